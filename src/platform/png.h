/* PNG files by stb_image_write, compressed by libdeflate through its hook; equal pixels give equal bytes. */
#ifndef ATTNSCOPE_PLATFORM_PNG_H
#define ATTNSCOPE_PLATFORM_PNG_H

#include "base/buffer.h"
#include "base/error.h"
#include "draw/canvas.h"

/* Appends the whole PNG. Opaque canvases are written as RGB, others as RGBA. */
bool png_print(const Canvas *c, Buffer *out, Error *e);

#endif
