/* The bytes that Latin-1 shows stand for themselves, all others follow from U+0100 in order. */
#include "model/bpe_bytes.h"

#include "base/utf8.h"

enum { FIRST_OTHER = 0x100, BEFORE_DELETE = 33, WITH_DELETE = 34 };

uint32_t bpe_bytes_letter(unsigned char byte) {
    if (byte <= ' ') return FIRST_OTHER + byte;
    if (byte < 0x7F) return byte;
    if (byte <= 0xA0) return FIRST_OTHER + BEFORE_DELETE + (byte - 0x7Fu);
    return byte == 0xAD ? FIRST_OTHER + BEFORE_DELETE + WITH_DELETE : byte;
}

int bpe_bytes_of(uint32_t letter) {
    int other = (int)letter - FIRST_OTHER;
    int byte = letter < FIRST_OTHER                   ? (int)letter
               : other < BEFORE_DELETE                ? other
               : other == BEFORE_DELETE + WITH_DELETE ? 0xAD
                                                      : other - BEFORE_DELETE + 0x7F;
    return letter < FIRST_OTHER + 68 && bpe_bytes_letter((unsigned char)byte) == letter ? byte : -1;
}

void bpe_bytes_write(const char *text, size_t size, Buffer *out) {
    char letter[4];
    for (size_t i = 0; i < size; i++)
        buffer_add(out, letter,
                   (size_t)utf8_encode(bpe_bytes_letter((unsigned char)text[i]), letter));
}

void bpe_bytes_read(const char *text, size_t size, Buffer *out) {
    const char *at = text, *end = text + size;
    size_t before = out->size;
    while (at < end) {
        int byte = bpe_bytes_of(utf8_next(&at, end));
        if (byte < 0) {
            out->size = before;
            buffer_add(out, text, size);
            return;
        }
        buffer_add(out, &(char){(char)byte}, 1);
    }
}
