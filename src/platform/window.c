/* An SDL2 window around the app. It sleeps until something happens, paints only what changed the scene, and puts the
   pixels up itself: no GPU, no renderer. */
#include "platform/window.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "draw/paint.h"
#include "platform/figure_file.h"

enum {
    LEAST_WIDTH = 640,
    LEAST_HEIGHT = 400,
    TOAST_MILLISECONDS = 5000,
    EXPORT_WIDTH = 1920,
    EXPORT_HEIGHT = 1080
};

typedef struct Window {
    App *app;
    const Font *font;
    SDL_Window *window;
    Canvas canvas;
    Arena pixels;
    bool exposed;            /* the screen lost what was painted */
    bool full_screen;        /* as it is now */
    SDL_Scancode last_key;   /* for letters typed in another script */
    char toast[sizeof((View){0}).toast];
    Uint32 toast_end;
} Window;

/* The size in pixels, which on a fine screen are more than points. */
static void fit_canvas(Window *w) {
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    if (!surface || (surface->w == w->canvas.width && surface->h == w->canvas.height)) return;
    arena_free(&w->pixels);
    w->canvas = canvas_make(&w->pixels, surface->w, surface->h);
    app_resize(w->app, surface->w, surface->h, w->font);
}

/* From R, G, B, A in memory to the window's usual B, G, R, x. */
static void swap_row(Uint32 *to, const Uint32 *from, int n) {
    for (int i = 0; i < n; i++) to[i] = (from[i] & 0xff00ff00u) | (from[i] >> 16 & 0xff) | (from[i] & 0xff) << 16;
}

static void copy_pixels(const Canvas *c, SDL_Surface *s) {
    Uint32 format = s->format->format;
    bool swapped = format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
    if (!swapped) {
        SDL_ConvertPixels(c->width, c->height, SDL_PIXELFORMAT_ABGR8888, c->pixels, c->pitch * 4, format, s->pixels,
                          s->pitch);
        return;
    }
    for (int y = 0; y < c->height; y++)
        swap_row((Uint32 *)(void *)((Uint8 *)s->pixels + (size_t)y * (size_t)s->pitch),
                 c->pixels + (size_t)y * (size_t)c->pitch, c->width);
}

static void show_pixels(Window *w) {
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    if (!surface || surface->w != w->canvas.width || surface->h != w->canvas.height) return;
    if (SDL_LockSurface(surface) != 0) return;
    copy_pixels(&w->canvas, surface);
    SDL_UnlockSurface(surface);
    SDL_UpdateWindowSurface(w->window);
}

static void repaint(Window *w) {
    fit_canvas(w);
    if (!w->app->dirty && !w->exposed) return;
    if (w->app->dirty) {
        const Scene *scene = app_scene(w->app);
        canvas_clear(&w->canvas, scene->ground);
        canvas_paint(&w->canvas, scene, w->font);
    }
    show_pixels(w);
    w->app->dirty = w->exposed = false;
}

static void export_figure(Window *w) {
    App *app = w->app;
    View view;
    Arena arena = {0};
    Error e;
    SceneInput figure = app_figure(app, THEME_PAPER, EXPORT_WIDTH, EXPORT_HEIGHT, &view);
    char *path = figure_free_name(".", app_figure_name(app, &arena), &arena);
    bool ok = figure_write(path, &figure, false, &e);
    const char *saved = lang_text(app_lang(app), "app.saved");
    app_say(app, ok ? arena_print(&arena, "%s %s", saved, path + 2) : e.text);
    app->export_wanted = false;
    arena_free(&arena);
}

