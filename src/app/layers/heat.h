/* The temperature under the pointer. */
#ifndef ATTNSCOPE_APP_LAYERS_HEAT_H
#define ATTNSCOPE_APP_LAYERS_HEAT_H

#include "app/layers/layer.h"

/* It takes a press on the slider, what is dragged from there, and Esc meanwhile. */
extern const Layer heat_layer;

#endif
