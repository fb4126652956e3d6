/* Every number is read from the two runs, and one from a step run for it: the same head switched
   off. */
#include "scene/figures/what_if.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scene/figures/difference.h"
#include "scene/marks/plot.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/moved.h"
#include "scene/words/what.h"
#include "scene/words/words.h"
#include "trace/measure_change.h"
#include "trace/measure_place.h"

static const char *what_if_word(Stage *s, int id) {
    return decode_label(s->in->before, s->in->before->steps - 1, AXIS_TARGET_WORDS, id, s->arena);
}

/* A word of the answer, as it is set in a sentence. */
static Run what_if_run(Stage *s, int id) {
    return (Run){what_if_word(s, id), words_token_face(s, id, true), s->theme.role[ROLE_TEXT]};
}

static Run what_if_plain(const Stage *s, const char *text) {
    return (Run){text, FACE_BOLD, s->theme.role[ROLE_TEXT]};
}

Runs figure_what_if_title(Stage *s) {
    const WhatIfList *list = what_items(s);
    WhatIfItem item = whatif_item(list, 0);
    Color ink = s->theme.role[ROLE_TEXT];
    Runs out = {.count = 0};
    MovedItem m;
    if (list->count == 1 && moved_item(s, item, &m)) {
        Run parts[] = {what_if_plain(s, arena_print(s->arena, "%d", m.at.sheet + 1)),
                       moved_item_key(s, &m, m.to)};
        out = runs_fill(s, stage_words(s, "what.title.move"), ink, parts, 2);
    } else if (list->count == 1) {
        runs_add(&out, what_title(what_told(s), item, s->arena), FACE_BOLD, ink);
    } else {
        const char *count = arena_print(s->arena, "%d", list->count);
        runs_add(&out, stage_fill(s, "what.title.many", count, ""), FACE_BOLD, ink);
    }
    for (int i = 0; i < out.count; i++)
        if (out.run[i].face == FACE_TEXT) out.run[i].face = FACE_BOLD;
    return out;
}

/* Near 0 and 1 three decimals, else one. */
static const char *what_if_percent(Stage *s, double p) {
    double x = 100 * p;
    if (x > 0 && x < 0.0005) return stage_number(s, "<0.001 %");
    if (x < 100 && x >= 99.9995) return stage_number(s, ">99.999 %");
    return arena_print(s->arena, "%s %%", plot_number(s, x, x < 1 || x > 99 ? 3 : 1));
}

/* The slopes */

typedef struct Slope {
    const char *word, *number[2];
    double p[2];
    float y[2], label[2]; /* of the points, and of the words beside them */
    Role ink;
} Slope;

/* Words beside points that are too near each other are moved apart, none below `most`. */
static void what_if_spread(Slope slope[2], int side, float least, float most) {
    float *a = &slope[0].label[side], *b = &slope[1].label[side];
    float half = fmaxf(fabsf(*a - *b), least) / 2, middle = fminf((*a + *b) / 2, most - half);
    bool first = *a <= *b;
    *a = middle + (first ? -half : half);
    *b = middle + (first ? half : -half);
}

/* "il 99.997 %" at the outer side of a point. */
static void what_if_label(Stage *s, const Slope *l, int side, float x) {
    float gap = roundf(0.7f * (float)s->body),
          word = stage_width(s, FACE_BOLD_ITALIC, s->body, l->word),
          number = stage_width(s, FACE_MONO, s->mono, l->number[side]),
          base = roundf(l->label[side] + stage_drop(s, FACE_TEXT, s->body)),
          left = side ? x + gap : x - gap - number - gap - word;
    stage_text(s, FACE_BOLD_ITALIC, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, left, base,
               l->word);
    stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_TEXT], s->theme.ground, left + word + gap,
               base, l->number[side]);
}

