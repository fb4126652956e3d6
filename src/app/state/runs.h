/* The runs that a view needs: the one with its what-ifs, the true one beside it, that of a pinned
   figure. They are made anew whenever a view asks for others; what fails leaves everything as it
   was. Not for what is looked at in them. */
#ifndef ATTNSCOPE_APP_STATE_RUNS_H
#define ATTNSCOPE_APP_STATE_RUNS_H

#include "view/view.h"

typedef struct App App;

/* Three that are shown, and as many in the making. */
enum { RUN_SLOTS = 6, NO_RUN = -1 };

typedef struct RunSlot {
    bool there;
    RunOf of;
    Decoding run;
    Arena arena;
} RunSlot;

typedef struct Runs {
    RunSlot slots[RUN_SLOTS];
    int now, before, beside; /* slots; before: without what-ifs, NO_RUN if there are none */
} Runs;

/* None are made yet. */
void runs_open(Runs *r);
/* A run that somebody brought: the only one that there will be. `of`: as the view calls it. */
void runs_given(App *app, const Decoding *run, const RunOf *of);
/* Frees all of them. */
void runs_close(Runs *r);
/* A run by itself, in `arena`: nothing is shown of it. Errors as below. */
bool runs_decode(const App *app, const RunOf *of, Arena *arena, Decoding *out, Error *e);
/* Makes the runs of `next`, then shows it; its sentences are kept. Errors: the tokenizer's, the
 * what-ifs'; then all stays.
 */
bool runs_show(App *app, const View *next, Error *e);
/* Matrices have no sentence: where they are shown the usual model's own is, instead. False, with
   the reason said: they are all there is. */
bool runs_leave_matrices(App *app);
/* Other what-ifs. If they cannot be had all stays, and the reason is shown: false. */
bool runs_what(App *app, const WhatIfList *list);
/* Another search, the same way. */
bool runs_search(App *app, const Search *search);
/* The shown step is held, of every run that is shown: what takes long is waited for; if that is
   stopped a step that is still there is shown. */
void runs_ready(App *app);
/* The run with what-ifs, whichever is shown. */
const Decoding *runs_changed(const App *app);
/* The one without, NULL if none are in force. */
const Decoding *runs_before(const App *app);
/* That of the pinned figure, NULL if nothing is pinned. */
const Decoding *runs_beside(const App *app);
/* How much memory they hold. */
size_t runs_held(const Runs *r);

#endif
