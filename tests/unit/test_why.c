/* Why and where to: operands that add up, walks that end, and two directions that are inverses of
 * each other. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "math/random.h"
#include "tiny_model.h"
#include "trace/explain.h"
#include "trace/measure.h"
#include "trace/whatif.h"
#include "trace/why.h"
#include "trace/why_uses.h"
#include "what_list.h"

#if defined(__SANITIZE_ADDRESS__)
enum { CELLS = 600 };
#else
enum { CELLS = 10000 };
#endif

typedef struct Run {
    Arena arena, work;
    Model model;
    Decoding d;
} Run;

static void open_shipped(Run *r, const char *name) {
    char path[64];
    Error e = {{0}};
    *r = (Run){0};
    snprintf(path, sizeof path, "assets/models/%s", name);
    if (!model_load(path, &r->arena, &r->model, &e)) fail_msg("%s", e.text);
    if (!decode_text(&r->model, r->model.config.default_text, &(WhatIf){0}, kernels_best(),
                     &r->arena, &r->d, &e))
        fail_msg("%s", e.text);
}

static void open_tiny(Run *r) {
    Error e = {{0}};
    *r = (Run){0};
    r->model = tiny_model(&r->arena);
    if (!decode_text(&r->model, "the cat sees the dog", &(WhatIf){0}, kernels_best(), &r->arena,
                     &r->d, &e))
        fail_msg("%s", e.text);
}

static void close_run(Run *r) {
    arena_free(&r->arena);
    arena_free(&r->work);
}

static Address random_cell(const Run *r, Random *random) {
    Address a = {.t = random_below(random, r->d.steps), .has_cell = true};
    const Program *p = &r->d.programs[a.t];
    a.value = random_below(random, p->value_count);
    Shape s = p->values[a.value].form.shape;
    a.cell = (Cell){random_below(random, s.sheets), random_below(random, s.rows),
                    random_below(random, s.cols)};
    return a;
}

static bool same_bits(float a, float b) {
    return memcmp(&a, &b, sizeof a) == 0;
}

/* The sum's operands, each read again from the trace, in the kernel's order; any few of them and
 * the rest. */
static void adds_up(Run *r, Address a) {
    const Trace *t = decode_trace(&r->d, a.t);
    Explanation x;
    Error e;
    assert_true(explain_cell(t, a.value, a.cell, &r->work, &x, &e));
    assert_true(
        same_bits(x.recorded, tensor_at(t->values[a.value], a.cell.sheet, a.cell.row, a.cell.col)));
    assert_true(same_bits(x.evaluated, x.recorded));
    if (isfinite(x.exact)) assert_true(fabs((double)x.recorded - x.exact) <= x.bound);
    if (!x.is_sum) return;
    const Step *s = &t->program->steps[t->program->values[a.value].step];
    double sum = x.has_start ? (double)x.start : 0, part = sum;
    for (int i = 0; i < x.count; i++) {
        const Term *m = &x.terms[i];
        assert_true(same_bits(
            m->x, tensor_at(t->values[s->in[m->input_a]], m->a.sheet, m->a.row, m->a.col)));
        if (m->input_b >= 0)
            assert_true(same_bits(
                m->y, tensor_at(t->values[s->in[m->input_b]], m->b.sheet, m->b.row, m->b.col)));
        sum += (double)m->x * (double)m->y;
    }
    assert_true(fabs(sum - (double)x.recorded) <= x.bound);
    int order[7], listed = measure_largest_terms(&x, order, 7);
    for (int i = 0; i < listed; i++) part += measure_product(&x.terms[order[i]]);
    assert_true(fabs(part + measure_rest(&x, order, listed) - (double)x.recorded) <= x.bound);
}

