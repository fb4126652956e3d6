/* The export sheet, and the series that is being written, over everything else. Not for how they
   look: export_sheet.h. */
#ifndef ATTNSCOPE_APP_LAYERS_EXPORT_LAYER_H
#define ATTNSCOPE_APP_LAYERS_EXPORT_LAYER_H

#include "app/layers/layer.h"

/* While it is there it has all keys but those of the window, and the pointer everywhere. */
extern const Layer export_layer;

#endif
