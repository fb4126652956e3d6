/* The canvas: exact pixels where edges are aligned, areas and bounds where they are not. Not for
 * how things look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <math.h>

#include "base/font_fixed.h"
#include "draw/canvas_box.h"
#include "draw/canvas_cells.h"
#include "draw/canvas_line.h"
#include "draw/canvas_spot.h"
#include "draw/canvas_text.h"
#include "draw/pixel.h"

enum { SIZE = 64 };

typedef struct Sheet {
    Arena arena;
    Canvas c;
} Sheet;

static Sheet sheet(Color ground) {
    Sheet s = {{0}, {0}};
    s.c = canvas_make(&s.arena, SIZE, SIZE);
    canvas_clear(&s.c, ground);
    return s;
}

static uint32_t at(const Sheet *s, int x, int y) {
    return s->c.pixels[y * s->c.pitch + x];
}

/* A box that is as round as can be. */
static void disc(Canvas *c, Point center, float radius, Color color) {
    canvas_box(c, center.x - radius, center.y - radius, 2 * radius, 2 * radius, radius, color, 0,
               0);
}

/* Covered area, read from white on black. */
static double area(const Sheet *s) {
    double sum = 0;
    for (int i = 0; i < SIZE * SIZE; i++) sum += (s->c.pixels[i] & 0xff) / 255.0;
    return sum;
}

static void aligned_fill_is_exact(void **state) {
    (void)state;
    Sheet s = sheet(0x102030ff);
    canvas_fill(&s.c, 3, 4, 5, 6, 0xff8040ff);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            int inside = x >= 3 && x < 8 && y >= 4 && y < 10;
            assert_int_equal(at(&s, x, y), inside ? 0xff4080ffu : 0xff302010u);
        }
    }
    arena_free(&s.arena);
}

static void fractional_fill_covers_its_area(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    canvas_fill(&s.c, 10.5f, 10.25f, 0.25f, 3, 0xffffffff);
    assert_int_equal(at(&s, 10, 11) & 0xff, 64);
    canvas_clear(&s.c, 0x000000ff);
    canvas_fill(&s.c, 10.3f, 20.7f, 13.4f, 7.9f, 0xffffffff);
    assert_float_equal(area(&s), 13.4 * 7.9, 0.1);
    arena_free(&s.arena);
}

static void clip_holds_everything(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    Font font = font_fixed(&s.arena);
    Canvas part = canvas_clip(canvas_clip(s.c, 10, 10, 30, 30), 20, 0, 100, 30);
    assert_int_equal(part.clip_x0, 20);
    assert_int_equal(part.clip_x1, 40);
    assert_int_equal(part.clip_y0, 10);
    assert_int_equal(part.clip_y1, 30);
    Point far[3] = {{-50, -50}, {200, 20}, {-50, 300}};
    Color cells[4] = {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff};
    canvas_fill(&part, -5, -5, 100, 100, 0xffffffff);
    canvas_box(&part, -5, -5, 100, 100, 20, 0xffffffff, 2, 0xffffffff);
    canvas_line(&part, far[0], far[1], 40, 0xffffffff);
    canvas_polygon(&part, far, 3, 0xffffffff);
    canvas_hatch(&part, -9, -9, 200, 200, 5, 2, 0xffffffff);
    canvas_cells(&part, 0, 0, 64, 64, cells, 2, 2, 1);
    canvas_text(&part, &font, FACE_TEXT, 30, -5, 30, 0, 0xffffffff, "hello world");
    canvas_text(&part, &font, FACE_TEXT, 30, -5, 30, 30, 0xffffffff, "hello world");
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            int inside = x >= 20 && x < 40 && y >= 10 && y < 30;
            assert_int_equal(at(&s, x, y), inside ? 0xffffffffu : 0xff000000u);
        }
    }
    Canvas none = canvas_clip(part, 50, 50, 5, 5);
    canvas_clear(&none, 0xff0000ff);
    assert_int_equal(at(&s, 52, 52), 0xff000000u);
    arena_free(&s.arena);
}

