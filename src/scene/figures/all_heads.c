/* Every head of an attention block at once: what it gives to whom, what of it brings back, and how
   all of that is put side by side and mixed; one row is lit through all. Of other values only the
   heads themselves. */
#include "scene/figures/all_heads.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/grid_draw.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/heads_row.h"
#include "scene/matrix/thumb.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "trace/heads.h"
#include "trace/measure.h"

/* Pixels of a window: what a label needs, what cells have at most; of cells that no label names. */
static const float row_least = 15, col_least = 13, cell_most = 40, bare_least = 4;
/* Of the width, what the linear layer has; what it gives for numbers in A; what it has at least. */
static const float side_usual = 0.34f, side_numbers = 0.24f, side_least = 0.15f, side_told = 0.1f;
/* Shares that are told: the two largest, if they are so large. */
enum { TOLD = 2 };
static const float share_least = 0.1f;
/* Of so many tokens each keeps its label. */
enum { TOKENS_ALL = 64 };
/* Pixels of a window: a column of V, beside A. */
static const float told_least = 5;

/* The values of one attention block; of any other value only `weights`, which then is that. */
typedef struct Parts {
    Value weights, heads, joined, out, told;
} Parts;

/* How the figure stands. From the left: the heads, in so many lines, below them all of them joined;
   then the linear layer and, below it, what comes out. */
typedef struct Plan {
    HeadsRow heads, told;           /* A; V, which stands beside it */
    Grid joined, linear, bias, out; /* bias: one row, above what it is added to */
    int across, lines, all;         /* all: heads, of which heads.count are shown */
    bool has_told, has_joined, has_linear, has_bias,
        named;                  /* named: columns of each line, else of the first */
    float cell, row, told_cell; /* of A; V's width */
    float told_cols, gap, labels, told_labels, sentence, names, pad;
    float between, joined_row, low; /* the wedges, rows of Z, what stands under it */
    float side_gap, side;           /* before the linear layer, its width */
} Plan;

static Parts all_heads_parts_of(const Stage *s) {
    const Program *p = s->program;
    Value v = s->at.value;
    Parts a = {program_beside(p, v, VALUE_WEIGHTS), program_beside(p, v, VALUE_HEADS),
               program_beside(p, v, VALUE_CONCAT), program_beside(p, v, VALUE_ATTENTION_OUT),
               NO_VALUE};
    bool whole = a.weights != NO_VALUE && a.heads != NO_VALUE && a.joined != NO_VALUE &&
                 a.out != NO_VALUE &&
                 (v == a.weights || v == a.heads || v == a.joined || v == a.out);
    if (!whole) return (Parts){v, NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE};
    a.told = p->steps[p->values[a.heads].step].in[1];
    return a;
}

const Step *all_heads_step(const Stage *s) {
    Value out = all_heads_parts_of(s).out;
    return out == NO_VALUE ? s->step : &s->program->steps[s->program->values[out].step];
}

/* The row that is lit: the one under the pointer, the pinned one, else that on which the heads
   agree least. −1: there is none. */
static int all_heads_lit(const Stage *s, const Parts *v) {
    Form form = s->program->values[v->weights].form;
    const Focus *both[] = {&s->pointer, &s->focus};
    for (int i = 0; i < 2; i++) {
        if (!both[i]->on) continue;
        Form f = s->program->values[both[i]->value].form;
        if (both[i]->value != v->told && f.rows == form.rows && f.shape.rows == form.shape.rows)
            return both[i]->cell.row;
    }
    bool shares = s->program->values[v->weights].numbers == NUMBERS_SHARES;
    return v->joined != NO_VALUE && shares ? heads_apart(s->trace->values[v->weights]) : -1;
}

static float all_heads_least(const Stage *s, const Grid *g, bool row) {
    float labels = row ? fmaxf(row_least * s->unit, 1.2f * (float)s->small)
                       : fmaxf(col_least * s->unit, 1.1f * (float)s->small);
    return (row ? g->row_labels : g->col_labels) ? labels : bare_least * s->unit;
}

