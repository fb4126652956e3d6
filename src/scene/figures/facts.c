/* One function for each kind of step. A fact is "what it is\tits numbers". */
#include "scene/figures/facts.h"

#include <string.h>

#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure_once.h"

/* A fact about a row of a value. */
static void facts_tell_row(Facts *f, const char *what, const char *numbers, Value v, int row) {
    if (f->count == FACTS_MOST || !*what || !*numbers) return;
    f->at[f->count] = v == f->s->at.value ? row : -1;
    f->list[f->count++] = arena_print(f->s->arena, "%s\t%s", what, numbers);
}

static void facts_tell(Facts *f, const char *what, const char *numbers) {
    facts_tell_row(f, what, numbers, f->s->at.value, -1);
}

static const char *word(const Facts *f, const char *key) {
    return stage_words(f->s, key);
}

static const char *facts_number(const Facts *f, double x) {
    return words_number(f->s, x);
}

static const char *two(const Facts *f, double x, const char *between, double y) {
    return arena_print(f->s->arena, "%s%s%s", facts_number(f, x), between, facts_number(f, y));
}

static const char *facts_extent(const Facts *f, const Range *r) {
    const char *least = facts_number(f, r->least), *most = facts_number(f, r->most);
    if (!r->count) return "";
    return strcmp(least, most) == 0 ? least : two(f, r->least, "\u00a0…\u00a0", r->most);
}

static const char *in_quotes(const Facts *f, const char *label) {
    return stage_fill(f->s, "fact.quoted", label, "");
}

/* The token of a row; its number where rows have none. */
static const char *row_name(const Facts *f, Value v, int row) {
    const char *label = words_label(f->s, v, true, row, false);
    return *label ? label : arena_print(f->s->arena, "%d", row + 1);
}

static const char *place_and_number(const Facts *f, Value v, Tensor t, Cell at) {
    if (at.row < 0) return "";
    const char *place = words_place(f->s, (Focus){.on = true, .value = v, .cell = at});
    return arena_print(f->s->arena, "%s, %s", place,
                       facts_number(f, (double)tensor_at(t, at.sheet, at.row, at.col)));
}

static void tell_largest(Facts *f, Value v) {
    Tensor t = stage_tensor(f->s, v);
    Cell at = measure_once_extreme(f->s->trace, v, t, f->sheet, true);
    facts_tell_row(f, word(f, "fact.largest"), place_and_number(f, v, t, at), v, at.row);
}

/* "“dog”, 0.93": where the pinned row is largest. */
static const char *best_of_row(const Facts *f, Value v, int row) {
    Tensor t = stage_tensor(f->s, v);
    int best;
    if (!measure_largest(t, f->sheet, row, &best, 1)) return "";
    const char *label = words_label(f->s, v, false, best, false);
    if (!*label) label = arena_print(f->s->arena, "%d", best + 1);
    const char *most = facts_number(f, (double)tensor_at(t, f->sheet, row, best));
    return arena_print(f->s->arena, "%s, %s", in_quotes(f, label), most);
}

/* A row that writes is called by what it writes, as in the figure. */
static void tell_row(Facts *f, const char *key, Value v, int row) {
    const char *written = words_written(f->s, v, row),
               *name = *written ? written : row_name(f, v, row);
    facts_tell_row(f, stage_fill(f->s, key, name, ""), best_of_row(f, v, row), v, row);
}

static void tell_lengths(Facts *f, Value v) {
    Range r = measure_lengths(stage_tensor(f->s, v), f->sheet);
    facts_tell(f, word(f, "fact.lengths"), facts_extent(f, &r));
}

void facts_scores(Facts *f) {
    if (f->row >= 0) tell_row(f, "fact.row_largest", f->out, f->row);
    tell_largest(f, f->out);
    Tensor t = stage_tensor(f->s, f->out);
    Cell at = measure_once_extreme(f->s->trace, f->out, t, f->sheet, false);
    facts_tell_row(f, word(f, "fact.smallest"), place_and_number(f, f->out, t, at), f->out, at.row);
    Spread spread = measure_spread(stage_tensor(f->s, f->out), f->sheet);
    facts_tell(f, word(f, "fact.spread"), facts_number(f, spread.deviation));
}

void facts_scale(Facts *f) {
    Spread before = measure_spread(stage_tensor(f->s, f->in), f->sheet);
    Spread after = measure_spread(stage_tensor(f->s, f->out), f->sheet);
    facts_tell(f, word(f, "fact.spread_change"), two(f, before.deviation, " → ", after.deviation));
    tell_largest(f, f->out);
}

