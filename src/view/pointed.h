/* What the pointer or the keyboard's cursor is on, told so that it is found again in a picture that
   was made anew. Not for where that lies on screen. */
#ifndef ATTNSCOPE_VIEW_POINTED_H
#define ATTNSCOPE_VIEW_POINTED_H

#include <stdbool.h>

enum { POINTED_PATH = 96 };

/* What of a picture answers the pointer. */
typedef enum TargetKind {
    TARGET_NONE,
    TARGET_CELLS,   /* a matrix, whose cells are found by position */
    TARGET_STEP,    /* goes to a value's step, at a depth */
    TARGET_COMMAND, /* a button */
    TARGET_FIELD,   /* the sentence: places the caret */
    TARGET_CHOICE,  /* a suggestion, by number */
    TARGET_ROW,     /* pins a row of what is shown: its word; of the first screen: goes to it */
    TARGET_COLUMN,  /* pins its number in the pinned row, or where it is largest */
    TARGET_FORM,    /* shows it in another form: a FigureForm */
    TARGET_OPERAND, /* goes to a cell of a value, from what is pinned */
    TARGET_TRAIL,   /* goes back to one of the trail's places, by number */
    TARGET_ORDER,   /* sorts the heads: a HeadOrder */
    TARGET_LIGHT,   /* lights heads up by what they do: a HeadOrder */
    TARGET_NODE,    /* a word of a hypothesis: number of the run's tree */
    TARGET_LENS,    /* what a layer would say at a place of the text: chooses it */
    TARGET_SEARCH,  /* another search: a SearchChoice */
    TARGET_ANSWER,  /* of one of the page's questions */
    TARGET_LESSON,  /* a line of the list of lessons */
    TARGET_PAGE,    /* of the lesson */
    TARGET_MARK,    /* a word that lights what it names: "role:q" or "token:car" */
    TARGET_LINK,    /* of the lesson: "05-why-divide.md" or "#3" */
    TARGET_SIDE,    /* of a what-if: a Side */
    TARGET_MENU,    /* of the panel of what-ifs: a row and its part */
    TARGET_EXPORT,  /* of the sheet about a file: a row and its part */
    TARGET_SCALE,   /* the bar of colours, by whose ends its range is dragged */
    TARGET_HEAT,    /* the slider of the temperature */
    TARGET_SUPPOSE, /* asks a what-if: the name of its row in that panel */
    TARGET_SHEET    /* of what lies over the figure: nothing below it answers */
} TargetKind;

/* All zero: nothing. */
typedef struct Pointed {
    TargetKind kind;
    char path[POINTED_PATH]; /* CELLS, STEP, OPERAND, LENS: the value; MARK, LINK, SUPPOSE: what is
                                named; of what is longer "" */
    int head;                /* CELLS, OPERAND: the sheet; STEP: which of several with one path */
    int row, col;            /* CELLS, OPERAND: the number; ANSWER: the question and its answer;
                                MENU, EXPORT: the row and its part; SUPPOSE: the row that is
                                meant, and the key that it shall look at */
    int index;  /* COMMAND: the Command; STEP: the Depth; ROW, COLUMN, SIDE, ORDER, NODE, LENS,
                   SEARCH, LESSON,  PAGE, CHOICE, TRAIL: which */
    bool aside; /* in the pinned figure of a comparison */
} Pointed;

bool pointed_same(const Pointed *a, const Pointed *b);
/* Whether it is on that one: of a kind that is told by its index. */
bool pointed_is(const Pointed *p, TargetKind kind, int index);
/* Whether it is on a number: `path`[head, row, col]. */
bool pointed_cell(const Pointed *p);
/* The value that it is on, or that it would lead to; "" none. */
const char *pointed_value(const Pointed *p);
/* The same where it is on no number of it: a tick, a box, a small picture. */
const char *pointed_step(const Pointed *p);
/* The word or link of the lesson that it is on, "" none. */
const char *pointed_mark(const Pointed *p);

#endif
