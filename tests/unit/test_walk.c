/* Going in and out, token's journeys, products one at a time, play, movements, zoom, drags, forms
 * and folds. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/state/shown.h"
#include "scene/frame/build.h"
#include "scene/pen/hit.h"
#include "tiny_app.h"
#include "trace/opening.h"
#include "trace/measure.h"

static App *app_of(void **state) {
    return &((Fixture *)*state)->app;
}

static void in_and_out_go_through_every_depth(void **state) {
    App *app = app_of(state);
    app->motion = false;
    go(app, "show encoder.1.self.scores head=1; depth model");
    for (int d = DEPTH_LAYER; d <= DEPTH_CELL; d++) {
        app_update(app, COMMAND_IN);
        assert_int_equal(app->view.shown.at.depth, d);
        assert_string_equal(app->view.shown.at.path, "encoder.1.self.scores");
    }
    assert_int_equal(app->view.shown.at.row, 0);
    app_update(app, COMMAND_IN); /* nothing is smaller: on to what it comes from, and back */
    assert_int_equal(app->view.shown.at.depth, DEPTH_CELL);
    assert_int_equal(app->view.trail.count, 1);
    app_update(app, COMMAND_BACK);
    assert_string_equal(app->view.shown.at.path, "encoder.1.self.scores");
    for (int d = DEPTH_ROW; d >= DEPTH_SENTENCE; d--) {
        app_update(app, COMMAND_OUT);
        assert_int_equal(app->view.shown.at.depth, d);
    }
    app_update(app, COMMAND_OUT);
    assert_true(*app->view.passing.toast);
    assert_int_equal(app->view.shown.at.depth, DEPTH_SENTENCE);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.at.depth, DEPTH_MODEL);
}

/* The amber box around the word that is written. */
static float chip(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_BOX && s->items[i].line >= 2 && s->items[i].fill &&
            s->items[i].h > 30) /* lower: the handle of a ribbon */
            return s->items[i].x;
    fail_msg("no word is lit");
    return 0;
}

/* What marks the word slides in 400 ms; the same key ends that; without movements it is there. */
static void words_slide(void **state) {
    App *app = app_of(state);
    app->motion = true;
    go(app, "show decoder.1.cross.weights@0 head=1; depth sentence");
    float from = chip(app);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(view_address(&app->view, &app->run).t, 1);
    assert_true(app_moving(app));
    assert_true(fabsf(chip(app) - from) < 1);
    app_tick(app, 200);
    float between = chip(app);
    app_tick(app, 250);
    assert_false(app_moving(app));
    float to = chip(app);
    assert_true(from < between && between < to);
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(view_address(&app->view, &app->run).t, 2);
    assert_false(app_moving(app));
    app->motion = false;
    app_update(app, COMMAND_PREVIOUS);
    assert_false(app_moving(app));
    assert_true(fabsf(chip(app) - to) < 1);
}

/* 1.2 s a word, up to the last one; from there it begins again. */
static void words_play(void **state) {
    App *app = app_of(state);
    app->motion = false;
    go(app, "show decoder.1.cross.weights@0 head=1; depth sentence");
    app_update(app, COMMAND_PLAY);
    app_tick(app, 1100);
    assert_int_equal(view_address(&app->view, &app->run).t, 0);
    app_tick(app, 101);
    assert_int_equal(view_address(&app->view, &app->run).t, 1);
    for (int i = 0; i < 40; i++) app_tick(app, 1201);
    int last = opening_written(&app->run) - 1;
    assert_int_equal(view_address(&app->view, &app->run).t, last);
    assert_false(app->view.passing.playing);
    app_update(app, COMMAND_PLAY);
    assert_int_equal(view_address(&app->view, &app->run).t, 0);
}

/* Through all heads that look back, behind those of a block their mean, and round. */
static void heads_go_round(void **state) {
    App *app = app_of(state);
    go(app, "show decoder.0.cross.weights@0 head=0; depth sentence");
    int seen = 0, means = 0;
    do {
        app_update(app, COMMAND_NEXT_HEAD);
        means += app->view.shown.at.head == HEAD_MEAN;
        seen++;
    } while (seen < 50 && !(app->view.shown.at.head == 0 &&
                            strcmp(app->view.shown.at.path, "decoder.0.cross.weights") == 0));
    assert_int_equal(seen, 6);
    assert_int_equal(means, 2);
    app_update(app, COMMAND_PREVIOUS_HEAD);
    assert_int_equal(app->view.shown.at.head, HEAD_MEAN);
    app_update(app, COMMAND_IN);
    assert_int_equal(app->view.shown.at.head, 0);
    assert_int_equal(app->view.shown.at.depth, DEPTH_MODEL);
}

/* The column that is entered is the row's largest. */
static void a_cell_is_entered_at_the_largest(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=1; point row=2; depth row");
    Tensor a = trace_find(decode_trace(&app->run, app->run.steps - 1), "encoder.0.self.weights");
    app_update(app, COMMAND_IN);
    for (int j = 0; j < a.shape.cols; j++)
        assert_true(tensor_at(a, 1, 2, j) <= tensor_at(a, 1, 2, app->view.shown.at.col));
}

