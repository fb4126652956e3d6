/* Timings of what a person waits for: a whole traced run, a training step, frames, a figure as PNG.
   Prints "name value" lines; tests/bench.sh puts peers beside them. Usage: bench_run forward |
   what-if | train | frame | size | png */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../own_weights.h"
#include "export/figure.h"
#include "draw/damage.h"
#include "platform/font_ttf.h"
#include "export/png.h"
#include "scene/frame/build.h"
#include "trace/whatif.h"
#include "train/batch.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The processor's time: frames are short, and other programs' turns are not theirs. */
static double worked(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double share_of(double *times, int count, double share) {
    qsort(times, (size_t)count, sizeof *times, by_size);
    return times[(int)(share * (count - 1))];
}

static void fail(const Error *e) {
    fprintf(stderr, "bench: %s\n", e->text);
    exit(1);
}

static void open_model(Model *m, Arena *arena) {
    Error e;
    if (!model_load("assets/models/en-fr", arena, m, &e)) fail(&e);
}

/* Encoder, all decoder rows at once, every value kept: what PyTorch's forward with all attention is
 * measured against. */
static void bench_forward(const Kernels *k) {
    enum { RUNS = 400 };
    Arena arena = {0}, work = {0};
    Model m;
    Error e;
    Decoding d;
    double times[RUNS];
    open_model(&m, &arena);
    if (!decode_text(&m, m.config.default_text, &(WhatIf){0}, k, &arena, &d, &e)) fail(&e);
    float source[64], target[64] = {TOKEN_BOS};
    for (int i = 0; i < d.source.count; i++) source[i] = (float)d.source.id[i];
    for (int i = 0; i + 1 < d.output.count; i++) target[i + 1] = (float)d.output.id[i];
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        Program p;
        Trace t;
        arena_reset(&work);
        page_program(&m.config, &m.weights, &(Options){0},
                     (PageInput){source, d.source.count, target, d.output.count}, &work, &p);
        trace_run(&p, k, NULL, 0, &work, &t, &e);
        times[i] = now() - start;
    }
    printf("forward_us_%s %.1f\n", k->name, 1e6 * share_of(times, RUNS, 0.5));
    arena_free(&arena);
    arena_free(&work);
}

/* Seconds of one run of all words at once under a what-if. */
static double seconds_of(const Model *m, const Decoding *d, const WhatIf *what, const Kernels *k,
                         Arena *work) {
    Error e;
    Program p;
    Trace t;
    float source[64] = {0}, target[64] = {TOKEN_BOS}; /* TOKEN_PAD is 0 */
    for (int i = 0; i < d->source.count; i++) source[i] = (float)d->source.id[i];
    for (int i = 0; i + 1 < d->output.count; i++) target[i + 1] = (float)d->output.id[i];
    double start = now();
    arena_reset(work);
    page_program(&m->config, &m->weights, &what->options,
                 (PageInput){source, d->source.count + what->padding, target, d->output.count},
                 work, &p);
    if (!trace_run(&p, k, what->patches, what->patch_count, work, &t, &e)) fail(&e);
    return now() - start;
}

/* In turn with the plain run. */
static void bench_what_if(const Kernels *k) {
    enum { RUNS = 200 };
    static const char *const items[] = {"scale=off",
                                        "mask=off",
                                        "norm=pre",
                                        "positions=off",
                                        "softmax=columns",
                                        "swap-qk",
                                        "temperature=2",
                                        "head=decoder.1.cross:1:off",
                                        "sublayer=encoder.0.ffn:off",
                                        "pattern=encoder.0.self:0:uniform",
                                        "pattern=decoder.1.cross:2:previous",
                                        "cell=encoder.0.self.w.q[3,5]=2",
                                        "cell=encoder.input[2,1]=3",
                                        "padding-mask=off",
                                        "padding=2"};
    Arena arena = {0}, work = {0};
    Model m;
    Error e;
    Decoding d;
    double plain[RUNS], changed[RUNS];
    open_model(&m, &arena);
    if (!decode_text(&m, m.config.default_text, &(WhatIf){0}, k, &arena, &d, &e)) fail(&e);
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        WhatIf what;
        WhatIfList list;
        whatif_list(items[i], &list);
        if (!whatif_read(&list, &d, &arena, &what, &e)) fail(&e);
        for (int n = 0; n < RUNS; n++) {
            plain[n] = seconds_of(&m, &d, &(WhatIf){0}, k, &work);
            changed[n] = seconds_of(&m, &d, &what, k, &work);
        }
        double a = share_of(plain, RUNS, 0.5), b = share_of(changed, RUNS, 0.5);
        printf("%-36s %.2f   (%.1f and %.1f us)\n", items[i], b / a, 1e6 * b, 1e6 * a);
    }
    arena_free(&arena);
    arena_free(&work);
}

