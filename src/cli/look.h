/* What the window and exports share beside the run: interface texts, and letters. */
#ifndef ATTNSCOPE_CLI_LOOK_H
#define ATTNSCOPE_CLI_LOOK_H

#include "lesson/lang.h"
#include "platform/font_ttf.h"

enum { LOOK_LANGUAGES = 2 };

typedef struct Look {
    Lang lang[LOOK_LANGUAGES]; /* English, Russian */
    FontTtf *opened;
    Font font;
} Look;

#define LOOK_LANG(id) {(id), "lang", "en|ru", "the language of the words around the numbers"}

/* "en", "ru"; ended by NULL. */
extern const char *const look_languages[];
/* The place of "en" or "ru" in Look.lang. */
bool look_language(const char *value, int *out, Error *e);
bool look_open(Arena *arena, Look *out, Error *e);
void look_close(Look *l);

#endif
