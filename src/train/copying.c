/* Texts that the model is given whole: at each word that can only be copied, is it the one that the
 * model expects? */
#include "train/copying.h"

#include <stdio.h>
#include <string.h>

static void copying_count(CopyScore *s, bool right) {
    s->count++;
    s->right += right;
}

/* The weight of every head, at the row that expects token t, on the places that t is copied from;
 * ⟨bos⟩ is key 0. */
static void copying_add_heads(const Trace *t, const Pair *p, int row, Copying *out) {
    for (int l = 0; l < out->layers; l++) {
        char path[64];
        snprintf(path, sizeof path, "decoder.%d.self.weights", l);
        Tensor a = trace_find(t, path);
        for (int h = 0; h < out->heads; h++)
            evaluate_add_head(&out->head[l * out->heads + h], tensor_row(a, h, row), row + 1,
                              p->gold[row] << 1);
    }
}

static int copying_heads(const Model *m, Copying *out) {
    out->layers = m->config.decoder_layers;
    out->heads = m->config.heads;
    while (out->layers * out->heads > EVALUATE_HEADS) out->layers--;
    return out->layers * out->heads;
}

/* Row t of the run reads ⟨bos⟩ and the tokens before t. */
static void copying_teach(const Model *m, const Pair *pairs, int count, const Patch *off,
                          const Kernels *k, Copying *out) {
    Arena work = {0};
    int heads = copying_heads(m, out);
    for (int i = 0; i < count; i++) {
        const Pair *p = &pairs[i];
        Program program;
        Trace t;
        evaluate_teach(m, p, off, off ? 1 : 0, k, &work, &program, &t);
        Tensor x = trace_find(&t, "output.probabilities");
        for (int row = 0; row < p->target_count; row++) {
            StoryCopy kind = story_copy(p, row);
            if (kind == STORY_NEW) continue;
            bool right = tensor_largest(tensor_row(x, 0, row), x.shape.cols) == p->target[row];
            copying_count(&out->of[kind], right);
            if (kind == STORY_NAME) copying_add_heads(&t, p, row, out);
        }
    }
    for (int h = 0; h < heads && out->of[STORY_NAME].count; h++) {
        out->head[h].hits /= out->of[STORY_NAME].count;
        out->head[h].mass /= out->of[STORY_NAME].count;
        if (out->head[h].mass > out->head[out->best].mass) out->best = h;
    }
    arena_free(&work);
}

void copying_probe(const Model *m, const Pair *pairs, int count, const Kernels *k, Copying *out) {
    *out = (Copying){.layers = 0};
    copying_teach(m, pairs, count, NULL, k, out);
    out->held_out = out->of[STORY_NAME];
}

void copying_evaluate(const Model *m, const Corpus *c, const Pair *train, int train_count,
                      int count, uint64_t seed, const Kernels *k, Copying *out) {
    Arena arena = {0};
    Random r = random_seed(seed, 2);
    Pair *held_out = corpus_make(c, &r, count, true, NULL, 0, &arena);
    Pair *fresh = corpus_make(c, &r, count, false, train, train_count, &arena);
    Copying known = {.layers = 0}, off = {.layers = 0}, off_held = {.layers = 0},
            loose = {.layers = 0};
    copying_probe(m, held_out, count, k, out);
    copying_teach(m, fresh, count, NULL, k, &known);
    Patch patch = {.path = arena_print(&arena, "decoder.%d.self.heads", out->best / out->heads),
                   .head = out->best % out->heads,
                   .row = ALL,
                   .col = ALL};
    copying_teach(m, fresh, count, &patch, k, &off);
    copying_teach(m, held_out, count, &patch, k, &off_held);
    Random words = random_seed(seed, 5);
    for (int i = 0; i < count; i++) story_draw_loose(&words, &fresh[i]);
    copying_teach(m, fresh, count, NULL, k, &loose);
    out->loose = loose.of[STORY_SPELL];
    memcpy(out->of, known.of, sizeof out->of);
    memcpy(out->off, off.of, sizeof out->off);
    out->off[STORY_NAME] = off_held.of[STORY_NAME];
    arena_free(&arena);
}

void copying_print(const Copying *s, const Model *m, Buffer *out) {
    static const char *const kinds[] = {[STORY_NAME] = "names in new stories, copied",
                                        [STORY_THING] = "things in new stories, copied",
                                        [STORY_SPELL] = "words of new spells, said again"};
    static const char *const off[] = {[STORY_NAME] = "names that training never saw",
                                      [STORY_THING] = "things in new stories",
                                      [STORY_SPELL] = "words of new spells"};
    evaluate_print_model(m, out);
    evaluate_print_share(out, "names that training never saw, copied", s->held_out.right,
                         s->held_out.count);
    for (int i = STORY_NAME; i <= STORY_SPELL; i++)
        evaluate_print_share(out, kinds[i], s->of[i].right, s->of[i].count);
    evaluate_print_share(out, "words that come again in no story and no spell, copied",
                         s->loose.right, s->loose.count);
    for (int h = 0; h < s->layers * s->heads; h++)
        buffer_print(out,
                     "decoder.%d.self head %d: largest weight on the right syllable %.2f %%, "
                     "weight on it %.4f\n",
                     h / s->heads, h % s->heads, 100.0 * s->head[h].hits, s->head[h].mass);
    buffer_print(out, "name-copying head: decoder.%d.self head %d\n", s->best / s->heads,
                 s->best % s->heads);
    for (int i = STORY_NAME; i <= STORY_SPELL; i++) {
        char name[64];
        snprintf(name, sizeof name, "without it, %s", off[i]);
        evaluate_print_share(out, name, s->off[i].right, s->off[i].count);
    }
}
