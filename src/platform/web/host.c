/* The page's: its assets have a name of their own, and there is no window but the page. */
#include "platform/host.h"

#include <stdio.h>

#include "base/utf8.h"
#include "export/pdf.h"
#include "platform/web/font_ft.h"
#include "platform/window.h"

bool host_folder(Arena *arena, char **out) {
    (void)arena, (void)out;
    return false;
}

/* What letters.js gives. What is measured are the five numbers of FontDrawn and 1 for colours. */
#define PAGE(name) __attribute__((import_module("page"), import_name(#name)))
PAGE(letters_can) int host_can_paint(void);
PAGE(letters_measure) int host_measure(int face, const char *text, int size, int left, float *out);
PAGE(letters_draw)
int host_draw(int face, const char *text, int size, int left, const FontPicture *to);

static bool host_measured(Face face, const FontRun *run, FontDrawn *out) {
    float n[6];
    if (!host_measure((int)face, run->text, (int)run->size, run->leftwards, n)) return false;
    *out = (FontDrawn){n[0], n[1], n[2], n[3], n[4], n[5] > 0};
    return true;
}

static bool host_drawn(Face face, const FontRun *run, const FontPicture *to) {
    return host_draw((int)face, run->text, (int)run->size, run->leftwards, to);
}

bool host_letters_open(HostLetters **out, Font *font, Error *e) {
    static const FontPainter browser = {host_measured, host_drawn};
    FontFt *opened;
    bool ok = font_ft_open(&opened, font, "/fonts", host_can_paint() ? &browser : NULL, e);
    *out = ok ? (HostLetters *)opened : NULL;
    return ok;
}

void host_letters_close(HostLetters *l) {
    font_ft_close((FontFt *)l);
}

void host_letters_forget(HostLetters *l) {
    font_ft_forget((FontFt *)l);
}

void host_letters_tell(const HostLetters *l) {
    const uint32_t *letters;
    char text[4];
    int missing = font_ft_missing((const FontFt *)l, &letters);
    for (int i = 0; i < missing; i++)
        fprintf(stderr, "%s%.*s%s", i ? " " : "attnscope: the page has no letters for ",
                utf8_encode(letters[i], text), text, i == missing - 1 ? "\n" : "");
}

struct Window {
    App *app;
};

Window *window_make(App *app, const Font *font, WindowSetup *setup, Arena *arena) {
    Window *w = arena_new(arena, Window);
    (void)font, (void)setup;
    w->app = app;
    return w;
}

AppWait window_waits(Window *w) {
    (void)w;
    return (AppWait){0};
}

void window_close(Window *w) {
    (void)w;
}

bool window_run(Window *w, Error *e) {
    (void)w;
    return error_set(e, "no window can be opened in a page: it is one (export and the other "
                        "commands need none)");
}

bool pdf_print(const Scene *s, const Font *font, const PdfInfo *info, Buffer *out, Error *e) {
    (void)s, (void)font, (void)info, (void)out;
    return error_set(e, "PDF: by the browser's print");
}
