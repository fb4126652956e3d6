/* Ruby's expressions are translated letter by letter; whatever might mean something else to PCRE2
 * is refused by name. */
#include "model/bpe_pattern.h"

#ifdef __wasi__

bool bpe_pattern_open(const char *text, bool literal, Arena *arena, const BpePattern **out,
                      Error *e) {
    (void)text, (void)literal, (void)arena, (void)out;
    return error_set(e, "byte-level tokens cannot be read in a page");
}

BpeMatching bpe_matching(size_t size, Arena *arena) {
    (void)size, (void)arena;
    return (BpeMatching){0};
}

bool bpe_pattern_match(const BpePattern *p, const char *text, size_t size, size_t from,
                       BpeMatching *m, size_t *begin, size_t *end, Error *e) {
    (void)p, (void)text, (void)size, (void)from, (void)m, (void)begin, (void)end;
    return error_set(e, "byte-level tokens cannot be read in a page");
}

#else

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

enum { PATTERN_MAX = 16 * 1024, QUOTED = 48, HEAP_KB = 32 * 1024 };
/* Steps of a first try, how many times more the next one may take, and all of a text beside so many
 * for each byte. */
enum { TRY_FIRST = 512, TRY_MORE = 8, STEPS = 4 << 20, STEPS_EACH = 64 };

struct BpePattern {
    pcre2_code *code;
};

/* One expression on its way. */
typedef struct Translation {
    const char *at;
    Buffer out;
    int in_set;       /* how many sets are open */
    char refused[64]; /* why; "" if it is read */
} Translation;

/* PCRE2's memory is an arena's: nothing is given back before the arena is. */
static void *pattern_alloc(PCRE2_SIZE size, void *arena) {
    return arena_raw(arena, size, 1);
}

static void pattern_keep(void *memory, void *arena) {
    (void)memory, (void)arena;
}

static pcre2_general_context *pattern_memory(Arena *arena) {
    return pcre2_general_context_create(pattern_alloc, pattern_keep, arena);
}

static bool pattern_refuse(Translation *t, const char *what, size_t size) {
    snprintf(t->refused, sizeof t->refused, "'%.*s' is not read in it", (int)size, what);
    return false;
}

/* Oniguruma's words: of the numbers that are no digits only those of Latin-1. */
#define PATTERN_WORD "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\xB2\\xB3\\xB9\\xBC-\\xBE"

/* Behind a backslash. */
static bool pattern_escape(Translation *t) {
    static const struct {
        char letter;
        const char *alone, *in_set; /* NULL: refused there */
    } others[] = {
        {'s', "\\p{White_Space}", "\\p{White_Space}"},
        {'S', "\\P{White_Space}", "\\P{White_Space}"},
        {'w', "[" PATTERN_WORD "]", PATTERN_WORD},
        {'W', "[^" PATTERN_WORD "]", NULL},
        {'v', "\\x0B", "\\x0B"},
    };
    const char *from = t->at++, letter = *t->at++;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *text = t->in_set ? others[i].in_set : others[i].alone;
        if (others[i].letter != letter || !text) continue;
        buffer_text(&t->out, text);
        return true;
    }
    if (letter == 'u' && strspn(t->at, "0123456789abcdefABCDEF") >= 4) {
        buffer_print(&t->out, "\\x{%.4s}", t->at);
        t->at += 4;
        return true;
    }
    bool plain = letter && (strchr("dDpPAzZrntfaex", letter) || (letter & 0x80) ||
                            strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ", letter));
    if (!plain) return pattern_refuse(t, from, letter ? 2 : 1);
    /* The braces of a property, or of a number, are no quantifier. */
    const char *close = strchr("pPx", letter) && *t->at == '{' ? strchr(t->at, '}') : NULL;
    if (close) t->at = close + 1;
    buffer_add(&t->out, from, (size_t)(t->at - from));
    return true;
}

/* Within a set. A set within it, if it is not turned round, only adds what it holds. */
static bool pattern_in_set(Translation *t) {
    bool opens = *t->at == '[', closes = *t->at == ']';
    if (opens && strchr("^:", t->at[1])) return pattern_refuse(t, t->at, 2);
    if (t->at[0] == '&' && t->at[1] == '&') return pattern_refuse(t, t->at, 2);
    t->in_set += opens - closes;
    bool inner = opens || (closes && t->in_set > 0);
    if (!inner) buffer_add(&t->out, t->at, 1);
    t->at++;
    return true;
}

/* The bracket of a set, with what would not be read as usual behind it. */
static bool pattern_set(Translation *t) {
    const char *from = t->at++;
    t->in_set = 1;
    if (*t->at == '^') t->at++;
    if (*t->at == ']') t->at++;
    buffer_add(&t->out, from, (size_t)(t->at - from));
    return true;
}

