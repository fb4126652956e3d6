/* Name, shape, axes and colour bar of a matrix: below it, above it, or at its left. */
#include "scene/matrix/grid_heading.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/grid_photo.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure.h"

typedef struct Bar {
    const char *title, *low, *high; /* title: "" none */
    const char *word;               /* which scale it is, where it is not the usual one, or "" */
    bool zero;                      /* with the mark of what is exactly 0 */
    float width, stripe;
} Bar;

/* Between name and shape, between the bar and its numbers, between parts: never less than on a
   small screen, and less than in proportion on a large one: words need the room more. */
static float grid_heading_gap(const Stage *s, float usual) {
    return roundf(usual * fmaxf(1, 0.5f + 0.5f * s->unit));
}

/* One end of the scale, from 1 on in so many places, below with two or three digits. */
static const char *grid_heading_bar_number(Stage *s, float x, int places) {
    char text[NUMBER_TEXT];
    float size = fabsf(x);
    if (size >= 1e5f || (size > 0 && size < 0.005f)) return words_number(s, (double)x);
    grid_write_number(x,
                      x == floorf(x) ? 0
                      : size < 0.05f ? 4
                      : size < 0.1f  ? 3
                      : size < 1     ? 2
                                     : places,
                      false, lang_point(s->lang), text);
    return arena_copy(s->arena, text, strlen(text));
}

/* Numbers beyond a scale that is narrower than they are have the colour of its end. */
static void mark_beyond(Stage *s, const Grid *g, Bar *b) {
    float least, most;
    measure_range(g->x, g->sheet, &least, &most);
    if (most > g->scale.high) b->high = arena_print(s->arena, "≥ %s", b->high);
    if (least < g->scale.low) b->low = arena_print(s->arena, "≤ %s", b->low);
}

/* With the gap behind it. */
static float bar_title_width(const Stage *s, const Bar *b) {
    return *b->title ? stage_width(s, FACE_TEXT, s->small, b->title) + grid_heading_gap(s, 12) : 0;
}

/* 0.001, 1e-7: a power of ten. */
static const char *bar_decade(Stage *s, float x) {
    int power = (int)lrint(log10(fabs((double)x)));
    const char *sign = x < 0 ? "−" : "";
    if (power >= -3 && power <= 4)
        return stage_number(
            s, arena_print(s->arena, "%s%.*f", sign, power < 0 ? -power : 0, pow(10, power)));
    return arena_print(s->arena, "%s1e%d", sign, power);
}

static const char *bar_word(Stage *s, const Scale *c) {
    static const char *const words[SCALE_KINDS] = {
        [SCALE_ROBUST] = "bar.robust", [SCALE_LOG] = "bar.log", [SCALE_ROW] = "bar.row"};
    const char *word = c->small ? "bar.largest" : c->raised ? "bar.raised" : words[c->kind];
    return word ? stage_words(s, word) : "";
}

/* Of the mark of 0 with what stands before and behind it. */
static float bar_zero_width(const Stage *s) {
    return grid_heading_gap(s, 10) + (float)s->mono + grid_heading_gap(s, 4) +
           stage_width(s, FACE_MONO, s->mono, "0");
}

static Bar bar_make(Stage *s, const Grid *g) {
    const Scale *c = &g->scale;
    bool log = c->kind == SCALE_LOG;
    int places = c->raised && c->high - c->low < 1 ? 2 : 1;
    const char *high = log ? bar_decade(s, c->high) : grid_heading_bar_number(s, c->high, places),
               *low = log ? bar_decade(s, c->low) : grid_heading_bar_number(s, c->low, places);
    bool shown = s->style.bar_title && g->value == s->at.value;
    Bar b = {.stripe = roundf((log ? 110 : 56) * s->unit),
             .zero = c->zeros,
             .title = shown ? s->style.bar_title : ""};
    b.high = arena_print(s->arena, "%s%s", c->shares || c->high <= 0 ? "" : "+", high);
    b.low = low;
    b.word = bar_word(s, c);
    if (c->kind == SCALE_RANGE || c->kind == SCALE_ROBUST) mark_beyond(s, g, &b);
    b.width = bar_title_width(s, &b) + stage_width(s, FACE_MONO, s->mono, b.low) +
              stage_width(s, FACE_MONO, s->mono, b.high) + b.stripe + 2 * grid_heading_gap(s, 6);
    if (*b.word) b.width += grid_heading_gap(s, 8) + stage_width(s, FACE_TEXT, s->small, b.word);
    if (b.zero) b.width += bar_zero_width(s);
    return b;
}

