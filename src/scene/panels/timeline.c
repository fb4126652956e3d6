/* The timeline: buttons, every step as a tick, where we are. And the words about what is under the
   pointer outside of the stage. What does not fit goes one by one: labels, speed, the word's
   number, the step's. */
#include "scene/panels/timeline.h"

#include <math.h>
#include <string.h>

#include "scene/marks/plot.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/blocks.h"
#include "scene/words/words.h"

/* Ticks that stand together: a sublayer with its add & norm, or what stands before or after the
 * layers. */
typedef struct Section {
    int first, end;  /* steps */
    int part, block; /* the block that gives it its name */
} Section;

typedef struct Line {
    Stage *s;
    Rect panel;
    float k; /* one pixel of a panel 72 high */
    float margin, middle;
    bool compact; /* no labels, no speed */
    bool bars;    /* parts but the present one have no ticks of their own */
    int pixels, mono;
    Section *sections;
    int count;
    float left, right; /* of the ticks */
    float taken;       /* where the last label ends */
    float *x;          /* by step, one more at the end: where its target begins */
    float *from, *to;  /* by step: the tick without the gap around it */
} Line;

static bool timeline_is_hovered(const Stage *s, const char *path) {
    return strcmp(pointed_step(&s->in->view->passing.hover), path) == 0;
}

/* A whole layer is hovered by its first step's path. */
static bool tick_hovered(const Stage *s, const char *path) {
    return timeline_is_hovered(s, path) && s->in->view->passing.hover.head != HOVER_LAYER;
}

static const char *timeline_path_of(const Stage *s, int step) {
    return s->program->values[outline_value(s->program, step)].path;
}

/* A round place for a button: brighter under the pointer. */
static Color button(const Line *l, float x, float half, Command c, const char *words) {
    Stage *s = l->s;
    stage_target(s, (Target){.kind = TARGET_COMMAND,
                             .command = c,
                             .text = stage_words(s, words),
                             .x = x - half,
                             .y = l->middle - half,
                             .w = 2 * half,
                             .h = 2 * half});
    return s->theme
        .role[pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)c) ? ROLE_TEXT
                                                                              : ROLE_MUTED];
}

/* way 1: to the right, −1: to the left. */
static void draw_triangle(const Line *l, float x, float half, float way, Color color) {
    float y = l->middle, w = half * 0.9f * way;
    stage_polygon(l->s, (float[]){x - w, y - half, x + w, y, x - w, y + half}, 3, color);
}

static void draw_play(const Line *l, float x, float radius) {
    Stage *s = l->s;
    Color ink = s->theme.role[ROLE_TEXT], mark = s->theme.panel;
    bool hovered = button(l, x, radius, COMMAND_PLAY, "keys.play") == ink;
    float y = l->middle, bar = roundf(radius * 0.24f), high = roundf(radius * 0.78f),
          around = 2 * l->k;
    Rect ring = {x - radius - around, y - radius - around, 2 * (radius + around),
                 2 * (radius + around)};
    if (hovered)
        stage_box(s, ring, radius + around, 0, fmaxf(1, 1.3f * l->k), s->theme.role[ROLE_HOT]);
    stage_box(s, (Rect){x - radius, y - radius, 2 * radius, 2 * radius}, radius, ink, 0, 0);
    if (!s->in->view->passing.playing) {
        draw_triangle(l, x + roundf(radius * 0.1f), radius * 0.4f, 1, mark);
        return;
    }
    for (int i = 0; i < 2; i++)
        stage_box(s, (Rect){x + (i ? bar * 0.6f : -1.6f * bar), y - high / 2, bar, high}, 1, mark,
                  0, 0);
}

static const char *speed_text(Stage *s) {
    int percent = s->in->view->passing.speed;
    return arena_print(s->arena, "%s×", plot_number(s, percent / 100.0, percent % 10 ? 2 : 1));
}

