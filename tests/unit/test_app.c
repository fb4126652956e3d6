/* The state under commands and pointer: what each key changes, undo, and that a bad sentence
 * changes nothing. */
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/layers/field.h"
#include "export/figure.h"
#include "scene/frame/build.h"
#include "app/acts/sentence.h"
#include "tiny_app.h"

static void walks_every_step_in_order(void **state) {
    App *app = &((Fixture *)*state)->app;
    const Program *p = &app->run.programs[app->run.steps - 1];
    app_update(app, COMMAND_FIRST);
    for (int i = 0; i < p->step_count; i++) {
        const Step *s = &p->steps[i];
        assert_string_equal(app->view.shown.at.path,
                            p->values[s->out[op_table[s->op]->outputs - 1]].path);
        assert_string_equal(app->view.passing.toast, "");
        app_update(app, COMMAND_NEXT);
    }
    assert_string_equal(app->view.shown.at.path, "output.probabilities");
    assert_string_equal(app->view.passing.toast, "This is the last step.");
    for (int i = p->step_count - 1; i > 0; i--) app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(app->view.shown.at.path, "encoder.embed");
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(app->view.passing.toast, "This is the first step.");
    app_update(app, COMMAND_LAST);
    assert_string_equal(app->view.shown.at.path, "output.probabilities");
}

static void walks_on_from_inner_values_and_weights(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.weights.exp");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.heads");
    go(app, "show encoder.0.self.w.k");
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.k.linear");
    go(app, "show encoder.0.self.w.k");
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.q");
}

static void heads_go_round(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.scores head=0");
    app_update(app, COMMAND_NEXT_HEAD);
    assert_int_equal(app->view.shown.at.head, 1);
    app_update(app, COMMAND_NEXT_HEAD);
    assert_int_equal(app->view.shown.at.head, 0);
    app_update(app, COMMAND_PREVIOUS_HEAD);
    assert_int_equal(app->view.shown.at.head, 1);
    go(app, "show encoder.embed");
    app_update(app, COMMAND_NEXT_HEAD);
    assert_int_equal(app->view.shown.at.head, 1);
    assert_string_equal(app->view.passing.toast, "This step has no heads.");
    go(app, "show encoder.0.self.concat form=heads head=0"); /* of its block's heads */
    app_update(app, COMMAND_NEXT_HEAD);
    assert_int_equal(app->view.shown.at.head, 1);
    app_update(app, COMMAND_NEXT_HEAD);
    assert_int_equal(app->view.shown.at.head, 0);
}

static void rows_move_and_pins_stay_where_the_axes_are_the_same(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.scores; point none");
    app_update(app, COMMAND_NEXT_ROW);
    assert_int_equal(app->view.shown.at.row, 0);
    app_update(app, COMMAND_PREVIOUS_ROW);
    assert_int_equal(app->view.shown.at.row, 0);
    go(app, "point none");
    app_update(app, COMMAND_PREVIOUS_ROW);
    assert_int_equal(app->view.shown.at.row, 5);
    app_update(app, COMMAND_NEXT_ROW);
    assert_int_equal(app->view.shown.at.row, 5);
    go(app, "point row=2 col=3");
    app_update(app, COMMAND_NEXT); /* scaled: same rows and columns */
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, 3);
    go(app, "show encoder.0.self.weights; point row=2 col=3");
    app_update(app, COMMAND_NEXT); /* heads: same rows, other columns */
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, -1);
    app_update(app, COMMAND_ESCAPE);
    assert_int_equal(app->view.shown.at.row, -1);
    assert_false(app->quit);
}

static void words_of_the_output_are_reached(void **state) {
    App *app = &((Fixture *)*state)->app;
    int last = app->run.steps - 1;
    assert_true(last > 1);
    go(app, "show decoder.0.self.weights; point none");
    for (int t = last - 1; t >= 0; t--) {
        app_update(app, COMMAND_PREVIOUS_WORD);
        assert_int_equal(app->view.shown.at.t, t);
    }
    assert_int_equal(strncmp(app->view.passing.toast, "Output word 1 / ", 16), 0);
    app_update(app, COMMAND_PREVIOUS_WORD);
    assert_int_equal(app->view.shown.at.t, 0);
    assert_string_equal(app->view.passing.toast, "This is the first word of the output.");
    for (int t = 0; t < last; t++) app_update(app, COMMAND_NEXT_WORD);
    assert_int_equal(app->view.shown.at.t, -1);
    go(app, "point row=2 col=2");
    app->view.shown.at.row = app->view.shown.at.col = last;
    app_update(app, COMMAND_PREVIOUS_WORD); /* the last row is not there yet */
    assert_int_equal(app->view.shown.at.row, -1);
}

