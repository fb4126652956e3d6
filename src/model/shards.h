/* The tensors of a model's folder: one safetensors file, or several as an index names them. Not for
   what they mean: weights.h. */
#ifndef ATTNSCOPE_MODEL_SHARDS_H
#define ATTNSCOPE_MODEL_SHARDS_H

#include "model/formats/safetensors.h"

/* The list of a folder whose weights are several files. */
#define SHARDS_INDEX "model.safetensors.index.json"

typedef struct Shards {
    const char *name; /* of the file, or of the index: begins errors */
    StoredTensor *tensors;
    int count;
    const char **paths;
    Bytes *files; /* as long as the arena that they were opened in */
    int file_count;
} Shards;

/* One file. Errors: safetensors_parse's. */
bool shards_open_file(const char *path, Arena *arena, Shards *out, Error *e);
/* model.safetensors of a folder, else the files of its model.safetensors.index.json, which may not
   lead out of it. Errors: those of each file; one that is missing; a tensor that is in two of them,
   or not where the index says; none of both, with what else is there and how it is converted. */
bool shards_open(const char *folder, Arena *arena, Shards *out, Error *e);
/* Whether a folder holds none of the files in which others keep weights. Error: it does, and what
   to do about it. */
bool shards_alone(const char *folder, Arena *arena, Error *e);
/* A file where a folder was meant. Returns false. */
bool shards_refuse_file(const char *path, Error *e);
/* From the text of an index the names of its files, sorted, each once. `name` begins the error. */
bool shards_index(const char *text, size_t size, const char *name, Arena *arena,
                  const char *const **files, int *count, Error *e);
/* Of all bytes of the files: tells one model from another. */
unsigned long long shards_hash(const Shards *s);

#endif
