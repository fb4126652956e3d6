/* The top bar. As it narrows, its parts go one by one: export, theme, name, language, the output;
 * the field stays. */
#include "scene/panels/topbar.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "scene/panels/badge.h"
#include "scene/panels/word_sheet.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "view/suggest.h"

enum { DROPS = 6 }; /* how many parts can go */

/* Where the parts stand; one without width is left out. */
typedef struct Places {
    float sign, name; /* left edges; name 0: none */
    Rect field;
    float arrow, output, end; /* of the output sentence; output 0: none */
    Rect lessons, language, theme, export, keys, badge;
    float middle, badge_most;
} Places;

static float topbar_margin(const Stage *s) {
    return roundf(fmaxf(8, 20 * s->unit));
}

static float sign_size(const Stage *s) {
    return roundf(fmaxf(14, 20 * s->unit));
}

static Color topbar_mix(Color a, Color b, float share) {
    Color out = 0xFF;
    for (int shift = 8; shift < 32; shift += 8) {
        float x = (float)(a >> shift & 0xFF), y = (float)(b >> shift & 0xFF);
        out |= (Color)(x + (y - x) * share + 0.5f) << shift;
    }
    return out;
}

/* What lies behind marked words, light enough for them to be read. */
static Color marked(const Stage *s, Color ground) {
    return topbar_mix(ground, s->theme.role[ROLE_HOT], 0.22f);
}

static const char *translation(Stage *s) {
    const Decoding *d = s->in->run;
    return tokens_to_text(d->output, d->model->config.tokens, &d->model->target, s->arena);
}

/* A line of at most a few words beside one another. */
static float row_high(const Stage *s, Rect bar, float wanted, int pixels) {
    float least = (float)pixels * 2;
    return roundf(fminf(fmaxf(wanted * s->unit, least), bar.h - 6));
}

/* "EN · RU"; only the present one where more would crowd the bar. */
static const char *all_languages(const Stage *s) {
    enum { BYTES_MOST = 24 };
    const char *all = s->in->lang->all;
    return all && strlen(all) <= BYTES_MOST ? all : stage_words(s, "bar.language");
}

/* "EN · RU": all but the dots may be bold, so that is the width kept for it. */
static float language_width(const Stage *s) {
    return stage_width(s, FACE_BOLD, s->small, all_languages(s)) + 28 * s->unit;
}

/* "Lessons", "Lesson 3 / 16". */
static const char *lessons_label(Stage *s) {
    const LessonShown *l = s->in->lesson;
    if (!l || l->entry < 0 || !l->lesson) return stage_words(s, "bar.lessons");
    return stage_fill(s, "bar.lesson", arena_print(s->arena, "%d", l->entry + 1),
                      arena_print(s->arena, "%d", l->course->count));
}

/* Pills from the right edge leftwards; returns where the room left of them ends. */
static float place_buttons(Stage *s, Rect r, int drops, Places *p) {
    float high = row_high(s, r, 30, s->small), gap = roundf(8 * s->unit),
          y = roundf(p->middle - high / 2);
    float word = stage_width(s, FACE_TEXT, s->small, stage_words(s, "bar.export")) + 30 * s->unit;
    float lessons = stage_width(s, FACE_TEXT, s->small, lessons_label(s)) + 30 * s->unit;
    float widths[] = {
        high, drops > 0 ? 0 : word, drops > 1 ? 0 : high, drops > 3 ? 0 : language_width(s),
        drops > 4 || (s->foreign && !s->in->lesson && !*s->in->view->shown.of.attend) ? 0
                                                                                      : lessons};
    Rect *parts[] = {&p->keys, &p->export, &p->theme, &p->language, &p->lessons};
    float right = r.x + r.w - topbar_margin(s);
    for (int i = 0; i < 5; i++) {
        if (widths[i] == 0) continue;
        *parts[i] = (Rect){right - roundf(widths[i]), y, roundf(widths[i]), high};
        right = parts[i]->x - gap;
    }
    return right - roundf(16 * s->unit);
}

