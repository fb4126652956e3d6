/* Which figure shows what: by depth, by form, by kind of step. */
#include "scene/figures/figure.h"

#include <string.h>

#include "scene/figures/all_heads.h"
#include "scene/figures/alone.h"
#include "scene/figures/bars.h"
#include "scene/figures/cell.h"
#include "scene/figures/kinds.h"
#include "scene/figures/presented.h"
#include "scene/figures/ribbons.h"
#include "scene/marks/hidden.h"
#include "scene/overview/heads_grid.h"
#include "scene/overview/lens_table.h"
#include "scene/overview/overview.h"
#include "scene/overview/tree.h"
#include "scene/words/lens_words.h"
#include "scene/words/names.h"
#include "scene/words/tree_words.h"

bool figure_has_form(const Stage *s, FigureForm form) {
    const ValueInfo *info = &s->program->values[s->at.value];
    if (form == FORM_TREE) return s->in->view->shown.at.depth == DEPTH_MODEL && tree_has(s);
    if (form == FORM_LENS) return s->in->view->shown.at.depth == DEPTH_MODEL && lens_words_has(s);
    if (s->in->view->shown.at.depth == DEPTH_SENTENCE) return form == FORM_MATRIX;
    if (s->in->view->shown.at.depth < DEPTH_STEP)
        return (form == FORM_MATRIX && !s->foreign) || form == FORM_HEADS;
    if (s->in->view->shown.at.depth == DEPTH_CELL) return form == FORM_MATRIX;
    switch (form) {
    case FORM_RIBBONS: return program_is(s->program, s->at.value, VALUE_WEIGHTS);
    case FORM_BARS: return s->step && info->form.shape.cols > 1;
    case FORM_ALONE: /* no choice where the matrix is alone by itself */
        if (s->alone && s->in->view->shown.at.form == FORM_MATRIX) return false;
        return info->form.shape.cols > 1 || (s->foreign && info->role == VALUE_MATRIX);
    case FORM_HEADS:
        return (info->form.shape.sheets > 1 || info->role == VALUE_CONCAT) &&
               info->place.sublayer != SUBLAYER_NONE;
    default: return true;
    }
}

/* Where a question hides a row, only the plain matrix can be drawn without it. */
static bool gives_away(const Stage *s, FigureForm form) {
    bool asked =
        s->veil.on && shape_equal(s->program->values[s->at.value].form.shape, s->veil.shape);
    return asked && (s->in->view->shown.at.depth > DEPTH_STEP ||
                     (form != FORM_MATRIX && form != FORM_ALONE) || kinds_in_words(s, s->step));
}

const Step *figure_step(const Stage *s) {
    const Shown *v = &s->in->view->shown;
    bool all = v->at.depth >= DEPTH_STEP && v->at.form == FORM_HEADS;
    return all && figure_has_form(s, FORM_HEADS) ? all_heads_step(s) : s->step;
}

void figure_draw(Stage *s, Rect area) {
    FigureForm form =
        figure_has_form(s, s->in->view->shown.at.form) ? s->in->view->shown.at.form : FORM_MATRIX;
    if (s->alone && form == FORM_MATRIX) form = FORM_ALONE;
    if (presented_is(s)) {
        figure_presented(s, area);
        return;
    }
    if (s->in->view->shown.at.depth >= DEPTH_STEP && gives_away(s, form)) {
        hidden_draw(s, area);
        return;
    }
    if (s->in->view->shown.at.depth < DEPTH_STEP) {
        if (form == FORM_TREE)
            figure_tree(s, area);
        else if (form == FORM_LENS)
            figure_lens(s, area);
        else if (form == FORM_HEADS || s->foreign)
            figure_heads_grid(s, area);
        else
            figure_overview(s, area);
    } else if (s->in->view->shown.at.depth == DEPTH_CELL && s->focus.on && s->focus.cell.col >= 0 &&
               s->step) {
        figure_cell(s, area);
    } else {
        switch (form) {
        case FORM_RIBBONS: figure_ribbons(s, area); break;
        case FORM_BARS: figure_bars(s, area); break;
        case FORM_HEADS: figure_all_heads(s, area); break;
        case FORM_ALONE: figure_alone(s, area); break;
        default: kinds_row(s, s->step)->draw(s, area); break;
        }
    }
}
