/* libFuzzer target: any bytes as a tokenizer.json; what is read cuts texts into tokens that it has.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/bpe_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const texts[] = {"", "ab a<x> 12 b's\r\n\t", "  <x> \xc3\xa9\xcc\x81 aab",
                                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaa!"};
    Arena arena = {0};
    Bpe b;
    Error e;
    if (bpe_read_tokenizer((Bytes){data, size}, &arena, &b, &e))
        for (int t = 0; t < 4; t++) {
            int *id, count;
            Buffer back = {0};
            if (!bpe_encode(&b, texts[t], strlen(texts[t]), &arena, &id, &count, &e)) continue;
            for (int i = 0; i < count; i++)
                if (id[i] < 0 || id[i] >= b.words.count || !*bpe_label(&b, id[i], &arena)) abort();
            bpe_decode(&b, id, count, &back);
            buffer_free(&back);
        }
    arena_free(&arena);
    return 0;
}
