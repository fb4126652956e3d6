/* libFuzzer target: any text as the argument of `attend`. What is read is a run whose rows of
   weights sum to 1; what is refused has a reason; with a folder before its files it is the same
   argument again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "view/source.h"
#include "trace/attend.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text) {
    Arena arena = {0};
    Decoding run;
    Error e = {{0}};
    if (source_matrices(text, kernels_named("plain"), &arena, &run, &e)) {
        Tensor weights = trace_find(decode_trace(&run, 0), "weights"),
               max = trace_find(decode_trace(&run, 0), "weights.max");
        if (!weights.x || !(attend_row_error(weights, max) < 1e-4)) abort();
    } else if (!*e.text) {
        abort();
    }
    const char *plain = source_from(text, "", &arena);
    if (strcmp(source_from(plain, "", &arena), plain) != 0) abort();
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (size > 0) memcpy(text, data, size);
    text[size] = 0;
    check(text);
    free(text);
    return 0;
}
