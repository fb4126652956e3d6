/* From the left: the whole, one row, one number. Each is lit in the one before it and joined to it
   by a line. What an open question asks about is not told; what is given for it is. */
#include "scene/figures/presented.h"

#include <math.h>
#include <string.h>

#include "scene/marks/bar_list.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid_draw.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/explain.h"
#include "trace/measure.h"

enum { PRESENTED_TERMS = 24, LINES_MOST = 5, WORDS_ALL = 20, LISTED_MOST = 32 };

/* The three parts; a part without width is not there. */
typedef struct Parts {
    Rect whole, row, number;
    float top;    /* below the parts' names */
    float line;   /* of the lines that join them */
    float spine;  /* before the row: where its line goes down */
    float second; /* before the number */
} Parts;

bool presented_is(const Stage *s) {
    const Shown *v = &s->in->view->shown;
    return s->presenting && !stage_held(s->in) && !v->beside.on && v->side != SIDE_DIFFERENCE &&
           v->at.depth >= DEPTH_STEP && v->at.form == FORM_MATRIX && !s->foreign &&
           program_attends(s->program, s->at.value);
}

/* What is pinned of the shown value; col −1: a row; row −1: nothing. */
static Cell presented_pin(const Stage *s) {
    Shape shape = s->program->values[s->at.value].form.shape;
    Place at = s->in->view->shown.at;
    Cell c = {s->at.cell.sheet, at.row, at.col};
    if (s->focus.on && s->focus.value == s->at.value) c = s->focus.cell;
    if (s->aim.on && s->aim.value == s->at.value) c = s->aim.cell;
    if (c.row < 0 || c.row >= shape.rows) c.row = c.col = -1;
    if (c.col < 0 || c.col >= shape.cols) c.col = -1;
    return c;
}

/* The whole with its labels, at least: every column has room for its own. */
static float whole_least(Stage *s) {
    Grid g = grid_make(s, s->at.value, s->at.cell.sheet, false);
    g.predicts = true;
    return grid_row_label_width(s, &g, 9 * (float)s->small) + roundf(9 * s->unit) + 8 +
           (float)(g.cols < WORDS_ALL ? g.cols : WORDS_ALL) * ceilf(1.09f * (float)s->small) +
           0.3f * (float)s->small;
}

/* Whether the lesson beside it asks about rows: their numbers are the answer. */
static bool asks_row(const Stage *s) {
    const LessonShown *l = s->in->lesson;
    return l && l->asks && l->asks->question_count > 0;
}

/* The number has what its products need, the whole what its labels need, the row the rest of their
   shares; where three find no room the whole gives way, or the number where the row is asked about.
 */
static Parts parts_make(Stage *s, Rect area, Cell at) {
    float gap = roundf(1.2f * (float)s->body), digit = stage_width(s, FACE_MONO, s->mono, "0"),
          wide = area.w, whole = whole_least(s), number = 0, row = 0, left = area.x;
    Parts p = {.line = fmaxf(2, roundf(0.1f * (float)s->small)),
               .top = roundf(area.y + 2.7f * (float)s->name)};
    bool one = at.col >= 0, all = true, cell = s->in->view->shown.at.depth == DEPTH_CELL;
    if (one) {
        float room = wide - 3.6f * gap;
        number = fminf(fmaxf(0.28f * (wide - 1.8f * gap), 27.5f * digit), 0.55f * wide);
        row = fminf(0.46f * (room - number), room - number - whole);
        all = row >= 15.5f * digit;
        if (!all && asks_row(s) && !cell) one = false, all = true, number = 0;
        if (!all) row = wide - 1.8f * gap - number;
    }
    if (at.row >= 0 && !one) {
        float room = wide - 1.8f * gap;
        row = fmaxf(fminf(0.46f * room, room - whole), 0.35f * room);
    }
    wide -= 1.8f * gap * (float)((row > 0) + (number > 0));
    if (all) {
        p.whole = (Rect){left, p.top, floorf(wide - number - row), 0};
        left += p.whole.w + gap;
    }
    if (row > 0) {
        if (all) p.spine = left, left += roundf(0.8f * gap);
        p.row = (Rect){left, p.top, floorf(row), 0};
        left += p.row.w + gap;
    }
    if (number > 0) {
        p.second = left;
        left += roundf(0.8f * gap);
        p.number = (Rect){left, p.top, area.x + area.w - left, 0};
    }
    p.whole.h = p.row.h = p.number.h = area.y + area.h - p.top;
    return p;
}

