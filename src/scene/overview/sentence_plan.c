/* Everything is measured from its own type; what does not fit goes in this order: lines that
   explain, words of the cards, then size. */
#include "scene/overview/sentence_plan.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/marks/pill.h"
#include "scene/marks/slider.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"
#include "trace/measure.h"
#include "trace/measure_change.h"

/* With little room what explains goes first. */
enum {
    NO_NOTE = 1,
    NO_LEGENDS,
    NO_CARD_TEXTS,
    LEVELS,
    NO_CARDS = LEVELS,
    NO_LIKELY,
    NO_LEAD,
    NO_HERO,
    NO_TAGS,
    LAST_LEVEL
};
/* Pixels: of what explains, in windows that are not narrow. */
enum { SMALL_USUAL = 13, WIDE_ENOUGH = 960 };
enum { LINES_OF_LINE = 5, LINES_IN_HAND = 12 };
/* Of the room for arcs over the first line what the others have. */
static const float between_lines = 0.8f;
/* Of the largest entropy what no trained model has. */
static const double nearly_even = 0.95;

const float *sentence_row(Sentence *h, int row) {
    Tensor w = stage_tensor(h->s, h->weights);
    float *mean;
    if (h->head != HEAD_MEAN) return tensor_row(w, h->head, row);
    mean = arena_many(h->s->arena, float, w.shape.cols);
    opening_mean(w, row, mean);
    return mean;
}

const char *sentence_percent(Stage *s, double share) {
    bool fine = share >= 0.995 && share < 1;
    if (isnan(share)) return "?";
    return stage_number(s, arena_print(s->arena, fine ? "%.1f" : "%.0f", 100 * share));
}

const char *sentence_fine(Stage *s, double share) {
    double percent = 100 * share, rest = fmin(percent, 100 - percent);
    int places = rest >= 1 ? 1 : rest >= 0.001 ? 3 : 4;
    bool none = rest < 0.0001;
    if (isnan(share)) return "?";
    if (percent == 0 || percent == 100) return percent == 0 ? "0" : "100";
    if (none) return stage_number(s, percent < 50 ? "<0.0001" : ">99.9999");
    return stage_number(s, arena_print(s->arena, "%.*f", places, percent));
}

const char *sentence_key(const Sentence *h, const char *words, const char *signs) {
    return stage_words(h->s,
                       h->s->in->run->model->config.tokens == TOKENS_CHARACTERS ? signs : words);
}

static int sentence_type(const Sentence *h, float points) {
    int size = (int)roundf(points * h->u);
    return size > h->least ? size : h->least;
}

/* Words */

/* ⟨bos⟩ and punctuation are of no language. */
static Face sentence_face(const char *word, bool target) {
    bool mark = ispunct((unsigned char)word[0]) && !word[1];
    return target && !mark && strncmp(word, "⟨", strlen("⟨")) != 0 ? FACE_ITALIC : FACE_TEXT;
}

static int sentence_language(const Stage *s) {
    const char *told = stage_words(s, "told.language");
    return *told >= '1' && *told <= '9' ? *told - '1' : 0;
}

/* While the slider is dragged the last softmax is done again from the recorded logits. */
static const float *sentence_dragged(Sentence *h, Tensor logits, int row) {
    int words = logits.shape.cols;
    double *share = arena_raw(h->s->arena, (size_t)words, sizeof *share);
    float *out = arena_raw(h->s->arena, (size_t)words, sizeof *out);
    measure_tempered(logits, 0, row, slider_heat(h->s), NULL, words, share);
    for (int w = 0; w < words; w++) out[w] = (float)share[w];
    return out;
}

/* Of the word behind a line: its shares at the shown temperature and without it, and the draws. */
static void sentence_find_next(Sentence *h, Tensor shares) {
    Stage *s = h->s;
    const Shown *shown = &s->in->view->shown;
    Value z = program_role(s->program, VALUE_LOGITS);
    int row = shares.shape.rows - 1, words = shares.shape.cols;
    double plain[SENTENCE_LIKELY] = {0};
    if (z != NO_VALUE && slider_heat(s) > 0) {
        Tensor logits = decode_trace(s->in->run, s->at.t)->values[z];
        if (s->in->view->passing.heat > 0) h->shares = sentence_dragged(h, logits, row);
        h->heated = slider_heat(s) != 1;
        h->even = !s->in->before && !h->heated && measure_evenness(logits, 0, row) > nearly_even;
        if (h->heated) measure_tempered(logits, 0, row, 1, h->likely, h->likely_count, plain);
        if (h->heated || h->even) stage_tensor(s, z); /* then it is told of */
    }
    draws_make(h->shares, words, &shown->of.search, s->at.t, s->aside ? 0 : (int)shown->draws,
               s->arena, &h->draws);
    SentenceBar rest = {.word = -1, .share = 1, .came = h->draws.count};
    int left = h->draws.left;
    for (int i = 0; i < h->bar_count; i++) {
        SentenceBar *b = &h->bars[i];
        b->share = (double)h->shares[b->word];
        b->plain = plain[i];
        b->came = h->draws.of[b->word];
        b->out = !h->draws.allowed[b->word];
        rest.share -= b->share, rest.came -= b->came, left -= !b->out;
    }
    rest.out = !left;
    if (h->draws.count && words > h->bar_count) h->bars[h->bar_count++] = rest;
}

static void sentence_find(Sentence *h) {
    Stage *s = h->s;
    Value blocks[OPENING_BLOCKS];
    h->blocks = opening_blocks(s->program, blocks);
    for (int i = 0; i < h->blocks; i++) {
        if (blocks[i] == h->weights) h->block = i;
        h->heads += s->program->values[blocks[i]].form.shape.sheets;
    }
    Value p = program_role(s->program, VALUE_PROBABILITIES);
    if (p == NO_VALUE) return;
    Tensor x = stage_tensor(s, p);
    h->shares = tensor_row(x, 0, x.shape.rows - 1);
    bool many = h->line && !stage_held(s->in); /* a hand needs the room for its buttons */
    h->likely_count = measure_largest(x, 0, x.shape.rows - 1, h->likely,
                                      many ? SENTENCE_LIKELY : SENTENCE_LIKELY_USUAL);
    while (h->likely_count && isnan(h->shares[h->likely[h->likely_count - 1]])) h->likely_count--;
    for (h->bar_count = 0; h->bar_count < h->likely_count; h->bar_count++) {
        int word = h->likely[h->bar_count];
        h->bars[h->bar_count] = (SentenceBar){.word = word, .share = (double)h->shares[word]};
    }
    if (h->line) sentence_find_next(h, x);
}

