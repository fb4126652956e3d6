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
#include <time.h>

#include "base/text.h"
#include "model/formats/json.h"
#include "model/formats/npy.h"
#include "tiny_model.h"
#include "trace/sheet.h"
#include "trace/sheet_cell.h"
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
        Tensor x = decode_trace(&w->run, w->run.steps - 1)->values[v];
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
    Tensor x = decode_trace(&w->run, w->run.steps - 1)->values[find(w, "decoder.0.self.masked")];
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
    Tensor x = decode_trace(&w->run, w->run.steps - 1)->values[v];
    for (int head = -1; head < 2; head++) {
        Sheet s = {&w->run, w->run.steps - 1, v, head};
        Buffer b = {0};
        Array a;
        Error e = {{0}};
        sheet_npy(&s, &b);
        if (!npy_parse((Bytes){(unsigned char *)b.data, b.size}, "x", &w->arena, &a, &e))
            fail_msg("%s", e.text);
        assert_int_equal(a.rank, head < 0 ? 3 : 2);
        assert_true(
            same_bits(a.x, head < 0 ? x.x : tensor_sheet(x, head), (size_t)array_count(&a)));
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
    Labels labels = {"own", rows, cols, {0}, NULL, false};
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
    Labels own = {"own", labels, labels, {0}, NULL, false};
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
        {"1,5;-2,5\n3,5;4,5\n", 2, 2, false, false},
        {"a;b\n1,5;2\n", 1, 2, false, true},
        {"0,5 0,3 0,2\n1 0 0\n", 2, 3, false, false},
        {"1, 2, 3\n4, 5, 6\n", 2, 3, false, false},
        {"  1.0   2.0\n  3.0\t4.0\n", 2, 2, false, false},
        {"1,\n3,4\n", 2, 2, false, false},
        {"0.5,NaN\n1,inf\n", 2, 2, false, false},
        {"the,0.1,0.9\n", 1, 2, true, false},
        {"#,0.1,0.9\n##ing,0.2,0.8\n", 2, 2, true, false},
        {"# a longer comment\n1 2\n3 4\n", 2, 2, false, false},
        {"q,0,1\n0,.5,.5\n1,.2,.8\n2,0,1\n3,.1,.9\n", 4, 2, true, true},
        {"token,the,cat\n12,.5,.5\n40,.2,.8\n", 2, 2, true, true},
        {"1 234,5;2\n3;4\n", 2, 2, false, false},
        {"[CLS],0.1\n[SEP],0.9\n", 2, 1, true, false},
        {";,0.1,0.2\n|,0.3,0.4\n", 2, 2, true, false},
        {",True,False\nTrue,3,1\nFalse,0,4\n", 2, 2, true, true},
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
        {"a,b\n1,2\n3,x\n", "m.csv:3: column 2: 'x' is no number; numpy.savetxt("},
        {"1,2\n3,1e99\n", "m.csv:2: column 2: 1e99 is no number that can be drawn"},
        {"\"1,2\n3,4\n", "m.csv:1: a quote is not closed"},
        {"\"1\"x,2\n", "m.csv:1: something follows"},
        {"1,2\n3,0x10\n", "column 2: '0x10' is no number; numpy.savetxt"},
        {"1,2\n3,4,5\n", "m.csv:2: 3 fields, but the rows before have 2"},
        {"a,b\nc,d\n", "m.csv:1: there is no number"},
        {",,,,,\n,,,,,\n", "m.csv:1: there is no number"},
        {"query,key,weight\na,b,0.5\na,b,0.7\n", "m.csv:3: 'a' and 'b' are there twice"},
        {"query,key,weight\na,b,0.5\na,c,0.5\nb,b\n", "m.csv:4: "},
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

/* One number, however it is written. */
static void numbers_of_all_hands(void **state) {
    static const struct {
        const char *text;
        bool decimal_comma;
        double x; /* NaN: missing */
    } cases[] = {
        {"0.5", false, 0.5},
        {"0,5", true, 0.5},
        {"0,5", false, 0.5},
        {"1,000", false, 1000},
        {"1,000", true, 1},
        {"1.234,5", true, 1234.5},
        {"1,234.5", false, 1234.5},
        {"1.234.567", true, 1234567},
        {"1 234,5", true, 1234.5},
        {"1\xC2\xA0"
         "234,5",
         true, 1234.5},
        {"1'234.5", false, 1234.5},
        {"1.234", true, 1.234},
        {"-.5", false, -0.5},
        {"+5.", false, 5},
        {"\xE2\x88\x92"
         "2",
         false, -2},
        {"1e-3", false, 0.001},
        {"1,2E-03", true, 0.0012},
        {"40%", false, 0.4},
        {"40 %", false, 0.4},
        {"1,000%", false, 10},
        {"12,5 %", true, 0.125},
        {" 7 ", false, 7},
        {"True", false, 1},
        {"FALSE", false, 0},
        {"-inf", false, (double)-INFINITY},
        {"\xE2\x88\x9E", false, (double)INFINITY},
        {"", false, (double)NAN},
        {"NaN", false, (double)NAN},
        {"n/a", false, (double)NAN},
        {"-", false, (double)NAN},
        {"#N/A", false, (double)NAN},
        {"None", false, (double)NAN},
        {"null", false, (double)NAN},
    };
    static const char *const words[] = {"the",      "1a", "0x10", "1,2,3", "1e",
                                        "12.34.56", "%",  "+",    "1,",    "--5"};
    double x;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        CellKind kind = sheet_cell(text, strlen(text), cases[i].decimal_comma, &x);
        bool missing = isnan(cases[i].x);
        if (kind != (missing ? CELL_MISSING : CELL_NUMBER) ||
            (missing ? !isnan(x) : x != cases[i].x))
            fail_msg("'%s': %d, %g", text, (int)kind, x);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sheet_cell(words[i], strlen(words[i]), false, &x) != CELL_WORDS)
            fail_msg("'%s': %g", words[i], x);
}

/* Millions of empty cells in one line cost a look at each, not at each for each. */
static void commas_are_refused_at_once(void **state) {
    enum { COMMAS = 20000000 };
    (void)state;
    Arena arena = {0};
    CsvMatrix m;
    Error e = {{0}};
    char *text = malloc(COMMAS + 1);
    memset(text, ',', COMMAS);
    text[COMMAS] = 0;
    clock_t before = clock();
    assert_false(sheet_read_csv((Bytes){(unsigned char *)text, COMMAS}, "m.csv", &arena, &m, &e));
    assert_non_null(strstr(e.text, "no number"));
    assert_true(clock() - before < 20 * CLOCKS_PER_SEC);
    assert_true(arena_held(&arena) < 1 << 20);
    free(text);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_reads_back),
        cmocka_unit_test(all_heads_have_a_column),
        cmocka_unit_test(json_reads_back),
        cmocka_unit_test(npy_reads_back),
        cmocka_unit_test(labels_are_lines),
        cmocka_unit_test(labels_are_quoted),
        cmocka_unit_test(rare_cells_read_back),
        cmocka_unit_test(other_shapes_are_read),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(numbers_of_all_hands),
        cmocka_unit_test(commas_are_refused_at_once),
        cmocka_unit_test(labels_are_no_formulas),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
