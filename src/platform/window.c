/* An SDL2 window around the app. It sleeps until something happens, paints and puts up only the
   pixels that change: no GPU, no renderer. Not for what keys and pointer mean: input.c tells the
   app. */
#include "platform/window.h"

#include <SDL.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "draw/damage.h"
#include "export/figure_file.h"
#include "platform/input.h"
#include "platform/state.h"

enum {
    WINDOW_WIDTH = 1440,
    WINDOW_HEIGHT = 900,
    LEAST_WIDTH = 640,
    LEAST_HEIGHT = 400,
    TOAST_MILLISECONDS = 5000,
    FRAME_MILLISECONDS = 16, /* from one picture of a movement to the next */
    TICK_MOST = 100,         /* a movement does not jump when the machine was busy */
    CLOSE_MILLISECONDS = 30,
    RECTS = 64
};

typedef struct Window {
    App *app;
    const Font *font;
    SDL_Window *window;
    Input input;
    Canvas canvas;
    Arena pixels;
    Damage damage;
    bool exposed;     /* the screen lost what was painted */
    bool full_screen; /* as it is now */
    bool moving;      /* since `ticked` */
    Uint64 ticked;
    WindowSetup *setup;
    char spoken[1024], message[sizeof((View){0}).passing.toast]; /* as told last */
    char toast[sizeof((View){0}).passing.toast];
    Uint32 toast_end;
} Window;

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
    if (!surface || (surface->w == w->canvas.width && surface->h == w->canvas.height)) return;
    arena_free(&w->pixels);
    w->canvas = canvas_make(&w->pixels, surface->w, surface->h);
    damage_forget(&w->damage);
    w->input.scale = pixels_per_point(w);
    w->input.width = surface->w, w->input.height = surface->h;
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

/* The model, as it is told in files. */
static FigureNotes notes_of(const App *app, Arena *arena) {
    const Model *m = app->run.model;
    const char *name = decode_name(&app->run);
    return (FigureNotes){.model = m->hash ? arena_print(arena, "%s %016llx", name, m->hash) : name};
}

static void export_figure(Window *w) {
    App *app = w->app;
    View view;
    Arena arena = {0};
    Error e;
    FigurePlan plan = export_plan(app);
    SceneInput figure =
        shown_figure(app, choices_theme(&app->export.choices), plan.width, plan.height, &view);
    FigureNotes notes = notes_of(app, &arena);
    char *path = figure_free_name(".", shown_name(app, &arena), plan.format, &arena);
    notes.command = shown_command(app, &view, &plan, path + 2, &arena);
    bool ok = figure_write(path, &figure, &plan, &notes, false, &e);
    const char *folder = path_whole(&arena, ".");
    app_say(app, ok ? lang_fill(app_lang(app), "app.saved", folder, path + 2, &arena) : e.text);
    app->export_wanted = false;
    arena_free(&arena);
}

/* attnscope-figures, or attnscope-figures-2, -3 …: the first that is free, made. */
static bool make_folder(Export *x, Error *e) {
    snprintf(x->folder, sizeof x->folder, "attnscope-figures");
    for (int n = 2; file_taken(x->folder) || folder_exists(x->folder); n++)
        snprintf(x->folder, sizeof x->folder, "attnscope-figures-%d", n);
    return folder_make(x->folder, e);
}

/* One figure of a series, so that the window answers between two. */
static void export_next(Window *w) {
    App *app = w->app;
    View view;
    Arena arena = {0};
    Error e;
    FigurePlan plan = export_plan(app);
    FigureNotes notes = notes_of(app, &arena);
    bool ok = *app->export.folder || make_folder(&app->export, &e);
    const char *name =
        arena_print(&arena, "%s%s", export_series_name(app, &arena), figure_ending(plan.format));
    SceneInput figure = export_series_figure(app, &plan, &view);
    notes.command = shown_command(app, &view, &plan, name, &arena);
    ok = ok && figure_write(path_join(&arena, app->export.folder, name), &figure, &plan, &notes,
                            false, &e);
    if (ok)
        export_series_done(app);
    else
        export_series_stop(app, e.text);
    arena_free(&arena);
}

static const char export_state[] = "export";

static void window_recall(App *app) {
    Arena arena = {0};
    const char *text = state_read(export_state, &arena);
    if (text) choices_read(&app->export.choices, text);
    arena_free(&arena);
}

/* Once the sheet is shut: not at each of its keys. */
static void window_remember(App *app) {
    Buffer text = {0};
    Error e;
    if (!app->export.changed || app->export.open) return;
    choices_print(&app->export.choices, &text);
    if (!state_write(export_state, text.data, text.size, &e)) app_say(app, e.text);
    app->export.changed = false;
    buffer_free(&text);
}

static void tend_clipboard(App *app) {
    if (*app->clipboard) SDL_SetClipboardText(app->clipboard);
    app->clipboard[0] = 0;
    if (!app->paste_wanted) return;
    app->paste_wanted = false;
    char *text = SDL_GetClipboardText();
    if (text) app_paste(app, text);
    SDL_free(text);
}

