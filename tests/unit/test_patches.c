/* A row of a person's own matrix laid out as patches: which numbers, which words, what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "languages.h"
#include "platform/font_ttf.h"
#include "scene/frame/build.h"
#include "support/scene_faults.h"
#include "trace/foreign_merge.h"
#include "trace/foreign_row.h"

enum { LAYERS = 2, HEADS = 3, ROWS = 4, COLS = 7, COUNT = LAYERS * HEADS * ROWS * COLS };

typedef struct World {
    Arena arena;
    FontTtf *fonts;
    Font font;
    Lang lang[2];
} World;

static int begin(void **state) {
    static World w;
    Error e = {{0}};
    if (!font_ttf_open(&w.fonts, &w.font, &e)) return -1;
    read_languages(&w.arena, &w.lang[0], &w.lang[1]);
    *state = &w;
    return 0;
}

static int end(void **state) {
    World *w = *state;
    font_ttf_close(w->fonts);
    arena_free(&w->arena);
    return 0;
}

/* Each number tells its place; `weights`: each row sums to 1. */
static ForeignMatrix numbered(Arena *arena, bool weights) {
    float *x = arena_many(arena, float, COUNT);
    for (int i = 0; i < COUNT; i++) x[i] = weights ? (i % COLS == 0 ? .4f : .1f) : (float)i;
    return (ForeignMatrix){
        .name = "m.npy", .layers = LAYERS, .heads = HEADS, .rows = ROWS, .cols = COLS, .x = x};
}

static void a_row_becomes_patches(void **state) {
    World *w = *state;
    ForeignMatrix m = numbered(&w->arena, false);
    RowWish wish = {.row = 2, .skip = 1, .rows = 2, .cols = 3};
    Error e;
    assert_true(foreign_take_row(&m, &wish, &w->arena, &e));
    assert_true(m.layers == LAYERS && m.heads == HEADS && m.rows == 2 && m.cols == 3);
    for (int sheet = 0; sheet < LAYERS * HEADS; sheet++)
        for (int i = 0; i < 6; i++)
            assert_true(m.x[sheet * 6 + i] == (float)(sheet * ROWS * COLS + 2 * COLS + 1 + i));
    const BroughtRow *told = &m.told.row;
    assert_true(told->on && told->row == 2 && told->first == 1 && told->keys == 6 &&
                told->patches && !told->weights);
}

static void a_row_alone_keeps_its_labels(void **state) {
    static char *names[] = {"a", "b", "c", "d", "e", "f", "g"};
    World *w = *state;
    Error e;
    ForeignMatrix m = numbered(&w->arena, true);
    m.row_labels = m.col_labels = names;
    assert_true(foreign_take_row(&m, &(RowWish){.row = 1, .skip = 2}, &w->arena, &e));
    assert_true(m.rows == 1 && m.cols == 5 && m.told.row.weights && !m.told.row.patches);
    assert_string_equal(m.row_labels[0], "b");
    assert_string_equal(m.col_labels[0], "c");
    assert_string_equal(m.told.row.name, "b");
    m = numbered(&w->arena, true);
    assert_true(foreign_take_row(&m, &(RowWish){.row = 3, .skip = 2}, &w->arena, &e));
    assert_string_equal(m.row_labels[0], "3"); /* they are counted as they were */
    assert_string_equal(m.col_labels[0], "2");
    m = numbered(&w->arena, true);
    m.row_labels = names;
    assert_true(foreign_take_row(&m, &(RowWish){.row = 0, .rows = 7, .cols = 1}, &w->arena, &e));
    assert_null(m.row_labels);
}

static void a_square_is_found(void **state) {
    World *w = *state;
    ForeignMatrix m = numbered(&w->arena, false);
    Error e;
    assert_true(
        foreign_take_row(&m, &(RowWish){.row = 0, .skip = 3, .square = true}, &w->arena, &e));
    assert_true(m.rows == 2 && m.cols == 2 && m.told.row.patches);
}

