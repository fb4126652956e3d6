/* Words stand in the order of the vocabulary; sorted only where some are left out. */
#include "trace/draws.h"

#include "math/random.h"
#include "trace/lot.h"

enum { DRAWS_STREAM = 1000 }; /* of random numbers, the first step's */

/* NaN has none. */
static double draws_share(float x) {
    return x > 0 ? (double)x : 0;
}

/* The first word up to which there is more than that. */
static int draws_word(const double *sum, int words, double point) {
    int low = 0, high = words - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (sum[middle] > point)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

void draws_make(const float *share, int words, const Search *s, int step, int count, Arena *arena,
                Draws *out) {
    int *of = arena_many(arena, int, words);
    bool *allowed = arena_many(arena, bool, words), some = s->top_k || s->top_p > 0;
    double *sum = arena_raw(arena, (size_t)words, sizeof *sum), all = 0;
    Random random = random_seed(s->seed, (uint64_t)(DRAWS_STREAM + step));
    *out = (Draws){0, of, allowed, 0, -1};
    LotWord *room = some ? arena_raw(arena, 2 * (size_t)words, sizeof *room) : NULL;
    LotWords from = some ? lot_words(share, words, s, room) : (LotWords){.count = 0};
    for (int i = 0; i < from.count; i++) allowed[from.item[i].word] = true;
    for (int w = 0; w < words; w++) {
        if (!some) allowed[w] = true;
        if (allowed[w]) all += draws_share(share[w]), out->left++;
        sum[w] = all;
    }
    if (!(all > 0)) return;
    for (; out->count < count; out->count++) {
        out->last = draws_word(sum, words, (double)random_next(&random) * 0x1p-32 * all);
        of[out->last]++;
    }
}
