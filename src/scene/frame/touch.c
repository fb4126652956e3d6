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

/* A target from side to side, or from its top down. */
typedef struct Span {
    float *at, *size;
} Span;

static Span touch_span(Target *t, bool down) {
    return down ? (Span){&t->y, &t->h} : (Span){&t->x, &t->w};
}

/* What a panel covers that the target lies on is out of reach. */
static bool touch_covered(const Target *was, int at, int own) {
    for (int i = at + 1; i < own; i++)
        if (touch_holds(&was[i], &was[own]) && touch_holds(&was[i], &was[at])) return true;
    return false;
}

/* Grows to the size of a thumb in one direction, on one side where the other has no room; `was`:
   all targets as they were drawn. */
static void touch_grow_along(const Scene *s, Target *was, int own, bool down, float thumb) {
    Span t = touch_span(&s->targets[own], down), beside = touch_span(&s->targets[own], !down);
    float need = thumb - *t.size, end = *t.at + *t.size, before = *t.at,
          after = (float)(down ? s->height : s->width) - end;
    if (need <= 0) return;
    for (int i = 0; i < s->target_count; i++) {
        Span o = touch_span(&was[i], down), other = touch_span(&was[i], !down);
        float low = *o.at + *o.size, above = (*t.at - low) / 2, below = (*o.at - end) / 2;
        bool nearer = (*o.at < *t.at && above < before) || (low > end && below < after);
        if (i == own || !nearer || *other.at >= *beside.at + *beside.size ||
            *other.at + *other.size <= *beside.at || touch_holds(&was[i], &s->targets[own]) ||
            touch_covered(was, i, own))
            continue;
        if (*o.at < *t.at) before = fminf(before, fmaxf(0, above));
        if (low > end) after = fminf(after, fmaxf(0, below));
    }
    float first = fminf(need / 2, before), second = fminf(need - first, after);
    first = fminf(need - second, before);
    *t.at -= first, *t.size += first + second;
}

void touch_grow(Stage *s) {
    float thumb = stage_thumb(s);
    const Scene *scene = s->scene;
    if (thumb <= 0 || !scene->target_count) return;
    Target *was = arena_many(s->arena, Target, scene->target_count);
    memcpy(was, scene->targets, (size_t)scene->target_count * sizeof *was);
    for (int i = 0; i < scene->target_count; i++) {
        if (!touch_grows(&scene->targets[i])) continue;
        touch_grow_along(scene, was, i, true, thumb);
        touch_grow_along(scene, was, i, false, thumb);
    }
}
