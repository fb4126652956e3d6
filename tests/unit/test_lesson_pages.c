/* Every page of every lesson in the window, with its own letters, in both languages and themes,
   beside the figure and presented: what the page says to show is shown, nothing is cut, covered or
   left out, and hidden numbers stay hidden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/acts/learn.h"
#include "app/app.h"
#include "support/scene_print.h"
#include "scene_world.h"
#include "what_list.h"

enum { FORM_STRIDE = STRIDE > 1 ? 3 : 1 };

typedef struct Mode {
    int width, height;
    bool presenting;
    ThemeName theme;
    int text_size; /* percent */
} Mode;

static const Mode modes[] = {
    {1440, 900, false, THEME_NIGHT, 100}, {1440, 900, false, THEME_PAPER, 100},
    {960, 600, false, THEME_NIGHT, 100},  {3840, 2160, false, THEME_PAPER, 100},
    {1440, 900, false, THEME_NIGHT, 200}, {960, 600, false, THEME_PAPER, 75},
    {390, 844, false, THEME_NIGHT, 100},  {360, 640, false, THEME_PAPER, 100},
    {1920, 1080, true, THEME_PAPER, 100}, {1920, 1080, true, THEME_NIGHT, 100}};
enum { MODES = sizeof modes / sizeof *modes };

/* The shipped ones, each loaded once. */
static const Model *find_model(void *self, const char *name, Error *e) {
    static const char *const names[] = {"en-fr", "dates", "stories"};
    static Model models[3];
    static bool there[3];
    World *w = self;
    for (int i = 0; i < 3; i++) {
        if (strcmp(names[i], name) != 0) continue;
        const char *folder = arena_print(&w->arena, "assets/models/%s", name);
        if (!there[i] && !model_load(folder, &w->arena, &models[i], e)) return NULL;
        there[i] = true;
        return &models[i];
    }
    error_set(e, "no model '%s'", name);
    return NULL;
}

static void open_window(World *w, App *app, int language) {
    AppSetup s = world_setup(w, language);
    s.lesson = "1", s.find = find_model, s.find_self = w;
    Error e = {{0}};
    if (!app_open(app, &s, &e)) fail_msg("%s", e.text);
}

static int count_targets(const Scene *s, TargetKind kind) {
    int count = 0;
    for (int i = 0; i < s->target_count; i++) count += s->targets[i].kind == kind;
    return count;
}

static int choices_of(const LessonShown *l) {
    int count = 0, last = l->open >= 0 ? l->open + 1 : l->asks ? l->asks->question_count : 0;
    for (int i = 0; i < last; i++)
        count +=
            l->asks->questions[i].kind == QUESTION_CHOICE ? l->asks->questions[i].ask.count : 0;
    return count;
}

static bool has_text(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0) return true;
    return false;
}

static int question_marks(const Scene *s) {
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, "?") == 0;
    return count;
}

static void complain(World *w, const char *about, const char *what) {
    w->wrong++;
    print_message("# %s: %s\n", about, what);
}

/* A row that is pointed out is not darker itself, and no other row is half dark. */
static void check_spot(World *w, App *app, const char *about) {
    const LessonShown *l = lessons_shown(app);
    const Place *at = &app->view.shown.at;
    const Scene *s = app_scene(app);
    const char *said = l->asks ? l->asks->spotlight : NULL;
    if (!said || strncmp(said, "row=", 4) != 0 || at->row < 0) return;
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind != TARGET_CELLS || t->transposed || strcmp(t->path, at->path) != 0) continue;
        float high = t->h / (float)t->rows, y = t->y + (float)(at->row - t->row0) * high;
        for (int k = 0; k < s->count; k++) {
            const Item *m = &s->items[k];
            bool shade = strcmp(m->group, "shade") == 0 && m->fill && m->x < t->x + t->w &&
                         m->x + m->w > t->x;
            if (shade && m->y < y + high - 0.5f && m->y + m->h > y + 0.5f)
                complain(w, about, "the row that is pointed out is dark");
            if (shade && m->y + m->h < y && m->y + m->h > y - 0.8f * high && high > 10 &&
                y - m->y - m->h > 5)
                complain(w, about, "the row above is half dark");
        }
    }
}

