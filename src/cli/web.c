/* A handle is an app with a desk, hands and a canvas of its own. */
#include "cli/web.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/cmd_heatmap.h"
#include "cli/start.h"
#include "draw/damage.h"
#include "export/figure.h"
#include "platform/desk.h"
#include "platform/hands.h"
#include "scene/pen/hit.h"
#include "view/directives.h"
#include "view/link.h"

enum { RECTS = 64, NUMBERS = 4 };

/* Where the page's files go, if there is such a folder. */
static const char out_folder[] = "Downloads";

struct Web {
    Arena arena; /* of what was opened */
    Start start;
    Error error;
    bool open;
    Desk desk;
    Hands hands;
    Canvas canvas;
    Arena pixels;
    Damage damage;
    int rects[RECTS][NUMBERS];
    double now;         /* milliseconds that have passed */
    int tells;          /* since web_after was asked last */
    const char *copied; /* as long as the app has it; NULL: nothing was */
    View told;          /* at web_after */
    Buffer view, link;  /* as given back */
    Arena words;        /* of web_title */
};

void *web_room(int size) {
    return malloc((size_t)size);
}

void web_free(void *room) {
    free(room);
}

/* Opening */

static void web_copy(void *self, const char *text) {
    Web *w = self;
    w->copied = text;
    w->tells |= WEB_COPIES;
}

static void web_want_paste(void *self, App *app) {
    Web *w = self;
    (void)app;
    w->tells |= WEB_PASTES;
}

/* web_after tells of it each time. */
static void web_full_screen(void *self, bool on) {
    (void)self, (void)on;
}

static bool web_say(void *self, const char *line) {
    Web *w = self;
    w->tells |= strcmp(line, w->start.app.view.passing.toast) == 0 ? WEB_TELLS : WEB_SAYS;
    return true;
}

/* The words as main has them; they stay as long as the handle. */
static char **web_arguments(Web *w, const char *words, int count) {
    char **argv = arena_many(&w->arena, char *, count + 2);
    argv[0] = arena_copy(&w->arena, "attnscope", 9);
    for (int i = 0; i < count; i++, words += strlen(words) + 1)
        argv[i + 1] = arena_copy(&w->arena, words, strlen(words));
    return argv;
}

static bool web_start(Web *w, const char *words, int count) {
    char **argv = web_arguments(w, words, count);
    bool lesson = count && strcmp(argv[1], "lesson") == 0, help;
    StartArguments a = start_arguments();
    Arguments rest;
    int status;
    if (count && strcmp(argv[1], "heatmap") == 0)
        return heatmap_open(count, argv + 1, &w->start.app, &w->start.look, &w->arena, &w->error);
    if (lesson) argv++, count--;
    return options_take(lesson ? &start_lesson_usage : &start_usage, count + 1, argv, start_take,
                        &a, &rest, &help, &w->error) &&
           search_complete(&a.session.search, &w->error) &&
           (!lesson || start_lesson(&a, &rest, &w->arena, &status, &w->error)) &&
           start_open(&w->start, &a, lesson ? NULL : arguments_text(&rest, &w->arena), &w->arena,
                      &w->error) &&
           start_show(&w->start, (AppWait){0}, &w->error);
}

Web *web_open(const char *words, int count) {
    Web *w = calloc(1, sizeof *w);
    if (!w) abort();
    w->open = web_start(w, words, count);
    if (!w->open) return w;
    App *app = &w->start.app;
    w->hands = (Hands){.app = app, .scale = 1};
    w->desk = (Desk){.app = app,
                     .folder = folder_exists(out_folder) ? out_folder : ".",
                     .calls = {w, web_copy, web_want_paste, web_full_screen, web_say},
                     .speak = true};
    desk_open(&w->desk);
    w->told = app->view;
    return w;
}

const char *web_error(Web *w) {
    return w->open ? "" : w->error.text;
}

void web_keep(Web *w) {
    Error e;
    const Start *s = &w->start;
    if (!w->open || w->start.app.given) return; /* one's own file is not found again */
    if (!start_remember(s, s->resume->width, s->resume->height, &e)) app_say(&w->start.app, e.text);
}

void web_close(Web *w) {
    web_keep(w);
    if (w->open) desk_close(&w->desk);
    start_close(&w->start);
    damage_free(&w->damage);
    buffer_free(&w->view);
    buffer_free(&w->link);
    arena_free(&w->pixels);
    arena_free(&w->words);
    arena_free(&w->arena);
    free(w);
}

/* Pixels */

void web_resize(Web *w, int width, int height, float scale) {
    if (!w->open || width <= 0 || height <= 0) return;
    arena_free(&w->pixels);
    w->canvas = canvas_make(&w->pixels, width, height);
    damage_forget(&w->damage);
    w->hands.scale = w->start.app.scale = scale;
    app_resize(&w->start.app, width, height, &w->start.look.font);
}

