/* One matrix: what it is made with, which part of it is shown, and what of it is pointed at. Its
   labels, cells, numbers and heading have files of their own. */
#include "scene/matrix/grid.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "trace/foreign.h"
#include "trace/measure.h"
#include "trace/measure_once.h"
#include "trace/measure_scale.h"

/* Of rows that sum to 1 the largest number, below which they are drawn up to it. */
static const float SHARES_SMALL = 0.5f;

/* Of a scale, what the least number has that is not 0. */
static const float COLOR_LEAST = 0.14f;

/* Masks hold only 0 and −∞, which is hatched: there is no scale to tell. */
bool grid_is_mask(const Stage *s, Value v) {
    return s->program->values[v].numbers == NUMBERS_MASK;
}

/* What a figure's file asks for wins over the view; a range of the view is of what is shown. */
static ScaleWish scale_wish(const Stage *s, const Grid *g) {
    ScaleWish wish = s->in->view->shown.scale;
    if (s->style.scale.kind) return s->style.scale;
    bool own = s->program->values[g->value].role == VALUE_MATRIX;
    if (wish.kind == SCALE_RANGE && !own && g->value != s->at.value) wish.kind = SCALE_AUTO;
    return wish;
}

static Scale scale_range(ScaleKind kind, float low, float high) {
    Scale c = {.kind = kind, .shares = low >= 0, .top = high, .low = low, .high = high};
    if (!c.shares) c.top = fmaxf(-low, high);
    c.number_top = c.top;
    return c;
}

/* Between the 2nd and the 98th percentile; of numbers all alike, to the largest. */
static Scale scale_robust(const Grid *g, Magnitudes m) {
    float low = (float)measure_percentile(g->x, g->sheet, 0.02),
          high = (float)measure_percentile(g->x, g->sheet, 0.98);
    if (!(low < high)) low = m.negative ? -m.most : 0, high = m.most;
    Scale c = scale_range(SCALE_ROBUST, low, high);
    c.zeros = m.zeros;
    return c;
}

/* Whole decades. */
static Scale scale_log(Magnitudes m) {
    enum { DECADES_MOST = 12 };
    int first = (int)floor(log10((double)m.least) + 1e-6),
        end = (int)ceil(log10((double)m.most) - 1e-6);
    if (end <= first) end = first + 1;
    if (end - first > DECADES_MOST) first = end - DECADES_MOST;
    Scale c = {.kind = SCALE_LOG, .shares = !m.negative, .zeros = m.zeros};
    c.top = c.high = (float)pow(10, end);
    c.least = (float)pow(10, first);
    c.low = c.shares ? c.least : -c.top;
    return c;
}

/* Of numbers of one sign the least, of the largest, from which on a person's own are told apart
   only if 0 does not count. */
static const float RAISED_FROM = 0.4f;

/* Where the least number is so large: numbers are positive, and no other matrix shares the scale.
 */
static bool is_raised(const Stage *s, const Grid *g, float *low) {
    float least, most;
    bool own = g->given && s->program->value_count == 1 && g->x.shape.sheets == 1 &&
               s->common <= 0 && s->program->values[g->value].numbers == NUMBERS_POSITIVE;
    if (!own) return false;
    measure_range(g->x, g->sheet, &least, &most);
    if (!isfinite(most) || least >= most || least <= RAISED_FROM * most) return false;
    *low = least;
    return true;
}

static Scale scale_usual(const Stage *s, const Grid *g) {
    const Style *wish = &s->style;
    const ValueInfo *info = &s->program->values[g->value];
    bool shares = info->numbers == NUMBERS_SHARES;
    Scale c = {.shares =
                   shares || info->numbers == NUMBERS_POSITIVE || info->numbers == NUMBERS_IDS};
    bool one =
        shares && !s->foreign; /* of a model's shares the scale ends at 1, whatever they are */
    c.top = one                        ? 1
            : !shares && info->top > 0 ? info->top
                                       : measure_once_max_abs(s->trace, g->value, g->x, g->sheet);
    if (shares && wish->shares_top > 0) c.top = wish->shares_top;
    c.small = shares && s->foreign && c.top > 0 && c.top < SHARES_SMALL;
    if (shares && !c.small) c.top = 1;
    if (c.top == 0) c.top = 1;
    if (!c.shares && wish->top > 0) c.top = wish->top;
    if (!shares && s->common > 0 && g->value == s->at.value) c.top = s->common;
    c.low = c.shares ? 0 : -c.top;
    c.high = c.number_top = c.top;
    c.raised = is_raised(s, g, &c.low);
    return c;
}

