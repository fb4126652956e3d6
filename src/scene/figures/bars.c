/* One row of the shown value as bars: a query's weights on a track from 0 to 1, the most probable
   words, or any numbers to both sides of zero. Not for how they came about: list_softmax opens a
   row. */
#include "scene/figures/bars.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/figures/chain.h"
#include "scene/marks/insight.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid_heading.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/gloss.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure.h"

enum { BARS_MOST = 256, COLUMNS_MOST = 4, WORDS_SHOWN = 16 };

typedef struct Bars {
    Grid g;
    Value masked; /* of weights: the scores behind them; else the value itself */
    int row, hot; /* hot: the followed column, −1 none */
    int size;     /* of the labels' type */
    int order[BARS_MOST];
    int count, shown, columns;
    bool weights;                /* attention of one query */
    bool largest;                /* in the order of size, not of place */
    float label, number;         /* widths */
    float gloss;                 /* of the label's, what is for the meaning of a token; 0 none */
    float top, line, width, gap; /* of the lines; width and gap: of one column of lines */
} Bars;

static bool ends(const char *text, const char *with) {
    size_t n = strlen(text), m = strlen(with);
    return n >= m && strcmp(text + n - m, with) == 0;
}

/* The followed row; at rest the last one, which is about what comes next, or of shares that whose
   numbers tell most. */
static Bars bars_make(Stage *s) {
    Value v = s->at.value;
    Bars b = {.g = grid_make(s, v, s->at.cell.sheet, false), .hot = -1, .masked = v};
    grid_zoom(s, &b.g);
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
    return b;
}

static float figures_bar_number(const Bars *b, int col) {
    return tensor_at(b->g.x, b->g.sheet, b->row, col);
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
    if (text_no_number(x)) return text_no_number(x);
    if (b->g.scale.shares && b->g.scale.top == 1) {
        if (x == 0) return "0";
        return stage_number(s, x < 0.0005 ? "<0.001" : arena_print(s->arena, "%.3f", x));
    }
    int places = b->g.scale.top < 10 ? 3 : 2;
    bool nothing = fabs(x) < (places == 3 ? 0.0005 : 0.005);
    return stage_number(
        s, arena_print(s->arena, "%s%.*f", x < 0 && !nothing ? "−" : "", places, fabs(x)));
}

/* Layout */

static float head_height(const Stage *s) {
    return stage_line_height(s->body) + stage_line_height(s->small) + roundf(12 * s->unit);
}

static void measure_texts(Stage *s, Bars *b, float most) {
    b->label = b->number = 0;
    for (int i = 0; i < b->shown; i++) {
        Face face = words_face(s, b->g.value, false, b->order[i], true);
        b->label = fmaxf(b->label, stage_width(s, face, b->size, bar_label(s, b, b->order[i])));
        b->number =
            fmaxf(b->number, stage_width(s, FACE_MONO, s->mono, bar_text(s, b, b->order[i])));
    }
    b->label = ceilf(fminf(b->label, most));
    b->number = ceilf(
        fmaxf(b->number, stage_width(s, FACE_MONO, s->mono, b->weights ? "Σ 1.000" : "0.000")));
}

/* Which columns of the value are shown, in order. */
static void choose_order(Bars *b, int most) {
    b->shown = b->count < most ? b->count : most;
    if (b->largest && b->shown < b->count) {
        b->shown = measure_largest(b->g.x, b->g.sheet, b->row, b->order, b->shown);
        return;
    }
    b->largest = false;
    for (int i = 0; i < b->shown; i++) b->order[i] = b->g.col0 + i;
}

/* In one column. */
static int bars_lines_of(const Bars *b) {
    return (b->shown + b->columns - 1) / b->columns;
}

/* Tracks give what they can spare. */
static void bars_add_gloss(Stage *s, Bars *b) {
    float track = b->width - b->label - b->number;
    b->gloss =
        gloss_room(s, (GlossOf){b->g.value, false, false, b->order, 0, b->shown}, 0.35f * track);
    b->label += b->gloss;
}

/* One column of lines while they have room to breathe, then more, then as many lines as there is
 * room for. */
