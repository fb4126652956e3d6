/* Error sentences are kept printable, whatever the input they quote holds. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Copies well-formed text, a '?' in the place of what cannot be shown; what does not fit ends in
 * "…". */
static void put_clean(Error *e, const char *from) {
    static const char cut[] = "…";
    const char *end = from + strlen(from);
    size_t n = 0;
    while (from < end) {
        char bytes[4];
        uint32_t code = utf8_next(&from, end);
        if (!utf8_printable(code)) code = code == '\n' || code == '\t' ? ' ' : '?';
        int size = utf8_encode(code, bytes);
        if (n + (size_t)size + sizeof cut > sizeof e->text) {
            memcpy(e->text + n, cut, sizeof cut);
            return;
        }
        memcpy(e->text + n, bytes, (size_t)size);
        n += (size_t)size;
    }
    e->text[n] = 0;
}

bool error_set(Error *e, const char *format, ...) {
    char text[2 * sizeof e->text];
    va_list args;
    va_start(args, format);
    if (vsnprintf(text, sizeof text, format, args) < 0) text[0] = 0;
    va_end(args);
    put_clean(e, text);
    return false;
}

bool error_prefix(Error *e, const char *prefix) {
    Error old = *e;
    return error_set(e, "%s: %s", prefix, old.text);
}
