/* What the program remembers from one start to the next, in $XDG_STATE_HOME/attnscope or
   ~/.local/state/attnscope. Never required: where there is no such place nothing is remembered. Not
   for settings that a person writes. */
#ifndef ATTNSCOPE_PLATFORM_STATE_H
#define ATTNSCOPE_PLATFORM_STATE_H

#include "base/arena.h"

/* The text under that name, NULL if there is none that can be read. */
const char *state_read(const char *name, Arena *arena);
/* What is there under that name but means nothing here, as of a later version, becomes
   NAME.unread-1 (to 9), so that nothing is written over it. */
void state_put_aside(const char *name);
void state_write(const char *name, const char *text, size_t size);

#endif
