/* libFuzzer target: any bytes as GPT-2's merges.txt, and any as its vocab.json; tokens of GPT-2 are
 * the text's bytes again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/bpe_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(Bytes vocab, Bytes merges) {
    static const char text[] = "ab a aab\n b";
    Arena arena = {0};
    Bpe b;
    Error e;
    int *id, count;
    Buffer back = {0};
    if (bpe_read_files(&(BpeFiles){.vocab = vocab, .merges = merges}, &arena, &b, &e) &&
        bpe_encode(&b, text, strlen(text), &arena, &id, &count, &e)) {
        bpe_decode(&b, id, count, &back);
        if (back.size != strlen(text) || memcmp(back.data, text, back.size) != 0) abort();
    }
    buffer_free(&back);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char vocab[] =
        "{\"a\":0,\"b\":1,\"ab\":2,\"\\u0120\":3,\"\\u0120a\":4,\"\\u010a\":5}";
    Bytes bytes = {data, size}, fixed = {(const unsigned char *)vocab, strlen(vocab)};
    check(fixed, bytes);
    check(bytes, (Bytes){0});
    return 0;
}
