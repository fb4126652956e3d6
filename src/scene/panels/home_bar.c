/* The depths are the way down, each a button. */
#include "scene/panels/home_bar.h"

#include <math.h>

#include "scene/panels/badge.h"
#include "scene/panels/topbar.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/moved.h"
#include "scene/words/what.h"

/* Pixels: as of captions. */
static int home_size(const Stage *s) {
    return (int)fmaxf(13, fmaxf((float)s->small, roundf(13 * s->unit)));
}

/* Between text and muted. */
static Color home_soft(const Stage *s) {
    return theme_mix(s->theme.role[ROLE_MUTED], s->theme.role[ROLE_TEXT], 0.4f);
}

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
    int size = home_size(s);
    float gap = roundf(8 * s->unit), high = roundf((float)size * 1.8f);
    for (int i = 0; i < 5; i++) {
        const char *name = stage_words(s, down[i].key);
        Face face = i ? FACE_TEXT : FACE_BOLD;
        Color soft = home_soft(s);
        float wide = stage_width(s, face, size, name);
        if (i && draw) stage_text(s, FACE_TEXT, size, soft, s->theme.panel, x, base, "›");
        if (i) x += stage_width(s, FACE_TEXT, size, "›") + gap;
        if (draw) {
            const Pointed *p = &s->in->view->passing.hover;
            bool hot = i && p->kind == TARGET_STEP && p->index == (int)down[i].depth;
            stage_text(s, face, size, hot || !i ? s->theme.role[ROLE_TEXT] : soft, s->theme.panel,
                       x, base, name);
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
                      s->line
                          ? arena_print(s->arena, "%d", c->decoder_layers)
                          : arena_print(s->arena, "%d + %d", c->encoder_layers, c->decoder_layers),
                      arena_print(s->arena, "%d", c->heads));
}

/* What is changed, and a button that takes it back, from `end` leftwards, not beyond `left`: the
   words go first where there is no room for both. */
static void draw_undo(Stage *s, float left, float end, float middle, const char *changed) {
    int size = home_size(s);
    float pad = roundf(13 * s->unit), high = roundf(2 * (float)size), gap = roundf(10 * s->unit);
    const char *text = stage_words(s, what_items(s)->count > 1 ? "home.undo.all" : "home.undo");
    float wide = roundf(stage_width(s, FACE_BOLD, size, text) + 2 * pad);
    bool hot = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)COMMAND_CLEAR_WHAT_IF);
    Color amber = s->theme.role[ROLE_HOT];
    Rect r = {roundf(end - wide), roundf(middle - high / 2), wide, high};
    if (r.x < left) return;
    stage_box(s, r, high / 2, s->theme.panel, hot ? 2 : 1.5f,
              hot ? s->theme.role[ROLE_TEXT] : amber);
    stage_text(s, FACE_BOLD, size, s->theme.role[ROLE_TEXT], s->theme.panel, r.x + pad,
               middle + stage_drop(s, FACE_BOLD, size), text);
    stage_target_in(s, r,
                    (Target){.kind = TARGET_COMMAND,
                             .command = COMMAND_CLEAR_WHAT_IF,
                             .text = stage_words(s, "keys.clear_what_if")});
    if (stage_width(s, FACE_TEXT, size, changed) > r.x - gap - left)
        changed = stage_elide(s, FACE_TEXT, size, moved_line(s, false), r.x - gap - left);
    float x = r.x - gap - stage_width(s, FACE_TEXT, size, changed);
    stage_text(s, FACE_TEXT, size, amber, s->theme.panel, x,
               middle + stage_drop(s, FACE_TEXT, size), changed);
}

void home_bar_draw(Stage *s, Rect r) {
    int size = home_size(s);
    float middle = r.y + roundf(r.h / 2), x = r.x + roundf(fmaxf(8, 20 * s->unit)),
          gap = roundf(8 * s->unit), end = topbar_corner(s, r) - gap,
          base = roundf(middle + stage_drop(s, FACE_TEXT, size));
    const char *name = decode_name(s->in->run), *about = model_words(s), *logo = "attnscope",
               *changed = badge_caption(s);
    float right = topbar_sign(s, x, middle), logo_w = stage_width(s, FACE_BOLD, s->body, logo),
          crumbs = home_crumbs(s, 0, 0, false), wide = stage_width(s, FACE_TEXT, size, about),
          name_w = stage_width(s, FACE_MONO, size, name);
    float left = right + gap + logo_w;
    bool has_logo = left + gap < end;
    if (has_logo)
        stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, right + gap,
                   roundf(middle + stage_drop(s, FACE_BOLD, s->body)), logo);
    left = fmaxf(left + 2 * gap, fminf(180 * s->unit, end - crumbs - gap));
    bool has_crumbs = left + crumbs + gap < end;
    if (*changed && left + crumbs + 150 * s->unit > end) has_crumbs = false; /* undo matters more */
    if (has_crumbs) home_crumbs(s, left, base, true), left += crumbs;
    if (*changed) {
        draw_undo(s, left + 3 * gap, end, middle, changed);
        return;
    }
    if (has_crumbs && left + 3 * gap + wide < end)
        stage_text(s, FACE_TEXT, size, home_soft(s), s->theme.panel, end - wide, base, about),
            end -= wide + 1.5f * gap;
    if (has_crumbs && left + 3 * gap + name_w < end)
        stage_text(s, FACE_MONO, size, s->theme.role[ROLE_TEXT], s->theme.panel, end - name_w, base,
                   name);
}
