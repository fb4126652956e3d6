/* A colour as 0xRRGGBBAA, sRGB, alpha not premultiplied. */
#ifndef ATTNSCOPE_BASE_COLOR_H
#define ATTNSCOPE_BASE_COLOR_H

#include <stdint.h>

typedef uint32_t Color;

#endif
