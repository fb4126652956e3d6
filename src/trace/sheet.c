/* Writing a value's numbers with their labels. Reading is sheet_read.c's. */
#include "trace/sheet.h"
#include "trace/sheet_read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/formats/json.h"
#include "model/formats/npy.h"

static const ValueInfo *sheet_info_of(const Sheet *s) {
    return &s->run->programs[s->t].values[s->value];
}

static Tensor tensor_of(const Sheet *s) {
    return decode_trace(s->run, s->t)->values[s->value];
}

/* The heads that are written: *first up to, without, the end that is returned. */
static int sheet_heads(const Sheet *s, int *first) {
    int sheets = tensor_of(s).shape.sheets;
    *first = s->head < 0 ? 0 : s->head;
    return s->head < 0 ? sheets : s->head + 1;
}

static const char *label(const Sheet *s, bool row, int at, Arena *arena) {
    const Program *p = &s->run->programs[s->t];
    const ValueInfo *v = sheet_info_of(s);
    Axis axis = row ? v->form.rows : v->form.cols;
    const char *text = row && program_predicts(p, s->value)
                           ? decode_row_label(s->run, s->t, axis, at, arena)
                           : decode_label(s->run, s->t, axis, at, arena);
    return *text ? text : arena_print(arena, "%d", at);
}

/* Nine digits are enough for every float; "-0" would be a whole number to readers of JSON, and lose
 * its sign. */
static void sheet_print_number(float x, const char *quote, Buffer *out) {
    if (isinf(x))
        buffer_print(out, "%s%sinf%s", quote, x < 0 ? "-" : "", quote);
    else if (isnan(x))
        buffer_print(out, "%snan%s", quote, quote);
    else
        buffer_print(out, x == 0 && signbit(x) ? "%.1f" : "%.9g", (double)x);
}

static void sheet_print_field(const char *text, Buffer *out) {
    size_t size = strlen(text);
    if (!strpbrk(text, ",\"\r\n;\t") && text[0] != ' ' && (size == 0 || text[size - 1] != ' ')) {
        buffer_text(out, text);
        return;
    }
    buffer_text(out, "\"");
    for (; *text; text++) {
        if (*text == '"') buffer_text(out, "\"");
        buffer_add(out, text, 1);
    }
    buffer_text(out, "\"");
}

/* Each label is made in `work`, and gone when it is written: there may be millions. */
static void csv_label(const Sheet *s, bool row, int at, Arena *work, Buffer *out) {
    /* To a spreadsheet "=1+1" and "-" are formulas. A number is one to it as it stands; what has
     * apostrophes gets one more, so that every label reads back. */
    const char *text = label(s, row, at, work);
    double x;
    bool number = sheet_is_number(text, &x) && isfinite(x);
    sheet_print_field(sheet_is_formula(text) && !number ? arena_print(work, "'%s", text) : text,
                      out);
    arena_reset(work);
}

void sheet_csv(const Sheet *s, Buffer *out) {
    Arena work = {0};
    Shape shape = tensor_of(s).shape;
    int first, end = sheet_heads(s, &first);
    if (s->head < 0 && shape.sheets > 1) buffer_text(out, "head,");
    for (int j = 0; j < shape.cols; j++) {
        buffer_text(out, ",");
        csv_label(s, false, j, &work, out);
    }
    buffer_text(out, "\n");
    for (int h = first; h < end; h++)
        for (int i = 0; i < shape.rows; i++) {
            Tensor x = tensor_of(s);
            if (s->head < 0 && x.shape.sheets > 1) buffer_print(out, "%d,", h);
            csv_label(s, true, i, &work, out);
            for (int j = 0; j < x.shape.cols; j++) {
                buffer_text(out, ",");
                sheet_print_number(tensor_at(x, h, i, j), "", out);
            }
            buffer_text(out, "\n");
        }
    arena_free(&work);
}

static void json_labels(const Sheet *s, bool rows, Buffer *out) {
    Arena work = {0};
    Shape shape = tensor_of(s).shape;
    buffer_print(out, ",\n  \"%s\": [", rows ? "rows" : "columns");
    for (int i = 0; i < (rows ? shape.rows : shape.cols); i++) {
        if (i) buffer_text(out, ", ");
        json_print_text(label(s, rows, i, &work), out);
        arena_reset(&work);
    }
    buffer_text(out, "]");
    arena_free(&work);
}

static void json_matrix(Tensor x, int head, const char *indent, Buffer *out) {
    for (int i = 0; i < x.shape.rows; i++) {
        buffer_print(out, "%s%s[", i ? ",\n" : "", indent);
        for (int j = 0; j < x.shape.cols; j++) {
            if (j) buffer_text(out, ", ");
            sheet_print_number(tensor_at(x, head, i, j), "\"", out);
        }
        buffer_text(out, "]");
    }
    buffer_text(out, "\n");
}

void sheet_json(const Sheet *s, const SheetNote *notes, int note_count, Buffer *out) {
    Tensor x = tensor_of(s);
    int first, end = sheet_heads(s, &first);
    bool all = s->head < 0 && x.shape.sheets > 1;
    buffer_text(out, "{\n  \"path\": ");
    json_print_text(sheet_info_of(s)->path, out);
    if (!all && x.shape.sheets > 1) buffer_print(out, ",\n  \"head\": %d", first);
    buffer_text(out, ",\n  \"shape\": [");
    if (all) buffer_print(out, "%d, ", x.shape.sheets);
    buffer_print(out, "%d, %d]", x.shape.rows, x.shape.cols);
    json_labels(s, true, out);
    json_labels(s, false, out);
    buffer_text(out, ",\n  \"values\": [\n");
    for (int h = first; h < end; h++) {
        if (all) buffer_text(out, "    [\n");
        json_matrix(x, h, all ? "      " : "    ", out);
        if (all) buffer_print(out, "    ]%s\n", h + 1 < end ? "," : "");
    }
    buffer_text(out, "  ]");
    for (int i = 0; i < note_count; i++) {
        buffer_text(out, ",\n  ");
        json_print_text(notes[i].key, out);
        buffer_text(out, ": ");
        json_print_text(notes[i].text, out);
    }
    buffer_text(out, "\n}\n");
}

void sheet_npy(const Sheet *s, Buffer *out) {
    Tensor x = tensor_of(s);
    int first;
    bool all = sheet_heads(s, &first) - first > 1;
    int64_t dims[3] = {x.shape.sheets, x.shape.rows, x.shape.cols};
    npy_print(tensor_sheet(x, first), all ? 3 : 2, all ? dims : dims + 1, out);
}

void sheet_labels(const Sheet *s, bool rows, Buffer *out) {
    Arena work = {0};
    Shape shape = tensor_of(s).shape;
    for (int i = 0; i < (rows ? shape.rows : shape.cols); i++) {
        /* A label of two lines would be two labels. */
        const char *text = label(s, rows, i, &work);
        for (; *text; text++) buffer_add(out, *text == '\n' || *text == '\r' ? " " : text, 1);
        buffer_text(out, "\n");
        arena_reset(&work);
    }
    arena_free(&work);
}
