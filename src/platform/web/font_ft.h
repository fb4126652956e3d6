/* The Font interface over FreeType alone, for a page: the fonts are files of one folder, chosen by
   a table. Its letters are those of font_ttf.h; texts are set letter by letter. */
#ifndef ATTNSCOPE_PLATFORM_WEB_FONT_FT_H
#define ATTNSCOPE_PLATFORM_WEB_FONT_FT_H

#include "base/error.h"
#include "base/font.h"

typedef struct FontFt FontFt;

/* So many font files are known; font_ft_name: what the file is called, 0 ≤ i < FONT_FT_FILES. */
enum { FONT_FT_FILES = 10 };
const char *font_ft_name(int i);
/* A file is read when a letter of it is first asked for; one that is not there is left out. Error:
 * none is there. */
bool font_ft_open(FontFt **out, Font *font, const char *folder, Error *e);
void font_ft_close(FontFt *f);
/* Letters that were asked for and that no font has; returns how many. */
int font_ft_missing(const FontFt *f, const uint32_t **out);

#endif
