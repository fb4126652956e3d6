/* The top bar: what is read and written in whole lines, between the wordmark and the buttons. In a
   narrow window most of these go into a menu. */
#include "scene/panels/topbar.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "scene/marks/pill.h"
#include "scene/panels/badge.h"
#include "scene/panels/sentences.h"
#include "scene/panels/word_sheet.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/what.h"
#include "view/suggest.h"

/* Where the parts stand; one without width is left out. */
typedef struct Places {
    float sign, name; /* left edges; name 0: none */
    float text, end;  /* of the lines: where tags begin, where words end */
    Rect lessons, language, theme, export, present, keys, more;
    float middle;
} Places;

/* One pixel of the bar: larger type makes buttons larger, but the bar's ends no wider. */
static float topbar_margin(const Stage *s) {
    return roundf(fmaxf(8, 20 * s->unit));
}

static float sign_size(const Stage *s) {
    return roundf(fmaxf(14, 20 * s->unit));
}

/* "EN · RU"; only the present one where more would crowd the bar. */
static const char *all_languages(const Stage *s) {
    enum { BYTES_MOST = 24 };
    const char *all = s->in->lang->all;
    return all && strlen(all) <= BYTES_MOST ? all : stage_words(s, "bar.language");
}

/* "EN · RU": all but the dots may be bold, so that is the width kept for it. */
static float language_width(const Stage *s) {
    return stage_width(s, FACE_BOLD, s->small, all_languages(s)) + 30 * s->unit;
}

static float button_height(const Stage *s, Rect bar) {
    return roundf(fminf(fmaxf(30 * s->unit, 2 * (float)s->small), bar.h - 6));
}

static void command_target(Stage *s, Rect r, Command c, const char *words) {
    stage_target_in(s, r,
                    (Target){.kind = TARGET_COMMAND, .command = c, .text = stage_words(s, words)});
}

/* "Lessons", "Lesson 3 / 16". */
static const char *lessons_label(Stage *s) {
    const LessonShown *l = s->in->lesson;
    if (!l || l->entry < 0 || !l->lesson) return stage_words(s, "bar.lessons");
    return stage_fill(s, "bar.lesson", arena_print(s->arena, "%d", l->entry + 1),
                      arena_print(s->arena, "%d", l->course->count));
}

/* Pills from the right edge leftwards; returns where the room left of them ends. In a narrow window
   Lessons and the menu stay, in which the others are. */
static float place_buttons(Stage *s, Rect r, bool narrow, Places *p) {
    float high = button_height(s, r), gap = roundf(8 * s->unit), y = roundf(p->middle - high / 2),
          around = 30 * s->unit, language = language_width(s);
    float export = stage_width(s, FACE_TEXT, s->small, stage_words(s, "bar.export")) + around,
          lessons = stage_width(s, FACE_TEXT, s->small, lessons_label(s)) + around;
    if (s->foreign && !s->in->lesson && !*s->in->view->shown.of.attend) lessons = 0;
    if (narrow && r.w - lessons < 400 * s->unit) lessons = 0;
    struct {
        Rect *place;
        float wide;
    } parts[] = {{&p->more, narrow ? high : 0},
                 {&p->keys, narrow ? 0 : high},
                 {&p->present, narrow ? 0 : high},
                 {&p->export, narrow ? 0 : export},
                 {&p->theme, narrow ? 0 : high},
                 {&p->language, narrow ? 0 : language},
                 {&p->lessons, lessons}};
    float right = r.x + r.w - topbar_margin(s);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].wide == 0) continue;
        *parts[i].place = (Rect){right - roundf(parts[i].wide), y, roundf(parts[i].wide), high};
        right = parts[i].place->x - gap;
    }
    return right - roundf(16 * s->unit);
}

/* Of what so many pixels have room for is judged without the wish for larger type. */
static Places topbar_places(Stage *s, Rect r) {
    float w = r.w / s->unit, sign = sign_size(s);
    bool narrow = w < 1200;
    Places p = {.sign = r.x + topbar_margin(s), .middle = r.y + roundf(r.h / 2)};
    float rail = 44 * stage_unit(s->in);
    if (narrow && w < 1100) p.sign = roundf(fmaxf(r.x + 6, r.x + (rail - sign) / 2));
    float after = p.sign + sign + 14 * s->unit;
    if (w < 600) after = p.sign + sign + (stage_held(s->in) ? 20 : 8) * s->unit;
    if (w >= 1100) {
        p.name = p.sign + sign + 9 * s->unit;
        after = p.name + stage_width(s, FACE_BOLD, s->body, "attnscope") + 28 * s->unit;
    }
    p.end = place_buttons(s, r, narrow, &p);
    p.text = roundf(w < 600 ? after : fmaxf(after, (narrow ? 68 : 204) * stage_unit(s->in)));
    return p;
}