static void looks_change(void **state) {
    App *app = &((Fixture *)*state)->app;
    app_update(app, COMMAND_THEME);
    assert_int_equal(app->view.shown.setting.theme, THEME_PAPER);
    for (int i = 0; i < 20; i++) app_update(app, COMMAND_TEXT_LARGER);
    assert_int_equal(app->view.shown.setting.text_size, 200);
    for (int i = 0; i < 20; i++) app_update(app, COMMAND_TEXT_SMALLER);
    assert_int_equal(app->view.shown.setting.text_size, 75);
    go(app, "size 110");
    app_update(app, COMMAND_TEXT_LARGER);
    assert_int_equal(app->view.shown.setting.text_size, 115);
    go(app, "size 110");
    app_update(app, COMMAND_TEXT_SMALLER);
    assert_int_equal(app->view.shown.setting.text_size, 100);
    app_update(app, COMMAND_TEXT_LARGER);
    app_update(app, COMMAND_TEXT_NORMAL);
    assert_int_equal(app->view.shown.setting.text_size, 100);
    app_update(app, COMMAND_LANGUAGE);
    app_update(app, COMMAND_FIRST);
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(app->view.passing.toast, "Это первый шаг.");
    app_update(app, COMMAND_LANGUAGE);
    app_update(app, COMMAND_FULL_SCREEN);
    assert_true(app->full_screen);
    app_update(app, COMMAND_EXPORT);
    assert_true(app->export.open);
    app_key(app, KEY_ENTER, 0);
    assert_true(app->export_wanted && !app->export.open);
    app_update(app, COMMAND_QUIT);
    assert_true(app->quit);
}

static void undo_and_redo_walk_the_views(void **state) {
    App *app = &((Fixture *)*state)->app;
    app_update(app, COMMAND_UNDO);
    assert_string_equal(app->view.passing.toast, "There is nothing to undo.");
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_THEME);
    app_text(app, "a dog .");
    assert_int_equal(app->run.source.count, 3);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->run.source.count, 6);
    assert_string_equal(app->view.shown.of.text, "the cat sees a dog .");
    assert_int_equal(app->view.shown.setting.theme, THEME_PAPER);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.setting.theme, THEME_NIGHT);
    app_update(app, COMMAND_UNDO);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
    for (int i = 0; i < 3; i++) app_update(app, COMMAND_REDO);
    assert_int_equal(app->run.source.count, 3);
    app_update(app, COMMAND_REDO);
    assert_string_equal(app->view.passing.toast, "There is nothing to redo.");
    app_update(app, COMMAND_UNDO);
    app_update(app, COMMAND_NEXT); /* a new way: what could be redone is gone */
    app_update(app, COMMAND_REDO);
    assert_string_equal(app->view.passing.toast, "There is nothing to redo.");
}

static void history_forgets_its_oldest(void **state) {
    App *app = &((Fixture *)*state)->app;
    for (int i = 0; i < 2 * APP_HISTORY + 1; i++) app_update(app, COMMAND_THEME);
    assert_int_equal(app->history_count, APP_HISTORY);
    for (int i = 0; i < APP_HISTORY - 1; i++) {
        app_update(app, COMMAND_UNDO);
        assert_string_equal(app->view.passing.toast, "");
    }
    app_update(app, COMMAND_UNDO);
    assert_string_equal(app->view.passing.toast, "There is nothing to undo.");
}

/* Sentences longer than anything is wide: pasted, shown, told by a line, undone and redone. Each is
   kept once, however often a view shows it. */
