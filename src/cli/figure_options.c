/* Reading the options of a figure's file. */
#include "cli/figure_options.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "cli/look.h"
#include "view/directives.h"
#include "view/link.h"

FigureArguments figure_arguments(void) {
    return (FigureArguments){.plan = figure_plan(), .theme = -1, .language = look_locale()};
}

static bool in_range(const char *name, const char *value, int least, int most, int *out, Error *e) {
    int64_t n;
    if (!option_whole(name, value, least, most, &n, e)) return false;
    *out = (int)n;
    return true;
}

/* "off" is nothing, everything else is one's own. */
static bool own_words(const char *value, const char **out) {
    *out = strcmp(value, "off") == 0 ? "" : value;
    return true;
}

/* lock, or lock=TOP[:SHARES], as the command of such a figure tells it. */
static bool take_lock(FigureArguments *a, const char *name, const char *value, Error *e) {
    char number[64], *colon;
    double top, shares = 0;
    if (strcmp(value, "lock") == 0) return a->lock = true;
    snprintf(number, sizeof number, "%s", value + 5);
    colon = strchr(number, ':');
    if (colon) *colon++ = 0;
    if (!option_number(name, number, &top, e) || (colon && !option_number(name, colon, &shares, e)))
        return false;
    a->plan.style.top = (float)top, a->plan.style.shares_top = (float)shares;
    return (top >= 0 && top < 1e30 && shares >= 0 && shares <= 1 && top + shares > 0) ||
           error_set(e, "%s: '%s' needs a number above 0", name, value);
}

/* `name`: what the command calls it. */
static bool cli_options_take_scale(FigureArguments *a, const char *name, const char *value,
                                   Error *e) {
    bool locks = strcmp(value, "lock") == 0 || strncmp(value, "lock=", 5) == 0;
    a->lock = false;
    a->plan.style.scale = (ScaleWish){SCALE_AUTO};
    a->plan.style.top = a->plan.style.shares_top = 0;
    a->plan.scale_option = name;
    if (locks) return take_lock(a, name, value, e);
    return figure_read_scale(value, &a->plan.style, e) || error_prefix(e, name);
}

static bool take_shrink(Style *s, const char *value, Error *e) {
    static const char *const wishes[] = {"largest", "mean", NULL};
    int wish;
    if (!option_word("--shrink", value, wishes, &wish, e)) return false;
    s->shrink = (ShrinkWish)wish;
    return true;
}

