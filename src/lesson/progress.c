/* As text: "lesson NAME", then its place, then a line for each page on which something was done. */
#include "lesson/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char first_line[] = "attnscope-lessons 1";
enum { LINE_MOST = PROGRESS_NAME + 160 };

void progress_open(Progress *p, Arena *arena) {
    *p = (Progress){arena_many(arena, LessonProgress, PROGRESS_LESSONS), 0, -1, arena};
}

const LessonProgress *progress_find(const Progress *p, const char *name) {
    for (int i = 0; i < p->count; i++)
        if (strcmp(p->lessons[i].name, name) == 0) return &p->lessons[i];
    return NULL;
}

/* A path may have any bytes; a line of text may not. */
static bool is_line(const char *name) {
    for (const char *c = name; *c; c++)
        if ((unsigned char)*c < ' ') return false;
    return utf8_valid(name, strlen(name));
}

LessonProgress *progress_of(Progress *p, const char *name) {
    for (int i = 0; i < p->count; i++)
        if (strcmp(p->lessons[i].name, name) == 0) return &p->lessons[i];
    if (p->count == PROGRESS_LESSONS || strlen(name) >= PROGRESS_NAME || !is_line(name))
        return NULL;
    LessonProgress *l = &p->lessons[p->count++];
    *l = (LessonProgress){.page_at = arena_many(p->arena, PageProgress, PROGRESS_PAGES + 1)};
    strcpy(l->name, name);
    for (int i = 0; i <= PROGRESS_PAGES; i++)
        for (int q = 0; q < PROGRESS_QUESTIONS; q++) l->page_at[i].answers[q].chosen = -1;
    return l;
}

PageProgress *progress_page(LessonProgress *l, int page) {
    return &l->page_at[page >= 0 && page < PROGRESS_PAGES ? page : PROGRESS_PAGES];
}

int progress_seen(const LessonProgress *l) {
    int seen = 0;
    for (int i = 0; i < PROGRESS_PAGES; i++) seen += l->page_at[i].seen;
    return seen;
}

bool progress_done(const LessonProgress *l) {
    int most = l->pages < PROGRESS_PAGES ? l->pages : PROGRESS_PAGES, seen = 0;
    for (int i = 0; i < most; i++) seen += l->page_at[i].seen;
    return l->pages > 0 && seen == most;
}

/* Written */

static void print_page(const PageProgress *p, int page, Buffer *out) {
    bool any = p->seen || p->ticks;
    for (int q = 0; q < PROGRESS_QUESTIONS; q++)
        any = any || p->answers[q].state || p->answers[q].tried;
    if (!any) return;
    buffer_print(out, "page %d seen %d ticks %d", page, p->seen, p->ticks);
    for (int q = 0; q < PROGRESS_QUESTIONS; q++) {
        const Answered *a = &p->answers[q];
        buffer_print(out, " %d/%d/%d/%d", a->state, a->tried, a->chosen, a->hinted);
    }
    buffer_text(out, "\n");
}

void progress_print(const Progress *p, Buffer *out) {
    buffer_print(out, "%s\n", first_line);
    for (int i = 0; i < p->count; i++) {
        const LessonProgress *l = &p->lessons[i];
        buffer_print(out, "lesson %d %d %s\n", l->page, l->pages, l->name);
        for (int k = 0; k < PROGRESS_PAGES; k++) print_page(&l->page_at[k], k, out);
    }
    buffer_print(out, "latest %d\n", p->latest);
}

/* Read */

static bool take(const char **at, const char *word) {
    size_t n = strlen(word);
    if (strncmp(*at, word, n) != 0) return false;
    *at += n;
    return true;
}

static bool number(const char **at, int least, int most, int *out) {
    char *end;
    bool sign = **at == '-' && least < 0;
    if ((*at)[sign] < '0' || (*at)[sign] > '9') return false;
    long n = strtol(*at, &end, 10);
    *at = end;
    *out = (int)n;
    return n >= least && n <= most;
}

static bool read_answer(const char **at, Answered *a) {
    int state, tried, chosen, hinted;
    bool ok = take(at, " ") && number(at, 0, ANSWER_STATES - 1, &state) && take(at, "/") &&
              number(at, 0, 255, &tried) && take(at, "/") && number(at, -1, 4095, &chosen) &&
              take(at, "/") && number(at, 0, 1, &hinted);
    if (ok) *a = (Answered){(uint8_t)state, (uint8_t)tried, (short)chosen, hinted == 1};
    return ok;
}

static bool read_page(const char *at, LessonProgress *l) {
    int page, seen, ticks;
    if (!l || !number(&at, 0, PROGRESS_PAGES - 1, &page) || !take(&at, " seen ") ||
        !number(&at, 0, 1, &seen) || !take(&at, " ticks ") || !number(&at, 0, 255, &ticks))
        return false;
    PageProgress *p = progress_page(l, page);
    p->seen = seen == 1;
    p->ticks = (uint8_t)ticks;
    for (int q = 0; q < PROGRESS_QUESTIONS; q++)
        if (!read_answer(&at, &p->answers[q])) return false;
    return !*at;
}

static LessonProgress *read_lesson(const char *at, Progress *out) {
    int page, pages;
    bool ok = number(&at, 0, 9999, &page) && take(&at, " ") && number(&at, 0, 9999, &pages) &&
              take(&at, " ") && *at && !progress_find(out, at);
    LessonProgress *l = ok ? progress_of(out, at) : NULL;
    if (l) l->page = page, l->pages = pages;
    return l;
}

/* The line without its end, in `out`; NULL if there is none that ends, it is too long, or it is not
 * text. */
static const char *cut_line(const char *text, char out[LINE_MOST]) {
    const char *end = strchr(text, '\n');
    if (!end || end - text >= LINE_MOST) return NULL;
    memcpy(out, text, (size_t)(end - text));
    out[end - text] = 0;
    for (const char *c = out; *c; c++)
        if ((unsigned char)*c < ' ') return NULL;
    return end + 1;
}

static bool read_all(const char *text, Progress *out) {
    char line[LINE_MOST];
    LessonProgress *l = NULL;
    const char *next = cut_line(text, line);
    if (!next || strcmp(line, first_line) != 0) return false;
    while ((next = cut_line(next, line)) && strncmp(line, "latest ", 7) != 0) {
        const char *at = line;
        bool ok = take(&at, "lesson ") ? (l = read_lesson(at, out)) != NULL
                                       : take(&at, "page ") && read_page(at, l);
        if (!ok) return false;
    }
    const char *at = line + 7;
    return next && !*next && number(&at, -1, out->count - 1, &out->latest) && !*at;
}

bool progress_read(const char *text, Progress *out) {
    bool ok = utf8_valid(text, strlen(text)) && read_all(text, out);
    if (!ok) out->count = 0, out->latest = -1;
    return ok;
}
