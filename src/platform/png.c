/* The PNG writer: rows packed for stb_image_write, its compressor replaced by libdeflate. The only file that sees stb,
   whose settings are fixed here, so equal pixels give equal bytes. Not for reading pictures. */
#include "platform/png.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

static unsigned char *deflate_rows(unsigned char *data, int size, int *out_size, int level);

#define STBIW_ZLIB_COMPRESS deflate_rows
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
/* These stay off to the end: an unused static function is only noticed there. */
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#endif
#include <stb_image_write.h>

/* Figures are flat: filter "up" makes every repeated row zeros, and level 6 saves under 1 % more than 5. */
enum { FILTER_UP = 2, DEFLATE_LEVEL = 5, CHANNELS_RGB = 3, CHANNELS_RGBA = 4 };

/* stb frees the result with free(), and takes NULL as out of memory. */
static unsigned char *deflate_rows(unsigned char *data, int size, int *out_size, int level)
{
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(level);
    if (!z) return NULL;
    size_t room = libdeflate_zlib_compress_bound(z, (size_t)size);
    unsigned char *out = malloc(room);
    size_t used = out ? libdeflate_zlib_compress(z, data, (size_t)size, out, room) : 0;
    libdeflate_free_compressor(z);
    if (used == 0 || used > INT32_MAX) {
        free(out);
        return NULL;
    }
    *out_size = (int)used;
    return out;
}

static bool is_opaque(const Canvas *c)
{
    for (int y = 0; y < c->height; y++) {
        const uint32_t *row = c->pixels + (long)y * c->pitch;
        uint32_t all = 0xff000000u;
        for (int x = 0; x < c->width; x++) all &= row[x];
        if (all != 0xff000000u) return false;
    }
    return true;
}

static void pack_row(unsigned char *out, const uint32_t *row, int width, int channels)
{
    for (int x = 0; x < width; x++, out += channels) {
        out[0] = (unsigned char)row[x];
        out[1] = (unsigned char)(row[x] >> 8);
        out[2] = (unsigned char)(row[x] >> 16);
        if (channels == CHANNELS_RGBA) out[3] = (unsigned char)(row[x] >> 24);
    }
}

bool png_print(const Canvas *c, Buffer *out, Error *e)
{
    int channels = is_opaque(c) ? CHANNELS_RGB : CHANNELS_RGBA, size = 0;
    if (c->width < 1 || c->height < 1)
        return error_set(e, "a picture of %d × %d pixels has no pixels", c->width, c->height);
    if (((long long)c->width * channels + 1) * c->height > INT32_MAX - 4096)
        return error_set(e, "a picture of %d × %d pixels is too large for a PNG file here", c->width, c->height);
    Arena scratch = {0};
    size_t stride = (size_t)c->width * (size_t)channels;
    unsigned char *packed = arena_raw(&scratch, (size_t)c->height, stride);
    for (int y = 0; y < c->height; y++)
        pack_row(packed + (size_t)y * stride, c->pixels + (long)y * c->pitch, c->width, channels);
    stbi_write_force_png_filter = FILTER_UP;
    stbi_write_png_compression_level = DEFLATE_LEVEL;
    unsigned char *png = stbi_write_png_to_mem(packed, (int)stride, c->width, c->height, channels, &size);
    arena_free(&scratch);
    if (!png) return error_set(e, "not enough memory to write a picture of %d × %d pixels", c->width, c->height);
    buffer_add(out, png, (size_t)size);
    free(png);
    return true;
}
