/* Words, numbers and names at a matrix: a colour says who asks and who is asked, a slant says which
   language a word is of, in every form. On the shipped model, with the window's own letters. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "export/figure.h"
#include "scene/frame/build.h"
#include "scene/pen/theme.h"
#include "scene_world.h"

#define SENTENCE "the dog did not cross the street because it was too tired."

static int open_world(void **state) {
    make_world(state);
    load_model(*state, "assets/models/en-fr");
    decode(*state, SENTENCE);
    return 0;
}

/* A figure in a window of that size, with no panels. */
static Scene draw(World *w, const char *line, int width, int height) {
    View v = view_default(SENTENCE);
    Scene s;
    Error e = {{0}};
    if (!view_parse(line, &w->run, &w->arena, &v, &e)) fail_msg("%s", e.text);
    SceneInput in = world_input(w, &v, width, height, 0);
    in.frame = false;
    s = world_scene(w, &in);
    return s;
}

/* The first text of that kind in the figure after item `from`, or NULL. */
static const Item *text_of(const Scene *s, const char *text, Color color) {
    for (int i = 0; i < s->count; i++) {
        const Item *m = &s->items[i];
        if (m->kind == ITEM_TEXT && strcmp(m->text, text) == 0 && m->fill == color) return m;
    }
    return NULL;
}

static Face face_of(const Scene *s, const char *text, Color color) {
    const Item *m = text_of(s, text, color);
    if (!m) fail_msg("there is no '%s' in that colour", text);
    return m->face;
}

static Color colour_of(Role role) {
    Theme t;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &t);
    return t.role[role];
}

static void roles_have_one_colour_in_every_form(void **state) {
    static const char *const forms[] = {"scores", "scaled", "masked", "weights"};
    Color asks = colour_of(ROLE_Q), asked = colour_of(ROLE_K);
    for (int i = 0; i < 4; i++) {
        char line[128];
        snprintf(line, sizeof line, "show decoder.1.cross.%s head=2", forms[i]);
        Scene s = draw(*state, line, 1600, 900);
        assert_non_null(text_of(&s, "il", asks));
        assert_non_null(text_of(&s, "dog", asked));
        snprintf(line, sizeof line, "show encoder.1.self.%s head=2", forms[i]);
        s = draw(*state, line, 1600, 900);
        assert_non_null(text_of(&s, "dog", asks));
        assert_non_null(text_of(&s, "dog", asked));
    }
    Scene bars = draw(*state, "show decoder.1.cross.weights head=2 form=bars", 1600, 900);
    assert_non_null(text_of(&bars, "dog", asked));
}

static void only_words_of_the_other_language_are_slanted(void **state) {
    Scene s = draw(*state, "show decoder.1.cross.weights head=2 form=alone", 1600, 900);
    Color asks = colour_of(ROLE_Q), asked = colour_of(ROLE_K);
    assert_int_equal(face_of(&s, "il", asks), FACE_ITALIC);
    assert_int_equal(face_of(&s, "parce", asks), FACE_ITALIC);
    assert_int_equal(face_of(&s, ".", asks), FACE_TEXT);
    assert_int_equal(face_of(&s, "⟨eos⟩", asks), FACE_TEXT);
    assert_int_equal(face_of(&s, "dog", asked), FACE_TEXT);
}

/* Amber is what is pointed at, and not a word's: the word becomes bold. */
static void a_pointed_word_keeps_its_colour(void **state) {
    Scene s = draw(*state, "show decoder.1.cross.scores head=2; point row=10 col=1", 1600, 900);
    assert_int_equal(face_of(&s, "il", colour_of(ROLE_Q)), FACE_BOLD_ITALIC);
    assert_int_equal(face_of(&s, "dog", colour_of(ROLE_K)), FACE_BOLD);
    assert_null(text_of(&s, "il", colour_of(ROLE_HOT)));
}

