/* A view: what is looked at, as a small value. Equal views of equal runs give equal pictures; undo is a stack of
   them. As text it is one line of lesson directives joined by ';'. Not for pixels, nor for the window's size. */
#ifndef ATTNSCOPE_LESSON_VIEW_H
#define ATTNSCOPE_LESSON_VIEW_H

#include "base/buffer.h"
#include "trace/address.h"

enum { VIEW_TEXT = 512, VIEW_PATH = 96 };

typedef enum ThemeName { THEME_NIGHT, THEME_PAPER } ThemeName;

typedef struct View {
    char text[VIEW_TEXT]; /* the sentence */
    char path[VIEW_PATH]; /* the value whose step is shown */
    int t;                /* decoding step, −1: the last */
    int head;             /* counted from 0 */
    int row, col;         /* the pinned cell of the shown value, −1: none */
    int hover_row, hover_col; /* the cell under the pointer of `hover_path`'s matrix, −1: none */
    char hover_path[VIEW_PATH];
    int hover_head;
    ThemeName theme;
    int text_size;        /* percent: 75 … 200 */
    bool keys_shown;      /* the list of keys lies over the figure */
    char toast[160];      /* a passing message, "" for none */
} View;

/* The view that a program opens with: `text`, the first attention weights, no cell. */
View view_default(const char *text);
/* "text …; show PATH[@t] [head=N]; point row=R col=C; theme night|paper; size PERCENT". R and C are numbers or tokens
   (token#n). What a line leaves out stays as it is in *view. A `text` directive is taken by view_text before the run
   is there; here it is only copied. Errors name the directive. */
bool view_parse(const char *line, const Decoding *d, View *view, Error *e);
/* Only the text directive of a line; false if it has none. */
bool view_text(const char *line, char out[VIEW_TEXT]);
/* The line that view_parse reads back to the same view (hover, toast and key list are not part of it). */
void view_print(const View *v, const Decoding *d, Buffer *out);
/* The value and step that a view shows; paths that the run lacks fall back to the first step. */
Address view_address(const View *v, const Decoding *d);

#endif
