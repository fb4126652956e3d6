/* The page's: its assets have a name of their own, and there is no window but the page. */
#include "platform/host.h"

#include "export/pdf.h"
#include "platform/window.h"

bool host_folder(Arena *arena, char **out) {
    (void)arena, (void)out;
    return false;
}

/* Its letters come with FreeType. */
bool host_letters_open(HostLetters **out, Font *font, Error *e) {
    (void)font;
    *out = NULL;
    return error_set(e, "this page has no letters");
}

void host_letters_close(HostLetters *l) {
    (void)l;
}

void host_letters_tell(const HostLetters *l) {
    (void)l;
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
