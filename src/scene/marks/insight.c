/* Numbers are read by the stage, so that they count as named and a question's stay hidden. */
#include "scene/marks/insight.h"

#include "trace/claims_attention.h"

static Tensor insight_read(void *self, Value v) {
    return stage_tensor(self, v);
}

Claims insight_step(Stage *s) {
    const View *v = s->in->view;
    Value out = outline_value(s->program, s->shown_step);
    Shape shape = s->program->values[out].form.shape;
    return (Claims){.program = s->program,
                    .read = insight_read,
                    .self = s,
                    .arena = s->arena,
                    .step = s->step,
                    .in = s->step->inputs ? s->step->in[0] : NO_VALUE,
                    .out = out,
                    .sheet = s->at.cell.sheet < shape.sheets ? s->at.cell.sheet : 0,
                    .row = v->shown.at.row < shape.rows ? v->shown.at.row : -1,
                    .sums = v->shown.at.form == FORM_RIBBONS,
                    .gold = s->in->gold};
}

int insight_row(Stage *s) {
    Claims c = insight_step(s);
    return claims_row(&c);
}

int insight_elsewhere(Stage *s, int row) {
    Claims c = insight_step(s);
    return claims_elsewhere(&c, row);
}
