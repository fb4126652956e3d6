/* Damage: painting only what changed leaves the same pixels as painting everything, whatever
 * follows on what. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/font_fixed.h"
#include "draw/damage.h"
#include "math/random.h"
#include "scene/frame/build.h"
#include "trace/whatif.h"
#include "tiny_model.h"
#include "languages.h"

enum { RECTS = 8, ITEMS = 60 };

/* A scene from a model, drawn twice. */
typedef struct World {
    Arena arena, scenes;
    Model model;
    Decoding run;
    Font font;
    Lang lang;
    Random random;
    Damage damage;
    Canvas kept, fresh, before;
} World;

static int make_world(void **state) {
    World *w = calloc(1, sizeof *w);
    Error e = {{0}};
    w->model = tiny_model(&w->arena);
    w->font = font_fixed(&w->arena);
    w->random = random_seed(11, 3);
    read_language("assets/lang/en.txt", NULL, &w->arena, &w->lang);
    assert_true(decode_text(&w->model, w->model.config.default_text, &(WhatIf){0},
                            kernels_named("plain"), &w->arena, &w->run, &e));
    *state = w;
    return 0;
}

static int end_world(void **state) {
    World *w = *state;
    arena_free(&w->arena);
    arena_free(&w->scenes);
    damage_free(&w->damage);
    free(w);
    return 0;
}

static void resize(World *w, int width, int height) {
    w->kept = canvas_make(&w->arena, width, height);
    w->fresh = canvas_make(&w->arena, width, height);
    w->before = canvas_make(&w->arena, width, height);
    damage_forget(&w->damage);
}

static bool inside(const DamageRect *rects, int count, int x, int y) {
    for (int i = 0; i < count; i++)
        if (x >= rects[i].x && y >= rects[i].y && x < rects[i].x + rects[i].w &&
            y < rects[i].y + rects[i].h)
            return true;
    return false;
}

/* Where the next rectangle's left or right end lies in row y, beyond x. */
static int run_end(const DamageRect *r, int count, int x, int y, int width) {
    int end = width;
    for (int i = 0; i < count; i++) {
        if (y < r[i].y || y >= r[i].y + r[i].h) continue;
        int right = r[i].x + r[i].w;
        if (r[i].x > x && r[i].x < end) end = r[i].x;
        if (right > x && right < end) end = right;
    }
    return end;
}

/* Both ways of painting agree, and all that changed is told. Returns how many pixels were told. */
static long expect_same(World *w, const Scene *s, const char *what, int number) {
    DamageRect rects[RECTS];
    size_t size = (size_t)w->kept.width * (size_t)w->kept.height;
    long told = 0;
    memcpy(w->before.pixels, w->kept.pixels, size * sizeof(uint32_t));
    int count = damage_paint(&w->damage, &w->kept, s, &w->font, rects, RECTS);
    assert_in_range(count, 0, RECTS);
    canvas_clear(&w->fresh, s->ground);
    canvas_paint(&w->fresh, s, &w->font);
    const uint32_t *kept = w->kept.pixels, *before = w->before.pixels, *fresh = w->fresh.pixels;
    if (memcmp(kept, fresh, size * sizeof *kept) != 0)
        for (int i = 0; i < (int)size; i++)
            if (kept[i] != fresh[i])
                fail_msg("%s %d: other pixel at %d, %d", what, number, i % w->kept.width,
                         i / w->kept.width);
    /* What is told are whole runs of a row; between them nothing has changed. */
    for (int y = 0; y < w->kept.height; y++) {
        int width = w->kept.width;
        for (int x = 0, end; x < width; x = end) {
            bool in = inside(rects, count, x, y);
            end = run_end(rects, count, x, y, width);
            long at = (long)y * width + x;
            if (in)
                told += end - x;
            else if (memcmp(kept + at, before + at, (size_t)(end - x) * sizeof *kept) != 0)
                fail_msg("%s %d: row %d is not told between %d and %d", what, number, y, x, end);
        }
    }
    return told;
}

/* ---- Scenes of figures ---- */

static void build(World *w, const View *v, Scene *out) {
    SceneInput in = {.view = v,
                     .run = &w->run,
                     .width = w->kept.width,
                     .height = w->kept.height,
                     .frame = true,
                     .font = &w->font,
                     .lang = &w->lang};
    arena_reset(&w->scenes);
    scene_build(&in, &w->scenes, out);
}

static int pick(World *w, int count) {
    return random_below(&w->random, count);
}

