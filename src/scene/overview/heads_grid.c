/* All heads of all layers: one picture of attention weights for each. In the model's order layers
   go down and heads across; sorted by a measure the largest comes first. A head can be enlarged
   beside the others. */
#include "scene/overview/heads_grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scene/marks/plot.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/table.h"
#include "scene/matrix/thumb.h"
#include "scene/overview/heads_measures.h"
#include "scene/overview/wall.h"
#include "scene/pen/text.h"
#include "scene/words/blocks.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/measure.h"

enum { KINDS_MOST = 3 };

/* How the pictures of a kind stand: in the model's order layers downwards and heads across, or
   turned; sorted, or the heads of one layer, so many in a row. */
typedef struct Plan {
    float x, y, w, h, gap, labels, title, line;
    float room;                   /* for a kind's name; 0: all there is */
    float row_labels, col_labels; /* what labels of a person's own take at the edges; 0: none */
    bool names, turned;
    bool beside;  /* the bar stands at the right of the pictures, not below */
    bool numbers; /* "Head 12" has no room: of all heads, numbers */
    int cols;
    const Scale *scale; /* of all pictures; NULL: each its own */
} Plan;

/* A person's own pictures are this much wider than high, where the width is there: what is as wide
   as a page is high leaves most of it empty. */
static const float own_wide = 1.5f;

static const char *overview_heads_grid_layer_name(Stage *s, int layer) {
    if (layer < 0) return "";
    return stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", layer + 1), "");
}

/* With the estimate's, which stands behind the others. */
static int overview_heads_grid_columns(const HeadsKind *k, const Plan *p) {
    int more = k->rollout.x != NULL;
    return p->cols ? p->cols : p->turned ? k->rows : k->heads + more;
}

static int rows(const HeadsKind *k, const Plan *p) {
    int more = k->rollout.x != NULL;
    return p->cols     ? (k->count + more + p->cols - 1) / p->cols
           : p->turned ? k->heads + more
                       : k->rows;
}

/* A line under each picture, if what it says has room. */
static float overview_heads_grid_line_height(const Stage *s, const HeadsKind *kinds, int count,
                                             int cols) {
    return count && (kinds[0].measured || cols) ? stage_line_height(s->small) + 2 : 0;
}

/* What stands above a column, or, `layer` the other way round, before a row. */
static const char *picture_name(Stage *s, bool layer, int at) {
    if (layer) return overview_heads_grid_layer_name(s, at);
    return stage_fill(s, "heads.head", arena_print(s->arena, "%d", at + 1), "");
}

static float overview_heads_grid_label_width(Stage *s, const Plan *p) {
    const char *longest = picture_name(s, !p->turned, p->turned ? 8 : 9);
    return p->names ? stage_width(s, FACE_BOLD, s->small, longest) + roundf(16 * s->unit) : 6;
}

/* Where one name has no room, all are numbers. */
static bool names_tight(Stage *s, const Plan *p, const HeadsKind *kinds, int count) {
    int most = 1;
    for (int k = 0; k < count; k++) {
        int n = p->turned ? kinds[k].rows : kinds[k].heads;
        if (n > most) most = n;
    }
    return stage_width(s, FACE_BOLD, s->small, picture_name(s, p->turned, most - 1)) >
           p->w + p->gap - 6;
}

