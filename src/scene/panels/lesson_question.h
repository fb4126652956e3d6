/* The questions of a lesson's page. Private to the scene floor. Not for what is right:
 * lesson/questions.h. */
#ifndef ATTNSCOPE_SCENE_PANELS_LESSON_QUESTION_H
#define ATTNSCOPE_SCENE_PANELS_LESSON_QUESTION_H

#include "scene/panels/lesson_kit.h"

/* The page's questions up to the open one; returns the height. draw false: only measures. */
float lesson_questions_draw(LessonColumn *c, bool draw);
/* What a screen reader says of one question: it, and how it stands. */
const char *lesson_question_spoken(Stage *s, int which);

#endif
