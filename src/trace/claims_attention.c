/* Claims of attention: scores, scaled, masked, shares, and what is mixed by them. */
#include "trace/claims_attention.h"

#include <math.h>

#include "trace/claims_rows.h"
#include "trace/measure.h"

/* Tests that look at every cell are left out of matrices with more. */
enum { CELLS_MOST = 1 << 16 };
/* From here on a share takes nearly all; below, it cannot be told beside one. */
static const float nearly_all = 0.8f, told = 0.01f;

/* Of every row of what the step makes, looked up once. */
static TopTwo row_top(Claims *c, int row) {
    Tensor a = claims_read(c, c->out);
    if (!c->tops) {
        c->tops = arena_many(c->arena, TopTwo, a.shape.rows);
        for (int r = 0; r < a.shape.rows; r++) c->tops[r] = measure_top_two(a, c->sheet, r);
    }
    return c->tops[row];
}

int claims_row(Claims *c) {
    Tensor a = claims_read(c, c->out), s = claims_read(c, c->in);
    int best = -1;
    bool shown = false;
    double most = 0;
    if (c->row >= 0 && c->row < a.shape.rows) return c->row;
    for (int r = 0; r < a.shape.rows; r++) {
        TopTwo t = row_top(c, r);
        if (t.second < 0) continue;
        double lead = (double)tensor_at(s, c->sheet, r, t.first) -
                      (double)tensor_at(s, c->sheet, r, t.second);
        bool seen = t.next >= told;
        if (!isfinite(lead) || (best >= 0 && (seen < shown || (seen == shown && lead <= most))))
            continue;
        best = r, shown = seen, most = lead;
    }
    return best;
}

int claims_elsewhere(Claims *c, int row) {
    Tensor a = claims_read(c, c->out);
    int best = -1, own = row_top(c, row).first;
    double most = -1;
    for (int j = 0; j < a.shape.cols; j++) {
        double sum = measure_col_sum(a, c->sheet, j);
        if (j == own || !(tensor_at(a, c->sheet, row, j) > 0) || !(sum > most)) continue;
        best = j, most = sum;
    }
    return best;
}

/* s₁ − s₂ = d, e^d = p₁ ÷ p₂. */
static void add_lead(Claims *c, const char *kind, double strength, int row, TopTwo t) {
    Tensor s = claims_read(c, c->in);
    double first = (double)tensor_at(s, c->sheet, row, t.first),
           second = (double)tensor_at(s, c->sheet, row, t.second), lead = first - second;
    if (lead < 0) return; /* a share that was moved follows no score */
    Claim *claim = claims_lead(c, kind, strength, (Cell){c->sheet, row, -1}, first, second, t);
    if (claim) claims_tell_shares(claim, t);
}

/* Of the other rows one whose best score is higher than that of row `own` and takes less. */
static void find_across(Claims *c, int own, TopTwo top) {
    Tensor a = claims_read(c, c->out), s = claims_read(c, c->in);
    float score = tensor_at(s, c->sheet, own, top.first);
    int best = -1;
    float least = top.most;
    for (int r = 0; r < a.shape.rows; r++) {
        TopTwo t = row_top(c, r);
        if (t.second < 0 || tensor_at(s, c->sheet, r, t.first) <= score || t.most >= least)
            continue;
        best = r, least = t.most;
    }
    if (best < 0) return;
    TopTwo t = row_top(c, best);
    Claim *claim = claims_add(
        c, "across", top.most - least < 0.1f ? 0 : 0.5 + 0.5 * ((double)top.most - (double)least),
        c->out, (Cell){c->sheet, best, -1});
    claims_name(claim, c->out, true, best);
    claims_name(claim, c->out, false, t.first);
    claims_name(claim, c->out, false, t.second);
    claims_name(claim, c->out, true, own);
    claims_tell(claim, (double)tensor_at(s, c->sheet, best, t.first), 2);
    claims_tell(claim, (double)score, 2);
    claims_tell(claim, (double)least, 2);
    claims_tell(claim, (double)top.most, 2);
    claims_tell(claim, (double)tensor_at(s, c->sheet, best, t.second), 2);
}

/* The row, but for `own`, whose first two keys are nearest to each other. */
static void find_tie(Claims *c, int own) {
    Tensor a = claims_read(c, c->out);
    TopTwo best = {0};
    int row = -1;
    for (int r = 0; r < a.shape.rows; r++) {
        TopTwo t = row_top(c, r);
        if (r == own || t.second < 0 || t.most < 0.2f) continue;
        if (row < 0 || t.next / t.most > best.next / best.most) row = r, best = t;
    }
    if (row < 0 || best.next < 0.5f * best.most) return;
    add_lead(c, "tie", 0.5 * (double)best.next / (double)best.most, row, best);
}

