/* libFuzzer target: any bytes as a file that a person brings along, .npy, .npz, .safetensors, gzip,
   JSON or a table; each array of it is read whole. */
#include <stdint.h>
#include <stdlib.h>

#include "trace/foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool give(void *self, const char *path, Arena *arena, Bytes *out, Error *e) {
    (void)path, (void)e;
    const Bytes *from = self;
    *out = (Bytes){(unsigned char *)arena_copy(arena, (const char *)from->data, from->size),
                   from->size};
    return true;
}

/* The first two bytes of some inputs say which array, or which axes, are asked for. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const arrays[] = {NULL, NULL, "attn", "f16", "layer0", "a"},
                             *const axes[] = {NULL, NULL, "batch,heads,q,k", "k,q",
                                              "layers,batch,heads,q,k"};
    Bytes file = {data, size};
    ForeignFiles files = {&file, give};
    ForeignWish wish = {.array = arrays[size % 6], .item = size % 3 ? -1 : 1};
    Arena arena = {0};
    ForeignMatrix m;
    Error e;
    const char *axis = axes[size % 5];
    if (axis && !foreign_axes(axis, &wish, &e)) abort();
    if (foreign_read("file", &wish, &files, &arena, &m, &e)) {
        int64_t count = (int64_t)m.layers * m.heads * m.rows * m.cols, missing = 0;
        for (int64_t i = 0; i < count; i++) missing += m.x[i] != m.x[i];
        if (count < 1 || missing != m.told.missing) abort();
        for (int i = 0; m.row_labels && i < m.rows; i++)
            if (!m.row_labels[i]) abort();
        for (int j = 0; m.col_labels && j < m.cols; j++)
            if (!m.col_labels[j]) abort();
    } else if (!e.text[0])
        abort();
    arena_free(&arena);
    return 0;
}
