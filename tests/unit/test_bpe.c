/* Byte-level tokens: ids as the library of the tokenizers' makers gives them (see
 * tests/reference/make_tokens.py), bytes back, labels, what is refused, what it may cost. */
#include "unit/refuse.h"

#include <stdio.h>
#include <time.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "math/random.h"
#include "model/bpe.h"
#include "model/bpe_bytes.h"
#include "model/bpe_form.h"
#include "model/bpe_read.h"
#include "model/formats/json_walk.h"

#define REFERENCE "tests/reference/tokens/"

/* The text with every ' a ". */
static Bytes quoted(const char *text, Arena *a) {
    char *copy = arena_copy(a, text, strlen(text));
    for (char *p = copy; *p; p++)
        if (*p == '\'') *p = '"';
    return (Bytes){(const unsigned char *)copy, strlen(copy)};
}

static void read_quoted(const char *text, Arena *a, Bpe *out) {
    Error e;
    if (!bpe_read_tokenizer(quoted(text, a), a, out, &e)) fail_msg("%s", e.text);
}

/* The ids with blanks between, or the error. */
static const char *ids_of(const Bpe *b, const char *text, size_t size, Arena *a) {
    int *id, count;
    Error e;
    Buffer out = {0};
    if (!bpe_encode(b, text, size, a, &id, &count, &e))
        return arena_copy(a, e.text, strlen(e.text));
    for (int i = 0; i < count; i++) buffer_print(&out, "%s%d", i > 0 ? " " : "", id[i]);
    char *result = arena_copy(a, out.data ? out.data : "", out.size);
    buffer_free(&out);
    return result;
}

static void expect_ids(const Bpe *b, const char *text, const char *expected) {
    Arena a = {0};
    assert_string_equal(ids_of(b, text, strlen(text), &a), expected);
    arena_free(&a);
}

static void expect_back(const Bpe *b, const char *text, const char *expected) {
    Arena a = {0};
    int *id, count;
    Error e;
    Buffer out = {0};
    assert_true(bpe_encode(b, text, strlen(text), &a, &id, &count, &e));
    bpe_decode(b, id, count, &out);
    assert_string_equal(out.data ? out.data : "", expected);
    buffer_free(&out);
    arena_free(&a);
}

/* ---- Against the library ---- */

/* Cuts a line of ids.txt into its columns; "=" is the one before. */
static void columns_of(char *line, const char *column[4]) {
    for (int i = 0; i < 4; i++) {
        char *bar = strchr(line, '|');
        if (bar) *bar = 0;
        column[i] = strcmp(line, "=") == 0 ? column[i - 1] : line;
        line = bar ? bar + 1 : line + strlen(line);
    }
}