static void sentences_may_be_long(void **state) {
    enum { LONG = 20000, STEPS = 100 };
    App *app = &((Fixture *)*state)->app;
    char *text[2];
    for (int i = 0; i < 2; i++) {
        text[i] = test_malloc(LONG + 1);
        memset(text[i], ' ', LONG);
        memcpy(text[i], i ? "dog" : "cat", 3);
        memcpy(text[i] + LONG - 3, "the", 4);
    }
    field_open(app);
    app_paste(app, text[0]);
    assert_int_equal(app->view.passing.edit.caret, LONG);
    app_key(app, KEY_ENTER, 0);
    assert_string_equal(app->view.shown.of.text, text[0]);
    assert_string_equal(app_text(app, text[1]) ? app->view.shown.of.text : "", text[1]);
    size_t held = arena_held(&app->lasting);
    for (int i = 0; i < STEPS; i++) assert_true(app_text(app, text[i % 2]));
    assert_true(arena_held(&app->lasting) == held && sizeof(View) * APP_HISTORY < 5 << 20);
    for (int i = STEPS - 1; i > 0; i--) {
        app_update(app, COMMAND_UNDO);
        assert_string_equal(app->view.shown.of.text, text[(i - 1) % 2]);
    }
    app_update(app, COMMAND_REDO);
    assert_string_equal(app->view.shown.of.text, text[1]);
    static const char *const codes[] = {"en", "ru"};
    app->link = "https://example.org/", app->model_name = "", app->codes = codes;
    app_update(app, COMMAND_COPY_VIEW);
    assert_non_null(strstr(app->clipboard, "#view=text%20dog%20")); /* this long it may be */
    char *longer = test_malloc(2 * LONG);
    memset(longer, ' ', 2 * LONG);
    memcpy(longer, "dog", 3);
    strcpy(longer + 2 * LONG - 7300, "the");
    assert_true(app_text(app, longer));
    app_update(app, COMMAND_COPY_VIEW);
    assert_non_null(strstr(app->clipboard, longer));
    assert_non_null(strstr(app->view.passing.toast, "too long for a link"));
    test_free(longer);
    assert_null(strstr(app->clipboard, "%20"));
    app->link = NULL;
    for (int i = 0; i < 2; i++) test_free(text[i]);
}

static void a_bad_sentence_changes_nothing(void **state) {
    App *app = &((Fixture *)*state)->app;
    View before = app->view;
    const float *numbers = decode_trace(&app->run, 0)->values[0].x;
    float first = numbers[0];
    static const char *const bad[] = {"", "the elephant", "\xff",
                                      "a a a a a a a a a a a a a a a a a a a a"};
    for (int i = 0; i < 4; i++) {
        app_text(app, bad[i]);
        assert_true(strlen(app->view.passing.toast) > 10);
        memset(app->view.passing.toast, 0, sizeof app->view.passing.toast);
        assert_memory_equal(&app->view, &before, sizeof before);
        assert_ptr_equal(decode_trace(&app->run, 0)->values[0].x, numbers);
        assert_true(numbers[0] == first);
    }
    char longer[40000];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = 0;
    app_text(app, longer);
    assert_string_equal(app->view.passing.toast,
                        "The sentence is 39999 bytes long; at most 32768 are read.");
    app_update(app, COMMAND_LANGUAGE);
    app_text(app, "the elephant");
    assert_non_null(strstr(app->view.passing.toast, "«elephant»"));
    app_text(app, "the the the the the the the the the the the the the");
    assert_string_equal(app->view.passing.toast,
                        "В предложении токенов: 13; модель берёт не больше 12.");
    app_text(app, " ");
    assert_string_equal(app->view.passing.toast, "Предложение пусто.");
}

/* Matrices without a sentence: no command takes them for one. */
static void every_command_over_matrices(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    Error e = {{0}};
    for (int depth = 0; depth < DEPTH_COUNT; depth++)
        for (int i = 0; i < 2 * COMMAND_COUNT; i++) {
            app_close(app);
            if (!open_app(f, "the cat sees a dog .",
                          "attend q=[0 1; 2 0; -1 2] k=[2 0; 0 1] v=[1; 2]; show weights; point "
                          "row=1 col=0",
                          &e))
                fail_msg("%s", e.text);
            app->view.shown.at.depth = (Depth)depth;
            app_resize(app, 1440, 900, &f->font);
            app_update(app, (Command)(i / 2));
            app_scene(app);
            app_update(app, i % 2 ? COMMAND_LAST : COMMAND_NEXT);
            app_scene(app);
        }
}

