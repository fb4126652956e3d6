/* The menu of what-ifs in words, as the scene draws it. Not for keys and pointer: menu.c. */
#ifndef ATTNSCOPE_APP_LAYERS_MENU_SHEET_H
#define ATTNSCOPE_APP_LAYERS_MENU_SHEET_H

#include "app/state/app.h"

/* Its rows, with what is in force and what is typed. */
const WhatPanel *menu_panel(const App *app, Arena *arena);

#endif