float topbar_height(Stage *s) {
    Rect bar = {0, 0, (float)s->in->width, 64 * s->unit};
    if (s->foreign) return roundf(fmaxf(32, bar.h));
    Places p = topbar_places(s, bar);
    Sentences t = sentences_make(s, p.end - p.text);
    return roundf(fmaxf(fmaxf(32, 64 * stage_unit(s->in)), sentences_height(s, &t)));
}

/* Four cells: a matrix of queries, keys, values, scores. */
float topbar_sign(Stage *s, float x, float middle) {
    static const Role roles[] = {ROLE_Q, ROLE_K, ROLE_V, ROLE_S};
    float size = sign_size(s), cell = roundf(size * 0.26f), gap = fmaxf(1, roundf(size * 0.1f)),
          inner = 2 * cell + gap;
    Rect outline = {x, middle - roundf(size / 2), size, size};
    stage_box(s, outline, size * 0.24f, 0, fmaxf(1, size / 12), s->theme.role[ROLE_TEXT]);
    for (int i = 0; i < 4; i++) {
        float cx = outline.x + (size - inner) / 2 + (float)(i % 2) * (cell + gap);
        float cy = outline.y + (size - inner) / 2 + (float)(i / 2) * (cell + gap);
        stage_box(s, (Rect){cx, cy, cell, cell}, 1, s->theme.role[roles[i]], 0, 0);
    }
    if (!s->foreign) command_target(s, outline, COMMAND_SENTENCE, "keys.sentence");
    return x + size;
}

static bool topbar_hovered(const Stage *s, Command c) {
    return pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)c);
}

/* A pill with a word, or without one; false if there is no room for it. */
static bool topbar_draw_pill(Stage *s, Rect r, Command c, const char *about, const char *word) {
    if (r.w <= 0) return false;
    pill_draw(s, r, s->small, word, false,
              (Target){.kind = TARGET_COMMAND, .command = c, .text = stage_words(s, about)});
    return true;
}

/* "EN · RU" with the present one bold. */
static void draw_languages(Stage *s, Rect r) {
    const char *now = stage_words(s, "bar.language"), *all = all_languages(s);
    const char *found = strstr(all, now);
    if (!topbar_draw_pill(s, r, COMMAND_LANGUAGE, "keys.language", "")) return;
    if (!found) found = all, now = "";
    const char *part[] = {arena_copy(s->arena, all, (size_t)(found - all)), now,
                          found + strlen(now)};
    float base = r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->small), width = 0;
    for (int i = 0; i < 3; i++)
        width += stage_width(s, i == 1 ? FACE_BOLD : FACE_TEXT, s->small, part[i]);
    float x = r.x + (r.w - width) / 2;
    for (int i = 0; i < 3; i++) {
        Face face = i == 1 ? FACE_BOLD : FACE_TEXT;
        stage_text(s, face, s->small, s->theme.role[i == 1 ? ROLE_TEXT : ROLE_MUTED],
                   s->theme.panel, x, base, part[i]);
        x += stage_width(s, face, s->small, part[i]);
    }
}

/* A disc, half of it dark. */
static void draw_theme(Stage *s, Rect r) {
    float size = 2 * roundf(r.h * 0.22f), x = r.x + roundf((r.w - size) / 2),
          y = r.y + roundf((r.h - size) / 2);
    Color ink = s->theme.role[ROLE_TEXT];
    if (!topbar_draw_pill(s, r, COMMAND_THEME, "keys.theme", "")) return;
    stage_box(s, (Rect){x, y, size, size}, size / 2, ink, 0, 0);
    stage_box(s, (Rect){x + size / 2, y, size / 2, size}, 0, s->theme.panel, 0, 0);
    stage_box(s, (Rect){x, y, size, size}, size / 2, 0, fmaxf(1, 1.3f * s->unit), ink);
}