static void the_ids_are_the_librarys(void **state) {
    (void)state;
    static const char *const names[4] = {"gpt2", "llama", "qwen", "o200k"};
    Arena a = {0}, work = {0};
    Error e;
    Bytes file;
    Json strings;
    const Bpe *b[4];
    int wrong = 0, back = 0;
    for (int i = 0; i < 4; i++)
        if (!bpe_open(arena_print(&a, REFERENCE "%s", names[i]), &a, &b[i], &e))
            fail_msg("%s", e.text);
    assert_true(file_read(REFERENCE "strings.json", 1 << 20, &a, &file, &e));
    if (!json_parse((const char *)file.data, file.size, &a, &strings, &e)) fail_msg("%s", e.text);
    assert_true(file_read(REFERENCE "ids.txt", 1 << 20, &a, &file, &e));
    assert_true(strings.count >= 2000);
    char *line = (char *)file.data;
    for (int s = 0; s < strings.count; s++, arena_reset(&work)) {
        const char *text = strings.is.items[s].is.text, *column[4];
        char *end = strchr(line, '\n');
        assert_non_null(end);
        *end = 0;
        columns_of(line, column);
        line = end + 1;
        for (int i = 0; i < 4; i++) {
            if (strcmp(ids_of(b[i], text, strlen(text), &work), column[i]) == 0) continue;
            if (wrong++ < 5)
                print_message("%s: '%s' is %s\n   but should be %s\n", names[i], text,
                              ids_of(b[i], text, strlen(text), &work), column[i]);
        }
        for (int i = 0; i < 2; i++) {
            Buffer bytes = {0};
            int *id, count;
            assert_true(bpe_encode(b[i], text, strlen(text), &work, &id, &count, &e));
            bpe_decode(b[i], id, count, &bytes);
            back += bytes.size == strlen(text) &&
                    memcmp(bytes.data ? bytes.data : "", text, bytes.size) == 0;
            buffer_free(&bytes);
        }
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(back, 2 * strings.count);
    arena_free(&work);
    arena_free(&a);
}

/* ---- What the committed ones do not have ---- */

#define WORDS_OF_BYTES                                                                             \
    "'a':0,'b':1,'x':2,' ':3,'ab':4,'[M]':5,'[':6,']':7,'M':8,'\\n':9,'\u00e9':10,'_':11"

static void added_tokens(void **state) {
    (void)state;
    static const struct {
        const char *flag, *text, *ids;
    } cases[] = {
        {"lstrip", "a  [M]\n b", "0 5 9 3 1"},
        {"rstrip", "a  [M]\n b", "0 3 3 5 1"},
        {"lstrip", " [M] [M] ", "5 5 3"},
        {"rstrip", " [M] [M] ", "3 5 5"},
        {"single_word", "x[M]x", "2 6 8 7 2"},
        {"single_word", "a [M]", "0 3 5"},
        {"single_word", "\u00e9[M]", "10 6 8 7"},
        {"single_word", "_[M]", "11 6 8 7"},
        {"special", "[M][M]", "5 5"},
        {"special", "[[M]]", "6 5 7"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena a = {0};
        Bpe b;
        read_quoted(arena_print(&a,
                                "{'added_tokens':[{'id':5,'content':'[M]','%s':true}],'model':"
                                "{'vocab':{" WORDS_OF_BYTES "},'merges':['a b']}}",
                                cases[i].flag),
                    &a, &b);
        expect_ids(&b, cases[i].text, cases[i].ids);
        arena_free(&a);
    }
}

/* The normal form is looked for behind the normalizer; of two the longer one is found. */
static void added_tokens_are_normalised(void **state) {
    (void)state;
    Arena a = {0};
    Bpe b;
    read_quoted("{'normalizer':{'type':'NFKC'},'added_tokens':["
                "{'id':5,'content':'\ufb01','normalized':true},"
                "{'id':6,'content':'\ufb02','normalized':false},"
                "{'id':7,'content':'a'},{'id':8,'content':'ab'}],"
                "'model':{'type':'BPE','vocab':{'f':0,'i':1,'l':2,'b':3,'x':4},'merges':[]}}",
                &a, &b);
    expect_ids(&b, "fix", "5 4");
    expect_ids(&b, "\ufb01x", "5 4");
    expect_ids(&b, "\ufb02x", "6 4");
    expect_ids(&b, "flx", "0 2 4");
    expect_ids(&b, "aab", "7 8");
    arena_free(&a);
}

/* The order of the list decides, also where one word is made in two ways. */
static void merges_in_order(void **state) {
    (void)state;
    Arena a = {0};
    Bpe b;
    read_quoted("{'model':{'vocab':{'a':0,'b':1,'c':2,'bc':3,'ab':4,'abc':5},"
                "'merges':['a b','a bc','b c','ab c']}}",
                &a, &b);
    expect_ids(&b, "abcabc", "5 5");
    expect_ids(&b, "bca", "3 0");
    expect_ids(&b, "babc", "1 5");
    read_quoted("{'model':{'vocab':{'a':0,'b':1,'c':2,'ab':3,'bc':4},"
                "'merges':['a b','b c',['a','b']]}}",
                &a, &b);
    expect_ids(&b, "abc", "0 4"); /* the pair's later place counts */
    arena_free(&a);
}

static void what_has_no_word(void **state) {
    (void)state;
    Arena a = {0};
    Bpe b;
    read_quoted("{'model':{'unk_token':'?','fuse_unk':true,'vocab':{'?':0,'a':1,'b':2,'ab':3},"
                "'merges':['a b']}}",
                &a, &b);
    expect_ids(&b, "zzabzz", "0 3 0");
    read_quoted("{'model':{'unk_token':'?','vocab':{'?':0,'a':1},'merges':[]}}", &a, &b);
    expect_ids(&b, "zza", "0 0 1");
    read_quoted("{'model':{'vocab':{'?':0,'a':1},'merges':[]}}", &a, &b);
    expect_ids(&b, "az", "the vocabulary has no word for 'z'");
    arena_free(&a);
}

/* Blanks as ▁, what has no word as its bytes. */
static void bytes_are_fallen_back_to(void **state) {
    (void)state;
    Arena a = {0};
    Bpe b;
    Buffer text = {0};
    buffer_text(&text,
                "{'normalizer':{'type':'Sequence','normalizers':[{'type':'Prepend','prepend':"
                "'▁'},{'type':'Replace','pattern':{'String':' '},'content':'▁'}]},'decoder':"
                "{'type':'Sequence','decoders':[{'type':'Replace','pattern':{'String':'▁'},"
                "'content':' '},{'type':'ByteFallback'},{'type':'Fuse'},{'type':'Strip',"
                "'content':' ','start':1,'stop':0}]},'added_tokens':[{'id':0,'content':"
                "'<unk>','special':true}],'model':{'type':'BPE','unk_token':'<unk>',"
                "'fuse_unk':true,'byte_fallback':true,'vocab':{'<unk>':0");
    for (int byte = 0; byte < 256; byte++) buffer_print(&text, ",'<0x%02X>':%d", byte, byte + 1);
    buffer_text(&text, ",'▁':257,'a':258,'b':259,'c':260,'▁a':261,'ab':262,'▁ab':263,'bc':264},"
                       "'merges':['▁ a','b c','a b','▁a b']}}");
    read_quoted(text.data, &a, &b);
    expect_ids(&b, "abc", "261 264");
    expect_ids(&b, "\u00e9", "257 196 170");
    expect_ids(&b, "  abc", "257 257 261 264");
    expect_ids(&b, "ab<unk> ab", "263 0 257 263");
    expect_back(&b, "ab \u00e9", "ab \u00e9");
    assert_string_equal(bpe_label(&b, 263, &a), "·ab");
    assert_string_equal(bpe_label(&b, 196, &a), "⟨C3⟩");
    assert_string_equal(bpe_label(&b, 11, &a), "⏎");
    buffer_free(&text);
    arena_free(&a);
}

static void blanks_are_marked(void **state) {
    (void)state;
    static const struct {
        const char *scheme, *text, *ids;
    } cases[] = {
        {"first", "a[X]b", "5 10 3"}, {"always", "a[X]b", "5 10 9"}, {"never", "a b", "2 9"},
        {"first", " a", "5"},         {"first", "zz", "1 0 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena a = {0};
        Bpe b;
        read_quoted(
            arena_print(&a,
                        "{'pre_tokenizer':{'type':'Metaspace','replacement':'▁','prepend_scheme':"
                        "'%s','split':true},'added_tokens':[{'id':10,'content':'[X]'}],'model':"
                        "{'unk_token':'?','vocab':{'?':0,'▁':1,'a':2,'b':3,'c':4,'▁a':5,'ab':6,"
                        "'▁ab':7,'bc':8,'▁b':9},'merges':['▁ a','b c','a b','▁ b']}}",
                        cases[i].scheme),
            &a, &b);
        expect_ids(&b, cases[i].text, cases[i].ids);
        arena_free(&a);
    }
}

static void texts_are_cut(void **state) {
    (void)state;
    static const struct {
        const char *cut, *text, *ids;
    } cases[] = {
        {"'type':'Split','pattern':{'String':'-'},'behavior':'Removed'", "a-b--a", "0 1 0"},
        {"'type':'Split','pattern':{'String':'-'},'behavior':'Isolated'", "a-b--a", "0 2 1 2 2 0"},
        {"'type':'Split','pattern':{'String':'-'},'behavior':'MergedWithPrevious'", "a-b--a",
         "3 4 2 0"},
        {"'type':'Split','pattern':{'String':'-'},'behavior':'MergedWithNext'", "a-b--a",
         "0 5 2 6"},
        {"'type':'Split','pattern':{'Regex':'-'},'behavior':'Contiguous'", "a-b--a", "0 2 1 7 0"},
        {"'type':'Split','pattern':{'Regex':'[ab]+'},'behavior':'Removed','invert':true", "ab-a",
         "8 0"},
        {"'type':'Digits','individual_digits':true", "11a", "9 9 0"},
        {"'type':'Digits'", "11a", "10 0"},
        {"'type':'Punctuation'", "a--b", "0 2 2 1"},
        {"'type':'WhitespaceSplit'", "a- b", "3 1"},
        {"'type':'Whitespace'", "a- b", "0 2 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena a = {0};
        Bpe b;
        read_quoted(arena_print(&a,
                                "{'pre_tokenizer':{%s},'model':{'vocab':{'a':0,'b':1,'-':2,'a-':3,"
                                "'b-':4,'-b':5,'-a':6,'--':7,'ab':8,'1':9,'11':10},'merges':"
                                "['a -','b -','- b','- a','- -','a b','1 1']}}",
                                cases[i].cut),
                    &a, &b);
        expect_ids(&b, cases[i].text, cases[i].ids);
        arena_free(&a);
    }
}

/* ---- Labels ---- */

static void labels(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *label;
    } cases[] = {
        {" fox", "·fox"},
        {"  ", "··"},
        {" ", "·"},
        {"\xc2\xb7", "⟨·⟩"}, /* the sign itself is no blank */
        {"\n", "⏎"},
        {"\t", "⇥"},
        {"\r\n", "␍⏎"},
        {"\xe2\x96", "⟨E2 96⟩"},
        {" \xe2\x96", "·⟨E2 96⟩"},
        {"\xd0\xbe\xd0", "о⟨D0⟩"},
        {"\xa9\xd0\xbe", "⟨A9⟩о"},
        {"\xc2\xa0", "⟨C2 A0⟩"},
        {"\x1b[", "⟨1B⟩["},
        {"\xe2\x80\x8d", "⟨E2 80 8D⟩"},
        {"\xcc\x81", "◌\xcc\x81"},
        {"e\xcc\x81", "e\xcc\x81"},
        {"<x>", "<x>"},
        {"", "∅"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena a = {0};
        Buffer word = {0};
        Bpe b = {.byte_level = true, .words = bpe_words_make(2, &a)};
        b.is_added = arena_many(&a, bool, 2);
        bpe_bytes_write(cases[i].bytes, strlen(cases[i].bytes), &word);
        bpe_words_put(&b.words, 1, word.data ? word.data : "", word.size);
        assert_string_equal(bpe_label(&b, 1, &a), cases[i].label);
        assert_string_equal(bpe_label(&b, 0, &a), "⟨#0⟩");
        assert_string_equal(bpe_label(&b, 7, &a), "⟨#7⟩");
        buffer_free(&word);
        arena_free(&a);
    }
    for (int byte = 0; byte < 256; byte++)
        assert_int_equal(bpe_bytes_of(bpe_bytes_letter((unsigned char)byte)), byte);
    assert_int_equal(bpe_bytes_of(' '), -1);
    assert_int_equal(bpe_bytes_of(0x144), -1);
}

/* ---- Refusals ---- */

#define MODEL "'model':{'vocab':{'a':0,'b':1,'ab':2},'merges':['a b']}"

static void broken_files_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *file, *why;
    } cases[] = {
        {"", "the text ends too early"},
        {"[]", "line 1: an object is wanted here"},
        {"{'model':", "line 1: the text ends too early"},
        {"{" MODEL "} x", "something stands behind its end"},
        {"{" MODEL "," MODEL "}", "the key 'model' is there twice"},
        {"{'wizard':1," MODEL "}", "the key 'wizard' is not known"},
        {"{}", "it has no model"},
        {"{'model':{'type':'Unigram','vocab':[],'merges':[]}}",
         "model: the type 'Unigram' is not read, only BPE"},
        {"{'model':{'vocab':{},'merges':[]}}", "it has no words"},
        {"{'model':{'vocab':{'a':0}}}", "it has no vocab and merges"},
        {"{'model':{'vocab':{'a':-1},'merges':[]}}", "the word 'a' has the number -1"},
        {"{'model':{'vocab':{'a':9999999},'merges':[]}}", "the word 'a' has the number 9999999"},
        {"{'model':{'vocab':{'a':1.5},'merges':[]}}", "a whole number is wanted here"},
        {"{'model':{'vocab':{'a':99999999999999999999},'merges':[]}}", "a whole number is wanted"},
        {"{'model':{'vocab':{'a':0,'b':0},'merges':[]}}",
         "the words 'a' and 'b' have the same number 0"},
        {"{'model':{'vocab':{'a':0,'a':1},'merges':[]}}", "the word 'a' is there twice"},
        {"{'model':{'vocab':{'a':0,'b':2},'merges':[]}}",
         "the vocabulary has no word for the number 1 of 0 to 2"},
        {"{'model':{'vocab':{'a':0},'merges':['a q']}}",
         "merge 1: the word 'q' is not in the vocabulary"},
        {"{'model':{'vocab':{'a':0,'b':1},'merges':[['a','b']]}}",
         "merge 1: the word 'ab' is not in the vocabulary"},
        {"{'model':{'vocab':{'a':0},'merges':['a']}}", "merge 1: 'a' is no pair of words"},
        {"{'model':{'vocab':{'a':0},'merges':['a a a']}}", "merge 1: 'a a a' is no pair of words"},
        {"{'model':{'vocab':{'a':0},'merges':[['a']]}}", "merge 1 is no pair of words"},
        {"{'model':{'vocab':{'a':0},'merges':[['a','a','a']]}}", "merge 1 is no pair of words"},
        {"{'model':{'vocab':{'a':0},'merges':[7]}}", "a text is wanted here"},
        {"{'model':{'vocab':{'\\ud800':0},'merges':[]}}", "an escape that is none"},
        {"{'model':{'vocab':{'\xff':0},'merges':[]}}", "a text is not UTF-8"},
        {"{'model':{'dropout':0.1,'vocab':{'a':0},'merges':[]}}", "dropout"},
        {"{'model':{'end_of_word_suffix':'</w>','vocab':{'a':0},'merges':[]}}",
         "end_of_word_suffix: '</w>' is not read"},
        {"{'model':{'fuse_unk':1,'vocab':{'a':0},'merges':[]}}", "fuse_unk: a whole number"},
        {"{'model':{'wings':2,'vocab':{'a':0},'merges':[]}}", "the key 'wings' is not known"},
        {"{'normalizer':{'type':'Nmt'}," MODEL "}", "normalizer: the type 'Nmt' is not known"},
        {"{'normalizer':{}," MODEL "}", "normalizer: something has no type"},
        {"{'pre_tokenizer':{'type':'NFC'}," MODEL "}",
         "pre_tokenizer: the type 'NFC' is not known"},
        {"{'pre_tokenizer':{'type':'Digits','wings':2}," MODEL "}",
         "Digits: the key 'wings' is not known"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'a'},'behavior':'Eaten'}," MODEL "}",
         "behavior: 'Eaten' is not known"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'(a'},'behavior':'Isolated'}," MODEL
         "}",
         "the pattern '(a': missing closing parenthesis"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':''},'behavior':'Isolated'}," MODEL
         "}",
         "a pattern is empty"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'a\\\\h'},'behavior':'Isolated'}"
         "," MODEL "}",
         "'\\h' is not read in it"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'[a&&b]'},'behavior':'Isolated'}"
         "," MODEL "}",
         "'&&' is not read in it"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'(?R)'},'behavior':'Isolated'}," MODEL
         "}",
         "is not read in it"},
        {"{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'(*ACCEPT)'},'behavior':'Isolated'}"
         "," MODEL "}",
         "is not read in it"},
        {"{'decoder':{'type':'CTC'}," MODEL "}", "decoder: the type 'CTC' is not known"},
        {"{'pre_tokenizer':{'type':'ByteLevel'},'decoder':{'type':'CTC'}," MODEL "}",
         "decoder: the type 'CTC' is not known"},
        {"{'added_tokens':[{'id':1}]," MODEL "}", "an added token has no content"},
        {"{'added_tokens':[{'id':-5,'content':'x'}]," MODEL "}", "an added token's 'id'"},
        {"{'added_tokens':[{'id':1,'content':'x'}]," MODEL "}",
         "the added token 'x' has the number 1 of the word 'b'"},
        {"{'added_tokens':[{'id':7,'content':'a'}]," MODEL "}",
         "the added token 'a' has the number 7, the vocabulary says 0"},
        {"{'added_tokens':[{'id':7,'content':'x'},{'id':8,'content':'x'}]," MODEL "}",
         "the added token 'x' has two numbers, 8 and 7"},
        {"{'added_tokens':[{'id':7,'content':'x','wings':true}]," MODEL "}",
         "'wings' is not known"},
        {"{'normalizer':[[[[[[[[[[]]]]]]]]]]," MODEL "}", "nested more than"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena a = {0};
        Bpe b;
        Error e;
        Bytes text = quoted(cases[i].file, &a), exact = exact_copy(text.data, text.size);
        if (bpe_read_tokenizer(exact, &a, &b, &e)) fail_msg("read: %s", cases[i].file);
        error_prefix(&e, "FILE");
        assert_refusal(&e, cases[i].why);
        assert_true(strlen(e.text) < 300);
        free((void *)exact.data);
        arena_free(&a);
    }
}

