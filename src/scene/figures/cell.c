/* One number's making: where it stands, its operands, every term with the sum so far, and the
   number worked out again beside the recorded one. What is no sum tells its operands and its
   formula. */
#include "scene/figures/cell.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/formula.h"
#include "scene/figures/norm.h"
#include "scene/marks/life.h"
#include "scene/marks/lists.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid_draw.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/table.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/explain.h"
#include "trace/measure.h"

enum { COLUMNS_MOST = 3 };

/* Heading: "S[it, dog]  query it → key dog". Returns its height. */
static float cell_draw_heading(Stage *s, Rect area) {
    int size = (s->name + s->title) / 2;
    float base = area.y + (float)size, name = terms_name(s, s->focus, size, area.x, base, false);
    if (name > area.w) size = s->body, name = terms_name(s, s->focus, size, area.x, base, false);
    if (name > area.w) return 0;
    terms_name(s, s->focus, size, area.x, base, true);
    float x = area.x + name + roundf(16 * s->unit);
    const char *place =
        stage_elide(s, FACE_TEXT, s->body, words_place(s, s->focus), area.x + area.w - x);
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.ground, x, base, place);
    return roundf((float)size * 1.7f);
}

/* All digits that tell one float from another, with a real minus. */
static const char *exact_number(Stage *s, float x) {
    if (text_no_number((double)x)) return text_no_number((double)x);
    return stage_number(s, arena_print(s->arena, "%s%.9g", x < 0 ? "−" : "", fabs((double)x)));
}

/* What the number is, and that it comes out the same; returns the height. draw false: only
 * measures. */
static float draw_result(Stage *s, const Explanation *x, Rect area, bool draw) {
    float base = area.y + (float)s->title, high = roundf(1.3f * (float)s->title);
    const char *total = arena_print(s->arena, "= %s", words_number(s, (double)x->recorded));
    bool same = explain_agrees(x);
    const char *numbers =
        stage_fill(s, "cell.recorded", exact_number(s, x->recorded), exact_number(s, x->evaluated));
    const char *words = arena_print(s->arena, "%s: %s", numbers,
                                    stage_words(s, same ? "cell.same" : "cell.differs"));
    if (draw) {
        stage_text(s, FACE_MONO, s->title, s->theme.role[ROLE_HOT], s->theme.ground, area.x, base,
                   stage_elide(s, FACE_MONO, s->title, total, area.w));
        stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x,
                        area.y + high + (float)s->small, area.w, words, true);
    }
    return high + stage_paragraph(s, FACE_TEXT, s->small, 0, 0, area.x, 0, area.w, words, false);
}

/* Operands as strips */

/* The whole row or column of an input that the terms come from. */
static Grid operand(Stage *s, int input, bool lies, Cell at) {
    Grid g = grid_make(s, s->step->in[input], at.sheet, true);
    if (!lies) {
        grid_transpose(&g);
        g.row0 = at.col;
        g.symbol = arena_print(s->arena, "%s^T", g.symbol);
    } else {
        g.row0 = at.row;
    }
    g.rows = 1;
    g.one_row = true;
    g.col_labels = false;
    g.heading = HEADING_LEFT;
    g.bar = false;
    return g;
}

static Table strips(Stage *s, const Explanation *x) {
    Table t = {0};
    const Term *first = &x->terms[0], *last = &x->terms[x->count - 1];
    Grid a = operand(s, first->input_a, true, first->a);
    Grid b = operand(s, first->input_b, first->b.row == last->b.row, first->b);
    b.col_labels = b.cols == x->count && s->program->values[a.value].form.cols <= AXIS_TARGET;
    a.col_labels = b.col_labels;
    b.col_labels = false;
    a.row_cell = b.row_cell = roundf(fmaxf(16, 24 * s->unit));
    a.heading = b.heading = HEADING_LEFT;
    table_add(&t, a, 0, 0);
    table_add(&t, b, 1, 0);
    return t;
}

