/* The large lists are walked through without a tree, the small parts are read as any JSON. What the
 * program does not know is refused by name: it would make other tokens, silently. */
#include "model/bpe_read.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/formats/json_walk.h"

enum {
    WORDS_MOST = 1 << 21,
    MERGES_MOST = 1 << 21,
    ADDED_BYTES = 512,
    SHOWN = 40,
    PART_MAX = 4 << 20
};

/* ---- Words ---- */

/* The part of a word that an error shows, ended by a zero. */
static const char *bpe_shown(const char *text, size_t size, Arena *arena) {
    size_t shown = size > SHOWN ? utf8_start(text, SHOWN) : size;
    return arena_print(arena, "%.*s%s", (int)shown, text, shown < size ? "…" : "");
}

typedef struct WordEntry {
    JsonText word;
    int id;
} WordEntry;

/* {"word": number, …}: the entries in the file's order, what they hold in `arena`. */
static bool walk_entries(JsonWalk *w, Arena *arena, Buffer *entries, Error *e) {
    char *pool = arena_raw(arena, (size_t)(w->end - w->at) + 1, 1);
    int count = 0;
    if (!json_walk_open(w, '{')) return false;
    while (json_walk_item(w, '}', &count)) {
        JsonText word;
        int64_t id;
        if (!json_walk_key(w, pool, &word) || !json_walk_whole(w, &id)) return false;
        if (id < 0 || id >= WORDS_MOST)
            return error_set(e, "the word '%s' has the number %lld; from 0 to %d are read",
                             bpe_shown(word.text, word.size, arena), (long long)id, WORDS_MOST - 1);
        if (count > WORDS_MOST) return error_set(e, "it has more than %d words", (int)WORDS_MOST);
        buffer_add(entries, &(WordEntry){word, (int)id}, sizeof(WordEntry));
        pool += word.size;
    }
    return !w->failed;
}

static bool bpe_put(Bpe *b, int id, JsonText word, Arena *arena, Error *e) {
    int other = bpe_words_put(&b->words, id, word.text, word.size);
    if (other < 0) return true;
    const char *name = bpe_shown(word.text, word.size, arena);
    const BpeWord *taken = &b->words.word[other];
    if (other != id) return error_set(e, "the word '%s' is there twice", name);
    return error_set(e, "the words '%s' and '%s' have the same number %d",
                     bpe_shown(taken->text, taken->size, arena), name, id);
}

/* The vocabulary, with room for numbers below `added_end` besides. */
static bool read_words(JsonWalk *w, int added_end, Arena *arena, Bpe *b, Error *e) {
    Buffer entries = {0};
    bool ok = walk_entries(w, arena, &entries, e);
    const WordEntry *entry = (const WordEntry *)entries.data;
    size_t count = entries.size / sizeof *entry;
    int room = added_end;
    for (size_t i = 0; i < count && ok; i++)
        if (entry[i].id >= room) room = entry[i].id + 1;
    if (ok && count == 0) ok = error_set(e, "it has no words");
    if (ok) {
        b->words = bpe_words_make(room, arena);
        b->is_added = arena_many(arena, bool, room);
    }
    for (size_t i = 0; i < count && ok; i++) ok = bpe_put(b, entry[i].id, entry[i].word, arena, e);
    buffer_free(&entries);
    return ok;
}

/* Numbers that no word has, below the vocabulary's last. */
static bool check_holes(const Bpe *b, int vocab_end, Error *e) {
    for (int id = 0; id < vocab_end; id++)
        if (!b->words.word[id].text)
            return error_set(e, "the vocabulary has no word for the number %d of 0 to %d", id,
                             vocab_end - 1);
    return true;
}

/* ---- Merges ---- */

typedef struct MergeReader {
    Bpe *b;
    Arena *arena;
    Buffer list; /* of BpeMerge */
} MergeReader;

