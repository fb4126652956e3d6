/* Events of the window as they come from SDL: fingers tap, drag a ribbon and pinch, and what SDL
   says of them once more as of a mouse changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/screen.h"
#include "platform/input.h"
#include "tiny_app.h"

enum { WIDE = 1440, HIGH = 900, TOUCH = 7 };

static Hands hands_of(App *app) {
    return (Hands){.app = app, .scale = 1};
}

static Uint32 now = 1000;

/* A finger, and the mouse that SDL makes of the first one. */
static void finger(Hands *in, Uint32 type, int id, float x, float y) {
    SDL_Event e = {.tfinger = {.type = type,
                               .timestamp = now += 20,
                               .touchId = TOUCH,
                               .fingerId = id,
                               .x = x / WIDE,
                               .y = y / HIGH}},
              echo = {.type = type == SDL_FINGERDOWN ? SDL_MOUSEBUTTONDOWN
                              : type == SDL_FINGERUP ? SDL_MOUSEBUTTONUP
                                                     : SDL_MOUSEMOTION};
    if (type == SDL_FINGERMOTION)
        echo.motion.which = SDL_TOUCH_MOUSEID, echo.motion.x = (int)x, echo.motion.y = (int)y;
    else
        echo.button.which = SDL_TOUCH_MOUSEID, echo.button.button = SDL_BUTTON_LEFT,
        echo.button.clicks = 1, echo.button.x = (int)x, echo.button.y = (int)y;
    input_event(in, WIDE, HIGH, &e);
    if (id == 0) input_event(in, WIDE, HIGH, &echo);
    hands_settle(in);
}

static void middle_of(const Target *t, float *x, float *y) {
    *x = t->x + t->w / 2;
    *y = t->y + t->h / 2;
}

static const Target *command_of(App *app, Command c) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_COMMAND && s->targets[i].command == c)
            return &s->targets[i];
    fail_msg("no such button");
    return NULL;
}

static const Target *place_of(App *app, Carry carry, int key) {
    const Scene *s = app_seen(app);
    for (int i = s->target_count - 1; i >= 0; i--)
        if (s->targets[i].carry == carry && (key < 0 || s->targets[i].col0 == key))
            return &s->targets[i];
    fail_msg("no place of key %d", key);
    return NULL;
}

/* A click is once: a theme that is toggled twice would be the old one. */
static void a_tap_clicks_once(void **state) {
    App *app = start_at(state, "show encoder.0.self.weights; depth step; point none");
    Hands in = hands_of(app);
    ThemeName before = app->view.shown.setting.theme;
    float x, y;
    middle_of(command_of(app, COMMAND_THEME), &x, &y);
    finger(&in, SDL_FINGERDOWN, 0, x, y);
    finger(&in, SDL_FINGERMOTION, 0, x + 6, y - 5); /* it trembles */
    finger(&in, SDL_FINGERUP, 0, x + 6, y - 5);
    assert_int_not_equal(app->view.shown.setting.theme, before);
    assert_int_equal(app->view.passing.hover.kind, TARGET_NONE);
    now += 1000;
    finger(&in, SDL_FINGERDOWN, 0, x, y);
    finger(&in, SDL_FINGERMOTION, 0, x + 200, y + 200); /* it goes away */
    finger(&in, SDL_FINGERUP, 0, x + 200, y + 200);
    assert_int_not_equal(app->view.shown.setting.theme, before);
}

static void two_taps_go_in(void **state) {
    App *app = start_at(state, "show encoder.0.self.weights; depth step; point none");
    Hands in = hands_of(app);
    const Scene *s = app_scene(app);
    const Target *t = NULL;
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS) t = &s->targets[i];
    float x = t->x + 0.4f * t->w, y = t->y + 0.4f * t->h;
    for (int i = 0; i < 2; i++)
        finger(&in, SDL_FINGERDOWN, 0, x + (float)i, y), finger(&in, SDL_FINGERUP, 0, x, y);
    assert_int_equal(app->view.shown.at.depth, DEPTH_ROW);
}

