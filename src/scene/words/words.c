/* The tables of symbols, and the sentences made from interface texts. */
#include "scene/words/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/text.h"

static bool starts(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

static const char *after_part(const char *path, const char *part) {
    size_t n = strlen(part);
    return strncmp(path, part, n) == 0 && path[n] == '.' ? path + n + 1 : path;
}

const char *words_sublayer(const char *path) {
    static const char *const names[] = {"self", "cross", "ffn"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *found = strstr(path, names[i]);
        if (found && found > path && found[-1] == '.' && found[strlen(names[i])] == '.')
            return names[i];
    }
    return "";
}

const char *words_tail(const char *path) {
    const char *p = after_part(
        after_part(after_part(after_part(path, "encoder"), "decoder"), "output"), "layer");
    if (*p >= '0' && *p <= '9') {
        const char *dot = strchr(p, '.');
        p = dot ? dot + 1 : p;
    }
    return after_part(after_part(after_part(p, "self"), "cross"), "ffn");
}

typedef struct Symbol {
    const char *tail, *symbol;
    Role role;
} Symbol;

static const Symbol symbols[] = {
    {"q.linear", "{q}Q{}", ROLE_Q},
    {"k.linear", "{k}K{}", ROLE_K},
    {"v.linear", "{v}V{}", ROLE_V},
    {"q", "{q}Q{}", ROLE_Q},
    {"k", "{k}K{}", ROLE_K},
    {"v", "{v}V{}", ROLE_V},
    {"scores", "{s}S{}", ROLE_S},
    {"scaled", "{s}S′{}", ROLE_S},
    {"masked", "{s}S″{}", ROLE_S},
    {"weights", "{s}A{}", ROLE_S},
    {"weights.max", "max", ROLE_S},
    {"weights.exp", "exp", ROLE_S},
    {"weights.sum", "Σ", ROLE_S},
    {"heads", "{o}Z{}", ROLE_O},
    {"concat", "{o}Z{}", ROLE_O},
    {"out", "{o}O{}", ROLE_O},
    {"hidden", "{f}H{}", ROLE_F},
    {"active", "{f}H^+{}", ROLE_F},
    {"add", "Y", ROLE_TEXT},
    {"norm", "X", ROLE_TEXT},
    {"norm.mean", "µ", ROLE_MUTED},
    {"norm.variance", "σ^2", ROLE_MUTED},
    {"embed", "E", ROLE_TEXT},
    {"position", "PE", ROLE_TEXT},
    {"input", "X", ROLE_TEXT},
    {"causal", "M_{causal}", ROLE_MUTED},
    {"padding", "M_{pad}", ROLE_MUTED},
    {"tokens", "t", ROLE_MUTED},
    {"matrix", "{s}M{}", ROLE_S},
    {"mask", "M", ROLE_MUTED},
    {"output", "{o}Z{}", ROLE_O},
    {"logits", "{o}L{}", ROLE_O},
    {"tempered", "{o}L′{}", ROLE_O},
    {"probabilities", "{o}p{}", ROLE_O},
    {"probabilities.max", "max", ROLE_O},
    {"probabilities.exp", "exp", ROLE_O},
    {"probabilities.sum", "Σ", ROLE_O},
    {"w.q", "W_Q", ROLE_MUTED},
    {"w.k", "W_K", ROLE_MUTED},
    {"w.v", "W_V", ROLE_MUTED},
    {"w.out", "W_O", ROLE_MUTED},
    {"b.q", "b_Q", ROLE_MUTED},
    {"b.k", "b_K", ROLE_MUTED},
    {"b.v", "b_V", ROLE_MUTED},
    {"b.out", "b_O", ROLE_MUTED},
    {"w.hidden", "W_1", ROLE_MUTED},
    {"b.hidden", "b_1", ROLE_MUTED},
    {"w.gamma", "γ", ROLE_MUTED},
    {"w.beta", "β", ROLE_MUTED},
    {"w.embed", "T", ROLE_MUTED},
    {"w.logits", "W", ROLE_MUTED},
    {"b.logits", "b", ROLE_MUTED},
};

/* The second half of a feed-forward layer has names of its own for what an attention block has too.
 */
static const Symbol ffn_symbols[] = {
    {"out", "{f}F{}", ROLE_F}, {"w.out", "W_2", ROLE_MUTED}, {"b.out", "b_2", ROLE_MUTED}};

static const char *path_of(const Stage *s, Value v) {
    return s->program->values[v].path;
}

static const Symbol *find(const Symbol *list, size_t count, const char *tail) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].tail, tail) == 0) return &list[i];
    return NULL;
}