static void opening_refuses(void **state) {
    Fixture *f = *state;
    Error e = {{0}};
    app_close(&f->app);
    assert_false(open_app(f, "the elephant", NULL, &e));
    app_close(&f->app);
    assert_false(open_app(f, "the cat", "show nothing", &e));
    assert_non_null(strstr(e.text, "--view"));
    app_close(&f->app);
    assert_true(
        open_app(f, "the elephant", "text a dog; show decoder.0.cross.weights@0 head=1", &e));
    assert_string_equal(f->app.view.shown.of.text, "a dog");
    assert_int_equal(f->app.run.source.count, 2);
}

/* Of bytes each blank and line end is a token. */
static void texts_as_models_take_them(void **state) {
    Fixture *f = *state;
    RunOf of = {0};
    assert_string_equal(sentence_line(&f->app, &of, " the\n cat\t", &f->arena), "the  cat");
    f->model.config.tokens = TOKENS_BYTES;
    assert_string_equal(sentence_line(&f->app, &of, " the\n cat\t", &f->arena), " the\n cat\t");
    f->model.config.tokens = TOKENS_WORDS;
}

static const Target *target_of(App *app, const char *path) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS && strcmp(s->targets[i].path, path) == 0 &&
            s->targets[i].head == app->view.shown.at.head && !s->targets[i].transposed)
            return &s->targets[i];
    fail_msg("%s is not to be pointed at", path);
    return NULL;
}

static float middle(float from, float size, int count, int at) {
    return from + size * ((float)at + 0.5f) / (float)count;
}

static void the_pointer_previews_and_pins(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.1.self.scores head=1; point none");
    const Target *t = target_of(app, "encoder.1.self.scores");
    float x = middle(t->x, t->w, t->cols, 3), y = middle(t->y, t->h, t->rows, 2);
    app->dirty = false;
    app_hover(app, x, y);
    assert_true(app->dirty);
    assert_string_equal(app->view.passing.hover.path, "encoder.1.self.scores");
    assert_int_equal(app->view.passing.hover.row, 2);
    assert_int_equal(app->view.passing.hover.col, 3);
    app_scene(app);
    app->dirty = false;
    app_hover(app, x + 1, y);
    assert_false(app->dirty); /* the same cell: nothing to paint */
    app_click(app, x, y);
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, 3);
    assert_int_equal(app->view.shown.at.head, 1);
    app_click(app, x, y);
    assert_int_equal(app->view.shown.at.row, -1);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.at.row, 2);
    app_hover(app, -5, -5);
    assert_int_equal(app->view.passing.hover.kind, TARGET_NONE);
    app_click(app, -5, -5);
    assert_int_equal(app->view.shown.at.row, 2);
}

/* Heads side by side: what is said is of the head under the pointer, not of the chosen one. */
static void the_pointer_knows_its_head(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.1.self.concat head=0; point none");
    const Scene *s = app_scene(app);
    Target t = {0};
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS &&
            strcmp(s->targets[i].path, "encoder.1.self.heads") == 0 && s->targets[i].head == 1)
            t = s->targets[i];
    assert_non_null(t.path);
    app_hover(app, middle(t.x, t.w, t.cols, 1), middle(t.y, t.h, t.rows, 1));
    assert_int_equal(app->view.passing.hover.head, 1);
    Tensor z = trace_find(decode_trace(&app->run, app->run.steps - 1), "encoder.1.self.heads");
    char value[32];
    snprintf(value, sizeof value, "%.3f", fabs((double)tensor_at(z, 1, 1, 1)));
    if (!strstr(app_scene(app)->speech, value))
        fail_msg("%s lacks %s", app_scene(app)->speech, value);
    app_hover(app, -5, -5);
}

/* Every key's words, in a window too small for all of them page by page; none reaches beyond the
 * window. */
