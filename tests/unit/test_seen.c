/* What the notes speak of stands in the figure, too: numbers of claims, names of what is compared,
   the sum behind the largest number. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson/questions.h"
#include "lesson/shown.h"
#include "scene/frame/build.h"
#include "scene/pen/theme.h"
#include "scene_world.h"

static Scene seen_draw(World *w, const char *path, int head, int lang, const LessonShown *lesson) {
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, path);
    v.shown.at.head = head;
    SceneInput in = world_input(w, &v, 1440, 900, lang);
    in.lesson = lesson;
    return world_scene(w, &in);
}

static bool in_figure(const Item *i) {
    return i->kind == ITEM_TEXT && strcmp(i->group, "figure") == 0;
}

static bool figure_says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (in_figure(&s->items[i]) && strstr(s->items[i].text, text)) return true;
    return false;
}

static bool says_anywhere(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, text)) return true;
    return false;
}

/* Discs with that number: at the claim, and in the figure. */
static int discs(const Scene *s, int number) {
    char text[8];
    int count = 0;
    Theme t;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &t);
    snprintf(text, sizeof text, "%d", number);
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_TEXT && s->items[i].ground == t.role[ROLE_HOT] &&
                 strcmp(s->items[i].text, text) == 0;
    return count;
}

static void each_claim_has_its_place_in_the_figure(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    static const char *const paths[] = {
        "encoder.embed",         "encoder.1.self.scores",  "encoder.1.self.scaled",
        "decoder.1.self.masked", "encoder.1.self.weights", "decoder.1.cross.weights",
        "encoder.1.self.heads",  "encoder.1.self.concat",  "encoder.1.self.out",
        "encoder.1.self.add",    "encoder.1.self.norm",    "encoder.1.ffn.hidden",
        "encoder.1.ffn.active",  "encoder.1.ffn.out",      "decoder.1.cross.scores",
        "output.probabilities"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Scene s = seen_draw(w, paths[i], 2, 0, NULL);
        assert_true(discs(&s, 1) > 0);
        for (int k = 1; k <= 3; k++)
            if (discs(&s, k) == 1) fail_msg("%s: claim %d is nowhere in the figure", paths[i], k);
    }
}

/* A cut into heads is told as one, with its own numbers. */
static void notes_tell_of_their_own_step(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    Scene s = seen_draw(w, "encoder.1.self.q", 1, 0, NULL);
    assert_true(says_anywhere(&s, "cut into 4 heads"));
    assert_false(says_anywhere(&s, "trained matrix"));
    s = seen_draw(w, "encoder.1.self.q.linear", 0, 0, NULL);
    assert_true(says_anywhere(&s, "Each row of 64 numbers"));
}

/* Where nothing is pointed at, the largest number's sum is there; not beside a lesson's page. */
static void a_product_shows_how_it_is_made(void **state) {
    World *w = *state;
    Course none = {0};
    LessonShown page = {.course = &none};
    open_shipped(w, "assets/models/en-fr");
    Scene s = seen_draw(w, "encoder.1.self.scores", 2, 0, NULL);
    assert_true(figure_says(&s, "= 6.882"));
    s = seen_draw(w, "encoder.1.ffn.hidden", 0, 0, NULL); /* below the heading */
    assert_true(figure_says(&s, "= 3.598"));
    s = seen_draw(w, "encoder.1.self.scores", 2, 0, &page);
    assert_false(figure_says(&s, "= 6.882"));
}

/* Beside a lesson's page two of the three parts are presented: a row and its number, and where the
   page asks about rows the whole and its row. */
static void two_parts_stand_beside_a_lesson(void **state) {
    World *w = *state;
    static PageAsks asks; /* it is large */
    Course none = {0};
    LessonShown page = {.course = &none};
    open_shipped(w, "assets/models/en-fr");
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, "encoder.0.self.scores");
    v.shown.at.head = 1;
    v.shown.at.row = 9, v.shown.at.col = 8;
    v.shown.setting.presenting = true;
    SceneInput in = world_input(w, &v, 1920, 1080, 0);
    Scene s = world_scene(w, &in); /* alone: all three */
    assert_true(figure_says(&s, "All scores") && figure_says(&s, "One row:") &&
                figure_says(&s, "One score:"));
    in.lesson = &page;
    s = world_scene(w, &in);
    assert_true(figure_says(&s, "One row:") && figure_says(&s, "One score:"));
    assert_false(figure_says(&s, "All scores"));
    asks.question_count = 1;
    page.asks = &asks;
    s = world_scene(w, &in);
    assert_true(figure_says(&s, "All scores") && figure_says(&s, "One row:"));
    assert_false(figure_says(&s, "One score:"));
}

