/* A ribbon that is taken by its end: under the pointer, by keys, with everything that the window
   keeps of it; and ribbons as a figure: heights are sums. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "app/screen.h"
#include "scene/pen/theme.h"
#include "tiny_app.h"
#include "trace/measure.h"

static void middle_of(const Target *t, float *x, float *y) {
    *x = t->x + t->w / 2;
    *y = t->y + t->h / 2;
}

/* Where that key is on screen. */
static const Target *place_of(App *app, Carry carry, int key) {
    const Scene *s = app_seen(app);
    for (int i = s->target_count - 1; i >= 0; i--)
        if (s->targets[i].carry == carry && s->targets[i].col0 == key) return &s->targets[i];
    fail_msg("no place of key %d", key);
    return NULL;
}

static float share(const App *app, int row, int key) {
    Address a = view_address(&app->view, &app->run);
    return tensor_at(decode_trace(&app->run, a.t)->values[a.value], a.cell.sheet, row, key);
}

static int top_key(const App *app, int row) {
    int best = 0;
    for (int j = 1; j < app->run.source.count; j++)
        if (share(app, row, j) > share(app, row, best)) best = j;
    return best;
}

static bool is_what(const App *app, const char *want) {
    if (strcmp(app->view.shown.of.what.text, want) == 0) return true;
    print_message("'%s', not '%s'\n", app->view.shown.of.what.text, want);
    return false;
}

/* Press at the end, over one key to another: each is a run; let go it is one entry of the history,
   and one Ctrl Z takes it back. */
static void a_ribbon_is_dragged(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=1 form=ribbons; point row=2");
    int from = top_key(app, 2), to = from >= 3 ? from - 2 : from + 2, between = (from + to) / 2;
    float was = share(app, 2, from), had = share(app, 2, to), x, y, x1, y1, x2, y2;
    middle_of(place_of(app, CARRY_FROM, from), &x, &y);
    middle_of(place_of(app, CARRY_TO, between), &x1, &y1);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2);
    int entries = app->history_count;
    app_press(app, x, y, 0, false);
    app_drag(app, x1 - 200, y1);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_true(share(app, 2, from) == 0 && share(app, 2, between) > was / 2);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2); /* the heights are others now */
    app_drag(app, x2, y2);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_true(share(app, 2, from) == 0 && share(app, 2, to) == had + was);
    assert_true(fabs(measure_row_sum(decode_trace(&app->run, app->run.steps - 1)
                                         ->values[view_address(&app->view, &app->run).value],
                                     1, 2) -
                     1) < 1e-6);
    assert_int_equal(app->history_count, entries);
    app_release(app, x2, y2);
    assert_int_equal(app->history_count, entries + 1);
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, to);
    app_key(app, 'z', KEY_CTRL);
    assert_true(is_what(app, ""));
    assert_true(share(app, 2, from) == was);
    app_key(app, 'z', KEY_CTRL | KEY_SHIFT);
    assert_true(share(app, 2, to) == had + was);
    /* carried on it is still one what-if, and back where it was it is none */
    middle_of(place_of(app, CARRY_FROM, to), &x, &y);
    middle_of(place_of(app, CARRY_TO, from), &x2, &y2);
    app_press(app, x, y, 0, false);
    app_drag(app, x2, y2);
    app_release(app, x2, y2);
    assert_true(is_what(app, ""));
    assert_true(share(app, 2, from) == was);
}

static void escape_puts_it_back(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=0 form=ribbons; point row=1");
    int from = top_key(app, 1), to = from ? 0 : 4, entries = app->history_count;
    float x, y, x2, y2;
    middle_of(place_of(app, CARRY_FROM, from), &x, &y);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2);
    app_press(app, x, y, 0, false);
    app_drag(app, x2, y2);
    assert_int_equal(app->view.shown.of.what.count, 1);
    app_key(app, KEY_ESCAPE, 0);
    assert_true(is_what(app, ""));
    app_drag(app, x, y + 40);
    app_release(app, x, y + 40);
    assert_true(is_what(app, ""));
    assert_int_equal(app->history_count, entries);
    assert_int_equal(app->view.shown.at.depth, DEPTH_STEP);
}

/* Not dragged it is a click: the cell is pinned. */
static void a_click_pins(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=0 form=ribbons; point row=1");
    int from = top_key(app, 1);
    float x, y;
    middle_of(place_of(app, CARRY_FROM, from), &x, &y);
    app_click(app, x, y);
    assert_true(is_what(app, ""));
    assert_int_equal(app->view.shown.at.col, from);
}

static void keys_carry_a_share(void **state) {
    App *app = start_at(state, "show encoder.0.self.weights head=1; point row=1 col=2");
    float was = share(app, 1, 2);
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_true(is_what(app, "move=encoder.0.self.weights[1,1,sees]:a"));
    assert_int_equal(app->view.shown.at.col, 3);
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_true(is_what(app, "move=encoder.0.self.weights[1,1,sees]:dog"));
    app_key(app, KEY_UP, KEY_SHIFT);
    app_key(app, KEY_UP, KEY_SHIFT);
    assert_true(is_what(app, ""));
    assert_true(share(app, 1, 2) == was);
    app_key(app, KEY_UP, KEY_SHIFT);
    assert_true(is_what(app, "move=encoder.0.self.weights[1,1,sees]:cat"));
    /* another share of the row, and one that a person has written by numbers */
    go(app, "point row=1 col=0");
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_int_equal(app->view.shown.of.what.count, 2);
    assert_true(ask(app, "move=encoder.0.self.weights[1,1,2]:4"));
    go(app, "point row=1 col=4");
    app_key(app, KEY_UP, KEY_SHIFT);
    assert_true(is_what(app, "move=encoder.0.self.weights[1,1,sees]:a"));
    go(app, "point row=1 col=5");
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "move.end"));
}

