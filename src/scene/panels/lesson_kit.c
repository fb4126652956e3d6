/* What the parts of the lesson's panel share. */
#include "scene/panels/lesson_kit.h"

#include <math.h>

#include "scene/marks/pill.h"
#include "scene/pen/marks.h"
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

float lesson_cross(LessonColumn *c, float base) {
    Stage *s = c->s;
    bool hot = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)COMMAND_LESSONS);
    float shut = (float)lesson_small(c) * 1.6f;
    int cross = c->pixels < s->body ? c->pixels : s->body;
    float x = c->x + c->width - stage_width(s, FACE_TEXT, cross, "×");
    stage_text(s, FACE_TEXT, cross, s->theme.role[hot ? ROLE_HOT : ROLE_MUTED], s->theme.panel, x,
               base, "×");
    stage_target(s, (Target){.kind = TARGET_COMMAND,
                             .command = COMMAND_LESSONS,
                             .text = stage_words(s, "keys.lessons"),
                             .x = x - shut / 2,
                             .y = base - shut,
                             .w = 2 * shut,
                             .h = 1.6f * shut});
    return shut;
}