int sentence_next(const Sentence *h) {
    return h->line ? h->t + 1 : h->t;
}

static void sentence_take_words(Sentence *h) {
    Stage *s = h->s;
    const Decoding *d = s->in->run;
    const Vocab *target = &d->model->target;
    if (h->line) {
        h->target.count = h->t + 2;
        h->target.words = arena_many(s->arena, SentenceWord, h->target.count);
        for (int i = 0; i < h->target.count; i++)
            h->target.words[i] = (SentenceWord){.text = vocab_label(target, d->rows.id[i])};
        for (int i = 0; i < h->target.count; i++) h->target.words[i].face = FACE_TEXT;
        if (h->draws.count) /* in place of the run's own */
            h->target.words[h->t + 1].text = vocab_label(target, h->draws.last);
        h->source = h->target;
        h->source.count = h->keys;
        return;
    }
    h->source.count = h->keys;
    h->source.words = arena_many(s->arena, SentenceWord, h->keys);
    for (int i = 0; i < h->keys; i++)
        h->source.words[i].text = vocab_label(&d->model->source, d->source.id[i]);
    h->target.count = opening_written(d);
    h->target.words = arena_many(s->arena, SentenceWord, h->target.count);
    for (int i = 0; i < h->target.count; i++) {
        SentenceWord *w = &h->target.words[i];
        w->text = vocab_label(target, d->output.id[i]);
        w->face = sentence_face(w->text, true);
    }
}

static float chip_pad(const Sentence *h) {
    return roundf(0.6f * (float)h->word);
}

/* The gap before a word that is written to the one before it, as shares of the type's size; −1: the
   row's own gap. The box round the present word keeps clear of both its neighbours. */
static float fixed_gap(const Sentence *h, const SentenceRow *r, int i) {
    bool words = h->s->in->run->model->config.tokens == TOKENS_WORDS;
    if (!words || tokens_part(r->words[i - 1].text, r->words[i].text)) return -1;
    bool box = i == h->t || i == h->t + 1 || (h->line && i == h->t + 2);
    if (r == &h->target && box) return 0.3f;
    return r->words[i - 1].text[strlen(r->words[i - 1].text) - 1] == '\'' ? 0.03f : 0.28f;
}

static void measure_words(const Sentence *h, SentenceRow *r) {
    bool target = r == &h->target;
    for (int i = r->first; i < r->count; i++) {
        SentenceWord *w = &r->words[i];
        Face bold = w->face == FACE_ITALIC ? FACE_BOLD_ITALIC : FACE_BOLD;
        w->w = fmaxf(stage_width(h->s, w->face, h->word, w->text),
                     stage_width(h->s, bold, h->word, w->text));
        if (target && (i == h->t || (h->line && i == h->t + 1))) w->w += 2 * chip_pad(h);
    }
}

/* How far words first … end − 1 reach with that gap; *gaps: how many may grow. */
static float line_width(const Sentence *h, const SentenceRow *r, int first, int end, float gap,
                        int *gaps) {
    float width = 0;
    *gaps = 0;
    for (int i = first; i < end; i++) {
        float fixed = i > first ? fixed_gap(h, r, i) : 0;
        if (fixed < 0) width += gap, ++*gaps;
        width += r->words[i].w + fmaxf(0, fixed) * (float)h->word;
    }
    return width;
}

float sentence_unit(const Sentence *h) {
    int most = 1, count = 0;
    if (h->columns) return 0.8f * h->pitch;
    for (int i = 0; i < h->keys; i++) {
        count = i && h->source.words[i].line == h->source.words[i - 1].line ? count + 1 : 1;
        if (count > most) most = count;
    }
    return fminf(44 * h->u, fmaxf(12 * h->u, 1.2f * h->w / (float)most));
}

/* Words go into lines; false if these are more than `lines`. A line is set to the whole width
   unless its gaps would gape; the ribbon of its last word keeps to the margin, too. */
static bool set_words(const Sentence *h, SentenceRow *r, int lines) {
    bool words = h->s->in->run->model->config.tokens == TOKENS_WORDS;
    float least = (words ? 0.36f : 0.2f) * (float)h->word,
          most = (h->line ? 0.8f : 1.75f) * (float)h->word, unit = sentence_unit(h);
    int line = 0, gaps;
    measure_words(h, r);
    for (int i = 0; i < r->first; i++) r->words[i].line = -1;
    for (int first = r->first, end; first < r->count; first = end, line++) {
        if (line == lines || line == SENTENCE_LINES) return false;
        for (end = first + 1; end < r->count; end++)
            if (line_width(h, r, first, end + 1, least, &gaps) > h->w) break;
        while (end < r->count && end > first + 1 && fixed_gap(h, r, end) >= 0) end--;
        float plain = line_width(h, r, first, end, 0, &gaps), x = h->x;
        if (plain > h->w) return false;
        float wide = fmaxf(0, (unit - r->words[end - 1].w) / 2),
              spare = fmaxf(0, h->w - plain - least * (float)gaps);
        float gap = gaps ? fminf(most, (h->w - fminf(wide, spare) - plain) / (float)gaps) : 0;
        for (int i = first; i < end; i++) {
            float fixed = i > first ? fixed_gap(h, r, i) : 0;
            x += fixed < 0 ? gap : fixed * (float)h->word;
            r->words[i].x = x;
            r->words[i].line = line;
            x += r->words[i].w;
        }
    }
    r->lines = line;
    return true;
}

static bool set_all(Sentence *h, int lines) {
    if (!h->line) return set_words(h, &h->source, lines) && set_words(h, &h->target, lines);
    bool ok = set_words(h, &h->target, lines);
    h->source = h->target;
    h->source.count = h->keys;
    return ok;
}

/* Large letters in one line, else smaller ones, else two lines, and so on: the sentence is never
   cut. Of a line that is read and written only the end is shown if it is very long. */