/* Each operand is behind the number by reach; the end is a word, a weight, or a place. */
static int walk_back(Run *r, Address a) {
    const Trace *t = decode_trace(&r->d, a.t);
    const Program *p = t->program;
    Why w;
    for (int steps = 0;; steps++) {
        assert_true(steps <= p->step_count);
        why_operand(t, a.value, a.cell, &r->work, &w);
        if (w.end != WHY_GOES_ON) break;
        assert_true(w.share >= 0 && w.share <= 1);
        assert_true(same_bits(w.x, tensor_at(t->values[w.value], w.at.sheet, w.at.row, w.at.col)));
        Reach reach = trace_reach(t, a.value, a.cell, &r->work);
        bool found = false;
        for (int i = 0; i < reach.count; i++)
            found =
                found || (p->steps[p->values[a.value].step].in[reach.part[i].input] == w.value &&
                          why_box_has(reach.part[i].box, w.at));
        assert_true(found);
        a.value = w.value;
        a.cell = w.at;
    }
    const ValueInfo *v = &p->values[a.value];
    assert_true(w.end != WHY_GIVEN && (w.end == WHY_SET) == trace_patched(t, a.value, a.cell));
    if (w.end == WHY_WEIGHT) assert_true(v->weight >= 0);
    if (w.end == WHY_TOKEN) assert_non_null(strstr(v->path, ".tokens"));
    if (w.end == WHY_CONSTANT) {
        Op op = p->steps[v->step].op;
        bool ok = (op == OP_POSITION || op == OP_CAUSAL ||
                   (op == OP_PADDING && p->steps[v->step].args.off));
        if (!ok) fail_msg("%s ends a way", v->path);
    }
    return w.end;
}

static void back_from(const char *name) {
    Run r;
    Random random = random_seed(11, 4);
    int ends[WHY_CONSTANT + 1] = {0};
    open_shipped(&r, name);
    for (int i = 0; i < CELLS; i++) {
        Address a = random_cell(&r, &random);
        arena_reset(&r.work);
        adds_up(&r, a);
        ends[walk_back(&r, a)]++;
    }
    assert_int_equal(ends[WHY_WEIGHT] + ends[WHY_TOKEN] + ends[WHY_CONSTANT], CELLS);
    assert_true(ends[WHY_WEIGHT] > CELLS / 2 && ends[WHY_TOKEN] > 0);
    close_run(&r);
}

static void random_cells_add_up_and_lead_to_words_or_weights(void **state) {
    (void)state;
    back_from("en-fr");
    back_from("dates");
    back_from("stories");
}

static bool named_by(const ValueUses *f, Value v, Cell c) {
    for (int i = 0; i < f->count; i++)
        if (f->list[i].value == v && why_box_has(f->list[i].box, c)) return true;
    return false;
}

static bool reaches(const Trace *t, Value from, Cell at, Value to, Cell c, Arena *work) {
    Reach reach = trace_reach(t, to, c, work);
    const Step *s = &t->program->steps[t->program->values[to].step];
    for (int i = 0; i < reach.count; i++)
        if (s->in[reach.part[i].input] == from && why_box_has(reach.part[i].box, at)) return true;
    return false;
}

static Cell cell_at(Shape s, size_t i) {
    int col = (int)(i % (size_t)s.cols), row = (int)(i / (size_t)s.cols) % s.rows;
    return (Cell){(int)(i / (size_t)s.cols / (size_t)s.rows), row, col};
}

/* Whether the cell goes into exactly those cells of `to` whose reach names it. */
static void exact_inverse(Run *r, const Trace *t, Value v, Cell at, const ValueUses *f, Value to) {
    Shape s = t->values[to].shape;
    for (size_t i = 0; i < shape_size(s); i++) {
        Cell c = cell_at(s, i);
        if (named_by(f, to, c) != reaches(t, v, at, to, c, &r->work))
            fail_msg("%s[%d,%d,%d] and %s[%d,%d,%d]", t->program->values[v].path, at.sheet, at.row,
                     at.col, t->program->values[to].path, c.sheet, c.row, c.col);
    }
}

static bool reads(const Program *p, const Step *s, Value v) {
    (void)p;
    for (int i = 0; i < s->inputs; i++)
        if (s->in[i] == v) return true;
    return false;
}

