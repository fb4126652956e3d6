/* The view says which page; what is read from files and from runs for it is kept here and made anew
   when the view says otherwise. */
#include "app/lessons.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/inside.h"

static bool page_shown(const App *app) {
    return *app->view.lesson && !app->view.contents && *app->lessons.name;
}

void lessons_open(Lessons *l) {
    l->course_language = l->page = -1;
    progress_open(&l->progress, &l->lasting);
}

void lessons_close(Lessons *l) {
    arena_free(&l->courses);
    arena_free(&l->text);
    arena_free(&l->pages);
    arena_free(&l->lasting);
}

/* Reading */

/* False, and said: there are none. Of a list that is shown a line stays chosen; one without lines
 * goes. */
static bool read_course(App *app) {
    Lessons *l = &app->lessons;
    const char *folder = l->folders[app->language];
    Error e;
    if (l->course_language == app->language) return true;
    arena_reset(&l->courses);
    l->course = (Course){0};
    l->course_language = app->language;
    bool ok = !folder || course_open(folder, l->given ? COURSE_OWN : COURSE_SHIPPED, &l->courses,
                                     &l->course, &e);
    if (!ok) app_say(app, e.text);
    if (app->view.contents > l->course.count) app->view.contents = l->course.count;
    return ok;
}

/* One's own lesson in another language has another path: that of the same name in that language's
 * folder. */
static int translation_of(const Lessons *l, const char *path) {
    const char *base = path_base(path);
    for (int i = 0; i < LANGUAGES_MOST; i++) {
        const char *folder = l->given ? l->folders[i] : NULL;
        size_t n = folder ? strlen(folder) : 0;
        if (!n || strncmp(folder, path, n) != 0 || path + n + 1 != base) continue;
        for (int k = 0; k < l->course.count; k++)
            if (strcmp(path_base(l->course.entries[k].path), base) == 0) return k;
    }
    return -1;
}

static int entry_of(const App *app, const char *name) {
    const Lessons *l = &app->lessons;
    int entry = l->course.count ? course_find(&l->course, name) : -1;
    return entry < 0 ? translation_of(l, name) : entry;
}

/* Its name in the course, or the file that it is. */
static bool read_lesson(App *app, const char *name, Error *e) {
    Lessons *l = &app->lessons;
    Lesson lesson;
    Arena text = {0};
    int entry = entry_of(app, name);
    if (entry < 0 && *name && strspn(name, "0123456789") == strlen(name))
        return error_set(e, "no lesson %s: there are 1 to %d", name, l->course.count);
    if (!lesson_open(entry >= 0 ? l->course.entries[entry].path : name, &text, &lesson, e)) {
        arena_free(&text);
        return false;
    }
    arena_free(&l->text);
    l->text = text;
    l->lesson = lesson;
    snprintf(l->name, sizeof l->name, "%s", entry >= 0 ? l->course.entries[entry].name : name);
    l->language = app->language;
    l->page = -1;
    return true;
}

/* What stays when a page is turned. */
static View base_view(const App *app, const char *text) {
    const View *now = &app->view;
    View v = view_default(text);
    v.theme = now->theme, v.text_size = now->text_size;
    v.map = now->map, v.notes = now->notes, v.timeline = now->timeline;
    v.dots = now->dots, v.speed = now->speed, v.presenting = now->presenting;
    strcpy(v.lesson, now->lesson);
    v.page = now->page;
    return v;
}

static bool prepare_figure(App *app, int page, Error *e) {
    Lessons *l = &app->lessons;
    RunOf of = {.search = {0}};
    if (app->given) return error_set(e, "%s", lang_text(app_lang(app), "app.no_sentence"));
    if (!lesson_decode(&l->lesson, page, &app->sources, &of, &l->pages, &l->run, e)) return false;
    l->own = base_view(app, of.text);
    view_set_run(&l->own, &of);
    if (!l->lesson.pages[page].has_figure) l->own.depth = DEPTH_MODEL;
    bool ok = lesson_view(&l->lesson, page, &l->run, &l->own, e) &&
              source_view(&app->sources, &of, &l->own, e);
    l->of = view_run(&l->own);
    return ok && page_asks(&l->lesson, page, &l->run, &l->pages, &l->asks, e);
}

/* Its questions and its figure; of what cannot be shown, the reason. */
static void prepare(App *app) {
    Lessons *l = &app->lessons;
    int last = l->lesson.page_count - 1;
    Error e = {{0}};
    if (app->view.page > last) app->view.page = last;
    if (l->page == app->view.page) return;
    arena_reset(&l->pages);
    l->asks = (PageAsks){.question_count = 0};
    l->page = app->view.page;
    l->held = false;
    l->figure = prepare_figure(app, l->page, &e);
    snprintf(l->error, sizeof l->error, "%s", l->figure ? "" : e.text);
}

