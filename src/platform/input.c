/* SDL's keys, pointer and fingers as the app's. Characters come as text, so that ? and [ are found
   on every keyboard; keys without a character, and letters with Ctrl, which type none, come as
   keys. */
#include "platform/input.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

static int named_key(SDL_Keycode key) {
    static const struct {
        SDL_Keycode sdl;
        int key;
    } table[] = {{SDLK_RIGHT, KEY_RIGHT},
                 {SDLK_LEFT, KEY_LEFT},
                 {SDLK_UP, KEY_UP},
                 {SDLK_DOWN, KEY_DOWN},
                 {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
                 {SDLK_PAGEUP, KEY_PAGE_UP},
                 {SDLK_HOME, KEY_HOME},
                 {SDLK_END, KEY_END},
                 {SDLK_ESCAPE, KEY_ESCAPE},
                 {SDLK_RETURN, KEY_ENTER},
                 {SDLK_KP_ENTER, KEY_ENTER},
                 {SDLK_TAB, KEY_TAB},
                 {SDLK_BACKSPACE, KEY_BACKSPACE},
                 {SDLK_DELETE, KEY_DELETE},
                 {SDLK_F10, KEY_F10},
                 {SDLK_F11, KEY_F11},
                 {SDLK_F5, KEY_F5}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].sdl == key) return table[i].key;
    return 0;
}

/* The character of that place on a US keyboard: what is printed on the key beside a letter of
 * another script. */
static int latin_key(SDL_Scancode code, bool shift) {
    if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z) return 'a' + (int)(code - SDL_SCANCODE_A);
    switch (code) {
    case SDL_SCANCODE_LEFTBRACKET: return '[';
    case SDL_SCANCODE_RIGHTBRACKET: return ']';
    case SDL_SCANCODE_SEMICOLON: return ';';
    case SDL_SCANCODE_COMMA: return shift ? '<' : ',';
    case SDL_SCANCODE_PERIOD: return shift ? '>' : '.';
    default: return 0;
    }
}

/* A key that is held with Ctrl: its character without Shift; 0 if it has none. */
static int input_control_key(const SDL_Keysym *k) {
    switch (k->sym) {
    case SDLK_EQUALS: /* + without Shift */
    case SDLK_KP_PLUS: return '+';
    case SDLK_KP_MINUS: return '-';
    case SDLK_KP_0: return '0';
    default: return k->sym < 128 ? (int)k->sym : latin_key(k->scancode, false);
    }
}

static int held_keys(Uint16 mod) {
    return (mod & KMOD_SHIFT ? KEY_SHIFT : 0) | (mod & KMOD_CTRL ? KEY_CTRL : 0);
}

static void key_down(Input *in, const SDL_Keysym *k) {
    int held = held_keys(k->mod), key = named_key(k->sym);
    in->last_key = k->scancode;
    in->last_held = held;
    if (k->mod & (KMOD_ALT | KMOD_GUI)) return;
    if (!key && held & KEY_CTRL) {
        key = input_control_key(k);
        if (key == '+' || key == '-' || key == '0')
            held &= ~KEY_SHIFT; /* some keyboards need it for + */
    }
    if (key) app_key(in->app, key, held);
}

/* A letter that means something else with Shift; Caps Lock is no Shift. False if it does not. */
static bool shifted_letter(Input *in, int letter) {
    int small = letter >= 'A' && letter <= 'Z' ? letter + 'a' - 'A' : letter;
    if (!(in->last_held & KEY_SHIFT) || small < 'a' || small > 'z') return false;
    if (keys_command(&in->app->keys, small, KEY_SHIFT) == COMMAND_NONE) return false;
    app_key(in->app, small, KEY_SHIFT);
    return true;
}

/* The right Alt is part of typing: [ is under it on many keyboards. */
static void typed(Input *in, const char *text) {
    const char *at = text;
    SDL_Keymod mod = SDL_GetModState();
    if (mod & (KMOD_CTRL | KMOD_LALT | KMOD_GUI) && !(mod & KMOD_RALT)) return;
    if (!*text) return;
    bool other = utf8_next(&at, text + strlen(text)) >= 128;
    int latin = other ? latin_key(in->last_key, mod & KMOD_SHIFT) : 0;
    if (!in->app->view.passing.edit.on && shifted_letter(in, other ? latin : *text)) return;
    app_typed(in->app, text, latin);
}

static void pressed(Input *in, const SDL_MouseButtonEvent *b) {
    if (b->button == SDL_BUTTON_RIGHT && !in->pressed) app_other_click(in->app);
    if (b->button != SDL_BUTTON_LEFT) return;
    in->pressed = true;
    app_press(in->app, (float)b->x * in->scale, (float)b->y * in->scale,
              held_keys((Uint16)SDL_GetModState()), b->clicks == 2);
}

/* A way that was gone while pressed is gone before the button is let go. */
static void released(Input *in, const SDL_MouseButtonEvent *b) {
    float x = (float)b->x * in->scale, y = (float)b->y * in->scale;
    if (b->button != SDL_BUTTON_LEFT || !in->pressed) return;
    if (in->moved) app_drag(in->app, x, y);
    in->pressed = false;
    in->moved = true; /* now it hovers */
    app_release(in->app, x, y);
}

static void input_turned(Input *in, const SDL_MouseWheelEvent *wheel) {
    int x, y;
    SDL_GetMouseState(&x, &y);
    app_wheel(in->app, (float)x * in->scale, (float)y * in->scale, wheel->preciseY);
}

/* Fingers */

/* Points that a finger may tremble, and milliseconds and points between the two taps of one. */
enum { FINGER_WAY = 10, TWICE_TIME = 400, TWICE_WAY = 30 };

