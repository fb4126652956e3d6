/* Whole runs beside PyTorch's, gradients beside autograd's, equal bits on every instruction set,
   and reach, explain and program_check over every step. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/model.h"
#include "model/formats/safetensors.h"
#include "model/pages/page.h"
#include "trace/explain.h"
#include "nudge.h"
#include "own_weights.h"
#include "train/backward.h"

static const char *const variants[] = {"post",         "pre",        "tanh",     "rms",
                                       "line-learned", "line-waves", "line-post"};
enum { VARIANTS = sizeof variants / sizeof *variants };

typedef struct Case {
    Arena arena;
    Model model;
    StoredTensors values, gradients;
    float source[16], target[16];
    int source_count, target_count;
    Program program;
} Case;

static int read_numbers(FILE *f, float *out) {
    char line[256], *at = line, *end;
    assert_non_null(fgets(line, sizeof line, f));
    int n = 0;
    for (long v = strtol(at, &end, 10); end != at; v = strtol(at = end, &end, 10))
        out[n++] = (float)v;
    return n;
}

static void read_stored(Case *c, const char *path, StoredTensors *out) {
    Bytes file;
    Error e;
    assert_true(file_read(path, 1 << 24, &c->arena, &file, &e));
    assert_true(safetensors_parse(file, path, &c->arena, out, &e));
}

static void open_case(Case *c, const char *name) {
    char path[128];
    Error e = {{0}};
    *c = (Case){0};
    snprintf(path, sizeof path, "tests/reference/runs/%s", name);
    if (!model_load(path, &c->arena, &c->model, &e)) fail_msg("%s", e.text);
    snprintf(path, sizeof path, "tests/reference/runs/%s/values.safetensors", name);
    read_stored(c, path, &c->values);
    snprintf(path, sizeof path, "tests/reference/runs/%s/gradients.safetensors", name);
    read_stored(c, path, &c->gradients);
    snprintf(path, sizeof path, "tests/reference/runs/%s/input.txt", name);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    c->source_count = read_numbers(f, c->source);
    c->target_count = read_numbers(f, c->target);
    fclose(f);
    PageInput in = {c->source, c->source_count, c->target, c->target_count};
    Options options = {.norm_rms = strcmp(name, "rms") == 0};
    page_program(&c->model.config, &c->model.weights, &options, in, &c->arena, &c->program);
    if (!program_check(&c->program, &e)) fail_msg("%s", e.text);
}

static Trace run(Case *c, const Kernels *k) {
    Trace t;
    Error e;
    assert_true(trace_run(&c->program, k, NULL, 0, &c->arena, &t, &e));
    return t;
}

static float stored_float(const StoredTensor *t, size_t i) {
    float x;
    memcpy(&x, t->data + 4 * i, 4); /* the tests run on little-endian machines */
    return x;
}

static bool near(float a, float b, double bound) {
    if (a == b) return true; /* infinities too */
    return fabs((double)a - (double)b) <= bound + bound * fabs((double)b);
}

/* Every value that the reference names, and no step's value that it does not. */
static void test_values(void **state) {
    (void)state;
    for (int v = 0; v < VARIANTS; v++) {
        Case c;
        open_case(&c, variants[v]);
        Trace t = run(&c, kernels_best());
        int named = 0; /* what steps make, the lists of tokens, the numbers of positions */
        for (int i = 0; i < c.program.value_count; i++)
            named += c.program.values[i].step >= 0 || c.program.values[i].numbers == NUMBERS_IDS;
        assert_int_equal(c.values.count, named);
        for (int i = 0; i < c.values.count; i++) {
            const StoredTensor *want = &c.values.tensors[i];
            Tensor have = trace_find(&t, want->name);
            if (!have.x || shape_size(have.shape) * 4 != want->bytes)
                fail_msg("%s %s", variants[v], want->name);
            for (size_t j = 0; j < want->bytes / 4; j++)
                if (!near(have.x[j], stored_float(want, j), 1e-5))
                    fail_msg("%s %s[%zu]: %.9g, PyTorch says %.9g", variants[v], want->name, j,
                             (double)have.x[j], (double)stored_float(want, j));
        }
        arena_free(&c.arena);
    }
}

static void test_gradients(void **state) {
    (void)state;
    for (int v = 0; v < VARIANTS; v++) {
        Case c;
        open_case(&c, variants[v]);
        float wanted[16];
        int n = c.target_count;
        for (int i = 0; i < n; i++) wanted[i] = i + 1 < n ? c.target[i + 1] : TOKEN_EOS;
        Program *p = &c.program;
        Value target =
            program_given(p, "target", (Form){{1, n, 1}, AXIS_TARGET, AXIS_ONE}, wanted, -1);
        Value loss = program_step(p, OP_CROSS_ENTROPY, "loss", &(StepArgs){0},
                                  program_find(p, "output.logits"), target, NO_VALUE);
        Trace t = run(&c, kernels_best());
        float *g = arena_many(&c.arena, float, c.model.weights.total);
        backward_run(&t, &(Seed){loss, 1.0f / (float)n}, 1, &c.arena, g);
        assert_int_equal(c.gradients.count, c.model.weights.count);
        for (int i = 0; i < c.gradients.count; i++) {
            const StoredTensor *want = &c.gradients.tensors[i];
            const Weight *w = weights_find(&c.model.weights, want->name);
            assert_non_null(w);
            for (size_t j = 0; j < want->bytes / 4; j++)
                if (!near(g[w->offset + (long)j], stored_float(want, j), 1e-5))
                    fail_msg("%s d%s[%zu]: %.9g, PyTorch says %.9g", variants[v], want->name, j,
                             (double)g[w->offset + (long)j], (double)stored_float(want, j));
        }
        arena_free(&c.arena);
    }
}

