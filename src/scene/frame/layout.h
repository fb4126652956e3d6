/* Where the window's parts stand, and when they fold. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FRAME_LAYOUT_H
#define ATTNSCOPE_SCENE_FRAME_LAYOUT_H

#include "scene/pen/stage.h"

/* Whether the sentence has the window to itself: no panels but a lesson's. */
bool layout_is_home(const SceneInput *in);
/* The places of the window's parts; a missing one has no width or height. */
typedef struct Layout {
    Rect bar, map, notes, timeline, strip, stage;
    bool map_rail, notes_rail; /* folded: only a rail stays of it */
} Layout;

/* Whether the view asks for two and there is a second run to show. */
bool layout_wants_two(const SceneInput *in);
/* Whether that is one figure as trained and with what-ifs. */
bool layout_shows_both(const SceneInput *in);
/* Whether both are one figure, which asks in words: of matrices. */
bool layout_is_question(const SceneInput *in);
/* Whether that is the difference of one figure in two runs. */
bool layout_differs_in_runs(const SceneInput *in);
/* Notes and map fold where the figure needs their room. What is asked for opens wherever the stage
 * keeps half of the window. */
Layout layout_make(Stage *s);
/* Where the panel of what-ifs stands: in the notes' place, in a narrow window over the figure. */
Rect layout_what(Stage *s);
/* Of the lesson's panel, which the spotlight leaves bright; 0 where there is none. */
float layout_lesson_width(Stage *s);
/* Whether it has a place. */
bool layout_panel_open(Stage *s, Panel panel);

#endif
