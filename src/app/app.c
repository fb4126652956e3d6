/* The dispatcher: an event goes to the layers, a command to the parts that carry it out; then what
   has come of it is remembered. No part calls back: what it wants done it returns. */
#include "app/app.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/acts/choose.h"
#include "app/acts/compare.h"
#include "app/acts/heads_grid.h"
#include "app/acts/learn.h"
#include "app/acts/motion.h"
#include "app/acts/play.h"
#include "app/acts/present.h"
#include "app/acts/sentence.h"
#include "app/acts/trail.h"
#include "app/acts/walk.h"
#include "app/acts/what_if.h"
#include "app/layers/cursor.h"
#include "app/layers/field.h"
#include "app/layers/key_list.h"
#include "app/layers/menu.h"
#include "app/layers/pointer.h"
#include "app/layers/stack.h"
#include "app/layers/value.h"
#include "app/screen.h"
#include "app/state/history.h"
#include "base/utf8.h"
#include "scene/frame/build.h"
#include "scene/pen/hit.h"

static const int text_sizes[] = {75, 85, 100, 115, 130, 150, 175, 200};
enum { SCENE_LEAST_WIDTH = 320, SCENE_LEAST_HEIGHT = 240 };
enum { TEXT_SIZES = sizeof text_sizes / sizeof *text_sizes };

static const float click_way = 5; /* pixels that a hand may tremble */

/* What an event has come to: lesson and marks follow it, and it is remembered unless the program
   plays by itself. Nothing happens where nothing has changed. */
static void settle(App *app) {
    trail_check(app);
    lessons_settle(app);
    history_mark(app);
    if (!app->view.playing) history_remember(app);
}

void app_settle(App *app) {
    settle(app);
    app_stale(app);
}

/* What is seen, for those who need it; NULL before there is a window. */
static const Scene *seen(App *app) {
    return app->width ? app_scene(app) : NULL;
}

/* Matrices are left first: that is a step of its own in the history. */
static bool leave_matrices(App *app) {
    bool ok = runs_leave_matrices(app);
    settle(app);
    return ok;
}

bool app_text(App *app, const char *text) {
    bool ok = leave_matrices(app) && sentence_set(app, text);
    app_settle(app);
    return ok;
}

/* As the setup says, and then the line. A run that somebody brought is of no other model. */
static bool first_run(const App *app, const AppSetup *setup, RunOf *of, Error *e) {
    const char *line = setup->view;
    char text[VIEW_TEXT];
    bool told = line && view_text(line, text);
    if (!told && strlen(setup->text) >= VIEW_TEXT)
        return error_set(e, "the sentence is longer than %d bytes", VIEW_TEXT - 1);
    snprintf(of->text, sizeof of->text, "%s", setup->text);
    if (setup->what) of->what = *setup->what;
    if (line && !view_run_of(line, of, e)) return error_prefix(e, "--view");
    if (setup->run)
        of->model[0] = of->attend[0] = 0;
    else if (!source_settle(&app->sources, of, e))
        return error_prefix(e, "--view");
    strcpy(text, of->text);
    sentence_copy(of->text, text);
    return true;
}

/* A line tells its run, and then what is looked at in it. */
static bool first_view(App *app, const AppSetup *setup, Error *e) {
    RunOf of = {.search = {0}};
    View v = view_default("");
    v.theme = setup->theme;
    if (setup->text_size) v.text_size = setup->text_size;
    const char *line = setup->view;
    if (!first_run(app, setup, &of, e)) return false;
    view_set_run(&v, &of);
    if (setup->run) runs_given(app, setup->run, &of);
    if (!runs_show(app, &v, e)) return false;
    if (!line) return true;
    if (!view_parse(line, &app->run, &v, e) || !source_view(&app->sources, &of, &v, e))
        return error_prefix(e, "--view");
    return runs_show(app, &v, e) || error_prefix(e, "--view");
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
                 .language_count = setup->language_count,
                 .language = setup->language,
                 .scene_stale = true,
                 .dirty = true};
    memcpy(app->languages, setup->languages, sizeof app->languages);
    memcpy(app->commands, setup->commands, sizeof app->commands);
    runs_open(&app->runs);
    open_lessons(app, setup);
    app->history = arena_many(&app->lasting, View, APP_HISTORY);
    app->motion = !setup->still;
    app->dice = random_seed(setup->seed, 1);
    if (!first_view(app, setup, e)) return false;
    app->pointer_x = app->pointer_y = -1;
    app->full_screen = app->view.presenting;
    if (setup->lesson && !learn_begin(app, setup->lesson, e)) return false;
    lessons_settle(app);
    if (setup->view && *app->view.lesson && !view_tells(setup->view, "show"))
        learn_figure(app); /* the page's own */
    app_settle(app);
    return true;
}

