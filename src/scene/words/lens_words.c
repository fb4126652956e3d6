/* What is said of the lens. */
#include "scene/words/lens_words.h"

#include <string.h>

#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"

enum { READS_MOST = 8 };

bool lens_words_has(const Stage *s) {
    return !s->foreign && lens_there(s->program);
}

bool lens_words_shown(const Stage *s) {
    const Shown *v = &s->in->view->shown;
    bool differs = (v->side == SIDE_DIFFERENCE && s->in->before) ||
                   (v->beside.on && v->beside.difference && s->in->beside);
    return v->at.form == FORM_LENS && v->at.depth == DEPTH_MODEL && !differs && lens_words_has(s);
}

const Lens *lens_words_get(Stage *s) {
    if (s->lens) return s->lens;
    Lens *l = arena_new(s->arena, Lens);
    Value reads[READS_MOST];
    if (s->in->reading)
        l->norm = lens_frame_of(s->in->run, s->at.t, s->arena).norm;
    else
        *l = lens_of(s->in->run, s->at.t, NULL, s->arena);
    for (int i = 0; i < l->rows; i++) stage_tensor(s, l->values[i]);
    int count = l->rows > 1 ? lens_reads(s->program, reads, READS_MOST) : 0;
    for (int i = 0; i < count; i++) stage_tensor(s, reads[i]);
    return s->lens = l;
}

Cell lens_words_chosen(Stage *s) {
    const Lens *l = lens_words_get(s);
    const Pointed *p = &s->in->view->passing.hover;
    bool hovered = p->kind == TARGET_LENS && !p->aside && !s->aside && p->index < l->cols;
    const char *path = hovered ? p->path : s->in->view->shown.at.path;
    int col = hovered ? p->index : s->in->view->shown.at.row;
    Cell out = {0, l->rows - 1, col >= 0 && col < l->cols ? col : l->cols - 1};
    for (int i = 0; i < l->rows; i++)
        if (strcmp(s->program->values[l->values[i]].path, path) == 0) out.row = i;
    return out;
}

const char *lens_words_row(Stage *s, int row) {
    static const char *const keys[] = {"lens.row.layer", "lens.row.self", "lens.row.cross",
                                       "lens.row.ffn"};
    const Lens *l = lens_words_get(s);
    const ValuePlace *at = &s->program->values[l->values[row]].place;
    if (row == l->rows - 1) return stage_words(s, "lens.row.answer");
    if (at->layer < 0) return stage_words(s, "lens.row.input");
    return stage_fill(s, keys[l->parts ? at->sublayer : SUBLAYER_NONE],
                      arena_print(s->arena, "%d", at->layer + 1), "");
}

const char *lens_words_word(const Stage *s, int word) {
    return vocab_label(&s->in->run->model->target, word);
}

const char *lens_words_place(const Stage *s, int col) {
    return lens_words_word(s, decode_token(s->in->run, col));
}

const char *lens_words_position(Stage *s, int col) {
    return words_position(s, lens_words_get(s)->values[0], true, col);
}

const char *lens_words_formula(Stage *s) {
    return stage_words(s, lens_words_get(s)->norm ? "lens.formula" : "lens.formula.bare");
}

const char *lens_words_note(Stage *s) {
    return arena_print(s->arena, "lens%s", lens_words_get(s)->norm ? "" : ".bare");
}

const char *lens_words_caption(Stage *s) {
    return stage_words(s, "lens.caption");
}

const char *lens_words_speech(Stage *s) {
    const Lens *l = lens_words_get(s);
    if (!l->rows) return "";
    Cell at = lens_words_chosen(s);
    const LensCell *c = lens_cell(l, at.row, at.col);
    int answer = lens_cell(l, l->rows - 1, at.col)->word[0];
    const char *said =
                   arena_print(s->arena, "%s %s", words_quoted(s, lens_words_word(s, c->word[0])),
                               words_share(s, (double)c->share[0], 3)),
               *where = stage_fill(s, "lens.at", lens_words_row(s, at.row),
                                   lens_words_position(s, at.col)),
               *text = arena_print(s->arena, "%s: %s", where, said);
    if (at.row == l->rows - 1 || c->rank == 1) return text;
    return arena_print(
        s->arena, "%s; %s", text,
        stage_fill(s, "lens.answer_there",
                   arena_print(s->arena, "%s %s", words_quoted(s, lens_words_word(s, answer)),
                               words_share(s, (double)c->answer, 3)),
                   words_whole(s, c->rank)));
}

int lens_words_facts(Stage *s, const char **out) {
    const Lens *l = lens_words_get(s);
    if (!l->rows) return 0;
    int col = lens_words_chosen(s).col, from = lens_settles(l, col), late = 0;
    for (int j = 0; j < l->cols; j++) late += lens_settles(l, j) == l->rows - 1;
    out[0] = stage_fill(s, from == l->rows - 1 ? "lens.settles.last" : "lens.settles",
                        lens_words_position(s, col), lens_words_row(s, from));
    out[1] = stage_fill(s, "lens.late", words_whole(s, late), words_whole(s, l->cols));
    return 2;
}
