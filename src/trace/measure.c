/* Sums, ranges and orders of recorded numbers. */
#include "trace/measure.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "math/functions.h"

static inline int32_t larger_size(int32_t most, float x) {
    int32_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits &= 0x7fffffff;
    bits = bits < 0x7f800000 ? bits : 0;
    return bits > most ? bits : most;
}

float measure_max_abs(Tensor t, int sheet) {
    size_t size = (size_t)t.shape.rows * (size_t)t.shape.cols,
           count = sheet < 0 ? size * (size_t)t.shape.sheets : size;
    const float *x = sheet < 0 ? t.x : tensor_sheet(t, sheet);
    enum { LANES = 16 };
    const float *end = x + count, *whole = x + count / LANES * LANES;
    int32_t largest[LANES] = {0}, most = 0; /* the bits of a positive float are in order; signed
                                               ones every CPU compares four at a time */
    for (; x < whole; x += LANES)
        for (int k = 0; k < LANES; k++) largest[k] = larger_size(largest[k], x[k]);
    for (; x < end; x++) most = larger_size(most, *x);
    for (int k = 0; k < LANES; k++) most = largest[k] > most ? largest[k] : most;
    float max;
    memcpy(&max, &most, sizeof max);
    return max;
}

double measure_row_sum(Tensor t, int sheet, int row) {
    const float *x = tensor_row(t, sheet, row);
    double sum = 0;
    for (int j = 0; j < t.shape.cols; j++) sum += (double)x[j];
    return sum;
}

double measure_sheet_sum(Tensor t, int sheet) {
    const float *x = tensor_sheet(t, sheet);
    double sum = 0;
    for (size_t i = 0; i < (size_t)t.shape.rows * (size_t)t.shape.cols; i++)
        sum += isfinite(x[i]) ? (double)x[i] : 0;
    return sum;
}

bool measure_almost_shares(Tensor t, int sheet) {
    double all = 0, worst = 0;
    for (int i = 0; i < t.shape.rows; i++) {
        const float *x = tensor_row(t, sheet, i);
        for (int j = 0; j < t.shape.cols; j++)
            if (!(x[j] >= 0)) return false;
        double sum = measure_row_sum(t, sheet, i);
        all += sum;
        worst = fmax(worst, fabs(sum - 1));
    }
    return fabs(all / t.shape.rows - 1) <= 0.2 && worst > 1e-3;
}

bool measure_all_shares(Tensor t, int sheet) {
    for (int i = 0; i < t.shape.rows; i++)
        if (!(fabs(measure_row_sum(t, sheet, i) - 1) <= 1e-3)) return false;
    return true;
}

bool measure_column_shares(Tensor t, int sheet) {
    for (int j = 0; j < t.shape.cols; j++) {
        double sum = 0;
        for (int i = 0; i < t.shape.rows; i++) {
            float x = tensor_at(t, sheet, i, j);
            if (!(x >= 0)) return false;
            sum += (double)x;
        }
        if (!(fabs(sum - 1) <= 1e-3)) return false;
    }
    return true;
}

double measure_largest_column(Tensor t, int sheet, Arena *arena, int *col) {
    double *sum = arena_many(arena, double, t.shape.cols), all = 0;
    *col = 0;
    for (int i = 0; i < t.shape.rows; i++) /* as they lie in memory */
        for (int j = 0; j < t.shape.cols; j++) sum[j] += (double)tensor_at(t, sheet, i, j);
    for (int j = 0; j < t.shape.cols; j++) {
        all += sum[j];
        if (sum[j] > sum[*col]) *col = j;
    }
    return all > 0 && sum[*col] > 0 ? sum[*col] / all : 0;
}

/* How many numbers are NaN, or, `hidden`, −∞. */
static int measure_without(Tensor t, int sheet, bool hidden) {
    size_t size = (size_t)t.shape.rows * (size_t)t.shape.cols;
    const float *x = sheet < 0 ? t.x : tensor_sheet(t, sheet);
    int count = 0;
    for (size_t i = 0; i < (sheet < 0 ? size * (size_t)t.shape.sheets : size); i++)
        count += hidden ? x[i] == -INFINITY : isnan(x[i]) != 0;
    return count;
}

