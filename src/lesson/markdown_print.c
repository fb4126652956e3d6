/* Two passes for each block: its words as one long line, then that line broken at spaces. */
#include "lesson/markdown_print.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum { LINE_MOST = 80 };

typedef struct Printer {
    const MarkdownLinks *links;
    Arena *arena;
    Buffer *out;
    int above, level;   /* of the heading over all this, and of the one before */
    bool heading;       /* its words stay on one line */
    bool stressed;      /* within words that stand out already */
    const char *indent; /* before each line */
    const char *first;  /* before the next one instead: "- "; NULL */
} Printer;

/* Words */

static bool markdown_print_is_letter(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Whether a letter inside of words would mean something else. */
static bool means(const char *words, const char *at) {
    char before = at > words ? at[-1] : ' ', after = at[1];
    switch (*at) {
    case '\\':
    case '`':
    case '[':
    case ']': return true;
    case '*': return !(before == ' ' && after == ' ');
    case '_': return !(markdown_print_is_letter(before) && markdown_print_is_letter(after));
    case '#': return after == 0 && (before == ' ' || before == '#'); /* it would end a heading */
    case '~': return after == '~' || before == '~';
    case '<': return isalpha((unsigned char)after) || after == '/' || after == '!' || after == '?';
    case '&': return isalpha((unsigned char)after) || after == '#';
    default: return false;
    }
}

void markdown_print_plain(const char *words, Buffer *out) {
    for (const char *at = words; *at; at++) {
        if (means(words, at)) buffer_text(out, "\\");
        buffer_add(out, *at == '\n' || *at == '\r' ? " " : at, 1);
    }
}

/* More backquotes around than are in a row within. */
static void print_code(const char *text, Buffer *out) {
    int most = 0, row = 0;
    for (const char *at = text; *at; at++) {
        row = *at == '`' ? row + 1 : 0;
        if (row > most) most = row;
    }
    bool apart = *text == '`' || (*text && text[strlen(text) - 1] == '`');
    for (int i = 0; i <= most; i++) buffer_text(out, "`");
    buffer_print(out, "%s%s%s", apart ? " " : "", text, apart ? " " : "");
    for (int i = 0; i <= most; i++) buffer_text(out, "`");
}

static void markdown_print_words(Printer *p, const Mark *m, Buffer *out);

static void markdown_print_around(Printer *p, const char *sign, const Mark *m, Buffer *out) {
    bool outer = p->stressed;
    p->stressed = true;
    buffer_text(out, sign);
    markdown_print_words(p, m->first, out);
    buffer_text(out, sign);
    p->stressed = outer;
}

static void print_link(Printer *p, const Mark *m, Buffer *out) {
    const char *to = p->links ? p->links->lead(p->links->self, m->text, p->arena) : NULL;
    if (to && out->size && out->data[out->size - 1] == '!') { /* else it would be a picture */
        out->size--;
        buffer_text(out, "\\!");
    }
    if (to) buffer_text(out, "[");
    markdown_print_words(p, m->first, out);
    if (to) buffer_print(out, strpbrk(to, " ()") ? "](<%s>)" : "](%s)", to);
}

static void markdown_print_words(Printer *p, const Mark *m, Buffer *out) {
    for (; m; m = m->next) switch (m->kind) {
        case MARK_TEXT: markdown_print_plain(m->text, out); break;
        case MARK_CODE: print_code(m->text, out); break;
        case MARK_SPACE: buffer_text(out, " "); break;
        case MARK_BREAK: buffer_text(out, p->heading ? " " : "\\\n"); break;
        case MARK_EMPHASIS: markdown_print_around(p, "*", m, out); break;
        case MARK_STRONG: markdown_print_around(p, "**", m, out); break;
        case MARK_LINK: print_link(p, m, out); break;
        case MARK_TOKEN: /* A token is no word of the sentence that speaks of it. */
            if (p->stressed)
                markdown_print_words(p, m->first, out);
            else
                markdown_print_around(p, "*", m, out);
            break;
        default: markdown_print_words(p, m->first, out); break;
        }
}

/* Lines */

static int markdown_print_letters(const char *text, size_t size) {
    int count = 0;
    for (size_t i = 0; i < size; i++) count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Returns how many letters it begins with. */
static int begin_line(Printer *p) {
    const char *before = p->first ? p->first : p->indent;
    buffer_text(p->out, before);
    p->first = NULL;
    return markdown_print_letters(before, strlen(before));
}

/* At a line's beginning these would open a block; fences have their backslashes already. */
static bool markdown_print_opens(const char *word, size_t size) {
    size_t digits = 0;
    while (digits < size && isdigit((unsigned char)word[digits])) digits++;
    if (digits)
        return digits < size && digits < 10 && (word[digits] == '.' || word[digits] == ')') &&
               digits + 1 == size;
    if (*word == '>' || *word == '#') return true;
    return strchr("=-+*", *word) && strspn(word, (char[]){*word, 0}) >= size;
}

/* The backslash stands before what makes it a mark: of "4." before the point. */
static void print_opening(const char *word, size_t size, Buffer *out) {
    size_t digits = 0;
    while (digits < size && isdigit((unsigned char)word[digits])) digits++;
    buffer_print(out, "%.*s\\%.*s", (int)digits, word, (int)(size - digits), word + digits);
}

/* A word, with those behind it that may not begin a line. */
static size_t piece_size(const char *text) {
    size_t size = strcspn(text, " \n");
    while (size && text[size] == ' ') {
        size_t next = strcspn(text + size + 1, " \n");
        if (!next || !markdown_print_opens(text + size + 1, next)) break;
        size += 1 + next;
    }
    return size;
}

/* A long line broken where its words end. */
static void print_broken(Printer *p, const char *text, bool leads) {
    int used = 0;
    bool begun = false;
    while (*text) {
        size_t size = piece_size(text);
        int wide = markdown_print_letters(text, size);
        if (begun && size && used + 1 + wide > LINE_MOST) {
            buffer_text(p->out, "\n");
            begun = false;
        }
        if (size) {
            if (begun)
                buffer_text(p->out, " ");
            else
                used = begin_line(p);
            if (!begun && !leads && markdown_print_opens(text, strcspn(text, " \n")))
                print_opening(text, size, p->out);
            else
                buffer_add(p->out, text, size);
            used += wide + begun;
            begun = true, leads = false;
        }
        text += size;
        if (*text == '\n') buffer_text(p->out, "\n"), begun = false;
        if (*text) text++;
    }
    if (begun) buffer_text(p->out, "\n");
}

static void print_paragraph(Printer *p, const Mark *m) {
    Buffer line = {0};
    markdown_print_words(p, m->first, &line);
    buffer_add(&line, "", 1);
    print_broken(p, line.data, false);
    buffer_free(&line);
}

/* Blocks */

static void print_blocks(Printer *p, const Mark *m, bool tight);

/* An empty line within a quotation keeps its sign. */
static void empty_line(const Printer *p) {
    size_t size = strlen(p->indent);
    while (size && p->indent[size - 1] == ' ') size--;
    buffer_print(p->out, "%.*s\n", (int)size, p->indent);
}

static void print_code_block(Printer *p, const Mark *m) {
    bool tildes = strstr(m->text, "```") != NULL;
    const char *fence = tildes ? "~~~~~~~~" : "```", *at = m->text;
    begin_line(p);
    buffer_print(p->out, "%s%s\n", fence, *m->info ? m->info : "text");
    while (*at) {
        size_t size = strcspn(at, "\n");
        if (size)
            begin_line(p), buffer_print(p->out, "%.*s\n", (int)size, at);
        else
            empty_line(p);
        at += size + (at[size] == '\n');
    }
    begin_line(p);
    buffer_print(p->out, "%s\n", fence);
}

static void print_heading(Printer *p, const Mark *m) {
    Buffer line = {0};
    p->level = m->level > p->level + 1 ? p->level + 1
               : m->level > p->above   ? m->level
                                       : p->above + 1;
    p->heading = true;
    markdown_print_words(p, m->first, &line);
    p->heading = false;
    begin_line(p);
    buffer_print(p->out, "%.*s %.*s\n", p->level, "######", (int)line.size,
                 line.data ? line.data : "");
    buffer_free(&line);
}

/* What stands in it, moved to the right. */
static void print_inside(Printer *p, const Mark *m, const char *first, const char *indent,
                         bool tight) {
    const char *outer = p->indent;
    p->first = arena_print(p->arena, "%s%s", p->first ? p->first : outer, first);
    p->indent = arena_print(p->arena, "%s%s", outer, indent);
    print_blocks(p, m->first, tight);
    p->indent = outer;
}

static void print_list(Printer *p, const Mark *m) {
    int number = m->level == 0 ? 0 : 1;
    for (const Mark *item = m->first; item; item = item->next, number++) {
        const char *first = m->level < 0 ? "- " : arena_print(p->arena, "%d. ", number);
        if (item != m->first && !m->tight) empty_line(p);
        if (item->first)
            print_inside(p, item, first, arena_print(p->arena, "%*s", (int)strlen(first), ""),
                         m->tight);
        else
            begin_line(p), buffer_print(p->out, "%.*s\n", (int)strlen(first) - 1, first);
    }
}

static const Mark *with_words(const Mark *m, Arena *arena);

static bool says_nothing(const Mark *m, Arena *arena) {
    if (m->kind == MARK_QUOTE) return !with_words(m->first, arena);
    if (m->kind != MARK_PARAGRAPH && m->kind != MARK_HEADING) return false;
    const char *words = markdown_words(m, arena);
    return strspn(words, " ") == strlen(words);
}

/* This block or the next one that says something: a picture without words leaves nothing. */
static const Mark *with_words(const Mark *m, Arena *arena) {
    while (m && says_nothing(m, arena)) m = m->next;
    return m;
}

static void print_blocks(Printer *p, const Mark *m, bool tight) {
    bool begun = false;
    for (m = with_words(m, p->arena); m; m = with_words(m->next, p->arena), begun = true) {
        if (begun && !tight) empty_line(p);
        switch (m->kind) {
        case MARK_HEADING: print_heading(p, m); break;
        case MARK_QUOTE: print_inside(p, m, "> ", "> ", false); break;
        case MARK_LIST: print_list(p, m); break;
        case MARK_RULE: begin_line(p), buffer_text(p->out, "---\n"); break;
        case MARK_CODE_BLOCK: print_code_block(p, m); break;
        default: print_paragraph(p, m); break;
        }
    }
}

void markdown_print(const Mark *first, int level, const MarkdownLinks *links, Arena *arena,
                    Buffer *out) {
    Printer p = {
        .links = links, .arena = arena, .out = out, .above = level, .level = level, .indent = ""};
    if (!with_words(first, arena)) return;
    buffer_text(out, "\n");
    print_blocks(&p, first, false);
}

/* The words of a line, or NULL if as Markdown it is something else than a paragraph. */
static const Mark *words_of(const char *words, Arena *arena) {
    Mark *m;
    Error e;
    if (!markdown_parse(words, strlen(words), "", arena, &m, &e)) return NULL;
    return m && m->kind == MARK_PARAGRAPH && !m->next ? m->first : NULL;
}

void markdown_print_line(const char *lead, const char *words, bool plain, int indent, Arena *arena,
                         Buffer *out) {
    Printer p = {
        .arena = arena, .out = out, .first = "", .indent = arena_print(arena, "%*s", indent, "")};
    const Mark *marks = plain ? NULL : words_of(words, arena);
    Buffer line = {0}, said = {0};
    if (marks)
        markdown_print_words(&p, marks, &said);
    else
        markdown_print_plain(words, &said);
    buffer_add(&said, "", 1);
    size_t size = strcspn(said.data, " \n");
    buffer_text(&line, lead);
    if (size && markdown_print_opens(said.data, size))
        print_opening(said.data, size, &line);
    else
        buffer_add(&line, said.data, size);
    buffer_text(&line, said.data + size);
    print_broken(&p, line.data, true);
    buffer_free(&line);
    buffer_free(&said);
}

void markdown_print_marked(const char *lead, const char *line, Buffer *out) {
    Printer p = {.out = out, .indent = "", .first = lead};
    print_broken(&p, line, true);
}
