/* The table of keys: each key once, each command with a key; a new row is pressed, listed and
   clicked like the others; README and the manual list what the table holds, word for word
   (UPDATE_GOLDEN=1 writes both anew). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/commands.h"
#include "tiny_app.h"

static void each_key_is_bound_once_and_each_command_has_one(void **state) {
    (void)state;
    bool bound[COMMAND_COUNT] = {true};
    for (int i = 0; i < command_keys.count; i++) {
        const KeyRow *r = &command_keys.rows[i];
        if (r->command < COMMAND_COUNT) bound[r->command] = true;
        assert_int_equal(keys_command(&command_keys, r->key, r->held), r->command);
        assert_true(!r->act != !r->move);
        const KeyRow *same = keys_row(&command_keys, r->command);
        assert_true(same->act == r->act && same->move == r->move && same->by == r->by);
    }
    for (int c = 0; c < COMMAND_COUNT; c++) assert_true(bound[c]);
    assert_int_equal(keys_command(&command_keys, 'q', 0), COMMAND_NONE);
    assert_int_equal(keys_command(&command_keys, KEY_END, KEY_CTRL), COMMAND_NONE);
    assert_null(keys_row(&command_keys, COMMAND_NONE));
}

static void test_act(App *app) {
    app->view.shown.zoom.factor++;
}

static const Item *find_text(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0)
            return &s->items[i];
    return NULL;
}

/* One row and its text is all that a key costs. */
static void a_row_is_all_that_a_key_needs(void **state) {
    App *app = &((Fixture *)*state)->app;
    KeyRow rows[128];
    int count = command_keys.count;
    memcpy(rows, command_keys.rows, (size_t)count * sizeof *rows);
    rows[count] = (KeyRow){"Q", 'q', 0, "app.first_step", .act = test_act};
    app->keys = (Keys){rows, count + 1};
    app_typed(app, "q", 0);
    assert_true(app->view.shown.zoom.factor == 2);
    app_key(app, 'z', KEY_CTRL);
    assert_true(app->view.shown.zoom.factor == 1);
    app_key(app, '?', 0);
    const Scene *s = app_scene(app);
    const Item *line = find_text(s, lang_text(app_lang(app), "app.first_step"));
    assert_non_null(line);
    assert_non_null(find_text(s, "Q"));
    int marks = s->count;
    float x = line->x + 2, y = line->y - 2;
    app_hover(app, x, y);
    assert_int_equal(app_scene(app)->count, marks + 1); /* its line is lit */
    app_click(app, x, y);
    assert_int_equal(app->view.passing.keys_page, 0);
    assert_true(app->view.shown.zoom.factor == 2);
    app->keys = command_keys;
}

/* By what one wants to do; a group stands together, whose heading begins it. */
static void keys_stand_under_headings(void **state) {
    App *app = &((Fixture *)*state)->app;
    const Item *before = NULL;
    int headings = 0;
    assert_non_null(command_keys.rows[0].group);
    app_key(app, '?', 0);
    const Scene *s = app_scene(app);
    for (int i = 0; i < command_keys.count; i++) {
        const KeyRow *r = &command_keys.rows[i];
        if (!r->group) continue;
        const Item *heading = find_text(s, lang_text(app_lang(app), r->group)),
                   *line = find_text(s, lang_text(app_lang(app), r->help));
        assert_non_null(heading);
        assert_non_null(line);
        assert_true(heading->y < line->y && heading->x < line->x && heading != before);
        before = heading;
        headings++;
    }
    assert_int_equal(headings, 7);
}

/* Behind the sheet nothing answers: a click beside its lines only shuts it. */
static void the_list_covers_what_is_below(void **state) {
    App *app = &((Fixture *)*state)->app;
    app_key(app, '?', 0);
    View before = app->view;
    app_click(app, 2, 2);
    assert_int_equal(app->view.passing.keys_page, 0);
    assert_memory_equal(&before.shown, &app->view.shown, sizeof before.shown);
}

/* ---- What is written of it ---- */

