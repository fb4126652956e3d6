/* Every line but the first stands for itself. */
#include "app/state/resume.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "view/directives.h"

static const char first_line[] = "attnscope-session 1";

void resume_take(const App *app, const char *folder, Arena *arena, Resume *out) {
    Buffer line = {0};
    View v = app->view;
    view_settle(&v);
    if (!text_is_line(v.shown.setting.lesson)) v.shown.setting.lesson[0] = 0;
    source_rooted(&v, folder);
    view_print(&v, &app->run, &line);
    bool told = line.data && text_is_line(line.data);
    out->view = told ? arena_copy(arena, line.data, line.size) : "depth step";
    out->theme = v.shown.setting.theme;
    out->text_size = v.shown.setting.text_size;
    buffer_free(&line);
}

void resume_print(const Resume *r, Buffer *out) {
    buffer_print(out, "%s\nmodel = %s\n", first_line, text_is_line(r->model) ? r->model : "");
    buffer_print(out, "language = %s\ntheme = %s\ntext-size = %d\n", r->language,
                 directive_themes[r->theme], r->text_size);
    buffer_print(out,
                 "width = %d\nheight = %d\nview = ", figure_within(r->width, FIGURE_LEAST_WIDTH),
                 figure_within(r->height, FIGURE_LEAST_HEIGHT));
    buffer_text(out, r->view);
    buffer_text(out, "\n");
}

/* *out stays as it is where the text is no number in that range. */
static void resume_number(const char *text, int least, int most, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (*text >= '0' && *text <= '9' && !*end && n >= least && n <= most) *out = (int)n;
}

static void resume_copy(const char *text, char *out, size_t room) {
    if (strlen(text) < room) strcpy(out, text);
}

/* "key = value" of which the value is wanted; NULL: of another key. */
static const char *resume_value(const char *line, const char *key) {
    size_t n = strlen(key);
    return strncmp(line, key, n) == 0 && strncmp(line + n, " = ", 3) == 0 ? line + n + 3 : NULL;
}

/* A line that says nothing here, or nothing that can be, costs no other. */
static void resume_line(const char *line, Resume *r) {
    const char *value;
    if ((value = resume_value(line, "model"))) resume_copy(value, r->model, sizeof r->model);
    if ((value = resume_value(line, "language")))
        resume_copy(value, r->language, sizeof r->language);
    if ((value = resume_value(line, "theme"))) {
        ThemeName *out = &r->theme;
        for (int i = 0; directive_themes[i]; i++)
            if (strcmp(value, directive_themes[i]) == 0) *out = (ThemeName)i;
    }
    if ((value = resume_value(line, "text-size"))) resume_number(value, 75, 200, &r->text_size);
    if ((value = resume_value(line, "width")))
        resume_number(value, FIGURE_LEAST_WIDTH, FIGURE_MOST, &r->width);
    if ((value = resume_value(line, "height")))
        resume_number(value, FIGURE_LEAST_HEIGHT, FIGURE_MOST, &r->height);
    if ((value = resume_value(line, "view"))) r->view = value;
}

/* Copies the next whole line without its end, "" one that is no text; returns what follows, NULL
   behind the last. */
static const char *resume_cut(const char *text, Arena *arena, const char **out) {
    const char *end = strchr(text, '\n');
    if (!end) return NULL;
    const char *line = arena_copy(arena, text, (size_t)(end - text));
    *out = text_is_line(line) ? line : "";
    return end + 1;
}

bool resume_read(const char *text, Arena *arena, Resume *out) {
    const char *line = "", *at = resume_cut(text, arena, &line);
    *out = (Resume){.view = "", .text_size = 100};
    if (!at || strcmp(line, first_line) != 0) return false;
    while ((at = resume_cut(at, arena, &line))) resume_line(line, out);
    return true;
}
