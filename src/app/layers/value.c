/* A tenth of the scale's maximum for each 40 pixels. */
#include "app/layers/value.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/acts/motion.h"
#include "app/acts/what_if.h"

static const float tenth_way = 40;

static bool value_find(const App *app, Arena *arena, CellValue *out) {
    return what_if_value(app, app->value.path, app->value.at, arena, out);
}

static void value_keep(ValueEdit *v, const CellValue *cell) {
    snprintf(v->path, sizeof v->path, "%s", cell->path);
    v->at = cell->at;
    v->from = isfinite(cell->now) ? cell->now : 0;
    v->top = cell->top;
}

void value_open(App *app) {
    Arena arena = {0};
    CellValue cell;
    if (app->run.labels) {
        app_say_key(app, "app.no_sentence");
    } else if (!what_if_pinned(app, &arena, &cell)) {
        app_say_key(app, app->view.shown.at.row < 0 || app->view.shown.at.col < 0 ? "what.pin_first"
                                                                                  : "what.no_cell");
    } else {
        motion_stop(app);
        motion_skip(app);
        value_keep(&app->value, &cell);
        number_open(&app->value.number, cell.now);
    }
    arena_free(&arena);
    app_stale(app);
}

static void shut(App *app) {
    app->value.number.on = false;
    app_stale(app);
}

static void value_take(App *app, bool usual) {
    Arena arena = {0};
    CellValue cell;
    float x;
    bool there = value_find(app, &arena, &cell), read = number_read(&app->value.number, &x);
    shut(app);
    if (there && usual)
        what_if_drop(app, cell.item);
    else if (there && read)
        what_if_cell(app, &cell, x, false);
    arena_free(&arena);
}

static bool value_take_key(App *app, Event *e) {
    if (!app->value.number.on) return false;
    switch (e->key) {
    case KEY_ENTER: value_take(app, false); break;
    case KEY_DELETE: value_take(app, true); break;
    case KEY_ESCAPE: shut(app); break;
    case KEY_BACKSPACE: number_erase(&app->value.number); break;
    case KEY_F11: return false;
    default:
        if (e->held & KEY_CTRL) shut(app);
        return !(e->held & KEY_CTRL);
    }
    app_stale(app);
    return true;
}

static bool value_take_typed(App *app, Event *e) {
    if (!app->value.number.on) return false;
    if (strcmp(e->text, "=") == 0)
        shut(app);
    else
        number_type(&app->value.number, e->text);
    app_stale(app);
    return true;
}

/* Dragging */

static bool begin_drag(App *app, const Target *t, int row, int col, float y) {
    Arena arena = {0};
    CellValue cell;
    Cell at = {t->head < 0 ? 0 : t->head, row, col};
    bool ok = !app->run.labels && !t->aside && what_if_value(app, t->path, at, &arena, &cell);
    if (ok) {
        shut(app);
        value_keep(&app->value, &cell);
        app->value.y = y;
        app->dragging = DRAG_VALUE;
    }
    arena_free(&arena);
    return ok;
}

/* With Shift a cell is taken; pressed anywhere else, the field goes. */
static bool value_take_press(App *app, Event *e) {
    if (app->value.number.on && e->on && e->target.kind == TARGET_SHEET) return true;
    if (app->value.number.on) shut(app);
    return e->on && e->target.kind == TARGET_CELLS && e->held & KEY_SHIFT &&
           begin_drag(app, &e->target, e->row, e->col, e->y);
}

/* A dragged number is a short one: no hand is finer than a thousandth of the scale. */
static float dragged_to(const ValueEdit *v, float y) {
    float fine = powf(10, floorf(log10f(v->top)) - 3),
          x = v->from + (v->y - y) / tenth_way * v->top / 10;
    return y == v->y || !(fine > 1e-30f) ? v->from
                                         : (float)(round((double)x / (double)fine) * (double)fine);
}

/* What is dragged is one step of the history when it is let go. */
static bool value_take_drag(App *app, Event *e) {
    Arena arena = {0};
    CellValue cell;
    if (app->dragging != DRAG_VALUE) return false;
    float x = dragged_to(&app->value, e->y);
    e->live = true;
    if (e->far && value_find(app, &arena, &cell) && x != cell.now &&
        what_if_cell(app, &cell, x, true)) {
        char number[32];
        snprintf(number, sizeof number, "%.4g", (double)x);
        app_say(app, arena_print(&arena, "%s = %s", cell.item.place,
                                 lang_number(app_lang(app), number, &arena)));
    }
    arena_free(&arena);
    return true;
}

/* Not dragged, it is a click on the cell. */
static bool value_take_release(App *app, Event *e) {
    if (e->drag != DRAG_VALUE) return false;
    app->view.shown.part = -1;
    return e->far;
}

const ValueField *value_field(const App *app, Arena *arena) {
    const ValueEdit *v = &app->value;
    ValueField *out = arena_many(arena, ValueField, 1);
    *out = (ValueField){.path = v->path,
                        .sheet = v->at.sheet,
                        .row = v->at.row,
                        .col = v->at.col,
                        .text = v->number.text,
                        .whole = v->number.whole};
    return out;
}

static bool value_always(const App *app) {
    (void)app;
    return true;
}

const Layer value_layer = {.wants = value_always,
                           .take = {[EVENT_KEY] = value_take_key,
                                    [EVENT_TYPED] = value_take_typed,
                                    [EVENT_PRESS] = value_take_press,
                                    [EVENT_DRAG] = value_take_drag,
                                    [EVENT_RELEASE] = value_take_release}};
