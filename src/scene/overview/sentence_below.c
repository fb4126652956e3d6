/* Buttons ask for commands; nothing here knows what these do. */
#include "scene/overview/sentence_below.h"

#include <math.h>
#include <string.h>

#include "scene/marks/bar_list.h"
#include "scene/marks/pill.h"
#include "scene/marks/slider.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/tree_words.h"
#include "scene/words/words.h"

static void command(Sentence *h, Rect r, Command c, const char *about) {
    stage_target_in(
        h->s, r, (Target){.kind = TARGET_COMMAND, .command = c, .text = stage_words(h->s, about)});
}

static bool hovers(const Sentence *h, Command c) {
    return pointed_is(&h->s->in->view->passing.hover, TARGET_COMMAND, (int)c);
}

/* The likeliest words */

/* From the word to its probabilities, where nothing is between. */
static void draw_leader(Sentence *h, float x) {
    Stage *s = h->s;
    const SentenceWord *now = &h->target.words[sentence_next(h)];
    float word = (float)h->word, from = h->target.base[now->line] + roundf(0.55f * word),
          to = h->likely_top - 0.5f * h->rows[0], middle = roundf(now->x + now->w / 2),
          turn = h->target.base[now->line] + roundf(0.55f * word + 7 * h->u);
    Color hot = s->theme.role[ROLE_HOT];
    float line = fmaxf(1, 1.5f * h->u);
    if (h->line) return; /* the bars stand below the slot, and the pill may be between */
    if (h->columns || now->line != h->target.lines - 1 ||
        h->likely_top > h->written_base + 34 * h->u)
        return;
    if (fabsf(x - middle) < 16 * h->u) x = middle;
    if (h->has_tags && fminf(x, middle) < h->x + h->tag_room[1]) return; /* words are in the way */
    if (x == middle) {
        stage_line(s, x, from, x, to, line, hot);
        return;
    }
    stage_line(s, middle, from, middle, turn, line, hot);
    stage_line(s, middle, turn, x, turn, line, hot);
    stage_line(s, x, turn, x, to, line, hot);
}

/* What the bars are of; beside it, where there is a hand, what draws from them. */
static void likely_title(Sentence *h, float x, float right) {
    static const struct {
        Command command;
        const char *text;
    } pills[] = {{COMMAND_DRAW_TEN, "home.draw_ten"}, {COMMAND_DRAW, "home.draw"}};
    Stage *s = h->s;
    if (!h->line || !h->has_title) return;
    stage_text(s, FACE_TEXT, h->tag, h->soft, s->theme.ground, x,
               roundf(h->title + stage_drop(s, FACE_TEXT, h->tag)), sentence_next_title(h));
    for (int i = 0; i < 2 && h->has_draws; i++) {
        const char *text = stage_words(s, pills[i].text);
        float wide = sentence_word_pill(h, text);
        right -= wide;
        pill_draw(s, (Rect){roundf(right), roundf(h->title - h->pills / 2), wide, h->pills},
                  h->small, text, false,
                  (Target){.kind = TARGET_COMMAND,
                           .command = pills[i].command,
                           .text = stage_words(s, "keys.draw")});
        right -= roundf(8 * h->u);
    }
}

/* How often a word came: a number behind its share, and a part of its track. */
static void likely_tally(Sentence *h, const BarList *l, float y, int came) {
    Stage *s = h->s;
    Rect track = bar_list_track(s, l, y), all = bar_list_place(l, y);
    Color hot = s->theme.role[ROLE_HOT];
    const char *text = words_whole(s, came);
    float high = fmaxf(2, roundf(3 * h->u));
    if (!h->draws.count) return;
    stage_box(s,
              (Rect){track.x, track.y + track.h - high,
                     roundf(track.w * (float)came / (float)h->draws.count), high},
              0, hot, 0, 0);
    stage_text(s, FACE_MONO, h->small, hot, s->theme.ground,
               all.x + all.w + h->tally - stage_width(s, FACE_MONO, h->small, text),
               y + l->high / 2 + stage_drop(s, FACE_MONO, h->small), text);
}

