/* The lens: what each layer would say beside PyTorch's, the answer bit for bit, what-ifs, many
   words; its figure, and keys and clicks in it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "line_model.h"
#include "model/hugging.h"
#include "scene_world.h"
#include "tiny_app.h"
#include "trace/lens.h"
#include "trace/measure.h"
#include "trace/whatif.h"

enum { WORDS = 40000 };

/* Beside PyTorch */

/* A folder of GPT-2's form, and its tokens' numbers. */
static Trace run_folder(const char *folder, Arena *arena, Program *p) {
    Bytes file;
    Error e = {{0}};
    Shards s;
    Config c;
    Weights *w = arena_new(arena, Weights);
    assert_true(file_read(path_join(arena, folder, "config.json"), 1 << 16, arena, &file, &e));
    if (!hugging_config((const char *)file.data, file.size, folder, folder, &c, &e) ||
        !shards_open(folder, arena, &s, &e) || !weights_view(&c, &s, &hugging_names, arena, w, &e))
        fail_msg("%s", e.text);
    assert_true(file_read(path_join(arena, folder, "input.txt"), 1 << 16, arena, &file, &e));
    float *ids = arena_many(arena, float, file.size);
    PageInput in = {.target = ids};
    char *at = (char *)file.data, *end;
    for (long v = strtol(at, &end, 10); end != at; v = strtol(at = end, &end, 10))
        ids[in.target_count++] = (float)v;
    Trace t;
    page_program(&c, w, &(Options){0}, in, arena, p);
    assert_true(trace_run(p, kernels_named("plain"), NULL, 0, arena, &t, &e));
    return t;
}

static void every_layer_says_what_it_says_in_pytorch(void **state) {
    static const char *const folders[] = {
        "tests/reference/gpt2/plain", "tests/reference/gpt2/shards", "tests/reference/gpt2/brain",
        "tests/reference/gpt2/scaled", "tests/reference/gpt2/whole"};
    (void)state;
    for (size_t f = 0; f < sizeof folders / sizeof *folders; f++) {
        Arena arena = {0};
        Program p;
        Shards said;
        Error e = {{0}};
        Trace t = run_folder(folders[f], &arena, &p);
        const char *path = path_join(&arena, folders[f], "lens.safetensors");
        if (!shards_open_file(path, &arena, &said, &e)) fail_msg("%s", e.text);
        assert_int_equal(said.count, 5); /* what goes in, and two parts of each of two layers */
        for (int i = 0; i < said.count; i++) {
            Value from = program_find(&p, said.tensors[i].name);
            int words = t.values[program_role(&p, VALUE_PROBABILITIES)].shape.cols,
                rows = t.values[from].shape.rows;
            float *have = arena_many(&arena, float, words),
                  *want = arena_many(&arena, float, words);
            assert_int_equal(said.tensors[i].bytes, (size_t)(rows * words) * sizeof *want);
            for (int r = 0; r < rows; r++) {
                assert_true(lens_shares(&t, from, r, have));
                memcpy(want, (const char *)said.tensors[i].data + (size_t)(r * words) * 4,
                       (size_t)words * 4);
                for (int j = 0; j < words; j++)
                    if (!(fabs((double)have[j] - (double)want[j]) <= 1e-5))
                        fail_msg("%s, %s, row %d, word %d: %g is not %g", folders[f],
                                 said.tensors[i].name, r, j, (double)have[j], (double)want[j]);
            }
        }
        float none;
        assert_false(lens_shares(&t, program_find(&p, "decoder.0.ffn.hidden"), 0, &none));
        arena_free(&arena);
    }
}

/* The model's own answer */

static Decoding run_of(Model *m, const char *text, const char *what, Arena *arena) {
    Decoding d;
    Error e = {{0}};
    WhatIfList list = what_list(what);
    if (!whatif_decode(m, text, &list, NULL, kernels_named("plain"), arena, &d, &e))
        fail_msg("%s", e.text);
    return d;
}

