/* The depths are the way down, each a button. */
#include "scene/panels/home_bar.h"

#include <math.h>

#include "scene/panels/badge.h"
#include "scene/panels/topbar.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

/* "Sentence › machine › layer › step › number", from x on; returns its right edge. draw false: only
   measures. */
static float home_crumbs(Stage *s, float x, float base, bool draw) {
    static const struct {
        Depth depth;
        const char *key;
    } down[] = {{DEPTH_SENTENCE, "crumb.sentence"},
                {DEPTH_MODEL, "home.crumb.machine"},
                {DEPTH_LAYER, "home.crumb.layer"},
                {DEPTH_STEP, "home.crumb.step"},
                {DEPTH_CELL, "home.crumb.number"}};
    float gap = roundf(8 * s->unit), high = roundf((float)s->small * 1.8f);
    for (int i = 0; i < 5; i++) {
        const char *name = stage_words(s, down[i].key);
        Face face = i ? FACE_TEXT : FACE_BOLD;
        Color muted = s->theme.role[ROLE_MUTED];
        float wide = stage_width(s, face, s->small, name);
        if (i && draw) stage_text(s, FACE_TEXT, s->small, muted, s->theme.panel, x, base, "›");
        if (i) x += stage_width(s, FACE_TEXT, s->small, "›") + gap;
        if (draw) {
            const Pointed *p = &s->in->view->passing.hover;
            bool hot = i && p->kind == TARGET_STEP && p->index == (int)down[i].depth;
            stage_text(s, face, s->small, hot || !i ? s->theme.role[ROLE_TEXT] : muted,
                       s->theme.panel, x, base, name);
            stage_target(s, (Target){.kind = TARGET_STEP,
                                     .path = s->program->values[s->at.value].path,
                                     .depth = down[i].depth,
                                     .x = x,
                                     .y = base - roundf(0.72f * high),
                                     .w = wide,
                                     .h = high});
        }
        x += wide + gap;
    }
    return x - gap;
}

/* "a Transformer, 2 + 2 layers of 4 heads" */
static const char *model_words(Stage *s) {
    const Config *c = &s->in->run->model->config;
    return stage_fill(s, "home.model",
                      arena_print(s->arena, "%d + %d", c->encoder_layers, c->decoder_layers),
                      arena_print(s->arena, "%d", c->heads));
}

void home_bar_draw(Stage *s, Rect r) {
    float middle = r.y + roundf(r.h / 2), x = r.x + roundf(fmaxf(8, 20 * s->unit)),
          gap = roundf(8 * s->unit), end = topbar_corner(s, r) - gap,
          base = roundf(middle + stage_drop(s, FACE_TEXT, s->small));
    const char *name = decode_name(s->in->run), *about = model_words(s), *logo = "attnscope",
               *changed = badge_caption(s);
    float right = topbar_sign(s, x, middle), logo_w = stage_width(s, FACE_BOLD, s->body, logo),
          crumbs = home_crumbs(s, 0, 0, false), wide = stage_width(s, FACE_TEXT, s->small, about),
          name_w = stage_width(s, FACE_MONO, s->small, name);
    float left = right + gap + logo_w;
    bool has_logo = left + gap < end;
    if (has_logo)
        stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, right + gap,
                   roundf(middle + stage_drop(s, FACE_BOLD, s->body)), logo);
    left = fmaxf(left + 2 * gap, fminf(180 * s->unit, end - crumbs - gap));
    bool has_crumbs = left + crumbs + gap < end;
    if (has_crumbs) home_crumbs(s, left, base, true), left += crumbs;
    if (*changed) about = changed, wide = stage_width(s, FACE_TEXT, s->small, about);
    if (has_crumbs && left + 3 * gap + wide < end)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[*changed ? ROLE_HOT : ROLE_MUTED],
                   s->theme.panel, end - wide, base, about),
            end -= wide + 1.5f * gap;
    if (has_crumbs && left + 3 * gap + name_w < end)
        stage_text(s, FACE_MONO, s->small, s->theme.role[ROLE_TEXT], s->theme.panel, end - name_w,
                   base, name);
}
