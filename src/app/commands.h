/* What can be asked of the program: the one table of keys. The window, the list of keys on screen,
   README and the manual have it from here. */
#ifndef ATTNSCOPE_APP_COMMANDS_H
#define ATTNSCOPE_APP_COMMANDS_H

#include "app/state/app.h"

/* Another key is one more row, and its text in every language. */
extern const Keys command_keys;

#endif