/* The cells of a row are what the row of all shares says. */
static void check_row(const Decoding *d, const Lens *l, int row, Value from, Arena *arena) {
    const Trace *t = decode_trace(d, d->steps - 1);
    Tensor answer = t->values[program_role(t->program, VALUE_PROBABILITIES)];
    float *x = arena_many(arena, float, answer.shape.cols);
    for (int j = 0; j < l->cols; j++) {
        const LensCell *c = lens_cell(l, row, j);
        int best, rank = 1;
        assert_true(lens_shares(t, from, j, x));
        if (row == l->rows - 1)
            assert_memory_equal(x, tensor_row(answer, 0, j), (size_t)answer.shape.cols * sizeof *x);
        assert_int_equal(measure_largest(answer, 0, j, &best, 1), 1);
        for (int k = 0; k < answer.shape.cols; k++)
            rank += x[k] > x[best] || (x[k] == x[best] && k < best);
        assert_int_equal(c->rank, rank);
        assert_true(c->answer == x[best]);
        assert_int_equal(c->count, LENS_BEST);
        for (int k = 0; k < c->count; k++) assert_true(c->share[k] == x[c->word[k]]);
        for (int k = 1; k < c->count; k++) assert_true(c->share[k] <= c->share[k - 1]);
        assert_int_equal(rank == 1, c->word[0] == best);
    }
}

/* The last row is the answer; the one before it is not read twice. */
static void check_lens(const Decoding *d, Arena *arena) {
    Lens l = lens_of(d, d->steps - 1, NULL, arena);
    const Program *p = &d->programs[d->steps - 1];
    bool pre = d->model->config.norm == NORM_PRE;
    int last = d->model->config.decoder_layers - 1;
    const char *end = arena_print(arena, "decoder.%d.ffn.%s", last, pre ? "add" : "norm");
    assert_true(l.rows > 2 && l.norm == pre && l.parts);
    assert_string_equal(p->values[l.values[0]].path, "decoder.input");
    assert_string_equal(p->values[l.values[l.rows - 1]].path, "output.probabilities");
    for (int i = 0; i < l.rows; i++)
        check_row(d, &l, i, i == l.rows - 1 ? program_find(p, end) : l.values[i], arena);
    for (int j = 0; j < l.cols; j++) {
        int from = lens_settles(&l, j);
        for (int i = from; i < l.rows; i++) assert_int_equal(lens_cell(&l, i, j)->rank, 1);
        assert_true(!from || lens_cell(&l, from - 1, j)->rank > 1);
    }
}

static void the_last_row_is_the_answer_bit_for_bit(void **state) {
    (void)state;
    Arena arena = {0};
    Model line = line_model(&arena, POSITIONS_LEARNED), tiny = tiny_model_of(&arena, 2);
    static const char *const whats[] = {"", "temperature=0.5", "head=decoder.0.self:1:off",
                                        "sublayer=decoder.1.ffn:off", "mask=off"};
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
        Decoding d = run_of(&line, "the fox had a red", whats[i], &arena);
        check_lens(&d, &arena);
        d = run_of(&tiny, "a dog sees a cat", whats[i], &arena);
        check_lens(&d, &arena);
    }
    arena_free(&arena);
}

static void what_ifs_change_it(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    Decoding a = run_of(&m, "the fox had a red", "", &arena),
             b = run_of(&m, "the fox had a red", "sublayer=decoder.0.ffn:off", &arena);
    Lens x = lens_of(&a, 0, NULL, &arena), y = lens_of(&b, 0, NULL, &arena);
    assert_int_equal(x.rows, 5);
    assert_int_equal(y.rows, 5);
    for (int i = 0; i < 2; i++) /* before it: the same */
        assert_memory_equal(lens_cell(&x, i, 0), lens_cell(&y, i, 0), sizeof(LensCell));
    for (int i = 2; i < 5; i++)
        assert_true(lens_cell(&x, i, 0)->share[0] != lens_cell(&y, i, 0)->share[0]);
    arena_free(&arena);
}

/* Of one line an earlier step is a part of the last. */
static void an_earlier_step_has_fewer_places(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = line_model(&arena, POSITIONS_LEARNED);
    m.config.eos = -1;
    Decoding d = run_of(&m, "the fox had a red", "", &arena);
    Lens all = lens_of(&d, d.steps - 1, NULL, &arena), first = lens_of(&d, 0, NULL, &arena);
    assert_true(d.steps > 2);
    assert_int_equal(first.cols, d.given);
    assert_int_equal(all.cols, d.given + d.steps - 1);
    for (int i = 0; i < all.rows; i++)
        for (int j = 0; j < first.cols; j++)
            assert_memory_equal(lens_cell(&all, i, j), lens_cell(&first, i, j), sizeof(LensCell));
    arena_free(&arena);
}

