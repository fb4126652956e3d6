/* Axis by axis: a range of the input from the cell, a range of the output from the input's place.
 */
#include "model/ops/reach.h"

#include <string.h>

typedef struct Span {
    int from, to;
} Span;

/* Over the wrong axis rows are columns. */
static OpInput reach_map(const OpInfo *op, const StepRun *r, int input) {
    static const From turned[] = {
        [FROM_SHEET] = FROM_SHEET, [FROM_ROW] = FROM_COL, [FROM_COL] = FROM_ROW,
        [FROM_ALL] = FROM_ALL,     [FROM_ONE] = FROM_ONE, [FROM_NAMED] = FROM_NAMED};
    OpInput map = op->in[input];
    if (!r->args->turned) return map;
    From row = map.row;
    map.row = turned[map.col];
    map.col = turned[row];
    return map;
}

static Span reach_behind(From from, int size, Cell at) {
    const int own[] = {[FROM_SHEET] = at.sheet, [FROM_ROW] = at.row, [FROM_COL] = at.col};
    if (from == FROM_ALL) return (Span){0, size};
    int place = from == FROM_ONE || size == 1 ? 0 : own[from];
    return (Span){place, place + 1};
}

static Box reach_box(Span sheet, Span row, Span col) {
    return (Box){sheet.from, sheet.to, row.from, row.to, col.from, col.to};
}

static Box reach_input(const OpInfo *op, const StepRun *r, int input, Cell at) {
    if (op->reach) return op->reach(r, input, at);
    OpInput map = reach_map(op, r, input);
    Shape s = r->in[input].shape;
    if (map.row == FROM_NAMED) at.row = (int)r->in[0].x[at.row], map.row = FROM_ROW;
    return reach_box(reach_behind(map.sheet, s.sheets, at), reach_behind(map.row, s.rows, at),
                     reach_behind(map.col, s.cols, at));
}

Reach reach_of(const OpInfo *op, const StepRun *r, int output, Cell at) {
    Reach reach = {0};
    for (int i = 0; i < r->inputs && !r->args->off; i++) {
        if (output < op->in[i].first) continue;
        reach.part[reach.count].input = i;
        reach.part[reach.count++].box = reach_input(op, r, i, at);
    }
    return reach;
}

void reach_add_use(Uses *out, int output, Box box) {
    if (out->count == out->room) {
        int room = out->room ? 2 * out->room : 16;
        Use *more = arena_raw(out->arena, (size_t)room, sizeof *more);
        if (out->count) memcpy(more, out->list, (size_t)out->count * sizeof *more);
        out->list = more;
        out->room = room;
    }
    out->list[out->count++] = (Use){output, box};
}

/* One axis of an input narrows the axis of the output that it is read along. */
static void reach_narrow(From from, int size, int at, Span out[3]) {
    if (from <= FROM_COL && size > 1) out[from] = (Span){at, at + 1};
}

void reach_uses(const OpInfo *op, const StepRun *r, int input, Cell at, Uses *out) {
    OpInput map = reach_map(op, r, input);
    Shape s = r->in[input].shape;
    if (r->args->off) return;
    if (op->uses) {
        op->uses(r, input, at, out);
        return;
    }
    for (int o = map.first; o < op->outputs; o++) {
        Shape y = r->out[o].shape;
        Span span[] = {
            [FROM_SHEET] = {0, y.sheets}, [FROM_ROW] = {0, y.rows}, [FROM_COL] = {0, y.cols}};
        reach_narrow(map.sheet, s.sheets, at.sheet, span);
        reach_narrow(map.row, s.rows, at.row, span);
        reach_narrow(map.col, s.cols, at.col, span);
        reach_add_use(out, o, reach_box(span[FROM_SHEET], span[FROM_ROW], span[FROM_COL]));
    }
}

bool reach_by_rows(const OpInfo *op, const StepRun *r, int input) {
    return reach_map(op, r, input).row == FROM_ROW &&
           r->in[input].shape.rows == r->out[op->outputs - 1].shape.rows;
}
