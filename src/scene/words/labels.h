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
/* What a row of the decoder writes: the token that comes after it; "" where rows stand for nothing
   but themselves. */
const char *words_written(Stage *s, Value v, int row);
/* The type that a label of one token is set in: what is written in another language than what is
   read is slanted, but for marks; what is pointed at is bold. */
Face words_face(const Stage *s, Value v, bool row, int at, bool hot);
/* Of a token of what is written. */
Face words_token_face(const Stage *s, int token, bool hot);
/* The same of what a row writes. */
Face words_written_face(const Stage *s, int row, bool hot);
/* The role of the tokens along an axis: of those who ask, are asked, or tell; else that of text. */
Role words_axis_role(const Stage *s, Value v, bool rows);
/* What that token means to a reader of the shown language, "input → predicted" as the label; ""
   where nobody asked for it or it is not told. */
const char *words_gloss(Stage *s, Value v, bool row, int at, bool predicts);
/* Of what a row writes. */
const char *words_written_gloss(Stage *s, int row);
/* "query it → key dog", "row cars, column 7", "writing il (after qu'): looks at dog": the place of
   a cell; of a row that writes by what it writes. */
const char *words_place(Stage *s, Focus f);
/* "feature 29", "word chien", "column 3": a column by what its axis counts. */
const char *words_column(Stage *s, Value v, int at);
/* A label as it stands in a sentence: a mark would be read as the sentence's own, and is quoted,
   "“.”". */
const char *words_quoted(Stage *s, const char *label);
/* The token of a row or column; where the same one stands several times along its axis, with the
   number of this one behind it: "the₂". */
const char *words_numbered(Stage *s, Value v, bool row, int at);
/* The token of a row or column, a mark quoted, or its number, from 1 on. */
const char *words_position(Stage *s, Value v, bool row, int at);

#endif
