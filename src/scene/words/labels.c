/* Tokens where an axis has them, else numbers. */
#include "scene/words/labels.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/text.h"
#include "scene/words/names.h"

/* q, k and v rows are the askers, the asked and the answerers, whatever tokens they are. */
static const char *attention_axis(ValueRole role, bool rows) {
    switch (role) {
    case VALUE_SCORES:
    case VALUE_SCALED:
    case VALUE_MASKED:
    case VALUE_WEIGHTS:
    case VALUE_CAUSAL: return rows ? "axis.queries" : "axis.keys";
    case VALUE_PADDING: return rows ? NULL : "axis.keys";
    case VALUE_QUERIES:
    case VALUE_HEADS:
    case VALUE_CONCAT: return rows ? "axis.queries" : NULL;
    case VALUE_KEYS: return rows ? "axis.keys" : NULL;
    case VALUE_VALUES: return rows ? "axis.values" : NULL;
    default: return NULL;
    }
}

const char *words_axis(const Stage *s, Value v, bool rows) {
    static const char *const keys[] = {[AXIS_SOURCE] = "axis.source",
                                       [AXIS_TARGET] = "axis.target",
                                       [AXIS_MODEL] = "axis.model",
                                       [AXIS_HEAD] = "axis.head",
                                       [AXIS_HIDDEN] = "axis.hidden",
                                       [AXIS_SOURCE_WORDS] = "axis.source_words",
                                       [AXIS_TARGET_WORDS] = "axis.target_words",
                                       [AXIS_PLACES] = "axis.places"};
    const ValueInfo *info = &s->program->values[v];
    Axis axis = rows ? info->form.rows : info->form.cols;
    const char *own = rows ? s->style.row_title : s->style.col_title;
    if (own && v == s->at.value) return own;
    if (axis == AXIS_ONE) return "";
    if (info->role == VALUE_MATRIX) return stage_words(s, rows ? "axis.rows" : "axis.columns");
    if (s->foreign && axis == AXIS_TARGET) return stage_words(s, "axis.queries");
    const char *key = rows && words_is_memory(s, v) && axis == AXIS_SOURCE
                          ? "axis.memory"
                          : attention_axis(info->role, rows);
    return stage_words(s, key ? key : keys[axis]);
}

Role words_axis_role(const Stage *s, Value v, bool rows) {
    const ValueInfo *info = &s->program->values[v];
    Axis axis = rows ? info->form.rows : info->form.cols;
    const char *key = attention_axis(info->role, rows);
    if (!key || (axis != AXIS_SOURCE && axis != AXIS_TARGET)) return ROLE_TEXT;
    return strcmp(key, "axis.queries") == 0 ? ROLE_Q
           : strcmp(key, "axis.keys") == 0  ? ROLE_K
                                            : ROLE_V;
}

/* A word of another language than the one that is read; marks (⟨eos⟩, ".") belong to none. */
static bool is_foreign_word(const Stage *s, int token) {
    const Decoding *run = s->in->run;
    const Config *c = &run->model->config;
    if (run->labels || config_is_special(c, token)) return false;
    const char *word = run->model->target.words[token];
    if (!*c->source_language || strcmp(c->source_language, c->target_language) == 0) return false;
    while (*word && (unsigned char)*word < 128 && !isalnum((unsigned char)*word)) word++;
    return *word;
}

Face words_token_face(const Stage *s, int token, bool hot) {
    if (is_foreign_word(s, token)) return hot ? FACE_BOLD_ITALIC : FACE_ITALIC;
    return hot ? FACE_BOLD : FACE_TEXT;
}

Face words_face(const Stage *s, Value v, bool row, int at, bool hot) {
    const Form *form = &s->program->values[v].form;
    Axis axis = row ? form->rows : form->cols;
    bool written = !s->in->run->labels && (axis == AXIS_TARGET || axis == AXIS_TARGET_WORDS);
    if (!written) return hot ? FACE_BOLD : FACE_TEXT;
    return words_token_face(s, axis == AXIS_TARGET ? decode_token(s->in->run, at) : at, hot);
}

const char *words_written(Stage *s, Value v, int row) {
    const Decoding *run = s->in->run;
    bool writes = s->program->values[v].form.rows == AXIS_TARGET && !run->labels &&
                  program_predicts(s->program, v);
    return writes ? vocab_label(&run->model->target, decode_next(run, row)) : "";
}

Face words_written_face(const Stage *s, int row, bool hot) {
    return words_token_face(s, decode_next(s->in->run, row), hot);
}

const char *words_label(Stage *s, Value v, bool row, int at, bool predicts) {
    const ValueInfo *info = &s->program->values[v];
    Axis axis = row ? info->form.rows : info->form.cols;
    bool both = predicts && row && program_predicts(s->program, v);
    return both ? decode_row_label(s->in->run, s->at.t, axis, at, s->arena)
                : decode_label(s->in->run, s->at.t, axis, at, s->arena);
}

static const char *gloss_of(const Stage *s, bool source, int token) {
    const Model *m = s->in->run->model;
    if (config_is_special(&m->config, token)) return "";
    return lang_gloss(s->lang, source ? m->config.source_language : m->config.target_language,
                      (source ? &m->source : &m->target)->words[token]);
}

