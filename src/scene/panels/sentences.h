/* What the model reads and what it writes, as whole lines of words. Private to the scene floor. Not
   for the field in which another sentence is typed: topbar.h. */
#ifndef ATTNSCOPE_SCENE_PANELS_SENTENCES_H
#define ATTNSCOPE_SCENE_PANELS_SENTENCES_H

#include "scene/pen/stage.h"

/* A word of a line, with the blank before it. */
typedef struct SentenceWord {
    const char *text;
    float blank, wide, takes; /* pixels before it, of it, and of it with what lies under it */
    float x;
    int line; /* the row of text that it stands in */
    int row;  /* of the shown value; −1: none */
    Face face;
    Role role; /* ROLE_TEXT; as who asks or is asked, where its row is pointed at */
    bool spaced, changed;
} SentenceWord;

typedef struct SentenceLine {
    const char *tag; /* "READS" */
    Role tag_role, ink;
    bool gone; /* changed words are struck through, not underlined */
    SentenceWord *words;
    int count, first, end;      /* words first … end − 1 are shown */
    int rows;                   /* of text */
    const char *before, *after; /* "… 31 before", where not all are shown; else "" */
} SentenceLine;

enum { SENTENCES_MOST = 3 };

/* Laid out for a bar; all that is drawn of it is whole. */
typedef struct Sentences {
    SentenceLine line[SENTENCES_MOST];
    int count;
    int pixels, tag_pixels;
    float pitch, tag, room; /* from baseline to baseline; widths of the tags and of the words */
    const char *fact;       /* behind the last line: "2 of 15 words changed", or "" */
} Sentences;

/* As large as they fit beside one another into so much room: smaller letters first, then a second
   row of text, then only what is around the pointed word. */
Sentences sentences_make(Stage *s, float room);
/* The height of a bar that holds them. */
float sentences_height(const Stage *s, const Sentences *t);
/* From x on, in the middle of the bar; the first line is left out where it is being typed. Returns
   where the last line ends. */
float sentences_draw(Stage *s, const Sentences *t, Rect bar, float x, bool typed);
/* The baseline of a line's first row. */
float sentences_base(const Stage *s, const Sentences *t, Rect bar, int line);

#endif
