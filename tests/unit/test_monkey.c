/* Ten thousand random commands, keys, clicks, drags, letters and window sizes: nothing breaks, the
   run stays whole, and memory does not grow. The same on models of odd shapes, and every view reads
   back as it was printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "line_model.h"
#include "tiny_app.h"

#if defined(__SANITIZE_ADDRESS__)
enum { ACTIONS = 10000, ODD_ACTIONS = 500 };
#else
enum { ACTIONS = 10000, ODD_ACTIONS = 1500 };
#endif

static void type_something(App *app, Random *r) {
    static const char *const texts[] = {"a",
                                        "the ",
                                        "dog",
                                        " ",
                                        "\xff",
                                        "ж",
                                        "cat .",
                                        "",
                                        "sees a dog",
                                        "שלום",
                                        "e\xcc\x81\xcc\x82",
                                        "👩‍👩‍👧🏳️‍🌈",
                                        "\xe2\x80\xae",
                                        "\xed\xa0\x80",
                                        "\xf0\x9f",
                                        "\x01\r\n",
                                        "w",
                                        "=",
                                        "-",
                                        "7"};
    app_typed(app, texts[random_below(r, sizeof texts / sizeof *texts)], 'e');
}

static void press_a_key(App *app, Random *r) {
    if (random_below(r, 3))
        app_key(app, KEY_RIGHT + random_below(r, KEY_DELETE - KEY_RIGHT + 1), random_below(r, 4));
    else
        app_key(app, 'a' + random_below(r, 26), KEY_CTRL);
}

static void use_the_pointer(App *app, Random *r) {
    float x = (float)random_below(r, app->width + 40) - 20,
          y = (float)random_below(r, app->height + 40) - 20;
    switch (random_below(r, 6)) {
    case 0: app_hover(app, x, y); break;
    case 1: app_click(app, x, y); break;
    case 2: app_press(app, x, y, random_below(r, 4), random_below(r, 2) == 1); break;
    case 3: app_drag(app, x, y); break;
    case 4: app_release(app, x, y); break;
    default: app_wheel(app, x, y, (float)random_below(r, 9) - 4); break;
    }
}

static void change_the_window(Fixture *f, Random *r) {
    static const int sizes[][2] = {{1, 1},      {320, 240},  {640, 400}, {960, 600},
                                   {1440, 900}, {900, 1600}, {2560, 300}};
    const int *size = sizes[random_below(r, sizeof sizes / sizeof *sizes)];
    app_resize(&f->app, size[0], size[1], &f->font);
}

static void act(Fixture *f, Random *r) {
    App *app = &f->app;
    switch (random_below(r, 10)) {
    case 0: type_something(app, r); break;
    case 1: press_a_key(app, r); break;
    case 2:
    case 3: use_the_pointer(app, r); break;
    case 4: app_tick(app, (float)random_below(r, 400)); break;
    case 5:
        if (random_below(r, 12) == 0) change_the_window(f, r);
        break;
    case 6:
        if (app->paste_wanted) app_paste(app, "a cat sees\nthe dog");
        break;
    default: app_update(app, (Command)random_below(r, COMMAND_COUNT)); break;
    }
}

/* Whatever was done, the view shows something of the run. */
static void check(App *app) {
    Address a = view_address(&app->view, &app->run);
    Shape s = app->run.programs[a.t].values[a.value].form.shape;
    assert_true(app->view.shown.at.row < s.rows && app->view.shown.at.col < s.cols);
    assert_true(app->view.shown.zoom.factor >= 1 && app->view.shown.zoom.factor <= ZOOM_MOST);
    assert_true(app->view.shown.at.depth < DEPTH_ROW || app->view.shown.at.row >= 0);
    assert_true(app->run.steps >= 1 && app->history_count <= APP_HISTORY);
    if (app->export.running) export_series_done(app);
    if (app->export.open && app->export.row == CHOICE_KEYS)
        app_key(app, KEY_ENTER, 0); /* or it would stay there */
    app->export_wanted = app->quit = false;
}

static void expect_same_back(const App *app) {
    Buffer line = {0}, again = {0};
    View back = view_default("");
    Arena arena = {0};
    Error e = {{0}};
    view_print(&app->view, &app->run, &line);
    buffer_add(&line, "", 1);
    if (!view_parse(line.data, &app->run, &arena, &back, &e)) fail_msg("%s: %s", line.data, e.text);
    view_print(&back, &app->run, &again);
    buffer_add(&again, "", 1);
    assert_string_equal(line.data, again.data);
    buffer_free(&line);
    buffer_free(&again);
    arena_free(&arena);
}

