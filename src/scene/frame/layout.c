/* In a small window, and where a figure needs the room, notes and map fold to rails. */
#include "scene/frame/layout.h"

#include <math.h>

#include "scene/figures/figure.h"
#include "scene/panels/lesson_panel.h"
#include "scene/panels/topbar.h"

bool layout_differs_in_runs(const SceneInput *in) {
    return in->before && in->view->shown.side == SIDE_DIFFERENCE;
}

bool layout_shows_both(const SceneInput *in) {
    return in->before && !in->view->shown.beside.on && in->view->shown.side == SIDE_BOTH &&
           in->view->shown.at.depth >= DEPTH_STEP;
}

bool layout_is_question(const SceneInput *in) {
    return layout_shows_both(in) && in->view->shown.at.form == FORM_MATRIX;
}

bool layout_wants_two(const SceneInput *in) {
    return (in->view->shown.beside.on && in->beside) || layout_differs_in_runs(in) ||
           layout_shows_both(in);
}

/* The reader's wish for larger type makes no panel wider. */
static float wish(const Stage *s) {
    return fminf(2, fmaxf(0.5f, (float)s->in->view->shown.setting.text_size / 100));
}

static bool opened(Fold f, bool room) {
    return f == FOLD_AUTO ? room : f == FOLD_OPEN;
}

/* The panel of what-ifs is as wide as its words are large. */
static float what_width(const Stage *s) {
    const float ems = 22.3f;
    float w = (float)s->in->width;
    if (stage_held(s->in)) return s->in->what ? w : 0;
    return s->in->what ? fminf(roundf(fmaxf(264, ems * (float)s->body)), w) : 0;
}

