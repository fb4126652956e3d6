/* What tokens mean in a reader's language: every word is told, none that is no word; drawn, it
   overlaps nothing and takes nothing from numbers and labels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "platform/assets.h"
#include "scene/frame/build.h"
#include "support/scene_print.h"
#include "scene_world.h"

enum { LETTERS_MOST = 14 };

/* Digits and signs are the same in every language. */
static bool needs_none(const char *word) {
    return strspn(word, "0123456789") == strlen(word) || strcmp(word, ".") == 0 ||
           strcmp(word, ":") == 0;
}

static void load_russian(World *w) {
    Error e = {{0}};
    if (!assets_lang("assets", "ru", &w->lang[0], &w->arena, &w->lang[1], &e))
        fail_msg("%s", e.text);
    assert_non_null(w->lang[1].gloss);
}

/* Of words that `but` (which may be NULL) does not have. */
static int count_told(const Lang *lang, const char *language, const Vocab *v, int first,
                      const Vocab *but) {
    int told = 0;
    for (int i = first; i < v->count; i++) {
        const char *gloss = lang_gloss(lang, language, v->words[i]);
        if (!*gloss != needs_none(v->words[i]))
            fail_msg("%s.%s: '%s'", language, v->words[i], gloss);
        if (text_count(gloss) > LETTERS_MOST)
            fail_msg("%s.%s: '%s' is too long", language, v->words[i], gloss);
        told += *gloss != 0 && (!but || vocab_find(but, v->words[i]) < 0);
    }
    return told;
}

/* As many words as lines: there is no line without a word. */
static void every_word_is_told(void **state) {
    World *w = *state;
    load_russian(w);
    load_model(w, "assets/models/en-fr");
    Model stories;
    Error e = {{0}};
    assert_true(model_load("assets/models/stories", &w->arena, &stories, &e));
    enum { SYLLABLES = 48 }; /* of names: they mean nothing */
    int told =
        count_told(&w->lang[1], "en", &w->model.source, TOKEN_FIRST, NULL) +
        count_told(&w->lang[1], "fr", &w->model.target, TOKEN_FIRST, NULL) +
        count_told(&w->lang[1], "en", &stories.target, TOKEN_FIRST + SYLLABLES, &w->model.source);
    for (int i = TOKEN_FIRST; i < TOKEN_FIRST + SYLLABLES; i++)
        assert_string_equal(lang_gloss(&w->lang[1], "en", stories.target.words[i]), "");
    assert_int_equal(told, w->lang[1].gloss->count);
    assert_string_equal(lang_gloss(&w->lang[1], "en", "dog"), "собака");
    assert_string_equal(lang_gloss(&w->lang[1], "fr", "chien"), "собака");
    assert_string_equal(lang_gloss(&w->lang[1], "fr", "dog"), "");
    assert_string_equal(lang_gloss(&w->lang[0], "en", "dog"), "");
}

typedef struct Seen {
    int texts, numbers, least_text, least_number;
} Seen;

static bool in_cells(const Scene *s, const Item *text) {
    for (int i = 0; i < s->count; i++) {
        const Item *c = &s->items[i];
        if (c->kind == ITEM_CELLS && text->x >= c->x && text->x < c->x + c->w && text->y >= c->y &&
            text->y < c->y + c->h + 1)
            return true;
    }
    return false;
}

/* Words, and the numbers in cells: a list beside them may be shorter. */
static Seen look(const Scene *s) {
    Seen n = {0, 0, 1000, 1000};
    for (int i = 0; i < s->count; i++) {
        const Item *t = &s->items[i];
        if (t->kind != ITEM_TEXT || strcmp(t->group, "figure") != 0) continue;
        bool number = t->face == FACE_MONO;
        if (number && !in_cells(s, t)) continue;
        int *count = number ? &n.numbers : &n.texts,
            *least = number ? &n.least_number : &n.least_text;
        ++*count;
        if (t->pixels < *least) *least = t->pixels;
    }
    return n;
}

static void build(World *w, const View *v, int width, int height, bool frame, bool gloss,
                  Scene *s) {
    SceneInput in = world_input(w, v, width, height, 1);
    in.frame = frame;
    in.gloss = gloss;
    scene_build(&in, &w->scenes, s);
}

/* Returns how many words the gloss adds. */
static int check(World *w, const View *v, int width, int height, bool frame) {
    Scene without, with;
    char what[256];
    arena_reset(&w->scenes);
    build(w, v, width, height, frame, false, &without);
    build(w, v, width, height, frame, true, &with);
    snprintf(what, sizeof what, "gloss: %s, depth %d, form %d, row %d, %d × %d, %s, text %d",
             v->shown.at.path, (int)v->shown.at.depth, (int)v->shown.at.form, v->shown.at.row,
             width, height, frame ? "window" : "figure", v->shown.setting.text_size);
    report_faults(w, &with, what);
    Seen a = look(&without), b = look(&with);
    if (b.texts < a.texts || b.numbers < a.numbers || b.least_number < a.least_number ||
        b.least_text < 11)
        fail_msg("%s: %d words and %d numbers, without %d and %d", what, b.texts, b.numbers,
                 a.texts, a.numbers);
    return b.texts - a.texts;
}

