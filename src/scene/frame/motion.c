/* The movement is a change of place and size; words would only flicker in it. */
#include "scene/frame/motion.h"

#include <math.h>

#include "scene/pen/marks.h"

/* Quick at first, then slower. */
static float frame_motion_eased(float x) {
    float rest = 1 - fminf(1, fmaxf(0, x));
    return 1 - rest * rest * rest;
}

/* The place of the element, in pixels. */
static Rect frame_motion_element(const Stage *s) {
    const float *from = s->in->view->passing.from, *stage = s->scene->stage;
    return (Rect){stage[0] + from[0] * stage[2], stage[1] + from[1] * stage[3], from[2] * stage[2],
                  from[3] * stage[3]};
}

static Rect frame_motion_between(Rect a, Rect b, float at) {
    return (Rect){a.x + (b.x - a.x) * at, a.y + (b.y - a.y) * at, a.w + (b.w - a.w) * at,
                  a.h + (b.h - a.h) * at};
}

typedef struct Way {
    float x, y, across, down;
} Way;

static void frame_motion_move_item(Item *i, Way w) {
    i->x = w.x + i->x * w.across;
    i->y = w.y + i->y * w.down;
    i->x2 = w.x + i->x2 * w.across;
    i->y2 = w.y + i->y2 * w.down;
    i->w *= w.across;
    i->h *= w.down;
    i->gap *= fminf(w.across, w.down) < 0.5f ? 0 : 1;
    i->radius *= fminf(w.across, w.down);
    for (int k = 0; k < 8; k += 2) {
        i->p[k] = w.x + i->p[k] * w.across;
        i->p[k + 1] = w.y + i->p[k + 1] * w.down;
    }
}

/* Words and hatches go, the others are brought into the place. */
static void frame_motion_grow(Stage *s, int items, Rect now) {
    const float *stage = s->scene->stage;
    Way w = {now.x - stage[0] * now.w / stage[2], now.y - stage[1] * now.h / stage[3],
             now.w / stage[2], now.h / stage[3]};
    int kept = items;
    for (int k = items; k < s->scene->count; k++) {
        Item *i = &s->scene->items[k];
        if (i->kind == ITEM_TEXT || i->kind == ITEM_HATCH) continue;
        frame_motion_move_item(i, w);
        s->scene->items[kept++] = *i;
    }
    s->scene->count = kept;
}

void motion_apply(Stage *s, int items, int targets) {
    const float *stage = s->scene->stage;
    Rect whole = {stage[0], stage[1], stage[2], stage[3]}, place = frame_motion_element(s);
    float at = frame_motion_eased(s->in->view->passing.moved), line = fmaxf(1.5f, 2 * s->unit);
    bool leaving = s->in->view->passing.leaving;
    Rect now =
        leaving ? frame_motion_between(whole, place, at) : frame_motion_between(place, whole, at);
    if (s->in->view->passing.from[2] <= 0 || stage[2] <= 0 || stage[3] <= 0) return;
    if (!leaving) frame_motion_grow(s, items, now);
    s->scene->target_count = targets;
    stage_box(s, (Rect){now.x + line, now.y + line, now.w - 2 * line, now.h - 2 * line},
              4 * s->unit, 0, line, s->theme.role[ROLE_HOT]);
}
