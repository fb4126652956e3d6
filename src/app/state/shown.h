/* What is shown, for those who draw it: the scene's input, and the figure alone for a file, with
   its name and the command that makes it again. */
#ifndef ATTNSCOPE_APP_STATE_SHOWN_H
#define ATTNSCOPE_APP_STATE_SHOWN_H

#include "app/state/app.h"
#include "export/figure.h"

/* The window's own part of a scene's input, without a run. */
SceneInput shown_frame(const App *app);
/* The input of the present scene. */
SceneInput shown_input(App *app);
/* What X exports: the figure alone, in paper unless `theme` says otherwise. `view` keeps what is
 * drawn. */
SceneInput shown_figure(const App *app, ThemeName theme, int width, int height, View *view);
/* The command that makes a figure of this view again; NULL if nobody told how it begins. */
const char *shown_command(const App *app, const View *v, const FigurePlan *p, const char *name,
                          Arena *arena);
/* Appends where a view is in a page. False, and nothing is: there is no page, or it shows files of
   one's own. */
bool shown_link(const App *app, const View *v, Buffer *out);

#endif
