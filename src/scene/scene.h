/* A scene is the picture as a flat list of marks, in pixels, last on top. scene_build makes it from a view, a run and a
   size, and nothing else: equal inputs give equal scenes. Painters (pixels, text, later SVG) only read it. */
#ifndef ATTNSCOPE_SCENE_SCENE_H
#define ATTNSCOPE_SCENE_SCENE_H

#include "base/color.h"
#include "base/font.h"
#include "lesson/lang.h"
#include "lesson/view.h"

typedef enum ItemKind {
    ITEM_BOX,     /* rounded box: fill, outline */
    ITEM_LINE,    /* x, y to x2, y2; dash on/off 0 for a whole line */
    ITEM_CURVE,   /* cubic Bézier p[0..3] */
    ITEM_TEXT,    /* baseline's left end at x, y; turned by degrees */
    ITEM_CELLS,   /* rows × cols colours */
    ITEM_HATCH
} ItemKind;

typedef struct Item {
    ItemKind kind;
    float x, y, w, h;       /* BOX, CELLS, HATCH: the box; TEXT: x, y baseline, w its width; LINE: x, y */
    float x2, y2;           /* LINE */
    float p[8];             /* CURVE */
    float radius, line;     /* BOX; LINE, CURVE, HATCH: width */
    float dash_on, dash_off;
    Color fill, stroke;     /* TEXT, LINE: fill */
    Color ground;           /* TEXT: what it stands on, for the contrast test */
    Face face;
    int pixels;
    float degrees;
    const char *text;
    const Color *cells;
    int rows, cols;
    float gap;
    const char *group;      /* which part of the picture: "figure", "frame", "overlay"; for tests of overlap */
} Item;

/* A place that answers the pointer: a matrix, whose cells are found by position. */
typedef struct Target {
    const char *path;       /* the value drawn there */
    int head;
    float x, y, w, h;
    int rows, cols;
    bool transposed;        /* drawn with rows to the right (Kᵀ) */
} Target;

typedef struct Scene {
    int width, height;
    Color ground;
    Item *items;
    int count, room;
    Target *targets;
    int target_count, target_room;
    const char *speech;     /* the hovered or pinned cell in one spoken-style line, "" if none */
    Arena *arena;
} Scene;

typedef struct SceneInput {
    const View *view;
    const Decoding *run;
    int width, height;      /* pixels; at least 320 × 240 */
    bool frame;             /* the window's own parts too; false: the figure alone, as exported */
    bool transparent;       /* no ground */
    const Font *font;
    const Lang *lang;
} SceneInput;

void scene_build(const SceneInput *in, Arena *arena, Scene *out);
/* The cell at a point: the topmost target that holds it. False where there is none. */
bool scene_hit(const Scene *s, float x, float y, const Target **target, int *row, int *col);
/* The scene as text, one mark a line, numbers to a tenth of a pixel: golden tests. */
void scene_print(const Scene *s, Buffer *out);
/* Marks that overlap, are cut or lack contrast, one line each; returns how many. For tests. */
int scene_faults(const Scene *s, const Font *font, Buffer *out);

#endif
