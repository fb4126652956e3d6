/* Words. What Unicode says of a character (normal forms, case) comes from utf8proc. */
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

enum { COMPARED = 128 };

bool text_begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

bool text_ends(const char *text, const char *with) {
    size_t n = strlen(text), m = strlen(with);
    return n >= m && strcmp(text + n - m, with) == 0;
}

int text_compare(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int text_count(const char *text) {
    const char *end = text + strlen(text);
    int n = 0;
    for (; text < end; n++) utf8_next(&text, end);
    return n;
}

bool text_is_plain(const char *text) {
    const char *end = text + strlen(text);
    if (!utf8_valid(text, (size_t)(end - text))) return false;
    while (text < end)
        if (!utf8_printable(utf8_next(&text, end))) return false;
    return true;
}

bool text_is_line(const char *text) {
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < ' ') return false;
    return utf8_valid(text, strlen(text));
}

char *text_plain(Arena *arena, const char *text) {
    size_t size = strlen(text);
    const char *end = text + size;
    char *plain = arena_raw(arena, 3, size + 1),
         *to = plain; /* a malformed byte becomes U+FFFD, three bytes */
    while (text < end) {
        uint32_t code = utf8_next(&text, end);
        if (!utf8_printable(code)) code = code == '\n' || code == '\t' ? ' ' : '?';
        to += utf8_encode(code, to);
    }
    *to = 0;
    return plain;
}

/* What a token's blank is written as by the tokenizers that people use, beside the blanks
 * themselves. */
static const char *sign_of(uint32_t code, bool edge, bool marks) {
    switch (code) {
    case '\n': return "⏎";
    case '\t': return "⇥";
    case '\r': return "␍";
    case 0x2581: return "·"; /* ▁ of SentencePiece */
    case ' ':
    case 0xA0:
    case 0x3000:
    case 0x120: return edge ? "·" : NULL;  /* Ġ of byte-level BPE */
    case 0x10A: return edge ? "⏎" : NULL;  /* Ċ */
    case 0x109: return marks ? "⇥" : NULL; /* ĉ */
    default: return NULL;
    }
}

char *text_signs(Arena *arena, const char *text) {
    size_t size = strlen(text);
    const char *end = text + size, *first = text, *last = text;
    /* Between the first and the last letter blanks are blanks. */
    for (const char *at = text, *from = at; at < end; from = at)
        if (!sign_of(utf8_next(&at, end), true, true))
            first = first == text && last == text ? from : first, last = at;
    bool marks = last == text;
    char *out = arena_raw(arena, 3, size + 2), *to = out;
    if (!size) return strcpy(out, "∅");
    while (text < end) {
        const char *from = text;
        uint32_t code = utf8_next(&text, end);
        const char *sign = sign_of(code, marks || from < first || from >= last, marks);
        if (sign)
            to = stpcpy(to, sign);
        else
            to += utf8_encode(utf8_printable(code) ? code : '?', to);
    }
    *to = 0;
    return out;
}

char *text_upper(Arena *arena, const char *text) {
    const char *end = text + strlen(text);
    char *out = arena_raw(arena, 4, strlen(text) + 1), *to = out;
    while (text < end)
        to += utf8_encode((uint32_t)utf8proc_toupper((utf8proc_int32_t)utf8_next(&text, end)), to);
    *to = 0;
    return out;
}

static utf8proc_int32_t lowered(utf8proc_int32_t code, void *unused) {
    (void)unused;
    return utf8proc_tolower(code);
}

