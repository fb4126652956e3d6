/* Presenting: every step of both shipped models is readable from the last row and nothing overlaps,
   at every depth and in every form, with cells as squares, too; a blank shows nothing; a spotlight
   repaints what it moved over, and no more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "draw/damage.h"
#include "scene/frame/build.h"
#include "scene_world.h"

static const int screens[][2] = {{640, 400}, {1024, 768}, {1280, 720}, {1920, 1080}, {3840, 2160}};
enum { SCREENS = sizeof screens / sizeof *screens };

static SceneInput shown(World *w, const View *v, int screen, int lang) {
    return (SceneInput){.view = v,
                        .run = &w->run,
                        .width = screens[screen][0],
                        .height = screens[screen][1],
                        .frame = true,
                        .font = &w->font,
                        .lang = &w->lang[lang]};
}

/* The line at the bottom is set in the smallest type. */
static int smallest_type(const Scene *s) {
    int least = 0;
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].group, "frame") == 0)
            least = s->items[i].pixels;
    return least;
}

static void check(World *w, const View *v, int screen, int lang) {
    char what[256];
    SceneInput in = shown(w, v, screen, lang);
    Scene s = world_scene(w, &in);
    snprintf(what, sizeof what,
             "presenter: %s, depth %d, form %d, row %d, theme %d, %s, %d × %d, text %d, dots %d",
             v->shown.at.path, (int)v->shown.at.depth, (int)v->shown.at.form, v->shown.at.row,
             (int)v->shown.setting.theme, lang ? "ru" : "en", in.width, in.height,
             v->shown.setting.text_size, (int)v->shown.setting.dots);
    report_faults(w, &s, what);
    if (screen && smallest_type(&s) < (int)(0.022f * (float)in.height))
        fail_msg("%s: type of %d", what, smallest_type(&s));
}

static void check_screens(World *w, View *v, int turn) {
    static const int percent[] = {100, 75, 100, 200, 100, 150};
    for (int i = 0; i < SCREENS; i++) {
        v->shown.setting.theme = (turn + i) % 2 ? THEME_PAPER : THEME_NIGHT;
        v->shown.setting.text_size = percent[(turn + i) % 6];
        v->shown.setting.dots = (turn / 2 + i) % 3 == 0;
        check(w, v, i, (turn + i / 2) % 2);
    }
}

static void check_value(World *w, Value value, int turn) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    Shape shape = p->values[value].form.shape;
    View v = view_default(w->run.model->config.default_text);
    strcpy(v.shown.at.path, p->values[value].path);
    v.shown.setting.presenting = true;
    v.shown.at.head = turn % w->model.config.heads;
    for (int d = 0; d < DEPTH_COUNT; d++) {
        v.shown.at.depth = (Depth)d;
        bool pinned = d > DEPTH_STEP || turn % 2;
        v.shown.at.row = pinned ? turn % shape.rows : -1;
        v.shown.at.col = pinned ? (turn * 7) % shape.cols : -1;
        check_screens(w, &v, turn + d);
    }
    v.shown.at.depth = DEPTH_STEP;
    for (int f = FORM_RIBBONS; f < FORM_COUNT; f++) {
        SceneInput in = shown(w, &v, 2, 0);
        if (!scene_has_form(&in, (FigureForm)f)) continue;
        v.shown.at.form = (FigureForm)f;
        check_screens(w, &v, turn + f);
    }
}

static void check_model(World *w, const char *folder) {
    w->wrong = 0;
    load_model(w, folder);
    decode(w, w->model.config.default_text);
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int i = 0; i < p->step_count; i += STRIDE)
        check_value(w, p->steps[i].out[op_table[p->steps[i].op]->outputs - 1], i);
    assert_int_equal(w->wrong, 0);
}

static void en_fr_is_presented(void **state) {
    check_model(*state, "assets/models/en-fr");
}

static void dates_is_presented(void **state) {
    check_model(*state, "assets/models/dates");
}

static void stories_is_presented(void **state) {
    check_model(*state, "assets/models/stories");
}

