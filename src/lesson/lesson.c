/* From a file's bytes to pages: what the bytes must be, where pages begin, what stands in step
 * blocks. */
#include "lesson/lesson.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

static const char *const lesson_own[] = {"expect",    "ask",  "predict", "hint",
                                         "spotlight", "wait", "value",   "try"};
_Static_assert(sizeof lesson_own / sizeof *lesson_own == DIRECTIVE_COUNT - DIRECTIVE_OF_VIEW,
               "a name for each directive");

const char *lesson_directive_name(int kind) {
    return kind < DIRECTIVE_OF_VIEW ? directive_table[kind].name
                                    : lesson_own[kind - DIRECTIVE_OF_VIEW];
}

typedef struct Reader {
    const char *name;
    const char *text, *end;
    const char **lines; /* where each line begins, and behind the last one `end` */
    int line_count;
    Arena *arena;
    Lesson *lesson;
    LessonPage *page; /* the one being read, NULL before the first */
    Mark **tail;      /* where its next block goes */
    bool headed;      /* the page has a heading of its own, or it is the first */
    Error *e;
} Reader;

static bool lesson_is_line_end(const char *at, const char *end) {
    return *at == '\n' || (*at == '\r' && (at + 1 == end || at[1] != '\n'));
}

static void lesson_find_lines(Reader *r) {
    int count = 1;
    for (const char *at = r->text; at < r->end; at++) count += lesson_is_line_end(at, r->end);
    r->lines = arena_many(r->arena, const char *, count + 1);
    r->lines[r->line_count++] = r->text;
    for (const char *at = r->text; at < r->end; at++)
        if (lesson_is_line_end(at, r->end)) r->lines[r->line_count++] = at + 1;
    r->lines[r->line_count] = r->end;
}

static bool lesson_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool lesson_is_blank(const char *from, const char *to) {
    while (from < to && lesson_is_space(*from)) from++;
    return from == to;
}

/* The time that Markdown takes grows with the square of a paragraph's length, so that this has a
 * limit, too. */
static bool lesson_check_lines(Reader *r) {
    size_t paragraph = 0;
    for (int i = 0; i < r->line_count; i++) {
        size_t size = (size_t)(r->lines[i + 1] - r->lines[i]);
        paragraph = lesson_is_blank(r->lines[i], r->lines[i + 1]) ? 0 : paragraph + size;
        if (size > LESSON_LINE)
            return error_set(r->e, "%s:%d: the line is too long: %zu bytes, at most %d can be read",
                             r->name, i + 1, size, LESSON_LINE);
        if (paragraph > LESSON_LINE)
            return error_set(r->e, "%s:%d: more than %d bytes without an empty line", r->name,
                             i + 1, LESSON_LINE);
        const char *fault = utf8_fault(r->lines[i], size);
        if (fault) return error_set(r->e, "%s:%d: this %s", r->name, i + 1, fault);
    }
    return true;
}

static char *lesson_trimmed(Arena *arena, const char *from, const char *to) {
    while (from < to && lesson_is_space(*from)) from++;
    while (to > from && lesson_is_space(to[-1])) to--;
    return arena_copy(arena, from, (size_t)(to - from));
}

/* How many of the marks that fence code a line begins with, three or more, else 0. */
static int fence(const Reader *r, int line, char *mark) {
    const char *at = r->lines[line - 1], *end = r->lines[line];
    for (int i = 0; i < 3 && at < end && *at == ' '; i++) at++;
    *mark = at < end ? *at : 0;
    int n = 0;
    if (*mark == '`' || *mark == '~')
        while (at + n < end && at[n] == *mark) n++;
    return n >= 3 ? n : 0;
}

/* cmark lets a fence that is never closed reach to the end of the file; here it is an error. */
static bool check_fence(Reader *r, const Mark *m) {
    char mark, closing;
    int opened = fence(r, m->line, &mark);
    if (!opened) return true; /* code by its indent */
    int last = m->last_line <= r->line_count ? m->last_line : r->line_count;
    while (last > m->line && r->lines[last - 1] == r->lines[last]) last--;
    int closed = last > m->line ? fence(r, last, &closing) : 0;
    return (closed >= opened && closing == mark) ||
           error_set(
               r->e,
               "%s:%d: the block that begins here is not closed: a line of %d '%c' is missing",
               r->name, m->line, opened, mark);
}

/* A rule, then nothing of its own. */
static bool is_empty(const Reader *r) {
    return r->page && !r->headed && !r->page->text && !r->page->has_step;
}