static int hidden_cells(const Facts *f, Value v, int sheet) {
    Shape shape = f->s->program->values[v].form.shape;
    int hidden = 0;
    for (int r = 0; r < shape.rows; r++)
        for (int c = 0; c < shape.cols; c++) hidden += stage_hides(f->s, v, sheet, r, c);
    return hidden;
}

void facts_mask(Facts *f) {
    Shape shape = f->s->program->values[f->out].form.shape;
    const char *hidden = arena_print(f->s->arena, "%d", hidden_cells(f, f->out, f->sheet));
    facts_tell(f, word(f, "fact.hidden"),
               stage_fill(f->s, "fact.of", hidden, words_whole(f->s, shape.rows * shape.cols)));
}

void facts_masked(Facts *f) {
    facts_mask(f);
    if (f->row >= 0) tell_row(f, "fact.row_left", f->out, f->row);
    tell_largest(f, f->out);
}

/* All heads of a sublayer: the strongest link says which. */
static void strongest_of_heads(Facts *f) {
    Tensor t = stage_tensor(f->s, f->out);
    Cell at = measure_extreme(t, -1, true);
    const char *head = stage_fill(f->s, "crumb.head", arena_print(f->s->arena, "%d", at.sheet + 1),
                                  arena_print(f->s->arena, "%d", t.shape.sheets));
    facts_tell(f, word(f, "fact.strongest"),
               arena_print(f->s->arena, "%s, %s", place_and_number(f, f->out, t, at), head));
}

void facts_weights(Facts *f) {
    if (f->every_head) {
        strongest_of_heads(f);
        return;
    }
    Tensor t = stage_tensor(f->s, f->out);
    bool cross = f->s->program->values[f->out].place.sublayer == SUBLAYER_CROSS;
    if (f->row >= 0 || cross)
        tell_row(f, "fact.looks", f->out, f->row >= 0 ? f->row : t.shape.rows - 1);
    Cell top = measure_extreme(t, f->sheet, true);
    facts_tell_row(f, word(f, "fact.strongest"), place_and_number(f, f->out, t, top), f->out,
                   top.row);
    facts_tell(f, stage_fill(f->s, "fact.above", facts_number(f, 0.1), ""),
               facts_number(f, measure_above(t, f->sheet, 0.1)));
    Range sums = measure_row_sums(t, f->sheet);
    facts_tell(f, word(f, "fact.sums"), facts_extent(f, &sums));
}

/* A probability too small to be worth its digits is only said to be so. */
static const char *facts_chance(const Facts *f, double x) {
    bool tiny = f->s->program->values[f->out].numbers == NUMBERS_SHARES && x < 0.001;
    return tiny ? arena_print(f->s->arena, "< %s", facts_number(f, 0.001)) : facts_number(f, x);
}

/* The two most probable or highest words of one row. */
static void words_facts(Facts *f) {
    Tensor t = stage_tensor(f->s, f->out);
    int row = f->row >= 0 ? f->row : t.shape.rows - 1, best[2],
        count = measure_largest(t, 0, row, best, 2);
    static const char *const keys[] = {"fact.best_word", "fact.second_word"};
    for (int i = 0; i < count; i++) {
        const char *label = in_quotes(f, words_label(f->s, f->out, false, best[i], false));
        facts_tell_row(f, stage_fill(f->s, keys[i], row_name(f, f->out, row), ""),
                       arena_print(f->s->arena, "%s, %s", label,
                                   facts_chance(f, (double)tensor_at(t, 0, row, best[i]))),
                       f->out, row);
    }
}

void facts_shares(Facts *f) {
    words_facts(f);
    /* The row whose largest share is smallest. */
    Tensor t = stage_tensor(f->s, f->out);
    int least = measure_once_least_sure(f->s->trace, f->out, t, 0), best;
    if (least < 0 || t.shape.rows < 2) return;
    measure_largest(t, 0, least, &best, 1);
    float share = tensor_at(t, 0, least, best);
    facts_tell_row(f, word(f, "fact.least_sure"),
                   arena_print(f->s->arena, "%s, %s", in_quotes(f, row_name(f, f->out, least)),
                               facts_number(f, (double)share)),
                   f->out, least);
}