/* Height that one line of heads takes beside its rows. */
static float line_words(const Plan *p, int line) {
    return p->sentence + (line == 0 || p->named ? p->names : 0) + 2 * p->pad;
}

/* Widths for so many heads in a line; what cells get that is more than labels need is what their
   numbers need, then the linear layer has its share, then V is shown. */
static void plan_across(Stage *s, Plan *p, float room) {
    const Grid *g = &p->heads.grid[0];
    float u = s->unit, n = (float)p->across, cols = (float)g->cols,
          free = room - p->labels - p->pad - (n - 1) * p->gap;
    Grid numbered = *g;
    numbered.bar = true;
    float number = ceilf(grid_number_width(s, &numbered)), least = all_heads_least(s, g, false);
    float told = p->told_labels + p->gap + told_least * u * p->told_cols + 2 * p->pad, side = 0;
    if (p->has_linear) {
        p->side_gap = stage_width(s, FACE_TEXT, s->small, stage_fill(s, "product.head", "88", "")) +
                      roundf(44 * u);
        free -= p->side_gap;
        side = side_told * room;
    }
    p->has_told = p->has_told && free - side >= n * (told + number * cols);
    if (p->has_told) free -= n * told;
    if (p->has_linear) {
        bool numbers = p->has_told || free - side_numbers * room >= n * cols * number;
        float want = n * cols * (numbers ? number : least);
        p->side = floorf(fminf(side_usual * room,
                               fmaxf(free - want, (p->has_told ? side_told : side_least) * room)));
        free -= p->side;
    }
    float most = fmaxf(fmaxf(number, 1.6f * p->row), least);
    p->cell = fminf(fminf(free / n / cols, most), cell_most * u);
    if (p->cell >= least) p->cell = floorf(p->cell * 4) / 4;
    p->told_cell = told_least * u;
    if (p->has_told) {
        float more = free / n - p->cell * cols;
        p->told_cell = fminf(p->cell, p->told_cell + more / p->told_cols);
    } else if (p->has_linear) {
        p->side = fminf(p->side + free - n * cols * p->cell, 0.45f * room);
    }
}

/* Heights: rows of A first, as far as labels need, then of Z, then both alike. */
static void plan_down(Stage *s, Plan *p, float high) {
    const Grid *g = &p->heads.grid[0];
    float u = s->unit, rows = (float)g->rows, lines = (float)p->lines,
          least = all_heads_least(s, g, true);
    p->names = g->col_labels ? grid_col_label_height(s, g, p->cell) + roundf(2 * u) : 0;
    for (int i = 0; i < p->lines; i++) high -= line_words(p, i);
    if (p->has_joined) high -= p->between + p->low + 2 * p->pad;
    float alike = high / (rows * (lines + p->has_joined));
    p->row = fminf(alike, cell_most * u);
    p->joined_row = p->has_joined ? p->row : 0;
    if (p->has_joined && alike < least) {
        p->row = fminf(least, (high - bare_least * u * rows) / (rows * lines));
        p->joined_row = (high - p->row * rows * lines) / rows;
        float label = (float)grid_label_least(s);
        if (g->row_labels && p->joined_row < label && alike >= label)
            p->row = p->joined_row = alike;
    }
    if (p->row >= least) p->row = floorf(p->row);
    if (p->joined_row >= least) p->joined_row = floorf(p->joined_row);
}

