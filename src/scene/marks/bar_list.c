/* Drawing a line. A bar too short to be seen is not drawn. */
#include "scene/marks/bar_list.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

void bar_list_gloss(Stage *s, BarList *l, GlossOf of, float part) {
    l->gloss = gloss_room(s, of, part * l->track);
    l->label += l->gloss;
    l->track -= l->gloss;
}

Rect bar_list_track(const Stage *s, const BarList *l, float y) {
    float thick = roundf(fminf(0.62f * l->high, fmaxf(14, 20 * s->unit)));
    return (Rect){roundf(l->x + l->label + l->gap), roundf(y + (l->high - thick) / 2),
                  floorf(l->track), thick};
}

Rect bar_list_place(const BarList *l, float y) {
    return (Rect){l->x, y, l->label + l->track + l->number + 2 * l->gap, l->high};
}

void bar_list_line(Stage *s, const BarList *l, const BarLine *b) {
    Rect track = bar_list_track(s, l, b->y), all = bar_list_place(l, b->y);
    float middle = b->y + l->high / 2, round = fminf(2 * s->unit, track.h / 5),
          end = l->x + l->label, from = track.x + track.w * fmaxf(0, fminf(b->from, b->to)),
          to = track.x + track.w * fminf(1, fmaxf(b->from, b->to));
    int digits = l->digits ? l->digits : s->mono;
    const char *label = stage_elide(s, b->face, l->size, b->label, l->label - l->gloss);
    stage_text(s, b->face, l->size, b->ink, b->ground,
               end - stage_width(s, b->face, l->size, label),
               middle + stage_drop(s, b->face, l->size), label);
    if (b->gloss && l->gloss > 0)
        gloss_before(s, end - stage_width(s, b->face, l->size, label), middle, b->gloss);
    if (!l->bare) stage_box(s, track, round, theme_mix(s->theme.ground, s->theme.line, 0.5f), 0, 0);
    if (b->hidden)
        stage_hatch(s, track);
    else if (to - from >= 0.5f)
        stage_box(s, (Rect){from, track.y, to - from, track.h}, fminf(round, (to - from) / 2),
                  b->bar, 0, 0);
    stage_text(s, FACE_MONO, digits, b->number_ink, b->ground,
               all.x + all.w - stage_width(s, FACE_MONO, digits, b->number),
               middle + stage_drop(s, FACE_MONO, digits), b->number);
}
