/* Going through lessons: opening them, turning pages, answering, the list. Not for what a page
   holds: state/lessons.h. */
#ifndef ATTNSCOPE_APP_ACTS_LEARN_H
#define ATTNSCOPE_APP_ACTS_LEARN_H

#include "app/state/app.h"

/* The lesson to begin with, "": the list. */
bool learn_begin(App *app, const char *name, Error *e);
/* A page of a lesson, by its name, number or file, with its figure; page −1: where it was left.
   False, and said, if it cannot be read. */
bool learn_show(App *app, const char *name, int page);
/* Away, or back where one was. */
void learn_toggle(App *app);
/* The list of lessons, and back. */
void learn_contents(App *app);
/* All lessons are read again. */
void learn_reload(App *app);
/* The page's own figure. */
void learn_figure(App *app);
/* The next page, or the answer of an open question. False: there is no lesson. */
bool learn_turn(App *app, int by);
/* The first or last page. False: there is no lesson. */
bool learn_end(App *app, bool last);
/* That page, with its figure. False: there is none. */
bool learn_page(App *app, int page);
/* Of the question `which`, −1: the open one. */
void learn_answer(App *app, int which, int answer);
/* Of the open question; says so where there is none. */
void learn_hint(App *app);
/* A cell was chosen. True if it answered the open question. */
bool learn_cell(App *app, const char *path, int head, int row, int col);
/* The pinned cell is the answer; the same. */
bool learn_pinned(App *app);
/* "05-why-divide.md" or "#3": a lesson, a page of this one. */
void learn_link(App *app, const char *where);
/* A line of the list. */
void learn_choose(App *app, int line);

#endif
