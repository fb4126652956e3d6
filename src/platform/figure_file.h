/* Figures as PNG files. Nothing that is there is overwritten unless asked for. */
#ifndef ATTNSCOPE_PLATFORM_FIGURE_FILE_H
#define ATTNSCOPE_PLATFORM_FIGURE_FILE_H

#include "scene/scene.h"

/* Errors: the file is there and `force` is false, a bad size, no place to write. */
bool figure_write(const char *path, const SceneInput *in, bool force, Error *e);
/* "name.png", or "name-2.png", "name-3.png" … : the first in `folder` that is free. */
char *figure_free_name(const char *folder, const char *name, Arena *arena);

#endif
