/* The menu of what-ifs as marks laid over a scene: a panel at the stage's left side, with the
   figure beside it. Not for keys and pointer: menu.c. */
#ifndef ATTNSCOPE_APP_LAYERS_MENU_SHEET_H
#define ATTNSCOPE_APP_LAYERS_MENU_SHEET_H

#include "app/state/app.h"

/* Adds the menu, and says in app->menu.spots what answers where. */
void menu_sheet_add(App *app, const SceneInput *in, Scene *scene);

#endif
