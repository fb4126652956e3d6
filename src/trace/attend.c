/* Attention over given matrices: checks of what came from outside, and the program. */
#include "trace/attend.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/pages/names.h"

/* Scores of more numbers than this would fill the memory: 8 heads of 4096 × 4096 still fit. */
static const int64_t SCORES_MAX = (int64_t)1 << 27;

/* A batch of one item means nothing. */
static bool attend_shape_of(const Array *a, const char *name, Shape *out, Error *e) {
    int64_t dims[3] = {1, 1, 1};
    int last = a->rank < 3 ? a->rank : 3;
    for (int i = 0; i < a->rank - 3; i++)
        if (a->dims[i] != 1)
            return error_set(e, "%s has a batch of %lld items: say which one with --item N", name,
                             (long long)a->dims[i]);
    for (int i = 0; i < last; i++) dims[3 - last + i] = a->dims[a->rank - last + i];
    if (array_count(a) > INT32_MAX)
        return error_set(e, "%s is too large: %lld numbers", name, (long long)array_count(a));
    *out = (Shape){(int)dims[0], (int)dims[1], (int)dims[2]};
    return true;
}

/* "[2, 7, 16]", as NumPy writes a shape. */
static const char *attend_shape_text(char text[64], Shape s) {
    if (s.sheets == 1)
        snprintf(text, 64, "[%d, %d]", s.rows, s.cols);
    else
        snprintf(text, 64, "[%d, %d, %d]", s.sheets, s.rows, s.cols);
    return text;
}

static bool refuse_number(const char *name, Shape s, size_t at, float x, Error *e) {
    size_t cols = (size_t)s.cols, rows = (size_t)s.rows;
    const char *what = isnan(x) ? "NaN" : x > 0 ? "+∞" : "−∞";
    if (s.sheets == 1)
        return error_set(e, "%s holds %s at [%zu, %zu]", name, what, at / cols, at % cols);
    return error_set(e, "%s holds %s at [%zu, %zu, %zu]", name, what, at / cols / rows,
                     at / cols % rows, at % cols);
}

bool attend_matrix(const Array *a, const char *name, Tensor *out, Error *e) {
    if (a->rank < 2)
        return error_set(e, "%s has %d %s: it must be [rows, columns] or [heads, rows, columns]",
                         name, a->rank, a->rank == 1 ? "axis" : "axes");
    if (!attend_shape_of(a, name, &out->shape, e)) return false;
    for (size_t i = 0; i < shape_size(out->shape); i++)
        if (!isfinite(a->x[i])) return refuse_number(name, out->shape, i, a->x[i], e);
    out->x = a->x;
    return true;
}

/* What is added to scores and so far below them leaves nothing of its key. */
static const float hidden_at = -1e4f;

bool attend_mask(const Array *a, const char *name, Arena *arena, Tensor *out, Error *e) {
    if (!attend_shape_of(a, name, &out->shape, e)) return false;
    size_t size = shape_size(out->shape);
    float *x = arena_raw(arena, size, sizeof *x);
    bool whole = array_is_whole(a);
    for (size_t i = 0; i < size; i++) {
        if (isnan(a->x[i]) || a->x[i] == INFINITY)
            return refuse_number(name, out->shape, i, a->x[i], e);
        bool hides = whole ? a->x[i] == 0.0f : a->x[i] <= hidden_at;
        x[i] = hides ? -INFINITY : whole ? 0.0f : a->x[i];
    }
    out->x = x;
    return true;
}

static bool misfit(const char *a, Shape sa, const char *b, Shape sb, const char *why, Error *e) {
    char ta[64], tb[64];
    return error_set(e, "%s %s does not fit %s %s: %s", b, attend_shape_text(tb, sb), a,
                     attend_shape_text(ta, sa), why);
}

static bool check_shapes(const AttendInput *in, Error *e) {
    Shape q = in->q.shape, k = in->k.shape, v = in->v.shape, m = in->mask.shape;
    if (q.sheets % k.sheets != 0)
        return misfit("q", q, "k", k,
                      "they must have as many heads, or q a whole number of times as many", e);
    if (q.cols != k.cols) return misfit("q", q, "k", k, "their last axes must be equal", e);
    if (in->v.x && v.sheets != k.sheets)
        return misfit("k", k, "v", v, "they must have as many heads", e);
    if (in->v.x && v.rows != k.rows)
        return misfit("k", k, "v", v, "there must be one row for each key", e);
    if (in->mask.x && ((m.rows != 1 && m.rows != q.rows) || m.cols != k.rows ||
                       (m.sheets != 1 && m.sheets != q.sheets))) {
        Shape wanted = {q.sheets, q.rows, k.rows};
        return misfit("the scores", wanted, "mask", m, "rows are queries, columns are keys", e);
    }
    if ((int64_t)q.sheets * q.rows * k.rows > SCORES_MAX)
        return error_set(e, "%d × %d × %d scores are too many: at most %lld", q.sheets, q.rows,
                         k.rows, (long long)SCORES_MAX);
    return true;
}

