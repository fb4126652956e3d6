/* Finding the model, collecting what-ifs, running. */
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/assets.h"
#include "trace/whatif.h"

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

/* Wrong values are told before a model is looked for. */
static bool add_what(SessionArguments *a, const char *item, Error *e) {
    size_t n = strlen(a->what);
    if (strpbrk(item, " \t\n")) return error_set(e, "--what-if: '%s' is not NAME=VALUE", item);
    if (n + strlen(item) + 2 > sizeof a->what)
        return error_set(e, "--what-if: all of them are longer than %zu bytes", sizeof a->what - 1);
    snprintf(a->what + n, sizeof a->what - n, "%s%s", n ? " " : "", item);
    return whatif_check(a->what, e) || error_prefix(e, "--what-if");
}

bool session_option(SessionArguments *a, int id, const char *value, bool *known, Error *e) {
    int which;
    *known = true;
    switch (id) {
    case OPTION_MODEL: a->model = value; return true;
    case OPTION_KERNELS: a->kernels = value; return option_word("--kernels", value, kernel_names, &which, e);
    case OPTION_WHAT_IF: return add_what(a, value, e);
    default: return search_option(&a->search, id, value, known, e);
    }
}

RunOf session_run(const SessionArguments *a, const char *text) {
    RunOf of = {.search = a->search};
    snprintf(of.text, sizeof of.text, "%s", text);
    strcpy(of.what, a->what);
    return of;
}

bool session_decode(const SessionArguments *a, const RunOf *of, Arena *arena, Session *out, Error *e) {
    out->from = a;
    out->of = *of;
    out->text = out->of.text;
    return whatif_decode(&out->model, of->text, of->what, &of->search, out->kernels, arena, &out->run, e);
}

bool session_open(const SessionArguments *a, const char *text, Arena *arena, Session *out, Error *e) {
    if (!session_load(a, arena, out, e)) return false;
    if (!text) text = out->model.config.default_text;
    if (strlen(text) >= VIEW_TEXT) return error_set(e, "the sentence is longer than %d bytes", VIEW_TEXT - 1);
    RunOf of = session_run(a, text);
    return session_decode(a, &of, arena, out, e);
}