/* The series' scale is for what has no other. */
static Scale scale_make(const Stage *s, const Grid *g) {
    ScaleWish wish = scale_wish(s, g);
    bool plain = s->program->values[g->value].numbers == NUMBERS_IDS || grid_is_mask(s, g->value);
    if (wish.kind == SCALE_AUTO || plain) return scale_usual(s, g);
    if (wish.kind == SCALE_RANGE) return scale_range(SCALE_RANGE, wish.low, wish.high);
    Magnitudes m = measure_magnitudes(g->x, g->sheet);
    if (!m.count) return scale_usual(s, g);
    Scale c = wish.kind == SCALE_ROBUST ? scale_robust(g, m)
              : wish.kind == SCALE_LOG  ? scale_log(m)
                                        : scale_range(SCALE_ROW, m.negative ? -1 : 0, 1);
    c.number_top = m.most;
    return c;
}

float grid_part(const Scale *c, float x) {
    float size = fabsf(x), part;
    if (size == 0 && c->kind == SCALE_LOG) return 0;
    if (c->kind == SCALE_LOG)
        part = log10f(size / c->least) / log10f(c->top / c->least);
    else
        part = c->shares ? (x - c->low) / (c->top - c->low) : size / c->top;
    return fminf(1, fmaxf(0, part));
}

/* Where 0 has a mark of its own, the least of the others has a colour to be seen. */
Color grid_color(const Stage *s, const Scale *scale, float x) {
    bool apart = scale->kind == SCALE_ROBUST || scale->kind == SCALE_LOG;
    if (apart && x == 0) return s->theme.ground;
    if (!apart && scale->shares)
        return theme_share(&s->theme, x - scale->low, scale->top - scale->low);
    if (!apart)
        return theme_signed(&s->theme, fminf(fmaxf(x, scale->low), scale->high), scale->top);
    if (scale->kind == SCALE_ROBUST) x = fminf(fmaxf(x, scale->low), scale->high);
    float part = COLOR_LEAST + (1 - COLOR_LEAST) * grid_part(scale, x);
    return scale->shares ? theme_share(&s->theme, part, 1)
                         : theme_signed(&s->theme, copysignf(part, x), 1);
}

float grid_row_top(const Scale *scale, Tensor x, int sheet, int row) {
    float top = scale->kind == SCALE_ROW ? measure_row_max_abs(x, sheet, row) : 1;
    return top > 0 ? top : 1;
}

Scale grid_scale_both(Scale a, Scale b) {
    Scale c = a;
    if (c.kind == SCALE_RANGE) return c;
    c.top = fmaxf(a.top, b.top);
    c.number_top = fmaxf(a.number_top, b.number_top);
    c.small = a.small && b.small;
    if (c.kind == SCALE_AUTO) {
        c.high = c.top;
        c.low = c.shares ? 0 : -c.top;
        c.raised = a.raised && b.raised;
        if (c.raised) c.low = fminf(a.low, b.low);
        return c;
    }
    c.shares = a.shares && b.shares;
    c.zeros = a.zeros || b.zeros;
    c.low = fminf(a.low, b.low);
    c.high = fmaxf(a.high, b.high);
    c.least = fminf(a.least, b.least);
    if (c.kind == SCALE_LOG && !c.shares) c.low = -c.top;
    return c;
}

/* Queries and keys meet in it. */
static bool grid_is_attention(const ValueInfo *v) {
    bool rows = v->form.rows == AXIS_SOURCE || v->form.rows == AXIS_TARGET;
    return rows && (v->form.cols == AXIS_SOURCE || v->form.cols == AXIS_TARGET);
}

