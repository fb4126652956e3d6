/* What notes say is worth seeing: every claim's numbers are those of the run, worked out anew here,
   and what is written can be checked against itself. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scene/figures/claims_list.h"
#include "scene/pen/text.h"
#include "scene_world.h"
#include "train/gold.h"

/* Which kinds were told, and in how many claims. */
typedef struct ToldKinds {
    int claims, kinds;
    char kind[128][32]; /* copies: the claims' own end with their scene */
} ToldKinds;

/* How a claim's numbers make each other: a number, then operators and numbers, "e" for e to the
   power of it; "=" and what it comes to. */
static const struct {
    const char *kind, *sum;
} sums[] = {
    {"lead", "0-1=2"},       {"lead", "e2=3"},         {"lead", "4/5=3"},
    {"share", "0-1=2"},      {"share", "e2=3"},        {"share", "4/5=3"},
    {"tie", "0-1=2"},        {"tie", "e2=3"},          {"tie", "4/5=3"},
    {"angle", "0*1*2=3"},    {"opposed", "0*1*2=3"},   {"ahead", "0-1=2"},
    {"left", "0-1=2"},       {"better", "0-1=2"},      {"undivided", "e0=1"},
    {"undivided", "e2=3"},   {"divided", "0/1=2"},     {"spread", "0/1=2"},
    {"mostly", "0*1=2"},     {"partly", "0*1=2"},      {"stretch", "1/0=2"},
    {"stretch", "4/3=5"},    {"adds_most", "0/1=2"},   {"adds_least", "0/1=2"},
    {"place_most", "0/1=2"}, {"place_least", "0/1=2"}, {"way", "0-1/2*3+4=5"},
    {"way_rms", "0/2*3=5"},  {"word", "0-1=2"},        {"word", "e2=3"},
    {"unsure", "0-1=2"},     {"unsure", "e2=3"},       {"surest", "0-1=2"},
    {"word_share", "e2=3"},  {"word_share", "4/5=3"},  {"unsure_share", "4/5=3"},
};

/* As it is shown: rounded to its places; free ones to four digits. */
static double shown_number(const ClaimNumber *n) {
    if (n->places >= 0) return round(n->x * pow(10, n->places)) / pow(10, n->places);
    char text[48];
    snprintf(text, sizeof text, "%.4g", n->x);
    return strtod(text, NULL);
}

/* From left to right; true if what is shown comes to what is shown, within 1 % of the largest. Of
   numbers that are multiplied their own rounding is allowed for, too. */
static void check_sum(const Claim *c, const char *sum, bool shown) {
    double x = 0, largest = 0, slack = 0;
    bool power = *sum == 'e';
    if (power) sum++;
    for (char op = '+';; op = *sum++) {
        const ClaimNumber *n = &c->number[*sum++ - '0'];
        double y = shown ? shown_number(n) : n->x, half = 0.5 * pow(10, -n->places);
        if (shown && fabs(y) < 10 * half) return; /* too small to be reckoned with */
        if (power && op != '=') y = exp(y);
        if (op == '=') {
            double most = fmax(fabs(y), fmax(fabs(x), largest));
            if (!(fabs(x - y) <= (shown ? 0.01 * most + slack + half : 2e-3 * most)))
                fail_msg("%s: %g is not %g", c->kind, x, y);
            return;
        }
        slack = op == '*'   ? slack * fabs(y) + fabs(x) * half
                : op == '/' ? slack / fabs(y) + fabs(x / y) * half / fabs(y)
                            : slack + half;
        x = op == '+' ? x + y : op == '-' ? x - y : op == '*' ? x * y : x / y;
        largest = fmax(largest, op == '/' || op == '*' ? 0 : fabs(y));
    }
}

static double cell(const Stage *s, Value v, int sheet, int row, int col) {
    return (double)tensor_at(s->trace->values[v], sheet, row, col);
}

static double length_of(const Stage *s, Value v, int sheet, int row) {
    double sum = 0;
    for (int j = 0; j < s->program->values[v].form.shape.cols; j++)
        sum += pow(cell(s, v, sheet, row, j), 2);
    return sqrt(sum);
}

static bool is_kind(const Claim *c, const char *list) {
    const char *at = strstr(list, c->kind);
    size_t n = strlen(c->kind);
    return at && (at == list || at[-1] == ' ') && (!at[n] || at[n] == ' ');
}

static void same(const Claim *c, double x, int number) {
    if (!(fabs(x - c->number[number].x) <= 1e-4 * fmax(1, fabs(x))))
        fail_msg("%s, number %d: %g, told %g", c->kind, number, x, c->number[number].x);
}

