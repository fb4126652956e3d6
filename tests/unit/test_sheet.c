/* Numbers as data: what is written reads back to the same bits, labels and all; what is no matrix
   is refused with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/formats/json.h"
#include "model/formats/npy.h"
#include "tiny_model.h"
#include "trace/sheet.h"
#include "trace/sheet_read.h"

typedef struct World {
    Arena arena;
    Model model;
    Decoding run;
} World;

static int setup(void **state) {
    static World w;
    Error e;
    w = (World){0};
    w.model = tiny_model(&w.arena);
    if (!decode_text(&w.model, "the cat sees a dog .", &(WhatIf){0}, kernels_named("plain"),
                     &w.arena, &w.run, &e))
        return -1;
    *state = &w;
    return 0;
}

static int teardown(void **state) {
    arena_free(&((World *)*state)->arena);
    return 0;
}

static bool read(const char *text, CsvMatrix *out, Arena *arena, Error *e) {
    return sheet_read_csv((Bytes){(const unsigned char *)text, strlen(text)}, "m.csv", arena, out,
                          e);
}

static bool same_bits(const float *a, const float *b, size_t count) {
    return memcmp(a, b, count * sizeof *a) == 0;
}

static void csv_reads_back(void **state) {
    World *w = *state;
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (Value v = 0; v < p->value_count; v++) {
        Tensor x = w->run.traces[w->run.steps - 1].values[v];
        Sheet s = {&w->run, w->run.steps - 1, v, x.shape.sheets - 1};
        Buffer b = {0};
        CsvMatrix m;
        Error e = {{0}};
        sheet_csv(&s, &b);
        if (!read(b.data, &m, &w->arena, &e)) fail_msg("%s: %s", p->values[v].path, e.text);
        assert_int_equal(m.rows, x.shape.rows);
        assert_int_equal(m.cols, x.shape.cols);
        assert_true(m.row_labels && m.col_labels);
        assert_true(same_bits(m.x, tensor_sheet(x, s.head), (size_t)m.rows * (size_t)m.cols));
        buffer_free(&b);
    }
}

static Value find(const World *w, const char *path) {
    return program_find(&w->run.programs[w->run.steps - 1], path);
}

static void all_heads_have_a_column(void **state) {
    World *w = *state;
    Sheet s = {&w->run, w->run.steps - 1, find(w, "encoder.0.self.weights"), -1};
    Buffer b = {0};
    int lines = 0;
    sheet_csv(&s, &b);
    for (const char *at = b.data; (at = strchr(at, '\n')); at++) lines++;
    assert_int_equal(lines, 1 + 2 * 6);
    assert_true(strncmp(b.data, "head,,the,cat,", 14) == 0);
    assert_non_null(strstr(b.data, "\n1,the,"));
    buffer_free(&b);
}

static void json_reads_back(void **state) {
    World *w = *state;
    Tensor x = w->run.traces[w->run.steps - 1].values[find(w, "decoder.0.self.masked")];
    Sheet s = {&w->run, w->run.steps - 1, find(w, "decoder.0.self.masked"), 1};
    const SheetNote note = {"Sentence", "a \"quoted\" one"};
    Buffer b = {0};
    Json j;
    Error e = {{0}};
    sheet_json(&s, &note, 1, &b);
    if (!json_parse(b.data, b.size, &w->arena, &j, &e)) fail_msg("%s", e.text);
    const Json *rows = json_find(&j, "values");
    assert_int_equal(rows->count, x.shape.rows);
    for (int i = 0; i < x.shape.rows; i++)
        for (int k = 0; k < x.shape.cols; k++) {
            const Json *cell = &rows->is.items[i].is.items[k];
            float want = tensor_at(x, 1, i, k);
            if (isinf(want))
                assert_string_equal(cell->is.text, "-inf");
            else
                assert_true((float)(cell->kind == JSON_KIND_REAL
                                        ? cell->is.real
                                        : (double)cell->is.integer) == want);
        }
    assert_int_equal(json_find(&j, "head")->is.integer, 1);
    assert_string_equal(json_find(&j, "Sentence")->is.text, "a \"quoted\" one");
    assert_string_equal(json_find(&j, "path")->is.text, "decoder.0.self.masked");
    assert_int_equal(json_find(&j, "columns")->count, x.shape.cols);
    buffer_free(&b);
}

static void npy_reads_back(void **state) {
    World *w = *state;
    Value v = find(w, "encoder.1.self.scores");
    Tensor x = w->run.traces[w->run.steps - 1].values[v];
    for (int head = -1; head < 2; head++) {
        Sheet s = {&w->run, w->run.steps - 1, v, head};
        Buffer b = {0};
        Array a;
        Error e = {{0}};
        sheet_npy(&s, &b);
        if (!npy_parse((Bytes){(unsigned char *)b.data, b.size}, "x", &w->arena, &a, &e))
            fail_msg("%s", e.text);
        assert_int_equal(a.rank, head < 0 ? 3 : 2);
        assert_true(same_bits(a.x, head < 0 ? x.x : tensor_sheet(x, head), (size_t)npy_count(&a)));
        buffer_free(&b);
    }
}

static void labels_are_lines(void **state) {
    World *w = *state;
    Sheet s = {&w->run, w->run.steps - 1, find(w, "decoder.0.cross.weights"), 0};
    Buffer rows = {0}, cols = {0};
    sheet_labels(&s, true, &rows);
    sheet_labels(&s, false, &cols);
    assert_string_equal(cols.data, "the\ncat\nsees\na\ndog\n.\n");
    assert_non_null(strstr(rows.data, " → "));
    buffer_free(&rows);
    buffer_free(&cols);
}

static void labels_are_quoted(void **state) {
    World *w = *state;
    CsvMatrix m;
    Error e = {{0}};
    assert_true(read(",\"a,b\",\"c \"\"d\"\"\",\"two\nlines\"\nx,1,2,3\n\"=1+1\",4,5,-inf\n", &m,
                     &w->arena, &e));
    assert_string_equal(m.col_labels[0], "a,b");
    assert_string_equal(m.col_labels[1], "c \"d\"");
    assert_string_equal(m.row_labels[1], "=1+1");
    assert_true(m.x[5] == -INFINITY);
}

/* Numbers and labels that no run of the tiny model has: zero with a sign, the smallest and largest,
   blanks at the ends. */
