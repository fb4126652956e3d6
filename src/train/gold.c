/* A dictionary, collected from pairs drawn with a fixed seed. */
#include "train/gold.h"

#include "train/corpus.h"

enum { PAIRS = 4000, SEED = 1, KEYS = 32 };

struct Gold {
    bool *translates; /* [target words, source words] */
    int source, target;
};

static void gold_collect(const Corpus *c, Gold *out, Arena *arena) {
    Random r = random_seed(SEED, 0);
    *out = (Gold){.source = c->source.count, .target = c->target.count};
    out->translates = arena_many(arena, bool, out->source * out->target);
    for (int k = 0; k < PAIRS; k++) {
        Pair p = {0};
        c->draw(c, &r, &p);
        for (int i = 0; i < p.target_count; i++)
            for (int j = 0; p.scored[i] && j < p.source_count; j++)
                if (p.gold[i] >> j & 1)
                    out->translates[(size_t)p.target[i] * (size_t)out->source +
                                    (size_t)p.source[j]] = true;
    }
}

const Gold *gold_open(const Model *m, Arena *arena) {
    Arena work = {0};
    const Corpus *c = corpus_named(m->config.name, &work);
    bool ours = c && c->architecture == ARCHITECTURE_ENCODER_DECODER && c->tokens == TOKENS_WORDS &&
                c->source.count == m->source.count && c->target.count == m->target.count;
    Gold *g = ours ? arena_many(arena, Gold, 1) : NULL;
    if (ours) gold_collect(c, g, arena);
    arena_free(&work);
    return g;
}

const uint32_t *gold_rows(const Gold *g, const Decoding *d, Arena *arena) {
    uint32_t *rows = arena_many(arena, uint32_t, d->rows.count + 1);
    for (int i = 0; i < d->output.count && i < d->steps; i++) {
        /* The only source token that the word translates, as a bit. */
        int word = d->output.id[i];
        uint32_t found = 0;
        for (int j = 0; j < d->source.count && j < KEYS; j++)
            if (g->translates[(size_t)word * (size_t)g->source + (size_t)d->source.id[j]])
                found |= (uint32_t)1 << j;
        rows[decode_row(d, i)] = found & (found - 1) ? 0 : found;
    }
    return rows;
}
