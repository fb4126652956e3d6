/* Each tile of the canvas has a hash of all marks that touch it, in their order; tiles whose hash
   is the last scene's are left as they are. A hash is of what a mark does to the tile: of a matrix
   only the cells there, of a box's inside only its colour. Where many marks of a scene's ground
   meet in a tile their pixels are kept, and what changes above them is painted on a copy. Not for
   tiles that overlap, nor for canvases that are clipped. */
#include "draw/damage.h"

#include <assert.h>
#include <string.h>

#include "draw/canvas_text.h"
#include "draw/pixel.h"

/* BAND: rows that are painted together, so that what lies on top of each other is still in the
 * cache. */
enum { TILE_WIDTH = 64, TILE_HEIGHT = 32, BAND = 8 * TILE_HEIGHT };

/* So many marks of the ground are dearer to paint than to copy. */
enum { LAYER_LEAST = 3 };

struct DamageTile {
    uint64_t shown, wanted;
    uint64_t kept,
        ground; /* the same of the layer, up to the scene's ground; ground 0: few marks */
    int marks;  /* that show so far */
    int first;  /* the topmost mark that hides all below it; −1: the ground shows */
    int last;   /* the last mark that touched it; −1: none */
};

/* Pixels, from (x0, y0) to before (x1, y1). */
typedef struct Area {
    int x0, y0, x1, y1;
} Area;

/* Where a mark lies: a box; of a long curve, which leaves most of it empty, boxes of its parts,
 * too. */
typedef struct Extent {
    Area box, *parts;
} Extent;

enum { CURVE_PARTS = 16 };

/* ---- Hashes ---- */

static uint64_t mixed(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9e6c63d0676a9a99u;
    return hash ^ hash >> 32;
}

