/* The PNG writer, animations too: stb_image_write filters row by row, as it is told here, which
   leaves its settings (they are global) alone; libdeflate compresses all rows at once, where they
   number colours deflate.c does, and sums the chunks. The only file that sees stb. Not for reading
   pictures. */
#include "export/png.h"

#include <assert.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "export/deflate.h"
#include "export/png_palette.h"

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

enum { FILTER_NONE = 0, FILTER_UP = 2, DEFLATE_LEVEL = 6 };
enum { CHANNELS_TABLE = 1, CHANNELS_RGB = 3, CHANNELS_RGBA = 4 };
enum { TYPE_RGB = 2, TYPE_TABLE = 3, TYPE_RGBA = 6 };
/* Smaller pictures gain nothing by a table. */
enum { TABLE_LEAST = 1 << 16 };
enum {
    CHUNK_EDGES = 12,
    SEQUENCE_SIZE = 4,
    KEY_LONGEST = 79,
    CONTROL_SIZE = 26,
    DELAY_MOST = 65535
};

/* Part of a picture, in pixels. */
typedef struct Area {
    int x, y, width, height;
} Area;

/* Makes room for `more` bytes and the zero after them. Unlike a buffer's own growing, running out
 * can be told. */
static bool make_room(Buffer *b, size_t more) {
    size_t wanted = b->size + more + 1;
    if (wanted <= b->capacity) return true;
    char *data = realloc(b->data, wanted);
    if (!data) return false;
    b->data = data;
    b->capacity = wanted;
    return true;
}

/* Compressing needs room for the worst case; what was not needed goes back. */
static void trim(Buffer *b) {
    char *data = realloc(b->data, b->size + 1);
    if (!data) return;
    b->data = data;
    b->capacity = b->size + 1;
}

static void put_u16(unsigned char *p, int value) {
    p[0] = (unsigned char)(value >> 8);
    p[1] = (unsigned char)value;
}

static void put_u32(unsigned char *p, uint32_t value) {
    put_u16(p, (int)(value >> 16));
    put_u16(p + 2, (int)(value & 0xffff));
}

/* The chunk's data are there, 8 bytes after `chunk`: what stands around them. */
static void seal_chunk(unsigned char *chunk, const char *type, size_t size) {
    put_u32(chunk, (uint32_t)size);
    memcpy(chunk + 4, type, 4);
    put_u32(chunk + 8 + size, libdeflate_crc32(0, chunk + 4, 4 + size));
}

/* As seal_chunk, for the last one of the buffer, which has room for it. */
static void close_chunk(Buffer *out, size_t at, const char *type, size_t size) {
    seal_chunk((unsigned char *)out->data + at, type, size);
    out->size = at + size + CHUNK_EDGES;
    out->data[out->size] = 0;
}

static bool add_chunk(Buffer *out, const char *type, const void *data, size_t size) {
    size_t at = out->size;
    if (!make_room(out, size + CHUNK_EDGES)) return false;
    if (size > 0) memcpy(out->data + at + 8, data, size);
    close_chunk(out, at, type, size);
    return true;
}

static bool add_header(Buffer *out, int width, int height, int channels) {
    static const char signature[8] = {(char)0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    static const unsigned char types[] = {
        [CHANNELS_TABLE] = TYPE_TABLE, [CHANNELS_RGB] = TYPE_RGB, [CHANNELS_RGBA] = TYPE_RGBA};
    unsigned char data[13] = {[8] = 8, [9] = types[channels]};
    put_u32(data, (uint32_t)width);
    put_u32(data + 4, (uint32_t)height);
    if (!make_room(out, sizeof signature)) return false;
    buffer_add(out, signature, sizeof signature);
    return add_chunk(out, "IHDR", data, sizeof data);
}

static bool add_density(Buffer *out, int dpi) {
    unsigned char data[9] = {[8] = 1}; /* 1: per metre */
    if (dpi <= 0) return true;
    put_u32(data, (uint32_t)(((int64_t)dpi * 10000 + 127) / 254));
    put_u32(data + 4, (uint32_t)(((int64_t)dpi * 10000 + 127) / 254));
    return add_chunk(out, "pHYs", data, sizeof data);
}

/* As the format wants it: printable ASCII, no space at the ends, nor two together. */
static bool key_is_valid(const char *key) {
    size_t n = strlen(key);
    if (n < 1 || n > KEY_LONGEST || key[0] == ' ' || key[n - 1] == ' ' || strstr(key, "  "))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (key[i] < ' ' || key[i] > '~') return false;
    }
    return true;
}

