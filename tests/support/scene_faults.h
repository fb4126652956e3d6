/* What is wrong with a scene to the eye. */
#ifndef ATTNSCOPE_TESTS_SCENE_FAULTS_H
#define ATTNSCOPE_TESTS_SCENE_FAULTS_H

#include "scene/scene.h"

/* Marks that overlap, are cut or lack contrast, one line each; returns how many. */
int scene_faults(const Scene *s, const Font *font, Buffer *out);

/* The box around a text's ink: left, top, right, bottom. */
void scene_text_box(const Font *font, const Item *text, float box[4]);

#endif
