/* Whose words are on screen: in a language whose every letter is another one, what is still Latin
   comes from C, and may only be symbols, addresses, file formats, and words of the run. A key that
   nobody has translated shows itself. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/acts/learn.h"
#include "base/text.h"
#include "tiny_app.h"

enum { TOLD = 20 };

static const char lesson[] =
    "# Ж\n\n## Ж\n\nЖ [ж](role:q).\n\n```step\nshow encoder.0.self.scores\nask Ж? | ж | жж*\nhint "
    "Ж\nwait\ntry another head : Ж\n```\n\n"
    "## Ж\n\nЖ.\n\n```step\nshow encoder.0.self.weights\nwhat-if scale=off\npredict "
    "encoder.0.self.weights head=0 row=1 max\n```\n";

/* Every letter of every text, but not {1}, \xc3… and what is no letter. */
static void veil(const Lang *from, Arena *arena, Lang *out) {
    LangEntry *entries = arena_many(arena, LangEntry, (size_t)from->count);
    for (int i = 0; i < from->count; i++) {
        Buffer b = {0};
        bool named = false;
        for (const char *c = from->entries[i].text; *c; c++) {
            named = *c == '{' || (named && *c != '}');
            if (named || !isalpha((unsigned char)*c))
                buffer_add(&b, c, 1);
            else
                buffer_text(&b, "ж");
        }
        entries[i] =
            (LangEntry){from->entries[i].key, arena_copy(arena, b.data ? b.data : "", b.size)};
        buffer_free(&b);
    }
    *out = (Lang){.entries = entries, .count = from->count};
}

typedef struct World {
    Fixture f;
    Lang veiled;
    char folder[64]; /* with a lesson without Latin letters */
    Arena seen;      /* words told once */
    const char *told[TOLD];
    int count;
} World;

/* The field's symbols and names, which every language writes so; what is typed at a command line;
 * keys' names. */
static bool is_allowed(const World *w, const char *word, size_t n) {
    static const char *const words[] = {
        "attnscope", "EN",       "PE",     "sin",       "cos",     "softmax", "exp",   "ln",
        "max",       "causal",   "ij",     "ik",        "pad",     "bos",     "eos",   "Enter",
        "Esc",       "PageDown", "PageUp", "Backspace", "Home",    "End",     "Space", "Shift",
        "Ctrl",      "Delete",   "Tab",    "Mpad",      "Mcausal", "WQ",      "WK",    "WV",
        "WO",        "bQ",       "bK",     "bV",        "bO"};
    const Vocab *both[] = {&w->f.model.source, &w->f.model.target};
    const char *name = w->f.model.config.name;
    if (strlen(name) == n && strncmp(name, word, n) == 0) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncmp(words[i], word, n) == 0) return true;
    for (int v = 0; v < 2; v++)
        for (int i = 0; i < both[v]->count; i++)
            if (strlen(both[v]->words[i]) == n && strncmp(both[v]->words[i], word, n) == 0)
                return true;
    return false;
}

static void tell(World *w, const char *text, const char *group, const char *where) {
    for (int i = 0; i < w->count; i++)
        if (strcmp(w->told[i], text) == 0) return;
    if (w->count == TOLD) return;
    w->told[w->count++] = arena_copy(&w->seen, text, strlen(text));
    print_message("# '%s' (%s, %s)\n", text, group, where);
}

static void check_text(World *w, const char *text, const char *group, const char *where) {
    if (strstr(text, "encoder.") || strstr(text, "decoder.") || text_begins(text, "sentence.") ||
        strstr(text, "-sentence") || strstr(text, "output."))
        return; /* a value's address, a file's name */
    for (const char *c = text; *c; c++) {
        size_t n = 0;
        while (isalpha((unsigned char)c[n])) n++;
        bool cut = strncmp(c + n, "…", strlen("…")) == 0; /* a token's beginning */
        if (n > 1 && !cut && !is_allowed(w, c, n)) tell(w, text, group, where);
        if (n) c += n - 1;
    }
}

static void check_scene(World *w, const char *where) {
    const Scene *s = app_scene(&w->f.app);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT)
            check_text(w, s->items[i].text, s->items[i].group, where);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].text) check_text(w, s->targets[i].text, "target", where);
    check_text(w, s->speech, "speech", where);
}

/* A small window has other words: one number's formula without its list, for one. */
static void every_step(World *w) {
    static const int sizes[][2] = {{1440, 900}, {480, 300}};
    const Program *p = w->f.app.run.programs;
    View *view = &w->f.app.view;
    for (int v = 0; v < p->value_count; v++)
        for (int d = 0; d < DEPTH_COUNT; d++)
            for (int i = 0; i < 2; i++) {
                snprintf(view->shown.at.path, sizeof view->shown.at.path, "%s", p->values[v].path);
                view->shown.at.depth = (Depth)d;
                view->shown.at.row = view->shown.at.col = d == DEPTH_CELL ? 0 : -1;
                app_resize(&w->f.app, sizes[i][0], sizes[i][1], &w->f.font);
                check_scene(w, p->values[v].path);
            }
}

