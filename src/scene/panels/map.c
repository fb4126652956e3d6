/* The map: two stacks of boxes, one for each block of the outline, bottom to top as in the paper's
   figure. Where boxes would become too low for their words, layers close to one box each, far ones
   to one box together. Not for steps. */
#include "scene/panels/map.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/blocks.h"

/* A box: a block, or a closed layer, or several of them. */
typedef struct Entry {
    int first, end;      /* steps */
    int part, last_part; /* the parts that it stands for */
    int block;           /* that gives it name and colour */
    bool closed;
    Rect r;
} Entry;

typedef struct Column {
    Entry *entries; /* from below */
    int count;
    float x;
} Column;

typedef struct Map {
    Stage *s;
    Rect panel;
    float
        u; /* one pixel of a panel 172 wide: the reader's wish for larger type makes it no wider */
    float width, height; /* of a box */
    float gap, pad;      /* between boxes; around an opened layer */
    int pixels;
    Column column[2];
    int columns;
    bool open;    /* every layer is opened, else at most the current one */
    bool current; /* … that one */
    int near;     /* layers this far from the current one keep a box of their own */
} Map;

enum { MARGIN = 5, CHANNEL = 10 };

static const Block *map_block_of(const Map *m, const Entry *e) {
    return &m->s->outline.blocks[e->block];
}

static const Part *map_part_of(const Map *m, int part) {
    return &m->s->outline.parts[part];
}

static int current_part(const Map *m) {
    const Outline *o = &m->s->outline;
    return o->blocks[o->block_of_step[m->s->shown_step]].part;
}

static bool has_stack(const Map *m, Stack stack) {
    for (int i = 0; i < m->s->outline.part_count; i++)
        if (map_part_of(m, i)->stack == stack) return true;
    return false;
}

/* The output stands on the decoder; a model of one stack has one column. */
static int map_column_of(const Map *m, Stack stack) {
    return m->columns == 2 && stack != STACK_ENCODER;
}

static bool is_open(const Map *m, int part) {
    return map_part_of(m, part)->layer >= 0 && (m->open || (m->current && part == current_part(m)));
}

/* A layer that shares its box with its neighbours. */
static bool is_far(const Map *m, int part) {
    int here = map_part_of(m, current_part(m))->layer,
        away = map_part_of(m, part)->layer - (here < 0 ? 0 : here);
    return away > m->near || away < -m->near;
}

static Entry *add_entry(Column *c, Entry e) {
    c->entries[c->count] = e;
    return &c->entries[c->count++];
}

/* The masks have no box in the paper's figure: they belong to the one below. */
static void add_blocks(Map *m, Column *c, int part) {
    const Outline *o = &m->s->outline;
    Entry *last = NULL;
    for (int b = o->parts[part].first; b < o->parts[part].end; b++) {
        if (last && o->blocks[b].kind == BLOCK_MASK)
            last->end = o->blocks[b].end;
        else
            last = add_entry(c, (Entry){.first = o->blocks[b].first,
                                        .end = o->blocks[b].end,
                                        .part = part,
                                        .last_part = part,
                                        .block = b});
    }
}

static void add_layer(Map *m, Column *c, int part) {
    const Outline *o = &m->s->outline;
    int first = o->parts[part].first, end = o->blocks[o->parts[part].end - 1].end;
    Entry *last = c->count ? &c->entries[c->count - 1] : NULL;
    bool joins = last && last->closed && is_far(m, part) && is_far(m, last->last_part) &&
                 map_part_of(m, last->last_part)->stack == map_part_of(m, part)->stack;
    if (joins)
        last->end = end, last->last_part = part;
    else
        add_entry(c, (Entry){.first = o->blocks[first].first,
                             .end = end,
                             .part = part,
                             .last_part = part,
                             .block = first,
                             .closed = true});
}

