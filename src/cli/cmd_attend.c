/* attnscope attend: attention over matrices from NumPy or PyTorch. */
#include <math.h>
#include <stdio.h>

#include "cli/commands.h"
#include "cli/save.h"
#include "cli/foreign_files.h"
#include "base/text.h"
#include "trace/attend.h"

enum {
    OPTION_Q = OPTION_OWN,
    OPTION_K,
    OPTION_V,
    OPTION_MASK,
    OPTION_CAUSAL,
    OPTION_SCALE,
    OPTION_SAVE,
    OPTION_PNG,
    OPTION_OPEN,
    OPTION_ROWS,
    OPTION_COLS
};
enum { PRINTED_ROWS = 16, PRINTED_COLS = 12 };

static const OptionInfo options[] = {
    {OPTION_Q, "q", "Q.npy",
     "queries, [rows, d] or [heads, rows, d], or a batch of one; any file that heatmap reads"},
    {OPTION_K, "k", "K.npy",
     "keys, [keys, d] or [heads, keys, d]; several heads of q may share one"},
    {OPTION_V, "v", "V.npy",
     "values, [keys, d] or [heads, keys, d]; without them there is no output"},
    {OPTION_MASK, "mask", "M.npy",
     "[keys], [rows, keys] or [heads, rows, keys]; true or not 0: may attend; floats are added, "
     "and hide "
     "from -10000 down"},
    {OPTION_CAUSAL, "causal", "[=lower-right]",
     "key j is seen by query i only if j ≤ i; lower-right: if j ≤ i + keys − rows"},
    {OPTION_SCALE, "scale", "S", "instead of 1/√d"},
    {OPTION_SAVE, "save", "DIR",
     "write scores scaled masked weights (with .max .exp .sum) and output as .npy"},
    {OPTION_PNG, "png", "DIR",
     "a figure of each step and head, which the options below say more of"},
    {OPTION_OPEN, "open", NULL, "show the steps in the window"},
    {OPTION_ROWS, "rows", "FILE", "labels of the queries, one a line"},
    {OPTION_COLS, "cols", "FILE", "labels of the keys, one a line"},
    FOREIGN_LABELS,
    {OPTION_ITEM, "item", "N", "which item of arrays with a batch, counted from 0"},
    FIGURE_OPTIONS_COLORS,
    SESSION_KERNELS,
};
static const Usage usage = {"attend --q Q.npy --k K.npy [OPTION]…",
                            "Computes softmax(Q Kᵀ · scale + mask) V and keeps every step. Saved "
                            "arrays have as many axes as q.\n"
                            "A row that sees no key has weights and output 0.\n",
                            options, sizeof options / sizeof *options, 0};

typedef struct AttendArguments {
    ForeignArguments foreign; /* out: the folder of figures */
    const char *q, *k, *v, *mask, *save;
    bool causal, lower_right, scale_given;
    double scale;
} AttendArguments;

static bool cmd_attend_take_scale(AttendArguments *a, const char *value, Error *e) {
    a->scale_given = true;
    if (!option_number("--scale", value, &a->scale, e)) return false;
    return (a->scale < 3e38 && a->scale > -3e38) ||
           error_set(e, "--scale: %s is beyond float32's range", value);
}

static bool take_causal(AttendArguments *a, const char *value, Error *e) {
    static const char *const words[] = {"upper-left", "lower-right", NULL};
    int which = 0;
    if (value && !option_word("--causal", value, words, &which, e)) return false;
    a->lower_right = which == 1;
    return a->causal = true;
}

static bool take_look(AttendArguments *a, int id, const char *value, Error *e) {
    bool known;
    if (id == OPTION_BOTH || id == OPTION_ITEM)
        return foreign_option(&a->foreign, id, value, &known, e);
    if (!session_option(&a->foreign.session, id, value, &known, e)) return false;
    return known || figure_option(&a->foreign.figure, id, value, &known, e);
}

static bool take(void *self, int id, const char *value, Error *e) {
    AttendArguments *a = self;
    switch (id) {
    case OPTION_Q: a->q = value; return true;
    case OPTION_K: a->k = value; return true;
    case OPTION_V: a->v = value; return true;
    case OPTION_MASK: a->mask = value; return true;
    case OPTION_CAUSAL: return take_causal(a, value, e);
    case OPTION_SCALE: return cmd_attend_take_scale(a, value, e);
    case OPTION_SAVE: a->save = value; return true;
    case OPTION_PNG: a->foreign.out = value; return true;
    case OPTION_OPEN: return a->foreign.open = true;
    case OPTION_ROWS: a->foreign.rows = value; return true;
    case OPTION_COLS: a->foreign.cols = value; return true;
    default: return take_look(a, id, value, e);
    }
}

