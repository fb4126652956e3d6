/* Letters are only ever added at the end and taken from there. */
#include "app/state/number.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void number_print(float x, char *out, size_t room) {
    int least =
        fabsf(x) >= 10 && fabsf(x) < 1e6f ? (int)log10f(fabsf(x)) + 1 : 1; /* "30", not "3e+01" */
    for (int digits = least; digits <= 9; digits++) {
        snprintf(out, room, "%.*g", digits, (double)x);
        if (strtof(out, NULL) == x) return;
    }
}

void number_open(Number *n, float x) {
    const char *none = text_no_number((double)x);
    *n = (Number){.on = true, .whole = true};
    if (none)
        strcpy(n->text, none);
    else
        number_print(x, n->text, sizeof n->text);
}

static char letter(const char **text) {
    static const char minus[] = "−";
    char c = **text;
    if (strncmp(*text, minus, sizeof minus - 1) == 0) {
        *text += sizeof minus - 1;
        return '-';
    }
    ++*text;
    return c == ',' ? '.' : c == 'E' ? 'e' : c;
}

bool number_type(Number *n, const char *utf8) {
    bool taken = false;
    while (*utf8) {
        char c = letter(&utf8);
        size_t at = n->whole ? 0 : strlen(n->text);
        if (!strchr("0123456789.-+e", c) || at + 1 >= sizeof n->text) continue;
        n->text[at] = c;
        n->text[at + 1] = 0;
        n->whole = false;
        taken = true;
    }
    return taken;
}

void number_erase(Number *n) {
    size_t at = n->whole ? 0 : strlen(n->text);
    n->text[at ? at - 1 : 0] = 0;
    n->whole = false;
}

bool number_read(const Number *n, float *out) {
    char *end;
    double x = strtod(n->text, &end);
    *out = (float)x;
    return *n->text && !*end && fabs(x) <= FLT_MAX;
}