static void broken_lists_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *vocab, *merges, *config, *why;
    } cases[] = {
        {"{'a':0,'b':1}", "a b\n", NULL, "merges.txt: merge 1: the word 'ab' is not in"},
        {"{'a':0}", "#version: 0.2\na\n", NULL, "merges.txt: merge 1: 'a' is no pair of words"},
        {"{'a':0}", "\xff \xff\n", NULL, "merges.txt: it is not UTF-8 text"},
        {"{'a':0,'b':1,'ab':2}", "#version: 0.2\ra b\r", NULL,
         "merges.txt: behind merge 0 a line holds a carriage return"},
        {"{'a':0}", "", "[1]", "tokenizer_config.json: it must be an object, not a list"},
        {"{'a':0", "", NULL, "vocab.json: line 1: the text ends too early"},
        {"{'a':0} 1", "", NULL, "vocab.json: line 1: something stands behind its end"},
        {"{'a':0,'b':7}", "", NULL, "vocab.json: the vocabulary has no word for the number 1"},
        {"{'a':0}", "", "{'tokenizer_class':'CLIPTokenizer'}",
         "tokenizer_config.json: tokenizer_class: of 'CLIPTokenizer' only a tokenizer.json"},
        {"{'a':0}", "", "{'added_tokens_decoder':{'x':{'content':'y'}}}", "'x' is no number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena a = {0};
        Bpe b;
        Error e;
        BpeFiles f = {.vocab = quoted(cases[i].vocab, &a), .merges = quoted(cases[i].merges, &a)};
        if (cases[i].config) f.tokenizer_config = quoted(cases[i].config, &a);
        if (bpe_read_files(&f, &a, &b, &e)) fail_msg("read: %s", cases[i].vocab);
        error_prefix(&e, "FILE");
        assert_refusal(&e, cases[i].why);
        arena_free(&a);
    }
}

