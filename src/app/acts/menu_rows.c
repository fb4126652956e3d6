/* The rows of the menu: a table of what belongs to the model, and what the shown place offers. */
#include "app/acts/menu_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/acts/what_if.h"

typedef struct Rows {
    const App *app;
    Arena *arena;
    MenuRow *row;
    int count;
} Rows;

static MenuRow *menu_rows_add(Rows *r, MenuGroup group, MenuKind kind, const char *name,
                              WhatIfItem item) {
    MenuRow *m = &r->row[r->count++];
    *m = (MenuRow){
        .group = group, .kind = kind, .name = name, .item = item, .at = -1, .usable = true};
    return m;
}

/* What the list says about the same thing, and where; false if nothing. */
static bool in_force(const Rows *r, WhatIfItem about, int *at, WhatIfItem *out) {
    const WhatIfList *list = &r->app->view.shown.of.what;
    *at = whatif_find(list, about);
    if (*at >= 0) *out = whatif_item(list, *at);
    return *at >= 0;
}

/* Up to three values; the first state is that of none. */
static MenuRow *choice(Rows *r, MenuGroup group, const char *name, WhatIfItem about,
                       const char *const *values, const char *const *states) {
    MenuRow *m = menu_rows_add(r, group, MENU_CHOICE, name, about);
    WhatIfItem now;
    int at;
    bool any = in_force(r, about, &at, &now);
    m->count = 1;
    m->states[0] = states[0];
    for (int i = 0; i < MENU_VALUES - 1 && values[i]; i++) {
        m->values[m->count] = values[i];
        m->states[m->count] = states[i + 1];
        if (any && strcmp(now.value, values[i]) == 0) m->chosen = m->count, m->at = at;
        m->count++;
    }
    return m;
}

static MenuRow *on_off(Rows *r, MenuGroup group, const char *name, WhatIfItem about) {
    static const char *const values[] = {"off", NULL}, *const states[] = {"menu.on", "menu.off"};
    return choice(r, group, name, about, values, states);
}

static MenuRow *swap(Rows *r, MenuGroup group, const char *name, WhatIfItem about) {
    static const char *const values[] = {"", NULL}, *const states[] = {"menu.as_trained",
                                                                       "menu.swapped"};
    return choice(r, group, name, about, values, states);
}

typedef struct Span {
    float usual, least, most, step;
} Span;

static MenuRow *menu_rows_number(Rows *r, MenuGroup group, const char *name, WhatIfItem about,
                                 Span span) {
    MenuRow *m = menu_rows_add(r, group, MENU_NUMBER, name, about);
    WhatIfItem now;
    int at;
    char *end;
    m->now = m->usual = span.usual;
    m->least = span.least, m->most = span.most, m->step = span.step;
    if (!in_force(r, about, &at, &now)) return m;
    float x = strtof(now.value, &end);
    if (end == now.value || *end) return m; /* "scale=off" is another row's */
    m->now = x;
    m->at = at;
    return m;
}

static void menu_rows_add_attention(Rows *r) {
    static const char *const values[] = {"columns", NULL};
    static const char *const states[] = {"menu.softmax.rows", "menu.softmax.columns"};
    const Config *c = &r->app->run.model->config;
    on_off(r, MENU_ATTENTION, "scale", whatif_about(WHATIF_SCALE));
    MenuRow *m = menu_rows_number(r, MENU_ATTENTION, "divisor", whatif_about(WHATIF_SCALE),
                                  (Span){(float)config_divisor(c, 0), 1, 1000, 1});
    if (r->row[r->count - 2].chosen) m->said = lang_text(app_lang(r->app), "menu.off");
    on_off(r, MENU_ATTENTION, "mask", whatif_about(WHATIF_MASK));
    choice(r, MENU_ATTENTION, "softmax", whatif_about(WHATIF_SOFTMAX), values, states);
    swap(r, MENU_ATTENTION, "swap", whatif_about(WHATIF_SWAP));
}

/* Of a sublayer, or of one of its heads. */
static WhatIfItem about_place(WhatIfKind kind, const char *place, int head) {
    WhatIfItem item = whatif_about(kind);
    item.place = place;
    item.head = head;
    return item;
}

static void add_machine(Rows *r, const char *path) {
    static const char *const pre[] = {"pre", NULL}, *const post[] = {"post", NULL};
    static const char *const rms[] = {"rms", NULL};
    static const char *const kinds[] = {"menu.norm-kind.layer", "menu.norm-kind.rms"};
    static const char *const states[] = {"menu.norm.post", "menu.norm.pre", "menu.norm.post"};
    const Config *c = &r->app->run.model->config;
    bool is_pre = c->norm == NORM_PRE;
    int room = c->max_positions - what_if_source_count(r->app);
    if (path) on_off(r, MENU_MACHINE, "sublayer", about_place(WHATIF_SUBLAYER, path, -1));
    choice(r, MENU_MACHINE, "norm", whatif_about(WHATIF_NORM), is_pre ? post : pre,
           states + is_pre);
    choice(r, MENU_MACHINE, "norm-kind", whatif_about(WHATIF_NORM_KIND), rms, kinds);
    on_off(r, MENU_MACHINE, "positions", whatif_about(WHATIF_POSITIONS));
    if (config_reads_apart(c)) { /* elsewhere there is nothing to pad */
        menu_rows_number(r, MENU_MACHINE, "padding", whatif_about(WHATIF_PADDING),
                         (Span){0, 0, (float)room, 1});
        on_off(r, MENU_MACHINE, "padding-mask", whatif_about(WHATIF_PADDING_MASK));
    }
    menu_rows_number(r, MENU_MACHINE, "temperature", whatif_about(WHATIF_TEMPERATURE),
                     (Span){1, 0.25f, 10, 0.25f});
    menu_rows_add(r, MENU_MACHINE, MENU_LINK, "search", whatif_about(WHATIF_UNKNOWN));
}

