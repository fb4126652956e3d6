/* Measuring and drawing one matrix. Numbers stand in cells where all of them fit; labels thin out where they do not. */
#include "scene/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "scene/rich.h"
#include "scene/words.h"
#include "trace/measure.h"

enum { NUMBER_TEXT = 16, NUMBERS_MOST = 6000, NUMBER_LEAST = 9, BOXES_MOST = 8 };

/* Turned labels rise at 45°. */
static const float half_root = 0.70710678f;

static bool counts_shares(const char *path) {
    const char *tail = words_tail(path);
    size_t n = strlen(tail);
    return strcmp(tail, "weights") == 0 || strcmp(tail, "probabilities") == 0 ||
           (n > 4 && strcmp(tail + n - 4, ".exp") == 0);
}

/* Masks hold only 0 and −∞, which is hatched: there is no scale to tell. */
static bool is_mask(const char *path) {
    const char *tail = words_tail(path);
    return strcmp(tail, "causal") == 0 || strcmp(tail, "padding") == 0;
}

static bool never_negative(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && (strcmp(dot, ".sum") == 0 || strcmp(dot, ".variance") == 0 || strcmp(dot, ".tokens") == 0);
}

Grid grid_make(Stage *s, Value v, int sheet, bool input) {
    const ValueInfo *info = &s->program->values[v];
    Shape shape = info->form.shape;
    Grid g = {.value = v, .sheet = sheet < shape.sheets ? sheet : 0, .x = s->trace->values[v]};
    g.symbol = words_symbol(s, v, input);
    Role role = words_role(s, v);
    g.color = role == ROLE_TEXT || role == ROLE_MUTED ? s->theme.line : s->theme.role[role];
    g.rows = shape.rows;
    g.cols = shape.cols;
    g.bar = true;
    g.heading = HEADING_BELOW;
    g.row_labels = info->form.rows == AXIS_SOURCE || info->form.rows == AXIS_TARGET || info->form.rows > AXIS_HIDDEN;
    g.col_labels = info->form.cols == AXIS_SOURCE || info->form.cols == AXIS_TARGET || info->form.cols > AXIS_HIDDEN;
    g.scale.shares = counts_shares(info->path) || never_negative(info->path);
    g.scale.top = counts_shares(info->path) ? 1 : measure_max_abs(g.x, g.sheet);
    if (g.scale.top == 0) g.scale.top = 1;
    if (strcmp(words_tail(info->path), "tokens") == 0) g.plain = true;
    if (g.plain || is_mask(info->path)) g.bar = false;
    return g;
}

void grid_transpose(Grid *g) {
    int rows = g->rows;
    bool labels = g->row_labels;
    g->transposed = !g->transposed;
    g->rows = g->cols;
    g->cols = rows;
    g->row_labels = g->col_labels;
    g->col_labels = labels;
}

void grid_share_scale(Grid *grids, int count) {
    float top = 0;
    for (int i = 0; i < count; i++) top = fmaxf(top, grids[i].scale.top);
    for (int i = 0; i < count; i++) grids[i].scale.top = top;
}

static float number_at(const Grid *g, int row, int col) {
    return g->transposed ? tensor_at(g->x, g->sheet, col, row) : tensor_at(g->x, g->sheet, row, col);
}

Rect grid_cell(const Grid *g, int row, int col) {
    float x0 = floorf((float)col * g->cells.w / (float)g->cols + 0.5f);
    float x1 = floorf((float)(col + 1) * g->cells.w / (float)g->cols + 0.5f);
    float y0 = floorf((float)row * g->cells.h / (float)g->rows + 0.5f);
    float y1 = floorf((float)(row + 1) * g->cells.h / (float)g->rows + 0.5f);
    return (Rect){g->cells.x + x0, g->cells.y + y0, x1 - x0, y1 - y0};
}

/* Where the grid begins, its row labels counted. */
float grid_left(const Stage *s, const Grid *g) {
    float pad = roundf(9 * s->unit) + 2;
    return g->cells.x - pad - (g->label_room > 0 ? g->label_room + roundf(3 * s->unit) : 0);
}

/* Labels */

