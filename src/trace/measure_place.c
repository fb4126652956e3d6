/* Both runs are read at the step that chose the word: there the last row says how probable each is.
 */
#include "trace/measure_place.h"

#include <math.h>

#include "model/config.h"

/* Where the written word's probability moved most. */
static int most_moved(const Decoding *now, const Decoding *before, int steps) {
    int best = 0, words;
    double most = -1;
    for (int i = 0; i < steps; i++) {
        int id = before->output.id[i];
        double moved = fabs((double)decode_chances(now, i, &words)[id] -
                            (double)decode_chances(before, i, &words)[id]);
        if (moved > most) most = moved, best = i;
    }
    return best;
}

/* The word beside `not` whose probability moved most. */
static int measure_place_rival(const float *now, const float *was, int words, const Config *c,
                               int not ) {
    int best = -1;
    for (int i = 0; i < words; i++) {
        bool fits = i != not &&i != c->pad && (i != c->bos || i == c->eos);
        if (fits && (best < 0 || fabsf(now[i] - was[i]) > fabsf(now[best] - was[best]))) best = i;
    }
    return best;
}

bool measure_place(const Decoding *now, const Decoding *before, ChangedPlace *out) {
    int steps = now->steps < before->steps ? now->steps : before->steps, words, others;
    if (steps < 1 || now->labels || before->labels) return false;
    int at = 0; /* the first difference */
    while (at < steps && now->output.id[at] == before->output.id[at]) at++;
    *out = (ChangedPlace){.flips = at < steps};
    out->at = out->flips ? at : most_moved(now, before, steps);
    const float *is = decode_chances(now, out->at, &words),
                *was = decode_chances(before, out->at, &others);
    if (words != others || words <= TOKEN_FIRST + 1) return false;
    out->word[0] = before->output.id[out->at];
    out->word[1] = out->flips
                       ? now->output.id[out->at]
                       : measure_place_rival(is, was, words, &now->model->config, out->word[0]);
    for (int i = 0; i < 2; i++)
        out->was[i] = (double)was[out->word[i]], out->now[i] = (double)is[out->word[i]];
    return true;
}

bool measure_without_head(const Decoding *before, const char *place, int head, int at, int word,
                          Arena *work, double *out) {
    Trace t;
    Error e;
    int words;
    Patch off = {
        .path = arena_print(work, "%s.heads", place), .head = head, .row = ALL, .col = ALL};
    WhatIf what = {.patches = &off, .patch_count = 1};
    if (at >= before->steps || !trace_check_patch(&before->programs[at], &off, &e) ||
        !decode_after(before->model, before->source, &what, (Tokens){before->output.id, at},
                      decode_kernels(before), NULL, work, &t, &e))
        return false;
    const float *shares = decode_shares(&t, &words);
    if (word >= words) return false;
    *out = (double)shares[word];
    return true;
}
