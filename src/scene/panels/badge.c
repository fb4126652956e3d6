/* The words come from words/what, the numbers from trace/measure_change; here they are set. */
#include "scene/panels/badge.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/moved.h"
#include "scene/words/what.h"
#include "scene/words/words.h"
#include "trace/measure_change.h"

enum { LISTED_IN_BADGE = 2 };

const char *badge_caption(Stage *s) {
    if (!what_on(s)) return "";
    return stage_fill(s, "compare.what", moved_line(s, true), "");
}

/* The badge */

static float badge_pad_of(const Stage *s) {
    return roundf(fmaxf(6, 11 * s->unit));
}

/* The fullest of the ways to say it that fits. */
static const char *badge_text(Stage *s, float most) {
    int count = what_items(s)->count;
    const char *number = arena_print(s->arena, "%d", count), *line = moved_line(s, false);
    const char *changes =
        count == 1 ? stage_words(s, "what.change") : stage_fill(s, "what.changes", number, "");
    const char *ways[] = {stage_fill(s, "what.badge", line, ""), line,
                          stage_fill(s, "what.badge", changes, ""), changes};
    for (int i = count > LISTED_IN_BADGE ? 2 : 0; i < 4; i++)
        if (stage_width(s, FACE_BOLD, s->small, ways[i]) <= most) return ways[i];
    return number;
}

float badge_named(Stage *s) {
    int count = what_items(s)->count;
    if (!count || count > LISTED_IN_BADGE) return 0;
    return ceilf(stage_width(s, FACE_BOLD, s->small, moved_line(s, false)) + 2 * badge_pad_of(s));
}

float badge_width(Stage *s, float most) {
    if (!what_items(s)->count) return 0;
    float around = 2 * badge_pad_of(s);
    return ceilf(stage_width(s, FACE_BOLD, s->small, badge_text(s, most - around)) + around);
}

void badge_draw(Stage *s, Rect r, float most) {
    bool hot = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)COMMAND_WHAT_IF);
    Color ground = stage_marked(s, s->theme.panel),
          edge = s->theme.role[hot ? ROLE_TEXT : ROLE_HOT];
    if (r.w <= 0) return;
    stage_box(s, r, r.h / 2, ground, fmaxf(1, 1.4f * s->unit), edge);
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_TEXT], ground, r.x + badge_pad_of(s),
               r.y + r.h / 2 + stage_drop(s, FACE_BOLD, s->small),
               badge_text(s, most - 2 * badge_pad_of(s)));
    stage_target_in(s, r, (Target){.kind = TARGET_COMMAND, .command = COMMAND_WHAT_IF});
}

static const Target *badge_target(const Scene *scene) {
    for (int i = 0; i < scene->target_count; i++)
        if (scene->targets[i].kind == TARGET_COMMAND &&
            scene->targets[i].command == COMMAND_WHAT_IF)
            return &scene->targets[i];
    return NULL;
}

/* How many lines there is room for: what is left out is counted in the last one. */
static int lines_for(const Stage *s, float top, float line, int count) {
    int room = (int)(((float)s->in->height - top - 2 * badge_pad_of(s)) / line);
    return count < room ? count : room > 1 ? room : 1;
}

void badge_overlay(Stage *s) {
    const Target *t = badge_target(s->scene);
    if (!t || !what_items(s)->count ||
        !pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)COMMAND_WHAT_IF) ||
        s->in->view->passing.keys_page)
        return;
    const char *list[WHATIF_MOST + 2];
    int count = what_items(s)->count;
    for (int i = 0; i < count; i++) list[i] = moved_told(s, whatif_item(what_items(s), i));
    list[count++] = stage_words(s, "what.opens");
    float pad = badge_pad_of(s), line = roundf((float)s->small * 1.6f), wide = 0,
          top = t->y + t->h + roundf(6 * s->unit);
    int lines = lines_for(s, top, line, count);
    float most = (float)s->in->width - 16 - 2 * pad;
    if (lines < count)
        list[lines - 1] =
            stage_fill(s, "what.more", arena_print(s->arena, "%d", count - lines), "");
    for (int i = 0; i < lines; i++)
        wide = fmaxf(wide, stage_width(s, FACE_TEXT, s->small, list[i]));
    wide = ceilf(fminf(wide, most));
    float x =
        fminf(fmaxf(8, t->x + t->w - wide - 2 * pad), (float)s->in->width - 8 - wide - 2 * pad);
    Rect r = {roundf(x), roundf(top), wide + 2 * pad, line * (float)lines + 1.2f * pad};
    stage_box(s, r, roundf(6 * s->unit), s->theme.panel, fmaxf(1, s->unit),
              s->theme.role[ROLE_HOT]);
    for (int i = 0; i < lines; i++) {
        Role ink = i == lines - 1 ? ROLE_MUTED : ROLE_TEXT;
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ink], s->theme.panel, r.x + pad,
                   r.y + 0.6f * pad + ((float)i + 0.72f) * line,
                   stage_elide(s, FACE_TEXT, s->small, list[i], most));
    }
}

bool badge_has_outputs(const Stage *s) {
    return what_items(s)->count && s->in->before && s->in->changed && !s->foreign;
}

/* Measured */

const char *badge_words_fact(Stage *s) {
    return what_words_fact(s, "bar.changed_letters", "bar.changed_words", "bar.same_output");
}

/* The same value of both runs at the shown decoding step; false if one of them has no such step, or
 * another shape. */
static bool both_values(Stage *s, Tensor *now, Tensor *before) {
    const Decoding *a = s->in->changed, *b = s->in->before;
    int t = s->at.t;
    if (t >= a->steps || t >= b->steps) return false;
    const char *path = s->program->values[s->at.value].path;
    Value v = program_find(&a->programs[t], path), w = program_find(&b->programs[t], path);
    if (v == NO_VALUE || w == NO_VALUE) return false;
    *now = decode_trace(a, t)->values[v];
    *before = decode_trace(b, t)->values[w];
    s->named[s->at.value] = true;
    return now->shape.sheets == before->shape.sheets && now->shape.rows == before->shape.rows &&
           now->shape.cols == before->shape.cols;
}

static int value_facts(Stage *s, const char **out) {
    Tensor now, before;
    if (s->in->view->shown.at.depth < DEPTH_STEP) return 0;
    if (!both_values(s, &now, &before)) return out[0] = stage_words(s, "what.other_shape"), 1;
    int sheet = now.shape.sheets > 1 ? s->at.cell.sheet : -1,
        cells = now.shape.rows * now.shape.cols;
    Change c = measure_change(now, before, sheet);
    if (c.at.row < 0) return out[0] = stage_words(s, "what.same_value"), 1;
    Focus at = {.on = true, .value = s->at.value, .cell = c.at};
    const char *all = arena_print(s->arena, "%d", cells);
    out[0] = stage_fill(s, "what.changed_cells", arena_print(s->arena, "%d", c.cells), all);
    if (c.most <= 0) return 1;
    out[1] = stage_fill(s, "what.largest", words_number(s, c.most), words_place(s, at));
    return 2;
}

int badge_facts(Stage *s, const char *out[BADGE_FACTS]) {
    if (!badge_has_outputs(s)) return 0;
    out[0] = what_words_fact(s, "what.changed_letters", "what.changed_words", "what.same_output");
    return 1 + value_facts(s, out + 1);
}
