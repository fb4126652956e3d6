/* Deflate (RFC 1951) in blocks with codes of their own. What a byte costs as it is, is told by
   those that are not in long repeats; a repeat is taken where it saves bits. Not for what is no
   picture: of older repeats only the last one is found. */
#include "export/deflate.h"

#include <libdeflate.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 80 << 10, WINDOW = 32 << 10, REPEAT_LEAST = 4, REPEAT_MOST = 258 };
enum { WORD = 8, STEP = 16, NOTED_MOST = 32 };
enum { LITERALS = 286, DISTANCES = 30, LENGTHS = 19, END = 256, CODE_MOST = 15, LENGTH_MOST = 7 };
enum { HASH_BITS = 14, HEADER = 2, TRAILER = 4 };
/* Bits, as far as they are known before the block's codes are: a length's and a distance's sign. */
enum { LENGTH_COST = 10, NEAR_COST = 1, FAR_COST = 6 };

/* A byte, or a repeat of `length` bytes from so far back. */
typedef struct Token {
    uint16_t length, value;
} Token;

/* One alphabet: how often each of its signs stands in a block, and its code. */
typedef struct Code {
    uint32_t count[LITERALS];
    uint16_t bits[LITERALS];
    uint8_t length[LITERALS];
} Code;

typedef struct Deflate {
    const unsigned char *data;
    size_t size, stride;
    uint32_t last[1 << HASH_BITS]; /* where four such bytes were last, counted from 1 */
    uint32_t sum[BLOCK + 1];       /* what the bytes of a block cost as they are, up to each */
    Token tokens[BLOCK];
    Code literals, distances;
    unsigned char *out, *end;
    uint64_t waiting; /* bits that are no byte yet */
    int waiting_count;
} Deflate;

static int log_of(unsigned x) {
    return 31 - __builtin_clz(x);
}

/* The sign of a length, and its further bits. */
static int length_sign(int length, int *extra) {
    unsigned l = (unsigned)length - 3;
    *extra = 0;
    if (l < 8 || length == REPEAT_MOST) return length == REPEAT_MOST ? 285 : 257 + (int)l;
    *extra = log_of(l) - 2;
    return 257 + 4 * (*extra + 1) + (int)(l >> *extra & 3);
}

static int distance_sign(int distance, int *extra) {
    unsigned d = (unsigned)distance - 1;
    *extra = 0;
    if (d < 4) return (int)d;
    *extra = log_of(d) - 1;
    return 2 * (*extra + 1) + (int)(d >> *extra & 1);
}

/* ---- Codes ---- */

/* The lengths of Huffman's code for so many signs, in ascending order of how often they stand.
   False: one is longer than `most`. */
static bool huffman(const uint32_t *count, int signs, int most, uint8_t *length) {
    uint32_t weight[2 * LITERALS];
    int above[2 * LITERALS], depth[2 * LITERALS], leaf = 0, node = signs;
    for (int next = signs; next < 2 * signs - 1; next++) {
        weight[next] = 0;
        for (int k = 0; k < 2; k++) {
            bool take = leaf < signs && (node == next || count[leaf] <= weight[node]);
            int child = take ? leaf++ : node++;
            weight[next] += take ? count[child] : weight[child];
            above[child] = next;
        }
    }
    depth[2 * signs - 2] = 0;
    for (int i = 2 * signs - 3; i >= 0; i--) depth[i] = depth[above[i]] + 1;
    for (int i = 0; i < signs; i++) length[i] = (uint8_t)depth[i];
    return depth[0] <= most;
}

