/* Words come from the run's tokens. Where a what-if changed the answer, both answers stand word
   under word. */
#include "scene/panels/sentences.h"

#include <math.h>
#include <string.h>

#include "scene/panels/badge.h"
#include "scene/pen/flow.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/what.h"
#include "trace/measure.h"
#include "trace/measure_change.h"

enum { AROUND_CHANGED = 6 };

/* Which word of which line is pointed at, by its row, and what that row looks at most. */
typedef struct Lit {
    Axis axis;
    int at; /* −1: none */
    Role role;
} Lit;

/* Rows and columns count what is read; what is written comes one later, but where a row stands for
   the word that it predicts. */
static int word_of(const Stage *s, Value v, bool row, int at) {
    const ValueInfo *info = &s->program->values[v];
    Axis axis = row ? info->form.rows : info->form.cols;
    if (axis == AXIS_SOURCE) return at;
    if (axis != AXIS_TARGET) return -1;
    return row && program_predicts(s->program, v) ? at : at - 1;
}

/* The pointed row's word, and the word that it gives most to. */
static void find_lit(Stage *s, Lit lit[2]) {
    Focus f = s->pointer.on ? s->pointer : s->focus;
    int most[1];
    lit[0] = lit[1] = (Lit){.axis = AXIS_ONE, .at = -1};
    if (!f.on || s->foreign || s->in->view->shown.at.depth < DEPTH_STEP) return;
    const ValueInfo *info = &s->program->values[f.value];
    Role role = words_axis_role(s, f.value, true);
    lit[0] = (Lit){info->form.rows, word_of(s, f.value, true, f.cell.row),
                   role == ROLE_TEXT ? ROLE_Q : role};
    bool asks = words_axis_role(s, f.value, false) == ROLE_K;
    if (asks && !stage_veils(s, f.value, (Cell){f.cell.sheet, f.cell.row, -1}) &&
        measure_largest(stage_tensor(s, f.value), f.cell.sheet, f.cell.row, most, 1))
        lit[1] = (Lit){info->form.cols, word_of(s, f.value, false, most[0]), ROLE_K};
}

/* A line's words from a run's tokens. */
static void sentences_fill(Stage *s, SentenceLine *l, Tokens tokens, bool written,
                           const bool *changed) {
    const Model *m = s->in->run->model;
    const Vocab *v = written ? &m->target : &m->source;
    Lit lit[2];
    size_t done = 0, *ends = arena_many(s->arena, size_t, tokens.count);
    const char *pieces = v->bytes ? tokens_to_pieces(tokens, v, s->arena, ends) : NULL;
    Axis axis = written ? AXIS_TARGET : AXIS_SOURCE;
    Form form = s->program->values[s->at.value].form;
    find_lit(s, lit);
    l->words = arena_many(s->arena, SentenceWord, tokens.count + 1);
    for (int i = 0; i < tokens.count; i++) {
        const char *text =
            pieces ? arena_copy(s->arena, pieces, ends[i])
                   : tokens_to_text((Tokens){tokens.id, i + 1}, m->config.tokens, v, s->arena);
        SentenceWord *w = &l->words[l->count];
        if (strlen(text) <= done) continue; /* ⟨eos⟩ is no word */
        w->text = text + done + strspn(text + done, " ");
        w->spaced = text[done] == ' ';
        w->changed = changed && changed[i];
        w->row = -1;
        if (form.rows == axis && s->in->view->shown.at.depth >= DEPTH_STEP)
            w->row = i + (i - word_of(s, s->at.value, true, i));
        if (w->row >= form.shape.rows) w->row = -1;
        for (int k = 0; k < 2; k++)
            if (lit[k].axis == axis && lit[k].at == i) w->role = lit[k].role;
        bool hot = w->role != ROLE_TEXT || (w->changed && !l->gone);
        w->face = written ? words_token_face(s, tokens.id[i], hot) : hot ? FACE_BOLD : FACE_TEXT;
        done = strlen(text);
        l->count++;
    }
}

