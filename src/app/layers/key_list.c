/* The lines are the table's; a scene lays them out and says which one a pointer is on. */
#include "app/layers/key_list.h"

#include "app/layers/pointer.h"
#include "app/state/keys.h"
#include "app/state/shown.h"
#include "scene/frame/build.h"

const KeySheet *key_list_sheet(const App *app, Arena *arena) {
    const Keys *keys = &app->keys;
    const Lang *lang = app_lang(app);
    KeyLine *lines = arena_many(arena, KeyLine, keys->count);
    KeySheet *out = arena_many(arena, KeySheet, 1);
    for (int i = 0, next; i < keys->count; i = next) {
        Buffer names = {0};
        const KeyRow *row = &keys->rows[i];
        KeyLine *line = &lines[out->count++];
        next = keys_line(keys, i, &line->command, &names);
        line->heading = row->group ? lang_text(lang, row->group) : NULL;
        line->names = arena_copy(arena, names.data, names.size);
        line->help = lang_text(lang, row->help);
        buffer_free(&names);
    }
    out->lines = lines;
    out->page = app->view.passing.keys_page;
    return out;
}

void key_list_next(App *app) {
    Arena arena = {0};
    SceneInput in = shown_input(app);
    int *page = &app->view.passing.keys_page;
    in.keys = key_list_sheet(app, &arena);
    *page = *page < (app->width ? scene_key_pages(&in) : 1) ? *page + 1 : 0;
    arena_free(&arena);
}

static bool key_list_take_hover(App *app, Event *e) {
    if (e->on && e->target.kind == TARGET_COMMAND)
        pointer_hover(app, &e->target, 0, 0);
    else
        pointer_leave(app);
    return true;
}

/* A click does what the key does, and the list goes. */
static bool key_list_take_release(App *app, Event *e) {
    if (e->far) return true;
    bool command = e->on && e->target.kind == TARGET_COMMAND;
    if (command && e->target.command == COMMAND_KEYS) {
        key_list_next(app);
        return true;
    }
    app->view.passing.keys_page = 0;
    if (!command) return true;
    app_forget_pointer(&app->view);
    e->then = e->target.command;
    return true;
}

static bool key_list_is_open(const App *app) {
    return app->view.passing.keys_page > 0;
}

const Layer key_list_layer = {.wants = key_list_is_open,
                              .take = {[EVENT_HOVER] = key_list_take_hover,
                                       [EVENT_PRESS] = pointer_swallow,
                                       [EVENT_RELEASE] = key_list_take_release,
                                       [EVENT_WHEEL] = pointer_swallow}};
