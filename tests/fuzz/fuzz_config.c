/* libFuzzer target: any bytes as config.json; what is read is read the same when it is written and
 * read again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Config c, again;
    Error e;
    if (!config_parse((const char *)data, size, "file", &c, &e)) return 0;
    Buffer b = {0}, second = {0};
    config_print(&c, &b);
    if (!config_parse(b.data, b.size, "again", &again, &e)) abort();
    config_print(&again, &second);
    if (strcmp(b.data, second.data) != 0) abort();
    buffer_free(&b);
    buffer_free(&second);
    return 0;
}
