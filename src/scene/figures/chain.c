/* The general figure, for weights, given values and every step that has no figure of its own: a
   step's inputs, then its outputs; side by side or one under the other, whichever gives larger
   cells. It is never blank. */
#include "scene/figures/chain.h"

#include <math.h>

#include "scene/matrix/grid_draw.h"
#include "scene/matrix/strips.h"

typedef struct Chain {
    Grid grid[OP_INPUTS + OP_OUTPUTS];
    const char *sign[OP_INPUTS + OP_OUTPUTS];
    int count;
} Chain;

static void chain_add(Stage *s, Chain *c, Value v, bool input, const char *sign) {
    Grid g = grid_make(s, v, s->at.cell.sheet, input);
    g.predicts = true;
    grid_turn_words(s, &g);
    if (grid_rows_agree(s, v, s->at.value))
        grid_follow(s, &g);
    else if (s->step && g.full_rows > 3 * s->program->values[s->at.value].form.shape.rows)
        g.loose = true;
    c->sign[c->count] = sign;
    c->grid[c->count++] = g;
}

/* Of several outputs the last one is what the step is for; another is there if it is what is shown.
 */
static Chain chain_make(Stage *s) {
    Chain c = {0};
    if (!s->step) {
        chain_add(s, &c, s->at.value, false, NULL);
        return c;
    }
    for (int i = 0; i < s->step->inputs; i++) chain_add(s, &c, s->step->in[i], true, NULL);
    Value last = s->step->out[op_table[s->step->op]->outputs - 1];
    const char *arrow = s->step->inputs ? "→" : NULL;
    if (s->at.value != last) chain_add(s, &c, s->at.value, false, arrow), arrow = NULL;
    chain_add(s, &c, last, false, arrow);
    return c;
}

static Table table_of(const Stage *s, const Chain *c, bool column) {
    Table t = {0};
    for (int i = 0; i < c->count; i++) {
        Grid g = c->grid[i];
        if (column) {
            g.heading = HEADING_ABOVE;
            g.sign = c->sign[i];
        } else if (i) {
            if (grid_rows_agree(s, g.value, c->grid[0].value)) g.row_labels = false;
            t.sign[i - 1] = c->sign[i];
        }
        table_add(&t, g, column ? i : 0, column ? 0 : i);
    }
    return t;
}

static bool chain_better(Stage *s, const Table *a, const Table *b) {
    bool all = table_labelled(s, a);
    if (all != table_labelled(s, b)) return all;
    if (a->labels != b->labels) return a->labels;
    return a->quality > b->quality * 1.2f;
}

/* What is shown by itself; where not even that finds room for a word, its bare cells. */
static void draw_alone(Stage *s, Rect area) {
    Table t = {0};
    Grid g = grid_make(s, s->at.value, s->at.cell.sheet, false);
    grid_turn_words(s, &g);
    table_add(&t, g, 0, 0);
    if (strips_layout(s, &t, area)) {
        strips_tall(s, &t, area);
        table_draw(s, &t);
        return;
    }
    float pad = roundf(6 * s->unit) + 2;
    g.row_labels = g.col_labels = g.sums = false;
    g.heading = HEADING_NONE;
    g.cells =
        (Rect){area.x + pad, area.y + pad, fmaxf(1, area.w - 2 * pad), fmaxf(1, area.h - 2 * pad)};
    grid_draw(s, &g, 0);
}

void figure_chain(Stage *s, Rect area) {
    Chain c = chain_make(s);
    Table row = table_of(s, &c, false), column = table_of(s, &c, true);
    bool row_fits = strips_layout(s, &row, area),
         column_fits = c.count > 1 && strips_layout(s, &column, area);
    if (!row_fits && !column_fits) {
        draw_alone(s, area);
        return;
    }
    Table *t = column_fits && (!row_fits || chain_better(s, &column, &row)) ? &column : &row;
    strips_tall(s, t, area);
    table_draw(s, t);
}