static const char *label(Stage *s, const Grid *g, bool row, int at) {
    bool value_row = row != g->transposed;
    return words_label(s, g->value, value_row, at, row && g->predicts);
}

float grid_row_label_width(Stage *s, const Grid *g, float most) {
    float width = 0;
    if (!g->row_labels) return 0;
    for (int i = 0; i < g->rows && width < most; i++)
        width = fmaxf(width, stage_width(s, FACE_TEXT, s->small, label(s, g, true, i)));
    return fminf(ceilf(width), most);
}

static float col_label_most(const Stage *s) {
    return 110 * s->unit > 80 ? 110 * s->unit : 80;
}

/* A vocabulary has too many labels to measure them all: they share a smaller limit. */
enum { COLS_MEASURED = 64 };

static float col_label_limit(const Stage *s, const Grid *g) {
    return g->cols < COLS_MEASURED ? col_label_most(s) : 0.7f * col_label_most(s);
}

static float col_label_width(Stage *s, const Grid *g, int at) {
    return fminf(stage_width(s, FACE_TEXT, s->small, label(s, g, false, at)), col_label_limit(s, g));
}

/* Every how many-th label is shown. */
static int thinning(float cell, float needed, int count) {
    int every = (int)ceilf(needed / fmaxf(cell, 0.01f));
    return every < 1 ? 1 : every > count ? count : every;
}

static float widest_col_label(Stage *s, const Grid *g) {
    float widest = 0;
    for (int j = 0; j < g->cols; j++) widest = fmaxf(widest, col_label_width(s, g, j));
    return widest;
}

static int turned_step(const Stage *s, const Grid *g, float cell) {
    return thinning(cell, (float)s->small * 1.6f, g->cols);
}

static bool labels_stand(Stage *s, const Grid *g, float cell) {
    return g->cols < COLS_MEASURED && widest_col_label(s, g) + 6 <= cell;
}

float grid_col_label_height(Stage *s, const Grid *g, float cell) {
    if (!g->col_labels) return 0;
    if (labels_stand(s, g, cell)) return stage_line_height(s->small) + roundf(4 * s->unit);
    float widest = g->cols < COLS_MEASURED ? widest_col_label(s, g) : col_label_limit(s, g);
    return ceilf((widest + 1.1f * (float)s->small) * half_root + 4 * s->unit + 5);
}

float grid_overhang(Stage *s, const Grid *g, float cell) {
    float most = 0;
    if (!g->col_labels || labels_stand(s, g, cell)) return 0;
    for (int j = 0; j < g->cols; j += turned_step(s, g, cell)) {
        float behind = ((float)(g->cols - j) - 0.5f) * cell;
        most = fmaxf(most, (col_label_width(s, g, j) + 0.5f * (float)s->small) * half_root + 2 - behind);
    }
    return ceilf(most);
}

/* A label is shown if it is the one pointed at, or in step and not too near to that. */
static bool label_shown(int at, int every, int hot) {
    if (at == hot) return true;
    int near = hot >= 0 ? (at > hot ? at - hot : hot - at) : every;
    return at % every == 0 && near >= every;
}

static void draw_row_labels(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.h / (float)g->rows, most = g->label_room;
    int every = thinning(cell, (float)s->small, g->rows);
    for (int i = 0; i < g->rows && g->row_labels && most > 0; i++) {
        if (!label_shown(i, every, hot)) continue;
        const char *text = stage_elide(s, FACE_TEXT, s->small, label(s, g, true, i), most);
        float x = g->cells.x - roundf(9 * s->unit) - 2 - stage_width(s, FACE_TEXT, s->small, text);
        float y = g->cells.y + ((float)i + 0.5f) * cell + stage_drop(s, FACE_TEXT, s->small);
        Color color = s->theme.role[i == hot ? ROLE_HOT : ROLE_TEXT];
        stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, x, y, text);
    }
}