static void choose_word_size(Sentence *h, int largest) {
    int least = h->s->presenting ? h->least : h->least * 13 / 11,
        readable = (int)roundf(0.6f * (float)largest);
    if (readable < least) readable = least;
    int room = stage_held(h->s->in) ? LINES_IN_HAND : LINES_OF_LINE, *first = &h->target.first;
    h->word = readable;
    *first = 0;
    bool whole = !h->line || set_all(h, room);
    if (!whole) *first = h->t;
    /* From `high` on there is room, from `low` on there is not. */
    for (int low = 0, high = h->t; !whole && low < high - 1;) {
        *first = (low + high) / 2;
        *(set_all(h, room) ? &high : &low) = *first;
        *first = high;
    }
    for (int lines = 1; lines <= SENTENCE_LINES; lines++)
        for (h->word = lines == 1 ? largest : (int)roundf(0.8f * (float)largest);
             h->word >= (lines < 3 ? readable : least); h->word--)
            if (set_all(h, lines)) return;
    h->word = h->least;
    set_all(h, SENTENCE_LINES);
}

/* Columns */

/* Old words stand behind those that are written in their place. */
static float old_words_width(const Sentence *h) {
    const Decoding *now = h->s->in->run, *before = h->s->in->before;
    float wide = 0;
    if (!before) return 0;
    bool *marks = arena_many(h->s->arena, bool, now->output.count),
         *gone = arena_many(h->s->arena, bool, before->output.count);
    measure_changed_words(&now->model->config, now->output, before->output, marks, gone);
    for (int i = 0; i < before->output.count; i++)
        if (gone[i])
            wide =
                fmaxf(wide, stage_width(h->s, FACE_ITALIC, h->least,
                                        vocab_label(&before->model->target, before->output.id[i])));
    return wide > 0 ? wide + 6 * h->u : 0;
}

static void set_column(const Sentence *h, SentenceRow *r, float x, float most) {
    float high = h->ribbons[1] - h->ribbons[0], pitch = fminf(high / (float)r->count, most),
          top = h->ribbons[0] + (high - pitch * (float)r->count) / 2;
    r->lines = r->count;
    for (int i = 0; i < r->count; i++) {
        SentenceWord *w = &r->words[i];
        bool chip = r == &h->target && (i == h->t || (h->line && i == h->t + 1));
        w->line = i;
        w->x = roundf(chip ? x - chip_pad(h) : x);
        r->base[i] = roundf(top + pitch * ((float)i + 0.5f) + stage_drop(h->s, FACE_TEXT, h->word));
    }
}

static float column_width(const Sentence *h, const SentenceRow *r) {
    float wide = 0;
    for (int i = 0; i < r->count; i++) {
        bool chip = r == &h->target && i == h->t;
        wide = fmaxf(wide, r->words[i].w - (chip ? chip_pad(h) : 0));
    }
    return wide;
}

/* Both sentences downwards, as high as each other; letters as large as their lines allow. */
static void set_columns(Sentence *h) {
    float high = h->ribbons[1] - h->ribbons[0], gap = roundf(8 * h->u);
    int rows = h->source.count > h->target.count ? h->source.count : h->target.count;
    h->pitch = high / (float)rows;
    h->word =
        (int)fmaxf((float)h->least, fminf(roundf(h->pitch / 1.45f), (float)sentence_type(h, 20)));
    measure_words(h, &h->source);
    measure_words(h, &h->target);
    float left = column_width(h, &h->source),
          right = column_width(h, &h->target) + old_words_width(h),
          numbers = stage_width(h->s, FACE_MONO, h->number, "0.99"), dots = roundf(6 * h->u);
    h->ends[0] = h->x + roundf(left + numbers + 2 * gap);
    h->ends[1] = h->x + h->w - roundf(right) - dots - chip_pad(h);
    if (h->line) {
        h->target.first = 0;
        h->ends[0] += chip_pad(h), h->ends[1] = h->x + h->w;
        set_column(h, &h->target, h->x + chip_pad(h), h->pitch);
        h->source.first = 0, h->source.lines = h->source.count;
        memcpy(h->source.base, h->target.base, sizeof h->source.base);
        return;
    }
    set_column(h, &h->source, h->x, 1.5f * h->pitch);
    set_column(h, &h->target, h->ends[1] + chip_pad(h), 1.5f * h->pitch);
}

/* Texts */

static Run marked(const Sentence *h, const char *text, bool target) {
    bool slanted = !h->line && sentence_face(text, target) == FACE_ITALIC;
    Face face = slanted ? FACE_BOLD_ITALIC : FACE_BOLD;
    return (Run){text, face, h->s->theme.role[target ? ROLE_Q : ROLE_K]};
}

/* What was moved, and what is written since. */
static Runs moved_lead(Sentence *h) {
    Stage *s = h->s;
    Color soft = h->soft;
    const MovedShare *m = &h->moved.list[h->moved.count - 1];
    const char *now, *rest;
    moved_written(s, &now, &rest);
    const char *words = !now ? "move.same" : *rest ? "move.writes" : "move.writes.one";
    Run keys[] = {marked(h, h->source.words[m->from].text, false),
                  marked(h, h->source.words[m->to].text, false)};
    Run written[] = {marked(h, now ? now : "", true),
                     {rest, h->line ? FACE_TEXT : FACE_ITALIC, s->theme.role[ROLE_TEXT]}};
    Runs lead = runs_fill(s, stage_words(s, moved_key(&h->moved)), soft, keys, 2),
         then = runs_fill(s, stage_words(s, words), soft, written, 2);
    runs_add(&lead, " ", FACE_TEXT, soft);
    for (int i = 0; i < then.count; i++)
        runs_add(&lead, then.run[i].text, then.run[i].face, then.run[i].color);
    return lead;
}

