/* What the program remembers from one start to the next, in $XDG_STATE_HOME/attnscope or
   ~/.local/state/attnscope. Never required: where there is no such place nothing is remembered. Not
   for settings that a person writes. */
#ifndef ATTNSCOPE_PLATFORM_STATE_H
#define ATTNSCOPE_PLATFORM_STATE_H

#include "base/arena.h"
#include "base/error.h"

/* The text under that name, NULL if there is none that can be read. */
const char *state_read(const char *name, Arena *arena);
/* What is there under that name but means nothing here, as of a later version, becomes
   NAME.unread-1 (to 9), so that nothing is written over it. */
void state_put_aside(const char *name);
/* Error: it cannot be written. Where there is no such place there is none. */
bool state_write(const char *name, const char *text, size_t size, Error *e);
/* Between these two no other window that asks likewise reads or writes; one that never ends is not
   waited for. */
int state_lock(void);
void state_unlock(int lock);

#endif
