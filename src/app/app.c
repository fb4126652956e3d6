/* The dispatcher: an event goes to the layers, a command to the parts that carry it out; then what
   has come of it is remembered. No part calls back: what it wants done it returns. */
#include "app/app.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/acts/learn.h"
#include "app/acts/play.h"
#include "app/acts/present.h"
#include "app/acts/sentence.h"
#include "app/commands.h"
#include "app/layers/field.h"
#include "app/layers/menu.h"
#include "app/layers/pointer.h"
#include "app/layers/stack.h"
#include "app/screen.h"
#include "app/settle.h"
#include "base/utf8.h"
#include "scene/pen/hit.h"
#include "view/directives.h"

enum { SCENE_LEAST_WIDTH = 320, SCENE_LEAST_HEIGHT = 240 };

static const float click_way = 5; /* pixels that a hand may tremble */

bool app_text(App *app, const char *text) {
    bool ok = settle_matrices(app) && sentence_set(app, text);
    settle_anew(app);
    return ok;
}

/* As the setup says, and then the line. A run that somebody brought is of no other model. */
static bool first_run(const App *app, const AppSetup *setup, Arena *arena, RunOf *of, Error *e) {
    const char *line = setup->view;
    of->text = setup->text;
    if (setup->what) of->what = *setup->what;
    if (line && !view_run_of(line, arena, of, e)) return error_prefix(e, "--view");
    if (setup->run)
        of->model[0] = of->attend[0] = 0;
    else if (!source_settle(&app->sources, of, e))
        return error_prefix(e, "--view");
    of->text = sentence_line(app, of, seen_text(of), arena);
    return true;
}

/* Whether a line says where in the run one looks. */
static bool tells_place(const char *line) {
    static const DirectiveKind place[] = {DIRECTIVE_SHOW, DIRECTIVE_POINT,   DIRECTIVE_DEPTH,
                                          DIRECTIVE_ZOOM, DIRECTIVE_PLAY,    DIRECTIVE_PART,
                                          DIRECTIVE_SIDE, DIRECTIVE_COMPARE, DIRECTIVE_LESSON};
    for (size_t i = 0; i < sizeof place / sizeof *place; i++)
        if (view_tells(line, directive_table[place[i]].name)) return true;
    return false;
}

/* A line tells its run, and then what is looked at in it; where it does not, the sentence is. */
static bool first_view(App *app, const AppSetup *setup, Arena *arena, Error *e) {
    RunOf of = {.search = {0}};
    View v = view_default("");
    v.shown.setting.theme = setup->theme;
    if (setup->text_size) v.shown.setting.text_size = setup->text_size;
    const char *line = setup->view;
    if (!first_run(app, setup, arena, &of, e)) return false;
    v.shown.of = of;
    if (setup->run) runs_given(app, setup->run, &of);
    if (!runs_show(app, &v, e)) return false;
    if (!app->run.labels && (!line || !tells_place(line))) v.shown.at.depth = DEPTH_SENTENCE;
    if (!line) {
        source_open(&app->sources, &app->run, &v);
        app->view.shown.at = v.shown.at;
        return true;
    }
    if (!view_parse(line, &app->run, arena, &v, e) ||
        !source_view(&app->sources, &of, &app->run, &v, e))
        return error_prefix(e, "--view");
    return runs_show(app, &v, e) || error_prefix(e, "--view");
}

/* The run took too long for somebody, who stopped it: one word after the model's own sentence. */
static bool first_instead(App *app, const AppSetup *setup, Arena *arena, Error *e) {
    AppSetup own = *setup;
    if (!app->stopped) return false;
    own.text = setup->model->config.default_text;
    own.what = NULL;
    own.view = "search greedy words=1";
    *e = (Error){{0}};
    bool ok = first_view(app, &own, arena, e);
    if (ok) app_say_key(app, "work.stopped");
    return ok;
}

/* A line that names a lesson and no figure means the page's own. */
static void first_lesson(App *app, const char *line) {
    lessons_settle(app);
    if (line && *app->view.shown.setting.lesson && !view_tells(line, "show")) learn_figure(app);
    settle_anew(app);
}

static void open_lessons(App *app, const AppSetup *setup) {
    Lessons *l = &app->lessons;
    lessons_open(l);
    memcpy(l->folders, setup->folders, sizeof l->folders);
    l->given = setup->own_lessons;
    l->keep = setup->keep;
    l->keep_self = setup->keep_self;
    if (setup->progress) progress_read(setup->progress, &l->progress);
}

