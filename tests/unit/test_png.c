/* PNG: what is written is read back, chunk by chunk and pixel by pixel, by other decoders:
   stb_image for still pictures, the small one here for animations. Equal pixels give equal bytes.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <libdeflate.h>

#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wsign-compare"
#endif
#include <stb_image.h>

#include "export/png.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { WIDTH = 60, HEIGHT = 40, FRAMES_MOST = 16 };

static uint32_t u32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int u16(const unsigned char *p) {
    return p[0] << 8 | p[1];
}

typedef struct Chunk {
    char type[5];
    const unsigned char *data;
    size_t size;
} Chunk;

/* Moves *at (0: the file's beginning) over one chunk, whose sum must be right. False after the last
 * one. */
static bool next_chunk(const Buffer *png, size_t *at, Chunk *out) {
    const unsigned char *p = (const unsigned char *)png->data + *at;
    if (*at == 0) {
        assert_memory_equal(p, "\x89PNG\r\n\x1a\n", 8);
        *at = 8, p += 8;
    }
    if (*at == png->size) return false;
    assert_true(png->size - *at >= 12);
    *out = (Chunk){.data = p + 8, .size = u32(p)};
    assert_true(out->size <= png->size - *at - 12);
    memcpy(out->type, p + 4, 4);
    assert_int_equal(libdeflate_crc32(0, p + 4, 4 + out->size), u32(p + 8 + out->size));
    *at += 12 + out->size;
    return true;
}

static void assert_chunks(const Buffer *png, const char *expected) {
    char found[1024] = "";
    size_t at = 0;
    for (Chunk c; next_chunk(png, &at, &c);) {
        assert_true(strlen(found) < sizeof found - 6);
        strcat(strcat(found, *found ? " " : ""), c.type);
    }
    assert_string_equal(found, expected);
}

/* The which-th chunk of the type. */
static Chunk chunk_of(const Buffer *png, const char *type, int which) {
    size_t at = 0;
    for (Chunk c; next_chunk(png, &at, &c);) {
        if (strcmp(c.type, type) == 0 && which-- == 0) return c;
    }
    fail_msg("there is no %s", type);
    return (Chunk){.size = 0};
}

/* Each row four times: some are like the one above, some are not. */
static Canvas picture(Arena *arena, int width, int height, bool opaque) {
    Canvas c = canvas_make(arena, width, height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int row = y / 4 + 1;
            uint32_t alpha = opaque ? 255 : (uint32_t)(x * 7 + row) & 255;
            c.pixels[y * c.pitch + x] = alpha << 24 | ((uint32_t)(x * row) & 0xff) << 16 |
                                        ((uint32_t)x & 0xff) << 8 | ((uint32_t)row & 0xff);
        }
    }
    return c;
}

static void read_back(const Canvas *c, const Buffer *png, int channels) {
    int width, height, found;
    unsigned char *got = stbi_load_from_memory((unsigned char *)png->data, (int)png->size, &width,
                                               &height, &found, 4);
    assert_non_null(got);
    assert_int_equal(width, c->width);
    assert_int_equal(height, c->height);
    assert_int_equal(found, channels);
    for (int y = 0; y < height; y++)
        assert_memory_equal(got + (size_t)y * (size_t)width * 4, c->pixels + y * c->pitch,
                            (size_t)width * 4);
    stbi_image_free(got);
}

static void check(int width, int height, bool opaque) {
    Arena arena = {0};
    Buffer png = {0}, again = {0};
    Error e;
    Canvas c = picture(&arena, width, height, opaque);
    assert_true(png_print(&c, NULL, &png, &e));
    assert_true(png_print(&c, NULL, &again, &e));
    assert_int_equal(png.size, again.size);
    assert_memory_equal(png.data, again.data, png.size);
    assert_chunks(&png, "IHDR IDAT IEND");
    read_back(&c, &png, opaque ? 3 : 4);
    again.size = 0;
    assert_true(png_print_over(&c, NULL, &again, &e));
    assert_int_equal(png.size, again.size);
    assert_memory_equal(png.data, again.data, png.size);
    buffer_free(&png);
    buffer_free(&again);
    arena_free(&arena);
}

