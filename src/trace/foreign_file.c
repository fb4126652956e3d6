/* Which kind of file it is, and the array that is wanted of it. */
#include "trace/foreign_file.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "model/formats/archive.h"
#include "model/formats/json.h"
#include "model/formats/npy.h"
#include "model/formats/safetensors.h"
#include "trace/foreign_stack.h"
#include "trace/sheet_read.h"

static const size_t FILE_MOST = (size_t)1 << 31;

/* What is read of one file. */
typedef struct FileRead {
    const char *path, *wanted;
    const ForeignFiles *files;
    Arena *arena;
    bool unpacked; /* out of a packed one */
} FileRead;

static bool file_begins(Bytes file, const char *with, size_t size) {
    return file.size >= size && memcmp(file.data, with, size) == 0;
}

/* "attn" of "folder/attn.pt", for the line that converts it. */
static const char *foreign_stem(const FileRead *r) {
    const char *base = path_base(r->path), *dot = strrchr(base, '.');
    return arena_copy(r->arena, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

/* Kinds that are told and refused: how they begin, what they are, and what saves them otherwise.
   {1} is the path, {2} its name without an ending. */
static const struct {
    const char *start;
    size_t size;
    const char *what, *how;
} refused[] = {
    {"\x80\2\x8A\nl\xFC\x9C"
     "F\xF9 j\xA8P\x19.",
     15, "a pickle of PyTorch",
     "import torch, numpy; numpy.save('{2}.npy', torch.load('{1}', "
     "map_location='cpu').float().numpy())"},
    {"\x80\2", 2, "a pickle",
     "import pickle, numpy; numpy.save('{2}.npy', pickle.load(open('{1}', 'rb')))"},
    {"\x80\3", 2, "a pickle",
     "import pickle, numpy; numpy.save('{2}.npy', pickle.load(open('{1}', 'rb')))"},
    {"\x80\4", 2, "a pickle",
     "import pickle, numpy; numpy.save('{2}.npy', pickle.load(open('{1}', 'rb')))"},
    {"\x80\5", 2, "a pickle",
     "import pickle, numpy; numpy.save('{2}.npy', pickle.load(open('{1}', 'rb')))"},
    {"\x89HDF", 4, "an HDF5 file",
     "import h5py, numpy; f = h5py.File('{1}'); numpy.savez('{2}.npz', **{k: f[k][()] for k in "
     "f})"},
    {"MATLAB 5.0", 10, "a MATLAB file",
     "import scipy.io, numpy; numpy.savez('{2}.npz', **scipy.io.loadmat('{1}'))"},
    {"PAR1", 4, "a Parquet file", "import pandas; pandas.read_parquet('{1}').to_csv('{2}.csv')"},
    {"ARROW1", 6, "an Arrow file", "import pandas; pandas.read_feather('{1}').to_csv('{2}.csv')"},
    {"\xD0\xCF\x11\xE0", 4, "an old Excel workbook",
     "import pandas; pandas.read_excel('{1}').to_csv('{2}.csv')"},
    {"\x89PNG", 4, "a picture", ""},
    {"\xFF\xD8\xFF", 3, "a picture", ""},
    {"GIF8", 4, "a picture", ""},
    {"%PDF", 4, "a PDF", ""},
};

static bool foreign_refuse(const FileRead *r, const char *what, const char *how, Error *e) {
    if (!*how) return error_set(e, "%s is %s: it holds no array of numbers", r->path, what);
    return error_set(e, "%s is %s, which is not read; in Python: %s", r->path, what,
                     text_fill(how, r->path, foreign_stem(r), r->arena));
}

/* Several arrays: their names and shapes, as many as a line holds. */
typedef struct Names {
    Buffer list;
    int count, left;
} Names;

static void add_name(Names *n, const char *name, int rank, const int64_t *dims) {
    n->count++;
    if (n->list.size > 260) {
        n->left++;
        return;
    }
    buffer_print(&n->list, "%s%s (", n->list.size ? ", " : "", name);
    for (int i = 0; i < rank; i++)
        buffer_print(&n->list, "%s%lld", i ? " × " : "", (long long)dims[i]);
    buffer_text(&n->list, rank < 0 ? "no numbers)" : rank ? ")" : "one number)");
}

static bool refuse_names(const FileRead *r, Names *n, Error *e) {
    if (n->left) buffer_print(&n->list, " and %d more", n->left);
    if (r->wanted)
        error_set(e, "%s holds no array '%.60s', but %s", r->path, r->wanted,
                  n->count ? n->list.data : "none at all");
    else if (n->count)
        error_set(e, "%s holds several arrays: %s; say which with --array NAME", r->path,
                  n->list.data);
    else
        error_set(e, "%s holds no array", r->path);
    buffer_free(&n->list);
    return false;
}

/* .npz */

static bool read_member(const FileRead *r, const ArchiveFile *f, NamedArray *out, Error *e) {
    Bytes bytes;
    if (!archive_unpack(f, r->arena, &bytes, e)) return error_prefix(e, r->path);
    return npy_header(bytes, arena_print(r->arena, "%s: %s", r->path, f->name), &out->array, e);
}

/* All arrays of the archive, told by their headers; of what is packed these are read alone. */
static ForeignMember *archive_members(const FileRead *r, const Archive *a) {
    ForeignMember *members = arena_many(r->arena, ForeignMember, a->count);
    for (int i = 0; i < a->count; i++) {
        NamedArray one;
        Error other;
        Arena work = {0};
        FileRead inner = *r;
        inner.arena = &work;
        members[i] =
            (ForeignMember){.name = archive_array_name(&a->files[i], r->arena), .rank = -1};
        if (members[i].name && read_member(&inner, &a->files[i], &one, &other)) {
            members[i].rank = one.array.rank;
            memcpy(members[i].dims, one.array.dims, sizeof one.array.dims);
        }
        arena_free(&work);
    }
    return members;
}

static bool stack_npz(const FileRead *r, const Archive *a, const ForeignMember *members,
                      const int *order, int count, NamedArray *out, Error *e) {
    if (!foreign_stack_begin(&members[order[0]], count, r->path, r->arena, out, e)) return false;
    for (int i = 0; i < count; i++) {
        NamedArray one;
        Arena work = {0};
        FileRead inner = *r;
        inner.arena = &work;
        bool ok = read_member(&inner, &a->files[order[i]], &one, e) &&
                  (foreign_stack_put(&one.array, i, out, e) || error_prefix(e, r->path));
        arena_free(&work);
        if (!ok) return false;
    }
    return true;
}

/* Words that lie beside a matrix name its rows and columns, where they are as many. */
static void npz_labels(const FileRead *r, const Archive *a, NamedArray *out) {
    static const char *const names[] = {"tokens.npy", "labels.npy", "words.npy"};
    const Array *m = &out->array;
    for (size_t i = 0; i < sizeof names / sizeof *names && m->rank > 1; i++) {
        const ArchiveFile *f = archive_find(a, names[i]);
        Bytes bytes;
        char **texts;
        int64_t count;
        Error other;
        if (!f || !archive_unpack(f, r->arena, &bytes, &other) ||
            !npy_texts(bytes, r->path, r->arena, &texts, &count, &other))
            continue;
        if (!out->row_labels && count == m->dims[m->rank - 2]) out->row_labels = texts;
        if (!out->col_labels && count == m->dims[m->rank - 1]) out->col_labels = texts;
    }
}

static bool npz_array(const FileRead *r, const Archive *a, NamedArray *out, Error *e) {
    const ArchiveFile *found = NULL;
    int arrays = 0;
    for (int i = 0; i < a->count; i++) {
        const char *name = archive_array_name(&a->files[i], r->arena);
        if (!name) continue;
        arrays++;
        if (!r->wanted || strcmp(name, r->wanted) == 0 || strcmp(a->files[i].name, r->wanted) == 0)
            found = &a->files[i];
    }
    if (found && (r->wanted || arrays == 1)) return read_member(r, found, out, e);
    const ForeignMember *members = archive_members(r, a);
    int *order = arena_many(r->arena, int, a->count),
        count = r->wanted ? 0 : foreign_stack_order(members, a->count, order);
    if (count == 1) return read_member(r, &a->files[order[0]], out, e);
    if (count) return stack_npz(r, a, members, order, count, out, e);
    Names names = {0};
    for (int i = 0; i < a->count; i++)
        if (members[i].name) add_name(&names, members[i].name, members[i].rank, members[i].dims);
    return refuse_names(r, &names, e);
}

static bool read_npz(const FileRead *r, const Archive *a, NamedArray *out, Error *e) {
    if (!npz_array(r, a, out, e)) return false;
    npz_labels(r, a, out);
    return true;
}

static bool read_archive(const FileRead *r, Bytes file, NamedArray *out, Error *e) {
    Archive a;
    if (!archive_parse(file, r->path, r->arena, &a, e)) return false;
    for (int i = 0; i < a.count; i++) {
        const char *base = path_base(a.files[i].name);
        if (strcmp(base, "data.pkl") == 0)
            return foreign_refuse(r, refused[0].what, refused[0].how, e);
        if (strcmp(base, "[Content_Types].xml") == 0)
            return foreign_refuse(r, "an Excel workbook or another document",
                                  "import pandas; pandas.read_excel('{1}').to_csv('{2}.csv')", e);
    }
    return read_npz(r, &a, out, e);
}

/* Safetensors */

static bool is_safetensors(Bytes file) {
    return file.size > 8 && file.data[8] == '{' && safetensors_start(file) <= file.size &&
           file.data[7] == 0 && file.data[6] == 0;
}

static bool stack_tensors(const FileRead *r, const StoredTensors *s, const ForeignMember *members,
                          const int *order, int count, NamedArray *out, Error *e) {
    if (!foreign_stack_begin(&members[order[0]], count, r->path, r->arena, out, e)) return false;
    for (int i = 0; i < count; i++) {
        Array one;
        if (!safetensors_array(&s->tensors[order[i]], &one, e) ||
            !foreign_stack_put(&one, i, out, e))
            return error_prefix(e, r->path);
    }
    return true;
}

static bool read_safetensors(const FileRead *r, Bytes file, NamedArray *out, Error *e) {
    StoredTensors s;
    if (!safetensors_parse(file, r->path, r->arena, &s, e)) return false;
    for (int i = 0; i < s.count; i++)
        if (r->wanted ? strcmp(s.tensors[i].name, r->wanted) == 0 : s.count == 1)
            return safetensors_array(&s.tensors[i], &out->array, e) || error_prefix(e, r->path);
    ForeignMember *members = arena_many(r->arena, ForeignMember, s.count);
    Names names = {0};
    for (int i = 0; i < s.count; i++) {
        members[i] = (ForeignMember){.name = s.tensors[i].name, .rank = s.tensors[i].rank};
        memcpy(members[i].dims, s.tensors[i].dims, sizeof s.tensors[i].dims);
        add_name(&names, s.tensors[i].name, s.tensors[i].rank, s.tensors[i].dims);
    }
    int *order = arena_many(r->arena, int, s.count),
        count = r->wanted ? 0 : foreign_stack_order(members, s.count, order);
    if (!count) return refuse_names(r, &names, e);
    buffer_free(&names.list);
    if (count == 1)
        return safetensors_array(&s.tensors[order[0]], &out->array, e) || error_prefix(e, r->path);
    return stack_tensors(r, &s, members, order, count, out, e);
}

/* The index of several files: which tensor is in which. */
static bool read_index(const FileRead *r, const Json *map, NamedArray *out, Error *e) {
    const Json *found = NULL;
    Names names = {0};
    for (int i = 0; map->kind == JSON_KIND_OBJECT && i < map->count; i++) {
        const Json *item = &map->is.items[i];
        if (r->wanted ? strcmp(item->key, r->wanted) == 0 : map->count == 1) found = item;
        names.count++;
        if (names.list.size > 260)
            names.left++;
        else
            buffer_print(&names.list, "%s%s", names.list.size ? ", " : "", item->key);
    }
    if (!found) return refuse_names(r, &names, e);
    buffer_free(&names.list);
    if (found->kind != JSON_KIND_TEXT || strchr(found->is.text, '/'))
        return error_set(e, "%s: '%s' is in no file beside it", r->path, found->key);
    size_t folder = (size_t)(path_base(r->path) - r->path);
    FileRead shard = *r;
    Bytes file;
    shard.path = arena_print(r->arena, "%.*s%s", (int)folder, r->path, found->is.text);
    shard.wanted = found->key;
    if (!foreign_file_open(shard.path, r->files, r->arena, &file, e)) return false;
    if (!is_safetensors(file)) return error_set(e, "%s is no safetensors file", shard.path);
    return read_safetensors(&shard, file, out, e);
}

static bool holds_index(Bytes file) {
    size_t n = file.size < 4096 ? file.size : 4096;
    return memmem(file.data, n, "\"weight_map\"", 12) != NULL;
}

static bool foreign_read_text(const FileRead *r, Bytes file, NamedArray *out, Error *e) {
    CsvMatrix m;
    Json index;
    Error other;
    if (foreign_json_begins(file)) {
        bool is_index = holds_index(file) &&
                        json_parse((const char *)file.data, file.size, r->arena, &index, &other) &&
                        json_find(&index, "weight_map");
        if (is_index) return read_index(r, json_find(&index, "weight_map"), out, e);
        return foreign_json_read(file, r->path, r->wanted, r->arena, out, e);
    }
    if (!sheet_read_csv(file, r->path, r->arena, &m, e)) return false;
    if (r->wanted)
        return error_set(e, "%s is a table without a name: --array has nothing to choose", r->path);
    *out = foreign_table(&m);
    return true;
}

static bool foreign_read_bytes(FileRead *r, Bytes file, NamedArray *out, Error *e) {
    if (file.size == 0) return error_set(e, "%s is empty", r->path);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (file_begins(file, refused[i].start, refused[i].size))
            return foreign_refuse(r, refused[i].what, refused[i].how, e);
    if (file_begins(file, "\x1F\x8B", 2) && !r->unpacked) {
        Bytes inner;
        r->unpacked = true;
        if (!archive_gunzip(file, FILE_MOST, r->arena, &inner, e)) return error_prefix(e, r->path);
        return foreign_read_bytes(r, inner, out, e);
    }
    if (archive_begins(file)) return read_archive(r, file, out, e);
    if (file_begins(file, "\x93NUMPY", 6)) {
        if (r->wanted)
            return error_set(e, "%s holds one array without a name: --array has nothing to choose",
                             r->path);
        return npy_header(file, r->path, &out->array, e);
    }
    return is_safetensors(file) ? read_safetensors(r, file, out, e)
                                : foreign_read_text(r, file, out, e);
}

bool foreign_file_open(const char *path, const ForeignFiles *files, Arena *arena, Bytes *out,
                       Error *e) {
    return files ? files->open(files->self, path, arena, out, e)
                 : file_read(path, FILE_MOST, arena, out, e);
}

bool foreign_file(const char *path, const char *wanted, const ForeignFiles *files, Arena *arena,
                  NamedArray *out, Error *e) {
    Bytes file;
    FileRead r = {path, wanted, files, arena, false};
    *out = (NamedArray){0};
    return foreign_file_open(path, files, arena, &file, e) && foreign_read_bytes(&r, file, out, e);
}

static bool only_truths(const Array *a) {
    for (int64_t i = 0; i < array_count(a); i++)
        if (a->x[i] != 0 && a->x[i] != 1) return false;
    return true;
}

bool foreign_array(const char *path, const char *wanted, const ForeignFiles *files, Arena *arena,
                   NamedArray *out, Error *e) {
    if (!foreign_file(path, wanted, files, arena, out, e)) return false;
    Array *a = &out->array;
    ArrayPart whole = array_whole(a);
    if (a->x && only_truths(a)) a->type.kind = NUMBER_BOOL;
    if (a->x) return true;
    a->x = arena_raw(arena, (size_t)array_count(a), sizeof *a->x);
    return array_convert(a, &whole, a->x, e) || error_prefix(e, path);
}
