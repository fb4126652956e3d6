/* Measuring and drawing what tokens mean. */
#include "scene/words/gloss.h"

#include <math.h>

#include "scene/pen/text.h"
#include "scene/words/labels.h"

int gloss_pixels(const Stage *s) {
    return s->presenting ? s->small : (int)fmaxf((float)s->least, roundf(0.86f * (float)s->small));
}

float gloss_gap(const Stage *s) {
    return roundf(0.6f * (float)s->small);
}

float gloss_room(Stage *s, GlossOf of, float most) {
    float widest = 0;
    for (int i = 0; s->in->gloss && i < of.count; i++) {
        int at = of.order ? of.order[i] : of.first + i;
        const char *text = words_gloss(s, of.value, of.row, at, of.predicts);
        widest = fmaxf(widest, stage_width(s, FACE_TEXT, gloss_pixels(s), text));
    }
    float room = ceilf(widest) + gloss_gap(s);
    return widest > 0 && room <= most ? room : 0;
}

void gloss_behind(Stage *s, float x, float middle, const char *text) {
    int size = gloss_pixels(s);
    stage_text(s, FACE_TEXT, size, s->theme.role[ROLE_MUTED], s->theme.ground, x + gloss_gap(s),
               middle + stage_drop(s, FACE_TEXT, size), text);
}

void gloss_before(Stage *s, float x, float middle, const char *text) {
    gloss_behind(s, x - 2 * gloss_gap(s) - stage_width(s, FACE_TEXT, gloss_pixels(s), text), middle,
                 text);
}
