/* Why a sentence cannot be read, in the language of the interface. The program's other reasons are
 * English. */
#include <string.h>

#include "app/inside.h"
#include "model/tokenizer.h"

static const char *filled(const App *app, const char *key, long one, long two, Arena *arena) {
    return lang_fill(app_lang(app), key, arena_print(arena, "%ld", one),
                     arena_print(arena, "%ld", two), arena);
}

static const char *unknown(const App *app, const TextFault *f, Arena *arena) {
    const char *near = "", *text = lang_fill(app_lang(app), "refused.unknown", f->word, "", arena);
    for (int i = 0; i < f->near_count; i++)
        near = arena_print(arena, "%s%s%s", near, *near ? ", " : "", f->near[i]);
    return *near ? arena_print(arena, "%s %s", text,
                               lang_fill(app_lang(app), "refused.near", near, "", arena))
                 : text;
}

const char *app_refused(const App *app, const char *text, const Error *e, Arena *arena) {
    const Model *m = app->run.model;
    size_t size = strlen(text);
    if (size >= VIEW_TEXT) return filled(app, "refused.long", (long)size, VIEW_TEXT - 1, arena);
    Tokens tokens;
    TextFault f;
    Error same;
    if (tokens_from_text(text, m->config.tokens, &m->source, m->config.max_positions, arena,
                         &tokens, &f, &same))
        return e->text;
    switch (f.kind) {
    case TEXT_EMPTY: return lang_text(app_lang(app), "refused.empty");
    case TEXT_TOO_LONG: return filled(app, "refused.long", f.count, f.most, arena);
    case TEXT_TOO_MANY: return filled(app, "refused.many", f.count, f.most, arena);
    case TEXT_UNKNOWN: return unknown(app, &f, arena);
    default: return e->text;
    }
}
