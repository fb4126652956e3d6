/* One matrix, or one layer, in place of several that a person brings along. Not for heads of our
   own models: heads.h has their means. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_MERGE_H
#define ATTNSCOPE_TRACE_FOREIGN_MERGE_H

#include "trace/foreign.h"

/* In place of all heads their mean or, `most`, the largest of them cell by cell; in place of all
   layers their mean. What is missing in one is missing, what is hidden in all is hidden. */
void foreign_merge_heads(ForeignMatrix *m, bool most, Arena *arena);
void foreign_merge_layers(ForeignMatrix *m, Arena *arena);
/* Only that layer, from 0. */
void foreign_keep_layer(ForeignMatrix *m, int layer);

#endif
