/* The list of lessons under the keyboard. Its lines are targets of the scene: the pointer needs
   nothing here. */
#ifndef ATTNSCOPE_APP_LAYERS_CONTENTS_H
#define ATTNSCOPE_APP_LAYERS_CONTENTS_H

#include "app/layers/layer.h"

/* While the list is there it has the keys that go through it. */
extern const Layer contents_layer;

#endif
