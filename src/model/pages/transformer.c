/* The Transformer, written once. Every name here is public: lessons, files and tests use it.
   Nothing here records, draws or trains. */
#include "model/pages/transformer.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/pages/names.h"

typedef struct Page {
    Program *p;
    const Config *c;
    const Weights *w;
    const Options *o;
    NormPlace norm;
} Page;

static Value transformer_step(Page *m, Op op, const char *name, Value a, Value b) {
    return program_step(m->p, op, name, &(StepArgs){0}, a, b, NO_VALUE);
}

static Value weight(Page *m, const char *name, Axis rows, Axis cols) {
    Value v = program_given(m->p, name, (Form){{1, 1, 1}, rows, cols}, NULL, -1);
    ValueInfo *info = &m->p->values[v];
    const Weight *w = weights_find(m->w, info->path);
    assert(w && "weights_layout and the page disagree");
    info->form.shape = (Shape){1, w->rows, w->cols};
    info->given = m->w->x + w->offset;
    info->weight = w->offset;
    return v;
}

/* y = x · W + b */
static Value transformer_linear(Page *m, const char *name, const char *w, const char *b, Axis in,
                                Axis out, Value x) {
    Value matrix = weight(m, w, in, out), bias = weight(m, b, AXIS_ONE, out);
    return program_step(m->p, OP_LINEAR, name, &(StepArgs){0}, x, matrix, bias);
}

/* One of the three views of a word: x · W, then cut into heads. */
static Value transformer_heads(Page *m, const char *name, const char *projected, const char *w,
                               const char *b, Value x) {
    Value y = transformer_linear(m, projected, w, b, AXIS_MODEL, AXIS_MODEL, x);
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
    return (float)(1.0 / sqrt((double)m->c->d_model / m->c->heads));
}

/* softmax(Q Kᵀ / √d_k + mask) V in each head, the heads side by side, times W_O. Section 3.2. */
static Value attention(Page *m, Value x, Value memory, Value mask, Value second_mask) {
    bool swap = swaps(m);
    Value q = transformer_heads(m, "q", "q.linear", swap ? "w.k" : "w.q", swap ? "b.k" : "b.q", x);
    Value k =
        transformer_heads(m, "k", "k.linear", swap ? "w.q" : "w.k", swap ? "b.q" : "b.k", memory);
    Value v = transformer_heads(m, "v", "v.linear", "w.v", "b.v", memory);
    Value s = transformer_step(m, OP_SCORES, "scores", q, k);
    s = program_step(m->p, OP_SCALE, "scaled", &(StepArgs){.scale = {scale_factor(m)}}, s, NO_VALUE,
                     NO_VALUE);
    s = program_step(m->p, OP_MASK, "masked", &(StepArgs){0}, s, mask, second_mask);
    StepArgs axis = {.turned = m->o->softmax_columns};
    Value a = program_step(m->p, OP_SOFTMAX, "weights", &axis, s, NO_VALUE, NO_VALUE);
    Value z = transformer_step(m, OP_WEIGHTED_SUM, "heads", a, v);
    z = transformer_step(m, OP_CONCAT, "concat", z, NO_VALUE);
    return transformer_linear(m, "out", "w.out", "b.out", AXIS_MODEL, AXIS_MODEL, z);
}

/* max(0, x W₁ + b₁) W₂ + b₂. Section 3.3. */
static Value feed_forward(Page *m, Value x) {
    Value h = transformer_linear(m, "hidden", "w.hidden", "b.hidden", AXIS_MODEL, AXIS_HIDDEN, x);
    StepArgs kind = {.gelu = {m->c->activation == ACTIVATION_GELU_TANH}};
    Op op = m->c->activation == ACTIVATION_RELU ? OP_RELU : OP_GELU;
    h = program_step(m->p, op, "active", &kind, h, NO_VALUE, NO_VALUE);
    return transformer_linear(m, "out", "w.out", "b.out", AXIS_HIDDEN, AXIS_MODEL, h);
}

static Value transformer_norm(Page *m, Value x) {
    StepArgs epsilon = {.norm = {m->c->norm_epsilon}};
    Value gamma = weight(m, "w.gamma", AXIS_ONE, AXIS_MODEL);
    if (m->o->norm_rms)
        return program_step(m->p, OP_RMS_NORM, "norm", &epsilon, x, gamma, NO_VALUE);
    Value beta = weight(m, "w.beta", AXIS_ONE, AXIS_MODEL);
    return program_step(m->p, OP_NORM, "norm", &epsilon, x, gamma, beta);
}

static Scope enter_stack(Page *m, Stack stack) {
    return program_enter(m->p, names_stack(stack), (ValuePlace){stack, -1, SUBLAYER_NONE});
}

static Scope transformer_enter_layer(Page *m, int layer) {
    char name[12];
    snprintf(name, sizeof name, "%d", layer);
    return program_enter(m->p, name, (ValuePlace){m->p->scope.place.stack, layer, SUBLAYER_NONE});
}

typedef struct Masks {
    Value memory, padding, causal;
} Masks;

static Value sublayer_inside(Page *m, Sublayer kind, Value x, const Masks *k) {
    if (kind == SUBLAYER_FFN) return feed_forward(m, x);
    if (kind == SUBLAYER_CROSS) return attention(m, x, k->memory, k->padding, NO_VALUE);
    if (k->causal == NO_VALUE) return attention(m, x, x, k->padding, NO_VALUE);
    return attention(m, x, x, k->causal, k->padding);
}

