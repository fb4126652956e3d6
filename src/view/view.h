/* A view: what is looked at, as a small value. Equal views of equal runs give equal pictures; undo
   is a stack of them. As text it is one line of lesson directives joined by ';'. Not for pixels,
   nor for the window's size. */
#ifndef ATTNSCOPE_VIEW_VIEW_H
#define ATTNSCOPE_VIEW_VIEW_H

#include "base/buffer.h"
#include "view/edit.h"
#include "trace/address.h"
#include "trace/whatif_list.h"

enum {
    VIEW_TEXT = EDIT_TEXT,
    VIEW_PATH = 96,
    ZOOM_MOST = 64,
    TRAIL_MOST = 96,
    VIEW_LESSON = 256,
    VIEW_MARK = 64,
    VIEW_MODEL = 256,
    VIEW_ATTEND = 1024,
    VIEW_LINE =
        4 * VIEW_TEXT + 2 * WHATIF_TEXT + VIEW_LESSON + 2 * VIEW_MODEL + 4 * VIEW_ATTEND + 1024
};

typedef enum ThemeName { THEME_NIGHT, THEME_PAPER } ThemeName;

/* How near the reader stands. From DEPTH_ROW on only the pinned row is shown, at DEPTH_CELL one
 * number's making. */
typedef enum Depth {
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
    FORM_COUNT
} FigureForm;

/* A panel folds by itself as the window narrows, unless a key has said what it shall do. */
typedef enum Fold { FOLD_AUTO, FOLD_OPEN, FOLD_SHUT } Fold;

/* While what-ifs are in force: the changed run, the true one, or both and their difference side by
 * side. */
typedef enum Side { SIDE_AFTER, SIDE_BEFORE, SIDE_DIFFERENCE, SIDE_COUNT } Side;

/* What the grid of heads is sorted by: where a head stands in the model, or a measure of its
 * weights. */
typedef enum HeadOrder {
    ORDER_PLACE,
    ORDER_ENTROPY,
    ORDER_PREVIOUS, /* share on the word before */
    ORDER_ITSELF,
    ORDER_FIRST,
    ORDER_LAST,
    ORDER_GOLD, /* hits of the gold alignment, where it is known */
    ORDER_COUNT
} HeadOrder;

/* Which run: of which model (a name or folder, "" the one that the program was opened with) or of
   which matrices instead (the argument of `attend`, "" none: see source.h); its sentence, its
   what-ifs, its search. */
typedef struct RunOf {
    char model[VIEW_MODEL];
    char attend[VIEW_ATTEND];
    char text[VIEW_TEXT];
    WhatIfList what;
    Search search;
} RunOf;

/* A figure that stays while another is looked at beside it. */
typedef struct Beside {
    bool on;
    RunOf of;
    char path[VIEW_PATH];
    int t, head, row, col;
    FigureForm form;
    Depth depth;
    bool difference; /* between the two, in place of the second figure */
} Beside;

/* A place on the way to what is shown, as View's members of these names, and the number that was
 * asked about there. */
typedef struct TrailStep {
    int value; /* that was shown, a Value */
    int t, head, row, col, part;
    Depth depth;
    FigureForm form;
    float zoom, pan_x, pan_y;
    int asked; /* a Value */
    Cell asked_at;
    bool forward; /* where it goes, not where it comes from */
} TrailStep;

