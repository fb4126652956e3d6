/* One reader for each kind of value. */
#include "model/config_field.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static bool refuse_kind(const ConfigField *f, const Json *value, const char *wanted, Error *e) {
    return error_set(e, "'%s' must be %s, not %s", f->key, wanted, json_kind_name(value->kind));
}

static bool read_text(const ConfigField *f, const Json *value, char *to, Error *e) {
    if (value->kind != JSON_KIND_TEXT) return refuse_kind(f, value, "a text", e);
    const char *text = value->is.text;
    size_t size = strlen(text);
    if (size == 0) return error_set(e, "'%s' is empty", f->key);
    if (size >= (size_t)f->most)
        return error_set(e, "'%s' is longer than %d bytes", f->key, f->most - 1);
    if (f->kind == FIELD_NAME &&
        strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") !=
            strlen(text))
        return error_set(e, "'%s' is '%s'; only letters a-z, digits and '-' may be in it", f->key,
                         text);
    if (!text_is_plain(text)) return error_set(e, "'%s' holds control characters", f->key);
    memcpy(to, text, size + 1);
    return true;
}

static bool read_count(const ConfigField *f, const Json *value, int *to, Error *e) {
    if (value->kind != JSON_KIND_INTEGER) return refuse_kind(f, value, "a whole number", e);
    long long n = (long long)value->is.integer;
    if (n < f->least || n > f->most)
        return error_set(e, "'%s' is %lld; it must be from %d to %d", f->key, n, f->least, f->most);
    *to = (int)n;
    return true;
}

/* An epsilon: above 0, below 1. A factor: above 0, at most 1000. */
static bool read_real(const ConfigField *f, const Json *value, float *to, Error *e) {
    bool whole = value->kind == JSON_KIND_INTEGER;
    if (!whole && value->kind != JSON_KIND_REAL) return refuse_kind(f, value, "a number", e);
    double x = whole ? (double)value->is.integer : value->is.real;
    *to = (float)x;
    bool factor = f->kind == FIELD_FACTOR;
    if (*to > 0 && (factor ? *to <= 1000 : *to < 1)) return true;
    if (factor) return error_set(e, "'%s' is %g; it must be above 0, at most 1000", f->key, x);
    return error_set(e, "'%s' is %g; it must be above 0 and below 1", f->key, x);
}

static bool read_choice(const ConfigField *f, const Json *value, int *to, Error *e) {
    if (value->kind != JSON_KIND_TEXT) return refuse_kind(f, value, "a text", e);
    char list[128] = "";
    for (int i = 0; f->choice[i]; i++) {
        if (strcmp(f->choice[i], value->is.text) == 0) return *to = i, true;
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s'%s'", i > 0 ? " or " : "", f->choice[i]);
    }
    return error_set(e, "'%s' must be %s, not '%s'", f->key, list, value->is.text);
}

static bool read_bool(const ConfigField *f, const Json *value, bool *to, Error *e) {
    if (value->kind != JSON_KIND_BOOL) return refuse_kind(f, value, "true or false", e);
    *to = value->is.truth != (f->kind == FIELD_NOT);
    return true;
}

bool config_field_read(const ConfigField *f, const Json *value, Config *c, Error *e) {
    void *to = (char *)c + f->at;
    switch (f->kind) {
    case FIELD_NAME:
    case FIELD_TEXT: return read_text(f, value, to, e);
    case FIELD_COUNT: return read_count(f, value, to, e);
    case FIELD_REAL:
    case FIELD_FACTOR: return read_real(f, value, to, e);
    case FIELD_CHOICE: return read_choice(f, value, to, e);
    case FIELD_BOOL:
    case FIELD_NOT: return read_bool(f, value, to, e);
    }
    return false;
}
