/* Building a series and writing it. */
#include "cli/series.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/deck_file.h"
#include "cli/save.h"
#include "model/outline.h"
#include "export/figure_file.h"
#include "scene/frame/build.h"
#include "train/gold.h"
#include "view/directives.h"
#include "view/link.h"
#include "view/source.h"

bool series_heads(const char *text, HeadWish *out, Error *e) {
    *out = (HeadWish){
        .given = true, .all = strcmp(text, "all") == 0, .grid = strcmp(text, "grid") == 0};
    if (out->all || out->grid) return true;
    for (const char *at = text; *at || at == text; at++) {
        char *end;
        long head = strtol(at, &end, 10);
        if (*at < '0' || *at > '9' || head > 4096 || (*end && *end != ',') || (*end && !end[1]))
            return error_set(
                e, "--head: '%s' is none of a head's number from 0, a list like 0,2, all and grid",
                text);
        if (out->count == (int)(sizeof out->head / sizeof *out->head))
            return error_set(e, "--head: too many heads");
        out->head[out->count++] = (int)head;
        at = end;
        if (!*at) break;
    }
    return true;
}

void series_begin(Series *s, Arena *arena) {
    *s = (Series){.arena = arena};
}

/* The list with room for one more of `size` bytes: itself, or a copy twice as long. */
static void *series_room(const Series *s, void *list, int count, int *room, size_t size) {
    if (count < *room) return list;
    *room = count ? 2 * count : 1;
    void *longer = arena_raw(s->arena, (size_t)*room, size);
    return count ? memcpy(longer, list, (size_t)count * size) : longer;
}

static const Decoding *decode_other(Series *s, const Session *session, const RunOf *of, Error *e) {
    Decoding *run = arena_many(s->arena, Decoding, 1);
    Sources own = {.model = &session->model, .kernels = session->kernels};
    return source_decode(session->sources ? session->sources : &own, of, s->arena, run, e) ? run
                                                                                           : NULL;
}

/* The runs beside the view's own; the figure before may have the same ones. */
static bool take_runs(Series *s, SeriesItem *it, Error *e) {
    const View *v = &it->view;
    const SeriesItem *last = s->count ? &s->items[s->count - 1] : NULL;
    const RunOf *own = &v->shown.of;
    RunOf plain = *own;
    bool same =
        last && directives_same_run(own, &last->view.shown.of) && last->session == it->session;
    plain.what = (WhatIfList){.count = 0};
    plain.search.node = 0;
    if (v->shown.of.what.count)
        it->before = same ? last->before : decode_other(s, it->session, &plain, e);
    if (v->shown.of.what.count && !it->before) return false;
    if (!v->shown.beside.on) return true;
    bool again = same && last->beside &&
                 directives_same_run(&v->shown.beside.of, &last->view.shown.beside.of);
    if (directives_same_run(own, &v->shown.beside.of))
        it->beside = &it->session->run;
    else
        it->beside = again ? last->beside : decode_other(s, it->session, &v->shown.beside.of, e);
    return it->beside != NULL;
}

/* Only some pictures ask for it. */
static void take_gold(Series *s, SeriesItem *it) {
    const SeriesItem *last = s->count ? &s->items[s->count - 1] : NULL;
    const Model *m = it->session->run.model;
    if (!scene_wants_gold(&it->view, &it->session->run) || it->session->run.labels) return;
    if (last && last->gold && last->session == it->session) {
        it->gold = last->gold;
        return;
    }
    const Gold *g = gold_open(m, s->arena);
    it->gold = g ? gold_rows(g, &it->session->run, s->arena) : NULL;
}

static bool add_one(Series *s, const View *v, const Session *session, bool plain, Error *e) {
    if (s->count == SERIES_MOST) return error_set(e, "more than %d figures at once", SERIES_MOST);
    s->items = series_room(s, s->items, s->count, &s->room, sizeof *s->items);
    SeriesItem *it = &s->items[s->count];
    *it = (SeriesItem){
        .view = *v, .session = session, .plain = plain, .gloss = s->gloss, .slide = s->slide};
    if (!take_runs(s, it, e)) return false;
    take_gold(s, it);
    s->count++;
    return true;
}

