/* Heads: one wide matrix, and the same columns as one matrix for each head, in the heads' colours
 * and at one size. */
#include "scene/figures/heads.h"

#include <math.h>

#include "scene/matrix/grid_labels.h"
#include "scene/matrix/heads_row.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"

/* Of so few rows every one keeps its word. */
enum { ROWS_ALL = 64 };

/* Cells of the same size above and below: they are the same numbers. */
typedef struct Sizes {
    float w, h, gap, part_gap;
} Sizes;

static Sizes sizes_of(const Stage *s, const HeadsRow *heads, float labels, Rect area, float fixed) {
    int n = heads->count, rows = heads->grid[0].rows, cols = heads->grid[0].cols;
    float u = s->unit, frame = roundf(8 * u);
    Sizes z = {.part_gap = fmaxf(6, roundf(9 * u))};
    z.gap = fminf(roundf(34 * u), fmaxf(z.part_gap + 2, 0.16f * area.w / (float)n));
    z.w = floorf(fminf((area.w - labels - 2 * frame - z.gap * (float)(n - 1)) / (float)n,
                       (float)cols * 46 * u));
    z.h = floorf(fminf((area.h - fixed) / 2, (float)rows * 42 * u));
    return z;
}

/* The curves between are shorter where rows would else be too low for their words. */
static float heads_between(const Stage *s, const HeadsRow *heads, Rect area, float fixed) {
    float wanted = 2.04f * (float)(heads->grid[0].rows * s->small) + roundf(18 * s->unit);
    return roundf(fminf(52 * s->unit, fmaxf(22 * s->unit, area.h - fixed - wanted)));
}

/* Side by side, where one above the other would cost rows their words. */
static void heads_beside(Stage *s, HeadsRow *from, HeadsRow *to, const HeadsRow *titled, Rect area,
                         bool words) {
    int n = from->count, rows = from->grid[0].rows;
    float u = s->unit, pad = roundf(9 * u), arrow = roundf(56 * u), gap = roundf(9 * u),
          title = heads_title_height(s), low = words ? heads_words_height(s) : 0;
    float room = area.w - from->labels - to->labels - arrow - 2 * (float)(n - 1) * gap - 2 * pad,
          w = floorf(fminf(room / (float)(2 * n), (float)titled->grid[0].cols * 46 * u)),
          h = floorf(fminf(area.h - title - low - 2 * pad, (float)rows * 42 * u));
    float each = (float)n * w + (float)(n - 1) * gap, y = roundf(area.y + title + pad);
    if (w < 2 || h < 8) return;
    heads_place(from, (Rect){area.x + pad, y, from->labels + each, h}, w, gap);
    float x = area.x + pad + from->labels + each, width = rich_width(s, s->title, "→");
    heads_place(to, (Rect){x + arrow, y, to->labels + each, h}, w, gap);
    rich_text(s, s->title, s->theme.ground, roundf(x + (arrow - width) / 2),
              y + h / 2 + stage_drop(s, FACE_TEXT, s->title), "→");
}

void figure_heads(Stage *s, Rect area) {
    bool split = s->program->values[s->step->out[0]].form.cols == AXIS_HEAD;
    Value wide = split ? s->step->in[0] : s->step->out[0],
          narrow = split ? s->step->out[0] : s->step->in[0];
    HeadsRow many = heads_sheets(s, narrow), parts = heads_parts(s, wide, many.count);
    int strong = split ? s->at.cell.sheet : -1;
    heads_measure(s, &many, area.w * 0.16f);
    heads_measure(s, &parts, area.w * 0.16f);
    bool words = area.h >= 300 * s->unit && area.h >= 180;
    float title = heads_title_height(s), low = words ? heads_words_height(s) : roundf(8 * s->unit);
    float between = heads_between(s, &many, area, title + 2 * low), pad = roundf(9 * s->unit);
    Sizes z = sizes_of(s, &many, fmaxf(many.labels, parts.labels), area,
                       title + 2 * low + between + 2 * pad);
    bool beside = many.labels > 0 && many.grid[0].rows <= ROWS_ALL &&
                  z.h < (float)(grid_label_least(s) * many.grid[0].rows);
    if (beside) {
        heads_beside(s, split ? &parts : &many, split ? &many : &parts, &many, area, words);
        heads_draw(s, &many, words, strong);
        heads_draw(s, &parts, words, -1);
        heads_titles(s, &many, narrow, strong);
        return;
    }
    if (z.w < 2 || z.h < 8) return;
    float used = 2 * z.h + title + 2 * low + between,
          y = roundf(area.y + fminf((area.h - used) / 2, 26 * s->unit));
    Rect first = {area.x, y + (split ? roundf(8 * s->unit) : title), area.w, z.h}, second = first;
    float edge = first.y + z.h + low;
    second.y = edge + between + (split ? title : 0);
    heads_place(&many, split ? second : first, z.w, z.gap);
    heads_place(&parts, split ? first : second, z.w, z.part_gap);
    if (split)
        heads_curves(s, &parts, &many, edge + pad / 2, second.y - title - pad / 2);
    else
        heads_curves(s, &many, &parts, edge + pad / 2, second.y - pad);
    heads_draw(s, &many, words, strong);
    heads_draw(s, &parts, words, -1);
    heads_titles(s, &many, narrow, strong);
}
