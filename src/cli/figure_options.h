/* The options that say how a figure's file is made: what export, heatmap and attend share. */
#ifndef ATTNSCOPE_CLI_FIGURE_OPTIONS_H
#define ATTNSCOPE_CLI_FIGURE_OPTIONS_H

#include "export/figure.h"
#include "cli/look.h"
#include "cli/options.h"

/* Numbers of the options; a command's own stay below. */
enum {
    OPTION_FIGURE = 512,
    OPTION_FORMAT = OPTION_FIGURE,
    OPTION_FRAME,
    OPTION_SIZE,
    OPTION_DPI,
    OPTION_THEME,
    OPTION_PALETTE,
    OPTION_SCALE_COLORS,
    OPTION_COLORS,
    OPTION_SHRINK,
    OPTION_NUMBERS,
    OPTION_CELLS,
    OPTION_DECIMALS,
    OPTION_LABELS,
    OPTION_TRANSPOSE,
    OPTION_FONT_SIZE,
    OPTION_NUMBER_SIZE,
    OPTION_ROW_TITLE,
    OPTION_COL_TITLE,
    OPTION_BAR_TITLE,
    OPTION_OUTLINE,
    OPTION_GROUPS,
    OPTION_TITLE,
    OPTION_CAPTION,
    OPTION_SOURCE,
    OPTION_CROP,
    OPTION_TRANSPARENT,
    OPTION_SECONDS,
    OPTION_NOTES,
    OPTION_LANG,
    OPTION_LINK,
    OPTION_FORCE
};

typedef struct FigureArguments {
    FigurePlan plan;
    bool format_given;
    bool lock; /* one scale for the series */
    int theme; /* −1: not given; a ThemeName */
    int language;
    bool language_given;
    const char *link; /* what links to views begin with; NULL: there are none */
    bool silent;      /* no notes in the file */
    Group groups[GROUPS_MOST];
    char group_names[1024];
    bool force;
} FigureArguments;

/* clang-format off */
#define FIGURE_LOOK \
    {OPTION_FORMAT, "format", "NAME", "png, apng (its play, animated), svg, pdf, csv, json or npy (by the file's ending, else png)"}, \
    {OPTION_SIZE, "size", "WxH|R:R[@Nx]", "pixels, 320x240 to 8192x8192; 16:9@2x is 2 × 540 high (1920x1080)"}, \
    {OPTION_DPI, "dpi", "N", "dots per inch, told in the PNG and the PDF: 36 to 2400"}, \
    {OPTION_THEME, "theme", "paper|night", "the colours (paper)"}, \
    {OPTION_PALETTE, "palette", "NAME", "default, viridis, cividis, magma, inferno, blues, greens, reds, oranges, purples, grey (greys, print), red-blue or rdbu"}, \
    {OPTION_NUMBERS, "numbers", "auto|on|off|top|N", "in the cells: where they fit, down to 8 pixels, none; each row's largest, the N largest (auto)"}, \
    {OPTION_NUMBER_SIZE, "number-size", "N", "pixels of the numbers, 6 to 200, as far as cells hold them"}, \
    {OPTION_CELLS, "cells", "plain|dots", "dots: squares as large as their numbers, beside the colours (the view's)"}, \
    {OPTION_SHRINK, "shrink", "largest|mean", "what a pixel shows of several cells (largest)"}, \
    {OPTION_DECIMALS, "decimals", "N", "places of the numbers, 0 to 6 (as many as are needed)"}, \
    {OPTION_TRANSPOSE, "transpose", NULL, "draw keys downwards and queries to the right"}, \
    {OPTION_FONT_SIZE, "font-size", "N", "pixels of labels, 11 to 400; the rest follows"}, \
    {OPTION_ROW_TITLE, "row-title", "TEXT|off", "what the rows are, instead of the own words"}, \
    {OPTION_COL_TITLE, "col-title", "TEXT|off", "what the columns are"}, \
    {OPTION_BAR_TITLE, "bar-title", "TEXT", "what the colours tell, before the bar"}, \
    {OPTION_GROUPS, "groups", "LIST", "what belongs together along rows and columns, as 'CLS 1, question 10, image 18'"}, \
    {OPTION_OUTLINE, "outline", "on|off", "a line round the matrix (on)"}, \
    {OPTION_TITLE, "title", "TEXT|off", "instead of the formula"}, \
    {OPTION_CAPTION, "caption", "TEXT|off", "instead of the step's own words"}, \
    {OPTION_SOURCE, "source", "TEXT|off", "instead of the line at the bottom"}, \
    {OPTION_CROP, "crop", "page|figure", "figure: cut where the marks end, without title and source (page)"}, \
    {OPTION_TRANSPARENT, "transparent", NULL, "no ground behind the figure"}, \
    {OPTION_SECONDS, "seconds", "S", "that an apng plays, 0.5 to 60 (3)"}, \
    {OPTION_NOTES, "notes", "on|off", "tell model, sentence and the command that makes it again in the file (on)"}, \
    LOOK_LANG(OPTION_LANG), \
    {OPTION_FORCE, "force", NULL, "write over files that are there"}
#define FIGURE_LABELS \
    {OPTION_LABELS, "labels", "on|off", "tokens beside rows and columns (on)"}
#define SCALE_VALUES "auto|robust|log|row|lock|A:B"
#define SCALE_HELP "the colours' ends: the largest number, 2nd to 98th percentile, by decades, each row's largest, one for all, or these"
#define FIGURE_OPTIONS {OPTION_SCALE_COLORS, "scale", SCALE_VALUES, SCALE_HELP}, FIGURE_LOOK
/* Of a command whose --scale is another one. */
#define FIGURE_OPTIONS_COLORS {OPTION_COLORS, "colors", SCALE_VALUES, SCALE_HELP}, FIGURE_LOOK
/* clang-format on */

/* What is meant where no option is given. */
FigureArguments figure_arguments(void);
/* True and taken if the option is one of these; *known false: it is another one. */
bool figure_option(FigureArguments *a, int id, const char *value, bool *known, Error *e);
/* The format that a file's name asks for where none was given. Errors: they contradict each other;
 * the name ends in what is no format. */
bool figure_format_of(FigureArguments *a, const char *path, Error *e);

#endif
