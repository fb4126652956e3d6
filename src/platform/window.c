/* An SDL2 window around the app. It sleeps until something happens, paints and puts up only the
   pixels that change: no GPU, no renderer. Not for what keys and pointer mean: input.c tells the
   app. */
#include "platform/window.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "draw/damage.h"
#include "platform/desk.h"
#include "platform/input.h"
#include "scene/pen/hit.h"
#include "scene/sheets.h"

enum {
    WINDOW_WIDTH = 1440,
    WINDOW_HEIGHT = 900,
    LEAST_WIDTH = 320,
    LEAST_HEIGHT = 240,
    FRAME_MILLISECONDS = 16, /* from one picture of a movement to the next */
    TICK_MOST = 100,         /* a movement does not jump when the machine was busy */
    CLOSE_MILLISECONDS = 30,
    RECTS = 64
};

struct Window {
    App *app;
    const Font *font;
    SDL_Window *window;
    Hands hands;
    Desk desk;
    Canvas canvas;
    Arena pixels;
    Damage damage;
    bool exposed; /* the screen lost what was painted */
    bool moving;  /* since `ticked` */
    bool refused; /* there is no display */
    Uint64 ticked;
    WindowSetup *setup;
};

static float pixels_per_point(const Window *w) {
    int width, height;
    SDL_GetWindowSize(w->window, &width, &height);
    return width > 0 ? (float)w->canvas.width / (float)width : 1;
}

/* How large the display wants things: its pixels for one point, else, where points are pixels, what
   its size tells in quarters. Only of large screens, for projectors tell no size that can be
   believed. */
static float display_scale(const Window *w) {
    enum { FINE_WIDTH = 2560, USUAL_INCH = 96 };
    int display = SDL_GetWindowDisplayIndex(w->window);
    SDL_Rect screen;
    float inch, points = pixels_per_point(w);
    if (points > 1 || SDL_GetDisplayBounds(display, &screen) != 0 || screen.w < FINE_WIDTH ||
        SDL_GetDisplayDPI(display, &inch, NULL, NULL) != 0)
        return points;
    float scale = SDL_floorf(4 * inch / USUAL_INCH) / 4;
    return scale < 1.25f ? 1 : scale > 3 ? 1 : scale;
}

/* The size in pixels, which on a fine screen are more than points. */
static void fit_canvas(Window *w) {
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    bool same = surface && surface->w == w->canvas.width && surface->h == w->canvas.height;
    if (!surface || (same && w->app->width)) return;
    arena_free(&w->pixels);
    w->canvas = canvas_make(&w->pixels, surface->w, surface->h);
    damage_forget(&w->damage);
    w->hands.scale = pixels_per_point(w);
    w->app->scale = display_scale(w);
    app_resize(w->app, surface->w, surface->h, w->font);
}

/* From R, G, B, A in memory to the window's usual B, G, R, x. */
static void swap_row(Uint32 *to, const Uint32 *from, int n) {
    for (int i = 0; i < n; i++)
        to[i] = (from[i] & 0xff00ff00u) | (from[i] >> 16 & 0xff) | (from[i] & 0xff) << 16;
}

static void copy_rect(const Canvas *c, SDL_Surface *s, SDL_Rect r) {
    Uint32 format = s->format->format;
    const Uint32 *from = c->pixels + (size_t)r.y * (size_t)c->pitch + r.x;
    Uint8 *to = (Uint8 *)s->pixels + (size_t)r.y * (size_t)s->pitch +
                (size_t)r.x * s->format->BytesPerPixel;
    if (format != SDL_PIXELFORMAT_RGB888 && format != SDL_PIXELFORMAT_ARGB8888) {
        SDL_ConvertPixels(r.w, r.h, SDL_PIXELFORMAT_ABGR8888, from, c->pitch * 4, format, to,
                          s->pitch);
        return;
    }
    for (int y = 0; y < r.h; y++, from += c->pitch, to += s->pitch)
        swap_row((Uint32 *)(void *)to, from, r.w);
}