static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Lengths for all that stand at all, and for two at least. */
static void code_lengths(Code *c, int signs, int most) {
    uint64_t order[LITERALS];
    uint32_t count[LITERALS];
    uint8_t length[LITERALS];
    int used = 0;
    for (int i = 0; i < signs; i++)
        if (c->count[i]) order[used++] = (uint64_t)c->count[i] << 16 | (unsigned)i;
    for (int i = 0; used < 2; i++)
        if (!c->count[i]) order[used++] = (uint64_t)1 << 16 | (unsigned)i;
    qsort(order, (size_t)used, sizeof *order, by_number);
    for (int i = 0; i < used; i++) count[i] = (uint32_t)(order[i] >> 16);
    while (!huffman(count, used, most, length)) /* flatter, until the rarest has room */
        for (int i = 0; i < used; i++) count[i] = count[i] >> 1 | 1;
    memset(c->length, 0, sizeof c->length);
    for (int i = 0; i < used; i++) c->length[order[i] & 0xffff] = length[i];
}

/* Canonical codes, their first bit lowest. */
static void code_bits(Code *c, int signs) {
    unsigned next = 0;
    for (int length = 1; length <= CODE_MOST; length++, next <<= 1)
        for (int i = 0; i < signs; i++) {
            if (c->length[i] != length) continue;
            unsigned turned = 0;
            for (int k = 0; k < length; k++) turned |= (next >> k & 1) << (length - 1 - k);
            c->bits[i] = (uint16_t)turned;
            next++;
        }
}

/* ---- Repeats ---- */

