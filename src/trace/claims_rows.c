/* Claims of steps that work on rows: linear layers, sums, norms, activations, words. */
#include "trace/claims_rows.h"

#include <math.h>

#include "trace/measure.h"

/* More rows than these are not compared in pairs. */
enum { PAIRS_MOST = 48 };

static Cell claims_row_at(const Claims *c, int row) {
    return (Cell){c->sheet, row, -1};
}

static double claims_part(const double *x) {
    return x[0] * x[1];
}

/* z is nearly one value row, or a mix. */
void claims_weighted_sum(Claims *c) {
    Tensor a = claims_read(c, c->in), v = claims_read(c, c->step->in[1]),
           z = claims_read(c, c->out);
    int sure = -1, mixed = -1;
    TopTwo most = {0}, least = {0};
    for (int r = 0; r < a.shape.rows; r++) {
        TopTwo t = measure_top_two(a, c->sheet, r);
        if (t.first < 0) continue;
        if (c->row >= 0 ? r == c->row : sure < 0 || t.most > most.most) sure = r, most = t;
        if (t.second >= 0 && (mixed < 0 || t.most < least.most)) mixed = r, least = t;
    }
    if (sure >= 0) {
        double own = measure_length(z, c->sheet, sure),
               whole = measure_length(v, c->sheet, most.first),
               dot = measure_dot(z, c->sheet, sure, v, c->sheet, most.first);
        Claim *claim = claims_add(c, most.most >= 0.8f ? "mostly" : "partly", 1, c->out,
                                  claims_row_at(c, sure));
        claims_name(claim, c->in, true, sure);
        claims_name(claim, c->in, false, most.first);
        claims_tell(claim, (double)most.most, 3);
        claims_tell(claim, whole, 3);
        claims_tell(claim, (double)most.most * whole, 3);
        claims_settle(claim, 0, claims_part);
        claims_tell(claim, own, 3);
        claims_tell(claim, own * whole > 0 ? dot / (own * whole) : 0, 3);
    }
    if (mixed < 0 || mixed == sure || least.most > 0.7f) return;
    Claim *claim = claims_add(c, "mixed", 1 - (double)least.most, c->out, claims_row_at(c, mixed));
    claims_name(claim, c->in, true, mixed);
    claims_name(claim, c->in, false, least.first);
    claims_name(claim, c->in, false, least.second);
    claims_tell(claim, (double)least.most, 2);
    claims_tell(claim, (double)least.next, 2);
    claims_tell(claim, 1 - (double)least.most - (double)least.next, 2);
}

/* Of two rows of one value how alike they are before and after: those that a step moves apart, or
   together, most. */
static void find_pairs(Claims *c, double weight) {
    Tensor x = claims_read(c, c->in), y = claims_read(c, c->out);
    int rows = y.shape.rows, a = -1, b = -1;
    double was = 0, now = 0;
    if (rows < 3 || rows > PAIRS_MOST || x.shape.rows != rows || x.shape.sheets > 1) return;
    for (int i = 0; i < rows; i++)
        for (int j = i + 1; j < rows; j++) {
            double before = measure_cosine(x, 0, i, j), after = measure_cosine(y, 0, i, j);
            if (fabs(after - before) > fabs(now - was)) a = i, b = j, was = before, now = after;
        }
    if (a < 0 || fabs(now - was) < 0.2) return;
    Claim *claim = claims_add(c, now < was ? "apart" : "together",
                              weight * fmin(1, fabs(now - was)), c->out, claims_row_at(c, b));
    claims_name(claim, c->out, true, a);
    claims_name(claim, c->out, true, b);
    claims_tell(claim, was, 2);
    claims_tell(claim, now, 2);
}