/* The numbers of a claim, read or counted anew. */
static void check_numbers(const Stage *s, const Claim *c) {
    Value out = c->value, in = s->step->inputs ? s->step->in[0] : NO_VALUE;
    Shape shape = s->program->values[out].form.shape;
    int h = c->at.sheet, a = c->name[0].at, b = c->name[1].at, d = c->name[2].at;
    if (is_kind(c, "lead share tie word_share unsure_share surest_share")) {
        same(c, cell(s, in, h, a, b), 0), same(c, cell(s, in, h, a, d), 1);
        same(c, cell(s, out, h, a, b), 4), same(c, cell(s, out, h, a, d), 5);
        for (int j = 0; j < shape.cols; j++) /* the first two of the row */
            assert_true(j == b || cell(s, out, h, a, j) <= cell(s, out, h, a, d));
    } else if (is_kind(c, "across")) {
        same(c, cell(s, in, h, a, b), 0), same(c, cell(s, out, h, a, b), 2);
        assert_true(c->number[0].x > c->number[1].x && c->number[2].x < c->number[3].x);
    } else if (is_kind(c, "translation elsewhere")) {
        same(c, cell(s, out, h, a, b), 0), same(c, cell(s, out, h, a, d), 1);
        assert_true(c->number[1].x > c->number[0].x);
        assert_true(s->in->gold[a] >> b & 1 && !(s->in->gold[a] >> d & 1));
    } else if (is_kind(c, "most least")) {
        double sum = 0, other = 0;
        for (int r = 0; r < shape.rows; r++)
            sum += cell(s, out, h, r, a), other += cell(s, out, h, r, b);
        same(c, sum, 0);
        if (is_kind(c, "least")) same(c, other, 1);
        if (is_kind(c, "most")) same(c, cell(s, out, h, b, a), 2);
        if (is_kind(c, "most")) assert_true(c->number[0].x > 1.5 * c->number[4].x);
    } else if (is_kind(c, "back")) {
        assert_int_equal(b - c->name[3].at, (int)c->number[0].x);
        assert_true(cell(s, out, h, a, b) >= 0.5 && cell(s, out, h, d, c->name[3].at) >= 0.5);
    } else if (is_kind(c, "previous itself next")) {
        double sum = 0;
        for (int r = 0; r < shape.rows; r++)
            if (r + b - a >= 0 && r + b - a < shape.cols) sum += cell(s, out, h, r, r + b - a);
        same(c, sum / c->number[1].x, 0), same(c, cell(s, out, h, a, b), 2);
    } else if (is_kind(c, "angle opposed")) {
        same(c, length_of(s, in, h, a), 0), same(c, length_of(s, s->step->in[1], h, b), 1);
        same(c, cell(s, out, h, a, b), 3);
    } else if (is_kind(c, "divided")) {
        same(c, cell(s, in, h, a, b), 0), same(c, cell(s, out, h, a, b), 2);
    } else if (is_kind(c, "later padding open")) {
        int hidden = 0;
        for (int r = 0; r < shape.rows; r++)
            for (int j = 0; j < shape.cols; j++) hidden += isinf(cell(s, out, h, r, j)) != 0;
        same(c, hidden, 0), same(c, shape.rows * shape.cols, 1);
        if (is_kind(c, "later")) same(c, shape.rows * (shape.rows - 1) / 2, 0);
    } else if (is_kind(c, "better")) {
        same(c, cell(s, in, h, a, b), 0), same(c, cell(s, out, h, a, d), 1);
        assert_true(isinf(cell(s, out, h, a, b)) && c->number[2].x > 0);
    } else if (is_kind(c, "mostly partly")) {
        same(c, cell(s, in, h, a, b), 0), same(c, length_of(s, s->step->in[1], h, b), 1);
        same(c, length_of(s, out, h, a), 3);
    } else if (is_kind(c, "stretch")) {
        same(c, length_of(s, in, 0, a), 0), same(c, length_of(s, out, 0, a), 1);
        same(c, length_of(s, in, 0, b), 3), same(c, length_of(s, out, 0, b), 4);
    } else if (is_kind(c, "adds_most adds_least place_most place_least")) {
        same(c, length_of(s, s->step->in[1], 0, a), 0), same(c, length_of(s, in, 0, a), 1);
    } else if (is_kind(c, "lengths")) {
        same(c, length_of(s, out, h, a), 0), same(c, length_of(s, out, h, b), 1);
    } else if (is_kind(c, "size")) {
        same(c, length_of(s, in, 0, a), 0), same(c, length_of(s, in, 0, b), 1);
        same(c, length_of(s, out, 0, a), 2), same(c, length_of(s, out, 0, b), 3);
    } else if (is_kind(c, "way way_rms")) {
        same(c, cell(s, in, 0, a, b), 0), same(c, cell(s, out, 0, a, b), 5);
    } else if (is_kind(c, "cut below shrinks")) {
        int low = 0;
        Value v = is_kind(c, "below") ? out : in;
        for (int j = 0; j < shape.cols; j++) low += cell(s, v, 0, a, j) <= 0;
        same(c, low, 0), same(c, shape.cols, 1);
    } else if (is_kind(c, "single")) {
        for (int r = 0; r < shape.rows; r++)
            assert_true((cell(s, out, 0, r, (int)c->number[0].x - 1) > 0) == (r == a));
        same(c, cell(s, out, 0, a, (int)c->number[0].x - 1), 1);
    } else if (is_kind(c, "same")) {
        for (int j = 0; j < shape.cols; j++)
            assert_true(cell(s, out, 0, a, j) == cell(s, out, 0, b, j));
    } else if (is_kind(c, "word unsure surest")) {
        same(c, cell(s, out, h, a, b), 0), same(c, cell(s, out, h, a, d), 1);
    }
}

