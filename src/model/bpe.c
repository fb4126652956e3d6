/* Encoding: the added tokens are cut out, the rest is normalised and cut into pieces, and in each
 * piece neighbours are merged, the earliest pair of the list first. */
#include "model/bpe.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/bpe_bytes.h"
#include "model/bpe_merge.h"
#include "model/bpe_read.h"
#include "model/inside.h"

enum { TOKENIZER_MAX = 64 << 20, SMALL_MAX = 4 << 20 };

/* ---- Files ---- */

bool bpe_here(const char *folder) {
    Arena a = {0};
    bool here = file_there(path_join(&a, folder, "tokenizer.json")) ||
                (file_there(path_join(&a, folder, "vocab.json")) &&
                 file_there(path_join(&a, folder, "merges.txt")));
    arena_free(&a);
    return here;
}

/* A file of the folder, which a link may not lead out of; must: it has to be there. */
static bool bpe_file(const char *folder, const char *name, size_t most, bool must, Arena *arena,
                     Bytes *out, Error *e) {
    char *path = path_join(arena, folder, name);
    *out = (Bytes){0};
    if (!must && !file_there(path)) return true;
    return inside_file(folder, name, arena, &path, e) && file_read(path, most, arena, out, e);
}

static bool open_files(const char *folder, Arena *work, Arena *arena, Bpe *b, Error *e) {
    BpeFiles f;
    return bpe_file(folder, "vocab.json", TOKENIZER_MAX, true, work, &f.vocab, e) &&
           bpe_file(folder, "merges.txt", TOKENIZER_MAX, true, work, &f.merges, e) &&
           bpe_file(folder, "added_tokens.json", SMALL_MAX, false, work, &f.added_tokens, e) &&
           bpe_file(folder, "special_tokens_map.json", SMALL_MAX, false, work,
                    &f.special_tokens_map, e) &&
           bpe_file(folder, "tokenizer_config.json", SMALL_MAX, false, work, &f.tokenizer_config,
                    e) &&
           (bpe_read_files(&f, arena, b, e) || error_prefix(e, folder));
}

bool bpe_open(const char *folder, Arena *arena, const Bpe **out, Error *e) {
    Arena work = {0};
    Bytes file;
    Bpe *b = arena_new(arena, Bpe);
    char *path = path_join(&work, folder, "tokenizer.json");
    bool ok = file_there(path)
                  ? bpe_file(folder, "tokenizer.json", TOKENIZER_MAX, true, &work, &file, e) &&
                        (bpe_read_tokenizer(file, arena, b, e) || error_prefix(e, path))
                  : open_files(folder, &work, arena, b, e);
    arena_free(&work);
    *out = b;
    return ok;
}

/* ---- Text to tokens ---- */

typedef struct BpeEncoding {
    const Bpe *b;
    BpeMatching matching;
    BpeMerging merging;
    Arena work;
    Buffer pieces, ids;
    Error *e;
} BpeEncoding;

/* A letter without a word, as its bytes' words. */
static bool add_fallback(BpeEncoding *c, const char *letter, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (c->b->fallback[(unsigned char)letter[i]] < 0) return false;
    for (size_t i = 0; i < size; i++)
        bpe_merge_add(&c->merging, c->b->fallback[(unsigned char)letter[i]]);
    return true;
}

/* The letters of a piece. */
static bool add_letters(BpeEncoding *c, BpePiece piece) {
    const Bpe *b = c->b;
    const char *end = piece.text + piece.size;
    bool unknown = false; /* waits to be written */
    bpe_merge_begin(&c->merging);
    for (const char *at = piece.text, *next = at; at < end; at = next) {
        utf8_next(&next, end);
        size_t size = (size_t)(next - at);
        int id = bpe_words_find(&b->words, at, size);
        if (id < 0 && b->byte_fallback && add_fallback(c, at, size)) continue;
        if (id < 0 && b->unk < 0)
            return error_set(c->e, "the vocabulary has no word for '%.*s'", (int)size, at);
        if (unknown && (id >= 0 || !b->fuse_unk)) bpe_merge_add(&c->merging, b->unk);
        unknown = id < 0;
        if (id >= 0) bpe_merge_add(&c->merging, id);
    }
    if (unknown) bpe_merge_add(&c->merging, b->unk);
    return true;
}

