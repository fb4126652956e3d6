/* What sheets, menus and small fields laid over a scene share: adding marks, setting words. What
   belongs to the picture itself is the scene's. */
#ifndef ATTNSCOPE_APP_LAYERS_OVERLAY_H
#define ATTNSCOPE_APP_LAYERS_OVERLAY_H

#include "scene/pen/theme.h"
#include "scene/scene.h"

typedef struct Overlay {
    const SceneInput *in;
    Scene *scene;
    Theme theme;
    int pixels; /* of its letters */
    float em;
} Overlay;

/* In the colours of the view's theme; the size of letters is the caller's to set. */
Overlay overlay_open(const SceneInput *in, Scene *scene);
/* Adds a mark above all that are there, in the group "overlay". */
void overlay_add(const Overlay *o, Item item);
/* One pixel of what lies over the figure, as large as the display and the reader wish. */
float overlay_unit(const SceneInput *in);
/* An interface text. */
const char *overlay_word(const Overlay *o, const char *key);
/* A number printed with a point, as the language writes it. */
const char *overlay_number(const Overlay *o, const char *text);
/* Of a text, in pixels. */
float overlay_width(const Overlay *o, Face face, const char *text);
/* The baseline of capitals in the middle of y … y + h. */
float overlay_middle(const Overlay *o, float y, float h);
/* From x on, on the baseline y; `ground` is what lies under it. */
void overlay_text(const Overlay *o, Face face, int pixels, Color color, Color ground, float x,
                  float y, const char *text);
/* As much of a text as there is room for. */
const char *overlay_shortened(const Overlay *o, Face face, int pixels, const char *text,
                              float room);
/* Words in lines of at most `width`, from baseline y down; returns the height. draw false: only
 * measures. */
float overlay_paragraph(const Overlay *o, Color color, float x, float y, float width,
                        const char *text, bool draw);
/* Where a cell stands on screen: of that value's matrix, that head, in the figure itself. False if
 * it is not shown. */
bool overlay_cell(const Scene *scene, const char *path, Cell at, float out[4]);

#endif
