/* The app leaves wishes, as flags and texts; here they are taken and answered. */
#include "platform/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "export/figure_file.h"
#include "platform/state.h"

enum { TOAST_MILLISECONDS = 5000 };

static void desk_figure(Desk *d) {
    App *app = d->app;
    View view;
    Arena arena = {0};
    Error e;
    FigurePlan plan = export_plan(app);
    SceneInput figure =
        shown_figure(app, choices_theme(&app->export.choices), plan.width, plan.height, &view);
    FigureNotes notes = {.silent = false};
    Buffer link = {0};
    if (shown_link(app, &view, &link)) notes.link = link.data;
    char *path = figure_free_name(d->folder, figure_name(&app->view, &app->run, &arena),
                                  plan.format, &arena);
    notes.command = shown_command(app, &view, &plan, path_base(path), &arena);
    bool ok = figure_write(path, &figure, &plan, &notes, false, &e);
    const char *folder = path_whole(&arena, d->folder);
    app_say(app,
            ok ? lang_fill(app_lang(app), "app.saved", folder, path_base(path), &arena) : e.text);
    app->export_wanted = false;
    buffer_free(&link);
    arena_free(&arena);
}

/* attnscope-figures, or attnscope-figures-2, -3 …: the first that is free, made. */
static bool make_folder(const Desk *d, Error *e) {
    static const char name[] = "attnscope-figures";
    Export *x = &d->app->export;
    snprintf(x->folder, sizeof x->folder, "%s/%s", d->folder, name);
    for (int n = 2; file_taken(x->folder) || folder_exists(x->folder); n++)
        snprintf(x->folder, sizeof x->folder, "%s/%s-%d", d->folder, name, n);
    return folder_make(x->folder, e);
}

void desk_series(Desk *d) {
    App *app = d->app;
    View view;
    Arena arena = {0};
    Error e;
    FigurePlan plan = export_plan(app);
    FigureNotes notes = {.silent = false};
    bool ok = *app->export.folder || make_folder(d, &e);
    const char *name =
        arena_print(&arena, "%s%s", export_series_name(app, &arena), figure_ending(plan.format));
    SceneInput figure = export_series_figure(app, &plan, &view);
    notes.command = shown_command(app, &view, &plan, name, &arena);
    Buffer link = {0};
    if (shown_link(app, &view, &link)) notes.link = link.data;
    ok = ok && figure_write(path_join(&arena, app->export.folder, name), &figure, &plan, &notes,
                            false, &e);
    if (ok)
        export_series_done(app);
    else
        export_series_stop(app, e.text);
    buffer_free(&link);
    arena_free(&arena);
}

static const char export_state[] = "export";

void desk_open(Desk *d) {
    Arena arena = {0};
    const char *text = state_read(export_state, &arena);
    if (text) choices_read(&d->app->export.choices, text);
    arena_free(&arena);
    desk_carry_out(d);
}

/* Once the sheet is shut: not at each of its keys. */
static void desk_remember(App *app) {
    Buffer text = {0};
    Error e;
    if (!app->export.changed || app->export.open) return;
    choices_print(&app->export.choices, &text);
    if (!state_write(export_state, text.data, text.size, &e)) app_say(app, e.text);
    app->export.changed = false;
    buffer_free(&text);
}

void desk_close(Desk *d) {
    d->app->export.open = false;
    desk_remember(d->app);
}

void desk_carry_out(Desk *d) {
    App *app = d->app;
    if (app->clipboard) d->calls.copy(d->calls.self, app->clipboard);
    app->clipboard = NULL;
    if (app->paste_wanted) d->calls.paste(d->calls.self, app);
    app->paste_wanted = false;
    if (app->export_wanted) desk_figure(d);
    desk_remember(app);
    if (app->full_screen == d->full_screen) return;
    d->full_screen = app->full_screen;
    d->calls.full_screen(d->calls.self, d->full_screen);
}

void desk_speak(Desk *d) {
    const char *message = d->app->view.passing.toast, *now = app_spoken(d->app);
    char cut[sizeof d->spoken];
    bool heard =
        !*message || strcmp(message, d->message) == 0 || d->calls.say(d->calls.self, message);
    strcpy(d->message, message);
    snprintf(cut, sizeof cut, "%s", now);
    if (*cut && strcmp(cut, d->spoken) != 0) {
        strcpy(d->spoken, cut);
        heard = d->calls.say(d->calls.self, now) && heard;
    }
    d->speak = heard;
}

void desk_tend(Desk *d, uint32_t now) {
    const char *toast = d->app->view.passing.toast;
    if (strcmp(d->toast, toast) != 0) {
        strcpy(d->toast, toast);
        d->toast_end = now + TOAST_MILLISECONDS;
    } else if (*toast && (int32_t)(now - d->toast_end) >= 0) {
        app_say(d->app, "");
        d->toast[0] = 0;
    }
}

int desk_rest(const Desk *d, uint32_t now) {
    if (d->app->export.running) return 0;
    if (!*d->toast) return -1;
    int32_t left = (int32_t)(d->toast_end - now);
    return left > 0 ? left + 1 : 0;
}