/* like: how they stand. titled: each kind has its name above it. */
static Plan overview_heads_grid_plan_make(Stage *s, const HeadsKind *kinds, int count, Rect area,
                                          Plan like, bool titled, bool lines) {
    int down = 0, across = 1;
    float aspect = 0.5f;
    Plan p = like;
    p.names = heads_order(s) == ORDER_PLACE && !p.cols;
    p.line = lines ? overview_heads_grid_line_height(s, kinds, count, p.cols) : 0;
    for (int k = 0; k < count; k++) {
        down += rows(&kinds[k], &p);
        if (overview_heads_grid_columns(&kinds[k], &p) > across)
            across = overview_heads_grid_columns(&kinds[k], &p);
        aspect = fmaxf(aspect, thumb_aspect(s, kinds[k].sample, 0.7f, 0.5f, 1.7f));
    }
    p.gap = roundf(fmaxf(9, (across > 8 ? 12 : 20) * s->unit));
    float tight = floorf(0.15f * fminf(area.w / (float)across,
                                       area.h / (float)down)); /* very many: near to each other */
    p.gap = fmaxf(1, fminf(p.gap, tight));
    p.labels = overview_heads_grid_label_width(s, &p) + p.row_labels;
    p.title = p.col_labels + (p.names ? stage_line_height(s->small) : 0) +
              stage_line_height(s->body) * (titled ? 1.3f : 0) + roundf(8 * s->unit);
    float w = (area.w - p.labels - p.gap * (float)across) / (float)across;
    float h = (area.h - p.title * (float)count - (p.gap + p.line) * (float)down) / (float)down;
    p.h = floorf(fminf(h, w / aspect));
    p.w = floorf(fminf(w, p.h * (s->foreign ? fmaxf(aspect, own_wide) : aspect)));
    p.numbers = names_tight(s, &p, kinds, count);
    float used = p.labels + (float)across * (p.w + p.gap) - p.gap;
    p.x = roundf(area.x + (area.w - used) / 2 + p.labels);
    float high = p.title * (float)count + (p.h + p.gap + p.line) * (float)down - p.gap;
    p.y = roundf(area.y + fmaxf(0, fminf((area.h - high) / 2, 0.35f * (area.h - high))));
    return p;
}

/* Words under a picture must not cost it its size, nor be wider than it. */
static Plan plan(Stage *s, const HeadsKind *kinds, int count, Rect area, Plan like, bool titled) {
    Plan with = overview_heads_grid_plan_make(s, kinds, count, area, like, titled, true);
    Plan without = overview_heads_grid_plan_make(s, kinds, count, area, like, titled, false);
    float least = stage_width(s, FACE_MONO, s->mono, "9.99 bit");
    if (heads_order(s) == ORDER_PLACE && like.cols) return with;
    float kept = s->foreign && heads_order(s) == ORDER_PLACE ? 0.9f : 0.6f;
    return with.w >= least && with.h >= kept * without.h ? with : without;
}

/* Every how many-th name there is room for. */
static int names_step(float need, float have) {
    int step = 1;
    while (need > (float)step * have && step < 64) step *= 2;
    return step;
}

/* "Layer", "Head": what numbers alone do not say. */
static const char *margin_word(Stage *s, bool layer) {
    const char *text = stage_fill(s, layer ? "crumb.layer" : "heads.head", "", "");
    return arena_copy(s->arena, text, strcspn(text, " "));
}

/* What stands above the columns: heads, or layers; where only their numbers have room, what these
   count is said before them. */
static void draw_names(Stage *s, const Plan *p, const HeadsKind *k, float base) {
    int count = p->turned ? k->rows : k->heads;
    float widest = stage_width(s, FACE_BOLD, s->small, arena_print(s->arena, "%d", count)) + 3;
    int step = names_step(widest, p->w + p->gap);
    const char *word = margin_word(s, p->turned);
    float wide = stage_width(s, FACE_TEXT, s->small, word);
    if (p->numbers && wide < p->labels - p->row_labels - 6)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
                   roundf(p->x - p->row_labels - wide - 12 * s->unit), base, word);
    for (int i = 0; i < count; i += step) {
        int at = p->turned ? k->entries[i * k->heads].layer : i;
        const char *text =
            p->numbers ? arena_print(s->arena, "%d", at + 1) : picture_name(s, p->turned, at);
        float x = p->x + (float)i * (p->w + p->gap) +
                  (p->w - stage_width(s, FACE_BOLD, s->small, text)) / 2;
        stage_text(s, FACE_BOLD, s->small,
                   p->turned ? s->theme.role[ROLE_MUTED] : stage_head_color(s, i), s->theme.ground,
                   roundf(x), base, text);
    }
}

