/* The training loop. */
#include "train/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "train/batch.h"
#include "train/checkpoint.h"
#include "train/copying.h"
#include "train/evaluate.h"
#include "trace/decode.h"

enum { CHECKPOINT_EVERY = 250, PROBE = 100, TEST_SENTENCES = 1000, BATCH_MAX = 256 };
static const float BETA1 = 0.9f, BETA2 = 0.98f, EPSILON = 1e-9f, CLIP = 1.0f;

typedef struct Training {
    const TrainOptions *o;
    const Recipe *recipe;
    const Corpus *corpus;
    const Kernels *k;
    FILE *progress;
    Arena arena, work;
    Model model;
    TrainState state;
    float *gradients;
    Pair *pairs, *probe; /* what is learnt; held-out ones to look at on the way */
    int *order;          /* of the pairs in this epoch */
    int epoch;
    double exact, alignment; /* of the last probe */
    double started;
    int started_at;
} Training;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Fisher and Yates; equal for equal seed and epoch, so that a resumed training needs no more than
 * its step. */
static void shuffle(Training *t, int epoch) {
    int n = t->recipe->pairs;
    Random r = random_seed(t->state.seed, 1000 + (uint64_t)epoch);
    for (int i = 0; i < n; i++) t->order[i] = i;
    for (int i = n - 1; i > 0; i--) {
        int j = random_below(&r, i + 1), kept = t->order[i];
        t->order[i] = t->order[j];
        t->order[j] = kept;
    }
    t->epoch = epoch;
}

/* Gradients longer than CLIP are shortened to it; then one Adam step. */
static void learn(Training *t) {
    TrainState *s = &t->state;
    long n = t->model.weights.total;
    double sum = 0.0;
    for (long i = 0; i < n; i++) sum += (double)t->gradients[i] * (double)t->gradients[i];
    double length = sqrt(sum);
    if (length > (double)CLIP)
        t->k->scale(t->gradients, t->gradients, (float)((double)CLIP / (length + 1e-6)), (int)n);
    float c1 = (float)(1.0 - pow((double)BETA1, s->step + 1)),
          c2 = (float)(1.0 - pow((double)BETA2, s->step + 1));
    t->k->adam(t->model.weights.x, s->m, s->v, t->gradients,
               recipe_rate(t->recipe, s->step, s->steps), BETA1, BETA2, c1, c2, EPSILON, (int)n);
}

static void train_step(Training *t) {
    const Pair *batch[BATCH_MAX];
    TrainState *s = &t->state;
    int per_epoch = t->recipe->pairs / t->recipe->batch;
    int epoch = t->state.step / per_epoch, first = t->state.step % per_epoch * t->recipe->batch;
    if (epoch != t->epoch) shuffle(t, epoch);
    for (int i = 0; i < t->recipe->batch; i++) batch[i] = &t->pairs[t->order[first + i]];
    memset(t->gradients, 0, (size_t)t->model.weights.total * sizeof *t->gradients);
    float ramp = recipe_ramp(t->recipe, s->step, s->steps);
    BatchLoss loss = batch_gradients(&t->model, t->recipe, ramp, batch, t->recipe->batch, t->k,
                                     &t->work, t->gradients);
    learn(t);
    s->loss = s->step == 0 ? loss.loss : 0.98 * s->loss + 0.02 * loss.loss;
    s->step++;
}

static bool train_copies(const Training *t) {
    return t->corpus->architecture == ARCHITECTURE_DECODER_ONLY;
}

static void probe(Training *t) {
    if (train_copies(t)) {
        Copying s;
        copying_probe(&t->model, t->probe, PROBE, t->k, &s);
        t->exact = (double)s.held_out.right / s.held_out.count;
        t->alignment = s.head[s.best].mass;
        return;
    }
    t->exact = (double)evaluate_right(&t->model, t->probe, PROBE, t->k, &t->work) / PROBE;
    t->alignment = evaluate_alignment(&t->model, t->probe, PROBE, t->k);
}

static void train_report(Training *t, const char *end) {
    if (!t->progress) return;
    const TrainState *s = &t->state;
    int done = s->step - t->started_at;
    double left = done ? (now() - t->started) / done * (s->steps - s->step) : 0.0;
    fprintf(t->progress,
            "%sstep %d / %d   loss %.4f   exact %.0f %%   alignment %.2f   %d:%02d left%s",
            t->o->terminal ? "\r" : "", s->step, s->steps, text_plain_nan(s->loss),
            100.0 * t->exact, t->alignment, (int)left / 60, (int)left % 60, end);
    fflush(t->progress);
}

static bool train_loop(Training *t, Error *e) {
    t->started = now();
    t->started_at = t->state.step;
    while (t->state.step < t->state.steps) {
        train_step(t);
        if (t->state.step % CHECKPOINT_EVERY == 0) {
            probe(t);
            train_report(t, t->o->terminal ? "   " : "\n");
            if (!checkpoint_save(t->o->out, &t->model, &t->state, e)) return false;
        } else if (t->o->terminal && t->state.step % 20 == 0)
            train_report(t, "   ");
    }
    if (t->progress && t->o->terminal) fputc('\n', t->progress);
    return true;
}