/* The product that is being added, in both strips. */
static void mark_term(Stage *s, const Table *t, int at) {
    float line = fmaxf(1.5f, 2 * s->unit);
    for (int i = 0; i < t->count && at >= 0; i++) {
        Rect r = grid_cell(&t->grid[i], t->grid[i].row0, at);
        stage_box(s, (Rect){r.x - line / 2, r.y - line / 2, r.w + line - 1, r.h + line - 1}, 2, 0,
                  line, s->theme.role[ROLE_HOT]);
    }
}

/* Returns the height that the strips take, 0 if they are left out. draw false: only measures. */
static float cell_draw_strips(Stage *s, const Explanation *x, Rect area, int at, bool draw) {
    float left = roundf(fmaxf(90, 110 * s->unit));
    Rect r = {area.x + left, area.y, area.w - left, roundf(160 * s->unit) + 16};
    if (x->terms[0].input_b < 0) return 0;
    Table t = strips(s, x);
    if (area.h < 2.6f * r.h || r.w < 200) return 0;
    if (!table_layout(s, &t, r)) return 0;
    float top = t.grid[0].cells.y - area.y, end = t.grid[1].cells.y + t.grid[1].cells.h - area.y;
    float labels = t.labels ? grid_col_label_height(s, &t.grid[0], t.across[0].cell) + 8 : 8,
          up = top - labels;
    for (int i = 0; i < t.count; i++) {
        t.grid[i].cells.y -= up;
        t.grid[i].cells.x -= t.grid[0].cells.x - r.x;
        t.grid[i].left_room = left;
    }
    t.grid[1].cells.x = t.grid[0].cells.x;
    for (int i = 0; i < t.count && draw; i++) grid_draw(s, &t.grid[i], 1);
    if (draw) mark_term(s, &t, at);
    return end - up + roundf(18 * s->unit);
}

/* Terms */

typedef struct Page {
    int columns, lines;    /* of the whole page */
    int first, shown, end; /* the terms first … shown − 1 of first … end − 1 stand on it */
    float line, width, gap;
    int pixels;
} Page;

/* How many terms are shown: those that the view says. */
static int shown_terms(const Stage *s, const Explanation *x) {
    int part = s->in->view->shown.part;
    return part < 0 || part > x->count ? x->count : part;
}

static Terms cell_column_of(const Explanation *x, const Page *p, Rect area, int column) {
    Terms t = {.x = x,
               .pixels = p->pixels,
               .line = p->line,
               .width = p->width,
               .hot = -1,
               .index = true,
               .words = true,
               .running = true,
               .left = area.x + (float)column * (p->width + p->gap),
               .top = area.y};
    t.first = p->first + column * p->lines;
    t.count = p->shown - t.first < p->lines ? p->shown - t.first : p->lines;
    if (t.count < 0) t.count = 0;
    return t;
}

/* As few columns as hold all terms in lines of a good height; if there are too many terms, the page
   of the last one that is shown. */
static bool page_make(Stage *s, const Explanation *x, Rect area, int shown, Page *p) {
    *p = (Page){.pixels = s->mono, .gap = roundf(34 * s->unit), .width = area.w};
    Terms probe = cell_column_of(x, p, area, 0);
    float least = terms_width(s, &probe), low = ceilf((float)s->small * 1.22f);
    int most = (int)((area.w + p->gap) / (least + p->gap)), rows = (int)(area.h / low);
    most = most > COLUMNS_MOST ? COLUMNS_MOST : most;
    if (most < 1 || rows < 1) return false;
    p->columns = 1;
    while (p->columns < most &&
           (x->count + p->columns - 1) / p->columns > (int)(area.h / (1.5f * (float)s->small)))
        p->columns++;
    int pages = (x->count + p->columns * rows - 1) / (p->columns * rows), part = p->columns * pages;
    p->lines = (x->count + part - 1) / part; /* pages of one size */
    int room = p->columns * p->lines;
    p->first = shown > 0 ? (shown - 1) / room * room : 0;
    p->shown = shown;
    p->end = p->first + room < x->count ? p->first + room : x->count;
    p->line = fminf(floorf(area.h / (float)p->lines), roundf(30 * s->unit));
    p->width = fminf(floorf((area.w + p->gap) / (float)p->columns - p->gap), (float)(46 * s->mono));
    int larger = (int)fminf(p->line * 0.62f, 16 * s->unit);
    if (larger > p->pixels && p->columns == 1) p->pixels = larger;
    probe = cell_column_of(x, p, area, 0);
    if (terms_width(s, &probe) > p->width) p->pixels = s->mono;
    return true;
}

