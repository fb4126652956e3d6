/* What rows, columns and cells are called: axes, tokens and what they mean, places. Private to the
   scene floor. */
#ifndef ATTNSCOPE_SCENE_WORDS_LABELS_H
#define ATTNSCOPE_SCENE_WORDS_LABELS_H

#include "scene/pen/stage.h"

/* What an axis counts: "queries (who asks)"; "" for an axis of one. */
const char *words_axis(const Stage *s, Value v, bool rows);
/* The token of a row or column, "" where features are counted. predicts: "input → predicted" where
 * that is meant. */
const char *words_label(Stage *s, Value v, bool row, int at, bool predicts);
/* What that token means to a reader of the shown language, "input → predicted" as the label; ""
   where nobody asked for it or it is not told. */
const char *words_gloss(Stage *s, Value v, bool row, int at, bool predicts);
/* "query it → key dog", "row cars, column 7": the place of a cell. */
const char *words_place(Stage *s, Focus f);
/* "feature 29", "word chien", "column 3": a column by what its axis counts. */
const char *words_column(Stage *s, Value v, int at);
/* The token of a row or column, a mark quoted, or its number, from 1 on. */
const char *words_position(Stage *s, Value v, bool row, int at);

#endif
