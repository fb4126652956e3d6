/* From the words of a command line to an open app, and what is remembered of it: the same for a
   window and for a page. Not for pixels and events. */
#ifndef ATTNSCOPE_CLI_START_H
#define ATTNSCOPE_CLI_START_H

#include "app/app.h"
#include "app/state/resume.h"
#include "cli/look.h"
#include "cli/session.h"

typedef struct StartArguments {
    SessionArguments session;
    int language, width, height; /* −1, 0, 0: not given */
    int theme;                   /* a ThemeName; −1: not given */
    bool still, speak, fresh;
    const char *view, *lesson;
    const char *link;   /* what links to views begin with, or NULL */
    const char *folder; /* of one's own lessons, or NULL */
    FolderName told;    /* where files lie that were given or remembered */
} StartArguments;

/* Of the window, and with a lesson beside the figure. */
extern const Usage start_usage, start_lesson_usage;
/* Nothing was said. */
StartArguments start_arguments(void);
/* Takes one of the options of both; a TakeOption. */
bool start_take(void *self, int id, const char *value, Error *e);
/* The operand of a lesson: its number, a file, a folder; none: the list. Errors: there is none;
   --view is there, too, for which *status is EXIT_WRONG_USE. */
bool start_lesson(StartArguments *a, const Arguments *rest, Arena *arena, int *status, Error *e);

/* What is open. It stays where it is until start_close. */
typedef struct Start {
    StartArguments arguments; /* with what was remembered */
    Resume *resume;           /* where the last one was left */
    Session session;
    Shelf shelf;
    Look look;
    AppSetup setup;
    bool resumed; /* it is to show what the last one did */
    App app;
} Start;

/* All that an app on a run of `text` needs; NULL: where the last one was left, or the model's own
   sentence. After an error it is to be closed, too. */
bool start_open(Start *s, const StartArguments *a, const char *text, Arena *arena, Error *e);
/* Then the app itself, its runs made as `wait` has it. After an error it is to be closed, too. */
bool start_show(Start *s, AppWait wait, Error *e);
/* Where it is left, and how large its window was. */
bool start_remember(const Start *s, int width, int height, Error *e);
void start_close(Start *s);

#endif