static bool png_is_ascii(const char *text) {
    for (; *text; text++) {
        if ((unsigned char)*text > '~') return false;
    }
    return true;
}

/* Well-formed and printable at any rate: a file's name may hold any bytes. Those that are no UTF-8
   become U+FFFD, 3 bytes, what would steer a terminal '?'. */
static size_t put_utf8(char *out, const char *text) {
    const char *end = text + strlen(text);
    size_t n = 0;
    while (text < end) {
        uint32_t code = utf8_next(&text, end);
        bool shown = utf8_printable(code) || code == '\n';
        n += (size_t)utf8_encode(shown ? code : '?', out + n);
    }
    return n;
}

static bool png_add_text(Buffer *out, const PngText *t) {
    static const char plain_utf8[5] = {
        0}; /* the key's end, not compressed, no language, no translated key */
    bool ascii = png_is_ascii(t->text);
    size_t key = strlen(t->key), edge = ascii ? 1 : sizeof plain_utf8, at = out->size;
    assert(key_is_valid(t->key));
    if (!make_room(out, CHUNK_EDGES + key + edge + 3 * strlen(t->text))) return false;
    char *data = out->data + at + 8;
    memcpy(data, t->key, key);
    memcpy(data + key, plain_utf8, edge);
    size_t n = put_utf8(data + key + edge, t->text);
    close_chunk(out, at, ascii ? "tEXt" : "iTXt", key + edge + n);
    return true;
}

static bool add_info(Buffer *out, const PngInfo *info) {
    if (!info) return true;
    bool ok = add_density(out, info->dpi);
    for (int i = 0; i < info->text_count && ok; i++) ok = png_add_text(out, &info->texts[i]);
    return ok;
}

static bool is_opaque(const Canvas *c) {
    for (int y = 0; y < c->height; y++) {
        const uint32_t *row = c->pixels + (long)y * c->pitch;
        uint32_t all = 0xff000000u;
        for (int x = 0; x < c->width; x++) all &= row[x];
        if (all != 0xff000000u) return false;
    }
    return true;
}

static void put_pixel(unsigned char *out, uint32_t pixel, size_t bytes) {
    unsigned char all[4] = {(unsigned char)pixel, (unsigned char)(pixel >> 8),
                            (unsigned char)(pixel >> 16), (unsigned char)(pixel >> 24)};
    memcpy(out, all, bytes);
}

/* Four bytes at a time: without alpha the next pixel covers the last of them. */
static void pack_row(unsigned char *out, const uint32_t *row, int width, int channels) {
    for (int x = 0; x + 1 < width; x++, out += channels) put_pixel(out, row[x], 4);
    put_pixel(out, row[width - 1], (size_t)channels);
}

static const uint32_t *row_at(const Canvas *c, int x, int y) {
    return c->pixels + (long)y * c->pitch + x;
}

static int differences(const uint32_t *a, const uint32_t *b, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += a[i] != b[i];
    return sum;
}

/* Figures are flat: "up" makes a repeated row zeros, "none" keeps the equal pixels of a new row
   equal. By the pixels that differ: 12 × 12 cells with numbers, 64 × 64 and 1024 × 1024 cells at
   1920 × 1080 take 101, 25 and 526 kB (113, 42 and 699 with "up" alone, 103, 40 and 526 with "none"
   alone, 110, 32 and 673 with stb's own choice, which takes 8 ms more). Level 5 is 1 to 10 %
   larger; 7 is 0 to 3 % smaller, and takes nearly twice the time for 1024 × 1024 cells. With a
   table of colours the same take 62, 45 and 156 kB, for a third of the bytes is compressed;
   letters' edges on coloured cells give thousands of colours, so their shades are merged. */
static int row_filter(const uint32_t *row, const uint32_t *above, int width) {
    if (!above) return FILTER_NONE;
    return 3 * differences(row, above, width) <= 2 * differences(row, row + 1, width - 1)
               ? FILTER_UP
               : FILTER_NONE;
}

/* One row behind the byte that names its filter; `pair` has room for it and the one above. */
static void filter_row(const uint32_t *row, const uint32_t *above, int width, int channels,
                       unsigned char *pair, unsigned char *out) {
    int filter = row_filter(row, above, width), stride = width * channels;
    if (filter == FILTER_UP) pack_row(pair, above, width, channels);
    pack_row(pair + stride, row, width, channels);
    out[0] = (unsigned char)filter;
    stbiw__encode_png_line(pair, stride, width, 2, 1, channels, filter, (signed char *)out + 1);
}

