/* Directives of a page that ask, hint and suggest. */
#include "lesson/questions.h"

#include <string.h>

#include "view/directives.h"

static const char *const regions[] = {"map", "sentence", "output", "timeline", "figure", NULL};
static const char *const others[] = {"show", "head",  "point",  "text", "what-if",
                                     "form", "depth", "search", NULL};

static int index_of(const char *const *names, const char *name, size_t n) {
    for (int i = 0; names[i]; i++)
        if (strlen(names[i]) == n && strncmp(names[i], name, n) == 0) return i;
    return -1;
}

static bool questions_add_question(PageAsks *out, const Directive *d, const Decoding *run,
                                   Arena *arena, Error *e) {
    Question q = {.kind = d->kind == DIRECTIVE_ASK ? QUESTION_CHOICE : QUESTION_CELL};
    if (out->question_count == PROGRESS_QUESTIONS)
        return error_set(e, "more than %d questions", PROGRESS_QUESTIONS);
    if (q.kind == QUESTION_CELL)
        q.hides = claim_predict(d->argument, run, arena, &q.sought, e);
    else if (claim_ask(d->argument, run, arena, &q.ask, e))
        q.sought = q.ask.sought, q.hides = q.ask.computed;
    else
        return false;
    out->questions[out->question_count++] = q;
    return q.kind == QUESTION_CHOICE || q.hides;
}

static bool add_hint(PageAsks *out, const Directive *d, Error *e) {
    if (!out->question_count) return error_set(e, "there is no question before it");
    Question *q = &out->questions[out->question_count - 1];
    if (q->hint) return error_set(e, "the question has one already");
    if (!*d->argument) return error_set(e, "nothing follows");
    q->hint = d->argument;
    return true;
}

static bool is_another(const char *condition, int *which) {
    static const char word[] = "another ";
    bool is = strncmp(condition, word, sizeof word - 1) == 0;
    const char *name = condition + (is ? sizeof word - 1 : 0);
    name += strspn(name, " \t");
    *which = is ? index_of(others, name, strlen(name)) : -1;
    return is;
}

/* A condition must be one that a view can be held against. */
static bool check_condition(const char *condition, const Decoding *run, Arena *arena, Error *e) {
    View v = view_default("");
    int which;
    if (is_another(condition, &which))
        return which >= 0 || error_set(e,
                                       "'%s': after another comes show, head, point, text, "
                                       "what-if, form, depth or search",
                                       condition);
    return view_parse(condition, run, arena, &v, e);
}

static bool add_try(PageAsks *out, const Directive *d, const Decoding *run, Arena *arena,
                    Error *e) {
    const char *colon = strstr(d->argument, " : ");
    if (!colon || colon == d->argument || !colon[3]) return error_set(e, "it is CONDITION : WORDS");
    if (out->try_count == PROGRESS_TRIES)
        return error_set(e, "more than %d suggestions", PROGRESS_TRIES);
    size_t n = (size_t)(colon - d->argument);
    while (n && d->argument[n - 1] == ' ') n--;
    Try t = {arena_copy(arena, d->argument, n), colon + 3};
    out->tries[out->try_count++] = t;
    return check_condition(t.condition, run, arena, e);
}

/* A region's name, or row=R and col=C as a view's point takes them. */
static bool take_spotlight(PageAsks *out, const Directive *d, const Decoding *run, const View *own,
                           Arena *arena, Error *e) {
    View v = *own;
    if (index_of(regions, d->argument, strlen(d->argument)) < 0) {
        if (!*d->argument || strcmp(d->argument, "none") == 0)
            return error_set(e, "it is row=R, col=C, map, sentence, output, timeline or figure");
        if (!view_parse(arena_print(arena, "point %s", d->argument), run, arena, &v, e))
            return false;
    }
    out->spotlight = d->argument;
    return true;
}

static bool take_one(PageAsks *out, const Directive *d, const Decoding *run, const View *own,
                     Arena *arena, Error *e) {
    switch (d->kind) {
    case DIRECTIVE_ASK:
    case DIRECTIVE_PREDICT: return questions_add_question(out, d, run, arena, e);
    case DIRECTIVE_HINT: return add_hint(out, d, e);
    case DIRECTIVE_TRY: return add_try(out, d, run, arena, e);
    case DIRECTIVE_SPOTLIGHT: return take_spotlight(out, d, run, own, arena, e);
    case DIRECTIVE_WAIT: return (out->wait = !*d->argument) || error_set(e, "nothing may follow");
    default: return true;
    }
}

bool page_asks(const Lesson *l, int page, const Decoding *run, Arena *arena, PageAsks *out,
               Error *e) {
    const LessonPage *p = &l->pages[page];
    View own = view_default("");
    *out = (PageAsks){.question_count = 0};
    if (!lesson_view(l, page, run, arena, &own, e)) return false;
    for (int i = 0; i < p->directive_count; i++) {
        const Directive *d = &p->directives[i];
        if (take_one(out, d, run, &own, arena, e)) continue;
        error_prefix(e, lesson_directive_name(d->kind));
        return error_prefix(e, arena_print(arena, "%s:%d", l->name, d->line));
    }
    return true;
}

static bool differs(int which, const View *a, const View *b) {
    switch (which) {
    case 0:
        return strcmp(a->shown.at.path, b->shown.at.path) != 0 ||
               a->shown.at.head != b->shown.at.head;
    case 1: return a->shown.at.head != b->shown.at.head;
    case 2: return a->shown.at.row != b->shown.at.row || a->shown.at.col != b->shown.at.col;
    case 3:
        return strcmp(seen_text(&a->shown.of), seen_text(&b->shown.of)) != 0 ||
               strcmp(a->shown.of.model, b->shown.of.model) != 0 ||
               strcmp(a->shown.of.attend, b->shown.of.attend) != 0;
    case 4: return !whatif_same(&a->shown.of.what, &b->shown.of.what);
    case 5: return a->shown.at.form != b->shown.at.form;
    case 6: return a->shown.at.depth != b->shown.at.depth;
    default:
        return memcmp(&a->shown.of.search, &b->shown.of.search, sizeof a->shown.of.search) != 0;
    }
}

/* A figure is pinned, whichever it is. */
static bool same(const View *a, const View *b) {
    Shown as = a->shown;
    if (as.beside.on && b->shown.beside.on) as.beside = b->shown.beside;
    return directives_same(&as, &b->shown);
}

bool try_done(const Try *t, const View *own, const View *now, const Decoding *run) {
    int which;
    View as = *now, before = *own;
    Error e;
    if (is_another(t->condition, &which)) return which >= 0 && differs(which, own, now);
    Arena arena = {0};
    bool done = view_parse(t->condition, run, &arena, &as, &e) && same(&as, now) &&
                view_parse(t->condition, run, &arena, &before, &e) && !same(&before, own);
    arena_free(&arena);
    return done;
}
