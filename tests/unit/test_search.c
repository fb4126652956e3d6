/* Beam search against a straightforward one in Python (tests/reference/make_beam.py), the tree that
   it leaves, the runs that are opened from it, and words drawn by lot. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "tiny_model.h"
#include "trace/draws.h"
#include "trace/search_run.h"

#if defined(__SANITIZE_ADDRESS__)
enum { EVERY = 7 };
#else
enum { EVERY = 1 };
#endif

/* Scores are sums of up to 64 logarithms of float32 probabilities; a logarithm is off by as much as
   its logit, a sum over 64 features after four layers: some 1e-6 each. 1e-4 is twice the largest
   distance met here. A decision closer than that may rightly fall the other way, and only such a
   one. */
static const double BOUND = 1e-4;

typedef struct Case {
    char model[16];
    int width;
    double margin;
    int source[64], source_count;
    double score[BEAM_MOST];
    int words[BEAM_MOST][64], count[BEAM_MOST], hypotheses;
} Case;

typedef struct World {
    Arena arena, run;
    Model en_fr, dates, tiny;
} World;

static void load(World *w, const char *folder, Model *out) {
    Error e = {{0}};
    if (!model_load(folder, &w->arena, out, &e)) fail_msg("%s", e.text);
}

static int make_world(void **state) {
    static World w;
    load(&w, "assets/models/en-fr", &w.en_fr);
    load(&w, "assets/models/dates", &w.dates);
    w.tiny = tiny_model(&w.arena);
    *state = &w;
    return 0;
}

static int end_world(void **state) {
    World *w = *state;
    arena_free(&w->arena);
    arena_free(&w->run);
    return 0;
}

static int numbers(char *text, int *out) {
    int count = 0;
    char *rest;
    for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        out[count++] = atoi(word);
    return count;
}

static void read_case(char *line, Case *c) {
    char *rest, *head = strtok_r(line, "|", &rest), *source = strtok_r(NULL, "|", &rest);
    *c = (Case){.hypotheses = 0};
    assert_int_equal(sscanf(head, "%15s %d %lf", c->model, &c->width, &c->margin), 3);
    c->source_count = numbers(source, c->source);
    for (char *part; (part = strtok_r(NULL, "|", &rest));) {
        char *after;
        int h = c->hypotheses++;
        c->score[h] = strtod(part, &after);
        c->count[h] = numbers(after, c->words[h]);
    }
}

static bool search(const Model *m, Tokens source, const WhatIf *what, Search s, Arena *arena,
                   Decoding *out, Error *e) {
    return search_tokens(m, source, what, &s, kernels_best(), arena, out, e);
}

/* Whether hypothesis `rank` has the reference's words; then its score must be the reference's, too.
 */
static bool same_hypothesis(const Tree *t, int rank, const Case *c, double *worst) {
    int path[64], node = tree_ranked(t, rank), depth = t->nodes[node].depth;
    tree_path(t, node, path);
    bool same = depth == c->count[rank];
    for (int i = 0; i < depth && same; i++) same = t->nodes[path[i]].word == c->words[rank][i];
    if (same) *worst = fmax(*worst, fabs(t->nodes[node].score - c->score[rank]));
    return same;
}

/* Every recorded probability of the opened run is the tree's, bit for bit. */
static void same_bits(const Decoding *d) {
    const Tree *t = d->tree;
    int path[64], words;
    assert_int_equal(d->steps, t->nodes[t->shown].depth);
    tree_path(t, t->shown, path);
    for (int i = 0; i < d->steps; i++) {
        const float *share = decode_chances(d, i, &words);
        const TreeNode *n = &t->nodes[path[i]];
        assert_int_equal(d->output.id[i], n->word);
        assert_memory_equal(&share[n->word], &n->share, sizeof n->share);
    }
}

static void test_reference(void **state) {
    World *w = *state;
    Bytes file;
    Error e = {{0}};
    char *rest;
    int cases = 0, hypotheses = 0, close = 0, at = 0;
    double worst = 0;
    if (!file_read("tests/reference/beam/hypotheses.txt", 1 << 20, &w->arena, &file, &e))
        fail_msg("%s", e.text);
    char *text = arena_copy(&w->arena, (const char *)file.data, file.size);
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), at++) {
        Case c;
        Decoding d;
        bool same = true;
        if (at % EVERY) continue;
        read_case(line, &c);
        const Model *m = strcmp(c.model, "dates") == 0 ? &w->dates : &w->en_fr;
        arena_reset(&w->run);
        if (!search(m, (Tokens){c.source, c.source_count}, &(WhatIf){0},
                    (Search){.kind = SEARCH_BEAM, .width = c.width}, &w->run, &d, &e))
            fail_msg("%s", e.text);
        assert_int_equal(tree_finished(d.tree), c.hypotheses);
        for (int i = 0; i < c.hypotheses; i++)
            same = same_hypothesis(d.tree, i, &c, &worst) && same;
        if (!same && c.margin >= BOUND)
            fail_msg("line %d: other words, though the decision was by %g", at + 1, c.margin);
        same_bits(&d);
        close += !same;
        cases++, hypotheses += c.hypotheses;
    }
    print_message(
        "# %d sentences, %d hypotheses: scores within %.2g; %d differ by a decision below %g\n",
        cases, hypotheses, worst, close, BOUND);
    assert_int_equal(at, 200);
    assert_true(worst <= BOUND);
    assert_true(close <= 2);
}