/* Returns its right end; the slowest speed's width is kept for it, so that nothing moves. */
static float draw_speed(const Line *l, float x) {
    Stage *s = l->s;
    float width = stage_width(s, FACE_MONO, l->mono, "0.25×");
    bool hovered = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)COMMAND_FASTER);
    stage_text(s, FACE_MONO, l->mono, s->theme.role[hovered ? ROLE_TEXT : ROLE_MUTED],
               s->theme.panel, x, l->middle + stage_drop(s, FACE_MONO, l->mono), speed_text(s));
    float high = 28 * l->k, pad = 6 * l->k;
    stage_target(s, (Target){.kind = TARGET_COMMAND,
                             .command = COMMAND_FASTER,
                             .text = stage_words(s, "keys.faster"),
                             .x = x - pad,
                             .y = l->middle - high / 2,
                             .w = width + 2 * pad,
                             .h = high});
    return x + width;
}

/* Returns where they end. */
static float timeline_draw_buttons(const Line *l) {
    float radius = roundf(16 * l->k), small = roundf(7 * l->k), half = roundf(15 * l->k);
    float thumb = stage_thumb(l->s), x = l->panel.x + fmaxf(l->margin + small, thumb / 2),
          step = fmaxf(radius + half + 3 * l->k, thumb);
    draw_triangle(l, x, small, -1, button(l, x, half, COMMAND_PREVIOUS, "keys.previous"));
    draw_play(l, x + step, radius);
    draw_triangle(l, x + 2 * step, small, 1,
                  button(l, x + 2 * step, half, COMMAND_NEXT, "keys.next"));
    float end = x + 2 * step + fmaxf(half, thumb / 2);
    return l->compact ? end : draw_speed(l, end + 8 * l->k);
}

static const char *count_text(Stage *s, const char *key, int at, int all) {
    return stage_fill(s, key, arena_print(s->arena, "%d", at), arena_print(s->arena, "%d", all));
}

/* "‹" or "›" with a place large enough to be hit. */
static void draw_word_arrow(const Line *l, float x, float width, float base, bool next) {
    Stage *s = l->s;
    Command c = next ? COMMAND_NEXT_WORD : COMMAND_PREVIOUS_WORD;
    const char *sign = next ? "›" : "‹";
    bool hovered = pointed_is(&s->in->view->passing.hover, TARGET_COMMAND, (int)c);
    float high = roundf((float)l->mono * 1.5f), wide = stage_width(s, FACE_TEXT, l->mono, sign);
    stage_text(s, FACE_TEXT, l->mono, s->theme.role[hovered ? ROLE_TEXT : ROLE_MUTED],
               s->theme.panel, x + (width - wide) / 2, base, sign);
    stage_target(s,
                 (Target){.kind = TARGET_COMMAND,
                          .command = c,
                          .x = x,
                          .y = base - roundf(0.72f * high),
                          .w = width,
                          .h = high,
                          .text = stage_words(s, next ? "keys.next_word" : "keys.previous_word")});
}

static void draw_count(const Line *l, float right, float base, const char *text, bool hovered) {
    stage_text(l->s, FACE_MONO, l->mono, l->s->theme.role[hovered ? ROLE_TEXT : ROLE_MUTED],
               l->s->theme.panel, right - stage_width(l->s, FACE_MONO, l->mono, text), base, text);
}

/* The step that is counted: its number tells its name, and leads to it from its row or its layer.
 */
static void timeline_count_target(const Line *l, float right, float base, float wide) {
    float high = roundf((float)l->mono * 1.5f);
    stage_target(l->s, (Target){.kind = TARGET_STEP,
                                .path = timeline_path_of(l->s, l->s->shown_step),
                                .head = HOVER_COUNT,
                                .depth = DEPTH_STEP,
                                .x = right - wide,
                                .y = base - roundf(0.72f * high),
                                .w = wide,
                                .h = high});
}

/* Which word of the output is being made, between its arrows. */
static float timeline_word_width(const Line *l, float arrow) {
    int words = l->s->in->run->steps;
    if (words < 2) return 0;
    return stage_width(l->s, FACE_MONO, l->mono, count_text(l->s, "status.word", words, words)) +
           2 * arrow;
}

