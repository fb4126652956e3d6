/* The families: a page each. */
#include "model/pages/page.h"

#include "model/pages/gpt.h"
#include "model/pages/transformer.h"

typedef void WritePage(Page *m);

void page_program(const Config *c, const Weights *w, const Options *o, PageInput in, Arena *arena,
                  Program *out) {
    static WritePage *const pages[] = {[ARCHITECTURE_ENCODER_DECODER] = transformer_write,
                                       [ARCHITECTURE_DECODER_ONLY] = gpt_write};
    Page page = blocks_page(&(PageOf){c, w, o}, in, arena, out);
    pages[c->architecture](&page);
}
