/* Every change acts at once: the row's item goes into the list of what-ifs, or out of it. */
#include "app/layers/menu.h"

#include <math.h>
#include <string.h>

#include "app/acts/menu_rows.h"
#include "app/acts/motion.h"
#include "app/acts/what_if.h"

/* What one row is asked to do; a command that it leads to. */
typedef Command Act(App *app, const MenuRow *row, float by);

static int row_count(const App *app) {
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    int count = menu_rows(app, &arena, rows);
    arena_free(&arena);
    return count;
}

/* Whether the first change is best seen beside what it changes: a matrix, where there is room. */
static bool shows_both(const App *app) {
    const Shown *v = &app->view.shown;
    return v->of.what.count > 0 && app->width >= 1200 && v->at.depth == DEPTH_STEP &&
           v->at.form == FORM_MATRIX && !v->beside.on && !v->setting.presenting;
}

/* A row may have gone by it. */
static Command with_row(App *app, int at, Act *act, float by) {
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    Command then = COMMAND_NONE;
    int count = menu_rows(app, &arena, rows);
    if (at >= 0 && at < count) then = act(app, &rows[at], by);
    arena_free(&arena);
    count = row_count(app);
    if (app->menu.row >= count) app->menu.row = count - 1;
    app_stale(app);
    return then;
}

void menu_toggle(App *app) {
    if (app->run.labels)
        app_say_key(app, "app.no_sentence");
    else if (app->menu.open)
        menu_shut(app);
    else {
        motion_stop(app);
        motion_skip(app);
        app->view.passing.keys_page = 0;
        app->menu = (Menu){.open = true};
        app_stale(app);
    }
}

void menu_shut(App *app) {
    if (!app->menu.open) return;
    app->menu.open = app->menu.number.on = false;
    if (app->view.passing.hover.kind == TARGET_MENU) app_forget_pointer(&app->view);
    app_stale(app);
}

/* Changing */

static void set_number(App *app, const MenuRow *row, float x) {
    char text[32];
    WhatIfItem item = row->item;
    number_print(x, text, sizeof text);
    item.value = text;
    int at = whatif_find(&app->view.shown.of.what, item);
    if (x == row->usual)
        what_if_drop(app, item);
    else if (at < 0 || strcmp(whatif_item(&app->view.shown.of.what, at).value, text) != 0)
        what_if_set(app, item);
}

static void set_choice(App *app, const MenuRow *row, int to) {
    WhatIfItem item = row->item;
    if (to > 0)
        item.value = row->values[to], what_if_set(app, item);
    else if (row->chosen > 0)
        what_if_drop(app, item);
}

/* A step from a hidden number (−∞) begins at 0; one that comes to the usual number is that, to the
 * last bit. */
static float next_number(const MenuRow *row, float by) {
    float x = (isfinite(row->now) ? row->now : 0) + by * row->step;
    if (fabsf(x - row->usual) < 1e-3f * row->step) return row->usual;
    return fminf(fmaxf(x, row->least), row->most);
}

/* The next key that is not hidden, round and round. */
static void set_key(App *app, const MenuRow *row, int by) {
    int to = row->chosen;
    do to = (to + by + row->count) % row->count;
    while (row->hidden[to] && to != row->chosen);
    if (to != row->chosen)
        what_if_move(
            app, &(ShareAt){.item = row->item, .usual = row->usual_key, .names = row->names}, to);
}

static Command change(App *app, const MenuRow *row, float by) {
    bool plain = app->view.shown.of.what.count == 0;
    if (!row->usable) {
        app_say_key(app, "what.pin_first");
    } else if (row->kind == MENU_CHOICE) {
        int to = (row->chosen + (by < 0 ? row->count - 1 : 1)) % row->count;
        if (to != row->chosen) set_choice(app, row, to);
    } else if (row->kind == MENU_KEY) {
        set_key(app, row, by < 0 ? -1 : 1);
    } else if (row->kind == MENU_NUMBER) {
        set_number(app, row, next_number(row, by));
    } else {
        menu_shut(app);
        return COMMAND_TREE;
    }
    if (plain && shows_both(app)) app->view.shown.side = SIDE_BOTH;
    return COMMAND_NONE;
}

