/* The field's keys and pointer. Every change of the text passes `finish`, which keeps the history
 * of the field. */
#include "app/layers/field.h"

#include <string.h>

#include "app/acts/sentence.h"
#include "app/layers/menu.h"
#include "scene/panels/topbar.h"
#include "view/suggest.h"

static const Target *find_field(const Scene *s) {
    for (int i = s->target_count - 1; i >= 0; i--)
        if (s->targets[i].kind == TARGET_FIELD) return &s->targets[i];
    return NULL;
}

/* A long line stays where it is as long as the caret can be seen: the scene is told where it began.
 */
static void keep_place(App *app) {
    const Target *t = app->scene_stale ? NULL : find_field(&app->scene);
    if (t) app->view.passing.edit.first = t->row0;
}

/* The field has been changed from `was`. */
static void field_finish(App *app, const Edit *was, EditChange change) {
    edit_remember(&app->typed, was, &app->view.passing.edit, change);
    app->view.passing.toast[0] = 0;
    app_stale(app);
}

void field_open(App *app) {
    if (app->view.passing.edit.on) return;
    if (!runs_leave_matrices(app)) return;
    edit_open(&app->view.passing.edit, seen_text(&app->view.shown.of), &app->typed.texts);
    edit_history_open(&app->typed, &app->view.passing.edit);
    app->view.passing.toast[0] = 0;
    app_stale(app);
}

void field_close(App *app, bool keep) {
    Edit *e = &app->view.passing.edit;
    const char *own = seen_text(&app->view.shown.of);
    Arena arena = {0};
    Edit opened;
    if (!e->on) return;
    /* What a field cannot show, line ends and tabs, stays as long as nobody types. */
    edit_open(&opened, own, &arena);
    keep = keep && (strcmp(e->text, own) == 0 || strcmp(e->text, opened.text) != 0);
    arena_free(&arena);
    if (keep && !sentence_set(app, e->text)) return;
    *e = (Edit){0};
    app_stale(app);
}

static bool field_take(App *app, int choice) {
    Edit was = app->view.passing.edit;
    keep_place(app);
    if (!suggest_take(app->run.model, &app->view.passing.edit, choice)) return false;
    field_finish(app, &was, EDIT_OTHER);
    return true;
}

void field_choose(App *app, int choice) {
    if (app->view.passing.edit.on) field_take(app, choice);
}

/* Down and up go round the suggestions; above the first none is marked. */
static void field_mark(App *app, int by) {
    Edit *e = &app->view.passing.edit;
    int count = suggest(app->run.model, e).count, rows = count + 1;
    e->choice = (e->choice + 1 + by + rows) % rows - 1;
    app_stale(app);
}

static void move(App *app, EditMove to, int held) {
    keep_place(app);
    edit_move(&app->view.passing.edit, to, held & KEY_SHIFT);
    app_stale(app);
}

static void erase(App *app, EditMove to) {
    Edit was = app->view.passing.edit;
    bool letter = was.caret == was.anchor && (to == EDIT_LEFT || to == EDIT_RIGHT);
    keep_place(app);
    edit_erase(&app->view.passing.edit, to);
    field_finish(app, &was, letter ? EDIT_ERASED : EDIT_OTHER);
}

static void field_insert(App *app, const char *text, EditChange change) {
    Edit was = app->view.passing.edit;
    keep_place(app);
    edit_insert(&app->view.passing.edit, text);
    field_finish(app, &was, change);
}

void field_type(App *app, const char *utf8) {
    if (app->view.passing.edit.on) field_insert(app, utf8, EDIT_TYPED);
}

void field_paste(App *app, const char *text) {
    if (app->view.passing.edit.on) field_insert(app, text, EDIT_OTHER);
}

static void copy(App *app, bool cut) {
    const Edit *e = &app->view.passing.edit;
    if (e->caret == e->anchor) return;
    app_copy(app, e->text + edit_low(e), (size_t)(edit_high(e) - edit_low(e)));
    if (cut) erase(app, EDIT_RIGHT);
}

static void select_all(App *app) {
    keep_place(app);
    edit_all(&app->view.passing.edit);
    app_stale(app);
}

