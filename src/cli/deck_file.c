/* Pictures into slides, a theme and a language into a deck's page. */
#include "cli/deck_file.h"

#include <string.h>

#include "base/text.h"
#include "base/version.h"
#include "platform/assets.h"
#include "scene/pen/theme.h"

enum { PICTURE_BYTES = 256 << 20 };

static int big_endian(const unsigned char *at) {
    return (int)((unsigned)(at[0] & 0x7F) << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 |
                 at[3]);
}

/* A PNG begins with 16 bytes that never differ; its width and height follow. */
static void read_size(Bytes png, DeckSlide *slide) {
    if (png.size < 24 || memcmp(png.data + 1, "PNG", 3) != 0) return;
    slide->width = big_endian(png.data + 16);
    slide->height = big_endian(png.data + 20);
}

bool deck_file_picture(const char *path, Arena *arena, DeckSlide *slide, Error *e) {
    Bytes bytes;
    bool png = text_ends(path, ".png");
    if (!png && !text_ends(path, ".svg"))
        return error_set(e, "%s: a deck's pictures are .png or .svg", path);
    if (!file_read(path, PICTURE_BYTES, arena, &bytes, e)) return false;
    Buffer data = {0};
    deck_data(png ? "image/png" : "image/svg+xml", bytes.data, bytes.size, &data);
    slide->image = arena_copy(arena, data.data, data.size);
    buffer_free(&data);
    if (png) read_size(bytes, slide);
    return true;
}

static DeckColors colors_of(const Theme *t) {
    return (DeckColors){.ground = t->ground,
                        .line = t->line,
                        .text = t->role[ROLE_TEXT],
                        .muted = t->role[ROLE_MUTED],
                        .q = t->role[ROLE_Q],
                        .k = t->role[ROLE_K],
                        .v = t->role[ROLE_V],
                        .s = t->role[ROLE_S],
                        .o = t->role[ROLE_O],
                        .f = t->role[ROLE_F],
                        .hot = t->role[ROLE_HOT]};
}

const char *deck_file_script(const char *base, Arena *arena) {
    size_t size = strcspn(base, "?");
    while (size && base[size - 1] != '/') size--;
    return arena_print(arena, "%.*slive.js", (int)size, base);
}

bool deck_file_print(const DeckSlide *slides, int count, const char *title, const DeckLook *look,
                     Arena *arena, Buffer *out, Error *e) {
    const Lang *lang = look->lang;
    Theme t;
    char *assets, *style, *script;
    if (!assets_find(arena, &assets, e) ||
        !assets_text(assets, "deck/deck.css", arena, &style, e) ||
        !assets_text(assets, "deck/deck.js", arena, &script, e))
        return false;
    theme_make(look->theme, PALETTE_DEFAULT, &t);
    DeckInfo info = {.title = title,
                     .language = look->language,
                     .slide = lang_text(lang, "deck.slide"),
                     .all = lang_text(lang, "deck.all"),
                     .keys = lang_text(lang, "deck.keys"),
                     .open = lang_text(lang, "deck.open"),
                     .live = look->live ? deck_file_script(look->live, arena) : NULL,
                     .program = "attnscope " VERSION,
                     .style = style,
                     .script = script,
                     .night = look->theme == THEME_NIGHT,
                     .colors = colors_of(&t)};
    deck_print(slides, count, &info, out);
    return true;
}
