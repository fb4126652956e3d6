/* The list of keys, laid over a scene: the key table as a picture. Lives here because scenes know no keys. */
#ifndef ATTNSCOPE_APP_KEY_LIST_H
#define ATTNSCOPE_APP_KEY_LIST_H

#include "scene/scene.h"

/* Adds the list to a scene that was built from the same input, in letters small enough to fit. */
/* How many pages it has in that window. */
int key_list_pages(const SceneInput *in);
void key_list_add(const SceneInput *in, Scene *scene);

#endif
