/* The field's keys and pointer. Every change of the text passes `finish`, which keeps the history
 * of the field. */
#include "app/field.h"

#include <string.h>

#include "scene/panels/topbar.h"
#include "train/corpus.h"
#include "view/suggest.h"

enum { DICE_TRIES = 50, DICE_LEAST = 3, DICE_MOST = 7 };

static void stale(App *app) {
    app->scene_stale = app->dirty = true;
}

static const Target *find_field(const Scene *s) {
    for (int i = s->target_count - 1; i >= 0; i--)
        if (s->targets[i].kind == TARGET_FIELD) return &s->targets[i];
    return NULL;
}

/* A long line stays where it is as long as the caret can be seen: the scene is told where it began.
 */
static void keep_place(App *app) {
    const Target *t = app->scene_stale ? NULL : find_field(&app->scene);
    if (t) app->view.edit.first = t->row0;
}

/* The field has been changed from `was`. */
static void finish(App *app, const Edit *was, EditChange change) {
    edit_remember(&app->typed, was, &app->view.edit, change);
    app->view.toast[0] = 0;
    stale(app);
}

void field_open(App *app) {
    if (app->view.edit.on) return;
    if (!runs_leave_matrices(app)) return;
    edit_open(&app->view.edit, app->view.text);
    edit_history_open(&app->typed, &app->view.edit);
    app->view.toast[0] = 0;
    stale(app);
}

void field_close(App *app, bool keep) {
    Edit *e = &app->view.edit;
    if (!e->on || (keep && !app_text(app, e->text))) return;
    *e = (Edit){0};
    stale(app);
}

static bool take(App *app, int choice) {
    Edit was = app->view.edit;
    keep_place(app);
    if (!suggest_take(app->run.model, &app->view.edit, choice)) return false;
    finish(app, &was, EDIT_OTHER);
    return true;
}

void field_choose(App *app, int choice) {
    if (app->view.edit.on) take(app, choice);
}

/* Down and up go round the suggestions; above the first none is marked. */
static void mark(App *app, int by) {
    Edit *e = &app->view.edit;
    int count = suggest(app->run.model, e).count, rows = count + 1;
    e->choice = (e->choice + 1 + by + rows) % rows - 1;
    stale(app);
}

static void move(App *app, EditMove to, int held) {
    keep_place(app);
    edit_move(&app->view.edit, to, held & KEY_SHIFT);
    stale(app);
}

static void erase(App *app, EditMove to) {
    Edit was = app->view.edit;
    bool letter = was.caret == was.anchor && (to == EDIT_LEFT || to == EDIT_RIGHT);
    keep_place(app);
    edit_erase(&app->view.edit, to);
    finish(app, &was, letter ? EDIT_ERASED : EDIT_OTHER);
}

static void insert(App *app, const char *text, EditChange change) {
    Edit was = app->view.edit;
    keep_place(app);
    edit_insert(&app->view.edit, text);
    finish(app, &was, change);
}

void field_type(App *app, const char *utf8) {
    if (app->view.edit.on) insert(app, utf8, EDIT_TYPED);
}

void field_paste(App *app, const char *text) {
    if (app->view.edit.on) insert(app, text, EDIT_OTHER);
}

static void copy(App *app, bool cut) {
    char text[EDIT_TEXT];
    if (!edit_selected(&app->view.edit, text)) return;
    memcpy(app->clipboard, text, sizeof text);
    if (cut) erase(app, EDIT_RIGHT);
}

static void select_all(App *app) {
    keep_place(app);
    edit_all(&app->view.edit);
    stale(app);
}

static void undo(App *app, bool again) {
    Edit *e = &app->view.edit;
    keep_place(app);
    int first = e->first;
    bool done = again ? edit_redo(&app->typed, e) : edit_undo(&app->typed, e);
    e->first = first;
    if (!done)
        app_say(app,
                lang_text(app_lang(app), again ? "app.nothing_to_redo" : "app.nothing_to_undo"));
    else
        app->view.toast[0] = 0;
    stale(app);
}

/* Letters with Ctrl. Others are the window's, as Ctrl Q and the sizes of type; the history of views
   is not, as the sentence would change under the field. */
static bool control_key(App *app, int key, int held) {
    switch (key) {
    case 'a': return select_all(app), true;
    case 'c': return copy(app, false), true;
    case 'x': return copy(app, true), true;
    case 'v': return app->paste_wanted = true;
    case 'z': return undo(app, held & KEY_SHIFT), true;
    case 'y': return undo(app, true), true;
    default: return false;
    }
}

