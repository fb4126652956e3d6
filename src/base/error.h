/* Bad input is told in one sentence. A function that can meet it returns bool and fills an Error.
 */
#ifndef ATTNSCOPE_BASE_ERROR_H
#define ATTNSCOPE_BASE_ERROR_H

#include <stdbool.h>

typedef struct Error {
    char text[380]; /* one line, no newline at the end, no control characters */
} Error;

/* Writes the sentence (cut to fit, control characters replaced) and returns false: return
 * error_set(e, …); */
bool error_set(Error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts "prefix: " before the sentence that is there, and returns false. */
bool error_prefix(Error *e, const char *prefix);

#endif
