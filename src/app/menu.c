/* Every change acts at once: the row's item goes into the list of what-ifs, or out of it. */
#include "app/menu.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/field.h"
#include "app/inside.h"
#include "app/menu_sheet.h"
#include "app/what_if.h"

/* What one row is asked to do; `arena` holds its texts. */
typedef void Act(App *app, const MenuRow *row, float by);

static int row_count(const App *app) {
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    int count = menu_rows(app, &arena, rows);
    arena_free(&arena);
    return count;
}

/* A row may have gone by it. */
static void with_row(App *app, int at, Act *act, float by) {
    Arena arena = {0};
    MenuRow rows[MENU_ROWS];
    int count = menu_rows(app, &arena, rows);
    if (at >= 0 && at < count) act(app, &rows[at], by);
    arena_free(&arena);
    count = row_count(app);
    if (app->menu.row >= count) app->menu.row = count - 1;
    app_stale(app);
}

void menu_toggle(App *app) {
    if (app->run.labels)
        app_say_key(app, "app.no_sentence");
    else if (app->menu.open)
        menu_shut(app);
    else {
        motion_stop(app);
        motion_skip(app);
        app->view.keys_page = 0;
        app->menu = (Menu){.open = true};
        app_stale(app);
    }
}

void menu_shut(App *app) {
    app->menu.open = app->menu.number.on = false;
    app->menu.hover = 0;
    app_stale(app);
}

/* Changing */

