#include "trace/lot.h"

#include <stdint.h>
#include <string.h>

/* The most probable first, of equals the first that came: by one part of their bits after the
   other, for these are in order as the numbers are. Returns in which of the two they lie then. */
static const LotWord *lot_sort(LotWord *from, LotWord *to, int count) {
    enum { BITS = 11, PARTS = 1 << BITS };
    for (int shift = 0; shift < 32; shift += BITS) {
        int place[PARTS + 1] = {0};
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < count; i++) {
                uint32_t bits;
                memcpy(&bits, &from[i].share, sizeof bits);
                int part = PARTS - 1 - (int)(bits >> shift & (PARTS - 1));
                if (pass)
                    to[place[part]++] = from[i];
                else
                    place[part + 1]++;
            }
            for (int p = 0; p < PARTS && !pass; p++) place[p + 1] += place[p];
        }
        LotWord *swap = from;
        from = to, to = swap;
    }
    return from;
}

LotWords lot_words(const float *share, int words, const Search *s, LotWord *room) {
    int most = s->top_k && s->top_k < words ? s->top_k : words;
    double part = s->top_p > 0 && s->top_p < 1 ? (double)s->top_p : 0; /* 0: all */
    for (int w = 0; w < words; w++) room[w] = (LotWord){share[w] > 0.0f ? share[w] : 0.0f, w};
    LotWords out = {lot_sort(room, room + words, words), 0, 0};
    while (out.count < most && (!part || out.all < part))
        out.all += (double)out.item[out.count++].share;
    return out;
}
