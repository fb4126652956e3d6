/* Finding targets and cells under a place, and telling what is on them. */
#include "scene/pen/hit.h"

#include <math.h>
#include <string.h>

/* The cell under a place along one side; cells end on whole pixels, as painters draw them. */
static int hit_cell_at(float place, float size, int count) {
    int at = (int)floorf(place * (float)count / size);
    if (at > 0 && place < floorf((float)at * size / (float)count + 0.5f)) at--;
    if (at + 1 < count && place >= floorf((float)(at + 1) * size / (float)count + 0.5f)) at++;
    return at < 0 ? 0 : at >= count ? count - 1 : at;
}

bool scene_hit(const Scene *s, float x, float y, const Target **target, int *row, int *col) {
    for (int i = s->target_count - 1; i >= 0; i--) {
        const Target *t = &s->targets[i];
        if (!(x >= t->x && x < t->x + t->w && y >= t->y && y < t->y + t->h)) continue;
        *target = t;
        *row = *col = 0;
        if (t->kind != TARGET_CELLS) return true;
        int across = hit_cell_at(x - t->x, t->w, t->transposed ? t->rows : t->cols);
        int down = hit_cell_at(y - t->y, t->h, t->transposed ? t->cols : t->rows);
        *row = t->row0 + (t->transposed ? across : down);
        *col = t->col0 + (t->transposed ? down : across);
        return true;
    }
    return false;
}

Pointed target_pointed(const Target *t, int row, int col) {
    Pointed p = {.kind = t->kind, .head = t->head, .aside = t->aside};
    if (t->path && strlen(t->path) < sizeof p.path) strcpy(p.path, t->path);
    switch (t->kind) {
    case TARGET_CELLS: p.row = row, p.col = col; break;
    case TARGET_OPERAND:
    case TARGET_MENU:
    case TARGET_EXPORT:
    case TARGET_SUPPOSE:
    case TARGET_ANSWER: p.row = t->row0, p.col = t->col0; break;
    case TARGET_STEP: p.index = (int)t->depth; break;
    case TARGET_COMMAND: p.index = (int)t->command; break;
    case TARGET_FIELD: p.kind = TARGET_COMMAND, p.index = COMMAND_EDIT; break;
    default: p.index = t->row0;
    }
    return p;
}