/* False if the window has another size by now, or none. */
static bool show_pixels(Window *w, const SDL_Rect *rects, int count) {
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    if (!surface || surface->w != w->canvas.width || surface->h != w->canvas.height) return false;
    if (SDL_LockSurface(surface) != 0) return false;
    for (int i = 0; i < count; i++) copy_rect(&w->canvas, surface, rects[i]);
    SDL_UnlockSurface(surface);
    return count == 0 || SDL_UpdateWindowSurfaceRects(w->window, rects, count) == 0;
}

static void repaint(Window *w) {
    DamageRect changed[RECTS];
    SDL_Rect rects[RECTS];
    int count = 0;
    fit_canvas(w);
    if (!w->app->dirty && !w->exposed) return;
    if (w->app->dirty)
        count = damage_paint(&w->damage, &w->canvas, app_scene(w->app), w->font, changed, RECTS);
    for (int i = 0; i < count; i++)
        rects[i] = (SDL_Rect){changed[i].x, changed[i].y, changed[i].w, changed[i].h};
    if (w->exposed) {
        rects[0] = (SDL_Rect){0, 0, w->canvas.width, w->canvas.height};
        count = 1;
    }
    w->exposed = !show_pixels(w, rects, count);
    w->app->dirty = false;
}

static void window_copy(void *self, const char *text) {
    (void)self;
    SDL_SetClipboardText(text);
}

static void window_paste(void *self, App *app) {
    char *text = SDL_GetClipboardText();
    (void)self;
    if (text) app_paste(app, text);
    SDL_free(text);
}

