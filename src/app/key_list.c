/* Laying out the list of keys: up to three columns of names and what they do, in a box in the middle; in a small window
   page by page. */
#include "app/key_list.h"

#include <math.h>
#include <string.h>

#include "app/keys.h"
#include "scene/theme.h"

enum { ROWS_MOST = 128, LETTERS_LEAST = 11, COLUMNS_MOST = 3, SCRIM_ALPHA = 0xC0 };

typedef struct Row {
    const char *names, *help;
} Row;

typedef struct List {
    const SceneInput *in;
    Scene *scene;
    Theme theme;
    const char *title;
    Row rows[ROWS_MOST];
    int count;
    /* what `measure` finds for a size of letters and a number of columns */
    int pixels, columns, per_column, pages;
    float names_width, help_width, gap, line, pad, width, height;
} List;

static void add(Scene *s, Item item) {
    item.group = "overlay";
    scene_add(s, item);
}

static void collect(List *l) {
    l->title = lang_text(l->in->lang, "keys.title");
    for (int i = 0, next; i < key_count && l->count < ROWS_MOST; i = next) {
        Buffer names = {0};
        next = keys_names(i, &names);
        l->rows[l->count++] = (Row){arena_copy(l->scene->arena, names.data, names.size),
                                    lang_text(l->in->lang, key_table[i].help)};
        buffer_free(&names);
    }
}

static void measure(List *l, int pixels, int columns) {
    l->pixels = pixels;
    l->columns = columns;
    l->per_column = (l->count + columns - 1) / columns;
    l->names_width = l->help_width = 0;
    for (int i = 0; i < l->count; i++) {
        l->names_width = fmaxf(l->names_width, font_width(l->in->font, FACE_BOLD, pixels, l->rows[i].names));
        l->help_width = fmaxf(l->help_width, font_width(l->in->font, FACE_TEXT, pixels, l->rows[i].help));
    }
    float em = (float)pixels;
    l->gap = roundf(em * 1.2f);
    l->line = roundf(em * 1.65f);
    l->pad = roundf(em * 1.6f);
    l->pages = 1;
}

static void box(List *l) {
    float column = l->names_width + l->gap + l->help_width;
    l->width = ceilf(2 * l->pad + column * (float)l->columns + 2 * l->gap * (float)(l->columns - 1));
    l->height = ceilf(2 * l->pad + l->line * ((float)l->per_column + 1.5f));
}

static bool fits(const List *l) {
    return l->width <= (float)l->in->width - 16 && l->height <= (float)l->in->height - 16;
}

/* One column if it fits at the wanted size, two or three if those do, else smaller letters. */
static bool fits_whole(List *l, int wanted) {
    for (int pixels = wanted; pixels >= LETTERS_LEAST; pixels--)
        for (int columns = 1; columns <= COLUMNS_MOST; columns++) {
            measure(l, pixels, columns);
            box(l);
            if (fits(l)) return true;
        }
    return false;
}

/* Else pages of as many columns as there is room for; a word that finds no room is cut. */
static void fit(List *l) {
    int wanted = 15 * l->in->view->text_size / 100;
    if (fits_whole(l, wanted)) return;
    measure(l, LETTERS_LEAST, 1);
    float room = (float)l->in->width - 16 - 2 * l->pad, high = (float)l->in->height - 16 - 2 * l->pad;
    float column = l->names_width + l->gap + l->help_width;
    if (column > room) l->help_width = fmaxf(1, room - l->names_width - l->gap), column = room;
    l->columns = (int)((room + 2 * l->gap) / (column + 2 * l->gap));
    if (l->columns < 1) l->columns = 1;
    l->per_column = (int)(high / l->line - 1.5f);
    if (l->per_column < 1) l->per_column = 1;
    int page = l->columns * l->per_column;
    l->pages = (l->count + page - 1) / page;
    box(l);
}

int key_list_pages(const SceneInput *in) {
    Arena arena = {0};
    Scene scene = {.arena = &arena};
    List l = {.in = in, .scene = &scene};
    collect(&l);
    fit(&l);
    arena_free(&arena);
    return l.pages;
}

static void add_text(List *l, Face face, Color color, float x, float y, const char *text) {
    add(l->scene, (Item){.kind = ITEM_TEXT, .x = x, .y = y, .w = font_width(l->in->font, face, l->pixels, text),
                         .fill = color, .ground = l->theme.panel, .face = face, .pixels = l->pixels, .text = text});
}

/* The words, or as many of their letters as fit and "…". */
static const char *cut(const List *l, const char *text) {
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

static void add_rows(List *l, int page, float left, float top) {
    int most = l->columns * l->per_column, first = (page - 1) * most;
    for (int i = 0; i < most && first + i < l->count; i++) {
        float column = (float)(i / l->per_column), row = (float)(i % l->per_column);
        float x = left + column * (l->names_width + l->help_width + 3 * l->gap), y = top + (row + 2.2f) * l->line;
        const Row *r = &l->rows[first + i];
        add_text(l, FACE_BOLD, l->theme.role[ROLE_TEXT], x, roundf(y), r->names);
        add_text(l, FACE_TEXT, l->theme.role[ROLE_TEXT], x + l->names_width + l->gap, roundf(y), cut(l, r->help));
    }
}

void key_list_add(const SceneInput *in, Scene *scene) {
    List l = {.in = in, .scene = scene};
    float width = (float)in->width, height = (float)in->height;
    theme_make(in->view->theme, PALETTE_DEFAULT, &l.theme);
    collect(&l);
    fit(&l);
    int page = in->view->keys_page > l.pages ? l.pages : in->view->keys_page;
    if (l.pages > 1) l.title = arena_print(scene->arena, "%s   %d / %d   ?", l.title, page, l.pages);
    float x = roundf((width - l.width) / 2), y = roundf((height - l.height) / 2);
    add(scene, (Item){.kind = ITEM_BOX, .w = width, .h = height, .fill = (l.theme.ground & ~0xFFu) | SCRIM_ALPHA});
    add(scene, (Item){.kind = ITEM_BOX, .x = x, .y = y, .w = l.width, .h = l.height, .radius = 12, .line = 1,
                      .fill = l.theme.panel, .stroke = l.theme.line});
    add_text(&l, FACE_BOLD, l.theme.role[ROLE_MUTED], x + l.pad, roundf(y + l.pad + l.line * 0.6f), l.title);
    add_rows(&l, page, x + l.pad, y + l.pad);
}