/* Under a picture: which head it is where that is not plain from its place, the number it is sorted
 * by, what it does. */
static const char *overview_heads_grid_line_of(Stage *s, const Plan *p, const HeadsEntry *e) {
    HeadOrder order = heads_order(s);
    const char *role = heads_role_word(s, e),
               *name = arena_print(s->arena, "%d.%d", e->layer + 1, e->head + 1);
    if (order == ORDER_PLACE && p->cols) {
        float widest = stage_width(s, FACE_BOLD, s->small, "0000");
        if (e->head % p->cols % names_step(widest, p->w + p->gap)) return "";
        return p->numbers ? arena_print(s->arena, "%d", e->head + 1)
                          : picture_name(s, false, e->head);
    }
    if (order == ORDER_PLACE) return stage_width(s, FACE_TEXT, s->small, role) <= p->w ? role : "";
    const char *number = heads_number(s, e, order),
               *both = arena_print(s->arena, "%s · %s", name, number);
    const char *all = *role ? arena_print(s->arena, "%s · %s", both, role) : both;
    if (stage_width(s, FACE_TEXT, s->small, all) <= p->w) return all;
    if (stage_width(s, FACE_TEXT, s->small, both) <= p->w + p->gap - 4) return both;
    both = arena_print(s->arena, "%s · %.*s", name, (int)strcspn(number, " "),
                       number); /* without the unit */
    return stage_width(s, FACE_TEXT, s->small, both) <= p->w + p->gap - 4 ? both : number;
}

static void overview_heads_grid_draw_entry(Stage *s, const Plan *p, const HeadsEntry *e, float x,
                                           float y) {
    Thumb t = thumb_make(s, e->value, e->head, (Rect){x, y, p->w, p->h});
    t.color = s->theme.head[e->head % THEME_HEADS];
    t.scale = p->scale;
    t.hot = s->in->frame && e->value == s->at.value &&
            e->head == s->at.cell.sheet; /* in a file nothing is the present one */
    thumb_draw(s, &t);
    if (p->line <= 0) return;
    const char *text = overview_heads_grid_line_of(s, p, e);
    float width = stage_width(s, FACE_TEXT, s->small, text);
    stage_text(s, FACE_TEXT, s->small,
               s->theme.role[heads_order(s) == ORDER_PLACE ? ROLE_MUTED : ROLE_TEXT],
               s->theme.ground, roundf(x + (p->w - width) / 2), y + p->h + (float)s->small + 5,
               text);
}

/* What stands at the left of the rows. */
static void draw_row_name(Stage *s, const Plan *p, const HeadsEntry *e, float y) {
    const char *name = picture_name(s, !p->turned, p->turned ? e->head : e->layer);
    Face face = p->turned ? FACE_BOLD : FACE_TEXT;
    float width = stage_width(s, face, s->small, name);
    if ((p->turned ? e->head : e->row) % names_step((float)s->small * 1.15f, p->h + p->gap)) return;
    stage_text(s, face, s->small,
               p->turned ? stage_head_color(s, e->head) : s->theme.role[ROLE_MUTED],
               s->theme.ground, roundf(p->x - p->row_labels - width - 12 * s->unit),
               y + p->h / 2 + stage_drop(s, FACE_TEXT, s->small), name);
}

