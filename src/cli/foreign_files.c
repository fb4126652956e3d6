/* Figures and window of a person's matrices. */
#include "cli/foreign_files.h"

#include "platform/window.h"

View foreign_view(const ForeignArguments *a) {
    View v = view_default("");
    v.shown.setting.theme = a->figure.theme >= 0 ? (ThemeName)a->figure.theme : THEME_PAPER;
    return v;
}

static void foreign_files_print_file(const char *option, const char *file, Buffer *out) {
    if (!file) return;
    buffer_text(out, option);
    figure_quote(file, out);
}

static const char *foreign_files_command_head(const ForeignArguments *a, const char *command,
                                              const char *operands, int language, Arena *arena) {
    Buffer b = {0};
    buffer_print(&b, "attnscope %s ", command);
    buffer_text(&b, operands);
    foreign_files_print_file(" --rows ", a->rows, &b);
    foreign_files_print_file(" --cols ", a->cols, &b);
    look_print_language(language, &b);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

void foreign_session(const Foreign *f, const ForeignArguments *a, const char *command,
                     const char *operands, Arena *arena, Session *out) {
    *out = (Session){
        .model = f->model,
        .run = f->run,
        .text = "",
        .from = &a->session,
        .command = foreign_files_command_head(a, command, operands, a->figure.language, arena)};
}

bool foreign_write(Series *s, const ForeignArguments *a, Arena *arena, Error *e) {
    Look look = {0};
    SeriesOutput out = {&a->figure, &look, a->out, 0};
    bool ok = look_open(arena, &look, e) && series_write(s, &out, e);
    look_close(&look);
    return ok;
}

static bool run_window(App *app, const AppSetup *setup, const Look *look, Error *e) {
    bool ok =
        app_open(app, setup, e) && window_run(app, &look->font, &(WindowSetup){.speak = false}, e);
    app_close(app);
    return ok;
}

bool foreign_window(const Foreign *f, const Kernels *k, const char *view, const char *operands,
                    const ForeignArguments *a, Arena *arena, Error *e) {
    Look look = {0};
    App *app = arena_many(arena, App, 1);
    AppSetup setup = {.model = &f->model,
                      .run = &f->run,
                      .kernels = k,
                      .language_count = look_languages()->count,
                      .language = a->figure.language,
                      .text = "",
                      .view = view};
    for (int i = 0; i < look_languages()->count; i++) {
        setup.languages[i] = &look.lang[i];
        if (operands)
            setup.commands[i] = foreign_files_command_head(a, "heatmap", operands, i, arena);
    }
    bool ok = look_open(arena, &look, e) && run_window(app, &setup, &look, e);
    look_close(&look);
    return ok;
}
