/* The lesson beside the figure: pages turn with their figure, questions are answered, hinted,
   shown, suggestions tick themselves, what was done is kept, and what is broken never stops the
   program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/acts/learn.h"
#include "tiny_app.h"

static const char first[] =
    "# One\n\n## A\n\nWords of [queries](role:q), *so* called, (W_Q) of "
    "snake_case.\n\n```step\ntext the cat sees a dog .\nshow encoder.0.self.scores head=1\n"
    "point row=cat\npredict encoder.0.self.scores head=1 row=cat max\n"
    "ask Is it so? | no | yes* | perhaps\nhint It begins with y.\nwait\n```\n\n"
    "## B\n\nMore.\n\n```step\nshow encoder.0.self.weights head=0\ntry show encoder.0.self.weights "
    "head=1 : Press ]\n"
    "try another text : Type\n```\n\n"
    "## C\n\nOff.\n\n```step\nshow encoder.0.self.scaled\nwhat-if scale=off\nask Which? | a* | "
    "b\n```\n";
static const char second[] = "# Two\n\n## Only\n\nWords.\n";
static const char broken[] = "# Three\n\n## Only\n\n```step\nshwo x\n```\n";

typedef struct Class {
    Arena arena;
    Fixture *f;
    char folder[64], other[64];
    char *kept; /* what was kept last */
    int keeps;
    bool full; /* nothing can be kept */
} Class;

static void put(Class *c, const char *folder, const char *name, const char *text) {
    Error e;
    if (!file_write(path_join(&c->arena, folder, name), text, strlen(text), &e))
        fail_msg("%s", e.text);
}

static bool keep(void *self, Progress *p, Error *e) {
    Class *c = self;
    Buffer text = {0};
    if (c->full) return error_set(e, "no space left");
    progress_print(p, &text);
    c->kept = arena_copy(&c->arena, text.data, text.size);
    c->keeps++;
    buffer_free(&text);
    return true;
}

static bool begin(Class *c, const char *lesson, const char *view, const char *progress, Error *e) {
    Fixture *f = c->f;
    AppSetup s = {.model = &f->model,
                  .kernels = kernels_named("plain"),
                  .languages = {&f->lang[0], &f->lang[1]},
                  .language_count = 2,
                  .text = "the cat sees a dog .",
                  .view = view,
                  .folders = {c->folder, c->other},
                  .progress = progress,
                  .keep = keep,
                  .keep_self = c,
                  .lesson = lesson};
    app_close(&f->app);
    if (!app_open(&f->app, &s, e)) return false;
    app_resize(&f->app, 1440, 900, &f->font);
    return true;
}

static App *open_class(Class *c, void **state, const char *lesson) {
    Error e = {{0}};
    *c = (Class){.f = *state, .folder = "/tmp/attnscope-XXXXXX", .other = "/tmp/attnscope-XXXXXX"};
    assert_non_null(mkdtemp(c->folder));
    assert_non_null(mkdtemp(c->other));
    put(c, c->folder, "01-one.md", first);
    put(c, c->folder, "02-two.md", second);
    put(c, c->folder, "03-three.md", broken);
    put(c, c->folder, "notes.md", second);
    put(c, c->other, "01-one.md", first);
    if (!begin(c, lesson, NULL, NULL, &e)) fail_msg("%s", e.text);
    return &c->f->app;
}

static void close_class(Class *c) {
    static const char *const names[] = {"01-one.md", "02-two.md", "03-three.md", "notes.md"};
    for (int i = 0; i < 4; i++) {
        unlink(path_join(&c->arena, c->folder, names[i]));
        unlink(path_join(&c->arena, c->other, names[i]));
    }
    rmdir(c->folder);
    rmdir(c->other);
    arena_free(&c->arena);
}

static AnswerState state_of(App *app, int which) {
    const LessonShown *l = lessons_shown(app);
    LessonProgress *done = progress_of(&app->lessons.progress, app->lessons.name);
    return (AnswerState)progress_page(done, l->page)->answers[which].state;
}

