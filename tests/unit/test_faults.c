/* Every picture that a person can come to, against every rule: steps × depths and forms × sizes ×
   themes × languages, presented or not, of the shipped models with sentences of 1, 8 and 19 words.
   As a test a seeded sample (FAULTS_SEED: another one); `test_faults all`, which is `make faults`,
   looks at all of them and lists what it finds rule by rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "math/random.h"
#include "scene/frame/build.h"
#include "scene_world.h"
#include "support/scene_rules.h"

enum { MODELS = 3, LENGTHS = 3, SIZES = 7, LOOKS = DEPTH_COUNT + FORM_COUNT - 1 };
enum { SAMPLE = 6000, SHOWN = 6 };

static const int sizes[SIZES][2] = {{1024, 768},  {1366, 700}, {1440, 900}, {1920, 1080},
                                    {3840, 2160}, {390, 844},  {360, 640}};
static const char *const folders[MODELS] = {"assets/models/en-fr", "assets/models/dates",
                                            "assets/models/stories"};
/* 1, 8 and 19 words; of dates as many letters. */
static const char *const texts[MODELS][LENGTHS] = {
    {"cats", "the small dog sees the red car .",
     "the small dog sees the big cat because she does not like the small red cars and books ."},
    {"5", "5/5/1999", "thursday 5 may 1999"},
    {"once", "once there was a fox named fi lo",
     "once there was a fox named fi lo and a bear named mi re . one day fi lo"}};

typedef struct Case {
    int model, length, step, look, size, theme, lang, presenting;
} Case;

typedef struct Faults {
    World *w;
    Model model[MODELS];
    Decoding run[MODELS][LENGTHS];
    Random random;
    int looked, read, bands; /* pictures, equations, bands of ribbons */
} Faults;

/* ---- The rules ---- */

typedef struct Picture {
    const Scene *s;
    const SceneInput *in;
} Picture;

static int marks(const Picture *p, Buffer *out) {
    return scene_faults(p->s, p->in->font, out);
}

static bool faults_presents(const Picture *p) {
    return p->in->view->shown.setting.presenting;
}

static int small(const Picture *p, Buffer *out) {
    return faults_presents(p) ? 0 : scene_small_texts(p->s, false, out);
}

static int presented(const Picture *p, Buffer *out) {
    bool upright = p->in->height > p->in->width; /* nobody presents to many there */
    return faults_presents(p) ? scene_small_texts(p->s, !upright, out) : 0;
}

/* What is held in a hand: upright, and as narrow. */
static bool faults_held(const Picture *p) {
    return p->in->height > p->in->width;
}

/* There its words are below each other, and the field is of the first of them. */
static int faults_sentence_words(const Picture *p, Buffer *out) {
    const Decoding *d = p->in->run;
    int drawn = 0, wanted = 0;
    for (int i = 0; i < d->source.count; i++) {
        const char *word = vocab_label(&d->model->source, d->source.id[i]);
        if (strcmp(d->model->source.words[d->source.id[i]], " ") == 0) continue;
        for (int k = 0; k < p->s->count && word; k++) {
            const Item *t = &p->s->items[k];
            if (t->kind != ITEM_TEXT || strcmp(t->text, word) != 0) continue;
            drawn++, word = NULL;
        }
        wanted++;
    }
    if (drawn < wanted) buffer_print(out, "cut: %d of %d words\n", drawn, wanted);
    return wanted - drawn;
}

static int sentence(const Picture *p, Buffer *out) {
    if (faults_held(p)) return faults_presents(p) ? 0 : faults_sentence_words(p, out);
    return scene_cut_sentence(p->s, p->in->view->shown.of.text, out);
}

