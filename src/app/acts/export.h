/* Exporting what is shown: the sheet that asks how, and a series of every step. Not for the sheet's
   keys and looks (layers/export_layer.h), nor for files: the window writes them. */
#ifndef ATTNSCOPE_APP_ACTS_EXPORT_H
#define ATTNSCOPE_APP_ACTS_EXPORT_H

#include "app/state/app.h"

/* The sheet opens; what moves ends. */
void export_open(App *app);
/* The sheet goes. */
void export_shut(App *app);
/* The window is asked to write the figure, and the sheet goes. */
void export_save(App *app);
/* A value of a row, which has the focus then. */
void export_choose(App *app, Choice row, int to);
/* The next or previous value of a row, which has the focus then. */
void export_change(App *app, Choice row, int by);
/* The focus goes to the next or previous row that means something. */
void export_row(App *app, int by);
/* The sheet or a series is there: keys and pointer are theirs. */
bool export_has_keys(const App *app);
/* What the export sheet asks for. */
FigurePlan export_plan(const App *app);
/* The series: every step of the shown decoding step. While app->export.running the window writes
   one figure a turn and tells; its folder is export.folder. */
void export_series_begin(App *app);
/* The next figure of it. */
SceneInput export_series_figure(const App *app, const FigurePlan *plan, View *view);
/* "012-encoder.0.self.scores": the next file's name, without its end. */
const char *export_series_name(const App *app, Arena *arena);
/* One figure is written. */
void export_series_done(App *app);
/* What is written stays. why: an error, or NULL. */
void export_series_stop(App *app, const char *why);

#endif
