/* The table of keys and the three ways to read it. */
#include "app/state/keys.h"

#include "base/text.h"

const KeyRow key_table[] = {
    {"→", KEY_RIGHT, 0, COMMAND_NEXT, "keys.next"},
    {"PageDown", KEY_PAGE_DOWN, 0, COMMAND_NEXT, "keys.next"},
    {"←", KEY_LEFT, 0, COMMAND_PREVIOUS, "keys.previous"},
    {"PageUp", KEY_PAGE_UP, 0, COMMAND_PREVIOUS, "keys.previous"},
    {"↓", KEY_DOWN, 0, COMMAND_IN, "keys.in"},
    {"Enter", KEY_ENTER, 0, COMMAND_IN, "keys.in"},
    {"↑", KEY_UP, 0, COMMAND_OUT, "keys.out"},
    {"Esc", KEY_ESCAPE, 0, COMMAND_ESCAPE, "keys.escape"},
    {"Y", 'y', 0, COMMAND_WHY, "keys.why"},
    {"G", 'g', 0, COMMAND_WHERE, "keys.where"},
    {"Backspace", KEY_BACKSPACE, 0, COMMAND_BACK, "keys.back"},
    {"Home", KEY_HOME, 0, COMMAND_FIRST, "keys.first"},
    {"End", KEY_END, 0, COMMAND_LAST, "keys.last"},
    {"Space", ' ', 0, COMMAND_PLAY, "keys.play"},
    {"K", 'k', 0, COMMAND_FASTER, "keys.faster"},
    {"J", 'j', 0, COMMAND_SLOWER, "keys.slower"},
    {"F", 'f', 0, COMMAND_FORM, "keys.form"},
    {"A", 'a', 0, COMMAND_TREE, "keys.tree"},
    {"Shift A", 'a', KEY_SHIFT, COMMAND_SEARCH, "keys.search"},
    {"]", ']', 0, COMMAND_NEXT_HEAD, "keys.next_head"},
    {"[", '[', 0, COMMAND_PREVIOUS_HEAD, "keys.previous_head"},
    {";", ';', 0, COMMAND_NEXT_ROW, "keys.next_row"},
    {",", ',', 0, COMMAND_PREVIOUS_ROW, "keys.previous_row"},
    {">", '>', 0, COMMAND_NEXT_COL, "keys.next_col"},
    {"<", '<', 0, COMMAND_PREVIOUS_COL, "keys.previous_col"},
    {"Shift →", KEY_RIGHT, KEY_SHIFT, COMMAND_NEXT_WORD, "keys.next_word"},
    {"Shift ←", KEY_LEFT, KEY_SHIFT, COMMAND_PREVIOUS_WORD, "keys.previous_word"},
    {"Ctrl +", '+', KEY_CTRL, COMMAND_ZOOM_IN, "keys.zoom_in"},
    {"Ctrl −", '-', KEY_CTRL, COMMAND_ZOOM_OUT, "keys.zoom_out"},
    {"Ctrl 0", '0', KEY_CTRL, COMMAND_ZOOM_WHOLE, "keys.zoom_whole"},
    {"Ctrl →", KEY_RIGHT, KEY_CTRL, COMMAND_PAN_RIGHT, "keys.pan_right"},
    {"Ctrl ←", KEY_LEFT, KEY_CTRL, COMMAND_PAN_LEFT, "keys.pan_left"},
    {"Ctrl ↓", KEY_DOWN, KEY_CTRL, COMMAND_PAN_DOWN, "keys.pan_down"},
    {"Ctrl ↑", KEY_UP, KEY_CTRL, COMMAND_PAN_UP, "keys.pan_up"},
    {"E", 'e', 0, COMMAND_EDIT, "keys.edit"},
    {"D", 'd', 0, COMMAND_DICE, "keys.dice"},
    {"L", 'l', 0, COMMAND_LESSONS, "keys.lessons"},
    {"Shift L", 'l', KEY_SHIFT, COMMAND_CONTENTS, "keys.contents"},
    {"H", 'h', 0, COMMAND_HINT, "keys.hint"},
    {"U", 'u', 0, COMMAND_FIGURE_BACK, "keys.figure_back"},
    {"Ctrl R", 'r', KEY_CTRL, COMMAND_RELOAD, "keys.reload"},
    {"1", '1', 0, COMMAND_ANSWER_1, "keys.answer"},
    {"2", '2', 0, COMMAND_ANSWER_2, "keys.answer"},
    {"3", '3', 0, COMMAND_ANSWER_3, "keys.answer"},
    {"4", '4', 0, COMMAND_ANSWER_4, "keys.answer"},
    {"5", '5', 0, COMMAND_ANSWER_5, "keys.answer"},
    {"6", '6', 0, COMMAND_ANSWER_6, "keys.answer"},
    {"7", '7', 0, COMMAND_ANSWER_7, "keys.answer"},
    {"8", '8', 0, COMMAND_ANSWER_8, "keys.answer"},
    {"W", 'w', 0, COMMAND_WHAT_IF, "keys.what_if"},
    {"=", '=', 0, COMMAND_VALUE, "keys.value"},
    {"Delete", KEY_DELETE, 0, COMMAND_CLEAR_WHAT_IF, "keys.clear_what_if"},
    {"M", 'm', 0, COMMAND_MAP, "keys.map"},
    {"I", 'i', 0, COMMAND_NOTES, "keys.notes"},
    {"B", 'b', 0, COMMAND_TIMELINE, "keys.timeline"},
    {"T", 't', 0, COMMAND_THEME, "keys.theme"},
    {"N", 'n', 0, COMMAND_LANGUAGE, "keys.language"},
    {"+", '+', 0, COMMAND_TEXT_LARGER, "keys.text_larger"},
    {"−", '-', 0, COMMAND_TEXT_SMALLER, "keys.text_smaller"},
    {"0", '0', 0, COMMAND_TEXT_NORMAL, "keys.text_normal"},
    {"F11", KEY_F11, 0, COMMAND_FULL_SCREEN, "keys.full_screen"},
    {"X", 'x', 0, COMMAND_EXPORT, "keys.export"},
    {"Shift X", 'x', KEY_SHIFT, COMMAND_EXPORT_SERIES, "keys.export_series"},
    {"V", 'v', 0, COMMAND_COPY_VIEW, "keys.copy_view"},
    {"Ctrl Z", 'z', KEY_CTRL, COMMAND_UNDO, "keys.undo"},
    {"Ctrl Shift Z", 'z', KEY_CTRL | KEY_SHIFT, COMMAND_REDO, "keys.redo"},
    {"R", 'r', 0, COMMAND_REORDER, "keys.reorder"},
    {"C", 'c', 0, COMMAND_COMPARE, "keys.compare"},
    {"Shift C", 'c', KEY_SHIFT, COMMAND_SWAP, "keys.swap"},
    {"Z", 'z', 0, COMMAND_SIDE, "keys.side"},
    {"P", 'p', 0, COMMAND_PRESENT, "keys.present"},
    {"F5", KEY_F5, 0, COMMAND_PRESENT, "keys.present"},
    {".", '.', 0, COMMAND_BLANK, "keys.blank"},
    {"S", 's', 0, COMMAND_SPOTLIGHT, "keys.spotlight"},
    {"O", 'o', 0, COMMAND_DOTS, "keys.dots"},
    {"Tab", KEY_TAB, 0, COMMAND_NEXT_REGION, "keys.next_region"},
    {"Shift Tab", KEY_TAB, KEY_SHIFT, COMMAND_PREVIOUS_REGION, "keys.previous_region"},
    {"?", '?', 0, COMMAND_KEYS, "keys.keys"},
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
    for (; i < key_count && key_table[i].help == key_table[first].help; i++)
        buffer_print(out, "%s%s", i == first ? "" : "  ", key_table[i].name);
    return i;
}

void keys_print(const Lang *lang, Buffer *out) {
    for (int i = 0, next; i < key_count; i = next) {
        Buffer names = {0};
        next = keys_names(i, &names);
        int room = 18 - text_count(names.data);
        buffer_print(out, "  %s%*s%s\n", names.data, room > 2 ? room : 2, "",
                     lang_text(lang, key_table[i].help));
        buffer_free(&names);
    }
}
