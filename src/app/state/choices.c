/* The rows of the export sheet as one table, and the plan that comes of them. */
#include "app/state/choices.h"

#include <string.h>

enum { VALUES_MOST = 8 };

typedef struct Row {
    const char *name;
    const char *values[VALUES_MOST]; /* ended by NULL */
} Row;

static const Row rows[CHOICE_COUNT] = {
    [CHOICE_FORMAT] = {"format", {"png", "apng", "svg", "pdf", "csv", "json", "npy"}},
    [CHOICE_SIZE] = {"size",
                     {"1920x1080", "1280x720", "960x540", "3840x2160", "1200x1200", "1600x1200",
                      "window"}},
    [CHOICE_THEME] = {"theme", {"paper", "night"}},
    [CHOICE_PALETTE] = {"palette", {"default", "viridis", "cividis", "grey", "red-blue"}},
    [CHOICE_GROUND] = {"ground", {"filled", "transparent"}},
    [CHOICE_CROP] = {"crop", {"page", "figure"}},
    [CHOICE_NUMBERS] = {"numbers", {"auto", "on", "off"}},
    [CHOICE_LABELS] = {"labels", {"on", "off"}},
    [CHOICE_TITLE] = {"title", {"on", "off"}},
    [CHOICE_SOURCE] = {"source", {"on", "off"}},
    [CHOICE_SCALE] = {"scale", {"figure", "series"}},
    [CHOICE_KEYS] = {"keys", {"columns", "rows"}},
    [CHOICE_FIGURE] = {"figure", {"alone", "step"}},
};

const char *choice_row(Choice row) {
    return rows[row].name;
}

const char *choice_value(Choice row, int at) {
    return at >= 0 && at < VALUES_MOST ? rows[row].values[at] : NULL;
}

int choice_values(Choice row) {
    int count = 0;
    while (choice_value(row, count)) count++;
    return count;
}

/* Numbers have no looks; a film is never cropped; a cropped figure has neither title nor source. */
bool choices_apply(const Choices *c, Choice row) {
    FigureFormat format = (FigureFormat)c->at[CHOICE_FORMAT];
    bool film = format == FIGURE_APNG;
    if (row == CHOICE_FORMAT) return true;
    if (!figure_is_picture(format)) return false;
    if (row == CHOICE_CROP) return !film;
    if (row == CHOICE_TITLE || row == CHOICE_SOURCE) return film || !c->at[CHOICE_CROP];
    return true;
}

Choice choices_next(const Choices *c, Choice row, int by) {
    int at = (int)row;
    do at = (at + (by < 0 ? CHOICE_COUNT - 1 : 1)) % CHOICE_COUNT;
    while (!choices_apply(c, (Choice)at));
    return (Choice)at;
}

ThemeName choices_theme(const Choices *c) {
    return c->at[CHOICE_THEME] ? THEME_NIGHT : THEME_PAPER;
}

static void plan_size(const Choices *c, int width, int height, FigurePlan *p) {
    Error e;
    const char *size = rows[CHOICE_SIZE].values[c->at[CHOICE_SIZE]];
    if (figure_read_size(size, &p->width, &p->height, &e)) return;
    p->width = figure_within(width, FIGURE_LEAST_WIDTH);
    p->height = figure_within(height, FIGURE_LEAST_HEIGHT);
}

FigurePlan choices_plan(const Choices *c, int width, int height, float top) {
    FigurePlan p = figure_plan();
    p.format = (FigureFormat)c->at[CHOICE_FORMAT];
    plan_size(c, width, height, &p);
    p.transparent = c->at[CHOICE_GROUND];
    p.cropped = c->at[CHOICE_CROP] && choices_apply(c, CHOICE_CROP);
    p.style.palette = (PaletteName)c->at[CHOICE_PALETTE];
    p.style.numbers = (NumbersWish)c->at[CHOICE_NUMBERS];
    p.style.no_labels = c->at[CHOICE_LABELS];
    p.style.transpose = c->at[CHOICE_KEYS];
    if (c->at[CHOICE_SCALE]) p.style.top = top;
    if (c->at[CHOICE_TITLE] && choices_apply(c, CHOICE_TITLE)) p.style.title = p.style.caption = "";
    if (c->at[CHOICE_SOURCE] && choices_apply(c, CHOICE_SOURCE)) p.style.source = "";
    return p;
}

void choices_print(const Choices *c, Buffer *out) {
    for (int i = 0; i < CHOICE_COUNT; i++)
        buffer_print(out, "%s = %s\n", rows[i].name, rows[i].values[c->at[i]]);
}

static bool equal(const char *text, size_t n, const char *word) {
    return strlen(word) == n && memcmp(text, word, n) == 0;
}

static void state_choices_read_line(Choices *c, const char *line, size_t n) {
    size_t key = strcspn(line, " \n");
    if (key + 3 > n || memcmp(line + key, " = ", 3) != 0) return;
    for (int i = 0; i < CHOICE_COUNT; i++)
        for (int k = 0; equal(line, key, rows[i].name) && choice_value((Choice)i, k); k++)
            if (equal(line + key + 3, n - key - 3, rows[i].values[k])) c->at[i] = k;
}

void choices_read(Choices *c, const char *text) {
    while (*text) {
        size_t n = strcspn(text, "\n");
        state_choices_read_line(c, text, n);
        text += n + (text[n] == '\n');
    }
}
