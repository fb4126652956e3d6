/* The pointer on the scene itself, below everything that lies over it. */
#ifndef ATTNSCOPE_APP_LAYERS_POINTER_H
#define ATTNSCOPE_APP_LAYERS_POINTER_H

#include "app/layers/layer.h"

/* It takes whatever comes of the pointer. */
extern const Layer pointer_layer;

/* What a click on a target does; returns the command that it is, if it is one. row, col: of a
   matrix. */
Command pointer_press(App *app, const Scene *scene, const Target *t, int row, int col);
/* That target is under it. */
void pointer_hover(App *app, const Target *t, int row, int col);
/* Nothing is under it, unless the keyboard's cursor is. */
void pointer_leave(App *app);
/* What the event is on, whole, or nothing. */
void pointer_on_sheet(App *app, const Event *e);
/* What a layer above does with what shall do nothing. */
bool pointer_swallow(App *app, Event *e);

#endif