/* "One score: was · it", its words in their roles' colours; below it what it is, smaller. */
static void draw_name(Stage *s, Rect part, const char *name, const Runs *words, const char *about) {
    float base = part.y - 2.7f * (float)s->name + (float)s->name,
          x = part.x + stage_width(s, FACE_BOLD, s->name, name);
    stage_text(s, FACE_BOLD, s->name, s->theme.role[ROLE_TEXT], s->theme.ground, part.x, base,
               name);
    if (words->count) x += stage_width(s, FACE_BOLD, s->name, " ");
    for (int i = 0; i < words->count; i++) {
        const Run *w = &words->run[i];
        const char *text = stage_elide(s, w->face, s->name, w->text, part.x + part.w - x);
        stage_text(s, w->face, s->name, w->color, s->theme.ground, x, base, text);
        x += stage_width(s, w->face, s->name, text);
    }
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, part.x,
               base + 1.35f * (float)s->small, stage_elide(s, FACE_TEXT, s->small, about, part.w));
}

/* "was": who asks in this row; what the row writes, where it writes. */
static const char *asker(Stage *s, int row) {
    const char *written = words_written(s, s->at.value, row);
    return *written ? words_quoted(s, written) : words_position(s, s->at.value, true, row);
}

static void add_asker(Stage *s, Runs *out, int row) {
    runs_add(out, asker(s, row),
             *words_written(s, s->at.value, row) ? words_written_face(s, row, true)
                                                 : words_face(s, s->at.value, true, row, true),
             s->theme.role[ROLE_Q]);
}

static void add_asked(Stage *s, Runs *out, int col) {
    runs_add(out, words_position(s, s->at.value, false, col),
             words_face(s, s->at.value, false, col, true), s->theme.role[ROLE_K]);
}

Runs presented_asks(Stage *s, const char *caption) {
    static const struct {
        ValueRole role;
        const char *caption, *asks;
    } known[] = {{VALUE_SCORES, "caption.scores", "present.asks.scores"},
                 {VALUE_SCALED, "caption.scaled", "present.asks.scaled"},
                 {VALUE_MASKED, "caption.masked", "present.asks.masked"},
                 {VALUE_WEIGHTS, "caption.weights", "present.asks.weights"}};
    Cell at = presented_is(s) ? presented_pin(s) : (Cell){0, -1, -1};
    Runs word = {.count = 0}, out = {.count = 0};
    if (at.row < 0) return out;
    add_asker(s, &word, at.row);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (s->program->values[s->at.value].role == known[i].role &&
            strcmp(stage_words(s, known[i].caption), caption) == 0)
            out = runs_fill(s, stage_words(s, known[i].asks), s->theme.role[ROLE_MUTED], word.run,
                            word.count);
    return out;
}

static const char *count_text(Stage *s, int count) {
    return arena_print(s->arena, "%d", count);
}

static const char *const axis_keys[] = {"present.queries", "present.keys"};

/* The words about the axes, with a gap behind each. */
static float axes_width(Stage *s) {
    float width = 0;
    for (int i = 0; i < 2; i++)
        width +=
            stage_width(s, FACE_TEXT, s->small, stage_words(s, axis_keys[i])) + (float)s->small;
    return width;
}