static void pages_turn_with_their_figure(void **state) {
    Class c;
    App *app = open_class(&c, state, "1");
    const LessonShown *l = lessons_shown(app);
    assert_string_equal(l->lesson->title, "One");
    assert_int_equal(l->entry, 0);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scores");
    assert_int_equal(app->view.shown.at.head, 1);
    const Scene *s = app_scene(app);
    int slanted = 0, below = 0, whole = 0;
    for (int i = 1; i < s->count; i++) {
        const Item *m = &s->items[i], *before = m - 1;
        if (m->kind != ITEM_TEXT) continue;
        slanted += m->face == FACE_ITALIC && strcmp(m->text, "so") == 0;
        whole += strcmp(m->text, "snake_case.") == 0;
        if (before->kind == ITEM_TEXT && strcmp(m->text, "Q") == 0 &&
            strcmp(before->text, "(W") == 0)
            below += m->pixels < before->pixels && m->y > before->y;
    }
    assert_int_equal(slanted, 1);
    assert_int_equal(below, 1);
    assert_int_equal(whole, 1);
    assert_int_equal(l->course->count, 3);
    assert_false(l->away);
    app_update(app, COMMAND_NEXT_ROW);
    assert_false(lessons_shown(app)->away);
    app_update(app, COMMAND_NEXT_HEAD);
    assert_true(lessons_shown(app)->away);
    app_update(app, COMMAND_FIGURE_BACK);
    assert_false(lessons_shown(app)->away);
    app_update(app, COMMAND_LAST);
    assert_int_equal(app->view.shown.setting.page, 2);
    assert_string_equal(app->view.shown.of.what.text, "scale=off");
    app_update(app, COMMAND_PREVIOUS);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
    assert_string_equal(app->view.shown.of.what.text, "");
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.setting.page, 2);
    assert_string_equal(lessons_shown(app)->lesson->pages[2].title, "C");
    assert_int_equal(lessons_shown(app)->page, 2);
    app_update(app, COMMAND_FIRST);
    app_update(app, COMMAND_PREVIOUS);
    assert_int_equal(app->view.shown.setting.page, 0);
    assert_string_equal(app->view.passing.toast, "This is the first page.");
    app_update(app, COMMAND_LESSONS);
    assert_null(lessons_shown(app));
    app_update(app, COMMAND_NEXT);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scaled");
    app_update(app, COMMAND_LESSONS);
    assert_string_equal(app->view.shown.setting.lesson, "01-one");
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scores");
    close_class(&c);
}

static int texts_of(App *app, const char *text) {
    const Scene *s = app_scene(app);
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0;
    return count;
}

/* While presenting the row that is asked about is there with its words, without its numbers; with
   the answer these appear, and stay. */
static void what_is_asked_appears_with_the_answer(void **state) {
    Class c;
    App *app = open_class(&c, state, "01-one");
    const Question *q = lessons_shown(app)->asks->questions;
    int right = q[0].sought.at.cell.col;
    app->view.shown.setting.presenting = true;
    app->view.shown.at.row = 1;
    app_resize(app, 1920, 1080, app->font);
    assert_true(lessons_shown(app)->veiled);
    assert_int_equal(texts_of(app, "One row:"), 1);
    assert_int_equal(texts_of(app, "?"), 2 * 6 + 1); /* in the whole, in the row, of the title */
    assert_int_equal(texts_of(app, "One score:"), 0);
    assert_true(learn_cell(app, "encoder.0.self.scores", 1, 1, right));
    for (int i = 0; i < 2; i++) {
        app_resize(app, 1920 - i, 1080, app->font);
        assert_int_equal(texts_of(app, "?"), 1);
        assert_int_equal(texts_of(app, "One row:"), 1);
    }
    close_class(&c);
}

/* Beside a lesson, too, → shows the whole, a row, a number, and then the next page; ← takes them
   away again. */
static void parts_come_before_the_next_page(void **state) {
    Class c;
    App *app = open_class(&c, state, "01-one");
    int page = app->view.shown.setting.page;
    const Place *at = &app->view.shown.at;
    app->view.shown.setting.presenting = true;
    while (lessons_shown(app)->open >= 0) app_key(app, KEY_RIGHT, 0); /* shows what is asked */
    assert_int_equal(app->view.shown.setting.page, page);
    app->view.shown.at.row = app->view.shown.at.col = -1;
    app_key(app, KEY_RIGHT, 0);
    assert_true(at->row >= 0 && at->col < 0);
    app_key(app, KEY_RIGHT, 0);
    assert_true(at->row >= 0 && at->col >= 0);
    app_key(app, KEY_LEFT, 0);
    assert_true(at->row >= 0 && at->col < 0);
    app_key(app, KEY_RIGHT, 0);
    assert_int_equal(app->view.shown.setting.page, page);
    app_key(app, KEY_RIGHT, 0);
    assert_int_equal(app->view.shown.setting.page, page + 1);
    close_class(&c);
}