static void fill_columns(Map *m) {
    const Outline *o = &m->s->outline;
    m->columns = has_stack(m, STACK_ENCODER) && has_stack(m, STACK_DECODER) ? 2 : 1;
    for (int k = 0; k < m->columns; k++)
        m->column[k] = (Column){.entries = arena_many(m->s->arena, Entry, o->block_count)};
    for (int i = 0; i < o->part_count; i++) {
        Column *c = &m->column[map_column_of(m, o->parts[i].stack)];
        if (o->parts[i].layer < 0 || is_open(m, i))
            add_blocks(m, c, i);
        else
            add_layer(m, c, i);
    }
}

/* The room under an entry, or above the last one: an opened layer has an outline and, above it, its
 * number. */
static float gap_under(const Map *m, const Column *c, int i) {
    bool below = i > 0 && is_open(m, c->entries[i - 1].part),
         here = i < c->count && is_open(m, c->entries[i].part);
    bool inside = i > 0 && i < c->count,
         same = inside && c->entries[i - 1].part == c->entries[i].part;
    if (same) return m->gap;
    float label = below ? m->pad + roundf((float)m->pixels * 1.35f) : 0;
    return (inside ? m->gap + roundf(2 * m->u) : 0) + label + (here ? m->pad : 0);
}

static float column_height(const Map *m, const Column *c) {
    float high = gap_under(m, c, c->count);
    for (int i = 0; i < c->count; i++) high += gap_under(m, c, i) + m->height;
    return high;
}

static float map_tallest(const Map *m) {
    float first = column_height(m, &m->column[0]);
    return m->columns == 1 ? first : fmaxf(first, column_height(m, &m->column[1]));
}

static void set_height(Map *m, float height) {
    m->height = height;
    m->gap = fmaxf(2, roundf(height * 0.24f));
}

/* The highest boxes that fit; false if words would not. */
static bool map_fits(Map *m, float room) {
    float most = roundf(fmaxf(26 * m->u, (float)m->pixels * 1.8f)),
          least = fmaxf((float)m->pixels + 4, 15 * m->u);
    fill_columns(m);
    set_height(m, most);
    while (m->height > least && map_tallest(m) > room) set_height(m, m->height - 1);
    return map_tallest(m) <= room;
}

static void choose_layers(Map *m, float room) {
    static const int near[] = {64, 4, 2, 1, 0};
    m->open = m->current = true;
    if (map_fits(m, room)) return;
    m->open = false;
    for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
        m->near = near[i];
        if (map_fits(m, room)) return;
    }
    m->current = false;
    map_fits(m, room);
}

static float word_room(const Map *m) {
    return m->width - 2 * fmaxf(3, 3 * m->u);
}

/* "Layer 3", "Layers 4–9" or only "4–9". */
static const char *map_layer_name(const Map *m, const Entry *e, int pixels) {
    const char *first = arena_print(m->s->arena, "%d", map_part_of(m, e->part)->layer + 1);
    const char *last = arena_print(m->s->arena, "%d", map_part_of(m, e->last_part)->layer + 1);
    if (e->part == e->last_part) return stage_fill(m->s, "crumb.layer", first, "");
    const char *text = stage_fill(m->s, "block.layers", first, last);
    if (stage_width(m->s, FACE_TEXT, pixels, text) <= word_room(m)) return text;
    return arena_print(m->s->arena, "%s–%s", first, last);
}

static const char *entry_name(const Map *m, const Entry *e, int pixels) {
    if (e->closed) return map_layer_name(m, e, pixels);
    return blocks_short_name(m->s, map_block_of(m, e), pixels, word_room(m));
}

static bool names_fit(const Map *m, int pixels) {
    for (int k = 0; k < m->columns; k++)
        for (int i = 0; i < m->column[k].count; i++) {
            const char *name = entry_name(m, &m->column[k].entries[i], pixels);
            if (stage_width(m->s, FACE_TEXT, pixels, name) > word_room(m)) return false;
        }
    return true;
}

