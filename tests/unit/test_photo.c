/* Photographs: what is read of PNG and JPEG, and that nothing is read of what is damaged, cut off,
   too large or another kind of file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/photo.h"
#include "export/png.h"
#include "refuse.h"

enum { WIDTH = 6, HEIGHT = 4, MOST = 1 << 20 };

#define SEEDS "tests/fuzz/seeds/photo/"

/* Black at the left, white at the right; the last column lets everything through. */
static Buffer picture(bool clear) {
    Arena arena = {0};
    Buffer b = {0};
    Error e;
    Canvas c = canvas_make(&arena, WIDTH, HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        uint32_t tone = (uint32_t)(i % WIDTH) * 255 / (WIDTH - 1);
        bool last = clear && i % WIDTH == 0;
        c.pixels[i / WIDTH * c.pitch + i % WIDTH] = (last ? 0 : 0xff000000u) | tone * 0x10101u;
    }
    if (!png_print(&c, NULL, &b, &e)) fail_msg("%s", e.text);
    arena_free(&arena);
    return b;
}

static void a_png_is_read(void **state) {
    Arena arena = {0};
    Error e;
    Photo p;
    Buffer b = picture(false);
    (void)state;
    assert_true(
        photo_decode((Bytes){(unsigned char *)b.data, b.size}, "a/b.png", MOST, &arena, &p, &e));
    assert_string_equal(p.name, "b.png");
    assert_true(p.width == WIDTH && p.height == HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        assert_int_equal(p.tones[i], i % WIDTH * 255 / (WIDTH - 1));
    buffer_free(&b);
    b = picture(true); /* what is transparent is white */
    assert_true(
        photo_decode((Bytes){(unsigned char *)b.data, b.size}, "b.png", MOST, &arena, &p, &e));
    assert_int_equal(p.tones[0], 255);
    buffer_free(&b);
    arena_free(&arena);
}

static const char *const kinds[] = {"rgb.png",         "alpha.png", "table.png",
                                    "grey16.png",      "bits.png",  "baseline.jpg",
                                    "progressive.jpg", "grey.jpg",  "four.jpg"};

static void every_kind_is_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Arena arena = {0};
        Photo p;
        Error e = {{0}};
        char *path = path_join(&arena, SEEDS, kinds[i]);
        if (!photo_read(path, &arena, &p, &e)) fail_msg("%s", e.text);
        assert_true(p.width == 16 && p.height == 12);
        assert_true(p.tones[0] != p.tones[16 * 12 - 1]);
        arena_free(&arena);
    }
}

/* Cut off anywhere, one byte changed anywhere: a line, and never more than is there. */
static void what_is_damaged_is_told(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Arena arena = {0};
        Photo p;
        Bytes file;
        Error e;
        assert_true(file_read(path_join(&arena, SEEDS, kinds[i]), MOST, &arena, &file, &e));
        bool png = strstr(kinds[i], "png");
        for (size_t n = 0; n < file.size; n++) {
            Bytes part = exact_copy(file.data, n);
            e.text[0] = 0;
            assert_false(photo_decode(part, "FILE", MOST, &arena, &p, &e));
            assert_true(strncmp(e.text, "FILE", 4) == 0 && !strchr(e.text, '\n'));
            if (n > 8) assert_non_null(strstr(e.text, "ends too early"));
            free((void *)part.data);
            Bytes wrong = exact_copy(file.data, file.size);
            ((unsigned char *)wrong.data)[n] ^= 0x5a;
            e.text[0] = 0;
            bool read = photo_decode(wrong, "FILE", MOST, &arena, &p, &e);
            assert_true(read || e.text[0]);
            if (png) assert_false(read);
            free((void *)wrong.data);
        }
        arena_free(&arena);
    }
}

