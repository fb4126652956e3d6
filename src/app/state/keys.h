/* The one table of keys: which key gives which command, and the interface text that says what it
   does. The window and the list of keys on screen read it. Not for carrying commands out:
   app_update does that. */
#ifndef ATTNSCOPE_APP_STATE_KEYS_H
#define ATTNSCOPE_APP_STATE_KEYS_H

#include "base/buffer.h"
#include "view/command.h"
#include "view/lang.h"

/* A key is the character that it types (letters in lower case), or one of these, which no character
 * is. */
enum {
    KEY_RIGHT = 0x110000,
    KEY_LEFT,
    KEY_PAGE_DOWN,
    KEY_PAGE_UP,
    KEY_HOME,
    KEY_END,
    KEY_ESCAPE,
    KEY_F11,
    KEY_F5,
    KEY_UP,
    KEY_DOWN,
    KEY_ENTER,
    KEY_TAB,
    KEY_BACKSPACE,
    KEY_DELETE
};

enum { KEY_SHIFT = 1, KEY_CTRL = 2 };

typedef struct KeyRow {
    const char *name; /* as it stands on the key: "PageDown" */
    int key, held;    /* held: KEY_SHIFT, KEY_CTRL. A typed character has its Shift in it already */
    Command command;
    const char *help; /* key of the interface text */
} KeyRow;

/* Rows of one command stand together. */
extern const KeyRow key_table[];
extern const int key_count;

/* COMMAND_NONE if the key does nothing. */
Command keys_command(int key, int held);
/* The names of a command's keys from row `first` on, "→  PageDown"; returns the first row of the
 * next command. */
int keys_names(int first, Buffer *out);
/* The whole list as text, one command a line. */
void keys_print(const Lang *lang, Buffer *out);

#endif