/* Each row is copied before `out` reaches it, which may be where the pixels are if they have no
   alpha. False: out of memory. */
static bool filter_area(const Canvas *c, Area a, int channels, unsigned char *out) {
    size_t width = (size_t)a.width, stride = width * (size_t)channels;
    uint32_t *row = malloc(2 * width * sizeof *row), *above = row + width, *other;
    unsigned char *pair = malloc(2 * stride);
    bool ok = row && pair;
    for (int y = 0; y < a.height && ok; y++, other = row, row = above, above = other) {
        memcpy(row, row_at(c, a.x, a.y + y), width * sizeof *row);
        filter_row(row, y ? above : NULL, a.width, channels, pair, out + (size_t)y * (stride + 1));
    }
    free(pair);
    free(row < above ? row : above);
    return ok;
}

/* IDAT, or fdAT with its number before the data: compressed in place. Most of the room is never
   touched. stride: of rows that number colours, else 0. */
static bool compress_chunk(Buffer *out, const char *type, const uint32_t *number,
                           const unsigned char *rows, size_t size, size_t stride) {
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!z) return false;
    size_t at = out->size, before = number ? SEQUENCE_SIZE : 0, used = 0;
    size_t most = libdeflate_zlib_compress_bound(z, size);
    if (make_room(out, CHUNK_EDGES + before + most)) {
        unsigned char *data = (unsigned char *)out->data + at + 8;
        if (number) put_u32(data, *number);
        if (stride) used = deflate_rows(rows, size, stride, data + before, most);
        if (!used) used = libdeflate_zlib_compress(z, rows, size, data + before, most);
    }
    libdeflate_free_compressor(z);
    if (used == 0 || used > INT32_MAX - SEQUENCE_SIZE) return false;
    close_chunk(out, at, type, before + used);
    return true;
}

/* room: for the rows, filtered; NULL: they have room of their own. */
static bool add_pixels(Buffer *out, const char *type, const uint32_t *number, const Canvas *c,
                       Area a, int channels, unsigned char *room) {
    size_t size = ((size_t)a.width * (size_t)channels + 1) * (size_t)a.height;
    unsigned char *rows = room ? room : malloc(size);
    bool ok = rows && filter_area(c, a, channels, rows) &&
              compress_chunk(out, type, number, rows, size, 0);
    if (!room) free(rows);
    return ok;
}

/* 4 channels are counted even if 3 turn out to be enough: the limit depends on nothing but the
 * size. */
static bool png_check_size(int width, int height, Error *e) {
    if (width < 1 || height < 1)
        return error_set(e, "a picture of %d × %d pixels has no pixels", width, height);
    if (((long long)width * CHANNELS_RGBA + 1) * height > INT32_MAX - 4096)
        return error_set(e, "a picture of %d × %d pixels is too large for a PNG file here", width,
                         height);
    return true;
}

/* Nothing of a file that could not be written whole stays in the buffer. */
static bool out_of_memory(Buffer *out, size_t start, int width, int height, Error *e) {
    out->size = start;
    if (out->data) out->data[start] = 0;
    return error_set(e, "not enough memory to write a picture of %d × %d pixels", width, height);
}

static bool print_still(const Canvas *c, int channels, const PngInfo *info, unsigned char *room,
                        Buffer *out, Error *e) {
    size_t start = out->size;
    Area whole = {0, 0, c->width, c->height};
    if (!add_header(out, c->width, c->height, channels) || !add_info(out, info) ||
        !add_pixels(out, "IDAT", NULL, c, whole, channels, room) ||
        !add_chunk(out, "IEND", NULL, 0))
        return out_of_memory(out, start, c->width, c->height, e);
    trim(out);
    return true;
}

static bool add_palette(Buffer *out, const PngPalette *p) {
    unsigned char data[3 * PNG_COLORS];
    for (int i = 0; i < p->count; i++) put_pixel(data + 3 * i, p->color[i], 3);
    return add_chunk(out, "PLTE", data, 3 * (size_t)p->count);
}

/* As a table of colours and their numbers; room: as much as the canvas has, or NULL. False, and
   nothing is written: it has too many. *ok: whether there was memory for it. */
