/* Figures as files: pictures, animated ones, numbers. Nothing that is there is overwritten unless
   asked for, and a file is there whole or not at all. */
#ifndef ATTNSCOPE_EXPORT_FIGURE_FILE_H
#define ATTNSCOPE_EXPORT_FIGURE_FILE_H

#include "export/figure.h"

/* The file's bytes, appended. notes may be NULL. Errors: a size or type that cannot be. */
bool figure_print(const SceneInput *in, const FigurePlan *p, const FigureNotes *notes, Buffer *out,
                  Error *e);
/* Writes it; beside an .npy two files of labels, as "name.rows.txt" and "name.cols.txt". Errors:
   those above, a file is there and `force` is false, no place to write. */
bool figure_write(const char *path, const SceneInput *in, const FigurePlan *p,
                  const FigureNotes *notes, bool force, Error *e);
/* "a.npy" has "a.rows.txt" (which 0) and "a.cols.txt" (1) beside it, every other file nothing
 * (NULL). */
char *figure_beside(const char *path, FigureFormat f, int which, Arena *arena);
/* "name.png", or "name-2.png", "name-3.png" … : the first in `folder` that is free, and free beside
 * it. */
char *figure_free_name(const char *folder, const char *name, FigureFormat f, Arena *arena);

#endif
