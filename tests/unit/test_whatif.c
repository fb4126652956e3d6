/* What-ifs: each beside PyTorch doing the same, every number of them explained, and the list as
 * text. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "model/formats/safetensors.h"
#include "nudge.h"
#include "trace/explain.h"
#include "trace/whatif.h"
#include "trace/why.h"
#include "trace/why_uses.h"
#include "what_list.h"

enum { ITEMS_MOST = 64, TOKENS_MOST = 24 };

static const int source_ids[] = {3, 5, 4, 7, 5, 10, 0}, target_ids[] = {1, 4, 9, 3, 12};
enum {
    SOURCE = sizeof source_ids / sizeof *source_ids,
    TARGET = sizeof target_ids / sizeof *target_ids
};

typedef struct World {
    Arena arena;
    Model model;
    StoredTensors values, summaries;
    char *items[ITEMS_MOST];
    int count;
} World;

/* One run of the model over the reference's tokens, as a decoding of one step. */
typedef struct OneRun {
    float source[TOKENS_MOST], target[TOKENS_MOST];
    int ids[TOKENS_MOST], output[TOKENS_MOST];
    Program program;
    Trace trace;
    Decoding run;
} OneRun;

static void read_stored(Arena *arena, const char *path, StoredTensors *out) {
    Bytes file;
    Error e = {{0}};
    if (!file_read(path, 1 << 24, arena, &file, &e) ||
        !safetensors_parse(file, path, arena, out, &e))
        fail_msg("%s", e.text);
}

static void open_world(World *w, const char *name) {
    char path[128];
    Bytes file;
    Error e = {{0}};
    *w = (World){0};
    snprintf(path, sizeof path, "tests/reference/runs/%s", name);
    if (!model_load(path, &w->arena, &w->model, &e)) fail_msg("%s", e.text);
    snprintf(path, sizeof path, "tests/reference/runs/%s/values.safetensors", name);
    read_stored(&w->arena, path, &w->values);
    snprintf(path, sizeof path, "tests/reference/whatif/%s.safetensors", name);
    read_stored(&w->arena, path, &w->summaries);
    if (!file_read("tests/reference/whatif/items.txt", 1 << 16, &w->arena, &file, &e))
        fail_msg("%s", e.text);
    char *text = arena_copy(&w->arena, (const char *)file.data, file.size), *rest;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        w->items[w->count++] = line;
}

static OneRun *run_with(World *w, const WhatIf *what) {
    OneRun *r = arena_many(&w->arena, OneRun, 1);
    Error e = {{0}};
    int count = SOURCE + what->padding;
    for (int i = 0; i < SOURCE; i++) r->source[i] = (float)source_ids[i], r->ids[i] = source_ids[i];
    for (int i = 0; i < TARGET; i++)
        r->target[i] = (float)target_ids[i], r->output[i] = i ? target_ids[i] : 3;
    PageInput in = {r->source, count, r->target, TARGET};
    page_program(&w->model.config, &w->model.weights, &what->options, in, &w->arena, &r->program);
    if (!program_check(&r->program, &e) || !trace_run(&r->program, kernels_best(), what->patches,
                                                      what->patch_count, &w->arena, &r->trace, &e))
        fail_msg("%s", e.text);
    r->run = (Decoding){.model = &w->model,
                        .source = {r->ids, count},
                        .output = {r->output, TARGET},
                        .programs = &r->program,
                        .traces = &r->trace,
                        .steps = 1};
    return r;
}

static OneRun *run_items(World *w, const char *items) {
    WhatIf what = {0};
    Error e = {{0}};
    OneRun *plain = run_with(w, &what);
    WhatIfList list = what_list(items);
    if (!whatif_read(&list, &plain->run, &w->arena, &what, &e)) fail_msg("%s: %s", items, e.text);
    return run_with(w, &what);
}

static void summarize(Tensor t, double out[3]) {
    out[0] = out[1] = out[2] = 0;
    for (size_t i = 0; i < shape_size(t.shape); i++) {
        double x = isinf(t.x[i]) ? -1000 : (double)t.x[i], at = (double)i;
        out[0] += x * cos(0.7 * at + 0.3);
        out[1] += x * sin(1.3 * at + 0.1);
        out[2] += fabs(x);
    }
}

