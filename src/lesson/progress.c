/* As text: "lesson NAME", then its place, then a line for each page on which something was done. */
#include "lesson/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const char first_line[] = "attnscope-lessons 1";
enum { LINE_MOST = PROGRESS_NAME + 160 };

void progress_open(Progress *p, Arena *arena) {
    *p = (Progress){.lessons = arena_many(arena, LessonProgress, PROGRESS_LESSONS),
                    .latest = -1,
                    .arena = arena};
}

const LessonProgress *progress_find(const Progress *p, const char *name) {
    for (int i = 0; i < p->count; i++)
        if (strcmp(p->lessons[i].name, name) == 0) return &p->lessons[i];
    return NULL;
}

/* The lesson at that place goes to the end; those behind it move up. */
static LessonProgress *progress_to_end(Progress *p, int at) {
    LessonProgress l = p->lessons[at];
    memmove(&p->lessons[at], &p->lessons[at + 1], (size_t)(p->count - 1 - at) * sizeof l);
    p->lessons[p->count - 1] = l;
    if (p->latest == at)
        p->latest = p->count - 1;
    else if (p->latest > at)
        p->latest--;
    return &p->lessons[p->count - 1];
}

/* The next free place; if there is none, that of the lesson which was touched longest ago. */
static LessonProgress *progress_place(Progress *p) {
    if (p->count < PROGRESS_LESSONS) {
        LessonProgress *l = &p->lessons[p->count++];
        if (!l->page_at) l->page_at = arena_many(p->arena, PageProgress, PROGRESS_PAGES + 1);
        return l;
    }
    strcpy(p->forgotten, p->lessons[0].name);
    if (p->latest == 0) p->latest = -1;
    return progress_to_end(p, 0);
}

LessonProgress *progress_of(Progress *p, const char *name) {
    for (int i = 0; i < p->count; i++)
        if (strcmp(p->lessons[i].name, name) == 0) return &p->lessons[i];
    if (strlen(name) >= PROGRESS_NAME || !text_is_line(name)) return NULL;
    LessonProgress *l = progress_place(p);
    *l = (LessonProgress){.page_at = l->page_at};
    strcpy(l->name, name);
    for (int i = 0; i <= PROGRESS_PAGES; i++) {
        l->page_at[i] = (PageProgress){.seen = false};
        for (int q = 0; q < PROGRESS_QUESTIONS; q++) l->page_at[i].answers[q].chosen = -1;
    }
    return l;
}

