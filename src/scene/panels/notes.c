/* The right panel: where one is, what the step does and why, the shapes, what to notice in the
   numbers, which keys to try. What does not fit is left out from the bottom up, block by block. Not
   for lessons. */
#include "scene/panels/notes.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/figures/claims_list.h"
#include "scene/figures/figure.h"
#include "scene/panels/badge.h"
#include "scene/panels/crumbs.h"
#include "scene/figures/facts_list.h"
#include "scene/marks/insight.h"
#include "scene/pen/flow.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/lens_words.h"
#include "scene/words/tree_words.h"
#include "scene/words/words.h"

/* The column that blocks are set into, one under the other. */
typedef struct Column {
    Stage *s;
    float x, y, width, bottom, unit;
} Column;

/* Draws or only measures a block at the column's place; returns its height, 0 if there is nothing
 * to say. */
typedef float BlockDraw(Column *c, bool draw);

static float px(const Column *c, float x) {
    return roundf(x * c->unit);
}

/* A block that finds no room leaves no number named. */
static bool notes_put(Column *c, float gap, BlockDraw *block) {
    Scene *scene = c->s->scene;
    size_t size = (size_t)scene->value_count * sizeof *scene->named;
    bool *named = arena_raw(c->s->arena, size + 1, 1);
    memcpy(named, scene->named, size);
    float top = c->y;
    c->y += gap;
    float high = block(c, false);
    bool fits = c->y + high <= c->bottom;
    if (high <= 0 || !fits) {
        memcpy(scene->named, named, size);
        c->y = top;
        return fits;
    }
    block(c, true);
    c->y += high;
    return true;
}

static Depth depth_of(const Stage *s) {
    return s->in->view->shown.at.depth;
}

/* What is around the shown thing: "Encoder · Layer 1 · Head 2". */
static const char *notes_place(Stage *s) {
    int sheets = s->program->values[s->at.value].form.shape.sheets;
    if (depth_of(s) == DEPTH_MODEL) return decode_name(s->in->run);
    if (depth_of(s) == DEPTH_LAYER) return words_crumb(s, DEPTH_MODEL);
    const char *part = words_crumb(s, DEPTH_LAYER);
    if (depth_of(s) == DEPTH_SUBLAYER) return part;
    const char *head =
        stage_fill(s, "note.head", arena_print(s->arena, "%d", s->at.cell.sheet + 1), "");
    const char *last = sheets > 1 ? head : words_crumb(s, DEPTH_SUBLAYER);
    if (!*part || !*last) return *part ? part : *last ? last : words_crumb(s, DEPTH_MODEL);
    return arena_print(s->arena, "%s · %s", part, last);
}

/* The fullest of the ways to say it that fits. */
static const char *fitting_place(const Column *c) {
    Stage *s = c->s;
    const char *part = depth_of(s) > DEPTH_LAYER && !s->foreign ? words_crumb(s, DEPTH_LAYER)
                                                                : notes_place(s),
               *ways[] = {notes_place(s), part};
    const char *text = "";
    for (int i = 0; i < 4; i++) {
        text = text_upper(s->arena, ways[i / 2]);
        if (i % 2 == 0) text = stage_wide_set(s, text);
        if (stage_width(s, FACE_TEXT, s->small, text) <= c->width) return text;
    }
    return stage_elide(s, FACE_TEXT, s->small, text, c->width);
}

static float draw_place(Column *c, bool draw) {
    Stage *s = c->s;
    if (draw)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel, c->x,
                   c->y + (float)s->small, fitting_place(c));
    return stage_line_height(s->small);
}

static Value shown_value(const Stage *s) {
    return outline_value(s->program, s->shown_step);
}

/* In the largest type, down to the text's own, at which it stands on one line. */
static float notes_draw_heading(Column *c, bool draw) {
    Stage *s = c->s;
    const char *text = tree_shown(s) ? stage_words(s, "tree.name")
                       : lens_words_shown(s)
                           ? stage_words(s, "lens.name")
                           : words_crumb(s, depth_of(s) > DEPTH_STEP ? DEPTH_STEP : depth_of(s));
    if (claims_list(s)->count) {
        bool flow = s->in->view->shown.at.form == FORM_RIBBONS;
        const char *own =
            flow ? words_text(s, "flow", shown_value(s)) : words_text(s, "seen", shown_value(s));
        if (*own) text = own;
    }
    int pixels = (int)roundf((float)s->body * 1.45f);
    while (pixels > s->body && stage_width(s, FACE_BOLD, pixels, text) > c->width) pixels--;
    return stage_paragraph(s, FACE_BOLD, pixels, s->theme.role[ROLE_TEXT], s->theme.panel, c->x,
                           c->y + (float)pixels, c->width, text, draw);
}

/* What notes say with numbers: {1} and {2}. */
typedef struct Pair {
    const char *one, *two;
} Pair;

static Pair notes_pair(Stage *s, int one, int two) {
    return (Pair){arena_print(s->arena, "%d", one), arena_print(s->arena, "%d", two)};
}

static Shape notes_shape_of(const Stage *s, Value v) {
    return s->program->values[v].form.shape;
}

