/* The menu of what-ifs beside the figure: its keys and pointer. Not for what it offers
   (acts/menu_rows.h), nor for how it looks (menu_sheet.h). */
#ifndef ATTNSCOPE_APP_LAYERS_MENU_H
#define ATTNSCOPE_APP_LAYERS_MENU_H

#include "app/layers/layer.h"

/* Keys that it does not know, and the pointer beside it, are others'. */
extern const Layer menu_layer;

/* Opens or shuts; says so where matrices have no what-ifs. */
void menu_toggle(App *app);
/* Opens it at the row of that name and takes what the row has next; of a row of attention, in which
   the pinned query is `row` then, the key `key`. −1: none is meant. */
void menu_suppose(App *app, const char *name, int row, int key);
/* Does nothing where it is shut. */
void menu_shut(App *app);

#endif