/* A screen on its stand. */
static void draw_present(Stage *s, Rect r) {
    float wide = roundf(0.44f * r.h), high = roundf(0.3f * r.h), line = fmaxf(1, 1.3f * s->unit),
          x = roundf(r.x + (r.w - wide) / 2), y = roundf(r.y + 0.27f * r.h),
          foot = roundf(0.14f * r.h);
    Color ink = s->theme.role[ROLE_TEXT];
    if (!topbar_draw_pill(s, r, COMMAND_PRESENT, "keys.present", "")) return;
    stage_box(s, (Rect){x, y, wide, high}, 2, 0, line, ink);
    stage_line(s, x + wide / 2, y + high, x + wide / 2, y + high + foot, line, ink);
    stage_line(s, x + 0.22f * wide, y + high + foot, x + 0.78f * wide, y + high + foot, line, ink);
}

/* Three lines: more is behind it. */
static void draw_more(Stage *s, Rect r) {
    float wide = roundf(0.42f * r.h), x = roundf(r.x + (r.w - wide) / 2),
          step = roundf(0.16f * r.h), line = fmaxf(1.5f, 1.5f * s->unit);
    if (!topbar_draw_pill(s, r, COMMAND_MORE, "keys.more", "")) return;
    for (int i = -1; i <= 1; i++) {
        float y = roundf(r.y + r.h / 2 + (float)i * step);
        stage_line(s, x, y, x + wide, y, line, s->theme.role[ROLE_TEXT]);
    }
}

static void topbar_draw_buttons(Stage *s, const Places *p) {
    topbar_draw_pill(s, p->lessons, COMMAND_LESSONS, "keys.lessons", lessons_label(s));
    draw_languages(s, p->language);
    draw_theme(s, p->theme);
    topbar_draw_pill(s, p->export, COMMAND_EXPORT, "keys.export", stage_words(s, "bar.export"));
    draw_present(s, p->present);
    topbar_draw_pill(s, p->keys, COMMAND_KEYS, "keys.keys", "?");
    draw_more(s, p->more);
}

float topbar_corner(Stage *s, Rect bar) {
    float high = button_height(s, bar), gap = fmaxf(roundf(8 * s->unit), stage_thumb(s) - high),
          y = roundf(bar.y + bar.h / 2 - high / 2), language = roundf(language_width(s));
    Rect r = {bar.x + bar.w - topbar_margin(s) - high, y, high, high};
    topbar_draw_pill(s, r, COMMAND_KEYS, "keys.keys", "?");
    r.x -= high + gap;
    draw_theme(s, r);
    r.x -= language + gap;
    r.w = language;
    draw_languages(s, r);
    return r.x - gap;
}

/* A die that shows five. */
static void draw_dice(Stage *s, Rect r) {
    static const float at[][2] = {
        {0.27f, 0.27f}, {0.73f, 0.27f}, {0.5f, 0.5f}, {0.27f, 0.73f}, {0.73f, 0.73f}};
    float size = roundf(0.6f * r.w), pip = fmaxf(2, roundf(size * 0.16f)),
          x = roundf(r.x + (r.w - size) / 2), y = roundf(r.y + (r.h - size) / 2);
    Color ink = s->theme.role[topbar_hovered(s, COMMAND_DICE) ? ROLE_TEXT : ROLE_MUTED];
    stage_box(s, (Rect){x, y, size, size}, size * 0.22f, 0, fmaxf(1, 1.2f * s->unit), ink);
    for (int i = 0; i < 5; i++) {
        float px = x + at[i][0] * size - pip / 2, py = y + at[i][1] * size - pip / 2;
        stage_box(s, (Rect){px, py, pip, pip}, pip / 2, ink, 0, 0);
    }
    command_target(s, r, COMMAND_DICE, "bar.dice");
}

/* A pencil that writes to the lower left. */
static void draw_pencil(Stage *s, Rect r) {
    float size = roundf(0.6f * r.w), x = roundf(r.x + (r.w - size) / 2),
          y = roundf(r.y + (r.h - size) / 2), half = 0.13f * size;
    Color ink = s->theme.role[topbar_hovered(s, COMMAND_EDIT) ? ROLE_TEXT : ROLE_MUTED];
    float tip[] = {x, y + size}, low[] = {x + 0.3f * size, y + 0.7f * size},
          top[] = {x + 0.9f * size, y + 0.1f * size};
    stage_polygon(s,
                  (float[]){low[0] - half, low[1] - half, top[0] - half, top[1] - half,
                            top[0] + half, top[1] + half, low[0] + half, low[1] + half},
                  4, ink);
    stage_polygon(
        s, (float[]){tip[0], tip[1], low[0] - half, low[1] - half, low[0] + half, low[1] + half}, 3,
        ink);
    command_target(s, r, COMMAND_EDIT, "keys.edit");
}

