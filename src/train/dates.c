/* Dates as people write them. The calendar is computed here, so that it is the same on every
 * machine. */
#include "train/dates.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const month_names[12] = {"january",   "february", "march",    "april",
                                            "may",       "june",     "july",     "august",
                                            "september", "october",  "november", "december"};
static const char *const day_names[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday"};

static const char source_characters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ,./-";
static const char target_characters[] = "0123456789-";

/* The letters that some date really uses. */
static bool occurs(char c) {
    if (!isalpha((unsigned char)c)) return true;
    char low = (char)tolower((unsigned char)c);
    bool first = false, inside = strchr("stndrhof", low) != NULL; /* st nd rd th of */
    for (int i = 0; i < 19; i++) {
        const char *name = i < 12 ? month_names[i] : day_names[i - 12];
        first = first || name[0] == low;
        inside = inside || strchr(name, low) != NULL;
    }
    return c == low ? inside : first;
}

static Vocab characters(const char *list, Arena *arena) {
    const char *words[80] = {"<pad>", "<bos>", "<eos>"};
    int count = TOKEN_FIRST;
    for (; *list; list++)
        if (occurs(*list)) words[count++] = arena_copy(arena, list, 1);
    return vocab_make(words, count, arena);
}

Vocab dates_source(Arena *arena) {
    return characters(source_characters, arena);
}

Vocab dates_target(Arena *arena) {
    return characters(target_characters, arena);
}

/* The calendar. */

static bool leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month) {
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

int dates_days(void) {
    int days = 0;
    for (int year = 1900; year < 2100; year++) days += 365 + leap(year);
    return days;
}

/* 1 January 1900 was a Monday. */
Date date_of(int day_number) {
    Date d = {1900, 1, day_number, day_number % 7};
    while (d.day >= 365 + leap(d.year)) d.day -= 365 + leap(d.year), d.year++;
    while (d.day >= month_days(d.year, d.month)) d.day -= month_days(d.year, d.month), d.month++;
    d.day++;
    return d;
}

static void iso(Date d, char out[16]) {
    snprintf(out, 16, "%04u-%02u-%02u", (unsigned)d.year % 10000, (unsigned)d.month % 100,
             (unsigned)d.day % 100);
}

bool date_held_out(Date d) {
    char text[16];
    iso(d, text);
    return hash_text(text) % 1000 < 100;
}

/* Writing: a pattern says where the parts go, so that each character's part is known. */

typedef enum Part { PART_OTHER, PART_YEAR, PART_MONTH, PART_DAY } Part;

typedef struct Line {
    char text[PAIR_TOKENS + 1];
    Part part[PAIR_TOKENS + 1];
    int count;
} Line;

static void dates_put(Line *l, const char *text, int most, Part part) {
    for (int i = 0; text[i] && i < most; i++) {
        assert(l->count < PAIR_TOKENS);
        l->part[l->count] = part;
        l->text[l->count++] = text[i];
    }
}

static void put_number(Line *l, const char *format, int number, Part part) {
    char digits[16];
    snprintf(digits, sizeof digits, strcmp(format, "02") == 0 ? "%02d" : "%d", number);
    dates_put(l, digits, 15, part);
}

static const char *ordinal(int n) {
    if (n >= 11 && n <= 13) return "th";
    return n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

/* d day, D two digits, t its ordinal ending, m month, M two digits, n name, N three letters, w
   weekday, W three letters, y year; other characters stand for themselves. */
static const char *const formats[DATE_FORMATS] = {"d n y",   "n d, y",    "d N y",   "w, n d, y",
                                                  "W d N y", "dt of n y", "N dt, y", "D.M.y",
                                                  "y/m/d",   "d-N-y"};

static void put_part(Line *l, char code, Date d) {
    const char *month = month_names[d.month - 1], *day = day_names[d.weekday];
    char plain[2] = {code, '\0'};
    switch (code) {
    case 'd': put_number(l, "", d.day, PART_DAY); break;
    case 'D': put_number(l, "02", d.day, PART_DAY); break;
    case 't': dates_put(l, ordinal(d.day), 2, PART_OTHER); break;
    case 'm': put_number(l, "", d.month, PART_MONTH); break;
    case 'M': put_number(l, "02", d.month, PART_MONTH); break;
    case 'n': dates_put(l, month, 9, PART_MONTH); break;
    case 'N': dates_put(l, month, 3, PART_MONTH); break;
    case 'w': dates_put(l, day, 9, PART_OTHER); break;
    case 'W': dates_put(l, day, 3, PART_OTHER); break;
    case 'y': put_number(l, "", d.year, PART_YEAR); break;
    default: dates_put(l, plain, 1, PART_OTHER); break;
    }
}

/* Words begin with a capital, but "of" and the endings do not. */
static void dates_capitals(Line *l) {
    for (int i = 0; i < l->count; i++) {
        bool start = i == 0 || strchr(" -", l->text[i - 1]);
        if (start && strncmp(&l->text[i], "of ", 3) != 0)
            l->text[i] = (char)toupper((unsigned char)l->text[i]);
    }
}

/* Year digit k comes from the same digit; the digits of month and day from all their characters. */
static uint32_t gold_of(const Line *l, int k) {
    if (k == 4 || k == 7) return 0;
    Part part = k < 4 ? PART_YEAR : k < 7 ? PART_MONTH : PART_DAY;
    uint32_t bits = 0;
    for (int i = 0; i < l->count; i++)
        if (l->part[i] == part) bits |= (uint32_t)1 << i;
    if (k >= 4) return bits;
    for (int i = 0; i < k; i++) bits &= bits - 1;
    return bits & (~bits + 1);
}

static int character(const Vocab *v, char c) {
    char word[2] = {c, '\0'};
    int token = vocab_find(v, word);
    assert(token >= TOKEN_FIRST);
    return token;
}

void date_write(const Corpus *c, Date d, int format, bool capital, Pair *out) {
    Line l = {0};
    char target[16];
    for (const char *f = formats[format]; *f; f++) {
        put_part(&l, *f, d);
    }
    if (capital) dates_capitals(&l);
    iso(d, target);
    *out = (Pair){
        .kind = PAIR_DATE, .it = -1, .referent = -1, .pronoun = -1, .held_out = date_held_out(d)};
    out->source_count = l.count;
    for (int i = 0; i < l.count; i++) out->source[i] = character(&c->source, l.text[i]);
    out->target_count = (int)strlen(target);
    for (int t = 0; t < out->target_count; t++) {
        out->target[t] = character(&c->target, target[t]);
        out->gold[t] = gold_of(&l, t);
        out->scored[t] = out->gold[t] != 0;
    }
}

void date_draw(const Corpus *c, Random *r, Pair *out) {
    Date d = date_of(random_below(r, dates_days()));
    bool capital = random_below(r, 10) < 7;
    date_write(c, d, random_below(r, DATE_FORMATS), capital, out);
}
