/* Z = A · V, in each head. */
#include "model/ops/ops.h"

static bool weighted_sum_shape(const StepArgs *args, const Form *in, int inputs, Form *out,
                               Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    Shape a = in[0].shape, v = in[1].shape;
    out[0] = (Form){{a.sheets, a.rows, v.cols}, in[0].rows, in[1].cols};
    return ops_fits(a.sheets == v.sheets && a.cols == v.rows, a, v, e);
}

/* The words of a longer text change no sum of a shorter one: blocks are as long as one chain. */
static void weighted_sum_run(const StepRun *r) {
    Shape z = r->out[0].shape;
    for (int h = 0; h < z.sheets; h++)
        r->kernels->matmul(ops_sheet(r->write[0], z, h), tensor_sheet(r->in[0], h),
                           tensor_sheet(r->in[1], h), NULL, z.rows, r->in[1].shape.rows, z.cols,
                           KERNELS_BLOCK);
}

/* Z = A V: dA += dZ · Vᵀ, dV += Aᵀ · dZ */
static void weighted_sum_back(const StepRun *r) {
    Tensor a = r->in[0], v = r->in[1];
    int m = a.shape.rows, n = a.shape.cols, d = v.shape.cols;
    float *work = ops_transpose_room(r, d, n);
    for (int h = 0; h < a.shape.sheets; h++) {
        const float *dz = r->dout[0] + (size_t)h * (size_t)m * (size_t)d;
        size_t ah = (size_t)h * ops_sheet_size(a), vh = (size_t)h * ops_sheet_size(v);
        if (r->din[0]) r->kernels->matmul_bt_add(r->din[0] + ah, dz, v.x + vh, m, d, n, work);
        if (r->din[1]) r->kernels->matmul_at_add(r->din[1] + vh, a.x + ah, dz, n, m, d);
    }
}

static void weighted_sum_explain(const StepRun *r, int output, Cell at, Arena *arena,
                                 Explanation *x) {
    int n = r->in[0].shape.cols;
    ops_room(x, arena, n);
    for (int i = 0; i < n; i++)
        ops_term(r, x, 0, (Cell){at.sheet, at.row, i}, 1, (Cell){at.sheet, i, at.col});
    ops_chain(r, output, at, KERNELS_BLOCK, arena, x);
}

const OpInfo op_weighted_sum = {
    .name = "weighted_sum",
    .symbol = "Z",
    .formula = {.text = "{out} = {in0}\\by{in1}", .turned = "{out}^T = {in1}^T\\by{in0}^T"},
    .inputs = 2,
    .outputs = 1,
    .in = {{FROM_SHEET, FROM_ROW, FROM_ALL, "A"}, {FROM_SHEET, FROM_ALL, FROM_COL, "V"}},
    .out = {{"", .check = "heads = A · V"}},
    .shape = weighted_sum_shape,
    .run = weighted_sum_run,
    .back = weighted_sum_back,
    .explain = weighted_sum_explain,
};
