/* Marks and targets are added at the end, on top of what is there. */
#include "scene/pen/marks.h"

#include <math.h>
#include <string.h>

void scene_add(Scene *s, Item item) {
    if (s->count == s->room) {
        int room = s->room ? s->room * 2 : 1024;
        Item *items = arena_raw(s->arena, (size_t)room, sizeof *items);
        if (s->count) memcpy(items, s->items, (size_t)s->count * sizeof *items);
        s->items = items;
        s->room = room;
    }
    s->items[s->count++] = item;
}

Item *stage_add(Stage *s, ItemKind kind) {
    scene_add(s->scene, (Item){.kind = kind, .group = s->group});
    return &s->scene->items[s->scene->count - 1];
}

void stage_box(Stage *s, Rect r, float radius, Color fill, float line, Color stroke) {
    Item *i = stage_add(s, ITEM_BOX);
    i->x = r.x, i->y = r.y, i->w = r.w, i->h = r.h;
    i->radius = radius;
    i->fill = fill;
    i->line = line;
    i->stroke = stroke;
}

void stage_line(Stage *s, float x, float y, float x2, float y2, float width, Color color) {
    Item *i = stage_add(s, ITEM_LINE);
    i->x = x, i->y = y, i->x2 = x2, i->y2 = y2;
    i->line = width;
    i->fill = color;
}

void stage_dots(Stage *s, float x, float y, float x2, float y2, Color color) {
    if (fabsf(x2 - x) + fabsf(y2 - y) < 4 * s->unit) return;
    float dot = fmaxf(1.5f, 1.8f * s->unit);
    stage_line(s, x, y, x2, y2, dot, color);
    Item *i = &s->scene->items[s->scene->count - 1];
    i->dash_on = dot;
    i->dash_off = 2.2f * dot;
}

void stage_hatch(Stage *s, Rect r) {
    Item *i = stage_add(s, ITEM_HATCH);
    i->x = r.x, i->y = r.y, i->w = r.w, i->h = r.h;
    i->gap = fmaxf(4, roundf(5 * s->unit));
    i->line = fmaxf(1, s->unit * 0.8f);
    i->fill = s->theme.hatch;
}

void stage_polygon(Stage *s, const float *corners, int count, Color color) {
    Item *i = stage_add(s, ITEM_POLYGON);
    i->rows = count;
    i->fill = color;
    memcpy(i->p, corners, (size_t)count * 2 * sizeof *corners);
}

void stage_cubic(Stage *s, const float p[8], float width, Color color) {
    Item *i = stage_add(s, ITEM_CURVE);
    memcpy(i->p, p, sizeof i->p);
    i->line = width;
    i->fill = color;
}

void stage_curve(Stage *s, float x, float y, float x2, float y2, float width, Color color) {
    float half = (x2 - x) / 2;
    stage_cubic(s, (float[]){x, y, x + half, y, x2 - half, y2, x2, y2}, width, color);
}

/* Pieces of it, one of two. */
static void dashed(Stage *s, const float p[8], float width, Color color) {
    float dash = fmaxf(3, 4 * s->unit), way = fabsf(p[6] - p[0]) + fabsf(p[7] - p[1]), ax = p[0],
          ay = p[1];
    int count = (int)(way / dash);
    for (int i = 1; i <= count; i++) {
        float t = (float)i / (float)count, u = 1 - t, a = u * u * u, b = 3 * u * u * t,
              c = 3 * u * t * t, d = t * t * t, bx = a * p[0] + b * p[2] + c * p[4] + d * p[6],
              by = a * p[1] + b * p[3] + c * p[5] + d * p[7];
        if (i % 2) stage_line(s, ax, ay, bx, by, width, color);
        ax = bx, ay = by;
    }
}

void stage_curve_dashed(Stage *s, float x, float y, float x2, float y2, float width, Color color) {
    float half = (x + x2) / 2;
    dashed(s, (float[]){x, y, half, y, half, y2, x2, y2}, width, color);
}

void stage_course_dashed(Stage *s, float x, float y, float x2, float y2, float pull, float width,
                         Color color) {
    float by = pull * (y2 - y);
    dashed(s, (float[]){x, y, x, y + by, x2, y2 - by, x2, y2}, width, color);
}

void stage_target(Stage *s, Target t) {
    Scene *scene = s->scene;
    if (scene->target_count == scene->target_room) {
        int room = scene->target_room ? scene->target_room * 2 : 16;
        Target *targets = arena_raw(s->arena, (size_t)room, sizeof *targets);
        if (scene->target_count)
            memcpy(targets, scene->targets, (size_t)scene->target_count * sizeof *targets);
        scene->targets = targets;
        scene->target_room = room;
    }
    scene->targets[scene->target_count++] = t;
}

void stage_target_in(Stage *s, Rect r, Target t) {
    t.x = r.x, t.y = r.y, t.w = r.w, t.h = r.h;
    stage_target(s, t);
}
