/* The table of symbols, by the part of a value's path that says what it is. */
#include "scene/words/names.h"

#include <string.h>

#include "base/text.h"

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

const char *words_path(const Stage *s, Value v) {
    return s->program->values[v].path;
}

static const Symbol *find(const Symbol *list, size_t count, const char *tail) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].tail, tail) == 0) return &list[i];
    return NULL;
}

static Symbol symbol_of(const Stage *s, Value v) {
    const char *path = words_path(s, v), *tail = words_tail(path);
    const Symbol *found = NULL;
    if (strcmp(words_sublayer(path), "ffn") == 0)
        found = find(ffn_symbols, sizeof ffn_symbols / sizeof *ffn_symbols, tail);
    if (!found) found = find(symbols, sizeof symbols / sizeof *symbols, tail);
    if (found) return *found;
    if (program_inner(s->program, v))
        return (Symbol){tail, s->program->values[v].symbol, ROLE_MUTED};
    return (Symbol){tail, "Y", ROLE_TEXT};
}

/* What the encoder hands over is the decoder's memory. */
bool words_is_memory(const Stage *s, Value v) {
    return text_begins(words_path(s, v), "encoder.") &&
           text_begins(words_path(s, s->at.value), "decoder.");
}

const char *words_symbol(const Stage *s, Value v, bool input) {
    Symbol symbol = symbol_of(s, v);
    if (input && words_is_memory(s, v) && strcmp(symbol.tail, "norm") == 0) return "M";
    if (!input && strcmp(symbol.tail, "norm") == 0) return "N";
    bool added_to = input && s->step && s->step->op == OP_ADD && v == s->step->in[0];
    if (added_to && strcmp(symbol.tail, "add") == 0)
        return "X"; /* what a pre-norm model adds to is a sum itself */
    return symbol.symbol;
}

Role words_role(const Stage *s, Value v) {
    return symbol_of(s, v).role;
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
