/* The shown step as those who find claims need it. */
#include "scene/figures/insight.h"

#include "scene/figures/kinds.h"

static Tensor insight_read(void *self, Value v) {
    return stage_tensor(self, v);
}

static Claims insight_of_step(Stage *s) {
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

Claims insight_claims(Stage *s) {
    if (!s->step || s->in->view->shown.at.depth < DEPTH_STEP || s->veil.on)
        return (Claims){.count = 0};
    Claims c = insight_of_step(s);
    ClaimsOf *find = kinds_row(s, s->step)->claims;
    if (find) find(&c);
    claims_choose(&c);
    return c;
}

int insight_row(Stage *s) {
    Claims c = insight_of_step(s);
    return claims_row(&c);
}
