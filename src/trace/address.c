/* Reading and writing addresses of values and cells. */
#include "trace/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool address_number(const char *text, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < 0 || n > 1 << 24) return false;
    *out = (int)n;
    return true;
}

/* "the#2" is the second "the": cuts the text at '#' and returns which, 1 if none is named. */
static int which_one(char *text) {
    char *hash = strrchr(text, '#');
    int n;
    if (!hash || hash == text || !address_number(hash + 1, &n) || n < 1) return 1;
    *hash = 0;
    return n;
}

bool address_position(const Decoding *d, int t, Axis axis, int size, const char *text, int *out,
                      Error *e) {
    if (address_number(text, out))
        return *out < size || error_set(e, "%d is outside: there are %d", *out, size);
    char word[128];
    snprintf(word, sizeof word, "%s", text);
    int wanted = which_one(word), seen = 0;
    Arena labels = {0};
    for (int i = 0; i < size && seen < wanted && !decode_counts(d, axis); i++) {
        arena_reset(&labels);
        if (strcmp(decode_label(d, t, axis, i, &labels), word) != 0) continue;
        seen++;
        *out = i;
    }
    arena_free(&labels);
    if (seen == wanted) return true;
    if (seen) return error_set(e, "there are only %d '%s' along this axis", seen, word);
    return error_set(e, "no token '%s' along this axis", word);
}

static bool unknown_path(const Program *p, const char *path, Error *e) {
    const char *best = NULL;
    int least = 7; /* edits: from so many on it is another name */
    for (int i = 0; i < p->value_count; i++) {
        int distance = text_distance(path, p->values[i].path, least - 1);
        if (distance < least) least = distance, best = p->values[i].path;
    }
    if (best) return error_set(e, "no value '%s': did you mean '%s'?", path, best);
    return error_set(e, "no value '%s': 'attnscope steps' lists them", path);
}

static bool parse_cell(const Decoding *d, char *inside, Address *out, Error *e) {
    char *part[4];
    /* The indices between the brackets, at most 3. */
    int count = 0;
    char *rest;
    for (char *p = strtok_r(inside, ",", &rest); p && count < 4; p = strtok_r(NULL, ",", &rest)) {
        while (*p == ' ') p++;
        size_t n = strlen(p);
        while (n && p[n - 1] == ' ') p[--n] = 0;
        part[count++] = p;
    }
    Form f = d->programs[out->t].values[out->value].form;
    if (count != 2 && count != 3) return error_set(e, "a cell is [row, col] or [head, row, col]");
    if (count == 3 &&
        !(address_number(part[0], &out->cell.sheet) && out->cell.sheet < f.shape.sheets))
        return error_set(e, "head '%s': there are %d, counted from 0", part[0], f.shape.sheets);
    out->has_cell = true;
    return address_position(d, out->t, f.rows, f.shape.rows, part[count - 2], &out->cell.row, e) &&
           address_position(d, out->t, f.cols, f.shape.cols, part[count - 1], &out->cell.col, e);
}

bool address_parse(const Decoding *d, const char *text, Address *out, Error *e) {
    char copy[512];
    if (strlen(text) >= sizeof copy) return error_set(e, "the address is too long");
    strcpy(copy, text);
    *out = (Address){.t = d->steps - 1};
    char *bracket = strchr(copy, '['), *inside = NULL;
    if (bracket) {
        size_t n = strlen(bracket);
        if (bracket[n - 1] != ']') return error_set(e, "'%s': the ] is missing", text);
        bracket[n - 1] = 0;
        *bracket = 0;
        inside = bracket + 1;
    }
    char *at = strchr(copy, '@');
    if (at) {
        *at = 0;
        if (!address_number(at + 1, &out->t) || out->t >= d->steps)
            return error_set(e, "decoding step '%s': there are %d, counted from 0", at + 1,
                             d->steps);
    }
    const Program *p = &d->programs[out->t];
    out->value = program_find(p, copy);
    if (out->value == NO_VALUE) return unknown_path(p, copy, e);
    return !inside || parse_cell(d, inside, out, e);
}

char *address_print(const Decoding *d, Address a, Arena *arena) {
    const ValueInfo *v = &d->programs[a.t].values[a.value];
    char step[16] = "", cell[64] = "";
    if (a.t != d->steps - 1) snprintf(step, sizeof step, "@%d", a.t);
    if (a.has_cell && v->form.shape.sheets == 1)
        snprintf(cell, sizeof cell, "[%d,%d]", a.cell.row, a.cell.col);
    else if (a.has_cell)
        snprintf(cell, sizeof cell, "[%d,%d,%d]", a.cell.sheet, a.cell.row, a.cell.col);
    return arena_print(arena, "%s%s%s", v->path, step, cell);
}

/* No blank, nothing that ends a cell, an item or a directive, and no number. */
const char *address_name(const Decoding *d, int t, Axis axis, int at, Arena *arena) {
    const char *label = decode_label(d, t, axis, at, arena);
    bool plain = *label && strcspn(label, " \t\n,[]:;=#@0123456789") == strlen(label);
    int same = 1;
    for (int i = 0; i < at && plain && !decode_counts(d, axis); i++)
        same += strcmp(decode_label(d, t, axis, i, arena), label) == 0;
    if (!plain || decode_counts(d, axis)) return arena_print(arena, "%d", at);
    return same == 1 ? label : arena_print(arena, "%s#%d", label, same);
}

static char *address_place(const Decoding *d, int t, Axis axis, const char *what, int at,
                           Arena *arena) {
    const char *label = decode_label(d, t, axis, at, arena);
    return *label ? arena_print(arena, "%s %s", what, label)
                  : arena_print(arena, "%s %d", what, at);
}

char *address_words(const Decoding *d, Address a, Arena *arena) {
    const Form *f = &d->programs[a.t].values[a.value].form;
    if (f->rows <= AXIS_TARGET && f->cols <= AXIS_TARGET && f->rows != AXIS_ONE &&
        f->cols != AXIS_ONE)
        return arena_print(arena, "query %s → key %s",
                           decode_row_label(d, a.t, f->rows, a.cell.row, arena),
                           decode_label(d, a.t, f->cols, a.cell.col, arena));
    char *row = address_place(d, a.t, f->rows, "row", a.cell.row, arena),
         *col = address_place(d, a.t, f->cols, "column", a.cell.col, arena);
    if (f->rows == AXIS_ONE) return col;
    return f->cols == AXIS_ONE ? row : arena_print(arena, "%s, %s", row, col);
}
