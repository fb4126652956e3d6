/* Beam search and sampling. */
#include "trace/search_run.h"

#include <math.h>
#include <stdlib.h>

#include "math/functions.h"
#include "math/random.h"
#include "trace/lot.h"
#include "trace/measure.h"

/* A word that might come next. */
typedef struct Candidate {
    int parent, order; /* the node that it continues, and that one's place among the kept */
    int node;          /* ≥ 0: no continuation but the parent itself, finished */
    int word;
    float share;
    double log_share, score;
} Candidate;

/* Sorted, the best first; of equals the first that came. */
typedef struct Best {
    Candidate *item;
    int count, most;
} Best;

typedef struct Beam {
    const Model *model;
    Tokens source;
    const WhatIf *what;
    const Kernels *kernels;
    Tree *tree;
    TreeNode *nodes; /* of the tree */
    int kept[BEAM_MOST], kept_count;
    int limit;   /* words at most */
    int *target; /* room for the words of one hypothesis */
    Best best;
    Best *words;    /* by order of the kept: each one's best words, 2 × width */
    double numbers; /* that one hypothesis computes in all its steps */
    Arena work;
} Beam;

static double log_of(float share) {
    return share > 0.0f ? log_double((double)share) : -INFINITY;
}

static void search_run_offer(Best *b, const Candidate *c) {
    int at = b->count;
    if (at == b->most && !(c->score > b->item[at - 1].score)) return;
    if (at < b->most)
        b->count++;
    else
        at--;
    for (; at > 0 && c->score > b->item[at - 1].score; at--) b->item[at] = b->item[at - 1];
    b->item[at] = *c;
}

static Best best_of(int most, Arena *arena) {
    return (Best){arena_many(arena, Candidate, most), 0, most};
}

/* Trees */

void tree_path(const Tree *t, int node, int *out) {
    for (; node > 0; node = t->nodes[node].parent) out[t->nodes[node].depth - 1] = node;
}

bool tree_leads(const Tree *t, int node, int end) {
    while (end > node) end = t->nodes[end].parent; /* parents stand before children */
    return end == node;
}

int tree_ranked(const Tree *t, int rank) {
    for (int i = 1; i < t->count; i++)
        if (t->nodes[i].rank == rank) return i;
    return 0;
}

int tree_finished(const Tree *t) {
    int count = 0;
    for (int i = 1; i < t->count; i++) count += t->nodes[i].rank >= 0;
    return count;
}

int tree_fork(const Tree *t) {
    int best = -1;
    for (int i = t->shown; i > 0; i = t->nodes[i].parent)
        if (best < 0 || t->nodes[i].share <= t->nodes[best].share) best = i;
    return best < 0 ? -1 : t->nodes[best].depth - 1;
}

int tree_best_end(const Tree *t, int node) {
    int found = node;
    for (int i = t->count - 1; i > 0; i--) {
        bool better =
            t->nodes[i].rank >= 0 && (found == node || t->nodes[i].rank < t->nodes[found].rank);
        if (better && tree_leads(t, node, i)) found = i;
    }
    return found;
}

static TreeNode *add_node(Tree *t, TreeNode *nodes, const Candidate *c, bool kept) {
    TreeNode *n = &nodes[t->count++];
    *n = (TreeNode){.parent = c->parent,
                    .word = c->word,
                    .depth = nodes[c->parent].depth + 1,
                    .share = c->share,
                    .log_share = c->log_share,
                    .score = c->score,
                    .kept = kept,
                    .rank = -1};
    n->finished = kept && c->word == t->last;
    return n;
}

static TreeNode *plant(Tree *t, const Model *m, Tokens source, const Search *s, size_t room,
                       Arena *arena) {
    TreeNode *nodes = arena_array(arena, room, sizeof *nodes);
    int before = decode_before(m, source);
    nodes[0] = (TreeNode){.parent = -1, .word = before, .share = 1, .kept = true, .rank = -1};
    *t = (Tree){.search = *s, .nodes = nodes, .count = 1, .last = m->config.eos};
    return nodes;
}

/* Beam */

/* Runs the hypothesis that ends at the node and offers all its continuations. */
static bool continue_node(Beam *b, int order, Error *e) {
    Trace t;
    int node = b->kept[order], words;
    const TreeNode *from = &b->nodes[node];
    arena_reset(&b->work);
    for (int n = node; n > 0; n = b->nodes[n].parent)
        b->target[b->nodes[n].depth - 1] = b->nodes[n].word;
    if (!decode_after(b->model, b->source, b->what, (Tokens){b->target, from->depth}, b->kernels,
                      &b->numbers, &b->work, &t, e))
        return false;
    const float *share = decode_shares(&t, &words);
    b->words[order].count = 0;
    for (int w = 0; w < words; w++) {
        double log_share = log_of(share[w]);
        Candidate c = {node, order, -1, w, share[w], log_share, from->score + log_share};
        search_run_offer(&b->best, &c);
        search_run_offer(&b->words[order], &c);
    }
    return true;
}