/* Two columns where there is room, one where matrices need it. */
static void rows_tell_what_they_read_and_write(void **state) {
    Scene s = draw(*state, "show decoder.1.cross.scores head=2", 1920, 1080);
    Color muted = colour_of(ROLE_MUTED);
    const Item *reads = text_of(&s, "reads", muted),
               *head = text_of(&s, "writes", colour_of(ROLE_Q)), *word = text_of(&s, "qu'", muted),
               *written = text_of(&s, "il", colour_of(ROLE_Q));
    assert_non_null(reads);
    assert_non_null(head);
    assert_non_null(word);
    assert_true(word->y == written->y && word->x < written->x && reads->y == head->y);
    s = draw(*state, "show decoder.1.cross.weights head=2", 760, 640);
    assert_null(text_of(&s, "reads", muted));
    assert_non_null(text_of(&s, "writes", muted));
    assert_non_null(text_of(&s, "il", colour_of(ROLE_Q)));
}

/* Level where there is room, else turned; nearer columns are steeper; none is left out. */
static void every_label_is_there(void **state) {
    static const struct {
        int width, height;
        float least, most;
    } sizes[] = {{2560, 1200, 0, 50}, {1440, 900, 50, 50}, {1024, 768, 50, 58}};
    for (int i = 0; i < 3; i++) {
        Scene s =
            draw(*state, "show decoder.1.cross.weights head=2", sizes[i].width, sizes[i].height);
        static const char *const keys[] = {"the",     "dog", "did", "not", "cross", "street",
                                           "because", "it",  "was", "too", "tired", "."};
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
            const Item *m = text_of(&s, keys[k], colour_of(ROLE_K));
            if (!m) fail_msg("no '%s' at %d × %d", keys[k], sizes[i].width, sizes[i].height);
            assert_true(m->degrees >= sizes[i].least && m->degrees <= sizes[i].most);
        }
    }
}

/* Two places; nothing for what would be .00 but a dot, which is explained once. */
static void shares_have_one_format(void **state) {
    Scene s = draw(*state, "show decoder.1.cross.weights head=2", 1600, 900);
    int dots = 0, said = 0;
    for (int i = 0; i < s.count; i++) {
        const Item *m = &s.items[i];
        if (m->kind != ITEM_TEXT) continue;
        dots += strcmp(m->text, "·") == 0;
        said += strcmp(m->text, "· below .005") == 0;
        assert_true(strcmp(m->text, ".00") != 0);
    }
    assert_int_equal(said, 1);
    assert_in_range(dots, 100, 16 * 13);
    assert_non_null(text_of(&s, ".98", theme_ink(0xFFE9B8FF)));
    assert_non_null(text_of(&s, "1.0", theme_ink(0xFFE9B8FF)));
}

/* Scores of both matrices are whole where cells of one are narrow. */
static void scores_side_by_side_have_one_format(void **state) {
    Scene s = draw(*state, "show decoder.1.cross.scaled head=2", 900, 700);
    int whole = 0, parts = 0;
    for (int i = 0; i < s.count; i++) {
        const Item *m = &s.items[i];
        if (m->kind != ITEM_TEXT || m->face != FACE_MONO) continue;
        const Item *in = NULL;
        for (int k = 0; k < s.count && !in; k++)
            if (s.items[k].kind == ITEM_CELLS && s.items[k].rows > 1 && m->x > s.items[k].x &&
                m->x < s.items[k].x + s.items[k].w && m->y > s.items[k].y &&
                m->y < s.items[k].y + s.items[k].h)
                in = &s.items[k];
        if (in) *(strchr(m->text, '.') ? &parts : &whole) += 1;
    }
    if (whole != 2 * 16 * 13 || parts) fail_msg("%d whole, %d with decimals", whole, parts);
}

