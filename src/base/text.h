/* UTF-8 text: decoding, counting, NFC and lower case (by utf8proc), near words. */
#ifndef ATTNSCOPE_BASE_TEXT_H
#define ATTNSCOPE_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* The code point at *p (before end), *p moved past it. Malformed bytes give U+FFFD, one at a time.
 */
uint32_t text_next(const char **p, const char *end);
/* Writes one code point as UTF-8 (1 to 4 bytes, no terminator); returns the number of bytes. */
int text_encode(uint32_t code, char out[4]);
/* Number of code points. */
int text_count(const char *text);
/* True if the bytes are well-formed UTF-8 without U+0000. */
bool text_valid(const char *text, size_t size);
/* False for what must not reach a terminal: control characters, line separators, marks that turn
 * the direction. */
bool text_printable(uint32_t code);
/* A copy with a '?' for every code point that is not printable (a space for a line break or a tab).
 */
char *text_plain(Arena *arena, const char *text);
/* True if every code point is printable and the bytes are well-formed. */
bool text_is_plain(const char *text);
/* Normal form C; false with an error if the text is not UTF-8. */
bool text_nfc(Arena *arena, const char *text, char **out, Error *e);
/* Normal form C and lower case. */
bool text_nfc_lower(Arena *arena, const char *text, char **out, Error *e);
/* Levenshtein distance in code points, with swapped neighbours as one edit. Texts that differ
   over more than 128 code points are not compared: the longer one's length is returned. */
int text_distance(const char *a, const char *b);
/* Indices of up to `most` words within an edit distance that suits the word's length, nearest
   first, ties in list order; returns how many. */
int text_near(const char *word, const char *const *words, int count, int *out, int most);

#endif