static bool begin_page(Reader *r, const char *title, int line, bool headed) {
    Lesson *l = r->lesson;
    bool empty = is_empty(r);
    if (!empty && l->page_count == LESSON_PAGES)
        return error_set(r->e, "%s:%d: more than %d pages", r->name, line, LESSON_PAGES);
    if (!empty) r->page = &l->pages[l->page_count++];
    *r->page = (LessonPage){.title = title, .line = line};
    r->tail = &r->page->text;
    r->headed = headed;
    return true;
}

static bool need_title(Reader *r, int line) {
    return r->lesson->title ||
           error_set(r->e, "%s:%d: a lesson begins with its title: # Title", r->name, line);
}

/* What stands before the first heading or rule is a page, too. */
static bool need_page(Reader *r, int line) {
    return need_title(r, line) && (r->page || begin_page(r, r->lesson->title, line, true));
}

/* −1: none, or that of a view which says what lesson stands beside it. */
static int lesson_kind_of(const char *name) {
    for (int i = 0; i < DIRECTIVE_COUNT; i++)
        if (i != DIRECTIVE_LESSON && strcmp(name, lesson_directive_name(i)) == 0) return i;
    return -1;
}

static bool lesson_unknown(Reader *r, const char *name, int line) {
    const char *names[DIRECTIVE_COUNT];
    int near, count = 0;
    for (int i = 0; i < DIRECTIVE_COUNT; i++)
        if (i != DIRECTIVE_LESSON) names[count++] = lesson_directive_name(i);
    if (text_near(name, names, count, &near, 1) > 0)
        return error_set(r->e, "%s:%d: no directive '%s': did you mean %s?", r->name, line, name,
                         names[near]);
    return error_set(r->e,
                     "%s:%d: no directive '%s': there are text, show, point, depth and others",
                     r->name, line, name);
}

static bool check_directive(Reader *r, const LessonPage *p, const Directive *d) {
    if (d->kind >= DIRECTIVE_OF_VIEW) return true;
    const char *name = lesson_directive_name(d->kind);
    const Directive *other = lesson_directive(p, d->kind, NULL);
    if (other)
        return error_set(r->e, "%s:%d: '%s' is there twice, first in line %d", r->name, d->line,
                         name, other->line);
    if (!*d->argument) return error_set(r->e, "%s:%d: %s: nothing follows", r->name, d->line, name);
    size_t room = d->kind == DIRECTIVE_MODEL    ? VIEW_MODEL
                  : d->kind == DIRECTIVE_ATTEND ? VIEW_ATTEND
                                                : SIZE_MAX;
    return strlen(d->argument) < room ||
           error_set(r->e, "%s:%d: %s: more than %zu bytes", r->name, d->line, name, room - 1);
}

/* Files of a lesson lie beside it. */
static const char *lesson_folder_of(const Reader *r) {
    const char *slash = strrchr(r->name, '/');
    return slash ? arena_copy(r->arena, r->name, (size_t)(slash - r->name)) : "";
}

/* One line of a step block; an empty one is nothing. */
static bool read_directive(Reader *r, const char *from, const char *to, int line, Directive *list) {
    char *said = lesson_trimmed(r->arena, from, to);
    if (!*said) return true;
    char *argument = said + strcspn(said, " \t");
    if (*argument) *argument++ = 0;
    argument += strspn(argument, " \t");
    int kind = lesson_kind_of(said);
    if (kind < 0) return lesson_unknown(r, said, line);
    if (kind == DIRECTIVE_ATTEND || kind == DIRECTIVE_COMPARE_ATTEND)
        argument = source_from(argument, lesson_folder_of(r), r->arena);
    Directive d = {kind, argument, line};
    if (!check_directive(r, r->page, &d)) return false;
    list[r->page->directive_count++] = d;
    return true;
}

static bool read_step(Reader *r, const Mark *m) {
    if (r->page->has_step)
        return error_set(
            r->e, "%s:%d: a second step block on one page: begin a page with ## or --- before it",
            r->name, m->line);
    r->page->has_step = true;
    const char *end = m->text + strlen(m->text);
    int count = 1, line = m->line;
    for (const char *at = m->text; at < end; at++) count += lesson_is_line_end(at, end);
    Directive *list = arena_many(r->arena, Directive, count);
    r->page->directives = list;
    for (const char *from = m->text, *to; from < end; from = to) {
        for (to = from; to < end && !lesson_is_line_end(to, end); to++) {}
        if (to < end) to++;
        if (!read_directive(r, from, to, ++line, list)) return false;
    }
    return true;
}

