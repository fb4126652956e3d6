/* A value's measures are made when the first one asks. */
#include "trace/measure_once.h"

/* From so many numbers on a value is large: what is smaller is looked through in no time. */
enum { ONCE_FROM = 1 << 18 };

typedef struct MeasuredOnce {
    bool has_most, has_spread, has_extreme[2], has_least_sure;
    float most;
    Spread spread;
    Cell extreme[2];
    int least_sure;
    void *kept;   /* of somebody else */
    Arena *arena; /* the trace's */
} MeasuredOnce;

static bool once_large(Shape s) {
    return s.sheets == 1 && shape_size(s) >= ONCE_FROM;
}

MeasuredOnce *measure_once_room(const Program *p, Arena *arena) {
    bool any = false;
    for (Value v = 0; v < p->value_count; v++) any = any || once_large(p->values[v].form.shape);
    if (!any) return NULL;
    MeasuredOnce *m = arena_many(arena, MeasuredOnce, p->value_count);
    for (Value v = 0; v < p->value_count; v++) m[v].arena = arena;
    return m;
}

/* What is kept of that value; NULL: nothing is. */
static MeasuredOnce *once_of(const Trace *t, Value v, Tensor x) {
    return t->measured && once_large(x.shape) && x.x == t->values[v].x ? &t->measured[v] : NULL;
}

float measure_once_max_abs(const Trace *t, Value v, Tensor x, int sheet) {
    MeasuredOnce *m = once_of(t, v, x);
    if (!m) return measure_max_abs(x, sheet);
    if (!m->has_most) m->most = measure_max_abs(x, sheet);
    m->has_most = true;
    return m->most;
}

Spread measure_once_spread(const Trace *t, Value v, Tensor x, int sheet) {
    MeasuredOnce *m = once_of(t, v, x);
    if (!m) return measure_spread(x, sheet);
    if (!m->has_spread) m->spread = measure_spread(x, sheet);
    m->has_spread = true;
    return m->spread;
}

Cell measure_once_extreme(const Trace *t, Value v, Tensor x, int sheet, bool largest) {
    MeasuredOnce *m = once_of(t, v, x);
    if (!m) return measure_extreme(x, sheet, largest);
    if (!m->has_extreme[largest]) m->extreme[largest] = measure_extreme(x, sheet, largest);
    m->has_extreme[largest] = true;
    return m->extreme[largest];
}

int measure_once_least_sure(const Trace *t, Value v, Tensor x, int sheet) {
    MeasuredOnce *m = once_of(t, v, x);
    if (!m) return measure_least_sure(x, sheet);
    if (!m->has_least_sure) m->least_sure = measure_least_sure(x, sheet);
    m->has_least_sure = true;
    return m->least_sure;
}

void **measure_once_kept(const Trace *t, Value v, Arena **arena) {
    MeasuredOnce *m = once_of(t, v, t->values[v]);
    if (m) *arena = m->arena;
    return m ? &m->kept : NULL;
}
