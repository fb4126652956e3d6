/* Numbers as people write them: their letters are brought into the one form that strtod reads. */
#include "trace/sheet_cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CELL_MOST = 64 }; /* no number is longer */

/* What stands for other letters in numbers: minus signs, and blanks that group digits. */
static const char *const letters[][2] = {
    {"\xE2\x88\x92", "-"},  /* − */
    {"\xE2\x80\x93", "-"},  /* – */
    {"\xC2\xA0", " "},      /* no-break space */
    {"\xE2\x80\xAF", " "},  /* narrow no-break space */
    {"\xE2\x80\x89", " "},  /* thin space */
    {"\xE2\x80\x99", "'"},  /* ’ */
    {"\xE2\x88\x9E", "inf"} /* ∞ */
};

static const char *const missing[] = {"",
                                      "nan",
                                      "na",
                                      "n/a",
                                      "n.a.",
                                      "null",
                                      "none",
                                      "-",
                                      "--",
                                      "?",
                                      ".",
                                      "#n/a",
                                      "#na",
                                      "<na>",
                                      "nat",
                                      "-nan",
                                      "+nan",
                                      "nan(ind)",
                                      "#value!",
                                      "#ref!",
                                      "#div/0!",
                                      "#num!",
                                      "#name?",
                                      "#null!",
                                      "-nan(ind)",
                                      "1.#qnan",
                                      "-1.#ind",
                                      "\xE2\x80\x94",
                                      "\xE2\x80\xA6",
                                      "\xD0\xBD/\xD0\xB4"};

static const struct {
    const char *word;
    double x;
} words[] = {
    {"inf", (double)INFINITY},
    {"+inf", (double)INFINITY},
    {"-inf", (double)-INFINITY},
    {"infinity", (double)INFINITY},
    {"-infinity", (double)-INFINITY},
    {"+infinity", (double)INFINITY},
    {"1.#inf", (double)INFINITY},
    {"-1.#inf", (double)-INFINITY},
    {"true", 1},
    {"false", 0},
};

/* Copies without blanks at the ends; false if it is too long for a number. */
static bool copy_plain(const char *text, size_t size, char out[CELL_MOST]) {
    size_t n = 0;
    for (const char *end = text + size; text < end;) {
        const char *put = NULL;
        size_t taken = 1;
        for (size_t i = 0; i < sizeof letters / sizeof *letters && (unsigned char)*text >= 0x80;
             i++) {
            size_t length = strlen(letters[i][0]);
            if ((size_t)(end - text) < length || memcmp(text, letters[i][0], length) != 0) continue;
            put = letters[i][1], taken = length;
        }
        size_t length = put ? strlen(put) : 1;
        if (n + length >= CELL_MOST) return false;
        bool leading = n == 0 && (put ? *put : *text) == ' ';
        if (!leading) memcpy(out + n, put ? put : text, length), n += length;
        text += taken;
    }
    while (n && strchr(" \t\r", out[n - 1])) n--;
    out[n] = 0;
    return true;
}

static size_t digits_at(const char *text) {
    return strspn(text, "0123456789");
}

/* How long a whole number is at the text's beginning whose digits that letter groups by threes; 0
   if there is none. */
static size_t digits_grouped(const char *text, char by) {
    size_t n = digits_at(text);
    bool any = false;
    if (n < 1 || n > 3 || (text[0] == '0' && n > 0)) return 0;
    while (text[n] == by && digits_at(text + n + 1) == 3) n += 4, any = true;
    return any && text[n] != by ? n : 0;
}

/* The digits before the decimals, without what groups them; *at goes behind them. */
static bool whole_part(const char **at, bool decimal_comma, char **to) {
    const char *text = *at, *by = decimal_comma ? ". '," : ", '.";
    size_t n = digits_at(text), g = 0;
    for (; *by && !g; by++) {
        g = digits_grouped(text, *by);
        /* One point, or one comma where commas separate nothing, stands before decimals. */
        bool decimal = *by == '.' || (*by == ',' && decimal_comma);
        if (g && decimal && g <= n + 4 && !(text[g] && strchr(",.", text[g]))) g = 0;
    }
    for (size_t i = 0; i < (g ? g : n); i++)
        if (text[i] >= '0' && text[i] <= '9') *(*to)++ = text[i];
    *at = text + (g ? g : n);
    return g || n;
}

/* Writes what strtod reads; false if it is no number. */
static bool make_plain(const char *text, bool decimal_comma, char *to, bool *percent) {
    if (*text == '-' || *text == '+') *to++ = *text++;
    bool any = whole_part(&text, decimal_comma, &to);
    if (*text == '.' || *text == ',') {
        size_t n = digits_at(text + 1);
        if (*text == ',' && n == 0) return false;
        *to++ = '.';
        memcpy(to, text + 1, n);
        to += n, text += 1 + n, any = any || n;
    }
    if (any && (*text == 'e' || *text == 'E')) {
        size_t sign = text[1] == '-' || text[1] == '+', n = digits_at(text + 1 + sign);
        if (n == 0) return false;
        memcpy(to, text, 1 + sign + n);
        to += 1 + sign + n, text += 1 + sign + n;
    }
    *to = 0;
    *percent = text[strspn(text, " ")] == '%';
    if (*percent) text += strspn(text, " ") + 1;
    return any && !*text;
}

CellKind sheet_cell(const char *text, size_t size, bool decimal_comma, double *x) {
    char plain[CELL_MOST], number[CELL_MOST];
    bool percent;
    *x = 0;
    if (!copy_plain(text, size, plain)) return CELL_WORDS;
    if ((*plain >= '0' && *plain <= '9') || strchr("+-.,", *plain ? *plain : 'x')) {
        if (make_plain(plain, decimal_comma, number, &percent)) {
            *x = strtod(number, NULL); /* no setlocale in this program: the point is a point */
            if (percent) *x /= 100;
            return CELL_NUMBER;
        }
    }
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++)
        if (strcasecmp(plain, missing[i]) == 0) return *x = (double)NAN, CELL_MISSING;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(plain, words[i].word) == 0) return *x = words[i].x, CELL_NUMBER;
    return CELL_WORDS;
}
