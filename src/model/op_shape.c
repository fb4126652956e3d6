/* The shape column of the op table: what comes out, given what goes in, or why it cannot. */
#include "model/op_rows.h"

static bool needs(int inputs, int wanted, Error *e) {
    return inputs == wanted || error_set(e, "needs %d inputs, has %d", wanted, inputs);
}

static bool fits(bool ok, Shape a, Shape b, Error *e) {
    return ok || error_set(e, "%d × %d × %d does not fit %d × %d × %d", a.sheets, a.rows, a.cols,
                           b.sheets, b.rows, b.cols);
}

SHAPE_OF(embed) {
    (void)args;
    if (!needs(inputs, 2, e)) return false;
    out[0] = (Form){{1, in[0].shape.rows, in[1].shape.cols}, in[0].rows, in[1].cols};
    return fits(in[0].shape.cols == 1 && in[0].shape.sheets == 1 && in[1].shape.sheets == 1,
                in[0].shape, in[1].shape, e);
}

static bool generated(const StepArgs *args, int inputs, Axis cols, Form *out, Error *e) {
    out[0] = (Form){{1, args->count, args->width}, args->axis, cols};
    if (!needs(inputs, 0, e)) return false;
    return (args->count > 0 && args->width > 0) || error_set(e, "is empty");
}

SHAPE_OF(position) {
    (void)in;
    return generated(args, inputs, AXIS_MODEL, out, e);
}

SHAPE_OF(causal) {
    (void)in;
    return generated(args, inputs, args->axis, out, e);
}

SHAPE_OF(padding) {
    (void)args;
    if (!needs(inputs, 1, e)) return false;
    out[0] = (Form){{1, 1, in[0].shape.rows}, AXIS_ONE, in[0].rows};
    return fits(in[0].shape.cols == 1 && in[0].shape.sheets == 1, in[0].shape, out[0].shape, e);
}

SHAPE_OF(same) {
    (void)args;
    if (!needs(inputs, 1, e)) return false;
    out[0] = in[0];
    return true;
}

SHAPE_OF(add) {
    (void)args;
    if (!needs(inputs, 2, e)) return false;
    out[0] = in[0];
    return fits(shape_equal(in[0].shape, in[1].shape), in[0].shape, in[1].shape, e);
}

/* The bias may be missing. */
SHAPE_OF(linear) {
    (void)args;
    if (inputs != 2 && !needs(inputs, 3, e)) return false;
    Shape x = in[0].shape, w = in[1].shape;
    out[0] = (Form){{1, x.rows, w.cols}, in[0].rows, in[1].cols};
    if (!fits(x.cols == w.rows && x.sheets == 1 && w.sheets == 1, x, w, e)) return false;
    return inputs == 2 || fits(shape_equal(in[2].shape, (Shape){1, 1, w.cols}), w, in[2].shape, e);
}

SHAPE_OF(linear_tied) {
    (void)args;
    if (!needs(inputs, 2, e)) return false;
    Shape x = in[0].shape, w = in[1].shape;
    out[0] = (Form){{1, x.rows, w.rows}, in[0].rows, in[1].rows};
    return fits(x.cols == w.cols && x.sheets == 1 && w.sheets == 1, x, w, e);
}

SHAPE_OF(split) {
    if (!needs(inputs, 1, e)) return false;
    Shape x = in[0].shape;
    if (args->count < 1 || x.sheets != 1 || x.cols % args->count)
        return error_set(e, "%d columns cannot be cut into %d heads", x.cols, args->count);
    out[0] = (Form){{args->count, x.rows, x.cols / args->count}, in[0].rows, AXIS_HEAD};
    return true;
}

SHAPE_OF(scores) {
    (void)args;
    if (!needs(inputs, 2, e)) return false;
    Shape q = in[0].shape, k = in[1].shape;
    out[0] = (Form){{q.sheets, q.rows, k.rows}, in[0].rows, in[1].rows};
    return fits(q.sheets == k.sheets && q.cols == k.cols, q, k, e);
}

/* One mask or two; a mask with one row, or one sheet, serves every row and sheet. */
SHAPE_OF(mask) {
    (void)args;
    if (inputs != 2 && !needs(inputs, 3, e)) return false;
    Shape s = in[0].shape;
    out[0] = in[0];
    for (int i = 1; i < inputs; i++) {
        Shape m = in[i].shape;
        bool ok = m.cols == s.cols && (m.rows == s.rows || m.rows == 1) &&
                  (m.sheets == s.sheets || m.sheets == 1);
        if (!fits(ok, s, m, e)) return false;
    }
    return true;
}

SHAPE_OF(softmax) {
    if (!needs(inputs, 1, e)) return false;
    Shape s = in[0].shape;
    Form margin = {{s.sheets, s.rows, 1}, in[0].rows, AXIS_ONE},
         below = {{s.sheets, 1, s.cols}, AXIS_ONE, in[0].cols};
    out[0] = out[2] = args->variant ? below : margin;
    out[1] = out[3] = in[0];
    return true;
}

SHAPE_OF(mix) {
    (void)args;
    if (!needs(inputs, 2, e)) return false;
    Shape a = in[0].shape, v = in[1].shape;
    out[0] = (Form){{a.sheets, a.rows, v.cols}, in[0].rows, in[1].cols};
    return fits(a.sheets == v.sheets && a.cols == v.rows, a, v, e);
}

SHAPE_OF(concat) {
    (void)args;
    if (!needs(inputs, 1, e)) return false;
    Shape x = in[0].shape;
    out[0] = (Form){{1, x.rows, x.sheets * x.cols}, in[0].rows, AXIS_MODEL};
    return true;
}

SHAPE_OF(norm) {
    (void)args;
    if (!needs(inputs, 3, e)) return false;
    Shape x = in[0].shape, vector = {1, 1, x.cols};
    out[0] = out[1] = (Form){{1, x.rows, 1}, in[0].rows, AXIS_ONE};
    out[2] = in[0];
    return fits(x.sheets == 1 && shape_equal(in[1].shape, vector), x, in[1].shape, e) &&
           fits(shape_equal(in[2].shape, vector), x, in[2].shape, e);
}

SHAPE_OF(cross_entropy) {
    (void)args;
    if (!needs(inputs, 2, e)) return false;
    Shape z = in[0].shape;
    out[0] = in[0];
    out[1] = (Form){{1, z.rows, 1}, in[0].rows, AXIS_ONE};
    return fits(z.sheets == 1 && shape_equal(in[1].shape, out[1].shape), z, in[1].shape, e);
}

SHAPE_OF(entropy) {
    (void)args;
    if (!needs(inputs, 1, e)) return false;
    out[0] = (Form){{in[0].shape.sheets, in[0].shape.rows, 1}, in[0].rows, AXIS_ONE};
    return true;
}

SHAPE_OF(given) {
    (void)in;
    out[0] = *args->form;
    return inputs == 0 || error_set(e, "it has inputs");
}
