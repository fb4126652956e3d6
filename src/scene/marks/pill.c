/* Grounds are the panel's; what is pointed at has an amber edge, what is in force bold letters. */
#include "scene/marks/pill.h"

#include <math.h>

#include "scene/pen/hit.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

bool pill_hot(const Stage *s, const Target *t) {
    Pointed p = target_pointed(t, 0, 0);
    return pointed_same(&s->in->view->passing.hover, &p);
}

/* Of an edge that is not pointed at. */
static float pill_line(const Stage *s) {
    return fmaxf(1, s->unit);
}

/* In the middle of a place. */
static void pill_word(Stage *s, Rect r, Face face, int pixels, Color ink, Color ground,
                      const char *text) {
    stage_text(s, face, pixels, ink, ground,
               roundf(r.x + (r.w - stage_width(s, face, pixels, text)) / 2),
               r.y + r.h / 2 + stage_drop(s, face, pixels), text);
}

void pill_draw(Stage *s, Rect r, int pixels, const char *text, bool on, Target t) {
    bool hot = pill_hot(s, &t);
    Face face = on ? FACE_BOLD : FACE_TEXT;
    stage_box(s, r, r.h / 2, s->theme.panel,
              pill_line(s) * (on    ? 2
                              : hot ? 1.5f
                                    : 1),
              on || hot ? s->theme.role[ROLE_HOT] : s->theme.line);
    pill_word(s, r, face, pixels, s->theme.role[ROLE_TEXT], s->theme.panel,
              *text ? stage_elide(s, face, pixels, text, r.w - 4) : "");
    stage_target_in(s, r, t);
}

static float pill_segment_width(const Stage *s, int pixels, const char *word) {
    return ceilf(stage_width(s, FACE_BOLD, pixels, word) + 2 * roundf(0.8f * (float)pixels));
}

float pill_segments_width(const Stage *s, int pixels, const PillPart *parts, int count) {
    float all = 0;
    for (int i = 0; i < count; i++) all += pill_segment_width(s, pixels, parts[i].word);
    return all;
}

void pill_segments(Stage *s, Rect r, int pixels, const PillPart *parts, int count, int now) {
    float more = (r.w - pill_segments_width(s, pixels, parts, count)) / (float)count, x = r.x;
    stage_box(s, r, r.h / 2, s->theme.panel, pill_line(s), s->theme.line);
    for (int i = 0; i < count; i++) {
        float wide = pill_segment_width(s, pixels, parts[i].word) + more;
        bool here = i == now, hot = !here && pill_hot(s, &parts[i].target);
        Color ground =
            here ? theme_mix(s->theme.panel, s->theme.role[ROLE_MUTED], 0.25f) : s->theme.panel;
        Rect part = {roundf(x) + 2, r.y + 2, roundf(x + wide) - roundf(x) - 4, r.h - 4};
        if (here || hot)
            stage_box(s, part, part.h / 2, ground, hot, hot ? s->theme.role[ROLE_HOT] : 0);
        pill_word(s, part, here ? FACE_BOLD : FACE_TEXT, pixels,
                  s->theme.role[here ? ROLE_TEXT : ROLE_MUTED], ground, parts[i].word);
        stage_target_in(s, part, parts[i].target);
        x += wide;
    }
}

/* Of each arrow's end. */
static float pill_end(int pixels) {
    return roundf(1.9f * (float)pixels);
}

float pill_stepper_width(const Stage *s, int pixels, const char *text) {
    return ceilf(stage_width(s, FACE_BOLD, pixels, text)) + 2 * pill_end(pixels);
}

void pill_stepper(Stage *s, Rect r, int pixels, const char *text, Color color, bool strong,
                  const Target ways[2]) {
    float end = pill_end(pixels);
    stage_box(s, r, r.h / 2, s->theme.panel, pill_line(s), s->theme.line);
    pill_word(s, r, FACE_BOLD, pixels, color, s->theme.panel,
              stage_elide(s, FACE_BOLD, pixels, text, r.w - 2 * end));
    for (int i = 0; i < 2; i++) {
        bool hot = pill_hot(s, &ways[i]);
        Rect half = {i ? r.x + r.w / 2 : r.x, r.y, r.w / 2, r.h};
        float line = fmaxf(1, 0.1f * (float)pixels), x = i ? r.x + r.w - end / 2 : r.x + end / 2,
              tip = (i ? 0.17f : -0.17f) * (float)pixels, wing = 0.31f * (float)pixels,
              y = r.y + r.h / 2;
        Color ink = s->theme.role[hot ? ROLE_HOT : strong ? ROLE_TEXT : ROLE_MUTED];
        stage_line(s, x - tip, y - wing, x + tip, y, line, ink);
        stage_line(s, x - tip, y + wing, x + tip, y, line, ink);
        stage_target_in(s, half, ways[i]);
    }
}
