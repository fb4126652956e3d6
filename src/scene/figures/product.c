/* The corner layout: each number of the product stands where its row and its column meet. */
#include "scene/figures/product.h"

#include <math.h>
#include <string.h>

#include "scene/marks/lists.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/table.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/names.h"
#include "trace/measure.h"

/* Dots from the operand's row and column to the product's cell. */
static void product_draw_dots(Stage *s, const Grid *a, const Grid *b, const Grid *c, float labels) {
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0 || f.value != c->value) return;
    Color hot = s->theme.role[ROLE_HOT];
    Rect cell =
        c->transposed ? grid_cell(c, f.cell.col, f.cell.row) : grid_cell(c, f.cell.row, f.cell.col);
    float x = cell.x + cell.w / 2, y = cell.y + cell.h / 2, pad = roundf(8 * s->unit);
    stage_dots(s, a->cells.x + a->cells.w + pad, y, c->cells.x - pad, y, hot);
    stage_dots(s, x, b->cells.y + b->cells.h + pad, x, c->cells.y - labels - pad, hot);
}

/* The free place at the left of the upper operand's heading, above the left operand; from the row
   labels' side on if it were too narrow otherwise. */
static Rect product_corner(Stage *s, const Table *t, Rect area) {
    const Track *a = &t->across[0], *b = &t->down[0];
    const Grid *top = &t->grid[0];
    float right =
        grid_left(s, top) - (t->lines ? grid_left_width(s, top) : 0) - roundf(24 * s->unit);
    const Grid *left = &t->grid[t->count - 2];
    float labels = t->labels ? grid_col_label_height(s, left, a->cell) : 0;
    float x = right - a->start < 360 * s->unit ? grid_left(s, left) : a->start;
    if (x < area.x) x = area.x;
    return (Rect){x, b->start, right - x, left->cells.y - labels - roundf(16 * s->unit) - b->start};
}

/* Where that is narrow, the wider one below the heading. */
static Rect product_corner_low(Stage *s, const Table *t, Rect corner) {
    const Grid *top = &t->grid[0], *bias = t->count > 3 ? &t->grid[1] : NULL;
    float heading = stage_line_height(s->name) + 5 * stage_line_height(s->small),
          low = bias ? fminf(corner.y + corner.h, bias->cells.y - roundf(12 * s->unit))
                     : corner.y + corner.h;
    return (Rect){corner.x, corner.y + heading, grid_left(s, top) - roundf(24 * s->unit) - corner.x,
                  low - corner.y - heading};
}

/* The words that the row of the focus, or the last row, makes probable: in the corner of the
 * logits. */
static void product_draw_words(Stage *s, Rect area) {
    Value p = program_role(s->program, VALUE_PROBABILITIES);
    if (p == NO_VALUE) return;
    int rows = s->program->values[p].form.shape.rows;
    list_words(s, area, p, s->focus.on && s->focus.cell.row < rows ? s->focus.cell.row : rows - 1);
}

static bool splits_into_heads(const Stage *s) {
    ValueRole role = s->program->values[s->at.value].role;
    return role == VALUE_QUERIES || role == VALUE_KEYS || role == VALUE_VALUES;
}

static void add_bias(Stage *s, Table *t, Value v) {
    Grid g = grid_make(s, v, 0, true);
    g.heading = HEADING_LEFT;
    g.bar = false;
    table_add(t, g, 1, 1);
}

/* An operand or a product that lies on its side, unless it came so. */
static Grid lying(Stage *s, Value v, bool input) {
    Grid g = grid_make(s, v, s->at.cell.sheet, input);
    if (g.transposed) return g;
    grid_transpose(&g);
    g.symbol = arena_print(s->arena, "%s^T", g.symbol);
    return g;
}

/* (A B)ᵀ is Bᵀ Aᵀ: what stood at the left stands above. The keys of scores then go down. */
static Table turned_table(Stage *s) {
    const Step *p = s->step;
    bool turned = op_table[p->op]->in[1].row == FROM_COL;
    Table t = {.corner = true};
    Grid above = lying(s, p->in[0], true);
    above.heading = HEADING_LEFT;
    above.col_labels = false;
    grid_follow(s, &above);
    table_add(&t, above, 0, 1);
    table_add(&t,
              turned ? grid_make(s, p->in[1], s->at.cell.sheet, true) : lying(s, p->in[1], true), 1,
              0);
    Grid *product = table_add(&t, lying(s, p->out[0], false), 1, 1);
    product->row_labels = false;
    grid_follow(s, product);
    return t;
}

static Table corner_table(Stage *s) {
    const Step *p = s->step;
    int sheet = s->at.cell.sheet, bias = p->inputs > 2;
    Table t = {.corner = true};
    if (s->transposed) return turned_table(s);
    Grid b = grid_make(s, p->in[1], sheet, true);
    if (op_table[p->op]->in[1].row == FROM_COL) {
        grid_transpose(&b);
        b.symbol = arena_print(s->arena, "%s^T", b.symbol);
        b.col_labels = false;
    }
    b.heading = HEADING_LEFT;
    if (splits_into_heads(s)) b.brackets = s->in->run->model->config.heads;
    table_add(&t, b, 0, 1);
    if (bias) add_bias(s, &t, p->in[2]);
    Grid *left = table_add(&t, grid_make(s, p->in[0], sheet, true), 1 + bias, 0);
    Grid *product = table_add(&t, grid_make(s, p->out[0], sheet, false), 1 + bias, 1);
    left->predicts = true;
    product->row_labels = false;
    product->brackets = t.grid[0].brackets;
    grid_follow(s, left);
    grid_follow(s, product);
    return t;
}