/* In a hand a product, whose factors are above each other, has no room for all of many words. */
static int labels(const Picture *p, Buffer *out) {
    Address at = view_address(p->in->view, p->in->run);
    const Program *program = &p->in->run->programs[at.t];
    int step = program->values[at.value].step;
    bool product = step >= 0 && program->steps[step].inputs > 1;
    return p->in->view->shown.at.depth < DEPTH_STEP || (faults_held(p) && product)
               ? 0
               : scene_dropped_labels(p->s, p->in->run, p->in->font, out);
}

static int ribbons(const Picture *p, Buffer *out) {
    return scene_wrong_ribbons(p->s, p->in->run, p->in->view, out);
}

static int equations(const Picture *p, Buffer *out) {
    return scene_wrong_equations(p->s, out);
}

typedef struct Rule {
    const char *name;
    int (*find)(const Picture *p, Buffer *out);
    int found; /* pictures with such a fault */
    int told;  /* … of which these were told, */
    Case last; /* this last: another size or theme of it is no news */
} Rule;

static Rule rules[] = {{.name = "marks overlap, are cut, are too faint", .find = marks},
                       {.name = "letters are below 11 pixels", .find = small},
                       {.name = "the sentence is cut", .find = sentence},
                       {.name = "equal totals are not equally high", .find = ribbons},
                       {.name = "displayed equations do not hold", .find = equations},
                       {.name = "presented letters are below 1/45", .find = presented},
                       {.name = "labels of at most 20 tokens are dropped", .find = labels}};
enum { RULES = sizeof rules / sizeof *rules };

/* ---- The pictures ---- */

static int faults_steps(const Faults *f, const Case *c) {
    const Decoding *d = &f->run[c->model][c->length];
    return d->programs[d->steps - 1].step_count;
}

static View faults_view(const Faults *f, const Case *c) {
    const Decoding *d = &f->run[c->model][c->length];
    const Program *p = &d->programs[d->steps - 1];
    const Step *step = &p->steps[c->step];
    Value v = step->out[op_table[step->op]->outputs - 1];
    View view = view_default(texts[c->model][c->length]);
    Shape shape = p->values[v].form.shape;
    bool deep = c->look == DEPTH_ROW || c->look == DEPTH_CELL;
    strcpy(view.shown.at.path, p->values[v].path);
    view.shown.at.head = c->step % f->model[c->model].config.heads;
    view.shown.at.depth = c->look < DEPTH_COUNT ? (Depth)c->look : DEPTH_STEP;
    view.shown.at.form =
        c->look < DEPTH_COUNT ? FORM_MATRIX : (FigureForm)(c->look - DEPTH_COUNT + 1);
    if (deep) view.shown.at.row = c->step % shape.rows, view.shown.at.col = c->step % shape.cols;
    view.shown.setting.theme = (ThemeName)c->theme;
    view.shown.setting.presenting = c->presenting;
    return view;
}

static void faults_name(const Case *c, const View *v, char *out, size_t size) {
    snprintf(out, size, "%s '%s': %s, depth %d, form %d, %s, %s, %d × %d%s", folders[c->model],
             texts[c->model][c->length], v->shown.at.path, (int)v->shown.at.depth,
             (int)v->shown.at.form, c->theme ? "paper" : "night", c->lang ? "ru" : "en",
             sizes[c->size][0], sizes[c->size][1], c->presenting ? ", presenting" : "");
}

/* One picture against one rule; the first few faults are told. */
static void faults_check(const Picture *p, Rule *r, const Case *c) {
    Buffer found = {0};
    if (r->find(p, &found)) {
        bool again = r->found++ && r->last.step == c->step && r->last.look == c->look;
        if (!again && r->told++ < SHOWN) {
            char name[400];
            faults_name(c, p->in->view, name, sizeof name);
            *strchr(found.data, '\n') = 0;
            print_message("# %s\n#   %s\n", name, found.data);
        }
        r->last = *c;
    }
    buffer_free(&found);
}

