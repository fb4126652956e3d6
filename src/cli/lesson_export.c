/* Everything is written into hidden folders first; only when all lessons are complete does any of
 * it appear. */
#include "cli/lesson_export.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/signals.h"
#include "base/text.h"
#include "cli/deck_file.h"
#include "cli/figure_runs.h"
#include "cli/save.h"
#include "export/html.h"
#include "lesson/markdown_print.h"
#include "lesson/questions.h"

static const char index_name[] = "index.md";

typedef struct Piece {
    const char *name; /* "04-scores": the file's without its end, and the folder's */
    const char *folder;
    Lesson lesson;
    Save save;
    bool begun;
} Piece;

typedef struct Work {
    const LessonExport *x;
    Arena *arena;
    FigureRuns runs; /* its model is every lesson's */
    Look look;
    Piece *pieces;
    Save save; /* of the index over them */
    bool begun;
} Work;

/* What is made of one lesson. */
typedef struct Writing {
    const Work *w;
    Piece *piece;
    FigureRuns runs;
    Series series;
    Buffer page, answers;
    int questions;
} Writing;

/* Names */

static const char *lesson_export_lesson_name(const char *path, Arena *arena) {
    const char *name = path_base(path);
    size_t size = strlen(name);
    if (size > 3 && strcmp(name + size - 3, ".md") == 0) size -= 3;
    return arena_copy(arena, name, size);
}

static bool read_lessons(Work *w, Error *e) {
    const LessonExport *x = w->x;
    for (int i = 0; i < x->count; i++) {
        Piece *p = &w->pieces[i];
        if (!lesson_open(x->paths[i], w->arena, &p->lesson, e)) return false;
        p->name = lesson_export_lesson_name(x->paths[i], w->arena);
        p->folder = path_join(w->arena, x->folder, p->name);
        bool folder =
            strcmp(p->name, ".") == 0 || strcmp(p->name, "..") == 0; /* another than its own */
        if (folder || strcmp(p->name, index_name) == 0)
            return error_set(e, "%s: a lesson may not be called so", x->paths[i]);
        for (int k = 0; k < i; k++)
            if (strcmp(p->name, w->pieces[k].name) == 0)
                return error_set(e, "%s and %s would both be written into '%s'", x->paths[k],
                                 x->paths[i], p->folder);
    }
    return true;
}

static const char *figure_file(const Work *w, const Lesson *l, int page) {
    const char *ending = figure_ending(w->x->figure->plan.format);
    return arena_print(w->arena, l->page_count > 99 ? "%03d%s" : "%02d%s", page + 1, ending);
}

static bool is_free(const Work *w, const char *folder, const char *name, Error *e) {
    return file_absent(path_join(w->arena, folder, name), e);
}

static bool lesson_export_names_free(const Work *w, Error *e) {
    if (w->x->figure->force) return true;
    if (!is_free(w, w->x->folder, index_name, e)) return false;
    for (int i = 0; i < w->x->count; i++) {
        const Piece *p = &w->pieces[i];
        if (!is_free(w, p->folder, index_name, e)) return false;
        for (int k = 0; k < p->lesson.page_count; k++)
            if (p->lesson.pages[k].has_figure &&
                !is_free(w, p->folder, figure_file(w, &p->lesson, k), e))
                return false;
    }
    return true;
}

/* Words */

static const Lang *words(const Writing *t) {
    return &t->w->look.lang[t->w->x->figure->language];
}

/* A lesson beside this one leads to its folder, if it is exported, too; a place in a page nowhere.
 */
static const char *lead(void *self, const char *to, Arena *arena) {
    const Work *w = self;
    if (strncmp(to, "http://", 7) == 0 || strncmp(to, "https://", 8) == 0) return to;
    const char *name = lesson_export_lesson_name(arena_copy(arena, to, strcspn(to, "#?")), arena);
    for (int i = 0; i < w->x->count && !strchr(to, '/'); i++)
        if (strcmp(name, w->pieces[i].name) == 0)
            return arena_print(arena, "../%s/%s", name, index_name);
    return NULL;
}

static void lesson_export_add_line(Writing *t, const char *before, const char *text, bool plain,
                                   int indent, Buffer *out) {
    markdown_print_line(before, text, plain, indent, t->runs.arena, out);
}

