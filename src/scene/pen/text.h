/* Words on a stage: found, measured, cut to a width, set. Private to the scene floor. Not for
   formulas: rich.h. */
#ifndef ATTNSCOPE_SCENE_PEN_TEXT_H
#define ATTNSCOPE_SCENE_PEN_TEXT_H

#include "scene/pen/stage.h"

/* The interface text of a key; the key where no language has it. */
const char *stage_words(const Stage *s, const char *key);
/* A template's {1} and {2} replaced. */
const char *stage_fill(Stage *s, const char *key, const char *one, const char *two);
/* A number, or several, printed with a point: as the language writes them. */
const char *stage_number(Stage *s, const char *text);
/* The letters with hair spaces between them. */
const char *stage_wide_set(Stage *s, const char *text);
/* In pixels. */
float stage_width(const Stage *s, Face face, int pixels, const char *text);
/* The text, or its beginning and "…", or "" where not even two letters fit. */
const char *stage_elide(Stage *s, Face face, int pixels, const char *text, float most);
/* A label in at most `most` lines of at most `width`, in the arena: broken at blanks and behind
   hyphens, words that are longer between letters; what the last line cannot hold is cut. Returns
   how many lines. */
int stage_lines(Stage *s, Face face, int pixels, const char *text, float width, int most,
                const char **out);
/* Of the widest part of a text that is not broken at blanks. */
float stage_word_width(Stage *s, Face face, int pixels, const char *text);
/* From one baseline to the next. */
float stage_line_height(int pixels);
/* How far below a line's middle its baseline is. */
float stage_drop(const Stage *s, Face face, int pixels);
/* Sets a text with its baseline's left end at x, y, on a ground of that colour; nothing if it is
 * empty. */
void stage_text(Stage *s, Face face, int pixels, Color color, Color ground, float x, float y,
                const char *text);
/* The same, turned by degrees, on the theme's ground. */
void stage_turned(Stage *s, Face face, int pixels, Color color, float x, float y, float degrees,
                  const char *text);
/* Words in lines of at most `width`, from baseline y down; returns the height. draw false: only
 * measures. */
float stage_paragraph(Stage *s, Face face, int pixels, Color color, Color ground, float x, float y,
                      float width, const char *text, bool draw);

#endif
