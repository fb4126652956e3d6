/* Whose words are on screen: in a language whose every letter is another one, what is still Latin comes from C, and
   may only be symbols, addresses, file formats, and words of the run. A key that nobody has translated shows itself. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "tiny_app.h"

enum { TOLD = 20 };

/* Every letter of every text, but not {1}, \xc3… and what is no letter. */
static void veil(const Lang *from, Arena *arena, Lang *out) {
    LangEntry *entries = arena_many(arena, LangEntry, (size_t)from->count);
    for (int i = 0; i < from->count; i++) {
        Buffer b = {0};
        bool named = false;
        for (const char *c = from->entries[i].text; *c; c++) {
            named = *c == '{' || (named && *c != '}');
            if (named || !isalpha((unsigned char)*c)) buffer_add(&b, c, 1);
            else buffer_text(&b, "ж");
        }
        entries[i] = (LangEntry){from->entries[i].key, arena_copy(arena, b.data ? b.data : "", b.size)};
        buffer_free(&b);
    }
    *out = (Lang){.entries = entries, .count = from->count};
}

typedef struct World {
    Fixture f;
    Lang veiled;
    Arena seen; /* words told once */
    const char *told[TOLD];
    int count;
} World;

/* The field's symbols and names, which every language writes so; what is typed at a command line; keys' names. */
static bool is_allowed(const char *word, size_t n) {
    static const char *const words[] = {"max"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncmp(words[i], word, n) == 0) return true;
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
    for (const char *c = text; *c; c++) {
        size_t n = 0;
        while (isalpha((unsigned char)c[n])) n++;
        if (n > 1 && !is_allowed(c, n)) tell(w, text, group, where);
        if (n) c += n - 1;
    }
}

static void check_scene(World *w, const char *where) {
    const Scene *s = app_scene(&w->f.app);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT) check_text(w, s->items[i].text, s->items[i].group, where);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].text) check_text(w, s->targets[i].text, "target", where);
    check_text(w, s->speech, "speech", where);
}

static void every_step(World *w) {
    const Program *p = w->f.app.run.programs;
    for (int v = 0; v < p->value_count; v++)
        for (int d = 0; d < DEPTH_COUNT; d++) {
            View *view = &w->f.app.view;
            snprintf(view->path, sizeof view->path, "%s", p->values[v].path);
            view->depth = (Depth)d;
            app_resize(&w->f.app, 1440, 900, &w->f.font);
            check_scene(w, p->values[v].path);
        }
}

static void no_words_but_of_the_language(void **state) {
    World *w = *state;
    every_step(w);
    assert_int_equal(w->count, 0);
}

static int make_world(void **state) {
    static World w;
    Fixture *f = &w.f;
    Error e = {{0}};
    f->model = tiny_model(&f->arena);
    f->font = font_fixed(&f->arena);
    fixture_lang(f, "assets/lang/en.txt", NULL, &w.veiled);
    veil(&w.veiled, &f->arena, &f->lang[0]);
    f->lang[1] = f->lang[0];
    if (!open_app(f, "the cat sees a dog .", NULL, &e)) fail_msg("%s", e.text);
    app_resize(&f->app, 1440, 900, &f->font);
    *state = &w;
    return 0;
}

static int end_world(void **state) {
    World *w = *state;
    app_close(&w->f.app);
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