bool series_add(Series *s, const View *v, const Session *session, const HeadWish *heads, bool plain,
                Error *e) {
    Address a = view_address(v, &session->run);
    int sheets = v->shown.at.depth == DEPTH_SENTENCE
                     ? 1
                     : session->run.programs[a.t].values[a.value].form.shape.sheets,
        most = session->model.config.heads;
    int count = heads->all ? sheets : heads->count;
    View view = *v;
    if (heads->grid) view.shown.at.form = FORM_HEADS;
    for (int i = 0; i < heads->count; i++)
        if (heads->head[i] >= most)
            return error_set(e, "--head: there is no head %d, the model has %d counted from 0",
                             heads->head[i], most);
    if (!heads->given || heads->grid || sheets == 1) return add_one(s, &view, session, plain, e);
    for (int i = 0; i < count; i++) {
        view.shown.at.head = heads->all ? i : heads->head[i];
        if (!add_one(s, &view, session, plain && count == 1 && heads->head[0] == 0, e))
            return false;
    }
    return true;
}

static bool lies_under(const char *path, const char *prefix) {
    size_t n = strlen(prefix);
    return n == 0 || (strncmp(path, prefix, n) == 0 && (path[n] == '.' || path[n] == 0));
}

bool series_add_steps(Series *s, const View *like, const Session *session, const char *prefix,
                      const HeadWish *heads, Error *e) {
    const Program *p = &session->run.programs[session->run.steps - 1];
    int before = s->count;
    for (int i = 0; i < p->step_count; i++) {
        const char *path = p->values[outline_value(p, i)].path;
        View v = *like;
        if (!lies_under(path, prefix)) continue;
        if (strlen(path) >= VIEW_PATH)
            return error_set(e, "%s: the path is too long for a figure", path);
        strcpy(v.shown.at.path, path);
        v.shown.at.t = v.shown.at.row = v.shown.at.col = -1;
        if (!series_add(s, &v, session, heads, true, e)) return false;
    }
    return s->count > before || error_set(e, "--layer: no step's path begins with '%s'", prefix);
}

/* Names */

static void name_items(Series *s, bool numbered, FigureFormat format) {
    for (int i = 0; i < s->count; i++) {
        SeriesItem *it = &s->items[i];
        const Decoding *run = &it->session->run;
        Address a = view_address(&it->view, run);
        const char *name = it->plain ? run->programs[a.t].values[a.value].path
                                     : figure_name(&it->view, run, s->arena);
        const char *number = numbered ? arena_print(s->arena, "%03d-", i + 1) : "";
        const char *file = it->session->file;
        it->name = arena_print(s->arena, "%s%s%s%s%s", number, file ? file : "", file ? "-" : "",
                               name, figure_ending(format));
    }
}