static int check_step(World *w, Value value, int turn) {
    static const int sizes[][2] = {{960, 600}, {1440, 900}, {1920, 1080}};
    const ValueInfo *info = &w->run.programs[w->run.steps - 1].values[value];
    View v = view_default("");
    int added = 0;
    v.shown.of.text = w->run.model->config.default_text;
    strcpy(v.shown.at.path, info->path);
    v.shown.setting.theme = turn % 2 ? THEME_PAPER : THEME_NIGHT;
    v.shown.at.head = turn % w->model.config.heads;
    for (int f = 0; f < FORM_COUNT; f++)
        for (int i = 0; i < 6; i++) {
            SceneInput in = world_input(w, &v, 960, 600, 1);
            in.frame = false;
            v.shown.at.form = FORM_MATRIX, v.shown.at.depth = DEPTH_STEP;
            if (f != FORM_MATRIX && !scene_has_form(&in, (FigureForm)f)) continue;
            v.shown.at.form = (FigureForm)f;
            v.shown.at.depth = i == 5 ? DEPTH_CELL : i == 4 ? DEPTH_ROW : DEPTH_STEP;
            v.shown.at.row = i > 2 ? turn % info->form.shape.rows : -1;
            v.shown.at.col = i == 5 ? turn % info->form.shape.cols : -1;
            added += check(w, &v, sizes[i % 3][0], sizes[i % 3][1], i % 2 == 0 || i == 1);
        }
    return added;
}

static void every_step_has_room(void **state) {
    World *w = *state;
    int added = 0;
    w->wrong = 0;
    load_russian(w);
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int i = 0; i < p->step_count; i += STRIDE)
        added += check_step(w, p->steps[i].out[op_table[p->steps[i].op]->outputs - 1], i);
    assert_int_equal(w->wrong, 0);
    print_message("# %d words with their meaning\n", added);
    assert_true(added > 1000);
}

static void sizes_and_sentences_have_room(void **state) {
    World *w = *state;
    static const char *const texts[] = {
        "cars", "she likes cats .",
        "the agreement on the european economic area was signed in august 1992",
        ("the young tired animal did not follow the river because it was too weak and we are very "
         "happy .")};
    static const char *const paths[] = {"encoder.1.self.scores", "decoder.1.cross.weights",
                                        "encoder.0.self.heads",  "decoder.0.self.masked",
                                        "output.probabilities",  "decoder.input"};
    w->wrong = 0;
    load_russian(w);
    load_model(w, "assets/models/en-fr");
    for (int t = 0; t < 4; t++) {
        decode(w, texts[t]);
        for (int k = 0; k < 12; k++) {
            View v = view_default(texts[t]);
            strcpy(v.shown.at.path, paths[k / 2]);
            v.shown.setting.text_size = k % 2 ? 150 : 100;
            v.shown.at.row = t % 2 ? 0 : -1;
            check(w, &v, 960, 600, true);
            check(w, &v, 3840, 2160, k % 2);
        }
    }
    assert_int_equal(w->wrong, 0);
}

static bool shows(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0) return true;
    return false;
}

/* Where there is room every token has it; signs have none. */
static void an_axis_is_whole(void **state) {
    World *w = *state;
    Scene s;
    load_russian(w);
    load_model(w, "assets/models/en-fr");
    decode(w, "she likes cats .");
    View v = view_default("she likes cats .");
    strcpy(v.shown.at.path, "encoder.0.self.scores");
    arena_reset(&w->scenes);
    build(w, &v, 1440, 900, true, true, &s);
    assert_true(shows(&s, "она") && shows(&s, "любит") && shows(&s, "кошки"));
    build(w, &v, 1440, 900, true, false, &s);
    assert_false(shows(&s, "она") || shows(&s, "кошки"));
    v.shown.at.row = 0, v.shown.at.col = 2;
    build(w, &v, 1440, 900, true, true, &s);
    assert_non_null(strstr(s.speech, "запрос she (она) → ключ cats (кошки)"));
    assert_non_null(strstr(s.spoken, "запрос she (она), ключ cats (кошки)"));
    v.shown.at.col = 3; /* a mark is quoted, a feature is none of the columns' */
    build(w, &v, 1440, 900, true, true, &s);
    assert_non_null(strstr(s.speech, "запрос she (она) → ключ «.»"));
    strcpy(v.shown.at.path, "encoder.0.self.q");
    build(w, &v, 1440, 900, true, true, &s);
    assert_non_null(strstr(s.speech, "строка she (она), признак 4"));
}

/* Letters of dates, and English, tell nothing: the picture is the same. */
static void others_stay_as_they_are(void **state) {
    World *w = *state;
    load_russian(w);
    for (int k = 0; k < 2; k++) {
        Scene s;
        Buffer a = {0}, b = {0};
        load_model(w, k ? "assets/models/en-fr" : "assets/models/dates");
        decode(w, w->model.config.default_text);
        View v = view_default(w->model.config.default_text);
        strcpy(v.shown.at.path, "decoder.0.cross.weights");
        SceneInput in = world_input(w, &v, 1440, 900, !k);
        scene_build(&in, &w->scenes, &s);
        scene_print(&s, &a);
        in.gloss = true;
        scene_build(&in, &w->scenes, &s);
        scene_print(&s, &b);
        assert_string_equal(a.data, b.data);
        buffer_free(&a);
        buffer_free(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_told),
        cmocka_unit_test(every_step_has_room),
        cmocka_unit_test(sizes_and_sentences_have_room),
        cmocka_unit_test(an_axis_is_whole),
        cmocka_unit_test(others_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
