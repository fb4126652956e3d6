/* The keyboard's own pointer: Tab goes through the regions, arrows from cell to cell. */
#ifndef ATTNSCOPE_APP_LAYERS_CURSOR_H
#define ATTNSCOPE_APP_LAYERS_CURSOR_H

#include "app/layers/layer.h"

/* While it is there it has the keys that move and press. */
extern const Layer cursor_layer;

/* To the next or previous region of the scene that is seen; it appears with the first. */
void cursor_region(App *app, const Scene *scene, int by);
/* What it is on in that scene; NULL if it is off. */
const Target *cursor_target(const App *app, const Scene *scene);
/* Finds its place in a scene that was built anew. True if what is hovered has changed, so that it
   has to be built once more. */
bool cursor_settle(App *app, const Scene *scene);
/* The ring around what is no cell. */
void cursor_draw(const App *app, Scene *scene);

#endif
