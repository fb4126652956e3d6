/* The export sheet, and the series that is being written, over everything else. Not for how they
   look: scene/panels/export_sheet.h. */
#ifndef ATTNSCOPE_APP_LAYERS_EXPORT_LAYER_H
#define ATTNSCOPE_APP_LAYERS_EXPORT_LAYER_H

#include "app/layers/layer.h"

/* While it is there it has all keys but those of the window, and the pointer everywhere. */
extern const Layer export_layer;

/* The sheet as a scene draws it; its preview is made if it is old. */
const ExportSheet *export_sheet(App *app, const SceneInput *in, Arena *arena);
/* How many figures of the series are written. */
const ExportSeries *export_series(const App *app, Arena *arena);

#endif
