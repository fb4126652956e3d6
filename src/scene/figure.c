/* Which figure shows which kind of step. */
#include "scene/figure.h"

void figure_draw(Stage *s, Rect area) {
    switch (s->step ? s->step->op : OP_COUNT) {
    case OP_LINEAR:
    case OP_LINEAR_TIED:
    case OP_SCORES:
    case OP_MIX: figure_product(s, area); break;
    case OP_SOFTMAX: figure_softmax(s, area); break;
    case OP_SPLIT:
    case OP_CONCAT: figure_heads(s, area); break;
    default: figure_chain(s, area); break;
    }
}