/* The row that looks past what it translates most. */
static void find_translation(Claims *c) {
    Tensor a = claims_read(c, c->out);
    TopTwo best = {0};
    int row = -1, word = -1;
    double most = 0;
    for (int r = 0; c->gold && r < a.shape.rows; r++)
        for (int j = 0; j < a.shape.cols && j < 32; j++) {
            TopTwo t = row_top(c, r);
            if (!(c->gold[r] >> j & 1) || t.second < 0 || c->gold[r] >> t.first & 1) continue;
            double past = (double)t.most - (double)tensor_at(a, c->sheet, r, j);
            if (past > most) row = r, word = j, best = t, most = past;
        }
    if (row < 0) return;
    Claim *claim = claims_add(c, best.next < 0.05f ? "elsewhere" : "translation",
                              most < 0.1 ? 0 : 0.5 + 0.5 * most, c->out, (Cell){c->sheet, row, -1});
    claims_name(claim, c->out, true, row);
    claims_name(claim, c->out, false, word);
    claims_name(claim, c->out, false, best.first);
    claims_name(claim, c->out, false, best.second);
    claims_tell(claim, (double)tensor_at(a, c->sheet, row, word), 2);
    claims_tell(claim, (double)best.most, 2);
    claims_tell(claim, (double)best.next, 2);
}

/* What each key receives, and what it would if every row shared evenly among what it may see. */
static void find_received(Claims *c) {
    Tensor a = claims_read(c, c->out), s = claims_read(c, c->in);
    int rows = a.shape.rows, cols = a.shape.cols, most = 0, from[2];
    double *got = arena_many(c->arena, double, cols), *even = arena_many(c->arena, double, cols);
    for (int r = 0; r < rows; r++) {
        int seen = 0;
        for (int j = 0; j < cols; j++) seen += tensor_at(s, c->sheet, r, j) != -INFINITY;
        for (int j = 0; j < cols; j++) {
            got[j] += (double)tensor_at(a, c->sheet, r, j);
            even[j] += tensor_at(s, c->sheet, r, j) != -INFINITY ? 1.0 / seen : 0;
        }
    }
    for (int j = 1; j < cols; j++)
        if (got[j] - even[j] > got[most] - even[most]) most = j;
    if (isnan(got[most]) || rows < 3 || cols < 3) return;
    float *column = arena_many(c->arena, float, rows);
    for (int r = 0; r < rows; r++) column[r] = tensor_at(a, c->sheet, r, most);
    measure_largest((Tensor){{1, 1, rows}, column}, 0, 0, from, 2);
    double over = (got[most] - even[most]) / got[most];
    Claim *claim;
    if (got[most] > 1.5 * even[most]) {
        claim = claims_add(c, "most", (c->sums ? 2.6 : 0.75) * over - 0.1, c->out,
                           (Cell){c->sheet, -1, most});
        claims_name(claim, c->out, false, most);
        claims_name(claim, c->out, true, from[0]);
        claims_name(claim, c->out, true, from[1]);
        claims_tell(claim, got[most], 2);
        claims_tell(claim, rows, 0);
        claims_tell(claim, (double)column[from[0]], 2);
        claims_tell(claim, (double)column[from[1]], 2);
        claims_tell(claim, even[most], 2);
    }
    int least[2] = {-1, -1};
    for (int j = 0; j < cols; j++) {
        double part = even[j] > 0 ? got[j] / even[j] : 1;
        if (least[0] < 0 || part < got[least[0]] / even[least[0]])
            least[1] = least[0], least[0] = j;
        else if (least[1] < 0 || part < got[least[1]] / even[least[1]])
            least[1] = j;
    }
    if (got[least[0]] > 0.25 * even[least[0]]) return;
    claim = claims_add(c, "least", (c->sums ? 1.5 : 0.4) * (1 - got[least[0]] / even[least[0]]),
                       c->out, (Cell){c->sheet, -1, least[0]});
    for (int i = 0; i < 2; i++) {
        claims_name(claim, c->out, false, least[i]);
        claims_tell(claim, got[least[i]], 2);
    }
    claims_tell(claim, even[least[0]], 2);
}