/* How good it is: labels of all heads have a place, then what else is shown, then few lines. */
static float plan_worth(const Stage *s, const Plan *p) {
    const Grid *g = &p->heads.grid[0];
    float across = p->cell / all_heads_least(s, g, false),
          down = p->row / all_heads_least(s, g, true);
    if (p->cell < 1 || p->row < 1 || (p->has_joined && p->joined_row < bare_least * s->unit))
        return -1;
    /* What is joined has rows that are told, or is not there. */
    if (p->has_joined && g->row_labels && g->rows <= TOKENS_ALL &&
        p->joined_row < (float)grid_label_least(s))
        return -1;
    return 100 * fminf(1, across) * fminf(1, down) + 20 * p->has_joined + 6 * p->has_linear +
           p->named - 4 * (float)p->lines;
}

/* Every row and column of A has its label. */
static bool plan_labelled(const Stage *s, const Plan *p) {
    const Grid *g = &p->heads.grid[0];
    float label = (float)grid_label_least(s);
    return (!g->col_labels || p->cell >= 1.08f * (float)s->small) &&
           (!g->row_labels || (p->row >= label && (!p->has_joined || p->joined_row >= label)));
}

static const char *looks_word(Stage *s, const Parts *v, int row) {
    const char *written = words_written(s, v->weights, row);
    return *written ? written : words_position(s, v->weights, true, row);
}

static Face looks_face(Stage *s, const Parts *v, int row) {
    return *words_written(s, v->weights, row) ? words_written_face(s, row, true)
                                              : words_face(s, v->weights, true, row, true);
}

static float looks_width(Stage *s, const Parts *v, int row) {
    return stage_width(s, looks_face(s, v, row), s->small, looks_word(s, v, row)) +
           stage_width(s, FACE_TEXT, s->small, " ") +
           stage_width(s, FACE_TEXT, s->small, stage_words(s, "heads.looks"));
}

/* What does not depend on how many heads stand in a line. */
static Plan plan_begin(Stage *s, const Parts *v, Rect area, int lit) {
    float u = s->unit;
    Plan p = {.heads = heads_sheets(s, v->weights),
              .pad = roundf(4 * u) + 1,
              .gap = roundf(14 * u),
              .sentence = stage_line_height(s->name) + roundf(2 * u),
              .between = roundf(36 * u)};
    p.all = p.heads.count;
    for (int h = 0; h < p.heads.count; h++) {
        Grid *g = &p.heads.grid[h];
        g->predicts = true;
        g->col_labels = grid_make(s, v->weights, h, false).col_labels;
    }
    Grid *first = &p.heads.grid[0];
    first->label_room = grid_row_label_width(s, first, 0.16f * area.w);
    p.labels = first->row_labels ? first->label_room + roundf(9 * u) + 2 : p.pad;
    bool shares = s->program->values[v->weights].numbers == NUMBERS_SHARES;
    if (lit >= 0 && shares && looks_width(s, v, lit) < 0.2f * area.w)
        p.labels = fmaxf(p.labels, looks_width(s, v, lit) + roundf(8 * u));
    if (v->joined == NO_VALUE) return p;
    Shape told = s->program->values[v->told].form.shape;
    Grid below = {.heading = HEADING_BELOW},
         beside = {.value = v->told, .rows = told.rows, .row_labels = true};
    p.low = grid_heading_height(s, &below, 1) + p.pad;
    p.told_cols = (float)told.cols;
    p.told_labels = grid_row_label_width(s, &beside, 90 * u) + roundf(9 * u) + 2;
    return p;
}

/* What stands below the heads, and what beside them: only what is shown is read. */
static void plan_fill(Stage *s, Plan *p, const Parts *v) {
    if (p->has_joined) {
        p->joined = grid_make(s, v->joined, 0, false);
        p->joined.predicts = true;
        grid_follow(s, &p->joined);
        grid_zoom(s, &p->joined);
    }
    if (p->has_linear) {
        p->out = grid_make(s, v->out, 0, false);
        const Step *step = &s->program->steps[s->program->values[v->out].step];
        p->linear = grid_make(s, step->in[1], 0, true);
        p->has_bias = step->inputs > 2;
        if (p->has_bias) p->bias = grid_make(s, step->in[2], 0, true);
        if (p->has_bias) grid_zoom(s, &p->bias);
        p->bias.bar = p->bias.row_labels = p->bias.col_labels = false;
        p->bias.heading = HEADING_NONE;
        grid_follow(s, &p->out);
        grid_zoom(s, &p->out), grid_zoom(s, &p->linear);
        p->out.row_labels = p->linear.bar = false;
        p->linear.heading = HEADING_ABOVE;
        p->linear.named = true; /* what it is stands behind it */
    }
    p->told.count = p->has_told ? p->heads.count : 0;
    for (int h = 0; h < p->told.count; h++) {
        Grid *g = &p->told.grid[h];
        *g = grid_make(s, v->told, h, false);
        g->bar = false, g->heading = HEADING_NONE;
    }
}