static const char *gloss_both(Stage *s, const char *input, const char *predicted) {
    if (!*input && !*predicted) return "";
    return arena_print(s->arena, "%s%s→%s%s", input, *input ? " " : "", *predicted ? " " : "",
                       predicted);
}

const char *words_gloss(Stage *s, Value v, bool row, int at, bool predicts) {
    const ValueInfo *info = &s->program->values[v];
    const Decoding *run = s->in->run;
    Axis axis = row ? info->form.rows : info->form.cols;
    if (!s->in->gloss || run->labels) return "";
    if (axis == AXIS_SOURCE) return gloss_of(s, true, run->source.id[at]);
    if (axis == AXIS_SOURCE_WORDS || axis == AXIS_TARGET_WORDS)
        return gloss_of(s, axis == AXIS_SOURCE_WORDS, at);
    if (axis != AXIS_TARGET) return "";
    const char *input = gloss_of(s, false, decode_token(run, at));
    bool both = predicts && row && program_predicts(s->program, v);
    return both ? gloss_both(s, input, gloss_of(s, false, decode_next(run, at))) : input;
}

const char *words_written_gloss(Stage *s, int row) {
    return s->in->gloss ? gloss_of(s, false, decode_next(s->in->run, row)) : "";
}

const char *words_quoted(Stage *s, const char *label) {
    bool mark = strspn(label, ".,:;!?-'\"()") == strlen(label);
    return mark ? stage_fill(s, "fact.quoted", label, "") : label;
}

const char *words_numbered(Stage *s, Value v, bool row, int at) {
    static const char *const digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    Form form = s->program->values[v].form;
    Axis axis = row ? form.rows : form.cols;
    const char *label = words_label(s, v, row, at, false), *index = "";
    int count = row ? form.shape.rows : form.shape.cols, which = 1, all = 0;
    if (axis != AXIS_SOURCE && axis != AXIS_TARGET) return label;
    for (int i = 0; i < count; i++) {
        bool same = strcmp(words_label(s, v, row, i, false), label) == 0;
        all += same, which += same && i < at;
    }
    if (all < 2 || !*label) return label;
    for (; which; which /= 10) index = arena_print(s->arena, "%s%s", digits[which % 10], index);
    return arena_print(s->arena, "%s%s", words_quoted(s, label), index);
}

const char *words_position(Stage *s, Value v, bool row, int at) {
    const char *label = words_numbered(s, v, row, at);
    return *label ? words_quoted(s, label) : arena_print(s->arena, "%d", at + 1);
}

/* "it (оно)": a token with what it means. */
static const char *glossed(Stage *s, Value v, bool row, int at) {
    const char *label = words_position(s, v, row, at), *gloss = words_gloss(s, v, row, at, false);
    return *gloss ? arena_print(s->arena, "%s (%s)", label, gloss) : label;
}

const char *words_column(Stage *s, Value v, int at) {
    static const char *const keys[AXIS_PLACES + 1] = {[AXIS_MODEL] = "place.feature",
                                                      [AXIS_HEAD] = "place.feature",
                                                      [AXIS_HIDDEN] = "place.feature",
                                                      [AXIS_SOURCE_WORDS] = "place.word",
                                                      [AXIS_TARGET_WORDS] = "place.word"};
    const ValueInfo *info = &s->program->values[v];
    const char *key = info->role == VALUE_MATRIX ? NULL : keys[info->form.cols];
    return stage_fill(s, key ? key : "place.col", glossed(s, v, false, at), "");
}

/* "writing il (after qu')" where a row writes, else "row qu'"; *writes: which. */
static const char *words_row(Stage *s, Value v, int row, bool *writes) {
    const char *written = words_written(s, v, row), *own = glossed(s, v, true, row);
    *writes = *written;
    if (!*writes) return stage_fill(s, "place.row", own, "");
    const char *gloss = words_written_gloss(s, row);
    written = words_quoted(s, written);
    if (*gloss) written = arena_print(s->arena, "%s (%s)", written, gloss);
    return stage_fill(s, "place.writing", written, own);
}

const char *words_place(Stage *s, Focus f) {
    Form form = s->program->values[f.value].form;
    bool writes;
    const char *row = words_row(s, f.value, f.cell.row, &writes);
    if (f.cell.col < 0 || form.cols == AXIS_ONE) return row;
    if (form.rows == AXIS_ONE) return words_column(s, f.value, f.cell.col);
    bool given = s->program->values[f.value].role == VALUE_MATRIX;
    if (!given && (form.cols == AXIS_SOURCE || form.cols == AXIS_TARGET)) {
        bool looks = program_is(s->program, f.value, VALUE_WEIGHTS);
        return stage_fill(s,
                          !writes ? "place.attention"
                          : looks ? "place.looks"
                                  : "place.writing.key",
                          writes ? row : glossed(s, f.value, true, f.cell.row),
                          glossed(s, f.value, false, f.cell.col));
    }
    return arena_print(s->arena, "%s, %s", row, words_column(s, f.value, f.cell.col));
}