static float part_width(Stage *s, int pixels, const char *text, int from, int to) {
    return to <= from ? 0
                      : stage_width(s, FACE_TEXT, pixels,
                                    arena_copy(s->arena, text + from, (size_t)(to - from)));
}

/* The last place from `from` on up to which the text fits. */
static int topbar_fitting(const Stage *s, int pixels, const char *text, int from, float room) {
    const char *p = text + from, *end = text + strlen(text);
    float width = 0;
    while (p < end) {
        const char *letter = p;
        width += s->font->glyph(s->font->self, FACE_TEXT, pixels, utf8_next(&p, end))->advance;
        if (width > room) return (int)(letter - text);
    }
    return (int)(end - text);
}

/* The first place before `to` from which the text up to there fits. */
static int fitting_back(const Stage *s, int pixels, const char *text, int to, float room) {
    float width = 0;
    int at = to;
    while (at > 0) {
        int letter = (int)utf8_start(text, (size_t)at - 1);
        const char *p = text + letter;
        width +=
            s->font->glyph(s->font->self, FACE_TEXT, pixels, utf8_next(&p, text + to))->advance;
        if (width > room) break;
        at = letter;
    }
    return at;
}

/* Where a long text begins in the field: where it did, unless the caret is out of sight or room is
 * left behind it. */
static int first_drawn(const Stage *s, int pixels, const Edit *e, float room) {
    int length = (int)strlen(e->text), least = fitting_back(s, pixels, e->text, e->caret, room);
    int first = e->first < 0        ? 0
                : e->first > length ? length
                                    : e->first,
        most = fitting_back(s, pixels, e->text, length, room);
    first = (int)utf8_start(e->text, (size_t)first);
    if (first > most) first = most;
    if (first > e->caret) first = e->caret;
    return first < least ? least : first;
}

/* What the field's drawing goes by: where the bytes [from, to) of the edited text stand. */
typedef struct Line {
    const char *text;
    int pixels;
    int from, to;
    float x, base, top, bottom;
    Color ground;
} Line;

static float place_x(Stage *s, const Line *l, int at) {
    int inside = at < l->from ? l->from : at > l->to ? l->to : at;
    return l->x + part_width(s, l->pixels, l->text, l->from, inside);
}

static void topbar_draw_part(Stage *s, const Line *l, int from, int to, Color ground) {
    if (from < l->from) from = l->from;
    if (to > l->to) to = l->to;
    if (to <= from) return;
    stage_text(s, FACE_TEXT, l->pixels, s->theme.role[ROLE_TEXT], ground, place_x(s, l, from),
               l->base, arena_copy(s->arena, l->text + from, (size_t)(to - from)));
}

/* A line under each word that the model does not know. */
static void topbar_draw_unknown(Stage *s, const Line *l, const Edit *e) {
    FontMetrics m = s->font->metrics(s->font->self, FACE_TEXT, l->pixels);
    float y = fminf(roundf(l->base + m.descent * 0.8f) + 1, l->bottom),
          thick = fmaxf(1, 1.4f * s->unit);
    int at = l->from, from, to;
    while (at > 0 && e->text[at - 1] != ' ') at--;
    for (; suggest_unknown(s->in->run->model, e, at, &from, &to) && from < l->to; at = to)
        if (to > l->from)
            stage_line(s, place_x(s, l, from), y, place_x(s, l, to), y, thick,
                       s->theme.role[ROLE_HOT]);
}

/* Before, in and behind the selection: each is a text of its own, so that nothing crosses an edge.
 */