static bool normalised(Arena *arena, const char *text, bool lower, char **out, Error *e) {
    size_t size = strlen(text);
    if (!utf8_valid(text, size)) return error_set(e, "the text is not valid UTF-8");
    utf8proc_uint8_t *result = NULL;
    utf8proc_ssize_t n =
        utf8proc_map_custom((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &result,
                            UTF8PROC_STABLE | UTF8PROC_COMPOSE, lower ? lowered : NULL, NULL);
    if (n == UTF8PROC_ERROR_NOMEM) arena_exhausted(size);
    if (n < 0) return error_set(e, "the text cannot be normalised: %s", utf8proc_errmsg(n));
    *out = arena_copy(arena, (const char *)result, (size_t)n);
    free(result);
    return true;
}

bool text_nfc(Arena *arena, const char *text, char **out, Error *e) {
    return normalised(arena, text, false, out, e);
}

bool text_nfc_lower(Arena *arena, const char *text, char **out, Error *e) {
    return normalised(arena, text, true, out, e);
}

/* Up to COMPARED code points of a text; more are counted, not kept. */
static int code_points(const char *text, uint32_t *out) {
    const char *end = text + strlen(text);
    int n = 0;
    for (; text < end; n++) {
        bool ascii = (unsigned char)*text < 0x80;
        uint32_t code = ascii ? (uint32_t)*text++ : utf8_next(&text, end);
        if (n < COMPARED) out[n] = code;
    }
    return n;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* The cell of the table of distances between a's first i and b's first j code points, from the rows
 * above it. */
static int base_text_cell_of(const uint32_t *a, int i, const uint32_t *b, int j,
                             int rows[3][COMPARED + 1]) {
    const int *up = rows[(i + 2) % 3], *upper = rows[(i + 1) % 3], *row = rows[i % 3];
    int best = least(up[j] + 1, row[j - 1] + 1);
    best = least(best, up[j - 1] + (a[i - 1] != b[j - 1]));
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = least(best, upper[j - 2] + 1);
    return best;
}

static int distance_within(const uint32_t *a, int n, const uint32_t *b, int m, int most) {
    int rows[3][COMPARED + 1], before = 0;
    for (int j = 0; j <= m; j++) rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        /* The table's row i, only its cells that can be within `most`; returns its least. */
        int low = i > most ? i - most : 1, high = least(m, i + most), *row = rows[i % 3];
        int best = row[low - 1] = low == 1 ? i : most + 1;
        for (int j = low; j <= high; j++)
            best = least(best, row[j] = base_text_cell_of(a, i, b, j, rows));
        if (high < m) row[high + 1] = most + 1;
        if (best > most && before >= most) return most + 1;
        before = best;
    }
    return least(rows[n % 3][m], most + 1);
}

/* What both begin and end with costs nothing; of paths that is the larger part. */
int text_distance(const char *a, const char *b, int most) {
    uint32_t x[COMPARED], y[COMPARED];
    int n = code_points(a, x), m = code_points(b, y), from = 0;
    if (abs(n - m) > most) return most + 1;
    if (n > COMPARED || m > COMPARED) return least(strcmp(a, b) == 0 ? 0 : n > m ? n : m, most + 1);
    while (from < n && from < m && x[from] == y[from]) from++;
    while (n > from && m > from && x[n - 1] == y[m - 1]) n--, m--;
    return distance_within(x + from, n - from, y + from, m - from, most);
}

/* No word is near that is further away. */
enum { NEAR_MOST = 3 };

int text_near(const char *word, const char *const *words, int count, int *out, int most) {
    enum { MOST = 16 };
    int distances[MOST], n = 0, length = text_count(word);
    most = least(most, MOST);
    for (int i = 0; i < count; i++) {
        int other = text_count(words[i]);
        int d = text_distance(word, words[i], NEAR_MOST), at = n;
        /* A third of the word, three at most; something of the shorter text must be left. */
        int limit = least((length + 2) / 3, NEAR_MOST);
        if (!(d <= limit && d < (length > other ? length : other))) continue;
        while (at > 0 && distances[at - 1] > d) at--;
        if (at >= most) continue;
        if (n < most) n++;
        for (int k = n - 1; k > at; k--) out[k] = out[k - 1], distances[k] = distances[k - 1];
        out[at] = i;
        distances[at] = d;
    }
    return n;
}

char *text_fill(const char *text, const char *one, const char *two, Arena *arena) {
    const char *from = text, *part[2] = {one, two};
    char *out = arena_raw(arena, strlen(from) + 4 * (strlen(one) + strlen(two)) + 1, 1), *to = out;
    for (int used = 0; *from;) {
        bool mark =
            from[0] == '{' && (from[1] == '1' || from[1] == '2') && from[2] == '}' && used++ < 4;
        if (mark) {
            const char *by = part[from[1] - '1'];
            memcpy(to, by, strlen(by));
            to += strlen(by);
            from += 3;
        } else {
            *to++ = *from++;
        }
    }
    *to = 0;
    return out;
}

char *text_list(const char *const *words, int count, Arena *arena) {
    char *out = "";
    for (int i = 0; i < count; i++)
        out = arena_print(arena, "%s%s%s", out, !i ? "" : i + 1 < count ? ", " : " and ", words[i]);
    return out;
}

const char *text_no_number(double x) {
    return isnan(x) ? "?" : isinf(x) ? x < 0 ? "−∞" : "∞" : NULL;
}

double text_plain_nan(double x) {
    return isnan(x) ? fabs(x) : x;
}
