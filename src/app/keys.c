/* The table of keys and the three ways to read it. */
#include "app/keys.h"

#include "base/text.h"

const KeyRow key_table[] = {
    {"→", KEY_RIGHT, 0, COMMAND_NEXT_STEP, "keys.next_step"},
    {"PageDown", KEY_PAGE_DOWN, 0, COMMAND_NEXT_STEP, "keys.next_step"},
    {"←", KEY_LEFT, 0, COMMAND_PREVIOUS_STEP, "keys.previous_step"},
    {"PageUp", KEY_PAGE_UP, 0, COMMAND_PREVIOUS_STEP, "keys.previous_step"},
    {"Home", KEY_HOME, 0, COMMAND_FIRST_STEP, "keys.first_step"},
    {"End", KEY_END, 0, COMMAND_LAST_STEP, "keys.last_step"},
    {"]", ']', 0, COMMAND_NEXT_HEAD, "keys.next_head"},
    {"[", '[', 0, COMMAND_PREVIOUS_HEAD, "keys.previous_head"},
    {";", ';', 0, COMMAND_NEXT_ROW, "keys.next_row"},
    {",", ',', 0, COMMAND_PREVIOUS_ROW, "keys.previous_row"},
    {"Shift →", KEY_RIGHT, KEY_SHIFT, COMMAND_NEXT_WORD, "keys.next_word"},
    {"Shift ←", KEY_LEFT, KEY_SHIFT, COMMAND_PREVIOUS_WORD, "keys.previous_word"},
    {"T", 't', 0, COMMAND_THEME, "keys.theme"},
    {"N", 'n', 0, COMMAND_LANGUAGE, "keys.language"},
    {"+", '+', 0, COMMAND_TEXT_LARGER, "keys.text_larger"},
    {"−", '-', 0, COMMAND_TEXT_SMALLER, "keys.text_smaller"},
    {"0", '0', 0, COMMAND_TEXT_NORMAL, "keys.text_normal"},
    {"F11", KEY_F11, 0, COMMAND_FULL_SCREEN, "keys.full_screen"},
    {"X", 'x', 0, COMMAND_EXPORT, "keys.export"},
    {"Ctrl Z", 'z', KEY_CTRL, COMMAND_UNDO, "keys.undo"},
    {"Ctrl Shift Z", 'z', KEY_CTRL | KEY_SHIFT, COMMAND_REDO, "keys.redo"},
    {"?", '?', 0, COMMAND_KEYS, "keys.keys"},
    {"Esc", KEY_ESCAPE, 0, COMMAND_ESCAPE, "keys.escape"},
    {"Ctrl Q", 'q', KEY_CTRL, COMMAND_QUIT, "keys.quit"},
};
const int key_count = sizeof key_table / sizeof *key_table;

Command keys_command(int key, int held) {
    for (int i = 0; i < key_count; i++)
        if (key_table[i].key == key && key_table[i].held == held) return key_table[i].command;
    return COMMAND_NONE;
}

int keys_names(int first, Buffer *out) {
    int i = first;
    for (; i < key_count && key_table[i].command == key_table[first].command; i++)
        buffer_print(out, "%s%s", i == first ? "" : "  ", key_table[i].name);
    return i;
}

void keys_print(const Lang *lang, Buffer *out) {
    for (int i = 0, next; i < key_count; i = next) {
        Buffer names = {0};
        next = keys_names(i, &names);
        int room = 18 - text_count(names.data);
        buffer_print(out, "  %s%*s%s\n", names.data, room > 2 ? room : 2, "", lang_text(lang, key_table[i].help));
        buffer_free(&names);
    }
}
