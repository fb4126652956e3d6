/* Measures that are derived from recorded values: sums of rows, ranges, products. They live here,
   so that a figure never computes a number of its own. */
#ifndef ATTNSCOPE_TRACE_MEASURE_H
#define ATTNSCOPE_TRACE_MEASURE_H

#include "model/ops/op.h"

/* The largest |x| of one sheet, infinities left out; 0 if there is none. sheet −1: of all. */
float measure_max_abs(Tensor t, int sheet);
/* The sum of one row, in double. */
double measure_row_sum(Tensor t, int sheet, int row);
/* The sum of a sheet's finite numbers, in double. */
double measure_sheet_sum(Tensor t, int sheet);
/* How a sheet's rows sum up that nearly sum to 1, as weights do of which some were dropped: true
   where no number is negative or none, the mean sum is within .2 of 1, and some row is off by more
   than .001. */
bool measure_almost_shares(Tensor t, int sheet);
/* Whether each row of a sheet sums to 1, within .001. */
bool measure_all_shares(Tensor t, int sheet);
/* Whether each column of a sheet does, and no number is negative. */
bool measure_column_shares(Tensor t, int sheet);
/* The column that gets most, and its part of what all columns get; 0 where that is nothing. */
double measure_largest_column(Tensor t, int sheet, Arena *arena, int *col);
/* How many numbers of a sheet are NaN, are −∞; sheet −1: of all. */
int measure_missing(Tensor t, int sheet);
int measure_hidden(Tensor t, int sheet);
/* What a sheet's −∞ hide. */
typedef enum MaskKind {
    MASK_OPEN,    /* nothing */
    MASK_LATER,   /* what comes later, counted from the upper left or the lower right corner */
    MASK_COLUMNS, /* whole columns */
    MASK_OTHER
} MaskKind;
MaskKind measure_mask(Tensor t, int sheet);
/* The sum of one column, in double: all that a key gets. */
double measure_col_sum(Tensor t, int sheet, int col);
/* The row in which a column is largest, the first of equals; 0 where no number of it can be read.
 */
int measure_largest_row(Tensor t, int sheet, int col);
/* The product of one operand of an explained sum. */
double measure_product(const Term *term);
/* The `most` terms of largest |product|, largest first, as indices; returns how many. */
int measure_largest_terms(const Explanation *x, int *out, int most);
/* The places (row · columns + column) of up to `most` numbers of a sheet, the largest first, at a
   tie the first; what is no number is passed over. Returns how many. */
int measure_largest_cells(Tensor x, int sheet, int *out, int most);
/* The columns of the `most` largest numbers of a row, largest first (the first of equals first);
 * returns how many. */
int measure_largest(Tensor t, int sheet, int row, int *out, int most);
/* The row whose largest number is smallest, the first of equals; −1: there is none. */
int measure_least_sure(Tensor t, int sheet);
/* The two largest numbers of a row and where they are, the first of equals; −1 where there is none:
   −∞ and NaN are none. */
typedef struct TopTwo {
    int first, second;
    float most, next;
} TopTwo;
TopTwo measure_top_two(Tensor t, int sheet, int row);
/* The row whose largest number leads the next by most, the first of equals; rows with fewer than
   two finite numbers have none. −1 if no row has. */
int measure_leading_row(Tensor t, int sheet);
/* The root of a recorded variance. */
double measure_deviation(Tensor variance, int sheet, int row);
/* The largest |x| of one row, infinities left out. */
float measure_row_max_abs(Tensor t, int sheet, int row);
/* How many of a row's numbers, of 1, are at most `limit`; row −1: of all rows. */
double measure_share_up_to(Tensor t, int sheet, int row, float limit);
/* An explained sum after its first `count` products, its start counted in, with the kernel's own
   rounding: after all of them what was recorded. */
