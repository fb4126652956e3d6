/* Zip files, read from the directory at their end. https://pkware.cachefly.net/webdocs/APPNOTE
   (sections 4.3 to 4.5). */
#include "model/formats/archive.h"

#include <libdeflate.h>
#include <string.h>

#include "base/text.h"

enum {
    END_BYTES = 22,
    COMMENT_MOST = 0xffff,
    LOCATOR_BYTES = 20,
    ENTRY_BYTES = 46,
    LOCAL_BYTES = 30,
    RATIO_MOST = 1032 /* of what deflating can save */
};

static uint64_t archive_little(const unsigned char *p, int bytes) {
    uint64_t x = 0;
    for (int i = bytes - 1; i >= 0; i--) x = x << 8 | p[i];
    return x;
}

static bool archive_marked(Bytes file, uint64_t at, uint64_t size, const char *mark) {
    return at <= file.size && file.size - at >= size && memcmp(file.data + at, mark, 4) == 0;
}

bool archive_begins(Bytes file) {
    return archive_marked(file, 0, END_BYTES, "PK\3\4") ||
           archive_marked(file, 0, END_BYTES, "PK\5\6");
}

/* Where the directory begins and how many files it tells of. */
typedef struct Directory {
    uint64_t at, count;
} Directory;

static bool find_directory(Bytes file, Directory *out, Error *e) {
    uint64_t last = file.size < END_BYTES ? 0 : file.size - END_BYTES, at = last;
    while (at > 0 && last - at < COMMENT_MOST && !archive_marked(file, at, END_BYTES, "PK\5\6"))
        at--;
    if (!archive_marked(file, at, END_BYTES, "PK\5\6"))
        return error_set(e, "it is cut: the directory at its end is missing");
    const unsigned char *p = file.data + at;
    *out = (Directory){archive_little(p + 16, 4), archive_little(p + 10, 2)};
    if (at < LOCATOR_BYTES || !archive_marked(file, at - LOCATOR_BYTES, LOCATOR_BYTES, "PK\6\7"))
        return true;
    uint64_t large = archive_little(p - LOCATOR_BYTES + 8, 8); /* of archives beyond 4 GB */
    if (!archive_marked(file, large, 56, "PK\6\6"))
        return error_set(e, "it is damaged: its directory is not where it should be");
    *out = (Directory){archive_little(file.data + large + 48, 8),
                       archive_little(file.data + large + 32, 8)};
    return true;
}

/* Sizes and place beyond 4 GB stand in a field of their own, in this order, those that are all ones
   elsewhere. */
static void read_large(const unsigned char *extra, size_t size, uint64_t *const values[3]) {
    while (size >= 4) {
        size_t n = (size_t)archive_little(extra + 2, 2), used = 0;
        if (n > size - 4) return;
        for (int i = 0; i < 3 && archive_little(extra, 2) == 1; i++)
            if (*values[i] == UINT32_MAX && used + 8 <= n)
                *values[i] = archive_little(extra + 4 + used, 8), used += 8;
        extra += 4 + n, size -= 4 + n;
    }
}

