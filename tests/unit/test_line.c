/* A model that reads and writes one line: its folder, its rows, how many words it writes, the same
   bits whatever is written behind them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "line_model.h"
#include "model/pages/page.h"
#include "trace/explain.h"
#include "trace/opening.h"
#include "trace/search_run.h"

static Decoding decoded(const Model *m, const char *text, const Search *s, Arena *arena) {
    Decoding d;
    Error e = {{0}};
    if (!search_text(m, text, &(WhatIf){0}, s, kernels_best(), arena, &d, &e))
        fail_msg("%s", e.text);
    return d;
}

static void its_folder_has_one_vocabulary(void **state) {
    (void)state;
    Arena arena = {0};
    Error e = {{0}};
    for (PositionKind k = POSITIONS_SINUSOIDAL; k <= POSITIONS_LEARNED; k++) {
        Model m = line_model(&arena, k), again;
        char folder[] = "/tmp/attnscope-test-XXXXXX";
        assert_non_null(mkdtemp(folder));
        if (!model_save(&m, folder, &e) || !model_load(folder, &arena, &again, &e))
            fail_msg("%s", e.text);
        assert_int_equal(again.weights.count, m.weights.count);
        for (int i = 0; i < m.weights.count; i++) {
            const Weight *w = &m.weights.list[i];
            assert_string_equal(again.weights.list[i].path, w->path);
            assert_memory_equal(weights_numbers(&again.weights, &again.weights.list[i]),
                                weights_numbers(&m.weights, w),
                                (size_t)w->rows * (size_t)w->cols * sizeof(float));
        }
        assert_true((weights_find(&again.weights, "decoder.w.position") != NULL) ==
                    (k == POSITIONS_LEARNED));
        assert_null(weights_find(&again.weights, "decoder.0.cross.w.q"));
        assert_null(weights_find(&again.weights, "encoder.w.embed"));
        assert_int_equal(again.source.count, 10);
        assert_string_equal(again.config.source_language, "text");
        assert_false(config_reads_apart(&again.config));
        static const char *const files[] = {"config.json", "model.safetensors", "vocab.text.txt"};
        for (int i = 0; i < 3; i++)
            assert_int_equal(unlink(path_join(&arena, folder, files[i])), 0);
        assert_int_equal(rmdir(folder), 0);
    }
    arena_free(&arena);
}

static void rows_are_the_text_and_what_was_written(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    Decoding d = decoded(&m, "the fox had", NULL, &arena);
    assert_int_equal(d.source.count, 3);
    assert_int_equal(d.given, 4);
    assert_int_equal(d.rows.count, 4 + d.output.count);
    assert_int_equal(decode_token(&d, 0), TOKEN_BOS);
    assert_int_equal(decode_before(&m, d.source), vocab_find(&m.target, "had"));
    for (int t = 0; t < d.steps; t++) {
        Shape causal = trace_find(decode_trace(&d, t), "decoder.causal").shape;
        assert_int_equal(causal.rows, 4 + t);
        assert_int_equal(decode_row(&d, t), causal.rows - 1);
        assert_int_equal(decode_word(&d, decode_row(&d, t)), t);
        assert_int_equal(decode_next(&d, decode_row(&d, t)), d.output.id[t]);
        assert_int_equal(decode_best(decode_trace(&d, t)), d.output.id[t]);
    }
    assert_int_equal(decode_word(&d, 2), -1); /* behind it "had" was given */
    assert_string_equal(decode_row_label(&d, 0, AXIS_TARGET, 1, &arena), "the → fox");
    assert_string_equal(decode_label(&d, 0, AXIS_TARGET, 3, &arena), "had");
    arena_free(&arena);
}

/* Earlier rows have the same bits, whatever is behind them. */
static void a_prefix_has_the_same_bits(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_SINUSOIDAL);
    Decoding d = decoded(&m, "the fox had a", NULL, &arena),
             other = decoded(&m, "the fox", NULL, &arena);
    const Trace *last = decode_trace(&d, d.steps - 1), *first = decode_trace(&other, 0);
    for (Value v = 0; v < first->program->value_count; v++) {
        Tensor a = first->values[v], b = last->values[v];
        if (first->program->values[v].step < 0 ||
            first->program->values[v].form.cols == AXIS_TARGET)
            continue;
        for (int h = 0; h < a.shape.sheets; h++)
            for (int i = 0; i < a.shape.rows; i++)
                assert_memory_equal(tensor_row(a, h, i), tensor_row(b, h, i),
                                    (size_t)a.shape.cols * sizeof(float));
    }
    arena_free(&arena);
}

