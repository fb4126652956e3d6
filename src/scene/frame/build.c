/* Building a scene from its parts. */
#include "scene/frame/build.h"

#include "scene/figures/claims_list.h"
#include "scene/figures/figure.h"
#include "scene/frame/compare.h"
#include "scene/frame/frame.h"
#include "scene/frame/layout.h"
#include "scene/frame/motion.h"
#include "scene/frame/speech.h"
#include "scene/frame/touch.h"
#include "scene/panels/badge.h"
#include "scene/panels/export_sheet.h"
#include "scene/panels/key_sheet.h"
#include "scene/panels/lesson_panel.h"
#include "scene/panels/more.h"
#include "scene/panels/value_sheet.h"
#include "scene/words/labels.h"
#include "scene/words/lens_words.h"
#include "scene/words/what.h"

/* Of a cell that a question hides: where it is. */
static const char *say_aim(Stage *s) {
    return arena_print(s->arena, "%s: ?", words_place(s, s->aim));
}

static const char *build_say(Stage *s) {
    const KeySheet *more = s->in->more;
    const ExportSheet *file = s->in->file;
    if (more) return more->lines[more->page - 1].help;
    if (file)
        return arena_print(s->arena, "%s: %s", file->rows[file->row].label,
                           file->rows[file->row].values[file->rows[file->row].at]);
    if (s->aim.on) return say_aim(s);
    return s->in->lesson && !s->pointer.on ? lesson_spoken(s) : speech_spoken(s);
}

void scene_build(const SceneInput *in, Arena *arena, Scene *out) {
    Stage s;
    *out = (Scene){.width = in->width,
                   .height = in->height,
                   .about = "",
                   .speech = "",
                   .spoken = "",
                   .arena = arena};
    const Decoding *runs[] = {in->run, in->before, in->changed, in->beside};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
        if (runs[i]) decode_forget(runs[i], 2);
    stage_open(&s, in, arena, out);
    out->ground = s.theme.ground;
    if (s.presenting && in->view->passing.blank) {
        out->ground = 0x000000FF;
        return;
    }
    out->speech = s.aim.on ? say_aim(&s) : speech_pointed(&s);
    if (in->frame) out->spoken = build_say(&s);
    if (!in->frame) out->about = speech_about(&s);
    if (!in->frame && what_on(&s))
        out->about = arena_print(arena, "%s (%s)", out->about, badge_caption(&s));
    Rect stage = frame_draw(&s);
    bool two = layout_wants_two(in),
         none = in->frame && stage.h < 1; /* the lessons' list is long */
    Rect area = two || none ? stage : frame_heading(&s, stage);
    int items = out->count, targets = out->target_count;
    if (two && !none)
        compare_draw(&s, stage);
    else if (!none)
        figure_draw(&s, area);
    if (s.told && !two) claims_mark(&s, stage);
    if (in->frame && in->view->passing.moved < 1 && !two) motion_apply(&s, items, targets);
    frame_overlay(&s);
    if (in->more) more_draw(&s, s.scene->stage[1]);
    key_sheet_draw(&s);
    value_sheet_draw(&s);
    export_sheet_draw(&s);
    touch_grow(&s);
}

void scene_wait(const SceneInput *in, Arena *arena, Scene *out) {
    Stage s;
    bool bare = out->width != in->width || out->height != in->height;
    if (bare)
        *out = (Scene){.width = in->width,
                       .height = in->height,
                       .about = "",
                       .speech = "",
                       .spoken = "",
                       .arena = arena};
    stage_bare(&s, in, arena, out);
    if (bare) out->ground = s.theme.ground;
    export_sheet_draw(&s);
}

/* What a scene of that input would be made with; its marks are thrown away. */
static bool ask(const SceneInput *in, bool (*question)(Stage *, int), int about) {
    Arena arena = {0};
    Scene scene = {.width = in->width, .height = in->height, .arena = &arena};
    Stage s;
    stage_open(&s, in, &arena, &scene);
    bool answer = question(&s, about);
    arena_free(&arena);
    return answer;
}

static bool has_form(Stage *s, int form) {
    return figure_has_form(s, (FigureForm)form);
}

static bool panel_open(Stage *s, int panel) {
    return layout_panel_open(s, (Panel)panel);
}

bool scene_has_form(const SceneInput *in, FigureForm form) {
    return ask(in, has_form, (int)form);
}

static bool build_turned(Stage *s, int wish) {
    (void)wish;
    return s->transposed;
}

bool scene_turns(const SceneInput *in) {
    const Style style = {.transpose = true};
    SceneInput wish = *in;
    wish.style = &style;
    return ask(&wish, build_turned, 0);
}

int scene_key_pages(const SceneInput *in) {
    Arena arena = {0};
    Scene scene = {.width = in->width, .height = in->height, .arena = &arena};
    Stage s;
    stage_open(&s, in, &arena, &scene);
    int pages = key_sheet_pages(&s);
    arena_free(&arena);
    return pages;
}

void scene_file_room(const SceneInput *in, float room[2]) {
    Arena arena = {0};
    Scene scene = {.width = in->width, .height = in->height, .arena = &arena};
    Stage s;
    stage_open(&s, in, &arena, &scene);
    export_sheet_room(&s, room);
    arena_free(&arena);
}

bool scene_panel_open(const SceneInput *in, Panel panel) {
    return ask(in, panel_open, (int)panel);
}

bool scene_wants_gold(const View *v, const Decoding *run) {
    Address at = view_address(v, run);
    const Program *p = &run->programs[at.t];
    bool cross = p->values[at.value].place.sublayer == SUBLAYER_CROSS;
    return v->shown.at.form == FORM_HEADS ||
           (v->shown.at.depth >= DEPTH_STEP && cross && program_is(p, at.value, VALUE_WEIGHTS));
}

const char *scene_target_words(const SceneInput *in, const Target *t, Arena *arena) {
    Scene scene = {.width = in->width, .height = in->height, .arena = arena};
    Stage s;
    if (t->kind == TARGET_CHOICE) return t->text ? t->text : "";
    if (t->kind == TARGET_FIELD)
        return arena_print(arena, "%s: %s", lang_text(in->lang, "keys.edit"),
                           seen_text(&in->view->shown.of));
    if (t->kind != TARGET_STEP && t->kind != TARGET_LENS) return t->text ? t->text : "";
    stage_open(&s, in, arena, &scene);
    if (t->kind == TARGET_LENS) return lens_words_speech(&s); /* it is pointed at */
    return speech_leads(&s, t->path, t->depth, t->head);
}