/* What a mask hides is passed by, and refused. */
static void hidden_keys_are_refused(void **state) {
    App *app =
        start_at(state, "show decoder.0.self.weights head=1 form=ribbons; point row=1 col=1");
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_true(is_what(app, ""));
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "move.end"));
    int from = top_key(app, 1);
    float x, y, x2, y2;
    middle_of(place_of(app, CARRY_FROM, from), &x, &y);
    middle_of(place_of(app, CARRY_TO, 3), &x2, &y2);
    app_press(app, x, y, 0, false);
    app_drag(app, x2, y2);
    assert_true(is_what(app, ""));
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "move.hidden"));
    app_release(app, x2, y2);
    assert_true(is_what(app, ""));
    go(app, "show decoder.0.self.scores head=1; point row=1 col=0");
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "move.pin"));
}

static const char *find_text(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, text))
            return s->items[i].text;
    return NULL;
}

/* A click on the button of that command. */
static void press_command(App *app, Command c) {
    const Scene *s = app_seen(app);
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind != TARGET_COMMAND || t->command != c) continue;
        app_click(app, t->x + t->w / 2, t->y + t->h / 2);
        return;
    }
    fail_msg("no button of command %d", (int)c);
}

/* On the first screen the lit word's ribbon is the one; what was moved can be taken back there. */
static void the_first_screen_has_ends(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights@2 head=1; depth sentence");
    int from = top_key(app, 2), to = from ? 0 : 4;
    float x, y, x2, y2;
    middle_of(place_of(app, CARRY_FROM, from), &x, &y);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2);
    app_press(app, x, y, 0, false);
    app_drag(app, x2, y2 + 30);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_true(share(app, 2, from) == 0);
    assert_non_null(find_text(app_seen(app), "what if it looked here?"));
    app_release(app, x2, y2 + 30);
    assert_null(find_text(app_seen(app), "what if it looked here?"));
    assert_non_null(find_text(app_seen(app), "drag to another word"));
    press_command(app, COMMAND_CLEAR_WHAT_IF);
    assert_true(is_what(app, ""));
    app_key(app, 'z', KEY_CTRL);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_int_equal(app->view.shown.at.depth, DEPTH_SENTENCE);
    app_key(app, 'z', KEY_CTRL);
    assert_true(is_what(app, ""));
    app_key(app, from ? KEY_UP : KEY_DOWN, KEY_SHIFT);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_true(share(app, 2, from) == 0);
    ask(app, "");
    go(app, "show decoder.1.cross.weights@2 head=mean; depth sentence");
    app_key(app, KEY_DOWN, KEY_SHIFT);
    assert_true(is_what(app, ""));
    assert_string_equal(app->view.passing.toast, lang_text(app_lang(app), "move.mean"));
}

/* What was moved is told, and its old course is there in dashes. */
static void what_was_moved_is_told(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=1 form=ribbons; point row=2");
    int before = app_seen(app)->count;
    assert_null(find_text(app_seen(app), "what if it looked here?"));
    assert_true(ask(app, "move=decoder.1.cross.weights[1,2,cat]:dog"));
    const Scene *s = app_seen(app);
    assert_null(find_text(s, "what if it looked here?")); /* only while it is carried */
    assert_non_null(find_text(s, "Only this ribbon was moved, from cat to dog."));
    assert_true(s->count > before + 10);
    assert_true(ask(app, "scale=off move=decoder.1.cross.weights[1,2,cat]:dog"));
    assert_non_null(find_text(app_seen(app), "A ribbon was moved, from cat to dog."));
    go(app, "point row=3");
    assert_null(find_text(app_seen(app), "A ribbon was moved"));
}

/* A key's bar is as high as what it gets, with the same pixels for 1 as a query's. */
static void heights_are_sums(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=1 form=ribbons; point row=2");
    const Scene *s = app_seen(app);
    Theme theme;
    theme_make(app->view.shown.setting.theme, (PaletteName)0, &theme);
    float given = 0, got = 0, one = 0;
    int queries = 0, keys = 0;
    for (int i = 0; i < s->count; i++) {
        const Item *b = &s->items[i];
        if (b->kind != ITEM_BOX || strcmp(b->group, "figure") != 0) continue;
        if (memcmp(&b->fill, &theme.role[ROLE_Q], sizeof b->fill) == 0)
            queries++, given += b->h, one = b->h;
        if (memcmp(&b->fill, &theme.role[ROLE_K], sizeof b->fill) == 0) keys++, got += b->h;
    }
    Address a = view_address(&app->view, &app->run);
    Shape shape = app->run.programs[a.t].values[a.value].form.shape;
    assert_int_equal(queries, shape.rows);
    assert_int_equal(keys, shape.cols);
    assert_true(fabsf(given - one * (float)queries) < 0.5f);
    assert_true(fabsf(got - given) < 0.01f * given + 1.5f * (float)keys);
    for (int j = 0; j < shape.cols; j++) {
        char total[16];
        snprintf(total, sizeof total, "%.2f",
                 measure_col_sum(decode_trace(&app->run, a.t)->values[a.value], 1, j));
        assert_non_null(find_text(s, total));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ribbon_is_dragged, setup, teardown),
        cmocka_unit_test_setup_teardown(escape_puts_it_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_click_pins, setup, teardown),
        cmocka_unit_test_setup_teardown(keys_carry_a_share, setup, teardown),
        cmocka_unit_test_setup_teardown(hidden_keys_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(the_first_screen_has_ends, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_moved_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(heights_are_sums, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
