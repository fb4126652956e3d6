/* The safetensors format. Nothing is believed: each number of the header is checked against the
 * file's size. */
#include "model/formats/safetensors.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/formats/json.h"

enum { LENGTH_BYTES = 8 };

static const struct {
    const char *name, *dtype; /* NumPy's */
    NumberType type;
} dtypes[] = {
    {"F32", "<f4", {NUMBER_FLOAT, 4, false}},
    {"F16", "<f2", {NUMBER_FLOAT, 2, false}},
    {"BF16", "bfloat16", {NUMBER_BRAIN, 2, false}},
    {"F64", "<f8", {NUMBER_FLOAT, 8, false}},
    {"I64", "<i8", {NUMBER_INT, 8, false}},
    {"I32", "<i4", {NUMBER_INT, 4, false}},
    {"I16", "<i2", {NUMBER_INT, 2, false}},
    {"I8", "|i1", {NUMBER_INT, 1, false}},
    {"U64", "<u8", {NUMBER_UINT, 8, false}},
    {"U32", "<u4", {NUMBER_UINT, 4, false}},
    {"U16", "<u2", {NUMBER_UINT, 2, false}},
    {"U8", "|u1", {NUMBER_UINT, 1, false}},
    {"BOOL", "|b1", {NUMBER_BOOL, 1, false}},
    {"F8_E4M3", "float8_e4m3fn", {NUMBER_F8_E4M3, 1, false}},
    {"F8_E5M2", "float8_e5m2", {NUMBER_F8_E5M2, 1, false}},
};

/* Its row in the table, −1 if the type is unknown. */
static int dtype_of(const char *name) {
    for (size_t i = 0; i < sizeof dtypes / sizeof *dtypes; i++)
        if (strcmp(dtypes[i].name, name) == 0) return (int)i;
    return -1;
}

static uint64_t safetensors_length_of(Bytes file) {
    uint64_t length = 0;
    for (int i = LENGTH_BYTES - 1; i >= 0; i--) length = length << 8 | file.data[i];
    return length;
}

size_t safetensors_start(Bytes start) {
    uint64_t length = start.size < LENGTH_BYTES ? 0 : safetensors_length_of(start);
    return LENGTH_BYTES +
           (size_t)(length < SAFETENSORS_HEADER_MAX ? length : SAFETENSORS_HEADER_MAX);
}

static bool read_length(Bytes file, size_t *out, Error *e) {
    if (file.size < LENGTH_BYTES) return error_set(e, "the file ends within its first 8 bytes");
    uint64_t length = safetensors_length_of(file);
    if (length > file.size - LENGTH_BYTES)
        return error_set(e, "the header is said to be %llu bytes long, more than the file has",
                         (unsigned long long)length);
    if (length > SAFETENSORS_HEADER_MAX)
        return error_set(e, "the header is %llu bytes long, at most %d are read",
                         (unsigned long long)length, (int)SAFETENSORS_HEADER_MAX);
    *out = (size_t)length;
    return true;
}

static bool check_name(const char *name, Error *e) {
    if (name[0] == 0) return error_set(e, "a tensor has no name");
    if (!text_is_plain(name))
        return error_set(e, "the tensor name '%s' holds control characters", name);
    return true;
}

/* A count, an axis or an offset: a whole number, not negative. */
static bool safetensors_read_number(const Json *value, const char *what, int64_t *out, Error *e) {
    if (value->kind != JSON_KIND_INTEGER)
        return error_set(e, "a number in '%s' must be a whole number, not %s", what,
                         json_kind_name(value->kind));
    if (value->is.integer < 0)
        return error_set(e, "'%s' holds the negative number %lld", what,
                         (long long)value->is.integer);
    *out = value->is.integer;
    return true;
}

static bool safetensors_read_shape(const Json *list, StoredTensor *t, Error *e) {
    if (list->kind != JSON_KIND_LIST)
        return error_set(e, "'shape' must be a list, not %s", json_kind_name(list->kind));
    if (list->count > SAFETENSORS_RANK)
        return error_set(e, "'shape' has %d axes, at most %d are read", list->count,
                         (int)SAFETENSORS_RANK);
    t->rank = list->count;
    for (int i = 0; i < t->rank; i++)
        if (!safetensors_read_number(&list->is.items[i], "shape", &t->dims[i], e)) return false;
    return true;
}

static bool read_dtype(const Json *value, StoredTensor *t, Error *e) {
    if (value->kind != JSON_KIND_TEXT)
        return error_set(e, "'dtype' must be a text, not %s", json_kind_name(value->kind));
    t->dtype = value->is.text;
    return dtype_of(t->dtype) >= 0 || error_set(e, "the type '%s' is not known", t->dtype);
}

