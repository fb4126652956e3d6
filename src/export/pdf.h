/* A scene as a PDF page: the same marks as the painter's, letters embedded as far as they are used,
   text that can be searched and copied. By cairo, which is loaded when the first one is written.
   Not for pixels. */
#ifndef ATTNSCOPE_EXPORT_PDF_H
#define ATTNSCOPE_EXPORT_PDF_H

#include "base/buffer.h"
#include "base/error.h"
#include "scene/scene.h"

typedef struct PdfInfo {
    const char *title, *subject; /* NULL: none. Texts of the file, beside the program's name */
    int dpi;                     /* of the scene's pixels; 0: 96 */
    bool transparent;            /* no ground */
} PdfInfo;

/* Appends a whole PDF file; the same scene gives the same bytes. Errors: cairo is not there (names
   the package), a font that does not tell where its letters are from. */
bool pdf_print(const Scene *s, const Font *font, const PdfInfo *info, Buffer *out, Error *e);

#endif