/* In a wide window the field begins where the stage does. */
static float field_left(const Stage *s, const Places *p) {
    float after = p->sign + sign_size(s) + 14 * s->unit;
    if (p->name > 0)
        after = p->name + stage_width(s, FACE_BOLD, s->body, "attnscope") + 28 * s->unit;
    float type = fmaxf(0.5f, (float)s->in->view->shown.setting.text_size / 100),
          stage = 190 * s->unit / type;
    return roundf(s->in->width >= 1100 ? fmaxf(after, stage) : after);
}

/* At the right of the output; it takes at most a third of what is there. Returns where the room
 * left of it ends. */
static float place_badge(Stage *s, Rect bar, float left, float right, Places *p) {
    float high = row_high(s, bar, 30, s->small);
    p->badge_most = roundf((right - left) * 0.3f);
    float wide = badge_width(s, p->badge_most);
    if (wide <= 0) return right;
    p->badge = (Rect){right - wide, roundf(p->middle - high / 2), wide, high};
    return p->badge.x - roundf(16 * s->unit);
}

/* Everything with so many parts dropped. False if that leaves too little for the field. */
static bool panels_topbar_place(Stage *s, Rect r, int drops, Places *p) {
    *p = (Places){.sign = r.x + topbar_margin(s), .middle = r.y + roundf(r.h / 2)};
    if (drops < 3) p->name = p->sign + sign_size(s) + 9 * s->unit;
    float left = field_left(s, p), right = place_buttons(s, r, drops, p);
    right = place_badge(s, r, left, right, p);
    float room = right - left;
    float arrow = stage_width(s, FACE_TEXT, s->body, "→"), gap = 16 * s->unit,
          whole = room - arrow - 2 * gap;
    float high = row_high(s, r, 34, s->body), wide = roundf(fminf(whole * 0.5f, 560 * s->unit));
    if (drops >= DROPS) wide = roundf(room);
    p->field = (Rect){left, roundf(p->middle - high / 2), wide, high};
    if (drops >= DROPS) return true;
    p->arrow = left + wide + gap;
    p->output = p->arrow + arrow + gap;
    p->end = right;
    return wide >= fmaxf(200, 240 * s->unit);
}

static Places places(Stage *s, Rect r) {
    Places p;
    int drops = 0;
    while (!panels_topbar_place(s, r, drops, &p)) drops++;
    return p;
}

