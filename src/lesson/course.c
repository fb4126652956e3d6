/* A folder is listed, and every lesson in it read once. */
#include "lesson/course.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { ENDING = 3 }; /* ".md" */

bool course_is_lesson(const char *file) {
    size_t n = strlen(file);
    return n > 3 + ENDING && strspn(file, "0123456789") == 2 && file[2] == '-' &&
           strcmp(file + n - ENDING, ".md") == 0;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const CourseEntry *)a)->name, ((const CourseEntry *)b)->name);
}

/* What cannot be read keeps its place, with the reason. */
static void course_fill(CourseEntry *it, Arena *arena) {
    Arena work = {0};
    Lesson l;
    Error e;
    if (lesson_open(it->path, &work, &l, &e)) {
        it->title = arena_copy(arena, l.title, strlen(l.title));
        it->pages = l.page_count;
    } else {
        it->error = arena_copy(arena, e.text, strlen(e.text));
    }
    arena_free(&work);
}

bool course_open(const char *folder, CourseKind kind, Arena *arena, Course *out, Error *e) {
    *out = (Course){arena_many(arena, CourseEntry, COURSE_MOST), 0};
    DIR *d = opendir(folder);
    if (!d) return error_set(e, "%s: it cannot be read", folder);
    bool fits = true;
    for (struct dirent *f; (f = readdir(d));) {
        if (!course_is_lesson(f->d_name) ||
            (kind != COURSE_ALL && strncmp(f->d_name, "00", 2) == 0))
            continue;
        if (out->count == COURSE_MOST) {
            fits = false;
            break;
        }
        CourseEntry *it = &out->entries[out->count++];
        it->path = path_join(arena, folder, f->d_name);
        it->name = kind == COURSE_OWN ? it->path
                                      : arena_copy(arena, f->d_name, strlen(f->d_name) - ENDING);
    }
    closedir(d);
    if (!fits)
        return out->count = 0,
               error_set(e, "%s: there are more than %d lessons in it", folder, COURSE_MOST);
    qsort(out->entries, (size_t)out->count, sizeof *out->entries, by_name);
    for (int i = 0; i < out->count; i++) course_fill(&out->entries[i], arena);
    return out->count > 0 || error_set(e, "%s: there is no lesson in it", folder);
}

int course_find(const Course *c, const char *name) {
    size_t digits = strspn(name, "0123456789");
    long number = digits && digits < 3 && !name[digits] ? strtol(name, NULL, 10) : -1;
    for (int i = 0; i < c->count; i++)
        if (strcmp(c->entries[i].name, name) == 0 ||
            strtol(path_base(c->entries[i].name), NULL, 10) == number)
            return i;
    return -1;
}
