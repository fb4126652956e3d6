/* A number being typed, a few letters long: in the menu of what-ifs and at a cell. Not for what it
 * is a number of. */
#ifndef ATTNSCOPE_APP_STATE_NUMBER_H
#define ATTNSCOPE_APP_STATE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_LETTERS = 16 };

typedef struct Number {
    bool on;
    bool whole; /* all of it is marked: the first letter takes its place */
    char text[NUMBER_LETTERS];
} Number;

/* Begins with that number, or the sign of what is none ("∞", "?"), all of it marked. */
void number_open(Number *n, float x);
/* What of the text can be part of a number; false if nothing can. A comma is a point, a real minus
 * a minus. */
bool number_type(Number *n, const char *utf8);
/* Takes away the last letter, or all of them while they are marked. */
void number_erase(Number *n);
/* False if it is none, or beyond float32's range. */
bool number_read(const Number *n, float *out);
/* As short as it reads back to the same float, which is finite: "0.3", "-1.25e-07". */
void number_print(float x, char *out, size_t room);

#endif
