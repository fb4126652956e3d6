/* What-ifs in the window: the menu by keys alone and by the pointer alone, the number at a cell,
   what shows that something is changed, and that taking it back gives the same bits. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "app/acts/carry.h"
#include "app/acts/menu_rows.h"
#include "scene/frame/build.h"
#include "support/scene_faults.h"
#include "support/scene_print.h"
#include "tiny_app.h"
#include "trace/measure_change.h"
#include "golden.h"

static App *start(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.scores head=1; point row=1 col=2");
    return app;
}

static App *open_menu(void **state) {
    App *app = start(state);
    app_typed(app, "w", 0);
    assert_true(app->menu.open);
    return app;
}

static void press(App *app, int key, int times) {
    for (int i = 0; i < times; i++) app_key(app, key, 0);
}

/* A row, how often → is pressed on it or what is typed, and the list that comes of it. */
typedef struct Way {
    const char *row;
    int times;
    const char *typed, *what;
} Way;

static const Way ways[] = {
    {"scale", 1, NULL, "scale=off"},
    {"divisor", 0, "8", "scale=8"},
    {"divisor", 0, "0,5", "scale=0.5"},
    {"mask", 1, NULL, "mask=off"},
    {"softmax", 1, NULL, "softmax=columns"},
    {"swap", 1, NULL, "swap-qk"},
    {"norm", 1, NULL, "norm=pre"},
    {"norm-kind", 1, NULL, "norm-kind=rms"},
    {"positions", 1, NULL, "positions=off"},
    {"padding", 2, NULL, "padding=2"},
    {"padding-mask", 1, NULL, "padding-mask=off"},
    {"temperature", 2, NULL, "temperature=1.5"},
    {"head", 1, NULL, "head=encoder.0.self:1:off"},
    {"pattern", 1, NULL, "pattern=encoder.0.self:1:uniform"},
    {"pattern", 2, NULL, "pattern=encoder.0.self:1:diagonal"},
    {"pattern", 3, NULL, "pattern=encoder.0.self:1:previous"},
    {"swap_here", 1, NULL, "swap-qk=encoder.0.self"},
    {"sublayer", 1, NULL, "sublayer=encoder.0.self:off"},
    {"cell", 0, "-2.5", "cell=encoder.0.self.scores[1,1,2]=-2.5"},
};
enum { WAYS = sizeof ways / sizeof *ways };

static int row_named(App *app, const char *name, MenuRow *out) {
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    int count = menu_rows(app, &arena, rows), at = -1;
    for (int i = 0; i < count; i++)
        if (strcmp(rows[i].name, name) == 0) at = i, *out = rows[i];
    arena_free(&arena);
    if (at < 0) fail_msg("no row %s", name);
    return at;
}

static void focus_by_keys(App *app, const char *name) {
    MenuRow row;
    int to = row_named(app, name, &row);
    while (app->menu.row < to) app_key(app, KEY_DOWN, 0);
    while (app->menu.row > to) app_key(app, KEY_UP, 0);
}

static void type(App *app, const char *text) {
    for (; *text; text++) app_typed(app, (char[]){*text, 0}, 0);
    app_key(app, KEY_ENTER, 0);
}

static void keys_alone_reach_every_what_if(void **state) {
    App *app = open_menu(state);
    for (int i = 0; i < WAYS; i++) {
        const Way *w = &ways[i];
        focus_by_keys(app, w->row);
        press(app, KEY_RIGHT, w->times);
        if (w->typed) type(app, w->typed);
        if (strcmp(app->view.shown.of.what.text, w->what) != 0)
            fail_msg("%s: '%s': %s", w->what, app->view.shown.of.what.text,
                     app->view.passing.toast);
        assert_non_null(runs_before(app));
        press(app, KEY_DELETE, 1);
        assert_string_equal(app->view.shown.of.what.text, "");
        assert_null(runs_before(app));
    }
    press(app, KEY_ESCAPE, 1);
    assert_false(app->menu.open);
}

/* A part of a row of the panel, or a part beside all rows; its page is turned to. */
static Target spot(App *app, WhatPart part, int row) {
    if (row >= 0) app->menu.row = row, app_stale(app);
    const Scene *s = app_scene(app);
    for (int i = s->target_count - 1; i >= 0; i--) {
        const Target *t = &s->targets[i];
        if (t->kind == TARGET_MENU && t->col0 == (int)part && (row < 0 || t->row0 == row))
            return *t;
    }
    fail_msg("no such place: %d of row %d", (int)part, row);
    return (Target){0};
}

static void click(App *app, WhatPart part, int row) {
    Target t = spot(app, part, row);
    app_hover(app, t.x + t.w / 2, t.y + t.h / 2);
    app_click(app, t.x + t.w / 2, t.y + t.h / 2);
}

static void press_button(App *app, Command command) {
    const Scene *s = app_scene(app);
    for (int i = s->target_count - 1; i >= 0; i--) {
        Target t = s->targets[i];
        if (t.kind != TARGET_COMMAND || t.command != command) continue;
        app_click(app, t.x + t.w / 2, t.y + t.h / 2);
        return;
    }
    fail_msg("no such button");
}

