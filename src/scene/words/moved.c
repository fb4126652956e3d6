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
        at.row < trace_find(&before->traces[s->at.t], path).shape.rows) {
        t = &before->traces[s->at.t];
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

/* The words that are written now and were not. */
static const char *moved_written(Stage *s) {
    const Decoding *now = s->in->run, *before = s->in->before;
    if (!before) return "";
    bool *marks = arena_many(s->arena, bool, now->output.count),
         *gone = arena_many(s->arena, bool, before->output.count);
    const char *first = NULL, *rest = "";
    int count = 0;
    measure_changed_words(now->output, before->output, marks, gone);
    for (int i = 0; i < now->output.count; i++) {
        if (!marks[i] || count++ > WORDS_TOLD) continue;
        const char *word = vocab_label(&now->model->target, now->output.id[i]);
        if (!first)
            first = word;
        else
            rest = arena_print(s->arena, "%s%s%s", rest, *rest ? ", " : "",
                               count > WORDS_TOLD ? "…" : word);
    }
    if (!first) return stage_words(s, "move.same");
    return *rest ? stage_fill(s, "move.writes", first, rest)
                 : stage_fill(s, "move.writes.one", first, "");
}

const char *moved_words(Stage *s, const MovedShares *m) {
    if (!m->count) return "";
    const MovedShare *last = &m->list[m->count - 1];
    const char *key = m->count + m->others == 1 ? "move.only" : "move.one";
    return arena_print(s->arena, "%s %s",
                       stage_fill(s, key, words_position(s, m->value, false, last->from),
                                  words_position(s, m->value, false, last->to)),
                       moved_written(s));
}
