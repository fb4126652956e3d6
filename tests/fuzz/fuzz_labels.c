/* libFuzzer target: any bytes as a file of labels, a line each or a JSON list; what is read has
 * none missing. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "trace/foreign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char path[] = "/tmp/attnscope-labels-XXXXXX";
    static int fd = -1;
    Arena arena = {0};
    char **labels;
    Error e;
    if (fd < 0) fd = mkstemp(path);
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size) abort();
    for (int count = 1; count < 5; count++)
        if (foreign_labels(path, count, &arena, &labels, &e))
            for (int i = 0; i < count; i++)
                if (!labels[i]) abort();
    arena_free(&arena);
    return 0;
}