/* The whole, as large as its part lets it; alone it has its numbers. */
static Grid whole_make(Stage *s, Rect part, bool alone) {
    Grid g = grid_make(s, s->at.value, s->at.cell.sheet, false);
    g.predicts = true;
    if (g.transposed) grid_transpose(&g);
    grid_zoom(s, &g);
    g.number_most = alone ? 0 : -1;
    g.label_room = grid_row_label_width(s, &g, 0.4f * part.w);
    float before = g.row_labels ? g.label_room + roundf(9 * s->unit) + 2 : 0,
          low = 2.1f * (float)s->small, cell = 0, names = 0,
          more =
              g.bar && axes_width(s) + grid_bar_width(s, &g) > part.w ? 1.4f * (float)s->small : 0;
    for (int pass = 0; pass < 2; pass++) {
        names = g.col_labels ? grid_col_label_height(s, &g, fmaxf(cell, 1)) + 4 : 4;
        float wide = (part.w - before - grid_overhang(s, &g, fmaxf(cell, 1))) / (float)g.cols,
              high = (part.h - names - low) / (float)g.rows, barred = high - more / (float)g.rows;
        if (barred >= (float)s->small) high = barred; /* words of rows come before the bar's line */
        cell = fminf(wide, fminf(high, alone ? 1e9f : 2.4f * (float)s->small));
        cell = fmaxf(cell, fminf(wide, ceilf(1.09f * (float)s->small))); /* as labels need it */
        g.cells.w = floorf(fminf(wide, alone ? 2.4f * high : cell) * (float)g.cols);
        g.cells.h = floorf(fminf(high, 1.35f * fminf(wide, high)) * (float)g.rows);
    }
    g.cells.x = part.x + before;
    g.cells.y = roundf(part.y + names);
    g.slot = part.x + part.w - g.cells.x;
    g.col_room = part.w - before - g.cells.w;
    g.heading = HEADING_NONE;
    return g;
}

/* "↓ queries ask   → keys are asked", the scale behind that or below it. */
static void draw_axes_line(Stage *s, const Grid *g, Rect part) {
    float y = g->cells.y + g->cells.h + 1.3f * (float)s->small, x = part.x,
          bar = g->bar ? grid_bar_width(s, g) : 0, end = part.x + part.w;
    for (int i = 0; i < 2; i++) {
        const char *text = stage_words(s, axis_keys[i]);
        float width = stage_width(s, FACE_TEXT, s->small, text);
        if (x + width > end) break;
        stage_text(s, FACE_TEXT, s->small, s->theme.role[i ? ROLE_K : ROLE_Q], s->theme.ground, x,
                   y + stage_drop(s, FACE_TEXT, s->small), text);
        x += width + (float)s->small;
    }
    float right = fmaxf(x + bar, g->cells.x + g->cells.w);
    if (x + bar > end) y += 1.4f * (float)s->small, right = g->cells.x + g->cells.w;
    if (bar > 0 && right - bar >= part.x && y + (float)s->small / 2 <= part.y + part.h)
        grid_draw_bar(s, g, right - bar, y);
}

static void draw_whole(Stage *s, const Parts *p, Cell at, bool alone) {
    Grid g = whole_make(s, p->whole, alone);
    static const char *const names[] = {"present.all.scores", "present.all.shares"};
    bool shares = s->program->values[s->at.value].numbers == NUMBERS_SHARES;
    draw_name(
        s, p->whole, stage_words(s, names[shares]), &(Runs){.count = 0},
        stage_fill(s, "present.all.about", count_text(s, g.full_rows), count_text(s, g.full_cols)));
    grid_draw(s, &g, 0);
    draw_axes_line(s, &g, p->whole);
    if (at.row < 0) return;
    Rect r = grid_cell(&g, at.row, g.col0), end = grid_cell(&g, at.row, g.col0 + g.cols - 1);
    float out = roundf(1.5f * p->line), right = end.x + end.w + out;
    if (at.col >= 0) /* else the matrix has outlined it */
        stage_box(s, (Rect){r.x - out, r.y - out, right - r.x + out, r.h + 2 * out - 1},
                  2 * p->line, 0, p->line, s->theme.role[ROLE_HOT]);
    float to = p->row.w > 0 ? p->spine : p->second;
    if (to > 0)
        stage_line(s, right, r.y + r.h / 2, to, r.y + r.h / 2, p->line, s->theme.role[ROLE_HOT]);
}

