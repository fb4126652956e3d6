/* A table of how each kind is written: that is all that cutting and writing know. */
#include "trace/whatif_list.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* What follows the name and '='. */
typedef enum Form {
    FORM_VALUE,      /* "off" */
    FORM_PLACE,      /* "encoder.0.self", or no '=' and nothing */
    FORM_PLACE_WORD, /* "encoder.0.self:off" */
    FORM_HEAD,       /* "encoder.0.self:2:off" */
    FORM_CELL,       /* "encoder.0.self.scores[0,1,2]=0.5" */
    FORM_CELL_WORD   /* "encoder.0.self.weights[0,1,2]:3" */
} Form;

typedef struct Kind {
    const char *name, *form;
    Form cut;
} Kind;

static const Kind whatif_kinds[WHATIF_KINDS] = {
    [WHATIF_SCALE] = {"scale", "off or a divisor", FORM_VALUE},
    [WHATIF_MASK] = {"mask", "off", FORM_VALUE},
    [WHATIF_PADDING] = {"padding", "a number of tokens", FORM_VALUE},
    [WHATIF_PADDING_MASK] = {"padding-mask", "off", FORM_VALUE},
    [WHATIF_NORM] = {"norm", "post or pre", FORM_VALUE},
    [WHATIF_NORM_KIND] = {"norm-kind", "rms", FORM_VALUE},
    [WHATIF_POSITIONS] = {"positions", "off", FORM_VALUE},
    [WHATIF_SOFTMAX] = {"softmax", "columns", FORM_VALUE},
    [WHATIF_SWAP] = {"swap-qk", "a path", FORM_PLACE},
    [WHATIF_TEMPERATURE] = {"temperature", "a number", FORM_VALUE},
    [WHATIF_HEAD] = {"head", "PATH:N:off", FORM_HEAD},
    [WHATIF_SUBLAYER] = {"sublayer", "PATH:off", FORM_PLACE_WORD},
    [WHATIF_PATTERN] = {"pattern", "PATH:N:uniform|diagonal|previous", FORM_HEAD},
    [WHATIF_CELL] = {"cell", "PATH[head,row,col]=NUMBER", FORM_CELL},
    [WHATIF_MOVE] = {"move", "PATH[head,query,from]:to", FORM_CELL_WORD},
};

const char *whatif_name(WhatIfKind kind) {
    return kind < WHATIF_KINDS ? whatif_kinds[kind].name : "";
}

const char *whatif_form(WhatIfKind kind) {
    return kind < WHATIF_KINDS ? whatif_kinds[kind].form : "";
}

char *whatif_names(Arena *arena) {
    const char *names[WHATIF_KINDS];
    for (int i = 0; i < WHATIF_KINDS; i++) names[i] = whatif_kinds[i].name;
    return text_list(names, WHATIF_KINDS, arena);
}

/* Cutting */

static WhatIfKind whatif_kind(const char *item) {
    size_t n = strcspn(item, "=");
    int i = 0;
    while (i < WHATIF_KINDS &&
           (strlen(whatif_kinds[i].name) != n || strncmp(whatif_kinds[i].name, item, n) != 0))
        i++;
    return (WhatIfKind)i;
}

/* "encoder.0.self:2:off": ends the place at its colon; false if there are not both. */
static bool cut_head(char *text, WhatIfItem *out) {
    char *colon = strchr(text, ':');
    int end = 0;
    if (!colon || colon == text || sscanf(colon, ":%5d:%n", &out->head, &end) != 1 || !end)
        return false;
    *colon = 0;
    out->place = text;
    out->value = colon + end;
    return out->head >= 0;
}

static bool cut_word(char *text, WhatIfItem *out) {
    char *colon = strchr(text, ':');
    if (!colon || colon == text) return false;
    *colon = 0;
    out->place = text;
    out->value = colon + 1;
    return true;
}

static bool cut_cell(char *text, WhatIfItem *out) {
    char *equals = strrchr(text, '=');
    if (!equals || equals == text || equals[-1] != ']') return false;
    *equals = 0;
    out->place = text;
    out->value = equals + 1;
    return true;
}

/* A token may be a colon, too: the place ends with its bracket. */
static bool cut_cell_word(char *text, WhatIfItem *out) {
    char *end = strstr(text, "]:");
    if (!end || end == text || !end[2]) return false;
    end[1] = 0;
    out->place = text;
    out->value = end + 2;
    return true;
}

/* `text`: what follows '=', cut in place; NULL: there is none. */
static bool cut_form(Form form, char *text, WhatIfItem *out) {
    if (!text) return form == FORM_PLACE;
    if (!*text) return false;
    switch (form) {
    case FORM_VALUE: out->value = text; return true;
    case FORM_PLACE: out->place = text; return true;
    case FORM_PLACE_WORD: return cut_word(text, out);
    case FORM_HEAD: return cut_head(text, out);
    case FORM_CELL: return cut_cell(text, out);
    case FORM_CELL_WORD: return cut_cell_word(text, out);
    }
    return false;
}