/* What stands over a part is whole, in fewer words where there is less room. */
static void presented_captions_are_whole(void **state) {
    World *w = *state;
    static const int sizes[][2] = {{1024, 768}, {1280, 720}, {1440, 1080}, {1920, 1080}};
    open_shipped(w, "assets/models/en-fr");
    for (int i = 0; i < 8; i++) {
        View v = view_default(w->model.config.default_text);
        strcpy(v.shown.at.path, "encoder.0.self.scores");
        v.shown.at.row = 9, v.shown.at.col = 8;
        v.shown.setting.presenting = true;
        SceneInput in = world_input(w, &v, sizes[i % 4][0], sizes[i % 4][1], i / 4);
        Scene s = world_scene(w, &in);
        assert_true(figure_says(&s, i / 4 ? "16 произведений q × k" : "16 products q × k"));
        assert_false(figure_says(&s, "…"));
    }
}

/* What the machine reads and writes is whole in its diagram, in two lines if need be. */
static void the_diagram_keeps_its_sentences(void **state) {
    World *w = *state;
    Course none = {0};
    LessonShown page = {.course = &none};
    open_shipped(w, "assets/models/en-fr");
    static const int sizes[][2] = {{1024, 768}, {1280, 720}, {1920, 1080}};
    for (int i = 0; i < 6; i++) {
        View v = view_default(w->model.config.default_text);
        v.shown.at.depth = DEPTH_MODEL;
        v.shown.setting.presenting = true;
        SceneInput in = world_input(w, &v, sizes[i % 3][0], sizes[i % 3][1], i / 3);
        in.lesson = &page;
        Scene s = world_scene(w, &in);
        for (int k = 0; k < s.count; k++)
            if (in_figure(&s.items[k]) && strstr(s.items[k].text, "…"))
                fail_msg("'%s' at %d × %d", s.items[k].text, in.width, in.height);
        assert_true(figure_says(&s, "tired ."));
    }
}

/* In a lesson the first screen has no ways on but the page's. */
static void a_lesson_is_the_way_on(void **state) {
    World *w = *state;
    Course none = {0};
    LessonShown page = {.course = &none};
    open_shipped(w, "assets/models/en-fr");
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, "decoder.1.cross.weights");
    v.shown.at.depth = DEPTH_SENTENCE;
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    Scene s = world_scene(w, &in);
    assert_true(says_anywhere(&s, "Begin the lessons"));
    in.lesson = &page;
    s = world_scene(w, &in);
    assert_false(says_anywhere(&s, "Begin the lessons"));
}

/* −2 ÷ 4 is not 0: what was divided keeps its tenths beside whole scores. */
static void divided_scores_keep_their_tenths(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    Scene s = seen_draw(w, "encoder.1.self.scaled", 2, 0, NULL);
    assert_true(figure_says(&s, "-1.8") || figure_says(&s, "−1.8"));
    assert_true(figure_says(&s, "-7") || figure_says(&s, "−7"));
}

/* What two halves of a comparison are is said, and their difference comes to what is shown. */
static void compared_heads_are_named(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, "encoder.1.self.weights");
    v.shown.at.head = 1;
    v.shown.at.row = 8, v.shown.at.col = 1;
    v.shown.beside = (Beside){.on = true, .difference = true, .of = v.shown.of, .at = v.shown.at};
    v.shown.beside.at.head = 0;
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    in.beside = &w->run;
    Scene s = world_scene(w, &in);
    assert_true(figure_says(&s, "Pinned: Head 1") && figure_says(&s, "This one: Head 2"));
    assert_true(figure_says(&s, "0.02446"));
    assert_false(figure_says(&s, "= 0.0057 "));
}

/* The name of a matrix is worth more than the length of its colour bar. */
static void a_matrix_is_named_before_its_bar_is_long(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    Scene s = seen_draw(w, "decoder.1.self.masked", 1, 0, NULL);
    assert_true(figure_says(&s, "masked scores") && figure_says(&s, "scaled scores"));
}

/* Of two equal words in a row a window says which is which; a file leaves them as they are. */
static void equal_words_are_told_apart(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, "encoder.1.self.weights");
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    Scene s = world_scene(w, &in);
    assert_true(figure_says(&s, "the₁") && figure_says(&s, "the₂"));
    in.frame = false;
    v.shown.at.form = FORM_ALONE;
    s = world_scene(w, &in);
    assert_false(figure_says(&s, "the₁"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_claim_has_its_place_in_the_figure),
        cmocka_unit_test(notes_tell_of_their_own_step),
        cmocka_unit_test(a_product_shows_how_it_is_made),
        cmocka_unit_test(two_parts_stand_beside_a_lesson),
        cmocka_unit_test(presented_captions_are_whole),
        cmocka_unit_test(the_diagram_keeps_its_sentences),
        cmocka_unit_test(a_lesson_is_the_way_on),
        cmocka_unit_test(divided_scores_keep_their_tenths),
        cmocka_unit_test(compared_heads_are_named),
        cmocka_unit_test(a_matrix_is_named_before_its_bar_is_long),
        cmocka_unit_test(equal_words_are_told_apart),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
