/* What each kind changes: an option of the program, the source's padding, or cells of the run. */
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

static bool whatif_refuse(Reader *r, const WhatIfItem *item) {
    const char *text = whatif_text(*item, r->arena);
    return error_set(r->e, "%s: '%s' is not %s", whatif_name(item->kind),
                     text + strcspn(text, "=") + 1, whatif_form(item->kind));
}

static bool whatif_number(const char *text, double *out) {
    char *end;
    if (!*text || strspn(text, "+-.0123456789eE") != strlen(text)) return false;
    *out = strtod(text, &end);
    return end != text && !*end && *out < 3e38 && *out > -3e38;
}

static bool must_be(Reader *r, const WhatIfItem *item, const char *word) {
    return strcmp(item->value, word) == 0 ||
           error_set(r->e, "%s: '%s' is not %s", whatif_name(item->kind), item->value, word);
}

static bool read_scale(Reader *r, const WhatIfItem *item) {
    double x;
    Options *o = &r->out->options;
    o->scale_off = strcmp(item->value, "off") == 0;
    if (o->scale_off) return true;
    if (!whatif_number(item->value, &x))
        return error_set(r->e, "scale: '%s' is not a number", item->value);
    o->divisor = (float)x;
    return (o->divisor != 0.0f && x < 1e30 && x > -1e30) ||
           error_set(r->e, "scale: the scores cannot be divided by %s", item->value);
}

static bool read_mask(Reader *r, const WhatIfItem *item) {
    return r->out->options.mask_off = must_be(r, item, "off");
}

static bool read_padding_mask(Reader *r, const WhatIfItem *item) {
    return r->out->options.padding_off = must_be(r, item, "off");
}

static bool read_positions(Reader *r, const WhatIfItem *item) {
    return r->out->options.positions_off = must_be(r, item, "off");
}

static bool read_softmax(Reader *r, const WhatIfItem *item) {
    return r->out->options.softmax_columns = must_be(r, item, "columns");
}

static bool read_padding(Reader *r, const WhatIfItem *item) {
    double n;
    if (!whatif_number(item->value, &n) || n < 1 || n > PADDING_MOST || n != (double)(int)n)
        return error_set(r->e, "padding: '%s' is not a number of tokens from 1", item->value);
    r->out->padding = (int)n;
    return true;
}

static bool read_norm(Reader *r, const WhatIfItem *item) {
    bool pre = strcmp(item->value, "pre") == 0;
    if (!pre && strcmp(item->value, "post") != 0)
        return error_set(r->e, "norm: '%s' is none of post, pre", item->value);
    r->out->options.norm_set = true;
    r->out->options.norm = pre ? NORM_PRE : NORM_POST;
    return true;
}

static bool read_norm_kind(Reader *r, const WhatIfItem *item) {
    return r->out->options.norm_rms = must_be(r, item, "rms");
}

static bool read_temperature(Reader *r, const WhatIfItem *item) {
    double t;
    if (!whatif_number(item->value, &t))
        return error_set(r->e, "temperature: '%s' is not a number", item->value);
    r->out->options.temperature = (float)t;
    return (t >= 1e-4 && t <= 1e4) ||
           error_set(r->e, "temperature: %s is outside 0.0001 to 10000", item->value);
}

/* The last decoding step has all rows. */
static const Program *whatif_last(const Decoding *d) {
    return &d->programs[d->steps - 1];
}

static bool has_path(Reader *r, const WhatIfItem *item, const char *tail) {
    char *path = arena_print(r->arena, "%s.%s", item->place, tail);
    if (!r->plain || program_find(whatif_last(r->plain), path) != NO_VALUE) return true;
    return error_set(r->e, "%s: there is no value '%s'", whatif_name(item->kind), path);
}

static bool whatif_patch(Reader *r, const WhatIfItem *item, Patch p) {
    r->patches[r->out->patch_count++] = p;
    return !r->plain || trace_check_patch(whatif_last(r->plain), &p, r->e) ||
           error_prefix(r->e, whatif_name(item->kind));
}