static void choose_type(Map *m) {
    m->pixels = (int)fmaxf(11, roundf(11 * m->s->unit));
    m->open = true;
    fill_columns(m);
    while (m->pixels > m->s->least && !names_fit(m, m->pixels)) m->pixels--;
}

static void map_choose_widths(Map *m) {
    Rect r = m->panel;
    m->u = r.w / 172;
    m->pad = roundf(3 * m->u);
    float edge = roundf(MARGIN * m->u) + m->pad, between = roundf(CHANNEL * m->u) + 2 * m->pad;
    m->width = m->columns == 1 ? roundf(r.w * 0.62f) : floorf((r.w - 2 * edge - between) / 2);
    m->column[0].x = m->columns == 1 ? roundf(r.x + (r.w - m->width) / 2) : r.x + edge;
    m->column[1].x = m->column[0].x + m->width + between;
}

static void place_column(Map *m, Column *c, float bottom) {
    float y = bottom;
    for (int i = 0; i < c->count; i++) {
        y -= gap_under(m, c, i) + m->height;
        c->entries[i].r = (Rect){c->x, y, m->width, m->height};
    }
}

static bool map_holds(const Map *m, const Entry *e) {
    return m->s->shown_step >= e->first && m->s->shown_step < e->end;
}

static bool was_visited(const Map *m, const Entry *e) {
    const bool *visited = m->s->in->visited;
    for (int i = e->first; visited && i < e->end; i++)
        if (visited[i]) return true;
    return false;
}

static const char *map_path_of(const Map *m, int step) {
    return m->s->program->values[outline_value(m->s->program, step)].path;
}

static bool map_is_hovered(const Map *m, const char *path) {
    return strcmp(pointed_step(&m->s->in->view->passing.hover), path) == 0;
}

/* A layer's number leads to the same path as its first box. */
static bool box_hovered(const Map *m, const Entry *e) {
    return map_is_hovered(m, map_path_of(m, e->first)) &&
           (e->closed || m->s->in->view->passing.hover.head != HOVER_LAYER);
}

/* Boxes lie a little above the panel's ground. */
static Color map_raised(const Theme *t) {
    bool light = theme_luminance(t->ground) > theme_luminance(t->panel);
    return light ? t->ground : theme_mix(t->panel, t->line, 0.4f);
}

/* The whole box, or only a tint where more than this block is looked at. */
static Color box_fill(const Map *m, const Entry *e) {
    const Theme *t = &m->s->theme;
    Depth depth = m->s->in->view->shown.at.depth;
    bool whole = depth >= DEPTH_SUBLAYER || (depth == DEPTH_LAYER && e->closed);
    if (!map_holds(m, e)) return map_raised(t);
    return whole ? t->role[blocks_role(map_block_of(m, e))]
                 : theme_mix(map_raised(t), t->role[blocks_role(map_block_of(m, e))], 0.28f);
}

/* A step in it reads the number that is pointed out. */
static bool reads_focus(const Map *m, const Entry *e) {
    const Stage *s = m->s;
    if (!s->focus.on || s->focus.cell.col < 0 || s->in->view->shown.at.depth < DEPTH_STEP)
        return false;
    for (int i = e->first; i < e->end; i++)
        for (int k = 0; k < s->program->steps[i].inputs; k++)
            if (s->program->steps[i].in[k] == s->focus.value) return true;
    return false;
}

static Color box_edge(const Map *m, const Entry *e, bool hovered) {
    const Theme *t = &m->s->theme;
    Color role = t->role[blocks_role(map_block_of(m, e))];
    if (hovered) return t->role[ROLE_TEXT];
    if (reads_focus(m, e)) return t->role[ROLE_HOT];
    if (map_holds(m, e)) return role;
    return was_visited(m, e) ? theme_mix(t->line, role, 0.5f) : t->line;
}

