/* The marks of a scene that are no text, and its targets: ways to add them. Private to the scene
   floor. Not for what they mean. */
#ifndef ATTNSCOPE_SCENE_PEN_MARKS_H
#define ATTNSCOPE_SCENE_PEN_MARKS_H

#include "scene/pen/stage.h"

/* One more mark, on top. */
void scene_add(Scene *s, Item item);
/* One of a kind, to be filled in; valid until the next one. */
Item *stage_add(Stage *s, ItemKind kind);
/* A rounded box; a fill or stroke of 0 is not drawn. */
void stage_box(Stage *s, Rect r, float radius, Color overview_model_fill, float line, Color stroke);
/* A whole line. */
void stage_line(Stage *s, float x, float y, float x2, float y2, float width, Color color);
/* A dotted one; none where it would be too short. */
void stage_dots(Stage *s, float x, float y, float x2, float y2, Color color);
/* What is hidden: −∞. */
void stage_hatch(Stage *s, Rect r);
/* Filled; count 3 or 4 corners, x and y in turn. */
void stage_polygon(Stage *s, const float *corners, int count, Color color);
/* A cubic Bézier curve of four points, x and y in turn. */
void stage_cubic(Stage *s, const float p[8], float width, Color color);
/* One that leaves and arrives level. */
void stage_curve(Stage *s, float x, float y, float x2, float y2, float width, Color color);
/* The same in dashes; not wider than a hair, or its pieces would be seen. */
void stage_curve_dashed(Stage *s, float x, float y, float x2, float y2, float width, Color color);
/* One that leaves and arrives upright, bent by that part of its height. */
void stage_course_dashed(Stage *s, float x, float y, float x2, float y2, float pull, float width,
                         Color color);
/* A place that answers the pointer, above those before. */
void stage_target(Stage *s, Target t);
/* That of a rectangle. */
void stage_target_in(Stage *s, Rect r, Target t);

#endif
