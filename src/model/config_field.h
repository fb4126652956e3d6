/* Keys of a config.json, and where in a Config their values go. */
#ifndef ATTNSCOPE_MODEL_CONFIG_FIELD_H
#define ATTNSCOPE_MODEL_CONFIG_FIELD_H

#include "model/config.h"
#include "model/formats/json.h"

typedef enum ConfigFieldKind {
    FIELD_NAME,
    FIELD_TEXT,
    FIELD_COUNT,
    FIELD_REAL,
    FIELD_FACTOR,
    FIELD_CHOICE,
    FIELD_BOOL,
    FIELD_NOT /* a bool that is kept turned round */
} ConfigFieldKind;

/* One key: where its value lies in Config and what it may be. */
typedef struct ConfigField {
    const char *key;
    unsigned of; /* the architectures that have it, a bit each */
    bool
        optional; /* left out: as in a config of which nothing is known; written where it differs */
    ConfigFieldKind kind;
    size_t at;
    int least, most;           /* FIELD_COUNT: the range; texts: `most` is the room for them */
    const char *const *choice; /* FIELD_CHOICE: by number, NULL at the end */
} ConfigField;

/* Reads its value. Errors name the key, what it is and what it must be. */
bool config_field_read(const ConfigField *f, const Json *value, Config *c, Error *e);

#endif
