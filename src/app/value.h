/* One number under the hand: the field at the pinned cell, and a cell dragged up and down. Not for
   the menu, nor for what a number changes. Private to the app floor but for the state that App
   holds. */
#ifndef ATTNSCOPE_APP_VALUE_H
#define ATTNSCOPE_APP_VALUE_H

#include "app/number.h"
#include "scene/scene.h"
#include "view/view.h"

typedef struct App App;
typedef struct Target Target;
typedef struct SceneInput SceneInput;
typedef struct Scene Scene;

/* The field while number.on; the cell while it is dragged or typed. */
typedef struct ValueEdit {
    Number number;
    bool dragging;
    char path[VIEW_PATH];
    Cell at;
    float from, top; /* dragging: its number at the start, the scale's maximum */
    float y;         /* where the drag began */
} ValueEdit;

/* The field at the pinned cell; a message where none is pinned. */
void value_open(App *app);
void value_shut(App *app);
/* As app_key and app_typed have them; true while the field is open: it keeps all but the window's
 * own keys. */
bool value_key(App *app, int key, int held);
bool value_typed(App *app, const char *text);
/* Pressed on a cell with Shift; false if that is no number of the run. */
bool value_press(App *app, const Target *t, int row, int col, float y);
void value_drag(App *app, float y);
/* Let go: what was dragged is one step of the history. */
void value_release(App *app);
void value_add(App *app, const SceneInput *in, Scene *scene);

#endif
