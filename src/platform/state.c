/* Small text files in the user's state folder. */
#include "platform/state.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/temporary.h"

static const size_t most_bytes =
    1 << 24; /* all that was done of 256 lessons of 128 pages is 2.5 MB */

enum { LOCK_TRIES = 100, LOCK_PAUSE = 5000000 }; /* nanoseconds: half a second in all */

static const char *folder(Arena *arena) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && state[0] == '/') return path_join(arena, state, "attnscope");
    return home && home[0] == '/' ? path_join(arena, home, ".local/state/attnscope") : NULL;
}

const char *state_read(const char *name, Arena *arena) {
    Bytes bytes;
    Error e;
    const char *from = folder(arena);
    if (!from || !file_read(path_join(arena, from, name), most_bytes, arena, &bytes, &e))
        return NULL;
    return (const char *)bytes.data;
}

void state_put_aside(const char *name) {
    Arena arena = {0};
    struct stat s;
    const char *from = folder(&arena), *path = from ? path_join(&arena, from, name) : NULL;
    bool there = path && stat(path, &s) == 0 && S_ISREG(s.st_mode) && s.st_size > 0;
    for (int i = 1; there && i <= 9; i++) {
        const char *aside = arena_print(&arena, "%s.unread-%d", path, i);
        if (file_taken(aside)) continue;
        rename(path, aside);
        there = false;
    }
    arena_free(&arena);
}

bool state_write(const char *name, const char *text, size_t size, Error *e) {
    Arena arena = {0};
    const char *to = folder(&arena);
    bool ok = !to || (folder_make(to, e) && file_write(path_join(&arena, to, name), text, size, e));
    arena_free(&arena);
    return ok;
}

/* The folder's own lock: it needs no file, and ends with the process. */
int state_lock(void) {
    const struct timespec pause = {0, LOCK_PAUSE};
    Arena arena = {0};
    Error e;
    const char *in = folder(&arena);
    int lock = in && folder_make(in, &e) ? open(in, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    for (int i = 0; lock >= 0 && i < LOCK_TRIES && !temporary_lock(lock); i++)
        nanosleep(&pause, NULL);
    arena_free(&arena);
    return lock;
}

void state_unlock(int lock) {
    if (lock >= 0) close(lock);
}
