/* Stages are read by a table of their names and run one after another over all pieces of a text. */
#include "model/bpe_stage.h"

#include <string.h>
#include <utf8proc.h>

#include "base/text.h"
#include "model/bpe_bytes.h"
#include "model/bpe_form.h"

enum { STAGES_MAX = 64, GROWN_MAX = 4 << 20, NAME_SHOWN = 60 };

/* What a "normalizer" or "pre_tokenizer" is read into. */
typedef struct StageReader {
    Arena *arena;
    BpeStages *out;
    bool normalizer;
} StageReader;

/* ---- Reading ---- */

static bool stage_add(StageReader *r, BpeStage stage, Error *e) {
    BpeStages *s = r->out;
    if (!s->stage) s->stage = arena_many(r->arena, BpeStage, STAGES_MAX);
    if (s->count == STAGES_MAX) return error_set(e, "it has more than %d stages", (int)STAGES_MAX);
    s->stage[s->count++] = stage;
    s->bytes = s->bytes || stage.kind == BPE_STAGE_BYTES;
    return true;
}

/* The value of a key, of that kind; `out` keeps what it is where the key is missing or null. */
static bool stage_flag(const Json *o, const char *key, bool *out, Error *e) {
    const Json *v = json_find(o, key);
    if (!v || v->kind == JSON_KIND_NULL) return true;
    if (v->kind == JSON_KIND_BOOL) return *out = v->is.truth, true;
    return error_set(e, "%s: %s, not true or false", key, json_kind_name(v->kind));
}

static bool stage_text(const Json *o, const char *key, const char **out, Error *e) {
    const Json *v = json_find(o, key);
    if (v && v->kind == JSON_KIND_TEXT) return *out = v->is.text, true;
    if (!v || v->kind == JSON_KIND_NULL)
        return *out || error_set(e, "the key '%s' is missing", key);
    return error_set(e, "%s: %s, not a text", key, json_kind_name(v->kind));
}

/* One of the words, ended by NULL. */
static bool stage_word(const Json *o, const char *key, const char *const *words, int *out,
                       Error *e) {
    const char *text = words[*out];
    if (!stage_text(o, key, &text, e)) return false;
    for (*out = 0; words[*out]; ++*out)
        if (strcmp(words[*out], text) == 0) return true;
    return error_set(e, "%s: '%.*s' is not known", key, (int)NAME_SHOWN, text);
}

static const char *const behaviors[] = {"Removed",        "Isolated",   "MergedWithPrevious",
                                        "MergedWithNext", "Contiguous", NULL};

/* {"Regex": "…"} or {"String": "…"}, or the text alone. */
static bool stage_pattern(StageReader *r, const Json *o, const BpePattern **out, Error *e) {
    const Json *v = json_find(o, "pattern");
    const char *text = NULL;
    bool object = v && v->kind == JSON_KIND_OBJECT && v->count == 1, regex = false;
    if (object) regex = strcmp(v->is.items[0].key, "Regex") == 0;
    if (object && (regex || strcmp(v->is.items[0].key, "String") == 0)) v = &v->is.items[0];
    if (v && v->kind == JSON_KIND_TEXT) text = v->is.text;
    if (!text) return error_set(e, "pattern: neither a Regex nor a String");
    return bpe_pattern_open(text, !regex, r->arena, out, e);
}