static void blending_is_source_over(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    canvas_fill(&s.c, 0, 0, 1, 1, 0xffffff80); /* 128/255 of white on black */
    assert_int_equal(at(&s, 0, 0), 0xff808080u);
    canvas_clear(&s.c, 0x00000000);
    canvas_fill(&s.c, 0, 0, 1, 1, 0xff000080); /* on nothing: the colour stays itself */
    assert_int_equal(at(&s, 0, 0), 0x800000ffu);
    canvas_fill(&s.c, 0, 0, 1, 1,
                0x0000ff80); /* alpha 128 + 128·127/255 = 192; blue has 128 of it, red 64 */
    assert_int_equal(at(&s, 0, 0) >> 24, 192);
    assert_in_range(at(&s, 0, 0) >> 16 & 0xff, 169, 171);
    assert_in_range(at(&s, 0, 0) & 0xff, 84, 86);
    canvas_fill(&s.c, 0, 0, 1, 1, 0x12345600);
    assert_int_equal(at(&s, 0, 0) >> 24, 192);
    arena_free(&s.arena);
}

/* However many pixels are painted at once, each is what it would be alone. */
static void runs_are_their_pixels(void **state) {
    enum { MOST = 40 };
    static const Ink inks[] = {0xff3366ccu, 0x80e0e010u, 0x01ffffffu, 0x00123456u};
    (void)state;
    for (int seed = 0; seed < 4 * MOST; seed++) {
        Ink span[MOST] = {0}, mask[MOST], alone[MOST], ink = inks[seed % 4];
        uint8_t cover[MOST];
        int n = seed / 4;
        for (int i = 0; i < n; i++) {
            cover[i] = (uint8_t)(i % 7 == 0 ? 255 : i % 11 < 5 ? 0 : i * 37 + seed);
            span[i] = (uint32_t)i * 0x9e3779b1u;
            if (seed % 3 || i < n / 2) span[i] |= 0xff000000u;
        }
        memcpy(mask, span, sizeof mask), memcpy(alone, span, sizeof alone);
        pixel_mask(mask, cover, n, ink);
        for (int i = 0; i < n; i++)
            assert_int_equal(mask[i], cover[i] ? pixel_over(alone[i], ink, cover[i]) : alone[i]);
        pixel_span(span, n, ink, (uint32_t)(255 - seed));
        for (int i = 0; i < n; i++)
            assert_int_equal(span[i], pixel_over(alone[i], ink, (uint32_t)(255 - seed)));
    }
}

static void box_is_crisp_and_round(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    canvas_box(&s.c, 8, 8, 40, 30, 8, 0x400000ff, 1, 0x00ff00ff);
    assert_int_equal(at(&s, 28, 8), 0xff00ff00u);
    assert_int_equal(at(&s, 28, 9), 0xff000040u);
    assert_int_equal(at(&s, 28, 7), 0xff000000u);
    assert_int_equal(at(&s, 8, 20), 0xff00ff00u);
    assert_int_equal(at(&s, 47, 20), 0xff00ff00u);
    assert_int_equal(at(&s, 8, 8), 0xff000000u);
    canvas_clear(&s.c, 0x000000ff);
    canvas_box(&s.c, 8, 8, 40, 30, 8, 0xffffffff, 2,
               0xffffffff); /* outline and fill leave no seam */
    assert_float_equal(area(&s), 40 * 30 - (4 - 3.14159265) * 64, 1.0);
    canvas_clear(&s.c, 0x000000ff);
    disc(&s.c, (Point){30.3f, 31.8f}, 12, 0xffffffff);
    assert_float_equal(area(&s), 3.14159265 * 144, 1.0);
    arena_free(&s.arena);
}