/* One number of the row as it is listed: scores with two digits, shares with three. */
static const char *listed(Stage *s, float x, bool shares) {
    return shares ? words_share(s, (double)x, 3) : terms_number(s, (double)x, 2);
}

/* The list of a row's keys: all of them, or as many of the largest as can be read. */
typedef struct Listed {
    Rect r; /* of the lines */
    BarList list;
    float zero, unit; /* where 0 is and how long 1 is, as parts of the track */
    bool shares;
    int key[LISTED_MOST], count;
} Listed;

/* The largest in the order of the sentence, and the one that is pinned. */
static void list_choose(Listed *l, Tensor x, Cell at, int room) {
    bool in[LISTED_MOST * 4] = {false};
    int order[LISTED_MOST], keys = x.shape.cols, most = LISTED_MOST * 4;
    room = room < 1 ? 1 : room > LISTED_MOST ? LISTED_MOST : room;
    int count = measure_largest(x, at.sheet, at.row, order, room), took = 0;
    bool all = keys <= room, pinned = at.col >= 0 && at.col < most;
    for (int i = 0; i < count; i++)
        if (order[i] < most) in[order[i]] = true, took++, pinned = pinned && order[i] != at.col;
    if (pinned && took == room && order[count - 1] < most) in[order[count - 1]] = false;
    if (pinned) in[at.col] = true;
    for (int k = 0; k < keys && k < most && l->count < LISTED_MOST; k++)
        if (all || in[k]) l->key[l->count++] = k;
}

static Listed list_make(Stage *s, Rect part, Tensor x, Cell at) {
    Listed l = {.shares = s->program->values[s->at.value].numbers == NUMBERS_SHARES};
    float words = 0, number = 0, pad = roundf(0.5f * (float)s->small), least = 0, most = 0,
          high = part.h - 1.4f * (float)s->small;
    list_choose(&l, x, at, (int)(high / (1.3f * (float)s->small)));
    for (int i = 0; i < l.count; i++) {
        int k = l.key[i];
        float a = tensor_at(x, at.sheet, at.row, k);
        words = fmaxf(words, stage_width(s, words_face(s, s->at.value, false, k, true), s->body,
                                         words_position(s, s->at.value, false, k)));
        number = fmaxf(number, stage_width(s, FACE_MONO, s->mono, listed(s, a, l.shares)));
        if (isfinite(a)) least = fminf(least, a), most = fmaxf(most, a);
    }
    l.list = (BarList){.x = part.x + pad,
                       .label = fminf(words, 0.42f * part.w),
                       .number = number,
                       .gap = 1.2f * pad,
                       .high = floorf(fminf(2 * (float)s->small, high / (float)l.count)),
                       .bare = true};
    l.list.size = l.list.high >= 1.4f * (float)s->body ? s->body : s->small;
    l.list.track = fmaxf(0, part.w - 2 * pad - l.list.label - number - 2 * l.list.gap);
    bar_list_gloss(s, &l.list, (GlossOf){s->at.value, false, false, l.key, 0, l.count}, 0.6f);
    l.unit = most > least ? 1 / (most - least) : 0;
    l.zero = -least * l.unit;
    l.r = (Rect){part.x, part.y, part.w, l.list.high * (float)l.count};
    return l;
}

static void draw_key(Stage *s, const Listed *l, float x, int line, bool lit, bool asked) {
    int key = l->key[line];
    Value v = s->at.value;
    bool hidden = !isfinite(x) && !asked && !lit, bar = isfinite(x) && !asked;
    BarLine b = {.y = l->r.y + (float)line * l->list.high,
                 .label = words_position(s, v, false, key),
                 .gloss = words_gloss(s, v, false, key, false),
                 .number = asked ? "?" : listed(s, x, l->shares),
                 .face = words_face(s, v, false, key, lit),
                 .ink = s->theme.role[ROLE_K],
                 .number_ink = s->theme.role[hidden ? ROLE_MUTED : ROLE_TEXT],
                 .ground = lit ? theme_mix(s->theme.ground, s->theme.role[ROLE_HOT], 0.12f)
                               : s->theme.ground,
                 .from = l->zero,
                 .to = bar ? l->zero + x * l->unit : l->zero,
                 .bar = l->shares ? theme_share(&s->theme, 0.62f, 1)
                        : x < 0   ? s->theme.low[190]
                                  : s->theme.high[190]};
    bar_list_line(s, &l->list, &b);
}

