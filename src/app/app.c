/* Opening and carrying out commands. What an event has done is settled by app_walked, which keeps
   the history and marks the picture as old. */
#include "app/app.h"

#include <stdio.h>
#include <string.h>

#include "app/choose.h"
#include "app/compare.h"
#include "app/export_sheet.h"
#include "app/field.h"
#include "app/heads_grid.h"
#include "app/inside.h"
#include "app/key_list.h"
#include "app/menu_sheet.h"
#include "app/trail.h"
#include "app/what_if.h"
#include "base/utf8.h"
#include "model/outline.h"
#include "scene/frame/build.h"

static const int text_sizes[] = {75, 85, 100, 115, 130, 150, 175, 200};
enum { SCENE_LEAST_WIDTH = 320, SCENE_LEAST_HEIGHT = 240 };
enum { TEXT_SIZES = sizeof text_sizes / sizeof *text_sizes };

static bool same_beside(const Beside *a, const Beside *b) {
    return a->on == b->on &&
           (!a->on ||
            (view_same_run(&a->of, &b->of) && strcmp(a->path, b->path) == 0 && a->t == b->t &&
             a->head == b->head && a->row == b->row && a->col == b->col && a->form == b->form &&
             a->depth == b->depth && a->difference == b->difference));
}

bool app_same_view(const View *a, const View *b) {
    RunOf of = view_run(a), other = view_run(b);
    bool extras = a->side == b->side && a->order == b->order && a->enlarged == b->enlarged &&
                  a->dots == b->dots && a->trail_count == b->trail_count &&
                  same_beside(&a->beside, &b->beside);
    return extras && view_same_run(&of, &other) && strcmp(a->lesson, b->lesson) == 0 &&
           a->page == b->page && strcmp(a->path, b->path) == 0 && a->t == b->t &&
           a->head == b->head && a->row == b->row && a->col == b->col && a->theme == b->theme &&
           a->text_size == b->text_size && a->depth == b->depth && a->form == b->form &&
           a->map == b->map && a->notes == b->notes && a->timeline == b->timeline &&
           a->zoom == b->zoom && a->pan_x == b->pan_x && a->pan_y == b->pan_y &&
           a->part == b->part && a->speed == b->speed;
}

void app_stale(App *app) {
    app->scene_stale = app->dirty = true;
}

void app_forget_pointer(View *v) {
    v->hover_row = v->hover_col = -1;
    v->hover_path[0] = 0;
    v->hover_head = v->hover_command = 0;
    v->hover_aside = false;
    v->hover_tree = v->hover_order = v->hover_answer = v->hover_lesson = v->hover_page = 0;
    v->hover_mark[0] = 0;
}

/* What passes is not remembered. */
static void settle(View *v) {
    app_forget_pointer(v);
    v->playing = false;
    v->played = v->moved = 1;
    v->edit = (Edit){0};
    v->toast[0] = 0;
    v->blank = v->cursor = v->spotlight = v->presenting = false;
    v->said[0] = 0;
    v->keys_page = v->contents = 0;
}

static void remember(App *app) {
    if (app->history_count && app_same_view(&app->history[app->history_at], &app->view)) return;
    if (app->history_count && app->history_at == APP_HISTORY - 1) {
        memmove(app->history, app->history + 1, (APP_HISTORY - 1) * sizeof *app->history);
        app->history_at--;
    }
    app->history_at = app->history_count ? app->history_at + 1 : 0;
    app->history_count = app->history_at + 1;
    app->history[app->history_at] = app->view;
    settle(&app->history[app->history_at]);
}

/* Those of the shown run's steps. */
static bool *visited_steps(App *app) {
    Visited *v = &app->visited;
    RunOf of = view_run(&app->view);
    int which = *of.model || *of.attend, steps = app->run.programs[app->run.steps - 1].step_count;
    bool same = strcmp(of.model, v->other.model) == 0 && strcmp(of.attend, v->other.attend) == 0;
    if (which && !same) v->other = of, v->count[which] = 0, arena_reset(&v->others);
    if (v->count[which] < steps) {
        bool *more = arena_many(which ? &v->others : &app->lasting, bool, steps);
        if (v->count[which]) memcpy(more, v->steps[which], (size_t)v->count[which] * sizeof *more);
        v->steps[which] = more;
        v->count[which] = steps;
    }
    return v->steps[which];
}

/* A step that was looked at stays marked on the map. */
static void mark_visited(App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    int step = outline_step(p, a.value);
    if (app->view.depth >= DEPTH_STEP && step >= 0) visited_steps(app)[step] = true;
}