/* The best of all ways in which so many heads stand: so many lines of them, with all of what is
   behind them or with less. */
static Plan plan_of(Stage *s, Plan p, const Parts *v, Rect area) {
    Plan best = p;
    float most = -2;
    bool whole = v->joined != NO_VALUE && p.all == p.heads.count, wide = !p.heads.grid[0].one_row;
    for (int lines = 1; lines <= p.heads.count; lines++)
        for (int less = whole ? 0 : 2; less < 3; less++)
            for (int named = 1; named >= 0; named--) {
                Plan try = p;
                try.lines = lines;
                try.across = (p.heads.count + lines - 1) / lines;
                try.named = named;
                try.has_joined = less < 2, try.has_linear = less < 1;
                try.has_told = whole && wide && lines == 1;
                try.row = cell_most;
                for (int pass = 0; pass < 2; pass++) {
                    plan_across(s, &try, area.w);
                    plan_down(s, &try, area.h);
                }
                float worth = plan_worth(s, &try);
                if (worth > most) best = try, most = worth;
            }
    return best;
}

/* Only `count` heads, among them the view's, which is one of the block even where a value has none.
 */
static void plan_window(const Stage *s, Plan *p, int count) {
    bool labels = p->heads.grid[0].row_labels;
    int first = s->in->view->shown.at.head / count * count;
    float room = p->heads.grid[0].label_room;
    if (first + count > p->all) first = p->all - count;
    for (int h = 0; h < count; h++) p->heads.grid[h] = p->heads.grid[first + h];
    p->heads.grid[0].row_labels = labels;
    p->heads.grid[0].label_room = room;
    p->heads.count = count;
}

/* Of what says which heads these are. */
static float some_height(const Stage *s) {
    return roundf(1.7f * (float)s->small);
}

/* All heads; where that would cost a token its label, half as many, and half as many again. */
static Plan all_heads_plan_make(Stage *s, const Parts *v, Rect area, int lit) {
    Plan begun = plan_begin(s, v, area, lit), all = begun;
    const Grid *g = &begun.heads.grid[0];
    bool few = g->rows <= TOKENS_ALL && g->cols <= TOKENS_ALL && (g->row_labels || g->col_labels);
    for (int count = begun.all; count >= 1; count /= 2) {
        Plan p = begun;
        if (count < begun.all) plan_window(s, &p, count);
        Rect room = area;
        if (count < begun.all) room.h -= some_height(s);
        p = plan_of(s, p, v, room);
        if (count == begun.all) all = p;
        if (plan_labelled(s, &p)) return p;
        if (!few) break;
    }
    return all;
}

/* Places */

static float plan_height(const Plan *p) {
    float rows = (float)p->heads.grid[0].rows, high = 0;
    for (int i = 0; i < p->lines; i++) high += line_words(p, i) + rows * p->row;
    return high + (p->has_joined ? p->between + rows * p->joined_row + p->low + 2 * p->pad : 0);
}

