/* libFuzzer target: any bytes as a vocabulary; each word that is read is found at its number. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/vocab.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Vocab v;
    Error e;
    if (vocab_parse((const char *)data, size, "file", &arena, &v, &e))
        for (int i = 0; i < v.count; i++)
            if (vocab_find(&v, v.words[i]) != i || !vocab_label(&v, i)) abort();
    arena_free(&arena);
    return 0;
}