static uint64_t damage_word_at(const unsigned char *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

static uint64_t damage_hash_bytes(uint64_t hash, const void *data, size_t size) {
    const unsigned char *p = data;
    uint64_t lane[4] = {hash, 1, 2, 3}, tail = size;
    if (size >= 64) { /* four chains at once: a multiplication need not wait for the one before */
        for (; size >= 32; size -= 32, p += 32)
            for (int k = 0; k < 4; k++) lane[k] = mixed(lane[k], damage_word_at(p + 8 * k));
        hash = mixed(mixed(mixed(lane[0], lane[1]), lane[2]), lane[3]);
    }
    for (; size >= 8; size -= 8, p += 8) hash = mixed(hash, damage_word_at(p));
    for (; size; size--) tail = tail << 8 | *p++;
    return mixed(hash, tail);
}

/* All of a mark that painting reads, but for a matrix's cells. */
static uint64_t item_hash(const Item *i) {
    uint64_t hash = mixed(i->kind, (uint64_t)i->rows << 32 | (uint32_t)i->cols);
    if (i->smooth) hash = mixed(hash, 1);
    const float places[] = {i->x,      i->y,    i->w,       i->h,        i->x2,  i->y2,
                            i->radius, i->line, i->dash_on, i->dash_off, i->gap, i->degrees};
    hash = damage_hash_bytes(hash, places, sizeof places);
    if (i->kind == ITEM_CURVE || i->kind == ITEM_POLYGON)
        hash = damage_hash_bytes(hash, i->p, sizeof i->p);
    hash = mixed(hash, (uint64_t)i->fill << 32 | i->stroke);
    if (i->kind != ITEM_TEXT || !i->text) return hash;
    hash = mixed(hash, (uint64_t)i->face << 32 | (uint32_t)i->pixels);
    return damage_hash_bytes(hash, i->text, strlen(i->text));
}

/* The colours of the cells that a tile shows. */
static uint64_t cells_hash(uint64_t hash, const Item *i, Area tile) {
    int row, rows_end, col, cols_end;
    if (!i->cells || i->rows < 1 || i->cols < 1) return hash;
    cells_under(i->y, i->h, i->rows, tile.y0, tile.y1, &row, &rows_end);
    cells_under(i->x, i->w, i->cols, tile.x0, tile.x1, &col, &cols_end);
    for (; row < rows_end; row++) {
        size_t first = (size_t)row * (size_t)i->cols + (size_t)col,
               count = (size_t)(cols_end - col);
        hash = damage_hash_bytes(hash, i->cells + first, count * sizeof(Color));
        if (i->sizes) hash = damage_hash_bytes(hash, i->sizes + first, count);
    }
    return i->sizes ? mixed(hash, i->ground) : hash;
}

/* ---- Where marks lie ---- */

static void stretch(double box[4], float x, float y, double margin) {
    box[0] = fmin(box[0], x - margin), box[2] = fmax(box[2], x + margin);
    box[1] = fmin(box[1], y - margin), box[3] = fmax(box[3], y + margin);
}

static bool item_box(const Item *i, const Font *font, double box[4]) {
    double stroke = (i->line > 1 ? i->line : 1) / 2.0 + 1;
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    switch (i->kind) {
    case ITEM_TEXT:
        return canvas_text_box(font, i->face, i->pixels, i->x, i->y, i->degrees, i->text, box);
    case ITEM_LINE:
        stretch(box, i->x, i->y, stroke);
        stretch(box, i->x2, i->y2, stroke);
        return true;
    case ITEM_CURVE:
        for (int k = 0; k < 4; k++) stretch(box, i->p[2 * k], i->p[2 * k + 1], stroke);
        return true;
    case ITEM_POLYGON:
        for (int k = 0; k < i->rows; k++) stretch(box, i->p[2 * k], i->p[2 * k + 1], 1);
        return true;
    default: /* boxes, and matrices, which begin and end at the nearest pixel */
        box[0] = i->x - 1.0, box[1] = i->y - 1.0;
        box[2] = (double)i->x + i->w + 2, box[3] = (double)i->y + i->h + 2;
        return true;
    }
}

/* Nothing, if none of it is on the canvas. */
static Area area_of(const double box[4], const Canvas *c) {
    Edges across, down;
    if (!pixel_edges(box[0], box[2], 0, c->width, &across) ||
        !pixel_edges(box[1], box[3], 0, c->height, &down))
        return (Area){0, 0, 0, 0};
    return (Area){across.first, down.first, across.end, down.end};
}

/* One axis of a curve at t, and how fast it goes there. */
static double curve_axis(const float *p, double t, double *speed) {
    double u = 1 - t, a = p[0], b = p[2], c = p[4], d = p[6];
    *speed = 3 * (u * u * (b - a) + 2 * u * t * (c - b) + t * t * (d - c));
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

/* Boxes that together hold a stroke: each is of a part's own four points. Parts reach over each
   other by more than one of the pieces that a curve so bent is painted in. */
static void curve_parts(const Item *i, const Canvas *c, Area out[CURVE_PARTS]) {
    double stroke = (i->line > 1 ? i->line : 1) / 2.0 + 1;
    for (int k = 0; k < CURVE_PARTS; k++) {
        double from = fmax(0, (k - 0.5) / CURVE_PARTS), to = fmin(1, (k + 1.5) / CURVE_PARTS),
               third = (to - from) / 3, box[4];
        for (int axis = 0; axis < 2; axis++) {
            double speed[2], a = curve_axis(i->p + axis, from, &speed[0]),
                             d = curve_axis(i->p + axis, to, &speed[1]), b = a + third * speed[0],
                             e = d - third * speed[1];
            box[axis] = fmin(fmin(a, b), fmin(d, e)) - stroke;
            box[axis + 2] = fmax(fmax(a, b), fmax(d, e)) + stroke;
        }
        out[k] = area_of(box, c);
    }
}

/* Whether a curve is long and bent enough to be painted in more pieces than twice its parts, and
   leaves more tiles empty than one. */
static bool has_parts(const Item *i, Area box) {
    const float *p = i->p, far = 80;
    return i->kind == ITEM_CURVE && box.x1 - box.x0 > 4 * TILE_WIDTH &&
           box.y1 - box.y0 > TILE_HEIGHT &&
           hypotf(p[0] - 2 * p[2] + p[4], p[1] - 2 * p[3] + p[5]) > far;
}

static Extent item_extent(Damage *d, const Item *i, const Font *font, const Canvas *c) {
    double box[4];
    if (!item_box(i, font, box)) return (Extent){0};
    Extent extent = {.box = area_of(box, c)};
    if (has_parts(i, extent.box)) {
        extent.parts = arena_raw(&d->items, CURVE_PARTS, sizeof *extent.parts);
        curve_parts(i, c, extent.parts);
    }
    return extent;
}

/* The pixels in which a box is nothing but its filling. */
static Area box_inside(const Item *i, const Canvas *c) {
    double edge = fmax(fmax(i->radius, i->line), 0);
    Edges across, down;
    if (i->kind != ITEM_BOX ||
        !pixel_edges(ceil(i->x + edge), floor((double)i->x + i->w - edge), 0, c->width, &across) ||
        !pixel_edges(ceil(i->y + edge), floor((double)i->y + i->h - edge), 0, c->height, &down))
        return (Area){0, 0, 0, 0};
    return (Area){across.first, down.first, across.end, down.end};
}

static bool overlap(Area a, Area b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static bool extent_meets(const Extent *extent, Area a) {
    if (!overlap(extent->box, a)) return false;
    for (int k = 0; extent->parts && k < CURVE_PARTS; k++)
        if (overlap(extent->parts[k], a)) return true;
    return !extent->parts;
}

/* ---- Tiles ---- */

static Area tile_area(const Damage *d, int column, int row) {
    Area a = {column * TILE_WIDTH, row * TILE_HEIGHT, (column + 1) * TILE_WIDTH,
              (row + 1) * TILE_HEIGHT};
    if (a.x1 > d->width) a.x1 = d->width;
    if (a.y1 > d->height) a.y1 = d->height;
    return a;
}

static void fit_tiles(Damage *d, const Canvas *c) {
    if (d->tiles && d->width == c->width && d->height == c->height) return;
    arena_free(&d->arena);
    d->layer = (Canvas){0};
    d->width = c->width;
    d->height = c->height;
    d->across = (c->width + TILE_WIDTH - 1) / TILE_WIDTH;
    d->down = (c->height + TILE_HEIGHT - 1) / TILE_HEIGHT;
    d->tiles = arena_many(&d->arena, DamageTile, d->across * d->down);
    d->known = false;
}

/* What the mark does to one tile; its filling alone, if that is all the tile has of it. */
static void touch_tile(DamageTile *tile, Area at, const Item *item, int number, uint64_t hash,
                       Area inside) {
    if (inside.x0 <= at.x0 && inside.y0 <= at.y0 && inside.x1 >= at.x1 && inside.y1 >= at.y1) {
        if ((item->fill & 0xff) == 0) return;
        if ((item->fill & 0xff) == 0xff) {
            tile->first = number;
            tile->wanted = tile->ground = 0;
            tile->marks = 0;
        }
        hash = item->fill;
    }
    tile->marks++;
    tile->wanted =
        mixed(tile->wanted, item->kind == ITEM_CELLS ? cells_hash(hash, item, at) : hash);
}

/* How far a place is from the spot's middle, at most and at least, within a tile. */
static void spot_distance(const Item *i, Area at, double *least, double *most) {
    double dx0 = at.x0 - (double)i->x2, dx1 = at.x1 - (double)i->x2, dy0 = at.y0 - (double)i->y2,
           dy1 = at.y1 - (double)i->y2;
    double across = dx0 > 0 ? dx0 : dx1 < 0 ? -dx1 : 0, down = dy0 > 0 ? dy0 : dy1 < 0 ? -dy1 : 0;
    *least = hypot(across, down);
    *most = hypot(fmax(fabs(dx0), fabs(dx1)), fmax(fabs(dy0), fabs(dy1)));
}

/* A spotlight darkens tiles that are far from it wherever it is, and leaves those within it as they
 * are. */
static void touch_by_spot(DamageTile *tile, Area at, const Item *item, uint64_t hash) {
    double least, most;
    spot_distance(item, at, &least, &most);
    if (most < (double)item->radius - 2) return;
    tile->wanted =
        mixed(tile->wanted, least > (double)item->radius + 2 ? (uint64_t)item->fill : hash);
}

/* Each tile once, in however many parts of the mark it lies. */
static void touch_tiles(Damage *d, const Item *item, int number, Area area, uint64_t hash,
                        Area inside) {
    if (area.x0 >= area.x1 || area.y0 >= area.y1) return;
    for (int row = area.y0 / TILE_HEIGHT; row <= (area.y1 - 1) / TILE_HEIGHT; row++)
        for (int column = area.x0 / TILE_WIDTH; column <= (area.x1 - 1) / TILE_WIDTH; column++) {
            DamageTile *tile = &d->tiles[row * d->across + column];
            if (tile->last == number) continue;
            tile->last = number;
            if (item->kind == ITEM_SPOT)
                touch_by_spot(tile, tile_area(d, column, row), item, hash);
            else
                touch_tile(tile, tile_area(d, column, row), item, number, hash, inside);
        }
}

/* What is there by now is the ground of what follows. */
static void mark_ground(Damage *d) {
    if (!d->layer.pixels) d->layer = canvas_make(&d->arena, d->width, d->height);
    for (int i = 0; i < d->across * d->down; i++)
        if (d->tiles[i].marks >= LAYER_LEAST) d->tiles[i].ground = d->tiles[i].wanted;
}

/* Every tile's hash anew, and where every mark lies. */
static const Extent *damage_look_at(Damage *d, const Canvas *c, const Scene *s, const Font *font) {
    arena_reset(&d->items);
    Extent *extents = arena_raw(&d->items, (size_t)s->count, sizeof *extents);
    for (int i = 0; i < d->across * d->down; i++) {
        d->tiles[i].wanted = mixed(1, s->ground);
        d->tiles[i].first = d->tiles[i].last = -1;
        d->tiles[i].marks = 0, d->tiles[i].ground = 0;
    }
    for (int i = 0; i < s->count; i++) {
        if (i && i == s->ground_count) mark_ground(d);
        const Item *item = &s->items[i];
        uint64_t hash = item_hash(item);
        Area inside = box_inside(item, c);
        extents[i] = item_extent(d, item, font, c);
        for (int k = 0; k < (extents[i].parts ? CURVE_PARTS : 1); k++)
            touch_tiles(d, item, i, extents[i].parts ? extents[i].parts[k] : extents[i].box, hash,
                        inside);
    }
    return extents;
}

typedef bool TileTest(const Damage *d, const DamageTile *tile);

static bool tile_is_stale(const Damage *d, const DamageTile *tile) {
    return !d->known || tile->shown != tile->wanted;
}

static bool tile_is_painted(const Damage *d, const DamageTile *tile) {
    return tile_is_stale(d, tile) && !tile->ground;
}

static bool tile_is_copied(const Damage *d, const DamageTile *tile) {
    return tile_is_stale(d, tile) && tile->ground;
}

/* Whether the layer has to be painted before it is copied. */
static bool tile_lacks_layer(const Damage *d, const DamageTile *tile) {
    return tile_is_copied(d, tile) && tile->kept != tile->ground;
}

/* ---- Painting ---- */

/* The lowest mark that shows in an area of whole tiles. */
static int lowest_mark(const Damage *d, Area a) {
    int lowest = INT32_MAX;
    for (int row = a.y0 / TILE_HEIGHT; row <= (a.y1 - 1) / TILE_HEIGHT; row++)
        for (int column = a.x0 / TILE_WIDTH; column <= (a.x1 - 1) / TILE_WIDTH; column++) {
            int first = d->tiles[row * d->across + column].first;
            lowest = first < lowest ? first : lowest;
        }
    return lowest;
}

/* Runs of such tiles in a row; a run under an equal one, which is not far back in the list,
   lengthens it. Returns how many areas there are then. */
static int collect_row(const Damage *d, TileTest *test, int row, Area *out, int count) {
    const DamageTile *tiles = d->tiles + row * d->across;
    int above = count > 64 ? count - 64 : 0, end = count;
    for (int column = 0; column < d->across; column++) {
        if (!test(d, &tiles[column])) continue;
        Area run = tile_area(d, column, row);
        while (column + 1 < d->across && test(d, &tiles[column + 1])) column++;
        run.x1 = tile_area(d, column, row).x1;
        int i = above;
        while (i < end && (out[i].x0 != run.x0 || out[i].x1 != run.x1 || out[i].y1 != run.y0)) i++;
        if (i < end)
            out[i].y1 = run.y1;
        else
            out[count++] = run;
    }
    return count;
}

static int collect_runs(const Damage *d, TileTest *test, Area *out) {
    int count = 0;
    for (int row = 0; row < d->down; row++) count = collect_row(d, test, row, out, count);
    return count;
}

/* What is painted of a scene. */
typedef struct Painting {
    const Damage *d;
    const Scene *scene;
    const Font *font;
    const Extent *extents; /* by mark */
    Area *runs;            /* room for as many as there are tiles */
} Painting;

/* The marks before `end`, over the ground's pixels if they are given. */
static void paint_area(const Painting *p, Canvas part, Area a, const Canvas *ground, int end) {
    const Scene *s = p->scene;
    int first = ground ? s->ground_count : lowest_mark(p->d, a);
    for (int y = a.y0; y < a.y1 && ground; y++)
        memcpy(pixel_row(&part, y) + a.x0, pixel_row(ground, y) + a.x0,
               (size_t)(a.x1 - a.x0) * sizeof(Ink));
    if (first < 0) canvas_clear(&part, s->ground);
    for (int i = first < 0 ? 0 : first; i < end; i++)
        if (extent_meets(&p->extents[i], a)) canvas_paint_item(&part, &s->items[i], p->font);
}

static void paint_tiles(const Painting *p, const Canvas *c, TileTest *test, const Canvas *ground,
                        int end) {
    int count = collect_runs(p->d, test, p->runs);
    for (int i = 0; i < count; i++) {
        Area run = p->runs[i], a = run;
        for (; a.y0 < run.y1; a.y0 += BAND) {
            a.y1 = a.y0 + BAND < run.y1 ? a.y0 + BAND : run.y1;
            Canvas part = canvas_clip(*c, (float)a.x0, (float)a.y0, (float)(a.x1 - a.x0),
                                      (float)(a.y1 - a.y0));
            paint_area(p, part, a, ground, end);
        }
    }
}

static Area damage_joined(Area a, Area b) {
    return (Area){a.x0 < b.x0 ? a.x0 : b.x0, a.y0 < b.y0 ? a.y0 : b.y0, a.x1 > b.x1 ? a.x1 : b.x1,
                  a.y1 > b.y1 ? a.y1 : b.y1};
}

/* Neighbours in the list are joined until there are few enough. */
static int damage_report(Area *areas, int count, DamageRect *rects, int most) {
    while (count > most) {
        int half = 0;
        for (int i = 0; i < count; i += 2)
            areas[half++] = i + 1 < count ? damage_joined(areas[i], areas[i + 1]) : areas[i];
        count = half;
    }
    for (int i = 0; i < count; i++)
        rects[i] = (DamageRect){areas[i].x0, areas[i].y0, areas[i].x1 - areas[i].x0,
                                areas[i].y1 - areas[i].y0};
    return count;
}

int damage_paint(Damage *d, Canvas *c, const Scene *s, const Font *font, DamageRect *rects,
                 int most) {
    assert(most >= 1);
    fit_tiles(d, c);
    Painting p = {d, s, font, damage_look_at(d, c, s, font),
                  arena_raw(&d->items, (size_t)d->across * (size_t)d->down, sizeof(Area))};
    paint_tiles(&p, &d->layer, tile_lacks_layer, NULL, s->ground_count);
    paint_tiles(&p, c, tile_is_copied, &d->layer, s->count);
    paint_tiles(&p, c, tile_is_painted, NULL, s->count);
    int count = collect_runs(d, tile_is_stale, p.runs);
    for (DamageTile *tile = d->tiles; tile < d->tiles + d->across * d->down; tile++) {
        if (tile_is_copied(d, tile)) tile->kept = tile->ground;
        tile->shown = tile->wanted;
    }
    d->known = true;
    return damage_report(p.runs, count, rects, most);
}

void damage_forget(Damage *d) {
    d->known = false;
}

void damage_free(Damage *d) {
    arena_free(&d->arena);
    arena_free(&d->items);
    *d = (Damage){0};
}
