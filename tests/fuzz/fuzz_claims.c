/* libFuzzer target: any bytes as a claim, a value, a question and a prediction about a small
 * model's run. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/claims.h"
#include "fuzz_run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const Decoding *run = fuzz_run();
    Arena arena = {0};
    char *text = arena_copy(&arena, (const char *)data, size);
    Ask ask;
    Sought at;
    Error e = {{0}};
    claim_check(text, run, run, &arena, &e);
    claim_value(text, run, &arena, &e);
    if (claim_ask(text, run, &arena, &ask, &e) && (ask.right < 0 || ask.right >= ask.count))
        abort();
    if (claim_predict(text, run, &arena, &at, &e) && !at.at.has_cell) abort();
    arena_free(&arena);
    return 0;
}