static void box_target(Map *m, const Entry *e) {
    Target t = {.kind = TARGET_STEP,
                .path = map_path_of(m, e->first),
                .x = e->r.x,
                .y = e->r.y - m->gap / 2,
                .w = e->r.w,
                .h = e->r.h + m->gap};
    t.depth = e->closed ? DEPTH_LAYER : DEPTH_SUBLAYER; /* its diagram, not its first step */
    t.head = e->closed ? HOVER_LAYER : HOVER_BOX;
    stage_target(m->s, t);
}

static bool is_off(const Map *m, const Entry *e) {
    return !e->closed && blocks_are_off(m->s, map_block_of(m, e));
}

static void map_draw_entry(Map *m, const Entry *e) {
    Stage *s = m->s;
    bool hovered = box_hovered(m, e), here = map_holds(m, e);
    Color fill = box_fill(m, e),
          ink = s->theme.role[was_visited(m, e) || here ? ROLE_TEXT : ROLE_MUTED];
    bool solid = here && fill == s->theme.role[blocks_role(map_block_of(m, e))];
    Face face = solid ? FACE_BOLD : FACE_TEXT;
    const char *name = entry_name(m, e, m->pixels);
    if (stage_width(s, face, m->pixels, name) > word_room(m) - 4 * m->u) face = FACE_TEXT;
    name = stage_elide(s, face, m->pixels, name, e->r.w - 4);
    stage_box(s, e->r, roundf(4 * m->u), fill,
              fmaxf(1, (hovered             ? 1.6f
                        : reads_focus(m, e) ? 2.4f
                                            : 1) *
                           m->u),
              box_edge(m, e, hovered));
    if (is_off(m, e))
        stage_line(s, e->r.x + 2, e->r.y + e->r.h - 2, e->r.x + e->r.w - 2, e->r.y + 2,
                   fmaxf(1.5f, 1.5f * m->u), s->theme.role[ROLE_HOT]);
    stage_text(s, face, m->pixels,
               solid     ? theme_ink(fill)
               : hovered ? s->theme.role[ROLE_TEXT]
                         : ink,
               fill, e->r.x + (e->r.w - stage_width(s, face, m->pixels, name)) / 2,
               e->r.y + e->r.h / 2 + stage_drop(s, face, m->pixels), name);
    box_target(m, e);
}

/* From an opened part's first entry to its last, with the room around them. */
static Rect part_place(const Map *m, const Column *c, int first) {
    int last = first;
    while (last + 1 < c->count && c->entries[last + 1].part == c->entries[first].part) last++;
    Rect low = c->entries[first].r, high = c->entries[last].r;
    return (Rect){low.x - m->pad, high.y - m->pad, low.w + 2 * m->pad,
                  low.y + low.h - high.y + 2 * m->pad};
}

static void dashes(Map *m, float x, float y, float x2, float y2) {
    stage_line(m->s, x, y, x2, y2, fmaxf(1, m->u),
               theme_mix(m->s->theme.line, m->s->theme.role[ROLE_MUTED], 0.35f));
    Item *i = &m->s->scene->items[m->s->scene->count - 1];
    i->dash_on = i->dash_off = fmaxf(2, 3 * m->u);
}

/* The corners are left out, which rounds them. */
static void draw_dashed(Map *m, Rect r) {
    float cut = roundf(3 * m->u), x = r.x + 0.5f, y = r.y + 0.5f, x2 = r.x + r.w - 0.5f,
          y2 = r.y + r.h - 0.5f;
    dashes(m, x + cut, y, x2 - cut, y);
    dashes(m, x + cut, y2, x2 - cut, y2);
    dashes(m, x, y + cut, x, y2 - cut);
    dashes(m, x2, y + cut, x2, y2 - cut);
}