static void bench_train(const Kernels *k) {
    enum { RUNS = 15, BATCH = 64 };
    Arena arena = {0}, work = {0};
    Model m;
    open_model(&m, &arena);
    own_weights(&m.weights, &arena);
    const Corpus *c = corpus_named("en-fr", &arena);
    Random r = random_seed(1, 9);
    Pair *pairs = corpus_make(c, &r, BATCH, false, NULL, 0, &arena);
    const Pair *batch[BATCH];
    int n = (int)m.weights.total;
    float *g = arena_many(&arena, float, n), *m1 = arena_many(&arena, float, n),
          *m2 = arena_many(&arena, float, n);
    double times[RUNS];
    for (int i = 0; i < BATCH; i++) batch[i] = &pairs[i];
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        memset(g, 0, (size_t)n * sizeof *g);
        batch_gradients(&m, recipe_named("en-fr"), 1.0f, batch, BATCH, k, &work, g);
        k->adam(m.weights.x, m1, m2, g, 1e-6f, 0.9f, 0.98f, 0.1f, 0.02f, 1e-9f, n);
        times[i] = now() - start;
    }
    printf("train_ms_%s %.1f\n", k->name, 1e3 * share_of(times, RUNS, 0.5));
    for (int i = 0; i < BATCH; i++) { /* the same batch for the peer */
        printf("pair");
        for (int j = 0; j < pairs[i].source_count; j++) printf(" %d", pairs[i].source[j]);
        printf(" ;");
        for (int j = 0; j < pairs[i].target_count; j++) printf(" %d", pairs[i].target[j]);
        printf("\n");
    }
    arena_free(&arena);
    arena_free(&work);
}

static const Lang *english(Arena *arena) {
    Bytes file;
    Error e;
    Lang *lang = arena_new(arena, Lang);
    if (!file_read("assets/lang/en.txt", 1 << 20, arena, &file, &e) ||
        !lang_parse((const char *)file.data, file.size, "assets/lang/en.txt", NULL, arena, lang,
                    &e))
        fail(&e);
    return lang;
}

/* ---- Frames: building the scene and repainting what changed of it ---- */

enum { MOST_FRAMES = 1000 };

/* A model's run before one canvas, and how long its frames took. */
typedef struct Show {
    const Model *model;
    const char *text;
    Decoding run;
    Arena arena, scenes[2], pixels;
    const Font *font;
    const Lang *lang;
    const LessonShown *lesson; /* NULL: none */
    Canvas canvas;
    Damage damage;
    double build[MOST_FRAMES], paint[MOST_FRAMES];
    int frames;
} Show;

/* One layer of 1024 features with random weights: what no shipped model is. */
static void make_wide_model(Model *m, Arena *arena) {
    static const char *const words[] = {"<pad>", "<bos>", "<eos>", "the", "cat",
                                        "sees",  "a",     "dog",   "."};
    *m = (Model){.config = {.name = "wide",
                            .source_language = "en",
                            .target_language = "fr",
                            .default_text = "the cat sees the dog .",
                            .d_model = 1024,
                            .heads = 16,
                            .d_ff = 1024,
                            .encoder_layers = 1,
                            .decoder_layers = 1,
                            .source_vocab = 9,
                            .target_vocab = 9,
                            .max_positions = 8,
                            .norm_epsilon = 1e-5f,
                            .tied_output = true,
                            .embedding_scale = true,
                            CONFIG_OWN}};
    Random random = random_seed(7, 1);
    m->source = m->target = vocab_make(words, 9, arena);
    weights_layout(&m->config, arena, &m->weights);
    weights_random(&m->weights, &random);
}

static void show_open(Show *s, const Model *m, const char *text, const Kernels *k, const Font *font,
                      const Lang *lang) {
    Error e;
    *s = (Show){.model = m, .text = text, .font = font, .lang = lang};
    if (!decode_text(m, text, &(WhatIf){0}, k, &s->arena, &s->run, &e)) fail(&e);
}

static void show_resize(Show *s, int width, int height) {
    arena_free(&s->pixels);
    s->canvas = canvas_make(&s->pixels, width, height);
    damage_forget(&s->damage);
}

