/* Where the cell stands is found among the targets. */
#include "scene/panels/value_sheet.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

void value_sheet_field(Stage *s, Rect r, int pixels, const char *text, bool whole) {
    const Theme *t = &s->theme;
    Color ground = whole ? t->role[ROLE_TEXT] : t->ground,
          ink = whole ? t->ground : t->role[ROLE_TEXT];
    const char *shown = stage_elide(s, FACE_MONO, pixels, stage_number(s, text), r.w - 8);
    float wide = stage_width(s, FACE_MONO, pixels, shown), x = roundf(r.x + (r.w - wide) / 2),
          caret = floorf(x + wide) + 2.5f;
    stage_box(s, r, fminf(6, r.h / 5), ground, 1.5f, t->role[ROLE_HOT]);
    stage_text(s, FACE_MONO, pixels, ink, ground, x,
               r.y + r.h / 2 + stage_drop(s, FACE_MONO, pixels), shown);
    if (!whole) stage_line(s, caret, r.y + 4, caret, r.y + r.h - 4, 1.5f, t->role[ROLE_HOT]);
}

/* Of that value's matrix in the figure itself. False if it is not shown. */
static bool value_sheet_cell(const Stage *s, Rect *out) {
    const ValueField *f = s->in->typed;
    for (int i = s->scene->target_count - 1; i >= 0; i--) {
        const Target *t = &s->scene->targets[i];
        int row = f->row - t->row0, col = f->col - t->col0;
        if (t->kind != TARGET_CELLS || t->aside || t->head != f->sheet || row < 0 || col < 0 ||
            row >= t->rows || col >= t->cols || strcmp(t->path, f->path) != 0)
            continue;
        out->w = t->w / (float)(t->transposed ? t->rows : t->cols);
        out->h = t->h / (float)(t->transposed ? t->cols : t->rows);
        out->x = t->x + out->w * (float)(t->transposed ? row : col);
        out->y = t->y + out->h * (float)(t->transposed ? col : row);
        return true;
    }
    return false;
}

/* Beside the cell, and not beyond the stage; where the cell is not shown, at the stage's top. */
void value_sheet_draw(Stage *s) {
    if (!s->in->typed) return;
    const float *stage = s->scene->stage;
    int least = s->least * 13 / 11, pixels = s->name > least ? s->name : least;
    float w = roundf(10 * (float)pixels), h = roundf(2 * (float)pixels);
    Rect cell = {stage[0] + stage[2] / 2, stage[1] + 2 * h, 0, 0};
    value_sheet_cell(s, &cell);
    float y = cell.y + cell.h + 6;
    if (y + h > stage[1] + stage[3] - 4) y = cell.y - h - 6;
    Rect r = {roundf(fmaxf(stage[0] + 4,
                           fminf(cell.x + cell.w / 2 - w / 2, stage[0] + stage[2] - w - 4))),
              roundf(fmaxf(4, y)), w, h};
    s->group = "overlay";
    stage_box(s, (Rect){r.x - 3, r.y - 3, r.w + 6, r.h + 6}, 8, s->theme.ground, 0, 0);
    value_sheet_field(s, r, pixels, s->in->typed->text, s->in->typed->whole);
    stage_target_in(s, r, (Target){.kind = TARGET_SHEET});
}
