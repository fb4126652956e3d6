/* The words come from words/what, the numbers from trace/measure_change; here they are set. */
#include "scene/panels/badge.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/what.h"
#include "scene/words/words.h"
#include "trace/measure_change.h"

enum { LISTED_IN_BADGE = 2 };

const char *badge_caption(Stage *s) {
    if (!what_on(s)) return "";
    return stage_fill(s, "compare.what", what_line(s->lang, what_items(s), s->arena), "");
}

/* What lies behind marked words, light enough for them to be read. */
static Color tint(const Stage *s, Color ground) {
    return theme_mix(ground, s->theme.role[ROLE_HOT], 0.22f);
}

/* The badge */

static float badge_pad_of(const Stage *s) {
    return roundf(fmaxf(6, 11 * s->unit));
}

/* The fullest of the ways to say it that fits. */
static const char *badge_text(Stage *s, float most) {
    int count = what_items(s)->count;
    const char *number = arena_print(s->arena, "%d", count),
               *line = what_line(s->lang, what_items(s), s->arena);
    const char *changes =
        count == 1 ? stage_words(s, "what.change") : stage_fill(s, "what.changes", number, "");
    const char *ways[] = {stage_fill(s, "what.badge", line, ""),
                          stage_fill(s, "what.badge", changes, ""), changes};
    for (int i = count > LISTED_IN_BADGE; i < 3; i++)
        if (stage_width(s, FACE_BOLD, s->small, ways[i]) <= most) return ways[i];
    return number;
}

float badge_width(Stage *s, float most) {
    if (!what_items(s)->count) return 0;
    float around = 2 * badge_pad_of(s);
    return ceilf(stage_width(s, FACE_BOLD, s->small, badge_text(s, most - around)) + around);
}

void badge_draw(Stage *s, Rect r, float most) {
    bool hot = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)COMMAND_WHAT_IF);
    Color ground = tint(s, s->theme.panel), edge = s->theme.role[hot ? ROLE_TEXT : ROLE_HOT];
    if (r.w <= 0) return;
    stage_box(s, r, r.h / 2, ground, fmaxf(1, 1.4f * s->unit), edge);
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_TEXT], ground, r.x + badge_pad_of(s),
               r.y + r.h / 2 + stage_drop(s, FACE_BOLD, s->small),
               badge_text(s, most - 2 * badge_pad_of(s)));
    stage_target(s, (Target){.kind = TARGET_COMMAND,
                             .x = r.x,
                             .y = r.y,
                             .w = r.w,
                             .h = r.h,
                             .command = COMMAND_WHAT_IF});
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
    for (int i = 0; i < count; i++)
        list[i] = what_words(s->lang, whatif_item(what_items(s), i), s->arena);
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

/* The two outputs */

typedef struct Sentence {
    const Decoding *run;
    bool *changed; /* by token */
    bool gone;     /* the true one: changed words are struck through, not underlined */
    int pixels;
    Role ink;
} Sentence;

bool badge_has_outputs(const Stage *s) {
    return what_items(s)->count && s->in->before && s->in->changed && !s->foreign;
}

static bool *marks_for(Stage *s, const Decoding *d) {
    return arena_many(s->arena, bool, d->output.count + 1);
}

/* The text of the first `count` tokens. */
static const char *beginning(Stage *s, const Decoding *d, int count) {
    return tokens_to_text((Tokens){d->output.id, count}, d->model->config.tokens, &d->model->target,
                          s->arena);
}

/* A line under new words, through words that are gone: not by colour alone. */
static void badge_draw_mark(Stage *s, const Sentence *t, float x, float base, float width) {
    FontMetrics m = s->font->metrics(s->font->self, FACE_TEXT, t->pixels);
    float thick = fmaxf(1, roundf(1.2f * s->unit));
    float y = t->gone ? roundf(base - 0.45f * m.x_height - thick / 2)
                      : floorf(base + fmaxf(2, 0.45f * m.descent));
    const float corners[] = {x, y, x + width, y, x + width, y + thick, x, y + thick};
    stage_polygon(s, corners, 4, s->theme.role[t->gone ? ROLE_MUTED : ROLE_HOT]);
}

/* One word, or several changed ones in a row: `text` may begin with a blank. Returns where it ends.
 */
