/* Rows are of one height. Where not all fit they are turned like pages, so that none moves from
   under the pointer that lights it; help goes before rows do. */
#include "scene/panels/what_panel.h"

#include <math.h>

#include "scene/marks/pill.h"
#include "scene/panels/badge.h"
#include "scene/panels/value_sheet.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

typedef struct WhatLayout {
    const WhatPanel *p;
    Rect r;
    int pixels, small; /* of rows; of headings, help, buttons */
    float pad, line, heading, value, arrow, top, bottom, help;
    int first, last; /* the rows that are shown: first … last − 1 */
} WhatLayout;

static bool what_panel_hot(const Stage *s, int row, WhatPart part) {
    const Pointed *p = &s->in->view->passing.hover;
    return p->kind == TARGET_MENU && p->row == row && p->col == (int)part;
}

static void what_panel_target(Stage *s, Rect r, int row, WhatPart part) {
    stage_target_in(s, r, (Target){.kind = TARGET_MENU, .row0 = row, .col0 = (int)part});
}

static float what_panel_middle(const Stage *s, int pixels, float y, float h) {
    return roundf(y + h / 2 + stage_drop(s, FACE_TEXT, pixels));
}

static float what_panel_room(const WhatLayout *l) {
    return l->r.w - 2 * l->pad;
}

/* The row that the words below are about: the hovered one, else the lit one. */
static int what_panel_asked(const Stage *s, const WhatLayout *l) {
    const Pointed *p = &s->in->view->passing.hover;
    bool row = p->kind == TARGET_MENU && p->col <= WHAT_TYPE && p->row < l->p->count;
    return row ? p->row : l->p->row;
}

static float what_panel_paragraph(Stage *s, const WhatLayout *l, Role ink, float y,
                                  const char *text, bool draw) {
    if (!*text) return 0;
    return stage_paragraph(s, FACE_TEXT, l->small, s->theme.role[ink], s->theme.panel,
                           l->r.x + l->pad, y + (float)l->small, what_panel_room(l), text, draw);
}

/* Of the longest help and two lines of what came of it, so that nothing moves as the pointer does.
 */
static float what_panel_help(Stage *s, const WhatLayout *l) {
    float high = 0;
    for (int i = 0; i < l->p->count; i++)
        high = fmaxf(high, what_panel_paragraph(s, l, ROLE_MUTED, 0, l->p->rows[i].help, false));
    return high + 2 * stage_line_height(l->small) + 1.6f * (float)l->small;
}

/* Where a page that begins with a row ends. */
static int what_panel_page(const WhatLayout *l, int first) {
    float y = l->top;
    int at = first;
    for (; at < l->p->count; at++) {
        float high = l->line + (l->p->rows[at].heading ? l->heading : 0);
        if (at > first && y + high > l->bottom - l->help) break;
        y += high;
    }
    return at;
}

static float what_panel_all(const WhatLayout *l) {
    float high = 0;
    for (int i = 0; i < l->p->count; i++)
        high += l->line + (l->p->rows[i].heading ? l->heading : 0);
    return high;
}

static WhatLayout what_panel_layout(Stage *s, Rect r) {
    const float ems = 22;
    WhatLayout l = {.p = s->in->what, .r = r};
    int most = (int)(r.w / ems);
    l.pixels = most < s->body ? most : s->body;
    if (l.pixels < s->least) l.pixels = s->least;
    l.small = l.pixels - 1 < s->least ? s->least : l.pixels - 1;
    float em = (float)l.pixels;
    l.pad = roundf(1.35f * em);
    l.line = fmaxf(roundf(1.86f * em), stage_thumb(s));
    l.heading = roundf(2.1f * em);
    l.arrow = fmaxf(roundf(1.6f * em), stage_thumb(s));
    l.value = roundf(0.35f * what_panel_room(&l));
    /* Where words change the bar gets a third line: the rows stay where they are. */
    float under = r.h > 400 ? fmaxf(r.y, roundf(95 * stage_unit(s->in))) : r.y;
    l.top = under + roundf(3.7f * em);
    l.bottom = r.y + r.h - roundf(3.2f * em);
    l.help = what_panel_help(s, &l);
    while (!stage_held(s->in) && l.line > 1.6f * em &&
           what_panel_all(&l) > l.bottom - l.help - l.top)
        l.line--;
    if (l.bottom - l.help - l.top < 5 * l.line + l.heading) l.help = 0;
    while (l.last < l.p->count && l.last <= l.p->row)
        l.first = l.last, l.last = what_panel_page(&l, l.first);
    return l;
}

