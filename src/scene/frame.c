/* The frame. In a small window its parts go one by one: hints, caption, breadcrumb, bar. */
#include "scene/frame.h"

#include <math.h>
#include <string.h>

#include "scene/rich.h"
#include "scene/words.h"

static float margin(const Stage *s) {
    return roundf(fmaxf(8, 24 * s->unit));
}

static const char *translation(Stage *s) {
    const Decoding *d = s->in->run;
    return tokens_to_text(d->output, d->model->config.tokens, &d->model->target, s->arena);
}

/* A sign of four cells beside the name. */
static void draw_sign(Stage *s, float x, float middle, float size) {
    static const Role roles[] = {ROLE_Q, ROLE_K, ROLE_V, ROLE_S};
    float cell = roundf(size * 0.26f), gap = fmaxf(1, roundf(size * 0.1f)), inner = 2 * cell + gap;
    Rect outline = {x, middle - size / 2, size, size};
    stage_box(s, outline, size * 0.24f, 0, fmaxf(1, size / 12), s->theme.role[ROLE_TEXT]);
    for (int i = 0; i < 4; i++) {
        float cx = x + (size - inner) / 2 + (float)(i % 2) * (cell + gap);
        float cy = middle - inner / 2 + (float)(i / 2) * (cell + gap);
        stage_box(s, (Rect){cx, cy, cell, cell}, 1, s->theme.role[roles[i]], 0, 0);
    }
}

/* The sentence → its translation, from x to the right edge. */
static void draw_sentence(Stage *s, float x, float right, float base) {
    Color text = s->theme.role[ROLE_TEXT], muted = s->theme.role[ROLE_MUTED];
    float arrow = stage_width(s, FACE_TEXT, s->body, "→") + 24 * s->unit, room = right - x - arrow;
    if (room < 40) return;
    const char *from = s->in->view->text, *to = translation(s);
    float whole = stage_width(s, FACE_TEXT, s->body, from), share = whole + stage_width(s, FACE_TEXT, s->body, to);
    from = stage_elide(s, FACE_TEXT, s->body, from, share <= room ? whole : fmaxf(room / 2, room - (share - whole)));
    float used = stage_width(s, FACE_TEXT, s->body, from);
    to = stage_elide(s, FACE_TEXT, s->body, to, room - used);
    stage_text(s, FACE_TEXT, s->body, text, s->theme.panel, x, base, from);
    stage_text(s, FACE_TEXT, s->body, muted, s->theme.panel, x + used + 12 * s->unit, base, "→");
    stage_text(s, FACE_TEXT, s->body, text, s->theme.panel, x + used + arrow, base, to);
}

static float draw_bar(Stage *s) {
    float high = roundf(fmaxf(28, 52 * s->unit)), width = (float)s->in->width, x = margin(s), middle = roundf(high / 2);
    if (s->in->height < 300) return 0;
    stage_box(s, (Rect){0, 0, width, high}, 0, s->theme.panel, 0, 0);
    stage_line(s, 0, high - 0.5f, width, high - 0.5f, 1, s->theme.line);
    float size = roundf(fmaxf(14, 20 * s->unit));
    draw_sign(s, x, middle, size);
    float name = x + size + 9 * s->unit, base = middle + stage_drop(s, FACE_BOLD, s->body);
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.panel, name, base, "attnscope");
    float after = name + stage_width(s, FACE_BOLD, s->body, "attnscope") + 36 * s->unit;
    draw_sentence(s, after, width - x, base);
    return high;
}

static const char *count_text(Stage *s) {
    int step = s->step ? (int)(s->step - s->program->steps) : 0;
    const char *at = stage_fill(s, "status.step", arena_print(s->arena, "%d", step + 1),
                                arena_print(s->arena, "%d", s->program->step_count));
    const char *word = stage_fill(s, "status.word", arena_print(s->arena, "%d", s->at.t + 1),
                                  arena_print(s->arena, "%d", s->in->run->steps));
    return s->in->width < 800 ? at : arena_print(s->arena, "%s   %s", at, word);
}

