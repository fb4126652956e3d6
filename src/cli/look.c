/* Opening texts and letters. */
#include "cli/look.h"

#include "cli/options.h"
#include "platform/assets.h"

const char *const look_languages[LOOK_LANGUAGES + 1] = {"en", "ru", NULL};

bool look_language(const char *value, int *out, Error *e) {
    return option_word("--lang", value, look_languages, out, e);
}

bool look_open(Arena *arena, Look *out, Error *e) {
    char *assets;
    *out = (Look){0};
    if (!assets_find(arena, &assets, e)) return false;
    for (int i = 0; i < LOOK_LANGUAGES; i++)
        if (!assets_lang(assets, look_languages[i], i ? &out->lang[0] : NULL, arena, &out->lang[i], e)) return false;
    return font_ttf_open(&out->opened, &out->font, e);
}

void look_close(Look *l) {
    if (l->opened) font_ttf_close(l->opened);
}
