/* The list of what-ifs. Only the empty one is read as yet. */
#include "trace/whatif.h"

#include "trace/search_run.h"

bool whatif_decode(const Model *m, const char *text, const char *items, const Search *search, const Kernels *k,
                   Arena *arena, Decoding *out, Error *e) {
    WhatIf none = {0};
    if (*items) return error_set(e, "what-if: '%s' cannot be carried out yet", items);
    return search_text(m, text, &none, search, k, arena, out, e);
}
