/* A window that is held in a hand: upright, below 700 points wide. Letters are never below 11 of
   its points, whatever a point is in pixels; what is beside each other elsewhere is below each
   other; a thumb meets every button. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "app/screen.h"
#include "scene/pen/hit.h"
#include "scene/pen/stage.h"
#include "scene_world.h"
#include "support/scene_rules.h"

enum { THUMB = 40, LETTERS = 11 };

typedef struct Screen {
    int width, height;
    float scale;
} Screen;

static const Screen screens[] = {{390, 844, 1}, {360, 640, 1}, {1170, 2532, 3}, {720, 1280, 2}};
enum { SCREENS = sizeof screens / sizeof *screens };

static const char *const lines[] = {
    "depth sentence",
    "depth model",
    "show encoder.0.self.weights; depth layer",
    "show decoder.1.cross.weights head=2; point row=il",
    "show decoder.1.cross.weights head=2; point row=il; depth row",
    "show encoder.0.self.scores head=1; point row=it col=dog; depth cell",
    "show encoder.0.self.weights form=heads",
    "show encoder.0.ffn.hidden",
};
enum { LINES = sizeof lines / sizeof *lines };

static void open_held(World *w, App *app, const Screen *on, int language, const char *view,
                      const char *lesson) {
    AppSetup s = world_setup(w, language);
    s.view = view, s.lesson = lesson;
    Error e = {{0}};
    if (!app_open(app, &s, &e)) fail_msg("%s", e.text);
    app->scale = on->scale;
    app_resize(app, on->width, on->height, &w->font);
}

static void letters_can_be_read(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < SCREENS * LINES * 2; i++) {
        const Screen *on = &screens[i % SCREENS];
        App app;
        open_held(w, &app, on, i / SCREENS % 2, lines[i / SCREENS / 2], NULL);
        const Scene *s = app_scene(&app);
        report_faults(w, s, lines[i / SCREENS / 2]);
        int texts = 0;
        for (int k = 0; k < s->count; k++) {
            const Item *t = &s->items[k];
            if (t->kind != ITEM_TEXT) continue;
            texts++;
            if ((float)t->pixels < (float)LETTERS * on->scale * 2 / 3)
                fail_msg("%s, %d × %d: '%s' has %d pixels", lines[i / SCREENS / 2], on->width,
                         on->height, t->text, t->pixels);
        }
        assert_true(texts > 10);
        if (on->scale == 1) {
            Buffer out = {0};
            if (scene_small_texts(s, false, &out)) fail_msg("%s", out.data);
            buffer_free(&out);
        }
        app_close(&app);
    }
    assert_int_equal(w->wrong, 0);
}

/* The pixels of a point change nothing but the size of everything. */
static void a_fine_screen_shows_the_same(void **state) {
    World *w = *state;
    const Screen coarse = {390, 844, 1}, fine = {1170, 2532, 3};
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < LINES; i++) {
        App a, b;
        open_held(w, &a, &coarse, 0, lines[i], NULL);
        open_held(w, &b, &fine, 0, lines[i], NULL);
        const Scene *x = app_scene(&a), *y = app_scene(&b);
        for (int k = 0; k < 4; k++) assert_true(fabsf(3 * x->stage[k] - y->stage[k]) <= 30);
        app_close(&a);
        app_close(&b);
    }
}

static const Target *button_of(const Scene *s, Command command) {
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_COMMAND && s->targets[i].command == command)
            return &s->targets[i];
    return NULL;
}

static void a_thumb_meets(const Scene *s, Command command, const Screen *on, const char *where) {
    const Target *t = button_of(s, command);
    float thumb = 0.97f * (float)THUMB * on->scale;
    if (!t) fail_msg("%s: command %d has no button", where, (int)command);
    if (t->w < thumb || t->h < thumb)
        fail_msg("%s, %d × %d: command %d: %.1f × %.1f", where, on->width, on->height, (int)command,
                 (double)t->w, (double)t->h);
}