/* The two faces of the panel, and its end. */
static void what_panel_head(Stage *s, const WhatLayout *l) {
    float high = roundf(2 * (float)l->pixels), y = l->r.y + roundf(0.9f * (float)l->pixels);
    const PillPart tabs[] = {
        {stage_words(s, s->in->lesson ? "what.tab.lesson" : "what.tab.notes"),
         {.kind = TARGET_MENU, .col0 = WHAT_NOTES}},
        {stage_words(s, "menu.title"), {.kind = TARGET_MENU, .col0 = WHAT_GROUND}}};
    pill_segments(s, (Rect){l->r.x + l->pad, y, pill_segments_width(s, l->small, tabs, 2), high},
                  l->small, tabs, 2, 1);
    Rect close = {l->r.x + l->r.w - l->pad - high, y, high, high};
    bool hot = what_panel_hot(s, 0, WHAT_CLOSE);
    if (hot) stage_box(s, close, 6, s->theme.panel, 1, s->theme.role[ROLE_HOT]);
    stage_text(s, FACE_TEXT, l->pixels, s->theme.role[ROLE_MUTED], s->theme.panel,
               close.x + (high - stage_width(s, FACE_TEXT, l->pixels, "×")) / 2,
               what_panel_middle(s, l->pixels, y, high), "×");
    what_panel_target(s, close, 0, WHAT_CLOSE);
    bool all = l->first == 0 && l->last == l->p->count;
    if (!stage_held(s->in) || all) return;
    float wide = roundf(1.4f * high);
    Target turn = {
        .kind = TARGET_MENU, .row0 = l->last < l->p->count ? l->last : 0, .col0 = WHAT_PAGE};
    pill_draw(s, (Rect){close.x - wide - high, y, wide, high}, l->small,
              l->last < l->p->count ? "→" : "←", false, turn);
}

static void what_panel_heading(Stage *s, const WhatLayout *l, const char *text, float y) {
    float x = l->r.x + l->pad, base = y + l->heading - roundf(0.55f * (float)l->pixels),
          from = x + stage_width(s, FACE_TEXT, l->small, text) + 0.7f * (float)l->pixels,
          middle = floorf(base - 0.35f * (float)l->small) + 0.5f;
    stage_text(s, FACE_TEXT, l->small, s->theme.role[ROLE_MUTED], s->theme.panel, x, base, text);
    stage_line(s, from, middle, l->r.x + l->r.w - l->pad, middle, 1, s->theme.line);
}

/* In the middle of x … x + w. */
static void what_panel_word(Stage *s, const WhatLayout *l, Face face, Color ink, Color ground,
                            Rect r, const char *text) {
    const char *shown = stage_elide(s, face, l->pixels, text, r.w);
    stage_text(s, face, l->pixels, ink, ground,
               roundf(r.x + (r.w - stage_width(s, face, l->pixels, shown)) / 2),
               what_panel_middle(s, l->pixels, r.y, r.h), shown);
}

static void what_panel_value(Stage *s, const WhatLayout *l, int row, float y, Color ground) {
    const WhatRow *w = &l->p->rows[row];
    float right = l->r.x + l->r.w - l->pad, x = right - l->arrow - l->value;
    Rect r = {x, y, l->value, l->line};
    if (l->p->typed && row == l->p->row) {
        value_sheet_field(s, (Rect){r.x, r.y + 2, r.w, r.h - 4}, l->pixels, l->p->typed,
                          l->p->whole);
    } else {
        bool readable = theme_contrast(s->theme.role[ROLE_HOT], ground) >= 4.6;
        Role ink = !w->usable ? ROLE_MUTED : w->on && readable ? ROLE_HOT : ROLE_TEXT;
        what_panel_word(s, l, w->on ? FACE_BOLD : FACE_TEXT, s->theme.role[ink], ground, r,
                        w->value);
    }
    if (!w->steps || !w->usable) return;
    if (w->number) what_panel_target(s, r, row, WHAT_TYPE);
    for (int i = 0; i < 2; i++) {
        WhatPart part = i ? WHAT_MORE : WHAT_LESS;
        Rect a = {i ? right - l->arrow : x - l->arrow, y, l->arrow, l->line};
        bool strong = row == l->p->row || what_panel_hot(s, row, part);
        what_panel_word(s, l, strong ? FACE_BOLD : FACE_TEXT,
                        s->theme.role[strong ? ROLE_TEXT : ROLE_MUTED], ground, a,
                        w->number ? (i ? "+" : "−")
                        : i       ? "›"
                                  : "‹");
        what_panel_target(s, a, row, part);
    }
}