/* What GPT-2's other files name is one token, what they do not is none. */
static void other_files_name_tokens(void **state) {
    (void)state;
    Arena a = {0};
    Bpe b;
    Error e;
    BpeFiles f = {.vocab = quoted("{'<':0,'e':1,'>':2,'<e>':3,'\u0120':4}", &a),
                  .merges = quoted("", &a)};
    assert_true(bpe_read_files(&f, &a, &b, &e));
    expect_ids(&b, "<e>", "0 1 2");
    f.special_tokens_map =
        quoted("{'eos_token':{'content':'<e>','lstrip':true},'pad_token':'q'}", &a);
    assert_true(bpe_read_files(&f, &a, &b, &e));
    expect_ids(&b, "e <e>e", "1 3 1");
    f.special_tokens_map = (Bytes){0};
    f.added_tokens = quoted("{'ee':5}", &a);
    assert_true(bpe_read_files(&f, &a, &b, &e));
    expect_ids(&b, "eee<e>", "5 1 0 1 2");
    f.tokenizer_config = quoted("{'tokenizer_class':'GPT2Tokenizer','add_prefix_space':true,"
                                "'added_tokens_decoder':{'3':{'content':'<e>','special':true}}}",
                                &a);
    assert_true(bpe_read_files(&f, &a, &b, &e));
    expect_ids(&b, "e<e>ee", "4 1 3 5");
    arena_free(&a);
}