/* The shape's bytes; a product beyond `there` is not computed further, so it cannot overflow. */
static bool check_bytes(const StoredTensor *t, size_t there, Error *e) {
    size_t bytes = (size_t)dtypes[dtype_of(t->dtype)].type.bytes;
    bool empty = false;
    for (int i = 0; i < t->rank; i++) empty = empty || t->dims[i] == 0;
    for (int i = 0; i < t->rank && !empty; i++) {
        if ((uint64_t)t->dims[i] > there / bytes)
            return error_set(e, "its shape asks for more bytes than its offsets give (%zu)",
                             t->bytes);
        bytes *= (size_t)t->dims[i];
    }
    if (empty) bytes = 0;
    if (bytes == t->bytes) return true;
    return error_set(e, "its shape asks for %zu bytes, its offsets give %zu", bytes, t->bytes);
}

static bool read_offsets(const Json *list, Bytes data, StoredTensor *t, Error *e) {
    int64_t begin = 0, end = 0;
    if (list->kind != JSON_KIND_LIST || list->count != 2)
        return error_set(e, "'data_offsets' must be a list of two numbers");
    if (!safetensors_read_number(&list->is.items[0], "data_offsets", &begin, e)) return false;
    if (!safetensors_read_number(&list->is.items[1], "data_offsets", &end, e)) return false;
    if (begin > end) return error_set(e, "'data_offsets' end before they begin");
    if ((uint64_t)end > data.size)
        return error_set(e, "'data_offsets' end at %lld, past the %zu bytes of data",
                         (long long)end, data.size);
    t->data = data.data + begin;
    t->bytes = (size_t)(end - begin);
    return true;
}

static bool check_keys(const Json *object, Error *e) {
    static const char *const keys[] = {"dtype", "shape", "data_offsets"};
    if (object->kind != JSON_KIND_OBJECT)
        return error_set(e, "its entry must be an object, not %s", json_kind_name(object->kind));
    for (int i = 0; i < 3; i++)
        if (!json_find(object, keys[i])) return error_set(e, "the key '%s' is missing", keys[i]);
    for (int i = 0; i < object->count; i++) {
        const char *key = object->is.items[i].key;
        if (strcmp(key, keys[0]) != 0 && strcmp(key, keys[1]) != 0 && strcmp(key, keys[2]) != 0)
            return error_set(e, "unknown key '%s'", key);
    }
    return true;
}

static bool safetensors_read_entry(const Json *entry, Bytes data, StoredTensor *t, Error *e) {
    return check_keys(entry, e) && read_dtype(json_find(entry, "dtype"), t, e) &&
           safetensors_read_shape(json_find(entry, "shape"), t, e) &&
           read_offsets(json_find(entry, "data_offsets"), data, t, e) &&
           check_bytes(t, t->bytes, e);
}

static bool read_tensor(const Json *entry, Bytes data, Arena *arena, StoredTensor *t, Error *e) {
    t->name = entry->key;
    if (!check_name(t->name, e)) return false;
    return safetensors_read_entry(entry, data, t, e) ||
           error_prefix(e, arena_print(arena, "tensor '%s'", t->name));
}

static bool read_metadata(const Json *object, Arena *arena, StoredTensors *out, Error *e) {
    if (object->kind != JSON_KIND_OBJECT) return error_set(e, "'__metadata__' must be an object");
    const char **pairs = arena_many(arena, const char *, 2 * (size_t)object->count);
    for (int i = 0; i < object->count; i++) {
        const Json *item = &object->is.items[i];
        if (item->kind != JSON_KIND_TEXT)
            return error_set(e, "'__metadata__' must hold texts only, '%s' is %s", item->key,
                             json_kind_name(item->kind));
        pairs[2 * i] = item->key;
        pairs[2 * i + 1] = item->is.text;
    }
    out->metadata = pairs;
    out->metadata_count = object->count;
    return true;
}

static int by_place(const void *left, const void *right) {
    const StoredTensor *a = left, *b = right;
    if (a->data != b->data) return a->data < b->data ? -1 : 1;
    if (a->bytes != b->bytes) return a->bytes < b->bytes ? -1 : 1;
    return strcmp(a->name, b->name);
}

static bool read_tensors(const Json *root, Bytes data, Arena *arena, StoredTensors *out, Error *e) {
    if (root->kind != JSON_KIND_OBJECT) return error_set(e, "the header must be an object");
    out->tensors = arena_many(arena, StoredTensor, root->count);
    for (int i = 0; i < root->count; i++) {
        const Json *entry = &root->is.items[i];
        bool is_metadata = strcmp(entry->key, "__metadata__") == 0;
        if (is_metadata && !read_metadata(entry, arena, out, e)) return false;
        if (!is_metadata && !read_tensor(entry, data, arena, &out->tensors[out->count++], e))
            return false;
    }
    qsort(out->tensors, (size_t)out->count, sizeof *out->tensors, by_place);
    /* In order of place, each tensor begins where the one before ends, and the last ends with the
     * file. */
    const unsigned char *at = data.data;
    for (int i = 0; i < out->count; i++) {
        const StoredTensor *t = &out->tensors[i];
        if (t->data < at) return error_set(e, "tensor '%s' overlaps the one before it", t->name);
        if (t->data > at)
            return error_set(e, "there are bytes of no tensor before tensor '%s'", t->name);
        at = t->data + t->bytes;
    }
    size_t left = (size_t)(data.data + data.size - at);
    return left == 0 || error_set(e, "there are %zu bytes behind the last tensor", left);
}