/* The estimate stands apart, behind the last picture. */
static void draw_rollout(Stage *s, const Plan *p, const HeadsKind *k, float top) {
    const char *name = stage_words(s, "heads.rollout");
    int row = p->cols ? k->count / p->cols : p->turned ? k->heads : k->rows - 1;
    int col = p->cols ? k->count % p->cols : p->turned ? 0 : k->heads;
    float x = p->x + (float)col * (p->w + p->gap),
          y = roundf(top + (float)row * (p->h + p->gap + p->line));
    heads_draw_rollout(s, k, (Rect){x, y, p->w, p->h});
    float width = stage_width(s, FACE_TEXT, s->small, name);
    if (p->turned) { /* there is room beside it */
        if (x + p->w + width + 10 * s->unit <= p->x + (float)k->rows * (p->w + p->gap) &&
            p->h >= (float)s->small)
            stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
                       roundf(x + p->w + 10 * s->unit),
                       y + p->h / 2 + stage_drop(s, FACE_TEXT, s->small), name);
        return;
    }
    if (width > p->w + p->gap - 2) {
        name = stage_words(s, "heads.rollout.short");
        width = stage_width(s, FACE_TEXT, s->small, name);
    }
    if (p->names && (width > p->w + p->gap - 2 || p->line <= 0)) { /* nothing is above it */
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x,
                   y - roundf(8 * s->unit), name);
        return;
    }
    if (width > p->w + p->gap - 2 || p->line <= 0) return;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
               roundf(x + (p->w - width) / 2), y + p->h + (float)s->small + 5, name);
}

static void overview_heads_grid_place(const Plan *p, const HeadsKind *k, int i, int *row,
                                      int *col) {
    const HeadsEntry *e = &k->entries[i];
    *row = p->turned ? e->head : e->row;
    *col = p->turned ? e->row : e->head;
    if (p->names) return;
    int wide = p->cols ? p->cols : p->turned ? k->rows : k->heads;
    *row = i / wide;
    *col = i % wide;
}

/* "Decoder · Masked self-attention", or less of it where there is less room: the kind alone, the
   map's word for it, that in smaller letters. */
static void overview_heads_grid_draw_title(Stage *s, const HeadsKind *k, float room, float x,
                                           float y) {
    const char *kind = blocks_name(s, k->block), *text = k->name;
    int size = s->body;
    if (room > 0 && stage_width(s, FACE_BOLD, size, text) > room) text = kind;
    if (room > 0 && stage_width(s, FACE_BOLD, size, text) > room)
        text = blocks_short_name(s, k->block, size, 0.92f * room); /* bold is wider */
    if (room > 0 && stage_width(s, FACE_BOLD, size, text) > room) {
        size = s->small;
        text = stage_elide(s, FACE_BOLD, size, text, room);
    }
    stage_text(s, FACE_BOLD, size, s->theme.role[ROLE_TEXT], s->theme.ground, x, y, text);
}

/* Labels of rows beside the pictures at the left, of columns above the first of them. */
static void draw_edges(Stage *s, const Plan *p, const HeadsKind *k, float top) {
    Grid g = grid_make(s, k->sample, 0, false);
    g.label_room = p->row_labels - roundf(9 * s->unit) - 2;
    for (int i = 0; i < k->count; i++) {
        int row, col;
        overview_heads_grid_place(p, k, i, &row, &col);
        g.cells = (Rect){p->x + (float)col * (p->w + p->gap),
                         roundf(top + (float)row * (p->h + p->gap + p->line)), p->w, p->h};
        if (col == 0 && p->row_labels > 0) grid_draw_row_labels(s, &g, -1);
        g.col_room = p->gap;
        if (row == 0 && p->col_labels > 0) grid_draw_col_labels(s, &g, -1);
    }
}

/* Returns where the next kind begins. */
static float draw_kind(Stage *s, const Plan *p, const HeadsKind *k, bool titled, float y) {
    if (titled)
        overview_heads_grid_draw_title(s, k, p->room, roundf(p->x - p->labels + 4),
                                       y + (float)s->body);
    if (p->names) draw_names(s, p, k, y + p->title - p->col_labels - roundf(6 * s->unit) - 2);
    y += p->title;
    for (int i = 0; i < k->count; i++) {
        int row, col;
        overview_heads_grid_place(p, k, i, &row, &col);
        float top = roundf(y + (float)row * (p->h + p->gap + p->line));
        if (p->names && col == 0) draw_row_name(s, p, &k->entries[i], top);
        overview_heads_grid_draw_entry(s, p, &k->entries[i], p->x + (float)col * (p->w + p->gap),
                                       top);
    }
    if (k->rollout.x) draw_rollout(s, p, k, y);
    draw_edges(s, p, k, y);
    return y + (float)rows(k, p) * (p->h + p->gap + p->line);
}