static void lines_are_crisp_and_fill_their_area(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    canvas_line(&s.c, (Point){5, 10.5f}, (Point){15, 10.5f}, 1, 0xffffffff);
    for (int x = 0; x < SIZE; x++)
        assert_int_equal(at(&s, x, 10) & 0xff, x >= 5 && x < 15 ? 255 : 0);
    assert_float_equal(area(&s), 10, 0);
    canvas_clear(&s.c, 0x000000ff);
    canvas_line(&s.c, (Point){5.2f, 7.1f}, (Point){50.7f, 41.3f}, 3, 0xffffffff);
    assert_float_equal(area(&s), 3 * hypot(45.5, 34.2), 2);
    canvas_clear(&s.c, 0x000000ff);
    canvas_dashes(&s.c, (Point){4, 8.5f}, (Point){60, 8.5f}, 1, 2, 4, 0xffffffff);
    for (int x = 4; x < 60; x++) assert_int_equal(at(&s, x, 8) & 0xff, (x - 4) % 6 < 2 ? 255 : 0);
    Canvas part =
        canvas_clip(s.c, 30, 0, 30, SIZE); /* the dashes stay in place under another clip */
    canvas_dashes(&part, (Point){4, 8.5f}, (Point){60, 8.5f}, 1, 2, 4, 0xffffffff);
    assert_float_equal(area(&s), 20, 0);
    arena_free(&s.arena);
}

static void wide_curves_are_blended_once(void **state) {
    (void)state;
    static const float widths[] = {1, 2, 7, 30};
    for (int k = 0; k < 4; k++) {
        Sheet s = sheet(0x000000ff);
        canvas_curve(&s.c, (Point){0, 20}, (Point){32, 20}, (Point){32, 44}, (Point){64, 44},
                     widths[k], 0xffffff80);
        int full = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            assert_true((s.c.pixels[i] & 0xff) <= 0x80);
            full += (s.c.pixels[i] & 0xff) == 0x80;
        }
        if (widths[k] > 2) assert_true(full > 50 * widths[k]);
        assert_float_equal(area(&s) * 255 / 128, 69.9 * widths[k],
                           0.5 + widths[k] / 8); /* length of the curve × width */
        arena_free(&s.arena);
    }
}

static void curve_meets_its_ends(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    canvas_curve(&s.c, (Point){4, 10.5f}, (Point){30, 10.5f}, (Point){30, 50.5f},
                 (Point){60, 50.5f}, 1, 0xffffffff);
    assert_true((at(&s, 4, 10) & 0xff) > 240);
    assert_int_equal(at(&s, 3, 10) & 0xff, 0);
    assert_true((at(&s, 59, 50) & 0xff) > 240);
    assert_int_equal(at(&s, 60, 50) & 0xff, 0);
    for (int x = 4; x < 60; x++) { /* no gap on the way */
        int column = 0;
        for (int y = 0; y < SIZE; y++) column += (int)(at(&s, x, y) & 0xff);
        assert_true(column > 220);
    }
    arena_free(&s.arena);
}

static void polygon_covers_its_area(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    Point triangle[3] = {{5.5f, 6.25f}, {58.1f, 20}, {22.7f, 55.9f}};
    canvas_polygon(&s.c, triangle, 3, 0xffffffff);
    double twice = (58.1 - 5.5) * (55.9 - 6.25) - (22.7 - 5.5) * (20 - 6.25);
    assert_float_equal(area(&s), twice / 2, 0.5);
    canvas_clear(&s.c, 0x000000ff);
    Point bow[8] = {{10, 10}, {40, 10}, {40, 40}, {10, 40}, {10, 10}, {20, 20}, {20, 30}, {30, 30}};
    canvas_polygon(&s.c, bow, 8, 0xffffffff); /* even-odd: the second loop is a hole */
    assert_int_equal(at(&s, 15, 35) & 0xff, 255);
    assert_int_equal(at(&s, 22, 28) & 0xff, 0);
    arena_free(&s.arena);
}

