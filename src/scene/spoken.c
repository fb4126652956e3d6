/* What is shown and pointed at, in words for the ear: no signs, small letters, one comma between
 * two names. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "scene/words.h"

/* "Encoder · Layer 1  ›  Self-attention  ›  Scores" as "Encoder layer 1, self-attention, scores".
 */
static const char *plain(Stage *s, const char *text) {
    static const struct {
        const char *sign, *said;
    } signs[] = {{"  ›  ", ", "}, {" · ", " "}, {" › ", ", "}};
    char *out = arena_raw(s->arena, strlen(text) + 1, 1), *to = out, *small;
    Error e;
    for (const char *from = text; *from;) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof signs / sizeof *signs && !taken; i++) {
            if (strncmp(from, signs[i].sign, strlen(signs[i].sign)) != 0) continue;
            taken = strlen(signs[i].sign);
            to += sprintf(to, "%s", signs[i].said);
        }
        if (taken)
            from += taken;
        else
            *to++ = *from++;
    }
    *to = 0;
    if (!*out || !text_nfc_lower(s->arena, out, &small, &e)) return out;
    const char *first = out, *rest = small;
    utf8_next(&first, out + strlen(out));
    utf8_next(&rest, small + strlen(small));
    return arena_print(s->arena, "%.*s%s", (int)(first - out), out, rest);
}

static const char *with_head(Stage *s, const char *place, Value v, int head) {
    int heads = s->program->values[v].form.shape.sheets;
    if (heads == 1) return place;
    return arena_print(s->arena, "%s, %s", place,
                       stage_fill(s, "spoken.head", arena_print(s->arena, "%d", head + 1),
                                  arena_print(s->arena, "%d", heads)));
}

static const char *step_place(Stage *s, Value v, Depth depth) {
    const char *last, *before = words_step_name(s, v, depth, &last);
    return plain(s, arena_print(s->arena, "%s%s", before, last));
}

/* "query it → key dog" as "query it, key dog". */
static const char *cell_place(Stage *s, Focus f) {
    const char *text = words_place(s, f), *arrow = strstr(text, " → ");
    if (!arrow) return text;
    return arena_print(s->arena, "%.*s, %s", (int)(arrow - text), text, arrow + strlen(" → "));
}

static const char *number(Stage *s, Focus f) {
    if (stage_hides(s, f.value, f.cell.sheet, f.cell.row, f.cell.col))
        return stage_words(s, "spoken.hidden");
    return words_number(
        s, (double)tensor_at(stage_tensor(s, f.value), f.cell.sheet, f.cell.row, f.cell.col));
}

const char *words_spoken(Stage *s) {
    Focus f = s->pointer.on ? s->pointer : s->in->view->depth >= DEPTH_STEP ? s->focus : (Focus){0};
    if (s->playing.on && !s->pointer.on) f.on = false; /* a play is watched, not read */
    if (!f.on && s->in->view->depth < DEPTH_STEP) return plain(s, words_about(s));
    Value v = f.on ? f.value : s->at.value;
    const char *where =
        with_head(s, step_place(s, v, DEPTH_STEP), v, f.on ? f.cell.sheet : s->at.cell.sheet);
    const char *caption = words_caption(s);
    if (!f.on) return *caption ? arena_print(s->arena, "%s. %s", where, caption) : where;
    where = arena_print(s->arena, "%s: %s", where, cell_place(s, f));
    return f.cell.col < 0 ? where : arena_print(s->arena, "%s: %s", where, number(s, f));
}

const char *words_leads(Stage *s, const char *path, Depth depth, int head) {
    Value v = program_find(s->program, path);
    if (v == NO_VALUE) return "";
    if (depth == DEPTH_MODEL) return words_crumb(s, DEPTH_MODEL);
    const char *where = step_place(s, v, depth);
    return depth == DEPTH_STEP && head > 0 ? with_head(s, where, v, head) : where;
}