static void inverse_of_cell(Run *r, const Trace *t, Value v, Cell at) {
    const Program *p = t->program;
    ValueUses f = why_uses(t, v, at, &r->work);
    for (int i = 0; i < f.count; i++)
        assert_true(reads(p, &p->steps[p->values[f.list[i].value].step], v));
    for (int i = 0; i < p->step_count; i++)
        for (int o = 0; o < op_table[p->steps[i].op]->outputs && reads(p, &p->steps[i], v); o++)
            exact_inverse(r, t, v, at, &f, p->steps[i].out[o]);
}

/* Every way on ends at a word of its own row or the last one, whatever it begins at; exponentials
 * and means, too. */
static void walk_forward(Run *r, Address a, int ends[3]) {
    const Program *p = &r->d.programs[a.t];
    Where w;
    for (int steps = 0;; steps++) {
        assert_true(steps <= p->step_count + 1);
        why_forward(&r->d, a.t, a.value, a.cell, &r->work, &w);
        if (w.end != WHY_LEADS_ON) break;
        assert_true(w.share >= 0 && w.share <= 1);
        if (!w.inside)
            assert_true(
                reaches(decode_trace(&r->d, a.t), a.value, a.cell, w.value, w.at, &r->work));
        a.value = w.value;
        a.cell = w.at;
    }
    ends[w.end]++;
    if (w.end == WHY_WORD) assert_string_equal(p->values[a.value].path, "output.probabilities");
}

/* And each cell adds up and leads back. */
static void inverse_everywhere(Run *r, int at) {
    const Trace *t = decode_trace(&r->d, at);
    for (Value v = 0; v < t->program->value_count; v++)
        for (size_t i = 0; i < shape_size(t->values[v].shape); i++) {
            Cell c = cell_at(t->values[v].shape, i);
            arena_reset(&r->work);
            inverse_of_cell(r, t, v, c);
            walk_back(r, (Address){at, v, true, c});
        }
}

static void uses_are_the_inverse_of_reach_everywhere(void **state) {
    (void)state;
    Run r;
    open_tiny(&r);
    inverse_everywhere(&r, 2);
    close_run(&r);
}

/* Whatever the program is made into: softmax over columns, pre-norm, sublayers that are left out.
 */
static void what_ifs_are_followed_alike(void **state) {
    (void)state;
    static const char *const whats[] = {
        "softmax=columns",
        "norm=pre",
        "norm-kind=rms",
        "swap-qk",
        "positions=off",
        "scale=off",
        "mask=off head=encoder.0.self:1:off",
        "padding-mask=off",
        "temperature=2 padding=2",
        "sublayer=encoder.0.ffn:off pattern=decoder.0.cross:1:uniform"};
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
        Run r = {0};
        Error e = {{0}};
        int ends[3] = {0};
        WhatIfList list = what_list(whats[i]);
        r.model = tiny_model_of(&r.arena, 1);
        if (!whatif_decode(&r.model, "the cat sees", &list, NULL, kernels_best(), &r.arena, &r.d,
                           &e))
            fail_msg("%s: %s", whats[i], e.text);
        inverse_everywhere(&r, 1);
        Random random = random_seed(5, i);
        for (int k = 0; k < 200; k++) walk_forward(&r, random_cell(&r, &random), ends);
        assert_true(ends[WHY_WORD] > 50);
        close_run(&r);
    }
}

