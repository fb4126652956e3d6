/* Decks: the page is well-formed, nothing typed gets out of its place, nothing is fetched, every
 * slide is there. */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/deck.h"
#include "export/html.h"

static const DeckInfo info = {.title = "T <&> \"x\"",
                              .language = "en",
                              .slide = "Slide {1} of {2}",
                              .all = "All & sundry",
                              .keys = "keys <>",
                              .program = "attnscope \"1\"",
                              .colors = {.ground = 0xFCFCFAFF,
                                         .line = 0xDDDDD6FF,
                                         .text = 0x15181CFF,
                                         .muted = 0x646B75FF,
                                         .q = 0x0072B2FF,
                                         .k = 0x010203FF,
                                         .v = 0x040506FF,
                                         .s = 0x070809FF,
                                         .o = 0x0A0B0CFF,
                                         .f = 0x0D0E0FFF,
                                         .hot = 0xD55E00FF}};

/* A strict reader of HTML: every tag closed in its order but those that have no end, every
   attribute in double quotes and there once, '<', '>' and '&' only as tags and references. */
enum { OPEN_MOST = 64 };
typedef struct Reader {
    const char *at, *from;
    char open[OPEN_MOST][16];
    int depth, tags;
} Reader;

static _Noreturn void wrong(const Reader *r, const char *what) {
    fail_msg("%s at '%.60s'", what, r->at);
    for (;;) {}
}

static void name_of(Reader *r, char out[16]) {
    int n = 0;
    while (isalnum((unsigned char)*r->at) || *r->at == '-') {
        if (n == 15) break;
        out[n++] = *r->at++;
    }
    out[n] = 0;
}

static void reference(Reader *r) {
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (int i = 0; i < 5; i++)
        if (strncmp(r->at, known[i], strlen(known[i])) == 0) {
            r->at += strlen(known[i]);
            return;
        }
    wrong(r, "a stray &");
}

static void attributes(Reader *r) {
    char seen[16][32];
    int count = 0;
    while (*r->at == ' ') {
        const char *name = ++r->at;
        while (islower((unsigned char)*r->at) || *r->at == '-') r->at++;
        size_t n = (size_t)(r->at - name);
        if (n == 0 || n > 31 || count == 16 || strncmp(r->at, "=\"", 2) != 0)
            wrong(r, "a bad attribute");
        memcpy(seen[count], name, n);
        seen[count][n] = 0;
        for (int i = 0; i < count; i++) assert_string_not_equal(seen[i], seen[count]);
        count++;
        for (r->at += 2; *r->at != '"';)
            if (*r->at == '&')
                reference(r);
            else if (*r->at == '<' || *r->at == 0)
                wrong(r, "a bad value");
            else
                r->at++;
        r->at++;
    }
    if (*r->at++ != '>') wrong(r, "a tag without an end");
}

static void raw(Reader *r, const char *tag) {
    char end[24] = "</";
    strcat(strcat(end, tag), ">");
    r->at = strstr(r->at, end);
    assert_non_null(r->at);
}

static void tag(Reader *r) {
    static const char *const lonely[] = {"meta", "img", "br", "hr"};
    char name[16];
    bool closing = *++r->at == '/';
    r->at += closing;
    name_of(r, name);
    r->tags++;
    if (closing) {
        if (r->depth == 0 || strcmp(r->open[--r->depth], name) != 0 || *r->at++ != '>')
            wrong(r, "closed out of order");
        return;
    }
    attributes(r);
    for (int i = 0; i < 4; i++)
        if (strcmp(name, lonely[i]) == 0) return;
    assert_true(r->depth < OPEN_MOST && *name);
    strcpy(r->open[r->depth++], name);
    if (strcmp(name, "style") == 0 || strcmp(name, "script") == 0) raw(r, name);
}

