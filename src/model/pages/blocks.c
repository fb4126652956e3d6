/* What pages are made of. Sections are of "Attention Is All You Need" (Vaswani et al. 2017). */
#include "model/pages/blocks.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/pages/names.h"

Page blocks_page(const PageOf *of, PageInput in, Arena *arena, Program *out) {
    program_begin(out, arena, names_table);
    NormPlace norm = of->options->norm_set ? of->options->norm : of->config->norm;
    return (Page){out, of->config, of->weights, of->options, in, norm};
}

static Value blocks_step(Page *m, Op op, const char *name, Value a, Value b) {
    return program_step(m->p, op, name, &(StepArgs){0}, a, b, NO_VALUE);
}

static Value weight(Page *m, const char *name, Axis rows, Axis cols) {
    Value v = program_given(m->p, name, (Form){{1, 1, 1}, rows, cols}, NULL, -1);
    ValueInfo *info = &m->p->values[v];
    const Weight *w = weights_find(m->w, info->path);
    assert(w && "weights_layout and the page disagree");
    info->form.shape = (Shape){1, w->rows, w->cols};
    info->given = weights_numbers(m->w, w);
    info->weight = w->offset;
    return v;
}

/* y = x · W + b */
static Value blocks_linear(Page *m, const char *name, const char *w, const char *b, Axis in,
                           Axis out, Value x) {
    Value matrix = weight(m, w, in, out), bias = weight(m, b, AXIS_ONE, out);
    return program_step(m->p, OP_LINEAR, name, &(StepArgs){0}, x, matrix, bias);
}

/* One of the three views of a word: x · W, then cut into heads. */
static Value blocks_heads(Page *m, const char *name, const char *projected, const char *w,
                          const char *b, Value x) {
    Value y = blocks_linear(m, projected, w, b, AXIS_MODEL, AXIS_MODEL, x);
    return program_step(m->p, OP_SPLIT, name, &(StepArgs){.split = {m->c->heads}}, y, NO_VALUE,
                        NO_VALUE);
}

static bool swaps(const Page *m) {
    if (!m->o->swap_qk || !m->o->swapped) return m->o->swap_qk;
    for (int i = 0; i < m->o->swapped_count; i++)
        if (strcmp(m->o->swapped[i], m->p->scope.path) == 0) return true;
    return false;
}

static float scale_factor(const Page *m) {
    if (m->o->scale_off) return 1.0f;
    if (m->o->divisor != 0.0f) return 1.0f / m->o->divisor;
    return (float)(1 / config_divisor(m->c, m->p->scope.place.layer));
}

/* softmax(Q Kᵀ / √d_k + mask) V in each head, the heads side by side, times W_O. Section 3.2. */
static Value attention(Page *m, Value x, Value memory, Value mask, Value second_mask) {
    bool swap = swaps(m);
    Value q = blocks_heads(m, "q", "q.linear", swap ? "w.k" : "w.q", swap ? "b.k" : "b.q", x);
    Value k = blocks_heads(m, "k", "k.linear", swap ? "w.q" : "w.k", swap ? "b.q" : "b.k", memory);
    Value v = blocks_heads(m, "v", "v.linear", "w.v", "b.v", memory);
    Value s = blocks_step(m, OP_SCORES, "scores", q, k);
    s = program_step(m->p, OP_SCALE, "scaled", &(StepArgs){.scale = {scale_factor(m)}}, s, NO_VALUE,
                     NO_VALUE);
    s = program_step(m->p, OP_MASK, "masked", &(StepArgs){0}, s, mask, second_mask);
    StepArgs axis = {.turned = m->o->softmax_columns};
    Value a = program_step(m->p, OP_SOFTMAX, "weights", &axis, s, NO_VALUE, NO_VALUE);
    Value z = blocks_step(m, OP_WEIGHTED_SUM, "heads", a, v);
    z = blocks_step(m, OP_CONCAT, "concat", z, NO_VALUE);
    return blocks_linear(m, "out", "w.out", "b.out", AXIS_MODEL, AXIS_MODEL, z);
}

/* max(0, x W₁ + b₁) W₂ + b₂. Section 3.3. */
static Value feed_forward(Page *m, Value x) {
    Value h = blocks_linear(m, "hidden", "w.hidden", "b.hidden", AXIS_MODEL, AXIS_HIDDEN, x);
    StepArgs kind = {.gelu = {m->c->activation == ACTIVATION_GELU_TANH}};
    Op op = m->c->activation == ACTIVATION_RELU ? OP_RELU : OP_GELU;
    h = program_step(m->p, op, "active", &kind, h, NO_VALUE, NO_VALUE);
    return blocks_linear(m, "out", "w.out", "b.out", AXIS_HIDDEN, AXIS_MODEL, h);
}

static Value blocks_norm(Page *m, Value x) {
    StepArgs epsilon = {.norm = {m->c->norm_epsilon}};
    Value gamma = weight(m, "w.gamma", AXIS_ONE, AXIS_MODEL);
    if (m->o->norm_rms)
        return program_step(m->p, OP_RMS_NORM, "norm", &epsilon, x, gamma, NO_VALUE);
    Value beta = weight(m, "w.beta", AXIS_ONE, AXIS_MODEL);
    return program_step(m->p, OP_NORM, "norm", &epsilon, x, gamma, beta);
}

