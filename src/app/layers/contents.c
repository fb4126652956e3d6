/* The chosen line is the view's. */
#include "app/layers/contents.h"

#include "app/acts/learn.h"

static bool contents_take_key(App *app, Event *e) {
    int count = app->lessons.course.count, *at = &app->view.passing.contents;
    if (e->held || !count) return false;
    switch (e->key) {
    case KEY_DOWN: *at = *at < count ? *at + 1 : 1; break;
    case KEY_UP: *at = *at > 1 ? *at - 1 : count; break;
    case KEY_HOME: *at = 1; break;
    case KEY_END: *at = count; break;
    case KEY_ENTER:
    case KEY_RIGHT: learn_choose(app, *at - 1); break;
    case KEY_LEFT:
    case KEY_ESCAPE: *at = 0; break;
    default: return false;
    }
    app_stale(app);
    return true;
}

static bool contents_is_open(const App *app) {
    return app->view.passing.contents > 0;
}

const Layer contents_layer = {.wants = contents_is_open, .take = {[EVENT_KEY] = contents_take_key}};