static void decode_beam(World *w, const char *text, const WhatIf *what, Search s, Decoding *d) {
    Error e = {{0}};
    arena_reset(&w->run);
    if (!search_text(&w->en_fr, text, what, &s, kernels_best(), &w->run, d, &e))
        fail_msg("%s", e.text);
}

static const char sentence[] = "the dog did not cross the street because it was too tired .";

/* Parents stand first, scores add up, of one step the better stands first, and every continued
   hypothesis shows at least `width` words that it was not continued with. */
static void test_tree(void **state) {
    World *w = *state;
    for (int width = BEAM_LEAST; width <= BEAM_MOST; width++) {
        Decoding d;
        decode_beam(w, sentence, &(WhatIf){0}, (Search){.kind = SEARCH_BEAM, .width = width}, &d);
        const Tree *t = d.tree;
        int *passed = arena_many(&w->run, int, t->count), kept[64] = {0};
        bool *continued = arena_many(&w->run, bool, t->count);
        for (int i = 1; i < t->count; i++) {
            const TreeNode *n = &t->nodes[i], *p = &t->nodes[n->parent];
            assert_true(n->parent < i && n->depth == p->depth + 1 && p->kept);
            assert_true(n->score == p->score + n->log_share);
            if (n[-1].depth == n->depth && n[-1].kept == n->kept)
                assert_true(n[-1].score >= n->score);
            assert_true(t->nodes[i - 1].depth <= n->depth);
            continued[n->parent] = true;
            passed[n->parent] += !n->kept;
            kept[n->depth] += n->kept;
        }
        for (int i = 0; i < t->count; i++) assert_true(!continued[i] || passed[i] >= width);
        for (int i = 0; i < 64; i++) assert_true(kept[i] <= width);
        assert_int_equal(tree_finished(t), width);
        assert_int_equal(t->shown, tree_ranked(t, 0));
    }
}

/* Any node can be opened; beyond them there is none. */
static void test_nodes(void **state) {
    World *w = *state;
    Decoding d;
    Error e = {{0}};
    Search s = {.kind = SEARCH_BEAM, .width = 3};
    decode_beam(w, sentence, &(WhatIf){0}, s, &d);
    int count = d.tree->count;
    for (int node = 1; node < count; node += EVERY) {
        s.node = node;
        decode_beam(w, sentence, &(WhatIf){0}, s, &d);
        assert_int_equal(d.tree->shown, node);
        assert_int_equal(d.tree->count, count);
        same_bits(&d);
        assert_true(d.complete == (d.output.id[d.steps - 1] == TOKEN_EOS));
    }
    s.node = count;
    assert_false(
        search_text(&w->en_fr, sentence, &(WhatIf){0}, &s, kernels_best(), &w->run, &d, &e));
    assert_non_null(strstr(e.text, "there is no node"));
    s = (Search){.kind = SEARCH_BEAM, .width = 9};
    assert_false(
        search_text(&w->en_fr, sentence, &(WhatIf){0}, &s, kernels_best(), &w->run, &d, &e));
    assert_non_null(strstr(e.text, "from 2 to 8"));
}

/* What-ifs hold for every hypothesis: the tree's shares are those of the opened run under them, and
 * not the true ones. */
static void test_what_ifs(void **state) {
    World *w = *state;
    const Patch head = {.path = "encoder.1.self.heads", .head = 2, .row = ALL, .col = ALL};
    const WhatIf what[] = {{.options = {.scale_off = true}},
                           {.options = {.mask_off = true}},
                           {.patches = &head, .patch_count = 1}};
    Decoding plain, d;
    Search s = {.kind = SEARCH_BEAM, .width = 4};
    decode_beam(w, sentence, &(WhatIf){0}, s, &plain);
    double score = plain.tree->nodes[plain.tree->shown].score;
    for (int i = 0; i < 3; i++)
        for (int rank = 0; rank < 4; rank++) {
            decode_beam(w, sentence, &what[i], s, &d);
            s.node = tree_ranked(d.tree, rank);
            decode_beam(w, sentence, &what[i], s, &d);
            same_bits(&d);
            assert_true(d.tree->nodes[d.tree->shown].score != score);
            s.node = 0;
        }
}

