/* The patterns that a tokenizer's files bring: regular expressions as Ruby reads them, run by PCRE2
   under limits, for whoever wrote the file chose them. The only file that knows PCRE2; where there
   is none (in a page), every pattern is refused. */
#ifndef ATTNSCOPE_MODEL_BPE_PATTERN_H
#define ATTNSCOPE_MODEL_BPE_PATTERN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

typedef struct BpePattern BpePattern;

/* What the matches of one text share. */
typedef struct BpeMatching {
    int64_t left;       /* how many steps of PCRE2 they may take altogether */
    void *data, *limit; /* PCRE2's own */
} BpeMatching;

/* literal: the text itself is looked for. `\s` is Unicode's White_Space, `\w` a letter, mark, digit
   or connector. Errors: what PCRE2 refuses; what it would read otherwise; more than 16 kB. */
bool bpe_pattern_open(const char *text, bool literal, Arena *arena, const BpePattern **out,
                      Error *e);
/* For a text of so many bytes; its memory is the arena's. */
BpeMatching bpe_matching(size_t size, Arena *arena);
/* The first match in text, which is UTF-8, at `from` or later: true, and where it begins and ends;
 *begin is `size` + 1 where there is none. False with an error if it takes too long. */
bool bpe_pattern_match(const BpePattern *p, const char *text, size_t size, size_t from,
                       BpeMatching *m, size_t *begin, size_t *end, Error *e);

#endif