static void keep_finished(Beam *b, int order) {
    const TreeNode *n = &b->nodes[b->kept[order]];
    Candidate c = {n->parent, order, b->kept[order], n->word, n->share, n->log_share, n->score};
    b->words[order].count = 0;
    search_run_offer(&b->best, &c);
}

static bool is_kept(const Beam *b, const Candidate *c) {
    for (int i = 0; i < b->best.count; i++) {
        const Candidate *k = &b->best.item[i];
        if (k->node < 0 && k->order == c->order && k->word == c->word) return true;
    }
    return false;
}

static int search_run_compare(const void *left, const void *right) {
    const Candidate *a = left, *b = right;
    if (a->score != b->score) return a->score < b->score ? 1 : -1;
    return a->order != b->order ? a->order - b->order : a->word - b->word;
}

/* Of each continued hypothesis its best words that are not kept. */
static void add_passed(Beam *b, int continued) {
    Candidate passed[BEAM_MOST * BEAM_MOST];
    int count = 0, width = b->best.most;
    for (int order = 0; order < continued; order++)
        for (int i = 0, of = 0; i < b->words[order].count && of < width; i++) {
            if (is_kept(b, &b->words[order].item[i])) continue;
            passed[count++] = b->words[order].item[i];
            of++;
        }
    qsort(passed, (size_t)count, sizeof *passed, search_run_compare);
    for (int i = 0; i < count; i++) add_node(b->tree, b->nodes, &passed[i], false);
}

/* One word more. The numbers of one hypothesis count, for the others are forgotten. */
static bool beam_step(Beam *b, Error *e) {
    int continued = b->kept_count;
    double before = b->numbers, most = before;
    b->best.count = 0;
    for (int order = 0; order < continued; order++) {
        b->numbers = before;
        if (b->nodes[b->kept[order]].finished)
            keep_finished(b, order);
        else if (!continue_node(b, order, e))
            return false;
        most = fmax(most, b->numbers);
    }
    b->numbers = most;
    b->kept_count = b->best.count;
    for (int i = 0; i < b->best.count; i++) {
        const Candidate *c = &b->best.item[i];
        if (c->node < 0) add_node(b->tree, b->nodes, c, true);
        b->kept[i] = c->node >= 0 ? c->node : b->tree->count - 1;
    }
    add_passed(b, continued);
    return true;
}

static bool beam_run(Beam *b, Error *e) {
    for (int step = 0, open = b->kept_count; step < b->limit && open; step++) {
        Watch *watch = b->what->watch;
        if (watch) atomic_store(&watch->done, step), atomic_store(&watch->most, b->limit);
        if (!beam_step(b, e)) return false;
        open = 0;
        for (int i = 0; i < b->kept_count; i++) open += !b->nodes[b->kept[i]].finished;
    }
    for (int i = 0; i < b->kept_count; i++) {
        b->nodes[b->kept[i]].rank = i;
        b->nodes[b->kept[i]].finished = true;
    }
    return true;
}

/* The words of a hypothesis, to be run again. */
static int choose_forced(void *self, const Trace *t, int step) {
    (void)t;
    return ((const int *)self)[step];
}

static bool open_node(const Beam *b, Arena *arena, Decoding *out, Error *e) {
    int depth = b->nodes[b->tree->shown].depth;
    int *words = arena_many(arena, int, depth);
    tree_path(b->tree, b->tree->shown, words);
    for (int i = 0; i < depth; i++) words[i] = b->nodes[words[i]].word;
    NextWord forced = {choose_forced, words, depth};
    if (!decode_by(b->model, b->source, b->what, forced, b->kernels, arena, out, e)) return false;
    out->tree = b->tree;
    return true;
}

static bool choose_shown(Tree *t, Error *e) {
    int node = t->search.node;
    t->shown = node ? node : tree_ranked(t, 0);
    return (node >= 0 && node < t->count) ||
           error_set(e,
                     "search: there is no node %d, the tree has those from 1 to %d (0: the best "
                     "hypothesis)",
                     node, t->count - 1);
}

static bool search_beam(Beam *b, const Search *s, Arena *arena, Decoding *out, Error *e) {
    int width = s->width, words = b->model->config.target_vocab;
    if (width < BEAM_LEAST || width > BEAM_MOST)
        return error_set(e, "search: a beam of %d: there are those from %d to %d", width,
                         BEAM_LEAST, BEAM_MOST);
    size_t room = 1 + (size_t)width * (size_t)(width + 1) * (size_t)b->limit;
    b->tree = arena_new(arena, Tree);
    b->nodes = plant(b->tree, b->model, b->source, s, room, arena);
    b->kept_count = 1;
    b->target = arena_many(arena, int, b->limit);
    b->best = best_of(width, arena);
    b->words = arena_many(arena, Best, width);
    for (int i = 0; i < width; i++)
        b->words[i] = best_of(2 * width < words ? 2 * width : words, arena);
    return beam_run(b, e) && choose_shown(b->tree, e) && open_node(b, arena, out, e);
}