static Symbol symbol_of(const Stage *s, Value v) {
    const char *path = path_of(s, v), *tail = words_tail(path);
    const Symbol *found = NULL;
    if (strcmp(words_sublayer(path), "ffn") == 0)
        found = find(ffn_symbols, sizeof ffn_symbols / sizeof *ffn_symbols, tail);
    if (!found) found = find(symbols, sizeof symbols / sizeof *symbols, tail);
    return found ? *found : (Symbol){tail, "Y", ROLE_TEXT};
}

/* What the encoder hands over is the decoder's memory. */
static bool is_memory(const Stage *s, Value v) {
    return starts(path_of(s, v), "encoder.") && starts(path_of(s, s->at.value), "decoder.");
}

const char *words_symbol(const Stage *s, Value v, bool input) {
    Symbol symbol = symbol_of(s, v);
    if (input && is_memory(s, v) && strcmp(symbol.tail, "norm") == 0) return "M";
    if (!input && strcmp(symbol.tail, "norm") == 0) return "N";
    bool added_to = input && s->step && s->step->op == OP_ADD && v == s->step->in[0];
    if (added_to && strcmp(symbol.tail, "add") == 0)
        return "X"; /* what a pre-norm model adds to is a sum itself */
    return symbol.symbol;
}

Role words_role(const Stage *s, Value v) {
    return symbol_of(s, v).role;
}

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
    return s->step && s->step->op == OP_SCALE &&
           strcmp(words_tail(path_of(s, s->step->out[0])), "tempered") == 0;
}

