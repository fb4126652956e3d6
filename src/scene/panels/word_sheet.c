/* Columns are read downwards: what is written in a similar way first, then all by the alphabet. */
#include "scene/panels/word_sheet.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"

static void word_sheet_word(Stage *s, Rect r, int token) {
    const Pointed *hover = &s->in->view->passing.hover;
    bool hot = pointed_is(hover, TARGET_CHOICE, SUGGEST_MOST + token);
    if (hot) stage_box(s, r, 4, s->theme.panel, 1, s->theme.role[ROLE_HOT]);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.panel,
               r.x + roundf(0.4f * (float)s->small),
               r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->small),
               s->in->run->model->source.words[token]);
    stage_target_in(s, r, (Target){.kind = TARGET_CHOICE, .row0 = SUGGEST_MOST + token});
}

void word_sheet_draw(Stage *s, Rect above, const Suggestions *g) {
    const Edit *e = &s->in->view->passing.edit;
    const Vocab *v = &s->in->run->model->source;
    if (g->bad_from == g->bad_to) return;
    int *token = arena_many(s->arena, int, v->count),
        count = suggest_all(s->in->run->model, e, g, s->arena, token);
    float em = (float)s->small, pad = roundf(0.9f * em), row = roundf(fmaxf(18, 1.65f * em)),
          wide = 0, top = above.y + above.h + roundf(0.4f * em);
    for (int i = 0; i < count; i++)
        wide = fmaxf(wide, stage_width(s, FACE_TEXT, s->small, v->words[token[i]]));
    wide = ceilf(wide + 1.2f * em);
    float room = (float)s->in->width - 16 - 2 * pad,
          high = (float)s->in->height - top - 8 - 2 * pad - 2 * row;
    int columns = (int)(room / wide), rows = (int)(high / row);
    if (columns < 1 || rows < 2) return;
    if (columns > (count + 3) / 4) columns = (count + 3) / 4;
    if (rows > (count + columns - 1) / columns) rows = (count + columns - 1) / columns;
    int shown = count < rows * columns ? count : rows * columns;
    const char *title = stage_words(s, "bar.words"),
               *more = arena_print(s->arena, "%d", count - shown);
    float w =
        fmaxf((float)columns * wide, fminf(room, stage_width(s, FACE_TEXT, s->small, title) + em));
    Rect box = {fminf(above.x, room + 8 - w), top, w + 2 * pad,
                (float)(rows + 1 + (shown < count)) * row + 2 * pad};
    stage_box(s, box, roundf(8 * s->unit), s->theme.panel, 1, s->theme.line);
    stage_target_in(s, box, (Target){.kind = TARGET_SHEET});
    float x = box.x + pad, y = box.y + pad;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel,
               x + roundf(0.4f * em), y + row / 2 + stage_drop(s, FACE_TEXT, s->small),
               stage_elide(s, FACE_TEXT, s->small, title, w));
    for (int i = 0; i < shown; i++)
        word_sheet_word(
            s, (Rect){x + (float)(i / rows) * wide, y + (float)(1 + i % rows) * row, wide, row},
            token[i]);
    if (shown < count)
        stage_text(
            s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.panel,
            x + roundf(0.4f * em),
            y + (float)(rows + 1) * row + row / 2 + stage_drop(s, FACE_TEXT, s->small),
            stage_elide(s, FACE_TEXT, s->small, stage_fill(s, "bar.more_words", more, ""), w));
}