/* A small change of the view, or a large one. */
static void change(World *w, View *v) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    switch (pick(w, 8)) {
    case 0:
        strcpy(v->shown.at.path, p->values[p->steps[pick(w, p->step_count)].out[0]].path);
        break;
    case 1:
        v->shown.setting.theme =
            pick(w, 8) ? v->shown.setting.theme : (ThemeName)!v->shown.setting.theme;
        break;
    case 2: v->shown.zoom.factor = 1 + (float)pick(w, 5) / 2; break;
    case 3: v->shown.played = (float)pick(w, 11) / 10; break;
    case 4: v->shown.at.row = pick(w, 6), v->shown.at.col = pick(w, 6); break;
    default:
        v->passing.hover = (Pointed){.kind = TARGET_CELLS, .row = pick(w, 7), .col = pick(w, 7)};
        strcpy(v->passing.hover.path, v->shown.at.path);
        break;
    }
}

static void figures_are_the_same(void **state) {
    World *w = *state;
    static const int sizes[][2] = {{640, 400}, {967, 611}};
    View v = view_default(w->model.config.default_text);
    for (int size = 0; size < 2; size++) {
        resize(w, sizes[size][0], sizes[size][1]);
        for (int i = 0; i < 60; i++) {
            Scene s;
            change(w, &v);
            build(w, &v, &s);
            expect_same(w, &s, "figure", i);
        }
    }
}

/* What the pointer changes is little of the picture, and an equal scene is nothing. */
static void little_is_painted(void **state) {
    World *w = *state;
    View v = view_default(w->model.config.default_text);
    Scene s;
    resize(w, 960, 600);
    build(w, &v, &s);
    assert_int_equal(expect_same(w, &s, "first", 0), 960 * 600);
    build(w, &v, &s);
    assert_int_equal(expect_same(w, &s, "equal", 0), 0);
    s.ground ^= 0x01010100;
    expect_same(w, &s, "ground", 0);
    build(w, &v, &s);
    expect_same(w, &s, "ground", 1);
    assert_true(s.count < s.room);
    s.items[s.count++] = (Item){
        .kind = ITEM_LINE, .x = 100, .y = 100, .x2 = 140, .y2 = 120, .line = 1, .fill = 0xff};
    long told = expect_same(w, &s, "line", 0);
    assert_in_range(told, 1, 4 * 64 * 32);
    /* Of a long curve the tiles that it passes, not the box that it lies in. */
    s.items[s.count - 1] = (Item){
        .kind = ITEM_CURVE, .p = {20, 20, 470, 20, 470, 580, 940, 580}, .line = 9, .fill = 0xff};
    told = expect_same(w, &s, "curve", 0);
    assert_in_range(told, 1, 960 * 600 / 2);
    damage_forget(&w->damage);
    assert_int_equal(expect_same(w, &s, "forgotten", 0), 960 * 600);
}

/* ---- Ribbons, whose ground is kept ---- */

static View ribbons_view(const World *w) {
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, "encoder.0.self.weights");
    v.shown.at.form = FORM_RIBBONS;
    v.passing.hover = (Pointed){.kind = TARGET_CELLS, .row = 1, .col = 2};
    strcpy(v.passing.hover.path, v.shown.at.path);
    return v;
}

/* From query to query the ground stays, mark by mark, though their words are not equally wide. */
static void ribbons_stay_where_they_are(void **state) {
    World *w = *state;
    View v = ribbons_view(w);
    Scene first, s;
    resize(w, 1440, 900);
    build(w, &v, &first);
    Arena kept = w->scenes; /* the first scene stays */
    w->scenes = (Arena){0};
    assert_true(first.ground_count > 0 && first.ground_count < first.count);
    for (int row = 0; row < 6; row++) {
        int other = 0;
        v.passing.hover.row = row;
        build(w, &v, &s);
        assert_int_equal(s.ground_count, first.ground_count);
        for (int i = 0; i < s.ground_count; i++)
            other += s.items[i].kind == ITEM_CURVE &&
                     memcmp(s.items[i].p, first.items[i].p, sizeof s.items[i].p) != 0;
        assert_int_equal(other, 0);
    }
    arena_free(&kept);
}

/* Something happens, other than that the pointer goes to another row. */
static void ribbons_event(World *w, View *v, int event) {
    static const char *const lists[] = {"scale=off", "move=encoder.0.self.weights[0,1,2]:4", ""};
    static const int sizes[][2] = {{800, 500}, {1203, 777}, {800, 500}, {800, 500}};
    Error e;
    switch (event % 8) {
    case 0: v->shown.setting.theme = (ThemeName)!v->shown.setting.theme; break;
    case 1: resize(w, sizes[event / 8 % 4][0], sizes[event / 8 % 4][1]); break;
    case 2: v->shown.at.head = !v->shown.at.head; break;
    case 3:
        strcpy(v->shown.at.path, event & 8 ? "encoder.0.self.weights" : "encoder.1.self.weights");
        break;
    case 4: v->shown.played = event & 8 ? 1 : 0.6f, v->passing.playing = !(event & 8); break;
    case 5:
        assert_true(whatif_list(lists[event / 8 % 3], &v->shown.of.what));
        assert_true(whatif_decode(&w->model, v->shown.of.text, &v->shown.of.what, NULL,
                                  kernels_named("plain"), &w->arena, &w->run, &e));
        break;
    case 6: v->shown.zoom.factor = event & 8 ? 1 : 1.5f; break;
    default: v->shown.at.form = event & 8 ? FORM_RIBBONS : FORM_MATRIX; break;
    }
    strcpy(v->passing.hover.path, v->shown.at.path);
    v->passing.hover.head = v->shown.at.head;
}

