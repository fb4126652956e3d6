/* What the tests of file formats share: a copy of the bytes without anything readable behind it, so
   that the address sanitizer sees every step past the end. */
#ifndef ATTNSCOPE_TESTS_REFUSE_H
#define ATTNSCOPE_TESTS_REFUSE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"

static inline Bytes exact_copy(const void *data, size_t size) {
    unsigned char *copy = malloc(size > 0 ? size : 1);
    if (size > 0) memcpy(copy, data, size);
    return (Bytes){copy, size};
}

/* A refusal is one printable line that begins with the file's name and holds the words that were
 * expected. */
static inline void assert_refusal(const Error *e, const char *expected) {
    assert_true(strncmp(e->text, "FILE: ", 6) == 0);
    for (const char *p = e->text; *p; p++) assert_true((unsigned char)*p >= 0x20 && *p != 0x7F);
    if (!strstr(e->text, expected)) fail_msg("'%s' does not say '%s'", e->text, expected);
}

#endif
