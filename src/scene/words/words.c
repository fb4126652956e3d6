/* Formulas, captions and crumbs, made from interface texts. */
#include "scene/words/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/formula.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"

static const char *heads_list(const Stage *s, const char *symbol, int heads) {
    char letter = symbol[0] == '{' ? symbol[3] : symbol[0];
    if (heads > 4)
        return arena_print(s->arena, "[ {1}%c_1{} | {2}%c_2{} | … | %c_{%d} ]", letter, letter,
                           letter, heads);
    char text[256] = "[ ";
    for (int h = 0; h < heads; h++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "{%d}%c_%d{}%s", h + 1, letter, h + 1,
                 h + 1 < heads ? " | " : " ]");
    }
    return arena_copy(s->arena, text, strlen(text));
}

bool words_tempers(const Stage *s) {
    return s->step && program_is(s->program, s->step->out[0], VALUE_TEMPERED);
}

/* Named by its root where it is the model's own, else by its number. */
/* 1/√d_k, as the model has it if nobody has changed it. */
bool words_own_scale(const Stage *s, float factor) {
    const Config *c = &s->in->run->model->config;
    return factor == (float)(1.0 / sqrt((double)c->d_model / c->heads));
}

static bool scales(const Stage *s) {
    return s->step && program_is(s->program, s->step->out[0], VALUE_SCALED);
}

/* What the shown step's scores are multiplied by as the model was trained. */
static float words_trained_scale(const Stage *s) {
    int layer = s->program->values[s->step->out[0]].place.layer;
    return (float)(1 / config_divisor(&s->in->run->model->config, layer));
}

const char *words_scale_key(const Stage *s) {
    if (!scales(s) || words_own_scale(s, s->step->args.scale.factor)) return "";
    bool whole = s->step->args.scale.factor == 1;
    if (s->step->args.scale.factor == words_trained_scale(s))
        return whole ? "scaled.whole" : "scaled.layer";
    return whole ? "scaled.off" : "scaled.other";
}

static Value main_value(const Stage *s) {
    return s->step ? s->step->out[op_table[s->step->op]->outputs - 1] : s->at.value;
}

/* How many heads the step cuts into or puts side by side. */
static int heads_of(const Stage *s) {
    int in = s->program->values[s->step->in[0]].form.shape.sheets,
        out = s->program->values[s->step->out[0]].form.shape.sheets;
    return in > out ? in : out;
}

/* What the heads were put side by side in is written with the heads. */
static const char *input_symbol(const Stage *s, int input) {
    if (input >= s->step->inputs) return NULL;
    Value v = s->step->in[input];
    const char *symbol = words_symbol(s, v, true);
    const ValueInfo *info = &s->program->values[v];
    if (info->role != VALUE_CONCAT) return symbol;
    Value heads = s->program->steps[info->step].in[0];
    return heads_list(s, symbol, s->program->values[heads].form.shape.sheets);
}

/* By its root where it is the model's own, else by its number. */
static const char *divisor(Stage *s) {
    float factor = s->step->args.scale.factor;
    if (!words_tempers(s) && words_own_scale(s, factor)) return "\\root{d_k}";
    return words_number(s, 1 / (double)factor);
}

static const char *words_divisor_of(Stage *s, float factor) {
    const Config *c = &s->in->run->model->config;
    if (words_own_scale(s, factor)) return arena_print(s->arena, "√%d", c->d_model / c->heads);
    return words_number(s, 1 / (double)factor);
}

const char *words_divisor(Stage *s, const Step *scale) {
    return words_divisor_of(s, scale->args.scale.factor);
}

const char *words_trained_divisor(Stage *s) {
    return words_divisor_of(s, words_trained_scale(s));
}

static const char *formula_part(void *self, const char *name) {
    Stage *s = self;
    const char *out = words_symbol(s, main_value(s), false);
    if (strcmp(name, "out") == 0) return out;
    if (strcmp(name, "heads") == 0) return heads_list(s, out, heads_of(s));
    if (strcmp(name, "divisor") == 0) return divisor(s);
    return *name == '#' ? stage_number(s, name + 1) : input_symbol(s, name[2] - '0');
}

static const char *filled(Stage *s, const char *text) {
    return formula_fill(text, " ", formula_part, s, s->arena);
}

/* Logits by the temperature are told with it, even where it is 1 and changes nothing. */
const char *words_formula(Stage *s) {
    const OpFormula *f = s->step ? &op_table[s->step->op]->formula : NULL;
    if (!f || !f->text) return words_symbol(s, main_value(s), false);
    const char *text = f->of && !words_tempers(s) ? f->of(&s->step->args) : NULL;
    if (!text) text = s->transposed && f->turned ? f->turned : f->text;
    return filled(s, text);
}

