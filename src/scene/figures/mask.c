/* Masks by themselves, with words that say who may look at whom; and masks added to scores, each
 * apart. */
#include "scene/figures/mask.h"

#include <math.h>

#include "scene/matrix/table.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "trace/measure.h"

/* Words beside or under a mask */

/* A little open or hidden cell and what it means; returns the next line's top. */
static float figures_mask_draw_key(Stage *s, Rect area, float y, bool hidden, const char *key) {
    float side = roundf(fmaxf(18, 22 * s->unit)),
          base = y + side / 2 + stage_drop(s, FACE_TEXT, s->body);
    Rect cell = {area.x, y, side, side};
    stage_box(s, cell, 0, s->theme.ground, 1, s->theme.line);
    if (hidden) stage_hatch(s, (Rect){cell.x + 1, cell.y + 1, side - 2, side - 2});
    float digit = stage_width(s, FACE_MONO, s->mono, "0");
    if (!hidden)
        stage_text(s, FACE_MONO, s->mono, theme_ink(s->theme.ground), s->theme.ground,
                   cell.x + (side - digit) / 2, y + side / 2 + stage_drop(s, FACE_MONO, s->mono),
                   "0");
    const char *text =
        stage_elide(s, FACE_TEXT, s->body, stage_words(s, key), area.w - side - 10 * s->unit);
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.ground,
               area.x + side + roundf(10 * s->unit), base, text);
    return y + side + roundf(8 * s->unit);
}

/* A paragraph if all of it fits above `end`; returns the next one's top. */
static float figures_mask_draw_words(Stage *s, Rect area, float y, Color color, const char *text) {
    float first = y + (float)s->body;
    float high = stage_paragraph(s, FACE_TEXT, s->body, color, s->theme.ground, area.x, first,
                                 area.w, text, false);
    if (!*text || y + high > area.y + area.h) return y;
    stage_paragraph(s, FACE_TEXT, s->body, color, s->theme.ground, area.x, first, area.w, text,
                    true);
    return y + high + roundf(10 * s->unit);
}

/* What a row may look at, word by word; of many only how many. */
static const char *row_text(Stage *s, Value v, int row) {
    enum { NAMED = 8 };
    Tensor x = stage_tensor(s, v);
    const char *list = "", *who = words_label(s, v, true, row, false);
    int open = 0;
    for (int j = 0; j < x.shape.cols; j++) {
        if (stage_hides(s, v, 0, row, j)) continue;
        if (open < NAMED)
            list = arena_print(s->arena, "%s%s%s", list, open ? ", " : "",
                               words_label(s, v, false, j, false));
        open++;
    }
    if (open > NAMED) return stage_fill(s, "mask.row_more", who, arena_print(s->arena, "%d", open));
    return stage_fill(s, "mask.row", who, list);
}

/* The causal mask */

static void draw_causal_words(Stage *s, Rect area) {
    float y = area.y;
    bool off = s->step->args.off;
    y = figures_mask_draw_key(s, area, y, false, "mask.open");
    if (!off) y = figures_mask_draw_key(s, area, y, true, "mask.hidden");
    y += roundf(10 * s->unit);
    const char *rule = stage_words(s, off ? "mask.switched_off" : "mask.rule");
    y = figures_mask_draw_words(s, area, y, s->theme.role[ROLE_MUTED], rule);
    if (s->focus.on)
        figures_mask_draw_words(s, area, y, s->theme.role[ROLE_HOT],
                                row_text(s, s->step->out[0], s->focus.cell.row));
}

static Table alone(Stage *s) {
    Table t = {0};
    Grid g = grid_make(s, s->step->out[0], 0, false);
    grid_follow(s, &g);
    table_add(&t, g, 0, 0);
    return t;
}

void figure_causal(Stage *s, Rect area) {
    float gap = roundf(36 * s->unit), words = roundf(fminf(300 * s->unit, 0.34f * area.w));
    Rect left = {area.x, area.y, area.w - words - gap, area.h};
    Table t = alone(s), whole = t;
    float low = roundf((area.h > 450 * s->unit ? 150 : 70) * s->unit); /* words that stand below */
    if (stage_held(s->in) && area.h > 3 * low) {
        if (!table_layout(s, &t, (Rect){area.x, area.y, area.w, area.h - low})) return;
        table_draw(s, &t);
        draw_causal_words(s, (Rect){area.x, area.y + area.h - low, area.w, low});
        return;
    }
    bool beside = words >= 150 && table_layout(s, &t, left) && t.labels;
    if (!beside && !table_layout(s, &whole, area)) return;
    table_draw(s, beside ? &t : &whole);
    if (!beside) return;
    const Rect c = t.grid[0].cells;
    float x = c.x + c.w + gap + t.across[0].after;
    draw_causal_words(s, (Rect){x, c.y, fminf(words, area.x + area.w - x), area.y + area.h - c.y});
}

static Table tokens_and_mask(Stage *s) {
    Table t = {0};
    Grid tokens = grid_make(s, s->step->in[0], 0, true),
         mask = grid_make(s, s->step->out[0], 0, false);
    grid_transpose(&tokens);
    tokens.heading = mask.heading = HEADING_ABOVE;
    tokens.row_cell = mask.row_cell = roundf(fmaxf(26, 40 * s->unit));
    mask.col_labels = false;
    mask.sign = "→";
    table_add(&t, tokens, 0, 0);
    table_add(&t, mask, 1, 0);
    return t;
}

static int hidden_count(Tensor mask) {
    int count = 0;
    for (int j = 0; j < mask.shape.cols; j++) count += isinf(tensor_at(mask, 0, 0, j)) != 0;
    return count;
}