static const Target *badge(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_COMMAND && s->targets[i].command == COMMAND_WHAT_IF)
            return &s->targets[i];
    return NULL;
}

/* All but what has to be typed, which its buttons reach as well. */
static void the_pointer_alone_reaches_every_what_if(void **state) {
    App *app = open_menu(state);
    for (int i = 0; i < WAYS; i++) {
        const Way *w = &ways[i];
        MenuRow row;
        int at = row_named(app, w->row, &row), times = w->typed ? 1 : w->times;
        for (int k = 0; k < times; k++) click(app, WHAT_MORE, at);
        if (!w->typed) assert_string_equal(app->view.shown.of.what.text, w->what);
        row_named(app, w->row, &row);
        assert_true(row.at >= 0);
        assert_non_null(badge(app));
        click(app, WHAT_LESS, at);
        if (times == 1)
            assert_string_equal(app->view.shown.of.what.text, "");
        else
            press_button(app, COMMAND_CLEAR_WHAT_IF);
        assert_string_equal(app->view.shown.of.what.text, "");
    }
    static const WhatPart ways_out[] = {WHAT_CLOSE, WHAT_KEEP, WHAT_NOTES};
    for (int i = 0; i < 3; i++) {
        if (!app->menu.open) open_menu(state);
        click(app, ways_out[i], -1);
        assert_false(app->menu.open);
    }
}

static void the_wheel_turns_numbers(void **state) {
    App *app = open_menu(state);
    MenuRow row;
    int at = row_named(app, "padding", &row);
    Target s = spot(app, WHAT_TYPE, at);
    app_wheel(app, s.x + 3, s.y + 3, 1);
    assert_string_equal(app->view.shown.of.what.text, "padding=1");
    app_wheel(app, s.x + 3, s.y + 3, -1);
    assert_string_equal(app->view.shown.of.what.text, "");
    app_wheel(app, s.x + 3, s.y + 3, -1); /* there is no less */
    assert_string_equal(app->view.shown.of.what.text, "");
    click(app, WHAT_TYPE, at);
    assert_true(app->menu.number.on);
    type(app, "3");
    assert_string_equal(app->view.shown.of.what.text, "padding=3");
}

static const Target *cells_of(App *app, const char *path) {
    const Scene *s = app_scene(app);
    for (int i = s->target_count - 1; i >= 0; i--)
        if (s->targets[i].kind == TARGET_CELLS && strcmp(s->targets[i].path, path) == 0)
            return &s->targets[i];
    fail_msg("no matrix %s", path);
    return NULL;
}

/* What is typed belongs to the number that was pinned then. */
static void a_click_beside_it_takes_what_is_typed(void **state) {
    App *app = open_menu(state);
    focus_by_keys(app, "cell");
    app_typed(app, "4", 0);
    const Target *t = cells_of(app, "encoder.0.self.scores");
    app_click(app, t->x + t->w - 3, t->y + t->h - 3);
    assert_string_equal(app->view.shown.of.what.text, "cell=encoder.0.self.scores[1,1,2]=4");
    assert_int_equal(app->view.shown.at.row, 5);
    t = cells_of(app, "encoder.0.self.scores");
    app_press(app, t->x + 3, t->y + 3, KEY_SHIFT, false); /* no way gone: a click */
    app_release(app, t->x + 3, t->y + 3);
    assert_int_equal(app->view.shown.at.row, 0);
    assert_string_equal(app->view.shown.of.what.text, "cell=encoder.0.self.scores[1,1,2]=4");
}

/* The figure beside the menu answers the pointer; the badge opens it. */
static void the_figure_is_still_there(void **state) {
    App *app = open_menu(state);
    const float *stage = app_scene(app)->stage;
    assert_true(spot(app, WHAT_GROUND, -1).x >= stage[0] + stage[2]);
    press(app, KEY_RIGHT, 1);
    const Target *t = cells_of(app, "encoder.0.self.scores");
    app_click(app, t->x + t->w - 3, t->y + t->h - 3);
    assert_true(app->menu.open);
    assert_int_equal(app->view.shown.at.row, 5);
    press(app, KEY_ESCAPE, 1);
    t = badge(app);
    app_click(app, t->x + 5, t->y + 5);
    assert_true(app->menu.open);
    app_typed(app, "w", 0);
    assert_false(app->menu.open);
}

/* However the field, the list of keys or the export sheet is asked for, the menu gives way, so that
   keys and letters go to one and the same. */
