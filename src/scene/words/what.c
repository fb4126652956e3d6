/* The words are looked up under "what." by an item's name and, where there are several, its value.
 */
#include "scene/words/what.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int what_split(const char *items, Arena *arena, const char *out[WHATIF_MOST]) {
    int count = 0;
    while (count < WHATIF_MOST) {
        items += strspn(items, " ");
        size_t n = strcspn(items, " ");
        if (!n) break;
        out[count++] = arena_copy(arena, items, n);
        items += n;
    }
    return count;
}

static bool has_words(const Lang *lang, const char *key) {
    return lang_text(lang, key) != key;
}

const char *what_place(const Lang *lang, const char *path, Arena *arena) {
    char stack[16], part[16];
    int layer, end = 0;
    bool whole =
        sscanf(path, "%15[a-z].%4d.%15[a-z]%n", stack, &layer, part, &end) == 3 && !path[end];
    const char *key = whole ? arena_print(arena, "what.place.%s.%s", stack, part) : path;
    if (!whole || !has_words(lang, key)) return path;
    return lang_fill(lang, key, arena_print(arena, "%d", layer + 1), "", arena);
}

/* A number as it is written, with a real minus. */
static const char *number(const char *text, Arena *arena) {
    return *text == '-' ? arena_print(arena, "−%s", text + 1) : text;
}

/* "encoder.0.self:1:off": which head of what is off, uniform … */
static const char *head_words(const Lang *lang, const char *name, const char *value, Arena *arena) {
    const char *colon = strchr(value, ':'), *last = strrchr(value, ':');
    if (!colon || last == colon) return NULL;
    const char *place = what_place(lang, arena_copy(arena, value, (size_t)(colon - value)), arena);
    const char *key = arena_print(arena, "what.%s.%s", name, last + 1);
    const char *head = arena_print(arena, "%d", atoi(colon + 1) + 1);
    return has_words(lang, key) ? lang_fill(lang, key, place, head, arena) : NULL;
}

/* "encoder.0.self.scores[0,1,2]=0.5" */
static const char *cell_words(const char *value, Arena *arena) {
    const char *equals = strrchr(value, '=');
    if (!equals) return NULL;
    return arena_print(arena, "%.*s = %s", (int)(equals - value), value, number(equals + 1, arena));
}

static const char *find_words(const Lang *lang, const char *name, const char *value, Arena *arena) {
    const char *exact = arena_print(arena, "what.%s.%s", name, value),
               *plain = arena_print(arena, "what.%s", name);
    if (strcmp(name, "head") == 0 || strcmp(name, "pattern") == 0)
        return head_words(lang, name, value, arena);
    if (strcmp(name, "cell") == 0) return cell_words(value, arena);
    if (*value && has_words(lang, exact)) return lang_text(lang, exact);
    if (!has_words(lang, plain)) return NULL;
    size_t n = strcspn(value, ":");
    const char *path = arena_copy(arena, value, n), *place = what_place(lang, path, arena);
    return lang_fill(lang, plain, place == path ? number(path, arena) : place, "", arena);
}

const char *what_words(const Lang *lang, const char *item, Arena *arena) {
    size_t n = strcspn(item, "=");
    const char *name = arena_copy(arena, item, n), *value = item[n] ? item + n + 1 : "";
    if (*value && strcmp(name, "swap-qk") == 0) name = "swap-qk.in";
    const char *words = find_words(lang, name, value, arena);
    return words ? words : item;
}

const char *what_line(const Lang *lang, const char *items, Arena *arena) {
    const char *list[WHATIF_MOST], *line = "";
    int count = what_split(items, arena, list);
    for (int i = 0; i < count; i++)
        line = arena_print(arena, "%s%s%s", line, i ? ", " : "", what_words(lang, list[i], arena));
    return line;
}

const char *what_items(const Stage *s) {
    return s->in->view->what;
}

bool what_on(const Stage *s) {
    return *what_items(s) && s->in->view->side != SIDE_BEFORE;
}