static bool print_table(const Canvas *c, const PngInfo *info, unsigned char *room, Buffer *out,
                        bool *ok, Error *e) {
    size_t start = out->size, size = ((size_t)c->width + 1) * (size_t)c->height;
    PngPalette palette;
    bool small = (long long)c->width * c->height < TABLE_LEAST;
    unsigned char *rows = small || (info && info->exact) ? NULL : room ? room : malloc(size);
    bool few = rows && png_palette(c, &palette, rows);
    *ok = few && add_header(out, c->width, c->height, CHANNELS_TABLE) && add_info(out, info) &&
          add_palette(out, &palette) &&
          compress_chunk(out, "IDAT", NULL, rows, size, (size_t)c->width + 1) &&
          add_chunk(out, "IEND", NULL, 0);
    if (rows != room) free(rows);
    if (*ok)
        trim(out);
    else if (few)
        out_of_memory(out, start, c->width, c->height, e);
    return few;
}

bool png_print(const Canvas *c, const PngInfo *info, Buffer *out, Error *e) {
    if (!png_check_size(c->width, c->height, e)) return false;
    bool opaque = is_opaque(c), ok;
    if (opaque && print_table(c, info, NULL, out, &ok, e)) return ok;
    return print_still(c, opaque ? CHANNELS_RGB : CHANNELS_RGBA, info, NULL, out, e);
}

bool png_print_over(Canvas *c, const PngInfo *info, Buffer *out, Error *e) {
    if (!png_check_size(c->width, c->height, e)) return false;
    unsigned char *room = (unsigned char *)c->pixels;
    bool ok;
    if (!is_opaque(c)) return print_still(c, CHANNELS_RGBA, info, NULL, out, e);
    if (print_table(c, info, room, out, &ok, e)) return ok;
    return print_still(c, CHANNELS_RGB, info, room, out, e);
}

/* An animation on its way. */
typedef struct Film {
    Canvas now, before;
    Buffer chunks;   /* fcTL and fdAT of every frame written */
    size_t control;  /* where the last fcTL is, whose time grows while nothing changes */
    Area area;       /* of the last frame written */
    int64_t wait;    /* its milliseconds */
    uint32_t frames; /* written; each has two numbers, its fcTL an even one and its fdAT the next */
    bool over; /* every frame is opaque: what does not change is left clear, and laid over the frame
                  before */
} Film;

/* The last frame's fcTL, with what is known by now. */
static void seal_control(Film *f) {
    unsigned char *chunk = (unsigned char *)f->chunks.data + f->control, *p = chunk + 8;
    put_u32(p, 2 * (f->frames - 1));
    put_u32(p + 4, (uint32_t)f->area.width);
    put_u32(p + 8, (uint32_t)f->area.height);
    put_u32(p + 12, (uint32_t)f->area.x);
    put_u32(p + 16, (uint32_t)f->area.y);
    /* 16 bits hold a minute in milliseconds; longer times are told in coarser parts, up to 18
     * hours. */
    int64_t time = f->wait < 0 ? 0 : f->wait;
    int parts = 1000;
    for (; time > DELAY_MOST && parts > 1; parts /= 10) time = (time + 5) / 10;
    put_u16(p + 20, (int)(time > DELAY_MOST ? DELAY_MOST : time));
    put_u16(p + 22, parts);
    p[24] = 0;                        /* the frame stays */
    p[25] = f->over && f->frames > 1; /* and lies over what is under it, or replaces it */
    seal_chunk(chunk, "fcTL", CONTROL_SIZE);
}

static bool row_differs(const Film *f, int x, int y, int width) {
    return memcmp(row_at(&f->now, x, y), row_at(&f->before, x, y),
                  (size_t)width * sizeof(uint32_t)) != 0;
}

/* Widens left to right (exclusive) to the row's first and last difference. */
static void png_widen(const Film *f, int y, int *left, int *right) {
    const uint32_t *now = row_at(&f->now, 0, y), *before = row_at(&f->before, 0, y);
    int x = 0, end = f->now.width;
    while (x < *left && now[x] == before[x]) x++;
    while (end > *right && now[end - 1] == before[end - 1]) end--;
    *left = x;
    *right = end;
}

/* The smallest area with every difference; 0 × 0: none. */
static Area changed_area(const Film *f) {
    int width = f->now.width, top = 0, bottom = f->now.height, left = width, right = 0;
    while (top < bottom && !row_differs(f, 0, top, width)) top++;
    if (top == bottom) return (Area){0, 0, 0, 0};
    while (!row_differs(f, 0, bottom - 1, width)) bottom--;
    for (int y = top; y < bottom; y++) png_widen(f, y, &left, &right);
    return (Area){left, top, right - left, bottom - top};
}

/* Of the frame before only what changes stays, as it is now; the rest becomes clear: equal pixels
 * compress to nothing. */
