/* From above: what it does, what it reads, ribbons, what it writes; below these the next word's
   probabilities, the buttons, and three ways on. */
#include "scene/overview/sentence.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/overview/sentence_arcs.h"
#include "scene/overview/sentence_below.h"
#include "scene/overview/sentence_ribbons.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/what.h"
#include "scene/words/words.h"
#include "trace/measure_change.h"

static void draw_title(Sentence *h) {
    Stage *s = h->s;
    const char *told = examples_told(&s->in->run->model->examples.title, h->language);
    Runs lead = sentence_lead(h), hero = {.count = 0};
    runs_add(&hero, *told ? told : sentence_key(h, "home.title", "home.title.sign"), FACE_BOLD,
             s->theme.role[ROLE_TEXT]);
    if (h->has_hero)
        runs_draw(s, &hero, h->hero, s->theme.ground, h->x, h->hero_base, h->w,
                  roundf(1.25f * (float)h->hero), true);
    if (h->has_lead)
        runs_draw(s, &lead, h->lead, s->theme.ground, h->x, h->lead_base, h->w,
                  roundf(1.4f * (float)h->lead), true);
}

/* The least width in which it has two lines. */
static float two_lines(Sentence *h, const Runs *text) {
    int less = 0, most = (int)fmaxf(0, ceilf(h->w - 20));
    while (less < most) {
        int half = (less + most + 1) / 2;
        bool two = runs_draw(h->s, text, h->tag, 0, 0, 0, h->w - (float)half, 0, false) <= 2;
        *(two ? &less : &most) = two ? half : half - 1;
    }
    return h->w - (float)less;
}

/* In two lines above its column, as far as the other's leaves it room. */
static void draw_column_tag(Sentence *h, const char *text, bool right) {
    Runs runs = {.count = 0};
    runs_add(&runs, text, FACE_TEXT, h->soft);
    float wide = two_lines(h, &runs), x = right ? h->x + h->w - wide : h->x;
    if (right && x < h->x + h->tag_room[0]) return;
    h->tag_room[right] = wide + 6 * h->u;
    runs_draw(h->s, &runs, h->tag, h->s->theme.ground, x, h->tag_base, wide,
              stage_line_height(h->tag), true);
}

/* A heading in capitals. */
static void draw_tag(Sentence *h, const Told *told, const char *usual, bool lower) {
    Stage *s = h->s;
    const char *text = examples_told(told, h->language);
    if (!h->has_tags) return;
    text = stage_wide_set(s, text_upper(s->arena, *text ? text : usual));
    float base = lower ? h->written_base : h->tag_base,
          wide = stage_width(s, FACE_TEXT, h->tag, text);
    if (h->columns) {
        draw_column_tag(h, text, lower && !h->line);
        return;
    }
    if (wide > h->w) return; /* the words below say it, too */
    h->tag_room[lower] = wide + 12 * h->u;
    stage_text(s, FACE_TEXT, h->tag, h->soft, s->theme.ground, h->x, base, text);
}

static bool pointed(const Sentence *h, int row, int key) {
    const Focus *p = &h->s->pointer;
    return p->on && p->value == h->weights && p->cell.row == row && p->cell.col == key;
}

static Rect word_place(const Sentence *h, const SentenceRow *r, int i) {
    const SentenceWord *w = &r->words[i];
    float word = (float)h->word;
    if (h->columns) {
        float y = r->base[i] - stage_drop(h->s, FACE_TEXT, h->word) - h->pitch / 2, to = h->ends[0];
        return r == &h->source ? (Rect){h->x, y, to - h->x, h->pitch}
                               : (Rect){h->ends[1], y, h->x + h->w - h->ends[1], h->pitch};
    }
    return (Rect){w->x, r->base[w->line] - 1.05f * word, w->w, 1.5f * word};
}