static void plan_place(Stage *s, Plan *p, Rect area) {
    float u = s->unit, rows = (float)p->heads.grid[0].rows, cols = (float)p->heads.grid[0].cols;
    float told = p->has_told ? p->told_labels + p->told_cell * p->told_cols + p->gap : 0;
    float step = roundf(cols * p->cell + told + p->gap + (p->has_told ? 2 * p->pad : 0)),
          wide = (float)p->across * step - p->gap;
    float used = p->labels + wide + (p->has_linear ? p->side_gap + p->side : 0) + p->pad;
    float left = roundf(area.x + fmaxf(0, (area.w - used) / 2) + p->labels),
          y = roundf(area.y + fmaxf(0, fminf((area.h - plan_height(p)) / 2, 40 * u)));
    float top = 0, low = 0;
    for (int h = 0; h < p->heads.count; h++) {
        Grid *g = &p->heads.grid[h], *t = &p->told.grid[h];
        int line = h / p->across, at = h % p->across;
        if (at == 0 && line > 0) y = roundf(low + p->pad);
        if (at == 0) y = roundf(y + line_words(p, line) - p->pad);
        g->cells =
            (Rect){left + (float)at * step, y, floorf(cols * p->cell), floorf(rows * p->row)};
        g->row_labels = p->heads.grid[0].row_labels && at == 0;
        g->col_labels = g->col_labels && (line == 0 || p->named);
        g->label_room = p->heads.grid[0].label_room;
        /* Where the words of the one before would lean over its own, those are enough. */
        if (at > 0 && grid_overhang(s, &g[-1], p->cell) > p->gap + 0.5f * (float)s->small)
            g->col_labels = false;
        g->slot = g->cells.w + p->gap - 4;
        g->heading = HEADING_NONE;
        g->col_room = at + 1 < p->across || p->has_linear
                          ? 60 * u
                          : area.x + area.w - g->cells.x - g->cells.w;
        low = y + g->cells.h + p->pad;
        if (h == 0) top = y;
        if (!p->has_told) continue;
        t->cells = (Rect){g->cells.x + g->cells.w + p->gap + p->told_labels, y,
                          floorf(p->told_cell * (float)t->cols),
                          floorf(fminf(p->row, g->cells.h / (float)t->rows) * (float)t->rows)};
        t->label_room = p->told_labels - roundf(9 * u) - 2;
    }
    if (!p->has_joined) return;
    y = roundf(low + p->between + p->pad);
    p->joined.cells = (Rect){left, y, wide, floorf(rows * p->joined_row)};
    p->joined.row_labels = p->joined.row_labels && p->joined_row >= (float)grid_label_least(s);
    p->joined.label_room = p->heads.grid[0].label_room;
    p->joined.slot = wide;
    if (!p->has_linear) return;
    float x = roundf(left + wide + p->side_gap);
    p->linear.cells = (Rect){x, top, floorf(p->side), low - p->pad - top};
    p->out.cells = (Rect){x, y, floorf(p->side), p->joined.cells.h};
    float high = roundf(9 * u);
    p->bias.cells = (Rect){x, y - p->pad - roundf(3 * u) - high, floorf(p->side), high};
    p->linear.slot = p->out.slot = p->bias.slot = p->side;
}

/* Drawing */

/* "il looks at", left of the first head of a line. */
static void draw_looks(Stage *s, const Parts *v, int lit, float right, float base) {
    const char *text = stage_words(s, "heads.looks");
    Face face = looks_face(s, v, lit);
    const char *word = looks_word(s, v, lit);
    float x = right - stage_width(s, FACE_TEXT, s->small, text);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base, text);
    x -= stage_width(s, FACE_TEXT, s->small, " ") + stage_width(s, face, s->small, word);
    stage_text(s, face, s->small, s->theme.role[ROLE_Q], s->theme.ground, x, base, word);
}

