/* What a speaker lays over everything: the dark between two figures, and the spotlight. */
#ifndef ATTNSCOPE_APP_LAYERS_DARK_H
#define ATTNSCOPE_APP_LAYERS_DARK_H

#include "app/layers/layer.h"

/* Nothing is shown: whatever is pressed brings the figure back. */
extern const Layer blank_layer;
/* It follows the pointer and is resized by the wheel; all else is others'. */
extern const Layer spotlight_layer;

#endif