/* Suggestions may go where a window is small. */
static void check_page(World *w, App *app, const Mode *m, const char *about) {
    const LessonShown *l = lessons_shown(app);
    const Scene *s = app_scene(app);
    report_faults(w, s, about);
    if (l->error) complain(w, about, l->error);
    if (l->away) complain(w, about, "the figure is not the page's");
    if (count_targets(s, TARGET_ANSWER) != choices_of(l)) complain(w, about, "answers are missing");
    bool large = m->width > 1000 && m->text_size == 100, tries = l->asks && l->asks->try_count;
    check_spot(w, app, about);
    if (large && tries && !has_text(s, lang_text(app_lang(app), "lesson.try")))
        complain(w, about, "suggestions are missing");
    if (l->veiled &&
        strcmp(app->view.shown.at.path, app->run.programs[app->run.steps - 1]
                                            .values[l->asks->questions[l->open].sought.at.value]
                                            .path) != 0)
        complain(w, about, "the hidden row is of another figure");
}

/* A page's show names the value that is shown. */
static void check_show(World *w, App *app, const char *about) {
    const LessonShown *l = lessons_shown(app);
    const Directive *show = lesson_directive(&l->lesson->pages[l->page], DIRECTIVE_SHOW, NULL);
    size_t n = strlen(app->view.shown.at.path);
    if (show && (strncmp(show->argument, app->view.shown.at.path, n) != 0 ||
                 (show->argument[n] && !strchr(" @[", show->argument[n]))))
        complain(w, about, "another value is shown");
}

static void answer_all(App *app) {
    const LessonShown *l = lessons_shown(app);
    for (int i = 0; l->open >= 0 && i < 12; i++, l = lessons_shown(app)) {
        app_update(app, COMMAND_HINT);
        app_key(app, '1' + (l->asks->questions[l->open].ask.right + 1) % 2, 0);
        app_update(app, COMMAND_NEXT);
    }
}

/* Under sanitizers a mode sees each fifth lesson. */
static bool takes_lesson(size_t mode, int lesson) {
    return STRIDE == 1 || lesson % 5 == (int)mode % 5;
}

/* The page that is open, in all modes: its run is made but once. */
static void check_modes(World *w, App *app, int lesson, const char *answered) {
    const LessonShown *l = lessons_shown(app);
    int page = l->page;
    bool presenting = false;
    char about[160];
    for (size_t k = 0; k < MODES; k++) {
        const Mode *m = &modes[k];
        if (!takes_lesson(k, lesson)) continue;
        if (m->presenting != presenting) app_update(app, COMMAND_PRESENT);
        presenting = m->presenting;
        app->view.shown.setting.theme = m->theme;
        app->view.shown.setting.text_size = m->text_size;
        app_resize(app, m->width, m->height, &w->font);
        snprintf(about, sizeof about, "%s page %d at %d × %d %s%s%s%s",
                 l->course->entries[lesson].name, page + 1, m->width, m->height,
                 app->language ? "ru" : "en", presenting ? " presented" : "",
                 m->text_size > 100   ? ", large type"
                 : m->text_size < 100 ? ", small type"
                                      : "",
                 answered);
        check_page(w, app, m, about);
        check_show(w, app, about);
    }
    if (presenting) app_update(app, COMMAND_PRESENT);
}

static void check_lesson(World *w, App *app, int lesson) {
    int pages = lessons_shown(app)->lesson->page_count;
    for (int i = 0; i < pages; i++) {
        learn_page(app, i);
        check_modes(w, app, lesson, "");
        if (!lessons_shown(app)->asks || !lessons_shown(app)->asks->question_count) continue;
        answer_all(app);
        check_modes(w, app, lesson, ", answered");
    }
}

static void every_page_fits(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int language = 0; language < 2; language++) {
        App app;
        open_window(w, &app, language);
        app_resize(&app, 1440, 900, &w->font);
        int count = lessons_shown(&app)->course->count;
        assert_int_equal(count, 18);
        for (int i = 0; i < count; i++) {
            assert_true(learn_show(&app, lessons_shown(&app)->course->entries[i].name, 0));
            check_lesson(w, &app, i);
        }
        app_close(&app);
    }
    assert_int_equal(w->wrong, 0);
}