/* So they have where sums over the words are in blocks: a text of more words than a chain takes. */
static void a_long_text_changes_no_earlier_row(void **state) {
    (void)state;
    enum { LONG = 600 };
    static const int counts[] = {LONG, 100, 256, 257, 512, 513};
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_SINUSOIDAL);
    Program p[6];
    Trace t[6];
    Error e;
    float ids[LONG];
    m.config.max_positions = LONG;
    for (int i = 0; i < LONG; i++) ids[i] = (float)(3 + i * i % (m.config.target_vocab - 3));
    for (int k = 0; k < 6; k++) {
        PageInput in = {.target = ids, .target_count = counts[k]};
        page_program(&m.config, &m.weights, &(Options){0}, in, &arena, &p[k]);
        if (!trace_run(&p[k], kernels_best(), NULL, 0, &arena, &t[k], &e)) fail_msg("%s", e.text);
        assert_int_equal(p[k].value_count, p[0].value_count);
        for (Value v = 0; v < p[0].value_count; v++) {
            Tensor a = t[k].values[v], b = t[0].values[v];
            if (p[0].values[v].step < 0 || p[0].values[v].form.cols == AXIS_TARGET) continue;
            for (int h = 0; h < a.shape.sheets; h++)
                for (int i = 0; i < a.shape.rows; i++)
                    assert_memory_equal(tensor_row(a, h, i), tensor_row(b, h, i),
                                        (size_t)a.shape.cols * sizeof(float));
        }
    }
    Value heads = program_find(&p[0], "decoder.0.self.heads");
    for (int i = 0; i < LONG; i += 23) {
        Explanation x;
        assert_true(explain_cell(&t[0], heads, (Cell){0, i, 1}, &arena, &x, &e));
        assert_memory_equal(&x.evaluated, &x.recorded, sizeof x.recorded);
        assert_non_null(strstr(x.formula, ", {formula.blocks|256}"));
    }
    arena_free(&arena);
}

/* A step that was forgotten is made again with the same bits; its word's chances stay. */
static void steps_are_made_when_asked_for(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    m.config.eos = -1;
    Decoding d = decoded(&m, "the fox had", NULL, &arena);
    assert_int_equal(decode_held(&d), d.steps); /* they are small */
    for (int t = 0; t < d.steps; t++) {
        int words;
        const Trace *made = decode_trace(&d, t);
        int values = made->program->value_count;
        float **before = arena_many(&arena, float *, values);
        for (Value v = 0; v < values; v++) {
            size_t count = shape_size(made->values[v].shape);
            before[v] = arena_many(&arena, float, count);
            memcpy(before[v], made->values[v].x, count * sizeof(float));
        }
        Tensor shares = {.x = decode_chances(&d, t, &words)};
        float first = shares.x[0];
        decode_forget(&d, 0);
        assert_int_equal(decode_held(&d), 0);
        assert_true(decode_chances(&d, t, &words)[0] == first && words == m.config.target_vocab);
        assert_int_equal(decode_held(&d), 0);
        made = decode_trace(&d, t);
        assert_int_equal(decode_held(&d), 1);
        for (Value v = 0; v < values; v++)
            assert_memory_equal(made->values[v].x, before[v],
                                shape_size(made->values[v].shape) * sizeof(float));
    }
    arena_free(&arena);
}

/* Where the last step is held an earlier one is a part of it, with the bits of a run of its own;
   not under what-ifs that let rows see later ones. The last one stays as long as others are parts.
   The word that is written at last has weights in none of the earlier steps. */