Runs sentence_lead(Sentence *h) {
    Stage *s = h->s;
    Color soft = h->soft;
    if (h->moved.count) return moved_lead(h);
    const char *key = h->top < 0                            ? "home.lead.none"
                      : h->draws.count                      ? "home.lead.drawn"
                      : h->head == HEAD_MEAN                ? "home.lead.mean"
                      : h->contrasted && h->contrast.turned ? "home.lead.turned"
                                                            : "home.lead";
    bool one = h->contrast.end - h->contrast.from == 1;
    int top = h->top < 0 ? 0 : h->top;
    Run last = marked(h, h->target.words[h->t].text, true),
        next = marked(h, h->target.words[sentence_next(h)].text, true);
    if (h->line) next.color = s->theme.role[ROLE_TEXT];
    Run parts[] = {next,
                   marked(h, h->source.words[top].text, false),
                   {sentence_percent(s, (double)sentence_row(h, h->t)[top]), FACE_TEXT, soft},
                   {one ? sentence_key(h, "home.one_changed", "home.one_changed.sign")
                        : sentence_key(h, "home.changed", "home.changed.sign"),
                    FACE_TEXT, soft},
                   last,
                   {arena_print(s->arena, "%d", h->draws.count), FACE_TEXT, soft}};
    return runs_fill(s, stage_words(s, key), soft, parts, 6);
}

const char *sentence_word_count(Sentence *h) {
    const char *now = arena_print(h->s->arena, "%d", h->step + 1),
               *all = arena_print(h->s->arena, "%d", opening_written(h->s->in->run));
    static const char *const keys[] = {"home.word", "home.word.sign", "home.word.token"};
    if (h->terse) return arena_print(h->s->arena, "%s / %s", now, all);
    return stage_fill(h->s, keys[h->s->in->run->model->config.tokens], now, all);
}

const char *sentence_head_name(Sentence *h) {
    const ValueInfo *info = &h->s->program->values[h->weights];
    const char *layer = arena_print(h->s->arena, "%d", info->place.layer + 1);
    if (h->head == HEAD_MEAN) return stage_fill(h->s, "home.mean", layer, "");
    return stage_fill(h->s, "home.head", layer, arena_print(h->s->arena, "%d", h->head + 1));
}

const char *sentence_head_words(Sentence *h) {
    int sheets = h->s->program->values[h->weights].form.shape.sheets;
    if (h->head == HEAD_MEAN)
        return stage_fill(h->s, "home.about_mean", arena_print(h->s->arena, "%d", sheets), "");
    return stage_fill(h->s, "home.about_head", arena_print(h->s->arena, "%d", h->heads), "");
}

/* What the model's folder says of the two answers. */
static Runs sentence_told_note(Sentence *h) {
    const char *note = h->contrasted ? examples_told(&h->contrast.example->note, h->language) : "";
    return runs_starred(h->s, note, h->soft, FACE_ITALIC, h->s->theme.role[ROLE_TEXT]);
}

/* Beside the bars of a line there is room for more. */
static bool sentence_tells_more(const Sentence *h) {
    return h->line && h->note;
}

/* A long line's early words may have no room. */
static bool sentence_out_of_sight(const Sentence *h, int key) {
    return h->line && key < h->target.first;
}

float sentence_least(Sentence *h) {
    if (!h->line) return SENTENCE_LEAST;
    int few[SENTENCE_FEW], first = h->target.first;
    Tensor seen = {{1, 1, h->keys - first}, sentence_row(h, h->t) + first};
    int count = measure_largest(seen, 0, 0, few, SENTENCE_FEW);
    float drawn = 0, last = count < SENTENCE_FEW ? NAN : seen.x[few[SENTENCE_FEW - 1]];
    for (int j = 0; j < seen.shape.cols; j++)
        if (seen.x[j] >= SENTENCE_LEAST) drawn += seen.x[j];
    if (isnan(last) || drawn > 0.5f) return SENTENCE_LEAST;
    return fminf(SENTENCE_LEAST, fmaxf(last, 1e-6f));
}

/* What is said of the word's shares that are not drawn: how many they are, and what they have
   together; "": next to nothing. */
static const char *sentence_undrawn(Sentence *h) {
    const float *row = sentence_row(h, h->t);
    float least = sentence_least(h);
    int count = 0;
    double sum = 0;
    for (int j = 0; j < h->keys; j++)
        if (row[j] < least || sentence_out_of_sight(h, j)) count++, sum += (double)row[j];
    if (!(sum >= 0.05)) return "";
    return arena_print(
        h->s->arena, " %s",
        stage_fill(h->s, "home.undrawn", words_whole(h->s, count), sentence_percent(h->s, sum)));
}

int sentence_legends(Sentence *h) {
    int more = sentence_tells_more(h) ? (sentence_told_note(h).count > 0) + (h->before > 0) : 0;
    return h->legends ? 2 + h->head_below + more : 0;
}

Runs sentence_legend(Sentence *h, int at) {
    Stage *s = h->s;
    Runs told = sentence_told_note(h);
    at += !h->head_below;
    if (at == 3 && told.count) return told;
    const char *first[] = {sentence_head_name(h), stage_words(s, "home.ribbons"),
                           stage_words(s, "home.click"), h->target.words[0].text},
               *rest[] = {sentence_head_words(h),
                          sentence_key(h, "home.ribbons.about", "home.ribbons.about.sign"),
                          h->head == HEAD_MEAN
                              ? stage_words(s, "move.mean")
                              : sentence_key(h, "home.click.about", "home.click.about.sign"),
                          stage_words(s, "home.begins")};
    static const Role inks[] = {ROLE_TEXT, ROLE_S, ROLE_HOT, ROLE_MUTED};
    Runs out = {.count = 0};
    if (at > 3) at = 3;
    runs_add(&out, first[at], FACE_BOLD, s->theme.role[inks[at]]);
    runs_add(&out, "  ", FACE_TEXT, h->soft);
    runs_add(&out, rest[at], FACE_TEXT, h->soft);
    if (at == 1) runs_add(&out, sentence_undrawn(h), FACE_TEXT, h->soft);
    return out;
}

Runs sentence_note(Sentence *h) {
    Runs even = {.count = 0};
    if (!h->line) return sentence_told_note(h);
    if (h->even) runs_add(&even, stage_words(h->s, "home.even"), FACE_TEXT, h->soft);
    return even;
}