/* Two words that stand side by side in `both`, the first of `left` bytes. */
static bool add_merge(MergeReader *r, const char *both, size_t left, size_t size, Error *e) {
    const BpeWords *words = &r->b->words;
    int rank = (int)(r->list.size / sizeof(BpeMerge));
    const struct {
        const char *text;
        size_t size;
    } part[3] = {{both, left}, {both + left, size - left}, {both, size}};
    int id[3];
    for (int i = 0; i < 3; i++) {
        id[i] = bpe_words_find(words, part[i].text, part[i].size);
        if (id[i] < 0)
            return error_set(e, "merge %d: the word '%s' is not in the vocabulary", rank + 1,
                             bpe_shown(part[i].text, part[i].size, r->arena));
    }
    if (rank == MERGES_MOST) return error_set(e, "it has more than %d merges", (int)MERGES_MOST);
    buffer_add(&r->list, &(BpeMerge){id[0], id[1], rank, id[2]}, sizeof(BpeMerge));
    return true;
}

/* "left right"; the text is changed. */
static bool add_spaced_merge(MergeReader *r, char *text, size_t size, Error *e) {
    char *blank = memchr(text, ' ', size);
    size_t left = blank ? (size_t)(blank - text) : size, right = blank ? size - left - 1 : 0;
    if (right == 0 || left == 0 || memchr(blank + 1, ' ', right))
        return error_set(e, "merge %d: '%s' is no pair of words",
                         (int)(r->list.size / sizeof(BpeMerge)) + 1,
                         bpe_shown(text, size, r->arena));
    memmove(blank, blank + 1, right);
    return add_merge(r, text, left, size - 1, e);
}

/* ["left", "right"]. */
static bool walk_listed_merge(JsonWalk *w, MergeReader *r, char *both, Error *e) {
    JsonText left, right;
    int parts = 0;
    bool pair = json_walk_open(w, '[') && json_walk_item(w, ']', &parts) &&
                json_walk_text(w, both, &left) && json_walk_item(w, ']', &parts) &&
                json_walk_text(w, both + left.size, &right) && !json_walk_item(w, ']', &parts);
    if (pair && !w->failed) return add_merge(r, both, left.size, left.size + right.size, e);
    return !w->failed &&
           error_set(e, "merge %d is no pair of words", (int)(r->list.size / sizeof(BpeMerge)) + 1);
}

/* Both forms of a list: "left right" and ["left", "right"]. */
static bool walk_merges(JsonWalk *w, MergeReader *r, Error *e) {
    char *both = arena_raw(r->arena, (size_t)(w->end - w->at) + 1, 1);
    int count = 0;
    if (!json_walk_open(w, '[')) return false;
    while (json_walk_item(w, ']', &count)) {
        JsonText text;
        bool fine = json_walk_next(w) == '['
                        ? walk_listed_merge(w, r, both, e)
                        : json_walk_text(w, both, &text) && add_spaced_merge(r, both, text.size, e);
        if (!fine) return false;
    }
    return !w->failed;
}

static bool read_merge_lines(Bytes file, MergeReader *r, Error *e) {
    const char *at = (const char *)file.data, *end = at + file.size;
    if (utf8_good(at, file.size) < file.size) return error_set(e, "it is not UTF-8 text");
    char *line = arena_raw(r->arena, file.size + 1, 1);
    for (const char *next; at < end; at = next) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        next = stop ? stop + 1 : end;
        size_t size = (size_t)((stop ? stop : end) - at);
        size -= size > 0 && at[size - 1] == '\r';
        if (memchr(at, '\r', size))
            return error_set(e, "behind merge %d a line holds a carriage return",
                             (int)(r->list.size / sizeof(BpeMerge)));
        if (size == 0 || (size >= 8 && memcmp(at, "#version", 8) == 0)) continue;
        memcpy(line, at, size);
        if (!add_spaced_merge(r, line, size, e)) return false;
    }
    return true;
}

static void keep_merges(MergeReader *r, Arena *arena) {
    const BpeMerge *merge = (const BpeMerge *)r->list.data;
    int count = (int)(r->list.size / sizeof *merge);
    r->b->merges = bpe_merges_make(count, arena);
    for (int i = 0; i < count; i++) bpe_merges_put(&r->b->merges, merge[i]);
    buffer_free(&r->list);
}

/* ---- Added tokens ---- */