static void sentences_measure(Stage *s, Sentences *t, bool apart) {
    float around = apart ? AROUND_CHANGED / 2 * s->unit : 0; /* marks reach beyond their words */
    for (int i = 0; i < t->count; i++)
        for (int k = 0; k < t->line[i].count; k++) {
            SentenceWord *w = &t->line[i].words[k];
            w->takes = w->wide = stage_width(s, w->face, t->pixels, w->text);
            w->blank = w->spaced ? stage_width(s, FACE_TEXT, t->pixels, " ") : 0;
            if (w->changed) w->blank += around, w->takes += around;
        }
}

static int changed_run(const SentenceLine *l, int from) {
    int end = from;
    while (end < l->count && l->words[end].changed) end++;
    return end - from;
}

/* Words that stand under one another take the wider one's room, with some around them if they
   differ. Where one line has no word, its next one begins as much later. */
static void sentences_align(Stage *s, SentenceLine *a, SentenceLine *b) {
    SentenceLine *both[] = {a, b};
    float missing[2] = {0, 0};
    int at[2] = {0, 0};
    while (at[0] < a->count || at[1] < b->count) {
        int runs[] = {changed_run(a, at[0]), changed_run(b, at[1])},
            pairs = runs[0] > runs[1] ? runs[0] : runs[1];
        float around = pairs ? AROUND_CHANGED * s->unit : 0;
        if (!pairs) pairs = runs[0] = runs[1] = 1;
        for (int n = 0; n < pairs; n++) {
            SentenceWord *w[2];
            float blank = 0, wide = 0;
            for (int k = 0; k < 2; k++) {
                w[k] = n < runs[k] && at[k] < both[k]->count ? &both[k]->words[at[k]++] : NULL;
                if (w[k]) blank = fmaxf(blank, w[k]->blank), wide = fmaxf(wide, w[k]->wide);
            }
            for (int k = 0; k < 2; k++) {
                missing[k] += blank + around / 2;
                if (w[k]) w[k]->blank = missing[k], missing[k] = 0, w[k]->takes = wide + around / 2;
                if (!w[k]) missing[k] += wide + around / 2;
            }
        }
    }
}

/* Words from `first` on in at most so many rows, the first of which begins at `left`; returns the
   first one that has no place any more. */
static int lay_out(SentenceLine *l, float room, float left, int rows) {
    Flow f = {0, room, left, 0};
    int i = l->first;
    for (; i < l->count; i++) {
        SentenceWord *w = &l->words[i];
        w->x = flow_next(&f, w->blank, w->wide);
        w->line = f.line;
        if (f.line >= rows) break;
        f.x = w->x + w->takes;
    }
    l->rows = f.line < rows ? f.line + 1 : rows;
    return i;
}

static int lit_word(const SentenceLine *l) {
    for (int i = 0; i < l->count; i++)
        if (l->words[i].role != ROLE_TEXT) return i;
    return 0;
}

/* Only what is around the pointed word: how many are left out is told at both ends. */
static void sentences_window(Stage *s, Sentences *t, SentenceLine *l, int rows) {
    if ((l->end = lay_out(l, t->room, 0, rows)) == l->count) return;
    int lit = lit_word(l);
    const char *most = arena_print(s->arena, "%d", l->count);
    float side = fmaxf(stage_width(s, FACE_TEXT, t->pixels, stage_fill(s, "bar.before", most, " ")),
                       stage_width(s, FACE_TEXT, t->pixels, stage_fill(s, "bar.after", most, "")) +
                           0.4f * (float)t->pixels);
    l->first = 0;
    while ((l->end = lay_out(l, t->room - side, l->first ? side : 0, rows)) < l->count &&
           l->end - lit < (l->end - l->first) / 3 && l->first < lit)
        l->first++;
    if (l->first)
        l->before = stage_fill(s, "bar.before", arena_print(s->arena, "%d", l->first), "");
    if (l->end < l->count)
        l->after = stage_fill(s, "bar.after", arena_print(s->arena, "%d", l->count - l->end), "");
}

static int rows_before(const Sentences *t, int line) {
    int rows = 0;
    for (int i = 0; i < line; i++) rows += t->line[i].rows;
    return rows;
}

float sentences_height(const Stage *s, const Sentences *t) {
    return (float)rows_before(t, t->count) * t->pitch + roundf(fmaxf(6, 19 * s->unit));
}

