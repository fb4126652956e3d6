/* The whole model as in the paper's figure: two stacks that are read upwards, each block with its
   real matrices, and what the encoder hands over between them. */
#include "scene/overview/model.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/thumb.h"
#include "scene/overview/part.h"
#include "scene/pen/marks.h"
#include "scene/pen/pack.h"
#include "scene/pen/text.h"
#include "scene/pen/wires.h"
#include "scene/words/blocks.h"

enum { ROWS_MOST = 256, LEVELS = 3 };

/* One row of a stack: a block, or the blocks in front of the layers side by side. */
typedef struct Row {
    int first, count, part;
    float weight, y, h;
} Row;

typedef struct Column {
    Row rows[ROWS_MOST];
    int count;
    float x, w, top; /* top: of the uppermost row's container */
    float names;     /* width of the blocks' names */
} Column;

typedef struct Plan {
    Column column[2]; /* encoder; decoder and output */
    int columns;
    float unit;                          /* the height of a row of weight 1 */
    float gap, pad;                      /* between rows; between a container and its rows */
    const char *read, *before, *written; /* its sentences: what each side reads, and the answer */
    int lines;                           /* of each, as far as they are needed */
    float words;                         /* height of what is written under and over a stack */
    Rect area;
} Plan;

/* With few pixels, norms go first, then everything but attention. */
static float weight_of(const Block *b, int level) {
    static const float weights[] = {
        [BLOCK_EMBED] = 1,      [BLOCK_POSITION] = 1, [BLOCK_MASK] = 1,    [BLOCK_SELF] = 1.75f,
        [BLOCK_CROSS] = 1.75f,  [BLOCK_FFN] = 1.1f,   [BLOCK_NORM] = 0.8f, [BLOCK_LOGITS] = 0.8f,
        [BLOCK_SOFTMAX] = 0.8f, [BLOCK_OTHER] = 0.8f};
    if (level > 0 && b->kind == BLOCK_NORM) return 0;
    if (level > 1 && b->layer >= 0 && b->kind != BLOCK_SELF && b->kind != BLOCK_CROSS) return 0;
    return weights[b->kind];
}

static bool is_front(const Block *b) {
    return b->layer < 0 &&
           (b->kind == BLOCK_EMBED || b->kind == BLOCK_POSITION || b->kind == BLOCK_MASK);
}

static void overview_model_add_row(Column *c, const Stage *s, int block, float weight) {
    const Block *b = &s->outline.blocks[block];
    Row *last = c->count ? &c->rows[c->count - 1] : NULL;
    if (last && last->part == b->part && is_front(b))
        last->count++;
    else if (c->count < ROWS_MOST)
        c->rows[c->count++] = (Row){.first = block, .count = 1, .part = b->part, .weight = weight};
}

static bool in_layer(const Stage *s, const Row *r) {
    return s->outline.parts[r->part].layer >= 0;
}

/* Two rows of one container. */
static bool together(const Stage *s, const Row *a, const Row *b) {
    return a->part == b->part && in_layer(s, a);
}

static float fixed_height(const Stage *s, const Plan *p, const Column *c) {
    float high = 0;
    for (int i = 0; i < c->count; i++) {
        bool first = i == 0 || !together(s, &c->rows[i - 1], &c->rows[i]);
        if (first && in_layer(s, &c->rows[i])) high += 2 * p->pad;
        if (i) high += first ? 2 * p->gap : p->gap;
    }
    return high;
}

static float weights(const Column *c) {
    float sum = 0;
    for (int i = 0; i < c->count; i++) sum += c->rows[i].weight;
    return sum;
}

/* Rows from the bottom up; the height of weight 1 is the same in both stacks. */
static void fill(Stage *s, Plan *p, int level) {
    p->columns = 0;
    for (int k = 0; k < 2; k++) p->column[k].count = 0;
    for (int i = 0; i < s->outline.block_count; i++) {
        const Block *b = &s->outline.blocks[i];
        float weight = weight_of(b, level);
        if (weight > 0) overview_model_add_row(&p->column[b->stack != STACK_ENCODER], s, i, weight);
    }
    p->unit = 1e9f;
    for (int k = 0; k < 2; k++) {
        const Column *c = &p->column[k];
        if (!c->count) continue;
        p->columns++;
        p->unit = fminf(p->unit, (p->area.h - 2 * p->words - fixed_height(s, p, c)) / weights(c));
    }
    p->unit = fminf(p->unit, 66 * s->unit);
}