/* Returns where they begin. Widths are those of the last step and word, so that nothing moves. */
static float timeline_draw_counts(const Line *l) {
    Stage *s = l->s;
    int steps = s->program->step_count, words = s->in->run->steps;
    float right = l->panel.x + l->panel.w - l->margin, arrow = roundf((float)l->mono * 1.3f);
    float step = stage_width(s, FACE_MONO, l->mono, count_text(s, "status.step", steps, steps));
    float word = timeline_word_width(l, arrow), room = l->panel.w * 0.34f;
    float drop = stage_drop(s, FACE_MONO, l->mono), line = roundf((float)l->mono * 1.55f);
    bool both = word > 0 && word <= room && 2 * line <= l->panel.h;
    if (stage_held(s->in)) { /* what a thumb can do has the room */
        if (word == 0) return right;
        const char *at = count_text(s, "status.word", s->at.t + 1, words);
        float thumb = stage_thumb(s), wide = stage_width(s, FACE_MONO, l->mono, at);
        if (right - 1.5f * thumb - wide - l->left < 2 * thumb) {
            at = arena_print(s->arena, "%d / %d", s->at.t + 1, words);
            wide = stage_width(s, FACE_MONO, l->mono, at);
        }
        draw_word_arrow(l, right - 0.75f * thumb, 0.75f * thumb, l->middle + drop, true);
        draw_count(l, right - 0.75f * thumb, l->middle + drop, at, false);
        draw_word_arrow(l, right - 1.5f * thumb - wide, 0.75f * thumb, l->middle + drop, false);
        return right - 1.5f * thumb - wide;
    }
    if (step > room) return right;
    const Pointed *p = &s->in->view->passing.hover;
    float end = right - (both ? arrow : 0), high = l->middle + drop - (both ? line / 2 : 0);
    draw_count(l, end, high, count_text(s, "status.step", s->shown_step + 1, steps),
               p->kind == TARGET_STEP && p->head == HOVER_COUNT);
    timeline_count_target(l, end, high, step);
    if (!both) return right - step;
    float base = l->middle + drop + line / 2, shown;
    const char *text = count_text(s, "status.word", s->at.t + 1, words);
    shown = stage_width(s, FACE_MONO, l->mono, text);
    draw_count(l, right - arrow, base, text, false);
    draw_word_arrow(l, right - arrow, arrow, base, true);
    draw_word_arrow(l, right - 2 * arrow - shown, arrow, base, false);
    return right - fmaxf(step + arrow, word);
}

static bool begins_sublayer(const Block *b) {
    return b->kind == BLOCK_SELF || b->kind == BLOCK_CROSS || b->kind == BLOCK_FFN;
}

/* A norm belongs to the sublayer before it, or, where it is the first, to the one after it. */
static void find_sections(Line *l) {
    const Outline *o = &l->s->outline;
    l->sections = arena_many(l->s->arena, Section, o->block_count);
    for (int i = 0; i < o->block_count; i++) {
        const Block *b = &o->blocks[i];
        Section *last = l->count ? &l->sections[l->count - 1] : NULL;
        bool same = last && last->part == b->part,
             takes = same && begins_sublayer(&o->blocks[last->block]);
        if (!same || (begins_sublayer(b) && takes)) {
            l->sections[l->count++] = (Section){b->first, b->end, b->part, i};
            continue;
        }
        last->end = b->end;
        if (begins_sublayer(b)) last->block = i;
    }
}

/* In a small window only the part that one stands in has ticks; the others are bars. */
static bool timeline_is_bar(const Line *l, int section) {
    const Section *c = &l->sections[section];
    int here = l->s->outline.blocks[l->s->outline.block_of_step[l->s->shown_step]].part;
    return l->bars && c->part != here;
}

static float gap_before(const Line *l, int section) {
    if (section == 0) return 0;
    bool inside = l->sections[section].part == l->sections[section - 1].part;
    return !inside ? 11 * l->k : timeline_is_bar(l, section) ? 0 : 5 * l->k;
}

/* A sixteenth of a pixel has an exact float, so that targets touch. */
static float exact(float x) {
    return roundf(x * 16) / 16;
}

