/* All heads of all layers: one picture of attention weights for each, layers down, heads across. */
#include "scene/figure.h"

#include <math.h>

#include "scene/overview.h"

enum { KINDS_MOST = 3 };

/* One kind of attention: self in one of the stacks, or cross. */
typedef struct Kind { BlockKind kind; Stack stack; int rows, heads; Value sample; } Kind;

static bool is_kind(const Block *b, const Kind *k) {
    return b->kind == k->kind && b->stack == k->stack;
}

static int find_kinds(const Stage *s, Kind out[KINDS_MOST]) {
    const Block *at = &s->outline.blocks[overview_current(s)];
    bool one = overview_weights(s, at) != NO_VALUE;
    int count = 0;
    for (int i = 0; i < s->outline.block_count; i++) {
        const Block *b = &s->outline.blocks[i];
        Value v = overview_weights(s, b);
        int k = 0;
        if (v == NO_VALUE || (one && (b->kind != at->kind || b->stack != at->stack))) continue;
        while (k < count && !is_kind(b, &out[k])) k++;
        if (k == KINDS_MOST) continue;
        if (k == count) out[count++] = (Kind){b->kind, b->stack, 0, 0, v};
        int heads = s->program->values[v].form.shape.sheets;
        if (heads > out[k].heads) out[k].heads = heads;
        out[k].rows++;
    }
    return count;
}

typedef struct Plan { float x, y, w, h, gap, labels, title; } Plan;

static const char *layer_name(Stage *s, int layer) {
    if (layer < 0) return "";
    return stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", layer + 1), "");
}

static const char *stack_of(Stage *s, const Block *b) {
    const Part part = {.stack = b->stack, .layer = -1};
    return arena_print(s->arena, "%s · %s", overview_part_name(s, &part), overview_block_name(s, b));
}

static Plan plan_make(Stage *s, const Kind *kinds, int count, Rect area) {
    int rows = 0, heads = 1;
    float aspect = 0.5f;
    for (int k = 0; k < count; k++) {
        rows += kinds[k].rows;
        if (kinds[k].heads > heads) heads = kinds[k].heads;
        aspect = fmaxf(aspect, thumb_aspect(s, kinds[k].sample, 0.7f, 0.5f, 1.7f));
    }
    Plan p = {.gap = roundf(fmaxf(9, (heads > 8 ? 12 : 20) * s->unit))};
    float tight = floorf(0.15f * fminf(area.w / (float)heads, area.h / (float)rows)); /* very many: near to each other */
    p.gap = fmaxf(1, fminf(p.gap, tight));
    p.labels = stage_width(s, FACE_TEXT, s->small, layer_name(s, 9)) + roundf(16 * s->unit);
    p.title = stage_line_height(s->small) + stage_line_height(s->body) * (count > 1 ? 1.3f : 0) + roundf(8 * s->unit);
    float w = (area.w - p.labels - p.gap * (float)heads) / (float)heads;
    float h = (area.h - p.title * (float)count - p.gap * (float)rows) / (float)rows;
    p.h = floorf(fminf(h, w / aspect));
    p.w = floorf(fminf(w, p.h * aspect));
    float used = p.labels + (float)heads * (p.w + p.gap) - p.gap;
    p.x = roundf(area.x + (area.w - used) / 2 + p.labels);
    float high = p.title * (float)count + (p.h + p.gap) * (float)rows - p.gap;
    p.y = roundf(area.y + fmaxf(0, fminf((area.h - high) / 2, 0.35f * (area.h - high))));
    return p;
}

static void draw_head_names(Stage *s, const Plan *p, int heads, float base) {
    for (int h = 0; h < heads; h++) {
        const char *number = arena_print(s->arena, "%d", h + 1), *text = stage_fill(s, "heads.head", number, "");
        if (stage_width(s, FACE_BOLD, s->small, text) > p->w + p->gap - 6) text = number;
        if (stage_width(s, FACE_BOLD, s->small, text) > p->w + p->gap - 3) text = "";
        float x = p->x + (float)h * (p->w + p->gap) + (p->w - stage_width(s, FACE_BOLD, s->small, text)) / 2;
        stage_text(s, FACE_BOLD, s->small, s->theme.head[h % THEME_HEADS], s->theme.ground, roundf(x), base, text);
    }
}

static void draw_row(Stage *s, const Plan *p, const Block *b, float y) {
    Value v = overview_weights(s, b);
    const char *name = layer_name(s, b->layer);
    float width = stage_width(s, FACE_TEXT, s->small, name);
    if (p->h >= (float)s->small)
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
                   roundf(p->x - width - 12 * s->unit), y + p->h / 2 + stage_drop(s, FACE_TEXT, s->small), name);
    for (int h = 0; h < s->program->values[v].form.shape.sheets; h++) {
        Thumb t = thumb_make(s, v, h, (Rect){p->x + (float)h * (p->w + p->gap), y, p->w, p->h});
        t.color = s->theme.head[h % THEME_HEADS];
        t.hot = s->in->frame && v == s->at.value && h == s->at.cell.sheet; /* in a file nothing is the present one */
        thumb_draw(s, &t);
    }
}

static float bar_height(const Stage *s) {
    return stage_line_height(s->mono) + roundf(14 * s->unit);
}

/* All of them have one scale: its bar stands below them, at the right. */
static void draw_bar(Stage *s, const Plan *p, const Kind *kinds, int count, float y) {
    int heads = 1;
    for (int k = 0; k < count; k++)
        if (kinds[k].heads > heads) heads = kinds[k].heads;
    Grid g = grid_make(s, kinds[0].sample, 0, false);
    float width = grid_bar_width(s, &g), right = p->x + (float)heads * (p->w + p->gap) - p->gap;
    if (width > right - p->x + p->labels) return;
    grid_draw_bar(s, &g, right - width, roundf(y + 0.6f * bar_height(s)));
}

void figure_heads_grid(Stage *s, Rect area) {
    Kind kinds[KINDS_MOST];
    int count = find_kinds(s, kinds);
    area.h -= bar_height(s);
    Plan p = plan_make(s, kinds, count, area);
    float y = p.y;
    if (p.w < 2 || p.h < 2) return;
    for (int k = 0; k < count; k++) {
        bool named = false;
        for (int i = 0; i < s->outline.block_count; i++) {
            const Block *b = &s->outline.blocks[i];
            if (!is_kind(b, &kinds[k])) continue;
            if (!named && count > 1)
                stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, roundf(p.x - p.labels + 4),
                           y + (float)s->body, stack_of(s, b));
            if (!named) draw_head_names(s, &p, kinds[k].heads, y + p.title - roundf(6 * s->unit) - 2);
            if (!named) y += p.title;
            named = true;
            draw_row(s, &p, b, roundf(y));
            y += p.h + p.gap;
        }
    }
    if (count && y + bar_height(s) - p.gap <= area.y + area.h + bar_height(s)) draw_bar(s, &p, kinds, count, y - p.gap);
}