static void weights_have_nothing_behind_them(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.w.q; point row=2; depth row");
    app_update(app, COMMAND_IN);
    assert_int_equal(app->view.shown.at.depth, DEPTH_ROW);
    assert_true(*app->view.passing.toast);
}

static void arrows_move_at_their_depth(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores; depth sublayer");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.add");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "encoder.0.ffn.hidden");
    app_update(app, COMMAND_PREVIOUS);
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.q.linear");
    go(app, "show encoder.0.self.scores; depth layer");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "encoder.1.self.q.linear");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "decoder.embed");
    go(app, "show encoder.0.self.scores@0; depth model");
    app_update(app, COMMAND_NEXT);
    assert_int_equal(view_address(&app->view, &app->run).t, 1);
    app_update(app, COMMAND_PREVIOUS);
    app_update(app, COMMAND_PREVIOUS);
    assert_int_equal(view_address(&app->view, &app->run).t, 0);
    assert_true(*app->view.passing.toast);
}

/* Only steps whose rows are the same tokens; the row stays. */
static void a_token_has_a_journey(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.embed; point row=2; depth row");
    int steps = 0;
    for (; !*app->view.passing.toast; steps++) {
        Address a = view_address(&app->view, &app->run);
        assert_int_equal(app->run.programs[a.t].values[a.value].form.rows, AXIS_SOURCE);
        assert_int_equal(app->view.shown.at.row, 2);
        assert_int_equal(app->view.shown.at.depth, DEPTH_ROW);
        app_update(app, COMMAND_NEXT);
    }
    assert_string_equal(app->view.shown.at.path, "decoder.1.cross.v");
    assert_true(steps > 30);
    app_update(app, COMMAND_FIRST);
    assert_string_equal(app->view.shown.at.path, "encoder.embed");
    app_update(app, COMMAND_LAST);
    assert_string_equal(app->view.shown.at.path, "decoder.1.cross.v");
}

static void products_come_one_at_a_time(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=1; point row=2 col=1; depth cell; part 1");
    for (int n = 2; n <= 3; n++) { /* heads are 4 wide */
        app_update(app, COMMAND_NEXT);
        assert_int_equal(app->view.shown.part, n);
    }
    app_update(app, COMMAND_NEXT);
    assert_int_equal(app->view.shown.part, -1);
    assert_int_equal(app->view.shown.at.col, 1);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(app->view.shown.part, 1);
    assert_int_equal(app->view.shown.at.col, 2);
    app_update(app, COMMAND_FIRST);
    assert_int_equal(app->view.shown.part, 0);
    app_update(app, COMMAND_PREVIOUS);
    assert_int_equal(app->view.shown.at.col, 1);
    go(app, "show encoder.0.self.weights head=1; point row=2 col=1; depth cell");
    app_update(app, COMMAND_NEXT); /* no sum: the next cell at once */
    assert_int_equal(app->view.shown.at.col, 2);
}

static void playing_walks_and_rests(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores");
    assert_false(app_moving(app));
    app_update(app, COMMAND_PLAY);
    assert_true(app_moving(app) && app->view.shown.played == 0);
    float seconds = 0;
    while (app->view.shown.played < 1 && seconds < 10) app_tick(app, 16), seconds += 0.016f;
    assert_true(seconds <= 3.1f);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scores");
    while (strcmp(app->view.shown.at.path, "encoder.0.self.scores") == 0 && seconds < 10)
        app_tick(app, 16), seconds += 0.016f;
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scaled");
    app_update(app, COMMAND_NEXT); /* ends the movement first */
    assert_true(app->view.shown.played == 1);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scaled");
    app_update(app, COMMAND_PLAY);
    assert_false(app_moving(app));
    go(app, "show output.probabilities");
    app_update(app, COMMAND_PLAY);
    for (int i = 0; i < 1000 && app_moving(app); i++) app_tick(app, 16);
    assert_false(app->view.passing.playing); /* nothing comes after the last step */
}

/* Milliseconds that playing stays at the shown step once its figure is over. */
static float stays(App *app, const char *view) {
    float time = 0;
    go(app, view);
    app_update(app, COMMAND_PLAY);
    while (app->view.shown.played < 1) app_tick(app, 16), app_scene(app);
    const char *path = arena_print(&app->scenes, "%s", app->view.shown.at.path);
    while (app->view.passing.playing && strcmp(app->view.shown.at.path, path) == 0 && time < 20000)
        app_tick(app, 16), app_scene(app), time += 16;
    if (app->view.passing.playing) app_update(app, COMMAND_PLAY);
    return time;
}

/* Much text beside the figure is given time; where it is folded away there is none to read. */
static void playing_waits_for_what_is_to_read(void **state) {
    App *app = app_of(state);
    float open = stays(app, "show encoder.0.self.scores; depth step; fold notes=open"),
          shut = stays(app, "show encoder.0.self.scores; depth step; fold notes=shut");
    assert_true(shut >= 880 && shut < 2500);
    assert_true(open > 2 * shut && open <= 8100);
    app_update(app, COMMAND_FASTER);
    assert_true(stays(app, "show encoder.0.self.scores; depth step; fold notes=open") < open);
    app_update(app, COMMAND_SLOWER);
}

