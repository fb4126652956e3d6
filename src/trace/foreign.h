/* Matrices that a person brings along, as a run that figures and window can show: a program of
   given numbers, or of the steps of attention over them, beside a model that has only a name. Not
   for our own models: decode.h runs these. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_H
#define ATTNSCOPE_TRACE_FOREIGN_H

#include "trace/decode.h"

typedef struct ForeignMatrix {
    const char *name; /* the file's, without its folder */
    int layers, heads, rows, cols;
    const float *x;                  /* [layers, heads, rows, cols]; finite or −∞ */
    char **row_labels, **col_labels; /* NULL: counted from 0 */
} ForeignMatrix;

typedef struct Foreign {
    Model model;
    Labels labels;
    Decoding run; /* points into model and labels: a Foreign stays where it is */
} Foreign;

/* Reads an .npy file of rank 1 to 4 ([cols], [rows, cols], [heads, …], [layers, …]) or, by its
   first bytes, CSV. Errors: the readers', NaN or +∞ with its place, above 2^26 numbers. */
bool foreign_read(const char *path, Arena *arena, ForeignMatrix *out, Error *e);
/* One label a line. Errors: not UTF-8, not `count` lines. */
bool foreign_labels(const char *path, int count, Arena *arena, char ***out, Error *e);
/* A step for each layer, "matrix" or "layer.0.matrix" and so on. Their numbers are shares where all
   rows sum to 1; they are drawn on one scale, up to the largest |x| of all layers. */
bool foreign_run(const ForeignMatrix *m, const Kernels *k, Arena *arena, Foreign *out, Error *e);
/* "weights.npy": without its folder, printable. */
const char *foreign_name(const char *path, Arena *arena);
/* A program of trace/attend.h that has been run. rows, cols: labels of queries and keys, or NULL.
 */
void foreign_attend(Program *p, const Trace *t, const char *name, char **rows, char **cols,
                    Foreign *out);

#endif
