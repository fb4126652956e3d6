/* The words are looked up under "what." by an item's name and, where there are several, its value.
 */
#include "scene/words/what.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/pages/names.h"
#include "scene/pen/text.h"
#include "trace/measure_change.h"

static const char *what_text(WhatTold in, const char *key) {
    return lang_told(in.lang, in.line, key);
}

static const char *what_fill(WhatTold in, const char *key, const char *one, const char *two,
                             Arena *arena) {
    return text_fill(what_text(in, key), one, two, arena);
}

static bool what_has(WhatTold in, const char *key) {
    return what_text(in, key) != key;
}

/* "encoder 1, self-attention" for "encoder.0.self"; other paths as they are. Of a head where layers
   have one kind of attention "layer 1" will do. */
static const char *what_place(WhatTold in, const char *path, bool head, Arena *arena) {
    ValuePlace at;
    if (!names_place(path, &at)) return path;
    const char *key = head && in.line
                          ? "what.place.layer"
                          : arena_print(arena, "what.place.%s.%s", names_stack(at.stack),
                                        names_sublayer(at.sublayer));
    if (!what_has(in, key)) return path;
    return what_fill(in, key, arena_print(arena, "%d", at.layer + 1), "", arena);
}

/* A number as it is written, with a real minus. */
static const char *what_number(WhatTold in, const char *text, Arena *arena) {
    return lang_number(in.lang, *text == '-' ? arena_print(arena, "−%s", text + 1) : text, arena);
}

/* Which head of what is off, uniform … */
static const char *head_words(WhatTold in, bool asks, WhatIfItem item, Arena *arena) {
    const char *key = arena_print(arena, asks ? "what.title.%s.%s" : "what.%s.%s",
                                  whatif_name(item.kind), item.value);
    const char *head = arena_print(arena, "%d", item.head + 1);
    return what_has(in, key)
               ? what_fill(in, key, what_place(in, item.place, true, arena), head, arena)
               : NULL;
}

/* "what.scale.off" of its value or "what.swap-qk.in" of a place, else "what.scale" of either. */
static const char *value_words(WhatTold in, bool asks, WhatIfItem item, Arena *arena) {
    const char *name = whatif_name(item.kind), *suffix = *item.place ? "in" : item.value;
    const char *key = arena_print(arena, asks ? "what.title.%s.%s" : "what.%s.%s", name, suffix);
    if (!what_has(in, key)) key = arena_print(arena, asks ? "what.title.%s" : "what.%s", name);
    if (!what_has(in, key)) return NULL;
    const char *about =
        *item.place ? what_place(in, item.place, false, arena) : what_number(in, item.value, arena);
    return what_fill(in, key, about, "", arena);
}

/* A key as a reader counts it: tokens as they are, numbers from 1. */
static const char *what_key(const char *text, Arena *arena) {
    char *end;
    long n = strtol(text, &end, 10);
    return end == text || *end ? text : arena_print(arena, "%ld", n + 1);
}

const char *what_head(WhatTold in, const char *path, int head, Arena *arena) {
    const char *dot = strrchr(path, '.');
    const char *place = dot ? arena_copy(arena, path, (size_t)(dot - path)) : path;
    return what_fill(in, "what.move.head", what_place(in, place, true, arena),
                     arena_print(arena, "%d", head + 1), arena);
}

/* "decoder 2 cross-attention, head 3, row 11: dog → street"; NULL of a place with a row by name or
   without a head. */
static const char *move_words(WhatTold in, WhatIfItem item, Arena *arena) {
    char *place = arena_copy(arena, item.place, strlen(item.place)), *cell = strchr(place, '[');
    int head, row, used = 0;
    if (!cell || sscanf(cell, "[%5d,%5d,%n", &head, &row, &used) != 2 || !used) return NULL;
    cell[strlen(cell) - 1] = *cell = 0;
    const char *where = what_head(in, place, head, arena);
    where = what_fill(in, "what.move", where, arena_print(arena, "%d", row + 1), arena);
    return arena_print(arena, "%s: %s → %s", where, what_key(cell + used, arena),
                       what_key(item.value, arena));
}

static const char *what_find(WhatTold in, WhatIfItem item, Arena *arena) {
    if (item.misfit) return NULL;
    switch (item.kind) {
    case WHATIF_HEAD:
    case WHATIF_PATTERN: return head_words(in, false, item, arena);
    case WHATIF_CELL:
        return arena_print(arena, "%s = %s", item.place, what_number(in, item.value, arena));
    case WHATIF_MOVE: return move_words(in, item, arena);
    default: return value_words(in, false, item, arena);
    }
}

const char *what_words(WhatTold in, WhatIfItem item, Arena *arena) {
    const char *words = what_find(in, item, arena);
    return words ? words : whatif_text(item, arena);
}

const char *what_title(WhatTold in, WhatIfItem item, Arena *arena) {
    if (item.kind == WHATIF_CELL && !item.misfit)
        return what_fill(in, "what.title.cell", what_number(in, item.value, arena), "", arena);
    bool head = item.kind == WHATIF_HEAD || item.kind == WHATIF_PATTERN;
    const char *words = item.misfit ? NULL
                        : head      ? head_words(in, true, item, arena)
                                    : value_words(in, true, item, arena);
    return words ? words : what_fill(in, "what.title.many", "1", "", arena);
}

const char *what_line(WhatTold in, const WhatIfList *list, Arena *arena) {
    const char *line = "";
    for (int i = 0; i < list->count && i < WHATIF_MOST; i++)
        line = arena_print(arena, "%s%s%s", line, i ? ", " : "",
                           what_words(in, whatif_item(list, i), arena));
    return line;
}

WhatTold what_told(const Stage *s) {
    return (WhatTold){s->lang, s->line};
}

const WhatIfList *what_items(const Stage *s) {
    return &s->in->view->shown.of.what;
}

bool what_on(const Stage *s) {
    return what_items(s)->count && s->in->view->shown.side != SIDE_BEFORE;
}

const char *what_words_fact(Stage *s, const char *letters, const char *words, const char *none) {
    const Decoding *now = s->in->changed, *before = s->in->before;
    bool *a = arena_many(s->arena, bool, now->output.count + 1),
         *b = arena_many(s->arena, bool, before->output.count + 1);
    int changed = measure_changed_words(&now->model->config, now->output, before->output, a, b);
    bool signs = now->model->config.tokens == TOKENS_CHARACTERS;
    if (!changed) return stage_words(s, none);
    return stage_fill(
        s, signs ? letters : words, arena_print(s->arena, "%d", changed),
        arena_print(s->arena, "%d",
                    measure_word_count(&now->model->config, now->output, before->output)));
}
