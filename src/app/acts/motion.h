/* What moves of itself or by the wheel: movements, the pace of playing, zoom and pan. */
#ifndef ATTNSCOPE_APP_ACTS_MOTION_H
#define ATTNSCOPE_APP_ACTS_MOTION_H

#include "app/state/app.h"

/* From that word to the one that the first screen shows next. */
void motion_turn(App *app, int from);

/* The figure grows out of that place of the scene (x, y, width, height in pixels), or leaves it. */
void motion_begin(App *app, const Scene *scene, const float value_place[4], bool leaving);
/* Playing ends. */
void motion_stop(App *app);
/* Ends the movement and the figure's own play that are under way; false if nothing was. */
bool motion_skip(App *app);
/* The next or previous pace of playing. */
void motion_speed(App *app, int by);
/* About the place that lies at these shares of the matrix's window; factor 0: whole again. */
void motion_zoom(App *app, float factor, float x, float y);
/* By these shares of what is not shown. */
void motion_pan(App *app, float x, float y);

#endif