int web_frame(Web *w) {
    DamageRect changed[RECTS];
    App *app = &w->start.app;
    if (!w->canvas.pixels || !app->dirty) return 0;
    int count = damage_paint(&w->damage, &w->canvas, app_scene(app), app->font, changed, RECTS);
    for (int i = 0; i < count; i++) {
        const DamageRect *r = &changed[i];
        memcpy(w->rects[i], (int[NUMBERS]){r->x, r->y, r->w, r->h}, sizeof w->rects[i]);
    }
    app->dirty = false;
    return count;
}

void web_letters_changed(Web *w) {
    if (!w->open) return;
    host_letters_forget(w->start.look.letters);
    damage_forget(&w->damage);
    app_stale(&w->start.app);
}

const int *web_rects(Web *w) {
    return w->rects[0];
}

const void *web_pixels(Web *w) {
    return w->canvas.pixels;
}

int web_pitch(Web *w) {
    return w->canvas.pitch;
}

/* Keys */

/* The app's number of a key that types nothing; 0: it is none of its own. */
static int web_named_key(const char *name) {
    static const struct {
        const char *name;
        int key;
    } table[] = {{"ArrowRight", KEY_RIGHT},
                 {"ArrowLeft", KEY_LEFT},
                 {"ArrowUp", KEY_UP},
                 {"ArrowDown", KEY_DOWN},
                 {"PageDown", KEY_PAGE_DOWN},
                 {"PageUp", KEY_PAGE_UP},
                 {"Home", KEY_HOME},
                 {"End", KEY_END},
                 {"Escape", KEY_ESCAPE},
                 {"Enter", KEY_ENTER},
                 {"Tab", KEY_TAB},
                 {"Backspace", KEY_BACKSPACE},
                 {"Delete", KEY_DELETE},
                 {"F10", KEY_F10}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, name) == 0) return table[i].key;
    return 0;
}

/* What a US keyboard has at that place: "KeyA", "BracketLeft"; 0: another one. */
static int web_latin(const char *code, bool shift) {
    static const struct {
        const char *code;
        char plain, shifted;
    } table[] = {{"BracketLeft", '[', '['},
                 {"BracketRight", ']', ']'},
                 {"Semicolon", ';', ';'},
                 {"Comma", ',', '<'},
                 {"Period", '.', '>'}};
    if (text_begins(code, "Key") && code[3] >= 'A' && code[3] <= 'Z') return code[3] + 'a' - 'A';
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].code, code) == 0) return shift ? table[i].shifted : table[i].plain;
    return 0;
}

/* Most letters with Ctrl are the browser's: to reload, to find, to print, to close. While something
   is typed those are the field's that every field has, but pasting, which the page tells by itself.
 */
static int web_control_key(const Web *w, int latin) {
    const char *own = w->start.app.view.passing.edit.on ? "acxyz" : "z";
    return latin && strchr(own, latin) ? latin : 0;
}

int web_key(Web *w, const char *name, const char *code, int held) {
    enum { ALT = 4, META = 8 };
    bool control = held & (KEY_CTRL | META);
    int own = (held & KEY_SHIFT) | (control ? KEY_CTRL : 0) | (held & ALT ? HANDS_OTHER : 0);
    int latin = web_latin(code, held & KEY_SHIFT), key = web_named_key(name);
    if (!w->open) return 0;
    if (!key && control) key = web_control_key(w, latin);
    return hands_key(&w->hands, key, latin, own);
}

void web_typed(Web *w, const char *text) {
    if (w->open) hands_typed(&w->hands, text);
}

void web_paste(Web *w, const char *text) {
    if (w->open) app_paste(&w->start.app, text);
}

/* Pointer and fingers */

void web_point(Web *w, float x, float y) {
    if (w->open) hands_point(&w->hands, x, y);
}

void web_press(Web *w, float x, float y, int held, int twice) {
    if (w->open) hands_press(&w->hands, x, y, held & (KEY_SHIFT | KEY_CTRL), twice);
}

void web_release(Web *w, float x, float y) {
    if (w->open) hands_release(&w->hands, x, y);
}

void web_other(Web *w) {
    if (w->open) hands_other(&w->hands);
}

void web_leave(Web *w) {
    if (w->open) hands_leave(&w->hands);
}

void web_wheel(Web *w, float x, float y, float notches) {
    if (w->open) app_wheel(&w->start.app, x, y, notches);
}

void web_pinch(Web *w, float x, float y, float times) {
    if (w->open) app_pinch(&w->start.app, x, y, times);
}

void web_finger(Web *w, int what, int id, float x, float y, float milliseconds) {
    if (w->open && what >= FINGER_DOWN && what <= FINGER_LOST)
        hands_finger(&w->hands, (FingerMove)what, id, x, y, (uint32_t)(double)milliseconds);
}