/* Whether the shown step cuts columns into heads, or puts heads side by side. */
static bool changes_heads(const Stage *s) {
    const Step *t = s->step;
    if (t->inputs != 1) return false;
    Axis in = s->program->values[t->in[0]].form.cols, out = s->program->values[t->out[0]].form.cols;
    return (in == AXIS_HEAD) != (out == AXIS_HEAD);
}

/* This model's own numbers for the shown step. */
static Pair fillings(Stage *s) {
    const Config *c = &s->in->run->model->config;
    const Step *t = s->step;
    int width = c->d_model / c->heads;
    if (depth_of(s) < DEPTH_STEP) return notes_pair(s, c->heads, width);
    if (!t)
        return notes_pair(s, notes_shape_of(s, s->at.value).rows,
                          notes_shape_of(s, s->at.value).cols);
    Shape out = notes_shape_of(s, shown_value(s)),
          in = t->inputs ? notes_shape_of(s, t->in[0]) : out;
    if (changes_heads(s))
        return out.sheets > in.sheets ? notes_pair(s, out.sheets, out.cols)
                                      : notes_pair(s, in.sheets, in.cols);
    switch (s->program->values[shown_value(s)].role) {
    case VALUE_SCALED:
    case VALUE_TEMPERED:
        return (Pair){words_tempers(s) ? "" : words_trained_divisor(s),
                      words_number(s, 1 / (double)t->args.scale.factor)};
    case VALUE_EMBEDDING:
        return (Pair){arena_print(s->arena, "%d", notes_shape_of(s, t->in[1]).rows),
                      words_number(s, (double)t->args.embed.factor)};
    case VALUE_POSITION: return notes_pair(s, out.rows, out.cols);
    default: return notes_pair(s, in.cols, out.cols);
    }
}

static const Block *notes_block_of(const Stage *s) {
    return &s->outline.blocks[s->outline.block_of_step[s->shown_step]];
}

/* "note.norm.rms_norm" where the kind of the shown step, or above the steps of the one that the
   block ends with, has a text of its own. */
static const char *note_of_op(Stage *s, const char *name, const char *after) {
    int steps[] = {s->shown_step, notes_block_of(s)->end - 1};
    for (int i = 0; i < (depth_of(s) < DEPTH_STEP ? 2 : 1); i++) {
        const char *op = op_table[s->program->steps[steps[i]].op]->name;
        const char *key = arena_print(s->arena, "note.%s.%s%s", name, op, after);
        if (stage_words(s, key) != key) return key;
    }
    return NULL;
}

/* The text of "note.<name><after>", "" if there is none. */
static const char *panels_note(Stage *s, const char *name, const char *after) {
    const char *key = note_of_op(s, name, after);
    if (!key) key = arena_print(s->arena, "note.%s%s", name, after);
    if (stage_words(s, key) == key) return "";
    Pair p = fillings(s);
    return stage_fill(s, key, p.one, p.two);
}

static const char *layer_key(const Stage *s) {
    const Block *b = notes_block_of(s);
    if (b->stack == STACK_OUTPUT) return "depth.layer.output";
    if (b->layer < 0) return b->kind == BLOCK_NORM ? "depth.layer.last_norm" : "depth.layer.front";
    return b->stack == STACK_ENCODER ? "depth.layer.encoder" : "depth.layer.decoder";
}

static bool is_norm(const Stage *s, int step) {
    return s->program->values[outline_value(s->program, step)].role == VALUE_NORM;
}

/* In a pre-norm model a norm stands before its sublayer, or alone at a stack's end; else behind a
 * sum. */
static bool norm_is_first(const Stage *s, Value norm) {
    const Step *t = &s->program->steps[s->program->values[norm].step];
    return program_beside(s->program, norm, VALUE_RESIDUAL) != t->in[0];
}

static bool is_sum(const Stage *s, int step) {
    return program_is(s->program, outline_value(s->program, step), VALUE_RESIDUAL);
}

static const char *sublayer_key(const Stage *s) {
    static const char *const keys[] = {
        [BLOCK_EMBED] = "depth.sublayer.embed",     [BLOCK_POSITION] = "depth.sublayer.position",
        [BLOCK_MASK] = "depth.sublayer.mask",       [BLOCK_SELF] = "depth.sublayer.self",
        [BLOCK_CROSS] = "depth.sublayer.cross",     [BLOCK_FFN] = "depth.sublayer.ffn",
        [BLOCK_NORM] = "depth.sublayer.norm",       [BLOCK_LOGITS] = "depth.sublayer.logits",
        [BLOCK_SOFTMAX] = "depth.sublayer.softmax", [BLOCK_OTHER] = "depth.sublayer.other"};
    const Block *b = notes_block_of(s);
    bool adds = is_sum(s, b->first), ends_in_sum = is_sum(s, b->end - 1);
    if (b->kind == BLOCK_SELF && b->stack == STACK_DECODER) return "depth.sublayer.masked";
    if (b->kind != BLOCK_NORM) return keys[b->kind];
    if (b->layer < 0) return "depth.layer.last_norm";
    if (adds && !ends_in_sum && !norm_is_first(s, outline_value(s->program, b->end - 1)))
        return keys[BLOCK_NORM];
    if (adds != ends_in_sum) return "depth.sublayer.add_then_norm";
    return adds ? "add" : "norm.first";
}

