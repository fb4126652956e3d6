/* Looking a text through for many texts at once: letter by letter, in the sorted list. */
#include "model/bpe_added.h"

#include <string.h>

#include "base/utf8.h"

int bpe_added_order(const void *left, const void *right) {
    const BpeAdded *a = left, *b = right;
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    if (order == 0) order = (a->size > b->size) - (a->size < b->size);
    return order != 0 ? order : (a->id < b->id) - (a->id > b->id);
}

/* The first of [low, high), which are alike up to `depth`, whose letter there is `least` or more.
 */
static int added_bound(const BpeAddedList *list, int low, int high, size_t depth, int least) {
    while (low < high) {
        int middle = low + (high - low) / 2;
        if ((unsigned char)list->added[middle].text[depth] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The longest one that [text, end) begins with, or NULL. */
static const BpeAdded *added_here(const BpeAddedList *list, const char *text, const char *end) {
    int low = 0, high = list->count;
    const BpeAdded *best = NULL;
    for (size_t depth = 0; low < high; depth++) {
        if (list->added[low].size == depth) best = &list->added[low++];
        if (text + depth == end) break;
        int letter = (unsigned char)text[depth];
        /* Mostly all that are left go on as the text does. */
        if (low < high && (unsigned char)list->added[low].text[depth] == letter &&
            (unsigned char)list->added[high - 1].text[depth] == letter)
            continue;
        low = added_bound(list, low, high, depth, letter);
        high = added_bound(list, low, high, depth, letter + 1);
    }
    return best;
}

/* Moves to before the blanks that stand there. */
static const char *blanks_before(const char *at, const char *start) {
    while (at > start) {
        const char *letter = start + utf8_start(start, (size_t)(at - 1 - start)), *after = letter;
        if (!utf8_space(utf8_next(&after, at))) break;
        at = letter;
    }
    return at;
}

static const char *blanks_behind(const char *at, const char *end) {
    for (const char *next = at; at < end; at = next)
        if (!utf8_space(utf8_next(&next, end))) break;
    return at;
}

static bool word_at(const char *at, const char *end) {
    return utf8_word(utf8_next(&at, end));
}

static bool stands_alone(const char *from, const char *to, const char *start, const char *end) {
    bool first = from == start;
    const char *before = first ? from : start + utf8_start(start, (size_t)(from - 1 - start));
    return !(!first && word_at(before, from)) && !(to < end && word_at(to, end));
}

BpeFound bpe_added_find(const BpeAddedList *list, const char *start, const char *done,
                        const char *end) {
    for (const char *at = done, *next; at < end && list->count > 0; at = next) {
        const BpeAdded *a = added_here(list, at, end);
        next = at + (a ? a->size : 1);
        if (!a || (a->single_word && !stands_alone(at, next, start, end))) continue;
        return (BpeFound){a->lstrip ? blanks_before(at, done) : at,
                          a->rstrip ? blanks_behind(next, end) : next, a};
    }
    return (BpeFound){end, end, NULL};
}
