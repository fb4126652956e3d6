/* One row of the shown value as bars: a query's weights on a track from 0 to 1, the most probable
   words, or any numbers to both sides of zero. Not for how they came about: list_softmax opens a
   row. */
#include "scene/figures/bars.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/figures/chain.h"
#include "scene/marks/bar_list.h"
#include "scene/marks/insight.h"
#include "scene/marks/plot.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid_heading.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure.h"

enum { BARS_MOST = 256, COLUMNS_MOST = 4, WORDS_SHOWN = 16 };

typedef struct Bars {
    Grid g;
    Value masked; /* of weights: the scores behind them; else the value itself */
    int row, hot; /* hot: the followed column, −1 none */
    int order[BARS_MOST];
    int count, shown, columns;
    bool weights;          /* attention of one query */
    bool whole;            /* numbers that count */
    bool largest;          /* in the order of size, not of place */
    BarList list;          /* of the first column */
    float top, width, gap; /* of the lines; width and gap: of one column of lines */
} Bars;

static float figures_bar_number(const Bars *b, int col) {
    return tensor_at(b->g.x, b->g.sheet, b->row, col);
}

/* A person's own counts. */
static bool bars_whole(const Bars *b) {
    for (int j = 0; j < b->g.full_cols; j++) {
        float x = figures_bar_number(b, j);
        if (isfinite(x) && x != floorf(x)) return false;
    }
    return b->g.given;
}

/* The followed row; at rest the last one, which is about what comes next, or of shares that whose
   numbers tell most. */
static Bars bars_make(Stage *s) {
    Value v = s->at.value;
    Bars b = {.g = grid_make(s, v, s->at.cell.sheet, false), .hot = -1, .masked = v};
    grid_zoom(s, &b.g);
    if (b.g.scale.raised) b.g.scale.raised = false, b.g.scale.low = 0; /* lengths begin at 0 */
    b.weights = program_is(s->program, v, VALUE_WEIGHTS);
    b.row = b.g.row0 + b.g.rows - 1;
    int telling = b.weights && s->step && !s->step->args.turned ? insight_row(s) : -1;
    if (telling >= b.g.row0 && telling < b.row) b.row = telling;
    if (s->focus.on && s->focus.cell.row < b.g.full_rows) b.row = s->focus.cell.row;
    if (s->focus.on && s->focus.value == v) b.hot = s->focus.cell.col;
    Axis cols = s->program->values[b.g.value].form.cols;
    b.largest = cols == AXIS_SOURCE_WORDS || cols == AXIS_TARGET_WORDS;
    b.count = b.g.cols;
    if (b.weights && s->step) b.masked = s->step->in[0];
    b.whole = bars_whole(&b);
    return b;
}

static bool bars_is_hidden(const Stage *s, const Bars *b, int col) {
    return stage_hides(s, b->masked, b->g.sheet, b->row, col);
}

static const char *bar_label(Stage *s, const Bars *b, int col) {
    const char *word = words_label(s, b->g.value, false, col, false);
    return *word ? word : arena_print(s->arena, "%d", col + 1);
}

/* What is not nothing does not look like nothing. */
static const char *bar_text(Stage *s, const Bars *b, int col) {
    double x = (double)figures_bar_number(b, col);
    if (bars_is_hidden(s, b, col)) return "−∞";
    if (b->g.scale.shares && (b->g.scale.number_top == 1 || b->g.scale.small))
        return words_share(s, x, 3);
    if (b->whole) return words_fixed(s, x, 0);
    return words_fixed(s, x, b->g.scale.number_top < 10 ? 3 : 2);
}

/* Layout */

static float head_height(const Stage *s) {
    return stage_line_height(s->body) + stage_line_height(s->small) + roundf(12 * s->unit);
}

static void measure_texts(Stage *s, Bars *b, float most) {
    BarList *l = &b->list;
    l->label = l->number = 0;
    for (int i = 0; i < b->shown; i++) {
        Face face = words_face(s, b->g.value, false, b->order[i], true);
        l->label = fmaxf(l->label, stage_width(s, face, l->size, bar_label(s, b, b->order[i])));
        l->number =
            fmaxf(l->number, stage_width(s, FACE_MONO, s->mono, bar_text(s, b, b->order[i])));
    }
    l->label = ceilf(fminf(l->label, most));
    l->number = ceilf(
        fmaxf(l->number, stage_width(s, FACE_MONO, s->mono, b->weights ? "Σ 1.000" : "0.000")));
}