const char *words_formula_long(Stage *s) {
    const OpFormula *f = s->step ? &op_table[s->step->op]->formula : NULL;
    if (!f || !f->cell) return "";
    return arena_print(s->arena, "%s ,   %s", words_formula(s),
                       filled(s, s->step->args.turned ? f->cell_turned : f->cell));
}

/* Whether a what-if put numbers into what is shown. */
static bool was_set(const Stage *s) {
    for (int i = 0; i < s->trace->patch_count; i++)
        if (strcmp(s->trace->patches[i].path, words_path(s, s->at.value)) == 0) return true;
    return false;
}

/* The mask that somebody brought along for what is shown; NO_VALUE: none. */
static Value own_mask(const Stage *s) {
    for (int i = 1; i < s->step->inputs; i++) {
        const ValueInfo *mask = &s->program->values[s->step->in[i]];
        if (mask->role == VALUE_MASK && mask->step < 0) return s->step->in[i];
    }
    return NO_VALUE;
}

/* What it does, and what it hides: causal and padding are only what are so. */
static const char *own_mask_caption(const Stage *s, Value mask) {
    if (s->program->values[mask].numbers != NUMBERS_MASK)
        return stage_words(s, "caption.masked.added");
    Tensor t = s->trace->values[mask];
    return arena_print(s->arena, "%s %s", stage_words(s, "caption.masked"),
                       words_mask(s, measure_mask(t, t.shape.sheets > 1 ? s->at.cell.sheet : 0)));
}

const char *words_mask(const Stage *s, MaskKind kind) {
    static const char *const kinds[] = {"told.mask.open", "told.mask.later", "told.mask.columns",
                                        "told.mask.other"};
    return stage_words(s, kinds[kind]);
}

/* What a step says of itself depends on more than its name. */
const char *words_caption(const Stage *s) {
    const Step *t = s->step;
    if (was_set(s)) return stage_words(s, "caption.set");
    if (!t) {
        bool tokens = s->program->values[s->at.value].role == VALUE_TOKENS;
        return stage_words(s, tokens ? "caption.tokens" : "caption.weight");
    }
    if (words_tempers(s)) return stage_words(s, "caption.tempered");
    ValueRole role = s->program->values[main_value(s)].role;
    if (t->args.off && (role == VALUE_POSITION || role == VALUE_PADDING))
        return stage_words(s, "caption.switched_off");
    if (t->args.turned) return stage_words(s, "caption.columns");
    if (s->in->view->shown.at.form == FORM_RIBBONS && role == VALUE_WEIGHTS)
        return stage_words(s, "caption.ribbons");
    if (*words_scale_key(s))
        return stage_words(s, arena_print(s->arena, "caption.%s", words_scale_key(s)));
    if (role == VALUE_MASKED && own_mask(s) != NO_VALUE) return own_mask_caption(s, own_mask(s));
    return words_text(s, "caption", main_value(s));
}

static const char *words_joined(Stage *s, const char *before, const char *part) {
    return *part ? arena_print(s->arena, "%s%s  ›  ", before, part) : before;
}

const char *words_number(Stage *s, double x) {
    char text[48];
    if (text_no_number(x)) return text_no_number(x);
    snprintf(text, sizeof text, fabs(x) < 1e5 && fabs(x) >= 1e-3 ? "%.4g" : "%.3g",
             x == 0 ? 0.0 : fabs(x));
    return stage_number(s, arena_print(s->arena, "%s%s", x < 0 ? "−" : "", text));
}

const char *words_fixed(Stage *s, double x, int places) {
    if (text_no_number(x)) return text_no_number(x);
    const char *text = arena_print(s->arena, "%.*f", places, fabs(x));
    bool nothing = strspn(text, "0.") == strlen(text);
    return stage_number(s, x < 0 && !nothing ? arena_print(s->arena, "−%s", text) : text);
}

const char *words_whole(Stage *s, int count) {
    enum { GROUPED_FROM = 10000, GROUP = 1000 };
    if (count < GROUPED_FROM) return arena_print(s->arena, "%d", count);
    const char *text = "", *between = stage_words(s, "number.group");
    for (; count >= GROUP; count /= GROUP)
        text = arena_print(s->arena, "%s%03d%s", between, count % GROUP, text);
    return arena_print(s->arena, "%d%s", count, text);
}

