/* What is shown and pointed at, as sentences: a line for the eye, and one for the ear without
   signs, with small letters and one comma between two names. */
#include "scene/frame/speech.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "scene/overview/heads_measures.h"
#include "scene/overview/sentence.h"
#include "scene/panels/crumbs.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/lens_words.h"
#include "scene/words/names.h"
#include "scene/words/tree_words.h"
#include "scene/words/what.h"
#include "scene/words/words.h"
#include "trace/measure.h"

/* The first products of a sum: "= 1.14 × 0.65 + −0.26 × −0.64 + …". */
static const char *short_sum(Stage *s, const Explanation *x) {
    const char *text = "= ";
    int shown = x->count < 3 ? x->count : 3, order[3];
    measure_largest_terms(x, order, shown);
    for (int i = 0; i < shown; i++) {
        const Term *t = &x->terms[order[i]];
        text = arena_print(s->arena, "%s%s%s", text, i ? " + " : "", words_number(s, (double)t->x));
        if (t->input_b >= 0 || t->y != 1)
            text = arena_print(s->arena, "%s × %s", text, words_number(s, (double)t->y));
    }
    if (x->count == shown && !x->has_start) return text;
    return arena_print(s->arena, "%s + … %s", text,
                       stage_fill(s, "speech.terms", arena_print(s->arena, "%d", x->count), ""));
}

/* A short list of operands that are not products. */
static const char *short_operands(Stage *s, const Explanation *x) {
    if (x->count < 1 || x->count > 3) return "";
    const char *text = "← ";
    for (int i = 0; i < x->count; i++)
        text = arena_print(s->arena, "%s%s%s", text, i ? ",  " : "",
                           words_number(s, (double)x->terms[i].x));
    return text;
}

const char *speech_pointed(Stage *s) {
    Focus f = s->pointer.on ? s->pointer : s->focus;
    Explanation x;
    if (tree_shown(s) && !s->pointer.on) return tree_speech(s);
    if (lens_words_shown(s) && !s->pointer.on) return lens_words_speech(s);
    if (*heads_speech(s)) return heads_speech(s);
    if (!f.on || (s->in->view->shown.at.depth < DEPTH_STEP && !s->pointer.on)) return "";
    const char *name = words_plain_symbol(s, f.value), *place = words_place(s, f);
    if (f.cell.col < 0) return arena_print(s->arena, "%s · %s", name, place);
    Error e;
    if (!explain_cell(s->trace, f.value, f.cell, s->arena, &x, &e)) return "";
    stage_tensor(s, f.value);
    if (x.is_sum || *short_operands(s, &x)) stage_name_operands(s, f.value);
    const char *from = x.is_sum ? short_sum(s, &x) : short_operands(s, &x);
    return arena_print(s->arena, "%s = %s · %s%s%s · %s", name, words_number(s, (double)x.recorded),
                       place, *from ? "  " : "", from, crumbs_asked(s, f));
}

const char *speech_depth(Stage *s) {
    static const char *const keys[] = {[DEPTH_MODEL] = "caption.model",
                                       [DEPTH_LAYER] = "caption.layer",
                                       [DEPTH_SUBLAYER] = "caption.sublayer"};
    Depth depth = s->in->view->shown.at.depth;
    if (tree_shown(s)) return tree_caption(s);
    if (lens_words_shown(s)) return lens_words_caption(s);
    if (depth == DEPTH_SENTENCE) return s->foreign ? "" : sentence_told(s);
    if (depth == DEPTH_MODEL && (!s->in->frame || s->presenting))
        return stage_words(s, "caption.model_still"); /* nobody clicks there */
    return depth < DEPTH_STEP ? stage_words(s, keys[depth]) : "";
}

