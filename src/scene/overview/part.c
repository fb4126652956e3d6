/* One part of the model, a layer for example: its blocks from left to right with what they
   computed, and the residual ways around them. */
#include "scene/overview/part.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/thumb.h"
#include "scene/pen/marks.h"
#include "scene/pen/pack.h"
#include "scene/pen/text.h"
#include "scene/pen/wires.h"
#include "scene/words/blocks.h"
#include "scene/words/names.h"

void overview_box(Stage *s, int block, Rect r) {
    const char *path = blocks_path(s, block);
    bool hot = block == blocks_current(s), hovered = thumb_hovered(s, path);
    Color color = hot       ? s->theme.role[ROLE_HOT]
                  : hovered ? s->theme.role[ROLE_TEXT]
                            : s->theme.line;
    stage_box(s, r, roundf(6 * s->unit), s->theme.panel,
              hot ? fmaxf(1.5f, 2 * s->unit) : fmaxf(1, s->unit), color);
    stage_target_in(s, r, (Target){.kind = TARGET_STEP, .path = path, .depth = DEPTH_SUBLAYER});
}

void overview_strike(Stage *s, int block, Rect r) {
    if (!blocks_are_off(s, &s->outline.blocks[block])) return;
    stage_box(s, r, 0, theme_fade(s->theme.panel, 0.7f), 0, 0);
    stage_line(s, r.x, r.y + r.h, r.x + r.w, r.y, fmaxf(1.5f, 2 * s->unit),
               s->theme.role[ROLE_HOT]);
}

enum { LINES_MOST = 12, ACROSS_MOST = 6, COLUMNS_MOST = 32 };

/* Values that stand side by side in a block; or all heads of one. */
typedef struct Line {
    Value value[ACROSS_MOST];
    int count;
    float weight;
} Line;

typedef struct Lines {
    Line line[LINES_MOST];
    int count;
} Lines;

typedef struct Plan {
    const Part *part;
    Rect box[COLUMNS_MOST]; /* of the blocks */
    Rect input;             /* of the part's input, its name left out */
    Value given;
    float given_end; /* the right edge of the input's picture */
    int count;
    float gap, arc, middle; /* arc: the height of residual ways; middle: of the wires */
} Plan;

/* Steps on the way that the block's own figure shows. */
static bool left_out(const ValueInfo *v) {
    return v->form.cols == AXIS_HEAD || v->role == VALUE_SCORES || v->role == VALUE_SCALED ||
           v->role == VALUE_MASKED || v->role == VALUE_TEMPERED;
}

/* What will be cut into heads. */
static bool is_cut(const ValueInfo *v) {
    return v->role == VALUE_QUERIES || v->role == VALUE_KEYS || v->role == VALUE_VALUES;
}

static Lines part_lines_of(const Stage *s, const Block *b) {
    Lines l = {0};
    bool side = false;
    for (int i = b->first; i < b->end && l.count < LINES_MOST; i++) {
        Value v = outline_value(s->program, i);
        bool cut = is_cut(&s->program->values[v]);
        if (left_out(&s->program->values[v])) continue;
        if (!(side && cut && l.line[l.count - 1].count < ACROSS_MOST))
            l.line[l.count++] =
                (Line){.weight = s->program->values[v].form.shape.sheets > 1 ? 2.1f : 1};
        Line *line = &l.line[l.count - 1];
        line->value[line->count++] = v;
        side = cut;
    }
    return l;
}

static float width_weight(const Block *b) {
    return b->kind == BLOCK_SELF || b->kind == BLOCK_CROSS ? 1.45f
           : b->kind == BLOCK_FFN                          ? 1.15f
                                                           : 0.9f;
}

static bool any(const Stage *s, const Part *part, BlockKind kind) {
    for (int i = part->first; i < part->end; i++)
        if (s->outline.blocks[i].kind == kind) return true;
    return false;
}

