/* The keyboard's own pointer: Tab goes from matrix to matrix and on to everything that can be
   pressed, arrows go from cell to cell, Enter pins or presses. It hovers as the pointer does, so
   that figures show and tell the same. */
#include "app/layers/cursor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/layers/pointer.h"
#include "app/state/shown.h"
#include "base/utf8.h"
#include "scene/frame/build.h"
#include "scene/pen/hit.h"
#include "scene/pen/marks.h"
#include "scene/pen/stage.h"
#include "scene/pen/theme.h"

/* A target in reading order: matrices, then the stage's buttons, then the panels around it, line by
 * line. */
typedef struct Stop {
    const Target *target;
    int zone, line;
} Stop;

typedef struct Stops {
    Stop *stop;
    int count;
} Stops;

static int zone_of(const Scene *s, const Target *t) {
    float x = t->x + t->w / 2, y = t->y + t->h / 2;
    if (t->kind == TARGET_CELLS) return 0;
    if (y < s->stage[1]) return 2;
    if (x < s->stage[0]) return 3;
    if (x >= s->stage[0] + s->stage[2]) return 4;
    return y >= s->stage[1] + s->stage[3] ? 5 : 1;
}

static int by_height(const void *one, const void *other) {
    const Stop *a = one, *b = other;
    if (a->zone != b->zone) return a->zone - b->zone;
    if (a->target->y != b->target->y) return a->target->y < b->target->y ? -1 : 1;
    return a->target < b->target ? -1 : 1;
}

static int by_reading(const void *one, const void *other) {
    const Stop *a = one, *b = other;
    if (a->zone != b->zone) return a->zone - b->zone;
    if (a->line != b->line) return a->line - b->line;
    if (a->target->x != b->target->x) return a->target->x < b->target->x ? -1 : 1;
    return a->target < b->target ? -1 : 1;
}

static Stops cursor_collect(const Scene *s) {
    Stops all = {arena_many(s->arena, Stop, s->target_count + 1), 0};
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        bool label = t->kind == TARGET_ROW || t->kind == TARGET_COLUMN;
        if (label && zone_of(s, t) == 1) continue; /* their matrix is a stop */
        if (t->w > 0 && t->h > 0) all.stop[all.count++] = (Stop){t, zone_of(s, t), 0};
    }
    qsort(all.stop, (size_t)all.count, sizeof *all.stop, by_height);
    /* What begins above the middle of a line's first target stands in that line. */
    const Target *first = NULL;
    for (int i = 0, line = 0; i < all.count; i++) {
        const Target *t = all.stop[i].target;
        bool next = i && all.stop[i].zone != all.stop[i - 1].zone;
        if (!first || next || t->y >= first->y + first->h / 2) first = t, line++;
        all.stop[i].line = line;
    }
    qsort(all.stop, (size_t)all.count, sizeof *all.stop, by_reading);
    return all;
}

/* A matrix is one stop, whichever of its cells is meant. */
static bool alike(const Pointed *a, const Pointed *b) {
    Pointed x = *a, y = *b;
    if (x.kind == TARGET_CELLS) x.row = x.col = y.row = y.col = 0;
    return pointed_same(&x, &y);
}

/* The stop that the cursor is on; the last that is told alike if there are fewer now; −1: none. */
static int cursor_find(const App *app, const Stops *all) {
    int found = -1;
    for (int i = 0, nth = 0; i < all->count; i++) {
        Pointed p = target_pointed(all->stop[i].target, 0, 0);
        if (!alike(&p, &app->cursor.on)) continue;
        found = i;
        if (nth++ == app->cursor.nth) break;
    }
    return found;
}

/* A matrix of the shown value begins at the pinned cell, another one at its first. */
static void go_to(App *app, const Stops *all, int at) {
    const Target *t = all->stop[at].target;
    const Place *at_pin = &app->view.shown.at;
    Cursor c = {.on = target_pointed(t, t->row0, t->col0)};
    for (int i = 0; i < at; i++) {
        Pointed other = target_pointed(all->stop[i].target, 0, 0);
        c.nth += alike(&c.on, &other);
    }
    bool shown = t->kind == TARGET_CELLS && !t->aside && strcmp(c.on.path, at_pin->path) == 0;
    if (shown && at_pin->row >= 0) c.on.row = at_pin->row;
    if (shown && at_pin->col >= 0) c.on.col = at_pin->col;
    app->cursor = c;
    app_stale(app);
}