/* Gaps take at most a fifth of the room; a step in a bar takes a quarter of a tick's. */
static void place_ticks(Line *l) {
    const float bar = 0.25f;
    int steps = l->s->program->step_count;
    float gaps = 0, room = l->right - l->left, ticks = 0;
    for (int i = 0; i < l->count; i++) {
        const Section *c = &l->sections[i];
        gaps += gap_before(l, i);
        ticks += (float)(c->end - c->first) * (timeline_is_bar(l, i) ? bar : 1);
    }
    float less = gaps > room * 0.2f ? room * 0.2f / gaps : 1, tick = (room - gaps * less) / ticks,
          x = l->left;
    l->x = arena_many(l->s->arena, float, steps + 1);
    l->from = arena_many(l->s->arena, float, steps);
    l->to = arena_many(l->s->arena, float, steps);
    for (int i = 0; i < l->count; i++) {
        float gap = gap_before(l, i) * less, wide = tick * (timeline_is_bar(l, i) ? bar : 1),
              inner = wide < 3 || timeline_is_bar(l, i) ? 0 : fmaxf(1, wide * 0.26f);
        for (int step = l->sections[i].first; step < l->sections[i].end; step++, x += wide) {
            bool first = step == l->sections[i].first;
            if (first) x += gap;
            l->x[step] = exact(first ? x - gap / 2 : x);
            l->from[step] = x + inner / 2;
            l->to[step] = x + wide - inner / 2;
        }
    }
    l->x[steps] = exact(l->right);
}

/* What is passed keeps a tint of its role. */
static Color tick_color(const Line *l, int step) {
    Stage *s = l->s;
    const Block *b = &s->outline.blocks[s->outline.block_of_step[step]];
    if (step >= s->shown_step) return s->theme.line;
    return theme_mix(s->theme.panel, s->theme.role[blocks_role(b)], 0.62f);
}

static void timeline_draw_tick(const Line *l, float from, float to, float high, Color color) {
    float radius = fminf(2.5f * l->k, (to - from) / 2);
    stage_box(l->s, (Rect){from, l->middle - high / 2, to - from, high}, radius, color, 0, 0);
}

/* Ticks without gaps between them become one bar as far as they have one colour. A part that has no
 * ticks is one bar in the colour that it begins with: all of it is passed, or none. */
static void draw_ticks(const Line *l) {
    float high = roundf(8 * l->k);
    for (int i = 0; i < l->count; i++) {
        const Section *c = &l->sections[i];
        bool bar = timeline_is_bar(l, i);
        if (bar && i > 0 && l->sections[i - 1].part == c->part) continue;
        int last = i;
        while (bar && last + 1 < l->count && l->sections[last + 1].part == c->part) last++;
        if (bar) {
            timeline_draw_tick(l, l->from[c->first], l->to[l->sections[last].end - 1], high,
                               tick_color(l, c->first));
            continue;
        }
        for (int step = c->first, end; step < c->end; step = end) {
            Color color = tick_color(l, step);
            for (end = step + 1;
                 end < c->end && l->to[end - 1] >= l->from[end] && tick_color(l, end) == color;)
                end++;
            timeline_draw_tick(l, l->from[step], l->to[end - 1], high, color);
        }
    }
}

static void timeline_draw_marks(const Line *l) {
    Stage *s = l->s;
    int here = s->shown_step;
    float at = (l->from[here] + l->to[here]) / 2,
          half = fmaxf(2.5f * l->k, l->to[here] - at + l->k), more = l->k / 2;
    for (int step = 0; step < s->program->step_count; step++) {
        if (!tick_hovered(s, timeline_path_of(s, step))) continue;
        timeline_draw_tick(l, l->from[step] - more, l->to[step] + more, roundf(12 * l->k),
                           s->theme.role[ROLE_TEXT]);
    }
    timeline_draw_tick(l, at - half, at + half, roundf(16 * l->k), s->theme.role[ROLE_HOT]);
}