bool app_open(App *app, const AppSetup *setup, Error *e) {
    *app = (App){.sources = {setup->model, setup->kernels, setup->find, setup->find_self},
                 .wait = setup->wait,
                 .language_count = setup->language_count,
                 .language = setup->language,
                 .keys = command_keys,
                 .told = setup->told,
                 .link = setup->link,
                 .model_name = setup->model_name,
                 .codes = setup->codes,
                 .scene_stale = true,
                 .dirty = true};
    memcpy(app->languages, setup->languages, sizeof app->languages);
    memcpy(app->commands, setup->commands, sizeof app->commands);
    runs_open(&app->runs);
    open_lessons(app, setup);
    app->history =
        arena_raw(&app->lasting, APP_HISTORY, sizeof *app->history); /* written before it is read */
    app->motion = !setup->still;
    app->dice = random_seed(setup->seed, 1);
    Arena arena = {0};
    app->view = view_default("");
    app->view.shown.setting.theme = setup->theme;
    bool ok = first_view(app, setup, &arena, e) || first_instead(app, setup, &arena, e);
    arena_free(&arena);
    if (!ok) return false;
    app->pointer_x = app->pointer_y = -1;
    app->full_screen = app->view.shown.setting.presenting;
    if (setup->lesson && !learn_begin(app, setup->lesson, e)) return false;
    first_lesson(app, setup->view);
    return true;
}

bool app_show(App *app, const char *line, Error *e) {
    const View before = app->view;
    AppSetup setup = {.text = app->sources.model->config.default_text,
                      .run = app->given ? &app->run : NULL,
                      .theme = before.shown.setting.theme,
                      .text_size = before.shown.setting.text_size,
                      .view = line};
    Error none;
    Arena arena = {0};
    bool ok = first_view(app, &setup, &arena, e);
    arena_free(&arena);
    if (!ok) return runs_show(app, &before, &none) && false;
    first_lesson(app, line);
    return true;
}

void app_close(App *app) {
    runs_close(&app->runs);
    lessons_close(&app->lessons);
    arena_free(&app->scenes);
    arena_free(&app->export.preview);
    arena_free(&app->golden);
    arena_free(&app->visited.others);
    arena_free(&app->typed.texts);
    arena_free(&app->copied);
    arena_free(&app->lasting);
}

void app_update(App *app, Command command) {
    const KeyRow *row = keys_row(&app->keys, command);
    if (!row || (app->export.running && !row->always)) return;
    app->export.stale = true;
    app->view.passing.toast[0] = 0;
    app->value.number.on = false;
    if (row->covers) menu_shut(app);
    if (row->act) row->act(app);
    if (row->move) row->move(app, row->by);
    settle_anew(app);
}

/* Offers an event from the uppermost layer down; true if one has taken it. What a layer above has
   done is settled, and seen, before the next one is asked. */
static bool dispatch(App *app, EventKind kind, Event *e) {
    bool taken = false, sees = kind != EVENT_KEY && kind != EVENT_TYPED;
    for (int i = 0; i < layer_count && !taken; i++) {
        const Layer *l = layer_stack[i];
        if (!l->take[kind] || !l->wants(app)) continue;
        e->scene = sees || l->looks ? app_seen(app) : NULL;
        taken = l->take[kind](app, e);
        app_update(app, e->then);
        e->then = COMMAND_NONE;
        bool asked = kind != EVENT_HOVER && (taken || kind != EVENT_DRAG);
        if (asked && !e->live) settle_event(app);
    }
    return taken;
}

/* Keys */

static bool dispatch_key(App *app, EventKind kind, const char *text, int key, int held) {
    Command command = keys_command(&app->keys, key, held);
    const KeyRow *row = keys_row(&app->keys, command);
    Event e = {.key = key, .held = held, .text = text, .command = command};
    e.always = row && row->always;
    return dispatch(app, kind, &e);
}

void app_key(App *app, int key, int held) {
    if (!dispatch_key(app, EVENT_KEY, "", key, held))
        app_update(app, keys_command(&app->keys, key, held));
}

void app_typed(App *app, const char *text, int latin) {
    const char *at = text;
    uint32_t code = utf8_next(&at, text + strlen(text));
    int key = code >= 'A' && code <= 'Z' ? (int)code + 'a' - 'A' : code >= 128 ? latin : (int)code;
    if (!dispatch_key(app, EVENT_TYPED, text, key, 0)) app_key(app, key, 0);
}