/* A prediction by a click, a choice by keys; → shows what nobody answered, but waits once where it
 * is asked to. */
static void questions_are_answered(void **state) {
    Class c;
    App *app = open_class(&c, state, "01-one");
    const Question *q = lessons_shown(app)->asks->questions;
    int right = q[0].sought.at.cell.col, wrong = right ? 0 : 1;
    assert_int_equal(lessons_shown(app)->open, 0);
    assert_true(lessons_shown(app)->veiled);
    assert_false(learn_cell(app, "encoder.0.self.scores", 0, 1, right));
    assert_false(learn_cell(app, "encoder.0.self.scores", 1, 0, right));
    assert_false(learn_cell(app, "encoder.0.self.weights", 1, 1, right));
    assert_true(learn_cell(app, "encoder.0.self.scores", 1, 1, wrong));
    assert_int_equal(state_of(app, 0), ANSWER_WRONG);
    assert_int_equal(app->view.shown.at.col, right);
    assert_int_equal(lessons_shown(app)->open, 1);
    assert_false(lessons_shown(app)->veiled);
    app_key(app, '1', 0);
    assert_int_equal(state_of(app, 1), ANSWER_OPEN);
    app_update(app, COMMAND_HINT);
    const Answered *a =
        &progress_page(progress_of(&app->lessons.progress, "01-one"), 0)->answers[1];
    assert_true(a->hinted);
    assert_int_equal(a->tried, 1);
    app_key(app, '8', 0);
    assert_int_equal(a->tried, 1);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(state_of(app, 1), ANSWER_OPEN);
    assert_non_null(strstr(app->view.passing.toast, "Think first"));
    app_key(app, '2', 0);
    assert_int_equal(state_of(app, 1), ANSWER_RIGHT);
    assert_int_equal(lessons_shown(app)->open, -1);
    app_update(app, COMMAND_HINT);
    assert_string_equal(app->view.passing.toast, "There is no hint here.");
    app_update(app, COMMAND_NEXT);
    assert_int_equal(app->view.shown.setting.page, 1);
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(state_of(app, 0), ANSWER_SHOWN);
    assert_int_equal(app->view.shown.setting.page, 2);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(app->view.passing.contents, 2);
    close_class(&c);
}

/* By keyboard alone: the pin goes along the row, Enter takes it. */
static void a_prediction_by_keys(void **state) {
    Class c;
    App *app = open_class(&c, state, "01");
    int right = lessons_shown(app)->asks->questions[0].sought.at.cell.col;
    app_update(app, COMMAND_IN);
    assert_int_equal(state_of(app, 0), ANSWER_OPEN);
    app_update(app, COMMAND_FIGURE_BACK);
    for (int i = 0; i < 12 && app->view.shown.at.col != right; i++) app_key(app, '>', 0);
    assert_int_equal(app->view.shown.at.col, right);
    assert_int_equal(app->view.shown.at.row, 1);
    app_key(app, KEY_ENTER, 0);
    assert_int_equal(state_of(app, 0), ANSWER_RIGHT);
    assert_int_equal(app->view.shown.at.depth, DEPTH_STEP);
    close_class(&c);
}

/* What a page says nothing of is the reader's: folded panels, type, cells, its theme. */
static void the_setting_stays_with_the_reader(void **state) {
    Class c;
    App *app = open_class(&c, state, "01");
    app_update(app, COMMAND_NOTES);
    app_update(app, COMMAND_THEME);
    app_update(app, COMMAND_TEXT_LARGER);
    app_update(app, COMMAND_DOTS);
    app_update(app, COMMAND_FASTER);
    const Setting own = app->view.shown.setting;
    int speed = app->view.passing.speed;
    app_update(app, COMMAND_NEXT_HEAD);
    assert_true(lessons_shown(app)->away);
    app_update(app, COMMAND_FIGURE_BACK);
    assert_false(lessons_shown(app)->away);
    assert_memory_equal(&app->view.shown.setting, &own, sizeof own);
    assert_int_equal(app->view.passing.speed, speed);
    close_class(&c);
}

