/* Measuring and drawing one matrix. Numbers stand in cells where all of them fit; labels thin out where they do not. */
#include "scene/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "scene/rich.h"
#include "scene/words.h"
#include "trace/measure.h"

enum { NUMBER_TEXT = 16, NUMBERS_MOST = 6000, NUMBER_LEAST = 11, BOXES_MOST = 8 };

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
    Grid g = {.value = v, .sheet = sheet < shape.sheets ? sheet : 0, .x = stage_tensor(s, v)};
    g.symbol = words_symbol(s, v, input);
    Role role = words_role(s, v);
    g.color = role == ROLE_TEXT || role == ROLE_MUTED ? s->theme.line : s->theme.role[role];
    g.full_rows = g.rows = shape.rows;
    g.full_cols = g.cols = shape.cols;
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
    g->rows = g->full_rows = g->cols;
    g->cols = g->full_cols = rows;
    g->row_labels = g->col_labels;
    g->col_labels = labels;
}

void grid_follow(const Stage *s, Grid *g) {
    int row = s->in->view->row;
    if (s->in->view->depth < DEPTH_ROW || row < 0 || row >= g->x.shape.rows) return;
    g->one_row = true;
    if (g->transposed) g->col0 = row, g->cols = 1;
    else g->row0 = row, g->rows = 1;
}

/* How many of so many are shown, and from which on. */
static void window(int full, float zoom, float pan, int *first, int *count) {
    int shown = (int)ceilf((float)full / zoom);
    *count = shown < 1 ? 1 : shown > full ? full : shown;
    *first = (int)roundf(fminf(1, fmaxf(0, pan)) * (float)(full - *count));
}

void grid_zoom(const Stage *s, Grid *g) {
    const View *v = s->in->view;
    if (v->zoom <= 1 || g->mini) return;
    if (!(g->one_row && !g->transposed)) window(g->full_rows, v->zoom, v->pan_y, &g->row0, &g->rows);
    if (!(g->one_row && g->transposed)) window(g->full_cols, v->zoom, v->pan_x, &g->col0, &g->cols);
}

void grid_share_scale(Grid *grids, int count) {
    float top = 0;
    for (int i = 0; i < count; i++) top = fmaxf(top, grids[i].scale.top);
    for (int i = 0; i < count; i++) grids[i].scale.top = top;
}

/* row, col: in the window. */
static float number_at(const Grid *g, int row, int col) {
    row += g->row0, col += g->col0;
    return g->transposed ? tensor_at(g->x, g->sheet, col, row) : tensor_at(g->x, g->sheet, row, col);
}

static int inside(int at, int first, int count) {
    return at < first ? 0 : at >= first + count ? count - 1 : at - first;
}

Rect grid_cell(const Grid *g, int row, int col) {
    row = inside(row, g->row0, g->rows);
    col = inside(col, g->col0, g->cols);
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
    return words_label(s, g->value, value_row, at + (row ? g->row0 : g->col0), row && g->predicts);
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

/* Brackets */

float grid_bracket_height(const Stage *s, const Grid *g) {
    return g->brackets > 1 ? stage_line_height(s->small) + roundf(7 * s->unit) : 0;
}

/* A line over the columns from `from` to `to`, its ends turned down, and what it says. */
static void draw_bracket(Stage *s, const Grid *g, int from, int to, Color color, const char *text) {
    Rect a = grid_cell(g, 0, from), b = grid_cell(g, 0, to);
    float line = fmaxf(1.5f, 2 * s->unit), y = g->cells.y - fmaxf(2, roundf(3 * s->unit)) - roundf(6 * s->unit);
    float x = a.x + 0.5f, end = b.x + b.w - 1.5f, tick = roundf(4 * s->unit);
    stage_line(s, x, y, end, y, line, color);
    stage_line(s, x, y, x, y + tick, line, color);
    stage_line(s, end, y, end, y + tick, line, color);
    float width = stage_width(s, FACE_TEXT, s->small, text), base = y - line - roundf(3 * s->unit);
    if (width + 4 > end - x) return;
    stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, roundf((x + end - width) / 2), base, text);
}

/* Which columns go to which head; of a window's columns those that it shows. */
static void draw_brackets(Stage *s, const Grid *g) {
    if (g->brackets < 2) return;
    int width = g->full_cols / g->brackets;
    for (int h = 0; h < g->brackets; h++) {
        int from = h * width, to = from + width - 1, last = g->col0 + g->cols - 1;
        if (to < g->col0 || from > last) continue;
        char *number = arena_print(s->arena, "%d", h + 1);
        const char *text = stage_fill(s, "product.head", number, "");
        float room = g->cells.w / (float)g->cols * (float)width;
        if (stage_width(s, FACE_TEXT, s->small, text) + 8 > room) text = number;
        draw_bracket(s, g, from < g->col0 ? g->col0 : from, to > last ? last : to, s->theme.head[h % THEME_HEADS],
                     text);
    }
}