/* Side by side, with all the height for every row: where that of the corner would cost rows their
   words. What is no row of tokens is as high as these. */
static Table row_table(Stage *s) {
    const Step *p = s->step;
    int sheet = s->at.cell.sheet, bias = p->inputs > 2;
    Table t = {.sign = {"·", "="}};
    Grid left = grid_make(s, p->in[0], sheet, true), b = grid_make(s, p->in[1], sheet, true),
         product = grid_make(s, p->out[0], sheet, false);
    left.predicts = b.loose = true;
    product.row_labels = false;
    if (op_table[p->op]->in[1].row == FROM_COL) {
        grid_transpose(&b);
        b.symbol = arena_print(s->arena, "%s^T", b.symbol);
    }
    if (splits_into_heads(s)) b.brackets = product.brackets = s->in->run->model->config.heads;
    grid_follow(s, &left);
    grid_follow(s, &product);
    table_add(&t, left, bias, 0);
    table_add(&t, b, bias, 1);
    if (bias) {
        Grid g = grid_make(s, p->in[2], 0, true);
        g.heading = HEADING_LEFT;
        g.bar = false;
        table_add(&t, g, 0, 2);
    }
    table_add(&t, product, bias, 2);
    return t;
}

/* The row whose weighted sum is shown, −1 for none. */
static int summed_row(const Stage *s) {
    Value out = s->step->out[0];
    bool sums =
        program_is(s->program, out, VALUE_HEADS) || program_is(s->program, out, VALUE_SUMMED);
    return sums && s->focus.on && s->focus.value == out ? s->focus.cell.row : -1;
}

/* The value rows that a row of weights scales: the more, the plainer their outline; the largest
 * one's is whole. */
static void draw_scaled_rows(Stage *s, const Grid *values, int row) {
    Tensor a = stage_tensor(s, s->step->in[0]);
    float line = fmaxf(1.5f, 2 * s->unit);
    int largest;
    if (!measure_largest(a, s->at.cell.sheet, row, &largest, 1)) return;
    float most = fmaxf(1e-6f, tensor_at(a, s->at.cell.sheet, row, largest));
    for (int j = values->row0; j < values->row0 + values->rows; j++) {
        float weight = tensor_at(a, s->at.cell.sheet, row, j);
        Rect r = grid_cell(values, j, 0);
        if (weight < 0.02f * most || r.h < 2 * line) continue;
        Rect whole = {values->cells.x - line, r.y - 1, values->cells.w + 2 * line - 1, r.h + 1};
        stage_box(s, whole, 2, 0, line, theme_fade(s->theme.role[ROLE_S], weight / most));
    }
}

static void product_draw_hint(Stage *s, Rect free) {
    const char *text = stage_words(s, "product.hint");
    if (free.h < 2 * (float)s->small || stage_width(s, FACE_TEXT, s->small, text) > free.w) return;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, free.x,
               free.y + (float)s->small, text);
}

/* While nothing is pointed at in a window, its largest number shows how all are made. Not beside a
   page that has something else to say, or another figure. */
static void product_point(Stage *s) {
    const View *v = s->in->view;
    Value out = s->step->out[0];
    bool quiet = s->in->frame && !s->presenting && !s->in->lesson && !v->shown.beside.on &&
                 !s->aside && !s->in->before && v->shown.at.depth == DEPTH_STEP;
    if (!quiet || s->focus.on || s->playing.on || s->veil.on ||
        s->program->values[out].place.stack == STACK_OUTPUT)
        return;
    Cell at = measure_extreme(stage_tensor(s, out), s->at.cell.sheet, true);
    if (at.row < 0) return;
    s->focus = (Focus){true, out, at};
    s->reach = trace_reach(s->trace, out, at, s->arena);
}

static void product_draw(Stage *s, Rect area) {
    Focus pointed = s->focus;
    Table t = corner_table(s);
    bool fits = table_layout(s, &t, area);
    if (!s->transposed && (!fits || !table_labelled(s, &t))) {
        Table row = row_table(s);
        if (table_layout(s, &row, area) && table_labelled(s, &row)) {
            table_draw(s, &row);
            return;
        }
    }
    if (!fits) return;
    Rect free = product_corner(s, &t, area), low = product_corner_low(s, &t, free);
    float bar = stage_held(s->in) ? 2 * stage_line_height(s->small) : 0; /* has a line of its own */
    low.y += bar, low.h -= bar;
    product_point(s);
    bool terms = list_terms_fit(s, free);
    if (!terms && list_terms_fit(s, low)) terms = true, free = low;
    if (!terms) s->focus = pointed;
    table_draw(s, &t);
    const Grid *left = &t.grid[t.count - 2], *product = &t.grid[t.count - 1];
    float labels = t.labels ? grid_col_label_height(s, product, t.across[1].cell) + 4 : 0;
    if (t.lines > 0) labels += grid_bracket_height(s, product);
    product_draw_dots(s, left, &t.grid[t.count - 3], product, labels);
    if (summed_row(s) >= 0 && !s->transposed) draw_scaled_rows(s, &t.grid[0], summed_row(s));
    if (list_terms(s, free)) return;
    if (summed_row(s) >= 0)
        list_weights(s, free, summed_row(s));
    else if (s->program->values[s->at.value].place.stack == STACK_OUTPUT)
        product_draw_words(s, free);
    else if (!s->focus.on && s->in->frame)
        product_draw_hint(s, free);
}

void figure_product(Stage *s, Rect area) {
    Focus pointed = s->focus;
    Reach reach = s->reach;
    product_draw(s, area);
    s->focus = pointed, s->reach = reach;
}
