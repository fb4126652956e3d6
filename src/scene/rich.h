/* Formulas as text with marks: {q} begins the colour of a role (q k v s o f t m), {} ends it, {1}…{8} are the heads'
   colours, ^{…} and _{…} (or one letter) raise and lower. Coloured letters are bold. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_RICH_H
#define ATTNSCOPE_SCENE_RICH_H

#include "scene/stage.h"

float rich_width(const Stage *s, int pixels, const char *text);
/* Sets it with its baseline's left end at x, y; returns the width. */
float rich_text(Stage *s, int pixels, Color ground, float x, float y, const char *text);

#endif
