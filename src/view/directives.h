/* The table of directives: which members of Shown each tells, how it is read, how it is printed. A
   line, undo, the kept session, what an error names and whether two pictures are the same: all read
   this table. Not for cutting a line into directives: view.c. */
#ifndef ATTNSCOPE_VIEW_DIRECTIVES_H
#define ATTNSCOPE_VIEW_DIRECTIVES_H

#include <stddef.h>

#include "base/buffer.h"
#include "view/seen.h"

enum { DIRECTIVE_MEMBERS = 9 };

/* In the order in which they are carried out and printed: a text is there before its cells, a value
   before its depth. */
typedef enum DirectiveKind {
    DIRECTIVE_MODEL,
    DIRECTIVE_ATTEND,
    DIRECTIVE_TEXT,
    DIRECTIVE_WHAT_IF,
    DIRECTIVE_SEARCH,
    DIRECTIVE_SHOW,
    DIRECTIVE_POINT,
    DIRECTIVE_DEPTH,
    DIRECTIVE_THEME,
    DIRECTIVE_SIZE,
    DIRECTIVE_ZOOM,
    DIRECTIVE_SCALE,
    DIRECTIVE_PLAY,
    DIRECTIVE_PART,
    DIRECTIVE_SIDE,
    DIRECTIVE_SORT,
    DIRECTIVE_LIGHT,
    DIRECTIVE_DRAWS,
    DIRECTIVE_ENLARGE,
    DIRECTIVE_CELLS,
    DIRECTIVE_PRESENT,
    DIRECTIVE_COMPARE,
    DIRECTIVE_COMPARE_MODEL,
    DIRECTIVE_COMPARE_ATTEND,
    DIRECTIVE_COMPARE_TEXT,
    DIRECTIVE_COMPARE_WHAT_IF,
    DIRECTIVE_COMPARE_SEARCH,
    DIRECTIVE_LESSON,
    DIRECTIVE_FOLD,
    DIRECTIVE_OF_VIEW /* how many these are */
} DirectiveKind;

/* How a member of Shown lies there. TEXT, a text of at most its size, and LONG, one that lies
   elsewhere, are compared up to their end. */
typedef enum DirectiveHolds { HOLDS_PLAIN, HOLDS_TEXT, HOLDS_LONG } DirectiveHolds;

typedef struct DirectiveMember {
    size_t at, size;
    DirectiveHolds how;
} DirectiveMember;

typedef struct DirectiveRow DirectiveRow;

/* What a directive says, before it is understood. */
typedef struct DirectiveReading {
    const DirectiveRow *row;
    const char *said;    /* what follows its name, not empty */
    Arena *arena;        /* of long texts, and of what is cut */
    const Decoding *run; /* NULL: it is not there yet; then only what tells the run is read */
    bool elsewhere;      /* the pinned figure is of another model: its paths are not known here */
} DirectiveReading;

struct DirectiveRow {
    const char *name;
    /* False with an error that names the directive; *v may be half changed then. */
    bool (*read)(const DirectiveReading *r, Shown *v, Error *e);
    /* What follows the name; nothing where the line need not say it. */
    void (*print)(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out);
    DirectiveMember holds[DIRECTIVE_MEMBERS]; /* as many as have a size */
    const struct DirectiveWords *words;       /* where it is one of them: the first member's */
    bool usual;       /* with words: the first of them is what a line that is silent means */
    const char *none; /* the word for an empty text; NULL: there is no word for it */
    bool aside;       /* of the pinned figure: means nothing while there is none */
};

/* By DirectiveKind. */
extern const DirectiveRow directive_table[DIRECTIVE_OF_VIEW];

/* Reads auto, robust, log, row or MIN:MAX. `also` names what else the caller takes ("lock"), or is
   "". Error: it is none of them; MIN is not the smaller one. */
bool directive_read_scale(const char *text, const char *also, ScaleWish *out, Error *e);
/* Appends it in the same words; nothing of AUTO. */
void directive_print_scale(ScaleWish wish, Buffer *out);
/* The row of that name, NULL if there is none. */
const DirectiveRow *directive_find(const char *name);
/* Whether it tells something of the setting, not of the figure. */
bool directive_of_setting(const DirectiveRow *row);
/* What this directive tells is made the same as in the other. */
void directive_copy(const DirectiveRow *row, const Shown *from, Shown *to);
/* Whether two views show the same as far as this directive tells. */
bool directive_same(const DirectiveRow *row, const Shown *a, const Shown *b);
/* Whether they do by all of them. */
bool directives_same(const Shown *a, const Shown *b);
/* Appends how words are chosen, as the directive `search` has it. */
void directive_search(const Search *s, Buffer *out);
/* Whether that is what needs no word: the most probable ones, as many as the model writes. */
bool directive_search_usual(const Search *s);
/* Whether two runs are of the same model or matrices, sentence, what-ifs and search. */
bool directives_same_run(const RunOf *a, const RunOf *b);
/* The words of a line for a FigureForm, a Depth, a ThemeName; NULL at the end. */
extern const char *const directive_forms[], *const directive_depths[], *const directive_themes[];

#endif