/* "The sum, term by term", which of many terms these are, and the bias that it starts from. */
static const char *cell_page_title(Stage *s, const Explanation *x, const Page *p, int shown) {
    const char *all = arena_print(s->arena, "%d", x->count), *text = stage_words(s, "list.terms");
    bool part = p->end - p->first < x->count;
    const char *range = arena_print(s->arena, "%d–%d", p->first + 1, p->end);
    if (part) text = arena_print(s->arena, "%s · %s", text, stage_fill(s, "cell.page", range, all));
    if (shown < x->count)
        text = arena_print(s->arena, "%s · %s", text,
                           stage_fill(s, "cell.so_far", arena_print(s->arena, "%d", shown), all));
    if (!x->has_start) return text;
    return arena_print(s->arena, "%s · %s = %s", text, stage_words(s, "list.bias"),
                       words_number(s, (double)x->start));
}

static void draw_running(Stage *s, const Explanation *x, Rect area, int shown) {
    const char *text = terms_number(s, (double)measure_running(x, shown), 4);
    float words = rich_width(s, s->body, stage_words(s, "list.running")) + roundf(10 * s->unit);
    float base = area.y + (float)s->title;
    if (words + stage_width(s, FACE_MONO, s->title, text) > area.w)
        words = 0;
    else
        stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.ground, area.x, base,
                   stage_words(s, "list.running"));
    stage_text(s, FACE_MONO, s->title, s->theme.role[ROLE_HOT], s->theme.ground, area.x + words,
               base, text);
}

static void cell_draw_columns(Stage *s, const Explanation *x, Rect r, const Page *p, int shown) {
    for (int i = 0; i < p->columns; i++) {
        Terms t = cell_column_of(x, p, r, i);
        if (shown < x->count) t.hot = shown - 1;
        terms_draw(s, &t);
    }
    float end = r.y + (float)p->lines * p->line + roundf(8 * s->unit);
    stage_line(s, r.x, end, r.x + (float)p->columns * (p->width + p->gap) - p->gap, end, 1,
               s->theme.line);
}

/* Where the terms stand: under the strips, unless only without them all terms fit. */
static bool choose_page(Stage *s, const Explanation *x, Rect all, Rect *r, float *strips, int shown,
                        Page *p) {
    bool fits = page_make(s, x, *r, shown, p);
    if (!*strips || (fits && p->end - p->first == x->count)) return fits;
    Page whole;
    if (page_make(s, x, all, shown, &whole) && whole.end - whole.first == x->count) {
        *p = whole;
        *r = all;
        *strips = 0;
        return true;
    }
    return fits;
}

static void draw_sum(Stage *s, const Explanation *x, Rect area) {
    int shown = shown_terms(s, x), at = shown < x->count ? shown - 1 : -1;
    float strips = cell_draw_strips(s, x, area, at, false),
          title = stage_line_height(s->small) + roundf(4 * s->unit);
    float result = draw_result(s, x, area, false),
          end = area.y + area.h - result - roundf(6 * s->unit);
    float top = area.y + title, bottom = end - roundf(8 * s->unit);
    Rect all = {area.x, top, area.w, bottom - top},
         r = {area.x, top + strips, area.w, bottom - top - strips};
    Page p;
    if (choose_page(s, x, all, &r, &strips, shown, &p)) {
        if (strips > 0) cell_draw_strips(s, x, area, at, true);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, r.x,
                   r.y - title + (float)s->small,
                   stage_elide(s, FACE_TEXT, s->small, cell_page_title(s, x, &p, shown), area.w));
        cell_draw_columns(s, x, r, &p, shown);
        end = r.y + (float)p.lines * p.line + roundf(12 * s->unit);
    }
    Rect foot = {area.x, end, area.w, result};
    if (shown < x->count)
        draw_running(s, x, foot, shown);
    else
        draw_result(s, x, foot, true);
}