static bool read_swap(Reader *r, const WhatIfItem *item) {
    Options *o = &r->out->options;
    bool all = o->swap_qk && !o->swapped;
    o->swap_qk = true;
    if (!*item->place) o->swapped = NULL, o->swapped_count = 0;
    if (!*item->place || all) return true;
    if (!has_path(r, item, "scores")) return false;
    r->swapped[o->swapped_count++] = arena_copy(r->arena, item->place, strlen(item->place));
    o->swapped = r->swapped;
    return true;
}

/* All of one head's outputs become 0. */
static bool read_head(Reader *r, const WhatIfItem *item) {
    if (strcmp(item->value, "off") != 0) return whatif_refuse(r, item);
    if (!has_path(r, item, "heads")) return false;
    return whatif_patch(r, item,
                        (Patch){.path = arena_print(r->arena, "%s.heads", item->place),
                                .head = item->head,
                                .row = ALL,
                                .col = ALL});
}

static bool read_pattern(Reader *r, const WhatIfItem *item) {
    static const char *const names[] = {"uniform", "diagonal", "previous"};
    int kind = 0;
    while (kind < 3 && strcmp(item->value, names[kind]) != 0) kind++;
    if (kind == 3) return whatif_refuse(r, item);
    if (!has_path(r, item, "weights")) return false;
    return whatif_patch(r, item,
                        (Patch){.path = arena_print(r->arena, "%s.weights", item->place),
                                .head = item->head,
                                .row = ALL,
                                .col = ALL,
                                .kind = (PatchKind)(PATCH_UNIFORM + kind)});
}

/* What a sublayer adds becomes 0: only the residual is left. */
static bool read_sublayer(Reader *r, const WhatIfItem *item) {
    if (strcmp(item->value, "off") != 0) return whatif_refuse(r, item);
    if (!has_path(r, item, "out") || !has_path(r, item, "add")) return false;
    return whatif_patch(r, item,
                        (Patch){.path = arena_print(r->arena, "%s.out", item->place),
                                .head = ALL,
                                .row = ALL,
                                .col = ALL});
}

/* Rows and columns may be tokens of the run without what-ifs. */
static bool whatif_cell(Reader *r, const WhatIfItem *item, Address *a) {
    const char *name = whatif_name(item->kind);
    if (!address_parse(r->plain, item->place, a, r->e)) return error_prefix(r->e, name);
    if (!a->has_cell) return error_set(r->e, "%s: '%s' names no cell", name, item->place);
    return !strchr(item->place, '@') ||
           error_set(r->e, "%s: it changes every decoding step, leave out the @", name);
}

static bool read_cell(Reader *r, const WhatIfItem *item) {
    double x;
    Address a;
    if (!whatif_number(item->value, &x))
        return error_set(r->e, "cell: '%s' is not a number", item->value);
    if (!r->plain) return true;
    if (!whatif_cell(r, item, &a)) return false;
    return whatif_patch(r, item,
                        (Patch){.path = r->plain->programs[a.t].values[a.value].path,
                                .head = a.cell.sheet,
                                .row = a.cell.row,
                                .col = a.cell.col,
                                .x = (float)x});
}

/* The share of one query's key goes to another key of its row. */
static bool read_move(Reader *r, const WhatIfItem *item) {
    Address a;
    int to;
    if (!r->plain) return true;
    if (!whatif_cell(r, item, &a)) return false;
    const ValueInfo *v = &r->plain->programs[a.t].values[a.value];
    if (!address_position(r->plain, a.t, v->form.cols, v->form.shape.cols, item->value, &to, r->e))
        return error_prefix(r->e, "move");
    return whatif_patch(r, item,
                        (Patch){.path = v->path,
                                .head = a.cell.sheet,
                                .row = a.cell.row,
                                .col = a.cell.col,
                                .kind = PATCH_MOVE,
                                .to = to});
}

