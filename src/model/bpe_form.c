/* The library puts marks in order by moving each past its neighbours, which of 100,000 takes
 * minutes; here they are counted by class. */
#include "model/bpe_form.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { CLASSES = 256, LETTERS_OF_ONE = 32 }; /* a code point falls into at most 18 */

static int form_class(int32_t code) {
    return utf8proc_get_property(code)->combining_class;
}

/* Appends what the code points fall into. */
static void form_decompose(const char *text, size_t size, int options, Buffer *codes) {
    int32_t parts[LETTERS_OF_ONE];
    int last = 0;
    for (const char *at = text, *end = text + size; at < end;) {
        utf8proc_ssize_t n =
            utf8proc_decompose_char((utf8proc_int32_t)utf8_next(&at, end), parts, LETTERS_OF_ONE,
                                    (utf8proc_option_t)options, &last);
        if (n > 0) buffer_add(codes, parts, (size_t)n * sizeof *parts);
    }
}

/* Marks that stand side by side by their classes, those of one class as they stood. */
static void form_order(int32_t *code, size_t count, Buffer *sorted) {
    size_t at[CLASSES] = {0}, before = 0;
    bool in_order = true;
    for (size_t i = 1; i < count && in_order; i++)
        in_order = form_class(code[i - 1]) <= form_class(code[i]);
    if (in_order) return;
    sorted->size = 0;
    buffer_add(sorted, code, count * sizeof *code);
    const int32_t *from = (const int32_t *)sorted->data;
    for (size_t i = 0; i < count; i++) at[form_class(from[i])]++;
    for (int k = 0; k < CLASSES; k++) {
        size_t of_class = at[k];
        at[k] = before;
        before += of_class;
    }
    for (size_t i = 0; i < count; i++) code[at[form_class(from[i])]++] = from[i];
}

void bpe_form(const char *text, size_t size, int options, Buffer *out) {
    Buffer codes = {0}, sorted = {0};
    form_decompose(text, size, options | UTF8PROC_DECOMPOSE, &codes);
    int32_t *code = (int32_t *)codes.data;
    size_t count = codes.size / sizeof *code;
    for (size_t from = 0, to; from < count; from = to + 1) {
        for (to = from; to < count && form_class(code[to]) != 0;) to++;
        form_order(code + from, to - from, &sorted);
    }
    utf8proc_ssize_t n =
        utf8proc_normalize_utf32(code, (utf8proc_ssize_t)count, (utf8proc_option_t)options);
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        char letter[4];
        buffer_add(out, letter, (size_t)utf8_encode((uint32_t)code[i], letter));
    }
    buffer_free(&codes);
    buffer_free(&sorted);
}
