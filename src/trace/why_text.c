/* Both walks as lines of text. */
#include <math.h>

#include "base/text.h"
#include "model/formula.h"
#include "trace/explain.h"
#include "trace/why_text.h"
#include "trace/why.h"
#include "trace/why_uses.h"

static float why_text_number_at(const Decoding *d, const Address *a) {
    return tensor_at(decode_trace(d, a->t)->values[a->value], a->cell.sheet, a->cell.row,
                     a->cell.col);
}

/* "encoder.0.self.q[1,3,2] = 0.62   row it, column 2" */
static void why_text_print_place(const Decoding *d, Address a, const char *before, Arena *arena,
                                 Buffer *out) {
    buffer_print(out, "%s%s = %.6g   %s", before, address_print(d, a, arena),
                 text_plain_nan((double)why_text_number_at(d, &a)), address_words(d, a, arena));
}

static void print_end(const Decoding *d, Address a, WhyEnd end, Arena *arena, Buffer *out) {
    Explanation x;
    Error e;
    if (end == WHY_TOKEN) {
        const Form *f = &d->programs[a.t].values[a.value].form;
        buffer_print(out, "ends at a token: %s\n",
                     decode_label(d, a.t, f->rows, a.cell.row, arena));
    } else if (explain_cell(decode_trace(d, a.t), a.value, a.cell, arena, &x, &e)) {
        buffer_print(out, "ends at %s%s\n", end == WHY_CONSTANT ? "a constant: " : "",
                     formula_plain(x.formula, arena));
    }
}

static bool why_text_has_cell(const Decoding *d, const Address *a, Error *e) {
    return a->has_cell ||
           error_set(e, "name a cell: %s[row,col]", d->programs[a->t].values[a->value].path);
}

bool why_print_back(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e) {
    Why w;
    if (!why_text_has_cell(d, &a, e)) return false;
    why_text_print_place(d, a, "", arena, out);
    buffer_text(out, "\n");
    for (;;) {
        why_operand(decode_trace(d, a.t), a.value, a.cell, arena, &w);
        if (w.end != WHY_GOES_ON) break;
        a.value = w.value;
        a.cell = w.at;
        why_text_print_place(d, a, "← ", arena, out);
        /* Through what: "   × encoder.0.self.w.q[3,18] = 0.4: 21 % of 64 terms" */
        Address with = {a.t, w.with, true, w.with_at};
        if (w.with != NO_VALUE)
            buffer_print(out, "   × %s = %.6g", address_print(d, with, arena),
                         text_plain_nan((double)w.y));
        else if (w.y != 1.0f)
            buffer_print(out, "   × %.6g", (double)w.y);
        if (w.sum) buffer_print(out, "   %.3g %% of %d terms", 100 * w.share, w.terms);
        buffer_text(out, "\n");
    }
    print_end(d, a, w.end, arena, out);
    return true;
}

bool why_print_forward(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e) {
    Where w;
    if (!why_text_has_cell(d, &a, e)) return false;
    why_text_print_place(d, a, "", arena, out);
    buffer_text(out, "\n");
    for (;;) {
        why_forward(d, a.t, a.value, a.cell, arena, &w);
        if (w.end != WHY_LEADS_ON) break;
        a.value = w.value;
        a.cell = w.at;
        why_text_print_place(d, a, "→ ", arena, out);
        if (w.inside)
            buffer_text(out, "   inside one step\n");
        else
            buffer_print(out, "   %.3g %% of it\n", 100 * w.share);
    }
    if (w.end == WHY_NOWHERE) {
        buffer_text(out, "ends here: nothing reads it\n");
        return true;
    }
    const Form *f = &d->programs[a.t].values[a.value].form;
    buffer_print(out, "ends at a word: %s\n", decode_label(d, a.t, f->cols, a.cell.col, arena));
    return true;
}
