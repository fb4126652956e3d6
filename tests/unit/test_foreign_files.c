/* What people's programs save: every kind of file is told by what is in it, and read as the one
   matrix that tests/reference/make_foreign.py has written in all of them; what cannot be read says
   what to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "trace/foreign.h"
#include "trace/foreign_stack.h"

#define FOLDER "tests/reference/foreign/"
static const ForeignWish any = {.item = -1};

static void read_well(const char *file, const ForeignWish *wish, Arena *arena, ForeignMatrix *m) {
    Error e = {{0}};
    char *path = arena_print(arena, FOLDER "%s", file);
    if (!foreign_read(path, wish, NULL, arena, m, &e)) fail_msg("%s", e.text);
}

/* Numbers count up by 1/16 from `first`. */
static void check_numbers(const char *file, const ForeignMatrix *m, const int shape[4],
                          double first) {
    int got[4] = {m->layers, m->heads, m->rows, m->cols};
    int64_t count = (int64_t)m->layers * m->heads * m->rows * m->cols;
    for (int i = 0; i < 4; i++)
        if (got[i] != shape[i])
            fail_msg("%s: %d × %d × %d × %d", file, got[0], got[1], got[2], got[3]);
    for (int64_t i = 0; i < count; i++)
        if (m->x[i] != (float)(first + (double)i / 16))
            fail_msg("%s: number %d is %g", file, (int)i, (double)m->x[i]);
}

static void check_labels(const char *file, char **labels, const char *const *want, int count) {
    if (!labels != !want) fail_msg("%s: %s", file, labels ? "labels" : "no labels");
    for (int i = 0; want && i < count; i++)
        if (strcmp(labels[i], want[i]) != 0) fail_msg("%s: '%s'", file, labels[i]);
}

static const char *const rows[] = {"the", "cat", "sat"}, *const cols[] = {"a", "b", "c", "d"},
                         *const row_counts[] = {"0", "1", "2"},
                         *const col_counts[] = {"0", "1", "2", "3"},
                         *const quoted[] = {"a", "b", "1,000", "d \"e\""},
                         *const letters[] = {"é", "ü", "à", "ñ"};

