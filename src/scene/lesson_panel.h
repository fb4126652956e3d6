/* The lesson beside the figure: its page, its questions and suggestions, its pages; or the list of
   lessons. Private to the scene floor. Not for what is right: lesson/questions.h knows. */
#ifndef ATTNSCOPE_SCENE_LESSON_PANEL_H
#define ATTNSCOPE_SCENE_LESSON_PANEL_H

#include "scene/stage.h"

/* The column that its parts are set into. */
typedef struct LessonColumn {
    Stage *s;
    float x, y, width, bottom;
    int pixels; /* of the words */
    float unit;
} LessonColumn;

void lesson_panel_draw(Stage *s, Rect r);
/* Pixels of what is said beside the words: never more than they have. */
int lesson_small(const LessonColumn *c);
/* The page's questions up to the open one; returns the height. draw false: only measures. */
float lesson_questions_draw(LessonColumn *c, bool draw);
/* What a screen reader says of the page, or of the chosen line of the list: title, words, the
 * question and how it stands. */
const char *lesson_spoken(Stage *s);
/* The same of one question. */
const char *lesson_question_spoken(Stage *s, int which);
/* The list of lessons, down to `bottom`. */
void lesson_contents_draw(LessonColumn *c);
/* A button with words that begins at x; returns its end. */
float lesson_button(LessonColumn *c, float x, float y, float high, Target t, const char *text,
                    bool hot);

#endif
