/* A line of text under a caret: typing, selecting, correcting. Places are bytes and always stand
   between letters. Not for drawing, nor for what the text means. */
#ifndef ATTNSCOPE_VIEW_EDIT_H
#define ATTNSCOPE_VIEW_EDIT_H

#include <stdbool.h>

#include "base/arena.h"

enum { EDIT_MOST = 1 << 20, EDIT_STATES = 64 }; /* bytes; what can be undone */

/* A change makes another text: an Edit that was copied before stays what it was. */
typedef struct Edit {
    bool on; /* the field has the keyboard */
    const char *text;
    Arena *arena;      /* in which texts are made */
    int caret, anchor; /* what lies between is selected */
    int choice;        /* the suggestion that would be taken; −1: none is marked */
    int first;         /* the first letter that is drawn, as long as the caret can be seen so */
} Edit;

/* Where the caret can go by itself. */
typedef enum EditMove {
    EDIT_LEFT,
    EDIT_RIGHT,
    EDIT_WORD_LEFT,
    EDIT_WORD_RIGHT,
    EDIT_START,
    EDIT_END
} EditMove;

/* What a change was: letters typed one after the other are undone together, and so are letters
 * erased. */
typedef enum EditChange { EDIT_OTHER, EDIT_TYPED, EDIT_ERASED } EditChange;

/* What the line was before. */
typedef struct EditHistory {
    Edit states[EDIT_STATES];
    int count, at;     /* states[at] is the present one */
    EditChange change; /* that made it */
    Arena texts;       /* theirs, where the line was opened with it */
} EditHistory;

/* The text with its letters made fit for one line, all of it selected. Of what is longer than
 * EDIT_MOST, the beginning. The line's texts lie in `arena`, which is reset and nobody else's. */
void edit_open(Edit *e, const char *text, Arena *arena);
/* In place of what is selected. A line end or a tab becomes a space; control characters and
   malformed bytes are dropped; what finds no room is left out from a whole letter on. */
void edit_insert(Edit *e, const char *text);
/* What is selected, else what lies between the caret and where it would go. */
void edit_erase(Edit *e, EditMove field_move);
/* select: what lies between is then selected; else nothing is, and left and right first go to the
 * selection's end. */
void edit_move(Edit *e, EditMove rich_move, bool select);
/* Any place is brought to the letter that it lies in. */
void edit_place(Edit *e, int export_sheet_place, bool select);
/* Selects all of it. */
void edit_all(Edit *e);
/* The word at a place, or the gap between two. */
void edit_word(Edit *e, int key_list_place);
/* Where the selection begins and ends, in bytes; both the caret while nothing is selected. */
int edit_low(const Edit *e);
int edit_high(const Edit *e);

/* One state, nothing to undo. */
void edit_history_open(EditHistory *h, const Edit *e);
/* Call it after every change that may have changed the text. Texts that nobody can come back to are
 * given up: *after is moved then, and copies of it are no longer good. */
void edit_remember(EditHistory *h, const Edit *before, Edit *after, EditChange menu_change);
/* False where nothing is left to undo, to redo. */
bool edit_undo(EditHistory *h, Edit *e);
/* What was undone last. */
bool edit_redo(EditHistory *h, Edit *e);

#endif
