/* The end of the model: the best words in order, the sentence so far, and the chosen word on its
   way into it. The font has fixed measures, the model is tiny and random. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tiny_world.h"
#include "trace/measure.h"

static int make_world(void **state) {
    World *w = *state = tiny_world("the cat sees a dog");
    assert_true(w->run.steps >= 3);
    return w->run.steps > 0 ? 0 : -1;
}

static View view_of(const char *path, int t) {
    View v = view_default("the cat sees a dog");
    strcpy(v.shown.at.path, path);
    v.shown.at.t = t;
    return v;
}

static Scene build(World *w, const View *v) {
    return tiny_scene(w, v);
}

static const char *word(const World *w, int at) {
    return vocab_label(&w->model.target, w->run.output.id[at]);
}

/* The first text of a group that reads so, or NULL. */
static const Item *find(const Scene *s, const char *group, const char *text) {
    for (int i = 0; i < s->count; i++) {
        const Item *item = &s->items[i];
        if (item->kind == ITEM_TEXT && strcmp(item->group, group) == 0 &&
            strcmp(item->text, text) == 0)
            return item;
    }
    return NULL;
}

static void the_word_flies_down_into_the_sentence(void **state) {
    World *w = *state;
    View v = view_of("output.probabilities", 1);
    float last = 0;
    for (int i = 0; i <= 9; i++) {
        v.shown.played = (float)i / 10;
        Scene s = build(w, &v);
        const Item *flying = find(&s, "overlay", word(w, 1));
        assert_non_null(flying);
        if (i <= 4)
            assert_true(i == 0 || flying->y == last);
        else
            assert_true(flying->y > last);
        last = flying->y;
    }
    v.shown.played = 1;
    Scene s = build(w, &v);
    assert_null(find(&s, "overlay", word(w, 1)));
    assert_true(last > 0.7f * 900);
}

/* Words in boxes, from left to right, in the lowest line of boxes. */
static int words_in_boxes(const Scene *s, const Item *out[32]) {
    int count = 0;
    float low = 0;
    for (int i = 0; i + 1 < s->count; i++) {
        const Item *box = &s->items[i], *text = box + 1;
        if (box->kind == ITEM_BOX && text->kind == ITEM_TEXT && box->line > 0) low = box->y;
    }
    for (int i = 0; i + 1 < s->count; i++) {
        const Item *box = &s->items[i], *text = box + 1;
        bool holds =
            box->kind == ITEM_BOX && box->line > 0 && box->y == low && text->kind == ITEM_TEXT;
        if (holds && text->x >= box->x && text->x + text->w <= box->x + box->w && count < 32)
            out[count++] = text;
    }
    return count;
}

static void the_sentence_stands_in_boxes(void **state) {
    World *w = *state;
    for (int t = 0; t < w->run.steps; t++) {
        View v = view_of("output.probabilities", t);
        const Item *text[32];
        Scene s = build(w, &v);
        assert_int_equal(words_in_boxes(&s, text), w->run.output.count + 1);
        assert_string_equal(text[0]->text, vocab_label(&w->model.target, TOKEN_BOS));
        for (int i = 0; i < w->run.output.count; i++) {
            assert_string_equal(text[i + 1]->text, word(w, i));
            bool later = i > t; /* of a step that has not been taken */
            assert_true((text[i + 1]->fill != text[0]->fill) == later);
        }
    }
}

/* Each line of the list leads to its cell: a target of one cell. */
static void the_best_words_come_first(void **state) {
    World *w = *state;
    static const char *const paths[] = {"output.logits", "output.probabilities"};
    for (int k = 0; k < 2; k++) {
        View v = view_of(paths[k], -1);
        v.shown.at.row = 1;
        Scene s = build(w, &v);
        Tensor x = trace_find(decode_trace(&w->run, w->run.steps - 1), paths[k]);
        int order[10], count = measure_largest(x, 0, 1, order, 10), found = 0;
        float last = 0;
        for (int i = 0; i < s.target_count; i++) {
            const Target *t = &s.targets[i];
            if (t->kind != TARGET_CELLS || t->rows != 1 || t->cols != 1 ||
                strcmp(t->path, paths[k]) != 0)
                continue;
            assert_int_equal(t->row0, 1);
            assert_int_equal(t->col0, order[found]);
            assert_true(t->y > last);
            last = t->y;
            found++;
        }
        assert_int_equal(found, count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_word_flies_down_into_the_sentence),
        cmocka_unit_test(the_sentence_stands_in_boxes),
        cmocka_unit_test(the_best_words_come_first),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
