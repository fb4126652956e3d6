/* Products of matrices in register tiles, for the lanes included before. A tile of C stays in
   registers while k runs; each of its numbers is one chain of fused multiply-adds, and starting
   from C instead of 0 carries the chain on, so that cutting k into blocks changes no bit. Not to be
   included twice in one file. */
#ifndef ATTNSCOPE_MATH_BODY_MATMUL_H
#define ATTNSCOPE_MATH_BODY_MATMUL_H

#include <assert.h>
#include <stddef.h>

enum {
    TILE_COLS = TILE_VECTORS * LANES,
    BLOCK_DEPTH = 192, /* k of a packed panel: 192 × 32 floats fit the first-level cache */
    PACK_ROWS = 29,
    PACK_DEPTH = 64, /* smaller products do not pay for copying B */
    STREAM_DEPTH = 16,
    STREAM_LEAST = 1 << 18 /* numbers of a B that no second-level cache holds */
};

/* A[i, p] stands at a[i · row_step + p · depth_step], so that one tile serves A and Aᵀ. */
typedef struct Left {
    const float *a;
    ptrdiff_t row_step, depth_step;
} Left;

typedef struct Right {
    const float *b;
    ptrdiff_t ld;
} Right;

/* What the chains start from: a matrix, one row for all (ld = 0), or 0 (NULL). */
typedef struct Start {
    const float *x;
    ptrdiff_t ld;
} Start;

typedef struct Out {
    float *c;
    ptrdiff_t ld;
} Out;

INLINE Lane tile_load(const float *p, int last, LaneMask mask) {
    return last ? lane_load_part(p, mask) : lane_load(p);
}

/* C[rows, vectors · LANES] over `depth` of k. rows, vectors, part are constants where this is
   inlined, so that the loops over them vanish; part: the last vector is masked. */
INLINE void tile(Out c, Start start, Left a, Right b, int depth, int rows, int vectors, int part,
                 LaneMask mask) {
    Lane sum[TILE_ROWS][TILE_VECTORS];
#pragma GCC unroll 16
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 4
        for (int j = 0; j < vectors; j++)
            sum[i][j] = start.x ? tile_load(start.x + i * start.ld + j * LANES,
                                            part && j == vectors - 1, mask)
                                : lane_of(0);
    for (int p = 0; p < depth; p++) {
        Lane right[TILE_VECTORS];
#pragma GCC unroll 4
        for (int j = 0; j < vectors; j++)
            right[j] = tile_load(b.b + j * LANES, part && j == vectors - 1, mask);
#pragma GCC unroll 16
        for (int i = 0; i < rows; i++) {
            Lane left = lane_of(a.a[i * a.row_step]);
#pragma GCC unroll 4
            for (int j = 0; j < vectors; j++) sum[i][j] = lane_fma(left, right[j], sum[i][j]);
        }
        a.a += a.depth_step;
        b.b += b.ld;
    }
#pragma GCC unroll 16
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 4
        for (int j = 0; j < vectors; j++) {
            float *to = c.c + i * c.ld + j * LANES;
            if (part && j == vectors - 1)
                lane_store_part(to, sum[i][j], mask);
            else
                lane_store(to, sum[i][j]);
        }
}

/* One strip of tiles: all m rows for up to TILE_COLS columns, in tiles of nearly equal height. */
INLINE void strip(Out c, Start start, Left a, Right b, int m, int depth, int vectors, int part,
                  LaneMask mask) {
    int tiles = (m + TILE_ROWS - 1) / TILE_ROWS;
    for (int t = 0, i = 0; t < tiles; t++) {
        int rows = (m - i + tiles - t - 1) / (tiles - t);
        Out out = {c.c + i * c.ld, c.ld};
        Start from = {start.x ? start.x + i * start.ld : NULL, start.ld};
        Left left = {a.a + i * a.row_step, a.row_step, a.depth_step};
        switch (rows) {
#define ROWS(r)                                                                                    \
    case r:                                                                                        \
        tile(out, from, left, b, depth, r <= TILE_ROWS ? r : TILE_ROWS, vectors, part, mask);      \
        break
            ROWS(1);
            ROWS(2);
            ROWS(3);
            ROWS(4);
#if TILE_ROWS >= 6
            ROWS(5);
            ROWS(6);
#endif
#if TILE_ROWS >= 14
            ROWS(7);
            ROWS(8);
            ROWS(9);
            ROWS(10);
            ROWS(11);
            ROWS(12);
            ROWS(13);
            ROWS(14);
#endif
#undef ROWS
        default: assert(!"a taller tile than there is");
        }
        i += rows;
    }
}

