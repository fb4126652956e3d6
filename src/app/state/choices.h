/* What a person chooses in the export sheet: one value a row, remembered as `row = value` lines.
 * Not for drawing it. */
#ifndef ATTNSCOPE_APP_STATE_CHOICES_H
#define ATTNSCOPE_APP_STATE_CHOICES_H

#include "export/figure.h"

typedef enum Choice {
    CHOICE_FORMAT,
    CHOICE_SIZE,
    CHOICE_THEME,
    CHOICE_PALETTE,
    CHOICE_GROUND,
    CHOICE_CROP,
    CHOICE_NUMBERS,
    CHOICE_LABELS,
    CHOICE_TITLE,
    CHOICE_SOURCE,
    CHOICE_SCALE,
    CHOICE_KEYS,
    CHOICE_FIGURE, /* the matrix alone, or its step's whole figure */
    CHOICE_COUNT
} Choice;

/* The number of each row's value. All zero: the paper PNG of 1920 × 1080. */
typedef struct Choices {
    int at[CHOICE_COUNT];
} Choices;

/* "format" */
const char *choice_row(Choice row);
/* "png": the chosen value as a word; NULL past the last one. */
const char *choice_value(Choice row, int at);
/* How many a row has. */
int choice_values(Choice row);
/* Whether a row means anything beside the other rows' values. */
bool choices_apply(const Choices *c, Choice row);
/* The nearest row that applies, `by` rows on; round at the ends. */
Choice choices_next(const Choices *c, Choice row, int by);

/* The theme of the file. */
ThemeName choices_theme(const Choices *c);
/* width, height: the window's own. top: of the whole series. */
FigurePlan choices_plan(const Choices *c, int width, int height, float top);

/* Every row as a line of its own. */
void choices_print(const Choices *c, Buffer *out);
/* Lines that are none of these are passed over. */
void choices_read(Choices *c, const char *text);

#endif