/* ---- Texts ---- */

static void texts_are_bytes(void **state) {
    (void)state;
    Arena a = {0};
    const Bpe *b;
    Error e;
    assert_true(bpe_open(REFERENCE "gpt2", &a, &b, &e));
    assert_string_equal(ids_of(b, "a\0b", 3, &a), "97 0 98");
    assert_string_equal(ids_of(b, "", 0, &a), "");
    assert_string_equal(ids_of(b, "ab\xff", 3, &a), "the text is not UTF-8: byte 2 is 0xFF");
    assert_string_equal(ids_of(b, "\xd0", 1, &a), "the text is not UTF-8: byte 0 is 0xD0");
    assert_string_equal(ids_of(b, "\xed\xa0\x80", 3, &a), "the text is not UTF-8: byte 0 is 0xED");
    arena_free(&a);
}

/* A million bytes, also those that merge in the worst way. */
static void long_texts(void **state) {
    (void)state;
    Arena a = {0};
    const Bpe *b;
    Error e;
    char *text = arena_raw(&a, BPE_TEXT_MAX + 1, 1);
    assert_true(bpe_open(REFERENCE "gpt2", &a, &b, &e));
    for (const char *letter = "a \n\xc3"; *letter; letter++) {
        Arena work = {0};
        int *id, count;
        memset(text, *letter, BPE_TEXT_MAX);
        for (int i = 1; *letter == '\xc3' && i < BPE_TEXT_MAX; i += 2) text[i] = '\x89';
        clock_t start = clock();
        if (!bpe_encode(b, text, BPE_TEXT_MAX, &work, &id, &count, &e)) fail_msg("%s", e.text);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 15);
        Buffer back = {0};
        bpe_decode(b, id, count, &back);
        assert_int_equal(back.size, BPE_TEXT_MAX);
        assert_memory_equal(back.data, text, BPE_TEXT_MAX);
        buffer_free(&back);
        arena_free(&work);
    }
    assert_string_equal(ids_of(b, text, BPE_TEXT_MAX + 1, &a),
                        "the text is 1048577 bytes long; at most 1048576 are read");
    arena_free(&a);
}