/* "(" and what makes a group another one. */
static bool pattern_group(Translation *t) {
    static const char *const known[] = {"(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?i)"};
    size_t size = t->at[1] == '*' ? 2 : t->at[1] == '?' ? strcspn(t->at, ":)=!>") + 1 : 1;
    bool fine = size == 1;
    for (size_t i = 0; i < sizeof known / sizeof *known && !fine; i++)
        fine = strlen(known[i]) == size && strncmp(t->at, known[i], size) == 0;
    if (!fine) return pattern_refuse(t, t->at, size < 8 ? size : 8);
    buffer_add(&t->out, t->at, size);
    t->at += size;
    return true;
}

/* "{2,3}", whose first number may be left out. A plus behind it repeats it: of {1,3}+ as many as
   there are. */
static bool pattern_braces(Translation *t) {
    static const char digits[] = "0123456789";
    const char *from = t->at + 1, *comma = from + strspn(from, digits), *end = comma;
    if (*comma == ',') end += 1 + strspn(comma + 1, digits);
    bool first = comma > from, both = *comma == ',', last = end > comma + 1;
    if (*end != '}' || !(first || last)) {
        buffer_text(&t->out, "\\{");
        t->at++;
        return true;
    }
    long least = first ? strtol(from, NULL, 10) : 0, most = last ? strtol(comma + 1, NULL, 10) : 0;
    bool again = end[1] == '+';
    if (again && !(both && (!last || most >= 2 * least - 1)))
        return pattern_refuse(t, t->at, (size_t)(end + 2 - t->at));
    buffer_print(&t->out, "{%ld", least);
    if (both) buffer_text(&t->out, ",");
    if (last && !again) buffer_print(&t->out, "%ld", most);
    buffer_text(&t->out, "}");
    t->at = end + 1 + again;
    return true;
}

static bool pattern_translate(Translation *t) {
    while (*t->at) {
        bool fine = true;
        if (*t->at == '\\')
            fine = pattern_escape(t);
        else if (t->in_set)
            fine = pattern_in_set(t);
        else if (*t->at == '[')
            fine = pattern_set(t);
        else if (*t->at == '(')
            fine = pattern_group(t);
        else if (*t->at == '{')
            fine = pattern_braces(t);
        else
            buffer_add(&t->out, t->at++, 1);
        if (!fine) return false;
    }
    return true;
}

static pcre2_code *pattern_compile(const char *text, bool literal, Arena *arena, char *why,
                                   size_t room) {
    pcre2_compile_context *c = pcre2_compile_context_create(pattern_memory(arena));
    int error;
    PCRE2_SIZE at;
    pcre2_set_newline(c, PCRE2_NEWLINE_LF);
    uint32_t options =
        PCRE2_UTF |
        (literal ? PCRE2_LITERAL : PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C);
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &error, &at, c);
    if (!code) pcre2_get_error_message(error, (PCRE2_UCHAR *)why, room);
    return code;
}

bool bpe_pattern_open(const char *text, bool literal, Arena *arena, const BpePattern **out,
                      Error *e) {
    BpePattern *p = arena_new(arena, BpePattern);
    Translation t = {.at = text};
    if (*text == 0) return error_set(e, "a pattern is empty");
    if (strlen(text) > PATTERN_MAX)
        return error_set(e, "a pattern is longer than %d bytes", (int)PATTERN_MAX);
    if (literal || pattern_translate(&t))
        p->code = pattern_compile(literal ? text : t.out.data, literal, arena, t.refused,
                                  sizeof t.refused);
    buffer_free(&t.out);
    *out = p;
    if (p->code) return true;
    size_t size = strlen(text);
    int shown = (int)(size > QUOTED ? utf8_start(text, QUOTED) : size);
    return error_set(e, "the pattern '%.*s%s': %s", shown, text, text[shown] ? "…" : "", t.refused);
}

BpeMatching bpe_matching(size_t size, Arena *arena) {
    pcre2_general_context *memory = pattern_memory(arena);
    pcre2_match_context *limit = pcre2_match_context_create(memory);
    pcre2_set_heap_limit(limit, HEAP_KB);
    return (BpeMatching){STEPS + STEPS_EACH * (int64_t)size, pcre2_match_data_create(1, memory),
                         limit};
}

/* PCRE2 does not say how many steps a match took: so few are allowed at first, then more, and what
   a try may have taken is counted. */
bool bpe_pattern_match(const BpePattern *p, const char *text, size_t size, size_t from,
                       BpeMatching *m, size_t *begin, size_t *end, Error *e) {
    int found = PCRE2_ERROR_MATCHLIMIT;
    for (int64_t steps = TRY_FIRST; found == PCRE2_ERROR_MATCHLIMIT; steps *= TRY_MORE) {
        if (steps > m->left) break;
        pcre2_set_match_limit(m->limit, (uint32_t)steps);
        found = pcre2_match(p->code, (PCRE2_SPTR)text, size, from, PCRE2_NO_UTF_CHECK, m->data,
                            m->limit);
        if (found == PCRE2_ERROR_MATCHLIMIT || steps > TRY_FIRST) m->left -= steps;
    }
    *begin = *end = size + 1;
    if (found >= 0) {
        const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->data);
        *begin = at[0];
        *end = at[1];
    }
    return found >= 0 || found == PCRE2_ERROR_NOMATCH ||
           error_set(e, "a pattern of the tokenizer takes too long for this text");
}

#endif