/* Progress */

static LessonProgress *done_of(App *app) {
    return *app->lessons.name ? progress_of(&app->lessons.progress, app->lessons.name) : NULL;
}

/* Only what is shown can have changed. What could not be kept is told once. */
static void kept(App *app) {
    Lessons *l = &app->lessons;
    Arena arena = {0};
    Error e;
    progress_touch(&l->progress, done_of(app));
    bool ok = !l->keep || l->keep(l->keep_self, &l->progress, &e);
    if (!ok && !l->unkept)
        app_say(app, lang_fill(app_lang(app), "lesson.unkept", e.text, "", &arena));
    else if (*l->progress.forgotten)
        app_say(app, lang_fill(app_lang(app), "lesson.forgotten",
                               arena_print(&arena, "%d", PROGRESS_LESSONS),
                               path_base(l->progress.forgotten), &arena));
    l->progress.forgotten[0] = 0;
    l->unkept = !ok;
    arena_free(&arena);
}

static PageProgress *page_of(App *app) {
    LessonProgress *done = done_of(app);
    return done ? progress_page(done, app->lessons.page) : NULL;
}

static int open_question(App *app) {
    const PageProgress *p = page_of(app);
    for (int i = 0; p && i < app->lessons.asks.question_count; i++)
        if (p->answers[i].state == ANSWER_OPEN) return i;
    return -1;
}

static bool mark_seen(App *app) {
    Lessons *l = &app->lessons;
    LessonProgress *done = done_of(app);
    if (!done) return false;
    PageProgress *p = progress_page(done, l->page);
    int latest = (int)(done - l->progress.lessons);
    bool changed = !p->seen || done->page != l->page || done->pages != l->lesson.page_count ||
                   l->progress.latest != latest;
    p->seen = true;
    done->page = l->page;
    done->pages = l->lesson.page_count;
    return changed;
}

static bool tick(App *app) {
    Lessons *l = &app->lessons;
    PageProgress *p = page_of(app);
    bool changed = false;
    for (int i = 0; p && l->figure && i < l->asks.try_count; i++) {
        if (p->ticks >> i & 1 || !try_done(&l->asks.tries[i], &l->own, &app->view, &app->run))
            continue;
        p->ticks |= (uint8_t)(1 << i);
        changed = true;
    }
    return changed;
}

void lessons_settle(App *app) {
    Lessons *l = &app->lessons;
    View *v = &app->view;
    Error e;
    if (!*v->lesson && !v->contents) return;
    read_course(app);
    if (!*v->lesson) return;
    bool other = strcmp(l->name, v->lesson) != 0 || l->language != app->language;
    if (other && !read_lesson(app, v->lesson, &e)) {
        app_say(app, e.text);
        if (strcmp(l->name, v->lesson) != 0) {
            v->lesson[0] = 0;
            return;
        }
        l->language = app->language; /* it stays in the language in which it can be read */
    }
    strcpy(v->lesson, l->name);
    prepare(app);
    if (!v->contents && (int)mark_seen(app) + (int)tick(app) > 0) kept(app);
}

/* Whether the figure is still the page's: pins, themes, panels and what passes do not matter. */
static bool is_away(const App *app) {
    const View *own = &app->lessons.own, *now = &app->view;
    View v = *own;
    v.theme = now->theme, v.text_size = now->text_size, v.dots = now->dots, v.speed = now->speed;
    v.map = now->map, v.notes = now->notes, v.timeline = now->timeline,
    v.presenting = now->presenting;
    if (now->depth <= DEPTH_STEP) v.row = now->row, v.col = now->col;
    return app->lessons.figure && !app_same_view(&v, now);
}

static bool same_run(const App *app) {
    RunOf now = view_run(&app->view);
    return view_same_run(&app->lessons.of, &now);
}

const LessonShown *lessons_shown(App *app) {
    Lessons *l = &app->lessons;
    bool page = page_shown(app);
    if (!page && !app->view.contents) return NULL;
    int open = page && l->figure ? open_question(app) : -1;
    l->shown = (LessonShown){.course = &l->course,
                             .progress = &l->progress,
                             .lesson = page ? &l->lesson : NULL,
                             .page = l->page,
                             .entry = page ? entry_of(app, l->name) : -1,
                             .asks = page && l->figure ? &l->asks : NULL,
                             .done = page ? progress_find(&l->progress, l->name) : NULL,
                             .open = open,
                             .own_run = page && l->figure && same_run(app),
                             .veiled = open >= 0 && l->asks.questions[open].hides,
                             .run = &l->of,
                             .away = page && is_away(app),
                             .error = page && *l->error ? l->error : NULL};
    return &l->shown;
}

/* Pages */

