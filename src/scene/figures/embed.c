/* Looking tokens up: a word, its number, that row of the table of vectors, and the matrix of the
   rows found. Lines lead from each number to its row of the table and on to the result; those of
   the token pointed at are bright. */
#include "scene/figures/embed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_draw.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/strips.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"

typedef struct Lookup {
    Grid table, found;
    Tensor ids;
    Role role;
    int hot;        /* the token that is pointed at, −1: none */
    bool chips;     /* words in boxes; false: as plain labels of the result */
    float word, id; /* widths of the two columns */
    float gap;      /* that lines cross */
    float left;
    int *rows, count; /* of a table that is too large: those that are drawn, in their order; NULL */
} Lookup;

static Value figures_embed_tokens_of(const Stage *s) {
    return s->step->in[0];
}

static const char *figures_embed_word_at(Stage *s, int row) {
    return words_label(s, figures_embed_tokens_of(s), true, row, false);
}

static int hot_row(const Stage *s) {
    Focus f =
        s->pointer.on && s->pointer.value == figures_embed_tokens_of(s) ? s->pointer : s->focus;
    return f.on && (f.value == s->step->out[0] || f.value == figures_embed_tokens_of(s))
               ? f.cell.row
               : -1;
}

/* Numbers of tokens may be changed by hand: only rows of the table are pointed at. */
static int id_at(const Lookup *l, int row) {
    float id = tensor_at(l->ids, 0, row, 0);
    return id >= 0 && id < (float)l->table.full_rows ? (int)id : -1;
}

static int embed_by_number(const void *a, const void *b) {
    return *(const int *)a - *(const int *)b;
}

/* Of so many words as nobody can see the rows of the text's own, and of those beside them. */
static void embed_choose_rows(Stage *s, Lookup *l) {
    int all = l->ids.shape.rows, *rows = arena_many(s->arena, int, 3 * all), count = 0;
    if (!grid_many_words(s, &l->table)) return;
    for (int i = 0; i < all; i++)
        for (int k = -1, id = id_at(l, i); k <= 1 && id >= 0; k++)
            if (id + k >= 0 && id + k < l->table.full_rows) rows[count++] = id + k;
    qsort(rows, (size_t)count, sizeof *rows, embed_by_number);
    for (int i = 0; i < count; i++)
        if (!l->count || rows[i] != rows[l->count - 1]) rows[l->count++] = rows[i];
    if (l->count) l->rows = rows;
}

static Lookup lookup_make(Stage *s) {
    Lookup l = {.table = grid_make(s, s->step->in[1], 0, true),
                .found = grid_make(s, s->step->out[0], 0, false)};
    l.ids = stage_tensor(s, figures_embed_tokens_of(s));
    l.role =
        s->program->values[figures_embed_tokens_of(s)].form.rows == AXIS_SOURCE ? ROLE_V : ROLE_K;
    l.hot = hot_row(s);
    l.gap = roundf(fmaxf(26, 54 * s->unit));
    l.table.row_labels = l.table.col_labels = false;
    l.table.heading = l.found.heading = HEADING_ABOVE;
    l.table.label_room = 0;
    l.table.col_room = -1;
    if (s->step->args.embed.factor != 1.0f) l.found.sign = "· √d  =";
    grid_follow(s, &l.found);
    embed_choose_rows(s, &l);
    for (int i = 0; i < l.found.rows; i++)
        l.word = fmaxf(l.word, plot_chip_width(s, figures_embed_word_at(s, l.found.row0 + i)));
    float head = stage_width(s, FACE_TEXT, s->small, stage_words(s, "embed.token")) + 2;
    l.word = fmaxf(fminf(l.word, 150 * s->unit), head);
    l.id = stage_width(s, FACE_MONO, s->mono, arena_print(s->arena, "%d", l.table.full_rows)) +
           roundf(10 * s->unit);
    return l;
}

/* The place of a row of the table. */
static Rect embed_row(const Lookup *l, int id) {
    Rect c = l->table.cells;
    int at = id;
    for (int i = 0; l->rows && i < l->count; i++)
        if (l->rows[i] == id) at = i;
    float high = c.h / (float)(l->rows ? l->count : l->table.full_rows);
    return (Rect){c.x, c.y + (float)at * high, c.w, high};
}

