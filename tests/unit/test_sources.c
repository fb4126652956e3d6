/* Runs of other models and of matrices that a lesson brings: how they are told, read and refused,
   and what the window does with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/acts/learn.h"
#include "app/acts/sentence.h"
#include "app/app.h"
#include "app/layers/field.h"
#include "lesson/lesson.h"
#include "math/random.h"
#include "model/formats/npy.h"
#include "tiny_app.h"
#include "view/directives.h"

#define Q "q=[0 1; 2 0; -1 2]"
#define K "k=[2 0; 0 1; 1 2]"
#define V "v=[1 0; 0 1; 2 2]"
#define NAMES "rows=she,likes,cats"

/* One model beside the usual one, with a layer less. */
typedef struct Other {
    Model model;
    int asked;
} Other;

static const Model *find_other(void *self, const char *name, Error *e) {
    Other *o = self;
    o->asked++;
    if (strcmp(name, "other") == 0) return &o->model;
    error_set(e, "no model '%s'", name);
    return NULL;
}

static Sources sources_of(Fixture *f, Other *o) {
    *o = (Other){.model = tiny_model_of(&f->arena, 1)};
    strcpy(o->model.config.default_text, "the dog .");
    return (Sources){
        .model = &f->model, .kernels = kernels_named("plain"), .find = find_other, .self = o};
}

static Arena told; /* what they tell */

static RunOf run_of(const char *line, RunOf of) {
    Error e = {{0}};
    if (!view_run_of(line, &told, &of, &e)) fail_msg("%s: %s", line, e.text);
    return of;
}

static void a_line_tells_its_source(void **state) {
    (void)state;
    Error e = {{0}};
    RunOf first = run_of("text a b; what-if mask=off; search beam=3", (RunOf){.model = ""});
    RunOf of = run_of("model other", first);
    assert_string_equal(of.model, "other");
    assert_string_equal(seen_text(&of), "");
    assert_string_equal(of.what.text, "mask=off");
    of = run_of("model other; text c", first);
    assert_string_equal(of.text, "c");
    of = run_of("model own", of);
    assert_string_equal(of.model, "");
    of = run_of("theme paper; attend " Q " " K "; show scores", first);
    assert_string_equal(of.attend, Q " " K);
    assert_true(!*seen_text(&of) && !of.what.count && !*of.model &&
                of.search.kind == SEARCH_GREEDY);
    assert_string_equal(run_of("text c", of).attend, "");
    assert_string_equal(run_of("model other", of).attend, "");
    assert_string_equal(run_of("attend q=[0 1\\; 2 0] k=[1 1]", of).attend, "q=[0 1; 2 0] k=[1 1]");
    assert_false(directives_same_run(&of, &first));
    assert_false(view_run_of("attend q=[1] k=[1]; text a", &told, &of, &e));
    assert_string_equal(e.text, "attend: matrices have no sentence, and 'text' is there, too");
    assert_false(view_run_of("attend q=[1] k=[1]; model other", &told, &of, &e));
    char *longer = malloc(VIEW_ATTEND + 16);
    memset(longer, 'x', VIEW_ATTEND + 15);
    memcpy(longer, "attend ", 7);
    longer[VIEW_ATTEND + 15] = 0;
    assert_false(view_run_of(longer, &told, &of, &e));
    assert_string_equal(e.text, "attend: more than 1023 bytes");
    free(longer);
}

static void settled_runs_say_what_they_are(void **state) {
    Fixture *f = *state;
    Other o;
    Sources s = sources_of(f, &o), alone = {.model = &f->model, .kernels = s.kernels};
    Error e = {{0}};
    Arena arena = {0};
    Decoding run;
    RunOf of = {.model = "other"};
    assert_true(source_settle(&s, &of, &e));
    assert_string_equal(of.text, "the dog .");
    assert_true(source_decode(&s, &of, &arena, &run, &e));
    assert_ptr_equal(run.model, &o.model);
    of = (RunOf){.text = "the cat ."};
    assert_true(source_settle(&s, &of, &e) && source_decode(&s, &of, &arena, &run, &e));
    assert_ptr_equal(run.model, &f->model);
    of = (RunOf){.model = "another"};
    assert_false(source_settle(&s, &of, &e));
    assert_string_equal(e.text, "no model 'another'");
    assert_false(source_settle(&alone, &of, &e));
    assert_string_equal(e.text, "no model 'another': there is only the one that is open");
    of = (RunOf){.attend = Q " " K, .what = what_list("scale=off")};
    assert_false(source_decode(&s, &of, &arena, &run, &e));
    assert_non_null(strstr(e.text, "what-if: matrices have none"));
    arena_free(&arena);
}