/* To that key; what has no keys to what it has next, a number by so many steps that it shows. */
static Command suppose(App *app, const MenuRow *row, float key) {
    const float steps = 4;
    int at = (int)key;
    if (row->kind != MENU_KEY || at < 0)
        return change(app, row, row->kind == MENU_NUMBER ? steps : 1);
    if (row->usable && at < row->count && at != row->chosen && !row->hidden[at])
        what_if_move(
            app, &(ShareAt){.item = row->item, .usual = row->usual_key, .names = row->names}, at);
    return COMMAND_NONE;
}

static int row_named(const App *app, const char *name) {
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    int count = menu_rows(app, &arena, rows), at = 0;
    while (at < count && strcmp(rows[at].name, name) != 0) at++;
    arena_free(&arena);
    return at < count ? at : -1;
}

void menu_suppose(App *app, const char *name, int row, int key) {
    bool plain = app->view.shown.of.what.count == 0;
    if (row >= 0) app->view.shown.at.row = row;
    if (!app->menu.open) menu_toggle(app);
    int at = app->menu.open ? row_named(app, name) : -1;
    if (at < 0) return;
    app->menu.row = at;
    with_row(app, at, suppose, (float)key);
    if (plain && shows_both(app)) app->view.shown.side = SIDE_BOTH;
}

static Command clear_row(App *app, const MenuRow *row, float by) {
    (void)by;
    if (row->kind == MENU_CHOICE)
        set_choice(app, row, 0);
    else if ((row->kind == MENU_NUMBER || row->kind == MENU_KEY) && row->at >= 0)
        what_if_drop(app, row->item);
    return COMMAND_NONE;
}

static Command open_number(App *app, const MenuRow *row, float by) {
    (void)by;
    if (row->kind != MENU_NUMBER) return COMMAND_NONE;
    if (row->usable)
        number_open(&app->menu.number, row->now);
    else
        app_say_key(app, "what.pin_first");
    return COMMAND_NONE;
}

static Command take_number(App *app, const MenuRow *row, float by) {
    float x;
    (void)by;
    bool ok = number_read(&app->menu.number, &x);
    app->menu.number.on = false;
    if (ok && row->kind == MENU_NUMBER && row->usable) set_number(app, row, x);
    return COMMAND_NONE;
}

/* A number that is being typed is taken: before anything else changes. */
static void menu_settle(App *app) {
    if (app->menu.number.on) with_row(app, app->menu.row, take_number, 0);
}

static void focus(App *app, int row) {
    int count = row_count(app);
    if (row != app->menu.row) menu_settle(app);
    app->menu.row = (row + count) % count;
    app_stale(app);
}

/* Keys */

static bool number_key(App *app, int key) {
    Menu *m = &app->menu;
    switch (key) {
    case KEY_BACKSPACE: number_erase(&m->number); break;
    case KEY_ESCAPE: m->number.on = false; break;
    case KEY_ENTER: menu_settle(app); break;
    default: return false;
    }
    app_stale(app);
    return true;
}

static bool own_key(App *app, int key, int held, Command *then) {
    Menu *m = &app->menu;
    if (m->number.on && number_key(app, key)) return true;
    switch (key) {
    case KEY_DOWN: focus(app, m->row + 1); break;
    case KEY_UP: focus(app, m->row - 1); break;
    case KEY_TAB: focus(app, m->row + (held & KEY_SHIFT ? -1 : 1)); break;
    case KEY_HOME: focus(app, 0); break;
    case KEY_END: focus(app, row_count(app) - 1); break;
    case KEY_RIGHT:
    case KEY_ENTER:
    case ' ': menu_settle(app), *then = with_row(app, m->row, change, 1); break;
    case KEY_LEFT: menu_settle(app), *then = with_row(app, m->row, change, -1); break;
    case KEY_DELETE:
    case KEY_BACKSPACE: m->number.on = false, with_row(app, m->row, clear_row, 0); break;
    case KEY_ESCAPE:
    case 'w': menu_settle(app), menu_shut(app); break;
    default: return false;
    }
    return true;
}

