/* What-ifs as a person writes them: NAME or NAME=VALUE, one after the other with blanks between, as
   on the command line, in a view's line and in lessons. Not for carrying them out: the program and
   trace_run do that. */
#ifndef ATTNSCOPE_TRACE_WHATIF_H
#define ATTNSCOPE_TRACE_WHATIF_H

#include "trace/decode.h"

enum { WHATIF_TEXT = 512, WHATIF_MOST = 32 };

/* What can be told without a run: names, numbers, forms. */
bool whatif_check(const char *items, Error *e);
/* Places (heads, cells, sublayers) are looked up in `plain`, the run without what-ifs. */
bool whatif_read(const char *items, const Decoding *plain, Arena *arena, WhatIf *out, Error *e);
/* The run of `text` under `items`, its words chosen by `search` (NULL: greedy). Errors: the
   tokenizer's, whatif_read's, the search's. */
bool whatif_decode(const Model *m, const char *text, const char *items, const Search *search,
                   const Kernels *k, Arena *arena, Decoding *out, Error *e);
/* Puts one item into the list: in place of the one that says something of the same thing (the
   scale, the same head, the same cell), taken out if it is there word for word. Errors: no room,
   more than WHATIF_MOST. */
bool whatif_toggle(char items[WHATIF_TEXT], const char *item, Error *e);
/* The item about the same thing as `item` ("head=encoder.0.self:1:off" → that head's), or NULL.
 * `room` holds it. */
const char *whatif_about(const char *items, const char *item, char room[WHATIF_TEXT]);

#endif
