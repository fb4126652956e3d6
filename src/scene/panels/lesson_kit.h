/* The column that the lesson's panel is set into, and its button. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_LESSON_KIT_H
#define ATTNSCOPE_SCENE_PANELS_LESSON_KIT_H

#include "scene/pen/stage.h"

/* The column that its parts are set into. */
typedef struct LessonColumn {
    Stage *s;
    float x, y, width, bottom;
    int pixels; /* of the words */
    float unit;
} LessonColumn;

/* So many units in whole pixels. */
float lesson_px(const LessonColumn *c, float x);
/* Pixels of what is said beside the words: never more than they have. */
int lesson_small(const LessonColumn *c);
/* A button with words that begins at x; returns its end. */
float lesson_button(LessonColumn *c, float x, float y, float high, Target t, const char *text);

/* The way out, at the right, on that baseline; returns the room it needs. */
float lesson_cross(LessonColumn *c, float base);

#endif
