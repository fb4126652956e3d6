/* The stage is cut in two; both halves are figures like any other, on one scale of colour where
 * they can be. */
#include "scene/frame/compare.h"

#include <math.h>
#include <string.h>

#include "scene/figures/difference.h"
#include "scene/figures/figure.h"
#include "scene/figures/what_if.h"
#include "scene/frame/frame.h"
#include "scene/frame/layout.h"
#include "scene/frame/speech.h"
#include "scene/matrix/grid.h"
#include "scene/pen/marks.h"
#include "trace/measure.h"

/* What the pinned figure would be, were it the only one. */
static View pinned_view(const View *v) {
    const Beside *b = &v->shown.beside;
    View out = *v;
    out.shown.of = b->of;
    out.shown.at = b->at;
    out.shown.beside.of = v->shown.of;
    out.shown.beside.at = v->shown.at;
    return out;
}

/* The other figure: the pinned one, else this one in the run without what-ifs. Neither plays nor is
 * zoomed. */
static void open_other(Stage *s, Stage *other) {
    View *v = arena_many(s->arena, View, 1);
    SceneInput *in = arena_many(s->arena, SceneInput, 1);
    bool pinned = s->in->view->shown.beside.on;
    *in = *s->in;
    *v = pinned ? pinned_view(s->in->view) : *s->in->view;
    if (!pinned) v->shown.of.what = (WhatIfList){.count = 0};
    v->shown.played = v->passing.moved = v->shown.zoom.factor = 1;
    v->shown.part = -1;
    in->view = v;
    in->run = pinned ? s->in->beside : s->in->before;
    stage_open_aside(other, s, in);
}

static bool is_share(const Stage *s) {
    Grid g = grid_make((Stage *)s, s->at.value, s->at.cell.sheet, false);
    return g.scale.shares;
}

/* One scale for what is compared: whatever is signed reaches as far as the larger of the two. */
static void share_scale(Stage *a, Stage *b) {
    if (a->style.scale.kind || a->in->view->shown.scale.kind || is_share(a) || is_share(b)) return;
    float x = measure_max_abs(stage_tensor(a, a->at.value), a->at.cell.sheet);
    float y = measure_max_abs(stage_tensor(b, b->at.value), b->at.cell.sheet);
    a->common = b->common = fmaxf(x, y);
}

/* Side by side, or one above the other where the stage is narrow or what is shown are lines of
 * words. */
static void frame_compare_cut(Rect r, bool long_lines, Rect *first, Rect *second) {
    *first = *second = r;
    if (r.w >= 0.9f * r.h && !long_lines) {
        first->w = floorf(r.w / 2);
        second->x += first->w;
        second->w -= first->w;
    } else {
        first->h = floorf(r.h / 2);
        second->y += first->h;
        second->h -= first->h;
    }
}

void compare_draw(Stage *s, Rect stage) {
    Stage *other = arena_many(s->arena, Stage, 1);
    Rect left, right;
    open_other(s, other);
    if (layout_is_question(s->in)) {
        int marks = s->scene->target_count;
        figure_what_if(s, other, frame_heading(s, stage));
        for (int i = marks; i < s->scene->target_count; i++)
            if (s->scene->targets[i].kind == TARGET_CELLS) s->scene->targets[i].aside = false;
        return;
    }
    const Pointed *p = &s->in->view->passing.hover;
    if (p->aside && *pointed_value(p)) s->scene->speech = speech_pointed(other);
    if (layout_differs_in_runs(s->in) || s->in->view->shown.beside.difference) {
        figure_difference(s, other, frame_heading(s, stage));
        return;
    }
    share_scale(s, other);
    bool words = s->in->view->shown.at.depth == DEPTH_SENTENCE &&
                 other->in->view->shown.at.depth == DEPTH_SENTENCE;
    frame_compare_cut(stage, words, &left, &right);
    int targets = s->scene->target_count;
    figure_draw(other, frame_heading(other, left));
    for (int i = targets; i < s->scene->target_count; i++)
        s->scene->targets[i].aside = s->scene->targets[i].kind != TARGET_COMMAND;
    if (right.y > left.y)
        stage_line(s, left.x, right.y + 0.5f, left.x + left.w, right.y + 0.5f, 1, s->theme.line);
    else
        stage_line(s, right.x + 0.5f, stage.y, right.x + 0.5f, stage.y + stage.h, 1, s->theme.line);
    figure_draw(s, frame_heading(s, right));
}