const char *words_places(Stage *s, double x, int places) {
    if (places < 0 || !isfinite(x) || fabs(x) >= 1e7) return words_number(s, x);
    bool tiny = x > 0 && x<0.5 * pow(10, -places), bare = places> 0 && lang_point(s->lang) == '.';
    const char *text = words_fixed(s, tiny ? pow(10, -places) : x, places);
    size_t minus = *text == '0' ? 0 : strlen("−");
    if (bare && *text == '0')
        text++;
    else if (bare && x < 0 && text[minus] == '0')
        text = arena_print(s->arena, "−%s", text + minus + 1);
    return tiny ? arena_print(s->arena, "<%s", text) : text;
}

const char *words_share(Stage *s, double x, int places) {
    if (x == 0) return "0";
    const char *text = words_places(s, x, places);
    if (places != 2 || *text != '1') return text;
    /* Nearly all is not all, where a third digit tells it. */
    const char *finer = words_places(s, x, 3);
    return *finer == '1' ? stage_number(s, "1.0") : finer;
}

/* "Encoder", "Decoder · layer 2", "Output": the part of a block. */
static const char *part_name(Stage *s, const Block *b) {
    if (s->foreign && b->layer < 0) return "";
    if (s->foreign)
        return stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", b->layer + 1), "");
    static const char *const stacks[] = {"crumb.encoder", "crumb.decoder", "crumb.output"};
    const char *stack = stage_words(s, stacks[b->stack]);
    if (b->layer < 0) return stack;
    return arena_print(s->arena, "%s · %s", stack,
                       stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", b->layer + 1), ""));
}

const char *words_part(Stage *s) {
    const Block *b = &s->outline.blocks[s->outline.block_of_step[s->shown_step]];
    static const char *const stacks[] = {"crumb.encoder.layer", "crumb.decoder.layer", ""};
    if (s->foreign || b->layer < 0 || !*stacks[b->stack]) return part_name(s, b);
    return stage_fill(s, stacks[b->stack], arena_print(s->arena, "%d", b->layer + 1), "");
}

static const char *block_name(Stage *s, const Block *b) {
    if (s->foreign) return "";
    static const char *const kinds[] = {
        [BLOCK_EMBED] = "crumb.embed",     [BLOCK_POSITION] = "crumb.position",
        [BLOCK_MASK] = "crumb.mask",       [BLOCK_SELF] = "crumb.self",
        [BLOCK_CROSS] = "crumb.cross",     [BLOCK_FFN] = "crumb.ffn",
        [BLOCK_NORM] = "crumb.norm",       [BLOCK_LOGITS] = "crumb.logits",
        [BLOCK_SOFTMAX] = "crumb.softmax", [BLOCK_OTHER] = "crumb.other"};
    bool masked = b->kind == BLOCK_SELF && b->stack == STACK_DECODER;
    return stage_words(s, masked ? "crumb.masked" : kinds[b->kind]);
}

static const char *step_name(const Stage *s, Value v) {
    const char *name = words_text(s, "step", v);
    return *name ? name : s->program->values[v].name;
}

const char *words_crumb(Stage *s, Depth depth) {
    const Block *b = &s->outline.blocks[s->outline.block_of_step[s->shown_step]];
    const View *v = s->in->view;
    switch (depth) {
    case DEPTH_SENTENCE: return s->foreign ? "" : stage_words(s, "crumb.sentence");
    case DEPTH_MODEL: return s->foreign ? decode_name(s->in->run) : stage_words(s, "crumb.model");
    case DEPTH_LAYER: return part_name(s, b);
    case DEPTH_SUBLAYER: return block_name(s, b);
    case DEPTH_STEP: return step_name(s, main_value(s));
    case DEPTH_ROW:
        if (v->shown.at.row < 0) return "";
        return stage_fill(s, "place.row",
                          *words_written(s, s->at.value, v->shown.at.row)
                              ? words_label(s, s->at.value, true, v->shown.at.row, true)
                              : words_position(s, s->at.value, true, v->shown.at.row),
                          "");
    default: return v->shown.at.col < 0 ? "" : words_column(s, s->at.value, v->shown.at.col);
    }
}

const char *words_step_name(Stage *s, Value v, Depth depth, const char **last) {
    const Block *b = &s->outline.blocks[s->outline.block_of_step[outline_step(s->program, v)]];
    const char *part = part_name(s, b), *block = block_name(s, b);
    *last = depth <= DEPTH_LAYER ? part : depth == DEPTH_SUBLAYER ? block : step_name(s, v);
    if (depth <= DEPTH_LAYER) return "";
    const char *before = words_joined(s, "", part);
    return depth == DEPTH_SUBLAYER ? before : words_joined(s, before, block);
}
