/* Decoding is strict: no overlong forms, no surrogates, nothing past U+10FFFF. */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

/* How many bytes follow this first byte, the bits it gives and the least code point allowed; −1 if
 * none starts so. */
static int utf8_sequence(unsigned char first, uint32_t *bits, uint32_t *least) {
    if (first < 0x80) return *bits = first, *least = 0, 0;
    if (first >= 0xC2 && first <= 0xDF) return *bits = first & 0x1F, *least = 0x80, 1;
    if (first >= 0xE0 && first <= 0xEF) return *bits = first & 0x0F, *least = 0x800, 2;
    if (first >= 0xF0 && first <= 0xF4) return *bits = first & 0x07, *least = 0x10000, 3;
    return -1;
}

static bool utf8_is_scalar(uint32_t code) {
    return code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

/* The length of the well-formed sequence at p, or 0. */
static int utf8_decode(const char *p, const char *end, uint32_t *code) {
    uint32_t bits, least;
    int more = utf8_sequence((unsigned char)*p, &bits, &least);
    if (more < 0 || end - p <= more) return 0;
    for (int i = 1; i <= more; i++) {
        unsigned char byte = (unsigned char)p[i];
        if ((byte & 0xC0) != 0x80) return 0;
        bits = bits << 6 | (byte & 0x3F);
    }
    if (bits < least || !utf8_is_scalar(bits)) return 0;
    *code = bits;
    return more + 1;
}

uint32_t utf8_next(const char **p, const char *end) {
    uint32_t code = REPLACEMENT;
    int size = utf8_decode(*p, end, &code);
    *p += size > 0 ? size : 1;
    return code;
}

int utf8_encode(uint32_t code, char out[4]) {
    if (!utf8_is_scalar(code)) code = REPLACEMENT;
    int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char lead[4] = {0, 0xC0, 0xE0, 0xF0};
    for (int i = more; i > 0; i--, code >>= 6) out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)(lead[more] | code);
    return more + 1;
}

uint32_t utf8_capital(uint32_t code) {
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

const char *utf8_fault(const char *text, size_t size) {
    const uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    const char *end = text + size;
    bool zero = false;
    for (int n; text < end; text += n) {
        uint32_t code = 0;
        uint64_t eight = 0;
        n = 8; /* letters of ASCII, none of them 0, are looked at together */
        if (end - text >= 8) memcpy(&eight, text, 8);
        if (!((eight | ((eight - ones) & ~eight)) & high)) continue;
        n = utf8_decode(text, end, &code);
        if (n == 0) return "is not UTF-8 text";
        zero = zero || code == 0;
    }
    return zero ? "holds the character U+0000" : NULL;
}

size_t utf8_start(const char *text, size_t at) {
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
    return at;
}

size_t utf8_good(const char *text, size_t size) {
    const char *at = text, *end = text + size;
    uint32_t code;
    for (int n; at < end; at += n)
        if ((n = utf8_decode(at, end, &code)) == 0) break;
    return (size_t)(at - text);
}

bool utf8_valid(const char *text, size_t size) {
    return !utf8_fault(text, size);
}

bool utf8_space(uint32_t code) {
    return (code >= 9 && code <= 13) || code == ' ' || code == 0x85 || code == 0xA0 ||
           code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
           code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

bool utf8_word(uint32_t code) {
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NL) || c == UTF8PROC_CATEGORY_PC ||
           code == 0x200C || code == 0x200D;
}

bool utf8_mark(uint32_t code) {
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_ME;
}

bool utf8_invisible(uint32_t code) {
    return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF || code == 0x34F ||
           (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

/* Signs that are drawn, or that shape what is drawn, though Unicode counts them as format. */
static bool utf8_is_seen(uint32_t code) {
    static const uint32_t seen[][2] = {{0xAD, 0xAD},      {0x600, 0x605},     {0x6DD, 0x6DD},
                                       {0x70F, 0x70F},    {0x890, 0x891},     {0x8E2, 0x8E2},
                                       {0x200C, 0x200D},  {0x110BD, 0x110BD}, {0x110CD, 0x110CD},
                                       {0x13430, 0x1345F}};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        if (code >= seen[i][0] && code <= seen[i][1]) return true;
    return false;
}

bool utf8_printable(uint32_t code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    case UTF8PROC_CATEGORY_CF: return utf8_is_seen(code);
    default: return true;
    }
}