/* One entry of the directory; *at goes behind it. */
static bool read_file(Bytes file, uint64_t *at, Arena *arena, ArchiveFile *out, Error *e) {
    if (!archive_marked(file, *at, ENTRY_BYTES, "PK\1\2"))
        return error_set(e, "it is damaged: its directory ends too early");
    const unsigned char *p = file.data + *at;
    size_t name = (size_t)archive_little(p + 28, 2), extra = (size_t)archive_little(p + 30, 2);
    uint64_t packed = archive_little(p + 20, 4), size = archive_little(p + 24, 4),
             place = archive_little(p + 42, 4);
    if (file.size - *at - ENTRY_BYTES < name + extra)
        return error_set(e, "it is damaged: its directory ends too early");
    read_large(p + ENTRY_BYTES + name, extra, (uint64_t *const[]){&size, &packed, &place});
    *at += ENTRY_BYTES + name + extra + archive_little(p + 32, 2);
    *out = (ArchiveFile){.name = arena_copy(arena, (const char *)p + ENTRY_BYTES, name),
                         .sum = (uint32_t)archive_little(p + 16, 4),
                         .stored = archive_little(p + 10, 2) == 0,
                         .strange =
                             (archive_little(p + 10, 2) != 0 && archive_little(p + 10, 2) != 8) ||
                             (archive_little(p + 8, 2) & 1) != 0};
    if (!archive_marked(file, place, LOCAL_BYTES, "PK\3\4"))
        return error_set(e, "it is damaged: '%s' is not where it should be", out->name);
    uint64_t data = place + LOCAL_BYTES + archive_little(file.data + place + 26, 2) +
                    archive_little(file.data + place + 28, 2);
    if (data > file.size || packed > file.size - data)
        return error_set(e, "it is cut: '%s' is not whole", out->name);
    bool fits = out->stored ? size == packed : size / RATIO_MOST <= packed;
    if (!fits && !out->strange)
        return error_set(e, "it is damaged: '%s' cannot be as large as it is said to be",
                         out->name);
    out->data = file.data + data, out->packed = (size_t)packed, out->size = (size_t)size;
    return true;
}

static bool read_directory(Bytes file, Arena *arena, Archive *out, Error *e) {
    Directory d = {0};
    if (!find_directory(file, &d, e)) return false;
    if (d.count > file.size / ENTRY_BYTES)
        return error_set(e, "it is damaged: it cannot hold %llu files",
                         (unsigned long long)d.count);
    out->files = arena_many(arena, ArchiveFile, d.count ? d.count : 1);
    for (uint64_t i = 0; i < d.count; i++)
        if (!read_file(file, &d.at, arena, &out->files[out->count++], e)) return false;
    return true;
}

bool archive_parse(Bytes file, const char *name, Arena *arena, Archive *out, Error *e) {
    *out = (Archive){0};
    return read_directory(file, arena, out, e) || error_prefix(e, name);
}

const ArchiveFile *archive_find(const Archive *a, const char *name) {
    for (int i = 0; i < a->count; i++)
        if (strcmp(a->files[i].name, name) == 0) return &a->files[i];
    return NULL;
}

const char *archive_array_name(const ArchiveFile *f, Arena *arena) {
    size_t n = strlen(f->name);
    return n > 4 && text_ends(f->name, ".npy") ? arena_copy(arena, f->name, n - 4) : NULL;
}

bool archive_unpack(const ArchiveFile *f, Arena *arena, Bytes *out, Error *e) {
    if (f->strange) return error_set(e, "'%s' is packed in a way that is not read", f->name);
    *out = (Bytes){f->data, f->size};
    if (!f->stored) {
        unsigned char *data = arena_raw(arena, f->size + 1, 1);
        struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
        bool ok = z && libdeflate_deflate_decompress(z, f->data, f->packed, data, f->size, NULL) ==
                           LIBDEFLATE_SUCCESS;
        libdeflate_free_decompressor(z);
        if (!ok) return error_set(e, "'%s' is damaged", f->name);
        data[f->size] = 0;
        out->data = data;
    }
    return libdeflate_crc32(0, out->data, out->size) == f->sum ||
           error_set(e, "'%s' is damaged: its sum is another one", f->name);
}

bool archive_gunzip(Bytes file, size_t most, Arena *arena, Bytes *out, Error *e) {
    size_t size = file.size < 18 ? 0 : (size_t)archive_little(file.data + file.size - 4, 4);
    if (file.size < 18 || size / RATIO_MOST > file.size || size > most)
        return error_set(e, "it is packed by gzip, and damaged or too large");
    unsigned char *data = arena_raw(arena, size + 1, 1);
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    bool ok = z && libdeflate_gzip_decompress(z, file.data, file.size, data, size, NULL) ==
                       LIBDEFLATE_SUCCESS;
    libdeflate_free_decompressor(z);
    if (!ok) return error_set(e, "it is packed by gzip, and damaged");
    data[size] = 0;
    *out = (Bytes){data, size};
    return true;
}
