/* Running a program: the one loop over its steps. */
#include "trace/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/ops/reach.h"
#include "trace/measure_once.h"

static bool trace_inside(int at, int size) {
    return at == ALL || (at >= 0 && at < size);
}

/* A token is the number of a row of a table: nothing else can be looked up. */
static bool can_be_looked_up(const Program *p, Value v, float x, Error *e) {
    for (int i = 0; i < p->step_count; i++) {
        const Step *s = &p->steps[i];
        /* The input whose rows input 0 names, or −1. */
        int table = s->inputs - 1;
        while (table >= 0 && op_table[s->op]->in[table].row != FROM_NAMED) table--;
        if (table < 0 || s->in[0] != v) continue;
        int rows = p->values[s->in[table]].form.shape.rows;
        if (!(x >= 0 && x < (float)rows && x == floorf(x)))
            return error_set(e, "%s are numbers of words, whole and from 0 to %d",
                             p->values[v].path, rows - 1);
    }
    return true;
}

bool trace_check_patch(const Program *p, const Patch *patch, Error *e) {
    Value v = program_find(p, patch->path);
    if (v == NO_VALUE) return error_set(e, "no value '%s' to change", patch->path);
    Shape s = p->values[v].form.shape;
    bool moves = patch->kind == PATCH_MOVE;
    if (moves && !program_is(p, v, VALUE_WEIGHTS))
        return error_set(e, "%s are no attention weights: no share can be moved", patch->path);
    if (patch->kind != PATCH_NUMBER && !program_shares(p, v))
        return error_set(e, "%s are no attention weights: no pattern can replace them",
                         patch->path);
    if (moves && patch->to == patch->col)
        return error_set(e, "key %d has that share already", patch->to);
    if (moves && patch->to >= s.cols)
        return error_set(e, "%s has %d keys: %d is outside", patch->path, s.cols, patch->to);
    if (!can_be_looked_up(p, v, patch->x, e)) return false;
    if (trace_inside(patch->head, s.sheets) && trace_inside(patch->row, s.rows) &&
        trace_inside(patch->col, s.cols))
        return true;
    return error_set(e, "%s is %d × %d × %d: [%d, %d, %d] is outside", patch->path, s.sheets,
                     s.rows, s.cols, patch->head, patch->row, patch->col);
}

static bool covers(const Patch *patch, int h, int i, int j) {
    return (patch->head == ALL || patch->head == h) && (patch->row == ALL || patch->row == i) &&
           (patch->col == ALL || patch->col == j);
}

static void apply(const Patch *patch, Shape s, float *x) {
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++)
            for (int j = 0; j < s.cols; j++, x++)
                if (covers(patch, h, i, j)) *x = patch->x;
}

void trace_pattern(PatchKind kind, const float *scores, int n, int row, float *x) {
    /* key: of those that are seen the one that is nearest to the wanted one. */
    int seen = 0, key = -1, wanted = kind == PATCH_PREVIOUS ? row - 1 : row;
    for (int j = 0; j < n; j++) {
        if (scores[j] == -INFINITY) continue;
        if (key < 0 || abs(j - wanted) < abs(key - wanted)) key = j;
        seen++;
    }
    for (int j = 0; j < n; j++) {
        bool shown = scores[j] != -INFINITY;
        x[j] = kind == PATCH_UNIFORM ? (shown ? 1.0f / (float)seen : 0.0f) : j == key ? 1.0f : 0.0f;
    }
}

/* scores: what the softmax read, its hidden keys −∞. */
static void apply_pattern(const Patch *patch, Tensor scores, float *x) {
    Shape s = scores.shape;
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++, x += s.cols)
            if (covers(patch, h, i, patch->col))
                trace_pattern(patch->kind, tensor_row(scores, h, i), s.cols, i, x);
}

/* The row keeps its sum. scores: as apply_pattern's; x: the value's numbers. */
static bool apply_move(const Patch *patch, Tensor scores, float *x, Error *e) {
    const float *row = tensor_row(scores, patch->head, patch->row);
    for (int i = 0; i < 2; i++) {
        int key = i ? patch->to : patch->col;
        if (row[key] == -INFINITY)
            return error_set(e, "%s[%d,%d,%d] is hidden by a mask: no share can be moved %s it",
                             patch->path, patch->head, patch->row, key, i ? "to" : "from");
    }
    x += row - scores.x;
    x[patch->to] += x[patch->col];
    x[patch->col] = 0;
    return true;
}

typedef struct Run {
    Trace *t;
    const Patch *patches;
    int patch_count;
    Arena *arena, *work; /* of what stays, and of what a step needs while it runs */
} Run;

