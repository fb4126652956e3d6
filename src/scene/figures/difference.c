/* One value in two runs, or two values of one shape: before, after, and after − before. The first
   two share a scale of colour, the difference has its own. */
#include "scene/figures/difference.h"

#include <math.h>
#include <string.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/strips.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/measure.h"
#include "trace/measure_change.h"

enum { PARTS = 3 };

/* Of a comparison with what tells the two apart: "Pinned: head 1", "This one: Encoder, layer 2". */
static const char *caption(Stage *s, Stage *before, int part) {
    static const char *const keys[2][PARTS] = {{"side.before", "side.after", "side.difference"},
                                               {"side.pinned", "side.this", "side.difference"}};
    bool pinned = s->in->view->shown.beside.on;
    Stage *of = part ? s : before;
    const char *name = stage_words(s, keys[pinned][part]), *own = "";
    if (!pinned || part == 2) return name;
    if (s->at.cell.sheet != before->at.cell.sheet)
        own = stage_fill(s, "heads.head", arena_print(s->arena, "%d", of->at.cell.sheet + 1), "");
    if (strcmp(words_part(s), words_part(before)) != 0)
        own = arena_print(s->arena, "%s%s%s", words_part(of), *own ? ", " : "", own);
    return *own ? arena_print(s->arena, "%s: %s", name, own) : name;
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
    g.scale = (Scale){.top = top, .low = -top, .high = top, .number_top = top};
    g.color = s->theme.role[ROLE_HOT];
    g.symbol = "Δ";
    g.named = true;
    g.sums = false;
    g.bar = true;
    g.plain = false;
    return g;
}

static Table difference_make(Stage *s, Stage *before, int parts, bool column) {
    Table t = {0};
    Stage *const of[PARTS] = {before, s, s};
    int count = difference_same_shape(s, before) ? parts : PARTS - 1;
    for (int i = 0; i < count; i++) {
        Grid g = grid_make(of[i], of[i]->at.value, of[i]->at.cell.sheet, false);
        if (i == 2) g = difference_of(s, before, g);
        if (i == 1 && parts < PARTS) g.color = s->theme.role[ROLE_HOT];
        g.of = of[i];
        g.heading = column ? HEADING_ABOVE : HEADING_BELOW;
        g.predicts = true;
        if (column)
            g.symbol = arena_print(s->arena, "%s   %s", g.symbol, caption(s, before, i)),
            g.named = true;
        else if (i == 1 && g.row_labels)
            t.sign[0] = "→";
        if (i < 2) grid_follow(of[i], &g);
        if (i == 2) g.one_row = t.grid[1].one_row, g.row0 = t.grid[1].row0, g.rows = t.grid[1].rows;
        table_add(&t, g, column ? i : 0, column ? 0 : i);
    }
    grid_share_scale(t.grid, 2);
    return t;
}

/* Cells that moved at least half as far as the one that moved most are framed, if they can be seen;
 *at: these, in the matrix's own order. */
static int difference_framed(Stage *before, const Grid *g, bool *at) {
    Tensor now = g->x, was = stage_tensor(before, before->at.value);
    Change c = measure_change(now, was, g->sheet);
    int count = 0;
    if (!(c.most > 0) || g->transposed || grid_cell(g, g->row0, g->col0).w < 8) return 0;
    for (int row = g->row0; row < g->row0 + g->rows; row++)
        for (int col = g->col0; col < g->col0 + g->cols; col++) {
            double moved = fabs((double)tensor_at(now, g->sheet, row, col) -
                                (double)tensor_at(was, g->sheet, row, col));
            bool framed = moved >= c.most / 2;
            count += framed;
            if (at) at[row * now.shape.cols + col] = framed;
        }
    return count;
}

/* "What if: 34 of 208 numbers differ, the 2 largest changes are framed"; without the end where
   there is no room for it. */
static const char *difference_count(Stage *s, Stage *before, const Grid *g, float room) {
    Change c = measure_change(g->x, stage_tensor(before, before->at.value), g->sheet);
    int cells = g->x.shape.rows * g->x.shape.cols, framed = difference_framed(before, g, NULL);
    const char *differ = stage_fill(s, "what.differ", arena_print(s->arena, "%d", c.cells),
                                    arena_print(s->arena, "%d", cells)),
               *most = stage_fill(s, framed == 1 ? "what.framed.one" : "what.framed",
                                  arena_print(s->arena, "%d", framed), ""),
               *name = caption(s, before, 1),
               *ways[] = {arena_print(s->arena, "%s: %s, %s", name, differ, most),
                          arena_print(s->arena, "%s, %s", differ, most), most};
    for (int i = framed > 0 && framed < c.cells ? 0 : 3; i < 3; i++)
        if (stage_width(s, FACE_BOLD, s->small, ways[i]) <= room) return ways[i];
    return arena_print(s->arena, "%s: %s", name, differ);
}

