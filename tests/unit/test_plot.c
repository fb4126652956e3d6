/* Number lines, chips and elbows: numbers land where they belong, and what is drawn stays where it
 * was meant to. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scene/marks/bar_list.h"
#include "scene/marks/plot.h"
#include "scene/pen/flow.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"
#include "stage_world.h"

static void numbers_have_real_minuses(void **state) {
    Stage *s = &((World *)*state)->stage;
    assert_string_equal(plot_number(s, -1.25, 1), "−1.2");
    assert_string_equal(plot_number(s, -0.001, 2), "0.00");
    assert_string_equal(plot_number(s, 12, 0), "12");
    assert_string_equal(plot_number(s, -INFINITY, 2), "−∞");
    assert_true(strlen(plot_number(s, 3e38, 2)) < 12);
}

/* ".98", ".996" and "1.0", "<.01" rather than nothing; just "0" for nothing; a minus before what is
 * some.
 */
static void shares_are_written_alike(void **state) {
    Stage *s = &((World *)*state)->stage;
    assert_string_equal(words_share(s, 0.984, 2), ".98");
    assert_string_equal(words_share(s, 0.996, 2), ".996");
    assert_string_equal(words_share(s, 0.9996, 2), "1.0");
    assert_string_equal(words_share(s, 1, 3), "1.000");
    assert_string_equal(words_share(s, 0.0004, 3), "<.001");
    assert_string_equal(words_share(s, 0, 3), "0");
    assert_string_equal(words_share(s, NAN, 2), "?");
    assert_string_equal(words_places(s, -0.25, 2), "−.25");
    assert_string_equal(words_places(s, -12.5, 1), "−12.5");
    assert_string_equal(words_places(s, -0.001, 2), ".00");
    assert_string_equal(words_fixed(s, -0.001, 2), "0.00");
    assert_string_equal(words_fixed(s, -0.25, 2), "−0.25");
}

/* A line ends before what does not fit; a thing wider than a line has one of its own. */
static void things_flow(void **state) {
    (void)state;
    Flow f = {10, 100, 10, 0};
    assert_true(flow_next(&f, 5, 40) == 15 && f.line == 0);
    assert_true(flow_next(&f, 5, 40) == 60 && f.line == 0);
    assert_true(flow_breaks(&f, 0, 1));
    assert_true(flow_next(&f, 5, 30) == 10 && f.line == 1); /* without its blank */
    assert_true(flow_next(&f, 5, 300) == 10 && f.line == 2);
    assert_true(flow_next(&f, 0, 300) == 10 && f.line == 3);
}

/* Labels end where the track begins, numbers at the line's end, the bar is as long as told. */
static void lines_of_a_list_stand_in_columns(void **state) {
    World *w = *state;
    Stage *s = &w->stage;
    w->scene.count = 0;
    BarList l = {
        .x = 20, .label = 60, .track = 100, .number = 50, .gap = 8, .high = 20, .size = 12};
    Rect track = bar_list_track(s, &l, 40), all = bar_list_place(&l, 40);
    bar_list_line(s, &l,
                  &(BarLine){.y = 40,
                             .label = "dog",
                             .number = ".25",
                             .from = 0.5f,
                             .to = 0.25f,
                             .bar = 0x112233FF});
    const Item *i = w->scene.items;
    assert_int_equal(w->scene.count, 4);
    assert_true(i[0].x + i[0].w == 80);
    assert_true(i[1].x == 88 && i[1].w == 100 && track.x == 88);
    assert_true(i[2].x == 88 + 25 && i[2].w == 25 && i[2].fill == 0x112233FF);
    assert_true(i[3].x + i[3].w == all.x + all.w && all.x + all.w == 246);
    w->scene.count = 0;
    bar_list_line(s, &l,
                  &(BarLine){.y = 40, .label = "", .number = "", .to = 0.4f, .hidden = true});
    assert_int_equal(w->scene.count, 2);
    assert_int_equal(w->scene.items[1].kind, ITEM_HATCH);
}

