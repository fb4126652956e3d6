/* Words are found by their braces, which no formula has otherwise. */
#include "model/formula.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

const FormulaWord formula_word_table[] = {
    {"formula.table_row", "row {1} of the table"},
    {"formula.positions_off", "positions are switched off"},
    {"formula.mask_off", "the mask is switched off"},
    {"formula.key", "key {1}"},
    {"formula.query", "query {1}"},
    {"formula.is_pad", "token {1} is ⟨pad⟩"},
    {"formula.not_pad", "token {1} is not ⟨pad⟩"},
    {"formula.same", "the same number"},
    {"formula.more", "{1} more"},
    {"formula.max", "max of {1} scores"},
    {"formula.exp_sum", "Σ of {1} exponentials"},
    {"formula.blocks", "in blocks of {1}"},
    {"formula.shares", "over {1} shares"},
    {"formula.given", "given"},
    {"formula.trained", "a trained weight"},
    {"formula.moved", "{1} moved here"},
    {"speech.set", "set by a what-if"},
};
const int formula_word_count = sizeof formula_word_table / sizeof *formula_word_table;

static const char *english_word(const void *self, const char *key) {
    (void)self;
    for (int i = 0; i < formula_word_count; i++)
        if (strcmp(formula_word_table[i].key, key) == 0) return formula_word_table[i].english;
    assert(!"a formula's word that is not in the table");
    return key;
}

char *formula_say(const char *formula, FormulaWords *words, const void *self, Arena *arena) {
    const char *open = strchr(formula, '{'), *end = open ? strchr(open, '}') : NULL;
    if (!end) return arena_copy(arena, formula, strlen(formula));
    /* "{KEY|ONE|TWO}" of `length` bytes, said. */
    char *part[3] = {"", "", ""}, *rest,
         *inside = arena_copy(arena, open + 1, (size_t)(end + 1 - open) - 2);
    int n = 0;
    for (char *p = strtok_r(inside, "|", &rest); p && n < 3; p = strtok_r(NULL, "|", &rest))
        part[n++] = p;
    char *said = text_fill(words(self, part[0]), part[1], part[2], arena);
    return arena_print(arena, "%.*s%s%s", (int)(open - formula), formula, said,
                       formula_say(end + 1, words, self, arena));
}

char *formula_plain(const char *formula, Arena *arena) {
    return formula_say(formula, english_word, NULL, arena);
}

/* Templates */

enum { NAME_MOST = 16 };

/* The name of the part that begins here with its brace, or NULL: braces group, too. */
static const char *part_name(const char *text, char name[NAME_MOST]) {
    static const char *const names[] = {"out", "in0", "in1", "in2", "heads", "divisor", "factor"};
    size_t n = strcspn(text + 1, "{}");
    if (text[n + 1] != '}' || n >= NAME_MOST) return NULL;
    memcpy(name, text + 1, n);
    name[n] = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return name;
    return *name == '#' ? name : NULL;
}

char *formula_fill(const char *text, const char *by, FormulaPart *part, void *self, Arena *arena) {
    static const char product[] = "\\by", plus[] = " + ";
    char *out = "", name[NAME_MOST];
    const char *from = text;
    for (const char *at = text; *at;) {
        bool is_part = *at == '{' && part_name(at, name), is_by = text_begins(at, product);
        if (!is_part && !is_by) {
            at++;
            continue;
        }
        const char *said = is_by ? by : part(self, name);
        size_t before = (size_t)(at - from);
        if (!said && before >= strlen(plus) && text_begins(at - strlen(plus), plus))
            before -= strlen(plus);
        out = arena_print(arena, "%s%.*s%s", out, (int)before, from, said ? said : "");
        at += is_by ? strlen(product) : strlen(name) + 2;
        from = at;
    }
    return arena_print(arena, "%s%s", out, from);
}

/* Marks as plain text */

/* Whether it has to stand in brackets beside an operator. */
static bool is_composite(const char *text) {
    int depth = 0;
    for (; *text; text++) {
        depth += *text == '(' ? 1 : *text == ')' ? -1 : 0;
        if (*text == ' ' && depth == 0) return true;
    }
    return false;
}

static const char *flat(const char *text, Arena *arena);

/* What stands in the braces at *at, which moves behind them. */
static const char *flat_group(const char **at, bool always, Arena *arena) {
    /* From an opening brace to behind its closing one. */
    const char *open = *at;
    size_t n = 0;
    int depth = 0;
    do {
        depth += open[n] == '{' ? 1 : open[n] == '}' ? -1 : 0;
        n++;
    } while (depth && open[n]);
    const char *inside = flat(arena_copy(arena, *at + 1, n - 2), arena);
    *at += n;
    return always || is_composite(inside) ? arena_print(arena, "(%s)", inside) : inside;
}

/* One mark as text, or NULL; *at moves behind it. */
static const char *flat_mark(const char **at, Arena *arena) {
    static const char *const signs[][2] = {{"^T", "ᵀ"}, {"^2", "²"}, {"( ", "("}, {" )", ")"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (text_begins(*at, signs[i][0])) {
            *at += strlen(signs[i][0]);
            return signs[i][1];
        }
    if (text_begins(*at, "\\root")) {
        *at += strlen("\\root");
        return arena_print(arena, "√%s", flat_group(at, false, arena));
    }
    if (!text_begins(*at, "\\frac")) return NULL;
    *at += strlen("\\frac");
    const char *over = flat_group(at, false, arena);
    return arena_print(arena, "%s / %s", over, flat_group(at, false, arena));
}

static const char *flat(const char *text, Arena *arena) {
    const char *out = "", *from = text;
    for (const char *at = text; *at;) {
        const char *mark = at, *said = flat_mark(&mark, arena);
        if (!said) {
            at++;
            continue;
        }
        out = arena_print(arena, "%s%.*s%s", out, (int)(at - from), from, said);
        from = at = mark;
    }
    return arena_print(arena, "%s%s", out, from);
}

static const char *own_part(void *self, const char *name) {
    const OpInfo *op = *(const OpInfo **)self;
    if (strcmp(name, "out") == 0) return op->symbol;
    if (text_begins(name, "in")) return op->in[name[2] - '0'].symbol;
    return "√d";
}

const char *formula_line(const OpInfo *op, Arena *arena) {
    if (op->formula.plain) return op->formula.plain;
    return flat(formula_fill(op->formula.text, " · ", own_part, &op, arena), arena);
}

typedef struct FormulaOf {
    const Program *p;
    const Step *s;
    Arena *arena;
} FormulaOf;

static const char *step_part(void *self, const char *name) {
    const FormulaOf *f = self;
    if (strcmp(name, "out") == 0) return f->p->values[f->s->out[0]].symbol;
    if (text_begins(name, "in")) return f->p->values[f->s->in[name[2] - '0']].symbol;
    return arena_print(f->arena, "%.9g", (double)f->s->args.scale.factor);
}

const char *formula_step(const Program *p, const Step *s, Arena *arena) {
    const OpInfo *op = op_table[s->op];
    FormulaOf of = {p, s, arena};
    if (!op->formula.told) return formula_line(op, arena);
    return formula_fill(op->formula.told, " · ", step_part, &of, arena);
}