static size_t held(const App *app) {
    return runs_held(&app->runs) + arena_held(&app->scenes) + arena_held(&app->lasting);
}

static void a_monkey_breaks_nothing(void **state) {
    Fixture *f = *state;
    Random r = random_seed(20, 26);
    size_t half = 0;
    for (int i = 0; i < ACTIONS; i++) {
        act(f, &r);
        check(&f->app);
        if (i % 3 == 0) assert_true(app_scene(&f->app)->count >= 0);
        if (i == ACTIONS / 2) half = held(&f->app);
    }
    assert_true(held(&f->app) <= half * 2);
}

typedef struct Odd {
    int layers, heads, head_size, words, positions;
    bool pre_norm;
} Odd;

static Model odd_model(const Odd *o, Arena *arena) {
    static const char *const words[] = {"<pad>", "<bos>", "<eos>", "a", "the", "dog"};
    Model m = tiny_model_of(arena, o->layers);
    Random random = random_seed(9, 1);
    Config *c = &m.config;
    c->heads = o->heads;
    c->d_model = o->heads * o->head_size;
    c->d_ff = 1;
    c->source_vocab = c->target_vocab = TOKEN_FIRST + o->words;
    c->max_positions = o->positions;
    c->norm = o->pre_norm ? NORM_PRE : NORM_POST;
    strcpy(c->default_text, "a");
    m.source = vocab_make(words, c->source_vocab, arena);
    m.target = vocab_make(words, c->target_vocab, arena);
    weights_layout(c, arena, &m.weights);
    weights_random(&m.weights, &random);
    return m;
}

/* Texts that come and go change the number of tokens under what is shown, pinned and undone. */
static void change_the_text(App *app, Random *r) {
    static const char *const texts[] = {"a", "a a a", "the dog", "",
                                        "a a a a a a a a a a a a a a a a a a"};
    int which = random_below(r, 8);
    if (which < 5)
        app_text(app, texts[which]);
    else
        app_update(app, which == 5 ? COMMAND_REDO : COMMAND_UNDO);
}

static void a_monkey_breaks_no_odd_model(void **state) {
    static const Odd odd[] = {{1, 1, 2, 1, 2, false},
                              {1, 1, 4, 3, 4, true},
                              {1, 16, 1, 3, 4, false},
                              {5, 2, 3, 3, 20, true}};
    (void)state;
    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) {
        void *world;
        setup(&world);
        Fixture *f = world;
        Error e = {{0}};
        Random r = random_seed(31, k);
        app_close(&f->app);
        f->model = odd_model(&odd[k], &f->arena);
        if (!open_app(f, "a", NULL, &e)) fail_msg("%s", e.text);
        app_resize(&f->app, 1440, 900, &f->font);
        for (int i = 0; i < ODD_ACTIONS; i++) {
            if (i % 20 == 0) change_the_text(&f->app, &r);
            act(f, &r);
            check(&f->app);
            if (i % 5 == 0) assert_true(app_scene(&f->app)->count >= 0);
            if (i % 11 == 0) expect_same_back(&f->app);
        }
        teardown(&world);
    }
}

static void a_monkey_breaks_no_line(void **state) {
    static const char *const texts[] = {"the fox", "the", "a red kite . the fox had", "",
                                        "the fox had a red kite the fox had a red"};
    (void)state;
    for (PositionKind k = POSITIONS_SINUSOIDAL; k <= POSITIONS_LEARNED; k++) {
        void *world;
        setup(&world);
        Fixture *f = world;
        Error e = {{0}};
        Random r = random_seed(37, k);
        app_close(&f->app);
        f->model = line_model(&f->arena, k);
        if (!open_app(f, "the fox", NULL, &e)) fail_msg("%s", e.text);
        app_resize(&f->app, 1440, 900, &f->font);
        for (int i = 0; i < ODD_ACTIONS; i++) {
            if (i % 20 == 0) app_text(&f->app, texts[random_below(&r, 5)]);
            act(f, &r);
            check(&f->app);
            if (i % 5 == 0) assert_true(app_scene(&f->app)->count >= 0);
            if (i % 11 == 0) expect_same_back(&f->app);
        }
        teardown(&world);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_monkey_breaks_nothing, setup, teardown),
        cmocka_unit_test(a_monkey_breaks_no_odd_model), cmocka_unit_test(a_monkey_breaks_no_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
