/* Numbers that are none: what-ifs and weights that overflow, drawn in every figure at every depth.
   Infinite ones are written ∞ and −∞, NaN as a question mark, every mark has a place, and nothing
   overlaps. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/text.h"
#include "scene/frame/build.h"
#include "scene_world.h"
#include "trace/explain.h"
#include "trace/whatif.h"
#include "trace/why_text.h"
#include "what_list.h"

enum { SIZES = 3, STEP = 3 };
static const int sizes[SIZES][2] = {{640, 400}, {1440, 900}, {3840, 2160}};

static const char *const whats[] = {
    "scale=1e-38",
    "cell=encoder.input[1,3]=1e25",
    "cell=encoder.input[1,3]=1e38 cell=encoder.input[1,4]=-1e38",
    "cell=encoder.1.self.v[1,0,0]=2.9e38 cell=encoder.1.self.v[1,1,0]=-2.9e38",
    "cell=decoder.input[0,3]=-2e38",
    "cell=decoder.1.ffn.norm[0,3]=2e38 temperature=0.001",
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c > 127;
}

/* "inf" or "nan" as print writes them, not inside of a word. */
static bool holds(const char *text, const char *number) {
    for (const char *at = strstr(text, number); at; at = strstr(at + 1, number))
        if ((at == text || !is_letter(at[-1])) && !is_letter(at[3])) return true;
    return false;
}

static bool is_whole(const Item *i) {
    const float at[] = {i->x, i->y, i->w, i->h, i->x2, i->y2, i->line, i->radius};
    for (size_t k = 0; k < sizeof at / sizeof *at; k++)
        if (!isfinite(at[k])) return false;
    for (int k = 0; k < 8; k++)
        if (!isfinite(i->p[k])) return false;
    return true;
}

/* How often each of the three signs stands alone. */
typedef struct Signs {
    int infinite, negative, none;
} Signs;

static void check(World *w, View *v, int size, int lang, Signs *signs) {
    char what[256];
    SceneInput in = world_input(w, v, sizes[size][0], sizes[size][1], lang);
    in.before = w->before;
    in.changed = w->before ? &w->run : NULL;
    Scene s = world_scene(w, &in);
    snprintf(what, sizeof what, "%s, %s[%d,%d,%d], form %d, depth %d, %s, %d × %d", w->what,
             v->shown.at.path, v->shown.at.head, v->shown.at.row, v->shown.at.col,
             (int)v->shown.at.form, (int)v->shown.at.depth, lang ? "ru" : "en", in.width,
             in.height);
    report_faults(w, &s, what);
    for (int i = 0; i < s.count; i++) {
        const char *text = s.items[i].kind == ITEM_TEXT ? s.items[i].text : "";
        if (!is_whole(&s.items[i])) fail_msg("%s: item %d ('%s') has no place", what, i, text);
        if (holds(text, "inf") || holds(text, "nan")) fail_msg("%s: '%s'", what, text);
        signs->infinite += strcmp(text, "∞") == 0;
        signs->negative += strcmp(text, "−∞") == 0;
        signs->none += strcmp(text, "?") == 0;
    }
    const char *const told[] = {s.about, s.spoken};
    for (int i = 0; i < 2; i++)
        if (told[i] && (holds(told[i], "inf") || holds(told[i], "nan")))
            fail_msg("%s: told '%s'", what, told[i]);
}

static void ask(World *w, const char *what) {
    Error e = {{0}};
    static Decoding plain;
    WhatIfList list = what_list(what);
    decode(w, w->model.config.default_text);
    plain = w->run;
    w->before = *what ? &plain : NULL;
    w->what = what;
    if (!whatif_decode(&w->model, w->model.config.default_text, &list, NULL, kernels_best(),
                       &w->arena, &w->run, &e))
        fail_msg("%s", e.text);
}

static int count_not_finite(Tensor x) {
    int count = 0;
    for (size_t i = 0; i < shape_size(x.shape); i++) count += !isfinite(x.x[i]);
    return count;
}

/* One value at the three nearest depths, beside what it was, and in one other form. */
static void check_value(World *w, Value value, int turn, Signs *signs) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    Shape a = p->values[value].form.shape;
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, p->values[value].path);
    for (int depth = DEPTH_STEP; depth <= DEPTH_CELL; depth++) {
        v.shown.at.head = turn % a.sheets;
        v.shown.at.row = depth == DEPTH_STEP ? -1 : a.rows > 1 ? 1 : 0;
        v.shown.at.col = depth == DEPTH_CELL ? turn % a.cols : -1;
        v.shown.at.depth = (Depth)depth;
        v.shown.setting.theme = turn % 2 ? THEME_PAPER : THEME_NIGHT;
        check(w, &v, turn % SIZES, turn % 2, signs);
    }
    v.shown.side = SIDE_DIFFERENCE;
    check(w, &v, turn % SIZES, turn % 2, signs);
    v.shown.side = SIDE_AFTER;
    v.shown.at.depth = DEPTH_STEP;
    v.shown.at.form = (FigureForm)(FORM_RIBBONS + turn % (FORM_COUNT - FORM_RIBBONS));
    check(w, &v, 1, turn % 2, signs);
}

