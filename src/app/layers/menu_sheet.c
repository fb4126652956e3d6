/* Laying out the menu: headings and rows as lines of one height, what the focused row does below
   them, buttons last. Where the stage is wide enough it takes a third of it at most; where it is
   low, lines scroll with the focus. */
#include "app/layers/menu_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/acts/menu_rows.h"
#include "app/layers/overlay.h"
#include "base/text.h"

enum {
    LETTERS_LEAST = 11,
    LETTERS_USUAL = 14,
    LINES_LEAST = 10,
    LINES_MOST = MENU_ROWS + MENU_OTHERS + 1
};
enum { HEADING = -1 };
static const float line_ems = 1.9f, pad_ems = 1, gap_ems = 1, button_ems = 2, title_ems = 2.6f;

/* A heading of a group, or a row. */
typedef struct Line {
    int row; /* HEADING: of `group` */
    MenuGroup group;
} Line;

typedef struct Layout {
    Menu *m;
    Overlay o;
    const MenuRow *rows;
    int row_count;
    Line lines[LINES_MOST];
    int line_count, shown; /* shown: so many from m->first on */
    float label, value;    /* widths of the widest words */
    float x, y, w, h, line, help;
} Layout;

static float room_of(const Layout *l) {
    return l->w - 2 * pad_ems * l->o.em;
}

/* Words */

static const char *menu_sheet_row_word(const Layout *l, const MenuRow *r) {
    return r->title ? r->title
                    : overlay_word(&l->o, arena_print(l->o.scene->arena, "menu.%s", r->name));
}

/* A change elsewhere has a long name, which its row may have to cut. */
static const char *help_word(const Layout *l, const MenuRow *r) {
    const char *help = overlay_word(&l->o, arena_print(l->o.scene->arena, "menu.%s.help", r->name));
    return r->group == MENU_OTHERS ? arena_print(l->o.scene->arena, "%s. %s", r->title, help)
                                   : help;
}

static const char *group_word(const Layout *l, MenuGroup group) {
    static const char *const keys[] = {"menu.group.attention", "menu.group.model",
                                       "menu.group.here", "menu.group.decoding",
                                       "menu.group.others"};
    return overlay_word(&l->o, keys[group]);
}

static const char *number_word(const Layout *l, const MenuRow *r) {
    char text[32];
    if (!r->usable) return overlay_word(&l->o, "menu.cell.none");
    if (text_no_number((double)r->now)) return text_no_number((double)r->now);
    number_print(r->now, text, sizeof text);
    if (strlen(text) > 8) snprintf(text, sizeof text, "%.4g", (double)r->now);
    char *shown = arena_print(l->o.scene->arena, "%s%s", *text == '-' ? "−" : "",
                              *text == '-' ? text + 1 : text);
    return overlay_number(&l->o, shown);
}

static const char *menu_sheet_value_word(const Layout *l, const MenuRow *r) {
    if (r->kind == MENU_LINK) return "A";
    return r->kind == MENU_NUMBER ? number_word(l, r) : overlay_word(&l->o, r->states[r->chosen]);
}

/* Measures */

static void menu_sheet_collect(Layout *l) {
    for (int i = 0; i < l->row_count; i++) {
        MenuGroup g = l->rows[i].group;
        if (i == 0 || g != l->rows[i - 1].group) l->lines[l->line_count++] = (Line){HEADING, g};
        l->lines[l->line_count++] = (Line){i, g};
    }
}

/* Titles of changes elsewhere are long: they are cut instead of making the menu wide. */
static void measure_words(Layout *l) {
    l->label = 0;
    l->value = overlay_width(&l->o, FACE_BOLD, "−0.0000");
    for (int i = 0; i < l->row_count; i++) {
        const MenuRow *r = &l->rows[i];
        if (r->group != MENU_OTHERS)
            l->label = fmaxf(l->label, overlay_width(&l->o, FACE_TEXT, menu_sheet_row_word(l, r)));
        for (int k = 0; k < r->count; k++)
            l->value =
                fmaxf(l->value, overlay_width(&l->o, FACE_BOLD, overlay_word(&l->o, r->states[k])));
        if (!r->usable)
            l->value =
                fmaxf(l->value, overlay_width(&l->o, FACE_BOLD, menu_sheet_value_word(l, r)));
    }
}