static void tick_targets(const Line *l) {
    for (int step = 0; step < l->s->program->step_count; step++)
        stage_target(l->s, (Target){.kind = TARGET_STEP,
                                    .path = timeline_path_of(l->s, step),
                                    .head = HOVER_TICK,
                                    .depth = DEPTH_STEP,
                                    .x = l->x[step],
                                    .y = l->panel.y,
                                    .w = l->x[step + 1] - l->x[step],
                                    .h = l->panel.h});
}

static const char *part_label(Stage *s, const Part *p) {
    if (s->foreign && p->layer < 0) return "";
    if (s->foreign)
        return stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", p->layer + 1), "");
    if (p->stack == STACK_OUTPUT) return stage_words(s, "timeline.output");
    if (p->layer < 0) {
        bool front = s->outline.blocks[p->first].kind != BLOCK_NORM;
        return stage_words(s, front ? "timeline.embed" : "timeline.norm");
    }
    return stage_fill(s, p->stack == STACK_ENCODER ? "timeline.encoder" : "timeline.decoder",
                      arena_print(s->arena, "%d", p->layer + 1), "");
}

static const char *section_label(Stage *s, const Section *c) {
    const Block *b = &s->outline.blocks[c->block];
    switch (b->kind) {
    case BLOCK_SELF:
        return stage_words(s, b->stack == STACK_DECODER ? "timeline.masked" : "timeline.self");
    case BLOCK_CROSS: return stage_words(s, "timeline.cross");
    case BLOCK_FFN: return stage_words(s, "timeline.ffn");
    default: return part_label(s, &s->outline.parts[b->part]);
    }
}

/* From a tick to the next group's, less what parts two words. */
static float label_room(const Line *l, int first, int end) {
    int steps = l->s->program->step_count;
    return (end < steps ? l->from[end] - 6 * l->k : l->right) - l->from[first];
}

static bool label_fits(const Line *l, const char *text, int first, int end, Face face) {
    return stage_width(l->s, face, l->pixels, text) <= label_room(l, first, end);
}

/* The last one may begin before its ticks, where nothing stands. */
static void timeline_draw_label(Line *l, const char *text, int first, int end, bool here) {
    Stage *s = l->s;
    Face face = here ? FACE_BOLD : FACE_TEXT;
    float room = label_room(l, first, end), wide = stage_width(s, face, l->pixels, text),
          x = l->from[first];
    bool last = end == s->program->step_count;
    if (wide > room && last) x = fmaxf(l->taken, l->right - wide), room = l->right - x;
    if (wide > room && room < (last ? wide : 4 * (float)l->pixels)) return;
    text = stage_elide(s, face, l->pixels, text, room);
    stage_text(s, face, l->pixels, s->theme.role[here ? ROLE_TEXT : ROLE_MUTED], s->theme.panel, x,
               l->middle - roundf(14 * l->k), text);
    l->taken = x + stage_width(s, face, l->pixels, text) + 6 * l->k;
}

/* "Decoder 2 · cross-attention": where one is in a layer, or as much of it as there is room for. */
static const char *present_label(const Line *l, int from, int end) {
    Stage *s = l->s;
    const Part *p = &s->outline.parts[l->sections[from].part];
    int first = l->sections[from].first, last = l->sections[end - 1].end, at = from;
    const char *whole = part_label(s, p), *number = arena_print(s->arena, "%d", p->layer + 1);
    if (p->layer < 0 || s->foreign) return whole;
    while (at < end - 1 && s->shown_step >= l->sections[at].end) at++;
    const char *section = section_label(s, &l->sections[at]),
               *less = stage_fill(s,
                                  p->stack == STACK_ENCODER ? "timeline.encoder.short"
                                                            : "timeline.decoder.short",
                                  number, ""),
               *ways[] = {arena_print(s->arena, "%s · %s", whole, section),
                          arena_print(s->arena, "%s · %s", less, section), whole, less};
    for (int i = 0; i < 4; i++)
        if (label_fits(l, ways[i], first, last, FACE_BOLD)) return ways[i];
    return less;
}

/* Sections from `from` on that stand for the same as it: a part, or with `stack` all of its stack's
 * layers. */
