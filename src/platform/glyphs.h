/* What fonts that draw letters share: tables of the pictures that were made of letters and of runs,
   the four pictures of a letter, a quarter pixel apart, cut from one that is four times as wide.
   Not for files or for finding who has a letter. */
#ifndef ATTNSCOPE_PLATFORM_GLYPHS_H
#define ATTNSCOPE_PLATFORM_GLYPHS_H

#include "base/arena.h"
#include "base/font.h"

/* GLYPH_PHASES: pictures of a letter. GLYPHS_MISSING: so many letters that no font has are
 * remembered. */
enum { GLYPH_PHASES = 4, GLYPHS_MISSING = 64, GLYPH_MOST_PIXELS = 600, GLYPH_RUN_ROWS = 512 };

typedef struct GlyphSlot {
    uint64_t key; /* 0 = free */
    void *value;
} GlyphSlot;

/* By a letter in a face at a size: its picture; at size 0 whatever belongs to the letter. All that
   it holds lies in an arena that the caller keeps; {0} is an empty one. */
typedef struct GlyphTable {
    GlyphSlot *slots;
    size_t capacity, used;
    uint32_t missing[GLYPHS_MISSING]; /* letters that no font has, as they were met */
    int missing_count;
} GlyphTable;

/* A run of letters that was set by `by`, and its picture at one size; at size 0 only how it is set.
 */
typedef struct GlyphRun GlyphRun;
struct GlyphRun {
    GlyphRun *next;
    const void *by;
    uint64_t hash;
    int pixels;
    FontRun run;
    ShapedRun shaped;
    Glyph glyph;
};

/* {0} is an empty one; all lies in an arena that the caller keeps, and nothing moves. */
typedef struct GlyphRuns {
    GlyphRun *rows[GLYPH_RUN_ROWS];
} GlyphRuns;

/* Sizes are held to 1 to GLYPH_MOST_PIXELS. */
int glyph_pixels(int pixels);
/* NULL: it was not put there. */
const GlyphSlot *glyphs_find(const GlyphTable *t, Face face, int pixels, uint32_t code);
void glyphs_put(GlyphTable *t, Arena *arena, Face face, int pixels, uint32_t code, void *value);
/* The run as it is kept; fresh: by now it is, its text copied, and is to be set and drawn. */
GlyphRun *glyphs_run(GlyphRuns *t, Arena *arena, const void *by, int pixels, const FontRun *run,
                     bool *fresh);
/* Notes a letter that no font has. */
void glyphs_miss(GlyphTable *t, uint32_t code);

/* Room for all pictures of a letter, each `width` wide; sets the glyph's sizes. */
uint8_t *glyph_room(Arena *arena, Glyph *g, int width, int height);
/* The pictures of what `wide` shows, four times as wide as it is high, its first column `begin`
   quarter pixels right of the pen; the caller sets `top`. */
void glyph_cut(Arena *arena, const Glyph *wide, int begin, Glyph *g);
/* Empty rows above and below cost time at every repaint: takes them away. */
void glyph_trim(Glyph *g);
/* A letter that no font has: an empty box. */
void glyph_box(Arena *arena, int pixels, Glyph *g);

#endif