static void hatch_is_anchored_to_the_canvas(void **state) {
    (void)state;
    Sheet one = sheet(0x000000ff), two = sheet(0x000000ff);
    canvas_hatch(&one.c, 4, 4, 50, 40, 6, 1, 0xffffffff);
    canvas_hatch(&two.c, 4, 4, 23, 40, 6, 1, 0xffffffff);
    canvas_hatch(&two.c, 27, 4, 27, 40, 6, 1, 0xffffffff);
    assert_memory_equal(one.c.pixels, two.c.pixels, SIZE * SIZE * 4);
    assert_float_equal(area(&one), 50 * 40 / 6.0, 6);
    arena_free(&one.arena);
    arena_free(&two.arena);
}

static void large_cells_are_crisp(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    Color cells[6] = {0x110000ff, 0x220000ff, 0x330000ff, 0x440000ff, 0x550000ff, 0x660000ff};
    canvas_cells(&s.c, 2, 3, 30, 20, cells, 2, 3, 1);
    for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
            int i = x - 2, j = y - 3;
            int free_pixel = i < 0 || i >= 30 || j < 0 || j >= 20 || i == 9 || i == 19 || j == 9;
            uint32_t want = free_pixel ? 0 : 0x11u * (uint32_t)(1 + i / 10 + 3 * (j / 10));
            assert_int_equal(at(&s, x, y), 0xff000000u | want);
        }
    }
    arena_free(&s.arena);
}

static void small_cells_keep_the_mean(void **state) {
    (void)state;
    enum { ROWS = 150, COLS = 201 };
    Sheet s = sheet(0x000000ff);
    Color *cells = arena_many(&s.arena, Color, ROWS * COLS);
    double mean = 0, got = 0;
    uint32_t seed = 1;
    for (int i = 0; i < ROWS * COLS; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t level = (seed >> 24) * (uint32_t)(i % COLS) / COLS;
        cells[i] = level << 24 | 0xff;
        mean += level / (double)(ROWS * COLS);
    }
    canvas_cells(&s.c, 3, 5, 50, 41, cells, ROWS, COLS, 0);
    for (int y = 5; y < 46; y++) {
        for (int x = 3; x < 53; x++) got += (at(&s, x, y) & 0xff) / (50.0 * 41);
    }
    assert_float_equal(got, mean, 0.1);
    assert_int_equal(at(&s, 2, 20), 0xff000000u);
    assert_int_equal(at(&s, 53, 20), 0xff000000u);
    memset(cells, 0, ROWS * COLS * sizeof *cells);
    for (int i = 0; i < COLS; i++)
        cells[40 * COLS + i] = 0xff0000ff; /* one opaque row does not vanish */
    canvas_clear(&s.c, 0);
    canvas_cells(&s.c, 0, 0, 50, 50, cells, ROWS, COLS, 0);
    assert_int_equal(at(&s, 25, 13), 0x550000ffu);
    arena_free(&s.arena);
}

static void text_is_placed_on_the_baseline(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    Font font = font_fixed(&s.arena);
    canvas_text(&s.c, &font, FACE_TEXT, 20, 10, 40, 0, 0xffffffff, "H");
    double straight = area(&s);
    assert_true(straight > 20);
    for (int x = 0; x < SIZE; x++) assert_int_equal(at(&s, x, 40) & 0xff, 0);
    canvas_clear(&s.c, 0x000000ff);
    canvas_text(&s.c, &font, FACE_TEXT, 20, 32, 32, 90, 0xffffffff, "H");
    assert_true(area(&s) > straight / 2 &&
                area(&s) < straight * 1.2); /* set at twice the size, its lines are thinner */
    for (int y = 0; y < SIZE; y++) {        /* turned up: left of x = 32 and above y = 32 */
        for (int x = 0; x < SIZE; x++)
            assert_true((at(&s, x, y) & 0xff) == 0 || (x <= 32 && y <= 32));
    }
    arena_free(&s.arena);
}

