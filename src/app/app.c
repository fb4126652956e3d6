/* Carrying out commands. Every change ends in `changed`, which keeps the history and marks the picture as old. */
#include "app/app.h"

#include <stdio.h>
#include <string.h>

#include "app/key_list.h"

static const int text_sizes[] = {75, 85, 100, 115, 130, 150, 175, 200};
enum { SCENE_LEAST_WIDTH = 320, SCENE_LEAST_HEIGHT = 240 };
enum { TEXT_SIZES = sizeof text_sizes / sizeof *text_sizes };

/* Equal but for what passes: pointer, message, list of keys. */
static bool same_view(const View *a, const View *b) {
    return strcmp(a->text, b->text) == 0 && strcmp(a->path, b->path) == 0 && a->t == b->t && a->head == b->head &&
           a->row == b->row && a->col == b->col && a->theme == b->theme && a->text_size == b->text_size;
}

static void stale(App *app) {
    app->scene_stale = app->dirty = true;
}

static void forget_pointer(View *v) {
    v->hover_row = v->hover_col = -1;
    v->hover_path[0] = 0;
    v->hover_head = 0;
}

static void remember(App *app) {
    if (app->history_count && same_view(&app->history[app->history_at], &app->view)) return;
    if (app->history_count && app->history_at == APP_HISTORY - 1) {
        memmove(app->history, app->history + 1, (APP_HISTORY - 1) * sizeof *app->history);
        app->history_at--;
    }
    app->history_at = app->history_count ? app->history_at + 1 : 0;
    app->history_count = app->history_at + 1;
    app->history[app->history_at] = app->view;
    forget_pointer(&app->history[app->history_at]);
}

static void changed(App *app) {
    remember(app);
    stale(app);
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
    stale(app);
}

const Lang *app_lang(const App *app) {
    return app->languages[app->language];
}

static void say_key(App *app, const char *key) {
    app_say(app, lang_text(app_lang(app), key));
}

static const Program *shown_program(const App *app, Address *a) {
    *a = view_address(&app->view, &app->run);
    return &app->run.programs[a->t];
}

static Form shown_form(const App *app) {
    Address a;
    const Program *p = shown_program(app, &a);
    return p->values[a.value].form;
}

/* A pin stays on the same token where the axis is the same one; else it is let go. */
static void keep_pin(View *v, Form before, Form now) {
    if (v->row >= now.shape.rows || before.rows != now.rows) v->row = v->col = -1;
    if (v->col >= now.shape.cols || before.cols != now.cols) v->col = -1;
}

