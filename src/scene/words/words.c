/* Formulas, captions and crumbs, made from interface texts. */
#include "scene/words/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"

static const char *heads_list(Stage *s, const char *symbol, int heads) {
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

bool words_unscaled(const Stage *s) {
    return scales(s) && s->step->args.scale.factor == 1;
}

bool words_other_scale(const Stage *s) {
    return scales(s) && s->step->args.scale.factor != 1 &&
           !words_own_scale(s, s->step->args.scale.factor);
}

/* Logits by the temperature are told with it, even where it is 1 and changes nothing. */
static const char *factor_formula(Stage *s, const char *out, const char *in, float factor) {
    if (words_tempers(s))
        return arena_print(s->arena, "%s = \\frac{%s}{%s}", out, in,
                           words_number(s, 1 / (double)factor));
    if (factor == 1.0f) return arena_print(s->arena, "%s = %s", out, in);
    if (words_own_scale(s, factor))
        return arena_print(s->arena, "%s = \\frac{%s}{\\root{d_k}}", out, in);
    return arena_print(s->arena, "%s = \\frac{%s}{%s}", out, in,
                       words_number(s, 1 / (double)factor));
}

/* What puts the heads side by side and then mixes them is written with the heads. */
static const char *linear_formula(Stage *s, const char *out, const char *const in[OP_INPUTS]) {
    int from = s->program->values[s->step->in[0]].step;
    const Step *before = from >= 0 ? &s->program->steps[from] : NULL;
    const char *x = in[0];
    if (before && before->op == OP_CONCAT)
        x = heads_list(s, in[0], s->program->values[before->in[0]].form.shape.sheets);
    return arena_print(s->arena, "%s = %s %s%s%s", out, x, in[1], s->step->inputs > 2 ? " + " : "",
                       in[2]);
}

static const char *gelu_formula(Stage *s, const char *out, const char *in, bool tanh) {
    if (!tanh)
        return arena_print(s->arena, "%s = \\frac{%s}{2} \\group{1 + erf \\frac{%s}{\\root{2}}}",
                           out, in, in);
    const char *cubed = stage_number(s, "0.044715");
    const char *x = arena_print(s->arena, "\\root{\\frac{2}{π}} ( %s + %s %s^3 )", in, cubed, in);
    return arena_print(s->arena, "%s = \\frac{%s}{2} \\group{1 + tanh \\group{%s}}", out, in, x);
}

static const char *position_formula(Stage *s, const char *out) {
    static const char *const wave = "\\frac{p}{10000^{2i/d}}";
    return arena_print(s->arena, "%s(p, 2i) = sin %s ,   %s(p, 2i + 1) = cos %s", out, wave, out,
                       wave);
}

/* Symbols of the step's inputs, as they go in; returns the symbol of its last output. */
static const char *operands(const Stage *s, const char *in[OP_INPUTS]) {
    for (int i = 0; i < OP_INPUTS; i++)
        in[i] = i < s->step->inputs ? words_symbol(s, s->step->in[i], true) : "";
    return words_symbol(s, s->step->out[op_table[s->step->op]->outputs - 1], false);
}

const char *words_formula(Stage *s) {
    Arena *a = s->arena;
    if (!s->step) return words_symbol(s, s->at.value, false);
    const Step *t = s->step;
    const char *in[OP_INPUTS], *out = operands(s, in);
    switch (t->op) {
    case OP_EMBED:
        return arena_print(a, "%s = %s[%s]%s", out, in[1], in[0],
                           t->args.embed.factor == 1 ? "" : " · \\root{d}");
    case OP_POSITION: return t->args.off ? arena_print(a, "%s = 0", out) : position_formula(s, out);
    case OP_CAUSAL: return arena_print(a, "%s(i, j) = 0 (j ≤ i), −∞ (j > i)", out);
    case OP_PADDING:
        return t->args.off ? arena_print(a, "%s = 0", out)
                           : arena_print(a, "%s(j) = 0 (t_j ≠ ⟨pad⟩), −∞ (t_j = ⟨pad⟩)", out);
    case OP_ADD: return arena_print(a, "%s = %s + %s", out, in[0], in[1]);
    case OP_LINEAR: return linear_formula(s, out, in);
    case OP_LINEAR_TIED: return arena_print(a, "%s = %s %s^T", out, in[0], in[1]);
    case OP_SPLIT: return arena_print(a, "%s = %s", out, heads_list(s, out, t->args.split.heads));
    case OP_SCORES:
        return s->transposed ? arena_print(a, "%s^T = %s %s^T", out, in[1], in[0])
                             : arena_print(a, "%s = %s %s^T", out, in[0], in[1]);
    case OP_SCALE: return factor_formula(s, out, in[0], t->args.scale.factor);
    case OP_MASK:
        return arena_print(a, "%s = %s + %s%s%s", out, in[0], in[1], t->inputs > 2 ? " + " : "",
                           in[2]);
    case OP_SOFTMAX:
        return arena_print(a, t->args.turned ? "%s^T = softmax( %s^T )" : "%s = softmax( %s )", out,
                           in[0]);
    case OP_WEIGHTED_SUM:
        return arena_print(a, s->transposed ? "%s^T = %s^T %s^T" : "%s = %s %s", out,
                           in[s->transposed], in[!s->transposed]);
    case OP_CONCAT:
        return arena_print(a, "%s = %s", out,
                           heads_list(s, out, s->program->values[t->in[0]].form.shape.sheets));
    case OP_NORM:
        return arena_print(a, "%s = \\frac{%s − µ}{\\root{σ^2 + ε}} · %s + %s", out, in[0], in[1],
                           in[2]);
    case OP_RMS_NORM:
        return arena_print(a, "%s = \\frac{%s}{\\root{RMS^2 + ε}} · %s", out, in[0], in[1]);
    case OP_RELU: return arena_print(a, "%s = max( 0, %s )", out, in[0]);
    case OP_GELU: return gelu_formula(s, out, in[0], t->args.gelu.tanh);
    default: return op_table[t->op]->formula;
    }
}

const char *words_formula_long(Stage *s) {
    const char *in[OP_INPUTS], *out;
    if (!s->step || s->step->op != OP_SOFTMAX) return "";
    out = operands(s, in);
    if (s->step->args.turned)
        return arena_print(
            s->arena, "%s^T = softmax( %s^T ) ,   %s_{ij} = \\frac{e^{%s_{ij}}}{Σ_k e^{%s_{kj}}}",
            out, in[0], out, in[0], in[0]);
    return arena_print(s->arena,
                       "%s = softmax( %s ) ,   %s_{ij} = \\frac{e^{%s_{ij}}}{Σ_k e^{%s_{ik}}}", out,
                       in[0], out, in[0], in[0]);
}

static Value main_value(const Stage *s) {
    return s->step ? s->step->out[op_table[s->step->op]->outputs - 1] : s->at.value;
}

/* Whether a what-if put numbers into what is shown. */
static bool was_set(const Stage *s) {
    for (int i = 0; i < s->trace->patch_count; i++)
        if (strcmp(s->trace->patches[i].path, words_path(s, s->at.value)) == 0) return true;
    return false;
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
    if (words_unscaled(s)) return stage_words(s, "caption.unscaled");
    if (words_other_scale(s)) return stage_words(s, "caption.other_scale");
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
    case DEPTH_MODEL: return s->foreign ? decode_name(s->in->run) : stage_words(s, "crumb.model");
    case DEPTH_LAYER: return part_name(s, b);
    case DEPTH_SUBLAYER: return block_name(s, b);
    case DEPTH_STEP: return step_name(s, main_value(s));
    case DEPTH_ROW:
        return v->shown.at.row < 0
                   ? ""
                   : stage_fill(s, "place.row",
                                words_position(s, s->at.value, true, v->shown.at.row), "");
    default:
        return v->shown.at.col < 0
                   ? ""
                   : stage_fill(s, "place.col",
                                words_position(s, s->at.value, false, v->shown.at.col), "");
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
