/* The list of lessons: number, title, how much of it was seen. */
#include "scene/panels/lesson_contents.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

static const char *state_of(Stage *s, const CourseEntry *it) {
    const Progress *p = s->in->lesson->progress;
    const LessonProgress *done = p ? progress_find(p, it->name) : NULL;
    if (it->error) return "!";
    if (!done || !progress_seen(done)) return arena_print(s->arena, "%d", it->pages);
    if (progress_done(done)) return "✓";
    return arena_print(s->arena, "%d / %d", progress_seen(done), it->pages);
}

/* In two lines where one is too short and the row is high enough. */
static void lesson_contents_draw_name(LessonColumn *c, Rect r, float x, float room, Face face,
                                      Color color, Color ground, const char *title) {
    Stage *s = c->s;
    float line = roundf(1.5f * (float)c->pixels), drop = stage_drop(s, face, c->pixels),
          middle = r.y + r.h / 2;
    float high = stage_paragraph(s, face, c->pixels, color, ground, x, 0, room, title, false);
    if (high > 1.5f * line && high < 2.5f * line &&
        r.h >= 1.9f * line) /* lines are closer than a paragraph's */
        stage_paragraph(s, face, c->pixels, color, ground, x, middle - line / 2 + drop, room, title,
                        true);
    else
        stage_text(s, face, c->pixels, color, ground, x, middle + drop,
                   stage_elide(s, face, c->pixels, title, room));
}

static void lesson_contents_draw_entry(LessonColumn *c, int at, Rect r, float numbers) {
    Stage *s = c->s;
    const View *v = s->in->view;
    const CourseEntry *it = &s->in->lesson->course->entries[at];
    bool chosen = v->passing.contents == at + 1,
         hot = pointed_is(&v->passing.hover, TARGET_LESSON, at);
    Color ground = chosen ? s->theme.ground : s->theme.panel;
    Role role = it->error ? ROLE_MUTED : ROLE_TEXT;
    float pad = roundf(0.6f * (float)c->pixels),
          base = r.y + r.h / 2 + stage_drop(s, FACE_TEXT, c->pixels);
    if (chosen || hot)
        stage_box(s, r, 5 * s->unit, ground, 1, s->theme.role[chosen ? ROLE_HOT : ROLE_MUTED]);
    const char *number = arena_print(s->arena, "%d", at + 1), *state = state_of(s, it);
    float wide = stage_width(s, FACE_TEXT, lesson_small(c), state), x = r.x + pad + numbers;
    stage_text(s, FACE_TEXT, c->pixels, s->theme.role[ROLE_MUTED], ground,
               x - stage_width(s, FACE_TEXT, c->pixels, number), base, number);
    x += pad;
    const char *title = it->title ? it->title : path_base(it->name);
    Face face = chosen ? FACE_BOLD : FACE_TEXT;
    lesson_contents_draw_name(c, r, x, r.x + r.w - 2 * pad - wide - x, face, s->theme.role[role],
                              ground, title);
    stage_text(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_MUTED], ground,
               r.x + r.w - pad - wide, base, state);
    stage_target_in(
        s, r, (Target){.kind = TARGET_LESSON, .row0 = at, .text = it->error ? it->error : title});
}

/* Why the chosen one cannot be read. */
static float lesson_contents_draw_error(LessonColumn *c, float y, bool draw) {
    Stage *s = c->s;
    const Course *course = s->in->lesson->course;
    int at = s->in->view->passing.contents - 1;
    const char *error = at >= 0 && at < course->count ? course->entries[at].error : NULL;
    if (!error) return 0;
    return stage_paragraph(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_HOT], s->theme.panel,
                           c->x, y + (float)lesson_small(c), c->width, error, draw);
}

/* The lines that are shown, and how: in as many lines of type as their titles need, or in one each.
 */
typedef struct List {
    int first, end;
    bool wraps;
    float spread; /* pixels of each line beyond its type's */
} List;

static float line_high(const LessonColumn *c) {
    return roundf(1.5f * (float)c->pixels);
}

