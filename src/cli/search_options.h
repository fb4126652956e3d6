/* --beam, --sample, --top-k, --top-p and --words: how a command's words are chosen. Not for
 * choosing them: trace/search_run.h. */
#ifndef ATTNSCOPE_CLI_SEARCH_OPTIONS_H
#define ATTNSCOPE_CLI_SEARCH_OPTIONS_H

#include "cli/options.h"
#include "trace/search.h"

#define SEARCH_OPTIONS                                                                             \
    {OPTION_BEAM, "beam", "N", "beam search: the N best hypotheses side by side, 2 to 8"},         \
        {OPTION_SAMPLE, "sample", "SEED", "draw each word by lot; equal seeds draw equal words"},  \
        {OPTION_TOP_K, "top-k", "K", "with --sample: of the K most probable words only"},          \
        {OPTION_TOP_P, "top-p", "P",                                                               \
         "with --sample: of the fewest words that have the share P, 0 to 1"},                      \
    {                                                                                              \
        OPTION_WORDS, "words", "N", "write N words at most (as many as the model writes)"          \
    }

/* Takes one of them; *known false: it is another option. Errors name the option. */
bool search_option(Search *s, int id, const char *value, bool *known, Error *e);
/* What can only be told when all are read: --top-k or --top-p alone. */
bool search_complete(const Search *s, Error *e);

#endif