/* What a command that makes a figure again begins with. */
static const char *series_command_head(const Series *s, const SessionArguments *a,
                                       const FigureArguments *f, bool gloss) {
    Buffer b = {0};
    buffer_text(&b, "attnscope export");
    if (a->model) buffer_text(&b, " --model "), figure_quote(a->model, &b);
    look_print_language(f->language, &b);
    if (f->link) buffer_text(&b, " --link "), figure_quote(f->link, &b);
    if (gloss) buffer_text(&b, " --gloss");
    char *text = arena_copy(s->arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

/* The command that makes one figure again, or all of them at once. */
static const char *command_of(const Series *s, const SeriesItem *it, const SeriesOutput *out,
                              const FigurePlan *plan) {
    const Session *run = it->session;
    Buffer b = {0};
    if (run->folder_option) {
        buffer_text(&b, run->command);
        figure_options(plan, &b);
        buffer_print(&b, " %s figures", run->folder_option);
    } else {
        int language = out->figure->language;
        bool gloss = it->gloss && out->look->lang[language].gloss;
        const char *head =
            run->command ? run->command : series_command_head(s, run->from, out->figure, gloss);
        figure_command(head, &it->view, &run->run, plan, it->name, &b);
    }
    char *text = arena_copy(s->arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

const char *series_link(const Series *s, const SeriesItem *it, const SeriesOutput *out) {
    const Session *from = it->session;
    Buffer b = {0};
    if (!out->figure->link || from->command) return NULL;
    bool told = link_view(out->figure->link, session_model_name(from->from, s->arena), &it->view,
                          &from->run, look_languages()->name[out->figure->language], &b);
    const char *text = told ? arena_copy(s->arena, b.data, b.size) : NULL;
    buffer_free(&b);
    return text;
}

/* A picture for a slide is presented; beside its words it has three quarters of a wide screen. A
   person who says how it shall look has it so. */
static FigurePlan slide_plan(const Series *s, SeriesItem *it, const FigurePlan *plan) {
    FigurePlan p = *plan, usual = figure_plan();
    const Style *y = &p.style;
    bool own = p.frame || p.cropped || y->bare || y->title || y->caption || y->source ||
               y->font_size || y->no_labels;
    if (!it->slide || own || !figure_is_picture(p.format)) return p;
    if (s->slide_count && p.width == usual.width && p.height == usual.height)
        p.width = p.height * 4 / 3;
    /* Presented, all heads would be some of them: nobody turns to the others on a slide. */
    if (it->view.shown.at.form != FORM_HEADS) it->view.shown.setting.presenting = p.frame = true;
    return p;
}

static SceneInput item_input(const SeriesItem *it, const SeriesOutput *out,
                             const FigurePlan *plan) {
    bool before = it->before && it->view.shown.side == SIDE_BEFORE;
    return (SceneInput){.view = &it->view,
                        .run = before ? it->before : &it->session->run,
                        .before = it->before,
                        .changed = &it->session->run,
                        .beside = it->beside,
                        .gold = it->gold,
                        .width = plan->width,
                        .height = plan->height,
                        .font = &out->look->font,
                        .lang = &out->look->lang[out->figure->language],
                        .gloss = it->gloss,
                        .lessons = out->lessons,
                        .lesson = plan->frame ? it->lesson : NULL};
}

static bool write_item(const Series *s, const SeriesItem *it, const SeriesOutput *out,
                       const FigurePlan *plan, const char *path, bool force, Error *e) {
    SeriesItem shown = *it;
    FigurePlan as = slide_plan(s, &shown, plan);
    SceneInput in = item_input(&shown, out, plan);
    FigureNotes notes = {.silent = out->figure->silent,
                         .link = series_link(s, it, out),
                         .command = command_of(s, &shown, out, &as)};
    return figure_write(path, &in, &as, &notes, force, e);
}

bool series_write_one(const Series *s, const SeriesItem *it, const SeriesOutput *out,
                      const char *path, bool force, Error *e) {
    return write_item(s, it, out, &out->figure->plan, path, force, e);
}

const char *series_about(const Series *s, const SeriesItem *it, const SeriesOutput *out) {
    SceneInput in = item_input(it, out, &out->figure->plan);
    return figure_about(&in, s->arena);
}

/* Decks */

static const char deck_name[] = "index.html";

void series_slide(Series *s, const char *title, const char *html, bool has_figure) {
    s->slides = series_room(s, s->slides, s->slide_count, &s->slide_room, sizeof *s->slides);
    s->slides[s->slide_count++] = (SeriesSlide){title, html, has_figure ? s->count - 1 : -1};
}

static bool fill_slide(const Series *s, const SeriesOutput *out, const SeriesSlide *from,
                       const Save *save, DeckSlide *slide, Error *e) {
    *slide = (DeckSlide){.title = from->title, .html = from->html};
    if (from->item < 0) return true;
    const SeriesItem *it = &s->items[from->item];
    slide->alt = series_about(s, it, out);
    slide->link = series_link(s, it, out);
    if (!slide->title) slide->title = slide->alt;
    return deck_file_picture(path_join(s->arena, save->hidden, it->name), s->arena, slide, e);
}

/* Without a lesson's slides every figure is one. */
static bool write_deck(const Series *s, const SeriesOutput *out, Save *save, Error *e) {
    int count = s->slide_count ? s->slide_count : s->count;
    DeckSlide *slides = arena_many(s->arena, DeckSlide, count);
    for (int i = 0; i < count; i++) {
        SeriesSlide one = s->slide_count ? s->slides[i] : (SeriesSlide){NULL, NULL, i};
        if (!fill_slide(s, out, &one, save, &slides[i], e)) return false;
    }
    Buffer page = {0};
    int language = out->figure->language;
    DeckLook look = {s->items[0].view.shown.setting.theme, look_languages()->name[language],
                     &out->look->lang[language], s->live ? out->figure->link : NULL};
    bool ok = deck_file_print(slides, count, s->deck, &look, s->arena, &page, e) &&
              file_write(save_path(save, deck_name), page.data, page.size, e);
    buffer_free(&page);
    return ok;
}

/* Writing */

static bool name_free(const Series *s, const SeriesOutput *out, const char *name, Error *e) {
    return file_absent(path_join(s->arena, out->path, name), e);
}

static bool series_names_free(const Series *s, const SeriesOutput *out, Error *e) {
    if (out->figure->force) return true;
    if (s->deck && !name_free(s, out, deck_name, e)) return false;
    for (int i = 0; i < s->count; i++)
        if (!name_free(s, out, s->items[i].name, e)) return false;
    return true;
}

static bool series_write_all(const Series *s, const SeriesOutput *out, const FigurePlan *plan,
                             Error *e) {
    bool terminal = isatty(STDERR_FILENO), ok = true;
    Save save;
    if (!series_names_free(s, out, e) ||
        !save_begin(&save, out->path, out->figure->force, s->arena, e))
        return false;
    for (int i = 0; i < s->count && ok; i++) {
        const SeriesItem *it = &s->items[i];
        if (terminal) fprintf(stderr, "\rfigure %d of %d", i + 1, s->count);
        ok = write_item(s, it, out, plan, save_path(&save, it->name), true, e);
        /* Beside an .npy its labels are written: they move with it. */
        for (int j = 0; j < 2 && plan->format == FIGURE_NPY; j++)
            save_path(&save, figure_beside(it->name, plan->format, j, s->arena));
    }
    if (terminal) fputs("\r\033[K", stderr);
    ok = ok && (!s->deck || write_deck(s, out, &save, e));
    return (ok && save_end(&save, e)) || save_drop(&save);
}

/* A wish that no figure of the series could follow is told. */
static bool check_turning(const Series *s, const SeriesOutput *out, const FigurePlan *plan,
                          Error *e) {
    if (!plan->style.transpose || !figure_is_picture(plan->format)) return true;
    for (int i = 0; i < s->count; i++) {
        SceneInput in = item_input(&s->items[i], out, plan);
        if (scene_turns(&in)) return true;
    }
    return error_set(e,
                     "--transpose: %s is no figure whose keys could be drawn downwards (scores, "
                     "scaled, weights and heads "
                     "are)",
                     s->items[0].view.shown.at.path);
}

/* Groups are of as many rows or columns as one of the figures has. */
static bool check_groups(const Series *s, const FigurePlan *plan, Error *e) {
    int count = 0;
    Shape shape = {0};
    for (int i = 0; i < plan->style.group_count; i++) count += plan->style.groups[i].count;
    for (int i = 0; i < s->count && plan->style.group_count; i++) {
        const Decoding *run = &s->items[i].session->run;
        Address a = view_address(&s->items[i].view, run);
        shape = run->programs[a.t].values[a.value].form.shape;
        if (shape.rows == count || shape.cols == count) return true;
    }
    return !plan->style.group_count ||
           error_set(e, "--groups: they are of %d, but there are %d rows and %d columns", count,
                     shape.rows, shape.cols);
}

/* It ends in a format's name. */
static bool names_file(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && figure_format_named(dot + 1) >= 0;
}

bool series_write(Series *s, const SeriesOutput *out, Error *e) {
    FigurePlan plan = out->figure->plan;
    bool folder = folder_exists(out->path);
    for (int i = 0; i < s->count && out->figure->lock; i++)
        figure_lock(&s->items[i].session->run, &s->items[i].view, &plan.style);
    if (!figure_check(&plan, e) || !check_turning(s, out, &plan, e) || !check_groups(s, &plan, e))
        return false;
    name_items(s, s->count > 1 || s->deck, plan.format);
    bool many = s->count > 1 || s->deck;
    if (s->deck && (!s->count || !figure_is_picture(plan.format)))
        return error_set(e,
                         s->count ? "a deck has pictures, not numbers" : "the deck has no figure");
    if (many && !folder && names_file(out->path))
        return error_set(e, "%s: a series needs a folder", out->path);
    if (many) return series_write_all(s, out, &plan, e);
    const char *path = folder ? path_join(s->arena, out->path, s->items[0].name) : out->path;
    return write_item(s, &s->items[0], out, &plan, path, out->figure->force, e);
}