static void draw_row(Stage *s, const Parts *p, Cell at) {
    Tensor x = stage_tensor(s, s->at.value);
    Listed l = list_make(s, p->row, x, at);
    Color hot = s->theme.role[ROLE_HOT];
    const char *keys = count_text(s, x.shape.cols);
    Runs who = {.count = 0};
    add_asker(s, &who, at.row);
    draw_name(s, p->row, stage_words(s, "present.row"), &who,
              l.count == x.shape.cols
                  ? stage_fill(s, "present.row.about", keys, "")
                  : stage_fill(s, "present.row.many", count_text(s, l.count), keys));
    if (p->spine > 0) stage_line(s, p->spine, l.r.y, p->spine, l.r.y + l.r.h, p->line, hot);
    for (int i = 0; i < l.count; i++) {
        float a = tensor_at(x, at.sheet, at.row, l.key[i]);
        bool lit = l.key[i] == at.col;
        Rect r = {l.r.x, l.r.y + (float)i * l.list.high, l.r.w, l.list.high};
        if (lit) stage_box(s, r, 2 * p->line, theme_mix(s->theme.ground, hot, 0.12f), p->line, hot);
        if (lit && p->number.w > 0)
            stage_line(s, r.x + r.w, r.y + r.h / 2, p->second, r.y + r.h / 2, p->line, hot);
        draw_key(s, &l, a, i, lit, isnan(a));
    }
    Rect track = bar_list_track(s, &l.list, l.r.y);
    float zero = track.x + l.zero * track.w;
    stage_line(s, zero, l.r.y, zero, l.r.y + l.r.h, fmaxf(1, p->line / 2),
               s->theme.role[ROLE_TEXT]);
    stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
               zero - stage_width(s, FACE_MONO, s->mono, "0") / 2,
               l.r.y + l.r.h + 1.1f * (float)s->mono, "0");
}

/* The number */

/* "S[was, it] = 18.64", the number large at the right. Returns the height. */
static float draw_total(Stage *s, Rect r, Cell at, const char *number) {
    int large = s->title;
    float right = r.x + r.w, width = stage_width(s, FACE_MONO, large, number);
    while (large > s->mono && width > 0.6f * r.w)
        large--, width = stage_width(s, FACE_MONO, large, number);
    float base = r.y + 1.35f * (float)large;
    const char *symbol = words_symbol(s, s->at.value, false),
               *place = arena_print(s->arena, "[%s, %s]", asker(s, at.row),
                                    words_position(s, s->at.value, false, at.col));
    float name = rich_width(s, s->body, symbol), most = r.w - width - (float)s->body;
    stage_line(s, r.x, r.y, right, r.y, fmaxf(1, roundf(s->unit)), s->theme.role[ROLE_TEXT]);
    stage_text(s, FACE_MONO, large, s->theme.role[ROLE_HOT], s->theme.ground, right - width, base,
               number);
    if (name + stage_width(s, FACE_TEXT, s->body, place) + 1.2f * (float)s->body <= most)
        place = arena_print(s->arena, "%s  =", place);
    if (name + stage_width(s, FACE_TEXT, s->body, place) > most) place = "";
    if (name <= most) rich_text(s, s->body, s->theme.ground, r.x, base, symbol);
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, r.x + name + 1,
               base, place);
    return 1.7f * (float)large;
}