/* "layer 2", over the outline's left corner. */
static void draw_number(Map *m, Rect outline, const Entry *e) {
    Stage *s = m->s;
    const char *number = arena_print(s->arena, "%d", map_part_of(m, e->part)->layer + 1),
               *text = stage_fill(s, "map.layer", number, ""), *path = map_path_of(m, e->first);
    const View *v = s->in->view;
    bool hovered = map_is_hovered(m, path) && v->passing.hover.head == HOVER_LAYER;
    bool here = e->part == current_part(m) && v->shown.at.depth == DEPTH_LAYER;
    float high = roundf((float)m->pixels * 1.35f),
          width = stage_width(s, FACE_TEXT, m->pixels, text);
    float base = outline.y - roundf((float)m->pixels * 0.28f);
    stage_text(s, FACE_TEXT, m->pixels, s->theme.role[here || hovered ? ROLE_TEXT : ROLE_MUTED],
               s->theme.panel, outline.x + m->pad, base, text);
    stage_target(s, (Target){.kind = TARGET_STEP,
                             .path = path,
                             .head = HOVER_LAYER,
                             .depth = DEPTH_LAYER,
                             .x = outline.x,
                             .y = outline.y - high,
                             .w = fmaxf(width + 2 * m->pad, 22 * m->u),
                             .h = high});
}

/* The dashed outlines, and the lit one. */
static void map_draw_parts(Map *m, const Column *c) {
    Stage *s = m->s;
    for (int i = 0; i < c->count; i++) {
        const Entry *e = &c->entries[i];
        if (i > 0 && c->entries[i - 1].part == e->part) continue;
        Rect place = part_place(m, c, i);
        bool lit = s->in->view->shown.at.depth == DEPTH_LAYER && e->part <= current_part(m) &&
                   current_part(m) <= e->last_part;
        if (lit)
            stage_box(s, place, roundf(6 * m->u), 0, fmaxf(1, 1.5f * m->u),
                      s->theme.role[ROLE_HOT]);
        else if (is_open(m, e->part))
            draw_dashed(m, place);
        if (is_open(m, e->part)) draw_number(m, place, e);
    }
}

/* Around a stack, its layers' outlines and numbers counted in. */
static void draw_whole(Map *m, const Column *c) {
    float edge = m->pad + roundf(2 * m->u);
    float top = c->entries[c->count - 1].r.y - gap_under(m, c, c->count) - edge;
    float low = c->entries[0].r.y + m->height + gap_under(m, c, 0) + edge;
    Rect r = {c->x - edge, top, m->width + 2 * edge, low - top};
    stage_box(m->s, r, roundf(7 * m->u), 0, fmaxf(1, 1.5f * m->u), m->s->theme.role[ROLE_HOT]);
}

/* Wide-set letters where they fit, else close ones, else smaller ones. */
static void map_draw_heading(Map *m, const Column *c, const char *key, float base) {
    Stage *s = m->s;
    int pixels = m->pixels;
    const char *text = blocks_word(m->s, key, pixels, m->width), *wide = stage_wide_set(s, text);
    if (stage_width(s, FACE_TEXT, pixels, wide) <= m->width) text = wide;
    while (pixels > s->least && stage_width(s, FACE_TEXT, pixels, text) > m->width) pixels--;
    text = stage_elide(s, FACE_TEXT, pixels, text, m->width + 2 * m->pad);
    stage_text(s, FACE_TEXT, pixels, s->theme.role[ROLE_MUTED], s->theme.panel,
               c->x + (m->width - stage_width(s, FACE_TEXT, pixels, text)) / 2, base, text);
}

static bool asks_memory(const Map *m, const Entry *e) {
    const Outline *o = &m->s->outline;
    for (int i = e->first; i < e->end; i++)
        if (o->blocks[o->block_of_step[i]].kind == BLOCK_CROSS) return true;
    return false;
}

static void map_draw_arrow(Map *m, float from, const Rect *to, Color color) {
    float y = roundf(to->y + to->h / 2) + 0.5f, head = fmaxf(3, roundf(3.5f * m->u)),
          tip = to->x - fmaxf(1, m->u) / 2;
    stage_line(m->s, from, y, tip - head, y, fmaxf(1, 1.3f * m->u), color);
    stage_polygon(m->s, (float[]){tip - head - 1, y - head, tip, y, tip - head - 1, y + head}, 3,
                  color);
}