static void draw_col_labels(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.w / (float)g->cols, top = g->cells.y - roundf(4 * s->unit) - 3 - 0.2f * (float)s->small;
    if (!g->col_labels || g->col_room < 0) return;
    bool stand = labels_stand(s, g, cell);
    int every = stand ? 1 : turned_step(s, g, cell);
    for (int j = 0; j < g->cols; j++) {
        if (!label_shown(j, every, hot)) continue;
        float middle = g->cells.x + ((float)j + 0.5f) * cell, most = col_label_limit(s, g);
        float room = (g->cells.x + g->cells.w + g->col_room - middle) / half_root - 0.5f * (float)s->small;
        const char *text = stage_elide(s, FACE_TEXT, s->small, label(s, g, false, j), stand ? most : fminf(most, room));
        Color color = s->theme.role[j == hot ? ROLE_HOT : ROLE_TEXT];
        float width = stage_width(s, FACE_TEXT, s->small, text);
        float left = roundf(middle - width / 2);
        if (stand) stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, left, top - 1, text);
        else stage_turned(s, FACE_TEXT, s->small, color, middle + 0.2f * (float)s->small, top - 1, 45, text);
    }
}

/* Cells */

static void draw_cells(Stage *s, const Grid *g) {
    size_t count = (size_t)g->rows * (size_t)g->cols;
    Color *colors = arena_raw(s->arena, count, sizeof *colors), *to = colors;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            float x = number_at(g, i, j);
            *to++ = g->plain || x < -3.402823466e38f ? s->theme.ground
                    : g->scale.shares    ? theme_share(&s->theme, x, g->scale.top)
                                         : theme_signed(&s->theme, x, g->scale.top);
        }
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = g->cells.x, item->y = g->cells.y, item->w = g->cells.w, item->h = g->cells.h;
    item->cells = colors;
    item->rows = g->rows;
    item->cols = g->cols;
    item->gap = s->unit > 1.5f ? roundf(s->unit) : 1;
}

/* −∞ is hatched, a run of cells at a time. */
static void draw_hidden(Stage *s, const Grid *g) {
    for (int i = 0; i < g->rows; i++)
        for (int j = 0, end; j < g->cols; j = end + 1) {
            for (end = j; end < g->cols && number_at(g, i, end) < -3.402823466e38f; end++) continue;
            if (end == j) continue;
            Rect a = grid_cell(g, i, j), b = grid_cell(g, i, end - 1);
            stage_hatch(s, (Rect){a.x, a.y, b.x + b.w - a.x, a.h});
        }
}

/* How the numbers of a grid are written. */
static int decimals(const Grid *g) {
    bool whole = true;
    for (int i = 0; i < g->rows && whole; i++)
        for (int j = 0; j < g->cols && whole; j++) {
            float x = number_at(g, i, j);
            whole = isinf(x) || x == floorf(x);
        }
    if (whole && !(g->scale.shares && g->scale.top == 1)) return 0;
    return g->scale.top <= 1 ? 2 : g->scale.top < 100 ? 1 : 0;
}

/* ".87", "−1.1", "0.0": without a leading zero where two digits follow, without a minus before nothing. */
static void write_number(float x, int places, char out[NUMBER_TEXT]) {
    char text[64];
    if (x < -3.402823466e38f) {
        strcpy(out, "");
        return;
    }
    snprintf(text, sizeof text, "%.*f", places, fabs((double)x));
    bool nothing = strspn(text, "0.") == strlen(text);
    const char *digits = places == 2 && text[0] == '0' ? text + 1 : text;
    snprintf(out, NUMBER_TEXT, "%s%.10s", x < 0 && !nothing ? "−" : "", digits);
}

/* All numbers, row by row; the longest one's length in letters goes to *longest. */
static char *write_numbers(Stage *s, const Grid *g, int places, int *longest) {
    char *texts = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, NUMBER_TEXT);
    *longest = 0;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            char *text = texts + ((size_t)i * (size_t)g->cols + (size_t)j) * NUMBER_TEXT;
            write_number(number_at(g, i, j), places, text);
            int letters = text_count(text);
            if (letters > *longest) *longest = letters;
        }
    return texts;
}

/* The size of type at which every number fits, 0 if none does. */
static int number_size(const Stage *s, const Grid *g, int letters) {
    float w = g->cells.w / (float)g->cols - fmaxf(4, 4 * s->unit);
    float h = g->cells.h / (float)g->rows - fmaxf(3, 3 * s->unit);
    float most = fmaxf(fmaxf(11, 13 * s->unit), fminf(18 * s->unit, 0.36f * h));
    int size = (int)fminf(most, h / 0.8f);
    while (size >= NUMBER_LEAST && stage_width(s, FACE_MONO, size, "0") * (float)letters > w) size--;
    return size >= NUMBER_LEAST ? size : 0;
}

