/* The top bar of the first screen. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_HOME_BAR_H
#define ATTNSCOPE_SCENE_PANELS_HOME_BAR_H

#include "scene/pen/stage.h"

/* The logo, the depths below, the model, language, theme, list of keys. As the bar narrows what is
   said of the model goes, then the depths. */
void home_bar_draw(Stage *s, Rect r);

#endif