static void strip_whole(Out c, Start start, Left a, Right b, int m, int depth) {
    strip(c, start, a, b, m, depth, TILE_VECTORS, 0, lane_mask(LANES));
}

/* A strip of fewer than TILE_COLS columns. */
static void strip_part(Out c, Start start, Left a, Right b, int m, int depth, int cols) {
    for (; TILE_VECTORS > 2 && cols >= LANES; cols -= LANES) {
        strip(c, start, a, b, m, depth, 1, 0, lane_mask(LANES));
        c.c += LANES;
        b.b += LANES;
        start.x = start.x ? start.x + LANES : NULL;
    }
    if (cols > LANES)
        strip(c, start, a, b, m, depth, 2 < TILE_VECTORS ? 2 : TILE_VECTORS, 1,
              lane_mask(cols - LANES));
    else if (cols > 0)
        strip(c, start, a, b, m, depth, 1, 1, lane_mask(cols));
}

static void strip_any(Out c, Start start, Left a, Right b, int m, int depth, int cols) {
    if (cols >= TILE_COLS)
        strip_whole(c, start, a, b, m, depth);
    else
        strip_part(c, start, a, b, m, depth, cols);
}

static Start start_at(Start s, ptrdiff_t col) {
    return (Start){s.x ? s.x + col : NULL, s.ld};
}

/* `ahead`: how far the next panel's columns are, to have them fetched from memory in time; no CPU
   foresees lines so far apart. */
static void panel_copy(float *to, Right b, int depth, int cols, int ahead) {
    for (int p = 0; p < depth; p++) {
        const float *row = b.b + p * b.ld;
        for (int j = 0; j < cols; j += 16) __builtin_prefetch(row + ahead + j);
        if (cols == TILE_COLS)
            for (int j = 0; j < TILE_COLS; j++) to[p * TILE_COLS + j] = row[j];
        else
            for (int j = 0; j < cols; j++) to[p * TILE_COLS + j] = row[j];
    }
}

/* Many rows: each panel of B is copied once to where it is read without gaps, then all rows pass
 * over it. */
