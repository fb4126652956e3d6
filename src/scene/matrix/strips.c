/* Tables that may show one row only, as most steps' figures do. */
#include "scene/matrix/strips.h"

#include <math.h>

/* Signs stand in the middle of the last matrix, and may be higher than it is. */
static bool signs_fit(const Stage *s, const Table *t, Rect area) {
    const Rect c = t->grid[t->count - 1].cells;
    float middle = c.y + c.h / 2, half = 0.6f * (float)s->title;
    for (int i = 0; i + 1 < t->cols; i++)
        if (t->sign[i] && (middle - half < area.y || middle + half > area.y + area.h)) return false;
    return true;
}

bool strips_layout(Stage *s, Table *t, Rect area) {
    if (!table_layout(s, t, area)) return false;
    /* Without labels headings come down to the cells. */
    for (int i = 0; i < t->count && !t->labels; i++) t->grid[i].col_labels = false;
    return t->down[0].start - t->down[0].before >= area.y - 1 && signs_fit(s, t, area);
}

/* The lowest edge that the table reaches. */
static float strips_bottom(const Table *t) {
    const Track *last = &t->down[t->rows - 1];
    return last->start + last->size + last->after;
}

void strips_tall(Stage *s, Table *t, Rect area) {
    for (int i = 0; i < t->count; i++)
        if (t->grid[i].rows > 1 && !t->grid[i].mini) return;
    float top = t->down[0].start - t->down[0].before, used = strips_bottom(t) - top;
    float most = roundf((t->rows < 4 ? 76 : 56) * s->unit) - t->down[0].size;
    float more = floorf(fminf(most, (area.h * 0.94f - used) / (float)t->rows));
    if (more <= 0) return;
    float shift =
        roundf(area.y + fminf((area.h - used - more * (float)t->rows) / 2, 40 * s->unit) - top);
    for (int i = 0; i < t->count; i++) {
        Grid *g = &t->grid[i];
        g->cells.y += shift + more * (float)g->track_row;
        if (!g->mini) g->cells.h += more;
    }
    for (int i = 0; i < t->rows; i++) {
        t->down[i].start += shift + more * (float)i;
        t->down[i].size += more;
    }
}