void app_close(App *app) {
    runs_close(&app->runs);
    lessons_close(&app->lessons);
    arena_free(&app->scenes);
    arena_free(&app->export.preview);
    arena_free(&app->golden);
    arena_free(&app->visited.others);
    arena_free(&app->lasting);
}

static void move_text_size(App *app, int by) {
    int at = 0;
    while (at < TEXT_SIZES - 1 && text_sizes[at] < app->view.text_size) at++;
    bool between = text_sizes[at] != app->view.text_size;
    at += by < 0 ? -1 : between ? 0 : 1;
    app->view.text_size = text_sizes[at < 0 ? 0 : at >= TEXT_SIZES ? TEXT_SIZES - 1 : at];
}

static void go_out(App *app) {
    Depth from = app->view.depth;
    walk_out(app);
    if (app->view.depth != from) walk_left(app, seen(app), from);
}

/* Lets go of what is nearest: the list, the play, the movement, the pin; then comes out. */
static void escape(App *app) {
    View *v = &app->view;
    if (v->presenting)
        present_end(app), v->keys_page = 0;
    else if (v->keys_page)
        v->keys_page = 0;
    else if (v->cursor)
        app_end_cursor(app);
    else if (v->spotlight)
        v->spotlight = false;
    else if (v->playing)
        motion_stop(app), motion_skip(app);
    else if (motion_skip(app) || heads_grid_out(app))
        return;
    else if (v->depth == DEPTH_STEP && (v->row >= 0 || v->col >= 0))
        v->row = v->col = -1;
    else
        go_out(app);
}

static void next_language(App *app) {
    app->language = (app->language + 1) % app->language_count;
}

static void next_form(App *app) {
    SceneInput in = shown_input(app);
    FigureForm form = app->view.form;
    for (int i = 0; i < FORM_COUNT; i++) {
        form = (FigureForm)((form + 1) % FORM_COUNT);
        if (scene_has_form(&in, form)) break;
    }
    if (form == app->view.form) app_say_key(app, "app.one_form");
    app->view.form = form;
}

/* What is open now shuts, and the other way round. */
static void fold(App *app, Fold *f, int panel) {
    SceneInput in = shown_input(app);
    bool open = app->width && scene_panel_open(&in, panel);
    if (app->view.presenting) return;
    *f = open ? FOLD_SHUT : FOLD_OPEN;
}

/* The same key that began a movement ends it. */
static void step(App *app, int by) {
    if (motion_skip(app)) return;
    if (walk_next(app, by) && app->view.playing) play_restart(app);
}

/* Along the trail; where there is none, out of the what-ifs. */
static void go_back(App *app) {
    motion_skip(app);
    if (trail_back(app)) return;
    if (app->view.what.count)
        what_if_clear(app);
    else
        app_say_key(app, "app.no_trail");
}

/* In the tree: words, hypotheses, the search itself. False: the command means there what it means
 * elsewhere. */
