/* A table of what-ifs: how each is written, and what it changes: an option of the program, the
   source's padding, or cells of the run. */
#include "trace/whatif.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace/address.h"
#include "trace/search_run.h"

enum { SWAPS_MOST = WHATIF_MOST, PADDING_MOST = 4096 };

/* What is being read, and where what is found goes. */
typedef struct Reader {
    const Decoding *plain; /* NULL: only what can be told without a run */
    Arena *arena;
    WhatIf *out;
    Patch *patches;
    const char **swapped;
    Error *e;
} Reader;

typedef struct Kind {
    const char *name;
    const char *form; /* how it is written, for errors */
    bool (*read)(Reader *r, const char *value);
    bool bare;   /* may stand without a value: then value is NULL */
    bool placed; /* "VALUE:" or "VALUE=" begins with a place: several of them may be in force at
                    once */
} Kind;

static bool refuse(Reader *r, const Kind *k, const char *value) {
    return error_set(r->e, "%s: '%s' is not %s", k->name, value ? value : "", k->form);
}

static bool number(const char *text, double *out) {
    char *end;
    if (!*text || strspn(text, "+-.0123456789eE") != strlen(text)) return false;
    *out = strtod(text, &end);
    return end != text && !*end && *out < 3e38 && *out > -3e38;
}

static bool must_be(Reader *r, const char *name, const char *value, const char *word) {
    return strcmp(value, word) == 0 || error_set(r->e, "%s: '%s' is not %s", name, value, word);
}

static bool read_scale(Reader *r, const char *value) {
    double x;
    Options *o = &r->out->options;
    o->scale_off = strcmp(value, "off") == 0;
    if (o->scale_off) return true;
    if (!number(value, &x)) return error_set(r->e, "scale: '%s' is not a number", value);
    o->divisor = (float)x;
    return (o->divisor != 0.0f && x < 1e30 && x > -1e30) ||
           error_set(r->e, "scale: the scores cannot be divided by %s", value);
}

static bool read_mask(Reader *r, const char *value) {
    return r->out->options.mask_off = must_be(r, "mask", value, "off");
}

static bool read_padding_mask(Reader *r, const char *value) {
    return r->out->options.padding_off = must_be(r, "padding-mask", value, "off");
}

static bool read_positions(Reader *r, const char *value) {
    return r->out->options.positions_off = must_be(r, "positions", value, "off");
}

static bool read_softmax(Reader *r, const char *value) {
    return r->out->options.softmax_columns = must_be(r, "softmax", value, "columns");
}

static bool read_padding(Reader *r, const char *value) {
    double n;
    if (!number(value, &n) || n < 1 || n > PADDING_MOST || n != (double)(int)n)
        return error_set(r->e, "padding: '%s' is not a number of tokens from 1", value);
    r->out->padding = (int)n;
    return true;
}

static bool read_norm(Reader *r, const char *value) {
    bool pre = strcmp(value, "pre") == 0;
    if (!pre && strcmp(value, "post") != 0)
        return error_set(r->e, "norm: '%s' is none of post, pre", value);
    r->out->options.norm_set = true;
    r->out->options.norm = pre ? NORM_PRE : NORM_POST;
    return true;
}

static bool read_temperature(Reader *r, const char *value) {
    double t;
    if (!number(value, &t)) return error_set(r->e, "temperature: '%s' is not a number", value);
    r->out->options.temperature = (float)t;
    return (t >= 1e-4 && t <= 1e4) ||
           error_set(r->e, "temperature: %s is outside 0.0001 to 10000", value);
}

/* The last decoding step has all rows. */
static const Program *last(const Decoding *d) {
    return &d->programs[d->steps - 1];
}

static bool has_path(Reader *r, const char *name, const char *place, const char *tail) {
    char *path = arena_print(r->arena, "%s.%s", place, tail);
    if (!r->plain || program_find(last(r->plain), path) != NO_VALUE) return true;
    return error_set(r->e, "%s: there is no value '%s'", name, path);
}

static bool add(Reader *r, const char *name, Patch p) {
    r->patches[r->out->patch_count++] = p;
    return !r->plain || trace_check_patch(last(r->plain), &p, r->e) || error_prefix(r->e, name);
}

static bool read_swap(Reader *r, const char *value) {
    Options *o = &r->out->options;
    bool all = o->swap_qk && !o->swapped;
    o->swap_qk = true;
    if (!value) o->swapped = NULL, o->swapped_count = 0;
    if (!value || all) return true;
    if (!has_path(r, "swap-qk", value, "scores")) return false;
    r->swapped[o->swapped_count++] = arena_copy(r->arena, value, strlen(value));
    o->swapped = r->swapped;
    return true;
}