static Model large(Arena *arena, int layers, int places) {
    const char **words = arena_many(arena, const char *, WORDS);
    Random random = random_seed(3, 1);
    Model m = line_model(arena, POSITIONS_LEARNED);
    for (int i = 0; i < WORDS; i++)
        words[i] = i < m.target.count ? m.target.words[i] : arena_print(arena, "w%d", i);
    m.source = m.target = vocab_make(words, WORDS, arena);
    m.config.target_vocab = WORDS, m.config.words = 4, m.config.eos = -1;
    m.config.decoder_layers = layers, m.config.max_positions = places;
    weights_layout(&m.config, arena, &m.weights);
    weights_random(&m.weights, &random);
    return m;
}

static void of_many_words_it_is_made_once(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = large(&arena, 12, 12);
    Decoding d = run_of(&m, "the fox had a red", "", &arena);
    assert_true(lens_slow(&d, d.steps - 1));
    Watch stopped = {.stop = true};
    assert_int_equal(lens_of(&d, d.steps - 1, &stopped, &arena).rows, 0);
    assert_true(lens_slow(&d, d.steps - 1));
    Watch watch = {.stop = false};
    Lens l = lens_of(&d, d.steps - 1, &watch, &arena);
    assert_int_equal(l.rows, 13); /* a row a layer, and what goes in */
    assert_int_equal(atomic_load(&watch.most), 13);
    assert_int_equal(atomic_load(&watch.done), 12);
    assert_false(l.parts || lens_slow(&d, d.steps - 1) || lens_slow(&d, 0));
    Lens again = lens_of(&d, 0, NULL, &arena);
    assert_ptr_equal(again.cells, l.cells);
    const Program *p = &d.programs[d.steps - 1];
    for (int i = 0; i < l.rows; i++)
        check_row(&d, &l, i, i == 12 ? program_find(p, "decoder.11.ffn.add") : l.values[i], &arena);
    assert_string_equal(p->values[l.values[3]].path, "decoder.2.ffn.add");
    decode_forget(&d, 0);
    assert_true(lens_slow(&d, d.steps - 1));
    arena_free(&arena);
}

/* The figure */

static bool lens_says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0) return true;
    return false;
}

static void lens_look(World *w, const char *path, int row, int turn, const char *about) {
    static const int sizes[][2] = {{320, 240},  {400, 860},   {860, 400},  {1024, 768},
                                   {1440, 900}, {1920, 1080}, {3840, 2160}};
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 4; k++) {
            View v = view_default(w->model.config.default_text);
            char what[160];
            strcpy(v.shown.at.path, path);
            v.shown.at.depth = DEPTH_MODEL, v.shown.at.form = FORM_LENS, v.shown.at.row = row;
            v.shown.setting.theme = (turn + i) % 2 ? THEME_PAPER : THEME_NIGHT;
            v.shown.setting.presenting = k == 3;
            v.shown.setting.text_size = k == 2 ? 150 : 100;
            SceneInput in = world_input(w, &v, sizes[i][0], sizes[i][1], (turn + k + i) % 2);
            in.frame = k > 0;
            Scene s = world_scene(w, &in);
            snprintf(what, sizeof what, "%s: %s at %d × %d, turn %d", about, path, sizes[i][0],
                     sizes[i][1], k);
            report_faults(w, &s, what);
            if (i > 2 && !(turn + k + i) % 2) assert_true(lens_says(&s, "the answer"));
        }
}

static void its_figure_has_no_faults(void **state) {
    World *w = *state;
    static const char *const folders[] = {"assets/models/en-fr", "assets/models/dates",
                                          "assets/models/stories"};
    w->wrong = 0;
    for (int m = 0; m < 3; m++) {
        load_model(w, folders[m]);
        decode(w, w->model.config.default_text);
        lens_look(w, "decoder.input", 0, m, folders[m]);
        lens_look(w, "output.probabilities", -1, m + 1, folders[m]);
        lens_look(w, "decoder.0.self.scores", 3, m, folders[m]);
    }
    w->model = large(&w->arena, 12, 70);
    const char *text = "the fox";
    for (int i = 0; i < 58; i++)
        text = arena_print(&w->arena, "%s %s", text, w->model.target.words[3 + i % 5]);
    decode(w, "the fox had a red");
    lens_look(w, "decoder.7.ffn.add", 2, 1, "12 layers");
    decode(w, text); /* 61 to 64 places */
    lens_look(w, "decoder.7.ffn.add", 20, 1, "12 layers");
    lens_look(w, "output.probabilities", -1, 0, "12 layers");
    assert_int_equal(w->wrong, 0);
}

