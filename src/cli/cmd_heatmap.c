/* attnscope heatmap: a person's own matrix as a figure, or in the window. */
#include <stdio.h>
#include <string.h>

#include "cli/cmd_heatmap.h"
#include "cli/commands.h"
#include "cli/foreign_files.h"
#include "trace/foreign_merge.h"
#include "trace/foreign_row.h"
#include "view/directives.h"

enum {
    OPTION_ROWS = OPTION_OWN,
    OPTION_COLS,
    OPTION_HEAD,
    OPTION_LAYER,
    OPTION_ROW,
    OPTION_SKIP,
    OPTION_RESHAPE,
    OPTION_OVER,
    OPTION_PATCHES,
    OPTION_VIEW,
    OPTION_OPEN
};

static const OptionInfo options[] = {
    {OPTION_ROWS, "rows", "FILE", "labels of the rows, one a line"},
    {OPTION_COLS, "cols", "FILE", "labels of the columns, one a line"},
    FOREIGN_LABELS,
    {OPTION_LAYER, "layer", "N|all|mean",
     "which layer of [layers, heads, rows, columns], counted from 0; mean: of all of them"},
    {OPTION_HEAD, "head", "N|N,N|all|grid|mean|max",
     "heads counted from 0, a figure for each; grid: all in one, with --layer N that layer's; mean "
     "or largest of all, cell by cell"},
    {OPTION_ROW, "row", "N", "only that row, counted from 0: what one query gives to the keys"},
    {OPTION_SKIP, "skip", "K", "of the row without the first K keys, as [CLS] is one (0)"},
    {OPTION_RESHAPE, "reshape", "RxC",
     "the row as R rows of C, as the patches of an image lie: 14x14"},
    {OPTION_OVER, "over", "PHOTO",
     "over a photograph, PNG or JPEG, in grey; of a row without --reshape as many rows as columns"},
    {OPTION_PATCHES, "patches", "cells|smooth",
     "over it: a colour for each patch, or even changes from one's middle to the next's (cells)"},
    {OPTION_VIEW, "view", "LINE", "as 'show layer.1.matrix head=2; point row=it'"},
    FOREIGN_OPTIONS,
    {OPTION_OUT, "out", "FILE|DIR", "where to; more than one figure goes into a folder, numbered"},
    {OPTION_OPEN, "open", NULL, "show it in the window instead"},
    FIGURE_OPTIONS,
    SESSION_KERNELS,
};
static const Usage usage = {
    "heatmap FILE|-… -o FILE|DIR | --open [OPTION]…",
    "Draws your own matrix: [rows, columns], [heads, rows, columns] or [layers, heads, rows, "
    "columns], "
    "from .npy, .npz, .safetensors,\n"
    "CSV of any dialect (or a list of query, key, weight) or JSON, told by what is in it; - is "
    "standard input. Axes of length 1 are left\n"
    "out. Without --layer, --head or --view a matrix of many heads becomes a grid of them. Rows "
    "that "
    "sum to 1 are drawn from 0 to 1, or to the largest where all are small;\n"
    "a missing number is crossed, what is hidden (-inf, the least float) hatched. Several files "
    "become "
    "numbered figures in a folder.\n",
    options, sizeof options / sizeof *options, -1};

typedef struct HeatmapArguments {
    ForeignArguments foreign;
    const char *view, *layer;
    HeadWish heads;
    RowWish row;
    const char *over; /* a photograph's file, or NULL */
    const Photo *photo;
    const Kernels *kernels;
    bool smooth, patches;
    bool mean, most, layers_mean; /* of all heads, of all layers */
} HeatmapArguments;

/* What is merged is one matrix from then on, the only head or layer. */
static bool take_head(HeatmapArguments *a, const char *value, Error *e) {
    a->most = strcmp(value, "max") == 0;
    a->mean = a->most || strcmp(value, "mean") == 0;
    a->heads = (HeadWish){0};
    return a->mean || series_heads(value, &a->heads, e);
}

