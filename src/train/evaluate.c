/* Evaluation on held-out sentences. */
#include "train/evaluate.h"

#include <stdio.h>
#include <string.h>

#include "train/batch.h"
#include "trace/decode.h"

int evaluate_right(const Model *m, const Pair *pairs, int count, const Kernels *k, Arena *work) {
    int sum = 0, ids[PAIR_TOKENS], out[4096];
    for (int i = 0; i < count; i++) {
        const Pair *pair = &pairs[i];
        memcpy(ids, pair->source, sizeof ids);
        int n = decode_words(m, (Tokens){ids, pair->source_count}, k, work, out);
        sum += n == pair->target_count + 1 && out[n - 1] == TOKEN_EOS &&
               memcmp(out, pair->target, (size_t)pair->target_count * sizeof *out) == 0;
    }
    return sum;
}

void evaluate_teach(const Model *m, const Pair *pair, const Patch *patches, int patch_count,
                    const Kernels *k, Arena *work, Program *p, Trace *t) {
    arena_reset(work);
    float *source = arena_many(work, float, PAIR_TOKENS),
          *input = arena_many(work, float, PAIR_TOKENS + 1);
    float *wanted = arena_many(work, float, PAIR_TOKENS + 1);
    for (int i = 0; i < pair->source_count; i++) source[i] = (float)pair->source[i];
    int rows = batch_target(pair, input, wanted);
    PageInput in = {source, pair->source_count, input, rows};
    Error e;
    page_program(&m->config, &m->weights, &(Options){0}, in, work, p);
    trace_run(p, k, patches, patch_count, work, t, &e);
}

void evaluate_add_head(HeadScore *h, const float *row, int n, uint64_t gold) {
    h->hits += gold >> tensor_largest(row, n) & 1;
    for (int j = 0; j < n; j++)
        if (gold >> j & 1) h->mass += (double)row[j];
}

static void score_heads(const Trace *t, const Pair *pair, const Model *m, Evaluation *e) {
    char path[64];
    snprintf(path, sizeof path, "decoder.%d.cross.weights", m->config.decoder_layers - 1);
    Tensor a = trace_find(t, path);
    e->heads = a.shape.sheets < EVALUATE_HEADS ? a.shape.sheets : EVALUATE_HEADS;
    for (int i = 0; i < pair->target_count; i++) {
        if (!pair->scored[i]) continue;
        e->scored_words++;
        for (int h = 0; h < e->heads; h++)
            evaluate_add_head(&e->head[h], tensor_row(a, h, i), a.shape.cols, pair->gold[i]);
    }
}

static void teach(const Model *m, const Pair *pairs, int count, const Kernels *k, Evaluation *out) {
    Arena work = {0};
    for (int i = 0; i < count; i++) {
        Program p;
        Trace t;
        evaluate_teach(m, &pairs[i], NULL, 0, k, &work, &p, &t);
        score_heads(&t, &pairs[i], m, out);
        if (!pairs[i].ambiguous || pairs[i].pronoun < 0) continue;
        Tensor x = trace_find(&t, "output.probabilities");
        out->pronouns++;
        out->pronouns_right += tensor_largest(tensor_row(x, 0, pairs[i].pronoun), x.shape.cols) ==
                               pairs[i].target[pairs[i].pronoun];
    }
    for (int h = 0; h < out->heads && out->scored_words; h++) {
        out->head[h].hits /= out->scored_words;
        out->head[h].mass /= out->scored_words;
    }
    arena_free(&work);
}

/* Enough sentences with an "it" that could be two things, whatever share of the others they are. */
static int ambiguous_pairs(const Corpus *c, Random *r, Pair *out, int count) {
    int n = 0;
    for (int tries = 0; n < count && tries < count * 400; tries++) {
        corpus_sample(c, r, true, &out[n]);
        n += out[n].ambiguous;
    }
    return n;
}

void evaluate_model(const Model *m, const Corpus *c, const Pair *train, int train_count, int count,
                    uint64_t seed, const Kernels *k, Evaluation *out) {
    Arena arena = {0}, work = {0};
    Random r = random_seed(seed, 2);
    Pair *held_out = corpus_make(c, &r, count, true, NULL, 0, &arena);
    Pair *fresh = corpus_make(c, &r, count, false, train, train_count, &arena);
    *out = (Evaluation){.held_out = count, .fresh = count};
    out->held_out_right = evaluate_right(m, held_out, count, k, &work);
    out->fresh_right = evaluate_right(m, fresh, count, k, &work);
    teach(m, held_out, count, k, out);
    Pair *twofold = arena_many(&arena, Pair, count + 1);
    Evaluation pronouns = {0};
    teach(m, twofold, ambiguous_pairs(c, &r, twofold, c->tokens == TOKENS_WORDS ? count : 0), k,
          &pronouns);
    out->pronouns = pronouns.pronouns;
    out->pronouns_right = pronouns.pronouns_right;
    arena_free(&arena);
    arena_free(&work);
}

double evaluate_alignment(const Model *m, const Pair *pairs, int count, const Kernels *k) {
    Evaluation e = {0};
    teach(m, pairs, count, k, &e);
    double best = 0.0;
    for (int h = 0; h < e.heads; h++) best = e.head[h].mass > best ? e.head[h].mass : best;
    return best;
}

int evaluate_best_head(const Evaluation *e) {
    int best = 0;
    for (int h = 1; h < e->heads; h++)
        if (e->head[h].hits > e->head[best].hits) best = h;
    return best;
}

void evaluate_print_share(Buffer *out, const char *name, int right_count, int count) {
    if (count)
        buffer_print(out, "%s: %.2f %% (%d of %d)\n", name, 100.0 * right_count / count,
                     right_count, count);
}

void evaluate_print_model(const Model *m, Buffer *out) {
    buffer_print(out, "model: %s, %ld numbers, %016llx\n", m->config.name, m->weights.total,
                 model_hash(m));
}

void evaluate_print(const Evaluation *e, const Model *m, Buffer *out) {
    int layer = m->config.decoder_layers - 1;
    evaluate_print_model(m, out);
    evaluate_print_share(out, "held-out combinations, exact", e->held_out_right, e->held_out);
    evaluate_print_share(out, "new sentences, exact", e->fresh_right, e->fresh);
    evaluate_print_share(out, "il or elle, where two nouns could be meant", e->pronouns_right,
                         e->pronouns);
    for (int h = 0; h < e->heads; h++)
        buffer_print(out,
                     "decoder.%d.cross head %d: largest weight on a gold word %.2f %%, weight on "
                     "gold words %.4f\n",
                     layer, h, 100.0 * e->head[h].hits, e->head[h].mass);
    buffer_print(out, "words scored: %d\n", e->scored_words);
    if (m->config.tokens == TOKENS_WORDS)
        buffer_text(out,
                    "words not scored, having no single source word: articles, de, d', ne, n', "
                    "pas, auxiliaries (ai, a, "
                    "avons, avez, ont, été), qu', il and elle for \"it\", and the full stop\n");
    else
        buffer_text(out, "characters not scored, having no source character: -\n");
}