void lessons_figure(App *app) {
    Lessons *l = &app->lessons;
    Error e;
    if (!page_shown(app) || !l->figure) return;
    View next = l->own, kept_view = base_view(app, "");
    if (!l->lesson.pages[l->page].holds[DIRECTIVE_THEME]) next.theme = kept_view.theme;
    if (!l->lesson.pages[l->page].holds[DIRECTIVE_SIZE]) next.text_size = kept_view.text_size;
    next.dots = next.dots || kept_view.dots;
    next.presenting = next.presenting || kept_view.presenting;
    strcpy(next.toast, app->view.toast); /* what was said stays said */
    if (!runs_show(app, &next, &e)) app_say(app, e.text);
}

static bool open_lesson(App *app, const char *name, int page, Error *e) {
    Lessons *l = &app->lessons;
    read_course(app);
    int entry = entry_of(app, name);
    const char *whole = entry >= 0 ? l->course.entries[entry].name : name;
    if (strlen(whole) >= VIEW_LESSON)
        return error_set(e, "the lesson's name is longer than %d bytes", VIEW_LESSON - 1);
    bool here = strcmp(l->name, whole) == 0 && l->language == app->language;
    if (!here && !read_lesson(app, name, e)) return false;
    const LessonProgress *done = progress_find(&l->progress, l->name);
    if (page < 0) page = done && done->page < l->lesson.page_count - 1 ? done->page : 0;
    strcpy(app->view.lesson, l->name);
    app->view.contents = 0;
    return lessons_page(app, page < l->lesson.page_count ? page : 0);
}

bool lessons_show(App *app, const char *name, int page) {
    Error e;
    bool ok = open_lesson(app, name, page, &e);
    if (!ok) app_say(app, e.text);
    return ok;
}

bool lessons_begin(App *app, const char *name, Error *e) {
    if (*name) return open_lesson(app, name, -1, e);
    lessons_contents(app);
    return app->view.contents || error_set(e, "there are no lessons");
}

bool lessons_page(App *app, int page) {
    Lessons *l = &app->lessons;
    if (!*l->name || page < 0 || page >= l->lesson.page_count) return false;
    app->view.page = page;
    motion_stop(app);
    prepare(app);
    lessons_figure(app);
    return true;
}

void lessons_toggle(App *app) {
    Lessons *l = &app->lessons;
    View *v = &app->view;
    const Progress *p = &l->progress;
    if (*v->lesson || v->contents) {
        v->lesson[0] = 0;
        v->contents = 0;
    } else if (p->latest < 0 ||
               !lessons_show(app, p->lessons[p->latest].name, p->lessons[p->latest].page)) {
        lessons_contents(app);
    }
}

void lessons_contents(App *app) {
    View *v = &app->view;
    read_course(app);
    int entry = *v->lesson ? entry_of(app, v->lesson) : -1;
    if (v->contents)
        v->contents = 0;
    else if (app->lessons.course.count)
        v->contents = 1 + (entry > 0 ? entry : 0);
    else
        app_say_key(app, "lesson.none");
}

/* A lesson that cannot be read any more stays as it was, with the reason. */
void lessons_reload(App *app) {
    Lessons *l = &app->lessons;
    Error e;
    l->course_language = -1;
    bool any = read_course(app);
    if (!*app->view.lesson) {
        if (any) app_say_key(app, "lesson.read_again");
        return;
    }
    if (!read_lesson(app, app->view.lesson, &e)) {
        app_say(app, e.text);
        return;
    }
    lessons_page(app,
                 app->view.page < l->lesson.page_count ? app->view.page : l->lesson.page_count - 1);
    app_say_key(app, "lesson.read_again");
}

/* Questions */

/* The cell that the question was about, if its figure is there. */
static void point_at(App *app, const Question *q) {
    const Address *a = &q->sought.at;
    const char *path = app->lessons.run.programs[a->t].values[a->value].path;
    View *v = &app->view;
    if (!q->hides || strcmp(v->path, path) != 0 || !same_run(app) || v->depth > DEPTH_STEP) return;
    v->row = a->cell.row;
    v->col = a->cell.col;
}

static void settle_question(App *app, int which, AnswerState state) {
    page_of(app)->answers[which].state = (uint8_t)state;
    point_at(app, &app->lessons.asks.questions[which]);
    kept(app);
}

/* Where a page wants to be thought about it holds once. */
static bool reveal(App *app) {
    Lessons *l = &app->lessons;
    int open = open_question(app);
    if (open < 0 || !l->figure) return false;
    if (l->asks.wait && !l->held) {
        l->held = true;
        app_say_key(app, "lesson.wait");
    } else {
        settle_question(app, open, ANSWER_SHOWN);
    }
    return true;
}

/* Behind the last page comes the list, with the next lesson chosen. */
static void leave_end(App *app) {
    int entry = entry_of(app, app->lessons.name), count = app->lessons.course.count;
    if (count) app->view.contents = 1 + (entry + 1 < count ? entry + 1 : 0);
    app_say_key(app, "lesson.over");
}