static void place_rows(const Stage *s, const Plan *p, Column *c) {
    float y = p->area.y + p->area.h - p->words;
    for (int i = 0; i < c->count; i++) {
        Row *r = &c->rows[i];
        bool first = i == 0 || !together(s, r - 1, r);
        if (i) y -= first ? 2 * p->gap : p->gap;
        if (i && first && in_layer(s, r - 1)) y -= p->pad;
        if (first && in_layer(s, r)) y -= p->pad;
        r->h = floorf(r->weight * p->unit);
        y -= r->h;
        r->y = roundf(y);
    }
    const Row *last = &c->rows[c->count - 1];
    c->top = last->y - (in_layer(s, last) ? p->pad : 0);
}

static float widest_name(Stage *s, const Column *c) {
    float wide = 0;
    for (int i = 0; i < c->count; i++) {
        const char *name = blocks_name(s, &s->outline.blocks[c->rows[i].first]);
        if (c->rows[i].count == 1) wide = fmaxf(wide, stage_width(s, FACE_TEXT, s->small, name));
    }
    return fminf(ceilf(wide), 0.46f * c->w);
}

static const char *joined_labels(Stage *s, Axis axis, int count) {
    bool words = s->in->run->model->config.tokens != TOKENS_CHARACTERS;
    Buffer text = {0};
    for (int i = 0; i < count; i++)
        buffer_print(&text, "%s%s", i && words ? " " : "",
                     decode_label(s->in->run, s->at.t, axis, i, s->arena));
    const char *copy = text.data ? arena_copy(s->arena, text.data, strlen(text.data)) : "";
    buffer_free(&text);
    return copy;
}

static const char *overview_model_written(Stage *s) {
    const Decoding *d = s->in->run;
    Tokens t = d->output;
    if (s->at.t + 1 < t.count) t.count = s->at.t + 1;
    return tokens_to_text(t, d->model->config.tokens, &d->model->target, s->arena);
}

static int overview_model_tokens_of(const Stage *s, Stack stack) {
    for (int v = 0; v < s->program->value_count; v++) {
        const ValueInfo *info = &s->program->values[v];
        if (info->role == VALUE_TOKENS && info->place.stack == stack) return info->form.shape.rows;
    }
    return 0;
}

enum { SENTENCE_LINES = 3 };

/* In how many lines of a width its three sentences are whole, if these are enough. */
static int sentence_lines(Stage *s, const Plan *p, float width) {
    const char *const all[] = {p->read, p->before, p->written};
    const char *out[SENTENCE_LINES];
    int most = 1;
    for (int i = 0; i < 3; i++) {
        int lines = stage_lines(s, i == 2 ? FACE_BOLD : FACE_TEXT, s->small, all[i], width,
                                SENTENCE_LINES, out);
        if (lines > most) most = lines;
    }
    return most;
}

static void overview_model_plan_make(Stage *s, Plan *p, Rect area) {
    float u = s->unit, least = (float)s->small * 1.5f;
    *p = (Plan){.area = area,
                .gap = roundf(fmaxf(3, 5 * u)),
                .pad = roundf(fmaxf(3, 6 * u)),
                .read = joined_labels(s, AXIS_SOURCE, overview_model_tokens_of(s, STACK_ENCODER)),
                .before = joined_labels(s, AXIS_TARGET, overview_model_tokens_of(s, STACK_DECODER)),
                .written = overview_model_written(s)};
    fill(s, p, 0);
    float middle = p->columns < 2 ? 0 : roundf(fmaxf(40, 84 * u)), wide = fminf(area.w, 1160 * u);
    p->lines =
        p->columns ? sentence_lines(s, p, floorf((wide - middle) / (float)p->columns) - 8) : 1;
    for (bool fits = false; !fits; p->lines -= !fits) { /* blocks before whole sentences */
        p->words = (float)p->lines * stage_line_height(s->small) + roundf(12 * u);
        for (int level = 0; level < LEVELS && !fits; level++) {
            fill(s, p, level);
            fits = p->unit * 0.8f >= least;
        }
        fits = fits || p->unit * 0.8f >= 0.7f * least; /* low rows, which hold a name */
        if (p->lines == 1) break;
    }
    float x = area.x + floorf((area.w - wide) / 2);
    for (int k = 0; k < 2; k++) {
        Column *c = &p->column[k];
        if (!c->count) continue;
        c->w = floorf((wide - middle) / (float)p->columns);
        c->x = roundf(x);
        x += c->w + middle;
        c->names = widest_name(s, c);
        place_rows(s, p, c);
    }
}