static bool is_step(const Mark *m) {
    return m->kind == MARK_CODE_BLOCK && strncmp(m->info, "step", 4) == 0 &&
           (m->info[4] == 0 || lesson_is_space(m->info[4]));
}

/* In a list or a quotation a step block would be shown as words. */
static bool check_inside(Reader *r, const Mark *m) {
    for (m = m->first; m; m = m->next) {
        if (is_step(m))
            return error_set(r->e,
                             "%s:%d: a step block stands by itself, not in a list or a quotation",
                             r->name, m->line);
        if (!check_inside(r, m)) return false;
    }
    return true;
}

static bool read_block(Reader *r, Mark *m) {
    if (m->kind == MARK_HEADING && m->level == 1) {
        if (r->lesson->title)
            return error_set(r->e,
                             "%s:%d: a second title: a page begins with ##, only the lesson with #",
                             r->name, m->line);
        r->lesson->title = markdown_words(m, r->arena);
        return *r->lesson->title || error_set(r->e, "%s:%d: the title is empty", r->name, m->line);
    }
    if (m->kind == MARK_HEADING && m->level == 2)
        return need_title(r, m->line) && begin_page(r, markdown_words(m, r->arena), m->line, true);
    if (m->kind == MARK_RULE && !r->page)
        return need_title(r, m->line); /* right behind the title it says nothing */
    if (m->kind == MARK_RULE) return begin_page(r, r->page->title, m->line, false);
    if (!need_page(r, m->line) || (m->kind == MARK_CODE_BLOCK && !check_fence(r, m))) return false;
    if (is_step(m)) return read_step(r, m);
    *r->tail = m;
    r->tail = &m->next;
    return check_inside(r, m);
}

static bool read_blocks(Reader *r, Mark *m) {
    for (Mark *next; m; m = next) {
        next = m->next;
        m->next = NULL;
        if (!read_block(r, m)) return false;
    }
    return true;
}

/* A rule at the end begins nothing. */
static bool end_pages(Reader *r) {
    if (!need_title(r, 1)) return false;
    if (is_empty(r)) r->lesson->page_count--;
    return r->lesson->page_count > 0 ||
           error_set(r->e, "%s:%d: there is no page", r->name, r->line_count);
}

static bool lesson_is_mark(int kind) {
    return kind == DIRECTIVE_POINT || kind == DIRECTIVE_DEPTH || kind == DIRECTIVE_ZOOM ||
           kind == DIRECTIVE_PLAY || kind == DIRECTIVE_PART || kind == DIRECTIVE_WHAT_IF ||
           kind == DIRECTIVE_SIDE ||
           (kind >= DIRECTIVE_COMPARE && kind <= DIRECTIVE_COMPARE_SEARCH);
}

static void take_over(LessonPage *p, const LessonPage *before) {
    for (int i = 0; i < p->directive_count; i++)
        if (p->directives[i].kind < DIRECTIVE_OF_VIEW)
            p->holds[p->directives[i].kind] = &p->directives[i];
    p->has_figure = p->has_step || (before && before->has_figure);
    const Directive *const *own = p->holds;
    bool model = own[DIRECTIVE_MODEL], text = own[DIRECTIVE_TEXT], attend = own[DIRECTIVE_ATTEND];
    bool fresh = model || attend || text || own[DIRECTIVE_SHOW];
    bool ended[DIRECTIVE_OF_VIEW] = {[DIRECTIVE_MODEL] = attend,
                                     [DIRECTIVE_TEXT] = model || attend,
                                     [DIRECTIVE_ATTEND] = model || text,
                                     [DIRECTIVE_SEARCH] = attend};
    for (int i = 0; before && i < DIRECTIVE_OF_VIEW; i++)
        if (!p->holds[i] && !ended[i] && !(fresh && lesson_is_mark(i)))
            p->holds[i] = before->holds[i];
}

