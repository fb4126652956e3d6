/* All layers, from the uppermost down. */
#ifndef ATTNSCOPE_APP_LAYERS_STACK_H
#define ATTNSCOPE_APP_LAYERS_STACK_H

#include "app/layers/layer.h"

/* The last one takes whatever comes of the pointer; keys that nobody takes are commands. */
extern const Layer *const layer_stack[];
extern const int layer_count;

#endif