static const char *weight_key(const Stage *s) {
    const ValueInfo *info = &s->program->values[s->at.value];
    if (info->weight < 0) return info->role == VALUE_PLACES ? "places" : "tokens";
    switch (info->role) {
    case VALUE_TABLE: return "weight.embed";
    case VALUE_PLACE_TABLE: return "weight.position";
    case VALUE_GAMMA: return "weight.gamma";
    case VALUE_BETA: return "weight.beta";
    case VALUE_BIAS: return "bias";
    default: return "weight";
    }
}

/* A mask that looks at no token, or scores that it is added to, in a what-if without it. */
static bool mask_is_off(const Stage *s) {
    Value v = s->step->out[0];
    if (program_is(s->program, v, VALUE_MASKED)) v = s->step->in[1];
    const ValueInfo *mask = &s->program->values[v];
    return mask->step >= 0 && s->program->steps[mask->step].args.off &&
           (mask->role == VALUE_CAUSAL || mask->role == VALUE_MASK);
}

/* A step's key: with its sublayer's name if there is a text for it, else what it is called
 * everywhere. */
static const char *step_key(Stage *s, const char *after) {
    Value v = shown_value(s);
    const char *tail = s->program->values[v].name, *name = words_sublayer(s, v);
    if (words_tempers(s)) return "tempered";
    if (s->step->args.turned) return "columns";
    if (mask_is_off(s)) return "causal.off";
    if (s->step->args.off) return arena_print(s->arena, "%s.off", tail);
    if (*words_scale_key(s)) return words_scale_key(s);
    if (is_norm(s, s->shown_step) && norm_is_first(s, v))
        return *name ? "norm.first" : "depth.layer.last_norm";
    if (s->foreign && program_is(s->program, v, VALUE_MASKED)) return "masked.given";
    const char *key = arena_print(s->arena, "%s.%s", name, tail);
    return *panels_note(s, key, after) ? key : tail;
}

static bool notes_is_given(const Stage *s) {
    return s->program->values[s->at.value].role == VALUE_MATRIX;
}

static const char *note_key(Stage *s, const char *after) {
    Depth depth = depth_of(s);
    if (s->foreign && depth < DEPTH_STEP) return "foreign";
    if (notes_is_given(s)) return "given";
    if (tree_shown(s)) return arena_print(s->arena, "tree.%s", tree_kind(s));
    if (lens_words_shown(s)) return lens_words_note(s);
    if (depth == DEPTH_MODEL) return "depth.model";
    if (depth == DEPTH_LAYER) return layer_key(s);
    if (depth == DEPTH_SUBLAYER) return sublayer_key(s);
    return s->step ? step_key(s, after) : weight_key(s);
}

static float paragraph(Column *c, const char *text, bool draw) {
    Stage *s = c->s;
    return stage_paragraph(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, c->x,
                           c->y + (float)s->body, c->width, text, draw);
}

/* As many whole sentences as have room; all of them where not even one has. */
static const char *sentences(Column *c, const char *all) {
    const char *text = all;
    while (paragraph(c, text, false) > c->bottom - c->y) {
        const char *end = NULL, *next = text;
        while ((next = strstr(next, ". ")) != NULL) end = ++next;
        if (!end) return all;
        text = arena_copy(c->s->arena, text, (size_t)(end - text));
    }
    return text;
}

/* Large letters may leave room for its beginning only: better than an empty panel, and then it is
 * all there is. */
static float draw_first(Column *c, bool draw) {
    const char *all = panels_note(c->s, note_key(c->s, ""), ""), *text = sentences(c, all);
    float high = paragraph(c, text, draw);
    if (draw && text != all) c->bottom = c->y;
    return high;
}

/* Nearer than the step: what a row, a number is. */
static float draw_second(Column *c, bool draw) {
    Depth depth = depth_of(c->s);
    if (depth > DEPTH_STEP && !notes_is_given(c->s)) /* its rows are not worked out */
        return paragraph(c, panels_note(c->s, depth == DEPTH_ROW ? "depth.row" : "depth.cell", ""),
                         draw);
    return paragraph(c, panels_note(c->s, note_key(c->s, ".2"), ".2"), draw);
}

/* A claim with its number beside it; returns its height. */
static float notes_claim(Column *c, int at, float y, bool draw) {
    Stage *s = c->s;
    ProseSpan spans[CLAIM_SPANS];
    int count = claims_spans(s, &claims_list(s)->list[at], spans);
    float in = roundf(fmaxf(24, 28 * c->unit));
    if (draw)
        claims_disc(s, c->x + roundf(9 * c->unit),
                    y + 1.05f * (float)s->body - stage_drop(s, FACE_TEXT, s->body), at + 1);
    return prose_spans(s, spans, count, s->body, s->theme.panel, c->x + in, y, c->width - in, draw);
}

