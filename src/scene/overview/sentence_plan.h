/* What the first screen shows, and where: words in rows, sizes of type, heights. Private to the
   scene floor. Not for drawing. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_PLAN_H
#define ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_PLAN_H

#include "scene/pen/runs.h"
#include "scene/words/moved.h"
#include "trace/draws.h"
#include "trace/opening.h"

enum {
    SENTENCE_LIKELY = 5,
    SENTENCE_LIKELY_USUAL = 3,
    SENTENCE_CARDS = 3,
    SENTENCE_LINES = 16,
    SENTENCE_COLUMN = 48,
    SENTENCE_FEW =
        8 /* arcs of a line: where fewer than half of them have that, so many are drawn */
};

/* Below that share there is no ribbon and no arc, unless most of a long line's shares are below. */
#define SENTENCE_LEAST 0.01f

/* One token in its row; x of its left edge. */
typedef struct SentenceWord {
    const char *text;
    Face face;
    float x, w;
    int line;
} SentenceWord;

/* A line of tokens, or several; of a column each has a line of its own. */
typedef struct SentenceRow {
    SentenceWord *words;
    int count, lines, first;     /* first: those before have no room, and line −1 */
    float base[SENTENCE_COLUMN]; /* baselines */
} SentenceRow;

/* One of the likeliest words, or all others together. */
typedef struct SentenceBar {
    int word;     /* −1: the others */
    double share; /* of being the next one */
    double plain; /* the same without the temperature */
    int came;     /* how often it was drawn */
    bool out;     /* it cannot be drawn: top-k or top-p leaves it out */
} SentenceBar;

/* What is shown. */
typedef struct Sentence {
    Stage *s;
    Value weights;
    int head;      /* HEAD_MEAN: the mean of all */
    bool line;     /* one line is read and written: keys and queries are the same words */
    int step;      /* the word that is chosen now, counted from 0 */
    int t;         /* its row of the weights */
    int from;      /* the row before, while the picture slides from there */
    float way;     /* how much of that way is over; 1: at rest */
    float chip[3]; /* left edge, width and baseline of what marks the word */
    int keys;      /* tokens that are read; of a line those up to the row */
    int before;    /* of them so many stand before the text's own: ⟨bos⟩ */
    int top;       /* of them the one with the largest share; −1: none has a number */
    int block, blocks, heads; /* which of the blocks that look back; all their heads */
    bool contrasted;
    Contrast contrast;
    int likely[SENTENCE_LIKELY], likely_count;
    MovedShares moved;   /* of the chosen word's row */
    const float *shares; /* of each word, of being the next one */
    Draws draws;         /* of a line: how often the next word was drawn, and which can be */
    SentenceBar bars[SENTENCE_LIKELY + 1]; /* the others' is there once words were drawn */
    int bar_count;
    bool even;     /* as trained all words are nearly alike: nobody has trained it */
    int language;  /* of what the model's folder tells */
    bool buttons;  /* there is a pointer for them */
    bool compared; /* it is one half of a picture: only what differs */
    /* sizes */
    float u;   /* one pixel of a screen of 1440 × 900 */
    int least; /* pixels of the smallest letters */
    int hero, lead, word, tag, text, small, number;
    Color soft; /* of what explains: between text and muted */
    /* places */
    float x, w; /* of all that is no bar */
    float hero_base, lead_base, tag_base, pill_middle;
    float ribbons[2]; /* top and bottom */
    bool columns;     /* what is read goes down at the left, what is written at the right */
    float ends[2];    /* of columns: where ribbons leave and arrive */
    float pitch;      /* from one word of the longer column to the next */
    float written_base, controls, legend, likely_top, cards, cards_high;
    float likely_x; /* where the bars begin */
    float likely_w; /* how long they are */
    float rows[3];  /* from one line to the next: of the bars, of the legend, of the note */
    float legend_room,
        legend_high;          /* of its lines: their width, how far the last is below the first */
    bool cards_below;         /* each other, as wide as the figure */
    bool card_pair;           /* the last two share a line */
    int card_lines;           /* of what the cards say below their titles */
    bool terse;               /* of which word it is, the numbers alone have room */
    bool head_below;          /* what a head is stands in the legend */
    float names;              /* width of the likeliest words */
    float left;               /* width of the controls */
    float tag_room[2];        /* how far the headings reach */
    float pills, pill_high;   /* how high: those of the controls, that above the words */
    float lots;               /* of a line: where the buttons begin that draw another word */
    float title, heat, notes; /* middles of a heading over the bars and of a slider below them;
                                 where words about them begin */
    float tally;              /* width of how often words came; 0: none was drawn */
    int note_lines;
    bool heated;      /* there is a temperature */
    bool keeps_draws; /* what draws the next word is left out last */
    bool has_lots, has_draws, has_title, card_texts, legends, note, has_pill, has_cards, has_likely,
        has_lead, has_hero, has_tags;
    SentenceRow source, target; /* of a line both are the same, target with the next word's place */
} Sentence;

/* Into the area; all that is measured is in the scene's arena. */
void sentence_plan(Stage *s, Rect area, Sentence *out);
/* What a head gives to each key in a row, in the scene's arena; the mean's are no values. */
const float *sentence_row(Sentence *h, int row);
/* The least share of the chosen word's row that is drawn. */
float sentence_least(Sentence *h);
/* The word that is chosen now: of a line the place behind the row's, else the row's. */
int sentence_next(const Sentence *h);
/* Pixels of a share of 1: narrow words have narrow ribbons. */
float sentence_unit(const Sentence *h);
/* "98", "99.6": percent, without more digits than it takes to tell it from 100. */
const char *sentence_percent(Stage *s, double share);
/* "99.997", "0.0005", "<0.0001": percent with as many places as are worth it. */
const char *sentence_fine(Stage *s, double share);
/* The interface text for words, or for a model of signs. */
const char *sentence_key(const Sentence *h, const char *words, const char *signs);
/* The line under the title. */
Runs sentence_lead(Sentence *h);
/* "one of 8 heads, …", or what a mean is. */
const char *sentence_head_words(Sentence *h);
/* How many paragraphs say what ribbons are, and what can be done with them; and each. */
int sentence_legends(Sentence *h);
Runs sentence_legend(Sentence *h, int at);
/* What is to be said under the bars: what the model's folder says of the two answers or, of a line,
   that they are nearly even; count 0: nothing. */
Runs sentence_note(Sentence *h);
/* "the likeliest 3 of 600 words and 9 signs"; what else bars show where there is more. */
const char *sentence_likeliest(Sentence *h);
/* "The next word, 10 draws" */
const char *sentence_next_title(Sentence *h);
/* Width of a pill with that word. */
float sentence_word_pill(const Sentence *h, const char *text);
/* Between two cards; how wide each is. */
float sentence_card_gap(const Sentence *h);
float sentence_card_width(const Sentence *h);
/* What a card says below its title: lessons, machine, one's own; how wide these words may be. */
float sentence_card_room(const Sentence *h);
const char *sentence_card(Sentence *h, int card);
/* Widths of the two pills between arrows. */
float sentence_stepper(const Sentence *h, const char *text);
const char *sentence_word_count(Sentence *h);
const char *sentence_head_name(Sentence *h);

#endif