static float bar_height(const Stage *s) {
    return stage_line_height(s->mono) + roundf(14 * s->unit);
}

/* All of them have one scale: its bar stands below them, at the right. */
static void overview_heads_grid_draw_bar(Stage *s, const Plan *p, const HeadsKind *kinds, int count,
                                         float y) {
    int heads = 1;
    for (int k = 0; k < count; k++) {
        int more = kinds[k].rollout.x && !p->cols && !p->turned, /* which stands outside */
            cols = overview_heads_grid_columns(&kinds[k], p) - more;
        if (cols > heads) heads = cols;
    }
    Grid g = grid_make(s, kinds[0].sample, 0, false);
    if (p->scale) g.scale = *p->scale;
    float width = grid_bar_width(s, &g), right = p->x + (float)heads * (p->w + p->gap) - p->gap;
    if (p->beside) {
        grid_draw_bar(s, &g, right + p->gap + roundf(6 * s->unit),
                      p->y + p->title + bar_height(s) / 2);
        return;
    }
    if (width > right - p->x + p->labels) return;
    grid_draw_bar(s, &g, right - width, roundf(y + 0.6f * bar_height(s)));
}

/* The part of the area for one of several kinds that stand side by side. */
static Rect overview_heads_grid_column(const Stage *s, Rect area, int k, int count) {
    float gap = roundf(30 * s->unit),
          wide = floorf((area.w - gap * (float)(count - 1)) / (float)count);
    return (Rect){area.x + (float)k * (wide + gap), area.y, wide, area.h};
}

/* Side by side all kinds have pictures of one size, those of the narrowest. */
static float overview_heads_grid_least_size(Stage *s, const HeadsKind *kinds, int count, Rect area,
                                            Plan like) {
    float least = 1e9f;
    for (int k = 0; k < count; k++)
        least = fminf(
            least,
            plan(s, &kinds[k], 1, overview_heads_grid_column(s, area, k, count), like, true).h);
    return least;
}

static void overview_heads_grid_draw_columns(Stage *s, const HeadsKind *kinds, int count, Rect area,
                                             Plan like) {
    float least = overview_heads_grid_least_size(s, kinds, count, area, like), end = 0;
    Plan p = like;
    bool lines = true;
    for (int k = 0; k < count; k++)
        lines =
            lines &&
            plan(s, &kinds[k], 1, overview_heads_grid_column(s, area, k, count), like, true).line >
                0;
    for (int k = 0; k < count; k++) {
        Rect r = overview_heads_grid_column(s, area, k, count);
        p = plan(s, &kinds[k], 1, r, like, true);
        p.w = floorf(p.w * least / p.h);
        p.h = least;
        p.x = roundf(r.x + p.labels);
        p.room = r.w + (k + 1 < count ? roundf(20 * s->unit) : 0); /* into the gap */
        if (!lines) p.line = 0;
        end = fmaxf(end, draw_kind(s, &p, &kinds[k], true, area.y + roundf(8 * s->unit)));
    }
    p.x = area.x + p.labels;
    overview_heads_grid_draw_bar(s, &p, kinds, 1, end - p.gap);
}

