/* Name, shape, axes and colour bar of a matrix: below it, above it, or at its left. */
#include "scene/matrix/grid_heading.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/measure.h"

typedef struct Bar {
    const char *low, *high;
    float width, stripe;
} Bar;

/* Between name and shape, between the bar and its numbers, between parts: never less than on a
   small screen, and less than in proportion on a large one: words need the room more. */
static float grid_heading_gap(const Stage *s, float usual) {
    return roundf(usual * fmaxf(1, 0.5f + 0.5f * s->unit));
}

/* One end of the scale. */
static const char *grid_heading_bar_number(Stage *s, float x) {
    char text[NUMBER_TEXT];
    float size = fabsf(x);
    if (size >= 1e5f || (size > 0 && size < 0.05f)) return words_number(s, (double)x);
    grid_write_number(x,
                      size == 0 || size == 1 ? 0
                      : size < 1             ? 2
                                             : 1,
                      false, lang_point(s->lang), text);
    return arena_copy(s->arena, text, strlen(text));
}

/* Numbers beyond a scale that somebody set have the colour of its end. */
static void mark_beyond(Stage *s, const Grid *g, Bar *b) {
    float least, most;
    measure_range(g->x, g->sheet, &least, &most);
    if (most > g->scale.high) b->high = arena_print(s->arena, "≥ %s", b->high);
    if (least < g->scale.low) b->low = arena_print(s->arena, "≤ %s", b->low);
}

static Bar bar_make(Stage *s, const Grid *g) {
    const Scale *c = &g->scale;
    const char *high = grid_heading_bar_number(s, c->high),
               *low = grid_heading_bar_number(s, c->low);
    Bar b = {.stripe = roundf(56 * s->unit)};
    b.high = arena_print(s->arena, "%s%s", c->shares || c->high <= 0 ? "" : "+", high);
    b.low = low;
    if (c->set) mark_beyond(s, g, &b);
    b.width = stage_width(s, FACE_MONO, s->mono, b.low) +
              stage_width(s, FACE_MONO, s->mono, b.high) + b.stripe + 2 * grid_heading_gap(s, 6);
    return b;
}

enum { STRIPE_STEPS = 64, STRIPE_DOTS = 7 };

static void grid_heading_draw_bar(Stage *s, const Grid *g, Bar b, float x, float middle) {
    Color *colors = arena_raw(s->arena, STRIPE_STEPS, sizeof *colors);
    uint8_t *sizes = arena_raw(s->arena, STRIPE_STEPS, 1);
    bool dots = grid_has_dots(s, g);
    int steps = dots ? STRIPE_DOTS : STRIPE_STEPS;
    for (int i = 0; i < steps; i++) {
        float at = (float)i / (float)(steps - 1);
        sizes[i] = (uint8_t)grid_dot_side(&g->scale, g->scale.low * (1 - at) + g->scale.high * at);
        colors[i] = grid_color(s, &g->scale, g->scale.low * (1 - at) + g->scale.high * at);
    }
    float y = middle + stage_drop(s, FACE_MONO, s->mono),
          high = roundf(fmaxf(CELL_DOT, 8 * s->unit));
    Color muted = s->theme.role[ROLE_MUTED];
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
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, x + b.stripe + grid_heading_gap(s, 6),
               y, b.high);
}

static const char *grid_heading_shape_text(Stage *s, const Grid *g) {
    return arena_print(s->arena, "%d × %d", g->full_rows, g->full_cols);
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
    if (g->heading == HEADING_ABOVE) lines = 1;
    return first + (float)(lines - 1) * stage_line_height(s->small);
}

/* "↓ queries (who asks)", "→ keys (who is asked)": the axes as drawn. */
static const char *axis_text(Stage *s, const Grid *g, bool down) {
    const char *words = words_axis(s, g->value, down != g->transposed), *arrow = down ? "↓" : "→";
    int first = down ? g->row0 : g->col0, count = down ? g->rows : g->cols,
        full = down ? g->full_rows : g->full_cols;
    if (!*words || count == full || count == 1)
        return *words ? arena_print(s->arena, "%s %s", arrow, words) : "";
    return arena_print(s->arena, "%s %s %d–%d / %d", arrow, words, first + 1, first + count, full);
}

static float text_width(const Stage *s, const char *text) {
    return stage_width(s, FACE_TEXT, s->small, text);
}

float grid_heading_room(Stage *s, const Grid *g) {
    if (g->heading == HEADING_NONE) return 0;
    if (g->heading == HEADING_LEFT) return grid_left_width(s, g);
    float down = text_width(s, axis_text(s, g, true)),
          right = text_width(s, axis_text(s, g, false));
    float name =
        grid_heading_width(s, g) + (g->bar ? grid_heading_gap(s, 12) + bar_make(s, g).width : 0);
    return g->heading == HEADING_BELOW ? fmaxf(name, fmaxf(down, right))
                                       : name + down + right + text_width(s, "   ") + 48;
}

/* Words of which less than half fits say nothing, nor does an arrow with a letter or two. What
   stands in parentheses goes before anything is cut. */
static const char *most_of(Stage *s, const char *text, float room) {
    size_t n = strcspn(text, "(");
    if (stage_width(s, FACE_TEXT, s->small, text) > room && n > 0 && text[n] && text[n - 1] == ' ')
        text = arena_copy(s->arena, text, n - 1);
    const char *part = stage_elide(s, FACE_TEXT, s->small, text, room);
    return part != text &&
                   (stage_width(s, FACE_TEXT, s->small, text) > 2 * room || text_count(part) < 6)
               ? ""
               : part;
}

/* "↓ queries   → keys": without what stands in parentheses; the second axis goes before the first
 * is cut. */
