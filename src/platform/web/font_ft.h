/* The Font interface over FreeType alone, for a page: the fonts are files of one folder, chosen by
   a table. Its letters are those of font_ttf.h; texts are set letter by letter. Letters that no
   file has, and runs whose letters change each other's form, are left to a painter: the page's
   browser. */
#ifndef ATTNSCOPE_PLATFORM_WEB_FONT_FT_H
#define ATTNSCOPE_PLATFORM_WEB_FONT_FT_H

#include "base/error.h"
#include "base/font.h"

typedef struct FontFt FontFt;

/* How a run lies, in parts of the type's size: how far it goes on; its ink, from the pen on the
   baseline, y downwards. */
typedef struct FontDrawn {
    float advance, left, top, right, bottom;
    bool colored; /* it is a picture of several colours */
} FontDrawn;

/* A part of a run's picture: bytes R, G, B, A, not multiplied by A, of the run in white, `pixels`
   large and `stretch` times as wide, the pen at (−left, −top). */
typedef struct FontPicture {
    int pixels, stretch, left, top, width, height;
    uint32_t *rgba;
} FontPicture;

/* Who draws what no file can. False: it cannot. */
typedef struct FontPainter {
    bool (*measure)(Face face, const FontRun *run, FontDrawn *out);
    bool (*draw)(Face face, const FontRun *run, const FontPicture *to);
} FontPainter;

/* So many font files are known; font_ft_name: what the file is called, 0 ≤ i < FONT_FT_FILES. */
enum { FONT_FT_FILES = 10 };
const char *font_ft_name(int i);
/* A file is read when a letter of it is first asked for; one that is not there is left out.
   painter: NULL: there is none. Error: no file is there. */
bool font_ft_open(FontFt **out, Font *font, const char *folder, const FontPainter *painter,
                  Error *e);
void font_ft_close(FontFt *f);
/* The painter draws otherwise from now on: nothing that was made is kept. */
void font_ft_forget(FontFt *f);
/* Letters that were asked for and that no font has; returns how many. */
int font_ft_missing(const FontFt *f, const uint32_t **out);

#endif
