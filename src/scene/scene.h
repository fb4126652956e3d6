/* A scene is the picture as a flat list of marks, in pixels, last on top. scene_build (build.h)
   makes it from a view, a run and a size, and nothing else: equal inputs give equal scenes.
   Painters (pixels, text, later SVG) only read it. */
#ifndef ATTNSCOPE_SCENE_SCENE_H
#define ATTNSCOPE_SCENE_SCENE_H

#include <stdint.h>

#include "base/color.h"
#include "base/font.h"
#include "lesson/shown.h"
#include "scene/sheets.h"
#include "scene/style.h"
#include "view/command.h"
#include "view/lang.h"
#include "view/view.h"

typedef enum ItemKind {
    ITEM_BOX,   /* rounded box: fill, outline */
    ITEM_LINE,  /* x, y to x2, y2; dash on/off 0 for a whole line */
    ITEM_CURVE, /* cubic Bézier p[0..3] */
    ITEM_TEXT,  /* baseline's left end at x, y; turned by degrees */
    ITEM_CELLS, /* rows × cols colours */
    ITEM_HATCH,
    ITEM_POLYGON, /* filled: `rows` corners (3 or 4), p = x0, y0, x1, y1 … */
    ITEM_SPOT     /* the box without a circle about x2, y2 */
} ItemKind;

typedef struct Item {
    ItemKind kind;
    float x, y, w, h; /* BOX, CELLS, HATCH: the box; TEXT: x, y baseline, w its width; LINE: x, y */
    float x2, y2;     /* LINE */
    float p[8];       /* CURVE, POLYGON */
    float radius, line; /* BOX, SPOT; LINE, CURVE, HATCH: width */
    float dash_on, dash_off;
    Color fill, stroke; /* TEXT, LINE: fill */
    Color ground;       /* TEXT: what it stands on, for the contrast test; CELLS: see `sizes` */
    Face face;
    int pixels;
    float degrees;
    const char *text;
    const Color *cells;
    const uint8_t *sizes; /* CELLS: of each cell's square its side, 255: the whole cell; NULL: all
                             whole. `ground` behind */
    bool smooth; /* CELLS: colours change evenly from the middle of one to that of the next */
    int rows, cols;
    float gap;
    const char
        *group; /* which part of the picture: "figure", "frame", "overlay"; for tests of overlap */
} Item;

/* What can be done with a share of attention at its key: it can be put down there; or it can be
   taken there, and be put on another. */
typedef enum Carry { CARRY_NONE, CARRY_TO, CARRY_FROM } Carry;

/* A place that answers the pointer. */
typedef struct Target {
    TargetKind kind;
    const char *path; /* as Pointed's */
    int head;
    float x, y, w, h;
    int rows, cols;   /* CELLS: of the value, as many as are shown */
    int row0, col0;   /* CELLS: the first shown; FIELD: its text's first byte, and how many pixels
                         from `x`; OPERAND, ANSWER: as Pointed's row and col; others: its index */
    bool transposed;  /* CELLS: drawn with rows to the right (Kᵀ) */
    Depth depth;      /* STEP */
    Command command;  /* COMMAND */
    const char *text; /* FIELD: what is drawn; COMMAND, STEP: a word about it, or NULL */
    float low, high;  /* SCALE, HEAT: its ends */
    Carry carry;      /* CELLS: one cell of attention weights */
    bool aside;       /* in the pinned figure of a comparison */
    Face face;        /* FIELD */
    int pixels;
} Target;

/* Which of several targets with one path it is, in Target.head and Pointed.head, outside of the
   stage. */
enum { HOVER_TICK = -1, HOVER_BOX = -2, HOVER_LAYER = -3, HOVER_COUNT = -4 };

typedef struct Scene {
    int width, height;
    Color ground;
    Item *items;
    int count, room;
    int ground_count; /* so many of the first items stay as they are while the pointer goes from
                         part to part of the figure, and are dear to paint; 0: not known */
    Target *targets;
    int target_count, target_room;
    bool
        *named; /* by Value: the scene says something of its numbers. Values outside are not read */
    int value_count;
    bool *named_aside; /* the same of the run that is compared with, where that is another one; else
                          NULL */
    float stage[4];    /* x, y, width, height of what lies between the panels */
    const char *about; /* what it shows, in one line: "Encoder · layer 1 › Scores: …" */
    const char *speech; /* the hovered or pinned cell in one line, "" if none */
    const char *spoken; /* what is looked at and pointed at, for a screen reader; "" while nothing
                           is shown */
    Arena *arena;
} Scene;

typedef struct SceneInput {
    const View *view;
    const Decoding *run;
    int width, height; /* pixels; at least 320 × 240 */
    bool frame;        /* the window's own parts too; false: the figure alone, as exported */
    float scale; /* pixels of the display for one of the window's; 0: 1. Without `frame` not read */
    bool transparent; /* no ground */
    const Font *font;
    const Lang *lang;
    const bool *visited;    /* by step: has been shown before; NULL: none */
    const Style *style;     /* NULL: as it comes */
    const uint32_t *gold;   /* of each decoder row the source tokens that it translates, bit by bit;
                               NULL: not known */
    const Decoding *before; /* the run without what-ifs, while some are in force; else NULL */
    const Decoding *changed;   /* the one with them; `run` is it or, for SIDE_BEFORE, `before` */
    const Decoding *beside;    /* the run of view->beside; NULL: nothing is compared */
    const LessonShown *lesson; /* what the lesson's panel shows; NULL: there is none */
    const WhatPanel *what;     /* what-ifs stand in the notes' place; NULL: they do not */
    const KeySheet *keys;      /* the list of keys lies over it; NULL: it does not */
    const ExportSheet *file;   /* the sheet about a file lies over it; NULL: it does not */
    const ExportSeries *files; /* many files are being written; NULL: they are not */
    const ValueField *typed;   /* a number is typed at a cell; NULL: it is not */
    int lessons;               /* how many there are; 0: nobody knows */
    const KeySheet *more; /* the top bar's menu is open, `page` its chosen line; NULL: it is not */
    bool gloss;           /* tokens have their translation below them, where lang has one */
    bool reading;         /* the lens is being made elsewhere: it is not shown */
    bool carrying;        /* a share of attention is being dragged */
} SceneInput;

/* The panels that fold. */
typedef enum Panel { PANEL_MAP, PANEL_NOTES, PANEL_TIMELINE } Panel;

#endif