static void it_gives_way(void **state) {
    App *app = open_menu(state);
    const Scene *s = app_scene(app);
    int at = 0;
    while (s->targets[at].kind != TARGET_FIELD) at++;
    app_click(app, s->targets[at].x + 2, s->targets[at].y + 2);
    assert_true(app->view.passing.edit.on && !app->menu.open);
    app_key(app, KEY_ESCAPE, 0);
    open_menu(state);
    app_other_click(app);
    assert_true(app->view.passing.keys_page && !app->menu.open);
    app_key(app, KEY_ESCAPE, 0);
    open_menu(state);
    app_key(app, 'x', 0);
    assert_true(app->export.open && !app->menu.open);
    app_key(app, KEY_ESCAPE, 0);
}

static float shown(const App *app, int sheet, int row, int col) {
    Address a = view_address(&app->view, &app->run);
    return tensor_at(decode_trace(&app->run, a.t)->values[a.value], sheet, row, col);
}

/* The largest share of the pinned row goes from key to key, and home again. */
static void a_row_looks_elsewhere(void **state) {
    App *app = open_menu(state);
    go(app, "show encoder.0.self.weights head=1; point row=1");
    MenuRow row;
    int at = row_named(app, "move", &row), from = row.chosen;
    assert_true(row.usable && from == row.usual_key && row.count == 6);
    float share = shown(app, 1, 1, from);
    for (int k = 0; k < 6; k++) assert_true(shown(app, 1, 1, k) <= share);
    float was = shown(app, 1, 1, (from + 1) % 6);
    click(app, WHAT_MORE, at);
    row_named(app, "move", &row);
    assert_int_equal(row.chosen, (from + 1) % 6);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_true(shown(app, 1, 1, from) == 0);
    assert_true(shown(app, 1, 1, (from + 1) % 6) == was + share);
    char by_menu[WHATIF_TEXT];
    strcpy(by_menu, app->view.shown.of.what.text);
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    menu_rows(app, &arena, rows);
    assert_non_null(strstr(rows[at].help, rows[at].said));
    arena_free(&arena);
    press(app, KEY_RIGHT, 5); /* round to where it was */
    assert_string_equal(app->view.shown.of.what.text, "");
    const WhatIfList none = {.count = 0}; /* a drag writes the same */
    assert_true(carry_share(app, &none, "encoder.0.self.weights", (Cell){1, 1, from},
                            (from + 1) % 6, false));
    assert_string_equal(app->view.shown.of.what.text, by_menu);
    assert_null(strpbrk(strchr(by_menu, ':'), "0123456789"));
    press(app, KEY_DELETE, 1);
    click(app, WHAT_LESS, at);
    press(app, KEY_DELETE, 1);
    assert_string_equal(app->view.shown.of.what.text, "");
    go(app, "show encoder.0.self.q head=1; point row=1"); /* no row of queries by keys */
    row_named(app, "move", &row);
    assert_false(row.usable);
    go(app, "show decoder.0.self.masked head=0; point row=0"); /* all others are hidden */
    row_named(app, "move", &row);
    assert_true(row.usable);
    app_key(app, KEY_HOME, 0);
    app_key(app, KEY_DOWN, 0);
    press(app, KEY_RIGHT, 1);
    assert_string_equal(app->view.shown.of.what.text, "");
}

/* The first change of the menu shows both matrices, where there is room; later ones leave the side
   that was chosen. */
static void the_first_change_shows_both(void **state) {
    App *app = open_menu(state);
    focus_by_keys(app, "scale");
    press(app, KEY_RIGHT, 1);
    assert_int_equal(app->view.shown.side, SIDE_BOTH);
    app->view.shown.side = SIDE_AFTER;
    focus_by_keys(app, "mask");
    press(app, KEY_RIGHT, 1);
    assert_int_equal(app->view.shown.side, SIDE_AFTER);
    press_button(app, COMMAND_CLEAR_WHAT_IF);
    app_resize(app, 960, 600, app->font);
    focus_by_keys(app, "scale");
    press(app, KEY_RIGHT, 1);
    assert_int_equal(app->view.shown.side, SIDE_AFTER);
}

/* "Divide by 4" stands beside no scale that is off. */
static void what_is_off_has_no_number(void **state) {
    App *app = open_menu(state);
    MenuRow row;
    focus_by_keys(app, "scale");
    press(app, KEY_RIGHT, 1);
    row_named(app, "divisor", &row);
    assert_string_equal(row.said, lang_text(app_lang(app), "menu.off"));
    press(app, KEY_RIGHT, 1);
    row_named(app, "divisor", &row);
    assert_null(row.said);
}

static void changes_of_other_places_have_rows(void **state) {
    App *app = start(state);
    assert_true(ask(app, "head=decoder.1.cross:0:off cell=decoder.0.self.q[0,0,0]=1"));
    app_typed(app, "w", 0);
    press(app, KEY_END, 1);
    press(app, KEY_DELETE, 1);
    assert_string_equal(app->view.shown.of.what.text, "head=decoder.1.cross:0:off");
    press(app, KEY_RIGHT, 1);
    assert_string_equal(app->view.shown.of.what.text, "");
}