bool lessons_turn(App *app, int by) {
    if (!page_shown(app)) return false;
    int to = app->view.page + by;
    if (by > 0 && reveal(app)) return true;
    if (to >= app->lessons.lesson.page_count)
        leave_end(app);
    else if (!lessons_page(app, to))
        app_say_key(app, "lesson.first");
    return true;
}

bool lessons_end(App *app, bool last) {
    return page_shown(app) && lessons_page(app, last ? app->lessons.lesson.page_count - 1 : 0);
}

void lessons_answer(App *app, int which, int answer) {
    Lessons *l = &app->lessons;
    if (!page_shown(app) || !l->figure) return;
    if (which < 0) which = open_question(app);
    PageProgress *p = page_of(app);
    if (!p || which < 0 || which >= l->asks.question_count ||
        p->answers[which].state != ANSWER_OPEN)
        return;
    const Question *q = &l->asks.questions[which];
    if (q->kind != QUESTION_CHOICE || answer < 0 || answer >= q->ask.count) return;
    p->answers[which].tried |= (uint8_t)(1 << answer);
    if (answer == q->ask.right)
        settle_question(app, which, ANSWER_RIGHT);
    else
        kept(app);
}

void lessons_hint(App *app) {
    int open = page_shown(app) && app->lessons.figure ? open_question(app) : -1;
    if (open < 0 || !app->lessons.asks.questions[open].hint) {
        app_say_key(app, "lesson.no_hint");
        return;
    }
    page_of(app)->answers[open].hinted = true;
    kept(app);
}

bool lessons_cell(App *app, const char *path, int head, int row, int col) {
    Lessons *l = &app->lessons;
    int open = page_shown(app) && l->figure && same_run(app) ? open_question(app) : -1;
    if (open < 0 || l->asks.questions[open].kind != QUESTION_CELL) return false;
    const Address *a = &l->asks.questions[open].sought.at;
    const Form *form = &l->run.programs[a->t].values[a->value].form;
    bool same_head = form->shape.sheets == 1 || head == a->cell.sheet;
    if (strcmp(path, l->run.programs[a->t].values[a->value].path) != 0 || !same_head ||
        row != a->cell.row)
        return false;
    page_of(app)->answers[open].chosen = (short)(col < INT16_MAX ? col : INT16_MAX);
    settle_question(app, open, col == a->cell.col ? ANSWER_RIGHT : ANSWER_WRONG);
    return true;
}

bool lessons_pinned(App *app) {
    const View *v = &app->view;
    return v->row >= 0 && v->col >= 0 && lessons_cell(app, v->path, v->head, v->row, v->col);
}

/* A lesson beside a file of one's own lies in its folder; one beside the course's that is not in
   the list is a file. What follows the file's name, a place in it, is not looked for. */
void lessons_link(App *app, const char *where) {
    const char *own = app->view.lesson, *slash = strrchr(own, '/'),
               *folder = app->lessons.folders[app->language];
    char name[VIEW_LESSON + VIEW_PATH];
    size_t n = strcspn(where, "#?");
    if (*where == '#') {
        if (!lessons_page(app, (int)strtol(where + 1, NULL, 10) - 1))
            app_say_key(app, "lesson.no_page");
        return;
    }
    if (n < 4 || n >= VIEW_PATH) return;
    snprintf(name, sizeof name, "%.*s%.*s", slash ? (int)(slash + 1 - own) : 0, slash ? own : "",
             (int)n, where);
    if (!slash) name[n - 3] = 0;
    if (!slash && folder && entry_of(app, name) < 0)
        snprintf(name, sizeof name, "%s/%.*s", folder, (int)n, where);
    lessons_show(app, name, 0);
}

/* The list */

void lessons_choose(App *app, int line) {
    const Course *c = &app->lessons.course;
    if (line < 0 || line >= c->count) return;
    app->view.contents = line + 1;
    if (c->entries[line].error)
        app_say(app, c->entries[line].error);
    else
        lessons_show(app, c->entries[line].name, -1);
}

bool lessons_key(App *app, int key) {
    int count = app->lessons.course.count, *at = &app->view.contents;
    if (!*at || !count) return false;
    switch (key) {
    case KEY_DOWN: *at = *at < count ? *at + 1 : 1; break;
    case KEY_UP: *at = *at > 1 ? *at - 1 : count; break;
    case KEY_HOME: *at = 1; break;
    case KEY_END: *at = count; break;
    case KEY_ENTER:
    case KEY_RIGHT: lessons_choose(app, *at - 1); break;
    case KEY_LEFT:
    case KEY_ESCAPE: *at = 0; break;
    default: return false;
    }
    app_walked(app);
    return true;
}
