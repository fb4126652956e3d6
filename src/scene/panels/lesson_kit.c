/* What the parts of the lesson's panel share. */
#include "scene/panels/lesson_kit.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

float lesson_px(const LessonColumn *c, float x) {
    return roundf(x * c->unit);
}

int lesson_small(const LessonColumn *c) {
    int beside = (int)roundf(0.85f * (float)c->pixels);
    if (beside < LESSON_WORDS_LEAST) beside = LESSON_WORDS_LEAST;
    return beside < c->s->small ? beside : c->s->small;
}

float lesson_button(LessonColumn *c, float x, float y, float high, Target t, const char *text,
                    bool hot) {
    Stage *s = c->s;
    float pad = roundf(0.8f * (float)lesson_small(c)),
          width = roundf(stage_width(s, FACE_TEXT, lesson_small(c), text) + 2 * pad);
    stage_box(s, (Rect){x, y, width, high}, high / 2, s->theme.ground, 1,
              hot ? s->theme.role[ROLE_HOT] : s->theme.line);
    stage_text(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_TEXT], s->theme.ground, x + pad,
               y + high / 2 + stage_drop(s, FACE_TEXT, lesson_small(c)), text);
    t.x = x, t.y = y, t.w = width, t.h = high;
    stage_target(s, t);
    return x + width;
}
