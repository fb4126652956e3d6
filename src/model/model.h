/* A model folder: config.json, model.safetensors, vocab.<language>.txt for both languages (for the
   only one of a model that reads and writes one line; of byte-level tokens a tokenizer's files, see
   bpe.h, instead), and examples.txt, where there is one. */
#ifndef ATTNSCOPE_MODEL_MODEL_H
#define ATTNSCOPE_MODEL_MODEL_H

#include "model/examples.h"
#include "model/tokenizer.h"
#include "model/weights.h"

typedef struct Model {
    Config config;
    Vocab source, target; /* source: what reads a text; the same where nothing is read apart */
    Weights weights;
    Examples examples;                 /* nothing is told where the folder has none */
    const Shards *files;               /* of the weights; NULL: they are in none */
    _Atomic(unsigned long long) *hash; /* model_hash's, 0 before it was asked for */
} Model;

/* What a folder is: the config alone. Errors: there is none, with what else is there; what it says
   of the model cannot be opened; its weights or its tokenizer are missing. */
bool model_look(const char *folder, Arena *arena, Config *out, Error *e);
/* Reads a model's folder, of the program's own form or of Hugging Face's. Errors: a file that is
 * missing, broken, or does not fit the others. */
bool model_load(const char *folder, Arena *arena, Model *out, Error *e);
/* The config and the words alone: for those who only read and write texts. */
bool model_load_words(const char *folder, Arena *arena, Model *out, Error *e);
/* Of the bytes of the weights' files, which are read for it once: tells one model from another. 0:
   it is of no files. From any thread. */
unsigned long long model_hash(const Model *m);
/* Writes the four files, each atomically. */
bool model_save(const Model *m, const char *folder, Error *e);
/* Error: a file that model_save writes is there already. */
bool model_absent(const Model *m, const char *folder, Error *e);

#endif