/* A claim leads to the row or column of what is shown that it speaks of. */
static void notes_claim_target(Stage *s, const Claim *claim, Rect r) {
    bool row = claim->at.row >= 0;
    const Form *of = &s->program->values[claim->value].form,
               *shown = &s->program->values[s->at.value].form;
    int at = row ? claim->at.row : claim->at.col;
    bool there = row ? of->rows == shown->rows && of->shape.rows == shown->shape.rows
                     : of->cols == shown->cols && of->shape.cols == shown->shape.cols;
    if (at < 0 || !there) return;
    stage_target_in(s, r, (Target){.kind = row ? TARGET_ROW : TARGET_COLUMN, .row0 = at});
}

/* As many as there is room for, and at least one. */
static float draw_claims(Column *c, bool draw) {
    Stage *s = c->s;
    float high = 0, gap = px(c, 13);
    for (int i = 0; i < claims_list(s)->count; i++) {
        float next = (i ? gap : 0) + notes_claim(c, i, 0, false);
        if (i && c->y + high + next > c->bottom) break;
        Rect r = {c->x, c->y + high + (i ? gap : 0), c->width, next - (i ? gap : 0)};
        if (draw) {
            notes_claim(c, i, r.y, true);
            notes_claim_target(s, &claims_list(s)->list[i], r);
            s->told = i + 1;
        }
        high += next;
    }
    return high;
}

int notes_claims_count(Stage *s) {
    return claims_list(s)->count;
}

/* The pinned number: what it owes most to, and what reads it. */
static float notes_draw_asked(Column *c, bool draw) {
    Stage *s = c->s;
    const View *v = s->in->view;
    Focus pinned = {v->shown.at.row >= 0 && v->shown.at.col >= 0,
                    s->at.value,
                    {s->at.cell.sheet, v->shown.at.row, v->shown.at.col}};
    Shape a = notes_shape_of(s, s->at.value);
    if (!pinned.on || v->shown.at.row >= a.rows || v->shown.at.col >= a.cols ||
        depth_of(s) < DEPTH_STEP)
        return 0;
    const char *text =
        arena_print(s->arena, "%s: %s", words_place(s, pinned), crumbs_asked(s, pinned));
    float high = stage_paragraph(s, FACE_TEXT, s->body, s->theme.role[ROLE_HOT], s->theme.panel,
                                 c->x, c->y + (float)s->body, c->width, text, draw);
    if (draw) /* on to what it comes from */
        stage_target(s, (Target){.kind = TARGET_COMMAND,
                                 .command = COMMAND_WHY,
                                 .text = stage_words(s, "keys.why"),
                                 .x = c->x,
                                 .y = c->y,
                                 .w = c->width,
                                 .h = high});
    return high;
}

/* The line of shapes in pieces. */
typedef struct Piece {
    const char *text;
    Role role;
    int may_break;
} Piece;
enum { PIECES = 12 };
enum {
    NEVER,
    IF_NEEDED,
    AT_ARROW
}; /* where a line may end: before the arrow rather than between operands */
typedef struct Pieces {
    Piece list[PIECES];
    int count;
} Pieces;

static void piece(Pieces *p, const char *text, Role role, int may_break) {
    assert(p->count < PIECES);
    p->list[p->count++] = (Piece){text, role, may_break};
}

static void shape_piece(Stage *s, Pieces *p, Value v, bool transposed) {
    Shape a = notes_shape_of(s, v);
    const char *text = arena_print(s->arena, "(%d × %d)", transposed ? a.cols : a.rows,
                                   transposed ? a.rows : a.cols);
    piece(p, text, words_role(s, v), NEVER);
}

static void times_heads(Stage *s, Pieces *p, int heads) {
    if (heads > 1) piece(p, arena_print(s->arena, "%d × ", heads), ROLE_MUTED, NEVER);
}

/* Operands and what stands between them. */
static void input_pieces(Stage *s, Pieces *p, bool own_heads) {
    const Step *t = s->step;
    const OpInput *of = &op_table[t->op]->in[1];
    bool product = of->row == FROM_ALL || of->col == FROM_ALL;
    const char *between = of->row == FROM_NAMED ? ", " : " + ";
    int inputs = is_norm(s, s->shown_step) ? 1 : t->inputs;
    for (int i = 0; i < inputs; i++) {
        bool second = product && i == 1;
        if (i) piece(p, second ? " · " : between, ROLE_MUTED, IF_NEEDED);
        if (own_heads) times_heads(s, p, notes_shape_of(s, t->in[i]).sheets);
        shape_piece(s, p, t->in[i], second && of->row == FROM_COL);
    }
}

/* How many heads there are is written once, but where it changes. */
static Pieces shape_pieces(Stage *s) {
    Pieces p = {0};
    if (!s->step) {
        shape_piece(s, &p, s->at.value, false);
        return p;
    }
    Value out = shown_value(s);
    bool changes = changes_heads(s);
    if (!changes) times_heads(s, &p, notes_shape_of(s, out).sheets);
    input_pieces(s, &p, changes);
    if (s->step->inputs) piece(&p, " → ", ROLE_MUTED, AT_ARROW);
    if (changes) times_heads(s, &p, notes_shape_of(s, out).sheets);
    shape_piece(s, &p, out, false);
    return p;
}

/* How to set them: breaks at places of at least that kind. */
typedef struct NoteSetting {
    int pixels, breaks;
} NoteSetting;