static bool bars_lay_out(Stage *s, Bars *b, Rect area) {
    float high = area.h - head_height(s) - (stage_line_height(s->mono) + roundf(14 * s->unit));
    int fit = (int)(high / roundf((float)s->small * 1.3f));
    if (fit < 1) return false;
    b->gap = roundf(34 * s->unit);
    choose_order(b, b->largest ? WORDS_SHOWN : BARS_MOST);
    b->size = high >= 1.7f * (float)(s->body * b->shown) ? s->body : s->small;
    measure_texts(s, b, 0.3f * area.w);
    b->columns = 1;
    while (b->columns < COLUMNS_MOST && b->shown > b->columns * fit &&
           (area.w + b->gap) / (float)(b->columns + 1) - b->gap >=
               b->label + b->number + 70 * s->unit + 30)
        b->columns++;
    if (b->shown > fit * b->columns) choose_order(b, fit * b->columns);
    while (b->columns > 1 && bars_lines_of(b) * (b->columns - 1) >= b->shown) b->columns--;
    b->width = floorf((area.w + b->gap) / (float)b->columns - b->gap);
    if (b->columns == 1) b->width = fminf(b->width, 1000 * s->unit);
    b->line = floorf(fminf(high / (float)bars_lines_of(b), 36 * s->unit > 30 ? 36 * s->unit : 30));
    b->top = area.y + head_height(s);
    if (b->width < b->label + b->number + 60) return false;
    bars_add_gloss(s, b);
    return true;
}

typedef struct Row {
    float x, y, from, room;
} Row; /* from, room: the track */

static Row bars_place(const Stage *s, const Bars *b, Rect area, int i) {
    int lines = bars_lines_of(b);
    Row r = {.x = area.x + (float)(i / lines) * (b->width + b->gap),
             .y = b->top + (float)(i % lines) * b->line};
    float gap = roundf(10 * s->unit) + 2;
    r.from = r.x + b->label + gap;
    r.room = floorf(b->width - b->label - b->number - 2 * gap);
    return r;
}

/* Drawing */

/* How much of a bar's length a number takes. */
static float bars_part_of(const Scale *c, float x) {
    float part = c->shares ? (x - c->low) / (c->top - c->low) : fabsf(x) / c->top;
    return fminf(1, fmaxf(0, part));
}

static Color bar_color(const Stage *s, const Bars *b, float x) {
    if (b->g.scale.shares)
        return theme_share(&s->theme, 0.3f + 0.5f * bars_part_of(&b->g.scale, x), 1);
    return x < 0 ? s->theme.low[190] : s->theme.high[190];
}

static void bars_draw_bar(Stage *s, const Bars *b, Row r, int col) {
    float high = roundf(fminf(0.62f * b->line, 20 * s->unit > 14 ? 20 * s->unit : 14)),
          x = figures_bar_number(b, col);
    Rect track = {r.from, roundf(r.y + (b->line - high) / 2), r.room, high};
    float round = fminf(3 * s->unit, high / 3);
    stage_box(s, track, round, s->theme.panel, 0, 0);
    if (bars_is_hidden(s, b, col)) {
        stage_hatch(s, track);
        return;
    }
    float half = b->g.scale.shares ? track.w : track.w / 2, w = bars_part_of(&b->g.scale, x) * half;
    float zero = b->g.scale.shares ? track.x : track.x + half;
    if (!b->g.scale.shares)
        stage_line(s, zero, track.y, zero, track.y + high, 1, s->theme.role[ROLE_MUTED]);
    if (w < 0.5f) return;
    stage_box(s, (Rect){x < 0 ? zero - w : zero, track.y, w, high}, fminf(round, w / 2),
              bar_color(s, b, x), 0, 0);
}

static void bars_right_text(Stage *s, Face face, int size, Color color, float right, float base,
                            const char *text) {
    stage_text(s, face, size, color, s->theme.ground, right - stage_width(s, face, size, text),
               base, text);
}

/* While the figure plays, bars are there up to the one that is being worked out. */
static bool bars_is_there(const Stage *s, const Bars *b, int col) {
    return !s->playing.on || s->playing.value != b->g.value || col <= s->playing.cell.col;
}