/* One pixel, few rows and many. */
static void opaque_pictures_read_back(void **state) {
    (void)state;
    check(1, 1, true);
    check(5, 32, true);
    check(7, 33, true);
    check(9, 64, true);
    check(203, 77, true);
}

static void transparent_pictures_read_back(void **state) {
    (void)state;
    check(1, 3, false);
    check(3, 65, false);
    check(300, 200, false);
}

/* A part of a wider canvas: the pitch is not the width. */
static void pitch_is_respected(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0};
    Error e;
    Canvas c = picture(&arena, 90, 40, true);
    Buffer over = {0};
    c.width = 50;
    assert_true(png_print(&c, NULL, &png, &e));
    read_back(&c, &png, 3);
    assert_true(png_print_over(&c, NULL, &over, &e));
    assert_int_equal(png.size, over.size);
    assert_memory_equal(png.data, over.data, png.size);
    buffer_free(&png);
    buffer_free(&over);
    arena_free(&arena);
}

/* A row like the one above becomes zeros, a new one stays what it is. */
static void rows_are_filtered_as_suits_them(void **state) {
    (void)state;
    enum { SIDE = 20, LINE = SIDE * 3 + 1 };
    Arena arena = {0};
    Buffer png = {0};
    Error e;
    unsigned char rows[SIDE * LINE], zeros[LINE - 1] = {0};
    size_t got = 0;
    Canvas c = picture(&arena, SIDE, SIDE, true);
    assert_true(png_print(&c, NULL, &png, &e));
    Chunk pixels = chunk_of(&png, "IDAT", 0);
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    assert_int_equal(
        libdeflate_zlib_decompress(z, pixels.data, pixels.size, rows, sizeof rows, &got),
        LIBDEFLATE_SUCCESS);
    for (int y = 0; y < SIDE; y++) {
        assert_int_equal(rows[y * LINE], y % 4 == 0 ? 0 : 2);
        if (y % 4 > 0) assert_memory_equal(rows + y * LINE + 1, zeros, sizeof zeros);
    }
    libdeflate_free_decompressor(z);
    buffer_free(&png);
    arena_free(&arena);
}

/* What is in the buffer already stays: before the picture, and alone if there is none. */
static void buffer_is_appended_to(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer out = {0}, png = {0};
    Error e = {{0}};
    Canvas c = picture(&arena, 20, 10, true), none = {0};
    buffer_text(&out, "before");
    assert_false(png_print(&none, NULL, &out, &e));
    assert_string_equal(out.data, "before");
    assert_true(png_print(&c, NULL, &out, &e) && png_print(&c, NULL, &png, &e));
    assert_int_equal(out.size, 6 + png.size);
    assert_memory_equal(out.data, "before", 6);
    assert_memory_equal(out.data + 6, png.data, png.size);
    buffer_text(&out, "after");
    assert_memory_equal(out.data + 6 + png.size, "after", 6);
    buffer_free(&out);
    buffer_free(&png);
    arena_free(&arena);
}

static void impossible_sizes_are_refused(void **state) {
    (void)state;
    Canvas none = {0}, huge = {.width = 40000, .height = 40000, .pitch = 40000};
    PngAnimation film = {.width = 0, .height = 5, .frames = 1};
    Buffer png = {0};
    Error e = {{0}};
    assert_false(png_print(&none, NULL, &png, &e));
    assert_non_null(strstr(e.text, "0 × 0"));
    assert_false(png_print(&huge, NULL, &png, &e));
    assert_non_null(strstr(e.text, "40000 × 40000"));
    assert_non_null(strstr(e.text, "too large"));
    assert_false(png_animation(&film, NULL, &png, &e));
    assert_non_null(strstr(e.text, "0 × 5"));
    assert_int_equal(png.size, 0);
}

