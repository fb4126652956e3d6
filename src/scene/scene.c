/* Building a scene from its parts, and finding cells in it. */
#include "scene/scene.h"

#include <math.h>
#include <string.h>

#include "scene/badge.h"
#include "scene/compare.h"
#include "scene/figure.h"
#include "scene/frame.h"
#include "scene/lesson_panel.h"
#include "scene/motion.h"
#include "scene/words.h"

/* Of a cell that a question hides: where it is. */
static const char *say_aim(Stage *s) {
    return arena_print(s->arena, "%s: ?", words_place(s, s->aim));
}

static const char *say(Stage *s) {
    if (s->aim.on) return say_aim(s);
    return s->in->lesson && !s->pointer.on ? lesson_spoken(s) : words_spoken(s);
}

void scene_build(const SceneInput *in, Arena *arena, Scene *out) {
    Stage s;
    *out = (Scene){.width = in->width,
                   .height = in->height,
                   .about = "",
                   .speech = "",
                   .spoken = "",
                   .arena = arena};
    stage_open(&s, in, arena, out);
    out->ground = s.theme.ground;
    if (s.presenting && in->view->blank) {
        out->ground = 0x000000FF;
        return;
    }
    out->speech = s.aim.on ? say_aim(&s) : words_speech(&s);
    if (in->frame) out->spoken = say(&s);
    if (!in->frame) out->about = words_about(&s);
    if (!in->frame && badge_on(&s))
        out->about = arena_print(arena, "%s (%s)", out->about, badge_caption(&s));
    Rect stage = frame_draw(&s);
    bool two = compare_wanted(in);
    Rect area = two ? stage : frame_heading(&s, stage);
    int items = out->count, targets = out->target_count;
    if (two)
        compare_draw(&s, stage);
    else
        figure_draw(&s, area);
    if (in->frame && in->view->moved < 1 && !two) motion_apply(&s, items, targets);
    frame_overlay(&s);
}

/* What a scene of that input would be made with; its marks are thrown away. */
static bool ask(const SceneInput *in, bool (*question)(const Stage *, int), int about) {
    Arena arena = {0};
    Scene scene = {.width = in->width, .height = in->height, .arena = &arena};
    Stage s;
    stage_open(&s, in, &arena, &scene);
    bool answer = question(&s, about);
    arena_free(&arena);
    return answer;
}

static bool has_form(const Stage *s, int form) {
    return figure_has_form(s, (FigureForm)form);
}

static bool panel_open(const Stage *s, int panel) {
    return frame_panel_open(s, (Panel)panel);
}

bool scene_has_form(const SceneInput *in, FigureForm form) {
    return ask(in, has_form, (int)form);
}

static bool turned(const Stage *s, int wish) {
    (void)wish;
    return s->transposed;
}

bool scene_turns(const SceneInput *in) {
    const Style style = {.transpose = true};
    SceneInput wish = *in;
    wish.style = &style;
    return ask(&wish, turned, 0);
}

bool scene_panel_open(const SceneInput *in, Panel panel) {
    return ask(in, panel_open, (int)panel);
}

void scene_add(Scene *s, Item item) {
    if (s->count == s->room) {
        s->room = s->room * 2 + 64;
        Item *bigger = arena_raw(s->arena, (size_t)s->room, sizeof *bigger);
        if (s->count) memcpy(bigger, s->items, (size_t)s->count * sizeof *bigger);
        s->items = bigger;
    }
    s->items[s->count++] = item;
}

const char *scene_target_words(const SceneInput *in, const Target *t, Arena *arena) {
    Scene scene = {.width = in->width, .height = in->height, .arena = arena};
    Stage s;
    if (t->kind == TARGET_CHOICE) return t->text ? t->text : "";
    if (t->kind == TARGET_FIELD)
        return arena_print(arena, "%s: %s", lang_text(in->lang, "keys.edit"), in->view->text);
    if (t->kind != TARGET_STEP) return t->text ? t->text : "";
    stage_open(&s, in, arena, &scene);
    return words_leads(&s, t->path, t->depth, t->head);
}

/* The cell under a place along one side; cells end on whole pixels, as painters draw them. */
static int cell_at(float place, float size, int count) {
    int at = (int)floorf(place * (float)count / size);
    if (at > 0 && place < floorf((float)at * size / (float)count + 0.5f)) at--;
    if (at + 1 < count && place >= floorf((float)(at + 1) * size / (float)count + 0.5f)) at++;
    return at < 0 ? 0 : at >= count ? count - 1 : at;
}

bool scene_hit(const Scene *s, float x, float y, const Target **target, int *row, int *col) {
    for (int i = s->target_count - 1; i >= 0; i--) {
        const Target *t = &s->targets[i];
        if (!(x >= t->x && x < t->x + t->w && y >= t->y && y < t->y + t->h)) continue;
        *target = t;
        *row = *col = 0;
        if (t->kind != TARGET_CELLS) return true;
        int across = cell_at(x - t->x, t->w, t->transposed ? t->rows : t->cols);
        int down = cell_at(y - t->y, t->h, t->transposed ? t->cols : t->rows);
        *row = t->row0 + (t->transposed ? across : down);
        *col = t->col0 + (t->transposed ? down : across);
        return true;
    }
    return false;
}
