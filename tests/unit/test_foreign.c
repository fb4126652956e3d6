/* Matrices that a person brings along: what shapes are read, how they are named and coloured, and
   that every scene of them is free of faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "model/formats/npy.h"
#include "platform/font_ttf.h"
#include "scene/frame/build.h"
#include "support/scene_faults.h"
#include "scene/scene.h"
#include "tiny_app.h"
#include "trace/attend.h"
#include "trace/foreign.h"
#include "languages.h"

typedef struct World {
    Arena arena;
    FontTtf *fonts;
    Font font;
    Lang lang[2];
    char folder[32];
} World;

static int begin(void **state) {
    static World w;
    Error e = {{0}};
    w = (World){.folder = "/tmp/attnscope-XXXXXX"};
    if (!mkdtemp(w.folder) || !font_ttf_open(&w.fonts, &w.font, &e)) return -1;
    read_languages(&w.arena, &w.lang[0], &w.lang[1]);
    *state = &w;
    return 0;
}

static int end(void **state) {
    World *w = *state;
    font_ttf_close(w->fonts);
    rmdir(w->folder);
    arena_free(&w->arena);
    return 0;
}

/* The file stays for one call. */
static bool read_bytes(World *w, const char *name, const void *data, size_t size,
                       ForeignMatrix *out, Error *e) {
    char *path = path_join(&w->arena, w->folder, name);
    if (!file_write(path, data, size, e)) fail_msg("%s", e->text);
    bool ok = foreign_read(path, NULL, NULL, &w->arena, out, e);
    unlink(path);
    return ok;
}

static bool read_array(World *w, const float *x, int rank, const int64_t *dims, ForeignMatrix *out,
                       Error *e) {
    Buffer b = {0};
    npy_print(x, rank, dims, &b);
    bool ok = read_bytes(w, "m.npy", b.data, b.size, out, e);
    buffer_free(&b);
    return ok;
}

static void ranks_are_layers_heads_rows_columns(void **state) {
    static const struct {
        int rank;
        int64_t dims[4];
        int want[4];
    } cases[] = {{1, {5}, {1, 1, 1, 5}},
                 {2, {3, 4}, {1, 1, 3, 4}},
                 {3, {2, 3, 4}, {1, 2, 3, 4}},
                 {4, {2, 3, 4, 5}, {2, 3, 4, 5}}};
    World *w = *state;
    float x[120];
    for (int i = 0; i < 120; i++) x[i] = (float)i - 60;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ForeignMatrix m;
        Error e = {{0}};
        Foreign f;
        if (!read_array(w, x, cases[i].rank, cases[i].dims, &m, &e)) fail_msg("%s", e.text);
        int got[4] = {m.layers, m.heads, m.rows, m.cols};
        assert_memory_equal(got, cases[i].want, sizeof got);
        assert_string_equal(m.name, "m.npy");
        if (!foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e)) fail_msg("%s", e.text);
        const Program *p = &f.run.programs[0];
        assert_int_equal(p->step_count, m.layers);
        assert_string_equal(p->values[0].path, m.layers > 1 ? "layer.0.matrix" : "matrix");
        size_t size = (size_t)m.heads * (size_t)m.rows * (size_t)m.cols;
        for (int l = 0; l < m.layers; l++)
            assert_memory_equal(decode_trace(&f.run, 0)->values[l].x, x + (size_t)l * size,
                                size * sizeof *x);
        assert_string_equal(decode_name(&f.run), "m.npy");
    }
}

static Numbers kind(World *w, const float *x, int rows, int cols) {
    ForeignMatrix m = {"m", 1, 1, rows, cols, x, NULL, NULL, {0}, false, false, NULL, false};
    Foreign f;
    Error e;
    assert_true(foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e));
    return f.run.programs[0].values[0].numbers;
}