static void add_heading(Writing *t, int page) {
    const Lesson *l = &t->piece->lesson;
    Arena *arena = t->runs.arena;
    /* How many pages before this one have its heading; pages that go on with a heading have none of
     * their own. */
    int count = 0;
    for (int i = 0; i < page; i++)
        count += strcmp(l->pages[i].title, l->pages[page].title) == 0 &&
                 (i == 0 || strcmp(l->pages[i - 1].title, l->pages[i].title) != 0);
    int same = count + (strcmp(l->pages[page].title, l->title) == 0);
    const char *before = page ? l->pages[page - 1].title : l->title;
    if (strcmp(l->pages[page].title, before) == 0) return;
    Buffer title = {0};
    markdown_print_plain(l->pages[page].title, &title);
    buffer_print(&t->page, "\n## %s%s\n", title.data ? title.data : "",
                 same ? arena_print(arena, " (%d)", same + 1) : "");
    buffer_free(&title);
}

static void add_picture(Writing *t, const char *file, const char *about) {
    Buffer alt = {0};
    markdown_print_plain(about, &alt);
    buffer_print(&alt, "](%s)", file);
    buffer_text(&t->page, "\n");
    markdown_print_marked("![", alt.data, &t->page);
    buffer_free(&alt);
}

/* Markdown has no other attributes than HTML's. */
static void add_live(Writing *t, const char *file, const char *about, const char *view) {
    buffer_print(&t->page, "\n<p><img src=\"%s\" alt=\"", file);
    html_text(about, &t->page);
    buffer_text(&t->page, "\" data-view=\"");
    html_text(view, &t->page);
    buffer_text(&t->page, "\"></p>\n");
}

static bool add_figure(Writing *t, int page, Error *e) {
    const SeriesOutput out = {t->w->x->figure, &t->w->look, NULL, 0};
    const HeadWish none = {0};
    Piece *p = t->piece;
    int before = t->series.count;
    if (!figure_runs_add(&t->runs, &t->series, &p->lesson, page, &none, e)) return false;
    if (t->series.count == before) return true;
    SeriesItem *it = &t->series.items[before];
    it->name = (char *)figure_file(t->w, &p->lesson, page);
    if (!series_write_one(&t->series, it, &out, save_path(&p->save, it->name), true, e))
        return false;
    const char *about = series_about(&t->series, it, &out);
    const char *link = series_link(&t->series, it, &out);
    if (link && t->w->x->live)
        add_live(t, it->name, about, strchr(link, '#'));
    else
        add_picture(t, it->name, about);
    if (link) buffer_print(&t->page, "\n[%s](%s)\n", lang_text(words(t), "deck.open"), link);
    return true;
}

/* Questions */

static const char *lesson_export_asked(Writing *t, const Question *q) {
    const Lang *lang = words(t);
    if (q->kind == QUESTION_CHOICE) return q->ask.question;
    return lang_fill(lang, q->sought.least ? "course.least" : "course.most", q->sought.row, "",
                     t->runs.arena);
}

static void lesson_export_add_question(Writing *t, const Question *q) {
    const char *number = arena_print(t->runs.arena, "%d", ++t->questions);
    const char *name = lang_fill(words(t), "course.question", number, "", t->runs.arena);
    buffer_text(&t->page, "\n");
    lesson_export_add_line(t, arena_print(t->runs.arena, "**%s** ", name),
                           lesson_export_asked(t, q), q->kind == QUESTION_CELL, 0, &t->page);
    if (q->kind == QUESTION_CHOICE) buffer_text(&t->page, "\n");
    for (int i = 0; q->kind == QUESTION_CHOICE && i < q->ask.count; i++)
        lesson_export_add_line(t, "- ", q->ask.answer[i], q->ask.computed, 2, &t->page);
    bool choice = q->kind == QUESTION_CHOICE;
    const char *before = arena_print(t->runs.arena, "%s. ", number);
    lesson_export_add_line(t, before, choice ? q->ask.answer[q->ask.right] : q->sought.best,
                           !choice || q->ask.computed, (int)strlen(before), &t->answers);
}

static bool add_questions(Writing *t, int page, Error *e) {
    const Lesson *l = &t->piece->lesson;
    PageAsks asks;
    if (!figure_runs_page(&t->runs, l, page, e)) return false;
    if (!page_asks(l, page, &t->runs.session->run, t->runs.arena, &asks, e)) return false;
    for (int i = 0; i < asks.question_count; i++) lesson_export_add_question(t, &asks.questions[i]);
    return true;
}

static bool write_index(Save *save, const Buffer *page, Error *e) {
    return file_write(save_path(save, index_name), page->data, page->size, e);
}

static void add_title(const char *title, Buffer *out) {
    buffer_text(out, "# ");
    markdown_print_plain(title, out);
    buffer_text(out, "\n");
}