/* Post-norm: LayerNorm(x + f(x)), as in the paper. Pre-norm: x + f(LayerNorm(x)). */
static Value sublayer(Page *m, Sublayer kind, Value x, Masks k) {
    ValuePlace here = m->p->scope.place;
    here.sublayer = kind;
    Scope outer = program_enter(m->p, names_sublayer(kind), here);
    Value y;
    if (m->norm == NORM_PRE) {
        Value f = sublayer_inside(m, kind, transformer_norm(m, x), &k);
        y = transformer_step(m, OP_ADD, "add", x, f);
    } else {
        Value f = sublayer_inside(m, kind, x, &k);
        y = transformer_norm(m, transformer_step(m, OP_ADD, "add", x, f));
    }
    program_leave(m->p, outer);
    return y;
}

/* Token numbers to vectors: a row of the table for each, plus the waves of its position.
 * Sections 3.4 and 3.5. */
static Value front(Page *m, const float *ids, int count, Axis axis, Axis words, Value *tokens,
                   Value *table) {
    float factor = m->c->embedding_scale ? (float)sqrt((double)m->c->d_model) : 1.0f;
    *tokens = program_given(m->p, "tokens", (Form){{1, count, 1}, axis, AXIS_ONE}, ids, -1);
    *table = weight(m, "w.embed", words, AXIS_MODEL);
    Value e = program_step(m->p, OP_EMBED, "embed", &(StepArgs){.embed = {factor}}, *tokens, *table,
                           NO_VALUE);
    StepArgs waves = {.off = m->o->positions_off, .position = {count, m->c->d_model, axis}};
    Value w = program_step(m->p, OP_POSITION, "position", &waves, NO_VALUE, NO_VALUE, NO_VALUE);
    return transformer_step(m, OP_ADD, "input", e, w);
}

/* A model made with pre-norm has one more norm after its last layer; its weights are there or not.
 */
static Value last_norm(Page *m, Value x) {
    return m->c->norm == NORM_PRE ? transformer_norm(m, x) : x;
}

static Value padding_mask(Page *m, Value tokens) {
    StepArgs off = {.off = m->o->padding_off};
    return program_step(m->p, OP_PADDING, "padding", &off, tokens, NO_VALUE, NO_VALUE);
}

static Value encoder(Page *m, TransformerInput in, Value *padding) {
    Scope outer = enter_stack(m, STACK_ENCODER);
    Value tokens, table,
        x = front(m, in.source, in.source_count, AXIS_SOURCE, AXIS_SOURCE_WORDS, &tokens, &table);
    *padding = padding_mask(m, tokens);
    for (int i = 0; i < m->c->encoder_layers; i++) {
        Scope layer = transformer_enter_layer(m, i);
        Masks masks = {NO_VALUE, *padding, NO_VALUE};
        x = sublayer(m, SUBLAYER_SELF, x, masks);
        x = sublayer(m, SUBLAYER_FFN, x, masks);
        program_leave(m->p, layer);
    }
    x = last_norm(m, x);
    program_leave(m->p, outer);
    return x;
}

static Value decoder(Page *m, TransformerInput in, Value memory, Value memory_padding,
                     Value *table) {
    Scope outer = enter_stack(m, STACK_DECODER);
    Value tokens,
        x = front(m, in.target, in.target_count, AXIS_TARGET, AXIS_TARGET_WORDS, &tokens, table);
    StepArgs triangle = {.off = m->o->mask_off,
                         .causal = {in.target_count, in.target_count, AXIS_TARGET}};
    Value causal = program_step(m->p, OP_CAUSAL, "causal", &triangle, NO_VALUE, NO_VALUE, NO_VALUE);
    Value padding = padding_mask(m, tokens);
    for (int i = 0; i < m->c->decoder_layers; i++) {
        Scope layer = transformer_enter_layer(m, i);
        x = sublayer(m, SUBLAYER_SELF, x, (Masks){NO_VALUE, padding, causal});
        x = sublayer(m, SUBLAYER_CROSS, x, (Masks){memory, memory_padding, NO_VALUE});
        x = sublayer(m, SUBLAYER_FFN, x, (Masks){NO_VALUE, NO_VALUE, NO_VALUE});
        program_leave(m->p, layer);
    }
    x = last_norm(m, x);
    program_leave(m->p, outer);
    return x;
}

/* Logits over the vocabulary, by the target embedding once more or by a matrix of their own,
   divided by the temperature (1 unless somebody asks what if); then shares. Section 3.4. */
static void output(Page *m, Value x, Value table) {
    Scope outer = enter_stack(m, STACK_OUTPUT);
    Value z = m->c->tied_output ? transformer_step(m, OP_LINEAR_TIED, "logits", x, table)
                                : transformer_linear(m, "logits", "w.logits", "b.logits",
                                                     AXIS_MODEL, AXIS_TARGET_WORDS, x);
    StepArgs cooled = {.scale = {m->o->temperature != 0.0f ? 1.0f / m->o->temperature : 1.0f}};
    z = program_step(m->p, OP_SCALE, "tempered", &cooled, z, NO_VALUE, NO_VALUE);
    transformer_step(m, OP_SOFTMAX, "probabilities", z, NO_VALUE);
    program_leave(m->p, outer);
}

void transformer_program(const Config *c, const Weights *w, const Options *o, TransformerInput in,
                         Arena *arena, Program *out) {
    program_begin(out, arena, names_table);
    Page m = {out, c, w, o, o->norm_set ? o->norm : c->norm};
    Value padding, memory = encoder(&m, in, &padding);
    Value table, x = decoder(&m, in, memory, padding, &table);
    output(&m, x, table);
}
