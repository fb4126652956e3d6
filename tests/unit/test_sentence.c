/* The first screen: its words and numbers are the run's, no word is left out, and nothing overlaps,
   is cut or too faint in any window, language, theme, and with any number of words. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scene/frame/build.h"
#include "scene/pen/theme.h"
#include "scene_world.h"
#include "trace/measure.h"
#include "trace/opening.h"
#include "view/source.h"

enum { SIZES = 9, COLUMN_MOST = 30 };
static const int sizes[SIZES][2] = {{640, 400},  {1024, 768},  {1366, 700},
                                    {1440, 900}, {1920, 1080}, {3840, 2160},
                                    {390, 844},  {360, 640},   {600, 960}};

static View opened(World *w) {
    View v = view_default("");
    Sources s = {.model = &w->model, .kernels = kernels_best()};
    v.shown.of.text =
        tokens_to_text(w->run.source, w->model.config.tokens, &w->model.source, &w->arena);
    v.shown.at.depth = DEPTH_SENTENCE;
    source_open(&s, &w->run, &v);
    return v;
}

static Scene drawn(World *w, const View *v, const int size[2], int lang, bool frame) {
    SceneInput in = world_input(w, v, size[0], size[1], lang);
    in.frame = frame;
    in.lessons = 16;
    in.scale = size[0] > 3000 ? 2 : 1;
    return world_scene(w, &in);
}

static int texts(const Scene *s, const char *text) {
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0;
    return count;
}

/* Whether a text is in what is written there, between whose letters there may be hair spaces. */
static bool holds(const char *written, const char *text) {
    static const char hair[] = "\xE2\x80\x8A";
    char close[512];
    size_t n = 0;
    while (*written && n + 1 < sizeof close) {
        bool space = strncmp(written, hair, strlen(hair)) == 0;
        if (!space) close[n++] = *written;
        written += space ? strlen(hair) : 1;
    }
    close[n] = 0;
    return strstr(close, text);
}

static bool says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && holds(s->items[i].text, text)) return true;
    return false;
}

static void expect(const Scene *s, const char *text) {
    if (!says(s, text)) fail_msg("nothing says '%s'", text);
}

/* Every word that is read and written stands there, as often as it is there. */
static void check_words(World *w, const Scene *s, const char *what) {
    const Decoding *d = &w->run;
    for (int i = 0; i < opening_read(d) + opening_written(d); i++) {
        int j = i - opening_read(d), wanted = 0;
        const char *word = j < 0 ? vocab_label(&w->model.source, d->source.id[i])
                                 : vocab_label(&w->model.target, d->output.id[j]);
        for (int k = 0; k < opening_read(d); k++)
            wanted += strcmp(vocab_label(&w->model.source, d->source.id[k]), word) == 0;
        for (int k = 0; k < opening_written(d); k++)
            wanted += strcmp(vocab_label(&w->model.target, d->output.id[k]), word) == 0;
        if (texts(s, word) < wanted) {
            w->wrong++;
            print_message("# %s: '%s' is there %d times of %d\n", what, word, texts(s, word),
                          wanted);
            return;
        }
    }
}

/* Whether a point of a ribbon is on a word. */
static bool runs_through(const Item *ribbon, const Item *word) {
    const float *p = ribbon->p;
    for (int k = 0; k <= 40; k++) {
        float t = (float)k / 40, u = 1 - t, at[2];
        for (int d = 0; d < 2; d++)
            at[d] = u * u * u * p[d] + 3 * u * u * t * p[2 + d] + 3 * u * t * t * p[4 + d] +
                    t * t * t * p[6 + d];
        if (at[0] > word->x && at[0] < word->x + word->w && at[1] < word->y &&
            at[1] > word->y - 0.7f * (float)word->pixels)
            return true;
    }
    return false;
}

/* In a hand words that need several lines are columns beside the ribbons. */
static void check_ribbons(World *w, const Scene *s, const char *what) {
    for (int i = 0; i < s->count * s->count; i++) {
        const Item *ribbon = &s->items[i / s->count], *word = &s->items[i % s->count];
        if (ribbon->kind != ITEM_CURVE || word->kind != ITEM_TEXT) continue;
        if (word->face == FACE_MONO || !runs_through(ribbon, word)) continue;
        bool own = false;
        for (int j = 0; j < opening_read(&w->run); j++)
            own |= strcmp(vocab_label(&w->model.source, w->run.source.id[j]), word->text) == 0;
        if (!own) continue;
        w->wrong++;
        print_message("# %s: a ribbon runs through '%s'\n", what, word->text);
        return;
    }
}

