/* The loop of decoding, and the words beside its rows and columns. */
#include "trace/decode.h"

#include <assert.h>
#include <string.h>

#include "trace/measure_once.h"

/* What one step may hold, 1 GiB, and what all may compute: a model that does not stop must not work
   for ever. ALL: of one that writes until it is done; LINE: of one that goes on with a line, which
   then just ends. HELD: so much is kept of steps that may be wanted again, 64 MiB. */
static const double STEP_MOST = 1 << 28, ALL_MOST = 1 << 27, LINE_MOST = 1 << 30,
                    HELD_MOST = 1 << 24;

/* A step's trace, while it is held. */
typedef struct MadeStep {
    Arena *arena;
    Trace trace;
    bool held;
    double numbers; /* so many are its own */
    unsigned asked; /* when it was asked for last */
    float *chances; /* of its word */
} MadeStep;

struct DecodeSteps {
    const Kernels *kernels;
    WhatIf what;
    Arena *arena; /* the run's */
    MadeStep *steps;
    unsigned clock;
    bool lends; /* the last step holds the rows of all before it */
};

static float *as_floats(const int *id, int count, Arena *arena) {
    float *x = arena_raw(arena, (size_t)count, sizeof *x);
    for (int i = 0; i < count; i++) x[i] = (float)id[i];
    return x;
}

const float *decode_shares(const Trace *t, int *words) {
    Tensor p = t->values[program_role(t->program, VALUE_PROBABILITIES)];
    *words = p.shape.cols;
    return tensor_row(p, 0, p.shape.rows - 1);
}

int decode_best(const Trace *t) {
    int words;
    const float *row = decode_shares(t, &words);
    return tensor_largest(row, words);
}

/* Every patch must fit the last step, which has all rows. */
static bool all_fit(const Decoding *d, const WhatIf *what, Error *e) {
    for (int i = 0; i < what->patch_count; i++)
        if (!trace_check_patch(&d->programs[d->steps - 1], &what->patches[i], e)) return false;
    return true;
}

/* How many numbers the program's steps compute. */
static double decode_numbers_of(const Program *p) {
    double numbers = 0;
    for (int i = 0; i < p->value_count; i++)
        if (p->values[i].step >= 0) numbers += (double)shape_size(p->values[i].form.shape);
    return numbers;
}

/* What a step reads: the tokens of the encoder and of the decoder's rows, as numbers. */
static PageInput decode_input(const Model *m, Tokens source, const float *ids, const float *rows,
                              int count) {
    bool apart = config_reads_apart(&m->config);
    return (PageInput){ids, apart ? source.count : 0, rows, count};
}

/* How many tokens could stand in place of `count`, so that a step is not too large. */
static int decode_fitting(const Model *m, PageInput in, const WhatIf *what, int count) {
    int low = 0, high = count;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        Arena work = {0};
        Program p;
        *(config_reads_apart(&m->config) ? &in.source_count : &in.target_count) = middle;
        page_program(&m->config, &m->weights, &what->options, in, &work, &p);
        bool fits = !p.failed && decode_numbers_of(&p) <= STEP_MOST;
        *(fits ? &low : &high) = middle;
        arena_free(&work);
    }
    return low;
}

/* The program of one step: the words so far in. *numbers: of all steps until now, or NULL. */
static bool decode_program(const Model *m, PageInput in, const WhatIf *what, double *numbers,
                           Arena *arena, Program *p, Error *e) {
    page_program(&m->config, &m->weights, &what->options, in, arena, p);
    if (p->failed) {
        *e = p->error;
        return false;
    }
    bool apart = config_reads_apart(&m->config);
    double own = decode_numbers_of(p), all = numbers ? *numbers += own : own;
    int count = apart ? in.source_count : in.target_count;
    if (own > STEP_MOST)
        return error_set(e, "the matrices of %d tokens are too large: above %.0f numbers; %d fit",
                         count, STEP_MOST, decode_fitting(m, in, what, count));
    return all <= (apart ? ALL_MOST : LINE_MOST) ||
           error_set(e,
                     "the matrices of %d input and %d output tokens are too large: above %.0f "
                     "numbers in all",
                     in.source_count, in.target_count, apart ? ALL_MOST : LINE_MOST);
}

/* The patches that a step has cells for: an early one lacks the rows of later words. */
static const Patch *decode_patches(const Program *p, const WhatIf *what, Arena *arena, int *count) {
    Patch *patches = arena_many(arena, Patch, what->patch_count);
    Error error;
    *count = 0;
    for (int i = 0; i < what->patch_count; i++)
        if (trace_check_patch(p, &what->patches[i], &error)) patches[(*count)++] = what->patches[i];
    return patches;
}

