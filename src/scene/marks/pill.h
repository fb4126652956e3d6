/* Buttons with round ends: one alone, choices side by side, a value between two arrows. What a hand
   can press looks the same everywhere. Private to the scene floor. Not for what it does. */
#ifndef ATTNSCOPE_SCENE_MARKS_PILL_H
#define ATTNSCOPE_SCENE_MARKS_PILL_H

#include "scene/pen/stage.h"

/* One of several choices; its target's place is filled in when it is drawn. */
typedef struct PillPart {
    const char *word;
    Target target;
} PillPart;

/* Whether the pointer is on what such a target answers to. */
bool pill_hot(const Stage *s, const Target *t);
/* Words in the middle of a pill; on: it is in force. */
void pill_draw(Stage *s, Rect r, int pixels, const char *text, bool on, Target t);
/* Choices side by side in one pill, number `now` filled; where `r` is wider than they need each
   has its part of the rest. */
void pill_segments(Stage *s, Rect r, int pixels, const PillPart *parts, int count, int now);
/* The least width of that. */
float pill_segments_width(const Stage *s, int pixels, const PillPart *parts, int count);
/* "‹ Head 3 of 4 ›": its left half goes back, its right half goes on; strong: the arrows stand
   out. */
void pill_stepper(Stage *s, Rect r, int pixels, const char *text, Color color, bool strong,
                  const Target ways[2]);
/* The least width of that. */
float pill_stepper_width(const Stage *s, int pixels, const char *text);

#endif
