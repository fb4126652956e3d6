/* One number under the hand: the field at the pinned cell, and a cell dragged up and down. Not for
   what a number changes: acts/what_if.h. */
#ifndef ATTNSCOPE_APP_LAYERS_VALUE_H
#define ATTNSCOPE_APP_LAYERS_VALUE_H

#include "app/layers/layer.h"

/* Its field keeps all keys but the window's own. */
extern const Layer value_layer;

/* The field at the pinned cell; a message where none is pinned. */
void value_open(App *app);
/* The field as a scene draws it, while a number is typed. */
const ValueField *value_field(const App *app, Arena *arena);

#endif