static void menu_sheet_measure(Layout *l, int pixels) {
    l->o.pixels = pixels;
    float em = l->o.em = (float)pixels;
    measure_words(l);
    l->line = roundf(em * line_ems);
    l->w = ceilf(l->label + l->value + (2 * pad_ems + gap_ems + 3.6f) * em);
}

static float help_height(const Layout *l) {
    float high = 0;
    for (int i = 0; i < l->row_count; i++)
        high = fmaxf(
            high, overlay_paragraph(&l->o, 0, 0, 0, room_of(l), help_word(l, &l->rows[i]), false));
    return high;
}

static float menu_sheet_around(const Layout *l) {
    return roundf(title_ems * l->o.em) + l->help + roundf((button_ems + 2.6f) * l->o.em);
}

/* Large type is worth scrolling for. */
static bool high_enough(const Layout *l, float high) {
    float lines = (high - menu_sheet_around(l)) / l->line;
    return lines >= (float)l->line_count ||
           (l->o.in->view->shown.setting.text_size > 100 && lines >= LINES_LEAST);
}

/* The largest letters in which it is as narrow as it shall be and all lines are seen; else the
   smallest ones, and the lines scroll. */
static void menu_sheet_fit(Layout *l) {
    const float *stage = l->o.scene->stage;
    const SceneInput *in = l->o.in;
    float high = stage[3] - 16;
    float most =
        stage[2] / 3 * fminf(1.5f, fmaxf(1, (float)in->view->shown.setting.text_size / 100));
    int wanted = (int)lrintf(LETTERS_USUAL * overlay_unit(in));
    for (int pixels = wanted > LETTERS_LEAST ? wanted : LETTERS_LEAST; pixels >= LETTERS_LEAST;
         pixels--) {
        menu_sheet_measure(l, pixels);
        l->help = help_height(l);
        if (l->w <= most && high_enough(l, high)) break;
    }
    if (l->w > stage[2] - 16) l->w = fmaxf(stage[2] - 16, 12 * l->o.em);
    l->help = help_height(l);
    l->shown = (int)((high - menu_sheet_around(l)) / l->line);
    if (l->shown > l->line_count) l->shown = l->line_count;
    if (l->shown < 1) l->shown = 1, l->help = 0;
    l->h = menu_sheet_around(l) + l->line * (float)l->shown;
    l->x = roundf(stage[0] + 8);
    l->y = roundf(stage[1] + 8);
    if (l->y + l->h > (float)in->height - 4) l->y = fmaxf(4, (float)in->height - 4 - l->h);
}

/* The focused row is among the shown lines, with its heading where it is the first of its group. */
static void scroll(Layout *l) {
    int at = 0, last = l->line_count - l->shown;
    while (at < l->line_count && l->lines[at].row != l->m->row) at++;
    int top = at > 0 && l->lines[at - 1].row == HEADING && l->shown > 1 ? at - 1 : at;
    if (l->m->first > top) l->m->first = top;
    if (l->m->first < at - l->shown + 1) l->m->first = at - l->shown + 1;
    if (l->m->first > last) l->m->first = last;
    if (l->m->first < 0) l->m->first = 0;
}

/* Marks */

static void menu_sheet_add_spot(Layout *l, MenuSpotKind kind, int row, float x, float y, float w,
                                float h) {
    if (l->m->spot_count < MENU_SPOTS)
        l->m->spots[l->m->spot_count++] = (MenuSpot){kind, row, x, y, w, h};
}

/* The place that was added last. */
static bool menu_sheet_hovered(const Layout *l) {
    return l->m->hover == l->m->spot_count;
}

