/* Which page is shown is the view's; every way to another one ends in learn_page. */
#include "app/acts/learn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/acts/motion.h"
#include "view/directives.h"

/* Pages */

void learn_figure(App *app) {
    Lessons *l = &app->lessons;
    Error e;
    if (!lessons_page_shown(app) || !l->figure) return;
    View next = l->own;
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++)
        if (directive_of_setting(&directive_table[i]) && !l->lesson.pages[l->page].holds[i])
            directive_copy(&directive_table[i], &app->view.shown, &next.shown);
    next.passing.speed = app->view.passing.speed;
    strcpy(next.passing.toast, app->view.passing.toast); /* what was said stays said */
    if (!runs_show(app, &next, &e)) app_say(app, e.text);
}

static bool open_lesson(App *app, const char *name, int page, Error *e) {
    Lessons *l = &app->lessons;
    lessons_read_course(app);
    int entry = lessons_entry(app, name);
    const char *whole = entry >= 0 ? l->course.entries[entry].name : name;
    if (strlen(whole) >= VIEW_LESSON)
        return error_set(e, "the lesson's name is longer than %d bytes", VIEW_LESSON - 1);
    bool here = strcmp(l->name, whole) == 0 && l->language == app->language;
    if (!here && !lessons_read(app, name, e)) return false;
    const LessonProgress *done = progress_find(&l->progress, l->name);
    if (page < 0) page = done && done->page < l->lesson.page_count - 1 ? done->page : 0;
    strcpy(app->view.shown.setting.lesson, l->name);
    app->view.passing.contents = 0;
    return learn_page(app, page < l->lesson.page_count ? page : 0);
}

bool learn_show(App *app, const char *name, int page) {
    Error e;
    bool ok = open_lesson(app, name, page, &e);
    if (!ok) app_say(app, e.text);
    return ok;
}

bool learn_begin(App *app, const char *name, Error *e) {
    if (*name) return open_lesson(app, name, -1, e);
    learn_contents(app);
    return app->view.passing.contents || error_set(e, "there are no lessons");
}

bool learn_page(App *app, int page) {
    Lessons *l = &app->lessons;
    if (!*l->name || page < 0 || page >= l->lesson.page_count) return false;
    app->view.shown.setting.page = page;
    motion_stop(app);
    lessons_prepare(app);
    learn_figure(app);
    return true;
}

void learn_toggle(App *app) {
    Lessons *l = &app->lessons;
    View *v = &app->view;
    const Progress *p = &l->progress;
    if (*v->shown.setting.lesson || v->passing.contents) {
        v->shown.setting.lesson[0] = 0;
        v->passing.contents = 0;
    } else if (p->latest < 0 ||
               !learn_show(app, p->lessons[p->latest].name, p->lessons[p->latest].page)) {
        learn_contents(app);
    }
}

void learn_contents(App *app) {
    View *v = &app->view;
    lessons_read_course(app);
    int entry = *v->shown.setting.lesson ? lessons_entry(app, v->shown.setting.lesson) : -1;
    if (v->passing.contents)
        v->passing.contents = 0;
    else if (app->lessons.course.count)
        v->passing.contents = 1 + (entry > 0 ? entry : 0);
    else
        app_say_key(app, "lesson.none");
}

/* A lesson that cannot be read any more stays as it was, with the reason. */
void learn_reload(App *app) {
    Lessons *l = &app->lessons;
    Error e;
    l->course_language = -1;
    bool any = lessons_read_course(app);
    if (!*app->view.shown.setting.lesson) {
        if (any) app_say_key(app, "lesson.read_again");
        return;
    }
    if (!lessons_read(app, app->view.shown.setting.lesson, &e)) {
        app_say(app, e.text);
        return;
    }
    learn_page(app, app->view.shown.setting.page < l->lesson.page_count
                        ? app->view.shown.setting.page
                        : l->lesson.page_count - 1);
    app_say_key(app, "lesson.read_again");
}

/* Questions */

/* The cell that the question was about, if its figure is there. */
static void point_at(App *app, const Question *q) {
    const Address *a = &q->sought.at;
    const char *path = app->lessons.run.programs[a->t].values[a->value].path;
    View *v = &app->view;
    if (!q->hides || strcmp(v->shown.at.path, path) != 0 || !lessons_own_run(app) ||
        v->shown.at.depth > DEPTH_STEP)
        return;
    v->shown.at.row = a->cell.row;
    v->shown.at.col = a->cell.col;
}

static void settle_question(App *app, int which, AnswerState state) {
    lessons_page_done(app)->answers[which].state = (uint8_t)state;
    point_at(app, &app->lessons.asks.questions[which]);
    lessons_kept(app);
}