static bool encode_piece(BpeEncoding *c, BpePiece piece) {
    int whole = c->b->ignore_merges ? bpe_words_find(&c->b->words, piece.text, piece.size) : -1;
    if (whole >= 0) return buffer_add(&c->ids, &whole, sizeof whole), true;
    if (!add_letters(c, piece)) return false;
    bpe_merge_run(&c->merging, &c->b->merges, &c->ids);
    return true;
}

/* What is done with a part of the text in which there is no added token. */
typedef bool EncodePart(BpeEncoding *c, BpePiece part, bool at_start);

/* Cuts the added tokens out. */
static bool cut_added(BpeEncoding *c, const BpeAddedList *list, BpePiece whole, bool at_start,
                      EncodePart *part) {
    const char *end = whole.text + whole.size, *done = whole.text;
    for (BpeFound found = {.from = done}; done < end; done = found.to) {
        found = bpe_added_find(list, whole.text, done, end);
        bool first = at_start && done == whole.text;
        if (found.from > done && !part(c, (BpePiece){done, (size_t)(found.from - done)}, first))
            return false;
        if (found.added) buffer_add(&c->ids, &found.added->id, sizeof found.added->id);
    }
    return true;
}

static bool encode_normal(BpeEncoding *c, BpePiece part, bool at_start) {
    if (!bpe_stages_run(&c->b->pre_tokenizer, part, at_start, &c->matching, &c->work, &c->pieces,
                        c->e))
        return false;
    const BpePiece *piece = (const BpePiece *)c->pieces.data;
    for (size_t i = 0; i < c->pieces.size / sizeof *piece; i++)
        if (!encode_piece(c, piece[i])) return false;
    return true;
}

static bool encode_raw(BpeEncoding *c, BpePiece part, bool at_start) {
    Buffer pieces = {0};
    bool ok =
        bpe_stages_run(&c->b->normalizer, part, at_start, &c->matching, &c->work, &pieces, c->e);
    const BpePiece *piece = (const BpePiece *)pieces.data;
    for (size_t i = 0; i < pieces.size / sizeof *piece && ok; i++)
        ok = cut_added(c, &c->b->normal, piece[i], at_start, encode_normal);
    buffer_free(&pieces);
    return ok;
}

bool bpe_encode(const Bpe *b, const char *text, size_t size, Arena *arena, int **ids, int *count,
                Error *e) {
    BpeEncoding c = {.b = b, .e = e};
    if (size > BPE_TEXT_MAX)
        return error_set(e, "the text is %zu bytes long; at most %d are read", size,
                         (int)BPE_TEXT_MAX);
    size_t good = utf8_good(text, size);
    if (good < size)
        return error_set(e, "the text is not UTF-8: byte %zu is 0x%02X", good,
                         (unsigned char)text[good]);
    c.matching = bpe_matching(size, &c.work);
    bool ok = cut_added(&c, &b->raw, (BpePiece){text, size}, true, encode_raw);
    *count = (int)(c.ids.size / sizeof **ids);
    *ids = arena_many(arena, int, *count);
    if (c.ids.size > 0) memcpy(*ids, c.ids.data, c.ids.size);
    bpe_merge_free(&c.merging);
    buffer_free(&c.pieces);
    buffer_free(&c.ids);
    arena_free(&c.work);
    return ok;
}

/* ---- Tokens to text ---- */

/* A word as the decoder writes it: <0xE2> is a byte, and texts are replaced. */
static void decode_word(const Bpe *b, int id, Buffer *out) {
    const BpeWord *w = &b->words.word[id];
    const char *at = w->text, *end = at + w->size;
    for (int byte = 0; byte < 256 && b->byte_fallback; byte++) {
        if (b->fallback[byte] != id) continue;
        buffer_add(out, &(char){(char)byte}, 1);
        return;
    }
    while (at < end) {
        int rule = 0;
        size_t size = 1;
        for (; rule < BPE_REPLACED && b->from[rule]; rule++) {
            size = strlen(b->from[rule]);
            if (size <= (size_t)(end - at) && memcmp(at, b->from[rule], size) == 0) break;
            size = 1;
        }
        if (rule < BPE_REPLACED && b->from[rule])
            buffer_text(out, b->to[rule]);
        else
            buffer_add(out, at, 1);
        at += size;
    }
}