static float cell(const Decoding *d, const char *path, int row, int col) {
    return tensor_at(trace_find(decode_trace(d, 0), path), 0, row, col);
}

static Decoding matrices(Arena *arena, const char *attend) {
    Decoding d;
    Error e = {{0}};
    if (!source_matrices(attend, kernels_named("plain"), arena, &d, &e))
        fail_msg("%s: %s", attend, e.text);
    return d;
}

static void near(float a, double b) {
    assert_true(a > (float)b - 1e-6f && a < (float)b + 1e-6f);
}

static void matrices_are_computed(void **state) {
    (void)state;
    static const float scores[3][3] = {{0, 1, 2}, {4, 0, 2}, {-2, 2, 3}};
    Arena arena = {0};
    Decoding d = matrices(&arena, Q " " K " " V " " NAMES);
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) assert_true(cell(&d, "scores", i, j) == scores[i][j]);
    near(cell(&d, "scaled", 1, 0), 4 / sqrt(2));
    double a = exp(4 / sqrt(2)), b = exp(2 / sqrt(2)), sum = a + 1 + b;
    near(cell(&d, "weights", 1, 0), a / sum);
    near(cell(&d, "output", 1, 0), (a + 2 * b) / sum);
    assert_string_equal(decode_label(&d, 0, AXIS_TARGET, 1, &arena), "likes");
    assert_string_equal(decode_label(&d, 0, AXIS_SOURCE, 2, &arena), "cats");
    assert_string_equal(decode_name(&d), "Q · K · V");
    d = matrices(&arena, Q "  " K " scale=off causal");
    near(cell(&d, "scaled", 1, 0), 4);
    assert_true(cell(&d, "weights", 1, 2) == 0);
    assert_string_equal(decode_name(&d), "Q · K");
    d = matrices(&arena, "k=[1, 2; 3 4] q=[1 0] mask=[0 -inf] scale=0.5 cols=a,b rows=x");
    near(cell(&d, "scaled", 0, 1), 1.5);
    near(cell(&d, "weights", 0, 0), 1);
    assert_string_equal(decode_label(&d, 0, AXIS_SOURCE, 1, &arena), "b");
    assert_string_equal(decode_label(&d, 0, AXIS_TARGET, 0, &arena), "x");
    arena_free(&arena);
}

static void refuses(const char *attend, const char *why) {
    Arena arena = {0};
    Decoding d;
    Error e = {{0}};
    assert_false(source_matrices(attend, kernels_named("plain"), &arena, &d, &e));
    if (!strstr(e.text, why)) fail_msg("%s: '%s', not '%s'", attend, e.text, why);
    arena_free(&arena);
}

static void faults_are_named(void **state) {
    (void)state;
    refuses("", "q=… is missing");
    refuses(Q, "k=… is missing");
    refuses("q=[1 2] k=[1 2 3]", "k [1, 3] does not fit q [1, 2]");
    refuses(Q " " K " v=[1 2]", "there must be one row for each key");
    refuses(Q " " K " mask=[0 0]", "mask");
    refuses("q=[1 nan] k=[1 2]", "q holds NaN at [0, 1]");
    refuses("q=[1 inf] k=[1 2]", "q holds +∞ at [0, 1]");
    refuses(Q " " K " mask=[nan 0 0; 0 0 0; 0 0 0]", "mask holds NaN at [0, 0]");
    refuses("q=[1 x] k=[1 2]", "q: 'x' is no number");
    refuses("q=[1 2; 3] k=[1 2]", "q: row 2 has 1 numbers, row 1 has 2");
    refuses("q=[1 2;] k=[1 2]", "q: row 2 has no number");
    refuses("q=[] k=[1 2]", "q: row 1 has no number");
    refuses("q=[1 2", "q: ']' is missing");
    refuses("q=missing.npy k=[1]", "missing.npy");
    refuses("q=/tmp k=[1]", "/tmp");
    refuses("q k=[1]", "q: =… is missing");
    refuses("q= k=[1]", "q: =… is missing");
    refuses("que=[1] k=[1]", "no 'que'");
    refuses(Q " " K " sclae=2", "no 'sclae': did you mean scale?");
    refuses(Q " " K " scale=much", "scale: 'much' is neither a number nor off");
    refuses(Q " " K " scale=nan", "scale: 'nan'");
    refuses(Q " " K " causal=yes", "causal: nothing may follow");
    refuses(Q " " K " rows=a,b", "rows: 2 names, but there are 3 to be named");
    refuses("q=[3e38 3e38] k=[3e38 3e38]", "float32");
}