/* Blocks */

static void overview_model_draw_heads(Stage *s, int block, Value v, Rect room) {
    int heads = s->program->values[v].form.shape.sheets;
    float gap = roundf(fmaxf(7, 9 * s->unit));
    Pack p = pack_make(heads, thumb_aspect(s, v, 0.7f, 0.5f, 2), room, gap, gap);
    p.room.w = (float)p.cols * p.w + (float)(p.cols - 1) * gap;
    for (int h = 0; h < heads && p.h >= 4; h++) {
        Thumb t = thumb_make(s, v, h, pack_box(&p, h));
        t.color = stage_head_color(s, h);
        t.path = blocks_path(s, block);
        t.depth = DEPTH_SUBLAYER;
        thumb_draw(s, &t);
    }
}

static void overview_model_draw_value(Stage *s, int block, Value v, Rect room) {
    Shape shape = s->program->values[v].form.shape;
    if (shape.rows == 1) room.y += 0.3f * room.h, room.h *= 0.4f;
    room.w = floorf(fminf(room.w, room.h * (float)shape.cols / (float)shape.rows));
    Thumb t = thumb_make(s, v, 0, room);
    t.path = blocks_path(s, block);
    t.depth = DEPTH_SUBLAYER;
    if (room.w >= 4 && room.h >= 4) thumb_draw(s, &t);
}

/* As the map names it where the full name does not fit: short words rather than cut ones. */
static const char *fitting_name(Stage *s, int block, const char *name, float room) {
    if (stage_width(s, FACE_TEXT, s->small, name) <= room) return name;
    return stage_elide(s, FACE_TEXT, s->small,
                       blocks_short_name(s, &s->outline.blocks[block], s->small, room), room);
}

/* The name at the left, what it computed at the right of it. */
static void overview_model_draw_block(Stage *s, int block, Rect r, const char *name, float names) {
    const Block *b = &s->outline.blocks[block];
    float pad = roundf(fmaxf(5, 10 * s->unit)), inner = roundf(fmaxf(4, 6 * s->unit));
    name = r.h >= (float)s->small * 1.3f ? fitting_name(s, block, name, names) : "";
    overview_box(s, block, r);
    Color color = s->theme.role[block == blocks_current(s) ? ROLE_HOT : ROLE_TEXT];
    stage_text(s, FACE_TEXT, s->small, color, s->theme.panel, r.x + pad,
               r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->small), name);
    float left = *name ? pad + names + pad : pad;
    Rect room = {r.x + left, r.y + inner, r.w - left - pad, r.h - 2 * inner};
    Value v = blocks_value(s, b);
    if (room.w < 12 || room.h < 6) return;
    if (blocks_weights(s, b) != NO_VALUE)
        overview_model_draw_heads(s, block, v, room);
    else
        overview_model_draw_value(s, block, v, room);
    overview_strike(s, block, room);
}

/* Blocks side by side have little room for their names. */
static const char *short_name(Stage *s, const Block *b, float room) {
    const char *name = blocks_name(s, b);
    const char *key = b->kind == BLOCK_EMBED ? "block.embed.short" : "block.position.short";
    if (stage_width(s, FACE_TEXT, s->small, name) <= room) return name;
    if (b->kind == BLOCK_EMBED || b->kind == BLOCK_POSITION) name = stage_words(s, key);
    return stage_width(s, FACE_TEXT, s->small, name) <= room ? name : "";
}

static void overview_model_draw_row(Stage *s, const Plan *p, const Column *c, const Row *r) {
    float inset = p->pad + roundf(fmaxf(12, 18 * s->unit)), gap = roundf(8 * s->unit);
    float w = (c->w - 2 * inset - gap * (float)(r->count - 1)) / (float)r->count;
    for (int i = 0; i < r->count; i++) {
        Rect box = {roundf(c->x + inset + (float)i * (w + gap)), r->y, floorf(w), r->h};
        const Block *b = &s->outline.blocks[r->first + i];
        const char *name = r->count > 1 ? short_name(s, b, 0.58f * w) : blocks_name(s, b);
        float names = r->count > 1 ? stage_width(s, FACE_TEXT, s->small, name) + 1 : c->names;
        overview_model_draw_block(s, r->first + i, box, name, names);
    }
}