static void show_close(Show *s) {
    arena_free(&s->arena);
    arena_free(&s->scenes[0]);
    arena_free(&s->scenes[1]);
    arena_free(&s->pixels);
    damage_free(&s->damage);
}

static View show_view(const Show *s, const char *path) {
    View v = view_default(s->text);
    snprintf(v.shown.at.path, sizeof v.shown.at.path, "%s", path);
    return v;
}

static Shape show_shape(const Show *s, const char *path) {
    const Program *p = &s->run.programs[s->run.steps - 1];
    for (int v = 0; v < p->value_count; v++)
        if (strcmp(p->values[v].path, path) == 0) return p->values[v].form.shape;
    fprintf(stderr, "bench: there is no value '%s'\n", path);
    exit(1);
}

static void show_frame(Show *s, const View *v) {
    DamageRect rects[16];
    Scene scene;
    Arena *arena = &s->scenes[s->frames & 1];
    SceneInput in = {.view = v,
                     .run = &s->run,
                     .width = s->canvas.width,
                     .height = s->canvas.height,
                     .frame = true,
                     .font = s->font,
                     .lang = s->lang,
                     .changed = &s->run,
                     .beside = v->shown.beside.on ? &s->run : NULL,
                     .lesson = s->lesson};
    double start = worked();
    arena_reset(arena);
    scene_build(&in, arena, &scene);
    double built = worked();
    damage_paint(&s->damage, &s->canvas, &scene, s->font, rects, 16);
    s->paint[s->frames] = worked() - built;
    s->build[s->frames] = built - start;
    if (s->frames + 1 < MOST_FRAMES) s->frames++;
}

/* Prints what was measured since show_begin. */
static void show_end(Show *s, const char *what) {
    double build50 = share_of(s->build, s->frames, 0.5),
           build99 = share_of(s->build, s->frames, 0.99);
    double paint50 = share_of(s->paint, s->frames, 0.5),
           paint99 = share_of(s->paint, s->frames, 0.99);
    printf("frame_%s_%dx%d_ms  build p50 %.2f p99 %.2f  repaint p50 %.2f p99 %.2f\n", what,
           s->canvas.width, s->canvas.height, 1e3 * build50, 1e3 * build99, 1e3 * paint50,
           1e3 * paint99);
}

/* The first frame of all letters and of all pixels is not what is measured. */
static void show_begin(Show *s, const View *v) {
    s->frames = 0;
    show_frame(s, v);
    show_frame(s, v);
    s->frames = 0;
}

/* From cell to cell of a matrix, here and there so that its whole breadth is seen. */
static void frames_over(Show *s, const char *what, View v, const char *matrix) {
    Shape shape = show_shape(s, matrix);
    int cells = shape.rows * shape.cols, count = cells < 150 ? cells : 150;
    Pointed *on = &v.passing.hover;
    on->kind = TARGET_CELLS;
    snprintf(on->path, sizeof on->path, "%s", matrix);
    show_begin(s, &v);
    for (int i = 0; i < count; i++) {
        long at = (long)cells * i / count;
        on->row = (int)(at / shape.cols);
        on->col = (int)((at + i) % shape.cols);
        show_frame(s, &v);
    }
    show_end(s, what);
}

static void frames_hover(Show *s, const char *what, const char *path, const char *matrix,
                         FigureForm form) {
    View v = show_view(s, path);
    v.shown.at.form = form;
    frames_over(s, what, v, matrix);
}

/* Two figures side by side; presented; with cells as squares. */
static void frames_asked(Show *s) {
    const char *path = "encoder.0.self.scores";
    View v = show_view(s, path);
    v.shown.beside = (Beside){
        .on = true, .at.t = -1, .at.head = 1, .at.row = -1, .at.col = -1, .at.depth = DEPTH_STEP};
    v.shown.beside.of.text = v.shown.of.text;
    snprintf(v.shown.beside.at.path, sizeof v.shown.beside.at.path, "%s", path);
    frames_over(s, "hover_compare", v, path);
    v = show_view(s, path);
    v.shown.setting.presenting = true;
    frames_over(s, "hover_presented", v, path);
    v = show_view(s, path);
    v.shown.setting.dots = true;
    frames_over(s, "hover_squares", v, path);
}