static void a_row_leads_to_the_search(void **state) {
    App *app = open_menu(state);
    focus_by_keys(app, "search");
    app_key(app, KEY_ENTER, 0);
    assert_false(app->menu.open);
    assert_int_equal(app->view.shown.at.form, FORM_TREE);
}

static uint64_t bits(const App *app) {
    uint64_t sum = 1469598103934665603u;
    for (int t = 0; t < app->run.steps; t++)
        for (int v = 0; v < app->run.programs[t].value_count; v++) {
            Tensor x = decode_trace(&app->run, t)->values[v];
            size_t count = (size_t)x.shape.sheets * (size_t)x.shape.rows * (size_t)x.shape.cols *
                           sizeof(float);
            for (size_t i = 0; i < count; i++)
                sum = (sum ^ ((const unsigned char *)x.x)[i]) * 1099511628211u;
        }
    return sum;
}

static void clearing_gives_the_same_bits(void **state) {
    App *app = start(state);
    uint64_t before = bits(app);
    app_key(app, KEY_DELETE, 0);
    assert_non_null(strstr(app->view.passing.toast, "No what-if"));
    assert_true(ask(app, "scale=off"));
    assert_true(ask(app, "scale=off cell=encoder.0.self.w.q[0,0,0]=3"));
    uint64_t changed = bits(app);
    assert_true(changed != before);
    app_key(app, KEY_DELETE, 0);
    assert_true(bits(app) == before);
    app_key(app, 'z', KEY_CTRL);
    assert_string_equal(app->view.shown.of.what.text, "scale=off cell=encoder.0.self.w.q[0,0,0]=3");
    assert_true(bits(app) == changed);
    app_key(app, 'z', KEY_CTRL | KEY_SHIFT);
    assert_true(bits(app) == before);
}

static void a_number_is_typed_at_its_cell(void **state) {
    App *app = start(state);
    uint64_t before = bits(app);
    app_typed(app, "=", 0);
    assert_true(app->value.number.on);
    app_key(app, KEY_ESCAPE, 0);
    assert_false(app->value.number.on);
    app_typed(app, "=", 0);
    type(app, "1.2x5");
    assert_string_equal(app->view.shown.of.what.text, "cell=encoder.0.self.scores[1,1,2]=1.25");
    Address a = view_address(&app->view, &app->run);
    assert_true(tensor_at(decode_trace(&app->run, a.t)->values[a.value], 1, 1, 2) == 1.25f);
    app_typed(app, "=", 0);
    assert_string_equal(app->value.number.text, "1.25");
    const Scene *s = app_scene(app);
    const Target *field = &s->targets[s->target_count - 1]; /* at its cell: pressed, it stays */
    const Target *cells = cells_of(app, "encoder.0.self.scores");
    float middle = cells->x + cells->w * 2.5f / 6, below = cells->y + cells->h * 2 / 6;
    assert_int_equal(field->kind, TARGET_SHEET);
    assert_true(fabsf(field->x + field->w / 2 - middle) < 2);
    assert_true(field->y > below && field->y < below + 20);
    app_click(app, field->x + 3, field->y + 3);
    assert_true(app->value.number.on);
    app_key(app, KEY_DELETE, 0);
    assert_string_equal(app->view.shown.of.what.text, "");
    assert_true(bits(app) == before);
    app_typed(app, "=", 0);
    type(app, "-"); /* no number: nothing changes */
    assert_string_equal(app->view.shown.of.what.text, "");
    go(app, "show encoder.0.self.scores; point none");
    app_typed(app, "=", 0);
    assert_false(app->value.number.on);
    assert_non_null(strstr(app->view.passing.toast, "Pin a number"));
    go(app, "show encoder.0.self.w.q; point row=0 col=1");
    app_typed(app, "=", 0);
    type(app, "0.5");
    assert_string_equal(app->view.shown.of.what.text, "cell=encoder.0.self.w.q[0,0,1]=0.5");
}

/* A number that grew out of float32's range stands in the field as its sign, which cannot be typed
   back into anything, and in the menu. */
static void a_number_may_be_infinite(void **state) {
    App *app = start(state);
    int none = 0, infinite = 0;
    assert_true(ask(app, "cell=encoder.input[0,1,3]=1e25"));
    for (int i = 0; i < 2 * 2 * 6; i++) {
        go(app, i % 2 ? "show encoder.0.self.weights" : "show encoder.0.self.scores");
        app->view.shown.at.head = i / 2 % 2, app->view.shown.at.row = 1,
        app->view.shown.at.col = i / 4;
        app_resize(app, 1440, 900, app->font);
        app_typed(app, "=", 0);
        const char *text = app->value.number.text;
        assert_null(strpbrk(text, "infa"));
        none += strcmp(text, "?") == 0, infinite += strstr(text, "∞") != NULL;
        app_key(app, strpbrk(text, "0123456789") ? KEY_ESCAPE : KEY_ENTER, 0);
        assert_string_equal(app->view.shown.of.what.text, "cell=encoder.input[0,1,3]=1e25");
        app_typed(app, "w", 0);
        focus_by_keys(app, "cell");
        app_key(app, KEY_ESCAPE, 0);
    }
    assert_true(none > 0 && infinite > 0);
}

