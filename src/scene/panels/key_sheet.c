/* Lines flow down one column after the other; the fewest columns and the largest letters that fit
   are taken. A heading never stands last in a column. */
#include "scene/panels/key_sheet.h"

#include <math.h>

#include "scene/marks/pill.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

enum { KEY_COLUMNS_MOST = 3, KEY_SCRIM_ALPHA = 0xC0 };

typedef struct KeyPlace {
    int column; /* of all pages */
    float y;    /* of the line's top, in its column */
} KeyPlace;

typedef struct KeyLayout {
    const KeySheet *sheet;
    KeyPlace *places; /* of each line */
    int pixels, columns, pages;
    float names, help; /* widths in each column */
    float gap, line, pad, high, x, y, w, h;
} KeyLayout;

/* Above a heading there is room, but at the top of a column. */
static float key_sheet_heading(const KeyLayout *l, int at, float y) {
    return l->sheet->lines[at].heading ? (y > 0 ? 1.75f : 1) * l->line : 0;
}

/* Fills columns of that height; returns how many. */
static int key_sheet_flow(KeyLayout *l, float high) {
    int column = 0;
    float y = 0;
    for (int i = 0; i < l->sheet->count; i++) {
        float above = key_sheet_heading(l, i, y);
        if (y > 0 && y + above + l->line > high + 0.5f)
            column++, y = 0, above = key_sheet_heading(l, i, 0);
        l->places[i] = (KeyPlace){column, y + above};
        y += above + l->line;
    }
    l->high = high;
    return column + 1;
}

static void key_sheet_measure(const Stage *s, KeyLayout *l, int pixels) {
    float em = (float)pixels;
    l->pixels = pixels;
    l->names = l->help = 0;
    for (int i = 0; i < l->sheet->count; i++) {
        const KeyLine *k = &l->sheet->lines[i];
        l->names = fmaxf(l->names, stage_width(s, FACE_BOLD, pixels, k->names));
        l->help = fmaxf(l->help, stage_width(s, FACE_TEXT, pixels, k->help));
    }
    l->gap = roundf(em * 1.2f);
    l->line = fmaxf(roundf(em * 1.65f), stage_thumb(s));
    if (stage_held(s->in)) l->names = 0; /* there are no keys */
    l->pad = roundf(em * 1.6f);
    l->pages = 1;
}

static void key_sheet_box(const Stage *s, KeyLayout *l, int columns) {
    float column = l->names + l->gap + l->help;
    l->columns = columns;
    l->w = ceilf(2 * l->pad + column * (float)columns + 2 * l->gap * (float)(columns - 1));
    l->h = ceilf(2 * l->pad + l->high + 2 * l->line);
    l->x = roundf(((float)s->in->width - l->w) / 2);
    l->y = roundf(((float)s->in->height - l->h) / 2);
}

/* One column if it fits at the wanted size, two or three if those do, else smaller letters. */
static bool key_sheet_fits_whole(const Stage *s, KeyLayout *l) {
    int wanted = s->body > s->least ? s->body : s->least;
    for (int pixels = wanted; pixels >= s->least; pixels--) {
        key_sheet_measure(s, l, pixels);
        for (int columns = 1; columns <= KEY_COLUMNS_MOST; columns++) {
            float high = (float)(l->sheet->count / columns) * l->line;
            while (key_sheet_flow(l, high) > columns) high += l->line / 2;
            key_sheet_box(s, l, columns);
            if (l->w <= (float)s->in->width - 16 && l->h <= (float)s->in->height - 16) return true;
        }
    }
    return false;
}

/* Else pages of as many columns as there is room for; a word that finds no room is cut. */
static KeyLayout key_sheet_layout(const Stage *s) {
    KeyLayout l = {.sheet = s->in->keys};
    l.places = arena_many(s->arena, KeyPlace, l.sheet->count + 1);
    if (key_sheet_fits_whole(s, &l)) return l;
    float room = (float)s->in->width - 16 - 2 * l.pad,
          high = (float)s->in->height - 16 - 2 * l.pad - 2 * l.line;
    l.help = fminf(l.help, fmaxf(1, room - l.names - l.gap));
    int columns = (int)((room + 2 * l.gap) / (l.names + l.help + 3 * l.gap));
    if (columns < 1) columns = 1;
    l.pages = (key_sheet_flow(&l, fmaxf(high, 2 * l.line)) + columns - 1) / columns;
    key_sheet_box(s, &l, columns);
    return l;
}