static void numbers_choose_their_scale(void **state) {
    World *w = *state;
    assert_int_equal(kind(w, (float[]){.25f, .75f, 1, 0}, 2, 2), NUMBERS_SHARES);
    assert_int_equal(kind(w, (float[]){.25f, .75f, 0, 0}, 2, 2),
                     NUMBERS_SHARES); /* a row that sees nothing */
    assert_int_equal(kind(w, (float[]){.25f, .7f, 1, 0}, 2, 2), NUMBERS_POSITIVE);
    assert_int_equal(kind(w, (float[]){0, 0, 0, 0}, 2, 2), NUMBERS_POSITIVE);
    assert_int_equal(kind(w, (float[]){1, 2, 3, 4}, 2, 2), NUMBERS_POSITIVE);
    assert_int_equal(kind(w, (float[]){1, -2, 3, 4}, 2, 2), NUMBERS_SIGNED);
    assert_int_equal(kind(w, (float[]){1, -INFINITY, 3, 4}, 2, 2), NUMBERS_SIGNED);
    assert_int_equal(kind(w, (float[]){NAN, 1, NAN, NAN}, 2, 2), NUMBERS_SHARES);
    assert_int_equal(kind(w, (float[]){NAN, .5f, 0, 1}, 2, 2), NUMBERS_POSITIVE);
}

static void labels_come_from_files(void **state) {
    World *w = *state;
    char *path = path_join(&w->arena, w->folder, "labels.txt"), **labels;
    Error e = {{0}};
    assert_true(file_write(path, "a\r\n\xD0\xB6 b\nx\x1b[31m", 14, &e));
    assert_true(foreign_labels(path, 3, &w->arena, &labels, &e));
    assert_string_equal(labels[0], "a");
    assert_string_equal(labels[1], "ж b");
    assert_string_equal(labels[2], "x?[31m");
    assert_false(foreign_labels(path, 4, &w->arena, &labels, &e));
    assert_non_null(strstr(e.text, "has 3 labels, but there are 4"));
    static const char list[] = "\xEF\xBB\xBF[\"a\", 7, null,\n\"\\u0436 b\"]";
    assert_true(file_write(path, list, sizeof list - 1, &e));
    assert_true(foreign_labels(path, 4, &w->arena, &labels, &e));
    assert_string_equal(labels[0], "a");
    assert_string_equal(labels[1], "7");
    assert_string_equal(labels[2], "");
    assert_string_equal(labels[3], "ж b");
    assert_false(foreign_labels(path, 3, &w->arena, &labels, &e));
    assert_non_null(strstr(e.text, "has 4 labels, but there are 3"));
    assert_true(
        file_write(path, "[CLS]\n[1]\n\n\n", 12, &e)); /* lines, and empty ones behind them */
    assert_true(foreign_labels(path, 2, &w->arena, &labels, &e));
    assert_string_equal(labels[1], "[1]");
    assert_true(file_write(path, "\xFF\n", 2, &e));
    assert_false(foreign_labels(path, 1, &w->arena, &labels, &e));
    assert_non_null(strstr(e.text, "UTF-8"));
    unlink(path);
}

static void what_cannot_be_drawn_is_refused(void **state) {
    World *w = *state;
    ForeignMatrix m;
    Error e = {{0}};
    float x[8] = {0, 1, 2, 3, 4, 5, NAN, 7};
    assert_true(read_array(w, x, 3, (int64_t[]){2, 2, 2}, &m, &e)); /* missing, and counted */
    assert_int_equal(m.told.missing, 1);
    x[6] = -INFINITY;
    assert_true(read_array(w, x, 2, (int64_t[]){2, 4}, &m, &e));
    assert_int_equal(m.told.missing, 0);
    assert_false(read_bytes(w, "m.csv", "1,2\n3\n", 6, &m, &e));
    assert_non_null(strstr(e.text, "m.csv:2:"));
    assert_false(read_bytes(w, "m.bin", "\x00\xFF\x01", 3, &m, &e));
    assert_false(foreign_read("/nowhere/m.npy", NULL, NULL, &w->arena, &m, &e));
}