/* Whatever is written is read or refused. */
static void any_words_are_read_or_refused(void **state) {
    (void)state;
    static const char *const pieces[] = {"q=",   "k=",    "v=",    "mask=", "causal",    "scale=",
                                         "off",  "rows=", "cols=", "[",     "]",         "1",
                                         "-2.5", " ",     ";",     ",",     "nan",       "-inf",
                                         "1e39", "\"",    "a",     "=",     "[0 1; 2 0]"};
    Random r = random_seed(5, 1);
    int read = 0;
    for (int i = 0; i < 20000; i++) {
        char text[400] = "";
        Arena arena = {0};
        Decoding d;
        Error e = {{0}};
        if (i % 2) strcpy(text, "q=[0 1; 2 0] k=[1 1; 1 0] ");
        for (int n = random_below(&r, 12); n > 0; n--)
            strcat(text, pieces[random_below(&r, sizeof pieces / sizeof *pieces)]);
        bool ok = source_matrices(text, kernels_named("plain"), &arena, &d, &e);
        if (!ok && !*e.text) fail_msg("no reason: %s", text);
        read += ok;
        arena_free(&arena);
    }
    assert_true(read > 500);
}

static Lesson read_text(Arena *arena, const char *name, const char *text) {
    Lesson l;
    Error e = {{0}};
    if (!lesson_read((Bytes){(const unsigned char *)text, strlen(text)}, name, arena, &l, &e))
        fail_msg("%s", e.text);
    return l;
}

static const char pages[] =
    "# T\n## 1\n```step\ntext the cat sees the dog .\nshow encoder.1.self.scores\nwhat-if "
    "scale=off\n```\n"
    "## 2\n```step\nmodel other\nshow encoder.0.self.weights\n```\n"
    "## 3\n```step\npoint row=1\n```\n"
    "## 4\n```step\nattend " Q " " K " " NAMES "\nshow scores\npoint row=likes col=she\n"
    "expect scores row=likes col=she value~4\n```\n"
    "## 5\n```step\nshow weights\nexpect weights rows sum 1\n```\n"
    "## 6\n```step\ntext the cat .\nshow encoder.1.self.scores\n```\n";

static RunOf page_run(const Lesson *l, int page, const Sources *s, Arena *arena, Decoding *run) {
    RunOf of = {.model = ""};
    Error e = {{0}};
    if (!lesson_decode(l, page, s, &of, arena, run, &e)) fail_msg("page %d: %s", page + 1, e.text);
    return of;
}

static void sources_hold_until_another_is_said(void **state) {
    Fixture *f = *state;
    Arena arena = {0};
    Other o;
    Sources s = sources_of(f, &o);
    Lesson l = read_text(&arena, "x.md", pages);
    Decoding run;
    Error e = {{0}};
    assert_string_equal(page_run(&l, 0, &s, &arena, &run).what.text, "scale=off");
    RunOf of = page_run(&l, 1, &s, &arena, &run);
    assert_string_equal(of.model, "other");
    assert_string_equal(of.text, "the dog .");
    assert_string_equal(of.what.text, "");
    of = page_run(&l, 2, &s, &arena, &run);
    assert_string_equal(of.model, "other");
    for (int page = 3; page < 5; page++) {
        of = page_run(&l, page, &s, &arena, &run);
        assert_string_equal(of.attend, Q " " K " " NAMES);
        assert_true(!*of.model && !*seen_text(&of));
        View v = view_default("");
        assert_true(lesson_view(&l, page, &run, &arena, &v, &e));
        assert_string_equal(v.shown.at.path, page == 3 ? "scores" : "weights");
    }
    of = page_run(&l, 5, &s, &arena, &run);
    assert_string_equal(of.text, "the cat .");
    assert_true(!*of.model && !*of.attend);
    assert_ptr_equal(run.model, &f->model);
    arena_free(&arena);
}

