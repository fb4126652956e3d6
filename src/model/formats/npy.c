/* .npy files. The header is the text of a Python dict; only NumPy's three keys and their plain
   values are read. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
#include "model/formats/npy.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { HEADER_MAX = 10000, UNIT = 64, TEXT_MOST = 1 << 20 };
static const char magic[6] = {'\x93', 'N', 'U', 'M', 'P', 'Y'};

/* What the header says, while it is read. */
typedef struct Header {
    const char *p, *end;
    bool has_descr, has_order, has_shape;
    Array *array;
} Header;

/* Blanks of every kind, as Python skips them. */
static void skip_spaces(Header *h) {
    while (h->p < h->end && strchr(" \t\r\n\f", *h->p) && *h->p) h->p++;
}

static bool npy_take(Header *h, char c) {
    skip_spaces(h);
    if (h->p == h->end || *h->p != c) return false;
    h->p++;
    return true;
}

static bool npy_take_word(Header *h, const char *word) {
    size_t size = strlen(word);
    skip_spaces(h);
    if ((size_t)(h->end - h->p) < size || memcmp(h->p, word, size) != 0) return false;
    h->p += size;
    return true;
}

/* A quoted text without escapes, shorter than size. */
static bool take_text(Header *h, char *out, size_t size, Error *e) {
    char quote = npy_take(h, '\'') ? '\'' : '"';
    if (quote == '"' && !npy_take(h, '"'))
        return error_set(e, "the header is not as NumPy writes it: a text is missing");
    const char *start = h->p;
    while (h->p < h->end && *h->p != quote && *h->p != '\\' && *h->p != '\n') h->p++;
    if (h->p == h->end || *h->p != quote)
        return error_set(e, "the header has a text that is not closed");
    size_t n = (size_t)(h->p - start);
    if (n >= size)
        return error_set(e, "the header has the text '%.*s', which NumPy does not write", (int)n,
                         start);
    memcpy(out, start, n);
    out[n] = 0;
    h->p++;
    return true;
}

static bool read_descr(Header *h, Error *e) {
    skip_spaces(h);
    if (h->p < h->end && *h->p == '[')
        return error_set(
            e, "the array is of a structured type (several fields); only plain numbers are read");
    h->has_descr = true;
    return take_text(h, h->array->dtype, sizeof h->array->dtype, e);
}

static bool read_order(Header *h, Error *e) {
    h->has_order = true;
    if (npy_take_word(h, "True")) return h->array->fortran = true, true;
    if (npy_take_word(h, "False")) return h->array->fortran = false, true;
    return error_set(e, "'fortran_order' is neither True nor False");
}

static bool read_dim(Header *h, int64_t *out, Error *e) {
    int64_t n = 0;
    const char *start = h->p;
    for (; h->p < h->end && *h->p >= '0' && *h->p <= '9'; h->p++) {
        if (n > (INT64_MAX - 9) / 10) return error_set(e, "an axis of the shape is too large");
        n = 10 * n + (*h->p - '0');
    }
    if (h->p == start)
        return error_set(e, "the shape is not a tuple of whole numbers, none negative");
    if (*start == '0' && h->p > start + 1)
        return error_set(e, "an axis of the shape begins with 0");
    if (n == 0) return error_set(e, "the array is empty: an axis of its shape is 0");
    if (h->p < h->end && *h->p == 'L') h->p++; /* as Python 2 wrote whole numbers */
    *out = n;
    return true;
}

static bool npy_read_shape(Header *h, Error *e) {
    Array *a = h->array;
    bool comma = false;
    h->has_shape = true;
    if (!npy_take(h, '(')) return error_set(e, "the shape is not a tuple");
    for (a->rank = 0; !npy_take(h, ')'); a->rank++) {
        if (a->rank > 0 && !comma)
            return error_set(e, "the shape is not a tuple of whole numbers, none negative");
        if (a->rank == ARRAY_RANK)
            return error_set(e, "the array has more than %d axes", (int)ARRAY_RANK);
        skip_spaces(h);
        if (!read_dim(h, &a->dims[a->rank], e)) return false;
        comma = npy_take(h, ',');
    }
    if (a->rank == 1 && !comma) return error_set(e, "the shape is not a tuple: a comma is missing");
    return true;
}