static void suggestions_tick_themselves(void **state) {
    Class c;
    App *app = open_class(&c, state, "1");
    app_update(app, COMMAND_LAST);
    app_update(app, COMMAND_PREVIOUS);
    const PageProgress *p = progress_page(progress_of(&app->lessons.progress, "01-one"), 1);
    assert_int_equal(app->view.shown.setting.page, 1);
    assert_int_equal(p->ticks, 0);
    app_update(app, COMMAND_NEXT_HEAD);
    assert_int_equal(p->ticks, 1);
    assert_true(app_text(app, "a dog sees the cat ."));
    assert_int_equal(p->ticks, 3);
    assert_true(lessons_shown(app)->away);
    close_class(&c);
}

/* What was done is told at each change, and holds in the next start; so does the place. */
static void what_was_done_is_kept(void **state) {
    Class c;
    Error e = {{0}};
    App *app = open_class(&c, state, "1");
    assert_int_equal(c.keeps, 1);
    app_key(app, '.', 0);
    assert_int_equal(c.keeps, 1);
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_NEXT);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(app->view.shown.setting.page, 1);
    Buffer line = {0};
    view_print(&app->view, &app->run, &line);
    char *view = arena_copy(&c.arena, line.data, line.size);
    buffer_free(&line);
    assert_non_null(strstr(view, "; lesson 01-one page=2"));
    char *kept = c.kept;
    assert_true(begin(&c, NULL, view, kept, &e));
    assert_int_equal(lessons_shown(app)->page, 1);
    assert_int_equal(progress_seen(lessons_shown(app)->done), 2);
    app_update(app, COMMAND_PREVIOUS);
    assert_int_equal(state_of(app, 0), ANSWER_SHOWN);
    assert_true(begin(&c, NULL, NULL, kept, &e));
    assert_null(lessons_shown(app));
    app_update(app, COMMAND_LESSONS);
    assert_int_equal(app->view.shown.setting.page, 1);
    assert_true(begin(&c, "1", NULL, kept, &e));
    assert_int_equal(app->view.shown.setting.page, 1);
    close_class(&c);
}

static void links_lead_on(void **state) {
    Class c;
    App *app = open_class(&c, state, "1");
    learn_link(app, "#3");
    assert_int_equal(app->view.shown.setting.page, 2);
    learn_link(app, "#9");
    assert_int_equal(app->view.shown.setting.page, 2);
    assert_string_equal(app->view.passing.toast, "The lesson has no such page.");
    learn_link(app, "02-two.md");
    assert_string_equal(app->view.shown.setting.lesson, "02-two");
    learn_link(app, "01-one.md#part"); /* a place in it is not looked for */
    assert_string_equal(app->view.shown.setting.lesson, "01-one");
    learn_link(app, "02-two.md");
    learn_link(app, "07-none.md");
    assert_string_equal(app->view.shown.setting.lesson, "02-two");
    assert_non_null(strstr(app->view.passing.toast, "07-none"));
    learn_link(app, "notes.md"); /* beside them, but not in the list */
    assert_int_equal(lessons_shown(app)->entry, -1);
    assert_string_equal(app->view.shown.setting.lesson, path_join(&c.arena, c.folder, "notes.md"));
    assert_true(learn_show(app, path_join(&c.arena, c.folder, "notes.md"), 0));
    assert_int_equal(lessons_shown(app)->entry, -1);
    learn_link(app, "01-one.md");
    assert_string_equal(lessons_shown(app)->lesson->title, "One");
    close_class(&c);
}

static void the_list(void **state) {
    Class c;
    App *app = open_class(&c, state, "");
    assert_int_equal(app->view.passing.contents, 1);
    assert_null(lessons_shown(app)->lesson);
    app_key(app, KEY_UP, 0);
    assert_int_equal(app->view.passing.contents, 3);
    app_key(app, KEY_ENTER, 0);
    assert_int_equal(app->view.passing.contents, 3);
    assert_non_null(strstr(app->view.passing.toast, "03-three.md:6: no directive 'shwo'"));
    app_key(app, KEY_DOWN, 0);
    app_key(app, KEY_DOWN, 0);
    app_key(app, KEY_ENTER, 0);
    assert_int_equal(app->view.passing.contents, 0);
    assert_string_equal(app->view.shown.setting.lesson, "02-two");
    app_update(app, COMMAND_CONTENTS);
    assert_int_equal(app->view.passing.contents, 2);
    app_key(app, KEY_ESCAPE, 0);
    assert_string_equal(lessons_shown(app)->lesson->title, "Two");
    app_update(app, COMMAND_CONTENTS);
    app_update(app, COMMAND_LESSONS);
    assert_null(lessons_shown(app));
    close_class(&c);
}