/* What is no sum */

/* "S[it, dog]  2.754": an operand and its number at the place's right end. */
static void draw_operand(Stage *s, const Term *term, Rect place, int size) {
    Focus f = {true, s->step->in[term->input_a], term->a};
    float base = place.y + place.h / 2 + stage_drop(s, FACE_MONO, size);
    const char *number = words_number(s, (double)term->x);
    float width = stage_width(s, FACE_MONO, size, number);
    terms_name(s, f, size, place.x, base, true);
    stage_text(s, FACE_MONO, size, s->theme.role[ROLE_TEXT], s->theme.ground,
               place.x + place.w - width, base, number);
    terms_target_of(s, (Rect){place.x - 3, place.y, place.w + 6, place.h}, term);
}

static float operand_width(Stage *s, const Explanation *x, int size) {
    float name = 0;
    for (int i = 0; i < x->count; i++) {
        Focus f = {true, s->step->in[x->terms[i].input_a], x->terms[i].a};
        name = fmaxf(name, terms_name(s, f, size, 0, 0, false));
    }
    return ceilf(name + stage_width(s, FACE_MONO, size, "−0.000e−00")) + roundf(20 * s->unit);
}

static const char *operands_title(Stage *s, const Explanation *x, int shown) {
    const char *head = stage_words(s, "cell.operands"),
               *all = arena_print(s->arena, "%d", x->count);
    if (shown == x->count) return head;
    return arena_print(s->arena, "%s · %s", head,
                       stage_fill(s, "cell.page", arena_print(s->arena, "1–%d", shown), all));
}

/* All operands in columns if they fit, else as many as do, and how many more there are; a few in
   large type. Returns the height. */
static float draw_operands(Stage *s, const Explanation *x, Rect area) {
    int size = x->count <= 4 && operand_width(s, x, s->name) <= area.w ? s->name : s->small;
    float line = roundf((float)size * 1.7f),
          title = stage_line_height(s->small) + roundf(6 * s->unit);
    float gap = roundf(40 * s->unit), width = operand_width(s, x, size);
    int rows = (int)((area.h - title) / line), columns = (int)((area.w + gap) / (width + gap)),
        shown = x->count;
    if (rows < 1 || columns < 1 || !x->count) return 0;
    if (shown > rows * columns) shown = rows * columns;
    int each = shown <= 8 && shown <= rows ? shown : (shown + columns - 1) / columns;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x,
               area.y + (float)s->small,
               stage_elide(s, FACE_TEXT, s->small, operands_title(s, x, shown), area.w));
    for (int i = 0; i < shown; i++) {
        float across = (float)(i / each) * (width + gap), down = (float)(i % each) * line;
        draw_operand(s, &x->terms[i], (Rect){area.x + across, area.y + title + down, width, line},
                     size);
    }
    return title + (float)each * line + roundf(18 * s->unit);
}

static const char *formula_word(const void *lang, const char *key) {
    return lang_text(lang, key);
}

static const char *replace_all(Stage *s, const char *text, const char *what, const char *by) {
    for (const char *at; (at = strstr(text, what));)
        text = arena_print(s->arena, "%.*s%s%s", (int)(at - text), text, by, at + strlen(what));
    return text;
}

/* The formula in the window's words, with "−∞", "∞" and "?" for the "-inf", "inf" and "nan" of
   plain text, which no word's key holds. */
static const char *formula_of(Stage *s, const Explanation *x) {
    const char *text = replace_all(s, x->formula, "-inf", text_no_number(-INFINITY));
    text = replace_all(s, text, "inf", text_no_number(INFINITY));
    text = replace_all(s, text, "nan", text_no_number(NAN));
    return formula_say(stage_number(s, text), formula_word, s->lang, s->arena);
}