static bool npy_read_entry(Header *h, Error *e) {
    char key[16];
    if (!take_text(h, key, sizeof key, e)) return false;
    if (!npy_take(h, ':')) return error_set(e, "the header has no ':' after '%s'", key);
    bool descr = strcmp(key, "descr") == 0, order = strcmp(key, "fortran_order") == 0;
    bool shape = strcmp(key, "shape") == 0;
    if ((descr && h->has_descr) || (order && h->has_order) || (shape && h->has_shape))
        return error_set(e, "the header has the key '%s' twice", key);
    if (descr) return read_descr(h, e);
    if (order) return read_order(h, e);
    if (shape) return npy_read_shape(h, e);
    return error_set(e, "the header has an unknown key '%s'", key);
}

static bool read_dict(Header *h, Error *e) {
    bool comma = true;
    if (!npy_take(h, '{')) return error_set(e, "the header does not begin with '{'");
    while (!npy_take(h, '}')) {
        if (h->p == h->end) return error_set(e, "the header is not closed with '}'");
        if (!comma) return error_set(e, "the header has no ',' between its keys");
        if (!npy_read_entry(h, e)) return false;
        comma = npy_take(h, ',');
    }
    const char *missing = !h->has_descr   ? "descr"
                          : !h->has_order ? "fortran_order"
                          : !h->has_shape ? "shape"
                                          : NULL;
    if (missing) return error_set(e, "the header has no key '%s'", missing);
    skip_spaces(h);
    if (h->p != h->end) return error_set(e, "the header has more text behind its '}'");
    return true;
}

static bool big_endian_host(void) {
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first == 0;
}

/* The types that are read, by every name that NumPy takes for them: kind and bytes, NumPy's letter,
   its long name. */
static const struct {
    const char *names[4];
    NumberType type;
} types[] = {
    {{"b1", "?", "bool"}, {NUMBER_BOOL, 1, false}},
    {{"i1", "b", "int8"}, {NUMBER_INT, 1, false}},
    {{"u1", "B", "uint8"}, {NUMBER_UINT, 1, false}},
    {{"i2", "h", "int16"}, {NUMBER_INT, 2, false}},
    {{"u2", "H", "uint16"}, {NUMBER_UINT, 2, false}},
    {{"i4", "i", "int32"}, {NUMBER_INT, 4, false}},
    {{"u4", "I", "uint32"}, {NUMBER_UINT, 4, false}},
    {{"i8", "q", "int64", "l"}, {NUMBER_INT, 8, false}},
    {{"u8", "Q", "uint64", "L"}, {NUMBER_UINT, 8, false}},
    {{"f2", "e", "float16"}, {NUMBER_FLOAT, 2, false}},
    {{"f4", "f", "float32"}, {NUMBER_FLOAT, 4, false}},
    {{"f8", "d", "float64"}, {NUMBER_FLOAT, 8, false}},
    {{"f16", "g", "longdouble", "float128"}, {NUMBER_FLOAT, 16, false}},
    {{"bfloat16", "V2", "bf16"}, {NUMBER_BRAIN, 2, false}},
};

/* Its row in the table, without the byte order; −1: none. */
static int type_of(const char *name) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (int k = 0; k < 4 && types[i].names[k]; k++)
            if (strcmp(name, types[i].names[k]) == 0) return (int)i;
    return -1;
}

/* What Python objects are saved by instead: a dict has no axis, a list of arrays has one. */
static bool refuse_objects(const Array *a, const char *name, Error *e) {
    const char *base = path_base(name), *dot = strrchr(base, '.'), *member = strstr(base, ": ");
    int stem = dot && dot > base ? (int)(dot - base) : (int)strlen(base);
    bool dict = a->rank == 0;
    if (member)
        return error_set(
            e,
            "the array is a pickled Python object, which is not read; in Python: import "
            "numpy; numpy.savez('plain.npz', *numpy.load('%.*s', "
            "allow_pickle=True)['%.*s'])",
            (int)(member - base), base, stem - (int)(member + 2 - base), member + 2);
    return error_set(e,
                     "the array is a pickled Python object, which is not read; in Python: import "
                     "numpy; numpy.savez('%.*s.npz', %snumpy.load('%s', allow_pickle=True)%s)",
                     stem, base, dict ? "**" : "*", base, dict ? ".item()" : "");
}

