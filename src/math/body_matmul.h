/* Products of matrices in register tiles, for the lanes included before. A tile of C stays in
   registers while k runs; each of its numbers is a chain of fused multiply-adds. Where k is cut, a
   chain goes on from what C holds, which changes no bit, or begins anew and is added to C: a sum in
   blocks. B is read where it is; of a large one few rows at a time are read from end to end, and
   what comes next is asked for while tiles are computed. Not to be included twice in one file. */
#ifndef ATTNSCOPE_MATH_BODY_MATMUL_H
#define ATTNSCOPE_MATH_BODY_MATMUL_H

#include <assert.h>
#include <stddef.h>

enum {
    TILE_COLS = TILE_VECTORS * LANES,
    TILE_LINES = (TILE_COLS + 15) / 16, /* of a cache, of 64 bytes each, along its columns */
    LARGE_LEAST = 1 << 18,              /* numbers of a B that no second-level cache holds */
    LARGE_DEPTH = 64                    /* so many rows of it at a time */
};

/* A[i, p] stands at a[i · row_step + p · depth_step], so that one tile serves A and Aᵀ. */
typedef struct Left {
    const float *a;
    ptrdiff_t row_step, depth_step;
} Left;

/* ahead: what is read when these rows are done, so far apart as they are; NULL: it is near. */
typedef struct Right {
    const float *b;
    ptrdiff_t ld;
    const float *ahead;
    int later; /* only after all of a panel: the nearest cache does not hold it so long */
} Right;

/* What the chains start from: a matrix, one row for all (ld = 0), or 0 (NULL). added: they start
 * from 0, and it is added to them in the end. */
typedef struct Start {
    const float *x;
    ptrdiff_t ld;
    int added;
} Start;

typedef struct Out {
    float *c;
    ptrdiff_t ld;
} Out;

/* What a tile asks for of each row ahead. */
typedef enum Fetch { FETCH_NONE, FETCH_LINE, FETCH_LINES, FETCH_LATER } Fetch;

INLINE void tile_fetch(const float *ahead, Fetch fetch) {
    int lines = fetch == FETCH_LINE ? 1 : TILE_LINES;
#pragma GCC unroll 4
    for (int l = 0; l < lines; l++)
        if (fetch == FETCH_LATER)
            __builtin_prefetch(ahead + 16 * l, 0, 2);
        else
            __builtin_prefetch(ahead + 16 * l, 0, 3);
}

INLINE Lane tile_load(const float *p, int last, LaneMask mask) {
    return last ? lane_load_part(p, mask) : lane_load(p);
}

/* C[rows, vectors · LANES] over `depth` of k. rows, vectors, part, fetch are constants where this
   is inlined, so that the loops over them vanish; part: the last vector is masked. */
INLINE void tile(Out c, Start start, Left a, Right b, int depth, int rows, int vectors, int part,
                 LaneMask mask, Fetch fetch) {
    Lane sum[TILE_ROWS][TILE_VECTORS];
#pragma GCC unroll 16
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 4
        for (int j = 0; j < vectors; j++)
            sum[i][j] = start.x && !start.added ? tile_load(start.x + i * start.ld + j * LANES,
                                                            part && j == vectors - 1, mask)
                                                : lane_of(0);
    for (int p = 0; p < depth; p++) {
        Lane right[TILE_VECTORS];
#pragma GCC unroll 4
        for (int j = 0; j < vectors; j++)
            right[j] = tile_load(b.b + j * LANES, part && j == vectors - 1, mask);
        if (fetch != FETCH_NONE) tile_fetch(b.ahead + p * b.ld, fetch);
#pragma GCC unroll 16
        for (int i = 0; i < rows; i++) {
            Lane left = lane_of(a.a[i * a.row_step]);
#pragma GCC unroll 4
            for (int j = 0; j < vectors; j++) sum[i][j] = lane_fma(left, right[j], sum[i][j]);
        }
        a.a += a.depth_step;
        b.b += b.ld;
    }
    if (start.added)
#pragma GCC unroll 16
        for (int i = 0; i < rows; i++)
#pragma GCC unroll 4
            for (int j = 0; j < vectors; j++)
                sum[i][j] =
                    tile_load(start.x + i * start.ld + j * LANES, part && j == vectors - 1, mask) +
                    sum[i][j];
#pragma GCC unroll 16
    for (int i = 0; i < rows; i++)
#pragma GCC unroll 4
        for (int j = 0; j < vectors; j++) {
            if (part && j == vectors - 1)
                lane_store_part(c.c + i * c.ld + j * LANES, sum[i][j], mask);
            else
                lane_store(c.c + i * c.ld + j * LANES, sum[i][j]);
        }
}