static void set_number(App *app, const MenuRow *row, float x) {
    char text[32];
    WhatIfItem item = row->item;
    number_print(x, text, sizeof text);
    item.value = text;
    int at = whatif_find(&app->view.what, item);
    if (x == row->usual)
        what_if_drop(app, item);
    else if (at < 0 || strcmp(whatif_item(&app->view.what, at).value, text) != 0)
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

static void change(App *app, const MenuRow *row, float by) {
    if (!row->usable) {
        app_say_key(app, "what.pin_first");
    } else if (row->kind == MENU_CHOICE) {
        int to = (row->chosen + (by < 0 ? row->count - 1 : 1)) % row->count;
        if (to != row->chosen) set_choice(app, row, to);
    } else if (row->kind == MENU_NUMBER) {
        set_number(app, row, next_number(row, by));
    } else {
        menu_shut(app);
        app_update(app, COMMAND_TREE);
    }
}

static void clear_row(App *app, const MenuRow *row, float by) {
    (void)by;
    if (row->kind == MENU_CHOICE)
        set_choice(app, row, 0);
    else if (row->kind == MENU_NUMBER && row->at >= 0)
        what_if_drop(app, row->item);
}

static void open_number(App *app, const MenuRow *row, float by) {
    (void)by;
    if (row->kind != MENU_NUMBER) return;
    if (row->usable)
        number_open(&app->menu.number, row->now);
    else
        app_say_key(app, "what.pin_first");
}

static void take_number(App *app, const MenuRow *row, float by) {
    float x;
    (void)by;
    bool ok = number_read(&app->menu.number, &x);
    app->menu.number.on = false;
    if (ok && row->kind == MENU_NUMBER && row->usable) set_number(app, row, x);
}

void menu_settle(App *app) {
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

static bool own_key(App *app, int key, int held) {
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
    case ' ': menu_settle(app), with_row(app, m->row, change, 1); break;
    case KEY_LEFT: menu_settle(app), with_row(app, m->row, change, -1); break;
    case KEY_DELETE:
    case KEY_BACKSPACE: m->number.on = false, with_row(app, m->row, clear_row, 0); break;
    case KEY_ESCAPE:
    case 'w': menu_settle(app), menu_shut(app); break;
    default: return false;
    }
    return true;
}

/* What needs the whole window shuts it. */
static bool shuts(Command c) {
    return c == COMMAND_EDIT || c == COMMAND_EXPORT || c == COMMAND_EXPORT_SERIES ||
           c == COMMAND_KEYS || c == COMMAND_VALUE;
}

bool menu_key(App *app, int key, int held) {
    if (!app->menu.open) return false;
    if (!(held & KEY_CTRL) && own_key(app, key, held)) return true;
    menu_settle(app);
    if (shuts(keys_command(key, held))) menu_shut(app);
    return false;
}

static void begin_typing(App *app, const MenuRow *row, float by) {
    const char *text = by < 0 ? "-" : "";
    if (row->kind != MENU_NUMBER) return;
    if (*text && row->least >= 0) {
        change(app, row, by);
        return;
    }
    open_number(app, row, 0);
    if (*text && app->menu.number.on) number_type(&app->menu.number, text);
}

bool menu_typed(App *app, const char *text) {
    Menu *m = &app->menu;
    if (!m->open) return false;
    bool minus = strcmp(text, "-") == 0 || strcmp(text, "−") == 0,
         digit = *text && strchr("0123456789.,", *text);
    if (!m->number.on && strcmp(text, "+") == 0) return with_row(app, m->row, change, 1), true;
    if (!m->number.on && minus) return with_row(app, m->row, begin_typing, -1), true;
    if (!m->number.on && digit) with_row(app, m->row, begin_typing, 1);
    if (!m->number.on || !number_type(&m->number, text)) return digit;
    app_stale(app);
    return true;
}

/* The pointer */

static int spot_at(App *app, float x, float y) {
    const Menu *m = &app->menu;
    if (!m->open || !app->width) return 0;
    app_scene(app);
    for (int i = m->spot_count; i > 0; i--) {
        const MenuSpot *s = &m->spots[i - 1];
        if (x >= s->x && y >= s->y && x < s->x + s->w && y < s->y + s->h) return i;
    }
    return 0;
}

bool menu_holds(App *app, float x, float y) {
    return spot_at(app, x, y) > 0;
}

void menu_hover(App *app, float x, float y) {
    int hover = spot_at(app, x, y);
    if (hover == app->menu.hover) return;
    app->menu.hover = hover;
    app_stale(app);
}

void menu_click(App *app, float x, float y) {
    int at = spot_at(app, x, y);
    if (!at) return;
    MenuSpot s = app->menu.spots[at - 1];
    if (s.kind == MENU_SPOT_PANEL) return;
    if (s.kind == MENU_SPOT_TYPE && app->menu.number.on && s.row == app->menu.row) return;
    menu_settle(app);
    if (s.kind >= MENU_SPOT_ROW && s.kind <= MENU_SPOT_TYPE) app->menu.row = s.row;
    switch (s.kind) {
    case MENU_SPOT_LESS: with_row(app, s.row, change, -1); break;
    case MENU_SPOT_MORE:
    case MENU_SPOT_ROW: with_row(app, s.row, change, 1); break;
    case MENU_SPOT_TYPE: with_row(app, s.row, open_number, 0); break;
    case MENU_SPOT_CLEAR: app_clear_what_if(app); break;
    case MENU_SPOT_CLOSE: menu_shut(app); break;
    case MENU_SPOT_PANEL: break;
    }
    app_stale(app);
}

static void turn(App *app, const MenuRow *row, float by) {
    if (row->kind != MENU_LINK && row->usable) change(app, row, by);
}

void menu_wheel(App *app, float x, float y, float notches) {
    int at = spot_at(app, x, y);
    if (!at || notches == 0) return;
    MenuSpot s = app->menu.spots[at - 1];
    menu_settle(app);
    if (s.kind >= MENU_SPOT_LESS && s.kind <= MENU_SPOT_TYPE) {
        app->menu.row = s.row;
        with_row(app, s.row, turn, notches > 0 ? 1 : -1);
    } else {
        int row = app->menu.row + (notches > 0 ? -1 : 1), count = row_count(app);
        focus(app, row < 0 ? 0 : row >= count ? count - 1 : row);
    }
}