/* "temperature", its slider under the bars, and the number. */
static void likely_heat(Sentence *h, float x) {
    Stage *s = h->s;
    float gap = roundf(14 * h->u), base = h->heat + stage_drop(s, FACE_TEXT, h->small),
          wide = h->likely_w;
    const char *name = stage_words(s, "home.heat");
    if (stage_held(s->in)) /* as long as there is room: a thumb is not fine */
        wide = h->x + h->w - x - gap - stage_width(s, FACE_MONO, h->small, "0.25");
    stage_text(s, FACE_TEXT, h->small, h->soft, s->theme.ground,
               x - gap - stage_width(s, FACE_TEXT, h->small, name), base, name);
    slider_draw(s, x, h->heat, wide);
    stage_text(s, FACE_MONO, h->small, s->theme.role[h->heated ? ROLE_HOT : ROLE_TEXT],
               s->theme.ground, x + wide + gap, base, slider_text(s));
}

static const char *likely_share(Sentence *h, int bar) {
    return arena_print(h->s->arena, "%s %%", sentence_fine(h->s, h->bars[bar].share));
}

static void likely_bar(Sentence *h, const BarList *l, int i) {
    Stage *s = h->s;
    const Decoding *d = s->in->run;
    const SentenceBar *bar = &h->bars[i];
    bool own = bar->word == d->output.id[h->step];
    Color muted = s->theme.role[ROLE_MUTED], ink = own ? s->theme.role[ROLE_TEXT] : muted;
    BarLine b = {.y = roundf(h->likely_top + h->rows[0] * (float)i - l->high / 2),
                 .label = bar->word < 0 ? stage_words(s, "home.others")
                                        : vocab_label(&d->model->target, bar->word),
                 .number = likely_share(h, i),
                 .face = h->line ? (own ? FACE_BOLD : FACE_TEXT)
                         : own   ? FACE_BOLD_ITALIC
                                 : FACE_ITALIC,
                 .ink = ink,
                 .number_ink = ink,
                 .ground = s->theme.ground,
                 .to = fmaxf(1.5f * h->u / l->track, (float)bar->share * h->way),
                 .bar = bar->word < 0 ? muted : s->theme.role[ROLE_O],
                 .hidden = bar->out};
    bar_list_line(s, l, &b);
    likely_tally(h, l, b.y, bar->came);
    if (!h->heated || bar->word < 0) return;
    Rect track = bar_list_track(s, l, b.y);
    stage_box(s,
              (Rect){roundf(track.x + (float)bar->plain * track.w), track.y - 2 * h->u,
                     fmaxf(1, 2 * h->u), track.h + 4 * h->u},
              0, s->theme.role[ROLE_TEXT], 0, 0);
}

void sentence_likely(Sentence *h) {
    Stage *s = h->s;
    float gap = roundf(14 * h->u), x = h->likely_x;
    if (!h->has_likely) return;
    if (h->way >= 1) draw_leader(h, x - gap - 2 * h->u);
    BarList l = {.x = x - gap - h->names,
                 .label = h->names,
                 .track = h->likely_w,
                 .gap = gap,
                 .high = fminf(h->rows[0], roundf(21 * h->u)),
                 .size = (int)fmaxf((float)h->small, roundf(17 * h->u)),
                 .digits = h->small};
    for (int i = 0; i < h->bar_count; i++)
        l.number = fmaxf(l.number, stage_width(s, FACE_MONO, h->small, likely_share(h, i)));
    likely_title(h, l.x,
                 fmaxf(bar_list_place(&l, 0).x + bar_list_place(&l, 0).w + h->tally, h->x + h->w));
    for (int i = 0; i < h->bar_count; i++) likely_bar(h, &l, i);
    if (h->has_draws) likely_heat(h, x);
    if (!h->note) return;
    float y = h->notes + (float)h->small;
    Runs note = sentence_note(h);
    stage_text(s, FACE_TEXT, h->small, h->soft, s->theme.ground, x, y, sentence_likeliest(h));
    runs_draw(s, &note, h->small, s->theme.ground, x, y + h->rows[2], h->x + h->w - x, h->rows[2],
              true);
}

/* Lots */

/* How far what is left of the bars may reach. */
static float stacked_end(const Sentence *h) {
    return h->likely_top > h->lots ? h->x + h->w : h->likely_x - h->names - 28 * h->u;
}