/* A lesson's page with an open question, whose row is hidden. */
static void frames_lesson(Show *s) {
    Arena arena = {0};
    Lesson l;
    PageAsks asks;
    Error e;
    View v = show_view(s, "encoder.0.self.scores");
    if (!lesson_open("lessons/en/04-scores.md", &arena, &l, &e)) fail(&e);
    for (int page = 0; page < l.page_count; page++) {
        const char *text = lesson_sentence(&l, page);
        if (!text || strcmp(text, v.shown.of.text) != 0 ||
            !lesson_view(&l, page, &s->run, &arena, &v, &e))
            continue;
        if (!page_asks(&l, page, &s->run, &arena, &asks, &e) || !asks.question_count) continue;
        RunOf of = v.shown.of;
        LessonShown shown = {.lesson = &l,
                             .page = page,
                             .entry = -1,
                             .asks = &asks,
                             .own_run = true,
                             .veiled = true,
                             .run = &of};
        s->lesson = &shown;
        frames_over(s, "hover_lesson", v, v.shown.at.path);
        break;
    }
    s->lesson = NULL;
    arena_free(&arena);
}

/* From head to head in the grid of all of them. */
static void frames_heads(Show *s) {
    View v = show_view(s, "encoder.0.self.weights");
    v.shown.at.depth = DEPTH_MODEL;
    v.shown.at.form = FORM_HEADS;
    show_begin(s, &v);
    for (int i = 0; i < 60; i++) {
        v.shown.order = (HeadOrder)(i % ORDER_GOLD);
        v.shown.at.head = i % 4;
        v.shown.enlarged = i % 2;
        show_frame(s, &v);
    }
    show_end(s, "sort_heads");
}

static void frames_play(Show *s, const char *what, const char *path) {
    View v = show_view(s, path);
    v.passing.playing = true;
    v.shown.played = 0;
    show_begin(s, &v);
    for (int i = 0; i <= 60; i++) {
        v.shown.played = (float)i / 60;
        show_frame(s, &v);
    }
    show_end(s, what);
}

/* In and out again, ever farther to the right and down. */
static void frames_zoom(Show *s, const char *what, const char *path) {
    View v = show_view(s, path);
    show_begin(s, &v);
    for (int i = 0; i <= 60; i++) {
        v.shown.zoom.factor = 1 + 7 * (float)(i <= 30 ? i : 60 - i) / 30;
        v.shown.zoom.x = v.shown.zoom.y = (float)i / 60;
        show_frame(s, &v);
    }
    show_end(s, what);
}

/* Every step of the last program: nearly all of the picture changes. */
static void frames_steps(Show *s) {
    const Program *p = &s->run.programs[s->run.steps - 1];
    View v = show_view(s, p->values[p->steps[0].out[0]].path);
    show_begin(s, &v);
    for (int i = 0; i < p->step_count; i++) {
        v = show_view(s, p->values[p->steps[i].out[op_table[p->steps[i].op]->outputs - 1]].path);
        show_frame(s, &v);
    }
    show_end(s, "steps");
}

/* Nothing is known of the canvas, as after the window's size has changed: the dearest of all
 * frames. */
static void frames_whole(Show *s, const char *what, const char *path) {
    View v = show_view(s, path);
    show_begin(s, &v);
    for (int i = 0; i < 60; i++) {
        damage_forget(&s->damage);
        show_frame(s, &v);
    }
    show_end(s, what);
}

/* A ribbon's end goes from key to key: the run under each what-if, and the scene of it. */
static void frames_drag(Show *s, const Kernels *k) {
    enum { DRAGS = 120 };
    const char *path = "decoder.1.cross.weights";
    double times[DRAGS];
    Arena arena = {0}, work = {0}, scenes = {0};
    Decoding plain = s->run, run;
    View v = show_view(s, path);
    v.shown.at.form = FORM_RIBBONS;
    v.shown.at.head = 2, v.shown.at.row = 10, v.shown.at.col = 1;
    for (int i = 0; i < DRAGS; i++) {
        Error e;
        Scene scene;
        int keys = plain.source.count, to = i % keys == 1 ? 0 : i % keys;
        arena_reset(&work), arena_reset(&scenes);
        if (!whatif_list(arena_print(&work, "move=%s[2,10,1]:%d", path, to), &v.shown.of.what))
            abort();
        double start = worked();
        if (!whatif_decode(s->model, v.shown.of.text, &v.shown.of.what, NULL, k, &work, &run, &e))
            fail(&e);
        SceneInput in = {.view = &v,
                         .run = &run,
                         .width = s->canvas.width,
                         .height = s->canvas.height,
                         .frame = true,
                         .font = s->font,
                         .lang = s->lang,
                         .changed = &run,
                         .before = &plain};
        scene_build(&in, &scenes, &scene);
        times[i] = worked() - start;
    }
    double half = share_of(times, DRAGS, 0.5), most = share_of(times, DRAGS, 0.99);
    printf("a drag: run and scene %dx%d ms  p50 %.2f p99 %.2f\n", s->canvas.width, s->canvas.height,
           1e3 * half, 1e3 * most);
    arena_free(&arena), arena_free(&work), arena_free(&scenes);
}

