/* Reading interface texts and looking them up. */
#include "view/lang.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

typedef struct Line {
    LangEntry entry;
    int number;
} Line;

static bool lang_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static char *copy_trimmed(Arena *arena, const char *from, const char *to) {
    while (from < to && lang_is_space(*from)) from++;
    while (to > from && lang_is_space(to[-1])) to--;
    return arena_copy(arena, from, (size_t)(to - from));
}

/* False with an error; an empty or comment line leaves the key NULL. */
static bool parse_line(const char *from, const char *to, const char *name, Arena *arena, Line *out,
                       Error *e) {
    out->entry = (LangEntry){0};
    while (from < to && lang_is_space(*from)) from++;
    if (from == to || *from == '#') return true;
    const char *equals = memchr(from, '=', (size_t)(to - from));
    if (!equals) return error_set(e, "%s:%d: no '=' (a line is: key = text)", name, out->number);
    out->entry.key = copy_trimmed(arena, from, equals);
    out->entry.text = copy_trimmed(arena, equals + 1, to);
    return *out->entry.key || error_set(e, "%s:%d: no key before '='", name, out->number);
}

/* By key, and by line where keys are equal, so that the second of them is the one complained about.
 */
static int lang_compare(const void *a, const void *b) {
    const Line *x = a, *y = b;
    int order = strcmp(x->entry.key, y->entry.key);
    return order ? order : x->number - y->number;
}

static bool sort_lines(Line *lines, int count, const char *name, Arena *arena, Lang *out,
                       Error *e) {
    qsort(lines, (size_t)count, sizeof *lines, lang_compare);
    LangEntry *entries = arena_many(arena, LangEntry, count);
    for (int i = 0; i < count; i++) {
        const char *key = lines[i].entry.key;
        if (i && strcmp(key, entries[i - 1].key) == 0)
            return error_set(e, "%s:%d: '%s' is there twice (first in line %d)", name,
                             lines[i].number, key, lines[i - 1].number);
        entries[i] = lines[i].entry;
    }
    out->entries = entries;
    out->count = count;
    return true;
}

bool lang_parse(const char *text, size_t size, const char *name, const Lang *fallback, Arena *arena,
                Lang *out, Error *e) {
    if (utf8_fault(text, size)) return error_set(e, "%s: this %s", name, utf8_fault(text, size));
    *out = (Lang){.fallback = fallback};
    const char *at = text, *end = text + size;
    int count = 0, most = 1;
    for (size_t i = 0; i < size; i++) most += text[i] == '\n';
    Line *lines = arena_many(arena, Line, most);
    for (int number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) stop = end;
        lines[count].number = number;
        if (!parse_line(at, stop, name, arena, &lines[count], e)) return false;
        count += lines[count].entry.key != NULL;
        at = stop < end ? stop + 1 : end;
    }
    return sort_lines(lines, count, name, arena, out, e);
}

static int compare_key(const void *key, const void *entry) {
    return strcmp(key, ((const LangEntry *)entry)->key);
}

/* NULL: there is none. */
static const char *lang_find(const Lang *lang, const char *key) {
    for (; lang; lang = lang->fallback) {
        if (!lang->count) continue;
        const LangEntry *found =
            bsearch(key, lang->entries, (size_t)lang->count, sizeof *found, compare_key);
        if (found) return found->text;
    }
    return NULL;
}

const char *lang_text(const Lang *lang, const char *key) {
    const char *text = lang_find(lang, key);
    return text ? text : key;
}

const char *lang_told(const Lang *lang, bool line, const char *key) {
    char own[96];
    bool fits = line && snprintf(own, sizeof own, "%s.line", key) < (int)sizeof own;
    const char *text = fits ? lang_find(lang, own) : NULL;
    return text ? text : lang_text(lang, key);
}

void lang_name_all(Lang *langs, int count, Arena *arena) {
    const char *all = lang_text(&langs[0], "bar.language");
    for (int i = 1; i < count; i++)
        all = arena_print(arena, "%s · %s", all, lang_text(&langs[i], "bar.language"));
    for (int i = 0; i < count; i++) langs[i].all = all;
}

const char *lang_gloss(const Lang *lang, const char *vocabulary, const char *token) {
    char key[128];
    if (!lang->gloss || !lang->gloss->count ||
        snprintf(key, sizeof key, "%s.%s", vocabulary, token) >= (int)sizeof key)
        return "";
    const LangEntry *found =
        bsearch(key, lang->gloss->entries, (size_t)lang->gloss->count, sizeof *found, compare_key);
    return found ? found->text : "";
}

char *lang_fill(const Lang *lang, const char *key, const char *one, const char *two, Arena *arena) {
    return text_fill(lang_text(lang, key), one, two, arena);
}

char lang_point(const Lang *lang) {
    static const char key[] = "number.point";
    const char *text = lang_text(lang, key);
    return text == key ? '.' : *text;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

const char *lang_number(const Lang *lang, const char *text, Arena *arena) {
    char point = lang_point(lang);
    if (point == '.' || !strchr(text, '.')) return text;
    char *out = arena_copy(arena, text, strlen(text));
    bool word = false;
    for (char *p = out; *p; p++) {
        word = *p == '{' || (word && *p != '}');
        bool behind = p > out && is_digit(p[-1]) && !p[1];
        if (*p == '.' && !word && (is_digit(p[1]) || behind)) *p = point;
    }
    return out;
}
