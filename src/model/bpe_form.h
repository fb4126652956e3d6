/* Unicode's normal forms of texts that others wrote: also of a letter with 100,000 marks. */
#ifndef ATTNSCOPE_MODEL_BPE_FORM_H
#define ATTNSCOPE_MODEL_BPE_FORM_H

#include <stddef.h>

#include "base/buffer.h"

/* Appends the normal form of UTF-8 text, in time proportional to its size. `options` are utf8proc's
 * (UTF8PROC_COMPOSE …). */
void bpe_form(const char *text, size_t size, int options, Buffer *out);

#endif
