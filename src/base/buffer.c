/* Buffers double as they grow. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Makes room for `more` bytes and the zero after them. */
static void reserve(Buffer *b, size_t more) {
    if (more > SIZE_MAX / 4 - b->size) arena_exhausted(more);
    size_t wanted = b->size + more + 1;
    if (wanted <= b->capacity) return;
    size_t capacity = b->capacity < 64 ? 64 : b->capacity;
    while (capacity < wanted) capacity *= 2;
    char *data = realloc(b->data, capacity);
    if (!data) arena_exhausted(capacity);
    b->data = data;
    b->capacity = capacity;
}

void buffer_add(Buffer *b, const void *data, size_t size) {
    reserve(b, size);
    if (size > 0) memcpy(b->data + b->size, data, size);
    b->size += size;
    b->data[b->size] = 0;
}

void buffer_text(Buffer *b, const char *text) {
    buffer_add(b, text, strlen(text));
}

void buffer_print(Buffer *b, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n > 0) {
        reserve(b, (size_t)n);
        vsnprintf(b->data + b->size, (size_t)n + 1, format, again);
        b->size += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void buffer_free(Buffer *b) {
    free(b->data);
    *b = (Buffer){0};
}
