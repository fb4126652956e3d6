/* What the tokens at the edges of a matrix mean, in a reader's language: small and muted, under
   each label or beside it. Not for where there is no room: then an axis has none. */
#include "scene/grid_inside.h"

#include <math.h>

#include "scene/gloss.h"
#include "scene/words.h"

/* Of their size before, cells must keep so much. */
static const float cells_keep = 0.8f;

const char *grid_gloss(Stage *s, const Grid *g, bool row, int at) {
    bool value_row = row != g->transposed;
    return words_gloss(s, g->value, value_row, at + (row ? g->row0 : g->col0), row && g->predicts);
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

bool grid_has_gloss(Stage *s, const Grid *g, bool row) {
    int count = row ? g->rows : g->cols;
    if (!s->in->gloss || !(row ? g->row_labels : g->col_labels) || g->mini) return false;
    for (int i = 0; i < count; i++)
        if (*grid_gloss(s, g, row, i)) return true;
    return false;
}

/* Room */

static float heading_room(Stage *s, const Grid *g) {
    return fminf(g->heading == HEADING_LEFT ? g->left_room : g->slot, grid_heading_room(s, g));
}

GridFit grid_fit(Stage *s, const Grid *g) {
    GridFit f = {.across = g->cells.w / (float)g->cols,
                 .down = g->cells.h / (float)g->rows,
                 .heading = heading_room(s, g)};
    f.number = grid_number_type(s, g, &f.letters);
    f.every_row = g->row_labels ? grid_row_step(s, g) : 1;
    f.stand = g->col_labels && grid_labels_stand(s, g, f.across);
    f.every_col = g->col_labels && !f.stand ? grid_col_step(s, g, f.across) : 1;
    return f;
}

static bool keeps(const GridFit *now, const GridFit *before) {
    return now->across >= cells_keep * before->across && now->down >= cells_keep * before->down &&
           now->heading >= before->heading && now->number >= before->number &&
           now->letters >= before->letters && now->every_row <= before->every_row &&
           now->every_col <= before->every_col && now->stand == before->stand;
}

static bool rows_fit(Stage *s, const Grid *g, const GridFit *now) {
    if (g->row_gloss == GLOSS_NONE) return true;
    float lines = (float)(s->small + gloss_pixels(s) + 1);
    if (g->row_gloss == GLOSS_BELOW && now->down < lines) return false;
    return grid_row_label_width(s, g, 1e9f) <= g->label_room;
}

static bool cols_fit(Stage *s, const Grid *g, const GridFit *now) {
    if (g->col_gloss == GLOSS_NONE) return true;
    if (now->every_col > 1 || g->col_room < 0) return false;
    if (now->stand)
        return g->col_gloss == GLOSS_BELOW && grid_gloss_width(s, g, false) + 6 <= now->across;
    if (g->col_gloss == GLOSS_BELOW && now->across < 1.9f * (float)(s->small + gloss_pixels(s)))
        return false;
    return grid_overhang(s, g, now->across) <= g->col_room;
}

bool grid_gloss_fits(Stage *s, const Grid *g, const GridFit *before) {
    GridFit now = grid_fit(s, g);
    return keeps(&now, before) && rows_fit(s, g, &now) && cols_fit(s, g, &now);
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

void grid_draw_col_gloss(Stage *s, const Grid *g, int at, bool stand, float width, float *middle,
                         float *base) {
    const float half_root = 0.70710678f;
    const char *text = grid_gloss(s, g, false, at);
    int size = gloss_pixels(s);
    if (stand) {
        if (*text) draw_upright(s, text, *middle, base);
        *base -= stage_line_height(size);
        return;
    }
    float x = *middle + 0.2f * (float)s->small, y = *base,
          along = (width + gloss_gap(s)) * half_root;
    if (g->col_gloss == GLOSS_BESIDE)
        x += along, y -= along;
    else if (*text)
        x += grid_gloss_aside(s), *middle -= grid_gloss_aside(s);
    stage_turned(s, FACE_TEXT, size, s->theme.role[ROLE_MUTED], x, y, 45, text);
}