/* The copy that is cut is the list's; what does not fit stays whole in it. */
static WhatIfItem cut_item(const char *item, char *copy) {
    WhatIfItem out = whatif_about(whatif_kind(item));
    char *equals = strchr(strcpy(copy, item), '=');
    if (out.kind < WHATIF_KINDS &&
        cut_form(whatif_kinds[out.kind].cut, equals ? equals + 1 : NULL, &out))
        return out;
    out = whatif_about(out.kind);
    out.misfit = true;
    out.value = strcpy(copy, item);
    return out;
}

/* Puts a text behind those that are there, and says where. Cut, the items are shorter than they
   were written. */
static short keep_part(WhatIfList *l, int *used, const char *text) {
    int at = *used;
    if (!*text) return 0;
    strcpy(l->parts + at, text);
    *used += (int)strlen(text) + 1;
    return (short)at;
}

bool whatif_list(const char *text, WhatIfList *out) {
    char copy[WHATIF_TEXT], cut[WHATIF_TEXT], *rest;
    int used = 1;
    *out = (WhatIfList){.count = 0};
    if (strlen(text) >= WHATIF_TEXT) return false;
    strcpy(out->text, text);
    strcpy(copy, text);
    for (char *at = strtok_r(copy, " \t", &rest); at && out->count <= WHATIF_MOST;
         at = strtok_r(NULL, " \t", &rest)) {
        WhatIfItem i = cut_item(at, cut);
        out->items[out->count++] = (WhatIfParts){(short)i.kind, keep_part(out, &used, i.place),
                                                 keep_part(out, &used, i.value), i.misfit, i.head};
    }
    return true;
}

bool whatif_add(WhatIfList *l, const char *text) {
    char both[2 * WHATIF_TEXT];
    int n = snprintf(both, sizeof both, "%s%s%s", l->text, *l->text ? " " : "", text);
    return n < WHATIF_TEXT && whatif_list(both, l);
}

WhatIfItem whatif_item(const WhatIfList *l, int at) {
    const WhatIfParts *p = &l->items[at];
    return (WhatIfItem){.kind = (WhatIfKind)p->kind,
                        .place = l->parts + p->place,
                        .head = p->head,
                        .value = l->parts + p->value,
                        .misfit = p->misfit};
}

bool whatif_same(const WhatIfList *a, const WhatIfList *b) {
    return strcmp(a->text, b->text) == 0;
}

/* Writing and changing */

WhatIfItem whatif_about(WhatIfKind kind) {
    return (WhatIfItem){.kind = kind, .place = "", .head = -1, .value = ""};
}

char *whatif_text(WhatIfItem item, Arena *arena) {
    const char *name = whatif_name(item.kind);
    if (item.misfit) return arena_print(arena, "%s", item.value);
    switch (whatif_kinds[item.kind].cut) {
    case FORM_PLACE: return arena_print(arena, *item.place ? "%s=%s" : "%s", name, item.place);
    case FORM_PLACE_WORD:
    case FORM_CELL_WORD: return arena_print(arena, "%s=%s:%s", name, item.place, item.value);
    case FORM_HEAD:
        return arena_print(arena, "%s=%s:%d:%s", name, item.place, item.head, item.value);
    case FORM_CELL: return arena_print(arena, "%s=%s=%s", name, item.place, item.value);
    default: return arena_print(arena, "%s=%s", name, item.value);
    }
}

static bool whatif_same_subject(WhatIfItem a, WhatIfItem b) {
    if (a.misfit || b.misfit) return a.misfit == b.misfit && strcmp(a.value, b.value) == 0;
    return a.kind == b.kind && a.head == b.head && strcmp(a.place, b.place) == 0;
}

int whatif_find(const WhatIfList *l, WhatIfItem about) {
    for (int i = 0; i < l->count; i++)
        if (whatif_same_subject(whatif_item(l, i), about)) return i;
    return -1;
}

/* The others, and `last` behind them unless it is NULL. False: there are too many. */
static bool write_others(const WhatIfList *l, WhatIfItem about, const WhatIfItem *last,
                         WhatIfList *out) {
    Arena arena = {0};
    char *text = "";
    for (int i = 0; i < l->count; i++) {
        WhatIfItem item = whatif_item(l, i);
        if (whatif_same_subject(item, about)) continue;
        text = arena_print(&arena, "%s%s%s", text, *text ? " " : "", whatif_text(item, &arena));
    }
    if (last)
        text = arena_print(&arena, "%s%s%s", text, *text ? " " : "", whatif_text(*last, &arena));
    bool fits = whatif_list(text, out) && out->count <= WHATIF_MOST;
    arena_free(&arena);
    return fits;
}

void whatif_drop(WhatIfList *l, WhatIfItem about) {
    WhatIfList others;
    write_others(l, about, NULL, &others);
    *l = others;
}

bool whatif_set(WhatIfList *l, WhatIfItem item) {
    WhatIfList with;
    bool fits = write_others(l, item, &item, &with);
    if (fits) *l = with;
    return fits;
}
