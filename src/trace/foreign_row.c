/* Taking one row and laying it out. */
#include "trace/foreign_row.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SIDE_MOST = 4096, SKIP_USUAL = 16 };

bool foreign_row_wished(const RowWish *w) {
    return w->row >= 0 || w->skip > 0 || w->rows > 0 || w->square;
}

bool foreign_row_shape(const char *text, RowWish *out, Error *e) {
    int end = 0;
    bool plain = text[strspn(text, "0123456789x")] == 0 && strlen(text) < 12;
    return (plain && sscanf(text, "%5dx%5d%n", &out->rows, &out->cols, &end) == 2 && !text[end] &&
            out->rows >= 1 && out->cols >= 1 && out->rows <= SIDE_MOST && out->cols <= SIDE_MOST) ||
           error_set(e, "'%s' is not ROWSxCOLS like 14x14", text);
}

/* 14 of 196; 0: it is no square. */
static int square_root_of(int n) {
    int side = (int)lrint(sqrt((double)n));
    return side * side == n ? side : 0;
}

/* How many keys before a square of patches models have: [CLS], registers. −1: another number. */
static int usual_skip(int keys) {
    for (int skip = 1; skip <= SKIP_USUAL && skip < keys; skip++)
        if (square_root_of(keys - skip) > 1) return skip;
    return -1;
}

static bool foreign_row_fits(const ForeignMatrix *m, const RowWish *w, int keys, Error *e) {
    long wanted = (long)w->rows * w->cols;
    char behind[40] = "";
    if (wanted == keys) return true;
    if (w->skip) snprintf(behind, sizeof behind, " after --skip %d", w->skip);
    if (wanted < m->cols && m->cols - wanted <= SKIP_USUAL)
        return error_set(
            e, "--reshape: %s has %d keys%s, not %d × %d = %ld: --skip %ld leaves so many", m->name,
            keys, behind, w->rows, w->cols, wanted, m->cols - wanted);
    return error_set(e, "--reshape: %s has %d keys%s, not %d × %d = %ld", m->name, keys, behind,
                     w->rows, w->cols, wanted);
}

/* The shape, found where only a square can be meant. */
static bool foreign_row_size(const ForeignMatrix *m, const RowWish *w, RowWish *out, Error *e) {
    int keys = m->cols - w->skip, side = square_root_of(keys), skip = usual_skip(m->cols);
    *out = *w;
    if (w->rows) return foreign_row_fits(m, w, keys, e);
    out->rows = 1, out->cols = keys;
    if (!w->square) return true;
    out->rows = out->cols = side;
    if (side > 1) return true;
    if (!w->skip && skip > 0)
        return error_set(
            e, "%s has %d keys, which are no square of patches: --skip %d leaves %d × %d", m->name,
            keys, skip, square_root_of(m->cols - skip), square_root_of(m->cols - skip));
    return error_set(e, "%s: %d keys are no square of patches: say --reshape ROWSxCOLS", m->name,
                     keys);
}

static bool foreign_row_there(const ForeignMatrix *m, const RowWish *w, int row, Error *e) {
    if (w->row < 0 && m->rows > 1)
        return error_set(e, "%s has %d rows: say which one with --row N", m->name, m->rows);
    if (row >= m->rows)
        return error_set(e, "--row: %s has %d rows, counted from 0: there is no %d", m->name,
                         m->rows, row);
    return w->skip < m->cols || error_set(e, "--skip: %s has %d keys: nothing is left without %d",
                                          m->name, m->cols, w->skip);
}

/* The row of every head, one behind the other; *weights: they all sum to 1, skipped keys counted
 * in. */
static const float *foreign_rows_of(const ForeignMatrix *m, int row, int skip, Arena *arena,
                                    bool *weights) {
    size_t sheets = (size_t)m->layers * (size_t)m->heads, cols = (size_t)m->cols,
           keys = cols - (size_t)skip;
    float *x = arena_raw(arena, sheets * keys, sizeof *x);
    *weights = m->cols > 1;
    for (size_t i = 0; i < sheets; i++) {
        const float *from = m->x + (i * (size_t)m->rows + (size_t)row) * cols;
        *weights = *weights && foreign_is_share_row(from, m->cols);
        memcpy(x + i * keys, from + skip, keys * sizeof *x);
    }
    return x;
}

/* Those from `first` on; without labels what counts them. */
static char **part_of_labels(char **labels, int first, int count, Arena *arena) {
    if (labels || !first) return labels ? labels + first : NULL;
    char **out = arena_many(arena, char *, count);
    for (int i = 0; i < count; i++) out[i] = arena_print(arena, "%d", first + i);
    return out;
}

bool foreign_take_row(ForeignMatrix *m, const RowWish *w, Arena *arena, Error *e) {
    RowWish as;
    int row = w->row < 0 ? 0 : w->row;
    if (!foreign_row_there(m, w, row, e) || !foreign_row_size(m, w, &as, e)) return false;
    BroughtRow *told = &m->told.row;
    *told = (BroughtRow){.on = true, .row = row, .first = w->skip, .keys = m->cols - w->skip};
    told->name = m->row_labels ? m->row_labels[row] : NULL;
    m->x = foreign_rows_of(m, row, w->skip, arena, &told->weights);
    bool patches = as.rows > 1 || w->rows;
    m->row_labels = patches ? NULL : part_of_labels(m->row_labels, row, 1, arena);
    m->col_labels = patches ? NULL : part_of_labels(m->col_labels, w->skip, told->keys, arena);
    told->patches = patches;
    m->rows = as.rows, m->cols = as.cols;
    m->list = false;
    foreign_recount(m);
    return true;
}
