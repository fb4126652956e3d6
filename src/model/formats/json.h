/* JSON text as a small tree of plain data. Who reads it need not know which library parsed it. */
#ifndef ATTNSCOPE_MODEL_FORMATS_JSON_H
#define ATTNSCOPE_MODEL_FORMATS_JSON_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

/* Enough for the names and places of 100,000 tensors, and not more than some 300 MB while it is
 * read. */
enum { JSON_DEPTH = 8, JSON_VALUES_MAX = 1 << 20, JSON_CONTAINERS_MAX = 3 << 17 };

typedef enum JsonKind {
    JSON_KIND_NULL,
    JSON_KIND_BOOL,
    JSON_KIND_INTEGER,
    JSON_KIND_REAL,
    JSON_KIND_TEXT,
    JSON_KIND_LIST,
    JSON_KIND_OBJECT
} JsonKind;

typedef struct Json Json;
struct Json {
    const char *key; /* within an object; else NULL */
    union {
        bool truth;
        int64_t integer;
        double real;      /* finite */
        const char *text; /* UTF-8 */
        Json *items;      /* of a list or an object, in the text's order */
    } is;
    JsonKind kind;
    int count; /* of items */
};

/* Refuses, with line and reason: what is not JSON or not UTF-8, a key twice in one object, numbers
   too large to hold, nesting deeper than JSON_DEPTH, more than JSON_VALUES_MAX values or
   JSON_CONTAINERS_MAX lists and objects. */
bool json_parse(const char *text, size_t size, Arena *arena, Json *out, Error *e);
/* The value of that key in an object, or NULL. */
const Json *json_find(const Json *object, const char *key);
/* What a kind is called in an error: "a whole number". */
const char *json_kind_name(JsonKind kind);
/* Appends text in quotes; what is not printable is escaped, bytes that are no UTF-8 become U+FFFD.
 */
void json_print_text(const char *text, Buffer *out);

#endif
