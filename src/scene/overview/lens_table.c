/* A cell is the likeliest word, the darker or brighter the more probable. The table of a long text
   goes on below itself; where it would still be too wide its cells are narrow, and words in them
   are cut, but for the pinned place's. A line in each column is where the answer is there to stay.
 */
#include "scene/overview/lens_table.h"

#include <math.h>
#include <stdlib.h>

#include "scene/marks/bar_list.h"
#include "scene/marks/plot.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/lens_words.h"
#include "scene/words/words.h"

typedef struct LensTable {
    const Lens *l;
    Cell at; /* the chosen one */
    Rect area, told;
    float names, head, high, wide, gap; /* of the rows' names, of the columns'; cells; between
                                           bands */
    int bands, each;                    /* so many columns a band */
    int pinned;                         /* column that is wider by `more` */
    float more;
    bool upright; /* the columns' names */
} LensTable;

static float lens_pad(const Stage *s) {
    return roundf(fmaxf(3, 6 * s->unit));
}

/* As wide as its words are, up to a limit. */
static float lens_cell_width(Stage *s, const Lens *l) {
    float most = 110 * s->unit, wide = 3 * (float)s->small;
    for (int j = 0; j < l->cols; j++) {
        wide = fmaxf(wide, stage_width(s, FACE_BOLD, s->small, lens_words_place(s, j)));
        for (int i = 0; i < l->rows && wide < most; i++)
            wide = fmaxf(wide, stage_width(s, FACE_BOLD, s->small,
                                           lens_words_word(s, lens_cell(l, i, j)->word[0])));
    }
    return ceilf(fminf(wide, most)) + 2 * lens_pad(s);
}

static float lens_name_width(Stage *s, const Lens *l, float most) {
    float wide = 0;
    for (int i = 0; i < l->rows; i++)
        wide = fmaxf(wide, stage_width(s, FACE_BOLD, s->small, lens_words_row(s, i)));
    return ceilf(fminf(wide, most)) + roundf(10 * s->unit);
}

static float lens_band_height(const LensTable *t) {
    return t->head + t->high * (float)t->l->rows;
}

/* The height of upright names. */
static float lens_head_height(Stage *s, const LensTable *t) {
    float most = fminf(76 * s->unit, 0.25f * t->area.h), high = 0;
    for (int j = 0; j < t->l->cols; j++)
        high = fmaxf(high, stage_width(s, FACE_BOLD, s->small, lens_words_place(s, j)));
    return roundf(fmaxf(t->head, fminf(high, most) + 9 * s->unit));
}

/* As many bands as have room in rows of that height, but no more than are wanted. */
static void lens_share_columns(LensTable *t, int wanted, float high) {
    float band = t->head + high * (float)t->l->rows;
    int most = (int)floorf((t->area.h + t->gap) / (band + t->gap));
    t->bands = wanted < most ? wanted : most > 1 ? most : 1;
    t->each = (t->l->cols + t->bands - 1) / t->bands;
    t->bands = (t->l->cols + t->each - 1) / t->each;
}

/* So many bands that cells have their width, else as many as have room. */
static void lens_choose_bands(Stage *s, LensTable *t, float wish) {
    float room = t->area.w - t->names, least = stage_line_height(s->small) + roundf(2 * s->unit);
    int fit = (int)fmaxf(1, floorf(room / wish)), wanted = (t->l->cols + fit - 1) / fit;
    t->gap = roundf(18 * s->unit);
    t->head = stage_line_height(s->small) + roundf(fmaxf(3, 4 * s->unit));
    lens_share_columns(t, wanted, least);
    t->wide = floorf(fminf(1.3f * wish, room / (float)t->each));
    t->upright = t->wide < 3.2f * (float)s->small;
    if (t->upright) {
        t->head = lens_head_height(s, t);
        lens_share_columns(t, wanted, least);
        float own = fminf(wish, 0.3f * room);
        t->wide = floorf((room - own) / fmaxf(1, (float)(t->each - 1)));
        t->more = fmaxf(0, own - t->wide);
    }
    float all = (t->area.h - t->gap * (float)(t->bands - 1)) / (float)t->bands - t->head;
    t->high = floorf(fminf(2.2f * least, all / (float)t->l->rows));
}

/* Beside the table where it is wide, else below it. */
static void lens_place_told(Stage *s, LensTable *t, float wish) {
    float lines = roundf((LENS_BEST + 3.2f) * 1.7f * (float)s->small), gap = roundf(28 * s->unit),
          side = roundf(17 * (float)s->small);
    bool beside = t->area.w - side - gap >= t->names + 5 * wish;
    if (beside) {
        t->told = (Rect){t->area.x + t->area.w - side, t->area.y, side, t->area.h};
        t->area.w -= side + gap;
    } else if (t->area.h - lines - gap > (float)(t->l->rows + 1) * stage_line_height(s->small)) {
        t->told = (Rect){t->area.x, t->area.y + t->area.h - lines, t->area.w, lines};
        t->area.h -= lines + gap;
    }
}