static void a_ribbon_is_dragged(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=1 form=ribbons; point row=2");
    Hands in = hands_of(app);
    float x, y, x2, y2;
    const Target *t = place_of(app, CARRY_FROM, -1);
    int from = t->col0, to = from >= 3 ? 0 : 4, entries = app->history_count;
    middle_of(t, &x, &y);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2);
    finger(&in, SDL_FINGERDOWN, 0, x, y);
    finger(&in, SDL_FINGERMOTION, 0, (x + x2) / 2, (y + y2) / 2);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2);
    finger(&in, SDL_FINGERMOTION, 0, x2, y2);
    assert_int_equal(app->view.shown.of.what.count, 1);
    finger(&in, SDL_FINGERUP, 0, x2, y2);
    assert_int_equal(app->view.shown.of.what.count, 1);
    assert_int_equal(app->history_count, entries + 1);
    assert_int_equal(app->view.shown.at.col, to);
    assert_int_equal(app->dragging, DRAG_NOTHING);
}

/* Two fingers zoom; the first one's press is no click then, and the last that is lifted none
 * either. */
static void two_fingers_zoom(void **state) {
    App *app = start_at(state, "show encoder.0.self.q.linear; depth step; point none");
    Hands in = hands_of(app);
    const Scene *s = app_scene(app);
    const Target *t = NULL;
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS) t = &s->targets[i];
    float x, y;
    middle_of(t, &x, &y);
    assert_true(app->view.shown.zoom.factor == 1);
    finger(&in, SDL_FINGERDOWN, 0, x - 20, y);
    finger(&in, SDL_FINGERDOWN, 1, x + 20, y);
    finger(&in, SDL_FINGERMOTION, 1, x + 60, y);
    finger(&in, SDL_FINGERMOTION, 0, x - 60, y);
    float factor = app->view.shown.zoom.factor;
    assert_true(factor > 2.9f && factor < 3.1f);
    finger(&in, SDL_FINGERMOTION, 0, x - 20, y);
    assert_true(app->view.shown.zoom.factor < factor);
    finger(&in, SDL_FINGERUP, 0, x - 20, y);
    finger(&in, SDL_FINGERMOTION, 1, x - 90, y);
    finger(&in, SDL_FINGERUP, 1, x - 90, y);
    assert_int_equal(app->view.shown.at.row, -1);
    assert_int_equal(in.touch.count, 0);
    finger(&in, SDL_FINGERDOWN, 0, x, y); /* and then a tap is one again */
    finger(&in, SDL_FINGERUP, 0, x, y);
    assert_true(app->view.shown.at.row >= 0);
}

/* A share that is dragged when the second finger comes stays where it is. */
static void a_second_finger_ends_a_drag(void **state) {
    App *app = start_at(state, "show decoder.1.cross.weights head=1 form=ribbons; point row=2");
    Hands in = hands_of(app);
    float x, y, x2, y2;
    const Target *t = place_of(app, CARRY_FROM, -1);
    int to = t->col0 >= 3 ? 0 : 4;
    middle_of(t, &x, &y);
    middle_of(place_of(app, CARRY_TO, to), &x2, &y2);
    finger(&in, SDL_FINGERDOWN, 0, x, y);
    finger(&in, SDL_FINGERMOTION, 0, x2, y2);
    finger(&in, SDL_FINGERDOWN, 1, x2 + 50, y2);
    assert_int_equal(app->dragging, DRAG_NOTHING);
    assert_int_equal(app->view.shown.of.what.count, 1);
    finger(&in, SDL_FINGERMOTION, 0, x, y);
    finger(&in, SDL_FINGERUP, 0, x, y);
    finger(&in, SDL_FINGERUP, 1, x, y);
    assert_int_equal(app->view.shown.of.what.count, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_tap_clicks_once, setup, teardown),
        cmocka_unit_test_setup_teardown(two_taps_go_in, setup, teardown),
        cmocka_unit_test_setup_teardown(a_ribbon_is_dragged, setup, teardown),
        cmocka_unit_test_setup_teardown(two_fingers_zoom, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_finger_ends_a_drag, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
