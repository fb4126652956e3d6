/* As many columns as make the boxes largest. */
#include "scene/pen/pack.h"

#include <math.h>

Pack pack_make(int count, float aspect, Rect room, float gap_x, float gap_y) {
    Pack best = {.rows = 1, .cols = count, .room = room, .gap_x = gap_x, .gap_y = gap_y};
    for (int rows = 1; rows <= count; rows++) {
        int cols = (count + rows - 1) / rows;
        float w = (room.w - gap_x * (float)(cols - 1)) / (float)cols;
        float h = fminf((room.h - gap_y * (float)(rows - 1)) / (float)rows, w / aspect);
        if (h > best.h)
            best.rows = rows, best.cols = cols, best.h = floorf(h), best.w = floorf(h * aspect);
    }
    return best;
}

Rect pack_box(const Pack *p, int i) {
    float rows = (float)p->rows, cols = (float)p->cols, row = (float)(i / p->cols),
          col = (float)(i % p->cols);
    float left = p->room.x + (p->room.w - cols * p->w - (cols - 1) * p->gap_x) / 2;
    float top = p->room.y + (p->room.h - rows * p->h - (rows - 1) * p->gap_y) / 2;
    return (Rect){roundf(left + col * (p->w + p->gap_x)), roundf(top + row * (p->h + p->gap_y)),
                  p->w, p->h};
}