static void draw_numbers(Stage *s, const Grid *g, const Color *colors) {
    int letters, places = decimals(g);
    bool tiny = g->cells.w / (float)g->cols < 10 || g->cells.h / (float)g->rows < 10;
    if (tiny || g->rows * g->cols > NUMBERS_MOST) return;
    char *text = write_numbers(s, g, places, &letters);
    int size = number_size(s, g, letters);
    if (!size && places == 1 && g->scale.top >= 10) { /* of large numbers the digits before the point say enough */
        text = write_numbers(s, g, 0, &letters);
        size = number_size(s, g, letters);
    }
    float digit = size ? stage_width(s, FACE_MONO, size, "0") : 0, drop = stage_drop(s, FACE_MONO, size);
    for (int i = 0; i < g->rows && size; i++)
        for (int j = 0; j < g->cols; j++, text += NUMBER_TEXT) {
            if (!*text) continue;
            Rect r = grid_cell(g, i, j);
            Color ground = colors[(size_t)i * (size_t)g->cols + (size_t)j];
            float width = digit * (float)text_count(text);
            stage_text(s, FACE_MONO, size, theme_ink(ground), ground, r.x + (r.w - 1 - width) / 2,
                       r.y + (r.h - 1) / 2 + drop, text);
        }
}

/* Row sums at the right edge. */
static void draw_sums(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.h / (float)g->rows, x = g->cells.x + g->cells.w + roundf(12 * s->unit);
    int every = thinning(cell, (float)s->mono * 1.1f, g->rows);
    if (!g->sums) return;
    for (int i = 0; i < g->rows; i++) {
        if (!label_shown(i, every, hot)) continue;
        char *text = arena_print(s->arena, "%.2f", measure_row_sum(g->x, g->sheet, i));
        float y = g->cells.y + ((float)i + 0.5f) * cell + stage_drop(s, FACE_MONO, s->mono);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[i == hot ? ROLE_HOT : ROLE_MUTED], s->theme.ground, x, y, text);
    }
}

float grid_sums_width(const Stage *s) {
    return roundf(12 * s->unit) + ceilf(stage_width(s, FACE_MONO, s->mono, "1.00")) + 2;
}

/* Heading */

typedef struct Bar {
    const char *low, *high;
    float width, stripe;
} Bar;

static Bar bar_make(Stage *s, const Grid *g) {
    char text[NUMBER_TEXT];
    int places = g->scale.top < 1 ? 2 : 1;
    write_number(g->scale.top, g->scale.shares && g->scale.top == 1 ? 0 : places, text);
    Bar b = {.stripe = roundf(56 * s->unit)};
    b.high = arena_print(s->arena, "%s%s", g->scale.shares ? "" : "+", text);
    b.low = g->scale.shares ? "0" : arena_print(s->arena, "−%s", text);
    b.width = stage_width(s, FACE_MONO, s->mono, b.low) + stage_width(s, FACE_MONO, s->mono, b.high) + b.stripe + 12;
    return b;
}

enum { STRIPE_STEPS = 64 };

static void draw_bar(Stage *s, const Grid *g, Bar b, float x, float middle) {
    Color *colors = arena_raw(s->arena, STRIPE_STEPS, sizeof *colors);
    for (int i = 0; i < STRIPE_STEPS; i++) {
        float at = (float)i / (STRIPE_STEPS - 1);
        colors[i] = g->scale.shares ? theme_share(&s->theme, at, 1) : theme_signed(&s->theme, 2 * at - 1, 1);
    }
    float y = middle + stage_drop(s, FACE_MONO, s->mono), high = roundf(fmaxf(6, 8 * s->unit));
    Color muted = s->theme.role[ROLE_MUTED];
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, x, y, b.low);
    x = roundf(x + stage_width(s, FACE_MONO, s->mono, b.low) + 6);
    Rect stripe = {x, roundf(middle - high / 2), b.stripe, high};
    stage_box(s, (Rect){stripe.x - 1, stripe.y - 1, stripe.w + 2, stripe.h + 2}, 2, 0, 1, s->theme.line);
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = stripe.x, item->y = stripe.y, item->w = stripe.w, item->h = stripe.h;
    item->cells = colors;
    item->rows = 1;
    item->cols = STRIPE_STEPS;
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, x + b.stripe + 6, y, b.high);
}

