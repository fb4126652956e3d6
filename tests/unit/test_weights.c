/* Weights as views of files: numbers of every width, slices and turned tensors, several files, and
   what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file_map.h"
#include "base/signals.h"
#include "cli/save.h"
#include "model/weights.h"
#include "tiny_model.h"

static char folder[] = "/tmp/attnscope-weights-XXXXXX";

/* One tensor of a file, its numbers k, k + 1 … divided by 64, which every width holds. */
typedef struct Piece {
    const char *name, *dtype;
    int rows, cols; /* rows 0: a vector */
    int first;      /* NOT_FINITE: one of them is infinite */
} Piece;
enum { NOT_FINITE = 1 << 20 };

static void add_number(Buffer *b, const char *dtype, float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint16_t half = (uint16_t)((bits >> 16 & 0x8000) | ((bits >> 13 & 0x3ffff) - (112u << 10)));
    uint16_t brain = (uint16_t)(bits >> 16);
    if (x == 0) half = 0;
    if (isinf(x)) half = 0x7C00;
    if (strcmp(dtype, "F32") == 0) buffer_add(b, &bits, sizeof bits);
    if (strcmp(dtype, "F16") == 0) buffer_add(b, &half, sizeof half);
    if (strcmp(dtype, "BF16") == 0) buffer_add(b, &brain, sizeof brain);
}