void app_paste(App *app, const char *text) {
    app->paste_wanted = false;
    field_paste(app, text);
}

/* The pointer */

/* The event with what is under the pointer. */
static Event app_pointed(App *app, float x, float y) {
    const Target *t;
    Event e = {.x = x, .y = y, .scene = app_seen(app)};
    e.on = e.scene && scene_hit(e.scene, x, y, &t, &e.row, &e.col);
    if (!e.on) return e;
    e.target = *t;
    if (t->path && strlen(t->path) < sizeof e.path) strcpy(e.path, t->path);
    return e;
}

static bool dispatch_pointer(App *app, EventKind kind, Event *e) {
    if (e->on) e->target.path = e->path;
    return dispatch(app, kind, e);
}

void app_hover(App *app, float x, float y) {
    Event e = app_pointed(app, x, y);
    app->pointer_x = x, app->pointer_y = y;
    dispatch_pointer(app, EVENT_HOVER, &e);
}

void app_leave(App *app) {
    pointer_leave(app);
}

void app_press(App *app, float x, float y, int held, bool twice) {
    if (!app->view.passing.blank) app_end_cursor(app);
    Event e = app_pointed(app, x, y);
    e.held = held;
    e.twice = twice;
    app->dragging = DRAG_PRESSED;
    app->drag_x = app->drag_from = x;
    app->drag_y = y;
    app->drag_way = 0;
    dispatch_pointer(app, EVENT_PRESS, &e);
}

void app_drag(App *app, float x, float y) {
    app->pointer_x = x, app->pointer_y = y;
    if (!app->view.passing.blank) present_point(app);
    if (!app->dragging) return;
    app->drag_way += hypotf(x - app->drag_x, y - app->drag_y);
    Event e = {.x = x, .y = y, .far = app->drag_way > click_way};
    dispatch_pointer(app, EVENT_DRAG, &e);
    app->drag_x = x;
    if (app->dragging != DRAG_TICKS) app->drag_y = y;
}

/* A click takes the message away, but in the field, which may have more to say. */
void app_release(App *app, float x, float y) {
    Drag drag = app->dragging;
    app->dragging = DRAG_NOTHING;
    if (drag == DRAG_NOTHING || drag == DRAG_FIELD) return;
    Event e = app_pointed(app, x, y);
    e.drag = drag;
    e.far = app->drag_way > click_way;
    bool field = e.on && (e.target.kind == TARGET_FIELD || e.target.kind == TARGET_CHOICE);
    if (!e.far && !field && drag != DRAG_MENU && !export_has_keys(app))
        app->view.passing.toast[0] = 0;
    dispatch_pointer(app, EVENT_RELEASE, &e);
    app_stale(app);
}

void app_let_go(App *app, float x, float y) {
    app->drag_way = INFINITY;
    app_release(app, x, y);
}

void app_click(App *app, float x, float y) {
    app_press(app, x, y, 0, false);
    app_release(app, x, y);
}

void app_wheel(App *app, float x, float y, float notches) {
    Event e = app_pointed(app, x, y);
    e.notches = notches;
    dispatch_pointer(app, EVENT_WHEEL, &e);
}

void app_pinch(App *app, float x, float y, float times) {
    const float notch = 1.25f; /* of the wheel */
    Event e = app_pointed(app, x, y);
    if (!e.on || e.target.kind != TARGET_CELLS || !(times > 0)) return;
    e.notches = logf(times) / logf(notch);
    dispatch_pointer(app, EVENT_WHEEL, &e);
}

void app_other_click(App *app) {
    if (export_has_keys(app) || app->view.passing.edit.on || app->value.number.on ||
        present_wake(app))
        return;
    app_update(app, COMMAND_KEYS);
}

void app_tick(App *app, float milliseconds) {
    if (!app_moving(app)) return;
    play_tick(app, milliseconds);
    settle_anew(app);
}

void app_resize(App *app, int width, int height, const Font *font) {
    app->width = width < SCENE_LEAST_WIDTH ? SCENE_LEAST_WIDTH : width;
    app->height = height < SCENE_LEAST_HEIGHT ? SCENE_LEAST_HEIGHT : height;
    app->font = font;
    app_stale(app);
}
