/* Painting: one case for each kind of mark. */
#include "draw/paint.h"

#include "draw/canvas_box.h"
#include "draw/canvas_cells.h"
#include "draw/canvas_line.h"
#include "draw/canvas_spot.h"
#include "draw/canvas_text.h"

static void paint_line(Canvas *c, const Item *i) {
    Point a = {i->x, i->y}, b = {i->x2, i->y2};
    if (i->dash_on > 0)
        canvas_dashes(c, a, b, i->line, i->dash_on, i->dash_off, i->fill);
    else
        canvas_line(c, a, b, i->line, i->fill);
}

static void paint_curve(Canvas *c, const Item *i) {
    const float *p = i->p;
    canvas_curve(c, (Point){p[0], p[1]}, (Point){p[2], p[3]}, (Point){p[4], p[5]},
                 (Point){p[6], p[7]}, i->line, i->fill);
}

static void paint_polygon(Canvas *c, const Item *i) {
    Point corner[4];
    for (int k = 0; k < i->rows; k++) corner[k] = (Point){i->p[2 * k], i->p[2 * k + 1]};
    canvas_polygon(c, corner, i->rows, i->fill);
}

void canvas_paint_item(Canvas *c, const Item *i, const Font *font) {
    switch (i->kind) {
    case ITEM_BOX:
        canvas_box(c, i->x, i->y, i->w, i->h, i->radius, i->fill, i->line, i->stroke);
        break;
    case ITEM_LINE: paint_line(c, i); break;
    case ITEM_CURVE: paint_curve(c, i); break;
    case ITEM_TEXT:
        canvas_text(c, font, i->face, i->pixels, i->x, i->y, i->degrees, i->fill, i->text);
        break;
    case ITEM_CELLS:
        if (i->smooth)
            canvas_smooth(c, i->x, i->y, i->w, i->h, i->cells, i->rows, i->cols);
        else if (i->sizes)
            canvas_dots(c, i->x, i->y, i->w, i->h, i->cells, i->sizes, i->ground, i->rows, i->cols,
                        i->gap);
        else
            canvas_cells(c, i->x, i->y, i->w, i->h, i->cells, i->rows, i->cols, i->gap);
        break;
    case ITEM_POLYGON: paint_polygon(c, i); break;
    case ITEM_SPOT:
        canvas_spot(c, i->x, i->y, i->w, i->h, (Point){i->x2, i->y2}, i->radius, i->fill);
        break;
    case ITEM_HATCH: canvas_hatch(c, i->x, i->y, i->w, i->h, i->gap, i->line, i->fill); break;
    }
}

void canvas_paint(Canvas *c, const Scene *s, const Font *font) {
    for (int i = 0; i < s->count; i++) canvas_paint_item(c, &s->items[i], font);
}
