/* Words stand in the order of the vocabulary: nothing is sorted unless some are left out. */
#include "trace/draws.h"

#include <stdlib.h>

#include "math/random.h"

enum { DRAWS_STREAM = 1000 }; /* of random numbers, the first step's */

/* NaN has none. */
static float draws_share(float x) {
    return x > 0 ? x : 0;
}

static int draws_compare(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x < y) - (x > y);
}

/* The least share that is drawn from; *equals: so many words of just that one are. */
static float draws_least(const float *share, int words, const Search *s, Arena *arena,
                         int *equals) {
    float *sorted = arena_raw(arena, (size_t)words, sizeof *sorted),
          p = s->top_p < 1 ? s->top_p : 0;
    int most = s->top_k && s->top_k < words ? s->top_k : words, count = 0;
    double all = 0;
    for (int w = 0; w < words; w++) sorted[w] = draws_share(share[w]);
    qsort(sorted, (size_t)words, sizeof *sorted, draws_compare);
    while (count < most && (p == 0 || all < (double)p)) all += (double)sorted[count++];
    float least = sorted[count - 1];
    for (*equals = 0; *equals < count && sorted[count - 1 - *equals] == least;) ++*equals;
    return least;
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
    int *of = arena_many(arena, int, words), equals = words;
    bool *allowed = arena_many(arena, bool, words);
    double *sum = arena_raw(arena, (size_t)words, sizeof *sum), all = 0;
    float least = 0;
    Random random = random_seed(s->seed, (uint64_t)(DRAWS_STREAM + step));
    *out = (Draws){0, of, allowed, 0, -1};
    if (s->top_k || s->top_p > 0) least = draws_least(share, words, s, arena, &equals);
    for (int w = 0; w < words; w++) {
        float x = draws_share(share[w]);
        allowed[w] = x > least || (x == least && equals-- > 0);
        if (allowed[w]) all += (double)x, out->left++;
        sum[w] = all;
    }
    if (!(all > 0)) return;
    for (; out->count < count; out->count++) {
        out->last = draws_word(sum, words, (double)random_next(&random) * 0x1p-32 * all);
        of[out->last]++;
    }
}
