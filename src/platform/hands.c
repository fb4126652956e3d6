/* Characters come as text, so that ? and [ are found on every keyboard; keys without a character,
   and letters with Ctrl, which type none, come as keys. */
#include "platform/hands.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

bool hands_key(Hands *h, int key, int latin, int held) {
    h->latin = latin;
    h->held = held;
    if (!key || held & HANDS_OTHER) return false;
    /* Some keyboards need Shift for +. */
    if (key == '+' || key == '-' || key == '0') held &= ~KEY_SHIFT;
    app_key(h->app, key, held);
    return true;
}

/* A letter that means something else with Shift; Caps Lock is no Shift. False if it does not. */
static bool shifted_letter(Hands *h, int letter) {
    int small = letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
    if (!(h->held & KEY_SHIFT) || small < 'a' || small > 'z') return false;
    if (keys_command(&h->app->keys, small, KEY_SHIFT) == COMMAND_NONE) return false;
    app_key(h->app, small, KEY_SHIFT);
    return true;
}

void hands_typed(Hands *h, const char *text) {
    const char *at = text;
    if (!*text) return;
    bool other = utf8_next(&at, text + strlen(text)) >= 128;
    int latin = other ? h->latin : 0;
    if (!h->app->view.passing.edit.on && shifted_letter(h, other ? latin : *text)) return;
    app_typed(h->app, text, latin);
}

/* The pointer */

void hands_point(Hands *h, float x, float y) {
    h->x = x, h->y = y;
    h->moved = true;
}

void hands_press(Hands *h, float x, float y, int held, bool twice) {
    h->pressed = true;
    app_press(h->app, x, y, held, twice);
}

/* A way that was gone while pressed is gone before the button is let go; from now on it hovers. */
void hands_release(Hands *h, float x, float y) {
    if (!h->pressed) return;
    if (h->moved) app_drag(h->app, x, y);
    h->pressed = false;
    hands_point(h, x, y);
    app_release(h->app, x, y);
}

void hands_other(Hands *h) {
    if (!h->pressed) app_other_click(h->app);
}

void hands_leave(Hands *h) {
    if (h->pressed) return;
    h->moved = false;
    app_leave(h->app);
}

void hands_settle(Hands *h) {
    if (!h->moved) return;
    h->moved = false;
    if (h->pressed)
        app_drag(h->app, h->x, h->y);
    else
        app_hover(h->app, h->x, h->y);
}

/* Fingers */

/* Points that a finger may tremble, and milliseconds and points between the two taps of one. */
enum { FINGER_WAY = 10, TWICE_TIME = 400, TWICE_WAY = 30 };

static bool fingers_near(const Hands *h, float x, float y, float x2, float y2, float points) {
    return hypotf(x - x2, y - y2) <= points * (h->scale > 0 ? h->scale : 1);
}

static int finger_of(const Touch *t, int64_t id) {
    for (int i = 0; i < t->count; i++)
        if (t->id[i] == id) return i;
    return -1;
}

static void finger_down(Hands *h, int64_t id, float x, float y, uint32_t now) {
    Touch *t = &h->touch;
    if (t->count == 2 || finger_of(t, id) >= 0) return;
    if (t->count == 1 && !t->pinched) app_let_go(h->app, t->x[0], t->y[0]);
    if (t->count == 1) t->pinched = true;
    t->id[t->count] = id;
    t->x[t->count] = x, t->y[t->count] = y;
    if (t->count++ || t->pinched) return;
    bool twice = t->tapped && now - t->tapped < TWICE_TIME &&
                 fingers_near(h, x, y, t->tap_x, t->tap_y, TWICE_WAY);
    t->from_x = x, t->from_y = y, t->far = false, t->tapped = 0;
    app_press(h->app, x, y, 0, twice);
}

static void finger_move(Hands *h, int at, float x, float y) {
    Touch *t = &h->touch;
    float before = hypotf(t->x[0] - t->x[1], t->y[0] - t->y[1]);
    t->far = t->far || !fingers_near(h, x, y, t->from_x, t->from_y, FINGER_WAY);
    t->x[at] = x, t->y[at] = y;
    float now = hypotf(t->x[0] - t->x[1], t->y[0] - t->y[1]);
    if (t->count == 2 && before > 0 && now > 0)
        app_pinch(h->app, (t->x[0] + t->x[1]) / 2, (t->y[0] + t->y[1]) / 2, now / before);
    else if (!t->pinched && t->far)
        app_drag(h->app, x, y);
}

/* Where it came down is where it is let go, unless it has gone somewhere. Nothing is hovered then.
 */
static void finger_up(Hands *h, int at, float x, float y, uint32_t now) {
    Touch *t = &h->touch;
    if (at == 0) t->id[0] = t->id[1], t->x[0] = t->x[1], t->y[0] = t->y[1];
    bool alone = --t->count == 0, pinched = t->pinched;
    if (alone) t->pinched = false;
    if (!alone || pinched) return;
    if (!t->far) x = t->from_x, y = t->from_y;
    if (!t->far) t->tapped = now ? now : 1, t->tap_x = x, t->tap_y = y;
    app_release(h->app, x, y);
    app_leave(h->app);
}

void hands_finger(Hands *h, FingerMove move, int64_t id, float x, float y, uint32_t now) {
    int at = finger_of(&h->touch, id);
    if (move == FINGER_DOWN) finger_down(h, id, x, y, now);
    if (move == FINGER_MOVE && at >= 0) finger_move(h, at, x, y);
    if (move == FINGER_UP && at >= 0) finger_up(h, at, x, y, now);
    if (move == FINGER_LOST) { /* nothing is chosen by it */
        Touch *t = &h->touch;
        if (t->count && !t->pinched) app_let_go(h->app, t->x[0], t->y[0]);
        *t = (Touch){.count = 0};
        app_leave(h->app);
    }
}
