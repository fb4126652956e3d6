/* Arena, buffer, errors, files, text and the fixed font. */
#include "unit/refuse.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/font_fixed.h"
#include "base/temporary.h"
#include "base/text.h"
#include "base/utf8.h"

static void arena_pieces(void **state) {
    (void)state;
    Arena a = {0};
    for (int round = 0; round < 3; round++) {
        unsigned char *last = NULL;
        for (size_t i = 0; i < 3000; i++) {
            size_t size = i * 7 % 501;
            unsigned char *p = arena_alloc(&a, size);
            assert_int_equal((uintptr_t)p % 64, 0);
            assert_ptr_not_equal(p, last);
            for (size_t k = 0; k < size; k++) assert_int_equal(p[k], 0);
            memset(p, 0xAB, size);
            last = p;
        }
        float *big = arena_many(&a, float, 1000000);
        assert_true(big[999999] == 0);
        big[999999] = 1;
        arena_reset(&a);
    }
    assert_string_equal(arena_copy(&a, "abc", 2), "ab");
    assert_string_equal(arena_print(&a, "%d-%s", 7, "x"), "7-x");
    arena_free(&a);
    assert_null(a.first);
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    arena_free(&a);
}

static void arena_reuses_memory(void **state) {
    (void)state;
    Arena a = {0};
    void *first = arena_alloc(&a, 300000);
    arena_reset(&a);
    assert_ptr_equal(arena_alloc(&a, 300000), first);
    arena_free(&a);
}

static void arena_children_end_with_it(void **state) {
    (void)state;
    Arena a = {0};
    Arena *first = arena_child(&a), *second = arena_child(&a);
    size_t without = arena_held(&a);
    memset(arena_alloc(first, 500000), 1, 500000);
    memset(arena_alloc(second, 700000), 2, 700000);
    assert_true(arena_held(&a) >= without + 1200000);
    arena_free(first);
    assert_true(arena_held(&a) < without + 1200000);
    memset(arena_alloc(first, 10), 3, 10); /* it can be used again */
    arena_reset(&a);                       /* a leak of the other's would be told by sanitizers */
    assert_true(arena_held(&a) <= without);
    arena_free(arena_child(&a));
    arena_free(&a);
    assert_int_equal(arena_held(&a), 0);
}

static void buffer_grows(void **state) {
    (void)state;
    Buffer b = {0};
    for (int i = 0; i < 1000; i++) buffer_print(&b, "%d,", i % 10);
    assert_int_equal(b.size, 2000);
    assert_int_equal(strlen(b.data), 2000);
    buffer_text(&b, "end");
    buffer_add(&b, "\0x", 2);
    assert_memory_equal(b.data + 2000, "end\0x", 6);
    buffer_free(&b);
    assert_null(b.data);
}

static void error_is_one_clean_line(void **state) {
    (void)state;
    Error e;
    assert_false(error_set(&e, "no '%s'", "a\nb\x1b[31m\x7f\xff\xe2\x80\xae"));
    assert_string_equal(e.text, "no 'a b?[31m?\xef\xbf\xbd?'");
    assert_false(error_prefix(&e, "x.json"));
    assert_string_equal(e.text, "x.json: no 'a b?[31m?\xef\xbf\xbd?'");
    char text[4000];
    for (int i = 0; i < 3998; i += 2) memcpy(text + i, "é", 2);
    text[3998] = 0;
    for (int shift = 0; shift < 2; shift++) {
        error_set(&e, "%s%s", shift ? "a" : "", text);
        assert_true(strlen(e.text) < sizeof e.text && strlen(e.text) > sizeof e.text - 8);
        assert_true(utf8_valid(e.text, strlen(e.text)));
        assert_string_equal(e.text + strlen(e.text) - 3, "…");
    }
}

