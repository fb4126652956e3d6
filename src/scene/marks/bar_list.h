/* Lines of a label, a bar on its track, and a number: how much each of several things has of
   something. Private to the scene floor. Not for choosing what is listed. */
#ifndef ATTNSCOPE_SCENE_MARKS_BAR_LIST_H
#define ATTNSCOPE_SCENE_MARKS_BAR_LIST_H

#include "scene/words/gloss.h"

/* How the lines of one list stand: the parts of a line from left to right, in pixels. */
typedef struct BarList {
    float x, label, track, number; /* left edge, widths */
    float gloss;                   /* of the label's width, what is for its meaning; 0 none */
    float gap;                     /* at both ends of the track */
    float high;                    /* of a line */
    int size;                      /* of the labels' type */
    int digits;                    /* of the numbers'; 0: as all numbers */
    bool bare;                     /* bars stand on the ground */
} BarList;

/* One line. */
typedef struct BarLine {
    float y;                            /* its top */
    const char *label, *gloss, *number; /* gloss NULL: nothing */
    Face face;
    Color ink, number_ink, ground;
    float from, to; /* the bar's ends as parts of the track */
    Color bar;
    bool hidden; /* nothing is there: the track is hatched */
} BarLine;

/* Gives the meanings of labels what the track can spare of its width: at most that part. */
void bar_list_gloss(Stage *s, BarList *l, GlossOf of, float part);
/* The track of the line whose top is at y. */
Rect bar_list_track(const Stage *s, const BarList *l, float y);
/* All of that line. */
Rect bar_list_place(const BarList *l, float y);
/* Draws one: labels end where the track begins, numbers at the line's end. */
void bar_list_line(Stage *s, const BarList *l, const BarLine *b);

#endif
