/* What is said of the tree of hypotheses. */
#include "scene/words/tree_words.h"

#include "scene/pen/text.h"
#include "scene/words/words.h"
#include "trace/search_run.h"

bool tree_has(const Stage *s) {
    return !s->foreign && program_role(s->program, VALUE_PROBABILITIES) != NO_VALUE;
}

bool tree_shown(const Stage *s) {
    return s->in->view->shown.at.form == FORM_TREE && s->in->view->shown.at.depth == DEPTH_MODEL &&
           tree_has(s);
}

const char *tree_number(Stage *s, int n) {
    return arena_print(s->arena, "%d", n);
}

const char *tree_kind(const Stage *s) {
    static const char *const kinds[] = {"greedy", "beam", "sample"};
    return kinds[s->in->run->tree ? s->in->run->tree->search.kind : SEARCH_GREEDY];
}

/* ".90" */
static const char *tree_share(Stage *s, const Search *search) {
    return words_share(s, (double)search->top_p, 2);
}

const char *tree_seed(Stage *s, const Search *search) {
    return stage_fill(s, "tree.seed", arena_print(s->arena, "%u", (unsigned)search->seed), "");
}

const char *tree_top_p(Stage *s, const Search *search) {
    return stage_fill(s, "tree.top_p",
                      search->top_p > 0 ? tree_share(s, search) : stage_words(s, "tree.all"), "");
}

const char *tree_top_k(Stage *s, const Search *search) {
    return stage_fill(s, "tree.top_k",
                      search->top_k ? tree_number(s, search->top_k) : stage_words(s, "tree.all"),
                      "");
}

const char *tree_caption(Stage *s) {
    const Search *search = &search_tree(s->in->run, s->arena)->search;
    const char *seed = arena_print(s->arena, "%u", (unsigned)search->seed);
    if (search->kind == SEARCH_BEAM)
        return stage_fill(s, "tree.caption.beam", tree_number(s, search->width), "");
    if (search->kind == SEARCH_GREEDY) return stage_words(s, "tree.caption.greedy");
    if (search->top_p > 0) return stage_fill(s, "tree.caption.top_p", seed, tree_share(s, search));
    if (!search->top_k) return stage_fill(s, "tree.caption.sample", seed, "");
    return stage_fill(s, "tree.caption.top_k", seed, tree_number(s, search->top_k));
}

int tree_facts(Stage *s, const char **out) {
    const Tree *t = search_tree(s->in->run, s->arena);
    int kept = 0, last = tree_finished(t) - 1;
    for (int i = 1; i < t->count; i++) kept += t->nodes[i].kept;
    const char *best = words_number(s, t->nodes[tree_ranked(t, 0)].score);
    out[0] = stage_fill(s, last ? "tree.scores" : "tree.score", best,
                        words_number(s, t->nodes[tree_ranked(t, last)].score));
    out[1] = stage_fill(s, "tree.kept", tree_number(s, kept), tree_number(s, t->count - 1 - kept));
    return 2;
}

/* Which word of which hypothesis. */
static const char *tree_words_place_of(Stage *s, const Tree *t, int node) {
    const TreeNode *n = &t->nodes[node];
    const char *depth = tree_number(s, n->depth);
    int rank = t->nodes[tree_best_end(t, node)].rank;
    if (!n->kept) return stage_fill(s, "tree.passed_word", depth, "");
    if (t->search.kind != SEARCH_BEAM) return stage_fill(s, "tree.word", depth, "");
    if (rank < 0) return stage_fill(s, "tree.dropped_word", depth, "");
    return stage_fill(s, "tree.word_of", depth, tree_number(s, rank + 1));
}

const char *tree_speech(Stage *s) {
    const Tree *t = search_tree(s->in->run, s->arena);
    const Pointed *p = &s->in->view->passing.hover;
    int node = p->kind == TARGET_NODE && !p->aside ? p->index : 0;
    if (node <= 0 || node >= t->count) { /* the shown hypothesis at the present step */
        for (node = t->shown; t->nodes[node].depth > s->at.t + 1;) node = t->nodes[node].parent;
    }
    if (!t->search.kind) stage_tensor(s, program_role(s->program, VALUE_PROBABILITIES));
    const TreeNode *n = &t->nodes[node];
    return arena_print(s->arena, "%s: %s, p %s, Σ ln p %s", tree_words_place_of(s, t, node),
                       vocab_label(&s->in->run->model->target, n->word),
                       words_number(s, (double)n->share), words_number(s, n->score));
}