LessonProgress *progress_touch(Progress *p, LessonProgress *l) {
    l = progress_to_end(p, (int)(l - p->lessons));
    l->changed = true;
    p->latest = p->count - 1;
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

/* Several windows */

static void merge_lesson(Progress *kept, const LessonProgress *own) {
    LessonProgress *l = progress_touch(kept, progress_of(kept, own->name));
    l->page = own->page, l->pages = own->pages;
    for (int i = 0; i < PROGRESS_PAGES; i++) {
        PageProgress *p = &l->page_at[i];
        p->seen = p->seen || own->page_at[i].seen;
        p->ticks |= own->page_at[i].ticks;
        /* A question that was settled in either is settled; in both, as it was here. */
        for (int q = 0; q < PROGRESS_QUESTIONS; q++) {
            Answered *a = &p->answers[q];
            const Answered *mine = &own->page_at[i].answers[q];
            a->tried |= mine->tried;
            a->hinted = a->hinted || mine->hinted;
            if (mine->state != ANSWER_OPEN) a->state = mine->state, a->chosen = mine->chosen;
        }
    }
}

void progress_merge(Progress *p, Progress *kept, bool whole) {
    for (int i = 0; i < p->count; i++)
        if (p->lessons[i].changed || !whole) merge_lesson(kept, &p->lessons[i]);
    p->count = 0; /* into places whose pages have their memory already */
    for (int i = 0; i < kept->count; i++) {
        LessonProgress *l = progress_place(p);
        PageProgress *pages = l->page_at;
        memcpy(pages, kept->lessons[i].page_at, (PROGRESS_PAGES + 1) * sizeof *pages);
        *l = kept->lessons[i];
        l->page_at = pages;
    }
    p->latest = kept->latest;
    if (*kept->forgotten) strcpy(p->forgotten, kept->forgotten);
}

void progress_kept(Progress *p) {
    for (int i = 0; i < p->count; i++) p->lessons[i].changed = false;
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

static bool progress_take(const char **at, const char *word) {
    size_t n = strlen(word);
    if (strncmp(*at, word, n) != 0) return false;
    *at += n;
    return true;
}

static bool progress_number(const char **at, int least, int most, int *out) {
    char *end;
    bool sign = **at == '-' && least < 0;
    if ((*at)[sign] < '0' || (*at)[sign] > '9') return false;
    long n = strtol(*at, &end, 10);
    *at = end;
    *out = (int)n;
    return n >= least && n <= most;
}

static bool read_page(const char *at, LessonProgress *l) {
    int page, seen, ticks;
    PageProgress p;
    if (!progress_number(&at, 0, PROGRESS_PAGES - 1, &page) || !progress_take(&at, " seen ") ||
        !progress_number(&at, 0, 1, &seen) || !progress_take(&at, " ticks ") ||
        !progress_number(&at, 0, 255, &ticks))
        return false;
    p.seen = seen == 1;
    p.ticks = (uint8_t)ticks;
    for (int q = 0; q < PROGRESS_QUESTIONS; q++) {
        Answered *a = &p.answers[q];
        int state, tried, chosen, hinted;
        bool ok = progress_take(&at, " ") && progress_number(&at, 0, ANSWER_STATES - 1, &state) &&
                  progress_take(&at, "/") && progress_number(&at, 0, 255, &tried) &&
                  progress_take(&at, "/") && progress_number(&at, -1, INT16_MAX, &chosen) &&
                  progress_take(&at, "/") && progress_number(&at, 0, 1, &hinted);
        if (!ok) return false;
        *a = (Answered){(uint8_t)state, (uint8_t)tried, (short)chosen, hinted == 1};
    }
    if (*at) return false;
    *progress_page(l, page) = p;
    return true;
}

static LessonProgress *read_lesson(const char *at, Progress *out) {
    int page, pages;
    bool ok = progress_number(&at, 0, 9999, &page) && progress_take(&at, " ") &&
              progress_number(&at, 0, 9999, &pages) && progress_take(&at, " ") && *at &&
              !progress_find(out, at);
    LessonProgress *l = ok ? progress_of(out, at) : NULL;
    if (l) l->page = page, l->pages = pages;
    return l;
}

/* The next line without its end, "" one that is too long or holds what no line of text does;
   returns what follows, NULL behind the last that ends. */
static const char *cut_line(const char *text, char out[LINE_MOST]) {
    const char *end = strchr(text, '\n');
    if (!end) return NULL;
    size_t n = end - text < LINE_MOST ? (size_t)(end - text) : 0;
    memcpy(out, text, n);
    out[n] = 0;
    if (!text_is_line(out)) out[0] = 0;
    return end + 1;
}

/* *l: the lesson that the pages' lines are of; NULL: one that could not be read. */
static bool progress_read_line(const char *at, Progress *out, LessonProgress **l) {
    int latest;
    if (progress_take(&at, "lesson ")) return (*l = read_lesson(at, out)) != NULL;
    if (progress_take(&at, "page ")) return *l && read_page(at, *l);
    bool ok =
        progress_take(&at, "latest ") && progress_number(&at, -1, out->count - 1, &latest) && !*at;
    if (ok) out->latest = latest;
    return ok;
}

bool progress_read(const char *text, Progress *out) {
    char line[LINE_MOST];
    LessonProgress *l = NULL;
    const char *at = cut_line(text, line);
    if (!at || strcmp(line, first_line) != 0) return false;
    bool whole = true, ends = false;
    for (const char *next; (next = cut_line(at, line)); at = next) {
        whole = progress_read_line(line, out, &l) && !ends && whole;
        ends = ends || strncmp(line, "latest ", 7) == 0;
    }
    if (out->latest >= 0) progress_to_end(out, out->latest);
    return whole && ends && !*at;
}
