/* Laying out the list of keys: up to three columns of names and what they do, in a box in the
   middle; in a small window page by page. */
#include "app/layers/key_list.h"

#include <math.h>
#include <string.h>

#include "app/layers/pointer.h"
#include "app/state/keys.h"
#include "app/state/shown.h"
#include "scene/pen/marks.h"
#include "scene/pen/stage.h"
#include "scene/pen/theme.h"

enum { ROWS_MOST = 128, LETTERS_LEAST = 11, COLUMNS_MOST = 3, SCRIM_ALPHA = 0xC0 };

typedef struct Row {
    const char *names, *help;
    Command command;
} Row;

typedef struct List {
    const SceneInput *in;
    Scene *scene;
    Theme theme;
    const char *title;
    float x, y; /* of the box */
    int page;
    Row rows[ROWS_MOST];
    int count;
    /* what `measure` finds for a size of letters and a number of columns */
    int pixels, columns, per_column, pages;
    float names_width, help_width, gap, line, pad, width, height;
} List;

static void key_list_add(Scene *s, Item item) {
    item.group = "overlay";
    scene_add(s, item);
}

static void key_list_collect(List *l, const Keys *keys) {
    l->title = lang_text(l->in->lang, "keys.title");
    for (int i = 0, next; i < keys->count && l->count < ROWS_MOST; i = next) {
        Buffer names = {0};
        Row *row = &l->rows[l->count++];
        next = keys_line(keys, i, &row->command, &names);
        row->names = arena_copy(l->scene->arena, names.data, names.size);
        row->help = lang_text(l->in->lang, keys->rows[i].help);
        buffer_free(&names);
    }
}

static void key_list_measure(List *l, int pixels, int columns) {
    l->pixels = pixels;
    l->columns = columns;
    l->per_column = (l->count + columns - 1) / columns;
    l->names_width = l->help_width = 0;
    for (int i = 0; i < l->count; i++) {
        l->names_width =
            fmaxf(l->names_width, font_width(l->in->font, FACE_BOLD, pixels, l->rows[i].names));
        l->help_width =
            fmaxf(l->help_width, font_width(l->in->font, FACE_TEXT, pixels, l->rows[i].help));
    }
    float em = (float)pixels;
    l->gap = roundf(em * 1.2f);
    l->line = roundf(em * 1.65f);
    l->pad = roundf(em * 1.6f);
    l->pages = 1;
}

static void key_list_box(List *l) {
    float column = l->names_width + l->gap + l->help_width;
    l->width =
        ceilf(2 * l->pad + column * (float)l->columns + 2 * l->gap * (float)(l->columns - 1));
    l->height = ceilf(2 * l->pad + l->line * ((float)l->per_column + 1.5f));
}

static bool key_list_fits(const List *l) {
    return l->width <= (float)l->in->width - 16 && l->height <= (float)l->in->height - 16;
}

/* One column if it fits at the wanted size, two or three if those do, else smaller letters. */
static bool fits_whole(List *l, int wanted) {
    for (int pixels = wanted; pixels >= LETTERS_LEAST; pixels--)
        for (int columns = 1; columns <= COLUMNS_MOST; columns++) {
            key_list_measure(l, pixels, columns);
            key_list_box(l);
            if (key_list_fits(l)) return true;
        }
    return false;
}

/* Else pages of as many columns as there is room for; a word that finds no room is cut. */
static void key_list_fit(List *l) {
    int wanted = 15 * l->in->view->shown.setting.text_size / 100;
    if (fits_whole(l, wanted)) return;
    key_list_measure(l, LETTERS_LEAST, 1);
    float room = (float)l->in->width - 16 - 2 * l->pad,
          high = (float)l->in->height - 16 - 2 * l->pad;
    float column = l->names_width + l->gap + l->help_width;
    if (column > room) l->help_width = fmaxf(1, room - l->names_width - l->gap), column = room;
    l->columns = (int)((room + 2 * l->gap) / (column + 2 * l->gap));
    if (l->columns < 1) l->columns = 1;
    l->per_column = (int)(high / l->line - 1.5f);
    if (l->per_column < 1) l->per_column = 1;
    int page = l->columns * l->per_column;
    l->pages = (l->count + page - 1) / page;
    key_list_box(l);
}

static List key_list_lay_out(const Keys *keys, const SceneInput *in, Scene *scene) {
    List l = {.in = in, .scene = scene};
    key_list_collect(&l, keys);
    key_list_fit(&l);
    l.page = in->view->passing.keys_page > l.pages ? l.pages : in->view->passing.keys_page;
    l.x = roundf(((float)in->width - l.width) / 2);
    l.y = roundf(((float)in->height - l.height) / 2);
    return l;
}

static int pages(const Keys *keys, const SceneInput *in) {
    Arena arena = {0};
    Scene scene = {.arena = &arena};
    List l = key_list_lay_out(keys, in, &scene);
    arena_free(&arena);
    return l.pages;
}

/* Row `at` of the page: its line's left edge and baseline; the row's number, or −1 behind the last
 * one. */
static int place(const List *l, int at, float *x, float *y) {
    int most = l->columns * l->per_column, row = (l->page - 1) * most + at;
    *x =
        l->x + l->pad + (float)(at / l->per_column) * (l->names_width + l->help_width + 3 * l->gap);
    *y = roundf(l->y + l->pad + ((float)(at % l->per_column) + 2.2f) * l->line);
    return at < most && row < l->count ? row : -1;
}