/* A lower line's words are read, though ribbons pass behind them. */
static void draw_plates(Sentence *h, const SentenceRow *r, int from, int to) {
    for (int i = 0; i < r->count && r->lines > 1 && !h->columns; i++) {
        Rect p = word_place(h, r, i);
        const SentenceWord *w = &r->words[i];
        if (w->line < from || w->line >= to) continue;
        float left = i && w[-1].line == w->line ? w->x - w[-1].x - w[-1].w : 6,
              right = i + 1 < r->count && w[1].line == w->line ? w[1].x - w->x - w->w : 6;
        left = fmaxf(0, fminf(3, left / 2)), right = fmaxf(0, fminf(3, right / 2));
        stage_box(h->s, (Rect){p.x - left, p.y, p.w + left + right, p.h}, 0, h->s->theme.ground, 0,
                  0);
    }
}

static void draw_read(Sentence *h) {
    Stage *s = h->s;
    draw_plates(h, &h->source, 1, h->source.lines);
    for (int j = h->source.first; j < h->keys; j++) {
        const SentenceWord *w = &h->source.words[j];
        int own = j - h->before;
        bool top = j == h->top, bold = top || pointed(h, h->t, j),
             changed =
                 h->contrasted && h->buttons && own >= h->contrast.from && own < h->contrast.end;
        if (h->line && j == h->t) {
            sentence_cell(h, h->t, j, word_place(h, &h->source, j), CARRY_TO);
            continue; /* it has a box */
        }
        Face face = bold ? FACE_BOLD : w->face;
        float base = h->source.base[w->line], wide = stage_width(s, face, h->word, w->text),
              x = w->x + (w->w - wide) / 2, under = base + roundf(0.33f * (float)h->word);
        Role ink = top ? ROLE_K : own < 0 ? ROLE_MUTED : ROLE_TEXT;
        stage_text(s, face, h->word, s->theme.role[ink], s->theme.ground, x, base, w->text);
        if (changed) stage_dots(s, w->x, under, w->x + w->w, under, s->theme.role[ROLE_HOT]);
        sentence_cell(h, h->t, j, word_place(h, &h->source, j), CARRY_TO);
    }
}

/* The word that is written now. */
static void draw_chip(Sentence *h, const SentenceWord *w) {
    Stage *s = h->s;
    float base = h->chip[2], word = (float)h->word;
    Color fill = theme_mix(s->theme.ground, s->theme.role[ROLE_Q], 0.16f);
    Face face = w->face == FACE_ITALIC ? FACE_BOLD_ITALIC : FACE_BOLD;
    Rect r = {h->chip[0], base - roundf(1.27f * word), h->chip[1], roundf(1.82f * word)};
    if (h->columns) { /* words are close above and below it */
        r.h = roundf(fminf(1.25f * h->pitch, fmaxf(2 * h->pitch - 1.25f * word, 1.15f * word)));
        r.y = roundf(base - stage_drop(s, FACE_TEXT, h->word) - r.h / 2);
    }
    stage_box(s, r, (h->columns ? 5 : 8) * h->u, fill, fmaxf(2, 2 * h->u), s->theme.role[ROLE_HOT]);
    if (h->way < 1) return; /* the word is set when it is written */
    stage_text(s, face, h->word, s->theme.role[ROLE_Q], fill,
               w->x + (w->w - stage_width(s, face, h->word, w->text)) / 2, base, w->text);
}