static void check_sizes(World *w, const char *about) {
    View v = opened(w);
    int last = opening_written(&w->run) - 1, at[] = {v.shown.at.t, 0, last, last / 2};
    for (int i = 0; i < SIZES * 8; i++) {
        char what[128];
        int size = i % SIZES, lang = i / SIZES % 2;
        v.shown.at.t = at[(i + i / SIZES) % 4];
        v.shown.at.head = i % 5 == 4 ? HEAD_MEAN : i % w->model.config.heads;
        v.shown.setting.theme = i % 3 ? THEME_NIGHT : THEME_PAPER;
        v.shown.setting.presenting = i / SIZES == 2 || i / SIZES == 5;
        bool frame = i / SIZES != 3;
        Scene s = drawn(w, &v, sizes[size], lang, frame);
        snprintf(what, sizeof what, "%s, word %d, head %d, %d × %d, %s%s%s", about, v.shown.at.t,
                 v.shown.at.head, s.width, s.height, lang ? "ru" : "en", frame ? "" : ", no frame",
                 v.shown.setting.presenting ? ", presenting" : "");
        report_faults(w, &s, what);
        check_words(w, &s, what);
        bool held = s.height > s.width && frame && !v.shown.setting.presenting,
             many = w->run.source.count > COLUMN_MOST;
        if (held && !many) check_ribbons(w, &s, what);
    }
}

#define NINETEEN                                                                                   \
    "the dog did not cross the street because it was too tired and the cat sees the red cars ."

/* As many words as the model takes. */
static const char *longest(World *w) {
    const char *text = "the dog did not cross the street because it was too tired";
    int words = 12;
    while (words + 3 < w->model.config.max_positions - 1)
        text = arena_print(&w->arena, "%s and the dog", text), words += 3;
    return text;
}

static void words_fit(void **state) {
    World *w = *state;
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    const char *list[] = {"dog",
                          "the dog was tired .",
                          "she does not like the red cars .",
                          w->model.config.default_text,
                          "the dog did not cross the street because it was too wide .",
                          NINETEEN,
                          longest(w)};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        decode(w, list[i]);
        check_sizes(w, arena_print(&w->arena, "%.24s (%d)", list[i], w->run.source.count));
    }
    assert_int_equal(w->wrong, 0);
}

static void signs_fit(void **state) {
    World *w = *state;
    w->wrong = 0;
    load_model(w, "assets/models/dates");
    const char *list[] = {"1", "4/3/98", w->model.config.default_text, "Wednesday, May 4, 1998",
                          "Wednesday, September 24, 1998, Wednesday, September 24, 1998"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        decode(w, list[i]);
        check_sizes(w, list[i]);
    }
    assert_int_equal(w->wrong, 0);
}

static void it_says_what_was_recorded(void **state) {
    World *w = *state;
    static const int size[] = {1440, 900};
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    View v = opened(w);
    Scene s = drawn(w, &v, size, 0, true);
    const char *shown[] = {"A machine translates. For each word it writes, it looks back.",
                           "IT READS ENGLISH, ALL AT ONCE",
                           "Will it still look at dog?",
                           "not yet written",
                           "Word 11 of 15",
                           "Layer 2, head 3",
                           "one of 8 heads",
                           "99.997 %",
                           "0.0005 %",
                           "the likeliest 3 of 605 words and 4 signs",
                           "16 lessons",
                           "122 steps",
                           "395 words",
                           "2 + 2 layers of 4 heads"};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) expect(&s, shown[i]);
    assert_int_equal(texts(&s, ".98"), 1);
    assert_string_equal(s.spoken, "Now it writes il. The part of it shown here looks back at dog, "
                                  "with 98 % of its attention.");
    s = drawn(w, &v, size, 1, true);
    const char *russian[] = {"Машина переводит.", "ещё не написано", "Слово 11 из 15", "99,997 %",
                             "Начать уроки"};
    for (size_t i = 0; i < sizeof russian / sizeof *russian; i++) expect(&s, russian[i]);
    v.shown.at.head = HEAD_MEAN;
    s = drawn(w, &v, size, 0, true);
    expect(&s, "Layer 2, mean");
    expect(&s, "the machine never computes it");
    Tensor x = trace_find(decode_trace(&w->run, v.shown.at.t), "decoder.1.cross.weights");
    float mean[32];
    int top = 0;
    opening_mean(x, v.shown.at.t, mean);
    for (int j = 0; j < x.shape.cols; j++) top = mean[j] > mean[top] ? j : top;
    char share[32];
    snprintf(share, sizeof share, "%.0f %%", 100 * (double)mean[top]);
    assert_non_null(strstr(s.spoken, share));
}

static void the_other_sentence_is_told(void **state) {
    World *w = *state;
    static const int size[] = {1440, 900};
    load_model(w, "assets/models/en-fr");
    decode(w, "the dog did not cross the street because it was too wide .");
    View v = opened(w);
    Scene s = drawn(w, &v, size, 0, true);
    const char *shown[] = {"and back again", "tired", "99.9996 %"};
    assert_string_equal(s.spoken, "One word changed. The same part now looks back at street, with "
                                  "96 %, and the machine writes elle.");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) expect(&s, shown[i]);
    assert_true(texts(&s, "street") == 2 && texts(&s, "elle") == 4);
    decode(w, "the dog was tired .");
    v = opened(w);
    s = drawn(w, &v, size, 0, true);
    assert_false(says(&s, "try:"));
}

/* Curves of that colour. */
static int curves(const Scene *s, Color color) {
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_CURVE && s->items[i].fill == color;
    return count;
}