enum { STRIPE_STEPS = 64, STRIPE_DOTS = 7 };

/* The number at a part of the bar's length. A bar of magnitudes has two halves where some are
   negative; the others' 0 has a mark of its own. */
static float bar_number_at(const Scale *c, float at) {
    float x = c->low * (1 - at) + c->high * at;
    if (c->kind != SCALE_LOG) return x == 0 && c->zeros ? 1e-3f * c->top : x;
    float out = c->shares ? at : fabsf(2 * at - 1);
    x = c->least * powf(c->top / c->least, out);
    return c->shares || at > 0.5f ? x : -x;
}

/* A stroke at each decade inside the bar. */
static void bar_ticks(Stage *s, const Scale *c, Rect stripe) {
    int decades = (int)lrintf(log10f(c->top / c->least));
    float half = c->shares ? stripe.w : stripe.w / 2, from = c->shares ? stripe.x : stripe.x + half;
    for (int i = c->shares ? 1 : 0; i < decades; i++) {
        float out = half * (float)i / (float)decades;
        for (int side = c->shares ? 1 : -1; side <= 1; side += 2)
            stage_line(s, roundf(from + (float)side * out), stripe.y + stripe.h,
                       roundf(from + (float)side * out),
                       stripe.y + stripe.h + fmaxf(3, 3 * s->unit), 1, s->theme.role[ROLE_MUTED]);
    }
}

/* Which scale it is, and what is exactly 0. */
static void bar_word_draw(Stage *s, const Bar *b, float x, float y, float middle) {
    Color muted = s->theme.role[ROLE_MUTED];
    if (*b->word) {
        x += grid_heading_gap(s, 8);
        stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x,
                   middle + stage_drop(s, FACE_TEXT, s->small), b->word);
        x += stage_width(s, FACE_TEXT, s->small, b->word);
    }
    if (!b->zero) return;
    float side = roundf((float)s->mono * 0.9f), dot = fmaxf(2, roundf(side / 5));
    x = roundf(x + grid_heading_gap(s, 10));
    stage_box(s, (Rect){x, roundf(middle - side / 2), side, side}, 0, s->theme.ground, 1,
              s->theme.line);
    stage_box(s, (Rect){x + roundf((side - dot) / 2), roundf(middle - dot / 2), dot, dot}, 0, muted,
              0, 0);
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground,
               x + (float)s->mono + grid_heading_gap(s, 4), y, "0");
}