static void well_formed(const char *html) {
    static const char type[] = "<!DOCTYPE html>\n";
    Reader r = {.at = html};
    assert_true(strncmp(html, type, strlen(type)) == 0);
    r.at += strlen(type);
    while (*r.at) {
        if (*r.at == '<')
            tag(&r);
        else if (*r.at == '&')
            reference(&r);
        else if (*r.at == '>' || ((unsigned char)*r.at < 0x20 && !strchr("\n\t", *r.at)))
            wrong(&r, "a stray letter");
        else
            r.at++;
    }
    assert_int_equal(r.depth, 0);
    assert_true(r.tags > 10);
}

static int count_of(const char *text, const char *what) {
    int n = 0;
    for (; (text = strstr(text, what)); text += strlen(what)) n++;
    return n;
}

static const char *asset(const char *path, Arena *arena) {
    Bytes file;
    Error e;
    assert_true(file_read(path, 1 << 20, arena, &file, &e));
    return arena_copy(arena, (const char *)file.data, file.size);
}

static char *page_of(const DeckSlide *slides, int count, const DeckInfo *i, Arena *arena) {
    Buffer b = {0};
    DeckInfo whole = *i;
    whole.style = asset("assets/deck/deck.css", arena);
    whole.script = asset("assets/deck/deck.js", arena);
    deck_print(slides, count, &whole, &b);
    char *page = arena_copy(arena, b.data, b.size);
    assert_int_equal(strlen(page), b.size);
    buffer_free(&b);
    return page;
}

static void is_well_formed(void **state) {
    (void)state;
    static const DeckSlide slides[] = {{.title = "One", .html = "<p>words</p>\n"},
                                       {.title = "Two \"<&>'",
                                        .html = "<p>words</p>\n",
                                        .image = "data:image/png;base64,AAAA",
                                        .alt = "a \"<&>'\001",
                                        .width = 1920,
                                        .height = 1080},
                                       {.title = "Three", .image = "003 a&b\"%#?\xC3\xA9.png"},
                                       {.title = NULL, .html = "", .image = "4.svg"},
                                       {0}};
    Arena arena = {0};
    for (int count = 0; count <= 5; count++) well_formed(page_of(slides, count, &info, &arena));
    const char *page = page_of(slides, 5, &info, &arena);
    assert_int_equal(count_of(page, "<section class=\"slide"), 5);
    assert_int_equal(count_of(page, "<h1>"), 1);
    assert_int_equal(count_of(page, "<h2>"), 2);
    assert_non_null(strstr(page, "<html lang=\"en\">"));
    assert_non_null(strstr(page, "<title>T &lt;&amp;&gt; &quot;x&quot;</title>"));
    assert_non_null(strstr(page, "<h2>Two &quot;&lt;&amp;&gt;&#39;</h2>"));
    assert_non_null(
        strstr(page, "<img src=\"data:image/png;base64,AAAA\" alt=\"a &quot;&lt;&amp;&gt;&#39;"
                     "\xEF\xBF\xBD\" width=\"1920\" height=\"1080\">"));
    assert_non_null(strstr(page, "<img src=\"003%20a%26b%22%25%23%3F%C3%A9.png\" alt=\"Three\">"));
    assert_non_null(strstr(
        page, "<section class=\"slide alone\" id=\"1\" tabindex=\"-1\" data-title=\"One\">"));
    assert_non_null(strstr(page, "<section class=\"slide figure\" id=\"3\""));
    assert_non_null(strstr(page, "<section class=\"slide\" id=\"4\""));
    assert_non_null(strstr(page, "<span>2 / 5</span>"));
    assert_non_null(strstr(page, "data-slide=\"Slide {1} of {2}\""));
    assert_non_null(strstr(page, "aria-live=\"polite\""));
    arena_free(&arena);
}

/* Only the policy and what a lesson itself links to may name another place. */
static void fetches_nothing(void **state) {
    (void)state;
    static const DeckSlide slides[] = {
        {.title = "One", .html = "<p>w</p>\n", .image = "data:image/png;base64,AAAA"}};
    static const char *const ways[] = {
        "http",           "//e",          "url(",    "@import", "<link", "<iframe",
        "<object",        "fetch(",       "XMLHttp", "import(", "eval(", "innerHTML",
        "document.write", "localStorage", "cookie",  "srcset",  "<form", "ping="};
    Arena arena = {0};
    char *page = page_of(slides, 1, &info, &arena), *policy = strstr(page, "http-equiv");
    assert_non_null(policy);
    assert_non_null(strstr(page, "content=\"default-src 'none'; img-src data: file: 'self';"));
    memcpy(policy, "XXXX", 4);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strstr(page, ways[i])) fail_msg("'%s' is in the page", ways[i]);
    assert_int_equal(count_of(page, "src=\""), 1);
    arena_free(&arena);
}