static void known_sentences(const Training *t, Arena *arena, Buffer *out) {
    static const char *const texts[] = {
        "the dog did not cross the street because it was too tired .",
        "the dog did not cross the street because it was too wide .",
        "the agreement on the european economic area was signed in august 1992 .",
    };
    for (int i = 0; i < 3; i++) {
        Decoding d;
        Error e;
        if (decode_text(&t->model, texts[i], &(WhatIf){0}, t->k, arena, &d, &e))
            buffer_print(out, "%s -> %s\n", texts[i],
                         corpus_text(TOKENS_WORDS, &t->model.target, d.output.id,
                                     d.output.count - d.complete, arena));
    }
}

static char *evaluation_path(Training *t) {
    return path_join(&t->arena, t->o->out, "evaluation.txt");
}

/* What evaluation.txt says of the model. */
static void train_evaluate(Training *t, Buffer *out) {
    int pairs = t->recipe->pairs, count = t->o->sentences ? t->o->sentences : TEST_SENTENCES;
    if (train_copies(t)) {
        Copying s;
        copying_evaluate(&t->model, t->corpus, t->pairs, pairs, count, t->state.seed, t->k, &s);
        copying_print(&s, &t->model, out);
    } else {
        Evaluation s;
        evaluate_model(&t->model, t->corpus, t->pairs, pairs, count, t->state.seed, t->k, &s);
        evaluate_print(&s, &t->model, out);
    }
    buffer_print(out, "training: %d steps of %d pairs, seed %llu\n", t->state.steps,
                 t->recipe->batch, (unsigned long long)t->state.seed);
    if (!train_copies(t) && t->model.config.tokens == TOKENS_WORDS)
        known_sentences(t, &t->work, out);
}

/* The model is saved and read back, so that the evaluation is of what was shipped. */
static bool train_finish(Training *t, Error *e) {
    if (!model_save(&t->model, t->o->out, e) || !model_load(t->o->out, &t->arena, &t->model, e))
        return false;
    Buffer b = {0};
    train_evaluate(t, &b);
    bool ok = file_write(evaluation_path(t), b.data, b.size, e);
    if (ok && t->progress) fprintf(t->progress, "%s", b.data);
    if (ok) checkpoint_remove(t->o->out);
    buffer_free(&b);
    return ok;
}

static void prepare(Training *t) {
    const Recipe *r = t->recipe;
    t->state.seed = t->o->seed ? t->o->seed : r->seed;
    t->state.steps = t->o->steps ? t->o->steps : r->steps;
    t->model.config = recipe_config(r, t->corpus);
    t->model.source = t->corpus->source;
    t->model.target = t->corpus->target;
    weights_layout(&t->model.config, &t->arena, &t->model.weights);
    Random weights = random_seed(t->state.seed, 1), pairs = random_seed(t->state.seed, 3),
           held = random_seed(t->state.seed, 4);
    weights_random(&t->model.weights, &weights);
    long n = t->model.weights.total;
    t->state.m = arena_many(&t->arena, float, n);
    t->state.v = arena_many(&t->arena, float, n);
    t->gradients = arena_many(&t->arena, float, n);
    t->pairs = corpus_make(t->corpus, &pairs, r->pairs, false, NULL, 0, &t->arena);
    t->probe = corpus_make(t->corpus, &held, PROBE, true, NULL, 0, &t->arena);
    t->order = arena_many(&t->arena, int, r->pairs);
    t->epoch = -1;
}

/* From a checkpoint of this training, or from nothing in a folder that holds none of its files. */
static bool train_begin(Training *t, Error *e) {
    const TrainOptions *o = t->o;
    bool found = false;
    if (o->resume && !checkpoint_load(o->out, &t->model, &t->state, &found, e)) return false;
    return found || o->force ||
           (checkpoint_absent(o->out, e) && model_absent(&t->model, o->out, e) &&
            file_absent(evaluation_path(t), e));
}

bool train_run(const TrainOptions *o, const Kernels *k, FILE *progress, Error *e) {
    Training *t = calloc(1, sizeof *t);
    if (!t) return error_set(e, "out of memory");
    *t = (Training){.o = o, .k = k, .progress = progress, .recipe = recipe_named(o->name)};
    t->corpus = corpus_named(o->name, &t->arena);
    bool ok = t->recipe && t->corpus
                  ? folder_make(o->out, e)
                  : error_set(e, "no recipe '%s': there are en-fr, dates and stories", o->name);
    if (ok) prepare(t);
    ok = ok && train_begin(t, e) && train_loop(t, e) && train_finish(t, e);
    arena_free(&t->arena);
    arena_free(&t->work);
    free(t);
    return ok;
}
