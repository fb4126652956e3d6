/* Cutting a picture where its marks end. */
#include "scene/pen/crop.h"

#include <float.h>
#include <math.h>

typedef struct Bounds {
    float x0, y0, x1, y1;
} Bounds;

static void crop_reach(Bounds *b, float x, float y, float out) {
    b->x0 = fminf(b->x0, x - out), b->x1 = fmaxf(b->x1, x + out);
    b->y0 = fminf(b->y0, y - out), b->y1 = fmaxf(b->y1, y + out);
}

static void reach_text(Bounds *b, const Item *i, const Font *font) {
    FontMetrics m = font->metrics(font->self, i->face, i->pixels);
    float angle = i->degrees * 0.017453293f, c = cosf(angle), s = sinf(angle);
    float u[4] = {0, i->w, i->w, 0}, v[4] = {-m.ascent, -m.ascent, m.descent, m.descent};
    for (int k = 0; k < 4; k++)
        crop_reach(b, i->x + u[k] * c + v[k] * s, i->y - u[k] * s + v[k] * c, 0);
}

static void reach_item(Bounds *b, const Item *i, const Font *font) {
    int points = i->kind == ITEM_CURVE ? 4 : i->rows;
    switch (i->kind) {
    case ITEM_TEXT: reach_text(b, i, font); break;
    case ITEM_LINE:
        crop_reach(b, i->x, i->y, i->line / 2);
        crop_reach(b, i->x2, i->y2, i->line / 2);
        break;
    case ITEM_CURVE:
    case ITEM_POLYGON:
        for (int k = 0; k < points; k++) crop_reach(b, i->p[2 * k], i->p[2 * k + 1], i->line / 2);
        break;
    default:
        crop_reach(b, i->x, i->y, 0);
        crop_reach(b, i->x + i->w, i->y + i->h, 0);
        break;
    }
}

static void crop_move_item(Item *i, float x, float y) {
    i->x += x, i->x2 += x;
    i->y += y, i->y2 += y;
    for (int k = 0; k < 8; k += 2) i->p[k] += x, i->p[k + 1] += y;
}

/* Whole pixels only: edges stay as sharp as they were. */
void scene_crop(Scene *s, const Font *font, float margin) {
    Bounds b = {FLT_MAX, FLT_MAX, -FLT_MAX, -FLT_MAX};
    for (int i = 0; i < s->count; i++) reach_item(&b, &s->items[i], font);
    float x = fmaxf(0, floorf(b.x0 - margin)), y = fmaxf(0, floorf(b.y0 - margin));
    float right = fminf((float)s->width, ceilf(b.x1 + margin)),
          low = fminf((float)s->height, ceilf(b.y1 + margin));
    if (s->count == 0 || right - x < 1 || low - y < 1) return;
    s->width = (int)(right - x);
    s->height = (int)(low - y);
    for (int i = 0; i < s->count; i++) crop_move_item(&s->items[i], -x, -y);
    for (int i = 0; i < s->target_count; i++) s->targets[i].x -= x, s->targets[i].y -= y;
    s->stage[0] -= x, s->stage[1] -= y;
}