/* Tokens as models and files give them, and what is seen of them. */
static void blanks_have_signs(void **state) {
    (void)state;
    static const char *const pairs[][2] = {{"the cat", "the cat"},
                                           {" the cat ", "·the cat·"},
                                           {"", "∅"},
                                           {"   ", "···"},
                                           {"Ġhello", "·hello"},
                                           {"ĠĠ", "··"},
                                           {"Ġ", "·"},
                                           {"▁the▁cat", "·the·cat"},
                                           {"Ċ", "⏎"},
                                           {".ĊĊ", ".⏎⏎"},
                                           {"\n", "⏎"},
                                           {"a\nb\tc\r", "a⏎b⇥c␍"},
                                           {"##ing", "##ing"},
                                           {"<|end|>", "<|end|>"},
                                           {"ĉ", "⇥"},
                                           {"ĉevalo", "ĉevalo"},
                                           {"Malta aĠb", "Malta aĠb"},
                                           {"e\xcc\x81", "e\xcc\x81"},
                                           {"\x1b[0m", "?[0m"},
                                           {"\xff", "\xef\xbf\xbd"}};
    Arena a = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_string_equal(text_signs(&a, pairs[i][0]), pairs[i][1]);
        assert_string_equal(text_signs(&a, pairs[i][1]), pairs[i][1]); /* signs stay signs */
    }
    arena_free(&a);
}

static void text_decodes(void **state) {
    (void)state;
    const char *p = "aé€😀", *end = p + strlen(p);
    assert_int_equal(utf8_next(&p, end), 'a');
    static const size_t starts[] = {0, 1, 1, 3, 3, 3, 6};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        assert_int_equal(utf8_start("a\xC3\xA9\xE2\x82\xAC\xF0", i), starts[i]);
    assert_int_equal(utf8_start("\x82\xAC", 1), 0);
    assert_int_equal(utf8_next(&p, end), 0xE9);
    assert_int_equal(utf8_next(&p, end), 0x20AC);
    assert_int_equal(utf8_next(&p, end), 0x1F600);
    assert_ptr_equal(p, end);
    static const char *const bad[] = {"\x80",
                                      "\xC0\xAF",
                                      "\xE0\x80\x80",
                                      "\xED\xA0\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xF0\x80\x80\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xE2\x82",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(utf8_valid(bad[i], strlen(bad[i])));
        assert_int_equal(text_count(bad[i]), strlen(bad[i]));
    }
    assert_false(utf8_valid("a\0b", 3));
    assert_true(utf8_valid("", 0));
}

static void text_encodes_what_it_decodes(void **state) {
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        char bytes[4];
        const char *p = bytes;
        int n = utf8_encode(code, bytes);
        uint32_t expected = code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : code;
        assert_int_equal(utf8_next(&p, bytes + n), expected);
        assert_ptr_equal(p, bytes + n);
    }
}

static void text_normalises(void **state) {
    (void)state;
    Arena a = {0};
    Error e;
    char *out;
    assert_true(text_nfc(&a, "E\xCC\x81t\xC3\xA9", &out, &e));
    assert_string_equal(out, "Été");
    assert_true(text_nfc_lower(&a, "E\xCC\x81TÉ ЁЖ Straße", &out, &e));
    assert_string_equal(out, "été ёж straße");
    assert_false(text_nfc(&a, "a\xff", &out, &e));
    assert_non_null(strstr(e.text, "UTF-8"));
    assert_string_equal(text_plain(&a, "a\tb\x1b\xff"), "a b?\xef\xbf\xbd");
    assert_true(text_is_plain("été 你好"));
    assert_false(text_is_plain("a\xe2\x80\xae"));
    arena_free(&a);
}

/* Controls, separators, and marks that turn, join lines or only format are kept from terminals;
   letters' joiners, Arabic number signs and everything else that is seen are not. */
