/* What is shown and pointed at, how large type is, and the way to the numbers. */
#include "scene/pen/stage.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "view/directives.h"

enum { LABEL_POINTS = 12 }; /* a label's pixels where the unit is 1 */
enum { HELD_WIDTH = 700 };
enum { LEAST_WIDTH = 960, LEAST_HEIGHT = 600 }; /* of a window; in smaller ones its type shrinks */

static int type_size(const Stage *s, float pixels, int least) {
    int size = (int)roundf(pixels * s->unit);
    return size > least ? size : least;
}

static float stage_scale(const SceneInput *in) {
    return in->scale > 0 ? in->scale : 1;
}

bool stage_small(const SceneInput *in) {
    const float low = 600;
    return in->frame && ((float)in->height < low * stage_scale(in) || stage_held(in));
}

int stage_presented_least(const SceneInput *in) {
    const int least = 18;
    int part = (in->height + 44) / 45;
    if (stage_small(in)) return (int)roundf(11 * stage_scale(in));
    return part > least ? part : least;
}

bool stage_held(const SceneInput *in) {
    return in->frame && in->height > in->width && (float)in->width < HELD_WIDTH * stage_scale(in);
}

float stage_thumb(const Stage *s) {
    enum { THUMB = 40 };
    bool hand = stage_held(s->in) || (s->presenting && stage_small(s->in));
    return hand ? ceilf(THUMB * stage_scale(s->in)) : 0;
}

/* What is held in a hand is as near as its type needs: it shows less, not smaller. */
float stage_unit(const SceneInput *in) {
    const float least = 0.9f, usual = 400;
    float scale = stage_scale(in), w = (float)in->width, h = (float)in->height;
    if (stage_held(in)) return scale * fminf(1, fmaxf(least, w / (usual * scale)));
    return scale * fminf(1, fminf(w / (LEAST_WIDTH * scale), h / (LEAST_HEIGHT * scale)));
}

/* A window's type is as large as the display and the reader wish: a larger window shows more. A
   figure's type follows its size, and is larger, for a slide. */
static void choose_sizes(Stage *s) {
    float w = (float)s->in->width, h = (float)s->in->height;
    s->unit = fmaxf(0.4f, s->in->frame ? stage_unit(s->in) : fminf(w / 1200, h / 720));
    float wish = (float)s->in->view->shown.setting.text_size / 100;
    s->unit *= wish < 0.5f ? 0.5f : wish > 2 ? 2 : wish;
    bool held = stage_held(s->in); /* what is presented there is as large as its width lets it */
    if ((s->presenting && !held) || (s->alone && !s->in->frame))
        /* So that labels have 2.2 % of the height, on screens of 4:3, too; larger letters would
         * take the figure's room. */
        s->unit = fminf(w / 1200, h / 900) * PRESENTER_TYPE * fminf(1.2f, fmaxf(1, wish));
    if (s->style.font_size) s->unit = (float)s->style.font_size / LABEL_POINTS;
    s->least = (int)roundf(11 * (s->in->frame ? stage_scale(s->in) : 1));
    int least = s->presenting ? stage_presented_least(s->in) : s->least;
    s->title = type_size(s, 26, least + 3);
    s->name = type_size(s, 16, least + 1);
    s->body = type_size(s, 14, least);
    s->small = type_size(s, 12, least);
    s->mono = type_size(s, 12, least);
}

static bool is_output(const Stage *s, Value v) {
    for (int i = 0; s->step && i < op_table[s->step->op]->outputs; i++)
        if (s->step->out[i] == v) return true;
    return s->at.value == v;
}

/* The pointer in the other half of a comparison points at the same cell here, if it is in what is
 * compared. */
static Value stage_hover_value(const Stage *s) {
    const View *v = s->in->view;
    const Pointed *p = &v->passing.hover;
    if (!pointed_cell(p)) return NO_VALUE;
    if (p->aside == s->aside || !v->shown.beside.on) return program_find(s->program, p->path);
    return strcmp(p->path, s->aside ? v->shown.at.path : v->shown.beside.at.path) == 0 ? s->at.value
                                                                                       : NO_VALUE;
}

static Focus stage_hover(const Stage *s) {
    const Pointed *p = &s->in->view->passing.hover;
    Focus f = {0};
    Value value = stage_hover_value(s);
    if (value == NO_VALUE) return f;
    Shape shape = s->program->values[value].form.shape;
    int sheet = p->aside == s->aside && p->head < shape.sheets ? p->head : s->at.cell.sheet;
    if (sheet >= shape.sheets) sheet = 0;
    f = (Focus){true, value, {sheet, p->row, p->col}};
    f.on = p->row < shape.rows && p->col >= 0 && p->col < shape.cols;
    return f;
}

