/* Keys and what they do, as rows: how they are found. The rows themselves are in app/commands.h. */
#ifndef ATTNSCOPE_APP_STATE_KEYS_H
#define ATTNSCOPE_APP_STATE_KEYS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "view/command.h"

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
    KEY_F10,
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

typedef struct App App;

/* One key and what it does; the second key of a command has a row of its own beside the first. */
typedef struct KeyRow {
    const char *name; /* as it stands on the key: "PageDown" */
    int key, held;    /* held: KEY_SHIFT, KEY_CTRL. A typed character has its Shift in it already */
    const char *help; /* key of the interface text, the same for all keys of a command */
    Command command;  /* by which a button asks for the same; COMMAND_NONE: no button does */
    void (*act)(App *app); /* what is done: this, or */
    void (*move)(App *app, int by);
    int by;
    const char *group; /* the interface text of the heading that it begins; NULL: the row above's */
    bool covers;       /* it needs the whole window: the menu of what-ifs gives way */
    bool always;       /* the window's own: also while figures are exported */
} KeyRow;

typedef struct Keys {
    const KeyRow *rows;
    int count;
} Keys;

/* What a key asks for; COMMAND_NONE if it does nothing. A row without a command of its own has a
   number behind all of them. */
Command keys_command(const Keys *k, int key, int held);
/* The row that carries a command out; NULL: COMMAND_NONE. */
const KeyRow *keys_row(const Keys *k, Command command);
/* One line of the list of keys: the command of row `first`, and the names of all its keys, "→
   PageDown". Returns the first row of the next command. */
int keys_line(const Keys *k, int first, Command *command, Buffer *names);

#endif
