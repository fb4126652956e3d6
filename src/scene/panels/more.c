/* One line for each command, its key at the right; in a low window as many as there is room for. */
#include "scene/panels/more.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

void more_draw(Stage *s, float top) {
    const KeySheet *m = s->in->more;
    if (!m) return;
    float em = (float)s->body, pad = roundf(0.6f * em), line = roundf(fmaxf(22, 2.1f * em)),
          wide = 0, gap = roundf(2 * em), y = top + roundf(0.4f * em), w = (float)s->in->width,
          room = (float)s->in->height - y - 2 * pad - 8;
    line = fmaxf(line, fminf(stage_thumb(s), floorf(room / (float)m->count)));
    for (int i = 0; i < m->count; i++)
        wide = fmaxf(wide, stage_width(s, FACE_TEXT, s->body, m->lines[i].help) + gap +
                               stage_width(s, FACE_MONO, s->small, m->lines[i].names));
    int shown = (int)(room / line) < m->count ? (int)(room / line) : m->count,
        first = m->page > shown ? m->page - shown : 0;
    Rect box = {0, y, ceilf(fminf(wide + 4 * pad, w - 16)), (float)shown * line + 2 * pad};
    box.x = w - 8 - box.w;
    stage_target(s, (Target){.kind = TARGET_SHEET, .w = w, .h = (float)s->in->height});
    stage_box(s, box, roundf(8 * s->unit), s->theme.panel, 1,
              theme_mix(s->theme.line, s->theme.role[ROLE_MUTED], 0.4f));
    for (int i = 0; i < shown; i++) {
        const KeyLine *k = &m->lines[first + i];
        Rect r = {box.x + pad, box.y + pad + (float)i * line, box.w - 2 * pad, line};
        bool hot = first + i == m->page - 1 ||
                   pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)k->command);
        Color ground =
            hot ? theme_mix(s->theme.panel, s->theme.role[ROLE_HOT], 0.2f) : s->theme.panel;
        float base = r.y + r.h / 2, key = stage_width(s, FACE_MONO, s->small, k->names);
        if (hot) stage_box(s, r, roundf(5 * s->unit), ground, 0, 0);
        stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], ground, r.x + pad,
                   base + stage_drop(s, FACE_TEXT, s->body),
                   stage_elide(s, FACE_TEXT, s->body, k->help, r.w - 2 * pad - key - em));
        stage_text(s, FACE_MONO, s->small, s->theme.role[ROLE_MUTED], ground, r.x + r.w - pad - key,
                   base + stage_drop(s, FACE_MONO, s->small), k->names);
        stage_target_in(s, r,
                        (Target){.kind = TARGET_COMMAND, .command = k->command, .text = k->help});
    }
}
