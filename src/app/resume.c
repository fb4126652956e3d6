/* One table says every line but the first. */
#include "app/resume.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char first_line[] = "attnscope-session 1";
static const char *const themes[] = {[THEME_NIGHT] = "night", [THEME_PAPER] = "paper"};

/* A path may have any bytes; a line of text may not. */
static bool is_line(const char *text) {
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < ' ') return false;
    return utf8_valid(text, strlen(text));
}

void resume_take(const App *app, Resume *out) {
    Buffer line = {0};
    View v = app->view;
    v.presenting = false;
    v.played = 1;
    if (!is_line(v.lesson)) v.lesson[0] = 0;
    view_print(&v, &app->run, &line);
    buffer_add(&line, "", 1);
    snprintf(out->view, sizeof out->view, "%s",
             line.size <= sizeof out->view && is_line(line.data) ? line.data : "depth step");
    out->theme = v.theme;
    out->text_size = v.text_size;
    buffer_free(&line);
}

void resume_print(const Resume *r, Buffer *out) {
    buffer_print(out, "%s\nmodel = %s\n", first_line, is_line(r->model) ? r->model : "");
    buffer_print(out, "language = %s\ntheme = %s\ntext-size = %d\n", r->language, themes[r->theme],
                 r->text_size);
    buffer_print(out, "width = %d\nheight = %d\nview = ", r->width, r->height);
    buffer_text(out, r->view);
    buffer_text(out, "\n");
}

static bool number(const char *text, int least, int most, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    *out = (int)n;
    return *text >= '0' && *text <= '9' && !*end && n >= least && n <= most;
}

static bool copy(const char *text, char *out, size_t room) {
    bool fits = strlen(text) < room;
    if (fits) strcpy(out, text);
    return fits;
}

static bool theme(const char *text, ThemeName *out) {
    *out = strcmp(text, themes[THEME_PAPER]) == 0 ? THEME_PAPER : THEME_NIGHT;
    return strcmp(text, themes[*out]) == 0;
}

/* One line, known by its number. */
static bool take(int at, const char *value, Resume *r) {
    switch (at) {
    case 0: return copy(value, r->model, sizeof r->model);
    case 1: return copy(value, r->language, sizeof r->language);
    case 2: return theme(value, &r->theme);
    case 3: return number(value, 75, 200, &r->text_size);
    case 4: return number(value, 320, 8192, &r->width);
    case 5: return number(value, 240, 8192, &r->height);
    default: return *value && copy(value, r->view, sizeof r->view);
    }
}

/* The line without its end, in `out`; NULL if there is none that ends or it is too long. */
static const char *cut_line(const char *text, char *out, size_t room) {
    const char *end = strchr(text, '\n');
    if (!end || (size_t)(end - text) >= room) return NULL;
    memcpy(out, text, (size_t)(end - text));
    out[end - text] = 0;
    for (const char *c = out; *c; c++)
        if ((unsigned char)*c < ' ') return NULL;
    return end + 1;
}

static bool read_lines(const char *text, Resume *out) {
    static const char *const keys[] = {
        "model = ", "language = ", "theme = ", "text-size = ", "width = ", "height = ", "view = "};
    char line[RESUME_VIEW + RESUME_MODEL];
    const char *at = cut_line(text, line, sizeof line);
    if (!at || strcmp(line, first_line) != 0) return false;
    for (int i = 0; i < (int)(sizeof keys / sizeof *keys); i++) {
        size_t n = strlen(keys[i]);
        at = cut_line(at, line, sizeof line);
        if (!at || strncmp(line, keys[i], n) != 0 || !take(i, line + n, out)) return false;
    }
    return !*at;
}

bool resume_read(const char *text, Resume *out) {
    *out = (Resume){.model = ""};
    bool ok = utf8_valid(text, strlen(text)) && read_lines(text, out);
    if (!ok) *out = (Resume){.model = ""};
    return ok;
}