static const char *shape_text(Stage *s, const Grid *g) {
    return arena_print(s->arena, "%d × %d", g->rows, g->cols);
}

static const char *sign_text(Stage *s, const Grid *g) {
    return g->sign ? arena_print(s->arena, "{m}%s{}  %s", g->sign, g->symbol) : g->symbol;
}

float grid_heading_width(Stage *s, const Grid *g) {
    return rich_width(s, s->name, sign_text(s, g)) + 10 + stage_width(s, FACE_MONO, s->mono, shape_text(s, g));
}

float grid_heading_height(const Stage *s, const Grid *g, int lines) {
    if (g->heading == HEADING_NONE || g->heading == HEADING_LEFT || lines < 1) return 0;
    float first = stage_line_height(s->name) + roundf(8 * s->unit) + 2;
    if (g->heading == HEADING_ABOVE) lines = 1;
    return first + (float)(lines - 1) * stage_line_height(s->small);
}

/* "↓ queries (who asks)", "→ keys (who is asked)": the axes as drawn. */
static const char *axis_text(Stage *s, const Grid *g, bool down) {
    const char *words = words_axis(s, g->value, down != g->transposed);
    return *words ? arena_print(s->arena, "%s %s", down ? "↓" : "→", words) : "";
}

/* Words of which less than half fits say nothing. */
static const char *most_of(Stage *s, const char *text, float room) {
    return stage_width(s, FACE_TEXT, s->small, text) > 2 * room ? "" : stage_elide(s, FACE_TEXT, s->small, text, room);
}

/* Both axes on one line where they fit, else on two; what still does not fit is elided. */
static void draw_axes(Stage *s, const Grid *g, float x, float y, float room, int lines) {
    const char *down = axis_text(s, g, true), *right = axis_text(s, g, false);
    const char *both = *down && *right ? arena_print(s->arena, "%s   %s", down, right) : *down ? down : right;
    Color muted = s->theme.role[ROLE_MUTED];
    if (lines == 1 || stage_width(s, FACE_TEXT, s->small, both) <= room) {
        both = stage_elide(s, FACE_TEXT, s->small, both, room);
        stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, y, both);
        return;
    }
    const char *first = most_of(s, down, room);
    if (*first) stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, y, first);
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, y + (*first ? stage_line_height(s->small) : 0),
               most_of(s, right, room));
}

/* A text that ends at x, if it is not too long and there is a line left for it. Returns the next line's top. */
static float left_line(Stage *s, const Grid *g, float right, float y, const char *text, float room) {
    text = stage_elide(s, FACE_TEXT, s->small, text, room);
    if (!*text || y + (float)s->small * 1.3f > g->cells.y + g->cells.h) return y;
    float x = right - stage_width(s, FACE_TEXT, s->small, text);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, y + (float)s->small, text);
    return y + stage_line_height(s->small);
}

/* Name, shape, axes and bar one under the other, at the left of the grid's labels. */
static void draw_left_heading(Stage *s, const Grid *g, int lines) {
    float right = grid_left(s, g) - roundf(6 * s->unit), room = g->left_room - roundf(6 * s->unit), y = g->cells.y;
    const char *shape = shape_text(s, g);
    float name = rich_width(s, s->name, g->symbol), used = name + 8 + stage_width(s, FACE_MONO, s->mono, shape);
    float base = g->rows == 1 ? y + g->cells.h / 2 + stage_drop(s, FACE_BOLD, s->name) : y + (float)s->name;
    if (name > room) return;
    if (used <= room && lines > 1) {
        Color muted = s->theme.role[ROLE_MUTED];
        stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, right - used + name + 8, base, shape);
        name = used;
    }
    rich_text(s, s->name, s->theme.ground, right - name, base, g->symbol);
    if (g->rows == 1 || lines < 2) return;
    y += stage_line_height(s->name) + roundf(4 * s->unit);
    y = left_line(s, g, right, y, axis_text(s, g, true), room);
    y = left_line(s, g, right, y, axis_text(s, g, false), room);
    Bar bar = bar_make(s, g);
    if (g->bar && bar.width <= room && y + (float)s->mono * 2 <= g->cells.y + g->cells.h)
        draw_bar(s, g, bar, right - bar.width, y + (float)s->mono);
}