static void what_is_printable(void **state) {
    (void)state;
    static const uint32_t no[] = {0,      7,      0x1B,    0x7F,    0x85,   0x9B,   0x61C,
                                  0x180E, 0x200B, 0x200E,  0x200F,  0x2028, 0x2029, 0x202A,
                                  0x202E, 0x2060, 0x2066,  0x2069,  0x206A, 0x206F, 0xFEFF,
                                  0xFFF9, 0xFFFB, 0xE0001, 0xE0020, 0xE007F};
    static const uint32_t yes[] = {' ',    '~',    0xA0,   0xAD,    0x410,  0x5D0,  0x600,
                                   0x6DD,  0x200C, 0x200D, 0x2212,  0x221E, 0xFE0F, 0xFFFD,
                                   0xE000, 0x4F60, 0x301,  0x1F600, 0x3000, 0x110BD};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (utf8_printable(no[i])) fail_msg("U+%04X", no[i]);
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!utf8_printable(yes[i])) fail_msg("U+%04X", yes[i]);
    assert_null(utf8_fault("été", 5));
    assert_string_equal(utf8_fault("a\0b", 3), "holds the character U+0000");
    assert_string_equal(utf8_fault("a\0\xff", 3), "is not UTF-8 text");
}

static void text_distances(void **state) {
    (void)state;
    enum { ALL = 1000 };
    assert_int_equal(text_distance("", "", ALL), 0);
    assert_int_equal(text_distance("", "abc", ALL), 3);
    assert_int_equal(text_distance("kitten", "sitting", ALL), 3);
    assert_int_equal(text_distance("teh", "the", ALL), 1);
    assert_int_equal(text_distance("été", "ete", ALL), 2);
    assert_int_equal(text_distance("abcd", "badc", ALL), 2);
    char a[301], b[301];
    memset(a, 'a', 300), memset(b, 'a', 300);
    a[300] = b[300] = 0;
    assert_int_equal(text_distance(a, b, 5), 0);
    b[0] = 'b';
    assert_int_equal(text_distance(a, b, ALL), 300);
    assert_int_equal(text_distance(a, b, 5), 6);
}

/* Up to 7 letters of three kinds. */
static void letters_of(int number, char out[8]) {
    int n = 0;
    for (; number; number /= 3) out[n++] = (char)('a' + number % 3);
    out[n] = 0;
}

/* As it is defined: the whole table. */
static int distance_of(const char *a, const char *b) {
    int t[9][9], n = (int)strlen(a), m = (int)strlen(b);
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            int best = i && j ? t[i - 1][j - 1] + (a[i - 1] != b[j - 1]) : i + j;
            if (i && t[i - 1][j] + 1 < best) best = t[i - 1][j] + 1;
            if (j && t[i][j - 1] + 1 < best) best = t[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                t[i - 2][j - 2] + 1 < best)
                best = t[i - 2][j - 2] + 1;
            t[i][j] = best;
        }
    return t[n][m];
}

/* Within the limit a distance is what it is, else the limit and one. */
static void text_distances_are_bounded(void **state) {
    (void)state;
    for (int i = 0; i < 2187; i += 5)
        for (int j = 0; j < 2187; j += 3) {
            char a[8], b[8];
            letters_of(i, a), letters_of(j, b);
            int whole = distance_of(a, b);
            for (int most = 0; most <= 7; most++)
                assert_int_equal(text_distance(a, b, most), whole <= most ? whole : most + 1);
        }
}

static void text_finds_near_words(void **state) {
    (void)state;
    static const char *const words[] = {"cat", "cats", "car", "dog", "elephant", "house"};
    int near[3];
    assert_int_equal(text_near("caats", words, 6, near, 3), 2);
    assert_int_equal(near[0], 1);
    assert_int_equal(near[1], 0);
    assert_int_equal(text_near("cat", words, 6, near, 2), 2);
    assert_int_equal(near[0], 0);
    assert_int_equal(near[1], 1); /* as near as "car", and before it in the list */
    assert_int_equal(text_near("zzzz", words, 6, near, 3), 0);
    assert_int_equal(text_near("elefant", words, 6, near, 3), 1);
    assert_int_equal(near[0], 4);
}