/* A hovered label: its row is lit, or its number in the pinned row. */
static Focus stage_hovers_label(const Stage *s) {
    const View *v = s->in->view;
    const Pointed *p = &v->passing.hover;
    Shape shape = s->program->values[s->at.value].form.shape;
    bool row = p->kind == TARGET_ROW, col = p->kind == TARGET_COLUMN && v->shown.at.row >= 0;
    Cell at = {s->at.cell.sheet, row ? p->index : v->shown.at.row, row ? -1 : p->index};
    bool there = (row || col) && at.row < shape.rows && at.col < shape.cols && !s->aside;
    return (Focus){there && v->shown.at.depth == DEPTH_STEP, s->at.value, at};
}

static Focus pinned(const Stage *s) {
    const View *v = s->in->view;
    Shape shape = s->program->values[s->at.value].form.shape;
    Focus f = {v->shown.at.row >= 0 && v->shown.at.row < shape.rows,
               s->at.value,
               {s->at.cell.sheet, v->shown.at.row, v->shown.at.col}};
    if (v->shown.at.col >= shape.cols || v->shown.at.col < 0) f.cell.col = -1;
    return f;
}

/* The first row slowly, then the rest fast. */
static float play_curve(float played, int rows) {
    const float slow = 0.45f;
    if (rows < 2) return played;
    float first = 1.0f / (float)rows;
    return played < slow ? first * played / slow
                         : first + (1 - first) * (played - slow) / (1 - slow);
}

static Focus played(const Stage *s) {
    const View *v = s->in->view;
    Shape shape = s->program->values[s->at.value].form.shape;
    bool one =
        v->shown.at.depth >= DEPTH_ROW && v->shown.at.row >= 0 && v->shown.at.row < shape.rows;
    int rows = one ? 1 : shape.rows, cells = rows * shape.cols;
    int at = (int)(play_curve(fmaxf(0, v->shown.played), rows) * (float)cells);
    if (v->shown.played >= 1 || !s->step) return (Focus){0};
    if (at >= cells) at = cells - 1;
    return (Focus){
        true,
        s->at.value,
        {s->at.cell.sheet, (one ? v->shown.at.row : 0) + at / shape.cols, at % shape.cols}};
}

/* Figures whose matrices can all be turned. */
static bool turns(const Stage *s) {
    if (!s->step || s->in->view->shown.at.form == FORM_BARS ||
        s->in->view->shown.at.form == FORM_RIBBONS)
        return false;
    if (s->in->view->shown.at.depth > DEPTH_ROW || program_inner(s->program, s->at.value))
        return false;
    switch (s->program->values[s->at.value].role) {
    case VALUE_SCORES:
    case VALUE_SCALED:
    case VALUE_WEIGHTS:
    case VALUE_HEADS:
    case VALUE_SUMMED:
    case VALUE_TEMPERED:
    case VALUE_PROBABILITIES:
    case VALUE_MATRIX: return true;
    default: return false;
    }
}

/* Of the run that is drawn, which in a comparison or before a what-if is not the view's. */
static bool draws_run(const Stage *s, const RunOf *run) {
    RunOf of = s->in->view->shown.of;
    if (s->in->before && s->in->view->shown.side == SIDE_BEFORE && !s->aside)
        of.what = (WhatIfList){.count = 0};
    return directives_same_run(&of, run);
}

static void find_veil(Stage *s) {
    const LessonShown *l = s->in->lesson;
    if (!l || !l->veiled || !draws_run(s, l->run)) return;
    const Address *a = &l->asks->questions[l->open].sought.at;
    if (a->value >= s->program->value_count) return;
    s->veil = (Veil){true, s->program->values[a->value].form.shape, a->cell.sheet, a->cell.row};
}

bool stage_veils(const Stage *s, Value v, Cell at) {
    return s->veil.on && at.sheet == s->veil.sheet && at.row == s->veil.row &&
           shape_equal(s->program->values[v].form.shape, s->veil.shape);
}

/* What is asked about can be aimed at, but tells nothing. */
static void hide_asked(Stage *s) {
    Focus *both[] = {&s->focus, &s->pointer};
    for (int i = 0; i < 2; i++)
        if (both[i]->on && both[i]->cell.col >= 0 && stage_veils(s, both[i]->value, both[i]->cell))
            s->aim = *both[i];
    if (s->pointer.on && stage_veils(s, s->pointer.value, s->pointer.cell)) s->pointer.on = false;
    if (s->focus.on && stage_veils(s, s->focus.value, s->focus.cell)) s->focus.cell.col = -1;
}

/* Of an output what is behind it is shown, of an operand what is made of it. */
static void find_uses(Stage *s) {
    const View *v = s->in->view;
    const TrailStep *last = v->trail.count ? &v->trail.steps[v->trail.count - 1] : NULL;
    bool hovers =
        s->pointer.on && s->pointer.value != s->focus.value && v->shown.at.depth >= DEPTH_STEP;
    if (hovers)
        s->uses = why_uses(s->trace, s->pointer.value, s->pointer.cell, s->arena);
    else if (last && last->forward && !s->aside && last->asked < s->program->value_count)
        s->uses = why_uses(s->trace, last->asked, last->asked_at, s->arena);
}

