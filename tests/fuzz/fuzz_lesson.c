/* libFuzzer target: any bytes as a lesson. What is read prints as lines and as HTML without tags
   that were typed; what is refused names the file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "export/html.h"
#include "lesson/lesson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Everything between < and > is one of the tags that html.c writes. */
static int is_safe(const char *html) {
    static const char *const tags[] = {"p",
                                       "h1",
                                       "h2",
                                       "h3",
                                       "h4",
                                       "h5",
                                       "h6",
                                       "ul",
                                       "ol",
                                       "li",
                                       "blockquote",
                                       "pre",
                                       "code",
                                       "em",
                                       "strong",
                                       "br",
                                       "hr",
                                       "b",
                                       "a",
                                       "span",
                                       "ol start=\"",
                                       "a href=\"",
                                       "span class=\"role ",
                                       "b class=\"token\""};
    for (const char *at = html; (at = strchr(at, '<')); at++) {
        const char *name = at[1] == '/' ? at + 2 : at + 1;
        int known = 0;
        for (size_t i = 0; i < sizeof tags / sizeof *tags && !known; i++) {
            size_t n = strlen(tags[i]);
            char last = tags[i][n - 1];
            known =
                strncmp(name, tags[i], n) == 0 && (name[n] == '>' || last == '"' || last == ' ');
        }
        if (!known || strncmp(name, "a href=\"javascript", 18) == 0) return 0;
    }
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = {0};
    Lesson l;
    Error e;
    bool read = lesson_read((Bytes){data, size}, "file", &arena, &l, &e);
    if (!read && strncmp(e.text, "file:", 5) != 0) abort();
    for (int i = 0; read && i < l.page_count; i++) {
        Buffer line = {0};
        lesson_line(&l, i, &line);
        if (!is_safe(html_of(l.pages[i].text, &arena))) abort();
        const char *sentence = lesson_sentence(&l, i);
        const char *text = sentence ? view_text(line.data, &arena) : NULL;
        if (sentence && (!text || strcmp(text, sentence) != 0)) abort();
        buffer_free(&line);
    }
    arena_free(&arena);
    return 0;
}