static void all_kinds_are_read(void **state) {
    (void)state;
    static const struct {
        const char *file, *array;
        const char *const *rows, *const *cols;
    } files[] = {
        {"matrix.npy", NULL, NULL, NULL},
        {"ones.npy", NULL, NULL, NULL},
        {"stored.npz", NULL, NULL, NULL},
        {"stored.npz", "attn", NULL, NULL},
        {"deflated.npz", NULL, NULL, NULL},
        {"several.npz", "attn", rows, NULL},
        {"types.safetensors", "f64", NULL, NULL},
        {"types.safetensors", "f32", NULL, NULL},
        {"types.safetensors", "f16", NULL, NULL},
        {"types.safetensors", "bf16", NULL, NULL},
        {"sharded.safetensors.index.json", "layer0", NULL, NULL},
        {"one-of-2.safetensors", NULL, NULL, NULL},
        {"plain.csv", NULL, NULL, NULL},
        {"commas.csv", NULL, NULL, NULL},
        {"labels.csv", NULL, rows, cols},
        {"labels.csv.gz", NULL, rows, cols},
        {"semicolons.csv", NULL, rows, cols},
        {"tabs.tsv", NULL, rows, cols},
        {"bars.csv", NULL, rows, cols},
        {"sep.csv", NULL, rows, cols},
        {"utf16.txt", NULL, rows, cols},
        {"utf16be.txt", NULL, rows, cols},
        {"percent.csv", NULL, rows, cols},
        {"trailing.csv", NULL, rows, cols},
        {"pandas.csv", NULL, row_counts, col_counts},
        {"header-only.csv", NULL, NULL, col_counts},
        {"short-header.txt", NULL, rows, cols},
        {"quoted.csv", NULL, rows, quoted},
        {"mac.csv", NULL, rows, cols},
        {"savetxt.txt", NULL, NULL, NULL},
        {"savetxt-header.csv", NULL, NULL, cols},
        {"windows.csv", NULL, NULL, letters},
        {"tidy.csv", NULL, rows, cols},
        {"tidy-words.csv", NULL, rows, cols},
        {"list.json", NULL, NULL, NULL},
        {"named.json", NULL, rows, NULL},
        {"several.json", "attn", NULL, NULL},
        {"split.json", NULL, rows, cols},
        {"columns.json", NULL, rows, cols},
        {"records.json", NULL, rows, cols},
        {"print.txt", NULL, NULL, NULL},
        {"repr.txt", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Arena arena = {0};
        ForeignMatrix m;
        ForeignWish wish = any;
        wish.array = files[i].array;
        read_well(files[i].file, &wish, &arena, &m);
        check_numbers(files[i].file, &m, (int[]){1, 1, 3, 4}, 0);
        check_labels(files[i].file, m.row_labels, files[i].rows, 3);
        check_labels(files[i].file, m.col_labels, files[i].cols, 4);
        assert_int_equal(m.latin, strcmp(files[i].file, "windows.csv") == 0);
        arena_free(&arena);
    }
}

static void whole_numbers_and_small_floats(void **state) {
    (void)state;
    static const struct {
        const char *array;
        float want[4];
    } arrays[] = {{"i64", {0, 1, 2, 11}},
                  {"i16", {0, 1, 2, 11}},
                  {"u8", {0, 1, 2, 11}},
                  {"bool", {0, 0, 0, 1}}};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        Arena arena = {0};
        ForeignMatrix m;
        read_well("types.safetensors", &(ForeignWish){.array = arrays[i].array, .item = -1}, &arena,
                  &m);
        for (int j = 0; j < 4; j++) assert_true(m.x[j < 3 ? j : 11] == arrays[i].want[j]);
        arena_free(&arena);
    }
    for (int i = 0; i < 2;
         i++) { /* as the format of eight bits says: 1, −1, the largest, the least */
        Arena arena = {0};
        ForeignMatrix m;
        read_well("types.safetensors", &(ForeignWish){.array = i ? "e5m2" : "e4m3", .item = -1},
                  &arena, &m);
        assert_true(m.x[0] == 0 && m.x[1] == 1 && m.x[2] == -1);
        assert_true(m.x[3] == (i ? 57344 : 448) && m.x[4] == (i ? 0x1p-16f : 0x1p-9f));
        assert_true(i ? isinf(m.x[5]) : isnan(m.x[5]));
        arena_free(&arena);
    }
}

