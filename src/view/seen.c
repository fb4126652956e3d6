/* What is shown is looked up in a run here, and nowhere else. */
#include "view/seen.h"

#include "trace/opening.h"

Address seen_address(const Shown *v, const Decoding *d) {
    const Place *at = &v->at;
    Address a = {.t = at->t >= 0 && at->t < d->steps ? at->t : d->steps - 1};
    int written = opening_written(d);
    if (at->depth == DEPTH_SENTENCE && a.t >= written) a.t = written - 1;
    const Program *p = &d->programs[a.t];
    a.value = program_nearest(p, at->path);
    if (at->depth == DEPTH_SENTENCE) a.value = opening_block(p, a.value);
    for (int i = 0; i < p->value_count && a.value == NO_VALUE; i++)
        if (program_is(p, i, VALUE_WEIGHTS)) a.value = i; /* the first that looks at something */
    if (a.value == NO_VALUE) a.value = p->steps[0].out[op_table[p->steps[0].op]->outputs - 1];
    Shape s = p->values[a.value].form.shape;
    int sheet = at->head < 0 ? 0 : at->head < s.sheets ? at->head : s.sheets - 1;
    a.has_cell = at->row >= 0 && at->row < s.rows && at->col >= 0 && at->col < s.cols;
    a.cell = (Cell){sheet, a.has_cell ? at->row : 0, a.has_cell ? at->col : 0};
    return a;
}
