/* Equal ways are equal ratios: 1 is in the middle. */
#include "scene/marks/slider.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"

static const float slider_low = 0.2f, slider_high = 5;

double slider_heat(const Stage *s) {
    Value cooled = program_role(s->program, VALUE_TEMPERED);
    float dragged = s->in->view->passing.heat;
    if (cooled == NO_VALUE) return 0;
    const Step *t = &s->program->steps[s->program->values[cooled].step];
    return dragged > 0 ? (double)dragged : 1 / (double)t->args.scale.factor;
}

const char *slider_text(Stage *s) {
    return words_number(s, slider_heat(s));
}

/* Which part of the way lies below it. */
static float slider_part(double heat) {
    float part = logf((float)heat / slider_low) / logf(slider_high / slider_low);
    return fmaxf(0, fminf(1, part));
}

void slider_draw(Stage *s, float x, float y, float wide) {
    float u = fmaxf(1, s->unit), at = x + wide * slider_part(slider_heat(s)),
          one = x + wide * slider_part(1), high = fmaxf(26 * u, stage_thumb(s)), size = 7.5f * u,
          line = roundf(3 * u);
    bool hot =
        s->in->view->passing.heat > 0 || pointed_is(&s->in->view->passing.hover, TARGET_HEAT, 0);
    Color ink = s->theme.role[ROLE_TEXT];
    stage_box(s, (Rect){x, roundf(y - line / 2), wide, line}, line / 2, s->theme.line, 0, 0);
    stage_box(s, (Rect){x, roundf(y - line / 2), at - x, line}, line / 2, s->theme.role[ROLE_MUTED],
              0, 0);
    stage_box(s, (Rect){roundf(one - u), y - 8 * u, 2 * u, 16 * u}, 0, ink, 0, 0);
    stage_box(s, (Rect){at - size, y - size, 2 * size, 2 * size}, size, ink, hot ? 2 * u : 0,
              s->theme.role[ROLE_HOT]);
    stage_target_in(s, (Rect){x, y - high / 2, wide, high},
                    (Target){.kind = TARGET_HEAT,
                             .low = slider_low,
                             .high = slider_high,
                             .text = stage_words(s, "home.heat")});
}