static void the_list_of_keys_covers_everything(void **state) {
    App *app = &((Fixture *)*state)->app;
    int sizes[][2] = {{1440, 900}, {640, 400}, {320, 240}, {3840, 2160}, {960, 600}};
    for (int i = 0; i < 5; i++) {
        app->view.passing.keys_page = 0;
        app_resize(app, sizes[i][0], sizes[i][1], app->font);
        int without = app_scene(app)->count, found = 0, titles = 0, rows = 0;
        for (app_update(app, COMMAND_KEYS); app->view.passing.keys_page;
             app_update(app, COMMAND_KEYS)) {
            const Scene *s = app_scene(app);
            for (int k = without; k < s->count; k++) {
                const Item *m = &s->items[k];
                assert_string_equal(m->group, "overlay");
                if (m->kind != ITEM_TEXT) continue;
                titles += strncmp(m->text, "Keys", 4) == 0;
                rows += m->face == FACE_BOLD;
                found += strncmp(m->text, "export this figure", 18) == 0;
                assert_true(m->x >= 0 && m->x + m->w <= (float)s->width &&
                            m->y <= (float)s->height);
            }
        }
        int commands = 0, groups = 0;
        for (int k = 0; k < app->keys.count; k++)
            groups += app->keys.rows[k].group != NULL,
                commands +=
                k == 0 || strcmp(app->keys.rows[k].help, app->keys.rows[k - 1].help) != 0;
        assert_int_equal(rows - titles - groups, commands);
        if (i != 2) assert_int_equal(found, 1);
    }
    app_resize(app, 1440, 900, app->font);
    app_update(app, COMMAND_KEYS);
    app_click(app, 10, 10); /* a click beside it only closes it */
    assert_false(app->view.passing.keys_page);
    assert_int_equal(app->view.shown.at.row, -1);
    app_update(app, COMMAND_KEYS);
    app_update(app, COMMAND_ESCAPE);
    assert_false(app->view.passing.keys_page);
}

/* Everything that a key does is done by a click on its line, too. */
static void the_list_of_keys_answers_the_mouse(void **state) {
    App *app = &((Fixture *)*state)->app;
    const char *words = lang_text(app_lang(app), "keys.present");
    app_resize(app, 1440, 900, app->font);
    int without = app_scene(app)->count;
    app_update(app, COMMAND_KEYS);
    const Scene *s = app_scene(app);
    const Item *line = NULL;
    for (int k = without; k < s->count && !line; k++)
        if (s->items[k].kind == ITEM_TEXT && strcmp(s->items[k].text, words) == 0)
            line = &s->items[k];
    assert_non_null(line);
    float x = line->x + 3, y = line->y - 4;
    int boxes = s->count;
    app_hover(app, x, y);
    assert_true(pointed_is(&app->view.passing.hover, TARGET_COMMAND, COMMAND_PRESENT));
    assert_true(app_scene(app)->count > boxes);
    app_click(app, x, y);
    assert_false(app->view.passing.keys_page);
    assert_true(app->view.shown.setting.presenting);
    app_other_click(app);
    assert_true(app->view.passing.keys_page);
    app_click(app, 5, 5);
    assert_false(app->view.passing.keys_page);
    assert_true(app->view.shown.setting.presenting);
    app_update(app, COMMAND_BLANK);
    app_other_click(app); /* which any key or click ends */
    assert_false(app->view.passing.blank || app->view.passing.keys_page);
    app_update(app, COMMAND_EDIT);
    app_other_click(app);
    assert_false(app->view.passing.keys_page);
    app_update(app, COMMAND_ESCAPE);
    app_update(app, COMMAND_ESCAPE);
    assert_false(app->view.shown.setting.presenting);
}

static void figures_have_names_and_are_paper(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    View v;
    Canvas c;
    Error e = {{0}};
    go(app, "show decoder.1.cross.weights head=1; theme night");
    app_update(app, COMMAND_KEYS);
    assert_string_equal(figure_name(&app->view, &app->run, &f->arena),
                        "decoder.1.cross.weights-head1");
    go(app, "show decoder.1.cross.weights head=1 form=ribbons; point row=1 col=2; depth row");
    assert_string_equal(figure_name(&app->view, &app->run, &f->arena),
                        "decoder.1.cross.weights-head1-row1-ribbons");
    go(app, "show decoder.1.cross.weights form=matrix; depth layer");
    assert_string_equal(figure_name(&app->view, &app->run, &f->arena),
                        "decoder.1.cross.weights-layer");
    go(app, "show decoder.1.cross.weights; point none; depth step");
    SceneInput in = shown_figure(app, THEME_PAPER, 640, 400, &v);
    assert_int_equal(in.view->shown.setting.theme, THEME_PAPER);
    assert_false(in.view->passing.keys_page || in.frame);
    FigurePlan plan = figure_plan();
    plan.width = 640, plan.height = 400;
    assert_true(figure_render(&in, &plan, &f->arena, &c, &e));
    Scene scene;
    scene_build(&in, &f->arena, &scene);
    assert_int_equal(c.pixels[0] & 0xff, scene.ground >> 24);
    plan.width = 9000;
    assert_false(figure_render(&in, &plan, &f->arena, &c, &e));
    go(app, "show decoder.0.ffn.out@0; point row=0 col=1");
    assert_string_equal(figure_name(&app->view, &app->run, &f->arena), "decoder.0.ffn.out@0");
}

