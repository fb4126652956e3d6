/* models--OWNER--NAME/refs/main holds the name of a folder in models--OWNER--NAME/snapshots. */
#include "platform/hub.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"

static const char hub_before[] = "models--";
enum { REF_MOST = 256, HUB_NAME_MOST = 200, HUB_FOLDERS = 1024 };

/* An empty variable is none. */
static const char *hub_variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

char *hub_cache(Arena *arena) {
    const char *cache = hub_variable("HF_HUB_CACHE"), *home = hub_variable("HF_HOME");
    const char *caches = hub_variable("XDG_CACHE_HOME"), *user = hub_variable("HOME");
    if (cache) return arena_copy(arena, cache, strlen(cache));
    if (home) return path_join(arena, home, "hub");
    if (caches) return path_join(arena, caches, "huggingface/hub");
    return user ? path_join(arena, user, ".cache/huggingface/hub") : NULL;
}

bool hub_is_name(const char *name) {
    const char *slash = strchr(name, '/');
    size_t size = strlen(name);
    if (!size || size > HUB_NAME_MOST || *name == '.' || *name == '-') return false;
    if (slash && (slash == name || !slash[1] || strchr(slash + 1, '/'))) return false;
    if (strstr(name, "..") || (slash && slash[1] == '.')) return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./") ==
           size;
}

/* The name of the snapshot in refs/main, NULL if that is no name. */
static const char *hub_main(const char *model, Arena *arena) {
    Bytes file;
    Error e;
    if (!file_read(path_join(arena, model, "refs/main"), REF_MOST, arena, &file, &e)) return NULL;
    const char *text = (const char *)file.data;
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    bool ends = text[size + strspn(text + size, "\r\n ")] == 0;
    return size && ends ? arena_copy(arena, text, size) : NULL;
}

bool hub_find(const char *name, Arena *arena, char **folder, Error *e) {
    const char *cache = hub_cache(arena), *names[2], *slash = strchr(name, '/');
    if (!cache) return error_set(e, "no model '%s': nothing says where a cache of models is", name);
    char *one =
        slash ? arena_print(arena, "%s%.*s--%s", hub_before, (int)(slash - name), name, slash + 1)
              : arena_print(arena, "%s%s", hub_before, name);
    char *model = path_join(arena, cache, one), *all = path_join(arena, model, "snapshots");
    const char *snapshot = hub_main(model, arena);
    if (!snapshot && folder_names(all, names, 1, arena) == 1) snapshot = names[0];
    *folder = snapshot ? path_join(arena, all, snapshot) : NULL;
    if (*folder && folder_exists(*folder)) return true;
    if (folder_exists(model))
        return error_set(e,
                         "the cache holds '%s' without a whole snapshot: fetch it again with "
                         "'huggingface-cli download %s'",
                         name, name);
    return error_set(e,
                     "no model '%s', neither a folder nor in the cache %s: fetch it once with "
                     "'huggingface-cli download %s'",
                     name, cache, name);
}

int hub_names(const char **names, int most, Arena *arena) {
    const char *cache = hub_cache(arena);
    const char **all = arena_many(arena, const char *, HUB_FOLDERS);
    int there = cache ? folder_names(cache, all, HUB_FOLDERS, arena) : 0, count = 0;
    for (int i = 0; i < there && i < HUB_FOLDERS && count < most; i++) {
        if (!text_begins(all[i], hub_before)) continue;
        const char *name = all[i] + sizeof hub_before - 1, *cut = strstr(name, "--");
        names[count] = cut ? arena_print(arena, "%.*s/%s", (int)(cut - name), name, cut + 2) : name;
        count += hub_is_name(names[count]);
    }
    return count;
}