static void command_target(Stage *s, Rect r, Command c, const char *words) {
    stage_target(s, (Target){.kind = TARGET_COMMAND,
                             .x = r.x,
                             .y = r.y,
                             .w = r.w,
                             .h = r.h,
                             .command = c,
                             .text = stage_words(s, words)});
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

/* A pill without its contents; false if there is no room for it. */
static bool topbar_draw_pill(Stage *s, Rect r, Command c, const char *words) {
    if (r.w <= 0) return false;
    bool hot = topbar_hovered(s, c);
    stage_box(s, r, r.h / 2, s->theme.panel, fmaxf(1, s->unit),
              hot ? s->theme.role[ROLE_TEXT] : s->theme.line);
    command_target(s, r, c, words);
    return true;
}

static void topbar_draw_label(Stage *s, Face face, Color color, Rect r, const char *text) {
    float x = r.x + (r.w - stage_width(s, face, s->small, text)) / 2;
    stage_text(s, face, s->small, color, s->theme.panel, x,
               r.y + r.h / 2 + stage_drop(s, face, s->small), text);
}

/* "EN · RU" with the present one bold. */
static void draw_languages(Stage *s, Rect r) {
    const char *now = stage_words(s, "bar.language"), *all = all_languages(s);
    const char *found = strstr(all, now);
    if (!topbar_draw_pill(s, r, COMMAND_LANGUAGE, "keys.language")) return;
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
    if (!topbar_draw_pill(s, r, COMMAND_THEME, "keys.theme")) return;
    stage_box(s, (Rect){x, y, size, size}, size / 2, ink, 0, 0);
    stage_box(s, (Rect){x + size / 2, y, size / 2, size}, 0, s->theme.panel, 0, 0);
    stage_box(s, (Rect){x, y, size, size}, size / 2, 0, fmaxf(1, 1.3f * s->unit), ink);
}

static void topbar_draw_buttons(Stage *s, const Places *p) {
    Color ink = s->theme.role[ROLE_TEXT];
    if (topbar_draw_pill(s, p->lessons, COMMAND_LESSONS, "keys.lessons"))
        topbar_draw_label(s, s->in->lesson ? FACE_BOLD : FACE_TEXT, ink, p->lessons,
                          lessons_label(s));
    draw_languages(s, p->language);
    draw_theme(s, p->theme);
    if (topbar_draw_pill(s, p->export, COMMAND_EXPORT, "keys.export"))
        topbar_draw_label(s, FACE_TEXT, ink, p->export, stage_words(s, "bar.export"));
    if (topbar_draw_pill(s, p->keys, COMMAND_KEYS, "keys.keys"))
        topbar_draw_label(s, FACE_TEXT, ink, p->keys, "?");
}

float topbar_corner(Stage *s, Rect bar) {
    float high = row_high(s, bar, 28, s->small), gap = roundf(8 * s->unit),
          y = roundf(bar.y + bar.h / 2 - high / 2), language = roundf(language_width(s));
    Rect r = {bar.x + bar.w - topbar_margin(s) - high, y, high, high};
    if (topbar_draw_pill(s, r, COMMAND_KEYS, "keys.keys"))
        topbar_draw_label(s, FACE_TEXT, s->theme.role[ROLE_TEXT], r, "?");
    r.x -= high + gap;
    draw_theme(s, r);
    r.x -= language + gap;
    r.w = language;
    draw_languages(s, r);
    return r.x - gap;
}

/* A die that shows five. */
static void draw_dice(Stage *s, Rect field) {
    static const float at[][2] = {
        {0.27f, 0.27f}, {0.73f, 0.27f}, {0.5f, 0.5f}, {0.27f, 0.73f}, {0.73f, 0.73f}};
    float size = roundf(fminf(field.h - 8, fmaxf(12, 17 * s->unit))),
          pip = fmaxf(2, roundf(size * 0.16f));
    float edge = roundf((field.h - size) / 2), x = field.x + field.w - size - edge,
          y = field.y + edge;
    Color ink = s->theme.role[topbar_hovered(s, COMMAND_DICE) ? ROLE_TEXT : ROLE_MUTED];
    stage_box(s, (Rect){x, y, size, size}, size * 0.22f, 0, fmaxf(1, 1.2f * s->unit), ink);
    for (int i = 0; i < 5; i++) {
        float px = x + at[i][0] * size - pip / 2, py = y + at[i][1] * size - pip / 2;
        stage_box(s, (Rect){px, py, pip, pip}, pip / 2, ink, 0, 0);
    }
    command_target(s, (Rect){x - edge, field.y, size + 2 * edge, field.h}, COMMAND_DICE,
                   "bar.dice");
}

static float dice_width(const Stage *s, Rect field) {
    float size = roundf(fminf(field.h - 8, fmaxf(12, 17 * s->unit)));
    return size + 2 * roundf((field.h - size) / 2);
}

/* The language that is read, "EN"; returns where the room left of it ends. */
static float topbar_draw_source(Stage *s, Rect field, Color ground) {
    char *name = arena_print(s->arena, "%s", s->in->run->model->config.source_language);
    for (char *c = name; *c; c++) *c = (char)toupper((unsigned char)*c);
    float width = stage_width(s, FACE_TEXT, s->small, name),
          x = field.x + field.w - dice_width(s, field) - width;
    if (width > field.w / 5) return x + width;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], ground, x,
               field.y + field.h / 2 + stage_drop(s, FACE_TEXT, s->small), name);
    return x - 10 * s->unit;
}

