/* Opening texts and letters. */
#include "cli/look.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "platform/assets.h"
#include "view/link.h"

/* "ru.txt" is a language; "ru.gloss.txt" belongs to one. */
static bool is_language(const char *file) {
    const char *dot = strchr(file, '.');
    return dot && dot > file && strcmp(dot, ".txt") == 0;
}

static void find_languages(LookLanguages *l, Arena *arena) {
    enum { FILES_MOST = 256 };
    const char *files[FILES_MOST];
    char *assets;
    Error none;
    *l = (LookLanguages){{"en"}, 1};
    if (!assets_find(arena, &assets, &none)) return;
    int there = folder_names(path_join(arena, assets, "lang"), files, FILES_MOST, arena);
    for (int i = 0; i < there && i < FILES_MOST && l->count < LANGUAGES_MOST; i++)
        if (is_language(files[i]) && strcmp(files[i], "en.txt") != 0)
            l->name[l->count++] = arena_copy(arena, files[i], strcspn(files[i], "."));
}

const LookLanguages *look_languages(void) {
    static LookLanguages all; /* the names stay until the program ends */
    static Arena names;
    if (!all.count) find_languages(&all, &names);
    return &all;
}

bool look_language(const char *value, int *out, Error *e) {
    return option_word("--lang", value, look_languages()->name, out, e);
}

/* The one that a name such as "ru_RU.UTF-8" begins with, or −1. */
static int look_language_of(const char *locale) {
    const LookLanguages *all = look_languages();
    for (int i = 0; i < all->count; i++) {
        size_t n = strlen(all->name[i]);
        if (strncmp(locale, all->name[i], n) == 0 && (!locale[n] || strchr("_.@:-", locale[n])))
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
        int wish = look_language_of(wishes);
        if (wish >= 0) return wish;
    }
    int language = look_language_of(locale);
    return language >= 0 ? language : 0;
}

void look_print_language(int language, Buffer *out) {
    if (language || look_locale())
        buffer_print(out, " --lang %s", look_languages()->name[language]);
}

bool look_view(const char **view, int *language, Arena *arena, Error *e) {
    Error none;
    int told;
    if (!link_is(*view)) return true;
    Link *link = arena_new(arena, Link);
    if (!link_read(*view, arena, link, e)) return error_prefix(e, "--view");
    *view = link->view;
    if (language && *link->language && look_language(link->language, &told, &none))
        *language = told;
    return true;
}

bool look_open(Arena *arena, Look *out, Error *e) {
    char *assets;
    *out = (Look){0};
    if (!assets_find(arena, &assets, e)) return false;
    const LookLanguages *all = look_languages();
    for (int i = 0; i < all->count; i++)
        if (!assets_lang(assets, all->name[i], i ? &out->lang[0] : NULL, arena, &out->lang[i], e))
            return false;
    lang_name_all(out->lang, all->count, arena);
    return host_letters_open(&out->letters, &out->font, e);
}

void look_close(Look *l) {
    if (l->letters) host_letters_tell(l->letters);
    host_letters_close(l->letters);
}