static void earlier_steps_are_parts_of_the_last(void **state) {
    (void)state;
    enum { LATE = 9 };
    static const Patch off = {"decoder.0.self.heads", 1, ALL, ALL, 0, PATCH_NUMBER, 0},
                       cell = {"decoder.1.self.scores", 0, 2, 1, 5, PATCH_NUMBER, 0},
                       weight = {"decoder.0.self.w.q", 0, 3, 3, 2, PATCH_NUMBER, 0},
                       later = {"decoder.0.self.weights", 0, 1, LATE, 1, PATCH_NUMBER, 0};
    static const struct {
        WhatIf what;
        bool lends;
    } whats[] = {{{.options.norm_rms = true}, true},
                 {{.options.mask_off = true}, false},
                 {{.options.softmax_columns = true}, false},
                 {{.options.temperature = 2}, true},
                 {{.patches = &off, .patch_count = 1}, true},
                 {{.patches = &cell, .patch_count = 1}, true},
                 {{.patches = &weight, .patch_count = 1}, true},
                 {{.patches = &later, .patch_count = 1}, false}};
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    m.config.eos = -1;
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
        Decoding d, own;
        Error e;
        assert_true(decode_text(&m, "the fox had", &whats[i].what, kernels_best(), &arena, &d, &e));
        assert_true(
            decode_text(&m, "the fox had", &whats[i].what, kernels_best(), &arena, &own, &e));
        decode_forget(&d, 0);
        const Trace *last = decode_trace(&d, d.steps - 1);
        for (int t = d.steps - 2; t >= 0; t--) {
            const Trace *part = decode_trace(&d, t), *whole = decode_trace(&own, t);
            Value embed = program_find(part->program, "decoder.input");
            assert_int_equal(part->values[embed].x == last->values[embed].x, whats[i].lends);
            assert_int_equal(part->patch_count, whole->patch_count);
            for (Value v = 0; v < part->program->value_count; v++) {
                assert_true(shape_equal(part->values[v].shape, whole->values[v].shape));
                assert_memory_equal(part->values[v].x, whole->values[v].x,
                                    shape_size(whole->values[v].shape) * sizeof(float));
            }
        }
        decode_forget(&d, 1);
        assert_int_equal(decode_held(&d), d.steps); /* they are small */
    }
    arena_free(&arena);
}

/* Of tokens that are too many the refusal says how many fit: so many begin to run, one more is
   refused. */
static void what_is_too_large_says_what_fits(void **state) {
    (void)state;
    enum { MANY = 6000 };
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_SINUSOIDAL);
    m.config.max_positions = MANY + 2;
    Tokens line = {.id = arena_many(&arena, int, MANY), .count = MANY};
    for (int i = 0; i < MANY; i++) line.id[i] = 3 + i % 6;
    Watch stopped = {.stop = true};
    WhatIf what = {.watch = &stopped};
    Decoding d;
    Error e = {{0}};
    assert_false(decode_tokens(&m, line, &what, kernels_best(), &arena, &d, &e));
    const char *end = strstr(e.text, ": above 268435456 numbers; ");
    assert_non_null(end);
    assert_non_null(strstr(e.text, "the matrices of 6001 tokens are too large"));
    int fit = atoi(end + strlen(": above 268435456 numbers; "));
    assert_in_range(fit, 1000, MANY);
    line.count = fit - 1; /* and ⟨bos⟩ */
    assert_false(decode_tokens(&m, line, &what, kernels_best(), &arena, &d, &e));
    assert_string_equal(e.text, "the run was stopped");
    line.count = fit;
    assert_false(decode_tokens(&m, line, &what, kernels_best(), &arena, &d, &e));
    assert_non_null(strstr(e.text, "are too large"));
    arena_free(&arena);
}

