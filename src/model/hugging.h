/* Folders as Hugging Face's libraries write them: other keys in config.json, other names of
   tensors. So far GPT-2's. Not for tokenizers: bpe.h. */
#ifndef ATTNSCOPE_MODEL_HUGGING_H
#define ATTNSCOPE_MODEL_HUGGING_H

#include "model/weights.h"

/* Whether a config.json's text is of such a folder. Not whether it can be opened. */
bool hugging_is(const char *text, size_t size);
/* Reads it; folder gives the model its name. Errors, beginning with `name`: a model, or a value of
   a key, that is not known, by its name; a key that is missing; numbers that do not fit together.
 */
bool hugging_config(const char *text, size_t size, const char *name, const char *folder,
                    Config *out, Error *e);
/* How the tensors of such a model are called. */
extern const WeightNames hugging_names;

#endif