void app_walked(App *app) {
    trail_check(app);
    lessons_settle(app);
    mark_visited(app);
    if (!app->view.playing) remember(app);
    app_stale(app);
}

void app_say(App *app, const char *text) {
    if (strcmp(app->view.toast, text) == 0) return;
    size_t n = strlen(text), most = sizeof app->view.toast - 1;
    if (n > most) { /* not in the middle of a letter */
        n = most;
        while (n && ((unsigned char)text[n] & 0xc0) == 0x80) n--;
    }
    memcpy(app->view.toast, text, n);
    app->view.toast[n] = 0;
    app_stale(app);
}

const Lang *app_lang(const App *app) {
    return app->languages[app->language];
}

void app_say_key(App *app, const char *key) {
    app_say(app, lang_text(app_lang(app), key));
}

const Program *app_program(const App *app, Address *at) {
    *at = view_address(&app->view, &app->run);
    return &app->run.programs[at->t];
}

Form app_form(const App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    return p->values[a.value].form;
}

/* Line ends and tabs would tear the line that a view is printed as. */
static void copy_sentence(char out[VIEW_TEXT], const char *text) {
    while (*text && (unsigned char)*text <= ' ') text++;
    snprintf(out, VIEW_TEXT, "%s", text);
    size_t n = strlen(out);
    while (n && (unsigned char)out[n - 1] <= ' ') out[--n] = 0;
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < ' ') *p = ' ';
}

bool app_text(App *app, const char *text) {
    Error e;
    if (!runs_leave_matrices(app)) return false;
    Form before = app_form(app);
    View next = app->view;
    copy_sentence(next.text, text);
    next.search.node = 0; /* another sentence has other hypotheses */
    bool fits = strlen(text) < VIEW_TEXT ||
                error_set(&e, "the sentence is longer than %d bytes", VIEW_TEXT - 1);
    Arena arena = {0};
    const char *dropped = "";
    fits = fits && (runs_show(app, &next, &e) ||
                    (next.what.count && what_if_fit(app, &next, &arena, &dropped, &e) &&
                     runs_show(app, &next, &e)));
    app_say(app, fits ? "" : app_refused(app, text, &e, &arena));
    if (*dropped)
        app_say(app,
                arena_print(&arena, "%s %s", lang_text(app_lang(app), "what.dropped"), dropped));
    arena_free(&arena);
    if (!fits) return false;
    app_forget_pointer(&app->view);
    if (app->view.t >= app->run.steps - 1) app->view.t = -1;
    walk_keep_pin(&app->view, before, app_form(app));
    app->view.part = -1;
    app->view.trail_count = 0;
    app_walked(app);
    return true;
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
    copy_sentence(of->text, text);
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
    if (setup->lesson && !lessons_begin(app, setup->lesson, e)) return false;
    lessons_settle(app);
    if (setup->view && *app->view.lesson && !view_tells(setup->view, "show"))
        lessons_figure(app); /* the page's own */
    app_walked(app);
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

/* Lets go of what is nearest: the list, the play, the movement, the pin; then comes out. */
static void escape(App *app) {
    View *v = &app->view;
    if (v->presenting)
        present_end(app), v->keys_page = 0;
    else if (v->keys_page)
        v->keys_page = 0;
    else if (v->cursor)
        cursor_end(app);
    else if (v->spotlight)
        v->spotlight = false;
    else if (v->playing)
        motion_stop(app), motion_skip(app);
    else if (motion_skip(app) || heads_grid_out(app))
        return;
    else if (v->depth == DEPTH_STEP && (v->row >= 0 || v->col >= 0))
        v->row = v->col = -1;
    else
        walk_out(app);
}

/* What passes is not in the history; a text that is no longer the present one is decoded again. */
static void move_in_history(App *app, int by) {
    int to = app->history_at + by;
    Error e;
    if (to < 0 || to >= app->history_count) {
        app_say_key(app, by < 0 ? "app.nothing_to_undo" : "app.nothing_to_redo");
        return;
    }
    View next = app->history[to], *now = &app->view;
    next.keys_page = now->keys_page;
    next.contents = now->contents;
    next.presenting = now->presenting;
    next.spotlight = now->spotlight;
    memcpy(next.spot, now->spot, sizeof next.spot);
    next.cursor = now->cursor;
    if (!runs_show(app, &next, &e)) {
        app_say(app, e.text);
        return;
    }
    app->view.toast[0] = 0;
    app->history_at = to;
}

static void next_language(App *app) {
    app->language = (app->language + 1) % app->language_count;
}

SceneInput app_input(App *app) {
    return (SceneInput){.view = &app->view,
                        .run = &app->run,
                        .width = app->width,
                        .height = app->height,
                        .frame = true,
                        .font = app->font,
                        .lang = app_lang(app),
                        .visited = visited_steps(app),
                        .before = runs_before(app),
                        .changed = runs_changed(app),
                        .beside = runs_beside(app),
                        .lesson = lessons_shown(app),
                        .gloss = *app->view.lesson != 0};
}

static void next_form(App *app) {
    SceneInput in = app_input(app);
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
    SceneInput in = app_input(app);
    bool open = app->width && scene_panel_open(&in, panel);
    if (app->view.presenting) return;
    *f = open ? FOLD_SHUT : FOLD_OPEN;
}

/* The same key that began a movement ends it. */
static void step(App *app, int by) {
    if (motion_skip(app)) return;
    if (walk_next(app, by) && app->view.playing) motion_restart(app);
}

/* Along the trail; where there is none, out of the what-ifs. */
static void go_back(App *app) {
    motion_skip(app);
    if (trail_back(app)) return;
    if (app->view.what.count)
        app_clear_what_if(app);
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
    case COMMAND_IN: motion_skip(app), heads_grid_in(app); return true;
    case COMMAND_OUT: motion_skip(app); return heads_grid_out(app);
    case COMMAND_NEXT_HEAD: heads_grid_next(app, 1); return true;
    case COMMAND_PREVIOUS_HEAD: heads_grid_next(app, -1); return true;
    default: return false;
    }
}