static void keep_changes(Film *f, Area a) {
    for (int y = a.y; y < a.y + a.height; y++) {
        uint32_t *before = f->before.pixels + (long)y * f->before.pitch;
        const uint32_t *now = row_at(&f->now, 0, y);
        for (int x = a.x; x < a.x + a.width; x++) before[x] = before[x] == now[x] ? 0 : now[x];
    }
}

/* Room for the next fcTL, and the fdAT behind it. */
static bool film_area(Film *f, Area a) {
    uint32_t number = 2 * f->frames + 1;
    f->area = a;
    f->control = f->chunks.size;
    if (!make_room(&f->chunks, CHUNK_EDGES + CONTROL_SIZE)) return false;
    f->chunks.size += CHUNK_EDGES + CONTROL_SIZE;
    bool changes = f->over && f->frames > 0;
    if (changes) keep_changes(f, a);
    if (!add_pixels(&f->chunks, "fdAT", &number, changes ? &f->before : &f->now, a, CHANNELS_RGBA,
                    NULL))
        return false;
    for (int y = a.y; y < a.y + a.height; y++)
        memcpy(f->before.pixels + (long)y * f->before.pitch + a.x, row_at(&f->now, a.x, y),
               (size_t)a.width * sizeof(uint32_t));
    f->frames++;
    return true;
}

/* Adds what the canvas shows now, for so long. False: out of memory. */
static bool film_frame(Film *f, int milliseconds) {
    Area whole = {0, 0, f->now.width, f->now.height}, a = f->frames > 0 ? changed_area(f) : whole;
    if (a.width > 0) {
        if (!film_area(f, a)) return false;
        f->wait = 0;
    }
    f->wait += milliseconds;
    seal_control(f);
    return true;
}

/* Draws all frames from the first one; *enough false: one of them is not opaque, and cannot lie
 * over another. */
static bool film_run(Film *f, const PngAnimation *a, bool *enough, Error *e) {
    f->chunks.size = 0;
    f->frames = 0;
    *enough = true;
    memset(f->now.pixels, 0, (size_t)a->width * (size_t)a->height * sizeof(uint32_t));
    for (int at = 0; at < a->frames; at++) {
        if (!a->frame(a->self, at, &f->now, e)) return false;
        *enough = !f->over || is_opaque(&f->now);
        if (!*enough) return true;
        if (!film_frame(f, at + 1 < a->frames ? a->milliseconds : a->last_milliseconds))
            return out_of_memory(&f->chunks, 0, a->width, a->height, e);
    }
    return true;
}

/* The file's own picture, which is no frame, is what the canvas shows at the end. */
static bool film_print(const Film *f, int plays, const PngInfo *info, Buffer *out) {
    unsigned char control[8];
    Area whole = {0, 0, f->now.width, f->now.height};
    put_u32(control, f->frames);
    put_u32(control + 4, (uint32_t)plays);
    if (!add_header(out, whole.width, whole.height, CHANNELS_RGBA) || !add_info(out, info) ||
        !add_chunk(out, "acTL", control, sizeof control) ||
        !add_pixels(out, "IDAT", NULL, &f->now, whole, CHANNELS_RGBA, NULL) ||
        !make_room(out, f->chunks.size))
        return false;
    buffer_add(out, f->chunks.data, f->chunks.size);
    return add_chunk(out, "IEND", NULL, 0);
}

/* Pixels NULL: out of memory. */
static Canvas empty_canvas(int width, int height) {
    uint32_t *pixels = calloc((size_t)width * (size_t)height, sizeof *pixels);
    return (Canvas){pixels, width, height, width, 0, 0, width, height};
}

static bool film_make(Film *f, const PngAnimation *a, const PngInfo *info, Buffer *out, Error *e) {
    size_t start = out->size;
    bool enough;
    if (!f->now.pixels || !f->before.pixels)
        return out_of_memory(out, start, a->width, a->height, e);
    if (!film_run(f, a, &enough, e)) return false;
    f->over = enough;
    if (!enough && !film_run(f, a, &enough, e)) return false;
    if (!film_print(f, a->plays, info, out))
        return out_of_memory(out, start, a->width, a->height, e);
    trim(out);
    return true;
}

bool png_animation(const PngAnimation *a, const PngInfo *info, Buffer *out, Error *e) {
    assert(a->frames >= 1);
    if (!png_check_size(a->width, a->height, e)) return false;
    Film f = {.now = empty_canvas(a->width, a->height),
              .before = empty_canvas(a->width, a->height),
              .over = true};
    bool ok = film_make(&f, a, info, out, e);
    buffer_free(&f.chunks);
    free(f.now.pixels);
    free(f.before.pixels);
    return ok;
}