/* How many tokens of a vocabulary are words, or signs where it has only signs. */
static int sentence_word_total(const Sentence *h, const Vocab *v) {
    bool signs = h->s->in->run->model->config.tokens == TOKENS_CHARACTERS;
    int words = 0;
    for (int i = TOKEN_FIRST; i < v->count; i++)
        words += signs || !ispunct((unsigned char)v->words[i][0]);
    return words;
}

const char *sentence_likeliest(Sentence *h) {
    Stage *s = h->s;
    const Model *m = s->in->run->model;
    const char *shown = arena_print(s->arena, "%d", h->likely_count),
               *all = words_whole(s, m->target.count);
    if (h->draws.count) return stage_words(s, "home.tally");
    if (h->heated) return stage_words(s, "home.ticks");
    if (m->config.tokens == TOKENS_WORDS) {
        int words = sentence_word_total(h, &m->target);
        all = stage_fill(s, "home.words_signs", words_whole(s, words),
                         words_whole(s, m->target.count - words));
    }
    static const char *const keys[] = {"home.likeliest", "home.likeliest.sign",
                                       "home.likeliest.token"};
    return stage_fill(s, keys[m->config.tokens], shown, all);
}

const char *sentence_next_title(Sentence *h) {
    static const char *const keys[] = {"home.next", "home.next.sign", "home.next.token"};
    Stage *s = h->s;
    const char *next = stage_words(s, keys[s->in->run->model->config.tokens]);
    if (h->draws.count == 1) next = stage_fill(s, "home.next.drawn", next, "");
    if (h->draws.count > 1)
        next = stage_fill(s, "home.next.draws", next, words_whole(s, h->draws.count));
    return stage_wide_set(s, text_upper(s->arena, next));
}

const char *sentence_card(Sentence *h, int card) {
    Stage *s = h->s;
    const Model *m = s->in->run->model;
    bool signs = m->config.tokens == TOKENS_CHARACTERS;
    if (card == 0 && !s->in->lessons) return stage_words(s, "home.lessons.plain");
    if (card == 0)
        return stage_fill(s, "home.lessons.about", arena_print(s->arena, "%d", s->in->lessons), "");
    if (card == 1)
        return stage_fill(s, "home.machine.about",
                          arena_print(s->arena, "%d", s->program->step_count), "");
    if (m->config.tokens == TOKENS_BYTES)
        return stage_fill(s, "home.own.about.any", arena_print(s->arena, "%d", decode_text_most(m)),
                          "");
    return stage_fill(s, signs ? "home.own.about.sign" : "home.own.about",
                      words_whole(s, sentence_word_total(h, &m->source)), "");
}

float sentence_card_gap(const Sentence *h) {
    return h->cards_below ? roundf(fmaxf(8 * h->s->unit, 10 * h->u)) : roundf(24 * h->u);
}

float sentence_stepper(const Sentence *h, const char *text) {
    return roundf(fmaxf(pill_stepper_width(h->s, h->small, text),
                        stage_width(h->s, FACE_BOLD, h->small, text) + 60 * h->u));
}

/* Sizes and heights */

static void choose_sizes(Sentence *h) {
    h->hero = sentence_type(h, 34);
    h->lead = sentence_type(h, 18);
    h->tag = sentence_type(h, 11);
    h->text = sentence_type(h, 14.5f);
    h->small = sentence_type(h, 13);
    if (h->small < SMALL_USUAL && h->s->in->width >= WIDE_ENOUGH) h->small = SMALL_USUAL;
    if (h->text < h->small) h->text = h->small;
    h->number = sentence_type(h, 12.5f);
    h->rows[0] = roundf(fmaxf(27 * h->u, 1.5f * (float)sentence_type(h, 17)));
    h->rows[1] = roundf(fmaxf(24 * h->u, 1.6f * (float)h->small));
    h->rows[2] = roundf(fmaxf(20 * h->u, 1.5f * (float)h->small));
}

float sentence_word_pill(const Sentence *h, const char *text) {
    return ceilf(stage_width(h->s, FACE_BOLD, h->small, text)) + 2 * roundf(12 * h->u);
}

/* Of the heading over the bars and the pills beside it. */
static float sentence_title_width(Sentence *h) {
    return stage_width(h->s, FACE_TEXT, h->tag, sentence_next_title(h)) + 24 * h->u +
           sentence_word_pill(h, stage_words(h->s, "home.draw")) +
           sentence_word_pill(h, stage_words(h->s, "home.draw_ten"));
}

static float controls_width(Sentence *h) {
    float gap = 12 * h->u;
    float play = 1.1f * fmaxf(29 * h->u, 1.9f * (float)h->small);
    return play + gap + fmaxf(gap, stage_thumb(h->s) - play) +
           sentence_stepper(h, sentence_word_count(h)) + sentence_stepper(h, sentence_head_name(h));
}

static bool stacked(const Sentence *h) {
    return h->likely_x - h->names - 24 * h->u < h->x + h->left;
}

/* Its paragraphs break into lines beside the bars, or have all the width above these. */
static void place_legend(Sentence *h, float words) {
    float pitch = roundf(1.45f * (float)h->small);
    h->legend_room = stacked(h) ? h->w : h->likely_x - h->names - 42 * h->u - h->x;
    h->head_below = h->buttons && words > h->legend_room;
    h->legend_high = 0;
    for (int i = 0; i < sentence_legends(h); i++) {
        Runs line = sentence_legend(h, i);
        int lines = runs_draw(h->s, &line, h->small, 0, 0, 0, h->legend_room, 0, false);
        h->legend_high += (i ? h->rows[1] : 0) + pitch * (float)(lines - 1);
    }
}