/* Lots */

typedef struct Lot {
    Random random;
    const Search *search;
    LotWord *room; /* for lot_words */
} Lot;

/* From the shares of the first words in order; what these lack to 1 is left out. */
static int choose_lot(void *self, const Trace *t, int step) {
    Lot *lot = self;
    double sum = 0;
    int words;
    const float *share = decode_shares(t, &words);
    (void)step;
    LotWords from = lot_words(share, words, lot->search, lot->room);
    /* In [0, 1), 32 bits. */
    double point = (double)random_next(&lot->random) * 0x1p-32 * from.all;
    for (int i = 0; i < from.count; i++) {
        sum += (double)from.item[i].share;
        if (point < sum) return from.item[i].word;
    }
    return decode_best(t); /* no shares at all, or none that are numbers */
}

static bool search_lot(const Model *m, Tokens source, const WhatIf *what, const Search *s,
                       const Kernels *k, Arena *arena, Decoding *out, Error *e) {
    int words = m->config.target_vocab;
    if (s->top_k < 0) return error_set(e, "search: top-k %d is below 0", s->top_k);
    if (!(s->top_p >= 0 && s->top_p <= 1))
        return error_set(e, "search: top-p %g is not from 0 to 1", (double)s->top_p);
    Lot lot = {random_seed(s->seed, 29), s, arena_many(arena, LotWord, 2 * words)};
    NextWord drawn = {.choose = choose_lot, .self = &lot, .most = s->words};
    if (!decode_by(m, source, what, drawn, k, arena, out, e)) return false;
    Decoding plain = *out;
    Tree *t = arena_new(arena, Tree);
    *t = *search_tree(&plain, arena);
    t->search = *s;
    out->tree = t;
    return true;
}

static Candidate candidate(const TreeNode *nodes, int parent, int word, float share) {
    double log_share = log_of(share);
    return (Candidate){parent, 0, -1, word, share, log_share, nodes[parent].score + log_share};
}

/* One step of a chain: the chosen word and the best others, the better first. Returns the chosen
 * one's node. */
static int add_link(Tree *t, TreeNode *nodes, int parent, const Decoding *d, int step) {
    Tensor p = {.shape = {1, 1, 0}};
    int word = d->output.id[step];
    p.x = decode_chances(d, step, &p.shape.cols);
    int best[SEARCH_ALTERNATIVES + 1], chosen = 0, others = 0;
    int count = measure_largest(p, 0, 0, best, SEARCH_ALTERNATIVES + 1);
    bool among = false;
    for (int i = 0; i < count; i++) among = among || best[i] == word;
    for (int i = 0; i < count; i++) {
        if (best[i] != word && others++ == SEARCH_ALTERNATIVES) continue;
        Candidate c = candidate(nodes, parent, best[i], p.x[best[i]]);
        if (best[i] == word) chosen = t->count;
        add_node(t, nodes, &c, best[i] == word);
    }
    if (among) return chosen;
    Candidate c = candidate(nodes, parent, word, p.x[word]);
    add_node(t, nodes, &c, true);
    return t->count - 1;
}

const Tree *search_tree(const Decoding *d, Arena *arena) {
    if (d->tree) return d->tree;
    Tree *t = arena_new(arena, Tree);
    TreeNode *nodes = plant(t, d->model, d->source, &(Search){0},
                            1 + (size_t)d->steps * (SEARCH_ALTERNATIVES + 2), arena);
    for (int step = 0; step < d->steps; step++) t->shown = add_link(t, nodes, t->shown, d, step);
    nodes[t->shown].finished = true;
    nodes[t->shown].rank = 0;
    return t;
}

bool search_tokens(const Model *m, Tokens source, const WhatIf *what, const Search *s,
                   const Kernels *k, Arena *arena, Decoding *out, Error *e) {
    if (!s || s->kind == SEARCH_GREEDY)
        return decode_by(m, source, what, (NextWord){.most = s ? s->words : 0}, k, arena, out, e);
    if (s->kind == SEARCH_SAMPLE) return search_lot(m, source, what, s, k, arena, out, e);
    Beam b = {.model = m,
              .source = source,
              .what = what,
              .kernels = k,
              .limit = decode_words_most(m, source, s->words)};
    bool ok = search_beam(&b, s, arena, out, e);
    arena_free(&b.work);
    return ok;
}

bool search_text(const Model *m, const char *text, const WhatIf *what, const Search *s,
                 const Kernels *k, Arena *arena, Decoding *out, Error *e) {
    Tokens source;
    if (!decode_source(m, text, what, arena, &source, e)) return false;
    return search_tokens(m, source, what, s, k, arena, out, e);
}