/* False: the step has no such form. */
static bool faults_look(Faults *f, const Case *c) {
    View v = faults_view(f, c);
    SceneInput in = {.view = &v,
                     .run = &f->run[c->model][c->length],
                     .width = sizes[c->size][0],
                     .height = sizes[c->size][1],
                     .frame = true,
                     .font = &f->w->font,
                     .lang = &f->w->lang[c->lang]};
    if (c->look >= DEPTH_COUNT && !scene_has_form(&in, v.shown.at.form)) return false;
    Scene s;
    arena_reset(&f->w->scenes);
    scene_build(&in, &f->w->scenes, &s);
    Picture p = {&s, &in};
    for (int r = 0; r < RULES; r++) faults_check(&p, &rules[r], c);
    f->looked++;
    f->read += scene_equations(&s);
    f->bands += scene_bands(&s, &v);
    return true;
}

static void faults_open(Faults *f, World *w) {
    f->w = w;
    for (int m = 0; m < MODELS; m++) {
        load_model(w, folders[m]);
        f->model[m] = w->model;
        for (int n = 0; n < LENGTHS; n++) {
            decode(w, texts[m][n]);
            f->run[m][n] = w->run;
            f->run[m][n].model = &f->model[m];
        }
    }
}

/* ---- All of them, or a sample ---- */

static void faults_all(Faults *f) {
    for (Case c = {0}; c.model < MODELS; c.model++)
        for (c.length = 0; c.length < LENGTHS; c.length++)
            for (c.step = 0; c.step < faults_steps(f, &c); c.step++)
                for (c.look = 0; c.look < LOOKS; c.look++)
                    for (int k = 0; k < SIZES * 8; k++) {
                        c.size = k / 8, c.theme = k & 1, c.lang = k >> 1 & 1,
                        c.presenting = k >> 2 & 1;
                        faults_look(f, &c);
                    }
}

static void faults_sample(Faults *f, int count) {
    Random *r = &f->random;
    while (f->looked < count) {
        Case c = {.model = random_below(r, MODELS), .length = random_below(r, LENGTHS)};
        c.step = random_below(r, faults_steps(f, &c)), c.look = random_below(r, LOOKS);
        c.size = random_below(r, SIZES), c.theme = random_below(r, 2);
        c.lang = random_below(r, 2), c.presenting = random_below(r, 4) == 0;
        faults_look(f, &c);
    }
}

static void a_sample_breaks_no_rule(void **state) {
    static Faults f;
    const char *seed = getenv("FAULTS_SEED");
    f.random = random_seed(seed ? strtoull(seed, NULL, 10) : 1, 14);
    faults_open(&f, *state);
    faults_sample(&f, SAMPLE / STRIDE);
    print_message("# %d equations were read, %d bands measured\n", f.read, f.bands);
    for (int r = 0; r < RULES; r++)
        print_message("# %s: %d of %d pictures\n", rules[r].name, rules[r].found, f.looked);
    for (int r = 0; r < RULES; r++)
        if (rules[r].found)
            fail_msg("%s: %d of %d pictures", rules[r].name, rules[r].found, f.looked);
    assert_true(f.read > 0 && f.bands > 0);
}

/* Every picture; how many each rule finds wrong. */
static int faults_main(void) {
    static Faults f;
    void *state;
    int wrong = 0;
    make_world(&state);
    faults_open(&f, state);
    faults_all(&f);
    for (int r = 0; r < RULES; r++) {
        printf("%s %s: %d of %d pictures\n", rules[r].found ? "not ok" : "ok", rules[r].name,
               rules[r].found, f.looked);
        wrong += rules[r].found > 0;
    }
    printf("# %d equations were read, %d bands measured\n", f.read, f.bands);
    end_world(&state);
    return wrong > 0;
}

