/* The rows of the menu: a table of what belongs to the model, and what the shown place offers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/inside.h"
#include "app/what_if.h"
#include "scene/words/what.h"

typedef struct Rows {
    const App *app;
    Arena *arena;
    MenuRow *row;
    int count;
} Rows;

static MenuRow *add(Rows *r, MenuGroup group, MenuKind kind, const char *name, const char *stem) {
    MenuRow *m = &r->row[r->count++];
    *m = (MenuRow){.group = group, .kind = kind, .name = name, .stem = stem, .usable = true};
    return m;
}

/* The item in force about the same thing as stem and value; NULL if none is. */
static const char *in_force(const Rows *r, const char *stem, const char *value) {
    char *room = arena_raw(r->arena, WHATIF_TEXT, 1);
    return whatif_about(r->app->view.what, arena_print(r->arena, "%s%s", stem, value), room);
}

/* Up to three values; the first state is that of none. */
static MenuRow *choice(Rows *r, MenuGroup group, const char *name, const char *stem,
                       const char *const *values, const char *const *states) {
    MenuRow *m = add(r, group, MENU_CHOICE, name, stem);
    const char *now = in_force(r, stem, values[0]);
    m->count = 1;
    m->states[0] = states[0];
    for (int i = 0; i < MENU_VALUES - 1 && values[i]; i++) {
        m->values[m->count] = values[i];
        m->states[m->count] = states[i + 1];
        if (now && strcmp(now, arena_print(r->arena, "%s%s", stem, values[i])) == 0)
            m->chosen = m->count;
        m->count++;
    }
    m->on = m->chosen > 0;
    return m;
}

static MenuRow *on_off(Rows *r, MenuGroup group, const char *name, const char *stem) {
    static const char *const values[] = {"off", NULL}, *const states[] = {"menu.on", "menu.off"};
    return choice(r, group, name, stem, values, states);
}

static MenuRow *swap(Rows *r, MenuGroup group, const char *name, const char *stem) {
    static const char *const values[] = {"", NULL}, *const states[] = {"menu.as_trained",
                                                                       "menu.swapped"};
    return choice(r, group, name, stem, values, states);
}

typedef struct Span {
    float usual, least, most, step;
} Span;

static MenuRow *number(Rows *r, MenuGroup group, const char *name, const char *stem, Span span) {
    MenuRow *m = add(r, group, MENU_NUMBER, name, stem);
    const char *item = in_force(r, stem, "1"), *value = item ? strrchr(item, '=') + 1 : NULL;
    char *end;
    m->now = m->usual = span.usual;
    m->least = span.least, m->most = span.most, m->step = span.step;
    if (!value) return m;
    float x = strtof(value, &end);
    if (end == value || *end) return m; /* "scale=off" is another row's */
    m->now = x;
    m->on = true;
    return m;
}

static void add_attention(Rows *r) {
    static const char *const values[] = {"columns", NULL};
    static const char *const states[] = {"menu.softmax.rows", "menu.softmax.columns"};
    const Config *c = &r->app->run.model->config;
    on_off(r, MENU_ATTENTION, "scale", "scale=");
    number(r, MENU_ATTENTION, "divisor",
           "scale=", (Span){sqrtf((float)c->d_model / (float)c->heads), 1, 1000, 1});
    on_off(r, MENU_ATTENTION, "mask", "mask=");
    choice(r, MENU_ATTENTION, "softmax", "softmax=", values, states);
    swap(r, MENU_ATTENTION, "swap", "swap-qk");
}

static void add_model(Rows *r) {
    static const char *const pre[] = {"pre", NULL}, *const post[] = {"post", NULL};
    static const char *const states[] = {"menu.norm.post", "menu.norm.pre", "menu.norm.post"};
    const Config *c = &r->app->run.model->config;
    bool is_pre = c->norm == NORM_PRE;
    int room = c->max_positions - what_if_source_count(r->app);
    choice(r, MENU_MODEL, "norm", "norm=", is_pre ? post : pre, states + is_pre);
    on_off(r, MENU_MODEL, "positions", "positions=");
    number(r, MENU_MODEL, "padding", "padding=", (Span){0, 0, (float)room, 1});
    on_off(r, MENU_MODEL, "padding-mask", "padding-mask=");
    number(r, MENU_MODEL, "temperature", "temperature=", (Span){1, 0.25f, 10, 0.25f});
}