/* Cells */

/* While the figure plays, its output is there up to the cell that is being worked out. */
static bool not_yet(const Stage *s, const Grid *g, int row, int col) {
    const Focus *at = &s->playing;
    if (!at->on || !s->step || s->program->values[g->value].step != s->shown_step) return false;
    row += g->row0, col += g->col0;
    int r = g->transposed ? col : row, c = g->transposed ? row : col;
    if (r != at->cell.row) return r > at->cell.row;
    return g->value == at->value && c > at->cell.col;
}

/* What a mask does not hide has an edge to be seen. */
static Color cell_color(const Stage *s, const Grid *g, bool open, int row, int col) {
    float x = number_at(g, row, col);
    if (not_yet(s, g, row, col)) return s->theme.panel;
    if (g->plain || x < -3.402823466e38f) return s->theme.ground;
    if (open) return s->theme.panel;
    return g->scale.shares ? theme_share(&s->theme, x, g->scale.top) : theme_signed(&s->theme, x, g->scale.top);
}

/* Most matrices are drawn as they lie in memory, all of them: of a million cells each one counts. True if some are −∞
   and have to be looked at again. */
static bool color_row(const Stage *s, const Grid *g, int row, Color *to) {
    const float *x = tensor_row(g->x, g->sheet, g->row0 + row) + g->col0;
    float least = 0;
    for (int j = 0; j < g->cols; j++) least = x[j] < least ? x[j] : least;
    if (g->scale.shares) theme_share_row(&s->theme, x, g->cols, g->scale.top, to);
    else theme_signed_row(&s->theme, x, g->cols, g->scale.top, to);
    return least < -3.402823466e38f;
}

/* True if some are −∞. */
static bool color_cells(const Stage *s, const Grid *g, Color *to) {
    bool open = is_mask(s->program->values[g->value].path), hidden = g->transposed;
    bool simple = !g->transposed && !g->plain && !open && !s->playing.on;
    for (int i = 0; i < g->rows; i++, to += g->cols) {
        bool again = !simple || color_row(s, g, i, to);
        hidden = hidden || again;
        for (int j = 0; j < g->cols && again; j++) to[j] = cell_color(s, g, open, i, j);
    }
    return hidden;
}

/* True if some are −∞. */
static bool draw_cells(Stage *s, const Grid *g) {
    Color *colors = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, sizeof *colors);
    bool hidden = color_cells(s, g, colors);
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = g->cells.x, item->y = g->cells.y, item->w = g->cells.w, item->h = g->cells.h;
    item->cells = colors;
    item->rows = g->rows;
    item->cols = g->cols;
    item->gap = s->unit > 1.5f ? roundf(s->unit) : 1;
    return hidden;
}

/* −∞ is hatched, a run of cells at a time. */
static void draw_hidden(Stage *s, const Grid *g) {
    for (int i = 0; i < g->rows; i++)
        for (int j = 0, end; j < g->cols; j = end + 1) {
            for (end = j; end < g->cols && number_at(g, i, end) < -3.402823466e38f && !not_yet(s, g, i, end); end++)
                continue;
            if (end == j) continue;
            Rect a = grid_cell(g, g->row0 + i, g->col0 + j), b = grid_cell(g, g->row0 + i, g->col0 + end - 1);
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

/* As "%.*f" writes it, of up to two places: thousands of numbers stand in one picture. Ten and a hundred times a float
   is exact in double, so that halves are rounded the same way. */
static void write_digits(double x, int places, char out[64]) {
    static const int tens[] = {1, 10, 100};
    if (!(x < 1e6) || places > 2) {
        snprintf(out, 64, "%.*f", places, x);
        return;
    }
    long n = lrint(x * tens[places]);
    char text[16], *p = text + sizeof text;
    *--p = 0;
    for (int i = 0; i <= places || n; i++) {
        if (places && i == places) *--p = '.';
        *--p = (char)('0' + n % 10);
        n /= 10;
    }
    strcpy(out, p);
}

/* ".87", "−1.1", "0.0": without a leading zero where two digits follow or there is little room, without a minus before
   nothing. */
static void write_number(float x, int places, bool tight, char out[NUMBER_TEXT]) {
    char text[64];
    if (x < -3.402823466e38f) {
        strcpy(out, "");
        return;
    }
    write_digits(fabs((double)x), places, text);
    bool nothing = strspn(text, "0.") == strlen(text);
    const char *digits = (places == 2 || (tight && places)) && text[0] == '0' ? text + 1 : text;
    if (tight && places == 2 && strcmp(text, "1.00") == 0) digits = "1.0"; /* a whole share among shares */
    bool minus = x < 0 && !nothing;
    if (minus) memcpy(out, "−", 3);
    char *to = out + (minus ? 3 : 0);
    size_t n = strlen(digits);
    n = n > 10 ? 10 : n;
    memcpy(to, digits, n);
    to[n] = 0;
}

/* All numbers, row by row; the longest one's length in letters goes to *longest. */
static char *write_numbers(Stage *s, const Grid *g, int places, bool tight, int *longest) {
    char *texts = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, NUMBER_TEXT);
    *longest = 0;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            char *text = texts + ((size_t)i * (size_t)g->cols + (size_t)j) * NUMBER_TEXT;
            write_number(number_at(g, i, j), places, tight, text);
            int letters = text_count(text);
            if (letters > *longest) *longest = letters;
        }
    return texts;
}