/* In such letters; whether every line has at most so many rows. */
static bool sentences_try(Stage *s, Sentences *t, int pixels, int rows) {
    bool all = true;
    bool under = t->count == SENTENCES_MOST && !stage_held(s->in); /* upright lines are short */
    t->pixels = pixels;
    t->pitch = roundf((float)pixels * (under ? 1.66f : 1.4f));
    sentences_measure(s, t, t->count == SENTENCES_MOST && !under);
    if (under) sentences_align(s, &t->line[1], &t->line[2]);
    for (int i = 0; i < t->count; i++) {
        SentenceLine *l = &t->line[i];
        l->end = l->count;
        all = lay_out(l, t->room, 0, rows) >= l->count && all;
    }
    return all;
}

static SentenceLine *add_line(Stage *s, Sentences *t, const char *tag, Role tag_role) {
    SentenceLine *l = &t->line[t->count++];
    *l =
        (SentenceLine){.tag = stage_words(s, tag), .tag_role = tag_role, .before = "", .after = ""};
    t->tag = fmaxf(t->tag, stage_width(s, FACE_TEXT, t->tag_pixels, l->tag));
    return l;
}

/* The answer, or both of them where a what-if is in force. */
static void add_answers(Stage *s, Sentences *t) {
    const Decoding *now = s->in->changed, *before = s->in->before;
    const View *v = &*s->in->view;
    bool old = v->passing.edit.on && strcmp(v->passing.edit.text, seen_text(&v->shown.of)) != 0;
    if (!badge_has_outputs(s)) {
        SentenceLine *l = add_line(s, t, "bar.writes", ROLE_MUTED);
        l->ink = old ? ROLE_MUTED : ROLE_TEXT;
        sentences_fill(s, l, s->in->run->output, true, NULL);
        return;
    }
    bool *a = arena_many(s->arena, bool, now->output.count + 1),
         *b = arena_many(s->arena, bool, before->output.count + 1),
         shows_before = v->shown.side == SIDE_BEFORE;
    measure_changed_words(&now->model->config, now->output, before->output, a, b);
    SentenceLine *was = add_line(s, t, "bar.trained", ROLE_MUTED);
    was->gone = true;
    was->ink = old ? ROLE_MUTED : ROLE_TEXT;
    sentences_fill(s, was, before->output, true, b);
    SentenceLine *is = add_line(s, t, "bar.what", ROLE_HOT);
    is->ink = old || shows_before ? ROLE_MUTED : ROLE_TEXT;
    sentences_fill(s, is, now->output, true, a);
    t->fact = badge_words_fact(s);
}

Sentences sentences_make(Stage *s, float room) {
    Sentences t = {.fact = "", .tag_pixels = s->small - 1 > s->least ? s->small - 1 : s->least};
    sentences_fill(s, add_line(s, &t, "bar.reads", ROLE_MUTED), s->in->run->source, false, NULL);
    add_answers(s, &t);
    t.tag += roundf(12 * s->unit);
    if (t.tag > room / 4) t.tag = 0; /* a narrow window has room for the words only */
    t.room = room - t.tag;
    int usual = (int)fmaxf(12, roundf(15 * s->unit)),
        small = (int)fmaxf(s->least, roundf(13 * s->unit));
    /* Upright there are more, but not under a lesson. */
    int rows_most = stage_held(s->in) && !s->in->lesson ? 4 : 2;
    float share = rows_most > 2 ? 0.25f : 0.15f,
          most = fmaxf(64 * stage_unit(s->in), share * (float)s->in->height);
    bool fits = sentences_try(s, &t, usual, 1) || sentences_try(s, &t, small, 1) ||
                sentences_try(s, &t, small, rows_most);
    while (t.pixels > s->least && sentences_height(s, &t) > most)
        fits = sentences_try(s, &t, t.pixels - 1, 1) || sentences_try(s, &t, t.pixels, rows_most);
    if (t.tag_pixels > t.pixels) t.tag_pixels = t.pixels; /* lines are as close as their words */
    int rows = sentences_height(s, &t) > most ? 1 : rows_most;
    for (int i = 0; i < t.count; i++)
        if (!fits || rows < t.line[i].rows) sentences_window(s, &t, &t.line[i], rows);
    return t;
}