static void long_messages_end_with_a_whole_letter(void **state) {
    App *app = &((Fixture *)*state)->app;
    char text[600] = "";
    for (int i = 0; i < 250; i++) strcat(text, "ж");
    app_say(app, text);
    assert_int_equal(strlen(app->view.passing.toast), 318);
    app_say(app, "");
    assert_string_equal(app->view.passing.toast, "");
}

/* Somebody who waits: how often, and whether the run is stopped. */
typedef struct Patience {
    int waits;
    bool stops;
} Patience;

static void wait_for_it(void *self, void (*job)(void *of), void *of, Watch *watch) {
    Patience *p = self;
    p->waits++;
    if (p->stops) atomic_store(&watch->stop, true);
    job(of);
    if (!p->stops) assert_true(atomic_load(&watch->most) > 0);
}

/* A run that is stopped leaves everything as it was, and says so; one that is there is not waited
 * for. */
static void runs_are_waited_for(void **state) {
    App *app = &((Fixture *)*state)->app;
    Patience p = {0};
    app_text(app, "the cat");
    app->wait = (AppWait){&p, wait_for_it};
    app_text(app, "the dog");
    assert_int_equal(p.waits, 1);
    assert_string_equal(app->view.shown.of.text, "the dog");
    app_text(app, "the cat");
    assert_int_equal(p.waits, 1);
    p.stops = true;
    app_text(app, "a cat");
    assert_int_equal(p.waits, 2);
    assert_string_equal(app->view.shown.of.text, "the cat");
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "work.stopped"));
    app->wait = (AppWait){0};
    Watch watch = {0};
    atomic_store(&watch.done, 2), atomic_store(&watch.most, 8);
    app->working = &watch;
    app_stale(app);
    const Scene *s = app_scene(app);
    bool said = false, counted = false;
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT) {
            said |= strcmp(s->items[i].text, lang_text(app_lang(app), "work.title")) == 0;
            counted |= strstr(s->items[i].text, "2 ") == s->items[i].text &&
                       strstr(s->items[i].text, " 8") != NULL;
        }
    assert_true(said && counted);
    app->working = NULL;
    app_stale(app);
}

/* Somebody who looks at the window meanwhile, and stops so many runs. */
typedef struct Looker {
    App *app;
    const Font *font;
    int stops, looks;
} Looker;

static void look_meanwhile(void *self, void (*job)(void *of), void *of, Watch *watch) {
    Looker *l = self;
    App *app = l->app;
    bool said = false;
    if (!app->width) app_resize(app, 1024, 768, l->font);
    if (l->stops) atomic_store(&watch->stop, true);
    for (int i = 0; i < 3; i++) {
        app->working = watch;
        app_stale(app);
        const Scene *s = app_scene(app);
        for (int k = 0; k < s->count; k++)
            said |= s->items[k].kind == ITEM_TEXT &&
                    strcmp(s->items[k].text, lang_text(app_lang(app), "work.title")) == 0;
        l->looks++;
    }
    assert_true(said && app->scene.ground != 0);
    l->stops -= l->stops > 0;
    job(of);
    app->working = NULL;
    app_stale(app);
}

/* The first run may take long, too: there is a window already, and who stops it sees the model's
   own sentence with one word behind it. Who stops that one, too, sees nothing. */