/* The whole line, also between its words. */
static bool is_on(const List *l, float left, float baseline, float x, float y) {
    float top = baseline - 0.68f * l->line;
    return x >= left - l->gap / 2 && x < left + l->names_width + l->help_width + 1.5f * l->gap &&
           y >= top && y < top + l->line;
}

/* What the line at a place does; COMMAND_NONE where there is none. */
static Command command_at(const Keys *keys, const SceneInput *in, float x, float y) {
    Arena arena = {0};
    Scene scene = {.arena = &arena};
    List l = key_list_lay_out(keys, in, &scene);
    Command found = COMMAND_NONE;
    float left, baseline;
    for (int i = 0, row; (row = place(&l, i, &left, &baseline)) >= 0; i++)
        if (is_on(&l, left, baseline, x, y)) found = l.rows[row].command;
    arena_free(&arena);
    return found;
}

static void key_list_add_text(List *l, Face face, Color color, float x, float y, const char *text) {
    key_list_add(l->scene, (Item){.kind = ITEM_TEXT,
                                  .x = x,
                                  .y = y,
                                  .w = font_width(l->in->font, face, l->pixels, text),
                                  .fill = color,
                                  .ground = l->theme.panel,
                                  .face = face,
                                  .pixels = l->pixels,
                                  .text = text});
}

/* The words, or as many of their letters as fit and "…". */
static const char *key_list_cut(const List *l, const char *text) {
    size_t n = strlen(text);
    if (font_width(l->in->font, FACE_TEXT, l->pixels, text) <= l->help_width + 1) return text;
    while (n) {
        do n--;
        while (n && ((unsigned char)text[n] & 0xC0) == 0x80);
        const char *shorter = arena_print(l->scene->arena, "%.*s…", (int)n, text);
        if (font_width(l->in->font, FACE_TEXT, l->pixels, shorter) <= l->help_width) return shorter;
    }
    return "";
}

static void key_list_add_rows(List *l) {
    float x, y;
    for (int i = 0, row; (row = place(l, i, &x, &y)) >= 0; i++) {
        const Row *r = &l->rows[row];
        if (pointed_is(&l->in->view->passing.hover, TARGET_COMMAND, (int)r->command))
            key_list_add(l->scene, (Item){.kind = ITEM_BOX,
                                          .x = x - l->gap / 2,
                                          .y = y - roundf(0.68f * l->line),
                                          .w = l->names_width + l->help_width + 2 * l->gap,
                                          .h = l->line,
                                          .radius = 5,
                                          .line = 1,
                                          .fill = l->theme.panel,
                                          .stroke = l->theme.role[ROLE_HOT]});
        key_list_add_text(l, FACE_BOLD, l->theme.role[ROLE_TEXT], x, y, r->names);
        key_list_add_text(l, FACE_TEXT, l->theme.role[ROLE_TEXT], x + l->names_width + l->gap, y,
                          key_list_cut(l, r->help));
    }
}

static void key_list_draw(App *app, const SceneInput *in, Scene *scene) {
    List l = key_list_lay_out(&app->keys, in, scene);
    theme_make(in->view->shown.setting.theme, PALETTE_DEFAULT, &l.theme);
    if (l.pages > 1)
        l.title = arena_print(scene->arena, "%s   %d / %d   ?", l.title, l.page, l.pages);
    key_list_add(scene, (Item){.kind = ITEM_BOX,
                               .w = (float)in->width,
                               .h = (float)in->height,
                               .fill = (l.theme.ground & ~0xFFu) | SCRIM_ALPHA});
    key_list_add(scene, (Item){.kind = ITEM_BOX,
                               .x = l.x,
                               .y = l.y,
                               .w = l.width,
                               .h = l.height,
                               .radius = 12,
                               .line = 1,
                               .fill = l.theme.panel,
                               .stroke = l.theme.line});
    key_list_add_text(&l, FACE_BOLD, l.theme.role[ROLE_MUTED], l.x + l.pad,
                      roundf(l.y + l.pad + l.line * 0.6f), l.title);
    key_list_add_rows(&l);
}

void key_list_next(App *app) {
    SceneInput in = shown_input(app);
    int count = app->width ? pages(&app->keys, &in) : 1;
    app->view.passing.keys_page =
        app->view.passing.keys_page < count ? app->view.passing.keys_page + 1 : 0;
}

static bool key_list_take_hover(App *app, Event *e) {
    SceneInput in = shown_input(app);
    Target line = {.kind = TARGET_COMMAND, .command = command_at(&app->keys, &in, e->x, e->y)};
    if (line.command == COMMAND_NONE)
        pointer_leave(app);
    else
        pointer_hover(app, &line, 0, 0);
    return true;
}

static bool key_list_take_all(App *app, Event *e) {
    (void)app, (void)e;
    return true;
}

/* A click does what the key does, and the list goes. */
static bool key_list_take_release(App *app, Event *e) {
    SceneInput in = shown_input(app);
    if (e->far) return true;
    Command line = command_at(&app->keys, &in, e->x, e->y);
    app->view.passing.keys_page = 0;
    if (line == COMMAND_NONE || line == COMMAND_KEYS) return true;
    app_forget_pointer(&app->view);
    e->then = line;
    return true;
}

static bool key_list_is_open(const App *app) {
    return app->view.passing.keys_page > 0;
}

const Layer key_list_layer = {.wants = key_list_is_open,
                              .take = {[EVENT_HOVER] = key_list_take_hover,
                                       [EVENT_PRESS] = key_list_take_all,
                                       [EVENT_RELEASE] = key_list_take_release,
                                       [EVENT_WHEEL] = key_list_take_all},
                              .draw = key_list_draw};
