/* The first screen where one line is read and written: its arcs are the run's weights, a share is
   carried by its arc, words are drawn again, and the temperature has ticks where the bars end
   without it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "line_model.h"
#include "scene/pen/theme.h"
#include "tiny_app.h"
#include "trace/draws.h"
#include "trace/measure.h"
#include "trace/opening.h"
#include "trace/whatif.h"

static int begin(void **state, bool scores_whole, bool scores_by_layer) {
    static Fixture f;
    Error e = {{0}};
    f = (Fixture){0};
    f.model = line_model(&f.arena, POSITIONS_LEARNED);
    f.model.config.scores_whole = scores_whole;
    f.model.config.scores_by_layer = scores_by_layer;
    f.font = font_fixed(&f.arena);
    read_languages(&f.arena, &f.lang[0], &f.lang[1]);
    if (!open_app(&f, "the fox had a red kite", "depth sentence", &e)) fail_msg("%s", e.text);
    app_resize(&f.app, 1440, 900, &f.font);
    *state = &f;
    return 0;
}

static int start(void **state) {
    return begin(state, false, false);
}

static int start_whole(void **state) {
    return begin(state, true, false);
}

static int start_by_layer(void **state) {
    return begin(state, false, true);
}

static Tensor weights_now(const App *app, Address *a) {
    *a = view_address(&app->view, &app->run);
    return decode_trace(&app->run, a->t)->values[a->value];
}

static bool says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0) return true;
    return false;
}

/* The place of that share, of that kind. */
static const Target *share_place(App *app, Carry carry, int key) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].carry == carry && s->targets[i].col0 == key) return &s->targets[i];
    return NULL;
}

static const Target *search_place(App *app, SearchChoice choice) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_SEARCH && s->targets[i].row0 == (int)choice)
            return &s->targets[i];
    fail_msg("nothing chooses %d", (int)choice);
    return NULL;
}

static void press(App *app, SearchChoice choice) {
    const Target *t = search_place(app, choice);
    app_click(app, t->x + t->w / 2, t->y + t->h / 2);
}

static bool lit(const Scene *s, int item, int like) {
    return s->items[item].kind == ITEM_CURVE && s->items[item].fill == s->items[like].fill;
}

static void its_words_stand_in_one_line(void **state) {
    App *app = &((Fixture *)*state)->app;
    const Scene *s = app_scene(app);
    Address a;
    Tensor w = weights_now(app, &a);
    int row = decode_row(&app->run, a.t), most;
    for (int i = 0; i <= row + 1; i++)
        assert_true(says(s, vocab_label(&app->run.model->target, app->run.rows.id[i])));
    assert_int_equal(app->run.programs[a.t].values[a.value].place.sublayer, SUBLAYER_SELF);
    /* Each share from .01 on has its arc, as wide as all others for as much. */
    float unit = 0;
    int arcs = 0, last = 0; /* those of the last word lie over the others */
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_CURVE) last = i;
    measure_largest(w, a.cell.sheet, row, &most, 1);
    for (int i = 0; i < s->count; i++)
        if (lit(s, i, last)) unit = fmaxf(unit, s->items[i].line);
    unit /= tensor_at(w, a.cell.sheet, row, most);
    for (int k = 0; k <= row; k++) {
        float share = tensor_at(w, a.cell.sheet, row, k), wide = fmaxf(1, share * unit);
        int drawn = 0;
        for (int i = 0; i < s->count; i++)
            drawn += lit(s, i, last) && fabsf(s->items[i].line - wide) < 0.01f;
        if (!drawn && share >= 0.01f)
            fail_msg("no arc is %g wide, for %g", (double)wide, (double)share);
        arcs += share >= 0.01f;
        assert_true((share_place(app, CARRY_FROM, k) != NULL) == (share >= 0.01f));
        assert_non_null(share_place(app, CARRY_TO, k));
    }
    assert_true(arcs > 1);
    assert_null(share_place(app, CARRY_TO, row + 1)); /* what comes next is no key */
}