static void draw_edit(Stage *s, const Line *l, const Edit *e) {
    int low = edit_low(e), high = edit_high(e);
    Color mark = stage_marked(s, l->ground);
    float left = place_x(s, l, low), right = place_x(s, l, high), caret = place_x(s, l, e->caret);
    if (right > left)
        stage_box(s, (Rect){left, l->top, right - left, l->bottom - l->top}, 2, mark, 0, 0);
    topbar_draw_part(s, l, l->from, low, l->ground);
    topbar_draw_part(s, l, low, high, mark);
    topbar_draw_part(s, l, high, l->to, l->ground);
    topbar_draw_unknown(s, l, e);
    stage_line(s, caret, l->top, caret, l->bottom, fmaxf(1, 1.5f * s->unit),
               s->theme.role[ROLE_HOT]);
}

static void field_target(Stage *s, Rect r, const Line *l) {
    stage_target_in(
        s, r,
        (Target){.kind = TARGET_FIELD,
                 .row0 = l->from,
                 .col0 = (int)(l->x - r.x),
                 .face = FACE_TEXT,
                 .pixels = l->pixels,
                 .text = arena_copy(s->arena, l->text + l->from, (size_t)(l->to - l->from))});
}

static void topbar_draw_typed(Stage *s, Line *l, float room) {
    const Edit *e = &s->in->view->passing.edit;
    l->text = e->text;
    l->from = first_drawn(s, l->pixels, e, room);
    l->to = topbar_fitting(s, l->pixels, e->text, l->from, room);
    if (!*e->text)
        stage_text(
            s, FACE_TEXT, l->pixels, s->theme.role[ROLE_MUTED], l->ground,
            l->x + roundf(4 * s->unit), l->base,
            stage_elide(s, FACE_TEXT, l->pixels, stage_words(s, "bar.empty"), room - 4 * s->unit));
    draw_edit(s, l, e);
}

/* The line of what is read: a field while it is typed into, else a place that a click makes one. */
static void draw_field(Stage *s, Rect r, int pixels, float left) {
    bool on = s->in->view->passing.edit.on;
    float middle = r.y + r.h / 2, half = fminf(r.h / 2 - 3, 0.75f * (float)pixels);
    Line l = {.text = seen_text(&s->in->view->shown.of),
              .pixels = pixels,
              .x = r.x + left,
              .base = roundf(middle + stage_drop(s, FACE_TEXT, pixels)),
              .top = middle - half,
              .bottom = middle + half,
              .ground = on ? s->theme.ground : s->theme.panel};
    float room = r.x + r.w - l.x - roundf(8 * s->unit);
    if (on) {
        float out = roundf(8 * s->unit);
        Rect box = {l.x - out, r.y, r.x + r.w - l.x + out, r.h};
        stage_box(s, box, roundf(6 * s->unit), l.ground, fmaxf(1, 1.5f * s->unit),
                  s->theme.role[ROLE_HOT]);
        topbar_draw_typed(s, &l, room);
        r = box;
    } else
        l.to = topbar_fitting(s, pixels, l.text, 0, room);
    field_target(s, r, &l);
}

/* Behind the sentence that is read: what makes another one, where there is room. */
static float draw_makers(Stage *s, float x, float end, float base) {
    float size = roundf(fmaxf(22, 24 * s->unit)),
          y = roundf(base - 0.32f * (float)s->body - size / 2);
    if (x + 3 * size > end) return x;
    if (stage_held(s->in)) return x; /* no thumb would meet them: they are in the menu */
    draw_pencil(s, (Rect){x + size / 2, y, size, size});
    draw_dice(s, (Rect){x + 1.5f * size, y, size, size});
    return x + 2.5f * size;
}

/* Behind what a what-if made of the answer: in how many words, in letters no larger than those, and
   the change's own name. */
static void draw_fact(Stage *s, const Sentences *t, const Places *p, float x, float base) {
    int pixels = s->small < t->pixels ? s->small : t->pixels;
    float wide = stage_width(s, FACE_TEXT, pixels, t->fact), gap = roundf(24 * s->unit),
          named = badge_named(s);
    bool both = x + gap + wide + gap + named <= p->end; /* rather what is changed than how much */
    if (*t->fact && x + gap + wide <= p->end && (both || x + gap + named > p->end)) {
        stage_text(s, FACE_TEXT, pixels, s->theme.role[ROLE_MUTED], s->theme.panel, x + gap, base,
                   t->fact);
        x += gap + wide;
    }
    float high = roundf(fminf(1.75f * (float)s->small, t->pitch)),
          badge = badge_width(s, p->end - x - gap);
    if (badge > 0 && high >= 1.5f * (float)s->small && x + gap + badge <= p->end)
        badge_draw(
            s,
            (Rect){roundf(x + gap), roundf(base - 0.32f * (float)s->small - high / 2), badge, high},
            p->end - x - gap);
}