static bool cli_options_take_palette(Style *s, const char *value, Error *e) {
    static const char *const others[][2] = {{"print", "grey"},
                                            {"greys", "grey"},
                                            {"gray", "grey"},
                                            {"grays", "grey"},
                                            {"rdbu_r", "red-blue"}};
    int palette;
    char name[32];
    size_t n = strlen(value);
    /* As papers write them, "RdBu" and "Blues", too. */
    for (size_t i = 0; i <= n && n < sizeof name; i++)
        name[i] = (char)tolower((unsigned char)value[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others && n < sizeof name; i++)
        if (strcmp(name, others[i][0]) == 0) strcpy(name, others[i][1]);
    if (!option_word("--palette", n < sizeof name ? name : value, figure_palettes, &palette, e))
        return false;
    s->palette = (PaletteName)palette;
    return true;
}

static bool take_numbers(Style *s, const char *value, Error *e) {
    static const char *const wishes[] = {"auto", "on", "off", "top", NULL};
    int wish;
    if (isdigit((unsigned char)*value)) {
        s->numbers = NUMBERS_LARGEST;
        return in_range("--numbers", value, 1, 10000, &s->largest, e);
    }
    if (!option_word("--numbers", value, wishes, &wish, e)) return false;
    s->numbers = (NumbersWish)wish;
    return true;
}

static bool take_cells(Style *s, const char *value, Error *e) {
    static const char *const wishes[] = {"plain", "dots", NULL};
    int wish;
    if (!option_word("--cells", value, wishes, &wish, e)) return false;
    s->cells = wish ? CELLS_DOTS : CELLS_PLAIN;
    return true;
}

static bool take_seconds(FigurePlan *p, const char *value, Error *e) {
    double seconds;
    if (!option_number("--seconds", value, &seconds, e)) return false;
    p->seconds = (float)seconds;
    return (seconds >= 0.5 && seconds <= 60) ||
           error_set(e, "--seconds: %s is not between 0.5 and 60", value);
}

static const char *const switches[] = {"on", "off", NULL};

/* What stands in the figure. */
static bool take_style(Style *s, int id, const char *value, bool *known, Error *e) {
    int which = 0;
    switch (id) {
    case OPTION_PALETTE: return cli_options_take_palette(s, value, e);
    case OPTION_NUMBERS: return take_numbers(s, value, e);
    case OPTION_CELLS: return take_cells(s, value, e);
    case OPTION_SHRINK: return take_shrink(s, value, e);
    case OPTION_DECIMALS:
        s->decimals_set = true;
        return in_range("--decimals", value, 0, 6, &s->decimals, e);
    case OPTION_LABELS:
        if (!option_word("--labels", value, switches, &which, e)) return false;
        s->no_labels = which;
        return true;
    case OPTION_TRANSPOSE: return s->transpose = true;
    case OPTION_FONT_SIZE: return in_range("--font-size", value, 11, 400, &s->font_size, e);
    case OPTION_NUMBER_SIZE: return in_range("--number-size", value, 6, 200, &s->number_size, e);
    case OPTION_ROW_TITLE: return own_words(value, &s->row_title);
    case OPTION_COL_TITLE: return own_words(value, &s->col_title);
    case OPTION_BAR_TITLE: return own_words(value, &s->bar_title);
    case OPTION_OUTLINE:
        if (!option_word("--outline", value, switches, &which, e)) return false;
        s->no_outline = which;
        return true;
    case OPTION_TITLE: return own_words(value, &s->title);
    case OPTION_CAPTION: return own_words(value, &s->caption);
    case OPTION_SOURCE: return own_words(value, &s->source);
    default: *known = false; return true;
    }
}

/* "CLS 1, question 10": names, and how many of each. */
static bool take_groups(FigureArguments *a, const char *value, Error *e) {
    Style *s = &a->plan.style;
    s->groups = a->groups;
    s->group_count = 0;
    if (strlen(value) >= sizeof a->group_names)
        return error_set(e, "--groups: the list is too long");
    for (char *at = strcpy(a->group_names, value), *next; at; at = next) {
        next = strchr(at, ',');
        if (next) *next++ = 0;
        at += strspn(at, " ");
        char *blank = strrchr(at, ' ');
        while (blank && !blank[1]) *blank = 0, blank = strrchr(at, ' ');
        int count;
        if (s->group_count == GROUPS_MOST)
            return error_set(e, "--groups: more than %d groups", GROUPS_MOST);
        if (!blank || !in_range("--groups", blank + 1, 1, 1 << 20, &count, e))
            return error_set(e, "--groups: '%s' is no name and how many, as 'question 10'", at);
        *blank = 0;
        a->groups[s->group_count++] = (Group){at, count};
    }
    return true;
}

static bool take_crop(FigurePlan *p, const char *value, Error *e) {
    static const char *const crops[] = {"page", "figure", NULL};
    int which;
    if (!option_word("--crop", value, crops, &which, e)) return false;
    p->cropped = which;
    return true;
}

static bool take_format(FigureArguments *a, const char *value, Error *e) {
    int which;
    if (!option_word("--format", value, figure_formats, &which, e)) return false;
    a->plan.format = (FigureFormat)which;
    return a->format_given = true;
}

bool figure_option(FigureArguments *a, int id, const char *value, bool *known, Error *e) {
    FigurePlan *p = &a->plan;
    int which;
    *known = true;
    switch (id) {
    case OPTION_FORMAT: return take_format(a, value, e);
    case OPTION_SIZE:
        return figure_read_size(value, &p->width, &p->height, e) || error_prefix(e, "--size");
    case OPTION_DPI: return in_range("--dpi", value, FIGURE_LEAST_DPI, FIGURE_MOST_DPI, &p->dpi, e);
    case OPTION_THEME: return option_word("--theme", value, directive_themes, &a->theme, e);
    case OPTION_SCALE_COLORS: return cli_options_take_scale(a, "--scale", value, e);
    case OPTION_COLORS: return cli_options_take_scale(a, "--colors", value, e);
    case OPTION_CROP: return take_crop(p, value, e);
    case OPTION_TRANSPARENT: return p->transparent = true;
    case OPTION_SECONDS: return take_seconds(p, value, e);
    case OPTION_LANG: return (a->language_given = look_language(value, &a->language, e));
    case OPTION_LINK: a->link = value; return link_base(value, e) || error_prefix(e, "--link");
    case OPTION_NOTES:
        if (!option_word("--notes", value, switches, &which, e)) return false;
        a->silent = which;
        return true;
    case OPTION_GROUPS: return take_groups(a, value, e);
    case OPTION_FORCE: return a->force = true;
    default: return take_style(&p->style, id, value, known, e);
    }
}

/* "eps" of "a.eps": what looks like a file's kind, and is no folder's name. */
static bool is_ending(const char *path, const char *ending) {
    size_t n = strlen(ending);
    return n >= 2 && n <= 5 && isalpha((unsigned char)*ending) &&
           strspn(ending, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == n &&
           !folder_exists(path);
}

bool figure_format_of(FigureArguments *a, const char *path, Error *e) {
    const char *name = path_base(path), *dot = strrchr(name, '.');
    if (!dot || dot == name) return true;
    int named = figure_format_named(dot + 1);
    if (named >= 0) {
        if (!a->format_given) a->plan.format = (FigureFormat)named;
        bool animated = a->plan.format == FIGURE_APNG && named == FIGURE_PNG;
        return (int)a->plan.format == named || animated ||
               error_set(e, "%s: the name says %s, but --format says %s", path,
                         figure_formats[named], figure_formats[a->plan.format]);
    }
    return a->format_given || !is_ending(path, dot + 1) ||
           error_set(e,
                     "%s: no figure is written as .%s; png, apng, svg, pdf, csv, json and npy are",
                     path, dot + 1);
}
