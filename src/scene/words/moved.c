/* Which they are is read from the what-ifs; what the words became, from both runs. */
#include "scene/words/moved.h"

#include <string.h>

#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/what.h"
#include "trace/measure_change.h"

enum { WORDS_TOLD = 3 };

/* What the share was before it was moved; where that run has no such row, what the key has got. */
static float moved_before(const Stage *s, const char *path, Cell at, int to) {
    const Decoding *before = s->in->before;
    Cell now = {at.sheet, at.row, to};
    const Trace *t = s->trace;
    Value v = program_find(s->program, path);
    if (before && s->at.t < before->steps &&
        at.row < trace_find(decode_trace(before, s->at.t), path).shape.rows) {
        t = decode_trace(before, s->at.t);
        v = program_find(t->program, path);
        now = at;
    }
    return tensor_at(t->values[v], now.sheet, now.row, now.col);
}

void moved_shares(const Stage *s, Value v, Cell at, MovedShares *out) {
    const WhatIfList *list = what_items(s);
    const ValueInfo *info = &s->program->values[v];
    *out = (MovedShares){.value = v};
    for (int i = 0; what_on(s) && i < list->count && out->count < MOVED_MOST; i++) {
        WhatIfItem item = whatif_item(list, i);
        Address a;
        Error e;
        int to;
        bool here = item.kind == WHATIF_MOVE && address_parse(s->in->run, item.place, &a, &e) &&
                    a.has_cell && a.cell.sheet == at.sheet && a.cell.row == at.row &&
                    strcmp(s->in->run->programs[a.t].values[a.value].path, info->path) == 0 &&
                    address_position(s->in->run, a.t, info->form.cols, info->form.shape.cols,
                                     item.value, &to, &e);
        if (here)
            out->list[out->count++] =
                (MovedShare){a.cell.col, to, moved_before(s, info->path, a.cell, to)};
        else
            out->others++;
    }
}

/* That in which things are where the what-ifs say. */
static const Decoding *moved_run(const Stage *s) {
    return s->in->before ? s->in->before : s->in->run;
}

bool moved_item(const Stage *s, WhatIfItem item, MovedItem *out) {
    const Decoding *d = moved_run(s);
    Address a;
    Error e;
    if (item.kind != WHATIF_MOVE || item.misfit || !address_parse(d, item.place, &a, &e) ||
        !a.has_cell)
        return false;
    out->value = a.value;
    out->info = &d->programs[a.t].values[a.value];
    out->at = a.cell;
    out->share =
        tensor_at(decode_trace(d, a.t)->values[a.value], a.cell.sheet, a.cell.row, a.cell.col);
    return address_position(d, a.t, out->info->form.cols, out->info->form.shape.cols, item.value,
                            &out->to, &e);
}

/* A token along an axis: of what is written slanted. */
static Run moved_word(Stage *s, Axis axis, int at, Role role) {
    const Decoding *d = moved_run(s);
    Face face = axis == AXIS_TARGET_WORDS ? words_token_face(s, at, true)
                : axis == AXIS_TARGET     ? words_token_face(s, decode_token(d, at), true)
                                          : FACE_BOLD;
    return (Run){words_quoted(s, decode_label(d, d->steps - 1, axis, at, s->arena)), face,
                 s->theme.role[role]};
}

Run moved_item_key(Stage *s, const MovedItem *m, int key) {
    return moved_word(s, m->info->form.cols, key, ROLE_K);
}

Run moved_item_query(Stage *s, const MovedItem *m) {
    const Decoding *d = moved_run(s);
    bool writes = m->info->form.rows == AXIS_TARGET && decode_word(d, m->at.row) >= 0;
    return writes ? moved_word(s, AXIS_TARGET_WORDS, decode_next(d, m->at.row), ROLE_Q)
                  : moved_word(s, m->info->form.rows, m->at.row, ROLE_Q);
}

const char *moved_told(Stage *s, WhatIfItem item) {
    MovedItem m;
    if (!moved_item(s, item, &m)) return what_words(what_told(s), item, s->arena);
    return arena_print(s->arena, "%s: %s → %s", moved_item_query(s, &m).text,
                       moved_item_key(s, &m, m.at.col).text, moved_item_key(s, &m, m.to).text);
}

const char *moved_line(Stage *s, bool whole) {
    const WhatIfList *list = what_items(s);
    const char *line = "";
    for (int i = 0; i < list->count && i < WHATIF_MOST; i++) {
        WhatIfItem item = whatif_item(list, i);
        MovedItem m;
        const char *told = moved_told(s, item);
        if (whole && moved_item(s, item, &m))
            told = arena_print(s->arena, "%s, %s",
                               what_head(what_told(s), m.info->path, m.at.sheet, s->arena), told);
        line = arena_print(s->arena, "%s%s%s", line, i ? ", " : "", told);
    }
    return line;
}

void moved_written(Stage *s, const char **first, const char **rest) {
    const Decoding *now = s->in->run, *before = s->in->before;
    int count = 0;
    *first = NULL, *rest = "";
    if (!before) return;
    bool *marks = arena_many(s->arena, bool, now->output.count),
         *gone = arena_many(s->arena, bool, before->output.count);
    measure_changed_words(&now->model->config, now->output, before->output, marks, gone);
    for (int i = 0; i < now->output.count; i++) {
        if (!marks[i] || count++ > WORDS_TOLD) continue;
        const char *word = vocab_label(&now->model->target, now->output.id[i]);
        if (!*first)
            *first = word;
        else
            *rest = arena_print(s->arena, "%s%s%s", *rest, **rest ? ", " : "",
                                count > WORDS_TOLD ? "…" : word);
    }
}

const char *moved_key(const MovedShares *m) {
    return m->count + m->others == 1 ? "move.only" : "move.one";
}

const char *moved_words(Stage *s, const MovedShares *m) {
    const char *now, *rest;
    if (!m->count) return "";
    const MovedShare *last = &m->list[m->count - 1];
    moved_written(s, &now, &rest);
    const char *then = !now    ? stage_words(s, "move.same")
                       : *rest ? stage_fill(s, "move.writes", now, rest)
                               : stage_fill(s, "move.writes.one", now, "");
    return arena_print(s->arena, "%s %s",
                       stage_fill(s, moved_key(m), words_position(s, m->value, false, last->from),
                                  words_position(s, m->value, false, last->to)),
                       then);
}