static char **make_labels(World *w, int count, int longest) {
    static const char *const letters[] = {"w", "ж", "i", "M"};
    char **out = arena_many(&w->arena, char *, count);
    for (int i = 0; i < count; i++) {
        Buffer b = {0};
        for (int k = 0; k < 1 + i % longest; k++) buffer_text(&b, letters[(i + k) % 4]);
        out[i] = arena_copy(&w->arena, b.data, b.size);
        buffer_free(&b);
    }
    return out;
}

static void look(World *w, const Foreign *f, const View *v, int width, int height, int n,
                 bool frame) {
    Arena work = {0};
    Buffer found = {0};
    Scene scene;
    Style style = {.scale.kind = (ScaleKind)(n % SCALE_RANGE),
                   .transpose = n % 4 == 1,
                   .numbers = n % 3 == 1 ? NUMBERS_ON : NUMBERS_AUTO};
    SceneInput in = {.view = v,
                     .run = &f->run,
                     .width = width,
                     .height = height,
                     .font = &w->font,
                     .lang = &w->lang[n % 2],
                     .style = &style,
                     .frame = frame};
    scene_build(&in, &work, &scene);
    if (scene_faults(&scene, &w->font, &found))
        fail_msg("%d × %d, %s: %s", width, height, v->shown.at.path, found.data);
    assert_true(scene.count > 2);
    buffer_free(&found);
    arena_free(&work);
}

static void look_everywhere(World *w, const ForeignMatrix *m) {
    static const int sizes[][2] = {{320, 240}, {640, 400}, {800, 600}, {1600, 900}, {3840, 2160}};
    static const Depth depths[] = {DEPTH_STEP, DEPTH_MODEL, DEPTH_ROW, DEPTH_CELL};
    Foreign f;
    Error e = {{0}};
    if (!foreign_run(m, kernels_named("plain"), &w->arena, &f, &e)) fail_msg("%s", e.text);
    for (int i = 0; i < 40; i++) {
        View v = view_default("");
        strcpy(v.shown.at.path, f.run.programs[0].values[m->layers - 1].path);
        v.shown.setting.theme = i % 2 ? THEME_PAPER : THEME_NIGHT;
        v.shown.at.depth = depths[i / 10];
        v.shown.at.row = v.shown.at.depth > DEPTH_STEP || i % 3 == 0 ? 0 : -1,
        v.shown.at.col = v.shown.at.row;
        v.shown.at.head = m->heads - 1;
        bool window = i % 10 >= 5 && sizes[i % 5][0] >= 640;
        if (m->rows > 500 && i % 10 > 1) continue; /* large ones are slow */
        look(w, &f, &v, sizes[i % 5][0], sizes[i % 5][1], i, window);
    }
}

static void scenes_have_no_faults(void **state) {
    static const int shapes[][4] = {
        {1, 1, 1, 1},   {1, 1, 12, 12}, {1, 1, 12, 40}, {1, 1, 1, 30},    {1, 1, 30, 1},
        {1, 1, 64, 64}, {1, 8, 7, 9},   {4, 8, 13, 13}, {12, 12, 20, 20}, {1, 1, 1024, 1024}};
    World *w = *state;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (int longest = 0; longest <= 40; longest += 20) {
            const int *n = shapes[i];
            size_t count = (size_t)n[0] * (size_t)n[1] * (size_t)n[2] * (size_t)n[3];
            float *x = arena_raw(&w->arena, count, sizeof *x);
            for (size_t k = 0; k < count; k++)
                x[k] = sinf((float)(k * k % 1013)) * (longest == 20 ? 1e9f : longest ? 1e-4f : 1);
            ForeignMatrix m = {"a_file^with{marks}.npy",
                               n[0],
                               n[1],
                               n[2],
                               n[3],
                               x,
                               NULL,
                               NULL,
                               {0},
                               false,
                               false,
                               NULL,
                               false};
            if (longest)
                m.row_labels = make_labels(w, n[2], longest),
                m.col_labels = make_labels(w, n[3], longest);
            look_everywhere(w, &m);
        }
}

