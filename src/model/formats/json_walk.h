/* JSON that is walked through once, without a tree: for files of many megabytes, most of it long
   lists of short texts. Small parts of it are read with json.h. */
#ifndef ATTNSCOPE_MODEL_FORMATS_JSON_WALK_H
#define ATTNSCOPE_MODEL_FORMATS_JSON_WALK_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Bytes that are not ended by a zero. */
typedef struct JsonText {
    const char *text;
    size_t size;
} JsonText;

/* Where one is. After the first fault everything answers no. */
typedef struct JsonWalk {
    const char *start, *at, *end;
    Error *e; /* the fault: line and reason */
    bool failed;
} JsonWalk;

JsonWalk json_walk(const char *text, size_t size, Error *e);
/* The first letter of the value that comes next: { [ " t f n, a digit or a minus; 0 at the end. */
char json_walk_next(JsonWalk *w);
/* Goes into the object or list that comes next: bracket is { or [. Fails if it is something else.
 */
bool json_walk_open(JsonWalk *w, char bracket);
/* Whether another item follows in the object or list that is open, whose bracket closes with
   `close`; behind the comma then, else behind the bracket. *count, 0 at first, counts the items. */
bool json_walk_item(JsonWalk *w, char close, int *count);
/* A text, unescaped into `into`, which has room for what it took in the JSON. Fails on what is no
   UTF-8, half of a surrogate pair, an unknown escape. */
bool json_walk_text(JsonWalk *w, char *into, JsonText *out);
/* A text that is a key, and its colon. */
bool json_walk_key(JsonWalk *w, char *into, JsonText *out);
/* A whole number. */
bool json_walk_whole(JsonWalk *w, int64_t *out);
/* Passes over a value of any kind; its own letters are not judged, only where it ends. */
bool json_walk_skip(JsonWalk *w, JsonText *out);
/* An object whose keys are all among the names: where each value stands, {NULL, 0} for those that
   are missing. Fails on another key, by its name, and on one that is there twice. */
bool json_walk_fields(JsonWalk *w, const char *const *names, int count, JsonText *out);
/* A walk through a value that was passed over; its faults have the whole text's lines. */
JsonWalk json_walk_part(const JsonWalk *w, JsonText part);
/* Whether nothing but blanks is left. */
bool json_walk_done(JsonWalk *w);

#endif