/* As the library's own, but in time proportional to the text. */
static void normal_forms(void **state) {
    (void)state;
    static const int forms[] = {UTF8PROC_STABLE | UTF8PROC_COMPOSE,
                                UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
                                UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
                                UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT};
    static const uint32_t letters[] = {'a',    'e',    0x301,  0x323,   0x344,   0x345,  0x5B0,
                                       0x64B,  0x1100, 0x1161, 0x11A8,  0xAC01,  0x1E69, 0x212B,
                                       0xFDFA, 0x3099, 0x304B, 0x1D15E, 0x2F800, 0x958};
    Random r = random_seed(7, 1);
    Buffer text = {0}, made = {0};
    for (int n = 0; n < 4000; n++) {
        utf8proc_uint8_t *own;
        text.size = made.size = 0;
        for (int i = 0; i < 12; i++) {
            char letter[4];
            uint32_t code = letters[random_below(&r, sizeof letters / sizeof *letters)];
            buffer_add(&text, letter, (size_t)utf8_encode(code, letter));
        }
        utf8proc_ssize_t size =
            utf8proc_map((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.size, &own,
                         (utf8proc_option_t)forms[n % 4]);
        bpe_form(text.data, text.size, forms[n % 4], &made);
        assert_int_equal(made.size, size);
        assert_memory_equal(made.data, own, made.size);
        free(own);
    }
    text.size = made.size = 0;
    for (int i = 0; i < BPE_TEXT_MAX / 4; i++) buffer_text(&text, "\u0301\u0323");
    clock_t start = clock();
    bpe_form(text.data, text.size, forms[0], &made);
    assert_true(clock() - start < 3 * CLOCKS_PER_SEC);
    assert_int_equal(made.size, text.size);
    assert_memory_equal(made.data, "\u0323\u0323", 4);
    assert_memory_equal(made.data + made.size - 4, "\u0301\u0301", 4);
    buffer_free(&text);
    buffer_free(&made);
}

static void patterns_may_not_cost_much(void **state) {
    (void)state;
    static const char *const patterns[] = {"(a+)+$", "(a|aa)+$", "(?:a?){30}a{30}$"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        Arena a = {0};
        Bpe b;
        read_quoted(arena_print(&a,
                                "{'pre_tokenizer':{'type':'Split','pattern':{'Regex':'%s'},"
                                "'behavior':'Isolated'},'model':{'vocab':{'a':0,'!':1},'merges':"
                                "[]}}",
                                patterns[i]),
                    &a, &b);
        clock_t start = clock();
        const char *text =
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
        const char *told = ids_of(&b, text, strlen(text), &a);
        assert_string_equal(told, "a pattern of the tokenizer takes too long for this text");
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10);
        arena_free(&a);
    }
}

