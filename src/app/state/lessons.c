/* The view says which page; what is read from files and from runs for it is kept here and made anew
   when the view says otherwise. */
#include "app/state/lessons.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/state/app.h"
#include "base/file.h"
#include "view/directives.h"

bool lessons_page_shown(const App *app) {
    return *app->view.shown.setting.lesson && !app->view.passing.contents && *app->lessons.name;
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
bool lessons_read_course(App *app) {
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
    if (app->view.passing.contents > l->course.count) app->view.passing.contents = l->course.count;
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

int lessons_entry(const App *app, const char *name) {
    const Lessons *l = &app->lessons;
    int entry = l->course.count ? course_find(&l->course, name) : -1;
    return entry < 0 ? translation_of(l, name) : entry;
}

/* Its name in the course, or the file that it is. */
bool lessons_read(App *app, const char *name, Error *e) {
    Lessons *l = &app->lessons;
    Lesson lesson;
    Arena text = {0};
    int entry = lessons_entry(app, name);
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
View lessons_base_view(const App *app, const char *text) {
    const View *now = &app->view;
    View v = view_default(text);
    v.shown.setting = now->shown.setting;
    v.passing.speed = now->passing.speed;
    return v;
}

static bool prepare_figure(App *app, int page, Error *e) {
    Lessons *l = &app->lessons;
    RunOf of = {.search = {0}};
    if (app->given) return error_set(e, "%s", lang_text(app_lang(app), "app.no_sentence"));
    if (!lesson_decode(&l->lesson, page, &app->sources, &of, &l->pages, &l->run, e)) return false;
    l->own = lessons_base_view(app, seen_text(&of));
    l->own.shown.of = of;
    if (!l->lesson.pages[page].has_figure) l->own.shown.at.depth = DEPTH_MODEL;
    bool ok = lesson_view(&l->lesson, page, &l->run, &l->pages, &l->own, e) &&
              source_view(&app->sources, &of, &l->run, &l->own, e);
    l->of = l->own.shown.of;
    return ok && page_asks(&l->lesson, page, &l->run, &l->pages, &l->asks, e);
}

/* Its questions and its figure; of what cannot be shown, the reason. */
void lessons_prepare(App *app) {
    Lessons *l = &app->lessons;
    int last = l->lesson.page_count - 1;
    Error e = {{0}};
    if (app->view.shown.setting.page > last) app->view.shown.setting.page = last;
    if (l->page == app->view.shown.setting.page) return;
    arena_reset(&l->pages);
    l->own = view_default("");
    l->of = l->own.shown.of;
    l->asks = (PageAsks){.question_count = 0};
    l->page = app->view.shown.setting.page;
    l->held = false;
    l->figure = prepare_figure(app, l->page, &e);
    snprintf(l->error, sizeof l->error, "%s", l->figure ? "" : e.text);
}

/* Progress */

static LessonProgress *done_of(App *app) {
    return *app->lessons.name ? progress_of(&app->lessons.progress, app->lessons.name) : NULL;
}

/* Only what is shown can have changed. What could not be kept is told once. */
void lessons_kept(App *app) {
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

PageProgress *lessons_page_done(App *app) {
    LessonProgress *done = done_of(app);
    return done ? progress_page(done, app->lessons.page) : NULL;
}

int lessons_open_question(App *app) {
    const PageProgress *p = lessons_page_done(app);
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
    PageProgress *p = lessons_page_done(app);
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
    if (!*v->shown.setting.lesson && !v->passing.contents) return;
    lessons_read_course(app);
    if (!*v->shown.setting.lesson) return;
    bool other = strcmp(l->name, v->shown.setting.lesson) != 0 || l->language != app->language;
    if (other && !lessons_read(app, v->shown.setting.lesson, &e)) {
        app_say(app, e.text);
        if (strcmp(l->name, v->shown.setting.lesson) != 0) {
            v->shown.setting.lesson[0] = 0;
            return;
        }
        l->language = app->language; /* it stays in the language in which it can be read */
    }
    strcpy(v->shown.setting.lesson, l->name);
    lessons_prepare(app);
    if (!v->passing.contents && (int)mark_seen(app) + (int)tick(app) > 0) lessons_kept(app);
}

/* Whether the figure is still the page's: pins, themes, panels and what passes do not matter. */
static bool is_away(const App *app) {
    const View *own = &app->lessons.own, *now = &app->view;
    View v = *own;
    v.shown.setting = now->shown.setting;
    v.shown.played = now->shown.played;
    if (now->shown.at.depth <= DEPTH_STEP)
        v.shown.at.row = now->shown.at.row, v.shown.at.col = now->shown.at.col;
    return app->lessons.figure && !view_same(&v, now);
}

bool lessons_own_run(const App *app) {
    return directives_same_run(&app->lessons.of, &app->view.shown.of);
}

const LessonShown *lessons_shown(App *app) {
    Lessons *l = &app->lessons;
    bool page = lessons_page_shown(app);
    if (!page && !app->view.passing.contents) return NULL;
    int open = page && l->figure ? lessons_open_question(app) : -1;
    l->shown = (LessonShown){.course = &l->course,
                             .progress = &l->progress,
                             .lesson = page ? &l->lesson : NULL,
                             .page = l->page,
                             .entry = page ? lessons_entry(app, l->name) : -1,
                             .asks = page && l->figure ? &l->asks : NULL,
                             .done = page ? progress_find(&l->progress, l->name) : NULL,
                             .open = open,
                             .own_run = page && l->figure && lessons_own_run(app),
                             .veiled = open >= 0 && l->asks.questions[open].hides,
                             .run = &l->of,
                             .away = page && is_away(app),
                             .error = page && *l->error ? l->error : NULL};
    return &l->shown;
}