/* Smaller numbers would be noise beside the other words. */
static int least_size(const Stage *s) {
    return (int)fmaxf(NUMBER_LEAST, roundf(9 * s->unit));
}

/* What a cell's width has over its number's, at least: the gap, and a line's width for a neighbour's outline. */
static float least_margin(const Stage *s) {
    return fmaxf(1.8f, 2.4f * s->unit - 0.6f);
}

/* The size of type at which every number fits, 0 if none does. The smallest size may come nearer to the edges, as near
   as a neighbour's outline lets it. */
static int number_size(const Stage *s, const Grid *g, int letters) {
    float cell_w = g->cells.w / (float)g->cols, cell_h = g->cells.h / (float)g->rows;
    float w = cell_w - fmaxf(4, 4 * s->unit), h = cell_h - fmaxf(3, 3 * s->unit);
    float most = fmaxf(fmaxf(11, 13 * s->unit), fminf(18 * s->unit, 0.36f * h));
    int size = (int)fminf(most, h / 0.8f), least = least_size(s);
    while (size > least && stage_width(s, FACE_MONO, size, "0") * (float)letters > w) size--;
    if (size > least) return size;
    bool fits = stage_width(s, FACE_MONO, least, "0") * (float)letters <= cell_w - least_margin(s) &&
                2 * stage_drop(s, FACE_MONO, least) <= floorf(cell_h) - fmaxf(2, 2 * s->unit);
    return fits ? least : 0;
}

static void draw_numbers(Stage *s, const Grid *g, const Color *colors) {
    int letters, places = decimals(g);
    bool tiny = g->cells.w / (float)g->cols < 10 || g->cells.h / (float)g->rows < 10;
    if (tiny || g->rows * g->cols > NUMBERS_MOST || !number_size(s, g, 1)) return;
    char *text = write_numbers(s, g, places, false, &letters);
    int size = number_size(s, g, letters);
    if (size <= least_size(s) && places && !(size && places == 2)) {
        text = write_numbers(s, g, places, true, &letters);
        size = number_size(s, g, letters);
        if (size > least_size(s)) size = least_size(s);
    }
    if (!size && places == 1 && g->scale.top >= 10) { /* of large numbers the digits before the point say enough */
        text = write_numbers(s, g, 0, false, &letters);
        size = number_size(s, g, letters);
    }
    float digit = size ? stage_width(s, FACE_MONO, size, "0") : 0, drop = stage_drop(s, FACE_MONO, size);
    for (int i = 0; i < g->rows && size; i++)
        for (int j = 0; j < g->cols; j++, text += NUMBER_TEXT) {
            if (!*text || not_yet(s, g, i, j)) continue;
            Rect r = grid_cell(g, g->row0 + i, g->col0 + j);
            Color ground = colors[(size_t)i * (size_t)g->cols + (size_t)j];
            float width = digit * (float)text_count(text);
            stage_text(s, FACE_MONO, size, theme_ink(ground), ground, r.x + (r.w - 1 - width) / 2,
                       r.y + (r.h - 1) / 2 + drop, text);
        }
}

float grid_number_width(const Stage *s, const Grid *g) {
    if (g->mini || g->plain || !g->bar || g->rows * g->cols > NUMBERS_MOST) return 0;
    int digits = g->scale.top < 10 ? 3 : g->scale.top < 100 ? 2 : 3; /* ".87", "1.1", "12", "123" */
    float letters = (float)(digits + !g->scale.shares);
    return stage_width(s, FACE_MONO, least_size(s), "0") * letters + least_margin(s) + 0.2f;
}

