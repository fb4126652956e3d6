/* Keys and pointer of the export sheet, and the turns of a series. */
#include "app/export.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/inside.h"
#include "model/outline.h"

void export_open(App *app) {
    Export *x = &app->export;
    motion_stop(app);
    motion_skip(app);
    app_forget_pointer(&app->view);
    app->view.keys_page = 0;
    x->open = true;
    x->stale = true;
    x->hover = 0;
    x->row = CHOICE_FORMAT;
}

static void shut(App *app) {
    app->export.open = false;
    arena_free(&app->export.preview);
    app->export.cells = NULL;
    app->export.line_count = 0;
    app_stale(app);
}

static void save(App *app) {
    app->export_wanted = true;
    shut(app);
}

static void change(App *app, Choice row, int by) {
    Export *x = &app->export;
    x->row = row;
    choices_move(&x->choices, row, by);
    x->changed = x->stale = true;
    app_stale(app);
}

static void choose(App *app, int by) {
    app->export.row = choices_next(&app->export.choices, app->export.row, by);
    app_stale(app);
}

bool export_has_keys(const App *app) {
    return app->export.open || app->export.running;
}

/* Full screen and the end are the window's at any time. */
static bool passes(App *app, int key, int held) {
    Command c = keys_command(key, held);
    if (c == COMMAND_QUIT) app->quit = true;
    if (c == COMMAND_FULL_SCREEN) app->full_screen = !app->full_screen;
    return c == COMMAND_QUIT || c == COMMAND_FULL_SCREEN;
}

void export_key(App *app, int key, int held) {
    Export *x = &app->export;
    if (passes(app, key, held)) return;
    if (x->running) {
        if (key == KEY_ESCAPE) app_series_stop(app, NULL);
        return;
    }
    if (held & KEY_CTRL) return;
    switch (key) {
    case KEY_DOWN: choose(app, 1); break;
    case KEY_UP: choose(app, -1); break;
    case KEY_TAB: choose(app, held & KEY_SHIFT ? -1 : 1); break;
    case KEY_RIGHT:
    case ' ':
    case ']': change(app, x->row, 1); break;
    case KEY_LEFT:
    case '[': change(app, x->row, -1); break;
    case KEY_ENTER: save(app); break;
    case KEY_ESCAPE: shut(app); break;
    case 'x':
        if (held & KEY_SHIFT)
            app_series_begin(app);
        else
            shut(app);
        break;
    default: break;
    }
}

/* The pointer */

static int spot_at(const Export *x, float px, float py) {
    for (int i = x->spot_count; i > 0; i--) {
        const Spot *s = &x->spots[i - 1];
        if (px >= s->x && py >= s->y && px < s->x + s->w && py < s->y + s->h) return i;
    }
    return 0;
}

static int spot_of(App *app, float px, float py) {
    if (!app->export.open) return 0;
    app_scene(app);
    return spot_at(&app->export, px, py);
}

void export_hover(App *app, float px, float py) {
    int hover = spot_of(app, px, py);
    if (hover == app->export.hover) return;
    app->export.hover = hover;
    app_stale(app);
}

/* Beside the sheet: it shuts. */
void export_click(App *app, float px, float py) {
    Export *x = &app->export;
    if (!x->open) return;
    int at = spot_of(app, px, py);
    Spot s = at ? x->spots[at - 1] : (Spot){.kind = SPOT_CLOSE};
    switch (s.kind) {
    case SPOT_LESS: change(app, s.row, -1); break;
    case SPOT_MORE:
    case SPOT_ROW: change(app, s.row, 1); break;
    case SPOT_SAVE: save(app); break;
    case SPOT_CLOSE: shut(app); break;
    case SPOT_PANEL: break;
    }
}

void export_wheel(App *app, float px, float py, float notches) {
    int at = spot_of(app, px, py);
    if (!at || notches == 0) return;
    Spot s = app->export.spots[at - 1];
    if (s.kind <= SPOT_ROW) change(app, s.row, notches > 0 ? -1 : 1);
}

/* The series */

FigurePlan app_export_plan(const App *app) {
    const Choices *c = &app->export.choices;
    float top = c->at[CHOICE_SCALE] ? figure_series_top(&app->run) : 0;
    return choices_plan(c, app->width, app->height, top);
}

static const Program *series_program(const App *app, int *t) {
    Address a;
    const Program *p = app_program(app, &a);
    *t = a.t;
    return p;
}

void app_series_begin(App *app) {
    int t;
    Export *x = &app->export;
    if (x->running) return;
    motion_stop(app);
    motion_skip(app);
    shut(app);
    app_forget_pointer(&app->view);
    app->view.keys_page = 0;
    app->view.toast[0] = 0;
    x->running = true;
    x->done = 0;
    x->total = series_program(app, &t)->step_count;
    x->folder[0] = 0;
}

const char *app_series_name(const App *app, Arena *arena) {
    int t;
    const Program *p = series_program(app, &t);
    int at = app->export.done < p->step_count ? app->export.done : p->step_count - 1;
    return arena_print(arena, "%03d-%s", at + 1, p->values[outline_value(p, at)].path);
}

SceneInput app_series_figure(const App *app, const FigurePlan *plan, View *view) {
    int t;
    const Program *p = series_program(app, &t);
    SceneInput in =
        app_figure(app, choices_theme(&app->export.choices), plan->width, plan->height, view);
    View like = view_default(view->text);
    like.theme = view->theme;
    like.t = t == app->run.steps - 1 ? -1 : t;
    snprintf(like.path, sizeof like.path, "%s", p->values[outline_value(p, app->export.done)].path);
    *view = like;
    return in;
}

static void tell(App *app) {
    const Export *x = &app->export;
    const Lang *l = app_lang(app);
    const char *how = lang_text(l, x->done == x->total ? "export.saved" : "export.stopped");
    Buffer b = {0};
    buffer_print(&b, "%s %d %s %d: %s", how, x->done, lang_text(l, "export.of"), x->total,
                 x->folder);
    app_say(app, b.data);
    buffer_free(&b);
}

void app_series_stop(App *app, const char *why) {
    if (!app->export.running) return;
    app->export.running = false;
    if (why)
        app_say(app, why);
    else
        tell(app);
}

void app_series_done(App *app) {
    Export *x = &app->export;
    x->done++;
    if (x->done == x->total) app_series_stop(app, NULL);
    app_stale(app);
}