static bool take_layer(HeatmapArguments *a, const char *value) {
    a->layers_mean = strcmp(value, "mean") == 0;
    a->layer = a->layers_mean ? NULL : value;
    return true;
}

static bool take_count(const char *name, const char *value, int *out, Error *e) {
    int64_t n;
    if (!option_whole(name, value, 0, INT32_MAX, &n, e)) return false;
    *out = (int)n;
    return true;
}

static bool take_patches(HeatmapArguments *a, const char *value, Error *e) {
    static const char *const kinds[] = {"cells", "smooth", NULL};
    int which;
    if (!option_word("--patches", value, kinds, &which, e)) return false;
    a->smooth = which;
    return a->patches = true;
}

static bool cmd_heatmap_take(void *self, int id, const char *value, Error *e) {
    HeatmapArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_ROWS: a->foreign.rows = value; return true;
    case OPTION_COLS: a->foreign.cols = value; return true;
    case OPTION_LAYER: return take_layer(a, value);
    case OPTION_HEAD: return take_head(a, value, e);
    case OPTION_ROW: return take_count("--row", value, &a->row.row, e);
    case OPTION_SKIP: return take_count("--skip", value, &a->row.skip, e);
    case OPTION_RESHAPE:
        return foreign_row_shape(value, &a->row, e) || error_prefix(e, "--reshape");
    case OPTION_OVER: a->over = value; return true;
    case OPTION_PATCHES: return take_patches(a, value, e);
    case OPTION_VIEW: a->view = value; return true;
    case OPTION_OPEN: return a->foreign.open = true;
    case OPTION_OUT: a->foreign.out = value; return true;
    default: break;
    }
    if (!foreign_option(&a->foreign, id, value, &known, e)) return false;
    if (!known && !figure_option(&a->foreign.figure, id, value, &known, e)) return false;
    return known || session_option(&a->foreign.session, id, value, &known, e);
}

static bool every_layer(const HeatmapArguments *a) {
    return a->layer && strcmp(a->layer, "all") == 0;
}

/* The first, where none is named. */
static bool take_layer_of(const HeatmapArguments *a, const ForeignMatrix *m, int *out, Error *e) {
    int64_t layer = 0;
    bool ok = !a->layer || option_whole("--layer", a->layer, 0, m->layers - 1, &layer, e);
    *out = (int)layer;
    return ok;
}

/* One step's figure, or each layer's. */
static bool add_layers(const HeatmapArguments *a, const ForeignMatrix *m, const Session *s,
                       Series *out, Error *e) {
    int layer = 0;
    View v = foreign_view(&a->foreign);
    bool all = every_layer(a);
    if (!all && !m->told.layer && !take_layer_of(a, m, &layer, e)) return false;
    v.shown.at.form = a->heads.grid ? FORM_MATRIX : m->list ? FORM_BARS : FORM_ALONE;
    if (all) return series_add_steps(out, &v, s, "", &a->heads, e);
    strcpy(v.shown.at.path, s->run.programs[0].values[layer].path);
    return series_add(out, &v, s, &a->heads, false, e);
}

static bool add_views(const HeatmapArguments *a, const ForeignMatrix *m, const Session *s,
                      Series *out, Error *e) {
    View v = foreign_view(&a->foreign);
    bool grid =
        !a->view && (a->heads.grid || (!a->layer && !a->heads.given)) && m->layers * m->heads > 1;
    if (!a->view && !grid) return add_layers(a, m, s, out, e);
    if (grid) v.shown.at.depth = DEPTH_MODEL, v.shown.at.form = FORM_HEADS;
    if (a->view && !view_parse(a->view, &s->run, out->arena, &v, e))
        return error_prefix(e, "--view");
    if (a->foreign.figure.theme >= 0) v.shown.setting.theme = (ThemeName)a->foreign.figure.theme;
    return series_add(out, &v, s, &a->heads, false, e);
}