/* As wide as draw_entry leaves it to a chosen one's title. */
static int title_lines(LessonColumn *c, int at, bool wraps) {
    Stage *s = c->s;
    const CourseEntry *it = &s->in->lesson->course->entries[at];
    float pad = roundf(0.6f * (float)c->pixels),
          room = c->width + 2 * roundf(6 * c->unit) - 4 * pad -
                 stage_width(s, FACE_TEXT, c->pixels, "00") -
                 stage_width(s, FACE_TEXT, lesson_small(c), state_of(s, it));
    if (!wraps) return 1;
    float high = stage_paragraph(s, FACE_BOLD, c->pixels, 0, 0, 0, 0, room,
                                 it->title ? it->title : path_base(it->name), false);
    return high > 1.5f * line_high(c) ? 2 : 1;
}

static float list_high(LessonColumn *c) {
    int lines = 0;
    for (int i = 0; i < c->s->in->lesson->course->count; i++) lines += title_lines(c, i, true);
    return (float)lines * line_high(c);
}

/* More lessons than can be shown: those about the chosen one. */
static List lesson_contents_part_of(LessonColumn *c, int count, float room) {
    int shown = (int)fminf((float)count, fmaxf(1, room / line_high(c))),
        chosen = c->s->in->view->passing.contents - 1;
    int first = chosen - shown / 2;
    first = first > count - shown ? count - shown : first;
    first = first < 0 ? 0 : first;
    return (List){first, first + shown, false,
                  floorf(fmaxf(0, room / (float)shown - line_high(c)))};
}

/* In the largest type in which every title can be read, and not closer than is calm if that can be.
 */
static List choose_list(LessonColumn *c, float room) {
    int count = c->s->in->lesson->course->count;
    for (; count; c->pixels--) {
        float spread = floorf((room - list_high(c)) / (float)count);
        bool last = c->pixels <= c->s->least;
        float calm = fmaxf(0.25f * (float)c->pixels, 0.92f * stage_thumb(c->s) - line_high(c)),
              most = fmaxf(roundf(1.4f * (float)c->pixels), stage_thumb(c->s) - line_high(c));
        if (spread >= calm || (last && spread >= 0))
            return (List){0, count, true, fminf(spread, most)};
        if (last) break;
    }
    return lesson_contents_part_of(c, count, room);
}

static float draw_keys(LessonColumn *c, float y, bool draw) {
    Stage *s = c->s;
    return stage_paragraph(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_MUTED], s->theme.panel,
                           c->x, y + (float)lesson_small(c), c->width,
                           stage_words(s, "lesson.contents_keys"), draw);
}

void lesson_contents_draw(LessonColumn *c) {
    Stage *s = c->s;
    int pixels = (int)roundf((float)c->pixels * 1.35f);
    bool held = stage_held(s->in); /* there are no keys, but the cross */
    float foot = fmaxf(held ? 0 : draw_keys(c, 0, false), lesson_contents_draw_error(c, 0, false)) +
                 roundf(10 * c->unit),
          aside = roundf(6 * c->unit);
    stage_text(s, FACE_BOLD, pixels, s->theme.role[ROLE_TEXT], s->theme.panel, c->x,
               c->y + (float)pixels, stage_words(s, "bar.lessons"));
    const char *pages = held ? "" : stage_words(s, "lesson.pages"); /* what the numbers count */
    if (held) lesson_cross(c, c->y + (float)pixels);
    stage_text(s, FACE_TEXT, lesson_small(c), s->theme.role[ROLE_MUTED], s->theme.panel,
               c->x + c->width + aside - roundf(0.6f * (float)c->pixels) -
                   stage_width(s, FACE_TEXT, lesson_small(c), pages),
               c->y + (float)pixels, pages);
    float y = c->y + roundf(1.9f * (float)pixels) + (held ? roundf(4 * c->unit) : 0);
    List l = choose_list(c, c->bottom - foot - y);
    float numbers = stage_width(s, FACE_TEXT, c->pixels, "00");
    for (int i = l.first; i < l.end; i++) {
        float high = (float)title_lines(c, i, l.wraps) * line_high(c) + l.spread;
        lesson_contents_draw_entry(c, i, (Rect){c->x - aside, y, c->width + 2 * aside, high},
                                   numbers);
        y += high;
    }
    y += roundf(10 * c->unit);
    if (lesson_contents_draw_error(c, y, true) == 0 && !held) draw_keys(c, y, true);
}
