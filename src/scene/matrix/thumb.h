/* A thumbnail: a value's matrix as a small picture with a thin outline, and where it leads. Private
   to the scene floor. Not for matrices that are read cell by cell: grid.h draws those. */
#ifndef ATTNSCOPE_SCENE_MATRIX_THUMB_H
#define ATTNSCOPE_SCENE_MATRIX_THUMB_H

#include "scene/matrix/grid.h"

typedef struct Thumb {
    Value value;
    int sheet;
    Rect box;         /* of the cells */
    Color color;      /* of the outline */
    bool hot;         /* it is what is shown now */
    int behind;       /* outlines behind it: further heads */
    const char *path; /* where a click leads, NULL: nowhere */
    Depth depth;
    const Scale *scale; /* what it shares with others; NULL: its own */
} Thumb;

/* One that leads to its value's own step, outlined in its role's colour. */
Thumb thumb_make(Stage *s, Value v, int sheet, Rect box);
/* In its box. */
void thumb_draw(Stage *s, const Thumb *t);
/* How far the outlines behind a thumbnail reach beyond its frame, up and to the right. */
float thumb_behind(const Stage *s, int behind);
/* How much wider than high a value is drawn: `power` 1 keeps its true shape, less draws it nearer
 * to a square. */
float thumb_aspect(const Stage *s, Value v, float power, float least, float most);
/* Between two such shapes the one that fills the room best. */
float thumb_best(const Stage *s, Value v, Rect room);
/* The largest box of that shape in the middle of the room. */
Rect thumb_fit(Rect room, float aspect);
/* The value's symbol (input: as it is called where it goes in) and shape on one line around
   `middle`, the shape left out if both are too wide. */
void thumb_caption(Stage *s, Value v, bool input, Color ground, float middle, float base,
                   float most);
/* A symbol's letter with the head's number and colour. */
const char *thumb_head_symbol(Stage *s, Value v, int head);
/* "5 × 64", "4 × 5 × 16". */
const char *thumb_shape(Stage *s, Value v);
/* What the step that makes a value is called, "" if it has no name. */
const char *thumb_step_name(Stage *s, Value v);
/* The pointer is on what leads there. */
bool thumb_hovered(const Stage *s, const char *path);

#endif
