/* The back column of the op table: gradients of the inputs from those of the outputs. All add to
   what is there; an input whose gradient nobody wants has din NULL. */
#include <assert.h>
#include "model/op_rows.h"

static size_t sheet_size(Tensor t) {
    return (size_t)t.shape.rows * (size_t)t.shape.cols;
}

BACK_OF(embed) {
    int d = r->in[1].shape.cols;
    if (!r->din[1]) return;
    for (int i = 0; i < r->in[0].shape.rows; i++)
        r->kernels->accumulate_scaled(r->din[1] + (size_t)r->in[0].x[i] * (size_t)d,
                                      r->dout[0] + (size_t)i * (size_t)d, r->args->factor, d);
}

BACK_OF(add) {
    for (int i = 0; i < 2; i++)
        if (r->din[i]) r->kernels->accumulate(r->din[i], r->dout[0], size_of(r->in[0]));
}

/* dX += dY · Wᵀ, dW += Xᵀ · dY, db += Σ rows of dY */
BACK_OF(linear) {
    int m = r->in[0].shape.rows, k = r->in[1].shape.rows, n = r->in[1].shape.cols;
    if (r->din[0])
        r->kernels->matmul_bt_add(r->din[0], r->dout[0], r->in[1].x, m, n, k,
                                  transpose_room(r, n, k));
    if (r->din[1]) r->kernels->matmul_at_add(r->din[1], r->in[0].x, r->dout[0], k, m, n);
    if (r->inputs > 2 && r->din[2]) r->kernels->accumulate_rows(r->din[2], r->dout[0], m, n);
}

/* Y = X Eᵀ: dX += dY · E, dE += dYᵀ · X */
BACK_OF(linear_tied) {
    int m = r->in[0].shape.rows, k = r->in[1].shape.cols, n = r->in[1].shape.rows;
    if (r->din[0]) r->kernels->matmul_add(r->din[0], r->dout[0], r->in[1].x, m, n, k);
    if (r->din[1]) r->kernels->matmul_at_add(r->din[1], r->dout[0], r->in[0].x, n, m, k);
}

BACK_OF(split) {
    Shape s = r->out[0].shape;
    if (!r->din[0]) return;
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++)
            r->kernels->accumulate(r->din[0] + i * s.sheets * s.cols + h * s.cols,
                                   r->dout[0] + (h * s.rows + i) * s.cols, s.cols);
}

/* S = Q Kᵀ: dQ += dS · K, dK += dSᵀ · Q */
BACK_OF(scores) {
    Tensor q = r->in[0], k = r->in[1];
    int m = q.shape.rows, n = k.shape.rows, d = q.shape.cols;
    for (int h = 0; h < q.shape.sheets; h++) {
        const float *ds = r->dout[0] + (size_t)h * (size_t)m * (size_t)n;
        size_t qh = (size_t)h * sheet_size(q), kh = (size_t)h * sheet_size(k);
        if (r->din[0]) r->kernels->matmul_add(r->din[0] + qh, ds, k.x + kh, m, n, d);
        if (r->din[1]) r->kernels->matmul_at_add(r->din[1] + kh, ds, q.x + qh, n, m, d);
    }
}

BACK_OF(scale) {
    if (r->din[0])
        r->kernels->accumulate_scaled(r->din[0], r->dout[0], r->args->factor, size_of(r->in[0]));
}

BACK_OF(mask) {
    if (r->din[0]) r->kernels->accumulate(r->din[0], r->dout[0], size_of(r->in[0]));
}

BACK_OF(softmax) {
    assert(!r->args->variant && "no model is trained over the wrong axis");
    Shape s = r->in[0].shape;
    if (r->din[0] && r->dout[3])
        r->kernels->softmax_back(r->din[0], r->dout[3], r->out[3].x, s.sheets * s.rows, s.cols);
}

/* Z = A V: dA += dZ · Vᵀ, dV += Aᵀ · dZ */
BACK_OF(mix) {
    Tensor a = r->in[0], v = r->in[1];
    int m = a.shape.rows, n = a.shape.cols, d = v.shape.cols;
    float *work = transpose_room(r, d, n);
    for (int h = 0; h < a.shape.sheets; h++) {
        const float *dz = r->dout[0] + (size_t)h * (size_t)m * (size_t)d;
        size_t ah = (size_t)h * sheet_size(a), vh = (size_t)h * sheet_size(v);
        if (r->din[0]) r->kernels->matmul_bt_add(r->din[0] + ah, dz, v.x + vh, m, d, n, work);
        if (r->din[1]) r->kernels->matmul_at_add(r->din[1] + vh, a.x + ah, dz, n, m, d);
    }
}

BACK_OF(concat) {
    Shape z = r->in[0].shape;
    if (!r->din[0]) return;
    for (int h = 0; h < z.sheets; h++)
        for (int i = 0; i < z.rows; i++)
            r->kernels->accumulate(r->din[0] + (h * z.rows + i) * z.cols,
                                   r->dout[0] + i * z.sheets * z.cols + h * z.cols, z.cols);
}

BACK_OF(norm) {
    Shape s = r->in[0].shape;
    if (!r->din[0] || !r->dout[2]) return;
    float *gamma = r->din[1] ? r->din[1] : arena_many(r->work, float, s.cols);
    float *beta = r->din[2] ? r->din[2] : arena_many(r->work, float, s.cols);
    r->kernels->norm_back(r->din[0], gamma, beta, r->dout[2], r->in[0].x, r->out[0].x, r->out[1].x,
                          r->in[1].x, r->args->factor, s.rows, s.cols);
}

BACK_OF(relu) {
    if (r->din[0]) r->kernels->relu_back(r->din[0], r->dout[0], r->in[0].x, size_of(r->in[0]));
}

BACK_OF(gelu) {
    if (r->din[0])
        (r->args->variant ? r->kernels->gelu_tanh_back : r->kernels->gelu_erf_back)(
            r->din[0], r->dout[0], r->in[0].x, size_of(r->in[0]));
}

BACK_OF(cross_entropy) {
    Shape z = r->in[0].shape;
    if (r->din[0] && r->dout[1])
        r->kernels->cross_entropy_back(r->din[0], r->dout[1], r->out[0].x, r->in[1].x, z.rows,
                                       z.cols);
}

BACK_OF(entropy) {
    Shape s = r->in[0].shape;
    if (r->din[0])
        r->kernels->entropy_back(r->din[0], r->dout[0], r->in[0].x, s.sheets * s.rows, s.cols);
}
