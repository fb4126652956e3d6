/* Editing one line. Everything that is taken in passes `fit`, so that the text is always
 * well-formed and short. */
#include "view/edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static int edit_end_of(const Edit *e) {
    return (int)strlen(e->text);
}

int edit_low(const Edit *e) {
    return e->caret < e->anchor ? e->caret : e->anchor;
}

int edit_high(const Edit *e) {
    return e->caret > e->anchor ? e->caret : e->anchor;
}

static int before(const Edit *e, int place) {
    return place > 0 ? (int)utf8_start(e->text, (size_t)place - 1) : 0;
}

static int after(const Edit *e, int place) {
    const char *at = e->text + place;
    if (*at) utf8_next(&at, e->text + edit_end_of(e));
    return (int)(at - e->text);
}

static bool is_gap(char c) {
    return c == ' ';
}

static int word_before(const Edit *e, int place) {
    while (place > 0 && is_gap(e->text[place - 1])) place--;
    while (place > 0 && !is_gap(e->text[place - 1])) place--;
    return place;
}

static int word_after(const Edit *e, int place) {
    while (e->text[place] && !is_gap(e->text[place])) place++;
    while (is_gap(e->text[place])) place++;
    return place;
}

static int target_of(const Edit *e, EditMove move) {
    switch (move) {
    case EDIT_LEFT: return before(e, e->caret);
    case EDIT_RIGHT: return after(e, e->caret);
    case EDIT_WORD_LEFT: return word_before(e, e->caret);
    case EDIT_WORD_RIGHT: return word_after(e, e->caret);
    case EDIT_START: return 0;
    default: return edit_end_of(e);
    }
}

/* What of a text may stand in a line, at most `room` bytes; returns how many. */
static int edit_fit(const char *text, int room, char *out) {
    const char *end = text + strlen(text);
    int size = 0;
    while (text < end) {
        const char *from = text;
        char letter[4];
        uint32_t code = utf8_next(&text, end);
        bool malformed = code == 0xFFFD && text - from == 1;
        if (code == '\r' && text < end && *text == '\n') continue;
        if ((code >= '\t' && code <= '\r') || code == 0x85 || code == 0x2028 || code == 0x2029)
            code = ' ';
        if (malformed || !utf8_printable(code)) continue;
        int bytes = utf8_encode(code, letter);
        if (size + bytes > room) break;
        memcpy(out + size, letter, (size_t)bytes);
        size += bytes;
    }
    return size;
}

/* The bytes of [from, to) replaced; the caret stands behind. They fit. */
static void replace(Edit *e, int from, int to, const char *bytes, int size) {
    size_t rest = strlen(e->text + to) + 1;
    char *text = arena_raw(e->arena, (size_t)(from + size) + rest, 1);
    memcpy(text, e->text, (size_t)from);
    memcpy(text + from, bytes, (size_t)size);
    memcpy(text + from + size, e->text + to, rest);
    e->text = text;
    e->caret = e->anchor = from + size;
    e->choice = -1;
}

void edit_open(Edit *e, const char *text, Arena *arena) {
    arena_reset(arena);
    *e = (Edit){.on = true, .text = "", .arena = arena, .choice = -1};
    edit_insert(e, text);
    edit_all(e);
}

void edit_insert(Edit *e, const char *text) {
    int low = edit_low(e), high = edit_high(e);
    size_t most = EDIT_MOST + 1, all = strlen(text) + 1;
    char *bytes = malloc(all < most ? all : most);
    if (!bytes) arena_exhausted(all);
    int size = edit_fit(text, EDIT_MOST - edit_end_of(e) + high - low, bytes);
    if (size > 0) replace(e, low, high, bytes, size);
    free(bytes);
}

void edit_erase(Edit *e, EditMove move) {
    if (e->caret == e->anchor) e->anchor = target_of(e, move);
    if (e->caret != e->anchor) replace(e, edit_low(e), edit_high(e), "", 0);
}

void edit_move(Edit *e, EditMove move, bool select) {
    bool leaves = !select && e->caret != e->anchor;
    if (leaves && move == EDIT_LEFT)
        e->caret = edit_low(e);
    else if (leaves && move == EDIT_RIGHT)
        e->caret = edit_high(e);
    else
        e->caret = target_of(e, move);
    if (!select) e->anchor = e->caret;
    e->choice = -1;
}

void edit_place(Edit *e, int place, bool select) {
    int end = edit_end_of(e);
    place = place < 0 ? 0 : place > end ? end : place;
    place = (int)utf8_start(e->text, (size_t)place);
    e->caret = place;
    if (!select) e->anchor = place;
    e->choice = -1;
}

void edit_all(Edit *e) {
    e->anchor = 0;
    e->caret = edit_end_of(e);
    e->choice = -1;
}

void edit_word(Edit *e, int place) {
    edit_place(e, place, false);
    int low = e->caret, high = e->caret, end = edit_end_of(e);
    if (low == end) low = high = before(e, end);
    bool gap = is_gap(e->text[low]);
    while (low > 0 && is_gap(e->text[low - 1]) == gap) low--;
    while (e->text[high] && is_gap(e->text[high]) == gap) high++;
    e->anchor = low;
    e->caret = high;
}

void edit_history_open(EditHistory *h, const Edit *e) {
    h->states[0] = *e;
    h->count = 1;
    h->at = 0;
    h->change = EDIT_OTHER;
}

/* One more letter of what is being typed or erased: nothing was selected and the caret has not been
 * moved since. */
static bool edit_goes_on(const EditHistory *h, const Edit *was, EditChange change) {
    return change != EDIT_OTHER && change == h->change && h->at > 0 && was->caret == was->anchor &&
           was->caret == h->states[h->at].caret;
}

/* Texts of before are many, and most of them nobody comes back to: what the history holds moves to
   an arena of its own as soon as that is a small part of all. */
static void edit_sweep(EditHistory *h, Edit *now) {
    enum { LEAST = 1 << 20, PART = 4 };
    size_t live = 0;
    for (int i = 0; i < h->count; i++) live += strlen(h->states[i].text) + 1;
    if (arena_held(now->arena) < LEAST + PART * live) return;
    Arena kept = {0};
    for (int i = 0; i < h->count; i++)
        h->states[i].text = arena_copy(&kept, h->states[i].text, strlen(h->states[i].text));
    now->text = h->states[h->at].text;
    arena_free(now->arena);
    *now->arena = kept;
}

void edit_remember(EditHistory *h, const Edit *was, Edit *now, EditChange change) {
    if (strcmp(was->text, now->text) == 0) return;
    if (!edit_goes_on(h, was, change)) {
        h->states[h->at] = *was;
        if (h->at == EDIT_STATES - 1) {
            memmove(h->states, h->states + 1, (EDIT_STATES - 1) * sizeof *h->states);
            h->at--;
        }
        h->at++;
    }
    h->states[h->at] = *now;
    h->count = h->at + 1;
    bool word_over = change == EDIT_TYPED && now->caret > 0 && is_gap(now->text[now->caret - 1]);
    h->change = word_over ? EDIT_OTHER : change;
    edit_sweep(h, now);
}

static bool edit_go(EditHistory *h, Edit *e, int by) {
    int to = h->at + by;
    if (to < 0 || to >= h->count) return false;
    bool on = e->on;
    h->at = to;
    h->change = EDIT_OTHER;
    *e = h->states[to];
    e->on = on;
    e->choice = -1;
    return true;
}

bool edit_undo(EditHistory *h, Edit *e) {
    return edit_go(h, e, -1);
}

bool edit_redo(EditHistory *h, Edit *e) {
    return edit_go(h, e, 1);
}