static Value give(Program *p, const char *name, Tensor x, Axis rows, Axis cols) {
    return program_given(p, name, (Form){x.shape, rows, cols}, x.x, -1);
}

static Value step(Program *p, Op op, const char *name, StepArgs args, Value a, Value b, Value c) {
    return program_step(p, op, name, &args, a, b, c);
}

/* −∞ where key j > query i, or all zero: a step that is switched off stays. */
static Value triangle(Program *p, const char *name, Shape s, bool off, bool lower_right) {
    int shift = lower_right ? s.cols - s.rows : 0;
    StepArgs args = {.off = off, .causal = {s.rows, s.cols, AXIS_TARGET, shift}};
    return step(p, OP_CAUSAL, name, args, NO_VALUE, NO_VALUE, NO_VALUE);
}

static bool only_hides(Tensor mask) {
    for (size_t i = 0; i < shape_size(mask.shape); i++)
        if (mask.x[i] != 0 && mask.x[i] != -INFINITY) return false;
    return true;
}

/* Keys and values that several heads of queries share, once for each of these. */
static Tensor grouped(Tensor x, int heads, Arena *arena) {
    size_t sheet = (size_t)x.shape.rows * (size_t)x.shape.cols;
    int each = x.x ? heads / x.shape.sheets : 1;
    if (each == 1) return x;
    float *out = arena_raw(arena, (size_t)heads * sheet, sizeof *out);
    for (int h = 0; h < heads; h++)
        memcpy(out + (size_t)h * sheet, tensor_sheet(x, h / each), sheet * sizeof *out);
    return (Tensor){{heads, x.shape.rows, x.shape.cols}, out};
}

static void masks(const AttendInput *in, Program *p, Value mask[2]) {
    Shape s = {1, in->q.shape.rows, in->k.shape.rows};
    mask[0] = mask[1] = NO_VALUE;
    if (in->mask.x) {
        bool strip = in->mask.shape.rows < s.rows;
        mask[0] = give(p, "mask", in->mask, strip ? AXIS_ONE : AXIS_TARGET, AXIS_SOURCE);
        if (only_hides(in->mask)) p->values[mask[0]].numbers = NUMBERS_MASK;
    }
    if (in->causal) mask[in->mask.x != NULL] = triangle(p, "causal", s, false, in->lower_right);
    if (mask[0] != NO_VALUE) return;
    mask[0] = triangle(p, "mask", s, true, false);
    p->values[mask[0]].numbers = NUMBERS_SIGNED; /* drawn as one that was given */
}

bool attend_program(const AttendInput *in, Arena *arena, Program *out, Error *e) {
    if (!check_shapes(in, e)) return false;
    float factor = in->scale_given ? in->scale : (float)(1.0 / sqrt((double)in->q.shape.cols));
    Value mask[2];
    program_begin(out, arena, names_table);
    int heads = in->q.shape.sheets;
    Value q = give(out, "q", in->q, AXIS_TARGET, AXIS_HEAD),
          k = give(out, "k", grouped(in->k, heads, arena), AXIS_SOURCE, AXIS_HEAD);
    Tensor values = grouped(in->v, heads, arena);
    Value v = values.x ? give(out, "v", values, AXIS_SOURCE, AXIS_HEAD) : NO_VALUE;
    masks(in, out, mask);
    Value s = step(out, OP_SCORES, "scores", (StepArgs){0}, q, k, NO_VALUE);
    s = step(out, OP_SCALE, "scaled", (StepArgs){.scale = {factor}}, s, NO_VALUE, NO_VALUE);
    s = step(out, OP_MASK, "masked", (StepArgs){0}, s, mask[0], mask[1]);
    Value a = step(out, OP_SOFTMAX, "weights", (StepArgs){0}, s, NO_VALUE, NO_VALUE);
    if (v != NO_VALUE) step(out, OP_WEIGHTED_SUM, "output", (StepArgs){0}, a, v, NO_VALUE);
    return program_check(out, e);
}

bool attend_run(const Program *p, const Kernels *k, Arena *arena, Trace *out, Error *e) {
    if (!trace_run(p, k, NULL, 0, arena, out, e)) return false;
    Tensor scaled = trace_find(out, "scaled");
    for (size_t i = 0; i < shape_size(scaled.shape); i++)
        if (!isfinite(scaled.x[i])) {
            refuse_number("scaled", scaled.shape, i, scaled.x[i], e);
            return error_prefix(e, "the scores are beyond float32's range");
        }
    return true;
}

double attend_row_error(Tensor weights, Tensor max) {
    double worst = 0.0;
    for (int r = 0; r < weights.shape.sheets * weights.shape.rows; r++) {
        const float *row = weights.x + (size_t)r * (size_t)weights.shape.cols;
        double sum = 0.0;
        for (int j = 0; j < weights.shape.cols; j++) sum += row[j];
        if (max.x[r] != -INFINITY) worst = fmax(worst, fabs(sum - 1.0));
    }
    return worst;
}