static int group_end(const Line *l, int from, bool stack) {
    const Part *parts = l->s->outline.parts, *p = &parts[l->sections[from].part];
    int end = from + 1;
    for (; end < l->count; end++) {
        const Part *q = &parts[l->sections[end].part];
        if (q != p && !(stack && p->layer >= 0 && q->layer >= 0 && q->stack == p->stack)) break;
    }
    return end;
}

static bool timeline_holds(const Line *l, int from, int end) {
    return l->s->shown_step >= l->sections[from].first &&
           l->s->shown_step < l->sections[end - 1].end;
}

/* Whether each layer has room for its name. */
static bool layers_fit(const Line *l, int from, int end) {
    for (int i = from, next; i < end; i = next) {
        next = group_end(l, i, false);
        const char *text = part_label(l->s, &l->s->outline.parts[l->sections[i].part]);
        if (!label_fits(l, text, l->sections[i].first, l->sections[next - 1].end, FACE_BOLD))
            return false;
    }
    return true;
}

static void timeline_draw_parts(Line *l, int from, int end) {
    for (int i = from, next; i < end; i = next) {
        next = group_end(l, i, false);
        bool here = timeline_holds(l, i, next);
        const char *text = here ? present_label(l, i, next)
                                : part_label(l->s, &l->s->outline.parts[l->sections[i].part]);
        timeline_draw_label(l, text, l->sections[i].first, l->sections[next - 1].end, here);
    }
}

/* Many layers: only the present one is named, or else the stack. */
static void timeline_draw_stack(Line *l, int from, int end) {
    Stage *s = l->s;
    int last = l->sections[end - 1].end;
    const Part *p = &s->outline.parts[l->sections[from].part];
    const char *name =
        s->foreign ? part_label(s, p)
                   : stage_words(s, p->stack == STACK_ENCODER ? "crumb.encoder" : "crumb.decoder");
    for (int i = from, next; i < end; i = next) {
        next = group_end(l, i, false);
        const char *text = part_label(s, &s->outline.parts[l->sections[i].part]);
        if (!timeline_holds(l, i, next) ||
            !label_fits(l, text, l->sections[i].first, last, FACE_BOLD))
            continue;
        timeline_draw_label(l, text, l->sections[i].first, last, true);
        return;
    }
    timeline_draw_label(l, name, l->sections[from].first, last, timeline_holds(l, from, end));
}

static void draw_labels(Line *l) {
    for (int i = 0, end; i < l->count; i = end) {
        end = group_end(l, i, true);
        if (l->s->outline.parts[l->sections[i].part].layer < 0 || layers_fit(l, i, end))
            timeline_draw_parts(l, i, end);
        else
            timeline_draw_stack(l, i, end);
    }
}

void timeline_draw(Stage *s, Rect r) {
    Line l = {
        .s = s, .panel = r, .k = r.h / 72, .compact = r.h < 60 || r.w < 800 || stage_held(s->in)};
    float window = stage_unit(s->in); /* the wish for larger type makes no window smaller */
    l.bars = (float)s->in->width < 1200 * window || (float)s->in->height < 760 * window;
    l.pixels = (int)fmaxf((float)s->least, fminf(roundf(11 * s->unit), floorf(r.h * 0.2f)));
    l.mono = (int)fmaxf((float)s->least, fminf((float)s->mono, floorf(r.h * 0.22f)));
    l.margin = roundf(fmaxf(8, 20 * l.k));
    l.middle = roundf(r.y + r.h * (l.compact ? 0.5f : 0.53f));
    l.left = roundf(timeline_draw_buttons(&l) + fmaxf(24 * l.k, stage_thumb(s) / 2));
    l.right = roundf(timeline_draw_counts(&l) - 24 * l.k);
    if (l.right - l.left < 40) return;
    find_sections(&l);
    place_ticks(&l);
    draw_ticks(&l);
    timeline_draw_marks(&l);
    tick_targets(&l);
    if (!l.compact) draw_labels(&l);
}

/* Outside of the stage: there, figures speak for themselves. */
static bool beside_stage(const Scene *scene, const Target *t) {
    const float *r = scene->stage;
    return t->x < r[0] || t->y < r[1] || t->x >= r[0] + r[2] || t->y >= r[1] + r[3];
}

