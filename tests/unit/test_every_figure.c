/* Nothing overlaps, is cut or too faint in any figure for a slide: every step of both shipped
   models at four sizes, with every palette and whatever else a person may choose, and with tokens
   of one letter to forty. Windows are test_every_step's. Under sanitizers a part of the steps. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "export/figure.h"
#include "scene/frame/build.h"
#include "scene/pen/crop.h"
#include "scene_world.h"

/* Two hundred letters. */
#define LONG_WORDS                                                                                 \
    "Attention weights of the second decoder layer over the whole source sentence, as the model "  \
    "computed them while "                                                                         \
    "it wrote its answer, with every single number kept, so that anyone may check the sum by "     \
    "hand ab"
#define LONG_RUSSIAN                                                                                                                                                      \
    "Веса внимания второго слоя декодера по всему исходному предложению, какими их вычислила " \
    "модель, пока писала "                                                                                                                                \
    "ответ; ни одно число не выброшено, так что любой может проверить эту сумму вручную, шаг за " \
    "шагом"

enum { SIZES = 4 };
static const int sizes[SIZES][2] = {{320, 240}, {800, 600}, {1600, 900}, {3840, 2160}};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A number with a point; versions have two. */
static bool has_point(const char *text) {
    for (const char *p = strchr(text, '.'); p; p = strchr(p + 1, '.'))
        if (p > text && is_digit(p[-1]) && is_digit(p[1])) return !strstr(text, "attnscope");
    return false;
}

/* Numbers are written as the language writes them. */
static void check_points(World *w, const Scene *s, const char *about) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && has_point(s->items[i].text)) {
            w->wrong++;
            print_message("# %s: '%s' has a point\n", about, s->items[i].text);
            return;
        }
}

/* One figure as `export` would draw it. */
static void check(World *w, const View *v, const FigurePlan *plan, int lang, const char *about) {
    Scene s;
    Error e = {{0}};
    Buffer options = {0};
    char what[1024];
    SceneInput in = {.view = v, .run = &w->run, .font = &w->font, .lang = &w->lang[lang]};
    arena_reset(&w->scenes);
    if (!figure_scene(&in, plan, &w->scenes, &s, &e)) fail_msg("%s", e.text);
    figure_options(plan, &options);
    snprintf(what, sizeof what,
             "%s, %s, form %d, depth %d, row %d, head %d, theme %d, %s, %d × %d%.400s", about,
             v->shown.at.path, (int)v->shown.at.form, (int)v->shown.at.depth, v->shown.at.row,
             v->shown.at.head, (int)v->shown.setting.theme, lang ? "ru" : "en", plan->width,
             plan->height, options.data ? options.data : "");
    buffer_free(&options);
    report_faults(w, &s, what);
    if (lang) check_points(w, &s, what);
}

/* Themes and languages take turns. */
static void check_sizes(World *w, View *v, const Style *style, int turn, const char *about) {
    FigurePlan plan = figure_plan();
    if (style) plan.style = *style;
    for (int i = 0; i < SIZES; i++) {
        plan.width = sizes[i][0], plan.height = sizes[i][1];
        v->shown.setting.theme = (turn + i) % 2 ? THEME_PAPER : THEME_NIGHT;
        check(w, v, &plan, (turn + i / 2) % 2, about);
    }
}

static View view_of_step(const World *w, int step) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    const Step *s = &p->steps[step];
    View v = view_default(w->run.model->config.default_text);
    strcpy(v.shown.at.path, p->values[s->out[op_table[s->op]->outputs - 1]].path);
    v.shown.at.head = step % w->model.config.heads;
    return v;
}

static int steps_of(const World *w) {
    return w->run.programs[w->run.steps - 1].step_count;
}

static void check_forms(World *w, int step) {
    View v = view_of_step(w, step);
    for (int f = FORM_RIBBONS; f < FORM_COUNT; f++) {
        SceneInput in = world_input(w, &v, 960, 600, 0);
        in.frame = false;
        if (!scene_has_form(&in, (FigureForm)f)) continue;
        v.shown.at.form = (FigureForm)f;
        check_sizes(w, &v, NULL, step + f, "form");
        v.shown.at.form = FORM_MATRIX;
    }
}

