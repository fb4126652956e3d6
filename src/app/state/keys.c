/* A few dozen rows are looked through from the first. */
#include "app/state/keys.h"

#include <string.h>

static Command keys_command_of(const Keys *k, int row) {
    Command command = k->rows[row].command;
    return command == COMMAND_NONE ? (Command)(COMMAND_COUNT + row) : command;
}

Command keys_command(const Keys *k, int key, int held) {
    for (int i = 0; i < k->count; i++)
        if (k->rows[i].key == key && k->rows[i].held == held) return keys_command_of(k, i);
    return COMMAND_NONE;
}

const KeyRow *keys_row(const Keys *k, Command command) {
    for (int i = 0; i < k->count && command != COMMAND_NONE; i++)
        if (keys_command_of(k, i) == command) return &k->rows[i];
    return NULL;
}

int keys_line(const Keys *k, int first, Command *command, Buffer *names) {
    int i = first;
    *command = keys_command_of(k, first);
    for (; i < k->count && strcmp(k->rows[i].help, k->rows[first].help) == 0; i++)
        buffer_print(names, "%s%s", i == first ? "" : "  ", k->rows[i].name);
    return i;
}