static void a_thumb_meets_every_button(void **state) {
    static const Command home[] = {COMMAND_LESSONS,       COMMAND_IN,        COMMAND_EDIT,
                                   COMMAND_PLAY,          COMMAND_THEME,     COMMAND_KEYS,
                                   COMMAND_PREVIOUS,      COMMAND_NEXT,      COMMAND_CONTRAST,
                                   COMMAND_PREVIOUS_HEAD, COMMAND_NEXT_HEAD, COMMAND_LANGUAGE},
                         step[] = {COMMAND_MORE, COMMAND_PLAY, COMMAND_PREVIOUS, COMMAND_NEXT},
                         lesson[] = {COMMAND_CONTENTS, COMMAND_PREVIOUS, COMMAND_NEXT};
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < SCREENS; i++) {
        App app;
        open_held(w, &app, &screens[i], 0, "depth sentence", NULL);
        for (size_t k = 0; k < sizeof home / sizeof *home; k++)
            a_thumb_meets(app_scene(&app), home[k], &screens[i], "the first screen");
        app_close(&app);
        open_held(w, &app, &screens[i], 0, lines[3], NULL);
        for (size_t k = 0; k < sizeof step / sizeof *step; k++)
            a_thumb_meets(app_scene(&app), step[k], &screens[i], "a step");
        app_close(&app);
        open_held(w, &app, &screens[i], 0, "depth step", "1");
        for (size_t k = 0; k < sizeof lesson / sizeof *lesson; k++)
            a_thumb_meets(app_scene(&app), lesson[k], &screens[i], "a lesson");
        app_close(&app);
    }
}

/* Words of a text and of a figure, ticks and cells are as small as they are: something else does
   the same, or a finger slides along them. */
static bool is_button(const Target *t) {
    switch (t->kind) {
    case TARGET_COMMAND:
    case TARGET_FORM:
    case TARGET_SIDE:
    case TARGET_LESSON:
    case TARGET_ANSWER:
    case TARGET_SEARCH:
    case TARGET_ORDER:
    case TARGET_LIGHT:
    case TARGET_CHOICE: return true;
    case TARGET_MENU: return t->col0 != WHAT_GROUND;
    case TARGET_EXPORT: return t->row0 > 0 || t->col0 < EXPORT_GROUND;
    default: return false;
    }
}

/* Of what can be reached the least side is nearly a thumb's; returns how many there are. */
static int thumbs_meet_all(World *w, const Scene *s, const Screen *on, const char *where) {
    bool low = (float)on->height < 700 * on->scale;
    const float nearly = (low ? 0.85f : 0.9f) * (float)THUMB * on->scale;
    int count = 0;
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i], *hit;
        int row, col;
        if (!is_button(t)) continue;
        if (!scene_hit(s, t->x + t->w / 2, t->y + t->h / 2, &hit, &row, &col) || hit != t) continue;
        count++;
        if ((t->w >= nearly && t->h >= nearly) || w->wrong++ >= REPORTED) continue;
        print_message("# %s, %d × %d: kind %d, command %d, row %d, part %d: %.1f × %.1f\n", where,
                      on->width, on->height, (int)t->kind, (int)t->command, t->row0, t->col0,
                      (double)(t->w / on->scale), (double)(t->h / on->scale));
    }
    return count;
}

/* Whatever lies over the figure, and every form of it. */
static void thumbs_meet_every_screen(void **state) {
    static const struct {
        const char *name, *view;
        Command command, then;
        int least; /* buttons */
    } list[] = {
        {"a matrix", NULL, COMMAND_NONE, COMMAND_NONE, 8},
        {"the menu", NULL, COMMAND_MORE, COMMAND_NONE, 10},
        {"what if", NULL, COMMAND_WHAT_IF, COMMAND_NONE, 15},
        {"the list of keys", NULL, COMMAND_KEYS, COMMAND_NONE, 10},
        {"its next page", NULL, COMMAND_KEYS, COMMAND_KEYS, 10},
        {"a file", NULL, COMMAND_EXPORT, COMMAND_NONE, 20},
        {"a comparison", NULL, COMMAND_COMPARE, COMMAND_NEXT, 8},
        {"the notes", NULL, COMMAND_NOTES, COMMAND_NONE, 6},
        {"the tree", NULL, COMMAND_TREE, COMMAND_NONE, 4},
        {"all heads", "show encoder.0.self.weights form=heads", COMMAND_NONE, COMMAND_NONE, 4},
        {"the grid of heads", "depth model; show encoder.0.self.weights form=heads", COMMAND_NONE,
         COMMAND_NONE, 4},
        {"the model", "depth model", COMMAND_NONE, COMMAND_NONE, 4},
        {"a layer", "show encoder.0.self.weights; depth layer", COMMAND_NONE, COMMAND_NONE, 4},
        {"ribbons", "show encoder.0.self.weights form=ribbons", COMMAND_NONE, COMMAND_NONE, 4},
        {"a number", "show encoder.0.self.scores; depth cell; point row=it col=dog", COMMAND_NONE,
         COMMAND_NONE, 4},
        {"the first screen", "depth sentence", COMMAND_NONE, COMMAND_NONE, 11},
        {"the list of lessons", "depth sentence", COMMAND_CONTENTS, COMMAND_NONE, 17}};
    World *w = *state;
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    for (size_t i = 0; i < sizeof list / sizeof *list * SCREENS; i++) {
        size_t k = i / SCREENS;
        const Screen *on = &screens[i % SCREENS];
        App app;
        bool low = (float)on->height < 700 * on->scale;
        if (low && list[k].command == COMMAND_CONTENTS) continue; /* sixteen are too many for it */
        open_held(w, &app, on, (int)(i % 2), list[k].view ? list[k].view : lines[3], NULL);
        app_scene(&app);
        if (list[k].command) app_update(&app, list[k].command);
        if (list[k].then) app_update(&app, list[k].then);
        int count = thumbs_meet_all(w, app_scene(&app), on, list[k].name);
        if (count < list[k].least) fail_msg("%s: %d buttons", list[k].name, count);
        app_close(&app);
    }
    assert_int_equal(w->wrong, 0);
}

