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

bool host_letters_open(HostLetters **out, Font *font, Error *e) {
    FontFt *opened;
    bool ok = font_ft_open(&opened, font, "/fonts", e);
    *out = ok ? (HostLetters *)opened : NULL;
    return ok;
}

void host_letters_close(HostLetters *l) {
    font_ft_close((FontFt *)l);
}

void host_letters_tell(const HostLetters *l) {
    const uint32_t *letters;
    char text[4];
    int missing = font_ft_missing((const FontFt *)l, &letters);
    for (int i = 0; i < missing; i++)
        fprintf(stderr, "%s%.*s%s", i ? " " : "attnscope: the page has no letters for ",
                utf8_encode(letters[i], text), text, i == missing - 1 ? "\n" : "");
}

bool window_run(App *app, const Font *font, WindowSetup *setup, Error *e) {
    (void)app, (void)font, (void)setup;
    return error_set(e, "no window can be opened in a page: it is one (export and the other "
                        "commands need none)");
}

bool pdf_print(const Scene *s, const Font *font, const PdfInfo *info, Buffer *out, Error *e) {
    (void)s, (void)font, (void)info, (void)out;
    return error_set(e, "PDF: by the browser's print");
}