/* From the encoder's top, up, into the channel between the stacks, and to every box that asks what
 * it read. */
static void map_draw_memory(Map *m) {
    const Column *from = &m->column[0], *to = &m->column[1];
    const Theme *t = &m->s->theme;
    Color color = theme_mix(t->line, t->role[ROLE_MUTED], 0.7f);
    const Entry *last = &from->entries[from->count - 1];
    float up = is_open(m, last->part) ? m->pad : 0, start = last->r.y - up,
          line = fmaxf(1, 1.3f * m->u);
    float x = roundf(last->r.x + m->width * 0.62f) + 0.5f, bend = roundf(start - 9 * m->u) + 0.5f;
    float channel = roundf(from->x + m->width + m->pad + CHANNEL * m->u * 0.5f) + 0.5f, top = bend,
          low = bend;
    for (int i = 0; i < to->count; i++) {
        const Entry *e = &to->entries[i];
        if (!asks_memory(m, e) || is_off(m, e)) continue;
        Rect r = e->r;
        top = fminf(top, r.y + r.h / 2), low = fmaxf(low, r.y + r.h / 2);
        map_draw_arrow(m, channel, &r, color);
    }
    if (top == low) return;
    stage_line(m->s, x, start, x, bend, line, color);
    stage_line(m->s, x - line / 2, bend, channel + line / 2, bend, line, color);
    stage_line(m->s, channel, roundf(top) + 0.5f, channel, roundf(low) + 0.5f, line, color);
}

void map_draw(Stage *s, Rect r) {
    static const char *const heads[] = {"block.encoder", "block.decoder"};
    Map m = {.s = s, .panel = r};
    m.columns = has_stack(&m, STACK_ENCODER) && has_stack(&m, STACK_DECODER) ? 2 : 1;
    map_choose_widths(&m);
    Map sized = m;
    choose_type(&sized);
    m.pixels = sized.pixels;
    float base = r.y + roundf(14 * m.u + (float)m.pixels), top = base + roundf(14 * m.u);
    choose_layers(&m, r.y + r.h - top - roundf(10 * m.u));
    map_choose_widths(&m);
    float bottom = top + map_tallest(&m);
    for (int k = 0; k < m.columns; k++) {
        Column *c = &m.column[k];
        place_column(&m, c, bottom);
        bool decodes = m.columns == 1 ? !has_stack(&m, STACK_ENCODER) : k == 1;
        map_draw_heading(&m, c, heads[decodes], base);
        if (s->in->view->shown.at.depth == DEPTH_MODEL) draw_whole(&m, c);
        map_draw_parts(&m, c);
    }
    if (m.columns == 2) map_draw_memory(&m);
    for (int k = 0; k < m.columns; k++)
        for (int i = 0; i < m.column[k].count; i++) map_draw_entry(&m, &m.column[k].entries[i]);
}

/* As the map is laid out, without words: whole layers have one box only where there are very many.
 */
float map_trace(Stage *s, Rect r) {
    Map m = {.s = s, .panel = r};
    m.columns = has_stack(&m, STACK_ENCODER) && has_stack(&m, STACK_DECODER) ? 2 : 1;
    map_choose_widths(&m);
    choose_layers(&m, r.h);
    map_choose_widths(&m);
    float bottom = r.y + map_tallest(&m);
    for (int k = 0; k < m.columns; k++) {
        place_column(&m, &m.column[k], bottom);
        for (int i = 0; i < m.column[k].count; i++) {
            const Entry *e = &m.column[k].entries[i];
            Color role = s->theme.role[blocks_role(map_block_of(&m, e))];
            bool here = map_holds(&m, e) && s->in->view->shown.at.depth > DEPTH_MODEL;
            stage_box(s, e->r, fminf(2, e->r.h / 3),
                      here ? s->theme.role[ROLE_HOT] : theme_mix(s->theme.panel, role, 0.45f), 0,
                      0);
        }
    }
    return bottom - r.y;
}