/* Every value out. */
static bool decode_run(const Program *p, const WhatIf *what, const Kernels *k, Arena *arena,
                       Trace *out, Error *e) {
    int count;
    const Patch *patches = decode_patches(p, what, arena, &count);
    return trace_run_watched(p, k, patches, count, what->watch, arena, out, e);
}

static bool decode_run_step(const Model *m, PageInput in, const WhatIf *what, const Kernels *k,
                            double *numbers, Arena *arena, Program *p, Trace *out, Error *e) {
    return decode_program(m, in, what, numbers, arena, p, e) &&
           decode_run(p, what, k, arena, out, e);
}

/* The numbers of a smaller shape in the upper left of each sheet. */
static Tensor decode_corner(Tensor x, Shape shape, Arena *arena) {
    if (x.shape.cols == shape.cols && (x.shape.rows == shape.rows || shape.sheets == 1))
        return (Tensor){shape, x.x};
    float *copy = arena_raw(arena, shape_size(shape), sizeof *copy), *to = copy;
    for (int h = 0; h < shape.sheets; h++)
        for (int i = 0; i < shape.rows; i++, to += shape.cols)
            memcpy(to, tensor_row(x, h, i), (size_t)shape.cols * sizeof *to);
    return (Tensor){shape, copy};
}

/* No row of the one line sees a later one: an earlier step is a part of the last. What lies in one
   piece stays there, the rest is copied. */
static void decode_borrow(const Decoding *d, int t, MadeStep *s) {
    const Trace *last = &d->made->steps[d->steps - 1].trace;
    const Program *p = &d->programs[t];
    Tensor *values = arena_many(s->arena, Tensor, p->value_count);
    int patches;
    const Patch *patch = decode_patches(p, &d->made->what, s->arena, &patches);
    s->numbers = 0;
    for (Value v = 0; v < p->value_count; v++) {
        const ValueInfo *info = &p->values[v];
        bool given = info->step < 0 && last->values[v].x == last->program->values[v].given;
        values[v] = given ? (Tensor){info->form.shape, info->given}
                          : decode_corner(last->values[v], info->form.shape, s->arena);
        if (values[v].x != last->values[v].x) s->numbers += (double)shape_size(info->form.shape);
    }
    s->trace = (Trace){p, d->made->kernels, values, patch, patches, measure_once_room(p, s->arena)};
    s->held = true;
}

/* Whether every number of a step is that of a later one in the same place, bit for bit. */
static bool decode_is_part(const Trace *step, const Trace *later) {
    for (Value v = 0; v < step->program->value_count; v++) {
        Tensor x = step->values[v], y = later->values[v];
        for (int h = 0; h < x.shape.sheets && x.x != y.x; h++)
            for (int i = 0; i < x.shape.rows; i++)
                if (memcmp(tensor_row(x, h, i), tensor_row(y, h, i),
                           (size_t)x.shape.cols * sizeof *x.x) != 0)
                    return false;
    }
    return true;
}

/* Whether that is the step whose rows others have: it stays as long as one of them. */
static bool decode_lent(const Decoding *d, int t) {
    return d->made->lends && t == d->steps - 1;
}

static bool decode_hold(const Decoding *d, int t, Error *e) {
    DecodeSteps *made = d->made;
    MadeStep *s = &made->steps[t];
    if (!s->arena) s->arena = arena_child(made->arena);
    if (made->lends && t < d->steps - 1 && made->steps[d->steps - 1].held) {
        decode_borrow(d, t, s);
        return true;
    }
    s->numbers = decode_numbers_of(&d->programs[t]);
    s->held = decode_run(&d->programs[t], &made->what, made->kernels, s->arena, &s->trace, e);
    return s->held;
}

const Kernels *decode_kernels(const Decoding *d) {
    return d->traces ? d->traces[0].kernels : d->made->kernels;
}

const Trace *decode_trace(const Decoding *d, int t) {
    if (d->traces) return &d->traces[t];
    MadeStep *s = &d->made->steps[t];
    Error e;
    bool there = s->held || decode_hold(d, t, &e);
    assert(there && "it was made before");
    (void)there;
    s->asked = ++d->made->clock;
    return &s->trace;
}

int decode_holder(const Decoding *d, int t) {
    return d->made && d->made->lends ? d->steps - 1 : t;
}

double decode_missing(const Decoding *d, int t) {
    const DecodeSteps *made = d->made;
    bool there = !made || made->steps[t].held || (made->lends && made->steps[d->steps - 1].held);
    return there ? 0 : decode_numbers_of(&d->programs[t]);
}