/* False: nobody reads any more. Of one who does not keep up a line is left out, for it would be
   waited for. */
static bool say_line(const char *text) {
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    Arena arena = {0};
    const char *line = arena_print(&arena, "%s\n", text_plain(&arena, text));
    bool room = poll(&out, 1, 0) == 1;
    bool ok = !room || write(out.fd, line, strlen(line)) >= 0 || errno == EINTR;
    arena_free(&arena);
    return ok;
}

/* A new message, and where one is if that is new. */
static void speak(Window *w) {
    const char *message = w->app->view.passing.toast, *now = app_spoken(w->app);
    char cut[sizeof w->spoken];
    bool read = !*message || strcmp(message, w->message) == 0 || say_line(message);
    strcpy(w->message, message);
    snprintf(cut, sizeof cut, "%s", now);
    if (*cut && strcmp(cut, w->spoken) != 0) {
        strcpy(w->spoken, cut);
        read = say_line(now) && read;
    }
    w->setup->speak = read;
}

/* What the app wished for and only a window can do. */
static void window_carry_out(Window *w) {
    tend_clipboard(w->app);
    if (w->app->export_wanted) export_figure(w);
    window_remember(w->app);
    if (w->app->full_screen != w->full_screen) {
        w->full_screen = w->app->full_screen;
        SDL_SetWindowFullscreen(w->window, w->full_screen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    }
}

static void window_event(Window *w, const SDL_WindowEvent *e) {
    switch (e->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED: w->exposed = true; break;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        w->exposed = true;
        fit_canvas(w);
        if (!w->full_screen && !w->app->full_screen)
            SDL_GetWindowSize(w->window, &w->setup->width, &w->setup->height);
        break;
    default: break;
    }
}

static void event(Window *w, const SDL_Event *e) {
    if (e->type == SDL_QUIT) w->app->quit = true;
    if (e->type == SDL_WINDOWEVENT) window_event(w, &e->window);
    input_event(&w->input, e);
    window_carry_out(w);
}

/* A message is taken away after a while. */
static void tend_toast(Window *w) {
    const char *now = w->app->view.passing.toast;
    if (strcmp(w->toast, now) != 0) {
        strcpy(w->toast, now);
        w->toast_end = SDL_GetTicks() + TOAST_MILLISECONDS;
    } else if (*now && SDL_TICKS_PASSED(SDL_GetTicks(), w->toast_end)) {
        app_say(w->app, "");
        w->toast[0] = 0;
    }
}

static float milliseconds_since(Uint64 then) {
    return (float)((double)(SDL_GetPerformanceCounter() - then) * 1000 /
                   (double)SDL_GetPerformanceFrequency());
}

/* How long it may sleep, −1: until something happens. */
static int time_to_sleep(const Window *w) {
    int time = -1;
    if (w->app->export.running) return 0;
    if (*w->toast) {
        Sint32 left = (Sint32)(w->toast_end - SDL_GetTicks());
        time = left > 0 ? left + 1 : 0;
    }
    if (!app_moving(w->app)) return time;
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
    window_carry_out(w);
    while (!w->app->quit) {
        bool changed = w->app->dirty;
        repaint(w);
        if (w->setup->speak && changed) speak(w);
        SDL_Event e;
        for (bool more = wait(w, &e); more && !w->app->quit; more = SDL_PollEvent(&e)) event(w, &e);
        input_settle(&w->input);
        tend_toast(w);
        /* Time passes for the app only while something moves; it counts from the first look on. */
        bool moved = w->moving;
        float passed = milliseconds_since(w->ticked);
        w->moving = app_moving(w->app);
        w->ticked = SDL_GetPerformanceCounter();
        if (w->moving && moved) app_tick(w->app, passed < TICK_MOST ? passed : TICK_MOST);
        window_carry_out(w);
        if (w->app->export.running) export_next(w);
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

bool window_run(App *app, const Font *font, WindowSetup *setup, Error *e) {
    Window w = {.app = app, .font = font, .setup = setup, .input = {.app = app, .scale = 1}};
    bool ok = open_window(&w, setup->width, setup->height, e);
    if (ok) {
        take_signals();
        window_recall(app);
        window_loop(&w);
        app->export.open = false;
        window_remember(app);
    }
    if (w.window) {
        /* SDL wakes its own waiting by a message to the window, on a second line to the X server.
         * If that one is slower than the window's end the server complains, and Xlib ends the
         * program for it: so the window vanishes, and ends later. */
        SDL_HideWindow(w.window);
        SDL_PumpEvents();
        SDL_Delay(CLOSE_MILLISECONDS);
        SDL_DestroyWindow(w.window);
    }
    SDL_Quit();
    damage_free(&w.damage);
    arena_free(&w.pixels);
    return ok;
}