/* A list from which lessons have gone while it is shown. */
static void a_list_that_shrinks(void **state) {
    static const char *const names[] = {"03-three.md", "02-two.md", "01-one.md"};
    Class c;
    App *app = open_class(&c, state, "");
    app_key(app, KEY_END, 0);
    for (int i = 0; i < 3; i++) {
        unlink(path_join(&c.arena, c.folder, names[i]));
        app_update(app, COMMAND_RELOAD);
        assert_int_equal(app->view.passing.contents, 2 - i);
        app_scene(app);
    }
    assert_null(lessons_shown(app));
    assert_non_null(strstr(app->view.passing.toast, "there is no lesson in it"));
    app_update(app, COMMAND_CONTENTS);
    assert_string_equal(app->view.passing.toast, "There are no lessons.");
    put(&c, c.folder, "01-one.md", first);
    app_update(app, COMMAND_RELOAD);
    app_update(app, COMMAND_CONTENTS);
    assert_int_equal(app->view.passing.contents, 1);
    app_update(app, COMMAND_LANGUAGE);
    app_scene(app);
    close_class(&c);
}

/* Read again after a change; what became wrong says so and leaves the page as it was. */
static void reading_again(void **state) {
    Class c;
    App *app = open_class(&c, state, "2");
    put(&c, c.folder, "02-two.md", "# Two\n\n## Better\n\nWords.\n");
    app_update(app, COMMAND_RELOAD);
    assert_string_equal(lessons_shown(app)->lesson->pages[0].title, "Better");
    put(&c, c.folder, "02-two.md", broken);
    app_update(app, COMMAND_RELOAD);
    assert_non_null(strstr(app->view.passing.toast, "02-two.md:6: no directive 'shwo'"));
    assert_string_equal(lessons_shown(app)->lesson->pages[0].title, "Better");
    put(&c, c.folder, "02-two.md", "# Two\n\n## P\n\n```step\nshow encoder.0.self.score\n```\n");
    app_update(app, COMMAND_RELOAD);
    assert_non_null(
        strstr(lessons_shown(app)->error, "02-two.md:6: show: no value 'encoder.0.self.score'"));
    app_update(app, COMMAND_NEXT_HEAD);
    app_update(app, COMMAND_LANGUAGE); /* which has no such lesson: this one stays */
    assert_string_equal(lessons_shown(app)->lesson->title, "Two");
    close_class(&c);
}

static void wrong_beginnings(void **state) {
    Class c;
    Error e = {{0}};
    open_class(&c, state, "1");
    static const char *const wrong[][2] = {
        {"9", "no lesson 9: there are 1 to 3"}, {"no.md", "no.md"}, {"3", "03-three.md:6"}};
    for (int i = 0; i < 3; i++) {
        assert_false(begin(&c, wrong[i][0], NULL, NULL, &e));
        assert_non_null(strstr(e.text, wrong[i][1]));
    }
    assert_false(begin(&c, c.folder, NULL, NULL, &e));
    char *pipe = path_join(&c.arena, c.other, "02-two.md");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(begin(&c, pipe, NULL, NULL, &e));
    /* a line of another time */
    assert_true(begin(&c, NULL, "lesson gone page=3", NULL, &e));
    assert_string_equal(c.f->app.view.shown.setting.lesson, "");
    assert_true(begin(&c, NULL, "lesson 01-one page=99", NULL, &e));
    assert_int_equal(c.f->app.view.shown.setting.page, 2);
    assert_string_equal(c.f->app.view.shown.at.path,
                        "encoder.0.self.scaled"); /* a line without a figure has the page's */
    assert_string_equal(c.f->app.view.shown.of.what.text, "scale=off");
    assert_true(begin(&c, NULL, "show encoder.0.self.k; lesson 01-one page=1", NULL, &e));
    assert_string_equal(c.f->app.view.shown.at.path, "encoder.0.self.k");
    assert_false(begin(&c, NULL, "lesson 01-one page=0", NULL, &e));
    close_class(&c);
}

static void turn_to(App *app, int page) {
    learn_page(app, page);
    lessons_settle(app);
}