static void the_list_has_no_faults(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    for (int language = 0; language < 2; language++)
        for (size_t k = 0; k < MODES; k++) {
            App app;
            open_window(w, &app, language);
            app_update(&app, COMMAND_CONTENTS);
            if (modes[k].presenting) app_update(&app, COMMAND_PRESENT);
            app.view.shown.setting.text_size = modes[k].text_size;
            app_resize(&app, modes[k].width, modes[k].height, &w->font);
            report_faults(w, app_scene(&app), "the list");
            assert_int_equal(count_targets(app_scene(&app), TARGET_LESSON), 18);
            app_close(&app);
        }
    assert_int_equal(w->wrong, 0);
}

/* The lesson's first page with a cell to be found. */
static bool show_prediction(App *app, const char *name) {
    assert_true(learn_show(app, name, 0));
    for (int i = 0; i < lessons_shown(app)->lesson->page_count; i++) {
        const LessonShown *l = lessons_shown(app);
        if (l->asks && l->asks->question_count == 1 && l->asks->questions[0].kind == QUESTION_CELL)
            return true;
        learn_page(app, i + 1);
    }
    return false;
}

/* Before the answer the row has its question marks and none of its numbers is read; a pointer on it
 * tells nothing. */
static void a_hidden_row_stays_hidden(void **state) {
    World *w = *state;
    App app;
    load_model(w, "assets/models/en-fr");
    open_window(w, &app, 0);
    assert_true(show_prediction(&app, "06-softmax"));
    app_resize(&app, 1440, 900, &w->font);
    const LessonShown *l = lessons_shown(&app);
    assert_true(l->veiled);
    const Sought *q = &l->asks->questions[l->open].sought;
    int cols = app.run.programs[0].values[q->at.value].form.shape.cols;
    int marks = question_marks(app_scene(&app));
    assert_true(marks >= cols + 1); /* and the bar's button */
    const Scene *s = app_scene(&app);
    const Target *cells = NULL;
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS &&
            strcmp(s->targets[i].path, app.view.shown.at.path) == 0)
            cells = &s->targets[i];
    assert_non_null(cells);
    float x = cells->x + cells->w * ((float)q->at.cell.col + 0.5f) / (float)cells->cols;
    float y = cells->y + cells->h * ((float)q->at.cell.row + 0.5f) / (float)cells->rows;
    app_hover(&app, x, y);
    assert_null(strchr(app_scene(&app)->speech, '='));
    assert_null(strchr(app_spoken(&app), '='));
    app_click(&app, x, y);
    assert_true(question_marks(app_scene(&app)) <= marks - cols);
    app_hover(&app, x, y);
    assert_non_null(strchr(app_scene(&app)->speech, '='));
    app_close(&app);
}

/* The numbers that a question hides, and those of the same form from which they could be told,
 * turned upside down. */
static void turn_hidden_numbers(App *app) {
    const Sought *q = &lessons_shown(app)->asks->questions[lessons_shown(app)->open].sought;
    const Program *p = &app->run.programs[q->at.t];
    Shape shape = p->values[q->at.value].form.shape;
    for (int v = 0; v < p->value_count; v++) {
        Tensor x = decode_trace(&app->run, q->at.t)->values[v];
        if (!shape_equal(x.shape, shape)) continue;
        float *row = (float *)(uintptr_t)tensor_row(x, q->at.cell.sheet, q->at.cell.row);
        for (int j = 0; j < shape.cols; j++)
            if (row[j] > -1e30f) row[j] = 0.9f - row[j];
    }
}

static char *print_window(App *app, World *w) {
    Buffer text = {0};
    app_resize(app, 1440, 900, &w->font);
    scene_print(app_scene(app), &text);
    char *copy = arena_copy(&w->arena, text.data, text.size);
    buffer_free(&text);
    return copy;
}

/* Whatever the hidden numbers are, the picture is the same, in every form, until the answer is
 * there. */