static bool walk_tree(App *app, Command command) {
    if (!choose_here(app)) return false;
    switch (command) {
    case COMMAND_IN: choose_in(app); return true;
    case COMMAND_NEXT_ROW: choose_rank(app, 1); return true;
    case COMMAND_PREVIOUS_ROW: choose_rank(app, -1); return true;
    case COMMAND_NEXT_HEAD: choose_more(app, 1); return true;
    case COMMAND_PREVIOUS_HEAD: choose_more(app, -1); return true;
    case COMMAND_NEXT_COL: choose_top_k(app, 1); return true;
    case COMMAND_PREVIOUS_COL: choose_top_k(app, -1); return true;
    default: return false;
    }
}

/* In the grid of heads: which head, and how near. */
static bool walk_grid(App *app, Command command) {
    if (!heads_grid_here(app)) return false;
    switch (command) {
    case COMMAND_IN: motion_skip(app), heads_grid_in(app, seen(app)); return true;
    case COMMAND_OUT: motion_skip(app); return heads_grid_out(app);
    case COMMAND_NEXT_HEAD: heads_grid_next(app, seen(app), 1); return true;
    case COMMAND_PREVIOUS_HEAD: heads_grid_next(app, seen(app), -1); return true;
    default: return false;
    }
}

/* Beside a lesson the arrows turn its pages. */
static bool walk_lesson(App *app, Command command) {
    switch (command) {
    case COMMAND_NEXT: return learn_turn(app, 1);
    case COMMAND_PREVIOUS: return learn_turn(app, -1);
    case COMMAND_FIRST: return learn_end(app, false);
    case COMMAND_LAST: return learn_end(app, true);
    case COMMAND_IN: return learn_pinned(app);
    default: return false;
    }
}

static void learn(App *app, Command command) {
    switch (command) {
    case COMMAND_LESSONS: learn_toggle(app); break;
    case COMMAND_CONTENTS: learn_contents(app); break;
    case COMMAND_RELOAD: learn_reload(app); break;
    case COMMAND_HINT: learn_hint(app); break;
    case COMMAND_FIGURE_BACK: learn_figure(app); break;
    default:
        if (command >= COMMAND_ANSWER_1 && command <= COMMAND_ANSWER_8)
            learn_answer(app, -1, (int)command - COMMAND_ANSWER_1);
    }
}

static void walk(App *app, Command command) {
    if (walk_lesson(app, command) || walk_tree(app, command) || walk_grid(app, command)) return;
    switch (command) {
    case COMMAND_NEXT: step(app, 1); break;
    case COMMAND_PREVIOUS: step(app, -1); break;
    case COMMAND_FIRST: walk_end(app, false); break;
    case COMMAND_LAST: walk_end(app, true); break;
    case COMMAND_IN: motion_skip(app), walk_in(app, seen(app)); break;
    case COMMAND_OUT: motion_skip(app), go_out(app); break;
    case COMMAND_NEXT_HEAD: walk_head(app, 1); break;
    case COMMAND_PREVIOUS_HEAD: walk_head(app, -1); break;
    case COMMAND_NEXT_ROW: walk_row(app, 1); break;
    case COMMAND_PREVIOUS_ROW: walk_row(app, -1); break;
    case COMMAND_NEXT_COL: walk_col(app, 1); break;
    case COMMAND_PREVIOUS_COL: walk_col(app, -1); break;
    case COMMAND_NEXT_WORD: walk_word(app, 1); break;
    case COMMAND_PREVIOUS_WORD: walk_word(app, -1); break;
    case COMMAND_WHY: motion_skip(app), trail_why(app); break;
    case COMMAND_WHERE: motion_skip(app), trail_where(app); break;
    case COMMAND_BACK: go_back(app); break;
    default: break;
    }
}

