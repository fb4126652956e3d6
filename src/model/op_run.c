/* The run column of the op table: each step's numbers, by the kernels. */
#include <math.h>
#include <string.h>

#include "model/op_rows.h"

static float *sheet_of(float *x, Shape s, int sheet) {
    return x + (size_t)sheet * (size_t)s.rows * (size_t)s.cols;
}

RUN_OF(embed) {
    int d = r->in[1].shape.cols;
    for (int i = 0; i < r->in[0].shape.rows; i++)
        r->kernels->scale(r->write[0] + (size_t)i * (size_t)d,
                          tensor_row(r->in[1], 0, (int)r->in[0].x[i]), r->args->factor, d);
}

RUN_OF(position) {
    if (r->args->variant)
        memset(r->write[0], 0, size_of(r->out[0]) * sizeof(float));
    else
        r->kernels->sinusoid(r->write[0], r->args->count, r->args->width);
}

RUN_OF(causal) {
    int n = r->args->width;
    for (int i = 0; i < r->args->count; i++)
        for (int j = 0; j < n; j++)
            r->write[0][(size_t)i * (size_t)n + (size_t)j] =
                j <= i || r->args->variant ? 0.0f : -INFINITY;
}

RUN_OF(padding) {
    for (int j = 0; j < r->in[0].shape.rows; j++)
        r->write[0][j] = r->in[0].x[j] == 0.0f && !r->args->variant ? -INFINITY : 0.0f;
}

RUN_OF(add) {
    r->kernels->add(r->write[0], r->in[0].x, r->in[1].x, size_of(r->in[0]));
}

RUN_OF(linear) {
    Shape w = r->in[1].shape;
    r->kernels->matmul(r->write[0], r->in[0].x, r->in[1].x, r->inputs > 2 ? r->in[2].x : NULL,
                       r->in[0].shape.rows, w.rows, w.cols);
}

RUN_OF(linear_tied) {
    Shape e = r->in[1].shape;
    r->kernels->matmul_bt(r->write[0], r->in[0].x, r->in[1].x, NULL, r->in[0].shape.rows, e.cols,
                          e.rows, transpose_room(r, e.cols, e.rows));
}

/* A few numbers at a time: a call of memcpy would cost more than the copying. */
static void copy(float *to, const float *from, int n) {
    for (int i = 0; i < n; i++) to[i] = from[i];
}

RUN_OF(split) {
    Shape s = r->out[0].shape;
    float *to = r->write[0];
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++, to += s.cols)
            copy(to, r->in[0].x + (size_t)(i * s.sheets + h) * (size_t)s.cols, s.cols);
}

RUN_OF(scores) {
    Shape s = r->out[0].shape;
    int d = r->in[0].shape.cols;
    float *work = transpose_room(r, d, s.cols);
    for (int h = 0; h < s.sheets; h++)
        r->kernels->matmul_bt(sheet_of(r->write[0], s, h), tensor_sheet(r->in[0], h),
                              tensor_sheet(r->in[1], h), NULL, s.rows, d, s.cols, work);
}

RUN_OF(scale) {
    r->kernels->scale(r->write[0], r->in[0].x, r->args->factor, size_of(r->in[0]));
}

Cell mask_cell(Tensor mask, Cell at) {
    return (Cell){mask.shape.sheets == 1 ? 0 : at.sheet, mask.shape.rows == 1 ? 0 : at.row, at.col};
}

/* y = (s + first) + second */
RUN_OF(mask) {
    Shape s = r->out[0].shape;
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++) {
            float *y = sheet_of(r->write[0], s, h) + (size_t)i * (size_t)s.cols;
            Cell at = mask_cell(r->in[1], (Cell){h, i, 0});
            r->kernels->add(y, tensor_row(r->in[0], h, i), tensor_row(r->in[1], at.sheet, at.row),
                            s.cols);
            if (r->inputs < 3) continue;
            at = mask_cell(r->in[2], (Cell){h, i, 0});
            r->kernels->accumulate(y, tensor_row(r->in[2], at.sheet, at.row), s.cols);
        }
}

static void turn(float *to, const float *from, int rows, int cols) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++)
            to[(size_t)j * (size_t)rows + (size_t)i] = from[(size_t)i * (size_t)cols + (size_t)j];
}

/* The same kernel over the turned matrix: columns are its rows. */
static void softmax_of_columns(const StepRun *r) {
    Shape s = r->in[0].shape;
    size_t size = (size_t)s.rows * (size_t)s.cols;
    float *turned = arena_raw(r->work, 3 * size, sizeof *turned), *exps = turned + size,
          *shares = exps + size;
    for (int h = 0; h < s.sheets; h++) {
        turn(turned, tensor_sheet(r->in[0], h), s.rows, s.cols);
        r->kernels->softmax(r->write[0] + h * s.cols, exps, r->write[2] + h * s.cols, shares,
                            turned, s.cols, s.rows);
        turn(sheet_of(r->write[1], s, h), exps, s.cols, s.rows);
        turn(sheet_of(r->write[3], s, h), shares, s.cols, s.rows);
    }
}

RUN_OF(softmax) {
    Shape s = r->in[0].shape;
    if (r->args->variant) {
        softmax_of_columns(r);
        return;
    }
    r->kernels->softmax(r->write[0], r->write[1], r->write[2], r->write[3], r->in[0].x,
                        s.sheets * s.rows, s.cols);
}

RUN_OF(mix) {
    Shape z = r->out[0].shape;
    for (int h = 0; h < z.sheets; h++)
        r->kernels->matmul(sheet_of(r->write[0], z, h), tensor_sheet(r->in[0], h),
                           tensor_sheet(r->in[1], h), NULL, z.rows, r->in[1].shape.rows, z.cols);
}

RUN_OF(concat) {
    Shape z = r->in[0].shape;
    const float *from = r->in[0].x;
    for (int h = 0; h < z.sheets; h++)
        for (int i = 0; i < z.rows; i++, from += z.cols)
            copy(r->write[0] + (size_t)(i * z.sheets + h) * (size_t)z.cols, from, z.cols);
}

RUN_OF(norm) {
    Shape s = r->in[0].shape;
    r->kernels->norm(r->write[0], r->write[1], r->write[2], r->in[0].x, r->in[1].x, r->in[2].x,
                     r->args->factor, s.rows, s.cols);
}

RUN_OF(relu) {
    r->kernels->relu(r->write[0], r->in[0].x, size_of(r->in[0]));
}

RUN_OF(gelu) {
    (r->args->variant ? r->kernels->gelu_tanh : r->kernels->gelu_erf)(r->write[0], r->in[0].x,
                                                                      size_of(r->in[0]));
}

RUN_OF(cross_entropy) {
    Shape z = r->in[0].shape;
    r->kernels->cross_entropy(r->write[0], r->write[1], r->in[0].x, r->in[1].x, z.rows, z.cols);
}

RUN_OF(entropy) {
    Shape s = r->in[0].shape;
    r->kernels->entropy(r->write[0], r->in[0].x, s.sheets * s.rows, s.cols);
}

RUN_OF(given) {
    memcpy(r->write[0], r->args->given, shape_size(r->args->form->shape) * sizeof(float));
}
