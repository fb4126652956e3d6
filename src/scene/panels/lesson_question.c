/* Questions in boxes: what is asked, what can be answered, how it stands. */
#include "scene/panels/lesson_question.h"

#include <math.h>
#include <string.h>

#include "scene/marks/prose.h"
#include "scene/pen/flow.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"

typedef struct Asked {
    LessonColumn *c;
    Stage *s;
    const Question *q;
    const Answered *a;
    int which;
    float x, y, width;
    bool draw;
} Asked;

static float lesson_question_gap(const Asked *b) {
    return roundf(0.45f * (float)b->c->pixels);
}

static bool is_over(const Asked *b) {
    return b->a->state != ANSWER_OPEN;
}

static float lesson_question_draw_heading(const Asked *b) {
    Stage *s = b->s;
    const char *text = stage_words(s, b->q->hides ? "lesson.predict" : "lesson.question");
    if (b->draw)
        stage_text(s, FACE_BOLD, lesson_small(b->c), s->theme.role[ROLE_HOT], s->theme.ground, b->x,
                   b->y + (float)lesson_small(b->c),
                   stage_elide(s, FACE_BOLD, lesson_small(b->c), text, b->width));
    return stage_line_height(lesson_small(b->c)) + lesson_question_gap(b);
}

static const char *lesson_question_asked(const Asked *b) {
    if (b->q->kind == QUESTION_CHOICE) return b->q->ask.question;
    return stage_fill(b->s, b->q->sought.least ? "lesson.click_least" : "lesson.click_most",
                      b->q->sought.row, "");
}

static float lesson_question_draw_asked(const Asked *b) {
    return prose_line(b->s, lesson_question_asked(b), b->c->pixels, ROLE_TEXT, b->s->theme.ground,
                      b->x, b->y, b->width, b->draw) +
           lesson_question_gap(b);
}

/* How an answer stands: neither taken nor told yet, wrong, right. */
typedef enum Standing { STANDS_FREE, STANDS_WRONG, STANDS_RIGHT } Standing;

static Standing lesson_question_standing(const Asked *b, int answer) {
    if (is_over(b) && answer == b->q->ask.right) return STANDS_RIGHT;
    return b->a->tried >> answer & 1 ? STANDS_WRONG : STANDS_FREE;
}

static const char *answer_text(const Asked *b, int answer) {
    static const char *const signs[] = {[STANDS_WRONG] = "✗", [STANDS_RIGHT] = "✓"};
    Standing how = lesson_question_standing(b, answer);
    if (how == STANDS_FREE && is_over(b)) return b->q->ask.answer[answer];
    const char *sign = how == STANDS_FREE ? arena_print(b->s->arena, "%d", answer + 1) : signs[how];
    return arena_print(b->s->arena, "%s  %s", sign, b->q->ask.answer[answer]);
}

static float answer_height(const Asked *b) {
    float thumb = b->c->pixels > b->s->least ? stage_thumb(b->s) : 0; /* else there is no room */
    return roundf(fmaxf(2.1f * (float)b->c->pixels, 0.9f * thumb));
}

static void draw_answer(const Asked *b, int answer, Rect r, const char *text) {
    Stage *s = b->s;
    stage_target_in(
        s, r, (Target){.kind = TARGET_ANSWER, .row0 = b->which, .col0 = answer, .text = text});
    Standing how = lesson_question_standing(b, answer);
    const Pointed *p = &s->in->view->passing.hover;
    bool free = how == STANDS_FREE && !is_over(b),
         hot = free && p->kind == TARGET_ANSWER && p->row == b->which && p->col == answer;
    Color edge = s->theme.role[ROLE_HOT],
          ink = s->theme.role[how == STANDS_RIGHT || free ? ROLE_TEXT : ROLE_MUTED];
    stage_box(s, r, 0.3f * (float)b->c->pixels, s->theme.panel,
              fmaxf(1, roundf((how == STANDS_RIGHT ? 2 : 1) * s->unit)),
              how == STANDS_RIGHT || hot ? edge : s->theme.line);
    float x = r.x + roundf(0.7f * (float)b->c->pixels),
          base = r.y + r.h / 2 + stage_drop(s, FACE_TEXT, b->c->pixels);
    Face face = how == STANDS_RIGHT ? FACE_BOLD : FACE_TEXT;
    size_t key =
        free ? strcspn(text, " ") : 0; /* a number may be an answer, too: the key's is fainter */
    const char *number = arena_copy(s->arena, text, key);
    stage_text(s, face, b->c->pixels, s->theme.role[ROLE_MUTED], s->theme.panel, x, base, number);
    text += key;
    if (key)
        x += stage_width(s, face, b->c->pixels, arena_print(s->arena, "%s  ", number)),
            text += strspn(text, " ");
    stage_text(s, face, b->c->pixels, ink, s->theme.panel, x, base, text);
}

/* Side by side as they fit. */
static float draw_answers(const Asked *b) {
    Stage *s = b->s;
    float high = answer_height(b), pad = roundf(0.7f * (float)b->c->pixels),
          between = lesson_question_gap(b);
    Flow f = {b->x, b->x + b->width, b->x, 0};
    if (b->q->kind != QUESTION_CHOICE) return 0;
    for (int i = 0; i < b->q->ask.count; i++) {
        const char *text = answer_text(b, i);
        Face face = lesson_question_standing(b, i) == STANDS_RIGHT ? FACE_BOLD : FACE_TEXT;
        text = stage_elide(s, face, b->c->pixels, text, b->width - 2 * pad);
        float width = roundf(stage_width(s, face, b->c->pixels, text) + 2 * pad);
        float x = flow_next(&f, i ? between : 0, width),
              y = b->y + (float)f.line * (high + between);
        if (b->draw) draw_answer(b, i, (Rect){x, y, width, high}, text);
    }
    return (float)(f.line + 1) * (high + between);
}