/* A tile of any height. */
INLINE void tile_rows(Out c, Start start, Left a, Right b, int depth, int rows, int vectors,
                      int part, LaneMask mask, Fetch fetch) {
    switch (rows) {
#define ROWS(r)                                                                                    \
    case r:                                                                                        \
        tile(c, start, a, b, depth, r <= TILE_ROWS ? r : TILE_ROWS, vectors, part, mask, fetch);   \
        break
        ROWS(1);
        ROWS(2);
        ROWS(3);
        ROWS(4);
#if TILE_ROWS > 4
        ROWS(5);
        ROWS(6);
        ROWS(7);
#endif
#undef ROWS
    default: assert(!"a taller tile than there is");
    }
}

/* What is left of a strip from row i on. */
typedef struct Rows {
    Out c;
    Start start;
    Left a;
    int m;
} Rows;

INLINE Rows rows_from(Rows s, int i) {
    return (Rows){{s.c.c + i * s.c.ld, s.c.ld},
                  {s.start.x ? s.start.x + i * s.start.ld : NULL, s.start.ld, s.start.added},
                  {s.a.a + i * s.a.row_step, s.a.row_step, s.a.depth_step},
                  s.m - i};
}

/* The height of the next tile: all are nearly equal. */
INLINE int rows_next(Rows s) {
    int tiles = (s.m + TILE_ROWS - 1) / TILE_ROWS;
    return (s.m + tiles - 1) / tiles;
}

/* One strip of tiles: all its rows. */
INLINE void strip(Rows s, Right b, int depth, int vectors, int part, LaneMask mask) {
    for (int rows; s.m > 0; s = rows_from(s, rows)) {
        rows = rows_next(s);
        tile_rows(s.c, s.start, s.a, b, depth, rows, vectors, part, mask, FETCH_NONE);
    }
}

static void strip_whole(Rows s, Right b, int depth) {
    strip(s, b, depth, TILE_VECTORS, 0, lane_mask(LANES));
}

static void tile_line(Rows s, Right b, int depth) {
    tile_rows(s.c, s.start, s.a, b, depth, rows_next(s), TILE_VECTORS, 0, lane_mask(LANES),
              FETCH_LINE);
}

static void tile_lines(Rows s, Right b, int depth) {
    tile_rows(s.c, s.start, s.a, b, depth, rows_next(s), TILE_VECTORS, 0, lane_mask(LANES),
              FETCH_LINES);
}

static void tile_later(Rows s, Right b, int depth) {
    tile_rows(s.c, s.start, s.a, b, depth, rows_next(s), TILE_VECTORS, 0, lane_mask(LANES),
              FETCH_LATER);
}

/* Its first tiles ask for what is ahead: each for a line, if there are enough of them, or the first
 * for all. */
static void strip_ahead(Rows s, Right b, int depth) {
    int each = !b.later && s.m > (TILE_LINES - 1) * TILE_ROWS;
    for (int t = 0; t < (each ? TILE_LINES : 1); t++, b.ahead += 16) {
        (each ? tile_line : b.later ? tile_later : tile_lines)(s, b, depth);
        s = rows_from(s, rows_next(s));
    }
    strip_whole(s, b, depth);
}

/* A strip of fewer than TILE_COLS columns. */
static void strip_part(Rows s, Right b, int depth, int cols) {
    if (TILE_VECTORS > 2 && cols >= 2 * LANES) {
        strip(s, b, depth, 2, 0, lane_mask(LANES));
        s.c.c += 2 * LANES;
        b.b += 2 * LANES;
        s.start.x = s.start.x ? s.start.x + 2 * LANES : NULL;
        cols -= 2 * LANES;
    }
    if (cols > LANES)
        strip(s, b, depth, 2, 1, lane_mask(cols - LANES));
    else if (cols > 0)
        strip(s, b, depth, 1, 1, lane_mask(cols));
}

