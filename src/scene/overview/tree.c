/* Hypotheses from left to right, one column a word: the final ones are straight lanes in the order
   of their ranks, what was dropped takes the lanes that are free, what was passed over stands
   below. Of a long sentence the columns around the present step are shown, of many hypotheses as
   many as fit. */
#include "scene/overview/tree.h"

#include <limits.h>
#include <math.h>

#include "scene/marks/plot.h"
#include "scene/overview/tree_pills.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"
#include "trace/search_run.h"

enum { PASSED_MOST = 6, LANES_MOST = 2 * BEAM_MOST, BANDS_MOST = 5 };

typedef struct Column {
    int first, end;                        /* its nodes */
    int passed[PASSED_MOST], passed_count; /* shown ones, the best first */
    float x, w;
} Column;

typedef struct Plan {
    const Tree *tree;
    Rect area;
    int *lane, *best; /* by node: its lane, −1 none; the best rank that it leads to, INT_MAX none */
    int *row;    /* by node: where it is drawn, −1 nowhere; passed ones: rows below the lanes */
    bool *shown; /* by node: of the shown hypothesis */
    Column *column; /* one more than words: the last holds only scores */
    int columns, lanes, rows, passed;
    int from, to; /* the columns shown */
    bool wrapped; /* the columns before and behind these stand above and below */
    bool two;     /* words have their probabilities below them */
    float gap, mark, head, high, pitch, small, top, low;
} Plan;

/* The tree */

static void find_columns(Stage *s, Plan *p) {
    const Tree *t = p->tree;
    int depth = t->nodes[t->count - 1].depth;
    p->columns = depth + 2;
    p->column = arena_many(s->arena, Column, p->columns);
    for (int c = 0, i = 0; c <= depth; c++) {
        p->column[c].first = i;
        while (i < t->count && t->nodes[i].depth == c) i++;
        p->column[c].end = i;
    }
    p->column[depth + 1].first = p->column[depth + 1].end = t->count;
}

static void find_ways(Stage *s, Plan *p) {
    const Tree *t = p->tree;
    p->best = arena_many(s->arena, int, t->count);
    p->lane = arena_many(s->arena, int, t->count);
    p->row = arena_many(s->arena, int, t->count);
    p->shown = arena_many(s->arena, bool, t->count);
    for (int i = 0; i < t->count; i++)
        p->best[i] = t->nodes[i].rank >= 0 ? t->nodes[i].rank : INT_MAX;
    for (int i = t->count - 1; i > 0; i--) {
        int parent = t->nodes[i].parent;
        if (p->best[i] < p->best[parent]) p->best[parent] = p->best[i];
    }
    for (int i = t->shown; i >= 0; i = t->nodes[i].parent) p->shown[i] = true;
}

/* The free lane that is nearest to its parent's, of the first `most`. */
static int free_lane(const bool *used, int near, int most) {
    for (int away = 0; away < LANES_MOST; away++) {
        if (near + away < most && !used[near + away]) return near + away;
        if (near - away >= 0 && near - away < most && !used[near - away]) return near - away;
    }
    return -1;
}

/* What ends on a lane keeps it to the last column: its rank stands there. */
static void find_lanes(Plan *p) {
    const Tree *t = p->tree;
    bool ended[LANES_MOST] = {false};
    for (int c = 0; c < p->columns; c++) {
        bool used[LANES_MOST];
        for (int i = 0; i < LANES_MOST; i++) used[i] = ended[i];
        for (int i = p->column[c].first; i < p->column[c].end; i++) {
            p->lane[i] = t->nodes[i].kept && p->best[i] < LANES_MOST ? p->best[i] : -1;
            if (p->lane[i] >= 0) used[p->lane[i]] = true;
            if (t->nodes[i].rank >= 0 && t->nodes[i].rank < LANES_MOST)
                ended[t->nodes[i].rank] = true;
        }
        for (int i = p->column[c].first; i < p->column[c].end; i++) {
            if (!t->nodes[i].kept || p->lane[i] >= 0) continue;
            int near = p->lane[t->nodes[i].parent];
            p->lane[i] = free_lane(used, near, t->search.width);
            if (p->lane[i] < 0) p->lane[i] = free_lane(used, near, LANES_MOST);
            if (p->lane[i] >= 0) used[p->lane[i]] = true;
        }
    }
    for (int i = 0; i < t->count; i++)
        if (p->lane[i] >= p->lanes) p->lanes = p->lane[i] + 1;
}