static bool bpe_has(const Bpe *b, int id) {
    return id >= 0 && id < b->words.count && b->words.word[id].text;
}

void bpe_decode_one(const Bpe *b, int id, Buffer *out) {
    if (!bpe_has(b, id)) return;
    const BpeWord *w = &b->words.word[id];
    if (b->is_added[id])
        buffer_add(out, w->text, w->size);
    else if (b->byte_level)
        bpe_bytes_read(w->text, w->size, out);
    else
        decode_word(b, id, out);
}

void bpe_decode(const Bpe *b, const int *ids, int count, Buffer *out) {
    size_t start = out->size;
    for (int i = 0; i < count; i++) bpe_decode_one(b, ids[i], out);
    if (!b->strip_first || out->size == start || out->data[start] != ' ') return;
    memmove(out->data + start, out->data + start + 1, out->size - start); /* and the zero */
    out->size--;
}

/* ---- Labels ---- */

/* How a code point is shown: "" as it is; NULL: by its bytes. */
static const char *label_sign(uint32_t code, bool first) {
    switch (code) {
    case ' ': return "·";
    case 0xB7: return "⟨·⟩"; /* the sign itself */
    case '\n': return "⏎";
    case '\t': return "⇥";
    case '\r': return "␍";
    default: break;
    }
    bool shown = utf8_printable(code) && !utf8_space(code) && !utf8_invisible(code);
    return !shown ? NULL : first && utf8_mark(code) ? "◌" : "";
}

/* Appends the label; `bytes` is for its use. */
static void label_add(const Bpe *b, int id, Buffer *bytes, Buffer *label) {
    size_t before = label->size;
    bytes->size = 0;
    if (bpe_has(b, id))
        bpe_decode_one(b, id, bytes);
    else
        buffer_print(label, "⟨#%d⟩", id);
    const char *at = bytes->data, *start = at, *end = at + bytes->size;
    bool open = false; /* a run of bytes */
    while (at < end) {
        const char *from = at;
        bool good = utf8_good(at, (size_t)(end - at) < 4 ? (size_t)(end - at) : 4) > 0;
        uint32_t code = utf8_next(&at, end);
        const char *sign = good ? label_sign(code, from == start) : NULL;
        if (sign && open) buffer_text(label, "⟩");
        for (const char *p = from; p < at && !sign; p++, open = true)
            buffer_print(label, "%s%02X", open ? " " : "⟨", (unsigned char)*p);
        open = !sign;
        if (!sign) continue;
        buffer_text(label, sign);
        if (!*sign || strcmp(sign, "◌") == 0) buffer_add(label, from, (size_t)(at - from));
    }
    if (open) buffer_text(label, "⟩");
    if (label->size == before) buffer_text(label, "∅");
}

char *bpe_label(const Bpe *b, int id, Arena *arena) {
    Buffer bytes = {0}, label = {0};
    label_add(b, id, &bytes, &label);
    char *text = arena_copy(arena, label.data, label.size);
    buffer_free(&bytes);
    buffer_free(&label);
    return text;
}

const char **bpe_labels(const Bpe *b, int count, Arena *arena) {
    Buffer bytes = {0}, all = {0};
    const char **labels = arena_many(arena, const char *, count);
    size_t *from = arena_many(arena, size_t, count);
    for (int id = 0; id < count; id++) {
        from[id] = all.size;
        label_add(b, id, &bytes, &all);
        buffer_add(&all, "", 1);
    }
    const char *text = arena_copy(arena, all.data ? all.data : "", all.size);
    for (int id = 0; id < count; id++) labels[id] = text + from[id];
    buffer_free(&bytes);
    buffer_free(&all);
    return labels;
}