static Signs check_run(World *w) {
    Signs signs = {0};
    const Program *p = &w->run.programs[w->run.steps - 1];
    int odd = 0;
    for (Value v = 0; v < p->value_count; v++)
        odd += count_not_finite(decode_trace(&w->run, w->run.steps - 1)->values[v]) > 0;
    assert_in_range(odd, 1, p->value_count);
    for (Value v = 0; v < p->value_count; v += STEP * STRIDE) check_value(w, v, v / STEP, &signs);
    for (int depth = 0; depth < DEPTH_STEP; depth++)
        for (int size = 0; size < SIZES; size++) {
            View v = view_default(w->model.config.default_text);
            strcpy(v.shown.at.path, "encoder.1.self.weights");
            v.shown.at.depth = (Depth)depth;
            check(w, &v, size, depth % 2, &signs);
        }
    return signs;
}

static void what_ifs_that_overflow_are_drawn(void **state) {
    World *w = *state;
    Signs all = {0};
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
        ask(w, whats[i]);
        Signs found = check_run(w);
        all.infinite += found.infinite, all.negative += found.negative, all.none += found.none;
    }
    bool seen = all.infinite > 100 && all.negative > 100 && all.none > 100;
    assert_true(seen || STRIDE > 1);
    assert_int_equal(w->wrong, 0);
}

/* A model may be read whose weights are finite and whose numbers are not. */
static void weights_that_overflow_are_drawn(void **state) {
    World *w = *state;
    w->wrong = 0;
    w->model = tiny_model(&w->arena);
    for (long i = 0; i < w->model.weights.total; i++) w->model.weights.x[i] *= 1e25f;
    ask(w, "");
    Signs found = check_run(w);
    assert_true(found.none > 0);
    assert_int_equal(w->wrong, 0);
}

static float number_at(const Decoding *d, const Address *a) {
    return tensor_at(decode_trace(d, a->t)->values[a->value], a->cell.sheet, a->cell.row,
                     a->cell.col);
}

/* Plain text has "inf", "-inf" and, whatever its sign is, "nan"; such a number comes out again as
   the same, and the way back ends. */
static void explained_text_has_no_signed_nan(void **state) {
    World *w = *state;
    static const char *const cells[] = {
        "encoder.0.self.scores[0,1,1]",      "encoder.0.self.weights[0,1,1]",
        "encoder.0.self.weights.exp[0,1,1]", "encoder.0.self.heads[0,1,1]",
        "encoder.0.self.add[1,1]",           "encoder.0.self.norm[1,1]",
        "encoder.0.self.norm.variance[1,0]", "encoder.0.ffn.active[1,1]",
        "output.probabilities[0,1]"};
    load_model(w, "assets/models/en-fr");
    ask(w, "cell=encoder.input[1,3]=1e25");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        Address a;
        Error e = {{0}};
        Buffer text = {0};
        if (!address_parse(&w->run, cells[i], &a, &e) ||
            !explain_print(&w->run, a, &w->arena, &text, &e) ||
            !why_print_back(&w->run, a, &w->arena, &text, &e) ||
            !why_print_forward(&w->run, a, &w->arena, &text, &e))
            fail_msg("%s: %s", cells[i], e.text);
        assert_false(isfinite(number_at(&w->run, &a)));
        if (strstr(text.data, "-nan") || strstr(text.data, "NOT equal"))
            fail_msg("%s: %s", cells[i], text.data);
        buffer_free(&text);
    }
}

static void signs(void **state) {
    (void)state;
    assert_string_equal(text_no_number(INFINITY), "∞");
    assert_string_equal(text_no_number(-INFINITY), "−∞");
    assert_string_equal(text_no_number((double)-NAN), "?");
    assert_null(text_no_number(-3e38));
    assert_false(signbit(text_plain_nan((double)-NAN)));
    assert_true(text_plain_nan(-1.5) == -1.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs),
        cmocka_unit_test(explained_text_has_no_signed_nan),
        cmocka_unit_test(what_ifs_that_overflow_are_drawn),
        cmocka_unit_test(weights_that_overflow_are_drawn),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