static void others_are_named(void **state) {
    static const struct {
        const char *bytes;
        size_t size;
        const char *want;
    } cases[] = {
        {"", 0, "FILE is no PNG or JPEG"},
        {"hello", 5, "FILE is no PNG or JPEG"},
        {"GIF89a......", 12, "FILE is a GIF: save it as PNG or JPEG"},
        {"RIFF....WEBP", 12, "FILE is a WebP: save it as PNG or JPEG"},
        {"\0\0\0\x18"
         "ftypheic",
         12, "FILE is a HEIC or AVIF: save it as PNG or JPEG"},
        {"<svg xmlns=", 11, "FILE is an SVG: save it as PNG or JPEG"},
        {"BM..........", 12, "FILE is a BMP: save it as PNG or JPEG"},
        {"\xFF\xD8\xFF\xD9", 4, "FILE: this JPEG holds no picture"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Error e = {{0}};
        Photo p;
        Bytes file = exact_copy(cases[i].bytes, cases[i].size);
        assert_false(photo_decode(file, "FILE", MOST, &arena, &p, &e));
        assert_string_equal(e.text, cases[i].want);
        free((void *)file.data);
        arena_free(&arena);
    }
}

/* A table that tells of more codes than there can be is written beyond its end by others. */
static void tables_of_a_jpeg_fit(void **state) {
    Arena arena = {0};
    Bytes file;
    Error e;
    Photo p;
    (void)state;
    assert_true(file_read(SEEDS "baseline.jpg", MOST, &arena, &file, &e));
    unsigned char *data = (unsigned char *)arena_copy(&arena, (const char *)file.data, file.size);
    size_t at = 0;
    while (data[at] != 0xFF || data[at + 1] != 0xC4) at++;
    memset(data + at + 5, 0xFF, 16);
    assert_false(photo_decode((Bytes){data, file.size}, "FILE", MOST, &arena, &p, &e));
    assert_refusal(&e, "this JPEG is damaged");
    arena_free(&arena);
}

static void sizes_have_limits(void **state) {
    Arena arena = {0};
    Error e;
    Photo p;
    Bytes file;
    (void)state;
    assert_true(file_read(SEEDS "rgb.png", MOST, &arena, &file, &e));
    assert_false(photo_decode(file, "FILE", 16 * 12 - 1, &arena, &p, &e));
    assert_non_null(strstr(e.text, "FILE has 16 × 12 pixels"));
    assert_true(photo_decode(file, "FILE", 16 * 12, &arena, &p, &e));
    Canvas c = canvas_make(&arena, 2 * PHOTO_SIDE, 8);
    for (int i = 0; i < 2 * PHOTO_SIDE * 8; i++)
        c.pixels[i] = i % 4 < 2 ? 0xff000000u : 0xffffffffu; /* two black, two white */
    Buffer b = {0};
    assert_true(png_print(&c, NULL, &b, &e));
    assert_true(
        photo_decode((Bytes){(unsigned char *)b.data, b.size}, "FILE", MOST, &arena, &p, &e));
    assert_true(p.width == PHOTO_SIDE && p.height == 4 && p.file_width == 2 * PHOTO_SIDE);
    for (int i = 0; i < PHOTO_SIDE; i++) assert_int_equal(p.tones[i], i % 2 ? 255 : 0);
    buffer_free(&b);
    arena_free(&arena);
}

static void shrinking_takes_means(void **state) {
    static const unsigned char tones[12] = {0, 90, 180, 30, 60, 90, 200, 100, 0, 255, 255, 255};
    const Photo p = {.width = 4, .height = 3, .tones = tones};
    unsigned char out[4];
    (void)state;
    photo_shrink(&p, (PhotoPart){0, 0, 4, 2}, 2, 1, out);
    assert_int_equal(out[0], 60);
    assert_int_equal(out[1], 128); /* of 127.5 */
    photo_shrink(&p, (PhotoPart){0, 0, 3, 1}, 2, 1, out);
    assert_int_equal(out[0], 30); /* (0 + 90 / 2) / 1.5 */
    assert_int_equal(out[1], 150);
    photo_shrink(&p, (PhotoPart){1, 2, 1, 1}, 1, 1, out);
    assert_int_equal(out[0], 255);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_png_is_read),           cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(what_is_damaged_is_told), cmocka_unit_test(others_are_named),
        cmocka_unit_test(tables_of_a_jpeg_fit),    cmocka_unit_test(sizes_have_limits),
        cmocka_unit_test(shrinking_takes_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
