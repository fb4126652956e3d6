/* Percent-encoded, by bytes. */
#include "view/link.h"

#include <string.h>

#include "base/utf8.h"

/* These need no sign in what stands behind "#", and no program that finds links in texts ends one
   at them. */
static const char plain[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~=:@/,";

void link_print(const char *base, const char *line, const char *language, Buffer *out) {
    buffer_text(out, base);
    buffer_text(out, "#view=");
    for (const char *c = line; *c; c++)
        if (strchr(plain, *c))
            buffer_add(out, c, 1);
        else
            buffer_print(out, "%%%02X", (unsigned)(unsigned char)*c);
    if (language) buffer_print(out, "&lang=%s", language);
}

bool link_base(const char *base, Error *e) {
    bool one = base[strcspn(base, "# \t\n\"\\<>`{}|^")] == 0;
    return (one && link_is(base) && *base) ||
           error_set(e, "'%s' is no address as https://example.org/attention/, without #", base);
}

/* A model of one's own, a lesson of one's own, matrices in files. */
static bool link_has_files(const char *model, const Shown *s) {
    bool files = strchr(model, '/') || strchr(s->of.model, '/') || strchr(s->setting.lesson, '/') ||
                 (s->beside.on && strchr(s->beside.of.model, '/'));
    const char *const attends[] = {s->of.attend, s->beside.on ? s->beside.of.attend : ""};
    for (int i = 0; i < 2; i++)
        for (const char *at = attends[i]; (at = strchr(at, '=')); at++)
            files = files || (at > attends[i] && strchr("qkvm", at[-1]) && at[1] != '[');
    return files;
}

bool link_view(const char *base, const char *model, const View *v, const Decoding *d,
               const char *language, Buffer *out) {
    Buffer line = {0};
    View settled = *v;
    view_settle(&settled);
    if (link_has_files(model, &settled.shown)) return false;
    bool named = *model && !*settled.shown.of.model && !*settled.shown.of.attend;
    if (named) buffer_print(&line, "model %s; ", model);
    view_print(&settled, d, &line);
    bool fits = line.size <= LINK_MOST;
    if (fits) link_print(base, line.data, language, out);
    buffer_free(&line);
    return fits;
}

bool link_is(const char *text) {
    size_t scheme = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    return *text == '#' || (scheme && strncmp(text + scheme, "://", 3) == 0);
}

/* −1: no hexadecimal digit. */
static int link_digit(char c) {
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 'a' - 'A' : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool link_decode(const char *from, size_t size, Arena *arena, const char **text, Error *e) {
    const char *end = from + size;
    char *out = arena_raw(arena, size + 1, 1);
    size_t n = 0;
    while (from < end) {
        int high = *from == '%' && end - from > 2 ? link_digit(from[1]) : -1,
            low = high >= 0 ? link_digit(from[2]) : -1;
        if (*from == '%' && low < 0)
            return error_set(e, "a link: a %% is followed by two digits of 0 to F");
        out[n++] = (char)(low < 0 ? *from : 16 * high + low);
        from += low < 0 ? 1 : 3;
    }
    out[n] = 0;
    *text = out;
    return utf8_valid(out, n) || error_set(e, "a link: what it tells is no text in UTF-8");
}

bool link_read(const char *address, Arena *arena, Link *out, Error *e) {
    const char *at = strchr(address, '#');
    *out = (Link){"", ""};
    while (at && *at) {
        size_t size = strcspn(++at, "&");
        const char **told = strncmp(at, "view=", 5) == 0   ? &out->view
                            : strncmp(at, "lang=", 5) == 0 ? &out->language
                                                           : NULL;
        if (told && !link_decode(at + 5, size - 5, arena, told, e)) return false;
        at += size;
    }
    return *out->view || error_set(e, "a link: it tells no view (#view=…)");
}
