/* Plans of figures: what they may be, the scene that comes of them, and how they are written down.
 */
#include "export/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utf8.h"
#include "draw/paint.h"
#include "model/outline.h"
#include "scene/frame/build.h"
#include "scene/pen/crop.h"
#include "trace/measure.h"
#include "trace/measure_scale.h"
#include "view/directives.h"

enum { RATIO_HIGH = 540, RATIO_TIMES = 2, TYPE_ACROSS = 28, TYPE_DOWN = 21 };

const char *const figure_formats[] = {"png", "apng", "svg", "pdf", "csv", "json", "npy", NULL};
const char *const figure_palettes[] = {"default", "viridis", "cividis", "grey",    "red-blue",
                                       "blues",   "greens",  "reds",    "oranges", "purples",
                                       "magma",   "inferno", "rdbu",    NULL};

FigurePlan figure_plan(void) {
    return (FigurePlan){.width = 1920, .height = 1080};
}

int figure_format_named(const char *name) {
    for (int i = 0; figure_formats[i]; i++)
        if (strcasecmp(name, figure_formats[i]) == 0) return i;
    return -1;
}

const char *figure_ending(FigureFormat f) {
    static const char *const endings[] = {".png", ".png", ".svg", ".pdf", ".csv", ".json", ".npy"};
    return endings[f];
}

bool figure_is_picture(FigureFormat f) {
    return f <= FIGURE_PDF;
}

static bool export_figure_check_size(int width, int height, Error *e) {
    return (width >= FIGURE_LEAST_WIDTH && height >= FIGURE_LEAST_HEIGHT && width <= FIGURE_MOST &&
            height <= FIGURE_MOST) ||
           error_set(e,
                     "%d × %d pixels: a figure has %d × %d (or it cannot be read) to %d × %d (or "
                     "it is too large for "
                     "memory)",
                     width, height, FIGURE_LEAST_WIDTH, FIGURE_LEAST_HEIGHT, FIGURE_MOST,
                     FIGURE_MOST);
}

/* "16:9" or "16:9@2x" */
static bool read_ratio(const char *text, int *width, int *height) {
    int across, down, times = RATIO_TIMES, end = 0;
    if (sscanf(text, "%4d:%4d%n", &across, &down, &end) != 2 || across < 1 || down < 1)
        return false;
    if (text[end] && (sscanf(text + end, "@%3d%n", &times, &(int){0}) != 1 || times < 1))
        return false;
    if (text[end]) {
        text += end + 1 + (int)strspn(text + end + 1, "0123456789");
        if (strcmp(text, "x") != 0) return false;
    }
    *height = RATIO_HIGH * times;
    *width = (int)lrint((double)*height * across / down);
    return true;
}

int figure_within(int size, int least) {
    return size < least ? least : size > FIGURE_MOST ? FIGURE_MOST : size;
}

bool figure_read_size(const char *text, int *width, int *height, Error *e) {
    int end = 0;
    bool plain = text[strspn(text, "0123456789x:@")] == 0 && text[0] >= '0' && text[0] <= '9' &&
                 strlen(text) < 16;
    bool pixels = plain && sscanf(text, "%6dx%6d%n", width, height, &end) == 2 && !text[end];
    if (!pixels && !(plain && read_ratio(text, width, height)))
        return error_set(e, "'%s' is not a size like 1920x1080, 16:9 or 4:3@3x", text);
    return export_figure_check_size(*width, *height, e);
}

static bool export_figure_check_type(const FigurePlan *p, Error *e) {
    int most = p->width / TYPE_ACROSS < p->height / TYPE_DOWN ? p->width / TYPE_ACROSS
                                                              : p->height / TYPE_DOWN;
    return p->style.font_size <= most ||
           error_set(e, "letters of %d pixels are too large for a figure of %d × %d: at most %d",
                     p->style.font_size, p->width, p->height, most);
}

bool figure_check(const FigurePlan *p, Error *e) {
    if (!figure_is_picture(p->format)) return true;
    return export_figure_check_size(p->width, p->height, e) && export_figure_check_type(p, e);
}

/* Scales */

bool figure_read_scale(const char *text, Style *s, Error *e) {
    return directive_read_scale(text, "lock", &s->scale, e);
}

