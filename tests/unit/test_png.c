/* PNG: what is written is read back, pixel by pixel, by another decoder; equal pixels give equal bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

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

#include "platform/png.h"

static Canvas picture(Arena *arena, int width, int height, bool opaque)
{
    Canvas c = canvas_make(arena, width, height);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t alpha = opaque ? 255 : (uint32_t)(x * 7 + y) & 255;
            c.pixels[y * c.pitch + x] = alpha << 24 | ((uint32_t)(x * y) & 0xff) << 16 | ((uint32_t)x & 0xff) << 8 |
                                        ((uint32_t)y & 0xff);
        }
    }
    return c;
}

static void read_back(const Canvas *c, const Buffer *png, int channels)
{
    int width, height, found;
    unsigned char *got = stbi_load_from_memory((unsigned char *)png->data, (int)png->size, &width, &height, &found, 4);
    assert_non_null(got);
    assert_int_equal(width, c->width);
    assert_int_equal(height, c->height);
    assert_int_equal(found, channels);
    for (int y = 0; y < height; y++)
        assert_memory_equal(got + (size_t)y * (size_t)width * 4, c->pixels + y * c->pitch, (size_t)width * 4);
    stbi_image_free(got);
}

static void check(int width, int height, bool opaque)
{
    Arena arena = {0};
    Buffer png = {0}, again = {0};
    Error e;
    Canvas c = picture(&arena, width, height, opaque);
    assert_true(png_print(&c, &png, &e));
    assert_true(png_print(&c, &again, &e));
    assert_int_equal(png.size, again.size);
    assert_memory_equal(png.data, again.data, png.size);
    read_back(&c, &png, opaque ? 3 : 4);
    buffer_free(&png);
    buffer_free(&again);
    arena_free(&arena);
}

static void opaque_pictures_read_back(void **state)
{
    (void)state;
    check(1, 1, true);
    check(203, 77, true);
}

static void transparent_pictures_read_back(void **state)
{
    (void)state;
    check(1, 3, false);
    check(300, 200, false);
}

/* A part of a wider canvas: the pitch is not the width. */
static void pitch_is_respected(void **state)
{
    (void)state;
    Arena arena = {0};
    Buffer png = {0};
    Error e;
    Canvas c = picture(&arena, 90, 40, true);
    c.width = 50;
    assert_true(png_print(&c, &png, &e));
    read_back(&c, &png, 3);
    buffer_free(&png);
    arena_free(&arena);
}

static void empty_is_refused(void **state)
{
    (void)state;
    Canvas none = {0};
    Buffer png = {0};
    Error e = {{0}};
    assert_false(png_print(&none, &png, &e));
    assert_non_null(strstr(e.text, "0 × 0"));
    assert_int_equal(png.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opaque_pictures_read_back),
        cmocka_unit_test(transparent_pictures_read_back),
        cmocka_unit_test(pitch_is_respected),
        cmocka_unit_test(empty_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
