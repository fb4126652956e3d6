/* A vocabulary of more words than anybody can see: figures show some of its columns and say so, the
   pointer finds the true ones, files have all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "line_model.h"
#include "scene/pen/hit.h"
#include "scene_world.h"
#include "trace/measure.h"

enum { WORDS = 12000 };

/* The words of line_model, and many more. */
static void open_many(World *w) {
    Arena *arena = &w->arena;
    const char **words = arena_many(arena, const char *, WORDS);
    Random random = random_seed(3, 1);
    w->model = line_model(arena, POSITIONS_SINUSOIDAL);
    for (int i = 0; i < WORDS; i++)
        words[i] =
            i < w->model.target.count ? w->model.target.words[i] : arena_print(arena, "w%d", i);
    w->model.source = w->model.target = vocab_make(words, WORDS, arena);
    w->model.config.target_vocab = WORDS;
    w->model.config.words = 3;
    w->model.config.eos = -1;
    weights_layout(&w->model.config, arena, &w->model.weights);
    weights_random(&w->model.weights, &random);
    decode(w, "the fox had a red");
}

static View view_of(const char *path) {
    View v = view_default("the fox had a red");
    strcpy(v.shown.at.path, path);
    v.shown.at.depth = DEPTH_STEP;
    return v;
}

static bool says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, text)) return true;
    return false;
}

/* Whether a cell of that column answers the pointer in the middle of its place. */
static bool answers(const Scene *s, const char *path, int col) {
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i], *hit;
        int row, at;
        if (t->kind != TARGET_CELLS || strcmp(t->path, path) != 0 || t->col0 != col || t->rows < 2)
            continue;
        assert_int_equal(t->cols, 1);
        assert_true(scene_hit(s, t->x + t->w / 2, t->y + t->h / 2, &hit, &row, &at));
        return hit == t && at == col;
    }
    return false;
}

/* The same of a row that is drawn as a column. */
static bool row_answers(const Scene *s, const char *path, int row) {
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i], *hit;
        int at, col;
        if (t->kind != TARGET_CELLS || strcmp(t->path, path) != 0 || !t->transposed) continue;
        if (t->row0 != row || t->rows != 1) continue;
        assert_true(scene_hit(s, t->x + t->w / 2, t->y + t->h / 2, &hit, &at, &col));
        return hit == t && at == row;
    }
    return false;
}

/* Of a row of the table that stands by itself. */
static bool line_answers(const Scene *s, int row) {
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i], *hit;
        int at, col;
        if (t->kind != TARGET_CELLS || strcmp(t->path, "decoder.w.embed") != 0 || t->row0 != row)
            continue;
        assert_true(scene_hit(s, t->x + t->w / 2, t->y + t->h / 2, &hit, &at, &col));
        return hit == t && at == row && col > 0;
    }
    return false;
}

static void some_columns_stand_for_all(void **state) {
    World *w = *state;
    static const char *const paths[] = {"output.probabilities", "output.logits", "output.tempered"};
    open_many(w);
    int row = w->run.rows.count - 2, best[12], words;
    Tensor chances = {.shape = {1, 1, WORDS}};
    chances.x = decode_chances(&w->run, w->run.steps - 1, &words);
    assert_int_equal(measure_largest(chances, 0, 0, best, 12), 12);
    for (int i = 0; i < 3; i++)
        for (int lang = 0; lang < 2; lang++) {
            View v = view_of(paths[i]);
            SceneInput in = world_input(w, &v, 1440, 900, lang);
            Scene s = world_scene(w, &in);
            assert_true(says(&s, lang ? "из 12\u00a0000" : "of 12,000"));
            for (int k = 0; k < 12; k++) assert_true(answers(&s, paths[i], best[k]));
            for (int r = 0; r <= row; r++)
                assert_true(answers(&s, paths[i], decode_next(&w->run, r)));
            report_faults(w, &s, paths[i]);
        }
    assert_int_equal(w->wrong, 0);
}

/* A word that is pinned has its column, whatever it is; the best ones are of the pinned row then.
 */
