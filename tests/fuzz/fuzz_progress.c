/* libFuzzer target: any text as what was kept of the lessons. What is read of it prints as what is
   read again, and whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/progress.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *print(const Progress *p, Arena *arena) {
    Buffer b = {0};
    progress_print(p, &b);
    char *text = arena_copy(arena, b.data ? b.data : "", b.size);
    buffer_free(&b);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Progress first, second;
    progress_open(&first, &arena);
    progress_open(&second, &arena);
    progress_read(arena_copy(&arena, (const char *)data, size), &first);
    char *text = print(&first, &arena);
    if (!progress_read(text, &second) || strcmp(text, print(&second, &arena)) != 0) abort();
    arena_free(&arena);
    return 0;
}
