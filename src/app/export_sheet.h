/* The export sheet and the series' progress as marks laid over a scene. Lives here because scenes
   know no plans of figures. Not for keys and pointer: export.c. */
#ifndef ATTNSCOPE_APP_EXPORT_SHEET_H
#define ATTNSCOPE_APP_EXPORT_SHEET_H

#include "app/app.h"

/* Adds the sheet, and says in app->export.spots what answers where. */
void export_sheet_add(App *app, const SceneInput *in, Scene *scene);
void export_progress_add(const App *app, const SceneInput *in, Scene *scene);

#endif