static int cells_of(World *w, const Foreign *f, const View *v, const Item **last) {
    Scene scene;
    SceneInput in = {.view = v,
                     .run = &f->run,
                     .width = 800,
                     .height = 600,
                     .font = &w->font,
                     .lang = &w->lang[0]};
    int count = 0;
    scene_build(&in, &w->arena, &scene);
    for (int i = 0; i < scene.count; i++)
        if (scene.items[i].kind == ITEM_CELLS) count++, *last = &scene.items[i];
    return count;
}

/* The cells of one matrix alone in a figure of 800 × 600, in that style. */
static const Item *drawn_cells(World *w, const ForeignMatrix *m, const Style *style) {
    Foreign *f = arena_many(&w->arena, Foreign, 1);
    Scene scene;
    View v = view_default("");
    Error e;
    SceneInput in = {.view = &v,
                     .run = &f->run,
                     .width = 800,
                     .height = 600,
                     .font = &w->font,
                     .style = style,
                     .lang = &w->lang[0]};
    v.shown.at.form = FORM_ALONE;
    assert_true(foreign_run(m, kernels_named("plain"), &w->arena, f, &e));
    strcpy(v.shown.at.path, f->run.programs[0].values[0].path);
    scene_build(&in, &w->arena, &scene);
    for (int i = 0; i < scene.count; i++)
        if (scene.items[i].kind == ITEM_CELLS) return &scene.items[i];
    fail_msg("no cells");
    return NULL;
}

/* Where there are more cells than pixels each spike has one of its own colour, below zero as well;
   what is hidden or missing does not cover it. */
static void shrinking_keeps_spikes(void **state) {
    enum { SIDE = 1800 };
    World *w = *state;
    float *x = arena_many(&w->arena, float, SIDE *SIDE);
    ForeignMatrix m = {"m", 1, 1, SIDE, SIDE, x, NULL, NULL, {0}, false, false, NULL, false};
    Style style = {.shrink = SHRINK_LARGEST};
    for (int i = 0; i < 10; i++) x[(i * 173 + 5) * SIDE + i * 89 + 3] = i % 2 ? -1 : 1;
    x[0] = -INFINITY, x[SIDE + 7] = NAN;
    const Item *cells = drawn_cells(w, &m, &style);
    assert_true(cells->rows < SIDE && cells->cols < SIDE);
    assert_true((float)cells->rows <= cells->h && (float)cells->cols <= cells->w);
    Color plain = cells->cells[cells->rows * cells->cols - 1];
    int found = 0;
    for (int i = 0; i < cells->rows * cells->cols; i++) found += cells->cells[i] != plain;
    assert_int_equal(found, 10);
    style.shrink = SHRINK_MEAN;
    cells = drawn_cells(w, &m, &style);
    assert_true(cells->rows == SIDE && cells->cols == SIDE);
}

/* All words of a figure, and how many strokes there are. */
static int words_of(World *w, const Foreign *f, const View *v, Buffer *out) {
    Scene scene;
    SceneInput in = {.view = v,
                     .run = &f->run,
                     .width = 1200,
                     .height = 800,
                     .font = &w->font,
                     .lang = &w->lang[0]};
    int lines = 0;
    scene_build(&in, &w->arena, &scene);
    for (int i = 0; i < scene.count; i++) {
        lines += scene.items[i].kind == ITEM_LINE;
        if (scene.items[i].kind == ITEM_TEXT) buffer_print(out, "%s\n", scene.items[i].text);
    }
    return lines;
}