/* Numbers on the signed scale: no shares, no token numbers, no −∞ or 0 of masks. */
static bool is_signed(const char *path) {
    static const char *const others[] = {"weights", "probabilities", ".exp",    ".sum", ".variance",
                                         "tokens",  "causal",        "padding", "mask"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (text_ends(path, others[i])) return false;
    return true;
}

static float step_top(const Program *p, const Trace *t, int step, float top) {
    const Step *s = &p->steps[step];
    int outputs = op_table[s->op]->outputs;
    for (int i = 0; i < s->inputs + outputs; i++) {
        Value v = i < s->inputs ? s->in[i] : s->out[i - s->inputs];
        if (is_signed(p->values[v].path)) top = fmaxf(top, measure_max_abs(t->values[v], -1));
    }
    return top;
}

float figure_series_top(const Decoding *run) {
    const Program *p = &run->programs[run->steps - 1];
    float top = 0;
    for (int i = 0; i < p->step_count; i++)
        top = step_top(p, decode_trace(run, run->steps - 1), i, top);
    return top;
}

/* Of a person's own matrices. */
static void lock_own(const Program *p, const Trace *t, Value v, int sheet, Style *style) {
    Magnitudes m = measure_magnitudes(t->values[v], sheet);
    ScaleWish *all = &style->scale;
    if (p->values[v].numbers == NUMBERS_MASK) return;
    if (p->values[v].numbers == NUMBERS_SHARES && all->kind == SCALE_AUTO) {
        style->shares_top = fmaxf(style->shares_top, m.most);
        return;
    }
    all->kind = SCALE_RANGE;
    all->high = fmaxf(fmaxf(all->high, m.most), style->shares_top);
    if (m.negative || all->low < 0) all->low = -all->high;
    if (all->high == 0) all->high = 1;
}

void figure_lock(const Decoding *run, const View *v, Style *style) {
    Address a = view_address(v, run);
    const Program *p = &run->programs[a.t];
    const Trace *t = decode_trace(run, a.t);
    const ValueInfo *info = &p->values[a.value];
    if (info->role == VALUE_MATRIX) {
        bool all = v->shown.at.depth == DEPTH_MODEL, heads = v->shown.at.form == FORM_HEADS;
        for (Value i = 0; i < p->value_count && all; i++)
            if (p->values[i].role == VALUE_MATRIX) lock_own(p, t, i, -1, style);
        if (!all) lock_own(p, t, a.value, heads ? -1 : a.cell.sheet, style);
        return;
    }
    const Step *s = info->step >= 0 ? &p->steps[info->step] : NULL;
    if (!s && is_signed(info->path))
        style->top = fmaxf(style->top, measure_max_abs(t->values[a.value], -1));
    if (!s) return;
    style->top = step_top(p, t, info->step, style->top);
    for (int i = 0; i < op_table[s->op]->outputs && run->labels; i++)
        if (p->values[s->out[i]].numbers == NUMBERS_SHARES)
            style->shares_top = fmaxf(style->shares_top, measure_max_abs(t->values[s->out[i]], -1));
}

/* Pictures */

/* Of a display with as many pixels: one of 3840 × 2160 shows everything twice as large. */
static float picture_scale(const FigurePlan *p) {
    return fmaxf(1, floorf(fminf((float)p->width / 1440, (float)p->height / 900)));
}

bool figure_scene(const SceneInput *in, const FigurePlan *p, Arena *arena, Scene *out, Error *e) {
    SceneInput planned = *in;
    Style style = p->style;
    if (!export_figure_check_size(p->width, p->height, e) || !export_figure_check_type(p, e))
        return false;
    planned.width = p->width, planned.height = p->height;
    planned.frame = p->frame;
    planned.scale = picture_scale(p);
    planned.transparent = p->transparent;
    style.bare = style.bare || p->cropped;
    planned.style = &style;
    scene_build(&planned, arena, out);
    bool alone = in->view->shown.at.form == FORM_ALONE;
    float margin = alone ? fmaxf(8, roundf(16 * (float)p->height / 900)) : (float)p->height / 120;
    if (p->cropped && !p->frame) scene_crop(out, in->font, fmaxf(4, margin));
    return true;
}

const char *figure_about(const SceneInput *in, Arena *arena) {
    Scene scene;
    scene_build(in, arena, &scene);
    return scene.about;
}

bool figure_render(const SceneInput *in, const FigurePlan *p, Arena *arena, Canvas *out, Error *e) {
    Scene scene;
    if (!figure_scene(in, p, arena, &scene, e)) return false;
    *out = canvas_make(arena, scene.width, scene.height);
    canvas_clear(out, p->transparent ? 0 : scene.ground);
    canvas_paint(out, &scene, in->font);
    return true;
}

char *figure_name(const View *v, const Decoding *run, Arena *arena) {
    if (v->shown.at.depth == DEPTH_SENTENCE) return arena_print(arena, "sentence");
    Address a = view_address(v, run);
    char *name = arena_print(arena, "%s%s", run->programs[a.t].values[a.value].path,
                             view_suffix(v, run, arena));
    return a.t == run->steps - 1 ? name : arena_print(arena, "%s@%d", name, a.t);
}

/* Plans as words */

/* $'a\033b': what cannot be shown, or is no UTF-8, byte by byte. */
static void quote_bytes(const char *text, Buffer *out) {
    const char *end = text + strlen(text);
    buffer_text(out, "$'");
    while (text < end) {
        const char *from = text;
        bool shown =
            utf8_printable(utf8_next(&text, end)) && utf8_valid(from, (size_t)(text - from));
        if (shown && (*from == '\'' || *from == '\\')) buffer_text(out, "\\");
        for (; from < text && shown; from++) buffer_add(out, from, 1);
        for (; from < text; from++) buffer_print(out, "\\%03o", (unsigned char)*from);
    }
    buffer_text(out, "'");
}

void figure_quote(const char *text, Buffer *out) {
    bool plain =
        *text &&
        text[strspn(
            text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+=,-")] == 0;
    if (plain) {
        buffer_text(out, text);
        return;
    }
    if (!text_is_plain(text)) {
        quote_bytes(text, out);
        return;
    }
    buffer_text(out, "'");
    for (; *text; text++) {
        if (*text == '\'')
            buffer_text(out, "'\\''");
        else
            buffer_add(out, text, 1);
    }
    buffer_text(out, "'");
}

static void export_figure_print_words(const char *option, const char *text, Buffer *out) {
    if (!text) return;
    buffer_print(out, " %s ", option);
    figure_quote(*text ? text : "off", out);
}

/* `scale`: the option's name. */
static void print_style(const Style *s, const char *scale, Buffer *out) {
    if (s->palette) buffer_print(out, " --palette %s", figure_palettes[s->palette]);
    if (s->scale.kind) {
        buffer_print(out, " %s ", scale);
        directive_print_scale(s->scale, out);
    } else if (s->top > 0 || s->shares_top > 0) {
        buffer_print(out, " %s lock=%.9g", scale, (double)s->top);
        if (s->shares_top > 0) buffer_print(out, ":%.9g", (double)s->shares_top);
    }
    if (s->shrink) buffer_text(out, " --shrink mean");
    static const char *const numbers[] = {
        [NUMBERS_ON] = "on", [NUMBERS_OFF] = "off", [NUMBERS_TOP] = "top"};
    if (s->numbers == NUMBERS_LARGEST)
        buffer_print(out, " --numbers %d", s->largest);
    else if (s->numbers)
        buffer_print(out, " --numbers %s", numbers[s->numbers]);
    if (s->number_size) buffer_print(out, " --number-size %d", s->number_size);
    if (s->cells) buffer_print(out, " --cells %s", s->cells == CELLS_DOTS ? "dots" : "plain");
    if (s->decimals_set) buffer_print(out, " --decimals %d", s->decimals);
    if (s->no_labels) buffer_text(out, " --labels off");
    if (s->transpose) buffer_text(out, " --transpose");
    if (s->font_size) buffer_print(out, " --font-size %d", s->font_size);
    Buffer groups = {0};
    for (int i = 0; i < s->group_count; i++)
        buffer_print(&groups, "%s%s %d", i ? ", " : "", s->groups[i].name, s->groups[i].count);
    if (s->group_count) export_figure_print_words("--groups", groups.data, out);
    buffer_free(&groups);
    if (s->no_outline) buffer_text(out, " --outline off");
    export_figure_print_words("--row-title", s->row_title, out);
    export_figure_print_words("--col-title", s->col_title, out);
    export_figure_print_words("--bar-title", s->bar_title, out);
    export_figure_print_words("--title", s->title, out);
    export_figure_print_words("--caption", s->caption, out);
    export_figure_print_words("--source", s->source, out);
}

void figure_options(const FigurePlan *p, Buffer *out) {
    FigurePlan usual = figure_plan();
    if (p->format != usual.format) buffer_print(out, " --format %s", figure_formats[p->format]);
    if (!figure_is_picture(p->format)) return;
    if (p->width != usual.width || p->height != usual.height)
        buffer_print(out, " --size %dx%d", p->width, p->height);
    if (p->dpi) buffer_print(out, " --dpi %d", p->dpi);
    if (p->frame) buffer_text(out, " --frame window");
    if (p->transparent) buffer_text(out, " --transparent");
    if (p->cropped) buffer_text(out, " --crop figure");
    if (p->seconds > 0) buffer_print(out, " --seconds %.9g", (double)p->seconds);
    print_style(&p->style, p->scale_option ? p->scale_option : "--scale", out);
}

void figure_command(const char *head, const View *v, const Decoding *run, const FigurePlan *p,
                    const char *name, Buffer *out) {
    Buffer line = {0};
    buffer_text(out, head);
    view_print(v, run, &line);
    buffer_text(out, " --view ");
    figure_quote(line.data, out);
    if (p->all_heads) buffer_text(out, " --head all");
    figure_options(p, out);
    buffer_text(out, " -o ");
    figure_quote(name, out);
    buffer_free(&line);
}
