/* What stb_image does not look at is checked before: that a file is there to its end, and the sums
   of a PNG's chunks. */
#include "base/photo.h"

#include <libdeflate.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Zeros: tables that a JPEG uses, but does not hold, are then such as decode to nothing. */
#define STBI_MALLOC(size) calloc(1, size)
#define STBI_REALLOC(p, size) realloc(p, size)
#define STBI_FREE(p) free(p)
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
/* These stay off to the end: an unused static function is only noticed there. */
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#endif
#include <stb_image.h>

enum { CHUNK_HEAD = 8, CHUNK_EDGES = 12, PNG_SIGNATURE = 8 };
enum { JPEG_END = 0xD9, JPEG_RESTART = 0xD0, JPEG_RESTARTS = 8 };
enum { TONES = 256 };
enum { LUMA_RED = 77, LUMA_GREEN = 150, LUMA_BLUE = 29 }; /* of 256 */

static const size_t FILE_MOST = (size_t)64 << 20;

static const unsigned char png_signature[PNG_SIGNATURE] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10};

static uint32_t photo_u32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* All chunks are there, and are what they were written as. */
static bool png_is_whole(Bytes file, const char *path, Error *e) {
    for (size_t at = PNG_SIGNATURE; file.size - at >= CHUNK_EDGES;) {
        const unsigned char *chunk = file.data + at;
        size_t size = photo_u32(chunk);
        if (size > file.size - at - CHUNK_EDGES) break;
        if (libdeflate_crc32(0, chunk + 4, size + 4) != photo_u32(chunk + CHUNK_HEAD + size))
            return error_set(e, "%s: this PNG is damaged", path);
        if (memcmp(chunk + 4, "IEND", 4) == 0) return true;
        at += size + CHUNK_EDGES;
    }
    return error_set(e, "%s: this PNG ends too early", path);
}

/* Codes of a Huffman table's 16 lengths, and the tables one behind the other. stb_image writes as
   many as are told, wherever that leads. */
static bool jpeg_codes_fit(const unsigned char *p, size_t size) {
    enum { LENGTHS = 16, CODES_MOST = 256 };
    while (size > LENGTHS) {
        size_t codes = 0;
        for (int i = 1; i <= LENGTHS; i++) codes += p[i];
        if (codes > CODES_MOST || codes > size - 1 - LENGTHS) return false;
        p += 1 + LENGTHS + codes, size -= 1 + LENGTHS + codes;
    }
    return size == 0;
}

/* Bytes of a scan up to the next marker that is none of its own. */
static size_t jpeg_scan_size(const unsigned char *p, size_t size) {
    size_t at = 0;
    for (; at + 1 < size; at++) {
        bool restart = p[at + 1] >= JPEG_RESTART && p[at + 1] < JPEG_RESTART + JPEG_RESTARTS;
        if (p[at] == 0xFF && p[at + 1] != 0 && p[at + 1] != 0xFF && !restart) return at;
    }
    return size;
}

/* What becomes of a JPEG's segments. */
typedef enum JpegSegment { JPEG_SKIPPED, JPEG_KEPT, JPEG_FRAME, JPEG_CODES, JPEG_SCAN } JpegSegment;

static JpegSegment jpeg_segment(int mark) {
    switch (mark) {
    case 0xC0:
    case 0xC1:
    case 0xC2: return JPEG_FRAME;
    case 0xC4: return JPEG_CODES;
    case 0xDA: return JPEG_SCAN;
    case 0xDB:
    case 0xDD:
    case 0xE0:
    case 0xEE: return JPEG_KEPT; /* tables, restarts, what colours mean */
    default: return JPEG_SKIPPED;
    }
}

