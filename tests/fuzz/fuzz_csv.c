/* libFuzzer target: any bytes as a CSV matrix; what is read has the shape that it says. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "trace/sheet_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    CsvMatrix m;
    Error e;
    if (sheet_read_csv((Bytes){data, size}, "file", &arena, &m, &e)) {
        float sum = 0;
        if (m.rows < 1 || m.cols < 1 || m.layers < 1 || m.heads < 1) abort();
        for (long i = 0; i < (long)m.layers * m.heads * m.rows * m.cols; i++) sum += m.x[i];
        for (int i = 0; m.row_labels && i < m.rows; i++)
            if (!m.row_labels[i]) abort();
        for (int j = 0; m.col_labels && j < m.cols; j++)
            if (!m.col_labels[j]) abort();
        if (isinf(sum) && m.rows > 1 << 30) abort(); /* every number was looked at */
    }
    arena_free(&arena);
    return 0;
}
