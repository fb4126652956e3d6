/* A lesson's words in a column: paragraphs, lists, code, emphasis, and words that name a matrix or
   a token, which light up with it. Private to the scene floor. Not for Markdown: lesson/markdown.h
   has read it. */
#ifndef ATTNSCOPE_SCENE_MARKS_PROSE_H
#define ATTNSCOPE_SCENE_MARKS_PROSE_H

#include "lesson/markdown.h"
#include "scene/pen/stage.h"

/* Sets a block and those behind it from y down, in letters of so many pixels; returns the height.
   draw false: only measures. */
float prose_draw(Stage *s, const Mark *first, int pixels, Color ground, float x, float y,
                 float width, bool draw);
/* One line of text with *words* emphasised, as questions and hints are written. */
float prose_line(Stage *s, const char *text, int pixels, Role role, Color ground, float x, float y,
                 float width, bool draw);

/* Words of one look among others. */
typedef struct ProseSpan {
    const char *text;
    Face face;
    Role role;
    bool below; /* an index, smaller and lower */
} ProseSpan;

/* Spans one behind the other, as one paragraph. */
float prose_spans(Stage *s, const ProseSpan *spans, int count, int pixels, Color ground, float x,
                  float y, float width, bool draw);

#endif