/* Whose row grows most, and least. */
static void find_stretch(Claims *c) {
    Tensor x = claims_read(c, c->in), y = claims_read(c, c->out);
    if (x.shape.sheets > 1 || x.shape.rows != y.shape.rows) return;
    Range r = measure_ratios(y, x, 0);
    if (r.count < 2 || !(r.most > 1.1 * r.least)) return;
    Claim *claim = claims_add(c, "stretch", 0.9 * (1 - r.least / r.most), c->out,
                              claims_row_at(c, r.most_row));
    claims_name(claim, c->out, true, r.most_row);
    claims_name(claim, c->out, true, r.least_row);
    claims_tell(claim, measure_length(x, 0, r.most_row), 2);
    claims_tell(claim, measure_length(y, 0, r.most_row), 2);
    claims_tell(claim, r.most, 2);
    claims_tell(claim, measure_length(x, 0, r.least_row), 2);
    claims_tell(claim, measure_length(y, 0, r.least_row), 2);
    claims_tell(claim, r.least, 2);
}

/* The number farthest from 0: the brightest cell, of either colour. */
static void find_largest(Claims *c, double strength) {
    Tensor x = claims_read(c, c->out);
    Cell at = measure_extreme(x, c->sheet, true), low = measure_extreme(x, c->sheet, false);
    if (at.row < 0) return;
    if (-tensor_at(x, low.sheet, low.row, low.col) > tensor_at(x, at.sheet, at.row, at.col))
        at = low;
    Claim *claim = claims_add(c, "largest", strength, c->out, at);
    claims_name(claim, c->out, true, at.row);
    claims_name(claim, c->out, false, at.col);
    claims_tell(claim, (double)tensor_at(x, at.sheet, at.row, at.col), CLAIM_FREE);
}

/* Rows with most and fewest numbers up to 0; count of all. */
static void find_cut(Claims *c, const char *kind, Value v, double strength) {
    Tensor t = claims_read(c, v);
    int least = -1, most = -1, width = t.shape.cols;
    double low = 0, high = 0;
    for (int r = 0; r < t.shape.rows; r++) {
        double part = measure_share_up_to(t, 0, r, 0);
        if (isnan(tensor_row(t, 0, r)[0])) continue;
        if (most < 0 || part > high) most = r, high = part;
        if (least < 0 || part < low) least = r, low = part;
    }
    if (most < 0) return;
    Claim *claim = claims_add(c, kind, strength, c->out, claims_row_at(c, most));
    claims_name(claim, c->out, true, most);
    claims_name(claim, c->out, true, least);
    claims_tell(claim, round(high * width), 0);
    claims_tell(claim, width, 0);
    claims_tell(claim, round(low * width), 0);
}

void claims_linear(Claims *c) {
    if (c->program->values[c->out].role == VALUE_HIDDEN) find_cut(c, "below", c->out, 0.95);
    find_stretch(c);
    find_pairs(c, 0.85);
    find_largest(c, 0.1);
}

/* The heads of a value, by their part of all its squares. */
static void add_heads(Claims *c, Value heads, Value seen) {
    Tensor t = claims_read(c, heads);
    int most = 0, least = 0;
    if (t.shape.sheets < 2) return;
    for (int h = 1; h < t.shape.sheets; h++) {
        if (measure_energy(t, h) > measure_energy(t, most)) most = h;
        if (measure_energy(t, h) < measure_energy(t, least)) least = h;
    }
    if (isnan(measure_energy(t, most)) || most == least) return;
    bool cut = seen == heads;
    Claim *claim = claims_add(c, "heads", 1, seen,
                              cut ? claims_row_at(c, measure_lengths(t, c->sheet).most_row)
                                  : (Cell){0, -1, most * t.shape.cols});
    claims_tell(claim, most + 1, 0);
    claims_tell(claim, measure_energy(t, most), 2);
    claims_tell(claim, least + 1, 0);
    claims_tell(claim, measure_energy(t, least), 2);
    claims_tell(claim, 1.0 / t.shape.sheets, 2);
}

/* The longest and the shortest row. */
static void find_lengths(Claims *c, double strength) {
    Tensor t = claims_read(c, c->out);
    Range r = measure_lengths(t, c->sheet);
    if (r.count < 2 || !(r.most > 1.05 * r.least)) return;
    Claim *claim = claims_add(c, "lengths", strength, c->out, claims_row_at(c, r.most_row));
    claims_name(claim, c->out, true, r.most_row);
    claims_name(claim, c->out, true, r.least_row);
    claims_tell(claim, r.most, 2);
    claims_tell(claim, r.least, 2);
}