static void what_does_not_fit_is_told(void **state) {
    static const struct {
        RowWish wish;
        const char *want;
    } cases[] = {
        {{.row = 4}, "--row: m.npy has 4 rows, counted from 0: there is no 4"},
        {{.row = -1, .skip = 1}, "m.npy has 4 rows: say which one with --row N"},
        {{.row = 0, .skip = 7}, "--skip: m.npy has 7 keys: nothing is left without 7"},
        {{.row = 0, .skip = 1, .rows = 4, .cols = 5},
         "--reshape: m.npy has 6 keys after --skip 1, not 4 × 5 = 20"},
        {{.row = 0, .rows = 2, .cols = 3},
         "--reshape: m.npy has 7 keys, not 2 × 3 = 6: --skip 1 leaves so many"},
        {{.row = 0, .square = true},
         "m.npy has 7 keys, which are no square of patches: --skip 3 leaves 2 × 2"},
        {{.row = 0, .skip = 1, .square = true},
         "m.npy: 6 keys are no square of patches: say --reshape ROWSxCOLS"},
    };
    World *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ForeignMatrix m = numbered(&w->arena, false);
        Error e = {{0}};
        assert_false(foreign_take_row(&m, &cases[i].wish, &w->arena, &e));
        assert_string_equal(e.text, cases[i].want);
    }
}

static void shapes_are_read(void **state) {
    static const char *const wrong[] = {"",      "14",   "14x",   "x14",    "0x4",   "4x0",
                                        "-1x-4", "4x4x", "4 x 4", "4097x1", "14×14", "99999999x1"};
    RowWish w = {.row = -1};
    Error e;
    (void)state;
    assert_false(foreign_row_wished(&w));
    assert_true(foreign_row_shape("14x15", &w, &e) && w.rows == 14 && w.cols == 15);
    assert_true(foreign_row_wished(&w));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(foreign_row_shape(wrong[i], &w, &e));
}

static Scene scene_of(World *w, Foreign *f, int language, int sheet, bool alone) {
    View v = view_default("");
    SceneInput in = {.view = &v,
                     .run = &f->run,
                     .width = 1280,
                     .height = 720,
                     .font = &w->font,
                     .lang = &w->lang[language]};
    Scene scene = {0};
    strcpy(v.shown.at.path, f->run.programs[0].values[0].path);
    v.shown.at.head = sheet;
    v.shown.at.form = alone ? FORM_ALONE : FORM_HEADS;
    if (!alone) v.shown.at.depth = DEPTH_MODEL;
    scene_build(&in, &w->arena, &scene);
    return scene;
}

static bool scene_says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, text)) return true;
    return false;
}

static void captions_say_which_row(void **state) {
    World *w = *state;
    Error e;
    Foreign f;
    ForeignMatrix m = numbered(&w->arena, true);
    RowWish wish = {.row = 2, .skip = 1, .rows = 2, .cols = 3};
    assert_true(foreign_take_row(&m, &wish, &w->arena, &e));
    foreign_keep_layer(&m, 1);
    assert_true(foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e));
    Scene s = scene_of(w, &f, 0, 1, true);
    assert_true(
        scene_says(&s, "Row 2’s weights for keys 1 to 6, as 2 × 3 patches; they sum to .600."));
    assert_true(scene_says(&s, "Layer 2."));
    s = scene_of(w, &f, 1, 1, true);
    assert_true(
        scene_says(&s, "Веса строки 2 для ключей с 1 по 6: 2 × 3 участков; их сумма — 0,600."));
    s = scene_of(w, &f, 0, 0, false);
    assert_true(scene_says(&s, "Layer 2. Row 2’s weights for keys 1 to 6, as 2 × 3 patches."));
    assert_true(scene_says(&s, "Head 3"));
}