void cursor_region(App *app, const Scene *scene, int by) {
    if (!scene || app->view.passing.blank) return;
    Stops all = cursor_collect(scene);
    int at = app->view.passing.cursor ? cursor_find(app, &all) : -1;
    if (!all.count) {
        app_say_key(app, "app.cursor_none");
        return;
    }
    at = at < 0 ? (by > 0 ? 0 : all.count - 1) : (at + by + all.count) % all.count;
    app->view.passing.cursor = true;
    go_to(app, &all, at);
}

const Target *cursor_target(const App *app, const Scene *scene) {
    Stops all = cursor_collect(scene);
    int at = app->view.passing.cursor ? cursor_find(app, &all) : -1;
    return at < 0 ? NULL : all.stop[at].target;
}

/* ---- Cells ---- */

/* A zoomed matrix has more cells than are shown, and moves under the cursor. */
static Shape reachable(const App *app, const Target *t) {
    Address a;
    const Program *p = app_program(app, &a);
    Value v = program_find(p, t->path);
    bool row_only = app->view.shown.at.depth >= DEPTH_ROW && t->rows == 1;
    if (app->view.shown.zoom.factor <= 1 || t->aside || v == NO_VALUE)
        return (Shape){1, t->row0 + t->rows, t->col0 + t->cols};
    Shape s = p->values[v].form.shape;
    return (Shape){1, row_only ? t->row0 + 1 : s.rows, s.cols};
}

static int cursor_between(int at, int low, int end) {
    return at < low || end <= low ? low : at >= end ? end - 1 : at;
}

static void move_to(App *app, const Target *t, int row, int col) {
    Shape s = reachable(app, t);
    bool all = app->view.shown.zoom.factor > 1 && !t->aside,
         one = t->rows == 1 && app->view.shown.at.depth >= DEPTH_ROW;
    app->cursor.on.row = cursor_between(row, all && !one ? 0 : t->row0, s.rows);
    app->cursor.on.col = cursor_between(col, all ? 0 : t->col0, s.cols);
    app_stale(app);
}

/* Where the shown part begins so that a place is in it: as a share of what is left out. */
static bool pan_along(float *pan, int at, int first, int count, int full) {
    float before = *pan;
    if (full <= count || (at >= first && at < first + count)) return false;
    *pan = (float)(at < first ? at : at - count + 1) / (float)(full - count);
    return *pan != before;
}

static bool pan_to(App *app, const Target *t) {
    View *v = &app->view;
    Shape s = reachable(app, t);
    bool moved = pan_along(t->transposed ? &v->shown.zoom.x : &v->shown.zoom.y, app->cursor.on.row,
                           t->row0, t->rows, s.rows);
    return pan_along(t->transposed ? &v->shown.zoom.y : &v->shown.zoom.x, app->cursor.on.col,
                     t->col0, t->cols, s.cols) ||
           moved;
}

static bool cell_key(App *app, const Target *t, int key) {
    int row = app->cursor.on.row, col = app->cursor.on.col, down = 0, right = 0;
    switch (key) {
    case KEY_DOWN: down = 1; break;
    case KEY_UP: down = -1; break;
    case KEY_RIGHT: right = 1; break;
    case KEY_LEFT: right = -1; break;
    case KEY_HOME: right = -(1 << 20); break;
    case KEY_END: right = 1 << 20; break;
    default: return false;
    }
    if (t->transposed)
        move_to(app, t, row + right, col + down);
    else
        move_to(app, t, row + down, col + right);
    return true;
}

/* ---- Buttons ---- */

/* How far a target lies in a direction; what is aside of it counts twice. Negative: not there. */
static float distance(const Target *from, const Target *to, int right, int down) {
    float dx = to->x + to->w / 2 - from->x - from->w / 2,
          dy = to->y + to->h / 2 - from->y - from->h / 2;
    float along = right ? dx * (float)right : dy * (float)down, aside = fabsf(right ? dy : dx);
    return along > 0.5f && aside < 4 * along ? along + 2 * aside : -1;
}