/* How wide the pieces up to the next place to break are. */
static float notes_reach(const Stage *s, const Pieces *p, int from, NoteSetting how) {
    float width = 0;
    for (int i = from; i < p->count && (i == from || p->list[i].may_break < how.breaks); i++)
        width += stage_width(s, FACE_MONO, how.pixels, p->list[i].text);
    return width;
}

/* Sets the pieces in lines between x and x + width; returns the lines, or 0 if a piece is wider
 * than that. */
static int set_pieces(Stage *s, const Pieces *p, NoteSetting how, float x, float base, float width,
                      bool draw) {
    Flow f = {0, width, 0,
              0}; /* from x: what was measured elsewhere must round the same way here */
    for (int i = 0; i < p->count; i++) {
        const char *text = p->list[i].text;
        bool may = i == 0 || p->list[i].may_break >= how.breaks;
        float reach = may ? notes_reach(s, p, i, how) : 0;
        if (reach > width) return 0;
        if (may && flow_breaks(&f, 0, reach)) {
            f.x = 0, f.line++;
            text += strspn(text, " ");
        }
        if (draw)
            stage_text(s, FACE_MONO, how.pixels, s->theme.role[p->list[i].role], s->theme.ground,
                       x + f.x, base + (float)f.line * roundf((float)how.pixels * 1.6f), text);
        f.x += stage_width(s, FACE_MONO, how.pixels, text);
    }
    return f.line + 1;
}

/* A box with a title; high 0: only measures. Returns how far below its top the content begins. */
static float notes_box(Column *c, float high, const char *key) {
    Stage *s = c->s;
    float pad = px(c, 16), top = px(c, 12);
    if (high > 0) {
        stage_box(s, (Rect){c->x, c->y, c->width, high}, px(c, 6), s->theme.ground, 1,
                  s->theme.line);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, c->x + pad,
                   c->y + top + (float)s->small,
                   stage_elide(s, FACE_TEXT, s->small, stage_words(s, key), c->width - 2 * pad));
    }
    return top + stage_line_height(s->small) + px(c, 7);
}

/* The largest type in which the shapes take one line, else two, else as many as they need; pixels
 * 0: no room. */
static NoteSetting shapes_setting(Stage *s, const Pieces *p, float room) {
    int largest = (int)roundf((float)s->body * 1.1f);
    for (int pixels = largest; pixels >= s->body; pixels--)
        if (set_pieces(s, p, (NoteSetting){pixels, AT_ARROW}, 0, 0, room, false) == 1)
            return (NoteSetting){pixels, AT_ARROW};
    for (int breaks = AT_ARROW; breaks >= IF_NEEDED; breaks--)
        for (int pixels = largest; pixels >= s->least; pixels--) {
            int lines = set_pieces(s, p, (NoteSetting){pixels, breaks}, 0, 0, room, false);
            if (lines == 1 || lines == 2) return (NoteSetting){pixels, breaks};
        }
    return (NoteSetting){set_pieces(s, p, (NoteSetting){11, IF_NEEDED}, 0, 0, room, false) ? 11 : 0,
                         IF_NEEDED};
}

static float draw_shapes(Column *c, bool draw) {
    Stage *s = c->s;
    if (depth_of(s) < DEPTH_STEP) return 0;
    Pieces p = shape_pieces(s);
    float pad = px(c, 16), room = c->width - 2 * pad;
    NoteSetting how = shapes_setting(s, &p, room);
    if (!how.pixels) return 0;
    float line = roundf((float)how.pixels * 1.6f), top = notes_box(c, 0, "");
    float high = top + line * (float)set_pieces(s, &p, how, 0, 0, room, false) + px(c, 9);
    if (!draw) return high;
    notes_box(c, high, "note.shapes");
    set_pieces(s, &p, how, c->x + pad, c->y + top + roundf((float)how.pixels * 1.1f), room, true);
    return high;
}

/* A text with a dot before it; returns its height. */
static float bullet(Stage *s, int pixels, Color color, Color ground, Rect r, const char *text,
                    bool draw) {
    float in = roundf((float)pixels * 0.95f), dot = fmaxf(3, roundf((float)pixels * 0.25f));
    float middle = r.y + (float)pixels - stage_drop(s, FACE_TEXT, pixels);
    if (draw) stage_box(s, (Rect){r.x, roundf(middle - dot / 2), dot, dot}, dot / 2, color, 0, 0);
    return stage_paragraph(s, FACE_TEXT, pixels, color, ground, r.x + in, r.y + (float)pixels,
                           r.w - in, text, draw);
}

/* "what\tnumbers": what at the left, its numbers at the right, under it where both are too wide. */
static float notes_measure(Stage *s, Rect r, const char *fact, bool draw) {
    size_t n = strcspn(fact, "\t");
    const char *what = arena_copy(s->arena, fact, n), *numbers = fact + n + 1;
    float line = roundf(1.5f * (float)s->small), base = r.y + (float)s->small,
          left = stage_width(s, FACE_TEXT, s->small, what),
          right = stage_width(s, FACE_TEXT, s->small, numbers);
    bool two = left + right + (float)s->small > r.w;
    float high = two ? stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED],
                                       s->theme.ground, r.x, base, r.w, what, draw)
                     : 0;
    if (draw && !two)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, r.x, base,
                   what);
    if (right > r.w)
        return high + stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT],
                                      s->theme.ground, r.x, base + high, r.w, numbers, draw);
    if (draw)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.ground,
                   r.x + r.w - right, base + high, numbers);
    return high + line;
}

