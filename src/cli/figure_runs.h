/* The runs behind figures: the model once, a run for each sentence and what-if that a view or a
   lesson's page asks for. Not for which figures there are: series.h. */
#ifndef ATTNSCOPE_CLI_FIGURE_RUNS_H
#define ATTNSCOPE_CLI_FIGURE_RUNS_H

#include "cli/series.h"
#include "lesson/lesson.h"

typedef struct FigureRuns {
    const SessionArguments *from;
    Arena *arena;
    const char *text; /* the sentence of all that names no other; NULL: the model's own */
    int theme, form;  /* that were asked for; −1: as each view says */
    Session loaded;   /* the model, without a run, and where others are */
    Session *session; /* the latest run, or NULL */
} FigureRuns;

/* Loads the model; others that views name are kept in this arena, too. Error:
 * session_load's. */
bool figure_runs_open(FigureRuns *x, Error *e);
/* What the command itself asks for. */
RunOf figure_runs_own(const FigureRuns *x);
/* What a line says of its run, taken, and its view. */
bool figure_runs_view(FigureRuns *x, const char *line, View *out, Error *e);
/* Makes that run the latest one; the one at hand if it is the same. */
bool figure_runs_take(FigureRuns *x, const RunOf *of, Error *e);
/* What all views of the latest run begin with: a line's own theme wins over paper, the one asked
 * for over both. */
View figure_runs_first(const FigureRuns *x);
void figure_runs_finish(const FigureRuns *x, View *v);
/* The run of a page: what it does not say is as the command says. Errors name file and line. */
bool figure_runs_page(FigureRuns *x, const Lesson *l, int page, Error *e);
/* Adds the page's figure to the series, if it has one. */
bool figure_runs_add(FigureRuns *x, Series *s, const Lesson *l, int page, const HeadWish *heads,
                     Error *e);

#endif
