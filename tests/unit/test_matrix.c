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
    if (!view_parse(line, &w->run, &v, &e)) fail_msg("%s", e.text);
    SceneInput in = {.view = &v,
                     .run = &w->run,
                     .width = width,
                     .height = height,
                     .font = &w->font,
                     .lang = &w->lang[0]};
    arena_reset(&w->scenes);
    scene_build(&in, &w->scenes, &s);
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
    Scene s = draw(*state, "show decoder.1.cross.weights head=2", 1600, 900);
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
    };
    return cmocka_run_group_tests(tests, open_world, end_world);
}
