/* A view as an address: "BASE#view=LINE&lang=ru", where BASE is that of a page with this program.
   Whatever is no letter, digit or one of -._~ and a few more is written %XX. Not for what the line
   says. */
#ifndef ATTNSCOPE_VIEW_LINK_H
#define ATTNSCOPE_VIEW_LINK_H

#include "view/view.h"

enum {
    LINK_MOST = 1 << 15
}; /* bytes of a line: longer addresses are cut by what they go through */

typedef struct Link {
    const char *view, *language; /* the line, "ru"; "": it tells none */
} Link;

/* Appends the address. language NULL: not told. */
void link_print(const char *base, const char *line, const char *language, Buffer *out);
/* Whether links can begin so: an address without "#" and blanks. Error: not so. */
bool link_base(const char *base, Error *e);
/* Appends the address of a view. model: what `model` in a line calls the one that the program was
   opened with, "" the usual one. False, and nothing is appended: it shows what lies in files of
   one's own, which no page has; its line is longer than LINK_MOST. */
bool link_view(const char *base, const char *model, const View *v, const Decoding *d,
               const char *language, Buffer *out);
/* Whether a text is an address, and no view's line: it begins with "#", or "https://" and the like.
 */
bool link_is(const char *text);
/* In `arena`. Errors: it has no "view=" behind its "#"; a wrong %XX, no UTF-8. */
bool link_read(const char *address, Arena *arena, Link *out, Error *e);

#endif
