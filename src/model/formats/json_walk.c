/* A cursor over JSON's letters. */
#include "model/formats/json_walk.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { WALK_DEPTH = 64, DIGITS_MAX = 18 };

JsonWalk json_walk(const char *text, size_t size, Error *e) {
    return (JsonWalk){text, text, text + size, e, false};
}

/* Says the line, and that nothing more is read. */
static bool walk_fail(JsonWalk *w, const char *why) {
    int line = 1;
    if (w->failed) return false;
    for (const char *p = w->start; p < w->at && p < w->end; p++) line += *p == '\n';
    w->failed = true;
    return error_set(w->e, "line %d: %s", line, why);
}

/* The same of a key, in its quotes, cut between code points where it is long. */
static bool walk_fail_key(JsonWalk *w, JsonText key, const char *why) {
    char text[160];
    int size = (int)utf8_start(key.text + 1, key.size < 62 ? key.size - 2 : 60);
    snprintf(text, sizeof text, "the key '%.*s' %s", size, key.text + 1, why);
    return walk_fail(w, text);
}

char json_walk_next(JsonWalk *w) {
    while (w->at < w->end && (*w->at == ' ' || *w->at == '\n' || *w->at == '\r' || *w->at == '\t'))
        w->at++;
    return w->failed || w->at == w->end ? 0 : *w->at;
}

/* Takes that one letter, behind blanks. */
static bool walk_take(JsonWalk *w, char letter) {
    if (!letter || json_walk_next(w) != letter) return false;
    w->at++;
    return true;
}

bool json_walk_open(JsonWalk *w, char bracket) {
    return walk_take(w, bracket) || walk_fail(w, w->at == w->end  ? "the text ends too early"
                                                 : bracket == '{' ? "an object is wanted here"
                                                                  : "a list is wanted here");
}

bool json_walk_item(JsonWalk *w, char close, int *count) {
    if (walk_take(w, close) || w->failed) return false;
    if (*count > 0 && !walk_take(w, ','))
        return walk_fail(w, w->at == w->end ? "the text ends too early"
                                            : "a comma or the closing bracket is missing");
    ++*count;
    return true;
}

/* Four hexadecimal digits at p; −1 if they are not there. */
static int walk_hex(const char *p, const char *end) {
    int code = 0;
    if (end - p < 4) return -1;
    for (int i = 0; i < 4; i++) {
        int low = p[i] | 0x20, digit = p[i] >= '0' && p[i] <= '9' ? p[i] - '0'
                                       : low >= 'a' && low <= 'f' ? low - 'a' + 10
                                                                  : -1;
        if (digit < 0) return -1;
        code = code << 4 | digit;
    }
    return code;
}