static float part_width(Stage *s, const char *text, int from, int to) {
    return to <= from ? 0
                      : stage_width(s, FACE_TEXT, s->body,
                                    arena_copy(s->arena, text + from, (size_t)(to - from)));
}

/* The last place from `from` on up to which the text fits. */
static int topbar_fitting(const Stage *s, const char *text, int from, float room) {
    const char *p = text + from, *end = text + strlen(text);
    float width = 0;
    while (p < end) {
        const char *letter = p;
        width += s->font->glyph(s->font->self, FACE_TEXT, s->body, utf8_next(&p, end))->advance;
        if (width > room) return (int)(letter - text);
    }
    return (int)(end - text);
}

/* The first place before `to` from which the text up to there fits. */
static int fitting_back(const Stage *s, const char *text, int to, float room) {
    float width = 0;
    int at = to;
    while (at > 0) {
        int letter = at - 1;
        while (letter > 0 && ((unsigned char)text[letter] & 0xC0) == 0x80) letter--;
        const char *p = text + letter;
        width +=
            s->font->glyph(s->font->self, FACE_TEXT, s->body, utf8_next(&p, text + to))->advance;
        if (width > room) break;
        at = letter;
    }
    return at;
}

/* Where a long text begins in the field: where it did, unless the caret is out of sight or room is
 * left behind it. */
static int first_drawn(const Stage *s, const Edit *e, float room) {
    int length = (int)strlen(e->text), least = fitting_back(s, e->text, e->caret, room);
    int first = e->first < 0        ? 0
                : e->first > length ? length
                                    : e->first,
        most = fitting_back(s, e->text, length, room);
    while (first > 0 && ((unsigned char)e->text[first] & 0xC0) == 0x80) first--;
    if (first > most) first = most;
    if (first > e->caret) first = e->caret;
    return first < least ? least : first;
}

/* What the field's drawing goes by: where the bytes [from, to) of the edited text stand. */
typedef struct Line {
    const char *text;
    int from, to;
    float x, base, top, bottom;
    Color ground;
} Line;

static float place_x(Stage *s, const Line *l, int at) {
    int inside = at < l->from ? l->from : at > l->to ? l->to : at;
    return l->x + part_width(s, l->text, l->from, inside);
}

static void topbar_draw_part(Stage *s, const Line *l, int from, int to, Color ground) {
    if (from < l->from) from = l->from;
    if (to > l->to) to = l->to;
    if (to <= from) return;
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], ground, place_x(s, l, from),
               l->base, arena_copy(s->arena, l->text + from, (size_t)(to - from)));
}

/* A line under each word that the model does not know. */
static void topbar_draw_unknown(Stage *s, const Line *l, const Edit *e) {
    FontMetrics m = s->font->metrics(s->font->self, FACE_TEXT, s->body);
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
    Color mark = marked(s, l->ground);
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
    stage_target(
        s, (Target){.kind = TARGET_FIELD,
                    .x = r.x,
                    .y = r.y,
                    .w = r.w,
                    .h = r.h,
                    .row0 = l->from,
                    .col0 = (int)(l->x - r.x),
                    .face = FACE_TEXT,
                    .pixels = s->body,
                    .text = arena_copy(s->arena, l->text + l->from, (size_t)(l->to - l->from))});
}

/* The sentence as it is; what is too long ends in "…". */
static void draw_still(Stage *s, Line *l, float room) {
    const char *shown = stage_elide(s, FACE_TEXT, s->body, l->text, room);
    l->to = (int)strlen(shown) - (shown == l->text || !*shown ? 0 : (int)strlen("…"));
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], l->ground, l->x, l->base, shown);
}

static void topbar_draw_typed(Stage *s, Line *l, float room) {
    const Edit *e = &s->in->view->passing.edit;
    l->text = e->text;
    l->from = first_drawn(s, e, room);
    l->to = topbar_fitting(s, e->text, l->from, room);
    if (!*e->text)
        stage_text(
            s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], l->ground, l->x + roundf(4 * s->unit),
            l->base,
            stage_elide(s, FACE_TEXT, s->body, stage_words(s, "bar.empty"), room - 4 * s->unit));
    draw_edit(s, l, e);
}