bool decode_make(const Decoding *d, int t, Watch *watch, Error *e) {
    if (decode_missing(d, t) == 0) return true;
    atomic_store(&watch->steps, true);
    d->made->what.watch = watch;
    bool ok = decode_hold(d, t, e);
    d->made->what.watch = NULL;
    if (ok)
        d->made->steps[t].asked = ++d->made->clock;
    else
        arena_free(d->made->steps[t].arena);
    return ok;
}

/* The held step that was asked for last before `clock`; −1: there is none. */
static int decode_asked_before(const Decoding *d, unsigned clock) {
    const MadeStep *s = d->made->steps;
    int last = -1;
    for (int t = 0; t < d->steps; t++)
        if (s[t].held && s[t].asked < clock && (last < 0 || s[t].asked > s[last].asked)) last = t;
    return last;
}

int decode_latest(const Decoding *d) {
    return d->made ? decode_asked_before(d, d->made->clock + 1) : d->steps - 1;
}

void decode_forget(const Decoding *d, int least) {
    if (!d->made) return;
    double held = 0;
    unsigned clock = d->made->clock + 1;
    for (int t, kept = 0; (t = decode_asked_before(d, clock)) >= 0; kept++) {
        MadeStep *s = &d->made->steps[t];
        clock = s->asked;
        held += s->numbers;
        if (kept < least || (least && (held <= HELD_MOST || decode_lent(d, t)))) continue;
        s->held = false;
        arena_free(s->arena);
    }
}

int decode_held(const Decoding *d) {
    int held = d->made ? 0 : d->steps;
    for (int t = 0; t < d->steps && d->made; t++) held += d->made->steps[t].held;
    return held;
}

const float *decode_chances(const Decoding *d, int t, int *words) {
    const MadeStep *s = d->made ? &d->made->steps[t] : NULL;
    if (!s || s->held) return decode_shares(s ? &s->trace : &d->traces[t], words);
    *words = d->model->config.target_vocab;
    return s->chances;
}

/* The tokens that are there before a word is written, into `out`; returns how many. */
static int decode_given(const Model *m, Tokens source, int *out) {
    const Config *c = &m->config;
    int count = 0;
    if (c->begins) out[count++] = c->bos;
    for (int i = 0; i < source.count && !config_reads_apart(c); i++) out[count++] = source.id[i];
    return count;
}

int decode_words_most(const Model *m, Tokens source, int asked) {
    const Config *c = &m->config;
    int given = c->begins + (config_reads_apart(c) ? 0 : source.count),
        room = c->max_positions - given + 1, most = asked ? asked : c->words;
    return most && most < room ? most : room;
}

int decode_before(const Model *m, Tokens source) {
    bool apart = config_reads_apart(&m->config) || !source.count;
    return apart ? m->config.bos : source.id[source.count - 1];
}

bool decode_after(const Model *m, Tokens source, const WhatIf *what, Tokens written,
                  const Kernels *k, double *numbers, Arena *work, Trace *out, Error *e) {
    int *rows = arena_many(work, int, 1 + source.count + written.count),
        given = decode_given(m, source, rows);
    for (int i = 0; i < written.count; i++) rows[given + i] = written.id[i];
    PageInput in =
        decode_input(m, source, as_floats(source.id, source.count, work),
                     as_floats(rows, given + written.count, work), given + written.count);
    return decode_run_step(m, in, what, k, numbers, work, arena_new(work, Program), out, e);
}

static DecodeSteps *decode_steps(const Model *m, const WhatIf *what, const Kernels *k, int most,
                                 Arena *arena) {
    DecodeSteps *made = arena_new(arena, DecodeSteps);
    Patch *patches = arena_many(arena, Patch, what->patch_count);
    for (int i = 0; i < what->patch_count; i++) patches[i] = what->patches[i];
    const Options *o = &what->options; /* some let rows see later ones */
    bool lends = !config_reads_apart(&m->config) && !o->mask_off && !o->softmax_columns;
    *made = (DecodeSteps){k, *what, arena, arena_many(arena, MadeStep, most), 0, lends};
    made->what.patches = patches;
    made->what.like = NULL;
    return made;
}

/* Step t has been added to *out: its trace, and the word that it chooses. */
static bool decode_step(Decoding *out, int t, NextWord next, int *word, Error *e) {
    MadeStep *s = &out->made->steps[t];
    if (!decode_hold(out, t, e)) return false;
    int words;
    const float *chances = decode_shares(&s->trace, &words);
    s->asked = ++out->made->clock;
    s->chances = arena_raw(out->made->arena, (size_t)words, sizeof *chances);
    memcpy(s->chances, chances, (size_t)words * sizeof *chances);
    /* What is patched may let a row see a later one. */
    if (t && out->made->lends && out->made->what.patch_count)
        out->made->lends = decode_is_part(&s[-1].trace, &s->trace);
    *word = next.choose ? next.choose(next.self, &s->trace, t) : decode_best(&s->trace);
    decode_forget(out, 2);
    return true;
}