/* What stands behind a backslash at *p, which is moved past it; −1 if it is none of JSON's. */
static int32_t walk_escape(const char **p, const char *end) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found = *p < end && **p ? strchr(from, **p) : NULL;
    if (found) return ++*p, to[found - from];
    if (*p == end || **p != 'u') return -1;
    int32_t high = walk_hex(*p + 1, end), low = -1;
    *p += 5;
    if (high < 0xD800 || high > 0xDFFF) return high;
    if (high < 0xDC00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u')
        low = walk_hex(*p + 2, end);
    *p += 6;
    return low < 0xDC00 || low > 0xDFFF ? -1 : 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

bool json_walk_text(JsonWalk *w, char *into, JsonText *out) {
    if (!walk_take(w, '"')) return walk_fail(w, "a text is wanted here");
    char *to = into;
    bool high = false;
    while (w->at < w->end && *w->at != '"') {
        if ((unsigned char)*w->at < 0x20) return walk_fail(w, "a text is not closed");
        if (*w->at != '\\') {
            high = high || (unsigned char)*w->at >= 0x80;
            *to++ = *w->at++;
            continue;
        }
        w->at++;
        int32_t code = walk_escape(&w->at, w->end);
        if (code < 0) return walk_fail(w, "a text holds an escape that is none");
        to += utf8_encode((uint32_t)code, to);
    }
    if (w->at >= w->end) return walk_fail(w, "the text ends too early");
    w->at++;
    *out = (JsonText){into, (size_t)(to - into)};
    return !high || utf8_good(into, out->size) == out->size || walk_fail(w, "a text is not UTF-8");
}

bool json_walk_key(JsonWalk *w, char *into, JsonText *out) {
    return json_walk_text(w, into, out) &&
           (walk_take(w, ':') || walk_fail(w, "a colon is missing behind a key"));
}

bool json_walk_whole(JsonWalk *w, int64_t *out) {
    bool minus = walk_take(w, '-');
    int digits = 0;
    *out = 0;
    json_walk_next(w);
    for (; w->at < w->end && *w->at >= '0' && *w->at <= '9' && digits < DIGITS_MAX; digits++)
        *out = *out * 10 + (*w->at++ - '0');
    bool more = w->at < w->end && *w->at && strchr("0123456789.eE", *w->at);
    if (digits == 0 || more) return walk_fail(w, "a whole number is wanted here");
    if (minus) *out = -*out;
    return true;
}

/* From a quote to behind the one that closes. */
static bool walk_skip_text(JsonWalk *w) {
    for (w->at++; w->at < w->end && *w->at != '"'; w->at++)
        if (*w->at == '\\' && w->at + 1 < w->end) w->at++;
    if (w->at == w->end) return walk_fail(w, "the text ends too early");
    w->at++;
    return true;
}

bool json_walk_skip(JsonWalk *w, JsonText *out) {
    int depth = 0;
    json_walk_next(w);
    const char *from = w->at;
    do {
        char next = json_walk_next(w);
        if (!next) return walk_fail(w, "the text ends too early");
        if (next == '"') {
            if (!walk_skip_text(w)) return false;
        } else if (next == '{' || next == '[') {
            w->at++;
            if (++depth > WALK_DEPTH) return walk_fail(w, "it is nested too deep");
        } else if (next == '}' || next == ']') {
            if (depth-- == 0) return walk_fail(w, "a value is missing");
            w->at++;
        } else if (next == ',' || next == ':') {
            if (depth == 0) return walk_fail(w, "a value is missing");
            w->at++;
        } else {
            while (w->at < w->end && !strchr(" \n\r\t,:{}[]\"", *w->at)) w->at++;
        }
    } while (depth > 0);
    *out = (JsonText){from, (size_t)(w->at - from)};
    return true;
}

bool json_walk_fields(JsonWalk *w, const char *const *names, int count, JsonText *out) {
    int items = 0;
    JsonText key;
    memset(out, 0, (size_t)count * sizeof *out);
    if (!json_walk_open(w, '{')) return false;
    while (json_walk_item(w, '}', &items)) {
        if (json_walk_next(w) != '"') return walk_fail(w, "a key is wanted here");
        if (!json_walk_skip(w, &key)) return false;
        int which = 0;
        while (which < count && (strlen(names[which]) != key.size - 2 ||
                                 memcmp(names[which], key.text + 1, key.size - 2)))
            which++;
        if (which == count)
            walk_fail_key(w, key, "is not known");
        else if (out[which].text)
            walk_fail_key(w, key, "is there twice");
        else if (walk_take(w, ':'))
            json_walk_skip(w, &out[which]);
        else
            walk_fail(w, "a colon is missing behind a key");
        if (w->failed) return false;
    }
    return !w->failed;
}

JsonWalk json_walk_part(const JsonWalk *w, JsonText part) {
    return (JsonWalk){w->start, part.text, part.text + part.size, w->e, w->failed};
}

bool json_walk_done(JsonWalk *w) {
    json_walk_next(w);
    return !w->failed && (w->at == w->end || walk_fail(w, "something stands behind its end"));
}
