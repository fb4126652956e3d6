/* A photograph that a person brings along, PNG or JPEG, as tones of grey: what lies under a figure
   is not read by its colours. Not for writing pictures. */
#ifndef ATTNSCOPE_BASE_PHOTO_H
#define ATTNSCOPE_BASE_PHOTO_H

#include "base/file.h"

/* The longer side of what is kept: larger ones are averaged down to it. */
enum { PHOTO_SIDE = 1280 };

/* The most pixels of a file: 64 megapixels. */
#define PHOTO_PIXELS ((int64_t)1 << 26)

typedef struct Photo {
    const char *name;  /* of its file, without the folder */
    int width, height; /* of what is kept */
    int file_width, file_height;
    const unsigned char *tones; /* [height, width], 0 black to 255 white, stretched to these */
} Photo;

/* Decodes a file's bytes, less than 2 GB; where it is transparent it is white. `path` is for
   errors: neither PNG nor JPEG, one that ends too early or is damaged, more than `most` pixels. */
bool photo_decode(Bytes file, const char *path, int64_t most, Arena *arena, Photo *out, Error *e);
/* Reads a file of at most 64 MB. */
bool photo_read(const char *path, Arena *arena, Photo *out, Error *e);
/* A part of it, in pixels of what is kept. */
typedef struct PhotoPart {
    int x, y, width, height;
} PhotoPart;

/* That part averaged down to width × height tones, which are not more than it has. */
void photo_shrink(const Photo *p, PhotoPart part, int width, int height, unsigned char *out);

#endif