static LensTable lens_plan(Stage *s, Rect area) {
    LensTable t = {.l = lens_words_get(s), .at = lens_words_chosen(s), .area = area};
    int pinned = s->in->view->shown.at.row;
    t.pinned = pinned >= 0 && pinned < t.l->cols ? pinned : t.l->cols - 1;
    float wish = lens_cell_width(s, t.l);
    t.names = lens_name_width(s, t.l, 0.36f * area.w);
    lens_place_told(s, &t, wish);
    lens_choose_bands(s, &t, wish);
    return t;
}

static Rect lens_place(const LensTable *t, int row, int col) {
    int band = col / t->each;
    float behind = band == t->pinned / t->each && col > t->pinned ? t->more : 0;
    return (Rect){t->area.x + t->names + (float)(col % t->each) * t->wide + behind,
                  t->area.y + (float)band * (lens_band_height(t) + t->gap) + t->head +
                      (float)row * t->high,
                  t->wide + (col == t->pinned ? t->more : 0), t->high};
}

static void lens_draw_word(Stage *s, const LensTable *t, int row, int col, Rect r) {
    const LensCell *c = lens_cell(t->l, row, col);
    Color fill = theme_share(&s->theme, c->share[0], 1), ink = theme_ink(fill);
    Face face = c->rank == 1 ? FACE_BOLD : FACE_TEXT;
    bool fits = r.h >= stage_line_height(s->small);
    const char *word = fits ? stage_elide(s, face, s->small, lens_words_word(s, c->word[0]),
                                          r.w - fminf(lens_pad(s), 4))
                            : "";
    stage_box(s, (Rect){r.x, r.y, r.w - 1, r.h - 1}, 0, fill, 0, 0);
    stage_text(s, face, s->small, ink, fill,
               roundf(r.x + (r.w - 1 - stage_width(s, face, s->small, word)) / 2),
               roundf(r.y + r.h / 2 + stage_drop(s, face, s->small)), word);
    stage_target_in(s, r,
                    (Target){.kind = TARGET_LENS,
                             .path = s->program->values[t->l->values[row]].path,
                             .row0 = col});
}

static void lens_draw_heading(Stage *s, const LensTable *t, int col, Rect first) {
    bool hot = col == t->at.col;
    Face face = hot ? FACE_BOLD : FACE_TEXT;
    Color ink = s->theme.role[hot ? ROLE_HOT : ROLE_MUTED];
    float base = first.y - roundf(fmaxf(5, 6 * s->unit)), most;
    bool upright = t->upright && col != t->pinned;
    most = upright ? t->head - 8 : first.w - 4;
    int every = (int)ceilf(1.3f * (float)s->small / fmaxf(1, t->wide));
    float apart = (float)abs(col - t->pinned) * t->wide; /* the pinned one's lies level */
    if (upright && ((col % t->each) % every != 0 || apart < 0.8f * (float)s->small)) return;
    const char *text = stage_elide(s, face, s->small, lens_words_place(s, col), most);
    float wide = stage_width(s, face, s->small, text);
    if (upright)
        stage_turned(s, face, s->small, ink, first.x + first.w / 2 + 0.35f * (float)s->small, base,
                     90, text);
    else
        stage_text(s, face, s->small, ink, s->theme.ground, roundf(first.x + (first.w - wide) / 2),
                   base, text);
}

/* The rows' names beside each band. */
static void lens_draw_names(Stage *s, const LensTable *t, int band) {
    int last = t->l->rows - 1;
    for (int i = 0; i <= last; i++) {
        bool hot = i == t->at.row;
        Rect r = lens_place(t, i, band * t->each);
        Face face = hot || i == last ? FACE_BOLD : FACE_TEXT;
        Color ink = s->theme.role[hot ? ROLE_HOT : i == last ? ROLE_TEXT : ROLE_MUTED];
        float gap = roundf(10 * s->unit);
        if (r.h < (float)s->small && !hot && i != last && i) continue;
        plot_right(s, face, s->small, ink, r.x - gap,
                   roundf(r.y + r.h / 2 + stage_drop(s, face, s->small)),
                   stage_elide(s, face, s->small, lens_words_row(s, i), t->names - gap));
    }
}

/* Above it the model would have said something else. */
static void lens_draw_line(Stage *s, const LensTable *t, int col) {
    Rect r = lens_place(t, lens_settles(t->l, col), col);
    stage_line(s, r.x, r.y - 0.5f, r.x + r.w - 1, r.y - 0.5f, fmaxf(2, 2.5f * s->unit),
               s->theme.role[ROLE_O]);
}