static void fixed_font(void **state) {
    (void)state;
    Arena a = {0};
    Font f = font_fixed(&a);
    assert_true(font_width(&f, FACE_MONO, 20, "abc") == 3 * (0.6f * 20));
    assert_true(font_width(&f, FACE_TEXT, 20, "é") == 0.55f * 20);
    assert_true(font_width(&f, FACE_TEXT, 20, "你") == 20);
    assert_true(font_width(&f, FACE_TEXT, 20, "") == 0);
    assert_null(f.glyph(f.self, FACE_TEXT, 20, ' ')->coverage);
    const Glyph *low = f.glyph(f.self, FACE_TEXT, 20, 'a'),
                *high = f.glyph(f.self, FACE_TEXT, 20, 'A');
    assert_true(low->height < high->height && low->top == -low->height);
    assert_int_equal(low->coverage[0], 255);
    assert_ptr_equal(f.glyph(f.self, FACE_TEXT, 20, 'b'), low);
    for (int pixels = 0; pixels < 40; pixels++)
        assert_non_null(f.glyph(f.self, FACE_BOLD, pixels, 'X'));
    arena_free(&a);
}

/* How many names a folder holds, "." and ".." left out. */
static int names_in(const char *folder) {
    DIR *d = opendir(folder);
    int n = 0;
    while (readdir(d)) n++;
    closedir(d);
    return n - 2;
}

static void make_folder(char *name) {
    strcpy(name, "/tmp/attnscope-test-XXXXXX");
    assert_non_null(mkdtemp(name));
}

static void files_come_back(void **state) {
    (void)state;
    Arena a = {0};
    Error e;
    Bytes b;
    char folder[64];
    make_folder(folder);
    char *path = path_join(&a, folder, "a.bin"), *deep = path_join(&a, folder, "x/y//z/");
    assert_true(file_write(path, "one\0two", 7, &e));
    assert_true(file_write(path, "1\0two", 5, &e));
    assert_true(file_read(path, 5, &a, &b, &e));
    assert_int_equal(b.size, 5);
    assert_memory_equal(b.data, "1\0two", 6);
    assert_false(file_read(path, 4, &a, &b, &e));
    assert_non_null(strstr(e.text, "too large"));
    assert_int_equal(names_in(folder), 1);
    assert_true(file_write(path, NULL, 0, &e));
    assert_true(file_read(path, 0, &a, &b, &e) && b.size == 0);
    assert_true(folder_make(deep, &e) && folder_make(deep, &e) && folder_exists(deep));
    assert_false(folder_make(path, &e));
    assert_true(file_exists(path) && !file_exists(folder) && !folder_exists(path));
    rmdir(deep), rmdir(path_join(&a, folder, "x/y")), rmdir(path_join(&a, folder, "x")),
        unlink(path);
    assert_int_equal(rmdir(folder), 0);
    arena_free(&a);
}

static void files_are_refused(void **state) {
    (void)state;
    Arena a = {0};
    Error e;
    Bytes b;
    char folder[64];
    make_folder(folder);
    assert_false(file_read(path_join(&a, folder, "none"), 9, &a, &b, &e));
    assert_non_null(strstr(e.text, "there is no file"));
    assert_false(file_read(folder, 9, &a, &b, &e));
    assert_non_null(strstr(e.text, "folder"));
    assert_false(file_read("/dev/zero", 9, &a, &b, &e));
    assert_non_null(strstr(e.text, "not a regular file"));
    char *pipe_name = path_join(&a, folder, "pipe");
    assert_int_equal(mkfifo(pipe_name, 0600), 0);
    assert_false(file_read(pipe_name, 9, &a, &b, &e));
    unlink(pipe_name);
    assert_false(file_write("/dev/full", "x", 1, &e));
    assert_false(file_write(folder, "x", 1, &e));
    assert_false(file_write("", "x", 1, &e));
    assert_false(file_write(path_join(&a, folder, "no/such"), "x", 1, &e));
    assert_non_null(strstr(e.text, "no/such"));
    assert_int_equal(names_in(folder), 0);
    rmdir(folder);
    arena_free(&a);
}

