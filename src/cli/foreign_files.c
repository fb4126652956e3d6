/* Figures and window of a person's matrices. */
#include "cli/foreign_files.h"

#include <string.h>

#include "base/file_map.h"
#include "platform/window.h"

static const size_t INPUT_MOST = (size_t)1 << 31;
enum { MAPPED_LEAST = 8 << 20, PAGE_LEAST = 4096 };

struct ForeignOpened {
    FileMap map;
    ForeignOpened *next;
};

bool foreign_option(ForeignArguments *a, int id, const char *value, bool *known, Error *e) {
    int64_t item;
    *known = true;
    switch (id) {
    case OPTION_ARRAY: a->wish.array = value; return true;
    case OPTION_AXES:
        a->axes = value;
        return foreign_axes(value, &a->wish, e) || error_prefix(e, "--axes");
    case OPTION_ITEM:
        if (!option_whole("--item", value, 0, INT32_MAX, &item, e)) return false;
        a->wish.item = (int)item;
        return true;
    case OPTION_BOTH:
        if (strcmp(value, "on") == 0 || strcmp(value, "off") == 0)
            a->figure.plan.style.no_labels = value[1] == 'f';
        else
            a->rows = a->cols = value;
        return true;
    default: return *known = false, true;
    }
}

/* All that comes. */
static bool read_input_to_end(Arena *arena, Bytes *out, Error *e) {
    Buffer all = {0};
    bool ok = cli_input(INPUT_MOST, &all, e) &&
              (all.size <= INPUT_MOST || error_set(e, "standard input is too large"));
    if (ok)
        *out = (Bytes){(unsigned char *)arena_copy(arena, all.data ? all.data : "", all.size),
                       all.size};
    buffer_free(&all);
    return ok;
}

/* A mapped file is followed by zeros up to its page's end, as bytes that are read are by one; where
   its end is a page's there are none. */
static bool open_file(void *self, const char *path, Arena *arena, Bytes *out, Error *e) {
    ForeignArguments *a = self;
    if (strcmp(path, "-") == 0) return read_input_to_end(arena, out, e);
    ForeignOpened *o = arena_new(arena, ForeignOpened);
    if (!file_map(path, INPUT_MOST, arena, &o->map, e)) return false;
    if (o->map.mapped && (o->map.size < MAPPED_LEAST || o->map.size % PAGE_LEAST == 0)) {
        file_unmap(&o->map);
        return file_read(path, INPUT_MOST, arena, out, e);
    }
    *out = (Bytes){o->map.data, o->map.size};
    o->next = a->opened, a->opened = o;
    return true;
}

ForeignFiles foreign_files(ForeignArguments *a) {
    return (ForeignFiles){a, open_file};
}

void foreign_close(ForeignArguments *a) {
    for (; a->opened; a->opened = a->opened->next) file_unmap(&a->opened->map);
}

bool foreign_read_labels(const ForeignArguments *a, int rows, int cols, Arena *arena,
                         char ***row_labels, char ***col_labels, Error *e) {
    char **names;
    Error other;
    bool both = a->rows && a->rows == a->cols && rows != cols;
    if (both && foreign_labels(a->cols, cols, arena, &names, &other))
        return *col_labels = names, true;
    if (both) return foreign_labels(a->rows, rows, arena, row_labels, e);
    if (a->rows && !foreign_labels(a->rows, rows, arena, row_labels, e)) return false;
    return !a->cols || foreign_labels(a->cols, cols, arena, col_labels, e);
}

View foreign_view(const ForeignArguments *a) {
    View v = view_default("");
    v.shown.setting.theme = a->figure.theme >= 0 ? (ThemeName)a->figure.theme : THEME_PAPER;
    return v;
}

void foreign_print_file(const char *option, const char *file, Buffer *out) {
    if (!file) return;
    buffer_text(out, option);
    figure_quote(file, out);
}

static const char *foreign_files_command_head(const ForeignArguments *a, const char *command,
                                              const char *operands, int language, Arena *arena) {
    Buffer b = {0};
    buffer_print(&b, "attnscope %s ", command);
    buffer_text(&b, operands);
    foreign_print_file(" --array ", a->wish.array, &b);
    foreign_print_file(" --axes ", a->axes, &b);
    if (a->wish.item >= 0) buffer_print(&b, " --item %d", a->wish.item);
    foreign_print_file(" --rows ", a->rows, &b);
    foreign_print_file(" --cols ", a->cols, &b);
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

bool foreign_open(App *app, Look *look, const Foreign *f, const Kernels *k, const char *view,
                  const char *operands, const ForeignArguments *a, Arena *arena, Error *e) {
    AppSetup setup = {.model = &f->model,
                      .run = &f->run,
                      .kernels = k,
                      .language_count = look_languages()->count,
                      .language = a->figure.language,
                      .text = "",
                      .view = view};
    if (!look_open(arena, look, e)) return false;
    for (int i = 0; i < look_languages()->count; i++) {
        setup.languages[i] = &look->lang[i];
        if (operands)
            setup.commands[i] = foreign_files_command_head(a, "heatmap", operands, i, arena);
    }
    if (!app_open(app, &setup, e)) return false;
    if (a->figure.theme >= 0) app->view.shown.setting.theme = (ThemeName)a->figure.theme;
    return true;
}

bool foreign_window(const Foreign *f, const Kernels *k, const char *view, const char *operands,
                    const ForeignArguments *a, Arena *arena, Error *e) {
    Look look = {0};
    App *app = arena_many(arena, App, 1);
    WindowSetup setup = {.speak = false};
    Window *w = window_make(app, &look.font, &setup, arena);
    bool ok = foreign_open(app, &look, f, k, view, operands, a, arena, e) && window_run(w, e);
    window_close(w);
    app_close(app);
    look_close(&look);
    return ok;
}