/* Of each reached cell the uses name this one, and of each use the reach. */
static void both_ways(Run *r, Address a, Random *random) {
    const Trace *t = decode_trace(&r->d, a.t);
    const Program *p = t->program;
    Reach reach = trace_reach(t, a.value, a.cell, &r->work);
    for (int i = 0; i < reach.count; i++) {
        Box b = reach.part[i].box;
        Cell c = {b.sheet0 + random_below(random, b.sheet1 - b.sheet0),
                  b.row0 + random_below(random, b.row1 - b.row0),
                  b.col0 + random_below(random, b.col1 - b.col0)};
        ValueUses f =
            why_uses(t, p->steps[p->values[a.value].step].in[reach.part[i].input], c, &r->work);
        assert_true(named_by(&f, a.value, a.cell));
    }
    ValueUses f = why_uses(t, a.value, a.cell, &r->work);
    for (int i = 0; i < f.count; i++) {
        Box b = f.list[i].box;
        assert_true(b.sheet0 < b.sheet1 && b.row0 < b.row1 && b.col0 < b.col1);
        Cell c = {b.sheet0 + random_below(random, b.sheet1 - b.sheet0),
                  b.row0 + random_below(random, b.row1 - b.row0),
                  b.col0 + random_below(random, b.col1 - b.col0)};
        assert_true(reaches(t, a.value, a.cell, f.list[i].value, c, &r->work));
    }
}

static void onward_from(const char *name) {
    Run r;
    Random random = random_seed(23, 4);
    int ends[3] = {0};
    open_shipped(&r, name);
    for (int i = 0; i < CELLS; i++) {
        arena_reset(&r.work);
        both_ways(&r, random_cell(&r, &random), &random);
    }
    for (int i = 0; i < CELLS / 20; i++) {
        arena_reset(&r.work);
        walk_forward(&r, random_cell(&r, &random), ends);
    }
    assert_true(ends[WHY_WORD] > CELLS / 40);
    close_run(&r);
}

static void random_cells_go_both_ways(void **state) {
    (void)state;
    onward_from("en-fr");
    onward_from("dates");
    onward_from("stories");
}

/* What the encoder says of a word, and every number of the last row, reaches the word that was
 * chosen. */
static void last_rows_lead_to_the_chosen_word(void **state) {
    (void)state;
    Run r;
    open_shipped(&r, "en-fr");
    static const char *const paths[] = {"encoder.0.self.weights", "encoder.1.ffn.hidden",
                                        "decoder.1.self.weights", "decoder.0.cross.scores",
                                        "decoder.1.ffn.active",   "encoder.embed"};
    for (int i = 0; i < 6; i++) {
        int t = r.d.steps - 2;
        const Program *p = &r.d.programs[t];
        Address a = {.t = t, .value = program_find(p, paths[i])};
        a.cell = (Cell){0, p->values[a.value].form.shape.rows - 1, 0};
        Where w;
        for (;;) {
            why_forward(&r.d, a.t, a.value, a.cell, &r.work, &w);
            if (w.end != WHY_LEADS_ON) break;
            a.value = w.value;
            a.cell = w.at;
        }
        assert_int_equal(w.end, WHY_WORD);
        assert_int_equal(a.cell.row, t);
        assert_int_equal(a.cell.col, r.d.output.id[t]);
    }
    close_run(&r);
}

static double milliseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* Printed, for no bar is timed in a test: the dearest cell of each kind of value. */
static void times_are_told(void **state) {
    (void)state;
    Run r;
    open_shipped(&r, "en-fr");
    int t = r.d.steps - 1;
    const Program *p = &r.d.programs[t];
    double uses = 0, onward = 0;
    for (Value v = 0; v < p->value_count; v++) {
        Where w;
        double start = milliseconds();
        arena_reset(&r.work);
        why_uses(decode_trace(&r.d, t), v, (Cell){0, 0, 0}, &r.work);
        uses = fmax(uses, milliseconds() - start);
        start = milliseconds();
        why_forward(&r.d, t, v, (Cell){0, 0, 0}, &r.work, &w);
        onward = fmax(onward, milliseconds() - start);
    }
    print_message("# uses of a cell: at most %.3f ms; the one to follow: at most %.2f ms\n", uses,
                  onward);
    close_run(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_cells_add_up_and_lead_to_words_or_weights),
        cmocka_unit_test(uses_are_the_inverse_of_reach_everywhere),
        cmocka_unit_test(what_ifs_are_followed_alike),
        cmocka_unit_test(random_cells_go_both_ways),
        cmocka_unit_test(last_rows_lead_to_the_chosen_word),
        cmocka_unit_test(times_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