static const char *write_pieces(const char *name, const Piece *pieces, int count) {
    static char path[128];
    Buffer header = {0}, data = {0}, file = {0};
    Error e;
    buffer_text(&header, "{");
    for (int i = 0; i < count; i++) {
        const Piece *p = &pieces[i];
        size_t begin = data.size;
        for (int k = 0; k < (p->rows ? p->rows : 1) * p->cols; k++)
            add_number(&data, p->dtype,
                       p->first == NOT_FINITE && k == 1 ? INFINITY : (float)(p->first + k) / 64);
        buffer_print(&header, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[", i ? "," : "", p->name,
                     p->dtype);
        if (p->rows) buffer_print(&header, "%d,", p->rows);
        buffer_print(&header, "%d],\"data_offsets\":[%zu,%zu]}", p->cols, begin, data.size);
    }
    buffer_text(&header, "}");
    while (header.size % 8) buffer_text(&header, " ");
    for (int i = 0; i < 8; i++)
        buffer_add(&file, &(unsigned char){(unsigned char)(header.size >> 8 * i & 255)}, 1);
    buffer_add(&file, header.data, header.size);
    if (data.size) buffer_add(&file, data.data, data.size);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_true(file_write(path, file.data, file.size, &e));
    buffer_free(&header), buffer_free(&data), buffer_free(&file);
    return path;
}

static void write_text(const char *name, const char *text) {
    char path[128];
    Error e;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_true(file_write(path, text, strlen(text), &e));
}

static void gone(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

/* Every width, in one file. */
static void numbers_of_every_width(void **state) {
    (void)state;
    static const char *const types[] = {"F32", "F16", "BF16"};
    for (int t = 0; t < 3; t++) {
        Arena arena = {0};
        Shards s;
        Error e;
        Array a;
        float x[12];
        const char *path = write_pieces("one.safetensors", &(Piece){"a", types[t], 3, 4, -6}, 1);
        assert_true(shards_open_file(path, &arena, &s, &e));
        assert_true(safetensors_array(&s.tensors[0], &a, &e));
        ArrayPart whole = array_whole(&a), turned = whole;
        assert_int_equal(array_lying(&a, &whole) != NULL, t == 0);
        assert_true(array_convert(&a, &whole, x, &e));
        for (int i = 0; i < 12; i++) assert_true(x[i] == (float)(i - 6) / 64);
        turned.dims[0] = 4, turned.dims[1] = 3, turned.apart[0] = 1, turned.apart[1] = 4;
        assert_null(array_lying(&a, &turned));
        assert_true(array_convert(&a, &turned, x, &e));
        for (int i = 0; i < 12; i++) assert_true(x[i] == (float)((i % 3) * 4 + i / 3 - 6) / 64);
        arena_free(&arena);
        gone("one.safetensors");
    }
}

/* All 65,536 of either kind, as the slow and careful way has them. */
static void every_narrow_number(void **state) {
    (void)state;
    unsigned char *all = malloc(2 << 16);
    float *x = malloc(sizeof *x << 16);
    assert_true(all && x);
    for (int i = 0; i < 1 << 16; i++) all[2 * i] = (unsigned char)i, all[2 * i + 1] = i >> 8 & 255;
    for (int kind = 0; kind < 2; kind++) {
        Error e;
        Array a = {.type = {kind ? NUMBER_BRAIN : NUMBER_FLOAT, 2, false}, .rank = 1, .data = all};
        a.dims[0] = 1 << 16;
        ArrayPart whole = array_whole(&a);
        assert_true(array_convert(&a, &whole, x, &e));
        for (int i = 0; i < 1 << 16; i++) {
            float want = (float)array_number(&a, i);
            assert_true(isnan(want) ? isnan(x[i])
                                    : want == x[i] && !signbit(want) == !signbit(x[i]));
        }
    }
    free(all), free(x);
}

/* A model of one layer, as Hugging Face's GPT-2 would name a part of it. */
static const WeightName rows[] = {
    {"encoder.w.embed", "in.weight", 0, 0, false},
    {"decoder.w.embed", "out.weight", 0, 0, true},
    {"encoder.*.self.w.q", "h.*.qkv.weight", 0, 3, false},
    {"encoder.*.self.w.k", "h.*.qkv.weight", 1, 3, false},
    {"encoder.*.self.w.v", "h.*.qkv.weight", 2, 3, false},
    {"encoder.*.self.b.k", "h.*.qkv.bias", 1, 3, false},
    {NULL, NULL, 0, 0, false},
};
static const WeightPassed passed[] = {
    {"h.*.mask", NULL}, {"copy.weight", "in.weight"}, {NULL, NULL}};
static const WeightNames names = {rows, "model.", passed};

/* Those of the layout that have no row keep their names. */
static int layout_pieces(const Config *c, Piece *out, const char *dtype, Arena *arena) {
    Weights w;
    int count = 0;
    weights_layout(c, arena, &w);
    for (int i = 0; i < w.count; i++) {
        const char *p = w.list[i].path;
        bool part = strncmp(p, "encoder.0.self.", 15) == 0 && p[16] == '.' &&
                    (strchr("qkv", p[17]) && !p[18]);
        if ((part && (p[15] == 'w' || p[17] == 'k')) || strstr(p, "coder.w.embed")) continue;
        out[count++] = (Piece){p, dtype, w.list[i].vector ? 0 : w.list[i].rows, w.list[i].cols, i};
    }
    int d = c->d_model;
    out[count++] = (Piece){"model.h.0.qkv.weight", dtype, d, 3 * d, -100};
    out[count++] = (Piece){"h.0.qkv.bias", dtype, 0, 3 * d, 7};
    out[count++] = (Piece){"in.weight", dtype, c->source_vocab, d, 1};
    out[count++] = (Piece){"out.weight", dtype, d, c->target_vocab, 2};
    return count;
}

static void slices_and_turned_tensors(void **state) {
    (void)state;
    static const char *const types[] = {"F32", "F16", "BF16"};
    for (int t = 0; t < 3; t++) {
        Arena arena = {0};
        Model m = tiny_model_of(&arena, 1);
        Piece pieces[80];
        Shards s;
        Weights w;
        Error e;
        int d = m.config.d_model, count = layout_pieces(&m.config, pieces, types[t], &arena);
        pieces[count++] = (Piece){"h.0.mask", "F32", 2, 2, 0};
        assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
        if (!weights_view(&m.config, &s, &names, &arena, &w, &e)) fail_msg("%s", e.text);
        assert_null(w.passed);
        const float *q = weights_numbers(&w, weights_find(&w, "encoder.0.self.w.q")),
                    *k = weights_numbers(&w, weights_find(&w, "encoder.0.self.w.k")),
                    *b = weights_numbers(&w, weights_find(&w, "encoder.0.self.b.k")),
                    *table = weights_numbers(&w, weights_find(&w, "decoder.w.embed"));
        for (int i = 0; i < d * d; i++) {
            int at = i / d * 3 * d + i % d - 100;
            assert_true(t == 2 || q[i] == (float)at / 64);
            assert_true(t == 2 || k[i] == (float)(at + d) / 64);
        }
        for (int j = 0; j < d; j++) assert_true(b[j] == (float)(7 + d + j) / 64);
        for (int i = 0; i < m.config.target_vocab; i++)
            assert_true(table[i * d + 1] == (float)(2 + m.config.target_vocab + i) / 64);
        assert_ptr_equal(q, weights_numbers(&w, weights_find(&w, "encoder.0.self.w.q")));
        pieces[count] = pieces[count - 3], count++;
        pieces[count - 1].name = "copy.weight";
        assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
        assert_true(weights_view(&m.config, &s, &names, &arena, &w, &e) && !w.passed);
        pieces[count - 1].first++;
        assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
        assert_true(weights_view(&m.config, &s, &names, &arena, &w, &e));
        assert_string_equal(w.passed, "copy.weight");
        pieces[count - 1] = (Piece){"more", "I8", 0, 0, 0};
        pieces[count++] = (Piece){"h.1.mask", "F32", 2, 2, 0};
        assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
        if (!weights_view(&m.config, &s, &names, &arena, &w, &e)) fail_msg("%s", e.text);
        assert_string_equal(w.passed, "more");
        assert_false(weights_view(&m.config, &s, NULL, &arena, &w, &e));
        arena_free(&arena);
    }
    gone("m.safetensors");
}

static void refused(const Config *c, const Piece *pieces, int count, const char *wanted) {
    Arena arena = {0};
    Shards s;
    Weights w;
    Error e;
    assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
    assert_false(weights_view(c, &s, &names, &arena, &w, &e));
    if (!strstr(e.text, wanted)) fail_msg("'%s' does not say '%s'", e.text, wanted);
    arena_free(&arena);
    gone("m.safetensors");
}

static void what_does_not_fit(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = tiny_model_of(&arena, 1);
    Piece pieces[80];
    int count = layout_pieces(&m.config, pieces, "F32", &arena);
    refused(&m.config, pieces, count - 1, "tensor 'out.weight' is missing");
    refused(&m.config, pieces + 1, count - 1, "' is missing");
    pieces[count - 1].rows = 9;
    refused(&m.config, pieces, count,
            "tensor 'out.weight' has the shape [9, 9], the config asks for [8, 9]");
    pieces[count - 1].rows = 8, pieces[count - 4].cols = 23;
    refused(&m.config, pieces, count,
            "tensor 'model.h.0.qkv.weight' has the shape [8, 23], the config asks for [8, 24]");
    pieces[count - 4].cols = 24, pieces[count] = pieces[count - 3];
    pieces[count].name = "model.h.0.qkv.bias";
    refused(&m.config, pieces, count + 1,
            "tensor 'h.0.qkv.bias' is there with and without 'model.'");
    arena_free(&arena);
}

static void numbers_that_are_not_finite(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = tiny_model_of(&arena, 1);
    Buffer b = {0};
    StoredTensors stored;
    Weights w;
    Error e;
    m.weights.x[5] = NAN;
    weights_print(&m.weights, &b);
    assert_true(
        safetensors_parse((Bytes){(unsigned char *)b.data, b.size}, "f", &arena, &stored, &e));
    Shards s = {.name = "f", .tensors = stored.tensors, .count = stored.count};
    assert_false(weights_view(&m.config, &s, NULL, &arena, &w, &e));
    assert_non_null(strstr(e.text, "holds a number that is not finite"));
    buffer_free(&b);
    /* Of any width, under the name that it has there; not in what is passed over. */
    static const char *const types[] = {"F32", "F16", "BF16"};
    for (int t = 0; t < 3; t++) {
        Piece pieces[80];
        int count = layout_pieces(&m.config, pieces, types[t], &arena);
        pieces[count++] = (Piece){"h.0.mask", types[t], 2, 2, NOT_FINITE};
        assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
        if (!weights_view(&m.config, &s, &names, &arena, &w, &e)) fail_msg("%s", e.text);
        pieces[count - 5].first = NOT_FINITE;
        refused(&m.config, pieces, count,
                "tensor 'model.h.0.qkv.weight' holds a number that is not finite");
    }
    arena_free(&arena);
}

typedef struct Asker {
    const Weights *w;
    const float *got;
} Asker;

static void *ask(void *self) {
    Asker *a = self;
    a->got = weights_numbers(a->w, weights_find(a->w, "encoder.0.self.w.v"));
    return NULL;
}

static void threads_get_the_same_floats(void **state) {
    (void)state;
    for (int round = 0; round < 20; round++) {
        Arena arena = {0};
        Model m = tiny_model_of(&arena, 1);
        Piece pieces[80];
        Shards s;
        Weights w;
        Error e;
        int count = layout_pieces(&m.config, pieces, "F16", &arena);
        assert_true(shards_open_file(write_pieces("m.safetensors", pieces, count), &arena, &s, &e));
        assert_true(weights_view(&m.config, &s, &names, &arena, &w, &e));
        pthread_t thread[4];
        Asker a[4];
        for (int i = 0; i < 4; i++) {
            a[i] = (Asker){&w, NULL};
            assert_int_equal(pthread_create(&thread[i], NULL, ask, &a[i]), 0);
        }
        for (int i = 0; i < 4; i++) pthread_join(thread[i], NULL);
        for (int i = 0; i < 4; i++) assert_ptr_equal(a[i].got, a[0].got);
        arena_free(&arena);
    }
    gone("m.safetensors");
}

static void several_files(void **state) {
    (void)state;
    Arena arena = {0};
    Shards s;
    Error e;
    const Piece a = {"a", "F32", 2, 2, 0}, b = {"b", "F16", 0, 3, 9}, c = {"c", "BF16", 2, 1, 5};
    write_pieces("m-1.safetensors", &a, 1);
    write_pieces("m-2.safetensors", (Piece[]){c, b}, 2);
    static const char index[] = "model.safetensors.index.json";
    write_text(index, "{\"metadata\":{\"total_size\":1},\"weight_map\":{\"c\":\"m-2.safetensors\","
                      "\"a\":\"m-1.safetensors\",\"b\":\"m-2.safetensors\"}}");
    if (!shards_open(folder, &arena, &s, &e)) fail_msg("%s", e.text);
    assert_int_equal(s.count, 3);
    assert_int_equal(s.file_count, 2);
    for (int i = 0; i < 3; i++) assert_int_equal(s.tensors[i].name[0], 'a' + i);
    unsigned long long hash = shards_hash(&s);
    write_pieces("m-2.safetensors", (Piece[]){c, {"b", "F16", 0, 3, 10}}, 2);
    assert_true(shards_open(folder, &arena, &s, &e));
    assert_true(shards_hash(&s) != hash);
    static const struct {
        const char *map, *wanted;
    } bad[] = {
        {"{\"a\":\"m-1.safetensors\",\"b\":\"m-1.safetensors\"}", "'b' is missing in m-1."},
        {"{\"a\":\"m-3.safetensors\"}", "there is no file '"},
        {"{\"a\":\"../m-1.safetensors\"}", "which is no file of this folder"},
        {"{\"a\":\"/etc/passwd\"}", "which is no file of this folder"},
        {"{\"a\":\".hidden.safetensors\"}", "which is no file of this folder"},
        {"{\"a\":\"m-1.bin\"}", "which is no .safetensors file"},
        {"{\"a\":7}", "must be a text, not a whole number"},
        {"{}", "'weight_map' is missing or empty"},
        {"[]", "'weight_map' is missing or empty"},
        {"{\"a\":\"m-1.safetensors\",\"b\":\"out.safetensors\"}", "leads out of its folder"},
        {"{\"a\":\"m-1.safetensors\",\"b\":\"round.safetensors\"}", "cannot open '"},
        {"{\"a\":\"m-1.safetensors\",\"b\":\"twice.safetensors\"}",
         "tensor 'a' is in two files, m-1.safetensors and twice.safetensors"},
    };
    char path[128], other[128];
    snprintf(path, sizeof path, "%s/out.safetensors", folder);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    snprintf(path, sizeof path, "%s/round.safetensors", folder);
    assert_int_equal(symlink("round.safetensors", path), 0);
    write_pieces("twice.safetensors", (Piece[]){a, b}, 2);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Buffer text = {0};
        buffer_print(&text, "{\"weight_map\":%s}", bad[i].map);
        write_text(index, text.data);
        buffer_free(&text);
        assert_false(shards_open(folder, &arena, &s, &e));
        if (!strstr(e.text, bad[i].wanted)) fail_msg("'%s' has no '%s'", e.text, bad[i].wanted);
    }
    /* In a snapshot links may lead to the blobs beside it. */
    snprintf(path, sizeof path, "%s/snapshots", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/snapshots/1", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/blobs", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_pieces("blobs/feed", &a, 1);
    snprintf(path, sizeof path, "%s/snapshots/1/model.safetensors", folder);
    assert_int_equal(symlink("../../blobs/feed", path), 0);
    snprintf(other, sizeof other, "%s/snapshots/1", folder);
    if (!shards_open(other, &arena, &s, &e)) fail_msg("%s", e.text);
    assert_int_equal(s.count, 1);
    unlink(path);
    assert_int_equal(symlink("../../m-1.safetensors", path), 0);
    assert_false(shards_open(other, &arena, &s, &e));
    assert_non_null(strstr(e.text, "leads out of its folder"));
    unlink(path);
    static const char *const others[][2] = {
        {"pytorch_model.bin", "convert it once: cd '"},
        {"model.gguf", "GGUF is not read"},
        {"model.onnx", "ONNX is not read"},
        {"ckpt.pt", "a pickle can run programs"},
        {NULL, "holds neither model.safetensors nor"},
    };
    for (int i = 0; i < 5; i++) {
        Buffer name = {0};
        buffer_print(&name, "snapshots/1/%s", others[i][0] ? others[i][0] : "README");
        write_text(name.data, "");
        assert_false(shards_open(other, &arena, &s, &e));
        if (!strstr(e.text, others[i][1])) fail_msg("'%s' has no '%s'", e.text, others[i][1]);
        gone(name.data);
        buffer_free(&name);
    }
    snprintf(path, sizeof path, "rm -rf %s/*", folder);
    assert_int_equal(system(path), 0);
    arena_free(&arena);
}

/* Somebody cuts a mapped file: the program ends with a sentence. */
static void a_file_that_is_cut(void **state) {
    (void)state;
    int pipes[2];
    char path[128], told[256] = "";
    int status;
    assert_int_equal(pipe(pipes), 0);
    snprintf(path, sizeof path, "%s/large", folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(ftruncate(fileno(f), 20 << 20), 0);
    fclose(f);
    pid_t child = fork();
    if (child == 0) {
        Arena arena = {0};
        Bytes b;
        Error e;
        dup2(pipes[1], STDERR_FILENO);
        signals_cut_file(save_cut_file);
        if (!file_map_kept(path, SIZE_MAX, &arena, &b, &e) || truncate(path, 1 << 20) != 0)
            _exit(9);
        volatile unsigned char last = b.data[b.size - 1];
        (void)last;
        _exit(8);
    }
    close(pipes[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(read(pipes[0], told, sizeof told - 1) > 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_non_null(strstr(told, "attnscope: a file that is open was cut short"));
    close(pipes[0]);
    gone("large");
}

static void count_one(void *what) {
    ++*(int *)what;
}

static void an_arena_gives_back(void **state) {
    (void)state;
    Arena arena = {0};
    int count = 0;
    arena_keep(&arena, count_one, &count);
    arena_reset(&arena);
    assert_int_equal(count, 1);
    arena_keep(&arena, count_one, &count);
    arena_keep(&arena, count_one, &count);
    arena_free(&arena);
    assert_int_equal(count, 3);
    arena_free(&arena);
    assert_int_equal(count, 3);
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_every_width),
        cmocka_unit_test(every_narrow_number),
        cmocka_unit_test(slices_and_turned_tensors),
        cmocka_unit_test(what_does_not_fit),
        cmocka_unit_test(numbers_that_are_not_finite),
        cmocka_unit_test(threads_get_the_same_floats),
        cmocka_unit_test(several_files),
        cmocka_unit_test(a_file_that_is_cut),
        cmocka_unit_test(an_arena_gives_back),
    };
    return cmocka_run_group_tests_name("weights", tests, make_folder, remove_folder);
}