/* "the .42 did .39": where most of the lit row goes, as far as there is room. */
static void all_heads_draw_told(Stage *s, const Grid *g, int lit, float x, float base,
                                float right) {
    int order[TOLD], count = measure_largest(g->x, g->sheet, lit, order, TOLD);
    float gap = stage_width(s, FACE_TEXT, s->small, " ");
    for (int i = 0; i < count; i++) {
        float share = tensor_at(g->x, g->sheet, lit, order[i]);
        char number[NUMBER_TEXT];
        if (isnan(share) || (share < share_least && i > 0)) return;
        grid_write_number(share, 2, true, lang_point(s->lang), number);
        const char *word = words_position(s, g->value, false, order[i]);
        Face face = words_face(s, g->value, false, order[i], false);
        float wide = stage_width(s, face, s->small, word),
              more = gap + stage_width(s, FACE_MONO, s->mono, number);
        if (x + wide + more > right) return;
        stage_text(s, face, s->small, s->theme.role[ROLE_K], s->theme.ground, x, base, word);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_TEXT], s->theme.ground, x + wide + gap,
                   base, arena_copy(s->arena, number, strlen(number)));
        x += wide + more + 2.5f * gap;
    }
}

/* In a file no head is the present one. */
static int shown_head(const Stage *s) {
    if (!s->in->frame) return -1;
    return s->program->values[s->at.value].form.shape.sheets > 1 ? s->at.cell.sheet : -1;
}

static void all_heads_draw_sentences(Stage *s, const Plan *p, const Parts *v, int lit) {
    bool shares = lit >= 0 && s->program->values[v->weights].numbers == NUMBERS_SHARES;
    for (int h = 0; h < p->heads.count; h++) {
        const Grid *g = &p->heads.grid[h];
        float above = p->pad + (g->col_labels ? p->names : 0),
              base = g->cells.y - above - roundf(5 * s->unit);
        float end = heads_title(s, g, g->sheet, v->weights, base, g->sheet == shown_head(s)),
              right = g->cells.x + g->cells.w + 2; /* the next one begins soon */
        if (p->has_told) right = p->told.grid[h].cells.x + p->told.grid[h].cells.w;
        if (!shares) continue;
        all_heads_draw_told(s, g, lit, end + roundf(10 * s->unit), base, right);
        if (h % p->across == 0 && looks_width(s, v, lit) <= p->labels)
            draw_looks(s, v, lit, g->cells.x - roundf(8 * s->unit), base);
    }
}

/* The columns of a head in what is joined, or its rows in the linear layer; false: the zoom shows
   none of them. */
static bool head_range(const Plan *p, int first, int count, int full, int h, int *from, int *to) {
    int each = full / p->heads.count;
    *from = h * each > first ? h * each : first;
    *to = ((h + 1) * each < first + count ? (h + 1) * each : first + count) - 1;
    return *to >= *from;
}

/* From each head down to what it brings: a tinted wedge that says what became of it, if there is
   one line of heads; then the bar over its columns. */
static void draw_wedges(Stage *s, const Plan *p, const Parts *v) {
    const Grid *z = &p->joined;
    float u = s->unit, bar = roundf(4 * u), y2 = z->cells.y - p->pad - bar - roundf(2 * u);
    for (int h = 0, from, to; h < p->heads.count; h++) {
        const Grid *g = &p->heads.grid[h];
        if (!head_range(p, z->col0, z->cols, z->full_cols, h, &from, &to)) continue;
        Rect a = grid_cell(z, z->row0, from), b = grid_cell(z, z->row0, to);
        float x = a.x + (h ? 1 : 0), end = b.x + b.w - 1, y = g->cells.y + g->cells.h + p->pad + 1,
              right = g->cells.x + g->cells.w;
        if (p->has_told) right = p->told.grid[h].cells.x + p->told.grid[h].cells.w;
        Color tint = theme_mix(s->theme.ground, g->color, 0.16f);
        const float corners[] = {g->cells.x, y, right, y, end, y2, x, y2};
        if (p->lines == 1) stage_polygon(s, corners, 4, tint);
        stage_box(s, (Rect){x, y2, end - x, bar}, 0, g->color, 0, 0);
        const char *formula =
            arena_print(s->arena, "%s · %s = %s", thumb_head_symbol(s, v->weights, h),
                        thumb_head_symbol(s, v->told, h), thumb_head_symbol(s, v->heads, h));
        if (rich_width(s, s->body, formula) > 0.9f * (end - x) || p->lines > 1)
            formula = thumb_head_symbol(s, v->heads, h);
        float width = rich_width(s, s->body, formula), middle = (g->cells.x + right + x + end) / 4;
        if (p->lines > 1) middle = (x + end) / 2;
        if (width < end - x && p->between - bar >= 1.5f * (float)s->body)
            rich_text(s, s->body, p->lines == 1 ? tint : s->theme.ground, middle - width / 2,
                      roundf((p->lines == 1 ? (y + y2) / 2 : y2 - 0.6f * (float)s->body) +
                             stage_drop(s, FACE_BOLD, s->body)),
                      formula);
    }
}