static void an_arc_is_carried_to_another_word(void **state) {
    App *app = &((Fixture *)*state)->app;
    Address a;
    Tensor w = weights_now(app, &a);
    int row = decode_row(&app->run, a.t), from, head = a.cell.sheet;
    measure_largest(w, head, row, &from, 1);
    int to = from ? 0 : 1;
    float was = tensor_at(w, head, row, from), had = tensor_at(w, head, row, to);
    const Target *t = share_place(app, CARRY_FROM, from);
    float x = t->x + t->w / 2, y = t->y + t->h / 2;
    app_press(app, x, y, 0, false);
    t = share_place(app, CARRY_TO, to);
    app_drag(app, t->x + t->w / 2, t->y + t->h / 2);
    t = share_place(app, CARRY_TO, to);
    app_release(app, t->x + t->w / 2, t->y + t->h / 2);
    assert_int_equal(app->view.shown.of.what.count, 1);
    w = weights_now(app, &a);
    assert_true(tensor_at(w, head, row, from) == 0);
    assert_true(tensor_at(w, head, row, to) == had + was);
    assert_true(says(app_scene(app), "0")); /* is left where it was */
}

static void steps_go_through_the_words(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show decoder.0.self.weights@0; depth sentence");
    assert_true(says(app_scene(app), "New word 1 of 6") ||
                says(app_scene(app), "New word 1 of 7") || opening_written(&app->run) < 2);
    int words = opening_written(&app->run);
    for (int t = 0; t < words; t++) {
        Address a;
        Tensor w = weights_now(app, &a);
        if (a.t != t) fail_msg("%d of %d words, %d steps: %d", t, words, app->run.steps, a.t);
        assert_int_equal(w.shape.rows, app->run.given + t);
        app_update(app, COMMAND_NEXT);
    }
    assert_int_equal(view_address(&app->view, &app->run).t, words - 1);
}

static void words_are_drawn_again(void **state) {
    App *app = &((Fixture *)*state)->app;
    bool other = false;
    int before = app->run.output.id[0];
    press(app, SEARCH_LOT);
    assert_int_equal(app->view.shown.of.search.kind, SEARCH_SAMPLE);
    for (int i = 0; i < 12; i++) {
        press(app, SEARCH_LOT);
        assert_int_equal(app->view.shown.of.search.seed, i + 1);
        other = other || app->run.output.id[0] != before;
        assert_int_equal(app->view.shown.at.depth, DEPTH_SENTENCE);
    }
    assert_true(other);
    press(app, SEARCH_TOP_K);
    assert_int_equal(app->view.shown.of.search.top_k, 3);
    press(app, SEARCH_TOP_P);
    assert_true(app->view.shown.of.search.top_p == 0.5f);
    press(app, SEARCH_TO_GREEDY);
    assert_int_equal(app->run.output.id[0], before);
}

static void the_temperature_has_ticks(void **state) {
    App *app = &((Fixture *)*state)->app;
    Address a = view_address(&app->view, &app->run);
    int words, best[1], row = decode_row(&app->run, a.t);
    float before = decode_shares(decode_trace(&app->run, a.t), &words)[app->run.output.id[a.t]];
    assert_false(says(app_scene(app), "Ticks: at temperature 1, as trained"));
    app_update(app, COMMAND_WARMER);
    app_update(app, COMMAND_WARMER);
    assert_string_equal(app->view.shown.of.what.text, "temperature=1.5");
    assert_true(says(app_scene(app), "Ticks: at temperature 1, as trained"));
    const Trace *t = decode_trace(&app->run, a.t);
    Tensor logits = trace_find(t, "output.logits"), p = trace_find(t, "output.probabilities");
    double plain;
    measure_largest(p, 0, row, best, 1);
    measure_tempered(logits, 0, row, 1, best, 1, &plain);
    assert_true(fabs(plain - (double)before) < 1e-5); /* what the run without it has */
    assert_true(tensor_at(p, 0, row, best[0]) < before);
    app_update(app, COMMAND_COOLER);
    app_update(app, COMMAND_COOLER);
    assert_int_equal(app->view.shown.of.what.count, 0); /* as trained */
    app_update(app, COMMAND_COOLER);
    assert_string_equal(app->view.shown.of.what.text, "temperature=0.85");
}

