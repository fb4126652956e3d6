/* What a view shows of a run, as one small value: everything that a line of directives can tell
   (directives.h). Not for what passes, as the pointer does: view.h. */
#ifndef ATTNSCOPE_VIEW_SEEN_H
#define ATTNSCOPE_VIEW_SEEN_H

#include "trace/address.h"
#include "trace/whatif_list.h"
#include "view/edit.h"
#include "view/pointed.h"

enum {
    VIEW_PATH = POINTED_PATH,
    ZOOM_MOST = 64,
    TRAIL_MOST = 96,
    VIEW_LESSON = 256,
    VIEW_MODEL = 256,
    VIEW_ATTEND = 1024
};

typedef enum ThemeName { THEME_NIGHT, THEME_PAPER } ThemeName;

/* How near the reader stands. DEPTH_SENTENCE: what is read and written, and one head's weights
 * between, of the word that is chosen at step t. From DEPTH_ROW on only the pinned row is shown, at
 * DEPTH_CELL one number's making. */
typedef enum Depth {
    DEPTH_SENTENCE,
    DEPTH_MODEL,
    DEPTH_LAYER,
    DEPTH_SUBLAYER,
    DEPTH_STEP,
    DEPTH_ROW,
    DEPTH_CELL,
    DEPTH_COUNT
} Depth;

/* How a value is drawn. What a step cannot be drawn as is drawn as a matrix. */
typedef enum FigureForm {
    FORM_MATRIX,
    FORM_RIBBONS, /* attention between words */
    FORM_BARS,    /* one query's weights */
    FORM_HEADS,   /* every head side by side; above the steps: all layers × heads */
    FORM_TREE,    /* at the whole model: the hypotheses of the search */
    FORM_ALONE,   /* its matrix, without what it was made of */
    FORM_LENS,    /* at the whole model: what each layer would say */
    FORM_COUNT
} FigureForm;

/* A panel folds by itself as the window narrows, unless a key has said what it shall do. */
typedef enum Fold { FOLD_AUTO, FOLD_OPEN, FOLD_SHUT } Fold;

/* While what-ifs are in force: the changed run, the true one, both and their difference side by
 * side, or both with the place of the answer where it shows. */
typedef enum Side { SIDE_AFTER, SIDE_BEFORE, SIDE_DIFFERENCE, SIDE_BOTH, SIDE_COUNT } Side;

/* What the grid of heads is sorted by: where a head stands in the model, or a measure of its
 * weights. */
typedef enum HeadOrder {
    ORDER_PLACE,
    ORDER_ENTROPY,
    ORDER_PREVIOUS, /* share on the word before */
    ORDER_ITSELF,
    ORDER_FIRST,
    ORDER_LAST,
    ORDER_GOLD,   /* hits of the gold alignment, where it is known */
    ORDER_COPIED, /* share on what comes next, in a model that goes on with its text */
    ORDER_COUNT
} HeadOrder;

/* Which run: of which model (a name or folder, "" the one that the program was opened with) or of
   which matrices instead (the argument of `attend`, "" none: see source.h); its sentence, of any
   length, which lies where who made it says, NULL or "" none; its what-ifs, its search. */
typedef struct RunOf {
    char model[VIEW_MODEL];
    char attend[VIEW_ATTEND];
    const char *text;
    WhatIfList what;
    Search search;
} RunOf;

/* Its sentence, "" for none. */
static inline const char *seen_text(const RunOf *of) {
    return of->text ? of->text : "";
}

/* Yes or no. As wide as an int: what is shown has no gaps then, and the test that each of its bytes
   is told by a directive cannot miss one. */
typedef enum Switch { SWITCH_OFF, SWITCH_ON } Switch;

/* In place of a head: the mean of all heads of a block. No value of the model. */
enum { HEAD_MEAN = -1 };

/* Where in a run one looks: which value, and how near. */
typedef struct Place {
    char path[VIEW_PATH]; /* the value whose step is shown */
    int t;                /* decoding step, −1: the last */
    int head;             /* counted from 0; HEAD_MEAN, at DEPTH_SENTENCE only */
    int row, col;         /* the pinned cell of the value, −1: none */
    Depth depth;
    FigureForm form;
} Place;

/* Which part of large matrices. */
typedef struct Zoom {
    float factor; /* 1: whole matrices; 4: a quarter of their rows and columns */
    float x, y;   /* where that quarter lies: 0 at the start, 1 at the end */
} Zoom;

/* What colours tell: how far they reach. AUTO: as the numbers are; ROBUST: to the 2nd and the 98th
   percentile of the numbers that are not 0; LOG: a decade of magnitudes is as long as the next;
   ROW: each row to its own largest; RANGE: what is shown from `low` to `high`. */
typedef enum ScaleKind {
    SCALE_AUTO,
    SCALE_ROBUST,
    SCALE_LOG,
    SCALE_ROW,
    SCALE_RANGE,
    SCALE_KINDS
} ScaleKind;

typedef struct ScaleWish {
    ScaleKind kind;
    float low, high; /* of RANGE, else 0 */
} ScaleWish;

/* A figure that stays while another is looked at beside it. All zero while there is none. */
typedef struct Beside {
    RunOf of;
    Place at;
    Switch on;
    Switch difference; /* between the two, in place of the second figure */
} Beside;

/* In what setting a figure stands: the reader's own, whichever figure is shown. */
typedef struct Setting {
    ThemeName theme;
    int text_size; /* percent: 75 … 200 */
    Fold map, notes, timeline;
    Switch dots;              /* a cell's size tells its magnitude, too */
    Switch presenting;        /* the figure alone, large; not remembered */
    char lesson[VIEW_LESSON]; /* the lesson beside the figure: its name in the course, else its
                                 file; "" none */
    int page;                 /* of it, from 0 */
} Setting;

/* What is shown. Each member is told by a directive: directives.h. */
typedef struct Shown {
    RunOf of;
    Place at;
    Zoom zoom;
    ScaleWish scale;
    float played; /* how much of the figure's own play is over: 1, at rest, shows everything; not
                     remembered */
    int part;     /* DEPTH_CELL: how many terms are shown; −1: all */
    Side side;
    HeadOrder order;
    HeadOrder light; /* in the wall of heads: those that do this stay bright; ORDER_PLACE: all */
    Switch enlarged; /* in the grid of heads: the chosen one is large, beside the others */
    int64_t draws;   /* at DEPTH_SENTENCE: so often the next word is drawn, each time anew; so wide
                        that there is no gap */
    Beside beside;
    Setting setting;
} Shown;

/* The value and step that is shown; paths that the run lacks fall back to the first step. */
Address seen_address(const Shown *v, const Decoding *d);

#endif