/* Told when it begins, not at every page; and again when it has been well in between. */
static void what_cannot_be_kept_is_told_once(void **state) {
    Class c;
    App *app = open_class(&c, state, "1");
    c.full = true;
    turn_to(app, 1);
    assert_non_null(strstr(app->view.passing.toast, "not kept: no space left"));
    app_say(app, "");
    turn_to(app, 0);
    assert_string_equal(app->view.passing.toast, "");
    c.full = false;
    int keeps = c.keeps;
    turn_to(app, 1);
    assert_int_equal(c.keeps, keeps + 1);
    assert_string_equal(app->view.passing.toast, "");
    c.full = true;
    turn_to(app, 0);
    assert_non_null(strstr(app->view.passing.toast, "no space left"));
    close_class(&c);
}

/* With as many lessons as are kept the one of longest ago gives way, and that is said. */
static void the_oldest_is_forgotten_aloud(void **state) {
    Class c;
    Error e = {{0}};
    App *app = open_class(&c, state, "");
    Progress p;
    Buffer text = {0};
    progress_open(&p, &c.arena);
    for (int i = 0; i < PROGRESS_LESSONS; i++)
        progress_of(&p, arena_print(&c.arena, "/far/%d.md", i))->pages = 3;
    progress_print(&p, &text);
    assert_true(begin(&c, "1", "depth step", arena_copy(&c.arena, text.data, text.size), &e));
    assert_string_equal(app->view.passing.toast,
                        "What was done is kept of 256 lessons at most: 0.md, looked "
                        "at longest ago, is forgotten.");
    assert_null(strstr(c.kept, "/far/0.md\n"));
    assert_non_null(strstr(c.kept, "/far/1.md\n"));
    assert_non_null(strstr(c.kept, "lesson 0 3 01-one\npage 0 seen 1 "));
    assert_int_equal(progress_seen(lessons_shown(app)->done), 1);
    buffer_free(&text);
    close_class(&c);
}

static void a_hint_needs_its_question(void **state) {
    Class c;
    App *app = open_class(&c, state, "1");
    static const char *const wrong[][2] = {
        {"hint No.", "hint: there is no question before it"},
        {"ask A? | a* | b\nhint\n", "hint: nothing follows"},
        {"ask A? | a* | b\nhint 1\nhint 2", "hint: the question has one already"},
        {"try show encoder.0.self.weights", "try: it is CONDITION : WORDS"},
        {"try show encoder.0.self.wights : Look", "did you mean"},
        {"try another sock : Look", "after another comes show"},
        {"spotlight row=mouse", "no token 'mouse'"},
        {"spotlight", "spotlight: it is row=R"},
        {"wait 3", "wait: nothing may follow"},
        {"ask A? | a* | b\nask A? | a* | b\nask A? | a* | b\nask A? | a* | b\nask A? | a* | b",
         "more than 4 questions"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        put(&c, c.folder, "02-two.md",
            arena_print(&c.arena, "# T\n\n## P\n\n```step\nshow encoder.0.self.scores\n%s\n```\n",
                        wrong[i][0]));
        assert_true(learn_show(app, "02-two", 0));
        app_update(app, COMMAND_RELOAD);
        const char *error = lessons_shown(app)->error;
        if (!error || !strstr(error, wrong[i][1]) || !strstr(error, "02-two.md:"))
            fail_msg("%s: %s", wrong[i][0], error ? error : "none");
    }
    close_class(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_turn_with_their_figure, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_asked_appears_with_the_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(parts_come_before_the_next_page, setup, teardown),
        cmocka_unit_test_setup_teardown(questions_are_answered, setup, teardown),
        cmocka_unit_test_setup_teardown(a_prediction_by_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(the_setting_stays_with_the_reader, setup, teardown),
        cmocka_unit_test_setup_teardown(suggestions_tick_themselves, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_done_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(links_lead_on, setup, teardown),
        cmocka_unit_test_setup_teardown(the_list, setup, teardown),
        cmocka_unit_test_setup_teardown(a_list_that_shrinks, setup, teardown),
        cmocka_unit_test_setup_teardown(reading_again, setup, teardown),
        cmocka_unit_test_setup_teardown(wrong_beginnings, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_kept_is_told_once, setup, teardown),
        cmocka_unit_test_setup_teardown(the_oldest_is_forgotten_aloud, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hint_needs_its_question, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