/* Where one head's columns end and the next one's begin; the lit row goes through. */
static void draw_seams(Stage *s, const Plan *p, int lit) {
    const Grid *z = &p->joined;
    float wide = roundf(3 * s->unit), top = z->cells.y, low = top + z->cells.h;
    bool cut = lit >= z->row0 && lit < z->row0 + z->rows;
    Rect row = cut ? grid_cell(z, lit, z->col0) : (Rect){0, low, 0, 0};
    for (int h = 1, from, to; h < p->heads.count; h++) {
        if (!head_range(p, z->col0, z->cols, z->full_cols, h, &from, &to) || from == z->col0)
            continue;
        float x = grid_cell(z, z->row0, from).x - 1, above = row.y - wide;
        if (above > top) stage_line(s, x, top, x, fminf(above, low), wide, s->theme.ground);
        if (row.y + row.h + wide < low)
            stage_line(s, x, row.y + row.h + wide, x, low, wide, s->theme.ground);
    }
}

/* Which rows of the linear layer weigh which head. */
static void all_heads_draw_sides(Stage *s, const Plan *p) {
    const Grid *w = &p->linear;
    float bar = roundf(4 * s->unit), x = w->cells.x - p->pad - bar - roundf(4 * s->unit);
    for (int h = 0, from, to; h < p->heads.count; h++) {
        if (!head_range(p, w->row0, w->rows, w->full_rows, h, &from, &to)) continue;
        Rect a = grid_cell(w, from, w->col0), b = grid_cell(w, to, w->col0);
        float high = b.y + b.h - a.y;
        Color color = p->heads.grid[h].color;
        const char *name = stage_fill(s, "product.head", arena_print(s->arena, "%d", h + 1), "");
        stage_box(s, (Rect){x, a.y + (h ? 1 : 0), bar, high - 1}, 0, color, 0, 0);
        if (high < (float)s->small * 1.15f) continue;
        stage_text(s, FACE_TEXT, s->small, color, s->theme.ground,
                   x - roundf(6 * s->unit) - stage_width(s, FACE_TEXT, s->small, name),
                   roundf(a.y + high / 2 + stage_drop(s, FACE_TEXT, s->small)), name);
    }
}

/* Z × W, and what is added to every row of that, where rows and columns meet. */
static void draw_signs(Stage *s, const Plan *p) {
    const Grid *z = &p->joined, *b = &p->bias;
    float left = z->cells.x + z->cells.w, room = p->linear.cells.x - left,
          middle = (p->linear.cells.y + p->linear.cells.h + z->cells.y) / 2,
          times = rich_width(s, s->title, "×"), end = b->cells.x - p->pad - roundf(4 * s->unit);
    rich_text(s, s->title, s->theme.ground, roundf(left + 0.24f * room - times / 2),
              roundf(middle + stage_drop(s, FACE_TEXT, s->title)), "×");
    if (!p->has_bias) return;
    const char *name = arena_print(s->arena, "+ %s", b->symbol);
    float wide = rich_width(s, s->body, name);
    grid_draw(s, b, 0);
    if (end - wide > left + 0.24f * room + times)
        rich_text(s, s->body, s->theme.ground, end - wide,
                  roundf(b->cells.y + b->cells.h / 2 + stage_drop(s, FACE_TEXT, s->body)), name);
}

