/* Staging files in a hidden folder. What is begun is known to the handler of the signals that end
   the program, which drops it: so save_drop calls only what a handler may. */
#include "cli/save.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/signals.h"
#include "base/temporary.h"
#include "model/formats/npy.h"

static Save *save_begun; /* the latest; changed only while signals are held */

static void save_interrupted(int number) {
    while (save_begun) save_drop(save_begun);
    signals_end(number);
}

void save_cut_file(int number) {
    static const char text[] = "attnscope: a file that is open was cut short, or its disk fails: "
                               "its numbers are gone\n";
    (void)number;
    while (save_begun) save_drop(save_begun);
    (void)!write(STDERR_FILENO, text, sizeof text - 1);
    _exit(1);
}

/* Folders */

/* The end of the folder above the one whose path has n bytes. */
static size_t above(const char *path, size_t n) {
    while (n && path[n - 1] != '/') n--;
    while (n && path[n - 1] == '/') n--;
    return n;
}

static size_t save_standing(const char *folder, Arena *arena) {
    char *path = arena_copy(arena, folder, strlen(folder));
    size_t n = strlen(path);
    while (n && !folder_exists(path)) path[n = above(path, n)] = 0;
    return n;
}

/* The folders that were made, from within; one that holds something by now stays, and those above
 * it. */
static bool remove_made(const Save *s) {
    char *path = s->made;
    for (size_t n = strlen(path); n > s->stood && (rmdir(path) == 0 || errno == ENOENT);)
        path[n = above(path, n)] = 0;
    return false;
}

static bool open_hidden(Save *s, Error *e) {
    if (!folder_make(s->folder, e)) return false;
    s->fd = temporary_folder(s->folder, s->arena, &s->hidden);
    return s->fd >= 0 || error_set(e, "cannot write into '%s': %s", s->folder, strerror(errno));
}

bool save_begin(Save *s, const char *folder, bool force, Arena *arena, Error *e) {
    size_t size = strlen(folder);
    Signals before;
    *s = (Save){.arena = arena,
                .folder = arena_copy(arena, folder, size),
                .made = arena_copy(arena, folder, size),
                .fd = -1,
                .force = force,
                .stood = save_standing(folder, arena)};
    signals_hold(&before);
    bool ok = open_hidden(s, e) || remove_made(s);
    if (ok) {
        if (!save_begun) signals_catch(save_interrupted, true);
        s->next = save_begun;
        save_begun = s;
    }
    signals_release(&before);
    return ok;
}

/* Files */

static void save_grow(Save *s) {
    char **name = arena_many(s->arena, char *, s->room ? 2 * s->room : 64);
    if (s->count) memcpy(name, s->name, (size_t)s->count * sizeof *name);
    s->name = name;
    s->room = s->room ? 2 * s->room : 64;
}

const char *save_path(Save *s, const char *name) {
    Signals before;
    signals_hold(&before);
    if (s->count == s->room) save_grow(s);
    s->name[s->count++] = arena_copy(s->arena, name, strlen(name));
    signals_release(&before);
    return path_join(s->arena, s->hidden, name);
}

bool save_tensor(Save *s, const char *name, Tensor t, int rank, Error *e) {
    int64_t dims[ARRAY_RANK];
    Buffer b = {0};
    assert(rank >= 2 && rank <= ARRAY_RANK && (rank > 2 || t.shape.sheets == 1));
    for (int i = 0; i < ARRAY_RANK; i++) dims[i] = 1;
    dims[rank - 2] = t.shape.rows, dims[rank - 1] = t.shape.cols;
    if (rank > 2) dims[rank - 3] = t.shape.sheets;
    npy_print(t.x, rank, dims, &b);
    bool ok = file_write(save_path(s, arena_print(s->arena, "%s.npy", name)), b.data, b.size, e);
    buffer_free(&b);
    return ok;
}

/* Found before the first file is moved. */
bool save_check(const Save *s, Error *e) {
    for (int i = 0; i < s->count; i++) {
        const char *to = path_join(s->arena, s->folder, s->name[i]);
        if (folder_exists(to)) return error_set(e, "cannot write '%s': it is a folder", to);
        if (!s->force && !file_absent(to, e)) return false;
    }
    return true;
}

/* The hidden folder is empty. */
static void save_close(Save *s) {
    close(s->fd);
    s->fd = -1;
    rmdir(s->hidden);
    for (Save **at = &save_begun; *at; at = &(*at)->next)
        if (*at == s) {
            *at = s->next;
            break;
        }
    if (!save_begun) signals_catch(save_interrupted, false);
}

static bool save_move(Save *s, Error *e) {
    for (int i = 0; i < s->count; i++) {
        char *to = path_join(s->arena, s->folder, s->name[i]);
        if (!file_move(path_join(s->arena, s->hidden, s->name[i]), to))
            return error_set(e, "cannot write '%s': %s", to, strerror(errno));
    }
    save_close(s);
    return true;
}

bool save_end(Save *s, Error *e) {
    Signals before;
    if (!save_check(s, e)) return false;
    signals_hold(&before);
    bool ok = save_move(s, e);
    signals_release(&before);
    return ok;
}

bool save_drop(Save *s) {
    Signals before;
    if (s->fd < 0) return false;
    signals_hold(&before);
    for (int i = 0; i < s->count; i++) unlinkat(s->fd, s->name[i], 0);
    save_close(s);
    remove_made(s);
    signals_release(&before);
    return false;
}