static void frames_at(Show *usual, Show *wide, int width, int height, const Kernels *k) {
    show_resize(usual, width, height);
    frames_drag(usual, k);
    frames_hover(usual, "hover_scores", "encoder.0.self.scores", "encoder.0.self.scores",
                 FORM_MATRIX);
    frames_hover(usual, "hover_ribbons", "encoder.0.self.weights", "encoder.0.self.weights",
                 FORM_RIBBONS);
    frames_play(usual, "play_scores", "encoder.0.self.scores");
    frames_play(usual, "play_hidden", "encoder.0.ffn.hidden");
    frames_zoom(usual, "zoom_hidden", "encoder.0.ffn.hidden");
    frames_steps(usual);
    frames_asked(usual);
    frames_lesson(usual);
    frames_heads(usual);
    frames_whole(usual, "whole_scores", "encoder.0.self.scores");
    show_resize(wide, width, height);
    frames_hover(wide, "hover_1024", "encoder.0.self.out", "encoder.0.self.w.out", FORM_MATRIX);
    frames_zoom(wide, "zoom_1024", "encoder.0.self.out");
    frames_whole(wide, "whole_1024", "encoder.0.self.out");
}

static void bench_frame(const Kernels *k) {
    Arena arena = {0};
    Model model, wide_model;
    Error e;
    Font font;
    FontTtf *fonts;
    Show *usual = arena_new(&arena, Show), *wide = arena_new(&arena, Show);
    open_model(&model, &arena);
    make_wide_model(&wide_model, &arena);
    if (!font_ttf_open(&fonts, &font, &e)) fail(&e);
    const Lang *lang = english(&arena);
    show_open(usual, &model, model.config.default_text, k, &font, lang);
    show_open(wide, &wide_model, wide_model.config.default_text, k, &font, lang);
    frames_at(usual, wide, 1440, 900, k);
    frames_at(usual, wide, 1920, 1080, k);
    frames_at(usual, wide, 3840, 2160, k);
    show_close(usual);
    show_close(wide);
    font_ttf_close(fonts);
    arena_free(&arena);
}

/* A model of GPT-2's size with random weights, that goes on with a text of 61 words: 12 layers of
   12 heads, 768 features, 50,257 words. */
static void make_large_model(Model *m, const char **text, Arena *arena) {
    enum { WORDS = 50257, READ = 61, WRITTEN = 4 };
    const char **words = arena_many(arena, const char *, WORDS);
    static const char *const first[] = {"<pad>", "<bos>", "<eos>"};
    for (int i = 0; i < WORDS; i++) words[i] = i < 3 ? first[i] : arena_print(arena, "w%d", i);
    *text = "";
    for (int i = 0; i < READ - 1; i++) /* and <bos> */
        *text = arena_print(arena, "%s%sw%d", *text, i ? " " : "", 3 + i * 7919 % (WORDS - 3));
    *m = (Model){.config = {.architecture = ARCHITECTURE_DECODER_ONLY,
                            .name = "large",
                            .source_language = "text",
                            .target_language = "text",
                            .d_model = 768,
                            .heads = 12,
                            .d_ff = 3072,
                            .decoder_layers = 12,
                            .target_vocab = WORDS,
                            .max_positions = 1024,
                            .norm = NORM_PRE,
                            .norm_epsilon = 1e-5f,
                            .activation = ACTIVATION_GELU_TANH,
                            .tied_output = true,
                            .positions = POSITIONS_LEARNED,
                            CONFIG_OWN}};
    Random random = random_seed(7, 1);
    m->config.words = WRITTEN, m->config.eos = -1;
    m->source = m->target = vocab_make(words, WORDS, arena);
    weights_layout(&m->config, arena, &m->weights);
    weights_random(&m->weights, &random);
}