/* The rounded box around a layer, its name standing at its left edge. */
static void draw_container(Stage *s, const Plan *p, const Column *c, int first, int end) {
    const Row *low = &c->rows[first], *high = &c->rows[end - 1];
    const Part *part = &s->outline.parts[low->part];
    const char *path = blocks_path(s, part->first);
    Rect r = {c->x, high->y - p->pad, c->w, low->y + low->h - high->y + 2 * p->pad};
    bool current = low->part == s->outline.blocks[blocks_current(s)].part;
    Color color = current ? theme_fade(s->theme.role[ROLE_HOT], 0.6f) : s->theme.line;
    if (thumb_hovered(s, path)) color = s->theme.role[ROLE_MUTED];
    stage_box(s, r, roundf(10 * s->unit), 0, fmaxf(1, 1.2f * s->unit), color);
    stage_target_in(s, r, (Target){.kind = TARGET_STEP, .path = path, .depth = DEPTH_LAYER});
    const char *name =
        stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", part->layer + 1), "");
    float width = stage_width(s, FACE_TEXT, s->small, name);
    if (width + 12 > r.h) return;
    float side =
        (p->pad + roundf(fmaxf(12, 18 * s->unit))) / 2; /* away from the wires in the middle */
    float x =
        (c == &p->column[0] ? r.x + side : r.x + r.w - side) + stage_drop(s, FACE_TEXT, s->small);
    stage_turned(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], x, r.y + r.h / 2 + width / 2,
                 90, name);
}

static void overview_model_draw_stack(Stage *s, const Plan *p, const Column *c) {
    for (int i = 0, end; i < c->count; i = end) {
        for (end = i + 1; end < c->count && together(s, &c->rows[i], &c->rows[end]); end++)
            continue;
        if (in_layer(s, &c->rows[i])) draw_container(s, p, c, i, end);
    }
    for (int i = 0; i < c->count; i++) {
        const Row *r = &c->rows[i];
        float middle = roundf(c->x + c->w / 2) + 0.5f, from = r->y + r->h;
        float to = i ? c->rows[i - 1].y : from + roundf(7 * s->unit);
        stage_line(s, middle, to, middle, from, fmaxf(1, 1.3f * s->unit),
                   s->theme.role[ROLE_MUTED]);
        overview_model_draw_row(s, p, c, r);
    }
}

/* The end of a long sentence says what comes next: it is cut at its beginning. */
static const char *tail_of(Stage *s, Face face, const char *text, float most) {
    const char *from = text;
    float width = stage_width(s, face, s->small, text), more = stage_width(s, face, s->small, "… ");
    while (width > most - (from > text ? more : 0)) {
        const char *space = strchr(from, ' ');
        if (!space) return stage_elide(s, face, s->small, from, most);
        width -=
            stage_width(s, face, s->small, arena_copy(s->arena, from, (size_t)(space + 1 - from)));
        from = space + 1;
    }
    return from == text ? text : arena_print(s->arena, "… %s", from);
}

/* From a line's middle on: downwards, or up to it. */
static void overview_model_draw_words(Stage *s, const Plan *p, const Column *c, float y, Face face,
                                      const char *text, bool tail, bool up) {
    float most = c->w - 8, high = stage_line_height(s->small);
    const char *line[SENTENCE_LINES], *even[SENTENCE_LINES], *more[SENTENCE_LINES + 1];
    if (tail && stage_lines(s, face, s->small, text, most, SENTENCE_LINES + 1, more) > p->lines)
        text = tail_of(s, face, text, 0.9f * (float)p->lines * most);
    int count = stage_lines(s, face, s->small, text, most, p->lines, line);
    /* Lines of about one length: no mark is alone in the last. */
    float share = (1 / (float)count + 0.06f) * stage_width(s, face, s->small, text);
    if (count > 1 && share < most &&
        stage_lines(s, face, s->small, text, share, SENTENCE_LINES + 1, more) == count) {
        stage_lines(s, face, s->small, text, share, SENTENCE_LINES, even);
        memcpy(line, even, sizeof line);
    }
    for (int i = 0; i < count; i++) {
        float x = c->x + (c->w - stage_width(s, face, s->small, line[i])) / 2,
              middle = y + (float)(up ? i + 1 - count : i) * high;
        stage_text(s, face, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, roundf(x),
                   middle + stage_drop(s, face, s->small), line[i]);
    }
}

