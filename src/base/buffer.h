/* A growable run of bytes that stays zero-terminated. */
#ifndef ATTNSCOPE_BASE_BUFFER_H
#define ATTNSCOPE_BASE_BUFFER_H

#include <stddef.h>

typedef struct Buffer {
    char *data; /* NULL while empty */
    size_t size, capacity;
} Buffer;

/* Each appends; out of memory ends the program. */
void buffer_add(Buffer *b, const void *data, size_t size);
/* A text without its end. */
void buffer_text(Buffer *b, const char *text);
/* As printf does. */
void buffer_print(Buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Empty again. */
void buffer_free(Buffer *b);

#endif
