/* The end of the model: how well each word fits next, and how probable it is. Beside the matrices
   stand the best words of one row; under the probabilities the sentence so far, and the place that
   the chosen word flies to. */
#include "scene/figures/output.h"

#include <math.h>
#include <string.h>

#include "scene/marks/bar_list.h"
#include "scene/marks/lists.h"
#include "scene/marks/plot.h"
#include "scene/matrix/strips.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/measure.h"

enum { BEST = 10 };

/* The best words of a row, and where they stand. */
typedef struct Best {
    Value value;
    Tensor x;
    int row, order[BEST], count;
    bool shares;
    Rect area;
    float title;
    BarList list;
} Best;

/* The row under the pointer, the pinned one, else the last: its word is the newest. */
static int chosen_row(const Stage *s) {
    int rows = s->program->values[s->at.value].form.shape.rows;
    if (s->pointer.on && s->program->values[s->pointer.value].form.rows == AXIS_TARGET &&
        s->pointer.cell.row < rows)
        return s->pointer.cell.row;
    return s->in->view->shown.at.row >= 0 && s->in->view->shown.at.row < rows
               ? s->in->view->shown.at.row
               : rows - 1;
}

/* A word that is pointed at takes the last place if it has none of its own. */
static void add_pointed(const Stage *s, Best *b) {
    Focus f = s->focus;
    bool here = f.on && f.cell.col >= 0 && f.cell.row == b->row && f.cell.col < b->x.shape.cols &&
                !s->playing.on;
    for (int i = 0; i < b->count; i++) here = here && b->order[i] != f.cell.col;
    if (here && s->program->values[f.value].form.cols == AXIS_TARGET_WORDS)
        b->order[b->count - 1] = f.cell.col;
}

static Best best_make(Stage *s, Value v, bool shares) {
    Best b = {.value = v, .x = stage_tensor(s, v), .row = chosen_row(s), .shares = shares};
    b.count = measure_largest(b.x, 0, b.row, b.order, BEST);
    return b;
}

static const char *best_number_at(Stage *s, const Best *b, int at) {
    double x = (double)tensor_at(b->x, 0, b->row, b->order[at]);
    return b->shares ? words_share(s, x, 3) : plot_number(s, x, 2);
}

/* Lines as high as is pleasant, fewer of them where there is little room. False: not even three. */
static bool best_place(Stage *s, Best *b, Rect area) {
    float least = roundf((float)s->small * 1.45f);
    b->area = area;
    b->title = stage_line_height(s->body) + roundf(10 * s->unit);
    while (b->count > 3 && b->title + least * (float)b->count > area.h) b->count--;
    add_pointed(s, b);
    BarList *l = &b->list;
    *l = (BarList){.x = area.x,
                   .number = stage_width(s, FACE_MONO, s->mono, "<0.001"),
                   .gap = roundf(8 * s->unit),
                   .high = fminf(roundf((float)s->small * 2.1f),
                                 floorf((area.h - b->title) / (float)b->count)),
                   .size = s->small};
    for (int i = 0; i < b->count; i++) {
        const char *word = words_label(s, b->value, false, b->order[i], false);
        l->label = fmaxf(l->label, stage_width(s, FACE_TEXT, s->small, word));
        l->number = fmaxf(l->number, stage_width(s, FACE_MONO, s->mono, best_number_at(s, b, i)));
    }
    l->label = ceilf(fminf(fmaxf(l->label, 0.2f * area.w), 0.4f * area.w));
    l->track = area.w - l->label - l->number - 2 * l->gap;
    bar_list_gloss(s, l, (GlossOf){b->value, false, false, b->order, 0, b->count}, 0.4f);
    return l->high >= least && l->track >= 30;
}

/* The first logit fills its track. */
static float best_part(const Best *b, float x) {
    float top = b->shares ? 1 : fmaxf(1e-9f, fabsf(tensor_at(b->x, 0, b->row, b->order[0])));
    return fminf(1, fmaxf(0, x / top));
}

