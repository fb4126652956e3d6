/* A lesson: pages of Markdown, each with what the figure beside it shall show. Read as a whole, or
   refused with the line where it is wrong. Not for pixels; claims and questions are kept, not
   carried out. */
#ifndef ATTNSCOPE_LESSON_LESSON_H
#define ATTNSCOPE_LESSON_LESSON_H

#include "base/file.h"
#include "lesson/markdown.h"
#include "view/directives.h"
#include "view/source.h"

/* Of a file; of a line, and of lines without an empty one between them; how many pages. */
enum { LESSON_BYTES = 4 << 20, LESSON_LINE = 64 << 10, LESSON_PAGES = 999 };

/* What a lesson says beside the directives of a view, which are each at most once a page. */
enum {
    DIRECTIVE_EXPECT = DIRECTIVE_OF_VIEW,
    DIRECTIVE_ASK,
    DIRECTIVE_PREDICT,
    DIRECTIVE_HINT,
    DIRECTIVE_SPOTLIGHT,
    DIRECTIVE_WAIT,
    DIRECTIVE_VALUE,
    DIRECTIVE_TRY,
    DIRECTIVE_COUNT
};

/* "text", "what-if", … */
const char *lesson_directive_name(int kind);

typedef struct Directive {
    int kind; /* a DirectiveKind, or one of a lesson's own */
    const char
        *argument; /* as written, without the spaces around it; may be "" beyond those of a view */
    int line;      /* of the file, counted from 1 */
} Directive;

typedef struct LessonPage {
    const char *title;
    int line;   /* where it begins */
    Mark *text; /* its blocks, without heading and step block; NULL: only a figure */
    const Directive *directives; /* its own, as written */
    int directive_count;
    bool has_step;   /* it has a step block of its own */
    bool has_figure; /* it has one, or a page before it */
    /* What holds here of a view: its own, else taken over from the page before; NULL where nothing
       was said. A new model, sentence, value or attend begins without the point, depth, zoom, play,
       part, what-ifs, side and comparison that held before; a new model without the sentence;
       attend ends model and sentence, and these end an attend. */
    const Directive *holds[DIRECTIVE_OF_VIEW];
} LessonPage;

typedef struct Lesson {
    const char *name; /* of the file, for errors */
    const char *title;
    LessonPage *pages;
    int page_count; /* at least 1 */
} Lesson;

/* Reads the file. Errors: "FILE:LINE: reason", and file_read's. */
bool lesson_open(const char *path, Arena *arena, Lesson *out, Error *e);
/* The same of bytes that are there; `name` stands for the file in errors. */
bool lesson_read(Bytes bytes, const char *name, Arena *arena, Lesson *out, Error *e);
/* The sentence of a page; NULL: the model's own, or it has none. */
const char *lesson_sentence(const Lesson *l, int page);
/* What holds on a page of its run; what it leaves out stays as it is in *of. Errors name file and
 * line. */
bool lesson_run(const Lesson *l, int page, Arena *arena, RunOf *of, Error *e);
/* The line of what tells a page's run, for errors of making it; where nothing does, the page's own.
 */
int lesson_run_line(const Lesson *l, int page);
/* A page's run: *of is what a page without any word of it is of, and then what it is. Errors,
   "FILE:LINE: reason": lesson_run's, those of making it. */
bool lesson_decode(const Lesson *l, int page, const Sources *s, RunOf *of, Arena *arena,
                   Decoding *out, Error *e);
/* Carries out what holds on a page over *view, beginning from `view` as the caller has made it for
   this run, which is one of the page's sentence. Errors name file and line. */
bool lesson_view(const Lesson *l, int page, const Decoding *run, Arena *arena, View *view,
                 Error *e);
/* Appends the same as one line that view_parse and --view read; nothing where nothing holds. */
void lesson_line(const Lesson *l, int page, Buffer *out);
/* The page's own next directive of a kind behind `after` (NULL: the first), or NULL. */
const Directive *lesson_directive(const LessonPage *p, int kind, const Directive *after);

#endif
