/* A deck: slides as one page of HTML that a browser flips through without a network, and shows as a
   plain page without its script. Not for making the pictures; the page is a pure function of what
   is given. */
#ifndef ATTNSCOPE_EXPORT_DECK_H
#define ATTNSCOPE_EXPORT_DECK_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/color.h"

typedef struct DeckSlide {
    const char *title; /* plain text; NULL: none */
    const char *html;  /* the words, as html_marks prints them; NULL: the figure has its own title,
                          and the slide's is  shown only among all slides */
    const char *image; /* a file's name beside the page, or "data:…"; NULL: words only */
    const char *alt;   /* what the picture shows, in words; NULL: the title */
    const char *link;  /* where its view is in a page, as an address with "#"; NULL: nowhere */
    int width, height; /* of the picture, pixels; 0: not known */
} DeckSlide;

typedef struct DeckColors {
    Color ground, line, text, muted;
    Color q, k, v, s, o, f, hot; /* as words on `ground` */
} DeckColors;

typedef struct DeckInfo {
    const char *title;          /* of the deck */
    const char *language;       /* "en" */
    const char *slide;          /* "Slide {1} of {2}" */
    const char *all;            /* "All slides" */
    const char *keys;           /* what the keys do, in one line */
    const char *open;           /* "Open in a page": where a link leads */
    const char *live;           /* the script that makes pictures with a link alive; NULL: none */
    const char *program;        /* "attnscope 1.0", for the page's head */
    const char *style, *script; /* of the page: assets/deck/deck.css and deck.js */
    bool night;
    DeckColors colors;
} DeckInfo;

/* Appends the whole page. */
void deck_print(const DeckSlide *slides, int count, const DeckInfo *info, Buffer *out);
/* Appends "data:TYPE;base64,…", as DeckSlide.image takes it. */
void deck_data(const char *type, const void *data, size_t size, Buffer *out);

#endif
