/* The local cache of Hugging Face's libraries: models that somebody has fetched before. Nothing is
   fetched here. */
#ifndef ATTNSCOPE_PLATFORM_HUB_H
#define ATTNSCOPE_PLATFORM_HUB_H

#include "base/arena.h"
#include "base/error.h"

/* Where it is: $HF_HUB_CACHE, else hub in $HF_HOME, else huggingface/hub in $XDG_CACHE_HOME or
   ~/.cache. NULL: nothing says so. */
char *hub_cache(Arena *arena);
/* Whether a name is of the form that models have there: "gpt2", "openai-community/gpt2". */
bool hub_is_name(const char *name);
/* The folder of a model of such a name: the snapshot that its `main` is, or the only one. Error: it
   is not there, and how it is fetched. */
bool hub_find(const char *name, Arena *arena, char **folder, Error *e);
/* The names of the models that are there, sorted, at most `most`; returns how many. */
int hub_names(const char **names, int most, Arena *arena);

#endif
