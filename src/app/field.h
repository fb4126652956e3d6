/* The sentence field under the hand: keys, typed letters, the clipboard and the pointer while a
   sentence is edited; and the dice. What editing a line means is lesson/edit's, how the field looks
   the scene's. */
#ifndef ATTNSCOPE_APP_FIELD_H
#define ATTNSCOPE_APP_FIELD_H

#include "app/app.h"

/* Begins with the present sentence, all of it selected. Does nothing while the field is open. */
void field_open(App *app);
/* keep: the text becomes the sentence; if it cannot, the reason is shown and the field stays open.
 */
void field_close(App *app, bool keep);
/* A key as app_key has it. False if the field leaves it to others: only while the field is open is
 * any taken. */
bool field_key(App *app, int key, int held);
void field_type(App *app, const char *utf8);
void field_paste(App *app, const char *text);
/* Pressed in the field: opens it, places the caret; with Shift selects up to there; twice: the
 * word. */
void field_press(App *app, float x, int held, bool twice);
/* Moved while pressed: selects; beyond an end of the field, letter by letter. */
void field_drag(App *app, float x);
/* A suggestion was clicked. */
void field_choose(App *app, int choice);
/* A random sentence: of the model's own grammar if there is one, else of words of its vocabulary.
   False if none could be read. */
bool field_dice(App *app);

#endif