/* A tenth of the scale for 40 pixels; one entry of the history. */
static void dragging_changes_a_number(void **state) {
    App *app = start(state);
    settle_anew(app); /* it was not gone to by a command */
    const Target *t = cells_of(app, "encoder.0.self.scores");
    float x = t->x + t->w / 12, y = t->y + t->h / 12, was = shown(app, 1, 0, 0), top = 0;
    for (int i = 0; i < 36; i++) top = fmaxf(top, fabsf(shown(app, 1, i / 6, i % 6)));
    int entries = app->history_count;
    app_press(app, x, y, KEY_SHIFT, false);
    app_drag(app, x, y - 20);
    app_drag(app, x, y - 60);
    app_drag(app, x, y - 40);
    assert_true(fabsf(shown(app, 1, 0, 0) - (was + top / 10)) < top / 1000);
    assert_int_equal(app->history_count, entries);
    app_release(app, x, y - 40);
    assert_int_equal(app->history_count, entries + 1);
    assert_int_equal(
        strncmp(app->view.shown.of.what.text, "cell=encoder.0.self.scores[1,0,0]=", 34), 0);
    app_press(app, x, y, KEY_SHIFT, false);
    app_drag(app, x, y + 40);
    app_release(app, x, y + 40);
    app_key(app, 'z', KEY_CTRL);
    app_key(app, 'z', KEY_CTRL);
    assert_string_equal(app->view.shown.of.what.text, "");
    assert_true(shown(app, 1, 0, 0) == was);
}

static void what_no_longer_fits_is_named(void **state) {
    App *app = start(state);
    assert_true(ask(
        app, "scale=off cell=encoder.0.self.scores[0,5,5]=1 cell=encoder.0.self.scores[0,1,1]=2"));
    assert_true(app_text(app, "a dog"));
    assert_string_equal(app->view.shown.of.what.text,
                        "scale=off cell=encoder.0.self.scores[0,1,1]=2");
    assert_non_null(strstr(app->view.passing.toast, "encoder.0.self.scores[0,5,5] = 1"));
    assert_false(app_text(app, "an elephant"));
    assert_string_equal(app->view.shown.of.text, "a dog");
    assert_string_equal(app->view.shown.of.what.text,
                        "scale=off cell=encoder.0.self.scores[0,1,1]=2");
    app_key(app, 'z', KEY_CTRL);
    assert_non_null(strstr(app->view.shown.of.what.text, "[0,5,5]=1"));
}

/* Said in the language of the window. */
static void there_is_an_end_of_room(void **state) {
    App *app = open_menu(state);
    Arena arena = {0};
    const char *many = "";
    for (int i = 0; i < 14; i++)
        many = arena_print(&arena, "%scell=encoder.0.self.scores[0,%d,%d]=1 ", many, i / 5, i % 5);
    assert_true(ask(app, many));
    app->language = 1;
    focus_by_keys(app, "scale");
    press(app, KEY_RIGHT, 1);
    assert_int_equal(app->view.shown.of.what.count, 14);
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "app.too_many_what_ifs"));
    arena_free(&arena);
}

static void it_begins_with_what_ifs(void **state) {
    Fixture *f = *state;
    Error e = {{0}};
    WhatIfList list = what_list("scale=off mask=off");
    AppSetup s = {.model = &f->model,
                  .kernels = kernels_named("plain"),
                  .languages = {&f->lang[0]},
                  .language_count = 1,
                  .text = "a dog",
                  .what = &list};
    app_close(&f->app);
    assert_true(app_open(&f->app, &s, &e));
    assert_string_equal(f->app.view.shown.of.what.text, "scale=off mask=off");
    assert_non_null(runs_before(&f->app));
    app_close(&f->app);
    list = what_list("cell=encoder.0.self.scores[9,9,9]=1");
    assert_false(app_open(&f->app, &s, &e));
}

static const Config own = {CONFIG_OWN};

static void words_that_changed_are_found(void **state) {
    static int a[] = {3, 4, 5, 6, 7, 2}, b[] = {3, 8, 4, 6, 9, 9, 7, 2};
    bool x[8], y[8];
    (void)state;
    Tokens now = {a, 6}, before = {b, 8};
    assert_int_equal(measure_changed_words(&own, now, before, x, y), 3);
    const bool changed[] = {false, false, true, false, false, false};
    const bool gone[] = {false, true, false, false, true, true, false, false};
    assert_memory_equal(x, changed, sizeof changed);
    assert_memory_equal(y, gone, sizeof gone);
    assert_int_equal(measure_word_count(&own, now, before), 7);
    assert_int_equal(measure_changed_words(&own, now, now, x, y), 0);
    Tokens none = {a + 5, 1}; /* only the end */
    assert_int_equal(measure_changed_words(&own, none, before, x, y), 7);
    assert_false(x[0]);
    assert_false(y[7]);
    assert_int_equal(measure_changed_words(&own, (Tokens){a, 0}, (Tokens){b, 0}, x, y), 0);
    /* Without special tokens the last ones are words, too. */
    Config bytes = {.pad = -1, .bos = -1, .eos = -1};
    assert_int_equal(measure_changed_words(&bytes, none, before, x, y), 7);
    assert_int_equal(measure_word_count(&bytes, now, before), 8);
    assert_int_equal(measure_changed_words(&bytes, none, (Tokens){a, 1}, x, y), 1);
}

