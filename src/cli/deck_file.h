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
/* The whole page, appended. `language` is "en" or "ru", `lang` its words. Errors: the assets folder
   or a file of it cannot be read. */
bool deck_file_print(const DeckSlide *slides, int count, const char *title, ThemeName theme,
                     const char *language, const Lang *lang, Arena *arena, Buffer *out, Error *e);

#endif
