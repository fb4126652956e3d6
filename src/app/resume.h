/* Where a person left the window, as lines of `key = value`: what is read back may be anybody's,
   and is all right or nothing. Not for where the text is kept: that is platform/state's. */
#ifndef ATTNSCOPE_APP_RESUME_H
#define ATTNSCOPE_APP_RESUME_H

#include "app/app.h"

enum { RESUME_VIEW = VIEW_LINE, RESUME_MODEL = 4096, RESUME_LANGUAGE = 8 };

typedef struct Resume {
    char model[RESUME_MODEL]; /* as --model takes it; "" the usual one */
    char view[RESUME_VIEW];   /* as --view takes it */
    char language[RESUME_LANGUAGE];
    ThemeName theme;
    int text_size;     /* percent */
    int width, height; /* of the window, in points */
} Resume;

/* What the app shows now, but not that it presents. Model, language and size are the caller's. */
void resume_take(const App *app, Resume *out);
void resume_print(const Resume *r, Buffer *out);
/* False if it was not written so, to the last line: then *out is empty. */
bool resume_read(const char *text, Resume *out);

#endif