/* "encoder.0.self:2:off" → place, head and what follows. */
static bool split_head(const char *value, Arena *arena, char **place, int *head,
                       const char **rest) {
    const char *colon = strchr(value, ':');
    int end = 0;
    if (!colon || colon == value || sscanf(colon, ":%5d:%n", head, &end) != 1 || !end || *head < 0)
        return false;
    *place = arena_copy(arena, value, (size_t)(colon - value));
    *rest = colon + end;
    return true;
}

/* All of one head's outputs become 0. */
static bool read_head(Reader *r, const char *value) {
    char *place;
    const char *rest;
    int head;
    if (!split_head(value, r->arena, &place, &head, &rest) || strcmp(rest, "off") != 0)
        return error_set(r->e, "head: '%s' is not PATH:N:off", value);
    if (!has_path(r, "head", place, "heads")) return false;
    return add(r, "head",
               (Patch){.path = arena_print(r->arena, "%s.heads", place),
                       .head = head,
                       .row = ALL,
                       .col = ALL});
}

static bool read_pattern(Reader *r, const char *value) {
    static const char *const names[] = {"uniform", "diagonal", "previous"};
    char *place;
    const char *rest;
    int head, kind = 0;
    bool ok = split_head(value, r->arena, &place, &head, &rest);
    while (ok && kind < 3 && strcmp(rest, names[kind]) != 0) kind++;
    if (!ok || kind == 3)
        return error_set(r->e, "pattern: '%s' is not PATH:N:uniform|diagonal|previous", value);
    if (!has_path(r, "pattern", place, "weights")) return false;
    return add(r, "pattern",
               (Patch){.path = arena_print(r->arena, "%s.weights", place),
                       .head = head,
                       .row = ALL,
                       .col = ALL,
                       .kind = (PatchKind)(PATCH_UNIFORM + kind)});
}

/* What a sublayer adds becomes 0: only the residual is left. */
static bool read_sublayer(Reader *r, const char *value) {
    const char *colon = strchr(value, ':');
    if (!colon || colon == value || strcmp(colon, ":off") != 0)
        return error_set(r->e, "sublayer: '%s' is not PATH:off", value);
    char *place = arena_copy(r->arena, value, (size_t)(colon - value));
    if (!has_path(r, "sublayer", place, "out") || !has_path(r, "sublayer", place, "add"))
        return false;
    return add(
        r, "sublayer",
        (Patch){
            .path = arena_print(r->arena, "%s.out", place), .head = ALL, .row = ALL, .col = ALL});
}

/* PATH[head,row,col]=NUMBER; rows and columns may be tokens of the run without what-ifs. */
static bool read_cell(Reader *r, const char *value) {
    const char *equals = strrchr(value, '=');
    double x;
    Address a;
    if (!equals || equals == value || equals[-1] != ']')
        return error_set(r->e, "cell: '%s' is not PATH[head,row,col]=NUMBER", value);
    if (!number(equals + 1, &x)) return error_set(r->e, "cell: '%s' is not a number", equals + 1);
    if (!r->plain) return true;
    char *place = arena_copy(r->arena, value, (size_t)(equals - value));
    if (!address_parse(r->plain, place, &a, r->e)) return error_prefix(r->e, "cell");
    if (!a.has_cell) return error_set(r->e, "cell: '%s' names no cell", place);
    if (strchr(place, '@'))
        return error_set(r->e, "cell: it changes every decoding step, leave out the @");
    return add(r, "cell",
               (Patch){.path = r->plain->programs[a.t].values[a.value].path,
                       .head = a.cell.sheet,
                       .row = a.cell.row,
                       .col = a.cell.col,
                       .x = (float)x});
}

