/* libFuzzer target: any bytes as a .npy file; what is read is read the same when it is written and
 * read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/formats/npy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(Arena *arena, const Array *a) {
    Buffer b = {0};
    Array again;
    Error e;
    npy_print(a->x, a->rank, a->dims, &b);
    if (!npy_parse((Bytes){(unsigned char *)b.data, b.size}, "again", arena, &again, &e)) abort();
    for (int64_t i = 0; i < array_count(a); i++)
        if (a->x[i] != again.x[i] && a->x[i] == a->x[i]) abort();
    buffer_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Array a;
    Error e;
    if (npy_parse((Bytes){data, size}, "file", &arena, &a, &e)) check(&arena, &a);
    arena_free(&arena);
    return 0;
}