static bool move_key(App *app, int key, int held) {
    bool word = held & KEY_CTRL;
    switch (key) {
    case KEY_LEFT: return move(app, word ? EDIT_WORD_LEFT : EDIT_LEFT, held), true;
    case KEY_RIGHT: return move(app, word ? EDIT_WORD_RIGHT : EDIT_RIGHT, held), true;
    case KEY_HOME: return move(app, EDIT_START, held), true;
    case KEY_END: return move(app, EDIT_END, held), true;
    case KEY_BACKSPACE: return erase(app, word ? EDIT_WORD_LEFT : EDIT_LEFT), true;
    case KEY_DELETE: return erase(app, word ? EDIT_WORD_RIGHT : EDIT_RIGHT), true;
    default: return false;
    }
}

static void enter(App *app) {
    if (!take(app, app->view.edit.choice)) field_close(app, true);
}

bool field_key(App *app, int key, int held) {
    const Edit *e = &app->view.edit;
    if (!e->on) return false;
    switch (key) {
    case KEY_ENTER: return enter(app), true;
    case KEY_ESCAPE: return field_close(app, false), true;
    case KEY_TAB: return take(app, e->choice < 0 ? 0 : e->choice), true;
    case KEY_UP: return mark(app, -1), true;
    case KEY_DOWN: return mark(app, 1), true;
    case KEY_F11: return false;
    default: break;
    }
    if (move_key(app, key, held)) return true;
    if (held & KEY_CTRL) return control_key(app, key, held);
    return true; /* letters come as text; what else is on the keyboard shall not move the figure
                    meanwhile */
}

void field_press(App *app, float x, int held, bool twice) {
    const Target *t = find_field(app_scene(app));
    Edit *e = &app->view.edit;
    if (!t) return;
    int place = topbar_place(t, app->font, x), first = t->row0;
    bool select = e->on && (held & KEY_SHIFT);
    field_open(app);
    e->first = first;
    if (twice && !select)
        edit_word(e, place);
    else
        edit_place(e, place, select);
    stale(app);
}

void field_drag(App *app, float x) {
    const Target *t = find_field(app_scene(app));
    Edit *e = &app->view.edit;
    if (!t || !e->on) return;
    int place = topbar_place(t, app->font, x), drawn_to = t->row0 + (int)strlen(t->text);
    keep_place(app);
    if (place == e->caret && x >= t->x && x < t->x + t->w) return;
    edit_place(e, place, true);
    if (x < t->x && place == e->first)
        edit_move(e, EDIT_LEFT, true);
    else if (x >= t->x + t->w && place == drawn_to)
        edit_move(e, EDIT_RIGHT, true);
    stale(app);
}

/* Random tokens of the vocabulary, as one text. */
static const char *random_words(App *app, Arena *arena) {
    const Config *c = &app->run.model->config;
    const Vocab *v = &app->run.model->source;
    int most = c->max_positions - 1 < DICE_MOST ? c->max_positions - 1 : DICE_MOST;
    int least = most < DICE_LEAST ? most : DICE_LEAST,
        count = least + random_below(&app->dice, most - least + 1);
    const char *text = "";
    for (int i = 0; i < count; i++) {
        const char *between = i > 0 && c->tokens == TOKENS_WORDS ? " " : "";
        int token = TOKEN_FIRST + random_below(&app->dice, v->count - TOKEN_FIRST);
        text = arena_print(arena, "%s%s%s", text, between, v->words[token]);
    }
    return text;
}

/* Whether the model could read it, and the field hold it. */
static bool is_readable(const App *app, const char *text, Arena *arena) {
    const Config *c = &app->run.model->config;
    Tokens tokens;
    Error e;
    if (strlen(text) >= EDIT_TEXT) return false;
    return tokens_from_text(text, c->tokens, &app->run.model->source, c->max_positions, arena,
                            &tokens, NULL, &e);
}

bool field_dice(App *app) {
    if (!runs_leave_matrices(app)) return false;
    Arena arena = {0};
    const Corpus *corpus = corpus_named(app->run.model->config.name, &arena);
    bool done = false;
    if (app->run.model->source.count <= TOKEN_FIRST) return false;
    for (int i = 0; i < DICE_TRIES && !done; i++) {
        bool own = corpus && i < DICE_TRIES / 2;
        const char *text =
            own ? corpus_sentence(corpus, &app->dice, &arena) : random_words(app, &arena);
        bool other = strcmp(text, app->view.text) != 0 || i == DICE_TRIES - 1;
        done = other && is_readable(app, text, &arena) && app_text(app, text);
    }
    if (done) field_close(app, false);
    arena_free(&arena);
    return done;
}
