/* Opening a folder's tensors. Files are mapped: of a model of gigabytes only the headers are read.
 */
#include "model/shards.h"

#include <stdlib.h>
#include <string.h>

#include "base/file_map.h"
#include "base/text.h"
#include "model/formats/json.h"
#include "model/inside.h"

enum { SHARDS_MOST = 256, SHARD_HEADER_MAX = 16 << 20, INDEX_MAX = 4 << 20, FOLDER_NAMES = 256 };
#define SHARD_MAX ((size_t)(SIZE_MAX / 2 < UINT64_C(1) << 40 ? SIZE_MAX / 2 : UINT64_C(1) << 40))

/* A tensor, and which file it is in. */
typedef struct ShardTensor {
    StoredTensor tensor;
    int file;
} ShardTensor;

static int shards_by_name(const void *a, const void *b) {
    return strcmp(((const ShardTensor *)a)->tensor.name, ((const ShardTensor *)b)->tensor.name);
}

static bool shard_parse(const char *path, Arena *arena, Bytes *file, StoredTensors *out, Error *e) {
    if (!file_map_kept(path, SHARD_MAX, arena, file, e)) return false;
    size_t header = safetensors_start(*file);
    if (header > SHARD_HEADER_MAX && header <= file->size)
        return error_set(e, "%s: the header of a model's file is at most %d bytes long, not %zu",
                         path, SHARD_HEADER_MAX, header);
    return safetensors_parse(*file, path, arena, out, e);
}

bool shards_open_file(const char *path, Arena *arena, Shards *out, Error *e) {
    StoredTensors s;
    *out = (Shards){.name = path,
                    .paths = arena_new(arena, const char *),
                    .files = arena_new(arena, Bytes),
                    .file_count = 1};
    out->paths[0] = path;
    if (!shard_parse(path, arena, out->files, &s, e)) return false;
    out->tensors = s.tensors, out->count = s.count;
    return true;
}

/* A name of a file of this folder, and nothing else. */
static bool check_shard_name(const Json *item, Error *e) {
    if (item->kind != JSON_KIND_TEXT)
        return error_set(e, "the file of '%s' must be a text, not %s", item->key,
                         json_kind_name(item->kind));
    const char *name = item->is.text;
    if (*name == '.' || strchr(name, '/') || !text_is_plain(name))
        return error_set(e, "tensor '%s' is said to be in '%s', which is no file of this folder",
                         item->key, name);
    return text_ends(name, ".safetensors") ||
           error_set(e, "tensor '%s' is said to be in '%s', which is no .safetensors file",
                     item->key, name);
}

static bool index_read(const char *text, size_t size, Arena *arena, const Json **map, Error *e) {
    Json *root = arena_new(arena, Json);
    if (!json_parse(text, size, arena, root, e)) return false;
    *map = root->kind == JSON_KIND_OBJECT ? json_find(root, "weight_map") : NULL;
    if (!*map || (*map)->kind != JSON_KIND_OBJECT || (*map)->count == 0)
        return error_set(e, "the object 'weight_map' is missing or empty");
    for (int i = 0; i < (*map)->count; i++)
        if (!check_shard_name(&(*map)->is.items[i], e)) return false;
    return true;
}

static bool index_files(const Json *map, Arena *arena, const char *const **files, int *count,
                        Error *e) {
    const char **all = arena_many(arena, const char *, map->count);
    int last = 0;
    for (int i = 0; i < map->count; i++) all[i] = map->is.items[i].is.text;
    qsort(all, (size_t)map->count, sizeof *all, text_compare);
    for (int i = 1; i < map->count; i++)
        if (strcmp(all[last], all[i]) != 0) all[++last] = all[i];
    *files = all, *count = last + 1;
    return *count <= SHARDS_MOST ||
           error_set(e, "it names %d files, at most %d are read", *count, SHARDS_MOST);
}

bool shards_index(const char *text, size_t size, const char *name, Arena *arena,
                  const char *const **files, int *count, Error *e) {
    const Json *map;
    return (index_read(text, size, arena, &map, e) && index_files(map, arena, files, count, e)) ||
           error_prefix(e, name);
}

/* No tensor is in two files, and each is where the index says. */
static bool index_agrees(const Json *map, const ShardTensor *all, int count,
                         const char *const *files, Error *e) {
    for (int i = 1; i < count; i++)
        if (shards_by_name(&all[i - 1], &all[i]) == 0)
            return error_set(e, "tensor '%s' is in two files, %s and %s", all[i].tensor.name,
                             files[all[i - 1].file], files[all[i].file]);
    for (int i = 0; i < map->count; i++) {
        ShardTensor key = {.tensor = {.name = map->is.items[i].key}};
        const char *file = map->is.items[i].is.text;
        const ShardTensor *there = bsearch(&key, all, (size_t)count, sizeof *all, shards_by_name);
        if (!there || strcmp(files[there->file], file) != 0)
            return error_set(e, "tensor '%s' is missing in %s", key.tensor.name, file);
    }
    return true;
}

