/* Building and painting one figure. */
#include "app/export.h"

#include "draw/paint.h"

static bool size_allowed(int width, int height) {
    return width >= FIGURE_LEAST_WIDTH && height >= FIGURE_LEAST_HEIGHT && width <= FIGURE_MOST &&
           height <= FIGURE_MOST;
}

bool figure_render(const SceneInput *in, Arena *arena, Canvas *out, Error *e) {
    if (!size_allowed(in->width, in->height))
        return error_set(e, "%d × %d pixels: a figure has %d × %d (or it cannot be read) to %d × %d (or it is too "
                            "large for memory)",
                         in->width, in->height, FIGURE_LEAST_WIDTH, FIGURE_LEAST_HEIGHT, FIGURE_MOST, FIGURE_MOST);
    Scene scene;
    scene_build(in, arena, &scene);
    *out = canvas_make(arena, in->width, in->height);
    canvas_clear(out, in->transparent ? 0 : scene.ground);
    canvas_paint(out, &scene, in->font);
    return true;
}