int web_takes(Web *w, float x, float y) {
    const Scene *s = w->open ? app_seen(&w->start.app) : NULL;
    const Target *t;
    int row, col;
    if (!s || !scene_hit(s, x, y, &t, &row, &col) || t->kind == TARGET_SHEET) return 0;
    bool zoomed = t->kind == TARGET_CELLS && w->start.app.view.shown.zoom.factor > 1;
    bool drags = t->carry == CARRY_FROM || zoomed || t->kind == TARGET_SCALE ||
                 t->kind == TARGET_HEAT || t->kind == TARGET_FIELD ||
                 (t->kind == TARGET_STEP && t->head == HOVER_TICK);
    return drags ? 2 : 1;
}

/* What comes of it */

void web_tick(Web *w, float milliseconds) {
    enum { TICK_MOST = 100 };
    if (!w->open) return;
    w->now += (double)milliseconds;
    app_tick(&w->start.app, milliseconds < TICK_MOST ? milliseconds : TICK_MOST);
}

static uint32_t web_now(const Web *w) {
    return (uint32_t)(uint64_t)w->now;
}

void web_left_full_screen(Web *w) {
    if (w->open) w->start.app.full_screen = w->desk.full_screen = false;
}

/* Which of the two a person would call another place. */
static bool web_same_place(const Shown *a, const Shown *b) {
    return strcmp(a->at.path, b->at.path) == 0 && a->at.t == b->at.t &&
           a->at.depth == b->at.depth && a->setting.page == b->setting.page &&
           strcmp(a->setting.lesson, b->setting.lesson) == 0 && directives_same_run(&a->of, &b->of);
}

/* What is shown is another than at the last call. */
static int web_moved(Web *w) {
    const View *now = &w->start.app.view;
    int bits = view_same(now, &w->told) ? 0 : WEB_OTHER_VIEW;
    if (bits && !web_same_place(&now->shown, &w->told.shown)) bits |= WEB_OTHER_PLACE;
    if (bits) w->told = *now;
    return bits;
}

int web_after(Web *w) {
    if (!w->open) return 0;
    App *app = &w->start.app;
    hands_settle(&w->hands);
    desk_tend(&w->desk, web_now(w));
    desk_carry_out(&w->desk);
    if (app->export.running) desk_series(&w->desk);
    if (app->dirty && app->width) desk_speak(&w->desk);
    int bits = w->tells | web_moved(w);
    w->tells = 0;
    bits |= app->dirty ? WEB_FRAME : 0;
    bits |= app_moving(app) ? WEB_MOVES : 0;
    bits |= desk_rest(&w->desk, web_now(w)) > 0 ? WEB_RESTS : 0;
    bits |= app->export.running ? WEB_WRITES : 0;
    bits |= app->full_screen ? WEB_FULL_SCREEN : 0;
    bits |= app->view.passing.edit.on || app->value.number.on ? WEB_TYPES : 0;
    return bits | (app->quit ? WEB_QUITS : 0);
}

int web_rest(Web *w) {
    return w->open ? desk_rest(&w->desk, web_now(w)) : -1;
}

/* Texts */

const char *web_copied(Web *w) {
    return w->copied ? w->copied : "";
}

const char *web_said(Web *w) {
    return w->desk.spoken;
}

const char *web_message(Web *w) {
    return w->open ? w->start.app.view.passing.toast : "";
}

const char *web_view(Web *w) {
    w->view.size = 0;
    if (!w->open) return "";
    View v = w->start.app.view;
    view_settle(&v);
    view_print(&v, &w->start.app.run, &w->view);
    return w->view.data;
}

const char *web_language(Web *w) {
    return w->open ? look_languages()->name[w->start.app.language] : "en";
}

const char *web_link(Web *w) {
    w->link.size = 0;
    if (!w->open || w->start.app.given) return "";
    const char *line = web_view(w);
    if (strlen(line) > LINK_MOST) return "";
    link_print("", line, web_language(w), &w->link);
    return w->link.data;
}

const char *web_theme(Web *w) {
    return directive_themes[w->open ? w->start.app.view.shown.setting.theme : THEME_NIGHT];
}

static bool web_show(Web *w, const char *link, Error *e) {
    Link *read = arena_many(&w->words, Link, 1);
    App *app = &w->start.app;
    if (!link_is(link)) return app_show(app, link, e);
    if (!link_read(link, &w->words, read, e)) return false;
    int language;
    if (look_language(read->language, &language, e)) app->language = language;
    return app_show(app, read->view, e);
}

int web_go(Web *w, const char *link) {
    Error e;
    if (!w->open) return 0;
    bool ok = web_show(w, link, &e);
    if (!ok) app_say(&w->start.app, e.text);
    app_stale(&w->start.app);
    w->told = w->start.app.view;
    return ok;
}

const char *web_title(Web *w) {
    arena_reset(&w->words);
    if (!w->open) return "";
    SceneInput in = shown_input(&w->start.app);
    in.frame = false;
    return figure_about(&in, &w->words);
}

int web_ground(Web *w) {
    if (!w->canvas.pixels) return 0;
    return (int)(app_scene(&w->start.app)->ground >> 8);
}

const char *web_label(Web *w, const char *key) {
    return w->open ? lang_text(app_lang(&w->start.app), key) : key;
}
