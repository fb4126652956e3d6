/* A scene as text. */
#ifndef ATTNSCOPE_TESTS_SCENE_PRINT_H
#define ATTNSCOPE_TESTS_SCENE_PRINT_H

#include "scene/scene.h"

/* The scene as text, one mark a line, numbers to a tenth of a pixel. */
void scene_print(const Scene *s, Buffer *out);

#endif
