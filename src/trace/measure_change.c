/* The longest common subsequence by its table, after what both share at their ends is set aside. */
#include "trace/measure_change.h"

#include <float.h>
#include <math.h>

#include "base/arena.h"
#include "model/config.h"

int measure_word_count(const Config *c, Tokens now, Tokens before) {
    int a = 0, b = 0;
    for (int i = 0; i < now.count; i++) a += !config_is_special(c, now.id[i]);
    for (int i = 0; i < before.count; i++) b += !config_is_special(c, before.id[i]);
    return a > b ? a : b;
}

static void measure_change_mark(const int *a, int n, const int *b, int m, bool *in_a, bool *in_b) {
    Arena arena = {0};
    /* length[i * (m + 1) + j]: of what the first i and the first j have in common. */
    int *length = arena_array(&arena, (size_t)(n + 1) * (size_t)(m + 1), sizeof *length), i, j;
    for (i = 1; i <= n; i++)
        for (j = 1; j <= m; j++) {
            int *at = &length[i * (m + 1) + j], up = at[-(m + 1)], left = at[-1];
            *at = a[i - 1] == b[j - 1] ? at[-(m + 1) - 1] + 1 : up > left ? up : left;
        }
    i = n, j = m;
    while (i > 0 || j > 0) {
        if (i > 0 && j > 0 && a[i - 1] == b[j - 1])
            i--, j--;
        else if (j == 0 || (i > 0 && length[(i - 1) * (m + 1) + j] >= length[i * (m + 1) + j - 1]))
            in_a[--i] = true;
        else
            in_b[--j] = true;
    }
    arena_free(&arena);
}

/* What is no word is not marked, wherever it stands. */
static int settle(const Config *c, Tokens t, bool *marks) {
    int count = 0;
    for (int i = 0; i < t.count; i++)
        count += marks[i] = marks[i] && !config_is_special(c, t.id[i]);
    return count;
}

int measure_changed_words(const Config *c, Tokens now, Tokens before, bool *now_marks,
                          bool *before_marks) {
    int n = now.count, m = before.count, first = 0;
    for (int i = 0; i < n; i++) now_marks[i] = false;
    for (int i = 0; i < m; i++) before_marks[i] = false;
    while (first < n && first < m && now.id[first] == before.id[first]) first++;
    while (n > first && m > first && now.id[n - 1] == before.id[m - 1]) n--, m--;
    measure_change_mark(now.id + first, n - first, before.id + first, m - first, now_marks + first,
                        before_marks + first);
    int a = settle(c, now, now_marks), b = settle(c, before, before_marks);
    return a > b ? a : b;
}

static void measure_change_compare(float x, float y, Cell at, Change *c) {
    bool hidden = x < -FLT_MAX || y < -FLT_MAX;
    if (x == y || (isnan(x) && isnan(y))) return;
    double d = hidden ? 0 : isnan(x) || isnan(y) ? INFINITY : fabs((double)x - (double)y);
    c->cells++;
    if (c->at.row >= 0 && d <= c->most) return;
    c->at = at;
    c->most = d;
}

Change measure_change(Tensor now, Tensor before, int sheet) {
    Change c = {.at = {0, -1, -1}};
    for (int s = 0; s < now.shape.sheets; s++)
        for (int row = 0; row < now.shape.rows && (sheet < 0 || s == sheet); row++)
            for (int col = 0; col < now.shape.cols; col++)
                measure_change_compare(tensor_at(now, s, row, col), tensor_at(before, s, row, col),
                                       (Cell){s, row, col}, &c);
    return c;
}
