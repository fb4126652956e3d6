/* The heads of a model as the grid shows them: kinds of attention, their heads in the order that
   was asked for, and the words for what was measured. Private to the scene floor. Not for where
   they stand. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_HEADS_MEASURES_H
#define ATTNSCOPE_SCENE_OVERVIEW_HEADS_MEASURES_H

#include "scene/pen/stage.h"
#include "trace/heads.h"

typedef struct HeadsEntry {
    Value value;     /* attention weights */
    int head, layer; /* layer −1: none of ours */
    int row;         /* its layer's place among those of its kind */
    bool measured;
    Head m;
} HeadsEntry;

/* One kind of attention: self in one of the stacks, or cross. */
typedef struct HeadsKind {
    BlockKind kind;
    Stack stack;
    int rows, heads; /* layers; the most heads that one of them has */
    Value sample;
    const char *name;
    const Block *block;  /* the first of them */
    bool measured;       /* its numbers are shares of attention */
    HeadsEntry *entries; /* in the view's order */
    int count;
    Tensor rollout; /* x NULL: none */
} HeadsKind;

/* Whether all heads of the model, or of a part of it, are shown. */
bool heads_shown(const Stage *s);
/* "24 heads": how many these are. */
const char *heads_count(Stage *s);
/* Those of the model, or of the block that the view is at. */
int heads_kinds(Stage *s, HeadsKind *out, int most);
bool heads_can_sort(const Stage *s, HeadOrder order);
/* That of the view, where it can be; else their places. */
HeadOrder heads_order(const Stage *s);
/* Pills to choose the order by; returns their height, 0 where there is nothing to sort. */
float heads_pills(Stage *s, const HeadsKind *kinds, int count, Rect area);
/* "2.31 bit", "62 %", "–". */
const char *heads_number(Stage *s, const HeadsEntry *e, HeadOrder order);
/* "previous word", "broad"; "" if no measure stands out. */
const char *heads_role_word(Stage *s, const HeadsEntry *e);
/* Everything measured of one head, a line each. */
float heads_told_height(const Stage *s, const HeadsEntry *e);
void heads_told(Stage *s, const HeadsEntry *e, Rect area);
void heads_draw_rollout(Stage *s, const HeadsKind *k, Rect box);
/* What the pointer's pill means, "" if it is on none. */
const char *heads_speech(Stage *s);

#endif