/* The farthest way back from one row's first key to the next row's. */
static void find_back(Claims *c) {
    Tensor a = claims_read(c, c->out);
    int before = -1, key = 0, from = -1, to = -1, most = 0, steps = 0, forward = 0;
    for (int r = 0; r < a.shape.rows; r++) {
        TopTwo t = row_top(c, r);
        if (t.first < 0 || t.most < 0.5f) continue;
        if (before >= 0) steps++, forward += t.first >= key;
        if (before >= 0 && key - t.first > most) from = before, to = r, most = key - t.first;
        before = r, key = t.first;
    }
    if (to < 0 || most < 2) return;
    Claim *claim =
        claims_add(c, "back", (c->sums ? 1.6 : 0.5) * most / (a.shape.cols - 1) * forward / steps,
                   c->out, (Cell){c->sheet, to, -1});
    claims_name(claim, c->out, true, from);
    claims_name(claim, c->out, false, row_top(c, from).first);
    claims_name(claim, c->out, true, to);
    claims_name(claim, c->out, false, row_top(c, to).first);
    claims_tell(claim, most, 0);
    claims_tell(claim, forward, 0);
    claims_tell(claim, steps, 0);
}

/* A head that looks at one place beside each row, or at the row itself. */
static void find_beside(Claims *c) {
    static const char *const kinds[] = {"previous", "itself", "next"};
    Tensor a = claims_read(c, c->out);
    if (a.shape.rows != a.shape.cols || a.shape.rows < 4) return;
    for (int k = -1; k <= 1; k++) {
        double sum = 0;
        int count = 0, best = -1;
        for (int r = k < 0; r + k < a.shape.cols && r < a.shape.rows; r++, count++) {
            float x = tensor_at(a, c->sheet, r, r + k);
            sum += (double)x;
            if (r && (best < 0 || x > tensor_at(a, c->sheet, best, best + k))) best = r;
        }
        if (!(sum / count >= 0.4) || best < 0) continue;
        Claim *claim =
            claims_add(c, kinds[k + 1], sum / count, c->out, (Cell){c->sheet, best, best + k});
        claims_name(claim, c->out, true, best);
        claims_name(claim, c->out, false, best + k);
        claims_tell(claim, sum / count, 2);
        claims_tell(claim, count, 0);
        claims_tell(claim, (double)tensor_at(a, c->sheet, best, best + k), 2);
    }
}

/* Shares over columns: the row whose sum is furthest from 1. */
static void find_sum(Claims *c) {
    Tensor a = claims_read(c, c->out);
    Range sums = measure_row_sums(a, c->sheet);
    if (!sums.count) return;
    Claim *claim = claims_add(c, "sums", 1, c->out, (Cell){c->sheet, sums.most_row, -1});
    claims_name(claim, c->out, true, sums.most_row);
    claims_name(claim, c->out, true, sums.least_row);
    claims_tell(claim, sums.most, 2);
    claims_tell(claim, sums.least, 2);
}

void claims_weights(Claims *c) {
    Tensor a = claims_read(c, c->out);
    int row = claims_row(c);
    if (c->step->args.turned) {
        find_sum(c);
        return;
    }
    if (row < 0) return;
    TopTwo top = row_top(c, row);
    if (top.second >= 0) {
        add_lead(c, top.most >= nearly_all ? "lead" : "share", c->sums ? 0.5 : 1.5, row, top);
        find_across(c, row, top);
    }
    find_tie(c, row);
    if (c->program->values[c->out].place.sublayer == SUBLAYER_CROSS)
        find_translation(c), find_back(c);
    else
        find_beside(c);
    if (a.shape.rows * a.shape.cols <= CELLS_MOST) find_received(c);
}

static double claims_angle(const double *x) {
    return x[0] * x[1] * x[2];
}

/* |q| · |k| · cos = the score. */
static void add_angle(Claims *c, const char *kind, double strength, Cell at) {
    Value q = c->step->in[0], k = c->step->in[1];
    Tensor x = claims_read(c, q), y = claims_read(c, k);
    double score = (double)tensor_at(claims_read(c, c->out), at.sheet, at.row, at.col),
           a = measure_length(x, at.sheet, at.row), b = measure_length(y, at.sheet, at.col);
    if (!(a * b > 0) || !isfinite(score)) return;
    Claim *claim = claims_add(c, kind, strength, c->out, at);
    claims_name(claim, c->out, true, at.row);
    claims_name(claim, c->out, false, at.col);
    claims_tell(claim, a, 2);
    claims_tell(claim, b, 2);
    claims_tell(claim, score / (a * b), 3);
    claims_tell(claim, score, 2);
    claims_settle(claim, 0, claims_angle);
}

