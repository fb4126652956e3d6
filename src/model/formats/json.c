/* The only file that knows jansson. Its tree is copied into the arena at once and freed. */
#include "model/formats/json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Behind a text that opens with a quote: where the quote that closes it is. */
static const char *text_end(const char *p, const char *end) {
    for (p++; p < end && *p != '"'; p++)
        if (*p == '\\' && p + 1 < end) p++;
    return p;
}

/* A look at the brackets before anything is allocated for them. */
static bool json_check_size(const char *text, size_t size, Error *e) {
    int depth = 0, containers = 0, values = 1;
    const char *end = text + size;
    for (const char *p = text; p < end; p++) {
        if (*p == '"') p = text_end(p, end);
        if (p >= end) break;
        bool opens = *p == '{' || *p == '[';
        depth += opens - (*p == '}' || *p == ']');
        containers += opens;
        values += opens || *p == ',';
        if (depth > JSON_DEPTH)
            return error_set(e, "lists and objects are nested more than %d deep", JSON_DEPTH);
        if (containers > JSON_CONTAINERS_MAX || values > JSON_VALUES_MAX)
            return error_set(e, "it holds too many values");
    }
    return true;
}

/* jansson has just read the second of the two equal keys when it stops; this is that key as it is
 * written. */
static bool duplicate_error(const char *text, size_t size, const json_error_t *error, Error *e) {
    size_t at = error->position > 0 ? (size_t)error->position : 0;
    const char *close = text + (at < size ? at : size - 1); /* never empty: it holds two keys */
    while (close > text && *close != '"') close--;
    const char *open = close > text ? close - 1 : close;
    while (open > text && !(*open == '"' && open[-1] != '\\')) open--;
    if (open >= close) return error_set(e, "line %d: a key is there twice", error->line);
    return error_set(e, "line %d: the key '%.*s' is there twice", error->line,
                     (int)(close - open - 1), open + 1);
}

static bool parse_error(const char *text, size_t size, const json_error_t *error, Error *e) {
    switch (json_error_code(error)) {
    case json_error_duplicate_key: return duplicate_error(text, size, error, e);
    case json_error_numeric_overflow:
        return error_set(e, "line %d: a number is too large", error->line);
    case json_error_premature_end_of_input:
        return error_set(e, "line %d: the text ends too early", error->line);
    case json_error_null_byte_in_key:
    case json_error_null_character:
        return error_set(e, "line %d: a text holds the character U+0000", error->line);
    default:
        return error_set(e, "line %d, column %d: not JSON: %s", error->line, error->column,
                         error->text);
    }
}

typedef struct Copy {
    Arena *arena;
    char *pool; /* where the next text goes */
} Copy;

/* Unescaped texts with their zeros need no more room than they took in the JSON with their quotes.
 */
static const char *copy_text(Copy *c, const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = memcpy(c->pool, text, size);
    c->pool += size;
    return copy;
}

static void copy_value(Copy *c, json_t *from, Json *to);

static void copy_list(Copy *c, json_t *from, Json *to) {
    to->kind = JSON_KIND_LIST;
    to->count = (int)json_array_size(from);
    to->is.items = arena_many(c->arena, Json, to->count);
    for (int i = 0; i < to->count; i++)
        copy_value(c, json_array_get(from, (size_t)i), &to->is.items[i]);
}

static void copy_object(Copy *c, json_t *from, Json *to) {
    to->kind = JSON_KIND_OBJECT;
    to->count = (int)json_object_size(from);
    Json *item = to->is.items = arena_many(c->arena, Json, to->count);
    for (void *i = json_object_iter(from); i; i = json_object_iter_next(from, i), item++) {
        item->key = copy_text(c, json_object_iter_key(i));
        copy_value(c, json_object_iter_value(i), item);
    }
}

static void copy_value(Copy *c, json_t *from, Json *to) {
    switch (json_typeof(from)) {
    case JSON_NULL: to->kind = JSON_KIND_NULL; break;
    case JSON_TRUE:
    case JSON_FALSE: to->kind = JSON_KIND_BOOL, to->is.truth = json_is_true(from); break;
    case JSON_INTEGER:
        to->kind = JSON_KIND_INTEGER, to->is.integer = json_integer_value(from);
        break;
    case JSON_REAL: to->kind = JSON_KIND_REAL, to->is.real = json_real_value(from); break;
    case JSON_STRING:
        to->kind = JSON_KIND_TEXT, to->is.text = copy_text(c, json_string_value(from));
        break;
    case JSON_ARRAY: copy_list(c, from, to); break;
    case JSON_OBJECT: copy_object(c, from, to); break;
    }
}

bool json_parse(const char *text, size_t size, Arena *arena, Json *out, Error *e) {
    if (!json_check_size(text, size, e)) return false;
    if (utf8_fault(text, size)) return error_set(e, "it %s", utf8_fault(text, size));
    json_error_t error;
    json_t *tree = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!tree) return parse_error(text, size, &error, e);
    Copy copy = {arena, arena_raw(arena, size + 1, 1)};
    *out = (Json){0};
    copy_value(&copy, tree, out);
    json_decref(tree);
    return true;
}

const Json *json_find(const Json *object, const char *key) {
    for (int i = 0; object->kind == JSON_KIND_OBJECT && i < object->count; i++)
        if (strcmp(object->is.items[i].key, key) == 0) return &object->is.items[i];
    return NULL;
}

const char *json_kind_name(JsonKind kind) {
    static const char *const names[] = {
        "null",   "true or false", "a whole number", "a number with a fraction",
        "a text", "a list",        "an object"};
    return names[kind];
}

static void print_escape(uint32_t code, Buffer *out) {
    if (code < 0x10000) {
        buffer_print(out, "\\u%04x", code);
        return;
    }
    buffer_print(out, "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + (code & 0x3FF));
}

void json_print_text(const char *text, Buffer *out) {
    const char *end = text + strlen(text);
    buffer_text(out, "\"");
    while (text < end) {
        char letters[4];
        uint32_t code = utf8_next(&text, end);
        if (code == '"' || code == '\\')
            buffer_print(out, "\\%c", (char)code);
        else if (utf8_printable(code))
            buffer_add(out, letters, (size_t)utf8_encode(code, letters));
        else
            print_escape(code, out);
    }
    buffer_text(out, "\"");
}