/* How often a text is there, equal words with their small numbers, too: the₁. */
static int texts(const Scene *s, const char *text) {
    int count = 0;
    for (int i = 0; i < s->count; i++) {
        if (s->items[i].kind != ITEM_TEXT || !text_begins(s->items[i].text, text)) continue;
        const char *rest = s->items[i].text + strlen(text);
        count += !*rest || text_begins(rest, "\xE2\x82");
    }
    return count;
}

/* Scores in all their forms: the whole with the words of all columns, the row, the number; nothing
   smaller than 1/45 of the height. */
static void whole_row_and_number_are_there(void **state) {
    World *w = *state;
    static const char *const names[] = {"scores", "scaled", "masked", "weights"};
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    for (int turn = 0; turn < 12; turn++) {
        int screen = 1 + turn % 3, high = screens[screen][1],
            least = high / 45 > 18 ? high / 45 : 18;
        View v = view_default(w->model.config.default_text);
        snprintf(v.shown.at.path, sizeof v.shown.at.path, "encoder.0.self.%s", names[turn / 3]);
        v.shown.setting.presenting = true;
        v.shown.at.row = 9, v.shown.at.col = 8;
        SceneInput in = shown(w, &v, screen, 0);
        Scene s = world_scene(w, &in);
        report_faults(w, &s, v.shown.at.path);
        for (int k = 0; k < w->run.source.count - 1; k++) { /* columns, rows, the row's keys */
            const char *word = w->model.source.words[w->run.source.id[k]];
            if (texts(&s, word) < 3) fail_msg("turn %d: %s", turn, word);
        }
        assert_int_equal(texts(&s, turn < 9 ? "All scores" : "All weights"), 1);
        assert_int_equal(texts(&s, "One row:"), 1);
        assert_int_equal(texts(&s, " · "), 1); /* between two words, each in its role's colour */
        assert_int_equal(texts(&s, "was"), 7); /* the title's among them */
        assert_int_equal(texts(&s, turn < 9 ? "One score:" : "One weight:"), 1);
        for (int i = 0; i < s.count && turn < 3; i++)
            if (s.items[i].kind == ITEM_TEXT && s.items[i].pixels < least)
                fail_msg("turn %d: '%s' of %d", turn, s.items[i].text, s.items[i].pixels);
    }
    assert_int_equal(w->wrong, 0);
}

/* Squares in the window, at every size and theme; the contrast of each number is part of what is
 * looked for. */
static void squares_have_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int i = 0; i < p->step_count; i += STRIDE) {
        View v = view_default("");
        strcpy(v.shown.at.path,
               p->values[p->steps[i].out[op_table[p->steps[i].op]->outputs - 1]].path);
        v.shown.setting.dots = true;
        v.shown.at.row = i % 3 - 1;
        v.shown.setting.theme = i % 2 ? THEME_PAPER : THEME_NIGHT;
        Style style = {.palette = (PaletteName)(i % PALETTE_COUNT)};
        for (int k = 2; k < SCREENS; k++) {
            SceneInput in = shown(w, &v, k, 0);
            in.style = &style;
            Scene s = world_scene(w, &in);
            report_faults(w, &s, v.shown.at.path);
        }
    }
    assert_int_equal(w->wrong, 0);
}

/* The side of a square grows with its number, and only what is 0 or hidden has none of its own. */
static void squares_tell_magnitudes(void **state) {
    World *w = *state;
    View v = view_default("");
    const Item *cells = NULL;
    load_model(w, "assets/models/dates");
    decode(w, w->model.config.default_text);
    strcpy(v.shown.at.path, "encoder.0.self.scores");
    v.shown.setting.dots = true;
    SceneInput in = shown(w, &v, 3, 0);
    Scene s = world_scene(w, &in);
    const Program *p = &w->run.programs[w->run.steps - 1];
    Tensor x = decode_trace(&w->run, w->run.steps - 1)->values[program_find(p, v.shown.at.path)];
    for (int i = 0; i < s.count; i++) {
        const Item *k = &s.items[i];
        if (k->kind == ITEM_CELLS && k->sizes && k->rows == x.shape.rows && k->cols == x.shape.cols)
            cells = k;
    }
    assert_non_null(cells);
    int count = cells->rows * cells->cols, whole = 0;
    for (int i = 0; i < count; i++) {
        whole += cells->sizes[i] == 255;
        assert_int_equal(cells->sizes[i] == 0, x.x[i] == 0);
        for (int j = 0; j < count; j++)
            if (x.x[i] * x.x[i] > x.x[j] * x.x[j]) assert_true(cells->sizes[i] >= cells->sizes[j]);
    }
    assert_int_equal(whole, 1);
}

