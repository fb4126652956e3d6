/* Bytes as letters: byte-level tokenizers write each of the 256 bytes as a letter that can be seen,
   "!" for itself, "Ġ" for a blank. */
#ifndef ATTNSCOPE_MODEL_BPE_BYTES_H
#define ATTNSCOPE_MODEL_BPE_BYTES_H

#include <stdint.h>

#include "base/buffer.h"

/* The letter of a byte. */
uint32_t bpe_bytes_letter(unsigned char byte);
/* The byte of a letter, or −1. */
int bpe_bytes_of(uint32_t letter);
/* Appends text written so; at most two bytes for each. */
void bpe_bytes_write(const char *text, size_t size, Buffer *out);
/* Appends what the letters stand for; the text itself if one of them is no byte's. */
void bpe_bytes_read(const char *text, size_t size, Buffer *out);

#endif
