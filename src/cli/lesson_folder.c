/* Of the shipped ones two places are looked at. */
#include "cli/lesson_folder.h"

#include <string.h>

#include "base/file.h"
#include "cli/look.h"
#include "platform/assets.h"

bool lesson_folder_has_languages(const char *root, Arena *arena) {
    int there = 0;
    const LookLanguages *all = look_languages();
    for (int i = 0; i < all->count; i++)
        there += folder_exists(path_join(arena, root, all->name[i]));
    return there > 1;
}

static bool shipped_folder(const char *language, Arena *arena, char **out, Error *e) {
    char *assets;
    if (!assets_find(arena, &assets, e)) return false;
    *out = path_join(arena, path_join(arena, assets, "lessons"), language);
    if (!folder_exists(*out))
        *out = path_join(arena, path_join(arena, assets, "../lessons"), language);
    return folder_exists(*out) || error_set(e, "there are no lessons in '%s'", language);
}

bool lesson_folder_is_there(const char *root, const char *language, Arena *arena) {
    char *folder;
    Error none;
    return root ? folder_exists(path_join(arena, root, language))
                : shipped_folder(language, arena, &folder, &none);
}

bool lesson_folder(const char *root, const char *language, Arena *arena, char **out, Error *e) {
    if (root) {
        char *inside = path_join(arena, root, language);
        const LookLanguages *all = look_languages();
        for (int i = 0; i < all->count && !folder_exists(inside); i++)
            inside = path_join(arena, root, all->name[i]);
        *out = folder_exists(inside) ? inside : arena_copy(arena, root, strlen(root));
        return true;
    }
    Error none;
    if (!shipped_folder(language, arena, out, &none) &&
        !shipped_folder(look_languages()->name[0], arena, out, e))
        return false;
    *out = path_whole(arena, *out); /* without the way through the assets */
    return true;
}