static long address_space(void) {
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f) return 0;
    if (fscanf(f, "%ld", &pages) != 1) pages = 0;
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

/* Prints the canvas with so many MiB more than are in use; true if it was enough. */
static bool print_within(const Canvas *c, int mebibytes, Buffer *png, Error *e) {
    struct rlimit usual, tight;
    assert_int_equal(getrlimit(RLIMIT_AS, &usual), 0);
    tight = usual;
    tight.rlim_cur = (rlim_t)address_space() + (rlim_t)mebibytes * 1024 * 1024;
    assert_int_equal(setrlimit(RLIMIT_AS, &tight), 0);
    bool ok = png_print(c, NULL, png, e);
    assert_int_equal(setrlimit(RLIMIT_AS, &usual), 0);
    return ok;
}

/* 2048 × 2048 pixels are 12 MiB of rows, at worst compressed to as many: 24 and a little are
   enough, everything less is told. */
static void little_memory_is_told(void **state) {
    (void)state;
    if (SANITIZED || address_space() == 0) {
        print_message("skipped: memory cannot be limited here\n");
        return;
    }
    Arena arena = {0};
    Canvas c = picture(&arena, 2048, 2048, true);
    int refused = 0;
    for (int mebibytes = 0; mebibytes <= 30; mebibytes += 5) {
        Buffer png = {0};
        Error e = {{0}};
        bool ok = print_within(&c, mebibytes, &png, &e);
        assert_true(ok || (strstr(e.text, "not enough memory") && png.size == 0));
        assert_true(ok || mebibytes < 30);
        refused += !ok;
        buffer_free(&png);
    }
    assert_true(refused > 0);
    arena_free(&arena);
}

static void density_is_told(void **state) {
    (void)state;
    static const struct {
        int dpi, per_metre;
    } cases[] = {{72, 2835},   {96, 3780},   {100, 3937}, {150, 5906},
                 {300, 11811}, {600, 23622}, {1, 39}};
    Arena arena = {0};
    Error e;
    Canvas c = picture(&arena, 3, 3, true);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buffer png = {0};
        assert_true(png_print(&c, &(PngInfo){.dpi = cases[i].dpi}, &png, &e));
        assert_chunks(&png, "IHDR pHYs IDAT IEND");
        Chunk density = chunk_of(&png, "pHYs", 0);
        assert_int_equal(density.size, 9);
        assert_int_equal(u32(density.data), cases[i].per_metre);
        assert_int_equal(u32(density.data + 4), cases[i].per_metre);
        assert_int_equal(density.data[8], 1);
        buffer_free(&png);
    }
    arena_free(&arena);
}

static void assert_text(const Buffer *png, const char *type, int which, const char *key,
                        const char *text) {
    Chunk c = chunk_of(png, type, which);
    size_t edge = strcmp(type, "iTXt") == 0 ? 5 : 1, before = strlen(key) + edge;
    assert_int_equal(c.size, before + strlen(text));
    assert_memory_equal(c.data, key, strlen(key));
    assert_memory_equal(c.data + strlen(key), "\0\0\0\0\0", edge);
    assert_memory_equal(c.data + before, text, strlen(text));
}