static void slow_play_keeps_its_limit(void **state) {
    App *app = app_of(state);
    for (int i = 0; i < 9; i++) app_update(app, COMMAND_SLOWER);
    assert_int_equal(app->view.passing.speed, 25);
    go(app, "show encoder.0.self.scores");
    app_update(app, COMMAND_PLAY);
    int ticks = 0;
    while (app->view.shown.played < 1) app_tick(app, 10), ticks++;
    assert_in_range(ticks, 295, 301);
    for (int i = 0; i < 9; i++) app_update(app, COMMAND_FASTER);
    assert_int_equal(app->view.passing.speed, 400);
}

static void nothing_moves_when_motion_is_off(void **state) {
    App *app = app_of(state);
    app->motion = false;
    go(app, "show encoder.0.self.scores; depth sublayer");
    app_update(app, COMMAND_IN);
    assert_true(app->view.passing.moved == 1 && !app_moving(app));
    app_update(app, COMMAND_PLAY);
    assert_true(app->view.shown.played == 1);
    for (int i = 0; i < 70; i++) app_tick(app, 16);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scaled");
}

static void movements_end_and_can_be_skipped(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=0; point row=1; depth step");
    app_update(app, COMMAND_IN);
    assert_true(app->view.passing.moved == 0 && app->view.passing.from[2] > 0);
    int ticks = 0;
    while (app_moving(app)) app_tick(app, 16), app_scene(app), ticks++;
    assert_in_range(ticks, 2, 600 / 16);
    app_update(app, COMMAND_OUT);
    assert_true(app->view.passing.moved == 0 && app->view.passing.leaving);
    app_update(app, COMMAND_NEXT);
    assert_true(app->view.passing.moved == 1);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scores");
}

static const Target *target_at(App *app, TargetKind kind, const char *path) {
    const Scene *s = app_scene(app);
    for (int i = s->target_count - 1; i >= 0; i--)
        if (s->targets[i].kind == kind && s->targets[i].path &&
            strcmp(s->targets[i].path, path) == 0)
            return &s->targets[i];
    fail_msg("%s is not to be pointed at", path);
    return NULL;
}

static void zoom_keeps_what_is_under_the_pointer(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.ffn.w.hidden");
    const Target *t = target_at(app, TARGET_CELLS, "encoder.0.ffn.w.hidden");
    float x = t->x + t->w * 0.8f, y = t->y + t->h * 0.6f;
    int row, col, row2, col2;
    assert_true(scene_hit(app_scene(app), x, y, &t, &row, &col));
    app_wheel(app, x, y, 3);
    assert_true(app->view.shown.zoom.factor > 1.5f);
    t = target_at(app, TARGET_CELLS, "encoder.0.ffn.w.hidden");
    assert_true(t->cols < 12 && t->col0 > 0);
    assert_true(
        scene_hit(app_scene(app), t->x + t->w * 0.8f, t->y + t->h * 0.6f, &t, &row2, &col2));
    assert_in_range(col2, col - 1, col + 1);
    assert_in_range(row2, row - 1, row + 1);
    app_update(app, COMMAND_ZOOM_WHOLE);
    assert_true(app->view.shown.zoom.factor == 1 && app->view.shown.zoom.x == 0);
    app_update(app, COMMAND_ZOOM_IN);
    float before = app->view.shown.zoom.x;
    app_update(app, COMMAND_PAN_RIGHT);
    assert_true(app->view.shown.zoom.x > before);
    t = target_at(app, TARGET_CELLS, "encoder.0.ffn.w.hidden");
    before = app->view.shown.zoom.x;
    app_press(app, t->x + 30, t->y + 10, 0, false);
    app_drag(app, t->x + 60, t->y + 10);
    app_release(app, t->x + 60, t->y + 10);
    assert_true(app->view.shown.zoom.x < before);
    assert_int_equal(app->view.shown.at.row, -1); /* a drag is no click */
}

static void ticks_are_clicked_and_dragged(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.embed");
    Target t = *target_at(app, TARGET_STEP, "encoder.0.ffn.active"),
           u = *target_at(app, TARGET_STEP, "decoder.1.cross.heads");
    app_click(app, t.x + t.w / 2, t.y + t.h / 2);
    assert_string_equal(app->view.shown.at.path, "encoder.0.ffn.active");
    app_press(app, t.x + t.w / 2, t.y + t.h / 2, 0, false);
    for (int i = 0; i <= 20; i++)
        app_drag(app, t.x + (u.x - t.x) * (float)i / 20 + u.w / 2, t.y + t.h / 2 + 300);
    assert_string_equal(app->view.shown.at.path, "decoder.1.cross.heads");
    app_release(app, u.x + u.w / 2, 5);
    assert_string_equal(app->view.shown.at.path, "decoder.1.cross.heads");
}

