/* Text of several faces and colours, in lines. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PEN_RUNS_H
#define ATTNSCOPE_SCENE_PEN_RUNS_H

#include "scene/pen/stage.h"

enum { RUNS_MOST = 24 };

typedef struct Run {
    const char *text;
    Face face;
    Color color;
} Run;

typedef struct Runs {
    Run run[RUNS_MOST];
    int count;
} Runs;

/* One more behind the others; nothing if it is empty. Beyond RUNS_MOST none. */
void runs_add(Runs *r, const char *text, Face face, Color color);
/* A template: {1} … {3} are the parts, all else is in that face and colour. */
Runs runs_fill(Stage *s, const char *text, Color color, const Run *parts, int count);
/* A text whose *words* are in that face and colour. */
Runs runs_starred(Stage *s, const char *text, Color color, Face face, Color starred);
/* In one line. */
float runs_width(const Stage *s, const Runs *r, int pixels);
/* Sets them with the first baseline at y, in lines of at most `width` (0: one line), `pitch` apart;
   returns how many lines. draw false: only counts. */
int runs_draw(Stage *s, const Runs *r, int pixels, Color ground, float x, float y, float width,
              float pitch, bool draw);

#endif
