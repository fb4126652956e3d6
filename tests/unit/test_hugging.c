/* Folders of GPT-2's form: config.json's keys and refusals, and every value of small models beside
   PyTorch's. With a folder as argument: how far it is off, and how long it took. */
#include "unit/refuse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "math/functions.h"
#include "model/hugging.h"
#include "model/pages/page.h"
#include "trace/explain.h"
#include "trace/measure.h"
#include "trace/trace.h"

static const char *const variants[] = {"plain", "shards", "brain", "scaled", "whole", "deep"};
enum { VARIANTS = sizeof variants / sizeof *variants };

typedef struct Case {
    Arena arena;
    Config config;
    Weights weights;
    StoredTensors values;
    float *ids;
    int count;
    Program program;
} Case;

static void open_case(Case *c, const char *folder) {
    Bytes file;
    Error e = {{0}};
    Shards s;
    *c = (Case){.count = 0};
    char *path = path_join(&c->arena, folder, "config.json");
    assert_true(file_read(path, 1 << 16, &c->arena, &file, &e));
    assert_true(hugging_is((const char *)file.data, file.size));
    if (!hugging_config((const char *)file.data, file.size, path, folder, &c->config, &e) ||
        !shards_open(folder, &c->arena, &s, &e) ||
        !weights_view(&c->config, &s, &hugging_names, &c->arena, &c->weights, &e))
        fail_msg("%s", e.text);
    assert_null(c->weights.passed);
    path = path_join(&c->arena, folder, "values.safetensors");
    assert_true(shards_open_file(path, &c->arena, &s, &e));
    c->values = (StoredTensors){.tensors = s.tensors, .count = s.count};
    path = path_join(&c->arena, folder, "input.txt");
    assert_true(file_read(path, 1 << 16, &c->arena, &file, &e));
    c->ids = arena_many(&c->arena, float, file.size);
    char *at = (char *)file.data, *end;
    for (long v = strtol(at, &end, 10); end != at; v = strtol(at = end, &end, 10))
        c->ids[c->count++] = (float)v;
    PageInput in = {.target = c->ids, .target_count = c->count};
    page_program(&c->config, &c->weights, &(Options){0}, in, &c->arena, &c->program);
    if (!program_check(&c->program, &e)) fail_msg("%s", e.text);
}

static Trace run_case(Case *c, const Kernels *k) {
    Trace t;
    Error e;
    assert_true(trace_run(&c->program, k, NULL, 0, &c->arena, &t, &e));
    return t;
}

/* How far it is off, as a part of the row's largest number, of at least a fifth of the matrix's. */
static double off(const char *name, Tensor have, const StoredTensor *want) {
    size_t size = shape_size(have.shape), cols = (size_t)have.shape.cols;
    double all = 0, worst = 0;
    if (size * 4 != want->bytes) fail_msg("%s has another shape", name);
    float *x = malloc(size * sizeof *x);
    assert_non_null(x);
    memcpy(x, want->data, size * sizeof *x); /* the tests run on little-endian machines */
    for (size_t i = 0; i < size; i++)
        if (isfinite(x[i])) all = fmax(all, fabs((double)x[i]));
    for (size_t r = 0; r < size; r += cols) {
        double most = all / 5, far = 0;
        for (size_t j = r; j < r + cols; j++) {
            if (have.x[j] == x[j]) continue;
            most = fmax(most, fabs((double)x[j]));
            far = fmax(far, fabs((double)have.x[j] - (double)x[j]));
        }
        worst = fmax(worst, far > 0 ? far / most : 0);
    }
    free(x);
    return worst;
}

static double compare(const Case *c, const Trace *t, const char **where) {
    double worst = 0;
    for (int i = 0; i < c->values.count; i++) {
        const StoredTensor *want = &c->values.tensors[i];
        Tensor have = trace_find(t, want->name);
        if (!have.x) fail_msg("there is no %s", want->name);
        double far = off(want->name, have, want);
        if (far > worst) worst = far, *where = want->name;
    }
    return worst;
}

