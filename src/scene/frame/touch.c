/* Each side grows by its half of what lacks, at most to the middle between it and what is next. */
#include "scene/frame/touch.h"

#include <math.h>
#include <string.h>

/* Of a matrix one cell is meant; what lies over all takes what is beside its buttons. */
static bool touch_grows(const Target *t) {
    return t->kind != TARGET_SHEET && t->kind != TARGET_MARK && t->kind != TARGET_LINK &&
           (t->kind != TARGET_CELLS || t->carry == CARRY_FROM);
}

static bool touch_holds(const Target *a, const Target *b) {
    return a->x <= b->x && a->y <= b->y && a->x + a->w >= b->x + b->w && a->y + a->h >= b->y + b->h;
}

/* How far it may grow to the left, to the right; `was`: all of them as they were drawn. */
static void room_beside(const Scene *s, const Target *was, int own, float most, float room[2]) {
    const Target *t = &s->targets[own];
    room[0] = fminf(most, t->x), room[1] = fminf(most, (float)s->width - t->x - t->w);
    for (int i = 0; i < s->target_count; i++) {
        const Target *o = &was[i];
        if (i == own || o->y >= t->y + t->h || o->y + o->h <= t->y || touch_holds(o, t)) continue;
        float left = t->x - o->x - o->w, right = o->x - t->x - t->w;
        if (o->x < t->x) room[0] = fminf(room[0], fmaxf(0, left / 2));
        if (o->x + o->w > t->x + t->w) room[1] = fminf(room[1], fmaxf(0, right / 2));
    }
}

static void room_above(const Scene *s, const Target *was, int own, float most, float room[2]) {
    const Target *t = &s->targets[own];
    room[0] = fminf(most, t->y), room[1] = fminf(most, (float)s->height - t->y - t->h);
    for (int i = 0; i < s->target_count; i++) {
        const Target *o = &was[i];
        if (i == own || o->x >= t->x + t->w || o->x + o->w <= t->x || touch_holds(o, t)) continue;
        float above = t->y - o->y - o->h, below = o->y - t->y - t->h;
        if (o->y < t->y) room[0] = fminf(room[0], fmaxf(0, above / 2));
        if (o->y + o->h > t->y + t->h) room[1] = fminf(room[1], fmaxf(0, below / 2));
    }
}

void touch_grow(Stage *s) {
    float thumb = stage_thumb(s), room[2];
    const Scene *scene = s->scene;
    if (thumb <= 0 || !scene->target_count) return;
    Target *was = arena_many(s->arena, Target, scene->target_count);
    memcpy(was, scene->targets, (size_t)scene->target_count * sizeof *was);
    for (int i = 0; i < scene->target_count; i++) {
        Target *t = &scene->targets[i];
        if (!touch_grows(t)) continue;
        if (t->h < thumb) {
            room_above(scene, was, i, (thumb - t->h) / 2, room);
            t->y -= room[0], t->h += room[0] + room[1];
        }
        if (t->w < thumb) {
            room_beside(scene, was, i, (thumb - t->w) / 2, room);
            t->x -= room[0], t->w += room[0] + room[1];
        }
    }
}