/* Named by its root where it is the model's own, else by its number. */
/* 1/√d_k, as the model has it if nobody has changed it. */
bool words_own_scale(const Stage *s, float factor) {
    const Config *c = &s->in->run->model->config;
    return factor == (float)(1.0 / sqrt((double)c->d_model / c->heads));
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

/* The interface text of "prefix.key", or "" if no language has it. */
static const char *optional(const Stage *s, const char *prefix, const char *name) {
    char key[160];
    snprintf(key, sizeof key, "%s.%s", prefix, name);
    const char *text = stage_words(s, key);
    return text == key ? "" : text;
}

static const char *main_path(const Stage *s) {
    return s->step ? path_of(s, s->step->out[op_table[s->step->op]->outputs - 1])
                   : path_of(s, s->at.value);
}

/* "ffn.out" where an attention block's "out" means another thing. */
static const char *named(const Stage *s, const char *prefix, const char *path) {
    char name[128];
    snprintf(name, sizeof name, "%s.%s", words_sublayer(path), words_tail(path));
    const char *text = optional(s, prefix, name);
    return *text ? text : optional(s, prefix, words_tail(path));
}

/* Whether a what-if put numbers into what is shown. */
static bool was_set(const Stage *s) {
    for (int i = 0; i < s->trace->patch_count; i++)
        if (strcmp(s->trace->patches[i].path, path_of(s, s->at.value)) == 0) return true;
    return false;
}

/* What a step says of itself depends on more than its name. */
const char *words_caption(const Stage *s) {
    const Step *t = s->step;
    if (was_set(s)) return stage_words(s, "caption.set");
    if (!t) {
        bool tokens = strcmp(words_tail(path_of(s, s->at.value)), "tokens") == 0;
        return stage_words(s, tokens ? "caption.tokens" : "caption.weight");
    }
    if (words_tempers(s)) return stage_words(s, "caption.tempered");
    if ((t->op == OP_POSITION || t->op == OP_PADDING) && t->args.off)
        return stage_words(s, "caption.switched_off");
    if (t->op == OP_SOFTMAX && t->args.turned) return stage_words(s, "caption.columns");
    if (t->op == OP_SCALE && t->args.scale.factor == 1) return stage_words(s, "caption.unscaled");
    if (t->op == OP_SCALE && !words_own_scale(s, t->args.scale.factor))
        return stage_words(s, "caption.other_scale");
    if (t->op == OP_GELU) return stage_words(s, "caption.gelu");
    return named(s, "caption", main_path(s));
}

static const char *joined(Stage *s, const char *before, const char *part) {
    return *part ? arena_print(s->arena, "%s%s  ›  ", before, part) : before;
}

/* q, k and v rows are the askers, the asked and the answerers, whatever tokens they are. */
static const char *attention_axis(const char *tail, bool rows) {
    static const char *const scores[] = {"scores", "scaled", "masked", "weights", "causal"};
    for (size_t i = 0; i < sizeof scores / sizeof *scores; i++)
        if (starts(tail, scores[i])) return rows ? "axis.queries" : "axis.keys";
    if (strcmp(tail, "padding") == 0) return rows ? NULL : "axis.keys";
    if (!rows) return NULL;
    if (strcmp(tail, "q") == 0 || strcmp(tail, "q.linear") == 0 || strcmp(tail, "heads") == 0)
        return "axis.queries";
    if (strcmp(tail, "k") == 0 || strcmp(tail, "k.linear") == 0) return "axis.keys";
    if (strcmp(tail, "v") == 0 || strcmp(tail, "v.linear") == 0) return "axis.values";
    return NULL;
}

const char *words_axis(const Stage *s, Value v, bool rows) {
    static const char *const keys[] = {[AXIS_SOURCE] = "axis.source",
                                       [AXIS_TARGET] = "axis.target",
                                       [AXIS_MODEL] = "axis.model",
                                       [AXIS_HEAD] = "axis.head",
                                       [AXIS_HIDDEN] = "axis.hidden",
                                       [AXIS_SOURCE_WORDS] = "axis.source_words",
                                       [AXIS_TARGET_WORDS] = "axis.target_words"};
    const ValueInfo *info = &s->program->values[v];
    Axis axis = rows ? info->form.rows : info->form.cols;
    if (axis == AXIS_ONE) return "";
    if (s->foreign && strcmp(words_tail(info->path), "matrix") == 0)
        return stage_words(s, rows ? "axis.rows" : "axis.columns");
    if (s->foreign && axis == AXIS_TARGET) return stage_words(s, "axis.queries");
    const char *key = rows && is_memory(s, v) && axis == AXIS_SOURCE
                          ? "axis.memory"
                          : attention_axis(words_tail(info->path), rows);
    return stage_words(s, key ? key : keys[axis]);
}

/* Rows of the decoder that stand for what comes out of them, too. */
static bool tells_predicted(const ValueInfo *info) {
    return strstr(info->path, ".cross.") || starts(info->path, "output.");
}

const char *words_label(Stage *s, Value v, bool row, int at, bool predicts) {
    const ValueInfo *info = &s->program->values[v];
    Axis axis = row ? info->form.rows : info->form.cols;
    bool both = predicts && row && tells_predicted(info);
    return both ? decode_row_label(s->in->run, s->at.t, axis, at, s->arena)
                : decode_label(s->in->run, s->at.t, axis, at, s->arena);
}

static const char *gloss_of(const Stage *s, bool source, int token) {
    const Model *m = s->in->run->model;
    if (token < TOKEN_FIRST) return "";
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
    const char *input = gloss_of(s, false, at ? run->output.id[at - 1] : TOKEN_BOS);
    bool both = predicts && row && tells_predicted(info);
    return both ? gloss_both(s, input, gloss_of(s, false, run->output.id[at])) : input;
}

static const char *position(Stage *s, Value v, bool row, int at) {
    const char *label = words_label(s, v, row, at, false);
    if (*label) return label;
    return arena_print(s->arena, "%d", at + 1);
}

/* "it (оно)": a token with what it means. */
static const char *glossed(Stage *s, Value v, bool row, int at) {
    const char *label = position(s, v, row, at), *gloss = words_gloss(s, v, row, at, false);
    return *gloss ? arena_print(s->arena, "%s (%s)", label, gloss) : label;
}

const char *words_place(Stage *s, Focus f) {
    Form form = s->program->values[f.value].form;
    const char *row = glossed(s, f.value, true, f.cell.row);
    if (f.cell.col < 0 || form.cols == AXIS_ONE) return stage_fill(s, "place.row", row, "");
    const char *col = glossed(s, f.value, false, f.cell.col);
    if (form.rows == AXIS_ONE) return stage_fill(s, "place.col", col, "");
    bool given = s->foreign && strcmp(words_tail(path_of(s, f.value)), "matrix") == 0;
    bool asks = !given && (form.cols == AXIS_SOURCE || form.cols == AXIS_TARGET);
    return stage_fill(s, asks ? "place.attention" : "place.cell", row, col);
}

const char *words_number(Stage *s, double x) {
    char text[48];
    if (text_no_number(x)) return text_no_number(x);
    snprintf(text, sizeof text, fabs(x) < 1e5 && fabs(x) >= 1e-3 ? "%.4g" : "%.3g",
             x == 0 ? 0.0 : fabs(x));
    return stage_number(s, arena_print(s->arena, "%s%s", x < 0 ? "−" : "", text));
}

const char *words_plain_symbol(Stage *s, Value v) {
    const char *from = words_symbol(s, v, false);
    char *out = arena_raw(s->arena, strlen(from) + 1, 1), *to = out;
    for (; *from; from++) {
        bool lowered = from[0] == '_' && from[1] == '{';
        if (lowered)
            for (from += 2; *from && *from != '}'; from++) *to++ = *from;
        else if (*from == '{')
            while (*from && *from != '}') from++;
        else if (*from != '^' && *from != '_')
            *to++ = *from;
    }
    *to = 0;
    return out;
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

static const char *step_name(Stage *s) {
    const char *path = s->step ? main_path(s) : path_of(s, s->at.value),
               *name = named(s, "step", path);
    return *name ? name : words_tail(path);
}

const char *words_crumb(Stage *s, Depth depth) {
    const Block *b = &s->outline.blocks[s->outline.block_of_step[s->shown_step]];
    const View *v = s->in->view;
    switch (depth) {
    case DEPTH_MODEL: return s->foreign ? decode_name(s->in->run) : stage_words(s, "crumb.model");
    case DEPTH_LAYER: return part_name(s, b);
    case DEPTH_SUBLAYER: return block_name(s, b);
    case DEPTH_STEP: return step_name(s);
    case DEPTH_ROW:
        return v->row < 0 ? ""
                          : stage_fill(s, "place.row", position(s, s->at.value, true, v->row), "");
    default:
        return v->col < 0 ? ""
                          : stage_fill(s, "place.col", position(s, s->at.value, false, v->col), "");
    }
}

const char *words_step_name(Stage *s, Value v, Depth depth, const char **last) {
    const char *path = path_of(s, v), *name = named(s, "step", path);
    const Block *b = &s->outline.blocks[s->outline.block_of_step[outline_step(s->program, v)]];
    const char *part = part_name(s, b), *block = block_name(s, b);
    *last = depth <= DEPTH_LAYER      ? part
            : depth == DEPTH_SUBLAYER ? block
            : *name                   ? name
                                      : words_tail(path);
    if (depth <= DEPTH_LAYER) return "";
    const char *before = joined(s, "", part);
    return depth == DEPTH_SUBLAYER ? before : joined(s, before, block);
}