static void symbols_are_named(void **state) {
    Color text = colour_of(ROLE_TEXT);
    Scene s = draw(*state, "show decoder.1.cross.weights head=2", 1600, 900);
    assert_non_null(text_of(&s, "masked scores", text));
    assert_non_null(text_of(&s, "attention weights", text));
    assert_non_null(text_of(&s, "↓ queries: who asks", colour_of(ROLE_Q)));
    assert_non_null(text_of(&s, "→ keys: who is asked", colour_of(ROLE_K)));
    s = draw(*state, "show encoder.0.self.q.linear", 1600, 900);
    assert_non_null(text_of(&s, "token vectors", text));
    assert_non_null(text_of(&s, "query weights", text));
}

/* The columns of one operand that are shown are the rows of the other that are shown. */
static void a_zoomed_product_keeps_in_step(void **state) {
    Scene s = draw(*state, "show encoder.0.self.q.linear; zoom 4 0.7 0.2", 1600, 900);
    const Target *left = NULL, *above = NULL;
    for (int i = 0; i < s.target_count; i++) {
        const Target *t = &s.targets[i];
        if (t->kind != TARGET_CELLS) continue;
        if (strcmp(t->path, "encoder.0.self.w.q") == 0) above = t;
        if (strcmp(t->path, "encoder.input") == 0) left = t;
    }
    assert_non_null(left);
    assert_non_null(above);
    assert_int_equal(left->col0, above->row0);
    assert_int_equal(left->cols, above->rows);
    assert_true(above->row0 > 0 && left->cols < 64);
}

/* What is hidden can be seen to be, in both themes. */
static void hatching_can_be_seen(void **state) {
    (void)state;
    for (int theme = THEME_NIGHT; theme <= THEME_PAPER; theme++) {
        Theme t;
        theme_make((ThemeName)theme, PALETTE_DEFAULT, &t);
        assert_true(theme_contrast(t.hatch, t.ground) >= 1.9);
    }
}

/* A figure for a slide, as `export` draws it. */
static Scene figure(World *w, const char *line, int width, int height, bool cropped, int lang) {
    View v = view_default(SENTENCE);
    Scene s;
    Error e = {{0}};
    FigurePlan plan = figure_plan();
    if (!view_parse(line, &w->run, &w->arena, &v, &e)) fail_msg("%s", e.text);
    SceneInput in = {.view = &v, .run = &w->run, .font = &w->font, .lang = &w->lang[lang]};
    plan.width = width, plan.height = height, plan.cropped = cropped;
    arena_reset(&w->scenes);
    if (!figure_scene(&in, &plan, &w->scenes, &s, &e)) fail_msg("%s", e.text);
    return s;
}

static int matrices(const Scene *s) {
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_CELLS && s->items[i].rows > 1;
    return count;
}

#define ALONE "show decoder.1.cross.weights head=2 form=alone"

static void alone_is_one_matrix_with_a_sentence(void **state) {
    Color text = colour_of(ROLE_TEXT), muted = colour_of(ROLE_MUTED);
    Scene s = figure(*state, ALONE, 1600, 900, false, 0);
    assert_int_equal(matrices(&s), 1);
    assert_non_null(text_of(&s, "Where each French word looks", text));
    assert_non_null(text_of(&s,
                            "Cross-attention of layer 2, head 3 of 4.   16 queries × 13 keys; each "
                            "row adds up to 1.",
                            muted));
    assert_non_null(text_of(&s, "attnscope · en-fr · decoder.1.cross.weights[2]", muted));
    assert_non_null(text_of(&s, SENTENCE, muted));
    assert_non_null(text_of(&s, "Σ", muted));
    assert_non_null(text_of(&s, "reads", muted));
    assert_true(text_of(&s, "because", colour_of(ROLE_K))->degrees == 0); /* level */
    s = figure(*state, ALONE, 1600, 900, false, 1);
    assert_non_null(text_of(&s, "Куда смотрит каждое французское слово", text));
    s = figure(*state, "show encoder.0.self.scores head=1 form=alone", 1600, 900, false, 0);
    assert_non_null(text_of(&s, "How well each key matches what each English word asks", text));
    assert_int_equal(matrices(&s), 1);
}