/* What the files list, before the words are known. */
typedef struct AddedReader {
    Arena *arena;
    Buffer list; /* of BpeAdded; text: the content */
    int end;     /* behind the largest number */
} AddedReader;

static bool added_put(AddedReader *r, const char *content, int64_t id, BpeAdded how, Error *e) {
    how.text = content;
    how.size = strlen(content);
    how.id = (int)id;
    if (how.size == 0) return error_set(e, "an added token is empty");
    if (how.size > ADDED_BYTES)
        return error_set(e, "an added token is longer than %d bytes", (int)ADDED_BYTES);
    if (id >= WORDS_MOST)
        return error_set(e, "the added token '%s' has the number %lld; up to %d are read",
                         bpe_shown(content, how.size, r->arena), (long long)id, WORDS_MOST - 1);
    if (id >= r->end) r->end = (int)id + 1;
    buffer_add(&r->list, &how, sizeof how);
    return true;
}

/* A token's object. `id`: its number, unless it says one itself. */
static bool read_added(AddedReader *r, const Json *o, int64_t id, Error *e) {
    const char *content = NULL;
    BpeAdded how = {0};
    const struct {
        const char *key;
        bool *flag;
    } flags[] = {{"single_word", &how.single_word},
                 {"lstrip", &how.lstrip},
                 {"rstrip", &how.rstrip},
                 {"normalized", &how.normalized},
                 {"special", &how.special}};
    if (o->kind != JSON_KIND_OBJECT)
        return error_set(e, "an added token is %s", json_kind_name(o->kind));
    for (int i = 0; i < o->count; i++) {
        const Json *v = &o->is.items[i];
        size_t f = 0;
        while (f < sizeof flags / sizeof *flags && strcmp(flags[f].key, v->key) != 0) f++;
        bool is_flag = f < sizeof flags / sizeof *flags;
        if (is_flag && v->kind == JSON_KIND_BOOL)
            *flags[f].flag = v->is.truth;
        else if (strcmp(v->key, "content") == 0 && v->kind == JSON_KIND_TEXT)
            content = v->is.text;
        else if (strcmp(v->key, "id") == 0 && v->kind == JSON_KIND_INTEGER && v->is.integer >= 0)
            id = v->is.integer;
        else if (strcmp(v->key, "__type") != 0)
            return error_set(e, "an added token's '%s' is not known, or is %s that it may not be",
                             bpe_shown(v->key, strlen(v->key), r->arena), json_kind_name(v->kind));
    }
    return content ? added_put(r, content, id, how, e)
                   : error_set(e, "an added token has no content");
}

/* The content in the tokenizer's normal form. */
static bool added_normal(const Bpe *b, BpeAdded *a, Arena *arena, Error *e) {
    Buffer pieces = {0};
    BpeMatching matching = bpe_matching(a->size, arena);
    bool ok = bpe_stages_run(&b->normalizer, (BpePiece){a->text, a->size}, true, &matching, arena,
                             &pieces, e);
    const BpePiece *piece = (const BpePiece *)pieces.data;
    *a = (BpeAdded){.text = pieces.size ? piece->text : NULL,
                    .size = pieces.size ? piece->size : 0,
                    .id = a->id,
                    .single_word = a->single_word,
                    .lstrip = a->lstrip,
                    .rstrip = a->rstrip,
                    .normalized = true,
                    .special = a->special};
    buffer_free(&pieces);
    return ok;
}