static float draw_piece(Stage *s, const Sentence *t, float x, float base, const char *text,
                        bool changed) {
    size_t blanks = strspn(text, " ");
    float start = x + (blanks ? stage_width(s, FACE_TEXT, t->pixels, " ") : 0);
    const char *word = text + blanks;
    float width = stage_width(s, FACE_TEXT, t->pixels, word);
    FontMetrics m = s->font->metrics(s->font->self, FACE_TEXT, t->pixels);
    Color ground = changed && !t->gone ? tint(s, s->theme.panel) : s->theme.panel;
    float up = m.cap_height + 3, high = up + m.descent + 1;
    if (!*word) return start;
    if (changed && !t->gone) stage_box(s, (Rect){start, base - up, width, high}, 2, ground, 0, 0);
    stage_text(s, FACE_TEXT, t->pixels, s->theme.role[t->ink], ground, start, base, word);
    if (changed) badge_draw_mark(s, t, start, base, width);
    return start + width;
}

/* As many words as there is room for, and "…". */
static void badge_draw_sentence(Stage *s, const Sentence *t, float x, float base, float end) {
    const Decoding *d = t->run;
    float dots = stage_width(s, FACE_TEXT, t->pixels, "…");
    float whole = stage_width(s, FACE_TEXT, t->pixels, beginning(s, d, d->output.count));
    float most = x + whole <= end ? end : end - dots;
    size_t done = 0;
    for (int i = 0, next; i < d->output.count; i = next) {
        for (next = i + 1; t->changed[i] && next < d->output.count && t->changed[next];) next++;
        const char *text = beginning(s, d, next) + done;
        while (next > i + 1 && x + stage_width(s, FACE_TEXT, t->pixels, text) > most)
            text = beginning(s, d, --next) + done;
        if (x + stage_width(s, FACE_TEXT, t->pixels, text) > most + 0.5f) {
            stage_text(s, FACE_TEXT, t->pixels, s->theme.role[t->ink], s->theme.panel, x, base,
                       "…");
            return;
        }
        x = draw_piece(s, t, x, base, text, t->changed[i]);
        done += strlen(text);
    }
}

static bool same_words(const bool *a, int n, const bool *b, int m) {
    bool same = true;
    for (int i = 0; i < n; i++) same = same && !a[i];
    for (int i = 0; i < m; i++) same = same && !b[i];
    return same;
}

void badge_draw_outputs(Stage *s, Rect bar, float x, float end) {
    const Decoding *now = s->in->changed, *before = s->in->before;
    bool old = s->in->view->passing.edit.on, shows_before = s->in->view->shown.side == SIDE_BEFORE;
    bool *a = marks_for(s, now), *b = marks_for(s, before);
    measure_changed_words(now->output, before->output, a, b);
    Sentence above = {now, a, false, s->body, old || shows_before ? ROLE_MUTED : ROLE_TEXT};
    Sentence below = {before, b, true, s->small, shows_before ? ROLE_TEXT : ROLE_MUTED};
    float line = (float)s->body * 1.35f, both = line + (float)s->small * 1.3f,
          middle = bar.y + bar.h / 2;
    float base = middle + stage_drop(s, FACE_TEXT, s->body);
    if (same_words(a, now->output.count, b, before->output.count) || both > bar.h - 4) {
        badge_draw_sentence(s, &above, x, roundf(base), end);
        return;
    }
    float top = middle - both / 2;
    badge_draw_sentence(s, &above, x, roundf(top + 0.74f * line), end);
    badge_draw_sentence(s, &below, x, roundf(top + line + 0.9f * (float)s->small), end);
}

/* Measured */

static const char *words_fact(Stage *s) {
    const Decoding *now = s->in->changed, *before = s->in->before;
    bool *a = marks_for(s, now), *b = marks_for(s, before);
    int changed = measure_changed_words(now->output, before->output, a, b);
    bool letters = now->model->config.tokens == TOKENS_CHARACTERS;
    if (!changed) return stage_words(s, "what.same_output");
    return stage_fill(s, letters ? "what.changed_letters" : "what.changed_words",
                      arena_print(s->arena, "%d", changed),
                      arena_print(s->arena, "%d", measure_word_count(now->output, before->output)));
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
    *now = a->traces[t].values[v];
    *before = b->traces[t].values[w];
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
    out[0] = words_fact(s);
    return 1 + value_facts(s, out + 1);
}