static void page_refused(Fixture *f, const char *step, const char *why) {
    Arena arena = {0};
    Other o;
    Sources s = sources_of(f, &o);
    Lesson l =
        read_text(&arena, "x.md", arena_print(&arena, "# T\n## 1\n```step\n%s\n```\n", step));
    Decoding run;
    RunOf of = {.model = ""};
    Error e = {{0}};
    assert_false(lesson_decode(&l, 0, &s, &of, &arena, &run, &e));
    if (strncmp(e.text, why, strlen(why)) != 0) fail_msg("'%s', not '%s'", e.text, why);
    arena_free(&arena);
}

static void faults_name_the_line(void **state) {
    Fixture *f = *state;
    page_refused(f, "theme paper\nmodel nobody", "x.md:5: no model 'nobody'");
    page_refused(f, "\nattend q=[1 2] k=[1]", "x.md:5: attend: k [1, 1] does not fit q [1, 2]");
    page_refused(f, "attend q=none.csv k=[1]", "x.md:4: attend: ");
    page_refused(f, "attend q=[nan] k=[1]", "x.md:4: attend: q holds NaN at [0, 0]");
    page_refused(f, "attend q=[1] k=[1]\nwhat-if mask=off", "x.md:4: what-if: matrices have none");
    page_refused(f, "attend q=[1] k=[1]\nsearch beam=2",
                 "x.md:4: search: matrices choose no words");
    page_refused(f, "text a\nattend q=[1] k=[1]", "x.md:5: attend: matrices have no sentence");
}

/* Files lie beside the lesson; a blank in the folder's name does no harm. */
static void files_are_the_lessons_neighbours(void **state) {
    (void)state;
    char folder[] = "/tmp/attn scope-XXXXXX";
    Arena arena = {0};
    Buffer npy = {0};
    Error e = {{0}};
    Lesson l;
    RunOf of = {.model = ""};
    static const float keys[] = {2, 0, 0, 1, 1, 2};
    static const char csv[] = ",a,b\nshe,0,1\nlikes,2,0\ncats,-1,2\n";
    static const char lesson[] = "# T\n## 1\n```step\nattend q=q.csv k=k.npy\nshow scores\n"
                                 "compare scores\ncompare-attend q=k.npy k=q.csv\n```\n";
    assert_non_null(mkdtemp(folder));
    npy_print(keys, 2, (const int64_t[]){3, 2}, &npy);
    const char *const names[] = {"q.csv", "k.npy", "l.md"};
    assert_true(file_write(path_join(&arena, folder, "q.csv"), csv, strlen(csv), &e));
    assert_true(file_write(path_join(&arena, folder, "k.npy"), npy.data, npy.size, &e));
    assert_true(file_write(path_join(&arena, folder, "l.md"), lesson, strlen(lesson), &e));
    if (!lesson_open(path_join(&arena, folder, "l.md"), &arena, &l, &e)) fail_msg("%s", e.text);
    assert_true(lesson_run(&l, 0, &arena, &of, &e));
    Decoding d = matrices(&arena, of.attend);
    assert_true(cell(&d, "scores", 2, 2) == 3);
    const char *other = lesson_directive(&l.pages[0], DIRECTIVE_COMPARE_ATTEND, NULL)->argument;
    Decoding beside = matrices(&arena, other);
    assert_true(cell(&beside, "scores", 0, 1) == 4);
    assert_string_equal(decode_label(&d, 0, AXIS_SOURCE, 0, &arena), "she");
    assert_string_equal(decode_name(&d), "q.csv");
    for (int i = 0; i < 3; i++) unlink(path_join(&arena, folder, names[i]));
    assert_false(source_matrices(of.attend, kernels_named("plain"), &arena, &d, &e));
    assert_non_null(strstr(e.text, "q.csv"));
    rmdir(folder);
    buffer_free(&npy);
    arena_free(&arena);
}

