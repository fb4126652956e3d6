/* The general figure: a step's inputs, then its output; side by side if the cells become larger so, else one under the
   other. What is added or scaled shares one scale of colour, so that it can be compared. */
#include "scene/figure.h"

#include <math.h>
#include <string.h>

#include "scene/words.h"

static const char *sign_before(Op op, int input) {
    if (input == 0) return NULL;
    return op == OP_ADD || op == OP_MASK ? "+" : op == OP_EMBED ? NULL : "·";
}

static const char *sign_of_output(Op op) {
    return op == OP_ADD || op == OP_MASK ? "=" : "→";
}

static bool compares(Op op) {
    return op == OP_ADD || op == OP_SCALE || op == OP_RELU || op == OP_GELU || op == OP_MASK;
}

typedef struct Chain {
    Grid grid[OP_INPUTS + 1];
    const char *sign[OP_INPUTS + 1];
    int count;
} Chain;

static void chain_add(Chain *c, Grid g, const char *sign) {
    g.predicts = true;
    c->sign[c->count] = sign;
    c->grid[c->count++] = g;
}

static Chain chain_make(Stage *s) {
    Chain c = {0};
    int sheet = s->at.cell.sheet;
    if (!s->step) {
        chain_add(&c, grid_make(s, s->at.value, sheet, false), NULL);
        return c;
    }
    Op op = s->step->op;
    for (int i = 0; i < s->step->inputs; i++) {
        Grid g = grid_make(s, s->step->in[i], sheet, true);
        if (op == OP_EMBED && i == 1) g.loose = true;
        if (op == OP_MASK && i > 0) g.bar = false;
        chain_add(&c, g, sign_before(op, i));
    }
    Value out = s->step->out[op_table[op].outputs - 1];
    chain_add(&c, grid_make(s, out, sheet, false), s->step->inputs ? sign_of_output(op) : NULL);
    if (compares(op)) grid_share_scale(c.grid, c.count);
    return c;
}

static bool same_labels(const Stage *s, const Grid *a, const Grid *b) {
    Form x = s->program->values[a->value].form, y = s->program->values[b->value].form;
    return x.rows == y.rows && x.shape.rows == y.shape.rows;
}

static Table side_by_side(Stage *s, const Chain *c) {
    Table t = {0};
    for (int i = 0; i < c->count; i++) {
        Grid g = c->grid[i];
        if (i && same_labels(s, &g, &c->grid[0])) g.row_labels = false;
        if (i) t.sign[i - 1] = c->sign[i];
        table_add(&t, g, 0, i);
    }
    return t;
}

/* A mask of one row lies as a strip under what it is added to. */
static Table with_strips(Stage *s, const Chain *c) {
    Table t = {0};
    for (int i = 0; i < c->count; i++) {
        Grid g = c->grid[i];
        bool strip = i && g.rows == 1 && c->grid[0].rows > 1;
        if (i && same_labels(s, &g, &c->grid[0])) g.row_labels = false;
        if (strip) {
            g.sign = c->sign[i];
            g.col_labels = false;
        } else if (i) {
            t.sign[t.cols - 1] = c->sign[i];
        }
        if (strip) g.bar = false;
        table_add(&t, g, strip, strip ? t.cols - 1 : t.cols);
    }
    return t;
}

/* The scores before and after, with a small mask of the future between them. */
static Table with_mini(Stage *s, const Chain *c) {
    Table t = {0};
    int last = c->count - 1, order[] = {0, 1, last};
    for (int k = 0; k < 3; k++) {
        Grid g = c->grid[order[k]];
        if (k && same_labels(s, &g, &c->grid[0])) g.row_labels = false;
        if (k) t.sign[k - 1] = c->sign[order[k]];
        if (k == 1) g.mini = true, g.col_labels = false;
        table_add(&t, g, 0, k);
    }
    return t;
}

/* The other mask, of one row, stands under the small one's name. */
static void draw_under_mini(Stage *s, const Grid *mini, Grid g, const char *sign, int lines) {
    float pad = roundf(10 * s->unit), top = mini->cells.y + mini->cells.h + grid_heading_height(s, mini, 1) + pad;
    g.sign = sign;
    g.row_labels = g.col_labels = g.bar = false;
    g.mini = true;
    g.col_room = -1;
    g.slot = mini->slot;
    g.cells = (Rect){mini->cells.x, top, mini->cells.w, roundf(fmaxf(8, 12 * s->unit))};
    grid_draw(s, &g, lines);
}

static bool figure_two_masks(Stage *s, const Chain *c, Rect area) {
    if (c->count != 4 || c->grid[1].rows < 2 || c->grid[2].rows != 1) return false;
    Table t = with_mini(s, c);
    if (!table_layout(s, &t, area)) return false;
    table_draw(s, &t);
    const Grid *mini = &t.grid[1];
    draw_under_mini(s, mini, c->grid[2], c->sign[2], t.lines);
    return true;
}

/* What is known of each token stands under the token. */
static Table under_tokens(const Chain *c) {
    Table t = {0};
    for (int i = 0; i < c->count; i++) {
        Grid g = c->grid[i];
        if (i == 0) grid_transpose(&g);
        if (i) g.col_labels = false;
        g.heading = HEADING_ABOVE;
        g.sign = c->sign[i];
        table_add(&t, g, i, 0);
    }
    return t;
}

static Table stacked(const Chain *c) {
    Table t = {0};
    for (int i = 0; i < c->count; i++) {
        Grid g = c->grid[i];
        g.heading = HEADING_ABOVE;
        g.sign = c->sign[i];
        table_add(&t, g, i, 0);
    }
    return t;
}

/* x with its mean and variance beside it, the gain and the shift as strips, the result underneath. */
static Table norm_table(Stage *s) {
    Table t = {0};
    const Value *in = s->step->in, *out = s->step->out;
    const Value column[] = {in[0], in[1], in[2], out[2]};
    static const char *const signs[] = {NULL, "·", "+", "="};
    for (int i = 0; i < 4; i++) {
        Grid g = grid_make(s, column[i], 0, i < 3);
        g.heading = HEADING_ABOVE;
        g.sign = signs[i];
        g.predicts = true;
        table_add(&t, g, i, 0);
    }
    for (int i = 0; i < 2; i++) {
        Grid g = grid_make(s, out[i], 0, false);
        g.heading = HEADING_ABOVE;
        g.row_labels = g.bar = false;
        table_add(&t, g, 0, 1 + i);
    }
    return t;
}

static bool better(const Table *a, const Table *b) {
    if (a->labels != b->labels) return a->labels;
    return a->quality > b->quality * 1.2f;
}

void figure_chain(Stage *s, Rect area) {
    if (s->step && s->step->op == OP_NORM) {
        Table t = norm_table(s);
        if (table_layout(s, &t, area)) table_draw(s, &t);
        return;
    }
    Chain c = chain_make(s);
    if (s->step && s->step->op == OP_MASK && figure_two_masks(s, &c, area)) return;
    if (s->step && s->step->op == OP_PADDING) {
        Table t = under_tokens(&c);
        if (table_layout(s, &t, area)) table_draw(s, &t);
        return;
    }
    Table row = s->step && s->step->op == OP_MASK ? with_strips(s, &c) : side_by_side(s, &c), column = stacked(&c);
    bool row_fits = table_layout(s, &row, area), column_fits = table_layout(s, &column, area);
    bool may_stack = !s->step || s->step->op != OP_EMBED;
    bool use_column = may_stack && column_fits && (!row_fits || better(&column, &row));
    if (use_column) table_draw(s, &column);
    else if (row_fits) table_draw(s, &row);
}