/* How the words of the answer are chosen; what has no room is left out. */
void sentence_lots(Sentence *h) {
    Stage *s = h->s;
    const Search *search = &s->in->view->shown.of.search;
    bool drawn = search->kind == SEARCH_SAMPLE;
    float gap = roundf(8 * h->u), x = h->x, end = stacked_end(h);
    const struct {
        SearchChoice choice;
        const char *text;
        bool on;
    } pills[] = {{SEARCH_TO_GREEDY, stage_words(s, "home.greedy"), search->kind == SEARCH_GREEDY},
                 {SEARCH_LOT, stage_words(s, drawn ? "home.again" : "home.lot"), drawn},
                 {SEARCH_TOP_K, tree_top_k(s, search), search->top_k > 0},
                 {SEARCH_TOP_P, tree_top_p(s, search), search->top_p > 0}};
    for (size_t i = 0; i < sizeof pills / sizeof *pills; i++) {
        float w = sentence_word_pill(h, pills[i].text);
        bool wanted = drawn || h->draws.count || i < 2; /* top-k of what? */
        if (!wanted || x + w > end) continue;
        pill_draw(
            s, (Rect){roundf(x), h->lots, w, h->pills}, h->small, pills[i].text, pills[i].on,
            (Target){.kind = TARGET_SEARCH, .row0 = (int)pills[i].choice, .text = pills[i].text});
        x += w + gap;
    }
    const char *seed = tree_seed(s, search);
    if (drawn && x + gap + stage_width(s, FACE_TEXT, h->small, seed) < end)
        stage_text(s, FACE_TEXT, h->small, h->soft, s->theme.ground, x + gap,
                   h->lots + h->pills / 2 + stage_drop(s, FACE_TEXT, h->small), seed);
}

/* The pill */

/* Which part of the other sentence is shown: whole words around what changes, and for words the
   one before. Signs: up to the blanks. */
static Runs other_words(Sentence *h) {
    Stage *s = h->s;
    const Model *m = s->in->run->model;
    const Contrast *c = &h->contrast;
    bool words = m->config.tokens == TOKENS_WORDS;
    const Vocab *v = &m->source;
    Color hot = s->theme.role[ROLE_HOT], ink = s->theme.role[ROLE_TEXT];
    int from = c->from, end = c->other_end;
    Runs out = {.count = 0};
    if (words && from > 0) from--;
    while (!words && from > 0 && strcmp(v->words[c->tokens.id[from - 1]], " ") != 0) from--;
    while (!words && end < c->tokens.count && strcmp(v->words[c->tokens.id[end]], " ") != 0 &&
           strcmp(v->words[c->tokens.id[end]], ",") != 0)
        end++;
    runs_add(&out, arena_print(s->arena, "%s ", stage_words(s, "home.try")), FACE_TEXT,
             s->theme.role[ROLE_MUTED]);
    for (int i = from; i < end; i++) {
        bool changed = i >= c->from && i < c->other_end;
        const char *text = v->words[c->tokens.id[i]];
        if (words && i > from) text = arena_print(s->arena, " %s", text);
        runs_add(&out, text, changed ? FACE_BOLD : FACE_TEXT, changed ? hot : ink);
    }
    return out;
}