static bool safetensors_read_file(Bytes file, Arena *arena, StoredTensors *out, Error *e) {
    size_t length = 0;
    Json root;
    if (!read_length(file, &length, e)) return false;
    const char *header = (const char *)file.data + LENGTH_BYTES;
    if (length == 0 || header[0] != '{') return error_set(e, "the header does not begin with '{'");
    size_t text = length;
    while (header[text - 1] == ' ') text--; /* padding */
    if (!json_parse(header, text, arena, &root, e)) return error_prefix(e, "header");
    Bytes data = {file.data + LENGTH_BYTES + length, file.size - LENGTH_BYTES - length};
    return read_tensors(&root, data, arena, out, e);
}

bool safetensors_parse(Bytes file, const char *name, Arena *arena, StoredTensors *out, Error *e) {
    *out = (StoredTensors){0};
    return safetensors_read_file(file, arena, out, e) || error_prefix(e, name);
}

static size_t safetensors_count_of(const TensorToStore *t) {
    size_t n = 1;
    for (int i = 0; i < t->rank; i++) n *= (size_t)t->dims[i];
    return n;
}

static void print_entry(const TensorToStore *t, size_t *offset, Buffer *out) {
    size_t end = *offset + safetensors_count_of(t) * sizeof(float);
    json_print_text(t->name, out);
    buffer_text(out, ":{\"dtype\":\"F32\",\"shape\":[");
    for (int i = 0; i < t->rank; i++)
        buffer_print(out, "%s%lld", i > 0 ? "," : "", (long long)t->dims[i]);
    buffer_print(out, "],\"data_offsets\":[%zu,%zu]}", *offset, end);
    *offset = end;
}

static void print_header(const TensorToStore *tensors, int count, const char *const *metadata,
                         int metadata_count, Buffer *out) {
    size_t offset = 0;
    buffer_text(out, "{");
    if (metadata_count > 0) {
        buffer_text(out, "\"__metadata__\":{");
        for (int i = 0; i < metadata_count; i++) {
            if (i > 0) buffer_text(out, ",");
            json_print_text(metadata[2 * i], out);
            buffer_text(out, ":");
            json_print_text(metadata[2 * i + 1], out);
        }
        buffer_text(out, "}");
    }
    for (int i = 0; i < count; i++) {
        if (i > 0 || metadata_count > 0) buffer_text(out, ",");
        print_entry(&tensors[i], &offset, out);
    }
    buffer_text(out, "}");
    while (out->size % 8 != 0) buffer_text(out, " ");
}

static void print_little_endian(uint64_t value, int bytes, Buffer *out) {
    unsigned char b[8];
    for (int i = 0; i < bytes; i++) b[i] = (unsigned char)(value >> 8 * i & 255);
    buffer_add(out, b, (size_t)bytes);
}

static void safetensors_print_numbers(const TensorToStore *t, Buffer *out) {
    for (size_t i = 0, count = safetensors_count_of(t); i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &t->x[i], sizeof bits);
        print_little_endian(bits, 4, out);
    }
}

void safetensors_print(const TensorToStore *tensors, int count, const char *const *metadata,
                       int metadata_count, Buffer *out) {
    Buffer header = {0};
    print_header(tensors, count, metadata, metadata_count, &header);
    assert(header.size <= SAFETENSORS_HEADER_MAX);
    print_little_endian(header.size, LENGTH_BYTES, out);
    buffer_add(out, header.data, header.size);
    buffer_free(&header);
    for (int i = 0; i < count; i++) safetensors_print_numbers(&tensors[i], out);
}

void safetensors_floats(const StoredTensor *t, float *x) {
    const unsigned char *b = t->data;
    for (size_t i = 0; i < t->bytes / 4; i++, b += 4) {
        uint32_t bits =
            (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
        memcpy(&x[i], &bits, 4);
    }
}

bool safetensors_array(const StoredTensor *t, Array *out, Error *e) {
    int row = dtype_of(t->dtype);
    if (t->bytes == 0) return error_set(e, "tensor '%s' is empty", t->name);
    *out = (Array){.type = dtypes[row].type, .rank = t->rank, .data = t->data};
    strcpy(out->dtype, dtypes[row].dtype);
    memcpy(out->dims, t->dims, (size_t)t->rank * sizeof *t->dims);
    return true;
}
