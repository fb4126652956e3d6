/* What a byte-level tokenizer does to a text before its words are merged: normal forms,
   replacements, cuts, bytes written as letters; each a stage, as the files list them. */
#ifndef ATTNSCOPE_MODEL_BPE_STAGE_H
#define ATTNSCOPE_MODEL_BPE_STAGE_H

#include "base/buffer.h"
#include "model/bpe_pattern.h"
#include "model/formats/json.h"

typedef enum BpeStageKind {
    BPE_STAGE_FORM,    /* a normal form of Unicode's */
    BPE_STAGE_PREPEND, /* `content` before each piece */
    BPE_STAGE_REPLACE, /* each match becomes `content` */
    BPE_STAGE_SPLIT,   /* cut at the matches */
    BPE_STAGE_BYTES    /* each byte becomes a letter, see bpe_bytes.h */
} BpeStageKind;

/* What becomes of the matches at which a text is cut. */
typedef enum BpeBehavior {
    BPE_REMOVED,
    BPE_ISOLATED,
    BPE_MERGED_WITH_PREVIOUS,
    BPE_MERGED_WITH_NEXT,
    BPE_CONTIGUOUS
} BpeBehavior;

typedef struct BpeStage {
    BpeStageKind kind;
    int form;                  /* FORM: utf8proc's options */
    const char *content;       /* PREPEND, REPLACE */
    bool unless_there;         /* PREPEND: not where a piece begins with it */
    bool at_start;             /* PREPEND: only at the beginning of the whole text */
    const BpePattern *pattern; /* REPLACE, SPLIT */
    BpeBehavior behavior;
    bool invert; /* SPLIT: what stands between the matches counts as matches */
} BpeStage;

typedef struct BpeStages {
    BpeStage *stage;
    int count;
    bool bytes; /* one of them is BYTES */
} BpeStages;

/* A piece of a text, not ended by a zero. */
typedef struct BpePiece {
    const char *text;
    size_t size;
} BpePiece;

/* The stages of a tokenizer.json's "normalizer" or "pre_tokenizer", appended; null: none. Errors
   name a type, key or value that is not known. */
bool bpe_stages_read(const Json *from, bool normalizer, Arena *arena, BpeStages *out, Error *e);
/* The stages of GPT-2, whose files do not write them down. */
bool bpe_stages_gpt2(bool prefix_space, Arena *arena, BpeStages *out, Error *e);
/* Runs them over a piece; at_start: it begins the whole text. `out` gets BpePieces, none of them
   empty; what they need is the arena's. Errors: a pattern takes too long; the text grows beyond 4
   MB.
 */
bool bpe_stages_run(const BpeStages *s, BpePiece piece, bool at_start, BpeMatching *m, Arena *arena,
                    Buffer *out, Error *e);

#endif
