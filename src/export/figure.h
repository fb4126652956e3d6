/* A figure as a file: the plan a person makes of it, the scene and pixels that come of it, its
   name, and the words that make it again. The files' formats are platform/figure_file's. */
#ifndef ATTNSCOPE_EXPORT_FIGURE_H
#define ATTNSCOPE_EXPORT_FIGURE_H

#include "draw/canvas.h"
#include "scene/scene.h"
#include "scene/style.h"

enum {
    FIGURE_LEAST_WIDTH = 320,
    FIGURE_LEAST_HEIGHT = 240,
    FIGURE_MOST = 8192,
    FIGURE_LEAST_DPI = 36,
    FIGURE_MOST_DPI = 2400
};

typedef enum FigureFormat {
    FIGURE_PNG,
    FIGURE_APNG,
    FIGURE_SVG,
    FIGURE_PDF,
    FIGURE_CSV,
    FIGURE_JSON,
    FIGURE_NPY,
    FIGURE_FORMATS
} FigureFormat;

typedef struct FigurePlan {
    FigureFormat format;
    int width, height; /* pixels */
    int dpi;           /* 0: not said */
    bool frame;        /* the whole window around it */
    bool transparent;
    bool cropped;   /* the picture ends where its marks end */
    float seconds;  /* that an animation plays, at most 60; 0: as long as in the window */
    bool all_heads; /* of numbers: every head in one file; else the view's */
    Style style;
    const char *scale_option; /* what the command calls the colours' scale; NULL: "--scale" */
} FigurePlan;

/* The plan of who says nothing: a PNG of 1920 × 1080. */
FigurePlan figure_plan(void);
/* "png", "apng", "svg", "pdf", "csv", "json", "npy"; ended by NULL. */
extern const char *const figure_formats[];
/* The format of that name, in small or capital letters; −1: there is none. */
int figure_format_named(const char *name);
/* "default", "viridis" … as PaletteName; ended by NULL. */
extern const char *const figure_palettes[];
/* What a file of that format ends in: ".png" for both kinds of PNG. */
const char *figure_ending(FigureFormat f);
/* A picture; else numbers. */
bool figure_is_picture(FigureFormat f);

/* "1920x1080", "16:9" or "16:9@2x": so many times 540 pixels high, without @ two times. Error: not
   so written, or outside 320 × 240 to 8192 × 8192, with the reason. */
bool figure_read_size(const char *text, int *width, int *height, Error *e);
/* A width or height, made no smaller than the least and no larger than there can be. */
int figure_within(int size, int least);
/* "auto", "robust", "log", "row" or "MIN:MAX". "lock" is the caller's, who knows the series. */
bool figure_read_scale(const char *text, Style *s, Error *e);

/* Whether a plan can be carried out: size, size of type. */
bool figure_check(const FigurePlan *p, Error *e);
/* The scene of a plan, cropped if it says so. In `arena`. Error: a size that no figure may have. */
bool figure_scene(const SceneInput *in, const FigurePlan *p, Arena *arena, Scene *out, Error *e);
/* What a figure shows, in words. */
const char *figure_about(const SceneInput *in, Arena *arena);
/* The same as pixels. */
bool figure_render(const SceneInput *in, const FigurePlan *p, Arena *arena, Canvas *out, Error *e);

/* "decoder.1.cross.weights-head2@3": sorts as paths do. */
char *figure_name(const View *v, const Decoding *run, Arena *arena);
/* What a file tells of how it came about, beside program, model, sentence and
   path. Any may be NULL. */
typedef struct FigureNotes {
    bool silent;         /* nothing at all */
    const char *command; /* makes the file again */
    const char *link;    /* leads to the same view in a page; NULL: none */
} FigureNotes;

/* What the whole series has at most, beside shares: for one scale on all. Values of the last
 * decoding step. */
float figure_series_top(const Decoding *run);
/* Makes the scale of a style reach as far as what a view shows: after all views of a series they
   have one. Numbers of the model that are signed from −top to top; rows that sum to 1 from 0 to
   their largest; a person's own matrices from the least to the largest of all. */
void figure_lock(const Decoding *run, const View *v, Style *style);

/* Appends " --size 800x600 --palette grey …": what differs from figure_plan(), quoted for a shell.
 */
void figure_options(const FigurePlan *p, Buffer *out);
/* Appends a command that makes the figure again: `head`, which names program and run, the view's
   line, the plan's options, and -o with the name. */
void figure_command(const char *head, const View *v, const Decoding *run, const FigurePlan *p,
                    const char *name, Buffer *out);
/* Appends the text quoted for a shell where that is needed; as $'…' where it holds what is not
 * printable.
 */
void figure_quote(const char *text, Buffer *out);

#endif