void claims_split(Claims *c) {
    add_heads(c, c->out, c->out);
    find_lengths(c, 0.7);
    find_largest(c, 0.3);
}

void claims_concat(Claims *c) {
    add_heads(c, c->in, c->out);
    find_lengths(c, 0.7);
    find_largest(c, 0.3);
}

/* |f| against |x|, for the rows where that is most and least; and the row where they pull apart. */
static void find_parts(Claims *c, const char *most, const char *least) {
    Tensor x = claims_read(c, c->in), f = claims_read(c, c->step->in[1]);
    Range r = measure_ratios(f, x, 0);
    const int rows[] = {r.most_row, r.least_row};
    const char *const kinds[] = {most, least};
    for (int k = 0; k < 2 && r.count > k; k++) {
        double a = measure_length(f, 0, rows[k]), b = measure_length(x, 0, rows[k]);
        Claim *claim = claims_add(c, kinds[k], k ? 0.8 : 1, c->out, claims_row_at(c, rows[k]));
        claims_name(claim, c->out, true, rows[k]);
        claims_tell(claim, a, 2);
        claims_tell(claim, b, 2);
        claims_tell(claim, a / b, 2);
        claims_settle(claim, 0, claims_quotient);
    }
    int row = -1;
    double cosine = 0;
    for (int i = 0; i < x.shape.rows; i++) {
        double lengths = measure_length(x, 0, i) * measure_length(f, 0, i);
        double now = lengths > 0 ? measure_dot(x, 0, i, f, 0, i) / lengths : 0;
        if (row < 0 || fabs(now) > fabs(cosine)) row = i, cosine = now;
    }
    if (row < 0 || !(fabs(cosine) > 0.1)) return;
    Claim *claim = claims_add(c, cosine < 0 ? "against" : "along", 0.5 + 0.3 * fabs(cosine), c->out,
                              claims_row_at(c, row));
    claims_name(claim, c->out, true, row);
    claims_tell(claim, cosine, 2);
    claims_tell(claim, measure_length(x, 0, row), 2);
    claims_tell(claim, measure_length(claims_read(c, c->out), 0, row), 2);
}

void claims_sum(Claims *c) {
    bool input = program_is(c->program, c->out, VALUE_INPUT);
    find_parts(c, input ? "place_most" : "adds_most", input ? "place_least" : "adds_least");
}

/* Before: rows of different spread; after: of nearly one length. */
static void find_size(Claims *c, int variance) {
    Tensor v = claims_read(c, c->step->out[variance]), y = claims_read(c, c->out);
    Range r = measure_firsts(v, 0);
    if (!r.count) return;
    Claim *claim = claims_add(c, "size", 1, c->out, claims_row_at(c, r.most_row));
    claims_name(claim, c->out, true, r.most_row);
    claims_name(claim, c->out, true, r.least_row);
    claims_tell(claim, measure_length(claims_read(c, c->in), 0, r.most_row), 2);
    claims_tell(claim, measure_length(claims_read(c, c->in), 0, r.least_row), 2);
    claims_tell(claim, measure_length(y, 0, r.most_row), 2);
    claims_tell(claim, measure_length(y, 0, r.least_row), 2);
}

static double claims_way(const double *x) {
    return (x[0] - x[1]) / x[2] * x[3] + x[4];
}

/* The largest number of the pinned row, or of all, on its way: (x − µ) ÷ σ · γ + β. */
static void find_way(Claims *c, bool centred) {
    Tensor y = claims_read(c, c->out), x = claims_read(c, c->in),
           gain = claims_read(c, c->step->in[1]),
           mean = centred ? claims_read(c, c->step->out[0]) : (Tensor){.x = NULL};
    Cell at = measure_extreme(y, 0, true);
    if (at.row < 0) return;
    if (c->row >= 0 && c->row < y.shape.rows) {
        int best;
        if (measure_largest(y, 0, c->row, &best, 1)) at = (Cell){0, c->row, best};
    }
    NormWay w = measure_norm(x, mean, claims_read(c, c->step->out[centred]), gain,
                             c->step->args.norm.epsilon, at);
    Claim *claim = claims_add(c, "way", 0.9, c->out, at);
    claims_name(claim, c->out, true, at.row);
    claims_name(claim, c->out, false, at.col);
    claims_tell(claim, (double)tensor_at(x, 0, at.row, at.col), 3);
    claims_tell(claim, centred ? (double)tensor_at(mean, 0, at.row, 0) : 0, 3);
    claims_tell(claim, w.deviation, 3);
    claims_tell(claim, (double)tensor_at(gain, 0, 0, at.col), 3);
    claims_tell(claim,
                centred ? (double)tensor_at(claims_read(c, c->step->in[2]), 0, 0, at.col) : 0, 3);
    claims_tell(claim, (double)tensor_at(y, 0, at.row, at.col), 3);
    claims_settle(claim, 0, claims_way);
}