static void look(App *app, Command command) {
    const float notch = 1.5f, pan = 0.1f;
    View *v = &app->view;
    switch (command) {
    case COMMAND_PLAY: play_toggle(app); break;
    case COMMAND_FASTER: motion_speed(app, 1); break;
    case COMMAND_SLOWER: motion_speed(app, -1); break;
    case COMMAND_FORM: next_form(app); break;
    case COMMAND_TREE: choose_tree(app); break;
    case COMMAND_SEARCH: choose_kind(app); break;
    case COMMAND_ZOOM_IN: motion_zoom(app, notch, 0.5f, 0.5f); break;
    case COMMAND_ZOOM_OUT: motion_zoom(app, 1 / notch, 0.5f, 0.5f); break;
    case COMMAND_ZOOM_WHOLE: motion_zoom(app, 0, 0.5f, 0.5f); break;
    case COMMAND_PAN_RIGHT: motion_pan(app, pan, 0); break;
    case COMMAND_PAN_LEFT: motion_pan(app, -pan, 0); break;
    case COMMAND_PAN_DOWN: motion_pan(app, 0, pan); break;
    case COMMAND_PAN_UP: motion_pan(app, 0, -pan); break;
    case COMMAND_MAP: fold(app, &v->map, PANEL_MAP); break;
    case COMMAND_NOTES: fold(app, &v->notes, PANEL_NOTES); break;
    case COMMAND_TIMELINE: fold(app, &v->timeline, PANEL_TIMELINE); break;
    case COMMAND_THEME: v->theme = v->theme == THEME_NIGHT ? THEME_PAPER : THEME_NIGHT; break;
    case COMMAND_LANGUAGE: next_language(app); break;
    case COMMAND_TEXT_LARGER: move_text_size(app, 1); break;
    case COMMAND_TEXT_SMALLER: move_text_size(app, -1); break;
    case COMMAND_TEXT_NORMAL: v->text_size = 100; break;
    case COMMAND_DOTS: v->dots = !v->dots; break;
    default: break;
    }
}

/* What the window shows, as the line that --view reads. */
static void copy_view(App *app) {
    Buffer line = {0};
    view_print(&app->view, &app->run, &line);
    if (line.size < sizeof app->clipboard) {
        memcpy(app->clipboard, line.data, line.size);
        app->clipboard[line.size] = 0;
        app_say_key(app, "app.view_copied");
    }
    buffer_free(&line);
}

static void roll_dice(App *app) {
    if (leave_matrices(app) && sentence_dice(app)) field_close(app, false);
}

/* What needs the whole window shuts the menu. */
static bool needs_window(Command c) {
    return c == COMMAND_EDIT || c == COMMAND_EXPORT || c == COMMAND_EXPORT_SERIES ||
           c == COMMAND_KEYS || c == COMMAND_VALUE;
}

static void act(App *app, Command command) {
    switch (command) {
    case COMMAND_EDIT: motion_stop(app), present_end(app), field_open(app); break;
    case COMMAND_DICE: roll_dice(app); break;
    case COMMAND_WHAT_IF: menu_toggle(app); break;
    case COMMAND_VALUE: value_open(app); break;
    case COMMAND_CLEAR_WHAT_IF: what_if_clear(app); break;
    case COMMAND_FULL_SCREEN: app->full_screen = !app->full_screen; break;
    case COMMAND_EXPORT: export_open(app); break;
    case COMMAND_EXPORT_SERIES: export_series_begin(app); break;
    case COMMAND_COPY_VIEW: copy_view(app); break;
    case COMMAND_REORDER: heads_grid_reorder(app); break;
    case COMMAND_COMPARE: compare_toggle(app); break;
    case COMMAND_SWAP: compare_swap(app); break;
    case COMMAND_SIDE: compare_side(app); break;
    case COMMAND_PRESENT: present_toggle(app); break;
    case COMMAND_BLANK: present_blank(app); break;
    case COMMAND_SPOTLIGHT: present_spotlight(app); break;
    case COMMAND_NEXT_REGION: cursor_region(app, seen(app), 1); break;
    case COMMAND_PREVIOUS_REGION: cursor_region(app, seen(app), -1); break;
    case COMMAND_KEYS: key_list_next(app); break;
    case COMMAND_ESCAPE: escape(app); break;
    case COMMAND_UNDO: history_move(app, -1); break;
    case COMMAND_REDO: history_move(app, 1); break;
    case COMMAND_QUIT: app->quit = true; break;
    default: break;
    }
}