static void grid_heading_draw_bar(Stage *s, const Grid *g, Bar b, float x, float middle) {
    Color *colors = arena_raw(s->arena, STRIPE_STEPS, sizeof *colors);
    uint8_t *sizes = arena_raw(s->arena, STRIPE_STEPS, 1);
    bool dots = grid_has_dots(s, g);
    int steps = dots ? STRIPE_DOTS : STRIPE_STEPS;
    for (int i = 0; i < steps; i++) {
        float number = bar_number_at(&g->scale, (float)i / (float)(steps - 1));
        sizes[i] = (uint8_t)grid_dot_side(&g->scale, number);
        colors[i] = grid_color(s, &g->scale, number);
        if (grid_has_photo(g)) colors[i] = grid_photo_seen(s, g, number);
    }
    float y = middle + stage_drop(s, FACE_MONO, s->mono),
          high = roundf(fmaxf(CELL_DOT, 8 * s->unit));
    Color muted = s->theme.role[ROLE_MUTED];
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x,
               middle + stage_drop(s, FACE_TEXT, s->small), b.title);
    x += bar_title_width(s, &b);
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, x, y, b.low);
    x = roundf(x + stage_width(s, FACE_MONO, s->mono, b.low) + grid_heading_gap(s, 6));
    Rect stripe = {x, roundf(middle - high / 2), b.stripe, high};
    stage_box(s, (Rect){stripe.x - 1, stripe.y - 1, stripe.w + 2, stripe.h + 2}, 2, 0, 1,
              s->theme.line);
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = stripe.x, item->y = stripe.y, item->w = stripe.w, item->h = stripe.h;
    item->cells = colors;
    item->rows = 1;
    item->cols = steps;
    if (dots) item->sizes = sizes, item->ground = s->theme.ground;
    x += b.stripe + grid_heading_gap(s, 6);
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, x, y, b.high);
    if (g->scale.kind == SCALE_LOG) bar_ticks(s, &g->scale, stripe);
    bar_word_draw(s, &b, x + stage_width(s, FACE_MONO, s->mono, b.high), y, middle);
    if (!s->in->frame || !s->foreign || s->aside || g->value != s->at.value) return;
    float around = grid_heading_gap(s, 6);
    stage_target(
        s, (Target){.kind = TARGET_SCALE,
                    .path = s->program->values[g->value].path,
                    .head = g->sheet,
                    .x = stripe.x - around,
                    .y = stripe.y - around,
                    .w = stripe.w + 2 * around,
                    .h = stripe.h + 2 * around,
                    .low = g->scale.kind == SCALE_LOG && g->scale.shares ? 0 : g->scale.low,
                    .high = g->scale.kind == SCALE_ROW ? g->scale.number_top : g->scale.high});
}

/* "22 of 50,257". */
static const char *grid_picked_text(Stage *s, const Grid *g) {
    return stage_fill(s, "axis.picked", arena_print(s->arena, "%d", g->pick_count),
                      words_whole(s, g->full_cols));
}

static const char *grid_heading_shape_text(Stage *s, const Grid *g) {
    if (g->picked && g->heading == HEADING_ABOVE) /* no line tells it below */
        return arena_print(s->arena, "%d × %s", g->full_rows, grid_picked_text(s, g));
    return arena_print(s->arena, "%d×%d", g->full_rows, g->full_cols);
}

static const char *sign_text(Stage *s, const Grid *g) {
    return g->sign ? arena_print(s->arena, "{m}%s{}  %s", g->sign, g->symbol) : g->symbol;
}

float grid_heading_width(Stage *s, const Grid *g) {
    return rich_width(s, s->name, sign_text(s, g)) + grid_heading_gap(s, 10) +
           stage_width(s, FACE_MONO, s->mono, grid_heading_shape_text(s, g));
}

float grid_heading_height(const Stage *s, const Grid *g, int lines) {
    if (g->heading == HEADING_NONE || g->heading == HEADING_LEFT || lines < 1) return 0;
    float first = stage_line_height(s->name) + roundf(8 * s->unit) + 2;
    if (g->heading == HEADING_ABOVE || g->heading == HEADING_LEGEND) lines = 1;
    return first + (float)(lines - 1) * stage_line_height(s->small);
}

/* "↓ queries: who asks", "→ keys: who is asked": the axes as drawn. */
static const char *axis_text(Stage *s, const Grid *g, bool down) {
    const char *words = words_axis(s, g->value, down != g->transposed), *arrow = down ? "↓" : "→";
    int first = down ? g->row0 : g->col0, count = down ? g->rows : g->cols,
        full = down ? g->full_rows : g->full_cols;
    if (*words && !down && g->picked && g->cols == g->pick_count)
        return arena_print(s->arena, "%s %s: %s", arrow, words, grid_picked_text(s, g));
    if (!*words || count == full || count == 1 || (!down && g->picked))
        return *words ? arena_print(s->arena, "%s %s", arrow, words) : "";
    return arena_print(s->arena, "%s %s %d–%d / %d", arrow, words, first + 1, first + count, full);
}

/* One part of the line that says what rows, columns and marks are. */
typedef struct Legend {
    const char *text;
    Color color;
} Legend;

enum { LEGEND_PARTS = 5 };

