/* The Transformer, written once. Every name here is public: lessons, files and tests use it.
   Nothing here records, draws or trains. */
#include "model/pages/transformer.h"

static Value padding_mask(Page *m, Value tokens) {
    StepArgs off = {.off = m->o->padding_off};
    return program_step(m->p, OP_PADDING, "padding", &off, tokens, NO_VALUE, NO_VALUE);
}

static Value encoder(Page *m, Value *padding) {
    Scope outer = blocks_enter(m, STACK_ENCODER);
    Value tokens, table,
        x = blocks_front(m, m->in.source, m->in.source_count, AXIS_SOURCE, AXIS_SOURCE_WORDS,
                         &tokens, &table);
    *padding = padding_mask(m, tokens);
    for (int i = 0; i < m->c->encoder_layers; i++) {
        Scope layer = blocks_enter_layer(m, i);
        BlockMasks masks = {NO_VALUE, *padding, NO_VALUE};
        x = blocks_sublayer(m, SUBLAYER_SELF, x, masks);
        x = blocks_sublayer(m, SUBLAYER_FFN, x, masks);
        program_leave(m->p, layer);
    }
    x = blocks_last_norm(m, x);
    program_leave(m->p, outer);
    return x;
}

static Value decoder(Page *m, Value memory, Value memory_padding, Value *table) {
    Scope outer = blocks_enter(m, STACK_DECODER);
    Value tokens, x = blocks_front(m, m->in.target, m->in.target_count, AXIS_TARGET,
                                   AXIS_TARGET_WORDS, &tokens, table);
    Value causal = blocks_causal(m, m->in.target_count);
    Value padding = padding_mask(m, tokens);
    for (int i = 0; i < m->c->decoder_layers; i++) {
        Scope layer = blocks_enter_layer(m, i);
        x = blocks_sublayer(m, SUBLAYER_SELF, x, (BlockMasks){NO_VALUE, padding, causal});
        x = blocks_sublayer(m, SUBLAYER_CROSS, x, (BlockMasks){memory, memory_padding, NO_VALUE});
        x = blocks_sublayer(m, SUBLAYER_FFN, x, (BlockMasks){NO_VALUE, NO_VALUE, NO_VALUE});
        program_leave(m->p, layer);
    }
    x = blocks_last_norm(m, x);
    program_leave(m->p, outer);
    return x;
}

void transformer_write(Page *m) {
    Value padding, memory = encoder(m, &padding);
    Value table, x = decoder(m, memory, padding, &table);
    blocks_output(m, x, table);
}