const char *speech_about(Stage *s) {
    Depth depth = s->in->view->shown.at.depth, last = depth < DEPTH_STEP ? depth : DEPTH_STEP;
    int sheets = s->program->values[s->at.value].form.shape.sheets;
    const char *text = "", *caption = depth < DEPTH_STEP ? speech_depth(s) : words_caption(s);
    for (Depth d = s->foreign ? DEPTH_MODEL : DEPTH_LAYER; d <= last; d++)
        if (*words_crumb(s, d))
            text = arena_print(s->arena, "%s%s%s", text, *text ? " › " : "", words_crumb(s, d));
    if (depth <= DEPTH_MODEL) text = words_crumb(s, depth);
    if (sheets > 1 && depth >= DEPTH_STEP)
        text = arena_print(s->arena, "%s, %s", text,
                           stage_fill(s, "crumb.head",
                                      arena_print(s->arena, "%d", s->at.cell.sheet + 1),
                                      arena_print(s->arena, "%d", sheets)));
    return *caption ? arena_print(s->arena, "%s. %s", text, caption) : text;
}

/* A sentence, what-ifs, a search; each only where it is not the other half's. */
const char *speech_run(Stage *s) {
    const View *v = s->in->view;
    RunOf own = v->shown.of, other = v->shown.beside.on ? v->shown.beside.of : own;
    const char *text = "", *between = " · ";
    if (strcmp(own.model, other.model) != 0 || strcmp(own.attend, other.attend) != 0)
        text = decode_name(s->in->run);
    if (*seen_text(&own) && strcmp(seen_text(&own), seen_text(&other)) != 0)
        text = arena_print(s->arena, "%s%s%s", text, *text ? between : "", seen_text(&own));
    if (!whatif_same(&own.what, &other.what))
        text =
            arena_print(s->arena, "%s%s%s", text, *text ? between : "",
                        v->shown.of.what.count
                            ? stage_fill(s, "compare.what",
                                         what_line(what_told(s), &v->shown.of.what, s->arena), "")
                            : stage_words(s, "compare.true"));
    if (v->shown.at.t >= 0 || s->at.t != s->in->run->steps - 1)
        if (v->shown.beside.on && v->shown.beside.at.t != v->shown.at.t)
            text =
                arena_print(s->arena, "%s%s%s", text, *text ? between : "",
                            stage_fill(s, "compare.word", arena_print(s->arena, "%d", s->at.t + 1),
                                       arena_print(s->arena, "%d", s->in->run->steps)));
    return text;
}

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

static const char *speech_number(Stage *s, Focus f) {
    if (stage_hides(s, f.value, f.cell.sheet, f.cell.row, f.cell.col))
        return stage_words(s, "spoken.hidden");
    return words_number(
        s, (double)tensor_at(stage_tensor(s, f.value), f.cell.sheet, f.cell.row, f.cell.col));
}

const char *speech_spoken(Stage *s) {
    Focus f = s->pointer.on                               ? s->pointer
              : s->in->view->shown.at.depth >= DEPTH_STEP ? s->focus
                                                          : (Focus){0};
    if (s->playing.on && !s->pointer.on) f.on = false; /* a play is watched, not read */
    if (!f.on && s->in->view->shown.at.depth == DEPTH_SENTENCE) return speech_depth(s);
    if (lens_words_shown(s) && !f.on) return plain(s, lens_words_speech(s));
    if (!f.on && s->in->view->shown.at.depth < DEPTH_STEP) return plain(s, speech_about(s));
    Value v = f.on ? f.value : s->at.value;
    const char *where =
        with_head(s, step_place(s, v, DEPTH_STEP), v, f.on ? f.cell.sheet : s->at.cell.sheet);
    const char *caption = words_caption(s);
    if (!f.on) return *caption ? arena_print(s->arena, "%s. %s", where, caption) : where;
    where = arena_print(s->arena, "%s: %s", where, cell_place(s, f));
    return f.cell.col < 0 ? where : arena_print(s->arena, "%s: %s", where, speech_number(s, f));
}

const char *speech_leads(Stage *s, const char *path, Depth depth, int head) {
    Value v = program_find(s->program, path);
    if (v == NO_VALUE) return "";
    if (depth <= DEPTH_MODEL) return words_crumb(s, depth);
    const char *where = step_place(s, v, depth);
    return depth == DEPTH_STEP && head > 0 ? with_head(s, where, v, head) : where;
}