static void texts_are_told(void **state) {
    (void)state;
    char longest[80] = {0};
    memset(longest, 'k', 79);
    const PngText texts[] = {{"Software", "attnscope 1"},
                             {"Sentence", "Кошка спит — «да»."},
                             {"Model", "bad \xff byte"},
                             {longest, "two\nlines"},
                             {"x", ""},
                             {"a key", "é"}};
    PngInfo info = {.dpi = 300, .texts = texts, .text_count = 6};
    Arena arena = {0};
    Buffer png = {0};
    Error e;
    Canvas c = picture(&arena, 8, 8, false);
    assert_true(png_print(&c, &info, &png, &e));
    assert_chunks(&png, "IHDR pHYs tEXt iTXt iTXt tEXt tEXt iTXt IDAT IEND");
    assert_text(&png, "tEXt", 0, "Software", "attnscope 1");
    assert_text(&png, "iTXt", 0, "Sentence", "Кошка спит — «да».");
    assert_text(&png, "iTXt", 1, "Model", "bad \xef\xbf\xbd byte");
    assert_text(&png, "tEXt", 1, longest, "two\nlines");
    assert_text(&png, "tEXt", 2, "x", "");
    assert_text(&png, "iTXt", 2, "a key", "é");
    read_back(&c, &png, 4);
    buffer_free(&png);
    arena_free(&arena);
}

/* True if a child that writes the key ends by an assertion. */
static bool key_is_refused(const Canvas *c, const char *key) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        Buffer png = {0};
        Error e;
        PngText text = {key, "text"};
        signal(SIGABRT, SIG_DFL);
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        if (!freopen("/dev/null", "w", stderr)) _exit(2);
        png_print(c, &(PngInfo){.texts = &text, .text_count = 1}, &png, &e);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void bad_keys_are_bugs(void **state) {
    (void)state;
    char longest[81] = {0};
    Arena arena = {0};
    Canvas c = picture(&arena, 2, 2, true);
    memset(longest, 'k', 80);
    const char *bad[] = {"", longest, "é", "tab\there", " before", "after ", "two  spaces"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (!key_is_refused(&c, bad[i])) fail_msg("the key '%s' is taken", bad[i]);
    }
    assert_false(key_is_refused(&c, longest + 1));
    assert_false(key_is_refused(&c, "one space"));
    arena_free(&arena);
}

/* An animation that shows given pictures, one after the other. */
typedef struct Show {
    const Canvas *frames;
    int asked, fails_at; /* fails_at 0: never */
    int expected;        /* the frame that must be asked for next, or 0 */
    bool faulty;
} Show;

static bool show_frame(void *self, int at, Canvas *c, Error *e) {
    Show *s = self;
    if (s->fails_at > 0 && at == s->fails_at) return error_set(e, "frame %d cannot be drawn", at);
    size_t size = (size_t)c->width * (size_t)c->height * 4;
    s->faulty = s->faulty || (at != s->expected && at != 0);
    for (size_t i = 0; at == 0 && i < size / 4; i++) s->faulty = s->faulty || c->pixels[i] != 0;
    if (at > 0) s->faulty = s->faulty || memcmp(c->pixels, s->frames[at - 1].pixels, size) != 0;
    s->expected = at + 1;
    s->asked++;
    memcpy(c->pixels, s->frames[at].pixels, size);
    return true;
}

/* The rows of a whole IDAT or fdAT, unfiltered (none and up are all that is written) over the area
 * of a canvas. */
static void decode(const unsigned char *data, size_t size, int channels, bool over, Canvas *c,
                   int x, int y, int w, int h) {
    size_t line = (size_t)w * (size_t)channels + 1, most = line * (size_t)h, got = 0;
    unsigned char *rows = malloc(most);
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_zlib_decompress(z, data, size, rows, most, &got),
                     LIBDEFLATE_SUCCESS);
    assert_int_equal(got, most);
    for (int i = 0; i < h; i++) {
        unsigned char *row = rows + (size_t)i * line;
        assert_true(row[0] == 0 || row[0] == 2);
        for (size_t k = 1; k < line && row[0] == 2 && i > 0; k++)
            row[k] = (unsigned char)(row[k] + (row - line)[k]);
        for (int j = 0; j < w; j++) {
            const unsigned char *p = row + 1 + (size_t)j * (size_t)channels;
            uint32_t alpha = channels == 4 ? p[3] : 255;
            if (over && alpha == 0) continue;
            if (over) assert_int_equal(alpha, 255);
            c->pixels[(y + i) * c->pitch + x + j] =
                alpha << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
        }
    }
    libdeflate_free_decompressor(z);
    free(rows);
}