/* A limit on file sizes stops a write in its midst, as a full disk does. */
static void no_partial_file_is_left(void **state) {
    (void)state;
    Arena a = {0};
    Error e;
    Bytes b;
    char folder[64];
    make_folder(folder);
    char *path = path_join(&a, folder, "a.bin");
    assert_true(file_write(path, "old", 3, &e));
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 1000;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool written = file_write(path, arena_alloc(&a, 5000), 5000, &e);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_false(written);
    assert_non_null(strstr(e.text, "cannot write"));
    assert_int_equal(names_in(folder), 1);
    assert_true(file_read(path, 9, &a, &b, &e));
    assert_string_equal((const char *)b.data, "old");
    unlink(path), rmdir(folder);
    arena_free(&a);
}

static int mode_of(const char *path) {
    struct stat s;
    assert_int_equal(stat(path, &s), 0);
    return (int)(s.st_mode & 07777);
}

static void what_is_replaced_passes_its_mode_on(void **state) {
    static const mode_t modes[] = {0600, 0640, 0664, 0755};
    Arena a = {0};
    Error e;
    char folder[64];
    mode_t before = umask(022);
    (void)state;
    make_folder(folder);
    char *path = path_join(&a, folder, "a"), *other = path_join(&a, folder, "b");
    assert_true(file_write(path, "old", 3, &e));
    assert_int_equal(mode_of(path), 0644);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        chmod(path, modes[i]);
        assert_true(file_write(path, "new", 3, &e));
        assert_int_equal(mode_of(path), modes[i]);
        assert_true(file_write(other, "newer", 5, &e) && file_move(other, path));
        assert_int_equal(mode_of(path), modes[i]);
    }
    umask(before);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
    arena_free(&a);
}

/* A link that leads nowhere is something that is there. */
static void what_is_taken(void **state) {
    Arena a = {0};
    Error e;
    char folder[64];
    (void)state;
    make_folder(folder);
    char *file = path_join(&a, folder, "a"), *link = path_join(&a, folder, "b"),
         *nowhere = path_join(&a, folder, "c");
    assert_true(file_write(file, "x", 1, &e));
    assert_int_equal(symlink(nowhere, link), 0);
    assert_true(file_taken(file) && file_taken(link) && !file_exists(link));
    assert_true(!file_taken(nowhere) && !file_taken(folder) && !file_taken("/dev/null"));
    assert_true(file_absent(nowhere, &e) && !file_absent(link, &e));
    assert_non_null(strstr(e.text, "b is there already (--force writes over it)"));
    assert_true(file_write(link, "y", 1, &e)); /* the link is replaced, not followed */
    assert_true(file_exists(link) && !file_exists(nowhere));
    unlink(file), unlink(link);
    assert_int_equal(rmdir(folder), 0);
    arena_free(&a);
}

/* What a dead process left goes, what is locked or has another name stays. */
static void what_was_left_is_swept(void **state) {
    Arena a = {0};
    Error e;
    char folder[64], *hidden, *file;
    (void)state;
    make_folder(folder);
    pid_t dead = fork();
    if (dead == 0) _exit(0);
    assert_int_equal(waitpid(dead, NULL, 0), dead);
    char *left = path_join(&a, folder, arena_print(&a, ".attnscope-%d-0.tmp", (int)dead)),
         *held = path_join(&a, folder, arena_print(&a, ".attnscope-%d-1.tmp", (int)dead)),
         *other = path_join(&a, folder, arena_print(&a, ".attnscope-%d-2.txt", (int)dead)),
         *deep = path_join(&a, folder, arena_print(&a, ".attnscope-%d-3", (int)dead)),
         *in = path_join(&a, deep, "x.png"), *out = path_join(&a, folder, "y.png");
    assert_true(folder_make(deep, &e) && file_write(in, "x", 1, &e));
    FILE *f = fopen(left, "w"), *g = fopen(held, "w"), *h = fopen(other, "w");
    assert_true(f && g && h && flock(fileno(g), LOCK_EX) == 0);
    int fd = temporary_folder(folder, &a, &hidden);
    assert_true(fd >= 0 && folder_exists(hidden) && mode_of(hidden) == 0700);
    assert_true(!file_exists(left) && !folder_exists(deep));
    assert_true(file_exists(held) && file_exists(other));
    int own = temporary_file(folder, 0600, &a, &file);
    assert_true(own >= 0 && file_exists(file) && mode_of(file) == 0600);
    assert_true(file_write(out, "y", 1, &e)); /* beside what this process has on its way */
    assert_true(file_exists(file) && folder_exists(hidden) && file_exists(held));
    fclose(f), fclose(g), fclose(h), close(fd), close(own);
    temporary_sweep(folder);
    assert_true(!file_exists(held) && file_exists(file)); /* the process of this one lives */
    unlink(file), unlink(other), unlink(out), rmdir(hidden);
    assert_int_equal(rmdir(folder), 0);
    arena_free(&a);
}

