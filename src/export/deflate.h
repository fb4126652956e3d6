/* Compression of pictures as zlib streams, for rows of bytes that number colours: repeats are
   looked for in the bytes just before, in the row above and where the same bytes were last; how
   dear they are is told by the bytes themselves, so that noise is not taken for repeats. Not for
   reading. */
#ifndef ATTNSCOPE_EXPORT_DEFLATE_H
#define ATTNSCOPE_EXPORT_DEFLATE_H

#include <stddef.h>

/* How many bytes of `out` are the stream; 0: they are more than `most`, or there is no memory.
   stride: bytes of a row. */
size_t deflate_rows(const unsigned char *rows, size_t size, size_t stride, unsigned char *out,
                    size_t most);

#endif