/* How much of a dot product its three largest products are. */
static void find_few(Claims *c, Cell at) {
    Tensor x = claims_read(c, c->step->in[0]), y = claims_read(c, c->step->in[1]);
    int width = x.shape.cols, order[3];
    float *size = arena_many(c->arena, float, width);
    const float *q = tensor_row(x, at.sheet, at.row), *k = tensor_row(y, at.sheet, at.col);
    double score = (double)tensor_at(claims_read(c, c->out), at.sheet, at.row, at.col), sum = 0;
    for (int i = 0; i < width; i++) size[i] = fabsf(q[i] * k[i]);
    int count = measure_largest((Tensor){{1, 1, width}, size}, 0, 0, order, 3);
    for (int i = 0; i < count; i++) sum += (double)q[order[i]] * (double)k[order[i]];
    if (count < 3 || width < 8 || !(sum / score >= 0.4)) return;
    Claim *claim = claims_add(c, "few", 0.7 * fmin(1, sum / score), c->out, at);
    claims_name(claim, c->out, true, at.row);
    claims_name(claim, c->out, false, at.col);
    claims_tell(claim, width, 0);
    claims_tell(claim, sum, 2);
    claims_tell(claim, score, 2);
}

/* How far the best key of a row is ahead of the next; of the pinned row, else of the one that holds
 * the largest number. */
static void find_ahead(Claims *c, const char *kind, double strength) {
    Tensor s = claims_read(c, c->out);
    int row = c->row >= 0 ? c->row : measure_extreme(s, c->sheet, true).row;
    TopTwo t = row < 0 ? (TopTwo){.second = -1} : measure_top_two(s, c->sheet, row);
    if (t.second < 0) return;
    int places = claims_places((double)t.most, (double)t.next);
    Claim *claim = claims_add(c, kind, strength, c->out, (Cell){c->sheet, row, -1});
    claims_name(claim, c->out, true, row);
    claims_name(claim, c->out, false, t.first);
    claims_name(claim, c->out, false, t.second);
    claims_tell(claim, (double)t.most, places);
    claims_tell(claim, (double)t.next, places);
    claims_tell(claim, (double)t.most - (double)t.next, places);
}

void claims_scores(Claims *c) {
    Tensor s = claims_read(c, c->out);
    Cell most = measure_extreme(s, c->sheet, true), least = measure_extreme(s, c->sheet, false);
    if (most.row < 0) return;
    if (c->row >= 0) {
        TopTwo t = measure_top_two(s, c->sheet, c->row);
        if (t.first >= 0) most = (Cell){c->sheet, c->row, t.first};
    }
    add_angle(c, "angle", 1, most);
    if (tensor_at(s, least.sheet, least.row, least.col) < 0) add_angle(c, "opposed", 0.8, least);
    find_few(c, most);
    find_ahead(c, "ahead", 0.75);
}

void claims_scaled(Claims *c) {
    Tensor was = claims_read(c, c->in), now = claims_read(c, c->out);
    double divisor = 1 / (double)c->step->args.scale.factor;
    Cell most = measure_extreme(was, c->sheet, true);
    Spread before = measure_spread(was, c->sheet), after = measure_spread(now, c->sheet);
    if (program_is(c->program, c->out, VALUE_TEMPERED)) {
        claims_words(c);
        return;
    }
    if (most.row < 0) return;
    int row = c->row >= 0 ? c->row : most.row;
    TopTwo t = measure_top_two(was, c->sheet, row);
    if (t.second >= 0 && divisor > 1) {
        double lead = (double)t.most - (double)t.next,
               left = (double)tensor_at(now, c->sheet, row, t.first) -
                      (double)tensor_at(now, c->sheet, row, t.second);
        Claim *claim = claims_add(c, "undivided", 0.9, c->out, (Cell){c->sheet, row, -1});
        claims_name(claim, c->out, true, row);
        claims_name(claim, c->out, false, t.first);
        claims_name(claim, c->out, false, t.second);
        claims_tell(claim, lead, 2);
        claims_tell(claim, exp(lead), claims_times_places(exp(lead)));
        claims_tell(claim, left, 2);
        claims_tell(claim, exp(left), claims_times_places(exp(left)));
    }
    if (divisor == 1) return;
    Cell at = t.first >= 0 ? (Cell){c->sheet, row, t.first} : most;
    Claim *claim = claims_add(c, "divided", 1, c->out, at);
    claims_name(claim, c->out, true, at.row);
    claims_name(claim, c->out, false, at.col);
    claims_tell(claim, (double)tensor_at(was, c->sheet, at.row, at.col), 3);
    claims_tell(claim, divisor, CLAIM_FREE);
    claims_tell(claim, (double)tensor_at(now, c->sheet, at.row, at.col), 3);
    claims_settle(claim, 0, claims_quotient);
    claim = claims_add(c, "spread", 0.6, c->out,
                       (Cell){c->sheet, -1, measure_extreme(now, c->sheet, false).col});
    claims_tell(claim, before.deviation, 3);
    claims_tell(claim, divisor, CLAIM_FREE);
    claims_tell(claim, after.deviation, 3);
    claims_settle(claim, 0, claims_quotient);
}