static bool write_pages(Writing *t, Error *e) {
    const Lesson *l = &t->piece->lesson;
    add_title(l->title, &t->page);
    for (int i = 0; i < l->page_count; i++) {
        if (isatty(STDERR_FILENO))
            fprintf(stderr, "\r\033[K%s: %d of %d", text_plain(t->runs.arena, t->piece->name),
                    i + 1, l->page_count);
        MarkdownLinks links = {lead, (void *)t->w};
        add_heading(t, i);
        markdown_print(t->piece->lesson.pages[i].text, 2, &links, t->runs.arena, &t->page);
        if (!(add_figure(t, i, e) && add_questions(t, i, e))) return false;
    }
    if (t->questions) {
        buffer_print(&t->page, "\n## %s\n\n", lang_text(words(t), "course.answers"));
        buffer_add(&t->page, t->answers.data, t->answers.size);
    }
    if (t->w->x->live) {
        buffer_text(&t->page, "\n<script src=\"");
        html_text(deck_file_script(t->w->x->figure->link, t->runs.arena), &t->page);
        buffer_text(&t->page, "\" defer></script>\n");
    }
    return write_index(&t->piece->save, &t->page, e);
}

/* As an address has it: a name may have any byte but '/'. Letters of every script stay if all of it
   can be shown. */
static void put_address(const char *name, Buffer *out) {
    bool text = text_is_plain(name);
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     strchr("-._~", c) || (text && c >= 0x80);
        if (plain)
            buffer_add(out, name, 1);
        else
            buffer_print(out, "%%%02X", c);
    }
}

static bool write_list(Work *w, Error *e) {
    Buffer list = {0};
    add_title(lang_text(&w->look.lang[w->x->figure->language], "course.title"), &list);
    buffer_text(&list, "\n");
    for (int i = 0; i < w->x->count; i++) {
        buffer_print(&list, "%d. [", i + 1);
        markdown_print_plain(w->pieces[i].lesson.title, &list);
        buffer_text(&list, "](");
        put_address(w->pieces[i].name, &list);
        buffer_print(&list, "/%s)\n", index_name);
    }
    bool ok = write_index(&w->save, &list, e);
    buffer_free(&list);
    return ok;
}

/* All or nothing */

static bool begin(Work *w, Error *e) {
    if (!save_begin(&w->save, w->x->folder, w->x->figure->force, w->arena, e)) return false;
    w->begun = true;
    for (int i = 0; i < w->x->count; i++) {
        Piece *p = &w->pieces[i];
        if (!save_begin(&p->save, p->folder, w->x->figure->force, w->arena, e)) return false;
        p->begun = true;
    }
    return true;
}

static bool lesson_export_write_all(Work *w, Error *e) {
    for (int i = 0; i < w->x->count; i++) {
        /* The memory of a lesson's runs is free again before the next lesson. */
        Piece *p = &w->pieces[i];
        Arena arena = {0};
        Writing t = {.w = w, .piece = p, .runs = w->runs};
        t.runs.arena = &arena;
        series_begin(&t.series, &arena);
        t.series.gloss = t.series.slide = true;
        bool ok = write_pages(&t, e);
        buffer_free(&t.page);
        buffer_free(&t.answers);
        arena_free(&arena);
        if (!ok) return false;
    }
    if (isatty(STDERR_FILENO)) fputs("\r\033[K", stderr);
    return write_list(w, e);
}

static bool move_all(Work *w, Error *e) {
    for (int i = 0; i < w->x->count; i++)
        if (!save_end(&w->pieces[i].save, e)) return false;
    return save_end(&w->save, e);
}

static bool end(Work *w, Error *e) {
    Signals before;
    for (int i = 0; i < w->x->count; i++)
        if (!save_check(&w->pieces[i].save, e)) return false;
    if (!save_check(&w->save, e)) return false;
    signals_hold(&before);
    bool ok = move_all(w, e);
    signals_release(&before);
    return ok;
}

static bool drop(Work *w) {
    for (int i = 0; i < w->x->count; i++)
        if (w->pieces[i].begun) save_drop(&w->pieces[i].save);
    if (w->begun) save_drop(&w->save);
    return false;
}

bool lesson_export(const LessonExport *x, Arena *arena, Error *e) {
    Work w = {.x = x, .arena = arena, .pieces = arena_many(arena, Piece, x->count)};
    w.runs =
        (FigureRuns){.from = x->session, .arena = arena, .theme = x->figure->theme, .form = -1};
    if (!figure_check(&x->figure->plan, e) || !read_lessons(&w, e) ||
        !lesson_export_names_free(&w, e))
        return false;
    bool ok = figure_runs_open(&w.runs, e) && look_open(arena, &w.look, e);
    ok = ok && ((begin(&w, e) && lesson_export_write_all(&w, e) && end(&w, e)) || drop(&w));
    look_close(&w.look);
    return ok;
}
