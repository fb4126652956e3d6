/* The list of keys, laid over a scene: the key table as the lines of a sheet, which can be clicked.
 */
#ifndef ATTNSCOPE_APP_LAYERS_KEY_LIST_H
#define ATTNSCOPE_APP_LAYERS_KEY_LIST_H

#include "app/layers/layer.h"

/* While it is there it has the pointer; its keys are the program's. */
extern const Layer key_list_layer;

/* Its lines, in the shown language, and the page that is open. */
const KeySheet *key_list_sheet(const App *app, Arena *arena);
/* The first page, the next one; behind the last one it goes. */
void key_list_next(App *app);

#endif