static void rare_cells_read_back(void **state) {
    static char *rows[] = {" a ", "=b;\t"}, *cols[] = {"c ", "\"d\""};
    static float x[] = {-0.0f, 1e-45f, -3.4028235e38f, 16777217.0f};
    World *w = *state;
    Value v = find(w, "output.logits");
    Program p = w->run.programs[0];
    ValueInfo info = p.values[v];
    Tensor tensor = {.x = x, .shape = {1, 2, 2}};
    Trace trace = {.program = &p, .values = &tensor};
    Labels labels = {"own", rows, cols};
    Decoding run = {
        .model = &w->model, .labels = &labels, .programs = &p, .traces = &trace, .steps = 1};
    Buffer csv = {0}, json = {0};
    CsvMatrix m;
    Json j;
    Error e = {{0}};
    info.path = "own.matrix";
    info.form.rows = AXIS_TARGET;
    info.form.cols = AXIS_SOURCE;
    p.values = &info;
    Sheet s = {&run, 0, 0, 0};
    sheet_csv(&s, &csv);
    if (!read(csv.data, &m, &w->arena, &e)) fail_msg("%s", e.text);
    assert_true(same_bits(m.x, x, 4));
    assert_string_equal(m.row_labels[0], " a ");
    assert_string_equal(m.col_labels[0], "c ");
    assert_string_equal(m.col_labels[1], "\"d\"");
    sheet_json(&s, NULL, 0, &json);
    if (!json_parse(json.data, json.size, &w->arena, &j, &e)) fail_msg("%s", e.text);
    const Json *zero = json_find(&j, "values")->is.items[0].is.items;
    assert_true(zero->kind == JSON_KIND_REAL && signbit(zero->is.real));
    buffer_free(&csv);
    buffer_free(&json);
}

/* A matrix of zeros with these labels of its rows and columns, as CSV. */
static void print_labelled(World *w, char **labels, int count, Buffer *out) {
    ValueInfo info = {.path = "own.matrix"};
    Program p = w->run.programs[0];
    Tensor zeros = {.x = arena_many(&w->arena, float, count *count), .shape = {1, count, count}};
    Trace trace = {.program = &p, .values = &zeros};
    Labels own = {"own", labels, labels};
    Decoding run = {
        .model = &w->model, .labels = &own, .programs = &p, .traces = &trace, .steps = 1};
    info.form.rows = AXIS_TARGET, info.form.cols = AXIS_SOURCE;
    info.form.shape = zeros.shape;
    p.values = &info;
    sheet_csv(&(Sheet){&run, 0, 0, 0}, out);
}

/* Whatever a label is, no cell of it begins as a spreadsheet's formula does, and it reads back; a
   label that is a number stays one. */