typedef struct Decoded {
    int count, channels;
    bool over; /* of the last frame */
    struct {
        int x, y, width, height, time, parts;
    } at[FRAMES_MOST];
    Canvas frames[FRAMES_MOST], own;
} Decoded;

/* Takes the which-th frame apart: its numbers, and its pixels over the frame before. */
static void decode_frame(const Buffer *png, int which, Arena *arena, Decoded *out) {
    Chunk control = chunk_of(png, "fcTL", which), pixels = chunk_of(png, "fdAT", which);
    assert_int_equal(control.size, 26);
    assert_int_equal(u32(control.data), 2 * which);
    assert_int_equal(u32(pixels.data), 2 * which + 1);
    assert_int_equal(control.data[24], 0);           /* dispose none */
    assert_in_range(control.data[25], 0, which > 0); /* blend source, or over */
    out->over = control.data[25];
    int w = (int)u32(control.data + 4), h = (int)u32(control.data + 8);
    int x = (int)u32(control.data + 12), y = (int)u32(control.data + 16);
    assert_true(w > 0 && h > 0 && x + w <= out->own.width && y + h <= out->own.height);
    out->frames[which] = canvas_make(arena, out->own.width, out->own.height);
    if (which > 0)
        memcpy(out->frames[which].pixels, out->frames[which - 1].pixels,
               (size_t)out->own.width * (size_t)out->own.height * 4);
    out->at[which].x = x, out->at[which].y = y, out->at[which].width = w, out->at[which].height = h;
    out->at[which].time = u16(control.data + 20), out->at[which].parts = u16(control.data + 22);
    decode(pixels.data + 4, pixels.size - 4, out->channels, out->over, &out->frames[which], x, y, w,
           h);
}

static Decoded decode_film(const Buffer *png, Arena *arena, int plays) {
    Chunk header = chunk_of(png, "IHDR", 0), control = chunk_of(png, "acTL", 0),
          own = chunk_of(png, "IDAT", 0);
    Decoded d = {.count = (int)u32(control.data), .channels = header.data[9] == 6 ? 4 : 3};
    int width = (int)u32(header.data), height = (int)u32(header.data + 4);
    assert_int_equal(u32(control.data + 4), plays);
    assert_in_range(d.count, 1, FRAMES_MOST);
    d.own = canvas_make(arena, width, height);
    decode(own.data, own.size, d.channels, false, &d.own, 0, 0, width, height);
    for (int i = 0; i < d.count; i++) decode_frame(png, i, arena, &d);
    return d;
}

static void assert_same(const Canvas *a, const Canvas *b) {
    assert_memory_equal(a->pixels, b->pixels, (size_t)a->width * (size_t)a->height * 4);
}

static Canvas changed(Arena *arena, const Canvas *from, int x, int y, int w, int h,
                      uint32_t color) {
    Canvas c = canvas_make(arena, from->width, from->height);
    memcpy(c.pixels, from->pixels, (size_t)c.width * (size_t)c.height * 4);
    for (int i = y; i < y + h; i++) {
        for (int j = x; j < x + w; j++) c.pixels[i * c.pitch + j] = color;
    }
    return c;
}

static void print_film(const Canvas *frames, int count, Show *show, Buffer *png) {
    Error e = {{0}};
    *show = (Show){.frames = frames};
    PngAnimation a = {.width = frames->width,
                      .height = frames->height,
                      .frames = count,
                      .milliseconds = 80,
                      .last_milliseconds = 2500,
                      .plays = 3,
                      .frame = show_frame,
                      .self = show};
    assert_true(png_animation(&a, NULL, png, &e));
    assert_false(show->faulty);
}