/* Which products: the largest, as many as find room; returns how many. */
static float draw_products(Stage *s, Rect r, const Explanation *x, bool asked) {
    int order[PRESENTED_TERMS];
    Terms t = {.x = x,
               .order = order,
               .pixels = s->mono,
               .left = r.x,
               .top = r.y,
               .width = r.w,
               .hot = -1,
               .asked = asked};
    t.line = fminf(2 * (float)s->small, 0.125f * r.h);
    t.line = floorf(fmaxf(t.line, 1.2f * (float)s->mono));
    int room = (int)(r.h / t.line), most = x->count <= room ? x->count : room - 1;
    t.count = measure_largest_terms(x, order, most < PRESENTED_TERMS ? most : PRESENTED_TERMS);
    if (t.count < 1 || terms_width(s, &t) > t.width) return 0;
    terms_draw(s, &t);
    if (t.count == x->count) return (float)t.count * t.line;
    const char *others = count_text(s, x->count - t.count);
    if (!asked)
        terms_extra(s, &t, t.count, stage_fill(s, "present.rest", others, ""),
                    measure_rest(x, order, t.count), false);
    return (float)(t.count + 1) * t.line;
}

/* What a number that is no sum was made from: a few lines of words and numbers. */
typedef struct Made {
    const char *what[LINES_MOST];
    double x[LINES_MOST];
    int count;
    bool shares; /* with as many digits as a share */
} Made;

static void made_add(Made *m, const char *what, double x) {
    m->what[m->count] = what;
    m->x[m->count++] = x;
}

/* A share: its score, how far below the row's largest, the exponential, the row's sum of those. */
static Made made_share(Stage *s, Cell at) {
    const Step *t = s->step;
    Made m = {.shares = true};
    float score = tensor_at(stage_tensor(s, t->in[0]), at.sheet, at.row, at.col),
          top = tensor_at(stage_tensor(s, t->out[0]), at.sheet, at.row, 0);
    made_add(&m, stage_words(s, "present.made.score"), (double)score);
    made_add(&m, stage_words(s, "present.made.max"), (double)top);
    made_add(&m, stage_words(s, "present.made.below"), (double)measure_below(score, top));
    made_add(&m, stage_words(s, "present.made.exp"),
             (double)tensor_at(stage_tensor(s, t->out[1]), at.sheet, at.row, at.col));
    made_add(&m, stage_words(s, "present.made.sum"),
             (double)tensor_at(stage_tensor(s, t->out[2]), at.sheet, at.row, 0));
    return m;
}

/* Anything else: its operands, by name; the factor of a scale last. */
static Made made_other(Stage *s, const Explanation *x) {
    Made m = {.count = 0};
    for (int i = 0; i < x->count && i < LINES_MOST - 1; i++)
        made_add(&m, words_text(s, "step", s->step->in[x->terms[i].input_a]),
                 (double)x->terms[i].x);
    if (s->step->inputs == 1 && s->step->args.scale.factor != 0)
        made_add(&m, stage_words(s, "present.made.divided"),
                 1 / (double)s->step->args.scale.factor);
    return m;
}

static float draw_made(Stage *s, Rect r, const Made *m, bool asked) {
    float line = fminf(2.2f * (float)s->small, r.h / (float)m->count);
    for (int i = 0; i < m->count; i++) {
        float middle = r.y + ((float)i + 0.5f) * line;
        bool derived = asked && s->step->inputs == 1 && i > 1 && m->count > 2;
        const char *number = derived     ? "?"
                             : m->shares ? terms_number(s, m->x[i], 3)
                                         : words_number(s, m->x[i]);
        float wide = stage_width(s, FACE_MONO, s->mono, number);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, r.x,
                   middle + stage_drop(s, FACE_TEXT, s->small),
                   stage_elide(s, FACE_TEXT, s->small, m->what[i], r.w - wide - (float)s->small));
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_TEXT], s->theme.ground,
                   r.x + r.w - wide, middle + stage_drop(s, FACE_MONO, s->mono), number);
    }
    return line * (float)m->count;
}

/* A text with a key's word and a number in it, from x on; returns its width. draw false: only
   measures. */