static float any(uint32_t *seed, float low, float high) {
    *seed = *seed * 1664525u + 1013904223u;
    return low + (high - low) * (float)(*seed >> 8) / 16777216.0f;
}

/* One of each mark at a random place, half of them at whole or half pixels. */
static void random_marks(Canvas *c, const Font *font, uint32_t seed) {
    Color cells[35], ink = 0xff8040c0;
    float n[12], small = any(&seed, 0.3f, 4), wide = any(&seed, 1, 30);
    for (int i = 0; i < 12; i++) {
        n[i] = any(&seed, -20, 84);
        if (seed >> 30 == 0) n[i] = floorf(n[i]) + 0.5f;
        if (seed >> 30 == 1) n[i] = floorf(n[i]);
    }
    for (int i = 0; i < 35; i++)
        cells[i] = (Color)any(&seed, 0, 16777215) << 8 | (i % 7 == 3 ? 0x80 : 0xff);
    Point p[4] = {{n[0], n[1]}, {n[2], n[3]}, {n[4], n[5]}, {n[6], n[7]}};
    canvas_box(c, n[8], n[9], wide * 2, n[10], small, 0x20406080, small / 2, ink);
    canvas_box(c, n[10], n[11], n[8], wide, wide, 0x204060ff, small, 0x10ff10ff);
    canvas_cells(c, n[0], n[9], wide, wide * 2, cells, 7, 5, 0);
    canvas_cells(c, n[3], n[8], wide * 2, wide, cells, 5, 7, 1);
    canvas_cells(c, n[5], n[8], small, wide, cells, 1, 35, 0);
    canvas_cells(c, n[6], n[1], 2.5f * 7, 12.5f, cells, 5, 7, 0);
    canvas_line(c, p[0], p[1], small, ink);
    canvas_line(c, p[2], (Point){n[0], n[5]}, small, ink);
    canvas_dashes(c, p[1], p[2], small, 2, 3, ink);
    canvas_dashes(c, p[1], (Point){n[7], n[3]}, 1, 1.5f, 2.25f, ink);
    canvas_curve(c, p[0], p[1], p[2], p[3], wide, 0x30c03060);
    canvas_curve(c, p[3], p[0], p[2], p[1], small, ink);
    canvas_polygon(c, p, 4, 0x4040ff70);
    canvas_hatch(c, n[4], n[2], wide, wide * 2, 3 + small, 1, ink);
    disc(c, p[2], small * 3, ink);
    canvas_text(c, font, FACE_TEXT, 14, n[1], n[6], 0, 0xffffffc0, "clip");
    canvas_text(c, font, FACE_TEXT, 12, n[2], n[7], 45, 0xffffffff, "turned");
}

/* Every mark leaves the same in a clip as without one: pictures may be mended piece by piece. */
static void pieces_make_the_whole(void **state) {
    (void)state;
    Sheet whole = sheet(0x000000ff), pieces = sheet(0x000000ff);
    Font font = font_fixed(&whole.arena);
    for (uint32_t seed = 1; seed <= 1500; seed++) {
        Color ground = seed % 5 == 0 ? 0 : 0x102030ff;
        int across = 1 + (int)(seed * 7 % 23), down = 1 + (int)(seed * 5 % 31);
        canvas_clear(&whole.c, ground);
        canvas_clear(&pieces.c, ground);
        random_marks(&whole.c, &font, seed);
        for (int y = 0; y < SIZE; y += down)
            for (int x = 0; x < SIZE; x += across) {
                Canvas piece =
                    canvas_clip(pieces.c, (float)x, (float)y, (float)across, (float)down);
                random_marks(&piece, &font, seed);
            }
        if (memcmp(whole.c.pixels, pieces.c.pixels, SIZE * SIZE * 4) != 0) {
            int i = 0;
            while (whole.c.pixels[i] == pieces.c.pixels[i]) i++;
            fail_msg("marks of seed %u in pieces of %d × %d differ at %d, %d", seed, across, down,
                     i % SIZE, i / SIZE);
        }
    }
    arena_free(&whole.arena);
    arena_free(&pieces.arena);
}