static void assert_area(const Decoded *d, int which, int x, int y, int w, int h, int time) {
    assert_int_equal(d->at[which].x, x);
    assert_int_equal(d->at[which].y, y);
    assert_int_equal(d->at[which].width, w);
    assert_int_equal(d->at[which].height, h);
    assert_int_equal(d->at[which].time, time);
    assert_int_equal(d->at[which].parts, 1000);
}

/* Frames 1 and 2 are equal, 3 is two far corners, 4 one pixel, 5 equals it. */
static void frames_read_back(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0}, again = {0};
    Show show;
    Canvas f[6];
    f[0] = picture(&arena, WIDTH, HEIGHT, true);
    f[1] = f[2] = changed(&arena, &f[0], 10, 7, 5, 3, 0xff123456u);
    f[3] = changed(&arena, &f[2], 0, 39, 1, 1, 0xffffffffu);
    f[3] = changed(&arena, &f[3], 59, 0, 1, 1, 0xff00ff00u);
    f[4] = f[5] = changed(&arena, &f[3], 30, 20, 1, 1, 0xfffefdfcu);
    print_film(f, 6, &show, &png);
    assert_int_equal(show.asked, 6);
    assert_chunks(&png, "IHDR acTL IDAT fcTL fdAT fcTL fdAT fcTL fdAT fcTL fdAT IEND");
    Decoded d = decode_film(&png, &arena, 3);
    assert_int_equal(d.count, 4);
    assert_true(d.over); /* far corners cost only themselves */
    assert_area(&d, 0, 0, 0, WIDTH, HEIGHT, 80);
    assert_area(&d, 1, 10, 7, 5, 3, 160);
    assert_area(&d, 2, 0, 0, WIDTH, HEIGHT, 80);
    assert_area(&d, 3, 30, 20, 1, 1, 2580);
    assert_same(&d.frames[0], &f[0]);
    assert_same(&d.frames[1], &f[1]);
    assert_same(&d.frames[2], &f[3]);
    assert_same(&d.frames[3], &f[5]);
    assert_same(&d.own, &f[5]);
    read_back(&f[5], &png, 4); /* a reader that knows no animation */
    print_film(f, 6, &show, &again);
    assert_int_equal(png.size, again.size);
    assert_memory_equal(png.data, again.data, png.size);
    buffer_free(&png);
    buffer_free(&again);
    arena_free(&arena);
}

/* Only the third frame has alpha, but then all of the file has. Pixels that become clear are
 * replaced, not blended. */
static void late_alpha_reads_back(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0};
    Show show;
    Canvas f[4];
    f[0] = picture(&arena, WIDTH, HEIGHT, true);
    f[1] = changed(&arena, &f[0], 3, 4, 20, 30, 0xff654321u);
    f[2] = changed(&arena, &f[1], 5, 6, 7, 8, 0x40102030u);
    f[3] = changed(&arena, &f[2], 4, 5, 7, 8, 0);
    print_film(f, 4, &show, &png);
    assert_int_equal(show.asked, 3 + 4);
    Decoded d = decode_film(&png, &arena, 3);
    assert_false(d.over);
    assert_int_equal(d.count, 4);
    for (int i = 0; i < 4; i++) assert_same(&d.frames[i], &f[i]);
    assert_area(&d, 2, 5, 6, 7, 8, 80);
    assert_same(&d.own, &f[3]);
    read_back(&f[3], &png, 4);
    buffer_free(&png);
    arena_free(&arena);
}

static void one_frame_is_enough(void **state) {
    (void)state;
    Arena arena = {0};
    Show show;
    Canvas f[3];
    f[0] = f[1] = f[2] = picture(&arena, WIDTH, HEIGHT, false);
    for (int count = 1; count <= 3; count += 2) {
        Buffer png = {0};
        print_film(f, count, &show, &png);
        assert_chunks(&png, "IHDR acTL IDAT fcTL fdAT IEND");
        Decoded d = decode_film(&png, &arena, 3);
        assert_area(&d, 0, 0, 0, WIDTH, HEIGHT, 2500 + 80 * (count - 1));
        assert_same(&d.frames[0], &f[0]);
        assert_same(&d.own, &f[0]);
        buffer_free(&png);
    }
    arena_free(&arena);
}

