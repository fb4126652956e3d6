/* libFuzzer target: any text as a view's line over a small model's run. What is read prints as a
   line that is read as the same view. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "view/directives.h"
#include "view/view.h"
#include "fuzz_run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *print(const View *v, const Decoding *run, Arena *arena) {
    Buffer b = {0};
    view_print(v, run, &b);
    char *text = arena_copy(arena, b.data ? b.data : "", b.size);
    buffer_free(&b);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const Decoding *run = fuzz_run();
    Arena arena = {0};
    View v = view_default("a b c"), again = v;
    Error e = {{0}};
    if (view_parse(arena_copy(&arena, (const char *)data, size), run, &arena, &v, &e)) {
        const char *line = print(&v, run, &arena);
        if (v.shown.zoom.factor <= 1) v.shown.zoom.x = v.shown.zoom.y = 0; /* and is not told */
        if (!view_parse(line, run, &arena, &again, &e) ||
            strcmp(line, print(&again, run, &arena)) != 0 || !view_same(&v, &again))
            abort();
    } else if (!*e.text) {
        abort();
    }
    arena_free(&arena);
    return 0;
}