/* Rows, columns, and what a dot stands for: fewer where there is nothing to say. */
static int legend_parts(Stage *s, const Grid *g, Legend *out) {
    int count = 0;
    bool titled = s->style.row_title || s->style.col_title;
    if (s->style.bare && s->style.no_labels && !titled) return 0;
    for (int i = 0; i < 2 && (titled || !grid_has_photo(g)); i++) {
        bool down = i == 0;
        const char *text = axis_text(s, g, down);
        Role role = words_axis_role(s, g->value, down != g->transposed);
        if (*text)
            out[count++] = (Legend){text, s->theme.role[role == ROLE_TEXT ? ROLE_MUTED : role]};
    }
    float shared = grid_cells_a_pixel(s, g);
    if (shared > 1)
        out[count++] = (Legend){
            stage_fill(s, "axis.shrunk", words_fixed(s, (double)shared, shared < 10 ? 1 : 0), ""),
            s->theme.role[ROLE_MUTED]};
    if (grid_has_small(s, g))
        out[count++] = (Legend){stage_fill(s, "axis.below", stage_number(s, ".005"), ""),
                                s->theme.role[ROLE_MUTED]};
    return count;
}

static float legend_gap(const Stage *s) {
    return roundf(1.2f * (float)s->small);
}

static float legend_width(Stage *s, const Legend *parts, int count) {
    float width = (float)(count - 1) * legend_gap(s);
    for (int i = 0; i < count; i++) width += stage_width(s, FACE_TEXT, s->small, parts[i].text);
    return count ? width : 0;
}

static void draw_legend_line(Stage *s, const Legend *parts, int count, float x, float y) {
    for (int i = 0; i < count; i++) {
        stage_text(s, FACE_TEXT, s->small, parts[i].color, s->theme.ground, x, y, parts[i].text);
        x += stage_width(s, FACE_TEXT, s->small, parts[i].text) + legend_gap(s);
    }
}

/* At a matrix's left its name is a line of its own, before the others. */
static int left_parts(Stage *s, const Grid *g, Legend *out) {
    out[0] =
        (Legend){words_value_name(s, g->value, !grid_is_output(s, g)), s->theme.role[ROLE_TEXT]};
    return 1 + legend_parts(s, g, out + 1);
}

/* Without what explains the name. */
static const char *short_axis(Stage *s, const char *text) {
    size_t n = strcspn(text, ":");
    return text[n] ? arena_copy(s->arena, text, n) : text;
}

/* All in one line where they fit, else in two; in a line of its own each without its explanation;
   then the last go. Words of which less than half fits say nothing. */
static void draw_legend(Stage *s, const Grid *g, float x, float y, float room, int lines) {
    Legend parts[LEGEND_PARTS];
    int count = legend_parts(s, g, parts), first = count;
    if (lines > 1 && legend_width(s, parts, count) > room) first = count ? 1 : 0;
    for (int line = 0, from = 0; line < lines && from < count; line++) {
        int n = line + 1 < lines ? first : count - from;
        for (int i = from; i < from + n && legend_width(s, parts + from, n) > room; i++)
            parts[i].text = short_axis(s, parts[i].text);
        int fitting = n;
        while (fitting > 0 && legend_width(s, parts + from, fitting) > room) fitting--;
        draw_legend_line(s, parts + from, fitting, x, y);
        y += stage_line_height(s->small);
        from += n;
    }
}

/* What stands beside a symbol: its name in words, its shape and its bar, as far as there is room.
 */
typedef struct HeadingParts {
    const char *name, *shape;
    Bar bar;
    bool has_bar;
} HeadingParts;

static int name_pixels(const Stage *s) {
    return s->small + 1;
}

static float name_width(Stage *s, const char *name) {
    return *name ? grid_heading_gap(s, 8) + stage_width(s, FACE_TEXT, name_pixels(s), name) : 0;
}

static float shape_width(Stage *s, const char *shape) {
    return *shape ? grid_heading_gap(s, 8) + stage_width(s, FACE_MONO, s->mono, shape) : 0;
}