float measure_running(const Explanation *x, int count);
/* The largest |sum| on that way. */
float measure_running_max_abs(const Explanation *x);
/* What a part of a sum is of Σ|terms|, its start counted in; 0 where that is 0. */
double measure_part(const Explanation *x, double part);
/* The products of a sum that are not listed in `order`, added up. */
double measure_rest(const Explanation *x, const int *order, int count);
/* The sum of a row's listed columns, each of them once. */
double measure_row_part(Tensor t, int sheet, int row, const int *cols, int count);
/* The sum of a row without the columns listed in `order`. */
double measure_row_rest(Tensor t, int sheet, int row, const int *order, int count);
/* The share that softmax would give to some of a row's columns at that temperature (1: as trained):
   in double, from the recorded logits. out: one for each of `cols`; NULL: of the first columns. */
void measure_tempered(Tensor logits, int sheet, int row, double temperature, const int *cols,
                      int count, double *out);
/* How evenly softmax would share out that row at temperature 1: its entropy as a part of the
   largest that so many columns can have. 1: all are alike. */
double measure_evenness(Tensor logits, int sheet, int row);
/* How far a score is below its row's maximum: what softmax takes the exponential of. */
float measure_below(float score, float max);
/* How far a row of that length moves a sum that it is weighed into. */
double measure_moved(float weight, double length);

/* A number's way through a layer norm: x − µ, √(σ² + ε), their ratio, that · γ. */
typedef struct NormWay {
    double centred, deviation, scaled, gained;
} NormWay;

/* LayerNorm's steps for one cell, in double from the recorded numbers. RMSNorm's are the same
   without a mean (its x NULL), the mean of squares for the variance. */
NormWay measure_norm(Tensor x, Tensor mean, Tensor variance, Tensor gain, float epsilon, Cell at);

typedef struct Spread {
    int count;              /* of finite numbers */
    double mean, deviation; /* 0 if there are none */
} Spread;

/* Mean and standard deviation of a sheet, infinities left out. */
Spread measure_spread(Tensor t, int sheet);
/* How many of a sheet's numbers lie in each of `bins` equal parts of −top … top; what lies outside
 * is not counted. */
void measure_histogram(Tensor t, int sheet, float top, int bins, int *out);

/* The least and the most of one number per row, infinities left out, the first of equals; count 0:
 * no number at all. */
typedef struct Range {
    int count, least_row, most_row;
    double least, most, mean;
} Range;

/* The cell with the largest (or smallest) number of a sheet, the first of equals, infinities left
   out; sheet −1: of all. Row −1 if there is none. */
Cell measure_extreme(Tensor t, int sheet, bool terms_largest);
/* Euclidean length of a row. */
double measure_length(Tensor t, int sheet, int row);
/* Of the lengths of a sheet's rows. */
Range measure_lengths(Tensor t, int sheet);
/* How many times as long each row of `part` is as the same row of `whole`; rows of length 0 in
 * `whole` are left out. */
Range measure_ratios(Tensor part, Tensor whole, int sheet);
/* Of the sums of a sheet's rows. */
Range measure_row_sums(Tensor t, int sheet);
/* Of the first numbers of a sheet's rows: µ, σ². */
Range measure_firsts(Tensor t, int sheet);
/* How many numbers of a row are above `limit`, on average over a sheet's rows. */
double measure_above(Tensor t, int sheet, double limit);
/* Of all squared numbers, the share that lies in one sheet. */
double measure_energy(Tensor t, int sheet);
/* The cosine of the angle between two rows; 0 if one of them is 0. */
double measure_cosine(Tensor t, int sheet, int a, int b);
/* Σ x·y of two rows of equal length. */
double measure_dot(Tensor x, int x_sheet, int x_row, Tensor y, int y_sheet, int y_row);

/* after − before, cell by cell, for values of one shape; 0 where both are −∞. */
Tensor measure_difference(Tensor before, Tensor after, Arena *arena);
/* The least and the largest of a sheet's numbers, −∞ left out; both 0 if there is none. */
void measure_range(Tensor t, int sheet, float *least, float *most);

#endif