static void colours_mix(void **state) {
    (void)state;
    assert_int_equal(theme_mix(0x000000FF, 0xFF8040FF, 0), 0x000000FF);
    assert_int_equal(theme_mix(0x000000FF, 0xFF8040FF, 1), 0xFF8040FF);
    assert_int_equal(theme_mix(0x000000FF, 0xC88040FF, 0.5f), 0x644020FF);
}

static void numbers_land_on_their_line(void **state) {
    (void)state;
    Plot p = {{10, 20, 200, 100}, -2, 2, -1, 3};
    assert_true(plot_x(&p, -2) == 10 && plot_x(&p, 0) == 110 && plot_x(&p, 2) == 210);
    assert_true(plot_y(&p, -1) == 120 && plot_y(&p, 3) == 20 && plot_y(&p, 1) == 70);
    assert_true(plot_y(&p, 1e30) == 20 && plot_x(&p, -INFINITY) == 10);
    assert_true(plot_y(&p, NAN) >= 20 && plot_y(&p, NAN) <= 120);
}

/* Texts at the left of the plot are round numbers at the heights they name. */
static void ticks_are_true(void **state) {
    World *w = *state;
    Plot p = {{100, 20, 200, 120}, 0, 1, -3.4, 3.4};
    int first = w->scene.count, ticks = 0;
    plot_axes(&w->stage, &p, false);
    for (int i = first; i < w->scene.count; i++) {
        const Item *item = &w->scene.items[i];
        if (item->kind != ITEM_TEXT) continue;
        bool below = strncmp(item->text, "−", strlen("−")) == 0;
        double value =
            strtod(below ? item->text + strlen("−") : item->text, NULL) * (below ? -1 : 1);
        float middle = item->y - stage_drop(&w->stage, FACE_MONO, 12);
        assert_true(fabsf(middle - plot_y(&p, value)) <= 1.5f);
        assert_true(item->x + item->w <= p.r.x &&
                    item->x + plot_scale_width(&w->stage, &p) >= p.r.x - 1);
        ticks++;
    }
    assert_true(ticks >= 3 && ticks <= 8);
}

static void chips_hold_their_words(void **state) {
    World *w = *state;
    Stage *s = &w->stage;
    Rect r = {5, 5, plot_chip_width(s, "because"), plot_chip_height(s)};
    plot_chip(s, r, plot_token(s, "because", ROLE_V, false));
    const Item *text = &w->scene.items[w->scene.count - 1];
    assert_string_equal(text->text, "because");
    assert_true(text->x > r.x && text->x + text->w < r.x + r.w && text->y > r.y &&
                text->y < r.y + r.h);
    r.w = 40;
    plot_chip(s, r, plot_token(s, "because", ROLE_V, true));
    text = &w->scene.items[w->scene.count - 1];
    assert_string_not_equal(text->text, "because");
    assert_true(text->x + text->w <= r.x + r.w);
    assert_true(theme_contrast(text->fill, text->ground) >= 4.5);
}

/* Pieces follow each other without a gap, from the first place to the last. */
static void elbows_are_whole(void **state) {
    World *w = *state;
    int first = w->scene.count;
    plot_elbow(&w->stage, 300, 10, 100, 50, 130, 1, 0xFFFFFFFF);
    assert_int_equal(w->scene.count - first, 5);
    float x = 300, y = 10;
    for (int i = first; i < w->scene.count; i++) {
        const Item *item = &w->scene.items[i];
        bool curve = item->kind == ITEM_CURVE;
        float from_x = curve ? item->p[0] : item->x, from_y = curve ? item->p[1] : item->y;
        assert_true(fabsf(from_x - x) < 0.01f && fabsf(from_y - y) < 0.01f);
        x = curve ? item->p[6] : item->x2, y = curve ? item->p[7] : item->y2;
    }
    assert_true(x == 50 && y == 130);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_real_minuses),
        cmocka_unit_test(shares_are_written_alike),
        cmocka_unit_test(things_flow),
        cmocka_unit_test(lines_of_a_list_stand_in_columns),
        cmocka_unit_test(colours_mix),
        cmocka_unit_test(numbers_land_on_their_line),
        cmocka_unit_test(ticks_are_true),
        cmocka_unit_test(chips_hold_their_words),
        cmocka_unit_test(elbows_are_whole),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
