/* The steps behind the last layer are run once more, on what the earlier ones hand on, so many rows
   at once that their words have room. */
#include "trace/lens.h"

#include <string.h>

#include "trace/measure.h"
#include "trace/measure_once.h"

/* WORDS_MOST: numbers of one block of rows. */
enum { LENS_STEPS = 8, ROWS_MOST = 13, WORDS_MOST = 1 << 22 };

/* The steps from the last layer's rows to the probabilities, and these rows. */
typedef struct LensWay {
    int step[LENS_STEPS], count;
    Value end, words;
} LensWay;

/* Whether a layer hands it on, or it goes into the first. */
static bool lens_handed(const ValueInfo *v) {
    return v->place.layer >= 0 || v->role == VALUE_INPUT;
}

static bool lens_way(const Program *p, LensWay *out) {
    Value v = program_role(p, VALUE_PROBABILITIES);
    *out = (LensWay){.words = v};
    while (v != NO_VALUE && !lens_handed(&p->values[v])) {
        int step = p->values[v].step;
        if (step < 0 || out->count == LENS_STEPS) return false;
        memmove(out->step + 1, out->step, (size_t)out->count++ * sizeof step);
        out->step[0] = step;
        v = p->steps[step].in[0];
    }
    out->end = v;
    return v != NO_VALUE && out->count > 0;
}

bool lens_there(const Program *p) {
    LensWay way;
    return lens_way(p, &way);
}

int lens_reads(const Program *p, Value *out, int most) {
    LensWay way;
    int count = 0;
    if (!lens_way(p, &way)) return 0;
    for (int i = 0; i < way.count; i++)
        for (int k = 1; k < p->steps[way.step[i]].inputs && count < most; k++)
            out[count++] = p->steps[way.step[i]].in[k];
    return count;
}

/* What the stack of the last layer hands on from part to part, the first before all; of many layers
   only what each of them ends with. Returns how many. */
static int lens_values(const Program *p, const LensWay *way, bool whole, Value *out) {
    const ValueInfo *end = &p->values[way->end];
    int count = 0;
    for (Value v = 0; v <= way->end; v++) {
        const ValueInfo *info = &p->values[v];
        bool first = info->role == VALUE_INPUT, inside = program_is(p, v, end->role);
        if (info->place.stack != end->place.stack || !(first || inside)) continue;
        bool same = count && whole && p->values[out[count - 1]].place.layer == info->place.layer;
        count -= same && !first;
        out[count++] = v;
    }
    return count;
}

/* Rows of x on the way to the words, n of them; the last step's numbers are in `work`. */
static Tensor lens_run(const Trace *t, const LensWay *way, Tensor x, Arena *work) {
    for (int i = 0; i < way->count; i++) {
        StepRun r = trace_step(t, way->step[i], work);
        const OpInfo *op = op_table[t->program->steps[way->step[i]].op];
        r.in[0] = x;
        for (int k = 0; k < op->outputs; k++) {
            r.out[k].shape.rows = x.shape.rows;
            r.write[k] = arena_raw(work, shape_size(r.out[k].shape), sizeof(float));
            r.out[k].x = r.write[k];
        }
        op->run(&r);
        x = r.out[op->outputs - 1];
    }
    return x;
}

static Tensor lens_rows_of(Tensor x, int first, int count) {
    return (Tensor){{1, count, x.shape.cols}, tensor_row(x, 0, first)};
}

bool lens_shares(const Trace *t, Value from, int row, float *out) {
    LensWay way;
    Arena work = {0};
    if (!lens_way(t->program, &way) ||
        !shape_equal(t->values[from].shape, t->values[way.end].shape))
        return false;
    Tensor y = lens_run(t, &way, lens_rows_of(t->values[from], row, 1), &work);
    memcpy(out, y.x, (size_t)y.shape.cols * sizeof *out);
    arena_free(&work);
    return true;
}

/* What a row of probabilities says; answer: the word whose place is wanted. */
static void lens_read(Tensor shares, int row, int answer, LensCell *out) {
    const float *x = tensor_row(shares, 0, row);
    float own = x[answer];
    *out = (LensCell){.rank = 1, .answer = own};
    out->count = measure_largest(shares, 0, row, out->word, LENS_BEST);
    for (int i = 0; i < out->count; i++) out->share[i] = x[out->word[i]];
    for (int j = 0; j < shares.shape.cols; j++)
        out->rank += x[j] > own || (x[j] == own && j < answer);
}