static void the_pinned_word_is_among_them(void **state) {
    World *w = *state;
    open_many(w);
    View v = view_of("output.probabilities");
    v.shown.at.row = 1, v.shown.at.col = 11987;
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    Scene s = world_scene(w, &in);
    assert_true(answers(&s, "output.probabilities", 11987));
    int best;
    Tensor p = trace_find(decode_trace(&w->run, w->run.steps - 1), "output.probabilities");
    assert_int_equal(measure_largest(p, 0, 1, &best, 1), 1);
    assert_true(answers(&s, "output.probabilities", best));
    assert_false(answers(&s, "output.probabilities", 11986));
}

/* Beside a row's sum stands what the words that are seen have of it. */
static void sums_tell_how_much_is_seen(void **state) {
    World *w = *state;
    open_many(w);
    View v = view_of("output.probabilities");
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    Scene s = world_scene(w, &in);
    int words;
    const float *p = decode_chances(&w->run, w->run.steps - 1, &words);
    double part = 0;
    for (int j = 0; j < WORDS; j++)
        if (answers(&s, "output.probabilities", j)) part += (double)p[j];
    char text[32];
    snprintf(text, sizeof text, "%.2f of 1.0", part);
    assert_true(part < 0.9 && says(&s, part < 0.995 ? text + 1 : text));
    assert_true(says(&s, "shown of Σ"));
}

/* The table of so many words is told by some of its rows: the pinned one, those of the text, those
   that may come next. */
static void a_table_of_words_shows_some_rows(void **state) {
    World *w = *state;
    static const char *const forms[] = {"matrix", "alone"};
    open_many(w);
    for (int f = 0; f < 2; f++)
        for (int lang = 0; lang < 2; lang++) {
            View v = view_of("decoder.w.embed");
            v.shown.at.row = 11987;
            v.shown.at.form = f ? FORM_ALONE : FORM_MATRIX;
            SceneInput in = world_input(w, &v, 1440, 900, lang);
            Scene s = world_scene(w, &in);
            assert_true(says(&s, lang ? "из 12\u00a0000" : "of 12,000"));
            assert_true(says(&s, "w11987") && says(&s, "fox"));
            assert_true(row_answers(&s, "decoder.w.embed", 11987));
            for (int r = 0; r < w->run.given; r++)
                assert_true(row_answers(&s, "decoder.w.embed", decode_token(&w->run, r)));
            assert_false(row_answers(&s, "decoder.w.embed", 11986));
            report_faults(w, &s, forms[f]);
        }
    assert_int_equal(w->wrong, 0);
}

/* Looking words up in it shows their rows and those beside them, and how many there are. */
static void a_lookup_shows_the_rows_of_the_text(void **state) {
    World *w = *state;
    static const int sizes[][2] = {{320, 240}, {400, 860}, {1024, 768}, {1440, 900}, {3840, 2160}};
    open_many(w);
    for (int size = 0; size < 5; size++)
        for (int turn = 0; turn < 4; turn++) {
            View v = view_of("decoder.embed");
            v.shown.at.row = turn ? turn : -1;
            v.shown.setting.presenting = turn == 3;
            v.shown.setting.text_size = turn == 2 ? 150 : 100;
            SceneInput in = world_input(w, &v, sizes[size][0], sizes[size][1], turn % 2);
            in.frame = turn != 2;
            Scene s = world_scene(w, &in);
            report_faults(w, &s, "a lookup");
            if (size < 3 || turn) continue;
            assert_true(says(&s, "of 12,000 rows"));
            for (int r = 0; r < w->run.given; r++)
                for (int k = -1; k <= 1; k++)
                    assert_true(line_answers(&s, decode_token(&w->run, r) + k));
            assert_false(line_answers(&s, 5000));
        }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_columns_stand_for_all),
        cmocka_unit_test(the_pinned_word_is_among_them),
        cmocka_unit_test(sums_tell_how_much_is_seen),
        cmocka_unit_test(a_table_of_words_shows_some_rows),
        cmocka_unit_test(a_lookup_shows_the_rows_of_the_text),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
