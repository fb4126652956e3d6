/* A scene as text. */
#ifndef ATTNSCOPE_SCENE_PEN_PRINT_H
#define ATTNSCOPE_SCENE_PEN_PRINT_H

#include "scene/scene.h"

/* The scene as text, one mark a line, numbers to a tenth of a pixel: golden tests. */
void scene_print(const Scene *s, Buffer *out);

#endif