static bool is_own_mask(const Claims *c) {
    return program_role(c->program, VALUE_MASK) != NO_VALUE ||
           program_role(c->program, VALUE_MATRIX) != NO_VALUE;
}

/* How many cells are hidden, and whether that is all that comes later. */
static void find_hidden(Claims *c) {
    Tensor s = claims_read(c, c->out);
    int hidden = 0, later = 0, rows = s.shape.rows, cols = s.shape.cols, first = -1;
    if (rows * cols > CELLS_MOST) return;
    for (int r = 0; r < rows; r++)
        for (int j = 0; j < cols; j++) {
            bool hides = tensor_at(s, c->sheet, r, j) == -INFINITY;
            if (isnan(tensor_at(s, c->sheet, r, j))) return;
            hidden += hides, later += hides && j > r;
            if (hides && first < 0) first = r;
        }
    if (!hidden && is_own_mask(c)) return; /* there is no padding that could be */
    bool triangle = rows == cols && rows > 1 && hidden == later && hidden == rows * (rows - 1) / 2;
    Claim *claim = claims_add(c,
                              triangle ? "later"
                              : hidden ? "padding"
                                       : "open",
                              triangle ? 1
                              : hidden ? 0.9
                                       : 0.8,
                              c->out, (Cell){c->sheet, hidden ? first : rows - 1, -1});
    claims_tell(claim, hidden, 0);
    claims_tell(claim, rows * cols, 0);
    claims_tell(claim, rows, 0);
    claims_tell(claim, triangle ? rows - 1 : cols, 0);
}

void claims_mask(Claims *c) {
    Tensor m = claims_read(c, c->out);
    int last = m.shape.rows - 1, seen[2] = {0, 0};
    find_hidden(c);
    for (int j = 0; j < m.shape.cols; j++) {
        seen[0] += tensor_at(m, c->sheet, 0, j) != -INFINITY;
        seen[1] += tensor_at(m, c->sheet, last, j) != -INFINITY;
    }
    if (seen[0] == seen[1]) return;
    Claim *claim = claims_add(c, "sees", 0.8, c->out, (Cell){c->sheet, last, -1});
    claims_name(claim, c->out, true, 0);
    claims_name(claim, c->out, true, last);
    claims_tell(claim, seen[0], 0);
    claims_tell(claim, seen[1], 0);
}

/* Of the hidden keys the one that was furthest ahead of the best of its row that is left. */
void claims_masked(Claims *c) {
    Tensor was = claims_read(c, c->in), now = claims_read(c, c->out);
    Cell best = {-1, -1, -1};
    int left = -1;
    float most = 0;
    find_hidden(c);
    for (int r = 0; r < now.shape.rows; r++) {
        TopTwo t = measure_top_two(now, c->sheet, r), all = measure_top_two(was, c->sheet, r);
        if (t.first < 0 || all.first == t.first || !(all.most - t.most > most)) continue;
        best = (Cell){c->sheet, r, all.first}, left = t.first, most = all.most - t.most;
    }
    if (left >= 0) {
        double was_best = (double)tensor_at(was, c->sheet, best.row, best.col),
               now_best = (double)tensor_at(now, c->sheet, best.row, left);
        int places = claims_places(was_best, now_best);
        Claim *claim = claims_add(c, "better", 0.95, c->out, best);
        claims_name(claim, c->out, true, best.row);
        claims_name(claim, c->out, false, best.col);
        claims_name(claim, c->out, false, left);
        claims_tell(claim, was_best, places);
        claims_tell(claim, now_best, places);
        claims_tell(claim, was_best - now_best, places);
    }
    find_ahead(c, "left", 0.7);
}