static void draw_word(Stage *s, const Best *b, int at) {
    Focus f = s->focus;
    int word = b->order[at];
    bool first = at == 0, hot = first || (f.on && f.cell.row == b->row && f.cell.col == word);
    Color ink = s->theme.role[hot ? ROLE_HOT : ROLE_TEXT];
    BarLine line = {.y = b->area.y + b->title + (float)at * b->list.high,
                    .label = words_label(s, b->value, false, word, false),
                    .gloss = words_gloss(s, b->value, false, word, false),
                    .number = best_number_at(s, b, at),
                    .ink = ink,
                    .number_ink = hot ? ink : s->theme.role[ROLE_MUTED],
                    .ground = s->theme.ground,
                    .to = best_part(b, tensor_at(b->x, 0, b->row, word)),
                    .bar = s->theme.role[first ? ROLE_HOT : ROLE_O]};
    bar_list_line(s, &b->list, &line);
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = s->program->values[b->value].path,
                             .x = b->area.x,
                             .y = line.y,
                             .w = b->area.w,
                             .h = b->list.high,
                             .rows = 1,
                             .cols = 1,
                             .row0 = b->row,
                             .col0 = word});
}

static void draw_best(Stage *s, const Best *b) {
    const char *label = words_label(s, b->value, true, b->row, false);
    const char *head = stage_fill(s, b->shares ? "output.next" : "output.logits", label, "");
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, b->area.x,
               b->area.y + (float)s->body, stage_elide(s, FACE_BOLD, s->body, head, b->area.w));
    for (int i = 0; i < b->count; i++) draw_word(s, b, i);
}

/* The sentence */

enum { CHIPS_MOST = 128 };

typedef struct Piece {
    const char *word;
    Rect r;
    bool after; /* a word of a later step */
} Piece;

typedef struct Sentence {
    Piece piece[CHIPS_MOST];
    int count, slot; /* which of them is the next word's place */
} Sentence;

static const char *output_word_of(Stage *s, const Best *b, int at) {
    if (at == b->row + 1) return words_label(s, b->value, false, b->order[0], false);
    if (at <= b->row) return words_label(s, b->value, true, at, false);
    return words_label(s, b->value, false, decode_token(s->in->run, at), false);
}

static float output_word_width(Stage *s, const char *word) {
    return fminf(plot_chip_width(s, word), 150 * s->unit);
}

/* The first word shown: all if they fit, else as many as leave a fifth of the room to what comes
 * after. */
static int first_shown(Stage *s, const Best *b, float room) {
    float gap = roundf(6 * s->unit), used = 0, dots = output_word_width(s, "…") + gap;
    bool last = b->row + 2 >= s->in->run->rows.count;
    int at = b->row + 1, kept = at;
    for (; at >= 0 && b->row + 1 - at < CHIPS_MOST / 2; at--) {
        used += output_word_width(s, output_word_of(s, b, at)) + gap;
        if (used + dots <= (last ? room : 0.8f * room)) kept = at;
        if (used - gap > room) return kept;
    }
    return at < 0 && last ? 0 : kept;
}

static void output_add_piece(Stage *s, Sentence *n, float *x, float y, const char *word,
                             bool after) {
    float w = output_word_width(s, word);
    n->piece[n->count++] = (Piece){word, {*x, y, w, plot_chip_height(s)}, after};
    *x += w + roundf(6 * s->unit);
}

static Sentence sentence_make(Stage *s, const Best *b, Rect area) {
    Sentence n = {.slot = -1};
    int first = first_shown(s, b, area.w), all = s->in->run->rows.count - 1;
    float x = area.x, dots = output_word_width(s, "…");
    if (first > 0) output_add_piece(s, &n, &x, area.y, "…", false);
    for (int at = first; at <= all && n.count < CHIPS_MOST - 1; at++) {
        bool after = at > b->row + 1;
        const char *word = output_word_of(s, b, at);
        if (after && x + output_word_width(s, word) + (at < all ? dots + roundf(6 * s->unit) : 0) >
                         area.x + area.w) {
            if (x + dots <= area.x + area.w) output_add_piece(s, &n, &x, area.y, "…", true);
            break;
        }
        if (at == b->row + 1) n.slot = n.count;
        output_add_piece(s, &n, &x, area.y, word, after);
    }
    return n;
}

/* How far the chosen word has come: it leaves when its bar has been seen for a while. */
static float flown(const Stage *s) {
    float x = (s->in->view->shown.played - 0.4f) / 0.6f;
    x = fminf(1, fmaxf(0, x));
    return x * x * (3 - 2 * x);
}

/* Words that are not there yet are only told apart by their colour, which still has to be read. */
static Chip later_chip(const Stage *s, const char *word) {
    return (Chip){.word = word,
                  .edge = s->theme.line,
                  .ink = s->theme.role[ROLE_MUTED],
                  .fill = s->theme.ground,
                  .line = fmaxf(1, s->unit)};
}