static const StoredTensor *summary_of(const World *w, int item) {
    char name[16];
    snprintf(name, sizeof name, "%d", item);
    for (int i = 0; i < w->summaries.count; i++)
        if (strcmp(w->summaries.tensors[i].name, name) == 0) return &w->summaries.tensors[i];
    fail_msg("no summary of %s", w->items[item]);
    return NULL;
}

/* What RMSNorm does not take of a row. */
static bool is_moment(const char *path) {
    return strstr(path, ".norm.mean") || strstr(path, ".norm.variance");
}

/* How many of a run's values are not what PyTorch says; each within 1e-5 + 1e-5·|x|, so their sums
 * within the sum. */
static int differing(const World *w, const OneRun *r, int item, bool tell) {
    const StoredTensor *want = summary_of(w, item);
    int wrong = 0;
    for (int i = 0; i < w->values.count; i++) {
        const char *path = w->values.tensors[i].name;
        Tensor t = trace_find(&r->trace, path);
        double have[3];
        float said[3];
        if (!t.x && is_moment(path)) continue;
        assert_non_null(t.x);
        summarize(t, have);
        memcpy(said, want->data + (size_t)i * sizeof said, sizeof said);
        double bound = 1e-5 * ((double)shape_size(t.shape) + have[2]);
        bool bad = false;
        for (int k = 0; k < 3; k++) bad = bad || !(fabs(have[k] - (double)said[k]) <= bound);
        if (bad && tell)
            fail_msg("%s: %s: %g %g %g, PyTorch says %g %g %g", w->items[item], path, have[0],
                     have[1], have[2], (double)said[0], (double)said[1], (double)said[2]);
        wrong += bad;
    }
    return wrong;
}

/* Every value of every what-if; and a what-if does change something, or the comparison could not
 * tell. */
static void every_what_if_is_what_pytorch_does(void **state) {
    (void)state;
    static const char *const names[] = {"post", "pre"};
    for (int v = 0; v < 2; v++) {
        World w;
        open_world(&w, names[v]);
        OneRun *plain = run_with(&w, &(WhatIf){0});
        assert_true(w.count >= 30);
        for (int i = 0; i < w.count; i++) {
            bool same =
                strncmp(w.items[i], "norm=", 5) == 0 && strcmp(w.items[i] + 5, names[v]) == 0;
            differing(&w, run_items(&w, w.items[i]), i, true);
            if (!strstr(w.items[i], "padding="))
                assert_int_equal(differing(&w, plain, i, false) == 0, same);
        }
        arena_free(&w.arena);
    }
}

