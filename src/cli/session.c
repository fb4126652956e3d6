/* Finding the model, collecting what-ifs, running. */
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "platform/assets.h"
#include "platform/hub.h"
#include "trace/whatif.h"

static const char *const kernel_names[] = {"plain", "sse2", "avx2", "avx512", NULL};

bool session_kernels(const SessionArguments *a, const Kernels **out, Error *e) {
    *out = a->kernels ? kernels_named(a->kernels) : kernels_best();
    return *out || error_set(e, "this machine cannot run the %s kernels", a->kernels);
}

static char *shipped_folder(Arena *arena, Error *e) {
    char *assets;
    return assets_find(arena, &assets, e) ? path_join(arena, assets, "models") : NULL;
}

int session_shipped(const char **names, int most, Arena *arena) {
    Error e;
    const char *folder = shipped_folder(arena, &e);
    int there = folder ? folder_names(folder, names, most, arena) : 0, count = 0;
    for (int i = 0; i < there && i < most; i++)
        if (folder_exists(path_join(arena, folder, names[i]))) names[count++] = names[i];
    return count;
}

static bool no_model(const char *name, Arena *arena, Error *e) {
    const char *names[64];
    int near, count = session_shipped(names, 64, arena);
    if (text_near(name, names, count, &near, 1) > 0)
        return error_set(e, "no model '%s': did you mean %s?", name, names[near]);
    return error_set(e, "no model '%s': there is neither a shipped one nor a folder of this name",
                     name);
}

/* A name without a slash is a shipped model's, if there is one; then a folder's; then one of the
 * cache. */
static bool find_model(const char *name, Arena *arena, char **out, Error *e) {
    Error other;
    *out = arena_copy(arena, name, strlen(name));
    bool path = strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
    if (path)
        return folder_exists(name) || file_exists(name) || !hub_is_name(name) ||
               hub_find(name, arena, out, e);
    const char *shipped = shipped_folder(arena, e);
    if (shipped && folder_exists(path_join(arena, shipped, name))) {
        *out = path_join(arena, shipped, name);
        return true;
    }
    if (folder_exists(name) || file_exists(name)) return true;
    if (hub_is_name(name) && hub_find(name, arena, out, &other)) return true;
    return shipped && no_model(name, arena, e);
}

/* A name that found another folder is the name to find it by again. */
const char *session_model_name(const SessionArguments *a, Arena *arena) {
    char *folder;
    Error e;
    if (!a->model || !find_model(a->model, arena, &folder, &e)) return "";
    return strcmp(folder, a->model) != 0 ? a->model : path_whole(arena, folder);
}

bool session_folder(const SessionArguments *a, Arena *arena, char **out, Error *e) {
    return find_model(a->model ? a->model : "en-fr", arena, out, e);
}

/* What is passed over is told. */
static bool load_model(const char *folder, Arena *arena, Model *out, Error *e) {
    if (!model_load(folder, arena, out, e)) return false;
    Error told; /* as long as an error, however long the names are */
    if (!out->weights.passed) return true;
    error_set(&told, "%s: no part of such a model, passed over: %s", folder, out->weights.passed);
    fprintf(stderr, "attnscope: %s\n", told.text);
    return true;
}

bool session_load(const SessionArguments *a, Arena *arena, Session *out, Error *e) {
    char *folder;
    *out = (Session){0};
    return session_kernels(a, &out->kernels, e) && session_folder(a, arena, &folder, e) &&
           load_model(folder, arena, &out->model, e);
}

struct ShelfModel {
    const char *folder;
    Model model;
    ShelfModel *next;
};

static const Model *find_on_shelf(void *self, const char *name, Error *e) {
    Shelf *s = self;
    char *folder, *own;
    if (!find_model(name, s->arena, &folder, e) || !session_folder(s->from, s->arena, &own, e))
        return NULL;
    if (strcmp(folder, own) == 0) return s->own;
    for (ShelfModel *m = s->first; m; m = m->next)
        if (strcmp(m->folder, folder) == 0) return &m->model;
    ShelfModel *m = arena_many(s->arena, ShelfModel, 1);
    if (!load_model(folder, s->arena, &m->model, e)) return NULL;
    m->folder = folder;
    m->next = s->first;
    s->first = m;
    return &m->model;
}

Sources session_sources(const Session *s, Shelf *shelf, const SessionArguments *a, Arena *arena) {
    *shelf = (Shelf){.from = a, .own = &s->model, .arena = arena};
    return (Sources){
        .model = &s->model, .kernels = s->kernels, .find = find_on_shelf, .self = shelf};
}

/* Wrong values are told before a model is looked for. */
static bool session_add_what(SessionArguments *a, const char *item, Error *e) {
    if (strpbrk(item, " \t\n")) return error_set(e, "--what-if: '%s' is not NAME=VALUE", item);
    if (!whatif_add(&a->what, item))
        return error_set(e, "--what-if: all of them are longer than %d bytes", WHATIF_TEXT - 1);
    return whatif_check(&a->what, e) || error_prefix(e, "--what-if");
}

bool session_option(SessionArguments *a, int id, const char *value, bool *known, Error *e) {
    int which;
    *known = true;
    switch (id) {
    case OPTION_MODEL: a->model = value; return true;
    case OPTION_KERNELS:
        a->kernels = value;
        return option_word("--kernels", value, kernel_names, &which, e);
    case OPTION_WHAT_IF: return session_add_what(a, value, e);
    default: return search_option(&a->search, id, value, known, e);
    }
}

RunOf session_run(const SessionArguments *a, const char *text) {
    RunOf of = {.search = a->search};
    of.text = text;
    of.what = a->what;
    return of;
}

bool session_decode(const SessionArguments *a, const RunOf *of, Arena *arena, Session *out,
                    Error *e) {
    out->from = a;
    out->of = *of;
    out->text = seen_text(of);
    if (!*of->model && !*of->attend)
        return whatif_decode(&out->model, out->text, &of->what, &of->search, out->kernels, arena,
                             &out->run, e);
    if (!out->sources) return error_set(e, "there is no other model here");
    if (!source_decode(out->sources, of, arena, &out->run, e)) return false;
    out->model = *out->run.model;
    return true;
}

bool session_open(const SessionArguments *a, const char *text, Arena *arena, Session *out,
                  Error *e) {
    if (!session_load(a, arena, out, e)) return false;
    out->from = a;
    out->text = text ? text : out->model.config.default_text;
    return whatif_decode(&out->model, out->text, &a->what, &a->search, out->kernels, arena,
                         &out->run, e);
}
