/* Of the shipped ones two places are looked at. */
#include "cli/lesson_folder.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cli/look.h"
#include "platform/assets.h"

static char *whole_path(char *path, Arena *arena) {
    char *whole = realpath(path, NULL); /* without the way through the assets */
    if (whole) path = arena_copy(arena, whole, strlen(whole));
    free(whole);
    return path;
}

static char *given_folder(const char *root, const char *language, Arena *arena) {
    char *inside = path_join(arena, root, language);
    for (int i = 0; i < LOOK_LANGUAGES && !folder_exists(inside); i++)
        inside = path_join(arena, root, look_languages[i]);
    return folder_exists(inside) ? inside : arena_copy(arena, root, strlen(root));
}

bool lesson_folder_has_languages(const char *root, Arena *arena) {
    int there = 0;
    for (int i = 0; i < LOOK_LANGUAGES; i++)
        there += folder_exists(path_join(arena, root, look_languages[i]));
    return there == LOOK_LANGUAGES;
}

bool lesson_folder(const char *root, const char *language, Arena *arena, char **out, Error *e) {
    char *assets;
    if (root) {
        *out = given_folder(root, language, arena);
        return true;
    }
    if (!assets_find(arena, &assets, e)) return false;
    char *inside = path_join(arena, path_join(arena, assets, "lessons"), language);
    *out = folder_exists(inside)
               ? inside
               : path_join(arena, path_join(arena, assets, "../lessons"), language);
    if (!folder_exists(*out)) return error_set(e, "there are no lessons in '%s'", language);
    *out = whole_path(*out, arena);
    return true;
}
