/* What the window and exports share beside the run: interface texts, and letters. */
#ifndef ATTNSCOPE_CLI_LOOK_H
#define ATTNSCOPE_CLI_LOOK_H

#include "base/buffer.h"
#include "view/lang.h"
#include "platform/host.h"

typedef struct Look {
    Lang lang[LANGUAGES_MOST]; /* as look_languages has them */
    HostLetters *letters;
    Font font;
} Look;

#define LOOK_LANG(id)                                                                              \
    {                                                                                              \
        (id), "lang", "NAME",                                                                      \
            "the language of the words around the numbers: en, ru … (the locale's)"              \
    }

#define LOOK_LINK(id)                                                                              \
    {                                                                                              \
        (id), "link", "BASE",                                                                      \
            "the address of a page with this program: files and decks tell where their view is"    \
    }

typedef struct LookLanguages {
    const char *name[LANGUAGES_MOST + 1]; /* "en" first, the others sorted; ended by NULL */
    int count;
} LookLanguages;

/* What has a file in the assets folder's lang, looked for once; "en" alone where there is no such
   folder. */
const LookLanguages *look_languages(void);
/* The place of "en", "ru" … in Look.lang. */
bool look_language(const char *value, int *out, Error *e);
/* That of the locale, as LANGUAGE, LC_ALL, LC_MESSAGES and LANG tell it; 0 (English) where it is
 * none of ours. */
int look_locale(void);
/* " --lang ru" where a command without it would not have that language everywhere it has it here.
 */
void look_print_language(int language, Buffer *out);
/* A --view that is an address becomes its line, in `arena`, and *language the one that it tells, if
   it is one of ours; language NULL: another one was asked for. */
bool look_view(const char **view, int *language, Arena *arena, Error *e);
bool look_open(Arena *arena, Look *out, Error *e);
/* Tells on standard error of letters that were asked for and that no font has, and what to install.
 */
void look_close(Look *l);

#endif