static void two_clicks_go_in(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=1");
    const Target *t = target_at(app, TARGET_CELLS, "encoder.0.self.scores");
    float x = t->x + t->w * 0.5f, y = t->y + t->h * 0.5f;
    app_click(app, x, y);
    app_press(app, x, y, 0, true);
    app_release(app, x, y);
    assert_int_equal(app->view.shown.at.depth, DEPTH_ROW);
    assert_true(app->view.shown.at.row >= 0);
}

/* The first click lets the pinned cell go, the second goes into it all the same. */
static void two_clicks_go_into_that_cell(void **state) {
    App *app = app_of(state);
    app->motion = false;
    for (int col = 0; col < 3; col++) {
        go(app, "show encoder.0.ffn.add; point row=2; depth row");
        const Target *t = target_at(app, TARGET_CELLS, "encoder.0.ffn.add");
        float x = t->x + ((float)col + 0.5f) * t->w / (float)t->cols, y = t->y + t->h * 0.5f;
        if (col == 1) app_click(app, x, y);
        app_click(app, x, y);
        app_press(app, x, y, 0, true);
        app_release(app, x, y);
        assert_int_equal(app->view.shown.at.depth, DEPTH_CELL);
        assert_int_equal(app->view.shown.at.row, 2);
        assert_int_equal(app->view.shown.at.col, col);
    }
}

/* What is shown whole cannot be moved, and nothing is there to be undone. */
static void whole_figures_stay(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.ffn.hidden");
    int before = app->history_count;
    app_update(app, COMMAND_PAN_RIGHT);
    app_update(app, COMMAND_PAN_DOWN);
    assert_true(app->view.shown.zoom.x == 0 && app->view.shown.zoom.y == 0);
    assert_int_equal(app->history_count, before + 1); /* the place itself */
    app_update(app, COMMAND_PAN_RIGHT);
    assert_int_equal(app->history_count, before + 1);
}

static void forms_go_round(void **state) {
    App *app = app_of(state);
    static const FigureForm forms[] = {FORM_RIBBONS, FORM_BARS, FORM_HEADS, FORM_ALONE,
                                       FORM_MATRIX};
    go(app, "show encoder.0.self.weights head=1");
    for (int i = 0; i < 5; i++) {
        app_update(app, COMMAND_FORM);
        assert_int_equal(app->view.shown.at.form, forms[i]);
    }
    go(app, "show encoder.0.self.weights; depth model");
    app_update(app, COMMAND_FORM);
    assert_int_equal(app->view.shown.at.form, FORM_HEADS);
}

/* While presenting the whole comes first, then the row that leads by most, then the number that it
   leads with; from behind the other way round. */
static void a_clicker_goes_through_the_parts(void **state) {
    App *app = app_of(state);
    const Place *at = &app->view.shown.at;
    go(app, "show encoder.0.self.scores head=1; present on");
    assert_true(at->row == -1 && at->col == -1);
    app_update(app, COMMAND_NEXT);
    assert_true(at->row >= 0 && at->col == -1);
    app_update(app, COMMAND_NEXT);
    int row = at->row, col = at->col, largest;
    Tensor x = decode_trace(&app->run, 0)->values[program_find(&app->run.programs[0], at->path)];
    assert_int_equal(row, measure_leading_row(x, 1));
    assert_int_equal(measure_largest(x, 1, row, &largest, 1), 1);
    assert_int_equal(col, largest);
    app_update(app, COMMAND_NEXT);
    assert_string_equal(at->path, "encoder.0.self.scaled");
    assert_true(at->row == -1 && at->col == -1);
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(at->path, "encoder.0.self.scores");
    assert_true(at->row == row && at->col == col);
    app_update(app, COMMAND_PREVIOUS);
    assert_true(at->row == row && at->col == -1);
    app_update(app, COMMAND_PREVIOUS);
    assert_true(at->row == -1);
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(at->path, "encoder.0.self.v");
    go(app, "show encoder.0.self.scores; present off");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(at->path, "encoder.0.self.scaled");
}

static void panels_fold(void **state) {
    App *app = app_of(state);
    float wide = app_scene(app)->stage[2], high = app_scene(app)->stage[3];
    app_update(app, COMMAND_MAP);
    float without_map = app_scene(app)->stage[2];
    assert_true(without_map > wide + 100);
    app_update(app, COMMAND_NOTES);
    assert_true(app_scene(app)->stage[2] > without_map + 100);
    app_update(app, COMMAND_TIMELINE);
    assert_true(app_scene(app)->stage[3] > high + 30);
    app_resize(app, 900, 600, app->font);
    assert_true(app_scene(app)->stage[2] > 800 && app_scene(app)->stage[2] < 900); /* two rails */
    app_update(app, COMMAND_MAP);
    assert_true(app_scene(app)->stage[2] < 800);
}

/* A folded panel leaves a rail, which opens it over nothing: the figure makes room. */
static void rails_open_panels(void **state) {
    App *app = app_of(state);
    app_resize(app, 1024, 768, app->font);
    float stage = app_scene(app)->stage[2];
    assert_true(stage == 1024 - 2 * 44);
    app_click(app, 22, 400);
    assert_true(app_scene(app)->stage[0] > 150);
    app_click(app, 1002, 90);
    assert_true(app_scene(app)->stage[0] + app_scene(app)->stage[2] < 800);
    app_update(app, COMMAND_MAP);
    app_update(app, COMMAND_NOTES);
    assert_true(app_scene(app)->stage[2] == stage);
}