static void every_value_is_as_pytorch_has_it(void **state) {
    (void)state;
    for (int v = 0; v < VARIANTS; v++) {
        Case c;
        char folder[64];
        const char *where = "";
        snprintf(folder, sizeof folder, "tests/reference/gpt2/%s", variants[v]);
        open_case(&c, folder);
        assert_string_equal(c.config.name, variants[v]);
        const Kernels *tables[8];
        int count = kernels_all(tables), made = 0;
        Trace first = run_case(&c, tables[0]);
        for (int i = 0; i < c.program.value_count; i++) made += c.program.values[i].step >= 0;
        assert_int_equal(c.values.count, made + 1); /* and the tokens */
        double worst = compare(&c, &first, &where);
        if (!(worst <= 1e-5)) fail_msg("%s: %s is off by %g", variants[v], where, worst);
        for (int k = 1; k < count; k++) {
            Trace t = run_case(&c, tables[k]);
            for (int i = 0; i < c.program.value_count; i++)
                assert_memory_equal(t.values[i].x, first.values[i].x,
                                    shape_size(t.values[i].shape) * sizeof(float));
        }
        arena_free(&c.arena);
    }
}

/* 330 products: five chains of 64 and one of 10, added in order. */
static void a_deep_sum_is_explained(void **state) {
    (void)state;
    Case c;
    open_case(&c, "tests/reference/gpt2/deep");
    Trace t = run_case(&c, kernels_best());
    Value v = program_find(&c.program, "decoder.0.ffn.out");
    Shape s = t.values[v].shape;
    for (int i = 0; i < s.rows; i++)
        for (int j = 0; j < s.cols; j++) {
            Explanation x;
            Error e;
            assert_true(explain_cell(&t, v, (Cell){0, i, j}, &c.arena, &x, &e));
            float chain = x.start, before = 0;
            for (int k = 0; k < x.count; k++) {
                if (k > 0 && k % KERNELS_SHORT == 0) before += chain, chain = 0;
                chain = fma_exact(x.terms[k].x, x.terms[k].y, chain);
            }
            before += chain;
            assert_int_equal(x.count, 330);
            assert_memory_equal(&before, &x.recorded, sizeof before);
            assert_memory_equal(&x.evaluated, &x.recorded, sizeof before);
            assert_true(measure_running(&x, x.count) == x.recorded);
            assert_true(measure_running(&x, 64) != x.recorded);
            assert_true(fabs((double)x.recorded - x.exact) <= x.bound);
            assert_non_null(strstr(x.formula, ", {formula.blocks|64}"));
        }
    arena_free(&c.arena);
}

#define PLAIN "\"n_embd\":12,\"n_head\":3,\"n_layer\":2,\"vocab_size\":23"

static void what_is_read(void **state) {
    (void)state;
    static const char text[] = "{\"model_type\":\"gpt2\"," PLAIN "}";
    Config c;
    Error e;
    assert_true(hugging_is(text, sizeof text - 1));
    assert_true(hugging_config(text, sizeof text - 1, "F", "/a/my_gpt 2", &c, &e));
    assert_string_equal(c.name, "my-gpt-2");
    assert_int_equal(c.d_ff, 48);
    assert_int_equal(c.max_positions, 1024);
    assert_true(c.tied_output && !c.scores_whole && !c.scores_by_layer && !c.output_bias);
    assert_int_equal(c.activation, ACTIVATION_GELU_TANH);
    assert_true(c.pad == -1 && c.bos == -1 && c.eos == -1);
    static const char other[] =
        "{\"architectures\":[\"GPT2Model\"],\"hidden_size\":12,\"num_attention_heads\":2,"
        "\"num_hidden_layers\":48,\"vocab_size\":7,\"n_inner\":5,\"n_ctx\":9,\"bos_token_id\":[3],"
        "\"eos_token_id\":50256,\"pad_token_id\":null,\"activation_function\":\"gelu\","
        "\"scale_attn_weights\":false,\"pruned_heads\":{},\"layer_norm_epsilon\":1e-6,"
        "\"reorder_and_upcast_attn\":true,\"quantization_config\":null,\"unheard_of\":[1]}";
    const char *folder = "/x/models--some--little--one/snapshots/0f";
    if (!hugging_config(other, sizeof other - 1, "F", folder, &c, &e)) fail_msg("%s", e.text);
    assert_string_equal(c.name, "one");
    assert_true(c.heads == 2 && c.decoder_layers == 48 && c.d_ff == 5 && c.max_positions == 9);
    assert_true(c.bos == 3 && c.eos == -1 && c.scores_whole);
    assert_int_equal(c.activation, ACTIVATION_GELU_ERF);
    static const struct {
        const char *name;
        Activation is;
    } named[] = {{"gelu_python", ACTIVATION_GELU_ERF},
                 {"gelu_python_tanh", ACTIVATION_GELU_TANH},
                 {"gelu_fast", ACTIVATION_GELU_TANH},
                 {"relu", ACTIVATION_RELU}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        char with[200];
        int n = snprintf(with, sizeof with,
                         "{\"model_type\":\"gpt2\",\"activation_function\":\"%s\"," PLAIN "}",
                         named[i].name);
        if (!hugging_config(with, (size_t)n, "F", "x", &c, &e)) fail_msg("%s", e.text);
        assert_int_equal(c.activation, named[i].is);
        assert_false(c.scores_whole);
    }
    assert_false(hugging_is("{\"architecture\":\"decoder-only\"}", 31));
    assert_false(hugging_is("[]", 2));
}

