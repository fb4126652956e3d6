/* The pointer on the stage and the panels around it: what is under it, what is pressed, dragged and
   let go, and the wheel. */
#include "app/layers/pointer.h"

#include <math.h>
#include <string.h>

#include "app/acts/choose.h"
#include "app/acts/compare.h"
#include "app/acts/heads_grid.h"
#include "app/acts/home.h"
#include "app/acts/learn.h"
#include "app/acts/lens_walk.h"
#include "app/acts/motion.h"
#include "app/acts/trail.h"
#include "app/acts/walk.h"
#include "app/layers/menu.h"
#include "app/state/place.h"
#include "scene/pen/hit.h"
#include "trace/measure.h"

void pointer_leave(App *app) {
    if (app->view.passing.cursor || !app->view.passing.hover.kind) return;
    app_forget_pointer(&app->view);
    app_stale(app);
}

void pointer_hover(App *app, const Target *t, int row, int col) {
    Pointed now = target_pointed(t, row, col), *hover = &app->view.passing.hover;
    if (pointed_same(hover, &now)) return;
    *hover = now;
    app_stale(app);
}

void pointer_on_sheet(App *app, const Event *e) {
    if (e->on)
        pointer_hover(app, &e->target, 0, 0);
    else
        pointer_leave(app);
}

bool pointer_swallow(App *app, Event *e) {
    (void)app, (void)e;
    return true;
}

static bool pointer_take_hover(App *app, Event *e) {
    if (e->on)
        pointer_hover(app, &e->target, e->row, e->col);
    else
        pointer_leave(app);
    return true;
}

/* Pins the cell; `toggle`: or lets it go. Another value than the shown one is gone to first. */
static void pin(App *app, const Target *t, int row, int col, bool toggle) {
    Address a;
    View *v = &app->view;
    const Program *p = app_program(app, &a);
    Value value = program_find(p, t->path);
    if (t->aside) {
        if (toggle && strcmp(t->path, v->shown.beside.at.path) == 0) compare_pin(app, row, col);
        return;
    }
    if (value == NO_VALUE) return;
    Shape shape = p->values[value].form.shape;
    if (row >= shape.rows || col >= shape.cols)
        return; /* the click took a shorter sentence from the field */
    bool many = shape.sheets > 1,
         again = value == a.value && v->shown.at.row == row && v->shown.at.col == col;
    int head = t->head;
    if (!toggle || (many && v->shown.at.head != head)) again = false;
    if (value != a.value) place_show(app, value);
    if (many) v->shown.at.head = head;
    v->shown.at.row = again && v->shown.at.depth < DEPTH_ROW ? -1 : row;
    v->shown.at.col = again && v->shown.at.depth < DEPTH_CELL ? -1 : col;
}

/* A whole row of what is shown; again: lets it go. */
static void pin_row(App *app, int row) {
    Place *at = &app->view.shown.at;
    bool again = at->row == row && at->col < 0 && at->depth < DEPTH_ROW;
    if (row >= app_form(app).shape.rows) return;
    at->row = again ? -1 : row;
    if (at->depth < DEPTH_CELL) at->col = -1;
}

/* A column's number in the pinned row; where none is, in the row in which it is largest. Again:
   lets it go. */
static void pin_column(App *app, int col) {
    Address a;
    app_program(app, &a);
    Tensor x = decode_trace(&app->run, a.t)->values[a.value];
    Place *at = &app->view.shown.at;
    bool again = at->col == col && at->depth < DEPTH_CELL;
    if (col >= x.shape.cols) return;
    if (at->row < 0) at->row = measure_largest_row(x, a.cell.sheet, col);
    at->col = again ? -1 : col;
}

static bool on_stage(const Scene *scene, const Target *t) {
    const float *s = scene->stage;
    return t->x >= s[0] && t->y >= s[1] && t->x < s[0] + s[2] && t->y < s[1] + s[3];
}