static bool index_open(const char *folder, const char *path, Arena *arena, Shards *out, Error *e) {
    Bytes text;
    const Json *map;
    const char *const *names;
    if (!file_read(path, INDEX_MAX, arena, &text, e)) return false;
    if (!index_read((const char *)text.data, text.size, arena, &map, e) ||
        !index_files(map, arena, &names, &out->file_count, e))
        return error_prefix(e, path);
    StoredTensors *shards = arena_many(arena, StoredTensors, out->file_count);
    out->paths = arena_many(arena, const char *, out->file_count);
    out->files = arena_many(arena, Bytes, out->file_count);
    for (int i = 0; i < out->file_count; i++) {
        char *shard;
        if (!inside_file(folder, names[i], arena, &shard, e)) return error_prefix(e, path);
        if (!shard_parse(shard, arena, &out->files[i], &shards[i], e)) return false;
        out->paths[i] = shard;
        out->count += shards[i].count;
    }
    ShardTensor *all = arena_many(arena, ShardTensor, out->count);
    int count = 0;
    for (int i = 0; i < out->file_count; i++)
        for (int k = 0; k < shards[i].count; k++)
            all[count++] = (ShardTensor){shards[i].tensors[k], i};
    qsort(all, (size_t)count, sizeof *all, shards_by_name);
    out->tensors = arena_many(arena, StoredTensor, count);
    for (int i = 0; i < count; i++) out->tensors[i] = all[i].tensor;
    return index_agrees(map, all, count, names, e) || error_prefix(e, path);
}

/* How other files end that may hold weights, and why they are not read. */
static const struct {
    const char *ending, *why;
} other_files[] = {
    {".bin", "a pickle can run programs, and is not read"},
    {".pt", "a pickle can run programs, and is not read"},
    {".pth", "a pickle can run programs, and is not read"},
    {".ckpt", "a checkpoint of another program is not read"},
    {".gguf", "GGUF is not read"},
    {".onnx", "ONNX is not read"},
    {".h5", "TensorFlow's weights are not read"},
    {".msgpack", "Flax's weights are not read"},
};

/* What is there instead, and what to do about it. */
static bool shards_refuse_other(const char *folder, const char *name, const char *why, Error *e) {
    return error_set(e, "%s/%s: %s: put the model's .safetensors files into its folder", folder,
                     name, why);
}

/* A line to paste for the usual pickles. Nothing stands in it that could end its quotes. */
static bool shards_refuse_pickle(const char *folder, Error *e) {
    enum { PASTED_MOST = 100 };
    bool pasted = !strchr(folder, '\'') && text_is_plain(folder) && strlen(folder) <= PASTED_MOST;
    return error_set(e,
                     "a pickle can run programs; convert it once%s%s%spython3 -c \"import "
                     "glob,torch,safetensors.torch as s;s.save_file({k:v.clone().contiguous()for f "
                     "in glob.glob('pytorch_model*.bin')for k,v in "
                     "torch.load(f,'cpu',weights_only=True).items()},'model.safetensors')\"",
                     pasted ? ": cd '" : ", in its folder: ", pasted ? folder : "",
                     pasted ? "' && " : "");
}

bool shards_refuse_file(const char *path, Error *e) {
    for (size_t k = 0; k < sizeof other_files / sizeof *other_files; k++)
        if (text_ends(path, other_files[k].ending))
            return error_set(e, "%s: %s: give the folder of the model's .safetensors files", path,
                             other_files[k].why);
    return error_set(e, "%s is a file: a model is the folder of config.json and its weights", path);
}

bool shards_alone(const char *folder, Arena *arena, Error *e) {
    const char *names[FOLDER_NAMES];
    int there = folder_names(folder, names, FOLDER_NAMES, arena);
    int count = there < FOLDER_NAMES ? there : FOLDER_NAMES;
    for (int i = 0; i < count; i++)
        if (text_begins(names[i], "pytorch_model") && text_ends(names[i], ".bin"))
            return shards_refuse_pickle(folder, e);
    for (size_t k = 0; k < sizeof other_files / sizeof *other_files; k++)
        for (int i = 0; i < count; i++)
            if (text_ends(names[i], other_files[k].ending))
                return shards_refuse_other(folder, names[i], other_files[k].why, e);
    return true;
}

bool shards_open(const char *folder, Arena *arena, Shards *out, Error *e) {
    static const char one[] = "model.safetensors", index[] = SHARDS_INDEX;
    char *path;
    if (file_taken(path_join(arena, folder, one)))
        return inside_file(folder, one, arena, &path, e) && shards_open_file(path, arena, out, e);
    *out = (Shards){.name = path_join(arena, folder, index)};
    if (file_taken(out->name))
        return inside_file(folder, index, arena, &path, e) &&
               index_open(folder, path, arena, out, e);
    return shards_alone(folder, arena, e) &&
           error_set(e, "%s holds neither model.safetensors nor model.safetensors.index.json",
                     folder);
}

static uint64_t hash_word(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

/* Four words at a time, each with a hash of its own: none waits for another one's product. */
static uint64_t hash_bytes(uint64_t seed, Bytes file) {
    enum { LANES = 4 };
    uint64_t lane[LANES] = {seed, seed + 1, seed + 2, seed + 3}, word[LANES];
    size_t i = 0;
    for (; file.size - i >= sizeof word; i += sizeof word) {
        memcpy(word, file.data + i, sizeof word);
        for (int k = 0; k < LANES; k++) lane[k] = hash_word(lane[k], word[k]);
    }
    memset(word, 0, sizeof word);
    if (i < file.size) memcpy(word, file.data + i, file.size - i);
    seed = hash_word(seed, file.size);
    for (int k = 0; k < LANES; k++) seed = hash_word(seed, hash_word(lane[k], word[k]));
    return seed;
}

unsigned long long shards_hash(const Shards *s) {
    uint64_t hash = 1;
    for (int i = 0; i < s->file_count; i++) hash = hash_bytes(hash, s->files[i]);
    return hash;
}