static void check_scale(World *w, const ForeignMatrix *m, ScaleWish scale, const char *says,
                        const char * not, int strokes) {
    Foreign f;
    Error e;
    Buffer words = {0};
    View v = view_default("");
    v.shown.at.form = FORM_ALONE;
    v.shown.scale = scale;
    assert_true(foreign_run(m, kernels_named("plain"), &w->arena, &f, &e));
    strcpy(v.shown.at.path, f.run.programs[0].values[0].path);
    int lines = words_of(w, &f, &v, &words);
    if (!strstr(words.data, says)) fail_msg("'%s' is not in: %s", says, words.data);
    if (not &&strstr(words.data, not )) fail_msg("'%s' is in: %s", not, words.data);
    assert_int_equal(lines, strokes);
    buffer_free(&words);
}

static void check_words(World *w, const ForeignMatrix *m, const char *says, const char * not,
                        int strokes) {
    check_scale(w, m, (ScaleWish){SCALE_AUTO, 0, 0}, says, not, strokes);
}

/* The bar tells which scale it is, and its ends. */
static void bars_say_their_scale(void **state) {
    World *w = *state;
    ForeignMatrix m = {"m", 1,     1,     1,    5,    (float[]){.2f, .1f, .3f, .4f, 0}, NULL, NULL,
                       {0}, false, false, NULL, false};
    ScaleWish robust = {SCALE_ROBUST, 0, 0}, log = {SCALE_LOG, 0, 0}, row = {SCALE_ROW, 0, 0};
    check_words(w, &m, "0\n.40\nto the largest\n", "decades", 0);
    check_scale(w, &m, robust, "≤ .11\n≥ .39\n2nd to 98th percentile\n0\n", "largest", 0);
    check_scale(w, &m, (ScaleWish){SCALE_RANGE, 0, 0.25f}, "0\n≥ .25\n", "largest", 0);
    check_scale(w, &m, row, "of each row’s largest", "to the", 0);
    m.x = (float[]){.0002f, .09f, .9f, .0098f, 0};
    check_scale(w, &m, log, "1e-4\n1\ndecades\n0\n", "≤", 3);
    m.x = (float[]){.5f, 0, 0, .5f, 0};
    check_words(w, &m, "0\n1\n", "largest", 0);
    m.x = (float[]){-100, .09f, .9f, .0098f, 0};
    check_scale(w, &m, log, "−100\n+100\ndecades\n0\n", "≤", 10);
}

/* On two rows of very different size: what each scale makes of their largest, and of an exact 0. */
static void scales_choose_colours(void **state) {
    enum { COLS = 40 };
    World *w = *state;
    float x[2 * COLS] = {0};
    ForeignMatrix m = {"m", 1, 1, 2, COLS, x, NULL, NULL, {0}, false, false, NULL, false};
    for (int j = 1; j < COLS; j++) x[j] = (float)j, x[COLS + j] = 1e-4f * (float)j;
    x[COLS - 1] = 1e6f;
    Style style = {.numbers = NUMBERS_OFF};
    const Color *c = drawn_cells(w, &m, &style)->cells;
    assert_true(c[1] == c[0] && c[COLS - 2] == c[0] && c[COLS - 1] != c[0]);
    style.scale.kind = SCALE_ROBUST;
    c = drawn_cells(w, &m, &style)->cells;
    assert_true(c[0] == c[COLS] && c[1] != c[0] && c[COLS + 1] != c[0] && c[COLS - 2] != c[1]);
    style.scale.kind = SCALE_ROW;
    c = drawn_cells(w, &m, &style)->cells;
    assert_true(c[COLS - 1] == c[2 * COLS - 1] && c[COLS + 1] != c[2 * COLS - 1]);
    style.scale.kind = SCALE_LOG;
    c = drawn_cells(w, &m, &style)->cells;
    assert_true(c[COLS] == c[0] && c[COLS + 1] != c[0] && c[COLS + 1] != c[1]);
    style.scale = (ScaleWish){SCALE_RANGE, 0, 10};
    c = drawn_cells(w, &m, &style)->cells;
    assert_true(c[10] == c[COLS - 1] && c[9] != c[10]);
}

/* What is missing is crossed and counted, hidden cells are told as a mask only if nothing else is
   there, and of rows only that is said which is so. */