Stage *grid_stage(Stage *s, const Grid *g) {
    return g->of ? g->of : s;
}

/* As the patches of a picture lie. */
static void grid_lay(Grid *g, const Labels *labels) {
    const Photo *p = labels->photo;
    if (labels->told.row.patches) g->square = 1;
    g->photo = p, g->smooth = p && labels->smooth;
    if (p)
        g->square =
            (float)p->width * (float)g->full_rows / ((float)p->height * (float)g->full_cols);
}

bool grid_has_photo(const Grid *g) {
    return g->photo && !g->transposed;
}

bool grid_is_smooth(const Grid *g) {
    return g->smooth && grid_has_photo(g);
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
    g.hides = program_may_hide(s->program, v);
    g.given = s->foreign && info->role == VALUE_MATRIX;
    if (g.given) grid_lay(&g, s->in->run->labels);
    g.heading = HEADING_BELOW;
    g.row_labels = info->form.rows == AXIS_SOURCE || info->form.rows == AXIS_TARGET ||
                   info->form.rows > AXIS_HIDDEN;
    g.col_labels = info->form.cols == AXIS_SOURCE || info->form.cols == AXIS_TARGET ||
                   info->form.cols > AXIS_HIDDEN;
    g.scale = scale_make(s, &g);
    g.plain = info->numbers == NUMBERS_IDS;
    if (g.plain || grid_is_mask(s, v)) g.bar = false;
    if (s->style.no_labels || g.photo) g.row_labels = g.col_labels = false;
    if (s->transposed && grid_is_attention(info)) {
        grid_transpose(&g);
        g.symbol = arena_print(s->arena, "%s^T", g.symbol);
    }
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
    int row = s->in->view->shown.at.row;
    if (s->in->view->shown.at.depth < DEPTH_ROW || row < 0 || row >= g->x.shape.rows) return;
    g->one_row = true;
    if (g->transposed)
        g->col0 = row, g->cols = 1;
    else
        g->row0 = row, g->rows = 1;
}

/* Of vocabularies of more words some are shown: so many of the best, so many in all. */
enum { VOCABULARY_WHOLE = 2048, PICK_BEST = 12, PICK_MOST = 24 };

static void grid_pick_add(int *picked, int *count, int word) {
    for (int i = 0; i < *count; i++)
        if (picked[i] == word) return;
    if (*count < PICK_MOST) picked[(*count)++] = word;
}

bool grid_many_words(const Stage *s, const Grid *g) {
    const Form *form = &s->program->values[g->value].form;
    return form->rows == AXIS_TARGET_WORDS && form->shape.rows > VOCABULARY_WHOLE;
}

void grid_turn_words(const Stage *s, Grid *g) {
    if (grid_many_words(s, g) && !g->transposed) grid_transpose(g);
}

void grid_pick(Stage *s, Grid *g) {
    const Form *form = &s->program->values[g->value].form;
    const Decoding *run = s->in->run;
    Value p = program_role(s->program, VALUE_PROBABILITIES);
    Axis axis = g->transposed ? form->rows : form->cols;
    if (g->picked || g->of || axis != AXIS_TARGET_WORDS || g->full_cols <= VOCABULARY_WHOLE ||
        p == NO_VALUE)
        return;
    Tensor shares = stage_tensor(s, p);
    int row = s->in->view->shown.at.row, best[PICK_BEST],
        *picked = arena_many(s->arena, int, PICK_MOST);
    const Form *shown = &s->program->values[s->at.value].form;
    bool words = shown->rows == axis; /* a table of words: the pinned row is one */
    g->pick_count = 0;
    if (words && row >= 0) grid_pick_add(picked, &g->pick_count, row);
    for (int r = 0; words && r < shares.shape.rows && g->pick_count < PICK_MOST - PICK_BEST; r++)
        grid_pick_add(picked, &g->pick_count, decode_token(run, r));
    if (words || row < 0 || row >= shares.shape.rows) row = shares.shape.rows - 1;
    int count = measure_largest(shares, 0, row, best, PICK_BEST);
    for (int i = 0; i < count; i++) grid_pick_add(picked, &g->pick_count, best[i]);
    if (shown->cols == axis && s->in->view->shown.at.col >= 0)
        grid_pick_add(picked, &g->pick_count, s->in->view->shown.at.col);
    for (int r = shares.shape.rows - 1; r >= 0 && g->pick_count < PICK_MOST; r--)
        grid_pick_add(picked, &g->pick_count, decode_next(run, r));
    g->picked = picked;
    g->col0 = 0, g->cols = g->pick_count;
}