void sentence_pill(Sentence *h) {
    Stage *s = h->s;
    const Contrast *c = &h->contrast;
    float u = h->u, high = h->pill_high, pad = roundf(fmaxf(8, 17 * u)), gap = roundf(14 * u);
    if (high == 0) return;
    int own = h->keys - h->before, at = (c->from < own ? c->from : own - 1) + h->before,
        last = c->end + h->before > at ? c->end + h->before - 1 : at,
        size = (int)fmaxf((float)h->small, roundf(15 * u));
    Runs words = other_words(h);
    const SentenceWord *from = &h->source.words[at], *to = &h->source.words[last];
    float middle = from->line == to->line ? (from->x + to->x + to->w) / 2 : from->x + from->w / 2;
    float wide = runs_width(s, &words, size) + 2 * pad,
          least = h->x + (h->line && h->has_tags ? h->tag_room[1] : 0),
          x = h->columns ? h->x
                         : fmaxf(least, fminf(roundf(middle - wide / 2), h->x + h->w - wide));
    Rect r = {x, roundf(h->pill_middle - high / 2), wide, high};
    float tint = hovers(h, COMMAND_CONTRAST) ? 0.2f : 0.1f;
    Color hot = s->theme.role[ROLE_HOT], fill = theme_mix(s->theme.ground, hot, tint);
    while (tint > 0 && theme_contrast(hot, fill) < 4.6)
        fill = theme_mix(s->theme.ground, hot, tint -= 0.02f);
    stage_box(s, r, high / 2, fill, fmaxf(1.5f, 1.5f * u), s->theme.role[ROLE_HOT]);
    runs_draw(s, &words, size, fill, r.x + pad, h->pill_middle + stage_drop(s, FACE_TEXT, size), 0,
              0, true);
    command(h, r, COMMAND_CONTRAST, "keys.contrast");
    float down = h->source.base[from->line] - 1.02f * (float)h->word;
    if (h->line && !h->columns && from->line == h->source.lines - 1)
        stage_dots(s, roundf(middle), h->source.base[from->line] + 0.45f * (float)h->word,
                   roundf(middle), r.y - 2, s->theme.role[ROLE_HOT]);
    else if (!h->line && from->line == 0 &&
             !h->cards_below) /* below each other a heading is between */
        stage_dots(s, roundf(middle), r.y + high + 2, roundf(middle), down,
                   s->theme.role[ROLE_HOT]);
    if (h->moved.count) return; /* the question is of where it looked */
    const char *about =
        c->turned ? stage_words(s, "home.back") : examples_told(&c->example->question, h->language);
    float width = stage_width(s, FACE_TEXT, size, about), left = r.x - gap - width;
    bool above = h->pill_middle + 0.7f * (float)size < h->tag_base - (float)h->tag;
    if (left < h->x + (h->has_tags && !above ? h->tag_room[h->line] : 0)) left = r.x + wide + gap;
    if (left + width > h->x + h->w) return;
    stage_text(s, FACE_TEXT, size, h->soft, s->theme.ground, left,
               h->pill_middle + stage_drop(s, FACE_TEXT, size), about);
}

/* Play, word, head */

/* "‹ Word 11 of 15 ›": its halves are buttons; returns its right edge. */
static float stepper(Sentence *h, float x, const char *text, Command less, Command more,
                     const char *about_less, const char *about_more) {
    Stage *s = h->s;
    float wide = sentence_stepper(h, text);
    const Target ways[] = {
        {.kind = TARGET_COMMAND, .command = less, .text = stage_words(s, about_less)},
        {.kind = TARGET_COMMAND, .command = more, .text = stage_words(s, about_more)}};
    pill_stepper(s, (Rect){x, roundf(h->controls - h->pills / 2), wide, h->pills}, h->small, text,
                 s->theme.role[ROLE_TEXT], false, ways);
    return x + wide;
}

/* A disc with a triangle, or two bars while it plays. */
static void draw_play(Sentence *h, Rect r) {
    Stage *s = h->s;
    float u = h->u, x = r.x + r.w / 2, y = r.y + r.h / 2;
    Color ink = s->theme.role[ROLE_TEXT], ground = s->theme.ground;
    stage_box(s, r, r.w / 2, ink, hovers(h, COMMAND_PLAY) ? 2 * u : 0, s->theme.role[ROLE_HOT]);
    if (s->in->view->passing.playing) {
        stage_box(s, (Rect){x - 5 * u, y - 6 * u, 3.5f * u, 12 * u}, 0, ground, 0, 0);
        stage_box(s, (Rect){x + 1.5f * u, y - 6 * u, 3.5f * u, 12 * u}, 0, ground, 0, 0);
    } else {
        stage_polygon(s, (float[]){x - 4 * u, y - 6.5f * u, x + 7 * u, y, x - 4 * u, y + 6.5f * u},
                      3, ground);
    }
    command(h, r, COMMAND_PLAY, "keys.play");
}