static void check_claim(ToldKinds *t, Stage *s, const Claim *c) {
    Shape shape = s->program->values[c->value].form.shape;
    ProseSpan spans[CLAIM_SPANS];
    assert_true(c->strength > 0 && c->at.row < shape.rows && c->at.col < shape.cols);
    for (int i = 0; i < c->numbers; i++) assert_true(isfinite(c->number[i].x));
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (strcmp(sums[i].kind, c->kind) == 0)
            for (int shown = 0; shown < 2; shown++) check_sum(c, sums[i].sum, shown);
    check_numbers(s, c);
    const char *text = stage_words(s, arena_print(s->arena, "claim.%s.case", c->kind));
    for (const char *p = text; (p = strchr(p, '{')); p++) /* what it asks for is there */
        assert_true(p[1] == '^' || (p[1] >= 'a' ? p[1] - 'a' < c->names : p[1] - '1' < c->numbers));
    int count = claims_spans(s, c, spans);
    assert_true(count > 1 && count < CLAIM_SPANS);
    for (int i = 0; i < count; i++) /* no key shows itself, no place is left open */
        assert_true(!strstr(spans[i].text, "claim.") && !strchr(spans[i].text, '{'));
    int k = 0;
    while (k < t->kinds && strcmp(t->kind[k], c->kind) != 0) k++;
    if (k == t->kinds) snprintf(t->kind[t->kinds++], sizeof t->kind[0], "%s", c->kind);
    t->claims++;
}

static void check_run(World *w, ToldKinds *t, const uint32_t *gold) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int i = 0; i < p->step_count; i += STRIDE)
        for (int way = 0; way < 4; way++) {
            Value v = outline_value(p, i);
            Shape shape = p->values[v].form.shape;
            Arena arena = {0};
            View view = view_default("");
            strcpy(view.shown.at.path, p->values[v].path);
            view.shown.at.depth = DEPTH_STEP;
            view.shown.at.head = way % shape.sheets;
            view.shown.at.row = way % 2 ? way % shape.rows : -1;
            view.shown.at.form = way == 2 ? FORM_RIBBONS : FORM_MATRIX;
            SceneInput in = world_input(w, &view, 1440, 900, way % 2);
            in.gold = gold;
            in.changed = &w->run;
            Scene scene = {.width = 1440, .height = 900, .arena = &arena};
            Stage s, again;
            stage_open(&s, &in, &arena, &scene);
            const Claims *c = claims_list(&s);
            assert_true(c->count <= CLAIMS_MOST);
            for (int k = 0; k < c->count; k++) {
                /* from above; of whole columns, −1, last */
                assert_true(!k || (unsigned)c->list[k].at.row >= (unsigned)c->list[k - 1].at.row);
                check_claim(t, &s, &c->list[k]);
            }
            if (!c->count) fail_msg("%s: nothing to see", p->values[v].path);
            stage_open(&again, &in, &arena, &scene);
            const Claims *second = claims_list(&again);
            assert_int_equal(second->count, c->count);
            for (int k = 0; k < c->count; k++)
                assert_string_equal(second->list[k].kind, c->list[k].kind);
            arena_free(&arena);
        }
}

