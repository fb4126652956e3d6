/* What is said of the tree of hypotheses, and the pills that choose another search. */
#include "scene/tree.h"

#include <math.h>

#include "scene/plot.h"
#include "scene/words.h"
#include "trace/search_run.h"

bool tree_has(const Stage *s) {
    return !s->foreign && program_find(s->program, "output.probabilities") != NO_VALUE;
}

bool tree_shown(const Stage *s) {
    return s->in->view->form == FORM_TREE && s->in->view->depth == DEPTH_MODEL && tree_has(s);
}

static const char *number(Stage *s, int n) {
    return arena_print(s->arena, "%d", n);
}

const char *tree_caption(Stage *s) {
    const Search *search = &search_tree(s->in->run, s->arena)->search;
    const char *seed = arena_print(s->arena, "%u", (unsigned)search->seed);
    if (search->kind == SEARCH_BEAM)
        return stage_fill(s, "tree.caption.beam", number(s, search->width), "");
    if (search->kind == SEARCH_GREEDY) return stage_words(s, "tree.caption.greedy");
    if (!search->top_k) return stage_fill(s, "tree.caption.sample", seed, "");
    return stage_fill(s, "tree.caption.top_k", seed, number(s, search->top_k));
}

const char *tree_kind(const Stage *s) {
    static const char *const kinds[] = {"greedy", "beam", "sample"};
    return kinds[s->in->run->tree ? s->in->run->tree->search.kind : SEARCH_GREEDY];
}

int tree_facts(Stage *s, const char **out) {
    const Tree *t = search_tree(s->in->run, s->arena);
    int kept = 0, last = tree_finished(t) - 1;
    for (int i = 1; i < t->count; i++) kept += t->nodes[i].kept;
    const char *best = words_number(s, t->nodes[tree_ranked(t, 0)].score);
    out[0] = stage_fill(s, last ? "tree.scores" : "tree.score", best,
                        words_number(s, t->nodes[tree_ranked(t, last)].score));
    out[1] = stage_fill(s, "tree.kept", number(s, kept), number(s, t->count - 1 - kept));
    return 2;
}

/* Which word of which hypothesis. */
static const char *place_of(Stage *s, const Tree *t, int node) {
    const TreeNode *n = &t->nodes[node];
    const char *depth = number(s, n->depth);
    int rank = t->nodes[tree_best_end(t, node)].rank;
    if (!n->kept) return stage_fill(s, "tree.passed_word", depth, "");
    if (t->search.kind != SEARCH_BEAM) return stage_fill(s, "tree.word", depth, "");
    if (rank < 0) return stage_fill(s, "tree.dropped_word", depth, "");
    return stage_fill(s, "tree.word_of", depth, number(s, rank + 1));
}

const char *tree_speech(Stage *s) {
    const Tree *t = search_tree(s->in->run, s->arena);
    int node = s->in->view->hover_tree;
    if (node <= 0 || node >= t->count) { /* the shown hypothesis at the present step */
        for (node = t->shown; t->nodes[node].depth > s->at.t + 1;) node = t->nodes[node].parent;
    }
    if (!t->search.kind) stage_tensor(s, program_find(s->program, "output.probabilities"));
    const TreeNode *n = &t->nodes[node];
    return arena_print(s->arena, "%s: %s, p %s, Σ ln p %s", place_of(s, t, node),
                       vocab_label(&s->in->run->model->target, n->word),
                       words_number(s, (double)n->share), words_number(s, n->score));
}

/* Pills */

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
    Face face = on ? FACE_BOLD : FACE_TEXT;
    float pad = roundf(9 * s->unit), high = pill_high(s),
          wide = ceilf(stage_width(s, face, s->small, text)) + 2 * pad;
    if (l->x + wide > l->right) return;
    Rect r = {roundf(l->x), l->y, wide, high};
    bool hovered = s->in->view->hover_tree == -1 - (int)choice;
    Color edge = on ? s->theme.role[ROLE_HOT] : hovered ? s->theme.role[ROLE_TEXT] : s->theme.line;
    stage_box(s, r, high / 2, s->theme.panel, fmaxf(1, (on ? 1.6f : 1) * s->unit), edge);
    stage_text(s, face, s->small, s->theme.role[ROLE_TEXT], s->theme.panel, r.x + pad,
               r.y + high / 2 + stage_drop(s, face, s->small), text);
    stage_target(
        s, (Target){
               .kind = TARGET_SEARCH, .row0 = (int)choice, .x = r.x, .y = r.y, .w = r.w, .h = r.h});
    l->x = r.x + wide + roundf(6 * s->unit);
}

static void add_words(Line *l, const char *text) {
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
        add_words(l, stage_fill(s, "tree.width", number(s, search->width), ""));
        add_pill(l, SEARCH_MORE, "+", false);
    } else if (search->kind == SEARCH_SAMPLE) {
        const char *seed = arena_print(s->arena, "%u", (unsigned)search->seed);
        const char *most = search->top_k ? number(s, search->top_k) : stage_words(s, "tree.all");
        add_words(l, stage_fill(s, "tree.seed", seed, ""));
        add_pill(l, SEARCH_LOT, stage_words(s, "tree.new_seed"), false);
        add_pill(l, SEARCH_TOP_K, stage_fill(s, "tree.top_k", most, ""), search->top_k > 0);
    }
}

float tree_pills(Stage *s, float x, float y, float room) {
    static const char *const kinds[] = {"tree.greedy", "tree.beam", "tree.sample"};
    Search search = s->in->view->search;
    Line l = {s, x, y, x + room};
    if (!s->in->frame || s->aside || s->in->height < 300) return 0;
    for (int i = 0; i < 3; i++)
        add_pill(&l, (SearchChoice)(SEARCH_TO_GREEDY + i), stage_words(s, kinds[i]),
                 (int)search.kind == i);
    add_own(&l, &search);
    return pill_high(s) + roundf(8 * s->unit);
}
