/* Whole files, by POSIX calls. Not for devices, pipes or parts of files. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/signals.h"
#include "base/temporary.h"
#include "base/text.h"

static bool read_all(int fd, unsigned char *to, size_t size, size_t *got) {
    *got = 0;
    while (*got < size) {
        ssize_t n = read(fd, to + *got, size - *got);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        if (n == 0) return true; /* the file was cut while it was read: what is there counts */
        *got += (size_t)n;
    }
    return true;
}

static bool read_opened(int fd, const char *path, size_t max, size_t first, Arena *arena,
                        Bytes *out, Error *e) {
    struct stat s;
    if (fstat(fd, &s) != 0) return error_set(e, "cannot read '%s': %s", path, strerror(errno));
    if (S_ISDIR(s.st_mode))
        return error_set(e, "cannot read '%s': it is a folder, not a file", path);
    if (!S_ISREG(s.st_mode))
        return error_set(e, "cannot read '%s': it is not a regular file", path);
    if ((unsigned long long)s.st_size > max)
        return error_set(e, "'%s' is too large: %lld bytes, at most %zu can be read", path,
                         (long long)s.st_size, max);
    size_t whole = (size_t)s.st_size, size = whole < first ? whole : first, got;
    unsigned char *data = arena_raw(arena, size + 1, 1);
    if (!read_all(fd, data, size, &got))
        return error_set(e, "cannot read '%s': %s", path, strerror(errno));
    data[got] = 0;
    *out = (Bytes){data, got < size ? got : whole};
    return true;
}

bool file_read_start(const char *path, size_t max, size_t first, Arena *arena, Bytes *out,
                     Error *e) {
    int fd = open(path, O_RDONLY | O_NONBLOCK |
                            O_CLOEXEC); /* a pipe without a writer must not hang the program */
    if (fd < 0 && errno == ENOENT) return error_set(e, "there is no file '%s'", path);
    if (fd < 0) return error_set(e, "cannot open '%s': %s", path, strerror(errno));
    bool ok = read_opened(fd, path, max, first, arena, out, e);
    close(fd);
    return ok;
}

bool file_read(const char *path, size_t max, Arena *arena, Bytes *out, Error *e) {
    return file_read_start(path, max, SIZE_MAX, arena, out, e);
}

static bool base_file_write_all(int fd, const unsigned char *from, size_t size) {
    while (size > 0) {
        ssize_t n = write(fd, from, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        from += n;
        size -= (size_t)n;
    }
    return fsync(fd) == 0;
}

/* Only a regular file that may be written is replaced. */
static bool replaceable(const char *path, Error *e) {
    struct stat s;
    if (path[0] == 0) return error_set(e, "cannot write a file without a name");
    if (path[strlen(path) - 1] == '/')
        return error_set(e, "cannot write '%s': it names a folder", path);
    if (stat(path, &s) != 0) return true;
    if (S_ISDIR(s.st_mode)) return error_set(e, "cannot write '%s': it is a folder", path);
    if (!S_ISREG(s.st_mode))
        return error_set(e, "cannot write '%s': it is not a regular file", path);
    if (access(path, W_OK) != 0)
        return error_set(e, "cannot write '%s': %s", path, strerror(errno));
    return true;
}

/* Who may read and write the file that is there; of a new one what open makes of this. */
static mode_t mode_of(const char *path) {
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode) ? s.st_mode & 0777 : 0666;
}

bool file_move(const char *from, const char *to) {
#ifndef __wasi__ /* files have no modes there */
    if (file_exists(to)) chmod(from, mode_of(to));
#endif
    return rename(from, to) == 0;
}

static bool write_beside(Arena *arena, const char *path, const void *data, size_t size, Error *e) {
    char *name;
    int fd = temporary_file(arena_copy(arena, path, (size_t)(path_base(path) - path)),
                            (int)mode_of(path), arena, &name);
    if (fd < 0) return error_set(e, "cannot write '%s': %s", path, strerror(errno));
    bool ok = base_file_write_all(fd, data, size);
    int reason = errno;
    if (close(fd) != 0 && ok) ok = false, reason = errno;
    if (ok && !file_move(name, path)) ok = false, reason = errno;
    if (ok) return true;
    unlink(name);
    return error_set(e, "cannot write '%s': %s", path, strerror(reason));
}

/* What ends the program waits until nothing would be left. */
bool file_write(const char *path, const void *data, size_t size, Error *e) {
    Arena arena = {0};
    Signals before;
    if (!replaceable(path, e)) return false;
    signals_hold(&before);
    bool ok = write_beside(&arena, path, data, size, e);
    signals_release(&before);
    arena_free(&arena);
    return ok;
}

/* Makes one folder; one that is there is fine. */
static bool make_one(const char *path, Error *e) {
    if (mkdir(path, 0777) == 0 || folder_exists(path)) return true;
    int reason = errno == EEXIST ? ENOTDIR : errno;
    return error_set(e, "cannot make the folder '%s': %s", path, strerror(reason));
}

bool folder_make(const char *path, Error *e) {
    if (path[0] == 0) return error_set(e, "cannot make a folder without a name");
    Arena arena = {0};
    char *copy = arena_copy(&arena, path, strlen(path));
    bool ok = true;
    for (char *p = copy + 1; ok && *p; p++) {
        if (*p != '/') continue;
        *p = 0;
        ok = make_one(copy, e);
        *p = '/';
    }
    ok = ok && make_one(copy, e);
    arena_free(&arena);
    return ok;
}

bool file_exists(const char *path) {
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

bool file_there(const char *path) {
    struct stat s;
    return lstat(path, &s) == 0;
}

bool file_taken(const char *path) {
    struct stat s;
    if (stat(path, &s) == 0) return S_ISREG(s.st_mode);
    return file_there(path); /* a link that leads nowhere */
}

bool file_absent(const char *path, Error *e) {
    return !file_taken(path) || error_set(e, "%s is there already (--force writes over it)", path);
}

bool folder_exists(const char *path) {
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

int folder_names(const char *folder, const char **names, int most, Arena *arena) {
    DIR *d = opendir(folder);
    int count = 0;
    for (struct dirent *f; d && count <= most && (f = readdir(d));) {
        if (*f->d_name == '.') continue;
        if (count < most) names[count] = arena_copy(arena, f->d_name, strlen(f->d_name));
        count++;
    }
    if (d) closedir(d);
    qsort(names, (size_t)(count < most ? count : most), sizeof *names, text_compare);
    return count;
}

char *path_join(Arena *arena, const char *dir, const char *name) {
    size_t n = strlen(dir);
    bool slash = n > 0 && dir[n - 1] == '/';
    return arena_print(arena, "%s%s%s", dir, n == 0 || slash ? "" : "/", name);
}

char *path_whole(Arena *arena, const char *path) {
#ifdef __wasi__ /* knows no realpath: what a page opens has its name only */
    char *whole = NULL;
#else
    char *whole = realpath(path, NULL);
#endif
    char *copy = arena_copy(arena, whole ? whole : path, strlen(whole ? whole : path));
    free(whole);
    return copy;
}

const char *path_given(Arena *arena, const char *path, const FolderName *folder) {
    size_t n = folder->whole ? strlen(folder->whole) : 0;
    while (n && folder->whole[n - 1] == '/') n--;
    bool below = folder->whole && strncmp(path, folder->whole, n) == 0 && path[n] == '/';
    return below ? path_join(arena, folder->given, path + n + 1) : path;
}

const char *path_base(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