/* Under the hand */

static void there_and_back(void **state) {
    App *app = start_at(state, "show encoder.0.self.weights form=ribbons; depth step");
    app_key(app, 'f', KEY_SHIFT);
    assert_true(app->view.shown.at.form == FORM_LENS && app->view.shown.at.depth == DEPTH_MODEL);
    assert_string_equal(app->view.shown.at.path, "output.probabilities");
    int places = app->run.programs[app->run.steps - 1]
                     .values[program_find(&app->run.programs[0], "output.probabilities")]
                     .form.shape.rows;
    assert_int_equal(app->view.shown.at.row, places - 1);
    app_key(app, '<', 0);
    assert_int_equal(app->view.shown.at.row, places - 2);
    app_key(app, '>', 0), app_key(app, '>', 0);
    assert_int_equal(app->view.shown.at.row, places - 1);
    app_key(app, ',', 0);
    assert_string_not_equal(app->view.shown.at.path, "output.probabilities");
    assert_int_equal(app->view.shown.at.row, places - 1);
    for (int i = 0; i < 20; i++) app_key(app, ',', 0);
    assert_string_equal(app->view.shown.at.path, "decoder.input");
    app_key(app, ';', 0);
    assert_string_equal(app->view.shown.at.path, "decoder.0.self.norm");
    app_key(app, KEY_ENTER, 0);
    assert_true(app->view.shown.at.form == FORM_MATRIX && app->view.shown.at.depth == DEPTH_STEP);
    assert_int_equal(app->view.shown.at.row, places - 1);
    go(app, "show encoder.0.self.weights form=ribbons; depth step");
    settle_anew(app);
    app_update(app, COMMAND_LENS);
    app_update(app, COMMAND_LENS);
    assert_true(app->view.shown.at.form == FORM_RIBBONS && app->view.shown.at.depth == DEPTH_STEP);
    static const Command ways[] = {COMMAND_LENS, COMMAND_TREE, COMMAND_REORDER};
    for (int i = 0; i < 3; i++) { /* from the first screen, where a mean may be chosen */
        go(app, "depth sentence; show decoder.0.cross.weights head=mean");
        app_update(app, ways[i]);
        assert_int_equal(app->view.shown.at.head, 0);
    }
}

/* Every cell that is to be seen is told when pointed at, and chosen when clicked; again: gone into.
 */
static void every_cell_answers(void **state) {
    App *app = start_at(state, "show output.probabilities form=lens; depth model");
    Arena arena = {0};
    Lens l = lens_of(&app->run, app->run.steps - 1, NULL, &arena);
    int cells = 0;
    for (int i = 0; i < app_scene(app)->target_count; i++) {
        Target t = app_scene(app)->targets[i];
        if (t.kind != TARGET_LENS) continue;
        char path[VIEW_PATH];
        strcpy(path, t.path);
        app_hover(app, t.x + t.w / 2, t.y + t.h / 2);
        assert_true(app->view.passing.hover.kind == TARGET_LENS);
        const LensCell *c = NULL;
        for (int r = 0; r < l.rows; r++)
            if (strcmp(app->run.programs[app->run.steps - 1].values[l.values[r]].path, path) == 0)
                c = lens_cell(&l, r, t.row0);
        assert_non_null(c);
        assert_non_null(
            strstr(app_scene(app)->speech, vocab_label(&app->run.model->target, c->word[0])));
        if (c->rank > 1)
            assert_non_null(strstr(app_scene(app)->speech, arena_print(&arena, "%d", c->rank)));
        app_click(app, t.x + t.w / 2, t.y + t.h / 2);
        if (app->view.shown.at.depth == DEPTH_STEP) { /* it was chosen already */
            assert_int_equal(t.row0, l.cols - 1);
            go(app, "show output.probabilities form=lens; point row=0; depth model");
            app_click(app, t.x + t.w / 2, t.y + t.h / 2);
        }
        assert_string_equal(app->view.shown.at.path, path);
        assert_int_equal(app->view.shown.at.row, t.row0);
        cells++;
    }
    assert_int_equal(cells, l.rows * l.cols);
    arena_free(&arena);
}