static void test_same_bits(void **state) {
    (void)state;
    const Kernels *tables[8];
    int count = kernels_all(tables);
    assert_true(count >= 1);
    for (int v = 0; v < VARIANTS; v++) {
        Case c;
        open_case(&c, variants[v]);
        Trace first = run(&c, tables[0]);
        for (int k = 1; k < count; k++) {
            Trace t = run(&c, tables[k]);
            for (int i = 0; i < c.program.value_count; i++)
                if (memcmp(t.values[i].x, first.values[i].x, shape_size(t.values[i].shape) * 4) !=
                    0)
                    fail_msg("%s: %s differs between %s and %s", variants[v],
                             c.program.values[i].path, tables[0]->name, tables[k]->name);
        }
        arena_free(&c.arena);
    }
}

/* Reach is exact: each output cell that a nudge moves names the input cell, and none that it never
 * moves does. */
static void test_reach(void **state) {
    (void)state;
    Random random = random_seed(7, 1);
    for (int v = 0; v < VARIANTS; v++) {
        Case c;
        open_case(&c, variants[v]);
        Trace t = run(&c, kernels_best());
        bool tried[OP_COUNT] = {false};
        for (int i = 0; i < c.program.step_count; i++) {
            Op op = c.program.steps[i].op;
            if (tried[op] && i % 7) continue; /* each op once, and a sample of its other steps */
            tried[op] = true;
            nudge_step(&t, i, &random);
        }
        arena_free(&c.arena);
    }
}

static void test_explain(void **state) {
    (void)state;
    for (int v = 0; v < VARIANTS; v++) {
        Case c;
        open_case(&c, variants[v]);
        Trace t = run(&c, kernels_best());
        for (Value i = 0; i < c.program.value_count; i++) {
            Arena work = {0};
            Shape s = t.values[i].shape;
            for (size_t j = 0; j < shape_size(s); j++) {
                Explanation x;
                Error e;
                assert_true(explain_cell(&t, i, cell_of(s, j), &work, &x, &e));
                assert_memory_equal(&x.recorded, &t.values[i].x[j], 4);
                if (memcmp(&x.recorded, &x.evaluated, 4) != 0)
                    fail_msg("%s %s[%zu]: recorded %.9g, evaluated %.9g", variants[v],
                             c.program.values[i].path, j, (double)x.recorded, (double)x.evaluated);
                if (isfinite(x.exact) && c.program.values[i].step >= 0 &&
                    !(fabs((double)x.recorded - x.exact) <= x.bound))
                    fail_msg("%s %s[%zu]: off by %g, allowed %g", variants[v],
                             c.program.values[i].path, j, fabs((double)x.recorded - x.exact),
                             x.bound);
            }
            arena_free(&work);
        }
        arena_free(&c.arena);
    }
}

static void test_program_check(void **state) {
    (void)state;
    Arena arena = {0};
    Program p;
    Error e;
    float x[12] = {0};
    program_begin(&p, &arena, NULL);
    Value a = program_given(&p, "a", (Form){{1, 3, 4}, AXIS_SOURCE, AXIS_MODEL}, x, -1);
    Value b = program_given(&p, "b", (Form){{1, 4, 3}, AXIS_SOURCE, AXIS_MODEL}, x, -1);
    program_step(&p, OP_ADD, "sum", &(StepArgs){0}, a, a, NO_VALUE);
    assert_true(program_check(&p, &e));
    program_step(&p, OP_ADD, "sum", &(StepArgs){0}, a, a, NO_VALUE);
    assert_false(program_check(&p, &e));
    assert_string_equal(e.text, "two values are called 'sum'");
    program_step(&p, OP_ADD, "bad", &(StepArgs){0}, a, b, NO_VALUE);
    assert_false(program_check(&p, &e));
    assert_non_null(strstr(e.text, "1 × 3 × 4 does not fit 1 × 4 × 3"));
    arena_free(&arena);
}

/* What-ifs: switched-off steps keep their paths; a patched cell arrives downstream; clearing gives
 * the same bits. */