/* The lit row has a frame, a changed one a bar at its left and bold letters: not told by colour
 * alone. */
static void what_panel_row(Stage *s, const WhatLayout *l, int row, float y) {
    const WhatRow *w = &l->p->rows[row];
    float inset = roundf(0.5f * (float)l->pixels), x = l->r.x + l->pad,
          room = what_panel_room(l) - l->value - 2 * l->arrow - 2;
    if (!w->steps) room += l->arrow;
    Rect r = {x - inset, y, what_panel_room(l) + 2 * inset, l->line};
    bool lit = row == l->p->row, hot = what_panel_asked(s, l) == row;
    Color ground = lit && w->usable ? theme_mix(s->theme.panel, s->theme.role[ROLE_HOT], 0.12f)
                                    : s->theme.panel;
    if (lit || hot)
        stage_box(s, r, 6, ground, lit ? 1.5f : 1, lit ? s->theme.role[ROLE_HOT] : s->theme.line);
    if (w->on && !lit)
        stage_box(s, (Rect){r.x, y + 4, 3, l->line - 8}, 0, s->theme.role[ROLE_HOT], 0, 0);
    Face face = w->on || lit ? FACE_BOLD : FACE_TEXT;
    stage_text(s, face, l->pixels, s->theme.role[w->usable ? ROLE_TEXT : ROLE_MUTED], ground, x,
               what_panel_middle(s, l->pixels, y, l->line),
               stage_elide(s, face, l->pixels, w->label, room));
    what_panel_target(s, r, row, WHAT_ROW);
    what_panel_value(s, l, row, y, ground);
}

/* Undo, all as trained, keep: as wide as their words, and together as wide as the rows. */
static void what_panel_buttons(Stage *s, const WhatLayout *l) {
    static const char *const keys[] = {"what.undo", "what.as_trained", "what.keep"};
    static const Command commands[] = {COMMAND_UNDO, COMMAND_CLEAR_WHAT_IF, COMMAND_NONE};
    float gap = roundf(0.6f * (float)l->pixels), high = roundf(2 * (float)l->pixels),
          y = l->r.y + l->r.h - roundf(0.7f * (float)l->pixels) - high, x = l->r.x + l->pad,
          all = 0;
    for (int i = 0; i < 3; i++) all += stage_width(s, FACE_TEXT, l->small, stage_words(s, keys[i]));
    float extra = floorf((what_panel_room(l) - all - 2 * gap) / 3);
    for (int i = 0; i < 3; i++) {
        const char *text = stage_words(s, keys[i]);
        float wide = stage_width(s, FACE_TEXT, l->small, text);
        Rect r = {roundf(x), y, roundf(wide + extra), high};
        pill_draw(s, r, l->small, text, false,
                  commands[i] ? (Target){.kind = TARGET_COMMAND, .command = commands[i]}
                              : (Target){.kind = TARGET_MENU, .col0 = WHAT_KEEP});
        x += wide + extra + gap;
    }
}

void what_panel_draw(Stage *s, Rect r) {
    const char *facts[BADGE_FACTS] = {""};
    if (badge_facts(s, facts) == 0) facts[0] = "";
    WhatLayout l = what_panel_layout(s, r);
    stage_box(s, r, 0, s->theme.panel, 0, 0);
    stage_line(s, r.x + 0.5f, r.y, r.x + 0.5f, r.y + r.h, 1, s->theme.line);
    what_panel_target(s, r, 0, WHAT_GROUND);
    what_panel_head(s, &l);
    float y = l.top;
    for (int i = l.first; i < l.last; i++, y += l.line) {
        if (l.p->rows[i].heading) {
            what_panel_heading(s, &l, l.p->rows[i].heading, y);
            y += l.heading;
        }
        what_panel_row(s, &l, i, y);
    }
    if (l.last < l.p->count || l.first > 0) {
        float all = l.bottom - l.help - l.top, count = (float)l.p->count;
        stage_box(s,
                  (Rect){r.x + r.w - 5, l.top + roundf(all * (float)l.first / count), 3,
                         roundf(all * (float)(l.last - l.first) / count)},
                  1.5f, s->theme.role[ROLE_MUTED], 0, 0);
    }
    if (l.help > 0) {
        y += roundf(0.8f * (float)l.small);
        y += what_panel_paragraph(s, &l, ROLE_MUTED, y, l.p->rows[what_panel_asked(s, &l)].help,
                                  true);
        what_panel_paragraph(s, &l, ROLE_TEXT, y + roundf(0.5f * (float)l.small), facts[0], true);
    }
    what_panel_buttons(s, &l);
}