/* No word is written yet; there is room for `most`. */
static void decode_begin(const Model *m, Tokens source, const WhatIf *what, const Kernels *k,
                         int most, Arena *arena, Decoding *out) {
    *out = (Decoding){.model = m, .source = source};
    out->programs = arena_many(arena, Program, most);
    out->made = decode_steps(m, what, k, most, arena);
    out->rows.id = arena_many(arena, int, 1 + source.count + most);
    out->given = out->rows.count = decode_given(m, source, out->rows.id);
    out->output.id = out->rows.id + out->given;
}

/* The last step, which holds all rows, from where the temperature comes in; false: it cannot be
   made. */
static bool decode_last_again(const Decoding *out, const WhatIf *what) {
    const Decoding *like = what->like;
    int last = out->steps - 1;
    MadeStep *s = &out->made->steps[last];
    const Program *p = &out->programs[last];
    Value cooled = program_role(p, VALUE_TEMPERED);
    Error e;
    if (cooled == NO_VALUE) return false;
    s->arena = arena_child(out->made->arena);
    s->numbers = decode_numbers_of(p);
    s->held = trace_run_after(p, decode_trace(like, last), p->values[cooled].step, what->watch,
                              s->arena, &s->trace, &e);
    s->asked = ++out->made->clock;
    return s->held;
}

/* The run of another temperature beside one that is there: the most probable words stay, and what
   comes before the temperature too. False: it must be made anew. */
static bool decode_again(const Model *m, Tokens source, const WhatIf *what, const Kernels *k,
                         Arena *arena, Decoding *out) {
    const Decoding *like = what->like;
    double numbers = 0;
    Error e;
    if (!like->made || !like->made->lends || like->made->what.patch_count || what->patch_count ||
        like->tree || like->model != m || like->made->kernels != k || what->padding)
        return false;
    decode_begin(m, source, what, k, like->steps, arena, out);
    if (out->given != like->given) return false;
    for (int i = out->given; i < like->rows.count; i++) out->rows.id[i] = like->rows.id[i];
    float *ids = as_floats(source.id, source.count, arena),
          *rows = as_floats(out->rows.id, like->rows.count, arena);
    for (; out->steps < like->steps; out->steps++)
        if (!decode_program(m, decode_input(m, source, ids, rows, out->given + out->steps), what,
                            &numbers, arena, &out->programs[out->steps], &e))
            return false;
    if (!decode_last_again(out, what)) return false;
    const Trace *last = &out->made->steps[out->steps - 1].trace;
    Tensor p = last->values[program_role(last->program, VALUE_PROBABILITIES)];
    for (int t = 0; t < out->steps; t++) {
        const float *row = tensor_row(p, 0, out->given - 1 + t);
        if (tensor_largest(row, p.shape.cols) != like->output.id[t]) return false;
        float *chances = arena_raw(arena, (size_t)p.shape.cols, sizeof *chances);
        out->made->steps[t].chances = memcpy(chances, row, (size_t)p.shape.cols * sizeof *chances);
    }
    out->rows.count = like->rows.count, out->output.count = like->output.count;
    out->complete = like->complete;
    out->made->what.watch = NULL;
    return true;
}

bool decode_by(const Model *m, Tokens source, const WhatIf *what, NextWord next, const Kernels *k,
               Arena *arena, Decoding *out, Error *e) {
    int most = decode_words_most(m, source, next.most);
    double numbers = 0;
    if (what->like && !next.choose && decode_again(m, source, what, k, arena, out)) return true;
    decode_begin(m, source, what, k, most, arena, out);
    float *ids = as_floats(source.id, source.count, arena),
          *rows = arena_many(arena, float, out->given + most);
    for (int i = 0; i < out->given; i++) rows[i] = (float)out->rows.id[i];
    while (!out->complete && out->steps < most) {
        PageInput in = decode_input(m, source, ids, rows, out->given + out->steps);
        Program *p = &out->programs[out->steps];
        int t = out->steps, word;
        if (what->watch)
            atomic_store(&what->watch->done, t), atomic_store(&what->watch->most, most);
        Error why;
        if (!decode_program(m, in, what, &numbers, arena, p, &why)) {
            if (t && !p->failed && !config_reads_apart(&m->config)) break;
            *e = why;
            return false;
        }
        out->steps++;
        if (!decode_step(out, t, next, &word, e)) return false;
        out->output.id[out->output.count++] = word;
        rows[out->rows.count++] = (float)word;
        out->complete = word == m->config.eos;
    }
    out->made->what.watch = NULL; /* who asks for a step later does not wait */
    return all_fit(out, what, e);
}

