/* The list of keys, laid over a scene: the key table as a picture, whose lines can be clicked.
   Lives here because scenes know no keys. */
#ifndef ATTNSCOPE_APP_LAYERS_KEY_LIST_H
#define ATTNSCOPE_APP_LAYERS_KEY_LIST_H

#include "app/layers/layer.h"

/* While it is there it has the pointer; its keys are the program's. */
extern const Layer key_list_layer;

/* The first page, the next one; behind the last one it goes. */
void key_list_next(App *app);

#endif