/* Row sums at the right edge. */
static void draw_sums(Stage *s, const Grid *g, int hot) {
    float cell = g->cells.h / (float)g->rows, x = g->cells.x + g->cells.w + roundf(12 * s->unit);
    int every = thinning(cell, (float)s->mono * 1.1f, g->rows);
    if (!g->sums) return;
    for (int i = 0; i < g->rows; i++) {
        if (!label_shown(i, every, hot) || not_yet(s, g, i, g->cols - 1)) continue;
        char *text = arena_print(s->arena, "%.2f", measure_row_sum(g->x, g->sheet, g->row0 + i));
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
    write_number(g->scale.top, g->scale.shares && g->scale.top == 1 ? 0 : places, false, text);
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
    return arena_print(s->arena, "%d × %d", g->full_rows, g->full_cols);
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
    const char *words = words_axis(s, g->value, down != g->transposed), *arrow = down ? "↓" : "→";
    int first = down ? g->row0 : g->col0, count = down ? g->rows : g->cols, full = down ? g->full_rows : g->full_cols;
    if (!*words || count == full || count == 1) return *words ? arena_print(s->arena, "%s %s", arrow, words) : "";
    return arena_print(s->arena, "%s %s %d–%d / %d", arrow, words, first + 1, first + count, full);
}

/* Words of which less than half fits say nothing. */
static const char *most_of(Stage *s, const char *text, float room) {
    return stage_width(s, FACE_TEXT, s->small, text) > 2 * room ? "" : stage_elide(s, FACE_TEXT, s->small, text, room);
}

/* "↓ queries   → keys": without what stands in parentheses; the second axis goes before the first is cut. */
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
    const char *both = *down && *right ? arena_print(s->arena, "%s   %s", down, right) : *down ? down : right;
    Color muted = s->theme.role[ROLE_MUTED];
    if (lines == 1 && stage_width(s, FACE_TEXT, s->small, both) > room) both = short_axes(s, down, right, room);
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
    bool over_labels = g->heading == HEADING_ABOVE && g->col_room >= 0;
    float labels = over_labels ? grid_col_label_height(s, g, g->cells.w / (float)g->cols) : 0;
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

/* Keys and values have rows of their own, even where these are the same words. */
static bool asks_others(const Stage *s, const Grid *g) {
    return s->step && (s->step->op == OP_SCORES || s->step->op == OP_MIX) && g->value == s->step->in[1];
}

/* The parts of the grid that belong to what is pointed at, as ranges of the value's cells; drawn on top last. */
static int focus_boxes(const Stage *s, const Grid *g, Box out[BOXES_MOST]) {
    int count = 0;
    Focus f = s->focus, p = s->pointer;
    Box all = whole(g);
    bool follows = f.on && f.cell.col < 0 && same_rows(s, g, f.value) && !asks_others(s, g);
    if (follows && holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
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

/* Something of it is in the window. */
static bool in_window(const Grid *g, Box b) {
    return b.row1 > g->row0 && b.row0 < g->row0 + g->rows && b.col1 > g->col0 && b.col0 < g->col0 + g->cols;
}

static void draw_outlines(Stage *s, const Grid *g, const Box *boxes, int count) {
    float line = fmaxf(1.5f, 2 * s->unit);
    for (int i = 0; i < count; i++) {
        if (!in_window(g, boxes[i])) continue;
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
        if (!in_window(g, boxes[i])) continue;
        if (boxes[i].row1 - boxes[i].row0 == 1) hot_row = boxes[i].row0 - g->row0;
        if (boxes[i].col1 - boxes[i].col0 == 1) hot_col = boxes[i].col0 - g->col0;
    }
    float pad = fmaxf(2, roundf(3 * s->unit));
    Rect frame = {g->cells.x - pad, g->cells.y - pad, g->cells.w + 2 * pad, g->cells.h + 2 * pad};
    stage_box(s, frame, fmaxf(2, 4 * s->unit), 0, fmaxf(1, 1.4f * s->unit), g->color);
    bool hidden = draw_cells(s, g);
    const Color *colors = s->scene->items[s->scene->count - 1].cells;
    if (hidden) draw_hidden(s, g);
    draw_numbers(s, g, colors);
    draw_row_labels(s, g, hot_row);
    draw_col_labels(s, g, hot_col);
    if (lines > 0) draw_brackets(s, g);
    draw_sums(s, g, hot_row);
    draw_outlines(s, g, boxes, count);
    draw_heading(s, g, lines);
    Rect c = g->cells;
    int rows = g->transposed ? g->cols : g->rows, cols = g->transposed ? g->rows : g->cols;
    const char *path = s->program->values[g->value].path;
    stage_target(s, (Target){.kind = TARGET_CELLS, .path = path, .head = g->sheet,
                             .x = c.x, .y = c.y, .w = c.w, .h = c.h, .rows = rows, .cols = cols,
                             .row0 = g->transposed ? g->col0 : g->row0, .col0 = g->transposed ? g->row0 : g->col0,
                             .transposed = g->transposed});
}
