/* What the parts of the lesson's panel share. */
#include "scene/panels/lesson_kit.h"

#include <math.h>

#include "scene/marks/pill.h"
#include "scene/pen/text.h"

float lesson_px(const LessonColumn *c, float x) {
    return roundf(x * c->unit);
}

int lesson_small(const LessonColumn *c) {
    int beside = (int)roundf(0.85f * (float)c->pixels);
    if (beside < c->s->least) beside = c->s->least;
    return beside < c->s->small ? beside : c->s->small;
}

float lesson_button(LessonColumn *c, float x, float y, float high, Target t, const char *text) {
    float pad = roundf(0.8f * (float)lesson_small(c)),
          width = roundf(stage_width(c->s, FACE_TEXT, lesson_small(c), text) + 2 * pad);
    pill_draw(c->s, (Rect){x, y, width, high}, lesson_small(c), text, false, t);
    return x + width;
}
