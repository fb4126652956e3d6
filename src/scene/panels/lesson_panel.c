/* A page from its number down to its dots. Where it does not fit the type gets smaller, then
 * suggestions are left out. */
#include "scene/panels/lesson_panel.h"

#include <math.h>
#include <string.h>

#include "scene/marks/prose.h"
#include "scene/panels/lesson_contents.h"
#include "scene/panels/lesson_question.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

/* "LESSON 4 · SCORES": what does not fit is cut. */
static float draw_eyebrow(LessonColumn *c, bool draw) {
    Stage *s = c->s;
    const LessonShown *l = s->in->lesson;
    const char *text = l->lesson->title;
    if (l->entry >= 0)
        text = stage_fill(s, "lesson.eyebrow", arena_print(s->arena, "%d", l->entry + 1),
                          l->lesson->title);
    if (draw) {
        float base = c->y + (float)lesson_small(c), room = c->width - lesson_cross(c, base);
        stage_text(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_MUTED], s->theme.panel, c->x,
                   base, stage_elide(s, FACE_TEXT, lesson_small(c), text, room));
    }
    return stage_line_height(lesson_small(c)) + lesson_px(c, 6);
}

static const char *lesson_panel_page_title(const LessonShown *l) {
    const char *title = l->lesson->pages[l->page].title;
    return title ? title : l->lesson->title;
}

static float lesson_panel_draw_title(LessonColumn *c, bool draw) {
    Stage *s = c->s;
    int pixels = (int)roundf((float)c->pixels * 1.35f);
    return stage_paragraph(s, FACE_BOLD, pixels, s->theme.role[ROLE_TEXT], s->theme.panel, c->x,
                           c->y + (float)pixels, c->width, lesson_panel_page_title(s->in->lesson),
                           draw) +
           lesson_px(c, 6);
}

static float lesson_panel_draw_words(LessonColumn *c, bool draw) {
    Stage *s = c->s;
    const LessonShown *l = s->in->lesson;
    return prose_draw(s, l->lesson->pages[l->page].text, c->pixels, s->theme.panel, c->x, c->y,
                      c->width, draw) +
           lesson_px(c, 14);
}

static float lesson_panel_draw_error(LessonColumn *c, bool draw) {
    Stage *s = c->s;
    const char *error = s->in->lesson->error;
    if (!error) return 0;
    return stage_paragraph(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_HOT], s->theme.panel,
                           c->x, c->y + (float)lesson_small(c), c->width, error, draw) +
           lesson_px(c, 12);
}

/* A box that is ticked once a suggestion was followed. */
static void lesson_panel_draw_tick(LessonColumn *c, float y, bool done) {
    Stage *s = c->s;
    float size = roundf(0.85f * (float)c->pixels), line = fmaxf(1, roundf(1.2f * s->unit)),
          x = c->x;
    Color hot = s->theme.role[ROLE_HOT];
    stage_box(s, (Rect){x, y, size, size}, 0.2f * size, s->theme.ground, line,
              done ? hot : s->theme.role[ROLE_MUTED]);
    if (!done) return;
    stage_line(s, x + 0.22f * size, y + 0.55f * size, x + 0.42f * size, y + 0.75f * size,
               1.6f * line, hot);
    stage_line(s, x + 0.42f * size, y + 0.75f * size, x + 0.8f * size, y + 0.28f * size,
               1.6f * line, hot);
}

static bool ticked(const LessonShown *l, int at) {
    if (!l->done || l->page >= PROGRESS_PAGES) return false;
    return l->done->page_at[l->page].ticks >> at & 1;
}

static float draw_tries(LessonColumn *c, bool draw) {
    Stage *s = c->s;
    const LessonShown *l = s->in->lesson;
    if (!l->asks || !l->asks->try_count) return 0;
    float y = c->y, in = roundf(1.5f * (float)c->pixels);
    if (draw)
        stage_text(
            s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_MUTED], s->theme.panel, c->x,
            y + (float)lesson_small(c),
            stage_elide(s, FACE_TEXT, lesson_small(c), stage_words(s, "lesson.try"), c->width));
    y += stage_line_height(lesson_small(c)) + lesson_px(c, 3);
    for (int i = 0; i < l->asks->try_count; i++) {
        if (draw) lesson_panel_draw_tick(c, roundf(y + 0.3f * (float)c->pixels), ticked(l, i));
        y +=
            prose_line(s, l->asks->tries[i].words, c->pixels, ticked(l, i) ? ROLE_MUTED : ROLE_TEXT,
                       s->theme.panel, c->x + in, y, c->width - in, draw) +
            lesson_px(c, 2);
    }
    return y - c->y + lesson_px(c, 10);
}