float sentences_base(const Stage *s, const Sentences *t, Rect bar, int line) {
    int rows = rows_before(t, t->count), at = rows_before(t, line);
    float middle = bar.y + bar.h / 2 + ((float)at - (float)(rows - 1) / 2) * t->pitch;
    return roundf(middle + stage_drop(s, FACE_TEXT, t->pixels));
}

/* A line under new words, through words that are gone: not by colour alone. */
static void sentences_draw_mark(Stage *s, const Sentences *t, const SentenceLine *l, float x,
                                float base, float wide) {
    FontMetrics m = s->font->metrics(s->font->self, FACE_TEXT, t->pixels);
    float thick = fmaxf(1, roundf((l->gone ? 1 : 2) * s->unit)),
          y = l->gone ? roundf(base - 0.45f * m.x_height - thick / 2)
                      : roundf(base + 0.3f * (float)t->pixels);
    const float corners[] = {x, y, x + wide, y, x + wide, y + thick, x, y + thick};
    stage_polygon(s, corners, 4, s->theme.role[l->gone ? ROLE_MUTED : ROLE_HOT]);
}

static void sentences_draw_word(Stage *s, const Sentences *t, const SentenceLine *l,
                                const SentenceWord *w, float x, float base) {
    Color ground = s->theme.panel, ink = s->theme.role[w->role != ROLE_TEXT ? w->role : l->ink];
    float out = roundf(2 * s->unit), up = roundf(0.95f * (float)t->pixels);
    if (w->changed && l->gone) ink = s->theme.role[ROLE_MUTED];
    if (w->changed && !l->gone) {
        ground = theme_mix(ground, s->theme.role[ROLE_HOT], 0.2f);
        stage_box(s, (Rect){x - out, base - up, w->wide + 2 * out, roundf(1.3f * (float)t->pixels)},
                  3, ground, 0, 0);
        if (theme_contrast(ink, ground) < 4.5) ink = s->theme.role[ROLE_TEXT];
    }
    stage_text(s, w->face, t->pixels, ink, ground, x, base, w->text);
    if (w->changed) sentences_draw_mark(s, t, l, x - out, base, w->wide + 2 * out);
    if (w->row < 0) return;
    stage_target(s, (Target){.kind = TARGET_ROW,
                             .row0 = w->row,
                             .x = x,
                             .y = base - up - out,
                             .w = w->wide,
                             .h = t->pitch,
                             .text = stage_fill(s, "place.row", w->text, "")});
}

/* Returns where it ends. */
static float sentences_draw_line(Stage *s, const Sentences *t, const SentenceLine *l, float x,
                                 float base) {
    Color muted = s->theme.role[ROLE_MUTED], panel = s->theme.panel;
    float end = x;
    stage_text(s, FACE_TEXT, t->pixels, muted, panel, x, base, l->before);
    for (int i = l->first; i < l->end; i++) {
        const SentenceWord *w = &l->words[i];
        sentences_draw_word(s, t, l, w, x + w->x, base + (float)w->line * t->pitch);
        if (w->line == l->rows - 1) end = x + w->x + w->wide;
    }
    stage_text(s, FACE_TEXT, t->pixels, muted, panel, end + 0.4f * (float)t->pixels,
               base + (float)(l->rows - 1) * t->pitch, l->after);
    return *l->after ? end + stage_width(s, FACE_TEXT, t->pixels, l->after) : end;
}

float sentences_draw(Stage *s, const Sentences *t, Rect bar, float x, bool typed) {
    float end = x;
    for (int i = 0; i < t->count; i++) {
        const SentenceLine *l = &t->line[i];
        float base = sentences_base(s, t, bar, i);
        if (t->tag > 0)
            stage_text(s, FACE_TEXT, t->tag_pixels, s->theme.role[l->tag_role], s->theme.panel, x,
                       base, l->tag);
        if (l->tag_role == ROLE_HOT)
            stage_target(s, (Target){.kind = TARGET_COMMAND,
                                     .command = COMMAND_WHAT_IF,
                                     .x = x,
                                     .y = base - (float)t->pixels,
                                     .w = fmaxf(t->tag - 4, 20),
                                     .h = t->pitch});
        if (!typed || i > 0) end = sentences_draw_line(s, t, l, x + t->tag, base);
    }
    return end;
}
