/* PCG32 and what is drawn from it. Not for secrets. */
#include "math/random.h"

#include <assert.h>
#include <math.h>

#include "math/functions.h"

Random random_seed(uint64_t seed, uint64_t stream) {
    Random r = {0, stream << 1 | 1};
    random_next(&r);
    r.state += seed;
    random_next(&r);
    return r;
}

uint32_t random_next(Random *r) {
    uint64_t old = r->state;
    r->state = old * UINT64_C(6364136223846793005) + (r->stream | 1);
    uint32_t mixed = (uint32_t)((old >> 18 ^ old) >> 27);
    uint32_t turn = (uint32_t)(old >> 59);
    return mixed >> turn | mixed << (-turn & 31);
}

int random_below(Random *r, int n) {
    assert(n >= 1);
    uint32_t range = (uint32_t)n;
    uint32_t unfair =
        -range % range; /* 2^32 mod n: that many draws at the bottom would come once too often */
    uint32_t x = random_next(r);
    while (x < unfair) x = random_next(r);
    return (int)(x % range);
}

float random_unit(Random *r) {
    return (float)(random_next(r) >> 8) * 0x1p-24f;
}

float random_normal(Random *r) {
    float u =
        ((float)(random_next(r) >> 8) + 1) * 0x1p-24f; /* in (0, 1], so that its log is finite */
    float angle = random_unit(r) * 6.28318530717958647692f;
    return sqrtf(-2 * log_fixed(u)) *
           cos_fixed(angle); /* Box and Muller 1958; one of the pair, to keep no state */
}

uint64_t hash_text(const char *text) {
    uint64_t h = UINT64_C(14695981039346656037);
    for (; *text; text++) h = (h ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return h;
}
