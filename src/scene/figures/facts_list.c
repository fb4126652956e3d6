/* Whose facts are listed: a step's, a layer's or the model's. */
#include "scene/figures/facts_list.h"

#include "scene/figures/kinds.h"

/* Of a block, the step that says most. */
static int telling_step(const Stage *s, const Block *b) {
    static const ValueRole order[] = {VALUE_WEIGHTS, VALUE_PROBABILITIES, VALUE_ACTIVE,
                                      VALUE_NORM,    VALUE_EMBEDDING,     VALUE_CAUSAL};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (int i = b->first; i < b->end; i++)
            if (program_is(s->program, outline_value(s->program, i), order[k])) return i;
    return b->end - 1;
}

static void high_facts(Facts *f, Depth depth) {
    const Stage *s = f->s;
    const Block *b = &s->outline.blocks[s->outline.block_of_step[s->shown_step]];
    const Part *part = &s->outline.parts[b->part];
    f->every_head = true;
    f->row = -1;
    f->sheet = 0;
    if (s->foreign) return;
    if (depth == DEPTH_MODEL) {
        facts_model(f);
        return;
    }
    if (depth == DEPTH_LAYER && facts_layer(f, part)) return;
    if (depth == DEPTH_LAYER)
        b = &s->outline.blocks[part->stack == STACK_OUTPUT ? part->end - 1 : part->first];
    facts_take(f, telling_step(s, b));
    kinds_row(s, f->step)->facts(f);
}

int facts_list(Stage *s, const char *out[FACTS_MOST], int at[FACTS_MOST]) {
    const View *v = s->in->view;
    int rows = s->program->values[s->at.value].form.shape.rows;
    Facts f = {.s = s,
               .sheet = s->at.cell.sheet,
               .row = v->shown.at.row < rows ? v->shown.at.row : -1,
               .list = out,
               .at = at};
    if (v->shown.at.depth < DEPTH_STEP) {
        high_facts(&f, v->shown.at.depth);
    } else if (s->step) {
        facts_take(&f, s->shown_step);
        if (f.sheet >= s->program->values[f.out].form.shape.sheets) f.sheet = 0;
        kinds_row(s, f.step)->facts(&f);
    } else {
        facts_weight(&f);
    }
    return f.count;
}