static void the_first_run_is_waited_for(void **state) {
    Fixture *f = *state;
    for (int stops = 0; stops < 3; stops++) {
        App *app = test_malloc(sizeof *app);
        Looker l = {app, &f->font, stops, 0};
        Error e = {{0}};
        *app = (App){.width = 0};
        AppSetup s = {.model = &f->model,
                      .kernels = kernels_named("plain"),
                      .wait = {&l, look_meanwhile},
                      .languages = {&f->lang[0], &f->lang[1]},
                      .language_count = 2,
                      .theme = THEME_PAPER,
                      .text = "a dog sees the cat",
                      .view = "depth layer"};
        assert_int_equal(app_open(app, &s, &e), stops < 2);
        assert_string_equal(e.text, stops < 2 ? "" : "The run was stopped.");
        assert_true(l.looks == 3 * (1 + (stops > 0)));
        if (stops < 2) {
            assert_string_equal(app->view.shown.of.text,
                                stops ? f->model.config.default_text : s.text);
            assert_int_equal(app->view.shown.of.search.words, stops);
            assert_int_equal(app->view.shown.setting.theme, THEME_PAPER);
            assert_true(!*app->view.passing.toast == !stops && app_scene(app)->count > 20);
        }
        app_close(app);
        test_free(app);
    }
}

/* A step that is no longer there and takes long to make is waited for, over what was shown; who
   stops it sees a step that is there. */
static void a_step_is_waited_for(void **state) {
    Fixture *f = *state;
    Arena arena = {0};
    App *app = test_malloc(sizeof *app);
    Looker l = {app, &f->font, 0, 0};
    Error e = {{0}};
    Model m;
    char text[1024] = "";
    if (!model_load("assets/models/stories", &arena, &m, &e)) fail_msg("%s", e.text);
    for (int i = 0; i < 55; i++) strcat(text, " the");
    AppSetup s = {.model = &m,
                  .kernels = kernels_best(),
                  .languages = {&f->lang[0], &f->lang[1]},
                  .language_count = 2,
                  .text = text,
                  .view = "what-if mask=off; search greedy words=6; depth sentence"};
    if (!app_open(app, &s, &e)) fail_msg("%s", e.text);
    app_resize(app, 1024, 768, &f->font);
    app_scene(app);
    app->wait = (AppWait){&l, look_meanwhile};
    decode_forget(&app->run, 0);
    if (app->run.steps < 3 || decode_missing(&app->run, 0) < 1 << 18)
        fail_msg("%d steps of %g numbers", app->run.steps, decode_missing(&app->run, 0));
    app->view.shown.at.t = 0;
    app_stale(app);
    assert_int_equal(app_scene(app)->width, 1024);
    assert_true(l.looks == 3 && decode_missing(&app->run, 0) == 0);
    app->view.shown.at.t = 1;
    l.stops = 1;
    app_stale(app);
    app_scene(app);
    assert_true(l.looks == 6 && app->view.shown.at.t == 0);
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "work.stopped"));
    app_close(app);
    test_free(app);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(runs_are_waited_for, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_run_is_waited_for, setup, teardown),
        cmocka_unit_test_setup_teardown(a_step_is_waited_for, setup, teardown),
        cmocka_unit_test_setup_teardown(walks_every_step_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(walks_on_from_inner_values_and_weights, setup, teardown),
        cmocka_unit_test_setup_teardown(heads_go_round, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_move_and_pins_stay_where_the_axes_are_the_same, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(words_of_the_output_are_reached, setup, teardown),
        cmocka_unit_test_setup_teardown(looks_change, setup, teardown),
        cmocka_unit_test_setup_teardown(undo_and_redo_walk_the_views, setup, teardown),
        cmocka_unit_test_setup_teardown(history_forgets_its_oldest, setup, teardown),
        cmocka_unit_test_setup_teardown(sentences_may_be_long, setup, teardown),
        cmocka_unit_test_setup_teardown(a_bad_sentence_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(every_command_over_matrices, setup, teardown),
        cmocka_unit_test_setup_teardown(opening_refuses, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_as_models_take_them, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pointer_previews_and_pins, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pointer_knows_its_head, setup, teardown),
        cmocka_unit_test_setup_teardown(the_list_of_keys_covers_everything, setup, teardown),
        cmocka_unit_test_setup_teardown(the_list_of_keys_answers_the_mouse, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_have_names_and_are_paper, setup, teardown),
        cmocka_unit_test_setup_teardown(long_messages_end_with_a_whole_letter, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
