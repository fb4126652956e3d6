/* What stands where a question hides numbers. */
#include "scene/marks/hidden.h"

#include <math.h>

#include "scene/pen/text.h"

void hidden_draw(Stage *s, Rect area) {
    const char *text = stage_words(s, "lesson.hidden");
    float width = fminf(area.w, stage_width(s, FACE_TEXT, s->body, text) + 1),
          x = area.x + (area.w - width) / 2;
    stage_paragraph(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.ground, roundf(x),
                    roundf(area.y + area.h / 2), width, text, true);
}
