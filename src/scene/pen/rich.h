/* Formulas as text with marks: {q} begins the colour of a role (q k v s o f h t m), {} ends it,
   {1}…{8} are the heads' colours; coloured letters are bold. ^ and _ raise and lower one letter or
   {…}; \frac{…}{…}, \root{…}, \bar{…} and \group{…} (brackets as high as what is in them) nest.
   Marks that make no sense are set as they stand. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PEN_RICH_H
#define ATTNSCOPE_SCENE_PEN_RICH_H

#include "scene/pen/stage.h"

/* Above and below the baseline, both positive. */
typedef struct FormulaSize {
    float width, ascent, descent;
} FormulaSize;

/* As it would be set, in letters of so many pixels. */
FormulaSize rich_size(const Stage *s, int pixels, const char *text);
/* Its width alone. */
float rich_width(const Stage *s, int pixels, const char *text);
/* Sets it with its baseline's left end at x, y; returns the width. */
float rich_text(Stage *s, int pixels, Color ground, float x, float y, const char *text);

#endif
