/* The words are looked up under "what." by an item's name and, where there are several, its value.
 */
#include "scene/words/what.h"

#include "model/pages/names.h"

static bool what_has(const Lang *lang, const char *key) {
    return lang_text(lang, key) != key;
}

/* "encoder 1, self-attention" for "encoder.0.self"; other paths as they are. */
static const char *what_place(const Lang *lang, const char *path, Arena *arena) {
    ValuePlace at;
    if (!names_place(path, &at)) return path;
    const char *key =
        arena_print(arena, "what.place.%s.%s", names_stack(at.stack), names_sublayer(at.sublayer));
    if (!what_has(lang, key)) return path;
    return lang_fill(lang, key, arena_print(arena, "%d", at.layer + 1), "", arena);
}

/* A number as it is written, with a real minus. */
static const char *what_number(const Lang *lang, const char *text, Arena *arena) {
    return lang_number(lang, *text == '-' ? arena_print(arena, "−%s", text + 1) : text, arena);
}

/* Which head of what is off, uniform … */
static const char *head_words(const Lang *lang, WhatIfItem item, Arena *arena) {
    const char *key = arena_print(arena, "what.%s.%s", whatif_name(item.kind), item.value);
    const char *head = arena_print(arena, "%d", item.head + 1);
    return what_has(lang, key)
               ? lang_fill(lang, key, what_place(lang, item.place, arena), head, arena)
               : NULL;
}

/* "what.scale.off" of its value or "what.swap-qk.in" of a place, else "what.scale" of either. */
static const char *value_words(const Lang *lang, WhatIfItem item, Arena *arena) {
    const char *name = whatif_name(item.kind), *suffix = *item.place ? "in" : item.value;
    const char *key = arena_print(arena, "what.%s.%s", name, suffix);
    if (!what_has(lang, key)) key = arena_print(arena, "what.%s", name);
    if (!what_has(lang, key)) return NULL;
    const char *about =
        *item.place ? what_place(lang, item.place, arena) : what_number(lang, item.value, arena);
    return lang_fill(lang, key, about, "", arena);
}

static const char *what_find(const Lang *lang, WhatIfItem item, Arena *arena) {
    if (item.misfit) return NULL;
    switch (item.kind) {
    case WHATIF_HEAD:
    case WHATIF_PATTERN: return head_words(lang, item, arena);
    case WHATIF_CELL:
        return arena_print(arena, "%s = %s", item.place, what_number(lang, item.value, arena));
    default: return value_words(lang, item, arena);
    }
}

const char *what_words(const Lang *lang, WhatIfItem item, Arena *arena) {
    const char *words = what_find(lang, item, arena);
    return words ? words : whatif_text(item, arena);
}

const char *what_line(const Lang *lang, const WhatIfList *list, Arena *arena) {
    const char *line = "";
    for (int i = 0; i < list->count && i < WHATIF_MOST; i++)
        line = arena_print(arena, "%s%s%s", line, i ? ", " : "",
                           what_words(lang, whatif_item(list, i), arena));
    return line;
}

const WhatIfList *what_items(const Stage *s) {
    return &s->in->view->shown.of.what;
}

bool what_on(const Stage *s) {
    return what_items(s)->count && s->in->view->shown.side != SIDE_BEFORE;
}
