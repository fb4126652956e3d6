/* Measures of whole values that do not change while a run is shown. Of large ones they are looked
   for once and kept beside the trace. */
#ifndef ATTNSCOPE_TRACE_MEASURE_ONCE_H
#define ATTNSCOPE_TRACE_MEASURE_ONCE_H

#include "trace/measure.h"
#include "trace/trace.h"

/* x: the numbers of v as somebody sees them; where these are not the recorded ones, nothing is
   kept. The rest as in measure.h. */
float measure_once_max_abs(const Trace *t, Value v, Tensor x, int sheet);
Spread measure_once_spread(const Trace *t, Value v, Tensor x, int sheet);
Cell measure_once_extreme(const Trace *t, Value v, Tensor x, int sheet, bool largest);
int measure_once_least_sure(const Trace *t, Value v, Tensor x, int sheet);
/* A place for what somebody else derives from a value once, NULL until then, and the arena for it,
   which lasts as long as the trace. NULL: the value is not large, nothing is kept. */
void **measure_once_kept(const Trace *t, Value v, Arena **arena);
/* Room for what is kept of a program's values; NULL: none of them is large. */
struct MeasuredOnce *measure_once_room(const Program *p, Arena *arena);

#endif