static void text_in(const Layout *l, Face face, Color ink, Color ground, float x, float w,
                    float base, const char *text) {
    float wide = overlay_width(&l->o, face, text);
    overlay_text(&l->o, face, l->o.pixels, ink, ground, roundf(x + (w - wide) / 2), base, text);
}

static void menu_sheet_draw_arrow(Layout *l, MenuSpotKind kind, int row, float x, float y,
                                  bool number) {
    float w = 1.8f * l->o.em;
    menu_sheet_add_spot(l, kind, row, x, y, w, l->line);
    const char *text = kind == MENU_SPOT_LESS ? number ? "−" : "‹" : number ? "+" : "›";
    bool strong = row == l->m->row || menu_sheet_hovered(l);
    text_in(l, FACE_BOLD, l->o.theme.role[strong ? ROLE_TEXT : ROLE_MUTED], l->o.theme.panel, x, w,
            overlay_middle(&l->o, y, l->line), text);
}

/* The number that is being typed: all of it is marked until the first letter, then a caret stands
 * behind it. */
static void menu_sheet_draw_typed(const Layout *l, float x, float y, float w) {
    const Number *n = &l->m->number;
    const Theme *t = &l->o.theme;
    float high = roundf(1.5f * l->o.em), top = y + roundf((l->line - high) / 2);
    Color ground = n->whole ? t->role[ROLE_TEXT] : t->ground,
          ink = n->whole ? t->panel : t->role[ROLE_TEXT];
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = x,
                              .y = top,
                              .w = w,
                              .h = high,
                              .radius = 4,
                              .line = 1.5f,
                              .fill = ground,
                              .stroke = t->role[ROLE_HOT]});
    const char *shown =
        overlay_shortened(&l->o, FACE_BOLD, l->o.pixels, overlay_number(&l->o, n->text), w - 6);
    float wide = overlay_width(&l->o, FACE_BOLD, shown), left = roundf(x + (w - wide) / 2),
          caret = left + wide + 1.5f;
    overlay_text(&l->o, FACE_BOLD, l->o.pixels, ink, ground, left,
                 overlay_middle(&l->o, y, l->line), shown);
    if (!n->whole)
        overlay_add(&l->o, (Item){.kind = ITEM_LINE,
                                  .x = caret,
                                  .y = top + 3,
                                  .x2 = caret,
                                  .y2 = top + high - 3,
                                  .line = 1.5f,
                                  .fill = t->role[ROLE_HOT]});
}

static void menu_sheet_draw_value(Layout *l, const MenuRow *r, int row, float y) {
    float arrow = 1.8f * l->o.em, right = l->x + l->w - pad_ems * l->o.em,
          x = right - arrow - l->value;
    bool number = r->kind == MENU_NUMBER, typed = l->m->number.on && row == l->m->row;
    const char *value =
        overlay_shortened(&l->o, FACE_BOLD, l->o.pixels, menu_sheet_value_word(l, r), l->value);
    if (r->kind != MENU_LINK && r->usable) {
        menu_sheet_draw_arrow(l, MENU_SPOT_LESS, row, x - arrow, y, number);
        menu_sheet_draw_arrow(l, MENU_SPOT_MORE, row, right - arrow, y, number);
        if (number) menu_sheet_add_spot(l, MENU_SPOT_TYPE, row, x, y, l->value, l->line);
    }
    Color ink = l->o.theme.role[r->usable ? ROLE_TEXT : ROLE_MUTED];
    if (typed)
        menu_sheet_draw_typed(l, x, y, l->value);
    else
        text_in(l, r->at >= 0 ? FACE_BOLD : FACE_TEXT, ink, l->o.theme.panel, x, l->value,
                overlay_middle(&l->o, y, l->line), value);
}