/* The hovered button, tick or box; of several with one path the one that the view names, else the
 * last. */
static const Target *hovered_target(const Stage *s) {
    const Pointed *p = &s->in->view->passing.hover;
    const Target *found = NULL;
    for (int i = 0; i < s->scene->target_count; i++) {
        const Target *t = &s->scene->targets[i];
        bool letter = t->kind == TARGET_STEP && t->text; /* of a formula */
        if (!beside_stage(s->scene, t) && !letter) continue;
        if (t->kind == TARGET_COMMAND && pointed_is(p, TARGET_COMMAND, (int)t->command))
            return t->text ? t : NULL;
        if (t->kind != TARGET_STEP || !timeline_is_hovered(s, t->path)) continue;
        if (!found || t->head == p->head || found->head != p->head) found = t;
    }
    return found;
}

/* Where words over something on the timeline end: above all of it. */
static float top_of(const Stage *s, const Target *t) {
    for (int i = 0; i < s->scene->target_count; i++) {
        const Target *tick = &s->scene->targets[i];
        if (tick->kind == TARGET_STEP && tick->head == HOVER_TICK) return fminf(t->y, tick->y);
    }
    return t->y;
}

/* Above, or below in the window's upper half; a box of the map has its words at its right, and a
 * folded panel at its lower end beside it, where no button is. */
static Rect tip_place(const Stage *s, const Target *t, float width, float height) {
    float gap = roundf(fmaxf(4, 6 * s->unit)), w = (float)s->in->width, h = (float)s->in->height;
    bool folded = t->h > h / 2,
         beside = t->kind == TARGET_STEP && t->head != HOVER_TICK && t->head != HOVER_COUNT;
    float x = folded && t->x > w / 2 ? t->x - gap - width
              : folded || beside     ? fmaxf(t->x + t->w, s->scene->stage[0]) + gap
                                     : t->x + t->w / 2 - width / 2;
    float y = folded         ? t->y + t->h - height - gap
              : beside       ? t->y + t->h / 2 - height / 2
              : t->y > h / 2 ? top_of(s, t) - height - gap
                             : t->y + t->h + gap;
    return (Rect){roundf(fmaxf(4, fminf(x, w - width - 4))),
                  roundf(fmaxf(4, fminf(y, h - height - 4))), width, height};
}

static void draw_tip(Stage *s, const Target *t, const char *before, const char *name) {
    float pad = roundf(fmaxf(6, 10 * s->unit)), height = roundf((float)s->small * 2.1f);
    float most = (float)s->in->width - 8 - 2 * pad,
          wide = stage_width(s, FACE_TEXT, s->small, name);
    float left = stage_width(s, FACE_TEXT, s->small, before);
    if (left + wide > most) before = "", left = 0;
    name = stage_elide(s, FACE_TEXT, s->small, name, most - left);
    wide = stage_width(s, FACE_TEXT, s->small, name);
    Rect r = tip_place(s, t, ceilf(left + wide + 2 * pad), height);
    float base = r.y + height / 2 + stage_drop(s, FACE_TEXT, s->small);
    Color edge = theme_mix(s->theme.line, s->theme.role[ROLE_MUTED], 0.5f);
    stage_box(s, r, roundf(6 * s->unit), s->theme.panel, fmaxf(1, s->unit), edge);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel, r.x + pad, base,
               before);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.panel, r.x + pad + left,
               base, name);
}

void timeline_overlay(Stage *s) {
    const View *v = s->in->view;
    bool covered = v->passing.edit.on || v->passing.keys_page || s->in->more;
    const Target *t = covered ? NULL : hovered_target(s);
    const char *before = "", *name;
    if (!t) return;
    if (t->kind == TARGET_COMMAND)
        name = t->text;
    else {
        Depth depth = t->head == HOVER_LAYER ? DEPTH_LAYER
                      : t->head == HOVER_BOX ? DEPTH_SUBLAYER
                                             : DEPTH_STEP;
        before = words_step_name(s, program_find(s->program, t->path), depth, &name);
    }
    draw_tip(s, t, before, name);
}
