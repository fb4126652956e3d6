/* What a file holds, in lines for a person. Not for loading: only there are weights checked against
 * their config. */
#ifndef ATTNSCOPE_MODEL_INSPECT_H
#define ATTNSCOPE_MODEL_INSPECT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

/* Appends what a .npy, .npz, .safetensors, config .json or vocabulary .txt file or a model folder
   holds; on an error `out` may have been begun. Kinds are told by the name's ending. */
bool inspect_file(const char *path, Arena *arena, Buffer *out, Error *e);

#endif