int measure_missing(Tensor t, int sheet) {
    return measure_without(t, sheet, false);
}

int measure_hidden(Tensor t, int sheet) {
    return measure_without(t, sheet, true);
}

static bool hides_later(Tensor t, int sheet, int shift) {
    bool any = false;
    for (int i = 0; i < t.shape.rows; i++)
        for (int j = 0; j < t.shape.cols; j++) {
            bool later = j > i + shift;
            if ((tensor_at(t, sheet, i, j) == -INFINITY) != later) return false;
            any = any || later;
        }
    return any;
}

MaskKind measure_mask(Tensor t, int sheet) {
    int rows = t.shape.rows, cols = t.shape.cols;
    bool any = false, columns = true;
    for (int j = 0; j < cols; j++) {
        int hidden = 0;
        for (int i = 0; i < rows; i++) hidden += tensor_at(t, sheet, i, j) == -INFINITY;
        any = any || hidden;
        columns = columns && (hidden == 0 || hidden == rows);
    }
    if (!any) return MASK_OPEN;
    if (rows > 1 && (hides_later(t, sheet, 0) || hides_later(t, sheet, cols - rows)))
        return MASK_LATER;
    return columns ? MASK_COLUMNS : MASK_OTHER;
}

double measure_col_sum(Tensor t, int sheet, int col) {
    double sum = 0;
    for (int i = 0; i < t.shape.rows; i++) sum += (double)tensor_at(t, sheet, i, col);
    return sum;
}

double measure_product(const Term *term) {
    return (double)term->x * (double)term->y;
}

/* Puts `at` into the list of the largest, which stays sorted; returns its length. No size is NaN.
 */
static int measure_insert(int *out, double *sizes, int count, int most, int at, double size) {
    int place = count;
    while (place > 0 && sizes[place - 1] < size) place--;
    if (place >= most) return count;
    if (count < most) count++;
    for (int i = count - 1; i > place; i--) out[i] = out[i - 1], sizes[i] = sizes[i - 1];
    out[place] = at;
    sizes[place] = size;
    return count;
}

enum { LARGEST_MOST = 64 };

/* A product that is no number outweighs all others. */
static double size_of(double product) {
    return isnan(product) ? INFINITY : fabs(product);
}

/* The first number from `from` on that is above `limit`, by many at a time; n: there is none. */
static int next_above(const float *x, int from, int n, float limit) {
    enum { BLOCK = 32 };
    for (int j = from; j + BLOCK <= n; j += BLOCK, from = j) {
        int above = 0;
        for (int k = 0; k < BLOCK; k++) above |= x[j + k] > limit;
        if (above) break;
    }
    while (from < n && !(x[from] > limit)) from++;
    return from;
}

int measure_largest_terms(const Explanation *x, int *out, int most) {
    double sizes[LARGEST_MOST];
    int count = 0;
    if (most > LARGEST_MOST) most = LARGEST_MOST;
    for (int i = 0; i < x->count; i++)
        count = measure_insert(out, sizes, count, most, i, size_of(measure_product(&x->terms[i])));
    return count;
}

int measure_largest(Tensor t, int sheet, int row, int *out, int most) {
    const float *x = tensor_row(t, sheet, row);
    double sizes[LARGEST_MOST];
    int count = 0;
    if (most > LARGEST_MOST) most = LARGEST_MOST;
    for (int j = 0; j < t.shape.cols; j++) {
        if (count == most && most > 0) j = next_above(x, j, t.shape.cols, (float)sizes[most - 1]);
        if (j == t.shape.cols) break;
        count = measure_insert(out, sizes, count, most, j, isnan(x[j]) ? -INFINITY : (double)x[j]);
    }
    return count;
}

int measure_least_sure(Tensor t, int sheet) {
    int least = -1, best;
    float share = 0;
    for (int r = 0; r < t.shape.rows; r++) {
        if (!measure_largest(t, sheet, r, &best, 1)) continue;
        float x = tensor_at(t, sheet, r, best);
        if (least < 0 || x < share) least = r, share = x;
    }
    return least;
}

