/* libFuzzer target: any bytes as the index of a model's files: the names are those of files of this
   folder, in order and each once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/shards.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    const char *const *files;
    int count;
    Error e;
    if (shards_index((const char *)data, size, "index", &arena, &files, &count, &e)) {
        if (count < 1 || count > 256) abort();
        for (int i = 0; i < count; i++)
            if (strchr(files[i], '/') || *files[i] == '.' ||
                (i > 0 && strcmp(files[i - 1], files[i]) >= 0))
                abort();
    }
    arena_free(&arena);
    return 0;
}