static void labels_are_no_formulas(void **state) {
    static char *labels[] = {"=1+1", "+1-1", "-",    "- x",    "@SUM(A1)", "=HYPERLINK(\"a\")",
                             "'=1",  "''-2", "'",    "'s",     "-1",       "+2.5e3",
                             "-inf", "=a,b", "-x;y", "\t=1+1", "\r=1",     "−1",
                             "a=b",  "1-1",  " =1",  "-1-1",   "'-1",      "@"};
    enum { COUNT = sizeof labels / sizeof *labels };
    World *w = *state;
    Buffer csv = {0};
    CsvMatrix m;
    Error e = {{0}};
    print_labelled(w, labels, COUNT, &csv);
    for (const char *at = csv.data; *at; at++) {
        bool first = at == csv.data || strchr(",\n", at[-1]) ||
                     (at[-1] == '"' && (at - 1 == csv.data || strchr(",\n", at[-2])));
        char *end;
        if (!first || !strchr("=+-@\t\r", *at)) continue;
        if (!isfinite(strtod(at, &end)) || end == at || !strchr(",\n", *end))
            fail_msg("a formula: %.20s", at);
    }
    if (!read(csv.data, &m, &w->arena, &e)) fail_msg("%s", e.text);
    for (int i = 0; i < COUNT; i++) {
        const char *want = text_plain(&w->arena, labels[i]);
        assert_string_equal(m.row_labels[i], want);
        assert_string_equal(m.col_labels[i], want);
    }
    assert_non_null(strstr(csv.data, "\n-1,0"));
    assert_non_null(strstr(csv.data, "\n+2.5e3,0"));
    assert_non_null(strstr(csv.data, "\n'-,0"));
    buffer_free(&csv);
}

static void other_shapes_are_read(void **state) {
    static const struct {
        const char *text;
        int rows, cols;
        bool row_labels, col_labels;
    } cases[] = {
        {"1,2\n3,4\n", 2, 2, false, false},
        {"1;2;3\r\n4;5;6\r\n", 2, 3, false, false},
        {"1\t2\n3\t4", 2, 2, false, false},
        {"\xEF\xBB\xBF"
         "1,2\n3,4\n\n",
         2, 2, false, false},
        {"a,b\n1,2\n3,4\n", 2, 2, false, true},
        {"a,1\nb,2\n", 2, 1, true, false},
        {"x,a,b\ny,1,2\n", 1, 2, true, true},
        {",3,4\n5,1,2\n6,7,8\n", 2, 2, true, true},
        {" 1 , 2 \n 3 ,4e-3\n", 2, 2, false, false},
        {"7\n8\n", 2, 1, false, false},
        {"5", 1, 1, false, false},
        {"head,1\n2,3\n", 1, 1, true, true},
        {"\n1;2\n3;4\n", 2, 2, false, false},
        {"1,-Inf\n2,-INFINITY\n", 2, 2, false, false},
    };
    World *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CsvMatrix m;
        Error e = {{0}};
        if (!read(cases[i].text, &m, &w->arena, &e)) fail_msg("case %zu: %s", i, e.text);
        if (m.rows != cases[i].rows || m.cols != cases[i].cols ||
            !m.row_labels == cases[i].row_labels || !m.col_labels == cases[i].col_labels)
            fail_msg("case %zu: %d × %d", i, m.rows, m.cols);
    }
}

static void bad_files_are_refused(void **state) {
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "m.csv:1: there is no number"},
        {"\n\n", "there is no number"},
        {"1,2\n3\n", "m.csv:2: 1 fields, but the rows before have 2"},
        {"a,b\n1,2\n3,x\n", "m.csv:3: 'x' is no number"},
        {"1,2\n3,nan\n", "m.csv:2: nan is no number"},
        {"1,2\n3,inf\n", "inf is no number"},
        {"1,2\n3,1e99\n", "1e99 is no number"},
        {"\"1,2\n3,4\n", "m.csv:1: a quote is not closed"},
        {"\"1\"x,2\n", "m.csv:1: something follows"},
        {"1,5;-2,5\n3,5;4,5\n", "m.csv:1: numbers have a point"},
        {"0.5,NaN\n1,2\n", "m.csv:1: NaN is no number"},
        {"1,\n3,4\n", "m.csv:1: '' is no number"},
        {"a;b\n1,5;2\n", "a point, no comma"},
        {"\xFF,1\n", "is not UTF-8"},
        {"1,2\n3,0x10\n", "is no number"},
    };
    World *w = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CsvMatrix m;
        Error e = {{0}};
        if (read(cases[i].text, &m, &w->arena, &e))
            fail_msg("case %zu is read as %d × %d", i, m.rows, m.cols);
        if (!strstr(e.text, cases[i].says)) fail_msg("case %zu: %s", i, e.text);
        for (const char *p = e.text; *p; p++) assert_true((unsigned char)*p >= 0x20 && *p != 0x7F);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_reads_back),        cmocka_unit_test(all_heads_have_a_column),
        cmocka_unit_test(json_reads_back),       cmocka_unit_test(npy_reads_back),
        cmocka_unit_test(labels_are_lines),      cmocka_unit_test(labels_are_quoted),
        cmocka_unit_test(rare_cells_read_back),  cmocka_unit_test(other_shapes_are_read),
        cmocka_unit_test(bad_files_are_refused), cmocka_unit_test(labels_are_no_formulas),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