/* A share of 0, or no number at all, is −∞ and never NaN; the search still ends. */
static void test_no_share(void **state) {
    World *w = *state;
    const float bad[] = {INFINITY, 1e30f, NAN};
    for (int i = 0; i < 3; i++) {
        const Patch patch = {.path = "output.logits", .row = ALL, .col = 3, .x = bad[i]};
        const WhatIf what = {.patches = &patch, .patch_count = 1};
        Decoding d;
        Error e = {{0}};
        int source[] = {3, 4, 5};
        for (int kind = SEARCH_BEAM; kind <= SEARCH_SAMPLE; kind++) {
            arena_reset(&w->run);
            Search s = {.kind = (SearchKind)kind, .width = 3};
            if (!search(&w->tiny, (Tokens){source, 3}, &what, s, &w->run, &d, &e))
                fail_msg("%s", e.text);
            for (int n = 0; n < d.tree->count; n++)
                assert_false(isnan(d.tree->nodes[n].score) || isnan(d.tree->nodes[n].log_share));
        }
    }
}

/* No ⟨eos⟩ fits: the hypotheses end where there is no more room. */
static void test_room(void **state) {
    World *w = *state;
    const Patch never = {.path = "output.logits", .row = ALL, .col = TOKEN_EOS, .x = -1e9f};
    const WhatIf what = {.patches = &never, .patch_count = 1};
    Decoding d;
    Error e = {{0}};
    int source[] = {3, 4, 5};
    arena_reset(&w->run);
    if (!search(&w->tiny, (Tokens){source, 3}, &what, (Search){.kind = SEARCH_BEAM, .width = 8},
                &w->run, &d, &e))
        fail_msg("%s", e.text);
    assert_int_equal(d.steps, 12);
    assert_false(d.complete);
    assert_int_equal(tree_finished(d.tree), 8);
    for (int rank = 0; rank < 8; rank++)
        assert_int_equal(d.tree->nodes[tree_ranked(d.tree, rank)].depth, 12);
}

static void same_words(const Decoding *a, const Decoding *b) {
    assert_int_equal(a->steps, b->steps);
    assert_memory_equal(a->output.id, b->output.id, (size_t)a->steps * sizeof *a->output.id);
}

static void test_greedy(void **state) {
    World *w = *state;
    Decoding plain, d;
    Error e = {{0}};
    Arena arena = {0};
    assert_true(decode_text(&w->en_fr, sentence, &(WhatIf){0}, kernels_best(), &arena, &plain, &e));
    decode_beam(w, sentence, &(WhatIf){0}, (Search){0}, &d);
    same_words(&plain, &d);
    assert_null(d.tree);
    decode_beam(w, sentence, &(WhatIf){0}, (Search){.kind = SEARCH_SAMPLE, .seed = 5, .top_k = 1},
                &d);
    same_words(&plain, &d); /* of one word the lot falls on it */
    same_bits(&d);
    const Tree *t = search_tree(&plain, &arena);
    assert_int_equal(t->nodes[t->shown].depth, plain.steps);
    assert_int_equal(t->count, 1 + plain.steps * (1 + SEARCH_ALTERNATIVES));
    assert_true(t->nodes[t->shown].score == d.tree->nodes[d.tree->shown].score);
    arena_free(&arena);
}

/* Random words, whose answer is uncertain enough for lots to matter. */
static const char uncertain[] = "a road neighbour sleep these bottle owl not .";

static void test_lots(void **state) {
    World *w = *state;
    Decoding a, b;
    Arena arena = {0};
    Error e = {{0}};
    int other = 0;
    for (uint32_t seed = 0; seed < 40; seed += EVERY) {
        Search s = {.kind = SEARCH_SAMPLE,
                    .seed = seed,
                    .top_k = seed % 3 ? 5 : 0,
                    .top_p = seed % 2 ? 0.7f : 0};
        arena_reset(&arena);
        decode_beam(w, uncertain, &(WhatIf){0}, s, &a);
        if (!search_text(&w->en_fr, uncertain, &(WhatIf){0}, &s, kernels_named("plain"), &arena, &b,
                         &e))
            fail_msg("%s", e.text);
        same_words(&a, &b); /* on every machine */
        same_bits(&a);
        for (int i = 0; i < a.steps; i++) {
            int words, better = 0;
            const float *share = decode_chances(&a, i, &words);
            double before = 0; /* the share of those before it */
            for (int k = 0; k < words; k++) better += share[k] > share[a.output.id[i]];
            for (int k = 0; k < words; k++)
                before += share[k] > share[a.output.id[i]] ? (double)share[k] : 0;
            if (s.top_p > 0) assert_true(before < (double)s.top_p);
            other += better > 0;
            if (s.top_k) assert_true(better < s.top_k);
        }
    }
    assert_true(other > 0);
    arena_free(&arena);
}

