/* cmark's tree, copied into an arena, with only what a lesson may hold. */
#include "lesson/markdown.h"

#include <cmark.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

enum { ROLES = 7 };
const char *const markdown_roles[ROLES + 1] = {"q", "k", "v", "s", "o", "f", "hot", NULL};

/* The marks that are open, from the text as a whole down to the present one; new ones are hung to
 * `tail`. */
typedef struct Reader {
    const char *name;
    Arena *arena;
    Mark **tail[MARK_NESTED_MOST + 1];
    int depth;
    int line; /* of the block that was last begun */
    Error *e;
} Reader;

/* A file in this folder or below it: "02-vectors.md", "more/x.md#part". */
static bool is_lesson_name(const char *url) {
    size_t n = strcspn(url, "#?");
    bool plain =
        !memchr(url, ':', n) && !memchr(url, '\\', n) && url[0] != '/' && !strstr(url, "..");
    return plain && n > 3 && strncmp(url + n - 3, ".md", 3) == 0 && url[n] != '?';
}

static bool may_link(const char *url) {
    return text_begins(url, "http://") || text_begins(url, "https://") || url[0] == '#' ||
           is_lesson_name(url);
}

static const char *url_of(cmark_node *n) {
    const char *url = cmark_node_get_url(n);
    return url ? url : "";
}

/* Of a picture and of a link that leads nowhere only the words stay. */
static bool is_only_words(cmark_node *n) {
    cmark_node_type t = cmark_node_get_type(n);
    const char *url = t == CMARK_NODE_LINK ? url_of(n) : "";
    return t == CMARK_NODE_DOCUMENT || t == CMARK_NODE_IMAGE ||
           (t == CMARK_NODE_LINK && !text_begins(url, "role:") && !text_begins(url, "token:") &&
            !may_link(url));
}

static bool is_comment(cmark_node *n) {
    const char *text = cmark_node_get_literal(n);
    return text && text_begins(text + strspn(text, " "), "<!--");
}

static bool is_role(const Reader *r, const char *role, int line) {
    for (int i = 0; i < ROLES; i++)
        if (strcmp(role, markdown_roles[i]) == 0) return true;
    return error_set(r->e, "%s:%d: no role '%s': there are q, k, v, s, o, f and hot", r->name, line,
                     role);
}

static bool link_kind(Reader *r, cmark_node *n, Mark *m) {
    const char *url = url_of(n);
    m->kind = text_begins(url, "role:")    ? MARK_ROLE
              : text_begins(url, "token:") ? MARK_TOKEN
                                           : MARK_LINK;
    if (m->kind != MARK_LINK) url = strchr(url, ':') + 1;
    m->text = arena_copy(r->arena, url, strlen(url));
    return m->kind != MARK_ROLE || is_role(r, url, m->line);
}

static void literal(Reader *r, cmark_node *n, MarkKind kind, Mark *m) {
    const char *text = cmark_node_get_literal(n);
    m->kind = kind;
    m->text = text ? arena_copy(r->arena, text, strlen(text)) : "";
}

static void list_kind(cmark_node *n, Mark *m) {
    m->kind = MARK_LIST;
    m->level =
        cmark_node_get_list_type(n) == CMARK_ORDERED_LIST ? cmark_node_get_list_start(n) : -1;
    m->tight = cmark_node_get_list_tight(n);
}

static void code_kind(Reader *r, cmark_node *n, Mark *m) {
    const char *info = cmark_node_get_fence_info(n);
    literal(r, n, MARK_CODE_BLOCK, m);
    m->info = info ? arena_copy(r->arena, info, strlen(info)) : "";
}

/* A block of raw HTML is a paragraph that shows it as it was written. */
static void html_kind(Reader *r, cmark_node *n, Mark *m) {
    m->kind = MARK_PARAGRAPH;
    m->first = arena_new(r->arena, Mark);
    m->first->line = m->first->last_line = m->line;
    literal(r, n, MARK_TEXT, m->first);
}