/* Of what was passed over the best, and the shown one if it is among them. */
static void find_passed(Plan *p, int most) {
    const Tree *t = p->tree;
    p->passed = 0;
    for (int c = 0; c < p->columns; c++) {
        Column *k = &p->column[c];
        k->passed_count = 0;
        for (int i = k->first; i < k->end; i++) {
            if (t->nodes[i].kept) continue;
            if (k->passed_count < most)
                k->passed[k->passed_count++] = i;
            else if (p->shown[i] && most)
                k->passed[most - 1] = i;
        }
        if (k->passed_count > p->passed) p->passed = k->passed_count;
    }
}

/* Lanes get rows; where they are too many the last row is the shown hypothesis'. */
static void find_rows(Plan *p) {
    const Tree *t = p->tree;
    for (int i = 0; i < t->count; i++) {
        bool fits = p->lane[i] >= 0 && p->lane[i] < p->rows;
        p->row[i] = fits ? p->lane[i] : -1;
    }
    for (int c = 0; c < p->columns; c++) {
        const Column *k = &p->column[c];
        int hidden = -1;
        for (int i = k->first; i < k->end; i++)
            if (p->shown[i] && p->lane[i] >= p->rows) hidden = i;
        for (int i = k->first; i < k->end && hidden >= 0; i++)
            if (p->row[i] == p->rows - 1) p->row[i] = -1;
        if (hidden >= 0) p->row[hidden] = p->rows - 1;
        for (int i = 0; i < k->passed_count; i++) p->row[k->passed[i]] = p->rows + i;
    }
}

/* Sizes */

static const char *tree_word_of(const Stage *s, const Plan *p, int node) {
    return vocab_label(&s->in->run->model->target, p->tree->nodes[node].word);
}

static const char *tree_share_of(Stage *s, const Plan *p, int node) {
    return words_share(s, (double)p->tree->nodes[node].share, 3);
}

static const char *rank_of(Stage *s, const Plan *p, int node) {
    return stage_fill(s, "tree.rank", arena_print(s->arena, "%d", p->tree->nodes[node].rank + 1),
                      "");
}

static const char *score_of(Stage *s, const Plan *p, int node) {
    double x = p->tree->nodes[node].score;
    return x > -0.01 && x < 0 ? words_number(s, x) : plot_number(s, x, 2);
}

static float tree_pad_of(const Stage *s) {
    return roundf(fmaxf(4, 7 * s->unit));
}

/* Rows as high as is pleasant. Probabilities go first, then what was passed over, then lanes. */
static void choose_heights(Stage *s, Plan *p) {
    float word = stage_line_height(s->small), number = stage_line_height(s->mono);
    float between = roundf(fmaxf(3, 7 * s->unit));
    float two = word + number + roundf(2 * s->unit), one = word + roundf(4 * s->unit),
          room = p->area.h - p->head;
    p->small = word + roundf(2 * s->unit);
    p->two = (two + between) * (float)p->lanes + p->small <= room;
    p->high = p->two ? two : one;
    p->pitch = p->high + between;
    float kept = p->tree->nodes[p->tree->shown].kept
                     ? 0
                     : p->small + between; /* for the shown one among them */
    int fit = (int)floorf((room - kept) / p->pitch);
    p->rows = fit < 1 ? 1 : fit < p->lanes ? fit : p->lanes;
    float left = room - p->pitch * (float)p->rows - between;
    int most = left < p->small ? 0 : (int)floorf(left / p->small);
    find_passed(p, most < PASSED_MOST ? most : PASSED_MOST);
    left -= p->small * (float)p->passed;
    p->pitch += fmaxf(0, fminf(0.7f * p->high, left / (float)(p->rows + 1)));
    p->top = p->area.y + p->head;
    p->low = p->top + p->pitch * (float)p->rows + fmaxf(0, fminf(between, left));
}

