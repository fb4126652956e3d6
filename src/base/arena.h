/* An arena: memory that is handed out in pieces and given back as a whole. One arena per lifetime
   (a run, a scene, a lesson). Out of memory ends the program with one sentence. */
#ifndef ATTNSCOPE_BASE_ARENA_H
#define ATTNSCOPE_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;
typedef struct ArenaEnd ArenaEnd;

/* Zero-initialise to begin: Arena a = {0}. */
typedef struct Arena {
    ArenaBlock *first, *current;
    ArenaEnd *ends; /* what is given back with it, the last first */
} Arena;

/* size zeroed bytes, aligned to 64. Never NULL. */
void *arena_alloc(Arena *a, size_t size);
/* As arena_alloc, for count things of the given size; the product is checked. */
void *arena_array(Arena *a, size_t count, size_t size);
/* As arena_array, but the bytes are not zeroed: for buffers that are written whole. */
void *arena_raw(Arena *a, size_t count, size_t size);
/* A zero-terminated copy of n bytes of text. */
char *arena_copy(Arena *a, const char *text, size_t n);
/* A formatted, zero-terminated string. */
char *arena_print(Arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprint(Arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
/* Calls give_back(what) when everything is forgotten: for what is no memory of its own, and lives
 * as long. */
void arena_keep(Arena *a, void (*give_back)(void *what), void *what);
/* An arena of its own within this one: may be reset and freed before it, and is freed with it. */
Arena *arena_child(Arena *a);
/* Forgets everything handed out, keeps the memory for the next use. */
void arena_reset(Arena *a);
/* Gives the memory back to the system; the arena may be used again. */
void arena_free(Arena *a);

/* The bytes that it and its children hold of the system. */
size_t arena_held(const Arena *a);
/* Ends the program with one sentence: what every growing thing below does when the system gives no
 * more. */
_Noreturn void arena_exhausted(size_t wanted);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_many(arena, type, count) ((type *)arena_array((arena), (size_t)(count), sizeof(type)))

#endif