/* The bars stand under the word, as far as the controls leave them room. */
static void place_likely(Sentence *h) {
    Stage *s = h->s;
    const SentenceWord *now = &h->target.words[sentence_next(h)];
    Runs note = sentence_note(h);
    int size = h->small > sentence_type(h, 17) ? h->small : sentence_type(h, 17);
    float names = 0, numbers = stage_width(s, FACE_MONO, h->small, "99.9999 %"),
          gap = roundf(14 * h->u), most = 150 * h->u;
    for (int i = 0; i < h->likely_count; i++)
        names = fmaxf(names, stage_width(s, FACE_BOLD_ITALIC, size,
                                         vocab_label(&s->in->run->model->target, h->likely[i])));
    float wide = most + gap + numbers, legend = 0, words;
    h->tally = h->draws.count ? gap + stage_width(s, FACE_MONO, h->small, "1000") : 0;
    if (h->has_draws)
        names = fmaxf(names, stage_width(s, FACE_TEXT, h->small, stage_words(s, "home.heat")));
    if (h->line && h->draws.count)
        names = fmaxf(names, stage_width(s, FACE_TEXT, size, stage_words(s, "home.others")));
    wide += h->tally;
    if (h->has_draws) wide = fmaxf(wide, sentence_title_width(h) - names - gap);
    float told = stage_width(s, FACE_TEXT, h->small, sentence_likeliest(h));
    h->note &= told <= h->w - names - gap;
    if (h->note) wide = fmaxf(wide, told);
    h->note_lines = note.count ? runs_draw(s, &note, h->small, 0, 0, 0, wide, 0, false) : 0;
    h->names = names;
    for (int i = 0; i < sentence_legends(h); i++) {
        Runs line = sentence_legend(h, i);
        legend = fmaxf(legend, runs_width(s, &line, h->small));
    }
    h->terse = false;
    h->terse = h->buttons && controls_width(h) > h->w;
    h->left = h->buttons ? controls_width(h) : 0;
    words = h->left + gap + stage_width(s, FACE_TEXT, h->small, sentence_head_words(h));
    float beside = h->w - wide - names - 4 * gap;
    if (h->buttons && words <= beside)
        h->left = fmaxf(legend, words) <= beside ? fmaxf(legend, words) : words;
    h->likely_w = most;
    float below = h->columns ? 0 : now->x + now->w / 2 + 16 * h->u;
    h->likely_x = fmaxf(below, h->x + h->left + 3 * gap + names + gap);
    if (h->line) h->likely_x = h->x + h->w - wide; /* where the line's end comes to stand */
    h->likely_x = roundf(fmaxf(fminf(h->likely_x, h->x + h->w - wide), h->x + names + gap));
    place_legend(h, words);
}

/* Beside or below each other, from there on; returns where they end. */
static float place_cards(Sentence *h, float y) {
    float u = h->u;
    h->cards = y + roundf((h->cards_below ? 24 : 38) * u);
    float high = h->card_texts ? 84 : 48;
    h->cards_high = roundf(fmaxf(high * u, (h->card_texts ? 4.6f : 2.4f) * (float)h->small));
    h->cards_high = fmaxf(h->cards_high, stage_thumb(h->s));
    if (h->card_texts) h->cards_high += stage_line_height(h->small) * (float)(h->card_lines - 1);
    float cards = h->cards_high;
    if (h->cards_below)
        cards +=
            (float)(h->card_pair ? 1 : SENTENCE_CARDS - 1) * (h->cards_high + sentence_card_gap(h));
    return h->has_cards ? h->cards + cards + roundf(8 * u) : y + roundf(fmaxf(4, 24 * u));
}

/* Words above and below their ribbons; returns where they end. */
static float set_lines(Sentence *h, float y, float ribbons) {
    float word = (float)h->word, lines = h->s->in->before ? 2.3f : 1.75f; /* what a word was stands
                                                                             above it */
    y += roundf(22 * h->u + word);
    for (int i = 0; i < h->source.lines; i++)
        h->source.base[i] = roundf(y + 1.75f * word * (float)i);
    y = h->source.base[h->source.lines - 1] + roundf(0.72f * word);
    h->ribbons[0] = y;
    h->ribbons[1] = y += ribbons;
    y += roundf(1.2f * word);
    for (int i = 0; i < h->target.lines; i++)
        h->target.base[i] = roundf(y + lines * word * (float)i);
    y = h->target.base[h->target.lines - 1] + roundf(0.62f * word);
    return h->has_tags ? y + roundf(13 * h->u + (float)h->tag) : y;
}

/* Columns below their headings, which have two lines; under them what can be done. */
static float set_below_tags(Sentence *h, float y, float high) {
    if (h->has_tags) y += stage_line_height(h->tag);
    h->ribbons[0] = y += roundf(0.8f * (float)h->tag); /* the first word's box needs it */
    h->ribbons[1] = y += high;
    set_columns(h);
    return h->buttons ? y + roundf(8 * h->u) + stage_line_height(h->small) : y;
}

/* Of what lies below the words, from there on; returns where it ends. */
static float below_heights(Sentence *h, float y) {
    float u = h->u, thumb = stage_thumb(h->s) / 2; /* has room above and below */
    h->pills = roundf(fmaxf(29 * u, 1.9f * (float)h->small));
    h->controls = y + roundf(fmaxf(fmaxf(34 * u, 6 * u + 0.6f * h->pills), thumb));
    h->likely_top = y + roundf(fmaxf(29 * u, 6 * u + 0.5f * h->rows[0]));
    float title = !h->line || !h->has_title ? 0
                  : h->has_draws            ? fmaxf(h->pills, 2 * thumb)
                                            : 1.4f * (float)h->tag;
    if (title > 0) h->likely_top = y + roundf(14 * u + title + 6 * u + 0.5f * h->rows[0]);
    float left = y, half = roundf(0.5f * h->rows[0]);
    if (h->buttons) left = h->controls + fmaxf(0.55f * h->pills, thumb);
    h->legend = left + roundf(16 * u + (float)h->small);
    if (h->legends) left = h->legend + h->legend_high;
    h->lots = left + roundf(17 * u);
    if (h->has_lots) left = h->lots + fmaxf(h->pills, 2 * thumb);
    if (stacked(h) && h->buttons)
        h->likely_top = left + 16 * u + half + (title > 0 ? title + 6 * u : 0);
    h->title = h->likely_top - half - 6 * u - title / 2;
    float right = h->has_likely ? h->likely_top + h->rows[0] * (float)(h->bar_count - 1) + half : y;
    float slider = fmaxf(26 * u, 2 * thumb);
    h->heat = right + roundf(4 * u + slider / 2);
    if (h->has_draws) right = h->heat + slider / 2;
    h->notes = right;
    if (h->note) right += h->rows[2] * (float)h->note_lines + (float)h->small;
    y = fmaxf(left, right);
    return place_cards(h, y);
}