static void patches_are_square(void **state) {
    World *w = *state;
    Error e;
    Foreign f;
    ForeignMatrix m = numbered(&w->arena, true);
    assert_true(
        foreign_take_row(&m, &(RowWish){.row = 2, .skip = 1, .rows = 2, .cols = 3}, &w->arena, &e));
    assert_true(foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e));
    Scene s = scene_of(w, &f, 0, 1, true);
    int found = 0;
    for (int i = 0; i < s.target_count; i++)
        if (s.targets[i].kind == TARGET_CELLS) {
            const Target *t = &s.targets[i];
            assert_true(fabsf(t->w / 3 - t->h / 2) <= 1);
            found++;
        }
    assert_int_equal(found, 1);
}

/* 40 × 20, dark at the left. */
static const Photo *some_photo(Arena *arena) {
    static const char name[] = "cat.jpg";
    Photo *p = arena_many(arena, Photo, 1);
    unsigned char *tones = arena_many(arena, unsigned char, 800);
    for (int i = 0; i < 800; i++) tones[i] = i % 40 < 20 ? 0 : 255;
    *p = (Photo){name, 40, 20, 40, 20, tones};
    return p;
}

/* A run of 2 × 3 patches over that photograph. x NULL: weights. */
static void over_photo(World *w, const float *x, bool smooth, Foreign *f) {
    Error e;
    ForeignMatrix m = numbered(&w->arena, true);
    if (x) m.x = x, m.layers = m.heads = m.rows = 1;
    m.photo = some_photo(&w->arena), m.smooth = smooth;
    RowWish wish = {.row = 0, .skip = 1, .rows = 2, .cols = 3};
    if (!foreign_take_row(&m, &wish, &w->arena, &e) ||
        !foreign_run(&m, kernels_named("plain"), &w->arena, f, &e))
        fail_msg("%s", e.text);
}

static const Item *cells_item(const Scene *s, int which) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_CELLS && which-- == 0) return &s->items[i];
    fail_msg("there are not so many");
    return NULL;
}

static int opacity(const Item *i, int at) {
    return (int)(i->cells[at] & 0xff);
}

static void patches_lie_over_a_photograph(void **state) {
    static const float x[COLS] = {9, 0, 1, 2, 4, NAN, -INFINITY};
    World *w = *state;
    Foreign f;
    over_photo(w, x, false, &f);
    Scene s = scene_of(w, &f, 0, 0, true);
    const Item *photo = cells_item(&s, 0), *cells = cells_item(&s, 1);
    assert_true(photo->smooth && photo->rows == 20 && photo->cols == 40);
    assert_true(fabsf(photo->w / photo->h - 2) < 0.01f);
    assert_true(photo->cells[0] < photo->cells[39] && opacity(photo, 0) == 255);
    assert_true(cells->rows == 2 && cells->cols == 3 && !cells->smooth && cells->x == photo->x &&
                cells->w == photo->w);
    assert_int_equal(opacity(cells, 0), 0); /* nothing lies over it */
    for (int i = 1; i < 4; i++) assert_true(opacity(cells, i) > opacity(cells, i - 1));
    assert_true(opacity(cells, 3) < 255); /* it is seen through the largest, too */
    assert_int_equal(opacity(cells, 4), 0);
    assert_int_equal(opacity(cells, 5), 0);
    assert_true(scene_says(&s, "Row 0, columns 1 to 6, as 2 × 3 patches, over cat.jpg."));
    for (int i = 0; i < s.count; i++) /* neither numbers nor labels */
        assert_false(s.items[i].kind == ITEM_TEXT && s.items[i].y > photo->y &&
                     s.items[i].y < photo->y + photo->h);
}

static void below_zero_has_its_own_colour(void **state) {
    static const float x[COLS] = {0, -4, 4, 0, 0, 0, 0};
    World *w = *state;
    Foreign f;
    over_photo(w, x, false, &f);
    Scene s = scene_of(w, &f, 0, 0, true);
    const Item *cells = cells_item(&s, 1);
    assert_int_equal(opacity(cells, 0), opacity(cells, 1));
    assert_true(cells->cells[0] != cells->cells[1]);
}

