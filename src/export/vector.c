/* As draw/canvas_cells.c and draw/canvas_line.c do it. */
#include "export/vector.h"

#include <math.h>

#include "draw/canvas_cells.h"

Color vector_stroke(float width, Color color) {
    return width < 1 ? (color & ~0xFFu) | (Color)lrintf((float)(color & 0xFF) * fmaxf(0, width))
                     : color;
}

static VectorCut vector_axis(double low, double size, int count, double gap) {
    double start = floor(low + 0.5), stop = fmax(floor(low + size + 0.5), start + 1),
           step = (stop - start) / count;
    return (VectorCut){start, step, count, gap > 0 && step >= gap + 2 ? (int)(gap + 0.5) : 0};
}

void vector_cut(const Item *i, VectorCut *across, VectorCut *down) {
    *across = vector_axis((double)i->x, (double)i->w, i->cols, (double)i->gap);
    *down = vector_axis((double)i->y, (double)i->h, i->rows, (double)i->gap);
    if (!across->gap || !down->gap) across->gap = down->gap = 0;
}

double vector_low(const VectorCut *c, int at) {
    return floor(c->start + at * c->step + 0.5);
}

double vector_high(const VectorCut *c, int at) {
    return floor(c->start + (at + 1) * c->step + 0.5) - (at + 1 < c->count ? c->gap : 0);
}

double vector_size(const VectorCut *c) {
    return c->step * c->count;
}

bool vector_painted(const Item *i, const VectorCut *across, const VectorCut *down) {
    return i->smooth || (long)i->rows * i->cols > VECTOR_CELLS || across->step < 1 ||
           down->step < 1;
}

Canvas vector_paint(const Item *i, const VectorCut *across, const VectorCut *down, Arena *arena) {
    int w = i->smooth ? i->cols : (int)lrint(vector_size(across)),
        h = i->smooth ? i->rows : (int)lrint(vector_size(down));
    Canvas c = canvas_make(arena, w, h);
    canvas_clear(&c, 0);
    if (i->sizes)
        canvas_dots(&c, 0, 0, (float)w, (float)h, i->cells, i->sizes, i->ground, i->rows, i->cols,
                    i->gap);
    else
        canvas_cells(&c, 0, 0, (float)w, (float)h, i->cells, i->rows, i->cols, i->gap);
    return c;
}