/* The columns that γ makes largest and smallest. */
static void find_gain(Claims *c) {
    Tensor gain = claims_read(c, c->step->in[1]);
    Cell most = measure_extreme(gain, 0, true), least = measure_extreme(gain, 0, false);
    if (most.row < 0 || most.col == least.col) return;
    Claim *claim = claims_add(c, "gain", 0.6, c->step->in[1], most);
    claims_tell(claim, most.col + 1, 0);
    claims_tell(claim, (double)tensor_at(gain, 0, 0, most.col), 2);
    claims_tell(claim, least.col + 1, 0);
    claims_tell(claim, (double)tensor_at(gain, 0, 0, least.col), 2);
}

void claims_norm(Claims *c) {
    find_size(c, 1);
    find_way(c, true);
    find_gain(c);
}

void claims_rms_norm(Claims *c) {
    find_size(c, 0);
    find_way(c, false);
    c->list[c->count - 1].kind = "way_rms";
    find_gain(c);
}

/* Columns that are on in one row only, and in none. */
static void find_single(Claims *c) {
    Tensor t = claims_read(c, c->out);
    int never = 0, row = -1, col = -1, only = 0;
    float most = 0;
    for (int j = 0; j < t.shape.cols; j++) {
        int on = 0, at = -1;
        for (int r = 0; r < t.shape.rows; r++)
            if (tensor_at(t, 0, r, j) > 0) on++, at = r;
        never += on == 0, only += on == 1;
        if (on == 1 && tensor_at(t, 0, at, j) > most)
            row = at, col = j, most = tensor_at(t, 0, at, j);
    }
    if (row < 0 || t.shape.rows < 3) return;
    Claim *claim = claims_add(c, "single", 0.9, c->out, (Cell){0, row, col});
    claims_name(claim, c->out, true, row);
    claims_tell(claim, col + 1, 0);
    claims_tell(claim, (double)most, 2);
    claims_tell(claim, only, 0);
    claims_tell(claim, never, 0);
    claims_tell(claim, t.shape.cols, 0);
}

void claims_relu(Claims *c) {
    find_cut(c, "cut", c->in, 1);
    find_single(c);
    find_largest(c, 0.5);
}

void claims_gelu(Claims *c) {
    Tensor x = claims_read(c, c->in), y = claims_read(c, c->out);
    Cell least = measure_extreme(y, 0, false);
    find_cut(c, "shrinks", c->in, 1);
    find_largest(c, 0.5);
    if (least.row < 0) return;
    Claim *claim = claims_add(c, "floor", 0.8, c->out, least);
    claims_name(claim, c->out, true, least.row);
    claims_tell(claim, least.col + 1, 0);
    claims_tell(claim, (double)tensor_at(x, 0, least.row, least.col), 3);
    claims_tell(claim, (double)tensor_at(y, 0, least.row, least.col), 3);
}