static void axes_are_named(void **state) {
    (void)state;
    static const struct {
        const char *file, *axes;
        int item, shape[4];
        double first;
        int dropped, items;
    } cases[] = {
        {"five.npy", NULL, -1, {2, 2, 3, 4}, 0, 0, 3},
        {"five.npy", "layers,batch,heads,q,k", 2, {2, 2, 3, 4}, 3, 0, 3},
        {"five.npy", "batch,heads,layers,q,k", -1, {2, 3, 3, 4}, 0, 0, 2},
        {"ones.npy", NULL, -1, {1, 1, 3, 4}, 0, 4, 0},
        {"ones.npy", "heads,q,k", -1, {1, 1, 3, 4}, 0, 4, 0},
        {"turned.npy", "k,q,layers", -1, {2, 1, 3, 4}, 0, 0, 0},
        {"matrix.npy", "batch,k", 1, {1, 1, 1, 4}, 0.25, 0, 3},
        {"one.npy", NULL, -1, {1, 1, 1, 1}, 0.5, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        ForeignMatrix m;
        ForeignWish wish = {.item = cases[i].item};
        Error e;
        if (cases[i].axes && !foreign_axes(cases[i].axes, &wish, &e)) fail_msg("%s", e.text);
        read_well(cases[i].file, &wish, &arena, &m);
        int got[4] = {m.layers, m.heads, m.rows, m.cols};
        assert_memory_equal(got, cases[i].shape, sizeof got);
        assert_true(m.x[0] == (float)cases[i].first);
        assert_true(m.x[m.cols - 1] == (float)(cases[i].first + (m.cols - 1) / 16.0));
        assert_int_equal(m.told.dropped, cases[i].dropped);
        assert_int_equal(m.told.items, cases[i].items);
        if (m.told.items) assert_int_equal(m.told.item, cases[i].item < 0 ? 0 : cases[i].item);
        arena_free(&arena);
    }
    Arena arena = {0};
    ForeignMatrix m;
    read_well("tidy-heads.csv", &any, &arena, &m);
    int got[4] = {m.layers, m.heads, m.rows, m.cols};
    assert_memory_equal(got, ((int[]){2, 2, 3, 4}), sizeof got);
    assert_true(m.x[0] == 0 && m.x[12] == 0.75f && m.x[24] == 4.5f && m.x[47] == 95 / 16.0f);
    arena_free(&arena);
}

static void other_shapes(void **state) {
    (void)state;
    Arena arena = {0};
    ForeignMatrix m;
    static const char *const words[] = {"the", "cat", "the"}, *const keys[] = {"a", "b", "a", "b"},
                             *const events[] = {"E7", "E2", "E9", "E4"},
                             *const weight[] = {"weight"};
    read_well("tidy-twice.csv", &any, &arena, &m);
    check_numbers("tidy-twice.csv", &m, (int[]){1, 1, 3, 4}, 0);
    check_labels("tidy-twice.csv", m.row_labels, words, 3);
    check_labels("tidy-twice.csv", m.col_labels, keys, 4);
    read_well("pairs.csv", &any, &arena, &m);
    assert_true(m.list && m.rows == 1 && m.cols == 4 && m.x[0] == 0.5f && m.x[3] == 0.0625f);
    check_labels("pairs.csv", m.col_labels, events, 4);
    check_labels("pairs.csv", m.row_labels, weight, 1);
    read_well("missing.csv", &any, &arena, &m);
    assert_int_equal(m.told.missing, 8);
    for (int i = 0; i < 12; i++) {
        bool there = i % 4 == 3 || i == 8;
        assert_true(there ? m.x[i] == (float)i / 16 : isnan(m.x[i]));
    }
    check_labels("missing.csv", m.row_labels, rows, 3);
    read_well("nan.json", &any, &arena, &m);
    assert_int_equal(m.told.missing, 2);
    assert_true(isnan(m.x[0]) && isnan(m.x[1]) && m.x[2] == INFINITY && m.x[3] == -INFINITY);
    assert_true(m.x[4] == 0.25f && m.x[11] == 0.6875f);
    arena_free(&arena);
}

static void refusals_say_what_to_do(void **state) {
    (void)state;
    static const struct {
        const char *file, *array, *says[3];
    } cases[] = {
        {"several.npz",
         NULL,
         {"several arrays: attn (3 × 4), tokens", "other (2 × 4)", "--array NAME"}},
        {"several.npz", "x", {"no array 'x'", "attn", ""}},
        {"types.safetensors", NULL, {"several arrays: f64 (3 × 4)", "e5m2", "--array NAME"}},
        {"sharded.safetensors.index.json", NULL, {"several arrays: layer0, layer1", "", ""}},
        {"sharded.safetensors.index.json",
         "layer1",
         {"no file '" FOLDER "gone.safetensors'", "", ""}},
        {"several.json", NULL, {"several arrays: attn, other", "--array", ""}},
        {"matrix.npy", "x", {"without a name", "", ""}},
        {"dict.npy",
         NULL,
         {"pickled", "numpy.savez('dict.npz', **numpy.load('dict.npy'", ".item()"}},
        {"ragged.npy", NULL, {"pickled", "numpy.savez('ragged.npz', *numpy.load(", ""}},
        {"labels.json", NULL, {"list of texts", "--labels", ""}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        ForeignMatrix m;
        Error e = {{0}};
        ForeignWish wish = {.array = cases[i].array, .item = -1};
        char *path = arena_print(&arena, FOLDER "%s", cases[i].file);
        if (foreign_read(path, &wish, NULL, &arena, &m, &e)) fail_msg("read: %s", cases[i].file);
        for (int k = 0; k < 3; k++)
            if (!strstr(e.text, cases[i].says[k])) fail_msg("%s: %s", cases[i].file, e.text);
        arena_free(&arena);
    }
}

typedef struct Made {
    const void *data;
    size_t size;
} Made;

static bool give(void *self, const char *path, Arena *arena, Bytes *out, Error *e) {
    const Made *made = self;
    (void)path, (void)e;
    *out = (Bytes){(unsigned char *)arena_copy(arena, made->data, made->size), made->size};
    return true;
}

static bool read_made(const void *data, size_t size, Arena *arena, ForeignMatrix *m, Error *e) {
    Made made = {data, size};
    return foreign_read("x", &any, &(ForeignFiles){&made, give}, arena, m, e);
}

static void other_kinds_are_told(void **state) {
    (void)state;
#define MADE(text) text, sizeof text - 1
    static const struct {
        const char *data;
        size_t size;
        const char *says;
    } cases[] = {
        {MADE("\x80\4\x95\0"), "a pickle"},
        {MADE("\x80\2\x8A\nl\xFC\x9C"
              "F\xF9 j\xA8P\x19."),
         "torch.load("},
        {MADE("\x89HDF\r\n"), "h5py"},
        {MADE("\x89PNG\r\n"), "a picture"},
        {MADE("PAR1"), "read_parquet"},
        {MADE("PK\3\4 but nothing else is there"), "it is cut"},
        {MADE(""), "is empty"},
        {MADE("\x1F\x8B and then nothing"), "gzip"},
        {MADE("[[1, 2], [3]]"), "x:1: column 12: a list of 1 ends here, but those before have 2"},
        {MADE("[[1, 2], [3, \"the\"]]"), "'the' is no number"},
        {MADE("[[1 2 ... 3]]"), "left out"},
        {MADE("[1, [2]]"), "a list stands beside a number"},
        {MADE("[[1], 2]"), "a number stands beside a list"},
        {MADE("[[1, 2]"), "ends within a list"},
        {MADE("{\"a\": 1"), "x:1"},
        {MADE("{\"tokens\": [\"a\"]}"), "no list of numbers"},
        {MADE("the,cat\n0.5,sat\n"), "x:2: column 2: 'sat' is no number; numpy.savetxt("},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        ForeignMatrix m;
        Error e = {{0}};
        if (read_made(cases[i].data, cases[i].size, &arena, &m, &e))
            fail_msg("case %d is read", (int)i);
        if (!strstr(e.text, cases[i].says)) fail_msg("case %d: %s", (int)i, e.text);
        arena_free(&arena);
    }
}

/* Tables as spreadsheets, statistics programs and chats print them. */
static void tables_of_all_hands(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int rows, cols;
        const char *row, *col; /* the first labels; NULL: none */
        float second;          /* the second number */
    } cases[] = {
        {"\"Attention, layer 3\"\n\n,a,b\nthe,.25,.75\ncat,1,0\n", 2, 2, "the", "a", .75f},
        {"Attention layer 3;;\n;;\n;a;b\nthe;0,25;0,75\ncat;1;0\n", 2, 2, "the", "a", .75f},
        {"          a     b\nthe  0.25  0.75\ncat  1.00  0.00\n", 2, 2, "the", "a", .75f},
        {"\"a\" \"b\"\n\"the\" 0.25 0.75\n\"cat\" 1 0\n", 2, 2, "the", "a", .75f},
        {"| | a | b |\n|---|---:|:---:|\n| the | .25 | .75 |\n| cat | 1 | 0 |\n", 2, 2, "the", "a",
         .75f},
        {"[0.25, 0.75]\n[1, 0]\n", 2, 2, NULL, NULL, .75f},
        {"tensor([[0.25, 0.75],\n        [1.0, 0.0]], device='cuda:0')\n", 2, 2, NULL, NULL, .75f},
        {"{\"query\": \"the\", \"key\": \"a\", \"weight\": 0.25}\n{\"query\": \"the\", \"key\": "
         "\"b\", \"weight\": 0.75}\n",
         1, 2, "the", "a", .75f},
        {"{\"the\": 0.25, \"cat\": 0.75}", 1, 2, NULL, "the", .75f},
        {"{\"schema\": {}, \"data\": [{\"index\": \"the\", \"a\": 0.25, \"b\": 0.75}]}", 1, 2,
         "the", "a", .75f},
        {"{\"the\": {\"a\": 0.25, \"b\": 0.75}, \"cat\": {\"a\": 1, \"b\": 0}}", 2, 2, "the", "a",
         .75f},
        {"{\"a\": [0.25, 1], \"b\": [0.75, 0]}", 2, 2, NULL, "a", .75f},
        {",query_idx,key_idx,attention\n0,0,0,.25\n1,0,1,.75\n2,1,0,1\n", 2, 2, "0", "0", .75f},
        {"\t\"\t'\n\"\t.25\t.75\n'\t1\t0\n", 2, 2, "\"", "\"", .75f},
        {"\",\",.25,.75\n.,1,0\n", 2, 2, ",", NULL, .75f},
        {"city,2019,2020,2021\nA,.25,.75,1\nB,.5,.5,0\n", 2, 3, "A", "2019", .75f},
        {"the,1,0,0\ncat,.5,.5,0\nsat,.2,.2,.6\n", 3, 3, "the", NULL, 0},
        {"# counts\n# of a run\n1\t2\n3\t4\n", 2, 2, NULL, NULL, 2},
        {"x,True\ny,False\n", 1, 2, NULL, "x", 0},
        {"a b\n", 0, 0, NULL, NULL, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        ForeignMatrix m;
        Error e = {{0}};
        bool ok = read_made(cases[i].text, strlen(cases[i].text), &arena, &m, &e);
        if (ok != (cases[i].rows > 0)) fail_msg("case %d: %s", (int)i, e.text);
        if (!ok) {
            arena_free(&arena);
            continue;
        }
        if (m.rows != cases[i].rows || m.cols != cases[i].cols || m.x[1] != cases[i].second)
            fail_msg("case %d: %d × %d, %g", (int)i, m.rows, m.cols, (double)m.x[1]);
        if (!m.row_labels != !cases[i].row ||
            (cases[i].row && strcmp(m.row_labels[0], cases[i].row) != 0))
            fail_msg("case %d: row %s", (int)i, m.row_labels ? m.row_labels[0] : "-");
        if (!m.col_labels != !cases[i].col ||
            (cases[i].col && strcmp(m.col_labels[0], cases[i].col) != 0))
            fail_msg("case %d: column %s", (int)i, m.col_labels ? m.col_labels[0] : "-");
        assert_int_equal(m.told.dropped, 0);
        arena_free(&arena);
    }
}

/* Every archive and gzip file, cut anywhere or with one byte changed, is read or refused. */
static void damaged_archives(void **state) {
    (void)state;
    static const char *const files[] = {"several.npz", "deflated.npz", "labels.csv.gz"};
    for (int k = 0; k < 3; k++) {
        Arena arena = {0};
        Bytes whole;
        Error e;
        if (!file_read(arena_print(&arena, FOLDER "%s", files[k]), 1 << 20, &arena, &whole, &e))
            fail_msg("%s", e.text);
        for (size_t n = 0; n < whole.size; n++) {
            Arena work = {0};
            ForeignMatrix m;
            if (read_made(whole.data, n, &work, &m, &e)) fail_msg("%s is read, cut", files[k]);
            unsigned char *changed =
                (unsigned char *)arena_copy(&work, (const char *)whole.data, whole.size);
            changed[n] ^= 0x41;
            read_made(changed, whole.size, &work, &m, &e);
            arena_free(&work);
        }
        arena_free(&arena);
    }
}

/* What masks hide with becomes −∞; large numbers of another kind stay. */
static void hidden_numbers(void **state) {
    (void)state;
    Arena arena = {0};
    ForeignMatrix m;
    Error e;
    static const char masks[] = "0,-1e9\n0,0\n", bert[] = "1.5,-9997\n2,3\n",
                      lowest[] = "0,-3.4028235e38\n0,0\n", money[] = "-50000,20000\n100,7\n",
                      counts[] = "-20000,-30000\n";
    assert_true(read_made(masks, sizeof masks - 1, &arena, &m, &e) && m.x[1] == -INFINITY &&
                m.x[0] == 0);
    assert_true(read_made(bert, sizeof bert - 1, &arena, &m, &e) && m.x[1] == -INFINITY &&
                m.x[0] == 1.5f);
    assert_true(read_made(lowest, sizeof lowest - 1, &arena, &m, &e) && m.x[1] == -INFINITY);
    assert_true(read_made(money, sizeof money - 1, &arena, &m, &e) && m.x[0] == -50000);
    assert_true(read_made(counts, sizeof counts - 1, &arena, &m, &e) && m.x[0] == -20000);
    arena_free(&arena);
}

static void texts_of_numpy_are_labels(void **state) {
    (void)state;
    Arena arena = {0};
    char **labels;
    Error e = {{0}};
    if (!foreign_labels(FOLDER "labels.npy", 4, &arena, &labels, &e)) fail_msg("%s", e.text);
    assert_string_equal(labels[0], "the");
    assert_string_equal(labels[3], "naïve 😀");
    assert_false(foreign_labels(FOLDER "labels.npy", 3, &arena, &labels, &e));
    assert_non_null(strstr(e.text, "has 4 labels, but there are 3"));
    assert_false(foreign_labels(FOLDER "matrix.npy", 3, &arena, &labels, &e));
    assert_non_null(strstr(e.text, "holds no texts, but numbers of type '<f8'"));
    arena_free(&arena);
}

static void wrong_axes_are_told(void **state) {
    (void)state;
    static const char *const bad[][2] = {{"layers,heads,q", "k is missing"},
                                         {"q,q,k", "'q' is there twice"},
                                         {"q,key5", "'key5' is none"},
                                         {"", "'' is none"},
                                         {"q,k,", "'' is none"}};
    ForeignWish wish = any;
    Error e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(foreign_axes(bad[i][0], &wish, &e));
        assert_non_null(strstr(e.text, bad[i][1]));
    }
    Arena arena = {0};
    ForeignMatrix m;
    assert_true(foreign_axes("heads,q,k", &wish, &e));
    assert_false(foreign_read(FOLDER "five.npy", &wish, NULL, &arena, &m, &e));
    assert_non_null(strstr(e.text, "five.npy has the shape (2, 3, 2, 3, 4), but --axes names 3"));
    wish = (ForeignWish){.item = 1};
    assert_false(foreign_read(FOLDER "matrix.npy", &wish, NULL, &arena, &m, &e));
    assert_non_null(strstr(e.text, "no axis of items"));
    wish.item = 3;
    assert_false(foreign_read(FOLDER "five.npy", &wish, NULL, &arena, &m, &e));
    assert_non_null(strstr(e.text, "has 3 items, counted from 0: there is no 3"));
    arena_free(&arena);
}

/* What stands in the order of its numbers; of other names none does. */
static void arrays_of_a_series(void **state) {
    (void)state;
    static const struct {
        const char *names[4];
        int count, order[4];
    } series[] = {
        {{"a10", "a9", "a2", NULL}, 3, {2, 1, 0}},
        {{"l.1.w16", "l.0.w16", NULL}, 2, {1, 0}},
        {{"layer_12", "layer_1", "tokens", NULL}, 2, {1, 0}}, /* tokens: no numbers */
        {{"a1", "b2", NULL}, 0, {0}},
        {{"a1x", "a2y", NULL}, 0, {0}},
        {{"a1", "a01", NULL}, 0, {0}},
        {{"a", "a1", NULL}, 0, {0}},
        {{"12345678901", "1", NULL}, 0, {0}},
        {{"alone", NULL}, 1, {0}},
        {{"tokens", NULL}, 0, {0}},
    };
    for (size_t i = 0; i < sizeof series / sizeof *series; i++) {
        ForeignMember members[4];
        int count = 0, order[4];
        for (; count < 4 && series[i].names[count]; count++) {
            bool words = strcmp(series[i].names[count], "tokens") == 0;
            members[count] = (ForeignMember){series[i].names[count], words ? -1 : 2, {3, 4}};
        }
        assert_int_equal(foreign_stack_order(members, count, order), series[i].count);
        for (int k = 0; k < series[i].count; k++) assert_int_equal(order[k], series[i].order[k]);
    }
    int none[2];
    const ForeignMember empty[] = {{"a.0", 2, {3, 0}}, {"a.1", 2, {3, 0}}};
    assert_int_equal(foreign_stack_order(empty, 2, none), 0);
    assert_true(foreign_stack_of_heads("Head_3"));
    assert_false(foreign_stack_of_heads("layer_3"));
    assert_false(foreign_stack_of_heads("3.head"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_kinds_are_read),
        cmocka_unit_test(arrays_of_a_series),
        cmocka_unit_test(whole_numbers_and_small_floats),
        cmocka_unit_test(axes_are_named),
        cmocka_unit_test(other_shapes),
        cmocka_unit_test(refusals_say_what_to_do),
        cmocka_unit_test(other_kinds_are_told),
        cmocka_unit_test(tables_of_all_hands),
        cmocka_unit_test(damaged_archives),
        cmocka_unit_test(hidden_numbers),
        cmocka_unit_test(wrong_axes_are_told),
        cmocka_unit_test(texts_of_numpy_are_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