int key_sheet_pages(const Stage *s) {
    return key_sheet_layout(s).pages;
}

/* The whole line answers, also between its words. */
static void key_sheet_draw_line(Stage *s, const KeyLayout *l, const KeyLine *k, float x, float y) {
    Rect r = {x - l->gap / 2, y, l->names + l->help + 2 * l->gap, l->line};
    float base = roundf(y + (stage_held(s->in) ? l->line / 2 + stage_drop(s, FACE_TEXT, l->pixels)
                                               : 0.68f * l->line));
    if (k->heading) {
        const char *text = stage_elide(s, FACE_BOLD, l->pixels, k->heading, r.w - l->gap);
        stage_text(s, FACE_BOLD, l->pixels, s->theme.role[ROLE_MUTED], s->theme.panel, x,
                   base - l->line, text);
    }
    if (pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)k->command))
        stage_box(s, r, 5, s->theme.panel, 1, s->theme.role[ROLE_HOT]);
    if (l->names > 0)
        stage_text(s, FACE_BOLD, l->pixels, s->theme.role[ROLE_TEXT], s->theme.panel, x, base,
                   k->names);
    stage_text(s, FACE_TEXT, l->pixels, s->theme.role[ROLE_TEXT], s->theme.panel,
               x + l->names + l->gap, base,
               stage_elide(s, FACE_TEXT, l->pixels, k->help, l->help + 1));
    stage_target_in(s, r, (Target){.kind = TARGET_COMMAND, .command = k->command});
}

void key_sheet_draw(Stage *s) {
    if (!s->in->keys) return;
    float w = (float)s->in->width, h = (float)s->in->height;
    KeyLayout l = key_sheet_layout(s);
    int page = l.sheet->page > l.pages ? l.pages : l.sheet->page, first = (page - 1) * l.columns;
    const char *title = stage_words(s, "keys.title");
    bool held = stage_held(s->in); /* where a button turns the page */
    if (held) title = arena_print(s->arena, "%d / %d", page, l.pages);
    if (l.pages > 1 && !held)
        title = arena_print(s->arena, "%s   %d / %d   ?", title, page, l.pages);
    s->group = "overlay";
    stage_box(s, (Rect){0, 0, w, h}, 0, (s->theme.ground & ~0xFFu) | KEY_SCRIM_ALPHA, 0, 0);
    stage_target(s, (Target){.kind = TARGET_SHEET, .w = w, .h = h});
    stage_box(s, (Rect){l.x, l.y, l.w, l.h}, 12, s->theme.panel, 1, s->theme.line);
    stage_text(s, FACE_BOLD, l.pixels, s->theme.role[ROLE_TEXT], s->theme.panel, l.x + l.pad,
               roundf(l.y + l.pad + 0.6f * l.line), title);
    if (held)
        pill_draw(s,
                  (Rect){l.x + l.w - l.pad - 1.5f * l.line, roundf(l.y + l.pad + 0.1f * l.line),
                         1.5f * l.line, roundf(0.8f * l.line)},
                  l.pixels, page < l.pages ? "→" : "×", false,
                  (Target){.kind = TARGET_COMMAND, .command = COMMAND_KEYS});
    for (int i = 0; i < l.sheet->count; i++) {
        int column = l.places[i].column - first;
        if (column < 0 || column >= l.columns) continue;
        key_sheet_draw_line(s, &l, &l.sheet->lines[i],
                            l.x + l.pad + (float)column * (l.names + l.help + 3 * l.gap),
                            roundf(l.y + l.pad + 1.6f * l.line + l.places[i].y));
    }
}