/* Large where it needs no more than two lines. */
static int formula_type(Stage *s, const char *formula, float width) {
    return stage_width(s, FACE_MONO, s->name, formula) < 1.6f * width ? s->name : s->small;
}

static void draw_formula(Stage *s, const Explanation *x, Rect area) {
    const char *formula = formula_of(s, x);
    int size = formula_type(s, formula, area.w);
    float high = stage_paragraph(s, FACE_MONO, size, 0, 0, area.x, 0, area.w, formula, false);
    float result = draw_result(s, x, area, false), gap = roundf(8 * s->unit);
    if (high + result + 2 * gap <= area.h) {
        stage_paragraph(s, FACE_MONO, size, s->theme.role[ROLE_TEXT], s->theme.ground, area.x,
                        area.y + (float)size, area.w, formula, true);
        area.y += high + gap;
        area.h -= high + gap;
    }
    if (result <= area.h) draw_result(s, x, area, true);
}

static bool opens_row(const Stage *s) {
    return program_shares(s->program, s->step->out[op_table[s->step->op]->outputs - 1]);
}

/* A row opened says how a share came about; false if there is no room for it. */
static bool draw_opened_row(Stage *s, Rect area) {
    int row = s->focus.cell.row;
    if (!opens_row(s) || s->step->args.turned || area.h < 12 * (float)s->small ||
        area.w < 36 * (float)s->small)
        return false;
    list_softmax(s, area, row);
    return true;
}

/* The sum that a scaled or masked score began as. */
static void draw_scores(Stage *s, const Step *scores, Rect area) {
    Stage sums = *s;
    Explanation x;
    sums.step = scores;
    sums.focus.value = scores->out[0];
    if (stage_explain(&sums, sums.focus.value, sums.focus.cell, &x) && x.count)
        draw_sum(&sums, &x, area);
}

/* Under the strip of its life: the row that it stands in, opened, or the sum that it began as. */
static bool draw_life(Stage *s, const Explanation *x, Rect area) {
    const Step *scores = life_scores(s);
    float result = draw_result(s, x, area, false), gap = roundf(16 * s->unit);
    float used = life_draw(s, (Rect){area.x, area.y, area.w, area.h - result - gap});
    if (used <= 0) return false;
    Rect rest = {area.x, area.y + used + gap, area.w, area.h - used - gap};
    draw_result(s, x, rest, true);
    rest.y += result + gap;
    rest.h -= result + gap;
    if (scores && rest.h > result + 9 * (float)s->small)
        draw_scores(s, scores, rest);
    else if (opens_row(s)) {
        rest.h = fminf(rest.h, 1.3f * list_softmax_height(s, x->count, false));
        draw_opened_row(s, rest);
    } else if (s->program->values[s->step->out[0]].role == VALUE_NORM) {
        figure_norm_row(s, (Rect){rest.x, rest.y, rest.w, fminf(rest.h, 420 * s->unit)});
    }
    return true;
}

void figure_cell(Stage *s, Rect area) {
    Explanation x;
    if (!stage_explain(s, s->focus.value, s->focus.cell, &x)) return;
    float head = cell_draw_heading(s, area);
    Rect r = {area.x, area.y + head, area.w, area.h - head};
    if (x.is_sum && x.count)
        draw_sum(s, &x, r);
    else if (!draw_life(s, &x, r)) {
        const char *formula = formula_of(s, &x);
        int size = formula_type(s, formula, r.w);
        float below = stage_paragraph(s, FACE_MONO, size, 0, 0, r.x, 0, r.w, formula, false);
        below += draw_result(s, &x, r, false) + roundf(34 * s->unit);
        Rect upper = {r.x, r.y, r.w, r.h - below};
        if (opens_row(s)) upper.h = fminf(upper.h, list_softmax_height(s, x.count, false) * 1.3f);
        float used = draw_opened_row(s, upper) ? upper.h + roundf(10 * s->unit)
                                               : draw_operands(s, &x, upper);
        draw_formula(s, &x, (Rect){r.x, r.y + used, r.w, r.h - used});
    }
}