int measure_largest_row(Tensor t, int sheet, int col) {
    int best = 0;
    for (int i = 1; i < t.shape.rows; i++) {
        float x = tensor_at(t, sheet, i, col), most = tensor_at(t, sheet, best, col);
        if (x > most || (isnan(most) && !isnan(x))) best = i;
    }
    return best;
}

TopTwo measure_top_two(Tensor t, int sheet, int row) {
    const float *x = tensor_row(t, sheet, row);
    TopTwo top = {-1, -1, -INFINITY, -INFINITY};
    for (int j = 0; (j = next_above(x, j, t.shape.cols, top.next)) < t.shape.cols; j++) {
        if (x[j] > top.most) {
            top.second = top.first, top.next = top.most;
            top.first = j, top.most = x[j];
        } else {
            top.second = j, top.next = x[j];
        }
    }
    return top;
}

int measure_leading_row(Tensor t, int sheet) {
    int best = -1;
    float lead = 0;
    for (int i = 0; i < t.shape.rows; i++) {
        TopTwo top = measure_top_two(t, sheet, i);
        if (top.second >= 0 && (best < 0 || top.most - top.next > lead))
            best = i, lead = top.most - top.next;
    }
    return best;
}

double measure_deviation(Tensor variance, int sheet, int row) {
    return sqrt((double)tensor_at(variance, sheet, row, 0));
}

float measure_row_max_abs(Tensor t, int sheet, int row) {
    return measure_max_abs((Tensor){{1, 1, t.shape.cols}, tensor_row(t, sheet, row)}, 0);
}

double measure_share_up_to(Tensor t, int sheet, int row, float limit) {
    const float *x = row < 0 ? tensor_sheet(t, sheet) : tensor_row(t, sheet, row);
    int count = row < 0 ? t.shape.rows * t.shape.cols : t.shape.cols, below = 0;
    for (int i = 0; i < count; i++) below += x[i] <= limit;
    return count ? (double)below / (double)count : 0;
}

float measure_running(const Explanation *x, int count) {
    OpSum running = {0};
    float sum = x->has_start ? x->start : 0;
    for (int i = 0; i < count && i < x->count; i++) sum = op_sum_next(&running, x);
    return sum;
}

float measure_running_max_abs(const Explanation *x) {
    OpSum running = {0};
    float most = x->has_start ? fabsf(x->start) : 0;
    for (int i = 0; i < x->count; i++) most = fmaxf(most, fabsf(op_sum_next(&running, x)));
    return most;
}

double measure_part(const Explanation *x, double part) {
    double all = x->has_start ? fabs((double)x->start) : 0;
    for (int i = 0; i < x->count; i++) all += fabs(measure_product(&x->terms[i]));
    return part_of(fabs(part), all);
}

static bool listed(const int *order, int count, int at) {
    for (int i = 0; i < count; i++)
        if (order[i] == at) return true;
    return false;
}

double measure_rest(const Explanation *x, const int *order, int count) {
    double rest = 0;
    for (int i = 0; i < x->count; i++)
        if (!listed(order, count, i)) rest += measure_product(&x->terms[i]);
    return rest;
}

double measure_row_part(Tensor t, int sheet, int row, const int *cols, int count) {
    const float *x = tensor_row(t, sheet, row);
    double sum = 0;
    for (int j = 0; j < count; j++) sum += (double)x[cols[j]];
    return sum;
}

double measure_row_rest(Tensor t, int sheet, int row, const int *order, int count) {
    const float *x = tensor_row(t, sheet, row);
    double sum = 0;
    for (int j = 0; j < t.shape.cols; j++)
        if (!listed(order, count, j)) sum += (double)x[j];
    return sum;
}

static double measure_most(const float *x, int count) {
    double most = -INFINITY;
    for (int j = 0; j < count; j++) most = fmax(most, (double)x[j]);
    return most;
}

