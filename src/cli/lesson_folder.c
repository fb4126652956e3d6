/* Two places are looked at. */
#include "cli/lesson_folder.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "platform/assets.h"

bool lesson_folder(const char *language, Arena *arena, char **out, Error *e) {
    char *assets;
    if (!assets_find(arena, &assets, e)) return false;
    char *inside = path_join(arena, path_join(arena, assets, "lessons"), language);
    *out = folder_exists(inside) ? inside : path_join(arena, path_join(arena, assets, "../lessons"), language);
    if (!folder_exists(*out)) return error_set(e, "there are no lessons in '%s'", language);
    char *whole = realpath(*out, NULL); /* without the way through the assets */
    if (whole) *out = arena_copy(arena, whole, strlen(whole));
    free(whole);
    return true;
}
