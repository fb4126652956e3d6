/* The words on screen: key = text lines of assets/lang/<language>.txt. A missing key falls back to
   English, and a key missing there shows itself. */
#ifndef ATTNSCOPE_VIEW_LANG_H
#define ATTNSCOPE_VIEW_LANG_H

#include "base/file.h"

typedef struct LangEntry {
    const char *key, *text;
} LangEntry;

typedef struct Lang {
    const LangEntry *entries; /* sorted by key */
    int count;
    const struct Lang *fallback; /* English, or NULL */
    const struct Lang
        *gloss;      /* what tokens mean, by "vocabulary.token"; NULL: nobody has translated them */
    const char *all; /* the names of all languages that are there, "EN · RU"; NULL: not told */
} Lang;

enum { LANGUAGES_MOST = 64 };

/* '#' begins a comment line; "key = text", spaces around '=' do not count. Errors: file:line: no
   '=', key twice, not UTF-8. */
bool lang_parse(const char *text, size_t size, const char *name, const Lang *fallback, Arena *arena,
                Lang *out, Error *e);
/* The text of a key, in English where this language lacks it; the key itself where both do. */
const char *lang_text(const Lang *lang, const char *key);
/* Tells each of them the names of all, as "bar.language" has them. */
void lang_name_all(Lang *langs, int count, Arena *arena);
/* What a token of a vocabulary ("en", "fr") means to a reader of this language, "" where that is
 * not told. */
const char *lang_gloss(const Lang *lang, const char *vocabulary, const char *token);
/* A template's {1} and {2} replaced, in `arena`. */
char *lang_fill(const Lang *lang, const char *key, const char *one, const char *two, Arena *arena);
/* The text of a key where one line is read and written: KEY.line if there is one. */
const char *lang_told(const Lang *lang, bool line, const char *key);
/* What stands between a number's whole part and the rest: one letter. */
char lang_point(const Lang *lang);
/* Numbers that were printed with a point, as this language writes them: a point before a digit, or
   behind one at the end. What stands in {} is left alone. */
const char *lang_number(const Lang *lang, const char *text, Arena *arena);

#endif