static void equations_are_computed_anew(void **state) {
    (void)state;
    Buffer out = {0};
    int read = 0;
    assert_int_equal(scene_wrong_equation("2.1 · 0.5 + 1 = 2.05", &read, &out), 0);
    assert_int_equal(scene_wrong_equation("−2 ÷ 4 = −0,5", &read, &out), 0);
    assert_int_equal(scene_wrong_equation("(1 + 3) / √16 = 1", &read, &out), 0);
    assert_int_equal(read, 3);
    assert_int_equal(scene_wrong_equation("−2 ÷ 4 = −0.6", &read, &out), 1);
    assert_int_equal(scene_wrong_equation("score 3 + 4 = 8", &read, &out), 1);
    assert_int_equal(read, 5);
    assert_int_equal(scene_wrong_equation("q · 0.5 = 8", &read, &out), 0);
    assert_int_equal(scene_wrong_equation("3 + 4 = 8 %", &read, &out), 0);
    assert_int_equal(scene_wrong_equation("1 + … + 4 = 8", &read, &out), 0);
    assert_int_equal(read, 5);
    buffer_free(&out);
}

/* What the rules are for is found when it is there. */
static void a_lost_label_and_a_small_letter_are_found(void **state) {
    World *w = *state;
    load_model(w, folders[0]);
    decode(w, texts[0][1]);
    View v = view_default(texts[0][1]);
    strcpy(v.shown.at.path, "encoder.0.self.weights");
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    Buffer out = {0};
    Scene s = world_scene(w, &in);
    assert_int_equal(scene_dropped_labels(&s, &w->run, &w->font, &out), 0);
    assert_int_equal(scene_small_texts(&s, false, &out), 0);
    assert_int_equal(scene_cut_sentence(&s, "another one", &out), 1);
    for (int i = 0; i < s.count; i++)
        if (s.items[i].kind == ITEM_TEXT && strcmp(s.items[i].text, "sees") == 0)
            s.items[i].text = "", s.items[i].pixels = 6;
    assert_true(scene_dropped_labels(&s, &w->run, &w->font, &out) > 0);
    assert_true(scene_small_texts(&s, false, &out) > 0);
    buffer_free(&out);
}

/* A bar that is too high and a band that is too thin are found. */
static void a_wrong_ribbon_is_found(void **state) {
    World *w = *state;
    load_model(w, folders[0]);
    decode(w, texts[0][1]);
    View v = view_default(texts[0][1]);
    strcpy(v.shown.at.path, "encoder.0.self.weights");
    v.shown.at.form = FORM_RIBBONS;
    v.shown.at.depth = DEPTH_STEP;
    SceneInput in = {.view = &v,
                     .run = &w->run,
                     .width = 1440,
                     .height = 900,
                     .frame = true,
                     .font = &w->font,
                     .lang = &w->lang[0]};
    Scene s;
    Buffer out = {0};
    arena_reset(&w->scenes);
    scene_build(&in, &w->scenes, &s);
    assert_true(scene_bands(&s, &v) > 8);
    assert_int_equal(scene_wrong_ribbons(&s, &w->run, &v, &out), 0);
    Item *band = NULL, *bar = NULL;
    for (int i = 0; i < s.count; i++)
        if (s.items[i].kind == ITEM_CURVE && (!band || s.items[i].line > band->line))
            band = &s.items[i];
    for (int i = 0; i < s.count; i++)
        if (s.items[i].kind == ITEM_BOX && s.items[i].x == band->p[6]) bar = &s.items[i];
    assert_non_null(bar);
    band->line /= 2;
    assert_int_equal(scene_wrong_ribbons(&s, &w->run, &v, &out), 1);
    band->line *= 2, bar->h += 4;
    assert_true(scene_wrong_ribbons(&s, &w->run, &v, &out) > 0);
    buffer_free(&out);
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "all") == 0) return faults_main();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equations_are_computed_anew),
        cmocka_unit_test(a_lost_label_and_a_small_letter_are_found),
        cmocka_unit_test(a_wrong_ribbon_is_found),
        cmocka_unit_test(a_sample_breaks_no_rule),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
