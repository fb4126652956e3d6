/* Which key, which button, which finger: SDL's names for them. */
#include "platform/input.h"

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
    return (mod & KMOD_SHIFT ? KEY_SHIFT : 0) | (mod & KMOD_CTRL ? KEY_CTRL : 0) |
           (mod & (KMOD_ALT | KMOD_GUI) ? HANDS_OTHER : 0);
}

static void key_down(Hands *h, const SDL_Keysym *k) {
    int held = held_keys(k->mod), key = named_key(k->sym);
    if (!key && held & KEY_CTRL) key = input_control_key(k);
    hands_key(h, key, latin_key(k->scancode, held & KEY_SHIFT), held);
}

/* The right Alt is part of typing: [ is under it on many keyboards. */
static void input_typed(Hands *h, const char *text) {
    SDL_Keymod mod = SDL_GetModState();
    if (mod & (KMOD_CTRL | KMOD_LALT | KMOD_GUI) && !(mod & KMOD_RALT)) return;
    hands_typed(h, text);
}

static void input_button(Hands *h, const SDL_MouseButtonEvent *b) {
    float x = (float)b->x * h->scale, y = (float)b->y * h->scale;
    int held = held_keys((Uint16)SDL_GetModState()) & ~HANDS_OTHER;
    bool down = b->type == SDL_MOUSEBUTTONDOWN;
    if (b->button == SDL_BUTTON_RIGHT && down) hands_other(h);
    if (b->button == SDL_BUTTON_LEFT && down) hands_press(h, x, y, held, b->clicks == 2);
    if (b->button == SDL_BUTTON_LEFT && !down) hands_release(h, x, y);
}

static void input_turned(Hands *h, const SDL_MouseWheelEvent *wheel) {
    int x, y;
    SDL_GetMouseState(&x, &y);
    app_wheel(h->app, (float)x * h->scale, (float)y * h->scale, wheel->preciseY);
}

/* A touchpad's fingers move the pointer: they are no touch. */
static void input_touched(Hands *h, int width, int height, const SDL_TouchFingerEvent *f) {
    SDL_TouchDeviceType kind =
        SDL_GetNumTouchDevices() > 0 ? SDL_GetTouchDeviceType(f->touchId) : SDL_TOUCH_DEVICE_DIRECT;
    FingerMove move = f->type == SDL_FINGERDOWN ? FINGER_DOWN
                      : f->type == SDL_FINGERUP ? FINGER_UP
                                                : FINGER_MOVE;
    if (f->touchId == SDL_MOUSE_TOUCHID || kind == SDL_TOUCH_DEVICE_INDIRECT_ABSOLUTE ||
        kind == SDL_TOUCH_DEVICE_INDIRECT_RELATIVE)
        return;
    hands_finger(h, move, f->fingerId, f->x * (float)width, f->y * (float)height, f->timestamp);
}

/* What SDL tells of a finger once more, as if it were a mouse. */
static bool input_is_echo(const SDL_Event *e) {
    return ((e->type == SDL_MOUSEBUTTONDOWN || e->type == SDL_MOUSEBUTTONUP) &&
            e->button.which == SDL_TOUCH_MOUSEID) ||
           (e->type == SDL_MOUSEMOTION && e->motion.which == SDL_TOUCH_MOUSEID) ||
           (e->type == SDL_MOUSEWHEEL && e->wheel.which == SDL_TOUCH_MOUSEID);
}

void input_event(Hands *h, int width, int height, const SDL_Event *e) {
    if (input_is_echo(e)) return;
    switch (e->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP: input_touched(h, width, height, &e->tfinger); break;
    case SDL_KEYDOWN: key_down(h, &e->key.keysym); break;
    case SDL_TEXTINPUT: input_typed(h, e->text.text); break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: input_button(h, &e->button); break;
    case SDL_MOUSEWHEEL: input_turned(h, &e->wheel); break;
    case SDL_MOUSEMOTION:
        hands_point(h, (float)e->motion.x * h->scale, (float)e->motion.y * h->scale);
        break;
    case SDL_WINDOWEVENT:
        if (e->window.event == SDL_WINDOWEVENT_LEAVE) hands_leave(h);
        break;
    default: break;
    }
}
