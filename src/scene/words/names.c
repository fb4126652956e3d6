/* Symbols with their colours, names as texts. */
#include "scene/words/names.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/pages/names.h"
#include "scene/pen/text.h"

static const ValueInfo *words_names_info_of(const Stage *s, Value v) {
    return &s->program->values[v];
}

const char *words_path(const Stage *s, Value v) {
    return words_names_info_of(s, v)->path;
}

const char *words_sublayer(const Stage *s, Value v) {
    ValuePlace at = words_names_info_of(s, v)->place;
    bool masked = at.stack == STACK_DECODER && at.sublayer == SUBLAYER_SELF;
    return masked ? "masked" : names_sublayer(at.sublayer);
}

/* The interface text of a key, or "" if no language has it. */
static const char *optional(const Stage *s, const char *key) {
    const char *text = stage_words(s, key);
    return text == key ? "" : text;
}

const char *words_text(const Stage *s, const char *prefix, Value v) {
    const ValueInfo *info = words_names_info_of(s, v);
    const char *sublayer = names_sublayer(info->place.sublayer), *text = "";
    const char *op = info->step < 0 ? "" : op_table[s->program->steps[info->step].op]->name;
    if (*op) text = optional(s, arena_print(s->arena, "%s.%s.%s", prefix, info->name, op));
    if (!*text) text = optional(s, arena_print(s->arena, "%s.%s.%s", prefix, sublayer, info->name));
    return *text ? text : optional(s, arena_print(s->arena, "%s.%s", prefix, info->name));
}

bool words_is_memory(const Stage *s, Value v) {
    return words_names_info_of(s, v)->place.stack == STACK_ENCODER &&
           words_names_info_of(s, s->at.value)->place.stack == STACK_DECODER;
}

Role words_role(const Stage *s, Value v) {
    static const Role roles[VALUE_ROLES] = {
        [VALUE_TOKENS] = ROLE_MUTED, [VALUE_PLACES] = ROLE_MUTED,  [VALUE_PLACE_TABLE] = ROLE_MUTED,
        [VALUE_CAUSAL] = ROLE_MUTED, [VALUE_PADDING] = ROLE_MUTED, [VALUE_MASK] = ROLE_MUTED,
        [VALUE_QUERIES] = ROLE_Q,    [VALUE_KEYS] = ROLE_K,        [VALUE_VALUES] = ROLE_V,
        [VALUE_SCORES] = ROLE_S,     [VALUE_SCALED] = ROLE_S,      [VALUE_MASKED] = ROLE_S,
        [VALUE_WEIGHTS] = ROLE_S,    [VALUE_MATRIX] = ROLE_S,      [VALUE_HEADS] = ROLE_O,
        [VALUE_SUMMED] = ROLE_O,     [VALUE_CONCAT] = ROLE_O,      [VALUE_ATTENTION_OUT] = ROLE_O,
        [VALUE_HIDDEN] = ROLE_F,     [VALUE_ACTIVE] = ROLE_F,      [VALUE_FFN_OUT] = ROLE_F,
        [VALUE_LOGITS] = ROLE_O,     [VALUE_TEMPERED] = ROLE_O,    [VALUE_PROBABILITIES] = ROLE_O,
        [VALUE_TABLE] = ROLE_MUTED,  [VALUE_WEIGHT] = ROLE_MUTED,  [VALUE_BIAS] = ROLE_MUTED,
        [VALUE_GAMMA] = ROLE_MUTED,  [VALUE_BETA] = ROLE_MUTED};
    ValueRole role = words_names_info_of(s, v)->role;
    return role == VALUE_NORM && program_inner(s->program, v) ? ROLE_MUTED : roles[role];
}

/* "{s}A{}"; what is no matrix of the model's own words has no colour. */
static const char *coloured(const Stage *s, Value v) {
    static const char letters[ROLE_COUNT] = {[ROLE_Q] = 'q', [ROLE_K] = 'k', [ROLE_V] = 'v',
                                             [ROLE_S] = 's', [ROLE_O] = 'o', [ROLE_F] = 'f'};
    const char *symbol = words_names_info_of(s, v)->symbol;
    char letter = letters[words_role(s, v)];
    if (!letter || program_inner(s->program, v)) return symbol;
    return arena_print(s->arena, "{%c}%s{}", letter, symbol);
}

const char *words_symbol(const Stage *s, Value v, bool input) {
    const Program *p = s->program;
    bool norm = program_is(p, v, VALUE_NORM);
    if (input && norm && words_is_memory(s, v)) return "M";
    if (!input && norm) return "N";
    bool added_to = input && s->step && v == s->step->in[0] && program_is(p, v, VALUE_RESIDUAL) &&
                    program_is(p, s->step->out[0], VALUE_RESIDUAL);
    return added_to ? "X" : coloured(s, v); /* what a pre-norm model adds to is a sum itself */
}

/* In the middle of a line; an abbreviation stays as it is. */
static const char *uncapitalised(Stage *s, const char *text) {
    const char *rest = text;
    char *first;
    Error e;
    if (!*text) return text;
    utf8_next(&rest, text + strlen(text));
    const char *second = rest;
    uint32_t code = *second ? utf8_next(&second, second + strlen(second)) : 0;
    bool short_for = code && utf8_capital(code) == code && isalpha((int)(code & 0x7F));
    if (short_for ||
        !text_nfc_lower(s->arena, arena_copy(s->arena, text, (size_t)(rest - text)), &first, &e))
        return text;
    return arena_print(s->arena, "%s%s", first, rest);
}

const char *words_value_name(Stage *s, Value v, bool input) {
    ValueRole role = words_names_info_of(s, v)->role;
    if (input && role == VALUE_NORM && words_is_memory(s, v))
        return stage_words(s, "called.memory");
    if (input && (role == VALUE_NORM || role == VALUE_RESIDUAL || role == VALUE_INPUT))
        return stage_words(s, "called.vectors");
    return uncapitalised(s, words_text(s, "step", v));
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