/* A text may not be made much longer. */
static void texts_may_not_grow(void **state) {
    (void)state;
    Arena a = {0};
    Bpe b;
    char *text = arena_raw(&a, BPE_TEXT_MAX, 1);
    memset(text, 'a', BPE_TEXT_MAX);
    read_quoted(
        "{'normalizer':{'type':'Replace','pattern':{'String':'a'},'content':'aaaaaaaaaaaa'},"
        "'model':{'vocab':{'a':0},'merges':[]}}",
        &a, &b);
    assert_string_equal(ids_of(&b, text, BPE_TEXT_MAX, &a),
                        "the tokenizer makes more than 4194304 bytes of this text");
    arena_free(&a);
}

static void json_is_walked(void **state) {
    (void)state;
    static const char text[] =
        "{\"a\\u00e9\\ud83d\\ude00\\n\": [1, -2], \"b\": {\"c\": \"]\\\"\"}}";
    Error e;
    char room[64];
    JsonText t;
    int64_t n;
    int items = 0, numbers = 0;
    Bytes exact = exact_copy(text, strlen(text));
    JsonWalk w = json_walk((const char *)exact.data, exact.size, &e);
    assert_true(json_walk_open(&w, '{'));
    assert_true(json_walk_item(&w, '}', &items) && json_walk_key(&w, room, &t));
    assert_int_equal(t.size, 8);
    assert_memory_equal(t.text, "a\xc3\xa9\xf0\x9f\x98\x80\n", 8);
    assert_true(json_walk_open(&w, '['));
    assert_true(json_walk_item(&w, ']', &numbers) && json_walk_whole(&w, &n) && n == 1);
    assert_true(json_walk_item(&w, ']', &numbers) && json_walk_whole(&w, &n) && n == -2);
    assert_false(json_walk_item(&w, ']', &numbers));
    assert_true(json_walk_item(&w, '}', &items) && json_walk_key(&w, room, &t));
    assert_int_equal(json_walk_next(&w), '{');
    assert_true(json_walk_skip(&w, &t));
    assert_memory_equal(t.text, "{\"c\": \"]\\\"\"}", t.size);
    assert_false(json_walk_item(&w, '}', &items));
    assert_true(json_walk_done(&w) && !w.failed);
    free((void *)exact.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ids_are_the_librarys),
        cmocka_unit_test(added_tokens),
        cmocka_unit_test(added_tokens_are_normalised),
        cmocka_unit_test(merges_in_order),
        cmocka_unit_test(what_has_no_word),
        cmocka_unit_test(bytes_are_fallen_back_to),
        cmocka_unit_test(blanks_are_marked),
        cmocka_unit_test(texts_are_cut),
        cmocka_unit_test(labels),
        cmocka_unit_test(broken_files_are_refused),
        cmocka_unit_test(broken_lists_are_refused),
        cmocka_unit_test(other_files_name_tokens),
        cmocka_unit_test(texts_are_bytes),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(normal_forms),
        cmocka_unit_test(patterns_may_not_cost_much),
        cmocka_unit_test(texts_may_not_grow),
        cmocka_unit_test(json_is_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
