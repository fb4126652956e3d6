/* A deck as a file: pictures that were written before are put into its page, colours come from the
   theme, words from the language. Not for choosing what is on the slides. */
#ifndef ATTNSCOPE_CLI_DECK_FILE_H
#define ATTNSCOPE_CLI_DECK_FILE_H

#include "export/deck.h"
#include "view/lang.h"
#include "view/view.h"

/* Puts a .png or .svg file into a slide, with its size where the file tells it. Errors:
 * file_read's; another ending. */
bool deck_file_picture(const char *path, Arena *arena, DeckSlide *slide, Error *e);
/* How a deck looks and speaks. */
typedef struct DeckLook {
    ThemeName theme;
    const char *language; /* "en" or "ru" */
    const Lang *lang;     /* its words */
    const char *live;     /* where links lead, if its pictures come alive there; else NULL */
} DeckLook;

/* "https://example.org/attention/live.js": what makes pictures alive, of a page at that address. */
const char *deck_file_script(const char *base, Arena *arena);
/* The whole page, appended. Errors: the assets folder or a file of it cannot be read. */
bool deck_file_print(const DeckSlide *slides, int count, const char *title, const DeckLook *look,
                     Arena *arena, Buffer *out, Error *e);

#endif