/* What is needed to decode it, copied: one frame, its tables and scans, up to its end. */
static bool jpeg_copy(Bytes file, const char *path, Arena *arena, Bytes *out, Error *e) {
    const unsigned char *p = file.data;
    unsigned char *copy = arena_raw(arena, file.size + 1, 1), *to = copy;
    int frames = 0, scans = 0;
    *to++ = 0xFF, *to++ = 0xD8;
    for (size_t at = 2, size; at + 3 < file.size || (at + 1 < file.size && p[at + 1] == JPEG_END);
         at += size) {
        int mark = p[at + 1];
        size = 1;
        if (p[at] != 0xFF || mark == 0xFF) continue; /* filled up */
        if (mark == JPEG_END) {
            *to++ = 0xFF, *to++ = JPEG_END, *to = 0;
            *out = (Bytes){copy, (size_t)(to - copy)};
            return (frames == 1 && scans) || error_set(e, "%s: this JPEG holds no picture", path);
        }
        JpegSegment kind = jpeg_segment(mark);
        size = 2 + (size_t)(p[at + 2] << 8 | p[at + 3]);
        if (size > file.size - at) break;
        frames += kind == JPEG_FRAME, scans += kind == JPEG_SCAN;
        if (size < 4 || frames > 1 || (scans && !frames) ||
            (kind == JPEG_CODES && !jpeg_codes_fit(p + at + 4, size - 4)))
            return error_set(e, "%s: this JPEG is damaged", path);
        if (kind == JPEG_SCAN) size += jpeg_scan_size(p + at + size, file.size - at - size);
        if (kind != JPEG_SKIPPED) memcpy(to, p + at, size), to += size;
    }
    return error_set(e, "%s: this JPEG ends too early", path);
}

/* A PNG as it is, what is needed of a JPEG. */
static bool photo_checked(Bytes file, const char *path, Arena *arena, Bytes *out, Error *e) {
    *out = file;
    static const struct {
        const char *begins;
        int size;
        const char *kind;
    } others[] = {{"GIF8", 4, "a GIF"},
                  {"RIFF", 4, "a WebP"},
                  {"BM", 2, "a BMP"},
                  {"II*\0", 4, "a TIFF"},
                  {"MM\0*", 4, "a TIFF"},
                  {"%PDF", 4, "a PDF"},
                  {"\0\0\0", 3, "a HEIC or AVIF"},
                  {"<", 1, "an SVG"}};
    if (file.size >= PNG_SIGNATURE && memcmp(file.data, png_signature, PNG_SIGNATURE) == 0)
        return png_is_whole(file, path, e);
    if (file.size >= 3 && memcmp(file.data, "\xFF\xD8\xFF", 3) == 0)
        return jpeg_copy(file, path, arena, out, e);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (file.size > (size_t)others[i].size &&
            memcmp(file.data, others[i].begins, (size_t)others[i].size) == 0)
            return error_set(e, "%s is %s: save it as PNG or JPEG", path, others[i].kind);
    return error_set(e, "%s is no PNG or JPEG", path);
}

/* Tones of a row of grey and alpha, or of red, green, blue and alpha, on white. */
static unsigned char tone_of(const unsigned char *p, int channels) {
    int tone = p[0], alpha = channels == 4 ? p[3] : channels == 2 ? p[1] : 255;
    if (channels > 2) tone = (p[0] * LUMA_RED + p[1] * LUMA_GREEN + p[2] * LUMA_BLUE + 128) >> 8;
    return (unsigned char)((tone * alpha + 255 * (255 - alpha) + 127) / 255);
}

/* The tone below which `part` of all lie. */
static int tone_at(const int64_t counts[TONES], int64_t all, double part) {
    int64_t sum = 0;
    int tone = 0;
    while (tone < TONES - 1 && (sum += counts[tone]) <= (int64_t)(part * (double)all)) tone++;
    return tone;
}

/* From black to white, but for a few pixels: a hazy picture is still known. One of hardly any
   contrast stays as it is. */
static void photo_stretch(unsigned char *tones, size_t count) {
    enum { SPAN_LEAST = 24 };
    int64_t counts[TONES] = {0};
    for (size_t i = 0; i < count; i++) counts[tones[i]]++;
    int low = tone_at(counts, (int64_t)count, 0.005), high = tone_at(counts, (int64_t)count, 0.995);
    for (size_t i = 0; i < count && high - low >= SPAN_LEAST; i++) {
        int tone = (tones[i] - low) * (TONES - 1) / (high - low);
        tones[i] = (unsigned char)(tone < 0 ? 0 : tone > TONES - 1 ? TONES - 1 : tone);
    }
}

