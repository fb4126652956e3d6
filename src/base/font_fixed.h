/* A font with fixed measures and box letters: the same on every machine, for tests and golden
   files. Every advance is 0.6 × pixels in FACE_MONO and 0.55 × pixels else (wide letters like
   CJK 1.0). */
#ifndef ATTNSCOPE_BASE_FONT_FIXED_H
#define ATTNSCOPE_BASE_FONT_FIXED_H

#include "base/arena.h"
#include "base/font.h"

/* Letters that are boxes of one width, the same on every machine: for tests. */
Font font_fixed(Arena *arena);

#endif