static uint64_t deflate_word_at(const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* How many bytes are the same, at most `most`. */
static int same_bytes(const unsigned char *a, const unsigned char *b, int most) {
    int n = 0;
    for (; n + WORD <= most; n += WORD) {
        uint64_t other = deflate_word_at(a + n) ^ deflate_word_at(b + n);
        if (other) return n + (__builtin_ctzll(other) >> 3);
    }
    while (n < most && a[n] == b[n]) n++;
    return n;
}

/* What bytes cost where only long repeats of the byte before or the row above are taken. */
static void literal_costs(Deflate *d, size_t from, size_t end) {
    uint32_t count[4][END] = {{0}}; /* four, lest one byte after its like has to wait */
    memset(d->literals.count, 0, sizeof d->literals.count);
    for (size_t at = from + d->stride; at + STEP <= end; at += STEP) {
        const unsigned char *p = d->data + at;
        if (memcmp(p, p - 1, STEP) == 0 || memcmp(p, p - d->stride, STEP) == 0)
            d->literals.count[END]++;
        else
            for (int k = 0; k < STEP; k++) count[k & 3][p[k]]++;
    }
    for (int i = 0; i < END; i++)
        d->literals.count[i] = count[0][i] + count[1][i] + count[2][i] + count[3][i];
    code_lengths(&d->literals, LITERALS, CODE_MOST);
    uint8_t cost[END];
    uint32_t sum = 0;
    for (int i = 0; i < END; i++)
        cost[i] = d->literals.length[i] ? d->literals.length[i] : CODE_MOST;
    for (size_t at = from; at < end; at++) {
        sum += cost[d->data[at]];
        d->sum[at - from + 1] = sum;
    }
}

/* How far back the next four bytes were last; 1 if nobody knows. They are here from now on. */
static size_t last_distance(Deflate *d, size_t at) {
    uint32_t key = (uint32_t)deflate_word_at(d->data + at),
             *last = &d->last[key * 0x9e3779b1u >> (32 - HASH_BITS)];
    size_t distance = at + 1 - *last;
    bool known = *last && distance <= WINDOW;
    *last = (uint32_t)at + 1;
    return known ? distance : 1;
}

/* The bits that a repeat saves, from the block's byte `at` on; where it is less than so many that
   is all that is told. */
static int repeat_gain(const Deflate *d, size_t at, int length, size_t distance, int least) {
    int saved = (int)(d->sum[at + (size_t)length] - d->sum[at]) - LENGTH_COST, more, further;
    saved -= distance == 1 || distance == d->stride ? NEAR_COST : FAR_COST;
    if (saved <= least) return saved;
    length_sign(length, &more);
    distance_sign((int)distance, &further);
    return saved - more - further;
}

/* The repeat from `at` on that saves most; of length 0: none does. */
static Token best_repeat(const Deflate *d, size_t at, size_t from, size_t end,
                         const size_t *distance) {
    const unsigned char *p = d->data + at;
    int most = end - at < REPEAT_MOST ? (int)(end - at) : REPEAT_MOST, gain = 0;
    Token best = {0, *p};
    for (int k = 0; k < 3; k++) {
        int length = same_bytes(p, p - distance[k], most), saved = 0;
        if (length >= REPEAT_LEAST) saved = repeat_gain(d, at - from, length, distance[k], gain);
        if (saved <= gain) continue;
        gain = saved;
        best = (Token){(uint16_t)length, (uint16_t)distance[k]};
    }
    return best;
}

/* What begins at `at`. Noise is mostly no repeat of anything: one branch tells. Of bytes that cost
   little not even eight are worth a look, of others four are. */
static Token next_token(Deflate *d, size_t at, size_t from, size_t end) {
    enum { DEAR = LENGTH_COST + NEAR_COST + 3 };
    const unsigned char *p = d->data + at;
    if (at == 0 || at + WORD > end) return (Token){0, *p};
    const size_t distance[3] = {1, at < d->stride || d->stride > WINDOW ? 1 : d->stride,
                                last_distance(d, at)};
    uint64_t word = deflate_word_at(p), left = word ^ deflate_word_at(p - 1),
             up = word ^ deflate_word_at(p - distance[1]),
             found = word ^ deflate_word_at(p - distance[2]);
    uint64_t looked_at =
        d->sum[at - from + REPEAT_LEAST] - d->sum[at - from] >= DEAR ? UINT32_MAX : UINT64_MAX;
    if (((left & looked_at) != 0) & ((up & looked_at) != 0) & ((found & looked_at) != 0))
        return (Token){0, *p};
    return best_repeat(d, at, from, end, distance);
}

/* The block's tokens; returns how many. */
static int parse_block(Deflate *d, size_t from, size_t end) {
    int count = 0;
    for (size_t at = from; at < end;) {
        Token t = next_token(d, at, from, end);
        d->tokens[count++] = t;
        if (t.length <= NOTED_MOST && at + t.length + WORD <= end)
            for (size_t k = 1; k < t.length; k++) last_distance(d, at + k);
        at += t.length ? t.length : 1;
    }
    return count;
}

/* ---- Bits ---- */

/* At most 16 at a time. What has no room is left out; the end tells. */
static void put_bits(Deflate *d, unsigned bits, int count) {
    d->waiting |= (uint64_t)bits << d->waiting_count;
    d->waiting_count += count;
    if (d->waiting_count < 32) return;
    bool room = d->end - d->out > 4;
    for (int k = 0; k < 4 && room; k++) d->out[k] = (unsigned char)(d->waiting >> 8 * k);
    d->out = room ? d->out + 4 : d->end;
    d->waiting >>= 32;
    d->waiting_count -= 32;
}

static void put_sign(Deflate *d, const Code *c, int sign) {
    put_bits(d, c->bits[sign], c->length[sign]);
}

static void put_tokens(Deflate *d, int count) {
    for (int i = 0; i < count; i++) {
        Token t = d->tokens[i];
        int extra;
        if (!t.length) {
            put_sign(d, &d->literals, t.value);
            continue;
        }
        put_sign(d, &d->literals, length_sign(t.length, &extra));
        put_bits(d, ((unsigned)t.length - 3) & ((1u << extra) - 1), extra);
        put_sign(d, &d->distances, distance_sign(t.value, &extra));
        put_bits(d, ((unsigned)t.value - 1) & ((1u << extra) - 1), extra);
    }
    put_sign(d, &d->literals, END);
}

/* The lengths of both codes as signs: 16 repeats the one before, 17 and 18 are so many zeros. */
typedef struct Run {
    uint8_t sign, more;
} Run;

static int length_runs(const uint8_t *length, int count, Run *out) {
    int runs = 0;
    for (int i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && length[i + n] == length[i];) n++;
        bool zero = !length[i], again = !zero && i > 0 && length[i - 1] == length[i];
        if (zero && n > 10) {
            n = n < 138 ? n : 138;
            out[runs++] = (Run){18, (uint8_t)(n - 11)};
        } else if (zero && n > 2) {
            out[runs++] = (Run){17, (uint8_t)(n - 3)};
        } else if (again && n > 2) {
            n = n < 6 ? n : 6;
            out[runs++] = (Run){16, (uint8_t)(n - 3)};
        } else {
            n = 1;
            out[runs++] = (Run){length[i], 0};
        }
    }
    return runs;
}