static void tree_widen(Column *c, float w) {
    c->w = fmaxf(c->w, ceilf(w));
}

static float passed_gap(const Stage *s) {
    return 2 + roundf(6 * s->unit);
}

static void measure_node(Stage *s, const Plan *p, Column *c, int node, bool numbers) {
    const TreeNode *n = &p->tree->nodes[node];
    float pad = 2 * tree_pad_of(s);
    if (p->row[node] < 0) return;
    Face face = p->shown[node] ? FACE_BOLD : FACE_TEXT;
    tree_widen(c, stage_width(s, face, s->small, tree_word_of(s, p, node)) + (n->kept ? pad : 2));
    if (n->kept && p->two && n->depth)
        tree_widen(c, stage_width(s, FACE_MONO, s->mono, tree_share_of(s, p, node)) + pad);
    if (numbers && !n->kept)
        tree_widen(c, stage_width(s, FACE_TEXT, s->small, tree_word_of(s, p, node)) +
                          passed_gap(s) + 1 +
                          stage_width(s, FACE_MONO, s->mono, tree_share_of(s, p, node)));
    if (n->rank < 0) return;
    tree_widen(c + 1, stage_width(s, FACE_BOLD, s->small, rank_of(s, p, node)));
    if (p->two) tree_widen(c + 1, stage_width(s, FACE_MONO, s->mono, score_of(s, p, node)));
}

/* numbers: what was passed over has its probability beside it. */
static void tree_choose_widths(Stage *s, Plan *p, bool numbers) {
    float most = fminf(170 * s->unit, p->area.w - 2 * p->mark);
    for (int c = 0; c < p->columns; c++) p->column[c].w = 0;
    for (int c = 0; c < p->columns; c++)
        for (int i = p->column[c].first; i < p->column[c].end; i++)
            measure_node(s, p, &p->column[c], i, numbers);
    if (p->passed)
        tree_widen(&p->column[0],
                   stage_width(s, FACE_TEXT, s->small, stage_words(s, "tree.passed")));
    for (int c = 0; c < p->columns; c++) {
        float least = 2 * stage_width(s, FACE_MONO, s->mono, "88");
        p->column[c].w = floorf(fmaxf(least, fminf(most, p->column[c].w)));
    }
}

static float width_of(const Plan *p, int from, int to) {
    float w = p->gap * (float)(to - from);
    for (int c = from; c <= to; c++) w += p->column[c].w;
    return w;
}

static void place_columns(Plan *p) {
    float used = width_of(p, p->from, p->to),
          x = p->area.x + (p->wrapped ? p->mark : (p->area.w - used) / 2);
    for (int c = p->from; c <= p->to; c++) {
        p->column[c].x = roundf(x);
        x += p->column[c].w + p->gap;
    }
}

/* All columns, or as many as fit around the present one. */
static void choose_columns(Stage *s, Plan *p) {
    float room = p->area.w;
    p->from = 0, p->to = p->columns - 1;
    if (width_of(p, p->from, p->to) > room) {
        int here = s->at.t + 1 < p->columns ? s->at.t + 1 : p->columns - 1;
        room -= 2 * p->mark;
        p->from = p->to = here;
        for (bool more = true; more;) {
            more = false;
            if (p->to + 1 < p->columns && width_of(p, p->from, p->to + 1) <= room)
                p->to++, more = true;
            if (p->from > 0 && width_of(p, p->from - 1, p->to) <= room) p->from--, more = true;
        }
    }
    place_columns(p);
}