/* "encoder.0.self" of "encoder.0.self.scores"; NULL outside of sublayers. attends: it has heads. */
static const char *sublayer_of(const Rows *r, bool *attends) {
    char stack[16], part[16];
    int layer;
    const View *v = &r->app->view;
    if (v->depth < DEPTH_SUBLAYER ||
        sscanf(v->path, "%15[a-z].%4d.%15[a-z].", stack, &layer, part) != 3)
        return NULL;
    *attends = strcmp(part, "self") == 0 || strcmp(part, "cross") == 0;
    return *attends || strcmp(part, "ffn") == 0
               ? arena_print(r->arena, "%s.%d.%s", stack, layer, part)
               : NULL;
}

static void add_head(Rows *r, const char *path) {
    static const char *const values[] = {"uniform", "diagonal", "previous"};
    static const char *const states[] = {"menu.pattern.computed", "menu.pattern.uniform",
                                         "menu.pattern.diagonal", "menu.pattern.previous"};
    int heads = r->app->run.model->config.heads,
        head = r->app->view.head < heads ? r->app->view.head : heads - 1;
    MenuRow *m = on_off(r, MENU_HERE, "head", arena_print(r->arena, "head=%s:%d:", path, head));
    m->title = lang_fill(app_lang(r->app), "menu.head", arena_print(r->arena, "%d", head + 1), "",
                         r->arena);
    choice(r, MENU_HERE, "pattern", arena_print(r->arena, "pattern=%s:%d:", path, head), values,
           states);
    swap(r, MENU_HERE, "swap_here", arena_print(r->arena, "swap-qk=%s", path));
}

static void add_cell(Rows *r) {
    CellValue at;
    if (!what_if_pinned(r->app, r->arena, &at)) {
        add(r, MENU_HERE, MENU_NUMBER, "cell", "")->usable = false;
        return;
    }
    number(r, MENU_HERE, "cell", at.stem, (Span){at.usual, -3e38f, 3e38f, at.top / 10})->now =
        at.now;
}

static void add_here(Rows *r) {
    bool attends;
    const char *path = sublayer_of(r, &attends);
    if (path && attends) add_head(r, path);
    if (path) on_off(r, MENU_HERE, "sublayer", arena_print(r->arena, "sublayer=%s:", path));
    add_cell(r);
}

static bool has_row(const Rows *r, const char *item) {
    for (int i = 0; i < r->count; i++) {
        const MenuRow *m = &r->row[i];
        const char *value = m->kind == MENU_CHOICE ? m->values[m->chosen] : "1";
        const char *now = m->on && value ? in_force(r, m->stem, value) : NULL;
        if (now && strcmp(now, item) == 0) return true;
    }
    return false;
}

/* What is in force and stands in no other row: heads, sublayers and cells of other places. */
static void add_others(Rows *r) {
    static const char *const values[] = {"", NULL}, *const states[] = {"menu.off", "menu.on"};
    const char *list[WHATIF_MOST];
    int count = what_split(r->app->view.what, r->arena, list);
    for (int i = 0; i < count && r->count < MENU_ROWS; i++) {
        if (has_row(r, list[i])) continue;
        MenuRow *m = choice(r, MENU_OTHERS, "other", list[i], values, states);
        m->title = what_words(app_lang(r->app), list[i], r->arena);
    }
}

int menu_rows(const App *app, Arena *arena, MenuRow out[MENU_ROWS]) {
    Rows r = {app, arena, out, 0};
    add_attention(&r);
    add_model(&r);
    add_here(&r);
    add(&r, MENU_DECODING, MENU_LINK, "search", "");
    add_others(&r);
    return r.count;
}