/* The chosen rows one below the other, a gap where some are left out between. */
static void embed_draw_rows(Stage *s, const Lookup *l) {
    Tensor x = l->table.x;
    float *copy = arena_raw(s->arena, (size_t)l->count * (size_t)x.shape.cols, sizeof *copy);
    for (int i = 0; i < l->count; i++)
        memcpy(copy + (size_t)i * (size_t)x.shape.cols, tensor_row(x, 0, l->rows[i]),
               (size_t)x.shape.cols * sizeof *copy);
    Grid g = l->table;
    g.x = (Tensor){{1, l->count, x.shape.cols}, copy};
    g.row0 = 0, g.rows = g.full_rows = l->count;
    grid_draw_cells(s, &g);
    for (int i = 0; i < l->count; i++) {
        Rect r = embed_row(l, l->rows[i]);
        if (i && l->rows[i] != l->rows[i - 1] + 1)
            stage_line(s, r.x, r.y, r.x + r.w, r.y, fminf(2, r.h / 3), s->theme.ground);
        stage_target_in(s, r,
                        (Target){.kind = TARGET_CELLS,
                                 .path = s->program->values[l->table.value].path,
                                 .rows = 1,
                                 .cols = x.shape.cols,
                                 .row0 = l->rows[i]});
    }
    const char *told =
        stage_fill(s, "embed.rows", words_whole(s, l->count), words_whole(s, l->table.full_rows));
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, g.cells.x,
               roundf(g.cells.y + g.cells.h + 1.1f * (float)s->small + 1),
               stage_elide(s, FACE_TEXT, s->small, told, g.cells.w + 0.4f * l->gap));
}

static float table_width(const Stage *s, Rect area) {
    return roundf(fminf(fmaxf(48, 150 * s->unit), area.w * 0.18f));
}

/* The result at the right of words, numbers and table; as labelled rows where the boxes find no
 * room. */
static bool place_found(Stage *s, Lookup *l, Rect area, Table *t) {
    float thin = table_width(s, area);
    for (int chips = 1; chips >= 0; chips--) {
        float left = thin + l->gap + (chips ? l->word + l->id + l->gap : 8 * s->unit);
        *t = (Table){0};
        l->chips = chips;
        l->left = left;
        l->found.row_labels = !chips;
        table_add(t, l->found, 0, 0);
        float room = area.w - left - roundf(8 * s->unit); /* claims have their numbers behind it */
        if (!strips_layout(s, t, (Rect){area.x + left, area.y, room, area.h})) continue;
        const Grid *g = &t->grid[0];
        float row = g->cells.h / (float)g->rows;
        if (chips && row < plot_chip_height(s) * 0.92f && g->rows > 1) continue;
        return true;
    }
    return false;
}

/* Everything moves left together, so that the figure stands in the middle. */
static void place_table(Stage *s, Lookup *l, Rect area, Table *t) {
    Grid *g = &t->grid[0];
    float thin = table_width(s, area), head = grid_heading_height(s, &l->table, t->lines);
    float edge = l->chips ? g->cells.x - roundf(9 * s->unit) : grid_left(s, g);
    float all = l->left + g->cells.x + g->cells.w - edge,
          start = roundf(area.x + fmaxf(0, (area.w - all) / 2));
    float shift = start + l->left - edge;
    g->cells.x += fminf(0, shift);
    edge += fminf(0, shift);
    float high = fminf(420 * s->unit, 0.82f * area.h - head), free = area.h - head - high;
    bool few =
        g->rows < 4 && g->cells.h < 0.8f * high; /* the table is taller than what was found in it */
    float top = few ? roundf(area.y + head + fmaxf(4, 0.3f * free)) : g->cells.y;
    float bottom = few ? top + high : g->cells.y + g->cells.h;
    float told = l->rows ? stage_line_height(s->small) : 0; /* how many rows are there */
    l->table.cells = (Rect){edge - l->gap - thin, top, thin, fmaxf(1, bottom - top - told)};
    l->table.slot = thin + l->gap * 0.6f;
    l->table.bar = false;
    if (few) g->cells.y = roundf(top + (bottom - top) / 2 - g->cells.h / 2);
    l->found = *g;
}

/* A line across the table's row; around it where rows are high enough to be seen. */
static void figures_embed_draw_mark(Stage *s, const Lookup *l, float y, bool hot, Color color) {
    float out = roundf(4 * s->unit) + 2, thick = fmaxf(hot ? 2 : 1, (hot ? 2.5f : 1.4f) * s->unit);
    Rect c = l->table.cells;
    float high = embed_row(l, 0).h;
    if (high >= 4 * thick)
        stage_box(s, (Rect){c.x - out, y - high / 2, c.w + 2 * out, high}, 3, 0, thick, color);
    else
        stage_box(s, (Rect){c.x - out, y - thick / 2, c.w + 2 * out, thick}, thick / 2, color, 0,
                  0);
}