/* Beside a lesson the arrows turn its pages. */
static bool walk_lesson(App *app, Command command) {
    switch (command) {
    case COMMAND_NEXT: return lessons_turn(app, 1);
    case COMMAND_PREVIOUS: return lessons_turn(app, -1);
    case COMMAND_FIRST: return lessons_end(app, false);
    case COMMAND_LAST: return lessons_end(app, true);
    case COMMAND_IN: return lessons_pinned(app);
    default: return false;
    }
}

static void learn(App *app, Command command) {
    switch (command) {
    case COMMAND_LESSONS: lessons_toggle(app); break;
    case COMMAND_CONTENTS: lessons_contents(app); break;
    case COMMAND_RELOAD: lessons_reload(app); break;
    case COMMAND_HINT: lessons_hint(app); break;
    case COMMAND_FIGURE_BACK: lessons_figure(app); break;
    default:
        if (command >= COMMAND_ANSWER_1 && command <= COMMAND_ANSWER_8)
            lessons_answer(app, -1, (int)command - COMMAND_ANSWER_1);
    }
}

static void walk(App *app, Command command) {
    if (walk_lesson(app, command) || walk_tree(app, command) || walk_grid(app, command)) return;
    switch (command) {
    case COMMAND_NEXT: step(app, 1); break;
    case COMMAND_PREVIOUS: step(app, -1); break;
    case COMMAND_FIRST: walk_end(app, false); break;
    case COMMAND_LAST: walk_end(app, true); break;
    case COMMAND_IN: motion_skip(app), walk_in(app); break;
    case COMMAND_OUT: motion_skip(app), walk_out(app); break;
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
    case COMMAND_PLAY: motion_play(app); break;
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

/* The list's next page; behind the last one it closes. */
static void next_keys(App *app) {
    SceneInput in = app_input(app);
    int pages = app->width ? key_list_pages(&in) : 1;
    app->view.keys_page = app->view.keys_page < pages ? app->view.keys_page + 1 : 0;
}

static void act(App *app, Command command) {
    switch (command) {
    case COMMAND_EDIT: motion_stop(app), present_end(app), field_open(app); break;
    case COMMAND_DICE: field_dice(app); break;
    case COMMAND_WHAT_IF: menu_toggle(app); break;
    case COMMAND_VALUE: value_open(app); break;
    case COMMAND_CLEAR_WHAT_IF: app_clear_what_if(app); break;
    case COMMAND_FULL_SCREEN: app->full_screen = !app->full_screen; break;
    case COMMAND_EXPORT: export_open(app); break;
    case COMMAND_EXPORT_SERIES: app_series_begin(app); break;
    case COMMAND_COPY_VIEW: copy_view(app); break;
    case COMMAND_REORDER: heads_grid_reorder(app); break;
    case COMMAND_COMPARE: compare_toggle(app); break;
    case COMMAND_SWAP: compare_swap(app); break;
    case COMMAND_SIDE: compare_side(app); break;
    case COMMAND_PRESENT: present_toggle(app); break;
    case COMMAND_BLANK: present_blank(app); break;
    case COMMAND_SPOTLIGHT: present_spotlight(app); break;
    case COMMAND_NEXT_REGION: cursor_region(app, 1); break;
    case COMMAND_PREVIOUS_REGION: cursor_region(app, -1); break;
    case COMMAND_KEYS: next_keys(app); break;
    case COMMAND_ESCAPE: escape(app); break;
    case COMMAND_UNDO: move_in_history(app, -1); break;
    case COMMAND_REDO: move_in_history(app, 1); break;
    case COMMAND_QUIT: app->quit = true; break;
    default: break;
    }
}

void app_update(App *app, Command command) {
    if (command == COMMAND_NONE || app->export.running) return;
    app->export.stale = true;
    app->view.toast[0] = 0;
    app->value.number.on = false;
    walk(app, command);
    look(app, command);
    act(app, command);
    learn(app, command);
    app_walked(app);
}

void app_key(App *app, int key, int held) {
    if (present_wake(app)) return;
    if (export_has_keys(app)) {
        export_key(app, key, held);
        return;
    }
    if (menu_key(app, key, held) || value_key(app, key, held)) return;
    if (app->view.edit.on && field_key(app, key, held)) return;
    if (app->view.cursor && cursor_key(app, key, held)) return;
    if (!held && lessons_key(app, key)) return;
    app_update(app, keys_command(key, held));
}

void app_typed(App *app, const char *text, int latin) {
    const char *at = text;
    if (present_wake(app)) return;
    if (app->view.edit.on && !export_has_keys(app)) {
        field_type(app, text);
        return;
    }
    if (!export_has_keys(app) && (menu_typed(app, text) || value_typed(app, text))) return;
    uint32_t code = utf8_next(&at, text + strlen(text));
    int key = code >= 'A' && code <= 'Z' ? (int)code + 'a' - 'A' : (int)code;
    app_key(app, code >= 128 ? latin : key, 0);
}

void app_paste(App *app, const char *text) {
    app->paste_wanted = false;
    if (app->view.edit.on) field_paste(app, text);
}

void app_resize(App *app, int width, int height, const Font *font) {
    app->width = width < SCENE_LEAST_WIDTH ? SCENE_LEAST_WIDTH : width;
    app->height = height < SCENE_LEAST_HEIGHT ? SCENE_LEAST_HEIGHT : height;
    app->font = font;
    app_stale(app);
}

const Scene *app_scene(App *app) {
    if (!app->scene_stale) return &app->scene;
    SceneInput in = app_input(app);
    arena_reset(&app->scenes);
    in.gold = heads_grid_gold(app, &in, &app->scenes);
    scene_build(&in, &app->scenes, &app->scene);
    if (app->view.cursor && cursor_settle(app)) {
        arena_reset(&app->scenes);
        in.gold = heads_grid_gold(app, &in, &app->scenes);
        scene_build(&in, &app->scenes, &app->scene);
    }
    if (app->view.cursor) cursor_draw(app, &app->scene);
    if (app->view.keys_page) key_list_add(&in, &app->scene);
    if (app->menu.open) menu_sheet_add(app, &in, &app->scene);
    if (app->value.number.on) value_add(app, &in, &app->scene);
    if (app->export.open) export_sheet_add(app, &in, &app->scene);
    if (app->export.running) export_progress_add(app, &in, &app->scene);
    app->scene_stale = false;
    return &app->scene;
}

const char *app_spoken(App *app) {
    const View *v = &app->view;
    const Scene *s = app_scene(app);
    return *v->said && !v->blank ? v->said : s->spoken;
}

SceneInput app_figure(const App *app, ThemeName theme, int width, int height, View *view) {
    *view = app->view;
    settle(view);
    view->theme = theme;
    return (SceneInput){.view = view,
                        .run = &app->run,
                        .width = width,
                        .height = height,
                        .font = app->font,
                        .lang = app_lang(app),
                        .before = runs_before(app),
                        .changed = runs_changed(app),
                        .beside = runs_beside(app)};
}

const char *app_command(const App *app, const View *v, const FigurePlan *p, const char *name,
                        Arena *arena) {
    const char *head = app->commands[app->language];
    Buffer b = {0};
    if (!head) return NULL;
    figure_command(head, v, &app->run, p, name, &b);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

char *app_figure_name(const App *app, Arena *arena) {
    Address a;
    app_program(app, &a);
    a.has_cell = false;
    char *name = address_print(&app->run, a, arena);
    return arena_print(arena, "%s%s", name, view_suffix(&app->view, &app->run, arena));
}