float grid_left_width(Stage *s, const Grid *g) {
    float width = grid_heading_width(s, g);
    if (g->rows == 1) return width;
    if (g->bar) width = fmaxf(width, bar_make(s, g).width);
    width = fmaxf(width, stage_width(s, FACE_TEXT, s->small, axis_text(s, g, true)));
    return fmaxf(width, stage_width(s, FACE_TEXT, s->small, axis_text(s, g, false))) + roundf(6 * s->unit);
}

static void draw_heading(Stage *s, const Grid *g, int lines) {
    if (g->heading == HEADING_NONE || lines < 1) return;
    if (g->mini) lines = 1;
    if (g->heading == HEADING_LEFT) {
        draw_left_heading(s, g, lines);
        return;
    }
    float room = g->slot, x = g->cells.x, pad = roundf(8 * s->unit) + 2, high = stage_line_height(s->name);
    float labels = g->heading == HEADING_ABOVE ? grid_col_label_height(s, g, g->cells.w / (float)g->cols) : 0;
    float middle = g->heading == HEADING_BELOW ? g->cells.y + g->cells.h + pad + high / 2
                                               : g->cells.y - labels - pad - high / 2;
    float name = rich_width(s, s->name, sign_text(s, g));
    const char *shape = shape_text(s, g);
    float used = name;
    if (name > room) return;
    if (g->sums) {
        float at = x + g->cells.w + roundf(12 * s->unit), drop = stage_drop(s, FACE_MONO, s->mono);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground, at, middle + drop, "Σ");
        room = fminf(room, g->cells.w);
    }
    rich_text(s, s->name, s->theme.ground, x, middle + stage_drop(s, FACE_BOLD, s->name), sign_text(s, g));
    float shape_width = stage_width(s, FACE_MONO, s->mono, shape);
    if (used + 10 + shape_width <= room) {
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground, x + used + 10,
                   middle + stage_drop(s, FACE_MONO, s->mono), shape);
        used += 10 + shape_width;
    }
    Bar bar = bar_make(s, g);
    bool has_bar = g->bar && used + 24 + bar.width <= room;
    float right = fmaxf(fminf(room, g->cells.w), used + 24 + bar.width);
    if (has_bar) draw_bar(s, g, bar, x + right - bar.width, middle);
    if (g->heading == HEADING_ABOVE && lines > 1) {
        float end = has_bar ? right - bar.width - 24 : room;
        if (end - used - 24 > 60)
            draw_axes(s, g, x + used + 24, middle + stage_drop(s, FACE_TEXT, s->small), end - used - 24, 1);
    } else if (lines > 1) {
        float y = middle + high / 2 + stage_line_height(s->small) / 2 + stage_drop(s, FACE_TEXT, s->small);
        draw_axes(s, g, x, y, room, lines - 1);
    }
}

/* Outlines */

static Box whole(const Grid *g) {
    return (Box){0, 1, 0, g->x.shape.rows, 0, g->x.shape.cols};
}

static bool holds_sheet(const Grid *g, int sheet0, int sheet1) {
    return g->x.shape.sheets == 1 || (g->sheet >= sheet0 && g->sheet < sheet1);
}

static bool same_rows(const Stage *s, const Grid *g, Value v) {
    Form a = s->program->values[g->value].form, b = s->program->values[v].form;
    return a.rows == b.rows && a.shape.rows == b.shape.rows && a.rows != AXIS_ONE;
}

/* Another output of the same step: what softmax and norm record on their way. */
static bool is_sibling(const Stage *s, const Grid *g, Value v) {
    const ValueInfo *a = &s->program->values[g->value], *b = &s->program->values[v];
    return g->value != v && a->step >= 0 && a->step == b->step && a->form.shape.rows == b->form.shape.rows;
}

