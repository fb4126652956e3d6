/* The first thing that is done in the dark ends it, and does nothing else. */
#include "app/layers/dark.h"

#include "app/acts/present.h"
#include "app/layers/pointer.h"

static bool dark_is_blank(const App *app) {
    return app->view.passing.blank;
}

static bool dark_take_key(App *app, Event *e) {
    (void)e;
    return present_wake(app);
}

static bool dark_take_press(App *app, Event *e) {
    (void)e;
    app->dragging = DRAG_NOTHING;
    return present_wake(app);
}

const Layer blank_layer = {.wants = dark_is_blank,
                           .take = {[EVENT_KEY] = dark_take_key,
                                    [EVENT_TYPED] = dark_take_key,
                                    [EVENT_HOVER] = pointer_swallow,
                                    [EVENT_PRESS] = dark_take_press,
                                    [EVENT_WHEEL] = pointer_swallow}};

static bool dark_is_lit(const App *app) {
    return app->view.passing.spotlight;
}

static bool dark_follow_pointer(App *app, Event *e) {
    (void)e;
    present_point(app);
    return false;
}

static bool dark_take_wheel(App *app, Event *e) {
    present_resize(app, e->notches);
    return true;
}

const Layer spotlight_layer = {
    .wants = dark_is_lit,
    .take = {[EVENT_HOVER] = dark_follow_pointer, [EVENT_WHEEL] = dark_take_wheel}};
