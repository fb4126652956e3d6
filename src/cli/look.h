/* What the window and exports share beside the run: interface texts, and letters. */
#ifndef ATTNSCOPE_CLI_LOOK_H
#define ATTNSCOPE_CLI_LOOK_H

#include "base/buffer.h"
#include "view/lang.h"
#include "platform/font_ttf.h"

enum { LOOK_LANGUAGES = 2 };

typedef struct Look {
    Lang lang[LOOK_LANGUAGES]; /* English, Russian */
    FontTtf *opened;
    Font font;
} Look;

#define LOOK_LANG(id)                                                                              \
    { (id), "lang", "en|ru", "the language of the words around the numbers (the locale's)" }

/* "en", "ru"; ended by NULL. */
extern const char *const look_languages[];
/* The place of "en" or "ru" in Look.lang. */
bool look_language(const char *value, int *out, Error *e);
/* That of the locale, as LANGUAGE, LC_ALL, LC_MESSAGES and LANG tell it; 0 (English) where it is
 * none of ours. */
int look_locale(void);
/* " --lang ru" where a command without it would not have that language everywhere it has it here.
 */
void look_print_language(int language, Buffer *out);
bool look_open(Arena *arena, Look *out, Error *e);
void look_close(Look *l);

#endif