static void pointer_follow(App *app, const Scene *scene, const Target *t) {
    if (t->aside) compare_swap(app);
    if (heads_grid_here(app) && on_stage(scene, t) && t->depth == DEPTH_STEP) {
        heads_grid_choose(app, scene, t->path, t->head);
        return;
    }
    bool head =
        app->view.shown.at.form == FORM_HEADS && on_stage(scene, t) && t->depth == DEPTH_STEP;
    int wanted = t->head;
    bool picture = on_stage(scene, t) && t->depth == DEPTH_STEP && wanted >= 0;
    walk_to(app, scene, t->path, t->depth);
    /* What heads have in common leaves the chosen one as it is. */
    if (head || (picture && app_form(app).shape.sheets > 1)) app->view.shown.at.head = wanted;
    if (head) app->view.shown.at.form = FORM_MATRIX;
}

Command pointer_press(App *app, const Scene *scene, const Target *t, int row, int col) {
    switch (t->kind) {
    case TARGET_COMMAND: return t->command;
    case TARGET_STEP: pointer_follow(app, scene, t); break;
    case TARGET_TRAIL: trail_return(app, t->row0); break;
    case TARGET_ROW:
        if (home_here(app) && !t->aside)
            home_to(app, t->row0);
        else if (!t->aside)
            pin_row(app, t->row0);
        break;
    case TARGET_COLUMN:
        if (!t->aside) pin_column(app, t->row0);
        break;
    case TARGET_FORM: heads_grid_form(app, (FigureForm)t->row0); break;
    case TARGET_OPERAND:
        if (t->aside) compare_swap(app);
        trail_follow(app, t->path, (Cell){t->head, t->row0, t->col0});
        break;
    case TARGET_ORDER:
        if (t->row0 < ORDER_COUNT) heads_grid_sort(app, (HeadOrder)t->row0);
        break;
    case TARGET_LIGHT:
        app->view.shown.light =
            app->view.shown.light == (HeadOrder)t->row0 ? ORDER_PLACE : (HeadOrder)t->row0;
        break;
    case TARGET_NODE:
        if (!t->aside) choose_node(app, t->row0);
        break;
    case TARGET_LENS:
        if (!t->aside) lens_walk_choose(app, t->path, t->row0);
        break;
    case TARGET_SCALE: return COMMAND_SCALE;
    case TARGET_SIDE: compare_choose_side(app, (Side)t->row0); break;
    case TARGET_SEARCH: choose_pill(app, (SearchChoice)t->row0); break;
    case TARGET_ANSWER: learn_answer(app, t->row0, t->col0); break;
    case TARGET_LESSON: learn_choose(app, t->row0); break;
    case TARGET_PAGE: learn_page(app, t->row0); break;
    case TARGET_SUPPOSE: menu_suppose(app, t->path, t->row0, t->col0); break;
    case TARGET_LINK: learn_link(app, t->path); break;
    case TARGET_FIELD:
    case TARGET_CHOICE:
    case TARGET_SHEET:
    case TARGET_MENU:
    case TARGET_EXPORT:
    case TARGET_MARK:
    case TARGET_HEAT: break;
    case TARGET_CELLS:
        if (home_here(app) && !t->aside) {
            home_row(app, t);
            break;
        }
        /* fall through */
    default: /* what is predicted is no pin */
        if (t->aside || !learn_cell(app, t->path, t->head, row, col)) pin(app, t, row, col, true);
    }
    return COMMAND_NONE;
}

static Drag drag_of(const App *app, const Scene *scene, const Target *t) {
    if (t->kind == TARGET_STEP && !on_stage(scene, t)) return DRAG_TICKS;
    if (t->kind == TARGET_SCALE) return DRAG_SCALE;
    if (t->kind == TARGET_COMMAND && !on_stage(scene, t) && t->h > (float)scene->height / 3)
        return t->command == COMMAND_MAP     ? DRAG_MAP
               : t->command == COMMAND_NOTES ? DRAG_NOTES
                                             : DRAG_PRESSED;
    return t->kind == TARGET_CELLS && app->view.shown.zoom.factor > 1 ? DRAG_PAN : DRAG_PRESSED;
}

