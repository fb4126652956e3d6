/* Markdown as a small tree. A library, cmark, reads it, and only markdown.c knows that one. Not for
   what the words mean: pages and directives are lesson.h's. */
#ifndef ATTNSCOPE_LESSON_MARKDOWN_H
#define ATTNSCOPE_LESSON_MARKDOWN_H

#include "base/arena.h"
#include "base/error.h"

enum { MARK_NESTED_MOST = 32 };

typedef enum MarkKind {
    /* Blocks */
    MARK_PARAGRAPH,
    MARK_HEADING,
    MARK_QUOTE,
    MARK_LIST,
    MARK_ITEM,
    MARK_RULE, /* --- */
    MARK_CODE_BLOCK,
    /* What a block's words are made of */
    MARK_TEXT,
    MARK_CODE,
    MARK_SPACE, /* a line's end that is only a space */
    MARK_BREAK, /* a line's end that was asked for */
    MARK_EMPHASIS,
    MARK_STRONG,
    MARK_LINK, /* to http, https, #place or a .md file beside this one; other links are only their
                  words */
    MARK_ROLE, /* [query](role:q) */
    MARK_TOKEN /* [car](token:car) */
} MarkKind;

typedef struct Mark {
    MarkKind kind;
    const char *text; /* TEXT, CODE, CODE_BLOCK: the words; LINK: where to; ROLE, TOKEN: its name;
                         else NULL */
    const char *info; /* CODE_BLOCK: the words behind the fence, may be ""; else NULL */
    int level;        /* HEADING: 1 to 6; LIST: its first number, −1 for a list without numbers */
    bool tight;       /* LIST: its items stand close */
    int line, last_line; /* counted from 1 */
    struct Mark *first, *next;
} Mark;

/* The names behind "role:", ended by NULL: q k v s o f hot. */
extern const char *const markdown_roles[];

/* The blocks of a text that is well-formed UTF-8, in `arena`. Raw HTML stands there as the text
   that it is, comments are left out, a picture is its words. Errors, "NAME:LINE: reason": nested
   too deep, no such role. */
bool markdown_parse(const char *text, size_t size, const char *name, Arena *arena, Mark **out,
                    Error *e);
/* Only the words below a mark, on one line. */
char *markdown_words(const Mark *m, Arena *arena);

#endif
