/* Words stand in the order of the vocabulary, and are never sorted: where some are left out, the
   share from which on they are taken is looked for by halves. */
#include "trace/draws.h"

#include <math.h>
#include <string.h>

#include "math/random.h"

enum { DRAWS_STREAM = 1000 }; /* of random numbers, the first step's */

/* NaN has none. */
static float draws_share(float x) {
    return x > 0 ? x : 0;
}

typedef struct Above {
    int count;
    double sum;
} Above;

/* Positive floats stand in the order of their bits. */
static float draws_float(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Puts the shares that are at least that before the others; what these are together. */
static Above draws_part(float *x, int count, float least) {
    Above up = {0, 0};
    for (int i = 0; i < count; i++) {
        float share = x[i];
        if (!(share >= least)) continue;
        x[i] = x[up.count], x[up.count] = share;
        up.count++, up.sum += (double)share;
    }
    return up;
}

/* The least share that is drawn from, the largest of which there are enough: top_k words, or as
   many as have top_p; *equals: so many words of just that one are. Looked for by halves, among
   those that are still in question. */
static float draws_least(const float *share, int words, const Search *s, Arena *arena,
                         int *equals) {
    int most = s->top_k && s->top_k < words ? s->top_k : words, count = words;
    double p = s->top_p > 0 && s->top_p < 1 ? (double)s->top_p : INFINITY;
    float *x = arena_raw(arena, (size_t)words, sizeof *x);
    Above more = {0, 0};                 /* what is surely in */
    uint32_t low = 0, high = 0x7f800000; /* the bits of 0 and of infinity */
    for (int w = 0; w < words; w++) x[w] = draws_share(share[w]);
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        Above up = draws_part(x, count, draws_float(middle));
        if (more.count + up.count >= most || more.sum + up.sum >= p) {
            low = middle, count = up.count;
        } else {
            high = middle, x += up.count, count -= up.count;
            more.count += up.count, more.sum += up.sum;
        }
    }
    float least = draws_float(low);
    double lacks = least > 0 ? ceil((p - more.sum) / (double)least) : INFINITY;
    *equals = most - more.count;
    if (lacks < *equals) *equals = (int)lacks;
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