static float draw_said(Stage *s, float x, float base, const char *key, int col, const char *number,
                       bool draw) {
    const char *text = stage_words(s, key), *next;
    float from = x;
    for (; *text; text = next) {
        bool word = strncmp(text, "{1}", 3) == 0, value = strncmp(text, "{2}", 3) == 0;
        size_t n = word || value ? 3 : 1;
        while (!word && !value && text[n] && text[n] != '{') n++;
        next = text + n;
        Face face = word    ? words_face(s, s->at.value, false, col, true)
                    : value ? FACE_BOLD
                            : FACE_TEXT;
        const char *part = word    ? words_position(s, s->at.value, false, col)
                           : value ? number
                                   : arena_copy(s->arena, text, n);
        if (draw)
            stage_text(s, face, s->small, s->theme.role[word ? ROLE_K : ROLE_TEXT], s->theme.ground,
                       x, base, part);
        x += stage_width(s, face, s->small, part);
    }
    return x - from;
}

/* "it fits best: 18.64." "Next comes dog with 3.14." */
static void draw_best(Stage *s, Rect r, Cell at) {
    static const char *const best[] = {"present.best.scores", "present.best.shares"};
    Tensor x = stage_tensor(s, s->at.value);
    bool shares = s->program->values[s->at.value].numbers == NUMBERS_SHARES;
    int order[2], count = measure_largest(x, at.sheet, at.row, order, 2);
    for (int i = 0; i < count; i++) {
        float a = tensor_at(x, at.sheet, at.row, order[i]);
        const char *key = i ? "present.next" : best[shares], *number = listed(s, a, shares);
        float base = r.y + ((float)i * 1.45f + 1) * (float)s->small;
        if (!isfinite(a) || base > r.y + r.h ||
            draw_said(s, r.x, base, key, order[i], number, false) > r.w)
            return;
        draw_said(s, r.x, base, key, order[i], number, true);
    }
}

static void draw_number(Stage *s, const Parts *p, Cell at) {
    Explanation x;
    Error e;
    bool asked = stage_veils(s, s->at.value, at),
         shares = s->program->values[s->at.value].numbers == NUMBERS_SHARES;
    Rect r = p->number;
    stage_name_operands(s, s->at.value);
    if (!explain_cell(s->trace, s->at.value, at, s->arena, &x, &e)) return;
    Runs pair = {.count = 0};
    add_asker(s, &pair, at.row);
    runs_add(&pair, " · ", FACE_BOLD, s->theme.role[ROLE_TEXT]);
    add_asked(s, &pair, at.col);
    bool sum = x.is_sum && x.count;
    const char *about = sum ? stage_fill(s, "present.products", count_text(s, x.count), "")
                            : stage_words(s, "present.made");
    if (sum && stage_width(s, FACE_TEXT, s->small, about) > r.w)
        about = stage_fill(s, "present.products.short", count_text(s, x.count), "");
    draw_name(s, p->number, stage_words(s, shares ? "present.one.share" : "present.one.score"),
              &pair, about);
    float end = 1.9f * (float)s->title, said = 3.6f * (float)s->small, used;
    if (r.h < end + said + 5 * (float)s->small) said = 0;
    Rect list = {r.x, r.y, r.w, r.h - end - said};
    if (sum) {
        used = draw_products(s, list, &x, asked);
    } else {
        Made m = shares && s->step->inputs == 1 ? made_share(s, at) : made_other(s, &x);
        used = draw_made(s, list, &m, asked);
    }
    r.y += used + roundf(0.4f * (float)s->small);
    float total = draw_total(s, r, at, asked ? "?" : listed(s, x.recorded, shares));
    stage_line(s, p->second, p->number.y, p->second, r.y + total, p->line, s->theme.role[ROLE_HOT]);
    if (said > 0 && !asked) draw_best(s, (Rect){r.x, r.y + total, r.w, said}, at);
}

void figure_presented(Stage *s, Rect area) {
    Cell at = presented_pin(s);
    float rule = roundf(0.2f * (float)s->small);
    stage_line(s, area.x, area.y + rule, area.x + area.w, area.y + rule, 1, s->theme.line);
    area.y += rule + (float)s->small, area.h -= rule + 1.2f * (float)s->small;
    Parts p = parts_make(s, area, at);
    if (p.whole.w > 0) draw_whole(s, &p, at, at.row < 0);
    if (p.row.w > 0) draw_row(s, &p, at);
    if (p.number.w > 0) draw_number(s, &p, at);
}