/* It is read from the last row: nothing is smaller than 1/45 of the height, and all labels are
   there. */
static void alone_is_large(void **state) {
    static const int sizes[][2] = {
        {1920, 1080}, {1280, 720}, {1024, 768}, {1600, 900}, {3840, 2160}};
    static const char *const names[] = {"scores", "scaled", "masked", "weights"};
    for (int i = 0; i < 5 * 4; i++) {
        char line[96];
        snprintf(line, sizeof line, "show decoder.1.cross.%s head=2 form=alone", names[i % 4]);
        int height = sizes[i / 4][1], words = 0;
        Scene s = figure(*state, line, sizes[i / 4][0], height, false, 0);
        for (int k = 0; k < s.count; k++) {
            const Item *m = &s.items[k];
            if (m->kind == ITEM_TEXT && m->pixels < height / 45)
                fail_msg("'%s' has %d pixels of %d", m->text, m->pixels, height);
            words += m->kind == ITEM_TEXT && m->fill == colour_of(ROLE_K);
        }
        assert_true(words >= 13);
    }
}

/* Labels, matrix and legend, and 16 pixels around them at 900. */
static void alone_is_cropped_to_its_words(void **state) {
    Scene s = figure(*state, ALONE, 1600, 900, true, 0);
    assert_null(text_of(&s, "Where each French word looks", colour_of(ROLE_TEXT)));
    assert_null(text_of(&s, SENTENCE, colour_of(ROLE_MUTED)));
    assert_non_null(text_of(&s, "↓ queries: who asks", colour_of(ROLE_Q)));
    float left = 1e6f, right = 0;
    for (int i = 0; i < s.count; i++) {
        if (s.items[i].kind != ITEM_TEXT) continue;
        left = fminf(left, s.items[i].x);
        right = fmaxf(right, s.items[i].x + s.items[i].w);
    }
    assert_true(left >= 15 && left <= 18);
    assert_true((float)s.width - right >= 15 && (float)s.width - right <= 18);
}

static void scores_and_weights_stand_alone_by_themselves(void **state) {
    World *w = *state;
    static const struct {
        const char *line;
        bool alone;
    } cases[] = {{"show decoder.1.cross.weights", true},
                 {"show encoder.0.self.scores head=1", true},
                 {"show encoder.0.self.masked", true},
                 {"show encoder.0.self.q", false},
                 {"show output.probabilities", false},
                 {"show decoder.1.cross.weights form=bars", false},
                 {"show decoder.1.cross.weights; depth layer", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        View v = view_default(SENTENCE);
        Error e;
        assert_true(view_parse(cases[i].line, &w->run, &w->arena, &v, &e));
        if (view_stands_alone(&v, &w->run) != cases[i].alone) fail_msg("%s", cases[i].line);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_have_one_colour_in_every_form),
        cmocka_unit_test(only_words_of_the_other_language_are_slanted),
        cmocka_unit_test(a_pointed_word_keeps_its_colour),
        cmocka_unit_test(rows_tell_what_they_read_and_write),
        cmocka_unit_test(every_label_is_there),
        cmocka_unit_test(shares_have_one_format),
        cmocka_unit_test(scores_side_by_side_have_one_format),
        cmocka_unit_test(symbols_are_named),
        cmocka_unit_test(a_zoomed_product_keeps_in_step),
        cmocka_unit_test(hatching_can_be_seen),
        cmocka_unit_test(alone_is_one_matrix_with_a_sentence),
        cmocka_unit_test(alone_is_large),
        cmocka_unit_test(alone_is_cropped_to_its_words),
        cmocka_unit_test(scores_and_weights_stand_alone_by_themselves),
    };
    return cmocka_run_group_tests(tests, open_world, end_world);
}