static bool menu_take_key(App *app, Event *e) {
    if (!(e->held & KEY_CTRL) && own_key(app, e->key, e->held, &e->then)) return true;
    menu_settle(app);
    return false;
}

static Command begin_typing(App *app, const MenuRow *row, float by) {
    const char *text = by < 0 ? "-" : "";
    if (row->kind != MENU_NUMBER) return COMMAND_NONE;
    if (*text && row->least >= 0) return change(app, row, by);
    open_number(app, row, 0);
    if (*text && app->menu.number.on) number_type(&app->menu.number, text);
    return COMMAND_NONE;
}

static bool menu_take_typed(App *app, Event *e) {
    Menu *m = &app->menu;
    const char *text = e->text;
    bool minus = strcmp(text, "-") == 0 || strcmp(text, "−") == 0,
         digit = *text && strchr("0123456789.,", *text);
    if (!m->number.on && strcmp(text, "+") == 0)
        return e->then = with_row(app, m->row, change, 1), true;
    if (!m->number.on && minus) return with_row(app, m->row, begin_typing, -1), true;
    if (!m->number.on && digit) with_row(app, m->row, begin_typing, 1);
    if (!m->number.on || !number_type(&m->number, text)) return digit;
    app_stale(app);
    return true;
}

/* The pointer */

/* Pressed beside it, what is typed in it is taken. */
static bool menu_take_press(App *app, Event *e) {
    if (!e->on || e->target.kind != TARGET_MENU) return menu_settle(app), false;
    app->dragging = DRAG_MENU;
    return true;
}

static void click(App *app, int row, WhatPart part, Command *then) {
    if (part == WHAT_GROUND) return;
    if (part == WHAT_TYPE && app->menu.number.on && row == app->menu.row) return;
    menu_settle(app);
    if (part <= WHAT_TYPE) app->menu.row = row;
    switch (part) {
    case WHAT_LESS: *then = with_row(app, row, change, -1); break;
    case WHAT_MORE:
    case WHAT_ROW: *then = with_row(app, row, change, 1); break;
    case WHAT_PAGE: focus(app, row); break;
    case WHAT_TYPE: with_row(app, row, open_number, 0); break;
    case WHAT_NOTES:
        if (!*app->view.shown.setting.lesson && app->view.shown.setting.notes == FOLD_SHUT)
            app->view.shown.setting.notes = FOLD_OPEN;
        menu_shut(app);
        break;
    case WHAT_KEEP:
    case WHAT_CLOSE: menu_shut(app); break;
    case WHAT_GROUND: break;
    }
    app_stale(app);
}

static bool menu_take_release(App *app, Event *e) {
    if (e->drag != DRAG_MENU) return false;
    if (e->on && e->target.kind == TARGET_MENU)
        click(app, e->target.row0, (WhatPart)e->target.col0, &e->then);
    return true;
}

static Command turn(App *app, const MenuRow *row, float by) {
    return row->kind != MENU_LINK && row->usable ? change(app, row, by) : COMMAND_NONE;
}

static bool menu_take_wheel(App *app, Event *e) {
    if (!e->on || e->target.kind != TARGET_MENU) return false;
    if (e->notches == 0) return true;
    menu_settle(app);
    if (e->target.col0 >= WHAT_LESS && e->target.col0 <= WHAT_TYPE) {
        app->menu.row = e->target.row0;
        with_row(app, e->target.row0, turn, e->notches > 0 ? 1 : -1);
    } else {
        int row = app->menu.row + (e->notches > 0 ? -1 : 1), count = row_count(app);
        focus(app, row < 0 ? 0 : row >= count ? count - 1 : row);
    }
    return true;
}

static bool menu_is_open(const App *app) {
    return app->menu.open;
}

const Layer menu_layer = {.wants = menu_is_open,
                          .take = {[EVENT_KEY] = menu_take_key,
                                   [EVENT_TYPED] = menu_take_typed,
                                   [EVENT_PRESS] = menu_take_press,
                                   [EVENT_RELEASE] = menu_take_release,
                                   [EVENT_WHEEL] = menu_take_wheel}};
