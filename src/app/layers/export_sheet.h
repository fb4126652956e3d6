/* The export sheet and the series' progress as marks laid over a scene. Lives here because scenes
   know no plans of figures. Not for keys and pointer: export_layer.h. */
#ifndef ATTNSCOPE_APP_LAYERS_EXPORT_SHEET_H
#define ATTNSCOPE_APP_LAYERS_EXPORT_SHEET_H

#include "app/state/app.h"

/* Adds the sheet, and says in app->export.spots what answers where. */
void export_sheet_add(App *app, const SceneInput *in, Scene *scene);
/* Adds how many figures of the series are written. */
void export_progress_add(const App *app, const SceneInput *in, Scene *scene);

#endif
