/* The bar at the top of the window: wordmark, sentence field, output, buttons. Private to the scene
 * floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_TOPBAR_H
#define ATTNSCOPE_SCENE_PANELS_TOPBAR_H

#include "scene/pen/stage.h"

/* The sign, which leads to the sentence, its left edge at x; returns its right one. */
float topbar_sign(Stage *s, float x, float middle);
/* Language, theme, list of keys at the bar's right end; returns where the room left of them ends.
 */
float topbar_corner(Stage *s, Rect bar);
/* As high as its lines are. */
float topbar_height(Stage *s);
/* Wordmark, what is read and written, buttons. */
void topbar_draw(Stage *s, Rect r);
/* The byte of the sentence before which a place in the field's target stands. */
int topbar_place(const Target *t, const Font *font, float x);
/* The field's suggestions, over everything else. */
void topbar_overlay(Stage *s);

#endif
