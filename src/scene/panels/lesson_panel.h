/* The lesson beside the figure: its page, its questions and suggestions, its pages; or the list of
   lessons. Private to the scene floor. Not for what is right: lesson/questions.h knows. */
#ifndef ATTNSCOPE_SCENE_PANELS_LESSON_PANEL_H
#define ATTNSCOPE_SCENE_PANELS_LESSON_PANEL_H

#include "scene/pen/stage.h"

/* How high a page would be in that width; of the list: as high as there is room. */
float lesson_panel_height(Stage *s, float width);
/* Draws it into its place. */
void lesson_panel_draw(Stage *s, Rect r);
/* What a screen reader says of the page, or of the chosen line of the list: title, words, the
 * question and how it stands. */
const char *lesson_spoken(Stage *s);

#endif