static HeadingParts parts_make(Stage *s, const Grid *g, float room) {
    HeadingParts b = {.name = g->named ? "" : words_value_name(s, g->value, !grid_is_output(s, g)),
                      .shape = grid_heading_shape_text(s, g),
                      .bar = bar_make(s, g)};
    float bar = grid_heading_gap(s, 12) + b.bar.width;
    room -= rich_width(s, s->name, sign_text(s, g));
    b.has_bar = g->bar && bar <= room;
    if (b.has_bar && bar + name_width(s, b.name) > room) { /* a name is worth half a bar */
        b.bar.stripe = roundf(b.bar.stripe / 2);
        bar -= b.bar.stripe;
        b.bar.width -= b.bar.stripe;
    }
    if (b.has_bar) room -= bar;
    if (name_width(s, b.name) > room) b.name = "";
    room -= name_width(s, b.name);
    if (shape_width(s, b.shape) > room) b.shape = "";
    return b;
}

float grid_heading_room(Stage *s, const Grid *g) {
    Legend parts[LEGEND_PARTS];
    if (g->heading == HEADING_NONE) return 0;
    if (g->heading == HEADING_LEFT) return grid_left_width(s, g);
    HeadingParts b = parts_make(s, g, 1e6f);
    float name = rich_width(s, s->name, sign_text(s, g)) + name_width(s, b.name) +
                 shape_width(s, b.shape) + (b.has_bar ? grid_heading_gap(s, 12) + b.bar.width : 0);
    float legend = legend_width(s, parts, legend_parts(s, g, parts));
    if (g->heading == HEADING_LEGEND) return legend + grid_heading_gap(s, 12) + b.bar.width;
    return g->heading == HEADING_BELOW ? fmaxf(name, legend) : name + legend + 48;
}

/* A text that ends at x, if it is not too long and there is a line left for it. Returns the next
 * line's top. */
static float left_line(Stage *s, const Grid *g, float right, float y, Legend part, float room) {
    const char *text = part.text;
    if (stage_width(s, FACE_TEXT, s->small, text) > room) text = short_axis(s, text);
    text = stage_elide(s, FACE_TEXT, s->small, text, room);
    if (!*text || y + (float)s->small * 1.3f > g->cells.y + g->cells.h) return y;
    float x = right - stage_width(s, FACE_TEXT, s->small, text);
    stage_text(s, FACE_TEXT, s->small, part.color, s->theme.ground, x, y + (float)s->small, text);
    return y + stage_line_height(s->small);
}

/* Name, shape, axes and bar one under the other, at the left of the grid's labels. */
static void draw_left_heading(Stage *s, const Grid *g, int lines) {
    float right = grid_left(s, g) - roundf(6 * s->unit), room = g->left_room - roundf(6 * s->unit),
          y = g->cells.y;
    const char *shape = grid_heading_shape_text(s, g);
    float name = rich_width(s, s->name, g->symbol),
          used = name + grid_heading_gap(s, 8) + stage_width(s, FACE_MONO, s->mono, shape);
    float base =
        g->rows == 1 ? y + g->cells.h / 2 + stage_drop(s, FACE_BOLD, s->name) : y + (float)s->name;
    if (name > room) return;
    if (used <= room && lines > 1) {
        Color muted = s->theme.role[ROLE_MUTED];
        stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground,
                   right - used + name + grid_heading_gap(s, 8), base, shape);
        name = used;
    }
    rich_text(s, s->name, s->theme.ground, right - name, base, g->symbol);
    if (g->rows == 1 || lines < 2) return;
    y += stage_line_height(s->name) + roundf(4 * s->unit);
    Legend parts[LEGEND_PARTS];
    int count = left_parts(s, g, parts);
    for (int i = 0; i < count; i++) y = left_line(s, g, right, y, parts[i], room);
    Bar bar = bar_make(s, g);
    if (g->bar && bar.width <= room && y + (float)s->mono * 2 <= g->cells.y + g->cells.h)
        grid_heading_draw_bar(s, g, bar, right - bar.width, y + (float)s->mono);
}

