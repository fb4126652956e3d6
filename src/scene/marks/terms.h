/* The terms of an explained sum, one a line: operands, product as a bar and as a number, the sum so
   far. Private to the scene floor. Not for choosing which terms are shown. */
#ifndef ATTNSCOPE_SCENE_MARKS_TERMS_H
#define ATTNSCOPE_SCENE_MARKS_TERMS_H

#include "scene/pen/stage.h"

typedef struct Terms {
    const Explanation *x;
    const int *order; /* which terms; NULL: from `first` on, in the sum's own order */
    int first, count;
    int pixels; /* of type */
    float line; /* a line's height */
    float left, top, width;
    bool index;   /* each line begins with the term's number */
    bool words;   /* or with the token that the term comes from, where it comes from one */
    bool running; /* each line ends with the sum so far; only in the sum's own order */
    bool asked;   /* a question asks for the sum: operands are told, products are not */
    int hot;      /* the term that is told apart, −1 none */
} Terms;

/* A place that leads to one number: a click follows it, and it is lit while that cell is hovered.
 */
void terms_target(Stage *s, Rect r, Value v, Cell at);
/* The same for a term of the focused cell: to the factor that is followed. */
void terms_target_of(Stage *s, Rect r, const Term *term);
/* The least width at which the products' bars still say something. */
float terms_width(const Stage *s, const Terms *t);
void terms_draw(Stage *s, const Terms *t);
/* A line without operands, as the bias or all the other terms. at: which line, counted from the
 * table's top. */
void terms_extra(Stage *s, const Terms *t, int at, const char *label, double x, bool running);
/* "S[it, dog]" from x on; returns its width, and draws nothing if `draw` is false. */
float terms_name(Stage *s, Focus f, int pixels, float x, float base, bool draw);
/* A number with so many digits after the point and a real minus. */
const char *terms_number(Stage *s, double x, int places);

#endif