static int order_of_place(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

/* Which columns of the value are shown, in order: where not all have room the largest, each at its
   place. */
static void choose_order(Bars *b, int most) {
    b->shown = b->count < most ? b->count : most;
    if (b->largest && b->shown < b->count) {
        b->shown = measure_largest(b->g.x, b->g.sheet, b->row, b->order, b->shown);
        return;
    }
    b->largest = false;
    for (int i = 0; i < b->shown; i++) b->order[i] = b->g.col0 + i;
    if (b->shown == b->count || b->count < b->g.full_cols) return;
    b->shown = measure_largest(b->g.x, b->g.sheet, b->row, b->order, b->shown);
    qsort(b->order, (size_t)b->shown, sizeof *b->order, order_of_place);
}

/* In one column. */
static int bars_lines_of(const Bars *b) {
    return (b->shown + b->columns - 1) / b->columns;
}

/* One column of lines while they have room to breathe, then more, then as many lines as there is
 * room for. */
static bool bars_lay_out(Stage *s, Bars *b, Rect area) {
    float high = area.h - head_height(s) - (stage_line_height(s->mono) + roundf(14 * s->unit));
    int fit = (int)(high / roundf((float)s->small * 1.3f));
    if (fit < 1) return false;
    b->gap = roundf(34 * s->unit);
    choose_order(b, b->largest ? WORDS_SHOWN : BARS_MOST);
    BarList *l = &b->list;
    l->size = high >= 1.7f * (float)(s->body * b->shown) ? s->body : s->small;
    measure_texts(s, b, 0.3f * area.w);
    b->columns = 1;
    while (b->columns < COLUMNS_MOST && b->shown > b->columns * fit &&
           (area.w + b->gap) / (float)(b->columns + 1) - b->gap >=
               l->label + l->number + 70 * s->unit + 30)
        b->columns++;
    if (b->shown > fit * b->columns) choose_order(b, fit * b->columns);
    while (b->columns > 1 && bars_lines_of(b) * (b->columns - 1) >= b->shown) b->columns--;
    b->width = floorf((area.w + b->gap) / (float)b->columns - b->gap);
    if (b->columns == 1) b->width = fminf(b->width, 1000 * s->unit);
    b->top = area.y + head_height(s);
    float most = s->foreign && !s->in->frame ? 64 * s->unit : 36 * s->unit; /* nothing is below */
    l->high = floorf(fminf(high / (float)bars_lines_of(b), fmaxf(30, most)));
    if (b->width < l->label + l->number + 60) return false;
    l->x = area.x;
    l->gap = roundf(10 * s->unit) + 2;
    l->track = b->width - l->label - l->number - 2 * l->gap;
    bar_list_gloss(s, l, (GlossOf){b->g.value, false, false, b->order, 0, b->shown}, 0.35f);
    return true;
}

/* The list that line i stands in; *y: its top. */
static BarList bars_list(const Bars *b, int i, float *y) {
    int lines = bars_lines_of(b);
    BarList l = b->list;
    l.x += (float)(i / lines) * (b->width + b->gap);
    *y = b->top + (float)(i % lines) * l.high;
    return l;
}

/* Drawing */

/* How much of a bar's length a number takes. */
static float bars_part_of(const Bars *b, float x) {
    const Scale *c = &b->g.scale;
    return grid_part(c, x / grid_row_top(c, b->g.x, b->g.sheet, b->row));
}

static Color bar_color(const Stage *s, const Bars *b, float x) {
    if (b->g.scale.shares) return theme_share(&s->theme, 0.3f + 0.5f * bars_part_of(b, x), 1);
    return x < 0 ? s->theme.low[190] : s->theme.high[190];
}

/* While the figure plays, bars are there up to the one that is being worked out. */
static bool bars_is_there(const Stage *s, const Bars *b, int col) {
    return !s->playing.on || s->playing.value != b->g.value || col <= s->playing.cell.col;
}

static void bars_draw_line(Stage *s, const Bars *b, int at) {
    int col = b->order[at];
    float y, x = figures_bar_number(b, col);
    BarList l = bars_list(b, at, &y);
    bool hot = col == b->hot, hidden = bars_is_hidden(s, b, col), there = bars_is_there(s, b, col);
    float zero = b->g.scale.shares ? 0 : 0.5f,
          part = bars_part_of(b, x) * (b->g.scale.shares ? 1 : 0.5f);
    BarLine line = {.y = y,
                    .label = bar_label(s, b, col),
                    .gloss = words_gloss(s, b->g.value, false, col, false),
                    .number = there ? bar_text(s, b, col) : "",
                    .face = words_face(s, b->g.value, false, col, hot),
                    .ink =
                        s->theme.role[hidden ? ROLE_MUTED : words_axis_role(s, b->g.value, false)],
                    .number_ink = s->theme.role[hot      ? ROLE_HOT
                                                : hidden ? ROLE_MUTED
                                                         : ROLE_TEXT],
                    .ground = s->theme.ground,
                    .from = zero,
                    .to = !there  ? zero
                          : x < 0 ? zero - part
                                  : zero + part,
                    .bar = bar_color(s, b, x),
                    .hidden = hidden && there};
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = s->program->values[b->g.value].path,
                             .head = b->g.sheet,
                             .x = l.x,
                             .y = y,
                             .w = b->width,
                             .h = l.high,
                             .rows = 1,
                             .cols = 1,
                             .row0 = b->row,
                             .col0 = col});
    bar_list_line(s, &l, &line);
    Rect track = bar_list_track(s, &l, y);
    if (!b->g.scale.shares && there && !hidden)
        stage_line(s, track.x + track.w / 2, track.y, track.x + track.w / 2, track.y + track.h, 1,
                   s->theme.role[ROLE_MUTED]);
}

