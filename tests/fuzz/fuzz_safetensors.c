/* libFuzzer target: any bytes as a .safetensors file; every tensor that is read lies within the
 * file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/formats/safetensors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    StoredTensors s;
    Error e;
    size_t total = 0;
    if (safetensors_parse((Bytes){data, size}, "file", &arena, &s, &e)) {
        for (int i = 0; i < s.count; i++) {
            if (s.tensors[i].data < data || s.tensors[i].data + s.tensors[i].bytes > data + size)
                abort();
            total += s.tensors[i].bytes;
        }
        if (total + 8 > size) abort();
    }
    arena_free(&arena);
    return 0;
}
