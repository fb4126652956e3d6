/* The list of keys, laid over a scene: the key table as a picture. Lives here because scenes know
 * no keys. */
#ifndef ATTNSCOPE_APP_KEY_LIST_H
#define ATTNSCOPE_APP_KEY_LIST_H

#include "scene/scene.h"

/* How many pages it has in that window. */
int key_list_pages(const SceneInput *in);
/* What the line at a place does; COMMAND_NONE where there is none. */
Command key_list_command(const SceneInput *in, float x, float y);
/* Adds the list to a scene that was built from the same input, in letters small enough to fit. */
void key_list_add(const SceneInput *in, Scene *scene);

#endif
