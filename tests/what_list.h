/* Lists of what-ifs from what a person writes, for tests. Include cmocka before it. */
#ifndef ATTNSCOPE_TESTS_WHAT_LIST_H
#define ATTNSCOPE_TESTS_WHAT_LIST_H

#include "trace/whatif_list.h"

static inline WhatIfList what_list(const char *text) {
    WhatIfList list;
    if (!whatif_list(text, &list)) fail_msg("too long: %s", text);
    return list;
}

#endif