static void window_full_screen(void *self, bool on) {
    Window *w = self;
    SDL_SetWindowFullscreen(w->window, on ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

/* False: nobody reads any more. Of one who does not keep up a line is left out, for it would be
   waited for. */
static bool window_say(void *self, const char *text) {
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    Arena arena = {0};
    (void)self;
    const char *line = arena_print(&arena, "%s\n", text_plain(&arena, text));
    bool room = poll(&out, 1, 0) == 1;
    bool ok = !room || write(out.fd, line, strlen(line)) >= 0 || errno == EINTR;
    arena_free(&arena);
    return ok;
}

static void window_event(Window *w, const SDL_WindowEvent *e) {
    switch (e->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED: w->exposed = true; break;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        w->exposed = true;
        fit_canvas(w);
        if (!w->desk.full_screen && !w->app->full_screen)
            SDL_GetWindowSize(w->window, &w->setup->width, &w->setup->height);
        break;
    default: break;
    }
}

static void event(Window *w, const SDL_Event *e) {
    if (e->type == SDL_QUIT) w->app->quit = true;
    if (e->type == SDL_WINDOWEVENT) window_event(w, &e->window);
    input_event(&w->hands, w->canvas.width, w->canvas.height, e);
    desk_carry_out(&w->desk);
}

static float milliseconds_since(Uint64 then) {
    return (float)((double)(SDL_GetPerformanceCounter() - then) * 1000 /
                   (double)SDL_GetPerformanceFrequency());
}

/* How long it may sleep, −1: until something happens. */
static int time_to_sleep(const Window *w) {
    int time = desk_rest(&w->desk, SDL_GetTicks());
    if (time == 0 || !app_moving(w->app)) return time;
    int frame = w->moving ? FRAME_MILLISECONDS - (int)milliseconds_since(w->ticked) : 0;
    frame = frame > 0 ? frame : 0;
    return time < 0 || frame < time ? frame : time;
}

/* False if there was no event in that time. */
static bool wait(const Window *w, SDL_Event *e) {
    int time = time_to_sleep(w);
    if (time < 0) return SDL_WaitEvent(e);
    return time > 0 ? SDL_WaitEventTimeout(e, time) : SDL_PollEvent(e);
}

static void window_loop(Window *w) {
    while (!w->app->quit) {
        bool changed = w->app->dirty;
        repaint(w);
        if (w->desk.speak && changed) desk_speak(&w->desk);
        SDL_Event e;
        for (bool more = wait(w, &e); more && !w->app->quit; more = SDL_PollEvent(&e)) event(w, &e);
        hands_settle(&w->hands);
        desk_tend(&w->desk, SDL_GetTicks());
        /* Time passes for the app only while something moves; it counts from the first look on. */
        bool moved = w->moving;
        float passed = milliseconds_since(w->ticked);
        w->moving = app_moving(w->app);
        w->ticked = SDL_GetPerformanceCounter();
        if (w->moving && moved) app_tick(w->app, passed < TICK_MOST ? passed : TICK_MOST);
        desk_carry_out(&w->desk);
        if (w->app->export.running) desk_series(&w->desk);
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

/* Without a display SDL may choose a driver that shows nothing; the program would wait for ever,
 * unseen. */
static bool open_display(Error *e) {
    static const char *const blind[] = {"offscreen", "dummy", "evdev"};
    const char *asked = SDL_GetHint(SDL_HINT_VIDEODRIVER), *reason = "there is no display";
    bool ok = false;
    bool silent = !asked && without_wayland() && !getenv("DISPLAY");
    if (!silent) ok = SDL_Init(SDL_INIT_VIDEO) == 0;
    if (!ok && !silent) reason = SDL_GetError();
    for (int i = 0; ok && i < 3; i++)
        if (!(asked && *asked) && strcmp(SDL_GetCurrentVideoDriver(), blind[i]) == 0) ok = false;
    return ok || error_set(e,
                           "no window can be opened: %s (run, explain, export and the other "
                           "commands need none)",
                           reason);
}

/* Where a window of that size opens (0: of the usual one, larger on a large screen): in the middle
   of what panels leave of the screen, and with its title bar on it. */
static SDL_Rect opening_place(int width, int height) {
    enum { TITLE = 40, LARGE_WIDTH = 2880, LARGE_HEIGHT = 1700 };
    SDL_Rect room;
    bool known = SDL_GetDisplayUsableBounds(0, &room) == 0 && room.h > TITLE;
    bool large = known && room.w >= LARGE_WIDTH && room.h >= LARGE_HEIGHT;
    if (!width) width = large ? 2 * room.w / 3 : WINDOW_WIDTH;
    if (!height) height = large ? 2 * room.h / 3 : WINDOW_HEIGHT;
    if (!known) return (SDL_Rect){SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height};
    room.y += TITLE, room.h -= TITLE;
    if (width > room.w) width = room.w;
    if (height > room.h) height = room.h;
    return (SDL_Rect){room.x + (room.w - width) / 2, room.y + (room.h - height) / 2, width, height};
}

static bool open_window(Window *w, int width, int height, Error *e) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (!open_display(e)) return false;
    SDL_Rect at = opening_place(width, height);
    w->window = SDL_CreateWindow("attnscope", at.x, at.y, at.w, at.h,
                                 SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!w->window || !SDL_GetWindowSurface(w->window))
        return error_set(e, "no window can be opened: %s", SDL_GetError());
    SDL_GetWindowSize(w->window, &w->setup->width, &w->setup->height);
    SDL_SetWindowMinimumSize(w->window, LEAST_WIDTH, LEAST_HEIGHT);
    SDL_StartTextInput();
    return true;
}

static void hang_up(int number) {
    (void)number;
    raise(SIGTERM);
}

/* A terminal that is closed ends the window as TERM does, which SDL takes, unless this is to be
   passed over; and a reader of what is spoken that ends does not end it. */
static void take_signals(void) {
    struct sigaction old, own = {.sa_handler = hang_up};
    if (sigaction(SIGHUP, NULL, &old) == 0 && old.sa_handler == SIG_DFL)
        sigaction(SIGHUP, &own, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* Opens it, unless it is there already. */
static bool window_there(Window *w, Error *e) {
    if (w->refused) return error_set(e, "no window can be opened");
    if (w->window) return true;
    w->refused = !open_window(w, w->setup->width, w->setup->height, e);
    if (!w->refused) take_signals();
    return !w->refused;
}

/* A job in another thread. */
typedef struct WindowJob {
    Window *window;
    void (*job)(void *of);
    void *of;
    Watch *watch;
    SDL_sem *over;
    Uint32 said; /* when the sheet was there first; 0: not yet */
} WindowJob;

static int window_work(void *self) {
    WindowJob *j = self;
    j->job(j->of);
    SDL_SemPost(j->over);
    return 0;
}

/* Whether a button was let go on the sheet's own. */
static bool window_stops(const Window *w, const SDL_MouseButtonEvent *e) {
    const Target *target;
    int row, col;
    return scene_hit(&w->app->scene, (float)e->x * w->hands.scale, (float)e->y * w->hands.scale,
                     &target, &row, &col) &&
           target->kind == TARGET_EXPORT && target->col0 == EXPORT_CLOSE;
}

/* Escape, the sheet's button and the window's end stop the job; the first two only once the sheet
   is there. Whatever else happens stays for later. */
static int window_meanwhile(void *self, SDL_Event *e) {
    const WindowJob *j = self;
    bool wished = j->said && e->common.timestamp >= j->said &&
                  ((e->type == SDL_KEYDOWN && e->key.keysym.sym == SDLK_ESCAPE) ||
                   (e->type == SDL_MOUSEBUTTONUP && window_stops(j->window, &e->button)));
    if (wished || e->type == SDL_QUIT) atomic_store(&j->watch->stop, true);
    if (e->type == SDL_WINDOWEVENT) j->window->exposed = true;
    return !wished;
}

/* After a while a sheet says how far it is. */
static void window_wait(void *self, void (*job)(void *of), void *of, Watch *watch) {
    enum { SAID_AFTER = 100 };
    Window *w = self;
    WindowJob j = {w, job, of, watch, SDL_CreateSemaphore(0), 0};
    SDL_Thread *thread = j.over ? SDL_CreateThread(window_work, "run", &j) : NULL;
    Uint32 began = SDL_GetTicks();
    Error none;
    if (!thread) job(of);
    while (thread && SDL_SemWaitTimeout(j.over, FRAME_MILLISECONDS) != 0) {
        if (w->window) SDL_PumpEvents(), SDL_FilterEvents(window_meanwhile, &j);
        if (SDL_GetTicks() - began < SAID_AFTER || !window_there(w, &none)) continue;
        w->app->working = watch;
        app_stale(w->app);
        repaint(w);
        if (!j.said) j.said = SDL_GetTicks();
    }
    if (thread) SDL_WaitThread(thread, NULL);
    if (j.over) SDL_DestroySemaphore(j.over);
    if (w->app->working) app_stale(w->app);
    w->app->working = NULL;
}

Window *window_make(App *app, const Font *font, WindowSetup *setup, Arena *arena) {
    Window *w = arena_new(arena, Window);
    *w = (Window){.app = app, .font = font, .setup = setup, .hands = {.app = app, .scale = 1}};
    return w;
}

AppWait window_waits(Window *w) {
    return (AppWait){w, window_wait};
}

bool window_run(Window *w, Error *e) {
    DeskCalls calls = {w, window_copy, window_paste, window_full_screen, window_say};
    w->desk = (Desk){.app = w->app, .folder = ".", .calls = calls, .speak = w->setup->speak};
    w->refused = false;
    if (!window_there(w, e)) return false;
    desk_open(&w->desk);
    w->app->wait = window_waits(w);
    window_loop(w);
    w->app->wait = (AppWait){0};
    desk_close(&w->desk);
    return true;
}

void window_close(Window *w) {
    if (w->window) {
        /* SDL wakes its own waiting by a message to the window, on a second line to the X server.
         * If that one is slower than the window's end the server complains, and Xlib ends the
         * program for it: so the window vanishes, and ends later. */
        SDL_HideWindow(w->window);
        SDL_PumpEvents();
        SDL_Delay(CLOSE_MILLISECONDS);
        SDL_DestroyWindow(w->window);
    }
    SDL_Quit();
    damage_free(&w->damage);
    arena_free(&w->pixels);
}