/* A ribbon is as wide as its weight, and stands at its key; what is below .01 is not there, of the
   words before what is below .2. The word that is pointed at has its own in another colour. No
   ribbon goes beyond the margins of the words. */
static void ribbons_are_as_wide_as_weights(void **state) {
    World *w = *state;
    static const int size[] = {1440, 900};
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    View v = opened(w);
    Theme night;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &night);
    Scene s = drawn(w, &v, size, 0, true);
    Tensor x = trace_find(decode_trace(&w->run, v.shown.at.t), "decoder.1.cross.weights");
    int lit = 0, seen = 0, pale = 0, before = 0;
    for (int j = 0; j < x.shape.cols; j++) {
        float share = tensor_at(x, v.shown.at.head, v.shown.at.t, j);
        seen += share >= 0.01f;
        for (int t = 0; t < v.shown.at.t; t++)
            before += tensor_at(x, v.shown.at.head, t, j) >= 0.2f;
        for (int i = 0; share >= 0.01f && i < s.count; i++)
            lit += s.items[i].kind == ITEM_CURVE && s.items[i].fill == night.role[ROLE_S] &&
                   fabsf(s.items[i].line - fmaxf(1, 44 * share)) < 0.01f;
    }
    for (int i = 0; i < s.count; i++)
        pale += s.items[i].kind == ITEM_CURVE && s.items[i].fill != night.role[ROLE_S] &&
                s.items[i].fill != night.ground; /* their edges */
    assert_int_equal(lit, seen);
    assert_int_equal(pale, before);
    float left = INFINITY, right = 0;
    for (int i = 0; i < s.target_count; i++) {
        const Target *t = &s.targets[i];
        if (t->kind == TARGET_COMMAND && t->command == COMMAND_LESSONS) left = t->x;
        if (t->kind == TARGET_COMMAND && t->command == COMMAND_EDIT) right = t->x + t->w;
    }
    for (int i = 0; i < s.count; i++)
        if (s.items[i].kind == ITEM_CURVE && s.items[i].fill != night.ground)
            for (int k = 0; k < 8; k += 2) {
                assert_true(s.items[i].p[k] - s.items[i].line / 2 > left - 1);
                assert_true(s.items[i].p[k] + s.items[i].line / 2 < right + 1);
            }
    int all = curves(&s, night.role[ROLE_S]), third = 0;
    v.passing.hover = (Pointed){.kind = TARGET_CELLS, .head = v.shown.at.head, .row = 3};
    snprintf(v.passing.hover.path, sizeof v.passing.hover.path, "%s", v.shown.at.path);
    s = drawn(w, &v, size, 0, true);
    if (!strstr(s.speech, "writing a (after n'): looks at the₁"))
        fail_msg("a row is called '%s'", s.speech);
    for (int j = 0; j < x.shape.cols; j++) third += tensor_at(x, v.shown.at.head, 3, j) >= 0.01f;
    assert_int_equal(curves(&s, night.role[ROLE_S]), all);
    assert_int_equal(curves(&s, theme_mix(night.ground, night.role[ROLE_S], 0.55f)), third);
}

/* Numbers that are none name no word that is looked at, nor one that might come. */
static void no_number_names_no_word(void **state) {
    World *w = *state;
    static const int size[] = {1440, 900};
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    View v = opened(w);
    const Trace *t = decode_trace(&w->run, v.shown.at.t);
    Value shown = program_find(t->program, v.shown.at.path);
    Shape shape = t->values[shown].shape;
    float *none = arena_many(&w->arena, float, shape_size(shape));
    for (size_t i = 0; i < shape_size(shape); i++) none[i] = NAN;
    t->values[shown] = (Tensor){shape, none};
    Scene s = drawn(w, &v, size, 0, true);
    assert_string_equal(
        s.spoken, "Its numbers are no numbers any more (NaN): nobody can tell where it looks.");
    Theme night;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &night);
    for (int i = 0; i < s.count; i++)
        assert_false(s.items[i].kind == ITEM_TEXT && s.items[i].fill == night.role[ROLE_K]);
}

/* Where nobody says what is looked at, it opens on the row that a what-if moves. */
static void it_opens_on_a_moved_row(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    View v = view_default("");
    Sources s = {.model = &w->model, .kernels = kernels_best()};
    v.shown.at.depth = DEPTH_SENTENCE;
    assert_true(whatif_list("move=decoder.0.cross.weights[1,4,not]:cross", &v.shown.of.what));
    source_open(&s, &w->run, &v);
    assert_string_equal(v.shown.at.path, "decoder.0.cross.weights");
    assert_int_equal(v.shown.at.head, 1);
    assert_int_equal(v.shown.at.t, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_fit),
        cmocka_unit_test(signs_fit),
        cmocka_unit_test(it_says_what_was_recorded),
        cmocka_unit_test(the_other_sentence_is_told),
        cmocka_unit_test(ribbons_are_as_wide_as_weights),
        cmocka_unit_test(no_number_names_no_word),
        cmocka_unit_test(it_opens_on_a_moved_row),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
