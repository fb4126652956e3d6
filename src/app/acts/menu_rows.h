/* What can be changed of a run at the present place, as rows: read by the menu of what-ifs. What a
   what-if does is the trace's, which of them are in force is the view's. */
#ifndef ATTNSCOPE_APP_ACTS_MENU_ROWS_H
#define ATTNSCOPE_APP_ACTS_MENU_ROWS_H

#include "app/state/app.h"

enum { MENU_VALUES = 4 };

/* Under which heading a row stands. */
typedef enum MenuGroup {
    MENU_HEAD,
    MENU_HERE, /* where there is no head */
    MENU_ATTENTION,
    MENU_MACHINE,
    MENU_OTHERS
} MenuGroup;
/* How a row is changed: by its values, by a number, by another key of a row of attention; a link
   leads elsewhere. */
typedef enum MenuKind { MENU_CHOICE, MENU_NUMBER, MENU_KEY, MENU_LINK } MenuKind;

/* One thing that can be changed. */
typedef struct MenuRow {
    MenuGroup group;
    MenuKind kind;
    const char *name;  /* "scale": its texts are menu.scale and menu.scale.help */
    const char *title; /* instead of the first; NULL: as it is there */
    WhatIfItem item;   /* what it is about: "scale", a head */
    int at;            /* where the list says something about it; −1: nowhere, or another row's */
    const char *values[MENU_VALUES];     /* CHOICE: the item's; the first is none of them */
    const char *states[MENU_VALUES];     /* the texts of these */
    int count, chosen;                   /* of a KEY: the keys, and the one that has the share */
    int usual_key;                       /* KEY: the one that has it as trained */
    const bool *hidden;                  /* KEY: which ones nobody can look at, */
    const char *const *names;            /* and how they are written */
    const char *said, *help;             /* its value, and what it does, where no text says it */
    float now, usual, least, most, step; /* NUMBER */
    bool usable;
} MenuRow;

/* What can be changed at the present place, with what is in force; returns how many rows. Texts are
 * in `arena`. */
int menu_rows(const App *app, Arena *arena, MenuRow out[MENU_ROWS]);

#endif