/* A larger window shows more, and nothing larger; a finer display shows everything larger. */
static void type_is_the_displays(void **state) {
    App *app = app_of(state);
    const float scales[] = {1, 1, 2};
    int pixels[3];
    for (int i = 0; i < 3; i++) {
        app->scale = scales[i];
        app_resize(app, i ? 2560 : 1440, i ? 1600 : 900, app->font);
        const Scene *s = app_scene(app);
        for (int k = 0; k < s->count; k++)
            if (s->items[k].kind == ITEM_TEXT && strcmp(s->items[k].text, "attnscope") == 0)
                pixels[i] = s->items[k].pixels;
    }
    assert_int_equal(pixels[1], pixels[0]);
    assert_int_equal(pixels[2], 2 * pixels[0]);
    app->scale = 1;
}

/* Every word of what is read and written stands in the bar, and pins its row. */
static void the_bar_has_every_word(void **state) {
    App *app = app_of(state);
    const int sizes[][2] = {{1440, 900}, {1024, 768}, {640, 400}};
    for (int i = 0; i < 3; i++) {
        app_resize(app, sizes[i][0], sizes[i][1], app->font);
        const Scene *s = app_scene(app);
        const Decoding *d = &app->run;
        for (int k = 0; k < d->source.count; k++) {
            const char *word = d->model->source.words[d->source.id[k]];
            bool found = false;
            for (int n = 0; n < s->count && !found; n++)
                found = s->items[n].kind == ITEM_TEXT && s->items[n].y < s->stage[1] &&
                        strcmp(s->items[n].text, word) == 0;
            if (!found) fail_msg("%s is not in the bar at %d", word, sizes[i][0]);
        }
    }
    app_resize(app, 1440, 900, app->font);
    const Scene *s = app_scene(app);
    int at = 0, row;
    while (at < s->target_count && s->targets[at].kind != TARGET_ROW) at++;
    assert_true(at < s->target_count);
    row = s->targets[at].row0;
    app_click(app, s->targets[at].x + 3, s->targets[at].y + 6);
    assert_int_equal(app->view.shown.at.row, row);
    assert_int_equal(app->view.shown.at.col, -1);
    assert_false(app->view.passing.edit.on);
}

static const Target *label_of(App *app, TargetKind kind, int at) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == kind && s->targets[i].row0 == at && s->targets[i].y > s->stage[1])
            return &s->targets[i];
    fail_msg("no label of %d", at);
    return NULL;
}

/* A row's label pins it, a column's its number in the pinned row, or where it is largest. */
static void labels_of_a_matrix_answer(void **state) {
    App *app = app_of(state);
    go(app, "show decoder.1.cross.weights head=1; depth step; point none");
    const Target *t = label_of(app, TARGET_COLUMN, 3);
    app_click(app, t->x + 1, t->y + 1);
    Tensor x = decode_trace(&app->run, app->run.steps - 1)
                   ->values[view_address(&app->view, &app->run).value];
    int row = app->view.shown.at.row;
    assert_int_equal(app->view.shown.at.col, 3);
    for (int i = 0; i < x.shape.rows; i++)
        assert_true(tensor_at(x, 1, i, 3) <= tensor_at(x, 1, row, 3));
    t = label_of(app, TARGET_ROW, 2);
    app_hover(app, t->x + 1, t->y + 1);
    assert_string_not_equal(app_scene(app)->speech, "");
    t = label_of(app, TARGET_ROW, 2);
    app_click(app, t->x + 1, t->y + 1);
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, -1);
    t = label_of(app, TARGET_COLUMN, 1);
    app_click(app, t->x + 1, t->y + 1);
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, 1);
    t = label_of(app, TARGET_COLUMN, 1);
    app_click(app, t->x + 1, t->y + 1);
    assert_int_equal(app->view.shown.at.col, -1);
}

static const Target *dots_of(const Scene *s) {
    for (int i = 0; i < s->count; i++) {
        const Item *m = &s->items[i];
        if (m->kind != ITEM_TEXT || strcmp(m->text, "…") != 0 || m->y > s->stage[1] + 60) continue;
        for (int k = 0; k < s->target_count; k++)
            if (s->targets[k].kind == TARGET_STEP && fabsf(s->targets[k].x - m->x) < 1)
                return &s->targets[k];
    }
    return NULL;
}

/* Where there is no room for all crumbs "…" leads to the nearest that is left out. */
static void crumbs_that_are_left_out_are_led_to(void **state) {
    App *app = app_of(state);
    go(app, "show decoder.1.cross.weights head=1; depth step");
    const Scene *s = NULL;
    const Target *t = NULL;
    for (int wide = 640; wide < 1440 && !t; wide += 100, app_resize(app, wide, 700, app->font))
        s = app_scene(app), t = dots_of(s);
    assert_non_null(t);
    assert_true(t->depth < DEPTH_STEP);
}