/* A line: arcs, its words, below these the other sentence's pill beside the heading. */
static float line_heights(Sentence *h, float y, float ribbons) {
    float u = h->u, word = (float)h->word, high = (float)h->tag,
          over = ribbons / (1 + between_lines * (float)(h->target.lines - 1)),
          pitch = 1.9f * word + between_lines * over;
    h->ribbons[0] = y += roundf(14 * u);
    h->ribbons[1] = y += over;
    y += roundf(1.3f * word);
    for (int i = 0; i < h->target.lines; i++)
        h->target.base[i] = h->source.base[i] = roundf(y + pitch * (float)i);
    y = h->target.base[h->target.lines - 1] + roundf(0.62f * word);
    h->pill_high = h->has_pill && h->contrasted
                       ? roundf(fmaxf(34 * u, 1.9f * (float)sentence_type(h, 15)))
                       : 0;
    if (h->pill_high > high) high = h->pill_high;
    h->pill_middle = y + roundf(15 * u + high / 2);
    h->tag_base = h->written_base = roundf(h->pill_middle + 0.36f * (float)h->tag);
    if (h->has_tags || h->pill_high > 0) y = roundf(h->pill_middle + high / 2);
    return below_heights(h, y);
}

/* Sets all heights below `top` with ribbons of that height; returns where it ends. */
static float set_heights(Sentence *h, float top, float ribbons) {
    Stage *s = h->s;
    float u = h->u, y = top;
    Runs lead = sentence_lead(h), hero = {.count = 0};
    const char *title = examples_told(&s->in->run->model->examples.title, h->language);
    runs_add(&hero, *title ? title : sentence_key(h, "home.title", "home.title.sign"), FACE_BOLD,
             0);
    y += roundf((h->cards_below ? 22 : 34) * u);
    if (h->has_hero) {
        while (h->hero > sentence_type(h, 22) && runs_width(s, &hero, h->hero) > h->w) h->hero--;
        h->hero_base = y += roundf(0.95f * (float)h->hero);
        y += 1.25f * (float)h->hero *
             (float)(runs_draw(s, &hero, h->hero, 0, 0, 0, h->w, 0, false) - 1);
    }
    if (h->has_lead) {
        h->lead_base = y += roundf(19 * u + (float)h->lead);
        y += 1.4f * (float)h->lead *
             (float)(runs_draw(s, &lead, h->lead, 0, 0, 0, h->w, 0, false) - 1);
    }
    if (h->line && !h->columns) return line_heights(h, y, ribbons);
    float pill = h->has_pill && h->contrasted
                     ? roundf(fmaxf(34 * u, 1.9f * (float)sentence_type(h, 15)))
                     : 0;
    h->pill_high = pill;
    h->pill_middle = y + roundf(32 * u + pill / 2);
    if (h->has_tags) y += roundf(42 * u + (float)h->tag);
    float under = h->cards_below ? 10 * u + (float)h->tag : 3 * u; /* no room beside the heading */
    if (pill > 0) y = fmaxf(y, h->pill_middle + roundf(pill / 2 + under));
    h->tag_base = y;
    y = h->columns ? set_below_tags(h, y, ribbons) : set_lines(h, y, ribbons);
    h->written_base = y;
    return below_heights(h, y);
}

float sentence_card_width(const Sentence *h) {
    int beside = h->cards_below ? 1 : SENTENCE_CARDS;
    return floorf((h->w - (float)(beside - 1) * sentence_card_gap(h)) / (float)beside);
}

float sentence_card_room(const Sentence *h) {
    return sentence_card_width(h) - 2 * roundf(24 * h->u);
}

/* In how many lines the cards' words stand, the small ones where that saves a line; false: they
   have no room. */
static bool cards_fit(Sentence *h) {
    float room = sentence_card_room(h);
    h->card_lines = 1;
    for (int i = 0; i < SENTENCE_CARDS; i++)
        if (stage_width(h->s, FACE_TEXT, h->small, sentence_card(h, i)) > room) h->card_lines = 2;
    for (int i = 0; i < SENTENCE_CARDS; i++) {
        float high = stage_paragraph(h->s, FACE_TEXT, h->small, 0, 0, 0, 0, room,
                                     sentence_card(h, i), false);
        if (high > 2.5f * stage_line_height(h->small)) return false;
    }
    return true;
}

static float column_least(const Sentence *h) {
    int rows = h->source.count > h->target.count ? h->source.count : h->target.count;
    return 1.2f * (float)h->least * (float)rows;
}

/* In a hand a sentence that needs several lines is two columns, a line of reading and writing one,
   if these have room: no ribbon runs through words. */
static bool sentence_wants_columns(const Sentence *h, float high) {
    bool several = h->source.lines > 1 || h->target.lines > 1;
    return stage_held(h->s->in) && several && column_least(h) < 0.75f * high &&
           h->source.count <= SENTENCE_COLUMN && h->target.count <= SENTENCE_COLUMN;
}

/* How high ribbons are: usually, and from where to where; and what is drawn where there is none. */
typedef struct Heights {
    float usual, least, most, drawn;
} Heights;

static Heights ribbon_heights(const Sentence *h, int level) {
    float u = h->u, least = column_least(h), rows = least / (1.2f * (float)h->least);
    if (h->columns)
        return (Heights){24 * u * rows,
                         (!level           ? 1.5f
                          : level < LEVELS ? 1.25f
                                           : 1) *
                             least,
                         fmaxf(34 * u * rows, 1.6f * least), least};
    return (Heights){214 * u, (!level ? 120 : level < LEVELS ? 110 : 60) * u, 420 * u, 24 * u};
}

