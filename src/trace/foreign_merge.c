/* One matrix in place of several. */
#include "trace/foreign_merge.h"

#include <math.h>

/* Of `count` matrices of `size` numbers that lie `apart`. A hidden one counts as no weight, unless
 * all are. */
static void merge_sheets(const float *x, int count, size_t apart, size_t size, bool most,
                         float *out) {
    for (size_t i = 0; i < size; i++) {
        double sum = 0;
        float top = -INFINITY;
        int hidden = 0;
        for (int k = 0; k < count; k++) {
            float a = x[(size_t)k * apart + i];
            bool hides = a == -INFINITY;
            hidden += hides;
            sum += hides ? 0 : (double)a;
            top = a > top || isnan(a) ? a : top;
        }
        out[i] = hidden == count ? -INFINITY : isnan(sum) ? NAN : most ? top : (float)(sum / count);
    }
}

void foreign_merge_heads(ForeignMatrix *m, bool most, Arena *arena) {
    size_t size = (size_t)m->rows * (size_t)m->cols;
    float *x = arena_raw(arena, (size_t)m->layers * size, sizeof *x);
    for (int layer = 0; layer < m->layers; layer++)
        merge_sheets(m->x + (size_t)layer * (size_t)m->heads * size, m->heads, size, size, most,
                     x + (size_t)layer * size);
    m->x = x;
    m->told.heads = m->heads;
    m->told.most = most;
    m->heads = 1;
    foreign_recount(m);
}

void foreign_merge_layers(ForeignMatrix *m, Arena *arena) {
    size_t size = (size_t)m->heads * (size_t)m->rows * (size_t)m->cols;
    float *x = arena_raw(arena, size, sizeof *x);
    merge_sheets(m->x, m->layers, size, size, false, x);
    m->x = x;
    m->told.layers = m->layers;
    m->layers = 1;
    foreign_recount(m);
}

void foreign_keep_layer(ForeignMatrix *m, int layer) {
    m->x += (size_t)layer * (size_t)m->heads * (size_t)m->rows * (size_t)m->cols;
    m->told.layer = layer + 1;
    m->layers = 1;
    foreign_recount(m);
}