/* What the app wished for and only a window can do. */
static void carry_out(Window *w) {
    if (w->app->export_wanted) export_figure(w);
    if (w->app->full_screen != w->full_screen) {
        w->full_screen = w->app->full_screen;
        SDL_SetWindowFullscreen(w->window, w->full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    }
}

static void command(Window *w, Command c) {
    if (c == COMMAND_NONE) return;
    app_update(w->app, c);
    carry_out(w);
}

static int named_key(SDL_Keycode key) {
    static const struct { SDL_Keycode sdl; int key; } table[] = {
        {SDLK_RIGHT, KEY_RIGHT},       {SDLK_LEFT, KEY_LEFT}, {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
        {SDLK_PAGEUP, KEY_PAGE_UP},    {SDLK_HOME, KEY_HOME}, {SDLK_END, KEY_END},
        {SDLK_ESCAPE, KEY_ESCAPE},     {SDLK_F11, KEY_F11}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].sdl == key) return table[i].key;
    return 0;
}

/* The character of that place on a US keyboard: what is printed on the key beside a letter of another script. */
static int latin_key(SDL_Scancode code) {
    if (code >= SDL_SCANCODE_A && code <= SDL_SCANCODE_Z) return 'a' + (int)(code - SDL_SCANCODE_A);
    switch (code) {
    case SDL_SCANCODE_LEFTBRACKET: return '[';
    case SDL_SCANCODE_RIGHTBRACKET: return ']';
    case SDL_SCANCODE_SEMICOLON: return ';';
    case SDL_SCANCODE_COMMA: return ',';
    default: return 0;
    }
}

static int held_keys(Uint16 mod) {
    return (mod & KMOD_SHIFT ? KEY_SHIFT : 0) | (mod & KMOD_CTRL ? KEY_CTRL : 0);
}

/* Keys without a character, and letters with Ctrl, which type none. */
static void key_down(Window *w, const SDL_KeyboardEvent *k) {
    int held = held_keys(k->keysym.mod), key = named_key(k->keysym.sym);
    w->last_key = k->keysym.scancode;
    if (k->keysym.mod & (KMOD_ALT | KMOD_GUI)) return;
    if (!key && held & KEY_CTRL) key = k->keysym.sym < 128 ? (int)k->keysym.sym : latin_key(k->keysym.scancode);
    if (key) command(w, keys_command(key, held));
}

/* A typed character, so that ? and [ are found on every keyboard. */
static void typed(Window *w, const char *text) {
    const char *at = text;
    uint32_t code = text_next(&at, text + strlen(text));
    if (SDL_GetModState() & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) return;
    int key = code >= 'A' && code <= 'Z' ? (int)code + 'a' - 'A' : (int)code;
    if (code >= 128) key = latin_key(w->last_key);
    command(w, keys_command(key, 0));
}

static float pixels_per_point(const Window *w) {
    int width, height;
    SDL_GetWindowSize(w->window, &width, &height);
    return width > 0 ? (float)w->canvas.width / (float)width : 1;
}

static void clicked(Window *w, const SDL_MouseButtonEvent *b) {
    float scale = pixels_per_point(w);
    if (b->button == SDL_BUTTON_LEFT) app_click(w->app, (float)b->x * scale, (float)b->y * scale);
}

static void window_event(Window *w, const SDL_WindowEvent *e) {
    switch (e->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED: w->exposed = true; break;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        w->exposed = true;
        fit_canvas(w);
        break;
    case SDL_WINDOWEVENT_LEAVE: app_leave(w->app); break;
    default: break;
    }
}

/* Motion is not answered here: of many only the last counts. */
static void event(Window *w, const SDL_Event *e, bool *moved) {
    switch (e->type) {
    case SDL_QUIT: w->app->quit = true; break;
    case SDL_WINDOWEVENT: window_event(w, &e->window); break;
    case SDL_KEYDOWN: key_down(w, &e->key); break;
    case SDL_TEXTINPUT: typed(w, e->text.text); break;
    case SDL_MOUSEBUTTONDOWN: clicked(w, &e->button); break;
    case SDL_MOUSEMOTION: *moved = true; break;
    default: break;
    }
}

static void hover(Window *w) {
    int x, y;
    float scale = pixels_per_point(w);
    SDL_GetMouseState(&x, &y);
    app_hover(w->app, (float)x * scale, (float)y * scale);
}

/* A message is taken away after a while, which is the only thing that happens by itself. */
static void tend_toast(Window *w) {
    const char *now = w->app->view.toast;
    if (strcmp(w->toast, now) != 0) {
        strcpy(w->toast, now);
        w->toast_end = SDL_GetTicks() + TOAST_MILLISECONDS;
    } else if (*now && SDL_TICKS_PASSED(SDL_GetTicks(), w->toast_end)) {
        app_say(w->app, "");
        w->toast[0] = 0;
    }
}

/* Sleeps until there is an event, or until the message is to go. False if the time ran out. */
static bool wait(const Window *w, SDL_Event *e) {
    if (!*w->toast) return SDL_WaitEvent(e);
    Sint32 left = (Sint32)(w->toast_end - SDL_GetTicks());
    return left > 0 && SDL_WaitEventTimeout(e, left + 1);
}

static void loop(Window *w) {
    while (!w->app->quit) {
        repaint(w);
        SDL_Event e;
        bool moved = false;
        for (bool more = wait(w, &e); more && !w->app->quit; more = SDL_PollEvent(&e)) event(w, &e, &moved);
        if (moved) hover(w);
        tend_toast(w);
    }
}

/* Looking for Wayland where there is none, its library prints a line of its own. */
static bool without_wayland(void) {
#ifdef __linux__
    return !getenv("XDG_RUNTIME_DIR") && !getenv("WAYLAND_DISPLAY") && !getenv("WAYLAND_SOCKET");
#else
    return false;
#endif
}

/* Without a display SDL may choose a driver that shows nothing; the program would wait for ever, unseen. */
static bool open_display(Error *e) {
    static const char *const blind[] = {"offscreen", "dummy", "evdev"};
    const char *asked = SDL_GetHint(SDL_HINT_VIDEODRIVER), *reason = "there is no display";
    bool ok = false;
    bool silent = !asked && without_wayland() && !getenv("DISPLAY");
    if (!silent) ok = SDL_Init(SDL_INIT_VIDEO) == 0;
    if (!ok && !silent) reason = SDL_GetError();
    for (int i = 0; ok && i < 3; i++)
        if (!(asked && *asked) && strcmp(SDL_GetCurrentVideoDriver(), blind[i]) == 0) ok = false;
    return ok || error_set(e, "no window can be opened: %s (run, explain, export and the other commands need none)",
                           reason);
}

static bool open_window(Window *w, int width, int height, Error *e) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (!open_display(e)) return false;
    SDL_Rect free_area;
    if (SDL_GetDisplayUsableBounds(0, &free_area) == 0) {
        if (width > free_area.w) width = free_area.w;
        if (height > free_area.h) height = free_area.h;
    }
    w->window = SDL_CreateWindow("attnscope", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
                                 SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!w->window || !SDL_GetWindowSurface(w->window))
        return error_set(e, "no window can be opened: %s", SDL_GetError());
    SDL_SetWindowMinimumSize(w->window, LEAST_WIDTH, LEAST_HEIGHT);
    SDL_StartTextInput();
    return true;
}

bool window_run(App *app, const Font *font, int width, int height, Error *e) {
    Window w = {.app = app, .font = font};
    bool ok = open_window(&w, width, height, e);
    if (ok) loop(&w);
    if (w.window) SDL_DestroyWindow(w.window);
    SDL_Quit();
    arena_free(&w.pixels);
    return ok;
}