/* The parts of the grid that belong to what is pointed at, as ranges of the value's cells; drawn on top last. */
static int focus_boxes(const Stage *s, const Grid *g, Box out[BOXES_MOST]) {
    int count = 0;
    Focus f = s->focus, p = s->pointer;
    Box all = whole(g);
    if (f.on && f.cell.col < 0 && same_rows(s, g, f.value) && holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
        out[count++] = (Box){0, 1, f.cell.row, f.cell.row + 1, 0, all.col1};
    for (int i = 0; f.on && f.cell.col >= 0 && s->step && i < s->reach.count; i++) {
        Box b = s->reach.part[i].box;
        if (s->step->in[s->reach.part[i].input] == g->value && holds_sheet(g, b.sheet0, b.sheet1)) out[count++] = b;
    }
    if (f.on && f.cell.col >= 0 && is_sibling(s, g, f.value) && holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
        out[count++] = (Box){0, 1, f.cell.row, f.cell.row + 1, 0, all.col1};
    if (f.on && f.cell.col >= 0 && f.value == g->value && holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
        out[count++] = (Box){0, 1, f.cell.row, f.cell.row + 1, f.cell.col, f.cell.col + 1};
    if (p.on && p.value == g->value && p.value != f.value && holds_sheet(g, p.cell.sheet, p.cell.sheet + 1))
        out[count++] = (Box){0, 1, p.cell.row, p.cell.row + 1, p.cell.col, p.cell.col + 1};
    return count;
}

static Box as_drawn(const Grid *g, Box b) {
    if (!g->transposed) return b;
    return (Box){b.sheet0, b.sheet1, b.col0, b.col1, b.row0, b.row1};
}

static void draw_outlines(Stage *s, const Grid *g, const Box *boxes, int count) {
    float line = fmaxf(1.5f, 2 * s->unit);
    for (int i = 0; i < count; i++) {
        Rect a = grid_cell(g, boxes[i].row0, boxes[i].col0), b = grid_cell(g, boxes[i].row1 - 1, boxes[i].col1 - 1);
        float out = line / 2;
        Rect r = {a.x - out, a.y - out, b.x + b.w - a.x + 2 * out - 1, b.y + b.h - a.y + 2 * out - 1};
        float least = 3 * line; /* a cell of a pixel is still pointed out */
        if (r.w < least) r.x -= (least - r.w) / 2, r.w = least;
        if (r.h < least) r.y -= (least - r.h) / 2, r.h = least;
        stage_box(s, r, fmaxf(2, 3 * s->unit), 0, line, s->theme.role[ROLE_HOT]);
    }
}

void grid_draw(Stage *s, const Grid *g, int lines) {
    Box boxes[BOXES_MOST];
    int count = focus_boxes(s, g, boxes), hot_row = -1, hot_col = -1;
    for (int i = 0; i < count; i++) {
        boxes[i] = as_drawn(g, boxes[i]);
        if (boxes[i].row1 - boxes[i].row0 == 1) hot_row = boxes[i].row0;
        if (boxes[i].col1 - boxes[i].col0 == 1) hot_col = boxes[i].col0;
    }
    float pad = fmaxf(2, roundf(3 * s->unit));
    Rect frame = {g->cells.x - pad, g->cells.y - pad, g->cells.w + 2 * pad, g->cells.h + 2 * pad};
    stage_box(s, frame, fmaxf(2, 4 * s->unit), 0, fmaxf(1, 1.4f * s->unit), g->color);
    draw_cells(s, g);
    const Color *colors = s->scene->items[s->scene->count - 1].cells;
    draw_hidden(s, g);
    draw_numbers(s, g, colors);
    draw_row_labels(s, g, hot_row);
    draw_col_labels(s, g, hot_col);
    draw_sums(s, g, hot_row);
    draw_outlines(s, g, boxes, count);
    draw_heading(s, g, lines);
    Rect c = g->cells;
    int rows = g->transposed ? g->cols : g->rows, cols = g->transposed ? g->rows : g->cols;
    const char *path = s->program->values[g->value].path;
    stage_target(s, (Target){path, g->sheet, c.x, c.y, c.w, c.h, rows, cols, g->transposed});
}