/* Whatever happens between two rows, no old ground is left. */
static void kept_grounds_are_the_same(void **state) {
    World *w = *state;
    View v = ribbons_view(w);
    resize(w, 800, 500);
    for (int event = 0; event < 64; event++) {
        for (int row = 0; row < 4; row++) {
            Scene s;
            v.passing.hover.kind = row == 3 ? TARGET_NONE : TARGET_CELLS;
            v.passing.hover.row = pick(w, 6);
            build(w, &v, &s);
            expect_same(w, &s, "ribbons, event", event);
        }
        ribbons_event(w, &v, event);
    }
}

/* ---- Scenes of anything ---- */

static float place(World *w, float low, float high) {
    float x = low + (high - low) * random_unit(&w->random);
    return pick(w, 2) ? floorf(x) : x;
}

static void random_item(World *w, Item *i, Color *cells) {
    static const char *const words[] = {"a", "some words", "longer words that go on", ""};
    float width = (float)w->kept.width, height = (float)w->kept.height;
    *i = (Item){.kind = (ItemKind)pick(w, ITEM_POLYGON + 1)};
    i->x = place(w, -40, width), i->y = place(w, -40, height);
    i->x2 = pick(w, 3) ? place(w, -40, width) : i->x, i->y2 = place(w, -40, height);
    i->w = place(w, 0, pick(w, 4) ? 90 : width), i->h = place(w, 0, pick(w, 4) ? 60 : height);
    for (int k = 0; k < 8; k++) i->p[k] = place(w, -20, k & 1 ? height : width);
    i->radius = pick(w, 2) ? place(w, 0, 20) : 0;
    i->line = pick(w, 3) ? place(w, 0.4f, pick(w, 3) ? 3 : 30) : 0;
    if (i->kind == ITEM_LINE && pick(w, 2)) i->dash_on = 2, i->dash_off = 3;
    i->fill = (Color)pick(w, 1 << 24) << 8 | (pick(w, 3) ? 0xff : (Color)pick(w, 256));
    i->stroke = (Color)pick(w, 1 << 24) << 8 | 0xff;
    i->pixels = 8 + pick(w, 20);
    i->degrees = pick(w, 3) ? 0 : (float)pick(w, 360);
    i->text = words[pick(w, 4)];
    i->cells = cells;
    i->gap = i->kind == ITEM_HATCH ? 6 : (float)pick(w, 2);
    i->rows = i->kind == ITEM_POLYGON ? 3 + pick(w, 2) : 1 + pick(w, 80);
    i->cols = 1 + pick(w, 80);
}

/* One mark is made anew, moved or repainted, or two change places; now and then a cell of the
 * shared matrix, or how many marks are the ground. */
static void change_items(World *w, Scene *s, Color *cells) {
    Item *i = &s->items[pick(w, s->count)], *other = &s->items[pick(w, s->count)], swap = *i;
    switch (pick(w, 7)) {
    case 0: random_item(w, i, cells); break;
    case 6: s->ground_count = pick(w, s->count + 1); break;
    case 1: i->x += 1, i->p[2] += 3; break;
    case 2: i->fill ^= 0x40800000; break;
    case 3: cells[pick(w, 6400)] ^= 0x80402000; break;
    case 4: i->stroke ^= 0x00ff0000; break;
    default: *i = *other, *other = swap; break;
    }
}

static void anything_is_the_same(void **state) {
    World *w = *state;
    Item items[ITEMS];
    Color *cells = arena_many(&w->arena, Color, 6400);
    resize(w, 333, 207);
    for (int i = 0; i < 6400; i++) cells[i] = (Color)pick(w, 1 << 24) << 8 | (i % 5 ? 0xff : 0x60);
    for (int round = 0; round < 40; round++) {
        Scene s = {.width = 333,
                   .height = 207,
                   .ground = 0x101820ff,
                   .items = items,
                   .count = 1 + pick(w, ITEMS)};
        for (int i = 0; i < s.count; i++) random_item(w, &items[i], cells);
        for (int i = 0; i < 40; i++) {
            expect_same(w, &s, "round", round);
            change_items(w, &s, cells);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(figures_are_the_same, make_world, end_world),
        cmocka_unit_test_setup_teardown(little_is_painted, make_world, end_world),
        cmocka_unit_test_setup_teardown(ribbons_stay_where_they_are, make_world, end_world),
        cmocka_unit_test_setup_teardown(kept_grounds_are_the_same, make_world, end_world),
        cmocka_unit_test_setup_teardown(anything_is_the_same, make_world, end_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