/* Whether a text on screen begins so. */
static bool notes_begin(App *app, const char *text) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strncmp(s->items[i].text, text, strlen(text)) == 0)
            return true;
    return false;
}

static const Target *heat_place(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_HEAT) return &s->targets[i];
    fail_msg("there is no slider");
    return NULL;
}

/* "98.7 %": the share of the likeliest word, as the first bar tells it. */
static const char *first_share(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->count; i++) {
        const char *text = s->items[i].kind == ITEM_TEXT ? s->items[i].text : "";
        if (strlen(text) > 2 && strcmp(text + strlen(text) - 2, " %") == 0) return text;
    }
    return "";
}

static void check_dragged(App *app, double heat) {
    Address a = view_address(&app->view, &app->run);
    const Trace *t = decode_trace(&app->run, a.t);
    int row = decode_row(&app->run, a.t), best;
    double share;
    char told[32];
    measure_largest(trace_find(t, "output.probabilities"), 0, row, &best, 1);
    measure_tempered(trace_find(t, "output.logits"), 0, row, heat, &best, 1, &share);
    snprintf(told, sizeof told, "%.1f %%", 100 * share);
    assert_string_equal(first_share(app), told);
}

/* While the slider is dragged nothing runs: what is told follows the pointer. Let go, it is a
   what-if, and one step back. */
static void the_temperature_is_dragged(void **state) {
    App *app = &((Fixture *)*state)->app;
    const Target t = *heat_place(app);
    float y = t.y + t.h / 2;
    int made = app->runs.now;
    app_press(app, t.x + t.w / 2, y, 0, false);
    app_drag(app, t.x + t.w / 4, y);
    assert_true(fabsf(app->view.passing.heat - 0.45f) < 1e-6f); /* √.2, in two digits */
    check_dragged(app, (double)app->view.passing.heat);
    app_drag(app, t.x + t.w + 50, y);
    assert_true(app->view.passing.heat == 5);
    check_dragged(app, 5);
    assert_int_equal(app->view.shown.of.what.count, 0);
    assert_int_equal(app->runs.now, made);
    app_key(app, KEY_ESCAPE, 0);
    assert_true(app->view.passing.heat == 0);
    app_release(app, t.x + t.w, y);
    assert_int_equal(app->view.shown.of.what.count, 0);
    app_click(app, t.x + t.w / 4, y);
    assert_string_equal(app->view.shown.of.what.text, "temperature=0.45");
    assert_true(app->view.passing.heat == 0);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.of.what.count, 0);
    app_click(app, t.x + t.w / 4, y);
    const Target *now = heat_place(app);
    app_click(app, now->x + now->w / 2, now->y + now->h / 2); /* in the middle it is as trained */
    assert_int_equal(app->view.shown.of.what.count, 0);
}

/* The numbers of the tally, in amber behind the shares; returns their sum. */
static int tallied(App *app) {
    const Scene *s = app_scene(app);
    Theme night;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &night);
    Color hot = night.role[ROLE_HOT];
    int sum = 0;
    for (int i = 0; i < s->count; i++) {
        const char *text = s->items[i].kind == ITEM_TEXT ? s->items[i].text : "";
        if (*text && strspn(text, "0123456789") == strlen(text) && s->items[i].fill == hot)
            sum += atoi(text);
    }
    return sum;
}