/* The way to stand that gives the largest pictures, side by side; *size: how large. */
static Plan best_columns(Stage *s, const HeadsKind *kinds, int count, Rect area, float *size) {
    bool names = heads_order(s) == ORDER_PLACE;
    Plan best = {.turned = false};
    *size = overview_heads_grid_least_size(s, kinds, count, area, best);
    for (int i = 1; i <= (names ? 1 : 6); i++) {
        Plan like = names ? (Plan){.turned = true} : (Plan){.cols = i};
        float high = overview_heads_grid_least_size(s, kinds, count, area, like);
        if (high > *size) *size = high, best = like;
    }
    return best;
}

/* Of a person's own matrices: one that holds all of them. */
static Scale scale_of_all(Stage *s, const HeadsKind *kinds, int count) {
    Scale all = grid_make(s, kinds[0].sample, 0, false).scale;
    for (int k = 0; k < count; k++)
        for (int i = 0; i < kinds[k].count; i++) {
            const HeadsEntry *e = &kinds[k].entries[i];
            all = grid_scale_both(all, grid_make(s, e->value, e->head, false).scale);
        }
    return all;
}

/* The heads of one layer as so many in a row that their pictures are as large as can be, nearly,
   where that fills the last row. */
static Plan heads_wrapped(Stage *s, const HeadsKind *k, Rect area, Plan like) {
    const float filled = 1.15f, larger = 1.02f;
    Plan best = {.h = 0};
    float most = 0;
    for (int i = 1; i <= k->count; i++) {
        like.cols = i;
        Plan p = plan(s, k, 1, area, like, false);
        float size = p.w * p.h * (k->count % i ? 1 : filled);
        if (size > larger * most) best = p, most = size;
    }
    return best;
}

static Plan single_plan(Stage *s, const HeadsKind *kinds, int count, Rect area, Plan like) {
    bool place = heads_order(s) == ORDER_PLACE && count == 1;
    Plan p = plan(s, kinds, count, area, like, count > 1);
    if (place && kinds[0].rows == 1) return heads_wrapped(s, kinds, area, like);
    if (!place) return p;
    like.turned = true;
    Plan turned = plan(s, kinds, 1, area, like, false);
    bool larger = s->foreign ? turned.h * turned.w > 1.25f * p.h * p.w : turned.h > 1.25f * p.h;
    return larger ? turned : p;
}

/* Labels of a person's own rows and columns stand at the edges, if in pictures of the size that is
   left all are read, or the pictures are as large as figures are. Patches have none. */
static Plan edged_plan(Stage *s, const HeadsKind *kinds, Rect area, Plan bare) {
    const float large = 200;
    Grid g = grid_make(s, kinds[0].sample, 0, false);
    Plan like = {0};
    if ((!g.row_labels && !g.col_labels) || s->in->run->labels->told.row.on) return bare;
    g.cells.h = bare.h;
    if (g.row_labels)
        like.row_labels = grid_row_label_width(s, &g, 0.12f * area.w) + roundf(9 * s->unit) + 2;
    if (g.col_labels) like.col_labels = grid_col_label_height(s, &g, bare.w / (float)g.cols);
    Plan p = single_plan(s, kinds, 1, area, like);
    float least = 1.08f * (float)grid_label_least(s);
    bool all = p.h / (float)g.rows >= least && p.w / (float)g.cols >= least;
    return all || fminf(p.h, p.w) >= large * s->unit ? p : bare;
}

/* Where the bar has room at the right of the pictures, they have what it took below them. */
static Plan own_plan(Stage *s, const HeadsKind *kinds, Rect area, const Scale *all) {
    Grid g = grid_make(s, kinds[0].sample, 0, false);
    Rect whole = area;
    g.scale = *all;
    whole.h += bar_height(s);
    Plan p = edged_plan(s, kinds, whole, single_plan(s, kinds, 1, whole, (Plan){0}));
    float used = p.x + (float)overview_heads_grid_columns(kinds, &p) * (p.w + p.gap);
    p.beside = used + grid_bar_width(s, &g) + roundf(12 * s->unit) <= area.x + area.w;
    return p.beside ? p : edged_plan(s, kinds, area, single_plan(s, kinds, 1, area, (Plan){0}));
}