/* A dotted line under what is not yet written, and those words. */
static void draw_ahead(Sentence *h) {
    Stage *s = h->s;
    const SentenceRow *r = &h->target;
    const SentenceWord *now = &r->words[h->t];
    const char *text = stage_words(s, "home.ahead");
    float wide = stage_width(s, FACE_TEXT, h->small, text), right = 0;
    if (h->t + 1 >= r->count) return;
    if (h->columns) {
        float x = h->x + h->w - 2;
        stage_dots(s, x, r->base[h->t + 1] - 0.7f * (float)h->word, x, r->base[r->count - 1],
                   s->theme.role[ROLE_MUTED]);
        return;
    }
    for (int line = now->line; line < r->lines; line++) {
        float from = 0, to = 0, y = r->base[line] + roundf(0.62f * (float)h->word);
        for (int i = h->t + 1; i < r->count; i++)
            if (r->words[i].line == line)
                from = from > 0 ? from : r->words[i].x, to = r->words[i].x + r->words[i].w;
        if (to > from) stage_dots(s, from, y, to, y, s->theme.role[ROLE_MUTED]), right = to;
    }
    float middle = now->x + now->w / 2;
    if (right - wide < middle + 10 * h->u && right > middle) right = fmaxf(middle - 10 * h->u, 0);
    if (h->has_tags && right - wide > h->x + h->tag_room[1])
        stage_text(s, FACE_TEXT, h->small, h->soft, s->theme.ground, right - wide, h->written_base,
                   text);
}

/* Of each word whether it is written otherwise than without the what-ifs; NULL: there are none.
 *gone: of each word of that run whether it is no more. */
static bool *changed_marks(Sentence *h, bool **gone) {
    Stage *s = h->s;
    const Decoding *now = s->in->run, *before = s->in->before;
    if (!before || !what_on(s)) return NULL;
    bool *marks = arena_many(s->arena, bool, now->output.count);
    *gone = arena_many(s->arena, bool, before->output.count);
    measure_changed_words(&now->model->config, now->output, before->output, marks, *gone);
    return marks;
}

/* Those marked, the old one above. */
static void draw_changed(Sentence *h) {
    Stage *s = h->s;
    const Decoding *before = s->in->before;
    int old = 0, pixels = (int)fmaxf((float)h->least, roundf(0.55f * (float)h->word));
    bool *gone, *marks = changed_marks(h, &gone);
    if (!marks) return;
    for (int i = 0; i < h->target.count; i++) {
        const SentenceWord *w = &h->target.words[i];
        if (!marks[i]) continue;
        while (old < before->output.count && !gone[old]) old++;
        const char *was = old < before->output.count
                              ? vocab_label(&before->model->target, before->output.id[old++])
                              : "";
        if (i == h->t) continue;
        float base = h->target.base[w->line], under = base + roundf(0.2f * (float)h->word),
              wide = stage_width(s, w->face, pixels, was), x = w->x + (w->w - wide) / 2,
              y = base - roundf(1.1f * (float)h->word);
        if (h->columns) x = w->x + w->w + 6 * h->u, y = base;
        stage_line(s, w->x, under, w->x + w->w, under, fmaxf(2, 2 * h->u), s->theme.role[ROLE_HOT]);
        if (i < h->t || !*was || x < h->x) continue;
        stage_text(s, w->face, pixels, s->theme.role[ROLE_MUTED], s->theme.ground, x, y, was);
        stage_line(s, x - 2, y - 0.3f * (float)pixels, x + wide + 2, y - 0.3f * (float)pixels,
                   fmaxf(1, 1.2f * h->u), s->theme.role[ROLE_MUTED]);
    }
}

/* To a word that is not yet written. */
static void go_target(Sentence *h, int i) {
    Rect r = word_place(h, &h->target, i);
    stage_target_in(h->s, r,
                    (Target){.kind = TARGET_ROW,
                             .row0 = i,
                             .text = stage_fill(h->s, "home.to", h->target.words[i].text, "")});
}

