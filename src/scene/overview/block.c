/* One block as a graph of its steps: each value stands in the column after those it is made of.
   Columns come from the program's edges alone, so that any block can be drawn; many columns are
   folded into bands, as lines of a text. */
#include "scene/overview/block.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/thumb.h"
#include "scene/pen/text.h"
#include "scene/pen/wires.h"
#include "scene/words/blocks.h"
#include "scene/words/names.h"

enum { NODES_MOST = 64, COLUMNS_MOST = 64, BANDS_MOST = 3, FEW_STEPS = 3, OTHERS_SHOWN = 2 };

typedef struct Node {
    Value value;
    bool given; /* comes from another block */
    int column;
    float lane;   /* 0 is the middle of its band */
    Rect slot;    /* its share of the area */
    Rect box;     /* of the picture's cells */
    float middle; /* the height of its wires */
} Node;

typedef struct Graph {
    Node node[NODES_MOST];
    int count, columns;
    int bands, per_band;
    float low[BANDS_MOST], high[BANDS_MOST]; /* lanes of each band */
    float gutter[BANDS_MOST + 1];            /* heights between the bands, where wires run */
    float width, height;                     /* of a slot */
    float wires;                             /* how many run in gutters so far */
} Graph;

static int block_find(const Graph *g, Value v) {
    for (int i = 0; i < g->count; i++)
        if (g->node[i].value == v) return i;
    return -1;
}

static int block_add(Graph *g, Value v, bool given, int column) {
    if (g->count == NODES_MOST) return g->count - 1;
    g->node[g->count] = (Node){.value = v, .given = given, .column = column};
    if (column >= g->columns) g->columns = column + 1;
    return g->count++;
}

static bool shows_sides(const Block *b, const Step *step) {
    return b->end - b->first <= FEW_STEPS && op_table[step->op]->outputs > 1;
}

/* The column of a step's output: after all of its inputs. */
static int column_after(const Stage *s, Graph *g, const Block *b, const Step *step) {
    int column = 0;
    for (int k = 0; k < step->inputs; k++) {
        int from = step->in[k], maker = s->program->values[from].step;
        if (s->program->values[from].weight >= 0) continue;
        bool inside = maker >= b->first && maker < b->end;
        int i = block_find(g, from);
        if (i < 0) i = block_add(g, from, true, 0);
        if (inside && g->node[i].column >= column) column = g->node[i].column + 1;
        if (!inside && column == 0) column = 1;
    }
    return column;
}

static bool reads(const Stage *s, Value v, Value from) {
    int at = s->program->values[v].step;
    if (at < 0) return false;
    const Step *step = &s->program->steps[at];
    for (int k = 0; k < step->inputs; k++)
        if (step->in[k] == from) return true;
    for (int k = 0; k + 1 < op_table[step->op]->outputs; k++)
        if (step->out[k] == from && v == outline_value(s->program, at)) return true;
    return false;
}

/* A single step of a column stays in the middle, what is given goes below and above it by turns. */
static void place_lanes(Graph *g) {
    for (int c = 0; c < g->columns; c++) {
        int steps = 0, givens = 0, i = 0;
        for (int k = 0; k < g->count; k++)
            if (g->node[k].column == c) steps += !g->node[k].given, givens += g->node[k].given;
        for (int k = 0; k < g->count; k++) {
            Node *n = &g->node[k];
            if (n->column != c || (steps && n->given)) continue;
            int all = steps ? steps : givens;
            n->lane = (float)i++ - (float)(all - 1) / 2;
        }
        float below = (float)(steps + 1) / 2, side = 1;
        for (int k = 0; k < g->count && steps; k++) {
            Node *n = &g->node[k];
            if (n->column != c || !n->given) continue;
            n->lane = side * below;
            if (side < 0) below += 1;
            side = -side;
        }
    }
}

static Graph graph_make(const Stage *s, const Block *b) {
    Graph g = {0};
    for (int i = b->first; i < b->end; i++) {
        const Step *step = &s->program->steps[i];
        int column = column_after(s, &g, b, step), sides = op_table[step->op]->outputs - 1;
        for (int k = 0; k < sides && shows_sides(b, step); k++)
            block_add(&g, step->out[k], false, column);
        block_add(&g, outline_value(s->program, i), false,
                  column + (sides && shows_sides(b, step)));
    }
    /* What comes from outside stands right before the first that reads it. */
    for (int i = 0; i < g.count; i++) {
        Node *n = &g.node[i];
        if (!n->given) continue;
        int first = COLUMNS_MOST;
        for (int k = 0; k < g.count; k++)
            if (reads(s, g.node[k].value, n->value) && g.node[k].column < first)
                first = g.node[k].column;
        n->column = first > 0 && first < COLUMNS_MOST ? first - 1 : 0;
    }
    place_lanes(&g);
    return g;
}