static Plan *tree_plan_make(Stage *s, Rect area) {
    Plan *p = arena_new(s->arena, Plan);
    p->tree = search_tree(s->in->run, s->arena);
    p->area = area;
    p->gap = roundf(fmaxf(20, 34 * s->unit));
    p->mark = stage_width(s, FACE_TEXT, s->small, "‹ 88") + roundf(6 * s->unit);
    p->head = stage_line_height(s->small) + roundf(4 * s->unit);
    find_columns(s, p);
    find_ways(s, p);
    find_lanes(p);
    choose_heights(s, p);
    find_rows(p);
    tree_choose_widths(s, p, true);
    if (width_of(p, 0, p->columns - 1) > area.w) tree_choose_widths(s, p, false);
    choose_columns(s, p);
    return p;
}

/* Marks */

static Rect node_rect(const Plan *p, int node) {
    const TreeNode *n = &p->tree->nodes[node];
    const Column *c = &p->column[n->depth];
    int row = p->row[node];
    if (row >= p->rows)
        return (Rect){c->x, p->low + p->small * (float)(row - p->rows), c->w, p->small};
    return (Rect){c->x, roundf(p->top + p->pitch * (float)row), c->w, p->high};
}

static bool tree_in_window(const Plan *p, int node) {
    int depth = p->tree->nodes[node].depth;
    return p->row[node] >= 0 && depth >= p->from && depth <= p->to;
}

static Color edge_color(const Stage *s, const Plan *p, int node) {
    if (p->shown[node]) return s->theme.role[ROLE_HOT];
    return theme_mix(s->theme.ground, s->theme.role[ROLE_MUTED],
                     p->best[node] < INT_MAX ? 0.9f : 0.45f);
}

/* As thick as the word is probable. */
static float edge_width(const Stage *s, const TreeNode *n) {
    return fmaxf(1, (1 + 5 * fminf(1, fmaxf(0, n->share))) * s->unit);
}

/* From its parent, or from beside the window. */
static void draw_edge(Stage *s, const Plan *p, int node) {
    const TreeNode *n = &p->tree->nodes[node];
    Rect to = node_rect(p, node);
    float wide = edge_width(s, n), y = to.y + to.h / 2, stub = roundf(0.4f * p->gap);
    Color color = edge_color(s, p, node);
    if (!n->depth) return;
    if (tree_in_window(p, n->parent)) {
        Rect from = node_rect(p, n->parent);
        stage_curve(s, from.x + from.w, from.y + from.h / 2, to.x - 1, y, wide, color);
    } else {
        stage_line(s, to.x - stub, y, to.x - 1, y, wide, color);
    }
}

/* Words go on beyond the window. */
static void draw_stub(Stage *s, const Plan *p, int node) {
    const Tree *t = p->tree;
    Rect r = node_rect(p, node);
    float stub = roundf(0.4f * p->gap), y = r.y + r.h / 2;
    if (t->nodes[node].depth != p->to || p->to + 1 >= p->columns) return;
    const Column *next = &p->column[p->to + 1];
    for (int i = next->first; i < next->end; i++) {
        if (t->nodes[i].parent != node || !t->nodes[i].kept) continue;
        stage_line(s, r.x + r.w, y, r.x + r.w + stub, y, edge_width(s, &t->nodes[i]),
                   edge_color(s, p, i));
        return;
    }
}

static void node_target(Stage *s, int node, Rect r) {
    stage_target_in(s, r, (Target){.kind = TARGET_NODE, .row0 = node});
}

static void draw_middle(Stage *s, Face face, int pixels, Color ink, Color ground, Rect r,
                        float base, const char *text) {
    text = stage_elide(s, face, pixels, text, r.w - 4);
    stage_text(s, face, pixels, ink, ground, r.x + (r.w - stage_width(s, face, pixels, text)) / 2,
               base, text);
}

static bool node_hovered(const Stage *s, int node) {
    return !s->aside && pointed_is(&s->in->view->passing.hover, TARGET_NODE, node);
}

