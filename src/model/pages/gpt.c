/* The paper's decoder with cross-attention left out. Nothing is read apart from it, nothing padded.
 */
#include "model/pages/gpt.h"

void gpt_write(Page *m) {
    Scope outer = blocks_enter(m, STACK_DECODER);
    Value tokens, table,
        x = blocks_front(m, m->in.target, m->in.target_count, AXIS_TARGET, AXIS_TARGET_WORDS,
                         &tokens, &table);
    BlockMasks masks = {NO_VALUE, NO_VALUE, blocks_causal(m, m->in.target_count)};
    for (int i = 0; i < m->c->decoder_layers; i++) {
        Scope layer = blocks_enter_layer(m, i);
        x = blocks_sublayer(m, SUBLAYER_SELF, x, masks);
        x = blocks_sublayer(m, SUBLAYER_FFN, x, masks);
        program_leave(m->p, layer);
    }
    x = blocks_last_norm(m, x);
    program_leave(m->p, outer);
    blocks_output(m, x, table);
}