static void test_what_if(void **state) {
    (void)state;
    Case c;
    open_case(&c, "post");
    Trace plain = run(&c, kernels_best());
    PageInput in = {c.source, c.source_count, c.target, c.target_count};
    const Options options[] = {{.scale_off = true},
                               {.divisor = 3.0f},
                               {.mask_off = true},
                               {.norm_set = true, .norm = NORM_PRE}};
    for (int i = 0; i < 4; i++) {
        Program p;
        Trace t;
        Error e;
        page_program(&c.model.config, &c.model.weights, &options[i], in, &c.arena, &p);
        assert_true(program_check(&p, &e));
        assert_int_equal(p.value_count, c.program.value_count);
        for (int v = 0; v < p.value_count; v++)
            assert_int_not_equal(program_find(&p, c.program.values[v].path), NO_VALUE);
        assert_true(trace_run(&p, kernels_best(), NULL, 0, &c.arena, &t, &e));
        Tensor a = trace_find(&plain, "output.logits"), b = trace_find(&t, "output.logits");
        assert_memory_not_equal(a.x, b.x, shape_size(a.shape) * 4);
        Tensor s = trace_find(&t, "decoder.0.self.scaled"),
               raw = trace_find(&t, "decoder.0.self.scores");
        if (i == 0) assert_memory_equal(s.x, raw.x, shape_size(s.shape) * 4);
        if (i == 1) assert_float_equal(s.x[3], raw.x[3] / 3.0f, 1e-6);
        Tensor w = trace_find(&t, "decoder.0.self.weights");
        if (i == 2)
            assert_true(tensor_at(w, 0, 0, 4) > 0.0f);
        else
            assert_true(tensor_at(w, 0, 0, 4) == 0.0f);
    }
    Trace t;
    Error e;
    Patch patches[] = {
        {.path = "decoder.1.cross.heads", .head = 2, .row = ALL, .col = ALL, .x = 0.0f},
        {.path = "encoder.0.self.w.q", .head = 0, .row = 1, .col = 1, .x = 9.0f}};
    assert_true(trace_run(&c.program, kernels_best(), patches, 2, &c.arena, &t, &e));
    assert_true(tensor_at(trace_find(&t, "decoder.1.cross.heads"), 2, 1, 1) == 0.0f);
    assert_true(tensor_at(trace_find(&t, "decoder.1.cross.concat"), 0, 1, 9) == 0.0f);
    assert_true(tensor_at(trace_find(&t, "encoder.0.self.w.q"), 0, 1, 1) == 9.0f);
    assert_true(weights_find(&c.model.weights, "encoder.0.self.w.q") != NULL);
    patches[0].head = 4;
    assert_false(trace_run(&c.program, kernels_best(), patches, 2, &c.arena, &t, &e));
    assert_non_null(strstr(e.text, "[4, -1, -1] is outside"));
    Trace again = run(&c, kernels_best());
    for (Value v = 0; v < c.program.value_count; v++)
        assert_memory_equal(again.values[v].x, plain.values[v].x,
                            shape_size(again.values[v].shape) * 4);
    arena_free(&c.arena);
}

/* With one hidden feature W_2 is a matrix of one row: stored, read back and begun as a matrix. */
static void a_matrix_may_have_one_row(void **state) {
    (void)state;
    Arena arena = {0};
    Case c;
    open_case(&c, "post");
    Config config = c.model.config;
    Weights w, again;
    Random r = random_seed(1, 2);
    Buffer file = {0};
    StoredTensors stored;
    Error e = {{0}};
    config.d_ff = 1;
    weights_layout(&config, &arena, &w);
    weights_random(&w, &r);
    weights_print(&w, &file);
    Bytes bytes = {(unsigned char *)file.data, file.size};
    if (!safetensors_parse(bytes, "one", &arena, &stored, &e)) fail_msg("%s", e.text);
    int vectors = 0;
    for (int i = 0; i < stored.count; i++) {
        const StoredTensor *t = &stored.tensors[i];
        const char *last = strrchr(t->name, '.') - 1;
        bool vector = *last == 'b' || strstr(t->name, "gamma") || strstr(t->name, "beta");
        assert_int_equal(t->rank, vector ? 1 : 2);
        vectors += vector;
    }
    assert_in_range(vectors, 1, stored.count - 1);
    const Weight *out = weights_find(&w, "encoder.0.ffn.w.out");
    assert_int_equal(out->rows, 1);
    float largest = 0;
    for (int i = 0; i < out->cols; i++) largest = fmaxf(largest, fabsf(w.x[out->offset + i]));
    assert_true(largest > 0.01f);
    Shards shards = {.name = "one", .tensors = stored.tensors, .count = stored.count};
    if (!weights_view(&config, &shards, NULL, &arena, &again, &e)) fail_msg("%s", e.text);
    own_weights(&again, &arena);
    assert_memory_equal(again.x, w.x, (size_t)w.total * sizeof *w.x);
    buffer_free(&file);
    arena_free(&arena);
    arena_free(&c.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),    cmocka_unit_test(test_gradients),
        cmocka_unit_test(test_same_bits), cmocka_unit_test(test_reach),
        cmocka_unit_test(test_explain),   cmocka_unit_test(test_program_check),
        cmocka_unit_test(test_what_if),   cmocka_unit_test(a_matrix_may_have_one_row),
    };
    return cmocka_run_group_tests_name("model", tests, NULL, NULL);
}