/* The longest common subsequence by trying every one. */
static void as_many_are_kept_as_can_be(void **state) {
    Random r = random_seed(4, 2);
    (void)state;
    for (int k = 0; k < 300; k++) {
        int a[9], b[9], n = random_below(&r, 10), m = random_below(&r, 10), best = 0;
        bool x[9], y[9];
        for (int i = 0; i < 9; i++) a[i] = 3 + random_below(&r, 3), b[i] = 3 + random_below(&r, 3);
        for (int set = 0; set < 1 << n; set++) {
            int at = 0, size = 0;
            for (int i = 0; i < n; i++) {
                if (!(set >> i & 1)) continue;
                while (at < m && b[at] != a[i]) at++;
                if (at++ >= m) size = -100;
                size++;
            }
            if (size > best) best = size;
        }
        measure_changed_words(&own, (Tokens){a, n}, (Tokens){b, m}, x, y);
        int kept = n, other = m;
        for (int i = 0; i < n; i++) kept -= x[i];
        for (int i = 0; i < m; i++) other -= y[i];
        assert_int_equal(kept, best);
        assert_int_equal(other, best);
    }
}

static void a_change_is_measured(void **state) {
    const float a[] = {1, 2, 3, -INFINITY, 5, 6}, b[] = {1, 2.5f, 3, 4, 5, 2};
    Tensor x = {{1, 2, 3}, a}, y = {{1, 2, 3}, b};
    (void)state;
    Change c = measure_change(x, y, -1);
    assert_int_equal(c.cells, 3);
    assert_true(c.most == 4 && c.at.row == 1 && c.at.col == 2);
    c = measure_change(x, x, 0);
    assert_true(c.cells == 0 && c.at.row == -1 && c.most == 0);
}

/* What is shown */

static bool says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, text)) return true;
    return false;
}

static void figures_say_that_they_are_changed(void **state) {
    App *app = start(state);
    View view;
    Arena arena = {0};
    Scene scene;
    Style style = {.source = "mine"}, bare = {.bare = true};
    assert_true(ask(app, "scale=off"));
    SceneInput in = shown_figure(app, THEME_PAPER, 1280, 720, &view);
    scene_build(&in, &arena, &scene);
    assert_true(says(&scene, "with scale off"));
    assert_non_null(strstr(scene.about, "with scale off"));
    in.height = 240, in.width = 320;
    scene_build(&in, &arena, &scene);
    assert_true(says(&scene, "scale off"));
    in.height = 720, in.width = 1280, in.style = &bare;
    scene_build(&in, &arena, &scene);
    assert_true(says(&scene, "with scale off"));
    in.style = &style;
    scene_build(&in, &arena, &scene);
    assert_true(says(&scene, "mine"));
    assert_false(says(&scene, "with scale off"));
    in.style = NULL;
    view.shown.side = SIDE_BEFORE;
    in.run = runs_before(app);
    scene_build(&in, &arena, &scene);
    assert_false(says(&scene, "with scale off"));
    arena_free(&arena);
}

static void the_badge_counts_and_lists(void **state) {
    App *app = start(state);
    const Target *pill = badge(app); /* without what-ifs a pill of the stage leads to them */
    assert_true(pill && pill->y > app_scene(app)->stage[1]);
    assert_true(ask(app, "scale=off mask=off"));
    assert_true(badge(app)->y < app_scene(app)->stage[1]);
    assert_true(says(app_scene(app), "what if: scale off, causal mask off"));
    assert_true(ask(app, "scale=off mask=off positions=off"));
    assert_true(says(app_scene(app), "what if: 3 changes"));
    const Target *t = badge(app);
    assert_non_null(t);
    app_hover(app, t->x + 4, t->y + 4);
    assert_true(says(app_scene(app), "positions off"));
}

static int corners(App *app) {
    const Scene *s = app_scene(app);
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_POLYGON && s->items[i].rows == 3;
    return count;
}

static void a_changed_cell_has_a_corner(void **state) {
    App *app = start(state);
    go(app, "point none");
    int none = corners(app);
    assert_true(ask(app, "cell=encoder.0.self.scores[1,2,3]=1"));
    assert_true(corners(app) > none);
    go(app, "show encoder.0.self.scores head=0");
    assert_int_equal(corners(app), none);
    go(app, "show encoder.0.self.scores head=1; side before");
    assert_int_equal(corners(app), none);
}

