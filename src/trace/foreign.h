/* Matrices that a person brings along, as a run that figures and window can show: a program of
   given numbers, or of the steps of attention over them, beside a model that has only a name. Not
   for our own models: decode.h runs these. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_H
#define ATTNSCOPE_TRACE_FOREIGN_H

#include "trace/decode.h"
#include "trace/foreign_file.h"

/* What an array's axes mean. */
typedef enum ForeignAxis {
    FOREIGN_BATCH,
    FOREIGN_LAYERS,
    FOREIGN_HEADS,
    FOREIGN_ROWS,
    FOREIGN_COLS,
    FOREIGN_AXES
} ForeignAxis;

/* What is wanted of a file. */
typedef struct ForeignWish {
    const char *array;              /* NULL: the only one */
    int axes;                       /* 0: by their number */
    ForeignAxis axis[FOREIGN_AXES]; /* what each is, in the array's order */
    int item;                       /* of a batch; −1: the first */
} ForeignWish;

typedef struct ForeignMatrix {
    const char *name; /* the file's, without its folder */
    int layers, heads, rows, cols;
    const float *x;                  /* [layers, heads, rows, cols]; −∞ hidden, NaN missing */
    char **row_labels, **col_labels; /* NULL: counted from 0 */
    Brought told;                    /* what is to be said of them */
    bool latin;                      /* the file was no UTF-8 and was read as Windows-1252 */
    bool list;                       /* names and a number each */
    const Photo *photo;              /* lies under them, or NULL */
    bool smooth;                     /* as Labels' */
} ForeignMatrix;

typedef struct Foreign {
    Model model;
    Labels labels;
    Decoding run; /* points into model and labels: a Foreign stays where it is */
} Foreign;

/* "batch,layers,heads,q,k", in any order: what an array's axes are. Error: another word, one twice,
   no k. */
bool foreign_axes(const char *text, ForeignWish *out, Error *e);
/* Reads a file of any kind that foreign_file knows. Without named axes: [cols], [rows, cols],
   [heads, …], [layers, …], [layers, batch, heads, …]; axes of length 1 are left out. What is far
   below all others, as the least float of a mask, becomes −∞. Errors: the readers', axes that do
   not fit, above 2^26 numbers. wish: NULL, nothing. */
bool foreign_read(const char *path, const ForeignWish *wish, const ForeignFiles *files,
                  Arena *arena, ForeignMatrix *out, Error *e);
/* One label a line, all on one line, a JSON list, or a .npy file of texts. Errors: not UTF-8, not
 * `count` labels. */
bool foreign_labels(const char *path, int count, Arena *arena, char ***out, Error *e);
/* A step for each layer, "matrix" or "layer.0.matrix" and so on. Their numbers are shares where all
   rows sum to 1; they are drawn on one scale, up to the largest |x| of all layers. */
bool foreign_run(const ForeignMatrix *m, const Kernels *k, Arena *arena, Foreign *out, Error *e);
/* How many are missing and hidden, after only a part of them has stayed. */
void foreign_recount(ForeignMatrix *m);
/* Whether a row's numbers sum to 1; of what is hidden, or missing, as a whole they sum to 0. */
bool foreign_is_share_row(const float *row, int cols);
/* "weights.npy": without its folder, printable. */
const char *foreign_name(const char *path, Arena *arena);
/* A program of trace/attend.h that has been run. rows, cols: labels of queries and keys, or NULL.
 */
void foreign_attend(Program *p, const Trace *t, const char *name, char **rows, char **cols,
                    Foreign *out);

#endif