/* No two that do something lie on each other after they have grown. */
static void buttons_keep_apart(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < LINES; i++) {
        App app;
        open_held(w, &app, &screens[i % SCREENS], 0, lines[i], NULL);
        const Scene *s = app_scene(&app);
        for (int a = 0; a < s->target_count; a++)
            for (int b = a + 1; b < s->target_count; b++) {
                const Target *x = &s->targets[a], *y = &s->targets[b];
                bool both = x->kind == TARGET_COMMAND && y->kind == TARGET_COMMAND &&
                            x->command != y->command;
                float across = fminf(x->x + x->w, y->x + y->w) - fmaxf(x->x, y->x),
                      down = fminf(x->y + x->h, y->y + y->h) - fmaxf(x->y, y->y);
                bool within = x->w * x->h > 4 * y->w * y->h || y->w * y->h > 4 * x->w * x->h;
                if (both && !within && across > 1 && down > 1)
                    fail_msg("%s: commands %d and %d", lines[i], (int)x->command, (int)y->command);
            }
        app_close(&app);
    }
}

static void all_stands_below_each_other(void **state) {
    World *w = *state;
    App app;
    load_model(w, "assets/models/en-fr");
    open_held(w, &app, &screens[0], 0, "depth sentence", NULL);
    const Scene *s = app_scene(&app);
    const Target *first = button_of(s, COMMAND_LESSONS), *last = button_of(s, COMMAND_EDIT);
    assert_true(first->y + first->h <= last->y && last->x + last->w <= first->x + first->w);
    app_close(&app);
    open_held(w, &app, &screens[0], 0, lines[3], "1");
    const Target *turn = button_of(app_scene(&app), COMMAND_CONTENTS);
    assert_true(turn->y + turn->h <= app_scene(&app)->stage[1] + 8);
    assert_true(app_scene(&app)->stage[2] == 390);
    app_close(&app);
}

/* Presenting stays upright: the lesson above the figure, letters that can be read, and a way on,
   back and out for thumbs; turned, too. */
static void presenting_has_a_way_out(void **state) {
    static const Screen upright_and_turned[] = {
        {390, 844, 1}, {1170, 2532, 3}, {844, 390, 1}, {2532, 1170, 3}};
    static const Command ways[] = {COMMAND_PRESENT, COMMAND_NEXT, COMMAND_PREVIOUS};
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < 8; i++) {
        const Screen *on = &upright_and_turned[i % 4];
        App app;
        open_held(w, &app, on, 0, lines[i / 4 ? 3 : 0], NULL);
        app_update(&app, COMMAND_PRESENT);
        const Scene *s = app_scene(&app);
        report_faults(w, s, lines[i / 4 ? 3 : 0]);
        for (int k = 0; k < s->count; k++)
            if (s->items[k].kind == ITEM_TEXT &&
                (float)s->items[k].pixels < (float)LETTERS * on->scale * 2 / 3)
                fail_msg("'%s' has %d pixels", s->items[k].text, s->items[k].pixels);
        for (int k = 0; k < 3; k++) a_thumb_meets(s, ways[k], on, "presenting");
        const Target *out = button_of(s, COMMAND_PRESENT);
        app_click(&app, out->x + out->w / 2, out->y + out->h / 2);
        assert_false(app.view.shown.setting.presenting);
        app_close(&app);
    }
    App app;
    open_held(w, &app, &screens[0], 0, lines[3], "1");
    app_update(&app, COMMAND_PRESENT);
    assert_true(app_scene(&app)->stage[1] > 100 && app_scene(&app)->stage[2] == 390);
    app_close(&app);
    assert_int_equal(w->wrong, 0);
}