/* Nothing is left outside of the box that a text says it has. */
static void text_boxes_hold_the_text(void **state) {
    (void)state;
    Sheet s = sheet(0x000000ff);
    Font font = font_fixed(&s.arena);
    double box[4];
    for (float degrees = 0; degrees < 360; degrees += 15) {
        canvas_clear(&s.c, 0x000000ff);
        canvas_text(&s.c, &font, FACE_TEXT, 11, 30.3f, 31.6f, degrees, 0xffffffff, "box");
        assert_true(canvas_text_box(&font, FACE_TEXT, 11, 30.3f, 31.6f, degrees, "box", box));
        assert_true(area(&s) > 20);
        for (int i = 0; i < SIZE * SIZE; i++) {
            bool inside = i % SIZE + 1 > box[0] && i % SIZE < box[2] && i / SIZE + 1 > box[1] &&
                          i / SIZE < box[3];
            assert_true(inside || s.c.pixels[i] == 0xff000000u);
        }
    }
    assert_false(canvas_text_box(&font, FACE_TEXT, 11, 30, 31, 0, "", box));
    assert_false(canvas_text_box(&font, FACE_TEXT, 11, NAN, 31, 0, "box", box));
    arena_free(&s.arena);
}

static void hostile_numbers_are_harmless(void **state) {
    (void)state;
    static const float bad[] = {0,      -1,      NAN,    INFINITY,      -INFINITY, 1e30f,
                                -1e30f, 3.4e38f, 1e-30f, 2147483648.0f, 40};
    enum { BAD = sizeof bad / sizeof *bad };
    Sheet s = sheet(0x000000ff);
    Font font = font_fixed(&s.arena);
    Color cells[4] = {0xffffffff, 0xff, 0xffffff80, 0};
    for (int i = 0; i < BAD; i++) {
        for (int j = 0; j < BAD; j++) {
            float a = bad[i], b = bad[j];
            for (int k = 0; k < BAD; k++) {
                Canvas part = canvas_clip(s.c, a, b, bad[k], a);
                assert_true(part.clip_x0 >= 0 && part.clip_x1 <= SIZE && part.clip_y0 >= 0 &&
                            part.clip_y1 <= SIZE);
                canvas_clear(&part, 0x000000ff);
                canvas_fill(&s.c, a, b, bad[k], b, 0xffffffff);
                canvas_box(&s.c, a, a, b, b, bad[k], 0x80808080, b, 0xffffff80);
                canvas_box(&s.c, a, 3, b, 10, 4, 0x80808080, bad[k], 0xffffff80);
                canvas_hatch(&s.c, a, b, bad[k], 20, b, a, 0xffffffff);
                canvas_cells(&s.c, a, b, bad[k], b, cells, 2, 2, a);
            }
            Point p = {a, b}, q = {b, 20}, in = {10, 10};
            Point three[4] = {p, in, q, p};
            canvas_line(&s.c, p, q, 2, 0xffffffff);
            canvas_line(&s.c, in, p, a, 0xffffffff);
            canvas_dashes(&s.c, p, in, 2, 3, 3, 0xffffffff);
            canvas_dashes(&s.c, in, q, b, a, b, 0xffffffff);
            canvas_curve(&s.c, p, in, q, in, a, 0xffffff80);
            canvas_curve(&s.c, in, p, q, in, 1, 0xffffffff);
            canvas_polygon(&s.c, three, 4, 0xffffffff);
            disc(&s.c, p, b, 0xffffff80);
            disc(&s.c, in, a, 0xffffff80);
            canvas_text(&s.c, &font, FACE_TEXT, 12, a, b, 0, 0xffffffff, "a \x80\n\xff long text");
            canvas_text(&s.c, &font, FACE_TEXT, 12, 5, b, a, 0xffffffff, "turned");
        }
    }
    canvas_text(&s.c, &font, FACE_TEXT, -3, 5, 5, 0, 0xffffffff, "x");
    canvas_cells(&s.c, 0, 0, 10, 10, cells, 0, 2, 0);
    canvas_polygon(&s.c, NULL, 0, 0xffffffff);
    Canvas empty = canvas_make(&s.arena, 0, 0);
    canvas_fill(&empty, 0, 0, 5, 5, 0xffffffff);
    canvas_clear(&s.c, 0x000000ff);
    assert_float_equal(area(&s), 0, 0);
    arena_free(&s.arena);
}