/* Of a file of several arrays the one that is called as the option is. */
static bool cmd_attend_read_array(const ForeignFiles *files, const char *path, const char *name,
                                  Arena *arena, Array *out, Error *e) {
    NamedArray a;
    Error other;
    if (!foreign_array(path, NULL, files, arena, &a, e) &&
        !foreign_array(path, name, files, arena, &a, &other))
        return false;
    *out = a.array;
    return true;
}

/* Of a batch the item that is wanted becomes the only one; item −1: none is. rows: of a mask, the
   queries; one of two axes that has another number of rows is [batch, keys]. */
static bool attend_item(Array *a, const char *path, int item, int rows, Error *e) {
    bool keys = rows > 0 && a->rank == 2 && a->dims[0] != rows;
    if (item < 0 || (a->rank < 4 && !keys) || a->dims[0] == 1) return true;
    if (item >= a->dims[0])
        return error_set(e, "--item: %s has %lld items, counted from 0: there is no %d", path,
                         (long long)a->dims[0], item);
    a->x += item * (array_count(a) / a->dims[0]);
    a->dims[0] = 1;
    return true;
}

/* q, k and v have the same number of axes: *rank, 0 before the first. */
static bool cmd_attend_read_matrix(const ForeignFiles *files, const char *path, const char *name,
                                   const char *first, int item, int *rank, Arena *arena,
                                   Tensor *out, Error *e) {
    Array a;
    if (!cmd_attend_read_array(files, path, name, arena, &a, e) ||
        !attend_item(&a, path, item, 0, e) || !attend_matrix(&a, path, out, e))
        return false;
    if (*rank && a.rank != *rank)
        return error_set(e, "%s has %d axes, but %s has %d", path, a.rank, first, *rank);
    *rank = a.rank;
    return true;
}

/* Somebody may have meant to hide keys by zeros. */
static bool adds_ones(const Tensor *t, const Array *mask) {
    bool any = false;
    for (size_t i = 0; i < shape_size(t->shape); i++) {
        if (t->x[i] != 0 && t->x[i] != 1) return false;
        any = any || t->x[i] == 1;
    }
    return any && !array_is_whole(mask);
}

static bool read_input(AttendArguments *a, Arena *arena, AttendInput *in, int *rank, Error *e) {
    ForeignFiles files = foreign_files(&a->foreign);
    Array mask;
    int item = a->foreign.wish.item;
    *in = (AttendInput){.causal = a->causal,
                        .lower_right = a->lower_right,
                        .scale_given = a->scale_given,
                        .scale = (float)a->scale};
    *rank = 0;
    if (!cmd_attend_read_matrix(&files, a->q, "q", a->q, item, rank, arena, &in->q, e) ||
        !cmd_attend_read_matrix(&files, a->k, "k", a->q, item, rank, arena, &in->k, e) ||
        (a->v && !cmd_attend_read_matrix(&files, a->v, "v", a->q, item, rank, arena, &in->v, e)))
        return false;
    if (!a->mask) return true;
    if (!cmd_attend_read_array(&files, a->mask, "mask", arena, &mask, e) ||
        !attend_item(&mask, a->mask, item, in->q.shape.rows, e) ||
        !attend_mask(&mask, a->mask, arena, &in->mask, e))
        return false;
    if (adds_ones(&in->mask, &mask))
        fprintf(
            stderr,
            "attnscope: the mask holds only 0 and 1 as floats, which are added to the scores; to "
            "hide keys save it as bool\n");
    return true;
}

/* What is shown and saved, in the order of computing. */
static const char *const results[] = {"scores",      "scaled",      "masked",
                                      "weights.max", "weights.exp", "weights.sum",
                                      "weights",     "output",      NULL};

static bool save_results(const Trace *t, int rank, const AttendArguments *a, Arena *arena,
                         Error *e) {
    Save s;
    if (!save_begin(&s, a->save, a->foreign.figure.force, arena, e)) return false;
    for (const char *const *name = results; *name; name++) {
        Tensor x = trace_find(t, *name);
        if (x.x && !save_tensor(&s, *name, x, rank, e)) return save_drop(&s);
    }
    return save_end(&s, e) || save_drop(&s);
}

