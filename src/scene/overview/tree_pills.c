/* The pills that choose another search. What has no room is left out. */
#include "scene/overview/tree_pills.h"

#include <math.h>

#include "scene/marks/pill.h"
#include "scene/marks/slider.h"
#include "scene/pen/text.h"
#include "scene/words/tree_words.h"

typedef struct Line {
    Stage *s;
    float x, y, right;
} Line;

static float pill_high(const Stage *s) {
    return roundf((float)s->small * 1.75f);
}

/* What has no room is left out. */
static void add_pill(Line *l, SearchChoice choice, const char *text, bool on) {
    Stage *s = l->s;
    float wide = ceilf(stage_width(s, FACE_BOLD, s->small, text)) + 2 * roundf(9 * s->unit);
    if (l->x + wide > l->right) return;
    Rect r = {roundf(l->x), l->y, wide, pill_high(s)};
    pill_draw(s, r, s->small, text, on, (Target){.kind = TARGET_SEARCH, .row0 = (int)choice});
    l->x = r.x + wide + roundf(6 * s->unit);
}

static void tree_pills_add_words(Line *l, const char *text) {
    Stage *s = l->s;
    float wide = ceilf(stage_width(s, FACE_TEXT, s->small, text));
    if (l->x + wide > l->right) return;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, roundf(l->x),
               l->y + pill_high(s) / 2 + stage_drop(s, FACE_TEXT, s->small), text);
    l->x += wide + roundf(6 * s->unit);
}

static void add_own(Line *l, const Search *search) {
    Stage *s = l->s;
    l->x += roundf(12 * s->unit);
    if (search->kind == SEARCH_BEAM) {
        add_pill(l, SEARCH_LESS, "−", false);
        tree_pills_add_words(l, stage_fill(s, "tree.width", tree_number(s, search->width), ""));
        add_pill(l, SEARCH_MORE, "+", false);
    } else if (search->kind == SEARCH_SAMPLE) {
        tree_pills_add_words(l, tree_seed(s, search));
        add_pill(l, SEARCH_LOT, stage_words(s, "tree.new_seed"), false);
        add_pill(l, SEARCH_TOP_K, tree_top_k(s, search), search->top_k > 0);
        add_pill(l, SEARCH_TOP_P, tree_top_p(s, search), search->top_p > 0);
    }
}

/* "temperature", its slider, the number. */
static void add_heat(Line *l) {
    Stage *s = l->s;
    float track = roundf(130 * s->unit), gap = roundf(12 * s->unit),
          words = stage_width(s, FACE_TEXT, s->small, stage_words(s, "home.heat")) +
                  stage_width(s, FACE_TEXT, s->small, "0.25");
    if (slider_heat(s) == 0 || l->x + words + track + 4 * gap > l->right) return;
    l->x += gap;
    tree_pills_add_words(l, stage_words(s, "home.heat"));
    l->x += gap;
    slider_draw(s, roundf(l->x), l->y + pill_high(s) / 2, track);
    l->x += track + gap;
    tree_pills_add_words(l, slider_text(s));
}

float tree_pills(Stage *s, float x, float y, float room) {
    static const char *const kinds[] = {"tree.greedy", "tree.beam", "tree.sample"};
    Search search = s->in->view->shown.of.search;
    Line l = {s, x, y, x + room};
    if (!s->in->frame || s->aside || s->in->height < 300) return 0;
    for (int i = 0; i < 3; i++)
        add_pill(&l, (SearchChoice)(SEARCH_TO_GREEDY + i), stage_words(s, kinds[i]),
                 (int)search.kind == i);
    add_own(&l, &search);
    add_heat(&l);
    return pill_high(s) + roundf(8 * s->unit);
}
