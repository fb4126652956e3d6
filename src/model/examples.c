/* One line after another: a word that says what it is, and what it tells. */
#include "model/examples.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { EXAMPLES_MOST = 64 };

typedef struct ExamplesReading {
    Examples *out;
    Arena *arena;
    const char *name;
    int line;
} ExamplesReading;

static bool examples_wrong(const ExamplesReading *r, const char *what, Error *e) {
    return error_set(e, "%s:%d: %s", r->name, r->line, what);
}

static char *examples_trim(char *text) {
    text += strspn(text, " \t\r");
    size_t n = strlen(text);
    while (n && strchr(" \t\r", text[n - 1])) text[--n] = 0;
    return text;
}

/* The part before "|", trimmed; *at behind it, NULL after the last. */
static char *examples_part(char **at) {
    char *from = *at, *bar = from ? strchr(from, '|') : NULL;
    if (bar) *bar = 0;
    *at = bar ? bar + 1 : NULL;
    return from ? examples_trim(from) : NULL;
}

static bool examples_told_read(const ExamplesReading *r, char *at, Told *out, Error *e) {
    if (out->in[0]) return examples_wrong(r, "it is there twice", e);
    for (int i = 0; i < TOLD_LANGUAGES && at; i++) {
        char *part = examples_part(&at);
        if (*part) out->in[i] = part;
    }
    if (at) return examples_wrong(r, "more than two languages", e);
    return out->in[0] || examples_wrong(r, "there is no English text", e);
}

static bool examples_begin(const ExamplesReading *r, const char *text, Error *e) {
    Examples *x = r->out;
    if (x->count == EXAMPLES_MOST) return examples_wrong(r, "more than 64 examples", e);
    x->list[x->count++] = (Example){.text = text};
    return true;
}

static bool examples_take(const ExamplesReading *r, const char *word, char *rest, Error *e) {
    Examples *x = r->out;
    Example *last = x->count ? &x->list[x->count - 1] : NULL;
    if (!*rest) return examples_wrong(r, "nothing follows", e);
    if (strcmp(word, "text") == 0) return examples_begin(r, rest, e);
    const struct {
        const char *word;
        Told *of;
    } told[] = {{"title", last ? NULL : &x->title},
                {"reads", last ? NULL : &x->reads},
                {"writes", last ? NULL : &x->writes},
                {"note", last ? &last->note : NULL}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (strcmp(word, told[i].word) != 0) continue;
        if (told[i].of) return examples_told_read(r, rest, told[i].of, e);
        return examples_wrong(r, last ? "it stands before the first text" : "it needs a text", e);
    }
    if (strcmp(word, "try") != 0)
        return examples_wrong(r, "no such word: there are title, reads, writes, text, try and note",
                              e);
    if (!last) return examples_wrong(r, "it needs a text", e);
    if (last->other) return examples_wrong(r, "it is there twice", e);
    last->other = examples_part(&rest);
    if (!*last->other) return examples_wrong(r, "there is no sentence", e);
    return !rest || examples_told_read(r, rest, &last->question, e);
}

bool examples_parse(const char *text, size_t size, const char *name, Arena *arena, Examples *out,
                    Error *e) {
    char *plain, *at;
    ExamplesReading r = {out, arena, name, 0};
    *out = (Examples){.list = arena_many(arena, Example, EXAMPLES_MOST)};
    if (strlen(text) != size) return error_set(e, "%s: not a text", name);
    if (!text_nfc(arena, text, &plain, e)) return error_prefix(e, name);
    for (at = plain; at;) {
        char *line = at, *stop = strchr(at, '\n');
        if (stop) *stop = 0;
        at = stop ? stop + 1 : NULL;
        r.line++;
        line = examples_trim(line);
        if (!*line || *line == '#') continue;
        char *rest = line + strcspn(line, " \t");
        if (*rest) *rest++ = 0;
        if (!examples_take(&r, line, examples_trim(rest), e)) return false;
    }
    return true;
}

const char *examples_told(const Told *t, int language) {
    bool there = language >= 0 && language < TOLD_LANGUAGES && t->in[language];
    return there ? t->in[language] : t->in[0] ? t->in[0] : "";
}
