/* A sum of two matrices: what was there, what was found, and both together, on one scale of colour;
   under them the sum of the cell that is pointed at, written out. */
#include "scene/figures/add.h"

#include <math.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/strips.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"

static bool adds_positions(const Stage *s) {
    return s->program->values[s->step->in[1]].role == VALUE_POSITION;
}

static const char *caption_of(const Stage *s, int part) {
    static const char *const keys[2][3] = {{"add.before", "add.found", "add.sum"},
                                           {"add.token", "add.position", "add.sum"}};
    return stage_words(s, keys[adds_positions(s)][part]);
}

static Table figures_add_sum_table(Stage *s, bool column) {
    static const char *const signs[] = {NULL, "+", "="};
    Table t = {0};
    for (int i = 0; i < 3; i++) {
        Grid g = grid_make(s, i < 2 ? s->step->in[i] : s->step->out[0], 0, i < 2);
        g.heading = column ? HEADING_ABOVE : HEADING_BELOW;
        g.predicts = true;
        g.row_labels = g.row_labels && (column || i == 0);
        if (column)
            g.sign = signs[i];
        else if (i)
            t.sign[i - 1] = signs[i];
        grid_follow(s, &g);
        table_add(&t, g, column ? i : 0, column ? 0 : i);
    }
    grid_share_scale(t.grid, 3);
    return t;
}

/* What each matrix means stands above it, if they are side by side; */
static void draw_above(Stage *s, const Table *t) {
    for (int i = 0; i < 3; i++) {
        const Grid *g = &t->grid[i];
        const char *caption = stage_elide(s, FACE_TEXT, s->small, caption_of(s, i), g->cells.w);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, g->cells.x,
                   g->cells.y - roundf(9 * s->unit) - 3, caption);
    }
}

/* else behind its symbol, where there is room for all three. */
static void add_captions(Stage *s, Table *t) {
    const char *bare[3];
    bool fits = t->lines > 0;
    for (int i = 0; i < 3; i++) {
        Grid *g = &t->grid[i];
        bare[i] = g->symbol;
        g->symbol = arena_print(s->arena, "%s   %s", bare[i], caption_of(s, i));
        g->named = true;
        fits = fits && grid_heading_width(s, g) <= 0.5f * g->cells.w;
    }
    for (int i = 0; i < 3 && !fits; i++) t->grid[i].symbol = bare[i], t->grid[i].named = false;
}

/* Side by side where that gives larger cells, or words beside every row at little cost. */
static bool figures_add_better(Stage *s, const Table *row, const Table *column) {
    bool all = table_labelled(s, row);
    if (all != table_labelled(s, column)) return all;
    if (row->labels != column->labels) return row->labels;
    float least = (float)grid_label_least(s);
    bool readable = row->down[0].cell >= least && column->down[0].cell < least;
    return row->quality > (readable ? 0.4f : 1.2f) * column->quality;
}

static void figures_add_draw_equation(Stage *s, float x, float y, float right) {
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0) return;
    const Cell c = f.cell;
    double a = (double)tensor_at(stage_tensor(s, s->step->in[0]), 0, c.row, c.col);
    double b = (double)tensor_at(stage_tensor(s, s->step->in[1]), 0, c.row, c.col);
    double sum = (double)tensor_at(stage_tensor(s, s->step->out[0]), 0, c.row, c.col);
    int places = 3; /* or as many as let what is written hold */
    double unit = 1000, most = fmax(fabs(a), fmax(fabs(b), fabs(sum)));
    for (; places < 5 &&
           fabs(round(a * unit) + round(b * unit) - round(sum * unit)) / unit > 0.008 * most;
         unit *= 10)
        places++;
    const char *left =
        arena_print(s->arena, b < 0 ? "%s + (%s) =" : "%s + %s =", plot_number(s, a, places),
                    plot_number(s, b, places));
    plot_equation(s, f, left, plot_number(s, sum, places), s->name, x, y, right);
}

void figure_add(Stage *s, Rect area) {
    float line = roundf((float)s->name * 2.2f);
    bool written = area.h > 9 * line;
    Rect upper = {area.x, area.y, area.w, area.h - (written ? line : 0)};
    Table column = figures_add_sum_table(s, true), row = figures_add_sum_table(s, false);
    float caption = stage_line_height(s->small) + roundf(8 * s->unit);
    Rect under = {upper.x, upper.y + caption, upper.w, upper.h - caption};
    bool column_fits = strips_layout(s, &column, upper), row_fits = strips_layout(s, &row, under);
    bool use_row = row_fits && (!column_fits || figures_add_better(s, &row, &column));
    if (column.grid[0].one_row && column_fits) use_row = false;
    Table *t = use_row ? &row : &column;
    if (!row_fits && !column_fits) {
        figure_chain(s, area);
        return;
    }
    strips_tall(s, t, use_row ? under : upper);
    if (use_row)
        draw_above(s, t);
    else
        add_captions(s, t);
    table_draw(s, t);
    const Track *last = &t->down[t->rows - 1];
    float base = last->start + last->size + last->after + roundf((float)s->name * 1.3f);
    if (written) figures_add_draw_equation(s, t->grid[0].cells.x, base, area.x + area.w);
}