/* A row that is on has a bar at its left: not told by bold letters alone. */
static void menu_sheet_draw_row(Layout *l, int row, float y) {
    const MenuRow *r = &l->rows[row];
    const Theme *t = &l->o.theme;
    float em = l->o.em, x = l->x + pad_ems * em, base = overlay_middle(&l->o, y, l->line),
          inset = 0.5f * em;
    float room = l->w - (2 * pad_ems + 3.6f + 0.4f) * em - l->value;
    menu_sheet_add_spot(l, MENU_SPOT_ROW, row, l->x + inset, y, l->w - 2 * inset, l->line);
    bool chosen = row == l->m->row, hot = menu_sheet_hovered(l);
    if (chosen || hot)
        overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                                  .x = l->x + inset,
                                  .y = y,
                                  .w = l->w - 2 * inset,
                                  .h = l->line,
                                  .radius = 6,
                                  .line = chosen ? 1.5f : 1,
                                  .fill = t->panel,
                                  .stroke = chosen ? t->role[ROLE_HOT] : t->line});
    if (r->at >= 0)
        overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                                  .x = l->x + 3,
                                  .y = y + 4,
                                  .w = 3,
                                  .h = l->line - 8,
                                  .fill = t->role[ROLE_HOT]});
    Face face = r->at >= 0 ? FACE_BOLD : FACE_TEXT;
    overlay_text(&l->o, face, l->o.pixels, t->role[r->usable ? ROLE_TEXT : ROLE_MUTED], t->panel, x,
                 base,
                 overlay_shortened(&l->o, face, l->o.pixels, menu_sheet_row_word(l, r), room));
    menu_sheet_draw_value(l, r, row, y);
}

static void menu_sheet_draw_heading(const Layout *l, MenuGroup group, float y) {
    float em = l->o.em, x = l->x + pad_ems * em, base = y + l->line - roundf(0.5f * em);
    const char *text = group_word(l, group);
    float from = x + overlay_width(&l->o, FACE_TEXT, text) + 0.7f * em,
          middle = floorf(base - 0.35f * em) + 0.5f;
    overlay_text(&l->o, FACE_TEXT, l->o.pixels, l->o.theme.role[ROLE_MUTED], l->o.theme.panel, x,
                 base, text);
    overlay_add(&l->o, (Item){.kind = ITEM_LINE,
                              .x = from,
                              .y = middle,
                              .x2 = l->x + l->w - pad_ems * em,
                              .y2 = middle,
                              .line = 1,
                              .fill = l->o.theme.line});
}

/* How much of the lines is seen, and where. */
static void menu_sheet_draw_bar(const Layout *l) {
    float top = l->y + roundf(title_ems * l->o.em), high = l->line * (float)l->shown,
          all = (float)l->line_count;
    if (l->shown == l->line_count) return;
    float from = roundf(top + high * (float)l->m->first / all);
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = l->x + l->w - 5,
                              .y = from,
                              .w = 3,
                              .radius = 1.5f,
                              .h = roundf(high * (float)l->shown / all),
                              .fill = l->o.theme.role[ROLE_MUTED]});
}

/* Returns how far down the lines reach. */
static float menu_sheet_draw_lines(Layout *l) {
    float y = l->y + roundf(title_ems * l->o.em);
    for (int i = l->m->first; i < l->m->first + l->shown; i++, y += l->line) {
        if (l->lines[i].row == HEADING)
            menu_sheet_draw_heading(l, l->lines[i].group, y);
        else
            menu_sheet_draw_row(l, l->lines[i].row, y);
    }
    return y;
}

/* Which row the words below are about: the hovered one, else the focused one. */
static const MenuRow *menu_sheet_asked(const Layout *l) {
    int hover = l->m->hover - 1, row = l->m->row;
    if (hover >= 0 && hover < l->m->spot_count && l->m->spots[hover].kind >= MENU_SPOT_ROW &&
        l->m->spots[hover].kind <= MENU_SPOT_TYPE)
        row = l->m->spots[hover].row;
    return row >= 0 && row < l->row_count ? &l->rows[row] : NULL;
}

