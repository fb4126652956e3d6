/* Marks as Markdown again, tidy enough for a linter: lines of at most 80 letters, one kind of list,
   no word that would be read as a mark. Roles are only their words, tokens stand out. Not for
   reading: markdown.h. */
#ifndef ATTNSCOPE_LESSON_MARKDOWN_PRINT_H
#define ATTNSCOPE_LESSON_MARKDOWN_PRINT_H

#include "base/buffer.h"
#include "lesson/markdown.h"

/* Where a link shall lead that led to `to`, in `arena`; NULL: only its words stay. */
typedef struct MarkdownLinks {
    const char *(*lead)(void *self, const char *to, Arena *arena);
    void *self;
} MarkdownLinks;

/* Appends blocks, an empty line before each. Headings go on from `level`, the one above them. */
void markdown_print(const Mark *first, int level, const MarkdownLinks *links, Arena *arena,
                    Buffer *out);
/* Appends a paragraph that begins with `lead`, which is Markdown: "1. ", "**Question 1.** ". Its
   words are those of a line of Markdown, or, `plain`, as they are. Lines after the first are
   indented by `indent`. */
void markdown_print_line(const char *lesson_export_lead, const char *words, bool plain, int indent,
                         Arena *arena, Buffer *out);
/* Appends `lead` and a line that is Markdown already as a paragraph. */
void markdown_print_marked(const char *lead, const char *line, Buffer *out);
/* Appends words with a backslash before what would be a mark. */
void markdown_print_plain(const char *words, Buffer *out);

#endif
