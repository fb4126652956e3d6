/* The corner layout: each number of the product stands where its row and its column meet. */
#include "scene/figure.h"

#include <math.h>
#include <string.h>

#include "scene/words.h"

/* Dots from the operand's row and column to the product's cell. */
static void draw_dots(Stage *s, const Grid *a, const Grid *b, const Grid *c, float labels) {
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0 || f.value != c->value) return;
    Color hot = s->theme.role[ROLE_HOT];
    Rect cell = grid_cell(c, f.cell.row, f.cell.col);
    float x = cell.x + cell.w / 2, y = cell.y + cell.h / 2, pad = roundf(8 * s->unit);
    stage_dots(s, a->cells.x + a->cells.w + pad, y, c->cells.x - pad, y, hot);
    stage_dots(s, x, b->cells.y + b->cells.h + pad, x, c->cells.y - labels - pad, hot);
}

/* The free place at the left of the upper operand's heading, above the left operand. */
static Rect corner(Stage *s, const Table *t) {
    const Track *a = &t->across[0], *b = &t->down[0];
    const Grid *top = &t->grid[0];
    float right = grid_left(s, top) - (t->lines ? grid_left_width(s, top) : 0) - roundf(20 * s->unit);
    const Grid *left = &t->grid[t->count - 2];
    float labels = t->labels ? grid_col_label_height(s, left, a->cell) : 0;
    return (Rect){a->start, b->start, right - a->start, left->cells.y - labels - roundf(16 * s->unit) - b->start};
}

static bool is_output_step(const Stage *s) {
    return strncmp(s->program->values[s->at.value].path, "output.", 7) == 0;
}

/* The words that the row of the focus, or the last row, makes probable: in the corner of the logits. */
static void draw_words(Stage *s, Rect area) {
    Value p = program_find(s->program, "output.probabilities");
    if (p == NO_VALUE) return;
    int rows = s->program->values[p].form.shape.rows;
    list_words(s, area, p, s->focus.on && s->focus.cell.row < rows ? s->focus.cell.row : rows - 1);
}

void figure_product(Stage *s, Rect area) {
    const Step *p = s->step;
    int sheet = s->at.cell.sheet, bias = p->inputs > 2;
    Table t = {.corner = true};
    Grid b = grid_make(s, p->in[1], sheet, true);
    if (p->op == OP_SCORES || p->op == OP_LINEAR_TIED) {
        grid_transpose(&b);
        b.symbol = arena_print(s->arena, "%s^T", b.symbol);
        b.col_labels = false;
    }
    b.heading = HEADING_LEFT;
    Grid *top = table_add(&t, b, 0, 1);
    if (bias) {
        Grid g = grid_make(s, p->in[2], 0, true);
        g.heading = HEADING_LEFT;
        g.bar = false;
        table_add(&t, g, 1, 1);
    }
    Grid *left = table_add(&t, grid_make(s, p->in[0], sheet, true), 1 + bias, 0);
    Grid *product = table_add(&t, grid_make(s, p->out[0], sheet, false), 1 + bias, 1);
    left->predicts = true;
    product->row_labels = false;
    if (p->op == OP_LINEAR) top->row_labels = false;
    if (!table_layout(s, &t, area)) return;
    table_draw(s, &t);
    draw_dots(s, left, bias ? &t.grid[1] : top, product,
              t.labels ? grid_col_label_height(s, product, t.across[1].cell) + 4 : 0);
    Rect free = corner(s, &t);
    if (!list_terms(s, free) && is_output_step(s)) draw_words(s, free);
}
