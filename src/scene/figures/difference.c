/* One value in two runs, or two values of one shape: before, after, and after − before. The first
   two share a scale of colour, the difference has its own. */
#include "scene/figures/difference.h"

#include <math.h>
#include <string.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/strips.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "trace/measure.h"

enum { PARTS = 3 };

static const char *caption(const Stage *s, int part) {
    static const char *const keys[2][PARTS] = {{"side.before", "side.after", "side.difference"},
                                               {"side.pinned", "side.this", "side.difference"}};
    return stage_words(s, keys[s->in->view->shown.beside.on][part]);
}

static bool difference_same_shape(const Stage *s, const Stage *before) {
    Shape a = s->program->values[s->at.value].form.shape,
          b = before->program->values[before->at.value].form.shape;
    return a.sheets == b.sheets && a.rows == b.rows && a.cols == b.cols;
}

/* Its colours reach as far as it does; nothing is darkest where nothing changed. */
static Grid difference_of(Stage *s, Stage *before, Grid g) {
    g.x = measure_difference(stage_tensor(before, before->at.value), stage_tensor(s, s->at.value),
                             s->arena);
    if (before->at.cell.sheet != s->at.cell.sheet) {
        Shape one = {1, g.x.shape.rows, g.x.shape.cols};
        Tensor a = {one,
                    tensor_sheet(stage_tensor(before, before->at.value), before->at.cell.sheet)};
        Tensor b = {one, tensor_sheet(stage_tensor(s, s->at.value), s->at.cell.sheet)};
        g.x = measure_difference(a, b, s->arena);
        g.sheet = 0;
    }
    float top = measure_max_abs(g.x, g.sheet);
    if (top == 0) top = 1;
    g.scale = (Scale){.top = top, .low = -top, .high = top};
    g.color = s->theme.role[ROLE_HOT];
    g.symbol = "Δ";
    g.named = true;
    g.sums = false;
    g.bar = true;
    g.plain = false;
    return g;
}

static Table difference_make(Stage *s, Stage *before, bool column) {
    Table t = {0};
    Stage *const of[PARTS] = {before, s, s};
    int count = difference_same_shape(s, before) ? PARTS : PARTS - 1;
    for (int i = 0; i < count; i++) {
        Grid g = grid_make(of[i], of[i]->at.value, of[i]->at.cell.sheet, false);
        if (i == 2) g = difference_of(s, before, g);
        g.of = of[i];
        g.heading = column ? HEADING_ABOVE : HEADING_BELOW;
        g.predicts = true;
        if (column)
            g.symbol = arena_print(s->arena, "%s   %s", g.symbol, caption(s, i)), g.named = true;
        else if (i == 1 && g.row_labels)
            t.sign[0] = "→";
        if (i < 2) grid_follow(of[i], &g);
        if (i == 2) g.one_row = t.grid[1].one_row, g.row0 = t.grid[1].row0, g.rows = t.grid[1].rows;
        table_add(&t, g, column ? i : 0, column ? 0 : i);
    }
    grid_share_scale(t.grid, 2);
    return t;
}

static void draw_captions(Stage *s, const Table *t) {
    for (int i = 0; i < t->count; i++) {
        const Grid *g = &t->grid[i];
        stage_text(s, FACE_BOLD, s->small, s->theme.role[i == 2 ? ROLE_HOT : ROLE_TEXT],
                   s->theme.ground, g->cells.x,
                   t->down[0].start - t->down[0].before - roundf(3 * s->unit) - 1,
                   stage_elide(s, FACE_BOLD, s->small, caption(s, i), fmaxf(g->cells.w, 40)));
    }
}

/* The numbers of the cell that is pointed at: after − before = difference. */
static void difference_draw_equation(Stage *s, Stage *before, const Table *t, float y,
                                     float right) {
    Focus f = s->focus.on && s->focus.value == s->at.value ? s->focus : before->focus;
    if (!f.on || f.cell.col < 0 || t->count < PARTS) return;
    const Grid *d = &t->grid[2];
    double a = (double)tensor_at(t->grid[0].x, t->grid[0].sheet, f.cell.row, f.cell.col);
    double b = (double)tensor_at(t->grid[1].x, t->grid[1].sheet, f.cell.row, f.cell.col);
    double delta = (double)tensor_at(d->x, d->sheet, f.cell.row, f.cell.col);
    const char *place = arena_print(s->arena, "%s:", words_place(s, f));
    const char *sum =
        arena_print(s->arena, a < 0 ? "%s − (%s) = %s" : "%s − %s = %s", plot_number(s, b, 4),
                    plot_number(s, a, 4), plot_number(s, delta, 4));
    float x = t->grid[0].cells.x, gap = roundf(14 * s->unit),
          wide = stage_width(s, FACE_MONO, s->name, sum);
    place = stage_elide(s, FACE_TEXT, s->body, place, right - x - wide - gap);
    if (x + wide > right) return;
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.ground, x, y, place);
    if (*place) x += stage_width(s, FACE_TEXT, s->body, place) + gap;
    stage_text(s, FACE_MONO, s->name, s->theme.role[ROLE_HOT], s->theme.ground, x, y, sum);
}

static const char *difference_shape_of(Stage *s) {
    Shape a = s->program->values[s->at.value].form.shape;
    const char *sheets = a.sheets > 1 ? arena_print(s->arena, "%d × ", a.sheets) : "";
    return arena_print(s->arena, "%s%d × %d", sheets, a.rows, a.cols);
}

/* Says why there is none, and leaves what room remains. */
static Rect draw_misfit(Stage *s, Stage *before, Rect area) {
    const char *text =
        stage_fill(s, "side.misfit", difference_shape_of(before), difference_shape_of(s));
    float high = stage_line_height(s->body) + roundf(6 * s->unit);
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_HOT], s->theme.ground, area.x,
               area.y + (float)s->body, stage_elide(s, FACE_TEXT, s->body, text, area.w));
    return (Rect){area.x, area.y + high, area.w, area.h - high};
}

void figure_difference(Stage *s, Stage *before, Rect area) {
    if (!difference_same_shape(s, before)) area = draw_misfit(s, before, area);
    float line = roundf((float)s->name * 2.2f),
          above = stage_line_height(s->small) + roundf(8 * s->unit);
    bool written = area.h > 9 * line;
    Rect upper = {area.x, area.y, area.w, area.h - (written ? line : 0)};
    Rect under = {upper.x, upper.y + above, upper.w, upper.h - above};
    Table row = difference_make(s, before, false), column = difference_make(s, before, true);
    bool row_fits = strips_layout(s, &row, under), column_fits = strips_layout(s, &column, upper);
    if (!row_fits && !column_fits) {
        figure_chain(s, area);
        return;
    }
    bool use_row =
        row_fits &&
        (!column_fits ||
         (row.labels == column.labels ? row.quality >= 0.9f * column.quality : row.labels));
    Table *t = use_row ? &row : &column;
    strips_tall(s, t, use_row ? under : upper);
    if (use_row) draw_captions(s, t);
    grid_share_numbers(s, t->grid, t->count);
    table_draw(s, t);
    const Track *last = &t->down[t->rows - 1];
    float base = last->start + last->size + last->after + roundf((float)s->name * 1.3f);
    if (written) difference_draw_equation(s, before, t, base, area.x + area.w);
}