bool lesson_read(Bytes bytes, const char *name, Arena *arena, Lesson *out, Error *e) {
    *out = (Lesson){.name = arena_copy(arena, name, strlen(name))};
    if (bytes.size > LESSON_BYTES)
        return error_set(e, "%s: too large: %zu bytes, at most %d can be read", name, bytes.size,
                         LESSON_BYTES);
    Reader r = {.name = out->name,
                .text = (const char *)bytes.data,
                .end = (const char *)bytes.data + bytes.size,
                .arena = arena,
                .lesson = out,
                .e = e};
    Mark *blocks;
    if (bytes.size >= 3 && memcmp(r.text, "\xEF\xBB\xBF", 3) == 0)
        r.text += 3; /* some editors mark UTF-8 so */
    lesson_find_lines(&r);
    out->pages = arena_many(arena, LessonPage, LESSON_PAGES);
    size_t size = (size_t)(r.end - r.text);
    if (!lesson_check_lines(&r) || !markdown_parse(r.text, size, out->name, arena, &blocks, e))
        return false;
    if (!read_blocks(&r, blocks) || !end_pages(&r)) return false;
    for (int i = 0; i < out->page_count; i++)
        take_over(&out->pages[i], i ? &out->pages[i - 1] : NULL);
    return true;
}

bool lesson_open(const char *path, Arena *arena, Lesson *out, Error *e) {
    Bytes bytes;
    return file_read(path, LESSON_BYTES, arena, &bytes, e) &&
           lesson_read(bytes, path, arena, out, e);
}

const Directive *lesson_directive(const LessonPage *p, int kind, const Directive *after) {
    for (int i = after ? (int)(after - p->directives) + 1 : 0; i < p->directive_count; i++)
        if (p->directives[i].kind == kind) return &p->directives[i];
    return NULL;
}

static const LessonPage *page_at(const Lesson *l, int page) {
    assert(page >= 0 && page < l->page_count);
    return &l->pages[page];
}

const char *lesson_sentence(const Lesson *l, int page) {
    const Directive *text = page_at(l, page)->holds[DIRECTIVE_TEXT];
    return text ? text->argument : NULL;
}

/* In a line a ';' of the text itself has a backslash before it. */
static void print_directive(const Directive *d, Buffer *out) {
    buffer_print(out, "%s ", lesson_directive_name(d->kind));
    for (const char *at = d->argument; *at; at++) {
        if (*at == ';' || *at == '\\') buffer_text(out, "\\");
        buffer_add(out, at, 1);
    }
}

void lesson_line(const Lesson *l, int page, Buffer *out) {
    bool first = true;
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) {
        const Directive *d = page_at(l, page)->holds[i];
        if (!d) continue;
        if (!first) buffer_text(out, "; ");
        print_directive(d, out);
        first = false;
    }
}

int lesson_run_line(const Lesson *l, int page) {
    static const DirectiveKind kinds[] = {DIRECTIVE_ATTEND, DIRECTIVE_TEXT, DIRECTIVE_MODEL,
                                          DIRECTIVE_SEARCH, DIRECTIVE_WHAT_IF};
    for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++)
        if (page_at(l, page)->holds[kinds[i]]) return page_at(l, page)->holds[kinds[i]]->line;
    return page_at(l, page)->line;
}

/* "FILE:LINE: " before the reason. */
static bool refuse(const Lesson *l, int line, Error *e) {
    char reason[sizeof e->text];
    memcpy(reason, e->text, sizeof reason);
    return error_set(e, "%s:%d: %s", l->name, line, reason);
}

bool lesson_run(const Lesson *l, int page, Arena *arena, RunOf *of, Error *e) {
    Buffer line = {0};
    lesson_line(l, page, &line);
    bool ok = !line.data || view_run_of(line.data, arena, of, e);
    buffer_free(&line);
    return ok || refuse(l, lesson_run_line(l, page), e);
}

bool lesson_decode(const Lesson *l, int page, const Sources *s, RunOf *of, Arena *arena,
                   Decoding *out, Error *e) {
    if (!lesson_run(l, page, arena, of, e)) return false;
    bool ok = source_settle(s, of, e) && source_decode(s, of, arena, out, e);
    return ok || refuse(l, lesson_run_line(l, page), e);
}

/* One directive at a time, so that an error knows its line. */
static bool lesson_carry_out(const Lesson *l, const Directive *d, const Decoding *run, Arena *arena,
                             View *view, Error *e) {
    Buffer line = {0};
    print_directive(d, &line);
    bool ok = view_parse(line.data, run, arena, view, e);
    buffer_free(&line);
    return ok || refuse(l, d->line, e);
}

bool lesson_view(const Lesson *l, int page, const Decoding *run, Arena *arena, View *view,
                 Error *e) {
    View v = *view;
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) {
        const Directive *d = page_at(l, page)->holds[i];
        if (d && !lesson_carry_out(l, d, run, arena, &v, e)) return false;
    }
    *view = v;
    return true;
}