static void draw_captions(Stage *s, Stage *before, int parts, const Table *t) {
    for (int i = 0; i < t->count; i++) {
        const Grid *g = &t->grid[i];
        bool counts = i == 1 && parts < PARTS && difference_same_shape(s, before);
        float room =
            i + 1 < t->count
                ? g->cells.w
                : fmaxf(g->cells.w, s->scene->stage[0] + s->scene->stage[2] - g->cells.x - 12);
        const char *text = counts ? difference_count(s, before, g, room) : caption(s, before, i);
        stage_text(s, FACE_BOLD, s->small, s->theme.role[i == 2 || counts ? ROLE_HOT : ROLE_TEXT],
                   s->theme.ground, g->cells.x,
                   t->down[0].start - t->down[0].before - roundf(3 * s->unit) - 1,
                   stage_elide(s, FACE_BOLD, s->small, text, fmaxf(room, 40)));
    }
}

/* As many places as it takes until what is shown comes to what is shown. */
static int places_that_hold(double b, double a, double delta) {
    for (int places = 4; places < 7; places++) {
        double unit = pow(10, places);
        if (rint(b * unit) - rint(a * unit) == rint(delta * unit)) return places;
    }
    return 4;
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
    int places = places_that_hold(b, a, delta);
    const char *place = arena_print(s->arena, "%s:", words_place(s, f));
    const char *sum =
        arena_print(s->arena, a < 0 ? "%s − (%s) = %s" : "%s − %s = %s", plot_number(s, b, places),
                    plot_number(s, a, places), plot_number(s, delta, places));
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

/* Side by side or one above the other, whichever shows more. False: neither fits. */
static bool difference_draw(Stage *s, Stage *before, int parts, Rect area, Table *t) {
    float above = stage_line_height(s->small) + roundf(8 * s->unit);
    Rect under = {area.x, area.y + above, area.w, area.h - above};
    Table row = difference_make(s, before, parts, false),
          column = difference_make(s, before, parts, true);
    bool row_fits = strips_layout(s, &row, under), column_fits = strips_layout(s, &column, area);
    if (!row_fits && !column_fits) return false;
    bool use_row =
        row_fits &&
        (!column_fits ||
         (row.labels == column.labels ? row.quality >= 0.9f * column.quality : row.labels));
    *t = use_row ? row : column;
    strips_tall(s, t, use_row ? under : area);
    if (use_row) draw_captions(s, before, parts, t);
    grid_share_numbers(s, t->grid, t->count);
    table_draw(s, t);
    return true;
}

void figure_difference(Stage *s, Stage *before, Rect area) {
    if (!difference_same_shape(s, before)) area = draw_misfit(s, before, area);
    float line = roundf((float)s->name * 2.2f);
    bool written = area.h > 9 * line;
    Rect upper = {area.x, area.y, area.w, area.h - (written ? line : 0)};
    Table t;
    if (!difference_draw(s, before, PARTS, upper, &t)) {
        figure_chain(s, area);
        return;
    }
    const Track *last = &t.down[t.rows - 1];
    float base = last->start + last->size + last->after + roundf((float)s->name * 1.3f);
    if (written) difference_draw_equation(s, before, &t, base, area.x + area.w);
}

static void difference_outline(Stage *s, Stage *before, const Grid *g) {
    bool *at = arena_many(s->arena, bool, g->x.shape.rows * g->x.shape.cols);
    int cells = difference_framed(before, g, at) ? g->x.shape.rows * g->x.shape.cols : 0;
    for (int i = 0; i < cells; i++)
        if (at[i])
            stage_box(s, grid_cell(g, i / g->x.shape.cols, i % g->x.shape.cols), 0, 0,
                      fmaxf(1.5f, 2 * s->unit), s->theme.role[ROLE_HOT]);
}

/* A line under the label of each row whose word is another one now: where it was set. */
static void difference_underline(Stage *s, Stage *before, const Grid *g, int first) {
    const Tokens *now = &s->in->run->output, *was = &before->in->run->output;
    if (s->program->values[s->at.value].form.rows != AXIS_TARGET) return;
    for (int i = first, count = s->scene->count; i < count; i++) {
        const Item m = s->scene->items[i];
        bool label = m.kind == ITEM_TEXT && m.degrees == 0 && m.x + m.w <= g->cells.x &&
                     m.x > g->cells.x - 0.8f * g->cells.w;
        for (int row = g->row0; label && row < g->row0 + g->rows; row++) {
            Rect cell = grid_cell(g, row, g->col0);
            if (row >= now->count || row >= was->count || now->id[row] == was->id[row]) continue;
            if (m.y < cell.y || m.y > cell.y + cell.h || m.x + m.w < g->cells.x - 12 * s->unit)
                continue;
            float y = floorf(m.y + 3) + 0.5f;
            stage_line(s, m.x, y, m.x + m.w, y, fmaxf(1, 1.5f * s->unit), s->theme.role[ROLE_HOT]);
        }
    }
}

void figure_both(Stage *s, Stage *before, Rect area) {
    Table t;
    int first = s->scene->count;
    if (!difference_same_shape(s, before)) area = draw_misfit(s, before, area);
    if (!difference_draw(s, before, PARTS - 1, area, &t)) {
        figure_chain(s, area);
        return;
    }
    difference_underline(s, before, &t.grid[1], first);
    if (difference_same_shape(s, before)) difference_outline(s, before, &t.grid[1]);
}
