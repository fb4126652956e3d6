/* The tree of hypotheses under the hand: another search, another hypothesis, the way there and
   back. Each ends in runs_search, which makes the runs. Not for drawing it: scene/figure_tree.c. */
#ifndef ATTNSCOPE_APP_ACTS_CHOOSE_H
#define ATTNSCOPE_APP_ACTS_CHOOSE_H

#include "app/state/app.h"

/* Whether the tree is what is looked at: then rows, heads and columns mean hypotheses, width or
 * seed, and top-k. */
bool choose_here(const App *app);
/* To the tree, or back to what was looked at before. */
void choose_tree(App *app);
/* From a figure of the whole model to the last view that was not it. */
void choose_back(App *app);
/* Into the probabilities of the present word. */
void choose_in(App *app);
/* Another search; the decoding step stays where it can. If it cannot be had all stays: false. */
bool choose_search(App *app, Search s);
/* Greedy, beam, sampling in turn. */
void choose_kind(App *app);
/* What one of the pills over the tree says. */
void choose_pill(App *app, SearchChoice choice);
/* A word of the tree: its hypothesis at its step. */
void choose_node(App *app, int node);
/* The hypothesis that is so many ranks further. */
void choose_rank(App *app, int by);
/* The beam's width or the seed, so many more. */
void choose_more(App *app, int by);
/* How many words the lot may fall on: the next or previous number of a few. */
void choose_top_k(App *app, int by);
/* The next temperature of a few; as trained there is no what-if of it. */
void choose_heat(App *app, int by);
/* The view's what-ifs with that temperature (1: as trained). False: they are full. */
bool choose_heat_list(const App *app, double heat, WhatIfList *list);

#endif
