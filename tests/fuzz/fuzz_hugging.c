/* libFuzzer target: any bytes as a config.json of Hugging Face's form: what is read makes a list of
   weights, each of which has a name there. */
#include <stdint.h>
#include <stdlib.h>

#include "model/hugging.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Config c;
    Weights w;
    Error e;
    hugging_is((const char *)data, size);
    if (hugging_config((const char *)data, size, "config", "folder", &c, &e) &&
        (weights_view(&c, &(Shards){.name = "none"}, &hugging_names, &arena, &w, &e) || !*e.text))
        abort();
    arena_free(&arena);
    return 0;
}