static void undo(App *app, bool again) {
    Edit *e = &app->view.passing.edit;
    keep_place(app);
    int first = e->first;
    bool done = again ? edit_redo(&app->typed, e) : edit_undo(&app->typed, e);
    e->first = first;
    if (!done)
        app_say_key(app, again ? "app.nothing_to_redo" : "app.nothing_to_undo");
    else
        app->view.passing.toast[0] = 0;
    app_stale(app);
}

/* Letters with Ctrl. Others are the window's, as Ctrl Q and the sizes of type; the history of views
   is not, as the sentence would change under the field. */
static bool field_control_key(App *app, int key, int held) {
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

static void field_enter(App *app) {
    if (!field_take(app, app->view.passing.edit.choice)) field_close(app, true);
}

bool field_key(App *app, int key, int held) {
    const Edit *e = &app->view.passing.edit;
    if (!e->on) return false;
    switch (key) {
    case KEY_ENTER: return field_enter(app), true;
    case KEY_ESCAPE: return field_close(app, false), true;
    case KEY_TAB: return field_take(app, e->choice < 0 ? 0 : e->choice), true;
    case KEY_UP: return field_mark(app, -1), true;
    case KEY_DOWN: return field_mark(app, 1), true;
    case KEY_F11: return false;
    default: break;
    }
    if (move_key(app, key, held)) return true;
    if (held & KEY_CTRL) return field_control_key(app, key, held);
    return true; /* letters come as text; what else is on the keyboard shall not move the figure
                    meanwhile */
}

void field_press(App *app, const Scene *scene, float x, int held, bool twice) {
    const Target *t = find_field(scene);
    Edit *e = &app->view.passing.edit;
    if (!t) return;
    int place = topbar_place(t, app->font, x), first = t->row0;
    bool select = e->on && (held & KEY_SHIFT);
    field_open(app);
    e->first = first;
    if (twice && !select)
        edit_word(e, place);
    else
        edit_place(e, place, select);
    app_stale(app);
}

void field_drag(App *app, const Scene *scene, float x) {
    const Target *t = find_field(scene);
    Edit *e = &app->view.passing.edit;
    if (!t || !e->on) return;
    int place = topbar_place(t, app->font, x), drawn_to = t->row0 + (int)strlen(t->text);
    keep_place(app);
    if (place == e->caret && x >= t->x && x < t->x + t->w) return;
    edit_place(e, place, true);
    if (x < t->x && place == e->first)
        edit_move(e, EDIT_LEFT, true);
    else if (x >= t->x + t->w && place == drawn_to)
        edit_move(e, EDIT_RIGHT, true);
    app_stale(app);
}

/* As a layer */

static bool field_take_key(App *app, Event *e) {
    return field_key(app, e->key, e->held);
}

static bool field_take_typed(App *app, Event *e) {
    if (!app->view.passing.edit.on) return false;
    field_type(app, e->text);
    return true;
}

static bool is_field(const Event *e) {
    return e->on && e->target.kind == TARGET_FIELD;
}

static bool field_take_press(App *app, Event *e) {
    if (!is_field(e)) return false;
    app->dragging = DRAG_FIELD;
    menu_shut(app);
    field_press(app, e->scene, e->x, e->held, e->twice);
    return true;
}

static bool field_take_drag(App *app, Event *e) {
    if (app->dragging != DRAG_FIELD) return false;
    field_drag(app, e->scene, e->x);
    return true;
}

/* The field closes as soon as something else is clicked; what was typed is taken. */
static bool field_take_release(App *app, Event *e) {
    if (e->far || !app->view.passing.edit.on) return false;
    if (is_field(e)) return true;
    if (e->on && e->target.kind == TARGET_CHOICE) return field_choose(app, e->target.row0), true;
    if (e->on && e->target.kind == TARGET_SHEET) return true;
    bool dice = e->on && e->target.kind == TARGET_COMMAND && e->target.command == COMMAND_DICE;
    if (!dice) field_close(app, true);
    return false;
}

static bool field_always(const App *app) {
    (void)app;
    return true;
}

const Layer field_layer = {.wants = field_always,
                           .take = {[EVENT_KEY] = field_take_key,
                                    [EVENT_TYPED] = field_take_typed,
                                    [EVENT_PRESS] = field_take_press,
                                    [EVENT_DRAG] = field_take_drag,
                                    [EVENT_RELEASE] = field_take_release}};
