/* Cutting a picture where its marks end. */
#ifndef ATTNSCOPE_SCENE_PEN_CROP_H
#define ATTNSCOPE_SCENE_PEN_CROP_H

#include "scene/scene.h"

/* Cuts the picture where its marks end, `margin` pixels further out: all of it is moved, sizes
 * stay. */
void scene_crop(Scene *s, const Font *font, float margin);

#endif