static void smooth_cells_change_evenly(void **state) {
    static const Color two[] = {0x000000ff, 0xc8c8c8ff}, veil[] = {0xff000000, 0xff0000ff};
    Sheet s = sheet(0x000000ff);
    (void)state;
    canvas_smooth(&s.c, 0, 0, 40, 8, two, 1, 2);
    assert_int_equal(at(&s, 0, 4) & 0xff, 0); /* up to the first one's middle */
    assert_int_equal(at(&s, 9, 4) & 0xff, 0);
    assert_int_equal(at(&s, 39, 4) & 0xff, 200);
    for (int x = 10; x < 30; x++) {
        assert_in_range(at(&s, x, 4) & 0xff, (2 * (x - 10) + 1) * 5 - 1,
                        (2 * (x - 10) + 1) * 5 + 1);
        assert_int_equal(at(&s, x, 0), at(&s, x, 7));
    }
    canvas_clear(&s.c, 0x0000ffff);
    canvas_smooth(&s.c, 0, 0, 40, 8, veil, 1, 2);
    assert_int_equal(at(&s, 5, 4), 0xffff0000u);  /* nothing of it */
    assert_int_equal(at(&s, 35, 4), 0xff0000ffu); /* all of it */
    assert_in_range(at(&s, 19, 4) & 0xff, 118, 130);
    assert_int_equal(at(&s, 19, 4) >> 8 & 0xff, 0); /* no colour of what is not there */
    canvas_clear(&s.c, 0x0000ffff);
    canvas_smooth(&s.c, 0, 0, 1, 1, two, 1, 2); /* smaller than a pixel: the mean */
    assert_in_range(at(&s, 0, 0) & 0xff, 99, 101);
    canvas_smooth(&s.c, 0, 0, 8, 8, two, 0, 2);
    canvas_smooth(&s.c, 0, 0, (float)NAN, 8, two, 1, 2);
    canvas_smooth(&s.c, -1e9f, 0, 8, 8, two, 1, 2);
    arena_free(&s.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(smooth_cells_change_evenly),
        cmocka_unit_test(aligned_fill_is_exact),
        cmocka_unit_test(fractional_fill_covers_its_area),
        cmocka_unit_test(clip_holds_everything),
        cmocka_unit_test(blending_is_source_over),
        cmocka_unit_test(runs_are_their_pixels),
        cmocka_unit_test(box_is_crisp_and_round),
        cmocka_unit_test(lines_are_crisp_and_fill_their_area),
        cmocka_unit_test(wide_curves_are_blended_once),
        cmocka_unit_test(curve_meets_its_ends),
        cmocka_unit_test(polygon_covers_its_area),
        cmocka_unit_test(hatch_is_anchored_to_the_canvas),
        cmocka_unit_test(large_cells_are_crisp),
        cmocka_unit_test(small_cells_keep_the_mean),
        cmocka_unit_test(text_is_placed_on_the_baseline),
        cmocka_unit_test(pieces_make_the_whole),
        cmocka_unit_test(text_boxes_hold_the_text),
        cmocka_unit_test(hostile_numbers_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
