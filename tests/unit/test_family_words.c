/* Of a model that goes on with its text nothing is said in the words of one that translates: every
   value at every depth in every form, with its notes, captions and hovered cells, what-ifs and
   their menu, both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/model.h"
#include "scene/frame/build.h"
#include "scene/words/what.h"
#include "tiny_app.h"

/* Beginnings of words, as they stand in texts. */
static const char *const others[] = {"ncoder",    "ource",     "arget",   "ranslat", "cross-att",
                                     "Cross-att", "энкодер",   "Энкодер", "еревод",  "еревед",
                                     "сточник",   "ерекрёстн", NULL};

static int open_stories(void **state) {
    static Fixture f;
    Error e = {{0}};
    f = (Fixture){0};
    if (!model_load("assets/models/stories", &f.arena, &f.model, &e)) fail_msg("%s", e.text);
    f.font = font_fixed(&f.arena);
    read_languages(&f.arena, &f.lang[0], &f.lang[1]);
    if (!open_app(&f, "once there was a fox named fi lo .", "search greedy words=4", &e))
        fail_msg("%s", e.text);
    app_resize(&f.app, 1920, 1080, &f.font);
    *state = &f;
    return 0;
}

static void check_text(const App *app, const char *text) {
    for (int i = 0; text && others[i]; i++)
        if (strstr(text, others[i]))
            fail_msg("%s at depth %d, form %d: '%s'", app->view.shown.at.path,
                     (int)app->view.shown.at.depth, (int)app->view.shown.at.form, text);
}

/* All that is to be read, and what a screen reader says. */
static void check_scene(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT) check_text(app, s->items[i].text);
    for (int i = 0; i < s->target_count; i++) check_text(app, s->targets[i].text);
    check_text(app, s->about);
    check_text(app, s->speech);
    check_text(app, s->spoken);
    check_text(app, app->view.passing.toast);
}

static void look_at(App *app, const char *path, Depth depth, FigureForm form) {
    Place *at = &app->view.shown.at;
    strcpy(at->path, path);
    at->depth = depth, at->form = form;
    at->head = 0;
    at->row = at->col = depth > DEPTH_STEP ? 0 : -1;
    app->view.passing.toast[0] = 0;
    app_forget_pointer(&app->view);
    app_resize(app, app->width, app->height, app->font);
    check_scene(app);
    app->view.passing.hover = (Pointed){.kind = TARGET_CELLS, .row = 0, .col = 0, .head = 0};
    strcpy(app->view.passing.hover.path, path);
    app_resize(app, app->width, app->height, app->font);
    check_scene(app);
}

static void look_everywhere(App *app, int stride) {
    const Program *p = &app->run.programs[0];
    for (int v = 0; v < p->value_count; v += stride)
        for (int depth = DEPTH_SENTENCE; depth < DEPTH_COUNT; depth++)
            look_at(app, p->values[v].path, (Depth)depth, FORM_MATRIX);
    for (int form = 0; form < FORM_COUNT; form++) {
        look_at(app, "decoder.1.self.weights", DEPTH_MODEL, (FigureForm)form);
        look_at(app, "decoder.1.self.weights", DEPTH_STEP, (FigureForm)form);
        look_at(app, "output.probabilities", DEPTH_STEP, (FigureForm)form);
    }
}

static void no_word_of_the_other_family(void **state) {
    App *app = &((Fixture *)*state)->app;
    for (app->language = 0; app->language < 2; app->language++) {
        ask(app, "");
        look_everywhere(app, 1);
        look_at(app, "decoder.1.self.weights", DEPTH_STEP, FORM_MATRIX);
        app->view.shown.at.row = 3, app->view.shown.at.col = 1;
        app_update(app, COMMAND_WHAT_IF);
        for (int i = 0; i < 24; i++) { /* each row of the menu has its own help */
            app_key(app, KEY_DOWN, 0);
            check_scene(app);
        }
        app_key(app, KEY_ESCAPE, 0);
        for (int i = 0; i < 20; i++) { /* the top bar's menu, the list of keys, why and where */
            static const Command ways[] = {COMMAND_MORE, COMMAND_KEYS, COMMAND_WHY, COMMAND_WHERE};
            app_update(app, ways[i % 4]);
            check_scene(app);
            app_key(app, KEY_ESCAPE, 0);
        }
    }
    app->language = 0;
}

static void no_word_of_it_in_what_ifs(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const char *const items[] = {
        "head=decoder.1.self:0:off",
        "pattern=decoder.0.self:1:previous",
        "sublayer=decoder.0.self:off sublayer=decoder.1.ffn:off",
        "swap-qk=decoder.0.self",
        "move=decoder.1.self.weights[0,3,1]:2",
        "cell=decoder.0.ffn.active[1,2]=3",
        "positions=off temperature=2 mask=off scale=off norm=post norm-kind=rms"};
    for (app->language = 0; app->language < 2; app->language++)
        for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
            assert_true(ask(app, items[i]));
            look_everywhere(app, 7);
            app_update(app, COMMAND_WHAT_IF);
            check_scene(app);
            app_key(app, KEY_ESCAPE, 0);
            app->view.shown.side = SIDE_BOTH;
            look_at(app, "decoder.1.self.weights", DEPTH_STEP, FORM_MATRIX);
            look_at(app, "decoder.1.self.weights", DEPTH_STEP, FORM_RIBBONS);
            look_at(app, "decoder.1.self.weights", DEPTH_SENTENCE, FORM_MATRIX);
            app->view.shown.side = SIDE_AFTER;
        }
    app->language = 0;
    ask(app, "");
}

static void a_head_is_told_by_its_layer(void **state) {
    Arena arena = {0};
    WhatIfList list = what_list("head=decoder.1.self:0:off sublayer=decoder.0.self:off");
    WhatTold line = {&((Fixture *)*state)->lang[0], true}, other = {line.lang, false};
    assert_string_equal(what_line(line, &list, &arena),
                        "head 1 of layer 2 off, layer 1 attention off");
    assert_string_equal(what_line(other, &list, &arena),
                        "head 1 of decoder 2 self-attention off, decoder 1 self-attention off");
    assert_string_equal(what_head(line, "decoder.1.self.weights", 0, &arena), "layer 2, head 1");
    line.lang++;
    assert_string_equal(what_head(line, "decoder.1.self.weights", 0, &arena), "слой 2, голова 1");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_word_of_the_other_family),
                                       cmocka_unit_test(no_word_of_it_in_what_ifs),
                                       cmocka_unit_test(a_head_is_told_by_its_layer)};
    return cmocka_run_group_tests(tests, open_stories, teardown);
}