static void draw_grid(Stage *s, const HeadsKind *kinds, int count, Rect area) {
    float size = 0;
    Scale all;
    area.h -= bar_height(s);
    if (heads_order(s) == ORDER_PLACE && !s->foreign && wall_draw(s, kinds, count, area)) return;
    bool own = s->foreign && count == 1 && heads_order(s) == ORDER_PLACE;
    if (s->foreign && count) all = scale_of_all(s, kinds, count);
    Plan p = own ? own_plan(s, kinds, area, &all) : single_plan(s, kinds, count, area, (Plan){0});
    if (s->foreign && count) p.scale = &all;
    Plan columns = count > 1 ? best_columns(s, kinds, count, area, &size) : p;
    if (size > 1.1f * p.h && size >= 8) {
        overview_heads_grid_draw_columns(s, kinds, count, area, columns);
        return;
    }
    float y = p.y;
    if (p.w < 2 || p.h < 2) return;
    for (int k = 0; k < count; k++) y = draw_kind(s, &p, &kinds[k], count > 1, y);
    if (count && (p.beside || y + bar_height(s) - p.gap <= area.y + area.h + bar_height(s)))
        overview_heads_grid_draw_bar(s, &p, kinds, count, y - p.gap);
}

/* The head that the view has chosen, NULL if it is none of these. */
static const HeadsEntry *chosen(const Stage *s, const HeadsKind *kinds, int count) {
    for (int k = 0; k < count; k++)
        for (int i = 0; i < kinds[k].count; i++)
            if (kinds[k].entries[i].value == s->at.value &&
                kinds[k].entries[i].head == s->at.cell.sheet)
                return &kinds[k].entries[i];
    return NULL;
}

/* Below the matrix: what the head looks for, on average and in the row that it is surest of, and
   how many heads do the same. Returns the height. draw false: only measures. */
static float draw_says(Stage *s, const HeadsKind *kinds, int count, const HeadsEntry *e, Rect r,
                       bool draw) {
    static const char *const says[HEAD_MEASURES + 1] = {
        "heads.says.none",  "heads.says.broad", "heads.says.previous", "heads.says.itself",
        "heads.says.first", "heads.says.last",  "heads.says.gold",     "heads.says.copied"};
    int role = e->measured ? head_role(&e->m) : -1, same = 0, all = 0, col;
    if (!e->measured || !e->m.rows[HEAD_ENTROPY]) return 0;
    for (int k = 0; k < count; k++)
        for (int i = 0; i < kinds[k].count; i++, all++)
            same += kinds[k].entries[i].measured && head_role(&kinds[k].entries[i].m) == role;
    const char *text = stage_fill(
        s, says[role + 1], heads_number(s, e, (HeadOrder)((role < 0 ? HEAD_ENTROPY : role) + 1)),
        plot_number(s, e->m.most, 2));
    Tensor x = stage_tensor(s, e->value);
    int row = s->in->view->shown.at.row;
    if (row < 0 || row >= x.shape.rows) row = measure_leading_row(x, e->head);
    if (row >= 0 && measure_largest(x, e->head, row, &col, 1)) {
        const char *written = words_written(s, e->value, row);
        const char *where = arena_print(s->arena, "%s: %s", words_position(s, e->value, false, col),
                                        words_share(s, (double)tensor_at(x, e->head, row, col), 2));
        text = arena_print(s->arena, "%s %s", text,
                           stage_fill(s, "heads.says.row",
                                      *written ? written : words_position(s, e->value, true, row),
                                      where));
    }
    float high = stage_paragraph(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.ground,
                                 r.x, r.y + (float)s->body, r.w, text, draw) +
                 roundf(6 * s->unit);
    text = stage_fill(s, "heads.says.same", arena_print(s->arena, "%d", same),
                      arena_print(s->arena, "%d", all));
    return high + stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED],
                                  s->theme.ground, r.x, r.y + high + (float)s->small, r.w, text,
                                  draw);
}

