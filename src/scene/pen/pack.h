/* Equal boxes in rows and columns. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PEN_PACK_H
#define ATTNSCOPE_SCENE_PEN_PACK_H

#include "scene/pen/stage.h"

/* Equal boxes in rows and columns, as large as the room allows. */
typedef struct Pack {
    int rows, cols;
    float w, h, gap_x, gap_y;
    Rect room;
} Pack;

/* So many boxes of that shape (width ÷ height), as large as the room allows, with gaps between
 * them. */
Pack pack_make(int count, float aspect, Rect room, float gap_x, float gap_y);
/* Box number i; the whole stands in the room's middle. */
Rect pack_box(const Pack *p, int i);

#endif