static const Kind kinds[] = {
    {"scale", "off or a divisor", read_scale, false, false},
    {"mask", "off", read_mask, false, false},
    {"padding", "a number of tokens", read_padding, false, false},
    {"padding-mask", "off", read_padding_mask, false, false},
    {"norm", "post or pre", read_norm, false, false},
    {"positions", "off", read_positions, false, false},
    {"softmax", "columns", read_softmax, false, false},
    {"swap-qk", "a path", read_swap, true, true},
    {"temperature", "a number", read_temperature, false, false},
    {"head", "PATH:N:off", read_head, false, true},
    {"sublayer", "PATH:off", read_sublayer, false, true},
    {"pattern", "PATH:N:uniform|diagonal|previous", read_pattern, false, true},
    {"cell", "PATH[head,row,col]=NUMBER", read_cell, false, true},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const Kind *find_kind(const char *item) {
    size_t n = strcspn(item, "=");
    for (int i = 0; i < KINDS; i++)
        if (strlen(kinds[i].name) == n && strncmp(kinds[i].name, item, n) == 0) return &kinds[i];
    return NULL;
}

static bool read_item(Reader *r, const char *item) {
    const Kind *k = find_kind(item);
    const char *equals = strchr(item, '=');
    if (!k && !equals) return error_set(r->e, "'%s' is not NAME=VALUE", item);
    if (!k)
        return error_set(
            r->e,
            "no '%.*s': there are scale, mask, padding, padding-mask, norm, positions, softmax, "
            "swap-qk, temperature, head, sublayer, pattern and cell",
            (int)(equals - item), item);
    if (!equals && !k->bare) return error_set(r->e, "'%s' is not NAME=VALUE", item);
    if (equals && !equals[1]) return refuse(r, k, NULL);
    return k->read(r, equals ? equals + 1 : NULL);
}

/* One item after the other, cut out of a copy. */
static bool read_all(Reader *r, const char *items) {
    char *rest, *copy = arena_copy(r->arena, items, strlen(items));
    int count = 0;
    r->patches = arena_many(r->arena, Patch, WHATIF_MOST);
    r->swapped = arena_many(r->arena, const char *, SWAPS_MOST);
    r->out->patches = r->patches;
    for (char *item = strtok_r(copy, " \t", &rest); item; item = strtok_r(NULL, " \t", &rest)) {
        if (count++ == WHATIF_MOST) return error_set(r->e, "more than %d what-ifs", WHATIF_MOST);
        if (!read_item(r, item)) return false;
    }
    return true;
}

bool whatif_read(const char *items, const Decoding *plain, Arena *arena, WhatIf *out, Error *e) {
    *out = (WhatIf){0};
    Reader r = {.plain = plain, .arena = arena, .out = out, .e = e};
    return read_all(&r, items);
}

bool whatif_check(const char *items, Error *e) {
    Arena arena = {0};
    WhatIf none;
    bool ok = whatif_read(items, NULL, &arena, &none, e);
    arena_free(&arena);
    return ok;
}

/* Only patches ask where their places are; what changes the source's length must be there before.
 */
bool whatif_decode(const Model *m, const char *text, const char *items, const Search *search,
                   const Kernels *k, Arena *arena, Decoding *out, Error *e) {
    WhatIf what = {0};
    Decoding plain;
    if (!whatif_read(items, NULL, arena, &what, e)) return false;
    bool placed = what.patch_count || strstr(items, "cell=") || what.options.swapped;
    if (!placed) return search_text(m, text, &what, search, k, arena, out, e);
    WhatIf padded = {.padding = what.padding};
    return decode_text(m, text, &padded, k, arena, &plain, e) &&
           whatif_read(items, &plain, arena, &what, e) &&
           search_text(m, text, &what, search, k, arena, out, e);
}

/* Where what an item is about ends: "scale", "head=encoder.0.self:2:", "cell=encoder.input[0,1]".
 */
static size_t subject(const char *item) {
    const Kind *k = find_kind(item);
    const char *equals = strchr(item, '=');
    if (!k || !k->placed || !equals) return strcspn(item, "=");
    const char *end = strrchr(item, strncmp(item, "cell", 4) == 0 ? '=' : ':');
    return end && end > equals ? (size_t)(end - item) : strlen(item);
}

static bool same_subject(const char *a, const char *b) {
    size_t n = subject(a);
    return n == subject(b) && strncmp(a, b, n) == 0;
}

const char *whatif_about(const char *items, const char *item, char room[WHATIF_TEXT]) {
    char copy[WHATIF_TEXT], *rest;
    snprintf(copy, sizeof copy, "%s", items);
    for (char *at = strtok_r(copy, " \t", &rest); at; at = strtok_r(NULL, " \t", &rest)) {
        if (!same_subject(at, item)) continue;
        snprintf(room, WHATIF_TEXT, "%s", at);
        return room;
    }
    return NULL;
}

bool whatif_toggle(char items[WHATIF_TEXT], const char *item, Error *e) {
    char copy[WHATIF_TEXT], out[2 * WHATIF_TEXT] = "", *rest;
    bool there = false;
    int count = 0;
    snprintf(copy, sizeof copy, "%s", items);
    for (char *at = strtok_r(copy, " \t", &rest); at; at = strtok_r(NULL, " \t", &rest)) {
        there = there || strcmp(at, item) == 0;
        if (same_subject(at, item)) continue;
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", *out ? " " : "", at);
        count++;
    }
    size_t more = there ? 0 : strlen(item) + 1;
    if (strlen(out) + more >= WHATIF_TEXT || (more && count == WHATIF_MOST))
        return error_set(e, "there is no room for more what-ifs");
    if (more) snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", *out ? " " : "", item);
    strcpy(items, out);
    return true;
}