static bool trace_is_patched(const Run *r, const char *path) {
    for (int i = 0; i < r->patch_count; i++)
        if (strcmp(r->patches[i].path, path) == 0) return true;
    return false;
}

static bool patch_value(const Run *r, Value v, float *x, Error *e) {
    const Program *p = r->t->program;
    const ValueInfo *info = &p->values[v];
    for (int i = 0; i < r->patch_count; i++) {
        const Patch *patch = &r->patches[i];
        if (strcmp(patch->path, info->path) != 0) continue;
        if (patch->kind == PATCH_NUMBER) {
            apply(patch, info->form.shape, x);
            continue;
        }
        Tensor scores = r->t->values[p->steps[info->step].in[0]];
        if (patch->kind != PATCH_MOVE)
            apply_pattern(patch, scores, x);
        else if (!apply_move(patch, scores, x, e))
            return false;
    }
    return true;
}

/* Weights and given values are read where they are, unless a patch changes them: then from a copy.
 */
static bool take_given(const Run *r, Value v, Error *e) {
    const ValueInfo *info = &r->t->program->values[v];
    const float *x = info->given;
    if (r->patch_count && trace_is_patched(r, info->path)) {
        size_t size = shape_size(info->form.shape);
        float *copy = arena_raw(r->arena, size, sizeof *copy);
        memcpy(copy, x, size * sizeof *copy);
        if (!patch_value(r, v, copy, e)) return false;
        x = copy;
    }
    r->t->values[v] = (Tensor){info->form.shape, x};
    return true;
}

StepRun trace_step(const Trace *t, int index, Arena *work) {
    const Step *s = &t->program->steps[index];
    StepRun r = {.kernels = t->kernels, .args = &s->args, .inputs = s->inputs, .work = work};
    for (int i = 0; i < s->inputs; i++) r.in[i] = t->values[s->in[i]];
    for (int i = 0; i < op_table[s->op]->outputs; i++) r.out[i] = t->values[s->out[i]];
    return r;
}

static bool trace_run_step(const Run *r, int index, Error *e) {
    const Step *s = &r->t->program->steps[index];
    const OpInfo *op = op_table[s->op];
    StepRun step = trace_step(r->t, index, r->work);
    if (op->there && !r->patch_count) {
        Shape shape = r->t->program->values[s->out[0]].form.shape;
        r->t->values[s->out[0]] = (Tensor){shape, op->there(&s->args)};
        return true;
    }
    for (int i = 0; i < op->outputs; i++) {
        step.out[i].shape = r->t->program->values[s->out[i]].form.shape;
        step.write[i] = arena_raw(r->arena, shape_size(step.out[i].shape), sizeof(float));
        step.out[i].x = step.write[i];
        r->t->values[s->out[i]] = step.out[i];
    }
    op->run(&step);
    arena_reset(r->work);
    for (int i = 0; i < op->outputs && r->patch_count; i++)
        if (!patch_value(r, s->out[i], step.write[i], e)) return false;
    return true;
}

bool trace_run(const Program *p, const Kernels *k, const Patch *patches, int patch_count,
               Arena *arena, Trace *out, Error *e) {
    return trace_run_watched(p, k, patches, patch_count, NULL, arena, out, e);
}

/* Steps from `first` on, while somebody may wait. */
static bool trace_run_steps(const Run *run, int first, Watch *watch, Error *e) {
    int count = run->t->program->step_count;
    for (int i = first; i < count; i++) {
        if (watch && atomic_load(&watch->stop)) return error_set(e, "the run was stopped");
        if (watch && atomic_load(&watch->steps))
            atomic_store(&watch->done, i), atomic_store(&watch->most, count);
        if (!trace_run_step(run, i, e)) return false;
    }
    return true;
}

bool trace_run_after(const Program *p, const Trace *before, int first, Watch *watch, Arena *arena,
                     Trace *out, Error *e) {
    if (before->program->value_count != p->value_count ||
        before->program->step_count != p->step_count)
        return error_set(e, "the programs are not alike");
    *out = (Trace){p,
                   before->kernels,
                   arena_raw(arena, (size_t)p->value_count, sizeof(Tensor)),
                   NULL,
                   0,
                   measure_once_room(p, arena)};
    Arena work = {0};
    Run run = {out, NULL, 0, arena, &work};
    bool ok = true;
    for (int v = 0; v < p->value_count && ok; v++) {
        const ValueInfo *info = &p->values[v];
        if (info->step < 0) ok = take_given(&run, v, e);
        if (info->step < 0 || info->step >= first) continue;
        Tensor x = before->values[v];
        size_t size = shape_size(x.shape);
        out->values[v] = x;
        if (op_table[p->steps[info->step].op]->there) continue; /* it lies apart from any run */
        out->values[v].x = memcpy(arena_raw(arena, size, sizeof(float)), x.x, size * sizeof(float));
    }
    ok = ok && trace_run_steps(&run, first, watch, e);
    arena_free(&work);
    return ok;
}