static void words_are_written_while_there_is_room(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    m.config.eos = -1; /* so that none comes */
    Decoding d = decoded(&m, "the fox had", NULL, &arena);
    assert_int_equal(d.steps, 12 - 4 + 1);
    assert_false(d.complete);
    m.config.words = 2;
    assert_int_equal(decoded(&m, "the fox had", NULL, &arena).steps, 2);
    /* A full line: its next word is shown. */
    d = decoded(&m, "the fox had a red kite the fox had a red", NULL, &arena);
    assert_int_equal(d.steps, 1);
    assert_int_equal(d.rows.count, 13);
    Tokens none;
    Error e = {{0}};
    assert_false(decode_source(&m, "the fox had a red kite the fox had a red kite", &(WhatIf){0},
                               &arena, &none, &e));
    assert_string_equal(e.text, "The text has 12 tokens; this model takes at most 11.");
    assert_false(decode_source(&m, "the fox", &(WhatIf){.padding = 1}, &arena, &none, &e));
    assert_string_equal(e.text, "padding: this model reads nothing that could be padded");
    /* Without ⟨bos⟩ in front the text's own tokens are the first rows. */
    m.config.begins = false;
    d = decoded(&m, "the fox had", NULL, &arena);
    assert_int_equal(d.given, 3);
    assert_int_equal(decode_token(&d, 0), vocab_find(&m.target, "the"));
    arena_free(&arena);
}

static void searches_go_on_from_the_text(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    m.config.words = 3;
    Decoding beam = decoded(&m, "the fox had", &(Search){.kind = SEARCH_BEAM, .width = 3}, &arena);
    assert_int_equal(beam.tree->nodes[0].word, vocab_find(&m.target, "had"));
    assert_int_equal(beam.output.count, 3);
    /* The best hypothesis is at least as probable as the greedy one. */
    Decoding greedy = decoded(&m, "the fox had", NULL, &arena);
    const Tree *chain = search_tree(&greedy, &arena);
    assert_true(beam.tree->nodes[beam.tree->shown].score >= chain->nodes[chain->shown].score);
    Search lot = {.kind = SEARCH_SAMPLE, .seed = 4};
    Decoding a = decoded(&m, "the fox had", &lot, &arena),
             b = decoded(&m, "the fox had", &lot, &arena);
    assert_memory_equal(a.output.id, b.output.id, (size_t)a.output.count * sizeof(int));
    arena_free(&arena);
}

/* Its own attention looks back, from the row that chooses the last word. */
static void it_opens_with_its_own_attention(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    m.config.words = 3;
    Decoding d = decoded(&m, "the fox had", NULL, &arena);
    Opening o;
    assert_true(opening_find(&d, NULL, NULL, NULL, &o));
    const ValueInfo *v = &d.programs[o.t].values[o.value];
    assert_int_equal(v->role, VALUE_WEIGHTS);
    assert_int_equal(v->place.sublayer, SUBLAYER_SELF);
    arena_free(&arena);
}

/* As other people's files have it: logits by a matrix alone. */
static void an_own_output_may_have_no_bias(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    Random random = random_seed(3, 1);
    m.config.tied_output = m.config.output_bias = false;
    weights_layout(&m.config, &arena, &m.weights);
    weights_random(&m.weights, &random);
    assert_non_null(weights_find(&m.weights, "output.w.logits"));
    assert_null(weights_find(&m.weights, "output.b.logits"));
    Decoding d = decoded(&m, "the fox had", NULL, &arena);
    const Trace *t = decode_trace(&d, 0);
    Tensor x = trace_find(t, "decoder.norm"), w = trace_find(t, "output.w.logits"),
           y = trace_find(t, "output.logits");
    for (int j = 0; j < y.shape.cols; j++) {
        double sum = 0;
        for (int k = 0; k < x.shape.cols; k++)
            sum += (double)tensor_at(x, 0, 3, k) * (double)tensor_at(w, 0, k, j);
        assert_true(fabs(sum - (double)tensor_at(y, 0, 3, j)) < 1e-5);
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(its_folder_has_one_vocabulary),
        cmocka_unit_test(rows_are_the_text_and_what_was_written),
        cmocka_unit_test(a_prefix_has_the_same_bits),
        cmocka_unit_test(a_long_text_changes_no_earlier_row),
        cmocka_unit_test(steps_are_made_when_asked_for),
        cmocka_unit_test(earlier_steps_are_parts_of_the_last),
        cmocka_unit_test(what_is_too_large_says_what_fits),
        cmocka_unit_test(words_are_written_while_there_is_room),
        cmocka_unit_test(searches_go_on_from_the_text),
        cmocka_unit_test(it_opens_with_its_own_attention),
        cmocka_unit_test(an_own_output_may_have_no_bias),
    };
    return cmocka_run_group_tests_name("line", tests, NULL, NULL);
}
