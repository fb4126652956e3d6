/* The figure of what is shown, of whatever kind that is. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_FIGURE_H
#define ATTNSCOPE_SCENE_FIGURES_FIGURE_H

#include "scene/pen/stage.h"

/* What the view shows, in the area. */
void figure_draw(Stage *s, Rect area);
/* Whether what is shown can be drawn so. */
bool figure_has_form(const Stage *s, FigureForm form);
/* The step whose formula is its title: where all heads are shown that of what they lead to. */
const Step *figure_step(const Stage *s);

#endif