/* Where a page wants to be thought about it holds once. */
static bool reveal(App *app) {
    Lessons *l = &app->lessons;
    int open = lessons_open_question(app);
    if (open < 0 || !l->figure) return false;
    if (l->asks.wait && !l->held) {
        l->held = true;
        app_say_key(app, "lesson.wait");
    } else {
        settle_question(app, open, ANSWER_SHOWN);
    }
    return true;
}

bool learn_turn(App *app, int by) {
    if (!lessons_page_shown(app)) return false;
    int to = app->view.shown.setting.page + by;
    if (by > 0 && reveal(app)) return true;
    if (to >= app->lessons.lesson.page_count) {
        /* Behind the last page comes the list, with the next lesson chosen. */
        int entry = lessons_entry(app, app->lessons.name), count = app->lessons.course.count;
        if (count) app->view.passing.contents = 1 + (entry + 1 < count ? entry + 1 : 0);
        app_say_key(app, "lesson.over");
    } else if (!learn_page(app, to))
        app_say_key(app, "lesson.first");
    return true;
}

bool learn_end(App *app, bool last) {
    return lessons_page_shown(app) &&
           learn_page(app, last ? app->lessons.lesson.page_count - 1 : 0);
}

void learn_answer(App *app, int which, int answer) {
    Lessons *l = &app->lessons;
    if (!lessons_page_shown(app) || !l->figure) return;
    if (which < 0) which = lessons_open_question(app);
    PageProgress *p = lessons_page_done(app);
    if (!p || which < 0 || which >= l->asks.question_count ||
        p->answers[which].state != ANSWER_OPEN)
        return;
    const Question *q = &l->asks.questions[which];
    if (q->kind != QUESTION_CHOICE || answer < 0 || answer >= q->ask.count) return;
    p->answers[which].tried |= (uint8_t)(1 << answer);
    if (answer == q->ask.right)
        settle_question(app, which, ANSWER_RIGHT);
    else
        lessons_kept(app);
}

void learn_hint(App *app) {
    int open = lessons_page_shown(app) && app->lessons.figure ? lessons_open_question(app) : -1;
    if (open < 0 || !app->lessons.asks.questions[open].hint) {
        app_say_key(app, "lesson.no_hint");
        return;
    }
    lessons_page_done(app)->answers[open].hinted = true;
    lessons_kept(app);
}

bool learn_cell(App *app, const char *path, int head, int row, int col) {
    Lessons *l = &app->lessons;
    int open = lessons_page_shown(app) && l->figure && lessons_own_run(app)
                   ? lessons_open_question(app)
                   : -1;
    if (open < 0 || l->asks.questions[open].kind != QUESTION_CELL) return false;
    const Address *a = &l->asks.questions[open].sought.at;
    const Form *form = &l->run.programs[a->t].values[a->value].form;
    bool same_head = form->shape.sheets == 1 || head == a->cell.sheet;
    if (strcmp(path, l->run.programs[a->t].values[a->value].path) != 0 || !same_head ||
        row != a->cell.row)
        return false;
    lessons_page_done(app)->answers[open].chosen = (short)(col < INT16_MAX ? col : INT16_MAX);
    settle_question(app, open, col == a->cell.col ? ANSWER_RIGHT : ANSWER_WRONG);
    return true;
}

bool learn_pinned(App *app) {
    const View *v = &app->view;
    return v->shown.at.row >= 0 && v->shown.at.col >= 0 &&
           learn_cell(app, v->shown.at.path, v->shown.at.head, v->shown.at.row, v->shown.at.col);
}

/* A lesson beside a file of one's own lies in its folder; one beside the course's that is not in
   the list is a file. What follows the file's name, a place in it, is not looked for. */
void learn_link(App *app, const char *where) {
    const char *own = app->view.shown.setting.lesson, *slash = strrchr(own, '/'),
               *folder = app->lessons.folders[app->language];
    char name[VIEW_LESSON + VIEW_PATH];
    size_t n = strcspn(where, "#?");
    if (*where == '#') {
        if (!learn_page(app, (int)strtol(where + 1, NULL, 10) - 1))
            app_say_key(app, "lesson.no_page");
        return;
    }
    if (n < 4 || n >= VIEW_PATH) return;
    snprintf(name, sizeof name, "%.*s%.*s", slash ? (int)(slash + 1 - own) : 0, slash ? own : "",
             (int)n, where);
    if (!slash) name[n - 3] = 0;
    if (!slash && folder && lessons_entry(app, name) < 0)
        snprintf(name, sizeof name, "%s/%.*s", folder, (int)n, where);
    learn_show(app, name, 0);
}

/* The list */

void learn_choose(App *app, int line) {
    const Course *c = &app->lessons.course;
    if (line < 0 || line >= c->count) return;
    app->view.passing.contents = line + 1;
    if (c->entries[line].error)
        app_say(app, c->entries[line].error);
    else
        learn_show(app, c->entries[line].name, -1);
}
