/* Pictures as they were before: a few as text, in which a person can read what changed, all others
   as one number, made of their pixels. UPDATE_GOLDEN=1 writes both anew; look at the pictures
   before. */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "draw/paint.h"

static inline void golden_text(const char *name, const Buffer *got) {
    Arena arena = {0};
    Error e;
    Bytes file;
    char *path = arena_print(&arena, "tests/golden/%s.txt", name);
    if (getenv("UPDATE_GOLDEN")) assert_true(file_write(path, got->data, got->size, &e));
    if (!file_read(path, 1 << 20, &arena, &file, &e)) fail_msg("%s", e.text);
    if (file.size != got->size || memcmp(file.data, got->data, got->size) != 0)
        fail_msg("%s is another now: UPDATE_GOLDEN=1, then git diff", path);
    arena_free(&arena);
}

/* FNV-1a over what the scene looks like when it is painted, put on top of `hash`. */
static inline uint64_t golden_pixels(uint64_t hash, const Scene *s, int width, int height,
                                     const Font *font) {
    Arena arena = {0};
    Canvas c = canvas_make(&arena, width, height);
    canvas_paint(&c, s, font);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            hash = (hash ^ c.pixels[(size_t)y * (size_t)c.pitch + (size_t)x]) * 0x100000001B3u;
    arena_free(&arena);
    return hash;
}

/* One line a picture: "name number". */
static inline void golden_hash(const char *name, uint64_t hash) {
    static const char path[] = "tests/golden/pixels.txt";
    Arena arena = {0};
    Buffer all = {0};
    Error e;
    Bytes file;
    bool found = false, same = false;
    char *line = arena_print(&arena, "%s %016llx", name, (unsigned long long)hash);
    if (!file_read(path, 1 << 16, &arena, &file, &e)) file = (Bytes){(const unsigned char *)"", 0};
    char *text = arena_copy(&arena, (const char *)file.data, file.size), *rest;
    size_t n = strlen(name);
    for (char *at = strtok_r(text, "\n", &rest); at; at = strtok_r(NULL, "\n", &rest)) {
        bool own = strncmp(at, name, n) == 0 && at[n] == ' ';
        if (own) found = true, same = strcmp(at, line) == 0;
        buffer_print(&all, "%s\n", own ? line : at);
    }
    if (!found) buffer_print(&all, "%s\n", line);
    if (getenv("UPDATE_GOLDEN"))
        assert_true(file_write(path, all.data, all.size, &e));
    else if (!same)
        fail_msg("%s has other pixels now: look at it, then UPDATE_GOLDEN=1", name);
    buffer_free(&all);
    arena_free(&arena);
}

#endif
