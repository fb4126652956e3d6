/* What every command that runs a model shares: which model, which kernels, which what-ifs, and the
 * run itself. */
#ifndef ATTNSCOPE_CLI_SESSION_H
#define ATTNSCOPE_CLI_SESSION_H

#include "cli/search_options.h"
#include "view/source.h"

typedef struct SessionArguments {
    const char *model;   /* NULL: en-fr */
    const char *kernels; /* NULL: the fastest */
    WhatIfList what;
    Search search;
} SessionArguments;

#define SESSION_MODEL                                                                              \
    {                                                                                              \
        OPTION_MODEL, "model", "DIR|NAME",                                                         \
            "a model's folder, or a name: see attnscope models (en-fr)"                            \
    }
#define SESSION_KERNELS                                                                            \
    { OPTION_KERNELS, "kernels", "NAME", "plain, sse2, avx2 or avx512: all give the same bits" }
#define SESSION_WHAT_IF                                                                            \
    { OPTION_WHAT_IF, "what-if", "NAME=VALUE", "change the model, see above; may be repeated" }
#define SESSION_WHAT_IF_ABOUT                                                                      \
    "What-ifs (PATH as encoder.0.self, decoder.1.cross, encoder.0.ffn; N a head from 0):\n"        \
    "  scale=off|DIVISOR  temperature=T  mask=off  padding=TOKENS  padding-mask=off\n"             \
    "  norm=pre|post  norm-kind=rms  positions=off  softmax=columns  swap-qk[=PATH]\n"             \
    "  sublayer=PATH:off  head=PATH:N:off  pattern=PATH:N:uniform|diagonal|previous\n"             \
    "  cell=PATH[head,row,col]=NUMBER (any value, weights too; rows and columns may be tokens)\n"  \
    "  move=PATH[head,query,from]:to (of attention weights: a query's share of one key goes to\n"  \
    "  another, as in [2,10,dog]:street; what a mask hides is refused)\n"

/* Models that views and lessons name, each loaded once. */
typedef struct ShelfModel ShelfModel;
typedef struct Shelf {
    const SessionArguments *from;
    const Model *own; /* the one that `from` names */
    Arena *arena;
    ShelfModel *first;
} Shelf;

typedef struct Session {
    Model model;
    const Kernels *kernels;
    Decoding run;
    RunOf of;         /* of a view's or a lesson's run */
    const char *text; /* the run's sentence */
    const SessionArguments *from;
    const Sources *sources;    /* of runs of other models; NULL: there are none */
    const char *file;          /* of several files of a person the one's name; else NULL */
    const char *folder_option; /* of a command that makes all figures at once, else NULL */
    const char *command;       /* that begins one that makes a figure again; NULL: export's */
} Session;

/* True and taken if the option is one of the above, or of a search. *known false: it is another
 * one. */
bool session_option(SessionArguments *a, int id, const char *value, bool *known, Error *e);
/* The kernels that were asked for, or the fastest. */
bool session_kernels(const SessionArguments *a, const Kernels **out, Error *e);
/* The names of the shipped models, sorted, at most `most`; returns how many. */
int session_shipped(const char **names, int most, Arena *arena);
/* What --model would have to say to find the same model from elsewhere; "" for the usual one. */
const char *session_model_name(const SessionArguments *a, Arena *arena);
/* The model's folder. */
bool session_folder(const SessionArguments *a, Arena *arena, char **out, Error *e);
/* The model alone. */
bool session_load(const SessionArguments *a, Arena *arena, Session *out, Error *e);
/* A loaded session's model and kernels, and the models that `shelf` will hold. Both must stay where
 * they are. */
Sources session_sources(const Session *s, Shelf *shelf, const SessionArguments *a, Arena *arena);
/* The run that the options ask for, of that sentence. */
RunOf session_run(const SessionArguments *a, const char *text);
/* That run, settled; the model has been loaded. A run of another model, or of matrices, brings its
 * own. */
bool session_decode(const SessionArguments *a, const RunOf *of, Arena *arena, Session *out,
                    Error *e);
/* The model and the run of `text` (NULL: the model's own), of any length that the model takes. No
 * view need hold it. */
bool session_open(const SessionArguments *a, const char *text, Arena *arena, Session *out,
                  Error *e);

#endif