/* "encoder.0.self" of "encoder.0.self.scores"; NULL outside of sublayers. attends: it has heads. */
static const char *sublayer_of(const Rows *r, bool *attends) {
    const View *v = &r->app->view;
    Address a = view_address(v, &r->app->run);
    const Program *p = &r->app->run.programs[a.t];
    Sublayer sublayer = p->values[a.value].place.sublayer;
    *attends = sublayer == SUBLAYER_SELF || sublayer == SUBLAYER_CROSS;
    return v->shown.at.depth < DEPTH_SUBLAYER || sublayer == SUBLAYER_NONE
               ? NULL
               : program_scope(p, a.value, r->arena);
}

/* Which key the pinned query looks at most: its share can go to another one. */
static void add_move(Rows *r, int head) {
    ShareAt at;
    MenuRow *m = menu_rows_add(r, MENU_HEAD, MENU_KEY, "move", whatif_about(WHATIF_MOVE));
    m->usable = what_if_share(r->app, head, r->arena, &at);
    if (!m->usable) return;
    const Lang *lang = app_lang(r->app);
    m->item = at.item, m->at = at.listed;
    m->count = at.count, m->chosen = at.now, m->usual_key = at.usual, m->hidden = at.hidden;
    m->names = at.names;
    m->title = lang_fill(lang, "menu.move.of", at.query, "", r->arena);
    m->said = at.keys[at.now];
    if (at.now != at.usual)
        m->help = lang_fill(lang, "menu.move.moved", at.keys[at.usual], at.keys[at.now], r->arena);
}

static void add_head(Rows *r, const char *path) {
    static const char *const values[] = {"uniform", "diagonal", "previous"};
    static const char *const states[] = {"menu.pattern.computed", "menu.pattern.uniform",
                                         "menu.pattern.diagonal", "menu.pattern.previous"};
    int heads = r->app->run.model->config.heads,
        head = r->app->view.shown.at.head < heads ? r->app->view.shown.at.head : heads - 1;
    MenuRow *m = on_off(r, MENU_HEAD, "head", about_place(WHATIF_HEAD, path, head));
    m->title = lang_fill(app_lang(r->app), "menu.head", arena_print(r->arena, "%d", head + 1), "",
                         r->arena);
    add_move(r, head);
    choice(r, MENU_HEAD, "pattern", about_place(WHATIF_PATTERN, path, head), values, states);
    swap(r, MENU_HEAD, "swap_here", about_place(WHATIF_SWAP, path, -1));
}

static void add_cell(Rows *r, MenuGroup group) {
    CellValue at;
    if (!what_if_pinned(r->app, r->arena, &at)) {
        menu_rows_add(r, group, MENU_NUMBER, "cell", whatif_about(WHATIF_CELL))->usable = false;
        return;
    }
    menu_rows_number(r, group, "cell", at.item, (Span){at.usual, -3e38f, 3e38f, at.top / 10})->now =
        at.now;
}

static bool has_row(const Rows *r, int at) {
    for (int i = 0; i < r->count; i++)
        if (r->row[i].at == at) return true;
    return false;
}

/* What is in force and stands in no other row: heads, sublayers and cells of other places. */
static void add_others(Rows *r) {
    const WhatIfList *list = &r->app->view.shown.of.what;
    for (int i = 0; i < list->count && r->count < MENU_ROWS; i++) {
        if (has_row(r, i)) continue;
        WhatIfItem item = whatif_item(list, i);
        MenuRow *m = menu_rows_add(r, MENU_OTHERS, MENU_CHOICE, "other", item);
        m->states[0] = "menu.off", m->states[1] = "menu.on", m->values[1] = item.value;
        m->count = 2, m->chosen = 1, m->at = i;
        m->title = what_words(what_if_told(r->app), item, r->arena);
    }
}

int menu_rows(const App *app, Arena *arena, MenuRow out[MENU_ROWS]) {
    Rows r = {app, arena, out, 0};
    bool attends;
    const char *path = sublayer_of(&r, &attends);
    if (path && attends) add_head(&r, path);
    add_cell(&r, path && attends ? MENU_HEAD : MENU_HERE);
    menu_rows_add_attention(&r);
    add_machine(&r, path);
    add_others(&r);
    return r.count;
}