static void draw_chip(Stage *s, const Plan *p, int node) {
    const TreeNode *n = &p->tree->nodes[node];
    Rect r = node_rect(p, node);
    bool shown = p->shown[node], here = shown && n->depth == s->at.t + 1;
    bool hovered = node_hovered(s, node), final = p->best[node] < INT_MAX;
    Color tint = s->theme.role[shown ? ROLE_HOT : n->finished ? ROLE_O : ROLE_K];
    Color fill =
        shown || (n->finished && final) ? theme_mix(s->theme.ground, tint, 0.14f) : s->theme.panel;
    Color edge = shown         ? tint
                 : hovered     ? s->theme.role[ROLE_TEXT]
                 : n->finished ? tint
                               : s->theme.line;
    Color ink = s->theme.role[shown || final ? ROLE_TEXT : ROLE_MUTED];
    Face face = shown ? FACE_BOLD : FACE_TEXT;
    float line = fmaxf(1, (here ? 3 : hovered || shown || n->finished ? 1.6f : 1) * s->unit);
    bool number = p->two && n->depth;
    float half = number ? r.h / 2 : r.h, drop = stage_drop(s, face, s->small);
    stage_box(s, r, roundf(fminf(7 * s->unit, r.h / 3)), fill, line, edge);
    float first = roundf(r.y + half / 2 + drop + (number ? s->unit : 0));
    float second = roundf(r.y + 1.5f * half + stage_drop(s, FACE_MONO, s->mono) - s->unit);
    draw_middle(s, face, s->small, ink, fill, r, first, tree_word_of(s, p, node));
    if (number) draw_middle(s, FACE_MONO, s->mono, ink, fill, r, second, tree_share_of(s, p, node));
    if (node) node_target(s, node, r);
}

/* Muted and small; its probability where there is room. */
static void draw_passed(Stage *s, const Plan *p, int node) {
    Rect r = node_rect(p, node);
    bool hovered = node_hovered(s, node);
    Color ink = s->theme.role[p->shown[node] ? ROLE_HOT : hovered ? ROLE_TEXT : ROLE_MUTED];
    float base = roundf(r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->small));
    const char *word = stage_elide(s, FACE_TEXT, s->small, tree_word_of(s, p, node), r.w - 2),
               *share = tree_share_of(s, p, node);
    float wide = stage_width(s, FACE_TEXT, s->small, word),
          number = stage_width(s, FACE_MONO, s->mono, share);
    stage_text(s, FACE_TEXT, s->small, ink, s->theme.ground, r.x + 2, base, word);
    if (wide + number + passed_gap(s) <= r.w)
        plot_right(s, FACE_MONO, s->mono, ink, r.x + r.w, base, share);
    node_target(s, node, r);
}

/* Rank and score, right of the last word. */
static void draw_end(Stage *s, const Plan *p, int node) {
    const TreeNode *n = &p->tree->nodes[node];
    Rect from = node_rect(p, node);
    if (n->rank < 0 || n->depth + 1 > p->to) return;
    const Column *c = &p->column[n->depth + 1];
    Rect r = {c->x, from.y, c->w, from.h};
    Color ink = s->theme.role[p->shown[node] ? ROLE_HOT : ROLE_TEXT];
    float half = p->two ? r.h / 2 : r.h, y = from.y + from.h / 2;
    stage_dots(s, from.x + from.w + roundf(4 * s->unit), y, r.x - roundf(5 * s->unit), y,
               edge_color(s, p, node));
    stage_text(s, FACE_BOLD, s->small, ink, s->theme.ground, r.x,
               roundf(r.y + half / 2 + stage_drop(s, FACE_BOLD, s->small) + (p->two ? s->unit : 0)),
               stage_elide(s, FACE_BOLD, s->small, rank_of(s, p, node), r.w));
    if (p->two)
        stage_text(s, FACE_MONO, s->mono, ink, s->theme.ground, r.x,
                   roundf(r.y + 1.5f * half + stage_drop(s, FACE_MONO, s->mono) - s->unit),
                   stage_elide(s, FACE_MONO, s->mono, score_of(s, p, node), r.w));
    node_target(s, node, r);
}