static void the_next_word_is_drawn_again(void **state) {
    App *app = &((Fixture *)*state)->app;
    Buffer line = {0};
    go(app, "show decoder.0.self.weights@0; depth sentence");
    settle_anew(app);
    assert_int_equal(tallied(app), 0);
    app_update(app, COMMAND_DRAW);
    assert_int_equal(app->view.shown.draws, 1);
    assert_int_equal(tallied(app), 1);
    app_update(app, COMMAND_DRAW_TEN);
    app_update(app, COMMAND_DRAW_TEN);
    assert_int_equal(tallied(app), 21);
    assert_true(says(app_scene(app), "all others"));
    view_print(&app->view, &app->run, &line);
    assert_non_null(strstr(line.data, "draws 21"));
    buffer_free(&line);
    app_update(app, COMMAND_WARMER); /* are drawn anew */
    assert_int_equal(tallied(app), 21);
    app_update(app, COMMAND_UNDO);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(tallied(app), 11);
    app_update(app, COMMAND_NEXT); /* another word: none */
    assert_int_equal(app->view.shown.draws, 0);
    app_update(app, COMMAND_PREVIOUS);
    for (int i = 0; i < 120; i++) app_update(app, COMMAND_DRAW_TEN);
    assert_int_equal(tallied(app), DRAWS_MOST);
    assert_int_equal(app->view.shown.draws, DRAWS_MOST);
    press(app, SEARCH_TO_GREEDY);
    assert_int_equal(app->view.shown.draws, 0);
    go(app, "depth step");
    app_update(app, COMMAND_DRAW); /* says where that is */
    assert_int_equal(app->view.shown.draws, 0);
    assert_true(*app->view.passing.toast);
}

/* What no model can be is not said of one that has learned something, nor the other way round. */
static void weights_that_look_untrained_are_told(void **state) {
    Fixture *f = *state;
    const char *told = "Nearly even over all";
    Address a = view_address(&f->app.view, &f->app.run);
    Tensor logits = trace_find(decode_trace(&f->app.run, a.t), "output.logits");
    bool even = measure_evenness(logits, 0, decode_row(&f->app.run, a.t)) > 0.95;
    assert_true(notes_begin(&f->app, told) == even);
    app_update(&f->app, COMMAND_WARMER); /* which evens any */
    app_update(&f->app, COMMAND_WARMER);
    app_update(&f->app, COMMAND_WARMER);
    app_update(&f->app, COMMAND_WARMER);
    assert_false(notes_begin(&f->app, told));
}

/* What scores are divided by is told as it was done, also where a model was trained otherwise. */
static void scores_that_are_whole_are_told(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show decoder.0.self.scaled; depth step");
    assert_true(notes_begin(app, "Scores are not divided here"));
    assert_false(notes_begin(app, "The division is switched off"));
    ask(app, "scale=3");
    assert_false(notes_begin(app, "Scores are not divided here"));
    assert_true(says(app_scene(app), "Divided by another number than the model's own."));
}

static void scores_by_layer_are_told(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show decoder.0.self.scaled; depth step");
    assert_true(notes_begin(app, "Every score is divided by the root"));
    go(app, "show decoder.1.self.scaled; depth step"); /* √4 · 2 */
    assert_true(notes_begin(app, "Every score is divided by 4: the"));
    ask(app, "scale=off");
    assert_true(notes_begin(app, "The division is switched off"));
}