bool trace_run_watched(const Program *p, const Kernels *k, const Patch *patches, int patch_count,
                       Watch *watch, Arena *arena, Trace *out, Error *e) {
    for (int i = 0; i < patch_count; i++)
        if (!trace_check_patch(p, &patches[i], e)) return false;
    *out = (Trace){p,       k,           arena_raw(arena, (size_t)p->value_count, sizeof(Tensor)),
                   patches, patch_count, measure_once_room(p, arena)};
    Arena work = {0};
    Run run = {out, patches, patch_count, arena, &work};
    bool ok = true;
    for (int i = 0; i < p->value_count && ok; i++)
        if (p->values[i].step < 0) ok = take_given(&run, i, e);
    ok = ok && trace_run_steps(&run, 0, watch, e);
    arena_free(&work);
    return ok;
}

static bool patches_row(const Trace *t, const Patch *patch, Value v, Cell at) {
    return (patch->head == ALL || patch->head == at.sheet) &&
           (patch->row == ALL || patch->row == at.row) &&
           strcmp(patch->path, t->program->values[v].path) == 0;
}

bool trace_moves(const Trace *t, Value v, Cell at) {
    for (int i = 0; i < t->patch_count; i++)
        if (t->patches[i].kind == PATCH_MOVE && patches_row(t, &t->patches[i], v, at)) return true;
    return false;
}

/* From the last patch back to the first: what holds of the cell after it is told by keys before. */
int trace_origins(const Trace *t, Value v, Cell at, int out[ORIGINS_MOST]) {
    int count = 1;
    out[0] = at.col;
    for (int i = t->patch_count - 1; i >= 0; i--) {
        const Patch *p = &t->patches[i];
        if (!patches_row(t, p, v, at)) continue;
        int kept = 0;
        bool gets = false;
        for (int k = 0; k < count; k++) {
            gets |= p->kind == PATCH_MOVE && out[k] == p->to;
            if (p->col != ALL && p->col != out[k]) out[kept++] = out[k];
        }
        if (gets && kept < ORIGINS_MOST) out[kept++] = p->col;
        count = kept;
    }
    return count;
}

bool trace_patched(const Trace *t, Value v, Cell at) {
    int keys[ORIGINS_MOST];
    return trace_origins(t, v, at, keys) == 0;
}

int trace_moved_to(const Trace *t, Value v, Cell at) {
    for (int i = 0; i < t->patch_count; i++) {
        const Patch *p = &t->patches[i];
        if (p->kind == PATCH_MOVE && p->col == at.col && patches_row(t, p, v, at)) at.col = p->to;
    }
    return at.col;
}

bool trace_hides(const Trace *t, Value weights, Cell at) {
    const ValueInfo *info = &t->program->values[weights];
    if (info->step < 0 || !program_shares(t->program, weights)) return false;
    Tensor scores = t->values[t->program->steps[info->step].in[0]];
    return tensor_at(scores, at.sheet, at.row, at.col) == -INFINITY;
}

Tensor trace_find(const Trace *t, const char *path) {
    Value v = program_find(t->program, path);
    return v == NO_VALUE ? (Tensor){{0, 0, 0}, NULL} : t->values[v];
}

Reach trace_reach(const Trace *t, Value v, Cell at, Arena *work) {
    const ValueInfo *info = &t->program->values[v];
    int keys[ORIGINS_MOST], count = trace_origins(t, v, at, keys);
    Reach all = {0};
    if (info->step < 0) return all;
    StepRun r = trace_step(t, info->step, work);
    for (int i = 0; i < count; i++) {
        at.col = keys[i];
        Reach one = reach_of(op_table[t->program->steps[info->step].op], &r, info->output, at);
        if (i == 0) all = one;
        for (int k = 0; i && k < one.count; k++) {
            Box *b = &all.part[k].box, more = one.part[k].box;
            b->col0 = more.col0 < b->col0 ? more.col0 : b->col0;
            b->col1 = more.col1 > b->col1 ? more.col1 : b->col1;
        }
    }
    return all;
}