/* at: of each the row of the shown value that it leads to, −1: none; NULL: of none. */
static float list_facts(Column *c, const char *const *facts, const int *at, int count, float top,
                        bool draw) {
    Stage *s = c->s;
    float pad = px(c, 16), y = top;
    int pixels = s->small + (s->body - s->small) / 2;
    for (int i = 0; i < count; i++) {
        Rect r = {c->x + pad, c->y + y, c->width - 2 * pad, 0};
        if (strchr(facts[i], '\t')) {
            r.h = notes_measure(s, r, facts[i], draw);
            y += r.h + px(c, 3);
            if (draw && at && at[i] >= 0 && depth_of(s) == DEPTH_STEP)
                stage_target_in(s, r, (Target){.kind = TARGET_ROW, .row0 = at[i]});
            continue;
        }
        y += bullet(s, pixels, s->theme.role[ROLE_TEXT], s->theme.ground, r, facts[i], draw) +
             px(c, 5);
    }
    return y;
}

static float draw_facts(Column *c, bool draw) {
    const char *facts[FACTS_MOST];
    bool tree = tree_shown(c->s), lens = lens_words_shown(c->s);
    int rows[FACTS_MOST], count = tree   ? tree_facts(c->s, facts)
                                  : lens ? lens_words_facts(c->s, facts)
                                         : facts_list(c->s, facts, rows);
    const int *at = tree || lens ? NULL : rows;
    if (!count) return 0;
    float top = notes_box(c, 0, ""), high = list_facts(c, facts, at, count, top, false) + px(c, 4);
    if (!draw) return high;
    notes_box(c, high, "note.notice");
    list_facts(c, facts, at, count, top, true);
    return high;
}

/* What the what-ifs did. */
static float draw_what(Column *c, bool draw) {
    const char *facts[BADGE_FACTS];
    int count = badge_facts(c->s, facts);
    if (!count) return 0;
    float top = notes_box(c, 0, ""),
          high = list_facts(c, facts, NULL, count, top, false) + px(c, 4);
    if (!draw) return high;
    notes_box(c, high, "note.what");
    list_facts(c, facts, NULL, count, top, true);
    return high;
}

enum { HINTS = 3 };

static void hint(const char **list, int *count, const char *key, bool fits) {
    if (fits && *count < HINTS) list[(*count)++] = key;
}

/* Which keys to try, by where one is. */
static int choose_hints(const Stage *s, const char **list) {
    int count = 0;
    Depth depth = depth_of(s);
    Shape shape = notes_shape_of(s, s->at.value);
    bool tree = tree_shown(s);
    hint(list, &count, "note.try.tree.search", tree);
    hint(list, &count, "note.try.tree.rank",
         tree && s->in->run->tree && s->in->run->tree->search.kind == SEARCH_BEAM);
    hint(list, &count, "note.try.tree.in", tree);
    bool lens = lens_words_shown(s);
    hint(list, &count, "note.try.lens.move", lens);
    hint(list, &count, "note.try.lens.in", lens);
    hint(list, &count, "note.try.in", depth < DEPTH_STEP && !lens);
    hint(list, &count, "note.try.next", depth < DEPTH_STEP);
    hint(list, &count, "note.try.edit", depth == DEPTH_MODEL && !s->foreign);
    hint(list, &count, "note.try.out", depth < DEPTH_STEP);
    hint(list, &count, "note.try.journey", depth == DEPTH_ROW);
    hint(list, &count, "note.try.product", depth == DEPTH_CELL);
    hint(list, &count, "note.try.col", depth == DEPTH_CELL && shape.cols > 1);
    hint(list, &count, "note.try.row", depth > DEPTH_STEP && shape.rows > 1);
    hint(list, &count, "note.try.out", depth > DEPTH_STEP);
    hint(list, &count, "note.try.hover", true);
    hint(list, &count, "note.try.head", shape.sheets > 1);
    hint(list, &count, "note.try.form", figure_has_form(s, FORM_RIBBONS));
    hint(list, &count, "note.try.row", shape.rows > 1);
    hint(list, &count, "note.try.play", true);
    return count;
}

static float draw_hints(Column *c, bool draw) {
    Stage *s = c->s;
    const char *keys[HINTS];
    int count = choose_hints(s, keys);
    Color muted = s->theme.role[ROLE_MUTED], ground = s->theme.panel;
    float y = stage_line_height(s->small) + px(c, 4);
    if (draw)
        stage_text(s, FACE_TEXT, s->small, muted, ground, c->x, c->y + (float)s->small,
                   stage_elide(s, FACE_TEXT, s->small, stage_words(s, "note.try"), c->width));
    for (int i = 0; i < count; i++) {
        Rect r = {c->x, c->y + y, c->width, 0};
        y += bullet(s, s->small, muted, ground, r, stage_words(s, keys[i]), draw) + px(c, 3);
    }
    return y;
}

