/* A line says what its command's row of the table of keys says. */
#include "app/layers/more.h"

#include "app/layers/pointer.h"

static const Command listed[] = {
    COMMAND_EDIT,     COMMAND_DICE,  COMMAND_WHAT_IF,     COMMAND_COMPARE, COMMAND_WHY,
    COMMAND_REORDER,  COMMAND_TREE,  COMMAND_LENS,        COMMAND_PRESENT, COMMAND_EXPORT,
    COMMAND_LANGUAGE, COMMAND_THEME, COMMAND_FULL_SCREEN, COMMAND_KEYS};
enum { LISTED = sizeof listed / sizeof *listed };

const KeySheet *more_lines(const App *app, Arena *arena) {
    KeyLine *lines = arena_many(arena, KeyLine, LISTED);
    KeySheet *out = arena_many(arena, KeySheet, 1);
    for (int i = 0; i < LISTED; i++) {
        const KeyRow *row = keys_row(&app->keys, listed[i]);
        lines[i] = (KeyLine){
            .command = listed[i], .names = row->name, .help = lang_text(app_lang(app), row->help)};
    }
    *out = (KeySheet){.lines = lines, .count = LISTED, .page = app->view.passing.more};
    return out;
}

void more_toggle(App *app) {
    app->view.passing.more = !app->view.passing.more;
    app_forget_pointer(&app->view);
}

static bool more_take_key(App *app, Event *e) {
    int *at = &app->view.passing.more;
    app_stale(app);
    switch (e->held ? 0 : e->key) {
    case KEY_DOWN: *at = *at % LISTED + 1; return true;
    case KEY_UP: *at = *at > 1 ? *at - 1 : LISTED; return true;
    case KEY_ENTER: e->then = listed[*at - 1]; break;
    case KEY_ESCAPE: break;
    default: *at = 0; return false;
    }
    *at = 0;
    return true;
}

static bool more_take_hover(App *app, Event *e) {
    for (int i = 0; e->on && e->target.kind == TARGET_COMMAND && i < LISTED; i++)
        if (listed[i] == e->target.command) app->view.passing.more = i + 1;
    pointer_on_sheet(app, e);
    return true;
}

static bool more_take_release(App *app, Event *e) {
    if (e->far) return true;
    app->view.passing.more = 0;
    app_forget_pointer(&app->view);
    app_stale(app);
    if (e->on && e->target.kind == TARGET_COMMAND) e->then = e->target.command;
    return true;
}

static bool more_is_open(const App *app) {
    return app->view.passing.more > 0;
}

const Layer more_layer = {.wants = more_is_open,
                          .take = {[EVENT_KEY] = more_take_key,
                                   [EVENT_HOVER] = more_take_hover,
                                   [EVENT_PRESS] = pointer_swallow,
                                   [EVENT_RELEASE] = more_take_release,
                                   [EVENT_WHEEL] = pointer_swallow}};
