/* What a list of what-ifs means: another program, padding behind the source, cells of a run that
   are changed; and the run under them. Not for how they are written: whatif_list.h; nor for
   carrying them out: the program and trace_run do that. */
#ifndef ATTNSCOPE_TRACE_WHATIF_H
#define ATTNSCOPE_TRACE_WHATIF_H

#include "trace/decode.h"
#include "trace/whatif_list.h"

/* What can be told without a run: names, numbers, forms. */
bool whatif_check(const WhatIfList *list, Error *e);
/* Places (heads, cells, sublayers) are looked up in `plain`, the run without what-ifs. */
bool whatif_read(const WhatIfList *list, const Decoding *plain, Arena *arena, WhatIf *out,
                 Error *e);
/* The run of `text` under a list (NULL: none), its words chosen by `search` (NULL: greedy). Errors:
   the tokenizer's, whatif_read's, the search's. */
bool whatif_decode(const Model *m, const char *text, const WhatIfList *list, const Search *search,
                   const Kernels *k, Arena *arena, Decoding *out, Error *e);
/* The same while somebody waits (watch, or NULL), beside a run that differs in its temperature only
   (like, or NULL). Error: it was stopped, too. */
bool whatif_decode_watched(const Model *m, const char *text, const WhatIfList *list,
                           const Search *search, const Kernels *k, const Decoding *like,
                           Watch *watch, Arena *arena, Decoding *out, Error *e);

#endif
