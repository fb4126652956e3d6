/* What a model's folder tells of the model for its first screen: examples.txt, which may be absent.
   Not for choosing what is shown of it. */
#ifndef ATTNSCOPE_MODEL_EXAMPLES_H
#define ATTNSCOPE_MODEL_EXAMPLES_H

#include "base/arena.h"
#include "base/error.h"

/* English, Russian: in this order behind one another, "|" between them. */
enum { TOLD_LANGUAGES = 2 };

/* A text in each language; NULL where it is not told. */
typedef struct Told {
    const char *in[TOLD_LANGUAGES];
} Told;

/* A sentence, and another one that differs in few tokens: what it changes is worth seeing. */
typedef struct Example {
    const char *text, *other; /* other NULL: there is none */
    Told question;            /* before the other one is tried */
    Told note;                /* what is to be known of the two answers; *word* is a word of them */
} Example;

/* All zero: nothing is told. */
typedef struct Examples {
    Told title, reads, writes;
    Example *list;
    int count;
} Examples;

/* '#' begins a comment line. "title EN | RU", "reads EN | RU", "writes EN | RU" stand before the
   first block; a block begins with "text SENTENCE" and may have "try SENTENCE | EN | RU" and "note
   EN | RU". Errors: name:line: what is wrong. */
bool examples_parse(const char *text, size_t size, const char *name, Arena *arena, Examples *out,
                    Error *e);
/* The text in that language, else in English; "" where neither is told. */
const char *examples_told(const Told *t, int language);

#endif
