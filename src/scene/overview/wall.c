/* The wall: every head of every layer as a tile. Layers go down, kind by kind, heads across, and
   all tiles have one size, so that a head is found by its row and its column. What is lit up stays
   bright; how much of each layer does so stands at its right. */
#include "scene/overview/wall.h"

#include <math.h>
#include <stdlib.h>

#include "scene/marks/bar_list.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/thumb.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"

/* Pixels of a window. A tile at most, and where there are few; the bars of a layer. */
static const float tile_most = 96, tile_of_few = 220, bar_wide = 74;
enum { FEW_TILES = 8, MANY_TILES = 48 };
/* How bright the tiles are that are not lit up. */
static const float dimmed = 0.58f;

typedef struct Wall {
    const HeadsKind *kinds;
    int count, rows, cols;
    float tile, gap, labels, group; /* group: above each kind, if there are several */
    float head;                     /* above the tiles */
    float x, y, estimates, bars;    /* left edges; 0: they are not there */
} Wall;

static HeadMeasure wall_measure(const Stage *s) {
    HeadOrder light = s->in->view->shown.light;
    return light == ORDER_PLACE ? HEAD_FIRST : (HeadMeasure)(light - 1);
}

static float estimate_width(Stage *s) {
    return fmaxf(stage_width(s, FACE_TEXT, s->small, stage_words(s, "heads.rollout.short")),
                 stage_width(s, FACE_TEXT, s->small, stage_words(s, "heads.estimate"))) +
           4;
}

static Wall wall_make(Stage *s, const HeadsKind *kinds, int count, Rect area) {
    float u = s->unit;
    Wall w = {.kinds = kinds, .count = count, .head = 2.2f * (float)s->small};
    bool estimates = false;
    for (int k = 0; k < count; k++) {
        w.rows += kinds[k].rows;
        if (kinds[k].heads > w.cols) w.cols = kinds[k].heads;
        estimates = estimates || kinds[k].rollout.x;
    }
    w.labels = stage_width(s, FACE_BOLD, s->small, stage_fill(s, "crumb.layer", "99", "")) +
               roundf(10 * u);
    w.group = count > 1 ? 1.9f * (float)s->small : 0;
    float bars = (bar_wide + 64) * u, room = area.w - w.labels,
          high = area.h - w.head - w.group * (float)count;
    w.gap = roundf(8 * u);
    float side = estimates ? estimate_width(s) + roundf(14 * u) : 0;
    float least = fminf((room - side) / (float)w.cols, high / (float)w.rows);
    bool has_bars = kinds[0].measured && (room - side - bars) / (float)w.cols >= 0.8f * least;
    if (has_bars) least = fminf(least, (room - side - bars) / (float)w.cols);
    if (estimates) /* is as large as the others are */
        least = fminf(least, (room - roundf(14 * u) - (has_bars ? bars : 0)) / (float)(w.cols + 1));
    w.gap = least < 30 * u ? fmaxf(1, roundf(2 * u)) : least < 56 * u ? roundf(5 * u) : w.gap;
    w.tile =
        floorf(fminf(least - w.gap, (w.rows * w.cols > FEW_TILES ? tile_most : tile_of_few) * u));
    w.x = roundf(area.x + w.labels);
    w.y = roundf(area.y + w.head);
    float x = w.x + (float)w.cols * (w.tile + w.gap) + roundf(10 * u);
    if (estimates) w.estimates = x, x += fmaxf(w.tile, estimate_width(s)) + roundf(14 * u);
    if (has_bars) w.bars = x;
    return w;
}

static bool is_lit(const Stage *s, const HeadsEntry *e) {
    HeadOrder light = s->in->view->shown.light;
    return light == ORDER_PLACE || (e->measured && head_role(&e->m) == (int)light - 1);
}

static bool is_here(const Stage *s, const HeadsEntry *e) {
    return s->in->frame && e->value == s->at.value && e->head == s->at.cell.sheet;
}

static void draw_tile(Stage *s, const Wall *w, const HeadsEntry *e, float x, float y) {
    Thumb t = thumb_make(s, e->value, e->head, (Rect){x, y, w->tile, w->tile});
    bool lit = is_lit(s, e), on = s->in->view->shown.light != ORDER_PLACE;
    t.color = s->theme.role[ROLE_HOT];
    if (!on || !lit) t.color = s->theme.line;
    t.hot = is_here(s, e);
    thumb_draw(s, &t);
    if (!lit && !t.hot)
        stage_box(s, (Rect){x, y, w->tile, w->tile}, 0, theme_fade(s->theme.ground, 1 - dimmed), 0,
                  0);
}

/* "head 1 2 3 …" over the columns, the chosen one's in amber. */
static void wall_draw_heads(Stage *s, const Wall *w) {
    float base = w->y - roundf(8 * s->unit), widest = stage_width(s, FACE_BOLD, s->small, "99");
    const char *name = stage_words(s, "heads.column");
    int every = (int)ceilf((widest + 2) / (w->tile + w->gap));
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
               w->x - roundf(10 * s->unit) - stage_width(s, FACE_TEXT, s->small, name), base, name);
    for (int h = 0; h < w->cols; h++) {
        bool here = s->in->frame && h == s->at.cell.sheet;
        if (h % every && !here) continue;
        if (!here && every > 1 && s->in->frame && abs(h - s->at.cell.sheet) < every) continue;
        const char *text = arena_print(s->arena, "%d", h + 1);
        Face face = here ? FACE_BOLD : FACE_TEXT;
        float x = w->x + (float)h * (w->tile + w->gap) + w->tile / 2;
        stage_text(s, face, s->small, s->theme.role[here ? ROLE_HOT : ROLE_MUTED], s->theme.ground,
                   roundf(x - stage_width(s, face, s->small, text) / 2), base, text);
    }
    if (w->estimates > 0)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, w->estimates,
                   base, stage_words(s, "heads.rollout.short"));
}