/* Gives each its number and its place. Those of the same content are one. */
static bool keep_added(AddedReader *r, Bpe *b, Arena *arena, Error *e) {
    BpeAdded *list = (BpeAdded *)r->list.data;
    int count = (int)(r->list.size / sizeof *list);
    if (count > 1) qsort(list, (size_t)count, sizeof *list, bpe_added_order);
    b->raw.added = arena_many(arena, BpeAdded, count);
    b->normal.added = arena_many(arena, BpeAdded, count);
    for (int i = 0; i < count; i++) {
        BpeAdded a = list[i];
        const char *name = bpe_shown(a.text, a.size, arena);
        int known = bpe_words_find(&b->words, a.text, a.size);
        if (i > 0 && a.size == list[i - 1].size && memcmp(a.text, list[i - 1].text, a.size) == 0) {
            if (a.id < 0 || a.id == list[i - 1].id) continue;
            return error_set(e, "the added token '%s' has two numbers, %d and %d", name,
                             list[i - 1].id, a.id);
        }
        if (a.id < 0) a.id = known;
        if (a.id < 0) continue;
        const BpeWord *there = &b->words.word[a.id];
        if (known >= 0 && known != a.id)
            return error_set(e, "the added token '%s' has the number %d, the vocabulary says %d",
                             name, a.id, known);
        if (known < 0 && there->text)
            return error_set(e, "the added token '%s' has the number %d of the word '%s'", name,
                             a.id, bpe_shown(there->text, there->size, arena));
        if (known < 0) bpe_words_name(&b->words, a.id, a.text, a.size);
        b->is_added[a.id] = true;
        if (a.normalized && b->normalizer.count > 0 && !added_normal(b, &a, arena, e)) return false;
        BpeAddedList *to = a.normalized ? &b->normal : &b->raw;
        if (a.size > 0) to->added[to->count++] = a;
    }
    if (b->normal.count > 1)
        qsort(b->normal.added, (size_t)b->normal.count, sizeof *list, bpe_added_order);
    return true;
}

/* ---- tokenizer.json ---- */

/* A part as a tree. */
static bool read_part(JsonText part, const char *name, Arena *arena, Json *out, Error *e) {
    *out = (Json){.kind = JSON_KIND_NULL};
    if (part.size > PART_MAX) return error_set(e, "%s: longer than %d bytes", name, (int)PART_MAX);
    return !part.text || json_parse(part.text, part.size, arena, out, e) || error_prefix(e, name);
}

static bool decoder_replace(Bpe *b, const char *from, const char *to, Error *e) {
    int at = 0;
    while (at < BPE_REPLACED && b->from[at]) at++;
    if (at == BPE_REPLACED) return error_set(e, "it replaces more than %d texts", BPE_REPLACED);
    b->from[at] = from;
    b->to[at] = to;
    return true;
}

static const char *json_words(const Json *o, const char *key) {
    const Json *v = o ? json_find(o, key) : NULL;
    return v && v->kind == JSON_KIND_TEXT ? v->is.text : NULL;
}

static bool read_decoder(const Json *o, Arena *arena, Bpe *b, Error *e) {
    const char *type = json_words(o, "type");
    if (o->kind == JSON_KIND_NULL) return true;
    if (!type) return error_set(e, "something has no type");
    if (strcmp(type, "Sequence") == 0) {
        const Json *list = json_find(o, "decoders");
        for (int i = 0; list && list->kind == JSON_KIND_LIST && i < list->count; i++)
            if (!read_decoder(&list->is.items[i], arena, b, e)) return false;
        return true;
    }
    if (strcmp(type, "Replace") == 0) {
        const char *from = json_words(json_find(o, "pattern"), "String"),
                   *to = json_words(o, "content");
        return from && *from && to ? decoder_replace(b, from, to, e)
                                   : error_set(e, "Replace: neither a String nor its content");
    }
    if (strcmp(type, "Metaspace") == 0) {
        const char *mark = json_words(o, "replacement"), *scheme = json_words(o, "prepend_scheme");
        const Json *prefix = json_find(o, "add_prefix_space");
        b->strip_first = (!scheme || strcmp(scheme, "never") != 0) &&
                         !(prefix && prefix->kind == JSON_KIND_BOOL && !prefix->is.truth);
        return decoder_replace(b, mark && *mark ? mark : "▁", " ", e);
    }
    if (strcmp(type, "Strip") == 0) {
        const char *content = json_words(o, "content");
        const Json *start = json_find(o, "start");
        b->strip_first = content && strcmp(content, " ") == 0 && start &&
                         start->kind == JSON_KIND_INTEGER && start->is.integer > 0;
        return true;
    }
    if (strcmp(type, "ByteLevel") == 0) b->byte_level = true;
    return strcmp(type, "ByteLevel") == 0 || strcmp(type, "ByteFallback") == 0 ||
           strcmp(type, "Fuse") == 0 ||
           error_set(e, "the type '%s' is not known", bpe_shown(type, strlen(type), arena));
}