static void cmd_attend_print_numbers(Tensor t, Buffer *out) {
    for (int h = 0; h < t.shape.sheets; h++)
        for (int i = 0; i < t.shape.rows; i++) {
            buffer_print(out, i ? "   " : t.shape.sheets > 1 ? "%2d " : "   ", h);
            for (int j = 0; j < t.shape.cols; j++)
                buffer_print(out, " %10.5g", text_plain_nan((double)tensor_at(t, h, i, j)));
            buffer_text(out, "\n");
        }
}

static void print_results(const Trace *t, Buffer *out) {
    for (const char *const *name = results; *name; name++) {
        Tensor x = trace_find(t, *name);
        if (!x.x) continue;
        buffer_print(out, "%-12s ", *name);
        if (x.shape.sheets > 1) buffer_print(out, "%d × ", x.shape.sheets);
        buffer_print(out, "%d × %d\n", x.shape.rows, x.shape.cols);
        if (x.shape.sheets * x.shape.rows <= PRINTED_ROWS && x.shape.cols <= PRINTED_COLS)
            cmd_attend_print_numbers(x, out);
    }
    double error = attend_row_error(trace_find(t, "weights"), trace_find(t, "weights.max"));
    Tensor most = trace_find(t, "weights.max");
    int blind = 0;
    for (size_t i = 0; i < shape_size(most.shape); i++) blind += most.x[i] == -INFINITY;
    buffer_print(out, "rows of weights sum to 1, worst error %.3g\n", error);
    if (blind) buffer_print(out, "rows that see no key, and weigh 0: %d\n", blind);
}

/* The files that a run was made of, for the command that makes it again. */
static const char *inputs(const AttendArguments *a, Arena *arena) {
    const char *const names[] = {"--q ", " --k ", " --v ", " --mask "}, *const files[] = {
                                                                            a->q, a->k, a->v,
                                                                            a->mask};
    Buffer b = {0};
    for (int i = 0; i < 4; i++)
        if (files[i]) buffer_text(&b, names[i]), figure_quote(files[i], &b);
    if (a->causal) buffer_text(&b, a->lower_right ? " --causal=lower-right" : " --causal");
    if (a->scale_given) buffer_print(&b, " --scale %.9g", a->scale);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

static bool labels(const AttendArguments *a, const Program *p, Arena *arena, char ***rows,
                   char ***cols, Error *e) {
    Shape s = p->values[program_find(p, "scores")].form.shape;
    *rows = *cols = NULL;
    return foreign_read_labels(&a->foreign, s.rows, s.cols, arena, rows, cols, e);
}

/* Figures of every step and head, the window, or nothing. */
static bool cmd_attend_show(const AttendArguments *a, Program *p, const Trace *t, const Kernels *k,
                            Arena *arena, Error *e) {
    Foreign *f = arena_many(arena, Foreign, 1);
    Session *s = arena_many(arena, Session, 1);
    Series series;
    char **rows, **cols;
    View view = foreign_view(&a->foreign);
    if (!a->foreign.out && !a->foreign.open) return true;
    if (!labels(a, p, arena, &rows, &cols, e)) return false;
    foreign_attend(p, t, foreign_name(a->q, arena), rows, cols, f);
    if (a->foreign.open && !foreign_window(f, k, NULL, NULL, &a->foreign, arena, e)) return false;
    if (!a->foreign.out) return true;
    foreign_session(f, &a->foreign, "attend", inputs(a, arena), arena, s);
    s->folder_option = "--png";
    series_begin(&series, arena);
    return series_add_steps(&series, &view, s, "", &(HeadWish){.given = true, .all = true}, e) &&
           foreign_write(&series, &a->foreign, arena, e);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    AttendArguments *a = self;
    AttendInput in;
    Program p;
    Trace t;
    const Kernels *k;
    int rank;
    (void)rest;
    if (!a->q || !a->k) return cli_wrong(e, &usage, a->q ? "--k is missing" : "--q is missing");
    bool ok = session_kernels(&a->foreign.session, &k, e) && read_input(a, arena, &in, &rank, e) &&
              attend_program(&in, arena, &p, e) && attend_run(&p, k, arena, &t, e);
    ok = ok && (!a->save || save_results(&t, rank, a, arena, e)) &&
         cmd_attend_show(a, &p, &t, k, arena, e);
    if (ok && !a->foreign.open) print_results(&t, out);
    foreign_close(&a->foreign);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

int cmd_attend(int argc, char **argv) {
    return cli_command(
        &usage, argc, argv, take, work,
        &(AttendArguments){.foreign = {.figure = figure_arguments(), .wish.item = -1}});
}