/* Whether all of it has room at that size. */
static bool fits(Sentence *h, Rect area, float u, int level) {
    bool held = stage_held(h->s->in); /* then the ways on are more than headings */
    float margin = fmaxf(16, fminf(120 * u, area.w / (held ? 20 : 12)));
    h->u = u;
    h->w = roundf(fminf(area.w - 2 * margin, 1200 * u));
    h->x = roundf(area.x + (area.w - h->w) / 2);
    h->note = level < NO_NOTE;
    h->legends = level < NO_LEGENDS && h->buttons;
    h->has_lots = level < NO_CARD_TEXTS && h->line && h->buttons;
    h->has_draws = h->line && h->buttons && level < (h->keeps_draws ? LEVELS : NO_CARD_TEXTS);
    h->has_pill = level < (held ? NO_LEAD : NO_CARDS) && h->buttons;
    h->has_cards = h->has_pill && !h->s->in->lesson; /* which is the way on */
    h->has_likely = level < (held ? NO_CARDS : NO_LIKELY) && h->likely_count > 0;
    h->has_lead = level < (held ? NO_HERO : NO_LEAD);
    h->cards_below = held;
    h->has_hero = level < (held ? NO_LIKELY : NO_HERO) && !h->compared;
    h->has_title = h->has_tags = level < (held ? NO_LIKELY : NO_TAGS) && !h->compared;
    choose_sizes(h);
    /* Of a line the pill stands beside the heading. */
    if (h->line && h->contrasted && h->has_pill &&
        h->w < 35.0f * (float)h->tag + 28.0f * (float)h->small)
        h->has_tags = false;
    h->card_texts = level < NO_CARD_TEXTS && !h->cards_below && cards_fit(h);
    choose_word_size(h, sentence_type(h, h->s->presenting ? 24 : 30));
    h->columns = sentence_wants_columns(h, area.h);
    h->card_pair = h->cards_below && (h->columns || level > 0);
    place_likely(h);
    Heights high = ribbon_heights(h, level);
    float spare = area.y + area.h - set_heights(h, area.y, high.usual);
    if (high.usual + spare < high.least && level < LAST_LEVEL) return false;
    set_heights(h, area.y, roundf(fmaxf(high.drawn, fminf(high.usual + spare, high.most))));
    return true;
}

static float sentence_between(const Sentence *h, float from, float to) {
    return from + (to - from) * h->way;
}

/* Words are between where they stood and where they will; what marks one is on its way. */
static void sentence_slide(Sentence *h) {
    SentenceRow *r = &h->target;
    SentenceRow now = *r, before = *r;
    int t = h->t;
    now.words = arena_many(h->s->arena, SentenceWord, r->count);
    memcpy(now.words, r->words, (size_t)r->count * sizeof *r->words);
    h->t = h->from;
    if (h->columns) set_columns(h);
    bool same = h->way < 1 && (h->columns || set_words(h, r, r->lines)) && r->lines == now.lines;
    h->t = t;
    before.words = arena_many(h->s->arena, SentenceWord, r->count);
    memcpy(before.words, same ? r->words : now.words, (size_t)r->count * sizeof *r->words);
    const SentenceWord *a = &before.words[same ? h->from : t], *b = &now.words[t];
    *r = now;
    h->chip[0] = sentence_between(h, a->x, b->x);
    h->chip[1] = sentence_between(h, a->w, b->w);
    h->chip[2] = sentence_between(h, r->base[a->line], r->base[b->line]);
    for (int i = 0; i < r->count; i++) {
        bool stays = before.words[i].line == now.words[i].line;
        if (stays) r->words[i].x = sentence_between(h, before.words[i].x, now.words[i].x);
        if (stays) r->words[i].w = sentence_between(h, before.words[i].w, now.words[i].w);
    }
}

/* Smaller before anything is left out, then left out before it is too small. In a hand there are no
   keys: what draws the next word stays longer. */
static void sentence_fit(Sentence *h, Rect area, float unit) {
    for (int part = 20; part >= 14; part--)
        if (fits(h, area, unit * (float)part / 20, 0)) return;
    for (int keeps = stage_held(h->s->in); keeps >= 0; keeps--)
        for (int part = 18; part >= 7; part--)
            for (int level = 0; level < LEVELS; level++) {
                h->keeps_draws = keeps;
                if (fits(h, area, unit * (float)part / 20, level)) return;
            }
    h->keeps_draws = false;
    for (int level = LEVELS; level <= NO_HERO && stage_held(h->s->in); level++)
        if (fits(h, area, unit * 0.6f, level)) return;
    for (int level = LEVELS; level <= LAST_LEVEL; level++)
        if (fits(h, area, unit * 0.35f, level)) return;
}

void sentence_plan(Stage *s, Rect area, Sentence *out) {
    const SceneInput *in = s->in;
    Sentence *h = out;
    float w = (float)in->width, high = (float)in->height,
          unit = s->presenting && !stage_held(in) ? 2 * fminf(w / 1920, high / 1080)
                 : in->frame                      ? s->unit
                                                  : fminf(w / 1440, high / 900);
    *h = (Sentence){.s = s,
                    .weights = s->at.value,
                    .head = in->view->shown.at.head == HEAD_MEAN ? HEAD_MEAN : s->at.cell.sheet,
                    .line = s->line,
                    .step = s->at.t,
                    .t = decode_row(in->run, s->at.t),
                    .top = -1,
                    .keys = opening_read(in->run),
                    .soft = theme_mix(s->theme.role[ROLE_MUTED], s->theme.role[ROLE_TEXT], 0.4f),
                    .least = s->presenting ? stage_presented_least(in) : s->least,
                    .buttons = in->frame && !s->presenting && !s->aside &&
                               !(in->view->shown.beside.on && in->beside),
                    .compared = s->aside || (in->view->shown.beside.on && in->beside),
                    .language = sentence_language(s)};
    if (h->line) h->keys = h->t + 1, h->before = in->run->given - in->run->source.count;
    if (h->head != HEAD_MEAN) moved_shares(s, h->weights, (Cell){h->head, h->t, 0}, &h->moved);
    const Passing *p = &in->view->passing;
    float left = 1 - fminf(1, fmaxf(0, p->turned));
    h->from = p->turned_from;
    h->way = h->from >= 0 && h->from < opening_written(in->run) && in->frame && !h->line
                 ? 1 - left * left * left
                 : 1;
    h->contrasted = opening_contrast(in->run, s->arena, &h->contrast);
    sentence_find(h);
    sentence_take_words(h);
    const float *row = sentence_row(h, h->t);
    for (int j = 0; j < h->keys; j++)
        if (!isnan(row[j]) && (h->top < 0 || row[j] > row[h->top])) h->top = j;
    sentence_fit(h, area, unit);
    sentence_slide(h);
}
