/* What the parts of the app share. Private to the app floor. */
#ifndef ATTNSCOPE_APP_INSIDE_H
#define ATTNSCOPE_APP_INSIDE_H

#include "app/app.h"

/* The picture is old. */
void app_stale(App *app);
/* Something was done: it is marked, remembered unless the program plays by itself, and shown. */
void app_walked(App *app);
void app_say_key(App *app, const char *key);
void app_forget_pointer(View *v);
/* All what-ifs off; a message if none is on. */
void app_clear_what_if(App *app);
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