static void draw_linear(Stage *s, const Plan *p) {
    const Grid *w = &p->linear;
    const char *about = stage_words(s, "heads.linear");
    float x = w->cells.x + grid_heading_width(s, w) + roundf(14 * s->unit),
          base = w->cells.y - roundf(8 * s->unit) - 2 - stage_line_height(s->name) / 2 +
                 stage_drop(s, FACE_TEXT, s->small);
    grid_draw(s, w, 1);
    all_heads_draw_sides(s, p);
    if (x + stage_width(s, FACE_TEXT, s->small, about) <= w->cells.x + w->cells.w)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
                   about);
    const Grid *z = &p->joined;
    float left = z->cells.x + z->cells.w, width = rich_width(s, s->title, "=");
    rich_text(s, s->title, s->theme.ground, roundf((left + p->out.cells.x - width) / 2),
              z->cells.y + z->cells.h / 2 + stage_drop(s, FACE_TEXT, s->title), "=");
    draw_signs(s, p);
    grid_draw(s, &p->out, 1);
}

static void all_heads_draw(Stage *s, const Plan *p, const Parts *v, int lit) {
    for (int h = 0; h < p->heads.count; h++) grid_draw(s, &p->heads.grid[h], 0);
    if (p->has_joined) {
        draw_wedges(s, p, v);
        grid_draw(s, &p->joined, 1);
        draw_seams(s, p, lit);
    }
    if (p->has_linear) draw_linear(s, p);
    Focus kept = s->focus;
    s->focus.on = false; /* its rows are who is asked, not who asks */
    for (int h = 0; h < p->told.count; h++) grid_draw(s, &p->told.grid[h], 0);
    s->focus = kept;
}

/* "Heads 1–2 of 4", and how to see the others. */
static void draw_some(Stage *s, const Plan *p, Rect area) {
    const char *first = arena_print(s->arena, "%d", p->heads.grid[0].sheet + 1),
               *all = arena_print(s->arena, "%d", p->all);
    if (p->heads.count > 1)
        first = arena_print(s->arena, "%s–%d", first, p->heads.grid[0].sheet + p->heads.count);
    const char *text = stage_fill(s, s->in->frame ? "heads.some" : "heads.some_bare", first, all);
    stage_text(
        s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
        p->heads.grid[0].cells.x, area.y + area.h - roundf(0.5f * (float)s->small),
        stage_elide(s, FACE_TEXT, s->small, text, area.x + area.w - p->heads.grid[0].cells.x));
}

void figure_all_heads(Stage *s, Rect area) {
    Parts v = all_heads_parts_of(s);
    int lit = all_heads_lit(s, &v);
    area.h -= roundf(8 * s->unit);
    Plan p = all_heads_plan_make(s, &v, area, lit);
    if (p.cell < 1 || p.row < 1) return;
    plan_fill(s, &p, &v);
    Rect room = area;
    if (p.heads.count < p.all) room.h -= some_height(s);
    plan_place(s, &p, room);
    Focus focus = s->focus, pointer = s->pointer;
    if (!s->pointer.on && focus.on && focus.cell.col >= 0) s->pointer = focus;
    s->focus = (Focus){lit >= 0, v.out != NO_VALUE ? v.out : v.weights, {EVERY_SHEET, lit, -1}};
    all_heads_draw_sentences(s, &p, &v, lit);
    all_heads_draw(s, &p, &v, lit);
    if (p.heads.count < p.all) draw_some(s, &p, area);
    s->focus = focus, s->pointer = pointer;
}