/* A file, and what of it is drawn, as the figure's command tells it. */
static const char *operand_words(const HeatmapArguments *a, const char *path, Arena *arena) {
    Buffer b = {0};
    figure_quote(path, &b);
    if (a->mean) buffer_text(&b, a->most ? " --head max" : " --head mean");
    if (a->layers_mean) buffer_text(&b, " --layer mean");
    if (a->heads.grid && a->layer && !every_layer(a))
        buffer_print(&b, " --layer %s --head grid", a->layer);
    if (a->row.row >= 0) buffer_print(&b, " --row %d", a->row.row);
    if (a->row.skip) buffer_print(&b, " --skip %d", a->row.skip);
    if (a->row.rows) buffer_print(&b, " --reshape %dx%d", a->row.rows, a->row.cols);
    foreign_print_file(" --over ", a->over, &b);
    if (a->smooth) buffer_text(&b, " --patches smooth");
    char *copy = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return copy;
}

/* One file's run, and what is to be told of it. */
static bool read_matrix(HeatmapArguments *a, const char *path, Arena *arena, ForeignMatrix *m,
                        Foreign *f, Error *e) {
    ForeignFiles files = foreign_files(&a->foreign);
    if (!foreign_read(path, &a->foreign.wish, &files, arena, m, e) ||
        !foreign_read_labels(&a->foreign, m->rows, m->cols, arena, &m->row_labels, &m->col_labels,
                             e))
        return false;
    RowWish row = a->row;
    row.square = a->photo && foreign_row_wished(&a->row);
    m->photo = a->photo, m->smooth = a->smooth;
    if (foreign_row_wished(&row) && !foreign_take_row(m, &row, arena, e)) return false;
    if (a->heads.grid && a->layer && !every_layer(a)) { /* the heads of that layer */
        int layer;
        if (!take_layer_of(a, m, &layer, e)) return false;
        if (m->layers > 1) foreign_keep_layer(m, layer);
    }
    if (a->mean) foreign_merge_heads(m, a->most, arena);
    if (a->layers_mean) foreign_merge_layers(m, arena);
    if (!foreign_run(m, a->kernels, arena, f, e)) return false;
    if (m->latin)
        fprintf(stderr, "attnscope: %s is no UTF-8 text: it was read as Windows-1252\n", m->name);
    return true;
}

/* "before" of "folder/before.npy" */
static const char *file_stem(const ForeignMatrix *m, Arena *arena) {
    const char *dot = strrchr(m->name, '.');
    return arena_copy(arena, m->name,
                      dot && dot > m->name ? (size_t)(dot - m->name) : strlen(m->name));
}

/* Where the window opens: at what would be the first figure; a matrix is not alone there. */
static const char *window_line(const HeatmapArguments *a, const View *first, const Decoding *run,
                               Arena *arena) {
    const Place *at = &first->shown.at;
    Address place = view_address(first, run);
    FigureForm form = at->form == FORM_ALONE ? FORM_MATRIX : at->form;
    if (a->view) return a->view;
    return arena_print(arena, "show %s head=%d form=%s; depth %s",
                       run->programs[place.t].values[place.value].path, at->head,
                       directive_forms[form], directive_depths[at->depth]);
}

/* What is the same for all files. */
static bool heatmap_begin(HeatmapArguments *a, Arena *arena, Error *e) {
    Photo *photo = a->over ? arena_many(arena, Photo, 1) : NULL;
    a->photo = photo;
    return session_kernels(&a->foreign.session, &a->kernels, e) &&
           (!photo || photo_read(a->over, arena, photo, e));
}

