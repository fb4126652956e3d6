/* A byte-level tokenizer out of its files' bytes. Where the files are, bpe.h says. */
#ifndef ATTNSCOPE_MODEL_BPE_READ_H
#define ATTNSCOPE_MODEL_BPE_READ_H

#include "base/file.h"
#include "model/bpe.h"

/* A tokenizer.json. Its post-processor, truncation and padding are passed over. Errors: see
   bpe_open. */
bool bpe_read_tokenizer(Bytes file, Arena *arena, Bpe *out, Error *e);

/* GPT-2's files; data NULL: the folder has no such file. */
typedef struct BpeFiles {
    Bytes vocab, merges, added_tokens, special_tokens_map, tokenizer_config;
} BpeFiles;

/* They are cut as GPT-2 cuts. Added tokens are what the last three name. Errors begin with the
   file's name. */
bool bpe_read_files(const BpeFiles *files, Arena *arena, Bpe *out, Error *e);

#endif
