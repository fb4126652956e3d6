/* A run of a small model, made once, for fuzz targets that read text about one. */
#ifndef ATTNSCOPE_TESTS_FUZZ_RUN_H
#define ATTNSCOPE_TESTS_FUZZ_RUN_H

#include <stdlib.h>

#include "trace/decode.h"

static inline const Decoding *fuzz_run(void) {
    static Arena arena;
    static Model model;
    static Decoding run; /* never changed */
    Error e;
    if (!run.steps &&
        (!model_load("tests/reference/runs/post", &arena, &model, &e) ||
         !decode_text(&model, "a b c", &(WhatIf){0}, kernels_named("plain"), &arena, &run, &e)))
        abort();
    return &run;
}

#endif