static void captions_say_what_is_so(void **state) {
    World *w = *state;
    ForeignMatrix m = {
        "m",   1,     1,    2,    2, (float[]){NAN, 1, .5f, .5f}, NULL, NULL, {.missing = 1},
        false, false, NULL, false};
    check_words(w, &m, "Missing, marked ×: 1.", "?", 2);
    m.told = (Brought){.item = 3, .items = 16, .dropped = 2};
    m.x = (float[]){.25f, .75f, 0, 1};
    check_words(w, &m, "each row adds up to 1. Item 4 of 16. Axes of length 1 left out: 2.",
                "Missing", 0);
    m.told = (Brought){0};
    m.x = (float[]){.25f, .75f, 0, 0};
    check_words(w, &m, "2 rows × 2 columns.", "adds up", 0);
    m.x = (float[]){.3f, .8f, .2f, .7f};
    check_words(w, &m, "Its rows do not sum to 1", "adds up", 0);
    check_words(w, &m, "1.10", NULL, 0);
    m.x = (float[]){.3f, .3f, .2f, .2f};
    check_words(w, &m, "2 rows × 2 columns.", "do not sum", 0);
    m.x = (float[]){0, -INFINITY, 0, 0};
    check_words(w, &m, "A causal mask", "padding", 0);
    m.x = (float[]){0, -INFINITY, 0, -INFINITY};
    check_words(w, &m, "A mask of whole columns", "causal", 0);
    m.x = (float[]){-INFINITY, 0, 0, 0};
    check_words(w, &m, "A mask: what is hatched is hidden.", "causal", 0);
    m.x = (float[]){1, -INFINITY, 2, 3};
    check_words(w, &m, "2 rows × 2 columns.", "mask", 0);
}

/* The same of masks that are added to scores: M is called what it is. */
static void masks_are_called_what_they_are(void **state) {
    static const struct {
        int rows;
        float x[4];
        const char *says, *not ;
    } cases[] = {
        {2, {0, -INFINITY, 0, 0}, "A causal mask", "padding"},
        {2, {-INFINITY, 0, 0, 0}, "A mask: what is hatched is hidden.", "causal"},
        {1, {0, -INFINITY}, "A mask of whole columns", "causal"},
        {2, {0, -1, -2, 0}, "its numbers change the scores", "causal"},
    };
    World *w = *state;
    float q[4] = {1, 0, 0, 1};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AttendInput in = {
            .q = {{1, 2, 2}, q}, .k = {{1, 2, 2}, q}, .mask = {{1, cases[i].rows, 2}, cases[i].x}};
        Program *p = arena_many(&w->arena, Program, 1);
        Trace t;
        Foreign f;
        Error e;
        Buffer words = {0};
        View v = view_default("");
        assert_true(attend_program(&in, &w->arena, p, &e) &&
                    attend_run(p, kernels_named("plain"), &w->arena, &t, &e));
        foreign_attend(p, &t, "q.npy", NULL, NULL, &f);
        strcpy(v.shown.at.path, "masked");
        words_of(w, &f, &v, &words);
        if (!strstr(words.data, cases[i].says))
            fail_msg("'%s' is not in: %s", cases[i].says, words.data);
        if (strstr(words.data, cases[i].not )) fail_msg("'%s' is in: %s", cases[i].not, words.data);
        buffer_free(&words);
    }
}

static void very_many_heads_are_all_drawn(void **state) {
    World *w = *state;
    float *x = arena_raw(&w->arena, 40 * 40 * 36, sizeof *x);
    for (int i = 0; i < 40 * 40 * 36; i++) x[i] = (float)(i % 7);
    ForeignMatrix m = {"many.npy", 40, 40, 6, 6, x, NULL, NULL, {0}, false, false, NULL, false};
    Foreign f;
    Error e;
    const Item *last = NULL;
    View v = view_default("");
    v.shown.at.depth = DEPTH_MODEL, v.shown.at.form = FORM_HEADS;
    assert_true(foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e));
    assert_int_equal(cells_of(w, &f, &v, &last), 1600 + 1); /* and their scale */
    Buffer words = {0};
    words_of(w, &f, &v, &words);
    assert_non_null(strstr(words.data, "40 layers of 40 heads, each 6 rows × 6 columns."));
    assert_null(strstr(words.data, "Head 9")); /* "Head 40" has no room: all are numbers */
    buffer_free(&words);
}

