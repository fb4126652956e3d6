/* Archives: the zip files that NumPy writes as .npz, PyTorch as .pt, and others as their documents.
   Everything in a file is untrusted. Not for what is in their files: npy.h. */
#ifndef ATTNSCOPE_MODEL_FORMATS_ARCHIVE_H
#define ATTNSCOPE_MODEL_FORMATS_ARCHIVE_H

#include <stdint.h>

#include "base/file.h"

typedef struct ArchiveFile {
    const char *name; /* with its folders, as it is written there */
    const unsigned char *data;
    size_t packed, size; /* bytes in the archive, and unpacked */
    uint32_t sum;        /* CRC-32 of what is unpacked */
    bool stored;         /* as it is; else deflated */
    bool strange;        /* packed in another way, or encrypted: it cannot be read */
} ArchiveFile;

typedef struct Archive {
    ArchiveFile *files; /* in the directory's order */
    int count;
} Archive;

/* Whether bytes begin as an archive does. */
bool archive_begins(Bytes file);
/* Reads the directory. The result points into `file`. `name` begins the error. */
bool archive_parse(Bytes file, const char *name, Arena *arena, Archive *out, Error *e);
/* The file of that name, or NULL. */
const ArchiveFile *archive_find(const Archive *a, const char *name);
/* "attn" of "attn.npy", in `arena`; NULL: its name tells of no array. */
const char *archive_array_name(const ArchiveFile *f, Arena *arena);
/* The file's bytes: where they lie if they are stored. Errors name it: damaged, packed in a way
   that is not read. */
bool archive_unpack(const ArchiveFile *f, Arena *arena, Bytes *out, Error *e);
/* What one file that gzip packed holds. Errors: damaged, larger than `most`. */
bool archive_gunzip(Bytes file, size_t most, Arena *arena, Bytes *out, Error *e);

#endif