/* As large as it may be. */
static void photo_keep(Photo *out, unsigned char *tones, Arena *arena) {
    int longer = out->width > out->height ? out->width : out->height;
    Photo whole = *out;
    whole.tones = tones;
    if (longer > PHOTO_SIDE) {
        out->width = (int)((int64_t)out->width * PHOTO_SIDE / longer);
        out->height = (int)((int64_t)out->height * PHOTO_SIDE / longer);
        if (out->width < 1) out->width = 1;
        if (out->height < 1) out->height = 1;
    }
    unsigned char *kept = arena_raw(arena, (size_t)out->width * (size_t)out->height, 1);
    photo_shrink(&whole, (PhotoPart){0, 0, whole.width, whole.height}, out->width, out->height,
                 kept);
    photo_stretch(kept, (size_t)out->width * (size_t)out->height);
    out->tones = kept;
}

static bool photo_pixels(Bytes file, const char *path, int64_t most, Arena *arena, Photo *out,
                         Error *e) {
    int width, height, channels, size = (int)file.size;
    if (!stbi_info_from_memory(file.data, size, &width, &height, &channels))
        return error_set(e, "%s: this picture is damaged, or of a kind that is not read", path);
    if ((int64_t)width * height > most)
        return error_set(e, "%s has %d × %d pixels: at most %lld million are read", path, width,
                         height, (long long)(most / 1000000));
    unsigned char *pixels = stbi_load_from_memory(file.data, size, &width, &height, &channels, 0);
    if (!pixels)
        return error_set(e, "%s: this picture is damaged, or of a kind that is not read", path);
    *out = (Photo){text_plain(arena, path_base(path)), width, height, width, height, NULL};
    /* Each tone comes to lie before the pixel that it is made of. */
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++)
        pixels[i] = tone_of(pixels + i * (size_t)channels, channels);
    photo_keep(out, pixels, arena);
    stbi_image_free(pixels);
    return true;
}

bool photo_decode(Bytes file, const char *path, int64_t most, Arena *arena, Photo *out, Error *e) {
    Arena scratch = {0};
    Bytes checked;
    bool ok = photo_checked(file, path, &scratch, &checked, e) &&
              photo_pixels(checked, path, most, arena, out, e);
    arena_free(&scratch);
    return ok;
}

bool photo_read(const char *path, Arena *arena, Photo *out, Error *e) {
    Bytes file;
    return file_read(path, FILE_MOST, arena, &file, e) &&
           photo_decode(file, path, PHOTO_PIXELS, arena, out, e);
}

/* How much of a pixel lies between two places. */
static float photo_part(double from, double to, int pixel) {
    return (float)((to < pixel + 1 ? to : pixel + 1) - (from > pixel ? from : pixel));
}

/* Each tone the mean of what lies under it, parts of pixels counted in. */
void photo_shrink(const Photo *p, PhotoPart part, int width, int height, unsigned char *out) {
    Arena scratch = {0};
    float *sums = arena_raw(&scratch, (size_t)part.width, sizeof *sums);
    double high = (double)part.height / height, wide = (double)part.width / width;
    for (int i = 0; i < height; i++) {
        double top = i * high, low = top + high;
        memset(sums, 0, (size_t)part.width * sizeof *sums);
        for (int y = (int)top; y < low && y < part.height; y++) {
            const unsigned char *row =
                p->tones + (size_t)(part.y + y) * (size_t)p->width + (size_t)part.x;
            float weight = photo_part(top, low, y);
            for (int x = 0; x < part.width; x++) sums[x] += weight * (float)row[x];
        }
        for (int j = 0; j < width; j++) {
            double left = j * wide, right = left + wide;
            float sum = 0;
            for (int x = (int)left; x < right && x < part.width; x++)
                sum += photo_part(left, right, x) * sums[x];
            *out++ = (unsigned char)fminf(255, sum / (float)(high * wide) + 0.5f);
        }
    }
    arena_free(&scratch);
}