bool decode_tokens(const Model *m, Tokens source, const WhatIf *what, const Kernels *k,
                   Arena *arena, Decoding *out, Error *e) {
    return decode_by(m, source, what, (NextWord){0}, k, arena, out, e);
}

static bool add_padding(Tokens *t, const Model *m, int count, int most, Arena *arena, Error *e) {
    if (!count) return true;
    if (!config_reads_apart(&m->config) || m->config.pad < 0)
        return error_set(e, "padding: this model reads nothing that could be padded");
    if (t->count + count > most)
        return error_set(e, "%d tokens and %d of padding are more than the model's %d", t->count,
                         count, most);
    int *id = arena_many(arena, int, t->count + count);
    memcpy(id, t->id, (size_t)t->count * sizeof *id);
    for (int i = 0; i < count; i++) id[t->count + i] = m->config.pad;
    t->id = id;
    t->count += count;
    return true;
}

int decode_text_most(const Model *m) {
    return m->config.max_positions - (config_reads_apart(&m->config) ? 0 : m->config.begins);
}

bool decode_source(const Model *m, const char *text, const WhatIf *what, Arena *arena, Tokens *out,
                   Error *e) {
    int most = decode_text_most(m);
    return tokens_from_text(text, m->config.tokens, &m->source, most, arena, out, NULL, e) &&
           add_padding(out, m, what->padding, most, arena, e);
}

bool decode_text(const Model *m, const char *text, const WhatIf *what, const Kernels *k,
                 Arena *arena, Decoding *out, Error *e) {
    Tokens source;
    if (!decode_source(m, text, what, arena, &source, e)) return false;
    return decode_tokens(m, source, what, k, arena, out, e);
}

int decode_words(const Model *m, Tokens source, const Kernels *k, Arena *work, int *out) {
    int count = 0, most = decode_words_most(m, source, 0);
    for (bool done = false; !done && count < most; done = out[count++] == m->config.eos) {
        arena_reset(work);
        Trace t;
        Error e;
        if (!decode_after(m, source, &(WhatIf){0}, (Tokens){out, count}, k, NULL, work, &t, &e))
            return 0;
        out[count] = decode_best(&t);
    }
    return count;
}

int decode_row(const Decoding *d, int t) {
    return d->given - 1 + t;
}

int decode_word(const Decoding *d, int row) {
    return row < d->given - 1 ? -1 : row - d->given + 1;
}

int decode_token(const Decoding *d, int row) {
    return d->rows.id[row];
}

int decode_next(const Decoding *d, int row) {
    return d->rows.id[row + 1];
}

static const char *target_label(const Decoding *d, int at) {
    return vocab_label(&d->model->target, d->rows.id[at]);
}

const char *decode_name(const Decoding *d) {
    return d->labels ? d->labels->name : d->model->config.name;
}

static char **given_names(const Decoding *d, Axis axis) {
    return axis == AXIS_TARGET ? d->labels->rows : axis == AXIS_SOURCE ? d->labels->cols : NULL;
}

bool decode_counts(const Decoding *d, Axis axis) {
    return d->labels && (axis == AXIS_TARGET || axis == AXIS_SOURCE) && !given_names(d, axis);
}

const char *decode_label(const Decoding *d, int t, Axis axis, int at, Arena *arena) {
    (void)t;
    if (d->labels) {
        char **names = given_names(d, axis);
        if (axis != AXIS_TARGET && axis != AXIS_SOURCE) return "";
        return names ? names[at] : arena_print(arena, "%d", at);
    }
    switch (axis) {
    case AXIS_SOURCE: return vocab_label(&d->model->source, d->source.id[at]);
    case AXIS_TARGET: return target_label(d, at);
    case AXIS_SOURCE_WORDS: return vocab_label(&d->model->source, at);
    case AXIS_TARGET_WORDS: return vocab_label(&d->model->target, at);
    case AXIS_PLACES: return arena_print(arena, "%d", at);
    default: return "";
    }
}

const char *decode_row_label(const Decoding *d, int t, Axis axis, int at, Arena *arena) {
    if (axis != AXIS_TARGET || d->labels) return decode_label(d, t, axis, at, arena);
    return arena_print(arena, "%s → %s", target_label(d, at), target_label(d, at + 1));
}
