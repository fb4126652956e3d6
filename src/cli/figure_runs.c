/* One run at a time is kept: pages and views that follow each other mostly share it. */
#include "cli/figure_runs.h"

#include <string.h>

#include "trace/whatif.h"

bool figure_runs_open(FigureRuns *x, Error *e) {
    if (!session_load(x->from, x->arena, &x->loaded, e)) return false;
    if (!x->text) x->text = x->loaded.model.config.default_text;
    return strlen(x->text) < VIEW_TEXT || error_set(e, "the sentence is longer than %d bytes", VIEW_TEXT - 1);
}

RunOf figure_runs_own(const FigureRuns *x) {
    return session_run(x->from, x->text);
}

bool figure_runs_take(FigureRuns *x, const RunOf *of, Error *e) {
    if (x->session && view_same_run(&x->session->of, of)) return true;
    Session *s = arena_many(x->arena, Session, 1);
    *s = x->loaded;
    if (!session_decode(x->from, of, x->arena, s, e)) return false;
    x->session = s;
    return true;
}

View figure_runs_first(const FigureRuns *x) {
    View v = view_default(x->session->text);
    strcpy(v.what, x->session->of.what);
    v.search = x->session->of.search;
    v.theme = THEME_PAPER;
    return v;
}

void figure_runs_finish(const FigureRuns *x, View *v) {
    if (x->theme >= 0) v->theme = (ThemeName)x->theme;
    if (x->form >= 0) v->form = (FigureForm)x->form;
}

bool figure_runs_page(FigureRuns *x, const Lesson *l, int page, Error *e) {
    static const DirectiveKind kinds[] = {DIRECTIVE_WHAT_IF, DIRECTIVE_SEARCH, DIRECTIVE_TEXT};
    RunOf of = figure_runs_own(x);
    Buffer line = {0};
    const Directive *said = NULL;
    for (int i = 0; i < 3; i++)
        if (l->pages[page].holds[kinds[i]]) said = l->pages[page].holds[kinds[i]];
    const Directive *what = l->pages[page].holds[DIRECTIVE_WHAT_IF];
    lesson_line(l, page, &line);
    bool ok = !line.data || view_run_of(line.data, &of, e);
    buffer_free(&line);
    if (ok && what && !whatif_check(of.what, e)) said = what, ok = error_prefix(e, "what-if");
    if (ok && figure_runs_take(x, &of, e)) return true;
    return said ? error_prefix(e, arena_print(x->arena, "%s:%d", l->name, said->line)) : false;
}

bool figure_runs_add(FigureRuns *x, Series *s, const Lesson *l, int page, const HeadWish *heads, Error *e) {
    if (!l->pages[page].has_figure) return true;
    if (!figure_runs_page(x, l, page, e)) return false;
    View v = figure_runs_first(x);
    if (!lesson_view(l, page, &x->session->run, &v, e)) return false;
    figure_runs_finish(x, &v);
    return series_add(s, &v, x->session, heads, false, e);
}