/* The second click goes into the cell that the first one may have let go. */
static bool pointer_take_press(App *app, Event *e) {
    const Target *t = &e->target;
    if (!e->on) return true;
    app->dragging = drag_of(app, e->scene, t);
    app->bar_drag = (ScaleDrag){t->low, t->high, t->w, e->x >= t->x + t->w / 2};
    if (!e->twice || t->kind != TARGET_CELLS) return true;
    app->dragging = DRAG_NOTHING;
    if (t->aside) return true;
    pin(app, t, e->row, e->col, false);
    e->then = COMMAND_IN;
    return true;
}

/* A drag along the timeline shows each step that it comes by. */
static void drag_ticks(App *app, Event *e) {
    int row, col;
    const Target *t;
    if (!scene_hit(e->scene, e->x, app->drag_y, &t, &row, &col) || t->kind != TARGET_STEP ||
        on_stage(e->scene, t) || strcmp(t->path, app->view.shown.at.path) == 0)
        return;
    pointer_follow(app, e->scene, t);
    app_stale(app);
    e->live = false;
}

static void drag_pan(App *app, const Event *e) {
    const float *stage = e->scene->stage;
    float more = app->view.shown.zoom.factor - 1;
    if (more <= 0 || stage[2] <= 0) return;
    motion_pan(app, (app->drag_x - e->x) / stage[2] / more * 2,
               (app->drag_y - e->y) / stage[3] / more * 2);
    app_stale(app);
}

/* The end of the bar that is nearer to where it was pressed. The two do not pass each other. */
static void drag_scale(App *app, const Event *e) {
    const ScaleDrag *d = &app->bar_drag;
    const float least = 0.02f;
    float span = d->high - d->low, by = (e->x - app->drag_from) / d->width * span;
    ScaleWish now = {SCALE_RANGE, d->low, d->high};
    if (!(span > 0)) return;
    if (d->upper)
        now.high = fmaxf(d->high + by, d->low + least * span);
    else
        now.low = fminf(d->low + by, d->high - least * span);
    app->view.shown.scale = now;
    app_stale(app);
}

/* A panel's edge: towards the figure it opens, away from it it folds. */
static void drag_panel(App *app, const Event *e) {
    const float way = 24;
    float gone = (app->dragging == DRAG_MAP ? 1 : -1) * (e->x - app->drag_from);
    Setting *set = &app->view.shown.setting;
    Fold *f = app->dragging == DRAG_MAP ? &set->map : &set->notes, to = gone > way    ? FOLD_OPEN
                                                                        : gone < -way ? FOLD_SHUT
                                                                                      : *f;
    if (to == *f) return;
    *f = to;
    app->drag_from = e->x;
    app_stale(app);
}

static bool pointer_take_drag(App *app, Event *e) {
    e->live = true;
    if (app->dragging == DRAG_TICKS && e->far) drag_ticks(app, e);
    if (app->dragging == DRAG_PAN && e->far) drag_pan(app, e);
    if (app->dragging == DRAG_SCALE && e->far) drag_scale(app, e);
    if (app->dragging == DRAG_MAP || app->dragging == DRAG_NOTES) drag_panel(app, e);
    return true;
}

static bool pointer_take_release(App *app, Event *e) {
    if (!e->far && e->on) e->then = pointer_press(app, e->scene, &e->target, e->row, e->col);
    return true;
}

static bool pointer_take_wheel(App *app, Event *e) {
    const Target *t = &e->target;
    if (!e->on || t->kind != TARGET_CELLS) return true;
    float x = (e->x - t->x) / t->w, y = (e->y - t->y) / t->h;
    motion_zoom(app, powf(1.25f, fmaxf(-8, fminf(8, e->notches))), x, y);
    app_stale(app);
    return true;
}

static bool pointer_always(const App *app) {
    (void)app;
    return true;
}

const Layer pointer_layer = {.wants = pointer_always,
                             .take = {[EVENT_HOVER] = pointer_take_hover,
                                      [EVENT_PRESS] = pointer_take_press,
                                      [EVENT_DRAG] = pointer_take_drag,
                                      [EVENT_RELEASE] = pointer_take_release,
                                      [EVENT_WHEEL] = pointer_take_wheel}};