/* Step, what is pointed at or a passing message, hints. */
static float draw_status(Stage *s) {
    float high = roundf(fmaxf(24, 40 * s->unit)), width = (float)s->in->width, height = (float)s->in->height;
    float x = margin(s), gap = 28 * s->unit, base = height - high / 2 + stage_drop(s, FACE_TEXT, s->small);
    Color muted = s->theme.role[ROLE_MUTED], ground = s->theme.panel;
    if (s->in->height < 200) return 0;
    stage_box(s, (Rect){0, height - high, width, high}, 0, ground, 0, 0);
    stage_line(s, 0, height - high + 0.5f, width, height - high + 0.5f, 1, s->theme.line);
    const char *count = count_text(s), *hints = stage_words(s, "status.hints"), *toast = s->in->view->toast;
    stage_text(s, FACE_MONO, s->mono, muted, ground, x, base, count);
    float left = x + stage_width(s, FACE_MONO, s->mono, count) + gap, right = width - x;
    const char *middle = *toast ? toast : s->scene->speech;
    float hint_width = stage_width(s, FACE_TEXT, s->small, hints), wanted = stage_width(s, FACE_TEXT, s->small, middle);
    if (left + (*middle ? fminf(wanted, 320 * s->unit) + gap : 0) + hint_width <= right) {
        stage_text(s, FACE_TEXT, s->small, muted, ground, right - hint_width, base, hints);
        right -= hint_width + gap;
    }
    Color color = s->theme.role[*toast ? ROLE_HOT : ROLE_TEXT];
    stage_text(s, FACE_TEXT, s->small, color, ground, left, base,
               stage_elide(s, FACE_TEXT, s->small, middle, right - left));
    return high;
}

static float draw_crumbs(Stage *s, float x, float y, float room) {
    const char *last, *crumbs = words_crumbs(s, &last);
    float width = stage_width(s, FACE_TEXT, s->small, crumbs), high = stage_line_height(s->small) + 6 * s->unit;
    float base = y + (float)s->small;
    if (width + stage_width(s, FACE_BOLD, s->small, last) <= room) {
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base, crumbs);
        x += width;
    }
    stage_text(s, FACE_BOLD, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, x, base,
               stage_elide(s, FACE_BOLD, s->small, last, room));
    return high;
}

/* The largest type, from the title's down, at which the formula fits; 0 if none. */
static int formula_size(const Stage *s, const char *formula, float room) {
    int size = s->title;
    while (size >= 11 && rich_width(s, size, formula) > room) size--;
    return size >= 11 ? size : 0;
}

static float draw_title(Stage *s, float x, float y, float room) {
    const char *formula = words_formula(s), *caption = words_caption(s);
    int size = formula_size(s, formula, room), text = (int)roundf((float)s->body * 1.12f);
    float high = roundf((float)s->title * 1.5f), base = y + (float)s->title;
    if (!size) return 0;
    rich_text(s, size, s->theme.ground, x, base, formula);
    float after = x + rich_width(s, size, formula) + 26 * s->unit, left = x + room - after;
    if (stage_width(s, FACE_TEXT, text, caption) > left) text = s->small;
    if (stage_width(s, FACE_TEXT, text, caption) <= left)
        stage_text(s, FACE_TEXT, text, s->theme.role[ROLE_MUTED], s->theme.ground, after, base, caption);
    return high;
}

static float draw_source(Stage *s, float x, float room) {
    float high = stage_line_height(s->small) + 6 * s->unit, base = (float)s->in->height - margin(s) / 2 - 4;
    const char *text = arena_print(s->arena, "attnscope · %s · %s", s->in->run->model->config.name, s->in->view->text);
    if (s->in->height < 300) return 0;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
               stage_elide(s, FACE_TEXT, s->small, text, room));
    return high;
}

Rect frame_draw(Stage *s) {
    float x = margin(s), width = (float)s->in->width, height = (float)s->in->height, room = width - 2 * x;
    float top = 0, bottom = x / 2;
    s->group = "frame";
    if (s->in->frame) {
        top = draw_bar(s);
        bottom += draw_status(s);
    } else {
        bottom += draw_source(s, x, room);
    }
    s->group = "figure";
    top += roundf(fmaxf(6, 18 * s->unit));
    if (height >= 400) top += draw_crumbs(s, x, top, room);
    top += draw_title(s, x, top, room) + roundf(6 * s->unit);
    return (Rect){x, top, room, height - bottom - top};
}
