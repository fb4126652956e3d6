/* What is wider than a line has one of its own. */
#include "scene/pen/flow.h"

bool flow_breaks(const Flow *f, float blank, float wide) {
    return f->x > f->left && f->x + blank + wide > f->right;
}

float flow_next(Flow *f, float blank, float wide) {
    if (flow_breaks(f, blank, wide))
        f->x = f->left, f->line++;
    else
        f->x += blank;
    f->x += wide;
    return f->x - wide;
}