enum {
    MODEL_TYPE,
    MODEL_DROPOUT,
    MODEL_UNK,
    MODEL_PREFIX,
    MODEL_SUFFIX,
    MODEL_FUSE,
    MODEL_FALLBACK,
    MODEL_IGNORE,
    MODEL_VOCAB,
    MODEL_MERGES,
    MODEL_KEYS
};
static const char *const model_keys[MODEL_KEYS] = {"type",
                                                   "dropout",
                                                   "unk_token",
                                                   "continuing_subword_prefix",
                                                   "end_of_word_suffix",
                                                   "fuse_unk",
                                                   "byte_fallback",
                                                   "ignore_merges",
                                                   "vocab",
                                                   "merges"};

/* The small values of the model: those that change what it does must be known. */
static bool read_model_values(const JsonText *part, Arena *arena, Bpe *b, const char **unk,
                              Error *e) {
    Json v[MODEL_VOCAB];
    bool *const flags[MODEL_VOCAB] = {[MODEL_FUSE] = &b->fuse_unk,
                                      [MODEL_FALLBACK] = &b->byte_fallback,
                                      [MODEL_IGNORE] = &b->ignore_merges};
    for (int i = 0; i < MODEL_VOCAB; i++) {
        if (!read_part(part[i], model_keys[i], arena, &v[i], e)) return false;
        if (!flags[i] || v[i].kind == JSON_KIND_NULL) continue;
        if (v[i].kind != JSON_KIND_BOOL)
            return error_set(e, "%s: %s, not true or false", model_keys[i],
                             json_kind_name(v[i].kind));
        *flags[i] = v[i].is.truth;
    }
    const Json *type = &v[MODEL_TYPE], *dropout = &v[MODEL_DROPOUT];
    if (type->kind == JSON_KIND_TEXT && strcmp(type->is.text, "BPE") != 0)
        return error_set(e, "the type '%s' is not read, only BPE",
                         bpe_shown(type->is.text, strlen(type->is.text), arena));
    bool none = dropout->kind == JSON_KIND_NULL ||
                (dropout->kind == JSON_KIND_REAL && dropout->is.real == 0) ||
                (dropout->kind == JSON_KIND_INTEGER && dropout->is.integer == 0);
    if (!none) return error_set(e, "dropout: tokens that are drawn by lot are not read");
    for (int i = MODEL_PREFIX; i <= MODEL_SUFFIX; i++)
        if (v[i].kind == JSON_KIND_TEXT && v[i].is.text[0])
            return error_set(e, "%s: '%s' is not read", model_keys[i],
                             bpe_shown(v[i].is.text, strlen(v[i].is.text), arena));
    *unk = v[MODEL_UNK].kind == JSON_KIND_TEXT ? v[MODEL_UNK].is.text : NULL;
    return true;
}

/* Behind the words: what is found in them. */
static void find_fallback(Bpe *b, const char *unk) {
    char name[8];
    b->unk = unk ? bpe_words_find(&b->words, unk, strlen(unk)) : -1;
    for (int byte = 0; byte < 256; byte++) {
        snprintf(name, sizeof name, "<0x%02X>", byte);
        b->fallback[byte] = b->byte_fallback ? bpe_words_find(&b->words, name, 6) : -1;
    }
}

static bool read_model(const JsonWalk *file, const JsonText *part, AddedReader *added, Arena *arena,
                       Bpe *b, Error *e) {
    const char *unk = NULL;
    Arena work = {0};
    MergeReader merges = {.b = b, .arena = &work};
    if (!read_model_values(part, arena, b, &unk, e)) return false;
    if (!part[MODEL_VOCAB].text || !part[MODEL_MERGES].text)
        return error_set(e, "it has no vocab and merges");
    JsonWalk words = json_walk_part(file, part[MODEL_VOCAB]),
             pairs = json_walk_part(file, part[MODEL_MERGES]);
    bool ok = read_words(&words, added->end, arena, b, e) && walk_merges(&pairs, &merges, e);
    keep_merges(&merges, arena);
    arena_free(&work);
    if (ok) find_fallback(b, unk);
    return ok;
}