/* Times beyond 16 bits of milliseconds. */
static void long_times_are_told(void **state) {
    (void)state;
    static const struct {
        int milliseconds, time, parts;
    } cases[] = {{0, 0, 1000},       {65535, 65535, 1000},  {70000, 7000, 100},
                 {65536, 6554, 100}, {655350, 65535, 100},  {700000, 7000, 10},
                 {7000000, 7000, 1}, {1000000000, 65535, 1}};
    Arena arena = {0};
    Canvas c = picture(&arena, 4, 4, true);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Show show = {.frames = &c};
        Buffer png = {0};
        Error e;
        PngAnimation a = {.width = 4,
                          .height = 4,
                          .frames = 1,
                          .milliseconds = 80,
                          .last_milliseconds = cases[i].milliseconds,
                          .frame = show_frame,
                          .self = &show};
        assert_true(png_animation(&a, NULL, &png, &e));
        Decoded d = decode_film(&png, &arena, 0);
        assert_int_equal(d.at[0].time, cases[i].time);
        assert_int_equal(d.at[0].parts, cases[i].parts);
        buffer_free(&png);
    }
    arena_free(&arena);
}

static void animation_has_notes(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0};
    Error e;
    Canvas c = picture(&arena, 4, 4, true);
    Show show = {.frames = &c};
    const PngText texts[] = {{"Title", "ходы"}};
    PngAnimation a = {.width = 4, .height = 4, .frames = 1, .frame = show_frame, .self = &show};
    assert_true(
        png_animation(&a, &(PngInfo){.dpi = 96, .texts = texts, .text_count = 1}, &png, &e));
    assert_chunks(&png, "IHDR pHYs iTXt acTL IDAT fcTL fdAT IEND");
    assert_text(&png, "iTXt", 0, "Title", "ходы");
    buffer_free(&png);
    arena_free(&arena);
}

static void failing_frame_leaves_nothing(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0};
    Error e = {{0}};
    Canvas f[3];
    f[0] = f[1] = f[2] = picture(&arena, WIDTH, HEIGHT, true);
    Show show = {.frames = f, .fails_at = 2};
    PngAnimation a = {
        .width = WIDTH, .height = HEIGHT, .frames = 3, .frame = show_frame, .self = &show};
    assert_false(png_animation(&a, NULL, &png, &e));
    assert_string_equal(e.text, "frame 2 cannot be drawn");
    assert_int_equal(png.size, 0);
    buffer_free(&png);
    arena_free(&arena);
}

static void pngcheck_passes(const char *path, const Buffer *png) {
    char command[200];
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(png->data, 1, png->size, f), png->size);
    assert_int_equal(fclose(f), 0);
    snprintf(command, sizeof command, "pngcheck -q '%s'", path);
    int result = system(command);
    unlink(path);
    assert_int_equal(result, 0);
}

static void pngcheck_finds_nothing(void **state) {
    (void)state;
    if (system("command -v pngcheck >/dev/null 2>&1") != 0) {
        print_message("skipped: pngcheck is not there\n");
        return;
    }
    Arena arena = {0};
    char folder[] = "/tmp/test_png_XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/picture.png", folder);
    const PngText texts[] = {{"Title", "plain"}, {"Sentence", "Мама мыла раму"}};
    PngInfo info = {.dpi = 300, .texts = texts, .text_count = 2};
    for (int opaque = 0; opaque < 2; opaque++) {
        Buffer still = {0}, film = {0};
        Error e;
        Show show;
        Canvas f[2];
        f[0] = picture(&arena, WIDTH, HEIGHT, opaque);
        f[1] = changed(&arena, &f[0], 1, 2, 3, 4, 0xff00ffffu);
        assert_true(png_print(&f[0], &info, &still, &e));
        print_film(f, 2, &show, &film);
        pngcheck_passes(path, &still);
        pngcheck_passes(path, &film);
        buffer_free(&still);
        buffer_free(&film);
    }
    assert_int_equal(rmdir(folder), 0);
    arena_free(&arena);
}