static void drag(App *app, float x, float y, float by) {
    app_press(app, x, y, 0, false);
    for (int i = 1; i <= 4; i++) app_drag(app, x + by * (float)i / 4, y);
    app_release(app, x + by, y);
}

static const Target *edge_of(App *app, Command c) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].command == c && s->targets[i].kind == TARGET_COMMAND &&
            s->targets[i].h > (float)s->height / 3)
            return &s->targets[i];
    fail_msg("the panel has no edge");
    return NULL;
}

/* Rails open, and panels fold, as their edges are dragged; the figure has the room. */
static void panels_are_dragged(void **state) {
    static const struct {
        Command command;
        Panel panel;
        float out;
    } list[] = {{COMMAND_MAP, PANEL_MAP, 60}, {COMMAND_NOTES, PANEL_NOTES, -60}};
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights; depth step; fold map=open notes=open");
    for (int i = 0; i < 2; i++) {
        const Target *t = edge_of(app, list[i].command);
        float before = app_scene(app)->stage[2];
        drag(app, t->x + 2, t->y + 200, -list[i].out);
        SceneInput in = shown_input(app);
        assert_false(scene_panel_open(&in, list[i].panel));
        assert_true(app_scene(app)->stage[2] > before);
        t = edge_of(app, list[i].command);
        drag(app, t->x + 10, t->y + 200, list[i].out);
        in = shown_input(app);
        assert_true(scene_panel_open(&in, list[i].panel));
        assert_true(app_scene(app)->stage[2] == before);
    }
}

/* A head's picture in its layer's diagram opens that head, and a sublayer's the shown head. */
static void pictures_of_heads_open_them(void **state) {
    App *app = app_of(state);
    app->motion = false;
    for (int near = 0; near < 2; near++) {
        go(app, near ? "show encoder.0.self.weights head=1; depth sublayer"
                     : "show encoder.0.self.weights head=0; depth layer");
        const Scene *s = app_scene(app);
        const Target *found = NULL;
        for (int i = 0; i < s->target_count; i++) {
            const Target *t = &s->targets[i];
            bool inside =
                t->x > s->stage[0] && t->y > s->stage[1] + 60 && t->x < s->stage[0] + s->stage[2];
            if (t->kind == TARGET_STEP && inside && t->depth == DEPTH_STEP && t->head == 1 &&
                strcmp(t->path, "encoder.0.self.weights") == 0)
                found = t;
        }
        assert_non_null(found);
        app_click(app, found->x + found->w / 2, found->y + found->h / 2);
        assert_int_equal(app->view.shown.at.depth, DEPTH_STEP);
        assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
        assert_int_equal(app->view.shown.at.head, 1);
    }
}

/* A letter of the formula leads to its matrix, and tells its name while it is pointed at. */
static void letters_of_a_formula_lead(void **state) {
    static const struct {
        const char *view, *path, *name;
    } list[] = {
        {"show encoder.0.self.scores head=1; depth step", "encoder.0.self.k", "Keys"},
        {"show encoder.0.self.scaled head=1; depth step", "encoder.0.self.scores", "Scores"},
        {"show encoder.0.self.q.linear; depth step", "encoder.0.self.w.q", "Query weights"}};
    App *app = app_of(state);
    app->motion = false;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) {
        go(app, list[k].view);
        const Scene *s = app_scene(app);
        const Target *t = NULL;
        for (int i = 0; i < s->target_count; i++)
            if (s->targets[i].kind == TARGET_STEP && s->targets[i].text &&
                strcmp(s->targets[i].path, list[k].path) == 0)
                t = &s->targets[i];
        if (!t) fail_msg("no letter of %s", list[k].path);
        float x = t->x + t->w / 2, y = t->y + t->h / 2;
        app_hover(app, x, y);
        s = app_scene(app);
        bool named = false;
        for (int i = 0; i < s->count; i++)
            named |= s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, list[k].name) == 0 &&
                     strcmp(s->items[i].group, "overlay") == 0;
        if (!named) fail_msg("%s is not told", list[k].name);
        app_click(app, x, y);
        assert_string_equal(app->view.shown.at.path, list[k].path);
        app_hover(app, 2, 2);
    }
}

/* What the notes claim and measure of a row leads to it; "from …" goes there. */
static void lines_of_the_notes_lead(void **state) {
    App *app = app_of(state);
    app_resize(app, 1920, 1080, app->font);
    go(app, "show encoder.0.self.weights head=1; depth step; point none; fold notes=open");
    const Scene *s = app_scene(app);
    int lines = 0;
    for (int i = 0; i < s->target_count; i++) {
        Target t = s->targets[i];
        if (t.kind != TARGET_ROW || t.x < s->stage[0] + s->stage[2]) continue;
        lines++;
        app_click(app, t.x + 3, t.y + 3);
        assert_int_equal(app->view.shown.at.row, t.row0);
        go(app, "point none");
        s = app_scene(app);
    }
    assert_true(lines >= 2);
    go(app, "show encoder.0.self.scores head=1; point row=1 col=2");
    const Target *why = NULL;
    s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].command == COMMAND_WHY && s->targets[i].x > s->stage[0] + s->stage[2])
            why = &s->targets[i];
    assert_non_null(why);
    app_click(app, why->x + 3, why->y + 3);
    assert_int_equal(app->view.trail.count, 1);
}

