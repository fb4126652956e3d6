/* Making a scene: the one way in from other floors. Equal inputs give equal scenes. */
#ifndef ATTNSCOPE_SCENE_FRAME_BUILD_H
#define ATTNSCOPE_SCENE_FRAME_BUILD_H

#include "scene/scene.h"

/* From a view, a run and a size, and nothing else. */
void scene_build(const SceneInput *in, Arena *arena, Scene *out);
/* Only how far something has come (`files`), of a run that is not there yet or is being made: over
   what *out shows, where that is of the input's size, else on the bare ground. In the arena of
   *out. */
void scene_wait(const SceneInput *in, Arena *arena, Scene *out);
/* Whether what is shown can be drawn so. */
bool scene_has_form(const SceneInput *in, FigureForm form);
/* Whether keys can be drawn downwards in it. */
bool scene_turns(const SceneInput *in);
/* Whether that panel is open in a window of that size. */
bool scene_panel_open(const SceneInput *in, Panel panel);
/* What a target that is no matrix is, in words: "next head", "Encoder, layer 1, self-attention". */
const char *scene_target_words(const SceneInput *in, const Target *t, Arena *arena);
/* Whether the gold alignment would be told in it: by the grid of heads, and by what notes say of
   cross-attention. */
bool scene_wants_gold(const View *v, const Decoding *run);
/* How many pages the list of keys, in->keys, has in that window. */
int scene_key_pages(const SceneInput *in);
/* The room that the sheet about a file, in->file, has for its picture: width and height in pixels,
   0 none. */
void scene_file_room(const SceneInput *in, float room[2]);

#endif