/* A small title in capitals, as the place has them. */
static float notes_draw_tag(Column *c, const char *text, bool draw) {
    Stage *s = c->s;
    if (draw) {
        const char *close = text_upper(s->arena, text), *wide = stage_wide_set(s, close);
        bool fits = stage_width(s, FACE_TEXT, s->small, wide) <= c->width;
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel, c->x,
                   c->y + (float)s->small, fits ? wide : close);
    }
    return stage_line_height(s->small) + px(c, 6);
}

/* Above the steps: one thing to see, and in which head. */
static float draw_claim_above(Column *c, bool draw) {
    Stage *s = c->s, of;
    Claim claim;
    ProseSpan spans[CLAIM_SPANS];
    if (lens_words_shown(s) || !claims_above(s, &of, &claim)) return 0;
    bool heads = s->program->values[claim.value].form.shape.sheets > 1;
    const char *head = arena_print(s->arena, "%d", claim.at.sheet + 1);
    float top = heads ? notes_draw_tag(c, stage_fill(s, "note.head", head, ""), draw) : 0;
    int count = claims_spans(&of, &claim, spans);
    return top +
           prose_spans(s, spans, count, s->body, s->theme.panel, c->x, c->y + top, c->width, draw);
}

/* Its letter; of what all heads have beside what a step puts side by side, or cuts, those of the
   heads. */
static const char *chain_letter(Stage *s, Value v) {
    const char *letter = words_symbol(s, v, v != shown_value(s));
    int heads = notes_shape_of(s, v).sheets;
    return changes_heads(s) && heads > 1
               ? arena_print(s->arena, "%s_1 … %s_%d", letter, letter, heads)
               : letter;
}

/* A symbol, what it stands for, `in` from it, and where in the figure it is. */
static void chain_line(Column *c, float y, float in, Value v, const char *where) {
    Stage *s = c->s;
    static const char *const families[VALUE_ROLES] = {[VALUE_SCORES] = "chain.scores",
                                                      [VALUE_SCALED] = "chain.scaled",
                                                      [VALUE_MASKED] = "chain.masked",
                                                      [VALUE_WEIGHTS] = "chain.weights"};
    const char *key = families[s->program->values[v].role],
               *name = words_value_name(s, v, v != shown_value(s));
    const ValueInfo *info = &s->program->values[v];
    const char *by =
        key && info->role == VALUE_SCALED ? words_divisor(s, &s->program->steps[info->step]) : "";
    bool here = *where;
    float base = c->y + y + (float)s->body;
    Color color = s->theme.role[here ? ROLE_TEXT : ROLE_MUTED];
    float right = here ? stage_width(s, FACE_TEXT, s->small, where) : 0;
    rich_text(s, s->body, s->theme.panel, c->x, base, chain_letter(s, v));
    stage_text(s, FACE_TEXT, s->small, color, s->theme.panel, c->x + in, base,
               stage_elide(s, FACE_TEXT, s->small, key ? stage_fill(s, key, by, "") : name,
                           c->width - in - right - px(c, 8)));
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_HOT], s->theme.panel,
               c->x + c->width - right, base, where);
}

/* The letters of the figure: those that led to what is shown, from the scores on, else what the
   step reads and makes. */
static float draw_chain(Column *c, bool draw) {
    static const ValueRole order[] = {VALUE_SCORES, VALUE_SCALED, VALUE_MASKED, VALUE_WEIGHTS};
    Stage *s = c->s;
    Value out = shown_value(s), list[5];
    ValueRole role = s->program->values[out].role;
    bool family = false, placed = s->in->view->shown.at.form == FORM_MATRIX;
    int count = 0;
    for (int i = 0; i < 4; i++) family |= role == order[i];
    if (family && role != VALUE_SCORES) {
        for (int i = 0; i < 4 && (count == 0 || list[count - 1] != out); i++) {
            Value v = program_beside(s->program, out, order[i]);
            if (v != NO_VALUE) list[count++] = v;
        }
    } else {
        for (int i = 0; i < s->step->inputs; i++)
            if (*words_text(s, "step", s->step->in[i])) list[count++] = s->step->in[i];
        list[count++] = out;
    }
    float line = roundf(1.75f * (float)s->body), top = notes_draw_tag(c, "", false), in = px(c, 28);
    if (count < 2) return 0;
    if (!draw) return top + line * (float)count;
    const char *symbol = words_plain_symbol(s, role == VALUE_WEIGHTS ? s->step->in[0] : out);
    notes_draw_tag(
        c, family ? stage_fill(s, "chain.title", symbol, "") : stage_words(s, "chain.letters"),
        true);
    for (int i = 0; i < count; i++)
        in = fmaxf(in, rich_width(s, s->body, chain_letter(s, list[i])));
    in += px(c, 12);
    for (int i = 0; i < count; i++) {
        bool is_out = list[i] == out, is_in = family && list[i] == s->step->in[0];
        const char *where = !family || !placed     ? ""
                            : is_out               ? "chain.right"
                            : is_in                ? "chain.left"
                            : role == VALUE_SCORES ? "chain.above"
                                                   : "";
        chain_line(c, top + line * (float)i, in, list[i], *where ? stage_words(s, where) : "");
    }
    return top + line * (float)count;
}