/* Puts NumPy's usual name in place of the type's: '<f4' for 'f4', '|f4', '=f4' and 'float32'.
   Without
   '<' or '>' it is this machine's order. */
static bool npy_check_type(Array *a, const char *name, Error *e) {
    bool ordered = *a->dtype && strchr("<>=|", *a->dtype);
    int row = type_of(a->dtype + ordered);
    if (row >= 0) {
        a->type = types[row].type;
        a->type.big =
            a->type.bytes > 1 && (*a->dtype == '>' || (*a->dtype != '<' && big_endian_host()));
        if (a->type.kind == NUMBER_BRAIN)
            strcpy(a->dtype, types[row].names[0]);
        else
            snprintf(a->dtype, sizeof a->dtype, "%c%s",
                     a->type.bytes == 1 ? '|'
                     : a->type.big      ? '>'
                                        : '<',
                     types[row].names[0]);
        return true;
    }
    if (strchr(a->dtype, 'O')) return refuse_objects(a, name, e);
    const char *why = strpbrk(a->dtype, "Mm")   ? " (times)"
                      : strpbrk(a->dtype, "SU") ? " (texts)"
                      : strchr(a->dtype, 'c')
                          ? " (complex numbers: save numpy.abs or .real of them)"
                          : "";
    return error_set(
        e, "numbers of type '%s'%s are not read; bools, whole numbers and floats of all sizes are",
        a->dtype, why);
}

/* Where the header's text begins and how long it is said to be. */
static bool read_preamble(Bytes file, size_t *start, size_t *size, Error *e) {
    const unsigned char *d = file.data;
    if (file.size < sizeof magic || memcmp(d, magic, sizeof magic) != 0)
        return error_set(e, "it is not a .npy file: it does not begin with \\x93NUMPY");
    if (file.size < 10) return error_set(e, "the file ends within its first 10 bytes");
    if (d[6] < 1 || d[6] > 3 || d[7] != 0)
        return error_set(e, "version %d.%d of the .npy format is not known", d[6], d[7]);
    *start = d[6] == 1 ? 10 : 12;
    if (file.size < *start) return error_set(e, "the file ends within its first 12 bytes");
    *size = d[8] | (size_t)d[9] << 8;
    if (d[6] > 1) *size |= (size_t)d[10] << 16 | (size_t)d[11] << 24;
    if (*size > file.size - *start)
        return error_set(e, "the header is said to be longer than the file");
    if (*size > HEADER_MAX)
        return error_set(e, "the header is %zu bytes long, at most %d are read", *size,
                         (int)HEADER_MAX);
    return true;
}

static bool read_header(Bytes file, const char *name, Array *out, Error *e) {
    size_t start = 0, size = 0;
    *out = (Array){0};
    if (!read_preamble(file, &start, &size, e)) return false;
    const char *text = (const char *)file.data + start;
    Header h = {.p = text, .end = text + size, .array = out};
    if (!read_dict(&h, e) || !npy_check_type(out, name, e)) return false;
    out->data = file.data + start + size;
    /* The data must be the shape's bytes exactly; each axis is at least 1, so the product only
     * grows. */
    size_t there = file.size - start - size;
    size_t bytes = (size_t)out->type.bytes;
    for (int i = 0; i < out->rank; i++) {
        if ((uint64_t)out->dims[i] > there / bytes)
            return error_set(e,
                             "the file is too short: its shape asks for more than the %zu bytes of "
                             "data there are",
                             there);
        bytes *= (size_t)out->dims[i];
    }
    if (bytes == there) return true;
    return error_set(e, "the file is too long: its shape asks for %zu bytes of data, %zu are there",
                     bytes, there);
}

bool npy_header(Bytes file, const char *name, Array *out, Error *e) {
    return read_header(file, name, out, e) || error_prefix(e, name);
}

