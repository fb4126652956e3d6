/* A model's page: the program of its whole computation, from its family's page. */
#ifndef ATTNSCOPE_MODEL_PAGES_PAGE_H
#define ATTNSCOPE_MODEL_PAGES_PAGE_H

#include "model/pages/options.h"

/* The whole model from tokens to output.probabilities. The input's and the weights' numbers must
   outlive the program. Values are named as in the table of README.md; with a misfit program.failed
   is set. */
void page_program(const Config *c, const Weights *w, const Options *o, PageInput in, Arena *arena,
                  Program *out);

#endif
