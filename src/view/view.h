/* A view: what is looked at, the way that led there, and what passes. Equal views of equal runs
   give equal pictures; undo is a stack of them. As text it is one line of directives joined by ';'.
   Not for pixels, nor for the window's size. */
#ifndef ATTNSCOPE_VIEW_VIEW_H
#define ATTNSCOPE_VIEW_VIEW_H

#include "base/buffer.h"
#include "view/seen.h"

/* A place on the way to what is shown, and the number that was asked about there. */
typedef struct TrailStep {
    Place at;
    Zoom zoom;
    int part;
    int asked; /* a Value */
    Cell asked_at;
    bool forward; /* where it goes, not where it comes from */
} TrailStep;

/* The way that led here by "why" and "where to", and behind it the present place. Undone with what
   is shown, but not part of a line. */
typedef struct Trail {
    TrailStep steps[TRAIL_MOST];
    int count;
} Trail;

/* What passes: never in the history, nor in a line. */
typedef struct Passing {
    bool playing;
    int speed;   /* of playing, percent */
    float moved; /* how much of the movement from the view before is over: 1 at rest */
    float
        from[4];  /* where it began: x, y, width, height as shares of the stage; width 0: nowhere */
    float turned; /* how much of the way from the word before is over on the first screen: 1 at
                     rest */
    int turned_from; /* which word that was */
    float heat;      /* the temperature while its slider is dragged; 0: it is not */
    bool leaving;    /* the movement leads back there */
    Edit edit;       /* the sentence field */
    Pointed hover;   /* what is under the pointer, or what the keyboard's cursor is on */
    int more;        /* 1 + the chosen line of the top bar's menu; 0: it is shut */
    int keys_page;   /* of the list of keys, which lies over the figure; 0: it does not */
    int contents; /* 1 + the chosen line of the list of lessons, which lies in the lesson's panel;
                     0: it does not */
    char toast[320]; /* a passing message, "" for none */
    bool blank;      /* presenting: nothing is shown for a while */
    bool spotlight;  /* what is not under the pointer is dark */
    float spot[3];   /* its middle as shares of the window's width and height, its radius as one of
                        the height */
    bool cursor;     /* what is hovered is moved by the keyboard */
    char said[160];  /* what the keyboard's cursor is on, if it is no cell */
} Passing;

typedef struct View {
    Shown shown;
    Trail trail;
    Passing passing;
} View;

/* The view that a program opens with: `text`, which stays where it is, the first attention weights,
 * no cell. */
View view_default(const char *text);
/* Whether they show the same, and came the same way: what passes does not count. */
bool view_same(const View *a, const View *b);
/* As it is remembered: nothing plays, nobody presents, and nothing passes. */
void view_settle(View *v);
/* "model NAME|DIR; attend q=M k=M …; text …; show PATH[@t] [head=N|mean]
   [form=matrix|ribbons|bars|heads|tree|alone]; depth
   sentence|model|layer|sublayer|step|row|cell; point row=R col=C;
   theme night|paper; size PERCENT; zoom FACTOR [X Y]; play FRACTION; part N; fold
   map|notes|timeline=auto|open|shut …; what-if NAME[=VALUE] …; search greedy|beam=N
   [node=N]|sample=SEED [top-k=N] [top-p=P] [words=N]; side after|before|difference|both; sort
   place|entropy|previous|itself|first|last|gold; light
   none|broad|previous|itself|first|last|gold; draws N; enlarge on|off; cells plain|dots; present
   on|off; compare off|PATH[@t] [head=N] [form=NAME] [depth=NAME] [row=R] [col=C] [difference];
   compare-model NAME|own; compare-attend none|…; compare-text …; compare-what-if …; compare-search
   …; lesson NAME|FILE [page=N]": in any order, carried out in that of the table of directives.
   N of a page counts from 1. R and C are numbers or tokens (token#n). What a line leaves out stays
   as it is in *view. What tells the run (model, attend, text, what-if, search) is taken by
   view_run_of before the run is there; here it is only copied. Sentences lie in `arena`. Errors
   name the directive. */
bool view_parse(const char *line, const Decoding *d, Arena *arena, View *view, Error *e);
/* Only what a line says of its run; what it leaves out stays as it is in *of, but: `attend` ends
   model, text, what-ifs and search, `model` and `text` end an attend, `model` a text, which is ""
   then. source_settle makes that the model's own. Errors name the directive. */
bool view_run_of(const char *line, Arena *arena, RunOf *of, Error *e);
/* Whether a line has a directive of that name. */
bool view_tells(const char *line, const char *directive);
/* Only the text directive of a line; NULL if it has none. */
const char *view_text(const char *line, Arena *arena);
/* The line that view_parse reads back to the same view, over one that is neither zoomed nor
   playing. What passes is not part of it. */
void view_print(const View *v, const Decoding *d, Buffer *out);
/* What a picture of this view is called beyond its path: "-head1", "-row3", "-ribbons", "-layer";
 * may be "". */
char *view_suffix(const View *v, const Decoding *d, Arena *arena);
/* Whether what it shows says the most alone, without what it was made of: scores, weights, a
   person's own matrix. */
bool view_stands_alone(const View *v, const Decoding *d);
/* As seen_address. */
Address view_address(const View *v, const Decoding *d);

#endif