int grid_col(const Grid *g, int j) {
    return g->picked ? g->picked[g->col0 + j] : g->col0 + j;
}

bool grid_cols_shown(const Grid *g, int first, int end, int *from, int *to) {
    *from = *to = 0;
    for (int j = 0; j < g->cols; j++) {
        int col = grid_col(g, j);
        if (col < first || col >= end) continue;
        if (!*to) *from = j;
        *to = j + 1;
    }
    return *to > 0;
}

/* How many of so many are shown, and from which on. */
static void grid_window(int full, float zoom, float pan, int *first, int *count) {
    int shown = (int)ceilf((float)full / zoom);
    *count = shown < 1 ? 1 : shown > full ? full : shown;
    *first = (int)roundf(fminf(1, fmaxf(0, pan)) * (float)(full - *count));
}

void grid_zoom(const Stage *s, Grid *g) {
    const View *v = s->in->view;
    if (v->shown.zoom.factor <= 1 || g->mini) return;
    if (!(g->one_row && !g->transposed))
        grid_window(g->full_rows, v->shown.zoom.factor,
                    g->inner ? v->shown.zoom.x : v->shown.zoom.y, &g->row0, &g->rows);
    if (!(g->one_row && g->transposed))
        grid_window(g->picked ? g->pick_count : g->full_cols, v->shown.zoom.factor, v->shown.zoom.x,
                    &g->col0, &g->cols);
}

void grid_share_scale(Grid *grids, int count) {
    Scale all = grids[0].scale;
    for (int i = 1; i < count; i++) all = grid_scale_both(all, grids[i].scale);
    for (int i = 0; i < count; i++) {
        Scale *c = &grids[i].scale;
        bool shares = c->shares;
        *c = all;
        if (c->kind != SCALE_AUTO) continue;
        c->shares = shares; /* what has no negative numbers keeps its colours */
        c->low = shares ? 0 : -c->top;
    }
}

bool grid_is_output(const Stage *s, const Grid *g) {
    return !s->step || s->program->values[g->value].step == s->shown_step;
}

bool grid_writes(Stage *s, const Grid *g) {
    return g->predicts && !g->transposed && *words_written(s, g->value, g->row0);
}

/* row, col: in the window. */
float grid_number_at(const Grid *g, int row, int col) {
    row += g->row0, col = grid_col(g, col);
    return g->transposed ? tensor_at(g->x, g->sheet, col, row)
                         : tensor_at(g->x, g->sheet, row, col);
}

bool grid_is_missing(const Grid *g, float x) {
    return g->given && isnan(x);
}

bool grid_is_hidden(const Grid *g, float x) {
    return g->hides && x < -FLT_MAX;
}

static int grid_inside(int at, int first, int count) {
    return at < first ? 0 : at >= first + count ? count - 1 : at - first;
}

Rect grid_cell(const Grid *g, int row, int col) {
    row = grid_inside(row, g->row0, g->rows);
    int from, to;
    col = !g->picked                                     ? grid_inside(col, g->col0, g->cols)
          : grid_cols_shown(g, col, col + 1, &from, &to) ? from
                                                         : 0;
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

bool grid_rows_agree(const Stage *s, Value a, Value b) {
    Form x = s->program->values[a].form, y = s->program->values[b].form;
    return x.rows == y.rows && x.shape.rows == y.shape.rows && x.rows != AXIS_ONE;
}