/* The cell that is chosen is told to who hears it, and the one that the keyboard's cursor is on. */
static void the_cell_is_spoken(void **state) {
    App *app = start_at(state, "show decoder.input form=lens; point row=1; depth model");
    Arena arena = {0};
    Lens l = lens_of(&app->run, app->run.steps - 1, NULL, &arena);
    const Vocab *words = &app->run.model->target;
    for (int row = 0; row < 3; row++) {
        const LensCell *c = lens_cell(&l, row, 1);
        assert_non_null(strstr(app_spoken(app), vocab_label(words, c->word[0])));
        assert_non_null(strstr(app_spoken(app), "ayer 1"));
        app_key(app, ';', 0);
    }
    for (int i = 0; i < 60 && app->view.passing.hover.kind != TARGET_LENS; i++)
        app_key(app, KEY_TAB, 0), app_scene(app);
    assert_int_equal(app->view.passing.hover.kind, TARGET_LENS);
    const LensCell *first = lens_cell(&l, 0, app->view.passing.hover.index);
    assert_non_null(strstr(app->view.passing.said, vocab_label(words, first->word[0])));
    app_key(app, KEY_ESCAPE, 0);
    arena_free(&arena);
}

/* Waits for a lens: what is to be seen meanwhile is a sheet, no word of it; and stops it if asked.
 */
typedef struct Waiting {
    App *app;
    bool stop;
    int times;
} Waiting;

static void wait_for(void *self, void (*job)(void *of), void *of, Watch *watch) {
    Waiting *w = self;
    w->times++;
    w->app->working = watch;
    app_stale(w->app);
    const Scene *s = app_scene(w->app);
    assert_true(lens_says(s, "What each layer would say is being read"));
    assert_false(lens_says(s, "the answer"));
    w->app->working = NULL;
    if (w->stop) atomic_store(&watch->stop, true);
    job(of);
}

static void a_slow_one_is_waited_for(void **state) {
    (void)state;
    static Fixture f;
    Error e = {{0}};
    f = (Fixture){0};
    f.model = large(&f.arena, 3, 12);
    f.font = font_fixed(&f.arena);
    read_languages(&f.arena, &f.lang[0], &f.lang[1]);
    if (!open_app(&f, "the fox had a red", "show decoder.1.self.weights; depth step", &e))
        fail_msg("%s", e.text);
    App *app = &f.app;
    Waiting w = {.app = app, .stop = true};
    app->wait = (AppWait){&w, wait_for};
    app_resize(app, 1440, 900, &f.font);
    app_scene(app);
    assert_int_equal(w.times, 0);
    app_update(app, COMMAND_LENS);
    app_scene(app);
    assert_int_equal(w.times, 1);
    assert_true(app->view.shown.at.form == FORM_MATRIX && app->view.shown.at.depth == DEPTH_STEP);
    assert_string_equal(app->view.passing.toast, "The run was stopped.");
    w.stop = false;
    app_update(app, COMMAND_LENS);
    assert_true(lens_says(app_scene(app), "the answer"));
    assert_int_equal(w.times, 2);
    app_key(app, '<', 0); /* it is there now */
    app_key(app, ',', 0);
    assert_true(lens_says(app_scene(app), "the answer"));
    assert_int_equal(w.times, 2);
    app->wait = (AppWait){0};
    app_close(app);
    arena_free(&f.arena);
}

int main(void) {
    const struct CMUnitTest numbers[] = {
        cmocka_unit_test(every_layer_says_what_it_says_in_pytorch),
        cmocka_unit_test(the_last_row_is_the_answer_bit_for_bit),
        cmocka_unit_test(what_ifs_change_it),
        cmocka_unit_test(an_earlier_step_has_fewer_places),
        cmocka_unit_test(of_many_words_it_is_made_once),
    };
    const struct CMUnitTest figures[] = {cmocka_unit_test(its_figure_has_no_faults)};
    const struct CMUnitTest hands[] = {
        cmocka_unit_test(there_and_back), cmocka_unit_test(the_cell_is_spoken),
        cmocka_unit_test(a_slow_one_is_waited_for), cmocka_unit_test(every_cell_answers)};
    return cmocka_run_group_tests_name("lens", numbers, NULL, NULL) ||
           cmocka_run_group_tests_name("its figure", figures, make_world, end_world) ||
           cmocka_run_group_tests_name("under the hand", hands, setup, teardown);
}
