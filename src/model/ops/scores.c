/* S = Q · Kᵀ, in each head. */
#include "model/ops/ops.h"

static bool scores_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    Shape q = in[0].shape, k = in[1].shape;
    out[0] = (Form){{q.sheets, q.rows, k.rows}, in[0].rows, in[1].rows};
    return ops_fits(q.sheets == k.sheets && q.cols == k.cols, q, k, e);
}

static void scores_run(const StepRun *r) {
    Shape s = r->out[0].shape;
    int d = r->in[0].shape.cols;
    float *work = ops_transpose_room(r, d, s.cols);
    for (int h = 0; h < s.sheets; h++)
        r->kernels->matmul_bt(ops_sheet(r->write[0], s, h), tensor_sheet(r->in[0], h),
                              tensor_sheet(r->in[1], h), NULL, s.rows, d, s.cols, kernels_block(d),
                              work);
}

/* S = Q Kᵀ: dQ += dS · K, dK += dSᵀ · Q */
static void scores_back(const StepRun *r) {
    Tensor q = r->in[0], k = r->in[1];
    int m = q.shape.rows, n = k.shape.rows, d = q.shape.cols;
    for (int h = 0; h < q.shape.sheets; h++) {
        const float *ds = r->dout[0] + (size_t)h * (size_t)m * (size_t)n;
        size_t qh = (size_t)h * ops_sheet_size(q), kh = (size_t)h * ops_sheet_size(k);
        if (r->din[0]) r->kernels->matmul_add(r->din[0] + qh, ds, k.x + kh, m, n, d);
        if (r->din[1]) r->kernels->matmul_at_add(r->din[1] + kh, ds, q.x + qh, n, m, d);
    }
}

static void scores_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int d = r->in[0].shape.cols;
    ops_room(x, arena, d);
    for (int i = 0; i < d; i++)
        ops_term(r, x, 0, (Cell){at.sheet, at.row, i}, 1, (Cell){at.sheet, at.col, i});
    ops_chain(r, output, at, kernels_block(d), arena, x);
}

const OpInfo op_scores = {
    .name = "scores",
    .symbol = "S",
    .formula = {.text = "{out} = {in0}\\by{in1}^T", .turned = "{out}^T = {in1}\\by{in0}^T"},
    .inputs = 2,
    .outputs = 1,
    .in = {{FROM_SHEET, FROM_ROW, FROM_ALL, "Q"}, {FROM_SHEET, FROM_COL, FROM_ALL, "K"}},
    .out = {{"", .check = "scores = Q · Kᵀ"}},
    .shape = scores_shape,
    .run = scores_run,
    .back = scores_back,
    .explain = scores_explain,
};