static void draw_flight(Stage *s, const Best *b, const Piece *slot, float part) {
    Rect r = slot->r;
    float y = b->area.y + b->title, x = bar_list_track(s, &b->list, y).x;
    y += b->list.high / 2 - r.h / 2;
    r.x = roundf(x + (r.x - x) * part);
    r.y = roundf(y + (r.y - y) * part - 40 * s->unit * part * (1 - part));
    s->group = "overlay";
    plot_chip(s, r, plot_token(s, slot->word, ROLE_K, true));
    s->group = "figure";
}

/* From the bar's end around everything to the slot. */
static void draw_way(Stage *s, const Best *b, const Piece *slot, float right, float level) {
    float y = roundf(b->area.y + b->title + b->list.high / 2) + 0.5f,
          from = b->area.x + b->area.w + roundf(4 * s->unit);
    float x = roundf(slot->r.x + slot->r.w / 2) + 0.5f, width = fmaxf(1, 1.3f * s->unit),
          out = fmaxf(3, 4 * s->unit);
    Color color = theme_fade(s->theme.role[ROLE_HOT], 0.75f);
    if (right <= from + 2 || level <= y) return;
    stage_line(s, from, y, right, y, width, color);
    plot_elbow(s, right, y, roundf(level) + 0.5f, x, slot->r.y - out, width, color);
    stage_polygon(
        s, (float[]){x - out, slot->r.y - 2 * out, x + out, slot->r.y - 2 * out, x, slot->r.y - 2},
        3, color);
}

static void output_draw_sentence(Stage *s, const Best *b, Rect area, bool listed) {
    float top = area.y + roundf(24 * s->unit);
    float words = top + plot_chip_height(s) + roundf(6 * s->unit) + (float)s->small;
    Sentence n = sentence_make(s, b, (Rect){area.x, top, area.w, 0});
    float part = listed ? flown(s) : 1;
    for (int i = 0; i < n.count; i++) {
        const Piece *p = &n.piece[i];
        bool slot = i == n.slot, empty = slot && part < 1;
        Chip chip =
            p->after ? later_chip(s, p->word) : plot_token(s, empty ? "" : p->word, ROLE_K, slot);
        if (empty) chip.edge = theme_fade(chip.edge, 0.5f), chip.fill = s->theme.ground;
        plot_chip(s, p->r, chip);
    }
    const char *caption =
        stage_elide(s, FACE_TEXT, s->small, stage_words(s, "output.sentence"), area.w);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x, words,
               caption);
    if (!listed || n.slot < 0) return;
    if (part < 1)
        draw_flight(s, b, &n.piece[n.slot], part);
    else
        draw_way(s, b, &n.piece[n.slot], area.x + area.w - 1, area.y + roundf(8 * s->unit));
}

/* The figures */

typedef struct Parts {
    Rect matrices, list, sentence;
    bool listed, told;
} Parts;

static Parts output_parts_of(const Stage *s, Rect area, bool sentence) {
    Parts p = {.matrices = area};
    float wide = roundf(fmaxf(216, 286 * s->unit)), margin = roundf(18 * s->unit),
          low = roundf(24 * s->unit) + plot_chip_height(s) + roundf(10 * s->unit) +
                stage_line_height(s->small);
    p.told = sentence && area.h >= 3.6f * low;
    if (p.told) {
        p.matrices.h -= low;
        p.sentence = (Rect){area.x, area.y + area.h - low, area.w, low};
    }
    p.listed = area.w >= 2.3f * wide;
    if (!p.listed) return p;
    float above = roundf(8 * s->unit);
    p.list = (Rect){area.x + area.w - wide - margin, area.y + above, wide, p.matrices.h - above};
    p.matrices.w = p.list.x - roundf(26 * s->unit) - area.x;
    return p;
}

/* The decoder's rows, the words' vectors above, and how well each pair agrees where they meet. */
static Table logits_table(Stage *s) {
    Table t = {.corner = true};
    int bias = s->step->inputs > 2;
    Grid w = grid_make(s, s->step->in[1], 0, true);
    if (op_table[s->step->op]->in[1].row == FROM_COL) {
        grid_transpose(&w);
        w.symbol = arena_print(s->arena, "%s^T", w.symbol);
    }
    w.heading = HEADING_LEFT;
    table_add(&t, w, 0, 1);
    if (bias) {
        Grid g = grid_make(s, s->step->in[2], 0, true);
        g.heading = HEADING_LEFT;
        g.bar = g.col_labels = false;
        table_add(&t, g, 1, 1);
    }
    Grid x = grid_make(s, s->step->in[0], 0, true), y = grid_make(s, s->step->out[0], 0, false);
    x.predicts = true;
    y.row_labels = y.col_labels = false;
    grid_follow(s, &x);
    grid_follow(s, &y);
    table_add(&t, x, 1 + bias, 0);
    table_add(&t, y, 1 + bias, 1);
    return t;
}

