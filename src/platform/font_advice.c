/* A package for each script that Debian has one for, else the one that has most scripts. */
#include "platform/font_advice.h"

#include <hb.h>
#include <stdbool.h>

#include "base/utf8.h"

enum { LETTERS_TOLD = 6 };

typedef enum Package { PACKAGE_CJK, PACKAGE_EMOJI, PACKAGE_OTHERS, PACKAGE_COUNT } Package;
static const char *const packages[PACKAGE_COUNT] = {"fonts-noto-cjk", "fonts-noto-color-emoji",
                                                    "fonts-noto-core"};

static Package package_of(uint32_t code) {
    switch (hb_unicode_script(hb_unicode_funcs_get_default(), code)) {
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_HANGUL:
    case HB_SCRIPT_BOPOMOFO: return PACKAGE_CJK;
    case HB_SCRIPT_COMMON:
        return code >= 0x1F000 ? PACKAGE_EMOJI : code >= 0x3000 ? PACKAGE_CJK : PACKAGE_OTHERS;
    default: return PACKAGE_OTHERS;
    }
}

void font_advice(const uint32_t *letters, int count, Buffer *out) {
    bool wanted[PACKAGE_COUNT] = {false};
    for (int i = 0; i < count; i++) {
        char text[4];
        wanted[package_of(letters[i])] = true;
        if (i >= LETTERS_TOLD) continue;
        buffer_text(out, i ? " " : "no font here has ");
        buffer_add(out, text, (size_t)utf8_encode(letters[i], text));
    }
    if (count > LETTERS_TOLD) buffer_text(out, " …");
    for (int p = 0, first = 1; p < PACKAGE_COUNT; p++) {
        if (!wanted[p]) continue;
        buffer_print(out, "%s%s", first ? ": install " : " and ", packages[p]);
        first = 0;
    }
}