/* The first words of many seeds fall as the recorded probabilities say. */
static void test_fair(void **state) {
    World *w = *state;
    enum { DRAWS = 4000 / EVERY };
    int source[] = {3, 4, 5}, count[9] = {0}, words;
    Error e = {{0}};
    float share[9];
    double far = 0;
    for (uint32_t seed = 0; seed < DRAWS; seed++) {
        Decoding d;
        arena_reset(&w->run);
        Search s = {.kind = SEARCH_SAMPLE, .seed = seed};
        if (!search(&w->tiny, (Tokens){source, 3}, &(WhatIf){0}, s, &w->run, &d, &e))
            fail_msg("%s", e.text);
        count[d.output.id[0]]++;
        memcpy(share, decode_chances(&d, 0, &words), sizeof share);
        assert_int_equal(words, 9);
    }
    for (int i = 0; i < 9; i++) {
        double p = (double)share[i], away = fabs((double)count[i] / DRAWS - p),
               spread = sqrt(p * (1 - p) / DRAWS);
        far = fmax(far, away / fmax(spread, 1e-6));
    }
    assert_true(far < 4);
}

/* Draws come as often as their shares say, fewer are the first of more, and what top-k or top-p
   leaves out never comes. */
static void the_next_word_is_drawn_by_its_share(void **state) {
    const float share[] = {0.05f, 0.4f, NAN, 0.05f, 0.3f, 0.2f, 0};
    enum { WORDS = sizeof share / sizeof *share };
    Arena arena = {0};
    Draws d, more, again;
    (void)state;
    draws_make(share, WORDS, &(Search){.seed = 5}, 3, DRAWS_MOST, &arena, &more);
    draws_make(share, WORDS, &(Search){.seed = 5}, 3, DRAWS_MOST, &arena, &again);
    int sum = 0;
    for (int w = 0; w < WORDS; w++) {
        double due = share[w] > 0 ? (double)share[w] * DRAWS_MOST : 0;
        assert_true(fabs(more.of[w] - due) <= 4 * sqrt(due));
        assert_int_equal(more.of[w], again.of[w]);
        sum += more.of[w];
    }
    assert_int_equal(sum, DRAWS_MOST);
    for (int n = 1; n < 20; n++) {
        Draws one;
        draws_make(share, WORDS, &(Search){.seed = 5}, 3, n, &arena, &d);
        draws_make(share, WORDS, &(Search){.seed = 5}, 3, n - 1, &arena, &one);
        assert_int_equal(d.of[d.last], one.of[d.last] + 1);
    }
    draws_make(share, WORDS, &(Search){.seed = 5, .top_k = 4}, 3, DRAWS_MOST, &arena, &d);
    assert_int_equal(d.left, 4);
    assert_true(d.allowed[0] && !d.allowed[3]); /* of equals the first */
    assert_true(d.of[0] > 0 && d.of[3] == 0);
    draws_make(share, WORDS, &(Search){.top_k = 4, .top_p = 0.6f}, 0, DRAWS_MOST, &arena, &d);
    assert_int_equal(d.left, 2);
    assert_int_equal(d.of[1] + d.of[4], DRAWS_MOST);
    draws_make(share, WORDS, &(Search){.top_k = 1}, 0, 9, &arena, &d);
    assert_int_equal(d.of[1], 9);
    draws_make(&share[6], 1, &(Search){.seed = 1}, 0, 9, &arena, &d);
    assert_int_equal(d.count, 0);
    assert_int_equal(d.last, -1);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference), cmocka_unit_test(test_tree),
        cmocka_unit_test(test_nodes),     cmocka_unit_test(test_what_ifs),
        cmocka_unit_test(test_no_share),  cmocka_unit_test(test_room),
        cmocka_unit_test(test_greedy),    cmocka_unit_test(test_lots),
        cmocka_unit_test(test_fair),      cmocka_unit_test(the_next_word_is_drawn_by_its_share),
    };
    return cmocka_run_group_tests_name("search", tests, make_world, end_world);
}