static bool button_key(App *app, const Stops *all, int at, int key) {
    int right = key == KEY_RIGHT  ? 1
                : key == KEY_LEFT ? -1
                                  : 0,
        down = key == KEY_DOWN ? 1
               : key == KEY_UP ? -1
                               : 0;
    int best = -1;
    float least = 0;
    if (!right && !down) return false;
    for (int i = 0; i < all->count; i++) {
        float far = i == at ? -1 : distance(all->stop[at].target, all->stop[i].target, right, down);
        if (far >= 0 && (best < 0 || far < least)) best = i, least = far;
    }
    if (best >= 0) go_to(app, all, best);
    return true;
}

static bool cursor_take_key(App *app, Event *e) {
    if (e->held || app->view.passing.keys_page || !e->scene) return false;
    Stops all = cursor_collect(e->scene);
    int at = cursor_find(app, &all);
    if (at < 0) return false;
    const Target *t = all.stop[at].target;
    if (e->key != KEY_ENTER && e->key != ' ')
        return t->kind == TARGET_CELLS ? cell_key(app, t, e->key)
                                       : button_key(app, &all, at, e->key);
    app->view.passing.toast[0] = 0;
    app_stale(app);
    e->then = t->kind == TARGET_FIELD
                  ? COMMAND_EDIT
                  : pointer_press(app, e->scene, t, app->cursor.on.row, app->cursor.on.col);
    return true;
}

/* The pointer is in use. */
static bool cursor_take_pointer(App *app, Event *e) {
    (void)e;
    app_end_cursor(app);
    return false;
}

static bool cursor_is_there(const App *app) {
    return app->view.passing.cursor;
}

const Layer cursor_layer = {
    .wants = cursor_is_there,
    .take = {[EVENT_KEY] = cursor_take_key, [EVENT_HOVER] = cursor_take_pointer},
    .looks = true};

/* ---- What is seen of it ---- */

/* What is said of it; true if that is another thing than before. */
static bool cursor_say(App *app, const Target *t) {
    char *said = app->view.passing.said, before[sizeof app->view.passing.said];
    Arena arena = {0};
    SceneInput in = shown_input(app);
    const char *words = t->kind == TARGET_CELLS ? "" : scene_target_words(&in, t, &arena);
    size_t n = strlen(words), most = sizeof before - 1;
    n = utf8_start(words, n < most ? n : most);
    strcpy(before, said);
    memcpy(said, words, n);
    said[n] = 0;
    arena_free(&arena);
    return strcmp(said, before) != 0;
}

bool cursor_settle(App *app, const Scene *scene) {
    Stops all = cursor_collect(scene);
    int at = cursor_find(app, &all);
    if (!all.count) return false;
    if (at < 0) go_to(app, &all, at = 0);
    const Target *t = all.stop[at].target;
    if (t->kind == TARGET_CELLS) move_to(app, t, app->cursor.on.row, app->cursor.on.col);
    Pointed *hover = &app->view.passing.hover, before = *hover;
    bool moved = t->kind == TARGET_CELLS && pan_to(app, t);
    *hover = target_pointed(t, app->cursor.on.row, app->cursor.on.col);
    return (int)cursor_say(app, t) + (int)moved > 0 || !pointed_same(hover, &before);
}

void cursor_draw(const App *app, Scene *scene) {
    Stops all = cursor_collect(scene);
    int at = cursor_find(app, &all);
    const Target *t = at < 0 ? NULL : all.stop[at].target;
    float line = fmaxf(2, roundf((float)scene->height / 400));
    Theme theme;
    if (!t || t->kind == TARGET_CELLS) return;
    theme_make(app->view.shown.setting.theme, PALETTE_DEFAULT, &theme);
    scene_add(scene, (Item){.kind = ITEM_BOX,
                            .x = t->x - line,
                            .y = t->y - line,
                            .w = t->w + 2 * line,
                            .h = t->h + 2 * line,
                            .radius = 3 * line,
                            .line = line,
                            .stroke = theme.role[ROLE_HOT],
                            .group = "overlay"});
}