static void what_if_slopes(Stage *s, const ChangedPlace *c, Rect r) {
    static const Role inks[] = {ROLE_O, ROLE_HOT};
    float wide = 0, dot = roundf(fmaxf(3, 4 * s->unit)), gap = roundf(0.7f * (float)s->body),
          low = r.y + r.h - 1.9f * (float)s->small, top = r.y + (float)s->body;
    Slope slope[2];
    for (int i = 0; i < 2; i++) {
        Slope *l = &slope[i];
        *l = (Slope){
            .word = what_if_word(s, c->word[i]), .p = {c->was[i], c->now[i]}, .ink = inks[i]};
        for (int k = 0; k < 2; k++) {
            l->number[k] = what_if_percent(s, l->p[k]);
            l->y[k] = l->label[k] = roundf(low - (float)l->p[k] * (low - top));
            wide = fmaxf(wide, stage_width(s, FACE_BOLD_ITALIC, s->body, l->word) + gap +
                                   stage_width(s, FACE_MONO, s->mono, l->number[k]));
        }
    }
    float x[2] = {roundf(r.x + wide + 2 * gap), roundf(r.x + r.w - wide - 2 * gap)};
    if (x[1] - x[0] < 40 * s->unit) return;
    for (int k = 0; k < 2; k++) {
        const char *text = stage_words(s, k ? "side.after" : "side.before");
        what_if_spread(slope, k, 1.3f * (float)s->body, low);
        stage_line(s, x[k] + 0.5f, top, x[k] + 0.5f, low, 1, s->theme.line);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[k ? ROLE_HOT : ROLE_MUTED],
                   s->theme.ground, roundf(x[k] - stage_width(s, FACE_TEXT, s->small, text) / 2),
                   r.y + r.h - 0.3f * (float)s->small, text);
    }
    for (int i = 0; i < 2; i++) {
        const Slope *l = &slope[i];
        Color ink = s->theme.role[l->ink];
        stage_line(s, x[0], l->y[0], x[1], l->y[1], fmaxf(2, 2.5f * s->unit), ink);
        for (int k = 0; k < 2; k++) {
            stage_box(s, (Rect){x[k] - dot, l->y[k] - dot, 2 * dot, 2 * dot}, dot, ink, 0, 0);
            what_if_label(s, l, k, x[k]);
        }
    }
}

/* The sentences */

/* Which head alone is changed; false where it is more than one head's weights. */
static bool what_if_one_head(Stage *s, const char **place, int *head) {
    const WhatIfList *list = what_items(s);
    WhatIfItem item = whatif_item(list, 0);
    MovedItem m;
    if (list->count != 1) return false;
    if (item.kind == WHATIF_PATTERN) return *place = item.place, *head = item.head, true;
    if (!moved_item(s, item, &m)) return false;
    const char *path = m.info->path, *dot = strrchr(path, '.');
    *place = arena_copy(s->arena, path, (size_t)(dot - path));
    *head = m.at.sheet;
    return true;
}

static void what_if_append(Runs *out, Runs more) {
    for (int i = 0; i < more.count; i++)
        runs_add(out, more.run[i].text, more.run[i].face, more.run[i].color);
}

static Runs what_if_changed(Stage *s) {
    MovedItem m;
    WhatIfItem item = whatif_item(what_items(s), 0);
    Color ink = s->theme.role[ROLE_TEXT];
    if (what_items(s)->count != 1 || !moved_item(s, item, &m)) {
        Run line = {moved_line(s, true), FACE_TEXT, ink};
        return runs_fill(s, stage_words(s, "what.said.change"), ink, &line, 1);
    }
    const char *share = words_share(s, (double)m.share, 3);
    Run parts[] = {moved_item_query(s, &m), what_if_plain(s, share),
                   moved_item_key(s, &m, m.at.col), moved_item_key(s, &m, m.to)};
    return runs_fill(s, stage_words(s, "what.said.move"), ink, parts, 4);
}

/* What was changed and what follows, in one paragraph. */
static Runs what_if_text(Stage *s, const ChangedPlace *c) {
    Color ink = s->theme.role[ROLE_TEXT];
    Run parts[] = {what_if_run(s, c->word[0]), what_if_plain(s, what_if_percent(s, c->was[0])),
                   what_if_plain(s, what_if_percent(s, c->now[0]))};
    Runs out = what_if_changed(s);
    runs_add(&out, " ", FACE_TEXT, ink);
    what_if_append(&out, runs_fill(s, stage_words(s, "what.said.goes"), ink, parts, 3));
    runs_add(&out,
             arena_print(s->arena, " %s",
                         what_words_fact(s, "what.changed_letters", "what.changed_words",
                                         "what.same_output")),
             FACE_TEXT, ink);
    return out;
}

static float what_if_pitch(int pixels) {
    return stage_line_height(pixels);
}

static float what_if_text_height(Stage *s, const Runs *text, int pixels, float w) {
    return what_if_pitch(pixels) *
           (float)runs_draw(s, text, pixels, 0, 0, 0, w, what_if_pitch(pixels), false);
}

