/* The Font interface over SDL_ttf, files found through fontconfig: Inter and JetBrains Mono where
   installed, then DejaVu, Noto, any sans or mono; missing letters are looked up font by font. */
#ifndef ATTNSCOPE_PLATFORM_FONT_TTF_H
#define ATTNSCOPE_PLATFORM_FONT_TTF_H

#include "base/error.h"
#include "base/font.h"

typedef struct FontTtf FontTtf;

/* Opens lazily: a face is loaded at its first letter. Error: no usable font at all (names the
 * packages to install). */
bool font_ttf_open(FontTtf **out, Font *font, Error *e);
void font_ttf_close(FontTtf *f);
/* Letters that were asked for and that no font has, as they were met; at most GLYPHS_MISSING.
 * Returns how many. */
int font_ttf_missing(const FontTtf *f, const uint32_t **out);

#endif