/* One that comes while a file is on its way waits until it has its name. */
static void a_signal_waits(void **state) {
    Arena a = {0};
    char folder[64];
    (void)state;
    make_folder(folder);
    char *path = path_join(&a, folder, "a");
    pid_t writer = fork();
    if (writer == 0) {
        Error e;
        static const char text[1 << 20];
        for (;;) file_write(path, text, sizeof text, &e);
    }
    while (!file_exists(path)) usleep(1000);
    usleep(20000);
    kill(writer, SIGTERM);
    int status;
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    assert_int_equal(names_in(folder), 1);
    unlink(path);
    assert_int_equal(rmdir(folder), 0);
    arena_free(&a);
}

static void paths_as_they_were_given(void **state) {
    static const struct {
        const char *path, *whole, *given, *told;
    } cases[] = {{"/a/b/c.md", "/a/b", "", "c.md"},
                 {"/a/b/c.md", "/a/b/", "../b", "../b/c.md"},
                 {"/a/b/c.md", "/a", "x/", "x/b/c.md"},
                 {"/a/bc.md", "/a/b", "", "/a/bc.md"},
                 {"/a/b", "/a/b", "", "/a/b"},
                 {"/a/b", "/", "", "a/b"},
                 {"04-scores", "/a", "", "04-scores"},
                 {"/a/b", NULL, NULL, "/a/b"},
                 {"", "/a", "x", ""}};
    Arena a = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FolderName folder = {cases[i].whole, cases[i].given};
        assert_string_equal(path_given(&a, cases[i].path, &folder), cases[i].told);
    }
    assert_string_equal(path_whole(&a, "/tmp/../tmp/."), path_whole(&a, "/tmp"));
    assert_string_equal(path_whole(&a, "no/such/thing"), "no/such/thing");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_pieces),
        cmocka_unit_test(arena_reuses_memory),
        cmocka_unit_test(arena_children_end_with_it),
        cmocka_unit_test(buffer_grows),
        cmocka_unit_test(error_is_one_clean_line),
        cmocka_unit_test(text_decodes),
        cmocka_unit_test(text_encodes_what_it_decodes),
        cmocka_unit_test(text_normalises),
        cmocka_unit_test(blanks_have_signs),
        cmocka_unit_test(what_is_printable),
        cmocka_unit_test(text_distances),
        cmocka_unit_test(text_distances_are_bounded),
        cmocka_unit_test(text_finds_near_words),
        cmocka_unit_test(fixed_font),
        cmocka_unit_test(files_come_back),
        cmocka_unit_test(files_are_refused),
        cmocka_unit_test(no_partial_file_is_left),
        cmocka_unit_test(what_is_replaced_passes_its_mode_on),
        cmocka_unit_test(what_is_taken),
        cmocka_unit_test(what_was_left_is_swept),
        cmocka_unit_test(a_signal_waits),
        cmocka_unit_test(paths_as_they_were_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