/* Cells of 200 colours, and some pixels of shades between them: the cells are exact, shades nearly.
 */
static void few_colors_make_a_table(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0}, again = {0};
    Error e;
    Canvas c = canvas_make(&arena, 400, 300);
    for (int y = 0; y < c.height; y++)
        for (int x = 0; x < c.width; x++) {
            uint32_t cell = (uint32_t)(x / 20 * 10 + y / 30), shade = (uint32_t)(x + y) % 250;
            bool edge = x % 20 == 7 && y % 30 == 11;
            c.pixels[y * c.pitch + x] = 0xff000000u | (edge ? shade << 16 | shade << 8 | shade
                                                            : cell << 16 | (255 - cell) << 8 | 40);
        }
    assert_true(png_print(&c, NULL, &png, &e));
    assert_chunks(&png, "IHDR PLTE IDAT IEND");
    assert_true(png_print(&c, NULL, &again, &e));
    assert_int_equal(png.size, again.size);
    assert_memory_equal(png.data, again.data, png.size);
    int width, height, found, wrong = 0;
    unsigned char *got =
        stbi_load_from_memory((unsigned char *)png.data, (int)png.size, &width, &height, &found, 4);
    assert_non_null(got);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            bool edge = x % 20 == 7 && y % 30 == 11;
            for (int k = 0; k < 3; k++) {
                int far = abs((int)got[4 * (y * width + x) + k] -
                              (int)(c.pixels[y * c.pitch + x] >> 8 * k & 0xff));
                wrong += far > (edge ? 12 : 0);
            }
        }
    assert_int_equal(wrong, 0);
    stbi_image_free(got);
    buffer_free(&again);
    again.size = 0;
    assert_true(png_print_over(&c, NULL, &again, &e));
    assert_int_equal(png.size, again.size);
    assert_memory_equal(png.data, again.data, png.size);
    buffer_free(&png);
    buffer_free(&again);
    arena_free(&arena);
}

/* Thousands of frequent colours stay as they are. */
static void many_colors_make_none(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer png = {0};
    Error e;
    Canvas c = canvas_make(&arena, 400, 300);
    for (int i = 0; i < 400 * 300; i++)
        c.pixels[i] = 0xff000000u | (uint32_t)(i % 400 * 163 % 256) << 16 |
                      (uint32_t)(i / 400 % 256) << 8 | (uint32_t)(i % 251);
    assert_true(png_print(&c, NULL, &png, &e));
    assert_chunks(&png, "IHDR IDAT IEND");
    read_back(&c, &png, 3);
    buffer_free(&png);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_colors_make_a_table),
        cmocka_unit_test(many_colors_make_none),
        cmocka_unit_test(opaque_pictures_read_back),
        cmocka_unit_test(transparent_pictures_read_back),
        cmocka_unit_test(pitch_is_respected),
        cmocka_unit_test(rows_are_filtered_as_suits_them),
        cmocka_unit_test(buffer_is_appended_to),
        cmocka_unit_test(impossible_sizes_are_refused),
        cmocka_unit_test(little_memory_is_told),
        cmocka_unit_test(density_is_told),
        cmocka_unit_test(texts_are_told),
        cmocka_unit_test(bad_keys_are_bugs),
        cmocka_unit_test(frames_read_back),
        cmocka_unit_test(late_alpha_reads_back),
        cmocka_unit_test(one_frame_is_enough),
        cmocka_unit_test(long_times_are_told),
        cmocka_unit_test(animation_has_notes),
        cmocka_unit_test(failing_frame_leaves_nothing),
        cmocka_unit_test(pngcheck_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
