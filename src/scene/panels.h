/* The window's parts around the stage. Each draws itself into its place and answers the pointer
   through targets. Private to the scene floor. Where they stand, and when they fold, frame.c
   decides. */
#ifndef ATTNSCOPE_SCENE_PANELS_H
#define ATTNSCOPE_SCENE_PANELS_H

#include "scene/stage.h"

/* Wordmark, sentence field, output sentence, buttons. */
void topbar_draw(Stage *s, Rect r);
/* The byte of the sentence before which a place in the field's target stands. */
int topbar_place(const Target *t, const Font *font, float x);
/* The field's suggestions, over everything else. */
void topbar_overlay(Stage *s);
/* Which of several targets with one path is hovered: in Target.head and View.hover_head, outside of
 * the stage. */
enum { HOVER_TICK = -1, HOVER_BOX = -2, HOVER_LAYER = -3 };

/* The colour of a block in the map and on the timeline. */
Role panels_role(const Block *b);
/* The architecture as in the paper's figure: two stacks of blocks, the memory arrows, where one is.
 */
void map_draw(Stage *s, Rect r);
/* A block's name there, the shorter one where it does not fit: one word or two, in letters of so
 * many pixels. */
const char *map_block_name(Stage *s, const Block *b, int pixels, float room);
/* Caption, formula, shapes, what to notice. */
void notes_draw(Stage *s, Rect r);
/* Play, speed, every step as a tick. */
void timeline_draw(Stage *s, Rect r);
/* The word about the tick or button under the pointer. */
void timeline_overlay(Stage *s);
/* The cells around the one under the pointer, large enough to be read. */
void magnifier_draw(Stage *s);

#endif