static const char *short_axes(Stage *s, const char *down, const char *right, float room) {
    int a = (int)strcspn(down, "("), b = (int)strcspn(right, "(");
    while (a > 0 && down[a - 1] == ' ') a--;
    while (b > 0 && right[b - 1] == ' ') b--;
    const char *both = arena_print(s->arena, "%.*s%s%.*s", a, down, a && b ? "   " : "", b, right);
    if (stage_width(s, FACE_TEXT, s->small, both) <= room || !a) return both;
    return most_of(s, arena_print(s->arena, "%.*s", a, down), room);
}

/* Both axes on one line where they fit, else on two; what still does not fit is elided. */
static void draw_axes(Stage *s, const Grid *g, float x, float y, float room, int lines) {
    const char *down = axis_text(s, g, true), *right = axis_text(s, g, false);
    const char *both = *down && *right ? arena_print(s->arena, "%s   %s", down, right)
                       : *down         ? down
                                       : right;
    Color muted = s->theme.role[ROLE_MUTED];
    if (lines == 1 && stage_width(s, FACE_TEXT, s->small, both) > room)
        both = short_axes(s, down, right, room);
    if (lines == 1 || stage_width(s, FACE_TEXT, s->small, both) <= room) {
        both = stage_elide(s, FACE_TEXT, s->small, both, room);
        stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, y, both);
        return;
    }
    const char *first = most_of(s, down, room);
    if (*first) stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, y, first);
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x,
               y + (*first ? stage_line_height(s->small) : 0), most_of(s, right, room));
}

/* A text that ends at x, if it is not too long and there is a line left for it. Returns the next
 * line's top. */
static float left_line(Stage *s, const Grid *g, float right, float y, const char *text,
                       float room) {
    text = stage_elide(s, FACE_TEXT, s->small, text, room);
    if (!*text || y + (float)s->small * 1.3f > g->cells.y + g->cells.h) return y;
    float x = right - stage_width(s, FACE_TEXT, s->small, text);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x,
               y + (float)s->small, text);
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
    y = left_line(s, g, right, y, axis_text(s, g, true), room);
    y = left_line(s, g, right, y, axis_text(s, g, false), room);
    Bar bar = bar_make(s, g);
    if (g->bar && bar.width <= room && y + (float)s->mono * 2 <= g->cells.y + g->cells.h)
        grid_heading_draw_bar(s, g, bar, right - bar.width, y + (float)s->mono);
}

float grid_left_width(Stage *s, const Grid *g) {
    float width = grid_heading_width(s, g);
    if (g->rows == 1) return width;
    if (g->bar) width = fmaxf(width, bar_make(s, g).width);
    width = fmaxf(width, stage_width(s, FACE_TEXT, s->small, axis_text(s, g, true)));
    return fmaxf(width, stage_width(s, FACE_TEXT, s->small, axis_text(s, g, false))) +
           roundf(6 * s->unit);
}

void grid_draw_heading(Stage *s, const Grid *g, int lines) {
    if (g->heading == HEADING_NONE || lines < 1) return;
    if (g->mini) lines = 1;
    if (g->heading == HEADING_LEFT) {
        draw_left_heading(s, g, lines);
        return;
    }
    float room = g->slot, x = g->cells.x, pad = roundf(8 * s->unit) + 2,
          high = stage_line_height(s->name);
    bool over_labels = g->heading == HEADING_ABOVE && g->col_room >= 0;
    float labels = over_labels ? grid_col_label_height(s, g, g->cells.w / (float)g->cols) : 0;
    float middle = g->heading == HEADING_BELOW ? g->cells.y + g->cells.h + pad + high / 2
                                               : g->cells.y - labels - pad - high / 2;
    float name = rich_width(s, s->name, sign_text(s, g));
    const char *shape = grid_heading_shape_text(s, g);
    float used = name;
    if (name > room) return;
    if (g->sums && !(g->col_labels && g->col_room >= 0)) {
        float at = x + g->cells.w + roundf(12 * s->unit), drop = stage_drop(s, FACE_MONO, s->mono);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground, at,
                   middle + drop, "Σ");
        room = fminf(room, g->cells.w);
    }
    rich_text(s, s->name, s->theme.ground, x, middle + stage_drop(s, FACE_BOLD, s->name),
              sign_text(s, g));
    float shape_width = stage_width(s, FACE_MONO, s->mono, shape);
    if (used + grid_heading_gap(s, 10) + shape_width <= room) {
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
                   x + used + grid_heading_gap(s, 10), middle + stage_drop(s, FACE_MONO, s->mono),
                   shape);
        used += grid_heading_gap(s, 10) + shape_width;
    }
    Bar bar = bar_make(s, g);
    float apart = grid_heading_gap(s, 12);
    bool has_bar = g->bar && used + apart + bar.width <= room;
    float right = fmaxf(fminf(room, g->cells.w), used + apart + bar.width);
    if (has_bar) grid_heading_draw_bar(s, g, bar, x + right - bar.width, middle);
    if (g->heading == HEADING_ABOVE && lines > 1) {
        float end = has_bar ? right - bar.width - 24 : room;
        if (end - used - 24 > 60)
            draw_axes(s, g, x + used + 24, middle + stage_drop(s, FACE_TEXT, s->small),
                      end - used - 24, 1);
    } else if (lines > 1) {
        float y = middle + high / 2 + stage_line_height(s->small) / 2 +
                  stage_drop(s, FACE_TEXT, s->small);
        draw_axes(s, g, x, y, room, lines - 1);
    }
}

float grid_bar_width(Stage *s, const Grid *g) {
    return bar_make(s, g).width;
}

void grid_draw_bar(Stage *s, const Grid *g, float x, float middle) {
    grid_heading_draw_bar(s, g, bar_make(s, g), x, middle);
}