float grid_left_width(Stage *s, const Grid *g) {
    float width = grid_heading_width(s, g);
    if (g->rows == 1) return width;
    if (g->bar) width = fmaxf(width, bar_make(s, g).width);
    Legend parts[LEGEND_PARTS];
    int count = left_parts(s, g, parts);
    for (int i = 0; i < count; i++) width = fmaxf(width, legend_width(s, &parts[i], 1));
    return width + roundf(6 * s->unit);
}

/* What rows, columns and dots are at the left, the colours at the right: these go first. */
static void draw_legend_heading(Stage *s, const Grid *g) {
    float middle =
        g->cells.y + g->cells.h + roundf(8 * s->unit) + 2 + stage_line_height(s->name) / 2;
    Bar bar = bar_make(s, g);
    float right = fmaxf(g->cells.w, fminf(bar.width, g->slot)), room = right;
    if (g->bar && bar.width <= right) {
        grid_heading_draw_bar(s, g, bar, g->cells.x + right - bar.width, middle);
        room -= bar.width + grid_heading_gap(s, 12);
    }
    draw_legend(s, g, g->cells.x, middle + stage_drop(s, FACE_TEXT, s->small), room, 1);
}

void grid_draw_heading(Stage *s, const Grid *g, int lines) {
    if (g->heading == HEADING_NONE || lines < 1) return;
    if (g->mini) lines = 1;
    if (g->heading == HEADING_LEFT || g->heading == HEADING_LEGEND) {
        g->heading == HEADING_LEFT ? draw_left_heading(s, g, lines) : draw_legend_heading(s, g);
        return;
    }
    float room = g->slot, x = g->cells.x, pad = roundf(8 * s->unit) + 2,
          high = stage_line_height(s->name);
    bool over_labels = g->heading == HEADING_ABOVE && g->col_room >= 0;
    float labels = over_labels ? grid_col_label_height(s, g, g->cells.w / (float)g->cols) : 0;
    float middle = g->heading == HEADING_BELOW ? g->cells.y + g->cells.h + pad + high / 2
                                               : g->cells.y - labels - pad - high / 2;
    float name = rich_width(s, s->name, sign_text(s, g));
    if (name > room) return;
    if (g->sums && !(g->col_labels && g->col_room >= 0)) {
        float at = x + g->cells.w + roundf(12 * s->unit), drop = stage_drop(s, FACE_MONO, s->mono);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground, at,
                   middle + drop, grid_sums_head(s, g));
        room = fminf(room, g->cells.w);
    }
    HeadingParts b = parts_make(s, g, room);
    float base = middle + stage_drop(s, FACE_BOLD, s->name), used = name;
    rich_text(s, s->name, s->theme.ground, x, base, sign_text(s, g));
    used += name_width(s, b.name);
    stage_text(s, FACE_TEXT, name_pixels(s), s->theme.role[ROLE_TEXT], s->theme.ground,
               x + used - stage_width(s, FACE_TEXT, name_pixels(s), b.name), base, b.name);
    used += shape_width(s, b.shape);
    stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
               x + used - stage_width(s, FACE_MONO, s->mono, b.shape), base, b.shape);
    float right = fmaxf(fminf(room, g->cells.w), used + grid_heading_gap(s, 12) + b.bar.width);
    if (b.has_bar) grid_heading_draw_bar(s, g, b.bar, x + right - b.bar.width, middle);
    if (g->heading == HEADING_ABOVE && lines > 1) {
        float end = b.has_bar ? right - b.bar.width - 24 : room;
        if (end - used - 24 > 60)
            draw_legend(s, g, x + used + 24, middle + stage_drop(s, FACE_TEXT, s->small),
                        end - used - 24, 1);
    } else if (lines > 1) {
        float y = middle + high / 2 + stage_line_height(s->small) / 2 +
                  stage_drop(s, FACE_TEXT, s->small);
        draw_legend(s, g, x, y, room, lines - 1);
    }
}

float grid_bar_width(Stage *s, const Grid *g) {
    return bar_make(s, g).width;
}

void grid_draw_bar(Stage *s, const Grid *g, float x, float middle) {
    grid_heading_draw_bar(s, g, bar_make(s, g), x, middle);
}