static void the_largest_numbers_have_a_scale(void **state) {
    World *w = *state;
    ForeignMatrix m = {"big.npy", 1,    1,   2,     2,     (float[]){3e38f, -3e38f, 1e38f, 1e-45f},
                       NULL,      NULL, {0}, false, false, NULL,
                       false};
    Foreign f;
    Error e;
    const Item *bar = NULL;
    View v = view_default("");
    assert_true(foreign_run(&m, kernels_named("plain"), &w->arena, &f, &e));
    assert_int_equal(cells_of(w, &f, &v, &bar), 2);
    assert_int_not_equal(bar->cells[0], bar->cells[bar->cols / 2]);
    assert_int_not_equal(bar->cells[0], bar->cells[bar->cols - 1]);
}

static void attention_over_given_matrices_is_a_run(void **state) {
    World *w = *state;
    float q[24], k[32], v[40];
    for (int i = 0; i < 40; i++)
        v[i] = sinf((float)i), q[i % 24] = cosf((float)i), k[i % 32] = sinf(2.0f * (float)i);
    AttendInput in = {
        .q = {{2, 3, 4}, q}, .k = {{2, 4, 4}, k}, .v = {{2, 4, 5}, v}, .causal = true};
    Program p;
    Trace t;
    Foreign f;
    Error e = {{0}};
    if (!attend_program(&in, &w->arena, &p, &e) ||
        !attend_run(&p, kernels_named("plain"), &w->arena, &t, &e))
        fail_msg("%s", e.text);
    foreign_attend(&p, &t, "q.npy", NULL, make_labels(w, 4, 9), &f);
    for (int i = 0; i < p.step_count; i++)
        for (int n = 0; n < 6; n++) {
            View view = view_default("");
            strcpy(view.shown.at.path,
                   p.values[p.steps[i].out[op_table[p.steps[i].op]->outputs - 1]].path);
            view.shown.setting.theme = n % 2 ? THEME_PAPER : THEME_NIGHT;
            view.shown.at.row = n == 5 ? 0 : -1;
            look(w, &f, &view, n % 3 ? 1440 : 640, n % 3 ? 900 : 400, n, n > 2);
        }
}

/* A person's own matrix in the window. */
static void open_own(World *w, const ForeignMatrix *m, Foreign *f, App *app) {
    Error e = {{0}};
    assert_true(foreign_run(m, kernels_named("plain"), &w->arena, f, &e));
    AppSetup setup = {.model = &f->model,
                      .run = &f->run,
                      .kernels = kernels_named("plain"),
                      .languages = {&w->lang[0], &w->lang[1]},
                      .language_count = 2,
                      .text = "",
                      .still = true};
    if (!app_open(app, &setup, &e)) fail_msg("%s", e.text);
    app_resize(app, 1440, 900, &w->font);
}

static void the_window_has_no_sentence_to_change(void **state) {
    World *w = *state;
    float x[60];
    for (int i = 0; i < 60; i++) x[i] = (float)i;
    ForeignMatrix m = {"m.npy", 2, 2, 3, 5, x, NULL, NULL, {0}, false, false, NULL, false};
    Foreign f;
    App app;
    open_own(w, &m, &f, &app);
    app_update(&app, COMMAND_EDIT);
    assert_false(app.view.passing.edit.on);
    assert_string_equal(app.view.passing.toast, lang_text(&w->lang[0], "app.no_sentence"));
    app_update(&app, COMMAND_DICE);
    assert_string_equal(app.view.passing.toast, lang_text(&w->lang[0], "app.no_sentence"));
    app_update(&app, COMMAND_NEXT);
    assert_string_equal(app.view.shown.at.path, "layer.1.matrix");
    app_update(&app, COMMAND_OUT);
    assert_int_equal(app.view.shown.at.depth, DEPTH_MODEL); /* nothing of ours lies between */
    app_update(&app, COMMAND_IN);
    assert_int_equal(app.view.shown.at.depth, DEPTH_STEP);
    for (Command c = COMMAND_NONE; c <= COMMAND_EXPORT_SERIES; c++) {
        if (c != COMMAND_QUIT) app_update(&app, c);
        if (app.view.passing.edit.on) fail_msg("command %d opens the field", (int)c);
        app_scene(&app);
    }
    app_close(&app);
}