typedef struct View {
    char model[VIEW_MODEL], attend[VIEW_ATTEND]; /* as RunOf's */
    char text[VIEW_TEXT];                        /* the sentence; "" of matrices */
    WhatIfList what;                             /* what-ifs in force, as RunOf's */
    Search search;
    Side side;
    Beside beside;
    HeadOrder order;
    bool enlarged;   /* in the grid of heads: the chosen one is large, beside the others */
    bool dots;       /* a cell's size tells its magnitude, too */
    bool presenting; /* the figure alone, large */
    TrailStep trail[TRAIL_MOST]; /* the way that led here by "why" and "where to", and behind it the
                                    present place; not part of a line */
    int trail_count;
    char path[VIEW_PATH];     /* the value whose step is shown */
    int t;                    /* decoding step, −1: the last */
    int head;                 /* counted from 0 */
    int row, col;             /* the pinned cell of the shown value, −1: none */
    int hover_row, hover_col; /* the cell under the pointer of `hover_path`'s matrix, −1: none */
    char hover_path[VIEW_PATH];
    int hover_head;
    bool hover_aside; /* the pointer is in the pinned figure */
    ThemeName theme;
    int text_size; /* percent: 75 … 200 */
    Depth depth;
    FigureForm form;
    Fold map, notes, timeline;
    float zoom;         /* 1: whole matrices; 4: a quarter of their rows and columns */
    float pan_x, pan_y; /* where that quarter lies: 0 at the start, 1 at the end */
    float played; /* how much of the figure's own play is over: 1, at rest, shows everything */
    int part;     /* DEPTH_CELL: how many terms are shown; −1: all */
    char lesson[VIEW_LESSON]; /* the lesson beside the figure: its name in the course, else its
                                 file; "" none */
    int page;                 /* of it, from 0 */
    /* What passes: never in the history, nor in a line */
    bool playing;
    int speed;   /* of playing, percent */
    float moved; /* how much of the movement from the view before is over: 1 at rest */
    float
        from[4];  /* where it began: x, y, width, height as shares of the stage; width 0: nowhere */
    bool leaving; /* the movement leads back there */
    Edit edit;    /* the sentence field */
    int hover_command; /* the button under the pointer, a Command; 0 none */
    int hover_order;   /* 1 + the HeadOrder under the pointer; 0 none */
    int hover_tree;    /* the tree's node under the pointer, or −1 − the SearchChoice; 0 none */
    int keys_page;     /* of the list of keys, which lies over the figure; 0: it does not */
    int contents; /* 1 + the chosen line of the list of lessons, which lies in the lesson's panel;
                     0: it does not */
    char hover_mark[VIEW_MARK]; /* the word of the lesson under the pointer, "role:q" or "token:car"
                                 */
    int hover_answer;           /* 1 + ASK_MOST · question + answer under the pointer; 0 none */
    int hover_lesson;           /* 1 + the line of the list of lessons under the pointer; 0 none */
    int hover_page;             /* 1 + the page whose dot is under the pointer; 0 none */
    char toast[160];            /* a passing message, "" for none */
    bool blank;                 /* presenting: nothing is shown for a while */
    bool spotlight;             /* what is not under the pointer is dark */
    float spot[3];  /* its middle as shares of the window's width and height, its radius as one of
                       the height */
    bool cursor;    /* what is hovered is moved by the keyboard */
    char said[160]; /* what the keyboard's cursor is on, if it is no cell */
} View;

/* The view that a program opens with: `text`, the first attention weights, no cell. */
View view_default(const char *text);
/* "model NAME|DIR; attend q=M k=M …; text …; show PATH[@t] [head=N]
   [form=matrix|ribbons|bars|heads]; depth model|layer|sublayer|step|row|cell; point row=R col=C;
   theme night|paper; size PERCENT; zoom FACTOR [X Y]; play FRACTION; part N; fold
   map|notes|timeline=auto|open|shut …; what-if NAME[=VALUE] …; search greedy|beam=N
   [node=N]|sample=SEED [top-k=N]; side after|before|difference; sort
   place|entropy|previous|itself|first|last|gold; enlarge on|off; cells plain|dots; present on|off;
   compare off|PATH[@t] [head=N] [form=NAME] [depth=NAME] [row=R] [col=C] [difference];
   compare-model NAME|own; compare-attend none|…; compare-text …; compare-what-if …; compare-search
   …; lesson NAME|FILE [page=N]". N of a page counts from 1. R and C are numbers or tokens
   (token#n). What a line leaves out stays as it is in *view. What tells the run (model, attend,
   text, what-if, search) is taken by view_run_of before the run is there; here it is only copied.
   Errors name the directive. */
bool view_parse(const char *line, const Decoding *d, View *view, Error *e);
/* Only what a line says of its run; what it leaves out stays as it is in *of, but: `attend` ends
   model, text, what-ifs and search, `model` and `text` end an attend, `model` a text, which is ""
   then. source_settle makes that the model's own. Errors name the directive. */
bool view_run_of(const char *line, RunOf *of, Error *e);
/* The run that a view is of. */
RunOf view_run(const View *v);
void view_set_run(View *v, const RunOf *of);
bool view_same_run(const RunOf *a, const RunOf *b);
/* Whether a line has a directive of that name. */
bool view_tells(const char *line, const char *directive);
/* Only the text directive of a line; false if it has none. */
bool view_text(const char *line, char out[VIEW_TEXT]);
/* The line that view_parse reads back to the same view, over one that is neither zoomed nor
   playing. What passes is not part of it. */
void view_print(const View *v, const Decoding *d, Buffer *out);
/* What a picture of this view is called beyond its path: "-head1", "-row3", "-ribbons", "-layer";
 * may be "". */
char *view_suffix(const View *v, const Decoding *d, Arena *arena);
/* The value and step that a view shows; paths that the run lacks fall back to the first step. */
Address view_address(const View *v, const Decoding *d);

#endif
