/* What-ifs as a person writes them, NAME or NAME=VALUE one after the other with blanks between, as
   on the command line, in a view's line and in lessons: taken apart once, and written again where
   a line is needed. Not for what they mean to a run: whatif.h. */
#ifndef ATTNSCOPE_TRACE_WHATIF_LIST_H
#define ATTNSCOPE_TRACE_WHATIF_LIST_H

#include <stdbool.h>

#include "base/arena.h"

enum { WHATIF_TEXT = 512, WHATIF_MOST = 32 };

typedef enum WhatIfKind {
    WHATIF_SCALE,
    WHATIF_MASK,
    WHATIF_PADDING,
    WHATIF_PADDING_MASK,
    WHATIF_NORM,
    WHATIF_NORM_KIND,
    WHATIF_POSITIONS,
    WHATIF_SOFTMAX,
    WHATIF_SWAP,
    WHATIF_TEMPERATURE,
    WHATIF_HEAD,
    WHATIF_SUBLAYER,
    WHATIF_PATTERN,
    WHATIF_CELL,
    WHATIF_MOVE,
    WHATIF_KINDS,
    WHATIF_UNKNOWN = WHATIF_KINDS /* no name of these */
} WhatIfKind;

/* One of them, and what it is about: a kind, its place and head. Texts belong to a list or to who
   made it, and are never NULL. */
typedef struct WhatIfItem {
    WhatIfKind kind;
    const char *place; /* "encoder.0.self" of a head, a pattern, a sublayer, swapped weights;
                          "encoder.0.self.scores[1,2,3]" of a cell; the share's that moves; "" none
                        */
    int head;          /* of a head and a pattern, from 0; else −1 */
    const char *value; /* "off", "uniform", "0.5", the key that gets a share; "" none */
    bool misfit;       /* not of its kind's form, or of no kind: then `value` is the whole item */
} WhatIfItem;

/* Where an item's texts stand in its list. */
typedef struct WhatIfParts {
    short kind, place, value;
    bool misfit;
    int head;
} WhatIfParts;

/* A value: copied like any other. Of more than WHATIF_MOST items one is kept, so that there are
   too many. */
typedef struct WhatIfList {
    char text[WHATIF_TEXT];      /* as they were written */
    char parts[WHATIF_TEXT + 1]; /* the items' places and values; the first is "" */
    WhatIfParts items[WHATIF_MOST + 1];
    int count;
} WhatIfList;

/* Takes a text apart. False: it is WHATIF_TEXT bytes or longer. An item that says nothing that can
   be understood stays in the list; whatif_check refuses it. */
bool whatif_list(const char *text, WhatIfList *out);
/* Puts a text of more of them behind the list. False: together they are too long. */
bool whatif_add(WhatIfList *l, const char *text);
WhatIfItem whatif_item(const WhatIfList *l, int at);
/* "mask", for errors and keys; "" of none. */
const char *whatif_name(WhatIfKind kind);
/* How a kind's value is written, for errors: "off or a divisor". */
const char *whatif_form(WhatIfKind kind);
/* The names of all kinds, for errors: "scale, mask, … and cell". */
char *whatif_names(Arena *arena);
/* Whether it is a list of the same words. */
bool whatif_same(const WhatIfList *a, const WhatIfList *b);

/* About the kind as a whole, to be changed by the caller: "scale". */
WhatIfItem whatif_about(WhatIfKind kind);
/* "head=encoder.0.self:1:off" */
char *whatif_text(WhatIfItem item, Arena *arena);
/* Where the list says something about the same thing (the scale, the same head, the same cell),
   whatever it says; −1: nowhere. */
int whatif_find(const WhatIfList *l, WhatIfItem about);
/* Takes out all that is said about the same thing. */
void whatif_drop(WhatIfList *l, WhatIfItem about);
/* Puts an item at the end, in place of what was said about the same thing. False: there is no room
   for it; the list stays as it was. */
bool whatif_set(WhatIfList *l, WhatIfItem item);

#endif