/* Scores and weights have the room for themselves. */
static void one_matrix_is_shown(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < SCREENS; i++) {
        App app;
        int matrices = 0;
        open_held(w, &app, &screens[i], 0, lines[3], NULL);
        const Scene *s = app_scene(&app);
        for (int k = 0; k < s->count; k++)
            matrices += s->items[k].kind == ITEM_CELLS && s->items[k].rows > 4;
        assert_int_equal(matrices, 1);
        app_close(&app);
    }
}

static bool has_text(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0) return true;
    return false;
}

/* Below it stands what the pinned word looks at most, and each of these is a way to its number; in
   a low window the matrix has all of the room. */
static void a_row_is_opened_below(void **state) {
    World *w = *state;
    App app;
    load_model(w, "assets/models/en-fr");
    open_held(w, &app, &screens[0], 0, lines[3], NULL);
    const Scene *s = app_scene(&app);
    assert_true(has_text(s, "looks most at") || has_text(s, " looks most at"));
    const Target *row = NULL;
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS && s->targets[i].w > 0.8f * 390)
            row = &s->targets[i];
    assert_non_null(row);
    assert_true(row->y > s->stage[1] + 0.7f * s->stage[3]);
    app_click(&app, row->x + row->w / 2, row->y + row->h / 2);
    assert_int_equal(app.view.shown.at.row, row->row0);
    assert_int_equal(app.view.shown.at.col, row->col0);
    app_close(&app);
    open_held(w, &app, &screens[1], 0, lines[3], NULL);
    assert_false(has_text(app_scene(&app), " looks most at"));
    app_close(&app);
}

/* Two columns of words, and what lies between them can be moved. */
static void ribbons_stand_upright(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < SCREENS; i++) {
        App app;
        int curves = 0, ends = 0;
        open_held(w, &app, &screens[i], i % 2,
                  "show decoder.1.cross.weights head=2 form=ribbons; point row=il", NULL);
        const Scene *s = app_scene(&app);
        report_faults(w, s, "ribbons");
        for (int k = 0; k < s->count; k++) curves += s->items[k].kind == ITEM_CURVE;
        for (int k = 0; k < s->target_count; k++) ends += s->targets[k].carry == CARRY_FROM;
        assert_true(curves > 20 && ends > 0);
        app_close(&app);
    }
    assert_int_equal(w->wrong, 0);
}

/* A line that is read and written goes down, and all its arcs are beside it. */
static void arcs_stand_beside_their_line(void **state) {
    World *w = *state;
    load_model(w, "assets/models/stories");
    for (int i = 0; i < SCREENS; i++) {
        App app;
        int arcs = 0, ends = 0;
        open_held(w, &app, &screens[i], i % 2, "depth sentence", NULL);
        const Scene *s = app_scene(&app);
        report_faults(w, s, "arcs");
        for (int k = 0; k < s->target_count; k++) ends += s->targets[k].carry == CARRY_FROM;
        for (int k = 0; k < s->count * s->count; k++) {
            const Item *arc = &s->items[k / s->count], *text = &s->items[k % s->count];
            if (arc->kind != ITEM_CURVE || text->kind != ITEM_TEXT) continue;
            arcs++;
            bool beside = text->y > arc->p[1] && text->y < arc->p[7];
            if (beside && text->x + text->w > arc->p[0] + 2)
                fail_msg("an arc meets '%s'", text->text);
        }
        assert_true(arcs > 1000 && ends > 0);
        app_close(&app);
    }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_can_be_read),
        cmocka_unit_test(a_fine_screen_shows_the_same),
        cmocka_unit_test(a_thumb_meets_every_button),
        cmocka_unit_test(thumbs_meet_every_screen),
        cmocka_unit_test(buttons_keep_apart),
        cmocka_unit_test(all_stands_below_each_other),
        cmocka_unit_test(presenting_has_a_way_out),
        cmocka_unit_test(one_matrix_is_shown),
        cmocka_unit_test(a_row_is_opened_below),
        cmocka_unit_test(ribbons_stand_upright),
        cmocka_unit_test(arcs_stand_beside_their_line),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
