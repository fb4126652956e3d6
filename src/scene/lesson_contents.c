/* The list of lessons: number, title, how much of it was seen. */
#include <math.h>
#include <string.h>

#include "scene/lesson_panel.h"

static const char *state_of(Stage *s, const CourseEntry *it) {
    const Progress *p = s->in->lesson->progress;
    const LessonProgress *done = p ? progress_find(p, it->name) : NULL;
    if (it->error) return "!";
    if (!done || !progress_seen(done)) return arena_print(s->arena, "%d", it->pages);
    if (progress_done(done)) return "✓";
    return arena_print(s->arena, "%d / %d", progress_seen(done), it->pages);
}

/* The most words that fit, as bytes; all of them if they do. */
static size_t first_line(LessonColumn *c, Face face, const char *title, float room) {
    Stage *s = c->s;
    size_t fits = 0, n = strlen(title);
    for (size_t at = 0; at < n; at += title[at] == ' ') {
        at += strcspn(title + at, " ");
        if (stage_width(s, face, c->pixels, arena_copy(s->arena, title, at)) > room) break;
        fits = at;
    }
    return fits;
}

/* In two close lines where one is too short and the row is high enough. */
static void draw_name(LessonColumn *c, Rect r, float x, float room, Face face, Color color, Color ground, const char *title) {
    Stage *s = c->s;
    size_t first = first_line(c, face, title, room), all = strlen(title);
    float base = r.y + r.h / 2 + stage_drop(s, face, c->pixels), line = roundf(1.25f * (float)c->pixels);
    bool two = first && first < all && r.h >= 2.1f * line;
    const char *top = two ? arena_copy(s->arena, title, first) : title, *low = two ? title + first + 1 : "";
    if (two) base -= line / 2;
    stage_text(s, face, c->pixels, color, ground, x, base, stage_elide(s, face, c->pixels, top, room));
    stage_text(s, face, c->pixels, color, ground, x, base + line, stage_elide(s, face, c->pixels, low, room));
}

static void draw_entry(LessonColumn *c, int at, Rect r, float numbers) {
    Stage *s = c->s;
    const View *v = s->in->view;
    const CourseEntry *it = &s->in->lesson->course->entries[at];
    bool chosen = v->contents == at + 1, hot = v->hover_lesson == at + 1;
    Color ground = chosen ? s->theme.ground : s->theme.panel;
    Role role = it->error ? ROLE_MUTED : ROLE_TEXT;
    float pad = roundf(0.6f * (float)c->pixels), base = r.y + r.h / 2 + stage_drop(s, FACE_TEXT, c->pixels);
    if (chosen || hot) stage_box(s, r, 5 * s->unit, ground, 1, s->theme.role[chosen ? ROLE_HOT : ROLE_MUTED]);
    const char *number = arena_print(s->arena, "%d", at + 1), *state = state_of(s, it);
    float wide = stage_width(s, FACE_TEXT, s->small, state), x = r.x + pad + numbers;
    stage_text(s, FACE_TEXT, c->pixels, s->theme.role[ROLE_MUTED], ground, x - stage_width(s, FACE_TEXT, c->pixels, number), base, number);
    x += pad;
    const char *title = it->title ? it->title : it->name;
    Face face = chosen ? FACE_BOLD : FACE_TEXT;
    draw_name(c, r, x, r.x + r.w - 2 * pad - wide - x, face, s->theme.role[role], ground, title);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], ground, r.x + r.w - pad - wide, base, state);
    stage_target(s, (Target){.kind = TARGET_LESSON, .row0 = at, .text = it->error ? it->error : title, .x = r.x, .y = r.y, .w = r.w, .h = r.h});
}

static float draw_error(LessonColumn *c, float y) {
    Stage *s = c->s;
    const Course *course = s->in->lesson->course;
    int at = s->in->view->contents - 1;
    const char *error = at >= 0 && at < course->count ? course->entries[at].error : NULL;
    if (!error) return 0;
    return stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_HOT], s->theme.panel, c->x, y + (float)s->small, c->width, error, true);
}

/* So that the longest title can be read, in two lines where rows are high enough, down to the smallest type. */
static void choose_type(LessonColumn *c, float row) {
    Stage *s = c->s;
    const Course *course = s->in->lesson->course;
    for (; c->pixels > 11; c->pixels--) {
        float wide = 0, others = stage_width(s, FACE_TEXT, c->pixels, "00") + stage_width(s, FACE_TEXT, s->small, "00 / 00") +
                                 2.4f * (float)c->pixels - 12 * c->unit;
        for (int i = 0; i < course->count; i++)
            wide = fmaxf(wide, stage_width(s, FACE_BOLD, c->pixels, course->entries[i].title ? course->entries[i].title : ""));
        bool one = wide + others <= c->width, two = row >= 2.35f * roundf(1.25f * (float)c->pixels) && wide + others <= 1.8f * c->width;
        if ((one || two) && 1.35f * (float)c->pixels <= row) return;
    }
}

static float draw_keys(LessonColumn *c, float y, bool draw) {
    Stage *s = c->s;
    return stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel, c->x, y + (float)s->small, c->width,
                           stage_words(s, "lesson.contents_keys"), draw);
}

/* Rows as high as there is room for, but not higher than is calm. */
void lesson_contents_draw(LessonColumn *c) {
    Stage *s = c->s;
    int count = s->in->lesson->course->count, pixels = (int)roundf((float)c->pixels * 1.35f);
    float most = roundf(2.9f * (float)c->pixels), foot = draw_keys(c, 0, false) + roundf(10 * c->unit);
    stage_text(s, FACE_BOLD, pixels, s->theme.role[ROLE_TEXT], s->theme.panel, c->x, c->y + (float)pixels, stage_words(s, "bar.lessons"));
    float y = c->y + roundf(1.9f * (float)pixels), row = floorf(fminf(most, (c->bottom - foot - y) / (float)(count > 0 ? count : 1)));
    choose_type(c, row);
    float numbers = stage_width(s, FACE_TEXT, c->pixels, "00");
    for (int i = 0; i < count; i++, y += row)
        if (y + row <= c->bottom) draw_entry(c, i, (Rect){c->x - roundf(6 * c->unit), y, c->width + roundf(12 * c->unit), row}, numbers);
    y += roundf(10 * c->unit);
    if (draw_error(c, y) > 0) return;
    draw_keys(c, y, true);
}
