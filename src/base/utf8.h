/* Code points as bytes: reading, writing, and what may be shown of them. Not for words: text.h. */
#ifndef ATTNSCOPE_BASE_UTF8_H
#define ATTNSCOPE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at *p (before end), *p moved past it. Malformed bytes give U+FFFD, one at a time.
 */
uint32_t utf8_next(const char **p, const char *end);
/* Writes one code point as UTF-8 (1 to 4 bytes, no terminator); returns the number of bytes. */
int utf8_encode(uint32_t code, char out[4]);
/* The capital of a letter; anything else as it is. */
uint32_t utf8_capital(uint32_t code);
/* Where the letter begins that holds byte `at`; 0 of what begins within one. text[at] is read. */
size_t utf8_start(const char *text, size_t at);
/* How many bytes stand before the first one that is no well-formed UTF-8; all of them if none is.
 */
size_t utf8_good(const char *text, size_t size);
/* True if the bytes are well-formed UTF-8 without U+0000. */
bool utf8_valid(const char *text, size_t size);
/* Why they are not, to be put behind what they are: "is not UTF-8 text", "holds the character
   U+0000"; NULL where they are. */
const char *utf8_fault(const char *text, size_t size);
/* Unicode's White_Space. */
bool utf8_space(uint32_t code);
/* A letter, mark, digit, connector or joiner: what words are made of. */
bool utf8_word(uint32_t code);
/* A mark that stands on the letter before it. */
bool utf8_mark(uint32_t code);
/* A sign without a picture of its own: joiners, selectors of variants. */
bool utf8_invisible(uint32_t code);
/* False for what must not reach a terminal: control characters, line separators, marks that turn
   the direction and others that only format. The joiners that shape letters may. */
bool utf8_printable(uint32_t code);

#endif