/* A file's figures; numbered: it is one of many. */
static bool add_file(HeatmapArguments *a, const char *path, bool numbered, Arena *arena, Foreign *f,
                     Series *series, Error *e) {
    ForeignMatrix *m = arena_many(arena, ForeignMatrix, 1);
    Session *s = arena_many(arena, Session, 1);
    if (!read_matrix(a, path, arena, m, f, e)) return false;
    foreign_session(f, &a->foreign, "heatmap", operand_words(a, path, arena), arena, s);
    if (numbered) s->file = file_stem(m, arena);
    return add_views(a, m, s, series, e);
}

static bool cmd_heatmap_draw(HeatmapArguments *a, const Arguments *rest, Arena *arena, Error *e) {
    Series series;
    if (!heatmap_begin(a, arena, e)) return false;
    series_begin(&series, arena);
    for (int i = 0; i < rest->operands; i++) {
        const char *path = rest->operand[i];
        Foreign *f = arena_many(arena, Foreign, 1);
        if (!add_file(a, path, rest->operands > 1, arena, f, &series, e)) return false;
        if (a->foreign.open)
            return foreign_window(f, a->kernels,
                                  window_line(a, &series.items[0].view, &f->run, arena),
                                  operand_words(a, path, arena), &a->foreign, arena, e);
    }
    return foreign_write(&series, &a->foreign, arena, e);
}

/* Standard input can be read once. */
static bool one_input(const Arguments *rest, Error *e) {
    int inputs = 0;
    for (int i = 0; i < rest->operands; i++) inputs += strcmp(rest->operand[i], "-") == 0;
    return inputs < 2 || error_set(e, "'-' is there twice: standard input is one matrix");
}

static bool options_fit(const HeatmapArguments *a, const Arguments *rest, Error *e) {
    const char *wrong = NULL;
    if (a->foreign.open && rest->operands > 1) wrong = "the window shows one matrix";
    if (a->patches && !a->over)
        wrong = "--patches says how they lie over a photograph: --over PHOTO";
    if (a->over && a->foreign.figure.plan.style.transpose)
        wrong = "--transpose would turn the patches, but not the photograph";
    if (wrong) cli_wrong(e, &usage, wrong);
    return !wrong && one_input(rest, e);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    HeatmapArguments *a = self;
    (void)out;
    if (!rest->operands) return cli_wrong(e, &usage, "the matrix is missing");
    if (!a->foreign.open == !a->foreign.out)
        return cli_wrong(e, &usage, "one of -o and --open is needed");
    if (a->foreign.out && !figure_format_of(&a->foreign.figure, a->foreign.out, e))
        return EXIT_WRONG_USE;
    if (!options_fit(a, rest, e)) return EXIT_WRONG_USE;
    bool ok = cmd_heatmap_draw(a, rest, arena, e);
    foreign_close(&a->foreign);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

static HeatmapArguments heatmap_arguments(void) {
    return (HeatmapArguments){.foreign = {.figure = figure_arguments(), .wish.item = -1},
                              .row = {.row = -1}};
}

bool heatmap_open(int argc, char **argv, App *app, Look *look, Arena *arena, Error *e) {
    HeatmapArguments *a = arena_many(arena, HeatmapArguments, 1);
    Foreign *f = arena_many(arena, Foreign, 1);
    Series series;
    Arguments rest;
    bool help;
    *a = heatmap_arguments();
    a->foreign.open = true;
    series_begin(&series, arena);
    return options_take(&usage, argc, argv, cmd_heatmap_take, a, &rest, &help, e) &&
           (rest.operands == 1 || error_set(e, "the window shows one matrix")) &&
           options_fit(a, &rest, e) && heatmap_begin(a, arena, e) &&
           add_file(a, rest.operand[0], false, arena, f, &series, e) &&
           foreign_open(app, look, f, a->kernels,
                        window_line(a, &series.items[0].view, &f->run, arena),
                        operand_words(a, rest.operand[0], arena), &a->foreign, arena, e);
}

int cmd_heatmap(int argc, char **argv) {
    HeatmapArguments a = heatmap_arguments();
    return cli_command(&usage, argc, argv, cmd_heatmap_take, work, &a);
}
