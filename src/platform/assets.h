/* Where the files are that the program needs at run time: models, interface texts. */
#ifndef ATTNSCOPE_PLATFORM_ASSETS_H
#define ATTNSCOPE_PLATFORM_ASSETS_H

#include "view/lang.h"

/* $ATTNSCOPE_ASSETS if set, else the first that is there: ../share/attnscope, assets and
   ../../assets, seen from the program's own folder. Error: none, with the places that were looked
   at. */
bool assets_find(Arena *arena, char **out, Error *e);
/* The text of a file in an assets folder, "deck/deck.js". Errors: file_read's. */
bool assets_text(const char *assets, const char *name, Arena *arena, char **out, Error *e);
/* The interface texts of one language ("en", "ru") in an assets folder, and what tokens mean in it
   where there is a file of that, as "ru.gloss.txt". */
bool assets_lang(const char *assets, const char *language, const Lang *fallback, Arena *arena,
                 Lang *out, Error *e);

#endif
