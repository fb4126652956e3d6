/* Time as a number in the view that ticks change: nothing here knows a clock. */
#include "app/acts/play.h"

#include <math.h>

#include "app/acts/home.h"
#include "app/acts/motion.h"
#include "app/acts/walk.h"
#include "trace/opening.h"

/* Milliseconds. No movement lasts longer than its limit, however slow the play. */
static const float movement = 260, figure_play = 2000, figure_most = 3000, rest = 900,
                   rest_most = 8000, letter = 30, product = 160, word = 400, word_rest = 1200;
/* It is found out when the place has been seen. */
static const float not_told = -1;

static bool plays_figure(const App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    bool depth = app->view.shown.at.depth == DEPTH_STEP || app->view.shown.at.depth == DEPTH_ROW;
    return depth && app->motion && p->values[a.value].step >= 0;
}

static float paced(const App *app, float milliseconds) {
    return milliseconds * 100 / (float)app->view.passing.speed;
}

/* How long a step is looked at: as long as the words beside its figure take to be read. */
static float reading(const App *app) {
    const Scene *s = &app->scene;
    float right = s->stage[0] + s->stage[2];
    int letters = 0;
    for (int i = 0; i < s->count && !app->scene_stale; i++)
        if (s->items[i].kind == ITEM_TEXT && s->items[i].x >= right &&
            s->items[i].y > s->stage[1] && s->items[i].y < s->stage[1] + s->stage[3])
            for (const char *c = s->items[i].text; *c; c++) letters += (*c & 0xC0) != 0x80;
    return fminf(rest_most, rest + letter * (float)letters);
}

/* A new place: its figure plays from the start, or is looked at for a while. */
static void arrive(App *app) {
    View *v = &app->view;
    if (plays_figure(app)) v->shown.played = 0;
    app->rest = home_here(app) ? paced(app, word_rest) : not_told;
}

void play_restart(App *app) {
    arrive(app);
}

void play_toggle(App *app) {
    View *v = &app->view;
    v->passing.playing = !v->passing.playing;
    if (v->passing.playing && home_here(app) &&
        view_address(v, &app->run).t + 1 >= opening_written(&app->run))
        home_end(app, false);
    if (v->passing.playing && v->shown.played >= 1) arrive(app);
}

static void play_on(App *app, float milliseconds) {
    View *v = &app->view;
    if (v->shown.played < 1) {
        v->shown.played =
            fminf(1, v->shown.played + milliseconds / fminf(figure_most, paced(app, figure_play)));
        return;
    }
    if (app->rest == not_told) app->rest = paced(app, reading(app));
    app->rest -= milliseconds;
    if (app->rest > 0) return;
    bool more = walk_next(app, 1);
    if (!more)
        motion_stop(app);
    else if (v->shown.at.depth == DEPTH_CELL && v->shown.part >= 0)
        app->rest = fminf(paced(app, product), figure_most / 16);
    else
        arrive(app);
}

void play_tick(App *app, float milliseconds) {
    View *v = &app->view;
    if (v->passing.turned < 1)
        v->passing.turned = fminf(1, v->passing.turned + milliseconds / word);
    if (v->passing.moved < 1)
        v->passing.moved = fminf(1, v->passing.moved + milliseconds / movement);
    else if (v->passing.playing)
        play_on(app, milliseconds);
}
