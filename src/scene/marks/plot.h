/* Marks that are not matrices: words in boxes, axes with ticks, points and paths over them, elbows
   from place to place. Private to the scene floor. Not for what a figure says. */
#ifndef ATTNSCOPE_SCENE_MARKS_PLOT_H
#define ATTNSCOPE_SCENE_MARKS_PLOT_H

#include "scene/pen/stage.h"

/* A number with so many places and a real minus; "−∞". */
const char *plot_number(Stage *s, double x, int places);
/* A text that ends at `right`. */
void plot_right(Stage *s, Face face, int pixels, Color color, float right, float y,
                const char *text);

/* One number worked out, "S[it, dog]: 8 ÷ 4 = 2": where it is, as far as there is room before
   `end`, the left side with its "=", and what it comes to. Nothing, if these two have no room. */
void plot_equation(Stage *s, Focus of, const char *left, const char *right, int pixels, float x,
                   float y, float end);

/* A word in a rounded box. */
typedef struct Chip {
    const char *word;
    Color edge, ink, fill;
    float line;
} Chip;

/* Its size. */
float plot_chip_width(const Stage *s, const char *word);
float plot_chip_height(const Stage *s);
/* A token's chip in its role's colour; hot: the one that is pointed at. */
Chip plot_token(const Stage *s, const char *word, Role role, bool hot);
/* Draws it; a word that is too wide is cut. */
void plot_chip(Stage *s, Rect r, Chip chip);

/* A rectangle whose sides are number lines. */
typedef struct Plot {
    Rect r;
    double x0, x1, y0, y1; /* left, right, bottom, top */
} Plot;

/* Places of numbers; those outside are at the edge. */
float plot_x(const Plot *p, double x);
float plot_y(const Plot *p, double y);
/* Width that the numbers at the left need, their gap counted. */
float plot_scale_width(Stage *s, const Plot *p);
/* Ground, a line at 0, and round numbers at the left; at the bottom, too, if asked for. */
void plot_axes(Stage *s, const Plot *p, bool bottom);
void plot_dot(Stage *s, float x, float y, float size, Color color);
/* A line at a height of the plot, cut to it. */
void plot_level(Stage *s, const Plot *p, double y, float width, Color color);

/* From a place down (or up) to a height, along it, and on to the other place; rounded. */
void plot_elbow(Stage *s, float x, float y, float level, float x2, float y2, float width,
                Color color);

#endif
