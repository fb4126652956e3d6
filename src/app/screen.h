/* What is on screen. Only the dispatcher and the window ask for it. */
#ifndef ATTNSCOPE_APP_SCREEN_H
#define ATTNSCOPE_APP_SCREEN_H

#include "app/state/app.h"

/* The present scene, built again only if something changed. After app_resize. */
const Scene *app_scene(App *app);
/* The same for those who need it if there is one; NULL before there is a window. */
const Scene *app_seen(App *app);
/* What a screen reader says of the present scene: what the keyboard or the pointer is on, else what
   is shown. Until the next scene. Messages are view.toast. */
const char *app_spoken(App *app);

#endif