/* Replaces what lies between the end of `from` and the next `to` behind it by `now`. */
static void expect_section(const char *path, const char *from, const char *to, const Buffer *now) {
    Arena arena = {0};
    Buffer whole = {0};
    Bytes file;
    Error e;
    if (!file_read(path, 1 << 20, &arena, &file, &e)) fail_msg("%s", e.text);
    char *text = arena_copy(&arena, (const char *)file.data, file.size);
    char *start = strstr(text, from), *end = start ? strstr(start, to) : NULL;
    if (!start || !end) fail_msg("%s has no section of keys", path);
    start += strlen(from);
    buffer_add(&whole, text, (size_t)(start - text));
    buffer_add(&whole, now->data, now->size);
    buffer_text(&whole, end);
    if (getenv("UPDATE_GOLDEN"))
        assert_true(file_write(path, whole.data, whole.size, &e));
    else if (strcmp(whole.data, text) != 0)
        fail_msg("%s lists other keys than the table: UPDATE_GOLDEN=1, then git diff", path);
    buffer_free(&whole);
    arena_free(&arena);
}

typedef struct Line {
    const char *heading, *names, *help; /* heading: of the group that begins with it, or NULL */
} Line;

static int collect_lines(const Lang *lang, Arena *arena, Line *out) {
    int count = 0;
    for (int i = 0, next; i < command_keys.count; i = next, count++) {
        Command command;
        Buffer names = {0};
        next = keys_line(&command_keys, i, &command, &names);
        const char *group = command_keys.rows[i].group;
        out[count] =
            (Line){group ? lang_text(lang, group) : NULL, arena_copy(arena, names.data, names.size),
                   lang_text(lang, command_keys.rows[i].help)};
        buffer_free(&names);
    }
    return count;
}

/* The cells of two columns, each read from above; a heading is a cell of its own. */
static void the_readme_lists_every_key(void **state) {
    Fixture *f = *state;
    Line lines[128];
    Buffer out = {0};
    const char *cells[256] = {0};
    int count = collect_lines(&f->lang[0], &f->arena, lines), all = 0;
    for (int i = 0; i < count; i++) {
        if (lines[i].heading) cells[all++] = arena_print(&f->arena, "**%s** | |", lines[i].heading);
        cells[all++] = arena_print(&f->arena, "%s | %s |", lines[i].names, lines[i].help);
    }
    int half = (all + 1) / 2;
    for (int i = 0; i < half; i++)
        buffer_print(&out, "%s| %s %s", i ? "\n" : "", cells[i],
                     i + half < all ? cells[i + half] : "| |");
    expect_section("README.md", "| key | does | key | does |\n|---|---|---|---|\n", "\n\n", &out);
    buffer_free(&out);
}

/* roff's own names for what its letters lack. */
static void add_roff(Buffer *out, const char *text) {
    static const char *const names[][2] = {
        {"→", "\\(->"}, {"←", "\\(<-"}, {"↓", "\\(da"}, {"↑", "\\(ua"}, {"−", "\\-"}};
    while (*text) {
        size_t n = 1;
        const char *as = NULL;
        for (size_t i = 0; i < sizeof names / sizeof *names && !as; i++)
            if (strncmp(text, names[i][0], strlen(names[i][0])) == 0)
                as = names[i][1], n = strlen(names[i][0]);
        buffer_add(out, as ? as : text, as ? strlen(as) : 1);
        text += n;
    }
}

static void the_manual_lists_every_key(void **state) {
    Fixture *f = *state;
    Line lines[128];
    Buffer out = {0};
    int count = collect_lines(&f->lang[0], &f->arena, lines);
    for (int i = 0; i < count; i++) {
        if (lines[i].heading) buffer_print(&out, ".SS %s\n", lines[i].heading);
        buffer_text(&out, ".TP\n.B \"");
        add_roff(&out, lines[i].names);
        buffer_print(&out, "\"\n%s\n", lines[i].help);
    }
    expect_section("assets/attnscope.1", ".SH KEYS\n", ".PP\n", &out);
    buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_key_is_bound_once_and_each_command_has_one),
        cmocka_unit_test_setup_teardown(a_row_is_all_that_a_key_needs, setup, teardown),
        cmocka_unit_test_setup_teardown(keys_stand_under_headings, setup, teardown),
        cmocka_unit_test_setup_teardown(the_list_covers_what_is_below, setup, teardown),
        cmocka_unit_test_setup_teardown(the_readme_lists_every_key, setup, teardown),
        cmocka_unit_test_setup_teardown(the_manual_lists_every_key, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
