/* Reports on files. Numbers are visited where they lie in the file, so nothing is copied. */
#include "model/inspect.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "model/config.h"
#include "model/model.h"
#include "model/formats/archive.h"
#include "model/formats/npy.h"
#include "model/formats/safetensors.h"
#include "model/vocab.h"

#define FILE_MAX ((size_t)1 << 31)
enum { START = 1 << 16 }; /* holds most headers */

/* What is said of many numbers. */
typedef struct Summary {
    int64_t finite, nan, infinite;
    double least, most, sum;
} Summary;

static void summary_add(Summary *s, double x) {
    if (isnan(x)) {
        s->nan++;
        return;
    }
    if (isinf(x)) {
        s->infinite++;
        return;
    }
    if (s->finite == 0 || x < s->least) s->least = x;
    if (s->finite == 0 || x > s->most) s->most = x;
    s->sum += x;
    s->finite++;
}

static void print_dims(int rank, const int64_t *dims, Buffer *out) {
    buffer_text(out, "[");
    for (int i = 0; i < rank; i++)
        buffer_print(out, "%s%lld", i > 0 ? ", " : "", (long long)dims[i]);
    buffer_text(out, "]");
}

static bool inspect_npy(Bytes file, const char *path, Arena *arena, Buffer *out, Error *e) {
    Array a;
    Summary s = {0};
    (void)arena;
    if (!npy_header(file, path, &a, e)) return false;
    int64_t count = array_count(&a);
    for (int64_t i = 0; i < count; i++) summary_add(&s, array_number(&a, i));
    buffer_print(out, "NumPy array\ndtype  %s\norder  %s\nshape  ", a.dtype,
                 a.fortran ? "Fortran" : "C");
    print_dims(a.rank, a.dims, out);
    buffer_print(out, "\ncount  %lld\n", (long long)count);
    /* Whole sums of float64 may overflow where each number does not; the mean is then told as it
     * came out. */
    if (s.finite > 0)
        buffer_print(out, "min    %.9g\nmax    %.9g\nmean   %.9g\n", s.least, s.most,
                     s.sum / (double)s.finite);
    buffer_print(out, "NaN    %lld\ninfinite %lld\n", (long long)s.nan, (long long)s.infinite);
    return true;
}

