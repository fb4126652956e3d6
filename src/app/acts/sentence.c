/* Another sentence: read, shown in the same place, or refused with the reason in the language of
   the interface. The program's other reasons are English. */
#include "app/acts/sentence.h"

#include <stdio.h>
#include <string.h>

#include "app/acts/what_if.h"
#include "app/state/place.h"
#include "model/tokenizer.h"
#include "train/corpus.h"

enum { DICE_TRIES = 50, DICE_LEAST = 3, DICE_MOST = 7 };

static const char *filled(const App *app, const char *key, long one, long two, Arena *arena) {
    return lang_fill(app_lang(app), key, arena_print(arena, "%ld", one),
                     arena_print(arena, "%ld", two), arena);
}

static const char *sentence_unknown(const App *app, const TextFault *f, Arena *arena) {
    const char *near = "", *text = lang_fill(app_lang(app), "refused.unknown", f->word, "", arena);
    for (int i = 0; i < f->near_count; i++)
        near = arena_print(arena, "%s%s%s", near, *near ? ", " : "", f->near[i]);
    return *near ? arena_print(arena, "%s %s", text,
                               lang_fill(app_lang(app), "refused.near", near, "", arena))
                 : text;
}

/* Why a sentence was refused: e, unless it is the sentence's own fault. */
static const char *refused(const App *app, const char *text, const Error *e, Arena *arena) {
    const Model *m = app->run.model;
    size_t size = strlen(text);
    if (size >= VIEW_TEXT) return filled(app, "refused.long", (long)size, VIEW_TEXT - 1, arena);
    Tokens tokens;
    TextFault f;
    Error same;
    if (tokens_from_text(text, m->config.tokens, &m->source, m->config.max_positions, arena,
                         &tokens, &f, &same))
        return e->text;
    switch (f.kind) {
    case TEXT_EMPTY: return lang_text(app_lang(app), "refused.empty");
    case TEXT_TOO_LONG: return filled(app, "refused.long", f.count, f.most, arena);
    case TEXT_TOO_MANY: return filled(app, "refused.many", f.count, f.most, arena);
    case TEXT_UNKNOWN: return sentence_unknown(app, &f, arena);
    default: return e->text;
    }
}

void sentence_copy(char out[VIEW_TEXT], const char *text) {
    while (*text && (unsigned char)*text <= ' ') text++;
    snprintf(out, VIEW_TEXT, "%s", text);
    size_t n = strlen(out);
    while (n && (unsigned char)out[n - 1] <= ' ') out[--n] = 0;
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < ' ') *p = ' ';
}

bool sentence_set(App *app, const char *text) {
    Error e;
    if (!runs_leave_matrices(app)) return false;
    Form before = app_form(app);
    View next = app->view;
    sentence_copy(next.shown.of.text, text);
    next.shown.of.search.node = 0; /* another sentence has other hypotheses */
    bool fits = strlen(text) < VIEW_TEXT ||
                error_set(&e, "the sentence is longer than %d bytes", VIEW_TEXT - 1);
    Arena arena = {0};
    const char *dropped = "";
    fits = fits && (runs_show(app, &next, &e) ||
                    (next.shown.of.what.count && what_if_fit(app, &next, &arena, &dropped, &e) &&
                     runs_show(app, &next, &e)));
    app_say(app, fits ? "" : refused(app, text, &e, &arena));
    if (*dropped)
        app_say(app,
                arena_print(&arena, "%s %s", lang_text(app_lang(app), "what.dropped"), dropped));
    arena_free(&arena);
    if (!fits) return false;
    app_forget_pointer(&app->view);
    if (app->view.shown.at.t >= app->run.steps - 1) app->view.shown.at.t = -1;
    place_keep_pin(&app->view, before, app_form(app));
    app->view.shown.part = -1;
    app->view.trail.count = 0;
    place_open(app);
    return true;
}

/* The dice */

/* Random tokens of the vocabulary, as one text. */
static const char *random_words(App *app, Arena *arena) {
    const Config *c = &app->run.model->config;
    const Vocab *v = &app->run.model->source;
    int most = c->max_positions - 1 < DICE_MOST ? c->max_positions - 1 : DICE_MOST;
    int least = most < DICE_LEAST ? most : DICE_LEAST,
        count = least + random_below(&app->dice, most - least + 1), first = vocab_first(v);
    Tokens t = {arena_many(arena, int, count), count};
    for (int i = 0; i < count; i++) t.id[i] = first + random_below(&app->dice, v->count - first);
    return tokens_to_text(t, c->tokens, v, arena);
}

/* Whether the model could read it, and the field hold it. */
static bool is_readable(const App *app, const char *text, Arena *arena) {
    const Config *c = &app->run.model->config;
    Tokens tokens;
    Error e;
    if (strlen(text) >= VIEW_TEXT) return false;
    return tokens_from_text(text, c->tokens, &app->run.model->source, c->max_positions, arena,
                            &tokens, NULL, &e);
}

bool sentence_dice(App *app) {
    if (!runs_leave_matrices(app)) return false;
    Arena arena = {0};
    const Corpus *corpus = corpus_named(app->run.model->config.name, &arena);
    bool done = false;
    if (app->run.model->source.count <= vocab_first(&app->run.model->source)) return false;
    for (int i = 0; i < DICE_TRIES && !done; i++) {
        bool own = corpus && i < DICE_TRIES / 2;
        const char *text =
            own ? corpus_sentence(corpus, &app->dice, &arena) : random_words(app, &arena);
        bool other = strcmp(text, app->view.shown.of.text) != 0 || i == DICE_TRIES - 1;
        done = other && is_readable(app, text, &arena) && sentence_set(app, text);
    }
    arena_free(&arena);
    return done;
}