/* The first screen and the wall, head by head. */
static void frames_each_head(Show *s, const char *what, Depth depth, FigureForm form) {
    View v = show_view(s, "decoder.0.self.weights");
    v.shown.at.depth = depth, v.shown.at.form = form;
    v.shown.enlarged = form == FORM_HEADS;
    show_begin(s, &v);
    for (int i = 0; i < 144; i++) {
        snprintf(v.shown.at.path, sizeof v.shown.at.path, "decoder.%d.self.weights", i / 12);
        v.shown.at.head = i % 12;
        show_frame(s, &v);
    }
    show_end(s, what);
}

/* From cell to cell of the lens, which is made before that; how long that takes. */
static void frames_lens(Show *s) {
    const char *path = "decoder.5.ffn.add";
    View v = show_view(s, path);
    v.shown.at.depth = DEPTH_MODEL, v.shown.at.form = FORM_LENS;
    v.passing.hover.kind = TARGET_LENS;
    snprintf(v.passing.hover.path, sizeof v.passing.hover.path, "%s", path);
    double start = worked();
    show_begin(s, &v);
    printf("lens_made_ms %.0f\n", 1e3 * (worked() - start));
    for (int i = 0; i < 150; i++) {
        v.passing.hover.index = i % 60;
        show_frame(s, &v);
    }
    show_end(s, "hover_lens");
}

static void bench_size(const Kernels *k) {
    static const char *const paths[] = {
        "decoder.6.self.scores", "decoder.6.self.weights", "decoder.6.ffn.hidden", "output.logits",
        "output.probabilities",  "decoder.embed",          "decoder.w.embed"};
    Arena arena = {0};
    Model model;
    Error e;
    Font font;
    FontTtf *fonts;
    const char *text;
    Show *s = arena_new(&arena, Show);
    make_large_model(&model, &text, &arena);
    if (!font_ttf_open(&fonts, &font, &e)) fail(&e);
    show_open(s, &model, text, k, &font, english(&arena));
    show_resize(s, 1920, 1080);
    frames_steps(s);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        frames_hover(s, arena_print(&arena, "hover_%s", paths[i]), paths[i], paths[i], FORM_MATRIX);
    frames_hover(s, "hover_ribbons", paths[1], paths[1], FORM_RIBBONS);
    frames_each_head(s, "home", DEPTH_SENTENCE, FORM_MATRIX);
    frames_each_head(s, "diagram", DEPTH_MODEL, FORM_MATRIX);
    frames_each_head(s, "wall", DEPTH_MODEL, FORM_HEADS);
    frames_lens(s);
    show_close(s);
    font_ttf_close(fonts);
    arena_free(&arena);
}

static void bench_png(const Kernels *k) {
    enum { RUNS = 25 };
    double times[RUNS];
    Arena arena = {0}, work = {0};
    Model m;
    Error e;
    Font font;
    FontTtf *fonts;
    Decoding d;
    open_model(&m, &arena);
    if (!font_ttf_open(&fonts, &font, &e)) fail(&e);
    if (!decode_text(&m, m.config.default_text, &(WhatIf){0}, k, &arena, &d, &e)) fail(&e);
    View view = view_default(m.config.default_text);
    view.shown.setting.theme = THEME_PAPER;
    SceneInput in = {.view = &view,
                     .run = &d,
                     .width = 1920,
                     .height = 1080,
                     .font = &font,
                     .lang = english(&arena)};
    const FigurePlan plan = figure_plan();
    size_t size = 0;
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        Canvas canvas;
        Buffer png = {0};
        arena_reset(&work);
        if (!figure_render(&in, &plan, &work, &canvas, &e) ||
            !png_print_over(&canvas, NULL, &png, &e))
            fail(&e);
        times[i] = now() - start;
        size = png.size;
        buffer_free(&png);
    }
    printf("png_ms %.1f\npng_bytes %zu\n", 1e3 * share_of(times, RUNS, 0.5), size);
    font_ttf_close(fonts);
    arena_free(&arena);
    arena_free(&work);
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    const Kernels *k = argc > 2 ? kernels_named(argv[2]) : kernels_best();
    if (!k) return 1;
    if (strcmp(what, "forward") == 0)
        bench_forward(k);
    else if (strcmp(what, "what-if") == 0)
        bench_what_if(k);
    else if (strcmp(what, "train") == 0)
        bench_train(k);
    else if (strcmp(what, "frame") == 0)
        bench_frame(k);
    else if (strcmp(what, "size") == 0)
        bench_size(k);
    else if (strcmp(what, "png") == 0)
        bench_png(k);
    else
        return 2;
    return 0;
}
