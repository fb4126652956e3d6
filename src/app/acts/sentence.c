/* Another sentence: read, shown in the same place, or refused with the reason in the language of
   the interface. The program's other reasons are English. */
#include "app/acts/sentence.h"

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
    Tokens tokens;
    TextFault f;
    Error same;
    if (tokens_from_text(text, m->config.tokens, &m->source, decode_text_most(m), arena, &tokens,
                         &f, &same))
        return e->text;
    switch (f.kind) {
    case TEXT_EMPTY: return lang_text(app_lang(app), "refused.empty");
    case TEXT_TOO_LONG: return filled(app, "refused.long", f.count, f.most, arena);
    case TEXT_TOO_MANY: return filled(app, "refused.many", f.count, f.most, arena);
    case TEXT_UNKNOWN: return sentence_unknown(app, &f, arena);
    default: return e->text;
    }
}

const char *sentence_line(const App *app, const RunOf *of, const char *text, Arena *arena) {
    Error e;
    const Model *m = source_model(&app->sources, of, &e);
    if (m && m->config.tokens == TOKENS_BYTES) return arena_copy(arena, text, strlen(text));
    while (*text && (unsigned char)*text <= ' ') text++;
    size_t n = strlen(text);
    while (n && (unsigned char)text[n - 1] <= ' ') n--;
    char *out = arena_copy(arena, text, n);
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < ' ') *p = ' ';
    return out;
}

bool sentence_set(App *app, const char *text) {
    Error e;
    if (!runs_leave_matrices(app)) return false;
    Form before = app_form(app);
    View next = app->view;
    Arena arena = {0};
    next.shown.of.text = sentence_line(app, &next.shown.of, text, &arena);
    next.shown.of.search.node = 0; /* another sentence has other hypotheses */
    const char *dropped = "";
    bool fits = runs_show(app, &next, &e) ||
                (next.shown.of.what.count && what_if_fit(app, &next, &arena, &dropped, &e) &&
                 runs_show(app, &next, &e));
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

/* Whether the model could read it. */
static bool is_readable(const App *app, const char *text, Arena *arena) {
    const Config *c = &app->run.model->config;
    Tokens tokens;
    Error e;
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
        bool other = strcmp(text, seen_text(&app->view.shown.of)) != 0 || i == DICE_TRIES - 1;
        done = other && is_readable(app, text, &arena) && sentence_set(app, text);
    }
    arena_free(&arena);
    return done;
}