/* The wall of heads and the tree have buttons at the steps that they are about, too. */
static void wall_and_tree_have_buttons(void **state) {
    static const struct {
        const char *view;
        Command command;
        FigureForm form;
    } list[] = {{"show encoder.0.self.weights; depth step", COMMAND_REORDER, FORM_HEADS},
                {"show output.probabilities; depth step", COMMAND_TREE, FORM_TREE}};
    App *app = app_of(state);
    app_resize(app, 1920, 1080, app->font);
    for (int i = 0; i < 2; i++) {
        go(app, list[i].view);
        const Scene *s = app_scene(app);
        int at = 0;
        while (at < s->target_count && s->targets[at].command != list[i].command) at++;
        assert_true(at < s->target_count);
        app_click(app, s->targets[at].x + 4, s->targets[at].y + 4);
        assert_int_equal(app->view.shown.at.form, list[i].form);
        assert_int_equal(app->view.shown.at.depth, DEPTH_MODEL);
        app->view.shown.at.form = FORM_MATRIX;
    }
}

/* Every form has a button, and there is one for why where a number is pinned. */
static void forms_have_buttons(void **state) {
    App *app = app_of(state);
    const Scene *s = app_scene(app);
    int at = 0;
    while (at < s->target_count &&
           (s->targets[at].kind != TARGET_FORM || s->targets[at].row0 != FORM_HEADS))
        at++;
    assert_true(at < s->target_count);
    app_click(app, s->targets[at].x + 4, s->targets[at].y + 4);
    assert_int_equal(app->view.shown.at.form, FORM_HEADS);
    app->view.shown.at.form = FORM_MATRIX;
    app->view.shown.at.row = app->view.shown.at.col = 1;
    app_stale(app);
    s = app_scene(app);
    for (at = 0; at < s->target_count && s->targets[at].command != COMMAND_WHY;) at++;
    assert_true(at < s->target_count);
    app_click(app, s->targets[at].x + 4, s->targets[at].y + 4);
    assert_int_equal(app->view.trail.count, 1);
}

/* The menu of a narrow bar, by keys and by mouse. */
static void the_bar_has_a_menu(void **state) {
    App *app = app_of(state);
    app_resize(app, 1024, 768, app->font);
    app_key(app, KEY_F10, 0);
    assert_int_equal(app->view.passing.more, 1);
    app_key(app, KEY_UP, 0);
    assert_string_equal(app_spoken(app), lang_text(app_lang(app), "keys.keys"));
    app_key(app, KEY_ENTER, 0);
    assert_int_equal(app->view.passing.more, 0);
    assert_true(app->view.passing.keys_page); /* its last line */
    app_key(app, KEY_ESCAPE, 0);
    app_update(app, COMMAND_MORE);
    const Scene *s = app_scene(app);
    int at = 0;
    while (s->targets[at].command != COMMAND_THEME) at++;
    ThemeName theme = app->view.shown.setting.theme;
    app_click(app, s->targets[at].x + 5, s->targets[at].y + 5);
    assert_int_equal(app->view.passing.more, 0);
    assert_int_not_equal(app->view.shown.setting.theme, theme);
    app_update(app, COMMAND_MORE);
    app_click(app, 300, 400);
    assert_int_equal(app->view.passing.more, 0);
    app_update(app, COMMAND_MORE);
    app_key(app, KEY_ESCAPE, 0);
    assert_int_equal(app->view.passing.more, 0);
}

/* Words over a folded panel stand beside it, not on the buttons below it. */
static void words_of_a_folded_panel_hide_no_button(void **state) {
    static const Command panels[] = {COMMAND_MAP, COMMAND_NOTES};
    App *app = app_of(state);
    app_resize(app, 960, 600, app->font);
    for (int i = 0; i < 2; i++) {
        const Scene *s = app_scene(app);
        const char *words = lang_text(app_lang(app), i ? "keys.notes" : "keys.map");
        int at = 0, found = 0;
        while (s->targets[at].command != panels[i] || s->targets[at].h < 300) at++;
        float low = s->targets[at].y + s->targets[at].h;
        app_hover(app, s->targets[at].x + 5, s->targets[at].y + 200);
        s = app_scene(app);
        for (at = 0; at < s->count; at++) {
            if (!s->items[at].text || strcmp(s->items[at].text, words) != 0) continue;
            found++;
            assert_true(s->items[at].x > s->stage[0]);
            assert_true(s->items[at].x < s->stage[0] + s->stage[2]);
            assert_true(s->items[at].y < low);
        }
        assert_int_equal(found, 1);
    }
}

