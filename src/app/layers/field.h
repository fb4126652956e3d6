/* The sentence field under the hand: keys, typed letters, the clipboard and the pointer while a
   sentence is edited. What editing a line means is view/edit's, how the field looks the scene's. A
   scene that is handed in is the one that is seen. */
#ifndef ATTNSCOPE_APP_LAYERS_FIELD_H
#define ATTNSCOPE_APP_LAYERS_FIELD_H

#include "app/layers/layer.h"

/* While a sentence is edited it has nearly all keys. */
extern const Layer field_layer;

/* Begins with the present sentence, all of it selected. Does nothing while the field is open. */
void field_open(App *app);
/* keep: the text becomes the sentence; if it cannot, the reason is shown and the field stays open.
 */
void field_close(App *app, bool keep);
/* A key as app_key has it. False if the field leaves it to others: only while the field is open is
 * any taken. */
bool field_key(App *app, int key, int held);
/* Characters are typed. Nothing happens while it is shut. */
void field_type(App *app, const char *utf8);
/* The same from the clipboard: one step of the field's own history. */
void field_paste(App *app, const char *text);
/* Pressed in the field: opens it, places the caret; with Shift selects up to there; twice: the
 * word. */
void field_press(App *app, const Scene *scene, float x, int held, bool twice);
/* Moved while pressed: selects; beyond an end of the field, letter by letter. */
void field_drag(App *app, const Scene *scene, float x);
/* A suggestion was clicked. */
void field_choose(App *app, int choice);

#endif
