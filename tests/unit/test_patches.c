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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_becomes_patches), cmocka_unit_test(a_row_alone_keeps_its_labels),
        cmocka_unit_test(a_square_is_found),     cmocka_unit_test(what_does_not_fit_is_told),
        cmocka_unit_test(shapes_are_read),       cmocka_unit_test(captions_say_which_row),
        cmocka_unit_test(patches_are_square),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