void app_update(App *app, Command command) {
    if (command == COMMAND_NONE || app->export.running) return;
    app->export.stale = true;
    app->view.toast[0] = 0;
    app->value.number.on = false;
    if (needs_window(command)) menu_shut(app);
    walk(app, command);
    look(app, command);
    act(app, command);
    learn(app, command);
    app_settle(app);
}

/* Offers an event from the uppermost layer down; true if one has taken it. What a layer above has
   done is settled, and seen, before the next one is asked. */
static bool dispatch(App *app, EventKind kind, Event *e) {
    bool taken = false, sees = kind != EVENT_KEY && kind != EVENT_TYPED;
    for (int i = 0; i < layer_count && !taken; i++) {
        const Layer *l = layer_stack[i];
        if (!l->take[kind] || !l->wants(app)) continue;
        e->scene = sees || l->looks ? seen(app) : NULL;
        taken = l->take[kind](app, e);
        app_update(app, e->then);
        e->then = COMMAND_NONE;
        if (kind != EVENT_HOVER && !e->live) settle(app);
    }
    return taken;
}

/* Keys */

static bool dispatch_key(App *app, EventKind kind, const char *text, int key, int held) {
    Event e = {.key = key, .held = held, .text = text, .command = keys_command(key, held)};
    return dispatch(app, kind, &e);
}

void app_key(App *app, int key, int held) {
    if (!dispatch_key(app, EVENT_KEY, "", key, held)) app_update(app, keys_command(key, held));
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

/* The event with what is under the pointer; the list of keys lies over all of it. */
static Event pointed(App *app, float x, float y) {
    const Target *t;
    Event e = {.x = x, .y = y, .scene = seen(app)};
    e.on = !app->view.keys_page && e.scene && scene_hit(e.scene, x, y, &t, &e.row, &e.col);
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
    Event e = pointed(app, x, y);
    app->pointer_x = x, app->pointer_y = y;
    dispatch_pointer(app, EVENT_HOVER, &e);
}

void app_leave(App *app) {
    pointer_leave(app);
    menu_leave(app);
}

void app_press(App *app, float x, float y, int held, bool twice) {
    if (!app->view.blank) app_end_cursor(app);
    Event e = pointed(app, x, y);
    e.held = held;
    e.twice = twice;
    app->dragging = DRAG_PRESSED;
    app->drag_x = x;
    app->drag_y = y;
    app->drag_way = 0;
    dispatch_pointer(app, EVENT_PRESS, &e);
}

void app_drag(App *app, float x, float y) {
    app->pointer_x = x, app->pointer_y = y;
    if (!app->view.blank) present_point(app);
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
    Event e = pointed(app, x, y);
    e.drag = drag;
    e.far = app->drag_way > click_way;
    bool field = e.on && (e.target.kind == TARGET_FIELD || e.target.kind == TARGET_CHOICE);
    if (!e.far && !field && drag != DRAG_MENU && !export_has_keys(app)) app->view.toast[0] = 0;
    dispatch_pointer(app, EVENT_RELEASE, &e);
    app_stale(app);
}

void app_click(App *app, float x, float y) {
    app_press(app, x, y, 0, false);
    app_release(app, x, y);
}

void app_wheel(App *app, float x, float y, float notches) {
    Event e = pointed(app, x, y);
    e.notches = notches;
    dispatch_pointer(app, EVENT_WHEEL, &e);
}

void app_other_click(App *app) {
    if (export_has_keys(app) || app->view.edit.on || app->value.number.on || present_wake(app))
        return;
    app_update(app, COMMAND_KEYS);
}

void app_tick(App *app, float milliseconds) {
    if (!app_moving(app)) return;
    play_tick(app, milliseconds);
    app_settle(app);
}

void app_resize(App *app, int width, int height, const Font *font) {
    app->width = width < SCENE_LEAST_WIDTH ? SCENE_LEAST_WIDTH : width;
    app->height = height < SCENE_LEAST_HEIGHT ? SCENE_LEAST_HEIGHT : height;
    app->font = font;
    app_stale(app);
}
