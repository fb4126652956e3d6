/* libFuzzer target: any bytes as a photograph, PNG or JPEG. Sums of a PNG's chunks are made right
   first, or nothing would come past them. */
#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/photo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PIXELS_MOST = 1 << 16 };

static void mend_sums(unsigned char *data, size_t size) {
    for (size_t at = 8; size >= 20 && at <= size - 12;) {
        unsigned char *p = data + at;
        size_t length = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | (size_t)p[3];
        if (length > size - at - 12) return;
        uint32_t sum = libdeflate_crc32(0, p + 4, length + 4);
        for (int i = 0; i < 4; i++)
            p[8 + length + (size_t)i] = (unsigned char)(sum >> (24 - 8 * i));
        at += length + 12;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    unsigned char *copy = arena_raw(&arena, size + 1, 1);
    Photo photo;
    Error e = {{0}};
    memcpy(copy, data, size);
    copy[size] = 0;
    if (size && copy[0] == 0x89) mend_sums(copy, size);
    if (photo_decode((Bytes){copy, size}, "photo", PIXELS_MOST, &arena, &photo, &e)) {
        int64_t sum = 0;
        if (photo.width < 1 || photo.height < 1 || photo.width > PHOTO_SIDE ||
            photo.height > PHOTO_SIDE)
            abort();
        for (int i = 0; i < photo.width * photo.height; i++) sum += photo.tones[i];
        if (sum < 0) abort();
    } else if (!e.text[0])
        abort();
    arena_free(&arena);
    return 0;
}