static const char *head_text(Stage *s, const Bars *b) {
    const char *label = words_label(s, b->g.value, true, b->row, true),
               *path = s->program->values[b->g.value].path;
    if (!*label) label = arena_print(s->arena, "%d", b->row + 1);
    if (text_ends(path, "probabilities"))
        return stage_fill(s, "list.words", words_label(s, b->g.value, true, b->row, false), "");
    return stage_fill(s, b->weights ? "bars.query" : "bars.row", label, "");
}

/* Ends of the scale over a column of tracks, if they leave room for each other. */
static void draw_scale(Stage *s, const Bars *b, Rect track, float base) {
    Color muted = s->theme.role[ROLE_MUTED];
    const char *top = b->g.scale.top == 1 ? "1" : words_number(s, (double)b->g.scale.top);
    const char *low = b->g.scale.shares ? words_number(s, (double)b->g.scale.low)
                                        : arena_print(s->arena, "−%s", top);
    float used = stage_width(s, FACE_MONO, s->mono, low) + stage_width(s, FACE_MONO, s->mono, top);
    if (used + 40 > track.w) return;
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, track.x, base, low);
    plot_right(s, FACE_MONO, s->mono, muted, track.x + track.w, base, top);
    float zero = stage_width(s, FACE_MONO, s->mono, "0");
    if (!b->g.scale.shares && used + 5 * zero <= track.w)
        stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, track.x + (track.w - zero) / 2,
                   base, "0");
}

/* Who asks and what the lines count, the matrix at the right; under it the scale. */
static void bars_draw_head(Stage *s, const Bars *b, Rect area) {
    float wide = b->width * (float)b->columns + b->gap * (float)(b->columns - 1),
          base = area.y + (float)s->body;
    const char *shape = arena_print(s->arena, "%d×%d", b->g.full_rows, b->g.full_cols);
    float used = grid_heading_width(s, &b->g);
    const char *head = stage_elide(s, FACE_BOLD, s->body, head_text(s, b), wide - used - 20);
    Color color = s->theme.role[s->focus.on ? ROLE_HOT : ROLE_TEXT],
          muted = s->theme.role[ROLE_MUTED];
    stage_text(s, FACE_BOLD, s->body, color, s->theme.ground, area.x, base, head);
    rich_text(s, s->name, s->theme.ground, area.x + wide - used, base, b->g.symbol);
    plot_right(s, FACE_MONO, s->mono, muted, area.x + wide, base, shape);
    const char *axis = words_axis(s, b->g.value, false);
    float after = stage_width(s, FACE_BOLD, s->body, head) + 16 * s->unit,
          room = wide - used - 20 - after;
    axis =
        *axis ? stage_elide(s, FACE_TEXT, s->small, arena_print(s->arena, "↓ %s", axis), room) : "";
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, area.x + after, base, axis);
    for (int i = 0; i < b->columns; i++) {
        float y;
        BarList l = bars_list(b, i * bars_lines_of(b), &y);
        draw_scale(s, b, bar_list_track(s, &l, y), b->top - 7 * s->unit);
    }
}

/* What is left out, and what it all adds up to. */
static void bars_draw_foot(Stage *s, const Bars *b, Rect area) {
    float y, right;
    BarList last = bars_list(b, b->shown - 1, &y);
    right = last.x + b->width;
    float base =
        b->top + (float)bars_lines_of(b) * last.high + roundf(8 * s->unit) + (float)s->mono;
    if (b->shown < b->g.full_cols) {
        const char *shown = arena_print(s->arena, "%d", b->shown),
                   *all = words_whole(s, b->g.full_cols);
        const char *text = stage_fill(s,
                                      b->largest                  ? "bars.largest"
                                      : b->count < b->g.full_cols ? "bars.shown"
                                                                  : "bars.placed",
                                      shown, all);
        text = stage_elide(s, FACE_TEXT, s->small, text, b->width - last.number - 20);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x, base,
                   text);
    }
    if (!b->weights || !bars_is_there(s, b, b->g.full_cols - 1)) return;
    const char *sum = arena_print(s->arena, "Σ %s",
                                  terms_number(s, measure_row_sum(b->g.x, b->g.sheet, b->row), 3));
    stage_line(s, right - last.number, base - (float)s->mono * 1.25f, right,
               base - (float)s->mono * 1.25f, 1, s->theme.line);
    plot_right(s, FACE_MONO, s->mono, s->theme.role[ROLE_HOT], right, base, sum);
}

void figure_bars(Stage *s, Rect area) {
    Bars b = bars_make(s);
    if (!bars_lay_out(s, &b, area)) {
        figure_chain(s, area);
        return;
    }
    bars_draw_head(s, &b, area);
    for (int i = 0; i < b.shown; i++) bars_draw_line(s, &b, i);
    bars_draw_foot(s, &b, area);
}