static void draw_field(Stage *s, Rect r) {
    bool on = s->in->view->passing.edit.on, hot = topbar_hovered(s, COMMAND_EDIT);
    Color ground = s->theme.ground, edge = s->theme.role[on ? ROLE_HOT : ROLE_TEXT];
    float pad = roundf(fmaxf(7, 13 * s->unit)), middle = r.y + r.h / 2;
    float half = fminf(r.h / 2 - 3, 0.75f * (float)s->body);
    Line l = {.text = s->in->view->shown.of.text,
              .x = r.x + pad,
              .base = roundf(middle + stage_drop(s, FACE_TEXT, s->body)),
              .top = middle - half,
              .bottom = middle + half,
              .ground = ground};
    float width = fmaxf(1, (on ? 1.5f : 1) * s->unit);
    stage_box(s, r, roundf(8 * s->unit), ground, width, on || hot ? edge : s->theme.line);
    float room = topbar_draw_source(s, r, ground) - l.x;
    if (on)
        topbar_draw_typed(s, &l, room);
    else
        draw_still(s, &l, room);
    field_target(s, r, &l);
    draw_dice(s, r);
}

/* While another sentence is being typed its translation is not known: the old one steps back. */
static void draw_output(Stage *s, Rect bar, const Places *p) {
    const View *v = s->in->view;
    float base = roundf(p->middle + stage_drop(s, FACE_TEXT, s->body));
    bool old = v->passing.edit.on && strcmp(v->passing.edit.text, v->shown.of.text) != 0;
    if (p->output <= 0) return;
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.panel, p->arrow, base,
               "→");
    if (badge_has_outputs(s)) {
        badge_draw_outputs(s, bar, p->output, p->end);
        return;
    }
    stage_text(s, FACE_TEXT, s->body, s->theme.role[old ? ROLE_MUTED : ROLE_TEXT], s->theme.panel,
               p->output, base,
               stage_elide(s, FACE_TEXT, s->body, translation(s), p->end - p->output));
}

/* A person's matrices come from a file, and no sentence. */
static void draw_file_name(Stage *s, const Places *p) {
    float x = p->field.x, base = roundf(p->middle + stage_drop(s, FACE_TEXT, s->body));
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, x, base,
               stage_elide(s, FACE_TEXT, s->body, decode_name(s->in->run), p->end - x));
}

void topbar_draw(Stage *s, Rect r) {
    Places p = places(s, r);
    s->region[REGION_SENTENCE] = p.field;
    if (p.output > 0)
        s->region[REGION_OUTPUT] = (Rect){p.output, p.field.y, p.end - p.output, p.field.h};
    topbar_sign(s, p.sign, p.middle);
    if (p.name > 0)
        stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, p.name,
                   p.middle + stage_drop(s, FACE_BOLD, s->body), "attnscope");
    if (s->foreign)
        draw_file_name(s, &p);
    else
        draw_field(s, p.field), draw_output(s, r, &p);
    badge_draw(s, p.badge, p.badge_most);
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
    float x = t->x + (float)t->col0 + part_width(s, t->text, 0, inside) - b->pad;
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
    Color ground = i == choice ? marked(s, s->theme.panel) : s->theme.panel;
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
    stage_target(
        s, (Target){.kind = TARGET_CHOICE, .x = r.x, .y = r.y, .w = r.w, .h = r.h, .row0 = i});
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
              topbar_mix(s->theme.line, s->theme.role[ROLE_MUTED], 0.3f));
    if (g.near) draw_why(s, &b, y), y += b.why_high;
    for (int i = 0; i < g.count; i++, y += b.row) draw_choice(s, &b, g.token[i], i, y);
    if (!g.near && *b.why) draw_why(s, &b, y);
    word_sheet_draw(s, b.place, &g);
}
