/* In a small window parts fold away first: notes, map, timeline. */
#include "scene/frame/layout.h"

#include <math.h>

bool layout_differs_in_runs(const SceneInput *in) {
    return in->before && in->view->shown.side == SIDE_DIFFERENCE;
}

bool layout_wants_two(const SceneInput *in) {
    return (in->view->shown.beside.on && in->beside) || layout_differs_in_runs(in);
}

/* The reader's wish for larger type makes no panel wider. */
static float wish(const Stage *s) {
    return fminf(2, fmaxf(0.5f, (float)s->in->view->shown.setting.text_size / 100));
}

static bool opened(Fold f, bool room) {
    return f == FOLD_AUTO ? room : f == FOLD_OPEN;
}

/* Nothing but the figure and a line under it; of a lesson its words, too. */
static Layout presenter_places(const Stage *s) {
    float w = (float)s->in->width, h = (float)s->in->height, line = roundf((float)s->small * 2.2f);
    float notes =
        s->in->lesson && s->in->view->shown.setting.notes != FOLD_SHUT ? roundf(0.32f * w) : 0;
    return (Layout){.notes = {w - notes, 0, notes, h},
                    .strip = {0, h - line, w - notes, line},
                    .stage = {0, 0, w - notes, h - line}};
}

/* A lesson is read in any window that can hold it beside a figure. */
static float lesson_width(const Stage *s, float u) {
    float w = (float)s->in->width, h = (float)s->in->height;
    if (s->in->view->shown.setting.notes == FOLD_SHUT || h < 300) return 0;
    return fminf(roundf(fmaxf(280, 330 * u)), roundf(0.45f * w));
}

/* Panels fold away first: notes, map, timeline. What is asked for opens wherever the stage keeps
 * half of the window. */
Layout layout_make(const Stage *s) {
    float w = (float)s->in->width, h = (float)s->in->height, u = s->unit / wish(s);
    const View *v = s->in->view;
    if (s->presenting) return presenter_places(s);
    float bar = h < 300 ? 0 : roundf(fmaxf(32, 56 * u)),
          strip = h < 240 ? 0 : roundf(fmaxf(22, 28 * u));
    float timeline =
        opened(v->shown.setting.timeline, h >= 480) && h >= 360 ? roundf(fmaxf(48, 72 * u)) : 0;
    float map = !s->foreign && opened(v->shown.setting.map, w >= 1100 && h >= 560) && h >= 400
                    ? roundf(fmaxf(150, 184 * u))
                    : 0;
    bool two = layout_wants_two(s->in); /* two figures need the room more */
    float notes = opened(v->shown.setting.notes, w >= 1200 && h >= 560 && !two) && h >= 400
                      ? roundf(fmaxf(240, 288 * u))
                      : 0;
    if (s->in->lesson) {
        notes = lesson_width(s, u);
        if (v->shown.setting.map == FOLD_AUTO && w < 1240) map = 0;
        if (map + notes > w / 2) map = 0;
    }
    if (!s->in->lesson && map + notes > w / 2)
        notes = v->shown.setting.notes == FOLD_OPEN ? fminf(notes, w / 2) : 0;
    if (map + notes > w / 2) map = 0;
    float low = h - timeline - bar;
    return (Layout){.bar = {0, 0, w, bar},
                    .map = {0, bar, map, low},
                    .notes = {w - notes, bar, notes, low},
                    .timeline = {0, h - timeline, w, timeline},
                    .strip = {map, h - timeline - strip, w - map - notes, strip},
                    .stage = {map, bar, w - map - notes, low - strip}};
}

float layout_lesson_width(const Stage *s) {
    return s->in->lesson ? layout_make(s).notes.w : 0;
}

bool layout_panel_open(const Stage *s, Panel panel) {
    Layout p = layout_make(s);
    return panel == PANEL_MAP     ? p.map.w > 0
           : panel == PANEL_NOTES ? p.notes.w > 0
                                  : p.timeline.h > 0;
}
