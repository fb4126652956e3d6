/* What all claims are made and chosen with. */
#include "trace/claims.h"

#include <math.h>

#include "trace/measure.h"

Tensor claims_read(const Claims *c, Value v) {
    return c->read(c->self, v);
}

Claim *claims_add(Claims *c, const char *kind, double strength, Value value, Cell at) {
    Claim *claim = &c->list[c->count < CLAIMS_ROOM ? c->count++ : CLAIMS_ROOM - 1];
    *claim = (Claim){.kind = kind, .strength = strength, .value = value, .at = at};
    return claim;
}

void claims_name(Claim *claim, Value v, bool row, int at) {
    claim->name[claim->names++] = (ClaimName){v, row, at};
}

void claims_tell(Claim *claim, double x, int places) {
    claim->number[claim->numbers++] = (ClaimNumber){x, places};
}

void claims_choose(Claims *c) {
    int kept = 0;
    for (int i = 0; i < c->count; i++) {
        Claim claim = c->list[i];
        int place = kept;
        if (!(claim.strength > 0)) continue;
        while (place > 0 && c->list[place - 1].strength < claim.strength) place--;
        if (place >= CLAIMS_MOST) continue;
        if (kept < CLAIMS_MOST) kept++;
        for (int k = kept - 1; k > place; k--) c->list[k] = c->list[k - 1];
        c->list[place] = claim;
    }
    c->count = kept;
}

int claims_places(double a, double b) {
    static const int tried[] = {3, 2, 4};
    for (int i = 0; i < 3; i++) {
        double unit = pow(10, tried[i]);
        if (fabs(round(a * unit) - round(b * unit) - round((a - b) * unit)) < 0.5) return tried[i];
    }
    return 3;
}

int claims_share_places(double share) {
    int places = 3;
    for (double least = 0.01; share < least && places <= 6; least /= 10) places++;
    return places <= 6 ? places : 3;
}

void claims_settle(Claim *claim, int from, double (*made)(const double *x)) {
    enum { PLACES_MOST = 6 };
    const double slack = 0.008; /* some of the 1 % is left to those who round once more */
    int last = claim->numbers - 1;
    for (int more = 1; more;) {
        double x[CLAIM_NUMBERS];
        for (int i = 0; i <= last; i++) {
            double unit = pow(10, claim->number[i].places);
            x[i] = claim->number[i].places < 0 ? claim->number[i].x
                                               : round(claim->number[i].x * unit) / unit;
        }
        double off = fabs(made(x) - x[last]);
        if (!(off > slack * fabs(x[last]))) return;
        more = 0;
        for (int i = from; i <= last; i++) {
            int *places = &claim->number[i].places;
            if (*places > 0 && *places < PLACES_MOST) ++*places, more = 1;
        }
    }
}

double claims_quotient(const double *x) {
    return x[0] / x[1];
}

int claims_times_places(double times) {
    return times < 10 ? 2 : times < 1e6 ? 0 : CLAIM_FREE;
}

Claim *claims_lead(Claims *c, const char *kind, double strength, Cell at, double first,
                   double second, TopTwo top) {
    double lead = first - second;
    int places = claims_places(first, second);
    if (!isfinite(lead)) return NULL;
    Claim *claim = claims_add(c, kind, strength, c->out, at);
    claims_name(claim, c->out, true, at.row);
    claims_name(claim, c->out, false, top.first);
    claims_name(claim, c->out, false, top.second);
    claims_tell(claim, first, places);
    claims_tell(claim, second, places);
    claims_tell(claim, lead, places);
    claims_tell(claim, exp(lead), claims_times_places(exp(lead)));
    return claim;
}

void claims_tell_shares(Claim *claim, TopTwo top) {
    int places = claims_share_places((double)top.next);
    claims_tell(claim, (double)top.most, places);
    claims_tell(claim, (double)top.next, places);
}