enum {
    PART_VERSION,
    PART_TRUNCATION,
    PART_PADDING,
    PART_ADDED,
    PART_NORMALIZER,
    PART_PRE_TOKENIZER,
    PART_POST_PROCESSOR,
    PART_DECODER,
    PART_MODEL,
    PARTS
};
static const char *const parts[PARTS] = {"version",        "truncation", "padding",
                                         "added_tokens",   "normalizer", "pre_tokenizer",
                                         "post_processor", "decoder",    "model"};

static bool read_added_list(const Json *list, AddedReader *r, Error *e) {
    if (list->kind != JSON_KIND_LIST && list->kind != JSON_KIND_NULL)
        return error_set(e, "added_tokens: %s, not a list", json_kind_name(list->kind));
    for (int i = 0; list->kind == JSON_KIND_LIST && i < list->count; i++)
        if (!read_added(r, &list->is.items[i], -1, e)) return false;
    return true;
}

bool bpe_read_tokenizer(Bytes file, Arena *arena, Bpe *out, Error *e) {
    JsonText part[PARTS], model[MODEL_KEYS];
    Json added, normalizer, pre_tokenizer, decoder;
    AddedReader r = {.arena = arena};
    JsonWalk w = json_walk((const char *)file.data, file.size, e);
    *out = (Bpe){.unk = -1};
    e->text[0] = 0;
    if (!json_walk_fields(&w, parts, PARTS, part) || !json_walk_done(&w)) return false;
    if (!part[PART_MODEL].text) return error_set(e, "it has no model");
    JsonWalk inner = json_walk_part(&w, part[PART_MODEL]);
    bool ok =
        json_walk_fields(&inner, model_keys, MODEL_KEYS, model) &&
        read_part(part[PART_ADDED], parts[PART_ADDED], arena, &added, e) &&
        read_part(part[PART_NORMALIZER], parts[PART_NORMALIZER], arena, &normalizer, e) &&
        read_part(part[PART_PRE_TOKENIZER], parts[PART_PRE_TOKENIZER], arena, &pre_tokenizer, e) &&
        read_part(part[PART_DECODER], parts[PART_DECODER], arena, &decoder, e) &&
        read_added_list(&added, &r, e) &&
        bpe_stages_read(&normalizer, true, arena, &out->normalizer, e) &&
        bpe_stages_read(&pre_tokenizer, false, arena, &out->pre_tokenizer, e);
    out->byte_level = ok && (out->normalizer.bytes || out->pre_tokenizer.bytes);
    ok = ok && (read_decoder(&decoder, arena, out, e) || error_prefix(e, "decoder")) &&
         (read_model(&w, model, &r, arena, out, e) || error_prefix(e, "model"));
    int vocab_end = ok ? out->words.count : 0;
    ok = ok && keep_added(&r, out, arena, e) && check_holes(out, vocab_end, e);
    buffer_free(&r.list);
    return ok;
}

/* ---- vocab.json and merges.txt ---- */

/* Of the two files that name special tokens: a text, a token's object, a list of these. */
static bool read_special(AddedReader *r, const Json *v, Error *e) {
    bool ok = true;
    if (v->kind == JSON_KIND_TEXT && v->is.text[0])
        return added_put(r, v->is.text, -1, (BpeAdded){.special = true}, e);
    if (v->kind == JSON_KIND_OBJECT) return read_added(r, v, -1, e);
    for (int i = 0; v->kind == JSON_KIND_LIST && i < v->count && ok; i++)
        ok = read_special(r, &v->is.items[i], e);
    return ok;
}

static bool read_specials(AddedReader *r, const Json *o, Error *e) {
    for (int i = 0; o->kind == JSON_KIND_OBJECT && i < o->count; i++) {
        const char *key = o->is.items[i].key;
        bool special = text_ends(key, "_token") || strcmp(key, "additional_special_tokens") == 0;
        if (special && !read_special(r, &o->is.items[i], e)) return false;
    }
    return true;
}

