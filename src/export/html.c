/* HTML from marks: every tag here is written out, every word goes through html_text. */
#include "export/html.h"

#include <string.h>

static const char *escaped(unsigned char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

void html_text(const char *text, Buffer *out) {
    const char *plain = text;
    for (; *text; text++) {
        const char *instead = escaped((unsigned char)*text);
        if (!instead) continue;
        buffer_add(out, plain, (size_t)(text - plain));
        buffer_text(out, instead);
        plain = text + 1;
    }
    buffer_add(out, plain, (size_t)(text - plain));
}

/* A list whose items stand close has no paragraphs in them. */
static void print_marks(const Mark *m, bool tight, Buffer *out);

static void html_around(const char *tag, const Mark *m, const char *end, Buffer *out) {
    buffer_print(out, "<%s>", tag);
    print_marks(m->first, false, out);
    buffer_print(out, "</%s>%s", tag, end);
}

static void words_around(const char *tag, const Mark *m, Buffer *out) {
    buffer_print(out, "<%s>", tag);
    html_text(m->text, out);
    buffer_print(out, "</%s>", tag);
}

static void attributed(const char *tag, const char *attribute, const Mark *m, const char *more,
                       Buffer *out) {
    buffer_print(out, "<%s %s", tag, attribute);
    html_text(m->text, out);
    buffer_print(out, "\"%s>", more);
    print_marks(m->first, false, out);
    buffer_print(out, "</%s>", tag);
}

static void html_list(const Mark *m, Buffer *out) {
    if (m->level < 0)
        buffer_text(out, "<ul>\n");
    else if (m->level == 1)
        buffer_text(out, "<ol>\n");
    else
        buffer_print(out, "<ol start=\"%d\">\n", m->level);
    for (const Mark *item = m->first; item; item = item->next) {
        buffer_text(out, "<li>");
        print_marks(item->first, m->tight, out);
        buffer_text(out, "</li>\n");
    }
    buffer_text(out, m->level < 0 ? "</ul>\n" : "</ol>\n");
}

static void token(const Mark *m, Buffer *out) {
    buffer_text(out, "<b class=\"token\">");
    print_marks(m->first, false, out);
    buffer_text(out, "</b>");
}

static void code_block(const Mark *m, Buffer *out) {
    buffer_text(out, "<pre><code>");
    html_text(m->text, out);
    buffer_text(out, "</code></pre>\n");
}

static void heading(const Mark *m, Buffer *out) {
    static const char *const tags[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    html_around(tags[m->level - 1], m, "\n", out);
}

static void print_mark(const Mark *m, bool tight, Buffer *out) {
    switch (m->kind) {
    case MARK_PARAGRAPH:
        if (tight)
            print_marks(m->first, false, out);
        else
            html_around("p", m, "\n", out);
        break;
    case MARK_HEADING: heading(m, out); break;
    case MARK_QUOTE: html_around("blockquote", m, "\n", out); break;
    case MARK_LIST: html_list(m, out); break;
    case MARK_ITEM: html_around("li", m, "\n", out); break;
    case MARK_RULE: buffer_text(out, "<hr>\n"); break;
    case MARK_CODE_BLOCK: code_block(m, out); break;
    case MARK_TEXT: html_text(m->text, out); break;
    case MARK_CODE: words_around("code", m, out); break;
    case MARK_SPACE: buffer_text(out, "\n"); break;
    case MARK_BREAK: buffer_text(out, "<br>\n"); break;
    case MARK_EMPHASIS: html_around("em", m, "", out); break;
    case MARK_STRONG: html_around("strong", m, "", out); break;
    case MARK_LINK: attributed("a", "href=\"", m, " rel=\"noreferrer\"", out); break;
    case MARK_ROLE: attributed("span", "class=\"role ", m, "", out); break;
    case MARK_TOKEN: token(m, out); break;
    }
}

static void print_marks(const Mark *m, bool tight, Buffer *out) {
    for (; m; m = m->next) {
        print_mark(m, tight, out);
        if (tight && m->kind == MARK_PARAGRAPH && m->next) buffer_text(out, "\n");
    }
}

void html_marks(const Mark *first, Buffer *out) {
    print_marks(first, false, out);
}

char *html_of(const Mark *first, Arena *arena) {
    Buffer html = {0};
    html_marks(first, &html);
    char *copy = arena_copy(arena, html.data, html.size);
    buffer_free(&html);
    return copy;
}
