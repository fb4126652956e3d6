/* The walks from number to number as text. */
#ifndef ATTNSCOPE_TRACE_WHY_TEXT_H
#define ATTNSCOPE_TRACE_WHY_TEXT_H

#include "base/buffer.h"
#include "trace/address.h"

/* Both walks as text, one line for each number. Error: no cell is named. */
bool why_print_back(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e);
bool why_print_forward(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e);

#endif