static void put_codes(Deflate *d, bool last) {
    static const uint8_t order[LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                           11, 4,  12, 3, 13, 2, 14, 1, 15};
    static const uint8_t more[LENGTHS] = {[16] = 2, [17] = 3, [18] = 7};
    uint8_t both[LITERALS + DISTANCES];
    Run runs[LITERALS + DISTANCES];
    Code lengths = {{0}, {0}, {0}};
    int told = LENGTHS;
    memcpy(both, d->literals.length, LITERALS);
    memcpy(both + LITERALS, d->distances.length, DISTANCES);
    int count = length_runs(both, LITERALS + DISTANCES, runs);
    for (int i = 0; i < count; i++) lengths.count[runs[i].sign]++;
    code_lengths(&lengths, LENGTHS, LENGTH_MOST);
    code_bits(&lengths, LENGTHS);
    while (told > 4 && !lengths.length[order[told - 1]]) told--;
    put_bits(d, last | 2 << 1, 3);
    put_bits(d, LITERALS - 257, 5);
    put_bits(d, DISTANCES - 1, 5);
    put_bits(d, (unsigned)told - 4, 4);
    for (int i = 0; i < told; i++) put_bits(d, lengths.length[order[i]], 3);
    for (int i = 0; i < count; i++) {
        put_sign(d, &lengths, runs[i].sign);
        put_bits(d, runs[i].more, more[runs[i].sign]);
    }
}

static void put_block(Deflate *d, size_t from, size_t end) {
    int extra;
    literal_costs(d, from, end);
    int count = parse_block(d, from, end);
    memset(d->literals.count, 0, sizeof d->literals.count);
    memset(d->distances.count, 0, sizeof d->distances.count);
    d->literals.count[END] = 1;
    for (int i = 0; i < count; i++) {
        Token t = d->tokens[i];
        d->literals.count[t.length ? length_sign(t.length, &extra) : t.value]++;
        if (t.length) d->distances.count[distance_sign(t.value, &extra)]++;
    }
    code_lengths(&d->literals, LITERALS, CODE_MOST);
    code_lengths(&d->distances, DISTANCES, CODE_MOST);
    code_bits(&d->literals, LITERALS);
    code_bits(&d->distances, DISTANCES);
    put_codes(d, end == d->size);
    put_tokens(d, count);
}

size_t deflate_rows(const unsigned char *rows, size_t size, size_t stride, unsigned char *out,
                    size_t most) {
    Deflate *d = size && most > HEADER + TRAILER ? malloc(sizeof *d) : NULL;
    if (!d) return 0;
    memset(d->last, 0, sizeof d->last);
    d->data = rows, d->size = size, d->stride = stride;
    d->out = out + HEADER, d->end = out + most - TRAILER;
    d->waiting = 0, d->waiting_count = 0;
    d->sum[0] = 0;
    for (size_t at = 0; at < size; at += BLOCK)
        put_block(d, at, size - at > BLOCK ? at + BLOCK : size);
    for (; d->waiting_count > 0 && d->out < d->end; d->waiting_count -= 8, d->waiting >>= 8)
        *d->out++ = (unsigned char)d->waiting;
    uint32_t sum = libdeflate_adler32(1, rows, size);
    out[0] = 0x78, out[1] = 0x9c; /* a window of 32 kB, no dictionary */
    size_t used = d->out < d->end ? (size_t)(d->out - out) + TRAILER : 0;
    for (int k = 0; k < TRAILER && used; k++) d->out[k] = (unsigned char)(sum >> (24 - 8 * k));
    free(d);
    return used;
}