void facts_logits(Facts *f) {
    words_facts(f);
    Tensor t = stage_tensor(f->s, f->out);
    Spread spread = measure_once_spread(f->s->trace, f->out, t, 0);
    facts_tell(f, word(f, "fact.spread"), facts_number(f, spread.deviation));
}

void facts_weighted_sum(Facts *f) {
    int rows = f->s->program->values[f->out].form.shape.rows;
    tell_row(f, "fact.mostly", f->in, f->row >= 0 ? f->row : rows - 1);
    tell_lengths(f, f->out);
}

void facts_linear(Facts *f) {
    Tensor in = stage_tensor(f->s, f->in), out = stage_tensor(f->s, f->out);
    if (f->s->program->values[f->out].role == VALUE_HIDDEN)
        facts_tell(f, word(f, "fact.negative"),
                   facts_number(f, measure_share_up_to(out, 0, f->row, 0)));
    facts_tell(f, word(f, "fact.length_change"),
               two(f, measure_lengths(in, 0).mean, " → ", measure_lengths(out, 0).mean));
    tell_largest(f, f->out);
}

void facts_split(Facts *f) {
    facts_tell(f, word(f, "fact.head_share"),
               facts_number(f, measure_energy(stage_tensor(f->s, f->out), f->sheet)));
    tell_largest(f, f->out);
}

void facts_concat(Facts *f) {
    Tensor heads = stage_tensor(f->s, f->in);
    int best = 0, least = 0;
    for (int h = 1; h < heads.shape.sheets; h++) {
        if (measure_energy(heads, h) > measure_energy(heads, best)) best = h;
        if (measure_energy(heads, h) < measure_energy(heads, least)) least = h;
    }
    Arena *a = f->s->arena;
    const char *share = facts_number(f, measure_energy(heads, best)),
               *small = facts_number(f, measure_energy(heads, least));
    facts_tell(f, stage_fill(f->s, "fact.head_most", arena_print(a, "%d", best + 1), ""), share);
    if (best != least)
        facts_tell(f, stage_fill(f->s, "fact.head_least", arena_print(a, "%d", least + 1), ""),
                   small);
}

void facts_add(Facts *f) {
    Tensor was = stage_tensor(f->s, f->in), added = stage_tensor(f->s, f->step->in[1]);
    Range r = measure_ratios(added, was, 0);
    if (!r.count) return;
    facts_tell(f, word(f, "fact.ratio"), facts_number(f, r.mean));
    const char *most = in_quotes(f, row_name(f, f->out, r.most_row));
    if (r.count > 1)
        facts_tell(f, word(f, "fact.ratio_most"),
                   arena_print(f->s->arena, "%s, %s", most, facts_number(f, r.most)));
    tell_lengths(f, f->out);
}

void facts_norm(Facts *f) {
    Tensor variance = stage_tensor(f->s, f->step->out[1]);
    Range mean = measure_firsts(stage_tensor(f->s, f->step->out[0]), 0),
          v = measure_firsts(variance, 0);
    facts_tell(f, word(f, "fact.means"), facts_extent(f, &mean));
    Range deviation = v;
    deviation.least = measure_deviation(variance, 0, v.least_row);
    deviation.most = measure_deviation(variance, 0, v.most_row);
    facts_tell(f, word(f, "fact.deviations"), facts_extent(f, &deviation));
    tell_lengths(f, f->out);
}

void facts_rms_norm(Facts *f) {
    Tensor square = stage_tensor(f->s, f->step->out[0]);
    Range size = measure_firsts(square, 0);
    size.least = measure_deviation(square, 0, size.least_row);
    size.most = measure_deviation(square, 0, size.most_row);
    facts_tell(f, word(f, "fact.root_squares"), facts_extent(f, &size));
    tell_lengths(f, f->out);
}

static void active_facts(Facts *f, bool cuts) {
    Tensor in = stage_tensor(f->s, f->in), out = stage_tensor(f->s, f->out);
    const char *key = cuts ? "fact.zeros" : "fact.negative_before";
    if (f->row >= 0) {
        double share = measure_share_up_to(cuts ? out : in, 0, f->row, 0);
        facts_tell(f, stage_fill(f->s, "fact.off_row", row_name(f, f->out, f->row), ""),
                   facts_number(f, share));
    }
    facts_tell(f, word(f, key), facts_number(f, measure_share_up_to(cuts ? out : in, 0, -1, 0)));
    facts_tell(f, word(f, "fact.length_change"),
               two(f, measure_lengths(in, 0).mean, " → ", measure_lengths(out, 0).mean));
    tell_largest(f, f->out);
}