static void draw_layer_name(Stage *s, const Wall *w, int layer, bool first, bool here, float y) {
    const char *number = arena_print(s->arena, "%d", layer + 1),
               *text = first ? stage_fill(s, "crumb.layer", number, "") : number;
    Face face = here ? FACE_BOLD : FACE_TEXT;
    if (w->tile + w->gap < (float)s->small && !here && layer % 5 != 4) return;
    stage_text(s, face, s->small, s->theme.role[here ? ROLE_HOT : ROLE_MUTED], s->theme.ground,
               w->x - roundf(10 * s->unit) - stage_width(s, face, s->small, text),
               y + w->tile / 2 + stage_drop(s, face, s->small), text);
}

/* How much of a layer's weight goes there, on average over its heads. */
static void draw_layer_bar(Stage *s, const Wall *w, const HeadsKind *k, int row, float y) {
    HeadMeasure m = wall_measure(s);
    Head *heads = arena_many(s->arena, Head, k->heads);
    int count = 0;
    for (int i = 0; i < k->count; i++)
        if (k->entries[i].row == row && count < k->heads) heads[count++] = k->entries[i].m;
    double share;
    if (!head_mean(heads, count, m, &share)) return;
    BarList l = {.gap = roundf(8 * s->unit),
                 .track = bar_wide * s->unit,
                 .number = stage_width(s, FACE_MONO, s->mono, words_places(s, 0.5, 2)),
                 .high = fminf(w->tile, 13 * s->unit)};
    l.x = w->bars - l.gap;
    bool numbered = w->tile + w->gap >= 1.15f * (float)s->mono;
    BarLine b = {.y = y + (w->tile - l.high) / 2,
                 .label = "",
                 .number = numbered ? words_places(s, share, 2) : "",
                 .number_ink = s->theme.role[ROLE_MUTED],
                 .ground = s->theme.ground,
                 .to = (float)share,
                 .bar = s->theme.role[ROLE_S]};
    bar_list_line(s, &l, &b);
}

/* What the model does not compute is named as what it is. */
static void draw_estimate(Stage *s, const Wall *w, const HeadsKind *k, float y) {
    heads_draw_rollout(s, k, (Rect){roundf(w->estimates), y, w->tile, w->tile});
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, w->estimates,
               y + w->tile + 1.3f * (float)s->small, stage_words(s, "heads.estimate"));
}

static float draw_wall_kind(Stage *s, const Wall *w, const HeadsKind *k, float y) {
    if (w->group > 0) {
        stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, w->x,
                   y + w->group - roundf(7 * s->unit), k->name);
        y += w->group;
    }
    for (int i = 0; i < k->count; i++) {
        const HeadsEntry *e = &k->entries[i];
        float top = roundf(y + (float)e->row * (w->tile + w->gap));
        draw_tile(s, w, e, roundf(w->x + (float)e->head * (w->tile + w->gap)), top);
        if (e->head) continue;
        draw_layer_name(s, w, e->layer, e->row == 0, s->in->frame && e->value == s->at.value, top);
        if (w->bars > 0) draw_layer_bar(s, w, k, e->row, top);
    }
    if (k->rollout.x && w->estimates > 0) draw_estimate(s, w, k, roundf(y));
    return y + (float)k->rows * (w->tile + w->gap);
}

float wall_width(Stage *s, const HeadsKind *kinds, int count, Rect area) {
    Wall w = wall_make(s, kinds, count, area);
    if (!count || w.tile < 6 || w.rows * w.cols < MANY_TILES) return area.w;
    float end = w.x + (float)w.cols * (w.tile + w.gap);
    if (w.estimates > 0) end = w.estimates + fmaxf(w.tile, estimate_width(s));
    return (w.bars > 0 ? w.bars + (bar_wide + 64) * s->unit : end) - area.x;
}

bool wall_draw(Stage *s, const HeadsKind *kinds, int count, Rect area) {
    Wall w = wall_make(s, kinds, count, area);
    if (!count || w.tile < 6) return false;
    float y = w.y;
    Grid g = grid_make(s, kinds[0].sample, 0, false);
    wall_draw_heads(s, &w);
    for (int k = 0; k < count; k++) y = draw_wall_kind(s, &w, &kinds[k], y);
    float end = w.x + (float)w.cols * (w.tile + w.gap) - w.gap, bar = grid_bar_width(s, &g);
    if (bar <= end - area.x)
        grid_draw_bar(s, &g, fmaxf(area.x, end - bar), roundf(y + 0.9f * (float)s->mono));
    if (w.bars > 0) {
        static const char *const keys[HEAD_MEASURES] = {
            "heads.margin.entropy", "heads.margin.previous", "heads.margin.itself",
            "heads.margin.first",   "heads.margin.last",     "heads.margin.gold",
            "heads.margin.copied"};
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, w.bars,
                   w.y - roundf(8 * s->unit),
                   stage_elide(s, FACE_TEXT, s->small, stage_words(s, keys[wall_measure(s)]),
                               area.x + area.w - w.bars));
    }
    return true;
}
