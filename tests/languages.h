/* The interface's words as the program has them, for the tests that draw. */
#ifndef TESTS_LANGUAGES_H
#define TESTS_LANGUAGES_H

#include "view/lang.h"

static inline void read_language(const char *path, const Lang *fallback, Arena *arena, Lang *out) {
    Bytes file;
    Error e = {{0}};
    if (!file_read(path, 1 << 20, arena, &file, &e) ||
        !lang_parse((const char *)file.data, file.size, path, fallback, arena, out, &e))
        fail_msg("%s", e.text);
}

/* English and Russian, each knowing the other's name. */
static inline void read_languages(Arena *arena, Lang *en, Lang *ru) {
    Lang both[2];
    read_language("assets/lang/en.txt", NULL, arena, &both[0]);
    read_language("assets/lang/ru.txt", en, arena, &both[1]);
    lang_name_all(both, 2, arena);
    *en = both[0];
    *ru = both[1];
}

#endif
