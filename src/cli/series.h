/* The figures of one export: which ones, in which order, under which names, and writing them. */
#ifndef ATTNSCOPE_CLI_SERIES_H
#define ATTNSCOPE_CLI_SERIES_H

#include "cli/figure_options.h"
#include "cli/look.h"
#include "cli/session.h"
#include "lesson/shown.h"
#include "view/view.h"

enum { SERIES_MOST = 1200 };

typedef struct SeriesItem {
    View view;
    const Session *session;    /* whose run it shows */
    const Decoding *before;    /* without what-ifs, where the view has some; else NULL */
    const uint32_t *gold;      /* for pictures of heads, as SceneInput's */
    const Decoding *beside;    /* of the pinned figure, or NULL */
    const LessonShown *lesson; /* of a lesson's page, what stands beside it in a window; or NULL */
    bool plain;                /* named after its path alone */
    bool gloss;                /* tokens with what they mean */
    bool slide;                /* to be read from the last row */
    char *name;                /* of its file; made by series_name */
} SeriesItem;

/* One of a deck: words, and the figure beside them. */
typedef struct SeriesSlide {
    const char *title, *html; /* html NULL: the figure says it all */
    int item;                 /* −1: words only */
} SeriesSlide;

typedef struct Series {
    Arena *arena;
    SeriesItem *items;   /* they move when one is added */
    int count, room;     /* at most SERIES_MOST */
    const char *deck;    /* its title; NULL: no deck is asked for */
    bool gloss;          /* of what is added from now on, tokens with what they mean */
    bool slide;          /* and pictures as they are presented */
    bool live;           /* the deck's pictures come alive where the links lead */
    SeriesSlide *slides; /* in a lesson's order; none: a slide for each figure */
    int slide_count, slide_room;
} Series;

/* Which heads: one, a list, each by itself, or all of them side by side. */
typedef struct HeadWish {
    bool given, all, grid;
    int head[64], count;
} HeadWish;

/* "2", "0,2", "all" or "grid". */
bool series_heads(const char *text, HeadWish *out, Error *e);

/* Empty; what is added lies in the arena. */
void series_begin(Series *s, Arena *arena);
/* Adds a view: once for each head that is wanted, if what it shows has heads. Error: no such head;
 * too many. */
bool series_add(Series *s, const View *v, const Session *session, const HeadWish *heads, bool plain,
                Error *e);
/* Adds every step of the last decoding step whose path begins so ("" all of them; "encoder.0": that
   layer). Error: there is none. */
bool series_add_steps(Series *s, const View *like, const Session *session, const char *prefix,
                      const HeadWish *heads, Error *e);

/* Adds a slide whose figure, if it has one, is the series' last. */
void series_slide(Series *s, const char *title, const char *html, bool has_figure);

typedef struct SeriesOutput {
    const FigureArguments *figure;
    const Look *look;
    const char *path; /* a file for one figure, a folder for one or more */
    int lessons;      /* how many the program has; 0: nobody knows */
} SeriesOutput;

/* Writes one of them; its name is the caller's. */
bool series_write_one(const Series *s, const SeriesItem *it, const SeriesOutput *out,
                      const char *path, bool force, Error *e);
/* Where its view is in a page, as an address; NULL: no page was named, or it shows files of one's
   own. */
const char *series_link(const Series *s, const SeriesItem *it, const SeriesOutput *out);
/* What it shows, in words. */
const char *series_about(const Series *s, const SeriesItem *it, const SeriesOutput *out);
/* Writes them all or none, and a deck's page, index.html, with them. Error: several for one file;
 * files of a series are numbered. */
bool series_write(Series *s, const SeriesOutput *out, Error *e);

#endif
