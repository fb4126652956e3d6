/* What the tokens at the edges of a matrix mean, in a reader's language: small and muted, under
   each label or beside it. Not for where there is no room: then an axis has none. */
#include "scene/matrix/grid_gloss.h"

#include <math.h>

#include "scene/pen/text.h"
#include "scene/words/gloss.h"
#include "scene/words/labels.h"

const char *grid_gloss(Stage *s, const Grid *g, bool row, int at) {
    at = row ? g->row0 + at : grid_col(g, at);
    if (row && grid_writes(s, g)) return words_written_gloss(s, at);
    return words_gloss(s, g->value, row != g->transposed, at, false);
}

float grid_gloss_aside(const Stage *s) {
    return 0.8f * (float)gloss_pixels(s);
}

float grid_gloss_width(Stage *s, const Grid *g, bool row) {
    float width = 0;
    int count = row ? g->rows : g->cols, size = gloss_pixels(s);
    for (int i = 0; i < count; i++)
        width = fmaxf(width, stage_width(s, FACE_TEXT, size, grid_gloss(s, g, row, i)));
    return ceilf(width);
}

/* Drawing */

float grid_draw_row_gloss(Stage *s, const Grid *g, int at, float x, float middle) {
    int size = gloss_pixels(s);
    const char *text = grid_gloss(s, g, true, at);
    if (!*text) return middle;
    bool below = g->row_gloss == GLOSS_BELOW;
    float end = below ? g->cells.x - roundf(9 * s->unit) - 2 : x - gloss_gap(s);
    float line = below ? middle + 0.49f * (float)s->small : middle;
    stage_text(s, FACE_TEXT, size, s->theme.role[ROLE_MUTED], s->theme.ground,
               end - stage_width(s, FACE_TEXT, size, text), line + stage_drop(s, FACE_TEXT, size),
               text);
    return below ? middle - 0.49f * (float)size : middle;
}

/* Under an upright word. */
static void draw_upright(Stage *s, const char *text, float middle, float *base) {
    int size = gloss_pixels(s);
    float x = roundf(middle - stage_width(s, FACE_TEXT, size, text) / 2);
    stage_text(s, FACE_TEXT, size, s->theme.role[ROLE_MUTED], s->theme.ground, x, *base, text);
}

void grid_draw_col_gloss(Stage *s, const Grid *g, int at, float turned, float width, float *middle,
                         float *base) {
    float angle = turned * 0.017453293f;
    const char *text = grid_gloss(s, g, false, at);
    int size = gloss_pixels(s);
    if (turned == 0) {
        if (*text) draw_upright(s, text, *middle, base);
        *base -= stage_line_height(size);
        return;
    }
    float x = *middle + 0.2f * (float)s->small, y = *base, along = width + gloss_gap(s);
    if (g->col_gloss == GLOSS_BESIDE)
        x += along * cosf(angle), y -= along * sinf(angle);
    else if (*text)
        x += grid_gloss_aside(s), *middle -= grid_gloss_aside(s);
    stage_turned(s, FACE_TEXT, size, s->theme.role[ROLE_MUTED], x, y, turned, text);
}