static void bars_draw_line(Stage *s, const Bars *b, Row r, int col) {
    bool hot = col == b->hot, hidden = bars_is_hidden(s, b, col);
    float middle = r.y + b->line / 2;
    Color color = s->theme.role[hot ? ROLE_HOT : hidden ? ROLE_MUTED : ROLE_TEXT];
    Face face = words_face(s, b->g.value, false, col, hot);
    Role word = hidden ? ROLE_MUTED : words_axis_role(s, b->g.value, false);
    const char *path = s->program->values[b->g.value].path;
    const char *label = stage_elide(s, face, b->size, bar_label(s, b, col), b->label - b->gloss);
    bars_right_text(s, face, b->size, s->theme.role[word], r.x + b->label,
                    middle + stage_drop(s, face, b->size), label);
    if (b->gloss > 0)
        gloss_before(s, r.x + b->label - stage_width(s, face, b->size, label), middle,
                     words_gloss(s, b->g.value, false, col, false));
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = path,
                             .head = b->g.sheet,
                             .x = r.x,
                             .y = r.y,
                             .w = b->width,
                             .h = b->line,
                             .rows = 1,
                             .cols = 1,
                             .row0 = b->row,
                             .col0 = col});
    if (!bars_is_there(s, b, col)) return;
    bars_draw_bar(s, b, r, col);
    bars_right_text(s, FACE_MONO, s->mono, color, r.x + b->width,
                    middle + stage_drop(s, FACE_MONO, s->mono), bar_text(s, b, col));
}

static const char *head_text(Stage *s, const Bars *b) {
    const char *label = words_label(s, b->g.value, true, b->row, true),
               *path = s->program->values[b->g.value].path;
    if (!*label) label = arena_print(s->arena, "%d", b->row + 1);
    if (ends(path, "probabilities"))
        return stage_fill(s, "list.words", words_label(s, b->g.value, true, b->row, false), "");
    return stage_fill(s, b->weights ? "bars.query" : "bars.row", label, "");
}

/* Ends of the scale over a column of tracks, if they leave room for each other. */
static void draw_scale(Stage *s, const Bars *b, Row r, float base) {
    Color muted = s->theme.role[ROLE_MUTED];
    const char *top = b->g.scale.top == 1 ? "1" : words_number(s, (double)b->g.scale.top);
    const char *low = b->g.scale.shares ? words_number(s, (double)b->g.scale.low)
                                        : arena_print(s->arena, "−%s", top);
    float used = stage_width(s, FACE_MONO, s->mono, low) + stage_width(s, FACE_MONO, s->mono, top);
    if (used + 40 > r.room) return;
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, r.from, base, low);
    bars_right_text(s, FACE_MONO, s->mono, muted, r.from + r.room, base, top);
    float zero = stage_width(s, FACE_MONO, s->mono, "0");
    if (!b->g.scale.shares && used + 5 * zero <= r.room)
        stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, r.from + (r.room - zero) / 2,
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
    bars_right_text(s, FACE_MONO, s->mono, muted, area.x + wide, base, shape);
    const char *axis = words_axis(s, b->g.value, false);
    float after = stage_width(s, FACE_BOLD, s->body, head) + 16 * s->unit,
          room = wide - used - 20 - after;
    axis =
        *axis ? stage_elide(s, FACE_TEXT, s->small, arena_print(s->arena, "↓ %s", axis), room) : "";
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, area.x + after, base, axis);
    for (int i = 0; i < b->columns; i++)
        draw_scale(s, b, bars_place(s, b, area, i * bars_lines_of(b)), b->top - 7 * s->unit);
}

/* What is left out, and what it all adds up to. */
static void bars_draw_foot(Stage *s, const Bars *b, Rect area) {
    Row last = bars_place(s, b, area, b->shown - 1);
    float base = b->top + (float)bars_lines_of(b) * b->line + roundf(8 * s->unit) + (float)s->mono;
    if (b->shown < b->g.full_cols) {
        const char *shown = arena_print(s->arena, "%d", b->shown),
                   *all = arena_print(s->arena, "%d", b->g.full_cols);
        const char *text = stage_fill(s, b->largest ? "bars.largest" : "bars.shown", shown, all);
        text = stage_elide(s, FACE_TEXT, s->small, text, b->width - b->number - 20);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x, base,
                   text);
    }
    if (!b->weights || !bars_is_there(s, b, b->g.full_cols - 1)) return;
    const char *sum = arena_print(s->arena, "Σ %s",
                                  terms_number(s, measure_row_sum(b->g.x, b->g.sheet, b->row), 3));
    stage_line(s, last.x + b->width - b->number, base - (float)s->mono * 1.25f, last.x + b->width,
               base - (float)s->mono * 1.25f, 1, s->theme.line);
    bars_right_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_HOT], last.x + b->width, base, sum);
}

void figure_bars(Stage *s, Rect area) {
    Bars b = bars_make(s);
    if (!bars_lay_out(s, &b, area)) {
        figure_chain(s, area);
        return;
    }
    bars_draw_head(s, &b, area);
    for (int i = 0; i < b.shown; i++) bars_draw_line(s, &b, bars_place(s, &b, area, i), b.order[i]);
    bars_draw_foot(s, &b, area);
}