static void topbar_draw_lines(Stage *s, Rect bar, const Places *p) {
    Sentences t = sentences_make(s, p->end - p->text);
    bool typed = s->in->view->passing.edit.on;
    float high = roundf(fminf(1.7f * (float)t.pixels, t.pitch + 4)),
          base = sentences_base(s, &t, bar, 0),
          last = sentences_base(s, &t, bar, t.count - 1) +
                 (float)(t.line[t.count - 1].rows - 1) * t.pitch;
    Rect field = {p->text, roundf(base - stage_drop(s, FACE_TEXT, t.pixels) - high / 2),
                  p->end - p->text, high};
    s->region[REGION_SENTENCE] = field;
    s->region[REGION_OUTPUT] = (Rect){p->text, field.y + t.pitch, field.w, last - base};
    draw_field(s, field, t.pixels, t.tag);
    float end = sentences_draw(s, &t, bar, p->text, typed), room = p->end;
    const SentenceLine *l = &t.line[0];
    const SentenceWord *w = l->end > l->first ? &l->words[l->end - 1] : NULL;
    if (!typed && w && !*l->after)
        draw_makers(s, p->text + t.tag + w->x + w->wide, room, base + (float)w->line * t.pitch);
    if (what_items(s)->count) draw_fact(s, &t, p, end, last);
}

/* A person's matrices come from a file, and no sentence. */
static void draw_file_name(Stage *s, const Places *p) {
    float base = roundf(p->middle + stage_drop(s, FACE_TEXT, s->body)), gap = roundf(16 * s->unit),
          badge = badge_width(s, (p->end - p->text) * 0.3f),
          end = p->end - (badge > 0 ? badge + gap : 0);
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, p->text, base,
               stage_elide(s, FACE_TEXT, s->body, decode_name(s->in->run), end - p->text));
    if (badge > 0)
        badge_draw(
            s,
            (Rect){p->end - badge, roundf(p->middle - (float)s->small), badge, 2 * (float)s->small},
            (p->end - p->text) * 0.3f);
}

void topbar_draw(Stage *s, Rect r) {
    Places p = topbar_places(s, r);
    topbar_sign(s, p.sign, p.middle);
    if (p.name > 0)
        stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, p.name,
                   p.middle + stage_drop(s, FACE_BOLD, s->body), "attnscope");
    if (s->foreign)
        draw_file_name(s, &p);
    else
        topbar_draw_lines(s, r, &p);
    topbar_draw_buttons(s, &p);
}

int topbar_place(const Target *t, const Font *font, float x) {
    const char *p = t->text, *end = p + strlen(p);
    float at = t->x + (float)t->col0;
    while (p < end) {
        const char *letter = p;
        float wide = font->glyph(font->self, t->face, t->pixels, utf8_next(&p, end))->advance;
        if (x < at + wide / 2) return t->row0 + (int)(letter - t->text);
        at += wide;
    }
    return t->row0 + (int)(end - t->text);
}

/* The box under the field: suggestions, and why a word is underlined. */
typedef struct Popup {
    Rect place;
    float pad, row;  /* around the words; height of a suggestion */
    float words;     /* width of the explanation's lines */
    const char *why; /* "" if every word is known */
    float why_high;
} Popup;

static const Target *field_of(const Scene *scene) {
    for (int i = 0; i < scene->target_count; i++)
        if (scene->targets[i].kind == TARGET_FIELD) return &scene->targets[i];
    return NULL;
}

static const char *explanation(Stage *s, const Suggestions *g) {
    const Edit *e = &s->in->view->passing.edit;
    if (g->bad_from == g->bad_to) return "";
    const char *word =
        arena_copy(s->arena, e->text + g->bad_from, (size_t)(g->bad_to - g->bad_from));
    return stage_fill(s, "bar.unknown", stage_elide(s, FACE_TEXT, s->small, word, 160 * s->unit),
                      decode_name(s->in->run));
}

