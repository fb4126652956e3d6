/* Painting only what changed: a canvas remembers, tile by tile, what it shows. The pixels are the
   same as those of a whole canvas_paint. Not for deciding whether to paint: an equal scene costs a
   look at it. */
#ifndef ATTNSCOPE_DRAW_DAMAGE_H
#define ATTNSCOPE_DRAW_DAMAGE_H

#include "draw/paint.h"

typedef struct DamageRect {
    int x, y, w, h;
} DamageRect;

typedef struct DamageTile DamageTile;

/* Zero-initialise to begin. One for each canvas. */
typedef struct Damage {
    Arena arena; /* the tiles and the layer */
    Arena items; /* where the marks of the scene lie, anew for each */
    DamageTile *tiles;
    Canvas layer;      /* the ground of scenes that have one, where it is dear to paint */
    int across, down;  /* tiles */
    int width, height; /* of the canvas they were made for */
    bool known;        /* the canvas shows what the tiles say */
} Damage;

/* Paints the scene on the whole canvas, and puts at most `most` (at least one) rectangles that hold
   all that changed into `rects`; returns how many. The same font every time. */
int damage_paint(Damage *d, Canvas *c, const Scene *s, const Font *font, DamageRect *rects,
                 int most);
/* What the canvas shows is no longer known: the next painting is a whole one. */
void damage_forget(Damage *d);
void damage_free(Damage *d);

#endif
