/* Opening texts and letters. */
#include "cli/look.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "platform/assets.h"

const char *const look_languages[LOOK_LANGUAGES + 1] = {"en", "ru", NULL};

bool look_language(const char *value, int *out, Error *e) {
    return option_word("--lang", value, look_languages, out, e);
}

/* The one that a name such as "ru_RU.UTF-8" begins with, or −1. */
static int language_of(const char *locale) {
    for (int i = 0; i < LOOK_LANGUAGES; i++) {
        size_t n = strlen(look_languages[i]);
        if (strncmp(locale, look_languages[i], n) == 0 &&
            (!locale[n] || strchr("_.@:-", locale[n])))
            return i;
    }
    return -1;
}

int look_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL, *wishes = getenv("LANGUAGE");
    for (size_t i = 0; i < sizeof names / sizeof *names && !(locale && *locale); i++)
        locale = getenv(names[i]);
    if (!locale || !*locale || strcmp(locale, "C") == 0 || strncmp(locale, "C.", 2) == 0 ||
        strcmp(locale, "POSIX") == 0)
        return 0;
    for (; wishes && *wishes; wishes += strcspn(wishes, ":"), wishes += *wishes == ':') {
        int wish = language_of(wishes);
        if (wish >= 0) return wish;
    }
    int language = language_of(locale);
    return language >= 0 ? language : 0;
}

void look_print_language(int language, Buffer *out) {
    if (language || look_locale()) buffer_print(out, " --lang %s", look_languages[language]);
}

bool look_open(Arena *arena, Look *out, Error *e) {
    char *assets;
    *out = (Look){0};
    if (!assets_find(arena, &assets, e)) return false;
    for (int i = 0; i < LOOK_LANGUAGES; i++)
        if (!assets_lang(assets, look_languages[i], i ? &out->lang[0] : NULL, arena, &out->lang[i],
                         e))
            return false;
    return font_ttf_open(&out->opened, &out->font, e);
}

void look_close(Look *l) {
    if (l->opened) font_ttf_close(l->opened);
}
