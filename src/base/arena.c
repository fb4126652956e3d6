/* Arenas are chains of blocks; a piece that fits in no block gets a new one. Not for things that
 * end singly. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With its header a block stays below 128 KiB: what is larger malloc asks of the system each time,
 * page for page. */
enum { ALIGNMENT = 64, BLOCK_SIZE = 124 * 1024 };

struct ArenaBlock {
    ArenaBlock *next;
    size_t size, used; /* of the bytes behind the header */
};

struct ArenaEnd {
    ArenaEnd *next;
    void (*give_back)(void *what);
    void *what;
};

_Noreturn void arena_exhausted(size_t wanted) {
    fprintf(stderr, "attnscope: out of memory: %zu more bytes were wanted\n", wanted);
    exit(1);
}

/* The first block from the current one on with room; blocks behind the current one are empty, left
 * by a reset. */
static ArenaBlock *block_with_room(Arena *a, size_t size) {
    for (ArenaBlock *b = a->current; b; b = b->next)
        if (b->size - b->used >= size) return b;
    if (size < BLOCK_SIZE) size = BLOCK_SIZE;
    _Static_assert(sizeof(ArenaBlock) <= ALIGNMENT, "the header takes one unit of alignment");
    ArenaBlock *b = aligned_alloc(ALIGNMENT, ALIGNMENT + size);
    if (!b) arena_exhausted(size);
    *b = (ArenaBlock){.size = size};
    ArenaBlock **link = &a->first;
    while (*link) link = &(*link)->next;
    *link = b;
    return b;
}

static void *arena_take(Arena *a, size_t size) {
    if (size > SIZE_MAX / 2) arena_exhausted(size);
    size = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ArenaBlock *b = block_with_room(a, size);
    void *piece = (unsigned char *)b + ALIGNMENT + b->used;
    b->used += size;
    a->current = b;
    return piece;
}

static size_t arena_product(size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) arena_exhausted(SIZE_MAX);
    return count * size;
}

void *arena_alloc(Arena *a, size_t size) {
    return memset(arena_take(a, size), 0, size);
}

void *arena_array(Arena *a, size_t count, size_t size) {
    return arena_alloc(a, arena_product(count, size));
}

void *arena_raw(Arena *a, size_t count, size_t size) {
    return arena_take(a, arena_product(count, size));
}

char *arena_copy(Arena *a, const char *text, size_t n) {
    if (n == SIZE_MAX) arena_exhausted(n);
    char *copy = arena_take(a, n + 1);
    if (n > 0) memcpy(copy, text, n);
    copy[n] = 0;
    return copy;
}

char *arena_vprint(Arena *a, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0) n = 0;
    char *text = arena_take(a, (size_t)n + 1);
    text[0] = 0;
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *arena_print(Arena *a, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *text = arena_vprint(a, format, args);
    va_end(args);
    return text;
}

void arena_keep(Arena *a, void (*give_back)(void *what), void *what) {
    ArenaEnd *end = arena_new(a, ArenaEnd);
    *end = (ArenaEnd){a->ends, give_back, what};
    a->ends = end;
}

static void arena_end(Arena *a) {
    for (ArenaEnd *end = a->ends; end; end = end->next) end->give_back(end->what);
    a->ends = NULL;
}

static void arena_free_child(void *what) {
    arena_free(what);
}

Arena *arena_child(Arena *a) {
    Arena *child = arena_new(a, Arena);
    arena_keep(a, arena_free_child, child);
    return child;
}

void arena_reset(Arena *a) {
    arena_end(a);
    for (ArenaBlock *b = a->first; b; b = b->next) b->used = 0;
    a->current = a->first;
}

void arena_free(Arena *a) {
    arena_end(a);
    for (ArenaBlock *b = a->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *a = (Arena){0};
}

size_t arena_held(const Arena *a) {
    size_t sum = 0;
    for (const ArenaBlock *b = a->first; b; b = b->next) sum += sizeof *b + b->size;
    for (const ArenaEnd *end = a->ends; end; end = end->next)
        if (end->give_back == arena_free_child) sum += arena_held(end->what);
    return sum;
}