static void expect_faultless(App *app, const char *where) {
    Buffer faults = {0};
    app_resize(app, app->width, app->height, app->font);
    if (scene_faults(app_scene(app), app->font, &faults))
        fail_msg("%s at %d × %d, theme %d, language %d, %d %%: %s", where, app->width, app->height,
                 (int)app->view.shown.setting.theme, app->language,
                 app->view.shown.setting.text_size, faults.data);
    buffer_free(&faults);
}

/* The menu by itself, for what it covers is no fault; then the same without it. */
static void expect_all_faultless(App *app, const char *where) {
    expect_faultless(app, where);
    const Target *t = badge(app);
    if (t) app_hover(app, t->x + 2, t->y + 2);
    expect_faultless(app, "badge");
    app_leave(app);
    app_typed(app, "w", 0);
    expect_faultless(app, "menu");
    app_key(app, KEY_END, 0);
    app_key(app, KEY_UP, 0);
    app_typed(app, "1", 0);
    expect_faultless(app, "menu's end");
    app_key(app, KEY_ESCAPE, 0);
    app_key(app, KEY_ESCAPE, 0);
    app_typed(app, "=", 0);
    expect_faultless(app, "field");
    app_key(app, KEY_ESCAPE, 0);
}

static void it_fits(void **state) {
    static const int sizes[][2] = {{640, 400}, {960, 600}, {1440, 900}, {3840, 2160}};
    static const int text[] = {75, 100, 200};
    static const char *const what[] = {
        "scale=off", "scale=off mask=off positions=off cell=encoder.0.self.scores[1,1,2]=-0.123456",
        ("head=decoder.1.cross:0:off pattern=decoder.0.self:1:previous sublayer=decoder.1.ffn:off "
         "swap-qk=encoder.1.self")};
    App *app = start(state);
    for (int k = 0; k < 3; k++) {
        assert_true(ask(app, what[k]));
        for (int i = 0; i < 4 * 4 * 3; i++) {
            app->width = sizes[i & 3][0], app->height = sizes[i & 3][1];
            app->view.shown.setting.theme = i >> 2 & 1 ? THEME_NIGHT : THEME_PAPER;
            app->language = i >> 3 & 1;
            app->view.shown.setting.text_size = text[i >> 4];
            expect_all_faultless(app, what[k]);
        }
    }
}

/* Only what lies over the figure and above it: the rest has pictures of its own. */
static void print_part(const Scene *s, const char *group, float bottom, Buffer *out) {
    Scene part = *s;
    part.items = calloc((size_t)s->count + 1, sizeof *part.items);
    part.count = part.target_count = 0;
    part.speech = part.about = "";
    for (int i = 0; i < s->count; i++)
        if (strcmp(s->items[i].group, group) == 0 && s->items[i].y < bottom)
            part.items[part.count++] = s->items[i];
    scene_print(&part, out);
    free(part.items);
}

static void it_looks_as_before(void **state) {
    App *app = start(state);
    Buffer menu = {0}, bar = {0};
    assert_true(ask(app, "scale=off mask=off"));
    print_part(app_scene(app), "frame", app->scene.stage[1], &bar);
    app_typed(app, "w", 0);
    print_part(app_scene(app), "overlay", 1e6f, &menu);
    golden_text("menu", &menu);
    golden_text("badge", &bar);
    buffer_free(&menu);
    buffer_free(&bar);
}

/* Every number is read from one of the two runs: of the changed one each value is changed in turn,
   of the true one the shown value, and the picture is another exactly where it says so. */
static char *picture(const SceneInput *in, Arena *arena, bool **named) {
    Buffer text = {0};
    Scene s;
    scene_build(in, arena, &s);
    scene_print(&s, &text);
    char *copy = arena_copy(arena, text.data, text.size);
    buffer_free(&text);
    if (named) *named = s.named;
    return copy;
}

static const float *poisoned(Tensor t, Arena *arena) {
    size_t count = (size_t)t.shape.sheets * (size_t)t.shape.rows * (size_t)t.shape.cols;
    float *x = arena_raw(arena, count, sizeof *x);
    for (size_t i = 0; i < count; i++)
        x[i] = isinf(t.x[i]) ? t.x[i] : 0.55f * t.x[i] + 0.21f + 0.07f * (float)(i % 3);
    return x;
}

