/* attnscope heatmap: a person's own matrix as a figure, or in the window. */
#include <string.h>

#include "cli/commands.h"
#include "cli/foreign_files.h"

enum {
    OPTION_ROWS = OPTION_OWN,
    OPTION_COLS,
    OPTION_BOTH,
    OPTION_HEAD,
    OPTION_LAYER,
    OPTION_VIEW,
    OPTION_OPEN
};

static const OptionInfo options[] = {
    {OPTION_ROWS, "rows", "FILE", "labels of the rows, one a line"},
    {OPTION_COLS, "cols", "FILE", "labels of the columns, one a line"},
    {OPTION_BOTH, "labels", "FILE", "labels of both"},
    {OPTION_LAYER, "layer", "N|all",
     "which layer of [layers, heads, rows, columns], counted from 0"},
    {OPTION_HEAD, "head", "N|N,N|all|grid",
     "heads counted from 0, a figure for each; grid: all in one"},
    {OPTION_VIEW, "view", "LINE", "as 'show layer.1.matrix head=2; point row=it'"},
    {OPTION_OUT, "out", "FILE|DIR", "where to; more than one figure goes into a folder, numbered"},
    {OPTION_OPEN, "open", NULL, "show it in the window instead"},
    FIGURE_OPTIONS,
    SESSION_KERNELS,
};
static const Usage usage = {"heatmap M.npy|M.csv -o FILE|DIR | --open [OPTION]…",
                            "Draws your own matrix: [rows, columns], [heads, rows, columns] or "
                            "[layers, heads, rows, columns]. Without --layer,\n"
                            "--head or --view a matrix of many heads becomes a grid of them. Rows "
                            "that sum to 1 are drawn from 0 to 1.\n",
                            options, sizeof options / sizeof *options, 1};

typedef struct HeatmapArguments {
    ForeignArguments foreign;
    const char *view, *layer;
    HeadWish heads;
} HeatmapArguments;

static bool cmd_heatmap_take(void *self, int id, const char *value, Error *e) {
    HeatmapArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_ROWS: a->foreign.rows = value; return true;
    case OPTION_COLS: a->foreign.cols = value; return true;
    case OPTION_BOTH: a->foreign.rows = a->foreign.cols = value; return true;
    case OPTION_LAYER: a->layer = value; return true;
    case OPTION_HEAD: return series_heads(value, &a->heads, e);
    case OPTION_VIEW: a->view = value; return true;
    case OPTION_OPEN: return a->foreign.open = true;
    case OPTION_OUT: a->foreign.out = value; return true;
    default: break;
    }
    if (!figure_option(&a->foreign.figure, id, value, &known, e)) return false;
    return known || session_option(&a->foreign.session, id, value, &known, e);
}

static bool read_labels(const HeatmapArguments *a, Arena *arena, ForeignMatrix *m, Error *e) {
    if (a->foreign.rows && !foreign_labels(a->foreign.rows, m->rows, arena, &m->row_labels, e))
        return false;
    return !a->foreign.cols || foreign_labels(a->foreign.cols, m->cols, arena, &m->col_labels, e);
}

/* One step's figure, or each layer's. */
static bool add_layers(const HeatmapArguments *a, const ForeignMatrix *m, const Session *s,
                       Series *out, Error *e) {
    int64_t layer = 0;
    View v = foreign_view(&a->foreign);
    bool all = a->layer && strcmp(a->layer, "all") == 0;
    if (a->layer && !all && !option_whole("--layer", a->layer, 0, m->layers - 1, &layer, e))
        return false;
    v.shown.at.form = a->heads.grid ? FORM_MATRIX : FORM_ALONE;
    if (all) return series_add_steps(out, &v, s, "", &a->heads, e);
    strcpy(v.shown.at.path, s->run.programs[0].values[layer].path);
    return series_add(out, &v, s, &a->heads, false, e);
}

static bool add_views(const HeatmapArguments *a, const ForeignMatrix *m, const Session *s,
                      Series *out, Error *e) {
    View v = foreign_view(&a->foreign);
    bool grid = !a->view && !a->layer && !a->heads.given && m->layers * m->heads > 1;
    if (!a->view && !grid) return add_layers(a, m, s, out, e);
    if (grid) v.shown.at.depth = DEPTH_MODEL, v.shown.at.form = FORM_HEADS;
    if (a->view && !view_parse(a->view, &s->run, &v, e)) return error_prefix(e, "--view");
    if (a->foreign.figure.theme >= 0) v.shown.setting.theme = (ThemeName)a->foreign.figure.theme;
    return series_add(out, &v, s, &a->heads, false, e);
}

static const char *quoted(const char *text, Arena *arena) {
    Buffer b = {0};
    figure_quote(text, &b);
    char *copy = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return copy;
}

static bool cmd_heatmap_draw(const HeatmapArguments *a, const char *path, Arena *arena, Error *e) {
    ForeignMatrix m;
    Foreign *f = arena_many(arena, Foreign, 1);
    const Kernels *k;
    Series series;
    Session *s = arena_many(arena, Session, 1);
    if (!session_kernels(&a->foreign.session, &k, e) || !foreign_read(path, arena, &m, e) ||
        !read_labels(a, arena, &m, e) || !foreign_run(&m, k, arena, f, e))
        return false;
    const char *operand = quoted(path, arena);
    if (a->foreign.open) return foreign_window(f, k, a->view, operand, &a->foreign, arena, e);
    foreign_session(f, &a->foreign, "heatmap", operand, arena, s);
    series_begin(&series, arena);
    return add_views(a, &m, s, &series, e) && foreign_write(&series, &a->foreign, arena, e);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    HeatmapArguments *a = self;
    (void)out;
    if (!rest->operands) return cli_wrong(e, &usage, "the matrix is missing");
    if (!a->foreign.open == !a->foreign.out)
        return cli_wrong(e, &usage, "one of -o and --open is needed");
    if (a->foreign.out && !figure_format_of(&a->foreign.figure, a->foreign.out, e))
        return EXIT_WRONG_USE;
    return cmd_heatmap_draw(a, rest->operand[0], arena, e) ? EXIT_DONE : EXIT_FAILED;
}

int cmd_heatmap(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_heatmap_take, work,
                       &(HeatmapArguments){.foreign = {.figure = figure_arguments()}});
}