static void has_its_colours(void **state) {
    (void)state;
    Arena arena = {0};
    DeckInfo night = info;
    night.night = true;
    const char *page = page_of(NULL, 0, &info, &arena);
    assert_non_null(strstr(
        page, ":root{--ground:#fcfcfa;--line:#ddddd6;--text:#15181c;--muted:#646b75;--q:#0072b2;"
              "--k:#010203;--v:#040506;--s:#070809;--o:#0a0b0c;--f:#0d0e0f;--hot:#d55e00;}"));
    assert_non_null(strstr(page, "<meta name=\"color-scheme\" content=\"light\">"));
    assert_non_null(
        strstr(page_of(NULL, 0, &night, &arena), "<meta name=\"color-scheme\" content=\"dark\">"));
    const char *style = asset("assets/deck/deck.css", &arena);
    for (int i = 0; markdown_roles[i]; i++) { /* every role of a lesson has one */
        assert_non_null(strstr(style, arena_print(&arena, ".%s", markdown_roles[i])));
        assert_non_null(strstr(style, arena_print(&arena, "{color:var(--%s)}", markdown_roles[i])));
    }
    arena_free(&arena);
}

/* RFC 4648, section 10, and all 256 bytes. */
static void writes_base64(void **state) {
    (void)state;
    static const char *const cases[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"},
                                           {"\xFB\xFF\xBF", "+/+/"},
                                           {"\xFF", "/w=="}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buffer b = {0};
        deck_data("a/b", cases[i][0], strlen(cases[i][0]), &b);
        assert_true(strncmp(b.data, "data:a/b;base64,", 16) == 0);
        assert_string_equal(b.data + 16, cases[i][1]);
        buffer_free(&b);
    }
}

/* What Markdown becomes stays well-formed within the page, whatever it holds. */
static void any_markdown_is_well_formed(void **state) {
    (void)state;
    static const char *const pieces[] = {"<b>",
                                         "</p>",
                                         "&",
                                         "\"",
                                         "*a*",
                                         "**",
                                         "`<`",
                                         "[x](",
                                         "role:q)",
                                         "\n\n",
                                         "- ",
                                         "> ",
                                         "1. ",
                                         "\n",
                                         "```\n",
                                         "![",
                                         "]",
                                         "<!--",
                                         "-->",
                                         "&#0;",
                                         "https://e.org/\"'<",
                                         "[y](http://e.org/&\")",
                                         "[q](role:q)",
                                         "[t](<token:\">)",
                                         "    ",
                                         "# ",
                                         "\\",
                                         "\t"};
    enum { PIECES = sizeof pieces / sizeof *pieces };
    uint32_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        Arena arena = {0};
        Buffer text = {0}, html = {0};
        for (int i = 0; i < 12; i++) {
            seed = seed * 1664525u + 1013904223u;
            buffer_text(&text, pieces[(seed >> 16) % PIECES]);
        }
        Mark *marks;
        Error e;
        if (markdown_parse(text.data, text.size, "x.md", &arena, &marks, &e))
            html_marks(marks, &html);
        const char *words = html.data ? html.data : "";
        DeckSlide slide = {.title = text.data, .html = words, .image = text.data, .alt = text.data};
        well_formed(page_of(&slide, 1, &info, &arena));
        buffer_free(&text);
        buffer_free(&html);
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_well_formed),
        cmocka_unit_test(fetches_nothing),
        cmocka_unit_test(has_its_colours),
        cmocka_unit_test(writes_base64),
        cmocka_unit_test(any_markdown_is_well_formed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