static void draw_written(Sentence *h) {
    Stage *s = h->s;
    bool *gone, *marks = changed_marks(h, &gone);
    draw_plates(h, &h->target, 0, h->target.words[h->t].line);
    for (int i = 0; i < h->target.count; i++) {
        const SentenceWord *w = &h->target.words[i];
        bool ahead = i > h->t;
        if (i == h->t) {
            draw_chip(h, w);
        } else {
            float wide = stage_width(s, w->face, h->word, w->text);
            bool hot = pointed_is(&s->in->view->passing.hover, TARGET_ROW, i);
            Role ink = ahead && !hot && !(marks && marks[i]) ? ROLE_MUTED : ROLE_TEXT;
            stage_text(s, w->face, h->word, s->theme.role[ink], s->theme.ground,
                       w->x + (w->w - wide) / 2, h->target.base[w->line], w->text);
        }
        if (ahead) {
            go_target(h, i);
            continue;
        }
        const float *row = sentence_row(h, i);
        int top = 0;
        for (int j = 1; j < h->keys; j++)
            if (row[j] > row[top]) top = j;
        sentence_cell(h, i, top, word_place(h, &h->target, i), CARRY_NONE);
    }
    draw_ahead(h);
    draw_changed(h);
}

/* A slot for the word that comes next, of a line: dashed, for it is not yet there. */
static void draw_slot(Sentence *h) {
    Stage *s = h->s;
    int at = sentence_next(h);
    const SentenceWord *w = &h->target.words[at];
    float word = (float)h->word, base = h->target.base[w->line], size;
    Rect r = {w->x, base - roundf(1.27f * word), w->w, roundf(1.82f * word)};
    if (h->columns)
        r.h = h->pitch, r.y = base - stage_drop(s, FACE_TEXT, h->word) - 0.42f * h->pitch;
    bool *gone, *marks = changed_marks(h, &gone), changed = marks && marks[h->step];
    Role ink = changed ? ROLE_HOT : ROLE_O;
    size = stage_width(s, FACE_TEXT, h->word, w->text);
    const float corner[] = {r.x, r.y, r.x + r.w, r.y + r.h};
    for (int i = 0; i < 2; i++) {
        stage_dots(s, corner[0], corner[1 + 2 * i], corner[2], corner[1 + 2 * i],
                   s->theme.role[ink]);
        stage_dots(s, corner[2 * i], corner[1], corner[2 * i], corner[3], s->theme.role[ink]);
    }
    stage_text(s, FACE_TEXT, h->word, s->theme.role[ink], s->theme.ground, w->x + (w->w - size) / 2,
               base, w->text);
    if (h->buttons)
        stage_target_in(s, r,
                        (Target){.kind = TARGET_COMMAND,
                                 .command = COMMAND_NEXT,
                                 .text = stage_words(s, "keys.next_word")});
}

/* One line that is read and written. */
static void draw_line(Sentence *h) {
    sentence_arcs(h);
    draw_read(h);
    draw_chip(h, &h->target.words[h->t]);
    draw_slot(h);
}

void sentence_draw(Stage *s, Rect area) {
    Sentence h;
    const Examples *x = &s->in->run->model->examples;
    sentence_plan(s, area, &h);
    draw_title(&h);
    if (h.line) {
        const char *first = words_whole(s, h.target.first);
        draw_tag(&h, &(Told){{NULL}},
                 h.target.first ? stage_fill(s, "home.line.cut", first, "")
                                : stage_words(s, "home.line"),
                 true);
        draw_line(&h);
    } else {
        draw_tag(&h, &x->reads, stage_words(s, "home.reads"), false);
        draw_tag(&h, &x->writes, sentence_key(&h, "home.writes", "home.writes.sign"), true);
        sentence_ribbons(&h);
        draw_read(&h);
        draw_written(&h);
    }
    sentence_likely(&h);
    if (!h.buttons) return;
    sentence_pill(&h);
    sentence_controls(&h);
    if (h.has_lots) sentence_lots(&h);
    if (h.has_cards) sentence_cards(&h);
}

const char *sentence_told(Stage *s) {
    Sentence h;
    const char *text = "";
    sentence_plan(s, (Rect){0, 0, (float)s->in->width, (float)s->in->height}, &h);
    Runs lead = sentence_lead(&h);
    for (int i = 0; i < lead.count; i++)
        text = arena_print(s->arena, "%s%s", text, lead.run[i].text);
    return text;
}