static bool fingers_near(const Input *in, float x, float y, float x2, float y2, float points) {
    return hypotf(x - x2, y - y2) <= points * (in->scale > 0 ? in->scale : 1);
}

static int finger_of(const Touch *t, SDL_FingerID id) {
    for (int i = 0; i < t->count; i++)
        if (t->id[i] == id) return i;
    return -1;
}

static void finger_down(Input *in, const SDL_TouchFingerEvent *f, float x, float y) {
    Touch *t = &in->touch;
    if (t->count == 2 || finger_of(t, f->fingerId) >= 0) return;
    if (t->count == 1 && !t->pinched) app_let_go(in->app, t->x[0], t->y[0]);
    if (t->count == 1) t->pinched = true;
    t->id[t->count] = f->fingerId;
    t->x[t->count] = x, t->y[t->count] = y;
    if (t->count++ || t->pinched) return;
    bool twice = t->tapped && f->timestamp - t->tapped < TWICE_TIME &&
                 fingers_near(in, x, y, t->tap_x, t->tap_y, TWICE_WAY);
    t->from_x = x, t->from_y = y, t->far = false, t->tapped = 0;
    app_press(in->app, x, y, 0, twice);
}

static void finger_move(Input *in, const SDL_TouchFingerEvent *f, float x, float y) {
    Touch *t = &in->touch;
    int at = finger_of(t, f->fingerId);
    if (at < 0) return;
    float before = hypotf(t->x[0] - t->x[1], t->y[0] - t->y[1]);
    t->far = t->far || !fingers_near(in, x, y, t->from_x, t->from_y, FINGER_WAY);
    t->x[at] = x, t->y[at] = y;
    float now = hypotf(t->x[0] - t->x[1], t->y[0] - t->y[1]);
    if (t->count == 2 && before > 0 && now > 0)
        app_pinch(in->app, (t->x[0] + t->x[1]) / 2, (t->y[0] + t->y[1]) / 2, now / before);
    else if (!t->pinched && t->far)
        app_drag(in->app, x, y);
}

/* Where it came down is where it is let go, unless it has gone somewhere. Nothing is hovered then.
 */
static void finger_up(Input *in, const SDL_TouchFingerEvent *f, float x, float y) {
    Touch *t = &in->touch;
    int at = finger_of(t, f->fingerId);
    if (at < 0) return;
    if (at == 0) t->id[0] = t->id[1], t->x[0] = t->x[1], t->y[0] = t->y[1];
    bool alone = --t->count == 0, pinched = t->pinched;
    if (alone) t->pinched = false;
    if (!alone || pinched) return;
    if (!t->far) x = t->from_x, y = t->from_y;
    if (!t->far) t->tapped = f->timestamp ? f->timestamp : 1, t->tap_x = x, t->tap_y = y;
    app_release(in->app, x, y);
    app_leave(in->app);
}

/* A touchpad's fingers move the pointer: they are no touch. */
static void input_touched(Input *in, const SDL_TouchFingerEvent *f) {
    SDL_TouchDeviceType kind =
        SDL_GetNumTouchDevices() > 0 ? SDL_GetTouchDeviceType(f->touchId) : SDL_TOUCH_DEVICE_DIRECT;
    float x = f->x * (float)in->width, y = f->y * (float)in->height;
    if (f->touchId == SDL_MOUSE_TOUCHID || kind == SDL_TOUCH_DEVICE_INDIRECT_ABSOLUTE ||
        kind == SDL_TOUCH_DEVICE_INDIRECT_RELATIVE)
        return;
    if (f->type == SDL_FINGERDOWN) finger_down(in, f, x, y);
    if (f->type == SDL_FINGERMOTION) finger_move(in, f, x, y);
    if (f->type == SDL_FINGERUP) finger_up(in, f, x, y);
}

/* What SDL tells of a finger once more, as if it were a mouse. */
static bool input_is_echo(const SDL_Event *e) {
    return ((e->type == SDL_MOUSEBUTTONDOWN || e->type == SDL_MOUSEBUTTONUP) &&
            e->button.which == SDL_TOUCH_MOUSEID) ||
           (e->type == SDL_MOUSEMOTION && e->motion.which == SDL_TOUCH_MOUSEID) ||
           (e->type == SDL_MOUSEWHEEL && e->wheel.which == SDL_TOUCH_MOUSEID);
}

void input_event(Input *in, const SDL_Event *e) {
    if (input_is_echo(e)) return;
    switch (e->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP: input_touched(in, &e->tfinger); break;
    case SDL_KEYDOWN: key_down(in, &e->key.keysym); break;
    case SDL_TEXTINPUT: typed(in, e->text.text); break;
    case SDL_MOUSEBUTTONDOWN: pressed(in, &e->button); break;
    case SDL_MOUSEBUTTONUP: released(in, &e->button); break;
    case SDL_MOUSEWHEEL: input_turned(in, &e->wheel); break;
    case SDL_MOUSEMOTION: in->moved = true; break;
    case SDL_WINDOWEVENT:
        if (e->window.event != SDL_WINDOWEVENT_LEAVE || in->pressed) break;
        in->moved = false;
        app_leave(in->app);
        break;
    default: break;
    }
}

void input_settle(Input *in) {
    int x, y;
    if (!in->moved) return;
    in->moved = false;
    SDL_GetMouseState(&x, &y);
    if (in->pressed)
        app_drag(in->app, (float)x * in->scale, (float)y * in->scale);
    else
        app_hover(in->app, (float)x * in->scale, (float)y * in->scale);
}
