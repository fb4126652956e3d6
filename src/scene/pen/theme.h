/* The two themes, their scales and other palettes: what each colour means. Not for places or sizes.
 */
#ifndef ATTNSCOPE_SCENE_PEN_THEME_H
#define ATTNSCOPE_SCENE_PEN_THEME_H

#include <stdbool.h>

#include "base/color.h"
#include "scene/style.h"
#include "view/view.h"

/* A colour has one meaning everywhere. */
typedef enum Role {
    ROLE_TEXT,
    ROLE_MUTED,
    ROLE_Q,
    ROLE_K,
    ROLE_V,
    ROLE_S,   /* scores and weights */
    ROLE_O,   /* outputs */
    ROLE_F,   /* feed-forward */
    ROLE_HOT, /* what is pointed at */
    ROLE_COUNT
} Role;

enum { THEME_HEADS = 8, THEME_STEPS = 255 };

typedef struct Theme {
    Color ground, panel, line, hatch;
    Color role[ROLE_COUNT];
    Color head[THEME_HEADS];
    Color low[THEME_STEPS + 1],
        high[THEME_STEPS + 1];    /* the diverging scale's halves, from 0 outwards */
    Color share[THEME_STEPS + 1]; /* the sequential scale, from 0 to 1 */
    bool marks_negative;          /* both halves are alike: what is below zero gets a dash */
} Theme;

/* Of that name, with the colours of matrices by that palette. */
void theme_make(ThemeName name, PaletteName palette, Theme *out);
/* Of a number between −top and top; blue below 0, red above. */
Color theme_signed(const Theme *t, float x, float top);
/* Of a number between 0 and top. */
Color theme_share(const Theme *t, float x, float top);
/* The same for a row of numbers; shares from low to top. */
void theme_signed_row(const Theme *t, const float *x, int count, float top, Color *out);
void theme_share_row(const Theme *t, const float *x, int count, float low, float top, Color *out);
/* Pure black or white, whichever stands out more on that ground. */
Color theme_ink(Color ground);
/* Relative luminance and contrast as WCAG 2.1 defines them. */
double theme_luminance(Color c);
double theme_contrast(Color a, Color b);
/* One between two colours: part 0 is the first. */
Color theme_mix(Color a, Color b, float part);
/* The colour with another opacity, 0 … 1. */
Color theme_fade(Color c, float opacity);

#endif