/* The height that the fullest block can make use of. */
static float useful_height(const Stage *s, const Part *part) {
    float most = 0;
    for (int i = part->first; i < part->end; i++) {
        Lines l = part_lines_of(s, &s->outline.blocks[i]);
        float sum = 0;
        for (int k = 0; k < l.count; k++) sum += l.line[k].weight;
        most = fmaxf(most, sum);
    }
    return (100 + 210 * most) * s->unit;
}

static Plan part_plan_make(const Stage *s, Rect area) {
    const Outline *o = &s->outline;
    Plan p = {.part = &o->parts[o->blocks[blocks_current(s)].part]};
    float u = s->unit, sum = 0.62f;
    p.count = p.part->end - p.part->first;
    if (p.count > COLUMNS_MOST) p.count = COLUMNS_MOST;
    p.gap = roundf(fmaxf(14, 26 * u));
    p.given = s->program->steps[o->blocks[p.part->first].first].in[0];
    for (int i = 0; i < p.count; i++) sum += width_weight(&o->blocks[p.part->first + i]);
    float arc = any(s, p.part, BLOCK_NORM) ? roundf(fmaxf(14, 30 * u)) : 0;
    float below = any(s, p.part, BLOCK_CROSS) ? stage_line_height(s->small) + roundf(24 * u) : 0;
    float unit = fminf((area.w - p.gap * (float)p.count) / sum, (p.count < 4 ? 330 : 270) * u);
    float h = floorf(fminf(fminf(area.h - arc - below, 700 * u), useful_height(s, p.part)));
    float spare = fminf((area.h - arc - below - h) / 3, 60 * u);
    float y = roundf(area.y + arc + spare),
          x = area.x + (area.w - unit * sum - p.gap * (float)p.count) / 2;
    p.middle = roundf(y + h / 2) + 0.5f;
    p.arc = y - arc + 6 * u;
    p.input = (Rect){roundf(x), y, floorf(0.62f * unit), h};
    x += 0.62f * unit + p.gap;
    for (int i = 0; i < p.count; i++) {
        float w = unit * width_weight(&o->blocks[p.part->first + i]);
        p.box[i] = (Rect){roundf(x), y, floorf(w), h};
        x += w + p.gap;
    }
    return p;
}

/* Returns how far down they reach. */
static float part_draw_heads(Stage *s, Value v, Rect room) {
    int heads = s->program->values[v].form.shape.sheets;
    float gap = roundf(fmaxf(7, 10 * s->unit));
    Pack p = pack_make(heads, thumb_aspect(s, v, 0.6f, 0.5f, 1.8f), room, gap, gap);
    for (int h = 0; h < heads && p.h >= 6 && p.w >= 6; h++) {
        Thumb t = thumb_make(s, v, h, pack_box(&p, h));
        t.color = s->theme.head[h % THEME_HEADS];
        thumb_draw(s, &t);
    }
    Rect last = pack_box(&p, heads - 1);
    return last.y + last.h;
}

/* One value with its caption under it, if both find room. */
static void part_draw_value(Stage *s, Value v, Rect room, Color ground, bool words) {
    float line = words ? stage_line_height(s->body) + roundf(6 * s->unit) : 0;
    Rect inner = {room.x, room.y, room.w, room.h - line},
         box = thumb_fit(inner, thumb_best(s, v, inner));
    Thumb t = thumb_make(s, v, 0, box);
    if (box.w < 6 || box.h < 6) return;
    thumb_draw(s, &t);
    if (words)
        thumb_caption(s, v, false, ground, room.x + room.w / 2,
                      box.y + box.h + line - roundf(5 * s->unit), room.w - 2);
}

static void part_draw_line(Stage *s, const Line *l, Rect r, bool words) {
    float gap = roundf(12 * s->unit), w = (r.w - gap * (float)(l->count - 1)) / (float)l->count;
    float line = words ? stage_line_height(s->body) + roundf(6 * s->unit) : 0;
    for (int i = 0; i < l->count; i++) {
        Rect room = {r.x + (float)i * (w + gap), r.y, w, r.h};
        if (s->program->values[l->value[i]].form.shape.sheets == 1) {
            part_draw_value(s, l->value[i], room, s->theme.panel, words);
            continue;
        }
        room.h -= line;
        float end = part_draw_heads(s, l->value[i], room);
        if (words)
            thumb_caption(s, l->value[i], false, s->theme.panel, room.x + w / 2,
                          end + line - roundf(5 * s->unit), w);
    }
}

