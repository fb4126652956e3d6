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
    {"formula.shares", "over {1} shares"},
    {"formula.given", "given"},
    {"formula.trained", "a trained weight"},
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

/* "{KEY|ONE|TWO}" of `length` bytes, said. */
static char *formula_say_word(const char *word, size_t length, FormulaWords *words,
                              const void *self, Arena *arena) {
    char *part[3] = {"", "", ""}, *rest, *inside = arena_copy(arena, word + 1, length - 2);
    int n = 0;
    for (char *p = strtok_r(inside, "|", &rest); p && n < 3; p = strtok_r(NULL, "|", &rest))
        part[n++] = p;
    return text_fill(words(self, part[0]), part[1], part[2], arena);
}

char *formula_say(const char *formula, FormulaWords *words, const void *self, Arena *arena) {
    const char *open = strchr(formula, '{'), *end = open ? strchr(open, '}') : NULL;
    if (!end) return arena_copy(arena, formula, strlen(formula));
    char *said = formula_say_word(open, (size_t)(end + 1 - open), words, self, arena);
    return arena_print(arena, "%.*s%s%s", (int)(open - formula), formula, said,
                       formula_say(end + 1, words, self, arena));
}

char *formula_plain(const char *formula, Arena *arena) {
    return formula_say(formula, english_word, NULL, arena);
}