/* What a figure tells of a view's files. */
static void files_are_told_as_they_were_given(void **state) {
    static const char *const cases[][2] = {
        {"q=/home/l/q.csv k=[0 1; 2 0] causal rows=a,b",
         "q=../l/q.csv k=[0 1; 2 0] causal rows=a,b"},
        {"q=\"/home/l/two words.npy\" k=/home/l/k.npy", "q=\"../l/two words.npy\" k=../l/k.npy"},
        {"q=/home/lx/q.csv mask=/home/l/m/m.npy scale=/home/l/x",
         "q=/home/lx/q.csv mask=../l/m/m.npy scale=/home/l/x"},
        {"q=/home/l/q.csv", "q=../l/q.csv"},
        {"", ""}};
    const FolderName folder = {"/home/l", "../l"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        View v = view_default("");
        strcpy(v.shown.of.attend, cases[i][0]);
        strcpy(v.shown.beside.of.attend, cases[i][0]);
        strcpy(v.shown.setting.lesson, "/home/l/04-mine.md");
        source_given(&v, &folder);
        assert_string_equal(v.shown.of.attend, cases[i][1]);
        assert_string_equal(v.shown.beside.of.attend, cases[i][1]);
        assert_string_equal(v.shown.setting.lesson, "../l/04-mine.md");
        source_given(&v, &(FolderName){NULL, NULL});
        assert_string_equal(v.shown.of.attend, cases[i][1]);
    }
}

/* What is remembered of a view's files is found from anywhere. */
static void files_are_remembered_from_the_root(void **state) {
    char folder[] = "/tmp/attnscope-XXXXXX", here[4096];
    Error e;
    (void)state;
    assert_non_null(mkdtemp(folder));
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    assert_true(file_write("q.csv", "1", 1, &e) && file_write("l.md", "#", 1, &e));
    View v = view_default("");
    strcpy(v.shown.of.attend, "q=q.csv k=/far/k.npy v=gone.npy scale=q.csv");
    strcpy(v.shown.setting.lesson, "l.md");
    source_rooted(&v, "/root");
    assert_string_equal(v.shown.of.attend, "q=/root/q.csv k=/far/k.npy v=gone.npy scale=q.csv");
    assert_string_equal(v.shown.setting.lesson, "/root/l.md");
    strcpy(v.shown.setting.lesson, "04-scores");
    source_rooted(&v, "/root");
    assert_string_equal(v.shown.setting.lesson, "04-scores");
    unlink("q.csv"), unlink("l.md");
    assert_int_equal(chdir(here), 0);
    rmdir(folder);
}

static void begin(Fixture *f, Other *o, const char *lesson, const char *view) {
    Sources s = sources_of(f, o);
    Error e = {{0}};
    AppSetup setup = {.model = s.model,
                      .kernels = s.kernels,
                      .languages = {&f->lang[0], &f->lang[1]},
                      .language_count = 2,
                      .text = "the cat sees a dog .",
                      .view = view,
                      .lesson = lesson,
                      .find = s.find,
                      .find_self = s.self};
    app_close(&f->app);
    if (!app_open(&f->app, &setup, &e)) fail_msg("%s", e.text);
    app_resize(&f->app, 1440, 900, &f->font);
}

/* The line of what is shown opens the same window. */
static void opens_again(Fixture *f, Other *o) {
    Buffer line = {0}, again = {0};
    view_print(&f->app.view, &f->app.run, &line);
    begin(f, o, NULL, line.data);
    view_print(&f->app.view, &f->app.run, &again);
    assert_string_equal(line.data, again.data);
    buffer_free(&line);
    buffer_free(&again);
}

static void the_window_turns_to_them(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    Other o;
    char file[] = "/tmp/attnscope-XXXXXX";
    Error e = {{0}};
    close(mkstemp(file));
    assert_true(file_write(file, pages, strlen(pages), &e));
    begin(f, &o, file, NULL);
    assert_ptr_equal(app->run.model, &f->model);
    for (int page = 0; page < 6; page++, app_update(app, COMMAND_NEXT)) {
        const LessonShown *l = lessons_shown(app);
        if (l->error) fail_msg("%s", l->error);
        assert_int_equal(l->page, page);
        assert_false(l->away);
        assert_true(app->run.labels != NULL ? page == 3 || page == 4 : page != 3 && page != 4);
        if (page == 1 || page == 2) assert_ptr_equal(app->run.model, &o.model);
        if (page == 0 || page == 5) assert_ptr_equal(app->run.model, &f->model);
        app_scene(app);
    }
    for (int i = 0; i < 4; i++)
        app_update(app, COMMAND_UNDO), app_scene(app); /* back through all of them */
    app_update(app, COMMAND_REDO);
    app_scene(app);
    learn_page(app, 1);
    app_update(app, COMMAND_LESSONS);
    opens_again(f, &o);
    assert_string_equal(app->view.shown.of.model, "other");
    assert_string_equal(app->view.shown.of.text, "the dog .");
    unlink(file);
}