/* Equal tokens have equal rows; of different ones those that are nearest to each other. */
void claims_embed(Claims *c) {
    Tensor id = claims_read(c, c->in), y = claims_read(c, c->out);
    int rows = y.shape.rows, same[2] = {-1, -1}, near[2] = {-1, -1};
    double most = -2;
    for (int i = 0; i < rows && rows <= PAIRS_MOST; i++)
        for (int j = i + 1; j < rows; j++) {
            double cosine = measure_cosine(y, 0, i, j);
            bool equal = id.x[i] == id.x[j];
            if (equal && same[0] < 0) same[0] = i, same[1] = j;
            if (!equal && cosine > most) near[0] = i, near[1] = j, most = cosine;
        }
    if (same[0] >= 0) {
        Claim *claim = claims_add(c, "same", 1, c->out, claims_row_at(c, same[1]));
        claims_name(claim, c->out, true, same[0]);
        claims_name(claim, c->out, true, same[1]);
        claims_tell(claim, (double)id.x[same[0]], 0);
        claims_tell(claim, measure_cosine(y, 0, same[0], same[1]), 3);
    }
    if (near[0] >= 0) {
        Claim *claim = claims_add(c, "near", 0.9, c->out, claims_row_at(c, near[1]));
        claims_name(claim, c->out, true, near[0]);
        claims_name(claim, c->out, true, near[1]);
        claims_tell(claim, most, 2);
    }
    find_lengths(c, 0.6);
}

/* The place that is least like the first. */
static void find_far(Claims *c, Tensor y) {
    int far = -1;
    double least = 2;
    for (int r = 1; r < y.shape.rows; r++)
        if (measure_cosine(y, 0, 0, r) < least) least = measure_cosine(y, 0, 0, r), far = r;
    Claim *claim = claims_add(c, "far", 0.9, c->out, claims_row_at(c, far));
    claims_tell(claim, far + 1, 0);
    claims_tell(claim, least, 3);
}

/* Rows that were trained: nothing is known of neighbours. */
void claims_place_rows(Claims *c) {
    Tensor y = claims_read(c, c->out);
    if (y.shape.rows > 2 && measure_length(y, 0, 0) > 0) find_far(c, y);
    find_lengths(c, 0.8);
}

/* Neighbours are alike, whatever they are neighbours of; far ones are not. */
void claims_position(Claims *c) {
    Tensor y = claims_read(c, c->out);
    int last = y.shape.rows - 1;
    if (last < 2 || measure_length(y, 0, 0) <= 0) return;
    Claim *claim = claims_add(c, "steps", 1, c->out, claims_row_at(c, 1));
    claims_tell(claim, measure_cosine(y, 0, 0, 1), 3);
    claims_tell(claim, last, 0);
    claims_tell(claim, last + 1, 0);
    claims_tell(claim, measure_cosine(y, 0, last - 1, last), 3);
    find_far(c, y);
    claim = claims_add(c, "one_length", 0.8, c->out, claims_row_at(c, last));
    Range r = measure_lengths(y, 0);
    claims_tell(claim, r.least, 3);
    claims_tell(claim, r.most, 3);
}

/* The first word against the second, as logits or as probabilities, for one row. */
static void add_words(Claims *c, const char *kind, double strength, int row) {
    Tensor t = claims_read(c, c->out);
    bool shares = program_shares(c->program, c->out);
    TopTwo top = measure_top_two(t, 0, row);
    if (top.second < 0) return;
    Tensor from = shares ? claims_read(c, c->in) : t;
    Claim *claim = claims_lead(c, shares ? arena_print(c->arena, "%s_share", kind) : kind, strength,
                               claims_row_at(c, row), (double)tensor_at(from, 0, row, top.first),
                               (double)tensor_at(from, 0, row, top.second), top);
    if (claim && shares) claims_tell_shares(claim, top);
}

/* Of the pinned row, and of those whose first word is least and most ahead. */
void claims_words(Claims *c) {
    Tensor t = claims_read(c, c->out);
    int least = -1, most = -1;
    bool shares = program_shares(c->program, c->out);
    double low = 0, high = 0;
    for (int r = 0; r < t.shape.rows; r++) {
        TopTwo top = measure_top_two(t, 0, r);
        if (r == c->row || top.second < 0) continue;
        double ahead = shares ? (double)top.most : (double)top.most - (double)top.next;
        if (least < 0 || ahead < low) least = r, low = ahead;
        if (most < 0 || ahead > high) most = r, high = ahead;
    }
    if (c->row >= 0) add_words(c, "word", 1, c->row);
    if (least >= 0) add_words(c, "unsure", 0.9, least);
    if (most >= 0 && most != least) add_words(c, "surest", 0.7, most);
}
