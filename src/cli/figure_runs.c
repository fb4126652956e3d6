/* One run at a time is kept: pages and views that follow each other mostly share it. */
#include "cli/figure_runs.h"

#include <string.h>

#include "lesson/questions.h"
#include "trace/whatif.h"
#include "view/directives.h"

bool figure_runs_open(FigureRuns *x, Error *e) {
    Session *kept = arena_many(x->arena, Session, 1);
    Sources *sources = arena_many(x->arena, Sources, 1);
    if (!session_load(x->from, x->arena, kept, e)) return false;
    *sources = session_sources(kept, arena_many(x->arena, Shelf, 1), x->from, x->arena);
    kept->sources = sources;
    x->loaded = *kept;
    if (!x->text) x->text = x->loaded.model.config.default_text;
    return true;
}

RunOf figure_runs_own(const FigureRuns *x) {
    return session_run(x->from, x->text);
}

bool figure_runs_take(FigureRuns *x, const RunOf *of, Error *e) {
    if (x->session && directives_same_run(&x->session->of, of)) return true;
    Session *s = arena_many(x->arena, Session, 1);
    *s = x->loaded;
    if (!session_decode(x->from, of, x->arena, s, e)) return false;
    x->session = s;
    return true;
}

View figure_runs_first(const FigureRuns *x) {
    View v = view_default("");
    v.shown.of = x->session->of;
    v.shown.setting.theme = THEME_PAPER;
    return v;
}

bool figure_runs_view(FigureRuns *x, const char *line, View *out, Error *e) {
    const Sources *sources = x->loaded.sources;
    RunOf of = figure_runs_own(x);
    if (!view_run_of(line, x->arena, &of, e) || !source_settle(sources, &of, e) ||
        !figure_runs_take(x, &of, e))
        return false;
    *out = figure_runs_first(x);
    return view_parse(line, &x->session->run, x->arena, out, e) &&
           source_view(sources, &of, &x->session->run, out, e);
}

void figure_runs_finish(const FigureRuns *x, View *v) {
    if (x->theme >= 0) v->shown.setting.theme = (ThemeName)x->theme;
    if (x->form >= 0) v->shown.at.form = (FigureForm)x->form;
    bool whole = x->form == FORM_TREE || x->form == FORM_LENS;
    if (whole && v->shown.at.depth > DEPTH_MODEL) v->shown.at.depth = DEPTH_MODEL;
}

bool figure_runs_page(FigureRuns *x, const Lesson *l, int page, Error *e) {
    RunOf of = figure_runs_own(x);
    if (!lesson_run(l, page, x->arena, &of, e)) return false;
    int line = lesson_run_line(l, page);
    const Directive *what = l->pages[page].holds[DIRECTIVE_WHAT_IF];
    bool ok = !what || whatif_check(&of.what, e) || error_prefix(e, "what-if");
    if (!ok) line = what->line;
    if (ok && source_settle(x->loaded.sources, &of, e) && figure_runs_take(x, &of, e)) return true;
    return error_prefix(e, arena_print(x->arena, "%s:%d", l->name, line));
}

/* As a learner first sees it: nothing is answered. In a page's errors file and line are named. */
static bool shown_first(FigureRuns *x, const Lesson *l, int page, const LessonShown **out,
                        Error *e) {
    LessonShown *shown = arena_many(x->arena, LessonShown, 1);
    PageAsks *asks = arena_many(x->arena, PageAsks, 1);
    if (!page_asks(l, page, &x->session->run, x->arena, asks, e)) return false;
    bool open = asks->question_count > 0;
    *shown = (LessonShown){.lesson = l,
                           .page = page,
                           .entry = -1,
                           .asks = asks,
                           .open = open ? 0 : -1,
                           .veiled = open && asks->questions[0].hides,
                           .run = &x->session->of,
                           .own_run = true};
    *out = shown;
    return true;
}

bool figure_runs_add(FigureRuns *x, Series *s, const Lesson *l, int page, const HeadWish *heads,
                     Error *e) {
    int before = s->count;
    const LessonShown *shown;
    if (!l->pages[page].has_figure) return true;
    if (!figure_runs_page(x, l, page, e) || !shown_first(x, l, page, &shown, e)) return false;
    View v = figure_runs_first(x);
    bool ok = lesson_view(l, page, &x->session->run, x->arena, &v, e) &&
              source_view(x->loaded.sources, &x->session->of, &x->session->run, &v, e);
    if (!ok) return false;
    figure_runs_finish(x, &v);
    ok = series_add(s, &v, x->session, heads, false, e);
    for (int i = before; i < s->count; i++) s->items[i].lesson = shown;
    return ok;
}