void measure_tempered(Tensor logits, int sheet, int row, double temperature, const int *cols,
                      int count, double *out) {
    const float *x = tensor_row(logits, sheet, row);
    double most = measure_most(x, logits.shape.cols), sum = 0;
    for (int j = 0; j < logits.shape.cols; j++) {
        double part = exp_double(((double)x[j] - most) / temperature);
        sum += part;
        if (!cols && j < count) out[j] = part;
    }
    for (int i = 0; i < count; i++)
        out[i] = (cols ? exp_double(((double)x[cols[i]] - most) / temperature) : out[i]) / sum;
}

double measure_evenness(Tensor logits, int sheet, int row) {
    const float *x = tensor_row(logits, sheet, row);
    double most = measure_most(x, logits.shape.cols), sum = 0, below = 0;
    for (int j = 0; j < logits.shape.cols; j++) {
        double under = (double)x[j] - most, part = exp_double(under);
        sum += part;
        below += part > 0 ? part * under : 0;
    }
    return logits.shape.cols > 1 ? (log_double(sum) - below / sum) / log_double(logits.shape.cols)
                                 : 1;
}

float measure_below(float score, float max) {
    return score - max;
}

double measure_moved(float weight, double length) {
    return fabs((double)weight) * length;
}

NormWay measure_norm(Tensor x, Tensor mean, Tensor variance, Tensor gain, float epsilon, Cell at) {
    NormWay w = {.centred = (double)tensor_at(x, 0, at.row, at.col) -
                            (mean.x ? (double)tensor_at(mean, 0, at.row, 0) : 0)};
    w.deviation = sqrt((double)tensor_at(variance, 0, at.row, 0) + (double)epsilon);
    w.scaled = w.centred / w.deviation;
    w.gained = w.scaled * (double)tensor_at(gain, 0, 0, at.col);
    return w;
}

Spread measure_spread(Tensor t, int sheet) {
    size_t count = (size_t)t.shape.rows * (size_t)t.shape.cols;
    const float *x = tensor_sheet(t, sheet);
    Spread s = {0};
    double squares = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(x[i])) s.mean += (double)x[i], s.count++;
    if (!s.count) return s;
    s.mean /= s.count;
    for (size_t i = 0; i < count; i++)
        if (isfinite(x[i])) squares += ((double)x[i] - s.mean) * ((double)x[i] - s.mean);
    s.deviation = sqrt(squares / s.count);
    return s;
}

void measure_histogram(Tensor t, int sheet, float top, int bins, int *out) {
    size_t count = (size_t)t.shape.rows * (size_t)t.shape.cols;
    const float *x = tensor_sheet(t, sheet);
    for (int i = 0; i < bins; i++) out[i] = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(x[i]) || fabsf(x[i]) > top) continue;
        int at = (int)(((double)x[i] + (double)top) / (2 * (double)top) * bins);
        out[at < bins ? at : bins - 1]++;
    }
}

Cell measure_extreme(Tensor t, int sheet, bool largest) {
    Cell best = {-1, -1, -1};
    int first = sheet < 0 ? 0 : sheet, end = sheet < 0 ? t.shape.sheets : sheet + 1;
    float top = 0;
    for (int h = first; h < end; h++)
        for (int r = 0; r < t.shape.rows; r++) {
            const float *x = tensor_row(t, h, r);
            for (int c = 0; c < t.shape.cols; c++) {
                if (!isfinite(x[c]) || (best.row >= 0 && (largest ? x[c] <= top : x[c] >= top)))
                    continue;
                best = (Cell){h, r, c};
                top = x[c];
            }
        }
    return best;
}

double measure_length(Tensor t, int sheet, int row) {
    const float *x = tensor_row(t, sheet, row);
    double sum = 0;
    for (int j = 0; j < t.shape.cols; j++) sum += (double)x[j] * (double)x[j];
    return sqrt(sum);
}