static Target bar_of(App *app) {
    const Scene *scene = app_scene(app);
    for (int i = 0; i < scene->target_count; i++)
        if (scene->targets[i].kind == TARGET_SCALE) return scene->targets[i];
    fail_msg("no bar answers");
    return (Target){.kind = TARGET_NONE};
}

/* From a part of the bar's length, so much of it. */
static void drag_bar(App *app, float from, float by) {
    Target t = bar_of(app);
    float y = t.y + t.h / 2, x = t.x + from * t.w;
    app_press(app, x, y, 0, false);
    for (int i = 1; i <= 4; i++) app_drag(app, x + by * t.w * (float)i / 4, y);
    app_release(app, x + by * t.w, y);
}

/* By its ends, by a click, by the key; undone in one step. */
static void the_bar_is_dragged(void **state) {
    World *w = *state;
    float x[60];
    for (int i = 0; i < 60; i++) x[i] = (float)(i % 21);
    ForeignMatrix m = {"m.npy", 1, 1, 6, 10, x, NULL, NULL, {0}, false, false, NULL, false};
    Foreign f;
    App app;
    open_own(w, &m, &f, &app);
    const ScaleWish *now = &app.view.shown.scale;
    drag_bar(&app, 0.9f, -0.5f);
    assert_true(now->kind == SCALE_RANGE && now->low == 0 && fabsf(now->high - 10) < 0.01f);
    drag_bar(&app, 0.1f, 0.25f);
    assert_true(now->kind == SCALE_RANGE && fabsf(now->low - 2.5f) < 0.01f &&
                fabsf(now->high - 10) < 0.01f);
    drag_bar(&app, 0.9f, -3);
    assert_true(now->high > now->low);
    app_update(&app, COMMAND_UNDO);
    assert_true(fabsf(now->high - 10) < 0.01f);
    app_update(&app, COMMAND_UNDO);
    app_update(&app, COMMAND_UNDO);
    assert_int_equal(now->kind, SCALE_AUTO);
    drag_bar(&app, 0.9f, 0);
    assert_int_equal(now->kind, SCALE_ROBUST);
    static const ScaleKind next[] = {SCALE_LOG, SCALE_ROW, SCALE_AUTO};
    for (int i = 0; i < 3; i++) {
        app_update(&app, COMMAND_SCALE);
        assert_int_equal(now->kind, next[i]);
        bar_of(&app);
    }
    app_close(&app);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranks_are_layers_heads_rows_columns),
        cmocka_unit_test(numbers_choose_their_scale),
        cmocka_unit_test(labels_come_from_files),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(scenes_have_no_faults),
        cmocka_unit_test(captions_say_what_is_so),
        cmocka_unit_test(shrinking_keeps_spikes),
        cmocka_unit_test(bars_say_their_scale),
        cmocka_unit_test(scales_choose_colours),
        cmocka_unit_test(masks_are_called_what_they_are),
        cmocka_unit_test(very_many_heads_are_all_drawn),
        cmocka_unit_test(the_largest_numbers_have_a_scale),
        cmocka_unit_test(attention_over_given_matrices_is_a_run),
        cmocka_unit_test(the_window_has_no_sentence_to_change),
        cmocka_unit_test(the_bar_is_dragged),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
