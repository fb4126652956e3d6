/* What deflate_rows writes is read back by libdeflate, whatever the bytes are; of noise that is
   mostly one colour less is left than libdeflate leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <libdeflate.h>

#include "export/deflate.h"
#include "math/random.h"

enum { SIZE_MOST = 300000, ROOM = 400000, GUARD = 0xa5 };

typedef struct World {
    Random random;
    unsigned char rows[SIZE_MOST], out[ROOM], back[SIZE_MOST];
} World;

static int make_world(void **state) {
    World *w = calloc(1, sizeof *w);
    w->random = random_seed(3, 1);
    *state = w;
    return 0;
}

static int end_world(void **state) {
    free(*state);
    return 0;
}

/* Returns how many bytes of room were used; what lies behind the room is not touched. */
static size_t expect_back(World *w, size_t size, size_t stride, size_t room) {
    size_t got = 0;
    memset(w->out, GUARD, ROOM);
    size_t used = deflate_rows(w->rows, size, stride, w->out, room);
    assert_true(used <= room);
    for (size_t i = room; i < ROOM; i++) assert_int_equal(w->out[i], GUARD);
    if (!used) return 0;
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_zlib_decompress(z, w->out, used, w->back, size, &got), 0);
    libdeflate_free_decompressor(z);
    assert_int_equal(got, size);
    assert_memory_equal(w->back, w->rows, size);
    return used;
}

/* Bytes of some kind: all kinds of repeats and of noise. */
static unsigned char some_byte(World *w, int kind, size_t at, size_t stride) {
    const unsigned char *rows = w->rows;
    switch (kind) {
    case 0: return 7;
    case 1: return (unsigned char)random_below(&w->random, 256);
    case 2: return (unsigned char)(random_below(&w->random, 9) ? 1 : random_below(&w->random, 40));
    case 3:
        return at >= stride && random_below(&w->random, 90) ? rows[at - stride] : (unsigned char)at;
    case 4:
        return at >= 700 && random_below(&w->random, 60) ? rows[at - 700] : (unsigned char)(at * 7);
    default: { /* each half as often as the one before: codes that would be too long */
        int k = 0;
        while (k < 40 && random_below(&w->random, 2)) k++;
        return (unsigned char)k;
    }
    }
}

static void all_is_read_back(void **state) {
    World *w = *state;
    static const size_t sizes[] = {1, 2, 7, 8, 9, 40, 1000, 81919, 81920, 81921, SIZE_MOST},
                        strides[] = {1, 3, 61, 1921, 40000, SIZE_MOST};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t t = 0; t < sizeof strides / sizeof *strides; t++)
            for (int kind = 0; kind < 6; kind++) {
                for (size_t i = 0; i < sizes[s]; i++)
                    w->rows[i] = some_byte(w, kind, i, strides[t]);
                assert_true(expect_back(w, sizes[s], strides[t], ROOM) > 0);
            }
}

/* With less room than it needs nothing is written behind it, and it is told. */
static void little_room_is_told(void **state) {
    World *w = *state;
    for (size_t i = 0; i < 3000; i++) w->rows[i] = some_byte(w, 2, i, 61);
    size_t whole = expect_back(w, 3000, 61, ROOM);
    for (size_t room = 0; room < whole + 12; room++) {
        size_t used = expect_back(w, 3000, 61, room);
        assert_true(used == 0 || used == whole);
        assert_true(used == whole || room < whole + 8);
    }
}

static void noise_is_not_taken_for_repeats(void **state) {
    World *w = *state;
    for (size_t i = 0; i < SIZE_MOST; i++) w->rows[i] = some_byte(w, 2, i, 1921);
    size_t ours = expect_back(w, SIZE_MOST, 1921, ROOM);
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(6);
    size_t theirs = libdeflate_zlib_compress(z, w->rows, SIZE_MOST, w->out, ROOM);
    libdeflate_free_compressor(z);
    assert_in_range(ours, 1, theirs - theirs / 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_is_read_back, make_world, end_world),
        cmocka_unit_test_setup_teardown(little_room_is_told, make_world, end_world),
        cmocka_unit_test_setup_teardown(noise_is_not_taken_for_repeats, make_world, end_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