/* Whether a word of a name would have to be broken. */
static bool part_breaks(const Stage *s, const char *name, float room) {
    for (size_t n; *name; name += n + strspn(name + n, " ")) {
        n = strcspn(name, " ");
        if (stage_width(s, FACE_BOLD, s->small, arena_copy(s->arena, name, n)) > room) return true;
    }
    return false;
}

/* Upwards; returns how high it is. */
static float part_draw_turned(Stage *s, Rect r, float pad, Color color, const char *name) {
    name = stage_elide(s, FACE_BOLD, s->small, name, 0.5f * r.h);
    float wide = stage_width(s, FACE_BOLD, s->small, name);
    stage_turned(s, FACE_BOLD, s->small, color,
                 roundf(r.x + r.w / 2 + stage_drop(s, FACE_BOLD, s->small)), r.y + pad + wide, 90,
                 name);
    return wide;
}

static void part_draw_block(Stage *s, int block, Rect r) {
    const Block *b = &s->outline.blocks[block];
    Lines l = part_lines_of(s, b);
    float pad = roundf(fmaxf(6, 12 * s->unit)), gap = roundf(fmaxf(6, 12 * s->unit)), sum = 0;
    Color color = s->theme.role[block == blocks_current(s) ? ROLE_HOT : ROLE_TEXT];
    const char *name = blocks_name(s, b);
    overview_box(s, block, r);
    float lines = stage_paragraph(s, FACE_BOLD, s->small, color, s->theme.panel, 0, 0,
                                  r.w - 2 * pad, name, false);
    bool turned = stage_held(s->in) && part_breaks(s, name, r.w - 2 * pad),
         fits = !turned && lines <= 0.3f * r.h;
    if (turned) lines = part_draw_turned(s, r, pad, color, name);
    if (fits)
        stage_paragraph(s, FACE_BOLD, s->small, color, s->theme.panel, r.x + pad,
                        r.y + pad + (float)s->small, r.w - 2 * pad, name, true);
    float top = r.y + pad + (fits || turned ? fmaxf(lines, 2.6f * (float)s->small) + gap / 2 : 0);
    for (int i = 0; i < l.count; i++) sum += l.line[i].weight;
    float unit = fminf((r.y + r.h - pad - top - gap * (float)(l.count - 1)) / sum, 220 * s->unit);
    float least = stage_line_height(s->body) + 24 * s->unit,
          used = unit * sum + gap * (float)(l.count - 1);
    top += (r.y + r.h - pad - top - used) / 2;
    for (int i = 0; i < l.count; i++) {
        float h = unit * l.line[i].weight;
        part_draw_line(s, &l.line[i], (Rect){r.x + pad, top, r.w - 2 * pad, h}, unit >= least);
        top += h + gap;
    }
    overview_strike(s, block, (Rect){r.x + pad, top - gap - used, r.w - 2 * pad, used});
}

/* Wires */

static bool reads_from(const Stage *s, const Block *b, const Block *from) {
    for (int i = b->first; i < b->end; i++)
        for (int k = 0; k < s->program->steps[i].inputs; k++) {
            int step = s->program->values[s->program->steps[i].in[k]].step;
            if (step >= from->first && step < from->end) return true;
        }
    return false;
}

/* Where a residual way begins: on the wire behind the block that made the value, or on that block's
   own edge where the value is not the last that it made. */
