/* Where a person left the window, as lines of `key = value`: what is read back may be anybody's,
   and a line that is not all right is passed over. Not for where the text is kept: that is
   platform/state's. */
#ifndef ATTNSCOPE_APP_STATE_RESUME_H
#define ATTNSCOPE_APP_STATE_RESUME_H

#include "app/state/app.h"

enum { RESUME_MODEL = 4096, RESUME_LANGUAGE = 8 };

typedef struct Resume {
    char model[RESUME_MODEL]; /* as --model takes it; "" the usual one */
    const char *view;         /* as --view takes it; "" nobody knows */
    char language[RESUME_LANGUAGE];
    ThemeName theme;
    int text_size;     /* percent */
    int width, height; /* of the window, in points; 0 nobody knows */
} Resume;

/* What the app shows now, but not that it presents. Model, language and size are the caller's.
   folder: the current one, from the root, in which the next window may not be opened. The line lies
   in `arena`. */
void resume_take(const App *app, const char *folder, Arena *arena, Resume *out);
/* Sizes that no window can be opened with become the nearest that one can. */
void resume_print(const Resume *r, Buffer *out);
/* Of each field what was written, the usual one (night, 100 %, "", 0) where its line is not there,
   is no text or is out of range; the line in `arena`. False: none of it was written by this
   program. */
bool resume_read(const char *text, Arena *arena, Resume *out);

#endif
