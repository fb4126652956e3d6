/* Whether what is told of labels finds room without costing cells, numbers or other labels theirs.
 */
#include "scene/matrix/grid_fit.h"

#include <math.h>

#include "scene/matrix/grid_gloss.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/words/gloss.h"

/* Of their size before, cells must keep so much. */
static const float cells_keep = 0.8f;

bool grid_has_gloss(Stage *s, const Grid *g, bool row) {
    int count = row ? g->rows : g->cols;
    if (!s->in->gloss || !(row ? g->row_labels : g->col_labels) || g->mini) return false;
    for (int i = 0; i < count; i++)
        if (*grid_gloss(s, g, row, i)) return true;
    return false;
}

GridFit grid_fit(Stage *s, const Grid *g) {
    GridFit f = {.across = g->cells.w / (float)g->cols,
                 .down = g->cells.h / (float)g->rows,
                 .heading = fminf(g->heading == HEADING_LEFT ? g->left_room : g->slot,
                                  grid_heading_room(s, g))};
    f.number = grid_number_type(s, g, &f.letters);
    f.reads = g->reads_room > 0;
    f.every_row = g->row_labels ? grid_row_step(s, g) : 1;
    f.stand = g->col_labels && grid_labels_stand(s, g, f.across);
    f.every_col = g->col_labels && !f.stand ? grid_col_step(s, g, f.across) : 1;
    return f;
}

static bool keeps(const GridFit *now, const GridFit *before) {
    return now->across >= cells_keep * before->across && now->down >= cells_keep * before->down &&
           now->heading >= before->heading && now->number >= before->number &&
           now->letters >= before->letters && now->every_row <= before->every_row &&
           now->every_col <= before->every_col && now->stand == before->stand &&
           now->reads == before->reads;
}

static bool rows_fit(Stage *s, const Grid *g, const GridFit *now) {
    if (g->row_gloss == GLOSS_NONE) return true;
    float lines = (float)(s->small + gloss_pixels(s) + 1);
    if (g->row_gloss == GLOSS_BELOW && now->down < lines) return false;
    return grid_row_label_width(s, g, 1e9f) <= g->label_room - g->reads_room;
}

static bool cols_fit(Stage *s, const Grid *g, const GridFit *now) {
    if (g->col_gloss == GLOSS_NONE) return true;
    if (now->every_col > 1 || g->col_room < 0) return false;
    if (now->stand)
        return g->col_gloss == GLOSS_BELOW && grid_gloss_width(s, g, false) + 6 <= now->across;
    if (g->col_gloss == GLOSS_BELOW && now->across < 1.9f * (float)(s->small + gloss_pixels(s)))
        return false;
    return grid_overhang(s, g, now->across) <= g->col_room;
}

bool grid_gloss_fits(Stage *s, const Grid *g, const GridFit *before) {
    GridFit now = grid_fit(s, g);
    return keeps(&now, before) && rows_fit(s, g, &now) && cols_fit(s, g, &now);
}
