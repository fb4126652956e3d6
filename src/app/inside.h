/* What the parts of the app share. Private to the app floor. */
#ifndef ATTNSCOPE_APP_INSIDE_H
#define ATTNSCOPE_APP_INSIDE_H

#include "app/app.h"

/* The picture is old. */
void app_stale(App *app);
/* Something was done: it is marked, remembered unless the program plays by itself, and shown. */
void app_walked(App *app);
void app_say_key(App *app, const char *key);
/* Why a sentence was refused: e, in the language of the interface where it is the sentence's own
 * fault. */
const char *app_refused(const App *app, const char *text, const Error *e, Arena *arena);
void app_forget_pointer(View *v);
/* All what-ifs off; a message if none is on. */
void app_clear_what_if(App *app);
/* Equal but for what passes: pointer, message, list of keys. */
bool app_same_view(const View *a, const View *b);
const Program *app_program(const App *app, Address *at);
Form app_form(const App *app);

/* walk.c: where in the model one is. */
void walk_show(App *app, Value v);
/* Of the present depth; false where there is none: then it has said so. */
bool walk_next(App *app, int by);
void walk_end(App *app, bool last);
void walk_in(App *app);
void walk_out(App *app);
/* To that value at that depth, with the movement that leads there. */
void walk_to(App *app, const char *path, Depth depth);
void walk_head(App *app, int by);
void walk_row(App *app, int by);
void walk_col(App *app, int by);
void walk_word(App *app, int by);
/* A pin stays on the same token where the axis is the same one; else it is let go. */
void walk_keep_pin(View *v, Form before, Form now);
/* The terms of the pinned cell, 0 if it is no sum. */
int walk_terms(const App *app);

/* export.c: the sheet. While it or a series is there, keys and pointer are theirs. */
void export_open(App *app);
bool export_has_keys(const App *app);
void export_key(App *app, int key, int held);
void export_hover(App *app, float px, float py);
void export_click(App *app, float px, float py);
void export_wheel(App *app, float px, float py, float notches);

/* present.c: the figure alone, the dark, the spotlight. */
void present_toggle(App *app);
/* Does nothing if nothing is presented. */
void present_end(App *app);
void present_blank(App *app);
void present_spotlight(App *app);
/* Ends a blank; false if there was none. */
bool present_wake(App *app);
/* The spotlight follows the pointer, and is resized by the wheel. */
void present_point(App *app);
void present_resize(App *app, float notches);

/* cursor.c: the keyboard's own pointer. */
void cursor_region(App *app, int by);
/* Takes the keys that move and press; false if it leaves one to others. */
bool cursor_key(App *app, int key, int held);
void cursor_end(App *app);
/* What it is on in the present scene; NULL if it is off. */
const Target *cursor_target(App *app);
/* Finds its place in a scene that was built anew. True if what is hovered has changed, so that it
   has to be built once more. */
bool cursor_settle(App *app);
/* The ring around what is no cell. */
void cursor_draw(const App *app, Scene *scene);

/* pointer.c: what a click on a target does. */
void pointer_press(App *app, const Target *t, int row, int col);
/* What the view says of the target under it. */
void pointer_at(View *v, const Target *t, int row, int col);
/* Whether two views say the same of it: then one picture is as good as the other. */
bool pointer_same(const View *a, const View *b);

/* motion.c: what moves by itself. */
void motion_play(App *app);
void motion_stop(App *app);
/* The place has changed while playing. */
void motion_restart(App *app);
/* Ends what is under way; false if nothing was. */
bool motion_skip(App *app);
/* The figure grows out of that place of the window, or leaves it. */
void motion_begin(App *app, const float place[4], bool leaving);
void motion_speed(App *app, int by);
void motion_zoom(App *app, float factor, float x, float y);
void motion_pan(App *app, float x, float y);

#endif