/* The bottom: pages */

static float lesson_panel_foot_height(const LessonColumn *c) {
    return roundf(2.1f * (float)lesson_small(c)) + lesson_px(c, 16);
}

static void draw_dot(LessonColumn *c, int page, float x, float middle, float size) {
    Stage *s = c->s;
    const LessonShown *l = s->in->lesson;
    bool here = page == l->page,
         seen = l->done && page < PROGRESS_PAGES && l->done->page_at[page].seen;
    bool hot = pointed_is(&s->in->view->passing.hover, TARGET_PAGE, page);
    Color ring = s->theme.role[here || hot ? ROLE_HOT : ROLE_MUTED],
          fill = here   ? s->theme.role[ROLE_HOT]
                 : seen ? s->theme.role[ROLE_MUTED]
                        : 0;
    stage_box(s, (Rect){roundf(x - size / 2), roundf(middle - size / 2), size, size}, size / 2,
              fill, fmaxf(1, s->unit), ring);
    const char *name = l->lesson->pages[page].title;
    if (stage_held(s->in)) return; /* no thumb would meet one of them */
    stage_target(s, (Target){.kind = TARGET_PAGE,
                             .row0 = page,
                             .x = x - size,
                             .y = middle - 1.4f * size,
                             .w = 2 * size,
                             .h = 2.8f * size,
                             .text = name ? name : l->lesson->title});
}

/* As dots where they can be told apart, else as a number. */
static void lesson_panel_draw_dots(LessonColumn *c, float x, float right, float middle) {
    Stage *s = c->s;
    const LessonShown *l = s->in->lesson;
    int count = l->lesson->page_count;
    float size = roundf(0.62f * (float)lesson_small(c)),
          pitch = fminf(1.9f * size, (right - x) / (float)count);
    if (pitch >= 1.5f * size) {
        float at = (x + right) / 2 - pitch * (float)(count - 1) / 2;
        for (int i = 0; i < count; i++) draw_dot(c, i, at + pitch * (float)i, middle, size);
        return;
    }
    const char *text = arena_print(s->arena, "%d / %d", l->page + 1, count);
    stage_text(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_MUTED], s->theme.panel,
               (x + right - stage_width(s, FACE_TEXT, lesson_small(c), text)) / 2,
               middle + stage_drop(s, FACE_TEXT, lesson_small(c)), text);
}

/* What the foot needs beside its dots, with their number as "10 / 12". */
static float foot_width(const LessonColumn *c) {
    const Stage *s = c->s;
    int small = lesson_small(c);
    return stage_width(s, FACE_TEXT, small, stage_words(s, "bar.lessons")) +
           2 * stage_width(s, FACE_TEXT, small, "→") + stage_width(s, FACE_TEXT, small, "00 / 00") +
           4.8f * (float)small + lesson_px(c, 24);
}

static void lesson_panel_draw_foot(const LessonColumn *page) {
    LessonColumn own = *page, *c = &own;
    Stage *s = c->s;
    for (c->pixels = s->body; c->pixels > c->s->least && foot_width(c) > c->width; c->pixels--) {}
    float high = roundf(2.1f * (float)lesson_small(c)), y = c->bottom - high, middle = y + high / 2,
          right = c->x + c->width;
    Target back = {
        .kind = TARGET_COMMAND, .command = COMMAND_PREVIOUS, .text = stage_words(s, "lesson.back")};
    Target list = {.kind = TARGET_COMMAND,
                   .command = COMMAND_CONTENTS,
                   .text = stage_words(s, "keys.contents")};
    Target next = {
        .kind = TARGET_COMMAND, .command = COMMAND_NEXT, .text = stage_words(s, "lesson.next")};
    float step =
        stage_width(s, FACE_TEXT, lesson_small(c), "→") + roundf(1.6f * (float)lesson_small(c));
    float left =
        lesson_button(c, c->x, y, high, list, stage_words(s, "bar.lessons")) + lesson_px(c, 8);
    lesson_button(c, right - step, y, high, next, "→");
    float beside = fmaxf(lesson_px(c, 6), stage_thumb(s) - step);
    lesson_button(c, right - 2 * step - beside, y, high, back, "←");
    lesson_panel_draw_dots(c, left, right - 2 * step - beside - lesson_px(c, 8), middle);
}

