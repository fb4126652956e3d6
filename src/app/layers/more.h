/* The top bar's menu: commands that have a button in a wide window, and others that had only a key.
 */
#ifndef ATTNSCOPE_APP_LAYERS_MORE_H
#define ATTNSCOPE_APP_LAYERS_MORE_H

#include "app/layers/layer.h"

/* While it is there it has the pointer, and the keys that go through it; others shut it. */
extern const Layer more_layer;

/* Its lines in the shown language; `page` is the chosen one. */
const KeySheet *more_lines(const App *app, Arena *arena);
/* Opens it, or shuts it. */
void more_toggle(App *app);

#endif
