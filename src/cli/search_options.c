/* Reading the options of a search. */
#include "cli/search_options.h"

static bool one_kind(Search *s, SearchKind kind, Error *e) {
    if (s->kind != SEARCH_GREEDY && s->kind != kind)
        return error_set(e, "--beam and --sample exclude each other");
    s->kind = kind;
    return true;
}

bool search_option(Search *s, int id, const char *value, bool *known, Error *e) {
    int64_t n = 0;
    *known = true;
    switch (id) {
    case OPTION_BEAM:
        if (!option_whole("--beam", value, BEAM_LEAST, BEAM_MOST, &n, e) ||
            !one_kind(s, SEARCH_BEAM, e))
            return false;
        s->width = (int)n;
        return true;
    case OPTION_SAMPLE:
        if (!option_whole("--sample", value, 0, UINT32_MAX, &n, e) ||
            !one_kind(s, SEARCH_SAMPLE, e))
            return false;
        s->seed = (uint32_t)n;
        return true;
    case OPTION_TOP_K:
        if (!option_whole("--top-k", value, 1, 1 << 20, &n, e)) return false;
        s->top_k = (int)n;
        return true;
    case OPTION_TOP_P: {
        double p;
        if (!option_number("--top-p", value, &p, e)) return false;
        s->top_p = (float)p;
        return (p > 0 && p <= 1) || error_set(e, "--top-p is %g; it is above 0, at most 1", p);
    }
    case OPTION_WORDS:
        if (!option_whole("--words", value, 1, 1 << 20, &n, e)) return false;
        s->words = (int)n;
        return true;
    default: *known = false; return true;
    }
}

bool search_complete(const Search *s, Error *e) {
    bool sample = s->kind == SEARCH_SAMPLE;
    if (s->top_p && !sample) return error_set(e, "--top-p goes with --sample");
    return !s->top_k || sample || error_set(e, "--top-k goes with --sample");
}