/* Nothing but the figure and a line under it; of a lesson its words, too. */
static Layout presenter_places(const Stage *s) {
    float w = (float)s->in->width, h = (float)s->in->height,
          line = fmaxf(roundf((float)s->small * 2.2f), stage_thumb(s));
    float notes =
        s->in->lesson && s->in->view->shown.setting.notes != FOLD_SHUT ? roundf(0.32f * w) : 0;
    if (what_width(s) > 0) notes = what_width(s) > w / 2 ? 0 : what_width(s);
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

/* What a panel has where it is folded: nothing in a window that is no wider than a telephone. */
static float rail_width(const Stage *s, float u) {
    return s->in->width < 640 || s->in->height < 300 ? 0 : roundf(44 * u);
}

/* The figure needs the panels' room: all heads side by side do, and two figures. */
static bool needs_room(const Stage *s) {
    return s->in->view->shown.at.form == FORM_HEADS && figure_has_form(s, FORM_HEADS);
}

bool layout_is_home(const SceneInput *in) {
    return in->view->shown.at.depth == DEPTH_SENTENCE && !in->run->labels && !layout_wants_two(in);
}

/* The bar, and a line for what is pointed at. */
static Layout home_places(const Stage *s, float u) {
    float w = (float)s->in->width, h = (float)s->in->height,
          notes = s->in->lesson ? lesson_width(s, u) : 0,
          bar = h < 300 ? 0 : roundf(fmaxf(32, 64 * u)), strip = roundf(fmaxf(18, 28 * u));
    return (Layout){.bar = {0, 0, w, bar},
                    .notes = {w - notes, bar, notes, h - bar},
                    .strip = {0, h - strip, w - notes, strip},
                    .stage = {0, bar, w - notes, h - bar - strip}};
}

/* Upright and in a hand: one below the other, the lesson or the notes above the figure. */
static Layout held_places(Stage *s, float u) {
    const Setting *v = &s->in->view->shown.setting;
    float w = (float)s->in->width, h = (float)s->in->height;
    bool home = layout_is_home(s->in), lesson = s->in->lesson && v->notes != FOLD_SHUT,
         open = !s->in->what && (lesson || (v->notes == FOLD_OPEN && !home));
    float bar = home ? roundf(fmaxf(32, 56 * u)) : topbar_height(s), strip = roundf(28 * u),
          timeline = !home && opened(v->timeline, !lesson) ? roundf(fmaxf(44, 56 * u)) : 0;
    if (s->presenting) bar = timeline = 0, strip = stage_thumb(s);
    float low = h - bar - timeline, notes = open ? 0.45f * low : 0;
    if (lesson) notes = fminf(0.68f * low, fmaxf(0.3f * low, lesson_panel_height(s, w)));
    if (lesson && !s->in->lesson->lesson) notes = low - strip; /* the list, in lines for thumbs */
    notes = roundf(notes);
    return (Layout){.bar = {0, 0, w, bar},
                    .notes = {0, bar, open ? w : 0, notes},
                    .timeline = {0, h - timeline, w, timeline},
                    .strip = {0, h - timeline - strip, w, strip},
                    .stage = {0, bar + notes, w, h - bar - notes - timeline - strip}};
}

Layout layout_make(Stage *s) {
    float w = (float)s->in->width, h = (float)s->in->height, u = s->unit / wish(s);
    const Setting *v = &s->in->view->shown.setting;
    if (stage_held(s->in)) return held_places(s, u);
    if (s->presenting) return presenter_places(s);
    if (layout_is_home(s->in)) return home_places(s, u);
    float bar = h < 300 ? 0 : topbar_height(s), rail = rail_width(s, u),
          strip = h < 240 ? 0 : roundf(fmaxf(22, 28 * u));
    float timeline = opened(v->timeline, h >= 480) && h >= 360 ? roundf(fmaxf(44, 64 * u)) : 0;
    bool wide = w >= 1200 * u && h >= 760 * u && !needs_room(s);
    float map = opened(v->map, wide && !(s->in->what && layout_wants_two(s->in))) && h >= 400
                    ? roundf(fmaxf(150, 184 * u))
                    : 0;
    bool two = layout_wants_two(s->in); /* two figures need the room more */
    float notes = opened(v->notes, wide && !two) && h >= 400 ? roundf(fmaxf(240, 312 * u)) : 0;
    if (s->in->lesson) {
        notes = lesson_width(s, u);
        if (v->map == FOLD_AUTO && w < 1240 * u) map = 0;
    } else if (map + notes > w / 2)
        notes = v->notes == FOLD_OPEN ? fminf(notes, roundf(w / 2)) : 0;
    if (s->in->what) notes = what_width(s) > w / 2 ? 0 : what_width(s);
    if (map + notes > w / 2) map = 0;
    Layout l = {.map_rail = map == 0, .notes_rail = notes == 0};
    if (l.map_rail) map = rail;
    if (l.notes_rail) notes = rail;
    if (s->foreign) map = 0;
    float low = h - timeline - bar;
    l.bar = (Rect){0, 0, w, bar};
    l.map = (Rect){0, bar, map, low};
    l.notes = (Rect){w - notes, bar, notes, low};
    l.timeline = (Rect){0, h - timeline, w, timeline};
    l.strip = (Rect){map, h - timeline - strip, w - map - notes, strip};
    l.stage = (Rect){map, bar, w - map - notes, low - strip};
    return l;
}

Rect layout_what(Stage *s) {
    Layout l = layout_make(s);
    float w = what_width(s);
    if (l.notes.w > 0 && !l.notes_rail) return l.notes;
    return (Rect){(float)s->in->width - w, l.bar.h, w, l.stage.h + l.strip.h};
}

float layout_lesson_width(Stage *s) {
    Layout l = layout_make(s);
    return s->in->lesson && !s->in->what && !stage_held(s->in) && !l.notes_rail ? l.notes.w : 0;
}

bool layout_panel_open(Stage *s, Panel panel) {
    Layout p = layout_make(s);
    return panel == PANEL_MAP     ? p.map.w > 0 && !p.map_rail
           : panel == PANEL_NOTES ? p.notes.w > 0 && !p.notes_rail
                                  : p.timeline.h > 0;
}