Scope blocks_enter(Page *m, Stack stack) {
    return program_enter(m->p, names_stack(stack), (ValuePlace){stack, -1, SUBLAYER_NONE});
}

Scope blocks_enter_layer(Page *m, int layer) {
    char name[12];
    snprintf(name, sizeof name, "%d", layer);
    return program_enter(m->p, name, (ValuePlace){m->p->scope.place.stack, layer, SUBLAYER_NONE});
}

static Value sublayer_inside(Page *m, Sublayer kind, Value x, const BlockMasks *k) {
    if (kind == SUBLAYER_FFN) return feed_forward(m, x);
    if (kind == SUBLAYER_CROSS) return attention(m, x, k->memory, k->padding, NO_VALUE);
    if (k->causal == NO_VALUE) return attention(m, x, x, k->padding, NO_VALUE);
    return attention(m, x, x, k->causal, k->padding);
}

Value blocks_sublayer(Page *m, Sublayer kind, Value x, BlockMasks k) {
    ValuePlace here = m->p->scope.place;
    here.sublayer = kind;
    Scope outer = program_enter(m->p, names_sublayer(kind), here);
    Value y;
    if (m->norm == NORM_PRE) {
        Value f = sublayer_inside(m, kind, blocks_norm(m, x), &k);
        y = blocks_step(m, OP_ADD, "add", x, f);
    } else {
        Value f = sublayer_inside(m, kind, x, &k);
        y = blocks_norm(m, blocks_step(m, OP_ADD, "add", x, f));
    }
    program_leave(m->p, outer);
    return y;
}

/* The waves of its place, or its place's row of a table that was learned. */
static Value places(Page *m, int count, Axis axis) {
    if (m->c->positions == POSITIONS_SINUSOIDAL) {
        StepArgs waves = {.off = m->o->positions_off,
                          .position = {count, m->c->d_model, axis, 0, m->c->position_scale}};
        return program_step(m->p, OP_POSITION, "position", &waves, NO_VALUE, NO_VALUE, NO_VALUE);
    }
    float *number = arena_raw(m->p->arena, (size_t)count, sizeof *number);
    for (int i = 0; i < count; i++) number[i] = (float)i;
    Value n = program_given(m->p, "places", (Form){{1, count, 1}, axis, AXIS_ONE}, number, -1);
    Value table = weight(m, "w.position", AXIS_PLACES, AXIS_MODEL);
    StepArgs rows = {.off = m->o->positions_off, .embed = {1}};
    return program_step(m->p, OP_EMBED, "position", &rows, n, table, NO_VALUE);
}

Value blocks_front(Page *m, const float *ids, int count, Axis axis, Axis words, Value *tokens,
                   Value *table) {
    float factor = m->c->embedding_scale ? (float)sqrt((double)m->c->d_model) : 1.0f;
    *tokens = program_given(m->p, "tokens", (Form){{1, count, 1}, axis, AXIS_ONE}, ids, -1);
    *table = weight(m, "w.embed", words, AXIS_MODEL);
    Value e = program_step(m->p, OP_EMBED, "embed", &(StepArgs){.embed = {factor}}, *tokens, *table,
                           NO_VALUE);
    return blocks_step(m, OP_ADD, "input", e, places(m, count, axis));
}

Value blocks_causal(Page *m, int count) {
    StepArgs triangle = {.off = m->o->mask_off, .causal = {count, count, AXIS_TARGET}};
    return program_step(m->p, OP_CAUSAL, "causal", &triangle, NO_VALUE, NO_VALUE, NO_VALUE);
}

Value blocks_last_norm(Page *m, Value x) {
    return m->c->norm == NORM_PRE ? blocks_norm(m, x) : x;
}

/* x · Eᵀ by the table of the words once more, or by a matrix of its own. */
static Value logits(Page *m, Value x, Value table) {
    if (m->c->tied_output) return blocks_step(m, OP_LINEAR_TIED, "logits", x, table);
    if (!m->c->output_bias)
        return blocks_step(m, OP_LINEAR, "logits", x,
                           weight(m, "w.logits", AXIS_MODEL, AXIS_TARGET_WORDS));
    return blocks_linear(m, "logits", "w.logits", "b.logits", AXIS_MODEL, AXIS_TARGET_WORDS, x);
}

void blocks_output(Page *m, Value x, Value table) {
    Scope outer = blocks_enter(m, STACK_OUTPUT);
    Value z = logits(m, x, table);
    StepArgs cooled = {.scale = {m->o->temperature != 0.0f ? 1.0f / m->o->temperature : 1.0f}};
    z = program_step(m->p, OP_SCALE, "tempered", &cooled, z, NO_VALUE, NO_VALUE);
    blocks_step(m, OP_SOFTMAX, "probabilities", z, NO_VALUE);
    program_leave(m->p, outer);
}
