/* What to install so that letters are there which no font has. */
#ifndef ATTNSCOPE_PLATFORM_FONT_ADVICE_H
#define ATTNSCOPE_PLATFORM_FONT_ADVICE_H

#include <stdint.h>

#include "base/buffer.h"

/* Appends "no font here has 猫, が: install fonts-noto-cjk", with Debian's names of packages;
   nothing if there are no letters. */
void font_advice(const uint32_t *letters, int count, Buffer *out);

#endif