/* In letters that fit; then, where there is room, what the head is worth when it is off. */
static void what_if_sentences(Stage *s, const ChangedPlace *c, Rect r) {
    Runs text = what_if_text(s, c);
    const char *place;
    int pixels = what_if_text_height(s, &text, s->body, r.w) <= r.h ? s->body : s->small, head;
    float high = what_if_text_height(s, &text, pixels, r.w), y = r.y + (float)pixels;
    double off;
    Arena work = {0};
    if (high > r.h) return;
    runs_draw(s, &text, pixels, s->theme.ground, r.x, y, r.w, what_if_pitch(pixels), true);
    y += high;
    if (what_if_one_head(s, &place, &head) &&
        measure_without_head(s->in->before, place, head, c->at, c->word[0], &work, &off)) {
        Color muted = s->theme.role[ROLE_MUTED];
        Run parts[] = {what_if_run(s, c->word[0]), {what_if_percent(s, off), FACE_TEXT, muted}};
        parts[0].color = muted;
        text = runs_fill(s, stage_words(s, "what.said.off"), muted, parts, 2);
        y += roundf(0.5f * (float)pixels);
        if (y - (float)pixels + what_if_text_height(s, &text, pixels, r.w) <= r.y + r.h)
            runs_draw(s, &text, pixels, s->theme.ground, r.x, y, r.w, what_if_pitch(pixels), true);
    }
    arena_free(&work);
}

/* "The place after qu': il or elle?", the slopes, the sentences. */
static void what_if_answer(Stage *s, const ChangedPlace *c, Rect r) {
    Run parts[] = {what_if_run(s, c->word[0]), what_if_run(s, c->word[1]),
                   c->at > 0 ? what_if_run(s, s->in->before->output.id[c->at - 1])
                             : what_if_plain(s, "")};
    Runs title = runs_fill(s, stage_words(s, c->at > 0 ? "what.place_after" : "what.place_first"),
                           s->theme.role[ROLE_TEXT], parts, 3);
    stage_line(s, r.x, r.y + 0.5f, r.x + r.w, r.y + 0.5f, 1, s->theme.line);
    float y = r.y + roundf(1.9f * (float)s->body), half = floorf(0.52f * r.w);
    if (runs_width(s, &title, s->body) <= r.w)
        runs_draw(s, &title, s->body, s->theme.ground, r.x, y, 0, 0, true);
    y += roundf(0.6f * (float)s->body);
    Rect left = {r.x, y, half, r.y + r.h - y}, right = {r.x + half + roundf(1.5f * (float)s->body),
                                                        r.y + roundf(0.8f * (float)s->body), 0, 0};
    if (r.h > 12 * (float)s->body) right.y = y + roundf((float)s->body);
    right.w = r.x + r.w - right.x;
    right.h = r.y + r.h - right.y;
    what_if_slopes(s, c, left);
    what_if_sentences(s, c, right);
}

/* Of which values numbers are told here. */
static void what_if_name(Stage *s, Stage *before, const ChangedPlace *c) {
    MovedItem m;
    Value shares = program_role(s->program, VALUE_PROBABILITIES);
    if (c->at == s->at.t) s->named[shares] = true;
    if (c->at == before->at.t) before->named[shares] = true;
    if (what_items(s)->count == 1 && moved_item(s, whatif_item(what_items(s), 0), &m))
        before->named[m.value] = true;
}

void figure_what_if(Stage *s, Stage *before, Rect area) {
    ChangedPlace c;
    Shape shape = s->program->values[s->at.value].form.shape;
    float least = roundf(7 * (float)s->body), rows = fminf((float)shape.rows, 24),
          needed = rows * 15.5f * fmaxf(1, s->unit) + 12 * (float)s->small,
          most = fminf(fmaxf(least, roundf(0.32f * area.h)), 22 * (float)s->body);
    most = fminf(most, fmaxf(least, area.h - needed));
    bool told = !s->veil.on && s->in->changed && area.h > 12 * (float)s->body &&
                measure_place(s->in->changed, s->in->before, &c),
         room = told && area.h >= needed + least && area.w > 40 * (float)s->body;
    Runs text = {.count = 0};
    if (told && !room) text = what_if_text(s, &c);
    if (told && !room) /* the sentences alone */
        most = what_if_text_height(s, &text, s->body, area.w) + (float)s->body;
    Rect below = {area.x, area.y + area.h - most, area.w, most};
    if (told) area.h -= most + (room ? roundf(0.5f * (float)s->body) : 0);
    figure_both(s, before, area);
    if (!told) return;
    what_if_name(s, before, &c);
    if (room)
        what_if_answer(s, &c, below);
    else
        what_if_sentences(s, &c, below);
}