static void a_blank_shows_nothing(void **state) {
    World *w = *state;
    View v = view_default("");
    v.shown.setting.presenting = v.passing.blank = true;
    SceneInput in = shown(w, &v, 3, 0);
    Scene s = world_scene(w, &in);
    assert_int_equal(s.count, 0);
    assert_int_equal(s.target_count, 0);
    assert_int_equal(s.ground, 0x000000FF);
    assert_string_equal(s.spoken, "");
}

/* What presenting leaves out: nothing of the frame but one line, no button. */
static void only_the_figure_is_left(void **state) {
    World *w = *state;
    View v = view_default("");
    v.shown.setting.presenting = true;
    SceneInput in = shown(w, &v, 3, 0);
    Scene s = world_scene(w, &in);
    int texts = 0; /* where it is, and the sentence */
    for (int i = 0; i < s.count; i++) texts += strcmp(s.items[i].group, "frame") == 0;
    for (int i = 0; i < s.target_count; i++) {
        assert_int_not_equal(s.targets[i].kind, TARGET_COMMAND);
        assert_int_not_equal(s.targets[i].kind, TARGET_FIELD);
    }
    assert_int_equal(texts, 2);
}

static long area(const DamageRect *rects, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) sum += (long)rects[i].w * rects[i].h;
    return sum;
}

static void a_spotlight_repaints_what_it_moved_over(void **state) {
    World *w = *state;
    Arena pixels = {0};
    Damage damage = {0};
    DamageRect rects[64];
    View v = view_default("");
    v.passing.spotlight = true;
    int width = screens[3][0], height = screens[3][1];
    Canvas part = canvas_make(&pixels, width, height), all = canvas_make(&pixels, width, height);
    for (int i = 0; i < 12; i++) {
        v.passing.spot[0] = 0.1f + 0.07f * (float)i, v.passing.spot[1] = 0.3f + 0.04f * (float)i;
        v.shown.setting.presenting = i >= 8;
        SceneInput in = shown(w, &v, 3, 0);
        Scene s = world_scene(w, &in);
        int count = damage_paint(&damage, &part, &s, &w->font, rects, 64);
        canvas_clear(&all, s.ground);
        canvas_paint(&all, &s, &w->font);
        assert_memory_equal(part.pixels, all.pixels,
                            (size_t)width * (size_t)height * sizeof *all.pixels);
        if (i && i != 8) assert_true(area(rects, count) < (long)width * height / 4);
        uint32_t in_the_middle = all.pixels[(int)(v.passing.spot[1] * (float)height) * all.pitch +
                                            (int)(v.passing.spot[0] * (float)width)];
        v.passing.spotlight = false;
        scene_build(&in, &w->scenes, &s);
        canvas_clear(&all, s.ground);
        canvas_paint(&all, &s, &w->font);
        assert_int_equal(in_the_middle,
                         all.pixels[(int)(v.passing.spot[1] * (float)height) * all.pitch +
                                    (int)(v.passing.spot[0] * (float)width)]);
        v.passing.spotlight = true;
    }
    damage_free(&damage);
    arena_free(&pixels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(en_fr_is_presented),
        cmocka_unit_test(dates_is_presented),
        cmocka_unit_test(stories_is_presented),
        cmocka_unit_test(whole_row_and_number_are_there),
        cmocka_unit_test(squares_have_no_faults),
        cmocka_unit_test(squares_tell_magnitudes),
        cmocka_unit_test(a_blank_shows_nothing),
        cmocka_unit_test(only_the_figure_is_left),
        cmocka_unit_test(a_spotlight_repaints_what_it_moved_over),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