void sentence_controls(Sentence *h) {
    Stage *s = h->s;
    float u = h->u, size = roundf(1.1f * h->pills), gap = roundf(12 * u), x = h->x;
    draw_play(h, (Rect){x, roundf(h->controls - size / 2), size, size});
    x = stepper(h, x + size + fmaxf(gap, stage_thumb(s) - size), sentence_word_count(h),
                COMMAND_PREVIOUS, COMMAND_NEXT, "keys.previous_word", "keys.next_word");
    x = stepper(h, x + gap, sentence_head_name(h), COMMAND_PREVIOUS_HEAD, COMMAND_NEXT_HEAD,
                "keys.previous_head", "keys.next_head");
    if (!h->head_below)
        stage_text(s, FACE_TEXT, h->small, h->soft, s->theme.ground, x + gap + 2 * u,
                   h->controls + stage_drop(s, FACE_TEXT, h->small), sentence_head_words(h));
    float y = h->legend, pitch = roundf(1.45f * (float)h->small);
    for (int i = 0; i < sentence_legends(h); i++) {
        Runs line = sentence_legend(h, i);
        int lines =
            runs_draw(s, &line, h->small, s->theme.ground, h->x, y, h->legend_room, pitch, true);
        y += h->rows[1] + pitch * (float)(lines - 1);
    }
}

/* Cards */

static void card(Sentence *h, Rect r, bool filled, Command c, const char *sign, const char *title,
                 const char *about) {
    Stage *s = h->s;
    float u = h->u, pad = roundf((h->card_pair ? 14 : 24) * u),
          cap = h->cards_below ? 0 : roundf(fmaxf(20 * u, 1.6f * (float)h->tag)); /* no keys */
    int size = (int)fmaxf((float)h->small, roundf(19 * u));
    Color ground = filled ? s->theme.role[ROLE_TEXT] : s->theme.panel,
          ink = filled ? s->theme.ground : s->theme.role[ROLE_TEXT],
          soft = filled ? theme_mix(ink, ground, 0.2f) : h->soft;
    bool hot = hovers(h, c);
    stage_box(s, r, 8 * u, ground, hot ? 2 : 1, hot ? s->theme.role[ROLE_HOT] : s->theme.line);
    float more = h->card_texts ? stage_line_height(h->small) * (float)(h->card_lines - 1) : 0,
          high = h->cards_high - more;
    float base =
        h->card_texts ? r.y + roundf(high * 0.44f) : r.y + r.h / 2 + stage_drop(s, FACE_BOLD, size);
    while (size > h->least && stage_width(s, FACE_BOLD, size, title) > r.w - 2 * pad - cap) size--;
    stage_text(s, FACE_BOLD, size, ink, ground, r.x + pad, base, title);
    float middle = base - stage_drop(s, FACE_BOLD, size);
    Rect key = {r.x + r.w - pad - cap, roundf(middle - cap / 2), cap, cap};
    if (cap > 0 && r.x + pad + stage_width(s, FACE_BOLD, size, title) + 6 < key.x) {
        stage_box(s, key, 4 * u, 0, 1, theme_mix(ground, soft, 0.6f));
        stage_text(s, FACE_MONO, h->tag, soft, ground,
                   key.x + (cap - stage_width(s, FACE_MONO, h->tag, sign)) / 2,
                   middle + stage_drop(s, FACE_MONO, h->tag), sign);
    }
    int small = h->text;
    while (small > h->small && stage_width(s, FACE_TEXT, small, about) > r.w - 2 * pad) small--;
    if (h->card_texts)
        stage_paragraph(s, FACE_TEXT, small, soft, ground, r.x + pad, r.y + roundf(high * 0.75f),
                        sentence_card_room(h), about, true);
    command(h, r, c,
            c == COMMAND_LESSONS ? "keys.lessons"
            : c == COMMAND_IN    ? "keys.in"
                                 : "keys.edit");
}

void sentence_cards(Sentence *h) {
    static const struct {
        Command command;
        const char *sign, *title;
    } cards[SENTENCE_CARDS] = {{COMMAND_LESSONS, "L", "home.lessons"},
                               {COMMAND_IN, "↓", "home.machine"},
                               {COMMAND_EDIT, "E", "home.own"}};
    float gap = sentence_card_gap(h), wide = sentence_card_width(h);
    for (int i = 0; i < SENTENCE_CARDS; i++) {
        Rect r = {h->x, h->cards, wide, h->cards_high};
        if (h->cards_below) r.y += (float)(h->card_pair && i ? 1 : i) * (r.h + gap);
        if (h->card_pair && i) r.w = floorf((wide - gap) / 2), r.x += (float)(i - 1) * (r.w + gap);
        if (!h->cards_below) r.x += (float)i * (wide + gap);
        card(h, r, i == 0, cards[i].command, cards[i].sign, stage_words(h->s, cards[i].title),
             sentence_card(h, i));
    }
}