static float little_endian_float(const unsigned char *p) {
    uint32_t bits = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static void print_tensor(const StoredTensor *t, Buffer *out) {
    buffer_print(out, "%s  %s  ", t->name, t->dtype);
    print_dims(t->rank, t->dims, out);
    if (strcmp(t->dtype, "F32") == 0) {
        Summary s = {0};
        for (size_t i = 0; i < t->bytes; i += 4)
            summary_add(&s, (double)little_endian_float(t->data + i));
        buffer_text(out, "  ");
        if (s.finite > 0)
            buffer_print(out, "min %.6g, max %.6g", s.least, s.most);
        else
            buffer_text(out, "no finite number");
        if (s.nan > 0) buffer_print(out, ", NaN %lld", (long long)s.nan);
        if (s.infinite > 0) buffer_print(out, ", infinite %lld", (long long)s.infinite);
    }
    buffer_text(out, "\n");
}

static bool inspect_safetensors(Bytes file, const char *path, Arena *arena, Buffer *out, Error *e) {
    StoredTensors s;
    size_t bytes = 0;
    long long numbers = 0;
    if (!safetensors_parse(file, path, arena, &s, e)) return false;
    buffer_text(out, "safetensors file\n");
    for (int i = 0; i < s.metadata_count; i++)
        buffer_print(out, "metadata %s = %s\n", text_plain(arena, s.metadata[2 * i]),
                     text_plain(arena, s.metadata[2 * i + 1]));
    for (int i = 0; i < s.count; i++) {
        int64_t count = 1;
        for (int k = 0; k < s.tensors[i].rank && s.tensors[i].bytes > 0; k++)
            count *= s.tensors[i].dims[k];
        numbers += s.tensors[i].bytes > 0 ? count : 0;
        bytes += s.tensors[i].bytes;
        print_tensor(&s.tensors[i], out);
    }
    buffer_print(out, "%d tensors, %lld numbers, %zu bytes\n", s.count, numbers, bytes);
    return true;
}

/* Each array of an archive on a line; what is no array by its size. */
static bool inspect_npz(Bytes file, const char *path, Arena *arena, Buffer *out, Error *e) {
    Archive a;
    if (!archive_parse(file, path, arena, &a, e)) return false;
    buffer_text(out, "NumPy archive\n");
    for (int i = 0; i < a.count; i++) {
        Arena work = {0};
        Bytes bytes;
        Array one;
        Error other;
        const char *array = archive_array_name(&a.files[i], &work),
                   *name = text_plain(&work, a.files[i].name);
        bool ok = archive_unpack(&a.files[i], &work, &bytes, e) || error_prefix(e, path);
        if (ok && npy_header(bytes, name, &one, &other)) {
            buffer_print(out, "%s  %s  ", array ? text_plain(&work, array) : name, one.dtype);
            print_dims(one.rank, one.dims, out);
            buffer_text(out, "\n");
        } else if (ok) {
            buffer_print(out, "%s  %zu bytes, no array of numbers\n", name, a.files[i].size);
        }
        arena_free(&work);
        if (!ok) return false;
    }
    buffer_print(out, "%d files\n", a.count);
    return true;
}

static bool inspect_config(Bytes file, const char *path, Arena *arena, Buffer *out, Error *e) {
    Config c;
    (void)arena;
    if (!config_parse((const char *)file.data, file.size, path, &c, e)) return false;
    buffer_text(out, "model configuration\n");
    config_print(&c, out);
    return true;
}

static bool inspect_vocab(Bytes file, const char *path, Arena *arena, Buffer *out, Error *e) {
    enum { SHOWN = 12 };
    Vocab v;
    if (!vocab_parse((const char *)file.data, file.size, path, arena, &v, e)) return false;
    buffer_print(out, "vocabulary\n%d tokens:", v.count);
    for (int i = 0; i < v.count && i < SHOWN; i++) buffer_print(out, " %s", vocab_label(&v, i));
    buffer_text(out, v.count > SHOWN ? " …\n" : "\n");
    return true;
}

static bool npy_begins(Bytes file, const char *path, Arena *arena, Error *e) {
    Array a;
    (void)arena;
    return npy_header(file, path, &a, e);
}

static bool safetensors_begins(Bytes file, const char *path, Arena *arena, Error *e) {
    StoredTensors s;
    return safetensors_parse(file, path, arena, &s, e);
}

/* Each kind of file: how its name ends, who reports on it, who sees by its start that it is not
   worth reading, and how long such a start is, where that may be more than START. */
typedef size_t Start(Bytes file);
typedef bool Inspect(Bytes file, const char *path, Arena *arena, Buffer *out, Error *e);
typedef bool Begins(Bytes file, const char *path, Arena *arena, Error *e);
typedef struct Kind {
    const char *ending;
    size_t most;
    Inspect *inspect;
    Begins *begins;
    Start *start;
} Kind;
static const Kind kinds[] = {
    {".npy", FILE_MAX, inspect_npy, npy_begins, NULL},
    {".npz", FILE_MAX, inspect_npz, NULL, NULL},
    {".safetensors", FILE_MAX, inspect_safetensors, safetensors_begins, safetensors_start},
    {".json", 1 << 20, inspect_config, NULL, NULL},
    {".txt", 1 << 24, inspect_vocab, NULL, NULL},
};

/* A header that lies is found without reading gigabytes of numbers behind it. */
static bool check_start(const Kind *kind, const char *path, Error *e) {
    Arena arena = {0};
    Bytes start;
    if (!kind->begins) return true;
    bool ok = file_read_start(path, kind->most, START, &arena, &start, e);
    size_t wanted = ok && kind->start ? kind->start(start) : 0;
    if (wanted > START) ok = file_read_start(path, kind->most, wanted, &arena, &start, e);
    ok = ok && kind->begins(start, path, &arena, e);
    arena_free(&arena);
    return ok;
}

static bool inspect_one(const char *path, Arena *arena, Buffer *out, Error *e) {
    Bytes file;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_ends(path, kinds[i].ending))
            return check_start(&kinds[i], path, e) &&
                   file_read(path, kinds[i].most, arena, &file, e) &&
                   kinds[i].inspect(file, path, arena, out, e);
    if (!file_read_start(path, FILE_MAX, 1, arena, &file, e)) return false;
    return error_set(e, "%s: its name ends in none of .npy, .npz, .safetensors, .json, .txt", path);
}

bool inspect_file(const char *path, Arena *arena, Buffer *out, Error *e) {
    Model m;
    if (!folder_exists(path)) return inspect_one(path, arena, out, e);
    if (!model_load(path, arena, &m, e)) return false;
    const Config *c = &m.config;
    buffer_text(out, "model folder\n");
    config_print(c, out);
    buffer_print(out, "vocabulary %s: %d tokens\n", c->source_language, m.source.count);
    if (config_reads_apart(c))
        buffer_print(out, "vocabulary %s: %d tokens\n", c->target_language, m.target.count);
    bool ok = true;
    for (int i = 0; i < m.files->file_count && ok; i++)
        ok = inspect_one(m.files->paths[i], arena, out, e);
    return ok;
}
