/* Direction by FriBidi, scripts by HarfBuzz's Unicode tables, fonts by asking the Font. */
#include "base/font_runs.h"

#include <fribidi.h>
#include <hb.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* One letter of the text on its way. */
typedef struct Letter {
    const char *at;
    uint32_t code, script;
    const FontSource *source;
    bool joins; /* it is not what it is alone: by its neighbours, or by its direction */
} Letter;

/* Nothing below the combining marks changes another letter's form. */
enum { FIRST_JOINING = 0x300, JOINER = 0x200D, NO_JOINER = 0x200C };

/* Two letters of a flag, and the tones of skin. */
static bool is_emoji_part(uint32_t code) {
    return (code >= 0x1F1E6 && code <= 0x1F1FF) || (code >= 0x1F3FB && code <= 0x1F3FF);
}

static bool is_leftwards(uint32_t code) {
    FriBidiCharType type = fribidi_get_bidi_type(code);
    return FRIBIDI_IS_STRONG(type) && FRIBIDI_IS_RTL(type);
}

static bool font_runs_joins(uint32_t code) {
    return code >= FIRST_JOINING && (code == JOINER || code == NO_JOINER || is_emoji_part(code) ||
                                     utf8_mark(code) || is_leftwards(code));
}

/* Most texts are, and are asked often. */
static bool is_plain(const char *text) {
    const char *end = text + strlen(text);
    while (text < end)
        if ((unsigned char)*text < 0x80)
            text++;
        else if (font_runs_joins(utf8_next(&text, end)))
            return false;
    return true;
}

bool font_runs_leftwards(const char *text) {
    int left = 0, right = 0;
    for (const char *end = text + strlen(text); text < end;) {
        FriBidiCharType type = fribidi_get_bidi_type(utf8_next(&text, end));
        if (FRIBIDI_IS_STRONG(type)) *(FRIBIDI_IS_RTL(type) ? &left : &right) += 1;
    }
    return left > right;
}

/* What belongs to the letter before it, whatever fonts have it, and common signs to what they stand
 * between. */
static bool stays(const Letter *before, uint32_t code) {
    if (code == ' ' || code == 0xA0) return before->source && !before->source->colored;
    return utf8_mark(code) || utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF;
}

static bool is_common(uint32_t script) {
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED ||
           script == HB_SCRIPT_UNKNOWN;
}

/* Common signs take the script before them, at the beginning the first one behind them. */
static void settle_scripts(Letter *l, int count) {
    uint32_t before = HB_SCRIPT_COMMON;
    for (int i = 0; i < count && is_common(before); i++) before = l[i].script;
    if (is_common(before)) before = HB_SCRIPT_COMMON;
    for (int i = 0; i < count; i++) {
        if (is_common(l[i].script)) l[i].script = before;
        before = l[i].script;
    }
}

static int read_letters(const Font *font, Face face, const char *text, Letter *l) {
    const char *end = text + strlen(text);
    int count = 0;
    while (text < end) {
        Letter *to = &l[count++];
        to->at = text;
        to->code = utf8_next(&text, end);
        to->script = hb_unicode_script(hb_unicode_funcs_get_default(), to->code);
        to->joins = font_runs_joins(to->code);
        to->source = count > 1 && stays(to - 1, to->code) ? to[-1].source
                     : font->source                       ? font->source(font->self, face, to->code)
                                                          : NULL;
    }
    l[count] = (Letter){.at = text};
    settle_scripts(l, count);
    return count;
}

/* How deep each letter is in text of the other direction: odd from right to left. */
static bool find_levels(const Letter *l, int count, Arena *arena, FriBidiLevel *levels) {
    size_t n = (size_t)count;
    FriBidiChar *codes = arena_raw(arena, n, sizeof *codes);
    FriBidiCharType *types = arena_raw(arena, n, sizeof *types);
    FriBidiBracketType *brackets = arena_raw(arena, n, sizeof *brackets);
    for (int i = 0; i < count; i++) codes[i] = l[i].code;
    FriBidiParType base = font_runs_leftwards(l->at) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(codes, count, types);
    fribidi_get_bracket_types(codes, count, types, brackets);
    return fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels) > 0;
}

/* Of letters that follow each other, one level, script and font. */
static int cut_runs(const Font *font, const Letter *l, int count, FriBidiLevel *levels,
                    FontRun *out) {
    int runs = 0;
    for (int i = 0, from = 0; i < count; i++) {
        /* From right to left brackets are mirrored, and marks follow each other that way, too. */
        bool joins = (l[i].joins || levels[i] & 1) && font->run;
        bool same = i > from && levels[i] == levels[from] && l[i].script == l[from].script &&
                    l[i].source == l[from].source;
        if (same) {
            out[runs - 1].size = (size_t)(l[i + 1].at - l[from].at);
            out[runs - 1].joined = out[runs - 1].joined || (joins && l[i].source);
            continue;
        }
        from = i;
        levels[runs] = levels[i];
        out[runs++] = (FontRun){l[i].at, (size_t)(l[i + 1].at - l[i].at), l[i].script,
                                levels[i] & 1, joins && l[i].source};
    }
    return runs;
}

/* From the deepest level up, what lies together at that level or deeper is turned round. */
static void turn_runs(FontRun *run, FriBidiLevel *levels, int count) {
    int deepest = 0;
    for (int i = 0; i < count; i++) deepest = levels[i] > deepest ? levels[i] : deepest;
    for (int level = deepest; level > 0; level--)
        for (int i = 0, end; i < count; i = end + 1) {
            for (end = i; end < count && levels[end] >= level;) end++;
            for (int a = i, b = end - 1; a < b; a++, b--) {
                FontRun kept = run[a];
                FriBidiLevel depth = levels[a];
                run[a] = run[b], run[b] = kept;
                levels[a] = levels[b], levels[b] = depth;
            }
        }
}

int font_runs(const Font *font, Face face, const char *text, Arena *arena, FontRun **out) {
    if (is_plain(text)) return 0;
    size_t most = strlen(text) + 1;
    Letter *letters = arena_raw(arena, most, sizeof *letters);
    FriBidiLevel *levels = arena_raw(arena, most, sizeof *levels);
    int count = read_letters(font, face, text, letters);
    if (!find_levels(letters, count, arena, levels)) return 0;
    *out = arena_raw(arena, most, sizeof **out);
    count = cut_runs(font, letters, count, levels, *out);
    turn_runs(*out, levels, count);
    return count;
}