static void draw_padding_words(Stage *s, Rect area) {
    int hidden = hidden_count(stage_tensor(s, s->step->out[0]));
    const char *count = arena_print(s->arena, "%d", hidden);
    const char *text =
        hidden ? stage_fill(s, "mask.padding_count", count, "") : stage_words(s, "mask.no_padding");
    float y = figures_mask_draw_words(s, area, area.y, s->theme.role[ROLE_TEXT], text);
    if (y + 3 * (float)s->body > area.y + area.h) return;
    y = figures_mask_draw_key(s, area, y, false, "mask.open");
    if (y + 2 * (float)s->body < area.y + area.h)
        figures_mask_draw_key(s, area, y, true, "mask.hidden");
}

void figure_padding(Stage *s, Rect area) {
    float words = roundf(120 * s->unit);
    Rect upper = {area.x, area.y, area.w, area.h - words};
    Table t = tokens_and_mask(s);
    bool room = area.h > 3.2f * words && table_layout(s, &t, upper);
    if (!room && !table_layout(s, &t, area)) return;
    table_draw(s, &t);
    if (!room) return;
    const Rect c = t.grid[1].cells;
    float y = c.y + c.h + roundf(26 * s->unit);
    float wide = fminf(fmaxf(c.w, 420 * s->unit), area.x + area.w - c.x);
    draw_padding_words(s, (Rect){c.x, y, wide, area.y + area.h - y});
}

/* Masks added: the scores, a whole mask small and square beside them, the sum at the right; under
   them masks of one row. A single row's masks and sum are all under it. */

static bool is_strip(const Grid *g) {
    return g->rows == 1;
}

/* Somebody's own is called after what it hides. */
static const char *mask_name(Stage *s, const Grid *g) {
    static const char *const kinds[] = {"mask.name.open", "mask.name.causal", "mask.name.columns",
                                        "mask.name.other"};
    if (s->program->values[g->value].role == VALUE_MASK) return kinds[measure_mask(g->x, g->sheet)];
    return is_strip(g) && !g->one_row ? "mask.name.padding" : "mask.name.causal";
}

static Grid part(Stage *s, int input) {
    Grid g = grid_make(s, s->step->in[input], s->at.cell.sheet, true);
    g.predicts = true;
    if (input == 0 || grid_rows_agree(s, g.value, s->step->in[0])) grid_follow(s, &g);
    if (input == 0) return g;
    g.heading = HEADING_ABOVE;
    if (!is_strip(&g)) {
        g.mini = true;
        g.row_labels = false;
        return g;
    }
    g.col_labels = false;
    g.sign = "+";
    g.row_cell = roundf(fmaxf(12, 20 * s->unit));
    g.row_labels = g.row_labels && g.row_cell >= (float)s->small;
    const char *name = stage_words(s, mask_name(s, &g));
    g.symbol = arena_print(s->arena, "%s {m}%s{}", g.symbol, name);
    g.named = true;
    return g;
}

static Table figures_mask_sum_table(Stage *s) {
    Table t = {0};
    int across = 1, down = 1;
    for (int i = 0; i < s->step->inputs; i++) {
        Grid g = part(s, i);
        if (i == 0) g.heading = HEADING_ABOVE;
        if (g.mini) t.sign[across - 1] = "+";
        table_add(&t, g, i && !g.mini ? down++ : 0, g.mini ? across++ : 0);
    }
    Grid sum = grid_make(s, s->step->out[0], s->at.cell.sheet, false);
    sum.predicts = true;
    grid_follow(s, &sum);
    Grid both[2] = {t.grid[0], sum};
    grid_share_scale(both, 2);
    t.grid[0].scale = sum.scale = both[0].scale;
    sum.heading = HEADING_ABOVE;
    bool one = sum.rows == 1;
    sum.row_labels = one;
    if (one)
        sum.sign = "=", sum.col_labels = false;
    else
        t.sign[across - 1] = "=";
    table_add(&t, sum, one ? down : 0, one ? 0 : across);
    return t;
}

/* Under the sum, beside the masks of one row. */
static void draw_sum_words(Stage *s, const Table *t, Rect area) {
    const Grid *sum = &t->grid[t->count - 1], *strip = NULL;
    for (int i = 1; i + 1 < t->count && !strip; i++)
        if (!t->grid[i].mini) strip = &t->grid[i];
    if (t->cols < 2 || !t->labels) return;
    float y = strip ? strip->cells.y - roundf(4 * s->unit)
                    : sum->cells.y + sum->cells.h + roundf(30 * s->unit),
          x = sum->cells.x;
    Rect r = {x, y, fminf(area.x + area.w - x, fmaxf(sum->cells.w, 320 * s->unit)),
              area.y + area.h - y};
    if (r.w < 120) return;
    y = figures_mask_draw_words(s, r, y, s->theme.role[ROLE_MUTED], stage_words(s, "mask.adds"));
    for (int i = 1; i < s->step->inputs; i++) {
        Tensor x0 = stage_tensor(s, s->step->in[i]);
        if (x0.shape.rows > 1) continue;
        int hidden = hidden_count(x0);
        bool own = s->program->values[s->step->in[i]].role == VALUE_MASK;
        const char *count = arena_print(s->arena, "%d", hidden);
        y = figures_mask_draw_words(
            s, r, y, s->theme.role[ROLE_TEXT],
            hidden || own
                ? stage_fill(s, own ? "mask.columns_count" : "mask.padding_count", count, "")
                : stage_words(s, "mask.no_padding"));
    }
}

void figure_masked(Stage *s, Rect area) {
    Table t = figures_mask_sum_table(s);
    if (!table_layout(s, &t, area)) return;
    table_draw(s, &t);
    draw_sum_words(s, &t, area);
}