static void product_packed(Out c, Start start, Left a, Right b, int m, int k, int n) {
    float panel[BLOCK_DEPTH * TILE_COLS] __attribute__((aligned(64)));
    int blocks = (k + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
    for (int t = 0, p = 0; t < blocks; t++) {
        int depth = (k - p + blocks - t - 1) / (blocks - t);
        Left left = {a.a + p * a.depth_step, a.row_step, a.depth_step};
        for (int j = 0; j < n; j += TILE_COLS) {
            int cols = n - j < TILE_COLS ? n - j : TILE_COLS;
            int ahead = n - j >= 2 * TILE_COLS ? TILE_COLS : 0;
            panel_copy(panel, (Right){b.b + p * b.ld + j, b.ld}, depth, cols, ahead);
            Out out = {c.c + j, c.ld};
            strip_any(out, p > 0 ? (Start){out.c, out.ld} : start_at(start, j), left,
                      (Right){panel, TILE_COLS}, m, depth, cols);
        }
        p += depth;
    }
}

/* Few rows and a large B, which memory has to bring: so many of its rows at a time are read from
   end to end, as memory likes it, and C's chains are carried on in the cache. */
static void product_streamed(Out c, Start start, Left a, Right b, int m, int k, int n) {
    for (int p = 0; p < k; p += STREAM_DEPTH) {
        int depth = k - p < STREAM_DEPTH ? k - p : STREAM_DEPTH;
        Left left = {a.a + p * a.depth_step, a.row_step, a.depth_step};
        for (int j = 0; j < n; j += TILE_COLS) {
            Out out = {c.c + j, c.ld};
            strip_any(out, p > 0 ? (Start){out.c, out.ld} : start_at(start, j), left,
                      (Right){b.b + p * b.ld + j, b.ld}, m, depth, n - j);
        }
    }
}

static void product(Out c, Start start, Left a, Right b, int m, int k, int n) {
    if (m >= PACK_ROWS && k >= PACK_DEPTH) {
        product_packed(c, start, a, b, m, k, n);
        return;
    }
    if (m > 1 && (ptrdiff_t)k * n >= STREAM_LEAST) {
        product_streamed(c, start, a, b, m, k, n);
        return;
    }
    for (int j = 0; j < n; j += TILE_COLS)
        strip_any((Out){c.c + j, c.ld}, start_at(start, j), a, (Right){b.b + j, b.ld}, m, k, n - j);
}

static void matmul(float *c, const float *a, const float *b, const float *bias, int m, int k,
                   int n) {
    product((Out){c, n}, (Start){bias, 0}, (Left){a, k, 1}, (Right){b, n}, m, k, n);
}

static void matmul_add(float *c, const float *a, const float *b, int m, int k, int n) {
    product((Out){c, n}, (Start){c, n}, (Left){a, k, 1}, (Right){b, n}, m, k, n);
}

static void matmul_at_add(float *c, const float *a, const float *b, int m, int k, int n) {
    product((Out){c, n}, (Start){c, n}, (Left){a, 1, m}, (Right){b, n}, m, k, n);
}

/* to[p, j] = from[j, p] for cols rows of `from`, `ld` apart; `to` has TILE_COLS columns. */
static void panel_transpose(float *to, const float *from, ptrdiff_t ld, int depth, int cols) {
    int whole_cols = cols - cols % SQUARE, whole_depth = depth - depth % SQUARE;
    for (int p = 0; p < whole_depth; p += SQUARE)
        for (int j = 0; j < whole_cols; j += SQUARE)
            square_transpose(to + p * TILE_COLS + j, TILE_COLS, from + j * ld + p, ld);
    for (int j = 0; j < cols; j++)
        for (int p = j < whole_cols ? whole_depth : 0; p < depth; p++)
            to[p * TILE_COLS + j] = from[j * ld + p];
}

/* Each panel of Bᵀ is laid out in `work`, BLOCK_DEPTH × TILE_COLS at a time, and used while it is
 * in the cache. */
static void product_bt(Out c, Start start, const float *a, const float *b, int m, int k, int n,
                       float *work) {
    int blocks = k > 0 ? (k + BLOCK_DEPTH - 1) / BLOCK_DEPTH : 1;
    for (int j = 0; j < n; j += TILE_COLS) {
        int cols = n - j < TILE_COLS ? n - j : TILE_COLS;
        Out out = {c.c + j, c.ld};
        for (int t = 0, p = 0; t < blocks; t++) {
            int depth = (k - p + blocks - t - 1) / (blocks - t);
            panel_transpose(work, b + (ptrdiff_t)j * k + p, k, depth, cols);
            strip_any(out, p > 0 ? (Start){out.c, out.ld} : start_at(start, j), (Left){a + p, k, 1},
                      (Right){work, TILE_COLS}, m, depth, cols);
            p += depth;
        }
    }
}

static void matmul_bt(float *c, const float *a, const float *b, const float *bias, int m, int k,
                      int n, float *work) {
    product_bt((Out){c, n}, (Start){bias, 0}, a, b, m, k, n, work);
}

static void matmul_bt_add(float *c, const float *a, const float *b, int m, int k, int n,
                          float *work) {
    product_bt((Out){c, n}, (Start){c, n}, a, b, m, k, n, work);
}

#endif