static bool read_added_tokens(AddedReader *r, const Json *o, Error *e) {
    for (int i = 0; o->kind == JSON_KIND_OBJECT && i < o->count; i++) {
        const Json *v = &o->is.items[i];
        if (v->kind != JSON_KIND_INTEGER || v->is.integer < 0)
            return error_set(e, "'%s' has no number", bpe_shown(v->key, strlen(v->key), r->arena));
        if (!added_put(r, v->key, v->is.integer, (BpeAdded){.normalized = true}, e)) return false;
    }
    return true;
}

/* tokenizer_config.json: whose tokenizer it is, and its tokens by number. */
static bool read_config(AddedReader *r, const Json *o, bool *prefix_space, Error *e) {
    static const char *const classes[] = {"GPT2", "Roberta",    "Bart",    "Longformer",
                                          "LED",  "Blenderbot", "CodeGen", NULL};
    const char *class = json_words(o, "tokenizer_class");
    int known = 0;
    while (class && classes[known] && !text_begins(class, classes[known])) known++;
    if (class && !classes[known])
        return error_set(e,
                         "tokenizer_class: of '%s' only a tokenizer.json is read, not vocab.json "
                         "and merges.txt",
                         bpe_shown(class, strlen(class), r->arena));
    const Json *prefix = json_find(o, "add_prefix_space"),
               *list = json_find(o, "added_tokens_decoder");
    *prefix_space = prefix && prefix->kind == JSON_KIND_BOOL && prefix->is.truth;
    for (int i = 0; list && list->kind == JSON_KIND_OBJECT && i < list->count; i++) {
        const Json *v = &list->is.items[i];
        char *end;
        long id = strtol(v->key, &end, 10);
        if (*end || end == v->key || id < 0)
            return error_set(e, "added_tokens_decoder: '%s' is no number",
                             bpe_shown(v->key, strlen(v->key), r->arena));
        if (!read_added(r, v, id, e)) return false;
    }
    return read_specials(r, o, e);
}

static bool read_small(Bytes file, Arena *arena, Json *out, Error *e) {
    return read_part((JsonText){(const char *)file.data, file.size}, "not read", arena, out, e) &&
           (out->kind == JSON_KIND_OBJECT || out->kind == JSON_KIND_NULL ||
            error_set(e, "it must be an object, not %s", json_kind_name(out->kind)));
}

bool bpe_read_files(const BpeFiles *f, Arena *arena, Bpe *out, Error *e) {
    Json config, map, added;
    Arena work = {0};
    AddedReader r = {.arena = arena};
    MergeReader merges = {.b = out, .arena = &work};
    bool prefix_space = false;
    *out = (Bpe){.unk = -1, .byte_level = true};
    e->text[0] = 0;
    bool ok =
        ((read_small(f->tokenizer_config, arena, &config, e) &&
          read_config(&r, &config, &prefix_space, e)) ||
         error_prefix(e, "tokenizer_config.json")) &&
        ((read_small(f->special_tokens_map, arena, &map, e) && read_specials(&r, &map, e)) ||
         error_prefix(e, "special_tokens_map.json")) &&
        ((read_small(f->added_tokens, arena, &added, e) && read_added_tokens(&r, &added, e)) ||
         error_prefix(e, "added_tokens.json"));
    JsonWalk w = json_walk((const char *)f->vocab.data, f->vocab.size, e);
    ok = ok && ((read_words(&w, r.end, arena, out, e) && json_walk_done(&w)) ||
                error_prefix(e, "vocab.json"));
    int vocab_end = ok ? out->words.count : 0;
    ok = ok &&
         ((keep_added(&r, out, arena, e) && check_holes(out, vocab_end, e)) ||
          error_prefix(e, "vocab.json")) &&
         (read_merge_lines(f->merges, &merges, e) || error_prefix(e, "merges.txt")) &&
         bpe_stages_gpt2(prefix_space, arena, &out->pre_tokenizer, e);
    keep_merges(&merges, arena);
    arena_free(&work);
    buffer_free(&r.list);
    if (ok) find_fallback(out, NULL);
    return ok;
}
