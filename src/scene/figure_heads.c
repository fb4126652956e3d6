/* Heads: one wide matrix, and the same columns as one matrix for each head, in the heads' colours. */
#include "scene/figure.h"

#include <math.h>

#include "scene/words.h"

enum { HEADS_SHOWN = 8 };

/* A chosen head's part is outlined in the wide matrix; each part in its head's colour. */
static void draw_parts(Stage *s, const Grid *whole, int heads) {
    float pad = fmaxf(2, roundf(3 * s->unit));
    int width = whole->cols / heads;
    for (int h = 0; h < heads; h++) {
        Rect a = grid_cell(whole, 0, h * width), b = grid_cell(whole, 0, (h + 1) * width - 1);
        Rect r = {a.x - (h ? 0 : pad), a.y - pad, b.x + b.w - a.x + (h ? 0 : pad) + (h + 1 < heads ? 0 : pad),
                  whole->cells.h + 2 * pad};
        stage_box(s, r, fmaxf(2, 3 * s->unit), 0, fmaxf(1, 1.4f * s->unit), s->theme.head[h % THEME_HEADS]);
    }
}

static void draw_curve(Stage *s, const Grid *whole, const Grid *head, int h, bool down) {
    Rect a = grid_cell(whole, 0, h * head->cols), b = grid_cell(whole, 0, (h + 1) * head->cols - 1);
    float pad = roundf(7 * s->unit) + 2, x = (a.x + b.x + b.w) / 2, x2 = head->cells.x + head->cells.w / 2;
    float y = down ? whole->cells.y + whole->cells.h + pad : whole->cells.y - pad;
    float y2 = down ? head->cells.y - pad : head->cells.y + head->cells.h + pad;
    Item *i = stage_add(s, ITEM_CURVE);
    float middle = (y + y2) / 2, p[8] = {x, y, x, middle, x2, middle, x2, y2};
    for (int k = 0; k < 8; k++) i->p[k] = p[k];
    i->line = fmaxf(1, 1.4f * s->unit);
    i->fill = s->theme.head[h % THEME_HEADS];
}

static Table heads_table(Stage *s, Value v, int heads, bool above) {
    Table t = {0};
    for (int h = 0; h < heads && h < HEADS_SHOWN; h++) {
        Grid g = grid_make(s, v, h, s->step->op == OP_CONCAT);
        const char *symbol = g.symbol;
        char letter = symbol[0] == '{' ? symbol[3] : symbol[0];
        g.symbol = arena_print(s->arena, "{%d}%c_%d{}", h % THEME_HEADS + 1, letter, h + 1);
        g.color = s->theme.head[h % THEME_HEADS];
        g.row_labels = g.row_labels && h == 0;
        g.heading = above ? HEADING_ABOVE : HEADING_BELOW;
        table_add(&t, g, 0, h);
    }
    grid_share_scale(t.grid, t.count);
    return t;
}

void figure_heads(Stage *s, Rect area) {
    bool split = s->step->op == OP_SPLIT;
    Value wide = split ? s->step->in[0] : s->step->out[0], narrow = split ? s->step->out[0] : s->step->in[0];
    int heads = s->program->values[narrow].form.shape.sheets;
    float between = roundf(30 * s->unit);
    Rect upper = {area.x, area.y, area.w, floorf((area.h - between) / 2)}, lower = upper;
    lower.y = area.y + area.h - lower.h;
    Table one = {0}, many = heads_table(s, narrow, heads, !split);
    Grid whole = grid_make(s, wide, 0, split);
    whole.heading = split ? HEADING_ABOVE : HEADING_BELOW;
    whole.scale.top = many.grid[0].scale.top = fmaxf(whole.scale.top, many.grid[0].scale.top);
    table_add(&one, whole, 0, 0);
    grid_share_scale(many.grid, many.count);
    if (!table_layout(s, &one, split ? upper : lower) || !table_layout(s, &many, split ? lower : upper)) return;
    table_draw(s, &one);
    table_draw(s, &many);
    draw_parts(s, &one.grid[0], heads);
    for (int h = 0; h < many.count; h++) draw_curve(s, &one.grid[0], &many.grid[h], h, split);
}
