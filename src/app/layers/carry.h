/* A ribbon that is taken by its end. */
#ifndef ATTNSCOPE_APP_LAYERS_CARRY_H
#define ATTNSCOPE_APP_LAYERS_CARRY_H

#include "app/layers/layer.h"

/* It takes a press where a share ends, what is dragged from there, and Esc meanwhile. */
extern const Layer carry_layer;

#endif
