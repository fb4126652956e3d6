/* Which of the figures above the steps a depth shows. */
#include "scene/overview/overview.h"

#include <math.h>

#include "scene/overview/block.h"
#include "scene/overview/model.h"
#include "scene/overview/part.h"
#include "scene/overview/sentence.h"

void figure_overview(Stage *s, Rect area) {
    if (s->in->view->shown.at.depth == DEPTH_SENTENCE) {
        sentence_draw(s, area);
        return;
    }
    area.h -= roundf(10 * s->unit);
    switch (s->in->view->shown.at.depth) {
    case DEPTH_MODEL: overview_model(s, area); break;
    case DEPTH_LAYER: overview_part(s, area); break;
    default: overview_block(s, area); break;
    }
}
