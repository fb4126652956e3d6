/* From a figure to a file. */
#include "platform/figure_file.h"

#include "app/export.h"
#include "platform/png.h"

static bool write_png(const char *path, const SceneInput *in, Arena *arena, Buffer *png, Error *e) {
    Canvas canvas;
    return figure_render(in, arena, &canvas, e) && png_print(&canvas, png, e) &&
           file_write(path, png->data, png->size, e);
}

bool figure_write(const char *path, const SceneInput *in, bool force, Error *e) {
    if (!force && file_exists(path)) return error_set(e, "%s is there already (--force writes over it)", path);
    Arena arena = {0};
    Buffer png = {0};
    bool ok = write_png(path, in, &arena, &png, e);
    buffer_free(&png);
    arena_free(&arena);
    return ok;
}

char *figure_free_name(const char *folder, const char *name, Arena *arena) {
    char *path = path_join(arena, folder, arena_print(arena, "%s.png", name));
    for (int n = 2; file_exists(path); n++) path = path_join(arena, folder, arena_print(arena, "%s-%d.png", name, n));
    return path;
}
