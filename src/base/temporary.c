/* ".attnscope-PROCESS-N" is a folder, ".attnscope-PROCESS-N.tmp" a file. */
#include "base/temporary.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef __wasi__
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#endif

static const char prefix[] = ".attnscope-";
enum { NAMES_MOST = 1000 };

#ifdef __wasi__
/* One process, which nothing outlives. */
static int temporary_process(void) {
    return 1;
}

bool temporary_lock(int fd) {
    return fd >= 0;
}

void temporary_sweep(const char *folder) {
    (void)folder;
}
#else
static int temporary_process(void) {
    return (int)getpid();
}

bool temporary_lock(int fd) {
    return flock(fd, LOCK_EX | LOCK_NB) == 0;
}

/* The process that made what has this name; 0: it is not one of ours. */
static long temporary_maker(const char *name, bool folder) {
    char *end;
    if (strncmp(name, prefix, sizeof prefix - 1) != 0) return 0;
    const char *process = name + sizeof prefix - 1;
    if (*process < '1' || *process > '9') return 0;
    long maker = strtol(process, &end, 10);
    if (*end != '-' || end[1] < '0' || end[1] > '9') return 0;
    const char *rest = end + 1 + strspn(end + 1, "0123456789");
    return strcmp(rest, folder ? "" : ".tmp") == 0 ? maker : 0;
}

/* What is in a folder of ours is files. */
static void empty_folder(int fd) {
    int copy = dup(fd);
    DIR *d = copy >= 0 ? fdopendir(copy) : NULL;
    for (struct dirent *f; d && (f = readdir(d));)
        if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0) unlinkat(fd, f->d_name, 0);
    if (d)
        closedir(d);
    else if (copy >= 0)
        close(copy);
}

static void sweep_one(int in, const char *name) {
    struct stat s;
    if (fstatat(in, name, &s, AT_SYMLINK_NOFOLLOW) != 0 || s.st_uid != geteuid()) return;
    bool folder = S_ISDIR(s.st_mode);
    long maker = folder || S_ISREG(s.st_mode) ? temporary_maker(name, folder) : 0;
    int fd = maker ? openat(in, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
    if (fd < 0) return;
    /* Nobody holds it: neither a process of that number here nor one elsewhere that has it locked.
     */
    bool lives = maker > INT32_MAX || kill((pid_t)maker, 0) == 0 || errno != ESRCH;
    if (!lives && temporary_lock(fd)) {
        if (folder) empty_folder(fd);
        unlinkat(in, name, folder ? AT_REMOVEDIR : 0);
    }
    close(fd);
}

void temporary_sweep(const char *folder) {
    DIR *d = opendir(*folder ? folder : ".");
    for (struct dirent *f; d && (f = readdir(d));)
        if (strncmp(f->d_name, prefix, sizeof prefix - 1) == 0) sweep_one(dirfd(d), f->d_name);
    if (d) closedir(d);
}
#endif

/* The folder's Nth hidden name; what is on its way already is put together in a hidden folder. */
static char *temporary_name(const char *folder, int n, const char *ending, Arena *arena) {
    size_t size = strlen(folder);
    const char *slash = size && folder[size - 1] != '/' ? "/" : "";
    if (n == 0 && !strstr(folder, prefix)) temporary_sweep(folder);
    return arena_print(arena, "%s%s%s%d-%d%s", folder, slash, prefix, temporary_process(), n,
                       ending);
}

int temporary_file(const char *folder, int access, Arena *arena, char **path) {
    for (int i = 0; i < NAMES_MOST; i++) {
        *path = temporary_name(folder, i, ".tmp", arena);
        int fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, access);
        if (fd >= 0) temporary_lock(fd);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    return -1;
}

int temporary_folder(const char *folder, Arena *arena, char **path) {
    for (int i = 0; i < NAMES_MOST; i++) {
        *path = temporary_name(folder, i, "", arena);
        if (mkdir(*path, 0700) == 0) {
            int fd = open(*path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (fd < 0)
                rmdir(*path);
            else
                temporary_lock(fd);
            return fd;
        }
        if (errno != EEXIST) return -1;
    }
    return -1;
}