void facts_relu(Facts *f) {
    active_facts(f, true);
}

void facts_gelu(Facts *f) {
    active_facts(f, false);
}

/* Two counts in one sentence. */
static const char *facts_pair(const Facts *f, const char *key, int one, int other) {
    return stage_fill(f->s, key, arena_print(f->s->arena, "%d", one),
                      arena_print(f->s->arena, "%d", other));
}

/* How many rows carry a token that no row before them has. */
static int different(const Facts *f, Value v, int rows) {
    int count = 0;
    for (int r = 0; r < rows; r++) {
        int before = 0;
        const char *label = words_label(f->s, v, true, r, false);
        while (before < r && strcmp(words_label(f->s, v, true, before, false), label) != 0)
            before++;
        count += before == r;
    }
    return count;
}

void facts_embed(Facts *f) {
    int rows = f->s->program->values[f->out].form.shape.rows;
    facts_tell(f, word(f, "fact.tokens"),
               facts_pair(f, "fact.tokens_two", rows, different(f, f->out, rows)));
    tell_lengths(f, f->out);
}

void facts_position(Facts *f) {
    Tensor t = stage_tensor(f->s, f->out);
    int last = t.shape.rows - 1;
    tell_lengths(f, f->out);
    if (last >= 1)
        facts_tell(f, stage_fill(f->s, "fact.cosine", "1", "2"),
                   facts_number(f, measure_cosine(t, 0, 0, 1)));
    if (last < 2) return;
    facts_tell(f, stage_fill(f->s, "fact.cosine", "1", arena_print(f->s->arena, "%d", last + 1)),
               facts_number(f, measure_cosine(t, 0, 0, last)));
}

void facts_largest(Facts *f) {
    tell_largest(f, f->out);
}

/* Something trained or given. */
void facts_weight(Facts *f) {
    Tensor t = stage_tensor(f->s, f->s->at.value);
    if (f->s->program->values[f->s->at.value].weight < 0) {
        int rows = t.shape.rows;
        facts_tell(f, word(f, "fact.tokens"),
                   facts_pair(f, "fact.tokens_two", rows, different(f, f->s->at.value, rows)));
        facts_tell(f, word(f, "fact.largest_id"), facts_number(f, (double)measure_max_abs(t, 0)));
        return;
    }
    Spread spread = measure_once_spread(f->s->trace, f->s->at.value, t, 0);
    facts_tell(f, word(f, "fact.trained"), words_whole(f->s, t.shape.rows * t.shape.cols));
    facts_tell(f, word(f, "fact.mean_spread"), two(f, spread.mean, ", ", spread.deviation));
    tell_largest(f, f->s->at.value);
}

void facts_take(Facts *f, int step) {
    f->step = &f->s->program->steps[step];
    f->in = f->step->inputs ? f->step->in[0] : NO_VALUE;
    f->out = outline_value(f->s->program, step);
}

/* How much each sublayer of a layer adds. False if it adds nothing: not a layer. */
bool facts_layer(Facts *f, const Part *part) {
    const Outline *o = &f->s->outline;
    if (part->layer < 0) return false;
    for (int i = o->blocks[part->first].first; i < o->blocks[part->end - 1].end; i++) {
        if (!program_is(f->s->program, outline_value(f->s->program, i), VALUE_RESIDUAL)) continue;
        facts_take(f, i);
        Range r = measure_ratios(stage_tensor(f->s, f->step->in[1]), stage_tensor(f->s, f->in), 0);
        facts_tell(f, word(f, arena_print(f->s->arena, "crumb.%s", words_sublayer(f->s, f->out))),
                   stage_fill(f->s, "fact.adds", facts_number(f, r.mean), ""));
    }
    return true;
}

void facts_model(Facts *f) {
    const Config *c = &f->s->in->run->model->config;
    const Decoding *d = f->s->in->run;
    Arena *a = f->s->arena;
    facts_tell(f, word(f, "fact.model_layers"),
               f->s->line
                   ? arena_print(a, "%d", c->decoder_layers)
                   : arena_print(a, "%d\u00a0+\u00a0%d", c->encoder_layers, c->decoder_layers));
    facts_tell(f, word(f, "fact.model_heads"),
               facts_pair(f, "fact.model_heads_two", c->heads, c->d_model));
    facts_tell(f, word(f, "fact.model_tokens"),
               facts_pair(f, "fact.model_tokens_two", d->source.count, d->output.count));
}
