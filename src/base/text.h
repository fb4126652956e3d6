/* Text in UTF-8: counting, NFC and lower case (by utf8proc), near words. Its code points: utf8.h.
 */
#ifndef ATTNSCOPE_BASE_TEXT_H
#define ATTNSCOPE_BASE_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"

/* Whether it begins, or ends, with the other one. */
bool text_begins(const char *text, const char *with);
bool text_ends(const char *text, const char *with);
/* Of two pointers to texts, by bytes: for qsort. */
int text_compare(const void *a, const void *b);
/* Number of code points. */
int text_count(const char *text);
/* A copy with a '?' for every code point that is not printable (a space for a line break or a tab).
 */
char *text_plain(Arena *arena, const char *text);
/* The same of a token's label, with signs for what nobody could see: "·" for each blank at its
   ends, also as tokenizers write it (Ġ, ▁), "⏎" for the end of a line (Ċ), "⇥" for a tab, "∅" for
   nothing. */
char *text_signs(Arena *arena, const char *text);
/* True if every code point is printable and the bytes are well-formed. */
bool text_is_plain(const char *text);
/* Well-formed, without line breaks and other control characters. A path may have any bytes. */
bool text_is_line(const char *text);
/* Normal form C; false with an error if the text is not UTF-8. */
bool text_nfc(Arena *arena, const char *text, char **out, Error *e);
/* Normal form C and lower case. */
bool text_nfc_lower(Arena *arena, const char *text, char **out, Error *e);
/* A copy in capitals; malformed bytes become '?'. */
char *text_upper(Arena *arena, const char *text);
/* A copy of a template with its {1} and {2} replaced, four of them at most. */
char *text_fill(const char *text, const char *one, const char *two, Arena *arena);
/* "one, two and three". */
char *text_list(const char *const *words, int count, Arena *arena);
/* Levenshtein distance in code points, with swapped neighbours as one edit; most + 1 if it is more
   than `most`, which costs the less the smaller `most` is. Texts of more than 128 code points are
   not compared: those that differ are as far apart as the longer one is long. */
int text_distance(const char *a, const char *b, int most);
/* What is written for a number that has no digits: "∞", "−∞", "?" for NaN. NULL: it has some. */
const char *text_no_number(double x);
/* The same number; a NaN without its sign, which "%g" would write and processors do not agree
 * about. */
double text_plain_nan(double x);
/* Indices of up to `most` words within an edit distance that suits the word's length, nearest
   first, ties in list order; returns how many. */
int text_near(const char *word, const char *const *words, int count, int *out, int most);

#endif