/* Folding */

static int band_of(const Graph *g, const Node *n) {
    return n->column / g->per_band;
}

static float gap_across(const Stage *s) {
    return roundf(fmaxf(24, 46 * s->unit));
}

static float words_height(const Stage *s) {
    return stage_line_height(s->small) + stage_line_height(s->body) + 26 * s->unit;
}

static float gutter_height(const Stage *s, const Graph *g) {
    return g->bands > 1 ? roundf(fmaxf(20, 34 * s->unit)) : 0;
}

/* Slots of that many bands; returns how large pictures become. */
static float fold(const Stage *s, Graph *g, int bands, Rect area) {
    float lanes = 0;
    g->bands = bands;
    g->per_band = (g->columns + bands - 1) / bands;
    for (int b = 0; b < g->bands; b++) g->low[b] = g->high[b] = 0;
    for (int i = 0; i < g->count; i++) {
        int b = band_of(g, &g->node[i]);
        g->low[b] = fminf(g->low[b], g->node[i].lane);
        g->high[b] = fmaxf(g->high[b], g->node[i].lane);
    }
    for (int b = 0; b < bands; b++) lanes += g->high[b] - g->low[b] + 1;
    g->width = floorf(fminf(area.w / (float)g->per_band, 300 * s->unit));
    g->height =
        floorf(fminf((area.h - gutter_height(s, g) * (float)(bands - 1)) / lanes, 270 * s->unit));
    float bare = fminf(44 * s->unit, g->height - 14 * s->unit); /* without words */
    return fminf(1.2f * fmaxf(bare, g->height - words_height(s)), g->width - gap_across(s));
}

static void choose_fold(const Stage *s, Graph *g, Rect area) {
    int best = 1;
    float most = -1e9f;
    for (int bands = 1; bands <= BANDS_MOST && bands <= g->columns; bands++) {
        if ((g->columns + (g->columns + bands - 1) / bands - 1) /
                ((g->columns + bands - 1) / bands) !=
            bands)
            continue;
        float size = fold(s, g, bands, area);
        if (size > most * 1.1f || most < 0) most = fmaxf(size, most), best = bands;
    }
    fold(s, g, best, area);
}

static int further(const Stage *s, const Node *n) {
    return s->program->values[n->value].form.shape.sheets > 1 ? OTHERS_SHOWN : 0;
}

static Rect picture_room(const Stage *s, const Node *n, bool names, bool captions) {
    float behind =
        thumb_behind(s, OTHERS_SHOWN); /* of all, so that pictures of a lane stand at one height */
    float top = (names ? stage_line_height(s->small) + 7 * s->unit + 2 : 6 * s->unit) + behind;
    float low = captions ? stage_line_height(s->body) + 7 * s->unit : 6 * s->unit,
          w = n->slot.w - gap_across(s);
    return (Rect){n->slot.x + (n->slot.w - w) / 2, n->slot.y + top, w, n->slot.h - top - low};
}

static void place_nodes(const Stage *s, Graph *g, Rect area, bool names, bool captions) {
    float gutter = gutter_height(s, g), high = 0,
          x = area.x + (area.w - g->width * (float)g->per_band) / 2;
    for (int b = 0; b < g->bands; b++)
        high += (g->high[b] - g->low[b] + 1) * g->height + (b ? gutter : 0);
    float y = area.y + fminf((area.h - high) / 2, fmaxf(0, (area.h - high) * 0.4f));
    for (int b = 0; b < g->bands; b++) {
        g->gutter[b] = y - gutter + roundf(8 * s->unit);
        for (int i = 0; i < g->count; i++) {
            Node *n = &g->node[i];
            if (band_of(g, n) != b) continue;
            n->slot = (Rect){roundf(x + (float)(n->column - b * g->per_band) * g->width),
                             roundf(y + (n->lane - g->low[b]) * g->height), g->width, g->height};
            Rect room = picture_room(s, n, names, captions);
            bool tokens = s->program->values[n->value].role == VALUE_TOKENS;
            n->box = thumb_fit(room, tokens ? 0.75f : thumb_aspect(s, n->value, 0.5f, 0.3f, 2.3f));
            n->middle = roundf(room.y + room.h / 2) + 0.5f;
        }
        y += (g->high[b] - g->low[b] + 1) * g->height + gutter;
    }
    g->gutter[g->bands] = y - gutter + roundf(8 * s->unit);
}

/* Wires */

/* Between two columns of a band nothing stands at the height of a wire. */
static bool free_way(const Graph *g, const Node *from, const Node *to, float y) {
    for (int i = 0; i < g->count; i++) {
        const Node *n = &g->node[i];
        if (n->column <= from->column || n->column >= to->column) continue;
        if (y > n->slot.y && y < n->slot.y + n->slot.h) return false;
    }
    return true;
}

