/* Looking for the assets. */
#include "platform/assets.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "platform/host.h"

enum { TEXT_MOST = 1 << 20 };

static const char *const places[] = {"../share/attnscope", "assets", "../../assets"};

bool assets_find(Arena *arena, char **out, Error *e) {
    const char *named = getenv("ATTNSCOPE_ASSETS");
    if (named && *named) {
        *out = arena_copy(arena, named, strlen(named));
        return folder_exists(named) ||
               error_set(e, "ATTNSCOPE_ASSETS names '%s', which is no folder", named);
    }
    char *folder;
    if (!host_folder(arena, &folder))
        return error_set(
            e, "the program cannot tell where it lies: set ATTNSCOPE_ASSETS to its assets folder");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *out = path_join(arena, folder, places[i]);
        if (folder_exists(*out)) return true;
    }
    return error_set(
        e, "no assets folder (looked for %s, %s and %s beside %s): set ATTNSCOPE_ASSETS to it",
        places[0], places[1], places[2], folder);
}

bool assets_text(const char *assets, const char *name, Arena *arena, char **out, Error *e) {
    Bytes file;
    if (!file_read(path_join(arena, assets, name), TEXT_MOST, arena, &file, e)) return false;
    *out = arena_copy(arena, (const char *)file.data, file.size);
    return true;
}

static bool read_lang(const char *path, const Lang *fallback, Arena *arena, Lang *out, Error *e) {
    Bytes file;
    return file_read(path, TEXT_MOST, arena, &file, e) &&
           lang_parse((const char *)file.data, file.size, path, fallback, arena, out, e);
}

bool assets_lang(const char *assets, const char *language, const Lang *fallback, Arena *arena,
                 Lang *out, Error *e) {
    char *folder = path_join(arena, assets, "lang");
    if (!read_lang(path_join(arena, folder, arena_print(arena, "%s.txt", language)), fallback,
                   arena, out, e))
        return false;
    char *path = path_join(arena, folder, arena_print(arena, "%s.gloss.txt", language));
    if (!file_exists(path)) return true;
    Lang *gloss = arena_new(arena, Lang);
    out->gloss = gloss;
    return read_lang(path, NULL, arena, gloss, e);
}