/* Under the byte `at` of the text, and not beyond the window. */
static float box_left(Stage *s, const Target *t, int at, const Popup *b) {
    int inside = at - t->row0, length = (int)strlen(t->text);
    inside = inside < 0 ? 0 : inside > length ? length : inside;
    float x = t->x + (float)t->col0 + part_width(s, t->pixels, t->text, 0, inside) - b->pad;
    return roundf(fmaxf(t->x, fminf(x, (float)s->in->width - b->place.w - 4)));
}

static Popup measure_box(Stage *s, const Target *t, const Suggestions *g) {
    Popup b = {.pad = roundf(fmaxf(7, 13 * s->unit)),
               .row = roundf(fmaxf(18, (float)s->body * 1.9f)),
               .why = explanation(s, g)};
    float most = fminf(460 * s->unit, (float)s->in->width - t->x - 2 * b.pad - 8);
    float wide = 130 * s->unit, hint = stage_width(s, FACE_TEXT, s->small, "Tab") + 20 * s->unit;
    for (int i = 0; i < g->count; i++)
        wide = fmaxf(wide, hint + stage_width(s, FACE_TEXT, s->body,
                                              s->in->run->model->source.words[g->token[i]]));
    if (*b.why) wide = fmaxf(wide, fminf(most, stage_width(s, FACE_TEXT, s->small, b.why) + 1));
    b.words = fminf(wide, most);
    Color none = 0;
    if (*b.why)
        b.why_high =
            stage_paragraph(s, FACE_TEXT, s->small, none, none, 0, 0, b.words, b.why, false) +
            b.pad;
    b.place =
        (Rect){0, roundf(t->y + t->h + 6 * s->unit), b.words + 2 * b.pad,
               (float)g->count * b.row + b.why_high + roundf(b.pad * (g->count > 0 ? 0.8f : 0.2f))};
    b.place.x = box_left(s, t, g->count > 0 ? g->from : g->bad_from, &b);
    return b;
}

static void draw_why(Stage *s, const Popup *b, float y) {
    stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel,
                    b->place.x + b->pad, y + b->pad / 2 + (float)s->small, b->words, b->why, true);
}

/* The key that takes a suggestion stands at the one that it would take. */
static void draw_choice(Stage *s, const Popup *b, int token, int i, float y) {
    int choice = s->in->view->passing.edit.choice;
    float inset = roundf(4 * s->unit), base = y + b->row / 2 + stage_drop(s, FACE_TEXT, s->body);
    Rect r = {b->place.x + inset, y, b->place.w - 2 * inset, b->row};
    Color ground = i == choice ? stage_marked(s, s->theme.panel) : s->theme.panel;
    float x = b->place.x + b->pad, right = b->place.x + b->place.w - b->pad;
    if (i == choice) stage_box(s, r, roundf(5 * s->unit), ground, 0, 0);
    if (i == (choice < 0 ? 0 : choice)) {
        right -= stage_width(s, FACE_TEXT, s->small, "Tab");
        Color ink = s->theme.role[i == choice ? ROLE_TEXT : ROLE_MUTED];
        stage_text(s, FACE_TEXT, s->small, ink, ground, right, base, "Tab");
        right -= 8 * s->unit;
    }
    stage_text(
        s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], ground, x, base,
        stage_elide(s, FACE_TEXT, s->body, s->in->run->model->source.words[token], right - x));
    stage_target_in(s, r, (Target){.kind = TARGET_CHOICE, .row0 = i});
}

void topbar_overlay(Stage *s) {
    const Edit *e = &s->in->view->passing.edit;
    const Target *t = e->on ? field_of(s->scene) : NULL;
    if (!t) return;
    Suggestions g = suggest(s->in->run->model, e);
    if (g.count == 0 && g.bad_from == g.bad_to) return;
    Popup b = measure_box(s, t, &g);
    float y = b.place.y + roundf(b.pad * (g.count > 0 ? 0.4f : 0.1f));
    stage_box(s, b.place, roundf(8 * s->unit), s->theme.panel, fmaxf(1, s->unit),
              theme_mix(s->theme.line, s->theme.role[ROLE_MUTED], 0.3f));
    if (g.near) draw_why(s, &b, y), y += b.why_high;
    for (int i = 0; i < g.count; i++, y += b.row) draw_choice(s, &b, g.token[i], i, y);
    if (!g.near && *b.why) draw_why(s, &b, y);
    word_sheet_draw(s, b.place, &g);
}