/* The matrix with its labels and numbers, what it says, and all that is measured of it. */
static void draw_enlarged(Stage *s, const HeadsKind *kinds, int count, const HeadsEntry *e,
                          Rect area) {
    const char *name = arena_print(
        s->arena, "%s%s%s", overview_heads_grid_layer_name(s, e->layer), e->layer < 0 ? "" : " · ",
        stage_fill(s, "heads.head", arena_print(s->arena, "%d", e->head + 1), ""));
    const char *role = heads_role_word(s, e), *opens = stage_words(s, "heads.opens");
    if (*role) name = arena_print(s->arena, "%s — %s", name, role);
    float wide = stage_width(s, FACE_TEXT, s->small, opens);
    for (int k = 0; k < count && count > 1; k++) { /* of several kinds it says of which */
        if (e < kinds[k].entries || e >= kinds[k].entries + kinds[k].count) continue;
        const char *whole = arena_print(s->arena, "%s · %s", kinds[k].name, name);
        if (stage_width(s, FACE_BOLD, s->name, whole) <= area.w) name = whole;
    }
    stage_text(s, FACE_BOLD, s->name, s->theme.head[e->head % THEME_HEADS], s->theme.ground, area.x,
               area.y + (float)s->name, stage_elide(s, FACE_BOLD, s->name, name, area.w));
    if (s->in->frame && s->in->view->shown.enlarged &&
        stage_width(s, FACE_BOLD, s->name, name) + wide + 2 * (float)s->small <= area.w)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
                   area.x + area.w - wide, area.y + (float)s->name, opens);
    float top = stage_line_height(s->name) + roundf(10 * s->unit), told = heads_told_height(s, e),
          says =
              draw_says(s, kinds, count, e, (Rect){0, 0, area.w, 0}, false) + roundf(10 * s->unit);
    Table t = {0};
    Grid g = grid_make(s, e->value, e->head, false);
    float need =
        fmaxf(0.45f * area.h,
              fminf(0.8f * area.h, 1.3f * (float)s->small * (float)g.rows) + 9 * (float)s->small);
    if (area.h - top - told - says < need) told = 0;
    if (area.h - top - told - says < need) says = 0;
    g.predicts = true;
    table_add(&t, g, 0, 0);
    if (table_layout(s, &t, (Rect){area.x, area.y + top, area.w, area.h - top - told - says}))
        table_draw(s, &t);
    float y = area.y + area.h - told - says;
    if (says > 0) draw_says(s, kinds, count, e, (Rect){area.x, y, area.w, says}, true);
    if (told > 0) heads_told(s, e, (Rect){area.x, y + says, area.w, told});
}

void figure_heads_grid(Stage *s, Rect area) {
    HeadsKind kinds[KINDS_MOST];
    int count = heads_kinds(s, kinds, KINDS_MOST);
    float pills = heads_pills(s, kinds, count, area);
    area.y += pills, area.h -= pills;
    float left = floorf(0.44f * area.w), gap = roundf(28 * s->unit), wall = area.w;
    bool placed = heads_order(s) == ORDER_PLACE && !s->foreign,
         room = placed && (wall = wall_width(s, kinds, count, area)) < 0.7f * area.w;
    const HeadsEntry *e = room || s->in->view->shown.enlarged ? chosen(s, kinds, count) : NULL;
    if (!e) {
        draw_grid(s, kinds, count, area);
        return;
    }
    if (room) left = ceilf(wall); /* what a wall leaves is the chosen head's */
    if (area.w >= 1.1f * area.h)
        draw_grid(s, kinds, count, (Rect){area.x, area.y, left, area.h});
    else
        left = -gap;
    draw_enlarged(s, kinds, count, e,
                  (Rect){area.x + left + gap, area.y, area.w - left - gap, area.h});
}
