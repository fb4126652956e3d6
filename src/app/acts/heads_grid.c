/* The chosen head is the view's own value and head, so that lines and undo know it. */
#include "app/acts/heads_grid.h"

#include <string.h>

#include "app/acts/walk.h"
#include "app/state/place.h"
#include "scene/frame/build.h"

bool heads_grid_here(const App *app) {
    Depth depth = app->view.shown.at.depth;
    return app->view.shown.at.form == FORM_HEADS && depth < DEPTH_STEP && depth > DEPTH_SENTENCE;
}

const uint32_t *heads_grid_gold(App *app, const SceneInput *in, Arena *arena) {
    if (!scene_wants_gold(in->view, in->run) || app->run.labels) return NULL;
    if (app->gold_of != app->run.model) {
        arena_reset(&app->golden);
        app->gold_of = app->run.model;
        app->gold = gold_open(app->gold_of, &app->golden);
    }
    return app->gold ? gold_rows(app->gold, &app->run, arena) : NULL;
}

void heads_grid_sort(App *app, HeadOrder order) {
    bool known = (order != ORDER_GOLD || app->gold) &&
                 (order != ORDER_COPIED || !config_reads_apart(&app->run.model->config));
    app->view.shown.order = known ? order : ORDER_PLACE;
}

void heads_grid_form(App *app, FigureForm form) {
    app->view.shown.at.form = form;
    if (heads_grid_here(app) && !app->run.labels) app->view.shown.enlarged = true;
}

void heads_grid_reorder(App *app) {
    View *v = &app->view;
    if (heads_grid_here(app)) {
        HeadOrder next = v->shown.order;
        do heads_grid_sort(app, next = (HeadOrder)((next + 1) % ORDER_COUNT));
        while (v->shown.order != next);
        return;
    }
    place_whole(v, FORM_HEADS);
    v->shown.enlarged = true;
    app_forget_pointer(v);
}

static bool is_chosen(const App *app, const char *path, int head) {
    Address a;
    const Program *p = app_program(app, &a);
    return strcmp(p->values[a.value].path, path) == 0 && a.cell.sheet == (head < 0 ? 0 : head);
}

void heads_grid_choose(App *app, const Scene *scene, const char *path, int head) {
    View *v = &app->view;
    bool again = v->shown.enlarged && is_chosen(app, path, head);
    Depth depth = v->shown.at.depth;
    walk_to(app, scene, path, again ? DEPTH_STEP : depth);
    v->shown.at.head = head < 0 ? 0 : head;
    v->shown.enlarged = !again;
    if (again) v->shown.at.form = FORM_MATRIX;
}

/* Of a head's weights, or of somebody's own matrix. */
static bool shows_head(const Program *p, const char *path) {
    Value v = path ? program_find(p, path) : NO_VALUE;
    return v != NO_VALUE && (program_is(p, v, VALUE_WEIGHTS) || program_is(p, v, VALUE_MATRIX));
}

static bool is_picture(const App *app, const Scene *s, const Target *t) {
    bool inside = t->x >= s->stage[0] && t->x < s->stage[0] + s->stage[2] && t->y >= s->stage[1] &&
                  t->y < s->stage[1] + s->stage[3];
    return t->kind == TARGET_STEP && t->depth == DEPTH_STEP && inside && !t->aside &&
           shows_head(&app->run.programs[0], t->path);
}

/* Their numbers among the scene's targets, in the order in which they are drawn. */
static int pictures(const App *app, const Scene *s, int *out, int most) {
    int count = 0;
    for (int i = 0; s && i < s->target_count && count < most; i++)
        if (is_picture(app, s, &s->targets[i])) out[count++] = i;
    return count;
}

enum { PICTURES = 1024 };

static void choose_target(App *app, const Scene *scene, int target) {
    char path[VIEW_PATH] = "";
    const Target *t = &scene->targets[target];
    int head = t->head;
    if (strlen(t->path) < sizeof path) strcpy(path, t->path);
    if (*path) heads_grid_choose(app, scene, path, head);
}

void heads_grid_next(App *app, const Scene *scene, int by) {
    int list[PICTURES], count = pictures(app, scene, list, PICTURES), at = -1;
    bool enlarged = app->view.shown.enlarged;
    for (int i = 0; i < count; i++)
        if (is_chosen(app, scene->targets[list[i]].path, scene->targets[list[i]].head)) at = i;
    if (!count) return;
    int to = at < 0 ? 0 : (at + by + count) % count;
    if (to == at) return;
    app->view.shown.enlarged = false;
    choose_target(app, scene, list[to]);
    app->view.shown.enlarged = enlarged;
}

void heads_grid_in(App *app, const Scene *scene) {
    int list[PICTURES], count = pictures(app, scene, list, PICTURES);
    for (int i = 0; i < count; i++) {
        const Target *t = &scene->targets[list[i]];
        if (!is_chosen(app, t->path, t->head)) continue;
        choose_target(app, scene, list[i]);
        return;
    }
    if (count) choose_target(app, scene, list[0]);
}

bool heads_grid_out(App *app) {
    View *v = &app->view;
    if (!heads_grid_here(app)) return false;
    if (v->shown.enlarged)
        v->shown.enlarged = false;
    else if (!app->run.labels)
        v->shown.at.form = FORM_MATRIX;
    else
        return false;
    return true;
}
