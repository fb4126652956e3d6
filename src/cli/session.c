/* Finding the model, reading what-ifs, running. */
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/assets.h"
#include "trace/address.h"

static const char *const kernel_names[] = {"plain", "sse2", "avx2", "avx512", NULL};

bool session_kernels(const SessionArguments *a, const Kernels **out, Error *e) {
    *out = a->kernels ? kernels_named(a->kernels) : kernels_best();
    return *out || error_set(e, "this machine cannot run the %s kernels", a->kernels);
}

/* A name without a slash is a shipped model's, if there is one. */
static bool find_model(const char *name, Arena *arena, char **out, Error *e) {
    *out = arena_copy(arena, name, strlen(name));
    if (strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return true;
    char *assets;
    bool found = assets_find(arena, &assets, e);
    char *shipped = found ? path_join(arena, path_join(arena, assets, "models"), name) : NULL;
    if (found && folder_exists(shipped)) {
        *out = shipped;
        return true;
    }
    if (folder_exists(name)) return true;
    return found && error_set(e, "no model '%s': there is neither a shipped one nor a folder of this name", name);
}

const char *session_model_name(const SessionArguments *a, Arena *arena) {
    char *folder;
    Error e;
    if (!a->model || !find_model(a->model, arena, &folder, &e)) return "";
    bool shipped = !strchr(a->model, '/') && strcmp(folder, a->model) != 0;
    char *whole = shipped ? NULL : realpath(folder, NULL);
    const char *name = whole ? arena_copy(arena, whole, strlen(whole)) : a->model;
    free(whole);
    return name;
}

bool session_load(const SessionArguments *a, Arena *arena, Session *out, Error *e) {
    char *folder;
    *out = (Session){0};
    return session_kernels(a, &out->kernels, e) && find_model(a->model ? a->model : "en-fr", arena, &folder, e) &&
           model_load(folder, arena, &out->model, e);
}

static bool option_divisor(const char *value, float *out, Error *e) {
    double number;
    if (!option_number("--what-if scale", value, &number, e)) return false;
    *out = (float)number;
    return (*out != 0.0f && number < 1e30 && number > -1e30) ||
           error_set(e, "--what-if scale: the scores cannot be divided by %s", value);
}

/* "encoder.0.self:2:off": all of one head's outputs become 0. */
static bool head_off(const char *value, Arena *arena, Patch *out, Error *e) {
    const char *colon = strchr(value, ':');
    int head, end = 0;
    if (!colon || sscanf(colon, ":%5d:off%n", &head, &end) != 1 || end == 0 || colon[end] || head < 0)
        return error_set(e, "--what-if head: '%s' is not PATH:N:off", value);
    *out = (Patch){arena_print(arena, "%.*s.heads", (int)(colon - value), value), head, ALL, ALL, 0.0f};
    return true;
}

/* The number of "PATH[head,row,col]=0.5". */
static bool cell_number(const char *value, float *out, Error *e) {
    const char *equals = strrchr(value, '=');
    double x;
    if (!equals || equals == value || equals[-1] != ']')
        return error_set(e, "--what-if cell: '%s' is not PATH[head,row,col]=NUMBER", value);
    if (!option_number("--what-if cell", equals + 1, &x, e)) return false;
    *out = (float)x;
    return (x < 3e38 && x > -3e38) || error_set(e, "--what-if cell: %s is beyond float32's range", equals + 1);
}

/* The place is read in a run without patches, so that its rows and columns may be tokens. */
static bool cell_set(const char *value, const Decoding *d, Arena *arena, Patch *out, Error *e) {
    const char *equals = strrchr(value, '=');
    float x;
    Address a;
    if (!cell_number(value, &x, e)) return false;
    char *place = arena_copy(arena, value, (size_t)(equals - value));
    if (!address_parse(d, place, &a, e)) return false;
    if (!a.has_cell) return error_set(e, "--what-if cell: '%s' names no cell", place);
    if (strchr(place, '@')) return error_set(e, "--what-if cell: it changes every decoding step, leave out the @");
    *out = (Patch){d->programs[a.t].values[a.value].path, a.cell.sheet, a.cell.row, a.cell.col, x};
    return true;
}

static bool is_named(const char *text, const char *name, const char **value) {
    size_t n = strlen(name);
    *value = text + n + 1;
    return strncmp(text, name, n) == 0 && text[n] == '=';
}

static bool norm_place(const char *value, Options *o, Error *e) {
    static const char *const places[] = {"post", "pre", NULL};
    int which;
    if (!option_word("--what-if norm", value, places, &which, e)) return false;
    o->norm_set = true;
    o->norm = which ? NORM_PRE : NORM_POST;
    return true;
}

/* One what-if that makes another program. *taken false: it is a patch. */
static bool read_program_option(const char *text, Options *o, bool *taken, Error *e) {
    const char *value;
    *taken = true;
    if (is_named(text, "scale", &value)) {
        o->scale_off = strcmp(value, "off") == 0;
        return o->scale_off || option_divisor(value, &o->divisor, e);
    }
    if (is_named(text, "mask", &value)) {
        o->mask_off = true;
        return strcmp(value, "off") == 0 || error_set(e, "--what-if mask: '%s' is not off", value);
    }
    if (is_named(text, "norm", &value)) return norm_place(value, o, e);
    *taken = false;
    if (is_named(text, "head", &value) || is_named(text, "cell", &value)) return true;
    return error_set(e, "--what-if: no '%.*s': there are scale, mask, norm, head and cell", (int)strcspn(text, "="),
                     text);
}

/* Wrong values are told before a model is looked for. */
static bool readable(const char *text, Error *e) {
    const char *value;
    bool taken;
    Options o = {0};
    Patch patch;
    Arena arena = {0};
    bool ok = strchr(text, '=') ? read_program_option(text, &o, &taken, e)
                                : error_set(e, "--what-if: '%s' is not NAME=VALUE", text);
    ok = ok && (!is_named(text, "head", &value) || head_off(value, &arena, &patch, e));
    ok = ok && (!is_named(text, "cell", &value) || cell_number(value, &patch.x, e));
    arena_free(&arena);
    return ok;
}

bool session_option(SessionArguments *a, int id, const char *value, bool *known, Error *e) {
    int which;
    *known = true;
    switch (id) {
    case OPTION_MODEL: a->model = value; return true;
    case OPTION_KERNELS: a->kernels = value; return option_word("--kernels", value, kernel_names, &which, e);
    case OPTION_WHAT_IF:
        if (a->what_ifs == WHAT_IFS_MOST) return error_set(e, "more than %d what-ifs", WHAT_IFS_MOST);
        a->what_if[a->what_ifs++] = value;
        return readable(value, e);
    default: *known = false; return true;
    }
}

static bool read_options(const SessionArguments *a, Options *o, int *patches, Error *e) {
    *patches = 0;
    for (int i = 0; i < a->what_ifs; i++) {
        bool taken;
        if (!read_program_option(a->what_if[i], o, &taken, e)) return false;
        *patches += !taken;
    }
    return true;
}

static bool read_patches(const SessionArguments *a, const Decoding *d, Arena *arena, WhatIf *what, Error *e) {
    Patch *patches = arena_many(arena, Patch, WHAT_IFS_MOST);
    const char *value;
    what->patches = patches;
    for (int i = 0; i < a->what_ifs; i++) {
        Patch *next = &patches[what->patch_count];
        bool head = is_named(a->what_if[i], "head", &value);
        if (!head && !is_named(a->what_if[i], "cell", &value)) continue;
        if (!(head ? head_off(value, arena, next, e) : cell_set(value, d, arena, next, e))) return false;
        what->patch_count++;
    }
    return true;
}

bool session_open(const SessionArguments *a, const char *text, Arena *arena, Session *out, Error *e) {
    int patches;
    if (!session_load(a, arena, out, e) || !read_options(a, &out->what.options, &patches, e)) return false;
    if (!text) text = out->model.config.default_text;
    out->from = a;
    out->text = text = arena_copy(arena, text, strlen(text));
    if (!decode_text(&out->model, text, &out->what, out->kernels, arena, &out->run, e)) return false;
    if (!patches) return true;
    return read_patches(a, &out->run, arena, &out->what, e) &&
           decode_text(&out->model, text, &out->what, out->kernels, arena, &out->run, e);
}
