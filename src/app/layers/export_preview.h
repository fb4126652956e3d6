/* What a file will hold, before it is written. Not for the sheet that it is seen on:
   scene/panels/export_sheet.h. */
#ifndef ATTNSCOPE_APP_LAYERS_EXPORT_PREVIEW_H
#define ATTNSCOPE_APP_LAYERS_EXPORT_PREVIEW_H

#include "app/state/app.h"

/* Makes it anew, in app->export: a picture no larger than `room` in pixels, or lines of text. */
void export_preview_make(App *app, const FigurePlan *plan, const float room[2]);

#endif