/* Of a long text whose shares are all small the largest are drawn, and what is not is told. */
static void a_long_line_still_has_arcs(void **state) {
    static Fixture f;
    enum { SENTENCES = 26 };
    char text[SENTENCES * 24] = "";
    Error e = {{0}};
    f = (Fixture){0};
    f.model = line_model(&f.arena, POSITIONS_SINUSOIDAL);
    f.model.config.max_positions = 200;
    f.font = font_fixed(&f.arena);
    read_languages(&f.arena, &f.lang[0], &f.lang[1]);
    for (int i = 0; i < SENTENCES; i++) strcat(text, i ? " the fox had a red kite" : "the fox");
    if (!open_app(&f, text, "what-if scale=40; search greedy words=1; depth sentence", &e))
        fail_msg("%s", e.text);
    app_resize(&f.app, 1440, 900, &f.font);
    *state = &f;
    Address a;
    Tensor w = weights_now(&f.app, &a);
    int row = decode_row(&f.app.run, a.t), large = 0, arcs = 0, last = 0;
    const Scene *s = app_scene(&f.app);
    for (int k = 0; k <= row; k++) large += tensor_at(w, a.cell.sheet, row, k) >= 0.01f;
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_CURVE) last = i;
    for (int i = 0; i < s->count; i++) arcs += lit(s, i, last);
    assert_true(row > 140);
    assert_true(large < 4);
    assert_true(arcs >= 8 && arcs < row / 2);
    bool told = false;
    for (int i = 0; i < s->count; i++)
        told = told || (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, "not drawn"));
    assert_true(told);
    static const char *const scales[] = {"scale=0.01", "scale=0.1", "scale=1", "scale=40"};
    int whole = 0;
    for (int k = 0; k < 4; k++) { /* no hair beside what has half of it all */
        ask(&f.app, scales[k]);
        float sum = 0;
        large = arcs = 0;
        w = weights_now(&f.app, &a), s = app_scene(&f.app);
        for (int key = 0; key <= row; key++) {
            float share = tensor_at(w, a.cell.sheet, row, key);
            bool drawn = share >= 0.01f && share_place(&f.app, CARRY_TO, key);
            large += drawn, sum += drawn ? share : 0;
        }
        for (int i = 0; i < s->count; i++)
            if (s->items[i].kind == ITEM_CURVE) last = i;
        for (int i = 0; i < s->count; i++) arcs += lit(s, i, last);
        if (sum > 0.5f) assert_int_equal(arcs, large), whole += large < 8;
        if (sum <= 0.5f) assert_true(arcs >= 8);
    }
    assert_true(whole > 0);
    teardown(state);
}

static void check_same_bits(const Decoding *a, const Decoding *b) {
    assert_int_equal(a->steps, b->steps);
    assert_int_equal(a->complete, b->complete);
    assert_int_equal(a->rows.count, b->rows.count);
    assert_memory_equal(a->rows.id, b->rows.id, (size_t)a->rows.count * sizeof(int));
    assert_memory_equal(a->output.id, b->output.id, (size_t)a->output.count * sizeof(int));
    for (int t = 0; t < a->steps; t++) {
        int words, same;
        const float *x = decode_chances(a, t, &words), *y = decode_chances(b, t, &same);
        assert_int_equal(words, same);
        assert_memory_equal(x, y, (size_t)words * sizeof *x);
        const Trace *one = decode_trace(a, t), *other = decode_trace(b, t);
        for (Value v = 0; v < one->program->value_count; v++) {
            assert_int_equal(shape_size(one->values[v].shape), shape_size(other->values[v].shape));
            assert_memory_equal(one->values[v].x, other->values[v].x,
                                shape_size(one->values[v].shape) * sizeof(float));
        }
    }
}

/* A run beside one of another temperature takes from it what comes before, and has the bits of one
   that is made anew. */