static void stage_open_as(Stage *s, const SceneInput *in, Arena *arena, Scene *out, bool aside) {
    *s = (Stage){.in = in,
                 .scene = out,
                 .arena = arena,
                 .font = in->font,
                 .lang = in->lang,
                 .group = "figure",
                 .aside = aside};
    s->at = view_address(in->view, in->run);
    s->program = &in->run->programs[s->at.t];
    s->trace = decode_trace(in->run, s->at.t);
    int step = s->program->values[s->at.value].step;
    s->step = step >= 0 ? &s->program->steps[step] : NULL;
    s->outline = outline_make(s->program, arena);
    s->shown_step = outline_step(s->program, s->at.value);
    if (in->style) s->style = *in->style;
    s->foreign = in->run->labels != NULL;
    s->line = !s->foreign && !config_reads_apart(&in->run->model->config);
    s->dots = s->style.cells == CELLS_AS_VIEWED ? in->view->shown.setting.dots
                                                : s->style.cells == CELLS_DOTS;
    s->presenting = in->frame && in->view->shown.setting.presenting;
    s->transposed = s->style.transpose && turns(s);
    if (!out->named) {
        out->value_count = s->program->value_count;
        out->named = arena_many(arena, bool, out->value_count);
    }
    s->named = out->named;
    Depth depth = in->view->shown.at.depth;
    /* In a hand there is room for one matrix. */
    bool alone = in->view->shown.at.form == FORM_ALONE ||
                 (stage_held(in) && !in->before && view_stands_alone(in->view, in->run));
    s->alone = alone && (depth == DEPTH_STEP || depth == DEPTH_ROW) &&
               (s->program->values[s->at.value].form.shape.cols > 1 ||
                (s->foreign && s->program->values[s->at.value].role == VALUE_MATRIX));
    theme_make(in->view->shown.setting.theme, s->style.palette, &s->theme);
    choose_sizes(s);
    s->pointer = stage_hover(s);
    s->playing = played(s);
    s->focus = s->pointer.on && is_output(s, s->pointer.value) ? s->pointer
               : s->playing.on                                 ? s->playing
               : stage_hovers_label(s).on                      ? stage_hovers_label(s)
                                                               : pinned(s);
    find_veil(s);
    hide_asked(s);
    if (s->focus.on && s->focus.cell.col >= 0)
        s->reach = trace_reach(s->trace, s->focus.value, s->focus.cell, arena);
    find_uses(s);
}

void stage_bare(Stage *s, const SceneInput *in, Arena *arena, Scene *out) {
    *s = (Stage){.in = in,
                 .scene = out,
                 .arena = arena,
                 .font = in->font,
                 .lang = in->lang,
                 .group = "frame"};
    theme_make(in->view->shown.setting.theme, s->style.palette, &s->theme);
    choose_sizes(s);
}

void stage_open(Stage *s, const SceneInput *in, Arena *arena, Scene *out) {
    stage_open_as(s, in, arena, out, false);
}

void stage_open_aside(Stage *aside, Stage *s, const SceneInput *in) {
    Scene *scene = s->scene;
    bool *own = scene->named;
    int count = scene->value_count;
    if (in->run != s->in->run) scene->named = scene->named_aside;
    stage_open_as(aside, in, s->arena, scene, true);
    if (in->run != s->in->run) scene->named_aside = aside->named;
    scene->named = own;
    scene->value_count = count;
}

static Tensor veiled(Stage *s, Tensor x) {
    size_t size = shape_size(x.shape);
    float *copy = arena_raw(s->arena, size, sizeof *copy);
    memcpy(copy, x.x, size * sizeof *copy);
    float *row = copy + ((size_t)s->veil.sheet * (size_t)x.shape.rows + (size_t)s->veil.row) *
                            (size_t)x.shape.cols;
    for (int j = 0; j < x.shape.cols; j++)
        if (row[j] >= -FLT_MAX) row[j] = NAN; /* that a mask hides a cell may be seen */
    return (Tensor){x.shape, copy};
}

Tensor stage_tensor(Stage *s, Value v) {
    Tensor x = s->trace->values[v];
    s->named[v] = true;
    return s->veil.on && shape_equal(x.shape, s->veil.shape) ? veiled(s, x) : x;
}

bool stage_hides(const Stage *s, Value v, int sheet, int row, int col) {
    return tensor_at(s->trace->values[v], sheet, row, col) < -FLT_MAX &&
           program_may_hide(s->program, v);
}

void stage_name_operands(Stage *s, Value v) {
    int step = s->program->values[v].step;
    for (int i = 0; step >= 0 && i < s->program->steps[step].inputs; i++)
        s->named[s->program->steps[step].in[i]] = true;
}

bool stage_explain(Stage *s, Value v, Cell at, Explanation *out) {
    Error e;
    if (stage_veils(s, v, at)) return false;
    s->named[v] = true;
    stage_name_operands(s, v);
    return explain_cell(s->trace, v, at, s->arena, out, &e);
}

Color stage_head_color(const Stage *s, int head) {
    return s->theme.head[head % THEME_HEADS];
}

Color stage_marked(const Stage *s, Color ground) {
    return theme_mix(ground, s->theme.role[ROLE_HOT], 0.22f);
}