/* What shades and lines mean, and what all of it is. */
static void lens_draw_legend(Stage *s, const LensTable *t, float y) {
    enum { SHADES = 24 };
    Rect r = t->told;
    float line = stage_line_height(s->small), wide = roundf(9 * (float)s->small);
    Color *shades = arena_many(s->arena, Color, SHADES), ink = s->theme.role[ROLE_MUTED],
          ground = s->theme.ground;
    const char *keys[] = {"lens.legend.word", "lens.legend.stays", "lens.legend.what"};
    for (int i = 0; i < SHADES; i++) shades[i] = theme_share(&s->theme, (float)i / (SHADES - 1), 1);
    if (y + 4 * line > r.y + r.h) return;
    stage_text(s, FACE_TEXT, s->small, ink, ground, r.x, roundf(y),
               stage_elide(s, FACE_TEXT, s->small, stage_words(s, "lens.legend"), r.w));
    y += roundf(0.5f * line);
    Item *bar = stage_add(s, ITEM_CELLS);
    bar->x = r.x, bar->y = roundf(y), bar->w = wide, bar->h = roundf(0.6f * line);
    bar->rows = 1, bar->cols = SHADES, bar->cells = shades;
    y += roundf(1.6f * line);
    stage_text(s, FACE_MONO, s->mono, ink, ground, r.x, roundf(y), "0");
    plot_right(s, FACE_MONO, s->mono, ink, r.x + wide, roundf(y), "1");
    y += roundf(1.5f * line);
    for (int i = 0; i < 3 && y + 2 * line < r.y + r.h; i++) {
        float in = i == 1 ? roundf(2.4f * (float)s->small) : 0;
        if (i == 1)
            stage_line(s, r.x, y - 0.3f * line, r.x + in - roundf(8 * s->unit), y - 0.3f * line,
                       fmaxf(2, 2.5f * s->unit), s->theme.role[ROLE_O]);
        y += stage_paragraph(s, FACE_TEXT, s->small, ink, ground, r.x + in, roundf(y), r.w - in,
                             stage_words(s, keys[i]), true) +
             roundf(0.6f * line);
    }
}

static void lens_draw_told(Stage *s, const LensTable *t) {
    const LensCell *c = lens_cell(t->l, t->at.row, t->at.col);
    Rect r = t->told;
    float line = stage_line_height(s->small), y = r.y + line;
    if (r.w <= 0) return;
    const char *where =
        stage_fill(s, "lens.at", lens_words_row(s, t->at.row), lens_words_position(s, t->at.col));
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, r.x, roundf(y),
               stage_elide(s, FACE_BOLD, s->small, where, r.w));
    float label = 0, number = 0;
    for (int i = 0; i < c->count; i++) {
        label = fmaxf(label, stage_width(s, FACE_BOLD, s->small, lens_words_word(s, c->word[i])));
        number = fmaxf(number,
                       stage_width(s, FACE_MONO, s->mono, words_share(s, (double)c->share[i], 3)));
    }
    BarList b = {.x = r.x,
                 .label = fminf(label, 0.4f * r.w),
                 .number = number,
                 .gap = roundf(8 * s->unit),
                 .high = roundf(1.7f * (float)s->small),
                 .size = s->small};
    b.track = fminf(r.w - b.label - b.number - 2 * b.gap, 22 * (float)s->small);
    y += roundf(0.6f * line);
    int answer = lens_cell(t->l, t->l->rows - 1, t->at.col)->word[0];
    for (int i = 0; i < c->count; i++, y += b.high) {
        bool own = c->word[i] == answer;
        bar_list_line(s, &b,
                      &(BarLine){.y = y,
                                 .label = lens_words_word(s, c->word[i]),
                                 .number = words_share(s, (double)c->share[i], 3),
                                 .face = own ? FACE_BOLD : FACE_TEXT,
                                 .ink = s->theme.role[ROLE_TEXT],
                                 .number_ink = s->theme.role[ROLE_MUTED],
                                 .ground = s->theme.ground,
                                 .to = c->share[i],
                                 .bar = s->theme.role[own ? ROLE_O : ROLE_S]});
    }
    const char *rest = stage_fill(s, c->rank == 1 ? "lens.answer_first" : "lens.answer_there",
                                  arena_print(s->arena, "%s %s", lens_words_word(s, answer),
                                              words_share(s, (double)c->answer, 3)),
                                  words_whole(s, c->rank));
    if (t->at.row < t->l->rows - 1)
        y += stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
                             r.x, roundf(y + line), r.w, rest, true);
    if (t->told.h == t->area.h) lens_draw_legend(s, t, y + 2.5f * line);
}

void figure_lens(Stage *s, Rect area) {
    float top = roundf(8 * s->unit);
    area.y += top, area.h -= top + roundf(8 * s->unit);
    if (!lens_words_get(s)->rows) return;
    LensTable t = lens_plan(s, area);
    for (int j = 0; j < t.l->cols; j++) {
        lens_draw_heading(s, &t, j, lens_place(&t, 0, j));
        for (int i = 0; i < t.l->rows; i++) lens_draw_word(s, &t, i, j, lens_place(&t, i, j));
        lens_draw_line(s, &t, j);
    }
    for (int band = 0; band < t.bands; band++) lens_draw_names(s, &t, band);
    Rect hot = lens_place(&t, t.at.row, t.at.col);
    float line = fmaxf(2, 2 * s->unit);
    stage_box(s, (Rect){hot.x - line / 2, hot.y - line / 2, hot.w - 1 + line, hot.h - 1 + line}, 0,
              0, line, s->theme.role[ROLE_HOT]);
    lens_draw_told(s, &t);
}
