/* Text and Markdown's marks as HTML. Nothing of what was typed becomes a tag of its own. Not for
 * whole pages. */
#ifndef ATTNSCOPE_EXPORT_HTML_H
#define ATTNSCOPE_EXPORT_HTML_H

#include "base/buffer.h"
#include "lesson/markdown.h"

/* Appends the text, safe between tags and within a quoted attribute; control characters become
 * U+FFFD. */
void html_text(const char *text, Buffer *out);
/* Appends a mark and those behind it. Roles are <span class="role q">, tokens <b class="token">. */
void html_marks(const Mark *first, Buffer *out);
/* The same as a text of its own, "" if there is none. */
char *html_of(const Mark *first, Arena *arena);

#endif