static void what_is_refused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"{\"model_type\":\"llama\"," PLAIN "}", "'model_type' is 'llama', which is not known"},
        {"{\"architectures\":[\"BertModel\"]," PLAIN "}", "'architectures' is 'BertModel'"},
        {"{\"architectures\":[]," PLAIN "}", "neither 'model_type' nor 'architectures' says"},
        {"{\"model_type\":\"gpt2\",\"n_embd\":12,\"n_head\":3,\"n_layer\":2}",
         "the key 'vocab_size' is missing"},
        {"{\"model_type\":\"gpt2\",\"n_embd\":0,\"n_head\":3,\"n_layer\":2,\"vocab_size\":9}",
         "'n_embd' is 0; it must be from 1 to"},
        {"{\"model_type\":\"gpt2\",\"n_embd\":12,\"n_head\":3,\"n_layer\":1000000000,"
         "\"vocab_size\":9}",
         "'n_layer' is 1000000000; it must be from 1 to 64"},
        {"{\"model_type\":\"gpt2\",\"n_embd\":13,\"n_head\":3,\"n_layer\":1,\"vocab_size\":9}",
         "it must be divisible by 'heads', 3"},
        {"{\"model_type\":\"gpt2\",\"rope_scaling\":{\"type\":\"yarn\"}," PLAIN "}",
         "'rope_scaling' is there"},
        {"{\"model_type\":\"gpt2\",\"quantization_config\":{\"quant_method\":\"gptq\"}," PLAIN "}",
         "it is quantised (gptq): get the model as F32"},
        {"{\"model_type\":\"gpt2\",\"add_cross_attention\":true," PLAIN "}",
         "'add_cross_attention' is there"},
        {"{\"model_type\":\"gpt2\",\"activation_function\":\"silu\"," PLAIN "}",
         "'activation_function' must be 'relu' or 'gelu' or 'gelu_new', not 'silu'"},
        {"{\"model_type\":\"gpt2\",\"scale_attn_weights\":\"no\"," PLAIN "}",
         "'scale_attn_weights' must be true or false, not a text"},
        {"{\"model_type\":\"gpt2\",\"architectures\":\"OPTModel\"," PLAIN "}",
         "'architectures' is 'OPTModel', which is not known"},
        {"{\"model_type\":\"gpt2\",\"position_embedding_type\":\"rotary\"," PLAIN "}",
         "'position_embedding_type' is 'rotary', which is not known"},
        {"{\"model_type\":\"gpt2\",\"n_embd\":16384,\"n_head\":4,\"n_layer\":64,\"vocab_size\":9}",
         "make a model of"},
        {"{\"model_type\":\"gpt2\"", "the text ends too early"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Config c;
        Error e;
        Bytes exact = exact_copy(cases[i][0], strlen(cases[i][0]));
        if (hugging_config((const char *)exact.data, exact.size, "FILE", "x", &c, &e))
            fail_msg("read: %s", cases[i][0]);
        free((void *)exact.data);
        if (strncmp(e.text, "FILE: ", 6) != 0 || !strstr(e.text, cases[i][1]))
            fail_msg("'%s' has no '%s'", e.text, cases[i][1]);
    }
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void tell(const char *folder) {
    Case c;
    const char *where = "";
    double t0 = now();
    open_case(&c, folder);
    double t1 = now();
    Trace t = run_case(&c, kernels_best());
    double t2 = now();
    printf("open %.3f s, run %.3f s, ", t1 - t0, t2 - t1);
    double worst = compare(&c, &t, &where);
    printf("worst %.2g at %s\n", worst, where);
    arena_free(&c.arena);
}

int main(int argc, char **argv) {
    if (argc > 1) return tell(argv[1]), 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_is_as_pytorch_has_it),
        cmocka_unit_test(a_deep_sum_is_explained),
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests_name("hugging", tests, NULL, NULL);
}
