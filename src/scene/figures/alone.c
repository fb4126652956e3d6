/* One matrix, and nothing that it was made of: for a slide, a page, or the last row of a room. */
#include "scene/figures/alone.h"

#include "scene/matrix/table.h"
#include "scene/words/alone_words.h"

void figure_alone(Stage *s, Rect area) {
    Table t = {0};
    Grid g = grid_make(s, s->at.value, s->at.cell.sheet, false);
    g.predicts = true;
    g.heading = HEADING_LEGEND;
    g.sums = (program_shares(s->program, s->at.value) && s->step && !s->step->args.turned) ||
             alone_almost(s);
    grid_follow(s, &g);
    table_add(&t, g, 0, 0);
    if (table_layout(s, &t, area)) table_draw(s, &t);
}