static void strip_any(Rows s, Right b, int depth, int cols) {
    if (cols < TILE_COLS)
        strip_part(s, b, depth, cols);
    else if (b.ahead && s.m > 0)
        strip_ahead(s, b, depth);
    else
        strip_whole(s, b, depth);
}

/* What the chains start from at row p of k and column `col`: what there is before; further on what
 * C holds, which is added to them where `blocks` are summed apart. */
INLINE Start start_at(Start s, Out c, int p, ptrdiff_t col, int blocks) {
    if (p > 0) return (Start){c.c + col, c.ld, blocks};
    return (Start){s.x ? s.x + col : NULL, s.ld, 0};
}

/* `block`: so many products make a chain; k or more: one chain is all. */
static void product(Out c, Start start, Left a, Right b, int m, int k, int n, int block) {
    int large = (ptrdiff_t)k * n >= LARGE_LEAST;
    int step = block < k ? block : large ? LARGE_DEPTH : k > 0 ? k : 1;
    for (int p = 0; p == 0 || p < k; p += step) {
        int depth = k - p < step ? k - p : step;
        Left left = {a.a + p * a.depth_step, a.row_step, a.depth_step};
        for (int j = 0; j < n; j += TILE_COLS) {
            const float *at = b.b + p * b.ld + j;
            Right right = {at, b.ld, large && n - j >= 2 * TILE_COLS ? at + TILE_COLS : NULL, 0};
            Rows rows = {{c.c + j, c.ld}, start_at(start, c, p, j, block < k), left, m};
            strip_any(rows, right, depth, n - j);
        }
    }
}

static void matmul(float *c, const float *a, const float *b, const float *bias, int m, int k, int n,
                   int block) {
    product((Out){c, n}, (Start){bias, 0, 0}, (Left){a, k, 1}, (Right){b, n, NULL, 0}, m, k, n,
            block);
}

static void matmul_add(float *c, const float *a, const float *b, int m, int k, int n) {
    product((Out){c, n}, (Start){c, n, 0}, (Left){a, k, 1}, (Right){b, n, NULL, 0}, m, k, n, k);
}

static void matmul_at_add(float *c, const float *a, const float *b, int m, int k, int n) {
    product((Out){c, n}, (Start){c, n, 0}, (Left){a, 1, m}, (Right){b, n, NULL, 0}, m, k, n, k);
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

/* Each panel of Bᵀ is laid out in `work` and used while it is in the cache. */
static void product_bt(Out c, Start start, const float *a, const float *b, int m, int k, int n,
                       int block, float *work) {
    int step = block < k ? block : k > 0 ? k : 1;
    for (int j = 0; j < n; j += TILE_COLS) {
        int cols = n - j < TILE_COLS ? n - j : TILE_COLS;
        const float *at = b + (ptrdiff_t)j * k, *next = at + (ptrdiff_t)TILE_COLS * k;
        int ahead = (ptrdiff_t)k * n >= LARGE_LEAST && n - j >= 2 * TILE_COLS;
        panel_transpose(work, at, k, k, cols);
        for (int p = 0; p == 0 || p < k; p += step) {
            Right right = {work + p * TILE_COLS, TILE_COLS, ahead ? next + p * TILE_COLS : NULL, 1};
            Left left = {a + p, k, 1};
            Rows rows = {{c.c + j, c.ld}, start_at(start, c, p, j, block < k), left, m};
            strip_any(rows, right, k - p < step ? k - p : step, cols);
        }
    }
}

static void matmul_bt(float *c, const float *a, const float *b, const float *bias, int m, int k,
                      int n, int block, float *work) {
    product_bt((Out){c, n}, (Start){bias, 0, 0}, a, b, m, k, n, block, work);
}

static void matmul_bt_add(float *c, const float *a, const float *b, int m, int k, int n,
                          float *work) {
    product_bt((Out){c, n}, (Start){c, n, 0}, a, b, m, k, n, k, work);
}

#endif
