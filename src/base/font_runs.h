/* A text cut where its direction, its script or the font of its letters changes: what is set letter
   by letter, and what has to be shaped as a whole because its letters change each other's form. Not
   for drawing: font.h. */
#ifndef ATTNSCOPE_BASE_FONT_RUNS_H
#define ATTNSCOPE_BASE_FONT_RUNS_H

#include "base/arena.h"
#include "base/font.h"

/* The runs from left to right, in `arena`; 0: all letters stand for themselves, one after the
   other, and nothing is allocated. */
int font_runs(const Font *font, Face face, const char *text, Arena *arena, FontRun **out);
/* Whether the text as a whole reads from right to left: most of its letters do. */
bool font_runs_leftwards(const char *text);

#endif