/* One row of the lens, block by block. False: it was stopped. */
static bool lens_row(const Trace *t, const LensWay *way, Value from, Watch *watch,
                     const LensCell *answers, LensCell *out) {
    Tensor x = t->values[from], words = t->values[way->words];
    int most = WORDS_MOST / words.shape.cols + 1;
    Arena work = {0};
    bool on = true;
    for (int first = 0; first < words.shape.rows && on; first += most) {
        int count = words.shape.rows - first < most ? words.shape.rows - first : most;
        Tensor y = from == way->words ? lens_rows_of(words, first, count)
                                      : lens_run(t, way, lens_rows_of(x, first, count), &work);
        for (int i = 0; i < count; i++)
            lens_read(y, i, answers[first + i].word[0], &out[first + i]);
        arena_reset(&work);
        on = !watch || !atomic_load(&watch->stop);
    }
    arena_free(&work);
    return on;
}

static bool lens_fill(const Trace *t, const LensWay *way, Lens *l, Watch *watch, LensCell *cells) {
    LensCell *answers = cells + (size_t)(l->rows - 1) * (size_t)l->cols;
    Tensor words = t->values[way->words];
    for (int j = 0; j < l->cols; j++)
        if (!measure_largest(words, 0, j, answers[j].word, 1)) answers[j].word[0] = 0;
    bool on = true;
    for (int i = l->rows - 1; i >= 0 && on; i--) {
        if (watch) atomic_store(&watch->done, l->rows - 1 - i), atomic_store(&watch->most, l->rows);
        on = lens_row(t, way, l->values[i], watch, answers, cells + (size_t)i * (size_t)l->cols);
    }
    l->cells = cells;
    l->stride = l->cols;
    return on;
}

/* Its rows and columns. */
static Lens lens_shape(const Program *p, const LensWay *way, Arena *arena) {
    const Step *first = &p->steps[way->step[0]];
    Value *values = arena_many(arena, Value, p->value_count);
    Lens l = {.cols = p->values[way->words].form.shape.rows, .values = values};
    l.norm = program_is(p, first->out[op_table[first->op]->outputs - 1], VALUE_NORM);
    l.rows = lens_values(p, way, false, values);
    l.parts = l.rows <= ROWS_MOST;
    if (!l.parts) l.rows = lens_values(p, way, true, values);
    values[l.rows - 1] = way->words;
    return l;
}

/* Of a whole step. */
static Lens lens_step(const Trace *t, const LensWay *way, Watch *watch, Arena *arena) {
    Arena *kept_in = arena;
    void **kept = measure_once_kept(t, way->words, &kept_in);
    if (kept && *kept) return *(const Lens *)*kept;
    Lens l = lens_shape(t->program, way, kept_in);
    LensCell *cells = arena_many(kept_in, LensCell, (size_t)l.rows * (size_t)l.cols);
    if (!lens_fill(t, way, &l, watch, cells)) return (Lens){0};
    if (kept) {
        Lens *own = arena_new(kept_in, Lens);
        *own = l;
        *kept = own;
    }
    return l;
}

Lens lens_frame_of(const Decoding *d, int t, Arena *arena) {
    LensWay way;
    bool there = !d->labels && lens_way(&d->programs[t], &way);
    return there ? lens_shape(&d->programs[t], &way, arena) : (Lens){0};
}

Lens lens_of(const Decoding *d, int t, Watch *watch, Arena *arena) {
    LensWay way;
    if (d->labels || !lens_way(&d->programs[t], &way)) return (Lens){0};
    Lens l = lens_step(decode_trace(d, decode_holder(d, t)), &way, watch, arena);
    if (l.rows) l.cols = d->programs[t].values[way.words].form.shape.rows;
    return l;
}

bool lens_slow(const Decoding *d, int t) {
    LensWay way;
    if (d->labels || !lens_way(&d->programs[t], &way)) return false;
    const Trace *trace = decode_trace(d, decode_holder(d, t));
    void **kept = measure_once_kept(trace, way.words, &(Arena *){NULL});
    return kept && !*kept;
}

const LensCell *lens_cell(const Lens *l, int row, int col) {
    return &l->cells[(size_t)row * (size_t)l->stride + (size_t)col];
}

int lens_settles(const Lens *l, int col) {
    int row = l->rows - 1;
    while (row > 0 && lens_cell(l, row - 1, col)->rank == 1) row--;
    return row;
}
