/* The list of lessons. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_LESSON_CONTENTS_H
#define ATTNSCOPE_SCENE_PANELS_LESSON_CONTENTS_H

#include "scene/panels/lesson_kit.h"

/* The list of lessons, down to `bottom`. */
void lesson_contents_draw(LessonColumn *c);

#endif