static bool same_bits(float a, float b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

/* Words and their probabilities of the shipped model, chosen one after the other under each
 * what-if. */
static void the_shipped_model_says_what_pytorch_says(void **state) {
    (void)state;
    World w;
    open_world(&w, "post");
    Error e = {{0}};
    Arena work = {0};
    read_stored(&w.arena, "tests/reference/whatif/words.safetensors", &w.summaries);
    if (!model_load("assets/models/en-fr", &w.arena, &w.model, &e)) fail_msg("%s", e.text);
    for (int i = 0; i < w.count; i++) {
        const StoredTensor *want = summary_of(&w, i);
        Decoding d;
        arena_reset(&work);
        WhatIfList list = what_list(w.items[i]);
        if (!whatif_decode(&w.model, w.model.config.default_text, &list, NULL, kernels_best(),
                           &work, &d, &e))
            fail_msg("%s: %s", w.items[i], e.text);
        if (want->bytes != (size_t)d.steps * 8) fail_msg("%s: %d words", w.items[i], d.steps);
        for (int t = 0; t < d.steps; t++) {
            float said[2];
            memcpy(said, want->data + (size_t)t * sizeof said, sizeof said);
            if ((float)d.output.id[t] != said[0])
                fail_msg("%s: word %d is %d", w.items[i], t, d.output.id[t]);
            float share = tensor_at(trace_find(decode_trace(&d, t), "output.probabilities"), 0, t,
                                    d.output.id[t]);
            if (!(fabs((double)share - (double)said[1]) <= 2e-5))
                fail_msg("%s: share %d: %g, PyTorch says %g", w.items[i], t, (double)share,
                         (double)said[1]);
        }
    }
    arena_free(&work);
    arena_free(&w.arena);
}

/* What RMSNorm does without leads to the norm that it was of. */
static void near_stays(const char *what, const Program *p, const char *path) {
    Value v = program_nearest(p, path);
    bool gone = is_moment(path) || strstr(path, ".w.beta");
    if (v == NO_VALUE) fail_msg("%s: no %s", what, path);
    const char *near = p->values[v].path;
    if (strcmp(near, path) == 0) return;
    if (!gone || !strstr(what, "norm-kind=rms")) fail_msg("%s: %s, not %s", what, near, path);
    assert_true(strstr(path, ".w.beta") || p->values[v].role == VALUE_NORM);
}

/* Whatever is asked, each place of the plain run, or one beside it, can be looked at; each way of
 * each step moves what its reach says. */
static void every_path_stays_and_reach_is_exact(void **state) {
    (void)state;
    Random random = random_seed(5, 2);
    World w;
    open_world(&w, "post");
    OneRun *plain = run_with(&w, &(WhatIf){0});
    for (int i = 0; i < w.count; i++) {
        OneRun *r = run_items(&w, w.items[i]);
        bool tried[OP_COUNT][2] = {{false}};
        for (int v = 0; v < plain->program.value_count; v++)
            near_stays(w.items[i], &r->program, plain->program.values[v].path);
        for (int k = 0; k < r->program.step_count; k++) {
            const Step *s = &r->program.steps[k];
            bool other = s->args.off || (s->op == OP_SOFTMAX && s->args.turned);
            bool *known = &tried[s->op][other];
            if (*known) continue;
            *known = true;
            nudge_step(&r->trace, k, &random);
        }
    }
    arena_free(&w.arena);
}

static bool goes_into(const Trace *t, Value from, Cell at, Value to, Cell c, Arena *work) {
    ValueUses f = why_uses(t, from, at, work);
    for (int i = 0; i < f.count; i++)
        if (f.list[i].value == to && why_box_has(f.list[i].box, c)) return true;
    return false;
}

/* Of any cell: what is behind it leads to it; nothing is behind what a what-if set, and nothing
 * leads to it. */
static void both_ways(const OneRun *r, Value v, Cell at, Arena *work) {
    const Trace *t = &r->trace;
    const Step *s = &r->program.steps[r->program.values[v].step];
    StepRun step = trace_step(t, r->program.values[v].step, work);
    Reach all = reach_of(op_table[s->op], &step, r->program.values[v].output, at),
          reach = trace_reach(t, v, at, work);
    bool set = trace_patched(t, v, at);
    Why why;
    assert_int_equal(reach.count, set ? 0 : all.count);
    for (int k = 0; k < all.count; k++) {
        Box b = all.part[k].box;
        const Cell corners[] = {{b.sheet0, b.row0, b.col0}, {b.sheet1 - 1, b.row1 - 1, b.col1 - 1}};
        for (int n = 0; n < 2; n++)
            assert_int_equal(goes_into(t, s->in[all.part[k].input], corners[n], v, at, work), !set);
    }
    why_operand(t, v, at, work, &why);
    assert_int_equal(why.end == WHY_SET, set);
}

static void ways_go_round_what_was_set(void **state) {
    (void)state;
    Arena work = {0};
    World w;
    open_world(&w, "post");
    int set = 0;
    for (int i = 0; i < w.count; i++) {
        OneRun *r = run_items(&w, w.items[i]);
        for (int v = 0; v < r->program.value_count; v++) {
            Shape s = r->program.values[v].form.shape;
            if (r->program.values[v].step < 0) continue;
            for (int k = 0; k < 6; k++) {
                Cell at = {(i + k) % s.sheets, (3 * i + 5 * k) % s.rows, (7 * i + 11 * k) % s.cols};
                for (int n = 0; k == 0 && n < r->trace.patch_count;
                     n++) /* the patches' own places, too */
                    if (strcmp(r->trace.patches[n].path, r->program.values[v].path) == 0) {
                        const Patch *p = &r->trace.patches[n];
                        at = (Cell){p->head == ALL ? 0 : p->head, p->row == ALL ? 0 : p->row,
                                    p->col == ALL ? 0 : p->col};
                    }
                arena_reset(&work);
                both_ways(r, v, at, &work);
                set += trace_patched(&r->trace, v, at);
            }
        }
    }
    assert_true(set > 20);
    arena_free(&work);
    arena_free(&w.arena);
}

/* Every cell of every value: explained, the recorded bits come out again; what a patch set says so.
 */
static void explained_in(const char *name) {
    World w;
    open_world(&w, name);
    for (int i = 0; i < w.count; i++) {
        OneRun *r = run_items(&w, w.items[i]);
        for (int v = 0; v < r->program.value_count; v++) {
            Shape s = r->program.values[v].form.shape;
            int step = r->program.values[v].step;
            for (int k = 0; k < 5; k++) {
                Explanation x;
                Error e = {{0}};
                Cell at = {(i + k) % s.sheets, (3 * i + 5 * k) % s.rows, (7 * i + 11 * k) % s.cols};
                if (!explain_cell(&r->trace, v, at, &w.arena, &x, &e)) fail_msg("%s", e.text);
                bool ok =
                    same_bits(x.recorded, x.evaluated) || (isnan(x.recorded) && isnan(x.evaluated));
                if (!ok) fail_msg("%s: %s", w.items[i], r->program.values[v].path);
                assert_int_equal(trace_patched(&r->trace, v, at),
                                 strcmp(x.formula, "{speech.set}") == 0);
                if (step < 0) assert_int_equal(x.count, 0);
            }
        }
    }
    arena_free(&w.arena);
}

static void every_changed_cell_is_explained(void **state) {
    (void)state;
    explained_in("post");
    explained_in("pre");
}

/* The same bits on every machine, over the wrong axis and with patterns, too. */
static void all_kernels_give_the_same_bits(void **state) {
    (void)state;
    World w;
    const Kernels *tables[8];
    int count = kernels_all(tables);
    open_world(&w, "post");
    for (int i = 0; i < w.count; i++) {
        OneRun *first = run_items(&w, w.items[i]);
        for (int k = 0; k < count; k++) {
            Trace t;
            Error e;
            assert_true(trace_run(&first->program, tables[k], first->trace.patches,
                                  first->trace.patch_count, &w.arena, &t, &e));
            for (int v = 0; v < first->program.value_count; v++)
                if (memcmp(t.values[v].x, first->trace.values[v].x,
                           shape_size(t.values[v].shape) * sizeof(float)) != 0)
                    fail_msg("%s: %s differs on %s", w.items[i], first->program.values[v].path,
                             tables[k]->name);
        }
    }
    arena_free(&w.arena);
}

/* Two shares that came together and went on: told as one sum, in the same bits; what is behind them
   leads there, and the way back takes the larger. */
static void a_share_that_moved_is_explained(void **state) {
    (void)state;
    World w;
    open_world(&w, "post");
    OneRun *plain = run_with(&w, &(WhatIf){0}),
           *r = run_items(&w, "move=encoder.0.self.weights[1,0,2]:5 "
                              "move=encoder.0.self.weights[1,0,5]:1");
    Value v = program_find(&r->program, "encoder.0.self.weights");
    Step *s = &r->program.steps[r->program.values[v].step];
    Tensor a = plain->trace.values[v], b = r->trace.values[v];
    float both = tensor_at(a, 1, 0, 5) + tensor_at(a, 1, 0, 2);
    assert_true(tensor_at(b, 1, 0, 2) == 0 && tensor_at(b, 1, 0, 5) == 0);
    assert_true(same_bits(tensor_at(b, 1, 0, 1), tensor_at(a, 1, 0, 1) + both));
    int keys[ORIGINS_MOST];
    assert_int_equal(trace_origins(&r->trace, v, (Cell){1, 0, 1}, keys), 3);
    assert_true(keys[0] == 1 && keys[1] == 5 && keys[2] == 2);
    assert_int_equal(trace_moved_to(&r->trace, v, (Cell){1, 0, 2}), 1);
    Explanation x;
    Error e = {{0}};
    assert_true(explain_cell(&r->trace, v, (Cell){1, 0, 1}, &w.arena, &x, &e));
    assert_true(explain_agrees(&x) && fabs((double)x.recorded - x.exact) <= x.bound);
    assert_non_null(strstr(x.formula, "{formula.moved|"));
    assert_int_equal(x.count, SOURCE);
    assert_true(goes_into(&r->trace, s->out[1], (Cell){1, 0, 2}, v, (Cell){1, 0, 1}, &w.arena) ||
                goes_into(&r->trace, s->in[0], (Cell){1, 0, 2}, v, (Cell){1, 0, 1}, &w.arena));
    Why why;
    why_operand(&r->trace, v, (Cell){1, 0, 1}, &w.arena, &why);
    int most = 1;
    for (int k = 2; k <= 5; k += 3)
        if (tensor_at(a, 1, 0, k) > tensor_at(a, 1, 0, most)) most = k;
    assert_int_equal(why.at.col, most);
    OneRun *turned = run_items(&w, "softmax=columns move=encoder.0.self.weights[1,0,2]:5");
    Reach reach = trace_reach(&turned->trace, v, (Cell){1, 0, 5}, &w.arena);
    assert_true(reach.part[0].box.col0 == 2 && reach.part[0].box.col1 == 6);
    assert_true(goes_into(&turned->trace, s->in[0], (Cell){1, 3, 2}, v, (Cell){1, 0, 5}, &w.arena));
    arena_free(&w.arena);
}

/* Over columns, too, reach names every input that moves an output. */
static void reach_knows_the_wrong_axis(void **state) {
    (void)state;
    World w;
    open_world(&w, "post");
    OneRun *r = run_items(&w, "softmax=columns");
    Value weights = program_find(&r->program, "encoder.0.self.weights");
    int step = r->program.values[weights].step;
    for (int output = 0; output < 4; output++) {
        Value v = r->program.steps[step].out[output];
        Shape s = r->program.values[v].form.shape;
        for (int row = 0; row < s.rows; row++)
            for (int col = 0; col < s.cols; col++) {
                Reach reach = trace_reach(&r->trace, v, (Cell){1, row, col}, &w.arena);
                assert_int_equal(reach.count, 1);
                Box b = reach.part[0].box;
                assert_true(b.sheet0 == 1 && b.sheet1 == 2 && b.row0 == 0 && b.row1 == SOURCE &&
                            b.col0 == col && b.col1 == col + 1);
            }
        assert_int_equal(s.rows, output == 0 || output == 2 ? 1 : SOURCE);
    }
    Tensor a = r->trace.values[weights];
    for (int j = 0; j < SOURCE - 1; j++) {
        double sum = 0;
        for (int i = 0; i < SOURCE; i++) sum += (double)tensor_at(a, 0, i, j);
        assert_true(fabs(sum - 1) < 1e-6);
    }
    arena_free(&w.arena);
}

/* The first of a text. */
static WhatIfItem item_of(const char *text, Arena *arena) {
    WhatIfList *list = arena_many(arena, WhatIfList, 1);
    *list = what_list(text);
    return whatif_item(list, 0);
}

/* Taken back, what-ifs leave no trace: the same bits. */
static void clearing_gives_the_same_bits(void **state) {
    (void)state;
    World w;
    open_world(&w, "post");
    WhatIfList list = {.count = 0};
    Error e = {{0}};
    Decoding before, after;
    assert_true(
        whatif_decode(&w.model, "a b c", NULL, NULL, kernels_best(), &w.arena, &before, &e));
    for (int i = 0; i < 10; i++) assert_true(whatif_set(&list, item_of(w.items[i], &w.arena)));
    assert_true(list.count > 5);
    while (list.count) whatif_drop(&list, whatif_item(&list, 0));
    assert_string_equal(list.text, "");
    assert_true(
        whatif_decode(&w.model, "a b c", &list, NULL, kernels_best(), &w.arena, &after, &e));
    assert_int_equal(before.steps, after.steps);
    for (int t = 0; t < before.steps; t++)
        for (int v = 0; v < before.programs[t].value_count; v++)
            assert_memory_equal(
                decode_trace(&before, t)->values[v].x, decode_trace(&after, t)->values[v].x,
                shape_size(before.programs[t].values[v].form.shape) * sizeof(float));
    arena_free(&w.arena);
}

/* An item goes behind the others, in place of what was said about the same thing; "-": that is
   taken out. */
static void items_are_set_and_dropped(void **state) {
    (void)state;
    Arena arena = {0};
    WhatIfList list = {.count = 0}, many = {.count = 0};
    static const char *const steps[][2] = {
        {"scale=off", "scale=off"},
        {"head=encoder.0.self:1:off", "scale=off head=encoder.0.self:1:off"},
        {"scale=8", "head=encoder.0.self:1:off scale=8"},
        {"head=encoder.0.self:2:off",
         "head=encoder.0.self:1:off scale=8 head=encoder.0.self:2:off"},
        {"-head=encoder.0.self:1:on", "scale=8 head=encoder.0.self:2:off"},
        {"cell=a[0,1]=2", "scale=8 head=encoder.0.self:2:off cell=a[0,1]=2"},
        {"cell=a[0,1]=3", "scale=8 head=encoder.0.self:2:off cell=a[0,1]=3"},
        {"pattern=encoder.0.self:2:uniform",
         "scale=8 head=encoder.0.self:2:off cell=a[0,1]=3 pattern=encoder.0.self:2:uniform"},
        {"pattern=encoder.0.self:2:previous",
         "scale=8 head=encoder.0.self:2:off cell=a[0,1]=3 pattern=encoder.0.self:2:previous"},
        {"-scale=8", "head=encoder.0.self:2:off cell=a[0,1]=3 pattern=encoder.0.self:2:previous"},
        {"swap-qk",
         "head=encoder.0.self:2:off cell=a[0,1]=3 pattern=encoder.0.self:2:previous swap-qk"}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        bool drop = steps[i][0][0] == '-';
        WhatIfItem item = item_of(steps[i][0] + drop, &arena);
        if (drop)
            whatif_drop(&list, item);
        else
            assert_true(whatif_set(&list, item));
        assert_string_equal(list.text, steps[i][1]);
    }
    assert_int_equal(whatif_find(&list, item_of("pattern=encoder.0.self:2:uniform", &arena)), 2);
    assert_int_equal(whatif_find(&list, item_of("swap-qk", &arena)), 3);
    assert_int_equal(whatif_find(&list, item_of("swap-qk=encoder.0.self", &arena)), -1);
    assert_int_equal(whatif_find(&list, item_of("head=encoder.0.self:3:off", &arena)), -1);
    assert_int_equal(whatif_find(&list, item_of("scale=off", &arena)), -1);
    for (int i = 0; i < WHATIF_MOST; i++)
        assert_true(whatif_set(&many, item_of(arena_print(&arena, "cell=a[0,%d]=1", i), &arena)));
    assert_false(whatif_set(&many, item_of("scale=off", &arena)));
    assert_int_equal(many.count, WHATIF_MOST);
    arena_free(&arena);
}

/* Taken apart and written again it is the same text, also what is no what-if. */
static void items_are_taken_apart(void **state) {
    (void)state;
    Arena arena = {0};
    WhatIfList list = what_list(
        "scale=-2.5 swap-qk=encoder.0.self \thead=decoder.1.cross:3:off sublayer=encoder.0.ffn:off "
        "cell=encoder.0.self.scores[1,b,c]=-inf swap-qk tea head=x:off mask= cell=a[0] "
        "move=decoder.1.cross.weights[2,10,:]:dog move=a:1");
    static const struct {
        WhatIfKind kind;
        const char *place;
        int head;
        const char *value;
        bool misfit;
    } want[] = {{WHATIF_SCALE, "", -1, "-2.5", false},
                {WHATIF_SWAP, "encoder.0.self", -1, "", false},
                {WHATIF_HEAD, "decoder.1.cross", 3, "off", false},
                {WHATIF_SUBLAYER, "encoder.0.ffn", -1, "off", false},
                {WHATIF_CELL, "encoder.0.self.scores[1,b,c]", -1, "-inf", false},
                {WHATIF_SWAP, "", -1, "", false},
                {WHATIF_UNKNOWN, "", -1, "tea", true},
                {WHATIF_HEAD, "", -1, "head=x:off", true},
                {WHATIF_MASK, "", -1, "mask=", true},
                {WHATIF_CELL, "", -1, "cell=a[0]", true},
                {WHATIF_MOVE, "decoder.1.cross.weights[2,10,:]", -1, "dog", false},
                {WHATIF_MOVE, "", -1, "move=a:1", true}};
    const char *again = "";
    assert_int_equal(list.count, 12);
    for (int i = 0; i < list.count; i++) {
        WhatIfItem item = whatif_item(&list, i);
        assert_int_equal(item.kind, want[i].kind);
        assert_string_equal(item.place, want[i].place);
        assert_int_equal(item.head, want[i].head);
        assert_string_equal(item.value, want[i].value);
        assert_int_equal(item.misfit, want[i].misfit);
        again = arena_print(&arena, "%s%s%s", again, i ? " " : "", whatif_text(item, &arena));
    }
    WhatIfList copy = what_list(again);
    assert_int_equal(copy.count, list.count);
    assert_memory_equal(copy.parts, list.parts, sizeof copy.parts);
    assert_memory_equal(copy.items, list.items, sizeof copy.items);
    arena_free(&arena);
}

/* The longest text of the most items, and one more of each. */
static void lists_have_an_end(void **state) {
    (void)state;
    char text[WHATIF_TEXT + 1] = "";
    WhatIfList list;
    Error e = {{0}};
    for (int i = 0; i < WHATIF_TEXT - 1; i++) text[i] = i % 2 ? ' ' : 'x';
    assert_true(whatif_list(text, &list));
    assert_int_equal(list.count, WHATIF_MOST + 1);
    memset(text, 'x', WHATIF_TEXT - 1);
    assert_true(whatif_list(text, &list));
    assert_string_equal(whatif_item(&list, 0).value, text);
    assert_false(whatif_add(&list, "y"));
    assert_string_equal(list.text, text);
    text[WHATIF_TEXT - 1] = 'x';
    assert_false(whatif_list(text, &list));
    list = (WhatIfList){.count = 0};
    for (int i = 0; i <= WHATIF_MOST; i++) assert_true(whatif_add(&list, "mask=off"));
    assert_false(whatif_check(&list, &e));
    assert_string_equal(e.text, "more than 32 what-ifs");
}

static void refusals_tell_why(void **state) {
    (void)state;
    static const char *const wrong[][2] = {
        {"tea", "'tea' is not NAME=VALUE"},
        {"tea=hot", "no 'tea': there are scale, mask"},
        {"scale", "'scale' is not NAME=VALUE"},
        {"scale=", "scale: '' is not off or a divisor"},
        {"scale=0", "scale: the scores cannot be divided by 0"},
        {"scale=nan", "scale: 'nan' is not a number"},
        {"scale=1e40", "scale: '1e40' is not a number"},
        {"mask=on", "mask: 'on' is not off"},
        {"padding-mask=1", "padding-mask: '1' is not off"},
        {"padding=0", "padding: '0' is not a number of tokens"},
        {"padding=1.5", "padding: '1.5' is not"},
        {"norm=mid", "norm: 'mid' is none of post, pre"},
        {"norm-kind=layer", "norm-kind: 'layer' is not rms"},
        {"positions=on", "positions: 'on' is not off"},
        {"softmax=rows", "softmax: 'rows' is not columns"},
        {"swap-qk=", "swap-qk: '' is not a path"},
        {"temperature=0", "temperature: 0 is outside"},
        {"temperature=-1", "temperature: -1 is outside"},
        {"temperature=x", "temperature: 'x' is not a number"},
        {"head=encoder.0.self:1", "head: 'encoder.0.self:1' is not PATH:N:off"},
        {"head=:1:off", "head: ':1:off' is not"},
        {"head=encoder.0.self:x:off", "head: 'encoder.0.self:x:off' is not"},
        {"sublayer=encoder.0.ffn", "sublayer: 'encoder.0.ffn' is not PATH:off"},
        {"pattern=encoder.0.self:1:zigzag",
         "pattern: 'encoder.0.self:1:zigzag' is not PATH:N:uniform"},
        {"cell=encoder.input=2", "cell: 'encoder.input=2' is not PATH[head,row,col]=NUMBER"},
        {"cell=encoder.input[0,0]=x", "cell: 'x' is not a number"},
        {"move=encoder.0.self.weights[0,0,1]",
         "move: 'encoder.0.self.weights[0,0,1]' is not PATH["},
        {"move=encoder.0.self.weights:1",
         "move: 'encoder.0.self.weights:1' is not PATH[head,query"}};
    Error e = {{0}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        WhatIfList list = what_list(wrong[i][0]);
        assert_false(whatif_check(&list, &e));
        if (strncmp(e.text, wrong[i][1], strlen(wrong[i][1])) != 0)
            fail_msg("%s: %s", wrong[i][0], e.text);
    }
    WhatIfList list = what_list("  scale=off   swap-qk temperature=.5 ");
    assert_true(whatif_check(&list, &e));
}

static void places_are_looked_up(void **state) {
    (void)state;
    World w;
    Error e = {{0}};
    Decoding d;
    open_world(&w, "post");
    static const char *const wrong[][2] = {
        {"head=encoder.7.self:1:off", "head: there is no value 'encoder.7.self.heads'"},
        {"head=encoder.0.self:4:off", "head: encoder.0.self.heads is"},
        {"sublayer=encoder.0:off", "sublayer: there is no value"},
        {"pattern=encoder.0.ffn:0:uniform", "pattern: there is no value"},
        {"swap-qk=encoder.0.ffn", "swap-qk: there is no value"},
        {"cell=encoder.input[0,99,0]=1", "cell: "},
        {"cell=encoder.input=[1]=1", "cell: "},
        {"cell=encoder.nothing[0,0]=1", "cell: no value"},
        {"cell=encoder.input@1[0,0,0]=1", "cell: it changes every decoding step"},
        {"cell=encoder.tokens[0,0,0]=11",
         "cell: encoder.tokens are numbers of words, whole and from 0 to 10"},
        {"cell=encoder.tokens[0,0,0]=-1", "cell: encoder.tokens are"},
        {"cell=encoder.tokens[0,0,0]=2.5", "cell: encoder.tokens are"},
        {"cell=decoder.tokens[0,0,0]=1e9", "cell: decoder.tokens are"},
        {"move=encoder.0.self.weights[0,0,1]:1", "move: key 1 has that share already"},
        {"move=encoder.0.self.weights[0,0,1]:3", "move: 3 is outside: there are 3"},
        {"move=encoder.0.self.weights[0,0,x]:1", "move: no token 'x' along this axis"},
        {"move=encoder.0.self.weights[0,0,b]:tea", "move: no token 'tea' along this axis"},
        {"move=encoder.0.self.weights[mean,0,b]:c",
         "move: head 'mean': there are 4, counted from 0"},
        {"move=encoder.0.self.weights@0[0,0,b]:c", "move: it changes every decoding step"},
        {"move=encoder.0.self.scores[0,0,b]:c",
         "move: encoder.0.self.scores are no attention weights: no share can be moved"},
        {"move=encoder.0.self.weights.exp[0,0,b]:c",
         "move: encoder.0.self.weights.exp are no attention weights: no share can be moved"},
        {"move=output.probabilities[0,0,1]:2",
         "move: output.probabilities are no attention weights: no share can be moved"},
        {"move=decoder.0.self.weights[2,0,0]:1",
         "decoder.0.self.weights[2,0,1] is hidden by a mask: no share can be moved to it"},
        {"move=decoder.0.self.weights[2,0,1]:0",
         "decoder.0.self.weights[2,0,1] is hidden by a mask: no share can be moved from it"},
        {"padding=15", "3 tokens and 15 of padding are more than the model's 16"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        WhatIfList list = what_list(wrong[i][0]);
        assert_false(
            whatif_decode(&w.model, "a b c", &list, NULL, kernels_best(), &w.arena, &d, &e));
        if (strncmp(e.text, wrong[i][1], strlen(wrong[i][1])) != 0)
            fail_msg("%s: %s", wrong[i][0], e.text);
    }
    WhatIfList list = what_list("cell=encoder.0.self.weights[1,b,c]=0.5");
    assert_true(whatif_decode(&w.model, "a b c", &list, NULL, kernels_best(), &w.arena, &d, &e));
    assert_true(tensor_at(trace_find(decode_trace(&d, 0), "encoder.0.self.weights"), 1, 1, 2) ==
                0.5f);
    list = what_list("move=decoder.0.self.weights[2,0,0]:1 mask=off");
    assert_true(whatif_decode(&w.model, "a b c", &list, NULL, kernels_best(), &w.arena, &d, &e));
    arena_free(&w.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_what_if_is_what_pytorch_does),
        cmocka_unit_test(every_changed_cell_is_explained),
        cmocka_unit_test(the_shipped_model_says_what_pytorch_says),
        cmocka_unit_test(every_path_stays_and_reach_is_exact),
        cmocka_unit_test(ways_go_round_what_was_set),
        cmocka_unit_test(all_kernels_give_the_same_bits),
        cmocka_unit_test(a_share_that_moved_is_explained),
        cmocka_unit_test(reach_knows_the_wrong_axis),
        cmocka_unit_test(clearing_gives_the_same_bits),
        cmocka_unit_test(items_are_set_and_dropped),
        cmocka_unit_test(items_are_taken_apart),
        cmocka_unit_test(lists_have_an_end),
        cmocka_unit_test(refusals_tell_why),
        cmocka_unit_test(places_are_looked_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