static void draw_residual(Stage *s, const Plan *p, int at, Value v) {
    const Outline *o = &s->outline;
    int step = s->program->values[v].step,
        from = step < 0 ? -1 : o->block_of_step[step] - p->part->first;
    if (from < -1) from = -1;
    Rect source = from < 0 ? p->input : p->box[from], target = p->box[at];
    float x = roundf(source.x + source.w + p->gap / 3) + 0.5f, y = p->middle;
    float to = roundf(target.x + target.w / 2) + 0.5f;
    if (from >= 0 && outline_value(s->program, o->blocks[p->part->first + from].end - 1) != v)
        x = roundf(source.x + 0.75f * source.w) + 0.5f, y = source.y;
    wire_draw(s, (float[]){x, y, x, p->arc, to, p->arc, to, target.y - 1}, 4,
              s->theme.role[ROLE_MUTED], true);
}

static void draw_residuals(Stage *s, const Plan *p) {
    for (int i = 0; i < p->count; i++) {
        const Block *b = &s->outline.blocks[p->part->first + i];
        for (int k = b->first; k < b->end; k++) {
            const Step *step = &s->program->steps[k];
            bool adds = program_is(s->program, step->out[0], VALUE_RESIDUAL);
            for (int n = 0; adds && n < step->inputs; n++) {
                int maker = s->program->values[step->in[n]].step;
                if (maker < b[-1].first || maker >= b[-1].end) draw_residual(s, p, i, step->in[n]);
            }
        }
    }
}

/* What comes in: a matrix in the middle of its column. */
static void draw_input(Stage *s, Plan *p) {
    float h = fminf(p->input.h, 1.5f * p->input.w), line = stage_line_height(s->body);
    Rect room = {p->input.x, p->middle - h / 2, p->input.w - 4, h};
    bool tokens = s->program->values[p->given].role == VALUE_TOKENS;
    Rect box = thumb_fit(room, thumb_aspect(s, p->given, 0.3f, 0.5f, 1.6f));
    if (tokens) { /* as high as the list of words */
        float rows = (float)s->program->values[p->given].form.shape.rows,
              list = roundf((float)s->small * 1.25f);
        box.h = fminf(p->input.h - 2 * line, rows * list + roundf(6 * s->unit) + 2);
        box.w = fminf(p->input.w - 4, 110 * s->unit);
        box.x = roundf(p->input.x + (p->input.w - box.w) / 2);
        box.y = roundf(p->middle - box.h / 2);
    }
    Thumb t = thumb_make(s, p->given, 0, box);
    p->given_end = box.x + box.w + roundf(5 * s->unit);
    if (s->program->values[p->given].step < 0) t.path = NULL;
    thumb_draw(s, &t);
    if (box.y + box.h + 2 * line < p->input.y + p->input.h)
        thumb_caption(s, p->given, true, s->theme.ground, box.x + box.w / 2,
                      box.y + box.h + line + 2 * s->unit, p->input.w + p->gap / 2);
}

void overview_part(Stage *s, Rect area) {
    Plan p = part_plan_make(s, area);
    draw_input(s, &p);
    Color color = s->theme.role[ROLE_MUTED];
    for (int i = 0; i < p.count; i++) {
        const Block *b = &s->outline.blocks[p.part->first + i];
        Rect from = i ? p.box[i - 1] : p.input, to = p.box[i];
        if (i == 0 || reads_from(s, b, b - 1))
            wire_draw(s, (float[]){i ? from.x + from.w : p.given_end, p.middle, to.x - 1, p.middle},
                      2, color, true);
        if (b->kind != BLOCK_CROSS || blocks_are_off(s, b)) continue;
        const char *memory = stage_words(s, "overview.memory");
        float x = roundf(to.x + to.w / 2) + 0.5f, low = to.y + to.h + 20 * s->unit;
        wire_draw(s, (float[]){x, low, x, to.y + to.h + 1}, 2, color, true);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.ground,
                   roundf(x - stage_width(s, FACE_TEXT, s->small, memory) / 2),
                   low + (float)s->small * 1.15f, memory);
    }
    draw_residuals(s, &p);
    for (int i = 0; i < p.count; i++) part_draw_block(s, p.part->first + i, p.box[i]);
}