static void figures_embed_draw_lines(Stage *s, const Lookup *l, int row, float left) {
    int id = id_at(l, row);
    if (id < 0) return;
    bool hot = row == l->hot;
    Rect cell = grid_cell(&l->found, row, 0), c = l->table.cells;
    float middle = cell.y + cell.h / 2, y = embed_row(l, id).y + embed_row(l, id).h / 2,
          out = roundf(4 * s->unit) + 2;
    float right = l->chips ? l->found.cells.x - roundf(6 * s->unit) - 2 : grid_left(s, &l->found);
    bool faint = l->hot >= 0 && !hot;
    Color color =
        hot ? s->theme.role[ROLE_HOT] : theme_fade(s->theme.role[l->role], faint ? 0.18f : 0.42f);
    float width = fmaxf(1, (hot ? 2 : 1.2f) * s->unit);
    if (l->chips) stage_curve(s, left, middle, c.x - out, y, width, color);
    stage_curve(s, c.x + c.w + out, y, right, middle, width, color);
    figures_embed_draw_mark(s, l, y, hot, hot ? color : s->theme.role[l->role]);
}

static void draw_token(Stage *s, const Lookup *l, int row, float x) {
    Rect cell = grid_cell(&l->found, row, 0);
    bool hot = row == l->hot;
    float high = fminf(plot_chip_height(s), fmaxf(cell.h - 2, (float)s->body * 1.3f)),
          middle = cell.y + cell.h / 2;
    plot_chip(s, (Rect){x, roundf(middle - high / 2), l->word, high},
              plot_token(s, figures_embed_word_at(s, row), l->role, hot));
    plot_right(s, FACE_MONO, s->mono, s->theme.role[hot ? ROLE_HOT : ROLE_TEXT],
               x + l->word + l->id, middle + stage_drop(s, FACE_MONO, s->mono),
               plot_number(s, (double)tensor_at(l->ids, 0, row, 0), 0));
}

static void figures_embed_draw_heads(Stage *s, const Lookup *l, float x, float head) {
    float base = l->table.cells.y - head + stage_line_height(s->name) / 2 +
                 stage_drop(s, FACE_TEXT, s->small);
    Color muted = s->theme.role[ROLE_MUTED];
    const char *token = stage_elide(s, FACE_TEXT, s->small, stage_words(s, "embed.token"), l->word);
    if (head <= 0) return;
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x, base, token);
    plot_right(s, FACE_TEXT, s->small, muted, x + l->word + l->id, base,
               stage_elide(s, FACE_TEXT, s->small, stage_words(s, "embed.id"), l->id));
}

static void target_tokens(Stage *s, const Lookup *l, float x) {
    const Grid *g = &l->found;
    const char *path = s->program->values[figures_embed_tokens_of(s)].path;
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = path,
                             .x = x,
                             .y = g->cells.y,
                             .w = l->word + l->id,
                             .h = g->cells.h,
                             .rows = g->rows,
                             .cols = 1,
                             .row0 = g->row0});
}

void figure_embed(Stage *s, Rect area) {
    Lookup l = lookup_make(s);
    Table t;
    if (!place_found(s, &l, area, &t)) {
        figure_chain(s, area);
        return;
    }
    strips_tall(s, &t, area);
    place_table(s, &l, area, &t);
    float x = l.table.cells.x - l.gap - l.id - l.word,
          head = grid_heading_height(s, &l.table, t.lines);
    if (l.rows) {
        grid_draw_heading(s, &l.table, t.lines ? 1 : 0);
        embed_draw_rows(s, &l);
    } else {
        grid_draw(s, &l.table, t.lines ? 1 : 0);
    }
    for (int i = 0; i < l.found.rows; i++)
        if (l.found.row0 + i != l.hot)
            figures_embed_draw_lines(s, &l, l.found.row0 + i,
                                     x + l.word + l.id + roundf(6 * s->unit));
    if (l.hot >= l.found.row0 && l.hot < l.found.row0 + l.found.rows)
        figures_embed_draw_lines(s, &l, l.hot, x + l.word + l.id + roundf(6 * s->unit));
    grid_draw(s, &l.found, t.lines);
    if (!l.chips) return;
    for (int i = 0; i < l.found.rows; i++) draw_token(s, &l, l.found.row0 + i, x);
    if (l.found.rows >= 4) figures_embed_draw_heads(s, &l, x, head);
    target_tokens(s, &l, x);
}