static void begin(World *w) {
    Error e = {{0}};
    Fixture *f = &w->f;
    AppSetup s = {.model = &f->model,
                  .kernels = kernels_named("plain"),
                  .languages = {&f->lang[0], &f->lang[1]},
                  .language_count = 2,
                  .text = "the cat sees a dog .",
                  .folders = {w->folder, w->folder}};
    app_close(&w->f.app);
    if (!app_open(&w->f.app, &s, &e)) fail_msg("%s", e.text);
    app_resize(&w->f.app, 1440, 900, &w->f.font);
}

/* What the keys open, over a figure of attention. */
static void every_key(World *w) {
    App *app = &w->f.app;
    for (int i = 0; i < COMMAND_COUNT; i++) {
        begin(w);
        go(app, "show encoder.0.self.scores; point row=1 col=2");
        app_update(app, (Command)i);
        if (i != COMMAND_COPY_VIEW)
            check_scene(w, arena_print(&w->seen, "command %d", i)); /* which tells the line */
    }
}

static void every_line(World *w) {
    static const char *const lines[] = {
        ("what-if scale=off mask=off head=encoder.0.self:0:off norm=pre temperature=2; show "
         "encoder.0.self.scores"),
        "what-if none; search beam=3; show output.probabilities form=tree",
        "search sample=3 top-k=4; show output.probabilities form=tree",
        "search greedy; show encoder.0.self.weights form=heads; sort entropy; enlarge on",
        "show decoder.0.cross.weights form=heads; sort gold",
        "enlarge off; show encoder.0.self.weights form=ribbons",
        "show encoder.0.self.weights form=bars",
        "show encoder.0.self.scores form=matrix; compare encoder.1.self.scores head=1",
        "compare encoder.1.self.scores difference",
        "compare encoder.embed; compare-text a dog . ; show decoder.0.cross.weights",
        "compare encoder.0.self.weights; compare-what-if swap-qk",
        "what-if swap-qk; side difference; show encoder.0.self.weights",
        "side before",
        "side both",
        "what-if none; present on; show encoder.0.self.scaled"};
    Error e;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        View v = w->f.app.view;
        v.shown.beside.on = false;
        if (!view_parse(lines[i], &w->f.app.run, &w->f.app.lasting, &v, &e) ||
            !runs_show(&w->f.app, &v, &e))
            fail_msg("%s: %s", lines[i], e.text);
        app_resize(&w->f.app, 1440, 900, &w->f.font);
        check_scene(w, lines[i]);
    }
}

/* A page with everything, before and after its answers. */
static void a_lesson(World *w) {
    App *app = &w->f.app;
    assert_true(learn_show(app, "1", 0));
    check_scene(w, "a lesson");
    app_update(app, COMMAND_HINT);
    app_update(app, COMMAND_NEXT);
    check_scene(w, "a lesson, hinted, waiting");
    app_update(app, COMMAND_ANSWER_1);
    check_scene(w, "a lesson, wrong");
    app_update(app, COMMAND_ANSWER_2);
    app_update(app, COMMAND_NEXT_HEAD);
    check_scene(w, "a lesson, right, away from its figure");
    app_update(app, COMMAND_FIGURE_BACK);
    learn_page(app, 1);
    check_scene(w, "a prediction");
    app_update(app, COMMAND_NEXT);
    check_scene(w, "a prediction, shown");
    app_update(app, COMMAND_PRESENT);
    check_scene(w, "presented");
    app_update(app, COMMAND_CONTENTS);
    check_scene(w, "the list, half done");
}

static void no_words_but_of_the_language(void **state) {
    World *w = *state;
    every_step(w);
    every_key(w);
    begin(w);
    every_line(w);
    begin(w);
    a_lesson(w);
    assert_int_equal(w->count, 0);
}

static int make_world(void **state) {
    static World w;
    Fixture *f = &w.f;
    Error e = {{0}};
    f->model = tiny_model(&f->arena);
    f->font = font_fixed(&f->arena);
    read_language("assets/lang/en.txt", NULL, &f->arena, &w.veiled);
    veil(&w.veiled, &f->arena, &f->lang[0]);
    f->lang[1] = f->lang[0];
    strcpy(w.folder, "/tmp/attnscope-XXXXXX");
    if (!mkdtemp(w.folder)) fail_msg("no folder");
    if (!file_write(path_join(&f->arena, w.folder, "01-x.md"), lesson, sizeof lesson - 1, &e))
        fail_msg("%s", e.text);
    begin(&w);
    *state = &w;
    return 0;
}

static int end_world(void **state) {
    World *w = *state;
    app_close(&w->f.app);
    unlink(path_join(&w->f.arena, w->folder, "01-x.md"));
    rmdir(w->folder);
    arena_free(&w->f.arena);
    arena_free(&w->seen);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_words_but_of_the_language),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