/* Whoever types has a sentence in mind. */
static void a_sentence_leaves_the_matrices(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    Other o;
    begin(f, &o, NULL, "attend " Q " " K " " V " " NAMES "; show output; point row=likes col=0");
    assert_non_null(app->run.labels);
    assert_int_equal(app->view.shown.at.row, 1);
    opens_again(f, &o);
    assert_string_equal(app->view.shown.at.path, "output");
    for (Command c = COMMAND_NONE; c < COMMAND_EDIT; c++) {
        if (c != COMMAND_QUIT) app_update(app, c);
        app_scene(app);
    }
    begin(f, &o, NULL, "attend " Q " " K "; show scores");
    app_update(app, COMMAND_EDIT);
    assert_true(app->view.passing.edit.on);
    assert_null(app->run.labels);
    assert_ptr_equal(app->run.model, &f->model);
    app_scene(app);
    app_update(app, COMMAND_EDIT);
    field_close(app, false);
    app_update(app, COMMAND_UNDO);
    assert_non_null(app->run.labels);
    assert_true(app_text(app, "the cat ."));
    assert_string_equal(app->view.shown.of.text, "the cat .");
    assert_string_equal(app->view.shown.of.attend, "");
}

/* Each half takes its whole run along, and a second time brings both back. */
static void changes_places(App *app) {
    RunOf first = app->view.shown.of, pinned = app->view.shown.beside.of, now;
    for (int i = 0; i < 2; i++) {
        app_update(app, COMMAND_SWAP);
        app_scene(app);
        now = app->view.shown.of;
        assert_true(directives_same_run(&now, i ? &first : &pinned));
        assert_true(directives_same_run(&app->view.shown.beside.of, i ? &pinned : &first));
    }
}

/* A figure of one model stays beside one of another, also in the line. */
static void a_pinned_figure_keeps_its_source(void **state) {
    static const char *const lines[] = {
        "model other; show encoder.0.self.weights; compare encoder.1.self.scores head=1; "
        "compare-model own; compare-text the cat .",
        "attend " Q " " K "; show scores; compare encoder.1.self.q; compare-attend none; "
        "compare-text a cat .",
        "show encoder.1.self.scores; compare scores row=1; compare-attend " Q " " K};
    Fixture *f = *state;
    Other o;
    for (int i = 0; i < 3; i++) {
        begin(f, &o, NULL, lines[i]);
        assert_true(f->app.view.shown.beside.on);
        assert_false(runs_beside(&f->app)->model == f->app.run.model);
        app_scene(&f->app);
        opens_again(f, &o);
        app_scene(&f->app);
        changes_places(&f->app);
    }
}

/* The grid of heads asks for the alignment of the model that is shown. */
static void the_alignment_is_the_models(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    Other o;
    begin(f, &o, NULL, "depth model; show encoder.0.self.weights form=heads");
    app_scene(app);
    assert_ptr_equal(app->gold_of, &f->model);
    begin(f, &o, NULL, "model other; depth model; show encoder.0.self.weights form=heads");
    app_scene(app);
    assert_ptr_equal(app->gold_of, &o.model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_tells_its_source),
        cmocka_unit_test(settled_runs_say_what_they_are),
        cmocka_unit_test(matrices_are_computed),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(any_words_are_read_or_refused),
        cmocka_unit_test(sources_hold_until_another_is_said),
        cmocka_unit_test(faults_name_the_line),
        cmocka_unit_test(files_are_the_lessons_neighbours),
        cmocka_unit_test(files_are_told_as_they_were_given),
        cmocka_unit_test(files_are_remembered_from_the_root),
        cmocka_unit_test(the_window_turns_to_them),
        cmocka_unit_test(a_sentence_leaves_the_matrices),
        cmocka_unit_test(a_pinned_figure_keeps_its_source),
        cmocka_unit_test(the_alignment_is_the_models),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
