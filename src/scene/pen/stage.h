/* What every part of a scene under construction needs: the run, the theme, the sizes of type, what
   is pointed at, and the only ways to numbers. Private to the scene floor. Not for deciding what a
   figure shows. */
#ifndef ATTNSCOPE_SCENE_PEN_STAGE_H
#define ATTNSCOPE_SCENE_PEN_STAGE_H

#include "model/outline.h"
#include "scene/pen/theme.h"
#include "scene/scene.h"
#include "trace/explain.h"
#include "trace/why_uses.h"

/* A place, in pixels. */
typedef struct Rect {
    float x, y, w, h;
} Rect;

enum { EVERY_SHEET = -1 };

/* A cell that is pointed at; col −1: a whole row; sheet EVERY_SHEET: of all of them. */
typedef struct Focus {
    bool on;
    Value value;
    Cell cell;
} Focus;

/* A row that an open question asks about: of every value of that form, for one of them would give
   the others away. Its numbers cannot be read: stage_tensor gives NaN for them. */
typedef struct Veil {
    bool on;
    Shape shape;
    int sheet, row;
} Veil;

/* Parts of the window that a lesson can point out. */
typedef enum Region {
    REGION_MAP,
    REGION_SENTENCE,
    REGION_OUTPUT,
    REGION_TIMELINE,
    REGION_FIGURE,
    REGION_ROW, /* the one that is opened beside its matrices */
    REGION_COUNT
} Region;

/* A scene under construction. */
typedef struct Stage {
    const SceneInput *in;
    Scene *scene;
    Arena *arena;
    const Font *font;
    const Lang *lang;
    const Program *program;
    const Trace *trace;
    Address at;       /* the shown value */
    const Step *step; /* that makes it; NULL for a weight or a given value */
    Focus focus; /* whose operands are shown: the hovered cell of an output, else the pinned one */
    Focus pointer; /* the hovered cell, wherever it is */
    Veil veil;
    Focus aim;                 /* the hidden cell that is pointed at or pinned */
    Rect region[REGION_COUNT]; /* as far as they were drawn */
    Focus playing;             /* the cell that the figure's play has come to; off at rest */
    Reach reach;               /* of the focus */
    ValueUses uses; /* what the hovered cell goes into, else what the number went into that "where
                  to" came from */
    Outline outline;
    bool transposed; /* attention matrices are drawn with their keys downwards */
    bool aside;      /* the pinned figure of a comparison, or the true one beside the changed one */
    float common; /* the shown values of both halves reach from −common to common; 0: there is one
                     figure */
    bool *named;  /* the scene's, of this run */
    bool dots;    /* cells are as large as their numbers */
    bool alone;   /* one matrix, without what it was made of */
    bool presenting; /* the figure alone, to be read from the last row */
    bool line;       /* one line is read and written: texts of that kind come first, KEY.line */
    bool foreign;    /* matrices of a person's own: no sentence, no layers of ours */
    int shown_step;  /* the step of the shown value, of a weight its reader's */
    Style style;
    Theme theme;
    float unit;                         /* one pixel of a window on a usual display */
    int title, name, body, small, mono; /* pixels of type */
    int least;                          /* and of the smallest that can be read */
    const char *group;
    const struct Claims *claims; /* of the shown step, once somebody asked for them */
    const struct Lens *lens;     /* of the run, once somebody asked for it */
    int told;                    /* how many of them the notes tell */
} Stage;

/* How much larger type is while presenting. */
#define PRESENTER_TYPE 1.7f

/* How large a button is that a thumb meets; 0 in a window that is not held in a hand. Presenting in
   a small one counts, too: there is no other way out. */
float stage_thumb(const Stage *s);
/* A head has its own; where there are more than colours, they begin again. */
Color stage_head_color(const Stage *s, int head);
/* What lies behind marked words, light enough for them to be read. */
Color stage_marked(const Stage *s, Color ground);

/* Whether it is as small as a telephone's, upright or turned: nobody presents to many there. */
bool stage_small(const SceneInput *in);

/* Nothing that is presented is smaller than 1/45 of the height; in small windows, than what can be
   read there. */
int stage_presented_least(const SceneInput *in);

/* One pixel of a window on a usual display, before the reader's wish for other type. */
float stage_unit(const SceneInput *in);

/* Whether the window is one that is held in a hand: upright, and no wider than that. */
bool stage_held(const SceneInput *in);

/* What is shown, pointed at and how large type is. */
void stage_open(Stage *s, const SceneInput *in, Arena *arena, Scene *out);
/* Theme and letters alone, for what lies over figures: there is no run. */
void stage_bare(Stage *s, const SceneInput *in, Arena *arena, Scene *out);

/* A second figure in the scene of `s`, of another view or another run; both outlive it. */
void stage_open_aside(Stage *aside, Stage *s, const SceneInput *in);

/* Whether a cell's number is hidden by the lesson's open question; col −1: whether any of its row
 * is. */
bool stage_veils(const Stage *s, Value v, Cell at);
/* The only ways to a number: what is read here is `named` by the scene. */
Tensor stage_tensor(Stage *s, Value v);
/* Whether a cell is −∞: said of the mask, not of a number. */
bool stage_hides(const Stage *s, Value v, int sheet, int row, int col);
/* The operands of a value are shown. */
void stage_name_operands(Stage *s, Value v);
bool stage_explain(Stage *s, Value v, Cell at, Explanation *out);

#endif
