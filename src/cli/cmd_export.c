/* attnscope export: figures as PNG files, by the same painter as the window's. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/look.h"
#include "cli/save.h"
#include "cli/session.h"
#include "platform/figure_file.h"

enum { OPTION_STEP = OPTION_OWN, OPTION_ALL, OPTION_VIEW, OPTION_HEAD, OPTION_FRAME, OPTION_SIZE, OPTION_THEME,
       OPTION_LANG, OPTION_TRANSPARENT, OPTION_FORCE };

static const OptionInfo options[] = {
    {OPTION_STEP, "step", "PATH[@t]", "the step to draw; with [head,row,col] that cell is pinned"},
    {OPTION_ALL, "all", NULL, "every step of the last decoding step, numbered, into a folder"},
    {OPTION_VIEW, "view", "LINE", "what to draw, as 'show encoder.1.self.scores head=2; point row=it col=dog'"},
    {OPTION_HEAD, "head", "N", "which head, counted from 0 (0)"},
    {OPTION_OUT, "out", "FILE|DIR", "where to; in a folder the file is named after the step"},
    {OPTION_FRAME, "frame", "figure|window", "the figure alone (as is), or the whole window around it"},
    {OPTION_SIZE, "size", "WxH", "pixels, 320x240 to 8192x8192 (1920x1080)"},
    {OPTION_THEME, "theme", "paper|night", "the colours (paper)"},
    LOOK_LANG(OPTION_LANG),
    {OPTION_TRANSPARENT, "transparent", NULL, "no ground behind the figure"},
    {OPTION_FORCE, "force", NULL, "write over files that are there"},
    SESSION_MODEL,
    SESSION_WHAT_IF,
    SESSION_KERNELS,
};
static const Usage usage = {
    "export [TEXT] --step PATH | --view LINE | --all -o FILE|DIR [OPTION]…",
    "Draws figures of a run of TEXT (the model's own sentence if there is none) as PNG files.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

typedef struct ExportArguments {
    SessionArguments session;
    const char *step, *view, *out;
    int64_t head; /* −1: not given */
    int theme;    /* −1: not given */
    int frame, width, height, language;
    bool all, transparent, force;
} ExportArguments;

static bool take_look(ExportArguments *a, int id, const char *value, Error *e) {
    static const char *const frames[] = {"figure", "window", NULL}, *const themes[] = {"night", "paper", NULL};
    switch (id) {
    case OPTION_FRAME: return option_word("--frame", value, frames, &a->frame, e);
    case OPTION_SIZE: return option_size("--size", value, &a->width, &a->height, e);
    case OPTION_THEME: return option_word("--theme", value, themes, &a->theme, e);
    case OPTION_LANG: return look_language(value, &a->language, e);
    case OPTION_TRANSPARENT: return a->transparent = true;
    default: return a->force = true;
    }
}

static bool take(void *self, int id, const char *value, Error *e) {
    ExportArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_STEP: a->step = value; return true;
    case OPTION_ALL: return a->all = true;
    case OPTION_VIEW: a->view = value; return true;
    case OPTION_HEAD: return option_whole("--head", value, 0, 4096, &a->head, e);
    case OPTION_OUT: a->out = value; return true;
    default: break;
    }
    if (!session_option(&a->session, id, value, &known, e)) return false;
    return known || take_look(a, id, value, e);
}

typedef struct Export {
    const ExportArguments *a;
    Session session;
    Look look;
    View view;
    Arena *arena;
} Export;

static SceneInput scene_input(const Export *x, const View *view) {
    const ExportArguments *a = x->a;
    return (SceneInput){.view = view, .run = &x->session.run, .width = a->width, .height = a->height,
                        .frame = a->frame == 1, .transparent = a->transparent, .font = &x->look.font,
                        .lang = &x->look.lang[a->language]};
}

static bool show_path(const char *path, View *v, Error *e) {
    if (strlen(path) >= VIEW_PATH) return error_set(e, "%s: the path is too long for a figure", path);
    strcpy(v->path, path);
    return true;
}

static bool show_step(Export *x, Error *e) {
    Address at;
    if (!address_parse(&x->session.run, x->a->step, &at, e)) return false;
    x->view.t = at.t;
    if (at.has_cell) x->view.head = at.cell.sheet, x->view.row = at.cell.row, x->view.col = at.cell.col;
    return show_path(x->session.run.programs[at.t].values[at.value].path, &x->view, e);
}

