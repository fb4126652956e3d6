/* A figure as pixels, for files. The file itself is platform/figure_file's. */
#ifndef ATTNSCOPE_APP_EXPORT_H
#define ATTNSCOPE_APP_EXPORT_H

#include "draw/canvas.h"
#include "scene/scene.h"

enum { FIGURE_LEAST_WIDTH = 320, FIGURE_LEAST_HEIGHT = 240, FIGURE_MOST = 8192 };

/* The same scene and painter as the window's. Scene and pixels are in `arena`. Error: a size outside 320 × 240 to
   8192 × 8192. */
bool figure_render(const SceneInput *in, Arena *arena, Canvas *out, Error *e);

#endif
