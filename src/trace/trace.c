/* Running a program: the one loop over its steps. */
#include "trace/trace.h"

#include <string.h>

static bool inside(int at, int size) {
    return at == ALL || (at >= 0 && at < size);
}

bool trace_check_patch(const Program *p, const Patch *patch, Error *e) {
    Value v = program_find(p, patch->path);
    if (v == NO_VALUE) return error_set(e, "no value '%s' to change", patch->path);
    Shape s = p->values[v].form.shape;
    if (inside(patch->head, s.sheets) && inside(patch->row, s.rows) && inside(patch->col, s.cols)) return true;
    return error_set(e, "%s is %d × %d × %d: [%d, %d, %d] is outside", patch->path, s.sheets, s.rows, s.cols, patch->head,
                     patch->row, patch->col);
}

static void apply(const Patch *patch, Shape s, float *x) {
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++)
            for (int j = 0; j < s.cols; j++, x++)
                if ((patch->head == ALL || patch->head == h) && (patch->row == ALL || patch->row == i) &&
                    (patch->col == ALL || patch->col == j))
                    *x = patch->x;
}

typedef struct Run {
    Trace *t;
    const Patch *patches;
    int patch_count;
    Arena *arena;
} Run;

static bool patched(const Run *r, const char *path) {
    for (int i = 0; i < r->patch_count; i++)
        if (strcmp(r->patches[i].path, path) == 0) return true;
    return false;
}

static void patch_value(const Run *r, Value v, float *x) {
    const ValueInfo *info = &r->t->program->values[v];
    for (int i = 0; i < r->patch_count; i++)
        if (strcmp(r->patches[i].path, info->path) == 0) apply(&r->patches[i], info->form.shape, x);
}

/* Weights and given values are read where they are, unless a patch changes them: then from a copy. */
static void take_given(const Run *r, Value v) {
    const ValueInfo *info = &r->t->program->values[v];
    const float *x = info->given;
    if (r->patch_count && patched(r, info->path)) {
        size_t size = shape_size(info->form.shape);
        float *copy = arena_raw(r->arena, size, sizeof *copy);
        memcpy(copy, x, size * sizeof *copy);
        patch_value(r, v, copy);
        x = copy;
    }
    r->t->values[v] = (Tensor){info->form.shape, x};
}

StepRun trace_step(const Trace *t, int index, Arena *work) {
    const Step *s = &t->program->steps[index];
    StepRun r = {.kernels = t->kernels, .args = &s->args, .inputs = s->inputs, .work = work};
    for (int i = 0; i < s->inputs; i++) r.in[i] = t->values[s->in[i]];
    for (int i = 0; i < op_table[s->op].outputs; i++) r.out[i] = t->values[s->out[i]];
    return r;
}

static void run_step(const Run *r, int index) {
    const Step *s = &r->t->program->steps[index];
    const OpInfo *op = &op_table[s->op];
    StepRun step = trace_step(r->t, index, r->arena);
    for (int i = 0; i < op->outputs; i++) {
        step.out[i].shape = r->t->program->values[s->out[i]].form.shape;
        step.write[i] = arena_raw(r->arena, shape_size(step.out[i].shape), sizeof(float));
        step.out[i].x = step.write[i];
        r->t->values[s->out[i]] = step.out[i];
    }
    op->run(&step);
    for (int i = 0; i < op->outputs && r->patch_count; i++) patch_value(r, s->out[i], step.write[i]);
}

bool trace_run(const Program *p, const Kernels *k, const Patch *patches, int patch_count, Arena *arena, Trace *out,
               Error *e) {
    for (int i = 0; i < patch_count; i++)
        if (!trace_check_patch(p, &patches[i], e)) return false;
    *out = (Trace){p, k, arena_raw(arena, (size_t)p->value_count, sizeof(Tensor))};
    Run run = {out, patches, patch_count, arena};
    for (int i = 0; i < p->value_count; i++)
        if (p->values[i].step < 0) take_given(&run, i);
    for (int i = 0; i < p->step_count; i++) run_step(&run, i);
    return true;
}

Tensor trace_find(const Trace *t, const char *path) {
    Value v = program_find(t->program, path);
    return v == NO_VALUE ? (Tensor){{0, 0, 0}, NULL} : t->values[v];
}

Reach trace_reach(const Trace *t, Value v, Cell at, Arena *work) {
    const ValueInfo *info = &t->program->values[v];
    if (info->step < 0) return (Reach){0};
    StepRun r = trace_step(t, info->step, work);
    return op_table[t->program->steps[info->step].op].reach(&r, info->output, at);
}