static void a_run_beside_one_of_another_temperature(void **state) {
    static const char *const heats[] = {"temperature=0.2", "temperature=0.45", "temperature=3"};
    const Fixture *f = *state;
    const Kernels *k = kernels_named("plain");
    Arena arena = {0};
    Error e;
    Decoding plain, beside, anew, back;
    const char *text = "the fox had a";
    Search words = {.words = 5};
    assert_true(whatif_decode(&f->model, text, NULL, &words, k, &arena, &plain, &e));
    for (int i = 0; i < 3; i++) {
        WhatIfList list = what_list(heats[i]), none = {.count = 0};
        assert_true(whatif_decode(&f->model, text, &list, &words, k, &arena, &anew, &e));
        assert_true(whatif_decode_watched(&f->model, text, &list, &words, k, &plain, NULL, &arena,
                                          &beside, &e));
        assert_int_equal(decode_held(&beside), 1); /* one that is made anew holds more */
        assert_true(decode_held(&anew) > 1);
        check_same_bits(&beside, &anew);
        assert_true(whatif_decode_watched(&f->model, text, &none, &words, k, &beside, NULL, &arena,
                                          &back, &e));
        check_same_bits(&back, &plain);
        decode_forget(&beside, 0); /* and when it is asked for again */
        check_same_bits(&beside, &anew);
    }
    arena_free(&arena);
}

/* Letters that count how often they are asked for. */
typedef struct Counting {
    Font font;
    long asked;
} Counting;

static const Glyph *counting_glyph(void *self, Face face, int pixels, uint32_t code) {
    Counting *c = self;
    c->asked++;
    return c->font.glyph(c->font.self, face, pixels, code);
}

static FontMetrics counting_metrics(void *self, Face face, int pixels) {
    const Counting *c = self;
    return c->font.metrics(c->font.self, face, pixels);
}

/* Of a line that has no room its end is shown; which end costs the more the longer the line is, but
   not for each word the whole line again. */
static void a_very_long_line_is_cut_fast(void **state) {
    enum { WORDS = 1000, LETTERS = 4 };
    Fixture f = {0};
    Error e = {{0}};
    Buffer text = {0};
    (void)state;
    f.model = line_model(&f.arena, POSITIONS_SINUSOIDAL);
    f.model.config.max_positions = WORDS + 40;
    f.font = font_fixed(&f.arena);
    read_languages(&f.arena, &f.lang[0], &f.lang[1]);
    for (int i = 0; i < WORDS; i++) buffer_text(&text, i % 2 ? " fox" : " the");
    if (!open_app(&f, text.data, "search greedy words=2; depth sentence", &e))
        fail_msg("%s", e.text);
    Counting c = {f.font, 0};
    Font font = {.self = &c, .glyph = counting_glyph, .metrics = counting_metrics};
    app_resize(&f.app, 1440, 900, &font);
    const Scene *s = app_scene(&f.app);
    assert_true(s->count > 100 && c.asked > 0);
    if (c.asked > (long)40 * WORDS * LETTERS) fail_msg("%ld letters were measured", c.asked);
    buffer_free(&text);
    app_close(&f.app);
    arena_free(&f.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(its_words_stand_in_one_line, start, teardown),
        cmocka_unit_test_setup_teardown(an_arc_is_carried_to_another_word, start, teardown),
        cmocka_unit_test_setup_teardown(steps_go_through_the_words, start, teardown),
        cmocka_unit_test_setup_teardown(words_are_drawn_again, start, teardown),
        cmocka_unit_test_setup_teardown(the_temperature_has_ticks, start, teardown),
        cmocka_unit_test(a_long_line_still_has_arcs),
        cmocka_unit_test_setup_teardown(a_run_beside_one_of_another_temperature, start, teardown),
        cmocka_unit_test_setup_teardown(the_temperature_is_dragged, start, teardown),
        cmocka_unit_test_setup_teardown(the_next_word_is_drawn_again, start, teardown),
        cmocka_unit_test_setup_teardown(weights_that_look_untrained_are_told, start, teardown),
        cmocka_unit_test(a_very_long_line_is_cut_fast),
        cmocka_unit_test_setup_teardown(scores_that_are_whole_are_told, start_whole, teardown),
        cmocka_unit_test_setup_teardown(scores_by_layer_are_told, start_by_layer, teardown),
    };
    return cmocka_run_group_tests_name("line_home", tests, NULL, NULL);
}