/* The words' numbers, and how many columns are beside the window. */
static void tree_draw_heads(Stage *s, const Plan *p) {
    float base = p->area.y + (float)s->small;
    for (int c = p->from > 1 ? p->from : 1; c <= p->to && c < p->columns - 1; c++) {
        bool here = c == s->at.t + 1;
        Rect r = {p->column[c].x, p->area.y, p->column[c].w, p->head};
        Color ink = s->theme.role[here ? ROLE_HOT : ROLE_MUTED];
        draw_middle(s, here ? FACE_BOLD : FACE_TEXT, s->small, ink, s->theme.ground, r, base,
                    arena_print(s->arena, "%d", c));
    }
    if (p->from > 0 && !p->wrapped)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, p->area.x,
                   base, arena_print(s->arena, "‹ %d", p->from));
    if (p->to < p->columns - 1 && !p->wrapped)
        plot_right(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], p->area.x + p->area.w, base,
                   arena_print(s->arena, "%d ›", p->columns - 1 - p->to));
}

/* Under ⟨bos⟩, where nothing else was passed over. */
static void draw_passed_name(Stage *s, const Plan *p) {
    if (p->from > 0 || !p->passed) return;
    const Column *c = &p->column[0];
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, c->x,
               roundf(p->low + p->small / 2 + stage_drop(s, FACE_TEXT, s->small)),
               stage_elide(s, FACE_TEXT, s->small, stage_words(s, "tree.passed"), c->w));
}

/* Edges below words, the shown one above the others. */
static void draw_edges(Stage *s, const Plan *p) {
    for (int pass = 0; pass < 3; pass++)
        for (int i = 0; i < p->tree->count; i++) {
            int layer = p->shown[i] ? 2 : p->tree->nodes[i].kept;
            if (tree_in_window(p, i) && layer == pass) draw_edge(s, p, i);
        }
    for (int i = 0; i < p->tree->count; i++)
        if (tree_in_window(p, i)) draw_stub(s, p, i);
}

static void draw_band(Stage *s, const Plan *p) {
    tree_draw_heads(s, p);
    draw_edges(s, p);
    draw_passed_name(s, p);
    for (int i = 0; i < p->tree->count; i++) {
        if (!tree_in_window(p, i)) continue;
        if (p->row[i] >= p->rows)
            draw_passed(s, p, i);
        else
            draw_chip(s, p, i), draw_end(s, p, i);
    }
}

/* The last column of a band that begins with that one. */
static int band_end(const Plan *p, int from) {
    int to = from;
    while (to + 1 < p->columns && width_of(p, from, to + 1) <= p->area.w - 2 * p->mark) to++;
    return to;
}

/* A tree that is too long for one line goes on below, where all its hypotheses have room in each.
   False: it cannot. */
static bool draw_bands(Stage *s, Rect area) {
    float gap = roundf(14 * s->unit);
    for (int bands = 2; bands <= BANDS_MOST; bands++) {
        Rect r = {area.x, area.y, area.w,
                  floorf((area.h - gap * (float)(bands - 1)) / (float)bands)};
        Plan *p = tree_plan_make(s, r);
        int count = 0;
        if (p->rows < p->lanes || !p->two || p->head + p->high > r.h) return false;
        for (int c = 0; c < p->columns; c = band_end(p, c) + 1) count++;
        if (count > bands) continue;
        p->wrapped = true;
        for (int c = 0; c < p->columns; c = p->to + 1) {
            p->from = c, p->to = band_end(p, c);
            place_columns(p);
            draw_band(s, p);
            p->area.y += r.h + gap, p->top += r.h + gap, p->low += r.h + gap;
        }
        return true;
    }
    return false;
}

void figure_tree(Stage *s, Rect area) {
    float top = roundf(6 * s->unit);
    area.y += top, area.h -= top + roundf(8 * s->unit);
    float pills = tree_pills(s, area.x, roundf(area.y), area.w);
    area.y += pills, area.h -= pills;
    if (!s->in->run->tree) stage_tensor(s, program_role(s->program, VALUE_PROBABILITIES));
    Plan *p = tree_plan_make(s, area);
    bool whole = p->from == 0 && p->to == p->columns - 1;
    if (p->head + p->high > area.h || (!whole && draw_bands(s, area))) return;
    draw_band(s, p);
}