static void output_draw_dots(Stage *s, const Table *t) {
    const Grid *x = &t->grid[t->count - 2], *y = &t->grid[t->count - 1],
               *above = &t->grid[t->count - 3];
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0 || f.value != y->value) return;
    Rect cell = grid_cell(y, f.cell.row, f.cell.col);
    float at = cell.x + cell.w / 2, down = cell.y + cell.h / 2, pad = roundf(8 * s->unit);
    stage_dots(s, x->cells.x + x->cells.w + pad, down, y->cells.x - pad, down,
               s->theme.role[ROLE_HOT]);
    stage_dots(s, at, above->cells.y + above->cells.h + pad, at, y->cells.y - pad,
               s->theme.role[ROLE_HOT]);
}

void figure_logits(Stage *s, Rect area) {
    Parts p = output_parts_of(s, area, false);
    Best b = best_make(s, s->step->out[0], false);
    Table t = logits_table(s);
    bool fits = strips_layout(s, &t, p.matrices);
    p.listed = p.listed && best_place(s, &b, p.list);
    if (!p.listed && (t = logits_table(s), fits = strips_layout(s, &t, area), !fits)) return;
    if (fits) {
        table_draw(s, &t);
        output_draw_dots(s, &t);
    }
    if (!p.listed) return;
    draw_best(s, &b);
    float used = b.title + b.list.high * (float)b.count + roundf(30 * s->unit);
    list_terms(s, (Rect){p.list.x, p.list.y + used, p.list.w, p.list.h - used});
}

static void add_beside(Stage *s, Table *t, int output, int row, Scale scale) {
    Grid g = grid_make(s, s->step->out[output], 0, false);
    g.heading = HEADING_ABOVE;
    g.row_labels = g.bar = false;
    if (output == 0) g.scale = scale;
    grid_follow(s, &g);
    table_add(t, g, row, 1);
}

/* Logits, exponentials if they are what is shown, shares; maximum and sum beside what they belong
 * to. */
static Table shares_table(Stage *s) {
    Table t = {0};
    bool inside = s->at.value != s->step->out[3];
    const Value value[] = {s->step->in[0], s->step->out[1], s->step->out[3]};
    for (int i = 0; i < 3; i++) {
        if (i == 1 && !inside) continue;
        Grid g = grid_make(s, value[i], 0, i == 0);
        g.heading = HEADING_ABOVE;
        g.sign = i ? "→" : NULL;
        g.predicts = true;
        g.col_labels = g.col_labels && i == 0;
        g.sums = i == 2 && !inside;
        grid_follow(s, &g);
        table_add(&t, g, t.rows, 0);
    }
    for (int i = 0; i < 2 && inside; i++) add_beside(s, &t, i ? 2 : 0, i, t.grid[0].scale);
    return t;
}

/* What is shown, with its list; `all`: logits and exponentials, too. Whether it fits, and every row
   that has tokens has its word. */
static bool place_shares(Stage *s, Rect area, bool sentence, bool all, Parts *p, Best *b,
                         Table *t) {
    *p = output_parts_of(s, area, sentence);
    *b = best_make(s, s->step->out[3], true);
    p->listed = p->listed && best_place(s, b, p->list);
    if (!p->listed) p->matrices.w = area.w;
    *t = all ? shares_table(s) : (Table){0};
    if (!all) table_add(t, grid_make(s, s->at.value, 0, false), 0, 0);
    return strips_layout(s, t, p->matrices) && table_labelled(s, t);
}

void figure_shares(Stage *s, Rect area) {
    Parts p;
    Best b;
    Table t;
    bool fits = place_shares(s, area, true, true, &p, &b, &t) ||
                place_shares(s, area, false, true, &p, &b, &t);
    for (int all = 1; all >= 0 && !fits; all--) {
        place_shares(s, area, true, all, &p, &b, &t);
        fits = strips_layout(s, &t, p.matrices);
    }
    if (fits) {
        strips_tall(s, &t, p.matrices);
        table_draw(s, &t);
    }
    if (p.listed) draw_best(s, &b);
    if (p.told) output_draw_sentence(s, &b, p.sentence, p.listed);
}
