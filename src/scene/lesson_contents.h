/* The list of lessons. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_LESSON_CONTENTS_H
#define ATTNSCOPE_SCENE_LESSON_CONTENTS_H

#include "scene/lesson_kit.h"

/* The list of lessons, down to `bottom`. */
void lesson_contents_draw(LessonColumn *c);

#endif
