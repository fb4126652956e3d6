/* Small text files in the user's state folder. */
#include "platform/state.h"

#include <stdlib.h>

#include "base/file.h"

static const size_t most_bytes = 1 << 16;

static const char *folder(Arena *arena) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && state[0] == '/') return path_join(arena, state, "attnscope");
    return home && home[0] == '/' ? path_join(arena, home, ".local/state/attnscope") : NULL;
}

const char *state_read(const char *name, Arena *arena) {
    Bytes bytes;
    Error e;
    const char *from = folder(arena);
    if (!from || !file_read(path_join(arena, from, name), most_bytes, arena, &bytes, &e)) return NULL;
    return (const char *)bytes.data;
}

void state_write(const char *name, const char *text, size_t size) {
    Arena arena = {0};
    Error e;
    const char *to = folder(&arena);
    if (to && folder_make(to, &e)) file_write(path_join(&arena, to, name), text, size, &e);
    arena_free(&arena);
}
