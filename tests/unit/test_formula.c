/* Formulas: how large they are, where their parts stand, and that nothing typed into one breaks it.
   The font has fixed measures. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "math/random.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "stage_world.h"

enum { PIXELS = 40 };
static const float X = 100, Y = 200;

/* Sets it anew; its width is the measured one. */
static float set(World *w, const char *text) {
    w->scene.count = 0;
    float width = rich_text(&w->stage, PIXELS, w->stage.theme.ground, X, Y, text);
    assert_true(width == rich_width(&w->stage, PIXELS, text));
    return width;
}

static const Item *mark(const World *w, const char *text) {
    for (int i = 0; i < w->scene.count; i++)
        if (w->scene.items[i].kind == ITEM_TEXT && strcmp(w->scene.items[i].text, text) == 0)
            return &w->scene.items[i];
    fail_msg("no '%s' was set", text);
    return NULL;
}

/* The at-th line, or NULL. */
static const Item *line(const World *w, int at) {
    for (int i = 0; i < w->scene.count; i++)
        if (w->scene.items[i].kind == ITEM_LINE && at-- == 0) return &w->scene.items[i];
    return NULL;
}

static int count(const World *w, ItemKind kind) {
    int n = 0;
    for (int i = 0; i < w->scene.count; i++) n += w->scene.items[i].kind == kind;
    return n;
}

static float text_width(const World *w, Face face, int pixels, const char *text) {
    return stage_width(&w->stage, face, pixels, text);
}

static void letters_take_their_roles_colour(void **state) {
    World *w = *state;
    set(w, "{q}Q{} + {2}Z{}");
    assert_true(mark(w, "Q")->fill == w->stage.theme.role[ROLE_Q]);
    assert_int_equal(mark(w, "Q")->face, FACE_BOLD);
    assert_true(mark(w, " + ")->fill == w->stage.theme.role[ROLE_TEXT]);
    assert_int_equal(mark(w, " + ")->face, FACE_TEXT);
    assert_true(mark(w, "Z")->fill == w->stage.theme.head[1]);
    assert_true(mark(w, "Q")->x == X && mark(w, "Q")->y == Y);
}

static void scripts_are_smaller_and_apart(void **state) {
    World *w = *state;
    set(w, "a^2b_{ij}c");
    assert_true(mark(w, "2")->y < Y && mark(w, "ij")->y > Y && mark(w, "c")->y == Y);
    assert_true(mark(w, "2")->pixels < PIXELS && mark(w, "c")->pixels == PIXELS);
    float width = text_width(w, FACE_TEXT, PIXELS, "a");
    assert_true(fabsf(mark(w, "2")->x - X - width) < 0.01f);
    set(w, "x_i^2y");
    assert_true(mark(w, "i")->x == mark(w, "2")->x);
    FontMetrics m = w->font.metrics(w->font.self, FACE_TEXT, mark(w, "i")->pixels);
    assert_true(mark(w, "2")->y + 1 <= mark(w, "i")->y - m.cap_height);
    assert_true(mark(w, "y")->x > mark(w, "i")->x);
}

static void a_fraction_stands_over_its_bar(void **state) {
    World *w = *state;
    float width = set(w, "\\frac{n}{longer}");
    const Item *up = mark(w, "n"), *low = mark(w, "longer"), *bar = line(w, 0);
    assert_int_equal(count(w, ITEM_LINE), 1);
    assert_true(bar->y == bar->y2 && up->y < bar->y && low->y > bar->y);
    assert_true(bar->x <= low->x && bar->x2 >= low->x + low->w && bar->x2 <= X + width);
    assert_true(fabsf(up->x + up->w / 2 - (bar->x + bar->x2) / 2) <= 1);
    FormulaSize plain = rich_size(&w->stage, PIXELS, "n"),
                size = rich_size(&w->stage, PIXELS, "\\frac{n}{longer}");
    assert_true(size.ascent > 1.2f * plain.ascent && size.descent > plain.descent);
    assert_true(Y - size.ascent <= up->y - 0.7f * (float)up->pixels * 0.9f &&
                Y + size.descent >= low->y);
}

static void a_root_grows_with_what_it_holds(void **state) {
    World *w = *state;
    set(w, "\\root{d}");
    const Item *over = line(w, count(w, ITEM_LINE) - 1), *d = mark(w, "d");
    float low = over->y;
    assert_true(over->x <= d->x && over->x2 >= d->x + d->w && over->y < d->y);
    float narrow = over->x2 - over->x;
    set(w, "\\root{\\frac{d}{second}}");
    over = line(w, count(w, ITEM_LINE) - 1);
    assert_true(over->y < low && over->x2 - over->x > narrow);
    FormulaSize one = rich_size(&w->stage, PIXELS, "\\root{d}");
    FormulaSize two = rich_size(&w->stage, PIXELS, "\\root{\\root{d}}");
    assert_true(two.ascent > one.ascent && two.width > one.width);
}