static void claims_are_those_of_the_run(void **state) {
    static const char *const models[] = {"assets/models/en-fr", "assets/models/dates",
                                         "assets/models/stories"};
    static const char *const texts[3][3] = {
        {"the dog did not cross the street because it was too tired.", "a cat sees the dog.",
         "the red car is in the street."},
        {"3 May 2021", "Dec 24, 1999", "7/4/1976"},
        {"once there was a fox named fi lo .", "once there was a bear named", "one day mi"}};
    World *w = *state;
    ToldKinds told = {0};
    for (int m = 0; m < 3; m++) {
        load_model(w, models[m]);
        Arena arena = {0};
        const Gold *gold = gold_open(&w->model, &arena);
        for (int i = 0; i < 4; i++) {
            decode(w, i < 3 ? texts[m][i] : w->model.config.default_text);
            check_run(w, &told, gold ? gold_rows(gold, &w->run, &arena) : NULL);
        }
        arena_free(&arena);
    }
    print_message("# %d claims of %d kinds\n", told.claims, told.kinds);
    assert_true(told.kinds >= (STRIDE == 1 ? 40 : 30));
}

/* At most eight words; every kind has a case. */
static void claims_are_short(void **state) {
    World *w = *state;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < w->lang[k].count; i++) {
            const LangEntry *e = &w->lang[k].entries[i];
            if (strncmp(e->key, "claim.", 6) != 0 || strstr(e->key, ".case")) continue;
            int words = 1;
            char key[96];
            for (const char *p = e->text; *p; p++) words += *p == ' ';
            if (words > 8) fail_msg("%s has %d words", e->key, words);
            snprintf(key, sizeof key, "%s.case", e->key);
            assert_string_not_equal(lang_text(&w->lang[k], key), key);
        }
}

static void the_strongest_are_told(void **state) {
    (void)state;
    static const double strengths[] = {0.2, 0, 0.9, 0.9, -1, 0.5, 0.1};
    Claims c = {.count = 0};
    for (int i = 0; i < 7; i++)
        claims_name(claims_add(&c, "x", strengths[i], 0, (Cell){0, 0, 0}), 0, true, i);
    claims_choose(&c);
    assert_int_equal(c.count, 3);
    assert_int_equal(c.list[0].name[0].at, 2); /* of equals the one found first */
    assert_int_equal(c.list[1].name[0].at, 3);
    assert_int_equal(c.list[2].name[0].at, 5);
}

static void places_let_one_check(void **state) {
    (void)state;
    assert_int_equal(claims_places(8.9561, 4.8949), 3);
    assert_int_equal(claims_places(2.0004, 1.0006), 2); /* 2.000 − 1.001 is not 1.000 */
    assert_int_equal(claims_share_places(0.5), 3);
    assert_int_equal(claims_share_places(0.0042), 4);
    assert_int_equal(claims_share_places(1e-9), 3);
}

/* Above the steps one thing is told: of the words' probabilities, or of the shown part's attention.
 */
static void there_is_one_above_the_steps(void **state) {
    static const char *const of[] = {"output.probabilities", "decoder.1.cross.weights", NULL};
    World *w = *state;
    ToldKinds told = {0};
    load_model(w, "assets/models/en-fr");
    decode(w, w->model.config.default_text);
    for (int i = 0; i < 3; i++) {
        Arena arena = {0};
        View view = view_default("");
        strcpy(view.shown.at.path, i < 2 ? "decoder.1.cross.masked" : "encoder.0.ffn.hidden");
        view.shown.at.depth = i ? DEPTH_SUBLAYER : DEPTH_MODEL;
        view.shown.at.head = 2;
        SceneInput in = world_input(w, &view, 1440, 900, 0);
        Scene scene = {.width = 1440, .height = 900, .arena = &arena};
        Stage s, at;
        Claim claim;
        stage_open(&s, &in, &arena, &scene);
        assert_int_equal(claims_list(&s)->count, 0);
        assert_int_equal(claims_above(&s, &at, &claim), of[i] != NULL);
        if (of[i]) {
            assert_string_equal(s.program->values[claim.value].path, of[i]);
            check_claim(&told, &at, &claim);
        }
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_strongest_are_told),
        cmocka_unit_test(places_let_one_check),
        cmocka_unit_test(claims_are_short),
        cmocka_unit_test(claims_are_those_of_the_run),
        cmocka_unit_test(there_is_one_above_the_steps),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