static void draw_help(Layout *l, float y) {
    const MenuRow *r = menu_sheet_asked(l);
    if (!r || l->help <= 0) return;
    overlay_paragraph(&l->o, l->o.theme.role[ROLE_MUTED], l->x + pad_ems * l->o.em,
                      y + roundf(1.6f * l->o.em), room_of(l), help_word(l, r), true);
}

static void menu_sheet_draw_button(Layout *l, MenuSpotKind kind, const char *key, const char *text,
                                   float x, float w) {
    float h = roundf(button_ems * l->o.em), y = l->y + l->h - roundf(0.7f * l->o.em) - h,
          em = l->o.em;
    const Theme *t = &l->o.theme;
    menu_sheet_add_spot(l, kind, 0, x, y, w, h);
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = x,
                              .y = y,
                              .w = w,
                              .h = h,
                              .radius = 6,
                              .line = menu_sheet_hovered(l) ? 2 : 1,
                              .fill = t->panel,
                              .stroke = menu_sheet_hovered(l) ? t->role[ROLE_HOT] : t->line});
    const char *whole = *key ? arena_print(l->o.scene->arena, "%s  %s", text, key) : text;
    bool both = overlay_width(&l->o, FACE_TEXT, whole) <= w - em;
    text_in(l, FACE_TEXT, t->role[ROLE_TEXT], t->panel, x, w, overlay_middle(&l->o, y, h),
            both ? whole : overlay_shortened(&l->o, FACE_TEXT, l->o.pixels, text, w - 0.6f * em));
}

static void menu_sheet_draw_buttons(Layout *l) {
    float gap = 0.6f * l->o.em, x = l->x + pad_ems * l->o.em, w = floorf((room_of(l) - gap) / 2);
    menu_sheet_draw_button(l, MENU_SPOT_CLEAR, "", overlay_word(&l->o, "menu.clear"), x, w);
    menu_sheet_draw_button(l, MENU_SPOT_CLOSE, "Esc", overlay_word(&l->o, "menu.close"),
                           x + w + gap, w);
}

static void menu_sheet_draw_panel(Layout *l) {
    const Theme *t = &l->o.theme;
    float em = l->o.em, x = l->x + pad_ems * em, base = l->y + roundf(1.7f * em),
          right = l->x + l->w - pad_ems * em;
    const char *title = overlay_word(&l->o, "menu.title"), *hint = overlay_word(&l->o, "menu.hint");
    overlay_add(&l->o, (Item){.kind = ITEM_BOX,
                              .x = l->x,
                              .y = l->y,
                              .w = l->w,
                              .h = l->h,
                              .radius = 10,
                              .line = 1,
                              .fill = t->panel,
                              .stroke = t->line});
    menu_sheet_add_spot(l, MENU_SPOT_PANEL, 0, l->x, l->y, l->w, l->h);
    overlay_text(&l->o, FACE_BOLD, l->o.pixels, t->role[ROLE_TEXT], t->panel, x, base, title);
    float from = right - overlay_width(&l->o, FACE_TEXT, hint);
    if (from > x + overlay_width(&l->o, FACE_BOLD, title) + em)
        overlay_text(&l->o, FACE_TEXT, l->o.pixels, t->role[ROLE_MUTED], t->panel, from, base,
                     hint);
}

void menu_sheet_add(App *app, const SceneInput *in, Scene *scene) {
    MenuRow *rows = arena_many(scene->arena, MenuRow, MENU_ROWS);
    Layout l = {.m = &app->menu, .o = overlay_open(in, scene), .rows = rows};
    l.row_count = menu_rows(app, scene->arena, rows);
    if (l.m->row >= l.row_count) l.m->row = l.row_count - 1;
    menu_sheet_collect(&l);
    menu_sheet_fit(&l);
    scroll(&l);
    l.m->spot_count = 0;
    menu_sheet_draw_panel(&l);
    float y = menu_sheet_draw_lines(&l);
    menu_sheet_draw_bar(&l);
    menu_sheet_draw_buttons(&l);
    draw_help(&l, y);
}