static void nothing_of_a_hidden_row_is_drawn(void **state) {
    World *w = *state;
    App app;
    int hidden = 0;
    load_model(w, "assets/models/en-fr");
    open_window(w, &app, 0);
    int count = lessons_shown(&app)->course->count;
    for (int i = 0; i < count; i++) {
        assert_true(learn_show(&app, lessons_shown(&app)->course->entries[i].name, 0));
        for (int page = 0; page < lessons_shown(&app)->lesson->page_count; page++) {
            learn_page(&app, page);
            if (!lessons_shown(&app)->veiled) continue;
            hidden++;
            for (int form = page % FORM_STRIDE; form < FORM_TREE; form += FORM_STRIDE) {
                app.view.shown.at.form = (FigureForm)form;
                char *before = print_window(&app, w);
                turn_hidden_numbers(&app);
                if (strcmp(before, print_window(&app, w)) != 0)
                    fail_msg("lesson %d page %d form %d tells", i + 1, page + 1, form);
                turn_hidden_numbers(&app);
            }
        }
    }
    assert_true(hidden >= 8);
    app_close(&app);
}

static void same_when_turned(App *app, World *w, const char *about) {
    char *before = print_window(app, w);
    turn_hidden_numbers(app);
    if (strcmp(before, print_window(app, w)) != 0) fail_msg("%s tells", about);
    turn_hidden_numbers(app);
}

/* Nor is it in a comparison's other half, nor as the true run beside a changed one; another run
 * hides nothing. */
static void a_hidden_row_is_hidden_in_both_halves(void **state) {
    World *w = *state;
    App app;
    load_model(w, "assets/models/en-fr");
    open_window(w, &app, 0);
    assert_true(show_prediction(&app, "06-softmax"));
    app_resize(&app, 1440, 900, &w->font);
    int alone = question_marks(app_scene(&app));
    app_update(&app, COMMAND_COMPARE);
    same_when_turned(&app, w, "the pinned half");
    app_update(&app, COMMAND_NEXT_HEAD);
    same_when_turned(&app, w, "the pinned half beside another head");
    app_update(&app, COMMAND_ESCAPE);
    app_update(&app, COMMAND_FIGURE_BACK);
    View next = app.view;
    Error e;
    next.shown.of.what = what_list("temperature=2");
    next.shown.side = SIDE_BEFORE;
    if (!runs_show(&app, &next, &e)) fail_msg("%s", e.text);
    app_resize(&app, 1440, 900, &w->font);
    assert_true(question_marks(app_scene(&app)) >= alone);
    app.view.shown.side = SIDE_AFTER;
    next = app.view;
    next.shown.of.what = what_list("scale=off");
    next.shown.side = SIDE_AFTER;
    if (!runs_show(&app, &next, &e)) fail_msg("%s", e.text);
    app_resize(&app, 1440, 900, &w->font);
    assert_true(question_marks(app_scene(&app)) < alone);
    app_close(&app);
}

/* A word lights its matrix, a matrix its words. */
static void words_and_matrices_light_each_other(void **state) {
    World *w = *state;
    App app;
    load_model(w, "assets/models/en-fr");
    open_window(w, &app, 0);
    assert_true(learn_show(&app, "04-scores", 6));
    app_resize(&app, 1440, 900, &w->font);
    const Scene *s = app_scene(&app);
    const Target *word = NULL;
    for (int i = 0; i < s->target_count && !word; i++)
        if (s->targets[i].kind == TARGET_MARK && strcmp(s->targets[i].path, "role:q") == 0)
            word = &s->targets[i];
    assert_non_null(word);
    int before = s->count;
    app_hover(&app, word->x + 1, word->y + 1);
    assert_string_equal(pointed_mark(&app.view.passing.hover), "role:q");
    s = app_scene(&app);
    int outlines = 0;
    for (int i = 0; i < s->count; i++)
        outlines += strcmp(s->items[i].group, "overlay") == 0 && s->items[i].kind == ITEM_BOX &&
                    s->items[i].line >= 2;
    assert_true(outlines >= 1);
    assert_true(s->count > before);
    app_close(&app);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_fits),
        cmocka_unit_test(the_list_has_no_faults),
        cmocka_unit_test(a_hidden_row_stays_hidden),
        cmocka_unit_test(nothing_of_a_hidden_row_is_drawn),
        cmocka_unit_test(a_hidden_row_is_hidden_in_both_halves),
        cmocka_unit_test(words_and_matrices_light_each_other),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