static void what_was_seen_is_marked(void **state) {
    App *app = app_of(state);
    int before = 0, after = 0;
    for (int i = 0; i < app->visited.count[0]; i++) before += app->visited.steps[0][i];
    assert_int_equal(before, 1);
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_NEXT);
    for (int i = 0; i < app->visited.count[0]; i++) after += app->visited.steps[0][i];
    assert_int_equal(after, 3);
}

static void keys_reach_the_field_while_it_is_edited(void **state) {
    App *app = app_of(state);
    app_typed(app, "e", 0);
    assert_true(app->view.passing.edit.on);
    app_typed(app, "a dog", 0);
    assert_string_equal(app->view.passing.edit.text, "a dog");
    app_key(app, KEY_ENTER, 0);
    assert_false(app->view.passing.edit.on);
    assert_string_equal(app->view.shown.of.text, "a dog");
    app_typed(app, "t", 0);
    assert_int_equal(app->view.shown.setting.theme, THEME_PAPER);
    app_typed(app, "e", 0);
    app_typed(app, "the elephant", 0);
    app_key(app, KEY_ENTER, 0);
    assert_true(app->view.passing.edit.on && *app->view.passing.toast); /* what was typed stays */
    assert_string_equal(app->view.passing.edit.text, "the elephant");
    assert_string_equal(app->view.shown.of.text, "a dog");
    app_key(app, KEY_ESCAPE, 0);
    assert_false(app->view.passing.edit.on);
    app_update(app, COMMAND_UNDO);
    app_update(app, COMMAND_UNDO);
    assert_string_equal(app->view.shown.of.text, "the cat sees a dog .");
}

static void the_dice_make_sentences(void **state) {
    App *app = app_of(state);
    for (int i = 0; i < 20; i++) {
        app_update(app, COMMAND_DICE);
        assert_string_equal(app->view.passing.toast, "");
        assert_true(strlen(app->view.shown.of.text) > 0);
    }
    assert_string_not_equal(app->view.shown.of.text, "the cat sees a dog .");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_and_out_go_through_every_depth, setup, teardown),
        cmocka_unit_test_setup_teardown(words_slide, setup, teardown),
        cmocka_unit_test_setup_teardown(words_play, setup, teardown),
        cmocka_unit_test_setup_teardown(heads_go_round, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_is_entered_at_the_largest, setup, teardown),
        cmocka_unit_test_setup_teardown(weights_have_nothing_behind_them, setup, teardown),
        cmocka_unit_test_setup_teardown(arrows_move_at_their_depth, setup, teardown),
        cmocka_unit_test_setup_teardown(a_token_has_a_journey, setup, teardown),
        cmocka_unit_test_setup_teardown(products_come_one_at_a_time, setup, teardown),
        cmocka_unit_test_setup_teardown(playing_walks_and_rests, setup, teardown),
        cmocka_unit_test_setup_teardown(playing_waits_for_what_is_to_read, setup, teardown),
        cmocka_unit_test_setup_teardown(slow_play_keeps_its_limit, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_moves_when_motion_is_off, setup, teardown),
        cmocka_unit_test_setup_teardown(movements_end_and_can_be_skipped, setup, teardown),
        cmocka_unit_test_setup_teardown(zoom_keeps_what_is_under_the_pointer, setup, teardown),
        cmocka_unit_test_setup_teardown(ticks_are_clicked_and_dragged, setup, teardown),
        cmocka_unit_test_setup_teardown(two_clicks_go_in, setup, teardown),
        cmocka_unit_test_setup_teardown(two_clicks_go_into_that_cell, setup, teardown),
        cmocka_unit_test_setup_teardown(whole_figures_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(forms_go_round, setup, teardown),
        cmocka_unit_test_setup_teardown(a_clicker_goes_through_the_parts, setup, teardown),
        cmocka_unit_test_setup_teardown(panels_fold, setup, teardown),
        cmocka_unit_test_setup_teardown(rails_open_panels, setup, teardown),
        cmocka_unit_test_setup_teardown(the_bar_has_every_word, setup, teardown),
        cmocka_unit_test_setup_teardown(the_bar_has_a_menu, setup, teardown),
        cmocka_unit_test_setup_teardown(words_of_a_folded_panel_hide_no_button, setup, teardown),
        cmocka_unit_test_setup_teardown(forms_have_buttons, setup, teardown),
        cmocka_unit_test_setup_teardown(panels_are_dragged, setup, teardown),
        cmocka_unit_test_setup_teardown(pictures_of_heads_open_them, setup, teardown),
        cmocka_unit_test_setup_teardown(wall_and_tree_have_buttons, setup, teardown),
        cmocka_unit_test_setup_teardown(letters_of_a_formula_lead, setup, teardown),
        cmocka_unit_test_setup_teardown(lines_of_the_notes_lead, setup, teardown),
        cmocka_unit_test_setup_teardown(labels_of_a_matrix_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(crumbs_that_are_left_out_are_led_to, setup, teardown),
        cmocka_unit_test_setup_teardown(type_is_the_displays, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_seen_is_marked, setup, teardown),
        cmocka_unit_test_setup_teardown(keys_reach_the_field_while_it_is_edited, setup, teardown),
        cmocka_unit_test_setup_teardown(the_dice_make_sentences, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