static bool markdown_fill(Reader *r, cmark_node *n, Mark *m) {
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_HEADING:
        m->kind = MARK_HEADING;
        m->level = cmark_node_get_heading_level(n);
        return true;
    case CMARK_NODE_BLOCK_QUOTE: return m->kind = MARK_QUOTE, true;
    case CMARK_NODE_ITEM: return m->kind = MARK_ITEM, true;
    case CMARK_NODE_THEMATIC_BREAK: return m->kind = MARK_RULE, true;
    case CMARK_NODE_SOFTBREAK: return m->kind = MARK_SPACE, true;
    case CMARK_NODE_LINEBREAK: return m->kind = MARK_BREAK, true;
    case CMARK_NODE_EMPH: return m->kind = MARK_EMPHASIS, true;
    case CMARK_NODE_STRONG: return m->kind = MARK_STRONG, true;
    case CMARK_NODE_LIST: return list_kind(n, m), true;
    case CMARK_NODE_CODE_BLOCK: return code_kind(r, n, m), true;
    case CMARK_NODE_HTML_BLOCK: return html_kind(r, n, m), true;
    case CMARK_NODE_CODE: return literal(r, n, MARK_CODE, m), true;
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_TEXT: return literal(r, n, MARK_TEXT, m), true;
    case CMARK_NODE_LINK: return link_kind(r, n, m);
    default: return m->kind = MARK_PARAGRAPH, true;
    }
}

static bool is_leaf(cmark_node *n) {
    switch (cmark_node_get_type(n)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE: return true;
    default: return false;
    }
}

static bool markdown_enter(Reader *r, cmark_node *n) {
    bool html = cmark_node_get_type(n) == CMARK_NODE_HTML_BLOCK ||
                cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE;
    if (is_only_words(n) || (html && is_comment(n))) return true;
    Mark *m = arena_new(r->arena, Mark);
    /* cmark does not always know the line of what lies within a block. */
    int line = cmark_node_get_start_line(n);
    m->line = r->line = line > 0 ? line : r->line;
    m->last_line = cmark_node_get_end_line(n) > m->line ? cmark_node_get_end_line(n) : m->line;
    if (!markdown_fill(r, n, m)) return false;
    *r->tail[r->depth] = m;
    r->tail[r->depth] = &m->next;
    if (is_leaf(n)) return true;
    if (r->depth == MARK_NESTED_MOST)
        return error_set(r->e, "%s:%d: nested more than %d deep", r->name, m->line,
                         MARK_NESTED_MOST);
    r->tail[++r->depth] = &m->first;
    return true;
}

bool markdown_parse(const char *text, size_t size, const char *name, Arena *arena, Mark **out,
                    Error *e) {
    cmark_node *document = cmark_parse_document(text, size, CMARK_OPT_DEFAULT);
    if (!document) arena_exhausted(size);
    cmark_consolidate_text_nodes(document);
    Reader r = {.name = name, .arena = arena, .tail = {out}, .line = 1, .e = e};
    *out = NULL;
    cmark_iter *at = cmark_iter_new(document);
    if (!at) arena_exhausted(sizeof r);
    bool ok = true;
    for (cmark_event_type event; ok && (event = cmark_iter_next(at)) != CMARK_EVENT_DONE;) {
        cmark_node *n = cmark_iter_get_node(at);
        if (event == CMARK_EVENT_ENTER) ok = markdown_enter(&r, n);
        if (event == CMARK_EVENT_EXIT && !is_only_words(n)) r.depth--;
    }
    cmark_iter_free(at);
    cmark_node_free(document);
    return ok;
}

static void markdown_add_words(const Mark *m, Buffer *out) {
    for (; m; m = m->next) {
        if (m->kind == MARK_SPACE || m->kind == MARK_BREAK)
            buffer_text(out, " ");
        else if (m->kind == MARK_TEXT || m->kind == MARK_CODE)
            buffer_text(out, m->text);
        else
            markdown_add_words(m->first, out);
    }
}

char *markdown_words(const Mark *m, Arena *arena) {
    Buffer words = {0};
    markdown_add_words(m->first, &words);
    char *copy = arena_copy(arena, words.data, words.size);
    buffer_free(&words);
    return copy;
}