static void numbers_come_from_the_runs(void **state) {
    App *app = start(state);
    Arena arena = {0}, work = {0};
    bool *named;
    assert_true(ask(app, "scale=off cell=encoder.0.self.scores[1,1,2]=1"));
    SceneInput in = {.view = &app->view,
                     .run = runs_changed(app),
                     .width = 1440,
                     .height = 900,
                     .frame = true,
                     .font = app->font,
                     .lang = app_lang(app),
                     .before = runs_before(app),
                     .changed = runs_changed(app)};
    char *plain = picture(&in, &arena, &named);
    const Program *p = &in.run->programs[in.run->steps - 1];
    for (int v = 0; v < p->value_count; v++) {
        Tensor *now = &decode_trace(in.run, in.run->steps - 1)->values[v];
        Tensor *true_one = &decode_trace(in.before, in.run->steps - 1)->values[v];
        Tensor kept = *now, kept_true = *true_one;
        now->x = poisoned(kept, &work);
        bool differs = strcmp(picture(&in, &work, NULL), plain) != 0;
        *now = kept;
        const char *how = differs ? "shown, not named" : "named, not shown";
        if (differs != named[v]) fail_msg("%s: %s", p->values[v].path, how);
        true_one->x = poisoned(kept_true, &work);
        differs = strcmp(picture(&in, &work, NULL), plain) != 0;
        *true_one = kept_true;
        bool shown_one = strcmp(p->values[v].path, app->view.shown.at.path) == 0;
        if (differs != shown_one) fail_msg("%s of the true run", p->values[v].path);
        arena_reset(&work);
    }
    arena_free(&arena);
    arena_free(&work);
}

static void resting_repaints_nothing(void **state) {
    App *app = open_menu(state);
    press(app, KEY_RIGHT, 1);
    app_scene(app);
    app->dirty = false;
    Target s = spot(app, WHAT_GROUND, -1);
    app_hover(app, s.x + 4, s.y + 4);
    app_scene(app);
    app->dirty = false;
    app_hover(app, s.x + 5, s.y + 4);
    assert_false(app->dirty || app->scene_stale || app_moving(app));
}

/* The card below the notes sets what it asks, and shows it beside what it was: the row that is
   opened looks at another key; of scaled scores the scale is off. */
static void a_question_is_a_what_if(void **state) {
    static const struct {
        const char *view, *what, *row;
    } list[] = {{"show decoder.1.cross.weights head=1; point none",
                 "move=decoder.1.cross.weights[1,", "move"},
                {"show encoder.0.self.scaled head=1; point none", "scale=off", "scale"},
                {"show output.probabilities; point none", "temperature=2", "temperature"}};
    App *app = &((Fixture *)*state)->app;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) {
        ask(app, "");
        go(app, list[k].view);
        app->view.shown.setting.notes = FOLD_OPEN;
        app->view.shown.side = SIDE_AFTER;
        app_stale(app);
        const Scene *s = app_scene(app);
        int at = 0;
        while (at < s->target_count && s->targets[at].kind != TARGET_SUPPOSE) at++;
        assert_true(at < s->target_count);
        Target t = s->targets[at];
        assert_string_equal(t.path, list[k].row);
        app_click(app, t.x + 4, t.y + 4);
        const WhatIfList *what = &app->view.shown.of.what;
        assert_int_equal(what->count, 1);
        if (strncmp(what->text, list[k].what, strlen(list[k].what)) != 0)
            fail_msg("%s", what->text);
        assert_true(app->menu.open);
        if (t.row0 >= 0) assert_int_equal(app->view.shown.at.row, t.row0);
        assert_int_equal(app->view.shown.side, SIDE_BOTH);
        app_key(app, 'w', 0);
    }
    ask(app, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_alone_reach_every_what_if, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pointer_alone_reaches_every_what_if, setup, teardown),
        cmocka_unit_test_setup_teardown(the_wheel_turns_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(a_click_beside_it_takes_what_is_typed, setup, teardown),
        cmocka_unit_test_setup_teardown(the_figure_is_still_there, setup, teardown),
        cmocka_unit_test_setup_teardown(it_gives_way, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_looks_elsewhere, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_change_shows_both, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_off_has_no_number, setup, teardown),
        cmocka_unit_test_setup_teardown(changes_of_other_places_have_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_leads_to_the_search, setup, teardown),
        cmocka_unit_test_setup_teardown(clearing_gives_the_same_bits, setup, teardown),
        cmocka_unit_test_setup_teardown(a_number_is_typed_at_its_cell, setup, teardown),
        cmocka_unit_test_setup_teardown(dragging_changes_a_number, setup, teardown),
        cmocka_unit_test_setup_teardown(what_no_longer_fits_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(there_is_an_end_of_room, setup, teardown),
        cmocka_unit_test_setup_teardown(it_begins_with_what_ifs, setup, teardown),
        cmocka_unit_test(words_that_changed_are_found),
        cmocka_unit_test(as_many_are_kept_as_can_be),
        cmocka_unit_test(a_change_is_measured),
        cmocka_unit_test_setup_teardown(figures_say_that_they_are_changed, setup, teardown),
        cmocka_unit_test_setup_teardown(the_badge_counts_and_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(a_changed_cell_has_a_corner, setup, teardown),
        cmocka_unit_test_setup_teardown(a_number_may_be_infinite, setup, teardown),
        cmocka_unit_test_setup_teardown(it_fits, setup, teardown),
        cmocka_unit_test_setup_teardown(it_looks_as_before, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_come_from_the_runs, setup, teardown),
        cmocka_unit_test_setup_teardown(resting_repaints_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_question_is_a_what_if, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
