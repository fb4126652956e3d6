/* A decoder alone, as in "Language Models are Unsupervised Multitask Learners" (Radford et al.
   2019): one line is read and written on. */
#ifndef ATTNSCOPE_MODEL_PAGES_GPT_H
#define ATTNSCOPE_MODEL_PAGES_GPT_H

#include "model/pages/blocks.h"

/* All its steps, into the page's program. */
void gpt_write(Page *m);

#endif