static void smooth_patches_are_interpolated(void **state) {
    static const float x[COLS] = {0, 0, 4, NAN, 0, 4, 4};
    World *w = *state;
    Foreign f;
    over_photo(w, x, true, &f);
    Scene s = scene_of(w, &f, 0, 0, true);
    const Item *cells = cells_item(&s, 1);
    assert_true(cells->smooth && cells->rows > 50 && cells->cols > 100);
    int row = cells->rows / 4, wide = cells->cols, before = -1;
    for (int j = wide / 6; j < wide / 2; j++) { /* from one middle to the next it never falls */
        int now = opacity(cells, row * wide + j);
        assert_true(now >= before && now - before < 8);
        before = now;
    }
    assert_int_equal(opacity(cells, row * wide + wide - 1), 0); /* where there is no number */
    assert_true(scene_says(&s, "Bilinear"));
}

static void a_whole_matrix_lies_over_a_photograph(void **state) {
    World *w = *state;
    Error e;
    Foreign f;
    ForeignMatrix m = numbered(&w->arena, true);
    m.photo = some_photo(&w->arena);
    assert_true(foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e));
    Scene s = scene_of(w, &f, 1, 0, true);
    assert_true(scene_says(&s, "4 × 7 участков, поверх cat.jpg."));
    assert_true(cells_item(&s, 0)->smooth);
    s = scene_of(w, &f, 0, 0, false); /* every head of every layer */
    int photos = 0;
    for (int i = 0; i < s.count; i++) photos += s.items[i].kind == ITEM_CELLS && s.items[i].smooth;
    assert_int_equal(photos, LAYERS * HEADS);
}

/* A photograph of stripes, so that numbers stand on everything, at many sizes of window and figure.
 */
static void no_picture_over_a_photograph_has_faults(void **state) {
    static const int sizes[][2] = {{320, 240}, {640, 400}, {1024, 768}, {1440, 900}, {700, 1600}};
    World *w = *state;
    for (int i = 0; i < 320; i++) {
        Foreign f;
        over_photo(w, NULL, i & 1, &f);
        Style style = {.numbers = i & 2 ? NUMBERS_ON : NUMBERS_AUTO,
                       .palette = (PaletteName)(i / 32 % PALETTE_COUNT)};
        View v = view_default("");
        const int *size = sizes[i % 5];
        SceneInput in = {.view = &v,
                         .run = &f.run,
                         .width = size[0],
                         .height = size[1],
                         .frame = i & 16 && size[0] >= 640,
                         .style = &style,
                         .font = &w->font,
                         .lang = &w->lang[i & 1]};
        Scene scene = {0};
        Buffer found = {0};
        strcpy(v.shown.at.path, f.run.programs[0].values[0].path);
        v.shown.setting.theme = i & 4 ? THEME_PAPER : THEME_NIGHT;
        v.shown.at.form = i & 8 ? FORM_HEADS : in.frame ? FORM_MATRIX : FORM_ALONE;
        if (i & 8) v.shown.at.depth = DEPTH_MODEL;
        scene_build(&in, &w->arena, &scene);
        if (scene_faults(&scene, &w->font, &found))
            fail_msg("%d: %d × %d: %s", i, size[0], size[1], found.data);
        buffer_free(&found);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_becomes_patches),
        cmocka_unit_test(a_row_alone_keeps_its_labels),
        cmocka_unit_test(a_square_is_found),
        cmocka_unit_test(what_does_not_fit_is_told),
        cmocka_unit_test(shapes_are_read),
        cmocka_unit_test(captions_say_which_row),
        cmocka_unit_test(patches_are_square),
        cmocka_unit_test(patches_lie_over_a_photograph),
        cmocka_unit_test(below_zero_has_its_own_colour),
        cmocka_unit_test(smooth_patches_are_interpolated),
        cmocka_unit_test(a_whole_matrix_lies_over_a_photograph),
        cmocka_unit_test(no_picture_over_a_photograph_has_faults),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