/* Decodes in the spare arena and, if that went well, makes it the present run. */
static bool run_text(App *app, const char *text, Error *e) {
    int spare = !app->run_arena;
    Decoding run;
    WhatIf none = {0};
    arena_reset(&app->runs[spare]);
    if (strlen(text) >= VIEW_TEXT) return error_set(e, "the sentence is longer than %d bytes", VIEW_TEXT - 1);
    if (!decode_text(app->model, text, &none, app->kernels, &app->runs[spare], &run, e)) return false;
    app->run = run;
    app->run_arena = spare;
    return true;
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

void app_text(App *app, const char *text) {
    Form before = shown_form(app);
    Error e;
    if (!run_text(app, text, &e)) {
        app_say(app, e.text);
        return;
    }
    copy_sentence(app->view.text, text);
    app->view.toast[0] = 0;
    forget_pointer(&app->view);
    if (app->view.t >= app->run.steps - 1) app->view.t = -1;
    keep_pin(&app->view, before, shown_form(app));
    changed(app);
}

static bool first_view(App *app, const AppSetup *setup, Error *e) {
    char text[VIEW_TEXT];
    bool own = setup->view && view_text(setup->view, text);
    const char *sentence = own ? text : setup->text;
    if (!run_text(app, sentence, e)) return false;
    app->view = view_default("");
    copy_sentence(app->view.text, sentence);
    return !setup->view || view_parse(setup->view, &app->run, &app->view, e) || error_prefix(e, "--view");
}

bool app_open(App *app, const AppSetup *setup, Error *e) {
    *app = (App){.model = setup->model, .kernels = setup->kernels, .language_count = setup->language_count,
                 .language = setup->language, .scene_stale = true, .dirty = true};
    memcpy(app->languages, setup->languages, sizeof app->languages);
    app->history = arena_many(&app->lasting, View, APP_HISTORY);
    if (!first_view(app, setup, e)) return false;
    changed(app);
    return true;
}

void app_close(App *app) {
    arena_free(&app->runs[0]);
    arena_free(&app->runs[1]);
    arena_free(&app->scenes);
    arena_free(&app->lasting);
}

/* The place of the shown value in the program. A weight has none of its own: it stands just before its first reader,
   seen from the left, and just after it, seen from the right, so that both arrows lead to neighbours. */
static int step_beside(const Program *p, Value v, int direction) {
    if (p->values[v].step >= 0) return p->values[v].step + direction;
    for (int i = 0; i < p->step_count; i++)
        for (int k = 0; k < p->steps[i].inputs; k++)
            if (p->steps[i].in[k] == v) return direction > 0 ? i : i - 1;
    return 0;
}

static Value main_output(const Step *s) {
    return s->out[op_table[s->op].outputs - 1];
}

static void show_value(App *app, const Program *p, Value v) {
    if (strlen(p->values[v].path) >= VIEW_PATH) return;
    Form before = shown_form(app);
    strcpy(app->view.path, p->values[v].path);
    keep_pin(&app->view, before, p->values[v].form);
    forget_pointer(&app->view);
}

static void show_step(App *app, const Program *p, int step) {
    if (step < 0) say_key(app, "app.first_step");
    else if (step >= p->step_count) say_key(app, "app.last_step");
    else show_value(app, p, main_output(&p->steps[step]));
}

static void move_step(App *app, Command command) {
    Address a;
    const Program *p = shown_program(app, &a);
    switch (command) {
    case COMMAND_FIRST_STEP: show_step(app, p, 0); break;
    case COMMAND_LAST_STEP: show_step(app, p, p->step_count - 1); break;
    case COMMAND_NEXT_STEP: show_step(app, p, step_beside(p, a.value, 1)); break;
    default: show_step(app, p, step_beside(p, a.value, -1)); break;
    }
}

static void move_head(App *app, int by) {
    int heads = shown_form(app).shape.sheets;
    if (heads == 1) {
        say_key(app, "app.no_heads");
        return;
    }
    app->view.head = (app->view.head + by + heads) % heads;
}

static void move_row(App *app, int by) {
    int rows = shown_form(app).shape.rows, to = app->view.row + by;
    if (app->view.row < 0) to = by > 0 ? 0 : rows - 1;
    if (to >= 0 && to < rows) app->view.row = to;
}

/* "Output word 3 / 11: voiture": steps of the encoder look the same for every word. */
static void say_word(App *app, int t) {
    char text[sizeof app->view.toast];
    const Decoding *d = &app->run;
    snprintf(text, sizeof text, "%s %d / %d: %s", lang_text(app_lang(app), "app.word"), t + 1, d->steps,
             vocab_label(&d->model->target, d->output.id[t]));
    app_say(app, text);
}

/* The decoding step: which word is about to be said. */
static void move_word(App *app, int by) {
    Form before = shown_form(app);
    int last = app->run.steps - 1, now = view_address(&app->view, &app->run).t, to = now + by;
    if (to < 0 || to > last) {
        say_key(app, to < 0 ? "app.first_word" : "app.last_word");
        return;
    }
    app->view.t = to == last ? -1 : to;
    forget_pointer(&app->view);
    keep_pin(&app->view, before, shown_form(app));
    say_word(app, to);
}

static void move_text_size(App *app, int by) {
    int at = 0;
    while (at < TEXT_SIZES - 1 && text_sizes[at] < app->view.text_size) at++;
    bool between = text_sizes[at] != app->view.text_size;
    at += by < 0 ? -1 : between ? 0 : 1;
    app->view.text_size = text_sizes[at < 0 ? 0 : at >= TEXT_SIZES ? TEXT_SIZES - 1 : at];
}

static void escape(App *app) {
    View *v = &app->view;
    if (v->keys_shown) v->keys_shown = false;
    else v->row = v->col = -1;
}

/* What passes is not in the history; a text that is no longer the present one is decoded again. */
static void move_in_history(App *app, int by) {
    int to = app->history_at + by;
    Error e;
    if (to < 0 || to >= app->history_count) {
        say_key(app, by < 0 ? "app.nothing_to_undo" : "app.nothing_to_redo");
        return;
    }
    const View *then = &app->history[to];
    if (strcmp(then->text, app->view.text) != 0 && !run_text(app, then->text, &e)) {
        app_say(app, e.text);
        return;
    }
    bool keys_shown = app->view.keys_shown;
    app->view = *then;
    app->view.keys_shown = keys_shown;
    app->view.toast[0] = 0;
    app->history_at = to;
}

static void next_language(App *app) {
    app->language = (app->language + 1) % app->language_count;
}

void app_update(App *app, Command command) {
    View *v = &app->view;
    if (command == COMMAND_NONE) return;
    v->toast[0] = 0;
    switch (command) {
    case COMMAND_NEXT_STEP:
    case COMMAND_PREVIOUS_STEP:
    case COMMAND_FIRST_STEP:
    case COMMAND_LAST_STEP: move_step(app, command); break;
    case COMMAND_NEXT_HEAD: move_head(app, 1); break;
    case COMMAND_PREVIOUS_HEAD: move_head(app, -1); break;
    case COMMAND_NEXT_ROW: move_row(app, 1); break;
    case COMMAND_PREVIOUS_ROW: move_row(app, -1); break;
    case COMMAND_NEXT_WORD: move_word(app, 1); break;
    case COMMAND_PREVIOUS_WORD: move_word(app, -1); break;
    case COMMAND_THEME: v->theme = v->theme == THEME_NIGHT ? THEME_PAPER : THEME_NIGHT; break;
    case COMMAND_LANGUAGE: next_language(app); break;
    case COMMAND_TEXT_LARGER: move_text_size(app, 1); break;
    case COMMAND_TEXT_SMALLER: move_text_size(app, -1); break;
    case COMMAND_TEXT_NORMAL: v->text_size = 100; break;
    case COMMAND_FULL_SCREEN: app->full_screen = !app->full_screen; break;
    case COMMAND_EXPORT: app->export_wanted = true; break;
    case COMMAND_KEYS: v->keys_shown = !v->keys_shown; break;
    case COMMAND_ESCAPE: escape(app); break;
    case COMMAND_UNDO: move_in_history(app, -1); break;
    case COMMAND_REDO: move_in_history(app, 1); break;
    case COMMAND_QUIT: app->quit = true; break;
    case COMMAND_NONE:
    case COMMAND_COUNT: break;
    }
    changed(app);
}

void app_resize(App *app, int width, int height, const Font *font) {
    app->width = width < SCENE_LEAST_WIDTH ? SCENE_LEAST_WIDTH : width;
    app->height = height < SCENE_LEAST_HEIGHT ? SCENE_LEAST_HEIGHT : height;
    app->font = font;
    stale(app);
}

const Scene *app_scene(App *app) {
    if (!app->scene_stale) return &app->scene;
    SceneInput in = {.view = &app->view, .run = &app->run, .width = app->width, .height = app->height, .frame = true,
                     .font = app->font, .lang = app_lang(app)};
    arena_reset(&app->scenes);
    scene_build(&in, &app->scenes, &app->scene);
    if (app->view.keys_shown) key_list_add(&in, &app->scene);
    app->scene_stale = false;
    return &app->scene;
}

void app_leave(App *app) {
    if (app->view.hover_row < 0) return;
    forget_pointer(&app->view);
    stale(app);
}

void app_hover(App *app, float x, float y) {
    View *v = &app->view;
    const Target *target;
    int row, col;
    if (v->keys_shown || !scene_hit(app_scene(app), x, y, &target, &row, &col) ||
        strlen(target->path) >= sizeof v->hover_path) {
        app_leave(app);
        return;
    }
    if (v->hover_row == row && v->hover_col == col && v->hover_head == target->head &&
        strcmp(v->hover_path, target->path) == 0)
        return;
    v->hover_head = target->head;
    v->hover_row = row;
    v->hover_col = col;
    strcpy(v->hover_path, target->path);
    stale(app);
}

/* Pins the cell, or lets it go. Another value than the shown one is gone to first. */
static void pin(App *app, const char *path, int head, int row, int col) {
    Address a;
    View *v = &app->view;
    const Program *p = shown_program(app, &a);
    Value value = program_find(p, path);
    if (value == NO_VALUE || p->values[value].step < 0) return;
    bool many = p->values[value].form.shape.sheets > 1, again = value == a.value && v->row == row && v->col == col;
    if (many && v->head != head) again = false;
    if (value != a.value) show_value(app, p, value);
    if (many) v->head = head;
    v->row = again ? -1 : row;
    v->col = again ? -1 : col;
}

void app_click(App *app, float x, float y) {
    const Target *target;
    int row, col;
    bool hit = !app->view.keys_shown && scene_hit(app_scene(app), x, y, &target, &row, &col);
    app->view.keys_shown = false;
    app->view.toast[0] = 0;
    if (hit) pin(app, target->path, target->head, row, col);
    changed(app);
}

SceneInput app_figure(const App *app, ThemeName theme, int width, int height, View *view) {
    *view = app->view;
    view->theme = theme;
    view->toast[0] = 0;
    view->keys_shown = false;
    forget_pointer(view);
    return (SceneInput){.view = view, .run = &app->run, .width = width, .height = height, .font = app->font,
                        .lang = app_lang(app)};
}

char *app_figure_name(const App *app, Arena *arena) {
    Address a;
    const Program *p = shown_program(app, &a);
    a.has_cell = false;
    char *name = address_print(&app->run, a, arena);
    if (p->values[a.value].form.shape.sheets == 1) return name;
    return arena_print(arena, "%s-head%d", name, a.cell.sheet);
}
