/* Rows of weights compared. */
#include "trace/opening.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "trace/heads.h"

int opening_written(const Decoding *d) {
    int count = d->output.count < d->steps ? d->output.count : d->steps;
    bool ends = count > 1 && d->output.id[count - 1] == d->model->config.eos;
    return count < 1 ? 1 : ends ? count - 1 : count;
}

int opening_read(const Decoding *d) {
    int count = d->source.count;
    while (count > 1 && d->source.id[count - 1] == d->model->config.pad) count--;
    return count;
}

/* How well a block suits, 0 not at all. */
static int opening_rank(const ValueInfo *info) {
    if (info->form.rows != AXIS_TARGET) return 0;
    if (info->place.sublayer == SUBLAYER_CROSS) return 3;
    return info->place.stack == STACK_DECODER ? 2 : 1;
}

int opening_blocks(const Program *p, Value out[OPENING_BLOCKS]) {
    int best = 1, count = 0;
    for (int v = 0; v < p->value_count; v++) {
        int rank = program_is(p, v, VALUE_WEIGHTS) ? opening_rank(&p->values[v]) : 0;
        if (rank > best) best = rank, count = 0;
        if (rank == best && count < OPENING_BLOCKS) out[count++] = v;
    }
    return count;
}

Value opening_block(const Program *p, Value v) {
    Value blocks[OPENING_BLOCKS];
    int count = opening_blocks(p, blocks);
    for (int i = 0; i < count; i++)
        if (blocks[i] == v) return v;
    return count ? blocks[0] : v;
}

void opening_mean(Tensor weights, int row, float *out) {
    for (int j = 0; j < weights.shape.cols; j++) {
        double sum = 0;
        for (int h = 0; h < weights.shape.sheets; h++) sum += (double)tensor_at(weights, h, row, j);
        out[j] = (float)(sum / weights.shape.sheets);
    }
}

/* The other sentence */

static bool opening_tokens(const Model *m, const char *text, Arena *arena, Tokens *out) {
    Error e;
    return text && tokens_from_text(text, m->config.tokens, &m->source, decode_text_most(m), arena,
                                    out, NULL, &e);
}

static void opening_pair(Tokens own, Contrast *c) {
    Tokens other = c->tokens;
    int from = 0, same = 0, least = own.count < other.count ? own.count : other.count;
    while (from < least && own.id[from] == other.id[from]) from++;
    while (same < least - from && own.id[own.count - 1 - same] == other.id[other.count - 1 - same])
        same++;
    c->from = from, c->end = own.count - same, c->other_end = other.count - same;
}

bool opening_contrast(const Decoding *d, Arena *arena, Contrast *out) {
    const Examples *x = &d->model->examples;
    Tokens own = {d->source.id, opening_read(d)};
    for (int i = 0; i < x->count && !d->labels; i++) {
        const Example *ex = &x->list[i];
        Tokens both[2];
        if (!opening_tokens(d->model, ex->text, arena, &both[0]) ||
            !opening_tokens(d->model, ex->other, arena, &both[1]))
            continue;
        for (int k = 0; k < 2; k++) {
            if (both[k].count != own.count ||
                memcmp(both[k].id, own.id, (size_t)own.count * sizeof *own.id) != 0)
                continue;
            *out = (Contrast){ex, k ? ex->text : ex->other, k == 1, both[!k], 0, 0, 0};
            opening_pair(own, out);
            return true;
        }
    }
    return false;
}

/* Where it opens */

double opening_moved(Tensor own, Tensor other, int head, int row, int other_row,
                     const Contrast *c) {
    const float *a = tensor_row(own, head, row), *b = tensor_row(other, head, other_row);
    int later = c->other_end - c->end;
    double sum = 0;
    for (int j = 0; j < own.shape.cols; j++) {
        int k = j < c->end ? j : j + later;
        bool paired = (j < c->end ? j < c->other_end : true) && k < other.shape.cols;
        sum += fabs((double)a[j] - (paired ? (double)b[k] : 0));
    }
    for (int k = c->end; k < c->other_end && k < other.shape.cols; k++) sum += fabs((double)b[k]);
    return sum / 2;
}

static bool opening_by_change(const Decoding *d, const Decoding *other, const Contrast *c, int t,
                              Opening *out) {
    Value blocks[OPENING_BLOCKS];
    const Program *p = &d->programs[t], *q = &other->programs[t];
    int count = opening_blocks(p, blocks), lead = d->given - d->source.count;
    bool found = false;
    Contrast rows = *c; /* keys are counted from what stands before the text */
    if (lead > 0 && !config_reads_apart(&d->model->config))
        rows.from += lead, rows.end += lead, rows.other_end += lead;
    for (int i = 0; i < count; i++) {
        Value same = program_find(q, p->values[blocks[i]].path);
        Tensor own = decode_trace(d, t)->values[blocks[i]];
        if (same == NO_VALUE ||
            decode_trace(other, t)->values[same].shape.sheets != own.shape.sheets)
            continue;
        for (int h = 0; h < own.shape.sheets; h++) {
            double moved = opening_moved(own, decode_trace(other, t)->values[same], h,
                                         decode_row(d, t), decode_row(other, t), &rows);
            if (found && !(moved > out->moved)) continue;
            *out = (Opening){blocks[i], h, t, moved};
            found = true;
        }
    }
    return found;
}

static bool opening_is_mark(const char *word) {
    return ispunct((unsigned char)word[0]) && !word[1];
}

static bool opening_by_itself(const Decoding *d, const uint32_t *gold, Opening *out) {
    Value blocks[OPENING_BLOCKS];
    int t = opening_written(d) - 1;
    while (t > 0 && opening_is_mark(d->model->target.words[d->output.id[t]])) t--;
    const Program *p = &d->programs[t];
    int count = opening_blocks(p, blocks);
    double hits = -1, entropy = 0;
    for (int i = 0; i < count; i++) {
        Tensor w = decode_trace(d, t)->values[blocks[i]];
        Value masked = program_beside(p, blocks[i], VALUE_MASKED);
        for (int h = 0; h < w.shape.sheets && masked != NO_VALUE; h++) {
            Head m = head_measure(w, decode_trace(d, t)->values[masked], h,
                                  head_kind(p->values[blocks[i]].place), gold, d->rows.id);
            double now = m.rows[HEAD_GOLD]     ? m.value[HEAD_GOLD]
                         : m.rows[HEAD_COPIED] ? m.value[HEAD_COPIED]
                                               : 0;
            if (now < hits || (now == hits && !(m.value[HEAD_ENTROPY] < entropy))) continue;
            hits = now, entropy = m.value[HEAD_ENTROPY];
            *out = (Opening){blocks[i], h, t, 0};
        }
    }
    return hits >= 0;
}

bool opening_find(const Decoding *d, const Decoding *other, const Contrast *c, const uint32_t *gold,
                  Opening *out) {
    int most = opening_written(d), t = 0;
    if (other && opening_written(other) < most) most = opening_written(other);
    while (other && t < most && d->output.id[t] == other->output.id[t]) t++;
    if (other && t < most && opening_by_change(d, other, c, t, out)) return true;
    return opening_by_itself(d, gold, out);
}