static void bars_and_brackets_reach_over_it(void **state) {
    World *w = *state;
    set(w, "\\bar{xy}");
    const Item *over = line(w, 0), *in = mark(w, "xy");
    assert_true(over->x <= in->x && over->x2 >= in->x + in->w - 0.01f &&
                over->y < in->y - 0.6f * PIXELS);
    float width = set(w, "\\group{\\frac{a}{b}}");
    float top = Y, low = Y;
    for (int i = 0; line(w, i); i++) {
        const Item *l = line(w, i);
        assert_true(l->x >= X && l->x2 <= X + width);
        top = fminf(top, fminf(l->y, l->y2));
        low = fmaxf(low, fmaxf(l->y, l->y2));
    }
    assert_true(top < mark(w, "a")->y - 10 && low >= mark(w, "b")->y);
}

static void small_formulas_stay_readable(void **state) {
    World *w = *state;
    w->scene.count = 0;
    rich_text(&w->stage, 14, w->stage.theme.ground, X, Y, "\\frac{e^{a_{ij}}}{\\root{b_k}}");
    for (int i = 0; i < w->scene.count; i++)
        if (w->scene.items[i].kind == ITEM_TEXT) assert_true(w->scene.items[i].pixels >= 11);
}

static void a_groups_colour_ends_with_it(void **state) {
    World *w = *state;
    set(w, "{s}e^{{q}a}b{}c");
    assert_true(mark(w, "a")->fill == w->stage.theme.role[ROLE_Q]);
    assert_true(mark(w, "b")->fill == w->stage.theme.role[ROLE_S]);
    assert_true(mark(w, "c")->fill == w->stage.theme.role[ROLE_TEXT]);
}

static void broken_marks_are_set_as_they_stand(void **state) {
    World *w = *state;
    set(w, "a}b");
    assert_string_equal(mark(w, "a}b")->text, "a}b");
    set(w, "\\sum x^");
    assert_string_equal(mark(w, "\\sum x^")->text, "\\sum x^");
    set(w, "\\frac{a");
    mark(w, "a");
    assert_int_equal(count(w, ITEM_LINE), 1);
    set(w, "");
    assert_int_equal(w->scene.count, 0);
    assert_true(rich_width(&w->stage, PIXELS, "_{") >= 0);
}

/* Deep nesting ends in letters; random bytes and random marks end at all, and inside their measure.
 */
static void nothing_typed_breaks_it(void **state) {
    static const char *const pieces[] = {
        "\\frac{", "\\root{", "\\bar{", "\\group{", "{",
        "}",       "{q}",     "{}",     "^",        "_",
        "a",       "µ",       "\\",     "\xC3",     "\x80\x80\x80\x80\x80",
        "12",      " "};
    World *w = *state;
    Random r = random_seed(7, 1);
    for (int round = 0; round < 4000; round++) {
        char text[512] = "";
        size_t n = 0;
        for (int k = 0; k < 40; k++) {
            const char *piece = pieces[random_below(&r, sizeof pieces / sizeof *pieces)];
            char byte[2] = {(char)(1 + random_below(&r, 255)), 0};
            if (round % 2) piece = byte;
            strcpy(text + n, piece);
            n += strlen(piece);
        }
        float width = set(w, text);
        FormulaSize size = rich_size(&w->stage, PIXELS, text);
        assert_true(width >= 0 && size.ascent >= 0 && size.descent >= 0 &&
                    isfinite(size.ascent + size.descent));
        for (int i = 0; i < w->scene.count; i++) {
            const Item *item = &w->scene.items[i];
            assert_true(item->kind == ITEM_TEXT || item->kind == ITEM_LINE ||
                        item->kind == ITEM_POLYGON);
            assert_true(item->x >= X - 1 && item->x + item->w <= X + width + 1);
        }
    }
    char deep[4096] = "";
    for (int k = 0; k < 500; k++) strcat(deep, "\\root{");
    assert_true(set(w, deep) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_take_their_roles_colour),
        cmocka_unit_test(scripts_are_smaller_and_apart),
        cmocka_unit_test(a_fraction_stands_over_its_bar),
        cmocka_unit_test(a_root_grows_with_what_it_holds),
        cmocka_unit_test(bars_and_brackets_reach_over_it),
        cmocka_unit_test(small_formulas_stay_readable),
        cmocka_unit_test(a_groups_colour_ends_with_it),
        cmocka_unit_test(broken_marks_are_set_as_they_stand),
        cmocka_unit_test(nothing_typed_breaks_it),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
