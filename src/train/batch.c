/* Programs with a loss at their end, run forwards and backwards. */
#include "train/batch.h"

#include <assert.h>
#include <stdio.h>

#include "model/pages/page.h"
#include "train/backward.h"

enum { SEEDS = 1 + 64 * 3 };

typedef struct Sentence {
    Program program;
    Seed seeds[SEEDS];
    int seed_count;
    Value loss;
} Sentence;

int batch_target(const Pair *pair, float *input, float *wanted) {
    int n = pair->target_count;
    input[0] = TOKEN_BOS;
    wanted[n] = TOKEN_EOS;
    for (int i = 0; i < n; i++) input[i + 1] = wanted[i] = (float)pair->target[i];
    return n + 1;
}

static void penalize_layer(Sentence *s, const char *stack, int layer, const char *part,
                           float strength) {
    char path[64], name[64];
    if (strength == 0.0f) return;
    snprintf(path, sizeof path, "%s.%d.%s.weights", stack, layer, part);
    snprintf(name, sizeof name, "%s.%d.%s.entropy", stack, layer, part);
    Value a = program_find(&s->program, path);
    Value h = program_step(&s->program, OP_ENTROPY, name, &(StepArgs){0}, a, NO_VALUE, NO_VALUE);
    float heads = (float)s->program.values[a].form.shape.sheets;
    s->seeds[s->seed_count++] = (Seed){h, strength / heads};
}

static void add_losses(Sentence *s, const Model *m, const Recipe *r, float ramp,
                       const float *wanted, int rows, float share) {
    Value target = program_given(&s->program, "target", (Form){{1, rows, 1}, AXIS_TARGET, AXIS_ONE},
                                 wanted, -1);
    Value logits = program_find(&s->program, "output.logits");
    s->loss = program_step(&s->program, OP_CROSS_ENTROPY, "loss", &(StepArgs){0}, logits, target,
                           NO_VALUE);
    s->seeds[s->seed_count++] = (Seed){s->loss, share};
    for (int i = 0; i < m->config.encoder_layers; i++)
        penalize_layer(s, "encoder", i, "self", ramp * r->entropy_self * share);
    for (int i = 0; i < m->config.decoder_layers; i++) {
        penalize_layer(s, "decoder", i, "self", ramp * r->entropy_self * share);
        penalize_layer(s, "decoder", i, "cross", ramp * r->entropy_cross * share);
    }
}

static double total(Tensor t) {
    double sum = 0.0;
    for (size_t i = 0; i < shape_size(t.shape); i++) sum += t.x[i];
    return sum;
}

/* Mean entropy of the last layer's cross-attention rows, times the rows. */
static double entropy_of(const Trace *t, const Model *m) {
    char path[64];
    snprintf(path, sizeof path, "decoder.%d.cross.entropy", m->config.decoder_layers - 1);
    Tensor h = trace_find(t, path);
    return h.x ? total(h) / h.shape.sheets : 0.0;
}

static BatchLoss sentence_gradients(const Model *m, const Recipe *r, float ramp, const Pair *pair,
                                    float share, const Kernels *k, Arena *work, float *gradients) {
    Sentence *s = arena_new(work, Sentence);
    float *source = arena_raw(work, (size_t)pair->source_count, sizeof *source);
    float *input = arena_many(work, float, pair->target_count + 1),
          *wanted = arena_many(work, float, pair->target_count + 1);
    for (int i = 0; i < pair->source_count; i++) source[i] = (float)pair->source[i];
    int rows = batch_target(pair, input, wanted);
    page_program(&m->config, &m->weights, &(Options){0},
                 (PageInput){source, pair->source_count, input, rows}, work, &s->program);
    add_losses(s, m, r, ramp, wanted, rows, share);
    assert(!s->program.failed);
    Trace t;
    Error e;
    trace_run(&s->program, k, NULL, 0, work, &t, &e);
    backward_run(&t, s->seeds, s->seed_count, work, gradients);
    return (BatchLoss){total(t.values[s->loss]), entropy_of(&t, m)};
}

BatchLoss batch_gradients(const Model *m, const Recipe *r, float ramp, const Pair *const *pairs,
                          int count, const Kernels *k, Arena *work, float *gradients) {
    int tokens = 0;
    BatchLoss sum = {0};
    for (int i = 0; i < count; i++) tokens += pairs[i]->target_count + 1;
    for (int i = 0; i < count; i++) {
        arena_reset(work);
        BatchLoss one =
            sentence_gradients(m, r, ramp, pairs[i], 1.0f / (float)tokens, k, work, gradients);
        sum.loss += one.loss;
        sum.entropy += one.entropy;
    }
    return (BatchLoss){sum.loss / tokens, sum.entropy / tokens};
}
