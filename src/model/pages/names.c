/* The list, from the front of a model to its end, then the weights. */
#include "model/pages/names.h"

#include <stdio.h>
#include <string.h>

const ValueName names_table[] = {
    {"tokens", .symbol = "t", .role = VALUE_TOKENS, .numbers = NUMBERS_IDS},
    {"embed", .symbol = "E", .role = VALUE_EMBEDDING},
    {"places", .symbol = "n", .role = VALUE_PLACES, .numbers = NUMBERS_IDS},
    {"position", .symbol = "PE", .role = VALUE_POSITION},
    {"input", .symbol = "X", .role = VALUE_INPUT},
    {"causal", .symbol = "M_{causal}", .role = VALUE_CAUSAL},
    {"padding", .symbol = "M_{pad}", .role = VALUE_PADDING},
    {"mask", .symbol = "M", .role = VALUE_MASK},
    /* An attention block */
    {"q.linear", .symbol = "Q", .role = VALUE_QUERIES},
    {"k.linear", .symbol = "K", .role = VALUE_KEYS},
    {"v.linear", .symbol = "V", .role = VALUE_VALUES},
    {"q", .symbol = "Q", .role = VALUE_QUERIES},
    {"k", .symbol = "K", .role = VALUE_KEYS},
    {"v", .symbol = "V", .role = VALUE_VALUES},
    {"scores", .symbol = "S", .role = VALUE_SCORES},
    {"scaled", .symbol = "S′", .role = VALUE_SCALED},
    {"masked", .symbol = "S″", .role = VALUE_MASKED},
    {"weights", .symbol = "A", .role = VALUE_WEIGHTS},
    {"heads", .symbol = "Z", .role = VALUE_HEADS},
    {"output", .symbol = "Z", .role = VALUE_SUMMED},
    {"concat", .symbol = "Z", .role = VALUE_CONCAT},
    {"out", SUBLAYER_FFN, .symbol = "F", .role = VALUE_FFN_OUT},
    {"out", .symbol = "O", .role = VALUE_ATTENTION_OUT},
    /* A feed-forward block */
    {"hidden", .symbol = "H", .role = VALUE_HIDDEN},
    {"active", .symbol = "H^+", .role = VALUE_ACTIVE},
    /* Around each */
    {"add", .symbol = "Y", .role = VALUE_RESIDUAL},
    {"norm", .symbol = "X", .role = VALUE_NORM},
    /* The end */
    {"logits", .symbol = "L", .role = VALUE_LOGITS},
    {"tempered", .symbol = "L′", .role = VALUE_TEMPERED},
    {"probabilities", .symbol = "p", .role = VALUE_PROBABILITIES},
    /* Somebody's own */
    {"matrix", .symbol = "M", .role = VALUE_MATRIX},
    /* Weights */
    {"w.embed", .symbol = "T", .role = VALUE_TABLE},
    {"w.position", .symbol = "P", .role = VALUE_PLACE_TABLE},
    {"w.q", .symbol = "W_Q", .role = VALUE_WEIGHT},
    {"w.k", .symbol = "W_K", .role = VALUE_WEIGHT},
    {"w.v", .symbol = "W_V", .role = VALUE_WEIGHT},
    {"w.out", SUBLAYER_FFN, .symbol = "W_2", .role = VALUE_WEIGHT},
    {"w.out", .symbol = "W_O", .role = VALUE_WEIGHT},
    {"w.hidden", .symbol = "W_1", .role = VALUE_WEIGHT},
    {"w.logits", .symbol = "W", .role = VALUE_WEIGHT},
    {"b.q", .symbol = "b_Q", .role = VALUE_BIAS},
    {"b.k", .symbol = "b_K", .role = VALUE_BIAS},
    {"b.v", .symbol = "b_V", .role = VALUE_BIAS},
    {"b.out", SUBLAYER_FFN, .symbol = "b_2", .role = VALUE_BIAS},
    {"b.out", .symbol = "b_O", .role = VALUE_BIAS},
    {"b.hidden", .symbol = "b_1", .role = VALUE_BIAS},
    {"b.logits", .symbol = "b", .role = VALUE_BIAS},
    {"w.gamma", .symbol = "γ", .role = VALUE_GAMMA},
    {"w.beta", .symbol = "β", .role = VALUE_BETA},
    {NULL},
};

const char names_shown_first[] = "encoder.0.self.weights";

static const char *const stacks[] = {[STACK_ENCODER] = "encoder",
                                     [STACK_DECODER] = "decoder",
                                     [STACK_OUTPUT] = "output",
                                     [STACK_NONE] = ""};
static const char *const sublayers[] = {[SUBLAYER_NONE] = "",
                                        [SUBLAYER_SELF] = "self",
                                        [SUBLAYER_CROSS] = "cross",
                                        [SUBLAYER_FFN] = "ffn"};

const char *names_stack(Stack stack) {
    return stacks[stack];
}

const char *names_sublayer(Sublayer sublayer) {
    return sublayers[sublayer];
}

/* Where a word stands in a list, or −1. */
static int names_index(const char *const *list, int count, const char *word) {
    int i = count - 1;
    while (i >= 0 && strcmp(list[i], word) != 0) i--;
    return i;
}

bool names_place(const char *path, ValuePlace *out) {
    char stack[16], part[16];
    int layer, end = 0;
    if (sscanf(path, "%15[a-z].%4d.%15[a-z]%n", stack, &layer, part, &end) != 3 || path[end])
        return false;
    int s = names_index(stacks, STACK_NONE, stack),
        p = names_index(sublayers, SUBLAYER_FFN + 1, part);
    *out = (ValuePlace){(Stack)s, layer, (Sublayer)p};
    return s >= 0 && p > 0;
}
