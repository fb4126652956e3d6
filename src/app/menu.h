/* The menu of what-ifs over the stage: what it offers, its state, keys and pointer. What a what-if
   does is the trace's, which of them are in force is the view's; menu_sheet.h draws it. */
#ifndef ATTNSCOPE_APP_MENU_H
#define ATTNSCOPE_APP_MENU_H

#include "app/number.h"
#include "base/arena.h"
#include "trace/whatif_list.h"

typedef struct App App;

enum { MENU_VALUES = 4, MENU_ROWS = 16 + WHATIF_MOST, MENU_SPOTS = 4 * MENU_ROWS + 8 };

typedef enum MenuGroup {
    MENU_ATTENTION,
    MENU_MODEL,
    MENU_HERE,
    MENU_DECODING,
    MENU_OTHERS
} MenuGroup;
typedef enum MenuKind { MENU_CHOICE, MENU_NUMBER, MENU_LINK } MenuKind;

/* One thing that can be changed. */
typedef struct MenuRow {
    MenuGroup group;
    MenuKind kind;
    const char *name;  /* "scale": its texts are menu.scale and menu.scale.help */
    const char *title; /* instead of the first; NULL: as it is there */
    WhatIfItem item;   /* what it is about: "scale", a head */
    int at;            /* where the list says something about it; −1: nowhere, or another row's */
    const char *values[MENU_VALUES]; /* CHOICE: the item's; the first is none of them */
    const char *states[MENU_VALUES]; /* the texts of these */
    int count, chosen;
    float now, usual, least, most, step; /* NUMBER */
    bool usable;
} MenuRow;

typedef enum MenuSpotKind {
    MENU_SPOT_PANEL,
    MENU_SPOT_ROW,
    MENU_SPOT_LESS,
    MENU_SPOT_MORE,
    MENU_SPOT_TYPE,
    MENU_SPOT_CLEAR,
    MENU_SPOT_CLOSE
} MenuSpotKind;

/* A place of the menu that answers the pointer. */
typedef struct MenuSpot {
    MenuSpotKind kind;
    int row;
    float x, y, w, h;
} MenuSpot;

typedef struct Menu {
    bool open;
    int row;                    /* the focused one */
    int first;                  /* the first line that is drawn, where not all fit */
    Number number;              /* typed for the focused row */
    int hover;                  /* the spot under the pointer plus one; 0 none */
    bool pressed;               /* the pointer was pressed on it */
    MenuSpot spots[MENU_SPOTS]; /* as it was drawn */
    int spot_count;
} Menu;

/* What can be changed at the present place, with what is in force; returns how many rows. Texts are
 * in `arena`. */
int menu_rows(const App *app, Arena *arena, MenuRow out[MENU_ROWS]);

void menu_toggle(App *app);
void menu_shut(App *app);
/* A number that is being typed is taken: before anything else changes. */
void menu_settle(App *app);
/* As app_key and app_typed have them. False: it is left to others. */
bool menu_key(App *app, int key, int held);
bool menu_typed(App *app, const char *text);
/* Whether a place of the window is the menu's; then it has the pointer there. */
bool menu_holds(App *app, float x, float y);
void menu_hover(App *app, float x, float y);
void menu_click(App *app, float x, float y);
void menu_wheel(App *app, float x, float y, float notches);

#endif