static void draw_wire(Stage *s, Graph *g, const Node *from, const Node *to) {
    float pad = roundf(5 * s->unit), y = from->middle, y2 = to->middle,
          gap = g->wires * 5 * s->unit;
    float x = from->box.x + from->box.w + pad / 2 + 2, x2 = to->box.x - pad - 1,
          turn = roundf(to->slot.x) + 0.5f;
    Color color = thumb_make(s, from->value, 0, from->box).color;
    x += thumb_behind(s, further(s, from));
    bool same = band_of(g, from) == band_of(g, to), next = from->column + 1 == to->column;
    if (same && fabsf(y - y2) < 1 && (next || free_way(g, from, to, y))) {
        wire_draw(s, (float[]){x, y2, x2, y2}, 2, color, true);
    } else if (same && (next || free_way(g, from, to, y))) {
        wire_draw(s, (float[]){x, y, turn, y, turn, y2, x2, y2}, 4, color, true);
    } else {
        int gutter = band_of(g, to) + (same ? 1 : 0);
        float way = roundf(g->gutter[gutter] + gap) + 0.5f,
              out = roundf(from->slot.x + from->slot.w - 1 - gap) + 0.5f;
        wire_draw(s, (float[]){x, y, out, y, out, way, turn, way, turn, y2, x2, y2}, 6, color,
                  true);
        g->wires += 1;
    }
}

/* Nodes */

/* What comes from outside is called by what it is there. */
static const char *name_of(Stage *s, const Node *n) {
    if (n->given && n->value == blocks_memory(s)) return stage_words(s, "overview.memory");
    if (n->given && program_is(s->program, n->value, VALUE_NORM))
        return stage_words(s, "overview.input");
    return thumb_step_name(s, n->value);
}

/* A name, its last line on the base: in two where one is too narrow and there is room above. */
static void block_draw_name(Stage *s, const Node *n, const char *text, Color color, float base,
                            float most) {
    float middle = n->box.x + n->box.w / 2, line = stage_line_height(s->small);
    size_t first = strlen(text);
    bool room = base - line - (float)s->small >= n->slot.y;
    if (room && stage_width(s, FACE_TEXT, s->small, text) > most)
        for (const char *p = strchr(text, ' '); p; p = strchr(p + 1, ' ')) {
            const char *head = arena_copy(s->arena, text, (size_t)(p - text));
            if (stage_width(s, FACE_TEXT, s->small, head) <= most) first = (size_t)(p - text);
        }
    const char *lines[] = {arena_copy(s->arena, text, first), text[first] ? text + first + 1 : ""};
    for (int i = 0, count = text[first] ? 2 : 1; i < count; i++) {
        const char *part = stage_elide(s, FACE_TEXT, s->small, lines[i], most);
        float wide = stage_width(s, FACE_TEXT, s->small, part);
        stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, roundf(middle - wide / 2),
                   base - line * (float)(count - 1 - i), part);
    }
}

static void draw_node(Stage *s, const Node *n, bool names, bool captions) {
    Thumb t = thumb_make(s, n->value, s->at.cell.sheet, n->box);
    float most = n->slot.w - roundf(14 * s->unit), middle = n->box.x + n->box.w / 2;
    if (n->box.w < 6 || n->box.h < 6) return;
    t.hot = n->value == s->at.value;
    t.behind = further(s, n);
    if (s->program->values[n->value].step < 0) t.path = NULL;
    thumb_draw(s, &t);
    float over = n->box.y - roundf(7 * s->unit) - thumb_behind(s, t.behind) - 4;
    Color color = s->theme.role[t.hot ? ROLE_HOT : n->given ? ROLE_MUTED : ROLE_TEXT];
    if (names) block_draw_name(s, n, name_of(s, n), color, over, most);
    if (captions)
        thumb_caption(s, n->value, n->given, s->theme.ground, middle,
                      n->box.y + n->box.h + stage_line_height(s->body) + s->unit, most);
}

void overview_block(Stage *s, Rect area) {
    Graph *g = arena_raw(s->arena, 1, sizeof *g);
    *g = graph_make(s, &s->outline.blocks[blocks_current(s)]);
    choose_fold(s, g, area);
    float least = fmaxf(28, 34 * s->unit), small = stage_line_height(s->small),
          body = stage_line_height(s->body);
    bool captions = g->height - small - body - 28 * s->unit >= least;
    bool names = captions || g->height - small - 20 * s->unit >= least;
    place_nodes(s, g, area, names, captions);
    for (int i = 0; i < g->count; i++)
        for (int k = 0; k < g->count; k++)
            if (reads(s, g->node[k].value, g->node[i].value))
                draw_wire(s, g, &g->node[i], &g->node[k]);
    for (int i = 0; i < g->count; i++) draw_node(s, &g->node[i], names, captions);
}