static void draw_sentences(Stage *s, const Plan *p) {
    float high = stage_line_height(s->small),
          low = p->area.y + p->area.h - ((float)p->lines - 0.5f) * high;
    const Column *e = &p->column[0], *d = &p->column[1];
    if (e->count) overview_model_draw_words(s, p, e, low, FACE_TEXT, p->read, false, false);
    if (!d->count) return;
    overview_model_draw_words(s, p, d, low, FACE_TEXT, p->before, true, false);
    float top = d->top - roundf(12 * s->unit) - high / 2;
    overview_model_draw_words(s, p, d, top, FACE_BOLD, p->written, true, true);
}

/* Memory */

/* From x, y right to the gutter, then to the left edge of every cross block. */
static void draw_handing(Stage *s, const Plan *p, float x, float y) {
    const Column *e = &p->column[0], *d = &p->column[1];
    float gutter = roundf((e->x + e->w + d->x) / 2) + 0.5f,
          inset = p->pad + roundf(fmaxf(12, 18 * s->unit));
    for (int i = 0; i < d->count; i++) {
        const Row *r = &d->rows[i];
        const Block *b = &s->outline.blocks[r->first];
        if (b->kind != BLOCK_CROSS || blocks_are_off(s, b)) continue;
        float to = roundf(r->y + r->h * 0.78f) + 0.5f;
        wire_draw(s, (float[]){x, y, gutter, y, gutter, to, d->x + inset, to}, 4,
                  s->theme.role[ROLE_MUTED], true);
    }
}

/* Over the encoder, where there is room: what it hands over, large. */
static void overview_model_draw_memory(Stage *s, const Plan *p) {
    const Column *e = &p->column[0];
    Value m = blocks_memory(s);
    float free = e->top - p->area.y, line = stage_line_height(s->small), u = s->unit;
    float middle = roundf(e->x + e->w / 2) + 0.5f;
    if (m == NO_VALUE || !e->count) return;
    Rect room = {e->x + 0.12f * e->w, p->area.y + line + 8 * u, 0.76f * e->w, free - line - 34 * u};
    room.h = fminf(room.h, 190 * u);
    room.y = e->top - 26 * u - room.h;
    if (room.h < 40 * u) {
        float y = e->top - roundf(fminf(8 * u, free / 2)) + 0.5f;
        wire_draw(s, (float[]){middle, e->top, middle, y}, 2, s->theme.role[ROLE_MUTED], false);
        draw_handing(s, p, middle, y);
        return;
    }
    Thumb t = thumb_make(s, m, 0, thumb_fit(room, thumb_aspect(s, m, 0.75f, 0.5f, 3)));
    thumb_draw(s, &t);
    const char *shape = thumb_shape(s, m), *name = stage_words(s, "overview.memory");
    float pad = 8 * u, base = t.box.y - pad - 2;
    float width = stage_width(s, FACE_BOLD, s->small, name) + 10 * u +
                  stage_width(s, FACE_MONO, s->mono, shape);
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, t.box.x, base,
               name);
    if (width <= t.box.w)
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
                   t.box.x + t.box.w - stage_width(s, FACE_MONO, s->mono, shape), base, shape);
    wire_draw(s, (float[]){middle, e->top, middle, t.box.y + t.box.h + 5 * u}, 2,
              s->theme.role[ROLE_MUTED], true);
    draw_handing(s, p, t.box.x + t.box.w + 4 * u, roundf(t.box.y + t.box.h / 2) + 0.5f);
}

void overview_model(Stage *s, Rect area) {
    Plan *p = arena_raw(s->arena, 1, sizeof *p);
    overview_model_plan_make(s, p, area);
    overview_model_draw_memory(s, p);
    for (int k = 0; k < 2; k++)
        if (p->column[k].count) overview_model_draw_stack(s, p, &p->column[k]);
    draw_sentences(s, p);
}