/* One more row's number; `mean` holds their sum until range_end. */
static void range_add(Range *r, int row, double x) {
    if (!isfinite(x)) return;
    if (!r->count || x < r->least) r->least = x, r->least_row = row;
    if (!r->count || x > r->most) r->most = x, r->most_row = row;
    r->mean += x;
    r->count++;
}

static Range range_end(Range r) {
    if (r.count) r.mean /= r.count;
    return r;
}

Range measure_lengths(Tensor t, int sheet) {
    Range r = {0};
    for (int i = 0; i < t.shape.rows; i++) range_add(&r, i, measure_length(t, sheet, i));
    return range_end(r);
}

Range measure_ratios(Tensor part, Tensor whole, int sheet) {
    Range r = {0};
    for (int i = 0; i < part.shape.rows && i < whole.shape.rows; i++) {
        double length = measure_length(whole, sheet, i);
        if (length > 0) range_add(&r, i, measure_length(part, sheet, i) / length);
    }
    return range_end(r);
}

Range measure_row_sums(Tensor t, int sheet) {
    Range r = {0};
    for (int i = 0; i < t.shape.rows; i++) range_add(&r, i, measure_row_sum(t, sheet, i));
    return range_end(r);
}

Range measure_firsts(Tensor t, int sheet) {
    Range r = {0};
    for (int i = 0; i < t.shape.rows; i++) range_add(&r, i, (double)tensor_row(t, sheet, i)[0]);
    return range_end(r);
}

double measure_above(Tensor t, int sheet, double limit) {
    const float *x = tensor_sheet(t, sheet);
    int count = t.shape.rows * t.shape.cols, above = 0;
    for (int i = 0; i < count; i++) above += (double)x[i] > limit;
    return t.shape.rows ? (double)above / t.shape.rows : 0;
}

double measure_energy(Tensor t, int sheet) {
    double all = 0, own = 0;
    for (int h = 0; h < t.shape.sheets; h++)
        for (int r = 0; r < t.shape.rows; r++) {
            double length = measure_length(t, h, r);
            all += length * length;
            own += h == sheet ? length * length : 0;
        }
    return all > 0 ? own / all : 0;
}

double measure_dot(Tensor x, int x_sheet, int x_row, Tensor y, int y_sheet, int y_row) {
    const float *a = tensor_row(x, x_sheet, x_row), *b = tensor_row(y, y_sheet, y_row);
    double sum = 0;
    for (int j = 0; j < x.shape.cols; j++) sum += (double)a[j] * (double)b[j];
    return sum;
}

double measure_cosine(Tensor t, int sheet, int a, int b) {
    double lengths = measure_length(t, sheet, a) * measure_length(t, sheet, b);
    return lengths > 0 ? measure_dot(t, sheet, a, t, sheet, b) / lengths : 0;
}

void measure_range(Tensor t, int sheet, float *least, float *most) {
    const float *x = tensor_sheet(t, sheet);
    size_t size = (size_t)t.shape.rows * (size_t)t.shape.cols;
    float low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < size; i++) {
        if (!isfinite(x[i])) continue;
        low = fminf(low, x[i]);
        high = fmaxf(high, x[i]);
    }
    *least = low <= high ? low : 0;
    *most = low <= high ? high : 0;
}

Tensor measure_difference(Tensor before, Tensor after, Arena *arena) {
    size_t size = shape_size(after.shape);
    float *x = arena_raw(arena, size, sizeof *x);
    for (size_t i = 0; i < size; i++)
        x[i] = after.x[i] == before.x[i] ? 0 : after.x[i] - before.x[i];
    return (Tensor){after.shape, x};
}

int measure_largest_cells(Tensor x, int sheet, int *out, int most) {
    const float *all = tensor_row(x, sheet, 0);
    int count = 0, cells = x.shape.rows * x.shape.cols;
    for (int i = 0; i < cells && most > 0; i++) {
        if (!isfinite(all[i]) || (count == most && !(all[i] > all[out[count - 1]]))) continue;
        int at = count < most ? count++ : most - 1;
        for (; at > 0 && all[out[at - 1]] < all[i]; at--) out[at] = out[at - 1];
        out[at] = i;
    }
    return count;
}