static bool read_form(StageReader *r, const Json *o, Error *e) {
    static const struct {
        const char *name;
        int options;
    } forms[] = {
        {"NFC", UTF8PROC_STABLE | UTF8PROC_COMPOSE},
        {"NFD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE},
        {"NFKC", UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT},
        {"NFKD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT},
    };
    int which = 0;
    while (strcmp(forms[which].name, json_find(o, "type")->is.text) != 0) which++;
    return stage_add(r, (BpeStage){.kind = BPE_STAGE_FORM, .form = forms[which].options}, e);
}

static bool read_prepend(StageReader *r, const Json *o, Error *e) {
    BpeStage s = {.kind = BPE_STAGE_PREPEND};
    return stage_text(o, "prepend", &s.content, e) && stage_add(r, s, e);
}

static bool read_replace(StageReader *r, const Json *o, Error *e) {
    BpeStage s = {.kind = BPE_STAGE_REPLACE};
    return stage_pattern(r, o, &s.pattern, e) && stage_text(o, "content", &s.content, e) &&
           stage_add(r, s, e);
}

static bool read_split(StageReader *r, const Json *o, Error *e) {
    BpeStage s = {.kind = BPE_STAGE_SPLIT};
    int behavior = BPE_REMOVED;
    if (!stage_pattern(r, o, &s.pattern, e) || !stage_flag(o, "invert", &s.invert, e) ||
        !stage_word(o, "behavior", behaviors, &behavior, e))
        return false;
    s.behavior = (BpeBehavior)behavior;
    return stage_add(r, s, e);
}

/* Cuts at a pattern of the program's own. */
static bool stage_cut(StageReader *r, const char *pattern, BpeBehavior behavior, bool invert,
                      Error *e) {
    BpeStage s = {.kind = BPE_STAGE_SPLIT, .behavior = behavior, .invert = invert};
    return bpe_pattern_open(pattern, false, r->arena, &s.pattern, e) && stage_add(r, s, e);
}

static bool add_byte_level(StageReader *r, bool prefix_space, bool regex, Error *e) {
    BpeStage blank = {.kind = BPE_STAGE_PREPEND, .content = " ", .unless_there = true};
    return (!prefix_space || stage_add(r, blank, e)) &&
           (!regex || stage_cut(r,
                                "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+|"
                                " ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                                BPE_ISOLATED, false, e)) &&
           stage_add(r, (BpeStage){.kind = BPE_STAGE_BYTES}, e);
}

static bool read_byte_level(StageReader *r, const Json *o, Error *e) {
    bool prefix_space = !r->normalizer, regex = !r->normalizer;
    return stage_flag(o, "add_prefix_space", &prefix_space, e) &&
           stage_flag(o, "use_regex", &regex, e) && add_byte_level(r, prefix_space, regex, e);
}

static bool read_digits(StageReader *r, const Json *o, Error *e) {
    bool individual = false;
    return stage_flag(o, "individual_digits", &individual, e) &&
           stage_cut(r, "\\p{N}", individual ? BPE_ISOLATED : BPE_CONTIGUOUS, false, e);
}

static bool read_whitespace(StageReader *r, const Json *o, Error *e) {
    (void)o;
    return stage_cut(r, "\\w+|[^\\w\\s]+", BPE_REMOVED, true, e);
}

static bool read_whitespace_split(StageReader *r, const Json *o, Error *e) {
    (void)o;
    return stage_cut(r, "\\s", BPE_REMOVED, false, e);
}

static bool read_punctuation(StageReader *r, const Json *o, Error *e) {
    int behavior = BPE_ISOLATED;
    return stage_word(o, "behavior", behaviors, &behavior, e) &&
           stage_cut(r, "[\\p{P}$+<=>\\^`|~]", (BpeBehavior)behavior, false, e);
}

static bool read_metaspace(StageReader *r, const Json *o, Error *e) {
    static const char *const schemes[] = {"first", "never", "always", NULL};
    const char *mark = "▁";
    bool prefix = true, split = true;
    int scheme = 2;
    BpeStage s = {.kind = BPE_STAGE_REPLACE}, cut = {.kind = BPE_STAGE_SPLIT};
    if (!stage_text(o, "replacement", &mark, e) || !stage_flag(o, "split", &split, e) ||
        !stage_flag(o, "add_prefix_space", &prefix, e) ||
        !stage_word(o, "prepend_scheme", schemes, &scheme, e))
        return false;
    s.content = mark;
    if (!bpe_pattern_open(" ", true, r->arena, &s.pattern, e) || !stage_add(r, s, e)) return false;
    s = (BpeStage){.kind = BPE_STAGE_PREPEND, .content = mark, .unless_there = true};
    s.at_start = scheme == 0;
    if (scheme != 1 && prefix && !stage_add(r, s, e)) return false;
    cut.behavior = BPE_MERGED_WITH_NEXT;
    return !split ||
           (bpe_pattern_open(mark, true, r->arena, &cut.pattern, e) && stage_add(r, cut, e));
}

static bool read_sequence(StageReader *r, const Json *o, Error *e);

/* A type's name, whether it is a normalizer's, a pre-tokenizer's, the keys that it may have. */
typedef struct StageType {
    const char *name;
    bool normalizer, pre_tokenizer;
    const char *keys[6];
    bool (*read)(StageReader *r, const Json *o, Error *e);
} StageType;

static const StageType stage_types[] = {
    {"NFC", true, false, {NULL}, read_form},
    {"NFD", true, false, {NULL}, read_form},
    {"NFKC", true, false, {NULL}, read_form},
    {"NFKD", true, false, {NULL}, read_form},
    {"Prepend", true, false, {"prepend"}, read_prepend},
    {"Replace", true, false, {"pattern", "content"}, read_replace},
    {"Sequence", true, true, {"normalizers", "pretokenizers"}, read_sequence},
    {"Split", false, true, {"pattern", "behavior", "invert"}, read_split},
    {"ByteLevel", true, true, {"add_prefix_space", "trim_offsets", "use_regex"}, read_byte_level},
    {"Digits", false, true, {"individual_digits"}, read_digits},
    {"Punctuation", false, true, {"behavior"}, read_punctuation},
    {"Whitespace", false, true, {NULL}, read_whitespace},
    {"WhitespaceSplit", false, true, {NULL}, read_whitespace_split},
    {"Metaspace",
     false,
     true,
     {"replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep"},
     read_metaspace},
};

static bool stage_read(StageReader *r, const Json *o, Error *e) {
    const Json *type = json_find(o, "type");
    const StageType *known = NULL;
    if (!type || type->kind != JSON_KIND_TEXT) return error_set(e, "something has no type");
    for (size_t i = 0; i < sizeof stage_types / sizeof *stage_types && !known; i++) {
        const StageType *t = &stage_types[i];
        bool here = r->normalizer ? t->normalizer : t->pre_tokenizer;
        if (here && strcmp(t->name, type->is.text) == 0) known = t;
    }
    if (!known) return error_set(e, "the type '%.*s' is not known", (int)NAME_SHOWN, type->is.text);
    for (int i = 0; i < o->count; i++) {
        const char *key = o->is.items[i].key, *const *k = known->keys;
        while (k < known->keys + 6 && *k && strcmp(*k, key) != 0) k++;
        if (strcmp(key, "type") != 0 && (k == known->keys + 6 || !*k))
            return error_set(e, "%s: the key '%.*s' is not known", known->name, (int)NAME_SHOWN,
                             key);
    }
    return known->read(r, o, e) || error_prefix(e, known->name);
}

static bool read_sequence(StageReader *r, const Json *o, Error *e) {
    const char *key = r->normalizer ? "normalizers" : "pretokenizers";
    const Json *list = json_find(o, key);
    if (!list || list->kind != JSON_KIND_LIST) return error_set(e, "%s: not a list", key);
    for (int i = 0; i < list->count; i++)
        if (!stage_read(r, &list->is.items[i], e)) return false;
    return true;
}

bool bpe_stages_read(const Json *from, bool normalizer, Arena *arena, BpeStages *out, Error *e) {
    StageReader r = {arena, out, normalizer};
    return from->kind == JSON_KIND_NULL || stage_read(&r, from, e) ||
           error_prefix(e, normalizer ? "normalizer" : "pre_tokenizer");
}

bool bpe_stages_gpt2(bool prefix_space, Arena *arena, BpeStages *out, Error *e) {
    return add_byte_level(&(StageReader){arena, out, false}, prefix_space, true, e);
}

/* ---- Running ---- */

/* A part of a piece, between matches or one of them. */
typedef struct StageRange {
    size_t begin, end;
    bool match;
} StageRange;

typedef struct StageRun {
    BpeMatching *matching;
    bool at_start;
    Buffer ranges, made;
} StageRun;

static void stage_range(StageRun *r, size_t begin, size_t end, bool match) {
    buffer_add(&r->ranges, &(StageRange){begin, end, match}, sizeof(StageRange));
}

/* All of a piece, in order. An empty match right behind another one is none. */
static bool stage_ranges(StageRun *r, const BpePattern *pattern, BpePiece piece, bool invert,
                         Error *e) {
    size_t done = 0, from = 0, begin, end;
    bool matched = false;
    r->ranges.size = 0;
    while (from <= piece.size) {
        if (!bpe_pattern_match(pattern, piece.text, piece.size, from, r->matching, &begin, &end, e))
            return false;
        if (begin > piece.size) break;
        if (begin == end && matched && end == done) {
            for (from++; from < piece.size && (piece.text[from] & 0xC0) == 0x80;) from++;
            continue;
        }
        if (begin > done) stage_range(r, done, begin, invert);
        stage_range(r, begin, end, !invert);
        done = from = end;
        matched = true;
    }
    if (done < piece.size) stage_range(r, done, piece.size, invert);
    return true;
}

static bool stage_split(StageRun *r, const BpeStage *s, BpePiece piece, Buffer *out, Error *e) {
    if (!stage_ranges(r, s->pattern, piece, s->invert, e)) return false;
    const StageRange *range = (const StageRange *)r->ranges.data;
    size_t count = r->ranges.size / sizeof *range;
    for (size_t i = 0; i < count; i++) {
        bool match = range[i].match, before = i > 0 && range[i - 1].match, joins = false;
        switch (s->behavior) {
        case BPE_REMOVED:
            if (match) continue;
            break;
        case BPE_ISOLATED: break;
        case BPE_MERGED_WITH_PREVIOUS: joins = i > 0 && match && !before; break;
        case BPE_MERGED_WITH_NEXT: joins = !match && before; break;
        case BPE_CONTIGUOUS: joins = i > 0 && match == before; break;
        }
        size_t size = range[i].end - range[i].begin;
        if (joins)
            ((BpePiece *)(out->data + out->size))[-1].size += size;
        else
            buffer_add(out, &(BpePiece){piece.text + range[i].begin, size}, sizeof(BpePiece));
    }
    return true;
}

static void stage_form(StageRun *r, int options, BpePiece piece) {
    size_t plain = 0;
    while (plain < piece.size && !(piece.text[plain] & 0x80)) plain++;
    if (plain == piece.size)
        buffer_add(&r->made, piece.text, piece.size);
    else
        bpe_form(piece.text, piece.size, options, &r->made);
}

static bool stage_replace(StageRun *r, const BpeStage *s, BpePiece piece, Error *e) {
    if (!stage_ranges(r, s->pattern, piece, false, e)) return false;
    const StageRange *range = (const StageRange *)r->ranges.data;
    for (size_t i = 0; i < r->ranges.size / sizeof *range && r->made.size <= GROWN_MAX; i++) {
        if (range[i].match)
            buffer_text(&r->made, s->content);
        else
            buffer_add(&r->made, piece.text + range[i].begin, range[i].end - range[i].begin);
    }
    return true;
}

static void stage_prepend(StageRun *r, const BpeStage *s, BpePiece piece, bool first) {
    size_t size = strlen(s->content);
    bool there = s->unless_there && piece.size >= size && memcmp(piece.text, s->content, size) == 0;
    if (!there && (!s->at_start || (first && r->at_start))) buffer_text(&r->made, s->content);
    buffer_add(&r->made, piece.text, piece.size);
}

/* Makes all pieces anew, in place. */
static bool stage_make(StageRun *r, const BpeStage *s, BpePiece *piece, size_t count, Arena *arena,
                       Error *e) {
    bool ok = true;
    r->made.size = 0;
    for (size_t i = 0; i < count && ok; i++) {
        size_t before = r->made.size;
        switch (s->kind) {
        case BPE_STAGE_FORM: stage_form(r, s->form, piece[i]); break;
        case BPE_STAGE_REPLACE: ok = stage_replace(r, s, piece[i], e); break;
        case BPE_STAGE_PREPEND: stage_prepend(r, s, piece[i], i == 0); break;
        default: bpe_bytes_write(piece[i].text, piece[i].size, &r->made); break;
        }
        piece[i].size = r->made.size - before;
        if (ok && r->made.size > GROWN_MAX)
            ok =
                error_set(e, "the tokenizer makes more than %d bytes of this text", (int)GROWN_MAX);
    }
    const char *text = ok && count > 0 ? arena_copy(arena, r->made.data, r->made.size) : NULL;
    for (size_t i = 0; i < count && ok; text += piece[i++].size) piece[i].text = text;
    return ok;
}

/* Pieces that are empty are dropped. */
static size_t stage_compact(Buffer *pieces) {
    BpePiece *piece = (BpePiece *)pieces->data;
    size_t count = pieces->size / sizeof *piece, kept = 0;
    for (size_t i = 0; i < count; i++)
        if (piece[i].size > 0) piece[kept++] = piece[i];
    pieces->size = kept * sizeof *piece;
    return kept;
}

bool bpe_stages_run(const BpeStages *s, BpePiece piece, bool at_start, BpeMatching *m, Arena *arena,
                    Buffer *out, Error *e) {
    StageRun r = {.matching = m, .at_start = at_start};
    Buffer other = {0};
    bool ok = true;
    out->size = 0;
    buffer_add(out, &piece, sizeof piece);
    for (int i = 0; i < s->count && ok; i++) {
        size_t count = stage_compact(out);
        if (s->stage[i].kind != BPE_STAGE_SPLIT) {
            ok = stage_make(&r, &s->stage[i], (BpePiece *)out->data, count, arena, e);
            continue;
        }
        other.size = 0;
        for (size_t p = 0; p < count && ok; p++)
            ok = stage_split(&r, &s->stage[i], ((BpePiece *)out->data)[p], &other, e);
        Buffer swap = *out;
        *out = other;
        other = swap;
    }
    stage_compact(out);
    buffer_free(&r.ranges);
    buffer_free(&r.made);
    buffer_free(&other);
    return ok;
}