/* With the number, where the figure is of the page's own run. */
static const char *found(const Asked *b) {
    Stage *s = b->s;
    const Sought *q = &b->q->sought;
    const LessonShown *l = s->in->lesson;
    if (!l->own_run || q->at.t >= s->in->run->steps || s->at.t != q->at.t) return q->best;
    float x =
        tensor_at(stage_tensor(s, q->at.value), q->at.cell.sheet, q->at.cell.row, q->at.cell.col);
    return arena_print(s->arena, "%s (%s)", q->best, words_number(s, (double)x));
}

static const char *verdict(const Asked *b) {
    const char *right =
        b->q->kind == QUESTION_CHOICE ? b->q->ask.answer[b->q->ask.right] : found(b);
    if (b->a->state == ANSWER_RIGHT) return stage_fill(b->s, "lesson.right", right, "");
    if (b->a->state == ANSWER_WRONG) return stage_fill(b->s, "lesson.wrong", right, "");
    if (b->a->state == ANSWER_SHOWN) return stage_fill(b->s, "lesson.shown", right, "");
    bool held = stage_held(b->s->in); /* without keys */
    if (b->q->kind == QUESTION_CELL)
        return stage_words(b->s, held ? "lesson.how_cell.held" : "lesson.how_cell");
    return stage_words(b->s, b->a->tried ? "lesson.again"
                             : held      ? "lesson.how.held"
                                         : "lesson.how");
}

static float draw_verdict(const Asked *b) {
    Stage *s = b->s;
    int pixels = is_over(b) ? b->c->pixels : lesson_small(b->c);
    Role role = is_over(b) ? ROLE_TEXT : ROLE_MUTED;
    return prose_line(s, verdict(b), pixels, role, s->theme.ground, b->x, b->y, b->width, b->draw);
}

static float lesson_question_draw_hint(const Asked *b) {
    Stage *s = b->s;
    float high = roundf(1.9f * (float)lesson_small(b->c));
    if (!b->q->hint || is_over(b)) return 0;
    if (b->a->hinted)
        return lesson_question_gap(b) +
               prose_line(s, b->q->hint, b->c->pixels, ROLE_TEXT, s->theme.ground, b->x,
                          b->y + lesson_question_gap(b), b->width, b->draw);
    LessonColumn c = *b->c;
    Target t = {
        .kind = TARGET_COMMAND, .command = COMMAND_HINT, .text = stage_words(s, "keys.hint")};
    if (b->draw)
        lesson_button(&c, b->x, b->y + lesson_question_gap(b), high, t,
                      stage_words(s, stage_held(s->in) ? "lesson.hint.held" : "lesson.hint"));
    return lesson_question_gap(b) + high;
}

static const Answered *answered(const LessonShown *l, int which) {
    static const Answered none = {.chosen = -1};
    return l->done && l->page < PROGRESS_PAGES ? &l->done->page_at[l->page].answers[which] : &none;
}

/* Without the stars that emphasise. */
static const char *said(Stage *s, const char *text) {
    char *copy = arena_copy(s->arena, text, strlen(text)), *to = copy;
    for (const char *at = copy; *at; at++)
        if (*at != '*') *to++ = *at;
    *to = 0;
    return copy;
}

const char *lesson_question_spoken(Stage *s, int which) {
    const LessonShown *l = s->in->lesson;
    LessonColumn c = {.s = s};
    Asked b = {&c, s, &l->asks->questions[which], answered(l, which), which, 0, 0, 0, false};
    const char *text = lesson_question_asked(&b);
    for (int i = 0; b.q->kind == QUESTION_CHOICE && !is_over(&b) && i < b.q->ask.count; i++)
        if (lesson_question_standing(&b, i) == STANDS_FREE)
            text = arena_print(s->arena, "%s %d: %s.", text, i + 1, b.q->ask.answer[i]);
    if (b.q->hint && b.a->hinted && !is_over(&b))
        text = arena_print(s->arena, "%s %s", text, b.q->hint);
    return said(s, arena_print(s->arena, "%s %s", text, verdict(&b)));
}

/* The frame goes by what is in it, so all is measured first. */
static float draw_box(LessonColumn *c, int which, float y, bool draw) {
    static float (*const parts[])(const Asked *) = {lesson_question_draw_heading,
                                                    lesson_question_draw_asked, draw_answers,
                                                    draw_verdict, lesson_question_draw_hint};
    Stage *s = c->s;
    const LessonShown *l = s->in->lesson;
    const Answered *a = answered(l, which);
    float pad = roundf(0.8f * (float)c->pixels), high = 0;
    Asked b = {c,          s,       &l->asks->questions[which], a,    which,
               c->x + pad, y + pad, c->width - 2 * pad,         false};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) high += parts[i](&b);
    high += 2 * pad;
    if (!draw) return high;
    stage_box(s, (Rect){c->x, y, c->width, high}, 6 * s->unit, s->theme.ground,
              fmaxf(1, roundf(s->unit)), is_over(&b) ? s->theme.line : s->theme.role[ROLE_HOT]);
    b.draw = true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) b.y += parts[i](&b);
    return high;
}

float lesson_questions_draw(LessonColumn *c, bool draw) {
    const LessonShown *l = c->s->in->lesson;
    int count = !l->asks ? 0 : l->open >= 0 ? l->open + 1 : l->asks->question_count;
    float high = 0, between = roundf(0.8f * (float)c->pixels);
    for (int i = 0; i < count; i++) high += draw_box(c, i, c->y + high, draw) + between;
    return high;
}