/* The row of the panel of what-ifs that a question about the shown step is answered by. */
static const char *supposed_row(const Stage *s) {
    static const char *const rows[VALUE_ROLES] = {
        [VALUE_WEIGHTS] = "move", [VALUE_SCORES] = "swap_here",
        [VALUE_SCALED] = "scale", [VALUE_CAUSAL] = "mask",
        [VALUE_MASKED] = "mask",  [VALUE_POSITION] = "positions",
        [VALUE_HEADS] = "head",   [VALUE_RESIDUAL] = "sublayer",
        [VALUE_NORM] = "norm",    [VALUE_PROBABILITIES] = "temperature"};
    return rows[s->program->values[shown_value(s)].role];
}

/* A what-if that a question leads to: what it is called in its panel, and of a row of attention
   which query shall look at which key. */
typedef struct Supposed {
    const char *row, *text;
    int query, key;
} Supposed;

static Supposed notes_supposed(Stage *s) {
    Supposed p = {supposed_row(s), words_text(s, "suppose", shown_value(s)), -1, -1};
    Value v = shown_value(s);
    if (!p.row || !program_is(s->program, v, VALUE_WEIGHTS) || s->veil.on) return p;
    p.query = insight_row(s);
    if (p.query >= 0) p.key = insight_elsewhere(s, p.query);
    if (p.key < 0) return p;
    const char *written = words_written(s, v, p.query);
    p.text =
        stage_fill(s, "suppose.move", *written ? written : words_label(s, v, true, p.query, false),
                   words_label(s, v, false, p.key, false));
    return p;
}

/* What one could try: a question, and the what-if that answers it. */
static float notes_draw_question(Column *c, bool draw) {
    Stage *s = c->s;
    const char *ask = words_text(s, "ask", shown_value(s)), *key = stage_words(s, "ask.key");
    Supposed supposed = notes_supposed(s);
    const char *what = supposed.text;
    if (!*ask || s->foreign || !supposed.row) return 0;
    float pad = px(c, 14), pill = roundf((float)s->body * 1.35f), room = c->width - 2 * pad;
    float first = stage_paragraph(s, FACE_TEXT, s->body, 0, 0, 0, 0, room, ask, false),
          second = stage_paragraph(s, FACE_BOLD, s->body, 0, 0, 0, 0, room - pill - px(c, 8), what,
                                   false);
    float high = first + second + 2 * px(c, 11);
    if (!draw) return high;
    bool hot = s->in->view->passing.hover.kind == TARGET_SUPPOSE;
    Rect r = {c->x, c->y, c->width, high};
    stage_box(s, r, px(c, 6), s->theme.ground, 1, hot ? s->theme.role[ROLE_HOT] : s->theme.line);
    float base = c->y + px(c, 11) + (float)s->body;
    stage_paragraph(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, c->x + pad,
                    base, room, ask, true);
    stage_paragraph(s, FACE_BOLD, s->body, s->theme.role[ROLE_HOT], s->theme.ground, c->x + pad,
                    base + first, room - pill - px(c, 8), what, true);
    Rect k = {c->x + c->width - pad - pill, c->y + high - px(c, 11) - pill, pill, pill};
    stage_box(s, k, px(c, 4), s->theme.panel, 1, s->theme.line);
    stage_text(s, FACE_MONO, s->small, s->theme.role[ROLE_TEXT], s->theme.panel,
               k.x + (pill - stage_width(s, FACE_MONO, s->small, key)) / 2,
               k.y + pill / 2 + stage_drop(s, FACE_MONO, s->small), key);
    stage_target_in(s, r,
                    (Target){.kind = TARGET_SUPPOSE,
                             .path = supposed.row,
                             .row0 = supposed.query,
                             .col0 = supposed.key,
                             .text = what});
    return high;
}

void notes_draw(Stage *s, Rect r) {
    typedef struct Put {
        BlockDraw *draw;
        float gap;
    } Put;
    static const Put plain[] = {{draw_place, 0},
                                {notes_draw_heading, 6},
                                {draw_first, 12},
                                {draw_what, 14},
                                {draw_second, 10},
                                {notes_draw_asked, 12},
                                {draw_claim_above, 14},
                                {draw_shapes, 22},
                                {draw_facts, 14},
                                {draw_hints, 20},
                                {NULL, 0}},
                     seen[] = {
                         {draw_place, 0},   {notes_draw_heading, 6}, {draw_claims, 10},
                         {draw_what, 14},   {draw_chain, 20},        {notes_draw_question, 18},
                         {draw_first, 18},  {notes_draw_asked, 12},  {draw_facts, 16},
                         {draw_shapes, 14}, {draw_hints, 20},        {NULL, 0}};
    const Put *blocks = claims_list(s)->count ? seen : plain;
    /* Larger type makes the panel no wider, and so no more spacious. */
    float unit = fminf(s->unit, r.w / 300), pad = roundf(22 * unit);
    Column c = {.s = s,
                .x = r.x + pad,
                .y = r.y + roundf(26 * unit),
                .width = r.w - 2 * pad,
                .bottom = r.y + r.h - roundf(14 * unit),
                .unit = unit};
    for (int i = 0; blocks[i].draw; i++)
        if (!notes_put(&c, roundf(blocks[i].gap * unit), blocks[i].draw)) return;
}