static void every_step_has_no_faults(void **state) {
    World *w = *state;
    static const char *const folders[] = {"assets/models/en-fr", "assets/models/dates",
                                          "assets/models/stories"};
    int wrong = 0;
    for (int m = 0; m < 3; m++) {
        open_shipped(w, folders[m]);
        for (int i = 0; i < steps_of(w); i += STRIDE) {
            View v = view_of_step(w, i);
            check_sizes(w, &v, NULL, i, "plain");
            check_forms(w, i);
        }
        wrong += w->wrong;
    }
    assert_int_equal(wrong, 0);
}

static void every_depth_has_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    for (int i = 0; i < steps_of(w); i += 5 * STRIDE)
        for (int d = 0; d < DEPTH_COUNT; d++) {
            View v = view_of_step(w, i);
            v.shown.at.depth = (Depth)d;
            if (d > DEPTH_STEP) v.shown.at.row = v.shown.at.col = 0;
            check_sizes(w, &v, NULL, i + d, "depth");
        }
    assert_int_equal(w->wrong, 0);
}

/* Every wish a person may have, a few of them at a time. */
enum { WISHES = 21 };
static Style wish(int n) {
    static const Style wishes[WISHES] = {
        {.numbers = NUMBERS_ON},
        {.numbers = NUMBERS_OFF},
        {.numbers = NUMBERS_ON, .decimals_set = true, .decimals = 0, .palette = PALETTE_VIRIDIS},
        {.decimals_set = true, .decimals = 1, .palette = PALETTE_CIVIDIS},
        {.decimals_set = true, .decimals = 3, .no_labels = true, .palette = PALETTE_GREY},
        {.numbers = NUMBERS_ON, .decimals_set = true, .decimals = 4, .palette = PALETTE_RED_BLUE},
        {.decimals_set = true, .decimals = 5, .transpose = true},
        {.numbers = NUMBERS_ON, .decimals_set = true, .decimals = 6},
        {.no_labels = true},
        {.transpose = true, .palette = PALETTE_VIRIDIS, .numbers = NUMBERS_ON},
        {.title = LONG_WORDS, .caption = LONG_WORDS, .source = LONG_WORDS},
        {.title = LONG_RUSSIAN, .caption = "", .source = LONG_RUSSIAN},
        {.title = "", .caption = LONG_RUSSIAN, .source = ""},
        {.scale = {SCALE_RANGE, -2, 2}, .palette = PALETTE_VIRIDIS},
        {.scale = {.kind = SCALE_ROBUST}},
        {.scale = {.kind = SCALE_LOG}, .palette = PALETTE_GREY},
        {.scale = {.kind = SCALE_ROW}, .shrink = SHRINK_MEAN},
        {.scale = {SCALE_RANGE, 0.25f, 0.75f}, .palette = PALETTE_GREY},
        {.top = 12.5f, .palette = PALETTE_CIVIDIS},
        {.bare = true},
        {.bare = true,
         .title = "Рисунок 3",
         .caption = "",
         .source = LONG_WORDS,
         .transpose = true},
    };
    return wishes[n];
}

static void every_wish_has_no_faults(void **state) {
    World *w = *state;
    char about[32];
    open_shipped(w, "assets/models/en-fr");
    for (int i = 0; i < steps_of(w); i += STRIDE)
        for (int n = i % 3; n < WISHES; n += 3) {
            View v = view_of_step(w, i);
            Style style = wish((n + i / 3) % WISHES);
            snprintf(about, sizeof about, "wish %d", (n + i / 3) % WISHES);
            check_sizes(w, &v, &style, i, about);
        }
    assert_int_equal(w->wrong, 0);
}

/* The least letters, and the largest that figure_check allows. */
static int most_type(const FigurePlan *plan) {
    Error e = {{0}};
    FigurePlan p = *plan;
    for (p.style.font_size = 11; figure_check(&p, &e);) p.style.font_size++;
    return p.style.font_size - 1;
}

static void every_size_of_letters_has_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    for (int i = 0; i < steps_of(w); i += 3 * STRIDE)
        for (int k = 0; k < SIZES; k++) {
            View v = view_of_step(w, i);
            FigurePlan plan = figure_plan();
            plan.width = sizes[k][0], plan.height = sizes[k][1];
            v.shown.setting.theme = THEME_PAPER;
            plan.style.font_size = 11;
            check(w, &v, &plan, i % 2, "least letters");
            plan.style.font_size = most_type(&plan);
            assert_true(plan.style.font_size >= 11);
            check(w, &v, &plan, i % 2, "largest letters");
        }
    assert_int_equal(w->wrong, 0);
}