/* The line's own theme holds unless --theme names one. */
static bool make_view(Export *x, const char *text, Error *e) {
    const ExportArguments *a = x->a;
    x->view = view_default(text);
    x->view.theme = THEME_PAPER;
    if (a->view && !view_parse(a->view, &x->session.run, &x->view, e)) return error_prefix(e, "--view");
    if (a->step && !show_step(x, e)) return false;
    if (a->theme >= 0) x->view.theme = a->theme ? THEME_PAPER : THEME_NIGHT;
    if (a->head < 0) return true;
    x->view.head = (int)a->head;
    int heads = x->session.model.config.heads;
    return a->head < heads ||
           error_set(e, "--head: there is no head %d, the model has %d counted from 0", (int)a->head, heads);
}

/* "decoder.1.cross.weights-head2@3": after the step, so that names sort as paths do. */
static char *figure_name(const Export *x) {
    Address a = view_address(&x->view, &x->session.run);
    const ValueInfo *v = &x->session.run.programs[a.t].values[a.value];
    char *name = arena_print(x->arena, "%s", v->path);
    name = arena_print(x->arena, "%s%s", name, view_suffix(&x->view, &x->session.run, x->arena));
    return a.t == x->session.run.steps - 1 ? name : arena_print(x->arena, "%s@%d", name, a.t);
}

static bool export_one(const Export *x, Error *e) {
    const char *path = x->a->out;
    if (folder_exists(path)) path = path_join(x->arena, path, arena_print(x->arena, "%s.png", figure_name(x)));
    SceneInput in = scene_input(x, &x->view);
    return figure_write(path, &in, x->a->force, e);
}

static char *numbered_name(const Export *x, const Program *p, int step) {
    Value v = p->steps[step].out[op_table[p->steps[step].op].outputs - 1];
    return arena_print(x->arena, "%03d-%s.png", step + 1, p->values[v].path);
}

static bool names_free(const Export *x, const Program *p, Error *e) {
    for (int i = 0; i < p->step_count && !x->a->force; i++) {
        char *path = path_join(x->arena, x->a->out, numbered_name(x, p, i));
        if (file_exists(path)) return error_set(e, "%s is there already (--force writes over it)", path);
    }
    return true;
}

static bool write_step(const Export *x, const Program *p, int step, Save *s, Error *e) {
    View view = x->view;
    Value v = p->steps[step].out[op_table[p->steps[step].op].outputs - 1];
    view.t = -1;
    view.row = view.col = -1;
    SceneInput in = scene_input(x, &view);
    return show_path(p->values[v].path, &view, e) &&
           figure_write(save_path(s, numbered_name(x, p, step)), &in, true, e);
}

static bool export_all(const Export *x, Error *e) {
    const Program *p = &x->session.run.programs[x->session.run.steps - 1];
    bool terminal = isatty(STDERR_FILENO);
    Save s;
    if (!names_free(x, p, e) || !save_begin(&s, x->a->out, x->arena, e)) return false;
    bool ok = true;
    for (int i = 0; i < p->step_count && ok; i++) {
        if (terminal) fprintf(stderr, "\rfigure %d of %d", i + 1, p->step_count);
        ok = write_step(x, p, i, &s, e);
    }
    if (terminal) fputs("\r\033[K", stderr);
    return (ok && save_end(&s, e)) || save_drop(&s);
}

static bool export_figures(Export *x, const char *text, Error *e) {
    char line_text[VIEW_TEXT];
    if (x->a->view && view_text(x->a->view, line_text)) text = line_text;
    if (!session_open(&x->a->session, text, x->arena, &x->session, e)) return false;
    if (!make_view(x, text ? text : x->session.model.config.default_text, e)) return false;
    bool ok = look_open(x->arena, &x->look, e) && (x->a->all ? export_all(x, e) : export_one(x, e));
    look_close(&x->look);
    return ok;
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    Export x = {.a = self, .arena = arena};
    (void)out;
    if ((x.a->step != NULL) + (x.a->view != NULL) + x.a->all != 1)
        return cli_wrong(e, &usage, "one of --step, --view and --all is needed");
    if (!x.a->out) return cli_wrong(e, &usage, "-o is missing");
    return export_figures(&x, arguments_text(rest, arena), e) ? EXIT_DONE : EXIT_FAILED;
}

int cmd_export(int argc, char **argv) {
    return cli_command(&usage, argc, argv, take, work,
                       &(ExportArguments){.head = -1, .theme = -1, .width = 1920, .height = 1080});
}
