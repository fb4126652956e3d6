/* One matrix, and nothing that it was made of: for a slide, a page, or the last row of a room. */
#include "scene/figures/alone.h"

#include <math.h>

#include "scene/marks/insight.h"
#include "scene/marks/lists.h"
#include "scene/matrix/table.h"
#include "scene/words/alone_words.h"

/* In a hand a row is opened below the matrix: the one pointed at, else one that tells most; −1:
   none. */
static int opened_row(Stage *s, const Grid *g) {
    bool turned = s->step && s->step->args.turned;
    if (!stage_held(s->in) || s->foreign || turned || !program_attends(s->program, g->value))
        return -1;
    if (s->focus.on && s->focus.value == g->value && s->focus.cell.row < g->full_rows)
        return s->focus.cell.row;
    int row = program_shares(s->program, g->value) ? insight_row(s) : -1;
    return row < 0 || row >= g->full_rows ? g->full_rows - 1 : row;
}

/* Where rows would be too low for their words, as many as have room, about the opened one. */
static void show_rows_about(const Stage *s, Grid *g, int row, float high) {
    float beside = 90 * s->unit, least = 1.15f * (float)s->small;
    int count = (int)fmaxf(3, (high - beside) / least);
    if (count >= g->rows || g->transposed) return;
    g->row0 += (int)fmaxf(0, fminf((float)(row - g->row0 - count / 2), (float)(g->rows - count)));
    g->rows = count;
}

void figure_alone(Stage *s, Rect area) {
    Focus pointed = s->focus;
    Table t = {0};
    Grid g = grid_make(s, s->at.value, s->at.cell.sheet, false);
    g.predicts = true;
    g.heading = HEADING_LEGEND;
    grid_turn_words(s, &g);
    g.sums = (program_shares(s->program, s->at.value) && s->step && !s->step->args.turned) ||
             alone_almost(s);
    grid_follow(s, &g);
    int row = opened_row(s, &g);
    if (row >= 0) show_rows_about(s, &g, row, area.h);
    table_add(&t, g, 0, 0);
    float list = row < 0 ? 0 : list_keys_height(s) + roundf(14 * s->unit), high = area.h - list;
    float least = (float)g.rows * 1.35f * (float)s->small + 110 * s->unit;
    if (list > 0 && high >= least) {
        area.h = high;
        list_keys(s,
                  (Rect){area.x, area.y + high + roundf(8 * s->unit), area.w, list_keys_height(s)},
                  row);
        if (!s->focus.on) s->focus = (Focus){true, s->at.value, {s->at.cell.sheet, row, -1}};
    }
    if (table_layout(s, &t, area)) table_draw(s, &t);
    s->focus = pointed;
}