/* A cropped picture has lost none of its marks and no more than the margin lies around them. */
static void cropped_figures_are_tight(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/dates");
    for (int i = 0; i < steps_of(w); i += 2 * STRIDE)
        for (int k = 0; k < SIZES; k++) {
            View v = view_of_step(w, i);
            Error e = {{0}};
            Scene whole, cropped, again;
            FigurePlan plan = figure_plan();
            plan.width = sizes[k][0], plan.height = sizes[k][1], plan.style.bare = true;
            SceneInput in = {.view = &v, .run = &w->run, .font = &w->font, .lang = &w->lang[i % 2]};
            plan.cropped = true;
            check(w, &v, &plan, i % 2, "cropped");
            assert_true(figure_scene(&in, &plan, &w->scenes, &cropped, &e));
            plan.cropped = false;
            assert_true(figure_scene(&in, &plan, &w->scenes, &whole, &e));
            assert_int_equal(cropped.count, whole.count);
            assert_true(cropped.width <= whole.width && cropped.height <= whole.height);
            again = cropped;
            scene_crop(&again, &w->font, fmaxf(4, (float)sizes[k][1] / 120));
            assert_int_equal(again.width, cropped.width);
            assert_int_equal(again.height, cropped.height);
        }
    assert_int_equal(w->wrong, 0);
}

/* Words of 1, 2 … 40 letters, wide and narrow ones in turn. */
enum { LONGEST = 40, SPECIAL = 3 };
static const char *const *long_words(Arena *arena, bool cyrillic) {
    static const char *const special[] = {"<pad>", "<bos>", "<eos>"};
    static const char *const cyrillic_letters[] = {"ш", "о", "щ", "ж", "и", "ю", "а", "ы"};
    static const char *const latin_letters[] = {"m", "i", "w", "o", "g", "l", "e", "p"};
    const char **words = arena_many(arena, const char *, SPECIAL + LONGEST);
    for (int i = 0; i < SPECIAL; i++) words[i] = special[i];
    for (int n = 1; n <= LONGEST; n++) {
        char *word = arena_many(arena, char, 2 * LONGEST + 1);
        for (int i = 0; i < n; i++)
            strcat(word, (cyrillic ? cyrillic_letters : latin_letters)[(i + n) % 8]);
        words[SPECIAL + n - 1] = word;
    }
    return words;
}

static void open_long_words(World *w, bool cyrillic) {
    Random random = random_seed(11, 1);
    w->model = tiny_model_of(&w->arena, 1);
    Config *c = &w->model.config;
    c->source_vocab = c->target_vocab = SPECIAL + LONGEST;
    c->default_text[0] = 0;
    w->model.source = w->model.target =
        vocab_make(long_words(&w->arena, cyrillic), SPECIAL + LONGEST, &w->arena);
    weights_layout(c, &w->arena, &w->model.weights);
    weights_random(&w->model.weights, &random);
}

/* Four words of about n letters. */
static void decode_lengths(World *w, int n) {
    char text[1024] = "";
    for (int i = 0; i < 4; i++) {
        int letters = i == 2 ? 1 : n - i > 1 ? n - i : 1;
        strcat(strcat(text, i ? " " : ""), w->model.source.words[SPECIAL + letters - 1]);
    }
    decode(w, text);
}

static void labels_of_any_length_have_no_faults(void **state) {
    World *w = *state;
    w->wrong = 0;
    for (int cyrillic = 0; cyrillic < 2; cyrillic++) {
        open_long_words(w, cyrillic);
        for (int n = 1; n <= LONGEST; n += n < 4 ? 1 : 4) {
            decode_lengths(w, n);
            Style turned = {.transpose = true, .numbers = NUMBERS_ON};
            for (int i = n % STRIDE; i < steps_of(w); i += STRIDE) {
                View v = view_of_step(w, i);
                check_sizes(w, &v, i % 2 ? &turned : NULL, i, "long words");
            }
        }
    }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_has_no_faults),
        cmocka_unit_test(every_depth_has_no_faults),
        cmocka_unit_test(every_wish_has_no_faults),
        cmocka_unit_test(every_size_of_letters_has_no_faults),
        cmocka_unit_test(cropped_figures_are_tight),
        cmocka_unit_test(labels_of_any_length_have_no_faults),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