typedef bool Read(Reader *r, const WhatIfItem *item);

static Read *const whatif_readers[WHATIF_KINDS] = {
    [WHATIF_SCALE] = read_scale,         [WHATIF_MASK] = read_mask,
    [WHATIF_PADDING] = read_padding,     [WHATIF_PADDING_MASK] = read_padding_mask,
    [WHATIF_NORM] = read_norm,           [WHATIF_NORM_KIND] = read_norm_kind,
    [WHATIF_POSITIONS] = read_positions, [WHATIF_SOFTMAX] = read_softmax,
    [WHATIF_SWAP] = read_swap,           [WHATIF_TEMPERATURE] = read_temperature,
    [WHATIF_HEAD] = read_head,           [WHATIF_SUBLAYER] = read_sublayer,
    [WHATIF_PATTERN] = read_pattern,     [WHATIF_CELL] = read_cell,
    [WHATIF_MOVE] = read_move,
};

/* What of an item without a meaning was meant to be one. */
static bool refuse_misfit(Reader *r, const WhatIfItem *item) {
    const char *equals = strchr(item->value, '=');
    if (!equals) return error_set(r->e, "'%s' is not NAME=VALUE", item->value);
    if (item->kind != WHATIF_UNKNOWN) return whatif_refuse(r, item);
    return error_set(r->e, "no '%.*s': there are %s", (int)(equals - item->value), item->value,
                     whatif_names(r->arena));
}

bool whatif_read(const WhatIfList *list, const Decoding *plain, Arena *arena, WhatIf *out,
                 Error *e) {
    *out = (WhatIf){0};
    Reader r = {.plain = plain, .arena = arena, .out = out, .e = e};
    r.patches = arena_many(arena, Patch, WHATIF_MOST);
    r.swapped = arena_many(arena, const char *, SWAPS_MOST);
    out->patches = r.patches;
    for (int i = 0; i < list->count; i++) {
        WhatIfItem item = whatif_item(list, i);
        if (i == WHATIF_MOST) return error_set(e, "more than %d what-ifs", WHATIF_MOST);
        if (!(item.misfit ? refuse_misfit : whatif_readers[item.kind])(&r, &item)) return false;
    }
    return true;
}

bool whatif_check(const WhatIfList *list, Error *e) {
    Arena arena = {0};
    WhatIf none;
    bool ok = whatif_read(list, NULL, &arena, &none, e);
    arena_free(&arena);
    return ok;
}

/* Only patches ask where their places are; what changes the source's length must be there before.
 */
bool whatif_decode(const Model *m, const char *text, const WhatIfList *list, const Search *search,
                   const Kernels *k, Arena *arena, Decoding *out, Error *e) {
    return whatif_decode_watched(m, text, list, search, k, NULL, NULL, arena, out, e);
}

bool whatif_decode_watched(const Model *m, const char *text, const WhatIfList *list,
                           const Search *search, const Kernels *k, const Decoding *like,
                           Watch *watch, Arena *arena, Decoding *out, Error *e) {
    WhatIf what = {0};
    Decoding plain;
    if (list && !whatif_read(list, NULL, arena, &what, e)) return false;
    what.watch = watch;
    bool placed = list && (what.patch_count || what.options.swapped);
    for (int i = 0; list && i < list->count; i++)
        placed |= list->items[i].kind == WHATIF_CELL || list->items[i].kind == WHATIF_MOVE;
    if (!placed) what.like = like;
    if (!placed) return search_text(m, text, &what, search, k, arena, out, e);
    WhatIf padded = {.padding = what.padding, .watch = watch};
    if (!decode_text(m, text, &padded, k, arena, &plain, e) ||
        !whatif_read(list, &plain, arena, &what, e))
        return false;
    what.watch = watch;
    decode_forget(&plain, 0);
    return search_text(m, text, &what, search, k, arena, out, e);
}