bool npy_parse(Bytes file, const char *name, Arena *arena, Array *out, Error *e) {
    if (!npy_header(file, name, out, e)) return false;
    ArrayPart whole = array_whole(out);
    out->x = arena_raw(arena, (size_t)array_count(out), sizeof *out->x);
    return array_convert(out, &whole, out->x, e) || error_prefix(e, name);
}

/* "<U5": five letters of four bytes each; "|S5": five bytes. */
static bool text_type(const char *dtype, bool *wide, bool *big, int64_t *letters) {
    char order = *dtype;
    dtype += order && strchr("<>=|", order);
    *wide = *dtype == 'U';
    *big = order == '>' || (order != '<' && big_endian_host());
    *letters = strtol(dtype + 1, NULL, 10);
    return (*wide || *dtype == 'S') && *letters > 0 && *letters < TEXT_MOST;
}

static char *npy_text(const unsigned char *p, int64_t letters, bool wide, bool big, Arena *arena) {
    char *text = arena_raw(arena, (size_t)letters * 4 + 1, 1), *to = text;
    for (int64_t i = 0; i < letters; i++) {
        const unsigned char *c = p + i * 4;
        uint32_t code = wide ? (uint32_t)c[big ? 0 : 3] << 24 | (uint32_t)c[big ? 1 : 2] << 16 |
                                   (uint32_t)c[big ? 2 : 1] << 8 | c[big ? 3 : 0]
                             : p[i];
        if (code == 0) break;
        if (wide)
            to += utf8_encode(code < 0x110000 ? code : 0xFFFD, to);
        else
            *to++ = (char)code;
    }
    *to = 0;
    return text;
}

bool npy_texts(Bytes file, const char *name, Arena *arena, char ***out, int64_t *count, Error *e) {
    size_t start = 0, size = 0;
    bool wide, big;
    int64_t letters;
    Array a = {0};
    if (!read_preamble(file, &start, &size, e)) return error_prefix(e, name);
    const char *text = (const char *)file.data + start;
    Header h = {.p = text, .end = text + size, .array = &a};
    if (!read_dict(&h, e)) return error_prefix(e, name);
    if (!text_type(a.dtype, &wide, &big, &letters))
        return error_set(e, "%s holds no texts, but numbers of type '%s'", name, a.dtype);
    size_t each = (size_t)letters * (wide ? 4 : 1), there = file.size - start - size;
    *count = 1;
    for (int i = 0; i < a.rank; i++) {
        if (a.dims[i] > (int64_t)(there / each) / *count)
            return error_set(e, "%s is cut: its texts are not all there", name);
        *count *= a.dims[i];
    }
    *out = arena_many(arena, char *, *count);
    for (int64_t i = 0; i < *count; i++)
        (*out)[i] =
            npy_text(file.data + start + size + (size_t)i * each, letters, wide, big, arena);
    return true;
}

static void print_float(float x, Buffer *out) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    unsigned char bytes[4] = {bits & 255, bits >> 8 & 255, bits >> 16 & 255, bits >> 24 & 255};
    buffer_add(out, bytes, sizeof bytes);
}

void npy_print(const float *x, int rank, const int64_t *dims, Buffer *out) {
    assert(rank >= 1 && rank <= ARRAY_RANK);
    Array a = {.rank = rank};
    Buffer text = {0};
    memcpy(a.dims, dims, (size_t)rank * sizeof *dims);
    buffer_text(&text, "{'descr': '<f4', 'fortran_order': False, 'shape': ");
    for (int i = 0; i < rank; i++)
        buffer_print(&text, "%s%lld", i > 0 ? ", " : "(", (long long)dims[i]);
    buffer_text(&text, rank == 1 ? ",)" : ")");
    buffer_text(&text, ", }");
    while ((10 + text.size + 1) % UNIT != 0) buffer_text(&text, " ");
    buffer_text(&text, "\n");
    buffer_add(out, magic, sizeof magic);
    unsigned char version_and_size[4] = {1, 0, text.size & 255, text.size >> 8 & 255};
    buffer_add(out, version_and_size, sizeof version_and_size);
    buffer_add(out, text.data, text.size);
    buffer_free(&text);
    for (int64_t i = 0, count = array_count(&a); i < count; i++) print_float(x[i], out);
}