/* While one has gone elsewhere in the figure. */
static float draw_away(LessonColumn *c, bool draw) {
    Stage *s = c->s;
    if (!s->in->lesson->away) return 0;
    float high = roundf(2 * (float)lesson_small(c));
    Target t = {.kind = TARGET_COMMAND,
                .command = COMMAND_FIGURE_BACK,
                .text = stage_words(s, "keys.figure_back")};
    if (draw) lesson_button(c, c->x, c->y, high, t, stage_words(s, "lesson.figure_back"));
    return high + lesson_px(c, 10);
}

typedef float PartDraw(LessonColumn *c, bool draw);

static PartDraw *const parts[] = {draw_eyebrow,
                                  lesson_panel_draw_title,
                                  lesson_panel_draw_words,
                                  lesson_panel_draw_error,
                                  lesson_questions_draw,
                                  draw_away,
                                  draw_tries};
enum { PARTS = sizeof parts / sizeof *parts };

static float height(LessonColumn *c) {
    float high = 0;
    for (int i = 0; i < PARTS; i++) high += parts[i](c, false);
    return high;
}

static void draw_page(LessonColumn *c) {
    float room = c->bottom - lesson_panel_foot_height(c) - c->y;
    while (c->pixels > c->s->least && height(c) > room) c->pixels--;
    float low = c->y + room;
    for (int i = 0; i < PARTS; i++) {
        float high = parts[i](c, false);
        if (high <= 0 || (c->y + high > low + lesson_px(c, 14) && i > 2)) continue;
        parts[i](c, true);
        c->y += high;
    }
    lesson_panel_draw_foot(c);
}

static LessonColumn lesson_panel_column(Stage *s, Rect r) {
    float unit = s->presenting ? s->unit : fminf(s->unit, r.w / 300),
          pad = roundf((s->presenting ? 16 : 22) * unit);
    return (LessonColumn){.s = s,
                          .x = r.x + pad,
                          .y = r.y + roundf(22 * unit),
                          .width = r.w - 2 * pad,
                          .bottom = r.y + r.h - roundf(14 * unit),
                          .pixels = (int)roundf((float)s->body * 1.12f),
                          .unit = unit};
}

float lesson_panel_height(Stage *s, float width) {
    LessonColumn c = lesson_panel_column(s, (Rect){0, 0, width, 0});
    if (!s->in->lesson->lesson) return INFINITY;
    c.pixels = s->body;
    return c.y + height(&c) + lesson_panel_foot_height(&c) - c.bottom;
}

void lesson_panel_draw(Stage *s, Rect r) {
    LessonColumn c = lesson_panel_column(s, r);
    if (s->in->lesson->lesson)
        draw_page(&c);
    else
        lesson_contents_draw(&c);
}

/* Spoken */

static const char *entry_spoken(Stage *s) {
    const LessonShown *l = s->in->lesson;
    int at = s->in->view->passing.contents - 1;
    if (!l->course || at < 0 || at >= l->course->count) return stage_words(s, "bar.lessons");
    const CourseEntry *it = &l->course->entries[at];
    return arena_print(s->arena, "%s: %d. %s", stage_words(s, "bar.lessons"), at + 1,
                       it->error ? it->error : it->title);
}

const char *lesson_spoken(Stage *s) {
    const LessonShown *l = s->in->lesson;
    if (!l->lesson) return entry_spoken(s);
    const char *text = stage_fill(s, "lesson.spoken", arena_print(s->arena, "%d", l->page + 1),
                                  arena_print(s->arena, "%d", l->lesson->page_count));
    const char *title = lesson_panel_page_title(l),
               *end = *title && strchr("?!.", title[strlen(title) - 1]) ? "" : ".";
    text = arena_print(s->arena, "%s: %s%s", text, title, end);
    for (const Mark *m = l->lesson->pages[l->page].text; m; m = m->next)
        text = arena_print(s->arena, "%s %s", text, markdown_words(m, s->arena));
    int last = l->open >= 0 ? l->open : l->asks ? l->asks->question_count - 1 : -1;
    if (last >= 0) text = arena_print(s->arena, "%s %s", text, lesson_question_spoken(s, last));
    return l->error ? arena_print(s->arena, "%s %s", text, l->error) : text;
}
