/* The encoder-decoder of "Attention Is All You Need" (Vaswani et al. 2017) as a program of steps.
 */
#ifndef ATTNSCOPE_MODEL_PAGES_TRANSFORMER_H
#define ATTNSCOPE_MODEL_PAGES_TRANSFORMER_H

#include "model/pages/blocks.h"

/* All its steps, into the page's program. */
void transformer_write(Page *m);

#endif
